"""Birds: songbird, owl, eagle, penguin, duck, chicken."""

from __future__ import annotations

import numpy as np

from castalia.clay.motion import Pulse, bob, swing
from castalia.clay.paint import CHALK, INK, Color, distance, mix, shade
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.catalogue import Look, subject
from castalia.clay.subjects.features import SIDES, WORN, cheeks, eyes, on_head, scarf, side_eyes, side_name

BEAK: Color = (0.97, 0.58, 0.06)


def bird_leg(clay: Clay, x: float, top: float, z: float, color: Color, long: float = 0.13) -> None:
    """A thin leg with three toes."""
    clay.capsule((x, top, z), (x, 0.05, z + 0.02), 0.028, color, blend=0.02)
    for toe in (-0.06, 0.0, 0.06):
        clay.capsule((x, 0.03, z + 0.02), (x + toe, 0.025, z + long), 0.022, color, blend=0.02)


@subject(
    "bird", group="animal", color="blue", height=1.0, measure="只", facing=0.55, emoji="🐦🐤🐥🦜🕊🦅🦉",
    en=("bird", "birds", "sparrow", "robin", "songbird", "bluebird", "parrot", "canary", "little bird"),
    zh=("鸟", "小鸟", "鸟儿", "麻雀", "鹦鹉", "知更鸟", "青鸟"),
    near_en=("crow", "seagull", "gull", "pigeon", "dove", "raven", "peacock", "swallow", "flamingo", "heron", "bat",
        "crane bird", "hummingbird"),
    near_zh=("乌鸦", "海鸥", "鸽子", "火烈鸟", "孔雀", "蝙蝠", "鹤", "仙鹤", "燕子"), grip=0.42, traits=WORN,
)  # fmt: skip
def bird(clay: Clay, look: Look) -> None:
    c, dark, light = look.color, look.dark, look.light
    beak = (0.95, 0.55, 0.06) if distance(c, (0.95, 0.5, 0.05)) > 0.35 else (0.35, 0.22, 0.12)
    flying = look.action in ("flying", "floating")
    y = 0.48
    with clay.part("body", bob(0.02, 1.6), swing("x", 3, 1.6), pivot=(0, 0.2, 0)):
        clay.ellipsoid((0, y, -0.02), (0.30, 0.32, 0.36), c, blend=0.05)
        clay.ellipsoid((0, y - 0.06, 0.12), (0.235, 0.25, 0.25), light, blend=0.05)
        with clay.part("head", swing("z", 9, 2.3), swing("y", 12, 3.7), pivot=(0, 0.68, 0.08)):
            clay.ellipsoid((0, y + 0.31, 0.10), (0.235, 0.225, 0.225), c, blend=0.06)
            clay.cone((0, y + 0.29, 0.29), (0, y + 0.26, 0.48), 0.075, 0.012, beak, round=0.012, blend=0.01, gloss=0.2)
            eyes(clay, y + 0.36, 0.285, 0.105, 0.043)
            cheeks(clay, y + 0.27, 0.275, 0.155, 0.045)
            for i in (*SIDES, 0):
                clay.capsule((i * 0.02, y + 0.50, 0.07), (i * 0.07, y + 0.60, -0.01 - 0.02 * abs(i)), 0.024, dark)
            on_head(clay, look, (y + 0.54, 0.08, 0.16), (y + 0.36, 0.335, 0.105, 0.075))
        angle, period = (38, 0.5) if flying else (9, 1.1)
        for side in SIDES:
            with clay.part(
                side_name("wing", side), swing("z", side * angle, period), pivot=(side * 0.25, y + 0.08, 0.0)
            ):
                spread = rotation(roll=side * (1.25 if flying else 0.32), pitch=-0.35)
                reach = (0.50, 0.06) if flying else (0.315, -0.03)
                clay.ellipsoid((side * reach[0], y + reach[1], -0.08), (0.06, 0.25, 0.30), dark, turn=spread)
        with clay.part("tail", swing("x", 9, 1.3), pivot=(0, y, -0.32)):
            clay.cone((0, y - 0.02, -0.30), (0, y + 0.10, -0.66), 0.10, 0.16, dark, round=0.03, flat=0.3, spin=1.5708)
    if look.has("scarf"):
        scarf(clay, look, y + 0.17, 0.08, 0.2, (0.8, 0.1, 0.1))
    if not flying:
        for side in SIDES:
            with clay.part(side_name("leg", side), pivot=(side * 0.11, 0.24, 0.02)):
                bird_leg(clay, side * 0.11, 0.22, 0.02, beak)


@subject(
    "owl", group="animal", color="brown", height=1.25, measure="只", home="forest", facing=0.3, emoji="🦉",
    en=("owl", "owls", "barn owl", "little owl", "snowy owl"), zh=("猫头鹰", "夜枭", "雪鸮", "小猫头鹰"),
            traits=WORN, grip=0.42,
)  # fmt: skip
def owl(clay: Clay, look: Look) -> None:
    """Great eyes in a heart-shaped face, ear tufts, a breast of feathers."""
    c = look.color
    light, dark = mix(c, (0.98, 0.86, 0.66), 0.72), shade(c, 0.62)
    with clay.part("body", Pulse(0.012, 3.0), pivot=(0, 0.1, 0)):
        clay.ellipsoid((0, 0.50, 0), (0.36, 0.45, 0.32), c, blend=0.06)
        clay.ellipsoid((0, 0.44, 0.13), (0.26, 0.34, 0.21), light, blend=0.04)
        for row, y in enumerate((0.58, 0.45, 0.32)):
            for i in range(3 - row % 2):
                x = (i - (1 - 0.5 * (row % 2))) * 0.13
                front = 0.13 + 0.21 * np.sqrt(max(0.05, 1 - (x / 0.26) ** 2 - ((y - 0.44) / 0.34) ** 2))
                clay.ellipsoid((x, y, front), (0.04, 0.032, 0.02), dark, blend=0.012)
    with clay.part("head", swing("y", 14, 4.3), swing("z", 5, 3.1), pivot=(0, 0.78, 0)):
        clay.ellipsoid((0, 0.92, 0.02), (0.345, 0.28, 0.29), c, blend=0.06)
        for side in SIDES:
            clay.cone((side * 0.20, 1.08, 0.06), (side * 0.31, 1.30, 0.06), 0.10, 0.015, dark, round=0.014, flat=0.6)
            clay.ellipsoid((side * 0.135, 0.93, 0.21), (0.165, 0.165, 0.10), light, blend=0.02)
            clay.ellipsoid(
                (side * 0.135, 0.935, 0.275), (0.112, 0.112, 0.06), (0.98, 0.72, 0.08), blend=0.006, gloss=0.6
            )
            clay.ellipsoid((side * 0.135, 0.935, 0.312), (0.068, 0.072, 0.035), INK, blend=0.003, gloss=0.7)
            clay.ellipsoid((side * 0.135 + 0.03, 0.965, 0.338), 0.021, CHALK, blend=0.002, emit=0.5)
            brow = rotation(roll=side * 0.42)
            clay.ellipsoid((side * 0.15, 1.075, 0.255), (0.16, 0.035, 0.06), dark, turn=brow, blend=0.02)
        clay.cone((0, 0.90, 0.30), (0, 0.81, 0.37), 0.052, 0.012, BEAK, round=0.012, blend=0.01, gloss=0.3)
        on_head(clay, look, (1.17, 0.02, 0.2), (0.935, 0.345, 0.135, 0.12))
    for side in SIDES:
        with clay.part(side_name("wing", side), swing("z", side * 6, 1.9), pivot=(side * 0.31, 0.72, 0.0)):
            folded = rotation(roll=side * 0.16, pitch=0.12)
            clay.ellipsoid((side * 0.345, 0.48, -0.02), (0.085, 0.32, 0.22), dark, turn=folded, blend=0.03)
            clay.ellipsoid((side * 0.385, 0.36, -0.04), (0.055, 0.22, 0.15), shade(c, 0.8), turn=folded, blend=0.02)
        with clay.part(side_name("leg", side), pivot=(side * 0.13, 0.15, 0.1)):
            for toe in (-0.07, 0.0, 0.07):
                clay.capsule((side * 0.14 + toe * 0.6, 0.05, 0.14), (side * 0.14 + toe, 0.035, 0.27), 0.034, BEAK)
    with clay.part("tail", swing("x", 6, 1.7), pivot=(0, 0.25, -0.25)):
        clay.cone((0, 0.30, -0.24), (0, 0.05, -0.42), 0.12, 0.15, dark, round=0.03, flat=0.35, spin=1.5708)
    if look.has("scarf"):
        scarf(clay, look, 0.72, 0.02, 0.28, (0.8, 0.1, 0.1))


@subject(
    "eagle", group="animal", color="brown", height=1.75, measure="只", home="meadow", facing=0.35, emoji="🦅",
    en=("eagle", "eagles", "bald eagle", "golden eagle", "hawk", "falcon"), zh=("老鹰", "鹰", "雄鹰", "白头鹰",
            "秃鹰", "苍鹰",
        "金雕"),
    near_en=("vulture", "condor", "griffin", "phoenix"), near_zh=("秃鹫", "隼"), traits=("hat", "scarf", "crown"),
    grip=0.42, seat=(0, 0.98, -0.1),
)  # fmt: skip
def eagle(clay: Clay, look: Look) -> None:
    """Spread wings with long feathers, a white head, a hooked beak, talons."""
    c = look.color
    dark, white = shade(c, 0.62), CHALK if distance(c, CHALK) > 0.4 else (0.40, 0.26, 0.14)
    lean = rotation(pitch=0.35)
    with clay.part("body", bob(0.03, 1.9), pivot=(0, 0.6, 0)):
        clay.ellipsoid((0, 0.80, 0), (0.24, 0.37, 0.25), c, turn=lean, blend=0.06)
        for side in SIDES:
            with clay.part(side_name("leg", side), pivot=(side * 0.12, 0.55, 0.0)):
                clay.cone((side * 0.13, 0.60, 0.02), (side * 0.15, 0.26, 0.06), 0.125, 0.06, c, round=0.05, blend=0.05)
                clay.capsule((side * 0.15, 0.26, 0.06), (side * 0.15, 0.07, 0.08), 0.035, BEAK, blend=0.02)
                for toe in (-0.09, 0.0, 0.09):
                    knuckle, tip = (side * 0.15 + toe, 0.05, 0.22), (side * 0.15 + toe * 1.15, 0.01, 0.29)
                    clay.capsule((side * 0.15, 0.06, 0.08), knuckle, 0.03, BEAK, blend=0.02)
                    clay.cone(knuckle, tip, 0.028, 0.008, INK, round=0.008, blend=0.006, gloss=0.5)
        with clay.part("tail", swing("x", 6, 1.6), pivot=(0, 0.55, -0.25)):
            for x in (-0.14, 0.0, 0.14):
                clay.cone((x * 0.3, 0.58, -0.18), (x, 0.30, -0.56), 0.06, 0.09, white, round=0.03, flat=0.35, spin=1.57)
        for side in SIDES:
            with clay.part(side_name("wing", side), swing("z", side * 9, 1.5), pivot=(side * 0.18, 0.98, -0.02)):
                shoulder, wrist = np.array([side * 0.18, 1.0, -0.02]), np.array([side * 0.72, 1.38, -0.08])
                clay.capsule(shoulder, wrist, 0.095, c, blend=0.06)
                for i in range(5):
                    root = shoulder + (wrist - shoulder) * (0.12 + 0.19 * i)
                    tip = root + np.array([side * (0.10 + 0.06 * i), -0.52 + 0.035 * i, -0.16])
                    clay.cone(root, tip, 0.10, 0.075, mix(c, dark, 0.25 * (i % 2)), round=0.03, flat=0.35, blend=0.03)
                for i in range(5):
                    a = 0.25 + 0.30 * i
                    tip = wrist + np.array([side * np.sin(a + 0.3) * 0.62, np.cos(a + 0.3) * 0.50 - 0.08, -0.10])
                    clay.cone(wrist, tip, 0.095, 0.045, dark, round=0.028, flat=0.35, blend=0.03)
        with clay.part("head", swing("y", 10, 3.9), swing("z", 4, 2.7), pivot=(0, 1.1, 0.1)):
            clay.cone((0, 1.0, 0.06), (0, 1.24, 0.14), 0.21, 0.15, white, round=0.08, blend=0.06)
            clay.ellipsoid((0, 1.34, 0.17), (0.205, 0.20, 0.215), white, blend=0.05)
            clay.cone((0, 1.34, 0.33), (0, 1.32, 0.49), 0.085, 0.06, BEAK, round=0.04, blend=0.02, gloss=0.4)
            clay.cone((0, 1.325, 0.465), (0, 1.22, 0.525), 0.06, 0.010, BEAK, round=0.010, blend=0.02, gloss=0.4)
            side_eyes(clay, 0.135, 1.385, 0.315, 0.046)
            for side in SIDES:
                brow = rotation(roll=side * 0.35, yaw=side * 0.5)
                clay.ellipsoid(
                    (side * 0.125, 1.45, 0.315), (0.085, 0.024, 0.05), shade(white, 0.82), turn=brow, blend=0.012
                )
            on_head(clay, look, (1.52, 0.15, 0.15))
        if look.has("scarf"):
            scarf(clay, look, 1.08, 0.10, 0.17, (0.8, 0.1, 0.1))


@subject(
    "penguin", group="animal", color="black", height=1.4, measure="只", home="snow", facing=0.3, emoji="🐧",
    en=("penguin", "penguins", "emperor penguin", "baby penguin", "little penguin"), zh=("企鹅", "小企鹅",
            "帝企鹅", "皇帝企鹅"),
    near_en=("puffin",), traits=WORN, hand=(0.42, 0.50, 0.24),
)  # fmt: skip
def penguin(clay: Clay, look: Look) -> None:
    coat = mix(look.color, (0.05, 0.08, 0.16), 0.4) if sum(look.color) < 0.3 else look.color
    white = CHALK if distance(coat, CHALK) > 0.4 else (0.95, 0.86, 0.62)
    with clay.part("body", swing("z", 3, 1.5), pivot=(0, 0.05, 0)):
        clay.ellipsoid((0, 0.58, 0), (0.36, 0.52, 0.32), coat, blend=0.06)
        clay.ellipsoid((0, 0.53, 0.10), (0.285, 0.43, 0.245), white, blend=0.02)
        with clay.part("head", swing("y", 9, 3.7), swing("z", 5, 2.6), pivot=(0, 0.98, 0)):
            clay.ellipsoid((0, 1.14, 0.02), (0.285, 0.27, 0.26), coat, blend=0.08)
            for side in SIDES:
                clay.ellipsoid((side * 0.105, 1.135, 0.185), (0.13, 0.145, 0.095), white, blend=0.02)
                clay.ellipsoid((side * 0.215, 1.03, 0.115), (0.07, 0.10, 0.07), (0.98, 0.68, 0.12), blend=0.03)
            clay.cone((0, 1.11, 0.26), (0, 1.07, 0.44), 0.06, 0.014, BEAK, round=0.013, blend=0.01, gloss=0.3)
            eyes(clay, 1.175, 0.268, 0.10, 0.043)
            cheeks(clay, 1.065, 0.255, 0.145, 0.04)
            on_head(clay, look, (1.38, 0.0, 0.19), (1.175, 0.315, 0.10, 0.078))
        for side in SIDES:
            with clay.part(side_name("wing", side), swing("z", side * 14, 1.5), pivot=(side * 0.30, 0.86, 0)):
                tip = (side * 0.50, 0.34, 0.05)
                clay.cone(
                    (side * 0.30, 0.88, 0.0), tip, 0.14, 0.06, coat, round=0.05, flat=0.4, spin=1.5708, blend=0.05
                )
        if look.has("scarf"):
            scarf(clay, look, 0.93, 0.03, 0.25, (0.85, 0.08, 0.08))
        clay.cone((0, 0.24, -0.20), (0, 0.06, -0.40), 0.13, 0.03, coat, round=0.018, blend=0.05)
    for side in SIDES:
        with clay.part(side_name("leg", side), pivot=(side * 0.15, 0.14, 0.06)):
            clay.ellipsoid((side * 0.16, 0.055, 0.16), (0.115, 0.05, 0.18), BEAK, blend=0.03)
            for toe in (-0.06, 0.0, 0.06):
                clay.ellipsoid((side * 0.16 + toe, 0.045, 0.31), (0.035, 0.035, 0.05), BEAK, blend=0.03)


@subject(
    "duck", group="animal", color="yellow", height=1.05, measure="只", home="meadow", facing=0.6, emoji="🦆",
    en=("duck", "ducks", "duckling", "rubber duck", "goose", "swan"), zh=("鸭子", "小鸭子", "鸭", "小鸭", "鹅",
            "天鹅", "小黄鸭"),
    near_en=("gosling", "pelican"), near_zh=("大雁", "鸳鸯"), traits=WORN, grip=0.42, floats=True,
)  # fmt: skip
def duck(clay: Clay, look: Look) -> None:
    c = look.color
    bill = BEAK if distance(c, BEAK) > 0.35 else (0.55, 0.30, 0.10)
    with clay.part("body", bob(0.012, 1.7), swing("z", 2, 1.9), pivot=(0, 0.2, 0)):
        clay.ellipsoid((0, 0.38, -0.06), (0.29, 0.24, 0.40), c, blend=0.06)
        with clay.part("tail", swing("x", 10, 1.2), pivot=(0, 0.42, -0.38)):
            clay.cone((0, 0.40, -0.34), (0, 0.62, -0.58), 0.15, 0.025, c, round=0.022, blend=0.08)
        clay.capsule((0, 0.48, 0.18), (0, 0.70, 0.26), 0.14, c, blend=0.08)
        with clay.part("head", swing("z", 6, 2.5), swing("y", 8, 3.8), pivot=(0, 0.66, 0.24)):
            clay.ellipsoid((0, 0.82, 0.28), (0.225, 0.215, 0.22), c, blend=0.05)
            with clay.part("mouth", pivot=(0, 0.78, 0.46)):
                clay.ellipsoid((0, 0.79, 0.54), (0.115, 0.032, 0.13), bill, turn=rotation(pitch=-0.12), blend=0.02)
                clay.ellipsoid((0, 0.755, 0.51), (0.095, 0.024, 0.10), shade(bill, 0.85), blend=0.008)
            eyes(clay, 0.885, 0.455, 0.105, 0.04)
            cheeks(clay, 0.80, 0.44, 0.155, 0.04)
            for x, y in ((0.0, 1.06), (0.05, 1.05)):
                clay.cone((x * 0.3, 0.99, 0.25), (x, y + 0.03, 0.18), 0.04, 0.012, c, round=0.011, blend=0.02)
            on_head(clay, look, (1.01, 0.26, 0.15), (0.885, 0.505, 0.105, 0.07))
        for side in SIDES:
            with clay.part(side_name("wing", side), swing("z", side * 7, 1.3), pivot=(side * 0.24, 0.48, 0.05)):
                folded = rotation(yaw=side * 0.12, pitch=0.18, roll=side * 0.15)
                clay.ellipsoid((side * 0.285, 0.42, -0.10), (0.065, 0.15, 0.26), shade(c, 0.9), turn=folded, blend=0.03)
        if look.has("scarf"):
            scarf(clay, look, 0.60, 0.22, 0.15, (0.8, 0.1, 0.1))
    for side in SIDES:
        with clay.part(side_name("leg", side), pivot=(side * 0.12, 0.2, 0)):
            clay.capsule((side * 0.12, 0.20, 0.0), (side * 0.12, 0.05, 0.02), 0.032, bill, blend=0.02)
            clay.ellipsoid((side * 0.125, 0.03, 0.09), (0.085, 0.026, 0.12), bill, blend=0.02)


@subject(
    "chicken", group="animal", color="white", height=1.2, measure="只", home="farm", facing=0.6, emoji="🐔🐓🐥🐣🐤",
    en=("chicken", "chickens", "hen", "rooster", "cockerel", "chick"), zh=("鸡", "公鸡", "母鸡", "小鸡", "大公鸡"),
    near_en=("turkey", "pheasant", "quail"), near_zh=("火鸡", "鹌鹑"), traits=WORN, grip=0.42,
)  # fmt: skip
def chicken(clay: Clay, look: Look) -> None:
    """A red comb and wattles, a fan of tail feathers."""
    c, red = look.color, (0.85, 0.07, 0.07)
    tail = shade(c, 0.78) if sum(c) > 2.0 else mix(c, (0.05, 0.30, 0.28), 0.6)
    with clay.part("body", bob(0.01, 1.5), swing("x", 2, 1.5), pivot=(0, 0.3, 0)):
        clay.ellipsoid((0, 0.54, -0.04), (0.28, 0.29, 0.36), c, blend=0.06)
        with clay.part("tail", swing("x", 6, 1.7), pivot=(0, 0.62, -0.32)):
            for i, (y, z) in enumerate(((1.02, -0.50), (0.92, -0.66), (0.76, -0.74))):
                clay.cone(
                    (0, 0.60, -0.28), (0, y, z), 0.09, 0.07, shade(tail, 1 - 0.1 * i), round=0.04, flat=0.5, blend=0.04
                )
        clay.cone((0, 0.60, 0.16), (0, 0.90, 0.26), 0.19, 0.13, c, round=0.08, blend=0.08)
        with clay.part("head", swing("z", 5, 1.9), swing("x", 6, 1.1), pivot=(0, 0.82, 0.22)):
            clay.ellipsoid((0, 0.94, 0.27), (0.165, 0.165, 0.17), c, blend=0.05)
            clay.cone((0, 0.93, 0.40), (0, 0.905, 0.54), 0.055, 0.010, BEAK, round=0.010, blend=0.01, gloss=0.3)
            for z, y, r in ((0.36, 1.10, 0.06), (0.27, 1.145, 0.072), (0.18, 1.105, 0.062)):
                clay.ellipsoid((0, y, z), (0.035, r, r), red, blend=0.02)
            for side in SIDES:
                clay.ellipsoid((side * 0.035, 0.815, 0.425), (0.032, 0.065, 0.035), red, blend=0.015)
            eyes(clay, 0.975, 0.40, 0.085, 0.034)
            on_head(clay, look, (1.12, 0.26, 0.12), (0.975, 0.44, 0.085, 0.06))
        for side in SIDES:
            with clay.part(side_name("wing", side), swing("z", side * 6, 1.2), pivot=(side * 0.24, 0.64, 0.02)):
                folded = rotation(pitch=0.2, roll=side * 0.12)
                clay.ellipsoid((side * 0.27, 0.54, -0.08), (0.06, 0.17, 0.24), shade(c, 0.9), turn=folded, blend=0.03)
        if look.has("scarf"):
            scarf(clay, look, 0.76, 0.22, 0.15, (0.1, 0.3, 0.75))
    for side in SIDES:
        with clay.part(side_name("leg", side), pivot=(side * 0.12, 0.3, 0)):
            bird_leg(clay, side * 0.12, 0.30, 0.0, BEAK, 0.15)
