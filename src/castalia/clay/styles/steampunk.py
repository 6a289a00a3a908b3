"""Steampunk: brass and sepia, engraved shading, and a riveted frame."""

from __future__ import annotations

import numpy as np

from castalia.clay.layers import Layers
from castalia.clay.styles.fields import blur, luminance, noise, smoothstep, unit
from castalia.clay.styles.outlines import creases, drawn, silhouettes

_TONES = np.array([[0.055, 0.03, 0.02], [0.25, 0.14, 0.07], [0.60, 0.39, 0.17], [0.87, 0.68, 0.36],
                   [1.0, 0.94, 0.76]], np.float32)  # fmt: skip
_AT = np.array([0.0, 0.22, 0.48, 0.75, 1.0], np.float32)
_PITCH = 3.6
"""Distance of the engraved lines, reference pixels."""
_RIVETS = 34.0
"""About the distance of the rivets in the frame, reference pixels."""


def steampunk(layers: Layers, seed: int) -> np.ndarray:
    """Engrave the view and colour it in brass."""
    rng = np.random.default_rng(seed)
    shape = layers.depth.shape
    s = unit(shape[0])
    rgb = layers.rgb.clip(0, 1)
    light = luminance(rgb)
    light = (0.04 + 1.02 * light).clip(0, 1) ** 0.92
    brass = np.stack([np.interp(light, _AT, _TONES[:, c]) for c in range(3)], axis=2).astype(np.float32)
    # The colour of things survives as a patina.
    patina = (rgb - luminance(rgb)[..., None]) * np.where(layers.instance > 0, 0.46, 0.20)[..., None]
    picture = brass + patina
    gleam = smoothstep(0.70, 0.95, light) * (layers.instance > 0)
    picture = picture + blur(gleam[..., None] * np.array([0.5, 0.38, 0.16], np.float32), 2.5 * s) * 0.6
    cut = _engraved(layers, light, s)
    lines = np.maximum(drawn(silhouettes(layers), 0.8 * s), 0.7 * drawn(creases(layers), 0.6 * s))
    ink = 1 - (1 - cut) * (1 - 0.75 * lines)
    picture = picture + (_TONES[0] - picture) * ink[..., None]
    aged = 1 + 0.05 * noise(shape, rng, 110, 3) + 0.022 * noise(shape, rng, 2.2, 2)
    y = np.linspace(-1, 1, shape[0], dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, shape[1], dtype=np.float32)[None, :]
    dark = 1 - 0.5 * smoothstep(0.55, 1.95, y * y + x * x)
    return _framed(picture * (aged * dark)[..., None], rng, s)


def _engraved(layers: Layers, light: np.ndarray, s: float) -> np.ndarray:
    """Lines that swell with the dark and bend with the surface, as a burin cuts them."""
    height, width = light.shape
    y = np.arange(height, dtype=np.float32)[:, None] / s
    x = np.arange(width, dtype=np.float32)[None, :] / s
    bend = blur(layers.normal[..., 1], 3.0 * s) * 7 + blur(layers.normal[..., 0], 3.0 * s) * 3
    wave = np.cos((y + 0.42 * x + bend) * np.float32(2 * np.pi / _PITCH))
    cross = np.cos((y - 0.75 * x - bend) * np.float32(2 * np.pi / _PITCH))
    tone = (1 - blur(light, 1.0 * s)).clip(0, 1)
    first = smoothstep(0.0, 0.55, wave - 1.25 + 1.55 * tone)
    second = smoothstep(0.0, 0.55, cross - 1.85 + 1.75 * tone)
    return (0.50 * first * (1 - smoothstep(0.86, 1.0, tone)) + 0.28 * second).clip(0, 0.7)


def _framed(picture: np.ndarray, rng: np.random.Generator, s: float) -> np.ndarray:
    """A frame of brass with rivets, lit from above."""
    height, width = picture.shape[:2]
    y, x = np.arange(height, dtype=np.float32)[:, None] / s, np.arange(width, dtype=np.float32)[None, :] / s
    high, wide = (height - 1) / s, (width - 1) / s
    top, left = np.minimum(y, high - y), np.minimum(x, wide - x)
    inside = np.minimum(top, left)
    # Rounded across, and brushed along.
    across = (inside / 13).clip(0, 1)
    way = np.where(top < left, np.where(y < high / 2, 1.0, -0.55), np.where(x < wide / 2, 0.45, -0.25))
    shade = 0.46 + 0.22 * np.cos(across * np.pi) * way + 0.10 * np.sin(across * np.pi)
    shade = shade + 0.035 * noise((height, width), rng, 5, 2) + _rivets(y, x, high, wide)
    brass = np.stack([np.interp(shade.clip(0, 1), _AT, _TONES[:, c]) for c in range(3)], axis=2).astype(np.float32)
    edge = smoothstep(12.0, 13.0, inside)[..., None]
    cast = (1 - 0.55 * (1 - smoothstep(12.5, 22, inside)))[..., None]
    return brass + (picture * cast - brass) * edge


def _rivets(y: np.ndarray, x: np.ndarray, high: float, wide: float) -> np.ndarray:
    """Heads of rivets along the middle of the frame: how much lighter or darker they make it."""
    steps_x, steps_y = (max(1, round((n - 13) / _RIVETS)) for n in (wide, high))
    u = (x - 6.5) / (wide - 13) * steps_x
    v = (y - 6.5) / (high - 13) * steps_y
    du, dv = (u - np.round(u)) * (wide - 13) / steps_x, (v - np.round(v)) * (high - 13) / steps_y
    on_rows = np.hypot(du, np.minimum(np.abs(y - 6.5), np.abs(high - 6.5 - y)))
    on_columns = np.hypot(dv, np.minimum(np.abs(x - 6.5), np.abs(wide - 6.5 - x)))
    away = np.minimum(on_rows, on_columns)
    top = np.where(np.minimum(y, high - y) < 13, np.where(y < high / 2, y - 6.5, y - high + 6.5), dv)
    head = 1 - smoothstep(3.0, 3.8, away)
    return head * (0.20 - 0.075 * top) - 0.22 * (1 - smoothstep(3.4, 5.0, away)) * (1 - head)
