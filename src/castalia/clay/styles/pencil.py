"""Pencil: hatching whose layers follow tone and whose direction follows the surface, on toothed paper."""

from __future__ import annotations

import numpy as np

from castalia.clay.layers import Layers
from castalia.clay.styles.fields import blur, kuwahara, luminance, noise, smoothstep, streaks, unit, warp
from castalia.clay.styles.outlines import creases, drawn, silhouettes

_PAPER = np.array([0.972, 0.965, 0.945], np.float32)
_GRAPHITE = np.array([0.17, 0.17, 0.19], np.float32)


def pencil(layers: Layers, seed: int) -> np.ndarray:
    """Draw the view with a soft pencil."""
    rng = np.random.default_rng(seed)
    shape = layers.depth.shape
    s = unit(shape[0])
    tone = _tone(layers, s)
    tooth = noise(shape, rng, 1.7, 2)
    cover = _hatching(layers, tone, rng, s)
    cover = cover * (1 + 0.24 * tooth * (1 - 0.6 * cover))
    cover = 1 - (1 - cover.clip(0, 0.95)) * (1 - _lines(layers, rng, s, tooth))
    paper = _PAPER * (1 + 0.010 * tooth)[..., None]
    return paper + (_GRAPHITE - paper) * (0.92 * cover)[..., None]


def _tone(layers: Layers, s: float) -> np.ndarray:
    """Darkness 0..1 to be reached by hatching: stretched, with as much light as dark in every scene."""
    light = luminance(kuwahara(layers.rgb, max(1, round(1.6 * s))))
    low, high = np.quantile(light[::4, ::4], (0.01, 0.97))
    low, high = min(float(low), 0.2), max(float(high), 0.5)
    light = ((light - low) / (high - low)).clip(0, 1)
    middle = float(np.clip(np.median(light[::4, ::4]), 0.08, 0.85))
    light = light ** (np.log(0.66) / np.log(middle)) if middle < 0.66 else light
    # A lighter hand on what is behind, so that the subjects stand out.
    hand = np.where(layers.part < 0, 0.62, np.where(layers.instance == 0, 0.80, 1.0))
    return ((1 - light) * hand).astype(np.float32)


def _hatching(layers: Layers, tone: np.ndarray, rng: np.random.Generator, s: float) -> np.ndarray:
    """Strokes laid one layer over the other: each begins at a tone of its own and crosses the one before."""
    shape = tone.shape
    # Strokes lie with the surface: one way on what faces up, others on what faces left or right.
    facing = blur(layers.normal[..., 0], 2.5 * s)
    flat = smoothstep(0.70, 0.86, blur(layers.normal[..., 1], 2.5 * s))
    left = smoothstep(-0.10, 0.10, -facing) * (1 - flat)
    first = (
        (1 - flat - left) * streaks(shape, rng, 1.7, 46, 50)
        + left * streaks(shape, rng, 1.7, 46, -56)
        + flat * streaks(shape, rng, 1.7, 70, -7)
    )
    cover = 0.24 * blur(tone, 2 * s)
    layers_of_strokes = (
        (first, 0.04, 0.85, 0.50),
        (streaks(shape, rng, 1.6, 40, -33), 0.34, 1.05, 0.46),
        (streaks(shape, rng, 1.5, 34, 18), 0.60, 1.15, 0.46),
    )
    for texture, begin, end, weight in layers_of_strokes:
        amount = ((tone - begin) / (end - begin)).clip(0, 1)
        marks = ((amount * 1.5 - texture) * 1.6).clip(0, 1) * smoothstep(0, 0.25, amount)
        cover = 1 - (1 - cover) * (1 - weight * marks)
    return cover


def _lines(layers: Layers, rng: np.random.Generator, s: float, tooth: np.ndarray) -> np.ndarray:
    """Outlines drawn twice by a hand that is not quite steady, lighter in the distance."""
    shape = layers.depth.shape
    near = 1 - 0.6 * smoothstep(10, 40, layers.depth) * (layers.instance == 0)
    bold = np.maximum(silhouettes(layers), 0.6 * creases(layers)) * near
    soft = drawn(bold, 0.75 * s)
    total = np.zeros(shape, np.float32)
    for reach, weight in ((0.8, 0.78), (1.9, 0.45)):
        wobble = np.stack([noise(shape, rng, 40, 2), noise(shape, rng, 40, 2)]) * (reach * s)
        pressure = 0.72 + 0.28 * noise(shape, rng, 55, 1)
        total = 1 - (1 - total) * (1 - weight * warp(soft, wobble) * pressure.clip(0, 1))
    return total * (1 + 0.22 * tooth).clip(0, 1)
