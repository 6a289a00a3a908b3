"""Regions: pictures cut into cells of one colour, for the styles that work with pieces."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from castalia.clay.styles.fields import unit

_FACETS = 28


def relabelled(labels: np.ndarray) -> np.ndarray:
    """The same regions with the numbers 0, 1, 2... and no gaps; int32 (height, width)."""
    flat = labels.ravel()
    low = int(flat.min())
    seen = np.zeros(int(flat.max()) - low + 1, bool)
    seen[flat - low] = True
    return (np.cumsum(seen) - 1).astype(np.int32)[flat - low].reshape(labels.shape)


def means(rgb: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Each pixel in the mean colour of its region; labels as `relabelled` gives them."""
    flat = labels.ravel()
    count = np.maximum(np.bincount(flat), 1)
    colors = [np.bincount(flat, rgb[..., c].ravel()) / count for c in range(rgb.shape[2])]
    return np.stack(colors, axis=1).astype(np.float32)[labels]


def borders(labels: np.ndarray) -> np.ndarray:
    """1 in every pixel that has another region above or left of it; float32 (height, width)."""
    found = np.zeros(labels.shape, np.float32)
    found[1:] = labels[1:] != labels[:-1]
    found[:, 1:] = np.maximum(found[:, 1:], labels[:, 1:] != labels[:, :-1])
    return found


def facets(normal: np.ndarray) -> np.ndarray:
    """Which of `_FACETS` evenly spread directions each normal is nearest to: the faces of a coarse polyhedron."""
    i = np.arange(_FACETS) + 0.5
    y, turn = 1 - 2 * i / _FACETS, np.pi * (1 + 5**0.5) * i
    ring = np.sqrt(1 - y * y)
    ways = np.stack([ring * np.cos(turn), y, ring * np.sin(turn)], axis=1).astype(np.float32)
    nearest = np.empty(normal.shape[0] * normal.shape[1], np.int32)
    flat = normal.reshape(-1, 3)
    for start in range(0, len(flat), 1 << 16):
        nearest[start : start + (1 << 16)] = (flat[start : start + (1 << 16)] @ ways.T).argmax(axis=1)
    return nearest.reshape(normal.shape[:2])


def triangles(shape: tuple[int, int], rng: np.random.Generator, cell: float, stretch: float = 1.0) -> np.ndarray:
    """A screen-wide net of uneven triangles; int32 (height, width).

    Args:
        cell: side of a triangle, reference pixels. stretch: how much longer than high.
    """
    height, width = shape
    step = cell * unit(height)
    columns, rows = int(width / (step * stretch)) + 3, int(height / step) + 3
    bend = rng.random((2, rows + 1, columns + 1)).astype(np.float32) * 0.62 - 0.31
    y, x = np.mgrid[:height, :width].astype(np.float32)
    v, u = y / step + 1, x / (step * stretch) + 1
    # The net is bent by moving its knots: each pixel looks up where it lies in the straight net.
    r, c = np.minimum(v.astype(np.int32), rows - 1), np.minimum(u.astype(np.int32), columns - 1)
    fv, fu = v - r, u - c
    moved = [
        (1 - fv) * ((1 - fu) * b[r, c] + fu * b[r, c + 1]) + fv * ((1 - fu) * b[r + 1, c] + fu * b[r + 1, c + 1])
        for b in bend
    ]
    v, u = v + moved[0], u + moved[1]
    r, c = np.floor(v).astype(np.int32), np.floor(u).astype(np.int32)
    fv, fu = v - r, u - c
    upper = np.where((r + c) % 2 == 0, fu > fv, fu + fv > 1)
    return ((r + 2) * (columns + 8) + c + 2) * 2 + upper


def cells(shape: tuple[int, int], rng: np.random.Generator, cell: float) -> np.ndarray:
    """A screen-wide net of Voronoi cells, as of broken glass; int32 (height, width). `cell` in reference pixels."""
    height, width = shape
    step = cell * unit(height)
    columns, rows = int(width / step) + 3, int(height / step) + 3
    grid = np.stack(np.meshgrid(np.arange(rows), np.arange(columns), indexing="ij"), axis=-1).reshape(-1, 2)
    seeds = (grid - 0.5 + rng.random(grid.shape) * 0.9 - 0.45) * step
    # Asked at half resolution: borders of glass need not be exact.
    y, x = np.mgrid[: (height + 1) // 2, : (width + 1) // 2] * 2.0
    nearest = cKDTree(seeds).query(np.stack([y, x], axis=-1).reshape(-1, 2), workers=1)[1]
    coarse = nearest.reshape(y.shape).astype(np.int32)
    return coarse.repeat(2, 0).repeat(2, 1)[:height, :width]
