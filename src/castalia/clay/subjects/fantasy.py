"""Wizards, robots, cyborgs."""

from __future__ import annotations

import numpy as np

from castalia.clay.motion import Pulse, swing
from castalia.clay.paint import CHALK, SKIN, Color, distance, mix, shade
from castalia.clay.sculpt import Clay, along, rotation
from castalia.clay.subjects.catalogue import Look, subject
from castalia.clay.subjects.face import Dress, head, on_neck
from castalia.clay.subjects.features import GOLD, SIDES, on_head, scarf, side_name, smile
from castalia.clay.subjects.figure import HAND, arms, figure, in_hand, joints, legs

STEEL_PLATE: Color = (0.62, 0.65, 0.70)


@subject(
    "wizard", group="fantasy", color="purple", height=2.2, measure="位", home="forest", facing=0.3,
    emoji="🧙🧙‍♂️🧙‍♀️",
    en=("wizard", "wizards", "magician", "sorcerer", "mage", "witch", "old wizard", "wise old wizard"), zh=("巫师",
        "魔法师", "女巫", "法师", "巫婆", "术士", "老巫师", "魔术师"),
    near_en=("druid", "alchemist", "shaman", "warlock"), near_zh=("炼金术士", "道士", "仙人"), hand=(0.50, 0.66, 0.34),
    traits=("glowing", "beard", "long_beard", "hat", "old", "glasses", "round_glasses", "smiling", "sad",
            "surprised", "talking"),
)  # fmt: skip
def wizard(clay: Clay, look: Look) -> None:
    """A starred robe and a pointed hat, a white beard that flows to the belt, a staff with a crystal."""
    c, rng = look.color, look.rng
    skin = SKIN[int(rng.integers(len(SKIN)))]
    white = look.tint("long_beard", look.tint("beard", CHALK if rng.random() < 0.7 else (0.66, 0.66, 0.69)))
    gold = GOLD if distance(c, GOLD) > 0.4 else (0.3, 0.1, 0.5)
    y = 1.26
    if "riding" in look.hands:
        legs(clay, look, Dress(c, c, (0.25, 0.12, 0.06), skin, white))
    else:
        with clay.part("torso", Pulse(0.006, 3.4), pivot=(0, 0.1, 0)):
            clay.cone((0, 0, 0), (0, 0.80, 0), 0.50, 0.26, c, round=0.1, blend=0.06)
            clay.torus((0, 0.09, 0), 0.455, 0.05, gold, blend=0.01)
            for i in range(7):
                a = i * 2 * np.pi / 7 + 0.3
                r = 0.40 - 0.05 * (i % 2)
                at = (np.sin(a) * r, 0.30 + 0.12 * (i % 2), np.cos(a) * r)
                clay.ellipsoid(at, 0.035, gold, blend=0.006, gloss=0.5)
        for side in SIDES:
            clay.ellipsoid((side * 0.15, 0.06, 0.45), (0.10, 0.065, 0.13), (0.25, 0.12, 0.06), blend=0.02)
    with clay.part("torso", Pulse(0.01, 3.4), pivot=(0, 0.5, 0)):
        clay.cone((0, 0.52, 0), (0, 1.05, 0), 0.30, 0.19, c, round=0.12, blend=0.06)
        clay.torus((0, 0.64, 0), 0.30, 0.035, (0.32, 0.17, 0.07), blend=0.01)
        clay.cone((0, 0.96, 0), (0, 1.06, 0), 0.30, 0.17, shade(c, 0.75), round=0.05, blend=0.02)
    dress = Dress(c, c, c, skin, white)
    arms(clay, look.also("hanfu"), dress, 0.25)
    bearded = look.also("beard", "long_beard", "old")
    head(clay, bearded, Dress(c, c, c, skin, white, "long_hair", bare_head=False), y)
    with on_neck(clay, y):
        for side in SIDES:
            tilt = rotation(roll=side * 0.22)
            clay.ellipsoid((side * 0.115, y + 0.125, 0.295), (0.082, 0.028, 0.035), white, turn=tilt, blend=0.012)
        _pointed_hat(clay, look.tint("hat", c), gold, y)
    if look.hands & {"holding", "riding"}:
        return
    side = -1
    glow = ((0.2, 0.7, 1.0), (0.4, 1.0, 0.4), (1.0, 0.4, 0.9))[int(rng.integers(3))]
    x, z = side * 0.46, 0.26
    with in_hand(clay, -1):
        clay.tube([(x, 0.0, z), (x - 0.02, 0.5, z + 0.01), (x + 0.02, 1.0, z), (x, 1.52, z)], 0.036, 0.045,
                  (0.30, 0.16, 0.07), blend=0.02)  # fmt: skip
        for turn in (-0.5, 1.6, 3.7):
            out = np.array([np.cos(turn), 0.0, np.sin(turn)]) * 0.10
            points = [(x, 1.48, z), (x + out[0], 1.60, z + out[2]), (x + out[0] * 0.8, 1.74, z + out[2] * 0.8)]
            clay.tube(points, 0.03, 0.022, (0.30, 0.16, 0.07), blend=0.02)
        with clay.part("crystal", Pulse(0.05, 1.9, glow=0.35), pivot=(x, 1.68, z)):
            clay.ellipsoid((x, 1.69, z), (0.085, 0.12, 0.085), glow, blend=0.01, emit=1.8, gloss=0.6)


def _pointed_hat(clay: Clay, color: Color, band: Color, y: float) -> None:
    clay.cone((0, y + 0.185, -0.02), (0, y + 0.235, -0.02), 0.56, 0.50, color, round=0.025, blend=0.02)
    clay.cone((0, y + 0.21, -0.02), (0.03, y + 0.62, -0.05), 0.325, 0.155, color, round=0.06, blend=0.05)
    clay.torus((0, y + 0.275, -0.02), 0.305, 0.038, band, blend=0.01)
    with clay.part("hat tip", swing("z", 7, 2.9), pivot=(0.03, y + 0.58, -0.05)):
        clay.cone((0.03, y + 0.58, -0.05), (0.16, y + 0.90, -0.10), 0.15, 0.025, color, round=0.025, blend=0.06)
    for i in range(4):
        a = -1.0 + i * 0.7
        at = (np.sin(a) * 0.25, y + 0.43 - 0.04 * (i % 2), np.cos(a) * 0.245 - 0.02)
        clay.ellipsoid(at, 0.038, (0.98, 0.85, 0.25), blend=0.003, emit=0.6)


@subject(
    "robot", group="fantasy", color="cyan", height=1.8, measure="个", home="city", facing=0.3, emoji="🤖",
    en=("robot", "robots", "android", "droid", "little robot", "bot"), zh=("机器人", "小机器人", "机械人", "仿生人"),
    near_en=("machine", "alien creature", "monster", "mecha", "et", "extraterrestrial"), near_zh=("机甲",
        "怪物", "怪兽", "外星人", "机器"),
    hand=(0.53, 0.74, 0.34), traits=("scarf", "glowing", "hat", "crown"),
)  # fmt: skip
def robot(clay: Clay, look: Look) -> None:
    c = look.color
    dark, metal, lamp = shade(c, 0.5), (0.62, 0.65, 0.70), (0.35, 0.95, 1.0)
    if distance(c, lamp) < 0.8:
        lamp = (1.0, 0.82, 0.30)
    clay.box((0, 0.80, 0), (0.30, 0.29, 0.23), c, round=0.11, gloss=0.35)
    clay.box((0, 0.83, 0.215), (0.19, 0.14, 0.03), shade(metal, 0.55), round=0.03, blend=0.006, gloss=0.3)
    with clay.part("lamps", Pulse(0.0, 1.3, glow=0.5), pivot=(0, 0.83, 0.25)):
        for x, light in ((-0.11, (1.0, 0.25, 0.2)), (-0.02, (0.3, 1.0, 0.4))):
            clay.ellipsoid((x, 0.88, 0.245), 0.028, light, blend=0.002, emit=1.4)
        clay.ellipsoid((0.10, 0.84, 0.24), (0.055, 0.055, 0.03), lamp, blend=0.002, emit=1.2)
    clay.box((-0.065, 0.785, 0.245), (0.085, 0.016, 0.01), metal, round=0.008, blend=0.002, gloss=0.5)
    clay.torus((0, 0.54, 0), 0.21, 0.05, metal, blend=0.01, gloss=0.5)
    clay.capsule((0, 1.05, 0), (0, 1.18, 0), 0.085, metal, blend=0.01, gloss=0.5)
    with clay.part("head", swing("y", 13, 4.1), swing("z", 4, 2.9), pivot=(0, 1.12, 0)):
        clay.box((0, 1.37, 0), (0.36, 0.25, 0.26), c, round=0.14, gloss=0.35)
        clay.box((0, 1.37, 0.235), (0.275, 0.165, 0.05), (0.03, 0.04, 0.06), round=0.05, blend=0.006, gloss=0.8)
        with clay.part("eyes", Pulse(0.04, 2.3, glow=0.25), pivot=(0, 1.40, 0.28)):
            for side in SIDES:
                clay.ellipsoid((side * 0.125, 1.405, 0.278), (0.058, 0.07, 0.022), lamp, blend=0.002, emit=1.7)
            with clay.part("mouth", pivot=(0, 1.29, 0.288)):
                smile(clay, 1.275, 0.288, 0.075, lamp, 0.015)
        for side in SIDES:
            clay.cone(
                (side * 0.34, 1.37, 0), (side * 0.43, 1.37, 0), 0.10, 0.085, metal, round=0.025, blend=0.01, gloss=0.5
            )
        with clay.part("antenna", swing("x", 8, 0.9), pivot=(0, 1.6, 0)):
            clay.capsule((0, 1.58, 0), (0, 1.76, 0), 0.024, metal, blend=0.01)
            clay.ellipsoid((0, 1.81, 0), 0.06, (1.0, 0.25, 0.2), blend=0.005, emit=1.5)
        on_head(clay, look, (1.62, 0.0, 0.26))
    for side in SIDES:
        shoulder, elbow, hand = joints(look, side, 0.36)
        elbow, hand = elbow + np.array([side * 0.06, 0, 0.02]), hand + np.array([side * 0.06, 0.0, 0.04])
        way = (hand - elbow) / np.linalg.norm(hand - elbow)
        with clay.part(side_name("arm", side), swing("x", 6, 2.2, side), pivot=shoulder):
            clay.ellipsoid(shoulder, 0.11, metal, blend=0.01, gloss=0.5)
            clay.capsule(shoulder, elbow, 0.062, metal, blend=0.01, gloss=0.5)
            clay.ellipsoid(elbow, 0.078, dark, blend=0.01)
            with clay.part(side_name("forearm", side), pivot=elbow):
                clay.capsule(elbow, hand, 0.088, c, blend=0.01, gloss=0.35)
                for q in SIDES:
                    claw = hand + way * 0.10 + np.array([q * 0.055, 0, 0.0])
                    clay.capsule(claw, claw + way * 0.10 - np.array([q * 0.012, 0, 0]), 0.032, dark, blend=0.02)
        with clay.part(side_name("leg", side), pivot=(side * 0.15, 0.52, 0)):
            if "riding" in look.hands:
                clay.capsule((side * 0.15, 0.50, 0), (side * 0.36, 0.44, 0.24), 0.08, metal, blend=0.01, gloss=0.5)
                clay.capsule((side * 0.36, 0.44, 0.24), (side * 0.40, 0.16, 0.2), 0.075, metal, blend=0.01, gloss=0.5)
                clay.box((side * 0.41, 0.08, 0.25), (0.12, 0.09, 0.18), dark, round=0.07, blend=0.02, gloss=0.3)
            else:
                clay.capsule((side * 0.15, 0.50, 0), (side * 0.16, 0.20, 0), 0.075, metal, blend=0.01, gloss=0.5)
                clay.box((side * 0.17, 0.10, 0.05), (0.135, 0.10, 0.20), dark, round=0.07, blend=0.02, gloss=0.3)
    if look.has("scarf"):
        scarf(clay, look, 1.10, 0.0, 0.18, (0.85, 0.1, 0.1))


@subject(
    "cyborg", group="fantasy", color="gray", height=1.65, measure="个", home="future_city", facing=0.3,
    en=("cyborg", "cyborgs", "half robot", "bionic man", "bionic woman"), zh=("赛博格", "半机械人", "改造人",
        "生化人", "电子人"),
    near_en=("terminator",), near_zh=("终结者",), hand=HAND,
    traits=("hat", "scarf", "backpack", "long_hair", "short_hair", "curly_hair", "bun", "hair", "smiling", "sad",
        "surprised", "talking", "glowing"),
)  # fmt: skip
def cyborg(clay: Clay, look: Look) -> None:
    """One half human, one half machine: a steel jaw and a red eye, a mechanical arm, lines of light."""
    c, skin = look.color, SKIN[int(look.rng.integers(len(SKIN)))]
    light = (0.10, 0.85, 1.0) if distance(c, (0.1, 0.85, 1.0)) > 0.5 else (1.0, 0.5, 0.1)
    suit_color = mix(c, (0.10, 0.11, 0.14), 0.65)
    y = figure(clay, look, Dress(suit_color, shade(suit_color, 0.7), (0.08, 0.08, 0.1), skin, (0.10, 0.09, 0.12)))
    with clay.part("torso", Pulse(0.0, 1.7, glow=0.3), pivot=(0, 0.8, 0)):
        clay.torus((0, 0.86, 0.205), 0.065, 0.018, light, turn=rotation(pitch=1.5708), blend=0.004, emit=1.6)
        clay.ellipsoid((0, 0.86, 0.215), (0.035, 0.035, 0.02), light, blend=0.004, emit=2.0)
        for side in SIDES:
            clay.capsule((side * 0.06, 0.90, 0.21), (side * 0.15, 1.02, 0.14), 0.013, light, blend=0.004, emit=1.4)
            clay.capsule((side * 0.05, 0.81, 0.22), (side * 0.12, 0.66, 0.215), 0.013, light, blend=0.004, emit=1.4)
    with on_neck(clay, y):
        clay.ellipsoid((0.135, y + 0.02, 0.115), (0.175, 0.165, 0.205), STEEL_PLATE, blend=0.012, gloss=0.7)
        clay.ellipsoid((0.16, y - 0.15, 0.10), (0.135, 0.11, 0.165), STEEL_PLATE, blend=0.02, gloss=0.7)
        eye = rotation(pitch=1.4708, yaw=0.3)
        clay.torus((0.125, y + 0.03, 0.305), 0.062, 0.018, (0.15, 0.16, 0.19), turn=eye, blend=0.006, gloss=0.7)
        with clay.part("eye_l", Pulse(0.0, 1.3, glow=0.4), pivot=(0.125, y + 0.03, 0.31)):
            clay.ellipsoid((0.125, y + 0.03, 0.308), (0.045, 0.045, 0.025), (1.0, 0.10, 0.08), blend=0.003, emit=2.2)
        clay.cone((0.28, y - 0.01, 0.0), (0.36, y - 0.01, 0.0), 0.10, 0.075, (0.20, 0.21, 0.24), round=0.025, gloss=0.6)
        for dy in (0.08, -0.09):
            clay.ellipsoid((0.235, y + dy, 0.235), 0.017, (0.2, 0.21, 0.24), blend=0.003, gloss=0.6)
    shoulder, elbow, hand = joints(look, 1, 0.24)
    with clay.part("arm_l", swing("x", 3.5, 3.0, 1.57), pivot=shoulder):
        clay.ellipsoid(shoulder + np.array([0.02, 0.02, 0]), 0.125, STEEL_PLATE, blend=0.01, gloss=0.7)
        clay.capsule(shoulder, elbow, 0.098, STEEL_PLATE, blend=0.01, gloss=0.7)
        clay.ellipsoid(elbow, 0.105, (0.18, 0.19, 0.22), blend=0.01, gloss=0.6)
        with clay.part("forearm_l", pivot=elbow):
            way = (hand - elbow) / np.linalg.norm(hand - elbow)
            clay.capsule(elbow + way * 0.05, hand, 0.095, STEEL_PLATE, blend=0.01, gloss=0.7)
            clay.ellipsoid(hand + way * 0.08, 0.098, (0.30, 0.32, 0.36), blend=0.01, gloss=0.7)
            clay.torus(hand - way * 0.03, 0.097, 0.014, light, turn=along(way), blend=0.003, emit=1.6)
            clay.torus(elbow + way * 0.08, 0.097, 0.012, light, turn=along(way), blend=0.003, emit=1.6)
