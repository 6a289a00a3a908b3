"""Guesses the sounds of speech from the sound alone, in any language and without any model: resonances give the
vowels, hiss the fricatives, short dips the closures."""

from __future__ import annotations

import numpy as np

from castalia.faces.speech.acoustics import HOP, RATE, activity, formants, runs, spectra, voicing
from castalia.faces.speech.phonemes import Phoneme

_VOWELS = {
    "i": (290, 2250), "e": (430, 2000), "ɛ": (580, 1780), "æ": (700, 1650), "a": (800, 1350), "ɑ": (740, 1120),
    "ɔ": (590, 920), "o": (460, 830), "u": (320, 800), "y": (290, 1800), "ə": (500, 1450), "ɨ": (320, 1450),
}  # fmt: skip
"""First and second resonance in Hz of a grown-up's vowels (rough means of men and women)."""
_SHORTEST = 4
"""Frames of 10 ms that a guessed sound lasts at least."""


def guess(mono: np.ndarray) -> list[Phoneme]:
    """Sounds (IPA) of a recording, float32 (n,) at 16 kHz; empty where nothing rises above the noise."""
    heard, level = activity(mono)
    if not heard.any():
        return []
    power = spectra(mono)
    labels = _labels(mono, power, heard, level)
    seconds = HOP / RATE
    made = []
    for label, start, end in _runs_of(labels):
        if label:
            made.append(Phoneme(label, start * seconds, end * seconds))
    return _with_closures(made, power, level, heard)


def _labels(mono: np.ndarray, power: np.ndarray, heard: np.ndarray, level: np.ndarray) -> list[str]:
    """One symbol for every frame, empty for rests."""
    bins = np.fft.rfftfreq(512, 1 / RATE)
    total = power.sum(1) + 1e-12
    centre = (power * bins).sum(1) / total
    high = power[:, bins > 3000].sum(1) / total
    tone = voicing(mono)
    made = _vowels(formants(mono), heard & (tone > 0.45) & (high < 0.45))
    hiss = heard & (high > 0.5) & (tone < 0.65)
    low = power[:, bins < 600].sum(1) / total
    murmur = heard & (tone > 0.5) & (low > 0.55) & (level < _around(level) - 4)
    labels = np.where(heard, made, "")
    labels[hiss & (centre >= 4600)] = "s"
    labels[hiss & (centre < 4600)] = "ʃ"
    labels[heard & ~hiss & (tone <= 0.45) & (level < -18)] = "h"
    labels[murmur] = "n"
    return _steadied(labels)


def _around(level: np.ndarray) -> np.ndarray:
    """The loudest level within 0.15 s of each frame."""
    padded = np.pad(level, 15, "edge")
    return np.lib.stride_tricks.sliding_window_view(padded, 31).max(1)


def _vowels(resonances: np.ndarray, sure: np.ndarray) -> np.ndarray:
    """The nearest vowel (count,) of each frame; the speaker's size is judged by the middle of the resonances."""
    made = np.full(len(resonances), "ə", dtype="<U2")
    good = sure & np.isfinite(resonances).all(1)
    if good.sum() < 5:
        return made
    first, second = resonances[good, 0], resonances[good, 1]
    size = np.clip(np.sqrt(np.median(first) / 490 * np.median(second) / 1480), 0.82, 1.35)
    times = np.arange(len(resonances))
    smooth = []
    for column in (first, second):
        curve = np.interp(times, times[good], column / size)
        padded = np.pad(curve, 3, "edge")
        smooth.append(np.median(np.lib.stride_tricks.sliding_window_view(padded, 7), axis=1))
    names, places = list(_VOWELS), np.array(list(_VOWELS.values()), float)
    here, there = _bark(np.stack(smooth, 1)), _bark(places)
    away = ((here[:, None] - there[None]) ** 2 * (1.0, 0.5)).sum(2)
    return np.array(names)[away.argmin(1)]


def _bark(hertz: np.ndarray) -> np.ndarray:
    """Pitch as the ear spaces it (H. Traunmüller, 1990)."""
    return 26.81 * hertz / (1960 + hertz) - 0.53


def _steadied(labels: np.ndarray) -> list[str]:
    """Without flicker: what is shorter than `_SHORTEST` frames becomes part of a neighbour."""
    made = labels.tolist()
    for _ in range(2):
        spans = _runs_of(made)
        for number, (label, start, end) in enumerate(spans):
            if end - start >= _SHORTEST or not label:
                continue
            beside = [spans[k] for k in (number - 1, number + 1) if 0 <= k < len(spans) and spans[k][0]]
            if beside:
                longest = max(beside, key=lambda s: s[2] - s[1])
                made[start:end] = [longest[0]] * (end - start)
    return made


def _runs_of(labels: list[str]) -> list[tuple[str, int, int]]:
    made: list[tuple[str, int, int]] = []
    for i, label in enumerate(labels):
        if made and made[-1][0] == label:
            made[-1] = (label, made[-1][1], i + 1)
        else:
            made.append((label, i, i + 1))
    return made


def _with_closures(sounds: list[Phoneme], power: np.ndarray, level: np.ndarray, heard: np.ndarray) -> list[Phoneme]:
    """Put a stop where the level dips for a moment and a sound bursts out of it.

    Whether the lips made it is told by the burst: from the lips it is low and dull, from the tongue sharp; lips
    that may have made it only come near. Of murmurs the dullest are taken for an m.
    """
    bins = np.fft.rfftfreq(512, 1 / RATE)
    clean = np.maximum(power - 2 * np.percentile(power, 10, axis=0), 0)
    depth = _around(level) - level
    found: list[Phoneme] = []
    seconds = HOP / RATE
    for start, end in runs(depth > 10):
        deepest = start + int(np.argmax(depth[start:end]))
        about = slice(max(0, start - 3), end + 3)
        if not 2 <= end - start <= 16 or deepest + 4 > len(level) or depth[deepest] < 13 or heard[about].mean() < 0.7:
            continue
        burst = clean[deepest + 1 : deepest + 4].mean(0)
        sharp = _decibels(burst, bins, (2500, 7500), (200, 1500))
        middle = _decibels(burst, bins, (1200, 2600), (200, 1000))
        lips = max(sharp - 4, middle - 4)
        found.append(Phoneme("p" if lips < -1 else "β" if lips < 3 else "t", start * seconds, end * seconds))
    made: list[Phoneme] = []
    for sound in sounds:
        pieces = [sound]
        for stop in found:
            pieces = [piece for whole in pieces for piece in _around_stop(whole, stop)]
        made += pieces
    return sorted([*(_murmured(p, power, bins) for p in made), *found], key=lambda p: p.start)


def _decibels(power: np.ndarray, bins: np.ndarray, of: tuple[int, int], against: tuple[int, int]) -> float:
    """How much more there is in one band of a spectrum than in another."""
    one, other = (float(power[(bins >= low) & (bins < high)].sum()) + 1e-12 for low, high in (of, against))
    return 10 * np.log10(one / other)


def _around_stop(sound: Phoneme, stop: Phoneme) -> list[Phoneme]:
    """What is left of a sound beside a stop."""
    if stop.end <= sound.start or stop.start >= sound.end:
        return [sound]
    parts = ((sound.start, stop.start), (stop.end, sound.end))
    return [Phoneme(sound.symbol, a, b) for a, b in parts if b - a > 0.015]


def _murmured(sound: Phoneme, power: np.ndarray, bins: np.ndarray) -> Phoneme:
    """A murmur becomes an m where it is duller than what a tongue makes."""
    if sound.symbol != "n":
        return sound
    a, b = int(sound.start * RATE / HOP), max(int(sound.start * RATE / HOP) + 1, int(sound.end * RATE / HOP))
    murmur = power[a:b].mean(0)
    dull = _decibels(murmur, bins, (2500, 7500), (200, 1500)) < -5
    return Phoneme("m", sound.start, sound.end) if dull and sound.end - sound.start > 0.035 else sound
