"""Bears, pandas, monkeys and elephants."""

from __future__ import annotations

import numpy as np

from castalia.clay.motion import Pulse, swing
from castalia.clay.paint import CHALK, INK, Color, distance, mix, shade
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.catalogue import Look, subject
from castalia.clay.subjects.features import SIDES, WORN, eyes, on_head, scarf, side_eyes, side_name, smile
from castalia.clay.subjects.quadruped import PAD, four_legs


@subject(
    "bear", group="animal", color="brown", height=1.7, measure="只", home="forest", facing=0.3, emoji="🐻🐼🧸🐨",
    en=("bear", "bears", "teddy bear", "teddy", "brown bear", "bear cub", "polar bear", "grizzly"),
    zh=("熊", "小熊", "棕熊", "泰迪熊", "北极熊", "大熊", "玩具熊", "狗熊"),
    near_en=("koala", "gorilla", "hippo", "rhino", "beaver", "sloth"),
    near_zh=("考拉", "猩猩", "河马", "犀牛"), traits=WORN,
    hand=(0.50, 0.62, 0.34),
)  # fmt: skip
def bear(clay: Clay, look: Look) -> None:
    c, light, dark = look.color, mix(look.color, (0.95, 0.80, 0.60), 0.55), look.dark
    _upright(clay, look, c, light, dark, c, (c, light))


def _upright(
    clay: Clay, look: Look, c: Color, light: Color, sole: Color, limbs: Color, ear: tuple[Color, Color]
) -> None:
    """A plump bear that stands on its hind legs."""
    with clay.part("body", Pulse(0.012, 3.2), pivot=(0, 0.0, 0)):
        clay.ellipsoid((0, 0.62, 0), (0.40, 0.46, 0.34), c, blend=0.08)
        if limbs is not c:
            clay.ellipsoid((0, 0.88, 0), (0.355, 0.17, 0.315), limbs, blend=0.04)
        clay.ellipsoid((0, 0.56, 0.20), (0.27, 0.30, 0.19), light, blend=0.06)
    for side in SIDES:
        with clay.part(side_name("leg", side), pivot=(side * 0.18, 0.42, 0)):
            if "riding" in look.hands:
                clay.cone(
                    (side * 0.18, 0.40, 0.05), (side * 0.40, 0.20, 0.36), 0.17, 0.15, limbs, round=0.12, blend=0.08
                )
                clay.ellipsoid((side * 0.42, 0.18, 0.42), (0.13, 0.15, 0.08), sole, blend=0.03)
                continue
            clay.cone((side * 0.20, 0.0, 0.03), (side * 0.18, 0.42, 0.0), 0.165, 0.17, limbs, round=0.12, blend=0.08)
            clay.ellipsoid((side * 0.21, 0.08, 0.12), (0.155, 0.09, 0.19), limbs, blend=0.05)
            clay.ellipsoid((side * 0.21, 0.075, 0.285), (0.085, 0.055, 0.035), sole, blend=0.01)
    with clay.part("head", swing("z", 4, 3.3), swing("y", 6, 4.7), pivot=(0, 1.0, 0.04)):
        clay.ellipsoid((0, 1.26, 0.06), (0.37, 0.33, 0.32), c, blend=0.05)
        for side in SIDES:
            with clay.part(side_name("ear", side), pivot=(side * 0.25, 1.48, 0.02)):
                clay.ellipsoid((side * 0.27, 1.53, 0.02), (0.125, 0.125, 0.08), ear[0], blend=0.03)
                clay.ellipsoid((side * 0.27, 1.525, 0.07), (0.07, 0.07, 0.05), ear[1], blend=0.02)
            if limbs is not c:
                patch = rotation(roll=side * 0.55, yaw=side * 0.3)
                clay.ellipsoid((side * 0.145, 1.315, 0.305), (0.085, 0.115, 0.06), limbs, turn=patch, blend=0.015)
        clay.ellipsoid((0, 1.17, 0.33), (0.175, 0.135, 0.13), light, blend=0.04)
        clay.ellipsoid((0, 1.225, 0.455), (0.065, 0.045, 0.04), INK, blend=0.008, gloss=0.5)
        with clay.part("mouth", pivot=(0, 1.13, 0.43)):
            smile(clay, 1.12, 0.445, 0.065)
        eyes(clay, 1.34, 0.355 if limbs is not c else 0.335, 0.13, 0.045)
        on_head(clay, look, (1.58, 0.03, 0.22), (1.34, 0.405, 0.13, 0.09))
    if look.has("scarf"):
        scarf(clay, look, 1.0, 0.05, 0.27, (0.8, 0.1, 0.1))
    for side in SIDES:
        shoulder = np.array([side * 0.33, 0.92, 0.0])
        elbow, hand = np.array([side * 0.46, 0.74, 0.06]), np.array([side * 0.46, 0.55, 0.20])
        if "holding" in look.hands and side == 1:
            hand = np.array([0.46, 0.66, 0.30])
        with clay.part(side_name("arm", side), swing("x", 5, 2.6, side), pivot=shoulder):
            clay.cone(shoulder, elbow, 0.13, 0.125, limbs, round=0.11, blend=0.08)
            with clay.part(side_name("forearm", side), pivot=elbow):
                clay.cone(elbow, hand, 0.125, 0.13, limbs, round=0.11, blend=0.06)


@subject(
    "panda", group="animal", color="white", height=1.7, measure="只", home="meadow", facing=0.3, emoji="🐼",
    en=("panda", "pandas", "giant panda", "panda bear", "baby panda"), zh=("熊猫", "大熊猫", "小熊猫咪", "国宝",
            "熊猫宝宝"),
    near_en=("red panda",), traits=WORN, hand=(0.50, 0.62, 0.34),
)  # fmt: skip
def panda(clay: Clay, look: Look) -> None:
    white = look.color
    black = (0.045, 0.045, 0.05) if distance(white, INK) > 0.5 else (0.75, 0.75, 0.75)
    _upright(clay, look, white, mix(white, CHALK, 0.5), (0.30, 0.28, 0.28), black, (black, shade(black, 1.6)))


@subject(
    "monkey", group="animal", color="brown", height=1.45, measure="只", home="rainforest", facing=0.35,
    emoji="🐵🐒🙈🙉🙊",
    en=("monkey", "monkeys", "little monkey", "chimpanzee", "chimp", "ape"), zh=("猴子", "小猴子", "猴", "猿猴",
            "黑猩猩",
        "小猴", "猿"),
    near_en=("orangutan", "lemur", "baboon", "monkey king"), near_zh=("狒狒", "孙悟空", "狐猴"), traits=WORN,
    hand=(0.46, 0.52, 0.30),
)  # fmt: skip
def monkey(clay: Clay, look: Look) -> None:
    """A heart-shaped face, round ears, long arms and a long curled tail."""
    c = look.color
    face = mix(c, (0.98, 0.78, 0.60), 0.80)
    with clay.part("body", Pulse(0.012, 3.0), pivot=(0, 0.3, 0)):
        clay.ellipsoid((0, 0.60, 0), (0.25, 0.32, 0.22), c, blend=0.06)
        clay.ellipsoid((0, 0.57, 0.13), (0.165, 0.23, 0.12), face, blend=0.04)
    for side in SIDES:
        with clay.part(side_name("leg", side), pivot=(side * 0.14, 0.42, 0)):
            if "riding" in look.hands:
                clay.capsule((side * 0.14, 0.42, 0.05), (side * 0.34, 0.30, 0.28), 0.09, c, blend=0.05)
                clay.ellipsoid((side * 0.37, 0.22, 0.33), (0.09, 0.06, 0.14), face, blend=0.02)
            else:
                clay.cone((side * 0.16, 0.05, 0.02), (side * 0.13, 0.45, 0), 0.085, 0.11, c, round=0.07, blend=0.06)
                clay.ellipsoid((side * 0.17, 0.055, 0.10), (0.10, 0.06, 0.17), face, blend=0.02)
        shoulder, elbow = np.array([side * 0.22, 0.82, 0.0]), np.array([side * 0.40, 0.62, 0.04])
        hand = np.array([side * 0.42, 0.36, 0.16]) if not (side == 1 and "holding" in look.hands) else np.array(
            [0.44, 0.56, 0.26])  # fmt: skip
        with clay.part(side_name("arm", side), swing("x", 6, 2.4, side), pivot=shoulder):
            clay.capsule(shoulder, elbow, 0.08, c, blend=0.06)
            with clay.part(side_name("forearm", side), pivot=elbow):
                clay.capsule(elbow, hand, 0.072, c, blend=0.03)
                clay.ellipsoid(hand + np.array([0, -0.06, 0.03]), 0.085, face, blend=0.02)
    with clay.part("head", swing("z", 6, 2.7), swing("y", 8, 4.1), pivot=(0, 0.86, 0.02)):
        clay.ellipsoid((0, 1.10, 0.03), (0.30, 0.28, 0.26), c, blend=0.05)
        for side in SIDES:
            with clay.part(side_name("ear", side), pivot=(side * 0.28, 1.1, 0.0)):
                clay.ellipsoid((side * 0.32, 1.10, 0.0), (0.11, 0.125, 0.06), c, blend=0.02)
                clay.ellipsoid((side * 0.33, 1.10, 0.045), (0.068, 0.08, 0.035), face, blend=0.01)
            clay.ellipsoid((side * 0.095, 1.155, 0.215), (0.12, 0.12, 0.075), face, blend=0.03)
        clay.ellipsoid((0, 1.01, 0.235), (0.205, 0.135, 0.105), face, blend=0.05)
        for side in SIDES:
            clay.ellipsoid((side * 0.028, 1.055, 0.335), (0.014, 0.018, 0.012), (0.25, 0.10, 0.06), blend=0.004)
        with clay.part("mouth", pivot=(0, 0.97, 0.32)):
            smile(clay, 0.955, 0.330, 0.095, curve=0.5)
        eyes(clay, 1.16, 0.275, 0.095, 0.045, tall=1.25)
        clay.cone((0, 1.34, 0.05), (0.03, 1.46, 0.09), 0.06, 0.012, c, round=0.012, blend=0.03)
        on_head(clay, look, (1.36, 0.02, 0.2), (1.16, 0.325, 0.095, 0.075))
    if look.has("scarf"):
        scarf(clay, look, 0.86, 0.02, 0.17, (0.8, 0.1, 0.1))
    with clay.part("tail", swing("y", 10, 2.1), swing("z", 6, 3.1), pivot=(0, 0.42, -0.2)):
        points = [(0, 0.42, -0.18), (0.14, 0.32, -0.42), (0.34, 0.46, -0.56), (0.44, 0.76, -0.50), (0.36, 0.98, -0.42),
                  (0.24, 0.96, -0.38), (0.23, 0.84, -0.38)]  # fmt: skip
        clay.tube(points, 0.055, 0.042, c, blend=0.04)


@subject(
    "elephant", group="animal", color="gray", height=2.0, measure="头", home="savanna", facing=0.7, emoji="🐘",
    en=("elephant", "elephants", "baby elephant", "little elephant"), zh=("大象", "小象", "象", "象群"),
    near_en=("mammoth", "rhinoceros"), near_zh=("猛犸象",), traits=WORN, seat=(0, 1.56, -0.12),
)  # fmt: skip
def elephant(clay: Clay, look: Look) -> None:
    """Great ears, a trunk that curls up, tusks, round pads with nails."""
    c = look.color
    pink = mix(c, (0.98, 0.62, 0.60), 0.55)
    nail = mix(c, CHALK, 0.75)
    with clay.part("body", Pulse(0.008, 3.6), pivot=(0, 0.6, 0)):
        clay.ellipsoid((0, 1.0, -0.18), (0.50, 0.54, 0.68), c, blend=0.1)
        clay.ellipsoid((0, 1.08, 0.22), (0.42, 0.44, 0.40), c, blend=0.1)
    four_legs(clay, 0.27, 0.22, -0.52, 0.8, 0.165, c, nail, PAD)
    with clay.part("head", swing("z", 4, 3.4), swing("x", 3, 2.9), pivot=(0, 1.3, 0.4)):
        clay.ellipsoid((0, 1.48, 0.62), (0.37, 0.39, 0.34), c, blend=0.1)
        clay.ellipsoid((0, 1.70, 0.60), (0.22, 0.16, 0.22), c, blend=0.08)
        for side in SIDES:
            with clay.part(side_name("ear", side), swing("y", side * 12, 2.3), pivot=(side * 0.30, 1.55, 0.52)):
                fan = rotation(yaw=side * 0.55, roll=-side * 0.15)
                clay.ellipsoid((side * 0.56, 1.42, 0.42), (0.34, 0.42, 0.055), c, turn=fan, blend=0.05)
                clay.ellipsoid((side * 0.575, 1.41, 0.47), (0.25, 0.32, 0.035), pink, turn=fan, blend=0.02)
            clay.cone((side * 0.17, 1.26, 0.82), (side * 0.21, 1.10, 1.10), 0.065, 0.018, (0.95, 0.92, 0.82),
                round=0.016,
                      blend=0.015, gloss=0.4)  # fmt: skip
        side_eyes(clay, 0.255, 1.55, 0.845, 0.055)
        with clay.part("trunk", swing("x", 7, 2.6), swing("z", 4, 3.7), pivot=(0, 1.35, 0.9)):
            points = [
                (0, 1.40, 0.86),
                (0, 1.16, 1.04),
                (0, 0.88, 1.10),
                (0, 0.64, 1.20),
                (0, 0.58, 1.40),
                (0, 0.72, 1.52),
            ]
            clay.tube(points, 0.185, 0.085, c, blend=0.06)
            clay.ellipsoid((0, 0.775, 1.555), (0.06, 0.035, 0.05), pink, blend=0.02)
        with clay.part("mouth", pivot=(0, 1.15, 0.85)):
            clay.ellipsoid((0, 1.14, 0.82), (0.10, 0.06, 0.09), pink, blend=0.04)
        on_head(clay, look, (1.80, 0.58, 0.2))
    if look.has("scarf"):
        scarf(clay, look, 1.12, 0.52, 0.36, (0.8, 0.1, 0.1))
    with clay.part("tail", swing("z", 16, 1.9), pivot=(0, 1.1, -0.82)):
        clay.tube([(0, 1.14, -0.82), (0, 0.92, -0.96), (0, 0.66, -0.98)], 0.045, 0.032, c, blend=0.03)
        clay.ellipsoid((0, 0.58, -0.98), (0.05, 0.10, 0.05), shade(c, 0.5), blend=0.02)
    if "ridden" in look.hands:
        clay.ellipsoid((0, 1.50, -0.12), (0.36, 0.10, 0.34), (0.72, 0.10, 0.12), blend=0.02)
        clay.torus((0, 1.46, -0.12), 0.37, 0.03, (0.95, 0.70, 0.12), blend=0.01)
