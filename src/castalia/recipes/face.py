"""Recipe for a face in 3D: from a photo or a drawn portrait to a textured head."""

from __future__ import annotations

from typing import ClassVar, Literal

from castalia.recipes.base import FileRef, Recipe, field


class FaceMesh(Recipe):
    """Turn the face in a picture into a textured 3D head, with a turntable and a sheet that shows how."""

    kind: ClassVar[str] = "face"
    main: ClassVar[str] = "image"
    suffixes: ClassVar[tuple[str, ...]] = (".glb", ".obj", ".mp4", ".gif", ".png", ".json")
    folder: ClassVar[bool] = True

    image: FileRef = field(
        title="Picture", help="A picture in which a face is seen from the front.", accept="image/",
        examples=("portrait.jpg",),
    )  # fmt: skip
    face: int = field(
        0, title="Face", help="Which face when there are several, counted from the left; 0 takes the largest.",
        ge=0, le=50,
    )  # fmt: skip
    extent: Literal["head", "mask"] = field(
        "head", title="Extent", help="The whole head with hair, ears and neck, or only the face as a mask."
    )
    hair: Literal["auto", "none"] = field(
        "auto", title="Hair", help="auto takes shape and colour of the hair from the picture; none leaves the skull."
    )
    texture_size: int = field(
        1024, title="Texture", help="Side of the square texture.", ge=256, le=4096, step=256, unit="px", group="size"
    )
    turntable: Literal["mp4", "gif", "both", "none"] = field(
        "both", title="Turntable", help="The head turned once round: as mp4, as gif, both or not at all.",
        group="output",
    )  # fmt: skip
    frames: int = field(
        100, title="Frames", help="Frames of the turntable, 25 in a second.", ge=8, le=500, group="output",
        advanced=True,
    )  # fmt: skip
    size: int = field(
        512, title="Size", help="Side of the frames of the turntable.", ge=128, le=1920, step=2, unit="px",
        group="size", advanced=True,
    )  # fmt: skip
    consent: str = field(
        "", title="Consent", examples=("my own face", "model release of 2026-03-01"),
        help="Whose face it is and how that person agreed; kept in the file. A server may demand it.",
        group="consent",
    )  # fmt: skip
    model: str | None = field(
        None, title="Model", help="The reconstruction model to use; empty needs none.", group="model", cost="load"
    )
