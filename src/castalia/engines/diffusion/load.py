"""Loads a checkpoint as a plan says: precision, where its parts wait, how attention and decoding are done."""

from __future__ import annotations

import inspect
import time
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from castalia.engines.diffusion import files
from castalia.errors import BadInput, CastaliaError, Missing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from castalia.hardware.plan import Plan
    from castalia.models.model import Model
    from castalia.settings import Settings

DENOISERS = ("unet", "transformer", "transformer_2")
"""Components that run at every step."""


@dataclass
class Loaded:
    """A checkpoint in memory."""

    model: Model
    plan: Plan
    pipe: Any
    """The pipeline that the checkpoint says it is for."""
    scheduler: Any
    """The one it came with."""
    seconds: float
    bytes: int
    variants: dict[type, Any] = field(default_factory=dict)
    """Pipelines of other classes on the same components."""
    applied: tuple[Any, ...] = ()
    """Adapters that are in it now."""
    companions: dict[str, Any] = field(default_factory=dict)
    """Networks beside it that the last recipes used, e.g. ControlNets."""
    previewer: Any = None
    """See `preview.py`."""

    def as_class(self, cls: type, **more: Any) -> Any:
        """A pipeline of another class that shares all components; nothing is loaded again.

        Args:
            more: components that the other class has besides, e.g. `controlnet`. Such a pipeline is not kept.
        """
        if not more and cls is type(self.pipe):
            return self.pipe
        if not more and cls in self.variants:
            return self.variants[cls]
        takes = inspect.signature(cls.__init__).parameters
        parts = {**self.pipe.components, **more}
        settings = {name: value for name, value in self.pipe.config.items() if not isinstance(value, (tuple, list))}
        given = {name: value for name, value in {**settings, **parts}.items() if name in takes}
        lacking = [
            name
            for name, parameter in takes.items()
            if name not in given and name not in ("self", "args", "kwargs") and parameter.default is parameter.empty
        ]
        if lacking:
            raise BadInput(f"{self.model.id} cannot do this: it has no {', '.join(lacking)}", hint="take another model")
        pipe = _quiet(cls(**given))
        if self.plan.offload in ("model", "sequential"):
            place(pipe, self.plan, moved=self.pipe)
        if not more:
            self.variants[cls] = pipe
        return pipe


def load(model: Model, plan: Plan, settings: Settings) -> Loaded:
    """Load a checkpoint.

    Raises:
        Missing: a file of it is not there. BadInput: it is damaged or another architecture than it says.
    """
    began = time.perf_counter()
    files.check_files(model)
    hush()
    with explained(model):
        pipe = _read(model, plan, settings)
    _quiet(pipe)
    from castalia.engines.diffusion.preview import previewer

    previews = previewer(pipe, model.family, settings)
    shrink(pipe, plan)
    place(pipe, plan)
    _tune(pipe, plan)
    if plan.runtime == "openvino":
        pipe, plan = _compiled(pipe, model, plan, settings)
    size = weight_bytes(pipe)
    return Loaded(model, plan, pipe, pipe.scheduler, time.perf_counter() - began, size, previewer=previews)


def _read(model: Model, plan: Plan, settings: Settings) -> Any:
    if model.path.is_file():
        return _from_file(model, plan, settings)
    if files.is_modular(model.path):
        from castalia.engines.diffusion import modular

        return modular.read(model, plan)
    return _from_folder(model, plan)


def _compiled(pipe: Any, model: Model, plan: Plan, settings: Settings) -> tuple[Any, Plan]:
    """The pipeline with its UNet on OpenVINO; as it was, with a note, where that cannot be."""
    from dataclasses import replace

    from castalia.engines.diffusion import openvino

    reason = openvino.unsuited(pipe, plan.width, plan.height)
    if reason:
        return pipe, replace(plan, runtime="torch", precision="fp32", notes=(*plan.notes, f"not on OpenVINO: {reason}"))
    cache = Path(settings.home) / "cache" / "openvino"
    openvino.accelerate(pipe, model.sha256 or str(model.path), cache, plan.precision)
    return pipe, plan


def dtype_of(precision: str) -> Any:
    import torch

    return {"fp32": torch.float32, "fp16": torch.float16, "bf16": torch.bfloat16}[precision]


def weight_bytes(pipe: Any) -> int:
    """Bytes of all weights and buffers, each counted once."""
    import torch

    seen = {}
    for part in pipe.components.values():
        if isinstance(part, torch.nn.Module):
            for tensor in (*part.parameters(), *part.buffers()):
                seen[id(tensor)] = tensor.numel() * tensor.element_size()
            seen[id(part)] = getattr(part, "compiled_bytes", 0)
    return sum(seen.values())


def _dtypes(model: Model, plan: Plan) -> dict[str, Any]:
    """The argument that says the number format, one per component where a component needs its own."""
    import torch
    from diffusers.pipelines import pipeline_utils

    dtype: Any = dtype_of("fp32" if plan.runtime == "openvino" else plan.precision)
    if model.family.startswith("wan") and dtype != torch.float32:
        dtype = {"vae": torch.float32, "default": dtype}  # its decoder loses detail in 16 bits
    return {"dtype" if hasattr(pipeline_utils, "_resolve_dtype") else "torch_dtype": dtype}


def _from_folder(model: Model, plan: Plan) -> Any:
    from diffusers import DiffusionPipeline

    parts = files.index(model.path)
    given: dict[str, Any] = {name: None for name in files.UNUSED[:2] if name in parts}
    if "safety_checker" in parts or "requires_safety_checker" in parts:
        given["requires_safety_checker"] = False
    variant = _variant(model, plan)
    return DiffusionPipeline.from_pretrained(
        model.path, use_safetensors=True, local_files_only=True, **_dtypes(model, plan),
        **({"variant": variant} if variant else {}), **given,
    )  # fmt: skip


def _variant(model: Model, plan: Plan) -> str:
    """`fp16` where that is what there is, or what is wanted and saves reading twice as much."""
    for name in ("unet", "transformer"):
        folder = model.path / name
        half = list(folder.glob("*.fp16.safetensors"))
        full = [file for file in folder.glob("*.safetensors") if file not in half]
        if half and (not full or plan.precision != "fp32"):
            return "fp16"
    return ""


def _from_file(model: Model, plan: Plan, settings: Settings) -> Any:
    import diffusers

    folder = files.config_folder(model, settings)
    name = str(files.index(folder).get("_class_name", ""))
    cls = getattr(diffusers, name, None)
    if cls is None or not hasattr(cls, "from_single_file"):
        raise BadInput(f"a {model.family} in one file cannot be loaded", hint="use the folder as diffusers saves it")
    given: dict[str, Any] = {}
    if "safety_checker" in inspect.signature(cls.__init__).parameters:
        given = {"safety_checker": None, "requires_safety_checker": False}
    return cls.from_single_file(
        str(model.path), config=str(folder), local_files_only=True, **_dtypes(model, plan), **given
    )


def shrink(pipe: Any, plan: Plan) -> None:
    """Keep the weights of the denoiser in 8 bits, where the plan says so."""
    if plan.weights == "same":
        return
    import torch

    from castalia.engines.diffusion.int8 import to_int8

    for part in (part for name, part in pipe.components.items() if name in DENOISERS):
        if plan.weights == "int8":
            to_int8(part)
        elif hasattr(part, "enable_layerwise_casting"):
            part.enable_layerwise_casting(storage_dtype=torch.float8_e4m3fn, compute_dtype=dtype_of(plan.precision))


def place(pipe: Any, plan: Plan, moved: Any = None) -> None:
    """Put a pipeline where the plan wants it.

    Args:
        moved: the pipeline whose components these are, when it has been placed before.
    """
    if plan.device == "cpu":
        return
    import torch

    if moved is not None:
        moved.remove_all_hooks()
    if not hasattr(pipe, "enable_model_cpu_offload"):
        from castalia.engines.diffusion import modular

        modular.place(pipe, plan)
        return
    if plan.offload == "model":
        pipe.enable_model_cpu_offload(device=plan.device)
    elif plan.offload == "sequential":
        pipe.enable_sequential_cpu_offload(device=plan.device)
    elif plan.offload == "group":
        stream = plan.device.startswith("cuda")
        pipe.enable_group_offload(
            onload_device=torch.device(plan.device), offload_type="leaf_level", use_stream=stream,
            low_cpu_mem_usage=stream,
        )  # fmt: skip
    else:
        pipe.to(plan.device)


def _tune(pipe: Any, plan: Plan) -> None:
    vae = getattr(pipe, "vae", None)
    if plan.vae_slicing and hasattr(vae, "enable_slicing"):
        vae.enable_slicing()
    if plan.vae_tiling and hasattr(vae, "enable_tiling"):
        vae.enable_tiling()
        if plan.vae_tile and hasattr(vae, "tile_latent_min_size"):
            per_latent = vae.tile_sample_min_size // vae.tile_latent_min_size
            vae.tile_sample_min_size, vae.tile_latent_min_size = plan.vae_tile, plan.vae_tile // per_latent
    if plan.attention == "sliced" and hasattr(pipe, "enable_attention_slicing"):
        pipe.enable_attention_slicing()
    if not plan.cfg_batching:
        from castalia.engines.diffusion.branches import one_by_one

        for name in DENOISERS:
            if getattr(pipe, name, None) is not None:
                one_by_one(getattr(pipe, name))


def attention(plan: Plan) -> AbstractContextManager[Any]:
    """A context in which attention is computed as the plan says."""
    if plan.attention != "math":
        return nullcontext()
    from torch.nn.attention import SDPBackend, sdpa_kernel

    return sdpa_kernel([SDPBackend.MATH])


def _quiet(pipe: Any) -> Any:
    if hasattr(pipe, "set_progress_bar_config"):
        pipe.set_progress_bar_config(disable=True)
    return pipe


def hush() -> None:
    """Have the libraries keep their progress bars and advice to themselves, from now on in this process."""
    import warnings

    import diffusers
    import transformers

    warnings.filterwarnings("ignore", "Already found a `peft_config`")  # of a second LoRA
    for library in (diffusers.utils.logging, transformers.utils.logging):
        library.set_verbosity_error()
        library.disable_progress_bar()


@contextmanager
def explained(model: Model) -> Iterator[None]:
    """What the libraries complain of, in our words."""
    try:
        yield
    except CastaliaError:
        raise
    except Exception as error:
        if is_memory(error):
            raise
        last = str(error).strip().splitlines()
        said = (last[0] if last else type(error).__name__).partition(". If you want")[0][:240]
        if isinstance(error, ImportError):
            raise Missing(f"{model.id} needs a library that is not here: {said}", hint="install it") from error
        if isinstance(error, OSError):
            raise Missing(f"{model.id} cannot be read: {said}", hint=f"castalia models verify {model.id}") from error
        raise BadInput(
            f"{model.id} cannot be loaded as {model.family}: {said}",
            hint="it may be damaged, or of another architecture than it says",
        ) from error


def is_memory(error: BaseException) -> bool:
    """Whether an error says that memory ran out, on whatever device."""
    return (
        isinstance(error, MemoryError)
        or type(error).__name__ == "OutOfMemoryError"
        or (isinstance(error, RuntimeError) and "not enough memory" in str(error))
        or (isinstance(error, RuntimeError) and "out of memory" in str(error).lower())
    )
