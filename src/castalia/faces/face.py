"""What is known of one face in a picture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

MESH_POINTS = 468
"""Points of the face mesh; five per iris follow where the irises were found (478 in all)."""
EYE_CORNERS = ((33, 133), (362, 263))
"""Outer and inner corner of the eye on the picture's left, inner and outer of that on its right."""
LEFT_SIDE, RIGHT_SIDE, FOREHEAD, CHIN = 234, 454, 10, 152


@dataclass(frozen=True, eq=False)
class Face:
    """One face: its landmarks in the numbering of MediaPipe's face mesh.

    `landmarks` is float64 (478, 3): x to the right and y down in pixels of the picture, z in pixels of the same size,
    growing away from the camera. `score` is the detector's confidence 0..1.
    """

    landmarks: np.ndarray
    score: float

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the landmarks, in pixels."""
        low, high = self.landmarks[:MESH_POINTS, :2].min(0), self.landmarks[:MESH_POINTS, :2].max(0)
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])

    @cached_property
    def width(self) -> float:
        """Pixels from one side of the face to the other, as if it were seen from the front."""
        return float(np.linalg.norm(self.landmarks[RIGHT_SIDE] - self.landmarks[LEFT_SIDE]))

    @cached_property
    def axes(self) -> np.ndarray:
        """Rotation (3, 3) from the picture (x right, y up, z to the viewer) to the face: its rows are the face's own
        right (the viewer's), up and forward."""
        points = self.landmarks * (1.0, -1.0, -1.0)
        x = points[RIGHT_SIDE] - points[LEFT_SIDE]
        x = x / np.linalg.norm(x)
        y = points[FOREHEAD] - points[CHIN]
        y = y - x * (x @ y)
        y = y / np.linalg.norm(y)
        return np.stack([x, y, np.cross(x, y)])

    @cached_property
    def frontal(self) -> np.ndarray:
        """The landmarks (n, 3) in the face's own frame: x to the viewer's right, y up, z to the viewer, the face 2
        wide, the middle of the mesh at the origin."""
        points = self.landmarks * (1.0, -1.0, -1.0)
        return (points - points[:MESH_POINTS].mean(0)) @ self.axes.T * (2.0 / self.width)

    @cached_property
    def _forward(self) -> np.ndarray:
        """Where the face looks, as if the head were not tilted."""
        right, _, forward = self.axes
        tilt = np.arctan2(right[1], right[0])
        x = forward[0] * np.cos(tilt) + forward[1] * np.sin(tilt)
        y = forward[1] * np.cos(tilt) - forward[0] * np.sin(tilt)
        return np.array([x, y, forward[2]])

    @property
    def yaw(self) -> float:
        """Degrees that the face is turned to the viewer's right, however the head is tilted."""
        return float(np.degrees(np.arctan2(self._forward[0], self._forward[2])))

    @property
    def pitch(self) -> float:
        """Degrees that the face looks up, however the head is tilted; looking at the camera it has about 0."""
        return float(np.degrees(np.arcsin(np.clip(self._forward[1], -1, 1))))

    @property
    def roll(self) -> float:
        """Degrees that the head is tilted clockwise, as the viewer sees it."""
        right = self.axes[0]
        return float(np.degrees(np.arctan2(-right[1], right[0])))
