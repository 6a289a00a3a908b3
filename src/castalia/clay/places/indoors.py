"""Room, library, laboratory, castle hall: what stands on the floor; the walls are the renderer's."""

from __future__ import annotations

import numpy as np

from castalia.clay.motion import Flicker, bob, swing
from castalia.clay.paint import CHALK, Color, shade
from castalia.clay.places.catalogue import Site, place
from castalia.clay.sculpt import Clay, rotation

WOOD: Color = (0.42, 0.24, 0.12)
GOLD: Color = (0.85, 0.62, 0.18)


def back_wall(site: Site) -> float:
    """z of the back wall."""
    return -room_size(site.taken)[0]


def room_size(taken: tuple[tuple[float, float, float], ...]) -> tuple[float, float, float]:
    """Distance of the back wall, half width, height of a room around subjects at x, z with a radius."""
    deep = max([r - z for _, z, r in taken] + [1.0]) + 1.5
    wide = max([abs(x) + r for x, _, r in taken] + [1.0]) * 1.6 + 3.0
    high = max(4.2, 2.4 * max([r for _, _, r in taken] + [1.0]))
    return deep, wide, high


@place(
    "room", props=("window", "rug", "plant", "picture", "shelf"), ground=((0.62, 0.40, 0.22), (0.56, 0.35, 0.19)),
    fog=0.0, indoors=True,
)  # fmt: skip
def room(clay: Clay, site: Site) -> None:
    """A sunny room: window with curtains, picture, plant, shelf, round rug."""
    rng, z = site.rng, back_wall(site)
    side = float(rng.choice((-1, 1)))
    with clay.part("rug"):
        wide = site.edge + 0.55
        for k, color in enumerate(((0.62, 0.20, 0.16), (0.92, 0.80, 0.60), (0.22, 0.34, 0.50))):
            clay.cone(
                (0, -0.02, 0),
                (0, 0.012 + 0.006 * k, 0),
                wide * (1 - 0.16 * k),
                wide * (1 - 0.16 * k),
                color,
                round=0.008,
                blend=0.002,
            )
    _window(clay, side * (site.edge + 0.35), 1.75, z, site)
    x = -side * (site.edge + 0.25)
    with clay.part("picture"):
        clay.box((x, 1.9, z + 0.04), (0.52, 0.40, 0.04), GOLD, round=0.02, gloss=0.4)
        clay.box((x, 1.9, z + 0.07), (0.44, 0.32, 0.03), (0.50, 0.72, 0.85), round=0.01)
        clay.ellipsoid((x - 0.15, 1.72, z + 0.09), (0.30, 0.14, 0.02), (0.25, 0.45, 0.18), blend=0.03)
        clay.ellipsoid((x + 0.18, 2.04, z + 0.09), (0.08, 0.08, 0.02), (0.98, 0.85, 0.3), blend=0.01)
    x, depth = -side * (site.edge + 0.75), z + 0.7
    if site.free(x, depth, 0.35):
        with clay.part("plant", swing("z", 1.5, 3.9), pivot=(x, 0.4, depth)):
            clay.cone((x, 0, depth), (x, 0.42, depth), 0.19, 0.25, (0.74, 0.38, 0.22), round=0.03)
            for k in range(8):
                a = k * 2.4
                way = np.array([np.sin(a) * 0.55, 1.1, np.cos(a) * 0.55])
                way /= np.linalg.norm(way)
                across = np.cross(way, [0.0, 0.0, 1.0])
                across /= np.linalg.norm(across)
                turn = np.stack([across, way, np.cross(across, way)], 1)
                clay.ellipsoid(
                    np.array([x, 0.45, depth]) + way * 0.42,
                    (0.11, 0.42, 0.04),
                    shade((0.14, 0.42, 0.15), rng.uniform(0.8, 1.3)),
                    turn=turn,
                    gloss=0.3,
                )
    x, depth = side * (site.edge + 1.25), z + 0.32
    if site.free(x, depth, 0.4):
        _low_shelf(clay, x, depth, rng)


def _window(clay: Clay, x: float, y: float, z: float, site: Site) -> None:
    day: Color = (0.10, 0.14, 0.30) if site.dark else (1.0, 0.62, 0.35) if site.light == "sunset" else (0.72, 0.88, 1.0)
    with clay.part("window"):
        clay.box((x, y, z + 0.02), (0.78, 0.88, 0.05), CHALK, round=0.02)
        clay.box((x, y, z + 0.05), (0.70, 0.80, 0.03), day, round=0.01, emit=0.35 if site.dark else 1.0)
        clay.box((x, y, z + 0.09), (0.03, 0.80, 0.02), CHALK, round=0.01)
        clay.box((x, y + 0.12, z + 0.09), (0.70, 0.03, 0.02), CHALK, round=0.01)
        clay.box((x, y - 0.92, z + 0.12), (0.88, 0.04, 0.12), CHALK, round=0.02)
        clay.capsule((x - 1.15, y + 1.02, z + 0.16), (x + 1.15, y + 1.02, z + 0.16), 0.03, GOLD)
    for way in (-1, 1):
        with clay.part("curtain", swing("z", 0.6, 5.0, way), pivot=(x + way * 0.9, y + 1.0, z)):
            for k in range(4):
                cx = x + way * (0.72 + 0.11 * k)
                clay.cone(
                    (cx, y + 1.0, z + 0.15),
                    (cx + way * 0.05, y - 1.35, z + 0.15),
                    0.075,
                    0.095,
                    (0.80, 0.42, 0.30),
                    round=0.03,
                    blend=0.03,
                )


def _low_shelf(clay: Clay, x: float, z: float, rng: np.random.Generator) -> None:
    with clay.part("shelf"):
        clay.box((x, 0.5, z - 0.12), (0.62, 0.5, 0.10), shade(WOOD, 0.6), round=0.02)
        for up in (0.04, 0.50, 0.98):
            clay.box((x, up, z), (0.64, 0.035, 0.24), WOOD, round=0.015)
        for way in (-1, 1):
            clay.box((x + way * 0.61, 0.5, z), (0.035, 0.5, 0.24), WOOD, round=0.015)
        colors: tuple[Color, ...] = ((0.7, 0.15, 0.12), (0.15, 0.35, 0.6), (0.85, 0.65, 0.2), (0.2, 0.45, 0.25))
        for row in (0.07, 0.53):
            at = -0.52
            while at < 0.42:
                thick, tall = float(rng.uniform(0.03, 0.06)), float(rng.uniform(0.12, 0.18))
                clay.box(
                    (x + at + thick, row + tall, z + 0.03),
                    (thick * 0.9, tall, 0.14),
                    colors[int(rng.integers(4))],
                    round=0.01,
                    blend=0.002,
                )
                at += 2 * thick
        clay.ellipsoid((x + 0.2, 1.14, z), (0.13, 0.15, 0.13), (0.85, 0.80, 0.7), gloss=0.4)


@place(
    "library", props=("shelf", "lamp", "book", "rug"), ground=((0.40, 0.22, 0.11), (0.35, 0.18, 0.09)), fog=0.0,
    light="golden", indoors=True,
)  # fmt: skip
def library(clay: Clay, site: Site) -> None:
    """A ladder at the shelves, piles of books, a green lamp on a small table."""
    rng, z = site.rng, back_wall(site)
    side = float(rng.choice((-1, 1)))
    with clay.part("rug"):
        wide = site.edge + 0.6
        clay.box((0, -0.01, 0.1), (wide, 0.025, wide * 0.62), (0.45, 0.09, 0.10), round=0.01)
        clay.box((0, -0.005, 0.1), (wide * 0.86, 0.026, wide * 0.50), (0.62, 0.40, 0.16), round=0.01)
        clay.box((0, 0.0, 0.1), (wide * 0.80, 0.027, wide * 0.45), (0.42, 0.08, 0.10), round=0.01)
    x = side * (site.edge + 0.7)
    with clay.part("shelf ladder"):
        for way in (-0.2, 0.2):
            clay.capsule((x + way, 0, z + 0.75), (x + way, 3.4, z + 0.12), 0.035, WOOD)
        for k in range(9):
            t = (k + 0.6) / 9.5
            clay.capsule((x - 0.2, 3.4 * t, z + 0.75 - 0.63 * t), (x + 0.2, 3.4 * t, z + 0.75 - 0.63 * t), 0.024, WOOD)
    colors: tuple[Color, ...] = ((0.6, 0.12, 0.10), (0.12, 0.28, 0.5), (0.75, 0.55, 0.2), (0.16, 0.36, 0.2))
    for way, depth in ((-side, -0.5), (side, 0.2)):
        x = way * (site.edge + 0.4)
        if not site.free(x, depth, 0.3):
            continue
        with clay.part("book"):
            up = 0.0
            for _ in range(int(rng.integers(4, 7))):
                turn = rotation(yaw=rng.uniform(-0.4, 0.4))
                clay.box(
                    (x, up + 0.05, depth),
                    (0.24, 0.05, 0.17),
                    colors[int(rng.integers(4))],
                    round=0.015,
                    blend=0.002,
                    turn=turn,
                )
                clay.box(
                    np.array([x, up + 0.05, depth]) + turn @ np.array([0.02, 0, 0.02]),
                    (0.235, 0.036, 0.165),
                    (0.92, 0.87, 0.72),
                    round=0.008,
                    blend=0.002,
                    turn=turn,
                )
                up += 0.10
    x, depth = -side * (site.edge + 1.0), z + 0.8
    if site.free(x, depth, 0.4):
        with clay.part("lamp"):
            clay.cone((x, 0.8, depth), (x, 0.86, depth), 0.45, 0.45, WOOD, round=0.02, gloss=0.4)
            clay.cone((x, 0, depth), (x, 0.8, depth), 0.12, 0.06, WOOD, round=0.03)
            clay.capsule((x, 0.86, depth), (x, 1.25, depth), 0.025, GOLD, gloss=0.6)
            clay.cone(
                (x, 1.2, depth), (x, 1.36, depth), 0.24, 0.12, (0.10, 0.42, 0.22), round=0.03, emit=0.35, gloss=0.5
            )
            clay.ellipsoid((x, 1.19, depth), 0.08, (1.0, 0.85, 0.5), emit=2.6)


@place(
    "laboratory", props=("flask", "screen", "bench", "lamp"), ground=((0.50, 0.53, 0.58), (0.46, 0.49, 0.54)), fog=0.0,
    light="studio", indoors=True,
)  # fmt: skip
def laboratory(clay: Clay, site: Site) -> None:
    """Benches with flasks, tubes and a microscope at both sides, a hologram over one of them."""
    rng, z = site.rng, back_wall(site)
    liquids: tuple[Color, ...] = ((0.15, 0.75, 1.0), (0.35, 0.95, 0.35), (1.0, 0.35, 0.7), (1.0, 0.7, 0.15))
    for side in (-1, 1):
        x, depth = side * (site.edge + 1.0), max(z + 0.75, -1.2)
        if not site.free(x, depth, 0.7):
            depth = z + 0.6
        with clay.part("bench"):
            clay.box((x, 0.80, depth), (0.95, 0.05, 0.42), (0.86, 0.88, 0.92), round=0.03, gloss=0.4)
            clay.box((x, 0.38, depth - 0.05), (0.85, 0.36, 0.32), (0.36, 0.42, 0.50), round=0.04)
            clay.box((x, 0.70, depth + 0.30), (0.85, 0.012, 0.02), (0.2, 0.75, 1.0), round=0.005, emit=1.3)
        for k in range(3):
            at = np.array([x + (k - 1) * 0.52 + rng.uniform(-0.06, 0.06), 0.85, depth + rng.uniform(-0.05, 0.15)])
            _flask(clay, at, float(rng.uniform(0.85, 1.15)), liquids[int(rng.integers(4))], k % 3)
    at = np.array([-(site.edge + 1.0), 1.85, max(z + 0.7, -1.25)])
    with clay.part("screen", bob(0.05, 3.6), swing("y", 18, 6.0), pivot=at):
        for k in range(10):
            a = k * 0.62
            for way in (0, np.pi):
                p = at + np.array([np.cos(a + way) * 0.18, (k - 4.5) * 0.10, np.sin(a + way) * 0.18])
                clay.ellipsoid(p, 0.045, (0.2, 0.8, 1.0) if way else (0.95, 0.4, 0.9), blend=0.01, emit=1.0)
            clay.capsule(
                at + np.array([np.cos(a) * 0.17, (k - 4.5) * 0.10, np.sin(a) * 0.17]),
                at + np.array([-np.cos(a) * 0.17, (k - 4.5) * 0.10, -np.sin(a) * 0.17]),
                0.012,
                (0.6, 0.9, 1.0),
                emit=0.7,
            )


def _flask(clay: Clay, at: np.ndarray, s: float, color: Color, kind: int) -> None:
    glass: Color = (0.80, 0.90, 0.95)
    with clay.part("flask"):
        if kind == 0:
            clay.cone(at, at + np.array([0, 0.24 * s, 0]), 0.15 * s, 0.05 * s, color, round=0.02, gloss=0.8, emit=0.35)
            clay.capsule(at + np.array([0, 0.2 * s, 0]), at + np.array([0, 0.36 * s, 0]), 0.045 * s, glass, gloss=0.8)
        elif kind == 1:
            clay.ellipsoid(at + np.array([0, 0.14 * s, 0]), 0.15 * s, color, gloss=0.8, emit=0.35)
            clay.capsule(at + np.array([0, 0.25 * s, 0]), at + np.array([0, 0.42 * s, 0]), 0.04 * s, glass, gloss=0.8)
            clay.torus(at + np.array([0, 0.42 * s, 0]), 0.045 * s, 0.014 * s, glass, gloss=0.8)
        else:
            clay.box(at + np.array([0, 0.10 * s, 0]), (0.22 * s, 0.03 * s, 0.07 * s), WOOD, round=0.01)
            for k in (-1, 0, 1):
                foot = at + np.array([k * 0.13 * s, 0.03, 0])
                clay.capsule(foot, foot + np.array([0, 0.34 * s, 0]), 0.04 * s, glass, gloss=0.8)
                clay.capsule(
                    foot, foot + np.array([0, 0.20 * s, 0]), 0.043 * s, shade(color, 1 - 0.25 * k), gloss=0.8, emit=0.35
                )


@place(
    "castle_hall", props=("column", "banner", "torch", "rug"), ground=((0.34, 0.32, 0.30), (0.29, 0.27, 0.26)),
    fog=0.012, light="candle", indoors=True,
)  # fmt: skip
def castle_hall(clay: Clay, site: Site) -> None:
    """Two rows of columns, banners and torches between them, a red carpet."""
    z = back_wall(site)
    with clay.part("rug"):
        clay.box((0, -0.01, 0), (0.62, 0.025, -z), (0.52, 0.06, 0.07), round=0.01)
        for side in (-1, 1):
            clay.box((side * 0.55, -0.005, 0), (0.03, 0.026, -z), GOLD, round=0.01)
    for side in (-1, 1):
        for k in range(2):
            x, depth = side * (site.edge + 0.75 + 0.35 * k), z + 0.45 + 1.9 * (1 - k)
            if site.free(x, depth, 0.3):
                _column(clay, x, depth)
        x = side * (site.edge * 0.55 + 0.35)
        with clay.part("banner", swing("x", 1.2, 3.8, x), pivot=(x, 3.3, z)):
            cloth = (0.55, 0.07, 0.08) if side < 0 else (0.10, 0.18, 0.50)
            clay.capsule((x - 0.45, 3.35, z + 0.12), (x + 0.45, 3.35, z + 0.12), 0.03, GOLD)
            clay.box((x, 2.55, z + 0.10), (0.38, 0.80, 0.03), cloth, round=0.02)
            clay.cone((x, 1.80, z + 0.10), (x, 1.40, z + 0.10), 0.38, 0.02, cloth, round=0.01, flat=0.09, blend=0.01)
            clay.torus((x, 2.65, z + 0.14), 0.19, 0.035, GOLD, turn=rotation(pitch=1.57), flat=0.6, gloss=0.5)
            clay.ellipsoid((x, 2.65, z + 0.14), (0.09, 0.09, 0.03), GOLD, gloss=0.5)
        x = side * (site.edge + 1.35)
        _torch(clay, x, 1.75, z + 0.22)


def _column(clay: Clay, x: float, z: float) -> None:
    stone: Color = (0.48, 0.45, 0.41)
    with clay.part("column"):
        clay.box((x, 0.10, z), (0.34, 0.10, 0.34), stone, round=0.03)
        clay.cone((x, 0.15, z), (x, 5.2, z), 0.24, 0.22, stone, round=0.03)
        clay.torus((x, 0.26, z), 0.24, 0.06, shade(stone, 0.9))
        clay.torus((x, 3.2, z), 0.24, 0.05, shade(stone, 0.9))


def _torch(clay: Clay, x: float, y: float, z: float) -> None:
    with clay.part("torch"):
        clay.cone((x, y - 0.35, z - 0.1), (x, y, z), 0.03, 0.07, (0.16, 0.11, 0.08), round=0.02)
        clay.torus((x, y - 0.02, z), 0.075, 0.02, (0.12, 0.12, 0.13))
        with clay.part("flame", Flicker(0.10, 0.5, x), pivot=(x, y, z)):
            clay.ellipsoid((x, y + 0.10, z), (0.085, 0.15, 0.085), (1.0, 0.42, 0.08), blend=0.05, emit=2.2)
            clay.ellipsoid((x, y + 0.24, z), (0.045, 0.13, 0.045), (1.0, 0.65, 0.15), blend=0.06, emit=2.6)
