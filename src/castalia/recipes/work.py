"""Recipes for works: things made of many recipes."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator

from castalia.recipes.base import MAX_SEED, Language, Prompt, Recipe, field

Modality = Literal["text", "image", "speech", "music", "video", "mesh"]
ALL_MODALITIES: tuple[Modality, ...] = ("text", "image", "speech", "music", "video", "mesh")


def _in_order(values: tuple[Modality, ...]) -> tuple[Modality, ...]:
    """Each modality once, in the canonical order; text always, for the page is built on it."""
    return tuple(m for m in ALL_MODALITIES if m in values or m == "text")


class StoryPage(Recipe):
    """Make an illustrated, narrated story page with music, a clip and a 3D model."""

    kind: ClassVar[str] = "story-page"
    suffixes: ClassVar[tuple[str, ...]] = (".html",)
    folder: ClassVar[bool] = True

    prompt: Prompt = field(
        title="Prompt",
        help="What the story is about.",
        multiline=True,
        examples=(
            "一位探险家在热带雨林中发现了一种未知的荧光植物",
            "A lighthouse keeper's cat finds a message in a bottle on the rocky coast",
        ),
    )
    modalities: Annotated[tuple[Modality, ...], AfterValidator(_in_order)] = field(
        ALL_MODALITIES, title="Modalities", help="What the page holds; the text is always there."
    )
    consistency: float = field(
        0.8, title="Consistency", help="How much of the brief (cast, place, light, style, mood) every part must keep.",
        ge=0, le=1,
    )  # fmt: skip
    language: Language = field("auto", title="Language", help="Language of the page; auto takes the prompt's.")
    illustrations: int = field(4, title="Illustrations", help="Number of pictures.", ge=1, le=8)
    style: str = field(
        "auto", title="Style", help="How the pictures look; auto takes the style that the prompt names.",
        examples=("clay", "watercolor", "ink", "pixel", "pencil", "oil"),
    )  # fmt: skip
    tone: Literal["auto", "warm", "funny", "dramatic", "mysterious"] = field(
        "auto", title="Tone", help="The mood of the story; auto takes it from the prompt."
    )
    length: Literal["short", "medium", "long"] = field("medium", title="Length", help="About 5, 7 or 10 paragraphs.")
    voice: str = field("auto", title="Voice", help="Name of the narrator's voice.", advanced=True)
    seed: int = field(0, title="Seed", help="Another seed tells another version.", ge=0, le=MAX_SEED)
    text_engine: str = field(
        "auto", title="Text engine", help="Engine that writes.", group="engine", advanced=True, cost="load"
    )
    image_engine: str = field(
        "auto", title="Image engine", help="Engine that draws.", group="engine", advanced=True, cost="load"
    )
    speech_engine: str = field(
        "auto", title="Speech engine", help="Engine that speaks.", group="engine", advanced=True, cost="load"
    )
    music_engine: str = field(
        "auto", title="Music engine", help="Engine that plays.", group="engine", advanced=True, cost="load"
    )
    video_engine: str = field(
        "auto", title="Video engine", help="Engine that films.", group="engine", advanced=True, cost="load"
    )
    mesh_engine: str = field(
        "auto", title="Mesh engine", help="Engine that models.", group="engine", advanced=True, cost="load"
    )
