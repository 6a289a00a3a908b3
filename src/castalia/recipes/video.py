"""Recipe for a moving picture, with or without sound."""

from __future__ import annotations

from typing import ClassVar, Literal

from castalia.recipes.base import FileRef, Prompt, Seed, field
from castalia.recipes.sampling import Sampled


class Video(Sampled):
    """Film a clip."""

    kind: ClassVar[str] = "video"
    suffixes: ClassVar[tuple[str, ...]] = (".mp4", ".webm", ".gif")

    prompt: Prompt = field(
        title="Prompt",
        help="What happens: subjects, action, place, light, camera.",
        multiline=True,
        examples=("a robot waving in the city at night", "一匹马在草地上，日落"),
    )
    negative_prompt: str = field("", title="Negative prompt", help="What must not be in it.")
    style: str = field(
        "auto", title="Style", help="How it looks; auto takes the style that the prompt names.",
        examples=(
            "clay", "photo", "watercolor", "oil", "impressionist", "ink", "pencil", "line_art", "comic", "pixel",
            "paper_cut", "low_poly", "blueprint", "cyberpunk", "steampunk", "stained_glass", "soft", "vaporwave",
        ),
    )  # fmt: skip
    camera: Literal["auto", "orbit", "push", "pull", "pan", "crane", "still", "turntable"] = field(
        "auto",
        title="Camera",
        help="How the camera moves; auto takes it from the prompt, else orbits; turntable turns the subjects "
        "once round in a studio.",
    )
    loop: bool = field(False, title="Loop", help="The last frame leads back to the first, without a jump.")
    width: int | None = field(
        None, title="Width", help="Width of a frame; empty takes what the engine does best.", ge=64, le=1920, step=8,
        unit="px", group="size",
    )  # fmt: skip
    height: int | None = field(
        None, title="Height", help="Height of a frame; empty takes what the engine does best.", ge=64, le=1920, step=8,
        unit="px", group="size",
    )  # fmt: skip
    num_frames: int | None = field(
        None, title="Frames", help="Number of frames; duration is frames / fps. Empty takes what the engine does best.",
        ge=2, le=2400, group="size",
    )  # fmt: skip
    fps: int | None = field(
        None, title="Frame rate", help="Frames per second; empty takes what the engine does best.", ge=1, le=60,
        unit="fps", group="size",
    )  # fmt: skip
    image: FileRef | None = field(
        None, title="Image", group="picture in", accept="image/", help="The first frame, for models that take one."
    )
    scene: FileRef | None = field(
        None, title="Scene", group="scene", advanced=True,
        help="A scene file (JSON) that says what is seen in place of the prompt; the layer scene of a picture is one.",
    )  # fmt: skip
    voice: FileRef | None = field(
        None,
        title="Voice",
        help="A sound file that is spoken over the clip.",
        group="sound",
        advanced=True,
        accept="audio/",
    )
    music: FileRef | None = field(
        None,
        title="Music",
        help="A sound file that plays under the clip.",
        group="sound",
        advanced=True,
        accept="audio/",
    )
    format: Literal["mp4", "webm", "gif"] = field(
        "mp4",
        title="Format",
        help="mp4 is h264 + aac, webm is vp9 + opus, gif is silent.",
        group="output",
        advanced=True,
    )
    seed: Seed = field(None, title="Seed", help="The same seed gives the same clip; empty takes a new one.")

    @property
    def duration(self) -> float | None:
        """Seconds; None while the frames or their rate are left open."""
        return self.num_frames / self.fps if self.num_frames and self.fps else None
