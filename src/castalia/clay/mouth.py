"""The mouth of a toy that speaks: lips, a hollow behind them, teeth and tongue, modelled anew for every frame.

It is modelled in a frame of its own: x to the creature's left, y up, z out of the face, the origin in the middle of the
mouth, `Rest.half` (half the width of the mouth at rest) as the unit of all that opens and stretches.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from castalia.clay import layout
from castalia.clay.paint import CHALK, Color
from castalia.clay.sculpt import Clay, Primitive, along

INSIDE: Color = (0.30, 0.03, 0.04)
TONGUE: Color = (0.90, 0.32, 0.34)
STEPS = 10
"""Rods of which each lip is made."""
FULL = 0.125
"""Radius of the lips of an open mouth, in halves, at most."""
SHUT = 0.05
"""Below this gap, in halves, there is nothing to see between the lips."""
Surface = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""z of the face, without its mouth, at x and y."""


@dataclass(frozen=True)
class Rest:
    """The mouth that the picture has."""

    half: float
    """Half its width."""
    curve: float
    """How far the corners are above the middle, in halves."""
    gap: float
    """How far it is open, in halves."""
    thick: float
    """Radius of the lips."""
    lips: Color
    pointed: bool = False
    """The lips run out at the corners."""
    lamp: bool = False
    """It is a lamp that lights up when it opens, and has neither teeth nor tongue."""


@dataclass(frozen=True)
class Shape:
    """What the mouth does in a frame, in halves of the mouth at rest."""

    half: float
    curve: float
    up: float
    down: float
    out: float
    """How far the lips come forward."""
    thick: float
    tuck: float
    tongue: float

    @property
    def gap(self) -> float:
        return self.up + self.down

    def line(self, t: np.ndarray, lower: bool = False) -> np.ndarray:
        """y of a lip at `t`, -1 at one corner and 1 at the other."""
        bow = np.sqrt(np.maximum(1 - t * t, 0.0)) if lower else np.maximum(1 - t * t, 0.0) ** 0.7
        return self.half * self.curve * t * t + (-self.down if lower else self.up) * bow


def spoken(pose: Mapping[str, float], rest: Rest) -> Shape:
    """The shape that the channels of a pose ask for."""
    value = {name: float(np.clip(pose.get(name, 0.0), -1, 1)) for name in
             ("open", "press", "wide", "round", "tuck", "tongue", "speech", "smile")}  # fmt: skip
    opened, press, wide, round_, tuck, tongue, speech = (
        max(value[n], 0.0) for n in ("open", "press", "wide", "round", "tuck", "tongue", "speech")
    )
    smile, loose = value["smile"], 1 - press
    gap = max(1.45 * opened**0.85 * (1 - 0.25 * wide) * (1 - 0.20 * round_), rest.gap * (1 - speech))
    gap = max(gap, 0.34 * round_, 0.30 * tongue) * loose
    gap = gap * (1 - tuck) + 0.24 * tuck * loose
    half = 1 + 0.30 * wide - 0.50 * round_ + 0.20 * max(smile, 0.0) - 0.12 * opened * (1 - wide) - 0.05 * press
    curve = rest.curve * (1 - 0.30 * speech) + (0.26 if smile > 0 else 0.34) * smile
    curve *= (1 - 0.75 * round_) * (1 - 0.35 * min(gap, 1.0)) * (1 - 0.35 * press * speech)
    raised = 0.26 + 0.55 * tuck + 0.10 * max(smile, 0.0)
    return Shape(
        half=max(half, 0.42),
        curve=curve,
        up=gap * raised,
        down=gap * (1 - raised),
        out=0.34 * round_ * loose - 0.05 * press,
        thick=1 + 0.18 * speech + 0.45 * round_ - 0.12 * wide - 0.12 * press,
        tuck=tuck,
        tongue=tongue,
    )


def mouth(clay: Clay, rest: Rest, shape: Shape, surface: Surface) -> None:
    """Add the mouth; what it hollows out must be in the clay before."""
    unit = rest.half
    part = min(shape.gap / 0.35, 1.0)
    """How far the lips have left one another, 0..1."""
    thick = rest.thick / unit * shape.thick
    thick += (min(thick, FULL * shape.thick) - thick) * part
    apart = 0.75 * thick * part

    def points(t: np.ndarray, y: np.ndarray, out: float | np.ndarray) -> np.ndarray:
        x = t * shape.half * unit
        return np.stack([x, y * unit, surface(x, y * unit) + out * unit], 1)

    if shape.gap > SHUT:
        _hollow(clay, rest, shape, points)
    # Close together at the corners, where the line turns.
    t = np.sin(np.linspace(-np.pi / 2, np.pi / 2, STEPS + 1))
    full = 1 - t * t
    out = shape.out * (0.4 + 0.6 * full)
    lower = points(t, shape.line(t, lower=True) - apart * np.sqrt(full), out - 0.20 * shape.tuck * full)
    upper = points(t, shape.line(t) + apart * np.sqrt(full), out)
    for line, fuller in ((lower, 1.18), (upper, 1.0)):
        taper = 0.45 + 0.55 * np.sqrt(full) if rest.pointed else 1 + (0.62 + 0.38 * full - 1) * part
        radius = thick * unit * taper * (1 + (fuller - 1) * part)
        clay.primitives += bent(line, radius, rest.lips, gloss=0.18, emit=0.8 * part if rest.lamp else 0.0)


def _hollow(clay: Clay, rest: Rest, shape: Shape, points: Callable[..., np.ndarray]) -> None:
    """The dark inside with the upper teeth and the tongue."""
    unit, gap = rest.half, shape.gap
    t = np.array([-0.62, -0.31, 0.0, 0.31, 0.62])
    high, low = shape.line(t), shape.line(t, lower=True)
    for at, half_height in zip(points(t, (high + low) / 2, 0.0), (high - low) / 2, strict=True):
        tall = max(float(half_height), 0.03) * unit
        clay.ellipsoid(at, (0.42 * shape.half * unit, tall, (0.62 + 0.25 * min(gap, 1.0)) * unit), INSIDE,
                       blend=0.02 * unit, carve=True)  # fmt: skip
    if rest.lamp:
        return
    if gap > 0.16:
        # The tongue lies on the floor; for l, n and th its tip is at the teeth.
        lift = 0.16 * gap + shape.tongue * (shape.down * 0.55)
        floor = points(np.zeros(1), np.array([-shape.down + lift - 0.05]), -0.40 + 0.30 * shape.tongue)[0]
        clay.ellipsoid(floor, (0.62 * shape.half * unit, (0.12 + 0.18 * gap) * unit, 0.36 * unit), TONGUE,
                       blend=0.006, gloss=0.2)  # fmt: skip
    if gap > 0.10:
        size = min(0.20, 0.36 * gap)
        t = np.linspace(-0.76, 0.76, 7)
        row = points(t, shape.line(t) - size * 0.50, -0.13)
        clay.primitives += bent(row, np.full(len(row), size * unit), CHALK, gloss=0.3)


def bent(points: np.ndarray, radii: np.ndarray, color: Color, gloss: float, emit: float = 0.0) -> list[Primitive]:
    """A smooth rod through `points` (n, 3), as thick at each as `radii` (n,) say: finer than `Clay.tube`."""
    rods = []
    for a, b, first, last in zip(points, points[1:], radii, radii[1:], strict=False):
        thin = float(min(first, last))
        size = np.array([first - thin, last - thin, np.linalg.norm(b - a) / 2]) + 1e-5
        rods.append(Primitive(layout.CONE, (a + b) / 2, along(b - a), size, thin, 0.001, color, gloss=gloss, emit=emit))
    return rods
