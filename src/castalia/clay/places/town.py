"""The city."""

from __future__ import annotations

from castalia.clay.motion import Pulse
from castalia.clay.paint import Color, shade
from castalia.clay.places.catalogue import Site, place
from castalia.clay.sculpt import Clay

WALLS: tuple[Color, ...] = ((0.42, 0.45, 0.52), (0.55, 0.42, 0.38), (0.36, 0.40, 0.48), (0.60, 0.56, 0.50))


@place("city", props=("building", "lamp"), ground=((0.20, 0.21, 0.23), (0.15, 0.15, 0.17)), fog=0.03)
def city(clay: Clay, site: Site) -> None:
    rng, dark = site.rng, site.dark or site.light == "sunset"
    edge = max([abs(x) + r for x, _, r in site.taken] + [1.0])
    for i in range(site.count(5, 8)):
        side = 1 if i % 2 else -1
        wide, high = float(rng.uniform(0.45, 0.8)), float(rng.uniform(0.9, 2.6))
        x, z = side * (edge + rng.uniform(0.9, 3.2)), float(rng.uniform(-8, -1.6))
        if not site.free(x, z, wide * 1.2):
            continue
        lit = 1.5 if dark else 0.25
        glass: Color = (1.0, 0.8, 0.35)
        if site.light == "neon" or (dark and rng.random() < 0.25):
            glass = ((1.0, 0.2, 0.8), (0.2, 0.9, 1.0))[int(rng.integers(2))]
        with clay.part("building"):
            wall = WALLS[int(rng.integers(4))]
            clay.box((x, high, z), (wide, high, wide), wall, round=0.05)
            clay.box((x, high * 2 + 0.03, z), (wide * 1.06, 0.06, wide * 1.06), shade(wall, 0.75), round=0.03)
            for row in range(3):
                for column in (-0.45, 0.45):
                    on = lit if rng.random() < 0.75 or not dark else 0.05
                    clay.box(
                        (x + column * wide, high * (0.5 + 0.5 * row), z + wide),
                        (wide * 0.25, high * 0.14, 0.02),
                        glass,
                        round=0.01,
                        blend=0.002,
                        emit=on,
                        gloss=0.4,
                    )
    for side in (-1, 1):
        x, z = side * (edge + 0.35), float(rng.uniform(-1.6, -0.5))
        if not site.free(x, z, 0.15):
            continue
        with clay.part("lamp"):
            clay.capsule((x, 0, z), (x, 1.9, z), 0.04, (0.1, 0.1, 0.12))
            clay.cone((x, 0.0, z), (x, 0.16, z), 0.10, 0.06, (0.1, 0.1, 0.12), round=0.02)
            with clay.part("bulb", Pulse(0.0, 3.1, glow=0.06, phase=x), pivot=(x, 2.02, z)):
                clay.ellipsoid((x, 2.02, z), 0.13, (1.0, 0.85, 0.5), blend=0.02, emit=2.0 if dark else 0.4)
