"""The great cats: lion and tiger."""

from __future__ import annotations

import numpy as np

from castalia.clay.motion import Pulse, swing
from castalia.clay.paint import CHALK, INK, Color, distance, mix, shade
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.catalogue import Look, subject
from castalia.clay.subjects.features import SIDES, WORN, on_head, scarf, side_name, smile
from castalia.clay.subjects.quadruped import four_legs


@subject(
    "lion", group="animal", color="gold", height=1.75, measure="头", home="savanna", facing=0.55, emoji="🦁",
    en=("lion", "lions", "majestic lion", "king of beasts", "king of the jungle"), zh=("狮子", "雄狮", "狮",
            "狮王", "大狮子"),
    near_en=("lion cub", "lioness"), near_zh=("小狮子", "母狮"), traits=WORN, seat=(0, 1.12, -0.12),
)  # fmt: skip
def lion(clay: Clay, look: Look) -> None:
    """A proud head in a great mane of locks, a broad chest, a tufted tail."""
    c = look.fur((0.86, 0.58, 0.26), 0.45)
    mane = shade(mix(look.color, (0.50, 0.20, 0.04), 0.72), 0.95)
    light = mix(c, (1.0, 0.95, 0.86), 0.65)
    clay.cone((0, 0.76, -0.62), (0, 0.82, 0.34), 0.27, 0.35, c, round=0.22, blend=0.1)
    four_legs(clay, 0.19, 0.34, -0.52, 0.66, 0.118, c, light)
    for side in SIDES:
        clay.ellipsoid((side * 0.17, 0.72, -0.50), (0.15, 0.25, 0.22), c, blend=0.08)
    with clay.part("neck", Pulse(0.010, 3.4), pivot=(0, 1.0, 0.3)):
        clay.ellipsoid((0, 1.02, 0.34), (0.42, 0.46, 0.36), mane, blend=0.08)
        clay.cone((0, 0.92, 0.56), (0, 0.50, 0.52), 0.24, 0.05, mane, round=0.045, blend=0.08)
        for side in SIDES:
            clay.cone((side * 0.22, 0.86, 0.50), (side * 0.24, 0.55, 0.50), 0.16, 0.04, mane, round=0.035, blend=0.06)
    with clay.part("head", swing("y", 6, 4.3), swing("z", 3, 3.1), pivot=(0, 1.1, 0.4)):
        clay.ellipsoid((0, 1.26, 0.46), (0.47, 0.46, 0.26), mane, blend=0.05)
        for i in range(13):
            a = i * 2 * np.pi / 13 + 0.24
            x, y = np.sin(a), np.cos(a)
            root, tip = (x * 0.34, 1.26 + y * 0.34, 0.50), (x * 0.60, 1.25 + y * 0.56, 0.42)
            clay.cone(root, tip, 0.145, 0.03, shade(mane, 0.88 + 0.24 * (i % 2)), round=0.028, blend=0.05)
        clay.ellipsoid((0, 1.27, 0.62), (0.30, 0.285, 0.22), c, blend=0.03)
        for side in SIDES:
            with clay.part(side_name("ear", side), pivot=(side * 0.24, 1.5, 0.58)):
                clay.ellipsoid((side * 0.26, 1.545, 0.585), (0.095, 0.095, 0.055), c, blend=0.02)
                clay.ellipsoid((side * 0.262, 1.54, 0.625), (0.055, 0.055, 0.035), shade(c, 0.6), blend=0.01)
        _feline_face(clay, c, light, 1.27, 0.80, (0.80, 0.45, 0.05))
        clay.ellipsoid((0, 1.04, 0.80), (0.09, 0.075, 0.07), light, blend=0.03)
        on_head(clay, look, (1.66, 0.50, 0.24), (1.34, 0.875, 0.12, 0.085))
    if look.has("scarf"):
        scarf(clay, look, 0.80, 0.42, 0.36, (0.8, 0.1, 0.1))
    with clay.part("tail", swing("y", 12, 2.3), swing("x", 6, 3.1), pivot=(0, 0.86, -0.82)):
        clay.tube([(0, 0.86, -0.80), (0.06, 0.74, -1.02), (0.20, 0.82, -1.18), (0.30, 1.02, -1.22)], 0.06, 0.048, c)
        clay.cone((0.29, 0.99, -1.22), (0.36, 1.28, -1.20), 0.115, 0.025, mane, round=0.024, blend=0.03)


def _feline_face(clay: Clay, c: Color, light: Color, y: float, z: float, iris: Color) -> None:
    """Muzzle, nose, mouth and eyes on a face whose front is at `z`."""
    clay.ellipsoid((0, y + 0.02, z + 0.02), (0.085, 0.16, 0.09), mix(c, light, 0.25), blend=0.04)
    for side in SIDES:
        clay.ellipsoid((side * 0.075, y - 0.085, z + 0.055), (0.105, 0.08, 0.095), light, blend=0.03)
        for i, dy in enumerate((0.012, -0.022)):
            clay.ellipsoid((side * (0.105 + 0.03 * i), y - 0.085 + dy, z + 0.138 - 0.012 * i), 0.0095, INK, blend=0.002)
        with clay.part(side_name("eye", side), pivot=(side * 0.12, y + 0.07, z)):
            clay.ellipsoid((side * 0.12, y + 0.07, z - 0.015), (0.056, 0.062, 0.04), iris, blend=0.004, gloss=0.6)
            clay.ellipsoid((side * 0.12, y + 0.07, z + 0.015), (0.034, 0.042, 0.02), INK, blend=0.002, gloss=0.7)
            clay.ellipsoid((side * 0.12 + 0.016, y + 0.092, z + 0.030), 0.014, CHALK, blend=0.002, emit=0.5)
        brow = rotation(roll=side * 0.30)
        clay.ellipsoid(
            (side * 0.125, y + 0.142, z - 0.02), (0.075, 0.022, 0.035), shade(c, 0.72), turn=brow, blend=0.015
        )
    nose = rotation(pitch=-0.3)
    clay.ellipsoid(
        (0, y - 0.02, z + 0.125), (0.062, 0.042, 0.035), (0.32, 0.10, 0.09), turn=nose, blend=0.008, gloss=0.4
    )
    with clay.part("mouth", pivot=(0, y - 0.15, z + 0.08)):
        smile(clay, y - 0.160, z + 0.125, 0.085, curve=0.45)


@subject(
    "tiger", group="animal", color="orange", height=1.55, measure="只", home="meadow", facing=0.6, emoji="🐯🐅",
    en=("tiger", "tigers", "bengal tiger", "siberian tiger"), zh=("老虎", "虎", "猛虎", "东北虎", "大老虎"),
    near_en=("tiger cub",), near_zh=("小老虎",), traits=WORN, seat=(0, 1.10, -0.12),
)  # fmt: skip
def tiger(clay: Clay, look: Look) -> None:
    """Black stripes on orange, white cheeks, round ears."""
    c = look.color
    black = (0.03, 0.025, 0.025) if distance(c, INK) > 0.5 else (0.8, 0.8, 0.8)
    light = mix(c, (1.0, 0.97, 0.93), 0.86)
    clay.cone((0, 0.74, -0.60), (0, 0.80, 0.36), 0.275, 0.325, c, round=0.22, blend=0.1)
    clay.ellipsoid((0, 0.58, -0.08), (0.20, 0.14, 0.50), light, blend=0.05)
    four_legs(clay, 0.19, 0.34, -0.50, 0.64, 0.115, c, light)
    for i, z in enumerate((0.22, 0.02, -0.18, -0.38, -0.58)):
        thick = 0.335 - 0.012 * i
        for side in SIDES:
            for a, size in ((0.28, 0.21), (0.95, 0.17)):
                at = (side * np.sin(a) * thick * 0.92, 0.78 + np.cos(a) * thick * 0.92, z + 0.05 * side)
                turn = rotation(roll=-side * a, yaw=side * 0.12)
                clay.ellipsoid(at, (size * 0.62, 0.035, 0.034), black, turn=turn, blend=0.012)
    for side in SIDES:
        for z, y in ((0.34, 0.42), (0.34, 0.28), (-0.50, 0.42), (-0.50, 0.28)):
            clay.ellipsoid((side * 0.265, y, z + 0.02), (0.075, 0.022, 0.09), black, blend=0.01)
    clay.capsule((0, 0.92, 0.32), (0, 1.10, 0.46), 0.23, c, blend=0.1)
    clay.ellipsoid((0, 0.78, 0.56), (0.19, 0.24, 0.13), light, blend=0.06)
    with clay.part("head", swing("y", 7, 4.1), swing("z", 4, 2.9), pivot=(0, 1.05, 0.4)):
        clay.ellipsoid((0, 1.22, 0.56), (0.345, 0.295, 0.285), c, blend=0.06)
        for side in SIDES:
            clay.ellipsoid((side * 0.24, 1.11, 0.62), (0.155, 0.135, 0.16), light, blend=0.05)
            clay.cone((side * 0.28, 1.12, 0.58), (side * 0.44, 1.02, 0.54), 0.10, 0.02, light, round=0.018, blend=0.05)
            with clay.part(side_name("ear", side), pivot=(side * 0.24, 1.44, 0.5)):
                clay.ellipsoid((side * 0.245, 1.475, 0.50), (0.105, 0.105, 0.06), c, blend=0.03)
                clay.ellipsoid((side * 0.247, 1.47, 0.545), (0.062, 0.062, 0.04), light, blend=0.01)
            clay.ellipsoid((side * 0.125, 1.365, 0.775), (0.062, 0.035, 0.03), light, blend=0.01)
            for y, size, tilt in ((1.25, 0.085, 0.15), (1.165, 0.075, -0.1)):
                turn = rotation(yaw=side * 1.05, roll=side * tilt)
                clay.ellipsoid((side * 0.315, y, 0.66), (size, 0.018, 0.035), black, turn=turn, blend=0.008)
        for y, wide in ((1.50, 0.125), (1.445, 0.10), (1.395, 0.065)):
            front = 0.56 + 0.285 * np.sqrt(max(0.0, 1 - ((y - 1.22) / 0.295) ** 2))
            clay.ellipsoid((0, y, front), (wide, 0.017, 0.03), black, blend=0.008)
        _feline_face(clay, c, light, 1.20, 0.815, (0.55, 0.75, 0.15))
        on_head(clay, look, (1.50, 0.52, 0.22), (1.27, 0.89, 0.12, 0.085))
    if look.has("scarf"):
        scarf(clay, look, 0.96, 0.40, 0.23, (0.1, 0.3, 0.75))
    with clay.part("tail", swing("y", 12, 2.2), swing("x", 6, 3.1), pivot=(0, 0.80, -0.80)):
        points = [(0, 0.80, -0.78), (0.04, 0.70, -1.0), (0.12, 0.80, -1.18), (0.20, 1.02, -1.22), (0.26, 1.20, -1.14)]
        for i in range(4):
            clay.capsule(points[i], points[i + 1], 0.062, c if i < 3 else black, blend=0.03)
            middle = (np.array(points[i]) + np.array(points[i + 1])) / 2
            clay.ellipsoid(middle, (0.066, 0.04, 0.066), black, blend=0.01)
