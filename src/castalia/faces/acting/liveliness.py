"""What a living face does by itself: it blinks, moves its head with the speech, lifts its brows, looks about and
breathes. All of it is drawn from a seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from castalia.faces.acting.easing import along, arc, drift, ease
from castalia.faces.acting.performance import Performance
from castalia.faces.speech.phonemes import Phoneme, is_vowel
from castalia.faces.speech.visemes import TICKS, loudness, pauses

Span = tuple[float, float]
_CLOSING, _SHUT, _OPENING = 0.085, 0.035, 0.190
"""Seconds of a blink: lids fall quickly and rise slowly."""
_GAZES = {"left": (-0.62, 0.0), "right": (0.62, 0.0), "up": (0.0, 0.55), "down": (0.0, -0.55)}
EYE_REACH = 0.55
"""Radians that the eyes turn for a gaze of 1."""


@dataclass(frozen=True)
class Moments:
    """What happens in a performance that a face answers to; all in seconds."""

    duration: float
    speaking: Sequence[Span] = ()
    """When this person speaks."""
    stresses: Sequence[tuple[float, float]] = ()
    """(time, strength 0..1) of the syllables that stand out."""
    ends: Sequence[float] = ()
    """Ends of this person's sentences."""
    questions: Sequence[float] = ()
    """Ends of this person's questions."""
    pauses: Sequence[Span] = ()
    changes: Sequence[float] = ()
    """When the face changes its expression."""
    others: Sequence[tuple[float, float, float]] = ()
    """(start, end, side) of what others say; side is -1 for a speaker at the viewer's left, 1 at the right."""


def moments(
    phonemes: Sequence[Phoneme],
    samples: np.ndarray,
    rate: int,
    duration: float,
    sentences: Sequence[tuple[str, float, float]] = (),
) -> Moments:
    """What can be read off speech: (text, start, end) of its sentences help where they are known."""
    rests = pauses(phonemes, duration, 0.20)
    edges = [0.0, *(t for rest in rests for t in rest), duration]
    speaking = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a > 0.05] if phonemes else []
    ends = [end for _, _, end in sentences] or [start for start, _ in rests if start > 0.05]
    questions = [end for text, _, end in sentences if text.rstrip("\"'”’」』)） ").endswith(("?", "？"))]
    found = stresses(phonemes, samples, rate, duration)
    return Moments(duration, speaking, found, ends, questions, rests if phonemes else [(0.0, duration)])


def stresses(phonemes: Sequence[Phoneme], samples: np.ndarray, rate: int, duration: float) -> list[tuple[float, float]]:
    """(time, strength) of the syllables that stand out: longer, louder and stressed ones, at least 0.4 s apart."""
    vowels = [p for p in phonemes if is_vowel(p.symbol)]
    if not vowels:
        return []
    mono = samples if samples.ndim == 1 else samples.mean(1)
    loud = loudness(mono, rate, int(np.ceil(duration * TICKS)) + 2)
    total = np.concatenate([[0.0], np.cumsum(loud)])
    at = np.array([(p.start + p.end) / 2 for p in vowels])
    first = np.clip((np.array([p.start for p in vowels]) * TICKS).astype(int), 0, len(loud))
    last = np.clip((np.array([p.end for p in vowels]) * TICKS).astype(int) + 1, 0, len(loud))
    weight = (total[last] - total[first]) * np.array([1.35 if p.stressed else 1.0 for p in vowels])
    usual = np.array([np.median(weight[np.abs(at - t) < 2.5]) for t in at])
    size = weight / np.maximum(usual, 1e-6)
    chosen: list[int] = []
    for i in np.argsort(-size, kind="stable"):
        if size[i] > 1.05 and all(abs(at[i] - at[j]) >= 0.42 for j in chosen):
            chosen.append(int(i))
    return [(float(at[i]), float(np.clip((size[i] - 0.7) / 1.3, 0.2, 1.0))) for i in sorted(chosen)]


def enliven(made: Performance, what: Moments, amount: float, gaze: str, seed: int) -> None:
    """Add to a performance what a living face does.

    Args:
        made: is changed. amount: 0 blinks and nothing else, 0.5 is natural, 1 lively.
        gaze: camera, wander, left, right, up or down.
    """
    times, scale = made.times, 2.0 * amount**0.85
    shifts = _look(made, times, what, scale, gaze, np.random.default_rng([seed, 11]))
    if amount > 0:
        edge = np.minimum(ease(times / 0.7), ease((what.duration - times) / 0.8))
        _move_head(made, times, what, scale, edge, np.random.default_rng([seed, 12]))
        _lift_brows(made, times, what, scale, np.random.default_rng([seed, 13]))
        _breathe(made, times, what, scale, edge)
        _attend(made, times, what, min(1.0, scale), np.random.default_rng([seed, 14]))
    _blink(made, what, shifts, np.random.default_rng([seed, 15]))


def _blink(made: Performance, what: Moments, shifts: Sequence[float], rng: np.random.Generator) -> None:
    """Blinks 15 to 20 times a minute at uneven intervals, rather where a sentence ends, the gaze jumps or the face
    changes; whole ones only."""
    inviting = sorted([*(t + 0.05 for t in what.ends), *(t + 0.02 for t in shifts), *(t + 0.05 for t in what.changes)])
    at = float(rng.uniform(0.7, 2.2))
    last = what.duration - _OPENING - _SHUT - 0.05
    while at < last:
        near = [t for t in inviting if at - 1.1 < t < at + 1.3]
        if near and rng.random() < 0.75:
            at = min(near, key=lambda t: abs(t - at))
        if _CLOSING < at < last:
            _lids(made, at, rng)
            if rng.random() < 0.07 and at + 0.42 < last:
                _lids(made, at + 0.40, rng)
        at += float(np.clip(rng.lognormal(1.12, 0.40), 1.3, 6.0))


def _lids(made: Performance, at: float, rng: np.random.Generator) -> None:
    """One blink, shut on the frame nearest to `at`; the two lids differ by a hair."""
    frame = min(len(made) - 1, int(at * made.fps))
    shut = made.times[frame]
    if max(made["blink_left"][frame], made["blink_right"][frame]) > 0.5:
        return
    slow = rng.uniform(0.9, 1.25)
    for lid, late in (("blink_left", 0.0), ("blink_right", rng.uniform(-0.006, 0.006))):
        curve = arc(made.times, shut + late, _CLOSING, _OPENING * slow, _SHUT)
        curve[frame] = 1.0
        made[lid][:] = np.maximum(made[lid], curve)
    made["brows"][:] -= 0.05 * arc(made.times, shut, 0.1, 0.2)


def _look(
    made: Performance, times: np.ndarray, what: Moments, scale: float, gaze: str, rng: np.random.Generator
) -> list[float]:
    """Fixations with small jumps between them, and glances away; returns the times of the large jumps."""
    home_x, home_y = _GAZES.get(gaze, (0.0, 0.0))
    x, y = [(0.0, home_x)], [(0.0, home_y)]
    away, shifts = float(rng.uniform(1.2, 3.0)), []
    at, out = 0.0, 0.0
    small, follow = 0.028 * min(scale, 1.3), min(scale, 1.0)
    while at < what.duration:
        dwell = float(np.clip(rng.exponential(0.75), 0.28, 2.0))
        gx, gy = home_x + rng.uniform(-1, 1) * small, home_y + rng.uniform(-0.7, 0.7) * small
        if gaze == "wander" and at > away:
            angle = rng.choice((0.25, 0.75, 1.15, 1.85)) * np.pi + rng.uniform(-0.3, 0.3)
            size = rng.uniform(0.40, 0.70)
            gx, gy, dwell = size * np.cos(angle), 0.6 * size * np.sin(angle), float(rng.uniform(0.7, 1.6))
            away = at + dwell + rng.uniform(1.8, 4.2)
            shifts += [at, at + dwell]
            out = dwell
            made["yaw"][:] += 0.075 * follow * gx * arc(times, at + 0.35, 0.40, 0.55, max(0.0, dwell - 0.35))
            made["pitch"][:] += 0.060 * follow * gy * arc(times, at + 0.35, 0.40, 0.55, max(0.0, dwell - 0.35))
        for keys, goal in ((x, gx), (y, gy)):
            keys += [(max(at, keys[-1][0] + 1e-4), keys[-1][1]), (at + 0.05, goal)]
        at += dwell
    if scale > 0:
        made["gaze_x"][:] += along(times, x)
        made["gaze_y"][:] += along(times, y)
        made["yaw"][:] += 0.10 * home_x
        made["pitch"][:] += 0.08 * home_y
    else:
        made["gaze_x"][:] += home_x
        made["gaze_y"][:] += home_y
    return shifts if out else []


def _move_head(
    made: Performance, times: np.ndarray, what: Moments, scale: float, edge: np.ndarray, rng: np.random.Generator
) -> None:
    """Slow drift, another posture with every phrase, and nods on the syllables that stand out."""
    sizes = {"yaw": 0.016, "pitch": 0.010, "roll": 0.009, "x": 0.0035, "y": 0.0025, "near": 0.003}
    for channel, size in sizes.items():
        made[channel][:] += scale * size * edge * drift(rng, times, 7.0, 1.6)
    begins = _phrases(what, rng)
    held = {"yaw": (0.050, [(0.0, 0.0)]), "pitch": (0.020, [(0.0, 0.0)]), "roll": (0.026, [(0.0, 0.0)])}
    for begin in begins:
        takes = float(rng.uniform(0.55, 0.95))
        for size, keys in held.values():
            goal = float(np.clip(rng.normal(0, 0.75), -1.5, 1.5)) * size - 0.35 * keys[-1][1]
            start = max(begin - 0.15, keys[-1][0] + 0.01)
            keys += [(start, keys[-1][1]), (start + 0.72 * takes, goal * 1.10), (start + takes, goal)]
    for channel, (_, keys) in held.items():
        made[channel][:] += scale * edge * along(times, keys)
    side = 1.0
    for at, strength in what.stresses:
        if strength < 0.3 and rng.random() < 0.4:
            continue
        size = scale * strength * float(rng.uniform(0.7, 1.2))
        nod = 0.22 * arc(times, at - 0.15, 0.16, 0.14) - arc(times, at + 0.05, 0.17, 0.34)
        made["pitch"][:] += 0.036 * size * edge * nod
        made["y"][:] += 0.008 * size * edge * nod
        side = -side if rng.random() < 0.6 else side
        made["roll"][:] += 0.010 * size * side * edge * arc(times, at + 0.08, 0.25, 0.5)
    for end in what.questions:
        made["roll"][:] += (
            0.045 * min(scale, 1.2) * float(rng.choice((-1, 1))) * edge * arc(times, end - 0.05, 0.5, 0.7, 0.4)
        )
        made["pitch"][:] += 0.028 * min(scale, 1.2) * edge * arc(times, end - 0.05, 0.4, 0.6, 0.2)
    made["x"][:] += 0.10 * made["yaw"]


def _phrases(what: Moments, rng: np.random.Generator) -> list[float]:
    """Times at which a new posture is taken: where phrases begin, and now and then in between."""
    starts = sorted(start for start, _ in what.speaking)
    times, at = [], 0.0
    for start in [*starts, what.duration]:
        while start - at > 3.4:
            at += float(rng.uniform(1.9, 3.0))
            times.append(at)
        if start < what.duration - 0.6 and start - at > 0.8:
            at = start
            times.append(at)
    return [t for t in times if t < what.duration - 0.8]


def _lift_brows(made: Performance, times: np.ndarray, what: Moments, scale: float, rng: np.random.Generator) -> None:
    """Brows go up on some of the strong syllables and with questions, and are never quite still."""
    made["brows"][:] += 0.030 * scale * drift(rng, times, 5.0, 1.2)
    last = -9.0
    for at, strength in what.stresses:
        if strength > 0.45 and at - last > 1.1 and rng.random() < 0.30 + 0.45 * strength:
            size = scale * (0.16 + 0.22 * strength) * float(rng.uniform(0.8, 1.2))
            made["brows"][:] += size * arc(times, at - 0.02, 0.17, 0.42, 0.10)
            made["eyes"][:] += 0.35 * size * arc(times, at, 0.15, 0.40, 0.08)
            last = at
    for end in what.questions:
        made["brows"][:] += 0.40 * min(scale, 1.3) * arc(times, end - 0.15, 0.35, 0.55, 0.35)


def _breathe(made: Performance, times: np.ndarray, what: Moments, scale: float, edge: np.ndarray) -> None:
    """In with the pauses, out with the words; every four seconds where nothing is said."""
    keys, now = [(0.0, 0.0)], 0.0
    for start, end in [*what.pauses, (what.duration, what.duration)]:
        if start > now + 0.3:
            keys.append((start, 0.08))
        now = max(now, start, keys[-1][0] + 0.02)
        while end - now > 4.6:
            keys += [(now + 1.5, 0.75), (now + 3.9, 0.06)]
            now += 3.9
        if end - now > 0.18:
            keys += [(max(now, end - 0.75), keys[-1][1]), (end - 0.02, min(1.0, 0.45 + 0.8 * (end - now)))]
            now = end
    keys = [key for i, key in enumerate(keys) if i == 0 or key[0] > keys[i - 1][0]]
    curve = edge * along(times, keys)
    made["breath"][:] += min(1.0, 0.55 + 0.45 * scale) * min(1.0, scale * 2) * curve
    made["y"][:] += 0.0045 * scale * curve
    made["pitch"][:] += 0.0060 * scale * curve


def _attend(made: Performance, times: np.ndarray, what: Moments, scale: float, rng: np.random.Generator) -> None:
    """While others speak: the head and the eyes turn to them, and nod where they end a sentence."""
    for start, end, side in what.others:
        turned = np.minimum(ease((times - start - 0.22) / 0.65), ease((end + 0.55 - times) / 0.65))
        made["yaw"][:] += 0.135 * side * scale * turned
        eyes = np.minimum(ease((times - start - 0.15) / 0.08), ease((end + 0.20 - times) / 0.08))
        made["gaze_x"][:] += 0.50 * side * eyes
        made["roll"][:] += 0.022 * scale * float(rng.choice((-1, 1))) * turned
        made["smile"][:] += 0.10 * scale * turned
        at = start + float(rng.uniform(0.9, 1.8))
        while at < end - 0.2:
            size = scale * float(rng.uniform(0.5, 1.0))
            for number in range(int(rng.integers(1, 3))):
                made["pitch"][:] -= 0.048 * size * (1 - 0.4 * number) * arc(times, at + 0.38 * number, 0.20, 0.28)
            made["brows"][:] += 0.22 * size * arc(times, at - 0.1, 0.2, 0.5, 0.1)
            at += float(rng.uniform(1.6, 3.0))
