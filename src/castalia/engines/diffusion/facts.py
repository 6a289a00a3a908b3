"""What a checkpoint is made for, where its recipe leaves that open: steps, guidance, size; and its tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from castalia.engines.diffusion import files
from castalia.errors import CastaliaError

if TYPE_CHECKING:
    from pathlib import Path

    from castalia.models.model import Model

USUAL: dict[str, tuple[int, float]] = {
    "sd15": (30, 7.5), "sd21": (30, 7.5), "sdxl": (30, 5.0), "sd3": (28, 7.0), "flux": (28, 3.5), "flux2": (28, 4.0),
    "flux2-klein": (4, 1.0), "pixart-sigma": (20, 4.5), "pixart-alpha": (20, 4.5), "sana": (20, 4.5),
    "qwen-image": (50, 4.0), "z-image": (9, 0.0), "kolors": (50, 5.0), "modelscope-t2v": (50, 9.0),
    "wan": (50, 5.0), "wan-animate-2": (40, 3.0), "wan-animate-2-distilled": (10, 1.0), "ltx": (50, 3.0),
    "cogvideox": (50, 6.0),
}  # fmt: skip
"""Family -> (steps, guidance) where the catalogue says nothing: the defaults of the pipelines in diffusers, except for
30 steps with Stable Diffusion in place of 50."""
EDITS = ("sd15-edit", "sdxl-edit", "flux-kontext", "qwen-image-edit", "flux2")
"""Families that carry out an instruction on a picture; how the family begins."""
FILLS = ("sd15-inpaint", "sd21-inpaint", "sdxl-inpaint", "flux-fill")
"""Families that fill a mask and do nothing else."""
CHANGES = ("sd15", "sd21", "sdxl", "sd3", "flux", "kolors", "qwen-image", "z-image")
"""Families that may start from a picture."""
PICTURE_ONLY = ("sdxl-refiner",)
FROM_PICTURE = ("wan-i2v", "cogvideox-i2v", "svd")
"""Families of video that start from a picture and from nothing else."""
FPS = {"wan": 16, "modelscope-t2v": 8, "cogvideox": 8, "ltx": 24, "animatediff": 8}
"""Frames per second that a family was trained at, as its examples in diffusers export them."""
LARGE = 512
"""Pixels; a model of at least this native side takes sides in multiples of 64 when it may choose."""


def usual(model: Model) -> tuple[int, float]:
    """(steps, guidance) for a checkpoint."""
    family = model.family
    while family and family not in USUAL:
        family = family.rpartition("-")[0]
    steps, guidance = USUAL.get(family, (30, 5.0))
    given = model.defaults
    return int(given.get("steps", steps)), float(given.get("guidance_scale", guidance))


def frame_rate(model: Model) -> int:
    """Frames per second of a clip."""
    family = next((name for name in FPS if begins(model.family, (name,))), "")
    return int(model.defaults.get("fps", FPS.get(family, 8)))


def native(model: Model, folder: Path | None) -> tuple[int, int]:
    """(width, height) that a checkpoint does best.

    Args:
        folder: where its configuration is; None when it is not here.
    """
    if model.entry and model.entry.width and model.entry.height:
        return model.entry.width, model.entry.height
    if folder is None:
        return LARGE, LARGE
    for name in ("unet", "transformer"):
        side = files.config(folder, name).get("sample_size")
        if isinstance(side, int) and side:
            return side * scale(folder), side * scale(folder)
        if isinstance(side, list) and len(side) == 2:
            return side[1] * scale(folder), side[0] * scale(folder)
    return (1024, 1024) if model.kind == "image" else (256, 256)


def scale(folder: Path | None) -> int:
    """Pixels per latent."""
    config = files.config(folder, "vae") if folder else {}
    levels = config.get("block_out_channels") or config.get("encoder_block_out_channels")
    return int(2 ** (len(levels) - 1)) if levels else 8


def grain(folder: Path | None) -> int:
    """What both sides of a picture must be a multiple of, in pixels."""
    net = files.config(folder, "transformer") if folder else {}
    if not net:
        return scale(folder)
    patch = net.get("patch_size", 1)
    patch = max(patch[1:]) if isinstance(patch, list) else patch
    packed = 2 if "Flux" in str(net.get("_class_name", "")) or "QwenImage" in str(net.get("_class_name", "")) else 1
    return scale(folder) * int(patch or 1) * packed


def best_grain(folder: Path | None, side: int) -> int:
    """What both sides are rounded to where they may be chosen."""
    least = grain(folder)
    return 64 if side >= LARGE and 64 % least == 0 else least


def where(model: Model, settings: Any) -> Path | None:
    """Where the configuration of a checkpoint is; None when it is not here."""
    try:
        return files.config_folder(model, settings)
    except CastaliaError:
        return None


def begins(family: str, table: tuple[str, ...]) -> bool:
    """Whether a family is one of a table, or a kind of one."""
    return any(family == name or family.startswith(name + "-") for name in table)
