"""The diffusers engine for video: text features, denoising of latents, latents to pixels, as three stages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from castalia.engines.base import Availability, Context, Engine, Produced, Result, Run
from castalia.engines.diffusion import base, facts
from castalia.errors import BadInput
from castalia.recipes import Video
from castalia.settings import Settings

if TYPE_CHECKING:
    from castalia.engines.diffusion.adapters import Adapter
    from castalia.engines.diffusion.load import Loaded
    from castalia.engines.diffusion.run import Watch
    from castalia.models.model import Model

STAGES = ("1 of 3: text features", "2 of 3: denoising", "3 of 3: latents to pixels")


class DiffusersVideo(Engine[Video]):
    """Resolves the model, plans size and length by the memory that is free, loads it and films the prompt."""

    name = "diffusers"
    kind = "video"
    version = "1"
    title = "Checkpoints"
    about = (
        "Runs checkpoints of text-to-video models with diffusers: ModelScope, Wan and others. "
        "The models are downloaded or imported by you, each under its own licence."
    )
    priority = 10
    has_models = True
    cannot = frozenset({"camera", "loop", "scene"})
    libraries = (*base.LIBRARIES, "av")

    def availability(self, settings: Settings) -> Availability:
        return base.availability()

    def unsuited(self, recipe: Video, settings: Settings) -> str:
        if not (recipe.model or recipe.engine == self.name or settings.video_model or recipe.image):
            return "the recipe names no model"
        return super().unsuited(recipe, settings)

    def complete(self, recipe: Video, settings: Settings) -> Video:
        from castalia.engines.diffusion.planning import plan_for
        from castalia.prompts.wildcards import expanded

        model = base.chosen_model(recipe, settings)
        recipe = base.completed(expanded(recipe, settings), model, {})
        changes: dict[str, Any] = {}
        if not (recipe.width and recipe.height and recipe.num_frames):
            plan = plan_for(recipe, model, settings)
            sizes = {"width": plan.width, "height": plan.height, "num_frames": max(plan.num_frames, 2)}
            changes = {name: value for name, value in sizes.items() if not getattr(recipe, name)}
        if not recipe.fps:
            changes["fps"] = facts.frame_rate(model)
        return recipe.with_fields(**changes) if changes else recipe

    def model_key(self, recipe: Video, settings: Settings) -> str:
        from castalia.engines.diffusion.adapters import adapters_of

        model = base.chosen_model(recipe, settings)
        return base.model_key(model, adapters_of(recipe, model, settings))

    def check(self, recipe: Video, settings: Settings) -> None:
        from castalia.engines.diffusion import files
        from castalia.engines.diffusion.adapters import adapters_of
        from castalia.engines.diffusion.samplers import check_name

        check_name(recipe.scheduler)
        base.check_style(recipe)
        model = base.chosen_model(recipe, settings)
        files.check_files(model)
        _check_task(recipe, model)
        base.check_size(recipe, facts.grain(files.config_folder(model, settings)))
        adapters_of(recipe, model, settings)

    def run(self, recipe: Video, ctx: Context) -> Run:
        from castalia.engines.diffusion.run import in_thread

        def work(watch: Watch) -> Result:
            return _made(recipe, ctx, watch)

        return (yield from in_thread(work, (recipe.steps or 1) + 1))


def _made(recipe: Video, ctx: Context, watch: Watch) -> Result:
    from castalia.engines.diffusion import planning
    from castalia.engines.diffusion.adapters import adapters_of

    model = base.chosen_model(recipe, ctx.settings)
    adapters = adapters_of(recipe, model, ctx.settings)
    watch.tell("planning")
    plan = planning.plan_for(recipe, model, ctx.settings)
    outcome = planning.carried_out(
        plan, model, ctx.settings, watch, lambda held: _filmed(recipe, ctx, watch, held, adapters)
    )
    frames, notes = outcome.value
    watch.done = watch.total - 1
    watch.step("writing")
    provenance = base.provenance_of(ctx, model, outcome.plan)
    path, meta = _written(recipe, ctx, frames, provenance)
    return Result((Produced(path, meta=meta),), outcome.report(notes), provenance)


def _filmed(
    recipe: Video, ctx: Context, watch: Watch, held: Loaded, adapters: tuple[Adapter, ...]
) -> tuple[Any, tuple[str, ...]]:
    """(frames: uint8 (n, height, width, 3), notes)."""
    import torch

    from castalia.engines.diffusion.adapters import apply
    from castalia.engines.diffusion.encode import encode
    from castalia.engines.diffusion.inputs import read_image
    from castalia.engines.diffusion.load import attention
    from castalia.engines.diffusion.run import sample
    from castalia.engines.diffusion.samplers import blamed, sampler
    from castalia.prompts.presets import styled

    watch.done = 0
    apply(held, adapters)
    watch.tell(STAGES[0])
    family = held.model.family
    prompt, negative = styled(recipe.prompt, recipe.negative_prompt, recipe.style, family)
    encoded = encode(
        held.pipe, family, prompt, negative, clip_skip=recipe.clip_skip, steps=recipe.steps or 1,
        guidance=(recipe.guidance_scale or 0) > 1,
    )  # fmt: skip
    held.pipe.scheduler = sampler(held.scheduler, recipe.scheduler, recipe.sigmas)
    arguments = {
        "width": recipe.width, "height": recipe.height, "num_frames": recipe.num_frames, "eta": recipe.eta,
        "num_inference_steps": recipe.steps, "guidance_scale": recipe.guidance_scale, "output_type": "np",
        "clip_skip": recipe.clip_skip or None, "generator": torch.Generator("cpu").manual_seed(recipe.seed or 0),
        **encoded.arguments,
    }  # fmt: skip
    if recipe.image:
        arguments["image"] = read_image(ctx.open(recipe.image), recipe.width or 0, recipe.height or 0)
    watch.tell(STAGES[1])
    with torch.inference_mode(), attention(held.plan), blamed(recipe.scheduler, held.model.id):
        output = sample(
            held.pipe, arguments, watch, message=STAGES[1], after=STAGES[2], steps=recipe.steps or 1, encoded=encoded,
            previewer=held.previewer, size=(recipe.width or 0, recipe.height or 0),
        )  # fmt: skip
    frames = (output.frames[0].clip(0, 1) * 255).round().astype("uint8")
    return frames, encoded.notes


def _written(recipe: Video, ctx: Context, frames: Any, provenance: Any) -> tuple[Any, dict[str, Any]]:
    """The file with its sound, and facts of it."""
    from castalia.media.sound import mix, read_sound
    from castalia.media.video import VideoWriter

    fps = recipe.fps or 8
    duration = len(frames) / fps
    voice = read_sound(ctx.open(recipe.voice)) if recipe.voice else None
    music = read_sound(ctx.open(recipe.music)) if recipe.music else None
    sound = mix(voice, music, duration) if voice or music else None
    path = ctx.folder / f"video.{recipe.format}"
    height, width = frames.shape[1:3]
    with VideoWriter(path, width, height, fps, provenance, sound=sound) as writer:
        for frame in frames:
            writer.add(frame)
    return path, {"duration": duration, "sound": sound is not None, "num_frames": len(frames)}


def _check_task(recipe: Video, model: Model) -> None:
    """Refuse what the model is not for."""
    starts = facts.begins(model.family, facts.FROM_PICTURE)
    if starts and not recipe.image:
        raise BadInput(f"{model.id} sets a picture in motion", hint="give it an image")
    if recipe.image and not starts:
        raise BadInput(f"{model.id} films from words alone, not from a picture", hint="leave the image out")
    if model.family.startswith("wan") and recipe.num_frames and (recipe.num_frames - 1) % 4:
        less = max(5, (recipe.num_frames - 1) // 4 * 4 + 1)
        raise BadInput(
            f"{model.id} makes 4n + 1 frames, and {recipe.num_frames} are asked for", hint=f"take {less} or {less + 4}"
        )
