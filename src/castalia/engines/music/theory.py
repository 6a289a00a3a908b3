"""Scales, keys, chords and how the voices of one chord move to the next."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

NAMES = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
"""Pitch classes 0 to 11 as the recipe spells them."""
_SHARPS = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
_FLATS = ("C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B")
TONICS = {name: pitch for pitch, name in enumerate(NAMES)}
MODES = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "pentatonic": (0, 2, 4, 7, 9),
}
"""Semitones above the tonic of each scale's notes."""


@dataclass(frozen=True)
class Key:
    """A tonic and a scale on it."""

    tonic: int
    """Pitch class, 0 is C."""
    mode: str
    """One of `MODES`."""

    @property
    def scale(self) -> frozenset[int]:
        """Its pitch classes."""
        return frozenset((self.tonic + step) % 12 for step in MODES[self.mode])

    @property
    def degrees(self) -> tuple[int, ...]:
        """Seven pitch classes to build chords on; a pentatonic key borrows those of its major scale."""
        steps = MODES["major" if self.mode == "pentatonic" else self.mode]
        return tuple((self.tonic + step) % 12 for step in steps)

    def spelled(self, pitch: int) -> str:
        """Name of a pitch class as this key writes it, with flats or with sharps."""
        name = NAMES[self.tonic]
        up_to_major = {"minor": 3, "dorian": 10, "lydian": 7}.get(self.mode, 0)
        flat = "b" in name or ("#" not in name and (self.tonic + up_to_major) % 12 in (1, 3, 5, 8, 10))
        return (_FLATS if flat else _SHARPS)[pitch % 12]

    @property
    def is_dark(self) -> bool:
        """Whether its third is minor."""
        return 3 in MODES[self.mode]

    def pitches(self, low: int, high: int) -> list[int]:
        """MIDI pitches of the scale from low to high, both included."""
        return [p for p in range(low, high + 1) if p % 12 in self.scale]


@dataclass(frozen=True)
class Chord:
    """A chord of a key."""

    degree: int
    """0 to 6: I to VII."""
    root: int
    """Pitch class."""
    tones: tuple[int, ...]
    """Pitch classes, root first; all of them belong to the key."""
    name: str
    """E.g. `Am7`."""


_COLOURS = {"": (), "7": (6,), "9": (1,), "sus": ()}


def chord(key: Key, degree: int, colour: str = "") -> Chord:
    """The chord on a degree of the key; in place of a diminished triad the one that acts like it.

    Args:
        degree: 0 to 6. colour: "" a triad, "7" with seventh, "9" with ninth, "sus" the third replaced by a second.
    """
    degree %= 7
    scale = key.degrees
    if (scale[(degree + 4) % 7] - scale[degree]) % 12 == 6:
        degree = (degree + 5) % 7 if degree == 6 else (degree + 2) % 7  # vii -> V, ii or iii -> iv or v
    steps = (0, 1, 4) if colour == "sus" else (0, 2, 4, *_COLOURS[colour])
    # A pentatonic key has no fourth and no seventh: its chords leave them out and lean on their neighbours.
    wished = [p for p in (scale[(degree + s) % 7] for s in steps) if p in key.scale]
    spare = [p for p in (scale[(degree + s) % 7] for s in (2, 4, 5, 1)) if p in key.scale and p not in wished]
    tones = tuple(wished + spare[: max(0, 3 - len(wished))])
    return Chord(degree, tones[0], tones, _name(tones, key))


def _name(tones: tuple[int, ...], key: Key) -> str:
    root = key.spelled(tones[0])
    above = {(t - tones[0]) % 12 for t in tones[1:]}
    third = "" if 4 in above else "m" if 3 in above else ""
    if not above & {3, 4}:
        third = "sus2" if 2 in above else "sus4" if 5 in above else "5"
    if 11 in above:
        return f"{root}{third}maj7"
    if 10 in above:
        return f"{root}{third}7"
    if 2 in above and above & {3, 4}:
        return f"{root}{third}add9"
    return f"{root}{third}" if 7 in above or not above & {8, 9} else f"{root}{third}6"


def voicing(chord: Chord, before: tuple[int, ...] | None, centre: int, count: int = 3) -> tuple[int, ...]:
    """MIDI pitches of a chord, low to high, each as near as it can be to a voice of the chord before.

    Args:
        before: the voicing of the chord before, or None at the start.
        centre: pitch around which the voices stay. count: voices, 2 to 4.
    """
    tones = list(chord.tones[:count])
    candidates = []
    for inversion in range(len(tones)):
        turned = tones[inversion:] + tones[:inversion]
        lowest = centre - 8 + (turned[0] - (centre - 8)) % 12
        for base in (lowest - 12, lowest, lowest + 12):
            pitches = [base]
            for tone in turned[1:]:
                pitches.append(pitches[-1] + ((tone - pitches[-1]) % 12 or 12))
            candidates.append(tuple(pitches))

    def effort(pitches: tuple[int, ...]) -> float:
        strain = abs(sum(pitches) / len(pitches) - centre) * 0.7
        muddy = sum(2.0 for low, high in pairwise(pitches) if low < 48 and high - low < 5)
        if before is None:
            return strain + muddy
        return strain + muddy + sum(min(abs(p - q) for q in before) for p in pitches)

    return min(candidates, key=effort)


def nearest(pitch: float, choices: list[int]) -> int:
    """The choice nearest to a pitch, the lower one of two."""
    return min(choices, key=lambda p: (abs(p - pitch), p))
