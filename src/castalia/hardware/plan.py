"""The plan: how a recipe is carried out on a machine, decided before anything loads, with a reason for each choice."""

from __future__ import annotations

from dataclasses import dataclass, field
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
    """How the large weights are kept: as computed, or in 8 bits."""
    offload: Offload = "none"
    vae_slicing: bool = False
    vae_tiling: bool = False
    attention: str = "sdpa"
    """Backend of attention: `sdpa` (the best that torch has here), `math` or `sliced`."""
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
    """Expected peak of memory on the device, bytes."""
    weight_bytes: int = 0
    """Of all components in this precision."""
    stages: tuple[tuple[str, float, int], ...] = ()
    """(name, seconds, peak bytes) of text encoding, denoising, decoding."""
    reasons: dict[str, str] = field(default_factory=dict)
    """Choice -> one line that says why."""
    notes: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        from dataclasses import asdict

        return asdict(self)
