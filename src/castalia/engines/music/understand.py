"""What the prompt of a piece says about its mood, tempo, key and instruments, in English and Chinese."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from castalia.engines.music.band import words as instrument_words
from castalia.engines.music.theory import TONICS
from castalia.engines.music.vocabulary import (
    MODE_WORDS,
    MOOD_WORDS,
    PLACE_INSTRUMENTS,
    PLACE_WORDS,
    SOLO_WORDS,
    TEMPO_WORDS,
)


@dataclass
class Wish:
    """What a prompt asks for; what it does not say is None or empty."""

    mood: str | None = None
    tempo: int = 0
    """-1 slower than the mood's, 1 faster."""
    bpm: int | None = None
    tonic: str | None = None
    mode: str | None = None
    instruments: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    solo: bool = False
    """Whether only those instruments should play."""
    understood: list[dict[str, str]] = field(default_factory=list)
    """`{"word": ..., "as": ...}` in the order of the prompt's meaning, for the report."""


_NEGATION = re.compile(r"(?:\b(?:no|without|not)\s+(?:any\s+)?|不要|没有|无|不用)$")
_ZH_KEYS = {"升": "#", "降": "b"}
_ENHARMONIC = {"db": "C#", "d#": "Eb", "gb": "F#", "g#": "Ab", "a#": "Bb", "cb": "B", "e#": "F", "fb": "E", "b#": "C"}


def understand(prompt: str) -> Wish:
    """Read a prompt. Words that stand for a feeling weigh more than places; of equals the first in the text wins."""
    text = " ".join(prompt.lower().split())
    wish = Wish()
    _read_numbers(text, wish)
    _read_key(text, wish)
    _read_instruments(text, wish)
    feeling = _first(text, MOOD_WORDS)
    place = _first(text, PLACE_WORDS)
    if feeling:
        wish.mood, word = feeling
        wish.understood.append({"word": word, "as": f"mood {wish.mood}"})
    if place:
        wish.understood.append({"word": place[1], "as": f"a place or thing that sounds {place[0]}"})
        wish.mood = wish.mood or place[0]
    _read_colours(text, wish)
    for word, pace in ((w, p) for p, ws in TEMPO_WORDS.items() for w in ws.split()):
        if _where(text, word) >= 0:
            wish.tempo = pace
            wish.understood.append({"word": word, "as": "slower" if pace < 0 else "faster"})
            break
    return wish


def _where(text: str, word: str) -> int:
    """Position of a word in the text, or -1; English words as whole words, with or without plural."""
    if word.isascii():
        found = re.search(rf"(?<![a-z]){re.escape(word)}(?:s|es)?(?![a-z])", text)
        return found.start() if found else -1
    return text.find(word)


def _first(text: str, table: dict[str, str]) -> tuple[str, str] | None:
    """(key, word) of the word that stands first in the text and is not denied; the longer of two at one place."""
    hits = [
        (at, -len(word), key, word)
        for key, words in table.items()
        for word in words.split()
        if (at := _where(text, word)) >= 0
    ]
    hits = [h for h in hits if not _NEGATION.search(text[: h[0]])]
    return min(hits)[2:] if hits else None


def _read_numbers(text: str, wish: Wish) -> None:
    found = re.search(r"(\d{2,3})\s*(?:bpm|beats per minute|拍)", text)
    if found and 40 <= int(found[1]) <= 220:
        wish.bpm = int(found[1])
        wish.understood.append({"word": found[0], "as": f"{wish.bpm} beats per minute"})


def _read_key(text: str, wish: Wish) -> None:
    for mode, words in MODE_WORDS.items():
        for word in words.split():
            if _where(text, word) >= 0:
                wish.mode = mode
    english = re.search(r"(?<![a-z])([a-g])\s?(sharp|flat|#|b)?[ -](?:major|minor|dorian|lydian|pentatonic)", text)
    chinese = re.search(r"([升降])?([a-g])([#b])?(?:大调|小调|调)", text)
    if english:
        name = english[1] + {"sharp": "#", "flat": "b"}.get(english[2] or "", english[2] or "")
    elif chinese:
        name = chinese[2] + (_ZH_KEYS.get(chinese[1] or "", "") or chinese[3] or "")
    else:
        name = ""
    name = _ENHARMONIC.get(name, name.capitalize())
    if name in TONICS:
        wish.tonic = name
    if wish.tonic or wish.mode:
        wish.understood.append({"word": " ".join(filter(None, (wish.tonic, wish.mode))), "as": "key"})


def _read_instruments(text: str, wish: Wish) -> None:
    hits = sorted(
        (at, -len(word), word, i.name) for word, i in instrument_words().items() if (at := _where(text, word)) >= 0
    )
    taken = 0
    for at, size, word, name in hits:
        if at < taken or name in wish.instruments:
            continue
        taken = at - size
        denied = bool(_NEGATION.search(text[:at]))
        (wish.without if denied else wish.instruments).append(name)
        wish.understood.append({"word": word, "as": f"{'no ' if denied else ''}{name}"})
    if wish.instruments and any(_where(text, w) >= 0 for w in SOLO_WORDS.split()):
        wish.solo = True


def _read_colours(text: str, wish: Wish) -> None:
    """Instruments that paint the place, when the prompt names none itself."""
    if wish.instruments:
        return
    for words, names in PLACE_INSTRUMENTS.items():
        found = max((w for w in words.split() if _where(text, w) >= 0), key=len, default="")
        if found:
            wish.instruments = [n for n in names if n not in wish.without]
            wish.understood.append({"word": found, "as": f"the colours of {', '.join(wish.instruments)}"})
            return
