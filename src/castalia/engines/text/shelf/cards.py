"""Topic cards: what the outline writer knows, as questions and answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Card:
    """One topic in one language."""

    key: str
    words: str
    """Regular expression of the words that ask for it, in both languages."""
    title: str
    hook: str
    """Two or three sentences that make one curious."""
    pairs: tuple[tuple[str, str], ...]
    """Questions and answers, from the simple to the particular."""
    error: str
    """A common misunderstanding, put right."""
    trial: str
    """Something to try or to look at."""


@cache
def cards(language: str) -> tuple[Card, ...]:
    from castalia.engines.text.shelf import cards_en, cards_zh

    return cards_en.CARDS if language == "en" else cards_zh.CARDS


def card_for(prompt: str, language: str) -> Card | None:
    """The card whose words a prompt uses; the one that is named first when there are several."""
    found = [
        (match.start(), card) for card in cards(language) if (match := re.search(card.words, prompt, re.IGNORECASE))
    ]
    return min(found, key=lambda pair: pair[0])[1] if found else None
