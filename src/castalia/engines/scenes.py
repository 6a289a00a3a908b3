"""What the clay engines of all modalities share: from a prompt to a scene, and what they refuse."""

from __future__ import annotations

import difflib

from castalia.clay.layout import STYLES
from castalia.clay.scene import Understanding
from castalia.errors import BadInput

VERSION = "1"
"""Of the clay world as a whole: goes up when any of its pictures, clips or meshes changes."""

LIBRARIES = ("numpy", "scipy", "numba")


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
