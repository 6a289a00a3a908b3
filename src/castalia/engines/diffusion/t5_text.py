"""Weights of a prompt on the embeddings of a T5 encoder, interpolated from those of the empty prompt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from castalia.engines.diffusion.clip_text import interpolated
from castalia.prompts.weights import Piece

if TYPE_CHECKING:
    import torch


def weigh(
    rows: Callable[[str], torch.Tensor],
    tokenizer: Any,
    words: str,
    pieces: Sequence[Piece],
    notes: dict[str, None],
    read: Callable[[str], str] = str,
) -> torch.Tensor:
    """The embeddings of a prompt, each token's as strong as its piece says.

    Args:
        rows: gives the embeddings (1, tokens, width) of a text.
        words: the prompt without its marks; token 0 is its first.
        pieces: the prompt with its weights; their texts are that of `words` but for blanks.
        notes: takes a remark where the weights could not be used.
        read: what the pipeline makes of the words before they are tokenized, e.g. lower case.
    """
    plain = rows(words)
    if all(piece.weight == 1.0 for piece in pieces):
        return plain
    weights = _of_tokens(tokenizer, read(words), pieces, plain.shape[1])
    if weights is None:
        notes["the weights of the prompt could not be laid on the tokens of this model: only the words were used"] = (
            None
        )
        return plain
    import torch

    factors = torch.tensor(weights, device=plain.device, dtype=torch.float32)[None, :, None]
    return interpolated(plain, rows(""), factors)


def _of_tokens(tokenizer: Any, words: str, pieces: Sequence[Piece], length: int) -> list[float] | None:
    """The weight of each of `length` tokens; None where the tokenizer does not say which letters a token stands for."""
    letters = [(char, piece.weight) for piece in pieces for char in piece.text if not char.isspace()]
    if [char.lower() for char, _ in letters] != [char.lower() for char in words if not char.isspace()]:
        return None
    try:
        offsets = tokenizer(words, return_offsets_mapping=True, truncation=True, max_length=length).offset_mapping
    except (NotImplementedError, ValueError):
        return None
    of_letters = iter(weight for _, weight in letters)
    by_place = [None if char.isspace() else next(of_letters) for char in words]
    weights = []
    for start, end in offsets:
        known = [weight for weight in by_place[start:end] if weight is not None]
        weights.append(known[0] if known else 1.0)
    return (weights + [1.0] * length)[:length]
