"""Prompts for CLIP text encoders: chunks of 75 tokens, weights on the embeddings, words of several vectors.

The rules are those of AUTOMATIC1111's web UI: a prompt is tokenized piece by piece, cut into chunks of 75 tokens, each
between the marks of beginning and end; text after a comma that is at most 20 tokens back moves to the next chunk as
a whole; weights multiply the embeddings, and the mean of the chunk is restored.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from castalia.errors import BadInput
from castalia.prompts.weights import Piece

if TYPE_CHECKING:
    import torch

BACKTRACK = 20
"""Tokens that may stand between a comma and the end of a chunk for the text after it to move on."""

Token = tuple[int, float]
"""Id and weight."""
Chunk = list[Token]


@dataclass(frozen=True)
class Clip:
    """A tokenizer and its encoder, and what of the encoder's output counts."""

    tokenizer: Any
    encoder: Any
    penultimate: bool
    """Take the last hidden layer but one, as SDXL and SD3 do, instead of the last one with its norm."""
    convert: Any = None
    """`pipe.maybe_convert_prompt`, which writes out words of several vectors."""

    @property
    def size(self) -> int:
        """Tokens of a chunk without its beginning and end."""
        return min(int(self.tokenizer.model_max_length), 77) - 2

    def chunks(self, pieces: Iterable[Piece]) -> list[Chunk]:
        """The tokens of a prompt, in chunks of at most `size`."""
        comma = self.tokenizer.get_vocab().get(",</w>", -1)
        units: list[tuple[list[Token], int]] = []
        for piece in pieces:
            text = self.convert(piece.text, self.tokenizer) if self.convert else piece.text
            ids = self.tokenizer(text, add_special_tokens=False, truncation=False, verbose=False).input_ids
            units += [([(i, piece.weight) for i in word], piece.chunk) for word in self._words(ids)]
            if not ids:
                units.append(([], piece.chunk))
        return chunked(units, comma, self.size)

    def _words(self, ids: Sequence[int]) -> list[list[int]]:
        """Ids, with those of a word of several vectors (`<w>`, `<w>_1`, ...) kept together."""
        added = {token.content: i for i, token in self.tokenizer.added_tokens_decoder.items()}
        if len(added) <= 2:
            return [[i] for i in ids]
        name = {i: word for word, i in added.items()}
        words: list[list[int]] = []
        for i in ids:
            begin = words[-1][0] if words else -1
            if begin in name and name.get(i) == f"{name[begin]}_{len(words[-1])}":
                words[-1].append(i)
            else:
                words.append([i])
        return words

    def embeds(
        self, chunks: Sequence[Chunk], *, clip_skip: int, device: Any, emphasis: str = "a1111"
    ) -> tuple[torch.Tensor, torch.Tensor | None]:
        """(1, 77 * chunks, width) and the pooled output of the first chunk (1, projection) where there is one."""
        import torch

        rows, pooled = [], None
        for chunk in chunks:
            row, first = self._one(chunk, clip_skip, device)
            rows.append(self._weighed(row, chunk, clip_skip, device, emphasis))
            pooled = first if pooled is None else pooled
        return torch.cat(rows, dim=1), pooled

    def _one(self, chunk: Chunk, clip_skip: int, device: Any) -> tuple[torch.Tensor, torch.Tensor | None]:
        import torch

        tokenizer, encoder = self.tokenizer, self.encoder
        full = [tokenizer.bos_token_id, *(i for i, _ in chunk), tokenizer.eos_token_id]
        mask = [1] * len(full) + [0] * (self.size + 2 - len(full))
        full += [tokenizer.pad_token_id] * (self.size + 2 - len(full))
        ids = torch.tensor([full], device=device)
        if self.penultimate:
            output = encoder(ids, output_hidden_states=True)
            pooled = output[0] if output[0].ndim == 2 else output.pooler_output
            return _layer(output.hidden_states, clip_skip + 2), pooled
        wants_mask = getattr(encoder.config, "use_attention_mask", False)
        attention = torch.tensor([mask], device=device) if wants_mask else None
        output = encoder(ids, attention_mask=attention, output_hidden_states=clip_skip > 0)
        if not clip_skip:
            return output[0], None
        norm = getattr(encoder, "text_model", encoder).final_layer_norm
        return norm(_layer(output.hidden_states, clip_skip + 1)), None

    def _weighed(self, row: torch.Tensor, chunk: Chunk, clip_skip: int, device: Any, emphasis: str) -> torch.Tensor:
        import torch

        if all(weight == 1.0 for _, weight in chunk):
            return row
        weights = [1.0, *(weight for _, weight in chunk), *[1.0] * (row.shape[1] - 1 - len(chunk))]
        factors = torch.tensor(weights, device=row.device, dtype=torch.float32)[None, :, None]
        if emphasis == "comfy":
            return interpolated(row, self._one([], clip_skip, device)[0], factors)
        changed = row.float() * factors
        mean, new = row.float().mean(), changed.mean()
        return (changed * (mean / new) if new != 0 else changed).to(row.dtype)


def interpolated(row: torch.Tensor, empty: torch.Tensor, factors: torch.Tensor) -> torch.Tensor:
    """Embeddings moved away from those of the empty prompt, or towards them, as ComfyUI does it."""
    import torch

    moved = (row.float() - empty.float()) * factors + empty.float()
    return torch.where(factors == 1.0, row, moved.to(row.dtype))


def chunked(units: Iterable[tuple[list[Token], int]], comma: int, size: int) -> list[Chunk]:
    """Tokens in chunks; each unit (its tokens, the number of `BREAK`s before it) stays in one chunk if it can."""
    done: list[Chunk] = []
    current: Chunk = []
    last_comma = -1
    breaks = 0

    def flush() -> None:
        nonlocal current, last_comma
        done.append(current)
        current, last_comma = [], -1

    for unit, chunk in units:
        while breaks < chunk:
            flush()
            breaks += 1
        if [i for i, _ in unit] == [comma]:
            last_comma = len(current)
        elif len(current) == size and last_comma >= 0 and size - last_comma <= BACKTRACK:
            moved = current[last_comma + 1 :]
            current = current[: last_comma + 1]
            flush()
            current = moved
        if current and len(current) + len(unit) > size:
            flush()
        for start in range(0, len(unit), size):
            current = current + unit[start : start + size]
            if start + size < len(unit):
                flush()
    if current or not done:
        flush()
    return done


def _layer(hidden: Sequence[torch.Tensor], back: int) -> torch.Tensor:
    if back > len(hidden):
        raise BadInput(
            f"clip_skip is too large for this model, whose text encoder has {len(hidden) - 1} layers",
            hint="0 leaves none out; 1 or 2 are usual",
        )
    return hidden[-back]
