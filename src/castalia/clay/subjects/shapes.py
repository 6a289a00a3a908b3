"""Shapes of geometry and of science."""

from __future__ import annotations

import itertools

import numpy as np

from castalia.clay.layout import GLASS
from castalia.clay.motion import bob, spin, swing
from castalia.clay.paint import CHALK, Color, mix, shade
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.catalogue import Look, subject

CLEAR = GLASS + 0.9
"""Gloss of what is always of glass."""
BASES: tuple[tuple[Color, Color], ...] = (
    ((0.92, 0.16, 0.18), (0.16, 0.65, 0.25)),
    ((0.98, 0.75, 0.08), (0.15, 0.40, 0.95)),
)
"""The colours of the two base pairs of DNA."""


@subject(
    "cube", group="thing", color="red", height=1.2, facing=0.6, en=("cube", "cubes", "box", "dice", "block"),
    zh=("立方体", "方块", "正方体", "盒子", "箱子"), near_en=("brick", "cuboid", "package", "carton"),
    near_zh=("长方体", "砖块", "骰子"), emoji="🧊📦", grip=0.4, traits=("glowing",),
)  # fmt: skip
def cube(clay: Clay, look: Look) -> None:
    clay.box((0, 0.6, 0), (0.6, 0.6, 0.6), look.color, round=0.07, gloss=0.25, emit=look.glow)


@subject(
    "sphere", group="thing", color="blue", height=1.3, facing=0.0, en=("sphere", "spheres", "orb", "globe of clay"),
    zh=("球体", "圆球", "球形"), near_en=("marble ball", "bead", "pearl"), near_zh=("珠子", "珍珠"), emoji="🔮",
    grip=0.35, traits=("glowing",),
)  # fmt: skip
def sphere(clay: Clay, look: Look) -> None:
    clay.ellipsoid((0, 0.65, 0), 0.65, look.color, gloss=0.4, emit=look.glow)


@subject(
    "cone", group="thing", color="orange", height=1.5, facing=0.3, en=("cone", "cones"), zh=("圆锥", "圆锥体", "锥体"),
    near_en=("traffic cone", "funnel"), near_zh=("路锥", "漏斗"), traits=("glowing",),
)  # fmt: skip
def cone(clay: Clay, look: Look) -> None:
    clay.cone((0, 0, 0), (0, 1.5, 0), 0.68, 0.03, look.color, round=0.03, gloss=0.2, emit=look.glow)


@subject(
    "pyramid", group="building", color="beige", height=1.45, measure="座", home="desert", facing=0.6,
    en=("pyramid", "pyramids", "egyptian pyramid"), zh=("金字塔", "棱锥"), near_en=("ziggurat", "tetrahedron"),
    near_zh=("四面体",), emoji="🔺", traits=("glowing",),
)  # fmt: skip
def pyramid(clay: Clay, look: Look) -> None:
    """Courses of stone, each a little smaller, and a golden top."""
    courses = 13
    for i in range(courses):
        half = 1.1 * (1 - i / courses)
        tone = shade(look.color, 0.94 + 0.10 * ((i * 0.618) % 1))
        clay.box((0, 0.05 + 0.10 * i, 0), (half, 0.055, half), tone, round=0.016, blend=0.004, emit=look.glow)
    clay.cone((0, 1.28, 0), (0, 1.45, 0), 0.09, 0.01, (0.95, 0.68, 0.15), round=0.01, gloss=0.6)


@subject(
    "cylinder", group="thing", color="green", height=1.3, facing=0.2, en=("cylinder", "cylinders", "tube"),
    zh=("圆柱", "圆柱体", "圆筒", "柱体"), near_en=("barrel", "can", "tin", "pipe"), near_zh=("桶", "罐头", "管子"),
    traits=("glowing",),
)  # fmt: skip
def cylinder(clay: Clay, look: Look) -> None:
    clay.cone((0, 0, 0), (0, 1.3, 0), 0.5, 0.5, look.color, round=0.06, gloss=0.25, emit=look.glow)


@subject(
    "torus", group="thing", color="purple", height=1.45, facing=0.4, en=("torus", "tori", "ring", "hoop", "toroid"),
    zh=("圆环", "环面", "环", "戒指", "指环"), near_en=("bracelet", "life buoy", "tire"), near_zh=("手镯", "救生圈", "轮胎"),
    emoji="💍⭕", grip=0.3, traits=("glowing",),
)  # fmt: skip
def torus(clay: Clay, look: Look) -> None:
    turn = rotation(pitch=1.2)
    with clay.part("torus", swing("y", 8, 4.1), pivot=(0, 0.7, 0)):
        clay.torus((0, 0.72, 0), 0.50, 0.22, look.color, turn=turn, gloss=0.4, emit=look.glow)


@subject(
    "moebius_strip", group="thing", color="teal", height=1.5, facing=0.35,
    en=("Moebius strip", "Moebius strips", "moebius strip", "mobius strip", "möbius strip", "moebius band", "mobius band",
        "möbius band", "moebius loop"),
    zh=("莫比乌斯带", "莫比乌斯环", "莫比乌斯圈", "麦比乌斯带"), emoji="♾", traits=("glowing",),
)  # fmt: skip
def moebius_strip(clay: Clay, look: Look) -> None:
    """A band that is turned by half a turn on its way around; its two faces, which are one, go from tone to tone."""
    count, lean = 48, rotation(pitch=1.05)
    middle = np.array([0.0, 0.78, 0.0])
    other = mix(look.color, (0.98, 0.72, 0.20), 0.75)
    with clay.part("strip", swing("y", 12, 5.3), pivot=middle):
        for i in range(count):
            a = 2 * np.pi * i / count
            out, way = np.array([np.cos(a), 0.0, np.sin(a)]), np.array([-np.sin(a), 0.0, np.cos(a)])
            across = np.cos(a / 2) * np.array([0.0, 1.0, 0.0]) + np.sin(a / 2) * out
            turn = lean @ np.stack([way, across, np.cross(way, across)], 1)
            tone = mix(look.color, other, 0.5 - 0.5 * np.cos(a))
            clay.box(
                lean @ (out * 0.62) + middle, (0.058, 0.27, 0.034), tone,
                round=0.03, turn=turn, blend=0.03, gloss=0.35, emit=look.glow,
            )  # fmt: skip


@subject(
    "klein_bottle", group="thing", color="cyan", height=1.75, facing=0.12,
    en=("Klein bottle", "Klein bottles", "klein flask", "klein surface"), zh=("克莱因瓶", "克莱因瓶子", "克来因瓶"),
    traits=("glowing",),
)  # fmt: skip
def klein_bottle(clay: Clay, look: Look) -> None:
    """A belly whose neck bends over, goes in through its own side and opens out at the foot."""
    c = mix(look.color, CHALK, 0.25)
    belly = [(0.0, 0.06, 0.40), (0.0, 0.16, 0.55), (0.0, 0.34, 0.635), (0.0, 0.54, 0.62), (0.0, 0.74, 0.52),
             (0.0, 0.92, 0.385), (0.0, 1.08, 0.275), (0.01, 1.22, 0.20)]  # fmt: skip
    belly = _finer(belly, 18)
    _sweep(clay, belly, c, look.glow)
    for (x0, y0, r0), (x1, y1, r1) in itertools.pairwise(belly[:-3]):
        wall = 0.055
        clay.cone((x0, y0 + 0.03, 0), (x1, y1 + 0.03, 0), r0 - wall, r1 - wall, c, round=0.01, carve=True, gloss=CLEAR)
    clay.cone((0, -0.1, 0), (0, 0.13, 0), 0.20, 0.16, c, round=0.01, carve=True, gloss=CLEAR)
    # The neck goes over the top in an arc to the right, comes down outside and dives through the wall.
    arc = [
        (0.30 - 0.29 * np.cos(t), 1.30 + 0.30 * np.sin(t), 0.165 - 0.03 * t / np.pi) for t in np.linspace(0, np.pi, 16)
    ]
    inside = [(0.575, 1.10, 0.128), (0.52, 0.93, 0.125), (0.42, 0.78, 0.122), (0.28, 0.65, 0.12), (0.14, 0.52, 0.125),
              (0.04, 0.38, 0.135), (0.0, 0.24, 0.16), (0.0, 0.12, 0.23), (0.0, 0.07, 0.30)]  # fmt: skip
    with clay.part("neck"):
        _sweep(clay, [(0.0, 1.14, 0.235), (0.0, 1.24, 0.185), *arc, inside[0], inside[1]], c, look.glow)
        _sweep(clay, _finer(inside[1:], 14), mix(c, (0.98, 0.75, 0.25), 0.55), look.glow)
    clay.torus((0.475, 0.86, 0.0), 0.15, 0.022, c, turn=rotation(roll=0.65), blend=0.02, gloss=CLEAR)
    clay.torus((0, 0.07, 0), 0.36, 0.07, c, blend=0.03, gloss=CLEAR)


def _finer(points: list[tuple[float, float, float]], count: int) -> list[tuple[float, float, float]]:
    """`count` points on a smooth curve through `points`."""
    at = np.array(points)
    slopes = np.gradient(at, axis=0)
    finer = []
    for t in np.linspace(0, len(at) - 1, count):
        i = min(int(t), len(at) - 2)
        u = t - i
        a, b = at[i] * (1 + 2 * u) + slopes[i] * u, at[i + 1] * (3 - 2 * u) + slopes[i + 1] * (u - 1)
        finer.append(a * (1 - u) ** 2 + b * u**2)
    return [(float(x), float(y), float(r)) for x, y, r in finer]


def _sweep(clay: Clay, points: list[tuple[float, float, float]], color: Color, emit: float) -> None:
    """A tube in the x-y plane through (x, y) with its radius there; its pieces overlap so that no seam shows."""
    for (x0, y0, r0), (x1, y1, r1) in itertools.pairwise(points):
        start, end = np.array([x0, y0, 0.0]), np.array([x1, y1, 0.0])
        over = (end - start) / np.linalg.norm(end - start) * 0.008
        clay.cone(start - over, end + over, r0, r1, color, round=0.004, blend=0.02, gloss=CLEAR, emit=emit)


@subject(
    "dna", group="thing", color="blue", height=2.3, home="laboratory", measure="条", facing=0.2, emoji="🧬",
    en=("DNA double helix", "DNA double helices", "dna", "dna helix", "double helix", "dna strand", "dna molecule", "helix",
        "gene"),
    zh=("DNA双螺旋", "双螺旋", "DNA", "DNA分子", "基因", "DNA螺旋", "脱氧核糖核酸", "螺旋"), near_en=("molecule", "chromosome", "spiral", "spring coil"),
    near_zh=("分子", "染色体", "弹簧"), traits=("glowing",),
)  # fmt: skip
def dna(clay: Clay, look: Look) -> None:
    """Two strands that wind about each other, joined by rungs of coloured base pairs."""
    c, pale = look.color, mix(look.color, (0.98, 0.72, 0.30), 0.7)
    turns, low, high, radius, steps = 1.6, 0.12, 2.2, 0.42, 27

    def at(t: float, side: int) -> np.ndarray:
        a = 2 * np.pi * turns * t + side * np.pi + 0.4
        return np.array([radius * np.cos(a), low + (high - low) * t, radius * np.sin(a)])

    with clay.part("helix", spin("y", 9.0), pivot=(0, 1.1, 0)):
        for side, color in ((0, c), (1, pale)):
            points = [at(i / (steps - 1), side) for i in range(steps)]
            clay.tube(points, 0.085, 0.085, color, blend=0.02, gloss=0.45, emit=look.glow)
        for i in range(12):
            t = (i + 0.5) / 12
            left, right = at(t, 0), at(t, 1)
            middle, (one, two) = (left + right) / 2, BASES[i % 2]
            ends = ((left, one), (right, two)) if i % 4 < 2 else ((left, two), (right, one))
            for end, color in ends:
                clay.capsule(end + (middle - end) * 0.12, middle, 0.052, color, blend=0.012, gloss=0.35, emit=look.glow)
            clay.ellipsoid(middle, 0.06, CHALK, blend=0.01, gloss=0.35)


@subject(
    "knot", group="thing", color="orange", height=1.55, facing=0.2, emoji="🪢", en=("trefoil knot", "trefoil knots", "knot", "trefoil"),
    zh=("三叶结", "纽结", "绳结", "结"), near_en=("pretzel", "rope"), near_zh=("椒盐卷饼", "绳子"), traits=("glowing",),
)  # fmt: skip
def knot(clay: Clay, look: Look) -> None:
    points = []
    for t in np.linspace(0, 2 * np.pi, 55):
        x, y = np.sin(t) + 2 * np.sin(2 * t), np.cos(t) - 2 * np.cos(2 * t)
        points.append(np.array([0.215 * x, 0.82 + 0.215 * y, -0.26 * np.sin(3 * t)]))
    with clay.part("knot", swing("y", 14, 5.1), bob(0.0, 3.0), pivot=(0, 0.8, 0)):
        for i, (a, b) in enumerate(itertools.pairwise(points)):
            tone = mix(look.color, shade(look.color, 1.35), 0.5 + 0.5 * np.sin(i / 54 * 6 * np.pi))
            clay.capsule(a, b, 0.125, tone, blend=0.03, gloss=0.45, emit=look.glow)
