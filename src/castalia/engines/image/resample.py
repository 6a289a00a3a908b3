"""Enlarging by calculation: Lanczos, then edges sharpened without halos and without noise in flat parts."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

RADIUS = 0.9
"""Of the blur that is taken away, pixels of the original."""
GAIN = 1.1
"""How much of what the blur took is added at full sharpening."""


def enlarged(picture: np.ndarray, width: int, height: int) -> np.ndarray:
    """A picture at another size by Lanczos: uint8 (height, width, 3 or 4); what is transparent lends no colour."""
    from PIL import Image

    image = Image.fromarray(picture)
    if image.mode == "RGBA":
        image = image.convert("RGBa").resize((width, height), Image.Resampling.LANCZOS).convert("RGBA")
    else:
        image = image.resize((width, height), Image.Resampling.LANCZOS)
    return np.asarray(image)


def sharpened(picture: np.ndarray, amount: float, factor: float) -> Iterator[np.ndarray | float]:
    """Sharpen the edges of an enlarged picture; yields how far it is, 0..1, and at last the picture.

    Only the lightness is sharpened, only where there are edges, and never beyond the darkest and lightest neighbours,
    so that there are no halos.

    Args:
        picture: uint8 (height, width, 3 or 4).
        amount: 0..1. factor: by which it was enlarged.
    """
    from scipy.ndimage import gaussian_filter, maximum_filter, minimum_filter, sobel

    color = picture[..., :3].astype(np.float32) / 255
    light = color @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    yield 0.2
    radius = RADIUS * max(factor, 1.0) / 1.6
    lost = light - gaussian_filter(light, radius)
    yield 0.4
    edge = gaussian_filter(np.hypot(sobel(light, 0), sobel(light, 1)) / 4, radius) * factor
    share = edge**2 / (edge**2 + 0.02**2)
    yield 0.6
    size = 2 * round(radius) + 1
    least, most = minimum_filter(light, size), maximum_filter(light, size)
    yield 0.8
    better = np.clip(light + GAIN * amount * share * lost, least, most)
    changed = np.round((color + (better - light)[..., None]).clip(0, 1) * 255).astype(np.uint8)
    yield np.dstack([changed, picture[..., 3]]) if picture.shape[2] == 4 else changed
