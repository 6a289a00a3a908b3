"""Which of our two languages a text is written in."""

from __future__ import annotations

from typing import Literal

Language = Literal["en", "zh"]


def is_han(char: str) -> bool:
    """Whether a character is a Chinese one (unified ideographs with their extensions)."""
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" or "\U00020000" <= char <= "\U0003ffff"


def detect(text: str) -> Language:
    """The language of a text: `zh` when at least a fifth of its words are Chinese, otherwise `en`.

    A Chinese character counts as a word, and so does a run of Latin letters: 'GPU 上的机器人' is Chinese,
    'the word 茶 in English' is not.
    """
    han = latin = 0
    inside = False
    for char in text:
        if is_han(char):
            han += 1
            inside = False
        elif char.isalpha():
            latin += not inside
            inside = True
        elif char not in "'’-":
            inside = False
    return "zh" if han and han * 4 >= latin else "en"
