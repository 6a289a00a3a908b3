"""A shaded view of a mesh, drawn by a small z-buffer, for thumbnails."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import trimesh

_YAW, _PITCH = np.radians(28.0), np.radians(18.0)
_CLAY = (206, 186, 168)
_TOP, _BOTTOM = np.array([247, 245, 241.0]), np.array([222, 217, 210.0])
_MAX_FACES = 150_000


def shaded(mesh: trimesh.Trimesh, size: int) -> np.ndarray:
    """Draw a mesh from above right, lit by a key light and the sky, on a light ground.

    Triangles are filled by testing the pixel centres of their bounding boxes, small ones many at a time.

    Args:
        mesh: y up, vertex colours sRGB or none.
        size: of the square picture, pixels.

    Returns:
        uint8 (size, size, 3).
    """
    vertices, faces = np.asarray(mesh.vertices, np.float64), np.asarray(mesh.faces)
    faces = faces[:: -(-len(faces) // _MAX_FACES)]
    turned, scale = _turned(vertices), _extent(vertices)
    view = (turned - (turned.max(0) + turned.min(0)) / 2) / scale
    x = (view[:, 0] * 0.86 + 0.5) * size
    y = (0.5 - view[:, 1] * 0.86) * size
    depth, owner = _rasterised(np.stack([x, y, view[:, 2]], 1)[faces], size)
    rows, columns = np.nonzero(owner >= 0)
    picture = np.linspace(_TOP, _BOTTOM, size)[:, None, :].repeat(size, 1)
    picture[rows, columns] = _lit(mesh, faces, owner[rows, columns])
    return np.round(_contact(picture, depth, owner)).clip(0, 255).astype(np.uint8)


def _turned(points: np.ndarray) -> np.ndarray:
    """World to view: x right, y up, z towards the eye."""
    cy, sy, cp, sp = np.cos(_YAW), np.sin(_YAW), np.cos(_PITCH), np.sin(_PITCH)
    x = cy * points[:, 0] - sy * points[:, 2]
    z = sy * points[:, 0] + cy * points[:, 2]
    return np.stack([x, cp * points[:, 1] - sp * z, sp * points[:, 1] + cp * z], axis=1)


def _extent(vertices: np.ndarray) -> float:
    turned = _turned(vertices)[:, :2]
    return max(float(np.ptp(turned, axis=0).max()), 1e-9)


def _rasterised(corners: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """The nearest triangle of each pixel.

    Args:
        corners: (faces, 3, 3): pixel x, pixel y, nearness.

    Returns:
        nearness (size, size), -inf where nothing is; index of the face (size, size), -1 where nothing is.
    """
    depth = np.full(size * size, -np.inf)
    owner = np.full(size * size, -1)
    low = np.floor(corners[:, :, :2].min(1)).astype(int)
    span = np.ceil(corners[:, :, :2].max(1)).astype(int) - low + 1
    classes = 2 ** np.ceil(np.log2(np.maximum(span.max(1), 1))).astype(int)
    for side in np.unique(classes):
        members = np.nonzero(classes == side)[0]
        batch = max(1, 4_000_000 // int(side * side))
        for start in range(0, len(members), batch):
            _fill(corners, members[start : start + batch], low, int(side), size, depth, owner)
    return depth.reshape(size, size), owner.reshape(size, size)


def _fill(
    corners: np.ndarray, faces: np.ndarray, low: np.ndarray, side: int, size: int, depth: np.ndarray, owner: np.ndarray
) -> None:  # fmt: skip
    """Draw faces whose bounding boxes have at most `side` pixels each way, all at once."""
    a, b, c = (corners[faces, i] for i in range(3))
    grid = np.arange(side)
    px = low[faces, 0, None] + np.tile(grid, side)
    py = low[faces, 1, None] + np.repeat(grid, side)

    def edge(p: np.ndarray, q: np.ndarray) -> np.ndarray:
        return (q[:, None, 0] - p[:, None, 0]) * (py + 0.5 - p[:, None, 1]) - (q[:, None, 1] - p[:, None, 1]) * (
            px + 0.5 - p[:, None, 0]
        )

    area = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    flat = np.abs(area) < 1e-12
    area = np.where(flat, 1.0, area)[:, None]
    wa, wb, wc = edge(b, c) / area, edge(c, a) / area, edge(a, b) / area
    inside = (wa >= 0) & (wb >= 0) & (wc >= 0) & (px >= 0) & (px < size) & (py >= 0) & (py < size) & ~flat[:, None]
    which, pixel = np.nonzero(inside)
    if not len(which):
        return
    near = (wa * a[:, None, 2] + wb * b[:, None, 2] + wc * c[:, None, 2])[which, pixel]
    at = (py * size + px)[which, pixel]
    # Far ones first: of several on one pixel the assignment keeps the last, which is the nearest.
    order = np.argsort(near, kind="stable")
    at, near, which = at[order], near[order], which[order]
    best = np.full(len(depth), -np.inf)
    best[at] = near
    winner = np.full(len(depth), -1)
    winner[at] = faces[which]
    closer = best > depth
    depth[closer], owner[closer] = best[closer], winner[closer]


def _lit(mesh: trimesh.Trimesh, faces: np.ndarray, owner: np.ndarray) -> np.ndarray:
    """Colours (n, 3) in 0..255 of the pixels that belong to the faces `owner`."""
    corners = faces[owner]
    normals = np.asarray(mesh.vertex_normals, np.float64)[corners].mean(1)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
    if mesh.visual.kind in ("vertex", "face") and mesh.visual.defined:
        base = np.asarray(mesh.visual.vertex_colors, np.float64)[corners, :3].mean(1)
    else:
        base = np.full((len(owner), 3), _CLAY, np.float64)
    key = normals @ _unit(0.65, 0.75, 0.55)
    sky = 0.5 + 0.5 * normals[:, 1]
    light = 0.42 + 0.30 * sky + 0.48 * np.clip(key, 0, None) ** 0.9
    shine = np.clip(normals @ _unit(0.75, 0.6, 1.0), 0, 1) ** 40 * 40
    return base * light[:, None] + shine[:, None]


def _unit(*values: float) -> np.ndarray:
    return np.array(values) / np.linalg.norm(values)


def _contact(picture: np.ndarray, depth: np.ndarray, owner: np.ndarray) -> np.ndarray:
    """A soft shadow of the outline on the ground behind, so that the model stands out."""
    from scipy.ndimage import gaussian_filter, shift

    size = len(depth)
    shadow = gaussian_filter(shift((owner >= 0).astype(np.float32), (0.03 * size, -0.02 * size), order=1), 0.03 * size)
    dark = 1 - 0.28 * shadow * (owner < 0)
    return picture * dark[..., None]
