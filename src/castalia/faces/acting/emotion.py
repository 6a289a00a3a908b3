"""What a feeling does to a face: offsets of brows, lids, corners of the mouth and head, passing softly from one to
the next, never still, and never in the way of the lips."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from castalia.faces.acting.easing import drift, ease
from castalia.faces.acting.performance import Performance

FACES: dict[str, dict[str, float]] = {
    "neutral": {},
    "smile": {"smile": 0.62, "eyes": -0.14, "brows": 0.08, "pitch": 0.012},
    "calm": {"smile": 0.12, "speech": 0.75, "eyes": -0.12, "brows": 0.03, "pitch": -0.008},
    "surprise": {"brows": 0.85, "eyes": 0.70, "smile": 0.05, "pitch": 0.025, "near": -0.012},
    "sad": {
        "smile": -0.65,
        "speech": 0.90,
        "worry": 0.75,
        "eyes": -0.22,
        "pitch": -0.050,
        "gaze_y": -0.10,
        "y": -0.012,
    },
    "angry": {"brows": -0.80, "eyes": -0.14, "smile": -0.50, "speech": 0.90, "pitch": -0.030, "near": 0.014},
    "serious": {"brows": -0.30, "smile": -0.25, "speech": 0.90, "eyes": -0.06, "pitch": -0.010},
}
"""Emotion -> channel -> how far it goes from rest. `speech` shuts a mouth that laughs in the picture."""
_TAKES = {"surprise": 0.28, "angry": 0.45}
_TAKES_ELSE = 0.65
"""Seconds in which a face takes on a feeling."""
_FIRST = 0.75
"""How much of the first feeling the first frame shows already."""


def emotion_curves(timeline: Sequence[tuple[float, str]], mouth: Performance, seed: int = 0) -> Performance:
    """The channels that feelings move, to be added to those of the mouth.

    Args:
        timeline: (second, emotion) in order; the first holds from the beginning whatever its second.
        mouth: the speaking mouth that it must go with; its length and rate are taken.
    """
    made = Performance.still(len(mouth), mouth.fps)
    times, rng = made.times, np.random.default_rng([seed, 2])
    if not timeline:
        return made
    channels = sorted({c for _, name in timeline for c in FACES[name]})
    shown = {c: np.full(len(times), FACES[timeline[0][1]].get(c, 0.0)) for c in channels}
    for channel in channels:
        shown[channel] *= _FIRST + (1 - _FIRST) * ease(times / 0.8)
    for number, (second, name) in enumerate(timeline):
        if name == "surprise":  # a start wears off
            since = times - (second if number else 0.0)
            worn = 1 + 0.18 * ease(since / 0.25) - 0.55 * ease((since - 0.5) / 1.6)
        else:
            worn = np.ones(len(times))
        for channel in channels:
            goal = FACES[name].get(channel, 0.0) * worn
            if number == 0:
                shown[channel] *= worn
            else:
                share = ease((times - second + 0.15) / _TAKES.get(name, _TAKES_ELSE))
                shown[channel] = shown[channel] + (goal - shown[channel]) * share
    for channel in channels:
        living = 1 + 0.10 * drift(rng, times, 6.0, 1.5)
        made[channel][:] = shown[channel] * living
    # Lips that round or meet pull the corners in; while speaking, a smile is a little smaller.
    lips = 1 - 0.40 * mouth["round"] - 0.20 * mouth["press"] - 0.12 * mouth["speech"]
    half = max(1, round(0.08 * mouth.fps))
    window = np.hanning(2 * half + 3)[1:-1]
    calm = np.convolve(np.pad(lips, half, "edge"), window / window.sum(), "valid")
    made["smile"][:] *= np.clip(calm, 0, 1)
    return made


def changes(timeline: Sequence[tuple[float, str]]) -> list[float]:
    """Seconds at which the face changes, where people like to blink."""
    return [second for (_, before), (second, name) in pairwise(timeline) if name != before]
