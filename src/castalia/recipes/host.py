"""Recipe for a virtual presenter: a script becomes a presented video."""

from __future__ import annotations

from typing import ClassVar, Literal

from castalia.recipes.base import MAX_SEED, FileRef, Prompt, Recipe, field


class Host(Recipe):
    """Let a presenter, a photo or a clay character, present a script with slides, a lower third and subtitles."""

    kind: ClassVar[str] = "host"
    main: ClassVar[str] = "script"
    suffixes: ClassVar[tuple[str, ...]] = (".mp4", ".webm")

    script: Prompt = field(
        title="Script", multiline=True,
        help="What is presented. [smile], [calm], [surprise], [sad] set the face from there on, [pause] or [2s] waits, "
        "[slide 2] or [slide next] shows a slide, [slide off] none.",
        examples=(
            "[smile] Welcome to Castalia! [pause] [slide 1] This is what we made today.",
            "[smile] 欢迎来到创作工作室！[pause] [slide 1] 这是我们今天的作品。",
        ),
    )  # fmt: skip
    portrait: FileRef | None = field(
        None, title="Portrait", accept="image/", help="A picture of the presenter; empty makes one from `presenter`."
    )
    presenter: str = field(
        "auto", title="Presenter", help="Who presents, in words, when there is no portrait.",
        examples=("auto", "a portrait of a woman with glasses", "a robot", "一只戴眼镜的猫"),
    )  # fmt: skip
    slides: tuple[FileRef, ...] = field(
        (), title="Slides", accept="image/", help="Pictures that are shown behind the presenter, in this order."
    )
    name: str = field(
        "", title="Name", help="The presenter's name, shown below; empty shows no lower third.", group="look"
    )
    title: str = field("", title="Title", help="What stands under the name.", group="look")
    background: str = field(
        "auto", title="Background", help="What is behind the presenter: a colour by name or #rrggbb, or a place in "
        "words; auto keeps the portrait's own.", group="look", examples=("auto", "#1d3557", "a library", "海边"),
    )  # fmt: skip
    subtitles: Literal["burned", "file", "both", "none"] = field(
        "both", title="Subtitles", help="Burned into the picture, as an .srt file, both or none.", group="look"
    )
    width: int = field(
        1280, title="Width", help="Width of the video.", ge=256, le=3840, step=2, unit="px", group="size"
    )
    height: int = field(
        720, title="Height", help="Height of the video.", ge=256, le=2160, step=2, unit="px", group="size"
    )
    fps: Literal["25", "30"] = field("25", title="Frame rate", help="Frames per second.", group="size")
    language: str = field(
        "auto", title="Language", help="Language of the script; auto sees it in the text.", group="voice",
        examples=("auto", "en", "zh"),
    )  # fmt: skip
    voice: str = field(
        "auto", title="Voice", help="Name of the voice; auto takes one that fits the presenter.", group="voice",
        examples=("auto", "female", "male", "narrator"),
    )  # fmt: skip
    rate: float = field(
        1.0, title="Rate", help="Speed of speaking; 1 is normal.", ge=0.5, le=2.0, unit="x", group="voice"
    )
    music: FileRef | None = field(
        None, title="Music", help="A sound file that plays softly under the words.", group="sound", accept="audio/"
    )
    badge: bool = field(
        False, title="Badge", help="Shows a small visible mark AI-generated; the one inside the file is always there.",
        group="output",
    )  # fmt: skip
    consent: str = field(
        "", title="Consent", examples=("my own face",), group="consent",
        help="Whose face and voice it is and how they agreed; kept in the file. A server may demand it.",
    )  # fmt: skip
    speech_engine: str = field(
        "auto", title="Speech engine", help="Engine that speaks.", group="engine", advanced=True, cost="load"
    )
    format: Literal["mp4", "webm"] = field(
        "mp4", title="Format", help="mp4 is h264 + aac, webm is vp9 + opus.", group="output", advanced=True
    )
    seed: int = field(0, title="Seed", help="Another seed moves and looks another way.", ge=0, le=MAX_SEED)
