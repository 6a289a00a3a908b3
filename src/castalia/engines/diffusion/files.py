"""Looks at a checkpoint before it is loaded: are all its files there and whole, and which class reads it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from castalia.errors import BadInput, Missing
from castalia.models.headers import is_pickle, read_header
from castalia.models.recognise import MODULAR, component_of, index_name

if TYPE_CHECKING:
    from castalia.models.model import Model
    from castalia.settings import Settings

INDEX = "model_index.json"
UNUSED = ("safety_checker", "feature_extractor", "image_encoder")
"""Components that are not loaded: a recipe is not judged, and pictures are encoded by adapters that bring their own."""


def check_files(model: Model) -> None:
    """Refuse a checkpoint of which something is missing or damaged; only headers are read.

    Raises:
        Missing: a file is not there. BadInput: a file is damaged.
    """
    if model.path.is_file():
        read_header(model.path)
        return
    for name, (library, _) in components(model.path).items():
        folder = model.path / name
        if not folder.is_dir():
            raise _incomplete(model, f"the folder {name}")
        if library == "diffusers" or name.startswith(("text_encoder", "unet", "transformer", "vae", "image_encoder")):
            _check_weights(model, folder)


def components(folder: Path) -> dict[str, tuple[str, str]]:
    """Component -> (library, class) of a folder as diffusers saves pipelines, without those that are not loaded."""
    unused = () if is_modular(folder) else UNUSED
    return {
        name: found for name, value in index(folder).items() if name not in unused and (found := component_of(value))
    }


def is_modular(folder: Path) -> bool:
    """Whether its pipeline is made of blocks."""
    return folder.is_dir() and index_name(folder) == MODULAR


def index(folder: Path) -> dict[str, Any]:
    """The `model_index.json` of a pipeline; `BadInput` when it is damaged, `Missing` when there is none."""
    path = folder / (index_name(folder) if folder.is_dir() else INDEX)
    if not path.is_file():
        raise Missing(f"{folder} holds no {INDEX}", hint="name a folder of diffusers, or one .safetensors file")
    return _json(path)


def config(folder: Path, component: str) -> dict[str, Any]:
    """The configuration of a component; empty when it has none."""
    for name in ("config.json", "scheduler_config.json"):
        path = folder / component / name
        if path.is_file():
            return _json(path)
    return {}


def config_folder(model: Model, settings: Settings) -> Path:
    """Where configuration and tokenizers of a checkpoint are: a folder has its own, for one file they are looked for.

    They may lie in a folder beside the file that is called as the file is, or in an installed model of its family.

    Raises:
        Missing: there are none; the hint says how to get them.
    """
    if model.path.is_dir():
        return model.path
    beside = model.path.with_suffix("")
    if (beside / INDEX).is_file():
        return beside
    from castalia.models.store import ModelStore

    for other in ModelStore(settings).list():
        if other.family == model.family and (other.path / INDEX).is_file():
            return other.path
    raise Missing(
        f"{model.path.name} holds weights only: the tokenizers and configuration of {model.family} are not here",
        hint=f"castalia models pull {_usual(model.family)}, or put them into the folder {beside.name} beside the file",
    )


def _usual(family: str) -> str:
    """The model of the catalogue that brings the configuration of a family."""
    from castalia.models import catalogue

    fit = [e for e in catalogue.entries().values() if e.family == family and e.kind in ("image", "video")]
    return fit[0].id if fit else family


def _check_weights(model: Model, folder: Path) -> None:
    if not list(folder.glob("*config.json")):
        raise _incomplete(model, f"{folder.name}/config.json")
    if (folder / "scheduler_config.json").is_file():
        return
    for shards in sorted(folder.glob("*.safetensors.index*.json")):
        table = _json(shards)
        for shard in sorted(set(table.get("weight_map", {}).values())):
            if not (folder / shard).is_file():
                raise _incomplete(model, f"{folder.name}/{shard}")
    weights = sorted(folder.glob("*.safetensors"))
    if not weights:
        if any(is_pickle(file) for file in folder.iterdir()):
            raise BadInput(
                f"{folder} holds pickled weights only, and loading a pickle runs whatever code is in it",
                hint="get the .safetensors files of this model",
            )
        raise _incomplete(model, f"the weights of {folder.name}")
    for file in weights:
        read_header(file)


def _incomplete(model: Model, what: str) -> Missing:
    again = f"castalia models pull {model.id}" if model.source not in ("folder", "file") else "copy it again"
    return Missing(f"the model {model.id} is not complete: {what} is missing", hint=again)


def _json(path: Path) -> dict[str, Any]:
    try:
        table = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise BadInput(f"{path} cannot be read: {error}"[:300], hint="download or copy it again") from None
    if not isinstance(table, dict):
        raise BadInput(f"{path} is not a JSON table", hint="download or copy it again")
    return table
