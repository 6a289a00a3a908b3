"""Dragons: the winged one of the West and the long one of the East."""

from __future__ import annotations

import numpy as np

from castalia.clay.motion import Flicker, bob, swing
from castalia.clay.paint import CHALK, INK, Color, distance, mix, shade
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.catalogue import Look, subject
from castalia.clay.subjects.features import GOLD, SIDES, eyes, on_head, side_name, smile


@subject(
    "dragon", group="fantasy", color="green", height=1.8, measure="条", home="rocky_coast", facing=0.55,
    emoji="🐉🐲🦖🦕",
    en=("dragon", "dragons", "baby dragon", "little dragon", "western dragon", "winged dragon",
            "fire-breathing dragon"),
    zh=("西方龙", "小龙", "恐龙宝宝", "飞龙", "巨龙", "火龙", "喷火龙"),
    near_en=("dinosaur", "t-rex", "lizard", "crocodile", "phoenix", "chameleon", "griffin", "snake"),
    near_zh=("恐龙", "蜥蜴", "鳄鱼", "凤凰", "霸王龙", "蛇", "变色龙"), seat=(0, 1.0, -0.1), traits=("hat",
            "crown", "glowing"),
)  # fmt: skip
def dragon(clay: Clay, look: Look) -> None:
    c = look.color
    belly = mix(c, (0.98, 0.88, 0.55), 0.7)
    spike = mix(c, (0.98, 0.60, 0.10), 0.8) if distance(c, (0.98, 0.6, 0.1)) > 0.5 else (0.75, 0.1, 0.1)
    clay.cone((0, 0.06, -0.12), (0, 0.92, 0.10), 0.38, 0.22, c, round=0.18, blend=0.1)
    clay.ellipsoid((0, 0.50, 0.19), (0.22, 0.36, 0.17), belly, blend=0.05)
    for side in SIDES:
        clay.ellipsoid((side * 0.26, 0.20, 0.06), (0.17, 0.20, 0.24), c, blend=0.06)
        clay.ellipsoid((side * 0.27, 0.07, 0.24), (0.13, 0.08, 0.18), c, blend=0.05)
        clay.capsule((side * 0.22, 0.72, 0.16), (side * 0.30, 0.54, 0.34), 0.075, c, blend=0.05)
    with clay.part("head", swing("z", 4, 3.1), swing("y", 8, 4.3), pivot=(0, 0.95, 0.1)):
        clay.ellipsoid((0, 1.24, 0.14), (0.32, 0.30, 0.30), c, blend=0.08)
        clay.ellipsoid((0, 1.13, 0.40), (0.22, 0.16, 0.20), mix(c, belly, 0.35), blend=0.07)
        for side in SIDES:
            clay.ellipsoid((side * 0.08, 1.21, 0.575), 0.026, INK, blend=0.008)
            clay.cone((side * 0.16, 1.44, 0.05), (side * 0.24, 1.72, -0.08), 0.065, 0.02, spike, round=0.018)
            clay.ellipsoid(
                (side * 0.30, 1.20, 0.02), (0.05, 0.10, 0.14), shade(c, 0.7), turn=rotation(roll=-side * 0.5)
            )
        eyes(clay, 1.33, 0.375, 0.145, 0.062)
        with clay.part("mouth", pivot=(0, 1.07, 0.5)):
            smile(clay, 1.055, 0.585, 0.10)
        on_head(clay, look, (1.52, 0.1, 0.2))
    for i in range(5):
        y, z = 1.40 - i * 0.26, (-0.14, -0.20, -0.28, -0.40, -0.50)[i]
        clay.cone(
            (0, y - 0.06, z + 0.05), (0, y + 0.06, z - 0.12), 0.09, 0.015, spike, round=0.012, blend=0.02, flat=0.7
        )
    flap = (30, 0.7) if look.action in ("flying", "floating") else (12, 2.0)
    for side in SIDES:
        with clay.part(
            side_name("wing", side),
            swing("z", side * flap[0], flap[1]),
            swing("y", 6, 2.0),
            pivot=(side * 0.18, 0.82, -0.18),
        ):
            root, wrist = np.array([side * 0.18, 0.84, -0.18]), np.array([side * 0.52, 1.40, -0.32])
            clay.capsule(root, wrist, 0.05, c, blend=0.05)
            for x, y, width in ((1.08, 1.22, 0.16), (0.96, 0.86, 0.17), (0.66, 0.68, 0.17)):
                tip = np.array([side * x, y, -0.36])
                clay.cone(wrist, tip, width, 0.03, spike, round=0.018, flat=0.24, blend=0.10)
                clay.capsule(wrist, tip, 0.022, shade(c, 0.8), blend=0.02)
            clay.cone(
                wrist, root + np.array([side * 0.1, -0.1, 0]), 0.10, 0.14, spike, round=0.018, flat=0.24, blend=0.10
            )
    side = look.rng.choice(SIDES)
    with clay.part("tail", swing("y", 10, 2.3), pivot=(0, 0.2, -0.4)):
        points = [(0, 0.20, -0.36), (side * 0.22, 0.13, -0.62), (side * 0.56, 0.12, -0.60), (side * 0.80, 0.22, -0.36)]
        clay.tube(points, 0.18, 0.07, c, blend=0.08)
        clay.cone((side * 0.80, 0.22, -0.36), (side * 0.92, 0.40, -0.24), 0.12, 0.015, spike, round=0.015, flat=0.5)
    if look.action == "flying" or look.has("glowing"):
        with clay.part("fire", Flicker(0.12, 0.6), pivot=(0, 1.08, 0.62)):
            clay.cone((0, 1.08, 0.62), (0, 1.02, 1.0), 0.05, 0.15, (1.0, 0.5, 0.1), round=0.05, emit=2.0)


@subject(
    "chinese_dragon", group="fantasy", color="red", height=2.9, measure="条", home="shanshui", light="golden",
    facing=1.2, lift=0.3,
    en=("Chinese dragon", "Chinese dragons", "loong", "eastern dragon", "oriental dragon", "majestic Chinese dragon"),
    zh=("龙", "中国龙", "神龙", "东方龙", "金龙", "青龙", "苍龙", "蛟龙", "龙王", "祥龙", "真龙"),
    near_en=("sea serpent", "serpent"), near_zh=("麒麟", "大蛇"), seat=(0, 2.52, 0.05), traits=("glowing",),
)  # fmt: skip
def chinese_dragon(clay: Clay, look: Look) -> None:
    """A long body that winds through the air in a great S, with a crest, a flaming mane, antlers, whiskers, four
    clawed feet, and clouds about it."""
    c = look.color
    belly = mix(c, (0.98, 0.84, 0.45), 0.85) if distance(c, GOLD) > 0.4 else (0.95, 0.88, 0.66)
    fire = (0.98, 0.62, 0.08) if distance(c, (0.98, 0.62, 0.08)) > 0.6 else (0.85, 0.10, 0.06)
    count = 24
    path = _line(np.linspace(0.0, 1.0, count + 1))
    thick = [0.17 + 0.09 * np.sin(np.pi * min(1.0, 0.25 + 1.1 * i / count)) - 0.135 * (i / count) ** 2.6
             for i in range(count + 1)]  # fmt: skip
    for section in range(6):
        first = section * 4
        with clay.part("tail" if section == 5 else "body", bob(0.05, 2.8, -0.8 * section), pivot=path[first]):
            for i in range(first, first + 4):
                way, middle = path[i + 1] - path[i], (path[i] + path[i + 1]) / 2
                clay.cone(path[i] - 0.25 * way, path[i + 1] + 0.25 * way, thick[i], thick[i + 1], c,
                          round=0.8 * thick[i + 1], blend=0.13, gloss=0.3)  # fmt: skip
                back = _back(way, (i + 0.5) / count)
                if i < 21:
                    plate = np.array([0.60, 0.64, 0.80]) * thick[i]
                    clay.ellipsoid(middle - back * thick[i] * 0.5, plate, belly, blend=0.025, turn=_lying(way))
                root = middle + back * thick[i] * 0.8
                tip = root + back * (0.20 - 0.08 * i / count) + way * 0.6
                clay.cone(root, tip, 0.075, 0.012, fire, round=0.01, blend=0.02, flat=0.6)
    tip, last = path[-1], path[-1] - path[-2]
    last = last / np.linalg.norm(last)
    with clay.part("tail", swing("x", 10, 2.2), bob(0.05, 2.8, -4.0), pivot=tip):
        for spread in (-0.7, 0.0, 0.7):
            way = rotation(pitch=spread) @ last
            end = tip + way * (0.46 - 0.16 * abs(spread))
            clay.cone(tip - last * 0.1, end, 0.085, 0.012, fire, round=0.01, blend=0.04, flat=0.5)
    for name, i in (("f", 4), ("b", 14)):
        for side in SIDES:
            _clawed_leg(clay, f"leg_{name}{'l' if side > 0 else 'r'}", path[i], thick[i], side, c, belly)
    _long_head(clay, look, path[0], c, belly, fire)
    for k, (x, y, z, size) in enumerate(((0.35, 0.22, 0.95, 0.30), (-0.4, 1.20, -1.25, 0.26), (0.3, 0.12, -0.9, 0.34))):
        with clay.part("cloud", bob(0.04, 3.6, 1.7 * k), pivot=(x, y, z)):
            for dy, dz, share in ((0.0, 0.0, 1.0), (-0.05, 0.85, 0.72), (0.1, -0.7, 0.66)):
                at = (x, y + dy * size, z + dz * size)
                clay.ellipsoid(at, np.array([0.8, 0.62, 1.0]) * size * share, CHALK, blend=0.08)


_LINE = np.array([
    (1.02, 2.02, 0.02), (0.62, 2.30, 0.06), (0.10, 2.34, 0.10), (-0.44, 2.12, 0.12), (-0.66, 1.68, 0.06),
    (-0.36, 1.30, -0.06), (0.18, 1.20, -0.10), (0.68, 1.02, -0.06), (0.80, 0.60, 0.04), (0.38, 0.34, 0.12),
    (-0.24, 0.36, 0.14), (-0.84, 0.50, 0.10), (-1.28, 0.86, 0.0), (-1.40, 1.36, -0.06), (-1.16, 1.76, -0.10),
])  # fmt: skip
"""z, y, x of points on the line of the body, from the neck to the tip of the tail."""


def _line(t: np.ndarray) -> np.ndarray:
    """Points of the body's line at shares t (n,) of it, (n, 3): a Catmull-Rom curve."""
    knots = np.concatenate([_LINE[:1], _LINE, _LINE[-1:]])
    u = t * (len(_LINE) - 1)
    i = np.minimum(u.astype(int), len(_LINE) - 2)
    f = (u - i)[:, None]
    a, b, c, d = (knots[i + k] for k in range(4))
    curve = b + 0.5 * f * (c - a + f * (2 * a - 5 * b + 4 * c - d + f * (3 * (b - c) + d - a)))
    return curve[:, ::-1] * (1.3, 1.0, 1.0)


def _back(way: np.ndarray, t: float) -> np.ndarray:
    """Unit vector to the crest: outwards in the bends, upwards between them; so the body twists twice."""
    turned = np.pi * (np.clip((t - 0.33) / 0.12, 0, 1) + np.clip((t - 0.60) / 0.12, 0, 1))
    rigid = np.array([0.0, -way[2], way[1]])
    rigid = rigid / max(float(np.linalg.norm(rigid)), 1e-6)
    return np.cos(turned) * rigid + np.sin(turned) * np.array([1.0, 0.0, 0.0])


def _lying(way: np.ndarray) -> np.ndarray:
    """A turn that lays local z along `way`."""
    return rotation(pitch=float(-np.arcsin(way[1] / np.linalg.norm(way))), yaw=float(np.arctan2(way[0], way[2])))


def _clawed_leg(clay: Clay, name: str, at: np.ndarray, thick: float, side: int, c: Color, claw: Color) -> None:
    hip = at + np.array([side * thick * 0.75, -thick * 0.35, 0])
    knee = hip + np.array([side * 0.14, -0.20, -0.10])
    foot = knee + np.array([side * 0.03, -0.22, 0.14])
    with clay.part(name, swing("x", 6, 2.6, side), pivot=hip):
        clay.capsule(hip, knee, 0.095, c, blend=0.05, gloss=0.2)
        clay.capsule(knee, foot, 0.07, c, blend=0.03, gloss=0.2)
        for spread in (-0.09, 0.0, 0.09):
            clay.cone(foot, foot + np.array([spread, -0.08, 0.15]), 0.048, 0.01, claw, round=0.01, blend=0.02)


def _long_head(clay: Clay, look: Look, neck: np.ndarray, c: Color, belly: Color, fire: Color) -> None:
    """Camel's head, deer's antlers, ox's nose, carp's whiskers: the old description."""
    head = Clay()
    _long_face(head, look, c, belly, fire)
    at = neck + np.array([0.0, 0.02, 0.10])
    clay.place(head, at=at, scale=1.18, turn=rotation(pitch=0.06))


def _long_face(clay: Clay, look: Look, c: Color, belly: Color, fire: Color) -> None:
    with clay.part("head", swing("y", 6, 3.9), swing("x", 3, 2.9), bob(0.035, 2.8), pivot=(0, 0, -0.1)):
        ember = mix(fire, (0.85, 0.10, 0.06), 0.45)
        for i, (dx, dy, dz) in enumerate((
            (0.16, 0.16, -0.26), (0.22, 0.0, -0.30), (0.17, -0.17, -0.28), (0.08, 0.26, -0.28), (0.10, -0.28, -0.16),
            (0.12, 0.0, -0.42),
        )):  # fmt: skip
            for side in SIDES:
                with clay.part("mane", swing("y", 5, 2.3, i + side), pivot=(0, 0, -0.1)):
                    bend = (side * dx * 1.7, dy * 1.45, dz * 1.3)
                    end = (side * dx * 2.1, dy * 2.1 + 0.06, dz * 2.3 - 0.05)
                    clay.tube([(side * dx * 0.8, dy * 0.8, dz * 0.35), bend, end], 0.10, 0.022, (fire, ember)[i % 2],
                              blend=0.03)  # fmt: skip
        clay.ellipsoid((0, 0.03, 0), (0.235, 0.215, 0.245), c, blend=0.06, gloss=0.2)
        clay.cone((0, -0.03, 0.10), (0, -0.09, 0.52), 0.185, 0.145, c, round=0.10, blend=0.06, gloss=0.2)
        clay.ellipsoid((0, 0.02, 0.47), (0.165, 0.085, 0.10), c, blend=0.04, gloss=0.2)
        with clay.part("mouth", swing("x", 3, 2.2), pivot=(0, -0.16, 0.1)):
            clay.cone((0, -0.18, 0.08), (0, -0.255, 0.42), 0.12, 0.085, belly, round=0.06, blend=0.03)
            clay.cone((0, -0.19, 0.25), (0, -0.20, 0.47), 0.06, 0.035, (0.85, 0.20, 0.25), round=0.02,
                      blend=0.01, flat=0.5)  # fmt: skip
            clay.cone((0, -0.27, 0.36), (0, -0.50, 0.44), 0.06, 0.012, fire, round=0.01, blend=0.03)
        for side in SIDES:
            clay.ellipsoid((side * 0.085, 0.055, 0.545), 0.034, INK, blend=0.012)
            clay.cone((side * 0.10, -0.15, 0.49), (side * 0.10, -0.25, 0.49), 0.028, 0.008, CHALK,
                      round=0.007, blend=0.004)  # fmt: skip
            clay.ellipsoid((side * 0.145, 0.115, 0.185), 0.088, CHALK, blend=0.006, gloss=0.6)
            clay.ellipsoid((side * 0.165, 0.120, 0.245), 0.05, INK, blend=0.004, gloss=0.7)
            clay.ellipsoid((side * 0.180, 0.145, 0.285), 0.018, CHALK, blend=0.002, emit=0.5)
            brow = rotation(roll=side * 0.45, pitch=0.2)
            clay.ellipsoid((side * 0.14, 0.205, 0.195), (0.11, 0.035, 0.07), fire, turn=brow, blend=0.015)
            root, fork = np.array([side * 0.10, 0.20, -0.02]), np.array([side * 0.19, 0.46, -0.16])
            second = np.array([side * 0.25, 0.66, -0.36])
            clay.capsule(root, fork, 0.042, belly, blend=0.02)
            clay.capsule(fork, second, 0.036, belly, blend=0.02)
            clay.cone(second, (side * 0.26, 0.86, -0.62), 0.036, 0.012, belly, round=0.01, blend=0.02)
            clay.cone(fork, (side * 0.30, 0.64, 0.02), 0.034, 0.012, belly, round=0.01, blend=0.02)
            clay.cone(second, (side * 0.34, 0.86, -0.24), 0.032, 0.012, belly, round=0.01, blend=0.02)
            with clay.part("whisker", swing("y", side * 8, 2.3), pivot=(side * 0.13, -0.05, 0.48)):
                points = [
                    (side * 0.13, -0.05, 0.48),
                    (side * 0.28, 0.06, 0.66),
                    (side * 0.42, -0.10, 0.70),
                    (side * 0.52, -0.34, 0.52),
                    (side * 0.60, -0.40, 0.26),
                    (side * 0.66, -0.28, 0.06),
                ]
                clay.tube(points, 0.030, 0.010, fire, blend=0.02)
        if look.has("glowing"):
            pearl = (0, -0.12, 0.95)
            clay.ellipsoid(pearl, 0.14, (0.6, 0.95, 1.0), emit=2.0, gloss=0.8)
