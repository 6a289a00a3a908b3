"""Recipe for a larger picture of the same thing."""

from __future__ import annotations

from typing import ClassVar, Literal

from castalia.recipes.base import FileRef, Recipe, field


class Upscale(Recipe):
    """Enlarge a picture."""

    kind: ClassVar[str] = "upscale"
    main: ClassVar[str] = "image"
    suffixes: ClassVar[tuple[str, ...]] = (".png", ".jpg", ".jpeg", ".webp")

    image: FileRef = field(title="Image", help="The picture to enlarge.", accept="image/", examples=("photo.png",))
    factor: float = field(2.0, title="Factor", help="How many times as wide and as high it becomes.", ge=1, le=8)
    sharpen: float = field(
        0.5, title="Sharpen", ge=0, le=1,
        help="How much edges are sharpened by the engine that resamples; 0 is plain Lanczos.",
    )  # fmt: skip
    model: str | None = field(
        None, title="Model", group="model", cost="load", examples=("realesrgan-x4",),
        help="The upscaler to use: an id of `castalia models list`, a folder or a file; empty takes an installed one.",
    )  # fmt: skip
    tile: int | None = field(
        None, title="Tile", group="machine", advanced=True, ge=32, le=4096, step=8, unit="px",
        help="Side of the parts in which a model enlarges it; empty takes what memory allows.",
    )  # fmt: skip
    precision: Literal["auto", "fp32", "fp16", "bf16"] = field(
        "auto", title="Precision", group="machine", advanced=True, cost="load",
        help="Number format of a model; auto takes what the machine does well.",
    )  # fmt: skip
    format: Literal["png", "jpg", "webp"] = field(
        "png", title="Format", help="File format; png is lossless.", group="output", advanced=True
    )
