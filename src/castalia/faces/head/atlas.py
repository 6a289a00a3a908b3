"""Where each part of the head lies in its square texture, and which triangle each texel shows.

One chart holds the skin: the face in an ellipse, the grid round it as rays to the square's border. A convex rim and
positive weights make a flat face in which nothing folds (Tutte 1963, Floater 2003). Ears and the neck's base have
charts of their own in a strip below.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from castalia.faces.head.shell import even, shell
from castalia.faces.topology import topology

STRIP = 0.13
"""Height of the strip for small charts."""
MARGIN = 0.006
_ELLIPSE = (0.5, 0.505, 0.235, 0.262)
"""Middle and half axes of the face."""


def skin_chart(working: np.ndarray) -> np.ndarray:
    """Texture coordinates (n, 2), v up, of the shell; `working` are the points of the fine mesh of face and grid."""
    parts, whole = topology(), shell()
    flat = flat_face(working)[1]
    face = np.array(_ELLIPSE[:2]) + flat * np.array(_ELLIPSE[2:])
    rim = face[whole.rim]
    rim = np.stack([rim, (rim + np.roll(rim, -1, axis=0)) / 2], 1).reshape(-1, 2)
    ray = rim - np.array(_ELLIPSE[:2])
    low, high = np.array([MARGIN, STRIP]), np.array([1 - MARGIN, 1 - MARGIN])
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = np.where(ray > 0, (high - rim) / ray, (low - rim) / ray)
    border = rim + ray * np.where(np.abs(ray) < 1e-9, np.inf, reach).min(1, keepdims=True)
    steps = np.linalg.norm(np.diff(working[parts.grid], axis=0), axis=2)
    length = even(np.concatenate([np.zeros((1, steps.shape[1])), np.cumsum(steps, axis=0)]))
    # What a camera in front of the face sees lies in the first third, and gets more than that.
    share = 0.35 * np.linspace(0, 1, len(length))[:, None] + 0.65 * length / length[-1]
    share = 1.25 * share - 0.25 * share**2
    grid = rim + (border - rim) * share[1:, :, None]
    return np.vstack([face, grid.reshape(-1, 2)])


def flat_face(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The face's points (indices (k,)) laid flat into the unit circle (k, 2)."""
    from scipy.sparse import coo_matrix, diags
    from scipy.sparse.linalg import spsolve

    parts = topology()
    triangles = parts.fine[: parts.face_triangles]
    used, local = np.unique(triangles, return_inverse=True)
    triangles = local.reshape(-1, 3)
    at = points[used]
    rim = np.searchsorted(used, parts.grid[0])
    step = np.linalg.norm(np.diff(at[np.r_[rim, rim[:1]]], axis=0), axis=1)
    # The rim follows the oval's length, with forehead and chin on the middle line.
    half = len(rim) // 2
    angle = np.concatenate([
        np.cumsum(np.r_[0, step[: half - 1]]) / step[:half].sum(),
        1 + np.cumsum(np.r_[0, step[half:-1]]) / step[half:].sum(),
    ])  # fmt: skip
    angle = np.pi / 2 + np.pi * angle
    flat = np.zeros((len(used), 2))
    flat[rim] = np.stack([np.cos(angle), np.sin(angle)], 1)
    free = np.setdiff1d(np.arange(len(used)), rim)
    a, b, weight = _mean_values(at, triangles)
    for _ in range(3):
        near = coo_matrix((weight, (a, b)), (len(used), len(used))).tocsr()
        system = diags(np.asarray(near.sum(1)).ravel()) - near
        flat[free] = spsolve(system[free][:, free].tocsc(), -(system[free][:, rim] @ flat[rim]))
        # Where the face is squeezed, points pull less (Yoshizawa 2004); weights stay positive.
        squeeze = _squeeze(at, flat, triangles)
        weight = weight / squeeze[b] ** 0.6
    return used, flat


def _mean_values(at: np.ndarray, triangles: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Floater's mean-value weights of all directed edges, positive whatever the shape."""
    rows, columns, weights = [], [], []
    for k in range(3):
        i, j, m = triangles[:, k], triangles[:, (k + 1) % 3], triangles[:, (k + 2) % 3]
        u, v = at[j] - at[i], at[m] - at[i]
        long_u = np.maximum(np.linalg.norm(u, axis=1), 2e-3)
        long_v = np.maximum(np.linalg.norm(v, axis=1), 2e-3)
        cos = np.clip((u * v).sum(1) / (long_u * long_v), -0.98, 0.9995)
        half = np.sqrt((1 - cos) / (1 + cos))
        rows += [i, i]
        columns += [j, m]
        weights += [half / long_u, half / long_v]
    weight = np.concatenate(weights)
    return np.concatenate(rows), np.concatenate(columns), np.clip(weight, 0.02 * np.median(weight), None)


def _squeeze(at: np.ndarray, flat: np.ndarray, triangles: np.ndarray) -> np.ndarray:
    """How many times larger the surface round each point is than its image, with mean 1 (n,)."""
    a, b, c = (at[triangles[:, k]] for k in range(3))
    solid = np.linalg.norm(np.cross(b - a, c - a), axis=1)
    p, q, r = (flat[triangles[:, k]] for k in range(3))
    image = np.abs((q - p)[:, 0] * (r - p)[:, 1] - (q - p)[:, 1] * (r - p)[:, 0])
    top = np.bincount(triangles.ravel(), np.repeat(solid, 3), len(at))
    low = np.bincount(triangles.ravel(), np.repeat(image, 3), len(at))
    found = np.sqrt(top / np.maximum(low, 1e-12))
    found = np.clip(found / np.median(found), 0.3, 3.0)
    return found / found.mean()


@cache
def _kernel() -> Any:
    from numba import njit

    @njit(cache=True, error_model="numpy")
    def cover(points, depth, triangles, width, height, shown, shares, nearest):  # type: ignore[no-untyped-def]
        for t in range(triangles.shape[0]):
            a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
            ax, ay, bx, by = points[a, 0], points[a, 1], points[b, 0], points[b, 1]
            cx, cy = points[c, 0], points[c, 1]
            area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
            if abs(area) < 1e-12:
                continue
            x0, x1 = max(int(min(ax, bx, cx) - 0.5), 0), min(int(max(ax, bx, cx) + 0.5), width - 1)
            y0, y1 = max(int(min(ay, by, cy) - 0.5), 0), min(int(max(ay, by, cy) + 0.5), height - 1)
            for y in range(y0, y1 + 1):
                for x in range(x0, x1 + 1):
                    px, py = x + 0.5, y + 0.5
                    v = ((px - ax) * (cy - ay) - (py - ay) * (cx - ax)) / area
                    w = ((bx - ax) * (py - ay) - (by - ay) * (px - ax)) / area
                    u = 1.0 - v - w
                    if u < -1e-7 or v < -1e-7 or w < -1e-7:
                        continue
                    near = u * depth[a] + v * depth[b] + w * depth[c]
                    if shown[y, x] < 0 or near > nearest[y, x]:
                        shown[y, x] = t
                        shares[y, x, 0], shares[y, x, 1], shares[y, x, 2] = u, v, w
                        nearest[y, x] = near

    return cover


def cover(
    points: np.ndarray, triangles: np.ndarray, size: tuple[int, int], depth: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which triangle each cell of a map of (width, height) shows.

    Args:
        points: (n, 2), x right and y down in cells.
        depth: (n,), where larger hides smaller.

    Returns:
        Triangle int32 (height, width), -1 where there is none; shares float32 (height, width, 3) of its corners; the
        depth float32 (height, width).
    """
    width, height = size
    shown = np.full((height, width), -1, np.int32)
    shares = np.zeros((height, width, 3), np.float32)
    nearest = np.full((height, width), -1e9, np.float32)
    depth = np.zeros(len(points)) if depth is None else np.asarray(depth, np.float64)
    _kernel()(
        np.ascontiguousarray(points, np.float64), depth, np.ascontiguousarray(triangles, np.int32), width, height,
        shown, shares, nearest,
    )  # fmt: skip
    return shown, shares, nearest
