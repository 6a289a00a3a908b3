"""Which files of a repository make up a checkpoint: one set of safe weights, its configs, its tokenizers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import Literal

from castalia.errors import BadInput
from castalia.models.headers import PICKLES
from castalia.models.hubs import RemoteFile
from castalia.models.store import MANIFEST

Variant = Literal["auto", "full", "fp16", "bf16"]
ORDER: dict[str, tuple[str, ...]] = {
    "auto": ("fp16", "bf16", "", "fp32"),
    "full": ("fp32", "", "bf16", "fp16"),
    "fp16": ("fp16", "", "bf16", "fp32"),
    "bf16": ("bf16", "", "fp16", "fp32"),
}
"""What is taken first when a repository keeps the same weights in several precisions; empty is the name without any."""
SIDE = (".json", ".txt", ".model", ".jinja", ".tiktoken")
"""Endings of configs, vocabularies and tokenizers."""
LICENCE = re.compile(r"(licen[cs]e|notice|use_policy|model_license)[^/]*$", re.IGNORECASE)
MAX_FILES = 20_000
_WEIGHTS = re.compile(
    r"(?P<stem>model|diffusion_pytorch_model|adapter_model|pytorch_lora_weights|pytorch_model)"
    r"(?:\.(?P<a>[A-Za-z]\w*))?(?P<shard>-\d{5}-of-\d{5})?(?:\.(?P<b>[A-Za-z]\w*))?\.(?P<end>safetensors|bin)"
)
_INDEX = re.compile(r"(?P<stem>\w+)\.(?P<end>safetensors|bin)\.index(?:\.(?P<variant>\w+))?\.json")
_FOREIGN = re.compile(r"(openvino|flax|tf_model|rust_model|onnx|coreml)", re.IGNORECASE)


@dataclass(frozen=True)
class Wanted:
    """A file to be had, and the name it gets: weights are kept without the precision in their name."""

    file: RemoteFile
    name: str


def select(
    files: Iterable[RemoteFile],
    *,
    components: Iterable[str] | None = None,
    patterns: Iterable[str] = (),
    allow_pickle: bool = False,
    variant: str = "auto",
) -> list[Wanted]:
    """The files that are needed.

    Args:
        components: folders that `model_index.json` names; None when the repository has no such file.
        patterns: what the catalogue or the user asks for, e.g. `("*.json", "unet/*")`; nothing else is taken then.

    Raises:
        BadInput: the listing is hostile, there are no weights, only pickles, or the choice is not ours.
    """
    listed = checked(files)
    if patterns := tuple(patterns):
        wanted = [Wanted(f, f.path) for f in listed if any(fnmatchcase(f.path, pattern) for pattern in patterns)]
        if not wanted:
            raise BadInput(
                f"the repository has no file {' or '.join(patterns)[:200]}", hint="check the name of the file"
            )
        _refuse_pickles([w.name for w in wanted if is_pickle(w.name)], allow_pickle)
        wanted = [_alone(wanted[0].file)] if len(wanted) == 1 else wanted
    elif components is not None:
        wanted = [w for name in sorted(set(components)) for w in _folder(listed, f"{name}/", allow_pickle, variant)]
        wanted += [Wanted(f, f.path) for f in listed if f.path in ("model_index.json", "modular_model_index.json")]
        if not any(weighs(w.name) for w in wanted):
            raise _no_weights(listed)
    else:
        wanted = _folder(listed, "", allow_pickle, variant)
        wanted += _strays(listed) if not any(weighs(w.name) for w in wanted) else []
    wanted += [
        Wanted(f, f.path) for f in listed if "/" not in f.path and LICENCE.match(f.path) and not is_pickle(f.path)
    ]
    return _distinct(wanted)


def checked(files: Iterable[RemoteFile]) -> list[RemoteFile]:
    """The files of a listing; `BadInput` when a path would leave the folder or cannot be shown."""
    listed = list(files)
    if len(listed) > MAX_FILES:
        raise BadInput(f"the repository lists {len(listed)} files", hint="name the files that are needed")
    paths = [file.path for file in listed]
    if len(set(paths)) < len(paths):
        twice = next(path for path in paths if paths.count(path) > 1)
        raise _twice(twice)
    for file in listed:
        if why := _bad_path(file.path):
            raise BadInput(
                f"the repository lists a file {file.path[:80]!r}, which {why}: nothing was downloaded",
                hint="somebody has tampered with it; tell the hub, and use another source",
            )
    return listed


def is_pickle(path: str) -> bool:
    return path.lower().endswith(PICKLES)


def weighs(path: str) -> bool:
    return path.lower().endswith((".safetensors", *PICKLES))


def _bad_path(path: str) -> str:
    parts = path.split("/")
    if not path or path.startswith("/") or re.match(r"[A-Za-z]:", path):
        return "is an absolute path"
    if "\\" in path or any(part in ("", ".", "..") for part in parts):
        return "leads out of its folder"
    # Also lone surrogates, which no file system takes, and marks that turn the direction of the text.
    if any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp") for c in path):
        return "holds characters that cannot be seen"
    if any(len(part.encode()) > 200 for part in parts) or len(parts) > 12:
        return "is too long"
    return ""


def _folder(listed: list[RemoteFile], folder: str, allow_pickle: bool, variant: str) -> list[Wanted]:
    """What is needed of one component."""
    inside = {f.path.removeprefix(folder): f for f in listed if f.path.startswith(folder)}
    here = {
        name: file for name, file in inside.items() if "/" not in name or name.startswith("additional_chat_templates/")
    }
    side = [
        Wanted(file, file.path)
        for name, file in here.items()
        if name.endswith(SIDE) and not _INDEX.fullmatch(name) and not _FOREIGN.search(name) and _belongs(name, folder)
    ]
    weights = _weights(here, folder, "safetensors", variant)
    if not weights:
        pickled = _weights(here, folder, "bin", variant)
        _refuse_pickles([w.name for w in pickled], allow_pickle)
        weights = pickled
    return side + weights


def _belongs(name: str, folder: str) -> bool:
    """At the top of a repository lie papers of its makers as well."""
    return bool(folder) or (name != "model_index.json" and not name.lower().startswith(("readme", "requirements")))


def _weights(here: dict[str, RemoteFile], folder: str, end: str, variant: str) -> list[Wanted]:
    """One set of weights, whole in one file or in shards with their index, under its plain name."""
    sets: dict[tuple[str, str, bool], list[str]] = {}
    for name in here:
        found = _WEIGHTS.fullmatch(name)
        if found and found["end"] == end and not (found["a"] and found["b"]):
            key = (found["stem"], found["a"] or found["b"] or "", bool(found["shard"]))
            sets.setdefault(key, []).append(name)
    if not sets:
        return []
    order = ORDER.get(variant, ORDER["auto"])
    stem, kept, sharded = min(sets, key=lambda k: (order.index(k[1]) if k[1] in order else 9, k[2], k[0], k[1]))
    chosen = sets[stem, kept, sharded]
    if not sharded:
        return [Wanted(here[chosen[0]], f"{folder}{stem}.{end}")]
    # The index names the shards, so these keep their names.
    indexes = [
        Wanted(here[name], f"{folder}{stem}.{end}.index.json")
        for name in here
        if ((m := _INDEX.fullmatch(name)) and (m["stem"], m["end"], m["variant"] or "") == (stem, end, kept))
        or name == f"{stem}.{kept}.{end}.index.json"
    ]
    return [*(Wanted(here[name], folder + name) for name in chosen), *indexes]


def _strays(listed: list[RemoteFile]) -> list[Wanted]:
    """Weights at the top under a name of their own: a LoRA, an upscaler, a checkpoint in one file."""
    single = [f for f in listed if f.path.endswith(".safetensors") and "/" not in f.path]
    every = single or [f for f in listed if f.path.endswith(".safetensors")]
    if len(every) == 1:
        return [_alone(every[0])]
    if every:
        names = ", ".join(f.path[:80] for f in every[:6])
        raise BadInput(
            f"the repository holds {len(every)} checkpoints and does not say which one it is: {names}",
            hint=f"add the file to its name, e.g. `castalia models pull OWNER/NAME/{every[0].path}`",
        )
    raise _no_weights(listed)


def _alone(file: RemoteFile) -> Wanted:
    """One file is the whole checkpoint, wherever in the repository it lies."""
    return Wanted(file, file.path.rpartition("/")[2])


def _no_weights(listed: list[RemoteFile]) -> BadInput:
    pickled = [f.path for f in listed if is_pickle(f.path)]
    if pickled:
        return BadInput(
            f"the repository has its weights as a pickle only ({pickled[0]}): loading one runs whatever code is in it",
            hint="look for a repository with .safetensors files, or name the file and add --allow-pickle",
        )
    return BadInput("the repository has no weights that castalia could use", hint="it needs .safetensors files")


def _refuse_pickles(names: list[str], allow_pickle: bool) -> None:
    if names and not allow_pickle:
        raise BadInput(
            f"{names[0]} is a pickle: loading one runs whatever code is in it",
            hint="look for a repository with .safetensors files, or add --allow-pickle to read it without its code",
        )


def _distinct(wanted: list[Wanted]) -> list[Wanted]:
    """Each file once; no two that a file system could take for one, none that is the folder of another."""
    files: dict[str, Wanted] = {}
    for one in wanted:
        key = unicodedata.normalize("NFKC", one.name).casefold()
        other = files.setdefault(key, one)
        if other != one:
            raise _twice(one.file.path)
    for key, one in files.items():
        above = [str(parent) for parent in PurePosixPath(key).parents]
        if any(parent in files for parent in above) or key.split("/")[-1] == MANIFEST or not one.name.isprintable():
            raise BadInput(f"the repository lists {one.name[:80]!r}, which cannot be kept", hint="use another source")
    return sorted(files.values(), key=lambda w: w.name)


def _twice(path: str) -> BadInput:
    return BadInput(
        f"the repository lists {path[:80]!r} twice, or two names that mean one file: nothing was downloaded",
        hint="somebody has tampered with it; tell the hub, and use another source",
    )
