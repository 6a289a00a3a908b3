"""What plays under the melody: patterns for chords, and the bass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from castalia.engines.music.theory import Chord

if TYPE_CHECKING:
    import numpy as np

Stroke = tuple[float, float, int, float]
"""(beat in the bar, length in beats, MIDI pitch, velocity from 0 to 1 of the player's level)."""


@dataclass(frozen=True)
class Bar:
    """What an accompanist sees of a bar."""

    chord: Chord
    voices: tuple[int, ...]
    """MIDI pitches, low to high."""
    beats: int
    number: int
    low: int
    high: int
    """Range of the instrument."""
    busy: bool
    """Whether the section is a lively one."""

    def within(self, pitch: int) -> int:
        while pitch > self.high:
            pitch -= 12
        while pitch < self.low:
            pitch += 12
        return pitch


def pad(bar: Bar, rng: np.random.Generator) -> list[Stroke]:
    """The chord, held for the bar and a little into the next."""
    return [(0, bar.beats + 0.1, v, 0.8) for v in bar.voices]


def block(bar: Bar, rng: np.random.Generator) -> list[Stroke]:
    """The chord on each half of the bar."""
    half = bar.beats / 2 if bar.beats % 2 == 0 else bar.beats
    return [(b * half, half * 0.95, v, 0.85 - 0.1 * b) for b in range(round(bar.beats / half)) for v in bar.voices]


def arpeggio(bar: Bar, rng: np.random.Generator) -> list[Stroke]:
    """Up and down through the chord and its octave in quavers, the lowest note ringing."""
    ladder = [*bar.voices, bar.within(bar.voices[0] + 12)]
    up_down = [*range(len(ladder)), *range(len(ladder) - 2, 0, -1)]
    strokes = []
    for k in range(2 * bar.beats):
        pitch = ladder[up_down[k % len(up_down)]]
        ring = bar.beats - k / 2 if k == 0 else min(2.0, bar.beats - k / 2)
        strokes.append((k / 2, ring, pitch, 0.9 if k == 0 else 0.72 - 0.06 * (k % 2)))
    return strokes


def alberti(bar: Bar, rng: np.random.Generator) -> list[Stroke]:
    """Low, high, middle, high."""
    low, *others = bar.voices
    order = [low, others[-1], others[0], others[-1]]
    return [(k / 2, 0.5, order[k % 4], 0.85 if k % 4 == 0 else 0.66) for k in range(2 * bar.beats)]


def waltz(bar: Bar, rng: np.random.Generator) -> list[Stroke]:
    """The lowest note, then the others on the later beats."""
    strokes = [(0.0, bar.beats * 0.95, bar.voices[0], 0.9)]
    return strokes + [(float(b), 0.9, v, 0.62) for b in range(1, bar.beats) for v in bar.voices[1:]]


def pluck(bar: Bar, rng: np.random.Generator) -> list[Stroke]:
    """A guitar: strummed when the section is lively, picked when it is not."""
    if not bar.busy:
        return arpeggio(bar, rng)
    strokes = []
    hits = (
        ((0, 1.0), (1, 0.7), (1.5, 0.6), (2.5, 0.6), (3, 0.8), (3.5, 0.55))
        if bar.beats == 4
        else ((0, 1.0), (1, 0.65), (2, 0.65), (2.5, 0.5))
    )
    for beat, level in hits:
        down = beat % 1 == 0
        spread = [*bar.voices, bar.within(bar.voices[0] + 12)]
        for n, pitch in enumerate(spread if down else spread[::-1]):
            strokes.append((beat + 0.022 * n, 0.9 if down else 0.45, pitch, level * 0.85))
    return strokes


def pulse(bar: Bar, rng: np.random.Generator) -> list[Stroke]:
    """Short repeated quavers, each half bar leaning on its first."""
    return [(k / 2, 0.3, v, 0.9 if k % 4 == 0 else 0.62) for k in range(2 * bar.beats) for v in bar.voices[:2]]


def ostinato(bar: Bar, rng: np.random.Generator) -> list[Stroke]:
    """A figure that comes back every bar, accents against the beat (3 + 3 + 2)."""
    tones = [*bar.voices, bar.within(bar.voices[0] + 12), bar.within(bar.voices[1] + 12)]
    figure = (0, 2, 1, 3, 2, 1, 4, 2)
    strokes = []
    for k in range(2 * bar.beats):
        if not bar.busy and k in (1, 4):
            continue
        strokes.append((k / 2, 0.6, tones[figure[k % 8] % len(tones)], 0.95 if k in (0, 3, 6) else 0.6))
    return strokes


def sparse(bar: Bar, rng: np.random.Generator) -> list[Stroke]:
    """Now and then a high note of the chord."""
    spots = rng.permutation(2 * bar.beats)[: 2 if bar.busy else 1]
    tones = [bar.within(v + 24) for v in bar.voices]
    return [(float(s) / 2, 2.0, int(rng.choice(tones)), 0.7) for s in sorted(spots)]


PATTERNS: dict[str, Callable[[Bar, np.random.Generator], list[Stroke]]] = {
    "pad": pad,
    "block": block,
    "arpeggio": arpeggio,
    "alberti": alberti,
    "waltz": waltz,
    "pluck": pluck,
    "pulse": pulse,
    "ostinato": ostinato,
    "sparse": sparse,
}


def bass(kind: str, bar: Bar, following: Chord | None) -> list[Stroke]:
    """The bass of a bar.

    Args:
        kind: one of `BASS`. following: the next bar's chord, to lead into it.
    """
    root = bar.within(36 + bar.chord.root - 12 * (bar.chord.root > 7))
    fifth_class = next((t for t in bar.chord.tones[1:] if (t - bar.chord.root) % 12 == 7), bar.chord.root)
    fifth = bar.within(root + (fifth_class - bar.chord.root) % 12)
    beats = bar.beats
    if kind == "long":
        return (
            [(0, beats * 0.98, root, 0.85)]
            if not bar.busy
            else [(0, beats - 1, root, 0.9), (beats - 1, 0.95, fifth, 0.65)]
        )
    if kind == "bounce":
        return [(0, 0.9, root, 1.0), (1.5, 0.4, root, 0.7), (2, 0.9, fifth, 0.85), (3.5, 0.4, root, 0.7)][
            : 4 if beats == 4 else 3
        ]
    if kind == "hop":
        return [(float(b), 0.4, root if b % 2 == 0 else fifth, 0.9 if b % 2 == 0 else 0.75) for b in range(beats)]
    if kind == "drive":
        return [(k / 2, 0.46, root, 1.0 if k % 4 == 0 else 0.72) for k in range(2 * beats)]
    strokes = [(k / 2, 0.3, root, 1.0 if k in (0, 3, 6) else 0.6) for k in range(2 * beats)]
    if following is not None and following.root != bar.chord.root:
        strokes[-1] = (beats - 0.5, 0.4, fifth, 0.75)
    return strokes


BASS = ("long", "bounce", "hop", "drive", "pulse")
