"""Whether a checkpoint folder has all that its own lists promise: components, shards, tensors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from castalia.errors import BadInput
from castalia.models.headers import Header, is_pickle, read_header
from castalia.models.recognise import CONFIG, component_of, index_name, read_json

OPTIONAL = ("safety_checker", "feature_extractor", "image_encoder")
"""Components without which a pipeline still works."""
_SHARD = re.compile(r"(.*)-(\d{5})-of-(\d{5})(\.[\w-]+)?\.safetensors$")
_HINT = "download or copy it again"


def components(folder: Path) -> list[str]:
    """Names of the components that `model_index.json` lists and that are folders; empty when there is no such file."""
    return [name for name in _listed(folder) if re.fullmatch(r"\w+", name)]


def check_folder(folder: Path) -> None:
    """Refuse a checkpoint folder of which something is missing or damaged.

    Raises:
        BadInput: says which file.
    """
    for name in components(folder):
        if name not in OPTIONAL and not (folder / name).is_dir():
            raise BadInput(f"{folder.name} is not complete: the folder '{name}' is missing", hint=_HINT)
    headers = {path: read_header(path) for path in sorted(folder.rglob("*.safetensors")) if path.is_file()}
    for path in sorted(folder.rglob("*.safetensors.index*.json")):
        _check_index(folder, path, headers)
    for path in headers:
        _check_shard(folder, path)
    for place in places(folder):
        if any(path.parent == place for path in headers):
            continue
        what = f"'{place.relative_to(folder)}' of {folder.name}" if place != folder else folder.name
        if any(is_pickle(path) for path in place.iterdir()):
            raise BadInput(
                f"{what} has its weights as a pickle only: loading it would run whatever code is in it",
                hint="get the .safetensors files, or add --allow-pickle to read it without its code and convert it",
            )
        raise BadInput(f"{what} has no weights: there is no .safetensors file", hint=_HINT)


def places(folder: Path) -> Iterator[Path]:
    """Folders that must hold weights: every component with a network, or the folder itself."""
    names = components(folder)
    if not names and (folder / CONFIG).is_file() and not (folder / index_name(folder)).is_file():
        yield folder
    listed = _listed(folder)
    for name in names:
        if (folder / name / CONFIG).is_file() and not re.search(
            r"Tokenizer|Scheduler|Process|Extract", listed[name][1]
        ):
            yield folder / name


def _listed(folder: Path) -> dict[str, tuple[str, str]]:
    """Component -> (library, class)."""
    path = folder / index_name(folder)
    index = read_json(path) if path.is_file() else {}
    return {name: found for name, value in index.items() if (found := component_of(value))}


def _check_index(folder: Path, path: Path, headers: dict[Path, Header]) -> None:
    listed = read_json(path).get("weight_map")
    if not isinstance(listed, dict) or not all(isinstance(shard, str) for shard in listed.values()):
        raise BadInput(f"{path.relative_to(folder)} lists no weights", hint=_HINT)
    for shard in sorted(set(listed.values())):
        if path.parent / shard not in headers:
            raise BadInput(
                f"{folder.name} is not complete: {_name(folder, path.parent / shard)} is missing", hint=_HINT
            )
    for tensor, shard in listed.items():
        if tensor not in headers[path.parent / shard].tensors:
            raise BadInput(
                f"{folder.name} is not complete: '{tensor[:80]}' is not in {_name(folder, path.parent / shard)}",
                hint=_HINT,
            )


def _check_shard(folder: Path, path: Path) -> None:
    if not (found := _SHARD.match(path.name)):
        return
    stem, _, count, variant = found.groups()
    for number in range(1, min(int(count), 1000) + 1):
        other = path.with_name(f"{stem}-{number:05d}-of-{count}{variant or ''}.safetensors")
        if not other.is_file():
            raise BadInput(f"{folder.name} is not complete: {_name(folder, other)} is missing", hint=_HINT)


def _name(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
