"""Form: how many bars there are, how they are grouped into sections, and how full each section sounds."""

from __future__ import annotations

from dataclasses import dataclass

from castalia.engines.music.moods import Mood

PHRASE = 4
"""Bars in a phrase."""


@dataclass(frozen=True)
class Grid:
    """The bars of a piece and the seconds they take."""

    bpm: int
    beats: int
    """Beats in a bar."""
    bars: int
    short_bar: int
    """Beats of the only bar when the piece is too short for a whole one, otherwise 0."""
    duration: float

    @property
    def beat(self) -> float:
        """Seconds."""
        return 60 / self.bpm

    @property
    def final(self) -> float:
        """Where the last chord falls, which rings until the end; seconds."""
        return (self.short_bar or self.bars * self.beats) * self.beat

    def start(self, bar: int) -> float:
        return bar * self.beats * self.beat


def grid(duration: float, beats: int, tempo: tuple[int, int], target: int, fixed: int | None) -> Grid:
    """Choose tempo and number of bars so that the last chord has time to ring and phrases come out whole.

    Args:
        duration: seconds. beats: in a bar. tempo: the mood's range. target: the tempo that would be best.
        fixed: the tempo that the user asked for, which is kept.
    """
    ring = min(max(0.07 * duration, 0.5), 2.6)
    best: tuple[float, Grid] | None = None
    for bpm in (fixed,) if fixed else range(tempo[0], tempo[1] + 1):
        bar = beats * 60 / bpm
        for bars in {int((duration - ring) / bar), int((duration - ring) / bar) // PHRASE * PHRASE}:
            if bars < 1:
                continue
            over = duration - bars * bar - ring
            cost = over * 0.9 + 0.3 * abs(bpm - target) + (1.2 if bars % PHRASE else 0)
            if best is None or cost < best[0]:
                best = cost, Grid(bpm, beats, bars, 0, duration)
    if best:
        return best[1]
    bpm = fixed or target
    return Grid(bpm, beats, 1, max(1, int((duration - ring) * bpm / 60)), duration)


@dataclass(frozen=True)
class Part:
    """A stretch of at most a phrase."""

    name: str
    """What the report calls it: intro, A, B, A', outro."""
    first: int
    """Number of its first bar."""
    bars: int
    material: str
    """A or B or C: the melody and chords it is made of; the same letter is the same music, varied."""
    energy: float
    """0 to 1."""
    closes: bool
    """Whether its phrase comes to rest."""
    varied: bool
    """Whether the material was heard before."""
    roles: frozenset[str]
    """Who plays."""


_ALL = frozenset({"lead", "harmony", "colour", "bass", "drums"})
_INTRO = frozenset({"harmony", "colour"})
_OUTRO = frozenset({"lead", "harmony", "bass", "colour"})


def form(bars: int) -> tuple[Part, ...]:
    """Group the bars: intro, A, B, A', outro; fewer parts when they are few, more rounds when they are many."""
    intro = bars % PHRASE
    phrases = bars // PHRASE
    if intro == 0 and phrases >= 6:
        intro, phrases = PHRASE, phrases - 1
    if phrases == 0:
        return (Part("A", 0, bars, "A", 0.6, True, False, _ALL),)
    parts: list[Part] = []
    at = 0
    if intro:
        parts.append(Part("intro", 0, intro, "A", 0.3, False, False, _INTRO))
        at = intro
    for n, letter in enumerate(_letters(phrases)):
        seen = sum(p.material == letter and p.name not in ("intro", "outro") for p in parts)
        last = n == phrases - 1
        outro = last and phrases >= 4
        energy = 0.3 if outro else _arch(n, phrases, letter)
        roles = _OUTRO if outro else _ALL
        if not outro and n == 0 and phrases >= 3:
            roles = _ALL - {"colour"}
        name = "outro" if outro else letter + "'" * min(seen, 3)
        parts.append(Part(name, at, PHRASE, letter, energy, last or (letter == "A" and n % 2 == 1), seen > 0, roles))
        at += PHRASE
    return tuple(parts)


def _letters(phrases: int) -> str:
    if phrases <= 4:
        return ("A", "AA", "ABA", "ABAA")[phrases - 1]
    if phrases <= 6:
        return "AABBAA"[: phrases - 1] + "A"
    rounds = "AABACABB"
    return (rounds * (phrases // len(rounds) + 1))[: phrases - 2] + "AA"


def _arch(n: int, phrases: int, letter: str) -> float:
    """Rising towards three quarters of the piece; contrasting sections stand out."""
    rise = min(1.0, n / max(1, 0.75 * (phrases - 1)))
    return min(1.0, 0.5 + 0.4 * rise + (0.1 if letter != "A" else 0.0))


def names(parts: tuple[Part, ...]) -> str:
    """The form in one line: `intro A B A' outro`."""
    return " ".join(p.name for p in parts)


def tempo_for(mood: Mood, pace: int) -> tuple[tuple[int, int], int]:
    """((lowest, highest), best) tempo of a mood, moved by what the prompt says: -1 slower, 1 faster."""
    low, high = mood.tempo
    width = high - low
    low, high = (
        (max(40, low - pace_shift), high - pace_shift) if (pace_shift := -pace * (width // 2 + 10)) else (low, high)
    )
    return (low, min(220, high)), (low + high) // 2
