"""Recipe for a picture."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from castalia.recipes.base import FileRef, Prompt, Seed, field
from castalia.recipes.sampling import Sampled

ASPECTS = ("1:1", "5:4", "4:3", "3:2", "16:9", "2:1", "21:9", "4:5", "3:4", "2:3", "9:16", "1:2", "9:21")
CONTROLS = ("canny", "depth", "normal", "pose", "scribble", "mask", "tile", "none")

Scale = Annotated[float, Field(ge=0, le=2)]


class Image(Sampled):
    """Draw a picture, or change one."""

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
    width: int | None = field(
        None, title="Width", help="Width of the picture; empty takes what the engine does best.", ge=64, le=4096,
        step=8, unit="px", group="size",
    )  # fmt: skip
    height: int | None = field(
        None, title="Height", help="Height of the picture; empty takes what the engine does best.", ge=64, le=4096,
        step=8, unit="px", group="size",
    )  # fmt: skip
    aspect: Literal["auto", *ASPECTS] = field(  # type: ignore[valid-type]
        "auto", title="Aspect ratio", group="size",
        help="Shape of the picture where width and height are left open; auto is that of the engine or of the image.",
    )  # fmt: skip
    quality: Literal["draft", "normal", "fine"] = field(
        "normal", title="Quality", help="draft skips anti-aliasing, fine takes more samples at edges.",
        group="size", advanced=True,
    )  # fmt: skip
    batch: int = field(
        1, title="Batch", help="Pictures made together, with seeds that rise by one.", ge=1, le=64, group="size",
        advanced=True,
    )  # fmt: skip

    image: FileRef | None = field(
        None, title="Image", group="picture in", accept="image/",
        help="A picture to start from: it is changed as far as the strength allows.",
    )  # fmt: skip
    strength: float | None = field(
        None, title="Strength", group="picture in", ge=0, le=1,
        help="How far the image may change: 0 not at all, 1 entirely; empty takes what the model is made for.",
    )  # fmt: skip
    mask: FileRef | None = field(
        None, title="Mask", group="picture in", accept="image/",
        help="What may change in the image: white is painted anew, black stays.",
    )  # fmt: skip
    region: str = field(
        "", title="Region", group="picture in", advanced=True, examples=("face", "background", "subject", "sky"),
        help="What may change in the image, by name or as left,top,width,height in pixels, instead of a mask.",
    )  # fmt: skip
    outpaint: str = field(
        "", title="Outpaint", group="picture in", advanced=True,
        help="Pixels to add around the image: one number, or left,top,right,bottom.",
    )  # fmt: skip

    control: tuple[FileRef, ...] = field(
        (), title="Control", group="control", advanced=True, accept="image/",
        help="Pictures that say where things are; a preprocessor makes the map that the ControlNet wants.",
    )  # fmt: skip
    control_type: tuple[Literal[CONTROLS], ...] = field(  # type: ignore[valid-type]
        (), title="Control type", group="control", advanced=True,
        help="What to take from each control picture; none takes it as it is.",
    )  # fmt: skip
    control_model: tuple[str, ...] = field(
        (), title="Control model", group="control", advanced=True, cost="load",
        help="The ControlNet of each control; empty takes the catalogue's for the type and the model.",
    )  # fmt: skip
    control_scale: tuple[Scale, ...] = field(
        (), title="Control scale", group="control", advanced=True,
        help="How strongly each control counts, 1 when left out.",
    )  # fmt: skip
    compose_with_clay: bool = field(
        False, title="Compose with clay", group="control", advanced=True,
        help="Draw the prompt in the clay world first and take its depth as a control.",
    )  # fmt: skip
    reference: tuple[FileRef, ...] = field(
        (), title="Reference", group="control", advanced=True, accept="image/",
        help="Pictures whose content or look is taken over (IP-Adapter).",
    )  # fmt: skip
    reference_scale: float = field(
        0.6, title="Reference scale", help="How strongly the references count.", ge=0, le=2, group="control",
        advanced=True,
    )  # fmt: skip

    hires: float = field(
        1.0, title="Hires fix", group="finish", ge=1, le=4, advanced=True,
        help="Make it small, enlarge it by this factor and go over it again; 1 is off.",
    )  # fmt: skip
    hires_strength: float = field(
        0.5, title="Hires strength", help="How far the second pass of the hires fix may change it.", ge=0, le=1,
        group="finish", advanced=True,
    )  # fmt: skip
    detail: Literal["none", "faces", "subjects"] = field(
        "none", title="Detail pass", group="finish", advanced=True,
        help="What is cut out, gone over again at full size and put back.",
    )  # fmt: skip
    seamless: bool = field(
        False, title="Seamless", help="The edges fit each other, for a texture that tiles.", group="finish",
        advanced=True,
    )  # fmt: skip
    transparent: bool = field(
        False, title="Transparent", help="Leave the background out; png and webp only.", group="finish", advanced=True
    )

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
    seed: Seed = field(None, title="Seed", help="The same seed gives the same picture; empty takes a new one.")
