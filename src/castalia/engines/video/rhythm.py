"""The time that moving pictures keep with their sound: the beat of the music, the loudness of the voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from castalia.clay.acting import Rhythm

PER_SECOND = 25
"""Loudness values of the voice."""
ONSETS = 100
"""Energy values of the music, per second."""
BEATS = (0.33, 0.9)
"""Seconds between two beats, from and to."""


def rhythm_of(voice: tuple[np.ndarray, int] | None, music: tuple[np.ndarray, int] | None) -> Rhythm:
    """The rhythm of a voice and a piece of music, each (samples, samples per second) or None."""
    from castalia.clay.acting import Rhythm

    loud = tuple(float(v) for v in loudness(*voice)) if voice else ()
    return Rhythm(beat(*music), loud) if music else Rhythm(loud=loud)


def loudness(samples: np.ndarray, rate: int) -> np.ndarray:
    """Loudness 0..1, PER_SECOND values a second, 1 at the loudest twentieth."""
    level = _energy(samples, rate, PER_SECOND)
    top = float(np.quantile(level, 0.95)) if len(level) else 0.0
    return np.clip(level / top, 0.0, 1.0) if top > 1e-6 else np.zeros_like(level)


def beat(samples: np.ndarray, rate: int) -> float:
    """Seconds per beat: the delay at which the rises of the energy are most like themselves; 0.5 in silence."""
    rises = np.maximum(np.diff(_energy(samples, rate, ONSETS)), 0.0)
    if len(rises) < 4 * ONSETS or not rises.any():
        return 0.5
    rises = rises - rises.mean()
    spectrum = np.fft.rfft(rises, 2 * len(rises))
    like = np.fft.irfft(spectrum * spectrum.conj())[: len(rises)]
    delays = np.arange(int(BEATS[0] * ONSETS), int(BEATS[1] * ONSETS) + 1)
    return float(delays[np.argmax(like[delays] + 0.5 * like[2 * delays])]) / ONSETS


def _energy(samples: np.ndarray, rate: int, per_second: int) -> np.ndarray:
    """Root mean square of stretches of 1 / per_second seconds."""
    mono = samples if samples.ndim == 1 else samples.mean(1)
    step = max(rate // per_second, 1)
    whole = mono[: len(mono) // step * step].reshape(-1, step)
    return np.sqrt((whole.astype(np.float64) ** 2).mean(1))
