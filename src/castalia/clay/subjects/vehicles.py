"""Vehicles."""

from __future__ import annotations

import numpy as np

from castalia.clay.motion import Flicker, bob, swing
from castalia.clay.paint import CHALK, INK, distance, mix, shade
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.catalogue import Look, subject


@subject(
    "rocket", group="vehicle", color="red", height=2.4, measure="枚", home="moon", facing=0.3, emoji="🚀",
    en=("rocket", "rockets", "spaceship", "rocket ship", "spacecraft", "space ship"), zh=("火箭", "宇宙飞船", "飞船",
        "太空船", "航天器"),
    near_en=("missile", "space shuttle", "space station"), near_zh=("导弹", "航天飞机", "空间站"),
)  # fmt: skip
def rocket(clay: Clay, look: Look) -> None:
    c, rng = look.color, look.rng
    body = CHALK if distance(c, CHALK) > 0.4 else (0.55, 0.60, 0.68)
    still = look.action in ("standing", "sitting", "sleeping")
    flying = look.action in ("flying", "floating") or (not still and rng.random() < 0.5)
    o = 0.35
    with clay.part(
        "rocket", *((bob(0.05, 2.3), swing("z", 1.5, 1.7)) if flying else (swing("z", 0.7, 2.9),)), pivot=(0, 1.0, 0)
    ):
        clay.ellipsoid((0, 0.95 + o, 0), (0.33, 0.82, 0.33), body, gloss=0.3)
        clay.ellipsoid((0, 1.52 + o, 0), (0.215, 0.40, 0.215), c, blend=0.005, gloss=0.3)
        clay.cone((0, 1.78 + o, 0), (0, 2.0 + o, 0), 0.04, 0.015, c, round=0.015)
        for i in range(3):
            a = i * 2 * np.pi / 3 + 0.5
            out = np.array([np.sin(a), 0.0, np.cos(a)])
            root, tip = out * 0.26 + np.array([0, 0.62 + o, 0]), out * 0.52 + np.array([0, 0.18 + o, 0])
            across = rotation(yaw=a + np.pi / 2)
            clay.box(
                (root + tip) / 2,
                (0.15, 0.235, 0.035),
                c,
                round=0.034,
                blend=0.05,
                gloss=0.25,
                turn=across @ rotation(roll=-0.55),
            )
        clay.cone((0, 0.08 + o, 0), (0, 0.25 + o, 0), 0.22, 0.17, (0.25, 0.26, 0.3), round=0.03, gloss=0.4)
        clay.torus((0, 0.55 + o, 0), 0.305, 0.03, c, blend=0.01)
        clay.ellipsoid((0, 1.12 + o, 0.29), (0.135, 0.135, 0.075), (0.05, 0.2, 0.4), blend=0.005, gloss=0.95)
        clay.torus(
            (0, 1.12 + o, 0.315), 0.14, 0.035, (0.6, 0.62, 0.68), turn=rotation(pitch=np.pi / 2), blend=0.01, gloss=0.5
        )
        if flying:
            with clay.part("flame", Flicker(0.14, 0.7), pivot=(0, 0.12 + o, 0)):
                clay.cone((0, 0.12 + o, 0), (0, -0.30 + o, 0), 0.17, 0.02, (1.0, 0.45, 0.05), round=0.02, emit=2.2)
                clay.cone((0, 0.12 + o, 0), (0, -0.14 + o, 0), 0.11, 0.02, (1.0, 0.85, 0.3), round=0.02, emit=2.5)
        else:
            for i in range(3):
                a = i * 2 * np.pi / 3 + 0.5
                foot = (np.sin(a) * 0.48, 0.04, np.cos(a) * 0.48)
                clay.capsule((np.sin(a) * 0.38, 0.32 + o, np.cos(a) * 0.38), foot, 0.05, (0.3, 0.31, 0.35))


@subject(
    "boat", group="vehicle", color="blue", height=2.1, measure="艘", home="beach", facing=1.15, floats=True,
    emoji="⛵🚤🛶⛴",
    en=("boat", "boats", "sailboat", "sailing boat", "yacht"), zh=("船", "小船", "帆船", "游艇", "船只"),
    near_en=("canoe", "ferry", "raft", "kayak", "paper boat", "ark", "rowing boat"),
    near_zh=("独木舟", "渡轮", "木筏", "皮划艇", "纸船", "方舟"), seat=(0, 0.32, 0.38),
)  # fmt: skip
def boat(clay: Clay, look: Look) -> None:
    c, y, wood = look.color, 0.02, (0.5, 0.28, 0.12)
    sail = CHALK if distance(c, CHALK) > 0.4 else (0.9, 0.3, 0.2)
    with clay.part("boat", swing("z", 4.5, 3.1), swing("x", 3, 4.3), bob(0.035, 2.7), pivot=(0, 0.2, 0)):
        clay.ellipsoid((0, 0.42 + y, 0), (0.42, 0.42, 0.98), c, blend=0.02)
        clay.box((0, 0.92 + y, 0), (0.46, 0.50, 1.02), wood, round=0.02, carve=True)
        clay.ellipsoid((0, 0.62 + y, 0), (0.32, 0.26, 0.80), wood, blend=0.01, carve=True)
        # With somebody aboard the mast stands further back and leaves the bow free.
        mast = -0.28 if "ridden" in look.hands else 0.08
        clay.capsule((0, 0.25 + y, mast), (0, 1.95 + y, mast), 0.04, (0.45, 0.27, 0.12), blend=0.02)
        with clay.part("sail"):
            clay.cone(
                (0, 0.66 + y, mast - 0.40), (0, 1.88 + y, mast - 0.06), 0.36, 0.03, sail,
                round=0.025, blend=0.005, flat=0.10, spin=np.pi / 2,
            )  # fmt: skip
            if "ridden" not in look.hands:
                clay.cone(
                    (0, 0.66 + y, 0.45), (0, 1.65 + y, 0.16), 0.26, 0.02, mix(sail, c, 0.35),
                    round=0.02, blend=0.005, flat=0.12, spin=np.pi / 2,
                )  # fmt: skip
        for side in (-1, 1):
            clay.capsule((side * 0.20, 0.60 + y, -0.42), (side * 0.52, 0.52 + y, 0.46), 0.024, wood)
            clay.ellipsoid(
                (side * 0.60, 0.50 + y, 0.64), (0.06, 0.03, 0.17), wood, blend=0.02, turn=rotation(yaw=side * 0.36)
            )
        with clay.part("flag", swing("y", 18, 1.1), pivot=(0, 2.0 + y, mast - 0.02)):
            clay.box((0, 2.0 + y, mast - 0.13), (0.016, 0.07, 0.14), c, round=0.01, blend=0.004)
        clay.box((0, 0.40 + y, -0.5), (0.26, 0.05, 0.10), wood, round=0.02)
        clay.box((0, 0.40 + y, 0.5), (0.22, 0.05, 0.08), wood, round=0.02)


@subject(
    "car", group="vehicle", color="red", height=1.15, measure="辆", home="city", facing=0.95, emoji="🚗🚙🚕🏎🚓",
    en=("car", "cars", "automobile", "toy car", "little car", "sports car"), zh=("汽车", "小汽车", "车", "轿车", "小车", "玩具车", "跑车"),
    near_en=("taxi", "jeep", "tractor", "rover", "fire truck", "race car",
             "ambulance", "tank", "carriage"),
    near_zh=("出租车", "拖拉机", "月球车", "消防车", "赛车", "救护车", "马车", "坦克"), seat=(0, 0.98, -0.1),
)  # fmt: skip
def car(clay: Clay, look: Look) -> None:
    c = look.color
    glass, chrome = (0.25, 0.42, 0.55), (0.70, 0.72, 0.75)
    with clay.part("body", bob(0.012, 0.45), pivot=(0, 0.3, 0)):
        clay.box((0, 0.42, 0), (0.46, 0.20, 0.92), c, round=0.18, blend=0.05, gloss=0.5)
        clay.box((0, 0.70, -0.10), (0.38, 0.26, 0.48), c, round=0.20, blend=0.08, gloss=0.5)
        clay.box(
            (0, 0.74, 0.345), (0.30, 0.13, 0.03), glass, round=0.03, blend=0.01, gloss=0.9, turn=rotation(pitch=-0.35)
        )
        clay.box(
            (0, 0.74, -0.555), (0.28, 0.12, 0.03), glass, round=0.03, blend=0.01, gloss=0.9, turn=rotation(pitch=0.3)
        )
        for side in (-1, 1):
            for z in (0.12, -0.30):
                clay.box((side * 0.372, 0.74, z), (0.02, 0.125, 0.165), glass, round=0.02, blend=0.008, gloss=0.9)
            clay.ellipsoid(
                (side * 0.29, 0.44, 0.89), (0.105, 0.105, 0.05), (1.0, 0.92, 0.65), blend=0.01, emit=0.9, gloss=0.6
            )
            clay.torus(
                (side * 0.29, 0.44, 0.895), 0.11, 0.02, chrome, turn=rotation(pitch=np.pi / 2), blend=0.005, gloss=0.6
            )
            clay.ellipsoid((side * 0.31, 0.44, -0.90), (0.09, 0.06, 0.03), (0.9, 0.06, 0.05), blend=0.01, emit=0.7)
        clay.capsule((-0.36, 0.27, 0.90), (0.36, 0.27, 0.90), 0.05, chrome, blend=0.01, gloss=0.6)
        clay.capsule((-0.36, 0.27, -0.90), (0.36, 0.27, -0.90), 0.05, chrome, blend=0.01, gloss=0.6)
    for x in (-0.40, 0.40):
        for z in (-0.55, 0.55):
            clay.cone((x - 0.09, 0.21, z), (x + 0.09, 0.21, z), 0.215, 0.215, INK, round=0.06, blend=0.01)
            clay.cone(
                (x + np.sign(x) * 0.06, 0.21, z),
                (x + np.sign(x) * 0.11, 0.21, z),
                0.115,
                0.10,
                shade(chrome, 1.1),
                round=0.02,
                blend=0.006,
                gloss=0.6,
            )
