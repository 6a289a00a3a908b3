"""Bamboo grove, Chinese landscape, zen garden, coral reef."""

from __future__ import annotations

import numpy as np

from castalia.clay.motion import bob, drift, swing
from castalia.clay.paint import BARK, CHALK, Color, shade
from castalia.clay.places.catalogue import Site, place
from castalia.clay.places.coast import CORALS
from castalia.clay.sculpt import Clay, rotation

ROOF: Color = (0.16, 0.18, 0.20)
RED: Color = (0.58, 0.12, 0.07)


@place(
    "bamboo", props=("stalk", "rock", "leaf"), ground=((0.20, 0.30, 0.08), (0.14, 0.22, 0.06)), relief=0.1, fog=0.03,
    light="dawn",
)  # fmt: skip
def bamboo(clay: Clay, site: Site) -> None:
    rng = site.rng
    for i in range(site.count(7, 10)):
        side = 1 if i % 2 else -1
        x, z = side * (site.edge + rng.uniform(0.1, 2.6)), rng.uniform(-5.0, -0.4)
        if not site.free(x, z, 0.15):
            continue
        y, radius = site.height(x, z), float(rng.uniform(0.06, 0.10))
        lean, green = rng.uniform(-0.25, 0.25), shade((0.30, 0.50, 0.12), rng.uniform(0.75, 1.2))
        with clay.part("stalk", swing("z", 1.2, 4.4, x), pivot=(x, y, z)):
            for k in range(6):
                low, high = (
                    np.array([x + lean * k / 6, y + 0.75 * k, z]),
                    np.array([x + lean * (k + 1) / 6, y + 0.75 * (k + 1), z]),
                )
                clay.cone(low, high, radius, radius * 0.94, shade(green, 1 + 0.05 * (k % 2)), round=0.012, blend=0.004)
                clay.torus(high, radius * 0.98, 0.014, shade(green, 0.65), blend=0.01)
            for _ in range(4):
                root = np.array([x + lean * 0.5, y + rng.uniform(1.2, 3.4), z])
                way = rotation(yaw=rng.uniform(0, 6.3), pitch=rng.uniform(0.9, 1.9)) @ np.array([0, 1.0, 0])
                side_way = np.cross(way, [0.0, 1.0, 0.0])
                side_way /= np.linalg.norm(side_way) + 1e-9
                turn = np.stack([side_way, way, np.cross(side_way, way)], 1)
                with clay.part("leaf"):
                    clay.ellipsoid(
                        root + way * 0.34,
                        (0.05, 0.30, 0.02),
                        shade(green, rng.uniform(0.8, 1.3)),
                        turn=turn,
                        blend=0.01,
                    )
    for _ in range(site.count(2, 4)):
        spot = site.spot(0.3, (-2.5, 0.6), 2.8, 0.9)
        if spot is not None:
            _mossy(clay, site, *spot, float(rng.uniform(0.18, 0.34)))


def _mossy(clay: Clay, site: Site, x: float, z: float, radius: float) -> None:
    """A stone with moss on its back."""
    rng, y = site.rng, site.height(x, z)
    turn = rotation(rng.uniform(-0.3, 0.3), rng.uniform(0, 6), rng.uniform(-0.3, 0.3))
    with clay.part("rock"):
        gray = shade((0.34, 0.35, 0.34), rng.uniform(0.8, 1.15))
        clay.box((x, y + radius * 0.5, z), (radius, radius * 0.9, radius * 0.85), gray, round=radius * 0.42, turn=turn)
    with clay.part("moss"):
        clay.ellipsoid(
            (x, y + radius * 1.22, z),
            (radius * 0.8, radius * 0.28, radius * 0.7),
            (0.26, 0.40, 0.10),
            blend=radius * 0.3,
        )


def _pavilion(clay: Clay, at: np.ndarray, s: float) -> None:
    """An open hall of red posts under two curved roofs."""
    with clay.part("pavilion"):
        clay.box(at + np.array([0, 0.10 * s, 0]), (0.85 * s, 0.10 * s, 0.65 * s), (0.55, 0.53, 0.48), round=0.03 * s)
        for x in (-0.6, 0.6):
            for z in (-0.42, 0.42):
                clay.capsule(at + np.array([x, 0.15, z]) * s, at + np.array([x, 1.05, z]) * s, 0.05 * s, RED)
        for low, wide in ((1.0, 1.0), (1.42, 0.62)):
            clay.cone(
                at + np.array([0, low * s, 0]),
                at + np.array([0, (low + 0.42) * s, 0]),
                1.12 * wide * s,
                0.14 * s,
                ROOF,
                round=0.03 * s,
            )
            for a in range(4):
                way = np.array([np.cos(a * np.pi / 2 + 0.785), 0, np.sin(a * np.pi / 2 + 0.785)])
                tip = at + way * 1.28 * wide * s + np.array([0, (low + 0.10) * s, 0])
                clay.cone(
                    at + way * 0.75 * wide * s + np.array([0, (low + 0.02) * s, 0]),
                    tip,
                    0.07 * s,
                    0.02 * s,
                    ROOF,
                    round=0.015 * s,
                    blend=0.06 * s,
                )
        clay.box(at + np.array([0, 1.32 * s, 0]), (0.42 * s, 0.14 * s, 0.36 * s), RED, round=0.02 * s)
        clay.ellipsoid(at + np.array([0, 1.92 * s, 0]), 0.08 * s, (0.8, 0.6, 0.2))


def _pine(clay: Clay, site: Site, x: float, z: float, s: float, side: float) -> None:
    """A crooked pine with flat cushions."""
    rng, y = site.rng, site.height(x, z)
    with clay.part("pine", swing("z", 0.7, 4.6, x), pivot=(x, y, z)):
        knots = [
            np.array([x, y - 0.1, z]),
            np.array([x - side * 0.25 * s, y + 0.7 * s, z]),
            np.array([x + side * 0.05 * s, y + 1.4 * s, z]),
            np.array([x - side * 0.35 * s, y + 2.0 * s, z]),
        ]
        clay.tube(knots, 0.11 * s, 0.05 * s, (0.20, 0.13, 0.09), blend=0.05)
        for out, up, wide in ((-0.75, 1.25, 0.55), (0.55, 1.55, 0.48), (-0.45, 2.05, 0.55), (-0.95, 1.8, 0.40)):
            at = np.array([x + side * out * s, y + up * s, z + rng.uniform(-0.1, 0.1)])
            clay.cone(knots[2], at, 0.04 * s, 0.025 * s, (0.20, 0.13, 0.09), blend=0.04)
            green = shade((0.09, 0.22, 0.12), rng.uniform(0.8, 1.3))
            clay.ellipsoid(at + np.array([0, 0.05, 0]), (wide * s, 0.12 * s, 0.34 * s), green, blend=0.08)
            clay.ellipsoid(
                at + np.array([0.15 * s, 0.14 * s, 0]),
                (wide * 0.55 * s, 0.10 * s, 0.25 * s),
                shade(green, 1.15),
                blend=0.08,
            )


@place(
    "shanshui", props=("pine", "pavilion", "house", "rock", "sea"), ground=((0.26, 0.34, 0.14), (0.20, 0.27, 0.12)),
    fog=0.028, light="dawn",
)  # fmt: skip
def shanshui(clay: Clay, site: Site) -> None:
    """A pine on the near bank, a river, and a pavilion and a small village far away in the mist."""
    rng = site.rng
    side = float(rng.choice((-1, 1)))
    x = side * (site.edge + 1.0)
    if site.free(x, -0.9, 0.3):
        _pine(clay, site, x, -0.9, 1.15, side)
    for _i in range(site.count(2, 4)):
        spot = site.spot(0.3, (-1.6, 0.7), 3.2, 0.9)
        if spot is not None:
            _mossy(clay, site, *spot, float(rng.uniform(0.15, 0.32)))
    bank = min(site.shore - 6.0, -9.0)
    for aside, depth, wide in ((-side, bank, 3.4), (side * 1.9, bank - 3.0, 3.0)):
        x = aside * (site.edge * 0.4 + 2.6)
        with clay.part("rock island"):
            clay.ellipsoid((x, -0.1, depth), (wide, 0.75, 1.5), (0.20, 0.28, 0.14), blend=0.2)
            clay.ellipsoid((x + wide * 0.4, 0.1, depth - 0.4), (wide * 0.45, 0.9, 1.0), (0.16, 0.24, 0.14), blend=0.3)
    _pavilion(clay, np.array([-side * (site.edge * 0.4 + 2.6), 0.55, bank + 0.2]), 1.1)
    for k in range(4):
        x, z = side * 1.9 * (site.edge * 0.4 + 2.6) + (k - 1.5) * 0.85, bank - 2.6 + 0.5 * (k % 2)
        with clay.part("house"):
            clay.box((x, 0.85, z), (0.34, 0.28, 0.28), CHALK, round=0.02)
            for way in (-1, 1):
                clay.box(
                    (x, 1.20, z + way * 0.17), (0.42, 0.03, 0.26), ROOF, round=0.02, turn=rotation(pitch=way * 0.6)
                )
    for k in range(3):
        at = site.view.at(rng.uniform(-0.6, 0.6), rng.uniform(0.5, 0.8), rng.uniform(14, 18))
        with clay.part("crane", bob(0.15, 4.0, k), pivot=at):
            for way in (-1, 1):
                clay.cone(at, at + np.array([way * 0.42, 0.16, 0]), 0.05, 0.012, CHALK, round=0.01, flat=0.4)


@place(
    "zen_garden", props=("rock", "moss", "maple", "lantern", "post"), ground=((0.74, 0.70, 0.62), (0.70, 0.66, 0.58)),
    fog=0.012, light="golden",
)  # fmt: skip
def zen_garden(clay: Clay, site: Site) -> None:
    """Islands of rock and moss in raked gravel, a maple, a stone lantern, a wall behind."""
    rng = site.rng
    side = float(rng.choice((-1, 1)))
    for i in range(3):
        s = float(rng.uniform(0.42, 0.60))
        way = (side, -side, side)[i]
        x, z = way * (site.edge + s + (0.25, 0.35, 1.6)[i]), (-0.9, -1.9, -3.2)[i]
        if not site.free(x, z, s):
            continue
        with clay.part("moss"):
            clay.ellipsoid((x, 0.0, z), (s * 1.25, 0.10, s), (0.22, 0.36, 0.09), blend=0.06)
        with clay.part("rock"):
            for k, (dx, dz, high) in enumerate(((0.0, 0.0, 1.0), (0.5, 0.2, 0.55), (-0.45, 0.25, 0.4))):
                half = s * (0.42, 0.3, 0.26)[k]
                turn = rotation(rng.uniform(-0.15, 0.15), rng.uniform(0, 6), rng.uniform(-0.2, 0.2))
                gray = shade((0.30, 0.31, 0.33), rng.uniform(0.8, 1.15))
                clay.box((x + dx * s, high * s * 0.55, z + dz * s), (half, high * s * 0.75, half * 0.85), gray,
                         round=half * 0.45, blend=0.06, turn=turn)  # fmt: skip
    _maple(clay, site, -side * (site.edge + 1.7), -2.6)
    _stone_lantern(clay, site, side * (site.edge + 0.7), -2.7)
    back = -site.back - 3.4
    with clay.part("post"):
        clay.box((0, 0.55, back), (14.0, 0.62, 0.12), (0.72, 0.62, 0.46), round=0.03)
        clay.box((0, 0.08, back + 0.03), (14.0, 0.14, 0.13), (0.36, 0.33, 0.30), round=0.02)
        for way in (-1, 1):
            clay.box((0, 1.24, back + way * 0.14), (14.0, 0.04, 0.24), ROOF, round=0.02, turn=rotation(pitch=way * 0.5))


def _maple(clay: Clay, site: Site, x: float, z: float) -> None:
    rng = site.rng
    if not site.free(x, z, 0.4):
        return
    with clay.part("maple", swing("z", 1.0, 4.2, x), pivot=(x, 0, z)):
        fork = np.array([x + 0.1, 1.0, z])
        clay.tube([(x, -0.1, z), (x - 0.08, 0.5, z), fork], 0.12, 0.08, BARK, blend=0.05)
        for k in range(9):
            a = k * 2.4
            at = fork + np.array([np.cos(a) * (0.35 + 0.06 * k), 0.35 + 0.11 * k, np.sin(a) * 0.45])
            clay.cone(fork, at, 0.045, 0.02, BARK, blend=0.04)
            red = shade((0.78, 0.14, 0.05), rng.uniform(0.75, 1.3))
            clay.ellipsoid(at, (0.42, 0.20, 0.36), red, blend=0.07)


def _stone_lantern(clay: Clay, site: Site, x: float, z: float) -> None:
    if not site.free(x, z, 0.3):
        return
    stone = (0.46, 0.46, 0.45)
    with clay.part("lantern"):
        clay.box((x, 0.08, z), (0.24, 0.08, 0.24), stone, round=0.03)
        clay.capsule((x, 0.1, z), (x, 0.7, z), 0.09, stone)
        clay.box((x, 0.72, z), (0.22, 0.05, 0.22), stone, round=0.03)
        clay.box((x, 0.90, z), (0.13, 0.13, 0.13), (1.0, 0.75, 0.35), round=0.02, emit=1.2 if site.dark else 0.25)
        for dx in (-0.13, 0.13):
            for dz in (-0.13, 0.13):
                clay.capsule((x + dx, 0.75, z + dz), (x + dx, 1.05, z + dz), 0.03, stone)
        clay.cone((x, 1.04, z), (x, 1.26, z), 0.36, 0.05, stone, round=0.03)
        clay.ellipsoid((x, 1.32, z), 0.07, stone)


@place(
    "reef", props=("coral", "seaweed", "bubble", "school", "rock"), ground=((0.80, 0.70, 0.48), (0.66, 0.58, 0.42)),
    relief=0.35, waves=0.7, fog=0.055,
)  # fmt: skip
def reef(clay: Clay, site: Site) -> None:
    """Corals of five kinds crowd on rocks, a school of fish passes, bubbles rise."""
    rng = site.rng
    kinds = (_fan, _staghorn, _brain, _tubes, _anemone)
    for i in range(site.count(10, 14)):
        spot = site.spot(0.45, (-4.6, -0.3), 4.2, 0.8)
        if spot is None:
            continue
        (x, z), s = spot, float(rng.uniform(0.7, 1.35))
        with clay.part("coral", swing("z", 2.0, 3.1, x), pivot=(x, site.height(x, z), z)):
            kinds[i % 5](clay, np.array([x, site.height(x, z) - 0.03, z]), s, CORALS[int(rng.integers(5))], rng)
    heading = float(rng.choice((-1, 1)))
    middle = site.view.at(-heading * 0.30, rng.uniform(0.45, 0.65), rng.uniform(7.0, 9.0))
    for i in range(9):
        at = middle + np.array([rng.uniform(-1.3, 1.3), rng.uniform(-0.5, 0.5), rng.uniform(-0.8, 0.8)])
        with clay.part("school", bob(0.06, 2.6, i), pivot=at):
            _small_fish(
                clay, at, heading, float(rng.uniform(0.8, 1.2)), ((0.98, 0.80, 0.15), (0.25, 0.55, 0.95))[i % 2]
            )
    for _ in range(7):
        x, y, z = rng.uniform(-1.8, 1.8), rng.uniform(0.9, 2.2), rng.uniform(-1.2, 0.6)
        rise = drift((0.0, float(rng.uniform(0.9, 1.5)), 0.0), float(rng.uniform(3, 5)), float(rng.uniform(0.25, 0.75)))
        with clay.part("bubble", rise, pivot=(x, y, z)):
            clay.ellipsoid(
                (x, y, z), float(rng.uniform(0.03, 0.07)), (0.8, 0.95, 1.0), blend=0.002, gloss=0.9, emit=0.3
            )


def _small_fish(clay: Clay, at: np.ndarray, way: float, s: float, color: Color) -> None:
    clay.ellipsoid(at, (0.16 * s, 0.085 * s, 0.045 * s), color, blend=0.02, gloss=0.3)
    clay.cone(
        at - np.array([way * 0.12 * s, 0, 0]),
        at - np.array([way * 0.24 * s, 0, 0]),
        0.02 * s,
        0.08 * s,
        shade(color, 0.8),
        round=0.012 * s,
        flat=0.3,
        blend=0.02,
    )


def _fan(clay: Clay, at: np.ndarray, s: float, color: Color, rng: np.random.Generator) -> None:
    for k in range(7):
        a = (k - 3) * 0.32
        tip = at + np.array([np.sin(a) * 0.75, np.cos(a) * 0.85, 0.05 * (k % 2)]) * s
        clay.cone(
            at, tip, 0.04 * s, 0.06 * s, shade(color, 0.9 + 0.05 * (k % 3)), round=0.03 * s, flat=0.6, blend=0.05 * s
        )
    clay.ellipsoid(at + np.array([0, 0.5, 0]) * s, (0.52 * s, 0.42 * s, 0.03 * s), shade(color, 0.8), blend=0.04)


def _staghorn(clay: Clay, at: np.ndarray, s: float, color: Color, rng: np.random.Generator) -> None:
    for k in range(6):
        a = k * 1.05 + rng.uniform(0, 0.6)
        knee = at + np.array([np.sin(a) * 0.22, 0.35, np.cos(a) * 0.22]) * s
        tip = knee + np.array([np.sin(a + 0.5) * 0.16, rng.uniform(0.3, 0.5), np.cos(a + 0.5) * 0.16]) * s
        clay.tube([at, knee, tip], 0.08 * s, 0.045 * s, color, blend=0.05 * s)
        clay.ellipsoid(tip, 0.05 * s, shade(color, 1.5), blend=0.02)


def _brain(clay: Clay, at: np.ndarray, s: float, color: Color, rng: np.random.Generator) -> None:
    clay.ellipsoid(at + np.array([0, 0.12, 0]) * s, (0.48 * s, 0.36 * s, 0.44 * s), color, blend=0.05)
    for k in range(3):
        turn = rotation(pitch=1.57, yaw=k * 1.05)
        clay.torus(at + np.array([0, 0.10, 0]) * s, 0.40 * s, 0.045 * s, shade(color, 0.65), turn=turn, blend=0.06 * s)


def _tubes(clay: Clay, at: np.ndarray, s: float, color: Color, rng: np.random.Generator) -> None:
    for k in range(5):
        a, high = k * 1.26, rng.uniform(0.4, 0.85) * s
        foot = at + np.array([np.sin(a) * 0.14, 0, np.cos(a) * 0.14]) * s
        top = foot + np.array([np.sin(a) * 0.08 * s, high, np.cos(a) * 0.08 * s])
        clay.cone(foot, top, 0.075 * s, 0.11 * s, color, round=0.03 * s, blend=0.04)
        clay.ellipsoid(top + np.array([0, 0.005, 0]), (0.075 * s, 0.03 * s, 0.075 * s), shade(color, 0.3), blend=0.01)


def _anemone(clay: Clay, at: np.ndarray, s: float, color: Color, rng: np.random.Generator) -> None:
    clay.ellipsoid(at + np.array([0, 0.1, 0]) * s, (0.24 * s, 0.2 * s, 0.24 * s), shade(color, 0.6), blend=0.05)
    for k in range(11):
        a, out = k * 2.4, 0.10 + 0.02 * k
        foot = at + np.array([np.sin(a) * out * 0.7, 0.2, np.cos(a) * out * 0.7]) * s
        tip = at + np.array([np.sin(a) * out * 1.7, 0.52 - 0.012 * k, np.cos(a) * out * 1.7]) * s
        clay.capsule(foot, tip, 0.035 * s, color, blend=0.03)
        clay.ellipsoid(tip, 0.045 * s, shade(color, 1.4), blend=0.01)
