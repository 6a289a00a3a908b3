"""What the engines for pictures and for video share: which model a recipe means, and what is said of the result."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from castalia.engines.base import Availability
from castalia.engines.diffusion import facts
from castalia.errors import BadInput, Missing

if TYPE_CHECKING:
    from castalia.engines.base import Context
    from castalia.engines.diffusion.adapters import Adapter
    from castalia.hardware.plan import Plan
    from castalia.media.provenance import Provenance
    from castalia.models.model import Model
    from castalia.recipes import TalkingPortrait
    from castalia.recipes.sampling import Sampled
    from castalia.settings import Settings

LIBRARIES = ("torch", "diffusers", "transformers", "accelerate", "safetensors", "peft", "numpy")
NEEDED = ("torch", "diffusers", "transformers", "accelerate", "safetensors")
INSTALL = "pip install 'castalia[diffusers,models]'"
PRECISIONS = {"fp32": "float32", "fp16": "float16", "bf16": "bfloat16"}


def availability() -> Availability:
    """Whether the libraries are here."""
    lacking = [name for name in NEEDED if find_spec(name) is None]
    if lacking:
        return Availability(False, f"{', '.join(lacking)} is not installed", INSTALL)
    return Availability(True, "runs checkpoints with diffusers", "`castalia models list` shows what can be had")


def chosen_model(recipe: Sampled | TalkingPortrait, settings: Settings) -> Model:
    """The checkpoint of a recipe: the one it names, else the one of the settings, else the only one installed.

    Raises:
        Missing: there is none; the hint says how to get one. BadInput: it is of another kind.
    """
    from castalia.models.resolve import resolve
    from castalia.models.store import ModelStore

    kind = recipe.kind
    name = recipe.model or usual_model(recipe, settings)
    if name:
        return resolve(name, settings, kind=kind)
    installed = [model for model in ModelStore(settings).list() if model.kind == kind]
    if len(installed) == 1:
        return installed[0]
    if installed:
        raise BadInput(
            "the recipe names no model, and there are several", hint=f"--model {installed[0].id}, or set {kind}_model"
        )
    first = {"image": "sd15", "video": "wan2.1-t2v-1.3b", "talk": "wan2.2-animate-2-distilled"}[kind]
    raise Missing(f"there is no {kind} model on this machine", hint=f"castalia models pull {first}")


def usual_model(recipe: Sampled | TalkingPortrait, settings: Settings) -> str:
    """The model that the settings name for this kind of recipe."""
    usual = {"image": settings.image_model, "video": settings.video_model, "talk": settings.talk_model}
    return usual[recipe.kind]


def completed(recipe: Any, model: Model, changes: dict[str, Any]) -> Any:
    """The recipe with its model, steps, guidance, scheduler and negative prompt filled in, besides `changes`."""
    steps, guidance = facts.usual(model)
    if recipe.model is None:
        changes["model"] = model.id
    if recipe.steps is None:
        changes["steps"] = steps
    if recipe.guidance_scale is None:
        changes["guidance_scale"] = guidance
    if recipe.scheduler == "auto" and model.defaults.get("scheduler"):
        changes["scheduler"] = str(model.defaults["scheduler"])
    if not recipe.negative_prompt and model.defaults.get("negative_prompt"):
        changes["negative_prompt"] = str(model.defaults["negative_prompt"])
    return recipe.with_fields(**changes) if changes else recipe


def check_style(recipe: Sampled) -> None:
    """Refuse a style that there is no text for."""
    from castalia.prompts.presets import style

    if recipe.style != "auto":  # type: ignore[attr-defined]
        style(recipe.style)  # type: ignore[attr-defined]


def check_size(recipe: Any, grain: int) -> None:
    """Refuse sides that the model cannot make."""
    for name in ("width", "height"):
        side = getattr(recipe, name)
        if side and side % grain:
            near = max(grain, round(side / grain) * grain)
            raise BadInput(
                f"this model makes sides that are multiples of {grain}, and the {name} is {side}",
                hint=f"take {near}",
            )


def provenance_of(ctx: Context, model: Model, plan: Plan) -> Provenance:
    """What is written into the files: the checkpoint, where it ran and how precisely."""
    from castalia.media.provenance import TRAINED
    from castalia.media.provenance import Model as Source

    precision = PRECISIONS[plan.precision] + ("" if plan.weights == "same" else f", weights {plan.weights}")
    precision += ", OpenVINO" if plan.runtime == "openvino" else ""
    return ctx.provenance.model_copy(
        update={
            "model": Source(
                id=model.id, source=model.source, revision=model.revision, sha256=model.sha256, licence=model.licence
            ),
            "device": plan.device,
            "precision": precision,
            "digital_source_type": TRAINED,
        }
    )


def model_key(model: Model, adapters: tuple[Adapter, ...]) -> str:
    """What of the weights counts for the result."""
    from castalia.engines.diffusion.adapters import keys

    return "|".join(filter(None, [model.sha256 or str(model.path), keys(adapters)]))
