"""Between a picture and the face's own frame: where points lie in the picture, and masks turned upright."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from castalia.faces.face import Face

STEP = 0.02
"""Side of a cell of the upright map, where the face is 2 wide."""
REACH = 3.2
"""The upright map goes this far to every side of the middle of the face."""


@dataclass(frozen=True)
class View:
    """The picture's plane, turned so that the head stands upright in it, in units of half the face's width."""

    face: Face
    shape: tuple[int, int]

    def flat(self, points: np.ndarray) -> np.ndarray:
        """Points (n, 3) of the face's frame where the camera sees them: x to the right, y up, nearness (n, 3)."""
        seen = np.asarray(points) @ self.face.axes
        turn = np.radians(self.face.roll)
        x = seen[:, 0] * np.cos(turn) - seen[:, 1] * np.sin(turn)
        y = seen[:, 0] * np.sin(turn) + seen[:, 1] * np.cos(turn)
        return np.stack([x, y, seen[:, 2]], 1)

    def upright(self, mask: np.ndarray) -> np.ndarray:
        """A mask (h, w) of the picture as a map (cells, cells) of the upright plane, its first row on top."""
        from scipy.ndimage import map_coordinates

        cells = np.arange(-REACH, REACH + 1e-6, STEP)
        column, row = self.of_plane(*np.meshgrid(cells, cells[::-1]))
        return map_coordinates(mask, [row, column], order=1, mode="constant")

    def of_plane(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Column and row of the picture's pixels for points of the upright plane."""
        turn = np.radians(self.face.roll)
        right, up = x * np.cos(turn) + y * np.sin(turn), -x * np.sin(turn) + y * np.cos(turn)
        middle, half = self.face.landmarks[:468, :2].mean(0), self.face.width / 2
        return middle[0] + right * half - 0.5, middle[1] - up * half - 0.5


def in_picture(face: Face, points: np.ndarray) -> np.ndarray:
    """Points (n, 3) of the face's frame as `Face.landmarks` has them: x, y and depth in pixels of the picture."""
    back = np.asarray(points) @ face.axes * (face.width / 2)
    return back * (1.0, -1.0, -1.0) + face.landmarks[:468].mean(0)
