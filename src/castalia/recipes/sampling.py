"""What the recipes of all diffusion models have in common: the model, its sampler, its adapters, its precision."""

from __future__ import annotations

from typing import Literal

from castalia.recipes.base import Recipe, field

SCHEDULERS = (
    "euler", "euler_a", "dpm++_2m", "dpm++_2m_sde", "dpm++_sde", "dpm++_3m_sde", "unipc", "ddim", "ddpm", "pndm", "lms",
    "heun", "dpm2", "dpm2_a", "deis", "lcm", "tcd", "flow_euler", "flow_heun", "flow_unipc", "flow_dpm++",
)  # fmt: skip
"""Names of samplers as creators know them; the name of any scheduler class of diffusers does as well."""


class Sampled(Recipe):
    """Fields of a recipe that a diffusion model may carry out. Engines without models leave them alone."""

    model: str | None = field(
        None,
        title="Model",
        help="The model to use: an id of `castalia models list`, a repository, a folder or a file; empty takes the "
        "default of the engine.",
        group="model",
        cost="load",
        examples=("sdxl", "sd15", "flux-schnell", "wan2.1-t2v-1.3b"),
    )
    steps: int | None = field(
        None,
        title="Steps",
        help="Denoising steps; empty takes what the model is made for.",
        ge=1,
        le=1000,
        group="model",
    )
    guidance_scale: float | None = field(
        None, title="Guidance", group="model", ge=0, le=100,
        help="How strictly the prompt is followed; empty takes what the model is made for, 1 and less is without.",
    )  # fmt: skip
    scheduler: str = field(
        "auto", title="Scheduler", group="model", advanced=True, cost="prepare", examples=SCHEDULERS,
        help="The sampler, by its usual name or the class name in diffusers; auto takes the model's own.",
    )  # fmt: skip
    sigmas: Literal["auto", "karras", "exponential", "beta"] = field(
        "auto", title="Sigmas", group="model", advanced=True, cost="prepare",
        help="How the noise levels are spaced; auto leaves it to the scheduler.",
    )  # fmt: skip
    eta: float = field(
        0.0, title="Eta", help="Fresh noise per step; only DDIM and its kin use it.", ge=0, le=1, group="model",
        advanced=True,
    )  # fmt: skip
    clip_skip: int = field(
        0, title="Clip skip", help="Layers left out at the end of the CLIP text encoder.", ge=0, le=11, group="model",
        advanced=True, cost="prepare",
    )  # fmt: skip
    lora: tuple[str, ...] = field(
        (), title="LoRA", group="model", advanced=True, cost="prepare",
        help="Adapters with their weight, as name:0.8; the weight is 1 when left out.",
    )  # fmt: skip
    embedding: tuple[str, ...] = field(
        (), title="Embedding", group="model", advanced=True, cost="prepare",
        help="Textual inversions; the prompt uses them by name.",
    )  # fmt: skip
    template: str = field(
        "", title="Template", group="model", advanced=True, cost="prepare",
        help="The prompt before its choices ({a|b}, __color__) were made; filled in by itself.",
    )  # fmt: skip
    precision: Literal["auto", "fp32", "fp16", "bf16", "fp8", "int8"] = field(
        "auto", title="Precision", group="machine", advanced=True, cost="load",
        help="Number format of the weights; auto takes what the machine does well.",
    )  # fmt: skip
    offload: Literal["auto", "none", "model", "group", "sequential"] = field(
        "auto", title="Offload", group="machine", advanced=True, cost="load",
        help="What waits in main memory while it is not needed on the GPU; auto takes as little as must be.",
    )  # fmt: skip
