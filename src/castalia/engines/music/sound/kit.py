"""The drums: each stroke is a short sound made of a falling tone, some metal and some noise."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

from castalia.engines.music.drumming import (
    CLOSED_HAT,
    CRASH,
    HIGH_TOM,
    KICK,
    LOW_TOM,
    MID_TOM,
    OPEN_HAT,
    RIM,
    SHAKER,
    SNARE,
    TAIKO,
    WOODBLOCK,
)
from castalia.engines.music.sound.modal import RATE

Sound = NDArray[np.float32]
Wave = NDArray[np.float64]


def _time(seconds: float) -> Wave:
    return np.arange(int(seconds * RATE)) / RATE


def _falling(time: Wave, low: float, high: float, fall: float) -> Wave:
    """A sine whose pitch falls from high to low Hz with the time constant `fall`."""
    return np.sin(2 * np.pi * (low * time + (high - low) * fall * (1 - np.exp(-time / fall))))


def _noise(time: Wave, band: tuple[float, float], seed: int) -> Wave:
    noise = np.random.default_rng(seed).standard_normal(len(time))
    noise = sosfilt(butter(2, band, "bandpass", fs=RATE, output="sos"), noise)
    return noise / noise.std()


def _kick() -> Wave:
    t = _time(0.45)
    return _falling(t, 48, 150, 0.035) * np.exp(-t / 0.12) + 0.05 * _noise(t, (800, 4000), 1) * np.exp(-t / 0.004)


def _snare() -> Wave:
    t = _time(0.35)
    skin = 0.6 * _falling(t, 185, 260, 0.02) * np.exp(-t / 0.06) + 0.3 * np.sin(2 * np.pi * 331 * t) * np.exp(-t / 0.04)
    return skin + 0.2 * _noise(t, (1400, 8500), 2) * np.exp(-t / 0.075)


def _rim() -> Wave:
    t = _time(0.12)
    return 0.5 * np.sin(2 * np.pi * 1650 * t) * np.exp(-t / 0.010) + 0.3 * np.sin(2 * np.pi * 820 * t) * np.exp(
        -t / 0.018
    )


def _tom(low: float) -> Wave:
    t = _time(0.6)
    return _falling(t, low, 1.5 * low, 0.05) * np.exp(-t / 0.16) + 0.04 * _noise(t, (300, 3000), 3) * np.exp(-t / 0.012)


def _taiko() -> Wave:
    t = _time(1.1)
    skin = _falling(t, 62, 92, 0.06) * np.exp(-t / 0.28) + 0.35 * _falling(t, 99, 130, 0.05) * np.exp(-t / 0.16)
    return skin + 0.09 * _noise(t, (200, 1800), 4) * np.exp(-t / 0.02)


def _hat(length: float, seed: int) -> Wave:
    t = _time(5 * length + 0.03)
    metal = sum(np.sign(np.sin(2 * np.pi * f * t + n)) for n, f in enumerate((3170, 4230, 5390, 6710, 8210)))
    metal = sosfilt(butter(2, (6000, 13_500), "bandpass", fs=RATE, output="sos"), np.asarray(metal))
    return (0.10 * metal + 0.13 * _noise(t, (6500, 14_000), seed)) * np.exp(-t / length)


def _crash() -> Wave:
    t = _time(2.2)
    rng = np.random.default_rng(6)
    metal = sum(
        np.sin(2 * np.pi * f * t + rng.uniform(0, 6)) * np.exp(-t / rng.uniform(0.3, 0.9))
        for f in rng.uniform(900, 9000, 36)
    )
    wash = _noise(t, (3000, 12_000), 7) * (0.35 * np.exp(-t / 0.5) + 0.3 * np.exp(-t / 0.08))
    return (0.05 * np.asarray(metal) + 0.28 * wash) * (1 - np.exp(-t / 0.004))


def _shaker() -> Wave:
    t = _time(0.16)
    return 0.16 * _noise(t, (4500, 12_000), 8) * (1 - np.exp(-t / 0.014)) * np.exp(-t / 0.032)


def _block() -> Wave:
    t = _time(0.2)
    return 0.5 * np.sin(2 * np.pi * 790 * t) * np.exp(-t / 0.028) + 0.16 * np.sin(2 * np.pi * 1990 * t) * np.exp(
        -t / 0.012
    )


_DRUMS: dict[int, tuple[Callable[[], Wave], float, float]] = {
    KICK: (_kick, 0.7, 0.0),
    SNARE: (_snare, 0.75, 0.04),
    RIM: (_rim, 0.6, -0.2),
    LOW_TOM: (lambda: _tom(82), 0.75, 0.3),
    MID_TOM: (lambda: _tom(118), 0.7, 0.05),
    HIGH_TOM: (lambda: _tom(160), 0.65, -0.25),
    TAIKO: (_taiko, 0.55, -0.1),
    CLOSED_HAT: (lambda: _hat(0.028, 9), 0.42, 0.28),
    OPEN_HAT: (lambda: _hat(0.16, 10), 0.4, 0.28),
    CRASH: (_crash, 0.55, -0.3),
    SHAKER: (_shaker, 0.6, 0.38),
    WOODBLOCK: (_block, 0.5, -0.36),
}
"""Drum -> (sound, level, pan)."""


@lru_cache(maxsize=32)
def stroke(drum: int) -> tuple[Sound, float]:
    """((n,) mono, pan) of one stroke at full force; an unknown drum sounds as a rim shot."""
    make, level, pan = _DRUMS.get(drum, _DRUMS[RIM])
    sound = make() * level
    edge = int(0.004 * RATE)
    sound[-edge:] *= np.linspace(1, 0, edge)
    start = int(0.0006 * RATE)
    sound[:start] *= np.linspace(0, 1, start)
    return sound.astype(np.float32), pan
