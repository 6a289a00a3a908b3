"""From prompts to what a pipeline takes: embeddings with weights, long prompts, and what changes at which step.

| families | weights | more than 77 tokens | changes by step |
|---|---|---|---|
| sd15, sd21, sdxl, AnimateDiff, ModelScope (CLIP) | embeddings, mean restored | chunks of 75 | yes (not ModelScope) |
| sd3 (CLIP and T5) | both encoders | chunks, T5 to 256 | yes |
| flux (T5, CLIP only pooled) | T5 | T5 to 512 | yes |
| pixart, wan, ltx, cogvideox (T5) | interpolated from the empty prompt | as the model | wan, cogvideox |
| others (language models) | none: the words count, the report says so | as the model | no |

A prompt without weights that fits is left to the pipeline's own `encode_prompt`, so that nothing differs from it.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from castalia.engines.diffusion.clip_text import Chunk, Clip
from castalia.engines.diffusion.t5_text import weigh
from castalia.prompts import schedule, weights
from castalia.prompts.weights import Piece

if TYPE_CHECKING:
    import torch

CLIP = ("sd15", "sd2", "sdxl", "animatediff", "modelscope-t2v")
T5 = ("pixart", "wan", "ltx", "cogvideox")
_PAIR = ("prompt_embeds", "negative_prompt_embeds")
_POOLED = (*_PAIR, "pooled_prompt_embeds", "negative_pooled_prompt_embeds")
_MASKED = ("prompt_embeds", "prompt_attention_mask", "negative_prompt_embeds", "negative_prompt_attention_mask")
_JOINED = {"prompt_embeds": _PAIR, "add_text_embeds": _POOLED[2:], "pooled_prompt_embeds": _POOLED[2:]}
"""Tensors of a sampling loop -> the arguments that they are made of; with guidance the negative one stands first."""

Arguments = dict[str, Any]


@dataclass(frozen=True)
class Encoded:
    """What a pipeline is called with, in place of the prompts."""

    arguments: Arguments
    """Keyword arguments for the pipeline's call: those of the first step."""
    later: tuple[tuple[int, Arguments], ...] = ()
    """(step from which, counted from 0; the arguments then), in rising order."""
    notes: tuple[str, ...] = ()
    """What the user should know, for the report."""
    tensors: tuple[str, ...] = ()
    """For `callback_on_step_end_tensor_inputs`, besides `latents`."""
    parts: tuple[tuple[float, Arguments], ...] = ()
    """Prompts joined by `AND`: (weight, arguments) of each; `composed` makes the pipeline use them."""
    separate: bool = False
    """The loop keeps negative and positive embeddings apart (Flux, Wan) instead of one behind the other."""

    def swap(self, pipe: Any, step: int, values: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
        """What `callback_on_step_end` returns after `step` (from 0), so that the next step reads the next prompt.

        Args:
            values: the tensors that the callback was given.
        """
        import torch

        found = next((arguments for at, arguments in self.later if at == step + 1), None)
        if found is None:
            return {}
        changed = {}
        for name in self.tensors:
            now = values[name]
            if self.separate:
                changed[name] = _repeated(found[name], now, 1)
                continue
            positive, negative = (found.get(part) for part in _JOINED[name])
            if pipe.do_classifier_free_guidance:
                changed[name] = torch.cat([_repeated(negative, now, 2), _repeated(positive, now, 2)])
            else:
                changed[name] = _repeated(positive, now, 1)
        return changed


def encode(
    pipe: Any,
    family: str,
    prompt: str,
    negative_prompt: str = "",
    *,
    clip_skip: int = 0,
    steps: int = 1,
    device: Any = None,
    dtype: Any = None,
    guidance: bool = True,
    emphasis: str = "a1111",
) -> Encoded:
    """The arguments that make a pipeline draw this prompt.

    Args:
        pipe: a pipeline of diffusers with its tokenizers and text encoders.
        family: of the model, as `castalia.models` names it.
        clip_skip: layers left out at the end of CLIP, as in diffusers: 1 takes the last but one.
        steps: of the run; prompts that change by step need it.
        device, dtype: where the embeddings go and what they become; None leaves it to the pipeline.
        guidance: whether negative embeddings are needed.
        emphasis: how CLIP embeddings are weighed: `a1111` multiplies and restores the mean, `comfy` interpolates
            from the empty prompt.

    Raises:
        BadInput: clip_skip leaves no layer of the text encoder.
    """
    import torch

    work = _Work(pipe, family, clip_skip, device or pipe._execution_device, guidance, emphasis)
    with torch.no_grad():
        encoded = work.encode(prompt, negative_prompt, max(steps, 1))
    return _moved(encoded, device, dtype)


class _Work:
    def __init__(self, pipe: Any, family: str, clip_skip: int, device: Any, guidance: bool, emphasis: str) -> None:
        self.pipe, self.family, self.clip_skip, self.device = pipe, family, clip_skip, device
        self.guidance, self.emphasis = guidance, emphasis
        self.notes: dict[str, None] = {}
        self.defaults = {
            name: p.default
            for name, p in inspect.signature(type(pipe).__call__).parameters.items()
            if p.default is not p.empty
        }

    # -- the whole ------------------------------------------------------------------------------------------

    def encode(self, prompt: str, negative: str, steps: int) -> Encoded:
        tensors = self._swappable()
        texts = schedule.texts_of_steps(prompt, steps)
        negatives = schedule.texts_of_steps(negative, steps)
        if len(set(zip(texts, negatives, strict=True))) > 1 and not tensors:
            self.notes["this model cannot change its prompt between steps: it drew the prompt of the last step"] = None
            texts, negatives = texts[-1:], negatives[-1:]
        changes = [
            i for i in range(len(texts)) if i == 0 or (texts[i], negatives[i]) != (texts[i - 1], negatives[i - 1])
        ]
        parts = weights.subprompts(texts[0]) if len(changes) == 1 else []
        # Models of edits predict three times per step, which neither schedules nor AND know of.
        composable = len(parts) > 1 and self._is(CLIP) and self.guidance and "edit" not in self.family
        every = [text for text, _ in parts] if composable else [texts[i] for i in changes]
        if not composable and any(len(weights.subprompts(text)) > 1 for text in every):
            self.notes["AND: the parts were joined to one prompt, with their weights"] = None
        found = self._all(every, [negatives[0]] * len(every) if composable else [negatives[i] for i in changes])
        if self.defaults.get("negative_prompt") is not None and "prompt" not in found[0]:
            found = [{**arguments, "negative_prompt": None} for arguments in found]
        if negative and "negative_prompt" not in self.defaults:
            self.notes["this model takes no negative prompt"] = None
        found = [{name: value for name, value in one.items() if name in self.defaults} for one in found]
        if composable:
            joined = tuple((weight, found[i]) for i, (_, weight) in enumerate(parts))
            return Encoded(found[0], notes=tuple(self.notes), parts=joined)
        later = tuple((at, found[i]) for i, at in enumerate(changes) if i)
        return Encoded(found[0], later, tuple(self.notes), tensors if later else (), separate=self._is(("wan", "flux")))

    def _swappable(self) -> tuple[str, ...]:
        """Tensors of the sampling loop that hold the prompt; none where they cannot all be changed."""
        if not self._is((*CLIP, "sd3", "flux", "wan", "cogvideox")) or self._is(("flux2",)) or "edit" in self.family:
            return ()
        if "callback_on_step_end" not in self.defaults:
            return ()
        names = ("prompt_embeds", "add_text_embeds", "pooled_prompt_embeds")
        names = (*_PAIR,) if self.family.startswith("wan") else names
        return tuple(name for name in names if name in self.pipe._callback_tensor_inputs)

    def _is(self, families: Sequence[str]) -> bool:
        return self.family.startswith(tuple(families))

    def _all(self, texts: list[str], negatives: list[str]) -> list[Arguments]:
        """The arguments for each pair of texts, their shapes alike."""
        if not hasattr(self.pipe, "encode_prompt"):
            return self._as_text(texts, negatives)
        if self._is(CLIP) or self.family.startswith("sd3"):
            return self._clip(texts, negatives)
        if self.family.startswith("flux") and not self.family.startswith("flux2"):
            return [self._flux(t, n) for t, n in zip(texts, negatives, strict=True)]
        if self._is(T5):
            return [self._t5(t, n) for t, n in zip(texts, negatives, strict=True)]
        return self._as_text(texts, negatives)

    def _as_text(self, texts: list[str], negatives: list[str]) -> list[Arguments]:
        """The words alone, for the pipeline to encode."""
        if any(p.weight != 1.0 for text in (*texts, *negatives) for p in _pieces(text)):
            self.notes[f"weights in prompts mean nothing to {self.family}: only the words were used"] = None
        negative = (self._words(negatives[0]) if self.guidance else "") or self.defaults.get("negative_prompt")
        return [{"prompt": self._words(text), "negative_prompt": negative} for text in texts]

    def _own(self, prompt: str, negative: str | None = None) -> Any:
        """What the pipeline's `encode_prompt` returns, with the same settings as its call would give it."""
        known = inspect.signature(self.pipe.encode_prompt).parameters
        given: Arguments = {n: v for n, v in self.defaults.items() if n in known and "prompt" not in n}
        given |= {n: prompt for n in ("prompt_2", "prompt_3") if n in known}
        given |= {
            "prompt": prompt,
            "device": self.device,
            "num_images_per_prompt": 1,
            "num_videos_per_prompt": 1,
            "do_classifier_free_guidance": self.guidance,
            "negative_prompt": negative or self.defaults.get("negative_prompt"),
            "clip_skip": self.clip_skip or None,
            "lora_scale": None,
        }
        return self.pipe.encode_prompt(**{n: v for n, v in given.items() if n in known})

    @staticmethod
    def _words(text: str) -> str:
        """The text as it is where it holds no marks, else its words."""
        return text if weights.is_plain(text) else " ".join(weights.plain(t) for t, _ in weights.subprompts(text))

    # -- CLIP -----------------------------------------------------------------------------------------------

    def _clip(self, texts: list[str], negatives: list[str]) -> list[Arguments]:
        names = _POOLED if self._is(("sdxl", "sd3")) else _PAIR
        clips = self._clips()
        cut = {text: [clip.chunks(_pieces(text)) for clip in clips] for text in {*texts, *negatives}}
        longest = max((len(chunks) for each in cut.values() for chunks in each), default=1)
        # With transformers 5 the encoder has no `text_model`, where diffusers looks for the norm that it needs here.
        own_skip = self.clip_skip > 0 and not clips[0].penultimate and not hasattr(clips[0].encoder, "text_model")
        if longest == 1 and not own_skip and all(weights.is_plain(text) for text in cut):
            pairs = zip(texts, negatives, strict=True)
            return [dict(zip(names, self._own(t, n), strict=True)) for t, n in pairs]
        known: dict[tuple[str, bool], tuple[torch.Tensor, torch.Tensor | None]] = {}
        found = []
        for text, negative in zip(texts, negatives, strict=True):
            for key in ((text, True), (negative, False)):
                if key not in known and (key[1] or self.guidance):
                    known[key] = self._clip_embeds(key[0], cut[key[0]], clips, longest, positive=key[1])
            both = [known[(text, True)], known.get((negative, False), (None, None))]
            both = self._zeroed(both) if not negative else both
            values = (both[0][0], both[1][0], both[0][1], both[1][1])
            found.append({name: v for name, v in zip(names, values, strict=False) if v is not None})
        return found

    def _clips(self) -> list[Clip]:
        """The CLIP encoders that the pipeline has, the first one first."""
        convert = getattr(self.pipe, "maybe_convert_prompt", None)
        penultimate = self._is(("sdxl", "sd3"))
        pairs = (("tokenizer", "text_encoder"), ("tokenizer_2", "text_encoder_2"))
        parts = [(getattr(self.pipe, t, None), getattr(self.pipe, e, None)) for t, e in pairs]
        return [Clip(t, e, penultimate, convert) for t, e in parts if t is not None and e is not None]

    def _clip_embeds(
        self, text: str, cut: list[list[Chunk]], clips: list[Clip], length: int, *, positive: bool
    ) -> tuple[torch.Tensor, torch.Tensor | None]:
        import torch

        # diffusers leaves no layers out for the negative prompt.
        skip = self.clip_skip if positive else 0
        found = [
            clip.embeds(
                [*chunks, *[[] for _ in range(length - len(chunks))]],
                clip_skip=skip, device=self.device, emphasis=self.emphasis,
            )
            for clip, chunks in zip(clips, cut, strict=True)
        ]  # fmt: skip
        embeds = torch.cat([e for e, _ in found], dim=-1)
        pools = [pool for _, pool in found if pool is not None]
        if not self.family.startswith("sd3"):
            last = self.pipe.text_encoder_2 if self.family.startswith("sdxl") else self.pipe.text_encoder
            pooled = next((pool for clip, (_, pool) in zip(clips, found, strict=True) if clip.encoder is last), None)
            return embeds.to(last.dtype), pooled
        t5 = self._t5_rows(text)
        embeds = torch.nn.functional.pad(embeds, (0, t5.shape[-1] - embeds.shape[-1]))
        return torch.cat([embeds, t5], dim=-2), torch.cat(pools, dim=-1)

    def _zeroed(self, both: list[Any]) -> list[Any]:
        """SDXL base takes zeros where there is no negative prompt."""
        if not getattr(self.pipe.config, "force_zeros_for_empty_prompt", False) or both[1][0] is None:
            return both
        return [both[0], tuple(None if value is None else value.new_zeros(value.shape) for value in both[0])]

    def _t5_rows(self, text: str) -> torch.Tensor:
        """SD3's third encoder."""
        length = self.defaults.get("max_sequence_length", 256)

        def rows(words: str) -> torch.Tensor:
            return self.pipe._get_t5_prompt_embeds(words, max_sequence_length=length, device=self.device)

        words = self._words(text)
        if self.pipe.text_encoder_3 is None:
            return rows(words)
        self._note_length(self.pipe.tokenizer_3, words, length)
        return weigh(rows, self.pipe.tokenizer_3, words, _pieces(text), self.notes)

    # -- T5 -------------------------------------------------------------------------------------------------

    def _flux(self, text: str, negative: str) -> Arguments:
        names = ("prompt_embeds", "pooled_prompt_embeds")
        found: Arguments = {}
        wanted = [("", text)] + ([("negative_", negative)] if negative and self.guidance else [])
        for prefix, one in wanted:
            words = self._words(one)
            values = self._own(words)
            self._note_length(self.pipe.tokenizer_2, words, values[0].shape[1])
            rows = weigh(
                lambda w, own=values, said=words: own[0] if w == said else self._own(w)[0],
                self.pipe.tokenizer_2, words, _pieces(one), self.notes,
            )  # fmt: skip
            found |= {f"{prefix}{name}": value for name, value in zip(names, (rows, values[1]), strict=True)}
        return found

    def _t5(self, text: str, negative: str) -> Arguments:
        names = _MASKED if self._is(("pixart", "ltx")) else _PAIR
        words, without = self._words(text), self._words(negative)
        found = dict(zip(names, self._own(words, without), strict=True))
        for name, one, said in (("prompt_embeds", text, words), ("negative_prompt_embeds", negative, without)):
            rows = found.get(name)
            if rows is None:
                continue
            self._note_length(self.pipe.tokenizer, said, rows.shape[1])
            found[name] = weigh(
                lambda w, rows=rows, said=said: rows if w == said else self._own(w)[0],
                self.pipe.tokenizer, said, _pieces(one), self.notes, self._read,
            )  # fmt: skip
        return {name: value for name, value in found.items() if value is not None}

    def _read(self, words: str) -> str:
        """The words as the pipeline hands them to its tokenizer."""
        prepare = getattr(self.pipe, "_text_preprocessing", None)
        return prepare(words, clean_caption=self.defaults.get("clean_caption", False))[0] if prepare else words

    def _note_length(self, tokenizer: Any, words: str, length: int) -> None:
        count = len(tokenizer(words, truncation=False, verbose=False).input_ids)
        if count > length:
            note = f"the prompt has {count} tokens, {length} of which this model reads: the rest was left out"
            self.notes[note] = None


def _pieces(text: str) -> list[Piece]:
    """The pieces of a prompt; parts joined by `AND` are chunks of their own here, with their weights."""
    pieces: list[Piece] = []
    for part, weight in weights.subprompts(text):
        begin = pieces[-1].chunk + 1 if pieces else 0
        pieces += [replace(p, weight=p.weight * weight, chunk=p.chunk + begin) for p in weights.parse(part)]
    return pieces


def _repeated(value: torch.Tensor, now: torch.Tensor, halves: int) -> torch.Tensor:
    """A tensor for one picture, repeated for as many as the loop makes in each of its halves."""
    times = now.shape[0] // halves // value.shape[0]
    return value.repeat_interleave(times, dim=0).to(now.device, now.dtype)


def _moved(encoded: Encoded, device: Any, dtype: Any) -> Encoded:
    """The same on a device, in a precision; masks keep theirs."""
    import torch

    def one(value: Any) -> Any:
        if not isinstance(value, torch.Tensor):
            return value
        return value.to(device=device, dtype=dtype if value.is_floating_point() else None)

    def all_of(arguments: Arguments) -> Arguments:
        return {name: one(value) for name, value in arguments.items()}

    return replace(
        encoded,
        arguments=all_of(encoded.arguments),
        later=tuple((at, all_of(arguments)) for at, arguments in encoded.later),
        parts=tuple((weight, all_of(arguments)) for weight, arguments in encoded.parts),
    )
