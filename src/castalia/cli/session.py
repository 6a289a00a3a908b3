"""What holds for one run of the program: the home, whether a machine reads along, the terminal, the studio."""

from __future__ import annotations

import inspect
import json
import os
import re
import sys
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from castalia.settings import Settings
    from castalia.studio import Studio


PIPE_WIDTH = 200
"""Columns of a table that goes into a file or a pipe."""


class Session:
    """One run of `castalia`. Results go to `out` (standard output), everything else to `err`."""

    def __init__(self) -> None:
        self.home: str | None = None
        self.json = False

    @cached_property
    def out(self) -> Console:
        return _console(stderr=False)

    @cached_property
    def err(self) -> Console:
        return _console(stderr=True)

    @cached_property
    def settings(self) -> Settings:
        from castalia.settings import load_settings

        return load_settings(self.home)

    @cached_property
    def studio(self) -> Studio:
        from castalia.studio import Studio

        return Studio(settings=self.settings)

    def print_json(self, data: Any, *, indent: int | None = 2) -> None:
        """One JSON value on standard output, as it is: no colour, no wrapping."""
        print(json.dumps(data, ensure_ascii=False, indent=indent, default=str), flush=True)


def _console(*, stderr: bool) -> Console:
    from rich.console import Console
    from rich.theme import Theme

    quiet = Theme(
        {"progress.percentage": "dim", "progress.elapsed": "dim", "bar.finished": "green", "bar.complete": "cyan"}
    )
    # Rich looks at NO_COLOR and TERM=dumb itself; `highlight` would colour numbers in the middle of prose.
    console = Console(stderr=stderr, highlight=False, theme=quiet, soft_wrap=not stderr)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = PIPE_WIDTH
    return console


session = Session()
"""The session of this process; `begin` starts it anew."""


def begin() -> Session:
    """Forget what an earlier run in the same process set."""
    session.__dict__.clear()
    session.__init__()  # type: ignore[misc]
    for stream, fallback in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        if hasattr(stream, "reconfigure"):
            # A file name need not be UTF-8 and a terminal need not know Chinese: neither is a reason to crash.
            utf8 = (stream.encoding or "").lower().replace("-", "") == "utf8"
            stream.reconfigure(errors=fallback if utf8 else "backslashreplace")
    return session


def _set_home(value: str | None) -> None:
    if value is not None:
        session.home = value


def _set_json(value: bool) -> None:
    session.json = session.json or value


HomeOption = Annotated[
    str | None,
    typer.Option(
        "--home",
        metavar="FOLDER",
        help="Folder of the library (default: CASTALIA_HOME, else your folder for user data).",
        callback=_set_home,
        expose_value=False,
        is_eager=True,
        show_default=False,
    ),
]
JsonOption = Annotated[
    bool,
    typer.Option(
        "--json", metavar="", help="Print JSON, for programs.", callback=_set_json, expose_value=False, is_eager=True
    ),
]


def everywhere(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that may stand before or after it: `--home` and `--json`."""
    given = inspect.signature(function, eval_str=True)
    names = set(given.parameters)
    common = [
        inspect.Parameter("home", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=HomeOption),
        inspect.Parameter("json", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=JsonOption),
    ]
    assert not names & {p.name for p in common}, f"{function.__name__} declares --home or --json itself"

    def command(**values: Any) -> None:
        function(**{name: value for name, value in values.items() if name in names})

    command.__name__ = function.__name__
    command.__doc__ = function.__doc__
    command.__signature__ = given.replace(parameters=[*given.parameters.values(), *common])  # type: ignore[attr-defined]
    return command


def on_terminal() -> bool:
    """Whether a person can be asked: both ends are a terminal and no machine reads along."""
    return sys.stdin.isatty() and sys.stderr.isatty() and not session.json


def home_path() -> Path:
    """The home, without reading its configuration (which may be what is wrong)."""
    from castalia.settings import default_home

    return Path(session.home or os.environ.get("CASTALIA_HOME") or default_home()).expanduser().absolute()


def one_line(text: str) -> str:
    """Text for the terminal: no line break and no control character of a prompt or a file may reach it."""
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", text)
