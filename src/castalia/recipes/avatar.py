"""Recipe for an avatar: words become a portrait, the portrait a 3D head."""

from __future__ import annotations

from typing import ClassVar

from castalia.recipes.base import MAX_SEED, Language, Prompt, Recipe, field


class Avatar(Recipe):
    """Make an avatar: words become a portrait, the portrait becomes a 3D head that turns on a page."""

    kind: ClassVar[str] = "avatar"
    suffixes: ClassVar[tuple[str, ...]] = (".html",)
    folder: ClassVar[bool] = True

    prompt: Prompt = field(
        title="Prompt", help="Who it is: age, hair, clothes, mood, style.", multiline=True,
        examples=("a portrait of a young woman with long red hair and round glasses", "一位白胡子老人的肖像"),
    )  # fmt: skip
    review: bool = field(
        False, title="Review", help="Stop after the portrait; the same command without it goes on from there."
    )
    style: str = field(
        "auto", title="Style", help="How the portrait looks; auto takes the style that the prompt names.",
        examples=("clay", "photo", "watercolor", "comic"),
    )  # fmt: skip
    image_model: str | None = field(
        None, title="Image model", help="The model that draws the portrait; empty is the clay world or the one that "
        "is set in the settings.", group="model", cost="load",
    )  # fmt: skip
    image_engine: str = field(
        "auto", title="Image engine", help="Engine that draws.", group="engine", advanced=True, cost="load"
    )
    face_engine: str = field(
        "auto", title="Face engine", help="Engine that models.", group="engine", advanced=True, cost="load"
    )
    language: Language = field("auto", title="Language", help="Language of the page; auto takes the prompt's.")
    seed: int = field(0, title="Seed", help="Another seed makes another person.", ge=0, le=MAX_SEED)
