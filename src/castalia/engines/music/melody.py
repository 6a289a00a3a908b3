"""Melody: a motif and what becomes of it, phrase by phrase."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from castalia.engines.music.moods import Mood
from castalia.engines.music.theory import Chord, Key, nearest

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class Tone:
    """One note of a melody before it is played."""

    beat: float
    """Beats after the start of the phrase."""
    length: float
    """Beats."""
    pitch: int
    accent: float = 0.0
    """Added to the velocity."""


@dataclass(frozen=True)
class Motif:
    """A bar of rhythm and how its notes move, in steps of the scale from its first note."""

    rhythm: tuple[float, ...]
    """Beats; negative is a rest."""
    steps: tuple[int, ...]
    """One for each sounding note, the first is 0."""

    def inverted(self) -> Motif:
        return replace(self, steps=tuple(-s for s in self.steps))

    def retrograde(self) -> Motif:
        """The steps backwards, on the same rhythm."""
        turned = tuple(s - self.steps[-1] for s in reversed(self.steps))
        return replace(self, steps=turned)


def invent(mood: Mood, beats: int, rng: np.random.Generator, calmer: bool = False) -> Motif:
    """A new motif: a rhythm of the mood and a contour that mostly steps, sometimes leaps and then turns back."""
    rhythms = [r for r in (_fitted(r, beats) for r in mood.rhythms) if sum(x > 0 for x in r) >= (1 if calmer else 2)]
    rhythm = rhythms[rng.integers(len(rhythms))]
    steps, direction = [0], int(rng.choice((-1, 1)))
    for _ in range(sum(x > 0 for x in rhythm) - 1):
        if rng.random() < mood.leap:
            move = direction * int(rng.integers(2, 4))
            direction = -direction  # a leap is answered by a step back
        else:
            move = direction if rng.random() < 0.8 else 0
            direction = direction if rng.random() < 0.65 else -direction
        steps.append(max(-4, min(5, steps[-1] + move)))
    return Motif(rhythm, tuple(steps))


def _fitted(rhythm: tuple[float, ...], beats: int) -> tuple[float, ...]:
    """A rhythm of four beats cut to the bar."""
    out: list[float] = []
    left = float(beats)
    for value in rhythm:
        if left <= 0:
            break
        out.append(min(abs(value), left) * (1 if value > 0 else -1))
        left -= abs(out[-1])
    return tuple(out)


@dataclass(frozen=True)
class Singer:
    """Where a melody may go: the notes of the key in the range of an instrument."""

    key: Key
    low: int
    high: int
    centre: int

    def notes(self) -> list[int]:
        return self.key.pitches(self.low, self.high)


def phrase(
    motif: Motif,
    answer: Motif,
    chords: list[Chord],
    beats: int,
    singer: Singer,
    start: int,
    closes: bool,
    rng: np.random.Generator,
) -> list[Tone]:
    """A melody over as many bars as there are chords.

    Bar by bar: the motif; the motif moved to the next harmony (a sequence); an answer; a cadence that ends on the
    tonic when the phrase closes, on another chord note when it stays open, with time to breathe after it.

    Args:
        start: MIDI pitch near which it begins.
    """
    tones: list[Tone] = []
    anchor = start
    for bar, harmony in enumerate(chords):
        last = bar == len(chords) - 1
        shape = (motif, motif, answer)[bar % 3] if not last else motif
        anchor = _drawn_back(anchor, singer, rng)
        sung = (
            _cadence(harmony, beats, singer, anchor, closes, motif)
            if last and len(chords) > 1
            else _bar(shape, harmony, singer, anchor)
        )
        tones += [replace(t, beat=t.beat + bar * beats) for t in sung]
        if sung:
            anchor = sung[-1].pitch if bar % 3 != 0 else sung[0].pitch + int(rng.choice((-2, 2, 2, 3)))
    return tones


def _drawn_back(pitch: int, singer: Singer, rng: np.random.Generator) -> int:
    """Drawn towards the middle of the range the further it has strayed."""
    if abs(pitch - singer.centre) > 7:
        pitch += (singer.centre - pitch) // 2
    return pitch + int(rng.integers(-1, 2))


def _bar(motif: Motif, harmony: Chord, singer: Singer, anchor: int) -> list[Tone]:
    """The motif from the chord note nearest to the anchor; on strong beats it leans to notes of the chord."""
    notes = singer.notes()
    chord_notes = [p for p in notes if p % 12 in harmony.tones] or notes
    first = notes.index(nearest(anchor, chord_notes))
    tones, beat, n = [], 0.0, 0
    for value in motif.rhythm:
        if value > 0:
            at = first + motif.steps[n]
            if at < 0 or at >= len(notes):  # what would leave the range is folded back into it
                at = first - motif.steps[n]
            pitch = notes[max(0, min(len(notes) - 1, at))]
            strong = beat % 2 == 0 or value >= 1.5
            if strong and pitch % 12 not in harmony.tones:
                pitch = nearest(pitch, chord_notes)
            tones.append(Tone(beat, value, pitch, 6.0 if beat == 0 else 2.0 if strong else 0.0))
            n += 1
        beat += abs(value)
    return tones


def _cadence(harmony: Chord, beats: int, singer: Singer, anchor: int, closes: bool, motif: Motif) -> list[Tone]:
    """Two approaching notes and a long one, then a breath."""
    notes = singer.notes()
    goal_tones = (singer.key.tonic,) if closes and singer.key.tonic in harmony.tones else harmony.tones
    goal = nearest(anchor, [p for p in notes if p % 12 in goal_tones] or notes)
    at = notes.index(goal)
    quick = min((abs(v) for v in motif.rhythm if v > 0), default=1.0)
    step = 0.5 if quick <= 0.5 else 1.0
    rise = 1 if anchor <= goal else -1
    near = [notes[max(0, min(len(notes) - 1, at - rise * k))] for k in (2, 1)]
    rest = 0.5 if beats > 3 else 0.25
    hold = beats - 2 * step - rest
    if hold < 1:
        return [Tone(0.0, beats - rest, goal, 4.0)]
    return [Tone(0.0, step, near[0], 3.0), Tone(step, step, near[1]), Tone(2 * step, hold, goal, 4.0)]


def ornamented(tones: list[Tone], singer: Singer, rng: np.random.Generator) -> list[Tone]:
    """The same melody again, not the same: some long notes gain a neighbour or a passing note."""
    notes = singer.notes()
    out: list[Tone] = []
    for tone in tones:
        if tone.length >= 1 and rng.random() < 0.35 and tone.pitch in notes:
            beside = notes[max(0, min(len(notes) - 1, notes.index(tone.pitch) + int(rng.choice((-1, 1)))))]
            half = tone.length / 2 if tone.length <= 1 else 0.5
            out.append(replace(tone, length=tone.length - half))
            out.append(Tone(tone.beat + tone.length - half, half, beside))
        else:
            out.append(tone)
    return out
