"""The architectures that are known: which classes of diffusers and transformers belong to which family."""

from __future__ import annotations

from castalia.models.model import ModelKind

_PIPELINES: dict[str, tuple[ModelKind, str]] = {
    "StableDiffusion3": ("image", "sd3"),
    "StableDiffusionXL": ("image", "sdxl"),
    "StableDiffusionUpscale": ("upscaler", "sd-x4-upscaler"),
    "StableDiffusionLatentUpscale": ("upscaler", "sd-x2-latent-upscaler"),
    "StableDiffusionDepth2Img": ("image", "sd21-depth"),
    "StableVideoDiffusion": ("video", "svd"),
    "StableDiffusion": ("image", "sd15"),
    "ChineseStableDiffusion": ("image", "sd-chinese"),
    "LatentConsistencyModel": ("image", "sd15"),
    "AnimateDiffSDXL": ("video", "animatediff-sdxl"),
    "AnimateDiff": ("video", "animatediff"),
    "TextToVideoSD": ("video", "modelscope-t2v"),
    "VideoToVideoSD": ("video", "modelscope-t2v"),
    "Flux2": ("image", "flux2"),
    "FluxFill": ("image", "flux-fill"),
    "FluxKontext": ("image", "flux-kontext"),
    "FluxControl": ("image", "flux-control"),
    "FluxPriorRedux": ("reference", "flux"),
    "Flux": ("image", "flux"),
    "QwenImageEditPlus": ("image", "qwen-image-edit-plus"),
    "QwenImageEdit": ("image", "qwen-image-edit"),
    "QwenImageLayered": ("image", "qwen-image-layered"),
    "QwenImage21": ("image", "qwen-image-21"),
    "QwenImage": ("image", "qwen-image"),
    "ZImage": ("image", "z-image"),
    "Kolors": ("image", "kolors"),
    "PixArtSigma": ("image", "pixart-sigma"),
    "PixArtAlpha": ("image", "pixart-alpha"),
    "SanaSprint": ("image", "sana-sprint"),
    "SanaVideo": ("video", "sana-video"),
    "Sana": ("image", "sana"),
    "Chroma": ("image", "chroma"),
    "Lumina2": ("image", "lumina2"),
    "AuraFlow": ("image", "auraflow"),
    "HunyuanDiT": ("image", "hunyuan-dit"),
    "HunyuanVideo": ("video", "hunyuan-video"),
    "CogView4": ("image", "cogview4"),
    "CogVideoXImageToVideo": ("video", "cogvideox-i2v"),
    "CogVideoX": ("video", "cogvideox"),
    "WanImageToVideo": ("video", "wan-i2v"),
    "WanAnimate2Distilled": ("talk", "wan-animate-2-distilled"),
    "WanAnimate2": ("talk", "wan-animate-2"),
    "WanAnimate": ("talk", "wan-animate"),
    "Wan": ("video", "wan"),
    "LTX2": ("video", "ltx2"),
    "LTX": ("video", "ltx"),
    "Latte": ("video", "latte"),
    "Mochi": ("video", "mochi"),
}
"""How the name of a pipeline class begins -> (kind, family); the longest beginning that fits counts."""

NETWORKS: dict[str, tuple[ModelKind, str]] = {
    "FluxControlNetModel": ("control", "flux"),
    "SD3ControlNetModel": ("control", "sd3"),
    "QwenImageControlNetModel": ("control", "qwen-image"),
    "ZImageControlNetModel": ("control", "z-image"),
    "ControlNetUnionModel": ("control", "sdxl"),
    "MotionAdapter": ("video", "animatediff"),
    "AutoencoderTiny": ("preview", "sd15"),
    "AutoencoderKLWan": ("vae", "wan"),
    "AutoencoderKLQwenImage": ("vae", "qwen-image"),
    "AutoencoderKLLTXVideo": ("vae", "ltx"),
    "AutoencoderKLCogVideoX": ("vae", "cogvideox"),
    "AutoencoderDC": ("vae", "sana"),
    "AutoencoderKLFlux2": ("vae", "flux2"),
}
"""Class of a single network of diffusers (`_class_name` of its config.json) -> (kind, family)."""

TRANSFORMERS: dict[str, tuple[ModelKind, str]] = {
    "clip": ("image-text", "clip"),
    "siglip": ("image-text", "siglip"),
    "siglip2": ("image-text", "siglip"),
    "chinese_clip": ("image-text", "chinese-clip"),
    "clip_vision_model": ("image-text", "clip"),
    "clip_text_model": ("text-encoder", "clip"),
    "t5": ("text-encoder", "t5"),
    "umt5": ("text-encoder", "t5"),
    "blip": ("captioner", "blip"),
    "blip-2": ("captioner", "blip2"),
    "florence2": ("captioner", "florence2"),
    "git": ("captioner", "git"),
    "qwen2_vl": ("captioner", "qwen-vl"),
    "qwen2_5_vl": ("captioner", "qwen-vl"),
    "qwen3_vl": ("captioner", "qwen-vl"),
    "clipseg": ("segmenter", "clipseg"),
    "sam": ("segmenter", "sam"),
    "sam2": ("segmenter", "sam2"),
    "depth_anything": ("depth", "depth-anything"),
    "dpt": ("depth", "dpt"),
    "SegformerForSemanticSegmentation": ("segmenter", "rmbg"),
}
"""`model_type` of a transformers config.json -> (kind, family)."""

VARIANTS = {
    "sd15-inpaint", "sd15-edit", "sd21", "sd21-inpaint", "sdxl-inpaint", "sdxl-edit", "sdxl-refiner", "ip-adapter",
    "sd15-chinese", "esrgan", "compact", "swinir", "dat", "swin2sr", "upscaler", "kolors",
}  # fmt: skip
"""Families that are told apart by more than the name of a class."""

FAMILIES: frozenset[str] = frozenset(
    {family for table in (_PIPELINES, NETWORKS, TRANSFORMERS) for _, family in table.values()} | VARIANTS
)


def of_pipeline(name: str) -> tuple[ModelKind, str] | None:
    """Kind and family of a pipeline class of diffusers, e.g. `StableDiffusionXLPipeline`."""
    stems = [stem for stem in _PIPELINES if name.startswith(stem)]
    return _PIPELINES[max(stems, key=len)] if stems else None
