"""The city of the future, Victorian London, an ordinary street."""

from __future__ import annotations

import numpy as np

from castalia.clay.motion import Flicker, Pulse, bob
from castalia.clay.paint import BARK, CHALK, Color, shade
from castalia.clay.places.catalogue import Site, place
from castalia.clay.sculpt import Clay, rotation

IRON: Color = (0.07, 0.08, 0.09)


@place(
    "future_city", props=("building", "lamp", "screen"), ground=((0.10, 0.11, 0.15), (0.08, 0.09, 0.13)), fog=0.02,
    light="neon",
)  # fmt: skip
def future_city(clay: Clay, site: Site) -> None:
    """Rounded towers with rings of light, pylons, and capsules that fly between them."""
    rng = site.rng
    glows: tuple[Color, ...] = ((0.10, 0.85, 1.0), (1.0, 0.20, 0.75), (0.55, 0.35, 1.0))
    for i in range(site.count(4, 7)):
        side = 1 if i % 2 else -1
        radius, high = float(rng.uniform(0.45, 0.75)), float(rng.uniform(2.4, 5.0))
        x, z = side * (site.edge + rng.uniform(1.0, 3.6)), float(rng.uniform(-8.5, -2.4))
        if not site.free(x, z, radius * 1.2):
            continue
        glow, wall = glows[int(rng.integers(3))], shade((0.34, 0.38, 0.50), rng.uniform(0.7, 1.1))
        with clay.part("building"):
            clay.cone((x, -0.2, z), (x, high, z), radius, radius * 0.45, wall, round=0.2, gloss=0.5)
            clay.cone((x, high - 0.2, z), (x, high + 1.1, z), 0.07, 0.01, wall, round=0.01, gloss=0.5)
            clay.ellipsoid(
                (x, high * 0.62, z), (radius * 1.15, 0.18, radius * 1.15), shade(wall, 1.3), blend=0.1, gloss=0.6
            )
            for up in (0.18, 0.34, 0.50, 0.74, 0.88):
                wide = radius * (1.0 - 0.55 * up) + 0.02
                clay.torus((x, high * up, z), wide, 0.022, glow, blend=0.004, emit=1.4 if site.dark else 0.6)
    for side in (-1, 1):
        x, z = side * (site.edge + 0.45), float(rng.uniform(-1.6, -0.6))
        if site.free(x, z, 0.12):
            glow = glows[0] if side > 0 else glows[1]
            with clay.part("lamp"):
                clay.cone((x, 0, z), (x, 0.9, z), 0.07, 0.05, (0.15, 0.16, 0.2), round=0.02, gloss=0.5)
                clay.capsule((x, 0.25, z + 0.06), (x, 0.85, z + 0.05), 0.02, glow, blend=0.004, emit=2.0)
    for i in range(3):
        at = site.view.at(rng.uniform(-0.85, 0.85), rng.uniform(0.35, 0.8), rng.uniform(8, 12))
        with clay.part("lamp flying", bob(0.15, 3.4, i), pivot=at):
            clay.ellipsoid(at, (0.28, 0.08, 0.12), (0.7, 0.72, 0.8), gloss=0.7)
            clay.ellipsoid(at + np.array([0.0, 0.05, 0.02]), (0.12, 0.07, 0.08), (0.1, 0.15, 0.25), gloss=0.9)
            clay.ellipsoid(at + np.array([-0.28, 0, 0.02]), 0.035, (1.0, 0.25, 0.2), emit=2.0)
            clay.ellipsoid(at + np.array([0.28, 0, 0.02]), 0.035, (0.6, 0.9, 1.0), emit=2.0)


def _gas_lamp(clay: Clay, x: float, z: float, lit: bool) -> None:
    with clay.part("gas_lamp"):
        clay.cone((x, 0, z), (x, 0.28, z), 0.13, 0.06, IRON, round=0.03)
        clay.capsule((x, 0.2, z), (x, 1.9, z), 0.035, IRON)
        clay.torus((x, 1.62, z), 0.06, 0.02, IRON)
        clay.capsule((x - 0.2, 1.72, z), (x + 0.2, 1.72, z), 0.022, IRON)
        clay.cone((x, 1.9, z), (x, 2.2, z), 0.09, 0.16, (1.0, 0.82, 0.5), round=0.02, emit=0.5 if lit else 0.2)
        clay.cone((x, 2.2, z), (x, 2.38, z), 0.2, 0.03, IRON, round=0.02)
        with clay.part("flame", Flicker(0.05, 0.9, x), pivot=(x, 2.05, z)):
            clay.ellipsoid(
                (x, 2.05, z + 0.05), (0.09, 0.11, 0.09), (1.0, 0.72, 0.3), blend=0.01, emit=2.6 if lit else 1.0
            )


@place(
    "victorian", props=("house", "gas_lamp", "chimney"), ground=((0.24, 0.22, 0.21), (0.17, 0.16, 0.16)), fog=0.05,
    light="dawn", weather="fog",
)  # fmt: skip
def victorian(clay: Clay, site: Site) -> None:
    """Brick fronts with bay windows at both sides, gas lamps between them."""
    rng = site.rng
    lit = site.light not in ("noon", "golden", "studio")
    for side in (-1, 1):
        for k in range(2 if site.dense > 0.6 else 1):
            x, z = side * (site.edge + 1.5 + 0.5 * k), -1.9 - 2.5 * k
            if site.free(x, z, 0.9):
                _brick_house(clay, x, z, side, float(rng.uniform(1.25, 1.6)), lit, rng)
        x = side * (site.edge + 0.35)
        if site.free(x, -0.8, 0.15):
            _gas_lamp(clay, x, -0.8, lit)


def _brick_house(clay: Clay, x: float, z: float, side: int, high: float, lit: bool, rng: np.random.Generator) -> None:
    brick, slate = shade((0.46, 0.20, 0.13), rng.uniform(0.8, 1.15)), (0.17, 0.18, 0.21)
    house = Clay()
    with house.part("house"):
        house.box((0, high, 0), (0.95, high, 0.85), brick, round=0.03)
        for way in (-1, 1):
            house.box(
                (way * 0.50, high * 2 + 0.36, 0), (0.66, 0.05, 0.95), slate, round=0.02, turn=rotation(roll=-way * 0.68)
            )
        house.cone((0, high * 2 - 0.1, 0), (0, high * 2 + 0.75, 0), 0.98, 0.03, brick, round=0.02, flat=0.85)
        for up in (0.34, 0.98):
            house.box((0, high * up * 1.02, 0.86), (0.98, 0.03, 0.03), CHALK, round=0.01)
        for row in range(2):
            for column in (-0.5, 0.5):
                at = (column, high * (0.62 + 0.74 * row), 0.86)
                house.box(at, (0.25, 0.36, 0.03), CHALK, round=0.02)
                glow = 0.9 if lit and rng.random() < 0.65 else 0.05
                house.box(
                    (at[0], at[1], 0.885), (0.20, 0.31, 0.02), (1.0, 0.75, 0.38), round=0.01, emit=glow, gloss=0.4
                )
                house.box((at[0], at[1], 0.90), (0.015, 0.31, 0.015), CHALK, round=0.005)
                house.box((at[0], at[1], 0.90), (0.20, 0.015, 0.015), CHALK, round=0.005)
    with house.part("chimney"):
        for cx in (-0.62, 0.5):
            house.box((cx, high * 2 + 0.75, -0.2), (0.15, 0.42, 0.15), shade(brick, 0.8), round=0.02)
            for pot in (-0.06, 0.06):
                house.cone(
                    (cx + pot, high * 2 + 1.15, -0.2),
                    (cx + pot, high * 2 + 1.32, -0.2),
                    0.05,
                    0.045,
                    (0.55, 0.30, 0.2),
                    round=0.01,
                )
    clay.place(house, turn=rotation(yaw=-side * 0.35), at=(x, -0.02, z))


@place("street", props=("building", "lamp", "tree", "house"), ground=((0.34, 0.33, 0.32), (0.29, 0.28, 0.28)), fog=0.02)
def street(clay: Clay, site: Site) -> None:
    """Shops with awnings across the road, trees and lamps on the pavement."""
    rng = site.rng
    walls: tuple[Color, ...] = (
        (0.78, 0.48, 0.34),
        (0.85, 0.76, 0.58),
        (0.45, 0.60, 0.66),
        (0.70, 0.36, 0.36),
        (0.58, 0.64, 0.46),
    )
    back = min(-site.back - 1.0, -6.2)
    start = int(rng.integers(5))
    for k in range(-4, 5):
        high = float(rng.uniform(1.1, 1.7))
        _shop(clay, k * 2.15, back, high, walls[(start + k) % 5], walls[(start + 2 * k + 1) % 5], site, rng)
    for side in (-1, 1):
        x = side * (site.edge + 0.9)
        if site.free(x, -1.25, 0.3):
            with clay.part("tree", bob(0.0, 4.0), pivot=(x, 0, -1.25)):
                clay.cone((x, 0, -1.25), (x, 1.1, -1.25), 0.08, 0.06, BARK)
                green = shade((0.16, 0.42, 0.10), rng.uniform(0.85, 1.2))
                clay.ellipsoid((x, 1.6, -1.25), (0.52, 0.58, 0.5), green, blend=0.1)
                clay.ellipsoid((x + 0.22, 1.35, -1.05), 0.32, shade(green, 1.15), blend=0.1)
        x = side * (site.edge + 0.35)
        if site.free(x, -1.6, 0.15):
            with clay.part("lamp"):
                clay.capsule((x, 0, -1.6), (x, 2.2, -1.6), 0.035, IRON)
                clay.tube([(x, 2.15, -1.6), (x, 2.4, -1.55), (x, 2.4, -1.3)], 0.03, 0.03, IRON)
                with clay.part("bulb", Pulse(0.0, 3.1, glow=0.04, phase=x), pivot=(x, 2.36, -1.2)):
                    clay.ellipsoid(
                        (x, 2.36, -1.2), (0.08, 0.06, 0.14), (1.0, 0.88, 0.6), emit=2.4 if site.dark else 0.2
                    )


def _shop(
    clay: Clay, x: float, z: float, high: float, wall: Color, cloth: Color, site: Site, rng: np.random.Generator
) -> None:
    glow = 1.1 if site.dark or site.light in ("sunset", "overcast") else 0.12
    with clay.part("building"):
        clay.box((x, high, z), (1.04, high, 0.7), wall, round=0.03)
        clay.box((x, high * 2 + 0.04, z), (1.1, 0.07, 0.76), shade(wall, 0.75), round=0.03)
        clay.box((x - 0.2, 0.48, z + 0.7), (0.66, 0.36, 0.02), (1.0, 0.82, 0.5), round=0.02, emit=glow, gloss=0.5)
        clay.box((x + 0.74, 0.42, z + 0.7), (0.18, 0.42, 0.03), shade(cloth, 0.6), round=0.02)
        clay.box((x, 1.02, z + 0.92), (0.98, 0.03, 0.28), cloth, round=0.02, turn=rotation(pitch=0.45))
        for column in (-0.55, 0.0, 0.55):
            on = glow if rng.random() < 0.6 else 0.05
            clay.box(
                (x + column, high * 1.5, z + 0.7),
                (0.17, 0.28, 0.03),
                (0.95, 0.85, 0.62),
                round=0.01,
                emit=on,
                gloss=0.5,
            )
