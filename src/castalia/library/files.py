"""Files addressed by the hash of their content: written whole or not at all, each content kept once."""

from __future__ import annotations

import contextlib
import hashlib
import mimetypes
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from castalia.errors import BadInput, NotFound
from castalia.library.faults import storage_errors
from castalia.library.process import fate, process_name
from castalia.media import kinds

CHUNK = 1 << 20
STALE = 7 * 24 * 3600.0
"""Seconds after which what another machine left in the temporary folder is litter."""

UNKNOWN = "application/octet-stream"


def media_type(name: str) -> str:
    """The media type that a file name's ending promises; `UNKNOWN` when it promises nothing."""
    try:
        return kinds.media_type(name)
    except BadInput:  # what castalia does not make itself may still lie beside a page: a style sheet, a script
        return mimetypes.MimeTypes().guess_type(name)[0] or UNKNOWN


def hash_file(path: Path) -> tuple[str, int]:
    """SHA-256 (64 hex digits) and size in bytes of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), file.tell()


def hash_source(path: Path) -> tuple[str, int]:
    """Hash and size of a file of the user's; `NotFound` or `BadInput` when it cannot be read."""
    try:
        return hash_file(path)
    except FileNotFoundError:
        raise NotFound(f"there is no file '{path}'", hint="check the path") from None
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or error
        raise BadInput(f"cannot read '{path}': {cause}", hint="name a readable file") from None


class FileStore:
    """Files in `home/files/ab/<sha256>`, read-only, beside `home/tmp` in which they are written first.

    Safe for several processes at once: a file appears under its name by one rename, complete and on the disk.
    """

    def __init__(self, home: Path) -> None:
        self.folder = home / "files"
        self.temporary = home / "tmp"
        with storage_errors(home, "make folders in"):
            self.folder.mkdir(parents=True, exist_ok=True)
            self.temporary.mkdir(exist_ok=True)

    def path(self, digest: str) -> Path:
        """Where the file with this hash is, or would be."""
        return self.folder / digest[:2] / digest

    def has(self, digest: str, size: int) -> bool:
        """Whether the file is there and as long as it should be (its content is not read)."""
        try:
            return self.path(digest).stat().st_size == size
        except OSError:
            return False

    def verify(self, digest: str) -> bool:
        """Whether the file is there and its content still has this hash."""
        try:
            return hash_file(self.path(digest))[0] == digest
        except OSError:
            return False

    def add(self, source: Path | bytes) -> tuple[str, int]:
        """Keep a copy of a file, or bytes; returns hash and size.

        Content that is there already is not written again, but its time of change becomes now.

        Raises:
            NotFound, BadInput: the source cannot be read.
            StorageError: the store cannot be written; nothing half-written is left.
        """
        if isinstance(source, bytes):
            digest, size = hashlib.sha256(source).hexdigest(), len(source)
        else:
            digest, size = hash_source(source)
        if self.verify(digest):
            with contextlib.suppress(OSError):  # the store may have been swept this very moment: written anew below
                os.utime(self.path(digest))
                return digest, size
        with storage_errors(self.folder, "write into"), self._new_file() as (file, temporary):
            hasher = hashlib.sha256()
            for chunk in _chunks(source):
                hasher.update(chunk)
                file.write(chunk)
            if hasher.hexdigest() != digest:
                raise BadInput(f"{source!s} is being changed by someone", hint="wait until it is finished")
            self._publish(file, temporary, digest)
        return digest, size

    def take(self, source: Path) -> tuple[str, int]:
        """Keep a file that an engine has just made in the temporary folder, without copying it; returns hash and size.

        `source` stays where it is (a second name of the same file), until its folder is thrown away. What the store
        had under this hash is replaced, which heals it if it was damaged.
        """
        with storage_errors(self.folder, "write into"):
            digest, size = hash_file(source)
            os.chmod(source, 0o444)
            os.utime(source)  # young from now on: renaming it over itself below would not touch its time
            temporary = self.temporary / self._temporary_name()
            try:
                os.link(source, temporary)
            except OSError:  # a file system without hard links, or another one: a copy it is
                return self._take_copy(source, digest), size
            with _unlinked(temporary), source.open("rb") as file:
                self._publish(file, temporary, digest)
        return digest, size

    def _take_copy(self, source: Path, digest: str) -> str:
        with self._new_file() as (file, temporary):
            for chunk in _chunks(source):
                file.write(chunk)
            self._publish(file, temporary, digest)
        return digest

    def remove(self, digest: str) -> bool:
        """Delete a file; returns whether it was there."""
        with storage_errors(self.folder, "delete from"):
            try:
                self.path(digest).unlink()
            except FileNotFoundError:
                return False
            return True

    def hashes(self) -> Iterator[str]:
        """The hashes of all files in the store."""
        for path in self.folder.glob("[0-9a-f][0-9a-f]/*"):
            if len(path.name) == 64 and path.parent.name == path.name[:2]:
                yield path.name

    def temporary_folder(self) -> Path:
        """A new empty folder for a run, on the same file system as the store."""
        with storage_errors(self.temporary, "write into"):
            folder = self.temporary / self._temporary_name()
            folder.mkdir()
            return folder

    def stale(self) -> list[Path]:
        """What dead processes have left in the temporary folder."""
        found = []
        for path in self.temporary.iterdir():
            owner = fate(path.name)
            with contextlib.suppress(FileNotFoundError):  # its owner may clear it away meanwhile
                if owner == "dead" or (owner == "unknown" and time.time() - path.stat().st_mtime > STALE):
                    found.append(path)
        return found

    def sweep(self) -> list[Path]:
        """Clear away what dead processes have left; returns what it was."""
        gone = self.stale()
        for path in gone:
            discard(path)
        return gone

    def _temporary_name(self) -> str:
        return f"{process_name()}.{secrets.token_hex(6)}"

    @contextlib.contextmanager
    def _new_file(self) -> Iterator[tuple[BinaryIO, Path]]:
        """A new temporary file, which is gone afterwards unless it was renamed."""
        temporary = self.temporary / self._temporary_name()
        with _unlinked(temporary), temporary.open("xb") as file:
            yield file, temporary

    def _publish(self, file: BinaryIO, temporary: Path, digest: str) -> None:
        """Give a complete temporary file its name in the store, and see to it that both survive a power cut."""
        if file.writable():
            file.flush()
            os.chmod(temporary, 0o444)
        os.fsync(file.fileno())
        target = self.path(digest)
        if not target.parent.is_dir():
            target.parent.mkdir(exist_ok=True)
            sync_folder(self.folder)
        os.replace(temporary, target)
        sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def discard(path: Path) -> None:
    """Delete a file or a folder with all that is in it; what cannot be deleted stays for the next sweep."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()


def _chunks(source: Path | bytes) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
        return
    with source.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


@contextlib.contextmanager
def _unlinked(path: Path) -> Iterator[None]:
    """Delete a file on the way out, if it still is there."""
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            path.unlink()
