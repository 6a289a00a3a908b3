"""Maps of the texture's texels: filled in from the triangles' corners, looked up in pictures, carried over gaps."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np


def filled(color: np.ndarray, known: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What is known carried smoothly over what is not (h, w, 3), and how near it is (h, w) 1..0."""
    step = max(1, color.shape[0] // 256)
    weight = shrunk(known[..., None].astype(np.float32), step)
    value = shrunk((color * known[..., None]).astype(np.float32), step)
    levels = [(value, weight)]
    while levels[-1][0].shape[0] > 2:
        levels.append((shrunk(levels[-1][0], 2), shrunk(levels[-1][1], 2)))
    value, weight = levels[-1]
    made = value / np.maximum(weight, 1e-6)
    near = np.zeros_like(weight)
    for depth in range(len(levels) - 2, -1, -1):
        value, weight = levels[depth]
        share = np.clip(weight * 3, 0, 1)
        made = enlarged(made, value.shape[:2]) * (1 - share) + value / np.maximum(weight, 1e-6) * share
        near = np.maximum(enlarged(near, value.shape[:2]), share * 0.9 ** max(depth - 1, 0) * (depth < 6))
    return enlarged(made, color.shape[:2]), enlarged(near, color.shape[:2])[..., 0]


def shrunk(plane: np.ndarray, step: int) -> np.ndarray:
    """A map (h, w, k) whose cells are means of step x step."""
    if step == 1:
        return plane
    height, width = (v // step * step for v in plane.shape[:2])
    return plane[:height, :width].reshape(height // step, step, width // step, step, -1).mean((1, 3))


def enlarged(plane: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """A map (h, w, k) at another size (height, width)."""
    from PIL import Image

    if plane.shape[:2] == shape[:2]:
        return plane
    size = (shape[1], shape[0])
    return np.dstack([
        np.asarray(Image.fromarray(np.ascontiguousarray(layer, np.float32)).resize(size, Image.Resampling.BILINEAR))
        for layer in np.moveaxis(plane, 2, 0)
    ])  # fmt: skip


def bled(color: np.ndarray, there: np.ndarray) -> np.ndarray:
    """The charts' colours carried a little beyond their borders, so that no seam shows."""
    from scipy.ndimage import distance_transform_edt

    if there.all():
        return np.clip(color + 0.5, 0, 255).astype(np.uint8)
    rows, columns = distance_transform_edt(~there, return_distances=False, return_indices=True)
    return np.clip(color[rows, columns] + 0.5, 0, 255).astype(np.uint8)


def eased(x: np.ndarray) -> np.ndarray:
    """0 up to 0, 1 from 1 on, smooth between."""
    x = np.clip(x, 0, 1)
    return x * x * (3 - 2 * x)


@cache
def _kernels() -> Any:
    from numba import njit

    @njit(cache=True, error_model="numpy")
    def spread_kernel(shown, shares, triangles, values, out):  # type: ignore[no-untyped-def]
        for y in range(shown.shape[0]):
            for x in range(shown.shape[1]):
                t = shown[y, x]
                if t >= 0:
                    a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
                    u, v, w = shares[y, x, 0], shares[y, x, 1], shares[y, x, 2]
                    for k in range(values.shape[1]):
                        out[y, x, k] = u * values[a, k] + v * values[b, k] + w * values[c, k]

    @njit(cache=True, error_model="numpy")
    def sample_kernel(layers, at, nearest, out):  # type: ignore[no-untyped-def]
        height, width = layers.shape[0], layers.shape[1]
        for y in range(at.shape[0]):
            for x in range(at.shape[1]):
                px = min(max(at[y, x, 0] - 0.5, 0.0), width - 1.001)
                py = min(max(at[y, x, 1] - 0.5, 0.0), height - 1.001)
                i, j = int(px), int(py)
                u, v = px - i, py - j
                if nearest:
                    u, v = (1.0 if u > 0.5 else 0.0), (1.0 if v > 0.5 else 0.0)
                for k in range(layers.shape[2]):
                    top = layers[j, i, k] * (1 - u) + layers[j, i + 1, k] * u
                    low = layers[j + 1, i, k] * (1 - u) + layers[j + 1, i + 1, k] * u
                    out[y, x, k] = top * (1 - v) + low * v

    return spread_kernel, sample_kernel


def spread(shown: np.ndarray, shares: np.ndarray, triangles: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Values (n, k) of the corners at every texel (h, w, k)."""
    out = np.zeros((*shown.shape, values.shape[1]), np.float32)
    _kernels()[0](shown, shares, np.ascontiguousarray(triangles, np.int32), values, out)
    return out


def sample(layers: np.ndarray, at: np.ndarray, nearest: bool = False) -> np.ndarray:
    """Layers (h, w, k) at places in pixels (n, m, 2 or more)."""
    out = np.zeros((*at.shape[:2], layers.shape[2]), np.float32)
    _kernels()[1](np.ascontiguousarray(layers, np.float32), np.ascontiguousarray(at, np.float32), nearest, out)
    return out
