"""The engine for talking portraits from photos: the picture itself is moved, by geometry, without a neural network."""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from castalia.engines.base import Availability, Context, Engine, Progress, Run
from castalia.engines.portrait import base
from castalia.errors import BadInput, CastaliaError
from castalia.recipes import TalkingPortrait
from castalia.settings import Settings

if TYPE_CHECKING:
    import numpy as np

    from castalia.faces.acting.performance import Pose
    from castalia.faces.face import Face
    from castalia.faces.photo.paste import Frame

_NUMBERED = re.compile(r"(?m)^[ \t]*\d{1,2}[ \t]*[:：]")
"""How a line begins that says whose it is."""
BYSTANDERS = 5
"""Further faces that listen and blink, at most."""
_SMALLEST = 40
"""Pixels that a bystander's face must be wide to be moved."""


class PhotoPortrait(Engine[TalkingPortrait]):
    """Bends a photo so that it speaks: lips, jaw, lids, brows and gaze move, and the head turns with its depth."""

    name: ClassVar[str] = "photo"
    kind: ClassVar[str] = "talk"
    version: ClassVar[str] = "1"
    title: ClassVar[str] = "Moved photo"
    about: ClassVar[str] = (
        "Bends a photo along the mesh of the face: lips that close, jaw, lids, brows, gaze, a head that turns a little "
        "before a still background. It is geometry, not a neural network: what the photo hides (teeth, lids) is drawn."
    )
    priority: ClassVar[int] = 10
    libraries: ClassVar[tuple[str, ...]] = ("mediapipe", "numba", "numpy", "scipy", "av")

    def availability(self, settings: Settings) -> Availability:
        from importlib.metadata import PackageNotFoundError, version

        try:
            found = version("mediapipe")
        except PackageNotFoundError:
            return Availability(False, "mediapipe is not installed", "pip install 'castalia[face]'")
        better = "a model would also turn far and make wrinkles: `castalia models list --kind talk`"
        return Availability(True, f"moves photos with mediapipe {found} on the CPU", better)

    def check(self, recipe: TalkingPortrait, settings: Settings) -> None:
        from castalia.faces.finding.landmarks import require

        base.check(recipe, settings)
        check_drive(recipe)
        require()

    def run(self, recipe: TalkingPortrait, ctx: Context) -> Run:
        acted = yield from self.acted(recipe, ctx)
        return (yield from base.film(recipe, ctx, acted.actor, acted.staged))

    def acted(self, recipe: TalkingPortrait, ctx: Context) -> Generator[Progress, None, base.Acted]:
        """All but the filming."""
        from castalia.engines.portrait.staging import stage
        from castalia.faces.finding.landmarks import choose, find_faces
        from castalia.faces.finding.suitable import check_face, read_photo

        yield Progress(0, 1, "looking for the face")
        picture = read_photo(ctx.open(recipe.image))
        faces = find_faces(picture)
        acting = _acting(recipe, faces)
        notes = [note for i in acting for note in check_face(picture, faces[i], faces, purpose="talk", number=i + 1)]
        if len(faces) > 1 and not recipe.face and acting == [main := faces.index(choose(faces, 0))]:
            notes.insert(0, f"{len(faces)} faces were found; the largest was taken, number {main + 1} from the left")
        staged = yield from stage(recipe, ctx, len(faces), acting[0])
        yield Progress(0, staged.frames, "preparing the portrait")
        shown = _Shown.of(recipe, picture, faces, acting)
        staged = replace(staged, notes=[*notes, *staged.notes])
        return base.Acted(shown, staged, lambda: shown.scene.picture)


def check_drive(recipe: TalkingPortrait) -> None:
    """Refuse to have a photo moved by somebody without a word of who agreed."""
    if recipe.drive and not recipe.consent.strip():
        raise BadInput(
            "a driving video puts one person's movements on another's face, and the recipe does not say who agreed",
            hint='say whose face it is: --consent "my own face"',
        )


class _Shown:
    """The picture as the video shows it, with the faces that move in it."""

    def __init__(self, picture: np.ndarray, faces: Sequence[Face], frame: Frame, moved: Sequence[int]) -> None:
        from castalia.faces.photo.paste import Scene, face_in, shown

        self.width, self.height = frame.width, frame.height
        self.scene = Scene(shown(picture, frame), [face_in(f, frame) for f in faces], moved)

    @classmethod
    def of(cls, recipe: TalkingPortrait, picture: np.ndarray, faces: Sequence[Face], acting: Sequence[int]) -> _Shown:
        from castalia.faces.photo.paste import framed

        size = picture.shape[1], picture.shape[0]
        frame = framed(size, [faces[i] for i in acting], recipe.framing, recipe.width, recipe.height)
        moved = list(acting)
        if recipe.liveliness > 0:
            moved += _bystanders(picture, faces, frame, acting)
        return cls(picture, faces, frame, sorted(moved))

    def frame(self, poses: Sequence[Pose]) -> np.ndarray:
        """The next frame; poses of all faces from left to right, of which some do not move."""
        return self.scene.draw({i: poses[i] for i in self.scene.portraits})


def _acting(recipe: TalkingPortrait, faces: Sequence[Face]) -> list[int]:
    """Numbers (from 0) of the faces that speak or follow.

    Raises:
        BadInput: there is no such face, or there are more voices than faces.
    """
    from castalia.faces.finding.landmarks import choose
    from castalia.faces.speech.spoken import parse

    chosen = [faces.index(choose(faces, recipe.face))]
    speakers = list(range(1, len(recipe.audio) + 1))
    if recipe.say.strip():
        speakers = sorted({line.speaker for line in parse(recipe.say)})
        if speakers == [1] and not recipe.face and _NUMBERED.search(recipe.say):
            return [0]
    if speakers in ([], [1]):
        return chosen
    if speakers[-1] > len(faces):
        there = "one face" if len(faces) == 1 else f"{len(faces)} faces"
        raise BadInput(
            f"voice {speakers[-1]} has no face: the picture shows {there}",
            hint="lines that begin with 1:, 2: ... and recordings belong to the faces from the left",
        )
    return [s - 1 for s in speakers]


def _bystanders(picture: np.ndarray, faces: Sequence[Face], frame: Frame, acting: Sequence[int]) -> list[int]:
    """Further faces in the frame that can be moved well, the largest first."""
    from castalia.faces.finding.suitable import check_face

    left, top, right, low = frame.box
    found = []
    for i in sorted(set(range(len(faces))) - set(acting), key=lambda i: -faces[i].width):
        x0, y0, x1, y1 = faces[i].box
        whole = x0 > left and y0 > top and x1 < right and y1 < low
        if not whole or faces[i].width * frame.scale < _SMALLEST or abs(faces[i].yaw) > 30:
            continue
        try:
            check_face(picture, faces[i], faces, purpose="talk", number=i + 1)
        except CastaliaError:
            continue
        found.append(i)
    return found[:BYSTANDERS]
