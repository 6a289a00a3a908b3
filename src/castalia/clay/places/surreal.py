"""What a surreal picture adds to any place: a planet and floating islands in its sky, and bubbles indoors and out."""

from __future__ import annotations

import numpy as np

from castalia.clay.motion import bob, spin
from castalia.clay.paint import Color, shade
from castalia.clay.places.catalogue import Site
from castalia.clay.sculpt import Clay, rotation

GRASS: Color = (0.30, 0.58, 0.22)
SOIL: Color = (0.42, 0.28, 0.20)
SHADES: tuple[Color, ...] = ((0.86, 0.52, 0.62), (0.52, 0.62, 0.90), (0.95, 0.72, 0.42), (0.60, 0.48, 0.85))


def surreal(clay: Clay, site: Site, indoors: bool) -> None:
    """Parts `planet`, `island` and `bubble`; those in the sky are far away, at the sides of the picture."""
    rng = site.rng
    side = float(rng.choice((-1, 1)))
    if not indoors:
        _planet(clay, site, side)
        for i, (x, y, far) in enumerate(((-0.62, 0.66, 13.0), (-0.93, 0.16, 17.0), (0.90, 0.10, 19.0))):
            _island(clay, site.view.at(side * x, y, far), 0.085 * far * site.view.zoom / 0.376, i, rng)
    for i in range(5):
        x = side * (1 if i % 2 else -1) * rng.uniform(0.5, 0.95)
        far = site.view.at(0, 0, 1.0) - site.view.eye
        at = site.view.at(x, rng.uniform(-0.1, 0.85), rng.uniform(0.85, 1.2) * _reach(site) / np.linalg.norm(far))
        size = float(rng.uniform(0.10, 0.22))
        with clay.part("bubble", bob(0.15, 5.0, i), pivot=at):
            clay.ellipsoid(at, size, SHADES[i % 4], gloss=1.85, blend=0.002)


def _reach(site: Site) -> float:
    """From the camera to the subjects."""
    return float(np.hypot(site.view.eye[0], site.view.eye[2]))


def _planet(clay: Clay, site: Site, side: float) -> None:
    far = 34.0
    at = site.view.at(side * 0.58, 0.62, far)
    radius = 0.105 * far * site.view.zoom / 0.376
    color = SHADES[int(site.rng.integers(4))]
    tilt = rotation(pitch=0.42, roll=side * 0.35)
    with clay.part("planet", spin("y", 40.0), pivot=at):
        clay.ellipsoid(at, radius, color, blend=0.01, emit=0.22)
        for up, wide, tone in ((-0.42, 0.86, 0.72), (0.05, 0.97, 1.2), (0.45, 0.84, 0.8)):
            clay.torus(
                at + tilt @ np.array([0.0, up * radius, 0.0]), radius * wide, radius * 0.09, shade(color, tone),
                turn=tilt, blend=radius * 0.04, flat=2.0, emit=0.22,
            )  # fmt: skip
    with clay.part("planet ring"):
        for ring, wide, tone in ((1.55, 0.16, 1.1), (1.95, 0.13, 0.8)):
            clay.torus(at, radius * ring, radius * wide, shade((0.9, 0.8, 0.65), tone), turn=tilt, flat=0.12, emit=0.22)


def _island(clay: Clay, at: np.ndarray, size: float, i: int, rng: np.random.Generator) -> None:
    """A clod of earth with grass and a tree upon it."""
    with clay.part("island", bob(0.12 * size, 6.0, i), pivot=at):
        clay.cone(at - [0, 1.25 * size, 0], at - [0, 0.1 * size, 0], 0.12 * size, 0.85 * size, SOIL, round=0.1 * size)
        clay.ellipsoid(at, (1.05 * size, 0.26 * size, 1.0 * size), GRASS, blend=0.05 * size)
        foot = at + np.array([rng.uniform(-0.35, 0.35) * size, 0.15 * size, 0.0])
        up = np.array([0.0, size, 0.0])
        clay.cone(foot, foot + 0.6 * up, 0.10 * size, 0.07 * size, (0.36, 0.22, 0.12))
        clay.ellipsoid(foot + 0.85 * up, (0.46 * size, 0.42 * size, 0.46 * size), SHADES[i % 4])
