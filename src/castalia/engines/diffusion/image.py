"""The diffusers engine for pictures: any checkpoint of a text-to-image model, on whatever machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from castalia.engines.base import Availability, Context, Engine, Produced, Result, Run
from castalia.engines.diffusion import asked, base, facts
from castalia.engines.size import size_of
from castalia.errors import BadInput
from castalia.recipes import Image
from castalia.settings import Settings

if TYPE_CHECKING:
    from castalia.engines.diffusion.passes import State
    from castalia.engines.diffusion.run import Watch
    from castalia.models.model import Model

NEEDS_MODEL = (
    "image", "mask", "region", "outpaint", "control", "reference", "lora", "embedding", "hires", "detail", "seamless",
    "compose_with_clay",
)  # fmt: skip
"""Fields that mean nothing without a model."""
LEAST = 64
"""Pixels of a side, as recipes have it."""


class DiffusersImage(Engine[Image]):
    """Resolves the model, plans, loads it (or finds it loaded) and runs the passes of the recipe."""

    name = "diffusers"
    kind = "image"
    version = "1"
    title = "Checkpoints"
    about = (
        "Runs checkpoints of text-to-image models with diffusers: Stable Diffusion, SDXL, SD 3, Flux and others. "
        "The models are downloaded or imported by you, each under its own licence."
    )
    priority = 10
    has_models = True
    cannot = frozenset({"layers"})
    libraries = base.LIBRARIES

    def availability(self, settings: Settings) -> Availability:
        return base.availability()

    def unsuited(self, recipe: Image, settings: Settings) -> str:
        named = recipe.model or recipe.engine == self.name or settings.image_model
        specs = Image.fields()
        if not named and all(getattr(recipe, name) == specs[name].default for name in NEEDS_MODEL):
            return "the recipe names no model"
        if recipe.scene and not recipe.compose_with_clay:
            return "it draws a 'scene' only when it composes with clay"
        return super().unsuited(recipe, settings)

    def complete(self, recipe: Image, settings: Settings) -> Image:
        from castalia.prompts.wildcards import expanded

        model = base.chosen_model(recipe, settings)
        recipe = expanded(recipe, settings)
        changes: dict[str, Any] = {}
        if recipe.image is not None and recipe.strength is None:
            changes["strength"] = float(model.defaults.get("strength", 1.0 if asked.filled(recipe) else 0.6))
        if not (recipe.width and recipe.height):
            changes["width"], changes["height"] = self._size(recipe, model, settings)
        changes |= asked.completed_controls(recipe, model, settings)
        return base.completed(recipe, model, changes)  # type: ignore[no-any-return]

    def _size(self, recipe: Image, model: Model, settings: Settings) -> tuple[int, int]:
        """Of the picture that it starts from if it does, else what the model does best."""
        from castalia.engines.diffusion.inputs import kept_file, size_of_file

        folder = facts.where(model, settings)
        native = facts.native(model, folder)
        if recipe.image and recipe.outpaint and (size := asked.outpainted_size(recipe, settings, facts.grain(folder))):
            return size
        if recipe.image and recipe.aspect == "auto" and (file := kept_file(recipe.image, settings)):
            width, height = size_of_file(file)
            shrink = min(1.0, (2 * native[0] * native[1] / (width * height)) ** 0.5)
            like = (round(width * shrink), round(height * shrink))
            width, height = size_of(recipe.width, recipe.height, "auto", like, facts.grain(folder))
            return max(width, LEAST), max(height, LEAST)
        step = facts.best_grain(folder, min(native))
        width, height = size_of(recipe.width, recipe.height, recipe.aspect, native, step)
        return max(width, LEAST), max(height, LEAST)

    def model_key(self, recipe: Image, settings: Settings) -> str:
        from castalia.engines.diffusion.adapters import adapters_of

        model = base.chosen_model(recipe, settings)
        lent = (each.sha256 or str(each.path) for each in asked.lent_models(recipe, model, settings))
        return "|".join((base.model_key(model, adapters_of(recipe, model, settings)), *lent))

    def check(self, recipe: Image, settings: Settings) -> None:
        from castalia.engines.diffusion import files
        from castalia.engines.diffusion.adapters import adapters_of
        from castalia.engines.diffusion.samplers import check_name

        check_name(recipe.scheduler)
        base.check_style(recipe)
        model = base.chosen_model(recipe, settings)
        _check_task(recipe, model)
        _check_pictures(recipe, settings)
        folder = files.config_folder(model, settings)
        files.check_files(model)
        base.check_size(recipe, facts.grain(folder))
        adapters_of(recipe, model, settings)
        asked.check(recipe, model, settings)

    def run(self, recipe: Image, ctx: Context) -> Run:
        from castalia.engines.diffusion.passes import passes_of
        from castalia.engines.diffusion.run import in_thread

        total = sum(part.steps for part in passes_of(recipe)) + 1

        def work(watch: Watch) -> Result:
            return _made(recipe, ctx, watch)

        return (yield from in_thread(work, total))


def _made(recipe: Image, ctx: Context, watch: Watch) -> Result:
    from castalia.engines.diffusion import planning
    from castalia.engines.diffusion.adapters import adapters_of

    settings = ctx.settings
    model = base.chosen_model(recipe, settings)
    adapters = adapters_of(recipe, model, settings)
    watch.tell("planning")
    plan = planning.plan_for(recipe, model, settings)
    outcome = planning.carried_out(
        plan, model, settings, watch, lambda held: _passed(recipe, ctx, watch, held, adapters)
    )
    watch.done = watch.total - 1
    watch.step("writing")
    state: State = outcome.value
    files = _written(recipe, ctx, state, base.provenance_of(ctx, model, outcome.plan))
    return Result(files, outcome.report(state.notes), base.provenance_of(ctx, model, outcome.plan))


def _passed(recipe: Image, ctx: Context, watch: Watch, held: Any, adapters: Any) -> State:
    """All passes, one after the other."""
    from castalia.engines.diffusion.passes import State, passes_of

    state = State(recipe, watch, ctx.open, ctx.settings, adapters)
    watch.done = 0
    with state.undo:
        for part in passes_of(recipe):
            watch.tell(part.name)
            state = part.run(held, state)
    return state


def _written(recipe: Image, ctx: Context, state: State, provenance: Any) -> tuple[Produced, ...]:
    import numpy as np

    from castalia.media.picture import write_picture

    made = []
    for i, picture in enumerate(state.pictures):
        path = ctx.folder / (f"image-{i + 1}.{recipe.format}" if i else f"image.{recipe.format}")
        write_picture(path, np.asarray(picture), provenance)
        meta = {"width": picture.width, "height": picture.height, "seed": (recipe.seed or 0) + i}
        made.append(Produced(path, role="main" if i == 0 else f"picture-{i + 1}", meta=meta))
    return tuple(made)


def _check_task(recipe: Image, model: Model) -> None:
    """Refuse what the model is not for."""
    fills = facts.begins(model.family, facts.FILLS)
    if recipe.strength is not None and not recipe.image:
        raise BadInput("a strength is given but no image that it counts for", hint="give the image with --image")
    if recipe.mask and not recipe.image:
        raise BadInput("there is a mask but no image that it belongs to", hint="give the image with --image")
    if fills and not (recipe.image and (recipe.mask or recipe.region or recipe.outpaint)):
        raise BadInput(f"{model.id} only fills masks in pictures", hint="give it an image and a mask")
    if facts.begins(model.family, facts.PICTURE_ONLY) and not recipe.image:
        raise BadInput(f"{model.id} only goes over pictures that exist", hint="give it an image")
    if facts.begins(model.family, facts.EDITS) and not recipe.image and not model.family.startswith("flux2"):
        raise BadInput(f"{model.id} changes pictures as it is told to", hint="give it an image")
    if recipe.image and not (fills or facts.begins(model.family, (*facts.EDITS, *facts.CHANGES, *facts.PICTURE_ONLY))):
        raise BadInput(f"{model.id} draws from words alone, not from a picture", hint="leave the image out")


def _check_pictures(recipe: Image, settings: Settings) -> None:
    """Look at the pictures that it starts from, where the library has them already."""
    from castalia.engines.diffusion.inputs import check_mask, kept_file, size_of_file

    image = kept_file(recipe.image, settings) if recipe.image else None
    mask = kept_file(recipe.mask, settings) if recipe.mask else None
    size = size_of_file(image) if image else None
    if mask and size:
        check_mask(size_of_file(mask), size)
