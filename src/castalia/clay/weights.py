"""Emphasis in prompts for the clay world: the words in their places, and how much each of them counts."""

from __future__ import annotations

from castalia.prompts.weights import marks


def weighed(text: str) -> tuple[str, list[float]]:
    """The text with every mark of emphasis made a blank, and the weight of each of its characters.

    The syntax is that of `castalia.prompts.weights`; no weight is below 0.01.
    """
    plain: list[str] = []
    weights: list[float] = []
    for mark in marks(text):
        length = mark.end - mark.start
        plain.append(mark.text.rjust(length))
        weights += [max(mark.weight, 0.01)] * length
    return "".join(plain), weights
