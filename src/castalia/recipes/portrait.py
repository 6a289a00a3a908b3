"""Recipe for a talking portrait: a picture of somebody speaks, or moves as somebody else does."""

from __future__ import annotations

from typing import ClassVar, Literal

from castalia.recipes.base import FileRef, Recipe, Seed, field

Emotion = Literal["neutral", "smile", "calm", "surprise", "sad", "angry", "serious"]
Template = Literal["none", "nod", "shake", "greet", "laugh", "listen", "think", "surprise", "wink", "sing"]


class TalkingPortrait(Recipe):
    """Let the person in a picture speak a text or a recording, or move as in another video."""

    kind: ClassVar[str] = "talk"
    main: ClassVar[str] = "image"
    suffixes: ClassVar[tuple[str, ...]] = (".mp4", ".webm", ".gif")

    image: FileRef = field(
        title="Picture", help="A picture in which a face is seen from the front.", accept="image/",
        examples=("portrait.jpg",),
    )  # fmt: skip
    say: str = field(
        "", title="Say", multiline=True, examples=("Hello! I am so glad you are here.", "大家好，欢迎来到创作工作室。"),
        help="The words to speak. [smile], [calm], [surprise], [sad] change the face from there on, [pause] or [2s] "
        "wait; a line that begins with 1: or 2: is spoken by the first or second face from the left.",
    )  # fmt: skip
    audio: tuple[FileRef, ...] = field(
        (), title="Audio", accept="audio/", group="sound",
        help="A recording to speak, in any language; several are for several faces from the left.",
    )  # fmt: skip
    text: str = field(
        "", title="Text of the audio", group="sound", advanced=True, multiline=True,
        help="What is said in the recording; with it the lips are aligned more exactly.",
    )  # fmt: skip
    timings: FileRef | None = field(
        None, title="Timings", group="sound", advanced=True,
        help="Phoneme times (JSON) as a voice of the studio writes them beside the recording.",
    )  # fmt: skip
    drive: FileRef | None = field(
        None, title="Driving video", accept="video/", group="drive",
        help="A video of somebody whose head and face the portrait follows; its sound is kept.",
    )  # fmt: skip
    template: Template = field(
        "none", title="Template", help="A ready-made movement, with or without words.", group="drive"
    )
    face: int = field(
        0, title="Face", help="Which face when there are several, counted from the left; 0 takes the largest.",
        ge=0, le=50,
    )  # fmt: skip
    emotion: Emotion = field("neutral", title="Emotion", help="What the face shows while it speaks.")
    liveliness: float = field(
        0.5, title="Liveliness", help="How much head, brows and eyes move by themselves: 0 is still, 1 lively.",
        ge=0, le=1,
    )  # fmt: skip
    gaze: Literal["camera", "wander", "left", "right", "up", "down"] = field(
        "camera", title="Gaze", help="Where the eyes look; wander leaves the camera now and then."
    )
    framing: Literal["crop", "full"] = field(
        "full", title="Framing", help="The full picture, or a crop around the person.", group="size"
    )
    width: int | None = field(
        None, title="Width", help="Width of the video; empty takes the picture's, at most 1280.", ge=64, le=3840,
        step=2, unit="px", group="size",
    )  # fmt: skip
    height: int | None = field(
        None, title="Height", help="Height of the video; empty follows from the width.", ge=64, le=3840, step=2,
        unit="px", group="size",
    )  # fmt: skip
    fps: Literal["25", "30"] = field("25", title="Frame rate", help="Frames per second.", group="size")
    language: str = field(
        "auto", title="Language", help="Language of the words, e.g. en or zh; auto sees it in the text.",
        group="voice", examples=("auto", "en", "zh"),
    )  # fmt: skip
    voice: str = field(
        "auto", title="Voice", help="Name of the voice; auto takes one that fits the language.", group="voice",
        examples=("auto", "female", "male", "narrator"),
    )  # fmt: skip
    rate: float = field(
        1.0, title="Rate", help="Speed of speaking; 1 is normal.", ge=0.5, le=2.0, unit="x", group="voice"
    )
    speech_engine: str = field(
        "auto", title="Speech engine", help="Engine that speaks.", group="engine", advanced=True, cost="load"
    )
    badge: bool = field(
        False, title="Badge", help="Shows a small visible mark AI-generated; the one inside the file is always there.",
        group="output",
    )  # fmt: skip
    consent: str = field(
        "", title="Consent", examples=("my own face", "model release of 2026-03-01"),
        help="Whose face and voice it is and how they agreed; kept in the file. A driving video demands it.",
        group="consent",
    )  # fmt: skip
    model: str | None = field(
        None, title="Model", help="The animation model to use; empty needs none.", group="model", cost="load"
    )
    description: str = field(
        "", title="Description", group="model", advanced=True, examples=("an old man in a blue suit, before a window",),
        help="Who is seen and where, in words, for a model; empty says no more than that somebody talks.",
    )  # fmt: skip
    steps: int | None = field(
        None, title="Steps", group="model", advanced=True, ge=1, le=1000,
        help="Denoising steps of a model; empty takes what it is made for.",
    )  # fmt: skip
    precision: Literal["auto", "fp32", "fp16", "bf16", "fp8", "int8"] = field(
        "auto", title="Precision", group="model", advanced=True, cost="load",
        help="Number format in which a model computes; auto chooses by the device and its memory.",
    )  # fmt: skip
    format: Literal["mp4", "webm", "gif"] = field(
        "mp4", title="Format", help="mp4 is h264 + aac, webm is vp9 + opus, gif is silent.", group="output",
        advanced=True,
    )  # fmt: skip
    seed: Seed = field(None, title="Seed", help="The same seed moves the same way; empty takes a new one.")
