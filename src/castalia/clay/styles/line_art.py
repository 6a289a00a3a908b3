"""Line art: clean ink lines of three weights on white, with a light screen of strokes for the shadows."""

from __future__ import annotations

import numpy as np

from castalia.clay.layers import SKY_DEPTH, Layers
from castalia.clay.styles.fields import blur, kuwahara, luminance, smoothstep, unit
from castalia.clay.styles.outlines import creases, drawn, silhouettes

_INK = np.array([0.07, 0.07, 0.09], np.float32)
_PITCH = 4.2
"""Distance of the strokes of the screen, reference pixels."""


def line_art(layers: Layers, seed: int) -> np.ndarray:
    """Draw the view in ink."""
    shape = layers.depth.shape
    s = unit(shape[0])
    subject = layers.instance > 0
    near = 1 - 0.8 * smoothstep(8, 36, np.minimum(layers.depth, SKY_DEPTH)) * ~subject
    outer, inner = silhouettes(layers), creases(layers)
    bold = smoothstep(0.2, 0.6, drawn(outer * subject, 1.25 * s))
    fine = smoothstep(0.25, 0.75, drawn(np.maximum(outer, 1.2 * inner) * near, 0.62 * s))
    light = luminance(kuwahara(layers.rgb.clip(0, 1), max(1, round(2 * s))))
    tone = (1 - light) * np.where(layers.part < 0, 0.35, np.where(subject, 1.0, 0.62))
    y, x = np.arange(shape[0], dtype=np.float32)[:, None] / s, np.arange(shape[1], dtype=np.float32)[None, :] / s
    wave = 0.5 + 0.5 * np.cos((y - x) * np.float32(2 * np.pi / _PITCH * np.sqrt(0.5)))
    cross = 0.5 + 0.5 * np.cos((y + x) * np.float32(2 * np.pi / _PITCH * np.sqrt(0.5)))
    amount = blur(tone.astype(np.float32), 1.2 * s)
    screen = smoothstep(0, 0.22, wave - 1.02 + 0.62 * smoothstep(0.38, 1.0, amount))
    screen = np.maximum(screen, smoothstep(0, 0.22, cross - 1.02 + 0.7 * smoothstep(0.72, 1.0, amount)))
    solid = smoothstep(0.90, 0.95, amount) * subject
    # A breath of grey keeps the forms together where no line runs.
    ink = np.maximum(np.maximum(bold, fine), np.maximum(0.85 * screen, solid))
    paper = (1 - 0.16 * np.where(subject, amount, 0.5 * amount))[..., None] * np.array([1, 1, 0.99], np.float32)
    return paper + (_INK - paper) * ink.clip(0, 1)[..., None]
