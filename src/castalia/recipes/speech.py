"""Recipe for speech: text read aloud."""

from __future__ import annotations

from typing import ClassVar, Literal

from castalia.recipes.base import Prompt, Recipe, field


class Speech(Recipe):
    """Read text aloud."""

    kind: ClassVar[str] = "speech"
    main: ClassVar[str] = "text"
    suffixes: ClassVar[tuple[str, ...]] = (".wav", ".mp3", ".flac", ".ogg")

    text: Prompt = field(
        title="Text",
        help="What to say.",
        multiline=True,
        examples=("Hello, and welcome to the studio.", "你好，欢迎来到创作工作室。"),
    )
    language: str = field(
        "auto", title="Language", help="Language of the voice, e.g. en or zh; auto hears it in the text.",
        examples=("auto", "en", "zh"),
    )  # fmt: skip
    voice: str = field(
        "auto", title="Voice", help="Name of the voice; auto takes one that fits the language.",
        examples=("auto", "female", "male", "child", "narrator"),
    )  # fmt: skip
    speaker: str = field(
        "", title="Speaker", advanced=True, multiline=True, examples=("an old man with a beard", "一个小女孩"),
        help="Who speaks, in words; the voice auto then is one that fits.",
    )  # fmt: skip
    rate: float = field(1.0, title="Rate", help="Speed of speaking; 1 is normal.", ge=0.5, le=2.0, unit="x")
    pitch: float = field(0.0, title="Pitch", help="Raises or lowers the voice.", ge=-12, le=12, unit="semitones")
    format: Literal["wav", "mp3", "flac", "ogg"] = field(
        "wav", title="Format", help="File format; wav and flac are lossless.", group="output", advanced=True
    )
    model: str | None = field(
        None,
        title="Model",
        help="The model an engine should use.",
        group="engine",
        advanced=True,
        cost="load",
    )
