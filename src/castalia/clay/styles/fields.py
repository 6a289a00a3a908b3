"""Fields that the styles paint with: noise fixed to the screen by the seed, blurs, warps, lightness.

Lengths are in reference pixels: those of a picture 512 high. `unit(height)` turns them into pixels, so that a style
looks the same at every size.
"""

from __future__ import annotations

import numpy as np
from PIL import Image
from scipy.ndimage import correlate1d, gaussian_filter1d, map_coordinates, uniform_filter

REFERENCE = 512
LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)


def unit(height: int) -> float:
    """Pixels per reference pixel."""
    return height / REFERENCE


def luminance(rgb: np.ndarray) -> np.ndarray:
    """Lightness (height, width) of (height, width, 3): Rec. 709 weights on display values."""
    return rgb @ LUMA


def saturated(rgb: np.ndarray, factor: float) -> np.ndarray:
    """Colours moved away from grey by a factor."""
    grey = luminance(rgb)[..., None]
    return grey + (rgb - grey) * factor


def smoothstep(low: float, high: float, x: np.ndarray) -> np.ndarray:
    t = np.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def blur(field: np.ndarray, sigma: float) -> np.ndarray:
    """Gaussian blur over rows and columns of (height, width) or (height, width, channels); sigma in pixels."""
    if sigma < 0.2:
        return field
    once = gaussian_filter1d(field, sigma, axis=0, mode="nearest", truncate=2.5)
    return gaussian_filter1d(once, sigma, axis=1, mode="nearest", truncate=2.5)


def mean_around(field: np.ndarray, radius: int) -> np.ndarray:
    """Weighted mean over `radius` pixels each way, channels apart; two boxes, as a single one shows its corners."""
    for part in (radius - radius // 2, radius // 2):
        size = 2 * part + 1
        field = uniform_filter(field, (size, size, 1)[: field.ndim], mode="nearest")
    return field


def noise(
    shape: tuple[int, int], rng: np.random.Generator, cell: float, octaves: int = 1, stretch: float = 1.0
) -> np.ndarray:
    """Smooth random values around 0, about -1..1.

    Args:
        cell: size of the largest blobs, reference pixels; each further octave halves it and its strength.
        stretch: how much longer than high the blobs are.
    """
    height, width = shape
    total, weight = np.zeros(shape, np.float32), 0.0
    for octave in range(octaves):
        step = cell * unit(height) / 2**octave
        across, down = width / (step * stretch), height / step
        lattice = rng.random((int(down) + 4, int(across) + 4), np.float32) * 2 - 1
        smooth = Image.fromarray(lattice).resize(
            (width, height), Image.Resampling.BICUBIC, box=(1, 1, 1 + across, 1 + down)
        )
        strength = 0.5**octave
        total += strength * np.asarray(smooth)
        weight += strength**2
    return total / np.float32(np.sqrt(weight))


def streaks(shape: tuple[int, int], rng: np.random.Generator, cell: float, length: float, angle: float) -> np.ndarray:
    """Noise of long thin strokes in one direction, spread evenly over 0..1.

    Args:
        cell: thickness of a stroke, reference pixels. length: of a stroke. angle: degrees against the horizontal.
    """
    height, width = shape
    s = unit(height)
    reach = int(np.ceil(np.hypot(height, width))) + 4
    lines = int(reach / (cell * s)) + 4
    pieces = int(reach / (length * s)) + 4
    lattice = rng.random((lines, pieces), np.float32)
    # Every line begins elsewhere, so that the ends of strokes do not form rows.
    start = rng.random(lines, np.float32) * pieces
    along = np.arange(int(reach / (2 * s)) + 1, dtype=np.float32) * (2 / length)
    position = (start[:, None] + along) % pieces
    first = position.astype(np.int32)
    rest = position - first
    rest = rest * rest * (3 - 2 * rest)
    rows = np.arange(lines)[:, None]
    texture = lattice[rows, first % pieces] * (1 - rest) + lattice[rows, (first + 1) % pieces] * rest
    turn = np.radians(angle)
    y, x = np.mgrid[:height, :width].astype(np.float32)
    y, x = y - height / 2, x - width / 2
    down = (np.cos(turn) * y + np.sin(turn) * x + reach / 2) / (cell * s)
    right = (np.cos(turn) * x - np.sin(turn) * y + reach / 2) / (2 * s)
    return map_coordinates(texture, [down, right], order=1, mode="nearest")


def warp(fields: np.ndarray, shift: np.ndarray) -> np.ndarray:
    """Each pixel taken from elsewhere.

    Args:
        fields: (height, width) or (height, width, channels).
        shift: (2, height, width), pixels down and right.
    """
    height, width = shift.shape[1:]
    y = np.clip(np.arange(height, dtype=np.float32)[:, None] + shift[0], 0, height - 1)
    x = np.clip(np.arange(width, dtype=np.float32)[None, :] + shift[1], 0, width - 1)
    y0, x0 = np.minimum(y.astype(np.int32), height - 2), np.minimum(x.astype(np.int32), width - 2)
    fy, fx = y - y0, x - x0
    if fields.ndim == 3:
        fy, fx = fy[..., None], fx[..., None]
    top = fields[y0, x0] * (1 - fx) + fields[y0, x0 + 1] * fx
    bottom = fields[y0 + 1, x0] * (1 - fx) + fields[y0 + 1, x0 + 1] * fx
    return top * (1 - fy) + bottom * fy


def kuwahara(rgb: np.ndarray, radius: int) -> np.ndarray:
    """Smooth areas, kept edges: the mean of that neighbouring square which varies least, softly chosen.

    Source: Kuwahara et al. 1976; soft weights after Papari et al. 2007.
    """
    if radius < 1:
        return rgb
    mean = mean_around(rgb, radius)
    spread = (mean_around(rgb * rgb, radius) - mean * mean).sum(axis=2).clip(0) + 2e-4
    height, width = spread.shape
    mean = np.pad(mean, ((radius, radius), (radius, radius), (0, 0)), mode="edge")
    weight = np.pad(spread**-3, radius, mode="edge")
    total, weights = np.zeros_like(rgb), np.zeros((height, width, 1), rgb.dtype)
    for dy in (0, 2 * radius):
        for dx in (0, 2 * radius):
            w = weight[dy : dy + height, dx : dx + width, None]
            total += mean[dy : dy + height, dx : dx + width] * w
            weights += w
    return total / weights


def gradient(field: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Derivatives down and right by Sobel's masks, per pixel."""
    slope, smooth = np.array([-0.5, 0, 0.5], np.float32), np.array([0.25, 0.5, 0.25], np.float32)
    down = correlate1d(correlate1d(field, slope, 0, mode="nearest"), smooth, 1, mode="nearest")
    right = correlate1d(correlate1d(field, slope, 1, mode="nearest"), smooth, 0, mode="nearest")
    return down, right
