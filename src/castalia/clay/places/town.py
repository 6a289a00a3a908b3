"""The city: houses in the colours of their time, trees, lamps and cars along the kerb."""

from __future__ import annotations

from castalia.clay.motion import Pulse, bob
from castalia.clay.paint import BARK, CHALK, Color, shade
from castalia.clay.places.catalogue import Site, place
from castalia.clay.sculpt import Clay

WALLS: tuple[Color, ...] = (
    (0.72, 0.40, 0.30), (0.86, 0.74, 0.52), (0.40, 0.55, 0.62), (0.82, 0.80, 0.74), (0.50, 0.46, 0.56),
)  # fmt: skip
PAINTS: tuple[Color, ...] = ((0.95, 0.70, 0.08), (0.75, 0.08, 0.08), (0.10, 0.32, 0.70), (0.85, 0.86, 0.85))
IRON: Color = (0.10, 0.11, 0.13)
BY_DAY: Color = (0.34, 0.52, 0.68)
"""Panes that mirror the sky."""


@place("city", props=("building", "lamp", "tree", "car"), ground=((0.30, 0.30, 0.31), (0.23, 0.23, 0.25)), fog=0.018)
def city(clay: Clay, site: Site) -> None:
    rng, dark = site.rng, site.dark or site.light == "sunset"
    edge, first = site.edge, int(rng.integers(5))
    for i in range(site.count(5, 8)):
        side = 1 if i % 2 else -1
        wide, high = float(rng.uniform(0.55, 0.85)), float(rng.uniform(1.1, 2.7))
        x, z = side * (edge + rng.uniform(1.1, 3.0)), -1.9 - 1.9 * (i // 2) + float(rng.uniform(-0.4, 0.4))
        if site.free(x, z, wide * 1.2):
            _house(clay, site, (x, z), (wide, high), WALLS[(first + i) % 5], dark)
    for side in (-1, 1):
        x, z = side * (edge + 0.35), float(rng.uniform(-1.6, -0.5))
        if site.free(x, z, 0.15):
            _lamp(clay, x, z, dark)
        x, z = side * (edge + 0.95), float(rng.uniform(-1.3, -0.7))
        if site.free(x, z, 0.4):
            _tree(clay, site, x, z)
    for side in (-1, 1):
        x, z = side * float(rng.uniform(0.6, edge + 1.4)), -3.7 - 0.9 * (side > 0)
        if site.free(x, z, 0.8):
            _car(clay, x, z, side, PAINTS[int(rng.integers(4))], dark)


def _house(clay: Clay, site: Site, at: tuple[float, float], size: tuple[float, float], wall: Color, dark: bool) -> None:
    """Floors of windows over a shop with an awning, a cornice, and what stands on a roof."""
    rng, (x, z), (wide, high) = site.rng, at, size
    glass: Color = (1.0, 0.8, 0.35) if dark else BY_DAY
    if site.light == "neon" or (dark and rng.random() < 0.25):
        glass = ((1.0, 0.2, 0.8), (0.2, 0.9, 1.0))[int(rng.integers(2))]
    cloth = PAINTS[int(rng.integers(3))]
    with clay.part("building"):
        clay.box((x, high, z), (wide, high, wide), wall, round=0.04)
        clay.box((x, high * 2 + 0.03, z), (wide * 1.07, 0.07, wide * 1.07), shade(wall, 0.72), round=0.03)
        clay.box((x, 0.78, z + wide), (wide * 1.02, 0.035, 0.05), shade(wall, 1.25), round=0.015)
        clay.box((x, 0.42, z + wide), (wide * 0.80, 0.24, 0.02), glass, round=0.01, emit=1.2 if dark else 0.05,
                 gloss=0.7)  # fmt: skip
        clay.cone((x, 0.70, z + wide), (x, 0.62, z + wide + 0.26), wide * 0.86, wide * 0.92, cloth, round=0.02,
                  flat=0.12)  # fmt: skip
        rows = max(2, round((2 * high - 1.1) / 0.62))
        for row in range(rows):
            up = 1.12 + row * (2 * high - 1.25) / rows
            for column in (-0.5, 0.5):
                on = (1.5 if rng.random() < 0.7 else 0.05) if dark else 0.04
                clay.box((x + column * wide, up, z + wide), (wide * 0.28, 0.20, 0.02), glass, round=0.01,
                         blend=0.002, emit=on, gloss=0.7)  # fmt: skip
                clay.box((x + column * wide, up - 0.22, z + wide + 0.03), (wide * 0.33, 0.02, 0.04), CHALK, round=0.01)
        if rng.random() < 0.5:
            clay.cone((x - 0.2, high * 2 + 0.3, z), (x - 0.2, high * 2 + 0.62, z), 0.22, 0.20, BARK, round=0.03)
            clay.cone((x - 0.2, high * 2 + 0.62, z), (x - 0.2, high * 2 + 0.84, z), 0.25, 0.02, IRON, round=0.02)
        else:
            clay.box((x + 0.1, high * 2 + 0.2, z), (0.22, 0.16, 0.2), shade(wall, 0.85), round=0.03)


def _lamp(clay: Clay, x: float, z: float, dark: bool) -> None:
    with clay.part("lamp"):
        clay.capsule((x, 0, z), (x, 1.9, z), 0.04, IRON)
        clay.cone((x, 0.0, z), (x, 0.16, z), 0.10, 0.06, IRON, round=0.02)
        with clay.part("bulb", Pulse(0.0, 3.1, glow=0.06, phase=x), pivot=(x, 2.02, z)):
            clay.ellipsoid((x, 2.02, z), 0.13, (1.0, 0.85, 0.5), blend=0.02, emit=2.0 if dark else 0.3)


def _tree(clay: Clay, site: Site, x: float, z: float) -> None:
    green = shade((0.16, 0.44, 0.10), site.rng.uniform(0.85, 1.2))
    with clay.part("tree", bob(0.0, 4.0), pivot=(x, 0, z)):
        clay.box((x, 0.06, z), (0.26, 0.10, 0.26), (0.40, 0.30, 0.24), round=0.03)
        clay.cone((x, 0, z), (x, 0.85, z), 0.065, 0.05, BARK)
        clay.ellipsoid((x, 1.22, z), (0.40, 0.46, 0.40), green, blend=0.08)
        clay.ellipsoid((x + 0.16, 1.05, z + 0.16), 0.26, shade(green, 1.15), blend=0.08)


def _car(clay: Clay, x: float, z: float, way: int, color: Color, dark: bool) -> None:
    """A small car that drives to the side `way`."""
    with clay.part("car"):
        clay.box((x, 0.24, z), (0.62, 0.13, 0.28), color, round=0.09, gloss=0.5)
        clay.box((x - way * 0.04, 0.44, z), (0.34, 0.14, 0.24), BY_DAY, round=0.09, blend=0.02, gloss=0.8)
        clay.box((x - way * 0.04, 0.56, z), (0.28, 0.03, 0.22), color, round=0.03, blend=0.02, gloss=0.5)
        for along in (-0.36, 0.36):
            clay.ellipsoid((x + along, 0.14, z + 0.24), (0.14, 0.14, 0.06), (0.04, 0.04, 0.045), blend=0.01)
            clay.ellipsoid((x + along, 0.14, z + 0.29), (0.06, 0.06, 0.02), CHALK, blend=0.004)
        clay.ellipsoid(
            (x + way * 0.62, 0.26, z + 0.16), (0.03, 0.05, 0.06), (1.0, 0.92, 0.7), emit=2.0 if dark else 0.3
        )
