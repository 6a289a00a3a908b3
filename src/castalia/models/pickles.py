"""Turns weights that are a pickle into `.safetensors`, without running the code that a pickle may bring."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

from castalia.errors import BadInput, Missing

NESTS = ("state_dict", "params_ema", "params", "model_state_dict", "model")
"""Keys below which training programs put the weights; the first that is there counts."""
RENAMED = {"pytorch_model": "model"}
"""Stems of file names that the libraries read under another name as safetensors."""


def safe_name(path: Path) -> str:
    """What the file is called as `.safetensors`, so that diffusers and transformers find it."""
    stem = path.stem
    for old, new in RENAMED.items():
        if stem == old or stem.startswith((f"{old}.", f"{old}-")):
            stem = new + stem.removeprefix(old)
    return f"{stem}.safetensors"


def convert(path: Path, target: Path) -> None:
    """Write the tensors of a pickle into a `.safetensors` file.

    PyTorch's restricted reader (`weights_only=True`) is used: it builds tensors and refuses everything else.

    Raises:
        BadInput: it holds more than tensors, or is no such file. Missing: PyTorch is not installed.
    """
    try:
        import torch
        from safetensors.torch import save_file
    except ImportError:
        raise Missing("reading a pickle needs PyTorch", hint='pip install "castalia[diffusers]"') from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the protocol; what cannot be read is refused anyway
            loaded = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:
        said = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise BadInput(
            f"{path.name} was refused: it is damaged or wants to run code of its own ({said[:160]})",
            hint="get the .safetensors file; nothing of it was run",
        ) from None
    tensors = {name: value.contiguous().clone() for name, value in _flat(loaded) if isinstance(value, torch.Tensor)}
    if not tensors:
        raise BadInput(f"{path.name} holds no tensors", hint="get the .safetensors file")
    save_file(tensors, target, metadata={"format": "pt"})


def _flat(loaded: Any) -> list[tuple[str, Any]]:
    """Names and values, without the nests that training programs build round the weights."""
    while isinstance(loaded, dict) and (nest := next((k for k in NESTS if isinstance(loaded.get(k), dict)), None)):
        loaded = loaded[nest]
    if not isinstance(loaded, dict):
        return []
    flat = []
    for name, value in loaded.items():
        if isinstance(value, dict):  # textual inversion: {"string_to_param": {"*": vectors}}; IP-Adapter: two tables
            joint = str(name) if name != "string_to_param" else ""
            flat += [(f"{joint}.{key}" if joint else str(key), inner) for key, inner in value.items()]
        else:
            flat.append((str(name), value))
    return flat
