"""Lists of words written as plain text."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a text, which spaces and line ends divide."""
    return frozenset(text.split())
