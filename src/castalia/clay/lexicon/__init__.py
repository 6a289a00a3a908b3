"""The words of the clay world in English and Chinese: from words to concepts, and from concepts to words.

A concept is written `kind:value`, e.g. `subject:dog`, `place:moon`, `color:red`, `relation:on`.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from castalia.clay.lexicon import colors, doing, materials, modifiers, settings
from castalia.clay.lexicon.colors import COLORS
from castalia.clay.lexicon.entry import Entry, plural

Language = Literal["en", "zh"]

__all__ = ["COLORS", "Entry", "Language", "counted", "entries", "entry", "name", "phrase"]

_NUMBERS_EN = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_NUMBERS_ZH = ("零", "一", "两", "三", "四", "五", "六", "七", "八", "九")


@cache
def entries() -> tuple[Entry, ...]:
    """Every entry of the lexicon, the subjects' own words included."""
    from castalia.clay.subjects import KINDS

    return (
        *(kind.entry for kind in KINDS.values()),
        *settings.ENTRIES,
        *colors.ENTRIES,
        *materials.ENTRIES,
        *doing.ENTRIES,
        *modifiers.ENTRIES,
    )


@cache
def _by_concept() -> dict[str, Entry]:
    index: dict[str, Entry] = {}
    for item in entries():
        index.setdefault(item.concept, item)
        index.setdefault(item.value, item)
    return index


def entry(concept: str) -> Entry | None:
    """The entry of `subject:dog`, or of `dog` where no two kinds share the word; None when there is none."""
    return _by_concept().get(concept)


def name(concept: str, language: Language, plural: bool = False) -> str:
    """What a concept is called: `name("dog", "zh")` is 狗. A concept that we do not have is its own name."""
    found = entry(concept)
    if found is None:
        return concept.partition(":")[2] or concept
    if language == "zh":
        return found.zh[0] if found.zh else found.value
    if plural and found.kind == "subject":
        return found.en[1]
    return found.en[0]


def phrase(concept: str, language: Language) -> str:
    """How a place, a light, a shot or a style joins a sentence: `on the beach`, `日落时`."""
    found = entry(concept)
    if found is None:
        return concept
    return (found.phrase_en if language == "en" else found.phrase_zh) or name(concept, language)


def article(noun: str) -> str:
    """`a` or `an`, by the first letter."""
    silent = noun.startswith(("hour", "honest"))
    hard = noun.startswith(("uni", "use", "one", "eu"))
    return "an" if silent or (noun[:1] in "aeiou" and not hard) else "a"


def counted(kind: str, count: int, language: Language, adjectives: str = "") -> str:
    """A noun phrase: `three orange cats`, `三只橙色的猫`. `adjectives` stand before the noun as they are."""
    from castalia.clay.subjects import KINDS

    if language == "zh":
        measure = KINDS[kind].measure if kind in KINDS else "个"
        return f"{_NUMBERS_ZH[min(count, 9)]}{measure}{adjectives}{name(kind, 'zh')}"
    words = f"{adjectives} {name(kind, 'en', plural=count > 1)}".strip()
    return f"{article(words)} {words}" if count == 1 else f"{_NUMBERS_EN[min(count, 9)]} {words}"


def forms(item: Entry) -> tuple[tuple[str, bool, bool], ...]:
    """All English forms of an entry as (words, is plural, is exact)."""
    if item.kind != "subject":
        return (*((w, False, True) for w in item.en), *((w, False, False) for w in item.near_en))
    single, many, *more = item.en
    found = [(single, False, True), (many, many != single, True)]
    for words, exact in ((more, True), (item.near_en, False)):
        for word in words:
            found += [(word, False, exact), (plural(word), plural(word) != word, exact)]
    return tuple(found)
