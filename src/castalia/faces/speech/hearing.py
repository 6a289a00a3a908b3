"""Hears the sounds of speech in a recording: with its text or without one, in any language."""

from __future__ import annotations

import numpy as np

from castalia.errors import BadInput, Missing
from castalia.faces.speech.phonemes import Phoneme, is_vowel

MAX_SECONDS = 600.0
"""The longest recording that is taken."""
_SILENT = 10 ** (-60 / 20)
_LONG = 120.0
"""Seconds from which on PocketSphinx is too slow to guess, and the resonances alone must do."""


def phonemes_in(samples: np.ndarray, rate: int, *, text: str = "", language: str = "auto") -> list[Phoneme]:
    """The sounds that are heard in a recording.

    With a text they are aligned: English by PocketSphinx where it is installed, all else by eSpeak's reading of the
    text. Without one, or where the text is not what is said, they are guessed, in any language.

    Args:
        samples: float (n,) or (n, channels) in -1..1. rate: samples per second.
        text: what is said; empty where it is not known.
        language: a code such as en or zh, or auto.

    Returns:
        Sounds in their order, ARPAbet or IPA, without rests; empty when nothing in it sounds like speech.

    Raises:
        BadInput: a silent recording, one of over ten minutes, a text without words, a language that nobody knows.
    """
    from castalia.faces.speech import alignment, guess, sphinx
    from castalia.faces.speech.acoustics import RATE, activity, to_mono

    check_recording(samples, rate)
    if text and not any(c.isalnum() for c in text):
        raise BadInput("the text of the recording holds no words", hint="write what is said, or leave the text out")
    mono = to_mono(samples, rate)
    if text:
        for way in ("sphinx", "espeak") if _is_english(text, language) else ("espeak",):
            try:
                found = sphinx.align(mono, text) if way == "sphinx" else alignment.align(mono, RATE, text, language)
            except Missing:
                continue
            if _plausible(found, mono):
                return found
    guessed = guess.guess(mono)
    if not guessed or len(mono) > _LONG * RATE or not sphinx.installed():
        return guessed
    heard, _ = activity(mono)
    phones = _where_heard(sphinx.allphone(mono), heard)
    return phones if language.split("-")[0] == "en" else _with_vowels(phones, guessed)


def check_recording(samples: np.ndarray, rate: int) -> None:
    """`BadInput` for a recording that nothing can be done with: empty, silent, over ten minutes."""
    seconds = len(samples) / rate
    if seconds > MAX_SECONDS:
        raise BadInput(
            f"the recording is {_minutes(seconds)} long; at most {_minutes(MAX_SECONDS)} are taken",
            hint="cut it into parts and make a video of each",
        )
    if not len(samples) or seconds < 0.05:
        raise BadInput("the recording is empty", hint="give one in which somebody speaks")
    if not np.isfinite(samples).all():
        raise BadInput("the recording holds values that are not numbers", hint="save it again as WAV")
    if float(np.abs(samples).max()) < _SILENT:
        raise BadInput("the recording is silent", hint="give one in which somebody speaks, or turn up its level")


def _minutes(seconds: float) -> str:
    return f"{seconds / 3600:.1f} hours" if seconds >= 5400 else f"{seconds / 60:.0f} minutes"


def _is_english(text: str, language: str) -> bool:
    from castalia.engines.speech.reading import main_language

    return (main_language(text) if language == "auto" else language).split("-")[0].lower() == "en"


def _plausible(sounds: list[Phoneme], mono: np.ndarray) -> bool:
    """Whether somebody can have spoken so quickly; if not, the text is not what is said."""
    from castalia.faces.speech.acoustics import activity

    heard, _ = activity(mono)
    lengths = [sound.end - sound.start for sound in sounds]
    return bool(lengths) and len(sounds) / max(0.01 * heard.sum(), 0.1) < 26 and float(np.median(lengths)) > 0.025


def _where_heard(sounds: list[Phoneme], heard: np.ndarray) -> list[Phoneme]:
    """Only the sounds of which most is above the noise."""
    made = []
    for sound in sounds:
        a, b = int(sound.start * 100), max(int(sound.start * 100) + 1, int(sound.end * 100))
        if heard[a:b].mean() >= 0.4:
            made.append(sound)
    return made


def _with_vowels(phones: list[Phoneme], guessed: list[Phoneme]) -> list[Phoneme]:
    """PocketSphinx's consonants with the vowels that the resonances give: its own vowels are English ones."""
    made: list[Phoneme] = []
    for phone in phones:
        if is_vowel(phone.symbol):
            shared = [
                Phoneme(g.symbol, max(g.start, phone.start), min(g.end, phone.end))
                for g in guessed
                if is_vowel(g.symbol) and g.end > phone.start + 0.005 and g.start < phone.end - 0.005
            ]
            if sum(g.end - g.start for g in shared) > 0.5 * (phone.end - phone.start):
                made += shared
                continue
        made.append(phone)
    return made
