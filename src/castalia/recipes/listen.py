"""Recipe for listening to a picture: what the person in it might say, spoken by that person."""

from __future__ import annotations

from typing import ClassVar, Literal

from castalia.recipes.base import MAX_SEED, FileRef, Language, Recipe, field
from castalia.recipes.portrait import Emotion


class Listen(Recipe):
    """Listen to a picture: describe it, write what the person in it might say, and let that person say it."""

    kind: ClassVar[str] = "listen"
    main: ClassVar[str] = "image"
    suffixes: ClassVar[tuple[str, ...]] = (".html",)
    folder: ClassVar[bool] = True

    image: FileRef = field(title="Picture", help="A picture of somebody.", accept="image/", examples=("portrait.jpg",))
    about: str = field(
        "", title="About", help="What the person shall talk about; empty lets the picture decide.",
        examples=("the first day in a new city", "为什么喜欢下雨天"),
    )  # fmt: skip
    language: Language = field(
        "auto", title="Language", help="Language of the words; auto is that of `about`, else English."
    )
    tone: Literal["neutral", "warm", "funny", "dramatic", "mysterious", "scholarly"] = field(
        "warm", title="Tone", help="The mood of the words."
    )
    length: Literal["short", "medium", "long"] = field("short", title="Length", help="About 10, 20 or 40 seconds.")
    stop_after: Literal["describe", "write", "voice", "speak", "animate"] = field(
        "animate", title="Stop after", help="The last stage to carry out; the same command goes on from there later."
    )
    description: str = field(
        "", title="Description", help="What the picture shows, in place of the description made.", multiline=True,
        group="edit",
    )  # fmt: skip
    words: str = field(
        "", title="Words", help="What the person says, in place of the words written.", multiline=True, group="edit"
    )
    voice: str = field(
        "auto", title="Voice", help="The voice; auto takes one that fits the person.", group="edit",
        examples=("auto", "female", "male", "child"),
    )  # fmt: skip
    emotion: Literal["auto", Emotion] = field(
        "auto", title="Emotion", help="What the face shows; auto follows the tone.", group="edit"
    )
    face: int = field(0, title="Face", help="Which face, counted from the left; 0 takes the largest.", ge=0, le=50)
    consent: str = field(
        "", title="Consent", examples=("my own face",), group="consent",
        help="Whose face it is and how that person agreed; kept in the file. A server may demand it.",
    )  # fmt: skip
    text_engine: str = field(
        "auto", title="Text engine", help="Engine that writes.", group="engine", advanced=True, cost="load"
    )
    speech_engine: str = field(
        "auto", title="Speech engine", help="Engine that speaks.", group="engine", advanced=True, cost="load"
    )
    seed: int = field(0, title="Seed", help="Another seed finds other words.", ge=0, le=MAX_SEED)
