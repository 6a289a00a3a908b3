"""Paper cut: sheets of coloured paper one above the other, each with a cut edge and a soft shadow on the next."""

from __future__ import annotations

import numpy as np

from castalia.clay.layers import SKY_DEPTH, Layers
from castalia.clay.styles.fields import blur, kuwahara, luminance, noise, saturated, smoothstep, unit, warp
from castalia.clay.styles.regions import means, relabelled

_BANDS = np.array([2.2, 3.2, 4.6, 6.6, 9.5, 14, 22, 40], np.float32)
"""Depths at which one sheet ends and the next begins."""
_TONES = 4


def paper_cut(layers: Layers, seed: int) -> np.ndarray:
    """Cut the view out of paper: flat colours, from the sky at the bottom to the subjects on top."""
    rng = np.random.default_rng(seed)
    shape = layers.depth.shape
    s = unit(shape[0])
    rgb = layers.rgb.clip(0, 1)
    tone = blur(luminance(kuwahara(rgb, max(1, round(3.0 * s)))), 2.0 * s)
    # Scissors wobble a little where they cut through a passage of tones; figures are cut by their parts.
    tone = np.where(layers.instance > 0, 0.72 * tone + 0.1, tone + 0.012 * noise(shape, rng, 40, 2))
    level = np.floor(tone.clip(0, 0.999) ** 0.8 * _TONES).astype(np.int32)
    depth = np.minimum(layers.depth, SKY_DEPTH)
    band = np.searchsorted(_BANDS, depth).astype(np.int32)
    piece = np.where(layers.part > 0, 16 + layers.part.astype(np.int32), np.where(layers.part == 0, band, 15))
    labels = relabelled(piece * _TONES + level)
    flat = saturated(means(rgb, labels), 1.28).clip(0, 1)
    flat = 0.04 + 0.94 * flat
    # How high a piece of paper lies: near above far; within a thing, light above dark.
    height = 9.0 / np.maximum(depth, 0.8) + 0.10 * level
    height = np.where(layers.part < 0, 0.08 * level, height)
    lit = _shadows(flat, height.astype(np.float32), s)
    fibre = noise(shape, rng, 2.0, 2) * 0.55 + noise(shape, rng, 9, 2, stretch=3) * 0.45
    return lit * (1 + 0.030 * fibre)[..., None] + _edges(height.astype(np.float32), s)[..., None]


def _shadows(flat: np.ndarray, height: np.ndarray, s: float) -> np.ndarray:
    """Light from above left: what lies higher throws a shadow to the lower right, wider the higher it lies."""
    dark = np.zeros(height.shape, np.float32)
    for reach, soft, weight in ((2.2, 1.1, 0.34), (5.0, 2.6, 0.26), (9.5, 5.5, 0.22)):
        shift = np.full((2, *height.shape), -reach * s, np.float32)
        above = (warp(height, shift) - height).clip(0, None)
        least = 0.05 * reach
        dark = 1 - (1 - dark) * (1 - weight * blur(smoothstep(0.3 * least, least, above), soft * s))
    shadow = np.array([0.16, 0.12, 0.24], np.float32)
    return flat + (flat * shadow - flat) * dark[..., None]


def _edges(height: np.ndarray, s: float) -> np.ndarray:
    """The light on the cut edge, where a sheet ends towards the light."""
    shift = np.full((2, *height.shape), -max(1.0, 1.1 * s), np.float32)
    step = height - warp(height, shift)
    return 0.11 * blur(smoothstep(0.06, 0.2, step), 0.5 * s)
