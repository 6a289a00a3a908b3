"""People of the clay world: the scene behind a picture, an actor who plays a performance in it, and a small cast."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from castalia.errors import CastaliaError, NotFound
from castalia.faces.acting.performance import Pose

if TYPE_CHECKING:
    import numpy as np

    from castalia.clay.layers import Layers
    from castalia.clay.scene import Scene
    from castalia.settings import Settings

PERSONS: dict[str, tuple[str, int]] = {
    "woman": ("a portrait of a young woman with long hair", 7),
    "man": ("a portrait of a man with short hair and glasses", 5),
    "young": ("a portrait of a girl with curly hair", 4),
    "old": ("a portrait of an old man with a beard", 3),
}
"""People to take where no portrait is at hand: name -> prompt of the clay world and seed."""
HEAD = 0.72
"""Height of a head, measured by the face of people."""
CROP = 1.85
"""A crop is so many heads high."""


@dataclass(frozen=True)
class Behind:
    """What a picture of the clay world was made from."""

    scene: Scene
    width: int
    height: int
    """Pixels of the picture."""
    note: str = ""
    """Why the actor may look different from the picture; empty when he does not."""


def scene_behind(path: str | Path, open_file: Callable[[str], Path] | None = None) -> Behind | None:
    """The scene that a picture shows, exactly, from the recipe inside the file; None for pictures of other origin.

    Args:
        open_file: the path of a file reference, for pictures made from a scene file or enlarged from another picture.
    """
    from castalia.engines import scenes
    from castalia.engines.image.drawn import drawn
    from castalia.media.origin import read_provenance

    path = Path(path)
    provenance = read_provenance(path)
    if provenance is None:
        return None
    own = provenance.engine == "clay" and provenance.recipe.get("kind") == "image"
    if own and provenance.engine_version != scenes.VERSION:
        return _of_another_version(path, open_file or _nowhere)
    found = drawn(path, open_file or _nowhere)
    if found is None or (own and not _same_shape(provenance.recipe, found.width, found.height)):
        return None
    return Behind(found.scene, found.width, found.height)


def _nowhere(ref: str) -> Path:
    raise NotFound(f"the file {ref} is not here", hint="import it first")


def _same_shape(recipe: Mapping[str, object], width: int, height: int) -> bool:
    """Whether the file still shows the whole picture: not so when somebody has cut it and kept what it says."""
    asked = recipe.get("width"), recipe.get("height")
    if not (isinstance(asked[0], int) and isinstance(asked[1], int)):
        return True
    return abs(asked[0] * height - asked[1] * width) <= max(width, height)


def _of_another_version(path: Path, open_file: Callable[[str], Path]) -> Behind | None:
    from castalia.engines import scenes
    from castalia.engines.diffusion.inputs import size_of_file
    from castalia.media.origin import read_provenance
    from castalia.recipes import Image, load

    provenance = read_provenance(path)
    assert provenance is not None
    try:
        recipe = load(provenance.recipe)
        if not isinstance(recipe, Image):
            return None
        scene = scenes.understood(recipe, open_file)[0].scene
        width, height = size_of_file(path)
    except CastaliaError:
        return None
    note = f"the picture was drawn by version {provenance.engine_version} of the clay world; this one draws it anew"
    return Behind(scene, width, height, note)


def faces_in(scene: Scene, aspect: float) -> int:
    """How many faces a picture of this aspect (width over height) shows."""
    from castalia.clay.build import staged
    from castalia.clay.performing import visages

    return len(visages(staged(scene, aspect)))


def why_not(image: str, settings: Settings) -> str:
    """Why a picture, given by its reference, is nothing for the engines that know the scene behind it; empty when it
    is."""
    from castalia.engines.diffusion.inputs import kept_file

    path = kept_file(image, settings)
    if path is None:
        return "it must see the picture first"

    def kept(ref: str) -> Path:
        return kept_file(ref, settings) or _nowhere(ref)

    try:
        behind = scene_behind(path, kept)
    except CastaliaError:
        behind = None
    if behind is None:
        return "the clay world did not draw this picture"
    return "" if faces_in(behind.scene, behind.width / behind.height) else "nobody in the picture has a face"


class ClayActor:
    """The people (and animals, and robots) of a scene, who play a performance; each frame is 1 / fps after the last.

    The first frame with a pose of zeros is the picture itself. Without `lively` nothing moves but what the poses move.
    """

    def __init__(self, scene: Scene, width: int, height: int, *, fps: float = 25.0, lively: bool = True) -> None:
        from castalia.clay.build import staged
        from castalia.clay.performing import visages

        self.scene, self.width, self.height = scene, width, height
        self.fps, self.lively, self.shown = fps, lively, 0
        self._stage = staged(scene, width / height)
        self._faces = visages(self._stage)
        self._view = self._stage.view
        self._last: tuple[bytes, Layers, np.ndarray | None] | None = None
        """The tables of the frame before, and what came of them: where nothing moved, it is shown again."""

    @property
    def faces(self) -> int:
        """How many faces there are."""
        return len(self._faces)

    @property
    def main(self) -> int:
        """The largest face, counted from the left, from 0."""
        eye = self._stage.view.eye

        def size(i: int) -> float:
            face = self._faces[i]
            return face.unit / float(((face.middle - eye) ** 2).sum() ** 0.5)

        return max(range(len(self._faces)), key=size)

    def frame(self, poses: Pose | Sequence[Pose]) -> np.ndarray:
        """The next frame, uint8 (height, width, 3): one pose for each face from the left, or one for the main face."""
        from castalia.clay import _through_the_lens
        from castalia.clay.performing import tables
        from castalia.clay.render import render
        from castalia.clay.styles import apply

        if isinstance(poses, Mapping):
            poses = [poses if i == self.main else {} for i in range(self.faces)]
        time = self.shown / self.fps if self.lively else 0.0
        self.shown += 1
        prims, params = tables(self._stage, self._faces, poses, self._view, time)
        same = prims.tobytes() + params.tobytes()
        if self._last is None or self._last[0] != same:
            self._last = same, render(prims, params, self.width, self.height), None
        drawn, finished = self._last[1:]
        seen = _through_the_lens(drawn, self.scene, time, None)
        if finished is None or seen is not drawn:
            finished = apply(seen, self.scene.style, self.scene.seed)
            self._last = same, drawn, finished
        return finished.copy()

    def cropped(self, face: int) -> ClayActor:
        """The same actor, seen by a camera that turns to one face (from 0, from the left) and its shoulders."""
        import copy

        import numpy as np

        from castalia.clay.camera import looking

        actor, shown, view = copy.copy(self), self._faces[face], self._stage.view
        tall = HEAD * shown.unit
        target = shown.middle.copy()
        if shown.eyes:
            target[1] = float(np.mean([eye.center[1] for eye in shown.eyes])) - 0.24 * tall
        distance = float(np.linalg.norm(target - view.eye))
        half = CROP * tall / 2 * max(1.0, self.height / self.width)
        actor._view = looking(view.eye, target, half / distance, view.aspect)
        return actor
