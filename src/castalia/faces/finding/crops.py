"""Squares of a picture, turned upright and brought to one size and light, for networks that look at one face."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from castalia.faces.face import MESH_POINTS

MARGIN = 1.5
"""The square round a face, in sides of the face's box: MediaPipe's mesh network was trained with it."""


@dataclass(frozen=True)
class Square:
    """A square in a picture: its middle, its side in pixels, and how far it is turned clockwise, in radians."""

    x: float
    y: float
    side: float
    turn: float = 0.0

    @classmethod
    def round_face(cls, landmarks: np.ndarray, margin: float = MARGIN) -> Square:
        """The square round a face's landmarks (n, 2 or 3), upright by the outer corners of its eyes."""
        across = landmarks[263, :2] - landmarks[33, :2]
        turn = float(np.arctan2(across[1], across[0]))
        cos, sin = np.cos(turn), np.sin(turn)
        upright = landmarks[:MESH_POINTS, :2] @ np.array([[cos, -sin], [sin, cos]])
        low, high = upright.min(0), upright.max(0)
        x, y = np.array([[cos, -sin], [sin, cos]]) @ ((low + high) / 2)
        return cls(float(x), float(y), float(margin * (high - low).max()), turn)

    def moved(self, x: float, y: float, scale: float, turn: float) -> Square:
        """Shifted by shares of its side, scaled, and turned further."""
        return Square(self.x + x * self.side, self.y + y * self.side, self.side * scale, self.turn + turn)

    def to_picture(self, points: np.ndarray, pixels: int) -> np.ndarray:
        """Points (n, 2 or 3) of the square seen with `pixels` a side -> points of the picture; depth is scaled too."""
        out = points * (self.side / pixels)
        cos, sin = np.cos(self.turn), np.sin(self.turn)
        x, y = out[:, 0] - self.side / 2, out[:, 1] - self.side / 2
        out[:, 0], out[:, 1] = self.x + cos * x - sin * y, self.y + sin * x + cos * y
        return out


@dataclass(frozen=True)
class Found:
    """What a detector says of one face: box (left, top, right, bottom) and six key points (6, 2), in pixels."""

    score: float
    box: np.ndarray
    points: np.ndarray

    @property
    def middle(self) -> np.ndarray:
        return (self.box[:2] + self.box[2:]) / 2

    @property
    def size(self) -> float:
        return float(max(self.box[2:] - self.box[:2]))

    @property
    def square(self) -> Square:
        """Where the mesh network is to look: upright by the eyes, round the box."""
        x, y = self.middle
        across = self.points[1] - self.points[0]
        return Square(float(x), float(y), MARGIN * self.size, float(np.arctan2(across[1], across[0])))

    def placed(self, scale: float, left: float = 0.0, top: float = 0.0) -> Found:
        """The same where the pixels are `scale` times as many, and begin elsewhere."""
        shift = np.array([left, top])
        return Found(self.score, self.box * scale + np.tile(shift, 2), self.points * scale + shift)

    def turned_back(self, quarters: int, width: int, height: int) -> Found:
        """The same in the picture (height, width) of which `np.rot90(picture, quarters)` was searched."""
        points = np.vstack([self.points, self.box.reshape(2, 2)])
        x, y = points[:, 0], points[:, 1]
        x, y = {0: (x, y), 1: (width - y, x), 2: (width - x, height - y), 3: (y, height - x)}[quarters]
        points = np.stack([x, y], 1)
        return Found(self.score, np.concatenate([points[6:].min(0), points[6:].max(0)]), points[:6])


@dataclass(frozen=True)
class View:
    """The neighbourhood of a face at a handy size: a picture, where it begins in the whole one, and its scale."""

    picture: np.ndarray
    left: float
    top: float
    scale: float

    @classmethod
    def around(cls, picture: np.ndarray, square: Square, pixels: int, reach: float = 0.95) -> View:
        """What lies within `reach` sides of the square's middle, the square being `pixels` wide in it.

        Args:
            picture: uint8 (height, width, 3). Beyond its edges the outermost pixels go on.
        """
        from PIL import Image

        height, width = picture.shape[:2]
        far = square.side * reach
        wanted = np.floor([square.x - far, square.y - far, square.x + far + 1, square.y + far + 1]).astype(int)
        left, right = np.clip(wanted[[0, 2]], 0, width)
        top, bottom = np.clip(wanted[[1, 3]], 0, height)
        if right - left < 1 or bottom - top < 1:
            return cls(np.zeros((8, 8, 3), np.uint8), float(left), float(top), 1.0)
        scale = pixels / square.side
        size = max(1, round((right - left) * scale)), max(1, round((bottom - top) * scale))
        how = Image.Resampling.BICUBIC if scale > 1 else Image.Resampling.HAMMING
        part = np.asarray(Image.fromarray(np.ascontiguousarray(picture[top:bottom, left:right])).resize(size, how))
        beyond = np.abs(wanted - [left, top, right, bottom])
        pad = [min(2 * pixels, int(np.ceil(n * scale))) for n in beyond]
        part = np.pad(part, ((pad[1], pad[3]), (pad[0], pad[2]), (0, 0)), mode="edge")
        return cls(part, left - pad[0] / scale, top - pad[1] / scale, scale)

    @cached_property
    def lit(self) -> View:
        """The same with the light of an ordinary photo, when it is dark or pale."""
        return View(lit(self.picture), self.left, self.top, self.scale)

    def cut(self, square: Square, pixels: int) -> np.ndarray:
        """A square as a picture of its own: uint8 (pixels, pixels, 3)."""
        from PIL import Image

        step = square.side * self.scale / pixels
        cos, sin = step * np.cos(square.turn), step * np.sin(square.turn)
        x, y = (square.x - self.left) * self.scale, (square.y - self.top) * self.scale
        half = pixels / 2
        matrix = (cos, -sin, x - half * (cos - sin), sin, cos, y - half * (sin + cos))
        image = Image.fromarray(self.picture)
        return np.asarray(image.transform((pixels, pixels), Image.Transform.AFFINE, matrix, Image.Resampling.BICUBIC))


def lit(picture: np.ndarray) -> np.ndarray:
    """A dark or pale picture with the light of an ordinary photo; others as they are."""
    low, high = np.percentile(picture, (1, 99))
    if low < 60 and high > 170:
        return picture
    gain = min(8.0, 225 / max(1.0, high - low))
    return np.clip((picture - low) * gain + 15, 0, 255).astype(np.uint8)


def levelled(picture: np.ndarray) -> np.ndarray:
    """A picture (height, width, 3) with each colour stretched over the whole range, for dark, pale or tinted ones."""
    low, high = np.percentile(picture, (1, 99), axis=(0, 1))
    return np.clip((picture - low) * (245 / np.maximum(high - low, 8)) + 5, 0, 255).astype(np.uint8)


def at_most(picture: np.ndarray, side: int) -> tuple[np.ndarray, float]:
    """The picture scaled down so that its longer side has at most `side` pixels, and the scale."""
    from PIL import Image

    height, width = picture.shape[:2]
    scale = min(1.0, side / max(height, width))
    if scale == 1.0:
        return picture, 1.0
    size = max(1, round(width * scale)), max(1, round(height * scale))
    image = Image.fromarray(np.ascontiguousarray(picture))
    return np.asarray(image.resize(size, Image.Resampling.BOX, reducing_gap=2.0)), scale
