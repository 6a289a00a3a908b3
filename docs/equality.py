"""Compares pictures of castalia with plain calls of diffusers, bit for bit, and writes docs/models-equality.md.

    python docs/equality.py

Models are tiny checkpoints of the true classes with random weights (tests/tiny_models.py); fp32 on the CPU.
"""

from __future__ import annotations

import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))
PROMPT, NEGATIVE, SEED, STEPS, SIDE = "a red fox in the snow", "trees", 7, 6, 64
STRENGTH = 0.7

CASES = (
    ("Stable Diffusion 1.5", "sd15", "StableDiffusionPipeline", {}),
    ("Stable Diffusion 1.5, one file", "sd15.safetensors", "StableDiffusionPipeline", {}),
    ("Stable Diffusion 1.5, DPM++ 2M Karras, clip skip", "sd15", "StableDiffusionPipeline",
     {"scheduler": "dpm++_2m", "sigmas": "karras", "clip_skip": 1}),
    ("Stable Diffusion 1.5, Euler ancestral", "sd15", "StableDiffusionPipeline", {"scheduler": "euler_a"}),
    ("Stable Diffusion 1.5, DDIM, eta 0.5", "sd15", "StableDiffusionPipeline", {"scheduler": "ddim", "eta": 0.5}),
    ("Stable Diffusion 1.5, from a picture", "sd15", "StableDiffusionImg2ImgPipeline", {"image": True}),
    ("Stable Diffusion 1.5, LoRA", "sd15", "StableDiffusionPipeline", {"lora": "lora-peft"}),
    ("Stable Diffusion inpainting (9 channels)", "sd15-inpaint", "StableDiffusionInpaintPipeline",
     {"image": True, "mask": True}),
    ("SDXL", "sdxl", "StableDiffusionXLPipeline", {}),
    ("SDXL, one file", "sdxl.safetensors", "StableDiffusionXLPipeline", {}),
    ("SDXL, from a picture", "sdxl", "StableDiffusionXLImg2ImgPipeline", {"image": True}),
    ("Stable Diffusion 3", "sd3", "StableDiffusion3Pipeline", {}),
    ("Stable Diffusion 3, from a picture", "sd3", "StableDiffusion3Img2ImgPipeline", {"image": True}),
    ("FLUX.1", "flux", "FluxPipeline", {}),
    ("PixArt-Sigma", "pixart", "PixArtSigmaPipeline", {}),
    ("ModelScope text-to-video", "t2v", "TextToVideoSDPipeline", {"num_frames": 5}),
    ("Wan 2.1 text-to-video", "wan", "WanPipeline", {"num_frames": 5}),
)  # fmt: skip
"""(title, tiny checkpoint, class of diffusers, settings)."""


def ours(folder: Path, model: Path, made: Any, options: dict[str, Any]) -> np.ndarray:
    """What `castalia image` (or `video`) makes, before it is compressed where that loses something."""
    from castalia.engines.base import Context
    from castalia.engines.diffusion import video
    from castalia.engines.diffusion.image import DiffusersImage
    from castalia.media.picture import read_picture
    from castalia.media.provenance import Provenance
    from castalia.recipes import Image, Video
    from castalia.settings import Settings

    settings = Settings(home=folder, device="cpu")
    given = {key: options[key] for key in ("scheduler", "sigmas", "clip_skip", "eta", "num_frames") if key in options}
    inputs = {name: folder / f"{name}.png" for name in ("image", "mask") if options.get(name)}
    given |= {name: "sha256:" + str(i) * 64 for i, name in enumerate(inputs)}
    if inputs:
        given["strength"] = STRENGTH
    if "lora" in options:
        given["lora"] = (f"{made(options['lora'])}:0.8",)
    is_clip = "num_frames" in options
    recipe = (Video if is_clip else Image).make(
        prompt=PROMPT, negative_prompt=NEGATIVE, seed=SEED, steps=STEPS, guidance_scale=5.0, width=SIDE, height=SIDE,
        model=str(model), engine="diffusers", precision="fp32", **given,
    )  # fmt: skip
    engine = video.DiffusersVideo() if is_clip else DiffusersImage()
    recipe = engine.complete(recipe, settings)
    engine.check(recipe, settings)
    files = dict(zip((f"sha256:{str(i) * 64}" for i in range(2)), inputs.values(), strict=False))
    out = Path(tempfile.mkdtemp(dir=folder))
    provenance = Provenance(recipe=recipe.to_dict(), engine="diffusers", engine_version=engine.version, castalia="0")
    kept: list[np.ndarray] = []
    if is_clip:  # a video file loses something: compare the frames that go into it
        plain = video._written
        video._written = lambda recipe, ctx, frames, provenance: (
            kept.append(frames) or plain(recipe, ctx, frames, provenance)
        )
    try:
        run = engine.run(recipe, Context(out, provenance, settings, files.__getitem__))
        while True:
            next(run)
    except StopIteration as end:
        return kept[0] if is_clip else read_picture(end.value.files[0].path)
    finally:
        if is_clip:
            video._written = plain


def theirs(folder: Path, model: Path, cls: str, made: Any, options: dict[str, Any]) -> np.ndarray:
    """What diffusers makes of the same settings, written as its documentation shows it."""
    import diffusers
    import torch
    from PIL import Image

    kind = getattr(diffusers, cls)
    if model.suffix == ".safetensors":
        pipe = kind.from_single_file(str(model), config=str(model.with_suffix("")), local_files_only=True)
    else:
        pipe = kind.from_pretrained(model, use_safetensors=True)
    pipe.set_progress_bar_config(disable=True)
    if "clip_skip" in options and not hasattr(pipe.text_encoder, "text_model"):
        # diffusers 0.42 looks for an attribute that transformers has taken away
        object.__setattr__(pipe.text_encoder, "text_model", pipe.text_encoder)
    config = pipe.scheduler.config
    if options.get("scheduler") == "dpm++_2m":
        pipe.scheduler = diffusers.DPMSolverMultistepScheduler.from_config(
            config, use_karras_sigmas=True, algorithm_type="dpmsolver++", solver_order=2
        )
    if options.get("scheduler") == "euler_a":
        pipe.scheduler = diffusers.EulerAncestralDiscreteScheduler.from_config(config)
    if options.get("scheduler") == "ddim":
        pipe.scheduler = diffusers.DDIMScheduler.from_config(config)
    if "lora" in options:
        pipe.load_lora_weights(str(made(options["lora"])), adapter_name="lora")
        pipe.set_adapters(["lora"], [0.8])
    call = {
        "prompt": PROMPT, "num_inference_steps": STEPS, "guidance_scale": 5.0,
        "generator": torch.Generator("cpu").manual_seed(SEED),
    }  # fmt: skip
    if cls != "FluxPipeline":
        call["negative_prompt"] = NEGATIVE
    if not options.get("image") or options.get("mask"):
        call |= {"width": SIDE, "height": SIDE}
    if options.get("image"):
        call |= {"image": Image.open(folder / "image.png"), "strength": STRENGTH}
    if options.get("mask"):
        call["mask_image"] = Image.open(folder / "mask.png")
    if cls == "PixArtSigmaPipeline":
        call["use_resolution_binning"] = False
    call |= {key: options[key] for key in ("clip_skip", "eta", "num_frames") if key in options}
    if "num_frames" in options:
        return (pipe(**call, output_type="np").frames[0].clip(0, 1) * 255).round().astype("uint8")
    picture = pipe(**call).images[0]
    if options.get("mask"):  # castalia puts back what is black in the mask
        picture = Image.composite(picture, Image.open(folder / "image.png"), Image.open(folder / "mask.png"))
    return np.asarray(picture)


def write_inputs(folder: Path) -> None:
    """A picture to start from, and a mask."""
    from PIL import Image

    y, x = np.mgrid[0:SIDE, 0:SIDE]
    picture = np.stack([x * 4, y * 4, (x + y) * 2], -1).clip(0, 255).astype(np.uint8)
    Image.fromarray(picture).save(folder / "image.png")
    Image.fromarray(np.where(x > SIDE // 2, 255, 0).astype(np.uint8)).save(folder / "mask.png")


def compare(case: tuple[str, str, str, dict[str, Any]], folder: Path, made: Any) -> tuple[bool, int]:
    """(equal bit for bit, greatest difference of two values) for one of `CASES`."""
    _, name, cls, options = case
    model = made(name)
    write_inputs(folder)
    a, b = ours(folder, model, made, options), theirs(folder, model, cls, made, options)
    if a.shape != b.shape:
        return False, 255
    return bool((a == b).all()), int(np.abs(a.astype(int) - b.astype(int)).max())


def main() -> int:
    import diffusers
    import torch

    import tiny_models
    from castalia.engines.diffusion.load import hush

    hush()
    torch.set_num_threads(1)
    folder = Path(tempfile.mkdtemp(prefix="castalia-equality-"))

    @cache
    def made(name: str) -> Path:
        return tiny_models.make(name, folder, made)

    lines = [
        "# Same settings, same picture",
        "",
        "`castalia image --model ...` against the plain call of the class in diffusers with the same settings: "
        f"{SIDE}x{SIDE} pixels, {STEPS} steps, guidance 5, seed {SEED}, fp32 on the CPU. The checkpoints are tiny ones "
        "of the true classes with random weights. Written by `python docs/equality.py` "
        f"(torch {torch.__version__.partition('+')[0]}, diffusers {diffusers.__version__}).",
        "",
        "| model and settings | class in diffusers | equal bit for bit | greatest difference |",
        "|---|---|---|---|",
    ]
    good = True
    for case in CASES:
        equal, most = compare(case, folder, made)
        good &= equal
        lines.append(f"| {case[0]} | `{case[2]}` | {'yes' if equal else 'no'} | {most} |")
        print(lines[-1], flush=True)
    lines += [
        "",
        "Of clips the frames that go into the file are compared. Of filled masks, what is black in the mask is put "
        "back from the picture on both sides.",
    ]
    (HERE / "models-equality.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
