"""One thing turns into another: the mean of two distance fields, aligned so that a hole stays a hole.

The mean of two fields is as smooth and as safe to march as each of them. A hole is kept all the way when the hole of
the second thing lies in that of the first and both rings run through the same clay: so both are laid ring on ring.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from castalia.clay import layout
from castalia.clay.motion import about
from castalia.clay.sculpt import Primitive, bounds


@dataclass(frozen=True)
class Anchor:
    """By what a thing is laid on another one."""

    at: np.ndarray
    """(3,), middle of its hole, or its own."""
    axis: np.ndarray
    """(3,), through the hole; 0 without a hole."""
    size: float
    """Radius of the ring, or half its height."""


def anchor(primitives: Sequence[Primitive]) -> Anchor:
    """The anchor of a thing: its biggest ring, else its middle."""
    low, high = bounds(primitives)
    rings = [p for p in primitives if p.shape == layout.TORUS and not p.carve and p.size[1] > 0.2 * p.size[0]]
    if rings:
        ring = max(rings, key=lambda p: p.size[0] * p.size[1])
        return Anchor(ring.center, ring.axes[:, 1], float(ring.size[0]))
    return Anchor((low + high) / 2, np.zeros(3), float(high[1] - low[1]) / 2)


def between(
    first: Sequence[Primitive], second: Sequence[Primitive], share: float, stage: int, rings: bool
) -> list[Primitive]:
    """The rows that show `first` turned into `second` by `share` 0..1, one kind of rows after the other.

    Args:
        stage: odd number that no other pair has.
        rings: whether rings are holes in both; the collar of a dog is none.
    """
    a, b = anchor(first), anchor(second)
    if not (rings and a.axis.any() and b.axis.any()):
        middles = [np.mean(bounds(shape), axis=0) for shape in (first, second)]
        heights = [float(np.subtract(*bounds(shape)[::-1])[1]) / 2 for shape in (first, second)]
        a, b = (Anchor(m, np.zeros(3), h) for m, h in zip(middles, heights, strict=True))
    axis, angle = _turn(a.axis, b.axis)
    at, size = a.at + (b.at - a.at) * share, a.size ** (1 - share) * b.size**share
    shapes = [
        _laid(first, a, at, about(axis, angle * share), size / a.size),
        _laid(second, b, at, about(axis, angle * (share - 1)), size / b.size),
    ]
    floors = [float(bounds(shape)[0][1]) for shape in (first, second, *shapes)]
    sunk = (floors[0] * (1 - share) + floors[1] * share) - (floors[2] * (1 - share) + floors[3] * share)
    lift = np.array([0.0, max(sunk, 0.0), 0.0])
    shapes = [[p.moved(np.eye(3), lift) for p in shape] for shape in shapes]
    low, high = np.minimum(*(bounds(s)[0] for s in shapes)), np.maximum(*(bounds(s)[1] for s in shapes))
    middle, radius = (low + high) / 2, float(np.linalg.norm(high - low)) / 2
    shapes = [_hollowed(shape, full) for shape, full in zip(shapes, (1 - share, share), strict=True)]
    return [
        replace(p, stage=stage + i, share=share, room=radius + float(np.linalg.norm(p.center - middle)))
        for i, shape in enumerate(shapes)
        for p in shape
    ]


def _hollowed(shape: Sequence[Primitive], full: float) -> list[Primitive]:
    """Hollows sink in from above, and small things grow, only when the thing has nearly come.

    A thin wall has next to nothing to give to the mean, and a crumb would lend its colour to all around it.
    """
    sunk = min(max((full - 0.55) / 0.45, 0.0), 1.0)
    sunk = sunk * sunk * (3 - 2 * sunk)
    out = [np.array([0.0, 2.2 * p.bound() * (1 - sunk), 0.0]) if p.carve else np.zeros(3) for p in shape]
    small = 0.09 * float(np.linalg.norm(np.subtract(*bounds(shape))))
    grown = max(sunk, 0.02)
    return [
        p.moved(np.eye(3), way)
        if p.carve
        else p.moved(np.eye(3), p.center * (1 - grown), grown)
        if p.bound() < small
        else p
        for p, way in zip(shape, out, strict=True)
    ]


def _laid(shape: Sequence[Primitive], own: Anchor, at: np.ndarray, turn: np.ndarray, scale: float) -> list[Primitive]:
    return [p.moved(turn, at - turn @ own.at * scale, scale) for p in shape]


def _turn(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, float]:
    """Axis and angle of the smallest turn that lays the line along `a` on that along `b`."""
    if a @ b < 0:
        b = -b
    axis = np.cross(a, b)
    length = float(np.linalg.norm(axis))
    if length < 1e-6:
        return np.array([0.0, 1.0, 0.0]), 0.0
    return axis / length, float(np.arctan2(length, a @ b))
