"""Cyberpunk: night in cyan and magenta, glowing contours, scan lines, and colours that come apart at the rim."""

from __future__ import annotations

import numpy as np

from castalia.clay.layers import Layers
from castalia.clay.styles.fields import blur, luminance, noise, smoothstep, unit, warp
from castalia.clay.styles.outlines import creases, drawn, silhouettes

_TONES = np.array([[0.015, 0.01, 0.05], [0.10, 0.02, 0.24], [0.62, 0.07, 0.55], [0.25, 0.62, 0.88],
                   [0.90, 1.0, 1.0]], np.float32)  # fmt: skip
_AT = np.array([0.0, 0.18, 0.42, 0.72, 1.0], np.float32)
_CYAN, _MAGENTA = np.array([0.10, 0.95, 1.0], np.float32), np.array([1.0, 0.12, 0.72], np.float32)
_LINE = 3.0
"""Distance of the scan lines, reference pixels."""


def cyberpunk(layers: Layers, seed: int) -> np.ndarray:
    """Show the view on a screen in a city of neon."""
    rng = np.random.default_rng(seed)
    shape = layers.depth.shape
    s = unit(shape[0])
    rgb = layers.rgb.clip(0, 1)
    light = luminance(rgb)
    light = smoothstep(-0.05, 1.12, light**1.15)
    graded = np.stack([np.interp(light, _AT, _TONES[:, c]) for c in range(3)], axis=2).astype(np.float32)
    own = (rgb - luminance(rgb)[..., None]) * 0.95 + light[..., None]
    subject = blur((layers.instance > 0).astype(np.float32), 1.0 * s)[..., None]
    mixed = graded + (own - graded) * (0.30 + 0.28 * subject)
    # Contours glow: cyan where they face right, magenta where they face left.
    side = smoothstep(-0.5, 0.5, blur(layers.normal[..., 0], 2 * s))[..., None]
    neon = _MAGENTA + (_CYAN - _MAGENTA) * side
    lines = np.maximum(silhouettes(layers), 0.5 * creases(layers)) * np.where(layers.instance > 0, 1.0, 0.35)
    thin = drawn(lines, 0.8 * s)[..., None]
    glow = thin * neon * 0.55 + blur(thin * neon, 3.5 * s) * 0.75 + blur(thin * neon, 13 * s) * 1.0
    bright = mixed * smoothstep(0.62, 0.95, light)[..., None]
    lit = 1 - (1 - mixed.clip(0, 1)) * (1 - (glow + 0.45 * blur(bright, 8 * s)).clip(0, 1))
    lit = _apart(lit, s)
    rows = np.cos(np.arange(shape[0], dtype=np.float32) * np.float32(2 * np.pi / max(_LINE * s, 2.0)))
    lit = lit * (0.955 + 0.045 * rows)[:, None, None] * _vignette(shape)[..., None]
    return lit + 0.012 * noise(shape, rng, 1.8, 1)[..., None]


def _apart(rgb: np.ndarray, s: float) -> np.ndarray:
    """Red and blue moved apart sideways, more towards the rim."""
    height, width = rgb.shape[:2]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    shift = np.zeros((2, height, width), np.float32)
    shift[1] = (0.7 + 1.3 * x * x) * s
    return np.stack([warp(rgb[..., 0], -shift), rgb[..., 1], warp(rgb[..., 2], shift)], axis=2)


def _vignette(shape: tuple[int, int]) -> np.ndarray:
    y = np.linspace(-1, 1, shape[0], dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, shape[1], dtype=np.float32)[None, :]
    return 1 - 0.34 * smoothstep(0.5, 1.9, y * y + x * x)
