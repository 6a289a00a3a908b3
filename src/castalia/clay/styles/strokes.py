"""Strokes of a brush, for the styles that paint: where they lie, how they are laid, and the relief of thick paint."""

from __future__ import annotations

import numpy as np
from numba import njit

from castalia.clay.styles.fields import blur, gradient, luminance, noise


def directions(rgb: np.ndarray, rng: np.random.Generator, s: float) -> np.ndarray:
    """The angle of strokes, radians: across the gradient where there is one, in slow swirls where there is none.

    Source: the smoothed structure tensor, Kyprianidis et al. 2009.
    """
    down, right = gradient(blur(luminance(rgb), 1.2 * s))
    swirl = np.float32(np.pi) * noise(rgb.shape[:2], rng, 170, 1) * 0.45 + np.float32(0.25)
    xx, yy, xy = (blur(f, 4.5 * s) for f in (right * right, down * down, right * down))
    calm = np.float32(3e-5) / np.float32(s * s)
    # The swirl enters as a weak gradient of its own.
    double_sin = 2 * xy - calm * np.sin(2 * swirl)
    double_cos = xx - yy - calm * np.cos(2 * swirl)
    return (0.5 * np.arctan2(double_sin, double_cos) + np.float32(np.pi / 2)).astype(np.float32)


def strokes(shape: tuple[int, int], rng: np.random.Generator, spacing: float) -> np.ndarray:
    """Places and tempers of the strokes of one pass in the order in which they are laid.

    Returns:
        float32 (count, 7): row, column, change of red, green, blue (-1..1), of angle (-1..1), bristle (0..1).
    """
    height, width = shape
    rows, columns = int(height / spacing) + 2, int(width / spacing) + 2
    grid = np.stack(np.meshgrid(np.arange(rows), np.arange(columns), indexing="ij"), axis=-1).reshape(-1, 2)
    places = (grid + rng.random(grid.shape) * 1.1 - 0.55) * spacing
    tempers = rng.random((len(grid), 5)) * 2 - 1
    # One light change for all channels and a smaller one for each: pigments were mixed by hand.
    tempers[:, :3] = 0.7 * tempers[:, :1] + 0.45 * tempers[:, :3]
    tempers[:, 4] = 0.5 + 0.5 * tempers[:, 4]
    return rng.permutation(np.concatenate([places, tempers], axis=1)).astype(np.float32)


@njit(cache=True, fastmath=True)
def paint(
    canvas, relief, wanted, angle, off, marks, bristles, half_length, half_width, tolerance, jitter
):  # pragma: no cover
    """Lay `marks` (see `strokes`) on `canvas` and `relief` in order, each in the colour of `wanted` in its middle.

    `jitter` is how much its colour may be off, 0..1; a stroke is laid where `off` is at least `tolerance`.
    """
    height, width = relief.shape
    for k in range(len(marks)):
        row, column = marks[k, 0], marks[k, 1]
        r, c = min(max(int(row), 0), height - 1), min(max(int(column), 0), width - 1)
        if off[r, c] < tolerance:
            continue
        turn = angle[r, c] + 0.22 * marks[k, 5]
        cos, sin = np.cos(turn), np.sin(turn)
        red = wanted[r, c, 0] + jitter * marks[k, 2]
        green = wanted[r, c, 1] + jitter * marks[k, 3]
        blue = wanted[r, c, 2] + jitter * marks[k, 4]
        line = int(marks[k, 6] * 63)
        reach = half_length + 1.0
        for y in range(max(0, int(row - reach)), min(height, int(row + reach) + 2)):
            for x in range(max(0, int(column - reach)), min(width, int(column + reach) + 2)):
                along = ((x - column) * cos + (y - row) * sin) / half_length
                across = ((y - row) * cos - (x - column) * sin) / half_width
                # A rounded bar whose end is torn by the bristles.
                hair = bristles[line, int((across * 0.5 + 0.5) * 31) & 31]
                edge = 1.0 - across * across - along * along * along * along - 0.35 * hair * max(along, 0.0)
                if edge <= 0.0:
                    continue
                there = (
                    abs(wanted[y, x, 0] - wanted[r, c, 0])
                    + abs(wanted[y, x, 1] - wanted[r, c, 1])
                    + abs(wanted[y, x, 2] - wanted[r, c, 2])
                )
                if there > 0.42:
                    continue  # the stroke ends at an edge of the picture
                alpha = (
                    min(1.0, edge * 3.5)
                    * (1.0 - 0.25 * hair * max(along, 0.0))
                    * (1.0 if there < 0.28 else 3.0 - there / 0.14)
                )
                tone = 1.0 + 0.10 * (hair - 0.5)
                canvas[y, x, 0] += (red * tone - canvas[y, x, 0]) * alpha
                canvas[y, x, 1] += (green * tone - canvas[y, x, 1]) * alpha
                canvas[y, x, 2] += (blue * tone - canvas[y, x, 2]) * alpha
                ridge = 0.35 + 0.65 * hair + 0.35 * across * across
                relief[y, x] += (ridge - relief[y, x]) * alpha


def varnished(canvas: np.ndarray, relief: np.ndarray, s: float) -> np.ndarray:
    """Light from above left on the relief of the paint."""
    down, right = gradient(blur(relief, 0.6 * s))
    slope = (down + right) * np.float32(np.sqrt(s))
    shine = np.clip(-slope - 0.05, 0, 1) * 0.35
    return canvas * (1 - 0.42 * slope).clip(0.75, 1.3)[..., None] + shine[..., None] * 0.35
