"""Stained glass: cells of deep colour between lead lines, with the light behind them."""

from __future__ import annotations

import numpy as np

from castalia.clay.layers import SKY_DEPTH, Layers
from castalia.clay.styles.fields import blur, kuwahara, noise, saturated, smoothstep, unit
from castalia.clay.styles.outlines import creases, silhouettes
from castalia.clay.styles.regions import borders, cells, means, relabelled

_LEAD = np.array([0.055, 0.055, 0.065], np.float32)
_JEWELS = np.array([[0.62, 0.08, 0.10], [0.08, 0.16, 0.55], [0.80, 0.52, 0.08], [0.05, 0.38, 0.20],
                    [0.38, 0.10, 0.45]], np.float32)  # fmt: skip


def stained_glass(layers: Layers, seed: int) -> np.ndarray:
    """Set the view in glass and lead."""
    rng = np.random.default_rng(seed)
    shape = layers.depth.shape
    s = unit(shape[0])
    rgb = kuwahara(layers.rgb.clip(0, 1), max(1, round(2.0 * s)))
    subject = layers.instance > 0
    broad, small = cells(shape, rng, 54), cells(shape, rng, 46)
    band = np.searchsorted([6.0, 14.0, 40.0], np.minimum(layers.depth, SKY_DEPTH)).astype(np.int64)
    owner = np.where(layers.part < 0, 0, np.where(subject, 10 + layers.instance, 2 + band)).astype(np.int64)
    # Glass follows the forms first and is cut into pieces then: large ones far off, small ones near.
    net = np.where(subject, small + broad.max() + 1, broad).astype(np.int64)
    pieces = relabelled(owner * (int(net.max()) + 1) + net)
    parts = np.where(subject, layers.part.astype(np.int64), 0)
    painted = means(rgb, relabelled(pieces.astype(np.int64) * (int(parts.max()) + 1) + parts))
    flat = np.where(subject[..., None], painted, means(rgb, pieces))
    tempers = rng.random(1009).astype(np.float32) - 0.5
    temper = tempers[(net * 31 + owner * 7) % 1009]
    # In glass only colour and light are left; black would be a hole.
    glass = saturated(0.03 + 0.97 * flat, 1.75).clip(0.015, 1)
    glass = glass * (1.02 + 0.26 * temper)[..., None]
    bubbles = noise(shape, rng, 3.0, 2)
    streaked = noise(shape, rng, 26, 3, stretch=0.45)
    glass = glass * (1 + 0.05 * bubbles + 0.13 * streaked)[..., None]
    glass = glass * _behind(shape)[..., None]
    cut, outline = borders(pieces), silhouettes(layers)
    # Thin lead between the panes of one thing, strong lead round it; painted lines for what is finer.
    bars = np.maximum(_came(cut * ~subject, 0.95, s), 0.9 * _came(cut * subject, 0.62, s))
    lead = np.maximum(bars, _came(borders(owner), 1.35, s))
    lead = np.maximum(lead, 0.8 * _came(np.maximum(outline, 1.6 * creases(layers)) * subject, 0.5, s))
    glass, lead = _bordered(glass, lead, rng, s)
    glass = 1 - (1 - glass.clip(0, 1)) * (1 - 0.20 * blur(glass.clip(0, 1), 7 * s) * smoothstep(0.5, 0.9, glass))
    # Lead is round: a little light runs along its upper side.
    slope = lead - np.roll(lead, 1, axis=0)
    shine = 0.20 * slope.clip(0, 1)
    return glass + (_LEAD + shine[..., None] - glass) * lead[..., None]


def _came(lines: np.ndarray, half: float, s: float) -> np.ndarray:
    """Bars of lead along lines of one pixel; `half` of their width in reference pixels."""
    sigma = max(half * s, 0.45)
    return smoothstep(0.10, 0.26, blur(lines, sigma) * sigma)


def _behind(shape: tuple[int, int]) -> np.ndarray:
    """The light behind the window, strongest a little above the middle."""
    y = np.linspace(-1, 1, shape[0], dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, shape[1], dtype=np.float32)[None, :]
    return 1.06 - 0.34 * smoothstep(0.1, 1.8, (y + 0.25) ** 2 + x * x)


def _bordered(glass: np.ndarray, lead: np.ndarray, rng: np.random.Generator, s: float) -> tuple[np.ndarray, np.ndarray]:
    """A border of small jewel-coloured panes within bars of lead."""
    height, width = lead.shape
    y, x = np.arange(height, dtype=np.float32)[:, None] / s, np.arange(width, dtype=np.float32)[None, :] / s
    high, wide = (height - 1) / s, (width - 1) / s
    inside = np.minimum(np.minimum(y, high - y), np.minimum(x, wide - x))
    along = np.where(np.minimum(y, high - y) < np.minimum(x, wide - x), x + 0 * y, y + 300 + 0 * x)
    pane = np.floor(along / 27).astype(np.int32)
    border = inside < 16
    chosen = _JEWELS[(pane * 3 + (pane // 5)) % len(_JEWELS)] * (0.85 + 0.5 * rng.random(400)[pane % 400])[..., None]
    glass = np.where(border[..., None], chosen.astype(np.float32), glass)
    edges = np.abs((along + 13.5) % 27 - 13.5)
    bars = np.maximum(1 - smoothstep(1.0, 1.8, np.abs(inside - 16)), 1 - smoothstep(2.2, 3.2, inside))
    bars = np.maximum(bars, (1 - smoothstep(0.8, 1.5, edges)) * border)
    return glass, np.where(border, bars, np.maximum(lead, bars)).astype(np.float32)
