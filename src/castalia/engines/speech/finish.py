"""Makes the synthetic voice pleasanter: a warmer tone, less harshness, even level, a little room around it."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.signal import fftconvolve, resample_poly, sosfilt

RATE = 24_000
"""Samples per second of finished speech; eSpeak's own 22,050 hold nothing above 11 kHz."""
TAIL = 0.22
"""Seconds of room that `voiced` leaves after the last word."""
_FADE = 0.006


def voiced(samples: NDArray[np.float32], rate: int, semitones: float = 0.0) -> NDArray[np.float32]:
    """Finish one stretch of speech.

    Args:
        samples: (n,) mono at `rate` samples per second.
        semitones: shift of pitch and tempo together, as a tape runs faster; 0 leaves both.

    Returns:
        (m,) mono at `RATE`, `TAIL` seconds longer than the words.
    """
    source = round(rate * 2 ** (semitones / 12))
    divisor = math.gcd(source, RATE)
    speech = resample_poly(samples.astype(np.float64), RATE // divisor, source // divisor)
    speech = sosfilt(_tone(), _evened(speech))
    return (_roomed(_faded(speech))).astype(np.float32)


def _faded(speech: NDArray[np.float64]) -> NDArray[np.float64]:
    """Soft edges, so that joints do not click."""
    length = min(int(_FADE * RATE), len(speech) // 2)
    if length:
        ramp = np.sin(np.linspace(0, np.pi / 2, length)) ** 2
        speech[:length] *= ramp
        speech[-length:] *= ramp[::-1]
    return speech


def _evened(speech: NDArray[np.float64]) -> NDArray[np.float64]:
    """A slow 2:1 compressor above -24 dB: vowels stop shouting, ends of sentences stay audible."""
    smooth = np.hanning(int(0.06 * RATE))
    power = np.maximum(fftconvolve(speech**2, smooth / smooth.sum(), mode="same"), 1e-10)
    over = np.maximum(10 * np.log10(power) + 24, 0)
    return speech * 10 ** (-over / 2 / 20)


@lru_cache(maxsize=1)
def _tone() -> NDArray[np.float64]:
    """Equaliser as second-order sections: rumble off, warmth at 220 Hz, a dip where formants rasp, air off."""
    return np.array(
        [
            _biquad("highpass", 60, 0, 0.7),
            _biquad("lowshelf", 220, 3.0, 0.7),
            _biquad("peak", 3300, -3.5, 1.1),
            _biquad("highshelf", 6200, -5.0, 0.7),
        ]
    )


def _biquad(kind: str, frequency: float, gain: float, q: float) -> list[float]:
    """One section by the formulas of R. Bristow-Johnson's 'Audio EQ Cookbook'; gain in dB, frequency in Hz."""
    a = 10 ** (gain / 40)
    w = 2 * math.pi * frequency / RATE
    cos, alpha = math.cos(w), math.sin(w) / (2 * q)
    if kind == "highpass":
        b0, b1, b2 = (1 + cos) / 2, -(1 + cos), (1 + cos) / 2
        a0, a1, a2 = 1 + alpha, -2 * cos, 1 - alpha
    elif kind == "peak":
        b0, b1, b2 = 1 + alpha * a, -2 * cos, 1 - alpha * a
        a0, a1, a2 = 1 + alpha / a, -2 * cos, 1 - alpha / a
    else:
        sign = 1 if kind == "lowshelf" else -1
        root = 2 * math.sqrt(a) * alpha
        b0 = a * ((a + 1) - sign * (a - 1) * cos + root)
        b1 = sign * 2 * a * ((a - 1) - sign * (a + 1) * cos)
        b2 = a * ((a + 1) - sign * (a - 1) * cos - root)
        a0 = (a + 1) + sign * (a - 1) * cos + root
        a1 = -sign * 2 * ((a - 1) + sign * (a + 1) * cos)
        a2 = (a + 1) + sign * (a - 1) * cos - root
    return [b0 / a0, b1 / a0, b2 / a0, 1.0, a1 / a0, a2 / a0]


@lru_cache(maxsize=1)
def _room() -> NDArray[np.float64]:
    """Impulse response of a small furnished room, direct sound first, about 17 dB above the rest."""
    length = int(TAIL * RATE)
    time = np.arange(length) / RATE
    noise = np.random.default_rng(11).standard_normal(length)
    darker = np.convolve(noise, np.hanning(9) / np.hanning(9).sum(), mode="same")
    response = 0.010 * darker * np.exp(-time / 0.045) * (time > 0.012)
    for delay, gain in ((0.0071, 0.10), (0.0113, -0.07), (0.0167, 0.06), (0.0239, -0.04)):
        response[int(delay * RATE)] += gain
    response[0] = 1.0
    return response


def _roomed(speech: NDArray[np.float64]) -> NDArray[np.float64]:
    return fftconvolve(speech, _room()) if len(speech) else np.zeros(len(_room()))
