"""Blueprint: white lines on blue with a grid, measures drawn to the subject, and a frame with a title block."""

from __future__ import annotations

import numpy as np

from castalia.clay.layers import SKY_DEPTH, Layers
from castalia.clay.styles.fields import blur, luminance, noise, smoothstep, streaks, unit
from castalia.clay.styles.outlines import creases, drawn, silhouettes

_BLUE = np.array([0.055, 0.20, 0.47], np.float32)
_DEEP = np.array([0.03, 0.125, 0.34], np.float32)
_WHITE = np.array([0.92, 0.97, 1.0], np.float32)
_CELL = 16.0
"""Side of a square of the grid, reference pixels; every fourth line is stronger."""


def blueprint(layers: Layers, seed: int) -> np.ndarray:
    """Draw the plan of the view."""
    rng = np.random.default_rng(seed)
    shape = layers.depth.shape
    s = unit(shape[0])
    subject = layers.instance > 0
    y, x = (np.arange(n, dtype=np.float32) / s for n in shape)
    cloud = noise(shape, rng, 130, 3)
    sheet = _BLUE + (_DEEP - _BLUE) * (0.5 + 0.35 * cloud)[..., None].clip(0, 1)
    lines = np.maximum(0.16 * _grid(y, x, _CELL, s), 0.26 * _grid(y, x, 4 * _CELL, s))
    # Tone in fine parallel strokes, denser on what the plan is about.
    light = luminance(blur(layers.rgb.clip(0, 1), 1.0 * s))
    hatch = streaks(shape, rng, 1.5, 60, 45)
    tone = smoothstep(0.05, 0.95, light)
    wash = np.where(subject, 0.04 + 0.46 * tone, 0.10 * tone * (layers.part >= 0))
    lines = np.maximum(lines * np.where(subject, 0.35, 1.0), wash * (0.62 + 0.38 * hatch))
    near = 1 - 0.7 * smoothstep(9, 40, np.minimum(layers.depth, SKY_DEPTH)) * ~subject
    outer = drawn(silhouettes(layers) * near * np.where(subject, 1.0, 0.62), 0.95 * s)
    inner = drawn(0.75 * creases(layers) * near * np.where(subject, 1.0, 0.5), 0.55 * s)
    lines = np.maximum(lines, np.maximum(outer, 0.8 * inner))
    lines = np.maximum(lines, 0.75 * _measures(subject, y, x, s))
    lines = np.maximum(lines, _frame(y, x, s))
    chalk = 0.94 + 0.10 * noise(shape, rng, 1.8, 2)
    return sheet + (_WHITE - sheet) * (lines * chalk).clip(0, 1)[..., None]


def _stroke(away: np.ndarray, s: float, half: float = 0.5) -> np.ndarray:
    """1 on a line of half width `half` (at least half a pixel), 0 elsewhere; `away` in reference pixels."""
    half = max(half, 0.5 / s)
    return 1 - smoothstep(half * 0.6, half * 1.4, np.abs(away))


def _grid(y: np.ndarray, x: np.ndarray, cell: float, s: float) -> np.ndarray:
    rows, columns = (_stroke((v + cell / 2) % cell - cell / 2, s, 0.4) for v in (y, x))
    return np.maximum(rows[:, None], columns[None, :])


def _measures(subject: np.ndarray, y: np.ndarray, x: np.ndarray, s: float) -> np.ndarray:
    """Lines with arrows along the height and the width of what the plan is about."""
    drawing = np.zeros(subject.shape, np.float32)
    rows, columns = np.flatnonzero(subject.any(axis=1)), np.flatnonzero(subject.any(axis=0))
    if len(rows) < 12 * s or len(columns) < 12 * s:
        return drawing
    top, bottom, left, right = rows[0] / s, (rows[-1] + 1) / s, columns[0] / s, (columns[-1] + 1) / s
    beside, below = min(right + 16, x[-1] - 24), min(bottom + 14, y[-1] - 24)
    yy, xx = y[:, None], x[None, :]
    tall, wide = (yy >= top) & (yy <= bottom), (xx >= left) & (xx <= right)
    drawing = np.maximum(drawing, _stroke(xx - beside, s, 0.45) * tall)
    drawing = np.maximum(drawing, _stroke(yy - below, s, 0.45) * wide)
    for end, way in ((top, 1), (bottom, -1)):
        drawing = np.maximum(drawing, _arrow((yy - end) * way, xx - beside))
        drawing = np.maximum(drawing, 0.6 * _stroke(yy - end, s, 0.35) * ((xx > right + 3) & (xx < beside + 6)))
    for end, way in ((left, 1), (right, -1)):
        drawing = np.maximum(drawing, _arrow((xx - end) * way, yy - below))
        drawing = np.maximum(drawing, 0.6 * _stroke(xx - end, s, 0.35) * ((yy > bottom + 3) & (yy < below + 6)))
    return drawing


def _arrow(along: np.ndarray, across: np.ndarray) -> np.ndarray:
    """A slim head whose point is at 0."""
    return smoothstep(-0.4, 0.4, along * 0.32 - np.abs(across)) * ((along >= 0) & (along < 8))


def _frame(y: np.ndarray, x: np.ndarray, s: float) -> np.ndarray:
    """A double frame, and the lines of a title block in the lower right corner."""
    yy, xx = y[:, None], x[None, :]
    inside = np.minimum(np.minimum(yy, y[-1] - yy), np.minimum(xx, x[-1] - xx))
    frame = np.maximum(_stroke(inside - 9, s, 0.8), 0.7 * _stroke(inside - 13, s, 0.4))
    right, bottom = x[-1] - 13, y[-1] - 13
    block = (xx > right - 92) & (yy > bottom - 34) & (inside > 13)
    rules = np.maximum(_stroke(yy - (bottom - 34), s), _stroke(xx - (right - 92), s))
    rules = np.maximum(rules, np.maximum(0.7 * _stroke(yy - (bottom - 17), s), 0.7 * _stroke(xx - (right - 34), s)))
    # Writing too small to be read.
    written = np.zeros_like(rules)
    for row, start, end in ((25.5, 86, 44), (9.5, 86, 58), (25.5, 28, 10), (9.5, 28, 16)):
        wave = np.sin(xx * 2.6 + 1.7 * np.sin(xx * 0.9))
        written = np.maximum(
            written, _stroke(yy - (bottom - row) - 1.6 * wave, s, 0.5) * ((xx > right - start) & (xx < right - end))
        )
    return np.maximum(frame, np.maximum(rules, 0.7 * written) * block)
