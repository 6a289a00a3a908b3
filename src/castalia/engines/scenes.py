"""What the clay engines of all modalities share: from a prompt to a scene, and what they refuse."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from castalia.clay.layout import STYLES
from castalia.clay.scene import Understanding
from castalia.errors import BadInput

if TYPE_CHECKING:
    from castalia.clay.scene import Scene
    from castalia.recipes import Image, Mesh, Video

VERSION = "2"
"""Of the clay world as a whole: goes up when any of its pictures, clips or meshes changes."""

LIBRARIES = ("numpy", "scipy", "numba")

FOREIGN = frozenset({
    "image", "strength", "mask", "region", "outpaint", "control", "control_type", "control_model", "compose_with_clay",
    "reference", "lora", "embedding", "hires", "detail", "seamless", "batch", "precision", "offload",
    "scheduler", "sigmas",
})  # fmt: skip
"""Fields of diffusion models that a drawn world has no use for."""


def scene_of(prompt: str, negative_prompt: str, style: str, seed: int) -> Understanding:
    """The scene that a prompt means; `BadInput` when not a word of it is known."""
    from castalia.clay.parse import parse

    understood = parse(prompt, negative_prompt=negative_prompt, style=style, seed=seed)
    if not understood.heard:
        raise BadInput(
            f"the clay world knows none of these words: {', '.join(understood.not_understood[:6]) or prompt[:40]}",
            hint="name a thing or a place it knows, for example 'a cat on the beach at sunset'",
        )
    return understood


def style_of(style: str) -> str:
    """The style itself when the clay world has it; `BadInput` otherwise."""
    if style == "auto" or style in STYLES:
        return style
    near = difflib.get_close_matches(style, STYLES, n=1)
    raise BadInput(
        f"the clay world has no style '{style}'",
        hint=f"did you mean '{near[0]}'?" if near else f"styles are auto, {', '.join(STYLES)}",
    )


def check(recipe: Image | Video | Mesh) -> None:
    """Refuse a style that does not exist and a prompt that means nothing; a scene file is looked at when it is read."""
    style = style_of(getattr(recipe, "style", "auto"))
    if recipe.scene is None:
        scene_of(recipe.prompt, recipe.negative_prompt, style, recipe.seed or 0)


def understood(recipe: Image | Video | Mesh, open_file: Callable[[str], Path]) -> tuple[Understanding, list[str]]:
    """The scene of a recipe, from its scene file if it has one, else from its prompt; and remarks for the user.

    What the file says counts, its seed included; the prompt is then only the title. A style that the recipe names
    is taken instead of the file's.
    """
    style, seed = getattr(recipe, "style", "auto"), recipe.seed or 0
    if recipe.scene is None:
        return scene_of(recipe.prompt, recipe.negative_prompt, style, seed), []
    from castalia.clay.scene_file import read_scene
    from castalia.clay.words import language_of

    scene: Scene = read_scene(open_file(recipe.scene))
    if style != "auto":
        scene = scene.model_copy(update={"style": style})
    notes = ["the scene file says what is seen; the prompt is its title"]
    if scene.seed != seed:
        notes.append(f"the seed is that of the scene file, {scene.seed}")
    told = Understanding(scene=scene, language=language_of(recipe.prompt), heard=(), not_understood=())
    return told, notes


def report(told: Understanding, notes: list[str], **more: Any) -> dict[str, Any]:
    """The report of a clay engine: what was understood, the scene, remarks, and `more`."""
    said = {**told.report(), **more, "scene": told.scene.model_dump(mode="json")}
    return {**said, "notes": notes} if notes else said
