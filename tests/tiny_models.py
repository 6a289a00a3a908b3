"""Tiny checkpoints of the true classes with random weights from a fixed seed, for tests that run real pipelines.

`make(name, folder)` writes one; the fixture `tiny` of conftest.py makes each at most once per session. What there is:

    sd15 sd15-inpaint sdxl sd3 flux pixart t2v wan          folders as `save_pretrained` leaves them
    wan-animate-2 wan-animate-2-distilled                   folders of pipelines that are made of blocks
    sd15.safetensors sdxl.safetensors                       one file in the layout of the first releases (A1111)
    controlnet-sd15                                         folder
    ip-adapter-sd15                                         folder with models/ and an image encoder
    lora-kohya lora-diffusers lora-peft lora-sdxl           one file each; the first three hold the same change
    embedding-sd15                                          one file: the word <tiny>
    blip                                                    folder: captions pictures
"""

from __future__ import annotations

import string
from pathlib import Path
from typing import Any

SEED = 20260101
SPECIAL = ("<|startoftext|>", "<|endoftext|>")


def make(name: str, folder: Path, made: Any) -> Path:
    """Write the checkpoint `name` below `folder`; `made(name)` gives another one that it is built from."""
    import torch

    state = torch.random.get_rng_state()
    torch.manual_seed(SEED + sum(map(ord, name)))
    try:
        return MAKERS[name](folder / name, made)
    finally:
        torch.random.set_rng_state(state)


def clip_tokenizer() -> Any:
    """The true CLIP tokenizer with a vocabulary of bytes: every letter is a token."""
    from transformers import CLIPTokenizer

    letters = _bytes()
    vocab = {token: i for i, token in enumerate([*letters, *(c + "</w>" for c in letters), *SPECIAL])}
    return CLIPTokenizer(vocab=vocab, merges=[], model_max_length=77)


def t5_tokenizer() -> Any:
    """The true T5 tokenizer with a vocabulary of printable ASCII."""
    from transformers import T5TokenizerFast

    pieces = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -2.0)]
    pieces += [(c, -3.0) for c in string.printable if not c.isspace()]
    return T5TokenizerFast(vocab=pieces, extra_ids=0, model_max_length=64)


def _bytes() -> list[str]:
    """The 256 printable characters that stand for bytes in byte-level BPE."""
    kept = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [b for b in range(256) if b not in kept]
    return [chr(b) for b in kept] + [chr(256 + i) for i in range(len(others))]


def clip_text(hidden: int, layers: int, projection: int = 0) -> Any:
    """CLIP's text encoder; with a projection, as SDXL and SD3 take it."""
    from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection

    tokens = clip_tokenizer()
    config = CLIPTextConfig(
        vocab_size=len(tokens), hidden_size=hidden, intermediate_size=2 * hidden, num_hidden_layers=layers,
        num_attention_heads=4, max_position_embeddings=77, projection_dim=projection or hidden,
        bos_token_id=tokens.bos_token_id, eos_token_id=tokens.eos_token_id, pad_token_id=tokens.pad_token_id,
        hidden_act="gelu" if projection else "quick_gelu",
    )  # fmt: skip
    return (CLIPTextModelWithProjection if projection else CLIPTextModel)(config).eval()


def t5_text(cls: str = "T5EncoderModel") -> Any:
    import transformers

    config = {"T5EncoderModel": transformers.T5Config, "UMT5EncoderModel": transformers.UMT5Config}[cls](
        vocab_size=128, d_model=32, d_kv=8, d_ff=64, num_layers=2, num_heads=4, feed_forward_proj="gated-gelu",
        tie_word_embeddings=True,
    )  # fmt: skip
    return getattr(transformers, cls)(config).eval()


def vae(channels: int = 4, **config: Any) -> Any:
    from diffusers import AutoencoderKL

    return AutoencoderKL(
        in_channels=3, out_channels=3, latent_channels=channels, block_out_channels=(8, 16, 16, 16),
        down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4,
        layers_per_block=1, norm_num_groups=4, sample_size=64, **config,
    ).eval()  # fmt: skip


def unet(in_channels: int = 4) -> Any:
    """The UNet of Stable Diffusion 1: 4 levels with 2 layers each, 12 blocks down and 12 up."""
    from diffusers import UNet2DConditionModel

    return UNet2DConditionModel(
        sample_size=8, in_channels=in_channels, out_channels=4, block_out_channels=(16, 32, 32, 32),
        layers_per_block=2, cross_attention_dim=32, attention_head_dim=4, norm_num_groups=4,
        down_block_types=("CrossAttnDownBlock2D",) * 3 + ("DownBlock2D",),
        up_block_types=("UpBlock2D",) + ("CrossAttnUpBlock2D",) * 3,
    ).eval()  # fmt: skip


def pndm() -> Any:
    from diffusers import PNDMScheduler

    return PNDMScheduler(
        beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", num_train_timesteps=1000,
        set_alpha_to_one=False, skip_prk_steps=True, steps_offset=1,
    )  # fmt: skip


def euler() -> Any:
    from diffusers import EulerDiscreteScheduler

    return EulerDiscreteScheduler(
        beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", timestep_spacing="leading", steps_offset=1
    )


def sd15(path: Path, made: Any) -> Path:
    from diffusers import StableDiffusionPipeline

    return _save(path, StableDiffusionPipeline(**_sd15_parts(4), requires_safety_checker=False))


def sd15_inpaint(path: Path, made: Any) -> Path:
    from diffusers import StableDiffusionInpaintPipeline

    return _save(path, StableDiffusionInpaintPipeline(**_sd15_parts(9), requires_safety_checker=False))


def _sd15_parts(in_channels: int) -> dict[str, Any]:
    return {
        "vae": vae(), "text_encoder": clip_text(32, 4), "tokenizer": clip_tokenizer(), "unet": unet(in_channels),
        "scheduler": pndm(), "safety_checker": None, "feature_extractor": None,
    }  # fmt: skip


def sdxl(path: Path, made: Any) -> Path:
    from diffusers import StableDiffusionXLPipeline, UNet2DConditionModel

    net = UNet2DConditionModel(
        sample_size=8, in_channels=4, out_channels=4, block_out_channels=(16, 32, 32), layers_per_block=2,
        cross_attention_dim=72, attention_head_dim=(2, 4, 4), norm_num_groups=4, use_linear_projection=True,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        transformer_layers_per_block=(1, 1, 2), addition_embed_type="text_time", addition_time_embed_dim=8,
        projection_class_embeddings_input_dim=40 + 6 * 8,
    ).eval()  # fmt: skip
    return _save(
        path,
        StableDiffusionXLPipeline(
            vae=vae(scaling_factor=0.13025), unet=net, scheduler=euler(), text_encoder=clip_text(32, 4),
            text_encoder_2=clip_text(40, 11, 40), tokenizer=clip_tokenizer(), tokenizer_2=clip_tokenizer(),
            add_watermarker=False,
        ),
    )  # fmt: skip


def sd3(path: Path, made: Any) -> Path:
    from diffusers import FlowMatchEulerDiscreteScheduler, SD3Transformer2DModel, StableDiffusion3Pipeline

    net = SD3Transformer2DModel(
        sample_size=8, patch_size=2, in_channels=16, num_layers=2, attention_head_dim=16, num_attention_heads=2,
        joint_attention_dim=72, caption_projection_dim=32, pooled_projection_dim=72, out_channels=16,
        pos_embed_max_size=16, dual_attention_layers=(0,), qk_norm="rms_norm",
    ).eval()  # fmt: skip
    return _save(
        path,
        StableDiffusion3Pipeline(
            transformer=net, scheduler=FlowMatchEulerDiscreteScheduler(shift=3.0),
            vae=vae(16, scaling_factor=1.5305, shift_factor=0.0609, use_quant_conv=False, use_post_quant_conv=False),
            text_encoder=clip_text(32, 3, 32), tokenizer=clip_tokenizer(), text_encoder_2=clip_text(40, 3, 40),
            tokenizer_2=clip_tokenizer(), text_encoder_3=_wide_t5(72), tokenizer_3=t5_tokenizer(),
        ),
    )  # fmt: skip


def _wide_t5(width: int) -> Any:
    from transformers import T5Config, T5EncoderModel

    config = T5Config(
        vocab_size=128, d_model=width, d_kv=8, d_ff=64, num_layers=2, num_heads=4, feed_forward_proj="gated-gelu"
    )
    return T5EncoderModel(config).eval()


def flux(path: Path, made: Any) -> Path:
    from diffusers import FlowMatchEulerDiscreteScheduler, FluxPipeline, FluxTransformer2DModel

    net = FluxTransformer2DModel(
        patch_size=1, in_channels=64, num_layers=2, num_single_layers=2, attention_head_dim=16, num_attention_heads=2,
        joint_attention_dim=32, pooled_projection_dim=32, guidance_embeds=False, axes_dims_rope=(4, 6, 6),
    ).eval()  # fmt: skip
    return _save(
        path,
        FluxPipeline(
            transformer=net, scheduler=FlowMatchEulerDiscreteScheduler(shift=1.0), tokenizer=clip_tokenizer(),
            vae=vae(16, scaling_factor=0.3611, shift_factor=0.1159, use_quant_conv=False, use_post_quant_conv=False),
            text_encoder=clip_text(32, 3), text_encoder_2=t5_text(), tokenizer_2=t5_tokenizer(),
        ),
    )  # fmt: skip


def pixart(path: Path, made: Any) -> Path:
    from diffusers import DPMSolverMultistepScheduler, PixArtSigmaPipeline, PixArtTransformer2DModel

    net = PixArtTransformer2DModel(
        sample_size=32, num_layers=2, patch_size=2, attention_head_dim=8, num_attention_heads=4, caption_channels=32,
        in_channels=4, cross_attention_dim=32, out_channels=8, norm_type="ada_norm_single", attention_bias=True,
        norm_elementwise_affine=False, norm_eps=1e-6, use_additional_conditions=False,
    ).eval()  # fmt: skip
    return _save(
        path,
        PixArtSigmaPipeline(
            transformer=net, scheduler=DPMSolverMultistepScheduler(), vae=vae(scaling_factor=0.13025),
            text_encoder=t5_text(), tokenizer=t5_tokenizer(),
        ),
    )  # fmt: skip


def t2v(path: Path, made: Any) -> Path:
    from diffusers import DDIMScheduler, TextToVideoSDPipeline, UNet3DConditionModel

    net = UNet3DConditionModel(
        sample_size=8, block_out_channels=(16, 32), layers_per_block=1, cross_attention_dim=32, attention_head_dim=4,
        norm_num_groups=4, down_block_types=("CrossAttnDownBlock3D", "DownBlock3D"),
        up_block_types=("UpBlock3D", "CrossAttnUpBlock3D"),
    ).eval()  # fmt: skip
    scheduler = DDIMScheduler(
        beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", clip_sample=False, set_alpha_to_one=False,
        steps_offset=1,
    )  # fmt: skip
    return _save(
        path,
        TextToVideoSDPipeline(
            unet=net, vae=vae(), text_encoder=clip_text(32, 4), tokenizer=clip_tokenizer(), scheduler=scheduler
        ),
    )


def wan(path: Path, made: Any) -> Path:
    from diffusers import AutoencoderKLWan, UniPCMultistepScheduler, WanPipeline, WanTransformer3DModel

    net = WanTransformer3DModel(
        patch_size=(1, 2, 2), num_attention_heads=2, attention_head_dim=12, in_channels=16, out_channels=16,
        text_dim=32, freq_dim=64, ffn_dim=32, num_layers=2, cross_attn_norm=True,
        qk_norm="rms_norm_across_heads", rope_max_seq_len=1024,
    ).eval()  # fmt: skip
    scheduler = UniPCMultistepScheduler(
        prediction_type="flow_prediction", use_flow_sigmas=True, num_train_timesteps=1000, flow_shift=3.0
    )
    return _save(
        path,
        WanPipeline(
            transformer=net, scheduler=scheduler, tokenizer=t5_tokenizer(), text_encoder=t5_text("UMT5EncoderModel"),
            vae=AutoencoderKLWan(base_dim=4, z_dim=16, dim_mult=[1, 1, 1, 1], num_res_blocks=1).eval(),
        ),
    )  # fmt: skip


def wan_animate_2(path: Path, made: Any) -> Path:
    """Wan-Animate-2, the base or the distilled one. The width of its image features is the same in all sizes."""
    import diffusers
    from diffusers import AutoencoderKLWan, FlowMatchEulerDiscreteScheduler, WanAnimate2Transformer3DModel
    from transformers import CLIPVisionConfig, CLIPVisionModel

    stem = "WanAnimate2Distilled" if "distilled" in path.name else "WanAnimate2"
    net = WanAnimate2Transformer3DModel(dim=24, ffn_dim=32, freq_dim=64, text_dim=32, num_heads=2, num_layers=2).eval()
    eye = CLIPVisionConfig(
        hidden_size=1280, intermediate_size=16, projection_dim=16, num_hidden_layers=1, num_attention_heads=4,
        image_size=224, patch_size=28,
    )  # fmt: skip
    pipe = getattr(diffusers, f"{stem}ModularPipeline")(blocks=getattr(diffusers, f"{stem}Blocks")())
    pipe.update_components(
        transformer=net, scheduler=FlowMatchEulerDiscreteScheduler(shift=5.0), tokenizer=t5_tokenizer(),
        text_encoder=t5_text("UMT5EncoderModel"), image_encoder=CLIPVisionModel(eye).eval(),
        vae=AutoencoderKLWan(base_dim=4, z_dim=16, dim_mult=[1, 1, 1, 1], num_res_blocks=1).eval(),
    )  # fmt: skip
    pipe.save_pretrained(str(path), overwrite_modular_index=True)
    return path


def controlnet(path: Path, made: Any) -> Path:
    """A ControlNet of `sd15` whose zero convolutions are not zero, so that it changes the picture."""
    import torch
    from diffusers import ControlNetModel, UNet2DConditionModel

    net = ControlNetModel.from_unet(
        UNet2DConditionModel.from_pretrained(made("sd15"), subfolder="unet"),
        conditioning_embedding_out_channels=(8, 16, 16, 16),
    )
    with torch.no_grad():
        for block in [*net.controlnet_down_blocks, net.controlnet_mid_block, net.controlnet_cond_embedding.conv_out]:
            block.weight.normal_(0, 0.2)
    net.save_pretrained(path)
    return path


def ip_adapter(path: Path, made: Any) -> Path:
    """An IP-Adapter of `sd15` with its image encoder, laid out as in the repository of the first ones."""
    import torch
    from diffusers import UNet2DConditionModel
    from safetensors.torch import save_file
    from transformers import CLIPImageProcessor, CLIPVisionConfig, CLIPVisionModelWithProjection

    net = UNet2DConditionModel.from_pretrained(made("sd15"), subfolder="unet")
    weights = {
        "image_proj.proj.weight": torch.randn(4 * 32, 24) * 0.2, "image_proj.proj.bias": torch.randn(4 * 32) * 0.2,
        "image_proj.norm.weight": torch.ones(32), "image_proj.norm.bias": torch.zeros(32),
    }  # fmt: skip
    places = [name for name in net.attn_processors if not name.endswith("attn1.processor")]
    modules = dict(net.named_modules())
    for i, name in enumerate(places):
        width = modules[name.removesuffix(".processor")].inner_dim
        for part in ("to_k_ip", "to_v_ip"):
            weights[f"ip_adapter.{2 * i + 1}.{part}.weight"] = torch.randn(width, 32) * 0.3
    (path / "models").mkdir(parents=True)
    save_file(weights, path / "models" / "ip-adapter_sd15.safetensors")
    config = CLIPVisionConfig(
        hidden_size=32, intermediate_size=64, projection_dim=24, num_hidden_layers=3, num_attention_heads=4,
        image_size=32, patch_size=8,
    )  # fmt: skip
    CLIPVisionModelWithProjection(config).save_pretrained(path / "models" / "image_encoder")
    CLIPImageProcessor(size={"shortest_edge": 32}, crop_size=32).save_pretrained(path / "models" / "image_encoder")
    return path


def blip(path: Path, made: Any) -> Path:
    """BLIP, which captions pictures; its words are a letter each."""
    from transformers import (
        BertTokenizerFast,
        BlipConfig,
        BlipForConditionalGeneration,
        BlipImageProcessor,
        BlipProcessor,
    )  # fmt: skip

    path.mkdir(parents=True)
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[DEC]", "[ENC]"]
    (path / "vocab.txt").write_text("\n".join([*special, *string.ascii_lowercase, *string.digits]) + "\n")
    tokens = BertTokenizerFast(str(path / "vocab.txt"))
    sides = {"hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2, "num_attention_heads": 4}
    text = {**sides, "vocab_size": len(tokens), "encoder_hidden_size": 32, "bos_token_id": 5, "eos_token_id": 3,
            "sep_token_id": 3, "pad_token_id": 0, "max_position_embeddings": 80}  # fmt: skip
    config = BlipConfig(text_config=text, vision_config={**sides, "image_size": 32, "patch_size": 8})
    BlipForConditionalGeneration(config).eval().save_pretrained(path)
    BlipProcessor(BlipImageProcessor(size={"height": 32, "width": 32}), tokens).save_pretrained(path)
    return path


def _save(path: Path, pipe: Any) -> Path:
    pipe.save_pretrained(path)
    return path


def _from(module: str, function: str) -> Any:
    """A maker in another file of tests/, imported when it is used."""

    def maker(path: Path, made: Any) -> Path:
        import importlib

        return getattr(importlib.import_module(module), function)(path, made)

    return maker


MAKERS = {
    "sd15": sd15,
    "sd15-inpaint": sd15_inpaint,
    "sdxl": sdxl,
    "sd3": sd3,
    "flux": flux,
    "pixart": pixart,
    "t2v": t2v,
    "wan": wan,
    "wan-animate-2": wan_animate_2,
    "wan-animate-2-distilled": wan_animate_2,
    "controlnet-sd15": controlnet,
    "ip-adapter-sd15": ip_adapter,
    "sd15.safetensors": _from("tiny_files", "sd15_file"),
    "sdxl.safetensors": _from("tiny_files", "sdxl_file"),
    "lora-kohya": _from("tiny_files", "lora_kohya"),
    "lora-diffusers": _from("tiny_files", "lora_diffusers"),
    "lora-peft": _from("tiny_files", "lora_peft"),
    "lora-sdxl": _from("tiny_files", "lora_sdxl"),
    "blip": blip,
    "embedding-sd15": _from("tiny_files", "embedding_sd15"),
}
