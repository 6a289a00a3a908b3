"""Draws triangles without any display: textured heads in a studio's light, and flat layers that bend a picture.

Compiled by numba on first use and kept on disk. The same input gives the same bytes, whatever the number of threads.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, Protocol

import numpy as np

Shading = Literal["photo", "clay", "wire", "flat"]
"""A lit texture, plain clay, clay under the net of its triangles, the texture as it is."""
ROWS = 16
"""Rows that one piece of work draws."""
_PATTERNS = {
    1: ((4, 4),),
    4: ((3, 1), (7, 3), (1, 5), (5, 7)),
    8: ((9 / 2, 5 / 2), (7 / 2, 11 / 2), (13 / 2, 9 / 2), (5 / 2, 3 / 2), (3 / 2, 13 / 2), (1 / 2, 7 / 2),
        (11 / 2, 15 / 2), (15 / 2, 1 / 2)),
}  # fmt: skip
"""Where the samples of a pixel lie, in eighths: no two in a row or in a column."""
_SHARPER = 0.35
"""Levels by which the texture is taken finer than its size asks for: bilinear reading softens it already."""
_FARTHEST = 1 << 22
"""Corners beyond this, in steps of the fine grid, are moved in, so that products stay within 64 bits."""


class Solid(Protocol):
    """What can be rendered: `HeadMesh` and whatever has the same arrays."""

    vertices: np.ndarray
    """(n, 3), y up, z to the viewer."""
    triangles: np.ndarray
    """(m, 3), counter-clockwise from outside."""
    uv: np.ndarray
    """(n, 2) in 0..1, v up."""
    normals: np.ndarray
    """(n, 3)."""
    texture: np.ndarray
    """uint8 (h, w, 3)."""


class Texture:
    """A picture with its smaller versions, ready to be drawn many times.

    Args:
        pixels: uint8 (h, w, 3) or (h, w, 4) with straight alpha.
        smaller: False leaves the smaller versions out: made faster, but rough where it is drawn much smaller.
    """

    def __init__(self, pixels: np.ndarray, smaller: bool = True) -> None:
        height, width = pixels.shape[:2]
        self.size = (width, height)
        level = np.full((height, width, 4), 255, np.uint8)
        level[..., : pixels.shape[2]] = pixels
        if pixels.shape[2] == 4:
            level[..., :3] = (level[..., :3].astype(np.uint16) * level[..., 3:] + 127) // 255
        found, rows, start = [level.reshape(-1)], [(0, width, height)], height * width
        while smaller and max(width, height) > 1:
            level = _halved(level)
            height, width = level.shape[:2]
            found.append(level.reshape(-1))
            rows.append((start, width, height))
            start += height * width
        self.texels = np.concatenate(found).view(np.dtype("<u4")).astype(np.uint32, copy=False)
        self.levels = np.array(rows, np.int64)


def _halved(level: np.ndarray) -> np.ndarray:
    """Half the size, each pixel the mean of four; an odd row or column is repeated."""
    height, width = level.shape[:2]
    if height % 2 or width % 2:
        level = np.pad(level, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
    wide = level.astype(np.uint16)
    return ((wide[::2, ::2] + wide[1::2, ::2] + wide[::2, 1::2] + wide[1::2, 1::2] + 2) // 4).astype(np.uint8)


@dataclass(frozen=True)
class Camera:
    """Where a head is seen from.

    `yaw` and `pitch` are the degrees that the head is turned to the viewer's right and up, `roll` clockwise, about
    `center`. `distance` is from there to the eye, in metres; `reach` the metres from `center` that just fit in the
    picture, half its smaller side.
    """

    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    distance: float = 1.1
    reach: float = 0.19
    center: tuple[float, float, float] = (0.0, 0.0, 0.0)

    @classmethod
    def around(cls, mesh: Solid, **angles: float) -> Camera:
        """A camera in whose picture the mesh stays whole while it turns."""
        low, high = mesh.vertices.min(0), mesh.vertices.max(0)
        middle = (low + high) / 2
        flat = np.hypot(mesh.vertices[:, 0] - middle[0], mesh.vertices[:, 2] - middle[2]).max()
        # What comes nearer to the eye as it turns looks larger.
        size = max(flat * 1.05, (high[1] - low[1]) / 2) * 1.1
        distance = 7.0 * size
        return cls(reach=float(size * 1.06), distance=float(distance), center=tuple(map(float, middle)), **angles)

    @property
    def rotation(self) -> np.ndarray:
        """(3, 3), from the head's own space to the viewer's."""
        yaw, pitch, roll = np.radians([self.yaw, -self.pitch, -self.roll])
        about_y = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
        about_x = np.array([[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]])
        about_z = np.array([[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]])
        return about_z @ about_x @ about_y

    def project(self, points: np.ndarray, size: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
        """Points (n, 3) in a picture of (width, height): x, y in pixels (n, 2), and 1 / depth (n,)."""
        seen = (np.asarray(points, np.float64) - self.center) @ self.rotation.T
        nearness = 1.0 / np.maximum(self.distance - seen[:, 2], 1e-3)
        scale = self.distance / self.reach * min(size) / 2
        flat = seen[:, :2] * (nearness * scale)[:, None] * (1, -1) + np.array(size) / 2
        return flat, nearness


@dataclass
class Model:
    """A mesh made ready to be rendered many times; `occlusion` (n,) 0..1 darkens what lies in folds."""

    mesh: Solid
    occlusion: np.ndarray | None = None
    texture: Texture = field(init=False)
    closed: bool = field(init=False)

    def __post_init__(self) -> None:
        self.texture = Texture(self.mesh.texture)
        self.triangles = np.ascontiguousarray(self.mesh.triangles, np.int32)
        self.closed = is_closed(self.mesh)
        width, height = self.texture.size
        uv = np.asarray(self.mesh.uv, np.float32)
        self.texels = np.stack([uv[:, 0] * width, (1 - uv[:, 1]) * height], 1).astype(np.float32)


def is_closed(mesh: Solid) -> bool:
    """Whether the mesh has no border; corners at the same place count as one."""
    _, same = np.unique(np.round(mesh.vertices * 1e6).astype(np.int64), axis=0, return_inverse=True)
    corners = same.reshape(-1)[mesh.triangles].astype(np.int64)
    edges = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]])
    edges = edges[edges[:, 0] != edges[:, 1]]
    there, back = (edges[:, i] * (len(same) + 1) + edges[:, 1 - i] for i in (0, 1))
    return bool(np.array_equal(np.sort(there), np.sort(back)))


def render(
    mesh: Solid | Model,
    camera: Camera,
    size: int | tuple[int, int] = 512,
    *,
    shading: Shading = "photo",
    background: np.ndarray | None = None,
    samples: int = 4,
) -> np.ndarray:
    """Render a head in a studio: key light from the upper left, fill, rim, before a soft gradient.

    Args:
        mesh: a `Model` when it is rendered more than once.
        size: of the picture, or (width, height), in pixels.
        background: uint8 (h, w, 3), or (h, w, 4) premultiplied; None is a soft gradient.
        samples: per pixel: 1, 4 or 8.

    Returns:
        uint8, (h, w, 3) or as the background.
    """
    from castalia.faces.render import kernel as kernel

    model = mesh if isinstance(mesh, Model) else Model(mesh)
    width, height = (size, size) if isinstance(size, int) else size
    points, nearness = camera.project(model.mesh.vertices, (width, height))
    values = np.empty((len(points), 7), np.float32)
    values[:, :2], values[:, kernel.ALPHA] = model.texels, 1.0
    values[:, kernel.LIGHT] = 1.0 if model.occlusion is None else model.occlusion
    values[:, kernel.X :] = model.mesh.normals @ camera.rotation.T
    canvas = backdrop(width, height).copy() if background is None else np.array(background, order="C")
    modes = {"photo": kernel.PHOTO, "clay": kernel.CLAY, "wire": kernel.WIRE, "flat": kernel.TEXTURE}
    _draw(
        canvas, points, nearness, model.triangles, values, model.texture, modes[shading], samples,
        hidden=1 if model.closed else 0, flips=True,
    )  # fmt: skip
    return canvas


@lru_cache(maxsize=8)
def backdrop(width: int, height: int) -> np.ndarray:
    """The backdrop of the studio, uint8 (height, width, 3): pale, darker towards the corners and the floor."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = (x + 0.5) / width * 2 - 1, (y + 0.5) / height * 2 - 1
    far = np.clip(np.hypot(x * 0.80, (y + 0.18) * 0.72), 0, 1.4)
    share = np.clip(far / 1.25, 0, 1) ** 2
    share = (share * (3 - 2 * share))[..., None]
    light, dark = np.array([243, 244, 246], np.float32), np.array([196, 202, 210], np.float32)
    # A fixed pattern of less than one step hides the bands that eight bits would show.
    grain = (np.array([[0, 2], [3, 1]], np.float32) / 4)[np.arange(height)[:, None] % 2, np.arange(width) % 2]
    made = (light + (dark - light) * share + grain[..., None]).astype(np.uint8)
    made.flags.writeable = False
    return made


def draw_layer(
    canvas: np.ndarray,
    points: np.ndarray,
    uv: np.ndarray | None,
    triangles: np.ndarray,
    texture: np.ndarray | Texture | None = None,
    *,
    alpha: np.ndarray | float = 1.0,
    light: np.ndarray | float = 1.0,
    color: Any = None,
    samples: int = 4,
) -> np.ndarray:
    """Draw a flat layer of triangles onto a canvas, in place; later triangles cover earlier ones.

    Edges are smooth, and neighbours leave no crack between them. A pixel in which nothing lies keeps its value, and a
    texture that is drawn unmoved (points equal to uv) keeps every byte.

    Args:
        canvas: uint8 or float32 (h, w, 3), or (h, w, 4) premultiplied; values 0..255.
        points: (n, 2), x to the right and y down in pixels; the middle of the first pixel is (0.5, 0.5).
        uv: (n, 2), the same in pixels of the texture; None with a colour.
        triangles: (m, 3), either way round.
        texture: uint8 (h, w, 3 or 4); a `Texture` when it is drawn more than once.
        alpha: opacity, 0..1, of all or of each corner (n,).
        light: factor of the brightness, of all or of each corner (n,).
        color: 0..255, (3,) or of each corner (n, 3), in place of a texture.
        samples: per pixel: 1, 4 or 8.

    Returns:
        The canvas.
    """
    from castalia.faces.render import kernel as kernel

    values = np.empty((len(points), 7), np.float32)
    values[:, kernel.ALPHA], values[:, kernel.LIGHT] = alpha, light
    if texture is None:
        values[:, :2], values[:, kernel.X :] = 0.0, color
        texture, mode = _nothing(), kernel.COLOR
    else:
        values[:, :2], values[:, kernel.X :] = uv, 0.0
        texture, mode = texture if isinstance(texture, Texture) else Texture(texture), kernel.TEXTURE
    nearness = np.ones(len(points))
    _draw(canvas, np.asarray(points, np.float64), nearness, np.ascontiguousarray(triangles, np.int32), values, texture,
          mode, samples, hidden=None, flips=False)  # fmt: skip
    return canvas


def draw_depth(points: np.ndarray, height: np.ndarray, triangles: np.ndarray, side: int) -> np.ndarray:
    """What is nearest in each pixel of a square picture, float32 (side, side): the greatest `height`, or -1000.

    Args:
        points: (n, 2), in pixels. height: (n,), -2..2, growing towards the viewer.
    """
    from castalia.faces.render import kernel as kernel

    canvas = np.full((side, side, 3), -1000.0, np.float32)
    values = np.zeros((len(points), 7), np.float32)
    values[:, [kernel.ALPHA, kernel.LIGHT]] = 1.0
    values[:, kernel.X :] = 255.0 * (np.asarray(height)[:, None] + 2) / 4  # colours lie in 0..255
    _draw(canvas, np.asarray(points, np.float64), np.asarray(height), np.ascontiguousarray(triangles, np.int32), values,
          _nothing(), kernel.COLOR, 1, hidden=None, flips=False)  # fmt: skip
    return np.where(canvas[..., 0] < 0, canvas[..., 0], canvas[..., 0] / 255 * 4 - 2)


@lru_cache(maxsize=1)
def _nothing() -> Texture:
    return Texture(np.zeros((1, 1, 3), np.uint8))


def _draw(
    canvas: np.ndarray,
    points: np.ndarray,
    nearness: np.ndarray,
    triangles: np.ndarray,
    values: np.ndarray,
    texture: Texture,
    mode: int,
    samples: int,
    hidden: int | None,
    flips: bool,
) -> None:
    """Draw in strips, side by side in threads. `hidden` 1 leaves out triangles that show their back."""
    from castalia.faces.render import kernel as kernel

    height, width = canvas.shape[:2]
    grid = np.clip(np.rint(points * kernel.SUB), -_FARTHEST, _FARTHEST).astype(np.int32)
    kept, spans, blur = _chosen(grid, values[:, :2], triangles, texture, hidden, (width, height), kernel.SUB)
    if not len(kept):
        return
    near = np.ascontiguousarray(nearness, np.float32)
    points = np.ascontiguousarray(points, np.float64)
    offsets = np.round(np.array(_PATTERNS[samples]) * (kernel.SUB / 8)).astype(np.int64)
    rounding = np.float32(0.5 if canvas.dtype == np.uint8 else 0.0)
    first = max(int(spans[:, 0].min()), 0) // ROWS * ROWS
    last = min(int(spans[:, 1].max()) + 1, height)

    def work(top: int) -> None:
        kernel.strip(
            canvas, top, min(top + ROWS, height), grid, points, near, triangles, kept, spans,
            values, texture.texels, texture.levels, blur, offsets, flips, mode, rounding,
        )  # fmt: skip

    # Threads do not pay for a small picture.
    _in_threads(work, range(first, last, ROWS), threads() if height * width > 200 * 200 else 1)


def _chosen(
    grid: np.ndarray,
    uv: np.ndarray,
    triangles: np.ndarray,
    texture: Texture,
    hidden: int | None,
    size: tuple[int, int],
    sub: int,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which triangles to draw (k,), their first and last rows (k, 2), and the level of the texture that suits the size
    of every triangle (m,), float32."""
    ax, ay = grid[triangles[:, 0], 0].astype(np.int64), grid[triangles[:, 0], 1].astype(np.int64)
    bx, by = grid[triangles[:, 1], 0] - ax, grid[triangles[:, 1], 1] - ay
    cx, cy = grid[triangles[:, 2], 0] - ax, grid[triangles[:, 2], 1] - ay
    area = bx * cy - cx * by
    # On a picture, whose y points down, what is counter-clockwise from outside has a negative area.
    there = area < 0 if hidden else area != 0
    left, right = ax + np.minimum(np.minimum(bx, cx), 0), ax + np.maximum(np.maximum(bx, cx), 0)
    high, low = ay + np.minimum(np.minimum(by, cy), 0), ay + np.maximum(np.maximum(by, cy), 0)
    there &= (right >= 0) & (low >= 0) & (left < size[0] * sub) & (high < size[1] * sub)
    a, b, c = (uv[triangles[:, i]] for i in range(3))
    b, c = b - a, c - a
    texels = np.abs(b[:, 0] * c[:, 1] - c[:, 0] * b[:, 1])
    pixels = np.maximum(np.abs(area), 1) / (sub * sub)
    level = 0.5 * np.log2(np.maximum(texels / pixels, 1e-9)) - _SHARPER
    kept = np.flatnonzero(there).astype(np.int32)
    spans = np.stack([high[kept] // sub, low[kept] // sub], 1).astype(np.int32)
    return kept, spans, np.clip(level, 0, len(texture.levels) - 1).astype(np.float32)


def _in_threads(work: Callable[[int], None], pieces: range, most: int) -> None:
    """Call work(piece) for all pieces in at most so many threads, which live for one call."""
    workers = min(most, len(pieces))
    if workers < 2:
        for piece in pieces:
            work(piece)
        return
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(work, pieces))


def threads() -> int:
    """Threads to draw with: the processors this process may use, or NUMBA_NUM_THREADS."""
    asked = os.environ.get("NUMBA_NUM_THREADS", "")
    if asked.isdigit() and int(asked) > 0:
        return int(asked)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
