"""Tells what a checkpoint is: a folder by its configuration, one `.safetensors` file by the names of its tensors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from castalia.errors import BadInput
from castalia.models import families, keys
from castalia.models.headers import is_pickle, read_header
from castalia.models.model import ModelKind

Found = tuple[ModelKind, str]

INDEX, CONFIG, ADAPTER = "model_index.json", "config.json", "adapter_config.json"
MODULAR = "modular_model_index.json"
"""The list of components of a pipeline that is made of blocks."""
UNKNOWN_HINT = "castalia knows the architectures of `castalia models list` and their adapters"


def recognise(path: Path) -> Found:
    """Kind and family of a checkpoint, without loading it.

    Args:
        path: a folder as diffusers, peft or transformers save it, or one `.safetensors` file.

    Raises:
        BadInput: it is damaged, a pickle, or of no kind that is known.
    """
    if path.is_dir():
        return _of_folder(path)
    if not path.exists():
        raise BadInput(f"there is no file {path}", hint="check the name")
    if is_pickle(path):
        raise BadInput(
            f"{path.name} is a pickle: loading it would run whatever code is in it",
            hint=f"get a .safetensors file, or take it in with `castalia models import {path.name} --allow-pickle`",
        )
    if path.suffix.lower() != ".safetensors":
        raise BadInput(
            f"{path.name} is no checkpoint that castalia reads", hint="checkpoints are .safetensors files or folders"
        )
    found = keys.recognise_keys(read_header(path))
    if found is None:
        raise BadInput(f"{path.name} holds tensors of an unknown architecture", hint=UNKNOWN_HINT)
    return found


def read_json(path: Path) -> dict[str, Any]:
    """A JSON table of a checkpoint; `BadInput` when it is none."""
    try:
        table = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise BadInput(f"{path} cannot be read: {error}"[:300], hint="download or copy it again") from None
    if not isinstance(table, dict):
        raise BadInput(f"{path} is not a JSON table", hint="download or copy it again")
    return table


def index_name(folder: Path) -> str:
    """Name of the file that lists the components of a pipeline: a folder that is also meant for blocks has two."""
    if (folder / MODULAR).is_file():
        found = families.of_pipeline(str(read_json(folder / MODULAR).get("_class_name", "")))
        if found and found[0] == "talk":  # the only pipelines that are run as blocks
            return MODULAR
    return INDEX


def component_of(value: Any) -> tuple[str, str] | None:
    """(library, class) of an entry in a list of components; None when it is none, or when nothing is loaded for it."""
    if not isinstance(value, list) or len(value) not in (2, 3):
        return None
    named = value[:2]
    if len(value) == 3 and not all(named):  # of blocks that were saved before anything was loaded
        hint = value[2].get("type_hint") if isinstance(value[2], dict) else None
        named = hint if isinstance(hint, list) and len(hint) == 2 else []
    whole = len(named) == 2 and all(isinstance(part, str) and part for part in named)
    return (named[0], named[1]) if whole else None


def _of_folder(path: Path) -> Found:
    if (path / index_name(path)).is_file():
        return _of_pipeline(path, read_json(path / index_name(path)))
    if (path / ADAPTER).is_file():
        return "lora", _adapter_family(path)
    if (path / CONFIG).is_file():
        return _of_network(path, read_json(path / CONFIG))
    files = sorted(path.glob("*.safetensors"))
    if len(files) == 1 and not (path / "image_encoder").is_dir():
        return recognise(files[0])
    if adapters := _ip_adapters(path):
        return recognise(adapters[0])
    if files:
        raise BadInput(
            f"{path} holds {len(files)} checkpoints and no {INDEX}", hint="name one of its files, not the folder"
        )
    if any(is_pickle(file) for file in path.iterdir()):
        raise BadInput(
            f"{path} holds pickles only, and loading a pickle runs whatever code is in it",
            hint="get the .safetensors files, or import one file with `--allow-pickle`",
        )
    raise BadInput(
        f"{path} is no checkpoint: it has no {INDEX} and no {CONFIG}",
        hint="name the folder that holds model_index.json, or a .safetensors file",
    )


def _of_pipeline(path: Path, index: dict[str, Any]) -> Found:
    name = str(index.get("_class_name", ""))
    found = families.of_pipeline(name)
    if found is None:
        raise BadInput(
            f"{path.name} is a {name or 'nameless pipeline'}, which castalia does not know", hint=UNKNOWN_HINT
        )
    kind, family = found
    unet = read_json(path / "unet" / CONFIG) if (path / "unet" / CONFIG).is_file() else {}
    if family == "sd15":
        if "bert" in json.dumps(index.get("text_encoder", "")).lower():
            return kind, "sd15-chinese"
        family = "sd21" if unet.get("cross_attention_dim") == 1024 else "sd15"
    if family == "sdxl" and index.get("text_encoder") == [None, None]:
        return kind, "sdxl-refiner"
    return kind, family + keys.INPUTS.get(int(_number(unet, "in_channels", 4)), "") if unet else family


def _number(config: dict[str, Any], name: str, default: float) -> float:
    value = config.get(name)
    return value if isinstance(value, int | float) else default


def _of_network(path: Path, config: dict[str, Any]) -> Found:
    name = str(config.get("_class_name", ""))
    if name == "AutoencoderTiny":
        return "preview", _vae_family(path, config)
    if name in families.NETWORKS:
        return families.NETWORKS[name]
    if name == "ControlNetModel":
        wide = config.get("addition_embed_type") == "text_time"
        return "control", "sdxl" if wide else "sd21" if config.get("cross_attention_dim") == 1024 else "sd15"
    if name.startswith("AutoencoderKL"):
        return "vae", _vae_family(path, config)
    classes = config.get("architectures")
    kinds = [str(config.get("model_type", "")), *map(str, classes if isinstance(classes, list) else ())]
    for each in kinds:
        if each in families.TRANSFORMERS:
            return families.TRANSFORMERS[each]
    what = name or kinds[0] or "network without a name"
    raise BadInput(f"{path.name} is a {what}, which castalia does not know", hint=UNKNOWN_HINT)


def _vae_family(path: Path, config: dict[str, Any]) -> str:
    """By the number of latent channels and the scale of the latents, which each family has its own of."""
    scale = round(_number(config, "scaling_factor", 0.18215), 4)
    if _number(config, "latent_channels", 4) == 4:
        if "xl" in str(config.get("_name_or_path", path.name)).lower():
            return "sdxl"
        return "sdxl" if scale == 0.1302 or scale == 0.1303 else "sd15"
    if scale == 1.5305 or "sd3" in path.name.lower():
        return "sd3"
    return "flux"


def _adapter_family(path: Path) -> str:
    file = path / "adapter_model.safetensors"
    if not file.is_file():
        raise BadInput(f"{path} has an {ADAPTER} but no adapter_model.safetensors", hint="download or copy it again")
    return keys.lora_family(read_header(file).tensors) or "unknown"


def _ip_adapters(path: Path) -> list[Path]:
    """IP-Adapters lie in `models/` or `sdxl_models/`, beside the image encoder that they need. Not searched deeper:
    a user may name a whole disk."""
    return sorted(p for pattern in ("ip-adapter*", "*models/ip-adapter*") for p in path.glob(f"{pattern}.safetensors"))
