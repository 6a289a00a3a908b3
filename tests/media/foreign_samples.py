"""Metadata of other programs, made by hand from their documented formats."""

# The example in the docstring of `parse_generation_parameters` (AUTOMATIC1111, modules/infotext_utils.py), shortened.
A1111 = """girl with an artist's beret, determined, blue eyes, ((eyeshadow)), (coquettish), intricate
Negative prompt: ugly, fat, (((deformed))), [blurry], (extra_limb)
Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 965400086, Size: 512x512, Model hash: 45dee52b"""
# A later one: schedule type, hires fix, LoRA in the prompt and its hash in JSON quotes, clip skip, lines in the prompt.
A1111_LATER = """a castle,
<lora:ink wash:0.8> at night
Negative prompt: lowres,
text
Steps: 30, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 6.5, Seed: 1, Size: 832x1216, \
Model hash: e6bb9ea85b, Model: sdxl_base, VAE: fix.safetensors, Denoising strength: 0.45, Clip skip: 2, RNG: CPU, \
Hires upscale: 1.5, Hires upscaler: 4x-UltraSharp, Lora hashes: "ink wash: 5e3f1a, other: 00", Tiling: True, \
TI hashes: "easynegative: c74b4e810b03", Version: v1.9.3"""

COMFY = {
    "3": {
        "class_type": "KSampler",
        "inputs": {
            "seed": 1071208483241017, "steps": 30, "cfg": 5.45, "sampler_name": "dpmpp_2m_sde_gpu",
            "scheduler": "karras", "denoise": 1, "model": ["10", 0], "positive": ["6", 0], "negative": ["7", 0],
            "latent_image": ["5", 0],
        },
    },
    "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "sdxl\\Juggernaut-XL_v9.safetensors"}},
    "5": {"class_type": "EmptyLatentImage", "inputs": {"width": 768, "height": 512, "batch_size": 1}},
    "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "a [fox] (red:1.2)", "clip": ["11", 0]}},
    "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "bad", "clip": ["11", 0]}},
    "8": {"class_type": "VAEDecode", "inputs": {"samples": ["3", 0], "vae": ["4", 2]}},
    "9": {"class_type": "SaveImage", "inputs": {"images": ["8", 0], "filename_prefix": "x"}},
    "10": {
        "class_type": "LoraLoader",
        "inputs": {"lora_name": "ink.safetensors", "strength_model": 0.7, "strength_clip": 1, "model": ["4", 0],
                   "clip": ["4", 1]},
    },
    "11": {"class_type": "CLIPSetLastLayer", "inputs": {"stop_at_clip_layer": -2, "clip": ["10", 1]}},
}  # fmt: skip

COMFY_FLUX = {
    "1": {"class_type": "UNETLoader", "inputs": {"unet_name": "flux1-schnell.safetensors", "weight_dtype": "default"}},
    "2": {"class_type": "DualCLIPLoader", "inputs": {"clip_name1": "t5xxl.sft", "clip_name2": "clip_l.sft"}},
    "3": {"class_type": "PrimitiveStringMultiline", "inputs": {"value": "a fox in the snow"}},
    "4": {"class_type": "CLIPTextEncode", "inputs": {"text": ["3", 0], "clip": ["2", 0]}},
    "5": {"class_type": "FluxGuidance", "inputs": {"conditioning": ["4", 0], "guidance": 3.5}},
    "6": {"class_type": "BasicGuider", "inputs": {"model": ["1", 0], "conditioning": ["5", 0]}},
    "7": {"class_type": "RandomNoise", "inputs": {"noise_seed": 42}},
    "8": {"class_type": "KSamplerSelect", "inputs": {"sampler_name": "euler"}},
    "9": {"class_type": "BasicScheduler", "inputs": {"model": ["1", 0], "scheduler": "simple", "steps": 4}},
    "10": {"class_type": "EmptySD3LatentImage", "inputs": {"width": 1024, "height": 768, "batch_size": 1}},
    "11": {
        "class_type": "SamplerCustomAdvanced",
        "inputs": {"noise": ["7", 0], "guider": ["6", 0], "sampler": ["8", 0], "sigmas": ["9", 0],
                   "latent_image": ["10", 0]},
    },
    "12": {"class_type": "VAEDecode", "inputs": {"samples": ["11", 0], "vae": ["2", 0]}},
    "13": {"class_type": "SaveImage", "inputs": {"images": ["12", 0]}},
}  # fmt: skip

INVOKE = {
    "app_version": "4.2.0", "generation_mode": "sdxl_txt2img", "positive_prompt": "a cat++ (blue eyes)1.3 [x] (y)",
    "negative_prompt": "bad", "width": 768, "height": 432, "seed": 356120443, "rand_device": "cpu", "cfg_scale": 7.5,
    "steps": 50, "scheduler": "dpmpp_2m_sde_k", "clip_skip": 1,
    "model": {"key": "k", "hash": "blake3:f00", "name": "amix", "base": "sd-1", "type": "main"},
    "loras": [{"model": {"key": "a", "name": "ink"}, "weight": 0.6}], "vae": {"name": "ft-mse"}, "controlnets": [],
}  # fmt: skip
INVOKE_3 = {
    "app_version": "3.3.0post3", "generation_mode": "txt2img", "positive_prompt": "landscape", "steps": 50,
    "negative_prompt": "low quality", "width": 768, "height": 432, "seed": 3400881859, "cfg_scale": 7.5,
    "scheduler": "euler_a", "model": {"model_name": "amixx", "base_model": "sd-1", "model_type": "main"},
}  # fmt: skip

FOOOCUS = {
    "adm_guidance": "(1.5, 0.8, 0.3)", "base_model": "juggernautXL_v8Rundiffusion", "base_model_hash": "aeb7e9e689",
    "clip_skip": 2, "full_negative_prompt": ["blurry", "watermark"],
    "full_prompt": ["cinematic still a cat . moody", "a cat, highly detailed"], "guidance_scale": 4,
    "lora_combined_1": "sd_xl_offset : 0.1", "loras": [["sd_xl_offset", 0.1, "4852686128"]],
    "metadata_scheme": "fooocus", "negative_prompt": "", "performance": "Speed", "prompt": "a cat",
    "refiner_model": "None", "refiner_switch": 0.5, "resolution": "(1152, 896)", "sampler": "dpmpp_2m_sde_gpu",
    "scheduler": "karras", "seed": "127589946317439009", "sharpness": 2, "steps": 30, "styles": "['Fooocus V2']",
    "vae": "Default (model)", "version": "Fooocus v2.5.5",
}  # fmt: skip
FOOOCUS_A1111 = """a cat, highly detailed
Negative prompt: blurry
Steps: 30, Sampler: DPM++ 2M SDE Karras, Seed: 7, Size: 512x512, CFG scale: 4, Sharpness: 2, \
ADM Guidance: "(1.5, 0.8, 0.3)", Model: juggernaut, Model hash: aeb7e9e689, Performance: Speed, Scheduler: karras, \
VAE: Default (model), Raw prompt: a cat, Raw negative prompt: , Lora hashes: "offset: 4852686128", \
Lora weights: "offset: 0.1", Version: Fooocus v2.5.5"""
