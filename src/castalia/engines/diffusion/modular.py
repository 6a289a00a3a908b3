"""Pipelines of diffusers that are made of blocks (Wan-Animate-2): loaded, placed and called as the others are."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from castalia.engines.diffusion import files
from castalia.errors import BadInput, Missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from castalia.engines.diffusion.load import Loaded
    from castalia.engines.diffusion.run import Watch
    from castalia.hardware.plan import Plan
    from castalia.models.model import Model

CLASSES = ("WanAnimate2ModularPipeline", "WanAnimate2DistilledModularPipeline")
"""The pipelines that are run; no other class, and no code of a checkpoint's own, is loaded."""
LIBRARIES = ("diffusers", "transformers")
LARGEST_MATRIX = 1 << 30
"""Bytes of a matrix of attention that is computed without compiling; a larger one is left to fused kernels."""
BLOCK = 128
"""Tokens are filled up to multiples of it."""


def read(model: Model, plan: Plan) -> Any:
    """The pipeline in a folder with all its components. Nothing is looked for anywhere else, whatever its list says."""
    import diffusers
    import torch

    from castalia.engines.diffusion.load import dtype_of

    index = files.index(model.path)
    name = str(index.get("_class_name", ""))
    cls = getattr(diffusers, name, None) if name in CLASSES else None
    if cls is None:
        raise BadInput(f"{model.id} is a {name}, which this version of diffusers cannot load", hint="update diffusers")
    foreign = {library for library, _ in files.components(model.path).values()} - set(LIBRARIES)
    if foreign:
        raise BadInput(f"{model.id} wants code of {', '.join(sorted(foreign))}", hint="use the original checkpoint")
    pipe = cls(pretrained_model_name_or_path=str(model.path), local_files_only=True)
    _hush()
    dtype = dtype_of(plan.precision)
    for name in pipe.null_component_names:
        spec = pipe.get_component_spec(name)
        place = {"pretrained_model_name_or_path": str(model.path), "subfolder": name, "revision": None, "variant": None}
        more: dict[str, Any] = {"local_files_only": True}
        if spec.type_hint is not None and issubclass(spec.type_hint, torch.nn.Module):
            # The decoder of Wan loses detail in 16 bits.
            more |= {"dtype": torch.float32 if name == "vae" else dtype, "use_safetensors": True}
        try:
            pipe.update_components(**{name: spec.load(**place, **more)})
        except ValueError as error:  # blocks wrap whatever went wrong
            raise error.__context__ or error from None
    for part in pipe.components.values():
        if isinstance(part, torch.nn.Module):
            part.eval().requires_grad_(False)
    # Compiled when first called, and not at all where `attending` has it computed at once.
    pipe.transformer.compile_repeated_blocks(fullgraph=False)
    return pipe


def _hush() -> None:
    """Keep the progress bars and tracebacks of blocks to themselves, from now on in this process: errors are raised as
    well, and are told in our words."""
    import warnings
    from functools import partial

    from diffusers.modular_pipelines.wan_animate_2 import denoise
    from tqdm import tqdm

    denoise.tqdm = partial(tqdm, disable=True)
    logging.getLogger("diffusers.modular_pipelines").setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", "flex_attention called without torch.compile")
    warnings.filterwarnings("ignore", "Torchinductor does not support code generation for complex")


def place(pipe: Any, plan: Plan) -> None:
    """Put the components where the plan wants them, as `load.place` does; blocks have no methods for it."""
    import torch

    device = torch.device(plan.device)
    if plan.offload == "none":
        pipe.to(device)
    elif plan.offload == "model":
        from accelerate import cpu_offload_with_hook

        before = None
        for name in ("text_encoder", "image_encoder", "vae", "transformer"):
            _, before = cpu_offload_with_hook(getattr(pipe, name), device, prev_module_hook=before)
    else:
        from diffusers.hooks import apply_group_offloading

        ahead = plan.offload == "group" and device.type == "cuda"
        how = {"onload_device": device, "use_stream": ahead, "low_cpu_mem_usage": ahead}
        for name in ("text_encoder", "image_encoder"):
            apply_group_offloading(getattr(pipe, name), offload_type="leaf_level", **how)
        # By blocks: the transformer asks its first layer where it is, so that this one must be there from the start.
        apply_group_offloading(pipe.transformer, offload_type="block_level", num_blocks_per_group=1, **how)
        pipe.vae.to(device)


@contextmanager
def attending(held: Loaded, width: int, height: int, frames: int) -> Iterator[None]:
    """A context in which attention is computed at once where it is small, and by compiled kernels where it is not.

    Raises:
        Missing: what compiles them is not here.
    """
    import torch

    if held.plan.device == "cpu" and matrix(held.pipe, width, height, frames) <= LARGEST_MATRIX:
        with torch.compiler.set_stance("force_eager"):
            yield
        return
    _check_compiler(held.plan.device)
    yield


def matrix(pipe: Any, width: int, height: int, frames: int) -> int:
    """Bytes of the matrix of attention of a part of a video, when it is written out."""
    tokens, seen = width * height // 256, frames // 4 + 1
    rows, more = (-(-(n * tokens) // BLOCK) * BLOCK for n in (seen + 1, seen))
    return int(rows * (rows + more) * pipe.transformer.config.num_heads * 4)


def _check_compiler(device: str) -> None:
    import shutil
    from importlib.util import find_spec

    if device.startswith("cuda") and find_spec("triton") is None:
        raise Missing(
            "the attention of this model is compiled with triton, which is not here", hint="pip install triton"
        )
    if device == "cpu" and not any(map(shutil.which, ("c++", "g++", "clang++", "cl"))):
        raise Missing(
            "the attention of this model is compiled on a processor, and there is no C++ compiler",
            hint="install one (e.g. `apt install g++`), or ask for a smaller width and fewer frames",
        )


def call(
    held: Loaded, arguments: dict[str, Any], watch: Watch, output: str, *, message: str, size: tuple[int, int]
) -> Any:
    """Run the blocks; what they do not know of the arguments is left out.

    Args:
        message: what is said of each step. size: width and height of the frames, for previews.

    Returns:
        What they have made under the name `output`.
    """
    import torch

    pipe = held.pipe
    takes = {param.name for param in pipe.blocks.inputs}
    given = {name: value for name, value in arguments.items() if name in takes}
    with _watched(held, watch, message, size), torch.inference_mode():
        return pipe(**given, output=output)


@contextmanager
def _watched(held: Loaded, watch: Watch, message: str, size: tuple[int, int]) -> Iterator[None]:
    """Tells of every step; blocks have no callback, so the scheduler is watched."""
    from castalia.engines.diffusion.run import shown

    scheduler = held.pipe.scheduler
    plain = scheduler.step

    def step(*args: Any, **kwargs: Any) -> Any:
        result = plain(*args, **kwargs)
        # The first frame of latents is the picture that is animated.
        watch.step(message, shown(held.previewer, result[0][:, :, 1:], size))
        return result

    scheduler.step = step
    try:
        yield
    finally:
        del scheduler.step
