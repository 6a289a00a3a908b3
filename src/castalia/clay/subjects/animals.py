"""Animals."""

from __future__ import annotations

from castalia.clay.motion import Pulse, bob, swing
from castalia.clay.paint import CHALK, INK, distance, mix, shade
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.catalogue import Look, subject
from castalia.clay.subjects.features import cheeks, eyes, hat, scarf, smile

SIDES = (-1, 1)


@subject(
    "dog", group="animal", color="orange", height=1.45, measure="只", facing=0.6, emoji="🐶🐕🦮🐩",
    en=("dog", "dogs", "puppy", "hound", "doggy", "pup", "shiba inu", "corgi", "golden retriever", "labrador"),
    zh=("狗", "小狗", "狗狗", "柴犬", "柯基", "金毛", "犬", "幼犬", "狗子"),
    near_en=("wolf", "coyote", "jackal", "hyena", "husky", "poodle"), near_zh=("狼", "野狼", "哈士奇"),
    traits=("hat", "scarf"), seat=(0, 0.92, -0.05),
)  # fmt: skip
def dog(clay: Clay, look: Look) -> None:
    c, light, dark = look.color, look.light, look.dark
    clay.cone((0, 0.60, -0.50), (0, 0.64, 0.42), 0.27, 0.30, c, round=0.2, blend=0.08)
    for x in (-0.16, 0.16):
        for z in (-0.36, 0.34):
            clay.cone((x, 0.0, z), (x, 0.5, z), 0.105, 0.12, c, round=0.08, blend=0.08)
            clay.ellipsoid((x, 0.06, z + 0.05), (0.115, 0.07, 0.15), light, blend=0.05)
    clay.capsule((0, 0.75, 0.42), (0, 1.0, 0.60), 0.17, c, blend=0.1)
    collar = (0.8, 0.05, 0.05) if c[0] < 0.7 else (0.05, 0.3, 0.8)
    with clay.part("head", swing("z", 5, 2.9), swing("x", 3, 1.9), pivot=(0, 0.9, 0.5)):
        clay.ellipsoid((0, 1.14, 0.66), (0.30, 0.285, 0.29), c, blend=0.08)
        clay.ellipsoid((0, 1.05, 0.90), (0.165, 0.135, 0.17), light, blend=0.06)
        clay.ellipsoid((0, 1.11, 1.055), (0.065, 0.05, 0.045), INK, blend=0.01, gloss=0.5)
        smile(clay, 0.985, 1.03, 0.075)
        for side in SIDES:
            clay.ellipsoid((side * 0.30, 1.10, 0.62), (0.075, 0.24, 0.14), dark, turn=rotation(roll=side * 0.28))
        eyes(clay, 1.2, 0.905, 0.115, 0.05)
        if look.rng.random() < 0.5:
            clay.cone((0, 0.95, 0.99), (0, 0.90, 1.08), 0.05, 0.05, (0.9, 0.25, 0.3), round=0.02, blend=0.01)
        if look.has("hat"):
            hat(clay, look, 1.42, 0.62, 0.2, collar)
    if look.has("scarf"):
        scarf(clay, look, 0.88, 0.46, 0.17, collar)
    else:
        clay.torus((0, 0.88, 0.50), 0.185, 0.04, collar, turn=rotation(pitch=0.9), blend=0.01)
    lift = look.rng.uniform(0.2, 0.7)
    with clay.part("tail", swing("z", 26, 0.62), pivot=(0, 0.72, -0.48)):
        clay.capsule((0, 0.72, -0.48), (0, 1.0, -0.60 - 0.2 * lift), 0.07, c, blend=0.08)


@subject(
    "cat", group="animal", color="orange", height=1.5, measure="只", facing=0.3, emoji="🐱🐈😺😸",
    en=("cat", "cats", "kitten", "kitty", "tabby", "tabby cat", "tomcat"),
    zh=("猫", "小猫", "猫咪", "小猫咪", "橘猫", "花猫", "猫猫", "喵"),
    near_en=("lion", "tiger", "leopard", "panther", "lion cub", "tiger cub", "cheetah", "lynx", "puma", "jaguar"),
    near_zh=("狮子", "老虎", "豹子", "猎豹", "小狮子", "小老虎", "虎", "豹"), traits=("hat", "scarf"),
)  # fmt: skip
def cat(clay: Clay, look: Look) -> None:
    c, light, dark = look.color, mix(look.color, (1, 0.96, 0.9), 0.6), look.dark
    clay.cone((0, 0.02, -0.10), (0, 0.86, 0.05), 0.40, 0.22, c, round=0.18, blend=0.1)
    clay.ellipsoid((0, 0.45, 0.17), (0.19, 0.3, 0.14), light, blend=0.06)
    for x in (-0.13, 0.13):
        clay.cone((x, 0.0, 0.27), (x * 0.9, 0.55, 0.17), 0.085, 0.10, c, round=0.07, blend=0.06)
        clay.ellipsoid((x, 0.05, 0.33), (0.095, 0.06, 0.12), light)
        clay.ellipsoid((x * 2.3, 0.12, 0.06), (0.17, 0.14, 0.26), c, blend=0.06)
    with clay.part("head", swing("z", 5, 3.4), swing("y", 6, 5.1), pivot=(0, 0.85, 0.08)):
        clay.ellipsoid((0, 1.06, 0.12), (0.335, 0.285, 0.275), c, blend=0.06)
        for side in SIDES:
            clay.cone((side * 0.20, 1.20, 0.12), (side * 0.27, 1.52, 0.10), 0.14, 0.015, c, round=0.015, flat=0.6)
            clay.cone(
                (side * 0.20, 1.22, 0.175),
                (side * 0.26, 1.44, 0.15),
                0.085,
                0.012,
                (0.95, 0.5, 0.5),
                round=0.01,
                blend=0.01,
                flat=0.5,
            )
        clay.ellipsoid((0, 0.98, 0.345), (0.13, 0.09, 0.085), light)
        clay.ellipsoid((0, 1.03, 0.425), (0.035, 0.025, 0.02), (0.9, 0.3, 0.35), blend=0.005)
        smile(clay, 0.965, 0.43, 0.055, thick=0.011)
        iris = (0.45, 0.85, 0.15) if distance(c, (0.1, 0.55, 0.12)) > 0.2 else (0.95, 0.8, 0.1)
        for side in SIDES:
            clay.ellipsoid((side * 0.13, 1.10, 0.345), (0.074, 0.08, 0.045), iris, blend=0.004, gloss=0.6)
            clay.ellipsoid((side * 0.13, 1.10, 0.385), (0.026, 0.062, 0.015), INK, blend=0.002, gloss=0.6)
            clay.ellipsoid((side * 0.13 + 0.02, 1.135, 0.398), 0.014, CHALK, blend=0.002, emit=0.5)
        if look.has("hat"):
            hat(clay, look, 1.34, 0.1, 0.2, (0.1, 0.3, 0.75))
    if look.has("scarf"):
        scarf(clay, look, 0.8, 0.08, 0.2, (0.8, 0.08, 0.08))
    side = look.rng.choice(SIDES)
    tail = [(0.1, 0.12, -0.42), (0.45, 0.10, -0.40), (0.62, 0.22, -0.15), (0.60, 0.45, -0.02)]
    tail = [(side * x, y, z) for x, y, z in tail]
    with clay.part("tail", swing("y", 9, 2.6), pivot=(side * 0.1, 0.12, -0.3)):
        clay.capsule(tail[0], tail[1], 0.075, c, blend=0.06)
        clay.capsule(tail[1], tail[2], 0.075, c, blend=0.06)
        with clay.part("tail tip", swing("x", 16, 1.7), swing("z", 10, 2.6, 1.0), pivot=tail[2]):
            clay.capsule(tail[2], tail[3], 0.07, dark, blend=0.06)


@subject(
    "fish", group="animal", color="orange", height=1.3, measure="条", home="sea", facing=1.0, lift=0.05,
    emoji="🐟🐠🐡", en=("fish", "fish", "goldfish", "clownfish", "tropical fish"),
    zh=("鱼", "小鱼", "金鱼", "小丑鱼", "鱼儿", "热带鱼", "锦鲤"),
    near_en=("whale", "shark", "dolphin", "salmon", "seahorse", "turtle", "octopus", "jellyfish"),
    near_zh=("鲸", "鲸鱼", "鲨鱼", "海豚", "海马", "海龟", "章鱼", "水母"), grip=0.35,
)  # fmt: skip
def fish(clay: Clay, look: Look) -> None:
    c, dark, light, y = look.color, look.dark, look.light, 0.80
    stripe = mix(c, CHALK, 0.8) if sum(c) < 2.2 else (0.95, 0.5, 0.1)
    with clay.part("body", swing("y", 5, 1.1), bob(0.05, 2.7), pivot=(0, y, 0.2)):
        clay.ellipsoid((0, y, 0.05), (0.27, 0.40, 0.62), c, blend=0.05)
        clay.ellipsoid((0, y - 0.14, 0.12), (0.235, 0.27, 0.5), light, blend=0.05)
        if look.rng.random() < 0.7:
            for z in (-0.18, 0.18):
                clay.ellipsoid((0, y, z + 0.05), (0.268, 0.385, 0.055), stripe, blend=0.01)
        clay.ellipsoid((0, y + 0.40, -0.05), (0.045, 0.22, 0.30), dark, turn=rotation(pitch=-0.35), blend=0.05)
        for side in SIDES:
            with clay.part("fin", swing("z", 18, 0.9, side), pivot=(side * 0.24, y - 0.1, 0.15)):
                clay.ellipsoid(
                    (side * 0.30, y - 0.12, 0.10), (0.15, 0.045, 0.13), dark,
                    turn=rotation(pitch=0.3, roll=-side * 0.6),
                )  # fmt: skip
            clay.ellipsoid((side * 0.185, y + 0.13, 0.42), 0.105, CHALK, blend=0.01, gloss=0.4)
            clay.ellipsoid((side * 0.235, y + 0.14, 0.475), 0.06, INK, blend=0.004, gloss=0.7)
            clay.ellipsoid((side * 0.265, y + 0.165, 0.52), 0.02, CHALK, blend=0.002, emit=0.5)
        clay.ellipsoid((0, y - 0.06, 0.655), (0.085, 0.05, 0.05), (0.8, 0.25, 0.2), blend=0.02)
        clay.cone((0, y, -0.42), (0, y, -0.62), 0.12, 0.05, c, blend=0.08)
        with clay.part("tail", swing("y", 26, 1.1, -0.9), pivot=(0, y, -0.5)):
            clay.cone((0, y + 0.02, -0.50), (0, y + 0.36, -0.92), 0.06, 0.20, dark, blend=0.06, flat=0.3)
            clay.cone((0, y - 0.02, -0.50), (0, y - 0.34, -0.90), 0.06, 0.20, dark, blend=0.06, flat=0.3)


@subject(
    "horse", group="animal", color="brown", height=2.1, measure="匹", facing=0.85, emoji="🐴🐎🦄",
    en=("horse", "horses", "pony", "stallion", "mare", "foal"), zh=("马", "马儿", "小马", "骏马", "马匹",
        "白马王子的马"),
    near_en=("donkey", "zebra", "unicorn", "camel", "mule", "llama", "alpaca", "cow", "deer", "goat", "sheep", "ox",
        "elk",
             "reindeer", "giraffe", "moose"),
    near_zh=("驴", "斑马", "独角兽", "骆驼", "羊驼", "牛", "鹿", "山羊", "绵羊", "羊", "奶牛", "小鹿", "驯鹿",
        "长颈鹿"),
    traits=("hat", "scarf"), seat=(0, 1.30, 0.0),
)  # fmt: skip
def horse(clay: Clay, look: Look) -> None:
    c = look.color
    mane = mix(c, (1, 0.9, 0.72), 0.75) if sum(c) < 1.4 else shade(mix(c, (0.62, 0.48, 0.34), 0.55), 0.9)
    hoof, muzzle = (0.10, 0.07, 0.05), mix(c, (0.95, 0.72, 0.62), 0.55)
    clay.cone((0, 0.98, -0.56), (0, 1.0, 0.46), 0.31, 0.31, c, round=0.24, blend=0.1)
    clay.ellipsoid((0, 1.02, -0.50), (0.32, 0.33, 0.30), c, blend=0.08)
    for x in (-0.18, 0.18):
        for z in (-0.48, 0.42):
            clay.cone((x, 0.10, z), (x * 0.95, 0.90, z), 0.095, 0.145, c, round=0.07, blend=0.08)
            clay.cone((x, 0.0, z + 0.02), (x, 0.17, z), 0.125, 0.105, hoof, round=0.04, blend=0.015, gloss=0.3)
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
                clay.cone((side * 0.11, 1.86, 0.62), (side * 0.15, 2.10, 0.60), 0.075, 0.015, c, round=0.012, flat=0.6)
                clay.ellipsoid((side * 0.175, 1.78, 0.80), (0.045, 0.06, 0.05), INK, blend=0.004, gloss=0.7)
                clay.ellipsoid((side * 0.205, 1.80, 0.83), 0.016, CHALK, blend=0.002, emit=0.5)
            clay.ellipsoid((0, 1.93, 0.74), (0.085, 0.08, 0.12), mane, blend=0.05)
            smile(clay, 1.405, 1.20, 0.06, thick=0.011)
            if look.has("hat"):
                hat(clay, look, 1.98, 0.64, 0.17, (0.85, 0.62, 0.25))
    with clay.part("tail", swing("z", 14, 1.9), swing("x", 5, 3.1), pivot=(0, 1.14, -0.76)):
        tail = [(0, 1.14, -0.76), (0, 1.06, -0.96), (0, 0.78, -1.04), (0, 0.50, -1.0)]
        clay.tube(tail, 0.085, 0.12, mane, blend=0.08)
    if look.has("scarf"):
        scarf(clay, look, 1.32, 0.48, 0.22, (0.8, 0.08, 0.08))
    if "ridden" in look.hands:
        clay.ellipsoid((0, 1.27, -0.02), (0.27, 0.10, 0.27), (0.62, 0.10, 0.08), blend=0.02)


@subject(
    "bird", group="animal", color="blue", height=1.0, measure="只", facing=0.55, emoji="🐦🐤🐥🦜🕊🦅🦉",
    en=("bird", "birds", "sparrow", "robin", "songbird", "bluebird", "parrot", "canary", "chick", "little bird"),
    zh=("鸟", "小鸟", "鸟儿", "麻雀", "鹦鹉", "知更鸟", "小鸡", "青鸟"),
    near_en=("owl", "eagle", "crow", "seagull", "gull", "pigeon", "dove", "penguin", "duck", "chicken", "swan",
        "raven", "hawk",
             "flamingo", "goose", "hen", "rooster", "peacock", "bat", "butterfly", "duckling", "crane bird", "heron"),
    near_zh=("猫头鹰", "老鹰", "乌鸦", "海鸥", "鸽子", "企鹅", "鸭子", "鸡", "天鹅", "鹰", "火烈鸟", "鹅", "公鸡",
        "孔雀", "蝙蝠", "蝴蝶", "鹤", "仙鹤",
             "燕子"), grip=0.42, traits=("hat", "scarf"),
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
            if look.has("hat"):
                hat(clay, look, y + 0.54, 0.08, 0.16, (0.8, 0.1, 0.1))
        angle, period = (38, 0.5) if flying else (9, 1.1)
        for side in SIDES:
            with clay.part("wing", swing("z", side * angle, period), pivot=(side * 0.25, y + 0.08, 0.0)):
                spread = rotation(roll=side * (1.25 if flying else 0.32), pitch=-0.35)
                reach = (0.50, 0.06) if flying else (0.315, -0.03)
                clay.ellipsoid((side * reach[0], y + reach[1], -0.08), (0.06, 0.25, 0.30), dark, turn=spread)
        with clay.part("tail", swing("x", 9, 1.3), pivot=(0, y, -0.32)):
            clay.cone((0, y - 0.02, -0.30), (0, y + 0.10, -0.66), 0.10, 0.16, dark, round=0.03, flat=0.3, spin=1.5708)
    if look.has("scarf"):
        scarf(clay, look, y + 0.17, 0.08, 0.2, (0.8, 0.1, 0.1))
    if not flying:
        for side in SIDES:
            clay.capsule((side * 0.11, 0.22, 0.02), (side * 0.11, 0.05, 0.04), 0.028, beak, blend=0.02)
            for toe in (-0.06, 0.0, 0.06):
                clay.capsule((side * 0.11, 0.03, 0.04), (side * 0.11 + toe, 0.025, 0.15), 0.022, beak, blend=0.02)


@subject(
    "fox", group="animal", color="orange", height=1.35, measure="只", home="forest", facing=0.45, emoji="🦊",
    en=("fox", "foxes", "little fox", "red fox"), zh=("狐狸", "小狐狸", "赤狐"),
    near_en=("squirrel", "raccoon", "weasel", "badger", "red panda", "otter"), near_zh=("松鼠", "浣熊", "小熊猫",
        "水獭"),
    traits=("hat", "scarf"),
)  # fmt: skip
def fox(clay: Clay, look: Look) -> None:
    c, sock = look.color, mix(look.color, INK, 0.8)
    cream = (0.93, 0.88, 0.80)
    clay.cone((0, 0.03, -0.10), (0, 0.76, 0.06), 0.34, 0.19, c, round=0.15, blend=0.1)
    clay.ellipsoid((0, 0.52, 0.17), (0.165, 0.25, 0.11), cream, blend=0.05)
    for x in (-0.12, 0.12):
        clay.cone((x, 0.16, 0.25), (x * 0.9, 0.55, 0.16), 0.075, 0.09, c, round=0.06, blend=0.06)
        clay.cone((x, 0.0, 0.29), (x, 0.24, 0.25), 0.088, 0.075, sock, round=0.06, blend=0.03)
        clay.ellipsoid((x * 2.2, 0.11, 0.05), (0.15, 0.13, 0.23), c, blend=0.06)
    with clay.part("head", swing("z", 6, 3.1), swing("y", 7, 4.3), pivot=(0, 0.75, 0.1)):
        clay.ellipsoid((0, 0.95, 0.14), (0.31, 0.25, 0.25), c, blend=0.05)
        for side in SIDES:
            clay.ellipsoid((side * 0.20, 0.885, 0.20), (0.14, 0.10, 0.13), cream, blend=0.05)
            clay.cone((side * 0.17, 1.08, 0.12), (side * 0.25, 1.42, 0.09), 0.135, 0.015, c, round=0.013, flat=0.55)
            clay.cone(
                (side * 0.175, 1.12, 0.17),
                (side * 0.235, 1.34, 0.145),
                0.075,
                0.012,
                sock,
                round=0.01,
                blend=0.01,
                flat=0.5,
            )
        clay.cone((0, 0.91, 0.28), (0, 0.865, 0.56), 0.135, 0.045, c, round=0.03, blend=0.06)
        clay.cone((0, 0.865, 0.30), (0, 0.835, 0.54), 0.10, 0.035, cream, round=0.025, blend=0.04)
        clay.ellipsoid((0, 0.88, 0.575), 0.045, INK, blend=0.008, gloss=0.5)
        eyes(clay, 1.0, 0.36, 0.125, 0.046)
        if look.has("hat"):
            hat(clay, look, 1.2, 0.1, 0.19, (0.12, 0.4, 0.2))
    if look.has("scarf"):
        scarf(clay, look, 0.72, 0.1, 0.17, (0.1, 0.35, 0.7))
    side = look.rng.choice(SIDES)
    with clay.part("tail", swing("y", 10, 2.4), swing("x", 6, 1.7), pivot=(side * 0.1, 0.14, -0.3)):
        clay.ellipsoid((side * 0.34, 0.22, -0.30), (0.26, 0.14, 0.15), c, turn=rotation(roll=side * 0.35), blend=0.06)
        clay.ellipsoid((side * 0.60, 0.42, -0.22), (0.19, 0.23, 0.18), c, turn=rotation(roll=-side * 0.35), blend=0.08)
        clay.ellipsoid(
            (side * 0.665, 0.62, -0.17), (0.12, 0.15, 0.12), cream, turn=rotation(roll=-side * 0.2), blend=0.05
        )


@subject(
    "rabbit", group="animal", color="white", height=1.5, measure="只", facing=0.3, emoji="🐰🐇",
    en=("rabbit", "rabbits", "bunny", "hare", "little rabbit", "white rabbit"), zh=("兔子", "小兔子", "兔", "小白兔",
        "小兔", "白兔"),
    near_en=("hamster", "mouse", "kangaroo", "guinea pig", "rat", "hedgehog", "pig", "piglet"),
    near_zh=("仓鼠", "老鼠", "袋鼠", "刺猬", "小猪", "猪", "小老鼠"), traits=("hat", "scarf"),
)  # fmt: skip
def rabbit(clay: Clay, look: Look) -> None:
    c = look.color
    light = look.light if sum(c) < 2.4 else (0.98, 0.86, 0.84)
    clay.ellipsoid((0, 0.38, -0.03), (0.33, 0.38, 0.32), c, blend=0.08)
    clay.ellipsoid((0, 0.38, 0.19), (0.2, 0.25, 0.13), light, blend=0.06)
    clay.ellipsoid((0, 0.22, -0.38), 0.13, CHALK, blend=0.04)
    for side in SIDES:
        clay.ellipsoid((side * 0.21, 0.08, 0.18), (0.12, 0.08, 0.24), c, blend=0.05)
        clay.ellipsoid((side * 0.12, 0.42, 0.27), (0.075, 0.14, 0.09), c, turn=rotation(pitch=0.4), blend=0.04)
    with clay.part("head", swing("z", 5, 2.7), pivot=(0, 0.7, 0.05)):
        clay.ellipsoid((0, 0.88, 0.08), (0.30, 0.265, 0.255), c, blend=0.05)
        for side in SIDES:
            with clay.part("ear", swing("z", side * 6, 1.9, side), pivot=(side * 0.11, 1.1, 0.04)):
                ear = rotation(roll=-side * 0.18)
                clay.ellipsoid((side * 0.155, 1.32, 0.03), (0.095, 0.30, 0.07), c, turn=ear, blend=0.04)
                clay.ellipsoid(
                    (side * 0.155, 1.32, 0.075), (0.055, 0.22, 0.045), (0.96, 0.55, 0.58), turn=ear, blend=0.01
                )
            clay.ellipsoid((side * 0.075, 0.80, 0.285), (0.09, 0.07, 0.07), light, blend=0.03)
        clay.ellipsoid((0, 0.845, 0.345), (0.042, 0.03, 0.025), (0.92, 0.36, 0.42), blend=0.005)
        clay.box((0, 0.745, 0.335), (0.032, 0.035, 0.012), CHALK, round=0.01, blend=0.004)
        eyes(clay, 0.94, 0.30, 0.125, 0.052)
        cheeks(clay, 0.83, 0.275, 0.19, 0.05)
        if look.has("hat"):
            hat(clay, look, 1.13, 0.06, 0.15, (0.35, 0.15, 0.6))
    if look.has("scarf"):
        scarf(clay, look, 0.66, 0.06, 0.2, (0.8, 0.1, 0.1))


@subject(
    "bear", group="animal", color="brown", height=1.7, measure="只", home="forest", facing=0.3, emoji="🐻🐼🧸🐨",
    en=("bear", "bears", "teddy bear", "teddy", "brown bear", "bear cub", "polar bear", "grizzly"),
    zh=("熊", "小熊", "棕熊", "泰迪熊", "北极熊", "大熊", "玩具熊", "狗熊"),
    near_en=("panda", "koala", "monkey", "gorilla", "elephant", "hippo", "rhino", "ape", "beaver", "sloth"),
    near_zh=("熊猫", "大熊猫", "考拉", "猴子", "猩猩", "大象", "河马", "犀牛", "象", "猴", "小象"), traits=("hat",
        "scarf"),
    hand=(0.44, 0.56, 0.28),
)  # fmt: skip
def bear(clay: Clay, look: Look) -> None:
    c, light, dark = look.color, mix(look.color, (0.95, 0.80, 0.60), 0.55), look.dark
    with clay.part("body", Pulse(0.012, 3.2), pivot=(0, 0.0, 0)):
        clay.ellipsoid((0, 0.62, 0), (0.40, 0.46, 0.34), c, blend=0.08)
        clay.ellipsoid((0, 0.58, 0.20), (0.27, 0.32, 0.19), light, blend=0.06)
        for side in SIDES:
            clay.cone((side * 0.20, 0.0, 0.03), (side * 0.18, 0.42, 0.0), 0.165, 0.17, c, round=0.12, blend=0.08)
            clay.ellipsoid((side * 0.21, 0.08, 0.12), (0.155, 0.09, 0.19), dark, blend=0.05)
        with clay.part("head", swing("z", 4, 3.3), swing("y", 6, 4.7), pivot=(0, 1.0, 0.04)):
            clay.ellipsoid((0, 1.26, 0.06), (0.37, 0.33, 0.32), c, blend=0.05)
            for side in SIDES:
                clay.ellipsoid((side * 0.27, 1.53, 0.02), (0.125, 0.125, 0.08), c, blend=0.04)
                clay.ellipsoid((side * 0.27, 1.525, 0.07), (0.07, 0.07, 0.05), light, blend=0.02)
            clay.ellipsoid((0, 1.17, 0.33), (0.175, 0.135, 0.13), light, blend=0.04)
            clay.ellipsoid((0, 1.225, 0.455), (0.065, 0.045, 0.04), INK, blend=0.008, gloss=0.5)
            smile(clay, 1.12, 0.445, 0.065)
            eyes(clay, 1.34, 0.335, 0.13, 0.045)
            if look.has("hat"):
                hat(clay, look, 1.58, 0.03, 0.22, (0.8, 0.1, 0.1))
        if look.has("scarf"):
            scarf(clay, look, 1.0, 0.05, 0.27, (0.8, 0.1, 0.1))
        waving = look.action in ("waving", "dancing", "celebrating")
        for side in SIDES:
            raised = waving and side == -1
            motion = swing("z", 16, 0.8) if raised else swing("x", 5, 2.6, side)
            with clay.part("arm", motion, pivot=(side * 0.33, 0.90, 0.0)):
                hand = (side * 0.62, 1.36, 0.08) if raised else (side * 0.44, 0.52, 0.20)
                clay.cone((side * 0.33, 0.90, 0.0), hand, 0.13, 0.125, c, round=0.11, blend=0.08)
