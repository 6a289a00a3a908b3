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
_SPRY = (
    (0.5, 0.5, 1, 0.5, 0.5, 1),
    (1, 0.5, 0.5, 1, -1),
    (0.5, 0.5, 0.5, 0.5, 1, 1),
    (1.5, 0.5, 1, 1),
    (0.5, 1, 0.5, 1, 1),
)
_HERO = ((1.5, 0.5, 2), (1, 1, 2), (3, 0.5, 0.5), (2, 1.5, 0.5), (0.75, 0.25, 1, 2))
_STEALTH = ((-0.5, 0.5, 1, 2), (1.5, 0.5, -2), (1, 3), (0.5, 0.5, 3), (-1, 1, 1.5, 0.5))
_NERVE = ((0.5, 0.5, 0.5, 0.5, 2), (-0.5, 0.5, 0.5, 0.5, 2), (0.5, 0.5, 1, 0.5, 0.5, 1), (3, 0.5, 0.5))
_HOP = (
    (0.5, -0.5, 0.5, 0.5, 1, -1),
    (0.5, 0.5, -0.5, 0.5, 1, 1),
    (1, 0.5, 0.5, 0.5, -0.5, 1),
    (0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1),
)


def _progressions(degrees: str) -> tuple[tuple[int, ...], ...]:
    """`"0453 0304"` -> ((0, 4, 5, 3), (0, 3, 0, 4))."""
    return tuple(tuple(map(int, bars)) for bars in degrees.split())


def _bands(*lines: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split(", ")) for line in lines)


MOODS = {
    m.name: m
    for m in (
        Mood(
            name="calm",
            tempo=(66, 82),
            modes=("major", "pentatonic", "lydian"),
            beats=(4, 4, 3),
            progressions=_progressions("0453 0304 0534 0230"),
            dark_progressions=_progressions("0526 0356"),
            colours=("9", "7", ""),
            rhythms=_LONG,
            leap=0.2,
            bands=_bands(
                "flute, piano, strings, bass",
                "piano, strings, harp, bass",
                "guzheng, harp, pad, bass",
                "clarinet, guitar, strings, bass",
            ),
            bass="long",
            groove="none",
            level=(58, 74),
            staccato=0.97,
        ),
        Mood(
            name="happy",
            tempo=(108, 132),
            modes=("major", "pentatonic"),
            beats=(4,),
            progressions=_progressions("0453 0340 0514 0304"),
            dark_progressions=_progressions("0526 0265"),
            colours=("", "", "9"),
            rhythms=_SPRY,
            leap=0.35,
            bands=_bands(
                "flute, guitar, piano, bass, drums",
                "marimba, guitar, strings, bass, drums",
                "violin, piano, guitar, bass, drums",
            ),
            bass="bounce",
            groove="pop",
            level=(74, 92),
            staccato=0.85,
            lead_lift=3,
            patterns=(("piano", "block"),),
        ),
        Mood(
            name="sad",
            tempo=(52, 64),
            modes=("minor", "dorian"),
            beats=(4, 3),
            progressions=_progressions("5304 0253"),
            dark_progressions=_progressions("0534 0304 0654 0526"),
            colours=("", "9", "7"),
            rhythms=_LONG,
            leap=0.25,
            bands=_bands(
                "cello, piano, strings, bass",
                "violin, piano, strings, bass",
                "piano, strings, bass",
                "erhu, harp, strings, bass",
            ),
            bass="long",
            groove="none",
            level=(52, 76),
            staccato=0.98,
            lead_lift=-2,
        ),
        Mood(
            name="epic",
            tempo=(84, 104),
            modes=("minor", "dorian"),
            beats=(4,),
            progressions=_progressions("0453 0254"),
            dark_progressions=_progressions("0526 0656 0356 0560"),
            colours=("", "", "sus"),
            rhythms=_HERO,
            leap=0.45,
            bands=_bands(
                "brass, strings, choir, bass, drums",
                "strings, brass, choir, bass, drums",
                "violin, strings, brass, choir, bass, drums",
            ),
            bass="drive",
            groove="epic",
            level=(80, 104),
            staccato=0.92,
            lead_lift=0,
            patterns=(("strings", "pulse"),),
        ),
        Mood(
            name="mysterious",
            tempo=(72, 92),
            modes=("dorian", "minor", "lydian"),
            beats=(4, 4, 3),
            progressions=_progressions("0104 0151"),
            dark_progressions=_progressions("0306 0530 0230 0630"),
            colours=("sus", "9", "7"),
            rhythms=_STEALTH,
            leap=0.4,
            bands=_bands(
                "flute, marimba, pad, bass, drums",
                "clarinet, kalimba, strings, bells, bass",
                "vibraphone, harp, choir, bass",
            ),
            bass="long",
            groove="ritual",
            level=(60, 78),
            staccato=0.9,
        ),
        Mood(
            name="tense",
            tempo=(118, 140),
            modes=("minor",),
            beats=(4,),
            progressions=_progressions("0514 0034"),
            dark_progressions=_progressions("0054 0504 0354"),
            colours=("sus", "", "7"),
            rhythms=_NERVE,
            leap=0.15,
            bands=_bands(
                "cello, strings, piano, bass, drums",
                "strings, marimba, brass, bass, drums",
            ),
            bass="pulse",
            groove="ticking",
            level=(66, 90),
            staccato=0.7,
            lead_lift=-5,
            patterns=(("strings", "pulse"), ("piano", "sparse")),
        ),
        Mood(
            name="playful",
            tempo=(112, 138),
            modes=("major", "lydian", "pentatonic"),
            beats=(4,),
            progressions=_progressions("0304 0140 0514"),
            dark_progressions=_progressions("0306 0256"),
            colours=("", "", "9"),
            rhythms=_HOP,
            leap=0.55,
            bands=_bands(
                "clarinet, marimba, guitar, bass, drums",
                "marimba, piano, bells, bass, drums",
                "music box, kalimba, guitar, bass, drums",
            ),
            bass="hop",
            groove="light",
            level=(70, 88),
            staccato=0.6,
            lead_lift=4,
            patterns=(("piano", "alberti"), ("guitar", "block")),
        ),
        Mood(
            name="romantic",
            tempo=(68, 88),
            modes=("major",),
            beats=(3, 4),
            progressions=_progressions("0514 0234 3425 0453"),
            dark_progressions=_progressions("0536 0362"),
            colours=("7", "9", ""),
            rhythms=_WALK,
            leap=0.3,
            bands=_bands(
                "violin, piano, strings, bass",
                "piano, strings, guitar, bass",
                "cello, harp, strings, bass",
            ),
            bass="long",
            groove="none",
            level=(60, 84),
            staccato=0.98,
            lead_lift=2,
        ),
    )
}
"""Every mood of the Music recipe but `auto`."""
