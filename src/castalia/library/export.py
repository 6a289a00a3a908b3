"""Copies an artifact out of the library: atomically, under the right names, in another format where that is easy."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from castalia.errors import BadInput, StorageError
from castalia.library.faults import storage_errors
from castalia.library.files import UNKNOWN, media_type
from castalia.media.atomic import replacing
from castalia.media.kinds import NAMES

if TYPE_CHECKING:
    from castalia.library.artifact import Artifact, ArtifactFile

_PICTURES = ("image/png", "image/jpeg", "image/webp")
_SOUNDS = ("audio/wav", "audio/mpeg", "audio/flac", "audio/ogg")
_TEXTS = ("text/markdown", "text/plain")
_PAGE, _MODEL = "text/html", "model/obj"


def save(artifact: Artifact, target: str | Path) -> Path:
    """Copy an artifact to a file or into a folder; see `Artifact.save`."""
    path = Path(target).expanduser()
    if path.is_dir() or str(target).endswith(("/", os.sep)) or (artifact.is_folder and not path.suffix):
        return _save_into(artifact, path)
    if media_type(path.name) == UNKNOWN:
        path = path.with_name(path.name + artifact.main.suffix)
    wanted = media_type(path.name)
    if artifact.is_folder and wanted == artifact.main.media_type == _PAGE:
        for file in artifact.files:
            if file is not artifact.main:
                _copy(file, path.parent / file.name)
    companions = beside(artifact, path)
    # A model names the files beside it.
    names = {file.name: place.name for place, file in companions.items()} if wanted == _MODEL else {}
    for place, file in companions.items():
        _copy(file, place, names)
    if wanted == artifact.main.media_type:
        return _copy(artifact.main, path, names)
    if not _convertible(artifact.main.media_type, wanted):
        # Asked for `song.mid`, the score that lies beside the sound is it.
        source = next((f for f in artifact.files if f.media_type == wanted), None)
        if source is not None:
            return _copy(source, path, names)
    return _convert(artifact, path, wanted)


def beside(artifact: Artifact, path: Path) -> dict[Path, ArtifactFile]:
    """What else is saved with `path`: the layers of a picture (`a.png` has `a-depth.png` beside it), the subtitles of a
    video (`a.mp4` has `a.srt`), the material and the texture of an OBJ (`a.obj` has `a.mtl` and `a.jpg`)."""
    more = [f for f in artifact.files if f is not artifact.main]
    if artifact.is_folder and media_type(path.name) == _MODEL:
        stem = "_".join(path.stem.split())  # most programs end such a name at a space
        return {path.with_name(f"{stem}{f.suffix}"): f for f in more if f.role in ("mtl", "texture")}
    if artifact.kind != "image":
        return {path.with_suffix(f.suffix): f for f in more if f.role == "subtitles"}
    return {path.with_name(f"{path.stem}-{f.role}{f.suffix}"): f for f in more}


def text_of(artifact: Artifact) -> str:
    """The words of a text artifact."""
    if not artifact.main.media_type.startswith("text/"):
        raise BadInput(f"a {artifact.kind} is not text", hint="its file is under `path`")
    from castalia.media.text import read_text

    return str(read_text(artifact.main.path))


def content_of(file: ArtifactFile) -> bytes:
    """The bytes of a file of an artifact."""
    with _still_there(file):
        return file.path.read_bytes()


def _save_into(artifact: Artifact, folder: Path) -> Path:
    """All files of an artifact in a folder: a page's under their own names, others named after kind and id."""
    stem = f"{artifact.kind}-{artifact.id}"
    names: dict[str, ArtifactFile] = {}
    for file in artifact.files:
        name = file.name if artifact.is_folder else stem + file.suffix
        if name in names or (artifact.kind == "image" and file is not artifact.main):
            name = f"{stem}-{file.role}{file.suffix}"
        names[name] = file
    for name, file in names.items():
        if file is not artifact.main:  # the main one comes last: once it is there, everything is
            _copy(file, folder / name)
    return _copy(artifact.main, folder / next(n for n, f in names.items() if f is artifact.main))


def _convertible(have: str, wanted: str) -> bool:
    return any(have in group and wanted in group for group in (_PICTURES, _SOUNDS, _TEXTS))


def _convert(artifact: Artifact, path: Path, wanted: str) -> Path:
    """Write the main file in another format of the same medium, with its provenance."""
    have = artifact.main.media_type
    if _convertible(have, wanted):
        write = {"image": _write_picture, "audio": _write_sound, "text": _write_text}[have.partition("/")[0]]
        with _still_there(artifact.main), _folder_of(path):
            write(artifact, path)
        return path
    if artifact.is_folder:
        there = sorted({f.suffix for f in artifact.files})
        raise BadInput(
            f"this {artifact.kind} holds no '{path.suffix}'",
            hint=f"it has {', '.join(there)}; make it again with what is missing",
        )
    raise BadInput(
        f"a {artifact.kind} that is {NAMES.get(have, have)} cannot be saved as '{path.suffix}'",
        hint=f"end the name with {artifact.main.suffix}, or make it again in another format",
    )


def _write_picture(artifact: Artifact, path: Path) -> None:
    from castalia.media.picture import read_picture, write_picture

    write_picture(path, read_picture(artifact.main.path), artifact.provenance)


def _write_sound(artifact: Artifact, path: Path) -> None:
    from castalia.media.sound import read_sound, write_sound

    samples, rate = read_sound(artifact.main.path)
    write_sound(path, samples, rate, artifact.provenance)


def _write_text(artifact: Artifact, path: Path) -> None:
    from castalia.media.text import write_text

    write_text(path, text_of(artifact), artifact.provenance)


def _copy(file: ArtifactFile, path: Path, names: Mapping[str, str] | None = None) -> Path:
    """Copy a file; in a model, the names of the files that it needs become others."""
    with _still_there(file), _folder_of(path), replacing(path) as part:
        if names and file.suffix in (".obj", ".mtl"):
            from castalia.media.mesh import renamed

            part.write_bytes(renamed(file.path.read_bytes(), names))
        else:
            shutil.copyfile(file.path, part)  # the content only: the copy is the user's, to write and to delete
    return path


@contextlib.contextmanager
def _folder_of(path: Path) -> Iterator[None]:
    with storage_errors(path.parent, "write into"):
        path.parent.mkdir(parents=True, exist_ok=True)
        yield


@contextlib.contextmanager
def _still_there(file: ArtifactFile) -> Iterator[None]:
    if not file.path.is_file():
        raise StorageError(
            f"the library has lost the file {file.name}",
            hint="`castalia library check --repair` forgets such artifacts, so that they are made again",
        )
    yield
