"""Things that lie about, are eaten, drunk from, read or carried."""

from __future__ import annotations

import numpy as np

from castalia.clay.motion import Flicker, Pulse, bob, drift, swing
from castalia.clay.paint import CHALK, INK, Color, distance, mix, shade
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.catalogue import Look, subject

SPRINKLES: tuple[Color, ...] = (
    (0.95, 0.15, 0.2),
    (0.98, 0.85, 0.1),
    (0.15, 0.75, 0.3),
    (0.15, 0.4, 0.95),
    CHALK,
    (0.95, 0.4, 0.7),
)


@subject(
    "donut", group="thing", color="pink", height=1.4, facing=0.35, emoji="🍩", grip=0.32,
    en=("donut", "donuts", "doughnut"), zh=("甜甜圈", "多纳圈"),
    near_en=("bagel", "cookie", "bread", "wheel", "pancake"),
    near_zh=("面包圈", "饼干", "面包", "轮子"),
)  # fmt: skip
def donut(clay: Clay, look: Look) -> None:
    c, rng = look.color, look.rng
    turn, middle = rotation(pitch=1.05), np.array([0, 0.72, 0])

    def on(x: float, y: float, z: float) -> np.ndarray:
        return turn @ np.array([x, y, z]) + middle

    with clay.part("donut", swing("y", 10, 3.7), bob(0.0, 3.0), pivot=middle):
        clay.torus(middle, 0.46, 0.255, (0.72, 0.42, 0.17), turn=turn, blend=0.03)
        clay.torus(on(0, 0.075, 0), 0.46, 0.235, c, turn=turn, blend=0.03, gloss=0.35)
        for i in range(7):
            a = i * 0.9 + rng.uniform(-0.2, 0.2)
            clay.ellipsoid(
                on(np.sin(a) * 0.625, 0.03, np.cos(a) * 0.625), (0.10, 0.09, 0.10), c, blend=0.1, turn=turn, gloss=0.35
            )
        for i in range(13):
            a = i * 2.399
            r = 0.46 + 0.13 * np.sin(i * 4.1 + rng.uniform(0, 1))
            height = 0.075 + np.sqrt(max(0.235**2 - (r - 0.46) ** 2, 0))
            at = np.array([np.sin(a) * r, height, np.cos(a) * r])
            t = rng.uniform(0, 2 * np.pi)
            way = np.array([np.sin(t), 0, np.cos(t)]) * 0.045
            color = SPRINKLES[i % 6] if distance(SPRINKLES[i % 6], c) > 0.5 else SPRINKLES[4]
            clay.capsule(on(*(at - way)), on(*(at + way)), 0.024, color, blend=0.003)


@subject(
    "cup", group="thing", color="blue", height=1.5, home="room", facing=0.45, emoji="☕🍵", grip=0.3,
    en=("cup", "cups", "coffee cup", "mug", "cup of coffee", "coffee", "teacup", "cup of tea", "tea"),
    zh=("杯子", "咖啡杯", "咖啡", "茶杯", "马克杯", "杯", "茶", "热茶", "水杯"),
    near_en=("bowl", "glass of water", "wine glass", "vase", "pot", "bucket"), near_zh=("碗", "花瓶", "水桶", "锅"),
)  # fmt: skip
def cup(clay: Clay, look: Look) -> None:
    c, rng = look.color, look.rng
    saucer = shade(c, 0.8) if rng.random() < 0.5 else CHALK
    clay.cone((0, 0.0, 0), (0, 0.10, 0), 0.66, 0.72, saucer, round=0.045, blend=0.01, gloss=0.3)
    clay.cone((0, 0.09, 0), (0, 0.98, 0), 0.33, 0.47, c, round=0.06, blend=0.02, gloss=0.35)
    clay.torus((0.50, 0.58, 0), 0.20, 0.065, c, turn=rotation(pitch=np.pi / 2), blend=0.04, gloss=0.35)
    clay.cone((0, 0.24, 0), (0, 1.2, 0), 0.28, 0.44, shade(c, 1.2), carve=True, gloss=0.3)
    clay.cone((0, 0.5, 0), (0, 0.86, 0), 0.36, 0.40, (0.13, 0.05, 0.015), round=0.01, blend=0.005, gloss=0.5)
    clay.ellipsoid((0.06, 0.865, 0.04), (0.17, 0.015, 0.13), (0.65, 0.42, 0.2), blend=0.02)
    for i in range(3):
        x = -0.16 + 0.16 * i
        with clay.part("steam", drift((0.02, 0.16, 0.0), 3.4, (0.5 + i / 3) % 1.0, 0.02), pivot=(x, 1.16, 0)):
            clay.tube(
                [(x, 1.06, 0), (x + 0.05, 1.17, 0), (x - 0.04, 1.29, 0), (x + 0.02, 1.40, 0)],
                0.034,
                0.026,
                (0.93, 0.93, 0.93),
                emit=0.15,
            )


@subject(
    "bottle", group="thing", color="green", height=1.0, home="beach", facing=0.5, emoji="🍾🍶🍼", grip=0.5,
    en=("bottle", "bottles", "message in a bottle", "message in the bottle", "message bottle", "glass bottle",
        "letter in a bottle",
        "bottle with a message"),
    zh=("瓶子", "漂流瓶", "玻璃瓶", "瓶中信", "瓶子里的信", "瓶中的信", "装着信的瓶子"),
    near_en=("jar", "flask", "potion", "perfume", "bottle of wine"), near_zh=("罐子", "药水", "香水", "葫芦", "酒瓶"),
        traits=("glowing",),
)  # fmt: skip
def bottle(clay: Clay, look: Look) -> None:
    """It leans in the sand; a rolled letter with a red ribbon shows through a window in the glass."""
    c = mix(look.color, (0.72, 0.95, 0.88), 0.42)
    emit = 1.0 if look.has("glowing") else 0.12
    turn, at = rotation(roll=-0.60, pitch=0.12), np.array([-0.22, 0.10, 0.0])
    paper, cork = (0.96, 0.88, 0.66), (0.62, 0.40, 0.20)

    def on(x: float, y: float, z: float) -> np.ndarray:
        return turn @ np.array([x, y, z]) + at

    with clay.part("bottle", swing("z", 2.0, 3.3), pivot=(0, 0, 0)):
        clay.cone(on(0, 0.0, 0), on(0, 0.62, 0), 0.25, 0.25, c, round=0.09, gloss=0.9, emit=emit)
        clay.cone(on(0, 0.54, 0), on(0, 0.82, 0), 0.22, 0.095, c, round=0.06, blend=0.06, gloss=0.9, emit=emit)
        clay.cone(on(0, 0.78, 0), on(0, 1.02, 0), 0.095, 0.095, c, round=0.02, blend=0.02, gloss=0.9, emit=emit)
        clay.torus(on(0, 0.99, 0), 0.095, 0.032, c, turn=turn, blend=0.01, gloss=0.9, emit=emit)
        clay.cone(on(0, 0.96, 0), on(0, 1.13, 0), 0.078, 0.092, cork, round=0.02, blend=0.004)
        clay.ellipsoid(on(0, 0.34, 0.30), (0.165, 0.26, 0.10), INK, turn=turn, blend=0.02, carve=True, gloss=0.8)
        clay.cone(on(0.0, 0.12, 0.185), on(0.0, 0.58, 0.185), 0.088, 0.088, paper, round=0.02, blend=0.003, emit=0.25)
        clay.torus(on(0.0, 0.35, 0.185), 0.088, 0.02, (0.85, 0.08, 0.08), turn=turn, blend=0.003)
        clay.ellipsoid(on(0.0, 0.35, 0.28), (0.045, 0.035, 0.02), (0.85, 0.08, 0.08), turn=turn, blend=0.006)
    clay.ellipsoid((-0.30, 0.0, 0.0), (0.42, 0.07, 0.34), (0.80, 0.66, 0.44), blend=0.05)


@subject(
    "book", group="thing", color="red", height=0.95, home="library", measure="本", facing=0.25, emoji="📖📕📚📗📘", grip=0.42,
    en=("book", "books", "storybook", "old book", "magic book", "diary", "notebook"), zh=("书", "书本", "魔法书",
        "日记", "笔记本", "古书", "故事书"),
    near_en=("letter", "map", "scroll", "newspaper", "magazine"), near_zh=("信", "地图", "卷轴",
        "报纸", "杂志", "信封"), traits=("glowing",),
)  # fmt: skip
def book(clay: Clay, look: Look) -> None:
    c, paper = look.color, (0.95, 0.90, 0.78)
    emit = 0.8 if look.has("glowing") else 0.0
    for side in (-1, 1):
        tilt = rotation(roll=side * 0.20, pitch=0.95)
        up = rotation(pitch=0.95)
        at = up @ np.array([side * 0.44, 0.05, 0.0]) + np.array([0, 0.50, 0])
        clay.box(at - tilt[:, 1] * 0.05, (0.46, 0.03, 0.58), c, round=0.028, turn=tilt, blend=0.02, gloss=0.2)
        with clay.part("page", swing("z", 1.0, 2.9, side), pivot=(0, 0.5, 0)):
            clay.box(at + tilt[:, 1] * 0.02, (0.42, 0.05, 0.54), paper, round=0.04, turn=tilt, blend=0.02, emit=emit)
            for line in range(5):
                z = -0.36 + 0.17 * line
                wide = 0.29 if line != 4 else 0.18
                clay.box(
                    at + tilt @ np.array([-0.02 * side, 0.072, z]),
                    (wide, 0.008, 0.018),
                    (0.30, 0.24, 0.2),
                    round=0.006,
                    turn=tilt,
                    blend=0.002,
                )
    clay.box((0, 0.16, -0.32), (0.36, 0.14, 0.10), mix(c, INK, 0.5), round=0.06, blend=0.04)


@subject(
    "lantern", group="thing", color="gold", height=1.3, measure="盏", facing=0.3, emoji="🏮🔦", grip=0.4,
    en=("lantern", "lanterns", "torch", "oil lamp"), zh=("提灯", "油灯", "火把", "马灯", "手电筒"),
    near_en=("flashlight", "campfire", "fire"), near_zh=("篝火", "火"), traits=("glowing",),
)  # fmt: skip
def lantern(clay: Clay, look: Look) -> None:
    c, iron = look.color, mix(look.color, (0.10, 0.08, 0.07), 0.72)
    with clay.part("lantern", swing("z", 4, 2.7), pivot=(0, 1.3, 0)):
        clay.cone((0, 0.0, 0), (0, 0.14, 0), 0.34, 0.28, iron, round=0.04, gloss=0.4)
        clay.cone(
            (0, 0.14, 0), (0, 0.72, 0), 0.235, 0.235, (1.0, 0.80, 0.38), round=0.06, blend=0.006, emit=0.75, gloss=0.7
        )
        with clay.part("flame", Flicker(0.07, 0.9), Pulse(0.0, 1.9, glow=0.2), pivot=(0, 0.4, 0.2)):
            clay.ellipsoid((0, 0.40, 0.205), (0.09, 0.16, 0.06), (1.0, 0.93, 0.65), blend=0.03, emit=2.2)
        for i in range(4):
            a = i * np.pi / 2 + np.pi / 4
            x, z = np.cos(a) * 0.265, np.sin(a) * 0.265
            clay.capsule((x, 0.10, z), (x, 0.76, z), 0.028, iron, blend=0.01, gloss=0.4)
        clay.cone((0, 0.72, 0), (0, 0.96, 0), 0.36, 0.10, iron, round=0.04, gloss=0.4)
        clay.ellipsoid((0, 1.0, 0), (0.085, 0.07, 0.085), c, blend=0.03, gloss=0.5)
        clay.torus((0, 1.14, 0), 0.13, 0.026, iron, turn=rotation(pitch=np.pi / 2), blend=0.02, gloss=0.4)


@subject(
    "paper_lantern", group="thing", color="red", height=1.7, measure="盏", facing=0.3, emoji="🏮", grip=0.5, light="night", lift=0.35,
    en=("paper lantern", "paper lanterns", "chinese lantern", "sky lantern"), zh=("灯笼", "红灯笼", "纸灯笼", "孔明灯", "花灯"), traits=("glowing",),
)  # fmt: skip
def paper_lantern(clay: Clay, look: Look) -> None:
    """Round, ribbed, lit from within, with a tassel."""
    c, brass = look.color, (0.90, 0.66, 0.20)
    with clay.part("lantern", swing("z", 4, 2.9), Pulse(0.0, 2.3, glow=0.08), pivot=(0, 1.7, 0)):
        clay.ellipsoid((0, 0.98, 0), (0.56, 0.44, 0.56), mix(c, (1.0, 0.62, 0.2), 0.25), blend=0.01, emit=0.85)
        for i in range(12):
            turn = rotation(yaw=i * np.pi / 12)
            clay.ellipsoid((0, 0.98, 0), (0.012, 0.452, 0.575), shade(c, 0.75), turn=turn, blend=0.004, emit=0.25)
        for y in (0.58, 1.38):
            clay.cone((0, y - 0.06, 0), (0, y + 0.06, 0), 0.25, 0.25, brass, round=0.03, blend=0.006, gloss=0.6)
        clay.torus((0, 1.54, 0), 0.10, 0.022, brass, turn=rotation(pitch=np.pi / 2), gloss=0.6)
        with clay.part("tassel", swing("x", 5, 1.9), pivot=(0, 0.5, 0)):
            clay.ellipsoid((0, 0.44, 0), 0.065, brass, gloss=0.6)
            clay.cone((0, 0.40, 0), (0, 0.0, 0), 0.05, 0.10, c, round=0.02)
