"""A prompt at first sight: its grammar, its light, its tone."""

from __future__ import annotations

import re
from dataclasses import replace

from castalia.prompts import chinese, english_reading
from castalia.prompts.cues import TIMES, TONES
from castalia.prompts.language import Language
from castalia.prompts.reading import Reading

READ = 240
"""How many characters of a prompt grammar looks at: the first sentence says what it is about."""
_LONGEST_PHRASE = 48


def read(prompt: str, language: Language) -> Reading:
    """The parts of the beginning of a prompt; phrases too long to be said again and again are shortened or left out."""
    start = prompt if len(prompt) <= READ else prompt[:READ].rpartition(" ")[0] or prompt[:READ]
    reading = english_reading.read(start) if language == "en" else chinese.read(start)
    fits = len(reading.deed) <= 2 * _LONGEST_PHRASE
    return replace(
        reading,
        sentence=reading.sentence if len(reading.sentence) <= 160 else reading.sentence[:158].rstrip(" ,，。.") + "…",
        subjects=tuple(_shortened(phrase) for phrase in reading.subjects[:4]),
        deed=reading.deed if fits else "",
        wish=reading.wish if fits else "",
        object=reading.object if len(reading.object) <= _LONGEST_PHRASE else "",
        place=reading.place if len(reading.place) <= _LONGEST_PHRASE else "",
        place_phrase=reading.place_phrase if len(reading.place) <= _LONGEST_PHRASE else "",
    )


def _shortened(phrase: str) -> str:
    """A noun phrase that can be said again and again: its last words, or the beginning of its one long word."""
    if len(phrase) <= _LONGEST_PHRASE:
        return phrase
    parts = phrase.split()
    while len(parts) > 1 and len(" ".join(parts)) > _LONGEST_PHRASE:
        parts = parts[1:]
    return " ".join(parts)[:24]


def light_in(prompt: str) -> str:
    """The light that a prompt names, one of the clay world's; empty when it names none."""
    return next((light for light, words in TIMES if re.search(words, prompt, re.IGNORECASE)), "")


def tone_of(prompt: str) -> str:
    """The tone that the words of a prompt ask for; `warm` when they ask for none."""
    return next((tone for tone, words in TONES if re.search(words, prompt, re.IGNORECASE)), "warm")
