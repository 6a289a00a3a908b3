"""Emphasis in prompts, as painters of the web write it: `(word:1.3)`, `((word))`, `[word]`."""

from __future__ import annotations

import re

OPEN, CLOSE = "([", ")]"
FACTORS = {"(": 1.1, "[": 1 / 1.1}
_NUMBER = re.compile(r"\s*:\s*(\d*\.?\d+)\s*$")
MAX_LENGTH = 40
"""Of the number and its colon; more is text."""


def weighed(text: str) -> tuple[str, list[float]]:
    """The text with every mark of emphasis made a blank, and the weight of each of its characters.

    Each round bracket multiplies by 1.1, each square one by 1 / 1.1, and `(word:1.3)` by the number alone.
    Brackets without a partner are left as they are.
    """
    plain = list(text)
    factors = [1.0] * (len(text) + 1)
    opened: list[int] = []
    for i, char in enumerate(text):
        if char in OPEN:
            opened.append(i)
        elif char in CLOSE and opened and OPEN.index(text[opened[-1]]) == CLOSE.index(char):
            start = opened.pop()
            number = _NUMBER.search(text[max(start, i - MAX_LENGTH) : i]) if char == ")" else None
            end = i if number is None else i - len(number.group())
            factor = FACTORS[text[start]] if number is None else max(float(number.group(1)), 0.01)
            plain[start] = " "
            plain[end : i + 1] = " " * (i + 1 - end)
            factors[start] *= factor
            factors[i] /= factor
    weights: list[float] = []
    weight = 1.0
    for factor in factors[: len(text)]:
        weight *= factor
        weights.append(weight)
    return "".join(plain), weights
