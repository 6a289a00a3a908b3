"""Where a draughtsman would draw a line: silhouettes, creases and the borders of parts, from the renderer's layers."""

from __future__ import annotations

import numpy as np

from castalia.clay.layers import SKY_DEPTH, Layers
from castalia.clay.styles.fields import blur


def silhouettes(layers: Layers) -> np.ndarray:
    """Strength 0..1 (height, width) of the borders of things: steps in depth, and between one thing and another."""
    depth = np.minimum(layers.depth, SKY_DEPTH)
    owner = layers.instance.astype(np.int32)
    found = np.zeros(depth.shape, np.float32)
    for axis in (0, 1):
        near = np.minimum(depth, _before(depth, axis))
        # A plane seen at a grazing angle has steep depth but no step: its second difference is small.
        step = np.abs(depth - _before(depth, axis)) - np.abs(_before(depth, axis) - _before(depth, axis, 2))
        found = np.maximum(found, np.clip(step / near * 14 - 0.4, 0, 1))
        found = np.maximum(found, (owner != _before(owner, axis)).astype(np.float32))
    return found


def creases(layers: Layers) -> np.ndarray:
    """Strength 0..1 (height, width) of lines within things: bends of the surface and borders of painted parts."""
    part = layers.part.astype(np.int32)
    found = np.zeros(part.shape, np.float32)
    for axis in (0, 1):
        bend = 1 - (layers.normal * _before(layers.normal, axis)).sum(axis=2)
        solid = (part > 0) & (_before(part, axis) > 0)
        found = np.maximum(found, np.clip(bend * 2.2 - 0.25, 0, 1) * solid)
        found = np.maximum(found, 0.45 * (solid & (part != _before(part, axis))))
    return found.astype(np.float32)


def drawn(edges: np.ndarray, sigma: float) -> np.ndarray:
    """Lines of full strength where `edges` has a line of one pixel, drawn with a pen of `sigma` pixels."""
    sigma = max(sigma, 0.4)
    return (blur(edges, sigma) * (sigma * 2.5)).clip(0, 1)


def _before(field: np.ndarray, axis: int, steps: int = 1) -> np.ndarray:
    """The neighbour above or left of each pixel; the first ones are their own."""
    index = np.maximum(np.arange(field.shape[axis]) - steps, 0)
    return np.take(field, index, axis=axis)
