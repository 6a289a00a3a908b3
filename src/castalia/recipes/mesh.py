"""Recipe for a 3D model."""

from __future__ import annotations

from typing import ClassVar, Literal

from castalia.recipes.base import Prompt, Recipe, Seed, field


class Mesh(Recipe):
    """Model a thing in 3D."""

    kind: ClassVar[str] = "mesh"
    suffixes: ClassVar[tuple[str, ...]] = (".glb", ".obj")

    prompt: Prompt = field(
        title="Prompt",
        help="What to model.",
        multiline=True,
        examples=("a red rocket", "一只橙色的猫"),
    )
    negative_prompt: str = field("", title="Negative prompt", help="What must not be in it.")
    extent: Literal["subjects", "scene"] = field(
        "subjects", title="Extent", help="The subjects alone, or the whole scene with its ground and props."
    )
    resolution: int = field(
        112, title="Resolution", help="Cells along the longest side; more is finer and slower.",
        ge=32, le=320, step=16, unit="cells", group="size",
    )  # fmt: skip
    format: Literal["glb", "obj"] = field("glb", title="Format", help="File format.", group="output", advanced=True)
    model: str | None = field(
        None,
        title="Model",
        help="The model an engine should use.",
        group="engine",
        advanced=True,
        cost="load",
    )
    seed: Seed = field(None, title="Seed", help="The same seed gives the same model; empty takes a new one.")
