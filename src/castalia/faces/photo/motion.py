"""Where the head goes in a pose: a turn about the neck with the depth of the face, seen in slight perspective."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from castalia.faces.acting.performance import Pose
from castalia.faces.face import CHIN, FOREHEAD, LEFT_SIDE, RIGHT_SIDE, Face

MOST = {"yaw": 0.30, "pitch": 0.22, "roll": 0.35, "x": 0.12, "y": 0.10, "near": 0.15}
"""The most that a photo bears of each before what it does not show would have to be seen."""


@dataclass(frozen=True)
class Motion:
    """The head's movement of one frame, in pixels: points (n, 3) at rest -> where they are seen (n, 2)."""

    matrix: np.ndarray
    pivot: np.ndarray
    shift: np.ndarray
    distance: float

    @classmethod
    def of(cls, face: Face, pose: Pose) -> Motion:
        """The movement of this face in a pose."""
        yaw, pitch, roll, x, y, near = (_soft(pose[name], most) for name, most in MOST.items())
        points = face.landmarks
        middle = points[[LEFT_SIDE, RIGHT_SIDE]].mean(0)
        pivot = middle * 0.5 + points[[1, CHIN]].mean(0) * 0.5
        pivot[2] = middle[2] + 0.05 * face.width
        down = points[CHIN] - points[FOREHEAD]
        # A tilt is made in the neck, below where nods and turns are made.
        tilt = 0.55 * float(np.hypot(down[0], down[1])) * np.array([np.sin(roll), 1 - np.cos(roll)])
        shift = np.array([x, -y]) * face.width + tilt
        cy, sy, cp, sp, cr, sr = np.cos(yaw), np.sin(yaw), np.cos(pitch), np.sin(pitch), np.cos(roll), np.sin(roll)
        turn = np.array([[cy, 0, -sy], [0, 1, 0], [sy, 0, cy]])
        nod = np.array([[1, 0, 0], [0, cp, sp], [0, -sp, cp]])
        lean = np.array([[cr, -sr, 0], [sr, cr, 0], [0, 0, 1]])
        return cls(lean @ nod @ turn * (1 + near), pivot, shift, 4.5 * face.width)

    def __call__(self, points: np.ndarray) -> np.ndarray:
        """Where points (n, 3) are seen: (n, 2); at rest that is where they are."""
        offset = points - self.pivot
        solid = np.empty_like(offset)
        solid[:, :2] = offset[:, :2] * (1 + offset[:, 2:] / self.distance)
        solid[:, 2] = offset[:, 2]
        turned = solid @ self.matrix.T
        flat = turned[:, :2] / np.maximum(1 + turned[:, 2:] / self.distance, 0.2)
        return flat + self.pivot[:2] + self.shift


def _soft(value: float, most: float) -> float:
    """The value itself when it is small, and never more than the most."""
    return float(most * np.tanh(value / most))
