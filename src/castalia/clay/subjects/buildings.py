"""Buildings."""

from __future__ import annotations

import itertools

import numpy as np

from castalia.clay.motion import Pulse, spin
from castalia.clay.paint import CHALK, Color, distance, shade
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.catalogue import Look, subject

LAMP: Color = (1.0, 0.78, 0.30)


@subject(
    "house", group="building", color="red", height=2.0, measure="座", facing=0.5, emoji="🏠🏡🏘",
    en=("house", "houses", "cottage", "cabin", "home", "hut"), zh=("房子", "小屋", "木屋", "房屋", "小房子", "屋子",
        "农舍"),
    near_en=("barn", "building", "church", "shed", "school building",
             "treehouse", "library", "inn"),
    near_zh=("谷仓", "楼房", "教堂", "树屋", "大楼", "图书馆", "客栈"),
        traits=("glowing",),
)  # fmt: skip
def house(clay: Clay, look: Look) -> None:
    c, rng = look.color, look.rng
    wall = ((0.92, 0.84, 0.68), (0.85, 0.80, 0.75), (0.80, 0.70, 0.52))[int(rng.integers(3))]
    lit = 1.5 if rng.random() < 0.6 or look.has("glowing") else 0.15
    clay.box((0, 0.45, 0), (0.60, 0.50, 0.52), wall, round=0.04)
    clay.box((0, 0.93, 0), (0.425, 0.425, 0.515), wall, round=0.02, turn=rotation(roll=np.pi / 4), blend=0.004)
    for side in (-1, 1):
        clay.box((side * 0.335, 1.225, 0), (0.54, 0.055, 0.66), c, round=0.04, turn=rotation(roll=-side * 0.80))
    clay.box((0, 0.30, 0.52), (0.135, 0.28, 0.03), (0.30, 0.13, 0.05), round=0.02, blend=0.004)
    clay.ellipsoid((0.08, 0.30, 0.56), 0.025, (0.9, 0.7, 0.1), blend=0.002, gloss=0.5)
    for x in (-0.38, 0.38):
        clay.box((x, 0.52, 0.52), (0.125, 0.135, 0.022), LAMP, round=0.02, blend=0.003, emit=lit, gloss=0.3)
        clay.box((x, 0.52, 0.545), (0.014, 0.135, 0.01), CHALK, round=0.004, blend=0.002)
        clay.box((x, 0.52, 0.545), (0.125, 0.014, 0.01), CHALK, round=0.004, blend=0.002)
    clay.ellipsoid((0, 1.12, 0.52), (0.11, 0.11, 0.03), LAMP, blend=0.003, emit=lit)
    side = rng.choice((-1, 1))
    clay.box((side * 0.36, 1.40, -0.1), (0.10, 0.30, 0.10), (0.5, 0.2, 0.15), round=0.02, blend=0.01)
    clay.box((side * 0.36, 1.68, -0.1), (0.13, 0.05, 0.13), (0.35, 0.15, 0.1), round=0.02, blend=0.01)
    for x in (-0.5, 0.5):
        clay.ellipsoid((x, 0.10, 0.62), (0.20, 0.14, 0.13), (0.12, 0.42, 0.1), blend=0.05)


@subject(
    "lighthouse", group="building", color="red", height=3.4, measure="座", home="rocky_coast", light="sunset",
    facing=0.3,
    en=("lighthouse", "lighthouses", "light house", "beacon"), zh=("灯塔", "小灯塔"),
    traits=("glowing",),
)  # fmt: skip
def lighthouse(clay: Clay, look: Look) -> None:
    c = look.color
    stripe = CHALK if distance(c, CHALK) > 0.5 else (0.80, 0.10, 0.08)
    dark = (0.10, 0.11, 0.14)
    clay.ellipsoid((0, 0.02, 0), (0.78, 0.20, 0.70), (0.33, 0.32, 0.33), blend=0.06)
    levels = np.linspace(0.12, 2.36, 6)
    for i, (low, high) in enumerate(itertools.pairwise(levels)):
        radius = [0.50 - 0.20 * (y - 0.12) / 2.24 for y in (low, high)]
        clay.cone((0, low - 0.02, 0), (0, high + 0.02, 0), *radius, stripe if i % 2 else c, round=0.02, blend=0.008)
    clay.cone((0, 2.33, 0), (0, 2.44, 0), 0.40, 0.44, dark, round=0.025, blend=0.01)
    clay.torus((0, 2.60, 0), 0.41, 0.018, dark, blend=0.003)
    for i in range(8):
        a = i * np.pi / 4
        clay.capsule(
            (np.cos(a) * 0.41, 2.44, np.sin(a) * 0.41),
            (np.cos(a) * 0.41, 2.60, np.sin(a) * 0.41),
            0.016,
            dark,
            blend=0.003,
        )
    clay.cone((0, 2.42, 0), (0, 2.82, 0), 0.235, 0.235, (1.0, 0.86, 0.45), round=0.02, blend=0.004, emit=0.9, gloss=0.6)
    for i in range(6):
        a = i * np.pi / 3 + 0.25
        clay.capsule(
            (np.cos(a) * 0.24, 2.45, np.sin(a) * 0.24),
            (np.cos(a) * 0.24, 2.80, np.sin(a) * 0.24),
            0.018,
            dark,
            blend=0.003,
        )
    clay.cone((0, 2.80, 0), (0, 3.14, 0), 0.33, 0.05, c if distance(c, CHALK) > 0.5 else stripe, round=0.03, blend=0.01)
    clay.ellipsoid((0, 3.18, 0), 0.06, dark, blend=0.02)
    with clay.part("beam", spin("y", 9.0), pivot=(0, 2.62, 0)):
        for side in (-1, 1):
            clay.ellipsoid((side * 0.235, 2.62, 0), (0.07, 0.12, 0.12), (1.0, 0.95, 0.7), blend=0.004, emit=2.6)
    clay.box(
        (0, 0.36, 0.475), (0.12, 0.22, 0.04), (0.28, 0.13, 0.06), round=0.03, blend=0.006, turn=rotation(pitch=-0.085)
    )
    clay.ellipsoid((0, 0.585, 0.455), (0.12, 0.08, 0.045), (0.28, 0.13, 0.06), blend=0.02)
    with clay.part("windows", Pulse(0.0, 3.7, glow=0.15), pivot=(0, 1.2, 0)):
        for y in (1.02, 1.82):
            r = 0.50 - 0.20 * (y - 0.12) / 2.24
            clay.ellipsoid((0, y, r), (0.075, 0.11, 0.03), LAMP, blend=0.004, emit=1.3)
            clay.torus((0, y, r), 0.085, 0.018, shade(dark, 1.5), turn=rotation(pitch=np.pi / 2), blend=0.004)


@subject(
    "village", group="building", color="orange", height=1.05, measure="座", facing=0.3, en=("village", "villages", "small village", "little village", "hamlet"), zh=("村庄", "小村庄", "村落", "小村", "村子", "小山村"),
)  # fmt: skip
def village(clay: Clay, look: Look) -> None:
    """Cottages around a green; the colour is that of their roofs."""
    rng = look.rng
    for x, z, yaw, s in (
        (-1.05, 0.25, 0.5, 0.9),
        (-0.42, -0.55, 0.15, 1.1),
        (0.42, -0.35, -0.2, 1.0),
        (1.1, 0.2, -0.5, 0.95),
        (0.15, 0.55, 0.3, 0.75),
        (1.25, -0.75, -0.1, 0.85),
        (-1.3, -0.7, 0.2, 0.8),
    ):
        cottage = Clay()
        wall = ((0.93, 0.87, 0.74), (0.86, 0.80, 0.74), (0.90, 0.78, 0.60))[int(rng.integers(3))]
        roof = shade(look.color, float(rng.uniform(0.72, 1.05)))
        cottage.box((0, 0.24, 0), (0.34, 0.26, 0.28), wall, round=0.02)
        cottage.box((0, 0.50, 0), (0.235, 0.235, 0.275), wall, round=0.01, turn=rotation(roll=np.pi / 4), blend=0.004)
        for side in (-1, 1):
            cottage.box(
                (side * 0.19, 0.655, 0), (0.31, 0.032, 0.36), roof, round=0.025, turn=rotation(roll=-side * 0.80)
            )
            cottage.box((side * 0.19, 0.32, 0.28), (0.06, 0.07, 0.012), LAMP, round=0.01, blend=0.003, emit=1.3)
        cottage.box((0, 0.16, 0.28), (0.065, 0.15, 0.015), (0.30, 0.15, 0.07), round=0.012, blend=0.003)
        cottage.box((0.19, 0.80, -0.08), (0.05, 0.14, 0.05), (0.5, 0.24, 0.18), round=0.012, blend=0.004)
        clay.place(cottage, turn=rotation(yaw=yaw), at=(x, 0, z), scale=s)
    for x, z in ((-0.75, 0.75), (0.72, 0.62), (-0.05, -0.05), (1.75, 0.0)):
        clay.cone((x, 0, z), (x, 0.3, z), 0.045, 0.03, (0.28, 0.15, 0.07), round=0.01)
        clay.ellipsoid((x, 0.42, z), (0.19, 0.24, 0.19), (0.16, 0.48, 0.14))
