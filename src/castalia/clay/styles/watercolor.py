"""Watercolour: washes with dark rims on rough paper, a faint pencil line, and a white border."""

from __future__ import annotations

import numpy as np

from castalia.clay.layers import SKY_DEPTH, Layers
from castalia.clay.styles.fields import blur, kuwahara, luminance, noise, saturated, smoothstep, unit, warp
from castalia.clay.styles.outlines import creases, drawn, silhouettes

_PAPER = np.array([0.985, 0.975, 0.95], np.float32)
_DARKEST = np.array([0.075, 0.07, 0.095], np.float32)
"""Watercolour has no black."""
_PENCIL = np.array([0.30, 0.25, 0.24], np.float32)


def watercolor(layers: Layers, seed: int) -> np.ndarray:
    """Paint the view in watercolour.

    Pigment is more or less dense, as in Bousseau et al. 2006, "Interactive watercolor rendering with temporal
    coherence and abstraction": C' = C * (1 - (1 - C) * (d - 1)).
    """
    rng = np.random.default_rng(seed)
    shape = layers.depth.shape
    s = unit(shape[0])
    wobble = np.stack([noise(shape, rng, 26, 2), noise(shape, rng, 26, 2)]) * (1.5 * s)
    rgb, lines = _prepared(layers, s)
    moved = warp(np.concatenate([rgb, lines[..., None]], axis=2), wobble)
    washes, lines = moved[..., :3], moved[..., 3]

    density = 1 + 0.30 * noise(shape, rng, 90, 3) + 0.16 * noise(shape, rng, 14, 2)
    grain = noise(shape, rng, 2.6, 2)
    density += 0.16 * grain * (1.15 - luminance(washes))
    density += _rims(washes, s)
    pigment = _dense(washes, density)
    pigment = pigment + (_PENCIL - pigment) * (0.62 * lines * (0.75 + 0.35 * grain).clip(0, 1))[..., None]

    margin, rim = _border(shape, rng, s)
    pigment = _dense(pigment, 1 + 0.9 * rim)
    pigment = _DARKEST + pigment * (1 - _DARKEST)
    painted = _PAPER + (pigment - _PAPER) * margin[..., None]
    light = 1 + 0.022 * (grain - np.roll(grain, (1, 1), (0, 1)))
    return painted * light[..., None]


def _prepared(layers: Layers, s: float) -> tuple[np.ndarray, np.ndarray]:
    """Flat, light, clear washes, softer in the distance; and the lines of the drawing underneath."""
    flat = kuwahara(layers.rgb, max(1, round(2.2 * s)))
    far = smoothstep(6, 22, np.where(layers.instance > 0, 0, np.minimum(layers.depth, SKY_DEPTH)))
    # Wet in wet, but without the colours of what stands before it.
    open_ = (far + 1e-3).astype(np.float32)[..., None]
    wet = blur(flat * open_, 2.6 * s) / blur(open_, 2.6 * s)
    rgb = flat + (wet - flat) * far[..., None]
    # Small lights (a star, the gleam of an eye) are left out of the wash.
    sharp = blur(layers.rgb, 0.5 * s)
    gleam = smoothstep(0.10, 0.26, luminance(sharp) - luminance(rgb))
    rgb = rgb + (sharp - rgb) * gleam[..., None]
    light = luminance(rgb)
    steps = _soft_steps(light, 6)
    rgb = rgb * ((0.45 * light + 0.55 * steps) / np.maximum(light, 0.02)).clip(0.6, 1.6)[..., None]
    rgb = saturated(rgb.clip(0, 1), 1.22).clip(0, 1)
    # Paper shines through every wash.
    rgb = 1 - (1 - rgb) * (0.86 - 0.10 * far[..., None])
    lines = np.maximum(silhouettes(layers) * (1 - 0.75 * far), 0.7 * creases(layers) * (layers.instance > 0))
    return rgb, drawn(lines, 0.75 * s)


def _soft_steps(light: np.ndarray, levels: int) -> np.ndarray:
    """Lightness in levels with soft passages, as washes laid over each other."""
    scaled = light * levels
    base = np.floor(scaled)
    return (base + smoothstep(0.25, 0.75, scaled - base)) / levels


def _dense(color: np.ndarray, density: np.ndarray) -> np.ndarray:
    return (color * (1 - (1 - color) * (density - 1)[..., None])).clip(0, 1)


def _rims(washes: np.ndarray, s: float) -> np.ndarray:
    """Pigment gathers where a wash dries: on the darker side of its border."""
    light = luminance(washes)
    inner = blur(light, 5 * s) - blur(light, 1.0 * s)
    # A wash that is dark already has no room for more.
    return 2.4 * smoothstep(0.012, 0.16, inner) * smoothstep(0.05, 0.6, light)


def _border(shape: tuple[int, int], rng: np.random.Generator, s: float) -> tuple[np.ndarray, np.ndarray]:
    """How much each pixel was painted (0 at the white border), and the dark rim along that border."""
    height, width = shape
    y = np.minimum(np.arange(height), height - 1 - np.arange(height)).astype(np.float32)[:, None]
    x = np.minimum(np.arange(width), width - 1 - np.arange(width)).astype(np.float32)[None, :]
    inside = np.minimum(y, x) / s + 9 * noise(shape, rng, 60, 3) + 1.3 * noise(shape, rng, 7, 2)
    return smoothstep(16.5, 21, inside), smoothstep(16.5, 20, inside) * (1 - smoothstep(20, 28, inside))
