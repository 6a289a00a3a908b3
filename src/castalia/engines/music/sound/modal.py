"""Struck and plucked instruments: sums of partials that die away, each at its own pace (modal synthesis).

A sum of decaying sinusoids is a matrix product: with n = 256 a + b, the partial z^n is z^(256 a) times z^b, so that all
samples of all partials come from one multiplication of two small matrices. See J. O. Smith, 'Physical Audio Signal
Processing', on modal expansion.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

RATE = 44_100
_BLOCK = 256
_NYQUIST = 0.45 * RATE

Sound = NDArray[np.float32]


def ring(frequencies: NDArray[np.float64], levels: NDArray[np.float64], halves: NDArray[np.float64], count: int,
         phases: NDArray[np.float64] | None = None) -> Sound:  # fmt: skip
    """(count,) sum of decaying partials.

    Args:
        frequencies: Hz. levels: amplitudes at the start. halves: seconds in which each falls by 60 dB.
        phases: radians at the start; None starts all at zero crossings.
    """
    keep = (frequencies > 20) & (frequencies < _NYQUIST)
    frequencies, levels, halves = frequencies[keep], levels[keep], halves[keep]
    start = np.zeros(len(frequencies)) if phases is None else phases[keep]
    speed = -6.908 / (halves * RATE) + 2j * np.pi * frequencies / RATE
    rows = -(-count // _BLOCK)
    coarse = np.exp(np.outer(np.arange(rows) * _BLOCK, speed)) * (levels * np.exp(1j * start))
    fine = np.exp(np.outer(speed, np.arange(_BLOCK)))
    left = np.concatenate((coarse.imag, coarse.real), axis=1).astype(np.float32)
    right = np.concatenate((fine.real, fine.imag), axis=0).astype(np.float32)
    return np.asarray((left @ right).reshape(-1)[:count])


def knock(count: int, seconds: float, low: float, high: float, seed: int) -> Sound:
    """(count,) a short burst of band-limited noise: the hammer, the nail, the mallet."""
    length = min(count, int(seconds * 6 * RATE))
    noise = np.random.default_rng(seed).standard_normal(length)
    noise = _band(noise, low, high) * np.exp(-np.arange(length) / (seconds * RATE))
    out = np.zeros(count, np.float32)
    out[:length] = noise / max(1e-9, float(np.abs(noise).max()))
    return out


def _band(noise: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    for frequency, keep_high in ((high, False), (low, True)):
        pole = np.exp(-2 * np.pi * frequency / RATE)
        smooth = lfilter([1 - pole], [1, -pole], noise)
        noise = noise - smooth if keep_high else smooth
    return noise


def soft_start(sound: Sound, seconds: float) -> Sound:
    """With a raised-cosine rise, so that nothing clicks."""
    length = min(len(sound), max(2, int(seconds * RATE)))
    sound[:length] *= (np.sin(np.linspace(0, np.pi / 2, length)) ** 2).astype(np.float32)
    return sound


def piano(pitch: float, force: float, count: int) -> Sound:
    """Stiff strings in pairs that beat slowly, a fast and a slow decay, a felt hammer."""
    f0 = _hertz(pitch)
    order = np.arange(1, min(24, int(9000 / f0) + 3) + 1)
    stiff = 0.00012 * 2 ** ((pitch - 48) / 14)
    frequencies = f0 * order * np.sqrt((1 + stiff * order**2) / (1 + stiff))
    # The hammer strikes at 1/8 of the string; softer blows excite fewer partials.
    bright = 0.85 + 0.9 * (1 - force) + max(0.0, (pitch - 66) / 60)
    levels = np.abs(np.sin(np.pi * order / 8.3)) / order**bright + 0.02 / order**bright
    long = np.clip(11.0 * 2 ** (-(pitch - 40) / 16), 1.0, 15) / (1 + 0.18 * (order - 1))
    phases = np.random.default_rng(int(pitch)).uniform(
        -np.pi, np.pi, len(order)
    )  # in step, partials would add to spikes
    slow = ring(frequencies * 1.00022, levels * 0.42, long, count, phases)
    fast = ring(frequencies * 0.99987, levels, long * 0.32, count, phases)
    felt = (
        knock(count, 0.006, 150, 1500 + 1500 * force, int(pitch)) * (0.10 + 0.07 * force) * float(np.abs(levels).sum())
    )
    return soft_start(slow + fast + felt, 0.0025 + 0.002 * (1 - force))


def _plucked(
    pitch: float,
    force: float,
    count: int,
    position: float,
    bright: float,
    sustain: float,
    damp: float,
    nail: float,
    body: tuple[tuple[float, float], ...] = (),
) -> Sound:
    """A string plucked at a fraction of its length, over a body with some resonances (Hz, level)."""
    f0 = _hertz(pitch)
    order = np.arange(1, min(40, int(11_000 / f0) + 2) + 1)
    frequencies = f0 * order * np.sqrt(1 + 0.00004 * order**2)
    tilt = bright + 0.7 * (1 - force)
    levels = np.abs(np.sin(np.pi * order * position)) / order**tilt
    for centre, level in body:
        levels *= 1 + level * np.exp(-(((frequencies - centre) / (0.35 * centre)) ** 2))
    halves = sustain * 2 ** (-(pitch - 50) / 18) / (1 + damp * (frequencies / 1000) ** 1.3)
    rng = np.random.default_rng(int(pitch))
    sound = ring(frequencies, levels, np.maximum(halves, 0.05), count, rng.uniform(-2, 2, len(order)))
    click = knock(count, 0.003, 500, 5000, int(pitch)) * nail * (0.4 + 0.6 * force) * float(levels.sum())
    return soft_start(sound + click, 0.0018)


def guitar(pitch: float, force: float, count: int) -> Sound:
    return _plucked(pitch, force, count, 0.21, 0.85, 5.0, 0.4, 0.09, ((105, 0.7), (210, 0.9), (420, 0.4)))


def harp(pitch: float, force: float, count: int) -> Sound:
    return _plucked(pitch, force, count, 0.38, 0.95, 7.0, 0.4, 0.05, ((180, 0.4), (350, 0.3)))


def guzheng(pitch: float, force: float, count: int) -> Sound:
    """A metal string; its pitch sinks a little after the pluck."""
    return _plucked(pitch, force, count, 0.13, 0.85, 6.5, 0.25, 0.07, ((320, 0.5), (700, 0.35)))


def bass(pitch: float, force: float, count: int) -> Sound:
    return _plucked(pitch, force, count, 0.3, 1.15, 4.0, 1.0, 0.03, ((90, 0.4),))


def _bar(
    pitch: float,
    force: float,
    count: int,
    ratios: tuple[float, ...],
    levels: tuple[float, ...],
    sustain: float,
    fall: tuple[float, ...],
    mallet: float,
) -> Sound:
    """A struck bar or tine: a few inharmonic partials."""
    f0 = _hertz(pitch)
    louder = np.array([1.0] + [0.45 + 0.75 * force] * (len(ratios) - 1))
    halves = sustain * 2 ** (-(pitch - 60) / 20) * np.array(fall)
    sound = ring(f0 * np.array(ratios), np.array(levels) * louder, np.maximum(halves, 0.03), count)
    sound += knock(count, 0.004, 200, 2500, int(pitch)) * mallet * (0.3 + 0.7 * force)
    return soft_start(sound, 0.0015)


def marimba(pitch: float, force: float, count: int) -> Sound:
    return _bar(pitch, force, count, (1, 2.003, 3.93, 9.2), (1, 0.06, 0.36, 0.1), 1.5, (1, 0.5, 0.3, 0.1), 0.3)


def kalimba(pitch: float, force: float, count: int) -> Sound:
    return _bar(
        pitch,
        force,
        count,
        (1, 1.003, 2.01, 5.42, 8.9),
        (1, 0.3, 0.12, 0.2, 0.07),
        2.1,
        (1, 0.8, 0.6, 0.14, 0.06),
        0.22,
    )


def vibraphone(pitch: float, force: float, count: int) -> Sound:
    """Metal bars under turning fans: a slow swell in the loudness."""
    sound = _bar(pitch, force, count, (1, 1.0015, 3.98, 9.1), (1, 0.35, 0.3, 0.06), 6.0, (1, 0.8, 0.35, 0.12), 0.14)
    return sound * (1 - 0.16 * (1 + np.sin(2 * np.pi * 4.6 * np.arange(count) / RATE))).astype(np.float32)


def bells(pitch: float, force: float, count: int) -> Sound:
    return _bar(pitch, force, count, (1, 2.76, 5.4, 8.93), (1, 0.3, 0.12, 0.03), 4.5, (1, 0.45, 0.22, 0.1), 0.03)


def music_box(pitch: float, force: float, count: int) -> Sound:
    return _bar(
        pitch, force, count, (1, 1.002, 2.0, 3.01, 6.1), (1, 0.3, 0.18, 0.1, 0.08), 3.2, (1, 0.9, 0.5, 0.35, 0.1), 0.06
    )


def _hertz(pitch: float) -> float:
    return float(440 * 2 ** ((pitch - 69) / 12))


Struck = Callable[[float, float, int], Sound]
"""(MIDI pitch, force 0 to 1, samples) -> (samples,) mono, not yet levelled."""

STRUCK: dict[str, Struck] = {
    "piano": piano,
    "guitar": guitar,
    "harp": harp,
    "guzheng": guzheng,
    "bass": bass,
    "marimba": marimba,
    "kalimba": kalimba,
    "vibraphone": vibraphone,
    "bells": bells,
    "music box": music_box,
}
