"""From a recipe and a model to what is to be carried out: size, steps, branches, with nothing left open."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from castalia.engines.size import size_of
from castalia.hardware.costs import Run
from castalia.hardware.footprint import Footprint, Size
from castalia.models.model import Entry, Model
from castalia.recipes import Recipe

GUIDANCE_BUILT_IN = ("flux", "flux2", "z-image")
"""Families that take guidance as an input or were distilled: one branch whatever its scale."""
APART = ("wan-animate-2",)
"""Families whose branches of guidance are passes of their own, however they are planned."""

TWICE = ("heun", "dpm2", "dpm2_a", "dpm++_sde", "flow_heun")
"""Samplers that look twice per step."""


@dataclass(frozen=True)
class Wish:
    """What a recipe asks for."""

    run: Run
    open_frames: bool = False
    """Whether the number of frames was left open."""
    open_size: bool = False


def wish(recipe: Recipe, model: Model | Entry, footprint: Footprint) -> Wish:
    """What is to be carried out when the machine sets no limits."""
    architecture = footprint.architecture
    entry = model if isinstance(model, Entry) else model.entry
    defaults: dict[str, Any] = dict(entry.defaults) if entry else {}

    def given(name: str, otherwise: Any) -> Any:
        value = getattr(recipe, name, None)
        return defaults.get(name, otherwise) if value is None else value

    native = architecture.native
    if entry and entry.width and entry.height and not isinstance(model, Model):
        native = (entry.width, entry.height)
    clip = architecture.frames > 0 or recipe.kind == "video"
    step = 16 if clip or "transformer" in footprint.names else 8
    width, height = size_of(
        getattr(recipe, "width", None), getattr(recipe, "height", None), getattr(recipe, "aspect", "auto"), native, step
    )
    frames = int(given("num_frames", architecture.frames or 16)) if clip else 0
    steps = int(given("steps", architecture.steps))
    strength = getattr(recipe, "strength", None)
    if getattr(recipe, "image", None) and strength is not None and not getattr(recipe, "mask", None):
        steps = max(1, math.ceil(steps * strength))
    guidance = float(given("guidance_scale", architecture.guidance))
    hires = float(getattr(recipe, "hires", 1.0))
    twice = getattr(recipe, "scheduler", "auto") in TWICE or (guidance > 1 and model.family in APART)
    run = Run(
        size=Size(width, height, snapped(frames, model.family) if clip else 0, architecture.tokens),
        pictures=int(getattr(recipe, "batch", 1)),
        steps=steps,
        guided=guidance > 1 and model.family not in (*GUIDANCE_BUILT_IN, *APART),
        controls=len(getattr(recipe, "control", ())) + bool(getattr(recipe, "compose_with_clay", False)),
        references=len(getattr(recipe, "reference", ())),
        hires=hires,
        evaluations=2 if twice else 1,
        hires_steps=math.ceil(steps * float(getattr(recipe, "hires_strength", 0.5))) if hires > 1 else 0,
    )
    return Wish(
        run,
        open_frames=clip and getattr(recipe, "num_frames", None) is None,
        open_size=clip and getattr(recipe, "width", None) is None and getattr(recipe, "height", None) is None,
    )


def snapped(frames: int, family: str) -> int:
    """The nearest number of frames that a model takes: Wan and its like want 4n + 1."""
    if family.startswith(("wan", "cogvideox", "hunyuan")):
        return max(5, round((frames - 1) / 4) * 4 + 1)
    if family.startswith("ltx"):
        return max(9, round((frames - 1) / 8) * 8 + 1)
    return max(1, frames)


def sizes(wanted: Wish, family: str) -> Iterator[Run]:
    """The run that is wanted, then smaller ones as far as they were left open, each smaller than the one before."""
    full = wanted.run.size
    found = dict.fromkeys([full])
    for scale in (1.0, 0.75, 0.5) if wanted.open_size else (1.0,):
        for part in (1.0, 0.75, 0.6, 0.4, 0.2) if wanted.open_frames else (1.0,):
            width, height = (max(64, int(side * scale) // 16 * 16) for side in (full.width, full.height))
            if scale == 1.0:
                width, height = full.width, full.height
            frames = snapped(int(full.frames * part), family) if full.frames else 0
            found.setdefault(replace(full, width=width, height=height, frames=frames))
    for size in sorted(found, key=lambda s: -s.width * s.height * max(1, s.frames)):
        yield replace(wanted.run, size=size)
