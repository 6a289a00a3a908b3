"""Soft: airy pastel as in hand-painted animation: gouache backgrounds, gently shaded figures, thin brown lines."""

from __future__ import annotations

import numpy as np

from castalia.clay.layers import SKY_DEPTH, Layers
from castalia.clay.styles.fields import blur, kuwahara, luminance, noise, saturated, smoothstep, unit, warp
from castalia.clay.styles.outlines import creases, drawn, silhouettes

_LINE = np.array([0.36, 0.25, 0.22], np.float32)
_SHADOW = np.array([0.56, 0.60, 0.86], np.float32)
_AIR = np.array([0.83, 0.92, 1.0], np.float32)


def soft(layers: Layers, seed: int) -> np.ndarray:
    """Paint the view as a cel on a gouache background."""
    rng = np.random.default_rng(seed)
    shape = layers.depth.shape
    s = unit(shape[0])
    subject = layers.instance > 0
    brush = np.stack([noise(shape, rng, 9, 2), noise(shape, rng, 9, 2)]) * (1.2 * s)
    rgb = layers.rgb.clip(0, 1)
    # The background is painted with a full brush, the figures on film.
    back = warp(kuwahara(rgb, max(1, round(3.6 * s))), brush)
    cel = _cel(rgb, s)
    near = np.clip(blur(subject.astype(np.float32), 0.6 * s) * 1.6 - 0.3, 0, 1)[..., None]
    picture = back + (cel - back) * near
    picture = _pastel(picture)
    # Distance is air.
    depth = np.minimum(layers.depth, SKY_DEPTH)
    far = 0.42 * smoothstep(9, 46, depth) * (layers.part >= 0) * ~subject
    bright = float(luminance(rgb)[:: max(1, shape[0] // 64)].mean())
    picture = picture + (_AIR * (0.35 + 0.65 * min(1.0, bright * 1.9)) - picture) * blur(far, 1.5 * s)[..., None]
    lines = np.maximum(silhouettes(layers), 0.75 * creases(layers)) * np.where(subject, 1.0, 0.22)
    drawing = smoothstep(0.2, 0.9, drawn(lines, 0.62 * s)) * 0.72
    picture = picture + (_LINE * (0.55 + 0.45 * picture) - picture) * drawing[..., None]
    # Light blooms a little everywhere, and comes from above left.
    halo = blur(picture * smoothstep(0.55, 0.95, luminance(picture))[..., None], 14 * s)
    picture = 1 - (1 - picture.clip(0, 1)) * (1 - 0.26 * halo)
    y = np.linspace(0, 1, shape[0], dtype=np.float32)[:, None]
    x = np.linspace(0, 1, shape[1], dtype=np.float32)[None, :]
    sun = smoothstep(1.0, 0.0, np.hypot(x * 0.9, y))[..., None] * np.array([0.10, 0.085, 0.04], np.float32)
    return picture + sun * bright + 0.010 * noise(shape, rng, 2.2, 2)[..., None]


def _cel(rgb: np.ndarray, s: float) -> np.ndarray:
    """Figures in two soft steps of light and shade."""
    flat = kuwahara(rgb, max(1, round(1.6 * s)))
    light = luminance(flat)
    scaled = light * 4.5
    base = np.floor(scaled)
    steps = (base + smoothstep(0.35, 0.65, scaled - base)) / 4.5
    return flat * ((0.35 * light + 0.65 * steps) / np.maximum(light, 0.03)).clip(0.75, 1.35)[..., None]


def _pastel(rgb: np.ndarray) -> np.ndarray:
    """High key with clear colours: shadows turn blue instead of black."""
    light = luminance(rgb)[..., None]
    lifted = 0.13 + 0.89 * rgb**0.80
    dark = 1 - smoothstep(0.0, 0.5, light)
    lifted = lifted + (_SHADOW * (0.40 + 0.9 * light) - lifted) * (0.30 * dark)
    return saturated(lifted, 1.16).clip(0, 1)
