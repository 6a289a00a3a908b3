"""The folder in which checkpoints lie: one folder each, with a list of its files and their hashes."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import unicodedata
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from castalia.errors import BadInput, CastaliaError, NotFound
from castalia.media.atomic import explained, write_bytes
from castalia.models import catalogue
from castalia.models.model import Model, ModelKind

if TYPE_CHECKING:
    from castalia.settings import Settings

MANIFEST = "castalia.json"
STAGING, TRASH = ".staging", ".trash"
FORMAT = 1
MAX_ID = 120
CHUNK = 1 << 22

Progress = Callable[[str, int], None]
"""Is told the name of a file and how many more bytes of it were read."""
Models: TypeAlias = list[Model]
Names: TypeAlias = list[str]


class ModelStore:
    """Checkpoints of this machine.

    A checkpoint becomes visible when its folder is moved into place, complete and with its manifest; until then it
    grows below `.staging`, so that nothing half-finished is ever found.
    """

    def __init__(self, settings: Settings) -> None:
        self.root = settings.models

    def list(self) -> Models:
        """Everything that is installed, by id; folders without a readable manifest are left out (see `damaged`)."""
        found = (self._read(folder) for folder in self._folders())
        return sorted((model for model in found if model), key=lambda model: model.id.lower())

    def damaged(self) -> Names:
        """Names of folders that hold no readable manifest."""
        return [folder.name for folder in self._folders() if self._read(folder) is None]

    def get(self, id: str) -> Model | None:
        """An installed checkpoint; None when there is none of this id."""
        if not is_id(id):
            return None
        return self._read(self._folder(id))

    def staging(self, id: str, *, fresh: bool = False) -> Path:
        """The folder in which files of a checkpoint are gathered; it stays when a download is cut off.

        Args:
            fresh: an empty one that nobody else uses.
        """
        name = self._folder(checked_id(id)).name
        folder = self.root / STAGING / (f"{name}.{secrets.token_hex(4)}" if fresh else name)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise explained(error, folder) from None
        return folder

    def put(
        self,
        id: str,
        staged: Path,
        *,
        kind: ModelKind,
        family: str,
        source: str,
        revision: str,
        licence: str,
        files: dict[str, str],
    ) -> Model:
        """Move a complete checkpoint into place; one of the same id is replaced.

        Args:
            staged: a folder on the same file system, usually that of `staging`; it is gone afterwards.
            files: path below `staged` -> sha256 in hex. What is not named is deleted.

        Raises:
            BadInput: a file is missing. StorageError: the disk refused.
        """
        target = self._folder(checked_id(id))
        try:
            sizes = {name: (staged / name).stat().st_size for name in files}
        except OSError as error:
            raise BadInput(f"'{id}' is not complete: {error.filename} is missing", hint="get it again") from None
        manifest = {
            "format": FORMAT,
            "id": id,
            "kind": kind,
            "family": family,
            "source": source,
            "revision": revision,
            "licence": licence,
            "file": _only_file(files),
            "sha256": sha256_of_list(files),
            "files": {name: {"size": sizes[name], "sha256": files[name]} for name in sorted(files)},
        }
        try:
            _drop_others(staged, set(files))
            write_bytes(staged / MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False).encode())
            self._replace(staged, target)
        except OSError as error:
            raise explained(error, target) from None
        model = self._read(target)
        assert model is not None
        return model

    def verify(self, id: str, progress: Progress | None = None) -> Names:
        """What is wrong with an installed checkpoint: missing, cut off, changed files; empty when all is well.

        Raises:
            NotFound: there is none of this id.
        """
        folder = self._folder(id) if is_id(id) else None
        manifest = _manifest(folder) if folder else None
        if folder is None or manifest is None:
            raise self._unknown(id)
        problems = []
        for name, facts in manifest["files"].items():
            path = folder / name
            try:
                size = path.stat().st_size
                if size != facts["size"]:
                    problems.append(f"{name} has {size} bytes and should have {facts['size']}")
                elif sha256_of(path, progress) != facts["sha256"]:
                    problems.append(f"{name} was changed: its sha256 is another one")
            except FileNotFoundError:
                problems.append(f"{name} is missing")
            except OSError as error:
                problems.append(f"{name} cannot be read: {error.strerror or error}")
        return problems

    def remove(self, id: str) -> None:
        """Delete an installed checkpoint, or what a download of it left behind.

        Raises:
            NotFound: there is neither. StorageError: the disk refused.
        """
        if not is_id(id):
            raise self._unknown(id)
        places = [self._folder(id), self.root / STAGING / self._folder(id).name]
        found = [place for place in places if place.is_dir()]
        if not found:
            raise self._unknown(id)
        try:
            for place in found:
                self._throw_away(place)
        except OSError as error:
            raise explained(error, places[0]) from None

    def bytes_of(self, id: str) -> int:
        """Bytes on the disk of an installed checkpoint."""
        model = self.get(id)
        return model.bytes if model else 0

    def _unknown(self, id: str) -> CastaliaError:
        names = [model.id for model in self.list()]
        return NotFound(
            f"no model '{id}' is installed",
            hint=f"installed are {', '.join(names[:8])}" if names else "see `castalia models list`",
        )

    def _folders(self) -> Iterable[Path]:
        try:
            return [p for p in sorted(self.root.iterdir()) if p.is_dir() and not p.name.startswith(".")]
        except OSError:
            return []

    def _folder(self, id: str) -> Path:
        return self.root / id.replace("/", "--")

    def _read(self, folder: Path) -> Model | None:
        facts = _manifest(folder)
        if facts is None:
            return None
        entry = catalogue.find(facts["id"])
        return Model(
            id=facts["id"],
            path=folder / facts["file"] if facts["file"] else folder,
            kind=facts["kind"],
            family=facts["family"],
            entry=entry,
            source=facts["source"],
            revision=facts["revision"],
            sha256=facts["sha256"],
            licence=facts["licence"],
            bytes=sum(int(file["size"]) for file in facts["files"].values()),
        )

    def _replace(self, staged: Path, target: Path) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        if target.exists():
            old = self._aside(target)
            try:
                staged.rename(target)
            except OSError:
                old.rename(target)
                raise
            shutil.rmtree(old, ignore_errors=True)
        else:
            staged.rename(target)

    def _throw_away(self, folder: Path) -> None:
        """Out of sight at once, then deleted: a process that dies in between leaves no half of a checkpoint."""
        shutil.rmtree(self._aside(folder), ignore_errors=True)
        with suppress(OSError):
            (self.root / TRASH).rmdir()

    def _aside(self, folder: Path) -> Path:
        place = self.root / TRASH / f"{folder.name[:80]}.{secrets.token_hex(4)}"
        place.parent.mkdir(parents=True, exist_ok=True)
        return folder.rename(place)


def is_id(id: str) -> bool:
    """Whether a checkpoint may be called so: words of any script with `. _ + -`, or `owner/name`."""
    part = r"[^\W_][\w.+-]*"
    return (
        len(id.encode()) <= MAX_ID
        and re.fullmatch(rf"{part}(/{part})?", id) is not None
        and ".." not in id
        and unicodedata.normalize("NFC", id) == id
    )


def checked_id(id: str) -> str:
    """The id; `BadInput` with a better one when no checkpoint may be called so."""
    if is_id(id):
        return id
    words = re.findall(r"[\w.+]+", unicodedata.normalize("NFC", id).replace("..", "."))
    better = "-".join(words).strip("_.+-").encode()[:60].decode(errors="ignore")
    raise BadInput(
        f"a model cannot be called {id[:80]!r}",
        hint=f"use letters, digits and . _ + -, for example '{better}'" if is_id(better) else "use letters and digits",
    )


def sha256_of(path: Path, progress: Progress | None = None) -> str:
    """sha256 of a file in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(CHUNK):
            digest.update(block)
            if progress:
                progress(path.name, len(block))
    return digest.hexdigest()


def sha256_of_list(files: dict[str, str]) -> str:
    """Of one weight file its own hash, else that of the list of all weights with theirs."""
    weights = {name: hash for name, hash in files.items() if name.endswith(".safetensors")} or files
    if len(weights) == 1:
        return next(iter(weights.values()))
    return hashlib.sha256("".join(f"{weights[name]}  {name}\n" for name in sorted(weights)).encode()).hexdigest()


def _only_file(files: dict[str, str]) -> str:
    """The file that is the whole checkpoint; empty when the folder is."""
    configs = {"model_index.json", "config.json", "adapter_config.json"}
    weights = [name for name in files if name.endswith(".safetensors")]
    if len(weights) == 1 and "/" not in weights[0] and not configs & set(files):
        return weights[0]
    return ""


def _manifest(folder: Path) -> dict[str, Any] | None:
    try:
        facts = json.loads((folder / MANIFEST).read_text("utf-8"))
        text = ("id", "kind", "family", "source", "revision", "licence", "file", "sha256")
        whole = facts["format"] == FORMAT and all(isinstance(facts[name], str) for name in text)
        inside = all(
            _below(name) and int(file["size"]) >= 0 and file["sha256"] for name, file in facts["files"].items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return facts if whole and inside and (not facts["file"] or _below(facts["file"])) else None


def _below(name: str) -> bool:
    """Whether a path stays in its folder."""
    return not name.startswith("/") and ".." not in name.split("/") and "\\" not in name


def _drop_others(folder: Path, keep: set[str]) -> None:
    """Delete what is not part of the checkpoint, and folders that are empty then."""
    for root, _, names in os.walk(folder, topdown=False):
        for name in names:
            path = Path(root) / name
            if path.relative_to(folder).as_posix() not in keep:
                path.unlink()
        if root != str(folder) and not os.listdir(root):
            Path(root).rmdir()
