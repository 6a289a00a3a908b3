"""Cat, fox and rabbit: small animals that sit and look at us."""

from __future__ import annotations

from castalia.clay.motion import swing
from castalia.clay.paint import CHALK, INK, distance, mix
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.catalogue import Look, subject
from castalia.clay.subjects.features import SIDES, WORN, cheeks, eyes, on_head, scarf, side_name, smile


@subject(
    "cat", group="animal", color="orange", height=1.5, measure="只", facing=0.3, emoji="🐱🐈😺😸",
    en=("cat", "cats", "kitten", "kitty", "tabby", "tabby cat", "tomcat"),
    zh=("猫", "小猫", "猫咪", "小猫咪", "橘猫", "花猫", "猫猫", "喵"),
    near_en=("leopard", "panther", "cheetah", "lynx", "puma", "jaguar"), near_zh=("豹子", "猎豹", "豹", "猞猁"),
    traits=WORN, seat=(0, 1.32, 0.05),
)  # fmt: skip
def cat(clay: Clay, look: Look) -> None:
    c, light, dark = look.color, mix(look.color, (1, 0.96, 0.9), 0.6), look.dark
    clay.cone((0, 0.02, -0.10), (0, 0.86, 0.05), 0.40, 0.22, c, round=0.18, blend=0.1)
    clay.ellipsoid((0, 0.45, 0.17), (0.19, 0.3, 0.14), light, blend=0.06)
    for side in SIDES:
        x = side * 0.13
        with clay.part(side_name("leg", side).replace("leg_", "leg_f"), pivot=(x, 0.5, 0.17)):
            clay.cone((x, 0.0, 0.27), (x * 0.9, 0.55, 0.17), 0.085, 0.10, c, round=0.07, blend=0.06)
            clay.ellipsoid((x, 0.05, 0.33), (0.095, 0.06, 0.12), light)
        with clay.part(side_name("leg", side).replace("leg_", "leg_b"), pivot=(x * 2, 0.15, -0.1)):
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
        with clay.part("mouth", pivot=(0, 0.97, 0.42)):
            smile(clay, 0.965, 0.43, 0.055, thick=0.011)
        for side in SIDES:
            for dy in (0.02, -0.02):
                clay.capsule((side * 0.11, 0.985 + dy * 0.5, 0.40), (side * 0.30, 0.985 + dy * 2, 0.36), 0.006, CHALK)
        iris = (0.45, 0.85, 0.15) if distance(c, (0.1, 0.55, 0.12)) > 0.2 else (0.95, 0.8, 0.1)
        for side in SIDES:
            with clay.part(side_name("eye", side), pivot=(side * 0.13, 1.10, 0.35)):
                clay.ellipsoid((side * 0.13, 1.10, 0.345), (0.074, 0.08, 0.045), iris, blend=0.004, gloss=0.6)
                clay.ellipsoid((side * 0.13, 1.10, 0.385), (0.026, 0.062, 0.015), INK, blend=0.002, gloss=0.6)
                clay.ellipsoid((side * 0.13 + 0.02, 1.135, 0.398), 0.014, CHALK, blend=0.002, emit=0.5)
        on_head(clay, look, (1.34, 0.1, 0.2), (1.10, 0.41, 0.13, 0.095), (0.1, 0.3, 0.75))
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
    "fox", group="animal", color="orange", height=1.35, measure="只", home="forest", facing=0.45, emoji="🦊",
    en=("fox", "foxes", "little fox", "red fox"), zh=("狐狸", "小狐狸", "赤狐"),
    near_en=("squirrel", "raccoon", "weasel", "badger", "otter"), near_zh=("松鼠", "浣熊", "小熊猫",
        "水獭"),
    traits=WORN,
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
        on_head(clay, look, (1.2, 0.1, 0.19), (1.0, 0.405, 0.125, 0.08), (0.12, 0.4, 0.2))
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
    near_en=("hamster", "mouse", "kangaroo", "guinea pig", "rat", "hedgehog"),
    near_zh=("仓鼠", "老鼠", "袋鼠", "刺猬", "小老鼠"), traits=WORN, hand=(0.16, 0.40, 0.40),
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
            with clay.part(side_name("ear", side), swing("z", side * 6, 1.9, side), pivot=(side * 0.11, 1.1, 0.04)):
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
        on_head(clay, look, (1.13, 0.06, 0.15), (0.94, 0.345, 0.125, 0.08), (0.35, 0.15, 0.6))
    if look.has("scarf"):
        scarf(clay, look, 0.66, 0.06, 0.2, (0.8, 0.1, 0.1))
