"""People: all but astronaut and portrait stand on one body, `figure`."""

from __future__ import annotations

from castalia.clay.lexicon.colors import COLORS
from castalia.clay.motion import Pulse, bob, swing
from castalia.clay.paint import CHALK, INK, STEEL, WOOD, distance, mix, shade
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.catalogue import Look, subject
from castalia.clay.subjects.features import scarf
from castalia.clay.subjects.figure import (
    HAIR,
    HAND,
    SIDES,
    WEARABLE,
    Dress,
    backpack,
    figure,
    head,
    some_skin,
    told_apart,
    whiskers,
)


@subject(
    "explorer", group="person", color="khaki", height=1.75, measure="位", home="rainforest", light="noon", facing=0.3,
    en=("explorer", "explorers", "adventurer", "archaeologist", "botanist", "naturalist", "hiker", "ranger",
        "safari guide"),
    zh=("探险家", "冒险家", "探险者", "考古学家", "植物学家", "冒险者", "探索者", "探险队员", "博物学家"),
    near_en=("scientist", "biologist", "researcher", "traveler", "traveller", "geologist", "hunter", "photographer",
        "tourist",
             "cowboy", "scout", "detective", "professor"),
    near_zh=("科学家", "生物学家", "研究员", "旅行者", "旅行家", "地质学家", "猎人", "摄影师", "游客", "牛仔", "侦探",
        "教授"),
    traits=WEARABLE, hand=HAND,
)  # fmt: skip
def explorer(clay: Clay, look: Look) -> None:
    coat = look.color
    felt = look.tint("hat", mix(coat, (0.86, 0.74, 0.50), 0.55))
    leather = (0.26, 0.12, 0.05)
    dress = Dress(
        coat,
        shade(mix(coat, (0.45, 0.36, 0.22), 0.55), 0.8),
        leather,
        some_skin(look),
        HAIR[int(look.rng.integers(3))],
        bare_head=False,
    )
    y = figure(clay, look, dress)
    clay.torus((0, 0.64, 0), 0.25, 0.035, leather, blend=0.008)
    clay.box((0, 0.64, 0.275), (0.05, 0.042, 0.02), COLORS["gold"], round=0.012, blend=0.004, gloss=0.5)
    clay.torus((0, 1.085, 0.02), 0.145, 0.05, (0.80, 0.12, 0.07), turn=rotation(pitch=0.25), blend=0.02)
    clay.cone((0, 1.05, 0.18), (0, 0.93, 0.225), 0.085, 0.02, (0.80, 0.12, 0.07), round=0.02, flat=0.5)
    for side in SIDES:
        clay.box((side * 0.125, 0.86, 0.205), (0.065, 0.06, 0.03), shade(coat, 0.86), round=0.02, blend=0.006)
        clay.box((side * 0.125, 0.905, 0.212), (0.07, 0.02, 0.03), shade(coat, 0.72), round=0.012, blend=0.004)
    backpack(clay, (0.34, 0.20, 0.09))
    with clay.part("head", swing("z", 3, 4.1), swing("y", 5, 5.3), bob(0.008, 3.4), pivot=(0, 1.08, 0.0)):
        clay.cone((0, y + 0.13, 0.01), (0, y + 0.20, 0.0), 0.50, 0.40, felt, round=0.03, blend=0.03)
        clay.ellipsoid((0, y + 0.21, -0.01), (0.335, 0.26, 0.335), felt, blend=0.04)
        clay.torus((0, y + 0.215, -0.01), 0.325, 0.035, leather, blend=0.008)
        clay.ellipsoid((0, y + 0.475, -0.01), (0.05, 0.035, 0.05), shade(felt, 0.8), blend=0.015)
    if not look.hands & {"holding", "riding"} and look.action in (None, "looking", "standing", "thinking"):
        with clay.part("arm", swing("x", 3.5, 3.0, 1.57), pivot=(0.24, 0.98, 0.0)):
            _magnifier(clay, (0.43, 0.50, 0.16))


def _magnifier(clay: Clay, hand: tuple[float, float, float]) -> None:
    x, y, z = hand
    clay.capsule((x, y - 0.03, z), (x + 0.01, y + 0.11, z + 0.14), 0.026, WOOD, blend=0.01)
    ring = rotation(pitch=1.1)
    center = (x + 0.015, y + 0.20, z + 0.24)
    clay.torus(center, 0.115, 0.024, COLORS["gold"], turn=ring, blend=0.006, gloss=0.6)
    clay.ellipsoid(center, (0.105, 0.016, 0.105), (0.70, 0.88, 0.95), turn=ring, blend=0.004, gloss=0.9)


@subject(
    "girl", group="person", color="red", height=1.65, measure="个", facing=0.25, emoji="👧",
    en=("girl", "girls", "little girl", "young girl", "daughter", "sister"), zh=("女孩", "小女孩", "姑娘", "小姑娘",
        "少女", "女生", "女儿"),
    near_en=("princess", "mermaid", "schoolgirl", "ballerina", "witch girl"), near_zh=("公主", "美人鱼", "女学生"),
    traits=WEARABLE, hand=HAND,
)  # fmt: skip
def girl(clay: Clay, look: Look) -> None:
    skin, hair = some_skin(look), HAIR[int(look.rng.integers(len(HAIR)))]
    figure(clay, look, Dress(look.color, shade(skin, 0.98), (0.75, 0.10, 0.12), skin, hair, "pigtails", skirt=True))


@subject(
    "boy", group="person", color="blue", height=1.65, measure="个", facing=0.25, emoji="👦",
    en=("boy", "boys", "little boy", "young boy", "child", "kid", "son", "brother"), zh=("男孩", "小男孩", "少年",
        "男生", "孩子", "小孩", "儿童", "儿子", "小朋友"),
    near_en=("prince", "student", "pupil", "schoolboy", "toddler"), near_zh=("王子", "学生", "小学生", "婴儿",
        "宝宝"), traits=WEARABLE, hand=HAND,
)  # fmt: skip
def boy(clay: Clay, look: Look) -> None:
    skin, hair = some_skin(look), HAIR[int(look.rng.integers(len(HAIR)))]
    figure(clay, look, Dress(look.color, (0.62, 0.48, 0.28), (0.85, 0.85, 0.83), skin, hair))
    clay.torus((0, 0.80, 0), 0.235, 0.04, CHALK if distance(look.color, CHALK) > 0.5 else (0.8, 0.1, 0.1), blend=0.015)


@subject(
    "woman", group="person", color="teal", height=1.65, measure="位", facing=0.25, emoji="👩",
    en=("woman", "women", "lady", "mother", "mom", "young woman", "female"), zh=("女人", "女士", "女子", "妈妈",
        "母亲", "女性", "妇女", "美女"),
    near_en=("queen", "nurse", "goddess", "bride", "actress", "grandmother", "grandma", "old woman", "dancer",
        "singer"),
    near_zh=("女王", "护士", "女神", "新娘", "奶奶", "老奶奶", "外婆", "女演员", "舞者", "歌手"), traits=WEARABLE,
        hand=HAND,
)  # fmt: skip
def woman(clay: Clay, look: Look) -> None:
    skin, hair = some_skin(look), HAIR[int(look.rng.integers(len(HAIR)))]
    figure(clay, look, Dress(look.color, (0.14, 0.14, 0.20), (0.30, 0.12, 0.08), skin, hair, "long_hair", skirt=True))


@subject(
    "man", group="person", color="green", height=1.65, measure="位", facing=0.25, emoji="👨",
    en=("man", "men", "guy", "gentleman", "father", "dad", "young man", "male"), zh=("男人", "男士", "男子", "爸爸",
        "父亲", "男性", "先生", "小伙子", "叔叔"),
    near_en=("king", "knight", "soldier", "sailor", "fisherman", "farmer", "samurai", "pirate", "chef", "cook",
        "policeman", "fireman",
             "captain", "warrior", "monk", "ninja", "hero"),
    near_zh=("国王", "骑士", "士兵", "水手", "渔夫", "农夫", "武士", "海盗", "厨师", "警察", "消防员", "船长", "战士",
        "和尚", "忍者", "英雄", "渔民", "农民"),
    traits=WEARABLE, hand=HAND,
)  # fmt: skip
def man(clay: Clay, look: Look) -> None:
    skin, hair = some_skin(look), HAIR[int(look.rng.integers(len(HAIR)))]
    figure(clay, look, Dress(look.color, (0.12, 0.16, 0.30), (0.16, 0.09, 0.05), skin, hair))
    clay.cone((0, 1.10, 0.10), (0, 0.98, 0.19), 0.10, 0.03, CHALK, round=0.02, flat=0.5)


@subject(
    "person", group="person", color="blue", height=1.65, measure="个", facing=0.25, emoji="🧍🧑",
    en=("person", "people", "someone", "human", "somebody", "figure", "character"), zh=("人", "人物", "某人", "行人",
        "路人", "主角", "人类"),
    near_en=("teacher", "doctor", "artist", "musician", "engineer", "worker", "driver", "pilot", "writer", "poet",
        "painter",
             "programmer", "athlete", "player", "friend", "guard", "gardener", "baker", "merchant", "magistrate",
             "librarian",
             "inventor", "carpenter", "blacksmith", "tailor", "couple", "family", "villager", "clown", "elf", "fairy",
             "angel", "ghost"),
    near_zh=("老师", "医生", "艺术家", "音乐家", "工程师", "工人", "司机", "飞行员", "作家", "诗人", "画家", "程序员",
        "运动员", "朋友", "园丁", "面包师",
             "商人", "发明家", "木匠", "情侣", "家人", "村民", "小丑", "精灵", "仙女", "天使", "幽灵", "伙伴"),
    traits=WEARABLE, hand=HAND,
)  # fmt: skip
def person(clay: Clay, look: Look) -> None:
    (woman if look.rng.random() < 0.5 else man)(clay, look)


@subject(
    "old_man", group="person", color="teal", height=1.7, measure="位", home="rocky_coast", facing=0.25, emoji="👴",
    company="lighthouse",
    en=("old man", "old men", "lighthouse keeper", "grandfather", "grandpa", "keeper", "old sailor", "old fisherman",
        "elder"),
    zh=("老人", "灯塔守护人", "守塔人", "灯塔看守人", "灯塔看守员", "老爷爷", "爷爷", "老头", "看守人", "外公",
        "老渔夫", "灯塔守护者", "灯塔管理员", "守护人", "守灯人"),
    near_en=("santa", "santa claus"), near_zh=("圣诞老人",), traits=WEARABLE, hand=HAND,
)  # fmt: skip
def old_man(clay: Clay, look: Look) -> None:
    white = (0.86, 0.86, 0.85)
    navy = look.color
    skin = some_skin(look)
    figure(clay, look, Dress(navy, (0.16, 0.17, 0.22), (0.12, 0.08, 0.05), skin, white, bare_head=False))
    for y in (0.70, 0.82, 0.94):
        clay.ellipsoid((0, y, 0.262 - 0.10 * max(y - 0.75, 0)), 0.026, COLORS["gold"], blend=0.003, gloss=0.6)
    with clay.part("head", swing("z", 3, 4.1), swing("y", 5, 5.3), bob(0.008, 3.4), pivot=(0, 1.08, 0.0)):
        if not look.has("beard"):
            whiskers(clay, 1.32, look.tint("beard", white))
        cap = look.tint("hat", shade(navy, 0.65))
        clay.cone((0, 1.50, 0.0), (0, 1.66, -0.02), 0.30, 0.345, cap, round=0.07, blend=0.03)
        clay.ellipsoid(
            (0, 1.52, 0.26), (0.22, 0.03, 0.14), (0.05, 0.05, 0.06), turn=rotation(pitch=0.2), blend=0.01, gloss=0.5
        )
        clay.ellipsoid((0, 1.59, 0.31), (0.05, 0.05, 0.025), COLORS["gold"], blend=0.004, gloss=0.6)


@subject(
    "astronaut", group="person", color="orange", height=1.75, measure="位", home="moon", facing=0.35,
    emoji="👨‍🚀🧑‍🚀👩‍🚀",
    en=("astronaut", "astronauts", "spaceman", "cosmonaut", "space explorer", "taikonaut"),
    zh=("宇航员", "航天员", "太空人", "宇航者", "航天人"), near_en=("diver", "scuba diver"), near_zh=("潜水员",),
        hand=(0.46, 0.62, 0.28), traits=("backpack",),
)  # fmt: skip
def astronaut(clay: Clay, look: Look) -> None:
    c = look.color
    suit = mix(c, CHALK, 0.12)
    visor = (0.10, 0.06, 0.02) if look.rng.random() < 0.5 else (0.02, 0.04, 0.10)
    with clay.part("torso", Pulse(0.012, 3.4), pivot=(0, 0.55, 0)):
        clay.ellipsoid((0, 0.82, 0), (0.30, 0.37, 0.24), suit, blend=0.06)
    with clay.part("head", swing("y", 8, 4.7), swing("z", 3, 3.7), pivot=(0, 1.1, 0)):
        helmet = CHALK if distance(c, CHALK) > 0.3 else (0.85, 0.85, 0.84)
        clay.ellipsoid((0, 1.36, 0.03), (0.335, 0.335, 0.335), helmet, gloss=0.25)
        clay.ellipsoid((0, 1.36, 0.14), (0.275, 0.235, 0.25), visor, blend=0.01, gloss=0.95)
        clay.torus((0, 1.36, 0.21), 0.235, 0.028, STEEL, turn=rotation(pitch=1.5708), blend=0.01)
        for side in SIDES:
            clay.ellipsoid((side * 0.335, 1.36, 0.02), (0.05, 0.09, 0.09), STEEL, blend=0.01)
    clay.box((0, 0.92, -0.28), (0.24, 0.32, 0.13), STEEL, round=0.07)
    clay.box((0, 0.86, 0.235), (0.13, 0.085, 0.035), (0.6, 0.62, 0.65), round=0.03)
    for x, lamp in ((-0.06, (0.9, 0.1, 0.1)), (0.0, (0.1, 0.7, 0.2)), (0.06, (0.1, 0.3, 0.9))):
        clay.ellipsoid((x, 0.87, 0.275), 0.025, lamp, blend=0.002, emit=0.5)
    clay.torus((0, 0.62, 0), 0.26, 0.04, mix(c, INK, 0.5), blend=0.01)
    quiet = look.action in ("standing", "sitting", "sleeping", "walking") or "riding" in look.hands
    up = 0 if quiet else -1
    for side in SIDES:
        if "riding" in look.hands:
            clay.capsule((side * 0.14, 0.56, 0.0), (side * 0.36, 0.46, 0.24), 0.14, suit, blend=0.06)
            clay.capsule((side * 0.36, 0.46, 0.24), (side * 0.40, 0.16, 0.2), 0.125, suit, blend=0.05)
            clay.ellipsoid((side * 0.40, 0.08, 0.26), (0.13, 0.10, 0.18), STEEL)
        else:
            clay.cone((side * 0.14, 0.06, 0), (side * 0.13, 0.6, 0), 0.135, 0.15, suit, round=0.1, blend=0.06)
            clay.ellipsoid((side * 0.145, 0.085, 0.04), (0.15, 0.10, 0.20), STEEL)
        if side == up:
            with clay.part("arm", swing("z", 13, 1.1), pivot=(side * 0.30, 1.02, 0)):
                clay.capsule((side * 0.30, 1.02, 0), (side * 0.52, 1.12, 0.03), 0.10, suit, blend=0.06)
                with clay.part("forearm", swing("z", 16, 1.1, 0.7), pivot=(side * 0.52, 1.12, 0.03)):
                    clay.capsule((side * 0.52, 1.12, 0.03), (side * 0.60, 1.42, 0.08), 0.09, suit, blend=0.04)
                    clay.ellipsoid((side * 0.61, 1.52, 0.09), 0.105, STEEL, blend=0.02)
        else:
            with clay.part("arm", swing("x", 4, 2.8, side), pivot=(side * 0.30, 1.02, 0)):
                clay.capsule((side * 0.30, 1.02, 0), (side * 0.46, 0.78, 0.05), 0.10, suit, blend=0.06)
                clay.capsule((side * 0.46, 0.78, 0.05), (side * 0.45, 0.62, 0.17), 0.09, suit, blend=0.04)
                clay.ellipsoid((side * 0.45, 0.56, 0.22), 0.105, STEEL, blend=0.02)


@subject(
    "portrait", group="person", color="brown", height=1.75, measure="张", facing=0.3, traits=WEARABLE,
    en=("portrait", "portraits", "face", "bust", "selfie", "headshot"), zh=("肖像", "人像", "头像", "肖像画",
        "人物肖像", "自拍", "大头照"),
)  # fmt: skip
def portrait(clay: Clay, look: Look) -> None:
    """Head and shoulders; its colour is the hair's."""
    rng = look.rng
    skin, shirt = some_skin(look), list(COLORS.values())[int(rng.integers(10))]
    hair = look.tint("hair", told_apart((0.72, 0.72, 0.73) if look.has("old") else look.color, skin))
    shirt = shirt if min(distance(shirt, hair), distance(shirt, skin)) > 0.3 else COLORS["teal"]
    cut = ("short_hair", "long_hair", "bun", "curly_hair")[int(rng.integers(4))]
    clay.ellipsoid((0, 0.13, -0.02), (0.64, 0.49, 0.36), shirt, blend=0.08)
    clay.cone((0, 0.35, 0), (0, 0.85, 0.02), 0.16, 0.14, skin, round=0.06, blend=0.05)
    clay.torus((0, 0.575, 0.01), 0.18, 0.05, shade(shirt, 0.78))
    bust = Clay()
    head(bust, look, Dress(shirt, shirt, shirt, skin, hair, cut), 1.32)
    clay.place(bust, at=(0, -0.70, 0.02), scale=1.38)
    if look.has("scarf"):
        scarf(clay, look, 0.60, 0.02, 0.24, (0.8, 0.1, 0.1))
