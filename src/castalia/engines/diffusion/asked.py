"""Looks at what a recipe asks for beyond a plain call: fills in what it leaves open, refuses what cannot work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from castalia.engines.diffusion import canvas, control, facts, reference, seamless
from castalia.errors import BadInput

if TYPE_CHECKING:
    from castalia.models.model import Model
    from castalia.recipes import Image
    from castalia.settings import Settings

CONTROLS = ("control", "compose_with_clay", "control_type", "control_model", "control_scale")


def controlled(recipe: Image) -> bool:
    """Whether it names anything of a control."""
    return any(getattr(recipe, name) for name in CONTROLS)


def filled(recipe: Image) -> bool:
    """Whether a part of its image is painted anew and the rest stays."""
    return bool(recipe.mask or recipe.region or recipe.outpaint)


def completed_controls(recipe: Image, model: Model, settings: Settings) -> dict[str, Any]:
    """Type, ControlNet and scale of every control, so that the recipe says the same on any day."""
    if not controlled(recipe):
        return {}
    found = control.wanted(recipe, model, settings)
    return {
        "control_type": tuple(each.type for each in found),
        "control_model": tuple(each.model.id for each in found),
        "control_scale": tuple(each.scale for each in found),
    }


def outpainted_size(recipe: Image, settings: Settings, grain: int) -> tuple[int, int] | None:
    """The size of the image and what is to be added around it; None when the image is not here to be looked at."""
    from castalia.engines.diffusion.inputs import kept_file, size_of_file

    file = kept_file(recipe.image, settings) if recipe.image else None
    if file is None:
        return None
    width, height = size_of_file(file)
    return canvas.fitted(canvas.margins(recipe.outpaint), width, height, grain).size(width, height)


def lent_models(recipe: Image, model: Model, settings: Settings) -> tuple[Model, ...]:
    """ControlNets and the IP-Adapter of a recipe."""
    found = [each.model for each in control.wanted(recipe, model, settings)] if controlled(recipe) else []
    return (*found, *([reference.reference_model(model, settings)] if recipe.reference else []))


def check(recipe: Image, model: Model, settings: Settings) -> None:
    """Refuse what cannot work.

    Raises:
        BadInput: fields that contradict each other or that this model cannot carry out.
        Missing: a ControlNet or an IP-Adapter is not here.
    """
    _check_filled(recipe, settings)
    lent_models(recipe, model, settings)
    if recipe.seamless:
        seamless.check_family(model.family, model.id)
        if recipe.detail != "none" or recipe.outpaint:
            other = "detail" if recipe.detail != "none" else "outpaint"
            raise BadInput(f"seamless and {other} exclude each other", hint=f"leave {other} out")
    if recipe.hires > 1 and recipe.image:
        raise BadInput(
            "the hires fix is for pictures made from words", hint="enlarge the image first with `castalia upscale`"
        )
    if (recipe.hires > 1 or recipe.detail != "none") and not facts.begins(model.family, facts.CHANGES):
        asked = "hires" if recipe.hires > 1 else "detail"
        raise BadInput(f"{model.id} cannot go over a picture again, which {asked} needs", hint=f"leave {asked} out")
    if recipe.transparent and recipe.format == "jpg":
        raise BadInput("a jpg cannot be transparent", hint="take the format png or webp")


def _check_filled(recipe: Image, settings: Settings) -> None:
    from castalia.engines.image.regions import check_region

    told = [name for name in ("mask", "region", "outpaint") if getattr(recipe, name)]
    if len(told) > 1:
        raise BadInput(f"{told[0]} and {told[1]} exclude each other", hint=f"leave {told[1]} out")
    if told and not recipe.image:
        raise BadInput(
            f"there is {'an' if told[0] == 'outpaint' else 'a'} {told[0]} but no image that it belongs to",
            hint="give the image with --image",
        )
    if recipe.region:
        check_region(recipe.region, settings)
    if recipe.outpaint:
        canvas.margins(recipe.outpaint)
