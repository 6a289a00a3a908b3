"""People known by what they wear: explorer, scientist, astronaut, knight, chef, king, queen, princess."""

from __future__ import annotations

import numpy as np

from castalia.clay.lexicon.colors import COLORS
from castalia.clay.motion import swing
from castalia.clay.paint import CHALK, INK, STEEL, WOOD, distance, mix, shade
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.catalogue import Look, subject
from castalia.clay.subjects.face import HAIR, Dress, on_neck
from castalia.clay.subjects.features import GOLD, SIDES
from castalia.clay.subjects.figure import (
    HAND,
    WEARABLE,
    arms,
    backpack,
    figure,
    in_hand,
    legs,
    some_hair,
    some_skin,
    suit,
)

LEATHER = (0.26, 0.12, 0.05)
SILVER = (0.70, 0.73, 0.78)


@subject(
    "explorer", group="person", color="khaki", height=1.75, measure="位", home="rainforest", light="noon", facing=0.3,
    en=("explorer", "explorers", "adventurer", "archaeologist", "botanist", "naturalist", "hiker", "ranger",
        "safari guide"),
    zh=("探险家", "冒险家", "探险者", "考古学家", "植物学家", "冒险者", "探索者", "探险队员", "博物学家"),
    near_en=("traveler", "traveller", "geologist", "hunter", "photographer", "tourist", "cowboy", "scout",
        "detective"),
    near_zh=("旅行者", "旅行家", "地质学家", "猎人", "摄影师", "游客", "牛仔", "侦探"),
    traits=WEARABLE, hand=HAND,
)  # fmt: skip
def explorer(clay: Clay, look: Look) -> None:
    coat = look.color
    felt = look.tint("hat", mix(coat, (0.86, 0.74, 0.50), 0.55))
    trousers = shade(mix(coat, (0.45, 0.36, 0.22), 0.55), 0.8)
    hair = HAIR[int(look.rng.integers(3))]
    y = figure(clay, look, Dress(coat, trousers, LEATHER, some_skin(look), hair, bare_head=False))
    with clay.part("torso", pivot=(0, 0.55, 0)):
        clay.torus((0, 0.64, 0), 0.25, 0.035, LEATHER, blend=0.008)
        clay.box((0, 0.64, 0.275), (0.05, 0.042, 0.02), GOLD, round=0.012, blend=0.004, gloss=0.5)
        clay.torus((0, 1.085, 0.02), 0.145, 0.05, (0.80, 0.12, 0.07), turn=rotation(pitch=0.25), blend=0.02)
        clay.cone((0, 1.05, 0.18), (0, 0.93, 0.225), 0.085, 0.02, (0.80, 0.12, 0.07), round=0.02, flat=0.5)
        for side in SIDES:
            clay.box((side * 0.125, 0.86, 0.205), (0.065, 0.06, 0.03), shade(coat, 0.86), round=0.02, blend=0.006)
            clay.box((side * 0.125, 0.905, 0.212), (0.07, 0.02, 0.03), shade(coat, 0.72), round=0.012, blend=0.004)
        backpack(clay, (0.34, 0.20, 0.09))
    with on_neck(clay, y):
        clay.cone((0, y + 0.13, 0.01), (0, y + 0.20, 0.0), 0.50, 0.40, felt, round=0.03, blend=0.03)
        clay.ellipsoid((0, y + 0.21, -0.01), (0.335, 0.26, 0.335), felt, blend=0.04)
        clay.torus((0, y + 0.215, -0.01), 0.325, 0.035, LEATHER, blend=0.008)
        clay.ellipsoid((0, y + 0.475, -0.01), (0.05, 0.035, 0.05), shade(felt, 0.8), blend=0.015)
    if not look.hands & {"holding", "riding"}:
        with in_hand(clay, 1):
            _magnifier(clay, (0.43, 0.50, 0.16))


def _magnifier(clay: Clay, hand: tuple[float, float, float]) -> None:
    x, y, z = hand
    clay.capsule((x, y - 0.03, z), (x + 0.01, y + 0.11, z + 0.14), 0.026, WOOD, blend=0.01)
    ring = rotation(pitch=1.1)
    center = (x + 0.015, y + 0.20, z + 0.24)
    clay.torus(center, 0.115, 0.024, GOLD, turn=ring, blend=0.006, gloss=0.6)
    clay.ellipsoid(center, (0.105, 0.016, 0.105), (0.70, 0.88, 0.95), turn=ring, blend=0.004, gloss=0.9)


@subject(
    "scientist", group="person", color="white", height=1.65, measure="位", home="laboratory", facing=0.28,
    emoji="🧑‍🔬👩‍🔬👨‍🔬", traits=WEARABLE, hand=HAND,
    en=("scientist", "scientists", "researcher", "woman scientist", "female scientist", "young woman scientist",
        "biologist", "chemist", "physicist", "professor", "mad scientist", "lab technician"),
    zh=("科学家", "女科学家", "研究员", "生物学家", "化学家", "物理学家", "教授", "研究人员", "博士", "年轻女科学家"),
    near_en=("mathematician", "astronomer", "doctor", "pharmacist"), near_zh=("数学家", "天文学家", "医生", "药剂师"),
)  # fmt: skip
def scientist(clay: Clay, look: Look) -> None:
    """A woman in an open white coat over a coloured jumper, a flask in hand, round glasses; with a beard a man."""
    coat = mix(look.color, CHALK, 0.25) if look.color != COLORS["white"] else look.color
    skin = some_skin(look)
    female = not (look.has("beard") or look.has("long_beard") or look.has("short_hair"))
    shirt = (0.10, 0.45, 0.62) if distance(coat, (0.1, 0.45, 0.62)) > 0.5 else (0.8, 0.3, 0.2)
    learned = look if look.has("glasses") else look.also("round_glasses")
    cut = ("long_hair" if look.rng.random() < 0.7 else "bun") if female else "short_hair"
    figure(clay, learned, Dress(coat, (0.14, 0.15, 0.24), (0.10, 0.08, 0.08), skin, some_hair(look), cut, lady=female))
    if look.traits & {"hanfu", "spacesuit"}:
        return
    with clay.part("torso", pivot=(0, 0.55, 0)):
        if "riding" not in look.hands:
            clay.cone((0, 0.28, 0), (0, 0.72, 0), 0.30, 0.235, coat, round=0.05, blend=0.05)
        clay.cone((0, 0.78, 0.16), (0, 1.10, 0.11), 0.05, 0.10, shirt, round=0.03, blend=0.01, flat=0.7)
        clay.torus((0, 1.10, 0.01), 0.125, 0.045, shade(shirt, 1.15), blend=0.01)
        for side in SIDES:
            lapel = rotation(roll=side * 0.30, yaw=side * 0.35)
            clay.box((side * 0.105, 0.96, 0.195), (0.04, 0.13, 0.02), shade(coat, 0.93), round=0.018, turn=lapel,
                     blend=0.006)  # fmt: skip
            clay.box((side * 0.155, 0.56, 0.235), (0.06, 0.055, 0.02), shade(coat, 0.88), round=0.018, blend=0.006,
                     turn=rotation(yaw=side * 0.5))  # fmt: skip
        for y in (0.48, 0.60, 0.72):
            clay.ellipsoid((0.0, y, 0.275 - 0.10 * (y - 0.48)), 0.02, (0.35, 0.37, 0.42), blend=0.003)
        clay.capsule((0.15, 0.86, 0.215), (0.15, 0.94, 0.20), 0.014, (0.1, 0.2, 0.8), blend=0.003)
    if not look.hands & {"holding", "riding"}:
        with in_hand(clay, 1):
            _flask(clay, 0.43, 0.46, 0.21)


def _flask(clay: Clay, x: float, y: float, z: float) -> None:
    clay.cone((x, y - 0.10, z), (x, y + 0.06, z), 0.115, 0.04, (0.25, 0.95, 0.45), round=0.025, gloss=0.8, emit=0.9)
    clay.capsule((x, y + 0.04, z), (x, y + 0.16, z), 0.032, (0.75, 0.90, 0.92), blend=0.03, gloss=0.9)
    clay.torus((x, y + 0.19, z), 0.034, 0.014, (0.75, 0.90, 0.92), blend=0.006, gloss=0.9)


@subject(
    "astronaut", group="person", color="orange", height=1.75, measure="位", home="moon", facing=0.35,
    emoji="👨‍🚀🧑‍🚀👩‍🚀",
    en=("astronaut", "astronauts", "spaceman", "cosmonaut", "space explorer", "taikonaut"),
    zh=("宇航员", "航天员", "太空人", "宇航者", "航天人"), near_en=("diver", "scuba diver"), near_zh=("潜水员",),
    hand=HAND, traits=("backpack", "scarf", "spacesuit"),
)  # fmt: skip
def astronaut(clay: Clay, look: Look) -> None:
    c = look.color
    color = mix(c, CHALK, 0.12)
    visor = (0.10, 0.06, 0.02) if look.rng.random() < 0.5 else (0.02, 0.04, 0.10)
    shell = CHALK if distance(c, CHALK) > 0.3 else (0.85, 0.85, 0.84)
    suit(clay, look, color)
    for side in SIDES:
        with clay.part(f"arm_{'l' if side > 0 else 'r'}", swing("x", 3.5, 3.0, 1.57 * side),
                       pivot=(side * 0.27, 0.98, 0)):  # fmt: skip
            clay.box((side * 0.335, 0.93, 0.0), (0.05, 0.06, 0.07), shell, round=0.03, blend=0.01)
    with clay.part("head", swing("y", 8, 4.7), swing("z", 3, 3.7), pivot=(0, 1.1, 0)):
        clay.ellipsoid((0, 1.36, 0.03), 0.335, shell, gloss=0.25)
        clay.ellipsoid((0, 1.36, 0.14), (0.275, 0.235, 0.25), visor, blend=0.01, gloss=0.95)
        clay.torus((0, 1.36, 0.21), 0.235, 0.028, STEEL, turn=rotation(pitch=1.5708), blend=0.01)
        for side in SIDES:
            clay.ellipsoid((side * 0.335, 1.36, 0.02), (0.05, 0.09, 0.09), STEEL, blend=0.01)
        clay.capsule((0.30, 1.50, -0.06), (0.34, 1.70, -0.08), 0.016, STEEL, blend=0.006)
        clay.ellipsoid((0.34, 1.74, -0.08), 0.04, (0.95, 0.2, 0.15), blend=0.004, emit=0.8)


@subject(
    "knight", group="person", color="silver", height=1.9, measure="位", home="meadow", facing=0.35, emoji="⚔🛡",
    en=("knight", "knights", "knight in armor", "knight in armour", "warrior", "paladin"),
    zh=("骑士", "武士", "战士", "勇士", "盔甲骑士"), near_en=("soldier", "samurai", "gladiator", "viking", "crusader"),
    near_zh=("士兵", "将军", "角斗士"), hand=HAND, traits=("beard", "scarf"),
)  # fmt: skip
def knight(clay: Clay, look: Look) -> None:
    """Plate armour, a helmet with a plume, sword and shield."""
    steel, dark = look.color, shade(look.color, 0.6)
    plume = (0.80, 0.06, 0.08) if distance(steel, (0.80, 0.06, 0.08)) > 0.6 else (0.95, 0.75, 0.12)
    body = Dress(steel, steel, dark, dark, dark)
    legs(clay, look, body)
    with clay.part("torso", pivot=(0, 0.55, 0)):
        clay.cone((0, 0.54, 0), (0, 1.08, 0), 0.25, 0.22, steel, round=0.12, blend=0.05, gloss=0.75)
        clay.cone((0, 0.42, 0), (0, 0.66, 0), 0.30, 0.22, plume, round=0.04, blend=0.02)
        clay.torus((0, 0.66, 0), 0.235, 0.04, LEATHER, blend=0.01)
        clay.box((0, 0.66, 0.265), (0.05, 0.045, 0.02), GOLD, round=0.012, blend=0.004, gloss=0.6)
        clay.cone((0, 0.80, 0.18), (0, 1.05, 0.15), 0.03, 0.02, shade(steel, 1.1), round=0.012, blend=0.05, gloss=0.7)
        for side in SIDES:
            clay.ellipsoid((side * 0.285, 1.03, 0.0), (0.135, 0.115, 0.135), steel, blend=0.015, gloss=0.75)
            clay.torus((side * 0.30, 0.975, 0.0), 0.115, 0.018, GOLD, turn=rotation(roll=-side * 0.4), gloss=0.6)
    arms(clay, look, body, 0.25)
    for side in SIDES:
        if "riding" not in look.hands:
            with clay.part(f"leg_{'l' if side > 0 else 'r'}", pivot=(side * 0.13, 0.6, 0)):
                clay.ellipsoid((side * 0.14, 0.34, 0.10), (0.085, 0.085, 0.06), dark, blend=0.01, gloss=0.6)
    with clay.part("head", swing("y", 6, 4.7), swing("z", 3, 3.7), pivot=(0, 1.08, 0)):
        clay.cone((0, 1.08, 0.0), (0, 1.46, 0.0), 0.25, 0.29, steel, round=0.06, blend=0.03, gloss=0.75)
        clay.ellipsoid((0, 1.44, 0.0), (0.30, 0.22, 0.30), steel, blend=0.04, gloss=0.75)
        clay.box((0, 1.36, 0.25), (0.185, 0.028, 0.07), INK, round=0.02, blend=0.006)
        clay.box((0, 1.28, 0.285), (0.02, 0.17, 0.025), GOLD, round=0.015, blend=0.01, gloss=0.6)
        clay.box((0, 1.415, 0.265), (0.205, 0.02, 0.05), GOLD, round=0.015, blend=0.01, gloss=0.6)
        for side in SIDES:
            for i in range(3):
                clay.ellipsoid((side * (0.07 + 0.055 * i), 1.20, 0.275 - 0.03 * i), (0.014, 0.045, 0.03), INK,
                               blend=0.003)  # fmt: skip
        with clay.part("plume", swing("x", 6, 1.9), pivot=(0, 1.64, -0.05)):
            points = [(0, 1.64, 0.06), (0, 1.80, -0.06), (0, 1.78, -0.26), (0, 1.58, -0.40)]
            clay.tube(points, 0.075, 0.10, plume, blend=0.06)
    if "riding" in look.hands:
        return
    if "holding" not in look.hands:
        with in_hand(clay, 1):
            _sword(clay, 0.44, 0.50, 0.18)
    with in_hand(clay, -1):
        tilt = rotation(yaw=-0.35)
        clay.ellipsoid((-0.45, 0.62, 0.24), (0.21, 0.27, 0.05), plume, turn=tilt, blend=0.01)
        clay.torus((-0.45, 0.62, 0.25), 0.215, 0.03, GOLD, turn=tilt @ rotation(pitch=1.5708), gloss=0.6)
        clay.ellipsoid((-0.435, 0.62, 0.29), (0.06, 0.06, 0.04), GOLD, turn=tilt, blend=0.01, gloss=0.7)


def _sword(clay: Clay, x: float, y: float, z: float) -> None:
    way = np.array([0.10, 0.80, 0.34])
    way /= np.linalg.norm(way)
    grip = np.array([x, y, z])
    clay.capsule(grip - way * 0.07, grip + way * 0.08, 0.028, LEATHER, blend=0.006)
    clay.ellipsoid(grip - way * 0.12, 0.042, GOLD, blend=0.006, gloss=0.7)
    across = np.cross(way, [0.3, 0.0, 1.0])
    across /= np.linalg.norm(across)
    clay.capsule(grip + way * 0.11 - across * 0.12, grip + way * 0.11 + across * 0.12, 0.028, GOLD, gloss=0.7)
    clay.cone(grip + way * 0.11, grip + way * 0.80, 0.055, 0.018, SILVER, round=0.014, blend=0.006, gloss=0.9,
              flat=0.35)  # fmt: skip


@subject(
    "chef", group="person", color="white", height=2.0, home="room", measure="位", facing=0.28, emoji="🧑‍🍳👨‍🍳👩‍🍳",
    en=("chef", "chefs", "cook", "baker", "pastry chef"), zh=("厨师", "大厨", "面包师", "厨子", "糕点师"),
    near_en=("waiter", "butcher"), near_zh=("服务员",), traits=WEARABLE, hand=HAND,
)  # fmt: skip
def chef(clay: Clay, look: Look) -> None:
    """A tall pleated hat, a double-breasted jacket, a red neckerchief, a wooden spoon."""
    coat, skin = look.color, some_skin(look)
    y = figure(clay, look, Dress(coat, (0.16, 0.17, 0.22), (0.08, 0.07, 0.07), skin, some_hair(look),
                                 bare_head=False))  # fmt: skip
    with clay.part("torso", pivot=(0, 0.55, 0)):
        clay.cone((0, 1.06, 0.0), (0, 1.12, 0.0), 0.185, 0.14, (0.82, 0.10, 0.10), round=0.03, blend=0.02)
        clay.cone((0, 1.07, 0.17), (0, 0.95, 0.225), 0.07, 0.02, (0.82, 0.10, 0.10), round=0.018, flat=0.5)
        for x in (-0.075, 0.075):
            for yy in (0.68, 0.78, 0.88):
                clay.ellipsoid((x, yy, 0.262 - 0.16 * max(yy - 0.72, 0)), 0.021, (0.20, 0.21, 0.25), blend=0.003)
        if "riding" not in look.hands:
            apron = mix(coat, (0.35, 0.38, 0.45), 0.25)
            clay.cone((0, 0.34, 0.06), (0, 0.60, 0.03), 0.265, 0.235, apron, round=0.05, blend=0.02)
    with on_neck(clay, y):
        clay.cone((0, y + 0.19, -0.02), (0, y + 0.38, -0.02), 0.30, 0.285, CHALK, round=0.03, blend=0.02)
        for i in range(6):
            a = i * 2 * np.pi / 6 + 0.5
            clay.ellipsoid((np.sin(a) * 0.19, y + 0.50, np.cos(a) * 0.19 - 0.02), (0.185, 0.155, 0.185), CHALK,
                           blend=0.025)  # fmt: skip
        clay.ellipsoid((0, y + 0.58, -0.02), (0.22, 0.12, 0.22), CHALK, blend=0.05)
        if look.rng.random() < 0.5 and not look.has("beard"):
            for side in SIDES:
                points = [
                    (side * 0.02, y - 0.10, 0.325),
                    (side * 0.10, y - 0.125, 0.30),
                    (side * 0.165, y - 0.08, 0.265),
                ]
                with clay.part("moustache", pivot=points[0]):
                    clay.tube(points, 0.03, 0.014, (0.10, 0.06, 0.04), blend=0.015)
    if not look.hands & {"holding", "riding"}:
        with in_hand(clay, 1):
            clay.capsule((0.42, 0.42, 0.15), (0.47, 0.86, 0.38), 0.024, WOOD, blend=0.01)
            bowl = rotation(pitch=0.5)
            clay.ellipsoid((0.475, 0.93, 0.415), (0.065, 0.09, 0.035), WOOD, turn=bowl, blend=0.02)
