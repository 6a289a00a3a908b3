"""LoRAs and textual inversions: put into a loaded pipeline, taken out again, refused when made for another model."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from castalia.errors import BadInput, Missing

if TYPE_CHECKING:
    from castalia.engines.diffusion.load import Loaded
    from castalia.models.model import Model
    from castalia.recipes.sampling import Sampled
    from castalia.settings import Settings


@dataclass(frozen=True)
class Adapter:
    """A LoRA with its weight, or a textual inversion with its word."""

    model: Model
    weight: float = 1.0

    @property
    def word(self) -> str:
        """What the prompt calls a textual inversion: its id, or the name of its file."""
        return (
            Path(self.model.id).stem
            if "/" in self.model.id or self.model.id.endswith(".safetensors")
            else self.model.id
        )

    @property
    def key(self) -> str:
        return f"{self.model.kind}:{self.model.sha256 or self.model.path}:{self.weight:g}"


def adapters_of(recipe: Sampled, base: Model, settings: Settings) -> tuple[Adapter, ...]:
    """The adapters that a recipe names.

    Raises:
        BadInput: one is not an adapter, or was made for another model. Missing: one is not here.
    """
    from castalia.models.resolve import resolve

    found = []
    for told in recipe.lora:
        name, weight = split_weight(told)
        found.append(Adapter(resolve(name, settings, kind="lora"), weight))
    found += [Adapter(resolve(name, settings, kind="embedding")) for name in recipe.embedding]
    for adapter in found:
        _check_family(adapter.model, base)
    return tuple(found)


def split_weight(told: str) -> tuple[str, float]:
    """`name:0.8` -> (name, 0.8); the weight is 1 when left out."""
    name, colon, weight = told.rpartition(":")
    if not colon:
        return told, 1.0
    try:
        value = float(weight)
    except ValueError:
        if Path(told).expanduser().exists() or "/" in weight:
            return told, 1.0
        raise BadInput(f"'{weight}' is no weight of the LoRA {name}", hint="write it as name:0.8") from None
    if not -10 <= value <= 10:  # also refuses nan
        raise BadInput(f"the weight {weight} of the LoRA {name} is out of range", hint="it must be from -10 to 10")
    return name, value


def keys(adapters: tuple[Adapter, ...]) -> str:
    """What of the adapters counts for the result."""
    return hashlib.sha256("\n".join(adapter.key for adapter in adapters).encode()).hexdigest() if adapters else ""


def _check_family(adapter: Model, base: Model) -> None:
    ours, theirs = base.family.split("-")[0], adapter.family.split("-")[0]
    if adapter.family and ours != theirs:
        raise BadInput(
            f"{adapter.id} was made for {adapter.family}, and {base.id} is {base.family}",
            hint=f"take one that was made for {base.family}, or another model",
        )


def apply(loaded: Loaded, adapters: tuple[Adapter, ...]) -> None:
    """Make exactly these adapters active in a loaded pipeline.

    Raises:
        BadInput: one does not fit; none is active then.
    """
    wanted = tuple(adapter.key for adapter in adapters)
    if loaded.applied == wanted:
        return
    clear(loaded)
    loaded.applied = ("unknown",)
    try:
        _apply_loras(loaded, [a for a in adapters if a.model.kind == "lora"])
        for adapter in adapters:
            if adapter.model.kind == "embedding":
                _apply_embedding(loaded, adapter)
    except BaseException:
        clear(loaded)
        raise
    loaded.applied = wanted


def clear(loaded: Loaded) -> None:
    """Take all adapters out again; the weights are then what they were."""
    if not loaded.applied:
        return
    pipe = loaded.pipe
    if hasattr(pipe, "unload_lora_weights"):
        with suppress(ValueError):
            pipe.unload_lora_weights()
    if hasattr(pipe, "unload_textual_inversion"):
        for suffix in ("", "_2"):
            tokenizer, encoder = getattr(pipe, f"tokenizer{suffix}", None), getattr(pipe, f"text_encoder{suffix}", None)
            if tokenizer is not None and encoder is not None:
                with suppress(ValueError):
                    pipe.unload_textual_inversion(tokenizer=tokenizer, text_encoder=encoder)
    loaded.applied = ()


def _apply_loras(loaded: Loaded, loras: list[Adapter]) -> None:
    pipe = loaded.pipe
    if not loras:
        return
    if not hasattr(pipe, "load_lora_weights"):
        raise BadInput(f"{loaded.model.id} takes no LoRA", hint="take another model, or leave the LoRA out")
    names = []
    for i, adapter in enumerate(loras):
        names.append(f"lora{i}")
        try:
            pipe.load_lora_weights(_weights(adapter.model), adapter_name=names[-1], local_files_only=True)
        except ImportError as error:
            raise Missing("LoRAs need the library peft", hint="pip install peft") from error
        except (RuntimeError, ValueError, KeyError, AttributeError, TypeError, IndexError) as error:
            raise _unfit(adapter.model, loaded.model, error) from error
        if not any(names[-1] in active for active in pipe.get_list_adapters().values()):
            raise _unfit(adapter.model, loaded.model, None)
    pipe.set_adapters(names, [adapter.weight for adapter in loras])


def _apply_embedding(loaded: Loaded, adapter: Adapter) -> None:
    pipe = loaded.pipe
    if not hasattr(pipe, "load_textual_inversion"):
        raise BadInput(f"{loaded.model.id} takes no textual inversion", hint="leave the embedding out")
    state = _weights(adapter.model)
    two = {key: state[key] for key in ("clip_l", "clip_g") if key in state}
    parts = [("", two["clip_l"]), ("_2", two["clip_g"])] if len(two) == 2 else [("", next(iter(state.values())))]
    try:
        for suffix, vectors in parts:
            pipe.load_textual_inversion(
                {adapter.word: vectors}, token=adapter.word, tokenizer=getattr(pipe, f"tokenizer{suffix}"),
                text_encoder=getattr(pipe, f"text_encoder{suffix}"),
            )  # fmt: skip
    except (RuntimeError, ValueError, AttributeError, IndexError) as error:
        raise _unfit(adapter.model, loaded.model, error) from error


def _weights(model: Model) -> dict[str, Any]:
    from safetensors.torch import load_file

    path = model.path
    if path.is_dir():
        path = next(iter(sorted(path.glob("*.safetensors"))), path / "adapter_model.safetensors")
    return load_file(path)


def _unfit(adapter: Model, base: Model, error: Exception | None) -> BadInput:
    said = f": {str(error).strip().splitlines()[0][:160]}" if error is not None and str(error).strip() else ""
    return BadInput(
        f"{adapter.id} was made for another model than {base.id}{said}",
        hint=f"take one that was made for {base.family}",
    )
