"""What falls between the camera and the scene: streaks of rain and flakes of snow, moving with time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from castalia.clay.arrange import subseed
from castalia.clay.layers import Layers
from castalia.clay.places import PLACES
from castalia.clay.scene import Scene

SHELTERED = ("sea", "reef", "studio", "moon", "space", "grid")
"""Places, besides rooms, where nothing falls."""


def fall(layers: Layers, scene: Scene, time: float, loop: float | None = None) -> Layers:
    """The view with rain or snow before it, at `time` seconds; without either, the view itself.

    Everything that falls moves a whole number of heights in `loop` seconds, so that a clip of that length closes.
    """
    if scene.weather not in ("rain", "storm", "snow") or scene.place in SHELTERED or PLACES[scene.place].indoors:
        return layers
    rng = subseed(scene.seed, "weather")
    if scene.weather == "snow":
        veil = _flakes(layers.depth, rng, time, loop or PERIOD)
        rgb = layers.rgb + (1.0 - layers.rgb) * veil[..., None]
    else:
        veil = _streaks(layers.depth, rng, time, loop or PERIOD, scene.weather == "storm")
        light = np.clip(layers.rgb.mean() * 1.1 + 0.25, 0.0, 0.9)
        rgb = layers.rgb + (np.array([0.92, 0.97, 1.05], np.float32) * np.float32(light) - layers.rgb) * veil[..., None]
    return replace(layers, rgb=np.clip(rgb, 0.0, 1.0).astype(np.float32))


PERIOD = 6.0
"""Seconds after which rain and snow repeat where the clip does not say."""
# Distance, number of drops, length and half width as shares of the height, heights in PERIOD seconds, strength.
RAIN = ((2.5, 70, 0.16, 0.0016, 19, 0.34), (5.0, 170, 0.09, 0.0011, 13, 0.30), (10.0, 380, 0.05, 0.0008, 8, 0.26))
SNOW = ((1.8, 26, 0.0105, 4, 0.95), (3.5, 80, 0.0062, 3, 0.9), (7.0, 220, 0.0036, 2, 0.8), (14.0, 420, 0.0022, 1, 0.6))


def _whole(speed: float, loop: float) -> int:
    """Whole heights in `loop` seconds, at least one, of what falls `speed` heights in PERIOD seconds."""
    return max(round(speed * loop / PERIOD), 1)


def _streaks(depth: np.ndarray, rng: np.random.Generator, time: float, loop: float, storm: bool) -> np.ndarray:
    """Share of rain, float32 (height, width)."""
    height, width = depth.shape
    veil = np.zeros((height, width), np.float32)
    slant = -0.42 if storm else -0.12
    for far, count, length, half, speed, strength in RAIN:
        count = int(count * (1.7 if storm else 1.0) * width / height)
        xs, ys, tone = rng.uniform(-0.3, 1.3, count), rng.uniform(0, 1, count), rng.uniform(0.5, 1.0, count)
        y = (ys + _whole(speed, loop) * time / loop) % 1.0 * 1.4 - 0.2
        x = xs * width / height + slant * (y - 0.5)
        steps = max(2, int(length * height))
        along = np.linspace(0, 1, steps)
        px = ((x[:, None] + slant * length * along) * height).ravel()
        py = ((y[:, None] + length * along) * height).ravel()
        weight = (tone[:, None] * strength * np.sin(np.pi * along)).ravel()
        _stamp(veil, px, py, weight * min(1.0, half * height * 1.6), depth > far)
    return np.clip(veil, 0.0, 0.75)


def _stamp(veil: np.ndarray, x: np.ndarray, y: np.ndarray, weight: np.ndarray, seen: np.ndarray) -> None:
    """Add points at fractional places: each shares its weight among its two neighbours in the row."""
    height, width = veil.shape
    row, left = np.floor(y).astype(int), np.floor(x - 0.5).astype(int)
    share = x - 0.5 - left
    for column, part in ((left, 1 - share), (left + 1, share)):
        inside = (row >= 0) & (row < height) & (column >= 0) & (column < width)
        r, c = row[inside], column[inside]
        keep = seen[r, c]
        np.add.at(veil, (r[keep], c[keep]), (weight * part)[inside][keep].astype(np.float32))


def _flakes(depth: np.ndarray, rng: np.random.Generator, time: float, loop: float) -> np.ndarray:
    """Share of snow, float32 (height, width): soft round flakes that sway."""
    height, width = depth.shape
    veil = np.zeros((height, width), np.float32)
    for far, count, radius, speed, strength in SNOW:
        count = int(count * width / height)
        xs, ys, phase = rng.uniform(-0.1, 1.1, count), rng.uniform(0, 1, count), rng.uniform(0, 6.28, count)
        sizes = radius * rng.uniform(0.6, 1.3, count)
        turns = rng.integers(1, 4, count)
        y = ((ys + _whole(speed, loop) * time / loop) % 1.0 * 1.2 - 0.1) * height
        x = xs * width + 0.02 * height * np.sin(phase + 2 * np.pi * turns * time / loop)
        for cx, cy, size in zip(x, y, sizes * height, strict=True):
            reach = int(size * 1.6) + 1
            top, left = max(int(cy) - reach, 0), max(int(cx) - reach, 0)
            low, right = min(int(cy) + reach + 1, height), min(int(cx) + reach + 1, width)
            if top >= low or left >= right:
                continue
            dy, dx = np.arange(top, low) + 0.5 - cy, np.arange(left, right) + 0.5 - cx
            q = np.sqrt(dy[:, None] ** 2 + dx[None] ** 2)
            flake = strength * np.clip((1.5 * size + 0.5 - q) / (size + 0.5), 0.0, 1.0) * min(1.0, size * 1.3)
            patch = veil[top:low, left:right]
            np.maximum(patch, np.where(depth[top:low, left:right] > far, flake, 0.0), out=patch)
    return veil
