"""The direction of a face: speech, feeling, gesture, gaze and life together in one performance."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from castalia.errors import BadInput
from castalia.faces.acting.easing import ease
from castalia.faces.acting.emotion import FACES, changes, emotion_curves
from castalia.faces.acting.liveliness import EYE_REACH, Moments, enliven, moments
from castalia.faces.acting.performance import CHANNELS, Performance
from castalia.faces.acting.templates import LENGTHS, template, without_mouth
from castalia.faces.speech.phonemes import Phoneme
from castalia.faces.speech.spoken import Spoken
from castalia.faces.speech.visemes import speech_curves

_RADIANS = {"yaw": 0.45, "pitch": 0.35, "roll": 0.30}
_WIDTHS = {"x": 0.20, "y": 0.20, "near": 0.15}
_BOTH_WAYS = ("smile", "eyes", "brows", "gaze_x", "gaze_y")
LIMITS: dict[str, tuple[float, float]] = {
    name: (-1.0, 1.0)
    if name in _BOTH_WAYS
    else (-size, size)
    if (size := (_RADIANS | _WIDTHS).get(name))
    else (0.0, 1.0)
    for name in CHANNELS
}
"""Channel -> the least and the most that `direct` lets it be."""


def direct(
    *,
    spoken: Spoken | None = None,
    speaker: int = 1,
    samples: np.ndarray | None = None,
    rate: int = 0,
    phonemes: Sequence[Phoneme] = (),
    emotion: str = "neutral",
    liveliness: float = 0.5,
    gaze: str = "camera",
    template: str = "none",
    fps: float = 25.0,
    seed: int = 0,
    duration: float | None = None,
    side: float | None = None,
) -> Performance:
    """The performance of one person.

    Args:
        spoken: what is said, by one or several; who does not speak listens to the others. Or
        samples, rate, phonemes: a recording, float (n,) or (n, channels), and the sounds in it. Or neither.
        speaker: which of the speakers of `spoken` this person is; one that says nothing only listens.
        emotion: what the face shows; marks in `spoken` change it from their time on.
        liveliness, gaze, template: as in the recipe `TalkingPortrait`.
        duration: seconds; that of the sound when None, else of the template, else 4.
        side: where the others are: -1 at the viewer's left, 1 at the right; by their numbers when None, as speakers
            are counted from the left.

    Returns:
        Every channel within `LIMITS`; the same arguments give the same curves.

    Raises:
        BadInput: an emotion or a template that there is not.
    """
    _known(emotion, FACES, "emotion")
    _known(template, ["none", *LENGTHS], "template")
    if spoken is not None:
        rate = spoken.rate
        samples = spoken.tracks.get(speaker, np.zeros(round(spoken.duration * rate), np.float32))
        phonemes = spoken.phonemes.get(speaker, ())
    seconds = _seconds(duration, samples, rate, template)
    seed += 1000 * (speaker - 1)
    if samples is None:
        samples, rate = np.zeros(round(seconds * 16_000), np.float32), 16_000
    made = speech_curves(phonemes, samples, rate, fps, seconds)
    mouth = Performance(made.curves.copy(), fps)
    timeline = _timeline(spoken, speaker, emotion)
    what = _moments(spoken, speaker, phonemes, samples, rate, seconds, side)
    what = replace(what, changes=changes(timeline))
    made += emotion_curves(timeline, mouth, seed)
    if template != "none":
        made, busy = _with_template(made, mouth["speech"], template, seed, seconds)
        life = Performance.still(len(made), fps)
        enliven(life, what, liveliness, gaze, seed)
        _quieter(life, busy)
    else:
        life = Performance.still(len(made), fps)
        enliven(life, what, liveliness, gaze, seed)
    _join(made, life)
    _meet_eyes(made)
    _within(made, mouth)
    return made


def _known(name: str, names: Collection[str], what: str) -> None:
    if name not in names:
        raise BadInput(f"there is no {what} '{name}'", hint=f"{what}s are {', '.join(names)}")


def _seconds(duration: float | None, samples: np.ndarray | None, rate: int, gesture: str) -> float:
    if duration is not None:
        return duration
    if samples is not None and rate:
        return len(samples) / rate
    return LENGTHS.get(gesture, 4.0)


def _timeline(spoken: Spoken | None, speaker: int, emotion: str) -> list[tuple[float, str]]:
    """When the face shows what; a mark at the first word holds from the beginning."""
    marks = [m for m in (spoken.marks if spoken else ()) if m.speaker == speaker and m.name in FACES]
    marks = sorted(marks, key=lambda m: m.time)
    first = min((p.start for p in spoken.phonemes.get(speaker, ())), default=0.0) if spoken else 0.0
    if marks and marks[0].time <= first + 0.05 and first < 1.5:
        return [(0.0, marks[0].name), *((m.time, m.name) for m in marks[1:])]
    return [(0.0, emotion), *((m.time, m.name) for m in marks)]


def _moments(
    spoken: Spoken | None,
    speaker: int,
    phonemes: Sequence[Phoneme],
    samples: np.ndarray,
    rate: int,
    seconds: float,
    side: float | None,
) -> Moments:
    own = [(s.text, s.start, s.end) for s in (spoken.sentences if spoken else ()) if s.speaker == speaker]
    what = moments(phonemes, samples, rate, seconds, own)
    if spoken is None:
        return what
    others: list[list[float]] = []
    for other in spoken.speakers:
        if other == speaker:
            continue
        where = (1.0 if other > speaker else -1.0) if side is None else side
        for phoneme in spoken.phonemes.get(other, ()):
            if others and others[-1][2] == where and phoneme.start - others[-1][1] < 1.2:
                others[-1][1] = max(others[-1][1], phoneme.end)
            else:
                others.append([phoneme.start, phoneme.end, where])
    return replace(what, others=[(a, b, where) for a, b, where in others])


def _with_template(
    made: Performance, speech: np.ndarray, gesture: str, seed: int, seconds: float
) -> tuple[Performance, np.ndarray]:
    """The performance with a gesture in it, and how much (frames,) the gesture takes hold of the face."""
    lasting = gesture in ("listen", "sing")
    acted = template(gesture, made.fps, seconds if lasting or seconds < LENGTHS[gesture] else None, seed)
    if speech.any():
        acted = without_mouth(acted, speech)
    curves = np.zeros_like(made.curves)
    length = min(len(acted), len(made))
    curves[:length] = acted.curves[:length]
    acted = Performance(curves, made.fps)
    joined = Performance(made.curves.copy(), made.fps)
    _join(joined, acted)
    times, end = made.times, min(seconds, acted.duration if lasting else LENGTHS[gesture])
    return joined, np.minimum(ease(times / 0.3), ease((end + 0.3 - times) / 0.6))


def _join(made: Performance, other: Performance) -> None:
    """Add what another layer does; lids and the mouth's own channels take the larger."""
    for name in CHANNELS:
        if name.startswith("blink") or LIMITS[name][0] == 0.0:
            made[name][:] = np.maximum(made[name], other[name])
        else:
            made[name][:] += other[name]


def _quieter(life: Performance, busy: np.ndarray) -> None:
    """While a gesture plays, the head and the brows do little else, and nobody blinks into a wink."""
    for name in CHANNELS:
        life[name][:] *= 1 - (0.9 if name.startswith("blink") else 0.65) * busy


def _meet_eyes(made: Performance) -> None:
    """The eyes stay on what they look at while the head turns."""
    made["gaze_x"][:] -= made["yaw"] / EYE_REACH
    made["gaze_y"][:] -= made["pitch"] / EYE_REACH


def _within(made: Performance, mouth: Performance) -> None:
    """Every channel within its limits, bent rather than cut where a head goes far; closed lips stay closed."""
    for name, (least, most) in LIMITS.items():
        curve = made[name]
        if least < 0:
            soft = 0.7 * most
            over = np.abs(curve) > soft
            bent = soft + (most - soft) * np.tanh((np.abs(curve) - soft) / (most - soft))
            curve[over] = (np.sign(curve) * bent)[over]
        np.clip(curve, least, most, out=curve)
    closed = mouth["press"] > 0.999
    made["press"][closed] = 1.0
    made["open"][closed] = 0.0
    made["speech"][closed] = 1.0
