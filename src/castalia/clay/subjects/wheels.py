"""What drives on rails and roads besides the car."""

from __future__ import annotations

import numpy as np

from castalia.clay.motion import bob, drift, spin
from castalia.clay.paint import CHALK, INK, Color, distance, mix, shade
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.catalogue import Look, subject
from castalia.clay.subjects.rings import ring

GLASS: Color = (0.22, 0.40, 0.55)
CHROME: Color = (0.70, 0.72, 0.75)
BRASS: Color = (0.85, 0.60, 0.18)


def _wheel(clay: Clay, x: float, y: float, z: float, radius: float, wide: float, hub: Color) -> None:
    """A tyre with its hub, its axle along x."""
    clay.cone((x - wide, y, z), (x + wide, y, z), radius, radius, INK, round=min(0.06, wide * 0.8), blend=0.01)
    out = np.sign(x) * wide
    clay.cone(
        (x + out * 0.6, y, z),
        (x + out * 1.15, y, z),
        radius * 0.55,
        radius * 0.5,
        hub,
        round=0.02,
        blend=0.006,
        gloss=0.6,
    )


@subject(
    "bus", group="vehicle", color="red", height=1.65, measure="辆", home="city", facing=0.95, emoji="🚌🚍🚎", en=("bus", "buses", "school bus", "double-decker bus", "coach"), zh=("公交车", "巴士", "公共汽车", "校车", "大巴"), near_en=("truck", "van", "camper", "tram"), near_zh=("卡车", "电车", "房车"),
)  # fmt: skip
def bus(clay: Clay, look: Look) -> None:
    """A double-decker."""
    c = look.color
    pale = CHALK if distance(c, CHALK) > 0.5 else (0.2, 0.4, 0.8)
    with clay.part("body", bob(0.010, 0.5), pivot=(0, 0.4, 0)):
        clay.box((0, 0.90, 0), (0.46, 0.72, 1.20), c, round=0.14, gloss=0.45)
        clay.box((0, 0.98, 0), (0.468, 0.035, 1.208), pale, round=0.03, blend=0.004)
        for y in (0.72, 1.28):
            clay.box((0, y, 1.19), (0.37, 0.17, 0.02), GLASS, round=0.018, blend=0.006, gloss=0.9)
            clay.box((0, y, -1.19), (0.34, 0.15, 0.02), GLASS, round=0.018, blend=0.006, gloss=0.9)
            for side in (-1, 1):
                for z in (-0.84, -0.42, 0.0, 0.42, 0.84):
                    clay.box((side * 0.455, y, z), (0.02, 0.15, 0.175), GLASS, round=0.018, blend=0.005, gloss=0.9)
        clay.box((0, 1.03, 1.20), (0.26, 0.06, 0.02), (1.0, 0.75, 0.2), round=0.018, blend=0.004, emit=0.9)
        for side in (-1, 1):
            clay.ellipsoid((side * 0.31, 0.38, 1.19), (0.085, 0.085, 0.04), (1.0, 0.92, 0.65), blend=0.006, emit=0.9)
            clay.ellipsoid((side * 0.34, 0.38, -1.19), (0.07, 0.09, 0.03), (0.9, 0.06, 0.05), blend=0.006, emit=0.7)
            clay.capsule((side * 0.46, 0.85, 1.14), (side * 0.56, 0.80, 1.22), 0.02, INK)
            clay.ellipsoid((side * 0.57, 0.74, 1.22), (0.035, 0.09, 0.05), INK, blend=0.01)
        clay.box((0, 0.24, 1.19), (0.42, 0.05, 0.04), CHROME, round=0.03, gloss=0.6)
    for x in (-0.40, 0.40):
        for z in (-0.72, 0.72):
            _wheel(clay, x, 0.22, z, 0.22, 0.09, CHROME)


@subject(
    "train", group="vehicle", color="green", height=2.2, measure="列", home="meadow", facing=0.85, emoji="🚂🚆🚄🚅🚋", en=("train", "trains", "steam locomotive", "locomotive", "steam train", "steam engine"), zh=("火车", "蒸汽火车", "火车头", "列车", "蒸汽机车", "小火车"),
    near_en=("tram", "subway", "high-speed train", "railway"), near_zh=("地铁", "高铁", "动车", "铁路"),
)  # fmt: skip
def train(clay: Clay, look: Look) -> None:
    """A steam engine on its rails."""
    c, red = look.color, (0.75, 0.10, 0.08)
    accent = red if distance(c, red) > 0.5 else (0.15, 0.2, 0.3)
    for side in (-1, 1):
        clay.box((side * 0.36, 0.05, 0), (0.035, 0.04, 1.55), (0.45, 0.44, 0.45), round=0.02, gloss=0.5)
    for z in np.linspace(-1.35, 1.35, 7):
        clay.box((0, 0.02, z), (0.58, 0.03, 0.09), (0.30, 0.18, 0.10), round=0.02)
    with clay.part("engine", bob(0.008, 0.4), pivot=(0, 0.4, 0)):
        clay.box((0, 0.46, -0.05), (0.40, 0.09, 1.25), shade(INK, 3), round=0.03)
        clay.cone((0, 0.82, -0.5), (0, 0.82, 1.02), 0.33, 0.33, c, round=0.05, gloss=0.4)
        clay.cone((0, 0.82, 0.98), (0, 0.82, 1.12), 0.31, 0.26, shade(INK, 3), round=0.04, gloss=0.4)
        clay.ellipsoid((0, 0.82, 1.13), (0.06, 0.06, 0.05), BRASS, gloss=0.7)
        for z in (-0.15, 0.30, 0.75):
            clay.torus((0, 0.82, z), 0.33, 0.028, BRASS, turn=rotation(pitch=np.pi / 2), blend=0.004, gloss=0.7)
        clay.box((0, 0.98, -0.82), (0.42, 0.46, 0.36), c, round=0.05, gloss=0.4)
        clay.box((0, 1.48, -0.82), (0.50, 0.05, 0.46), accent, round=0.045, gloss=0.3)
        for side in (-1, 1):
            clay.box(
                (side * 0.41, 1.18, -0.82), (0.025, 0.15, 0.19), (1.0, 0.80, 0.38), round=0.02, blend=0.004, emit=0.8
            )
            clay.box((side * 0.22, 1.22, -0.455), (0.10, 0.12, 0.02), GLASS, round=0.018, blend=0.004, gloss=0.9)
        clay.cone((0, 1.08, 0.82), (0, 1.50, 0.82), 0.10, 0.13, shade(INK, 3), round=0.02, gloss=0.3)
        clay.cone((0, 1.46, 0.82), (0, 1.60, 0.82), 0.14, 0.20, BRASS, round=0.02, gloss=0.7)
        clay.ellipsoid((0, 1.12, 0.18), (0.17, 0.17, 0.17), BRASS, gloss=0.7)
        clay.cone((0, 1.10, 0.48), (0, 1.26, 0.48), 0.05, 0.08, BRASS, round=0.02, gloss=0.7)
        clay.cone((0, 1.20, 1.02), (0, 1.20, 1.16), 0.10, 0.11, shade(INK, 3), round=0.02)
        clay.ellipsoid((0, 1.20, 1.16), (0.085, 0.085, 0.03), (1.0, 0.93, 0.65), blend=0.004, emit=1.8)
        clay.box((0, 0.44, 1.22), (0.46, 0.07, 0.04), accent, round=0.03)
        for x in np.linspace(-0.36, 0.36, 5):
            clay.capsule((x, 0.38, 1.22), (x * 1.15, 0.10, 1.42), 0.028, accent)
        for side in (-1, 1):
            clay.cone((side * 0.30, 0.45, 1.24), (side * 0.30, 0.45, 1.32), 0.06, 0.075, CHROME, round=0.02, gloss=0.6)
    for side in (-1, 1):
        x = side * 0.42
        for z, r in ((-0.85, 0.30), (-0.18, 0.30), (0.42, 0.19), (0.88, 0.19)):
            with clay.part("wheel", spin("x", 1.9), pivot=(x, r + 0.08, z)):
                clay.torus((x, r + 0.08, z), r - 0.03, 0.045, accent, turn=rotation(roll=np.pi / 2), blend=0.006)
                clay.ellipsoid((x, r + 0.08, z), (0.05, 0.07, 0.07), BRASS, gloss=0.6)
                for k in range(2):
                    clay.box(
                        (x, r + 0.08, z),
                        (0.02, r - 0.04, 0.025),
                        accent,
                        round=0.015,
                        turn=rotation(pitch=0.5 + k * np.pi / 2),
                        blend=0.006,
                    )
        clay.capsule((x + side * 0.06, 0.34, -0.9), (x + side * 0.06, 0.32, 0.45), 0.03, CHROME, gloss=0.6)
    for i in range(3):
        at = (0.04 * i, 1.72 + 0.22 * i, 0.78 - 0.16 * i)
        with clay.part("steam", drift((0.0, 0.5, -0.4), 3.3, (0.3 + i / 3) % 1.0, 0.04), pivot=at):
            clay.ellipsoid(at, 0.13 + 0.05 * i, (0.92, 0.92, 0.92), blend=0.10, emit=0.1)


@subject(
    "bicycle", group="vehicle", color="red", height=1.25, measure="辆", home="meadow", facing=1.2, emoji="🚲🚴", en=("bicycle", "bicycles", "bike", "push bike"), zh=("自行车", "单车", "脚踏车"), near_en=("motorcycle", "scooter", "motorbike", "tricycle"), near_zh=("摩托车", "滑板车", "电动车", "三轮车"),
    seat=(0, 0.98, -0.28),
)  # fmt: skip
def bicycle(clay: Clay, look: Look) -> None:
    c, tan = look.color, (0.50, 0.28, 0.14)
    for z in (-0.62, 0.62):
        at = (0.0, 0.44, z)
        with clay.part("wheel", spin("x", 3.1), pivot=at):
            clay.torus(at, 0.385, 0.045, INK, turn=rotation(roll=np.pi / 2), blend=0.004)
            clay.torus(at, 0.345, 0.018, CHROME, turn=rotation(roll=np.pi / 2), blend=0.004, gloss=0.7)
            for k in range(5):
                clay.capsule(np.array(at) + 0.35 * np.array([0, np.sin(k * 0.628), np.cos(k * 0.628)]), np.array(at) - 0.35 * np.array([0, np.sin(k * 0.628), np.cos(k * 0.628)]), 0.008, CHROME, blend=0.002, gloss=0.6)  # fmt: skip
            clay.ellipsoid(at, 0.05, CHROME, gloss=0.6)
    crank, post, head = (0, 0.42, -0.06), (0, 0.92, -0.24), (0, 0.98, 0.42)
    for a, b in (
        (crank, post),
        (crank, (0, 0.88, 0.45)),
        ((0, 0.84, -0.21), (0, 0.94, 0.44)),
        (post, (0, 0.44, -0.62)),
        (crank, (0, 0.44, -0.62)),
    ):
        clay.capsule(a, b, 0.036, c, blend=0.02, gloss=0.5)
    clay.capsule(head, (0, 0.44, 0.62), 0.036, c, blend=0.02, gloss=0.5)
    clay.capsule(head, (0, 1.14, 0.38), 0.03, CHROME, gloss=0.6)
    clay.tube(
        [(-0.34, 1.14, 0.24), (-0.2, 1.18, 0.38), (0.2, 1.18, 0.38), (0.34, 1.14, 0.24)],
        0.028,
        0.028,
        CHROME,
        gloss=0.6,
    )
    for side in (-1, 1):
        clay.capsule((side * 0.33, 1.14, 0.25), (side * 0.37, 1.13, 0.12), 0.042, tan)
        clay.capsule((side * 0.05, 0.42, -0.06), (side * 0.11, 0.42 - side * 0.17, -0.06), 0.02, CHROME)
        clay.box((side * 0.17, 0.42 - side * 0.18, -0.06), (0.07, 0.02, 0.045), INK, round=0.015)
    clay.ellipsoid((0, 1.02, -0.28), (0.11, 0.055, 0.19), tan, gloss=0.3)
    clay.capsule(post, (0, 1.0, -0.27), 0.025, CHROME, gloss=0.6)
    clay.torus((0.03, 0.42, -0.06), 0.11, 0.018, CHROME, turn=rotation(roll=np.pi / 2), gloss=0.6)
    clay.box((0, 1.0, 0.66), (0.20, 0.14, 0.14), mix(tan, (0.85, 0.65, 0.35), 0.6), round=0.05)
    for y in (0.92, 1.02, 1.12):
        clay.box((0, y, 0.66), (0.21, 0.012, 0.15), shade(tan, 0.8), round=0.01, blend=0.003)
    for x, z, _ in ring(5, 0.10):
        clay.ellipsoid(
            (x, 1.17, 0.66 + z), 0.07, ((0.95, 0.3, 0.45), (0.98, 0.8, 0.2), CHALK)[int(abs(x * 50)) % 3], blend=0.02
        )
