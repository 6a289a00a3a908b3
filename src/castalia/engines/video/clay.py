"""The clay engine for clips: the prompt's scene with a camera move and a motion for every subject."""

from __future__ import annotations

from castalia.engines.base import Availability, Context, Engine, Produced, Progress, Result, Run
from castalia.engines.scenes import LIBRARIES, VERSION, scene_of, style_of
from castalia.recipes import Video
from castalia.settings import Settings

PREVIEW_EVERY = 8
"""Frames between two previews."""


class ClayVideo(Engine[Video]):
    """Renders the scene frame by frame and lays voice and music under it."""

    name = "clay"
    kind = "video"
    version = VERSION
    title = "Clay world"
    about = "Films the scenes of the clay world: a camera move and one motion per subject. It is not a neural network."
    libraries = (*LIBRARIES, "av")

    def availability(self, settings: Settings) -> Availability:
        return Availability(True, "renders on the CPU with numba")

    def check(self, recipe: Video, settings: Settings) -> None:
        style_of(recipe.style)
        scene_of(recipe.prompt, recipe.negative_prompt, recipe.style, recipe.seed or 0)

    def run(self, recipe: Video, ctx: Context) -> Run:
        from castalia.clay import frames
        from castalia.media.sound import mix, read_sound
        from castalia.media.thumbnail import preview
        from castalia.media.video import VideoWriter

        understood = scene_of(recipe.prompt, recipe.negative_prompt, recipe.style, recipe.seed or 0)
        scene = understood.scene
        if recipe.camera != "auto":
            scene = scene.model_copy(update={"motion": recipe.camera})
        yield Progress(0, recipe.num_frames, "building the scene")
        voice = read_sound(ctx.open(recipe.voice)) if recipe.voice else None
        music = read_sound(ctx.open(recipe.music)) if recipe.music else None
        sound = mix(voice, music, recipe.duration) if voice or music else None
        path = ctx.folder / f"video.{recipe.format}"
        with VideoWriter(path, recipe.width, recipe.height, recipe.fps, ctx.provenance, sound=sound) as writer:
            for i, frame in enumerate(frames(scene, recipe.width, recipe.height, recipe.num_frames, recipe.fps), 1):
                writer.add(frame)
                yield Progress(i, recipe.num_frames, "filming", preview(frame) if i % PREVIEW_EVERY == 1 else None)
        report = {**understood.report(), "motion": scene.motion, "scene": scene.model_dump(mode="json")}
        return Result((Produced(path, meta={"duration": recipe.duration, "sound": sound is not None}),), report)
