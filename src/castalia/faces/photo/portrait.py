"""A photo that is moved by a performance: face, hair and neck as one piece that turns, speaks and looks about."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from castalia.faces.acting.performance import Pose
from castalia.faces.face import CHIN, FOREHEAD, LEFT_SIDE, RIGHT_SIDE, Face
from castalia.faces.photo.elastic import contains
from castalia.faces.photo.eyes import Eye
from castalia.faces.photo.motion import Motion
from castalia.faces.photo.mouth import Interior
from castalia.faces.photo.rig import Rig

if TYPE_CHECKING:
    from castalia.faces.render.raster import Texture

_DOWN = 1.55
"""Widths of the face below its middle that may move."""
_HEAD = {"side": (0.72, 1.25), "up": (0.86, 1.40)}
"""The least and the most that a head with its hair reaches from the middle of the face, in widths of the face."""
_FADE = 0.34
"""Widths of the face around the head over which its movement fades."""
_STEP = 0.11
"""Distance of the points around the face, in widths of the face."""


class Portrait:
    """One face of a picture, ready to be moved.

    `box` (left, top, right, bottom) is the part of the picture that it touches.
    """

    def __init__(
        self, picture: np.ndarray, face: Face, person: np.ndarray | None = None, others: Sequence[Face] = ()
    ) -> None:
        """
        Args:
            picture: uint8 (h, w, 3).
            person: float (h, w), 0..1, where people are in it; None when that is not known.
            others: further faces in the picture, which this one leaves alone.
        """
        from castalia.faces.topology import topology

        self.picture, self.face = picture, face
        self.reach = _reach(face, person, picture.shape[1], picture.shape[0])
        self.box = _region(face, self.reach, picture.shape[1], picture.shape[0])
        self.corner = np.array(self.box[:2], float)
        self.inner = Face(face.landmarks - (*self.corner, 0.0), face.score)
        self.others = [Face(f.landmarks - (*self.corner, 0.0), f.score) for f in others if f is not face]
        left, top, right, low = self.box
        self.crop = np.ascontiguousarray(picture[top:low, left:right])
        structure = topology()
        skin = structure.triangles[: -structure.filled]
        around, depth = self._around()
        self.rig = Rig(self.inner, skin, around, depth)
        self.alpha = self._alpha(None if person is None else person[top:low, left:right])
        self.weights = self._weights()
        self.eyes = [Eye(self.crop, self.rig, side) for side in (0, 1)]
        self.interior = Interior(self.crop, self.rig)
        self.behind: np.ndarray | None = None
        self._order()

    # -- preparation --------------------------------------------------------------------------------------------

    def _own_plane(self, points: np.ndarray) -> np.ndarray:
        """Points (n, 2) in widths of the face from its middle, upright: x to the right, y down."""
        marks = self.inner.landmarks[:, :2]
        roll = np.radians(self.inner.roll)
        cos, sin = np.cos(roll), np.sin(roll)
        middle = (marks[FOREHEAD] + marks[CHIN]) / 2
        offset = (points - middle) / self.face.width
        return np.stack([offset[:, 0] * cos + offset[:, 1] * sin, offset[:, 1] * cos - offset[:, 0] * sin], 1)

    def _around(self) -> tuple[np.ndarray, np.ndarray]:
        """Points (k, 2) of the surroundings and their depths (k,)."""
        from scipy.spatial import cKDTree

        height, width = self.crop.shape[:2]
        step = _STEP * self.face.width
        columns, rows = max(4, round(width / step)), max(4, round(height / step))
        x, y = np.meshgrid(np.linspace(0, width, columns + 1), np.linspace(0, height, rows + 1))
        points = np.stack([x.ravel(), y.ravel()], 1)
        oval = self.inner.landmarks[_oval()]
        outside = ~contains(oval[:, :2], points)
        away, nearest = cKDTree(oval[:, :2]).query(points)
        kept = outside & (away > 0.55 * step)
        points, away, nearest = points[kept], away[kept] / self.face.width, nearest[kept]
        ears = self.inner.landmarks[[LEFT_SIDE, RIGHT_SIDE], 2].mean()
        share = np.clip(away / 0.28, 0, 1)
        share = share * share * (3 - 2 * share)
        depth = oval[nearest, 2] * (1 - share) + ears * share
        return points, depth

    def _weights(self) -> np.ndarray:
        """How much each point of the rig goes with the head (n, 2: head, breathing shoulders)."""
        plane = self._own_plane(self.rig.rest[:, :2])
        chin = self._own_plane(self.inner.landmarks[[CHIN], :2])[0, 1]
        below = plane[:, 1] - chin
        head = 1 - _ease((below + 0.04) / 0.52)
        side, up = self.reach
        beyond = np.hypot(np.maximum(np.abs(plane[:, 0]) - 0.8 * side, 0), np.maximum(-plane[:, 1] - 0.8 * up, 0))
        head *= 1 - _ease((beyond - 0.26 * max(side, up)) / (0.75 * _FADE))
        for other in self.others:
            marks = other.landmarks[:, :2]
            away = np.linalg.norm(self.rig.rest[:, :2] - marks.mean(0), axis=1) / other.width
            head *= _ease((away - 0.72) / 0.35)
        head[: self.rig.face_points] = 1.0
        breath = _ease((below - 0.15) / 0.45) * self._border(self.rig.rest[:, :2], 0.30)
        return np.stack([head * np.where(np.arange(len(head)) < self.rig.face_points, 1.0,
                                         self._border(self.rig.rest[:, :2], 0.12)), breath])  # fmt: skip

    def _border(self, points: np.ndarray, reach: float) -> np.ndarray:
        """0 at the sides of the box that lie within the picture, 1 from `reach` widths of the face on."""
        left, top, right, low = self.box
        height, width = self.picture.shape[:2]
        away = np.full(len(points), np.inf)
        for free, distance in (
            (left > 0, points[:, 0]), (top > 0, points[:, 1]),
            (right < width, right - left - points[:, 0]), (low < height, low - top - points[:, 1]),
        ):  # fmt: skip
            if free:
                away = np.minimum(away, distance)
        return _ease(away / (reach * self.face.width))

    def _alpha(self, person: np.ndarray | None) -> np.ndarray:
        """float32 (h, w): what belongs to the moving piece."""
        from scipy.ndimage import gaussian_filter, grey_dilation

        height, width = self.crop.shape[:2]
        y, x = np.mgrid[0:height, 0:width]
        places = np.stack([x.ravel() + 0.5, y.ravel() + 0.5], 1)
        oval = self.inner.landmarks[_oval(), :2]
        face = contains(oval, places).reshape(height, width).astype(np.float32)
        if person is None or (person * face).sum() < 0.5 * face.sum():
            cover = np.ones((height, width), np.float32)
        else:
            grow = max(1, round(0.012 * self.face.width))
            cover = grey_dilation(person.astype(np.float32), size=(2 * grow + 1, 2 * grow + 1))
            cover = gaussian_filter(np.clip((cover - 0.15) / 0.55, 0, 1), 0.006 * self.face.width)
            cover = np.maximum(cover, gaussian_filter(face, 0.5))
        border = self._border(places, 0.10).reshape(height, width).astype(np.float32)
        return (cover * border).astype(np.float32)

    @cached_property
    def texture(self) -> Texture:
        """The piece that moves, with its alpha, twice as fine as the picture."""
        from PIL import Image, ImageFilter

        from castalia.faces.render.raster import Texture

        height, width = self.crop.shape[:2]
        pixels = self.crop.astype(np.float32)
        if self.behind is not None:
            # Unmixed at the soft outline, so that the piece at rest on what is behind it is the photo again.
            alpha = np.maximum(self.alpha, 0.2)[..., None]
            pixels = (pixels - (1 - alpha) * self.behind) / alpha
        image = Image.fromarray(pixels.clip(0, 255).round().astype(np.uint8))
        image = image.resize((2 * width, 2 * height), Image.Resampling.LANCZOS)
        image = image.filter(ImageFilter.UnsharpMask(radius=1.2, percent=22, threshold=0))
        alpha = Image.fromarray((255 * self.alpha).round().astype(np.uint8))
        alpha = alpha.resize(image.size, Image.Resampling.BILINEAR)
        return Texture(np.dstack([np.asarray(image), np.asarray(alpha)]), smaller=False)

    def _order(self) -> None:
        """Draw what is farther away first."""
        rig = self.rig
        depth = rig.rest[rig.triangles, 2].mean(1)
        depth[: rig.outer] += 10 * self.face.width
        self.triangles = rig.triangles[np.argsort(-depth, kind="stable")]
        self.uv = self._uv()

    def _uv(self) -> np.ndarray:
        """Where each point of the rig finds its colour: the edges of the lips a little within them, clear of teeth."""
        from castalia.faces.photo.rig import LOWER_LIP, UPPER_LIP

        uv = self.rig.rest[:, :2].copy()
        if self.rig.gap > 0.02:
            for lip in (UPPER_LIP, LOWER_LIP):
                edge, next_ = lip[3][1:-1], lip[2][1:-1]
                uv[edge] += (self.rig.rest[next_, :2] - self.rig.rest[edge, :2]) * 0.22
        return uv * 2

    # -- plate and frames ---------------------------------------------------------------------------------------

    def fill_behind(self, plate: np.ndarray) -> None:
        """Paint into `plate`, uint8 (h, w, 3), in place, what is behind the head: seen in a thin band as it moves."""
        from scipy.ndimage import distance_transform_edt, gaussian_filter

        left, top, right, low = self.box
        view = plate[top:low, left:right]
        height, width = view.shape[:2]
        y, x = np.mgrid[0:height, 0:width]
        places = np.stack([x.ravel() + 0.5, y.ravel() + 0.5], 1)
        steady = self._border(places, 0.10).reshape(height, width) >= 1
        person = self.alpha > 0.04
        if person.mean() > 0.97:
            return
        away, (row, column) = distance_transform_edt(person, return_indices=True)
        # Mirrored at the outline: what lies as far outside.
        mirrored_y = np.clip(2 * row - y, 0, height - 1)
        mirrored_x = np.clip(2 * column - x, 0, width - 1)
        usable = ~person[mirrored_y, mirrored_x]
        source_y, source_x = np.where(usable, mirrored_y, row), np.where(usable, mirrored_x, column)
        filled = view[source_y, source_x].astype(np.float32)
        smooth = gaussian_filter(filled, (0.03 * self.face.width, 0.03 * self.face.width, 0))
        share = np.clip(away / (0.10 * self.face.width), 0, 1)[..., None]
        filled = filled * (1 - share) + smooth * share
        hidden = (_ease((self.alpha - 0.2) / 0.4) * steady)[..., None]
        view[:] = (filled * hidden + view * (1 - hidden) + 0.5).astype(np.uint8)
        self.behind = view.astype(np.float32)

    def draw(self, canvas: np.ndarray, pose: Pose) -> None:
        """Draw the face in a pose onto the canvas, uint8 (h, w, 3) as the picture, in place."""
        from castalia.faces.render.raster import draw_layer

        left, top, right, low = self.box
        view = np.ascontiguousarray(canvas[top:low, left:right])
        motion = Motion.of(self.inner, pose)
        moves, mouth = self.rig.moves(pose)
        head, breath = self.weights
        shaped = self.rig.rest + self.rig.to_pixels(moves)
        seen = self.rig.rest[:, :2] + head[:, None] * (motion(shaped) - self.rig.rest[:, :2])
        seen[:, 1] -= breath * np.clip(pose["breath"], 0, 1) * 0.011 * self.face.width
        self.interior.draw(view, seen, motion, mouth, pose)
        for eye in self.eyes:
            eye.draw_ball(view, motion, pose)
        draw_layer(view, seen, self.uv, self.triangles, self.texture)
        for eye, name in zip(self.eyes, ("blink_right", "blink_left"), strict=True):
            eye.draw_lid(view, seen, float(np.clip(pose[name], 0, 1)))
        canvas[top:low, left:right] = view


def _reach(face: Face, person: np.ndarray | None, width: int, height: int) -> tuple[float, float]:
    """How far the head with its hair reaches sideways and up from the middle of the face, in widths of the face."""
    if person is None:
        return 0.90, 1.05
    marks = face.landmarks[:, :2]
    middle = (marks[FOREHEAD] + marks[CHIN]) / 2
    roll, most = np.radians(face.roll), 1.6 * face.width
    left, top = max(0, int(middle[0] - most)), max(0, int(middle[1] - most))
    right, low = min(width, int(middle[0] + most) + 1), min(height, int(middle[1] + most) + 1)
    step = max(1, int(face.width / 60))
    rows, columns = np.nonzero(person[top:low:step, left:right:step] > 0.5)
    x, y = (columns * step + left - middle[0]) / face.width, (rows * step + top - middle[1]) / face.width
    across, down = x * np.cos(roll) + y * np.sin(roll), y * np.cos(roll) - x * np.sin(roll)
    # What is beside the mouth may be a shoulder or somebody else; beside and above the eyes it is hair.
    head = (down < 0.15) & (np.abs(across) < 1.5)
    if head.sum() < 20:
        return 0.90, 1.05
    side = float(np.percentile(np.abs(across[head]), 99))
    up = float(np.percentile(-down[head & (np.abs(across) < 0.8)], 99.5))
    return float(np.clip(side, *_HEAD["side"])), float(np.clip(up, *_HEAD["up"]))


def _region(face: Face, reach: tuple[float, float], width: int, height: int) -> tuple[int, int, int, int]:
    marks = face.landmarks[:, :2]
    middle = (marks[FOREHEAD] + marks[CHIN]) / 2
    side, up = ((r + _FADE) * face.width for r in reach)
    return (
        max(0, int(middle[0] - side)), max(0, int(middle[1] - up)),
        min(width, int(middle[0] + side) + 1), min(height, int(middle[1] + _DOWN * face.width) + 1),
    )  # fmt: skip


def _oval() -> np.ndarray:
    from castalia.faces.topology import topology

    return topology().oval


def _ease(x: np.ndarray) -> np.ndarray:
    """From 0 to 1 without a corner."""
    x = np.clip(x, 0, 1)
    return x * x * (3 - 2 * x)
