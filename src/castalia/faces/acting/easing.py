"""How animators time things: soft starts and stops, keys on a timeline, arcs, and slow drift."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

Key = tuple[float, float]
"""(second, value)."""


def ease(x: np.ndarray) -> np.ndarray:
    """From 0 to 1 as a limb moves from rest to rest with the least jerk; 0 before, 1 after."""
    x = np.clip(x, 0, 1)
    return x**3 * (10 - 15 * x + 6 * x * x)


def along(times: np.ndarray, keys: Sequence[Key]) -> np.ndarray:
    """Values (n,) at `times` of a curve that comes to rest at each of its keys, and stays at the last."""
    at, values = np.array([k[0] for k in keys]), np.array([k[1] for k in keys], float)
    if len(keys) == 1:
        return np.full(len(times), values[0])
    i = np.clip(np.searchsorted(at, times, "right") - 1, 0, len(at) - 2)
    share = ease((times - at[i]) / np.maximum(at[i + 1] - at[i], 1e-6))
    return values[i] + (values[i + 1] - values[i]) * share


def arc(times: np.ndarray, peak: float, rise: float, fall: float, hold: float = 0.0) -> np.ndarray:
    """A soft hill (n,) of height 1 that is at its top at second `peak` and for `hold` seconds after it."""
    return np.minimum(ease((times - peak + rise) / rise), ease((peak + hold + fall - times) / fall))


def drift(rng: np.random.Generator, times: np.ndarray, slowest: float, fastest: float) -> np.ndarray:
    """Aimless slow movement (n,) of about unit size, with periods from `slowest` to `fastest` seconds."""
    periods = np.geomspace(slowest, fastest, 5) * rng.uniform(0.85, 1.15, 5)
    sizes = np.sqrt(periods) * rng.uniform(0.6, 1.0, 5)
    phases = rng.uniform(0, 2 * np.pi, 5)
    waves = sizes[:, None] * np.sin(2 * np.pi * times[None] / periods[:, None] + phases[:, None])
    return waves.sum(0) / np.sqrt((sizes**2).sum() / 2) / np.sqrt(1.6)
