"""Recipe for a description: what a picture shows, in words."""

from __future__ import annotations

from typing import ClassVar, Literal

from castalia.recipes.base import FileRef, Language, Recipe, field


class Describe(Recipe):
    """Say in words what a picture shows."""

    kind: ClassVar[str] = "describe"
    main: ClassVar[str] = "image"
    suffixes: ClassVar[tuple[str, ...]] = (".md", ".txt")

    image: FileRef = field(title="Picture", help="The picture to describe.", accept="image/", examples=("photo.jpg",))
    language: Language = field("auto", title="Language", help="Language of the description; auto is English.")
    detail: Literal["sentence", "paragraph", "full"] = field(
        "paragraph", title="Detail", help="One sentence, a paragraph, or all that was measured as well."
    )
    model: str | None = field(
        None, title="Model", help="The captioning model to use; empty needs none.", group="model", cost="load",
        examples=("blip-large",),
    )  # fmt: skip
