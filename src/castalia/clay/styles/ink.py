"""Ink wash on rice paper: brush lines, a few tones of ink, mist in the distance, and a vermilion seal."""

from __future__ import annotations

import numpy as np
from PIL import Image

from castalia.clay.layers import SKY_DEPTH, Layers
from castalia.clay.styles.fields import blur, kuwahara, luminance, noise, smoothstep, unit, warp
from castalia.clay.styles.outlines import creases, drawn, silhouettes

_PAPER = np.array([0.957, 0.937, 0.886], np.float32)
_INK = np.array([0.085, 0.085, 0.10], np.float32)
_VERMILION = np.array([0.76, 0.17, 0.11], np.float32)

_SEAL = """
...............
.......#.......
.......#.......
..#....#....#..
..#....#....#..
..#....#....#..
..###########..
...............
.......#.......
..#....#....#..
...##..#..##...
.......#.......
...##..#..##...
..#....#....#..
.......#.......
...............
"""
"""Mountain above water, in the manner of a seal: the strokes stay white."""


def ink(layers: Layers, seed: int) -> np.ndarray:
    """Paint the view in ink."""
    rng = np.random.default_rng(seed)
    shape = layers.depth.shape
    s = unit(shape[0])
    wobble = np.stack([noise(shape, rng, 34, 2), noise(shape, rng, 34, 2)]) * (1.6 * s)
    subject = layers.instance > 0
    mist = _mist(layers, rng, s)
    tone, lines = _wash(layers, s), _lines(layers, rng, s, mist)
    fields = np.stack([tone, lines, mist, blur(subject.astype(np.float32), 1.2 * s)], axis=2)
    fields = warp(np.concatenate([fields, blur(layers.rgb, 1.5 * s)], axis=2), wobble)
    tone, lines, mist, near, color = *(fields[..., i] for i in range(4)), fields[..., 4:]

    cloud = noise(shape, rng, 80, 4)
    fine = noise(shape, rng, 2.4, 2)
    density = (1 - tone) * (1 - mist)
    density = density * (1 + 0.34 * cloud + 0.05 * fine)
    # Ink runs into wet paper and gathers where it dries.
    density = density + 0.7 * smoothstep(0.015, 0.14, blur(density, 1 * s) - blur(density, 5 * s)) * 0.22
    density = 1 - (1 - density.clip(0, 0.97)) * (1 - lines)
    paper = _PAPER * (1 + 0.012 * fine + 0.010 * noise(shape, rng, 30, 2, stretch=5))[..., None]
    painted = paper + (_INK - paper) * density[..., None]
    # A breath of mineral colour on what the picture is about.
    tint = color - luminance(color)[..., None]
    painted = painted + tint * ((0.08 + 0.26 * near) * (1 - 0.8 * mist) * (1 - lines))[..., None]
    return _sealed(painted, rng, s)


def _wash(layers: Layers, s: float) -> np.ndarray:
    """Tones of the washes, 1 for bare paper: lightness stretched over the picture and gathered in a few steps."""
    light = luminance(kuwahara(layers.rgb, max(1, round(2.4 * s))))
    sharp = luminance(blur(layers.rgb, 0.5 * s))
    # Gleams stay white and pupils black.
    light = light + (sharp - light) * smoothstep(0.10, 0.26, np.abs(sharp - light))
    # Skin is left almost bare, so that a face is read by its lines.
    skin = _skin(blur(layers.rgb, 1.0 * s)) * (layers.instance > 0)
    light = light + (0.42 + 0.45 * light - light) * 0.85 * blur(skin.astype(np.float32), 1.0 * s)
    low, high = 0.04, max(0.75, float(np.quantile(light[::4, ::4], 0.97)))
    light = ((light - low) / (high - low)).clip(0, 1) ** 0.7
    scaled = light * 5
    base = np.floor(scaled)
    steps = (base + smoothstep(0.2, 0.8, scaled - base)) / 5
    tone = 0.16 + 0.84 * (0.5 * light + 0.5 * steps)
    sky = layers.part < 0
    # The sky of ink paintings is the paper, even at night; what shines in it is left out of a thin wash.
    return np.where(sky, 0.62 + 0.38 * tone, tone).astype(np.float32)


def _skin(rgb: np.ndarray) -> np.ndarray:
    """0..1, how much a colour is like that of skin of any kind: an orange hue that is not too rich."""
    top = rgb.max(axis=2)
    spread = (top - rgb.min(axis=2)) / np.maximum(top, 0.02)
    hue = (rgb[..., 1] - rgb[..., 2]) / np.maximum(top - rgb.min(axis=2), 0.02)
    warm = (rgb[..., 0] >= top - 1e-3) * smoothstep(0.10, 0.25, hue) * (1 - smoothstep(0.75, 0.92, hue))
    return warm * smoothstep(0.10, 0.20, spread) * (1 - smoothstep(0.72, 0.84, spread)) * smoothstep(0.22, 0.34, top)


def _mist(layers: Layers, rng: np.random.Generator, s: float) -> np.ndarray:
    """0 near, towards 1 far away, in drifting banks; things the picture is about stay clear."""
    depth = np.minimum(layers.depth, SKY_DEPTH)
    banks = 5 * noise(layers.depth.shape, rng, 120, 3, stretch=3)
    far = 0.86 * smoothstep(8, 34, depth + banks * (depth < SKY_DEPTH))
    far = np.where(layers.part < 0, 0.35, far)
    return blur(np.where(layers.instance > 0, 0.25 * far, far).astype(np.float32), 2.5 * s)


def _lines(layers: Layers, rng: np.random.Generator, s: float, mist: np.ndarray) -> np.ndarray:
    """Brush lines that swell and thin out, and run dry here and there."""
    bold = silhouettes(layers) * np.where(layers.instance > 0, 1.0, 0.7)
    fine = creases(layers) * (layers.instance > 0)
    pressure = 0.5 + 0.5 * noise(layers.depth.shape, rng, 46, 2)
    brush = np.maximum(
        smoothstep(0.22, 0.72, drawn(bold, 0.95 * s)),
        smoothstep(0.15, 0.60, drawn(bold, 2.1 * s)) * pressure.clip(0, 1),
    )
    brush = np.maximum(brush, 0.8 * smoothstep(0.2, 0.9, drawn(fine, 0.9 * s)))
    hairs = noise(layers.depth.shape, rng, 3, 1, stretch=3)
    dry = smoothstep(-1.3, -0.7, noise(layers.depth.shape, rng, 70, 2) + 0.45 * hairs)
    return (brush.clip(0, 1) * (0.35 + 0.65 * dry) * (1 - 0.9 * mist) * 0.95).astype(np.float32)


def _sealed(painted: np.ndarray, rng: np.random.Generator, s: float) -> np.ndarray:
    """Press the seal into the lower right corner, worn and not quite evenly inked."""
    rows = [row for row in _SEAL.split("\n") if row]
    strokes = np.array([[c == "#" for c in row] for row in rows], np.float32)
    height, width = round(44 * s), round(41 * s)
    if min(height, width) < 12 or min(painted.shape[:2]) < 3 * height:
        return painted
    glyph = np.asarray(Image.fromarray(strokes).resize((width, height), Image.Resampling.BICUBIC))
    y = np.minimum(np.arange(height), height - 1 - np.arange(height))[:, None] / s
    x = np.minimum(np.arange(width), width - 1 - np.arange(width))[None, :] / s
    worn = noise((height, width), rng, 6 / unit(height) * s, 3)
    # Round corners, and an edge that has seen use.
    corner = np.hypot(np.maximum(7 - y, 0), np.maximum(7 - x, 0))
    body = smoothstep(-0.6, 0.6, np.minimum(np.minimum(y, x) - 1.0, 7 - corner) + 0.9 * worn)
    inked = body * (1 - smoothstep(0.30, 0.62, glyph + 0.10 * worn)) * (0.93 + 0.07 * worn).clip(0, 1)
    bottom, right = painted.shape[0] - round(26 * s), painted.shape[1] - round(26 * s)
    place = painted[bottom - height : bottom, right - width : right]
    sealed = painted.copy()
    sealed[bottom - height : bottom, right - width : right] = place + (_VERMILION - place) * inked[..., None] * 0.92
    return sealed
