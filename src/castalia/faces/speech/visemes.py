"""From sounds to the movement of the mouth: coarticulated curves that follow the loudness and close when lips must.

Each sound pulls every channel towards its own shape with a strength that falls off around it; what is seen is the
balance of all that pull at a moment (dominance functions: M. Cohen and D. Massaro, 'Modeling Coarticulation in
Synthetic Visual Speech', 1993).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from castalia.faces.acting.performance import Performance
from castalia.faces.speech.phonemes import Phoneme, Shape, is_silence, shapes

TICKS = 100
"""Steps per second at which curves are made, before they are read off at the frames."""
PAUSE, REST = 0.22, 0.90
"""Seconds of silence from which on the lips close, and from which on the mouth comes to the rest that the picture
shows; what is shorter is part of speaking."""
_REACH = 0.36
"""Seconds around a sound beyond which it pulls no more."""
_FADE = {"open": (0.055, 0.070), "lips": (0.105, 0.085), "tongue": (0.045, 0.045)}
"""Seconds in which a sound's pull falls to 1/e, before it and after it: lips round early."""
_ONSET, _RELEASE = 0.12, 0.26
"""Seconds in which the mouth comes out of its rest before a word, and goes back to it after the last one."""
_MEET, _PART = 0.080, 0.062
"""Seconds in which lips come together, and in which they part."""
_PARTED = 0.35
"""The most that lips are pressed in a vowel between two closures."""
_BY_LOUDNESS = 0.20
"""How much the mouth opens for a loud sound whichever it is."""
_SPEED = {"open": 11.0, "wide": 7.0, "round": 7.0, "tongue": 12.0}
"""The most that a channel changes in a second."""


@dataclass(frozen=True, slots=True)
class _Segment:
    """One shape and the time it holds."""

    shape: Shape
    start: float
    end: float
    before: float
    """When the sound before it ends: a stop's closure lies between."""


def speech_curves(
    phonemes: Sequence[Phoneme], samples: np.ndarray, rate: int, fps: float, duration: float | None = None
) -> Performance:
    """How a mouth moves that speaks these sounds.

    Args:
        phonemes: in their order; rests may be in it or left out.
        samples: what is heard, float (n,) or (n, channels): the mouth opens with its loudness.
        rate: samples per second. fps: frames per second of the performance.
        duration: seconds of the performance; the length of the sound when None.

    Returns:
        The channels open, press, wide, round, tuck, tongue and speech; the others are 0. In every frame of a closure
        (m, b, p: at least the one nearest to its middle) `press` is 1 and `open` is 0.
    """
    mono = _mono(samples)
    seconds = len(mono) / rate if duration is None else duration
    made = Performance.still(max(1, round(seconds * fps)), fps)
    segments = _segments(phonemes)
    if not segments:
        return made
    ticks = int(np.ceil(seconds * TICKS)) + 2
    loud = loudness(mono, rate, ticks)
    speech, sounding = _speaking(segments, ticks, REST), _speaking(segments, ticks, PAUSE)
    targets = _balance(segments, ticks)
    targets["open"] = (targets["open"] * (0.30 + 0.85 * loud) + _BY_LOUDNESS * loud) * np.minimum(1, sounding * 1.2)
    tucked = _bumps([(s, *_held(s, fps)) for s in segments if s.shape.tuck > 0.3], ticks, 1.0)
    targets["open"] *= 1 - 0.75 * tucked
    closures = [(s, *_closure(s, loud, fps)) for s in segments if s.shape.press > 0.5]
    pressed = _bumps(closures, ticks, 1.0)
    at = made.times * TICKS - 0.5
    grid = np.arange(ticks)
    for name in ("open", "wide", "round", "tongue"):
        curve = _smooth(targets[name], _SPEED[name])
        if name != "open":
            curve = curve * np.sqrt(sounding)
        made[name][:] = np.clip(np.interp(at, grid, curve), 0, 1)
    made["speech"][:] = np.interp(at, grid, speech)
    made["press"][:] = np.interp(at, grid, pressed)
    made["tuck"][:] = np.interp(at, grid, tucked)
    _hold_on_frames(made, closures, segments)
    made["open"][:] *= 1 - made["press"]
    made["tuck"][:] *= 1 - made["press"]
    made["speech"][:] = np.maximum(made["speech"], made["press"])
    return made


def loudness(mono: np.ndarray, rate: int, ticks: int) -> np.ndarray:
    """Loudness (ticks,) at `TICKS` per second: 0 is silence, 1 as loud as the voice's loud vowels, at most 1.15.

    It is measured against what is loud within a few seconds around, so that a recording may grow quieter.
    """
    power = np.concatenate([[0.0], np.cumsum(mono.astype(np.float64) ** 2)])
    centre = (np.arange(ticks) + 0.5) / TICKS
    low = np.clip(((centre - 0.016) * rate).astype(int), 0, len(mono))
    high = np.clip(((centre + 0.016) * rate).astype(int), 0, len(mono))
    rms = np.sqrt((power[high] - power[low]) / np.maximum(high - low, 1))
    audible = rms[rms > 0.02 * rms.max(initial=0)]
    if not len(audible):
        return np.zeros(ticks)
    overall = np.percentile(audible, 92)
    step, half = TICKS, 4 * TICKS
    marks = np.arange(0, ticks + step, step)
    around = [np.percentile(rms[max(0, m - half) : m + half], 95) for m in marks]
    reference = np.maximum(np.interp(np.arange(ticks), marks, around), 0.4 * overall)
    return np.clip(rms / np.maximum(reference, 1e-9), 0, 1.15) ** 0.85


def _mono(samples: np.ndarray) -> np.ndarray:
    return samples if samples.ndim == 1 else samples.mean(1)


def _segments(phonemes: Sequence[Phoneme]) -> list[_Segment]:
    """The shapes one after the other; several shapes of one sound share its time by their lengths."""
    made: list[_Segment] = []
    before = -1.0
    for phoneme in phonemes:
        parts = shapes(phoneme.symbol)
        if not parts or phoneme.end <= phoneme.start:
            continue
        total = sum(part.length for part in parts)
        start = phoneme.start
        for part in parts:
            end = start + (phoneme.end - phoneme.start) * part.length / total
            made.append(_Segment(part, start, end, before))
            start = before = end
    return made


def _speaking(segments: list[_Segment], ticks: int, pause: float) -> np.ndarray:
    """How much the mouth speaks (ticks,): 1 from the first to the last sound, gently down in pauses so long."""
    spans: list[list[float]] = []
    for segment in segments:
        if spans and segment.start - spans[-1][1] < pause:
            spans[-1][1] = max(spans[-1][1], segment.end)
        else:
            spans.append([segment.start, segment.end])
    time = (np.arange(ticks) + 0.5) / TICKS
    made = np.zeros(ticks)
    for start, end in spans:
        a, b = _slice(start - _ONSET, end + _RELEASE, ticks)
        t = time[a:b]
        rise, fall = _ease((t - start + _ONSET) / _ONSET), _ease((end + _RELEASE - t) / _RELEASE)
        made[a:b] = np.maximum(made[a:b], np.minimum(rise, fall))
    return made


def _balance(segments: list[_Segment], ticks: int) -> dict[str, np.ndarray]:
    """Targets (ticks,) of open, wide, round and tongue, each the balance of the pull of the sounds around."""
    names = ("open", "wide", "round", "tongue")
    pull = {name: np.full(ticks, 1e-4) for name in names}
    made = {name: np.zeros(ticks) for name in names}
    time = (np.arange(ticks) + 0.5) / TICKS
    for segment in segments:
        shape = segment.shape
        a, b = _slice(segment.start - _REACH, segment.end + _REACH, ticks)
        t = time[a:b]
        before, after = np.maximum(segment.start - t, 0), np.maximum(t - segment.end, 0)
        for name in names:
            early, late = _FADE["open" if name == "open" else "tongue" if name == "tongue" else "lips"]
            strength = shape.jaw if name == "open" else 1.0 if name == "tongue" else shape.lips
            weight = strength * np.exp(-((before / early) ** 1.5) - (after / late) ** 1.5)
            pull[name][a:b] += weight
            made[name][a:b] += weight * getattr(shape, name)
    return {name: made[name] / pull[name] for name in names}


def _held(segment: _Segment, fps: float) -> tuple[float, float]:
    """From when to when a shape that must be reached is held: its middle, a frame at the least."""
    middle, half = (segment.start + segment.end) / 2, max(0.5 / fps, 0.3 * (segment.end - segment.start))
    return middle - half, middle + half


def _closure(segment: _Segment, loud: np.ndarray, fps: float) -> tuple[float, float]:
    """From when to when the lips are shut: for m most of it; for a stop the quietest moment about its beginning,
    which is where it is silent whether the timings count the silence to it or to the sound before."""
    if not segment.shape.plosive:
        half = max(0.5 / fps, 0.5 * (segment.end - segment.start) - 0.03)
        middle = (segment.start + segment.end) / 2
        return middle - half, middle + half
    gap = segment.start - segment.before
    expected = segment.start - (min(gap, 0.06) / 2 if 0 < gap < PAUSE else 0.0)
    if gap <= 0.005 and segment.end - segment.start > 0.05:
        expected += 0.02
    a, b = _slice(segment.start - 0.06, max(segment.end - 0.01, segment.start + 0.03), len(loud))
    if b - a < 3:
        return expected - 0.5 / fps, expected + 0.5 / fps
    window = np.convolve(np.pad(loud[a:b], 2, "edge"), np.ones(5) / 5, "valid")
    times = (np.arange(a, b) + 0.5) / TICKS
    middle = float(times[np.argmin(window + 4.0 * np.abs(times - expected))])
    return middle - 0.5 / fps, middle + 0.5 / fps


def _bumps(held: Sequence[tuple[_Segment, float, float]], ticks: int, top: float) -> np.ndarray:
    """A curve that is at the top from each start to each end, with soft flanks."""
    made = np.zeros(ticks)
    time = (np.arange(ticks) + 0.5) / TICKS
    for segment, start, end in held:
        a, b = _slice(start - _MEET, end + _PART, ticks)
        t = time[a:b]
        flank = np.minimum((t - start + _MEET) / _MEET, (end + _PART - t) / _PART)
        height = segment.shape.tuck or top
        made[a:b] = np.maximum(made[a:b], height * _ease(flank))
    return made


def _hold_on_frames(
    made: Performance, closures: Sequence[tuple[_Segment, float, float]], segments: Sequence[_Segment]
) -> None:
    """The frame nearest to the middle of each closure is fully closed, and so are all that lie well inside; between
    two of them with a vowel in between, however short, the lips are seen to part."""
    shut = [min(max(int((start + end) / 2 * made.fps), 0), len(made) - 1) for _, start, end in closures]
    for (a, b), ((one, _, _), (other, _, _)) in zip(pairwise(shut), pairwise(closures), strict=True):
        if 2 <= b - a <= 5 and any(s.shape.vowel and one.end <= s.start < other.start for s in segments):
            middle = slice((a + b) // 2, (a + b + 1) // 2 + 1)
            made["press"][middle] = np.minimum(made["press"][middle], _PARTED)
    for nearest, (_, start, end) in zip(shut, closures, strict=True):
        first, last = int(np.ceil(start * made.fps - 0.5)), int(np.floor(end * made.fps - 0.5))
        held = [f for f in range(max(0, first), min(len(made), last + 1)) if made["press"][f] > _PARTED]
        made["press"][[nearest, *held]] = 1.0


def _smooth(curve: np.ndarray, speed: float) -> np.ndarray:
    """Without jitter: a short window, then no faster than `speed` per second either way."""
    window = np.hanning(7)[1:-1]
    soft = np.convolve(np.pad(curve, 2, "edge"), window / window.sum(), "valid")
    step = speed / TICKS
    if np.abs(np.diff(soft)).max(initial=0) <= step:
        return soft
    made = soft.tolist()
    for values in (range(1, len(made)), range(len(made) - 2, -1, -1)):
        back = 1 if values.step > 0 else -1
        for i in values:
            made[i] = min(made[i], made[i - back] + step)
    return np.array(made)


def _slice(start: float, end: float, ticks: int) -> tuple[int, int]:
    return max(0, int(np.floor(start * TICKS))), min(ticks, int(np.ceil(end * TICKS)))


def _ease(x: np.ndarray) -> np.ndarray:
    """From 0 to 1 without a corner."""
    x = np.clip(x, 0, 1)
    return x * x * (3 - 2 * x)


def closures(phonemes: Sequence[Phoneme], samples: np.ndarray, rate: int) -> list[float]:
    """Seconds of the middle of every closure of the lips, as `speech_curves` times them."""
    mono = _mono(samples)
    loud = loudness(mono, rate, int(np.ceil(len(mono) / rate * TICKS)) + 2)
    found = (_closure(s, loud, 25) for s in _segments(phonemes) if s.shape.press > 0.5)
    return [(start + end) / 2 for start, end in found]


def pauses(phonemes: Sequence[Phoneme], duration: float, least: float = PAUSE) -> list[tuple[float, float]]:
    """The stretches of at least `least` seconds in which nothing is said."""
    spoken = [(p.start, p.end) for p in phonemes if not is_silence(p.symbol)]
    edges = [(0.0, 0.0), *spoken, (duration, duration)]
    return [(a[1], b[0]) for a, b in pairwise(edges) if b[0] - a[1] >= least]
