"""A picture in which one or several faces are moved: framed, brought to its size, and drawn frame by frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from castalia.faces.acting.performance import Pose
from castalia.faces.face import CHIN, FOREHEAD, Face
from castalia.faces.photo.portrait import Portrait

LARGEST = 1280
"""Pixels of the longer side when no size is asked for."""
SMALLEST_CROP = 512
"""A crop smaller than this is enlarged to it when no size is asked for."""
_CROP = {"side": 1.35, "up": 1.20, "down": 1.50}
"""What a crop shows around the middle of a face, in widths of the face."""


@dataclass(frozen=True)
class Frame:
    """The part of a picture that is shown: left, top, right, bottom in its pixels, and the size it is shown at."""

    box: tuple[float, float, float, float]
    width: int
    height: int

    @property
    def scale(self) -> float:
        """Pixels of the video for one of the picture."""
        return self.width / (self.box[2] - self.box[0])


def framed(
    size: tuple[int, int],
    faces: Sequence[Face],
    framing: Literal["crop", "full"] = "full",
    width: int | None = None,
    height: int | None = None,
) -> Frame:
    """Choose what is shown of a picture of (width, height).

    Nothing is ever distorted: where both sides are given, the picture is cut to their ratio around the faces. Sides
    come out even; without a size a picture keeps its own, at most `LARGEST`.
    """
    box = _around(faces, size) if framing == "crop" else (0.0, 0.0, float(size[0]), float(size[1]))
    if width and height:
        box = _with_ratio(box, width / height, size, faces)
        if abs(box[2] - box[0] - width) < 2 and abs(box[3] - box[1] - height) < 2 and (width, height) <= size:
            left, top = (float(int(min(v, n - m))) for v, n, m in ((box[0], size[0], width), (box[1], size[1], height)))
            box = (left, top, left + width, top + height)
        return Frame(box, width, height)
    across, down = box[2] - box[0], box[3] - box[1]
    if width:
        return Frame(box, width, _even(width * down / across))
    if height:
        return Frame(box, _even(height * across / down), height)
    scale = min(1.0, LARGEST / max(across, down))
    if framing == "crop" and max(across, down) < SMALLEST_CROP:
        scale = SMALLEST_CROP / max(across, down)
    if scale == 1.0:  # an odd row or column is left out rather than everything resampled
        wide, high = max(2, int(across) // 2 * 2), max(2, int(down) // 2 * 2)
        return Frame((box[0], box[1], box[0] + wide, box[1] + high), wide, high)
    return Frame(box, _even(across * scale), _even(down * scale))


def shown(picture: np.ndarray, frame: Frame) -> np.ndarray:
    """What a frame shows of a picture: uint8 (height, width, 3)."""
    from PIL import Image

    left, top, right, low = frame.box
    if (right - left, low - top) == (frame.width, frame.height) and left == int(left) and top == int(top):
        return np.ascontiguousarray(picture[int(top) : int(low), int(left) : int(right)])
    image = Image.fromarray(np.ascontiguousarray(picture))
    return np.asarray(image.resize((frame.width, frame.height), Image.Resampling.LANCZOS, box=frame.box))


def face_in(face: Face, frame: Frame) -> Face:
    """A face of the picture where the frame shows it."""
    left, top, right, low = frame.box
    across, down = frame.width / (right - left), frame.height / (low - top)
    scale = np.array([across, down, (across + down) / 2])
    return Face((face.landmarks - (left, top, 0.0)) * scale, face.score)


class Scene:
    """A picture whose faces are moved.

    Args:
        picture: uint8 (height, width, 3), at the size of the video.
        faces: all faces in it. moved: the numbers (from 0) of those that move.
        person: float (height, width), 0..1, where people are; found when None.
    """

    def __init__(
        self, picture: np.ndarray, faces: Sequence[Face], moved: Sequence[int], person: np.ndarray | None = None
    ) -> None:
        from castalia.faces.finding.people import person_mask

        self.picture = picture
        if person is None:
            person = person_mask(picture, [faces[i] for i in moved])
        self.portraits = {i: Portrait(picture, faces[i], person, faces) for i in moved}
        self.plate = picture.copy()
        for portrait in self.portraits.values():
            portrait.fill_behind(self.plate)

    def draw(self, poses: Mapping[int, Pose]) -> np.ndarray:
        """One frame, uint8 (height, width, 3): each moved face in its pose."""
        canvas = self.plate.copy()
        for number, portrait in self.portraits.items():
            portrait.draw(canvas, poses[number])
        return canvas


def _around(faces: Sequence[Face], size: tuple[int, int]) -> tuple[float, float, float, float]:
    """A box of whole pixels round heads and shoulders, square where the picture is large enough."""
    sides = []
    for face in faces:
        marks = face.landmarks[:, :2]
        x, y = (marks[FOREHEAD] + marks[CHIN]) / 2
        reach = {k: v * face.width for k, v in _CROP.items()}
        sides.append((x - reach["side"], y - reach["up"], x + reach["side"], y + reach["down"]))
    low, high = np.min(sides, axis=0), np.max(sides, axis=0)
    return _fitted((low[0], low[1], high[2], high[3]), size)


def _fitted(box: tuple[float, float, float, float], size: tuple[int, int]) -> tuple[float, float, float, float]:
    """A box moved into the picture, and cut where it is larger; whole pixels."""
    made = []
    for low, high, length in ((box[0], box[2], size[0]), (box[1], box[3], size[1])):
        span = min(round(high - low), length)
        start = int(np.clip(round(low), 0, length - span))
        made.append((float(start), float(start + span)))
    return made[0][0], made[1][0], made[0][1], made[1][1]


def _with_ratio(
    box: tuple[float, float, float, float], ratio: float, size: tuple[int, int], faces: Sequence[Face]
) -> tuple[float, float, float, float]:
    """The largest box of a ratio (width / height) within a box, or grown over it where a crop leaves room."""
    across, down = box[2] - box[0], box[3] - box[1]
    if across / down > ratio:
        wanted = min(across / ratio, size[1])
        across, down = (across, wanted) if wanted * ratio >= across - 1 else (wanted * ratio, wanted)
    else:
        wanted = min(down * ratio, size[0])
        across, down = (wanted, down) if wanted / ratio >= down - 1 else (wanted, wanted / ratio)
    middle = np.array([box[0] + box[2], box[1] + box[3]]) / 2
    if faces:
        middle = np.mean([f.landmarks[:, :2].mean(0) for f in faces], axis=0)
    spare = (box[0] + box[2]) / 2 if across >= box[2] - box[0] else middle[0]
    left = float(np.clip(spare - across / 2, 0, size[0] - across))
    # A face stands in the upper part of its picture.
    above = (box[1] + box[3]) / 2 - down / 2 if down >= box[3] - box[1] else middle[1] - 0.42 * down
    top = float(np.clip(above, 0, size[1] - down))
    return left, top, left + across, top + down


def _even(length: float) -> int:
    return max(2, round(length / 2) * 2)
