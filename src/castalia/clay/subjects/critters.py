"""Frog, snail, butterfly and bee."""

from __future__ import annotations

import numpy as np

from castalia.clay.motion import Pulse, bob, swing
from castalia.clay.paint import CHALK, INK, distance, mix, shade
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.catalogue import Look, subject
from castalia.clay.subjects.features import SIDES, cheeks, eyes, on_head, scarf, side_name, smile


@subject(
    "frog", group="animal", color="green", height=0.95, measure="只", home="rainforest", facing=0.4, emoji="🐸",
    en=("frog", "frogs", "tree frog", "toad", "little frog"), zh=("青蛙", "小青蛙", "蛙", "树蛙", "蟾蜍"),
            near_en=("newt",
        "salamander"),
    near_zh=("蝾螈",), traits=("hat", "crown", "scarf", "glasses", "round_glasses"), grip=0.45, seat=(0, 0.72, -0.1),
)  # fmt: skip
def frog(clay: Clay, look: Look) -> None:
    """Eyes on top of a broad head, folded legs, a wide mouth."""
    c = look.color
    belly, dark = mix(c, (0.95, 0.95, 0.62), 0.78), shade(c, 0.66)
    with clay.part("body", Pulse(0.014, 2.2), pivot=(0, 0.1, 0)):
        clay.ellipsoid((0, 0.36, -0.08), (0.36, 0.32, 0.38), c, blend=0.08)
        clay.ellipsoid((0, 0.30, 0.10), (0.26, 0.24, 0.25), belly, blend=0.04)
        for x, y, z in ((0.14, 0.62, -0.24), (-0.12, 0.64, -0.20), (0.02, 0.60, -0.36)):
            clay.ellipsoid((x, y, z), (0.07, 0.04, 0.07), dark, blend=0.02)
    with clay.part("head", swing("z", 4, 2.7), pivot=(0, 0.5, 0.05)):
        clay.ellipsoid((0, 0.60, 0.12), (0.38, 0.24, 0.28), c, blend=0.08)
        clay.ellipsoid((0, 0.50, 0.19), (0.31, 0.14, 0.225), belly, blend=0.03)
        for side in SIDES:
            clay.ellipsoid((side * 0.20, 0.80, 0.14), 0.145, c, blend=0.05)
            clay.ellipsoid(
                (side * 0.205, 0.82, 0.215), (0.105, 0.105, 0.075), (0.98, 0.92, 0.55), blend=0.006, gloss=0.6
            )
            clay.ellipsoid((side * 0.205, 0.82, 0.265), (0.060, 0.068, 0.036), INK, blend=0.003, gloss=0.7)
            clay.ellipsoid((side * 0.205 + 0.022, 0.852, 0.290), 0.021, CHALK, blend=0.002, emit=0.5)
            clay.ellipsoid((side * 0.035, 0.665, 0.385), (0.011, 0.013, 0.01), INK, blend=0.003)
        with clay.part("mouth", pivot=(0, 0.54, 0.36)):
            points = [(x, 0.535 + 0.75 * x * x, 0.12 + 0.290 * np.sqrt(1 - (x / 0.385) ** 2))
                      for x in (-0.29, -0.2, -0.1, 0.0, 0.1, 0.2, 0.29)]  # fmt: skip
            clay.tube(points, 0.014, 0.014, shade(c, 0.35), blend=0.004)
        cheeks(clay, 0.575, 0.34, 0.23, 0.045)
        on_head(clay, look, (0.84, 0.04, 0.13), (0.82, 0.31, 0.205, 0.12))
    if look.has("scarf"):
        scarf(clay, look, 0.44, 0.06, 0.27, (0.8, 0.1, 0.1))
    for side in SIDES:
        with clay.part(f"leg_b{'l' if side > 0 else 'r'}", pivot=(side * 0.28, 0.3, -0.2)):
            fold = rotation(yaw=-side * 0.35, pitch=-0.25)
            clay.ellipsoid((side * 0.37, 0.22, -0.12), (0.145, 0.20, 0.29), c, turn=fold, blend=0.05)
            clay.ellipsoid((side * 0.45, 0.055, 0.10), (0.11, 0.05, 0.20), c, blend=0.04)
            for toe in (-0.09, 0.0, 0.09):
                clay.ellipsoid((side * 0.47 + toe, 0.045, 0.29), (0.042, 0.036, 0.075), c, blend=0.03)
        with clay.part(f"leg_f{'l' if side > 0 else 'r'}", pivot=(side * 0.22, 0.36, 0.18)):
            clay.tube([(side * 0.22, 0.36, 0.18), (side * 0.27, 0.18, 0.28), (side * 0.22, 0.06, 0.36)], 0.08, 0.06, c)
            for toe in (-0.075, 0.0, 0.075):
                clay.ellipsoid((side * 0.21 + toe, 0.04, 0.43), (0.036, 0.034, 0.062), c, blend=0.03)


@subject(
    "snail", group="animal", color="orange", height=1.0, measure="只", home="meadow", facing=0.85, emoji="🐌",
    en=("snail", "snails", "little snail", "slug"), zh=("蜗牛", "小蜗牛"), near_en=("nautilus", "hermit crab",
            "caterpillar",
        "worm"),
    near_zh=("寄居蟹", "毛毛虫", "鹦鹉螺"), traits=("hat", "crown", "scarf"), seat=(0, 0.98, -0.14), grip=0.4,
)  # fmt: skip
def snail(clay: Clay, look: Look) -> None:
    """A spiral shell, eyes on stalks."""
    shell = look.color
    skin, dark = (0.86, 0.74, 0.52), mix(shell, (0.45, 0.18, 0.06), 0.6)
    with clay.part("body", swing("z", 2, 2.6), pivot=(0, 0.0, 0)):
        clay.cone((0, 0.10, -0.70), (0, 0.12, 0.42), 0.06, 0.15, skin, round=0.055, blend=0.06)
        clay.ellipsoid((0, 0.10, 0.0), (0.20, 0.11, 0.56), skin, blend=0.06)
        clay.capsule((0, 0.16, 0.36), (0, 0.44, 0.52), 0.13, skin, blend=0.08)
        with clay.part("shell", Pulse(0.008, 2.9), pivot=(0, 0.2, -0.14)):
            clay.ellipsoid((0, 0.54, -0.14), (0.25, 0.42, 0.42), shell, blend=0.03, gloss=0.3)
            for side in SIDES:
                spiral = []
                for i in range(24):
                    t = i / 23
                    a, r = 4.6 * np.pi * t + 0.6, 0.36 * (1 - t) + 0.02
                    x = 0.25 * np.sqrt(max(0.0, 1 - (r / 0.42) ** 2)) + 0.012
                    spiral.append((side * x, 0.54 + r * np.sin(a), -0.14 + r * np.cos(a)))
                clay.tube(spiral, 0.042, 0.024, dark, blend=0.02, gloss=0.3)
    with clay.part("head", swing("z", 5, 2.7), swing("y", 6, 3.9), pivot=(0, 0.4, 0.48)):
        clay.ellipsoid((0, 0.50, 0.56), (0.175, 0.16, 0.17), skin, blend=0.05)
        for side in SIDES:
            with clay.part(side_name("eye", side), swing("z", side * 6, 1.8), pivot=(side * 0.07, 0.6, 0.56)):
                clay.capsule((side * 0.07, 0.60, 0.56), (side * 0.15, 0.86, 0.60), 0.034, skin, blend=0.03)
                clay.ellipsoid((side * 0.155, 0.92, 0.61), 0.085, CHALK, blend=0.01, gloss=0.5)
                clay.ellipsoid((side * 0.16, 0.925, 0.667), (0.046, 0.052, 0.032), INK, blend=0.003, gloss=0.7)
                clay.ellipsoid((side * 0.16 + 0.016, 0.948, 0.688), 0.016, CHALK, blend=0.002, emit=0.5)
            clay.capsule((side * 0.06, 0.44, 0.69), (side * 0.085, 0.39, 0.76), 0.02, skin, blend=0.02)
        cheeks(clay, 0.485, 0.69, 0.10, 0.035)
        with clay.part("mouth", pivot=(0, 0.46, 0.72)):
            smile(clay, 0.455, 0.722, 0.055, (0.50, 0.22, 0.14), 0.010, curve=0.5)
        on_head(clay, look, (0.64, 0.53, 0.11))
    if look.has("scarf"):
        scarf(clay, look, 0.34, 0.47, 0.13, (0.8, 0.1, 0.1))


@subject(
    "butterfly", group="animal", color="blue", height=1.35, measure="只", home="meadow", facing=0.35, lift=0.25,
    emoji="🦋", en=("butterfly", "butterflies", "monarch butterfly", "moth"), zh=("蝴蝶", "彩蝶", "凤蝶", "飞蛾"),
    traits=("glowing",), grip=0.4,
)  # fmt: skip
def butterfly(clay: Clay, look: Look) -> None:
    """Four rounded wings with dark hems and spots of light."""
    c, emit = look.color, 0.7 if look.has("glowing") else 0.0
    edge, second = mix(c, INK, 0.88), mix(c, CHALK, 0.42)
    spot = CHALK if distance(c, CHALK) > 0.4 else (0.95, 0.6, 0.1)
    with clay.part("body", bob(0.05, 2.0), pivot=(0, 0.6, 0)):
        for i in range(5):
            clay.ellipsoid((0, 0.30 + 0.10 * i, -0.02), (0.065 + 0.007 * i, 0.075, 0.065 + 0.007 * i), edge, blend=0.03)
        with clay.part("head", swing("z", 5, 2.3), pivot=(0, 0.8, 0)):
            clay.ellipsoid((0, 0.88, 0.01), (0.135, 0.13, 0.125), edge, blend=0.03)
            for side in SIDES:
                clay.ellipsoid((side * 0.062, 0.90, 0.105), (0.048, 0.056, 0.03), CHALK, blend=0.004, gloss=0.6)
                clay.ellipsoid((side * 0.062, 0.90, 0.130), (0.028, 0.036, 0.018), INK, blend=0.002, gloss=0.7)
                with clay.part("feeler", swing("z", side * 6, 1.4), pivot=(side * 0.04, 0.98, 0.02)):
                    points = [(side * 0.04, 0.98, 0.03), (side * 0.10, 1.16, 0.06), (side * 0.21, 1.28, 0.08)]
                    clay.tube(points, 0.018, 0.014, edge, blend=0.01)
                    clay.ellipsoid((side * 0.22, 1.295, 0.08), 0.036, edge, blend=0.01)
            smile(clay, 0.835, 0.122, 0.04, (0.95, 0.45, 0.45), 0.010, curve=0.5)
        for side in SIDES:
            with clay.part(side_name("wing", side), swing("y", side * 24, 0.75), pivot=(side * 0.05, 0.6, -0.02)):
                for (x, y, rx, ry, roll), tone in (
                    ((0.46, 0.88, 0.42, 0.33, 0.55), c),
                    ((0.36, 0.40, 0.31, 0.27, -0.65), second),
                ):
                    turn = rotation(yaw=-side * 0.42, roll=side * roll)
                    z = 0.02 + 0.20 * x
                    clay.ellipsoid((side * x, y, z), (rx, ry, 0.034), edge, turn=turn, blend=0.02)
                    inner = np.array([side * x * 0.90, y, z])
                    clay.ellipsoid(inner, (rx * 0.80, ry * 0.76, 0.050), tone, turn=turn, blend=0.006, emit=emit)
                    for u, v, r in ((0.90, 0.0, 0.034), (0.74, 0.52, 0.03), (0.74, -0.52, 0.03)):
                        at = np.array([side * x, y, z]) + turn @ np.array([side * u * rx, v * ry, 0.0])
                        clay.ellipsoid(at, (r, r, 0.05), spot, turn=turn, blend=0.004, emit=emit)
                    eye = inner + turn @ np.array([side * 0.22 * rx, 0.0, 0.0])
                    clay.ellipsoid(eye, (0.085, 0.085, 0.062), mix(tone, CHALK, 0.6), turn=turn, blend=0.006, emit=emit)


@subject(
    "bee", group="animal", color="yellow", height=1.1, measure="只", home="meadow", facing=0.7, lift=0.35, emoji="🐝",
    en=("bee", "bees", "honeybee", "honey bee", "bumblebee"), zh=("蜜蜂", "小蜜蜂", "大黄蜂"), traits=("hat",
            "crown", "scarf"),
    near_en=("wasp", "ladybug", "beetle", "firefly", "dragonfly", "ant"), near_zh=("黄蜂", "瓢虫", "甲虫",
        "萤火虫", "蜻蜓", "蚂蚁"), grip=0.4,
)  # fmt: skip
def bee(clay: Clay, look: Look) -> None:
    """A plump striped body, glassy wings, two feelers."""
    c, wing = look.color, (0.84, 0.93, 0.98)
    dark = (0.09, 0.06, 0.04) if sum(c) > 0.4 else (0.95, 0.75, 0.1)
    y = 0.50
    with clay.part("body", bob(0.05, 1.2), swing("z", 3, 1.7), pivot=(0, y, 0)):
        clay.ellipsoid((0, y, -0.12), (0.30, 0.29, 0.40), c, blend=0.05)
        for z in (0.02, -0.20, -0.40):
            r = np.sqrt(1 - ((z + 0.12) / 0.40) ** 2)
            clay.ellipsoid((0, y, z), (0.30 * r + 0.016, 0.29 * r + 0.016, 0.058), dark, blend=0.006)
        clay.cone((0, y, -0.48), (0, y - 0.02, -0.64), 0.055, 0.008, dark, round=0.008, blend=0.02, gloss=0.5)
        for side in SIDES:
            for x, z in ((0.12, 0.06), (0.14, -0.08), (0.12, -0.22)):
                clay.capsule((side * x, y - 0.24, z), (side * (x + 0.04), y - 0.38, z + 0.03), 0.024, dark, blend=0.01)
            with clay.part(side_name("wing", side), swing("z", side * 28, 0.22), pivot=(side * 0.10, y + 0.26, -0.02)):
                fan = rotation(roll=side * 0.80, yaw=side * 0.25)
                at = (side * 0.30, y + 0.46, -0.08)
                clay.ellipsoid(at, (0.31, 0.030, 0.175), wing, turn=fan, blend=0.01, gloss=0.85, emit=0.1)
                at = (side * 0.26, y + 0.36, -0.26)
                clay.ellipsoid(at, (0.21, 0.028, 0.125), wing, turn=fan, blend=0.01, gloss=0.85, emit=0.1)
        with clay.part("head", swing("z", 5, 2.1), swing("y", 6, 3.3), pivot=(0, y, 0.2)):
            clay.ellipsoid((0, y + 0.05, 0.32), (0.245, 0.235, 0.215), c, blend=0.05)
            eyes(clay, y + 0.085, 0.500, 0.105, 0.056, tall=1.3)
            cheeks(clay, y - 0.015, 0.49, 0.15, 0.042)
            with clay.part("mouth", pivot=(0, y - 0.04, 0.52)):
                smile(clay, y - 0.045, 0.525, 0.06, (0.45, 0.12, 0.06), 0.012, curve=0.5)
            for side in SIDES:
                points = [(side * 0.08, y + 0.24, 0.36), (side * 0.13, y + 0.38, 0.42), (side * 0.21, y + 0.42, 0.50)]
                clay.tube(points, 0.02, 0.016, dark, blend=0.01)
                clay.ellipsoid((side * 0.22, y + 0.42, 0.515), 0.04, dark, blend=0.01)
            on_head(clay, look, (y + 0.27, 0.28, 0.14))
        if look.has("scarf"):
            scarf(clay, look, y - 0.12, 0.14, 0.20, (0.8, 0.1, 0.1))
