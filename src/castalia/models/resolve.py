"""From what a recipe calls its model to the checkpoint on this machine."""

from __future__ import annotations

import difflib
import json
from contextlib import suppress
from pathlib import Path

from castalia.errors import BadInput, CastaliaError, Missing
from castalia.media.atomic import write_bytes
from castalia.models import catalogue
from castalia.models.headers import PICKLES
from castalia.models.model import Entry, Model
from castalia.models.recognise import recognise
from castalia.models.store import ModelStore, is_id, sha256_of, sha256_of_list
from castalia.settings import Settings

SEEN = ".seen.json"
"""Hashes of files outside the store, by place, size and time, so that each is read once."""
WORDS = {
    "image": "a model that makes pictures", "video": "a model that makes video", "control": "a ControlNet",
    "reference": "an IP-Adapter", "lora": "a LoRA", "embedding": "a textual inversion", "vae": "a VAE",
    "upscaler": "an upscaler", "text-encoder": "a text encoder", "image-text": "a model that compares pictures to text",
    "captioner": "a model that describes pictures", "segmenter": "a model that finds things in pictures",
    "depth": "a model that estimates depth", "preview": "a tiny VAE for previews",
    "talk": "a model that animates portraits",
}  # fmt: skip

TITLES = {"lora": "LoRA", "embedding": "textual inversion", "control": "ControlNet", "reference": "IP-Adapter"}
"""What a kind is called where 'model' would say too little."""


def resolve(name: str, settings: Settings, kind: str = "image") -> Model:
    """The checkpoint that a recipe names.

    Args:
        name: an id of the catalogue, an installed id, a repository `owner/name`, a folder or a file.
        kind: what is wanted, a `ModelKind`.

    Raises:
        Missing: it is known or may exist but does not lie here; the hint is the command that gets it.
        BadInput: it is of another kind, damaged, or a pickle.
    """
    name = name.strip()
    if not name:
        raise BadInput("the name of the model is empty", hint="see `castalia models list`")
    store = ModelStore(settings)
    model = _installed(store, name)
    if model is None and _is_path(name):
        model = at_path(as_path(name), settings)
    if model is None:
        raise _missing(name, kind, store)
    if model.kind != kind:
        raise BadInput(
            f"'{name}' is {WORDS[model.kind]}, not {WORDS.get(kind, kind)}",
            hint=f"see `castalia models list --kind {kind} --installed`",
        )
    return model


def as_path(name: str) -> Path:
    """The place that a user names; `BadInput` for one that no file system has."""
    try:
        path = Path(name).expanduser().absolute()
        path.exists()
        return path
    except (OSError, ValueError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or error
        raise BadInput(f"'{name[:80]}' is no place on this machine: {why}", hint="check the name") from None


def at_path(path: Path, settings: Settings) -> Model:
    """The checkpoint in a folder or a file that was not imported.

    Raises:
        Missing: there is nothing. BadInput: what there is cannot be used.
    """
    if not path.exists():
        raise Missing(f"there is no file or folder {path}", hint="check the name, or see `castalia models list`")
    kind, family = recognise(path)
    weights = [path] if path.is_file() else sorted(p for p in path.rglob("*.safetensors") if p.is_file())
    base = path.parent if path.is_file() else path
    try:
        hashes = _hashes(weights, settings)
        size = sum(file.stat().st_size for file in weights)
    except OSError as error:
        raise BadInput(f"{error.filename} cannot be read: {error.strerror}", hint="check its permissions") from None
    files = {file.relative_to(base).as_posix(): hash for file, hash in zip(weights, hashes, strict=True)}
    return Model(
        id=str(path),
        path=path,
        kind=kind,
        family=family,
        source="file" if path.is_file() else "folder",
        sha256=sha256_of_list(files),
        bytes=size,
    )


def _installed(store: ModelStore, name: str) -> Model | None:
    entry = catalogue.find(name)
    for id in (name, entry.id if entry else "", entry.huggingface if entry else "", entry.modelscope if entry else ""):
        if id and (model := store.get(id)):
            return model
    return None


def _is_path(name: str) -> bool:
    if name.startswith((".", "/", "~")) or name.lower().endswith((".safetensors", *PICKLES)):
        return True
    # A folder beside us that happens to be called like an id of the catalogue is not meant.
    with suppress(OSError, ValueError, RuntimeError):
        return catalogue.find(name) is None and Path(name).expanduser().exists()
    return False


def _missing(name: str, kind: str, store: ModelStore) -> CastaliaError:
    entry = catalogue.find(name)
    if entry:
        return Missing(
            f"the model '{name}' is not on this machine{_size(entry)}", hint=f"castalia models pull {entry.id}"
        )
    if is_id(name) and "/" in name:
        return Missing(f"the model '{name}' is not on this machine", hint=f"castalia models pull {name}")
    near = _near(name, kind, store)
    return Missing(
        f"there is no {TITLES.get(kind, 'model')} '{name[:80]}'",
        hint=f"did you mean '{near[0]}'?" if near else f"see `castalia models list --kind {kind}`",
    )


def _near(name: str, kind: str, store: ModelStore) -> list[str]:
    """Ids that look like a name that there is not: first what is installed and of the kind that is wanted."""
    plain = name.lower()
    installed = {model.id.lower(): model.id for model in store.list() if model.kind == kind}
    near = [installed[id] for id in difflib.get_close_matches(plain, installed, n=3, cutoff=0.6)]
    near += [id for low, id in installed.items() if plain in low]
    listed = catalogue.near(name)
    return near + ([id for id in listed if (found := catalogue.find(id)) and found.kind == kind] or listed)


def _size(entry: Entry) -> str:
    return f" ({entry.download / 1e9:.1f} GB to download)" if entry.download else ""


def _hashes(files: list[Path], settings: Settings) -> list[str]:
    """sha256 of each file; read again only when its size or its time has changed."""
    place = settings.models / SEEN
    try:
        seen = json.loads(place.read_text("utf-8"))
    except (OSError, ValueError):
        seen = {}
    seen = seen if isinstance(seen, dict) else {}
    found, fresh = [], False
    for file in files:
        facts = file.stat()
        key = f"{file.resolve()}|{facts.st_size}|{facts.st_mtime_ns}"
        if not isinstance(seen.get(key), str):
            seen[key] = sha256_of(file)
            fresh = True
        found.append(seen[key])
    if fresh:
        with suppress(OSError, CastaliaError):  # it only saves time
            place.parent.mkdir(parents=True, exist_ok=True)
            write_bytes(place, json.dumps(dict(list(seen.items())[-500:])).encode())
    return found
