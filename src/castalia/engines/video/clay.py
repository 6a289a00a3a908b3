"""The clay engine for clips: the prompt's scene with a camera move and a motion for every subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from castalia.engines import scenes
from castalia.engines.base import Availability, Context, Engine, Produced, Progress, Result, Run
from castalia.engines.scenes import FOREIGN, LIBRARIES, VERSION
from castalia.errors import BadInput
from castalia.recipes import Video
from castalia.settings import Settings

if TYPE_CHECKING:
    from castalia.clay.scene import Scene

OWN = {"width": 512, "height": 512, "num_frames": 72, "fps": 12}
"""What a clip is like when nothing else is asked for."""
PREVIEW_EVERY = 8
"""Frames between two previews."""


class ClayVideo(Engine[Video]):
    """Renders the scene frame by frame and lays voice and music under it."""

    name = "clay"
    kind = "video"
    version = VERSION
    title = "Clay world"
    about = "Films the scenes of the clay world: a camera move and one motion per subject. It is not a neural network."
    cannot = FOREIGN
    libraries = (*LIBRARIES, "av")

    def availability(self, settings: Settings) -> Availability:
        return Availability(True, "renders on the CPU with numba")

    def complete(self, recipe: Video, settings: Settings) -> Video:
        given = {name: getattr(recipe, name) or value for name, value in OWN.items()}
        return recipe.with_fields(**given)

    def check(self, recipe: Video, settings: Settings) -> None:
        scenes.check(recipe)

    def run(self, recipe: Video, ctx: Context) -> Run:
        from castalia.clay import frames
        from castalia.engines.video.rhythm import rhythm_of
        from castalia.media.sound import mix, read_sound
        from castalia.media.thumbnail import preview
        from castalia.media.video import VideoWriter

        told, notes = scenes.understood(recipe, ctx.open)
        told = told.model_copy(update={"scene": _directed(told.scene, recipe.camera)})
        scene = told.scene
        yield Progress(0, recipe.num_frames, "building the scene")
        voice = read_sound(ctx.open(recipe.voice)) if recipe.voice else None
        music = read_sound(ctx.open(recipe.music)) if recipe.music else None
        sound = mix(voice, music, recipe.duration) if voice or music else None
        path = ctx.folder / f"video.{recipe.format}"
        rhythm = rhythm_of(voice, music)
        clip = frames(
            scene, recipe.width, recipe.height, recipe.num_frames, recipe.fps, rhythm=rhythm, loop=recipe.loop
        )
        with VideoWriter(path, recipe.width, recipe.height, recipe.fps, ctx.provenance, sound=sound) as writer:
            for i, frame in enumerate(clip, 1):
                writer.add(frame)
                yield Progress(i, recipe.num_frames, "filming", preview(frame) if i % PREVIEW_EVERY == 1 else None)
        meta = {"duration": recipe.duration, "sound": sound is not None}
        return Result((Produced(path, meta=meta),), scenes.report(told, notes, motion=scene.motion))


def _directed(scene: Scene, camera: str) -> Scene:
    """The scene with the camera's move; a turntable is a move of the subjects, in a studio."""
    from castalia.clay.turntable import in_studio

    if camera == "turntable":
        if not scene.subjects:
            raise BadInput("there is nothing to put on the turntable", hint="name a thing, for example 'a red rocket'")
        return in_studio(scene)
    return scene if camera == "auto" else scene.model_copy(update={"motion": camera})
