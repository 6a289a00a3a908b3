"""Turns what the disk says into `StorageError`s with a way out."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from castalia.errors import StorageError

_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


def disk_full(where: object) -> StorageError:
    """The error for a full disk."""
    return StorageError(
        f"the disk is full: {where}",
        hint="free some space on it (`castalia library gc` helps) and do it again; what was finished is kept",
    )


def is_disk_full(error: BaseException | None) -> bool:
    """Whether an error, or one that led to it, says that there is no space left."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in _FULL:
            return True
        error = error.__cause__ or error.__context__
    return False


@contextmanager
def storage_errors(where: Path, doing: str) -> Iterator[None]:
    """Raise `StorageError` where the code inside raises `OSError`.

    Args:
        where: the folder or file that is written or read, to be named in the message.
        doing: what was tried, after "cannot", e.g. `write into`.
    """
    try:
        yield
    except OSError as error:
        if is_disk_full(error):
            raise disk_full(where) from error
        if error.errno in _FORBIDDEN:
            hint = "allow it for this user, or choose another folder (the library's is set by --home or CASTALIA_HOME)"
            raise StorageError(f"no permission to {doing} {where}", hint=hint) from error
        raise StorageError(
            f"cannot {doing} {where}: {error.strerror or error}", hint="check the path and the disk"
        ) from error
