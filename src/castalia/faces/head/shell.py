"""The mesh that is delivered: the face as it is, and round it the grid made finer, so that outlines are round."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from castalia.faces.face import MESH_POINTS
from castalia.faces.topology import RINGS, topology

ROWS, COLUMNS = 3 * RINGS, 144
"""Rows of the fine grid beyond the oval, and its columns; the oval itself has half as many."""


@dataclass(frozen=True)
class Shell:
    """Points: the face's (`face` lists them as points of the working mesh; landmarks first), then the rows of the grid.

    `triangles` (m, 3), the first `face_triangles` of them the face's; `rim` (72,) are the oval's points, `base` (144,)
    the last row's; `mirror` (n,) is each point's counterpart.
    """

    face: np.ndarray
    triangles: np.ndarray
    face_triangles: int
    rim: np.ndarray
    base: np.ndarray
    mirror: np.ndarray

    def points(self, working: np.ndarray) -> np.ndarray:
        """Points (n, 3) of the shell from the working mesh's; the grid's lie on smooth curves through those."""
        return np.vstack([working[self.face], finer(working[topology().grid])[1:].reshape(-1, 3)])

    def spread(self, on_face: float, grid: np.ndarray) -> np.ndarray:
        """A value for each point: the same on the face, given on the working grid (rings, 72) elsewhere."""
        return np.r_[np.full(len(self.face), on_face), even(grid)[1:].ravel()]


@cache
def shell() -> Shell:
    """The structure, made once."""
    parts = topology()
    face, local = np.unique(parts.fine[: parts.face_triangles], return_inverse=True)
    rim = np.searchsorted(face, parts.grid[0])
    rows = len(face) + np.arange(ROWS * COLUMNS).reshape(ROWS, COLUMNS)
    c = np.arange(len(rim))
    a, b, p, m, q = rim, np.roll(rim, -1), rows[0, 2 * c], rows[0, 2 * c + 1], rows[0, (2 * c + 2) % COLUMNS]
    made = [local.reshape(-1, 3), np.stack([a, p, m], 1), np.stack([a, m, b], 1), np.stack([b, m, q], 1)]
    turn = np.arange(COLUMNS)
    left = (turn < COLUMNS // 2)[:, None]
    for inner, outer in pairwise(rows):
        a, b, p, q = inner, np.roll(inner, -1), outer, np.roll(outer, -1)
        # The diagonals of the two sides mirror one another.
        made.append(np.where(left, np.stack([a, p, b], 1), np.stack([a, p, q], 1)))
        made.append(np.where(left, np.stack([b, p, q], 1), np.stack([a, q, b], 1)))
    mirror = np.concatenate([_mirrored_face(face), rows[:, (-turn) % COLUMNS].ravel()])
    return Shell(face, np.vstack(made).astype(np.int32), parts.face_triangles, rim, rows[-1], mirror)


def _mirrored_face(face: np.ndarray) -> np.ndarray:
    parts = topology()
    first = MESH_POINTS + RINGS * len(parts.oval)
    number = {tuple(edge): first + i for i, edge in enumerate(np.sort(parts.edges, axis=1).tolist())}
    found = np.arange(len(face))
    found[:MESH_POINTS] = parts.mirror
    for i, point in enumerate(face[MESH_POINTS:].tolist(), MESH_POINTS):
        a, b = parts.edges[point - first]
        pair = tuple(sorted((int(parts.mirror[a]), int(parts.mirror[b]))))
        # Where the two sides have different edges, a point stands for itself.
        found[i] = np.searchsorted(face, number.get(pair, point))
    return found


def finer(grid: np.ndarray) -> np.ndarray:
    """A grid (rings, 72, k) on smooth curves through its points: (ROWS + 1, COLUMNS, k)."""
    from scipy.interpolate import CubicSpline

    rings, columns = grid.shape[:2]
    round_ = np.concatenate([grid, grid[:, :1]], axis=1)
    wide = CubicSpline(np.arange(columns + 1), round_, axis=1, bc_type="periodic")(
        np.arange(COLUMNS) * columns / COLUMNS
    )
    return CubicSpline(np.arange(rings), wide, axis=0)(np.linspace(0, rings - 1, ROWS + 1))


def even(grid: np.ndarray) -> np.ndarray:
    """A grid of values (rings, 72) with straight lines between them: (ROWS + 1, COLUMNS)."""
    rings = len(grid)
    wide = np.empty((rings, COLUMNS))
    wide[:, ::2], wide[:, 1::2] = grid, (grid + np.roll(grid, -1, 1)) / 2
    at = np.linspace(0, rings - 1, ROWS + 1)
    low = np.minimum(at.astype(int), rings - 2)
    share = (at - low)[:, None]
    return wide[low] * (1 - share) + wide[low + 1] * share
