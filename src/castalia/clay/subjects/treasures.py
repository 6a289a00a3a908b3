"""Toys, gifts, signs and treasures."""

from __future__ import annotations

import numpy as np

from castalia.clay.layout import GLASS, METAL
from castalia.clay.motion import Pulse, bob, spin, swing
from castalia.clay.paint import CHALK, INK, WOOD, Color, distance, mix, shade
from castalia.clay.sculpt import Clay, along, rotation
from castalia.clay.subjects.catalogue import Look, subject
from castalia.clay.subjects.rings import ring

UPRIGHT = rotation(pitch=np.pi / 2)
SHINY = METAL + 0.8
CLEAR = GLASS + 0.7
GOLD: Color = (0.95, 0.68, 0.15)


@subject(
    "ball", group="thing", color="red", height=1.1, facing=0.3, emoji="⚽🏐🏀🎾🪀", grip=0.35, en=("ball", "balls", "beach ball", "toy ball", "bouncing ball"),
    zh=("球", "皮球", "沙滩球", "小球"), near_en=("football", "soccer ball", "basketball", "tennis ball", "baseball"), near_zh=("足球", "篮球", "网球", "排球"), traits=("glowing",),
)  # fmt: skip
def ball(clay: Clay, look: Look) -> None:
    """A beach ball of six gores."""
    c, turn = look.color, rotation(roll=0.45, pitch=0.35)
    pale = CHALK if distance(c, CHALK) > 0.5 else (0.2, 0.45, 0.9)
    at = np.array([0, 0.55, 0])
    clay.ellipsoid(at, 0.545, pale, gloss=0.45, emit=look.glow)
    for _, _, a in ring(3):
        clay.ellipsoid(
            at, (0.16, 0.554, 0.554), c, turn=turn @ rotation(yaw=a), blend=0.002, gloss=0.45, emit=look.glow
        )
    for side in (-1, 1):
        clay.ellipsoid(
            at + turn[:, 1] * 0.53 * side, (0.15, 0.045, 0.15), (0.98, 0.80, 0.15), turn=turn, blend=0.004, gloss=0.45
        )


@subject(
    "balloon", group="thing", color="red", height=2.0, facing=0.3, emoji="🎈", grip=0.6, en=("balloon", "balloons", "toy balloon"), zh=("气球", "小气球"),
    traits=("glowing",),
)  # fmt: skip
def balloon(clay: Clay, look: Look) -> None:
    c = look.color
    with clay.part("balloon", swing("z", 4, 3.3), bob(0.03, 2.7), pivot=(0, 0, 0)):
        clay.tube([(0, 0.0, 0), (0.05, 0.3, 0), (-0.03, 0.6, 0), (0, 0.92, 0)], 0.014, 0.012, CHALK)
        clay.ellipsoid((0, 1.50, 0), (0.46, 0.52, 0.46), c, gloss=0.75, emit=look.glow)
        clay.cone((0, 0.94, 0), (0, 1.12, 0), 0.05, 0.22, c, round=0.02, blend=0.12, gloss=0.75)
        clay.cone((0, 0.90, 0), (0, 0.97, 0), 0.075, 0.03, c, round=0.015, gloss=0.6)


@subject(
    "gift", group="thing", color="red", height=1.2, facing=0.5, emoji="🎁", grip=0.35, en=("gift", "gifts", "present", "gift box", "birthday present"), zh=("礼物", "礼盒", "礼品", "礼物盒"),
)  # fmt: skip
def gift(clay: Clay, look: Look) -> None:
    c = look.color
    band = GOLD if distance(c, GOLD) > 0.6 else (0.85, 0.1, 0.2)
    clay.box((0, 0.38, 0), (0.56, 0.38, 0.56), c, round=0.04)
    clay.box((0, 0.76, 0), (0.61, 0.10, 0.61), shade(c, 1.12), round=0.04, blend=0.006)
    clay.box((0, 0.43, 0), (0.10, 0.44, 0.625), band, round=0.02, blend=0.003, gloss=0.4)
    clay.box((0, 0.43, 0), (0.625, 0.44, 0.10), band, round=0.02, blend=0.003, gloss=0.4)
    for side in (-1, 1):
        clay.torus(
            (side * 0.20, 1.02, 0.0), 0.15, 0.055, band, turn=rotation(roll=side * 0.5) @ UPRIGHT, blend=0.02, gloss=0.4
        )
        clay.cone(
            (side * 0.04, 0.92, 0.04), (side * 0.34, 0.88, 0.30), 0.05, 0.11, band, round=0.02, flat=0.3, gloss=0.4
        )
    clay.ellipsoid((0, 0.94, 0.02), (0.10, 0.08, 0.10), shade(band, 0.9), blend=0.02, gloss=0.4)


@subject(
    "umbrella", group="thing", color="red", height=1.7, measure="把", facing=0.3, emoji="☂🌂☔⛱", grip=0.8, en=("umbrella", "umbrellas", "parasol", "oil-paper umbrella"), zh=("雨伞", "伞", "油纸伞", "遮阳伞"),
)  # fmt: skip
def umbrella(clay: Clay, look: Look) -> None:
    c = look.color
    pale = mix(c, CHALK, 0.75)
    with clay.part("umbrella", swing("z", 2.5, 3.1), pivot=(0, 0, 0)):
        clay.capsule((0, 0.16, 0), (0, 1.62, 0), 0.028, (0.35, 0.20, 0.10))
        clay.tube([(0, 0.18, 0), (0.02, 0.07, 0), (0.10, 0.035, 0), (0.18, 0.08, 0), (0.19, 0.16, 0)], 0.04, 0.04, WOOD)
        clay.ellipsoid((0, 1.02, 0), (0.86, 0.58, 0.86), c, blend=0.01, gloss=0.25)
        for x, z, a in ring(8):
            clay.ellipsoid(
                (x * 0.08, 1.025, z * 0.08), (0.05, 0.575, 0.79), pale, turn=rotation(yaw=a), blend=0.004, gloss=0.25
            )
        clay.ellipsoid((0, 0.86, 0), (0.90, 0.52, 0.90), shade(c, 0.6), blend=0.01, carve=True)
        for x, z, _ in ring(8, 0.70, np.pi / 8):
            clay.ellipsoid((x * 1.12, 0.98, z * 1.12), (0.21, 0.12, 0.21), shade(c, 0.7), blend=0.02, carve=True)
        clay.capsule((0, 0.30, 0), (0, 1.50, 0), 0.028, (0.35, 0.20, 0.10))
        clay.tube(
            [(0, 0.30, 0), (0, 0.18, 0), (0.02, 0.07, 0), (0.10, 0.035, 0), (0.18, 0.08, 0), (0.19, 0.16, 0)],
            0.04,
            0.04,
            WOOD,
        )
        clay.cone((0, 1.56, 0), (0, 1.72, 0), 0.05, 0.015, GOLD, round=0.015, gloss=0.6)


@subject(
    "key", group="thing", color="gold", height=1.6, measure="把", facing=0.3, emoji="🔑🗝", grip=0.3, en=("key", "keys", "golden key", "old key"), zh=("钥匙", "金钥匙"),
)  # fmt: skip
def key(clay: Clay, look: Look) -> None:
    c = look.color
    with clay.part("key", swing("y", 16, 4.1), pivot=(0, 0.8, 0)):
        for x, y, _ in ring(3, 0.20, np.pi):
            clay.torus((x, 1.28 - y, 0), 0.17, 0.06, c, turn=UPRIGHT, blend=0.03, gloss=SHINY)
        clay.ellipsoid((0, 1.28, 0), (0.10, 0.10, 0.07), c, blend=0.06, gloss=SHINY)
        clay.capsule((0, 0.06, 0), (0, 1.1, 0), 0.075, c, blend=0.03, gloss=SHINY)
        clay.torus((0, 0.95, 0), 0.09, 0.04, c, blend=0.02, gloss=SHINY)
        for y, wide in ((0.12, 0.16), (0.30, 0.11), (0.44, 0.15)):
            clay.box((0.06 + wide, y, 0), (wide, 0.055, 0.05), c, round=0.02, blend=0.02, gloss=SHINY)


@subject(
    "sword", group="thing", color="silver", height=2.1, measure="把", facing=0.25, emoji="🗡⚔", grip=0.45, en=("sword", "swords", "blade", "longsword", "excalibur"), zh=("剑", "宝剑", "长剑", "刀"),
    near_en=("dagger", "knife", "katana"), near_zh=("匕首", "武士刀"),
)  # fmt: skip
def sword(clay: Clay, look: Look) -> None:
    """A long sword, its point in a stone."""
    c, rock = look.color, (0.36, 0.36, 0.38)
    for x, z, s in ((0, 0, 0.42), (0.28, 0.1, 0.28), (-0.26, 0.12, 0.26), (0.02, 0.26, 0.24)):
        clay.ellipsoid((x, s * 0.35, z), (s, s * 0.75, s * 0.9), rock, blend=0.08, turn=rotation(yaw=5 * x))
    clay.cone((0, 0.18, 0), (0, 1.50, 0), 0.085, 0.105, c, round=0.012, blend=0.005, flat=0.22, gloss=SHINY)
    clay.cone((0, 0.28, 0), (0, 1.48, 0), 0.030, 0.036, shade(c, 0.7), round=0.008, blend=0.004, flat=0.95, gloss=SHINY)
    clay.tube(
        [(-0.40, 1.58, 0), (-0.30, 1.52, 0), (0, 1.52, 0), (0.30, 1.52, 0), (0.40, 1.58, 0)],
        0.06,
        0.06,
        GOLD,
        gloss=SHINY,
    )
    clay.cone((0, 1.52, 0), (0, 1.92, 0), 0.055, 0.05, (0.35, 0.10, 0.08), round=0.03)
    for y in (1.62, 1.72, 1.82):
        clay.torus((0, y, 0), 0.055, 0.016, GOLD, blend=0.004, gloss=0.6)
    clay.ellipsoid((0, 2.0, 0), 0.10, GOLD, blend=0.01, gloss=SHINY)
    clay.ellipsoid((0, 1.53, 0.06), 0.06, (0.85, 0.06, 0.15), blend=0.005, gloss=0.9)


@subject(
    "crown", group="thing", color="gold", height=1.05, home="meadow", measure="顶", facing=0.2, en=("royal crown", "royal crowns", "golden crown", "king's crown"), zh=("金冠", "金王冠", "金色王冠", "国王的王冠"),
)  # fmt: skip
def crown(clay: Clay, look: Look) -> None:
    c, gems = look.color, ((0.9, 0.05, 0.15), (0.1, 0.3, 0.95), (0.08, 0.65, 0.3))
    clay.torus((0, 0.52, 0), 0.56, 0.03, c, gloss=SHINY)
    clay.ellipsoid((0, 0.34, 0), (0.52, 0.40, 0.52), (0.45, 0.03, 0.12), blend=0.02)
    for y in (0.12, 0.40):
        clay.torus((0, y, 0), 0.57, 0.055, c, blend=0.02, gloss=SHINY)
    clay.cone((0, 0.10, 0), (0, 0.42, 0), 0.57, 0.57, c, round=0.02, blend=0.02, gloss=SHINY)
    for i, (x, z, a) in enumerate(ring(8, 0.57)):
        tall = 0.92 if i % 2 == 0 else 0.74
        tip = (x * 1.12, tall, z * 1.12)
        clay.cone((x, 0.40, z), tip, 0.19, 0.03, c, round=0.02, flat=0.3, spin=a, blend=0.02, gloss=SHINY)
        clay.ellipsoid(tip, 0.065 if i % 2 == 0 else 0.05, c, blend=0.02, gloss=SHINY)
        clay.ellipsoid((x * 1.05, 0.26, z * 1.05), (0.085, 0.075, 0.085), gems[i % 3], blend=0.004, gloss=0.95)


@subject(
    "star", group="thing", color="yellow", height=1.5, measure="颗", facing=0.15, emoji="🌟", grip=0.35, en=("star", "star shapes", "star shape", "gold star", "five-pointed star"), zh=("五角星", "小星星", "一颗星"),
    near_en=("starfish", "shooting star", "snowflake"), near_zh=("海星", "流星", "雪花"), traits=("glowing",),
)  # fmt: skip
def star(clay: Clay, look: Look) -> None:
    at = np.array([0.0, 0.72, 0.0])
    with clay.part("star", swing("y", 12, 3.9), bob(0.02, 2.1), pivot=at):
        for x, y, _ in ring(5, 0.72):
            tip = at + np.array([x, y, 0.0])
            clay.cone(
                at, tip, 0.36, 0.05, look.color, round=0.05, blend=0.08, flat=0.55, spin=0.0, gloss=0.45, emit=look.glow
            )
        for side in (-1, 1):
            clay.ellipsoid((side * 0.13, 0.78, 0.22), (0.05, 0.075, 0.03), INK, blend=0.004, gloss=0.7)
            clay.ellipsoid((side * 0.24, 0.64, 0.195), (0.06, 0.035, 0.02), (0.95, 0.4, 0.35), blend=0.01)
        clay.tube([(-0.08, 0.65, 0.215), (0, 0.61, 0.22), (0.08, 0.65, 0.215)], 0.018, 0.018, INK, blend=0.004)


@subject(
    "heart", group="thing", color="red", height=1.35, measure="颗", facing=0.2, emoji="❤💖💗💙💚💛💜", grip=0.35, en=("heart", "hearts", "love heart"), zh=("爱心", "心", "红心", "心形"), traits=("glowing",),
)  # fmt: skip
def heart(clay: Clay, look: Look) -> None:
    with clay.part("heart", Pulse(0.035, 1.1, glow=0.2), pivot=(0, 0.7, 0)):
        for side in (-1, 1):
            way = along((side * 0.62, 1.0, 0.0))
            clay.ellipsoid(
                (side * 0.27, 0.92, 0), (0.36, 0.46, 0.30), look.color, turn=way, blend=0.10, gloss=0.6, emit=look.glow
            )
            clay.cone(
                (side * 0.02, 0.06, 0),
                (side * 0.26, 0.82, 0),
                0.05,
                0.37,
                look.color,
                round=0.04,
                blend=0.12,
                flat=0.78,
                gloss=0.6,
                emit=look.glow,
            )


@subject(
    "crescent_moon", group="thing", color="yellow", height=1.5, measure="弯", facing=0.2, light="night", en=("crescent moon", "crescent moons", "crescent", "moon toy", "half moon"), zh=("弯月", "月牙", "月牙儿", "新月"),
    seat=(0.06, 0.30, 0.0), traits=("glowing",),
)  # fmt: skip
def crescent_moon(clay: Clay, look: Look) -> None:
    c = mix(look.color, (1.0, 0.93, 0.70), 0.35)
    with clay.part("moon", swing("z", 4, 3.7), pivot=(0, 0.75, 0)):
        angles = np.linspace(0.85, 2 * np.pi - 1.2, 19)
        widths = 0.035 + 0.20 * np.sin(np.linspace(0, np.pi, 19)) ** 0.8
        for a, b, r0, r1 in zip(angles, angles[1:], widths, widths[1:], strict=False):
            start, end = ((0.54 * np.cos(t) + 0.05, 0.75 + 0.54 * np.sin(t), 0.0) for t in (a, b))
            clay.cone(start, end, r0, r1, c, round=0.03, blend=0.05, gloss=0.3, emit=0.45 + look.glow)
        for x, y, r in ((-0.58, 0.86, 0.055), (-0.50, 0.58, 0.075), (-0.28, 0.34, 0.05)):
            clay.ellipsoid((x, y, 0.19), (r, r, 0.03), shade(c, 0.8), blend=0.02, emit=0.3)
    for x, y, r in ((0.34, 1.02, 0.05), (0.52, 0.72, 0.035), (0.18, 0.78, 0.03)):
        with clay.part("twinkle", Pulse(0.15, 1.9, glow=0.4, phase=9 * x), pivot=(x, y, 0)):
            clay.ellipsoid((x, y, 0), r, (1.0, 0.95, 0.75), emit=2.0)


@subject(
    "globe", group="thing", color="blue", height=1.7, home="library", facing=0.3, emoji="🌍🌎🌏🌐", en=("globe", "globes", "desk globe", "earth", "planet earth"), zh=("地球仪", "地球"), grip=0.4,
)  # fmt: skip
def globe(clay: Clay, look: Look) -> None:
    c, land, brass = look.color, (0.25, 0.62, 0.22), (0.85, 0.60, 0.18)
    at, tilt = np.array([0.0, 1.02, 0.0]), rotation(roll=-0.41)
    clay.cone((0, 0, 0), (0, 0.09, 0), 0.44, 0.36, WOOD, round=0.04, gloss=0.3)
    clay.cone((0, 0.06, 0), (0, 0.42, 0), 0.10, 0.06, WOOD, round=0.03, blend=0.06)
    clay.torus(at, 0.64, 0.032, brass, turn=tilt @ UPRIGHT, gloss=0.7)
    for side in (-1, 1):
        clay.ellipsoid(at + tilt[:, 1] * side * 0.60, 0.06, brass, gloss=0.7)
    with clay.part("earth", spin("y", 12.0), pivot=at):
        clay.ellipsoid(at, 0.54, c, gloss=0.5)
        # Continents: lat, lon (degrees), size; ellipsoids that rise a little from the sea.
        for lat, lon, wide, tall in (
            (48, 10, 0.17, 0.13), (5, 20, 0.20, 0.19), (-18, 24, 0.13, 0.17), (45, 80, 0.30, 0.21), (22, 78, 0.10, 0.15),
            (32, 110, 0.20, 0.15), (-25, 134, 0.18, 0.13), (48, -100, 0.27, 0.19), (22, -102, 0.10, 0.12), (-8, -60, 0.19, 0.17),
            (-35, -66, 0.09, 0.18), (70, -42, 0.14, 0.09), (-86, 0, 0.26, 0.26), (62, 100, 0.34, 0.12),
        ):  # fmt: skip
            la, lo = np.radians(lat), np.radians(lon)
            out = tilt @ np.array([np.cos(la) * np.sin(lo), np.sin(la), np.cos(la) * np.cos(lo)])
            east = np.cross(tilt[:, 1], out)
            east /= np.linalg.norm(east) + 1e-9
            turn = np.stack([east, np.cross(out, east), out], 1)
            tone = CHALK if abs(lat) > 68 else mix(land, (0.80, 0.66, 0.35), 0.6 if lat in (5, -25, 22) else 0.0)
            clay.ellipsoid(at + out * 0.50, (wide, tall, 0.062), tone, turn=turn, blend=0.015, gloss=0.15)


@subject(
    "crystal", group="thing", color="purple", height=1.7, measure="块", facing=0.3, emoji="💎", home="meadow", en=("crystal", "crystals", "crystal cluster", "gem", "gemstone", "diamond", "amethyst", "jewel"),
    zh=("水晶", "晶体", "宝石", "钻石", "紫水晶", "水晶簇"), near_en=("quartz",), near_zh=("石英",), grip=0.35, traits=("glowing",),
)  # fmt: skip
def crystal(clay: Clay, look: Look) -> None:
    """Six-sided points that grow out of one bed."""
    c, rng = look.color, look.rng
    for x, z, s in ((0, 0, 0.50), (0.34, 0.12, 0.30), (-0.34, 0.10, 0.32), (0.05, 0.30, 0.28)):
        clay.ellipsoid((x, 0.02, z), (s, 0.14, s * 0.8), mix(c, (0.30, 0.28, 0.32), 0.75), blend=0.06)
    points = ((0.0, 0.0, 0.0, 1.70, 0.25), (0.55, 0.20, 0.1, 1.05, 0.17), (-0.60, 0.15, 0.1, 1.15, 0.18), (0.15, 0.75, 0.25, 0.85, 0.15),
              (-0.25, 0.85, 0.2, 0.62, 0.12), (0.85, 0.45, 0.15, 0.62, 0.11), (-0.9, 0.4, 0.12, 0.66, 0.12))  # fmt: skip
    for i, (lean, front, shift, length, radius) in enumerate(points):
        way = np.array([lean, 1.0, front])
        way /= np.linalg.norm(way)
        foot = np.array([lean * 0.30, 0.02, front * 0.28 + shift * 0.2])
        _point(clay, foot, way, length, radius, shade(c, float(rng.uniform(0.85, 1.2))), i * 0.4, look.glow + 0.12)


def _point(
    clay: Clay, foot: np.ndarray, way: np.ndarray, length: float, radius: float, color: Color, spun: float, emit: float
) -> None:
    """A six-sided prism with a pyramid on top: three slabs through one another, narrowing in four steps."""
    turn = along(way, spun)
    for low, high, wide in (
        (0.0, 0.66, 1.0),
        (0.66, 0.76, 0.84),
        (0.76, 0.85, 0.60),
        (0.85, 0.93, 0.36),
        (0.93, 0.99, 0.16),
    ):
        middle, half = foot + way * length * (low + high) / 2, length * (high - low) / 2 + 0.02 * length
        for k in range(3):
            across = turn @ rotation(yaw=k * np.pi / 3)
            side = radius * wide
            clay.box(
                middle,
                (side, half, side * 0.577),
                shade(color, 1.0 + 0.08 * k),
                round=0.012,
                turn=across,
                blend=0.012,
                gloss=CLEAR,
                emit=emit,
            )
