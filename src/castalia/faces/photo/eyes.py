"""The eyes of a photo: irises that look elsewhere, and lids that close over them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from castalia.faces.acting.performance import Pose
from castalia.faces.photo.elastic import contains
from castalia.faces.photo.rig import BROWS_LOWER, IRISES, LOWER_LIDS, UPPER_LIDS, Rig

if TYPE_CHECKING:
    from castalia.faces.render.raster import Texture

COLUMNS = 25
_GAZE = 0.15, 0.085
"""Widths of the eye by which the iris goes sideways and up or down."""
_FOLDS = np.array([[130, 247, 30, 29, 27, 28, 56, 190, 243], [359, 467, 260, 259, 257, 258, 286, 414, 463]])
"""Landmarks of the fold above each eye, from the outer corner to the inner one."""
_CHEEKS = np.array([[50, 101, 118, 36], [280, 330, 347, 266]])
_OPEN = 0.10
"""Height of the opening in widths of the eye below which an eye counts as shut in the photo."""


class Eye:
    """One eye of a photo: what lies behind the opening between the lids, and the lid that covers it."""

    def __init__(self, picture: np.ndarray, rig: Rig, side: int) -> None:
        """`picture` is uint8 (h, w, 3), `side` 0 the eye on the picture's left."""
        self.side, self.rig = side, rig
        self.upper, self.lower = UPPER_LIDS[side], LOWER_LIDS[side]
        rest = rig.rest
        self.contour = rest[np.concatenate([self.upper, self.lower[-2:0:-1]]), :2]
        self.width = float(np.linalg.norm(rest[self.upper[0], :2] - rest[self.upper[-1], :2]))
        self.height = float((rest[self.lower, 1] - rest[self.upper, 1]).max())
        open_ = self.height > _OPEN * self.width
        self.there = open_ and len(rig.face.landmarks) > IRISES[side][4]
        iris = rig.face.landmarks[list(IRISES[side]), :2] if self.there else self.contour.mean(0)[None]
        self.iris = iris[0]
        self.radius = float(np.linalg.norm(iris[1:] - iris[0], axis=1).mean()) if self.there else 0.2 * self.width
        self._ball(picture)
        self._skin(picture)

    # -- the eyeball --------------------------------------------------------------------------------------------

    def _ball(self, picture: np.ndarray) -> None:
        """The eye without lids (as far as it can be guessed) as a texture, and the mesh that moves its iris."""
        from scipy.spatial import Delaunay

        middle = self.contour.mean(0)
        reach = np.array([0.62 * self.width, max(0.55 * self.height, 1.25 * self.radius) + 0.10 * self.width]) * 1.15
        left, top = np.floor(middle - reach - 2).astype(int)
        right, low = np.ceil(middle + reach + 2).astype(int)
        self.texture, self.corner, self.finer = _ball_texture(
            picture, (left, top, right, low), self.contour, self.iris, self.radius, self.there
        )
        around = np.linspace(0, 2 * np.pi, 16, endpoint=False)
        circle = np.stack([np.cos(around), np.sin(around)], 1)
        ring, core = self.iris + circle * self.radius * 1.12, self.iris + circle[::2] * self.radius * 0.55
        rim = middle + circle * reach
        self.points = np.vstack([rim, ring, core, self.iris])
        self.moving = np.repeat([0.0, 1.0], [len(rim), len(ring) + len(core) + 1])
        self.triangles = Delaunay(self.points).simplices.astype(np.int32)
        depth = self.rig.rest[self.upper, 2].mean()
        self.solid = np.column_stack([self.points, np.full(len(self.points), depth)])

    def draw_ball(self, canvas: np.ndarray, place: Callable[[np.ndarray], np.ndarray], pose: Pose) -> None:
        """Draw what lies between the lids. `place` says where points (n, 3) of the photo are seen."""
        from castalia.faces.render.raster import draw_layer

        moved = self.solid.copy()
        inward = -1.0 if self.side == 0 else 1.0
        gaze = self.there * np.array([np.clip(pose["gaze_x"], -1, 1), -np.clip(pose["gaze_y"], -1, 1)])
        room = 1.0 if gaze[0] * inward > 0 else 0.85
        shift = gaze * np.array(_GAZE) * self.width * np.array([room, 1.0])
        across = self.rig.axes[0][:2] * (1, -1)
        across = across / max(np.linalg.norm(across), 1e-6)
        down = np.array([-across[1], across[0]])
        moved[:, :2] += self.moving[:, None] * (across * shift[0] + down * shift[1])
        uv = (self.points - self.corner) * self.finer
        draw_layer(canvas, place(moved), uv, self.triangles, self.texture)

    # -- the lid ------------------------------------------------------------------------------------------------

    def _skin(self, picture: np.ndarray) -> None:
        """The colours of the lid along its width, and that of the lashes."""
        rest = self.rig.rest[:, :2]
        along = np.linspace(0, 1, COLUMNS)
        upper, lower = _spread(rest[self.upper], along), _spread(rest[self.lower], along)
        brow = _spread(rest[BROWS_LOWER[self.side]], along)
        soft = _blurred(picture, upper, brow, lower, 0.06 * self.width)
        above = soft(upper + 0.40 * (brow - upper))
        below = soft(lower + 0.55 * (lower - upper) + np.array([0, 0.06 * self.width]))
        # The hue is that below the eye, where no brow, lash or rim of glasses is near; how bright, both say.
        cheek = np.median(soft(rest[_CHEEKS[self.side]], 1.5), 0)
        below = np.where((below.mean(1) < 0.45 * cheek.mean())[:, None], cheek, below)
        above = np.where((above.mean(1) < 0.42 * below.mean(1))[:, None], 0.82 * below, above)
        tone = np.median(below, 0)
        light = np.clip(above.mean(1) / np.maximum(below.mean(1), 1.0), 0.62, 1.06)
        basis = np.stack([np.ones(COLUMNS), along, along**2], 1)
        fit, *_ = np.linalg.lstsq(basis, light, rcond=None)
        soften, *_ = np.linalg.lstsq(basis, below, rcond=None)
        hue = above / np.maximum(above.mean(1, keepdims=True), 1.0)
        skin = (basis @ soften) * (basis @ fit)[:, None]
        self.skin = np.clip(0.6 * skin + 0.4 * np.median(hue, 0) * skin.mean(1, keepdims=True), 0, 255)
        dark = soft(upper + 0.02 * (brow - upper), 0.35)
        lash = np.percentile(dark, 20, axis=0)
        self.lash = np.minimum(lash, tone * 0.62) * 0.8
        self.lash_strength = float(np.clip(1.25 - lash.mean() / max(tone.mean(), 1.0), 0.30, 0.9))

    def draw_lid(self, canvas: np.ndarray, seen: np.ndarray, blink: float) -> None:
        """Smooth the skin that a closing lid unrolls. `seen` (n, 2) is where the points of the rig are seen, `blink` 0
        open .. 1 shut."""
        from castalia.faces.render.raster import draw_layer

        if not self.there or blink < 0.02:
            return
        along = np.linspace(0, 1, COLUMNS)
        edge, fold = _spread(seen[self.upper], along), _spread(seen[_FOLDS[self.side]], along)
        brow = _spread(seen[BROWS_LOWER[self.side]], along)
        size = np.linalg.norm(seen[self.upper[0]] - seen[self.upper[-1]])
        lash = edge + (fold - edge) * np.minimum(1.0, 0.055 * size / np.maximum(_length(fold - edge), 1e-6))
        top = fold + (brow - fold) * 0.18
        rows = np.array([0.0, 0.18, 0.45, 0.75, 0.92, 1.0])
        points = top + (lash - top) * rows[:, None, None]
        strength = float(np.clip(blink / 0.6, 0, 1))
        strength = strength * strength * (3 - 2 * strength)
        sides = np.sin(np.pi * np.clip(along, 0, 1)) ** 0.5
        alpha = np.array([0.0, 0.55, 0.92, 0.92, 0.6, 0.0])[:, None] * sides * strength
        # A lid is a piece of a ball: its middle catches the light, its edges turn away.
        shade = np.array([1.0, 0.94, 0.98, 1.03, 1.0, 0.95])[:, None] * (1 - 0.06 * np.abs(2 * along - 1) ** 2)
        color = (self.skin[None] * shade[..., None]).clip(0, 255).reshape(-1, 3)
        triangles = _grid(len(rows), COLUMNS)
        draw_layer(canvas, points.reshape(-1, 2), None, triangles, color=color, alpha=alpha.ravel())
        # Lashes cast a thin line where the lids meet, also in a photo too small to show them.
        bow = np.sin(np.pi * along)
        thick = (0.018 + 0.016 * bow)[:, None] * size * _unit(fold - edge)
        lashes = np.stack([edge + 1.7 * thick, edge + 0.5 * thick, edge - 0.3 * thick, edge - 1.3 * thick])
        fade = np.array([0.0, 0.55, 0.55, 0.0])[:, None] * self.lash_strength * strength * (0.35 + 0.65 * bow) * sides
        draw_layer(canvas, lashes.reshape(-1, 2), None, _grid(4, COLUMNS), color=self.lash, alpha=fade.ravel())


def _ball_texture(
    picture: np.ndarray,
    box: tuple[int, int, int, int],
    contour: np.ndarray,
    iris: np.ndarray,
    radius: float,
    fill: bool,
) -> tuple[Texture, np.ndarray, int]:
    """The eye as a texture, the pixel of the picture at its corner, and texels per pixel; with `fill`, what the lids
    hide is filled in."""
    from PIL import Image
    from scipy.ndimage import distance_transform_edt, gaussian_filter

    from castalia.faces.render.raster import Texture

    left, top, right, low = box
    finer = 3 if right - left < 120 else 2
    height, width = picture.shape[:2]
    rows, columns = np.clip(np.arange(top, low), 0, height - 1), np.clip(np.arange(left, right), 0, width - 1)
    patch = Image.fromarray(picture[rows[:, None], columns[None]])
    patch = patch.resize((patch.width * finer, patch.height * finer), Image.Resampling.BICUBIC)
    corner = np.array([left, top], float)
    if not fill:
        return Texture(np.asarray(patch), smaller=False), corner, finer
    pixels = np.asarray(patch).astype(np.float32)
    y, x = np.mgrid[0 : pixels.shape[0], 0 : pixels.shape[1]]
    places = np.stack([x.ravel() + 0.5, y.ravel() + 0.5], 1) / finer + (left, top)
    inside = contains(contour, places).reshape(pixels.shape[:2])
    deep = distance_transform_edt(inside) / finer
    sure = deep > 0.035 * (np.ptp(contour[:, 0]))
    if not sure.any():
        sure = inside if inside.any() else np.ones_like(inside)
    far = np.hypot(places[:, 0] - iris[0], places[:, 1] - iris[1]).reshape(sure.shape)
    white = sure & (far > 1.18 * radius)
    filled = pixels.copy()
    source = white if white.sum() > 20 else sure
    nearest = distance_transform_edt(~source, return_distances=False, return_indices=True)
    sclera = gaussian_filter(pixels[nearest[0], nearest[1]], (finer, finer, 0))
    filled[~inside] = sclera[~inside]
    # The iris is round: what a lid hides of it looks like what is seen at the same distance from its middle.
    bins = np.clip((far / radius * 12).astype(int), 0, 15)
    seen = sure & (far < 1.2 * radius)
    ring = np.zeros((16, 3), np.float32)
    known = np.zeros(16, bool)
    for k in range(16):
        chosen = seen & (bins == k)
        if chosen.sum() >= 3:
            ring[k], known[k] = np.median(pixels[chosen], 0), True
    if known.any():
        ids = np.arange(16)
        ring = np.stack([np.interp(ids, ids[known], ring[known, c]) for c in range(3)], 1)
        hidden = ~inside & (far < 1.08 * radius)
        soft = np.clip((1.08 - far / radius) / 0.12, 0, 1)[..., None]
        at = np.clip(far / radius * 12 - 0.5, 0, 15)
        color = np.stack([np.interp(at, ids, ring[:, c]) for c in range(3)], 2)
        filled = np.where(hidden[..., None], filled * (1 - soft) + color * soft, filled)
    # The lash line at the very edge belongs to the lid, not to the eye.
    filled = np.where(inside[..., None], pixels, gaussian_filter(filled, (0.8 * finer, 0.8 * finer, 0)))
    return Texture(filled.clip(0, 255).astype(np.uint8), smaller=False), corner, finer


def _blurred(picture: np.ndarray, *points_and_reach: np.ndarray | float) -> Callable[..., np.ndarray]:
    """A function that reads the picture's mean colour (n, 3) round points (n, 2)."""
    reach = float(points_and_reach[-1])  # type: ignore[arg-type]
    height, width = picture.shape[:2]

    def read(points: np.ndarray, scale: float = 1.0) -> np.ndarray:
        r = max(1, round(reach * scale))
        out = np.empty((len(points), 3))
        for i, (px, py) in enumerate(points):
            x, y = int(np.clip(px, 0, width - 1)), int(np.clip(py, 0, height - 1))
            window = picture[max(0, y - r) : y + r + 1, max(0, x - r) : x + r + 1].reshape(-1, 3)
            out[i] = np.median(window, 0)
        return out

    return read


def _spread(points: np.ndarray, along: np.ndarray) -> np.ndarray:
    """A smooth curve through points (k, 2) that are evenly numbered, read off at places evenly spread over 0..1."""
    return np.einsum("nk,kc->nc", _spline(len(points), len(along)), points)


@cache
def _spline(points: int, places: int) -> np.ndarray:
    """How much each of the points (places, points) counts for each place on the cubic spline through them."""
    from scipy.interpolate import CubicSpline

    return np.asarray(CubicSpline(np.linspace(0, 1, points), np.eye(points))(np.linspace(0, 1, places)))


def _length(moves: np.ndarray) -> np.ndarray:
    return np.linalg.norm(moves, axis=-1, keepdims=True)


def _unit(moves: np.ndarray) -> np.ndarray:
    return moves / np.maximum(_length(moves), 1e-6)


def _grid(rows: int, columns: int) -> np.ndarray:
    """Triangles of a grid of points that are numbered row by row."""
    at = np.arange(rows * columns).reshape(rows, columns)
    a, b, c, d = at[:-1, :-1].ravel(), at[:-1, 1:].ravel(), at[1:, :-1].ravel(), at[1:, 1:].ravel()
    return np.concatenate([np.stack([a, b, c], 1), np.stack([b, d, c], 1)]).astype(np.int32)


grid_triangles, spread_curve = _grid, _spread
