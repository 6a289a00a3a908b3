"""People of every age without a costume: they stand on one body, `figure`."""

from __future__ import annotations

from castalia.clay.paint import CHALK, distance, mix, shade
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.catalogue import Look, subject
from castalia.clay.subjects.face import Dress, on_neck, whiskers
from castalia.clay.subjects.features import GOLD, SIDES
from castalia.clay.subjects.figure import CHILD, CHILD_HAND, HAND, WEARABLE, figure, some_hair, some_skin

WHITE_HAIR = (0.86, 0.86, 0.85)
PLAIN = frozenset(("hanfu", "spacesuit"))
"""Clothes that cover all others."""


@subject(
    "girl", group="person", color="red", height=1.5, measure="个", facing=0.25, emoji="👧",
    en=("girl", "girls", "little girl", "young girl", "daughter", "sister"), zh=("女孩", "小女孩", "姑娘", "小姑娘",
        "少女", "女生", "女儿"),
    near_en=("mermaid", "schoolgirl", "ballerina", "witch girl"), near_zh=("美人鱼", "女学生"),
    traits=WEARABLE, hand=CHILD_HAND,
)  # fmt: skip
def girl(clay: Clay, look: Look) -> None:
    skin, hair = some_skin(look), some_hair(look)
    figure(clay, look, Dress(look.color, shade(skin, 0.98), (0.75, 0.10, 0.12), skin, hair, "pigtails", True,
                             lady=True, tall=CHILD))  # fmt: skip


@subject(
    "boy", group="person", color="blue", height=1.45, measure="个", facing=0.25, emoji="👦",
    en=("boy", "boys", "little boy", "young boy", "son", "brother"), zh=("男孩", "小男孩", "少年", "男生", "儿子"),
    near_en=("prince", "student", "pupil", "schoolboy"), near_zh=("王子", "学生", "小学生"),
    traits=WEARABLE, hand=CHILD_HAND,
)  # fmt: skip
def boy(clay: Clay, look: Look) -> None:
    skin, hair = some_skin(look), some_hair(look)
    figure(clay, look, Dress(look.color, (0.62, 0.48, 0.28), (0.85, 0.85, 0.83), skin, hair, tall=CHILD))
    if not look.traits & PLAIN:
        stripe = CHALK if distance(look.color, CHALK) > 0.5 else (0.8, 0.1, 0.1)
        with clay.part("torso", pivot=(0, 0.44, 0)):
            clay.torus((0, 0.64, 0), 0.188, 0.036, stripe, blend=0.015)


@subject(
    "child", group="person", color="yellow", height=1.45, measure="个", facing=0.25, emoji="🧒👶",
    en=("child", "children", "kid", "little child", "small child", "toddler"), zh=("孩子", "小孩", "儿童", "小朋友",
        "小孩子", "孩童"),
    near_en=("baby", "infant"), near_zh=("婴儿", "宝宝"), traits=WEARABLE, hand=CHILD_HAND,
)  # fmt: skip
def child(clay: Clay, look: Look) -> None:
    """Dungarees over a striped shirt, and a lock of hair that will not lie down."""
    skin, hair = some_skin(look), some_hair(look)
    jeans = (0.12, 0.28, 0.55) if distance(look.color, (0.12, 0.28, 0.55)) > 0.5 else (0.70, 0.20, 0.14)
    y = figure(clay, look, Dress(look.color, jeans, (0.88, 0.30, 0.20), skin, hair, "curly_hair", tall=CHILD))
    with on_neck(clay, y):
        if not look.traits & {"spacesuit", "hat", "crown"}:
            clay.cone((0, y + 0.36, -0.02), (0.07, y + 0.48, 0.03), 0.045, 0.012, hair, round=0.012)
    if look.traits & PLAIN:
        return
    with clay.part("torso", pivot=(0, 0.44, 0)):
        clay.cone((0, 0.42, 0), (0, 0.62, 0), 0.222, 0.205, jeans, round=0.06, blend=0.02)
        clay.box((0, 0.70, 0.165), (0.105, 0.10, 0.03), jeans, round=0.03, blend=0.03, turn=rotation(pitch=-0.12))
        for side in SIDES:
            clay.capsule((side * 0.105, 0.77, 0.165), (side * 0.125, 0.88, 0.06), 0.024, jeans, blend=0.01)
            clay.ellipsoid((side * 0.085, 0.765, 0.195), 0.022, GOLD, blend=0.003, gloss=0.6)


@subject(
    "woman", group="person", color="teal", height=1.65, measure="位", facing=0.25, emoji="👩",
    en=("woman", "women", "lady", "mother", "mom", "young woman", "female"), zh=("女人", "女士", "女子", "妈妈",
        "母亲", "女性", "妇女", "美女"),
    near_en=("nurse", "goddess", "bride", "actress", "dancer", "singer"),
    near_zh=("护士", "女神", "新娘", "女演员", "舞者", "歌手"), traits=WEARABLE, hand=HAND,
)  # fmt: skip
def woman(clay: Clay, look: Look) -> None:
    skin, hair = some_skin(look), some_hair(look)
    figure(clay, look, Dress(look.color, (0.14, 0.14, 0.20), (0.30, 0.12, 0.08), skin, hair, "long_hair", skirt=True,
                             lady=True))  # fmt: skip


@subject(
    "man", group="person", color="green", height=1.65, measure="位", facing=0.25, emoji="👨",
    en=("man", "men", "guy", "gentleman", "father", "dad", "young man", "male"), zh=("男人", "男士", "男子", "爸爸",
        "父亲", "男性", "先生", "小伙子", "叔叔"),
    near_en=("sailor", "fisherman", "farmer", "pirate", "policeman", "fireman", "captain", "monk", "ninja", "hero"),
    near_zh=("水手", "渔夫", "农夫", "海盗", "警察", "消防员", "船长", "和尚", "忍者", "英雄", "渔民", "农民"),
    traits=WEARABLE, hand=HAND,
)  # fmt: skip
def man(clay: Clay, look: Look) -> None:
    skin, hair = some_skin(look), some_hair(look)
    figure(clay, look, Dress(look.color, (0.12, 0.16, 0.30), (0.16, 0.09, 0.05), skin, hair))
    if not look.traits & PLAIN:
        with clay.part("torso", pivot=(0, 0.55, 0)):
            for side in SIDES:
                collar = rotation(yaw=side * 0.5, roll=side * 0.75)
                clay.box((side * 0.065, 1.055, 0.165), (0.028, 0.075, 0.02), CHALK, round=0.018, turn=collar)


@subject(
    "person", group="person", color="blue", height=1.65, measure="个", facing=0.25, emoji="🧍🧑",
    en=("person", "people", "someone", "human", "somebody", "figure", "character"), zh=("人", "人物", "某人", "行人",
        "路人", "主角", "人类"),
    near_en=("teacher", "doctor", "artist", "musician", "engineer", "worker", "driver", "pilot", "writer", "poet",
        "painter",
             "programmer", "athlete", "player", "friend", "guard", "gardener", "merchant", "magistrate",
             "librarian",
             "inventor", "carpenter", "blacksmith", "tailor", "couple", "family", "villager", "clown", "elf", "fairy",
             "angel", "ghost"),
    near_zh=("老师", "医生", "艺术家", "音乐家", "工程师", "工人", "司机", "飞行员", "作家", "诗人", "画家", "程序员",
        "运动员", "朋友", "园丁", "商人", "发明家", "木匠", "情侣", "家人", "村民", "小丑", "精灵", "仙女", "天使",
        "幽灵", "伙伴"),
    traits=WEARABLE, hand=HAND,
)  # fmt: skip
def person(clay: Clay, look: Look) -> None:
    (woman if look.rng.random() < 0.5 else man)(clay, look)


@subject(
    "old_man", group="person", color="teal", height=1.7, measure="位", home="meadow", facing=0.25, emoji="👴",
    company="lighthouse",
    en=("old man", "old men", "lighthouse keeper", "grandfather", "grandpa", "keeper", "old sailor", "old fisherman",
        "elder"),
    zh=("老人", "灯塔守护人", "守塔人", "灯塔看守人", "灯塔看守员", "老爷爷", "爷爷", "老头", "看守人", "外公",
        "老渔夫", "灯塔守护者", "灯塔管理员", "守护人", "守灯人", "老翁"),
    near_en=("santa", "santa claus"), near_zh=("圣诞老人",), traits=WEARABLE, hand=HAND,
)  # fmt: skip
def old_man(clay: Clay, look: Look) -> None:
    """A sailor's coat with golden buttons, a cap, a full white beard."""
    navy, skin = look.color, some_skin(look)
    aged = look.also("old")
    bare = not look.traits & {"hanfu"}
    dress = Dress(navy, (0.16, 0.17, 0.22), (0.12, 0.08, 0.05), skin, WHITE_HAIR, "short_hair" if bare else "bun",
                  bare_head=not bare)  # fmt: skip
    y = figure(clay, aged, dress)
    if not look.traits & PLAIN:
        with clay.part("torso", pivot=(0, 0.55, 0)):
            for at in (0.70, 0.82, 0.94):
                clay.ellipsoid((0, at, 0.262 - 0.10 * max(at - 0.75, 0)), 0.026, GOLD, blend=0.003, gloss=0.6)
    with on_neck(clay, y):
        if not (look.has("beard") or look.has("long_beard")):
            whiskers(clay, y, WHITE_HAIR, long=not bare)
        if look.traits & PLAIN:
            return
        cap = look.tint("hat", shade(navy, 0.65))
        clay.cone((0, 1.50, 0.0), (0, 1.66, -0.02), 0.30, 0.345, cap, round=0.07, blend=0.03)
        peak = rotation(pitch=0.2)
        clay.ellipsoid((0, 1.52, 0.26), (0.22, 0.03, 0.14), (0.05, 0.05, 0.06), turn=peak, blend=0.01, gloss=0.5)
        clay.ellipsoid((0, 1.59, 0.31), (0.05, 0.05, 0.025), GOLD, blend=0.004, gloss=0.6)


@subject(
    "old_woman", group="person", color="purple", height=1.65, measure="位", facing=0.25, emoji="👵",
    en=("old woman", "old women", "grandmother", "grandma", "granny", "old lady", "elderly woman"),
    zh=("老奶奶", "奶奶", "老太太", "外婆", "老婆婆", "姥姥", "老妇人", "老妇"), traits=WEARABLE, hand=HAND,
)  # fmt: skip
def old_woman(clay: Clay, look: Look) -> None:
    """A grey bun, round glasses, a shawl held by a brooch, an apron."""
    skin, c = some_skin(look), look.color
    aged = look.also("old") if look.has("glasses") else look.also("old", "round_glasses")
    figure(clay, aged, Dress(c, shade(skin, 0.9), (0.25, 0.12, 0.08), skin, (0.74, 0.74, 0.76), "bun", skirt=True))
    if look.traits & PLAIN:
        return
    shawl = mix(c, CHALK, 0.62)
    with clay.part("torso", pivot=(0, 0.55, 0)):
        clay.cone((0, 0.90, 0), (0, 1.08, 0), 0.295, 0.17, shawl, round=0.06, blend=0.03)
        clay.cone((0, 0.94, 0.20), (0, 0.74, 0.27), 0.15, 0.02, shawl, round=0.018, blend=0.05, flat=0.4)
        clay.ellipsoid((0, 0.99, 0.245), 0.035, GOLD, blend=0.004, gloss=0.7)
        clay.cone((0, 0.40, 0.20), (0, 0.70, 0.13), 0.20, 0.13, CHALK, round=0.04, blend=0.012)
