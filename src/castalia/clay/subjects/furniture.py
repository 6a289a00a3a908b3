"""What stands in a room."""

from __future__ import annotations

import numpy as np

from castalia.clay.motion import Flicker, Pulse, swing
from castalia.clay.paint import CHALK, INK, WOOD, Color, distance, mix, shade
from castalia.clay.sculpt import Clay, along, rotation
from castalia.clay.subjects.catalogue import Look, subject

BULB: Color = (1.0, 0.86, 0.50)


@subject(
    "lamp", group="thing", color="teal", height=1.75, home="room", measure="盏", facing=0.45, light="night", emoji="💡",
    en=("desk lamp", "desk lamps", "lamp", "table lamp", "reading lamp", "floor lamp", "spotlight"),
    zh=("台灯", "灯", "落地灯", "阅读灯"), near_en=("street lamp", "light bulb", "chandelier", "lamppost"),
    near_zh=("路灯", "灯泡", "吊灯"), traits=("glowing",),
)  # fmt: skip
def lamp(clay: Clay, look: Look) -> None:
    """A jointed reading lamp that bows forwards, lit."""
    c, iron = look.color, (0.30, 0.31, 0.34)
    clay.cone((0, 0, -0.1), (0, 0.11, -0.1), 0.42, 0.36, c, round=0.045, gloss=0.4)
    elbow, top = np.array([0.0, 0.86, -0.42]), np.array([0.0, 1.52, 0.02])
    clay.capsule((0, 0.10, -0.1), elbow, 0.045, iron, gloss=0.5)
    clay.ellipsoid((0, 0.14, -0.11), 0.10, c, gloss=0.4)
    with clay.part("arm", swing("x", 2.5, 3.9), pivot=elbow):
        clay.ellipsoid(elbow, 0.085, c, gloss=0.4)
        clay.capsule(elbow, top, 0.045, iron, gloss=0.5)
        clay.ellipsoid(top, 0.08, c, gloss=0.4)
        way = np.array([0.0, -0.75, 0.66])
        start, end = top + way * 0.02, top + way * 0.50
        clay.cone(start, end, 0.12, 0.40, c, round=0.03, gloss=0.4)
        clay.cone(top + way * 0.30, end + way * 0.08, 0.22, 0.37, (1.0, 0.92, 0.72), round=0.01, blend=0.01, carve=True)
        clay.cone(top + way * 0.28, top + way * 0.31, 0.25, 0.27, BULB, round=0.01, blend=0.006, emit=1.2)
        with clay.part("bulb", Pulse(0.0, 3.1, glow=0.08), pivot=top):
            clay.ellipsoid(top + way * 0.40, 0.14, BULB, blend=0.01, emit=2.4)


@subject(
    "candle", group="thing", color="white", height=1.1, home="room", measure="支", facing=0.2, light="night", emoji="🕯",
    en=("candle", "candles", "candlestick", "burning candle"), zh=("蜡烛", "烛台", "烛火", "红烛"), grip=0.4, traits=("glowing",),
)  # fmt: skip
def candle(clay: Clay, look: Look) -> None:
    c, brass = look.color, (0.80, 0.55, 0.16)
    clay.cone((0, 0, 0), (0, 0.07, 0), 0.34, 0.40, brass, round=0.03, gloss=0.6)
    clay.torus((0.42, 0.10, 0), 0.10, 0.03, brass, turn=rotation(pitch=np.pi / 2), gloss=0.6)
    clay.cone((0, 0.05, 0), (0, 0.16, 0), 0.20, 0.20, brass, round=0.03, gloss=0.6)
    clay.cone((0, 0.12, 0), (0, 0.78, 0), 0.155, 0.145, c, round=0.03, emit=0.10)
    for x, y, z in ((0.12, 0.66, 0.09), (-0.13, 0.58, 0.08), (0.02, 0.62, 0.155)):
        clay.capsule((x, y, z), (x, 0.76, z), 0.035, c, blend=0.03, emit=0.12)
    clay.capsule((0, 0.76, 0), (0.01, 0.86, 0), 0.014, INK)
    with clay.part("flame", Flicker(0.08, 0.9), pivot=(0, 0.86, 0)):
        clay.cone((0, 0.86, 0), (0, 1.12, 0), 0.075, 0.012, (1.0, 0.62, 0.12), round=0.012, blend=0.02, emit=2.2)
        clay.ellipsoid((0, 0.91, 0), (0.065, 0.085, 0.065), (1.0, 0.88, 0.45), blend=0.04, emit=2.6)


@subject(
    "chair", group="thing", color="brown", height=1.4, home="room", measure="把", facing=0.55, emoji="🪑", seat=(0, 0.70, 0.05),
    en=("chair", "chairs", "armchair", "stool", "wooden chair"), zh=("椅子", "凳子", "木椅", "座椅"), near_en=("throne", "swing"), near_zh=("宝座", "秋千"),
)  # fmt: skip
def chair(clay: Clay, look: Look) -> None:
    c = look.color
    for x in (-0.34, 0.34):
        clay.cone((x, 0, 0.32), (x, 0.62, 0.30), 0.05, 0.06, c, round=0.03)
        clay.cone((x, 0, -0.38), (x, 1.40, -0.34), 0.05, 0.055, c, round=0.03)
    clay.box((0, 0.64, -0.02), (0.44, 0.055, 0.42), shade(c, 1.15), round=0.05)
    for y in (0.92, 1.10, 1.28):
        clay.box((0, y, -0.36), (0.34, 0.055, 0.028), shade(c, 1.1), round=0.025)
    clay.capsule((-0.34, 0.28, 0.0), (0.34, 0.28, 0.0), 0.03, shade(c, 0.85))


@subject(
    "table", group="thing", color="brown", height=0.95, home="room", measure="张", facing=0.25,
    en=("table", "tables", "wooden table", "round table", "dining table"), zh=("桌子", "餐桌", "圆桌", "木桌"), near_en=("bench", "counter", "shelf"),
    near_zh=("长凳", "柜台", "架子"), stands=((0, 0.95, 0),),
)  # fmt: skip
def table(clay: Clay, look: Look) -> None:
    c = look.color
    clay.cone((0, 0.85, 0), (0, 0.95, 0), 0.93, 0.95, shade(c, 1.12), round=0.04, gloss=0.2)
    clay.cone((0, 0.10, 0), (0, 0.88, 0), 0.13, 0.16, c, round=0.03, blend=0.06)
    for x, z, _ in ((0.5, 0.3, 0), (-0.5, 0.3, 0), (0, -0.55, 0)):
        clay.cone((0, 0.22, 0), (x, 0.03, z), 0.09, 0.06, shade(c, 0.9), round=0.03, blend=0.06)


@subject(
    "desk", group="thing", color="brown", height=0.92, home="room", measure="张", facing=0.25, en=("desk", "desks", "writing desk", "workbench"),
    zh=("书桌", "桌", "办公桌", "写字台", "课桌", "工作台"), stands=((0, 0.92, 0.02),),
)  # fmt: skip
def desk(clay: Clay, look: Look) -> None:
    c, knob = look.color, (0.85, 0.62, 0.20)
    clay.box((0, 0.87, 0), (1.12, 0.05, 0.56), shade(c, 1.15), round=0.03, gloss=0.25)
    clay.box((0, 0.74, 0.44), (0.36, 0.08, 0.03), c, round=0.02)
    clay.box((0, 0.50, -0.46), (1.0, 0.32, 0.03), shade(c, 0.85), round=0.02)
    for side in (-1, 1):
        clay.box((side * 0.76, 0.45, 0), (0.30, 0.40, 0.48), c, round=0.03)
        for y in (0.22, 0.47, 0.70):
            clay.box((side * 0.76, y, 0.485), (0.25, 0.10, 0.02), shade(c, 1.2), round=0.02, blend=0.006)
            clay.ellipsoid((side * 0.76, y, 0.52), 0.035, knob, blend=0.004, gloss=0.6)
        for z in (-0.4, 0.4):
            clay.cone((side * 0.98, 0, z), (side * 0.98, 0.08, z), 0.05, 0.06, shade(c, 0.7), round=0.02)


@subject(
    "sofa", group="thing", color="teal", height=1.05, home="room", measure="张", facing=0.3, emoji="🛋", stands=((0, 0.58, 0.15),),
    en=("sofa", "sofas", "couch", "settee"), zh=("沙发", "长沙发"), seat=(0, 0.66, 0.15),
)  # fmt: skip
def sofa(clay: Clay, look: Look) -> None:
    c = look.color
    clay.box((0, 0.32, 0), (1.0, 0.22, 0.48), c, round=0.12)
    clay.box((0, 0.66, -0.36), (0.98, 0.38, 0.16), c, round=0.14)
    for side in (-1, 1):
        clay.box((side * 1.0, 0.46, 0.02), (0.16, 0.32, 0.48), shade(c, 0.92), round=0.14)
        clay.box((side * 0.42, 0.52, 0.12), (0.41, 0.10, 0.38), shade(c, 1.15), round=0.09, blend=0.01)
        clay.box(
            (side * 0.42, 0.78, -0.18),
            (0.40, 0.24, 0.10),
            shade(c, 1.12),
            round=0.10,
            blend=0.01,
            turn=rotation(pitch=-0.15),
        )
        clay.cone((side * 0.9, 0, 0.3), (side * 0.9, 0.12, 0.3), 0.05, 0.07, WOOD, round=0.02)
    accent = (0.95, 0.66, 0.18) if distance(c, (0.95, 0.66, 0.18)) > 0.5 else CHALK
    clay.box(
        (0.62, 0.80, 0.03), (0.22, 0.22, 0.08), accent, round=0.08, turn=rotation(pitch=-0.3, roll=0.3), blend=0.01
    )


@subject(
    "bed", group="thing", color="blue", height=1.1, home="room", measure="张", facing=0.7, emoji="🛏", stands=((0, 0.60, 0.25),),
    en=("bed", "beds"), zh=("床", "小床", "木床"), near_en=("cradle", "hammock"), near_zh=("摇篮", "吊床"), seat=(0, 0.62, 0.3),
)  # fmt: skip
def bed(clay: Clay, look: Look) -> None:
    c = look.color
    clay.box((0, 0.26, 0), (0.72, 0.10, 1.12), WOOD, round=0.04)
    clay.box((0, 0.62, -1.12), (0.76, 0.46, 0.06), WOOD, round=0.06)
    clay.box((0, 0.40, 1.12), (0.76, 0.26, 0.05), WOOD, round=0.05)
    clay.box((0, 0.42, 0), (0.68, 0.13, 1.06), CHALK, round=0.10)
    clay.box((0, 0.49, 0.30), (0.71, 0.11, 0.78), c, round=0.10, blend=0.01)
    clay.box((0, 0.565, -0.42), (0.71, 0.06, 0.12), mix(c, CHALK, 0.65), round=0.05, blend=0.01)
    clay.box((0, 0.60, -0.82), (0.44, 0.11, 0.22), CHALK, round=0.10, blend=0.01, turn=rotation(pitch=0.25))
    for x in (-0.66, 0.66):
        for z in (-1.05, 1.05):
            clay.cone((x, 0, z), (x, 0.2, z), 0.05, 0.07, WOOD, round=0.02)


@subject(
    "treasure_chest", group="thing", color="brown", height=1.15, facing=0.5, home="beach", emoji="🧰",
    en=("treasure chest", "treasure chests", "chest", "treasure", "pirate treasure"), zh=("宝箱", "百宝箱", "宝藏", "藏宝箱"), near_en=("trunk", "suitcase"),
    near_zh=("行李箱", "手提箱"),
)  # fmt: skip
def treasure_chest(clay: Clay, look: Look) -> None:
    c, gold, rng = look.color, (0.95, 0.70, 0.16), look.rng
    clay.box((0, 0.32, 0), (0.66, 0.32, 0.42), c, round=0.04)
    lid = rotation(pitch=-0.75)
    hinge = np.array([0.0, 0.64, -0.40])
    clay.cone(hinge + lid @ np.array([-0.66, 0.06, 0.42]), hinge + lid @ np.array([0.66, 0.06, 0.42]), 0.42, 0.42,
              c, round=0.03, blend=0.01, flat=0.6, spin=-0.75)  # fmt: skip
    for x in (-0.5, 0.0, 0.5):
        clay.box((x, 0.32, 0), (0.055, 0.335, 0.44), gold, round=0.02, blend=0.004, gloss=0.6)
    clay.box((0, 0.60, 0.0), (0.67, 0.04, 0.435), gold, round=0.02, blend=0.004, gloss=0.6)
    clay.box((0, 0.50, 0.45), (0.11, 0.13, 0.03), gold, round=0.03, blend=0.004, gloss=0.6)
    clay.ellipsoid((0, 0.50, 0.485), 0.035, INK, blend=0.004)
    clay.ellipsoid((0, 0.62, 0.02), (0.58, 0.16, 0.36), gold, blend=0.01, gloss=0.6)
    for i in range(22):
        x, z = rng.uniform(-0.5, 0.5), rng.uniform(-0.26, 0.34)
        tilt = along((rng.uniform(-0.7, 0.7), 1.0, rng.uniform(-0.2, 0.9)))
        at = np.array([x, 0.74 - 0.35 * x * x, z])
        if i % 5:
            clay.cone(
                at - tilt[:, 1] * 0.02,
                at + tilt[:, 1] * 0.02,
                0.095,
                0.095,
                shade(gold, rng.uniform(0.9, 1.15)),
                round=0.015,
                blend=0.003,
                gloss=0.6,
            )
        else:
            gem = ((0.9, 0.08, 0.15), (0.1, 0.6, 0.3), (0.12, 0.3, 0.95))[int(rng.integers(3))]
            clay.ellipsoid(at + tilt[:, 1] * 0.03, 0.075, gem, blend=0.003, gloss=0.9)
