"""The soft halo around lamps, windows, neon, glowing plants and the sun, made on a coarse copy of the picture."""

from __future__ import annotations

import numpy as np

COARSE = 96
"""Rows of the coarse copy, at most."""
SPREADS = ((0.012, 0.20), (0.04, 0.25), (0.12, 0.30))
"""Radius of each blur as a share of the height, and its strength."""


def _shrink(image: np.ndarray, factor: int) -> np.ndarray:
    height, width = image.shape[:2]
    image = np.pad(image, ((0, -height % factor), (0, -width % factor), (0, 0)))
    rows, columns = image.shape[0] // factor, image.shape[1] // factor
    return np.einsum("abcde->ace", image.reshape(rows, factor, columns, factor, 3)) / np.float32(factor * factor)


def _blur(image: np.ndarray, radius: int) -> np.ndarray:
    """Three box blurs along both axes: near enough to a Gaussian; black outside."""
    for axis in (0, 1):
        pad = [(0, 0)] * 3
        pad[axis] = (radius + 1, radius)
        for _ in range(3):
            total = np.cumsum(np.pad(image, pad), axis=axis)
            upper = np.take(total, np.arange(image.shape[axis]) + 2 * radius + 1, axis=axis)
            image = (upper - np.take(total, np.arange(image.shape[axis]), axis=axis)) / np.float32(2 * radius + 1)
    return image


def bloom(glow: np.ndarray) -> np.ndarray:
    """Light to add around what glows: float32 (rows, columns, 3), coarse; `glow` is (height, width, 3), linear."""
    if not glow.any():
        return np.zeros((1, 1, 3), np.float32)
    height = glow.shape[0]
    small = _shrink(glow, max(1, height // COARSE))
    halo = np.zeros_like(small)
    for radius, strength in SPREADS:
        halo += strength * _blur(small, max(1, round(radius * small.shape[0])))
    return halo
