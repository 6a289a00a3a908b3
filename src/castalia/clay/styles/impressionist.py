"""Impressionist: short dabs of unmixed colour on a warm ground, blue shadows, and light that trembles."""

from __future__ import annotations

import numpy as np

from castalia.clay.layers import Layers
from castalia.clay.styles.fields import blur, luminance, saturated, smoothstep, unit
from castalia.clay.styles.outlines import creases
from castalia.clay.styles.strokes import directions, paint, strokes, varnished

_PASSES = ((34.0, 15.0, 8.0, 0.0, 0.11), (22.0, 11.0, 8.5, 0.0, 0.16), (13.0, 6.0, 4.4, 0.085, 0.12),
           (7.0, 3.0, 2.3, 0.135, 0.06))  # fmt: skip
"""Length, width and spacing of the dabs of each pass, reference pixels; how far the canvas must be from the picture
for one to be laid; how much its colour may be off."""
_GROUND = np.array([0.80, 0.68, 0.50], np.float32)
_SHADOW = np.array([0.30, 0.30, 0.62], np.float32)


def impressionist(layers: Layers, seed: int) -> np.ndarray:
    """Paint the view in dabs: what the eye mixes is laid side by side."""
    rng = np.random.default_rng(seed)
    shape = layers.depth.shape
    s = unit(shape[0])
    rgb = _sunlit(layers.rgb)
    canvas = np.empty_like(rgb)
    canvas[:] = _GROUND
    relief = np.zeros(shape, np.float32)
    angle = directions(rgb, rng, s)
    # Faces and other fine things get the small brush everywhere, water and sky the broad one.
    fine = blur((creases(layers) * (layers.instance > 0)).astype(np.float32), 4 * s)
    for length, width, spacing, tolerance, jitter in _PASSES:
        if width * s < 1.1:
            break
        wanted = np.ascontiguousarray(blur(rgb, width * s * 0.2), np.float32)
        off = np.abs(blur(canvas, width * s * 0.3) - wanted).mean(axis=2) + 0.16 * fine
        bristles = rng.random((64, 32)).astype(np.float32)
        marks = strokes(shape, rng, spacing * s)
        # Pure colours side by side: the channels of a dab stray apart rather than together.
        marks[:, 2:5] = 1.2 * marks[:, 2:5] - 0.6 * marks[:, 2:5].mean(axis=1, keepdims=True)
        paint(canvas, relief, wanted, angle, off, marks, bristles, length * s / 2, width * s / 2, tolerance, jitter)
    return varnished(canvas, relief, s)


def _sunlit(rgb: np.ndarray) -> np.ndarray:
    """High key: no black; shadows turn to violet blue, lights to warm."""
    light = luminance(rgb)[..., None]
    lifted = 0.10 + 0.90 * rgb.clip(0, 1) ** 0.88
    dark = 1 - smoothstep(0.0, 0.42, light)
    lifted = lifted + (_SHADOW * (0.45 + light) - lifted) * (0.30 * dark)
    warm = smoothstep(0.5, 0.95, light) * np.array([0.035, 0.015, -0.03], np.float32)
    return saturated(lifted + warm, 1.42).clip(0, 1).astype(np.float32)
