"""Recipe for a 3D model."""

from __future__ import annotations

from typing import ClassVar, Literal

from castalia.recipes.base import FileRef, Prompt, Recipe, Seed, field


class Mesh(Recipe):
    """Model a thing in 3D."""

    kind: ClassVar[str] = "mesh"
    suffixes: ClassVar[tuple[str, ...]] = (".glb", ".obj", ".stl")

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
    scene: FileRef | None = field(
        None, title="Scene", group="scene", advanced=True,
        help="A scene file (JSON) that says what is seen in place of the prompt; the layer scene of a picture is one.",
    )  # fmt: skip
    format: Literal["glb", "obj", "stl"] = field(
        "glb",
        title="Format",
        help="glb and obj have colours; stl is for printing, 50 mm to the metre.",
        group="output",
        advanced=True,
    )
    model: str | None = field(
        None,
        title="Model",
        help="The model an engine should use.",
        group="engine",
        advanced=True,
        cost="load",
    )
    seed: Seed = field(None, title="Seed", help="The same seed gives the same model; empty takes a new one.")
