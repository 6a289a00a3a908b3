"""Space, the open ocean, the grid, the studio: places with hardly any ground."""

from __future__ import annotations

import numpy as np

from castalia.clay.motion import bob, spin
from castalia.clay.paint import Color, shade
from castalia.clay.places.catalogue import Site, place
from castalia.clay.sculpt import Clay, rotation


@place(
    "space", props=("planet", "rock"), ground=((0.02, 0.02, 0.03), (0.02, 0.02, 0.03)), fog=0.0, light="cinematic",
    void=True,
)  # fmt: skip
def space(clay: Clay, site: Site) -> None:
    """A ringed planet and a smaller one far away, asteroids between them and the subjects."""
    rng, view = site.rng, site.view
    side = float(rng.choice((-1, 1)))
    colors: tuple[Color, ...] = ((0.85, 0.55, 0.30), (0.35, 0.50, 0.80), (0.75, 0.38, 0.32), (0.45, 0.65, 0.55))
    first = int(rng.integers(4))
    for aside, up, far, radius, ringed in ((0.62, 0.55, 30.0, 3.0, True), (-0.72, -0.35, 34.0, 1.5, False)):
        at = view.at(side * aside, up, far)
        radius *= view.zoom / 0.376
        color = colors[(first + ringed) % 4]
        with clay.part("planet", spin("y", 40.0), pivot=at):
            clay.ellipsoid(at, radius, color, blend=0.01)
            for i in range(3):
                lean = rotation(pitch=0.35, roll=side * 0.3)
                clay.torus(
                    at + lean @ np.array([0.0, (i - 1) * 0.45 * radius, 0.0]), radius * (0.98, 0.86, 0.86)[(i + 2) % 3],
                    radius * 0.09, shade(color, (0.8, 1.15, 0.7)[i]), turn=lean, blend=radius * 0.04, flat=2.0,
                )  # fmt: skip
        if ringed:
            tilt = rotation(pitch=0.42, roll=side * 0.35)
            with clay.part("planet ring"):
                for ring, wide, tone in ((1.55, 0.16, 1.1), (1.95, 0.13, 0.8)):
                    clay.torus(at, radius * ring, radius * wide, shade((0.85, 0.75, 0.6), tone), turn=tilt, flat=0.12)
    for i in range(site.count(4, 7)):
        at = view.at(rng.uniform(-0.95, 0.95), rng.uniform(-0.9, 0.9), rng.uniform(8, 15))
        radius = float(rng.uniform(0.12, 0.35))
        turn = rotation(rng.uniform(0, 3), rng.uniform(0, 3), 0)
        with clay.part("rock", bob(0.1, 5.0, i), spin("y", 11.0), pivot=at):
            clay.ellipsoid(at, (radius * 1.3, radius, radius * 0.8), (0.35, 0.32, 0.30), turn=turn, blend=0.05)
            clay.ellipsoid(at + radius * 0.5, radius * 0.6, (0.30, 0.28, 0.27), blend=radius * 0.3)


@place("ocean", props=("sea", "gull"), ground=((0.02, 0.20, 0.34), (0.01, 0.11, 0.27)), relief=0.30, waves=0.85)
def ocean(clay: Clay, site: Site) -> None:
    from castalia.clay.places.coast import gull

    rng = site.rng
    for i in range(3):
        at = site.view.at(rng.uniform(-0.85, 0.85), rng.uniform(0.4, 0.85), rng.uniform(8, 12))
        gull(clay, at, float(rng.uniform(0.8, 1.2)), i)


@place("grid", props=("cube",), ground=((0.012, 0.016, 0.05), (0.010, 0.012, 0.04)), fog=0.012, light="neon")
def grid(clay: Clay, site: Site) -> None:
    """Small glowing solids that hover over the lines."""
    rng = site.rng
    glows: tuple[Color, ...] = ((0.15, 0.55, 1.0), (1.0, 0.70, 0.15), (0.85, 0.25, 0.9))
    for i in range(site.count(4, 7)):
        spot = site.spot(0.3, (-6, -1.0), 4.5, 1.0)
        if spot is None:
            continue
        at, size = np.array([spot[0], rng.uniform(0.5, 2.2), spot[1]]), float(rng.uniform(0.10, 0.22))
        with clay.part("cube", bob(0.12, 3.7, i), spin("y", 9.0), pivot=at):
            if i % 2:
                clay.box(
                    at, (size, size, size), glows[i % 3], turn=rotation(0.6, 0.5, 0.3), round=0.02, emit=0.5, gloss=0.6
                )
            else:
                clay.torus(at, size, size * 0.3, glows[i % 3], turn=rotation(0.9, 0.4, 0.0), emit=0.5, gloss=0.6)


@place("studio", props=(), ground=((0.72, 0.72, 0.74), (0.72, 0.72, 0.74)), fog=0.16, light="studio")
def studio(clay: Clay, site: Site) -> None:
    """Nothing: a seamless backdrop."""
