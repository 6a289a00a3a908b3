"""What a prompt will mean to a model, without the model: choices, schedule, weights, chunks, tokens, language."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from castalia.prompts import schedule, weights, wildcards
from castalia.prompts.language import detect

CHUNK = 75
"""Tokens of a chunk of CLIP."""
LIMITS = {
    "sd3": 256, "flux": 512, "pixart": 300, "wan": 512, "ltx": 128, "cogvideox": 226, "qwen-image": 1024,
    "z-image": 512, "sana": 300, "kolors": 256, "flux2": 512,
}  # fmt: skip
"""Family -> tokens that its pipeline reads at most, as diffusers calls it; CLIP families read any number of chunks."""
LANGUAGES = {"en": "English", "zh": "Chinese"}

_WORD = re.compile(r"[A-Za-z]+|\d|[^\sA-Za-z\d]")


@dataclass(frozen=True)
class Stage:
    """What the prompt says during some steps."""

    first: int
    last: int
    """Steps, counted from 1."""
    text: str
    parts: tuple[tuple[float, tuple[weights.Piece, ...]], ...]
    """What `AND` joins: (weight, pieces)."""
    tokens: int
    chunks: int
    """Chunks of 75 tokens that CLIP makes of it."""


@dataclass(frozen=True)
class Check:
    prompt: str
    """With its choices made."""
    stages: tuple[Stage, ...]
    exact: bool
    """Whether the tokens were counted; else they are estimated."""
    language: str
    warnings: tuple[str, ...]


def check(
    prompt: str,
    *,
    family: str = "",
    languages: Sequence[str] = (),
    steps: int = 30,
    seed: int = 0,
    folder: Path | None = None,
    count: Callable[[str], int] | None = None,
) -> Check:
    """Read a prompt as the model will.

    Args:
        family: of the model, where it is known.
        languages: that the model understands; empty where nothing is known.
        steps, seed: of the run.
        folder: of the wildcards.
        count: counts the tokens of a text without beginning and end; estimated when not given.

    Raises:
        BadInput: a wildcard that there is not, and the like.
    """
    said = wildcards.expand(prompt, folder, seed) if folder is not None else prompt
    stages, first = [], 1
    for last, text in schedule.schedule(said, steps):
        parts = tuple((weight, tuple(weights.parse(part))) for part, weight in weights.subprompts(text))
        counted = [_chunks(pieces, count or estimate) for _, pieces in parts]
        tokens, chunks = sum(t for t, _ in counted), max(c for _, c in counted)
        stages.append(Stage(first, last, text, parts, tokens, chunks))
        first = last + 1
    warnings = [w for w in (language_warning(said, languages), *_warnings(said, stages, family)) if w]
    return Check(said, tuple(stages), count is not None, detect(weights.plain(said)), tuple(warnings))


def language_warning(prompt: str, languages: Sequence[str]) -> str:
    """A warning where a model does not speak the language of the prompt; empty where it does or nothing is known."""
    spoken = detect(weights.plain(prompt))
    if not languages or spoken in languages or any(one.startswith(spoken) for one in languages):
        return ""
    known = " and ".join(LANGUAGES.get(one, one) for one in languages)
    return f"the prompt is {LANGUAGES[spoken]}, but this model understands {known} only: translate it"


def estimate(text: str) -> int:
    """Tokens of a text, about: short words are one, long ones more, Chinese characters two to three."""
    total = 0.0
    for word in _WORD.findall(text):
        total += max(1.0, len(word) / 6) if word.isascii() else (2.2 if word.isalnum() else 1.5)
    return math.ceil(total)


def _chunks(pieces: Sequence[weights.Piece], count: Callable[[str], int]) -> tuple[int, int]:
    """(tokens, chunks of CLIP) of a prompt; where the text is cut does not count here."""
    tokens: dict[int, int] = {}
    for piece in pieces:
        tokens[piece.chunk] = tokens.get(piece.chunk, 0) + (count(piece.text) if piece.text.strip() else 0)
    last = max(tokens)
    return sum(tokens.values()), sum(max(1, math.ceil(tokens.get(i, 0) / CHUNK)) for i in range(last + 1))


def _warnings(prompt: str, stages: Sequence[Stage], family: str) -> list[str]:
    found = []
    unclosed = [bracket for bracket, other in ("()", "[]") if _bare(prompt, bracket) > _bare(prompt, other)]
    if unclosed:
        found.append(
            f"a {unclosed[0]} is never closed: it holds until the end; write \\{unclosed[0]} for the character"
        )
    pieces = [piece for stage in stages for _, parts in stage.parts for piece in parts]
    heavy = [piece for piece in pieces if piece.weight > 1.8 and piece.text.strip()]
    if heavy:
        found.append(f"'{heavy[0].text.strip()}' weighs {heavy[0].weight:.3g}: above 1.8 pictures usually break")
    limit = next((n for name, n in sorted(LIMITS.items(), key=lambda i: -len(i[0])) if family.startswith(name)), 0)
    most = max(stage.tokens for stage in stages)
    if limit and most > limit:
        found.append(f"about {most} tokens, of which {family} reads {limit}: the rest is left out")
    return found


def _bare(prompt: str, bracket: str) -> int:
    return len(re.findall(rf"(?<!\\)(?:\\\\)*\{bracket}", prompt))
