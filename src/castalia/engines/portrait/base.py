"""What all engines for talking portraits share: what a recipe may ask for, what is said, how faces move, the video.

An engine says in its `check` what `check` says here, finds the faces, and goes on:

    staged = yield from stage(recipe, ctx, faces=2, main=0)     # castalia.engines.portrait.staging
    return (yield from film(recipe, ctx, portrait, staged))

where `portrait` is an `Actor`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any, Protocol

from castalia.engines.base import Context, Produced, Progress, Result
from castalia.errors import BadInput
from castalia.faces.acting.performance import Performance, Pose
from castalia.recipes import TalkingPortrait
from castalia.settings import Settings

if TYPE_CHECKING:
    import numpy as np

Sound = tuple["np.ndarray", int]
"""float32 (n, channels) in -1..1, samples per second."""
LONGEST = 600.0
"""Seconds of a video, at most."""
LETTERS_PER_SECOND = {"han": 4.0, "else": 13.0}
SILENT = 3e-4
"""Peak of a recording in which nothing is heard."""
PREVIEW_EVERY = 10
"""Frames between two previews."""
SIDE = 1280
"""Pixels of the longer side of a video, when nothing else is asked for."""


class Actor(Protocol):
    """A picture whose faces can be moved."""

    width: int
    height: int

    def frame(self, poses: Sequence[Pose]) -> np.ndarray:
        """uint8 (height, width, 3); the poses are those of its faces from left to right."""
        ...


@dataclass(frozen=True)
class Acted:
    """A picture that is ready to be filmed, and what it shall do."""

    actor: Actor
    staged: Staged
    still: Callable[[], np.ndarray]
    """The picture before it moves, uint8 (height, width, 3)."""


@dataclass(frozen=True)
class Staged:
    """All that is heard and done, before anything is drawn."""

    performances: tuple[Performance, ...]
    """One for each face from left to right, all of the same length."""
    sound: Sound | None
    report: dict[str, Any] = field(default_factory=dict)
    """What was said, by which voice; plain JSON."""
    notes: list[str] = field(default_factory=list)
    """Remarks for the user."""
    files: tuple[Produced, ...] = ()
    """What came by the way: the spoken words as a sound file."""

    @property
    def frames(self) -> int:
        return max(map(len, self.performances))


def check(recipe: TalkingPortrait, settings: Settings, drawn: bool = False) -> None:
    """Refuse what cannot work before any time is spent on it.

    Args:
        drawn: the portrait is nobody real: then only voices and movements of others need consent.
    """
    said, heard, moved = bool(recipe.say.strip()), bool(recipe.audio), recipe.drive is not None
    if said and heard:
        raise BadInput(
            "the words come from `say` or from `audio`, not from both",
            hint="what is said in a recording belongs into `text`, or leave one of the two out",
        )
    if not (said or heard or moved or recipe.template != "none"):
        raise BadInput(
            "there is nothing to say and nothing to do",
            hint="give --say TEXT, --audio FILE, --drive VIDEO or --template NAME",
        )
    if moved and recipe.template != "none":
        raise BadInput("the movement comes from `drive` or from `template`, not from both", hint="leave one out")
    for name in ("text", "timings"):
        if getattr(recipe, name) and not heard:
            raise BadInput(f"`{name}` belongs to a recording, and there is none", hint="give --audio too, or use --say")
    if len(recipe.audio) > 1 and (recipe.text or recipe.timings):
        raise BadInput("`text` and `timings` belong to one recording", hint="leave them out when there are several")
    if said:
        _check_words(recipe.say)
    for ref in (*recipe.audio, *([recipe.drive] if recipe.drive else [])):
        _check_length(ref, settings)
    _check_consent(recipe, settings, drawn)


def _check_words(say: str) -> None:
    from castalia.prompts.language import is_han

    if not any(c.isalnum() for c in _unmarked(say)):
        raise BadInput("the text holds nothing that can be said aloud", hint="write what shall be said in words")
    han = sum(map(is_han, say))
    seconds = han / LETTERS_PER_SECOND["han"] + (len(say) - han) / LETTERS_PER_SECOND["else"]
    if seconds > 1.3 * LONGEST:
        raise BadInput(
            f"the text takes about {seconds / 60:.0f} minutes to say; a video has at most {LONGEST / 60:.0f}",
            hint="cut it into parts",
        )


def _unmarked(say: str) -> str:
    """The words without what stands in brackets and without the numbers of speakers."""
    import re

    return re.sub(r"(?m)\[[^\]\n]*\]|^\s*\d+\s*[:：]", " ", say)


def _check_length(ref: str, settings: Settings) -> None:
    """Look at a recording or a driving video, where this machine has it already."""
    from castalia.library.files import FileStore
    from castalia.media.probe import probe

    path = FileStore(settings.home).path(ref.removeprefix("sha256:"))
    if path.is_file():
        check_seconds(probe(path).duration or 0.0)


def check_seconds(seconds: float) -> None:
    """Refuse a recording or a driving video that is too long."""
    if seconds > LONGEST:
        raise BadInput(
            f"the recording lasts {seconds / 60:.0f} minutes; a video has at most {LONGEST / 60:.0f}",
            hint="cut out the part that you need",
        )


def _check_consent(recipe: TalkingPortrait, settings: Settings, drawn: bool) -> None:
    real = [name for name in ("audio", "drive") if getattr(recipe, name)]
    if not drawn:
        real.insert(0, "image")
    if settings.require_consent and real and not recipe.consent.strip():
        raise BadInput(
            "here nobody is animated without having agreed, and the recipe does not say who did",
            hint='say whose face and voice it is: --consent "my own face and voice"',
        )


def fitted(recipe: TalkingPortrait, size: tuple[int, int]) -> TalkingPortrait:
    """The recipe with width and height: those of the picture (width, height), made even, at most `SIDE`."""
    if recipe.width and recipe.height:
        return recipe
    width, height = size
    if recipe.width or recipe.height:
        scale = recipe.width / width if recipe.width else (recipe.height or height) / height
    else:
        scale = min(1.0, SIDE / max(width, height))
    even = [max(64, min(3840, 2 * round(side * scale / 2))) for side in (width, height)]
    return recipe.with_fields(width=recipe.width or even[0], height=recipe.height or even[1])


def film(recipe: TalkingPortrait, ctx: Context, portrait: Actor, staged: Staged) -> Generator[Progress, None, Result]:
    """Draw all frames, with the visible badge if it is asked for, and write them with their sound; also how the faces
    moved, as JSON."""
    frames = (portrait.frame([p.at(min(i, len(p) - 1)) for p in staged.performances]) for i in range(staged.frames))
    return (yield from written(recipe, ctx, frames, staged.frames, staged))


def written(
    recipe: TalkingPortrait, ctx: Context, frames: Iterable[np.ndarray], total: int, staged: Staged
) -> Generator[Progress, None, Result]:
    """Write frames with their sound, and what was staged beside them.

    Args:
        frames: uint8 (height, width, 3), `total` of them, at the rate of the recipe.
    """
    from castalia.media.thumbnail import preview
    from castalia.media.video import VideoWriter

    fps = float(recipe.fps)
    path = ctx.folder / f"talk.{recipe.format}"
    badge = _badge if recipe.badge else None
    frames = iter(frames)
    first = next(frames)
    height, width = first.shape[:2]
    with VideoWriter(path, width, height, fps, ctx.provenance, sound=staged.sound) as writer:
        for i, frame in enumerate(chain([first], frames)):
            writer.add(frame if badge is None else badge(frame))
            yield Progress(i + 1, total, "filming", preview(frame) if i % PREVIEW_EVERY == 0 else None)
    notes = list(staged.notes)
    if recipe.format == "gif" and staged.sound is not None:
        notes.append("a gif is silent; take mp4 or webm for the sound")
    facts = {"duration": round(total / fps, 3), "fps": fps, "width": width, "height": height}
    report = {**staged.report, **facts}
    files = (Produced(path, meta={**facts, "sound": staged.sound is not None}), *staged.files)
    if staged.performances:
        report["faces"] = len(staged.performances)
        acted = ctx.folder / "performance.json"
        acted.write_text(_as_json(staged.performances), "utf-8")
        files = (*files, Produced(acted, "performance"))
    return Result(files, report | ({"notes": notes} if notes else {}))


def _badge(frame: np.ndarray) -> np.ndarray:
    """The frame with the visible mark."""
    from castalia.media.badge import badge

    return badge(frame)


def _as_json(performances: Sequence[Performance]) -> str:
    """How the faces moved: one performance, or a list of them from left to right."""
    found = [json.loads(p.to_json()) for p in performances]
    return json.dumps(found[0] if len(found) == 1 else found) + "\n"
