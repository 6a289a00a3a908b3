"""Recipe for a picture."""

from __future__ import annotations

from typing import ClassVar, Literal

from castalia.recipes.base import FileRef, Prompt, Recipe, Seed, field


class Image(Recipe):
    """Draw a picture."""

    kind: ClassVar[str] = "image"
    suffixes: ClassVar[tuple[str, ...]] = (".png", ".jpg", ".jpeg", ".webp")

    prompt: Prompt = field(
        title="Prompt",
        help="What to see: subjects, place, light, style.",
        multiline=True,
        examples=("a red donut and a blue cup on the moon, watercolor", "一只柴犬在月球上，夜晚"),
    )
    negative_prompt: str = field(
        "", title="Negative prompt", help="What must not be in it.", examples=("trees, people",)
    )
    style: str = field(
        "auto",
        title="Style",
        help="How it looks; auto takes the style that the prompt names.",
        examples=(
            "clay", "photo", "watercolor", "oil", "impressionist", "ink", "pencil", "line_art", "comic", "pixel",
            "paper_cut", "low_poly", "blueprint", "cyberpunk", "steampunk", "stained_glass", "soft", "vaporwave",
        ),
    )  # fmt: skip
    width: int = field(
        768, title="Width", help="Width of the picture.", ge=64, le=4096, step=8, unit="px", group="size"
    )
    height: int = field(
        768, title="Height", help="Height of the picture.", ge=64, le=4096, step=8, unit="px", group="size"
    )
    quality: Literal["draft", "normal", "fine"] = field(
        "normal", title="Quality", help="draft skips anti-aliasing, fine takes more samples at edges.",
        group="size", advanced=True,
    )  # fmt: skip
    layers: tuple[Literal["depth", "normals", "mask", "edges", "caption", "scene"], ...] = field(
        (), title="Layers", group="output", advanced=True,
        help="What else to keep beside the picture: depth, normals, a mask of the things with their names, edges, "
        "a caption, the scene as JSON.",
    )  # fmt: skip
    scene: FileRef | None = field(
        None, title="Scene", group="scene", advanced=True,
        help="A scene file (JSON) that says what is seen in place of the prompt; the layer scene of a picture is one.",
    )  # fmt: skip
    format: Literal["png", "jpg", "webp"] = field(
        "png", title="Format", help="File format; png is lossless.", group="output", advanced=True
    )
    model: str | None = field(
        None,
        title="Model",
        help="The model an engine should use.",
        group="engine",
        advanced=True,
        cost="load",
    )
    seed: Seed = field(None, title="Seed", help="The same seed gives the same picture; empty takes a new one.")
