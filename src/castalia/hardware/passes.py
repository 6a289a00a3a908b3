"""One pass through each kind of network: the inputs that a pipeline gives it, in the shapes of a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch


@dataclass(frozen=True)
class Shape:
    """The size of a run, as one pass sees it."""

    width: int
    height: int
    frames: int = 0
    batch: int = 1
    """Samples in the pass: both branches of guidance count."""
    tokens: int = 77


def latent(shape: Shape, scale: int, time_scale: int = 4) -> tuple[int, int, int]:
    """(frames, height, width) of the latents; frames is 0 for a picture."""
    frames = (shape.frames - 1) // time_scale + 1 if shape.frames else 0
    return frames, shape.height // scale, shape.width // scale


def caller(module: Any, shape: Shape, *, scale: int = 8) -> Callable[[], Any] | None:
    """What calls a network once at this size; None for a class whose inputs are not known here.

    Args:
        scale: pixels per latent, of the VAE.
    """
    make = _CALLERS.get(type(module).__name__)
    return make(module, shape, scale) if make else None


def _empty(module: Any, *size: int) -> torch.Tensor:
    return torch.empty(*size, device="meta", dtype=_dtype(module))


def _dtype(module: Any) -> torch.dtype:
    """What most of its weights are in."""
    found = [p.dtype for p in module.parameters() if p.is_floating_point()]
    common: torch.dtype = max(set(found), key=found.count)
    return common


def _integers(*size: int) -> torch.Tensor:
    return torch.zeros(*size, device="meta", dtype=torch.long)


def _unet(module: Any, shape: Shape, scale: int) -> Callable[[], Any]:
    config, batch = module.config, shape.batch
    frames, height, width = latent(shape, scale, 1)
    size = (frames, height, width) if type(module).__name__ == "UNet3DConditionModel" else (height, width)
    sample = _empty(module, batch, config.in_channels, *size)
    text = _empty(module, batch, shape.tokens, config.get("encoder_hid_dim") or config.cross_attention_dim)
    more: dict[str, Any] = {}
    if config.get("addition_embed_type") == "text_time":
        each = config.addition_time_embed_dim
        ids = 5 if (config.projection_class_embeddings_input_dim - 5 * each) in (768, 1280) else 6
        pooled = _empty(module, batch, config.projection_class_embeddings_input_dim - ids * each)
        more["added_cond_kwargs"] = {"text_embeds": pooled, "time_ids": _empty(module, batch, ids)}
    return lambda: module(sample, _integers(1)[0], text, **more, return_dict=False)


def _sd3(module: Any, shape: Shape, scale: int) -> Callable[[], Any]:
    config, batch = module.config, shape.batch
    _, height, width = latent(shape, scale)
    sample = _empty(module, batch, config.in_channels, height, width)
    text = _empty(module, batch, shape.tokens, config.joint_attention_dim)
    pooled = _empty(module, batch, config.pooled_projection_dim)
    time = _empty(module, batch)
    return lambda: module(sample, text, pooled, time, return_dict=False)


def _flux(module: Any, shape: Shape, scale: int) -> Callable[[], Any]:
    config, batch = module.config, shape.batch
    _, height, width = latent(shape, scale)
    places = (height // 2) * (width // 2)
    sample = _empty(module, batch, places, config.in_channels)
    text = _empty(module, batch, shape.tokens, config.joint_attention_dim)
    pooled = _empty(module, batch, config.pooled_projection_dim)
    more = {"img_ids": _empty(module, places, 3), "txt_ids": _empty(module, shape.tokens, 3)}
    if config.guidance_embeds:
        more["guidance"] = torch.empty(batch, device="meta")
    time = _empty(module, batch)
    return lambda: module(
        hidden_states=sample,
        encoder_hidden_states=text,
        pooled_projections=pooled,
        timestep=time,
        **more,
        return_dict=False,
    )


def _pixart(module: Any, shape: Shape, scale: int) -> Callable[[], Any]:
    config, batch = module.config, shape.batch
    _, height, width = latent(shape, scale)
    sample = _empty(module, batch, config.in_channels, height, width)
    text = _empty(module, batch, shape.tokens, config.caption_channels)
    mask = _integers(batch, shape.tokens)
    extra: dict[str, Any] = {"resolution": None, "aspect_ratio": None}
    if config.get("use_additional_conditions"):
        extra = {"resolution": _empty(module, batch, 2), "aspect_ratio": _empty(module, batch, 1)}
    time = _integers(batch)
    return lambda: module(
        sample,
        encoder_hidden_states=text,
        encoder_attention_mask=mask,
        timestep=time,
        added_cond_kwargs=extra,
        return_dict=False,
    )


def _wan(module: Any, shape: Shape, scale: int) -> Callable[[], Any]:
    config, batch = module.config, shape.batch
    frames, height, width = latent(shape, scale)
    sample = _empty(module, batch, config.in_channels, frames, height, width)
    text = _empty(module, batch, shape.tokens, config.text_dim)
    time = _integers(batch)
    return lambda: module(sample, time, text, return_dict=False)


def _wan_animate_2(module: Any, shape: Shape, scale: int) -> Callable[[], Any]:
    """The pass over the driving video: it fills the cache of keys and values, and is about as long as one that denoises
    (which sees one frame of latents more, and of the cache the same frame only)."""
    from diffusers.models.transformers.transformer_wan_animate_2 import WanAnimate2KVCache

    config = module.config
    frames, height, width = latent(shape, scale)
    video = _empty(module, config.out_dim, frames, height, width)
    more = _empty(module, config.in_dim - config.out_dim, frames, height, width)
    text = _empty(module, shape.tokens, config.text_dim)
    picture = _empty(module, 1, 257, 1280)
    grid = [frames, height // config.patch_size[1], width // config.patch_size[2]]

    def call() -> Any:
        with torch.device("cpu"):  # sizes are read off tensors, and those of the meta device hold none
            cache = WanAnimate2KVCache(config.num_layers)
            result = module(
                [video], timestep=_integers(1), encoder_hidden_states=[text], condition_latents=[more],
                encoder_hidden_states_image=picture, kv_cache=cache, kv_cache_mode="extract",
                seq_len=grid[0] * grid[1] * grid[2], offset_grid_sizes=torch.tensor([grid]), return_dict=False,
            )  # fmt: skip
        return result, cache

    return call


def _vae(module: Any, shape: Shape, scale: int) -> Callable[[], Any]:
    _, height, width = latent(shape, scale)
    sample = _empty(module, shape.batch * max(shape.frames, 1), module.config.latent_channels, height, width)
    return lambda: module.decode(sample, return_dict=False)


def _vae_wan(module: Any, shape: Shape, scale: int) -> Callable[[], Any]:
    frames, height, width = latent(shape, scale)
    sample = _empty(module, shape.batch, module.config.z_dim, frames, height, width)
    return lambda: module.decode(sample, return_dict=False)


def _text(module: Any, shape: Shape, scale: int) -> Callable[[], Any]:
    longest = getattr(module.config, "max_position_embeddings", None)
    words = _integers(shape.batch, min(shape.tokens, longest) if longest else shape.tokens)
    if "CLIP" in type(module).__name__:
        return lambda: module(words, output_hidden_states=True)
    return lambda: module(words)


_CALLERS: dict[str, Callable[[Any, Shape, int], Callable[[], Any]]] = {
    "UNet2DConditionModel": _unet,
    "UNet3DConditionModel": _unet,
    "SD3Transformer2DModel": _sd3,
    "FluxTransformer2DModel": _flux,
    "PixArtTransformer2DModel": _pixart,
    "WanTransformer3DModel": _wan,
    "WanAnimate2Transformer3DModel": _wan_animate_2,
    "AutoencoderKL": _vae,
    "AutoencoderKLWan": _vae_wan,
    "CLIPTextModel": _text,
    "CLIPTextModelWithProjection": _text,
    "T5EncoderModel": _text,
    "UMT5EncoderModel": _text,
}
