"""What is eaten and drunk from."""

from __future__ import annotations

import numpy as np

from castalia.clay.motion import Flicker, drift
from castalia.clay.paint import CHALK, LEAF, WOOD, Color, distance, mix, shade
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.catalogue import Look, subject
from castalia.clay.subjects.rings import ring

CRUST: Color = (0.78, 0.48, 0.20)
CREAM: Color = (0.97, 0.92, 0.82)


@subject(
    "apple", group="thing", color="red", height=1.25, facing=0.3, emoji="🍎🍏🍅🍑", grip=0.3, en=("apple", "apples"), zh=("苹果", "红苹果"),
    near_en=("fruit", "peach", "pear", "tomato", "cherry", "strawberry", "plum"), near_zh=("水果", "桃子", "梨", "西红柿", "樱桃", "草莓", "番茄"),
)  # fmt: skip
def apple(clay: Clay, look: Look) -> None:
    c = look.color
    clay.ellipsoid((0, 0.50, 0), (0.56, 0.47, 0.56), c, gloss=0.5)
    for x, z, _ in ring(5, 0.24, 0.3):
        clay.ellipsoid((x, 0.55, z), (0.36, 0.42, 0.36), shade(c, 1.05), blend=0.22, gloss=0.5)
        clay.ellipsoid((x * 0.75, 0.12, z * 0.75), 0.14, c, blend=0.10, gloss=0.5)
    clay.ellipsoid((0, 1.02, 0), (0.15, 0.13, 0.15), mix(c, (0.85, 0.75, 0.2), 0.5), blend=0.16, carve=True, gloss=0.4)
    clay.tube([(0, 0.84, 0), (0.02, 1.02, 0), (0.09, 1.18, 0)], 0.032, 0.045, (0.30, 0.17, 0.07), blend=0.02)
    clay.ellipsoid(
        (0.28, 1.10, 0.02), (0.24, 0.035, 0.11), LEAF, turn=rotation(roll=0.35, yaw=0.2), blend=0.02, gloss=0.3
    )


@subject(
    "banana", group="thing", color="yellow", height=1.0, measure="根", facing=0.2, emoji="🍌", grip=0.35, en=("banana", "bananas"), zh=("香蕉",),
    near_en=("cucumber", "carrot"), near_zh=("黄瓜", "胡萝卜"),
)  # fmt: skip
def banana(clay: Clay, look: Look) -> None:
    """Two of a hand, joined at the stem."""
    c, tip = look.color, (0.25, 0.17, 0.08)
    for k, (lean, z) in enumerate(((0.0, 0.10), (0.22, -0.12))):
        angles = np.linspace(-2.65, -0.42, 9) + lean * 0.4
        points = [
            np.array([0.72 * np.cos(a), 0.88 + 0.72 * np.sin(a) + 0.06 * k, z + 0.05 * np.sin(3 * a)]) for a in angles
        ]
        radii = [0.075, 0.13, 0.165, 0.18, 0.18, 0.17, 0.14, 0.09]
        for a, b, r0, r1 in zip(points, points[1:], radii, [*radii[1:], 0.05], strict=False):
            clay.cone(a, b, r0, r1, shade(c, 1.0 - 0.06 * k), round=0.03, blend=0.06, gloss=0.25)
        clay.capsule(points[-1], points[-1] + (points[-1] - points[-2]) * 0.35, 0.05, tip, blend=0.03)
        clay.capsule(points[0], (-0.66, 0.86, 0.0), 0.06, (0.45, 0.42, 0.10), blend=0.04)
    clay.capsule((-0.66, 0.84, 0), (-0.70, 0.96, 0.0), 0.075, tip, blend=0.05)


@subject(
    "cake", group="thing", color="pink", height=1.45, measure="块", facing=0.3, emoji="🎂🍰🧁", en=("cake", "cakes", "birthday cake", "layer cake"),
    zh=("蛋糕", "生日蛋糕"), near_en=("cupcake", "pie", "pudding", "muffin"), near_zh=("馅饼", "布丁", "月饼", "纸杯蛋糕"), grip=0.35,
)  # fmt: skip
def cake(clay: Clay, look: Look) -> None:
    c, berry = look.color, (0.85, 0.08, 0.12)
    clay.cone((0, 0, 0), (0, 0.06, 0), 0.82, 0.86, CHALK, round=0.025, gloss=0.4)
    clay.cone((0, 0.05, 0), (0, 0.48, 0), 0.66, 0.66, CREAM, round=0.05)
    clay.cone((0, 0.40, 0), (0, 0.52, 0), 0.68, 0.68, c, round=0.05, gloss=0.3)
    for x, z, a in ring(12, 0.655):
        clay.ellipsoid((x, 0.37 - 0.05 * np.sin(5 * a), z), (0.09, 0.13, 0.09), c, blend=0.06, gloss=0.3)
    clay.cone((0, 0.50, 0), (0, 0.86, 0), 0.42, 0.42, CREAM, round=0.05)
    clay.cone((0, 0.80, 0), (0, 0.90, 0), 0.44, 0.44, c, round=0.05, gloss=0.3)
    for x, z, a in ring(9, 0.42, 0.2):
        clay.ellipsoid((x, 0.77 - 0.04 * np.sin(4 * a), z), (0.075, 0.10, 0.075), c, blend=0.05, gloss=0.3)
    for x, z, _ in ring(8, 0.56, 0.2):
        clay.ellipsoid((x, 0.58, z), (0.09, 0.075, 0.09), CHALK, blend=0.01)
        clay.ellipsoid((x, 0.65, z), 0.055, berry, blend=0.004, gloss=0.6)
    for i, (x, z, _) in enumerate(ring(3, 0.2, 0.4)):
        stick = ((0.2, 0.5, 0.95), (0.98, 0.8, 0.15), (0.25, 0.75, 0.35))[i]
        clay.cone((x, 0.88, z), (x, 1.20, z), 0.035, 0.035, stick, round=0.01, blend=0.003)
        with clay.part("flame", Flicker(0.12, 0.8, i), pivot=(x, 1.22, z)):
            clay.cone((x, 1.21, z), (x, 1.38, z), 0.045, 0.008, (1.0, 0.72, 0.2), round=0.008, emit=2.4)


@subject(
    "ice_cream", group="thing", color="pink", height=1.65, facing=0.2, emoji="🍦🍨🍧", grip=0.4,
    en=("ice cream", "ice creams", "ice cream cone", "gelato", "icecream"), zh=("冰淇淋", "冰激凌", "雪糕", "甜筒"), near_en=("lollipop", "candy", "popsicle"), near_zh=("棒棒糖", "糖果", "冰棍"),
)  # fmt: skip
def ice_cream(clay: Clay, look: Look) -> None:
    c = look.color
    clay.cone((0, 0, 0), (0, 0.86, 0), 0.05, 0.40, CRUST, round=0.03)
    for y in (0.26, 0.44, 0.62):
        clay.torus((0, y, 0), 0.05 + 0.405 * y / 0.86, 0.018, shade(CRUST, 0.75), blend=0.008)
    for _, _, a in ring(8):
        foot, rim = (
            np.array([np.sin(a) * 0.055, 0.04, np.cos(a) * 0.055]),
            np.array([np.sin(a) * 0.40, 0.84, np.cos(a) * 0.40]),
        )
        clay.capsule(foot, rim, 0.016, shade(CRUST, 0.75), blend=0.008)
    clay.torus((0, 0.88, 0), 0.34, 0.10, c, blend=0.06)
    clay.ellipsoid((0, 1.02, 0), (0.42, 0.36, 0.42), c, blend=0.08)
    for x, z, a in ring(7, 0.40, 0.3):
        clay.ellipsoid((x, 0.82 + 0.05 * np.sin(3 * a), z), (0.10, 0.11, 0.10), c, blend=0.06)
    second = CREAM if distance(c, CREAM) > 0.5 else (0.55, 0.30, 0.16)
    clay.ellipsoid((0.02, 1.33, 0), (0.32, 0.29, 0.32), second, blend=0.03)
    clay.ellipsoid((0.03, 1.62, 0), 0.085, (0.85, 0.05, 0.1), blend=0.01, gloss=0.7)
    clay.box(
        (0.27, 1.50, -0.06), (0.05, 0.30, 0.05), shade(CRUST, 0.85), round=0.04, turn=rotation(roll=-0.5), blend=0.005
    )


@subject(
    "pizza", group="thing", color="orange", height=1.35, measure="块", facing=0.2, emoji="🍕", grip=0.4, en=("pizza", "pizzas", "pizza slice", "slice of pizza"), zh=("披萨", "比萨", "披萨饼"),
)  # fmt: skip
def pizza(clay: Clay, look: Look) -> None:
    """A slice that stands on its tip, leaning back."""
    lean = rotation(pitch=-0.25)

    def on(x: float, y: float, z: float) -> np.ndarray:
        return lean @ np.array([x, y, z]) + np.array([0, 0.06, 0.12])

    cheese = mix(look.color, (0.99, 0.78, 0.25), 0.7)
    for z, color, wide in ((-0.035, CRUST, 1.0), (0.02, (0.80, 0.20, 0.06), 0.97), (0.06, cheese, 0.93)):
        clay.cone(
            on(0, 0.0, z), on(0, 1.12, z), 0.04, 0.60 * wide, color, round=0.03, blend=0.02, flat=0.085, gloss=0.15
        )
    clay.tube(
        [on(-0.60, 1.08, 0), on(-0.3, 1.16, 0), on(0, 1.19, 0), on(0.3, 1.16, 0), on(0.60, 1.08, 0)],
        0.115,
        0.115,
        CRUST,
        blend=0.05,
    )
    for x, y in ((-0.26, 0.90), (0.20, 0.82), (-0.04, 0.55), (0.03, 0.27)):
        clay.cone(on(x, y, 0.09), on(x, y, 0.135), 0.125, 0.12, (0.75, 0.10, 0.06), round=0.02, blend=0.006, gloss=0.4)
    for x, y in ((-0.02, 0.98), (0.32, 0.98), (0.10, 0.62), (-0.12, 0.72)):
        clay.torus(
            on(x, y, 0.115),
            0.05,
            0.02,
            (0.15, 0.14, 0.12),
            turn=lean @ rotation(pitch=np.pi / 2),
            blend=0.003,
            gloss=0.4,
        )
    for x, y in ((0.08, 0.74), (-0.20, 0.72), (0.02, 0.42), (-0.36, 1.02)):
        clay.ellipsoid(on(x, y, 0.11), (0.07, 0.035, 0.02), LEAF, turn=lean @ rotation(roll=x * 9), blend=0.004)
    for y, x in ((0.50, -0.17), (0.36, 0.12)):
        clay.capsule(on(x, y, 0.04), on(x * 1.1, y - 0.16, 0.05), 0.04, cheese, blend=0.04)


@subject(
    "hamburger", group="thing", color="brown", height=1.1, facing=0.3, emoji="🍔", grip=0.4, en=("hamburger", "hamburgers", "burger", "cheeseburger", "sandwich"), zh=("汉堡", "汉堡包", "三明治"),
    near_en=("hot dog", "taco"), near_zh=("热狗",),
)  # fmt: skip
def hamburger(clay: Clay, look: Look) -> None:
    bun = mix(look.color, (0.88, 0.52, 0.18), 0.75)
    clay.cone((0, 0, 0), (0, 0.24, 0), 0.58, 0.64, bun, round=0.09)
    for x, z, a in ring(11, 0.58):
        clay.ellipsoid(
            (x, 0.29 + 0.03 * np.sin(4 * a), z),
            (0.17, 0.04, 0.17),
            (0.30, 0.68, 0.16),
            blend=0.05,
            turn=rotation(yaw=a, pitch=0.25),
        )
    clay.cone((0, 0.30, 0), (0, 0.46, 0), 0.66, 0.66, (0.30, 0.13, 0.06), round=0.07, blend=0.01)
    clay.box(
        (0, 0.49, 0), (0.53, 0.022, 0.53), (0.99, 0.72, 0.10), round=0.02, blend=0.02, turn=rotation(yaw=0.6), gloss=0.3
    )
    for x, z, a in ring(4, 0.68, 0.6 + np.pi / 4):
        clay.ellipsoid(
            (x, 0.43, z), (0.09, 0.09, 0.03), (0.99, 0.72, 0.10), blend=0.05, turn=rotation(yaw=a), gloss=0.3
        )
    clay.cone((0, 0.50, 0), (0, 0.57, 0), 0.62, 0.62, (0.85, 0.14, 0.10), round=0.03, blend=0.01, gloss=0.4)
    clay.ellipsoid((0, 0.60, 0), (0.68, 0.50, 0.68), bun, blend=0.01, gloss=0.3)
    for i in range(18):
        h = 0.35 + 0.62 * ((i * 0.618) % 1)
        r = np.sqrt(1 - h * h) * 0.68
        at = (np.sin(i * 2.4) * r, 0.60 + 0.50 * h, np.cos(i * 2.4) * r)
        clay.ellipsoid(at, (0.032, 0.026, 0.05), CREAM, turn=rotation(yaw=i * 1.7), blend=0.004)


@subject(
    "sushi", group="thing", color="orange", height=0.75, measure="块", facing=0.4, emoji="🍣🍙", en=("sushi", "sushi", "nigiri", "sushi roll"), zh=("寿司", "饭团"), grip=0.4,
)  # fmt: skip
def sushi(clay: Clay, look: Look) -> None:
    """Salmon on rice beside a roll, on a wooden board."""
    c, rice = look.color, (0.95, 0.94, 0.90)
    clay.box((0, 0.10, 0), (0.95, 0.06, 0.48), WOOD, round=0.03)
    for x in (-0.6, 0.6):
        clay.box((x, 0.03, 0), (0.08, 0.05, 0.44), shade(WOOD, 0.8), round=0.02)
    clay.box((-0.40, 0.32, 0), (0.26, 0.17, 0.38), rice, round=0.14)
    clay.box((-0.40, 0.50, 0), (0.28, 0.075, 0.44), c, round=0.07, blend=0.02, gloss=0.5)
    for z in (-0.24, -0.04, 0.16):
        clay.box(
            (-0.40, 0.572, z),
            (0.24, 0.01, 0.018),
            mix(c, CHALK, 0.7),
            round=0.008,
            blend=0.01,
            turn=rotation(yaw=0.35),
            gloss=0.5,
        )
    clay.box((-0.40, 0.42, 0), (0.285, 0.17, 0.06), (0.06, 0.10, 0.07), round=0.05, blend=0.004)
    clay.cone((0.45, 0.15, 0.02), (0.45, 0.62, 0.02), 0.33, 0.33, (0.05, 0.09, 0.06), round=0.03, gloss=0.2)
    clay.cone((0.45, 0.50, 0.02), (0.45, 0.64, 0.02), 0.29, 0.29, rice, round=0.02, blend=0.005)
    clay.ellipsoid((0.40, 0.645, 0.05), (0.11, 0.03, 0.10), c, blend=0.006, gloss=0.5)
    clay.ellipsoid((0.54, 0.645, -0.04), (0.09, 0.03, 0.11), (0.35, 0.65, 0.2), blend=0.006)


@subject(
    "teapot", group="thing", color="cyan", height=1.35, home="room", measure="把", facing=0.15, emoji="🫖", grip=0.4, en=("teapot", "teapots", "kettle", "tea pot"), zh=("茶壶", "水壶", "紫砂壶"),
    near_en=("jug", "pitcher", "watering can"), near_zh=("罐子", "浇水壶"),
)  # fmt: skip
def teapot(clay: Clay, look: Look) -> None:
    c = look.color
    clay.cone((0, 0, 0), (0, 0.10, 0), 0.36, 0.32, shade(c, 0.85), round=0.04, gloss=0.5)
    clay.ellipsoid((0, 0.54, 0), (0.60, 0.48, 0.60), c, blend=0.03, gloss=0.6)
    clay.tube(
        [(0.45, 0.40, 0), (0.72, 0.52, 0), (0.84, 0.78, 0), (1.0, 0.96, 0)], 0.14, 0.075, c, blend=0.07, gloss=0.6
    )
    clay.torus((-0.62, 0.60, 0), 0.27, 0.06, c, turn=rotation(pitch=np.pi / 2), blend=0.04, gloss=0.6)
    clay.torus((0, 0.96, 0), 0.30, 0.035, shade(c, 0.8), blend=0.01, gloss=0.5)
    clay.ellipsoid((0, 0.96, 0), (0.31, 0.14, 0.31), c, blend=0.01, gloss=0.6)
    clay.ellipsoid((0, 1.16, 0), 0.085, shade(c, 0.8), blend=0.03, gloss=0.6)
    pale = CHALK if distance(c, CHALK) > 0.5 else (0.2, 0.35, 0.8)
    for x, z, a in ring(5, 0.13):
        clay.ellipsoid(
            (x + 0.05, 0.56 + z, 0.585), (0.07, 0.07, 0.035), pale, blend=0.006, gloss=0.5, turn=rotation(roll=a)
        )
    clay.ellipsoid((0.05, 0.56, 0.60), (0.06, 0.06, 0.03), (0.95, 0.72, 0.15), blend=0.004, gloss=0.5)
    with clay.part("steam", drift((0.06, 0.2, 0.0), 3.2, 0.5, 0.02), pivot=(1.02, 1.1, 0)):
        clay.tube([(1.02, 1.03, 0), (1.08, 1.14, 0), (1.02, 1.25, 0)], 0.03, 0.02, (0.93, 0.93, 0.93), emit=0.15)
