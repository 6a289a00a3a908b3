"""Reference pictures: an IP-Adapter lends the denoiser attention to what they show, for one run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from castalia.errors import BadInput, Missing

if TYPE_CHECKING:
    from castalia.engines.diffusion.load import Loaded
    from castalia.engines.diffusion.passes import State
    from castalia.models.model import Model
    from castalia.settings import Settings

FAMILIES = ("sd15", "sd21", "sdxl")


def reference_model(base: Model, settings: Settings) -> Model:
    """The installed IP-Adapter for a model.

    Raises:
        BadInput: there are none for its family. Missing: it is not on this machine.
    """
    from castalia.models import catalogue
    from castalia.models.store import ModelStore

    family = next((name for name in FAMILIES if base.family == name or base.family.startswith(name + "-")), "")
    if not family:
        raise BadInput(f"{base.id} takes no reference pictures", hint=f"families that do: {', '.join(FAMILIES)}")
    found = [model for model in ModelStore(settings).list() if model.kind == "reference" and model.family == family]
    if found:
        return found[0]
    known = [entry.id for entry in catalogue.entries().values() if entry.kind == "reference" and entry.family == family]
    raise Missing(
        f"reference pictures need an IP-Adapter for {family}, and none is on this machine",
        hint=f"castalia models pull {known[0]}" if known else f"import one with `castalia models import`, for {family}",
    )


def put_references(loaded: Loaded, state: State) -> State:
    """Load the IP-Adapter, encode the references, and see to it that it is taken out again after the run."""
    import torch

    from castalia.engines.diffusion.inputs import read_image, size_of_file
    from castalia.engines.diffusion.load import explained
    from castalia.engines.diffusion.passes import guided

    model = reference_model(loaded.model, state.settings)
    pipe, recipe = loaded.pipe, state.recipe
    weights, encoder = _parts(model)
    with explained(model):
        state.undo.callback(pipe.unload_ip_adapter)
        pipe.load_ip_adapter(
            str(model.path), subfolder=weights[0], weight_name=weights[1], image_encoder_folder=encoder,
            local_files_only=True,
        )  # fmt: skip
        pipe.set_ip_adapter_scale(recipe.reference_scale)
    paths = [state.open(file) for file in recipe.reference]
    pictures = [read_image(path, *size_of_file(path)) for path in paths]
    with torch.inference_mode():
        embeds = pipe.prepare_ip_adapter_image_embeds(
            [pictures], None, pipe.image_encoder.device, 1, guided(recipe, loaded.model.family)
        )
    return replace(state, call={**state.call, "ip_adapter_image_embeds": embeds}).noted(f"references by {model.id}")


def _parts(model: Model) -> tuple[tuple[str, str], str]:
    """((folder, name) of the weights, folder of the image encoder), within the model's own folder."""
    files = sorted(model.path.rglob("ip-adapter*.safetensors"))
    encoders = sorted(path.parent for path in model.path.rglob("config.json"))
    if not files or not encoders:
        what = "image encoder" if files else "weights"
        raise Missing(f"{model.id} is not complete: it has no {what}", hint=f"castalia models pull {model.id}")
    inside = files[0].parent.relative_to(model.path).as_posix()
    folder = "" if inside == "." else inside
    encoder = encoders[0].relative_to(model.path).as_posix()
    # diffusers looks for a name without a slash below the folder of the weights.
    return (folder, files[0].name), encoder if "/" in encoder or not folder else f"../{encoder}"
