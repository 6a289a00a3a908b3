"""On a processor: whether a run is worth compiling for OpenVINO, which takes a while once and then is much faster."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec

from castalia.hardware.machine import Machine
from castalia.hardware.plan import Plan
from castalia.recipes import Recipe

FAMILIES = ("sd15", "sd2", "sd-", "sdxl")
"""Families whose UNet is converted."""
FASTER = 2.7
"""Times that the UNet runs faster in bf16 than in torch's fp32 (`benchmarks/pictures.py`)."""
WORTH = 2.0
"""Seconds of a run in torch from which on converting (some 10 s, once for a model) pays."""
GRAIN = 64
"""Width and height must be multiples of it: the converted UNet halves them three times without rounding."""
KEEPS_TORCH = ("lora", "control", "reference", "compose_with_clay", "seamless", "hires", "detail")
"""Fields that change the network itself, or the size on the way."""


def with_openvino(plan: Plan, recipe: Recipe, machine: Machine) -> Plan:
    """The same plan on OpenVINO where that is faster; else the plan as it is.

    It is left to torch when the recipe asks for a precision other than bf16, or for something that changes the network.
    """
    if not _suits(plan, recipe, machine) or find_spec("openvino") is None:
        return plan
    native = "the UNet in bf16, which this processor multiplies natively"
    why = f"OpenVINO in bf16: about {FASTER} times as fast as torch in fp32 on this processor"
    share = _denoising(plan)
    factor = 1 - share + share / FASTER
    return replace(
        plan,
        runtime="openvino",
        precision="bf16",
        seconds=plan.seconds * factor,
        raw_seconds=plan.raw_seconds * factor,
        stages=tuple((n, s / FASTER if n == _DENOISING else s, p) for n, s, p in plan.stages),
        reasons={**plan.reasons, "runtime": why, "precision": native},
    )


_DENOISING = "denoise"


def _denoising(plan: Plan) -> float:
    """The part of the time that denoising takes."""
    whole = sum(seconds for _, seconds, _ in plan.stages)
    return sum(seconds for name, seconds, _ in plan.stages if name == _DENOISING) / whole if whole else 1.0


def _suits(plan: Plan, recipe: Recipe, machine: Machine) -> bool:
    specs = type(recipe).fields()
    changed = any(name in specs and getattr(recipe, name) != specs[name].default for name in KEEPS_TORCH)
    return (
        plan.device == "cpu"
        and plan.fits
        and recipe.kind == "image"
        and plan.weights == "same"
        and getattr(recipe, "precision", "auto") in ("auto", "bf16")
        and machine.cpu_bf16
        and plan.family.startswith(FAMILIES)
        and plan.raw_seconds > WORTH  # not corrected by earlier runs: the choice must not change with them
        and not plan.width % GRAIN
        and not plan.height % GRAIN
        and not changed
    )
