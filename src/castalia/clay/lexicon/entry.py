"""An entry of the lexicon: one concept and the words for it."""

from __future__ import annotations

from dataclasses import dataclass

IRREGULAR = {
    "man": "men", "woman": "women", "person": "people", "child": "children", "mouse": "mice", "foot": "feet",
    "fish": "fish", "sheep": "sheep", "deer": "deer", "leaf": "leaves", "wolf": "wolves", "bookshelf": "bookshelves",
    "goldfish": "goldfish", "aircraft": "aircraft", "spacecraft": "spacecraft", "salmon": "salmon", "elf": "elves",
}  # fmt: skip


def plural(noun: str) -> str:
    """The English plural of a noun or noun phrase, whose last word is the noun."""
    head, _, last = noun.rpartition(" ")
    for single, many in IRREGULAR.items():
        if last == single or (single in ("man", "fish") and last.endswith(single) and last != "human"):
            return noun[: len(noun) - len(single)] + many
    if last.endswith(("s", "x", "z", "ch", "sh")):
        many = last + "es"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        many = last[:-1] + "ies"
    else:
        many = last + "s"
    return f"{head} {many}".strip()


@dataclass(frozen=True)
class Entry:
    """A concept such as `place:moon`, with its words.

    The first English and the first Chinese word are the ones we say ourselves. `near_*` are words for things that
    we do not have but that come close: they are understood as this concept, and reported as an approximation.
    """

    concept: str
    en: tuple[str, ...]
    zh: tuple[str, ...]
    emoji: str = ""
    near_en: tuple[str, ...] = ()
    near_zh: tuple[str, ...] = ()
    phrase_en: str = ""
    """How it joins a sentence: `on the beach`, `at sunset`."""
    phrase_zh: str = ""
    implies: tuple[str, ...] = ()
    """Concepts of settings that come along unless the prompt names others: `macro` is a close-up, too."""

    @property
    def kind(self) -> str:
        return self.concept.partition(":")[0]

    @property
    def value(self) -> str:
        return self.concept.partition(":")[2]


def verb(base: str, *more: str) -> tuple[str, ...]:
    """The forms of a regular English verb, and `more` forms beside them."""
    if base.endswith("e"):
        forms = (base, base + "s", base[:-1] + "ing", base + "d")
    elif base.endswith(("sh", "ch", "x", "s")):
        forms = (base, base + "es", base + "ing", base + "ed")
    elif base.endswith("y") and base[-2] not in "aeiou":
        forms = (base, base[:-1] + "ies", base + "ing", base[:-1] + "ied")
    else:
        forms = (base, base + "s", base + "ing", base + "ed")
    return (*forms, *more)
