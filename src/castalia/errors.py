"""The errors a user may see: each has a code, a cause and a way out, and the exit status the CLI ends with."""

from __future__ import annotations

from collections.abc import Iterator


class CastaliaError(Exception):
    """Something went wrong that we can explain.

    Args:
        message: what happened, one sentence, no trailing traceback talk.
        hint: what the user can do about it, one sentence.

    `code` is a stable word for machines, `exit_status` is what the command line returns, `http_status`
    what a server answers (RFC 9457 problem JSON carries `code`, `message` and `hint`).
    """

    code = "error"
    exit_status = 1
    http_status = 500

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message

    def to_dict(self) -> dict[str, str]:
        return {"code": self.code, "message": self.message, "hint": self.hint}


class BadInput(CastaliaError):
    """The request cannot be carried out as written: a field, a value, a file."""

    code = "bad-input"
    exit_status = 2
    http_status = 422


class NotFound(BadInput):
    """A job, an artifact or a file was named that does not exist here."""

    code = "not-found"
    http_status = 404


class Missing(CastaliaError):
    """A model, a library or a program is not installed."""

    code = "missing"
    exit_status = 3
    http_status = 501


class OutOfMemory(CastaliaError):
    """The machine has not enough memory for this request."""

    code = "out-of-memory"
    exit_status = 4
    http_status = 507


class StorageError(CastaliaError):
    """The library cannot be read or written: disk full, no permission, damaged, from a newer version."""

    code = "storage"
    http_status = 507


class EngineFailed(CastaliaError):
    """An engine ended with an error of its own; the traceback is in the job's log."""

    code = "engine-failed"


class Cancelled(CastaliaError):
    """The job was cancelled."""

    code = "cancelled"
    http_status = 409


def _all(cls: type[CastaliaError]) -> Iterator[type[CastaliaError]]:
    """The class and all below it, those of other modules too."""
    yield cls
    for below in cls.__subclasses__():
        yield from _all(below)


def from_dict(data: dict[str, str]) -> CastaliaError:
    """The error that `to_dict` described (a job keeps its error in the database as such a dict)."""
    cls = next((c for c in _all(CastaliaError) if c.code == data.get("code")), CastaliaError)
    return cls(data.get("message", "unknown error"), hint=data.get("hint", ""))
