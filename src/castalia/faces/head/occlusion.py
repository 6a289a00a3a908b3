"""How much light from all round reaches each vertex of a mesh: folds, the hollow behind an ear, under the chin."""

from __future__ import annotations

import numpy as np

from castalia.faces.render.raster import Solid, draw_depth

_DIRECTIONS = 48
_SIDE = 160
"""Pixels of each of the depth pictures that tell what hides what."""


def occlusion(mesh: Solid) -> np.ndarray:
    """The share (n,) float32, 0..1, of the light of an even sky that reaches each vertex.

    The mesh is drawn from directions all round; a vertex that is not the nearest thing in a picture is in the shade.
    """
    normals = mesh.normals / (np.linalg.norm(mesh.normals, axis=1, keepdims=True) + 1e-12)
    middle = (mesh.vertices.min(0) + mesh.vertices.max(0)) / 2
    radius = float(np.linalg.norm(mesh.vertices - middle, axis=1).max()) * 1.02
    lit, all_light = np.zeros(len(normals)), np.zeros(len(normals)) + 1e-9
    for direction in _all_round(_DIRECTIONS):
        axes = _looking_along(direction)
        seen = (mesh.vertices - middle) @ axes.T / radius
        flat = (seen[:, :2] * (1, -1) + 1) * (_SIDE / 2)
        nearest = draw_depth(flat, seen[:, 2], mesh.triangles, _SIDE)
        # From the four pixels round the vertex, and not too strict, as the picture is coarse.
        column, row = (np.clip(np.floor(flat[:, i] - 0.5).astype(int), 0, _SIDE - 2) for i in (0, 1))
        facing = np.clip(normals @ direction, 0, 1)
        slack = 0.012 + 0.03 * (1 - facing)
        free = np.zeros(len(normals))
        for down in (0, 1):
            for right in (0, 1):
                free += seen[:, 2] + slack >= nearest[row + down, column + right]
        lit += facing * free / 4
        all_light += facing
    return _smoothed(lit / all_light, mesh.triangles).astype(np.float32)


def _all_round(count: int) -> np.ndarray:
    """Unit vectors (count, 3) spread evenly over the sphere (a Fibonacci spiral)."""
    i = np.arange(count) + 0.5
    height = 1 - 2 * i / count
    angle = np.pi * (1 + 5**0.5) * i
    flat = np.sqrt(1 - height * height)
    return np.stack([flat * np.cos(angle), height, flat * np.sin(angle)], 1)


def _looking_along(direction: np.ndarray) -> np.ndarray:
    """A rotation (3, 3) whose third row is the direction."""
    helper = np.array([1.0, 0, 0]) if abs(direction[1]) > 0.9 else np.array([0, 1.0, 0])
    right = np.cross(helper, direction)
    right /= np.linalg.norm(right)
    return np.stack([right, np.cross(direction, right), direction])


def _smoothed(values: np.ndarray, triangles: np.ndarray) -> np.ndarray:
    """Each value half-way to the mean of its neighbours, twice."""
    pairs = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    for _ in range(2):
        total, count = values.copy(), np.ones(len(values))
        for a, b in (pairs.T, pairs[:, ::-1].T):
            total += np.bincount(a, values[b], len(values))
            count += np.bincount(a, minlength=len(values))
        values = (values + total / count) / 2
    return values
