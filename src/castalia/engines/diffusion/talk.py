"""The diffusers engine for talking portraits: a model animates the picture after a driving video, part by part."""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from castalia.engines.base import Availability, Context, Engine, Progress, Result, Run
from castalia.engines.diffusion import base, facts
from castalia.errors import BadInput, OutOfMemory
from castalia.recipes import TalkingPortrait
from castalia.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image

    from castalia.engines.diffusion.load import Loaded
    from castalia.engines.diffusion.run import Watch
    from castalia.engines.portrait.driving import Driving
    from castalia.hardware.plan import Plan
    from castalia.models.model import Model

FAMILIES = ("wan-animate-2",)
GRAIN = 16
"""Pixels that both sides are multiples of."""
NATIVE = (640, 800)
"""(width, height) of the videos that the model was made for; others have as many pixels."""
SCALES = (1.0, 0.75, 0.5)
"""Of these, what is tried where memory is short."""
LONGEST_SIDE = 8
"""Times the shorter one."""
PART = 81
"""Frames that the model makes at a time; each part goes on from the last frame of the one before."""
PLAINLY = "A person talks to the camera."
"""What the model is told when the recipe says nothing."""
BYTES_PER_PIXEL = {"main": 48, "device": 24}
"""What a frame takes while a video is made: in floats as it is read, joined, generated, joined again and returned; and
twice in floats on the device that animates it."""
SHARE = 0.8
"""Of the memory that is free, for these."""


class DiffusersTalk(Engine[TalkingPortrait]):
    """Has a driving video (the user's, or one that the built-in portrait acts) followed by a model."""

    name: ClassVar[str] = "diffusers"
    kind: ClassVar[str] = "talk"
    version: ClassVar[str] = "1"
    title: ClassVar[str] = "Checkpoints"
    about: ClassVar[str] = (
        "Animates a picture with a checkpoint of the Wan-Animate-2 family: it follows a driving video, or for words "
        "and recordings the movement that the built-in portrait acts first. The models are downloaded by you, are "
        "large, and want a strong GPU."
    )
    priority: ClassVar[int] = 30
    has_models: ClassVar[bool] = True
    libraries: ClassVar[tuple[str, ...]] = (*base.LIBRARIES, "mediapipe", "numba", "scipy", "av")

    def availability(self, settings: Settings) -> Availability:
        return base.availability()

    def unsuited(self, recipe: TalkingPortrait, settings: Settings) -> str:
        if not (recipe.model or recipe.engine == self.name or settings.talk_model):
            return "the recipe names no model"
        return super().unsuited(recipe, settings)

    def complete(self, recipe: TalkingPortrait, settings: Settings) -> TalkingPortrait:
        from castalia.engines.diffusion.inputs import kept_file, size_of_file

        model = base.chosen_model(recipe, settings)
        _check_family(model)
        changes: dict[str, Any] = {} if recipe.model else {"model": model.id}
        if recipe.steps is None:
            changes["steps"] = facts.usual(model)[0]
        recipe = recipe.with_fields(**changes) if changes else recipe
        path = kept_file(recipe.image, settings)
        return recipe if path is None else _sized(recipe, size_of_file(path), model, settings)

    def model_key(self, recipe: TalkingPortrait, settings: Settings) -> str:
        return base.model_key(base.chosen_model(recipe, settings), ())

    def check(self, recipe: TalkingPortrait, settings: Settings) -> None:
        from castalia.engines.diffusion import files
        from castalia.engines.portrait.base import check
        from castalia.engines.portrait.driving import direct
        from castalia.engines.portrait.photo import check_drive
        from castalia.faces.clay.actor import why_not

        drawn = not why_not(recipe.image, settings)
        check(recipe, settings, drawn=drawn)
        if not drawn:
            check_drive(recipe)
        model = base.chosen_model(recipe, settings)
        _check_family(model)
        files.check_files(model)
        base.check_size(recipe, GRAIN)
        if (recipe.framing == "crop" and direct(recipe)) or not (drawn or direct(recipe)):
            from castalia.faces.finding.landmarks import require

            require()

    def run(self, recipe: TalkingPortrait, ctx: Context) -> Run:
        from castalia.engines.diffusion import planning
        from castalia.engines.diffusion.inputs import size_of_file
        from castalia.engines.diffusion.run import in_thread
        from castalia.engines.portrait.base import written
        from castalia.engines.portrait.driving import driving

        model = base.chosen_model(recipe, ctx.settings)
        recipe = _sized(recipe, size_of_file(ctx.open(recipe.image)), model, ctx.settings)
        played = yield from driving(recipe, ctx)
        plan = yield from in_thread(lambda watch: _planned(recipe, played.total, model, ctx.settings, watch), 1)
        _check_length(recipe, played.total, plan)
        frames = yield from _drawn(recipe, played)

        def animate(watch: Watch) -> planning.Outcome:
            def work(held: Loaded) -> np.ndarray:
                return _animated(recipe, held, played.image, frames, watch)

            return planning.carried_out(plan, model, ctx.settings, watch, work)

        outcome = yield from in_thread(animate, parts(len(frames)) * _steps(recipe, model) + 1)
        provenance = base.provenance_of(ctx, model, outcome.plan)
        ctx = replace(ctx, provenance=provenance)
        result: Result = yield from written(recipe, ctx, iter(outcome.value), len(outcome.value), played.staged)
        report = {**outcome.report(), **result.report, "driven_by": played.by}
        report["notes"] = [*result.report.get("notes", ()), *outcome.report()["notes"]]
        return replace(result, report=report, provenance=provenance)


def part(total: int) -> int:
    """Frames of a part of a video of `total` frames: 4 n + 1."""
    return min(PART, max(5, 4 * math.ceil((total - 1) / 4) + 1))


def parts(total: int) -> int:
    """How many parts a video has; they overlap by a frame."""
    return max(1, math.ceil((total - 1) / (part(total) - 1)))


def letterboxed(frame: np.ndarray, width: int, height: int) -> Image.Image:
    """A frame at the size of the video, whole, before black: exactly as the blocks of Wan-Animate-2 do it, so that they
    have nothing left to do and large videos need not be kept."""
    from PIL import Image

    picture = Image.fromarray(frame)
    wider = picture.width * height > width * picture.height
    across = width if wider else picture.width * height // picture.height
    down = picture.height * width // picture.width if wider else height
    if (across, down) == (width, height) == picture.size:
        return picture
    canvas = Image.new("RGB", (width, height))
    canvas.paste(
        picture.resize((max(1, across), max(1, down)), Image.Resampling.BILINEAR),
        ((width - across) // 2, (height - down) // 2),
    )
    return canvas


def _steps(recipe: TalkingPortrait, model: Model) -> int:
    return recipe.steps or facts.usual(model)[0]


def _check_family(model: Model) -> None:
    if facts.begins(model.family, FAMILIES):
        return
    if model.family == "wan-animate":
        raise BadInput(
            f"{model.id} is a first Wan-Animate: it wants drawings of a pose and pictures cut to the face, which its "
            "makers' own tools prepare",
            hint="take a Wan-Animate-2, which follows a driving video as it is",
        )
    raise BadInput(f"{model.id} is a {model.family}, which animates no portraits here", hint="take a Wan-Animate-2")


def _sized(recipe: TalkingPortrait, size: tuple[int, int], model: Model, settings: Settings) -> TalkingPortrait:
    """The recipe with width and height: of the shape of the picture, as large as the model is made for and as there is
    memory for."""
    if not (recipe.width and recipe.height):
        recipe = _largest(recipe, (1, 1) if recipe.framing == "crop" else size, model, settings)
    sides = sorted((recipe.width or 0, recipe.height or 0))
    if sides[1] > LONGEST_SIDE * sides[0]:
        raise BadInput(
            f"the video would have {recipe.width}x{recipe.height} pixels, and one side may be {LONGEST_SIDE} times the "
            "other",
            hint="cut the picture, or use --framing crop",
        )
    return recipe


def _largest(recipe: TalkingPortrait, shape: tuple[int, int], model: Model, settings: Settings) -> TalkingPortrait:
    """The recipe with the largest size of a shape (width, height) that there is memory for, of those that the model
    does well; where no size fits, the smallest."""
    from castalia.engines.size import size_of

    entry = model.entry
    native = (entry.width, entry.height) if entry and entry.width and entry.height else NATIVE
    for scale in SCALES:
        inside = (round(native[0] * scale), round(native[1] * scale))
        width, height = size_of(recipe.width, recipe.height, f"{shape[0]}:{shape[1]}", inside, GRAIN)
        made = recipe.with_fields(width=max(64, width), height=max(64, height))
        if recipe.width or recipe.height:
            return made
        try:
            _plan(made, PART, model, settings)
        except OutOfMemory:
            continue
        return made
    return made


def _plan(recipe: TalkingPortrait, total: int, model: Model, settings: Settings) -> Plan:
    """How a video of `total` frames is made here. To the planner it is a clip as long as one of its parts, whose steps
    are those of all parts."""
    from castalia.engines.diffusion.planning import plan_for
    from castalia.recipes import Video

    clip = Video.model_construct(
        prompt=recipe.description or PLAINLY, width=recipe.width, height=recipe.height, num_frames=part(total),
        steps=_steps(recipe, model) * parts(total), guidance_scale=facts.usual(model)[1],
        precision=recipe.precision,
    )  # fmt: skip
    return plan_for(clip, model, settings)


def _planned(recipe: TalkingPortrait, total: int, model: Model, settings: Settings, watch: Watch) -> Plan:
    """The plan; where there is none, what would fit is said.

    Raises:
        OutOfMemory: a part is too large for this machine.
    """
    watch.tell("planning")
    try:
        return _plan(recipe, total, model, settings)
    except OutOfMemory as error:
        fps = int(recipe.fps)
        for frames in range(part(total) - 20, 4, -20):
            try:
                _plan(recipe, frames, model, settings)
            except OutOfMemory:
                continue
            hint = f"at this size {frames} frames ({frames / fps:.1f} s) fit; or ask for a smaller --width"
            raise OutOfMemory(str(error), hint=hint) from None
        raise


def _check_length(recipe: TalkingPortrait, total: int, plan: Plan) -> None:
    """Refuse a video whose frames do not fit into memory beside the model."""
    from castalia.engines.diffusion.planning import free_on

    pixels = (recipe.width or 0) * (recipe.height or 0)
    most = int(SHARE * free_on("cpu") / (BYTES_PER_PIXEL["main"] * pixels))
    if plan.device != "cpu":
        left = plan.usable - plan.peak
        most = min(most, int(SHARE * left / (BYTES_PER_PIXEL["device"] * pixels)))
    if total <= most:
        return
    most = max(most, 0)
    raise OutOfMemory(
        f"the video would have {total} frames of {recipe.width}x{recipe.height}, and there is memory for {most}",
        hint=f"make parts of at most {most / int(recipe.fps):.0f} seconds, or ask for a smaller --width",
    )


def _drawn(recipe: TalkingPortrait, played: Driving) -> Generator[Progress, None, list[Image.Image]]:
    """The frames of the driving video, at the size of the recipe."""
    frames = []
    for frame in played.frames():
        frames.append(letterboxed(frame, recipe.width or 0, recipe.height or 0))
        yield Progress(min(len(frames), played.total), played.total, "preparing the driving video")
    if not frames:
        raise BadInput("the driving video has no frames", hint="give another one")
    return frames


def _animated(
    recipe: TalkingPortrait, held: Loaded, image: np.ndarray, frames: list[Image.Image], watch: Watch
) -> np.ndarray:
    """The video, uint8 (frames, height, width, 3)."""
    import torch
    from PIL import Image

    from castalia.engines.diffusion import modular
    from castalia.engines.diffusion.load import attention

    watch.done = 0
    width, height = recipe.width or 0, recipe.height or 0
    watch.tell("reading the picture")
    # A shorter one than three frames cannot be mirrored to a part; what is made of the rest is cut off.
    shown = frames + [frames[-1]] * (3 - len(frames))
    arguments = {
        "prompt": recipe.description or PLAINLY,
        "image": Image.fromarray(image),
        "driving_video": shown,
        # Only their product counts, and its root must not fall below the side that is meant.
        "width": width,
        "height": height + 1,
        "segment_frame_length": part(len(shown)),
        "num_inference_steps": _steps(recipe, held.model),
        "generator": torch.Generator("cpu").manual_seed(recipe.seed or 0),
        "output_type": "np",
    }
    with attention(held.plan), modular.attending(held, width, height, part(len(shown))):
        videos = modular.call(
            held, arguments, watch, "videos", message=f"animating {len(frames)} frames", size=(width, height)
        )
    made = (videos[0].clip(0, 1) * 255).round().astype("uint8")
    return made[: len(frames)]  # type: ignore[no-any-return]
