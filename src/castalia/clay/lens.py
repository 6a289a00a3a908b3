"""Depth of field: what is nearer or farther than the focus is blurred by its distance."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from castalia.clay.layers import Layers

LEVELS = 4
STRONGEST = 0.026
"""Radius of the widest blur as a share of the height."""


def focused(layers: Layers, strength: float = 1.0) -> Layers:
    """The view with the first subject in focus; the view itself when no subject is seen.

    Blurs by a few radii, each over the pixels that are out of focus by at least half of it, so that what is sharp does
    not bleed into what is not; then every pixel takes the two radii next to its own.
    """
    subject = layers.instance == 1
    subject = subject if subject.any() else layers.instance > 0
    if not subject.any():
        return layers
    distance = layers.depth[subject]
    near, far = np.percentile(distance, (2.0, 98.0))
    # In focus from the front of the subject to its back; the blur grows with the difference of 1 / distance.
    away = np.where(layers.depth < near, 1 / layers.depth - 1 / near, np.maximum(1 / far - 1 / layers.depth, 0.0))
    height = layers.depth.shape[0]
    widest = STRONGEST * height * strength
    radius = np.clip(away * far * 1.25 - 0.02, 0.0, 1.0) * widest
    light = layers.rgb**2.2
    steps = np.linspace(0.0, widest, LEVELS + 1)
    blurred = [light]
    for step in steps[1:]:
        share = np.clip((radius - 0.35 * step) / (0.3 * step + 1e-6), 0.0, 1.0)[..., None] + 1e-4
        blurred.append(_blur(light * share, step) / _blur(share, step))
    at = radius / max(widest, 1e-6) * LEVELS
    low = np.clip(at.astype(int), 0, LEVELS - 1)
    out = np.zeros_like(light)
    for level in range(LEVELS + 1):
        share = np.where(low == level, 1 - (at - low), np.where(low == level - 1, at - low, 0.0))[..., None]
        out += blurred[level] * share
    return replace(layers, rgb=np.clip(out, 0.0, 1.0).astype(np.float32) ** np.float32(1 / 2.2))


def _blur(image: np.ndarray, radius: float) -> np.ndarray:
    """Two box blurs of a fractional radius along both axes, mirrored at the border; near to a lens's soft disc."""
    whole = int(radius / 1.4)
    rest = np.float32(radius / 1.4 - whole)
    for axis in (0, 1):
        for _ in range(2):
            image = (1 - rest) * _box(image, whole, axis) + rest * _box(image, whole + 1, axis)
    return image


def _box(image: np.ndarray, radius: int, axis: int) -> np.ndarray:
    if radius == 0:
        return image
    pad = [(0, 0)] * 3
    pad[axis] = (radius + 1, radius)
    total = np.cumsum(np.pad(image, pad, mode="symmetric"), axis=axis, dtype=np.float64)
    count = image.shape[axis]
    upper = np.take(total, np.arange(count) + 2 * radius + 1, axis=axis)
    return ((upper - np.take(total, np.arange(count), axis=axis)) / (2 * radius + 1)).astype(np.float32)
