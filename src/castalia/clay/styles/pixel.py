"""Pixel art: square cells, one fixed palette, an ordered pattern for gradients, dark outlines round the subjects."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy.spatial import cKDTree

from castalia.clay.layers import Layers

_ROWS = 120
"""Cells from top to bottom."""
_HUES, _STEPS = 14, 5
_BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32) / 16 - 0.47


def pixel(layers: Layers, seed: int) -> np.ndarray:
    """Draw the view in cells. The palette is the same for every picture, so that a clip does not flicker."""
    height, width = layers.depth.shape
    size = max(1, round(height / _ROWS))
    cells, owner = _cells(layers, size)
    lab = _oklab(cells)
    lab[..., 1:] *= 1.12
    lab[..., 0] = 0.5 + (lab[..., 0] - 0.5) * 1.08
    lab[..., 0] *= 1 - 0.42 * _outline(owner)
    rows, columns = owner.shape
    pattern = np.tile(_BAYER, (rows // 4 + 1, columns // 4 + 1))[:rows, :columns]
    # Within subjects flat areas read better; the pattern is for skies and grounds.
    lab[..., 0] += pattern * np.where(owner > 0, 0.010, 0.026) * (lab[..., 0] < 0.93)
    tree, colors = _palette()
    chosen = colors[tree.query(lab.reshape(-1, 3) * (1, 1.6, 1.6))[1]].reshape(rows, columns, 3)
    return chosen.repeat(size, 0).repeat(size, 1)[:height, :width]


def _cells(layers: Layers, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Colour and subject of each cell: the mean over that part which fills most of it, so that edges stay crisp."""
    height, width = layers.depth.shape
    rows, columns = -(-height // size), -(-width // size)
    pad = ((0, rows * size - height), (0, columns * size - width))

    def cut(field: np.ndarray) -> np.ndarray:
        padded = np.pad(field, (*pad, (0, 0))[: field.ndim], mode="edge")
        split = padded.reshape(rows, size, columns, size, -1).swapaxes(1, 2)
        return split.reshape(rows, columns, size * size, -1)

    owner = cut(layers.instance)[..., 0].astype(np.int32)
    votes = np.stack([(owner == owner[..., i : i + 1]).sum(axis=2) for i in range(0, size * size, max(1, size // 2))])
    winner = np.take_along_axis(
        owner, (votes.argmax(axis=0) * max(1, size // 2))[..., None].clip(0, size * size - 1), axis=2
    )
    mine = (owner == winner)[..., None]
    return (cut(layers.rgb) * mine).sum(axis=2) / mine.sum(axis=2), winner[..., 0]


def _outline(owner: np.ndarray) -> np.ndarray:
    """1 in those cells of a subject that touch something else."""
    padded = np.pad(owner, 1, mode="edge")
    around = [padded[1:-1, :-2], padded[1:-1, 2:], padded[:-2, 1:-1], padded[2:, 1:-1]]
    return ((owner > 0) & np.any([a != owner for a in around], axis=0)).astype(np.float32)


@lru_cache(maxsize=1)
def _palette() -> tuple[cKDTree, np.ndarray]:
    """Ramps of hues, bright and muted, whose shadows lean to blue and lights to yellow, and a ramp of greys."""
    colors = []
    for chroma, hues in ((0.15, _HUES), (0.075, _HUES // 2), (0.028, _HUES // 2)):
        for hue in np.arange(hues) * 2 * np.pi / hues + 0.35:
            for step in range(_STEPS):
                light = 0.26 + 0.64 * step / (_STEPS - 1)
                shift = 0.30 * (step / (_STEPS - 1) - 0.5)
                turned = hue + shift * np.sin(1.9 - hue)
                rich = chroma * (1 - 1.1 * (light - 0.58) ** 2 * 4 * 0.55)
                colors.append((light, rich * np.cos(turned), rich * np.sin(turned)))
    colors += [(light, 0.0, 0.004 - 0.012 * (1 - light)) for light in np.linspace(0.10, 1.0, 10)]
    lab = np.array(colors)
    return cKDTree(lab * (1, 1.6, 1.6)), _srgb(lab).astype(np.float32)


_TO_LMS = np.array([[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
                    [0.0883024619, 0.2817188376, 0.6299787005]])  # fmt: skip
_TO_LAB = np.array([[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
                    [0.0259040371, 0.7827717662, -0.8086757660]])  # fmt: skip


def _oklab(rgb: np.ndarray) -> np.ndarray:
    """Ottosson 2020, "A perceptual color space for image processing"."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb.clip(0) + 0.055) / 1.055) ** 2.4)
    return np.cbrt(linear @ _TO_LMS.T) @ _TO_LAB.T


def _srgb(lab: np.ndarray) -> np.ndarray:
    linear = ((lab @ np.linalg.inv(_TO_LAB).T) ** 3 @ np.linalg.inv(_TO_LMS).T).clip(0, 1)
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
