"""Flowers and fruit of the garden."""

from __future__ import annotations

import numpy as np

from castalia.clay.motion import swing
from castalia.clay.paint import LEAF, Color, mix, shade
from castalia.clay.sculpt import Clay, along, rotation
from castalia.clay.subjects.catalogue import Look, subject
from castalia.clay.subjects.rings import ring

STEM: Color = (0.12, 0.40, 0.12)


def _leaf(
    clay: Clay, at: np.ndarray, way: tuple[float, float, float], length: float, wide: float, color: Color
) -> None:
    out = np.asarray(way, float)
    out = out / np.linalg.norm(out)
    side = np.cross(out, [0.0, 1.0, 0.0])
    side /= np.linalg.norm(side) + 1e-9
    turn = np.stack([side, out, np.cross(side, out)], 1)
    clay.ellipsoid(at + out * length, (wide, length, 0.028), color, turn=turn, blend=0.02, gloss=0.2)


def _petal(
    clay: Clay,
    at: np.ndarray,
    frame: np.ndarray,
    a: float,
    opening: float,
    length: float,
    wide: float,
    color: Color,
    emit: float,
) -> None:
    """A petal that stands on the cup `at` and opens by `opening` radians from the axis frame[:, 1]."""
    out = frame @ np.array([np.sin(a), 0.0, np.cos(a)])
    way = frame[:, 1] * np.cos(opening) + out * np.sin(opening)
    side = np.cross(way, frame[:, 1] + 0.01 * out)
    side /= np.linalg.norm(side) + 1e-9
    turn = np.stack([side, way, np.cross(side, way)], 1)
    clay.ellipsoid(at + way * length, (wide, length, 0.04), color, turn=turn, blend=0.014, emit=emit, gloss=0.15)


@subject(
    "rose", group="plant", color="red", height=1.6, measure="朵", facing=0.2, emoji="🌹", grip=0.45, en=("rose", "roses", "red rose"), zh=("玫瑰", "玫瑰花", "月季"), near_en=("peony", "camellia"), near_zh=("牡丹", "茶花", "牡丹花"), traits=("glowing",),
)  # fmt: skip
def rose(clay: Clay, look: Look) -> None:
    c = look.color
    with clay.part("stem", swing("z", 3.5, 3.3), swing("x", 2, 4.7), pivot=(0, 0, 0)):
        clay.tube([(0, 0, 0), (0.04, 0.4, 0), (0.0, 0.8, 0), (0, 1.08, 0.03)], 0.045, 0.04, STEM, blend=0.03)
        for y, side in ((0.35, 1), (0.58, -1), (0.80, 1)):
            clay.cone(
                (0.02, y, 0), (0.02 + side * 0.09, y + 0.05, 0), 0.03, 0.006, shade(STEM, 0.8), round=0.005, blend=0.02
            )
        for side in (-1, 1):
            _leaf(clay, np.array([0.02, 0.42 + 0.14 * side, 0]), (side, 0.45, 0.3), 0.22, 0.12, shade(LEAF, 1.05))
        frame, at = along((0.0, 0.82, 0.55)), np.array([0.0, 1.12, 0.05])
        for _, _, a in ring(5):
            _petal(clay, at, frame, a, 1.9, 0.14, 0.05, LEAF, 0.0)
        clay.ellipsoid(
            at + frame[:, 1] * 0.16, (0.19, 0.20, 0.19), shade(c, 0.75), turn=frame, blend=0.02, emit=look.glow
        )
        for count, opening, length, wide, tone, turned in (
            (6, 1.05, 0.235, 0.20, 0.98, 0.0),
            (5, 0.72, 0.225, 0.185, 1.08, 0.5),
            (5, 0.44, 0.215, 0.15, 0.94, 0.2),
            (4, 0.22, 0.205, 0.115, 1.1, 0.7),
        ):
            for _, _, a in ring(count, 1.0, turned):
                _petal(clay, at, frame, a, opening, length, wide, shade(c, tone), look.glow)
        for k in range(7):
            t = k * 0.9
            spot = at + frame @ np.array([np.sin(t) * 0.016 * k, 0.385 - 0.004 * k, np.cos(t) * 0.016 * k])
            clay.ellipsoid(spot, (0.045, 0.05, 0.045), shade(c, 0.65 + 0.04 * k), blend=0.012, emit=look.glow)


@subject(
    "tulip", group="plant", color="purple", height=1.45, measure="朵", facing=0.2, emoji="🌷", grip=0.45, en=("tulip", "tulips"), zh=("郁金香",), traits=("glowing",), near_en=("lily", "iris", "crocus"), near_zh=("百合", "鸢尾花"),
)  # fmt: skip
def tulip(clay: Clay, look: Look) -> None:
    c = look.color
    with clay.part("stem", swing("z", 4, 3.1), swing("x", 2.5, 4.3), pivot=(0, 0, 0)):
        clay.tube([(0, 0, 0), (0.02, 0.45, 0), (0, 0.92, 0)], 0.05, 0.045, shade(STEM, 1.2), blend=0.03)
        for side in (-1, 1):
            _leaf(
                clay, np.array([0.0, 0.04, 0.0]), (side * 0.55, 1.0, 0.18), 0.40 - 0.05 * side, 0.11, shade(LEAF, 1.1)
            )
        frame, at = np.eye(3), np.array([0.0, 0.88, 0.0])
        clay.ellipsoid((0, 1.04, 0), (0.20, 0.19, 0.20), shade(c, 0.8), blend=0.02, emit=look.glow)
        for turned, opening, tone in ((0.0, 0.34, 0.92), (np.pi / 3, 0.26, 1.12)):
            for _, _, a in ring(3, 1.0, turned):
                _petal(clay, at, frame, a, opening, 0.285, 0.19, shade(c, tone), look.glow)


@subject(
    "sunflower", group="plant", color="yellow", height=1.9, measure="朵", facing=0.2, emoji="🌻", grip=0.4, en=("sunflower", "sunflowers"), zh=("向日葵", "太阳花"),
)  # fmt: skip
def sunflower(clay: Clay, look: Look) -> None:
    c, seed = look.color, (0.24, 0.12, 0.04)
    with clay.part("stem", swing("z", 3, 3.7), swing("x", 2, 4.9), pivot=(0, 0, 0)):
        clay.tube(
            [(0, 0, 0), (0.05, 0.5, 0), (0.02, 1.0, 0), (0, 1.38, 0.02)], 0.06, 0.055, shade(STEM, 1.1), blend=0.03
        )
        for y, side in ((0.40, 1), (0.62, -1), (0.86, 1)):
            _leaf(clay, np.array([0.03, y, 0.0]), (side, 0.22, 0.35), 0.26, 0.16, shade(LEAF, 1.0 + 0.1 * side))
        frame, at = along((0.0, 0.30, 1.0)), np.array([0.0, 1.42, 0.08])
        for turned, length, tone in ((0.0, 0.24, 0.88), (np.pi / 15, 0.215, 1.06)):
            for _, _, a in ring(15, 1.0, turned):
                out = frame @ np.array([np.sin(a), 0.10 + 0.3 * turned, np.cos(a)])
                side = np.cross(out, frame[:, 1])
                side /= np.linalg.norm(side)
                turn = np.stack([side, out / np.linalg.norm(out), np.cross(side, out)], 1)
                clay.ellipsoid(
                    at + out * (0.20 + length * 0.75), (0.065, length, 0.028), shade(c, tone), turn=turn, blend=0.01
                )
        clay.ellipsoid(at + frame[:, 1] * 0.01, (0.27, 0.10, 0.27), seed, turn=frame, blend=0.02)
        for k in range(34):
            r, a = 0.245 * np.sqrt((k + 0.5) / 34), k * 2.39996
            spot = at + frame @ np.array([np.sin(a) * r, 0.11 * np.sqrt(max(1 - (r / 0.29) ** 2, 0)), np.cos(a) * r])
            clay.ellipsoid(spot, 0.024, mix(seed, (0.75, 0.48, 0.10), 0.15 + 0.7 * (k % 3 == 0)), blend=0.006)


@subject(
    "lotus", group="plant", color="pink", height=0.7, measure="朵", home="beach", facing=0.1, floats=True, emoji="🪷", en=("lotus", "lotus flowers", "lotus flower", "water lily", "waterlily"), zh=("荷花", "莲花", "睡莲", "荷"), traits=("glowing",),
)  # fmt: skip
def lotus(clay: Clay, look: Look) -> None:
    """A flower between its leaves on the water."""
    c = look.color
    with clay.part("lotus", swing("z", 2, 3.9), pivot=(0, 0, 0)):
        for x, z, r, tone in (
            (0, 0, 0.62, 0.95),
            (-0.85, 0.32, 0.50, 1.1),
            (0.82, -0.12, 0.46, 0.85),
            (0.62, 0.62, 0.36, 1.05),
        ):
            clay.cone((x, 0.03, z), (x, 0.075, z), r * 0.96, r, shade(LEAF, tone), round=0.015, blend=0.006, gloss=0.3)
            clay.ellipsoid((x, 0.09, z), (0.045, 0.02, 0.045), shade(LEAF, 1.5), blend=0.02)
            for _, _, a in ring(6, 1.0, 0.3):
                clay.capsule(
                    (x, 0.075, z),
                    (x + np.sin(a) * r * 0.85, 0.07, z + np.cos(a) * r * 0.85),
                    0.011,
                    shade(LEAF, 1.4),
                    blend=0.01,
                )
        at, frame = np.array([0.0, 0.08, 0.0]), np.eye(3)
        for count, opening, length, wide, tone, turned in (
            (8, 1.12, 0.31, 0.13, 0.95, 0.0),
            (8, 0.78, 0.32, 0.135, 1.05, 0.39),
            (6, 0.42, 0.33, 0.13, 1.15, 0.1),
        ):
            for _, _, a in ring(count, 1.0, turned):
                _petal(
                    clay, at, frame, a, opening, length, wide, mix(shade(c, tone), (1.0, 0.92, 0.92), 0.25), look.glow
                )
        clay.cone((0, 0.15, 0), (0, 0.36, 0), 0.07, 0.12, (0.85, 0.78, 0.25), round=0.02, emit=0.2 + look.glow)
        for x, z, _ in ring(6, 0.07):
            clay.ellipsoid((x, 0.37, z), 0.022, (0.45, 0.55, 0.15), blend=0.004)


@subject(
    "pumpkin", group="plant", color="orange", height=1.15, facing=0.2, emoji="🎃", grip=0.35, en=("pumpkin", "pumpkins", "jack-o'-lantern", "halloween pumpkin"), zh=("南瓜", "南瓜灯"), near_en=("squash", "melon", "watermelon"), near_zh=("西瓜", "瓜"), traits=("glowing",),
)  # fmt: skip
def pumpkin(clay: Clay, look: Look) -> None:
    """With `glowing` it has a carved face."""
    c = look.color
    clay.ellipsoid((0, 0.46, 0), (0.52, 0.44, 0.52), shade(c, 0.85))
    for i, (x, z, a) in enumerate(ring(10, 0.34)):
        clay.ellipsoid(
            (x, 0.46, z),
            (0.24, 0.455, 0.34),
            shade(c, 0.97 + 0.07 * (i % 2)),
            turn=rotation(yaw=a),
            blend=0.02,
            gloss=0.3,
        )
    clay.tube([(0, 0.84, 0), (0.02, 0.98, 0), (0.10, 1.12, 0.02)], 0.10, 0.065, (0.28, 0.36, 0.12), blend=0.06)
    _leaf(clay, np.array([-0.04, 0.92, 0.05]), (-0.8, 0.1, 0.5), 0.20, 0.13, LEAF)
    clay.tube(
        [(0.06, 0.92, 0.05), (0.24, 1.0, 0.16), (0.34, 0.92, 0.2), (0.30, 0.84, 0.26), (0.40, 0.80, 0.3)],
        0.02,
        0.014,
        LEAF,
    )
    if look.has("glowing"):
        light = (1.0, 0.70, 0.18)
        for side in (-1, 1):
            clay.cone(
                (side * 0.20, 0.50, 0.60),
                (side * 0.20, 0.70, 0.56),
                0.11,
                0.01,
                light,
                round=0.008,
                flat=0.5,
                blend=0.003,
                emit=2.0,
            )
        clay.cone((0, 0.42, 0.66), (0, 0.52, 0.65), 0.06, 0.01, light, round=0.008, flat=0.5, blend=0.003, emit=2.0)
        clay.tube(
            [(-0.30, 0.34, 0.575), (-0.14, 0.26, 0.64), (0.14, 0.26, 0.64), (0.30, 0.34, 0.575)],
            0.045,
            0.045,
            light,
            blend=0.003,
            emit=2.0,
        )
