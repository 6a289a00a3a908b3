"""Moon, mars, desert, snow: wide ground with little on it."""

from __future__ import annotations

from castalia.clay.motion import swing
from castalia.clay.paint import BARK, INK, Color, shade
from castalia.clay.places.catalogue import Site, place
from castalia.clay.sculpt import Clay, rotation

SNOW: Color = (0.92, 0.94, 0.97)


def rocks(clay: Clay, site: Site, count: int, color: Color, wide: float = 5.5) -> None:
    """Lumps of stone of many sizes."""
    rng = site.rng
    for _ in range(count):
        radius = float(rng.uniform(0.12, 0.4))
        spot = site.spot(radius * 1.4, wide=wide)
        if spot is None:
            continue
        x, z = spot
        radii = (radius * rng.uniform(0.9, 1.5), radius * rng.uniform(0.6, 1.1), radius)
        turn = rotation(rng.uniform(-0.5, 0.5), rng.uniform(0, 6), rng.uniform(-0.5, 0.5))
        with clay.part("rock"):
            y = site.height(x, z) + radius * 0.3
            clay.ellipsoid((x, y, z), radii, shade(color, rng.uniform(0.7, 1.1)), turn=turn, blend=0.1)


@place("moon", props=("rock",), ground=((0.36, 0.36, 0.37), (0.26, 0.26, 0.28)), relief=0.25, waves=0.7, fog=0.0)
def moon(clay: Clay, site: Site) -> None:
    rocks(clay, site, site.count(4, 7), (0.35, 0.35, 0.36))


@place("mars", props=("rock",), ground=((0.68, 0.24, 0.10), (0.50, 0.15, 0.07)), relief=0.25, waves=0.7, fog=0.035)
def mars(clay: Clay, site: Site) -> None:
    rocks(clay, site, site.count(4, 7), (0.5, 0.2, 0.1))


@place("desert", props=("rock", "cactus"), ground=((0.92, 0.60, 0.26), (0.84, 0.48, 0.18)), relief=0.55, waves=0.55)
def desert(clay: Clay, site: Site) -> None:
    rng, green = site.rng, (0.12, 0.42, 0.16)
    rocks(clay, site, site.count(2, 5), (0.6, 0.38, 0.2))
    for _ in range(site.count(2, 5)):
        spot = site.spot(0.45, (-7, -1.6), clear=0.8)
        if spot is None:
            continue
        (x, z), s = spot, rng.uniform(0.8, 1.5)
        y = site.height(x, z)
        with clay.part("cactus"):
            clay.capsule((x, y, z), (x, y + 1.1 * s, z), 0.15 * s, green, blend=0.05)
            for side in (-1, 1):
                h = y + rng.uniform(0.4, 0.7) * s
                clay.capsule((x, h, z), (x + side * 0.3 * s, h, z), 0.09 * s, green, blend=0.06)
                clay.capsule(
                    (x + side * 0.3 * s, h, z), (x + side * 0.3 * s, h + 0.3 * s, z), 0.09 * s, green, blend=0.06
                )
            clay.ellipsoid((x, y + 1.24 * s, z + 0.05), 0.07 * s, (0.95, 0.35, 0.55), blend=0.02)


@place(
    "snow", props=("tree", "snowman"), ground=((0.90, 0.93, 0.98), (0.80, 0.86, 0.96)), relief=0.30, waves=0.6, fog=0.03
)
def snow(clay: Clay, site: Site) -> None:
    rng = site.rng
    for _ in range(site.count(4, 8)):
        spot = site.spot(0.6, (-8, -1.8), clear=1.0)
        if spot is None:
            continue
        (x, z), s = spot, float(rng.uniform(1.0, 1.8))
        y = site.height(x, z)
        with clay.part("tree", swing("z", 0.8, 4.7, x), pivot=(x, y, z)):
            clay.cone((x, y, z), (x, y + 0.5 * s, z), 0.1 * s, 0.08 * s, BARK, round=0.03)
            for i in range(2):
                base, wide = y + (0.4 + 0.5 * i) * s, 0.14 * i
                clay.cone((x, base, z), (x, base + 0.75 * s, z), (0.5 - wide) * s, 0.04, (0.05, 0.25, 0.13), round=0.06)
                clay.cone(
                    (x, base + 0.32 * s, z),
                    (x, base + 0.80 * s, z),
                    (0.33 - wide * 0.86) * s,
                    0.04,
                    SNOW,
                    round=0.06,
                    blend=0.05,
                )
    if rng.random() < 0.5:
        spot = site.spot(0.35, (-2.0, 0.2), wide=2.2, clear=0.9)
        if spot is not None:
            _snowman(clay, site, *spot)


def _snowman(clay: Clay, site: Site, x: float, z: float) -> None:
    y = site.height(x, z)
    with clay.part("snowman"):
        clay.ellipsoid((x, y + 0.22, z), 0.28, SNOW, blend=0.03)
        clay.ellipsoid((x, y + 0.60, z), 0.20, SNOW, blend=0.03)
        clay.cone((x, y + 0.60, z + 0.17), (x, y + 0.59, z + 0.38), 0.04, 0.01, (0.95, 0.4, 0.05), round=0.01)
        for side in (-1, 1):
            clay.ellipsoid((x + side * 0.07, y + 0.67, z + 0.175), 0.026, INK, blend=0.003, gloss=0.5)
            clay.capsule((x + side * 0.25, y + 0.32, z), (x + side * 0.46, y + 0.52, z + 0.05), 0.022, BARK, blend=0.01)
        for h in (0.22, 0.34):
            clay.ellipsoid((x, y + h, z + 0.27), 0.026, INK, blend=0.003)
        clay.torus((x, y + 0.44, z), 0.155, 0.045, (0.8, 0.1, 0.1), blend=0.01)
