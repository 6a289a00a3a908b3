"""Beach, rocky coast, and the bottom of the sea."""

from __future__ import annotations

import itertools

import numpy as np

from castalia.clay.motion import bob, drift, swing
from castalia.clay.paint import CHALK, LEAF, Color, shade
from castalia.clay.places.catalogue import Site, place
from castalia.clay.sculpt import Clay, rotation

STONE: Color = (0.34, 0.33, 0.34)
CORALS: tuple[Color, ...] = (
    (0.95, 0.25, 0.2),
    (0.98, 0.5, 0.15),
    (0.9, 0.3, 0.6),
    (0.6, 0.2, 0.75),
    (0.98, 0.8, 0.2),
)


def palm(clay: Clay, x: float, z: float, lean: float, height: float, rng: np.random.Generator) -> None:
    """A bent trunk with eight drooping leaves and three nuts."""
    trunk, top = (0.42, 0.27, 0.13), np.array([x + lean, height, z])
    with clay.part("palm", swing("z", 1.6, 4.3, x), pivot=(x, 0, z)):
        clay.tube(
            [(x, -0.1, z), (x + lean * 0.22, height * 0.35, z), (x + lean * 0.6, height * 0.72, z), top],
            0.12,
            0.075,
            trunk,
            blend=0.04,
        )
        with clay.part("palm leaves", swing("x", 3, 2.9, x), swing("z", 2.5, 3.7), pivot=top):
            for i in range(8):
                a = i * np.pi / 4 + rng.uniform(-0.15, 0.15)
                out = np.array([np.sin(a), 0.0, np.cos(a)])
                green = shade(LEAF, rng.uniform(0.85, 1.25))
                for reach, drop, long_ in ((0.30, 0.06, 0.34), (0.72, -0.14, 0.30)):
                    way = out + np.array([0, 0.15 if reach < 0.5 else -0.75, 0])
                    side = np.cross(way, [0, 1, 0])
                    side = side / np.linalg.norm(side)
                    y = way / np.linalg.norm(way)
                    turn = np.stack([side, y, np.cross(side, y)], 1)
                    at = top + out * reach + np.array([0, drop, 0])
                    clay.ellipsoid(at, (0.12, long_, 0.06), green, turn=turn, blend=0.05)
            for i in range(3):
                a = i * 2.1 + 0.5
                clay.ellipsoid(
                    top + np.array([np.sin(a) * 0.11, -0.10, np.cos(a) * 0.11]), 0.085, (0.30, 0.17, 0.08), blend=0.01
                )


@place("beach", props=("palm", "ball", "sea", "rock"), ground=((0.86, 0.70, 0.44), (0.80, 0.62, 0.38)))
def beach(clay: Clay, site: Site) -> None:
    rng = site.rng
    for _ in range(site.count(1, 3)):
        spot = site.spot(0.3, (-2.2, 0.2), wide=4.2, clear=1.5)
        if spot is not None:
            x, z = spot
            palm(clay, x, max(z, site.shore + 0.2), -np.sign(x) * rng.uniform(0.2, 0.7), rng.uniform(2.3, 3.1), rng)
    if rng.random() < 0.6:
        spot = site.spot(0.2, (0.0, 0.9), wide=2.0, clear=0.8)
        if spot is not None:
            x, z = spot
            color = ((0.9, 0.1, 0.1), (0.95, 0.8, 0.1), (0.1, 0.4, 0.9))[int(rng.integers(3))]
            with clay.part("ball"):
                clay.ellipsoid((x, 0.17, z), 0.18, color, blend=0.01, gloss=0.3)
                clay.torus((x, 0.17, z), 0.165, 0.03, CHALK, turn=rotation(pitch=1.2, roll=0.5), blend=0.004, gloss=0.3)
    spot = site.spot(0.2, (0.2, 1.1), wide=1.8, clear=0.6)
    if spot is not None:
        _starfish(clay, *spot, rng)


def _starfish(clay: Clay, x: float, z: float, rng: np.random.Generator) -> None:
    start = rng.uniform(0, 1)
    with clay.part("starfish"):
        for i in range(5):
            a = start + i * 2 * np.pi / 5
            clay.cone(
                (x, 0.03, z),
                (x + np.cos(a) * 0.17, 0.02, z + np.sin(a) * 0.17),
                0.06,
                0.025,
                (0.93, 0.36, 0.16),
                round=0.024,
                blend=0.03,
            )


@place(
    "rocky_coast", props=("rock", "gull", "post", "sea"), ground=((0.40, 0.39, 0.38), (0.30, 0.29, 0.30)), fog=0.022,
)  # fmt: skip
def rocky_coast(clay: Clay, site: Site) -> None:
    """Boulders and cliffs at both sides, stacks in the water, old posts with a rope, gulls."""
    rng = site.rng
    for side in (-1, 1):
        _cliff(clay, site, side)
    for _ in range(site.count(4, 7)):
        radius = float(rng.uniform(0.18, 0.5))
        spot = site.spot(radius * 1.3, (-5.0, 0.4), wide=4.5, clear=0.9)
        if spot is not None:
            _boulder(clay, spot[0], spot[1], radius, rng)
    for _ in range(3):
        x, z = rng.uniform(-5, 5), site.shore - rng.uniform(2.0, 6.0)
        if site.free(x, z, 0.4):
            _boulder(clay, x, z, float(rng.uniform(0.3, 0.7)), rng, tall=1.6)
    _posts(clay, site)
    for i in range(3):
        at = site.view.at(rng.uniform(-0.85, 0.85), rng.uniform(0.35, 0.8), rng.uniform(7, 11))
        gull(clay, at, float(rng.uniform(0.8, 1.3)), i)


def _boulder(clay: Clay, x: float, z: float, radius: float, rng: np.random.Generator, tall: float = 1.0) -> None:
    with clay.part("rock"):
        for i in range(2):
            dx, dz = rng.uniform(-0.6, 0.6, 2) * radius * i
            half = radius * rng.uniform(0.7, 1.0) * (1 - 0.35 * i)
            turn = rotation(rng.uniform(-0.35, 0.35), rng.uniform(0, 6), rng.uniform(-0.35, 0.35))
            clay.box(
                (x + dx, half * 0.45 * tall, z + dz),
                (half, half * 0.8 * tall, half * 0.9),
                shade(STONE, rng.uniform(0.8, 1.15)),
                round=half * 0.45,
                blend=0.08,
                turn=turn,
            )


def _cliff(clay: Clay, site: Site, side: int) -> None:
    """Stacked slabs that step up towards the edge of the picture."""
    rng = site.rng
    edge = max([abs(x) + r for x, _, r in site.taken] + [1.2])
    x0, z0 = side * (edge + rng.uniform(2.2, 2.8)), rng.uniform(-5.0, -3.0)
    for i in range(4):
        high = rng.uniform(0.5, 1.0) * (0.7 + 0.55 * i)
        x = x0 + side * (0.55 * i)
        if not site.free(x, z0 - 0.3 * i, 0.8):
            continue
        with clay.part("rock"):
            clay.box(
                (x, high * 0.5, z0 - 0.35 * i),
                (0.85, high, 0.75),
                shade(STONE, 0.8 + 0.12 * (i % 3)),
                round=0.22,
                blend=0.10,
                turn=rotation(rng.uniform(-0.08, 0.08), rng.uniform(-0.5, 0.5), rng.uniform(-0.10, 0.10)),
            )
            if i % 2:
                clay.ellipsoid((x, high * 1.5 - 0.02, z0 - 0.35 * i), (0.62, 0.07, 0.5), (0.26, 0.42, 0.16), blend=0.08)


def _posts(clay: Clay, site: Site) -> None:
    """Three weathered posts with a slack rope."""
    rng, wood = site.rng, (0.40, 0.31, 0.22)
    side = float(rng.choice((-1, 1)))
    edge = max([abs(x) + r for x, _, r in site.taken] + [1.0])
    tops = []
    with clay.part("post"):
        for i in range(3):
            x, z = side * (edge + 0.35 + 0.55 * i), -0.9 - 0.55 * i
            if not site.free(x, z, 0.12):
                continue
            lean = rng.uniform(-0.06, 0.06)
            high = rng.uniform(0.62, 0.85)
            clay.cone((x, -0.1, z), (x + lean, high, z), 0.085, 0.07, wood, round=0.03, blend=0.01)
            tops.append(np.array([x + lean, high - 0.12, z]))
        for a, b in itertools.pairwise(tops):
            middle = (a + b) / 2 - np.array([0, 0.16, 0])
            clay.tube([a, middle, b], 0.026, 0.026, (0.75, 0.66, 0.48), blend=0.02)


def gull(clay: Clay, at: np.ndarray, s: float, index: int) -> None:
    """Seen from the front as it glides: two bent wings."""
    with clay.part("gull", bob(0.12, 4.1, index), pivot=at):
        clay.ellipsoid(at, (0.075 * s, 0.07 * s, 0.20 * s), CHALK, blend=0.02)
        clay.cone(
            at + np.array([0, 0.0, 0.18]) * s,
            at + np.array([0, -0.01, 0.27]) * s,
            0.025 * s,
            0.008 * s,
            (0.95, 0.6, 0.1),
            round=0.007 * s,
        )
        for side in (-1, 1):
            with clay.part("gull wing", swing("z", side * 14, 1.3, index), pivot=at):
                elbow = at + np.array([side * 0.24, 0.13, 0.0]) * s
                tip = at + np.array([side * 0.56, 0.04, -0.05]) * s
                clay.cone(
                    at,
                    elbow,
                    0.085 * s,
                    0.075 * s,
                    (0.82, 0.84, 0.87),
                    round=0.02 * s,
                    flat=0.35,
                    blend=0.03,
                    spin=1.5708,
                )
                clay.cone(
                    elbow,
                    tip,
                    0.075 * s,
                    0.02 * s,
                    (0.50, 0.52, 0.57),
                    round=0.018 * s,
                    flat=0.35,
                    blend=0.03,
                    spin=1.5708,
                )


@place(
    "sea", props=("coral", "seaweed", "bubble"), ground=((0.72, 0.62, 0.42), (0.58, 0.50, 0.36)), relief=0.25,
    waves=0.8, fog=0.07,
)  # fmt: skip
def sea(clay: Clay, site: Site) -> None:
    rng = site.rng
    for _ in range(site.count(4, 7)):
        spot = site.spot(0.45, (-5, -0.8), wide=4.0, clear=0.9)
        if spot is None:
            continue
        (x, z), s = spot, float(rng.uniform(0.7, 1.4))
        y, color = site.height(x, z), CORALS[int(rng.integers(5))]
        with clay.part("coral"):
            if rng.random() < 0.6:
                clay.capsule((x, y, z), (x, y + 0.45 * s, z), 0.09 * s, color, blend=0.06)
                for i in range(4):
                    a = i * 1.6 + rng.uniform(0, 1)
                    tip = np.array([np.sin(a) * 0.3, 0.85 + 0.2 * (i % 2), np.cos(a) * 0.2]) * s
                    clay.capsule(
                        (x, y + 0.35 * s, z), (x + tip[0], y + tip[1], z + tip[2]), 0.07 * s, color, blend=0.06
                    )
            else:
                clay.ellipsoid((x, y + 0.1 * s, z), (0.42 * s, 0.34 * s, 0.38 * s), color, blend=0.05)
                clay.torus((x, y + 0.28 * s, z), 0.2 * s, 0.06 * s, shade(color, 0.7), blend=0.05)
    for _ in range(site.count(2, 4)):
        spot = site.spot(0.3, (-4, -0.8), wide=3.5, clear=0.9)
        if spot is None:
            continue
        x, z = spot
        y = site.height(x, z)
        for i in range(2):
            root = x + 0.25 * i
            with clay.part("seaweed", swing("z", 7, 2.9, root), pivot=(root, y, z)):
                clay.tube(
                    [(root, y, z), (root + 0.1, y + 0.6, z), (root - 0.05, y + 1.2, z)], 0.065, 0.05, (0.11, 0.52, 0.17)
                )
    for _ in range(7):
        x, y, z = rng.uniform(-1.8, 1.8), rng.uniform(0.9, 2.2), rng.uniform(-1.2, 0.6)
        rise = drift((0.0, float(rng.uniform(0.9, 1.5)), 0.0), float(rng.uniform(3, 5)), float(rng.uniform(0.25, 0.75)))
        with clay.part("bubble", rise, pivot=(x, y, z)):
            clay.ellipsoid(
                (x, y, z), float(rng.uniform(0.03, 0.07)), (0.8, 0.95, 1.0), blend=0.002, gloss=0.9, emit=0.3
            )
