"""Emphasis in prompts as creators write it: `(x)`, `((x))`, `[x]`, `(x:1.5)`, `\\(`, `BREAK` and `AND`.

The rules are those of AUTOMATIC1111's web UI, which are what people mean by prompt weights:

- `(x)` multiplies the weight of x by 1.1, `[x]` by 1 / 1.1, `(x:1.5)` by 1.5; brackets within brackets multiply.
- `\\(`, `\\)`, `\\[`, `\\]` and `\\\\` stand for the character itself; a lone backslash is dropped.
- A bracket that is never closed holds until the end; one that closes nothing is text.
- `BREAK` begins a new chunk of 75 tokens. Within brackets it breaks as well, and the weight goes on after it.
- `a AND b :0.7` are prompts of their own, each with the weight after its last colon.

ComfyUI reads the same text with other rules (`from_comfy` turns it into ours).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import accumulate

ROUND = 1.1
SQUARE = 1 / 1.1
LARGEST = 1e6
"""Weights beyond this are cut; a model drowns long before."""
MOST_PRODUCTS = 2_000_000

_NUMBER = r"[+-]?(?:[0-9]{1,20}\.?[0-9]{0,40}|\.[0-9]{1,40})"
_MARK = re.compile(rf"\\[()\[\]\\]?|[()\[\]]|:\s*({_NUMBER})\s*\)|[^\\()\[\]:]+|:")
_BREAK = re.compile(r"\s*\bBREAK\b\s*")
_AND = re.compile(r"\bAND\b")
_LAST_NUMBER = re.compile(rf"\s*:\s*({_NUMBER})\s*$")


@dataclass(frozen=True)
class Piece:
    """A stretch of a prompt that has one weight; `chunk` counts the `BREAK`s before it."""

    text: str
    weight: float = 1.0
    chunk: int = 0


@dataclass(frozen=True)
class Mark:
    """A stretch of the prompt as written: `text` is what it says, empty where it is only a bracket or a number."""

    start: int
    end: int
    text: str
    weight: float = 1.0
    breaks: bool = False
    """It is a `BREAK`."""


def marks(prompt: str) -> list[Mark]:
    """The prompt cut into stretches that join without gaps, each with its weight."""
    spans: list[tuple[int, int, str, bool]] = []
    opened: dict[str, list[int]] = {"(": [], "[": []}
    scopes: list[tuple[int, int, float]] = []

    def close(bracket: str, factor: float) -> None:
        scopes.append((opened[bracket].pop(), len(spans), factor))

    for found in _MARK.finditer(prompt):
        start, end, token = found.start(), found.end(), found[0]
        if token in ("(", "["):
            opened[token].append(len(spans))
        elif found[1] and opened["("]:
            close("(", float(found[1]))
        elif token == ")" and opened["("]:
            close("(", ROUND)
        elif token == "]" and opened["["]:
            close("[", SQUARE)
        elif token.startswith("\\"):
            spans.append((start, end, token[1:], False))
            continue
        else:
            spans += _text(prompt, start, end)
            continue
        spans.append((start, end, "", False))
    for bracket, factor in (("(", ROUND), ("[", SQUARE)):
        while opened[bracket]:
            close(bracket, factor)
    weights = _weights(len(spans), scopes)
    return [Mark(*span[:3], weight, span[3]) for span, weight in zip(spans, weights, strict=True)]


def parse(prompt: str) -> list[Piece]:
    """The prompt as pieces of text with their weights; neighbours of equal weight are one piece.

    Example:
        >>> parse("an (important) word")
        [Piece('an ', 1.0, 0), Piece('important', 1.1, 0), Piece(' word', 1.0, 0)]
    """
    pieces: list[Piece] = []
    chunk = 0
    for mark in marks(prompt):
        if mark.breaks:
            chunk += 1
        elif not mark.text:
            continue
        elif pieces and (pieces[-1].weight, pieces[-1].chunk) == (mark.weight, chunk):
            pieces[-1] = Piece(pieces[-1].text + mark.text, mark.weight, chunk)
        else:
            pieces.append(Piece(mark.text, mark.weight, chunk))
    return pieces or [Piece("")]


def plain(prompt: str) -> str:
    """The words of a prompt without its marks; a `BREAK` becomes a blank."""
    return "".join(" " if mark.breaks else mark.text for mark in marks(prompt)).strip()


def is_plain(prompt: str) -> bool:
    """Whether a prompt means just what it says: no weights, no escapes, no `BREAK`, no `AND`."""
    return plain(prompt) == prompt.strip() and len(parse(prompt)) == 1 and len(subprompts(prompt)) == 1


def subprompts(prompt: str) -> list[tuple[str, float]]:
    """The prompts that `AND` joins, each with its weight: `a AND b :0.7` is `[("a ", 1.0), (" b", 0.7)]`."""
    parts = _AND.split(prompt)
    found = []
    for part in parts:
        number = _LAST_NUMBER.search(part) if len(parts) > 1 else None
        found.append((part[: number.start()], float(number[1])) if number else (part, 1.0))
    return found


def escape(text: str) -> str:
    """Text that `parse` reads as it stands."""
    text = re.sub(r"([()\[\]\\])", r"\\\1", text)
    return re.sub(r"\b(B)(REAK)\b|\b(A)(ND)\b", lambda m: f"{m[1] or m[3]}\\{m[2] or m[4]}", text)


def write(pieces: list[Piece]) -> str:
    """A prompt that `parse` reads as these pieces."""
    written: list[str] = []
    chunk = 0
    for piece in pieces:
        while chunk < piece.chunk:
            written.append(" BREAK ")
            chunk += 1
        text = escape(piece.text)
        written.append(text if piece.weight == 1.0 else f"({text}:{_decimal(piece.weight)})")
    return "".join(written)


def from_comfy(prompt: str) -> str:
    """A prompt of ComfyUI in our syntax.

    There, square brackets are text, `(x:1.5)` within other brackets is 1.5 whatever stands around it, brackets
    without a partner are text, and so are `BREAK` and `AND`.
    """
    hidden = prompt.replace("\\)", "\0\1").replace("\\(", "\0\2")
    pieces: list[Piece] = []
    for text, weight in _comfy(hidden):
        shown = text.replace("\0\1", ")").replace("\0\2", "(")
        if pieces and pieces[-1].weight == weight:
            pieces[-1] = Piece(pieces[-1].text + shown, weight)
        else:
            pieces.append(Piece(shown, weight))
    return write(pieces)


def _comfy(text: str) -> list[tuple[str, float]]:
    """(text, weight) of a prompt as ComfyUI weighs it: the closest number counts, bare brackets multiply by 1.1."""
    done: list[tuple[str, float]] = []
    waiting = [(part, 1.0) for part in reversed(_comfy_stretches(text))]
    while waiting:
        part, weight = waiting.pop()
        if not (len(part) >= 2 and part[0] == "(" and part[-1] == ")"):
            done.append((part, weight))
            continue
        content, weight = part[1:-1], weight * ROUND
        inner, colon, number = content.rpartition(":")
        if colon and inner and re.fullmatch(_NUMBER, number.strip()):
            content, weight = inner, float(number)
        waiting.extend((stretch, weight) for stretch in reversed(_comfy_stretches(content)))
    return [(part, weight) for part, weight in done if part]


def _comfy_stretches(text: str) -> list[str]:
    """The text cut at its outermost brackets; what is never closed stays in one stretch."""
    stretches: list[str] = []
    depth = start = 0
    for i, char in enumerate(text):
        if char == "(":
            if depth == 0 and i > start:
                stretches.append(text[start:i])
                start = i
            depth += 1
        elif char == ")":
            depth -= 1
            if depth == 0:
                stretches.append(text[start : i + 1])
                start = i + 1
    return [*stretches, text[start:]] if start < len(text) or not stretches else stretches


def _text(prompt: str, start: int, end: int) -> list[tuple[int, int, str, bool]]:
    """Spans of a stretch of text, cut where it says `BREAK`."""
    spans = []
    at = start
    for found in _BREAK.finditer(prompt, start, end):
        if found.start() > at:
            spans.append((at, found.start(), prompt[at : found.start()], False))
        spans.append((*found.span(), "", True))
        at = found.end()
    return [*spans, (at, end, prompt[at:end], False)] if at < end else spans


def _weights(length: int, scopes: list[tuple[int, int, float]]) -> list[float]:
    """What `length` spans weigh when each scope (start, end, factor) multiplies those within it, in turn."""
    weights = [1.0] * length
    if sum(end - start for start, end, _ in scopes) <= MOST_PRODUCTS:
        for start, end, factor in scopes:
            for i in range(start, end):
                weights[i] *= factor
        return [min(max(weight, -LARGEST), LARGEST) for weight in weights]
    # Thousands of brackets in each other: sums of logarithms in linear time instead of products in quadratic time.
    logs, zeros, signs = ([0.0] * (length + 1) for _ in range(3))
    for start, end, factor in scopes:
        for at, sign in ((start, 1), (end, -1)):
            logs[at] += sign * (math.log(abs(factor)) if factor else 0.0)
            zeros[at] += sign * (factor == 0)
            signs[at] += sign * (factor < 0)
    sums = zip(accumulate(logs), accumulate(zeros), accumulate(signs), strict=True)
    for i, (log, zero, negative) in zip(range(length), sums, strict=False):
        size = min(math.exp(min(log, 99.0)), LARGEST) if zero < 0.5 else 0.0
        weights[i] = -size if round(negative) % 2 else size
    return weights


def _decimal(weight: float) -> str:
    """The shortest decimal without an exponent that is read as this number."""
    text = repr(weight)
    return text if "e" not in text else f"{weight:.40f}".rstrip("0").rstrip(".")
