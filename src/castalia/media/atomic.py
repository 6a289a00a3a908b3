"""Files appear whole or not at all: they are written beside their place and moved there when they are done."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from castalia.errors import BadInput, CastaliaError, StorageError


def part_of(path: Path) -> Path:
    """A name beside `path`, with its ending, that nothing else uses."""
    return path.with_name(f".{path.stem[:64]}.{secrets.token_hex(4)}.part{path.suffix}")


def finish(part: Path, path: Path) -> None:
    """Force `part` to the disk and give it its name.

    Raises:
        StorageError: the disk refused.
    """
    try:
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise explained(error, path) from None


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary file to write to, which becomes `path` when the block ends well and vanishes when it does not.

    Raises:
        StorageError: the folder is missing or not writable, or the disk is full.
    """
    part = part_of(path)
    try:
        yield part
        finish(part, path)
    except CastaliaError:
        raise
    except OSError as error:
        raise explained(error, path) from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes) -> None:
    """Write a whole file at once, as `replacing` does."""
    with replacing(path) as part, part.open("xb") as file:
        file.write(data)


def explained(error: OSError, path: Path) -> CastaliaError:
    """What an error of the operating system means for somebody who wanted to write `path`."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StorageError(f"the disk is full: {path.name} could not be written", hint="free some space and try again")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StorageError(f"{path.parent} may not be written to", hint="choose another folder")
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return StorageError(f"the folder {path.parent} does not exist", hint="make it first, or choose another")
    if error.errno == errno.EISDIR:
        return BadInput(f"{path} is a folder", hint="give the name of a file")
    if error.errno == errno.ENAMETOOLONG:
        return BadInput(f"the file name {path.name[:40]}... is too long", hint="choose a shorter one")
    return StorageError(f"{path.name} could not be written: {error.strerror or error}", hint="check the disk")
