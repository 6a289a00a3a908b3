"""Plants and mushrooms."""

from __future__ import annotations

import numpy as np

from castalia.clay.motion import Pulse, drift, swing
from castalia.clay.paint import BARK, CHALK, LEAF, Color, distance, mix, shade
from castalia.clay.sculpt import Clay, along, rotation
from castalia.clay.subjects.catalogue import Look, subject

VIOLET: Color = (0.42, 0.10, 0.80)


@subject(
    "tree", group="plant", color="green", height=2.1, measure="棵", emoji="🌳",
    en=("tree", "trees", "oak", "oak tree", "maple", "apple tree"), zh=("树", "大树", "树木", "橡树", "枫树",
        "苹果树", "小树"),
    near_en=("willow", "bush", "baobab"), near_zh=("柳树", "灌木", "榕树"),
        traits=("glowing",),
)  # fmt: skip
def tree(clay: Clay, look: Look) -> None:
    c, rng = look.color, look.rng
    emit = 0.9 if look.has("glowing") else 0.0
    clay.cone((0, -0.05, 0), (0.03, 0.85, 0), 0.20, 0.12, BARK, round=0.06, blend=0.1)
    for i in range(3):
        a = i * 2.1 + 0.5
        clay.cone(
            (np.sin(a) * 0.12, 0.12, np.cos(a) * 0.12),
            (np.sin(a) * 0.34, -0.03, np.cos(a) * 0.34),
            0.07,
            0.05,
            shade(BARK, 0.92),
            blend=0.08,
        )
    with clay.part("crown", swing("z", 2.4, 3.7), swing("x", 1.8, 4.9), pivot=(0, 0.5, 0)):
        clay.capsule((0, 0.6, 0), (0.26, 0.92, 0.06), 0.06, BARK, blend=0.08)
        clay.capsule((0, 0.65, 0), (-0.22, 0.95, 0.0), 0.055, BARK, blend=0.08)
        clay.ellipsoid((0, 1.38, 0), (0.50, 0.44, 0.48), c, blend=0.14, emit=emit)
        count = int(rng.integers(6, 9))
        for i in range(count):
            a = i * 2 * np.pi / count + rng.uniform(-0.2, 0.2)
            at = (np.sin(a) * 0.42, 1.18 + rng.uniform(-0.08, 0.22), np.cos(a) * 0.40)
            clay.ellipsoid(at, float(rng.uniform(0.24, 0.33)), shade(c, rng.uniform(0.8, 1.12)), blend=0.14, emit=emit)
        clay.ellipsoid((rng.uniform(-0.1, 0.1), 1.78, 0), 0.28, shade(c, 1.12), blend=0.14, emit=emit)


@subject(
    "glowing_plant", group="plant", color="cyan", height=2.15, measure="株", home="rainforest", light="night",
    facing=0.15,
    en=("glowing plant", "glowing plants", "luminous plant", "bioluminescent plant", "fluorescent plant",
        "luminescent plant", "glowing flower",
        "bioluminescent flower", "luminous flower", "fluorescent flower", "shining plant", "light-emitting plant",
        "alien plant",
        "alien flower", "magic plant", "magic flower", "magical plant", "magical flower", "glow plant",
        "unknown plant", "mysterious plant"),
    zh=("荧光植物", "发光植物", "夜光植物", "发光的植物", "荧光的植物", "会发光的植物", "荧光花", "发光的花",
        "发光花", "会发光的花", "未知植物",
        "未知的植物", "神秘植物", "神秘的植物", "外星植物", "魔法植物", "魔法花", "奇异的植物", "奇异植物",
        "发光的花朵"),
    near_en=("plant", "carnivorous plant", "exotic plant", "strange plant", "vine"), near_zh=("植物", "食人花",
        "藤蔓", "仙草"), traits=("glowing", "strange"),
)  # fmt: skip
def glowing_plant(clay: Clay, look: Look) -> None:
    """A stem that bows over, a great bloom of lit petals around a core of light, lanterns on side shoots, spores."""
    c, rng = look.color, look.rng
    petal = VIOLET if distance(c, VIOLET) > 0.5 else (0.05, 0.55, 0.75)
    stem, leaf = (0.03, 0.26, 0.22), (0.03, 0.36, 0.26)
    halo = mix(c, (0.85, 1.0, 1.0), 0.45)
    _rosette(clay, leaf, c, rng)
    bow = [(0.0, 0.0, 0.0), (-0.16, 0.42, -0.02), (-0.17, 0.84, -0.02), (0.0, 1.20, 0.0), (0.14, 1.42, 0.06)]
    with clay.part("stem", swing("z", 2.6, 4.3), swing("x", 1.6, 5.3), pivot=(0, 0, 0)):
        clay.tube(bow, 0.105, 0.062, stem, blend=0.05)
        for x, y in ((-0.10, 0.30), (-0.18, 0.62), (-0.09, 1.02)):
            clay.torus((x, y, -0.01), 0.082, 0.022, mix(stem, c, 0.75), blend=0.02, emit=0.9)
        with clay.part("bloom", swing("z", 2.5, 3.1), Pulse(0.02, 2.6, glow=0.16), pivot=bow[-1]):
            _bloom(clay, np.array([0.20, 1.56, 0.12]), np.array([0.24, 0.80, 0.55]), petal, c, halo)
        for side, reach, base, phase in ((-1, 0.62, 0.80, 0.0), (1, 0.56, 0.48, 1.6), (-1, 0.40, 0.42, 2.9)):
            _lantern(clay, (-0.16, base, 0.0), side, reach, stem, petal, c, phase)
        if look.has("strange"):
            _tendril(clay, (0.0, 1.16, 0.0), stem, c)
    for _ in range(16):
        a, r, y = rng.uniform(0, 2 * np.pi), rng.uniform(0.35, 1.0), rng.uniform(0.35, 2.0)
        rise = drift(
            (rng.uniform(-0.15, 0.15), rng.uniform(0.5, 0.9), 0.0), rng.uniform(4.0, 7.0), rng.uniform(0.15, 0.85)
        )
        at = (np.cos(a) * r + 0.05, y, np.sin(a) * r * 0.8 + 0.1)
        with clay.part("spore", rise, pivot=at):
            clay.ellipsoid(at, float(rng.uniform(0.016, 0.034)), halo, blend=0.002, emit=2.2)


def _rosette(clay: Clay, leaf: Color, vein: Color, rng: np.random.Generator) -> None:
    """Broad leaves around the foot, each with a lit rib."""
    for i in range(7):
        a = i * 0.898 + rng.uniform(-0.15, 0.15)
        out = np.array([np.sin(a), 0.0, np.cos(a)])
        rise = 0.55 + 0.35 * (i % 2)
        at = out * 0.34 + np.array([0, 0.10 + 0.16 * rise, 0])
        turn = _leaf_turn(out, rise)
        with clay.part("leaf", swing("x", 3, 3.3, i), pivot=(0, 0.05, 0)):
            clay.ellipsoid(
                at, (0.135, 0.34, 0.035), shade(leaf, 0.8 + 0.3 * (i % 2)), turn=turn, blend=0.03, gloss=0.25
            )
            clay.ellipsoid(at + turn[:, 2] * 0.026, (0.014, 0.27, 0.018), vein, turn=turn, blend=0.006, emit=0.9)


def _leaf_turn(out: np.ndarray, rise: float) -> np.ndarray:
    """Axes of a leaf that grows outwards and up: local y along it, local z its upper face."""
    y = out + np.array([0.0, rise, 0.0])
    y /= np.linalg.norm(y)
    x = np.cross(y, np.array([0.0, 1.0, 0.0]))
    x /= np.linalg.norm(x)
    z = np.cross(x, y)
    if z[1] < 0:
        x, z = -x, -z
    return np.stack([x, y, z], 1)


def _bloom(clay: Clay, at: np.ndarray, face: np.ndarray, petal: Color, core: Color, halo: Color) -> None:
    """A lotus of two rings of petals that opens towards `face`."""
    frame = along(face)
    face = frame[:, 1]
    clay.ellipsoid(at - face * 0.16, (0.15, 0.15, 0.15), mix(petal, (0.02, 0.2, 0.2), 0.5), turn=frame, blend=0.06)
    for ring, (count, open_, length, width, color, emit) in enumerate((
        (7, 0.95, 0.40, 0.15, petal, 0.40),
        (6, 0.48, 0.34, 0.125, mix(petal, core, 0.5), 0.75),
    )):  # fmt: skip
        for i in range(count):
            a = 2 * np.pi * (i + 0.5 * ring) / count
            out = frame @ np.array([np.cos(a), 0.0, np.sin(a)])
            way = face * np.cos(open_) + out * np.sin(open_)
            x = np.cross(way, face)
            x /= np.linalg.norm(x)
            turn = np.stack([x, way, np.cross(x, way)], 1)
            middle = at - face * 0.10 + way * length
            clay.ellipsoid(middle, (width, length, 0.045), color, turn=turn, blend=0.03, emit=emit, gloss=0.2)
            tip = at - face * 0.10 + way * length * 1.90
            clay.ellipsoid(tip, 0.034, halo, blend=0.03, emit=1.8)
    clay.ellipsoid(at + face * 0.05, 0.135, halo, blend=0.02, emit=2.2)
    for i in range(5):
        a = 2 * np.pi * i / 5 + 0.3
        out = frame @ np.array([np.cos(a), 0.0, np.sin(a)])
        tip = at + face * 0.44 + out * 0.16
        clay.capsule(at + face * 0.1 + out * 0.05, tip, 0.013, halo, blend=0.01, emit=1.0)
        clay.ellipsoid(tip, 0.036, (1.0, 0.92, 0.55), blend=0.005, emit=2.0)


def _lantern(
    clay: Clay,
    base: tuple[float, float, float],
    side: int,
    reach: float,
    stem: Color,
    petal: Color,
    core: Color,
    phase: float,
) -> None:
    """A side shoot that hangs a bell of light."""
    x, y, z = base
    tip = (x + side * reach, y + 0.16, z + 0.16)
    with clay.part("shoot", swing("z", 3.5, 2.9, phase), pivot=base):
        clay.tube(
            [base, (x + side * reach * 0.5, y + 0.30, z + 0.08), (x + side * reach * 0.9, y + 0.31, z + 0.14), tip],
            0.042,
            0.026,
            stem,
            blend=0.03,
        )
        with clay.part("lantern", swing("x", 7, 2.3, phase), Pulse(0.03, 2.2, glow=0.3, phase=phase), pivot=tip):
            bx, by, bz = tip
            clay.cone((bx, by + 0.02, bz), (bx, by - 0.17, bz), 0.055, 0.125, petal, round=0.04, blend=0.03, emit=0.45)
            clay.ellipsoid((bx, by - 0.165, bz), (0.095, 0.10, 0.095), core, blend=0.02, emit=1.9)


def _tendril(clay: Clay, base: tuple[float, float, float], stem: Color, tip: Color) -> None:
    """A shoot that curls into a spiral."""
    x, y, z = base
    points = [base]
    for i in range(9):
        a, r = 0.5 + i * 0.75, 0.24 * (1 - i / 10)
        points.append((x - 0.42 + r * np.cos(a), y + 0.34 + r * np.sin(a), z + 0.04))
    with clay.part("tendril", swing("z", 5, 3.7), pivot=base):
        clay.tube(points, 0.034, 0.02, mix(stem, tip, 0.25), blend=0.02, emit=0.25)
        clay.ellipsoid(points[-1], 0.045, tip, blend=0.01, emit=1.8)


@subject(
    "flower", group="plant", color="red", height=1.5, measure="朵", facing=0.3, emoji="🌺🌼💐",
    en=("flower", "flowers", "daisy", "blossom"), zh=("花", "花朵", "雏菊", "鲜花", "小花"),
    near_en=("orchid", "poppy", "bouquet"), near_zh=("兰花", "菊花", "花束"),
    grip=0.4, traits=("glowing",),
)  # fmt: skip
def flower(clay: Clay, look: Look) -> None:
    c = look.color
    heart = (0.98, 0.75, 0.05) if distance(c, (0.98, 0.75, 0.05)) > 0.5 else (0.45, 0.2, 0.05)
    emit = 0.9 if look.has("glowing") else 0.0
    with clay.part("stem", swing("z", 4, 3.1), swing("x", 2, 4.3), pivot=(0, 0, 0)):
        clay.tube([(0, 0, 0), (0.05, 0.4, 0), (0.02, 0.75, 0), (0, 1.02, 0.03)], 0.045, 0.04, LEAF, blend=0.04)
        for side in (-1, 1):
            clay.ellipsoid(
                (side * 0.24, 0.36 + 0.10 * side, 0.02),
                (0.22, 0.04, 0.10),
                shade(LEAF, 1.1),
                turn=rotation(roll=side * 0.6),
                blend=0.03,
            )
        frame = along((0.0, 0.35, 1.0))
        at = np.array([0, 1.10, 0.06])
        for i in range(8):
            a = i * np.pi / 4
            out = frame @ np.array([np.cos(a), 0.12, np.sin(a)])
            turn = np.stack([np.cross(out, frame[:, 1]), out, frame[:, 1]], 1)
            clay.ellipsoid(
                at + out * 0.27, (0.13, 0.20, 0.05), shade(c, 1.0 + 0.1 * (i % 2)), turn=turn, blend=0.02, emit=emit
            )
        clay.ellipsoid(at + frame[:, 1] * 0.05, (0.17, 0.09, 0.17), heart, turn=frame, blend=0.02, emit=emit)


@subject(
    "mushroom", group="plant", color="red", height=1.2, measure="朵", home="forest", facing=0.2, emoji="🍄",
    en=("mushroom", "mushrooms", "toadstool", "fungus", "glowing mushroom"), zh=("蘑菇", "小蘑菇", "毒蘑菇", "菌子",
        "发光蘑菇"),
    near_en=("fern",), near_zh=("蕨", "蕨类"), grip=0.4, traits=("glowing",),
)  # fmt: skip
def mushroom(clay: Clay, look: Look) -> None:
    c, cream = look.color, (0.92, 0.86, 0.74)
    emit = 0.9 if look.has("glowing") else 0.0
    spot = CHALK if distance(c, CHALK) > 0.5 else (0.8, 0.1, 0.1)
    for x, z, s in ((0, 0, 1.0), (0.52, 0.10, 0.52), (-0.45, 0.22, 0.40)):
        with clay.part("cap", swing("z", 2.5, 3.3, x * 3), pivot=(x, 0, z)):
            clay.cone((x, 0, z), (x, 0.62 * s, z), 0.20 * s, 0.14 * s, cream, round=0.06 * s, blend=0.04)
            clay.cone(
                (x, 0.58 * s, z), (x, 0.68 * s, z), 0.47 * s, 0.50 * s, mix(cream, c, 0.2), round=0.04 * s, blend=0.03
            )
            clay.ellipsoid((x, 0.72 * s, z), (0.54 * s, 0.40 * s, 0.54 * s), c, blend=0.04, gloss=0.25, emit=emit)
            for i in range(7 if s == 1 else 4):
                a, h = i * 2.4, 0.35 + 0.55 * ((i * 0.37) % 1)
                r = np.sqrt(max(1 - h * h, 0)) * 0.54 * s
                clay.ellipsoid(
                    (x + np.sin(a) * r, (0.72 + 0.40 * h) * s if i else 1.12 * s, z + np.cos(a) * r),
                    (0.075 * s, 0.06 * s, 0.075 * s),
                    spot,
                    blend=0.012,
                    emit=emit * 1.5,
                )
