"""Animals of the sea: fish, clownfish, whale, dolphin, shark, octopus, turtle."""

from __future__ import annotations

import itertools

import numpy as np

from castalia.clay.motion import bob, swing
from castalia.clay.paint import CHALK, INK, Color, distance, mix, shade
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.catalogue import Look, subject
from castalia.clay.subjects.features import SIDES, cheeks, eyes, on_head, side_eyes, side_name, smile


@subject(
    "fish", group="animal", color="orange", height=1.3, measure="条", home="sea", facing=1.0, lift=0.05,
    emoji="🐟🐠🐡", en=("fish", "fish", "goldfish", "tropical fish"),
    zh=("鱼", "小鱼", "金鱼", "鱼儿", "热带鱼", "锦鲤"),
    near_en=("salmon", "seahorse", "tuna", "carp", "pufferfish"),
    near_zh=("海马", "金枪鱼", "三文鱼", "河豚"), grip=0.35,
)  # fmt: skip
def fish(clay: Clay, look: Look) -> None:
    c, dark, light, y = look.color, look.dark, look.light, 0.80
    stripe = mix(c, CHALK, 0.35) if sum(c) < 2.2 else (0.95, 0.5, 0.1)
    with clay.part("body", swing("y", 5, 1.1), bob(0.05, 2.7), pivot=(0, y, 0.2)):
        clay.ellipsoid((0, y, 0.05), (0.27, 0.40, 0.62), c, blend=0.05)
        clay.ellipsoid((0, y - 0.14, 0.12), (0.235, 0.27, 0.5), light, blend=0.05)
        if look.rng.random() < 0.7:
            for z in (-0.18, 0.18):
                clay.ellipsoid((0, y, z + 0.05), (0.268, 0.385, 0.055), stripe, blend=0.01)
        clay.ellipsoid((0, y + 0.40, -0.05), (0.045, 0.22, 0.30), dark, turn=rotation(pitch=-0.35), blend=0.05)
        for side in SIDES:
            with clay.part(side_name("fin", side), swing("z", 18, 0.9, side), pivot=(side * 0.24, y - 0.1, 0.15)):
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
    "clownfish", group="animal", color="orange", height=1.3, measure="条", home="sea", facing=1.05, lift=0.05,
    en=("clownfish", "clownfish", "clown fish", "clown-fish", "anemonefish", "nemo"), zh=("小丑鱼", "海葵鱼",
            "尼莫"), grip=0.35,
)  # fmt: skip
def clownfish(clay: Clay, look: Look) -> None:
    """Orange with three white bands edged in black; round fins with black hems."""
    c, y = look.color, 0.74
    white, deep = (CHALK if distance(c, CHALK) > 0.4 else (0.95, 0.5, 0.1)), shade(c, 0.82)
    with clay.part("body", swing("y", 5, 1.0), bob(0.05, 2.5), pivot=(0, y, 0.2)):
        clay.ellipsoid((0, y, 0.04), (0.25, 0.37, 0.60), c, blend=0.05)
        for z, wide, x, tall in (
            (0.27, 0.082, 0.238, 0.350),
            (-0.06, 0.098, 0.256, 0.380),
            (-0.38, 0.062, 0.186, 0.268),
        ):
            clay.ellipsoid((0, y, z), (x + 0.004, tall + 0.004, wide + 0.05), INK, blend=0.004)
            clay.ellipsoid((0, y, z), (x + 0.016, tall + 0.014, wide), white, blend=0.003)
        for points in (((0.38, 0.14), (0.50, -0.02), (0.42, -0.16)), ((0.34, -0.24), (0.42, -0.34), (0.32, -0.42))):
            for dy, z in points:
                clay.ellipsoid((0, y + dy - 0.02, z), (0.036, 0.135, 0.115), INK, blend=0.03)
                clay.ellipsoid((0, y + dy - 0.055, z), (0.046, 0.125, 0.105), c, blend=0.03)
        for dy, z in ((-0.38, -0.12), (-0.36, -0.26)):
            clay.ellipsoid((0, y + dy, z), (0.036, 0.12, 0.115), INK, blend=0.03)
            clay.ellipsoid((0, y + dy + 0.035, z), (0.046, 0.11, 0.105), c, blend=0.03)
        for side in SIDES:
            with clay.part(side_name("fin", side), swing("y", side * 22, 0.8), pivot=(side * 0.22, y - 0.08, 0.20)):
                fan = rotation(yaw=side * 0.7, roll=side * 0.2)
                clay.ellipsoid((side * 0.315, y - 0.12, 0.12), (0.035, 0.135, 0.15), INK, turn=fan, blend=0.01)
                clay.ellipsoid((side * 0.315, y - 0.12, 0.135), (0.045, 0.115, 0.128), deep, turn=fan, blend=0.01)
        with clay.part("head", pivot=(0, y, 0.3)):
            for side in SIDES:
                clay.ellipsoid((side * 0.160, y + 0.085, 0.455), (0.085, 0.095, 0.095), CHALK, blend=0.008, gloss=0.5)
                clay.ellipsoid((side * 0.205, y + 0.090, 0.505), (0.052, 0.064, 0.056), INK, blend=0.004, gloss=0.7)
                clay.ellipsoid((side * 0.235, y + 0.120, 0.545), 0.019, CHALK, blend=0.002, emit=0.5)
            with clay.part("mouth", pivot=(0, y - 0.07, 0.6)):
                smile(clay, y - 0.115, 0.612, 0.085, (0.42, 0.10, 0.05), 0.016, curve=0.5)
        clay.cone((0, y, -0.40), (0, y, -0.58), 0.13, 0.07, c, blend=0.06)
        with clay.part("tail", swing("y", 28, 1.0, -0.9), pivot=(0, y, -0.54)):
            for dy in (0.13, 0.0, -0.13):
                clay.ellipsoid((0, y + dy, -0.76 + abs(dy) * 0.3), (0.03, 0.135, 0.20), INK, blend=0.02)
                clay.ellipsoid((0, y + dy * 0.92, -0.725 + abs(dy) * 0.3), (0.042, 0.12, 0.175), c, blend=0.02)


def _fluke(clay: Clay, y: float, z: float, span: float, color: Color) -> None:
    """The level tail of whales and dolphins."""
    for side in SIDES:
        tip = (side * span, y + 0.04, z - span * 0.62)
        clay.cone((side * 0.02, y, z), tip, span * 0.32, span * 0.13, color, round=span * 0.08, blend=0.06, flat=0.35,
                  spin=1.5708)  # fmt: skip


@subject(
    "whale", group="animal", color="blue", height=1.75, measure="头", home="sea", facing=0.95, lift=0.05, emoji="🐳🐋",
    en=("whale", "whales", "blue whale", "humpback whale", "sperm whale"), zh=("鲸鱼", "鲸", "蓝鲸", "座头鲸",
            "抹香鲸"),
    near_en=("orca", "narwhal", "manatee"), near_zh=("虎鲸", "独角鲸"), traits=("hat", "crown"), seat=(0, 1.20, -0.1),
)  # fmt: skip
def whale(clay: Clay, look: Look) -> None:
    """A huge round head, a grooved pale throat, a fountain of drops."""
    c, y = mix(look.color, (0.30, 0.45, 0.60), 0.35), 0.66
    pale, groove = mix(c, (0.93, 0.96, 0.98), 0.82), mix(c, (0.75, 0.82, 0.88), 0.65)
    with clay.part("body", swing("x", 3, 2.9), bob(0.05, 3.3), pivot=(0, y, 0)):
        clay.ellipsoid((0, y, 0.18), (0.52, 0.52, 0.76), c, blend=0.1)
        clay.ellipsoid((0, y - 0.16, 0.26), (0.47, 0.385, 0.69), pale, blend=0.02)
        for x in (-0.30, -0.15, 0.0, 0.15, 0.30):
            points = []
            for z in (0.15, 0.40, 0.62, 0.80):
                drop = 1 - (x / 0.47) ** 2 - ((z - 0.26) / 0.69) ** 2
                points.append((x, y - 0.16 - 0.385 * np.sqrt(max(drop, 0.02)), z))
            clay.tube(points, 0.016, 0.016, groove, blend=0.015)
        clay.cone((0, y + 0.02, -0.30), (0, y + 0.16, -1.02), 0.40, 0.12, c, round=0.10, blend=0.12)
        clay.cone((0, y + 0.48, -0.30), (0, y + 0.62, -0.44), 0.14, 0.04, c, round=0.03, blend=0.06, flat=0.5)
        for side in SIDES:
            with clay.part(side_name("fin", side), swing("z", side * 14, 2.2), pivot=(side * 0.46, y - 0.18, 0.25)):
                tip = (side * 0.92, y - 0.36, -0.02)
                clay.cone(
                    (side * 0.44, y - 0.18, 0.28), tip, 0.17, 0.07, c, round=0.05, blend=0.05, flat=0.4, spin=1.5708
                )
        with clay.part("head", pivot=(0, y, 0.5)):
            side_eyes(clay, 0.435, y + 0.09, 0.56, 0.062)
            for side in SIDES:
                clay.ellipsoid((side * 0.43, y - 0.08, 0.60), (0.05, 0.045, 0.07), (0.95, 0.55, 0.58), blend=0.03)
            with clay.part("mouth", pivot=(0, y, 0.9)):
                points = [(x, y + 0.015 + 0.34 * x * x, 0.18 + 0.745 * np.sqrt(1 - (x / 0.53) ** 2))
                          for x in (-0.36, -0.24, -0.12, 0.0, 0.12, 0.24, 0.36)]  # fmt: skip
                clay.tube(points, 0.014, 0.014, shade(c, 0.5), blend=0.006)
            on_head(clay, look, (y + 0.50, 0.35, 0.22))
        with clay.part("tail", swing("x", 16, 2.2), pivot=(0, y + 0.14, -0.95)):
            clay.cone((0, y + 0.14, -0.92), (0, y + 0.30, -1.16), 0.14, 0.10, c, round=0.06, blend=0.06)
            _fluke(clay, y + 0.30, -1.10, 0.50, c)
    if not look.traits & {"hat", "crown"}:
        water = (0.70, 0.90, 0.98)
        with clay.part("spout", bob(0.03, 1.1), pivot=(0, y + 0.5, 0.2)):
            clay.cone((0, y + 0.46, 0.20), (0, y + 0.80, 0.20), 0.04, 0.055, water, round=0.03, gloss=0.8, emit=0.15)
            for side in SIDES:
                points = [(side * 0.02, y + 0.78, 0.20), (side * 0.16, y + 0.94, 0.20), (side * 0.29, y + 0.86, 0.20),
                          (side * 0.33, y + 0.74, 0.20)]  # fmt: skip
                clay.tube(points, 0.05, 0.035, water, gloss=0.8, emit=0.15)
                clay.ellipsoid((side * 0.37, y + 0.64, 0.2), (0.03, 0.045, 0.03), water, gloss=0.8, emit=0.15)


@subject(
    "dolphin", group="animal", color="gray", height=1.35, measure="只", home="sea", facing=1.0, lift=0.15, emoji="🐬",
    en=("dolphin", "dolphins", "bottlenose dolphin", "porpoise"), zh=("海豚", "小海豚", "宽吻海豚"),
            traits=("hat", "crown"),
    near_en=("seal", "sea lion"), near_zh=("海豹", "海狮"), seat=(0, 1.06, -0.15),
)  # fmt: skip
def dolphin(clay: Clay, look: Look) -> None:
    """An arched body, a beak that smiles."""
    c = look.fur((0.36, 0.52, 0.68), 0.6)
    pale = mix(c, (0.95, 0.96, 0.97), 0.85)
    with clay.part("body", swing("x", 5, 1.6), bob(0.05, 2.4), pivot=(0, 0.8, 0)):
        spine = [(0.52, 0.66, 0.22), (0.24, 0.78, 0.275), (-0.08, 0.82, 0.275), (-0.38, 0.74, 0.20), (-0.66,
            0.56, 0.13),
                 (-0.88, 0.34, 0.08)]  # fmt: skip
        for (z0, y0, r0), (z1, y1, r1) in itertools.pairwise(spine):
            way = np.array([0.0, y1 - y0, z1 - z0]) * 0.25
            start, end = np.array([0.0, y0, z0]) - way, np.array([0.0, y1, z1]) + way
            clay.cone(start, end, r0, r1, c, round=r1 * 0.95, blend=0.16, gloss=0.35)
        for z, y, r in ((0.34, 0.62, 0.17), (0.06, 0.66, 0.19), (-0.22, 0.66, 0.15)):
            clay.ellipsoid(
                (0, y, z), (r, 0.15, 0.24), pale, blend=0.05, gloss=0.35, turn=rotation(pitch=(0.3 - z) * 0.5)
            )
        with clay.part("head", swing("x", 4, 2.1), pivot=(0, 0.66, 0.5)):
            clay.ellipsoid((0, 0.63, 0.60), (0.215, 0.215, 0.235), c, blend=0.08, gloss=0.35)
            clay.ellipsoid((0, 0.54, 0.62), (0.165, 0.135, 0.20), pale, blend=0.03, gloss=0.35)
            clay.cone((0, 0.56, 0.74), (0, 0.50, 1.02), 0.11, 0.06, c, round=0.05, blend=0.05, gloss=0.35)
            with clay.part("mouth", swing("x", 3, 1.7), pivot=(0, 0.5, 0.74)):
                clay.cone((0, 0.50, 0.72), (0, 0.455, 0.98), 0.09, 0.05, pale, round=0.04, blend=0.02, gloss=0.35)
                for side in SIDES:
                    points = [(side * 0.155, 0.565, 0.72), (side * 0.105, 0.52, 0.80), (side * 0.062, 0.48, 0.98)]
                    clay.tube(points, 0.010, 0.008, shade(c, 0.45), blend=0.004)
            side_eyes(clay, 0.185, 0.645, 0.70, 0.046)
            on_head(clay, look, (0.84, 0.52, 0.15))
        clay.cone((0, 1.02, -0.06), (0, 1.32, -0.30), 0.16, 0.03, c, round=0.025, blend=0.06, flat=0.35, gloss=0.35)
        for side in SIDES:
            with clay.part(side_name("fin", side), swing("z", side * 15, 1.4), pivot=(side * 0.2, 0.62, 0.3)):
                tip = (side * 0.46, 0.36, 0.10)
                clay.cone((side * 0.19, 0.64, 0.32), tip, 0.11, 0.03, c, round=0.025, blend=0.05, flat=0.4, spin=1.5708,
                          gloss=0.35)  # fmt: skip
        with clay.part("tail", swing("x", 18, 1.2), pivot=(0, 0.42, -0.82)):
            clay.cone((0, 0.38, -0.84), (0, 0.24, -1.00), 0.085, 0.06, c, round=0.04, blend=0.05, gloss=0.35)
            _fluke(clay, 0.26, -0.95, 0.34, c)


@subject(
    "shark", group="animal", color="gray", height=1.5, measure="条", home="sea", facing=0.95, lift=0.05, emoji="🦈",
    en=("shark", "sharks", "great white shark", "hammerhead"), zh=("鲨鱼", "大白鲨", "鲨"),
            near_en=("swordfish", "ray"),
    near_zh=("剑鱼", "鳐鱼"), traits=("hat", "crown"), seat=(0, 0.86, -0.30),
)  # fmt: skip
def shark(clay: Clay, look: Look) -> None:
    """A tall back fin, a pointed snout, gills and a grin full of teeth."""
    c, y = mix(look.color, (0.34, 0.42, 0.50), 0.5), 0.66
    pale = mix(c, (0.95, 0.95, 0.95), 0.88)
    with clay.part("body", swing("y", 6, 1.5), bob(0.04, 2.6), pivot=(0, y, 0.2)):
        clay.ellipsoid((0, y, 0.10), (0.32, 0.33, 0.66), c, blend=0.08)
        clay.cone((0, y, -0.25), (0, y + 0.03, -0.98), 0.27, 0.075, c, round=0.07, blend=0.10)
        clay.cone((0, y + 0.05, 0.52), (0, y + 0.07, 0.96), 0.25, 0.075, c, round=0.07, blend=0.10)
        clay.ellipsoid((0, y - 0.12, 0.16), (0.275, 0.24, 0.64), pale, blend=0.02)
        clay.cone((0, y + 0.24, 0.12), (0, y + 0.78, -0.22), 0.25, 0.03, c, round=0.025, blend=0.05, flat=0.3)
        clay.cone((0, y + 0.14, -0.70), (0, y + 0.30, -0.86), 0.07, 0.02, c, round=0.018, blend=0.03, flat=0.4)
        for side in SIDES:
            with clay.part(side_name("fin", side), swing("z", side * 9, 1.8), pivot=(side * 0.28, y - 0.12, 0.25)):
                tip = (side * 0.78, y - 0.34, -0.12)
                clay.cone(
                    (side * 0.27, y - 0.12, 0.26), tip, 0.17, 0.035, c, round=0.03, blend=0.05, flat=0.35, spin=1.5708
                )
            for i in range(3):
                z = 0.30 - 0.08 * i
                x = side * (0.312 - 0.004 * i)
                clay.capsule((x, y + 0.08, z), (x, y - 0.05, z + 0.02), 0.012, shade(c, 0.5), blend=0.004)
        with clay.part("head", pivot=(0, y, 0.4)):
            side_eyes(clay, 0.235, y + 0.125, 0.60, 0.048)
            for side in SIDES:
                clay.ellipsoid((side * 0.055, y + 0.03, 1.005), (0.014, 0.012, 0.012), INK, blend=0.004)
            with clay.part("mouth", swing("x", 2, 1.9), pivot=(0, y - 0.15, 0.5)):
                clay.ellipsoid((0, y - 0.125, 0.70), (0.195, 0.075, 0.145), (0.40, 0.05, 0.07), blend=0.01)
                for i in range(7):
                    a = (i - 3) * 0.36
                    at = np.array([np.sin(a) * 0.175, y - 0.08, 0.70 + np.cos(a) * 0.145])
                    clay.cone(at, at + np.array([0, -0.085, 0.0]), 0.03, 0.006, CHALK, round=0.005, blend=0.002)
            on_head(clay, look, (y + 0.30, 0.46, 0.17))
        with clay.part("tail", swing("y", 22, 1.5, -0.9), pivot=(0, y + 0.02, -0.9)):
            clay.cone((0, y + 0.02, -0.92), (0, y + 0.50, -1.24), 0.11, 0.03, c, round=0.025, blend=0.05, flat=0.35)
            clay.cone((0, y + 0.02, -0.92), (0, y - 0.28, -1.12), 0.09, 0.03, c, round=0.025, blend=0.05, flat=0.35)


@subject(
    "octopus", group="animal", color="purple", height=1.25, measure="只", home="sea", facing=0.25, emoji="🐙🦑",
    en=("octopus", "octopuses", "little octopus", "kraken"), zh=("章鱼", "八爪鱼", "小章鱼"), near_en=("squid",
            "jellyfish",
        "cuttlefish"),
    near_zh=("乌贼", "鱿鱼", "水母"), traits=("hat", "crown", "glasses", "round_glasses"), hand=(0.62, 0.40, 0.34),
)  # fmt: skip
def octopus(clay: Clay, look: Look) -> None:
    """A round head and eight arms that curl, with suckers."""
    c = look.color
    light = mix(c, (1.0, 0.85, 0.85), 0.62)
    with clay.part("head", swing("z", 4, 2.9), bob(0.03, 2.4), pivot=(0, 0.45, 0)):
        clay.ellipsoid((0, 0.80, -0.04), (0.38, 0.42, 0.36), c, blend=0.08)
        clay.ellipsoid((0, 0.46, 0.0), (0.28, 0.20, 0.27), c, blend=0.12)
        for x, y, z, r in (
            (0.16, 1.10, 0.12, 0.05),
            (-0.10, 1.14, 0.10, 0.04),
            (0.27, 0.98, 0.06, 0.035),
            (-0.25, 1.0, 0.1, 0.045),
        ):
            clay.ellipsoid((x, y, z), (r, r, r * 0.7), light, blend=0.02)
        eyes(clay, 0.74, 0.325, 0.125, 0.07, tall=1.25)
        cheeks(clay, 0.62, 0.30, 0.21, 0.05)
        with clay.part("mouth", pivot=(0, 0.58, 0.33)):
            smile(clay, 0.585, 0.330, 0.065, shade(c, 0.4), curve=0.5)
        on_head(clay, look, (1.17, -0.04, 0.22), (0.74, 0.395, 0.125, 0.105))
    for i in range(8):
        a = (i + 0.5) * np.pi / 4
        out, lift = np.array([np.sin(a), 0.0, np.cos(a)]), 0.10 + 0.16 * (i % 2)
        root = out * 0.20 + np.array([0, 0.40, 0])
        side = "l" if out[0] > 0 else "r"
        with clay.part(f"leg_{'f' if out[2] > 0 else 'b'}{side}", swing("y", 8, 2.3, 0.8 * i), pivot=root):
            points = [root, out * 0.36 + [0, 0.20, 0], out * 0.56 + [0, 0.085, 0], out * 0.76 + [0, 0.10, 0],
                      out * 0.86 + [0, 0.10 + lift, 0]]  # fmt: skip
            clay.tube(points, 0.115, 0.05, c, blend=0.05)
            clay.ellipsoid(out * 0.80 + [0, 0.14 + lift, 0], 0.045, c, blend=0.04)
            for t in (0.30, 0.62, 0.95):
                at = points[2] + (points[4] - points[2]) * t * 0.8
                clay.ellipsoid(at + np.array([0, 0.065 - 0.03 * t, 0]) - out * 0.02, 0.026, light, blend=0.006)


@subject(
    "turtle", group="animal", color="green", height=0.95, measure="只", home="sea", facing=0.7, emoji="🐢",
    en=("turtle", "turtles", "sea turtle", "tortoise", "little turtle"), zh=("海龟", "乌龟", "龟", "小乌龟", "陆龟"),
    traits=("hat", "crown", "scarf", "glasses", "round_glasses"), seat=(0, 0.74, -0.12), lift=0.0,
)  # fmt: skip
def turtle(clay: Clay, look: Look) -> None:
    """A domed shell of plates, flippers, a friendly head."""
    c = look.fur((0.50, 0.66, 0.30), 0.35)
    shell = mix(look.color, (0.36, 0.22, 0.08), 0.72)
    plate, rim, belly = shade(shell, 1.35), mix(shell, (0.80, 0.62, 0.30), 0.6), (0.90, 0.80, 0.52)
    with clay.part("body", bob(0.02, 2.9), pivot=(0, 0.3, 0)):
        clay.ellipsoid((0, 0.36, -0.10), (0.50, 0.36, 0.60), shell, blend=0.03)
        clay.torus((0, 0.34, -0.10), 0.50, 0.075, rim, flat=0.9, blend=0.03)
        clay.ellipsoid((0, 0.24, -0.06), (0.44, 0.14, 0.54), belly, blend=0.03)
        for x, z, r in ((0, -0.10, 0.19), (0, 0.22, 0.15), (0, -0.42, 0.15), (0.28, 0.08, 0.155), (-0.28, 0.08, 0.155),
                        (0.28, -0.28, 0.155), (-0.28, -0.28, 0.155)):  # fmt: skip
            y = 0.36 + 0.36 * np.sqrt(max(0.0, 1 - (x / 0.50) ** 2 - ((z + 0.10) / 0.60) ** 2))
            tilt = rotation(pitch=(z + 0.10) * 1.25, roll=-x * 1.8)
            clay.ellipsoid((x, y - 0.02, z), (r, 0.055, r), plate, turn=tilt, blend=0.006)
    for name, z, out, back in (("f", 0.24, 0.86, -0.02), ("b", -0.46, 0.66, -0.72)):
        for side in SIDES:
            part = f"leg_{name}{'l' if side > 0 else 'r'}"
            with clay.part(part, swing("z", side * 8, 2.3, z), pivot=(side * 0.40, 0.26, z)):
                thick = 0.16 if name == "f" else 0.13
                clay.cone((side * 0.38, 0.26, z), (side * out, 0.10, back), thick, 0.07, c, round=0.05, flat=0.45,
                          spin=1.5708, blend=0.05)  # fmt: skip
    with clay.part("head", swing("y", 8, 3.7), swing("x", 4, 2.6), pivot=(0, 0.4, 0.42)):
        clay.capsule((0, 0.32, 0.42), (0, 0.48, 0.64), 0.135, c, blend=0.06)
        clay.ellipsoid((0, 0.58, 0.74), (0.205, 0.195, 0.215), c, blend=0.05)
        eyes(clay, 0.645, 0.905, 0.105, 0.05)
        cheeks(clay, 0.555, 0.905, 0.145, 0.035)
        for side in SIDES:
            clay.ellipsoid((side * 0.03, 0.585, 0.952), (0.011, 0.013, 0.01), INK, blend=0.003)
        with clay.part("mouth", pivot=(0, 0.52, 0.93)):
            smile(clay, 0.515, 0.935, 0.085, shade(c, 0.4), curve=0.45)
        on_head(clay, look, (0.75, 0.70, 0.14), (0.645, 0.955, 0.105, 0.08))
    if look.has("scarf"):
        wool = look.tint("scarf", (0.8, 0.1, 0.1))
        clay.torus((0, 0.42, 0.54), 0.16, 0.05, wool, turn=rotation(pitch=0.9), blend=0.02)
    with clay.part("tail", swing("y", 14, 1.9), pivot=(0, 0.25, -0.66)):
        clay.cone((0, 0.26, -0.64), (0, 0.20, -0.86), 0.07, 0.015, c, round=0.014, blend=0.04)
