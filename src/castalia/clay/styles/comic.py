"""Comic: flat printed colours, dots of a screen in the half shadows, bold ink outlines and black shadows."""

from __future__ import annotations

import numpy as np

from castalia.clay.layers import SKY_DEPTH, Layers
from castalia.clay.styles.fields import blur, kuwahara, luminance, saturated, smoothstep, unit
from castalia.clay.styles.outlines import creases, drawn, silhouettes

_PAPER = np.array([1.0, 0.985, 0.94], np.float32)
_INK = np.array([0.055, 0.045, 0.085], np.float32)
_PITCH = 6.8
"""Distance of the dots, reference pixels."""


def comic(layers: Layers, seed: int) -> np.ndarray:
    """Print the view as a panel of a comic book."""
    shape = layers.depth.shape
    s = unit(shape[0])
    rgb = kuwahara(layers.rgb.clip(0, 1), max(1, round(2.2 * s)))
    light = luminance(rgb)
    subject = layers.instance > 0
    flat, level = _flat(rgb, light)
    # The screen: dots grow with the darkness between two flat tones.
    rest = level - np.floor(level)
    dots = _screen(shape, s)
    printed = (1 - smoothstep(0.12, 0.88, rest)) * (light < 0.86)
    dot = smoothstep(-0.10, 0.10, printed * 1.04 - 0.06 - dots)
    shade = flat * np.array([0.70, 0.60, 0.68], np.float32)
    colors = flat + (shade - flat) * (dot * np.where(subject, 0.62, 0.55))[..., None]
    # Shadows that are nearly black are inked.
    black = 1 - smoothstep(0.045, 0.075, blur(light, 1.0 * s))
    colors = colors + (_INK - colors) * (black * np.where(layers.part < 0, 0.0, 0.92))[..., None]
    colors = colors + (_INK - colors) * _lines(layers, s)[..., None]
    return _panel(colors * _PAPER, s)


def _flat(rgb: np.ndarray, light: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Colours of four tones, saturated; and the tone as a number whose fraction is what was left over."""
    level = (light.clip(0, 0.999) ** 0.75) * 4.2
    base = np.floor(level)
    wanted = ((base + 0.72) / 4.2).clip(0, 1) ** (1 / 0.75)
    factor = (wanted / np.maximum(light, 0.02)).clip(0.5, 2.2)
    # No channel may leave the range: orange would turn to yellow.
    factor = np.minimum(factor, np.maximum(1 / np.maximum(rgb.max(axis=2), 0.02), 1.0))
    flat = rgb * factor[..., None]
    return saturated(flat.clip(0, 1), 1.45).clip(0, 1).astype(np.float32), level


def _screen(shape: tuple[int, int], s: float) -> np.ndarray:
    """The threshold 0..1 of a screen of round dots at 45 degrees."""
    y, x = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
    turn = np.float32(2 * np.pi / (_PITCH * s) * np.sqrt(0.5))
    wave = np.cos((x + y) * turn) * 0.5 + np.cos((x - y) * turn) * 0.5
    return (0.5 - 0.5 * wave).astype(np.float32)


def _lines(layers: Layers, s: float) -> np.ndarray:
    """Ink: thick round the subjects, thinner within them and in the distance."""
    near = 1 - 0.75 * smoothstep(8, 34, np.minimum(layers.depth, SKY_DEPTH)) * (layers.instance == 0)
    outer = silhouettes(layers)
    bold = smoothstep(0.18, 0.55, drawn(outer * (layers.instance > 0), 1.5 * s))
    thin = smoothstep(0.25, 0.70, drawn(np.maximum(outer, 0.9 * creases(layers)) * near, 0.75 * s))
    return np.maximum(bold, thin).clip(0, 1)


def _panel(colors: np.ndarray, s: float) -> np.ndarray:
    """The black frame of a panel on the white of the page."""
    height, width = colors.shape[:2]
    y = np.minimum(np.arange(height), height - 1 - np.arange(height))[:, None] / s
    x = np.minimum(np.arange(width), width - 1 - np.arange(width))[None, :] / s
    inside = np.minimum(y, x)
    page, frame = 1 - smoothstep(6.5, 7.5, inside), 1 - smoothstep(10.0, 11.0, inside)
    colors = colors + (_INK - colors) * frame[..., None]
    return colors + (_PAPER - colors) * page[..., None]
