"""Recipe for a picture without its background."""

from __future__ import annotations

from typing import ClassVar, Literal

from castalia.recipes.base import FileRef, Recipe, field


class Cutout(Recipe):
    """Cut the subject out of a picture."""

    kind: ClassVar[str] = "cutout"
    main: ClassVar[str] = "image"
    suffixes: ClassVar[tuple[str, ...]] = (".png", ".webp", ".jpg", ".jpeg")

    image: FileRef = field(title="Image", help="The picture to cut out of.", accept="image/", examples=("photo.png",))
    box: str = field(
        "", title="Box", examples=("40,20,300,400",),
        help="Where the subject is, as left,top,width,height in pixels; empty lets the engine find it.",
    )  # fmt: skip
    background: str = field(
        "transparent", title="Background", examples=("transparent", "white", "black", "#20a040"),
        help="What is behind the subject afterwards: transparent, or a colour by name or as #rrggbb.",
    )  # fmt: skip
    feather: float = field(
        0.0, title="Feather", help="Softens the edge of the cut by this radius.", ge=0, le=50, unit="px", advanced=True
    )
    keep_mask: bool = field(
        False, title="Keep mask", help="Keep the mask beside the picture too.", group="output", advanced=True
    )
    model: str | None = field(
        None, title="Model", group="model", cost="load", examples=("clipseg",),
        help="The segmentation model to use; empty takes an installed one, else none is needed.",
    )  # fmt: skip
    format: Literal["png", "webp", "jpg"] = field(
        "png", title="Format", help="File format; jpg has no transparency.", group="output", advanced=True
    )
