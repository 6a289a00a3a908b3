"""Recipe for an experiment: the same thing made with different settings, measured and set side by side."""

from __future__ import annotations

import re
from typing import ClassVar, Literal

from castalia.recipes.base import Prompt, Recipe, Seed, field

_HASH = re.compile(r"sha256:[0-9a-f]{64}")


class Compare(Recipe):
    """Make the same thing with different settings and set the results side by side."""

    kind: ClassVar[str] = "compare"
    suffixes: ClassVar[tuple[str, ...]] = (".html",)
    folder: ClassVar[bool] = True

    prompt: Prompt = field(
        title="Prompt", help="What is made each time.", multiline=True, examples=("a red fox in the snow",)
    )
    of: Literal["image", "video", "text", "speech", "music", "mesh"] = field(
        "image", title="Of", help="What kind of thing is made."
    )
    axis: tuple[str, ...] = field(
        (),
        title="Axis",
        help="A field and the values it takes in turn, as steps=10,20,40; a | separates values that hold commas.",
    )
    settings: tuple[str, ...] = field(
        (), title="Settings", help="Fields that are the same in all, as width=512.", advanced=True
    )
    seed: Seed = field(None, title="Seed", help="The seed of all; empty takes a new one.")

    def file_refs(self) -> tuple[str, ...]:
        """Content hashes of the files that fields and axes name."""
        return tuple(dict.fromkeys(ref for text in (*self.settings, *self.axis) for ref in _HASH.findall(text)))
