"""Castalia beside plain diffusers on this processor: a UNet of 25 million weights, 256x256, 20 steps, with guidance.

    python benchmarks/pictures.py [--repeats 3] [--only eager castalia ...]

Every way draws the same picture with the same seed in a process of its own, in turns, in one run. Random weights: only
the time counts, and how far the picture is from that of eager fp32 (largest difference of a colour value, 0 to 255).
What is done once (loading, compiling, converting) is in the time of the first picture.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

PROMPT = "a red fox in the snow"
SIZE, STEPS, GUIDANCE, SEED = 256, 20, 7.5, 7
Draw = Callable[[], np.ndarray]


def checkpoint(folder: Path) -> Path:
    """A Stable Diffusion 1.5 with a UNet of 25 million weights, saved as a user would have it."""
    import torch
    from diffusers import UNet2DConditionModel

    import tiny_models

    made = Path(tiny_models.make("sd15", folder, lambda name: tiny_models.make(name, folder, lambda n: folder / n)))
    tiny = UNet2DConditionModel.from_pretrained(made / "unet")
    torch.manual_seed(0)
    unet = UNet2DConditionModel(
        sample_size=SIZE // 8, in_channels=tiny.config.in_channels, out_channels=tiny.config.out_channels,
        block_out_channels=(96, 192, 224, 256), layers_per_block=1, attention_head_dim=8,
        cross_attention_dim=tiny.config.cross_attention_dim,
    )  # fmt: skip
    unet.save_pretrained(made / "unet")
    print(f"UNet: {unet.num_parameters() / 1e6:.1f} million weights")
    return made


def plain(folder: Path, dtype: str, compiled: bool = False) -> Draw:
    """The pipeline of diffusers as its documentation has it."""
    import torch
    from diffusers import StableDiffusionPipeline

    pipe = StableDiffusionPipeline.from_pretrained(folder, torch_dtype=getattr(torch, dtype), safety_checker=None)
    pipe.set_progress_bar_config(disable=True)
    if compiled:
        pipe.unet = torch.compile(pipe.unet)

    def draw() -> np.ndarray:
        picture = pipe(
            PROMPT, width=SIZE, height=SIZE, num_inference_steps=STEPS, guidance_scale=GUIDANCE,
            generator=torch.Generator("cpu").manual_seed(SEED),
        ).images[0]  # fmt: skip
        return np.asarray(picture)

    return draw


def castalia(folder: Path, precision: str) -> Draw:
    """The engine of castalia with what it chooses, from the recipe to the file with its provenance."""
    from castalia import Studio
    from castalia.media.picture import read_picture

    studio = Studio(home=folder.parent / f"home-{precision}", device="cpu")

    def draw() -> np.ndarray:
        recipe = studio.recipe(
            "image", prompt=PROMPT, model=str(folder), width=SIZE, height=SIZE, steps=STEPS, guidance_scale=GUIDANCE,
            seed=SEED, precision=precision,
        )  # fmt: skip
        artifact = studio.run(recipe, fresh=True)
        draw.said = artifact.provenance.precision  # type: ignore[attr-defined]
        return read_picture(artifact.path)

    return draw


WAYS: dict[str, tuple[Callable[..., Draw], tuple[Any, ...]]] = {
    "diffusers eager fp32": (plain, ("float32",)),
    "diffusers eager bf16": (plain, ("bfloat16",)),
    "diffusers torch.compile": (plain, ("float32", True)),
    "castalia fp32": (castalia, ("fp32",)),
    "castalia": (castalia, ("auto",)),
}


def serve(name: str, folder: Path, asked: Connection) -> None:
    """In a process of its own: draw whenever asked, and answer (seconds, picture, what was said of it)."""
    way, arguments = WAYS[name]
    began = time.perf_counter()
    draw = way(folder, *arguments)
    while True:
        picture = draw()
        asked.send((time.perf_counter() - began, picture, getattr(draw, "said", "")))
        if not asked.recv():
            return
        began = time.perf_counter()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--only", nargs="*", default=[], help="words in the names of the ways to run")
    given = parser.parse_args()
    chosen = [name for name in WAYS if not given.only or any(word in name for word in given.only)]
    with tempfile.TemporaryDirectory() as scratch:
        run(chosen, checkpoint(Path(scratch)), given.repeats)


def run(names: list[str], folder: Path, repeats: int) -> None:
    """Start the processes one after the other, then have them draw in turns, never two at a time."""
    context = get_context("spawn")
    asks, first, pictures, said = {}, {}, {}, {}
    times: dict[str, list[float]] = {name: [] for name in names}
    for name in names:
        asks[name], theirs = context.Pipe()
        context.Process(target=serve, args=(name, folder, theirs), daemon=True).start()
        first[name], pictures[name], said[name] = asks[name].recv()
    for _ in range(repeats):
        for name in names:
            asks[name].send(True)
            times[name].append(asks[name].recv()[0])
    for asked in asks.values():
        asked.send(False)
    base = min(times[names[0]])
    load = ", ".join(f"{x:.1f}" for x in os.getloadavg())
    print(f"{SIZE}x{SIZE}, {STEPS} steps with guidance, {os.cpu_count()} processors, load {load}\n")
    print(f"{'':26s}{'first picture':>14s}{'next, best':>12s}{'median':>10s}{'times faster':>14s}{'difference':>12s}")
    for name in names:
        ratio = base / min(times[name])
        apart = abs(pictures[name].astype(int) - pictures[names[0]].astype(int)).max()
        print(
            f"{name:26s}{first[name]:>12.1f} s{min(times[name]):>10.2f} s{statistics.median(times[name]):>8.2f} s"
            f"{ratio:>13.2f}x{apart:>12d}   {said[name]}"
        )


if __name__ == "__main__":
    main()
