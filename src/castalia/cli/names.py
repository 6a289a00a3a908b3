"""Where a result is saved and what its file is called."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from pathlib import Path

from castalia.errors import StorageError

MOST_BYTES = 60
"""Of a slug in UTF-8: with seed, id and ending a name stays far below the 255 bytes of a file system."""


def slug(text: str, most_bytes: int = MOST_BYTES) -> str:
    """A readable file name: words of any script joined by hyphens, cut at a word where there is one.

    >>> slug("A red donut, on the moon!")
    'a-red-donut-on-the-moon'
    """
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text.lower()))
    name = ""
    for word in words:
        longer = f"{name}-{word}" if name else word
        if len(longer.encode()) > most_bytes:
            return name or word.encode()[:most_bytes].decode(errors="ignore")
        name = longer
    return name or "untitled"


def file_stem(subject: str, seed: int | None, artifact_id: str) -> str:
    """`a-red-donut-s7-1f3a9c`: what it is, its seed when it has one, and which one it is."""
    return "-".join(
        part for part in (slug(subject), f"s{seed}" if seed is not None else "", short_id(artifact_id)) if part
    )


def short_id(artifact_id: str) -> str:
    """The end of an id, where its chance is: enough to tell a few files apart."""
    return artifact_id[-6:]


def free(path: Path) -> Path:
    """The path itself, or with `-2`, `-3` ... before the ending when something is there already."""
    number, candidate = 1, path
    while candidate.exists() or candidate.is_symlink():
        number += 1
        candidate = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return candidate


def is_folder(path: Path) -> bool:
    """Whether there is a folder; `StorageError` for a name that no file system takes."""
    try:
        return path.is_dir()
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise StorageError(f"cannot save as '{str(path)[:60]}...': {cause}", hint="choose a shorter name") from None


def must_be_writable(folder: Path) -> None:
    """Make sure that files can be put into a folder that may not exist yet, without leaving anything behind.

    Raises:
        StorageError: they cannot.
    """
    place = folder.expanduser().absolute()
    try:
        while not place.exists() and place != place.parent:
            place = place.parent
        if not place.is_dir():
            raise NotADirectoryError(f"{place} is not a folder")
        with tempfile.TemporaryFile(dir=place):
            pass
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise StorageError(
            f"cannot save into {folder}: {cause}", hint="name another place with -o, or make that folder writable"
        ) from None
