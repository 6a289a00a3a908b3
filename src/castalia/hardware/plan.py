"""The plan: how a recipe is carried out on a machine, decided before anything loads, with a reason for each choice."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, Literal

Precision = Literal["fp32", "fp16", "bf16"]
Weights = Literal["same", "fp8", "int8"]
Offload = Literal["none", "model", "group", "sequential"]


@dataclass(frozen=True)
class Plan:
    """How to load a model and run a recipe. Nothing in it depends on torch."""

    device: str
    """`cpu`, `cuda`, `cuda:1`, `mps`."""
    precision: Precision
    """What is computed in."""
    weights: Weights = "same"
    """How the weights of the denoiser are kept: as computed, or in 8 bits (`fp8` is diffusers' layerwise casting)."""
    offload: Offload = "none"
    """`model`: one network at a time on the device; `group`: layer by layer (leaf level), the next one fetched on a
    stream meanwhile; `sequential`: layer by layer, nothing fetched ahead."""
    vae_slicing: bool = False
    vae_tiling: bool = False
    vae_tile: int = 0
    """Pixels of a side of a tile when it works in tiles."""
    attention: str = "sdpa"
    """Backend of attention: `sdpa` (the best that torch has here), `math` or `sliced`."""
    runtime: Literal["torch", "openvino"] = "torch"
    """What runs the denoiser."""
    batch: int = 1
    """Pictures per pass; a bigger batch of the recipe is split."""
    cfg_batching: bool = True
    """Whether both branches of guidance go through the model in one pass."""
    width: int = 0
    height: int = 0
    num_frames: int = 0
    """Size that was planned for; of a clip it may be less than what was left open would be on a bigger machine."""
    seconds: float = 0.0
    """Expected, of a warm run; 0 when it cannot be told."""
    load_seconds: float = 0.0
    peak: int = 0
    """Expected peak of memory on the device, bytes of all tensors that live at the same time (on a GPU what torch
    counts as allocated); it is what `History.record` compares."""
    weight_bytes: int = 0
    """Of all components in this precision."""
    stages: tuple[tuple[str, float, int], ...] = ()
    """(name, seconds, peak bytes) of text encoding, denoising, decoding."""
    reasons: dict[str, str] = field(default_factory=dict)
    """Choice -> one line that says why."""
    notes: tuple[str, ...] = ()

    fits: bool = True
    """False when nothing that is known here makes it fit; the notes say what is missing."""
    usable: int = 0
    """Bytes of the device that could be planned with."""
    counted: bool = True
    """Whether the figures were counted; else they come from the catalogue and are rough."""
    model: str = ""
    family: str = ""
    hardware: str = ""
    """Name of the GPU or processor."""
    steps: int = 0
    pictures: int = 1
    """All pictures of the recipe."""
    raw_seconds: float = 0.0
    raw_peak: int = 0
    """What was expected before the history of this machine corrected it."""
    ladder: tuple[Plan, ...] = field(default=(), repr=False, compare=False)
    """Plans that need less memory, the best first: where to go when memory runs out after all."""

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON, without the ladder."""
        values = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "ladder"}
        return {
            **values,
            "reasons": dict(self.reasons),
            "notes": list(self.notes),
            "stages": [list(s) for s in self.stages],
        }
