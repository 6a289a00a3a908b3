"""What the networks of well-known families look like: enough to build them without weights and to count them.

Sources: the `config.json` files of the published checkpoints as mirrored in public repositories, the conversion
scripts of diffusers (Wan, PixArt-Sigma, ModelScope) and the configuration of the SDXL refiner in
Stability-AI/generative-models. What is not named here is the default of the class.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Network:
    """One network of a model: its class and what it is built from."""

    library: str
    """`diffusers` or `transformers`."""
    name: str
    """Name of the class."""
    config: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Architecture:
    """The networks of a model by the names that its pipeline gives them, and what a run of it looks like."""

    networks: dict[str, Network]
    native: tuple[int, int] = (512, 512)
    """(width, height) that it was made for."""
    frames: int = 0
    """Of a clip; 0 for pictures."""
    steps: int = 30
    guidance: float = 7.0
    """1 and less: one pass per step."""
    tokens: int = 77
    """Length of the text that the denoiser sees."""


def _clip(hidden: int, layers: int, heads: int, projection: int, *, projected: bool = False) -> Network:
    name = "CLIPTextModelWithProjection" if projected else "CLIPTextModel"
    return Network(
        "transformers",
        name,
        {
            "hidden_size": hidden,
            "intermediate_size": 4 * hidden,
            "num_hidden_layers": layers,
            "num_attention_heads": heads,
            "projection_dim": projection,
            "vocab_size": 49408,
            "max_position_embeddings": 77,
            "hidden_act": "quick_gelu" if hidden == 768 else "gelu",
        },
    )


def _t5(name: str = "T5EncoderModel", vocabulary: int = 32128) -> Network:
    return Network(
        "transformers",
        name,
        {
            "d_model": 4096,
            "d_ff": 10240,
            "d_kv": 64,
            "num_layers": 24,
            "num_heads": 64,
            "vocab_size": vocabulary,
            "feed_forward_proj": "gated-gelu",
            "tie_word_embeddings": False,
        },
    )


def _vae(channels: int = 4, sample: int = 1024, scaling: float = 0.13025, **more: Any) -> Network:
    return Network(
        "diffusers",
        "AutoencoderKL",
        {
            "block_out_channels": [128, 256, 512, 512],
            "down_block_types": ["DownEncoderBlock2D"] * 4,
            "up_block_types": ["UpDecoderBlock2D"] * 4,
            "layers_per_block": 2,
            "latent_channels": channels,
            "sample_size": sample,
            "scaling_factor": scaling,
            "force_upcast": True,
            **more,
        },
    )


_CLIP_L = _clip(768, 12, 12, 768)
_CLIP_L_PROJECTED = _clip(768, 12, 12, 768, projected=True)
_CLIP_G = _clip(1280, 32, 20, 1280, projected=True)
_VAE16 = {"use_quant_conv": False, "use_post_quant_conv": False}

_SDXL_UNET: dict[str, Any] = {
    "sample_size": 128,
    "block_out_channels": [320, 640, 1280],
    "down_block_types": ["DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"],
    "up_block_types": ["CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"],
    "attention_head_dim": [5, 10, 20],
    "transformer_layers_per_block": [1, 2, 10],
    "cross_attention_dim": 2048,
    "use_linear_projection": True,
    "addition_embed_type": "text_time",
    "addition_time_embed_dim": 256,
    "projection_class_embeddings_input_dim": 2816,
}


def _sd15(channels: int = 4) -> Architecture:
    unet = {"cross_attention_dim": 768, "attention_head_dim": 8, "sample_size": 64, "in_channels": channels}
    return Architecture(
        {
            "text_encoder": _CLIP_L,
            "unet": Network("diffusers", "UNet2DConditionModel", unet),
            "vae": _vae(sample=512, scaling=0.18215, force_upcast=False),
        },
        guidance=7.5,
    )


def _sdxl(channels: int = 4) -> Architecture:
    return Architecture(
        {
            "text_encoder": _CLIP_L,
            "text_encoder_2": _CLIP_G,
            "unet": Network("diffusers", "UNet2DConditionModel", {**_SDXL_UNET, "in_channels": channels}),
            "vae": _vae(),
        },
        native=(1024, 1024),
        guidance=5.0,
    )


def _sd21() -> Architecture:
    unet = {
        "cross_attention_dim": 1024,
        "attention_head_dim": [5, 10, 20, 20],
        "use_linear_projection": True,
        "sample_size": 96,
    }
    return Architecture(
        {
            "text_encoder": _clip(1024, 23, 16, 512),
            "unet": Network("diffusers", "UNet2DConditionModel", unet),
            "vae": _vae(sample=768, scaling=0.18215, force_upcast=False),
        },
        native=(768, 768),
        guidance=7.5,
    )


_REFINER_UNET: dict[str, Any] = {
    "sample_size": 128,
    "block_out_channels": [384, 768, 1536, 1536],
    "down_block_types": ["DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"],
    "up_block_types": ["UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"],
    "attention_head_dim": [6, 12, 24, 24],
    "transformer_layers_per_block": 4,
    "cross_attention_dim": 1280,
    "use_linear_projection": True,
    "addition_embed_type": "text_time",
    "addition_time_embed_dim": 256,
    "projection_class_embeddings_input_dim": 2560,
}

_SD35_MEDIUM: dict[str, Any] = {
    "sample_size": 128,
    "patch_size": 2,
    "in_channels": 16,
    "out_channels": 16,
    "num_layers": 24,
    "attention_head_dim": 64,
    "num_attention_heads": 24,
    "joint_attention_dim": 4096,
    "caption_projection_dim": 1536,
    "pooled_projection_dim": 2048,
    "pos_embed_max_size": 384,
    "dual_attention_layers": list(range(13)),
    "qk_norm": "rms_norm",
}

_FLUX_SCHNELL: dict[str, Any] = {
    "attention_head_dim": 128,
    "guidance_embeds": False,
    "in_channels": 64,
    "joint_attention_dim": 4096,
    "num_attention_heads": 24,
    "num_layers": 19,
    "num_single_layers": 38,
    "patch_size": 1,
    "pooled_projection_dim": 768,
}

_PIXART_SIGMA: dict[str, Any] = {
    "sample_size": 128,
    "num_layers": 28,
    "attention_head_dim": 72,
    "num_attention_heads": 16,
    "in_channels": 4,
    "out_channels": 8,
    "patch_size": 2,
    "cross_attention_dim": 1152,
    "caption_channels": 4096,
    "interpolation_scale": 2,
    "use_additional_conditions": False,
}

_WAN_1_3B: dict[str, Any] = {
    "attention_head_dim": 128,
    "cross_attn_norm": True,
    "eps": 1e-06,
    "ffn_dim": 8960,
    "freq_dim": 256,
    "in_channels": 16,
    "num_attention_heads": 12,
    "num_layers": 30,
    "out_channels": 16,
    "patch_size": [1, 2, 2],
    "qk_norm": "rms_norm_across_heads",
    "text_dim": 4096,
}


def _wan_animate_2(steps: int, guidance: float) -> Architecture:
    return Architecture(
        {
            "text_encoder": _t5("UMT5EncoderModel", 256384),
            "transformer": Network("diffusers", "WanAnimate2Transformer3DModel", {}),
            "vae": Network("diffusers", "AutoencoderKLWan", {}),
        },
        native=(640, 800),
        frames=81,
        steps=steps,
        guidance=guidance,
        tokens=512,
    )


ARCHITECTURES: dict[str, Architecture] = {
    "sd15": _sd15(),
    "sd15-inpaint": _sd15(9),
    "sd21": _sd21(),
    "sdxl": _sdxl(),
    "sdxl-inpaint": _sdxl(9),
    "sdxl-refiner": Architecture(
        {
            "text_encoder_2": _CLIP_G,
            "unet": Network("diffusers", "UNet2DConditionModel", _REFINER_UNET),
            "vae": _vae(),
        },
        native=(1024, 1024),
        guidance=5.0,
    ),
    "sd3": Architecture(
        {
            "text_encoder": _CLIP_L_PROJECTED,
            "text_encoder_2": _CLIP_G,
            "text_encoder_3": _t5(),
            "transformer": Network("diffusers", "SD3Transformer2DModel", _SD35_MEDIUM),
            "vae": _vae(16, scaling=1.5305, shift_factor=0.0609, **_VAE16),
        },
        native=(1024, 1024),
        steps=40,
        guidance=4.5,
        tokens=333,
    ),
    "flux": Architecture(
        {
            "text_encoder": _CLIP_L,
            "text_encoder_2": _t5(),
            "transformer": Network("diffusers", "FluxTransformer2DModel", _FLUX_SCHNELL),
            "vae": _vae(16, scaling=0.3611, shift_factor=0.1159, **_VAE16),
        },
        native=(1024, 1024),
        steps=4,
        guidance=0.0,
        tokens=512,
    ),
    "pixart-sigma": Architecture(
        {
            "text_encoder": _t5(),
            "transformer": Network("diffusers", "PixArtTransformer2DModel", _PIXART_SIGMA),
            "vae": _vae(),
        },
        native=(1024, 1024),
        steps=20,
        guidance=4.5,
        tokens=300,
    ),
    "wan": Architecture(
        {
            "text_encoder": _t5("UMT5EncoderModel", 256384),
            "transformer": Network("diffusers", "WanTransformer3DModel", _WAN_1_3B),
            "vae": Network("diffusers", "AutoencoderKLWan", {}),
        },
        native=(832, 480),
        frames=81,
        steps=50,
        guidance=5.0,
        tokens=512,
    ),
    "wan-animate-2": _wan_animate_2(40, 3.0),
    "wan-animate-2-distilled": _wan_animate_2(10, 1.0),
    "modelscope-t2v": Architecture(
        {
            "text_encoder": _clip(1024, 23, 16, 512),
            "unet": Network(
                "diffusers", "UNet3DConditionModel", {"cross_attention_dim": 1024, "attention_head_dim": 64}
            ),
            "vae": _vae(sample=512, scaling=0.18215, force_upcast=False),
        },
        native=(256, 256),
        frames=16,
        steps=50,
        guidance=9.0,
    ),
}
"""Family -> architecture. `sd3` is that of 3.5 medium, `flux` that of FLUX.1 schnell, `wan` that of 2.1 T2V 1.3B. The
class of Wan-Animate-2 has its 14 billion parameters by default."""
