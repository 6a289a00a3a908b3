"""What each mood means in music: tempo, scales, harmony, rhythm, instruments."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mood:
    """How a piece of this mood is made."""

    name: str
    tempo: tuple[int, int]
    """Range of beats per minute."""
    modes: tuple[str, ...]
    beats: tuple[int, ...]
    """Beats in a bar to choose from."""
    progressions: tuple[tuple[int, ...], ...]
    """Degrees (0 is the tonic), one a bar, four bars, in major-like scales."""
    dark_progressions: tuple[tuple[int, ...], ...]
    """The same for scales with a minor third."""
    colours: tuple[str, ...]
    """Kinds of chord, see `theory.chord`."""
    rhythms: tuple[tuple[float, ...], ...]
    """Bars of melody in beats (four beats; cut for three); negative is a rest."""
    leap: float
    """How readily the melody jumps, 0 to 1."""
    bands: tuple[tuple[str, ...], ...]
    """Bands to choose from: lead first, then harmony, colour, bass, drums."""
    bass: str
    """Pattern of the bass, see `accompany.BASS`."""
    groove: str
    """Pattern of the drums, see `drumming.GROOVES`."""
    level: tuple[int, int]
    """Velocity of the melody where the form is quietest and loudest."""
    staccato: float = 0.95
    """How much of its time a note sounds."""
    lead_lift: int = 0
    """Semitones by which the melody lies above the middle of its instrument."""
    patterns: tuple[tuple[str, str], ...] = ()
    """(instrument, pattern) where it accompanies in another way than it usually does."""


_LONG = ((2, 2), (3, 1), (1.5, 0.5, 2), (4,), (2, 1, 1), (1, 1, 2))
_WALK = ((1, 1, 1, 1), (1.5, 0.5, 1, 1), (1, 0.5, 0.5, 2), (2, 1, 1), (1, 1, 2))
_SPRY = ((0.5, 0.5, 1, 0.5, 0.5, 1), (1, 0.5, 0.5, 1, -1), (0.5, 0.5, 0.5, 0.5, 1, 1), (1.5, 0.5, 1, 1), (0.5, 1, 0.5, 1, 1))
_HERO = ((1.5, 0.5, 2), (1, 1, 2), (3, 0.5, 0.5), (2, 1.5, 0.5), (0.75, 0.25, 1, 2))
_STEALTH = ((-0.5, 0.5, 1, 2), (1.5, 0.5, -2), (1, 3), (0.5, 0.5, 3), (-1, 1, 1.5, 0.5))
_NERVE = ((0.5, 0.5, 0.5, 0.5, 2), (-0.5, 0.5, 0.5, 0.5, 2), (0.5, 0.5, 1, 0.5, 0.5, 1), (3, 0.5, 0.5))
_HOP = ((0.5, -0.5, 0.5, 0.5, 1, -1), (0.5, 0.5, -0.5, 0.5, 1, 1), (1, 0.5, 0.5, 0.5, -0.5, 1), (0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1))

MOODS = {
    m.name: m
    for m in (
        Mood(
            "calm", (66, 82), ("major", "pentatonic", "lydian"), (4, 4, 3),
            ((0, 4, 5, 3), (0, 3, 0, 4), (0, 5, 3, 4), (0, 2, 3, 0)), ((0, 5, 2, 6), (0, 3, 5, 6)), ("9", "7", ""),
            _LONG, 0.2,
            (("flute", "piano", "strings", "bass"), ("piano", "strings", "harp", "bass"), ("guzheng", "harp", "pad", "bass"), ("clarinet", "guitar", "strings", "bass")),
            "long", "none", (58, 74), 0.97,
        ),
        Mood(
            "happy", (108, 132), ("major", "pentatonic"), (4,),
            ((0, 4, 5, 3), (0, 3, 4, 0), (0, 5, 1, 4), (0, 3, 0, 4)), ((0, 5, 2, 6), (0, 2, 6, 5)), ("", "", "9"),
            _SPRY, 0.35,
            (("flute", "guitar", "piano", "bass", "drums"), ("marimba", "guitar", "strings", "bass", "drums"), ("violin", "piano", "guitar", "bass", "drums")),
            "bounce", "pop", (74, 92), 0.85, 3, (("piano", "block"),),
        ),
        Mood(
            "sad", (56, 72), ("minor", "dorian"), (4, 3),
            ((5, 3, 0, 4), (0, 2, 5, 3)), ((0, 5, 3, 4), (0, 3, 0, 4), (0, 6, 5, 4), (0, 5, 2, 6)), ("", "9", "7"),
            _LONG, 0.25,
            (("cello", "piano", "strings", "bass"), ("violin", "piano", "strings", "bass"), ("piano", "strings", "bass"), ("erhu", "harp", "strings", "bass")),
            "long", "none", (52, 76), 0.98, -2,
        ),
        Mood(
            "epic", (84, 104), ("minor", "dorian"), (4,),
            ((0, 4, 5, 3), (0, 2, 5, 4)), ((0, 5, 2, 6), (0, 6, 5, 6), (0, 3, 5, 6), (0, 5, 6, 0)), ("", "", "sus"),
            _HERO, 0.45,
            (("brass", "strings", "choir", "bass", "drums"), ("strings", "brass", "choir", "bass", "drums"), ("violin", "strings", "brass", "choir", "bass", "drums")),
            "drive", "epic", (80, 104), 0.92, 0, (("strings", "pulse"),),
        ),
        Mood(
            "mysterious", (72, 92), ("dorian", "minor", "lydian"), (4, 4, 3),
            ((0, 1, 0, 4), (0, 1, 5, 1)), ((0, 3, 0, 6), (0, 5, 3, 0), (0, 2, 3, 0), (0, 6, 3, 0)), ("sus", "9", "7"),
            _STEALTH, 0.4,
            (("flute", "marimba", "pad", "bass", "drums"), ("clarinet", "kalimba", "strings", "bells", "bass"), ("vibraphone", "harp", "choir", "bass")),
            "long", "ritual", (60, 78), 0.9,
        ),
        Mood(
            "tense", (118, 140), ("minor",), (4,),
            ((0, 5, 1, 4), (0, 0, 3, 4)), ((0, 0, 5, 4), (0, 5, 0, 4), (0, 3, 5, 4)), ("sus", "", "7"),
            _NERVE, 0.15,
            (("cello", "strings", "piano", "bass", "drums"), ("strings", "marimba", "brass", "bass", "drums")),
            "pulse", "ticking", (66, 90), 0.7, -5, (("strings", "pulse"), ("piano", "sparse")),
        ),
        Mood(
            "playful", (112, 138), ("major", "lydian", "pentatonic"), (4,),
            ((0, 3, 0, 4), (0, 1, 4, 0), (0, 5, 1, 4)), ((0, 3, 0, 6), (0, 2, 5, 6)), ("", "", "9"),
            _HOP, 0.55,
            (("clarinet", "marimba", "guitar", "bass", "drums"), ("marimba", "piano", "bells", "bass", "drums"), ("music box", "kalimba", "guitar", "bass", "drums")),
            "hop", "light", (70, 88), 0.6, 4, (("piano", "alberti"), ("guitar", "block")),
        ),
        Mood(
            "romantic", (68, 88), ("major",), (3, 4),
            ((0, 5, 1, 4), (0, 2, 3, 4), (3, 4, 2, 5), (0, 4, 5, 3)), ((0, 5, 3, 6), (0, 3, 6, 2)), ("7", "9", ""),
            _WALK, 0.3,
            (("violin", "piano", "strings", "bass"), ("piano", "strings", "guitar", "bass"), ("cello", "harp", "strings", "bass")),
            "long", "none", (60, 84), 0.98, 2,
        ),
    )
}  # fmt: skip
"""Every mood of the Music recipe but `auto`."""
