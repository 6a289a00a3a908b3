"""Takes a checkpoint that lies somewhere on this machine into the store: looked through, complete, with its hashes."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from castalia.errors import BadInput, NotFound, StorageError
from castalia.media.atomic import explained
from castalia.models import catalogue, pickles
from castalia.models.headers import is_pickle
from castalia.models.hubs import RemoteFile
from castalia.models.model import Model
from castalia.models.recognise import CONFIG, recognise
from castalia.models.resolve import as_path
from castalia.models.selection import MAX_FILES, select
from castalia.models.store import MANIFEST, ModelStore, Progress, checked_id, sha256_of
from castalia.models.whole import check_folder, components
from castalia.settings import Settings


@dataclass(frozen=True)
class Piece:
    """One file to be taken."""

    source: Path
    name: str
    """Path in the store, below the folder of the checkpoint."""
    pickle: bool = False


def import_path(
    path: Path,
    settings: Settings,
    *,
    name: str = "",
    copy: bool = False,
    replace: bool = False,
    allow_pickle: bool = False,
    progress: Progress | None = None,
) -> Model:
    """Take a folder or a file into the store.

    Args:
        path: a folder as diffusers, peft or transformers save it, a repository in the cache of `huggingface_hub`, or
            one file.
        name: id to keep it under; made of the file name when empty. An id of the catalogue must fit its architecture.
        copy: copy even where a hard link would do. A link costs no space; the file must then not be changed in place.
        replace: overwrite an installed checkpoint of that id.
        allow_pickle: read pickles with PyTorch's restricted reader and keep them as safetensors.

    Raises:
        NotFound, BadInput, StorageError: with a way out; the store is then as it was.
    """
    path = as_path(str(path))
    if not path.exists():
        raise NotFound(f"there is no file or folder {path}", hint="check the name")
    path, source, revision = _origin(path)
    id = checked_id(name) if name else _id_of(path, source)
    store = ModelStore(settings)
    if not replace and store.get(id):
        raise BadInput(f"a model '{id}' is installed already", hint="choose another --name, or add --replace")
    if path.is_relative_to(store.root) or store.root.is_relative_to(path):
        raise BadInput(f"{path} is where castalia keeps its models", hint="import from somewhere else")
    pieces = _of_folder(path, allow_pickle) if path.is_dir() else [_of_file(path, allow_pickle)]
    staged = store.staging(id, fresh=True)
    try:
        _must_fit(pieces, staged, copy)
        for piece in pieces:
            _take(piece, staged / piece.name, copy)
        place = staged / pieces[0].name if path.is_file() else staged
        if place.is_dir():
            check_folder(place)
        kind, family = recognise(place)
        _must_suit(id, kind, family)
        hashes = {file.name: sha256_of(staged / file.name, progress) for file in pieces}
        entry = catalogue.find(id)
        return store.put(
            id, staged, kind=kind, family=family, source=source, revision=revision,
            licence=entry.licence if entry else "", files=hashes,
        )  # fmt: skip
    except OSError as error:
        raise explained(error, staged) from None
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _origin(path: Path) -> tuple[Path, str, str]:
    """The checkpoint itself with where it came from: a repository in the hub's cache is followed to its snapshot."""
    repository = next((p for p in (path, *path.parents[:2]) if re.match(r"models--[^-].*--", p.name)), None)
    if repository is None or not (repository / "snapshots").is_dir():
        return path, "file" if path.is_file() else "folder", ""
    snapshot = path
    if path in (repository, repository / "snapshots"):
        main = repository / "refs" / "main"
        names = [main.read_text("utf-8").strip()] if main.is_file() else sorted(os.listdir(repository / "snapshots"))
        snapshot = repository / "snapshots" / (names[-1] if names else "")
        if not names or not snapshot.is_dir():
            raise BadInput(f"{repository.name} holds no snapshot", hint="download it again")
    owner = repository.name.removeprefix("models--").replace("--", "/", 1)
    return snapshot, f"huggingface:{owner}", snapshot.name


def _id_of(path: Path, source: str) -> str:
    known = catalogue.find(source.partition(":")[2])
    if known:
        return known.id
    stem = source.rpartition("/")[2] if ":" in source else path.stem if path.is_file() else path.name
    words = re.findall(r"[^\W_]+(?:[._+-][^\W_]+)*", stem)
    if not words:
        raise BadInput(f"no name can be made of {path}", hint="add --name")
    return checked_id("-".join(words)[:80].rstrip("-"))


def _of_file(path: Path, allow_pickle: bool) -> Piece:
    _must_be_plain(path, path.name)
    if is_pickle(path):
        if not allow_pickle:
            recognise(path)  # says why not
        return Piece(path, pickles.safe_name(path), pickle=True)
    recognise(path)
    return Piece(path, path.name)


def _of_folder(folder: Path, allow_pickle: bool) -> list[Piece]:
    """The files of a checkpoint: one set of weights, its configuration; not what lies beside them."""
    if not allow_pickle:
        recognise(folder)
        check_folder(folder)
    listed = [RemoteFile(name, path.stat().st_size) for name, path in _listing(folder).items()]
    names = components(folder)
    parted = not names and not (folder / CONFIG).is_file() and any(re.search(r"ip-adapter", f.path) for f in listed)
    chosen = select(
        listed,
        components=[name for name in names if (folder / name).is_dir()] if names else None,
        patterns=("*.safetensors", "*.json") if parted else (),
        allow_pickle=allow_pickle,
    )
    pieces = []
    for wanted in chosen:
        source, place = folder / wanted.file.path, PurePosixPath(wanted.name)
        _must_be_plain(source, wanted.file.path)
        _must_stay(source, folder)
        pickled = is_pickle(source)
        name = str(place.with_name(pickles.safe_name(Path(place.name)))) if pickled else wanted.name
        pieces.append(Piece(source, name, pickled))
    return pieces


def _listing(folder: Path) -> dict[str, Path]:
    """Files below a folder by their path in it, without hidden ones; broken links and odd names included."""
    found = {}
    for root, folders, names in os.walk(folder):
        linked = [name for name in folders if (Path(root) / name).is_symlink()]
        if linked:
            raise BadInput(f"'{linked[0]}' in {folder.name} is a link to a folder", hint="import the real folder")
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and name != MANIFEST:
                path = Path(root) / name
                inside = path.relative_to(folder).as_posix()
                _must_be_plain(path, inside)
                found[inside] = path
        if len(found) > MAX_FILES:
            raise BadInput(
                f"{folder} holds more than {MAX_FILES} files", hint="name the folder of the checkpoint itself"
            )
    return found


def _must_be_plain(path: Path, name: str) -> None:
    if not name.isprintable() or "\\" in name:
        raise BadInput(f"the file name {name[:80]!r} holds characters that cannot be kept", hint="rename the file")
    if not path.is_file():
        what = "is a link that leads nowhere" if path.is_symlink() else "is no plain file"
        raise BadInput(f"{name} {what}", hint="copy the whole checkpoint and import the copy")


def _must_stay(path: Path, folder: Path) -> None:
    """A link may lead to another file of the checkpoint or into the hub's own cache, not anywhere else."""
    if not path.is_symlink():
        return
    real, root = path.resolve(), folder.resolve()
    blobs = root.parent.parent / "blobs"
    if real.is_relative_to(root) or (root.parent.name == "snapshots" and real.is_relative_to(blobs)):
        return
    raise BadInput(
        f"{path.relative_to(folder)} is a link to {real}, outside the folder", hint="put the file itself in its place"
    )


def _must_suit(id: str, kind: str, family: str) -> None:
    entry = catalogue.find(id)
    if entry and (entry.kind, entry.family) != (kind, family):
        raise BadInput(
            f"'{id}' is the name of {entry.title} ({entry.kind}, {entry.family}); this is {kind}, {family}",
            hint="choose another --name",
        )


def _must_fit(pieces: list[Piece], staged: Path, copy: bool) -> None:
    here = staged.stat().st_dev
    needed = sum(
        facts.st_size for p in pieces if (facts := p.source.stat()) and (copy or p.pickle or facts.st_dev != here)
    )
    free = shutil.disk_usage(staged).free
    if needed > free:
        raise StorageError(
            f"{needed / 1e9:.1f} GB are needed in {staged.parents[1]}, and {free / 1e9:.1f} GB are free",
            hint="free some space, or set the folder with `castalia config set models FOLDER`",
        )


def _take(piece: Piece, target: Path, copy: bool) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if piece.pickle:
        pickles.convert(piece.source, target)
        return
    source = piece.source.resolve()
    if not copy:
        try:
            os.link(source, target)
            return
        except OSError:
            pass  # another file system, or one without links
    shutil.copyfile(source, target)
