"""Instruments and machines that are small enough to be carried."""

from __future__ import annotations

import numpy as np

from castalia.clay.motion import Pulse, spin, swing
from castalia.clay.paint import CHALK, INK, STEEL, Color, distance, mix, shade
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.catalogue import Look, subject
from castalia.clay.subjects.rings import ring

UPRIGHT = rotation(pitch=np.pi / 2)
SCREEN: Color = (0.10, 0.55, 0.85)


@subject(
    "clock", group="thing", color="red", height=1.5, home="room", facing=0.25, emoji="⏰🕰⌚", grip=0.4,
    en=("clock", "clocks", "alarm clock", "watch", "timepiece"), zh=("时钟", "闹钟", "钟", "钟表", "手表"), near_en=("hourglass", "stopwatch", "compass"),
    near_zh=("沙漏", "秒表", "指南针"),
)  # fmt: skip
def clock(clay: Clay, look: Look) -> None:
    c, brass = look.color, (0.85, 0.62, 0.20)
    at = np.array([0.0, 0.68, 0.0])
    clay.cone((0, 0.68, -0.20), (0, 0.68, 0.20), 0.60, 0.60, c, round=0.07, gloss=0.4)
    clay.cone((0, 0.68, 0.19), (0, 0.68, 0.23), 0.50, 0.50, CHALK, round=0.015, blend=0.004, gloss=0.3)
    clay.torus((0, 0.68, 0.21), 0.53, 0.045, brass, turn=UPRIGHT, blend=0.006, gloss=0.6)
    for i, (x, y, a) in enumerate(ring(12, 0.42)):
        long = 0.06 if i % 3 == 0 else 0.03
        clay.box((x, 0.68 + y, 0.235), (0.016, long, 0.012), INK, round=0.006, blend=0.002, turn=rotation(roll=-a))
    with clay.part("minute", spin("z", -60.0), pivot=at):
        clay.capsule((0, 0.68, 0.25), (0.17, 0.98, 0.25), 0.020, INK, blend=0.002)
    clay.capsule((0, 0.68, 0.26), (-0.20, 0.82, 0.26), 0.028, INK, blend=0.002)
    clay.ellipsoid((0, 0.68, 0.265), 0.045, c, blend=0.003, gloss=0.5)
    with clay.part("bells", swing("z", 2.5, 0.5), pivot=at):
        for side in (-1, 1):
            clay.ellipsoid(
                (side * 0.40, 1.26, 0),
                (0.24, 0.17, 0.20),
                brass,
                turn=rotation(roll=-side * 0.55),
                blend=0.01,
                gloss=0.7,
            )
            clay.capsule((side * 0.26, 1.05, 0), (side * 0.36, 1.20, 0), 0.03, STEEL)
    clay.capsule((0, 1.22, 0), (0, 1.42, 0), 0.03, STEEL)
    clay.ellipsoid((0, 1.44, 0), 0.065, brass, gloss=0.6)
    for side in (-1, 1):
        clay.cone((side * 0.30, 0.22, 0), (side * 0.44, 0.0, 0), 0.06, 0.08, brass, round=0.04, gloss=0.6)


@subject(
    "computer", group="thing", color="gray", height=1.25, home="room", measure="台", facing=0.35, emoji="💻🖥", grip=0.45,
    en=("laptop", "laptops", "computer", "notebook computer", "pc"), zh=("电脑", "笔记本电脑", "计算机", "手提电脑"), near_en=("television", "tv", "monitor", "screen", "typewriter", "radio"),
    near_zh=("电视", "电视机", "显示器", "屏幕", "打字机", "收音机"),
)  # fmt: skip
def computer(clay: Clay, look: Look) -> None:
    c = look.color
    clay.box((0, 0.06, 0.20), (0.82, 0.055, 0.54), c, round=0.04, gloss=0.4)
    for row in range(4):
        for col in range(9):
            clay.box(
                (-0.60 + 0.15 * col, 0.118, -0.12 + 0.14 * row),
                (0.058, 0.018, 0.052),
                shade(INK, 3),
                round=0.012,
                blend=0.002,
            )
    clay.box((0, 0.115, 0.56), (0.24, 0.008, 0.13), shade(c, 0.75), round=0.006, blend=0.002)
    tilt = rotation(pitch=-0.22)
    hinge = np.array([0.0, 0.10, -0.34])
    clay.box(hinge + tilt @ np.array([0, 0.56, 0]), (0.82, 0.56, 0.04), c, round=0.035, turn=tilt, gloss=0.4)
    clay.box(
        hinge + tilt @ np.array([0, 0.57, 0.04]),
        (0.74, 0.47, 0.012),
        (0.03, 0.10, 0.20),
        round=0.01,
        turn=tilt,
        blend=0.002,
        emit=0.6,
    )
    with clay.part("screen", Pulse(0.0, 2.9, glow=0.12), pivot=hinge):
        for i, wide in enumerate((0.30, 0.46, 0.20, 0.38, 0.26)):
            color = ((0.2, 0.9, 0.6), SCREEN, (1.0, 0.75, 0.25), SCREEN, (0.95, 0.4, 0.6))[i]
            at = hinge + tilt @ np.array([-0.60 + wide + 0.07 * (i % 2), 0.90 - 0.16 * i, 0.055])
            clay.box(at, (wide, 0.032, 0.008), color, round=0.006, turn=tilt, blend=0.002, emit=1.6)


@subject(
    "phone", group="thing", color="black", height=1.45, home="room", measure="部", facing=0.35, emoji="📱", grip=0.3,
    en=("phone", "phones", "smartphone", "mobile phone", "cell phone", "cellphone"), zh=("手机", "电话", "智能手机"), near_en=("telephone", "tablet"), near_zh=("平板电脑", "平板", "电话机"),
)  # fmt: skip
def phone(clay: Clay, look: Look) -> None:
    tilt, at = rotation(pitch=-0.14), np.array([0.0, 0.74, 0.0])
    clay.box(at, (0.38, 0.72, 0.06), look.color, round=0.055, turn=tilt, gloss=0.5)
    clay.box(
        at + tilt[:, 2] * 0.055,
        (0.335, 0.65, 0.012),
        (0.08, 0.18, 0.42),
        round=0.01,
        turn=tilt,
        blend=0.002,
        emit=0.7,
        gloss=0.6,
    )
    tones = (
        (0.95, 0.3, 0.3),
        (0.2, 0.75, 0.4),
        (0.98, 0.75, 0.2),
        (0.25, 0.6, 0.98),
        (0.7, 0.4, 0.95),
        (0.98, 0.5, 0.2),
    )
    for row in range(4):
        for col in range(3):
            spot = at + tilt @ np.array([-0.20 + 0.20 * col, 0.22 - 0.21 * row, 0.07])
            clay.box(
                spot, (0.07, 0.07, 0.012), tones[(row * 2 + col) % 6], round=0.011, turn=tilt, blend=0.002, emit=0.7
            )
    clay.box(
        at + tilt @ np.array([0, 0.47, 0.07]),
        (0.20, 0.035, 0.008),
        CHALK,
        round=0.007,
        turn=tilt,
        blend=0.002,
        emit=0.9,
    )
    clay.capsule((-0.2, 0.03, -0.05), (-0.2, 0.3, -0.30), 0.03, look.color)
    clay.capsule((0.2, 0.03, -0.30), (0.2, 0.3, -0.06), 0.03, look.color)


@subject(
    "camera", group="thing", color="black", height=1.05, home="room", measure="台", facing=0.35, emoji="📷📸📹🎥", grip=0.35,
    en=("photo camera", "photo cameras", "film camera", "dslr"), zh=("照相机", "相机", "摄像机", "单反"), near_en=("binoculars", "projector"), near_zh=("望远镜", "投影仪"),
)  # fmt: skip
def camera(clay: Clay, look: Look) -> None:
    c, metal = look.color, (0.66, 0.68, 0.72)
    clay.box((0, 0.44, 0), (0.72, 0.40, 0.24), c, round=0.10, gloss=0.25)
    clay.box((0, 0.80, 0), (0.70, 0.09, 0.22), metal, round=0.06, blend=0.006, gloss=0.5)
    clay.box((0, 0.90, 0.02), (0.22, 0.11, 0.20), metal, round=0.06, blend=0.04, gloss=0.5)
    clay.box((0, 0.90, 0.22), (0.12, 0.055, 0.02), (0.1, 0.15, 0.2), round=0.015, blend=0.003, gloss=0.9)
    clay.cone((0, 0.42, 0.20), (0, 0.42, 0.56), 0.34, 0.32, shade(INK, 2), round=0.03, blend=0.006, gloss=0.4)
    clay.torus((0, 0.42, 0.40), 0.335, 0.025, metal, turn=UPRIGHT, blend=0.004, gloss=0.5)
    clay.torus((0, 0.42, 0.55), 0.27, 0.045, metal, turn=UPRIGHT, blend=0.004, gloss=0.5)
    clay.ellipsoid((0, 0.42, 0.54), (0.24, 0.24, 0.09), (0.06, 0.10, 0.28), blend=0.004, gloss=0.95)
    clay.ellipsoid((-0.08, 0.50, 0.61), (0.06, 0.045, 0.02), (0.55, 0.70, 0.95), blend=0.003, emit=0.6)
    clay.cone((0.48, 0.86, 0), (0.48, 0.96, 0), 0.10, 0.10, metal, round=0.02, gloss=0.5)
    clay.cone((-0.48, 0.86, 0), (-0.48, 0.94, 0), 0.13, 0.13, c, round=0.02, gloss=0.4)
    clay.box((0.52, 0.64, 0.23), (0.11, 0.06, 0.03), (1.0, 0.95, 0.8), round=0.02, blend=0.004, emit=0.5)


@subject(
    "guitar", group="thing", color="orange", height=2.0, home="room", measure="把", facing=0.25, emoji="🎸", grip=0.5,
    en=("guitar", "guitars", "acoustic guitar", "ukulele"), zh=("吉他", "木吉他", "尤克里里"), near_en=("violin", "cello", "lute", "banjo", "harp"), near_zh=("小提琴", "大提琴", "琵琶", "古琴", "竖琴", "琴"),
)  # fmt: skip
def guitar(clay: Clay, look: Look) -> None:
    c, dark = look.color, (0.22, 0.11, 0.05)
    tilt = rotation(roll=-0.14)

    def on(x: float, y: float, z: float) -> np.ndarray:
        return tilt @ np.array([x, y, z]) + np.array([-0.08, 0.0, 0.0])

    for y, r in ((0.42, 0.42), (0.90, 0.30)):
        clay.cone(on(0, y, -0.13), on(0, y, 0.13), r, r, dark, round=0.05, blend=0.14)
    for y, r in ((0.42, 0.40), (0.90, 0.28)):
        clay.cone(on(0, y, 0.08), on(0, y, 0.15), r, r, c, round=0.02, blend=0.14, gloss=0.5)
    clay.cone(on(0, 0.70, 0.14), on(0, 0.70, 0.158), 0.14, 0.14, INK, round=0.006, blend=0.002)
    clay.torus(on(0, 0.70, 0.152), 0.155, 0.018, CHALK, turn=tilt @ UPRIGHT, blend=0.003)
    clay.box(on(0, 0.30, 0.16), (0.15, 0.035, 0.03), dark, round=0.015, turn=tilt, blend=0.003)
    clay.box(on(0, 1.30, 0.15), (0.060, 0.52, 0.03), dark, round=0.02, turn=tilt, blend=0.006)
    for i in range(7):
        clay.box(
            on(0, 0.95 + 0.12 * i, 0.182),
            (0.058, 0.007, 0.006),
            (0.8, 0.75, 0.6),
            round=0.004,
            turn=tilt,
            blend=0.002,
            gloss=0.6,
        )
    clay.box(on(0, 1.88, 0.12), (0.10, 0.15, 0.03), c, round=0.03, turn=tilt, blend=0.02, gloss=0.4)
    for side in (-1, 1):
        for y in (1.80, 1.88, 1.96):
            clay.ellipsoid(on(side * 0.13, y, 0.12), (0.045, 0.025, 0.025), CHALK, turn=tilt, blend=0.004, gloss=0.5)
    for x in (-0.036, -0.012, 0.012, 0.036):
        clay.capsule(on(x, 0.30, 0.195), on(x, 1.80, 0.188), 0.005, (0.85, 0.85, 0.85), blend=0.001, gloss=0.6)


@subject(
    "piano", group="thing", color="black", height=1.85, home="room", measure="架", facing=0.5, emoji="🎹", en=("piano", "pianos", "grand piano"), zh=("钢琴", "大钢琴", "三角钢琴"),
    near_en=("keyboard", "organ", "accordion"), near_zh=("键盘", "电子琴", "手风琴", "风琴"), stands=((0, 0.98, -0.35),),
)  # fmt: skip
def piano(clay: Clay, look: Look) -> None:
    """A grand piano, its lid open, seen from the keys."""
    c = look.color
    clay.box((0, 0.74, 0.25), (0.80, 0.17, 0.42), c, round=0.05, gloss=0.7)
    clay.cone((-0.22, 0.57, -0.35), (-0.22, 0.91, -0.35), 0.58, 0.58, c, round=0.04, blend=0.10, gloss=0.7)
    clay.cone((-0.36, 0.57, -0.80), (-0.36, 0.91, -0.80), 0.42, 0.42, c, round=0.04, blend=0.20, gloss=0.7)
    clay.box((-0.10, 0.915, -0.25), (0.58, 0.012, 0.46), (0.75, 0.52, 0.20), round=0.01, blend=0.004, gloss=0.5)
    clay.box((0, 0.80, 0.72), (0.76, 0.045, 0.16), CHALK, round=0.015, blend=0.004, gloss=0.5)
    for i in range(14):
        x = -0.70 + 0.1077 * i
        clay.box((x, 0.845, 0.72), (0.006, 0.006, 0.16), INK, round=0.003, blend=0.001)
        if i % 7 not in (2, 6):
            clay.box((x + 0.054, 0.862, 0.66), (0.030, 0.026, 0.10), INK, round=0.01, blend=0.002, gloss=0.4)
    for side in (-1, 1):
        clay.box((side * 0.79, 0.80, 0.70), (0.04, 0.11, 0.20), c, round=0.03, gloss=0.7)
    lid = rotation(roll=0.72)
    hinge = np.array([-0.80, 0.94, -0.30])
    clay.box(
        hinge + lid @ np.array([0.66, 0.02, 0.0]), (0.68, 0.025, 0.58), c, round=0.02, turn=lid, blend=0.005, gloss=0.8
    )
    clay.capsule((0.55, 0.92, -0.2), (0.38, 1.40, -0.2), 0.018, c)
    clay.box((0, 1.06, 0.36), (0.34, 0.16, 0.02), shade(c, 1.6), round=0.015, turn=rotation(pitch=-0.25), gloss=0.4)
    for side in (-1, 1):
        clay.box(
            (side * 0.13, 1.10, 0.395),
            (0.115, 0.13, 0.008),
            CHALK,
            round=0.006,
            turn=rotation(pitch=-0.25),
            blend=0.002,
        )
    for x, z in ((-0.65, 0.5), (0.65, 0.5), (-0.36, -0.95)):
        clay.cone((x, 0.04, z), (x, 0.6, z), 0.06, 0.10, c, round=0.02, gloss=0.5)
        clay.ellipsoid((x, 0.05, z), 0.06, (0.85, 0.62, 0.2), gloss=0.6)


@subject(
    "drum", group="thing", color="red", height=1.35, home="room", facing=0.3, emoji="🥁", en=("drum", "drums", "snare drum", "drum kit"), zh=("鼓", "小鼓", "大鼓", "架子鼓"), near_en=("tambourine", "gong"), near_zh=("锣", "铃鼓"),
    grip=0.4,
)  # fmt: skip
def drum(clay: Clay, look: Look) -> None:
    c, hoop = look.color, (0.90, 0.68, 0.22)
    pale = CHALK if distance(c, CHALK) > 0.5 else (0.3, 0.3, 0.35)
    clay.cone((0, 0.02, 0), (0, 0.86, 0), 0.64, 0.64, c, round=0.02, gloss=0.4)
    clay.cone((0, 0.80, 0), (0, 0.90, 0), 0.61, 0.61, CHALK, round=0.02, blend=0.006)
    for y in (0.07, 0.84):
        clay.torus((0, y, 0), 0.645, 0.05, hoop, blend=0.006, gloss=0.6)
    spots = ring(9, 0.665)
    for (x, z, _), (x2, z2, _) in zip(spots, [*spots[1:], spots[0]], strict=True):
        middle = (0.5 * (x + x2) * 1.03, 0.10, 0.5 * (z + z2) * 1.03)
        clay.capsule((x, 0.80, z), middle, 0.018, pale, blend=0.003)
        clay.capsule((x2, 0.80, z2), middle, 0.018, pale, blend=0.003)
    with clay.part("sticks", swing("x", 6, 0.7), pivot=(0, 0.9, -0.5)):
        for side in (-1, 1):
            clay.capsule((side * 0.50, 1.26, -0.30), (side * -0.10, 0.96, 0.20), 0.032, (0.85, 0.65, 0.38), blend=0.004)
            clay.ellipsoid((side * -0.12, 0.95, 0.22), 0.06, (0.85, 0.65, 0.38), blend=0.02)


@subject(
    "drone", group="vehicle", color="white", height=0.75, measure="架", home="city", facing=0.5, lift=0.9,
    en=("drone", "drones", "quadcopter", "uav"), zh=("无人机", "四轴飞行器", "航拍机"), near_en=("satellite",), near_zh=("卫星",), traits=("glowing",),
)  # fmt: skip
def drone(clay: Clay, look: Look) -> None:
    c, dark = look.color, (0.13, 0.14, 0.17)
    with clay.part("drone", swing("z", 3, 2.3), swing("x", 2, 3.1), pivot=(0, 0.45, 0)):
        clay.ellipsoid((0, 0.46, 0), (0.38, 0.21, 0.50), c, gloss=0.5)
        clay.ellipsoid((0, 0.58, -0.06), (0.24, 0.12, 0.32), dark, blend=0.02, gloss=0.6)
        clay.ellipsoid((0, 0.30, 0.30), 0.12, dark, blend=0.02, gloss=0.5)
        clay.ellipsoid((0, 0.29, 0.40), 0.065, (0.1, 0.3, 0.6), blend=0.005, gloss=0.95)
        for side in (-1, 1):
            clay.ellipsoid((side * 0.13, 0.46, 0.42), (0.06, 0.035, 0.03), (0.3, 0.95, 1.0), blend=0.004, emit=2.2)
            clay.capsule((side * 0.20, 0.34, -0.2), (side * 0.30, 0.05, -0.2), 0.03, dark)
            clay.capsule((side * 0.20, 0.34, 0.2), (side * 0.30, 0.05, 0.2), 0.03, dark)
            clay.capsule((side * 0.30, 0.04, -0.34), (side * 0.30, 0.04, 0.34), 0.032, dark)
        for i, (x, z) in enumerate(((-0.72, 0.56), (0.72, 0.56), (-0.72, -0.56), (0.72, -0.56))):
            clay.capsule((x * 0.25, 0.46, z * 0.3), (x, 0.52, z), 0.075, mix(c, dark, 0.75), gloss=0.5)
            clay.cone((x, 0.46, z), (x, 0.64, z), 0.09, 0.08, dark, round=0.02, gloss=0.4)
            clay.torus((x, 0.66, z), 0.38, 0.032, (0.95, 0.50, 0.10), blend=0.004, gloss=0.4)
            light = (0.1, 1.0, 0.35) if z > 0 else (1.0, 0.12, 0.08)
            with clay.part("light", Pulse(0.0, 1.3, glow=0.5, phase=i), pivot=(x, 0.42, z)):
                clay.ellipsoid((x, 0.42, z), 0.065, light, blend=0.004, emit=2.4)
            with clay.part("propeller", spin("y", 0.61 if i % 2 else -0.61), pivot=(x, 0.69, z)):
                turn = rotation(yaw=0.7 * i)
                clay.ellipsoid((x, 0.69, z), (0.35, 0.016, 0.06), shade(dark, 1.4), turn=turn, blend=0.004)
                clay.ellipsoid((x, 0.69, z), (0.06, 0.016, 0.35), shade(dark, 1.4), turn=turn, blend=0.004)
                clay.ellipsoid((x, 0.70, z), 0.04, c, blend=0.004)
