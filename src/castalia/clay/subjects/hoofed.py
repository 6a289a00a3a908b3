"""Horse, deer, cow, sheep and pig."""

from __future__ import annotations

import numpy as np

from castalia.clay.motion import Pulse, swing
from castalia.clay.paint import CHALK, INK, distance, mix, shade
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.catalogue import Look, subject
from castalia.clay.subjects.features import SIDES, WORN, eyes, on_head, scarf, side_eyes, side_name, smile
from castalia.clay.subjects.quadruped import HOOF, four_legs


def _saddle(clay: Clay, y: float, z: float, wide: float) -> None:
    """Under a rider: a cloth with a golden hem, and a leather saddle."""
    clay.ellipsoid((0, y - 0.03, z), (wide * 1.12, 0.11, wide * 1.1), (0.72, 0.10, 0.10), blend=0.02)
    clay.ellipsoid((0, y + 0.02, z), (wide * 0.72, 0.09, wide * 0.85), (0.34, 0.16, 0.07), blend=0.02)
    clay.ellipsoid((0, y + 0.09, z - wide * 0.75), (wide * 0.6, 0.08, 0.06), (0.34, 0.16, 0.07), blend=0.03)


@subject(
    "horse", group="animal", color="brown", height=2.1, measure="匹", facing=0.85, emoji="🐴🐎🦄",
    en=("horse", "horses", "pony", "stallion", "mare", "foal"), zh=("马", "马儿", "小马", "骏马", "马匹",
        "白马王子的马"),
    near_en=("donkey", "zebra", "unicorn", "camel", "mule", "llama", "alpaca"),
    near_zh=("驴", "斑马", "独角兽", "骆驼", "羊驼"),
    traits=WORN, seat=(0, 1.30, 0.0),
)  # fmt: skip
def horse(clay: Clay, look: Look) -> None:
    c = look.color
    mane = mix(c, (1, 0.9, 0.72), 0.75) if sum(c) < 1.4 else shade(mix(c, (0.62, 0.48, 0.34), 0.55), 0.9)
    hoof, muzzle = (0.10, 0.07, 0.05), mix(c, (0.95, 0.72, 0.62), 0.55)
    clay.cone((0, 0.98, -0.56), (0, 1.0, 0.46), 0.31, 0.31, c, round=0.24, blend=0.1)
    clay.ellipsoid((0, 1.02, -0.50), (0.32, 0.33, 0.30), c, blend=0.08)
    four_legs(clay, 0.18, 0.42, -0.48, 0.90, 0.098, c, hoof, HOOF)
    for side in SIDES:
        clay.ellipsoid((side * 0.16, 0.86, -0.46), (0.15, 0.26, 0.20), c, blend=0.08)
        clay.ellipsoid((side * 0.16, 0.88, 0.40), (0.14, 0.22, 0.17), c, blend=0.08)
    with clay.part("neck", swing("x", 5, 2.8), pivot=(0, 1.1, 0.4)):
        clay.cone((0, 1.02, 0.36), (0, 1.68, 0.66), 0.27, 0.17, c, round=0.12, blend=0.1)
        for i in range(6):
            t = i / 5
            clay.ellipsoid((0, 1.30 + 0.58 * t, 0.24 + 0.30 * t), (0.075, 0.15, 0.12), mane, blend=0.06)
        with clay.part("head", swing("x", 6, 2.8, 0.8), pivot=(0, 1.68, 0.62)):
            clay.ellipsoid((0, 1.74, 0.70), (0.205, 0.215, 0.23), c, blend=0.08)
            clay.cone((0, 1.68, 0.76), (0, 1.46, 1.10), 0.175, 0.135, c, round=0.1, blend=0.08)
            clay.ellipsoid((0, 1.465, 1.08), (0.15, 0.13, 0.14), muzzle, blend=0.06)
            for side in SIDES:
                clay.ellipsoid((side * 0.06, 1.505, 1.205), (0.022, 0.028, 0.02), INK, blend=0.01)
                with clay.part(side_name("ear", side), swing("x", 6, 1.7, side), pivot=(side * 0.11, 1.86, 0.62)):
                    tip = (side * 0.15, 2.10, 0.60)
                    clay.cone((side * 0.11, 1.86, 0.62), tip, 0.075, 0.015, c, round=0.012, flat=0.6)
                clay.ellipsoid((side * 0.175, 1.78, 0.80), (0.045, 0.06, 0.05), INK, blend=0.004, gloss=0.7)
                clay.ellipsoid((side * 0.205, 1.80, 0.83), 0.016, CHALK, blend=0.002, emit=0.5)
            clay.ellipsoid((0, 1.93, 0.74), (0.085, 0.08, 0.12), mane, blend=0.05)
            with clay.part("mouth", pivot=(0, 1.41, 1.15)):
                smile(clay, 1.405, 1.20, 0.06, thick=0.011)
            on_head(clay, look, (1.98, 0.64, 0.17), None, (0.85, 0.62, 0.25))
    with clay.part("tail", swing("z", 14, 1.9), swing("x", 5, 3.1), pivot=(0, 1.14, -0.76)):
        tail = [(0, 1.14, -0.76), (0, 1.06, -0.96), (0, 0.78, -1.04), (0, 0.50, -1.0)]
        clay.tube(tail, 0.085, 0.12, mane, blend=0.08)
    if look.has("scarf"):
        scarf(clay, look, 1.32, 0.48, 0.22, (0.8, 0.08, 0.08))
    if "ridden" in look.hands:
        _saddle(clay, 1.27, -0.02, 0.27)


@subject(
    "deer", group="animal", color="brown", height=2.15, measure="头", home="forest", facing=0.75, emoji="🦌",
    en=("deer", "deer", "stag", "fawn", "doe", "roe deer", "reindeer", "elk"), zh=("鹿", "小鹿", "梅花鹿",
            "驯鹿", "麋鹿",
        "雄鹿"),
    near_en=("antelope", "gazelle", "moose", "giraffe", "bambi"), near_zh=("羚羊", "驼鹿", "长颈鹿"), traits=WORN,
    seat=(0, 1.20, -0.06),
)  # fmt: skip
def deer(clay: Clay, look: Look) -> None:
    """Slender legs, spots on the back, branched antlers."""
    c = look.fur((0.78, 0.48, 0.24), 0.5)
    light, horn = mix(c, (1.0, 0.95, 0.86), 0.78), (0.55, 0.38, 0.22)
    clay.cone((0, 0.94, -0.46), (0, 0.98, 0.34), 0.24, 0.26, c, round=0.19, blend=0.1)
    clay.ellipsoid((0, 0.78, -0.04), (0.15, 0.10, 0.34), light, blend=0.05)
    four_legs(clay, 0.15, 0.30, -0.38, 0.88, 0.068, c, (0.12, 0.08, 0.06), HOOF)
    for side in SIDES:
        clay.ellipsoid((side * 0.13, 0.84, -0.38), (0.12, 0.22, 0.16), c, blend=0.08)
        for z, y in ((0.16, 1.08), (-0.02, 1.11), (-0.20, 1.09), (-0.36, 1.05), (0.06, 0.99), (-0.14, 0.98)):
            x = side * np.sqrt(max(0.25**2 - (y - 0.955) ** 2, 0.006))
            clay.ellipsoid((x, y, z), (0.03, 0.03, 0.035), light, blend=0.008)
    with clay.part("neck", swing("x", 4, 3.0), pivot=(0, 1.05, 0.32)):
        clay.cone((0, 1.02, 0.30), (0, 1.52, 0.52), 0.20, 0.125, c, round=0.09, blend=0.1)
        clay.cone((0, 1.06, 0.45), (0, 1.42, 0.58), 0.12, 0.07, light, round=0.05, blend=0.05)
        with clay.part("head", swing("y", 8, 3.9), swing("z", 3, 2.7), pivot=(0, 1.5, 0.5)):
            clay.ellipsoid((0, 1.60, 0.58), (0.185, 0.19, 0.20), c, blend=0.06)
            clay.cone((0, 1.56, 0.66), (0, 1.46, 0.92), 0.135, 0.085, c, round=0.07, blend=0.06)
            clay.ellipsoid((0, 1.435, 0.87), (0.085, 0.06, 0.10), light, blend=0.04)
            clay.ellipsoid((0, 1.49, 0.955), (0.052, 0.04, 0.035), INK, blend=0.01, gloss=0.5)
            with clay.part("mouth", pivot=(0, 1.42, 0.9)):
                smile(clay, 1.415, 0.945, 0.045, thick=0.009)
            side_eyes(clay, 0.145, 1.635, 0.705, 0.05)
            for side in SIDES:
                with clay.part(side_name("ear", side), swing("z", side * 6, 1.6), pivot=(side * 0.15, 1.70, 0.52)):
                    clay.cone((side * 0.13, 1.69, 0.52), (side * 0.38, 1.76, 0.50), 0.075, 0.018, c,
                        round=0.016, flat=0.5,
                              spin=1.57)  # fmt: skip
                root, fork, top = (side * 0.09, 1.76, 0.52), (side * 0.23, 1.98, 0.46), (side * 0.27, 2.22, 0.54)
                clay.capsule(root, fork, 0.034, horn, blend=0.02)
                clay.cone(fork, top, 0.032, 0.014, horn, round=0.012, blend=0.02)
                clay.cone(fork, (side * 0.40, 2.12, 0.40), 0.03, 0.013, horn, round=0.012, blend=0.02)
                clay.cone(
                    (side * 0.15, 1.86, 0.49), (side * 0.17, 2.02, 0.66), 0.028, 0.013, horn, round=0.012, blend=0.02
                )
            on_head(clay, look, (1.78, 0.54, 0.12))
    if look.has("scarf"):
        scarf(clay, look, 1.26, 0.43, 0.15, (0.8, 0.08, 0.08))
    with clay.part("tail", swing("x", 14, 1.1), pivot=(0, 1.06, -0.66)):
        clay.ellipsoid((0, 1.05, -0.70), (0.06, 0.11, 0.06), light, turn=rotation(pitch=0.5), blend=0.03)
    if "ridden" in look.hands:
        _saddle(clay, 1.18, -0.06, 0.2)


@subject(
    "cow", group="animal", color="white", height=1.6, measure="头", home="farm", facing=0.7, emoji="🐮🐄🐂",
    en=("cow", "cows", "dairy cow", "bull", "ox", "calf", "cattle"), zh=("奶牛", "牛", "母牛", "公牛", "小牛", "黄牛",
        "水牛"),
    near_en=("buffalo", "bison", "yak", "goat"), near_zh=("牦牛", "野牛", "山羊"), traits=WORN, seat=(0, 1.24, -0.1),
)  # fmt: skip
def cow(clay: Clay, look: Look) -> None:
    """Patches, a pink muzzle, short horns and a bell."""
    c = look.color
    patch = (0.05, 0.045, 0.05) if distance(c, INK) > 0.5 else CHALK
    pink, horn = (0.98, 0.66, 0.62), (0.93, 0.86, 0.70)
    with clay.part("body", Pulse(0.008, 3.2), pivot=(0, 0.6, 0)):
        clay.box((0, 0.88, -0.12), (0.35, 0.35, 0.62), c, round=0.30, blend=0.08)
        for x, y, z, sx, sy, sz in ((0.27, 1.0, 0.10, 0.13, 0.20, 0.22), (-0.26, 1.02, -0.30, 0.14, 0.20, 0.24),
                                    (0.24, 0.96, -0.52, 0.15, 0.17, 0.14), (-0.27, 0.82, 0.18, 0.12, 0.16,
                                        0.13)):  # fmt: skip
            clay.ellipsoid((x, y, z), (sx, sy, sz), patch, blend=0.006)
        clay.ellipsoid((0, 0.55, -0.42), (0.16, 0.11, 0.15), pink, blend=0.04)
    four_legs(clay, 0.22, 0.30, -0.56, 0.66, 0.105, c, (0.14, 0.11, 0.10), HOOF)
    with clay.part("head", swing("z", 4, 3.1), swing("x", 4, 2.6), pivot=(0, 1.05, 0.42)):
        clay.capsule((0, 1.02, 0.38), (0, 1.18, 0.58), 0.20, c, blend=0.08)
        clay.ellipsoid((0, 1.24, 0.68), (0.24, 0.255, 0.24), c, blend=0.06)
        clay.ellipsoid((0.13, 1.32, 0.74), (0.125, 0.15, 0.15), patch, blend=0.012)
        clay.ellipsoid((0, 1.07, 0.88), (0.215, 0.155, 0.165), pink, blend=0.05)
        for side in SIDES:
            clay.ellipsoid((side * 0.085, 1.11, 1.03), (0.032, 0.042, 0.02), (0.55, 0.22, 0.22), blend=0.01)
            with clay.part(side_name("ear", side), swing("z", side * 8, 1.5), pivot=(side * 0.22, 1.34, 0.6)):
                tilt = rotation(roll=side * 0.15)
                clay.ellipsoid((side * 0.36, 1.32, 0.60), (0.16, 0.075, 0.06), patch if side > 0 else c, turn=tilt)
                clay.ellipsoid((side * 0.37, 1.315, 0.645), (0.10, 0.042, 0.03), pink, turn=tilt, blend=0.01)
            clay.tube(
                [(side * 0.13, 1.45, 0.62), (side * 0.23, 1.53, 0.62), (side * 0.25, 1.63, 0.64)], 0.05, 0.03, horn
            )
        eyes(clay, 1.29, 0.885, 0.125, 0.05)
        with clay.part("mouth", pivot=(0, 1.0, 1.0)):
            smile(clay, 0.985, 1.02, 0.09)
        on_head(clay, look, (1.48, 0.62, 0.17))
    if look.has("scarf"):
        scarf(clay, look, 1.0, 0.44, 0.23, (0.8, 0.08, 0.08))
    else:
        clay.torus((0, 0.98, 0.44), 0.215, 0.035, (0.75, 0.08, 0.08), turn=rotation(pitch=0.9), blend=0.01)
        clay.cone((0, 0.74, 0.66), (0, 0.86, 0.64), 0.085, 0.05, (0.95, 0.70, 0.15), round=0.02, gloss=0.7)
    with clay.part("tail", swing("z", 18, 1.7), pivot=(0, 1.1, -0.72)):
        clay.tube([(0, 1.10, -0.72), (0, 0.95, -0.88), (0, 0.66, -0.90)], 0.035, 0.028, c, blend=0.03)
        clay.ellipsoid((0, 0.58, -0.90), (0.06, 0.11, 0.06), patch, blend=0.02)
    if "ridden" in look.hands:
        _saddle(clay, 1.20, -0.1, 0.26)


@subject(
    "sheep", group="animal", color="white", height=1.25, measure="只", home="farm", facing=0.55, emoji="🐑🐏",
    en=("sheep", "sheep", "lamb", "little lamb", "ram", "ewe"), zh=("绵羊", "羊", "小羊", "羊羔", "小绵羊", "公羊"),
    traits=WORN, seat=(0, 0.98, -0.06),
)  # fmt: skip
def sheep(clay: Clay, look: Look) -> None:
    """A cloud of wool with a dark face and dark legs."""
    wool = look.color
    dark = (0.17, 0.14, 0.14) if distance(wool, INK) > 0.4 else (0.75, 0.62, 0.52)
    with clay.part("body", Pulse(0.01, 3.0), pivot=(0, 0.5, 0)):
        clay.ellipsoid((0, 0.66, -0.08), (0.34, 0.30, 0.46), wool, blend=0.04)
        for i in range(26):
            # Evenly about the body: points of a spiral from pole to pole.
            v = 1 - 2 * (i + 0.5) / 26
            a, r = i * 2.39996, np.sqrt(1 - v * v)
            at = (np.cos(a) * r * 0.34, 0.66 + v * 0.29, -0.08 + np.sin(a) * r * 0.46)
            clay.ellipsoid(at, 0.135, wool, blend=0.02)
    four_legs(clay, 0.18, 0.18, -0.34, 0.42, 0.068, dark, shade(dark, 0.6), HOOF)
    with clay.part("head", swing("z", 5, 2.8), swing("x", 4, 2.1), pivot=(0, 0.82, 0.36)):
        clay.ellipsoid((0, 0.90, 0.52), (0.185, 0.22, 0.21), dark, blend=0.04)
        clay.ellipsoid((0, 0.81, 0.62), (0.135, 0.115, 0.13), dark, blend=0.05)
        for x, y, z in ((0, 1.10, 0.50), (-0.12, 1.06, 0.50), (0.12, 1.06, 0.50), (0, 1.05, 0.62), (0.0, 1.06, 0.40)):
            clay.ellipsoid((x, y, z), 0.105, wool, blend=0.02)
        for side in SIDES:
            with clay.part(side_name("ear", side), swing("z", side * 8, 1.6), pivot=(side * 0.17, 0.98, 0.48)):
                tilt = rotation(roll=side * 0.35)
                clay.ellipsoid((side * 0.27, 0.94, 0.48), (0.13, 0.06, 0.055), dark, turn=tilt, blend=0.02)
            with clay.part(side_name("eye", side), pivot=(side * 0.085, 0.945, 0.71)):
                clay.ellipsoid((side * 0.085, 0.945, 0.700), (0.058, 0.062, 0.035), CHALK, blend=0.004, gloss=0.6)
                clay.ellipsoid((side * 0.085, 0.945, 0.728), (0.032, 0.038, 0.02), INK, blend=0.003, gloss=0.7)
                clay.ellipsoid((side * 0.085 + 0.014, 0.965, 0.744), 0.012, CHALK, blend=0.002, emit=0.5)
            clay.ellipsoid((side * 0.03, 0.835, 0.742), (0.012, 0.016, 0.012), (0.75, 0.45, 0.42), blend=0.004)
        with clay.part("mouth", pivot=(0, 0.77, 0.72)):
            smile(clay, 0.765, 0.735, 0.05, (0.80, 0.45, 0.42), 0.010)
        on_head(clay, look, (1.16, 0.48, 0.15), (0.945, 0.765, 0.085, 0.07))
    if look.has("scarf"):
        scarf(clay, look, 0.76, 0.40, 0.18, (0.8, 0.08, 0.08))
    with clay.part("tail", swing("y", 16, 0.8), pivot=(0, 0.7, -0.58)):
        clay.ellipsoid((0, 0.70, -0.60), 0.10, wool, blend=0.02)


@subject(
    "pig", group="animal", color="pink", height=1.2, measure="头", home="farm", facing=0.55, emoji="🐷🐖🐽",
    en=("pig", "pigs", "piglet", "little pig", "hog", "piggy"), zh=("猪", "小猪", "猪猪", "小猪仔", "猪仔"),
    near_en=("boar", "wild boar", "hippopotamus", "warthog"), near_zh=("野猪",), traits=WORN, seat=(0, 0.96, -0.1),
)  # fmt: skip
def pig(clay: Clay, look: Look) -> None:
    c = mix(look.color, (0.98, 0.70, 0.68), 0.45) if look.color[0] > 0.6 else look.color
    deep = mix(c, (0.85, 0.30, 0.36), 0.5)
    with clay.part("body", Pulse(0.01, 3.0), pivot=(0, 0.5, 0)):
        clay.ellipsoid((0, 0.60, -0.12), (0.40, 0.38, 0.54), c, blend=0.08)
    four_legs(clay, 0.20, 0.20, -0.40, 0.40, 0.095, c, shade(deep, 0.7), HOOF)
    with clay.part("head", swing("z", 5, 2.7), swing("x", 4, 2.1), pivot=(0, 0.74, 0.3)):
        clay.ellipsoid((0, 0.80, 0.44), (0.325, 0.30, 0.28), c, blend=0.06)
        clay.cone((0, 0.755, 0.66), (0, 0.75, 0.81), 0.15, 0.135, deep, round=0.045, blend=0.03)
        for side in SIDES:
            clay.ellipsoid((side * 0.052, 0.755, 0.812), (0.026, 0.042, 0.014), shade(deep, 0.42), blend=0.006)
            with clay.part(side_name("ear", side), swing("x", 8, 1.4, side), pivot=(side * 0.2, 1.03, 0.42)):
                clay.cone((side * 0.19, 1.0, 0.42), (side * 0.29, 1.23, 0.50), 0.125, 0.02, c, round=0.018, flat=0.45)
                clay.cone(
                    (side * 0.20, 1.02, 0.46), (side * 0.28, 1.18, 0.53), 0.075, 0.014, deep, round=0.012, flat=0.4
                )
        eyes(clay, 0.895, 0.675, 0.135, 0.045)
        for side in SIDES:
            clay.ellipsoid((side * 0.225, 0.77, 0.625), (0.06, 0.045, 0.03), deep, blend=0.03)
        with clay.part("mouth", pivot=(0, 0.6, 0.7)):
            smile(clay, 0.585, 0.665, 0.09, curve=0.5)
        on_head(clay, look, (1.08, 0.40, 0.2), (0.895, 0.73, 0.135, 0.085))
    if look.has("scarf"):
        scarf(clay, look, 0.64, 0.26, 0.29, (0.1, 0.3, 0.75))
    with clay.part("tail", swing("z", 16, 0.9), pivot=(0, 0.72, -0.62)):
        points = [(0, 0.70, -0.62), (0.06, 0.74, -0.70), (0.02, 0.82, -0.74), (-0.06, 0.78, -0.76), (-0.03,
            0.70, -0.80),
                  (0.05, 0.72, -0.84)]  # fmt: skip
        clay.tube(points, 0.03, 0.022, deep, blend=0.02)
