"""The surface of a face as a table of depths, so that what lies on it can be laid on it again and again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from castalia.clay.mesh import distance, melted
from castalia.clay.paint import Color
from castalia.clay.sculpt import Primitive

COLUMNS, ROWS = 25, 29
ACROSS, UP, DOWN = 2.4, 2.2, 3.4
"""How far the table reaches, in units."""


@dataclass(frozen=True)
class Relief:
    """z of a surface over x and y, in a frame of its own; outside the table its border goes on."""

    depth: np.ndarray
    """float64 (ROWS, COLUMNS), row 0 is the lowest."""
    unit: float
    color: Color
    """Of the surface in the middle."""

    @classmethod
    def of(cls, primitives: Sequence[Primitive], at: np.ndarray, turn: np.ndarray, unit: float) -> Relief:
        """Look at primitives from the front, around the point `at`.

        Args:
            turn: (3, 3), columns are the directions to the side, up and to the viewer.
        """
        x = np.linspace(-ACROSS, ACROSS, COLUMNS) * unit
        y = np.linspace(-DOWN, UP, ROWS) * unit
        local = np.stack(np.meshgrid(x, y, indexing="xy"), -1).reshape(-1, 2)
        z = np.full(len(local), 2.5 * unit)
        for _ in range(40):
            points = at + np.column_stack([local, z]) @ turn.T
            z -= np.clip(_union(primitives, points), -0.3 * unit, 0.5 * unit)
        z = np.clip(z, -2.5 * unit, 2.5 * unit)
        # Where rays pass by, the border of the face goes on.
        ahead = at + turn[:, 2] * 0.02 * unit
        nearest = min((p for p in primitives if not p.carve and p.bound() > 0.8 * unit), default=None,
                      key=lambda p: float(distance(p, ahead[None])[0]))  # fmt: skip
        return cls(z.reshape(ROWS, COLUMNS), unit, nearest.color if nearest is not None else (0.5, 0.5, 0.5))

    def __call__(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """z at x and y."""
        column = np.clip((np.asarray(x) / self.unit + ACROSS) / (2 * ACROSS) * (COLUMNS - 1), 0, COLUMNS - 1.001)
        row = np.clip((np.asarray(y) / self.unit + DOWN) / (UP + DOWN) * (ROWS - 1), 0, ROWS - 1.001)
        i, j = row.astype(int), column.astype(int)
        v, u = row - i, column - j
        d = self.depth
        low = d[i, j] * (1 - u) + d[i, j + 1] * u
        high = d[i + 1, j] * (1 - u) + d[i + 1, j + 1] * u
        return low * (1 - v) + high * v


def _union(primitives: Sequence[Primitive], points: np.ndarray) -> np.ndarray:
    d = np.full(len(points), 1e3)
    for p in primitives:
        d = melted(d, distance(p, points), p)
    return d
