"""Robots, wizards, dragons."""

from __future__ import annotations

import numpy as np

from castalia.clay.motion import Flicker, Pulse, swing
from castalia.clay.paint import CHALK, INK, SKIN, distance, mix, shade
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.catalogue import Look, subject
from castalia.clay.subjects.features import cheeks, eyes, scarf, smile

SIDES = (-1, 1)


@subject(
    "wizard", group="fantasy", color="purple", height=2.1, measure="位", home="forest", facing=0.3,
    emoji="🧙🧙‍♂️🧙‍♀️",
    en=("wizard", "wizards", "magician", "sorcerer", "mage", "witch", "old wizard"), zh=("巫师", "魔法师", "女巫",
        "法师", "巫婆", "术士"),
    near_en=("druid", "alchemist", "shaman", "warlock"), near_zh=("炼金术士", "道士", "仙人"), hand=(0.54, 0.50,
        0.32), traits=("glowing",),
)  # fmt: skip
def wizard(clay: Clay, look: Look) -> None:
    c, rng = look.color, look.rng
    skin = SKIN[int(rng.integers(len(SKIN)))]
    white = CHALK if rng.random() < 0.7 else (0.6, 0.6, 0.62)
    gold = (0.95, 0.75, 0.1) if distance(c, (0.95, 0.75, 0.1)) > 0.4 else (0.3, 0.1, 0.5)
    clay.cone((0, 0, 0), (0, 0.98, 0), 0.52, 0.24, c, round=0.1, blend=0.06)
    clay.torus((0, 0.09, 0), 0.47, 0.05, gold, blend=0.01)
    for side in SIDES:
        clay.cone((side * 0.24, 0.88, 0.0), (side * 0.50, 0.50, 0.22), 0.12, 0.17, c, round=0.08, blend=0.06)
        clay.ellipsoid((side * 0.53, 0.45, 0.27), 0.09, skin, blend=0.02)
    with clay.part("head", swing("z", 4, 3.7), swing("y", 6, 4.9), pivot=(0, 1.0, 0)):
        clay.ellipsoid((0, 1.14, 0.03), (0.26, 0.28, 0.26), skin)
        clay.ellipsoid((0, 1.10, 0.30), 0.058, shade(skin, 1.05))
        eyes(clay, 1.19, 0.262, 0.095, 0.038)
        cheeks(clay, 1.115, 0.235, 0.15, 0.05, mix(skin, (0.92, 0.25, 0.22), 0.42))
        with clay.part("beard", swing("x", 4, 2.3), pivot=(0, 1.0, 0.2)):
            clay.cone((0, 1.04, 0.15), (0, 0.45, 0.30), 0.24, 0.05, white, round=0.05, blend=0.06)
        for side in SIDES:
            clay.ellipsoid(
                (side * 0.09, 1.035, 0.28), (0.10, 0.04, 0.05), white, turn=rotation(roll=-side * 0.35), blend=0.02
            )
            clay.ellipsoid(
                (side * 0.10, 1.262, 0.25), (0.075, 0.022, 0.03), white, turn=rotation(roll=side * 0.2), blend=0.01
            )
            clay.ellipsoid((side * 0.22, 1.05, -0.02), (0.09, 0.2, 0.14), white, blend=0.05)
        clay.cone((0, 1.29, 0.01), (0, 1.37, 0.0), 0.50, 0.44, c, round=0.035, blend=0.02)
        clay.cone((0, 1.33, 0), (0.03, 1.80, -0.04), 0.29, 0.13, c, round=0.06, blend=0.05)
        with clay.part("tip", swing("z", 7, 2.9), pivot=(0.03, 1.74, -0.04)):
            clay.cone((0.03, 1.74, -0.04), (0.14, 2.08, -0.08), 0.13, 0.02, c, round=0.02, blend=0.06)
        clay.torus((0, 1.40, 0), 0.275, 0.035, gold, blend=0.01)
        for i in range(3):
            a = -0.7 + i * 0.7
            clay.ellipsoid((np.sin(a) * 0.235, 1.56, np.cos(a) * 0.22), 0.04, (0.98, 0.85, 0.25), blend=0.003, emit=0.6)
    if "holding" in look.hands:
        return
    side = rng.choice(SIDES)
    glow = ((0.2, 0.7, 1.0), (0.4, 1.0, 0.4), (1.0, 0.4, 0.9))[int(rng.integers(3))]
    with clay.part("staff", swing("z", 3, 3.1), pivot=(side * 0.58, 0.0, 0.32)):
        clay.capsule((side * 0.58, 0.0, 0.32), (side * 0.58, 1.45, 0.32), 0.035, (0.3, 0.16, 0.07), blend=0.01)
        with clay.part("crystal", Pulse(0.05, 1.9, glow=0.35), pivot=(side * 0.58, 1.58, 0.32)):
            clay.ellipsoid((side * 0.58, 1.58, 0.32), 0.12, glow, blend=0.02, emit=1.8, gloss=0.6)


@subject(
    "robot", group="fantasy", color="cyan", height=1.8, measure="个", home="city", facing=0.3, emoji="🤖",
    en=("robot", "robots", "android", "droid", "little robot", "bot"), zh=("机器人", "小机器人", "机械人", "仿生人"),
    near_en=("cyborg", "machine", "alien creature", "monster", "mecha", "et", "extraterrestrial"), near_zh=("机甲",
        "怪物", "怪兽", "外星人", "机器"),
    hand=(0.50, 0.60, 0.26), traits=("scarf", "glowing"),
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
            smile(clay, 1.275, 0.288, 0.075, lamp, 0.015)
        for side in SIDES:
            clay.cone(
                (side * 0.34, 1.37, 0), (side * 0.43, 1.37, 0), 0.10, 0.085, metal, round=0.025, blend=0.01, gloss=0.5
            )
        with clay.part("antenna", swing("x", 8, 0.9), pivot=(0, 1.6, 0)):
            clay.capsule((0, 1.58, 0), (0, 1.76, 0), 0.024, metal, blend=0.01)
            clay.ellipsoid((0, 1.81, 0), 0.06, (1.0, 0.25, 0.2), blend=0.005, emit=1.5)
    waving = look.action not in ("standing", "sitting", "sleeping", "walking", "running") and not look.hands & {
        "riding"
    }
    for side in SIDES:
        shoulder = np.array([side * 0.36, 0.96, 0.0])
        clay.ellipsoid(shoulder, 0.11, metal, blend=0.01, gloss=0.5)
        raised = waving and side == -1
        elbow = np.array([side * 0.56, 1.04, 0.04]) if raised else np.array([side * 0.47, 0.74, 0.04])
        hand = np.array([side * 0.62, 1.34, 0.10]) if raised else np.array([side * 0.48, 0.54, 0.18])
        motion = swing("z", 14, 1.0) if raised else swing("x", 6, 2.2, side)
        with clay.part("arm", motion, pivot=shoulder):
            clay.capsule(shoulder, elbow, 0.062, metal, blend=0.01, gloss=0.5)
            clay.ellipsoid(elbow, 0.078, dark, blend=0.01)
            clay.capsule(elbow, hand, 0.088, c, blend=0.01, gloss=0.35)
            way = (hand - elbow) / np.linalg.norm(hand - elbow)
            for q in SIDES:
                claw = hand + way * 0.10 + np.array([q * 0.055, 0, 0.0])
                clay.capsule(claw, claw + way * 0.10 - np.array([q * 0.012, 0, 0]), 0.032, dark, blend=0.02)
        clay.capsule((side * 0.15, 0.50, 0), (side * 0.16, 0.20, 0), 0.075, metal, blend=0.01, gloss=0.5)
        clay.box((side * 0.17, 0.10, 0.05), (0.135, 0.10, 0.20), dark, round=0.07, blend=0.02, gloss=0.3)
    if look.has("scarf"):
        scarf(clay, look, 1.10, 0.0, 0.18, (0.85, 0.1, 0.1))


@subject(
    "dragon", group="fantasy", color="green", height=1.8, measure="条", home="rocky_coast", facing=0.55,
    emoji="🐉🐲🦖🦕",
    en=("dragon", "dragons", "baby dragon", "little dragon"), zh=("龙", "小龙", "恐龙宝宝", "飞龙", "巨龙", "火龙"),
    near_en=("dinosaur", "t-rex", "lizard", "crocodile", "frog", "phoenix", "chameleon", "griffin", "snake"),
    near_zh=("恐龙", "蜥蜴", "鳄鱼", "青蛙", "凤凰", "霸王龙", "麒麟", "蛇", "变色龙"), seat=(0, 1.0, -0.1),
)  # fmt: skip
def dragon(clay: Clay, look: Look) -> None:
    c = look.color
    belly = mix(c, (0.98, 0.88, 0.55), 0.7)
    spike = mix(c, (0.98, 0.60, 0.10), 0.8) if distance(c, (0.98, 0.6, 0.1)) > 0.5 else (0.75, 0.1, 0.1)
    clay.cone((0, 0.06, -0.12), (0, 0.92, 0.10), 0.38, 0.22, c, round=0.18, blend=0.1)
    clay.ellipsoid((0, 0.50, 0.19), (0.22, 0.36, 0.17), belly, blend=0.05)
    for side in SIDES:
        clay.ellipsoid((side * 0.26, 0.20, 0.06), (0.17, 0.20, 0.24), c, blend=0.06)
        clay.ellipsoid((side * 0.27, 0.07, 0.24), (0.13, 0.08, 0.18), c, blend=0.05)
        clay.capsule((side * 0.22, 0.72, 0.16), (side * 0.30, 0.54, 0.34), 0.075, c, blend=0.05)
    with clay.part("head", swing("z", 4, 3.1), swing("y", 8, 4.3), pivot=(0, 0.95, 0.1)):
        clay.ellipsoid((0, 1.24, 0.14), (0.32, 0.30, 0.30), c, blend=0.08)
        clay.ellipsoid((0, 1.13, 0.40), (0.22, 0.16, 0.20), mix(c, belly, 0.35), blend=0.07)
        for side in SIDES:
            clay.ellipsoid((side * 0.08, 1.21, 0.575), 0.026, INK, blend=0.008)
            clay.cone((side * 0.16, 1.44, 0.05), (side * 0.24, 1.72, -0.08), 0.065, 0.02, spike, round=0.018)
            clay.ellipsoid(
                (side * 0.30, 1.20, 0.02), (0.05, 0.10, 0.14), shade(c, 0.7), turn=rotation(roll=-side * 0.5)
            )
        eyes(clay, 1.33, 0.375, 0.145, 0.062)
        smile(clay, 1.055, 0.585, 0.10)
    for i in range(5):
        y, z = 1.40 - i * 0.26, (-0.14, -0.20, -0.28, -0.40, -0.50)[i]
        clay.cone(
            (0, y - 0.06, z + 0.05), (0, y + 0.06, z - 0.12), 0.09, 0.015, spike, round=0.012, blend=0.02, flat=0.7
        )
    flap = (30, 0.7) if look.action in ("flying", "floating") else (12, 2.0)
    for side in SIDES:
        with clay.part(
            "wing", swing("z", side * flap[0], flap[1]), swing("y", 6, 2.0), pivot=(side * 0.18, 0.82, -0.18)
        ):
            root, wrist = np.array([side * 0.18, 0.84, -0.18]), np.array([side * 0.52, 1.40, -0.32])
            clay.capsule(root, wrist, 0.05, c, blend=0.05)
            for x, y, width in ((1.08, 1.22, 0.16), (0.96, 0.86, 0.17), (0.66, 0.68, 0.17)):
                tip = np.array([side * x, y, -0.36])
                clay.cone(wrist, tip, width, 0.03, spike, round=0.018, flat=0.24, blend=0.10)
                clay.capsule(wrist, tip, 0.022, shade(c, 0.8), blend=0.02)
            clay.cone(
                wrist, root + np.array([side * 0.1, -0.1, 0]), 0.10, 0.14, spike, round=0.018, flat=0.24, blend=0.10
            )
    side = look.rng.choice(SIDES)
    with clay.part("tail", swing("y", 10, 2.3), pivot=(0, 0.2, -0.4)):
        points = [(0, 0.20, -0.36), (side * 0.22, 0.13, -0.62), (side * 0.56, 0.12, -0.60), (side * 0.80, 0.22, -0.36)]
        clay.tube(points, 0.18, 0.07, c, blend=0.08)
        clay.cone((side * 0.80, 0.22, -0.36), (side * 0.92, 0.40, -0.24), 0.12, 0.015, spike, round=0.015, flat=0.5)
    if look.action == "flying" or look.has("glowing"):
        with clay.part("fire", Flicker(0.12, 0.6), pivot=(0, 1.08, 0.62)):
            clay.cone((0, 1.08, 0.62), (0, 1.02, 1.0), 0.05, 0.15, (1.0, 0.5, 0.1), round=0.05, emit=2.0)
