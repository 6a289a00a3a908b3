"""Reads and writes `config.toml` in the home line by line, so that comments and order survive."""

from __future__ import annotations

import difflib
import json
import os
import re
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from castalia.cli.session import home_path
from castalia.errors import BadInput, StorageError

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo


def path() -> Path:
    """Where the file is (it need not exist)."""
    from castalia.settings import CONFIG_NAME

    return home_path() / CONFIG_NAME


def _fields() -> dict[str, FieldInfo]:
    from castalia.settings import Settings

    return Settings.model_fields


def names() -> list[str]:
    """Every setting that may stand in the file. `home` may not: the file is found in it."""
    return [name for name in _fields() if name != "home"]


def check_name(name: str) -> None:
    """`BadInput` when there is no such setting."""
    if name not in _fields():
        near = difflib.get_close_matches(name, _fields(), n=1, cutoff=0.5)
        raise BadInput(
            f"there is no setting '{name}'",
            hint=f"did you mean '{near[0]}'?" if near else f"settings are {', '.join(_fields())}",
        )


def checked(name: str, value: str) -> Any:
    """The value as its setting wants it; `BadInput` when it does not fit."""
    check_name(name)
    if name == "home":
        raise BadInput("the home cannot be set in its own config.toml", hint="set CASTALIA_HOME or pass --home")
    if not value.isprintable():
        raise BadInput(
            f"setting '{name}' cannot be {value!r}: it holds control or broken characters", hint="remove them"
        )
    from pydantic import TypeAdapter, ValidationError

    info = _fields()[name]
    try:
        fitted = TypeAdapter(info.rebuild_annotation()).validate_python(value)
    except ValidationError as error:
        raise BadInput(
            f"setting '{name}' cannot be {value!r}: {error.errors()[0]['msg'].lower()}", hint=info.description or ""
        ) from None
    return str(fitted) if isinstance(fitted, Path) else fitted


def sources(home: str | None) -> dict[str, tuple[str, str]]:
    """Setting -> (where its value comes from, what it is)."""
    there = set(_parse(_lines()))
    found = {}
    for name, info in _fields().items():
        if name == "home" and home:
            source = "--home"
        elif os.environ.get(f"CASTALIA_{name.upper()}") is not None:
            source = f"CASTALIA_{name.upper()}"
        else:
            source = path().name if name in there and name != "home" else "default"
        found[name] = (source, info.description or "")
    return found


def write(name: str, value: Any) -> None:
    """Set one key, in its old line when it has one."""
    lines = _lines()
    _parse(lines)
    # A JSON scalar is a TOML scalar, but for DEL, which TOML wants escaped.
    line = f"{name} = {json.dumps(value, ensure_ascii=False)}".replace("\x7f", "\\u007f")
    at = _line_of(name, lines)
    if at is not None:
        comment = re.search(r"\s+#[^\"']*$", lines[at])
        lines[at] = line + (comment.group() if comment else "")
    else:
        lines.insert(_end_of_top(lines), line)
    _save(lines)


def remove(name: str) -> bool:
    """Remove one key; whether it was there."""
    lines = _lines()
    at = _line_of(name, lines)
    if at is None:
        return False
    del lines[at]
    _save(lines)
    return True


def _lines() -> list[str]:
    try:
        return path().read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        cause = getattr(error, "strerror", None) or "it is not UTF-8"
        raise StorageError(f"cannot read {path()}: {cause}", hint="correct it or remove it") from None


def _parse(lines: list[str]) -> dict[str, Any]:
    try:
        return tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{path().name} is not TOML: {error}", hint=f"correct or remove {path()}") from None


def _line_of(name: str, lines: list[str]) -> int | None:
    key = re.compile(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=")
    return next((i for i, line in enumerate(lines[: _end_of_top(lines)]) if key.match(line)), None)


def _end_of_top(lines: list[str]) -> int:
    """Number of lines before the first [table]: our keys stand above it."""
    return next((i for i, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))


def _save(lines: list[str]) -> None:
    text = "\n".join(lines) + "\n" if lines else ""
    tomllib.loads(text)
    target = path()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    except OSError as error:
        raise StorageError(
            f"cannot write {target}: {error.strerror}", hint="make its folder writable or use --home"
        ) from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, target)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise StorageError(f"cannot write {target}: {error.strerror}", hint="free some space or use --home") from None
