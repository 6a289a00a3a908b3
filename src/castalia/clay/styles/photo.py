"""Photo: the depth of field, the colours, the halation and the grain of a full-frame camera with film."""

from __future__ import annotations

import numpy as np

from castalia.clay.layers import SKY_DEPTH, Layers
from castalia.clay.styles.fields import blur, luminance, noise, saturated, smoothstep, unit, warp

_WIDEST = 5.5
"""Standard deviation of the largest circle of confusion, reference pixels."""


def photo(layers: Layers, seed: int) -> np.ndarray:
    """Photograph the view: focus on the nearest of the things that it is about."""
    rng = np.random.default_rng(seed)
    shape = layers.depth.shape
    s = unit(shape[0])
    linear = layers.rgb.clip(0, 1) ** 2.2
    linear = _defocused(linear, layers, s)
    # Light that is reflected within the film reddens the surroundings of what is brightest.
    bright = linear * smoothstep(0.55, 1.0, luminance(linear))[..., None]
    linear = linear + blur(bright, 9 * s) * np.array([0.16, 0.08, 0.05], np.float32)
    linear = linear * _vignette(shape)[..., None]
    rgb = _film(linear.clip(0, None) ** (1 / 2.2))
    rgb = _fringed(rgb, s)
    light = luminance(rgb)
    # Grain is strongest in the middle tones, and nearly grey.
    strength = 0.019 * (0.30 + 2.4 * light * (1 - light).clip(0))
    grain = noise(shape, rng, 1.6, 1) + 0.5 * noise(shape, rng, 3.2, 1)
    tint = np.stack([noise(shape, rng, 2.2, 1) for _ in range(3)], axis=2)
    return rgb + strength[..., None] * (grain[..., None] + 0.25 * tint)


def _defocused(linear: np.ndarray, layers: Layers, s: float) -> np.ndarray:
    """What lies before and behind the plane of focus, blurred by the circle of confusion of a thin lens."""
    depth = np.minimum(layers.depth, SKY_DEPTH)
    subject = layers.instance > 0
    focus = float(np.quantile(depth[subject], 0.3)) if subject.any() else float(np.quantile(depth, 0.25))
    circle = np.abs(1 - focus / depth)
    # The thing itself is sharp from front to back, as with the aperture a little closed.
    circle = (circle - 0.13).clip(0) * np.where(subject, 0.55, 1.0)
    sigma = (_WIDEST * s) * (circle / (circle + 0.35))
    behind = (depth > focus * 1.05).astype(np.float32)
    out = linear
    for level, weight in zip((0.9, 1.8, 3.2, 5.0), (0.5, 1.2, 2.4, 4.2), strict=True):
        # Far things are blurred among themselves: the sharp subject does not bleed into them.
        open_ = (behind * smoothstep(weight * 0.35, weight, sigma / s) + 1e-3).astype(np.float32)[..., None]
        soft = blur(np.concatenate([linear * open_, open_], axis=2), level * s)
        mixed = smoothstep(weight * 0.5, weight, sigma / s)[..., None]
        out = out + (soft[..., :3] / soft[..., 3:] - out) * mixed
    return out


def _film(rgb: np.ndarray) -> np.ndarray:
    """The response of a negative film: a toe, a shoulder, cool shadows and warm lights."""
    x = rgb.clip(0, 1.4)
    curve = x + 0.16 * np.sin(2 * np.pi * (x.clip(0, 1) - 0.5)) / np.pi
    curve = 0.020 + 0.965 * curve.clip(0, 1.1)
    light = luminance(curve)[..., None]
    cool, warm = np.array([-0.012, 0.004, 0.022], np.float32), np.array([0.022, 0.008, -0.020], np.float32)
    return saturated(curve + cool * (1 - light) ** 2 + warm * light**2, 0.94)


def _vignette(shape: tuple[int, int]) -> np.ndarray:
    """The fall-off towards the corners (cos^4 law of a lens of normal angle), 1 in the middle."""
    height, width = shape
    y = (np.arange(height, dtype=np.float32)[:, None] + 0.5) / height * 2 - 1
    x = ((np.arange(width, dtype=np.float32)[None, :] + 0.5) / width * 2 - 1) * (width / height)
    return 1 / (1 + 0.14 * (x * x + y * y)) ** 2


def _fringed(rgb: np.ndarray, s: float) -> np.ndarray:
    """Red a little larger than blue towards the corners, as lenses draw it."""
    height, width = rgb.shape[:2]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    reach = 0.55 * s * (y * y + x * x)
    shift = np.stack([np.broadcast_to(y * reach, (height, width)), np.broadcast_to(x * reach, (height, width))])
    return np.stack([warp(rgb[..., 0], -shift), rgb[..., 1], warp(rgb[..., 2], shift)], axis=2)
