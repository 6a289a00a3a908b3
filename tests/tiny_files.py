"""Tiny checkpoints that are one file: the layouts of the first releases, adapters in their three key styles."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

RANK = 4
WORD = "<tiny>"
RESNET = {
    "norm1": "in_layers.0", "conv1": "in_layers.2", "time_emb_proj": "emb_layers.1", "norm2": "out_layers.0",
    "conv2": "out_layers.3", "conv_shortcut": "skip_connection",
}  # fmt: skip
UNET = {
    "time_embedding.linear_1": "time_embed.0", "time_embedding.linear_2": "time_embed.2",
    "add_embedding.linear_1": "label_emb.0.0", "add_embedding.linear_2": "label_emb.0.2",
    "conv_in": "input_blocks.0.0", "conv_norm_out": "out.0", "conv_out": "out.2",
}  # fmt: skip
OPEN_CLIP = {"layer_norm1": "ln_1", "layer_norm2": "ln_2", "fc1": "c_fc", "fc2": "c_proj", "out_proj": "out_proj"}
VAE_ATTENTION = {"group_norm": "norm", "to_q": "q", "to_k": "k", "to_v": "v", "to_out.0": "proj_out"}


def sd15_file(path: Path, made: Any) -> Path:
    """Stable Diffusion 1 as one file: model.diffusion_model, first_stage_model, cond_stage_model."""
    from diffusers import StableDiffusionPipeline

    pipe = StableDiffusionPipeline.from_pretrained(made("sd15"))
    text = {f"cond_stage_model.transformer.{k}": v for k, v in _clip(pipe.text_encoder).items()}
    return _write(path, unet_keys(pipe.unet) | vae_keys(pipe.vae) | text)


def sdxl_file(path: Path, made: Any) -> Path:
    """SDXL as one file: both encoders below conditioner.embedders, the second in the layout of OpenCLIP."""
    from diffusers import StableDiffusionXLPipeline

    pipe = StableDiffusionXLPipeline.from_pretrained(made("sdxl"))
    text = {f"conditioner.embedders.0.transformer.{k}": v for k, v in _clip(pipe.text_encoder).items()}
    return _write(path, unet_keys(pipe.unet) | vae_keys(pipe.vae) | text | open_clip_keys(pipe.text_encoder_2))


def unet_keys(net: Any) -> dict[str, Any]:
    per_block = net.config.layers_per_block + 1
    attentions = [hasattr(block, "attentions") for block in net.up_blocks]
    return {
        "model.diffusion_model." + _unet_key(key, per_block, attentions): value
        for key, value in net.state_dict().items()
    }


def _unet_key(key: str, per_block: int, attentions: list[bool]) -> str:
    stem, _, kind = key.rpartition(".")
    if stem in UNET:
        return f"{UNET[stem]}.{kind}"
    if found := re.match(r"(down|up)_blocks\.(\d+)\.(resnets|attentions)\.(\d+)\.(.*)", key):
        way, block, part, layer, rest = found.groups()
        index = int(block) * per_block + int(layer) + (1 if way == "down" else 0)
        side = "input_blocks" if way == "down" else "output_blocks"
        place = 0 if part == "resnets" else 1
        return f"{side}.{index}.{place}.{_resnet(rest) if part == 'resnets' else rest}"
    if found := re.match(r"down_blocks\.(\d+)\.downsamplers\.0\.conv\.(.*)", key):
        return f"input_blocks.{(int(found[1]) + 1) * per_block}.0.op.{found[2]}"
    if found := re.match(r"up_blocks\.(\d+)\.upsamplers\.0\.conv\.(.*)", key):
        block = int(found[1])
        return f"output_blocks.{(block + 1) * per_block - 1}.{2 if attentions[block] else 1}.conv.{found[2]}"
    if found := re.match(r"mid_block\.resnets\.(\d)\.(.*)", key):
        return f"middle_block.{2 * int(found[1])}.{_resnet(found[2])}"
    if found := re.match(r"mid_block\.attentions\.0\.(.*)", key):
        return f"middle_block.1.{found[1]}"
    raise KeyError(key)


def _resnet(rest: str) -> str:
    part, _, kind = rest.partition(".")
    return f"{RESNET[part]}.{kind}"


def vae_keys(net: Any) -> dict[str, Any]:
    blocks = len(net.config.block_out_channels)
    found = {}
    for key, value in net.state_dict().items():
        name = _vae_key(key, blocks)
        matrix = re.search(r"attn_1\.(q|k|v|proj_out)\.weight", name)
        found["first_stage_model." + name] = value[:, :, None, None].contiguous() if matrix else value
    return found


def _vae_key(key: str, blocks: int) -> str:
    key = key.replace("conv_norm_out", "norm_out").replace("conv_shortcut", "nin_shortcut")
    key = re.sub(r"mid_block\.resnets\.(\d)", lambda m: f"mid.block_{int(m[1]) + 1}", key)
    if "mid_block.attentions.0" in key:
        key = key.replace("mid_block.attentions.0", "mid.attn_1")
        for ours, theirs in VAE_ATTENTION.items():
            key = key.replace(f"attn_1.{ours}.", f"attn_1.{theirs}.")
    key = re.sub(r"down_blocks\.(\d)\.resnets\.(\d)", r"down.\1.block.\2", key)
    key = re.sub(r"down_blocks\.(\d)\.downsamplers\.0", r"down.\1.downsample", key)
    key = re.sub(r"up_blocks\.(\d)\.resnets\.(\d)", lambda m: f"up.{blocks - 1 - int(m[1])}.block.{m[2]}", key)
    return re.sub(r"up_blocks\.(\d)\.upsamplers\.0", lambda m: f"up.{blocks - 1 - int(m[1])}.upsample", key)


def _clip(encoder: Any) -> dict[str, Any]:
    """CLIP's text encoder with the prefix that its files have had from the beginning."""
    return {
        key if key.startswith("text_") else f"text_model.{key}": value
        for key, value in encoder.state_dict().items()
        if "position_ids" not in key
    }


def open_clip_keys(encoder: Any) -> dict[str, Any]:
    import torch

    state = {key.removeprefix("text_model."): value for key, value in _clip(encoder).items()}
    found = {
        "positional_embedding": state["embeddings.position_embedding.weight"],
        "token_embedding.weight": state["embeddings.token_embedding.weight"],
        "ln_final.weight": state["final_layer_norm.weight"],
        "ln_final.bias": state["final_layer_norm.bias"],
        "text_projection": state["text_projection.weight"].T.contiguous(),
    }
    for layer in range(encoder.config.num_hidden_layers):
        old, new = f"encoder.layers.{layer}.", f"transformer.resblocks.{layer}."
        for kind in ("weight", "bias"):
            parts = [state[f"{old}self_attn.{p}_proj.{kind}"] for p in "qkv"]
            found[f"{new}attn.in_proj_{kind}"] = torch.cat(parts)
            found[f"{new}attn.out_proj.{kind}"] = state[f"{old}self_attn.out_proj.{kind}"]
            for ours, theirs in (("layer_norm1", "ln_1"), ("layer_norm2", "ln_2")):
                found[f"{new}{theirs}.{kind}"] = state[f"{old}{ours}.{kind}"]
            for ours, theirs in (("fc1", "c_fc"), ("fc2", "c_proj")):
                found[f"{new}mlp.{theirs}.{kind}"] = state[f"{old}mlp.{ours}.{kind}"]
    return {f"conditioner.embedders.1.model.{key}": value for key, value in found.items()}


def lora_kohya(path: Path, made: Any) -> Path:
    import torch

    weights = {}
    for module, (down, up) in _change(made("sd15")).items():
        part, _, rest = module.partition(".")
        stem = {"unet": "lora_unet_", "text_encoder": "lora_te_"}[part] + rest.replace(".", "_")
        weights |= {f"{stem}.lora_down.weight": down, f"{stem}.lora_up.weight": up}
        weights[f"{stem}.alpha"] = torch.tensor(float(RANK))
    return _write(path.with_suffix(".safetensors"), weights)


def lora_diffusers(path: Path, made: Any) -> Path:
    weights = {}
    for module, (down, up) in _change(made("sd15")).items():
        stem, _, leaf = module.removesuffix(".0").rpartition(".")
        if module.startswith("unet."):
            weights |= {f"{stem}.processor.{leaf}_lora.{n}.weight": v for n, v in (("down", down), ("up", up))}
        else:
            leaf = leaf.replace("_proj", "")
            weights |= {f"{stem}.to_{leaf}_lora.{n}.weight": v for n, v in (("down", down), ("up", up))}
    return _write(path.with_suffix(".safetensors"), weights)


def lora_peft(path: Path, made: Any) -> Path:
    weights = {}
    for module, (down, up) in _change(made("sd15")).items():
        weights |= {f"{module}.lora_A.weight": down, f"{module}.lora_B.weight": up}
    return _write(path.with_suffix(".safetensors"), weights)


def lora_sdxl(path: Path, made: Any) -> Path:
    """An adapter of SDXL's UNet only; it fits no other family."""
    import torch
    from diffusers import UNet2DConditionModel

    net = UNet2DConditionModel.from_pretrained(made("sdxl"), subfolder="unet")
    weights = {}
    for name, module in net.named_modules():
        if name.endswith(("attn2.to_q", "attn2.to_k")):
            weights[f"unet.{name}.lora_A.weight"] = torch.randn(RANK, module.in_features) * 0.3
            weights[f"unet.{name}.lora_B.weight"] = torch.randn(module.out_features, RANK) * 0.3
    return _write(path.with_suffix(".safetensors"), weights)


def embedding_sd15(path: Path, made: Any) -> Path:
    """A textual inversion of two vectors; the word is the file's key."""
    import torch

    return _write(path.with_suffix(".safetensors"), {WORD: torch.randn(2, 32)})


def _change(folder: Path) -> dict[str, tuple[Any, Any]]:
    """Module -> (down, up) of a change of the attention of `sd15`, always the same."""
    import torch
    from diffusers import StableDiffusionPipeline

    pipe = StableDiffusionPipeline.from_pretrained(folder)
    generator = torch.Generator().manual_seed(7)
    found = {}
    for name, module in pipe.unet.named_modules():
        if name.endswith(("attn1.to_q", "attn2.to_v", "attn2.to_out.0")):
            found[f"unet.{name}"] = module
    for name, module in pipe.text_encoder.named_modules():
        if name.endswith(("self_attn.q_proj", "self_attn.v_proj", "self_attn.out_proj")):
            prefix = "" if name.startswith("text_model") else "text_model."
            found[f"text_encoder.{prefix}{name}"] = module
    return {
        name: (
            torch.randn(RANK, module.in_features, generator=generator) * 0.2,
            torch.randn(module.out_features, RANK, generator=generator) * 0.2,
        )
        for name, module in found.items()
    }


def _write(path: Path, weights: dict[str, Any]) -> Path:
    from safetensors.torch import save_file

    path.parent.mkdir(parents=True, exist_ok=True)
    save_file({key: value.contiguous().clone() for key, value in weights.items()}, path, metadata={"format": "pt"})
    return path
