"""Tells the architecture of a single file from the names and shapes of its tensors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from castalia.models.headers import Header, Tensor
from castalia.models.model import ModelKind

Tensors = Mapping[str, Tensor]

INPUTS = {9: "-inpaint", 8: "-edit"}
"""Input channels of a U-Net -> what its family is called then: 4 latents, 4 of the picture and a mask, 4 and 4."""
WIDTHS = {768: "sd15", 1024: "sd21", 2048: "sdxl", 1280: "sdxl-refiner"}
"""Width of the text features that cross attention takes -> family."""
_UNET = "model.diffusion_model."
_LORA = re.compile(r"(lora_(down|up|A|B|a|b)\b|\.lora\.(down|up)\.|_lora\.(down|up)\.|lora_magnitude|\.hada_w|\.lokr_)")
_TRANSFORMERS = (
    (("single_stream_modulation.lin.weight",), "flux2"),
    (("distilled_guidance_layer.in_proj.bias",), "chroma"),
    (("double_blocks.0.img_attn.norm.key_norm.scale",), "flux"),
    (("joint_blocks.0.context_block.adaLN_modulation.1.bias",), "sd3"),
    (("txt_in.text_norm.weight",), "qwen-image-21"),
    (("txt_norm.weight", "img_in.weight", "transformer_blocks.0.img_mlp.net.0.proj.weight"), "qwen-image"),
    (("layers.0.adaLN_modulation.0.weight", "cap_embedder.0.weight"), "z-image"),
    (("cap_embedder.0.weight", "layers.0.attention.qkv.weight"), "lumina2"),
    (("blocks.0.cross_attn.q_linear.weight", "blocks.0.mlp.inverted_conv.conv.weight"), "sana"),
    (("blocks.0.cross_attn.q_linear.weight", "blocks.0.mlp.fc1.weight"), "pixart-sigma"),
    (("head.modulation", "patch_embedding.weight"), "wan"),
    (("patchify_proj.weight",), "ltx"),
)
"""Tensors that a family of transformers has, all of them, -> family."""


def recognise_keys(header: Header) -> tuple[ModelKind, str] | None:
    """Kind and family of a file from its header; None when nothing fits."""
    tensors = header.tensors
    if any(_LORA.search(name) for name in tensors):
        family = lora_family(tensors)
        return ("lora", family) if family else None
    return (
        _adapter(tensors)
        or _whole(tensors)
        or _transformer(tensors)
        or _part(tensors)
        or _upscaler(tensors)
        or _embedding(tensors)
    )


def _whole(tensors: Tensors) -> tuple[ModelKind, str] | None:
    """A checkpoint of the layout of the first releases: `model.diffusion_model.input_blocks...`."""
    entry = tensors.get(_UNET + "input_blocks.0.0.weight")
    if entry is None or len(entry.shape) != 4:
        return None
    if _begins(tensors, "conditioner.embedders.1."):
        family = "sdxl"
    elif _begins(tensors, "conditioner.embedders.0.model."):
        family = "sdxl-refiner"
    elif _begins(tensors, "cond_stage_model.model."):
        family = "sd21"
    elif _begins(tensors, "cond_stage_model."):
        family = "sd15"
    else:
        wide = _UNET + "label_emb.0.0.weight" in tensors
        family = _width(tensors, r"attn2\.to_k\.weight$") or ("sdxl" if wide else "sd15")
    if entry.shape[1] == 7 and family == "sd21":
        return "upscaler", "sd-x4-upscaler"
    return "image", family + INPUTS.get(entry.shape[1], "")


def _transformer(tensors: Tensors) -> tuple[ModelKind, str] | None:
    for prefix in (_UNET, "", "transformer.", "diffusion_model."):
        for names, family in _TRANSFORMERS:
            if all(prefix + name in tensors for name in names):
                kind: ModelKind = "video" if family in ("wan", "ltx") else "image"
                return kind, _flux_variant(tensors, prefix) if family == "flux" else family
    return None


def _flux_variant(tensors: Tensors, prefix: str) -> str:
    """Fill and Control take the picture beside the latents, so that their first layer is wider."""
    entry = tensors.get(prefix + "img_in.weight")
    wide = entry.shape[1] if entry is not None and len(entry.shape) == 2 else 64
    return {384: "flux-fill", 128: "flux-control"}.get(wide, "flux")


def _adapter(tensors: Tensors) -> tuple[ModelKind, str] | None:
    """ControlNets, IP-Adapters and motion modules."""
    names = tensors.keys()
    if any(".motion_modules." in name for name in names):
        return "video", "animatediff"
    if any(name.startswith("ip_adapter.") for name in names) and any(name.startswith("image_proj.") for name in names):
        return "reference", _width(tensors, r"to_k_ip\.weight$") or "sd15"
    if any(name.startswith("controlnet_x_embedder") for name in names) and "context_embedder.weight" in names:
        return "control", "flux"
    if any(name.startswith(("control_model.", "controlnet_cond_embedding.")) for name in names):
        wide = "add_embedding.linear_1.weight" in names or "control_model.label_emb.0.0.weight" in names
        narrow = _width(tensors, r"attn2\.to_k\.weight$")
        return "control", "sdxl" if wide else narrow or "sd15"
    return None


def _part(tensors: Tensors) -> tuple[ModelKind, str] | None:
    """A VAE, a tiny VAE or a text encoder by itself."""
    for prefix in ("", "first_stage_model.", "vae."):
        last = tensors.get(prefix + "decoder.conv_in.weight")
        if last is not None and prefix + "encoder.conv_in.weight" in tensors and len(last.shape) == 4:
            return "vae", "sd15" if last.shape[1] == 4 else "flux"
    if {"decoder.layers.0.weight", "encoder.layers.0.weight"} <= tensors.keys():
        return "preview", "sd15"
    if "text_model.embeddings.token_embedding.weight" in tensors:
        vision = "vision_model.embeddings.class_embedding" in tensors
        return ("image-text", "clip") if vision else ("text-encoder", "clip")
    if "encoder.block.0.layer.0.SelfAttention.q.weight" in tensors:
        return "text-encoder", "t5"
    return None


def _upscaler(tensors: Tensors) -> tuple[ModelKind, str] | None:
    """Enlargers as spandrel loads them; those with a layout of their own are told apart."""
    names = {re.sub(r"^(params_ema|params|module|model_g)\.", "", name) for name in tensors}
    if any(re.search(r"(^|\.)(rdb|RDB)1\.conv1\.(0\.)?weight$", name) for name in names):
        return "upscaler", "esrgan"
    if "layers.0.residual_group.blocks.0.attn.relative_position_bias_table" in names:
        return "upscaler", "swinir"
    if any(name.startswith("layers.0.blocks.0.attn.attns.0.") for name in names):
        return "upscaler", "dat"
    body = {name for name in names if re.fullmatch(r"body\.\d+\.(weight|bias)", name)}
    if len(body) > 8 and len(body) == len(names):
        return "upscaler", "compact"
    return None


def _embedding(tensors: Tensors) -> tuple[ModelKind, str] | None:
    """Textual inversion: one or a few vectors as wide as the text encoder's."""
    if {"clip_l", "clip_g"} <= tensors.keys():
        return "embedding", "sdxl"
    if len(tensors) > 2:
        return None
    name, tensor = max(tensors.items(), key=lambda item: item[1].parameters, default=("", None))
    if tensor is None or len(tensor.shape) > 2 or tensor.parameters > 128 * 4096:
        return None
    known = name in ("emb_params", "*") or name.startswith(("<", "string_to_param"))
    width = tensor.shape[-1] if tensor.shape else 0
    family = {768: "sd15", 1024: "sd21", 1280: "sdxl"}.get(width)
    return ("embedding", family or "sd15") if known or family else None


def lora_family(tensors: Iterable[str] | Tensors) -> str | None:
    """Family of the model that a LoRA changes; kohya, diffusers and peft name the same layers differently."""
    shapes = tensors if isinstance(tensors, Mapping) else {}
    names = [re.sub(r"^(base_model\.model\.|lycoris_)", "", name).replace(".", "_") for name in tensors]
    joined = "\n".join(names)

    def has(*parts: str) -> bool:
        return any(part in joined for part in parts)

    if has("double_stream_modulation", "single_stream_modulation"):
        return "flux2"
    if has("single_transformer_blocks_", "double_blocks_", "single_blocks_"):
        wide = has("ff_context_linear_in", "to_qkv_mlp_proj")
        return "flux2" if wide else "flux"
    if has("img_mlp", "txt_mlp") and has("transformer_blocks_"):
        return "qwen-image"
    if has("joint_blocks_", "attn_add_q_proj", "attn2_to_add"):
        return "sd3"
    if has("layers_0_adaLN", "layers_0_attention_to_q", "layers_0_feed_forward"):
        return "z-image"
    if has("blocks_0_cross_attn", "blocks_0_self_attn", "blocks_1_cross_attn", "blocks_0_ffn"):
        return "wan"
    if has("motion_modules_"):
        return "animatediff"
    if has("lora_te2_", "text_encoder_2_"):
        return "sdxl"
    if any(re.match(r"(lora_)?(unet|te|text_encoder|down_blocks|up_blocks|mid_block)(_|$)", name) for name in names):
        width = _width(shapes, r"attn2([._]processor)?[._]to_k[._].*(down|lora_A).*weight$")
        # SDXL has no attention at full size, and only SDXL repeats its transformer blocks.
        deep = has("transformer_blocks_1_") or not has("down_blocks_0_attentions", "input_blocks_1_1", "text")
        return width or ("sdxl" if deep and not has("lora_te_") else "sd15")
    if has("transformer_blocks_") and has("attn2_to_k", "attn2_to_q"):
        return "ltx" if has("scale_shift_table", "transformer_blocks_27_") else "pixart-sigma"
    return None


def _begins(tensors: Tensors, prefix: str) -> bool:
    return any(name.startswith(prefix) for name in tensors)


def _width(tensors: Tensors, pattern: str) -> str | None:
    """Family by the width that cross attention takes; None when it is none of the known ones."""
    for name, tensor in tensors.items():
        if len(tensor.shape) >= 2 and re.search(pattern, name):
            return WIDTHS.get(tensor.shape[1])
    return None
