"""The story as a page shows it: headings and paragraphs, cut where the narrator's sentences begin and end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from castalia.prompts.plain import plain

_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_RULE = re.compile(r"^\s*(?:[-*_]\s*){3,}$")
_OPENERS = "“‘「『（([{《〈【"


@dataclass(frozen=True)
class Piece:
    """A stretch of words, and when the narrator says them (seconds; None when not said)."""

    text: str
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True)
class Block:
    """One heading or paragraph."""

    kind: Literal["title", "heading", "paragraph"]
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(p.text for p in self.pieces)


def blocks(markdown: str, sentences: Sequence[dict[str, Any]] = ()) -> list[Block]:
    """The blocks of a story.

    Args:
        markdown: the story; its first level-1 heading is the title.
        sentences: what the narrator says, in order, each with `text`, `start` and `end` (seconds).
    """
    found = _split(markdown)
    said = _align([words for _, words in found], [s["text"] for s in sentences])
    return [
        Block(kind, tuple(_pieces(words, owner, sentences))) for (kind, words), owner in zip(found, said, strict=True)
    ]


def _split(markdown: str) -> list[tuple[Literal["title", "heading", "paragraph"], str]]:
    found: list[tuple[Literal["title", "heading", "paragraph"], str]] = []
    lines: list[str] = []

    def flush() -> None:
        found.extend(("paragraph", words) for words in plain("\n".join(lines)).split("\n\n") if words)
        lines.clear()

    for line in markdown.replace("\r\n", "\n").split("\n"):
        heading = _HEADING.match(line)
        if not heading and line.strip() and not _RULE.match(line):
            lines.append(line)
            continue
        flush()
        words = plain(heading[2]) if heading else ""
        if heading and words:
            first = len(heading[1]) == 1 and not any(kind == "title" for kind, _ in found)
            found.append(("title" if first else "heading", words))
    flush()
    return found


def _align(texts: list[str], sentences: list[str]) -> list[list[int | None]]:
    """For every character of every text, the index of the sentence it belongs to, or None.

    Sentences are looked for in order, by letters and digits only, so that quotes, spaces and marks may differ.
    A sentence that is not found is left out; the next ones are still found.
    """
    spots = [(t, i) for t, text in enumerate(texts) for i, c in enumerate(text) if c.isalnum()]
    whole = "".join(texts[t][i].casefold()[0] for t, i in spots)
    owner: list[list[int | None]] = [[None] * len(text) for text in texts]
    cursor = 0
    for index, sentence in enumerate(sentences):
        letters = "".join(c.casefold()[0] for c in sentence if c.isalnum())
        at = whole.find(letters, cursor) if letters else -1
        if at < 0:
            continue
        for t, i in spots[at : at + len(letters)]:
            owner[t][i] = index
        cursor = at + len(letters)
    for text, marks in zip(texts, owner, strict=True):
        _adopt(text, marks)
    return owner


def _adopt(text: str, marks: list[int | None]) -> None:
    """Give punctuation to the sentence before it, opening marks to the one after, and space between two to neither."""
    opens = [c in _OPENERS or (c in "\"'" and (i == 0 or text[i - 1].isspace())) for i, c in enumerate(text)]
    for i in range(1, len(text)):
        if marks[i] is None and not text[i].isalnum() and not opens[i]:
            marks[i] = marks[i - 1]
    for i in range(len(text) - 2, -1, -1):
        if marks[i] is None and opens[i]:
            marks[i] = marks[i + 1]
    for i in range(1, len(text) - 1):
        if text[i].isspace() and marks[i - 1] != marks[i + 1]:
            marks[i] = None


def _pieces(text: str, marks: list[int | None], sentences: Sequence[dict[str, Any]]) -> list[Piece]:
    cuts = [0, *(i for i in range(1, len(text)) if marks[i] != marks[i - 1]), len(text)]
    made = []
    for a, b in pairwise(cuts):
        index = marks[a]
        time = {} if index is None else {"start": sentences[index]["start"], "end": sentences[index]["end"]}
        made.append(Piece(text[a:b], **time))
    return made
