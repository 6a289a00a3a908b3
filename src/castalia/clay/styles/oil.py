"""Oil: real strokes of a brush, large ones first, laid along the forms, with the relief of thick paint."""

from __future__ import annotations

import numpy as np

from castalia.clay.layers import Layers
from castalia.clay.styles.fields import blur, saturated, unit
from castalia.clay.styles.strokes import directions, paint, strokes, varnished

_PASSES = ((40.0, 13.0, 8.0, 0.0), (24.0, 7.5, 5.0, 0.018), (13.0, 4.0, 2.8, 0.040), (7.0, 2.2, 1.7, 0.070))
"""Length, width and spacing of the strokes of each pass, reference pixels; and how far the canvas must be from the
picture (0..1) for a stroke of that pass to be laid."""
_JITTER = 0.035


def oil(layers: Layers, seed: int) -> np.ndarray:
    """Paint the view with strokes, from large to small.

    Source: Hertzmann 1998, "Painterly rendering with curved brush strokes of multiple sizes"; strokes end at edges
    as in Litwinowicz 1997. Places and order of the strokes depend on the seed alone.
    """
    rng = np.random.default_rng(seed)
    shape = layers.depth.shape
    s = unit(shape[0])
    rgb = saturated(layers.rgb, 1.28)
    rgb = (0.5 + (rgb - 0.5) * 1.06).clip(0, 1).astype(np.float32)
    canvas = np.empty_like(rgb)
    canvas[:] = rgb.mean(axis=(0, 1)) * np.float32(0.8)
    relief = np.zeros(shape, np.float32)
    angle = directions(rgb, rng, s)
    for length, width, spacing, tolerance in _PASSES:
        if width * s < 1.2:
            break
        wanted = np.ascontiguousarray(blur(rgb, width * s * 0.22), np.float32)
        marks = strokes(shape, rng, spacing * s)
        off = np.abs(blur(canvas, width * s * 0.3) - wanted).mean(axis=2) if tolerance else np.ones(shape, np.float32)
        bristles = rng.random((64, 32)).astype(np.float32)
        paint(canvas, relief, wanted, angle, off, marks, bristles, length * s / 2, width * s / 2, tolerance, _JITTER)
    return varnished(canvas, relief, s)
