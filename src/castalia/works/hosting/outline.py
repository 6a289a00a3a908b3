"""Where the presenter is in the talking portrait: head and body, and an outline that moves along with the head."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from castalia.errors import BadInput, Missing
from castalia.works.hosting.layout import HEAD, Subject

if TYPE_CHECKING:
    from castalia.clay.scene import Scene
    from castalia.faces.face import Face

LEAST = 0.02
"""Share of the picture that a presenter covers at least."""
SIDE = 176
"""Pixels of the longer side of the head in which its movement is measured."""
ROUNDS = 6
_FOOT = 0.03
"""Share of a bust's height that is cut off below, so that nobody sees where it ends."""


@dataclass(frozen=True)
class Found:
    """The presenter in a picture: a person with a face, or a figure of the clay world."""

    picture: np.ndarray
    face: Face | None = None
    scene: Scene | None = None

    @cached_property
    def mask(self) -> np.ndarray:
        """float32 (height, width), 0..1: how much of each pixel is the presenter."""
        if self.scene is not None:
            from castalia.engines.image.drawn import Drawn

            return Drawn(self.scene, self.picture.shape[1], self.picture.shape[0]).subjects()
        from castalia.faces.finding.people import person_mask

        return person_mask(self.picture, [self.face] if self.face is not None else None)

    @cached_property
    def head(self) -> tuple[float, float, float, float]:
        """left, top, right, bottom of the face; of the whole head for a figure that is no human being."""
        if self.face is not None:
            return self.face.box
        from castalia.engines.image.drawn import Drawn, box_of

        assert self.scene is not None
        known = Drawn(self.scene, self.picture.shape[1], self.picture.shape[0])
        boxes = known.heads() or known.boxes()
        left, top, right, bottom = (
            boxes[0] if boxes else (box_of(self.mask > 0.5) or (0, 0, *self.picture.shape[1::-1]))
        )
        return float(left), float(top), float(right), float(bottom)

    @property
    def subject(self) -> Subject:
        """Where head and body are."""
        left, top, right, bottom = self.head
        tall = bottom - top
        face = tall if self.face is not None else tall / 1.25
        return Subject((left + right) / 2, (top + bottom) / 2, face, self._floor())

    def _floor(self) -> float:
        """The lowest row in which the body is still whole."""
        height, width = self.picture.shape[:2]
        left, _, right, bottom = self.head
        a, b = max(0, int(left)), min(width, int(right) + 1)
        rows = np.flatnonzero((self.mask[:, a:b] > 0.5).mean(1) > 0.6)
        if not len(rows) or rows[-1] >= 0.97 * height or rows[-1] <= bottom:
            return float(height)
        return float(rows[-1] - _FOOT * (rows[-1] - rows[0]))


def find_presenter(first: np.ndarray, portrait: Path, open_file: Callable[[str], Path]) -> Found:
    """Find the presenter in the first frame of the talking portrait.

    Args:
        first: uint8 (height, width, 3).
        portrait: the picture that talks; one of the clay world is known exactly.

    Raises:
        BadInput: there is no face.
        Missing: what finds faces in photos is not installed.
    """
    from castalia.faces.clay.actor import scene_behind
    from castalia.faces.finding.landmarks import choose, find_faces

    behind = scene_behind(portrait, open_file)
    if behind is None or not behind.scene.subjects:
        return Found(first, choose(find_faces(first), 0, what="the portrait"))
    try:
        faces = find_faces(first)
    except Missing:
        faces = []  # the scene says where the heads are
    return Found(first, choose(faces, 0) if faces else None, behind.scene)


class Outline:
    """The presenter's outline in each frame: that of the first one, its head moved as the head has moved.

    The movement is an affine map, found by aligning the head's pixels with those of the first frame (the inverse
    compositional algorithm, Baker and Matthews 2004).
    """

    def __init__(self, found: Found) -> None:
        from PIL import Image

        share = found.mask
        if float(share.mean()) < LEAST:
            raise BadInput(
                "the presenter cannot be told from what is behind",
                hint="take another portrait, or leave --background away",
            )
        self._still = Image.fromarray((np.clip((share - 0.12) / 0.8, 0, 1) * 255).astype(np.uint8))
        height, width = share.shape
        left, top, right, bottom = found.head
        tall = bottom - top
        middle = (left + right) / 2
        reach = 0.5 * HEAD * tall
        self._area = (
            max(0, int(middle - reach)), max(0, int((top + bottom) / 2 - reach)),
            min(width, int(middle + reach)), min(height, int(bottom)),
        )  # fmt: skip
        self._scale = min(1.0, SIDE / max(self._area[2] - self._area[0], self._area[3] - self._area[1]))
        rows = np.clip((np.arange(height) - bottom - 0.02 * tall) / (0.42 * tall), 0, 1)
        rows = 1 - rows * rows * (3 - 2 * rows)
        self._goes = Image.fromarray(np.repeat((rows * 255).astype(np.uint8)[:, None], width, axis=1))
        self._map: np.ndarray = np.eye(3)
        self._learn(found)

    def __call__(self, frame: np.ndarray) -> np.ndarray:
        """uint8 (height, width): how much of each pixel of the frame is the presenter."""
        from PIL import Image

        self._map = self._followed(self._gray(frame), self._map)
        moved = self._still.transform(
            self._still.size, Image.Transform.AFFINE, self._coefficients(), Image.Resampling.BILINEAR
        )
        return np.asarray(Image.composite(moved, self._still, self._goes))

    def _gray(self, picture: np.ndarray) -> np.ndarray:
        from PIL import Image

        left, top, right, bottom = self._area
        size = max(8, round((right - left) * self._scale)), max(8, round((bottom - top) * self._scale))
        part = Image.fromarray(np.ascontiguousarray(picture[top:bottom, left:right])).convert("L")
        return np.asarray(part.resize(size, Image.Resampling.BOX), np.float32)

    def _learn(self, found: Found) -> None:
        """What does not depend on the frame: the first frame's pixels, and how they change when the head moves."""
        from scipy.ndimage import gaussian_filter

        self._first = gaussian_filter(self._gray(found.picture), 1.0)
        height, width = self._first.shape
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        dy, dx = np.gradient(self._first)
        inside = self._gray(np.repeat((found.mask * 255).astype(np.uint8)[..., None], 3, axis=2)) / 255
        # The mouth moves by itself, and so do the eyes: the lower part of the face counts little.
        left, top, right, bottom = ((v - o) * self._scale for v, o in zip(found.head, self._area[:2] * 2, strict=True))
        face = np.exp(-(((x - (left + right) / 2) / (0.42 * (right - left))) ** 4))
        face *= np.exp(-(((y - (top + 0.74 * (bottom - top))) / (0.34 * (bottom - top))) ** 4))
        weight = inside * (1 - 0.9 * face)
        self._steps = np.stack([dx * x, dx * y, dx, dy * x, dy * y, dy], -1).reshape(-1, 6)
        self._weighted = self._steps * weight.reshape(-1, 1)
        self._inverse = np.linalg.inv(self._weighted.T @ self._steps + 1e-3 * np.eye(6) * len(self._steps))

    def _followed(self, gray: np.ndarray, start: np.ndarray) -> np.ndarray:
        """The affine map (3, 3) from the first frame's head to this one's, in pixels of `_first`."""
        from scipy.ndimage import affine_transform, gaussian_filter

        gray = gaussian_filter(gray, 1.0)
        found = start
        for _ in range(ROUNDS):
            matrix = found[:2, :2][::-1, ::-1]
            seen = affine_transform(gray, matrix, found[:2, 2][::-1], order=1, mode="nearest")
            error = (seen - self._first).reshape(-1)
            error = np.clip(error, -40, 40)
            step = self._inverse @ (self._weighted.T @ error)
            change = np.array([[1 + step[0], step[1], step[2]], [step[3], 1 + step[4], step[5]], [0, 0, 1]])
            found = found @ np.linalg.inv(change)
            if np.abs(step[[2, 5]]).max() < 0.01:
                break
        if not np.isfinite(found).all() or np.abs(found - np.eye(3))[:2, :2].max() > 0.2:
            return np.eye(3)
        return found

    def _coefficients(self) -> tuple[float, ...]:
        """The map back, from pixels of the frame to those of the first one, as Pillow wants it."""
        scale = np.diag([self._scale, self._scale, 1.0])
        to_area = np.array([[1, 0, -self._area[0]], [0, 1, -self._area[1]], [0, 0, 1.0]])
        inner = scale @ to_area
        back = np.linalg.inv(inner) @ np.linalg.inv(self._map) @ inner
        return tuple(float(v) for v in back[:2].ravel())
