"""Vaporwave: a striped sun over a neon grid, everything between pink and turquoise, on an old screen."""

from __future__ import annotations

import numpy as np

from castalia.clay.layers import SKY_DEPTH, Layers
from castalia.clay.styles.fields import blur, luminance, noise, smoothstep, unit, warp
from castalia.clay.styles.outlines import drawn, silhouettes

_TONES = np.array([[0.16, 0.05, 0.30], [0.46, 0.16, 0.62], [0.98, 0.44, 0.74], [0.55, 0.86, 0.94],
                   [1.0, 0.97, 0.94]], np.float32)  # fmt: skip
_AT = np.array([0.0, 0.25, 0.5, 0.75, 1.0], np.float32)
_SKY = np.array([[0.13, 0.06, 0.34], [0.50, 0.16, 0.60], [1.0, 0.45, 0.62], [1.0, 0.76, 0.58]], np.float32)
_GRID = np.array([0.25, 0.98, 0.98], np.float32)
_HALF_VIEW = 0.376
"""Tangent of half the usual vertical angle of view."""


def vaporwave(layers: Layers, seed: int) -> np.ndarray:
    """Show the view as a dream of the eighties."""
    rng = np.random.default_rng(seed)
    shape = layers.depth.shape
    s = unit(shape[0])
    rgb = layers.rgb.clip(0, 1)
    light = luminance(rgb)
    graded = np.stack([np.interp(light**0.85, _AT, _TONES[:, c]) for c in range(3)], axis=2).astype(np.float32)
    own = (rgb - light[..., None]) * 0.8 + light[..., None] ** 0.85
    picture = graded + (own - graded) * np.where(layers.instance > 0, 0.42, 0.12)[..., None]
    sky, ground = (layers.part < 0).astype(np.float32), (layers.part == 0).astype(np.float32)
    sky, ground = blur(sky, 0.6 * s)[..., None], blur(ground, 0.6 * s)
    picture = picture + (_dusk(shape, s) - picture) * sky
    floor = picture * np.array([0.62, 0.34, 0.72], np.float32) + np.array([0.07, 0.0, 0.12], np.float32)
    picture = picture + (floor - picture) * (0.85 * ground)[..., None]
    lines = _net(layers, s) * ground
    glow = np.maximum(lines, drawn(silhouettes(layers) * (layers.instance > 0), 0.7 * s) * 0.55)[..., None] * _GRID
    picture = 1 - (1 - picture.clip(0, 1)) * (1 - (0.85 * glow + 0.5 * blur(glow, 4 * s)).clip(0, 1))
    shift = np.zeros((2, *shape), np.float32)
    shift[1] = 1.1 * s
    picture = np.stack([warp(picture[..., 0], shift), picture[..., 1], warp(picture[..., 2], -shift)], axis=2)
    rows = np.cos(np.arange(shape[0], dtype=np.float32) * np.float32(2 * np.pi / max(3.4 * s, 2.0)))
    return picture * (0.975 + 0.025 * rows)[:, None, None] + 0.012 * noise(shape, rng, 2.0, 1)[..., None]


def _dusk(shape: tuple[int, int], s: float) -> np.ndarray:
    """The sky: a gradient, and a sun cut by stripes that widen downwards."""
    height, width = shape
    y = np.arange(height, dtype=np.float32)[:, None] / height
    x = (np.arange(width, dtype=np.float32)[None, :] - width / 2) / height
    at = (y[:, 0] * 1.75).clip(0, 1)
    sky = np.stack([np.interp(at, np.linspace(0, 1, len(_SKY)), _SKY[:, c]) for c in range(3)], axis=1)
    picture = np.broadcast_to(sky[:, None, :], (height, width, 3)).astype(np.float32)
    away = np.hypot(x, y - 0.25)
    disc = 1 - smoothstep(0.195, 0.195 + 0.004 / s, away)
    down = (y - 0.22) / 0.24
    gaps = smoothstep(0.0, 0.10, np.cos(y * (2 * np.pi / 0.034)) + 1 - 1.7 * down.clip(0, 1))
    color = (
        np.array([1.0, 0.93, 0.42])
        + (np.array([1.0, 0.25, 0.62]) - np.array([1.0, 0.93, 0.42])) * (smoothstep(0.06, 0.45, y)[..., None])
    )
    halo = 0.35 * np.exp(-((away / 0.34) ** 2))[..., None] * np.array([1.0, 0.35, 0.6])
    picture = picture + (color - picture) * (disc * np.where(down > 0, gaps, 1.0))[..., None]
    return (picture + halo * (1 - disc[..., None])).astype(np.float32)


def _net(layers: Layers, s: float) -> np.ndarray:
    """Lines of the grid on the ground, from where each pixel of it lies before the camera; they fade far off."""
    height, width = layers.depth.shape
    right = (np.arange(width, dtype=np.float32)[None, :] - width / 2) / (height / 2) * _HALF_VIEW
    down = (np.arange(height, dtype=np.float32)[:, None] - height / 2) / (height / 2) * _HALF_VIEW
    depth = np.minimum(layers.depth, SKY_DEPTH) / np.sqrt(1 + right * right + down * down)
    x = right * depth
    total = np.zeros(depth.shape, np.float32)
    for place, pixel in ((x, depth * (_HALF_VIEW * 2 / height)), (depth, np.abs(np.gradient(depth, axis=0)))):
        away = np.abs((place / 0.62 + 0.5) % 1 - 0.5) * 0.62
        half = np.maximum(pixel * s, 0.004)
        total = np.maximum(total, 1 - smoothstep(half * 0.5, half * 1.6, away))
    return total * (1 - smoothstep(8, 26, depth))
