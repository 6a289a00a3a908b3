"""ControlNets: which one, the map it is given, and the pipeline that listens to it."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from castalia.errors import BadInput, CastaliaError, Missing

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image as Pillow

    from castalia.engines.diffusion.load import Loaded
    from castalia.engines.diffusion.passes import State
    from castalia.models.model import Model
    from castalia.recipes import Image
    from castalia.settings import Settings

CLASSES = {
    "sd15": ("StableDiffusionControlNetPipeline", "StableDiffusionControlNetImg2ImgPipeline",
             "StableDiffusionControlNetInpaintPipeline"),
    "sdxl": ("StableDiffusionXLControlNetPipeline", "StableDiffusionXLControlNetImg2ImgPipeline",
             "StableDiffusionXLControlNetInpaintPipeline"),
    "sd3": ("StableDiffusion3ControlNetPipeline", "", "StableDiffusion3ControlNetInpaintingPipeline"),
    "flux": ("FluxControlNetPipeline", "FluxControlNetImg2ImgPipeline", "FluxControlNetInpaintPipeline"),
    "qwen-image": ("QwenImageControlNetPipeline", "", "QwenImageControlNetInpaintPipeline"),
}  # fmt: skip
"""Family -> class of diffusers that draws from words, starts from a picture, fills a mask."""
CLASSES["sd21"] = CLASSES["sd15"]
TASKS = ("text", "image", "inpaint")
NETWORKS = {"sd3": "SD3ControlNetModel", "flux": "FluxControlNetModel", "qwen-image": "QwenImageControlNetModel"}
"""Family -> class of its ControlNets; the others are `ControlNetModel`."""


@dataclass(frozen=True)
class Wanted:
    """A control as a recipe asks for it."""

    file: str
    """Reference of its picture; empty is the clay world's drawing of the prompt."""
    type: str
    model: Model
    scale: float


@dataclass(frozen=True)
class Control:
    """A control as a pipeline takes it."""

    map: Pillow.Image
    net: Any
    scale: float


def wanted(recipe: Image, base: Model, settings: Settings) -> tuple[Wanted, ...]:
    """The controls that a recipe asks for, those of its pictures first.

    Raises:
        BadInput: there are more types, models or scales than controls, or a ControlNet was made for another model.
        Missing: a ControlNet is not here.
    """
    pictures = [*recipe.control, *([""] if recipe.compose_with_clay else [])]
    for name in ("control_type", "control_model", "control_scale"):
        if len(getattr(recipe, name)) > len(pictures):
            raise BadInput(
                f"{name} is given {len(getattr(recipe, name))} times, and control {len(pictures)} times",
                hint="give a picture for each with --control",
            )
    if pictures and family_of(base) not in CLASSES:
        raise BadInput(
            f"{base.id} is {base.family}, which takes no ControlNet", hint=f"families that do: {', '.join(CLASSES)}"
        )
    found = []
    for i, file in enumerate(pictures):
        named = recipe.control_model[i] if i < len(recipe.control_model) else ""
        type = recipe.control_type[i] if i < len(recipe.control_type) else ""
        type = type or ("depth" if not file else _type_of(named, settings) if named else "canny")
        scale = recipe.control_scale[i] if i < len(recipe.control_scale) else 1.0
        found.append(Wanted(file, type, _model(named, type, base, settings), scale))
    return tuple(found)


def family_of(model: Model) -> str:
    """The family that ControlNets are made for: `sd15-inpaint` is `sd15`."""
    return next((name for name in sorted(CLASSES, key=len, reverse=True) if model.family.startswith(name)), "")


def _model(named: str, type: str, base: Model, settings: Settings) -> Model:
    from castalia.models import catalogue
    from castalia.models.resolve import resolve

    family = family_of(base)
    if not named:
        fit = [e for e in catalogue.entries().values() if e.kind == "control" and e.family == family and type in e.tags]
        if not fit:
            raise Missing(
                f"the catalogue has no ControlNet of type {type} for {family}",
                hint="name one with --control-model: a repository, a folder or a file",
            )
        named = fit[0].id
    model = resolve(named, settings, kind="control")
    if model.family and model.family != family:
        raise BadInput(
            f"{model.id} is a ControlNet for {model.family}, and {base.id} is {base.family}",
            hint=f"take one that was made for {family}",
        )
    return model


def _type_of(named: str, settings: Settings) -> str:
    """The type of a ControlNet of the catalogue; of any other, the picture is taken as it is."""
    from castalia.models import catalogue
    from castalia.recipes.image import CONTROLS

    entry = catalogue.find(named)
    return next((tag for tag in entry.tags if tag in CONTROLS), "none") if entry else "none"


def put_controls(loaded: Loaded, state: State) -> State:
    """Make the map of each control and load its ControlNet."""
    from PIL import Image

    from castalia.engines.image.preprocess import control_map

    recipe = state.recipe
    asked = wanted(recipe, loaded.model, state.settings)
    networks = _networks(loaded, [each.model for each in asked])
    width, height = recipe.width or 0, recipe.height or 0
    found, notes = [], []
    for each, net in zip(asked, networks, strict=True):
        state.watch.tell(f"control: {each.type}")
        picture, known, note = _picture(each, state)
        if each.type == "pose":
            note = "the control of type pose was taken for a picture of a pose as it is"
        notes += [note] if note else []
        pixels = control_map(each.type, picture, width, height, known, state.settings)
        found.append(Control(Image.fromarray(pixels), net, each.scale))
    lent = [control.net for control in found]
    nets = {"controlnet": lent[0] if len(lent) == 1 else lent}
    return replace(state, controls=tuple(found), lent={**state.lent, **nets}).noted(*notes)


def _picture(each: Wanted, state: State) -> tuple[np.ndarray, Any, str]:
    """(the picture of a control, the clay scene that it shows, what is worth saying)."""
    import numpy as np

    from castalia.engines.diffusion.inputs import read_image, size_of_file
    from castalia.engines.image.drawn import drawn

    if not each.file:
        assert state.known is not None
        rgb = (state.known.layers.rgb.clip(0, 1) * 255).astype(np.uint8)
        return rgb, state.known, f"the clay world drew the prompt, and its {each.type} is a control"
    path = state.open(each.file)
    picture = np.asarray(read_image(path, *size_of_file(path)))
    exact = each.type in ("depth", "normal", "mask")
    known = drawn(path, state.open) if exact else None
    return picture, known, f"the {each.type} of the control picture is that of its clay scene" if known else ""


def imagine(loaded: Loaded, state: State) -> State:
    """Draw the prompt, or the scene of the recipe, in the clay world."""
    from castalia.clay.scene_file import read_scene
    from castalia.engines.image.drawn import Drawn, imagined

    recipe = state.recipe
    width, height = recipe.width or 0, recipe.height or 0
    if recipe.scene:
        known = Drawn(read_scene(state.open(recipe.scene)), width, height)
    else:
        known = imagined(recipe.prompt, recipe.negative_prompt, recipe.seed or 0, width, height)
    return replace(state, known=known)


def class_name(loaded: Loaded, task: str) -> str:
    """The class of diffusers for a task with controls; `BadInput` when there is none."""
    name = CLASSES[family_of(loaded.model)][TASKS.index(task)] if task in TASKS else ""
    if not name:
        raise BadInput(
            f"{loaded.model.id} cannot follow a control while it changes a picture", hint="leave the control out"
        )
    return name


def arguments(controls: tuple[Control, ...], cls: type) -> dict[str, Any]:
    """What the call takes for its controls."""
    takes = inspect.signature(cls.__call__).parameters  # type: ignore[operator]
    maps: Any = [control.map for control in controls]
    scales: Any = [control.scale for control in controls]
    name = "control_image" if "control_image" in takes else "image"
    if len(controls) == 1:
        maps, scales = maps[0], scales[0]
    return {name: maps, "controlnet_conditioning_scale": scales}


def _networks(loaded: Loaded, models: list[Model]) -> list[Any]:
    """ControlNets in memory; those of the last recipe that are not wanted any more are given up first."""
    keys = [f"control:{model.sha256 or model.path}" for model in models]
    for key in [key for key in loaded.companions if key.startswith("control:") and key not in keys]:
        del loaded.companions[key]
    for key, model in zip(keys, models, strict=True):
        if key not in loaded.companions:
            loaded.companions[key] = _placed(_network(model, loaded), loaded)
    return [loaded.companions[key] for key in keys]


def _placed(net: Any, loaded: Loaded) -> Any:
    return net.eval() if loaded.plan.offload in ("model", "sequential") else net.eval().to(loaded.plan.device)


def _network(model: Model, loaded: Loaded) -> Any:
    import diffusers

    from castalia.engines.diffusion.load import dtype_of, explained

    dtype = dtype_of(loaded.plan.precision)
    with explained(model):
        if model.path.is_file():
            return _from_file(model, loaded).to(dtype)
        config = diffusers.ControlNetModel.load_config(model.path, local_files_only=True)
        cls = getattr(diffusers, str(config.get("_class_name", "")), None) or diffusers.ControlNetModel
        return cls.from_pretrained(model.path, torch_dtype=dtype, local_files_only=True, use_safetensors=True)


def _from_file(model: Model, loaded: Loaded) -> Any:
    """One file in the layout of diffusers or of the first ControlNets; its shape is that of the model's own UNet."""
    from diffusers import ControlNetModel
    from diffusers.loaders.single_file_utils import convert_controlnet_checkpoint
    from safetensors.torch import load_file

    unet = getattr(loaded.pipe, "unet", None)
    if unet is None:
        raise BadInput(f"{model.id} cannot be loaded from one file", hint="use the folder as diffusers saves it")
    net = ControlNetModel.from_unet(unet, load_weights_from_unet=False)
    state = load_file(model.path)
    if "controlnet_cond_embedding.conv_in.weight" not in state:
        state = convert_controlnet_checkpoint(state, net.config)
    try:
        net.load_state_dict(state)
    except RuntimeError as error:
        raise _unfit(model, loaded, error) from error
    return net


def _unfit(model: Model, loaded: Loaded, error: Exception) -> CastaliaError:
    return BadInput(
        f"{model.id} does not fit {loaded.model.id}: {str(error).strip().splitlines()[-1].strip()[:160]}",
        hint="take a ControlNet that was made for this model",
    )
