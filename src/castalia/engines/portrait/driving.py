"""What drives a model that animates portraits: the user's video, or one that the built-in portrait acts first."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from castalia.engines.base import Context, Progress
from castalia.engines.portrait import base
from castalia.engines.portrait.staging import opened_drive
from castalia.recipes import TalkingPortrait

if TYPE_CHECKING:
    import numpy as np

    from castalia.engines.portrait.clay import ClayPortrait
    from castalia.engines.portrait.photo import PhotoPortrait


@dataclass(frozen=True)
class Driving:
    """A picture, and frames that show how it shall move."""

    image: np.ndarray
    """uint8 (height, width, 3), at the size of the recipe."""
    total: int
    """How many frames there will be, about."""
    frames: Callable[[], Iterator[np.ndarray]]
    """Draws or reads them, uint8 (any height, any width, 3), at the rate of the recipe."""
    staged: base.Staged
    """Its sound, and what was said; without performances where a video drives."""
    by: str
    """Who acts, in words."""


def direct(recipe: TalkingPortrait) -> bool:
    """Whether the driving video is shown to the model as it is; with other words, its lips must be moved first."""
    return recipe.drive is not None and not recipe.say.strip() and not recipe.audio


def built_in(recipe: TalkingPortrait, ctx: Context) -> ClayPortrait | PhotoPortrait:
    """The built-in engine for the picture."""
    from castalia.engines.portrait.clay import ClayPortrait
    from castalia.engines.portrait.photo import PhotoPortrait
    from castalia.faces.clay.actor import why_not

    return PhotoPortrait() if why_not(recipe.image, ctx.settings) else ClayPortrait()


def driving(recipe: TalkingPortrait, ctx: Context) -> Generator[Progress, None, Driving]:
    """What a model is given for a recipe that has a width and a height."""
    if direct(recipe):
        return (yield from _filmed(recipe, ctx))
    engine = built_in(recipe, ctx)
    acted = yield from engine.acted(recipe, ctx)
    staged, actor = acted.staged, acted.actor

    def frames() -> Iterator[np.ndarray]:
        for i in range(staged.frames):
            yield actor.frame([p.at(min(i, len(p) - 1)) for p in staged.performances])

    return Driving(acted.still(), staged.frames, frames, staged, f"the built-in portrait ({engine.name})")


def _filmed(recipe: TalkingPortrait, ctx: Context) -> Generator[Progress, None, Driving]:
    from castalia.faces.acting.drive import frames_at

    yield Progress(0, 1, "reading the picture")
    image = _framed(recipe, ctx)
    path, seconds, sound = opened_drive(recipe, ctx)
    fps = float(recipe.fps)
    total = max(1, round(seconds * fps))
    return Driving(image, total, lambda: frames_at(path, fps), base.Staged((), sound), "the driving video")


def _framed(recipe: TalkingPortrait, ctx: Context) -> np.ndarray:
    """The picture as the video shows it. Only a crop has to know where the face is: a model may move anybody."""
    from castalia.faces.finding.suitable import read_photo
    from castalia.faces.photo.paste import framed, shown

    picture = read_photo(ctx.open(recipe.image))
    faces = []
    if recipe.framing == "crop":
        from castalia.faces.finding.landmarks import choose, find_faces

        faces = [choose(find_faces(picture), recipe.face)]
    frame = framed((picture.shape[1], picture.shape[0]), faces, recipe.framing, recipe.width, recipe.height)
    return shown(picture, frame)
