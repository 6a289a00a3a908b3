"""Bowed, blown and sung instruments: a spectrum of harmonics shaped by formants, played by one or several players."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

from castalia.engines.music.sound.modal import RATE

_TABLE = 2048
Sound = NDArray[np.float32]


@dataclass(frozen=True)
class Timbre:
    """How a sustained instrument sounds."""

    tilt: float
    """Harmonics fall by this power of their number; 1 is a saw, 2 much softer."""
    formants: tuple[tuple[float, float, float], ...] = ()
    """(Hz, width as a share of it, level) of resonances."""
    odd: float = 1.0
    """Level of the even harmonics (a clarinet has few)."""
    cutoff: float = 5000.0
    """Hz above which harmonics fall away quickly at full force."""
    players: int = 1
    detune: float = 0.0
    """Cents between the players furthest apart."""
    width: float = 0.0
    """How far the players sit apart, 0 to 1."""
    attack: float = 0.05
    """Seconds."""
    release: float = 0.12
    vibrato: float = 0.0
    """Cents."""
    vibrato_rate: float = 5.2
    vibrato_delay: float = 0.25
    """Seconds until the vibrato is full."""
    breath: float = 0.0
    """Level of wind noise."""
    swell: float = 0.0
    """How much brighter the tone grows in its first half second, 0 to 1."""


TIMBRES = {
    "strings": Timbre(
        1.0, ((300, 0.5, 0.4), (1400, 0.5, 0.5), (3200, 0.4, 0.5)), 1, 7000, 5, 16, 0.85, 0.16, 0.35, 7, 5.0, 0.3
    ),
    "violin": Timbre(
        1.05,
        ((480, 0.3, 0.6), (1000, 0.35, 0.5), (2800, 0.35, 0.9)),
        1,
        8500,
        1,
        0,
        0,
        0.07,
        0.14,
        16,
        5.7,
        0.3,
        0.004,
        0.2,
    ),
    "cello": Timbre(
        1.0,
        ((240, 0.35, 0.5), (700, 0.35, 0.5), (1800, 0.3, 0.6)),
        1,
        6000,
        1,
        0,
        0,
        0.09,
        0.18,
        14,
        5.2,
        0.3,
        0.003,
        0.2,
    ),
    "erhu": Timbre(
        0.95,
        ((450, 0.3, 0.5), (1100, 0.25, 1.0), (2900, 0.3, 0.7)),
        0.9,
        8000,
        1,
        0,
        0,
        0.06,
        0.14,
        24,
        5.9,
        0.2,
        0.006,
        0.25,
    ),
    "flute": Timbre(1.55, ((900, 0.8, 0.4),), 1, 8000, 1, 0, 0, 0.055, 0.11, 9, 5.0, 0.35, 0.05, 0.15),
    "clarinet": Timbre(1.1, ((1700, 0.5, 0.5),), 0.25, 7000, 1, 0, 0, 0.04, 0.09, 4, 4.8, 0.4, 0.01, 0.2),
    "choir": Timbre(
        1.1,
        ((620, 0.16, 3.0), (1050, 0.14, 1.6), (2750, 0.14, 1.2)),
        1,
        6000,
        6,
        24,
        0.9,
        0.25,
        0.45,
        14,
        5.1,
        0.2,
        0.03,
    ),
    "brass": Timbre(0.75, ((500, 0.5, 0.4), (1300, 0.4, 0.7)), 1, 5200, 3, 9, 0.45, 0.06, 0.15, 4, 4.9, 0.4, 0.0, 0.75),
    "organ": Timbre(1.5, (), 1, 3500, 2, 4, 0.5, 0.035, 0.16),
    "pad": Timbre(1.2, ((600, 0.6, 0.4), (2600, 0.4, 0.5)), 1, 4500, 5, 20, 1.0, 0.4, 0.8, 3, 0.6, 0.1),
}
"""Every sustained instrument."""


def sustain(name: str, pitch: float, force: float, count: int, usual: float = 2.0) -> Sound:
    """(2, count) a long tone of an instrument, its attack included, its release not.

    Args:
        pitch: MIDI. force: 0 to 1; more force is brighter. count: samples.
        usual: seconds that a note lasts in this part; a player attacks short notes more quickly.
    """
    timbre = TIMBRES[name]
    f0 = 440 * 2 ** ((pitch - 69) / 12)
    rng = np.random.default_rng([int(pitch), len(name)])
    time = np.arange(count, dtype=np.float32) / RATE
    dark = _table(timbre, f0, 0.45 * force) if timbre.swell else None
    bright = _table(timbre, f0, force)
    out = np.zeros((2, count), np.float32)
    seats = np.linspace(-1, 1, timbre.players) if timbre.players > 1 else np.zeros(1)
    for seat in seats:
        place = _phase(timbre, f0 * 2 ** (seat * timbre.detune / 2400), time, rng)
        tone = _looked_up(bright, place)
        if dark is not None:
            grown = (timbre.swell * np.exp(-time / 0.11)).astype(np.float32)
            tone += grown * (_looked_up(dark, place) - tone)
        angle = np.pi / 4 * (1 + seat * timbre.width)
        out[0] += np.float32(np.cos(angle)) * tone
        out[1] += np.float32(np.sin(angle)) * tone
    out /= np.float32(np.sqrt(timbre.players))
    if timbre.breath:
        out += _breath(timbre, f0, count, rng)
    rise = max(2, min(count, int(min(timbre.attack * (1.25 - 0.5 * force), 0.3 * usual) * RATE)))
    out[:, :rise] *= np.sin(np.linspace(0, np.pi / 2, rise, dtype=np.float32)) ** 2
    return out


def _table(timbre: Timbre, f0: float, force: float) -> Sound:
    """One period with all harmonics below 16 kHz, its first sample repeated at the end."""
    order = np.arange(1, max(2, min(60, int(16_000 / f0))))
    hertz = order * f0
    levels = order ** -(timbre.tilt + 0.35 * (1 - force))
    levels[1::2] *= timbre.odd
    shape = np.ones(len(order))
    for centre, width, level in timbre.formants:
        shape += level * np.exp(-(((hertz - centre) / (width * centre)) ** 2))
    edge = timbre.cutoff * (0.45 + 0.55 * force)
    levels = levels * shape / (1 + (hertz / max(edge, 2.2 * f0)) ** 4)
    angle = 2 * np.pi * np.outer(order, np.arange(_TABLE) / _TABLE)
    phases = np.random.default_rng(5).uniform(0, 2 * np.pi, len(order))[:, None] * 0.35
    wave = (levels[:, None] * np.sin(angle + phases)).sum(0)
    wave /= np.sqrt((wave**2).mean())
    return np.append(wave, wave[0]).astype(np.float32)


def _phase(timbre: Timbre, f0: float, time: Sound, rng: np.random.Generator) -> NDArray[np.float64]:
    """Position in the table, 0 to `_TABLE`, of a player with vibrato and an unsteady hand."""
    start = rng.uniform(0, 1)
    place = f0 * time.astype(np.float64) + start
    if timbre.vibrato:
        rate = timbre.vibrato_rate * rng.uniform(0.94, 1.06)
        depth = f0 * (2 ** (timbre.vibrato / 1200) - 1) / (2 * np.pi * rate)
        grown = 1 - np.exp(-time / timbre.vibrato_delay)
        place -= depth * grown * np.cos(2 * np.pi * (rate * time + rng.uniform(0, 1)))
    return (place % 1.0) * _TABLE


def _looked_up(table: Sound, place: NDArray[np.float64]) -> Sound:
    index = place.astype(np.int32)
    share = (place - index).astype(np.float32)
    low = table[index]
    return low + share * (table[index + 1] - low)


def _breath(timbre: Timbre, f0: float, count: int, rng: np.random.Generator) -> Sound:
    """Wind around the tone, stronger at the start."""
    band = butter(1, (max(200.0, 0.8 * f0), min(9000.0, 5 * f0)), "bandpass", fs=RATE, output="sos")
    noise = sosfilt(band, rng.standard_normal(count))
    level = timbre.breath * (1 + 1.5 * np.exp(-np.arange(count) / (0.06 * RATE)))
    return (noise / max(1e-9, float(noise.std())) * level).astype(np.float32)
