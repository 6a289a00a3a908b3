"""The catalogue of places: `@place` enters what stands about there, and how its ground and air are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from castalia.clay.paint import Color
from castalia.clay.sculpt import Clay

DARK = frozenset(("night", "neon", "moonlight", "candle"))
"""Lights in which lamps and windows are lit."""
FRAMING = "in front"
"""How the names of parts end that stand right before the camera and go along with it."""


@dataclass(frozen=True)
class View:
    """The camera of the still picture."""

    eye: np.ndarray
    right: np.ndarray
    up: np.ndarray
    forward: np.ndarray
    zoom: float
    """Tangent of half the vertical angle of view."""
    aspect: float

    @property
    def axes(self) -> np.ndarray:
        """(3, 3), columns right, up, forward."""
        return np.stack([self.right, self.up, self.forward], 1)

    def at(self, x: float, y: float, distance: float) -> np.ndarray:
        """The point seen at x, y (-1..1 across the picture) at `distance` along the view."""
        across = self.right * (x * self.zoom * self.aspect) + self.up * (y * self.zoom)
        return self.eye + (self.forward + across) * distance


@dataclass(frozen=True)
class Site:
    """What a place must know to set its props: nothing may stand in a subject or between it and the camera."""

    rng: np.random.Generator
    view: View
    taken: tuple[tuple[float, float, float], ...]
    """x, z, radius of the subjects' footprints."""
    height: Callable[[float, float], float]
    """Height of the ground at x, z."""
    shore: float
    """z of the shore line."""
    light: str
    dense: float
    """1 with one or two subjects, less when the picture is full."""

    @property
    def dark(self) -> bool:
        """Whether lamps and windows are lit."""
        return self.light in DARK

    @property
    def edge(self) -> float:
        """How far the subjects reach to the sides of the middle."""
        return max([abs(x) + r for x, _, r in self.taken] + [1.0])

    @property
    def back(self) -> float:
        """How far the subjects reach behind the origin."""
        return max([r - z for _, z, r in self.taken] + [0.8])

    def free(self, x: float, z: float, radius: float) -> bool:
        """Whether a prop of this radius may stand at x, z."""
        if any(np.hypot(x - tx, z - tz) < radius + tr + 0.15 for tx, tz, tr in self.taken):
            return False
        eye = self.view.eye
        if np.hypot(x - eye[0], z - eye[2]) < radius + 1.2:
            return False
        for tx, tz, tr in self.taken:
            way = np.array([tx - eye[0], tz - eye[2]])
            length = np.hypot(*way)
            along = ((x - eye[0]) * way[0] + (z - eye[2]) * way[1]) / length
            aside = abs((x - eye[0]) * way[1] - (z - eye[2]) * way[0]) / length
            if 0 < along < length and aside < (radius + tr) * along / length + 0.05:
                return False
        return True

    def spot(
        self, radius: float, z: tuple[float, float] = (-8.0, -1.6), wide: float = 5.5, clear: float = 0.0
    ) -> tuple[float, float] | None:
        """A free spot for a prop, at least `clear` from the middle axis; None when none was found."""
        for _ in range(24):
            x, depth = self.rng.uniform(-wide, wide), self.rng.uniform(*z)
            if abs(x) > clear * (1.1 if depth > -3 else 0.3) and self.free(x, depth, radius):
                return float(x), float(depth)
        return None

    def count(self, low: int, high: int) -> int:
        """A number from low to high - 1, fewer when the picture is full."""
        return max(1, round(float(self.rng.integers(low, high)) * self.dense))


Props = Callable[[Clay, Site], None]


@dataclass(frozen=True)
class Place:
    """A place: its props, and the look of its ground and air."""

    name: str
    build: Props
    props: frozenset[str]
    """Names of the parts that `build` makes; each can be kept out."""
    ground: tuple[Color, Color]
    relief: float
    """Amplitude of the ground's relief; it is flat around the middle."""
    waves: float
    """Frequency of the relief."""
    fog: float
    light: str
    """Its light when the prompt names none."""
    weather: str
    indoors: bool
    """It has a floor, walls and a ceiling."""
    void: bool
    """There is no ground: everything floats."""


PLACES: dict[str, Place] = {}


def place(
    name: str, *, props: tuple[str, ...], ground: tuple[Color, Color], relief: float = 0.0, waves: float = 1.0,
    fog: float = 0.02, light: str = "noon", weather: str = "clear", indoors: bool = False, void: bool = False,
) -> Callable[[Props], Props]:  # fmt: skip
    """Enter a place. Its words are in `lexicon/settings.py`; the rest is described at `Place`."""

    def enter(build: Props) -> Props:
        PLACES[name] = Place(name, build, frozenset(props), ground, relief, waves, fog, light, weather, indoors, void)
        return build

    return enter
