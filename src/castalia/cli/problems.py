"""How an error reaches the user: one red line and a way out on standard error, the right exit status, no traceback."""

from __future__ import annotations

import difflib
import json
import os
import re
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

import typer

from castalia.cli.session import home_path, one_line, session
from castalia.errors import BadInput, CastaliaError

USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[1]
"""Typer's error for a wrong command line. Typer brings its own click or uses the installed one, depending on its
version; the base class of its public `BadParameter` is right in both cases."""

CANCELLED = 130
BROKEN_PIPE = 141


def report(error: BaseException, *, as_json: bool) -> int:
    """Show an error and return the exit status it asks for."""
    if isinstance(error, BrokenPipeError):
        return _silence_output()
    if isinstance(error, KeyboardInterrupt | typer.Abort):
        _show("cancelled", "", {"code": "cancelled", "message": "cancelled", "hint": ""}, as_json)
        return CANCELLED
    if isinstance(error, USAGE_ERROR):
        error = explain_usage(error)
    if not isinstance(error, CastaliaError):
        error = _crash(error)
    _show(error.message, error.hint, error.to_dict(), as_json)
    return error.exit_status


def explain_usage(error: Any) -> BadInput:
    """A usage error of the command-line parser in our words, with what was probably meant."""
    ctx = getattr(error, "ctx", None)
    path = ctx.command_path if ctx else "castalia"
    option = getattr(error, "option_name", None)
    if option and type(error).__name__ == "NoSuchOption":
        known = [o for p in ctx.command.get_params(ctx) for o in (*p.opts, *p.secondary_opts)] if ctx else []
        near = difflib.get_close_matches(option, known, n=1, cutoff=0.5) if option.startswith("--") else []
        way = f"did you mean {near[0]}?" if near else f"see `{path} --help`"
        return BadInput(f"`{path}` has no option {option}", hint=way)
    message = re.sub(r"\s+", " ", error.format_message()).rstrip(".")
    return BadInput(message[:1].lower() + message[1:], hint=f"see `{path} --help`")


def no_command(name: str, known: list[str], path: str) -> BadInput:
    """The error for a command that there is not."""
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return BadInput(
        f"there is no command `{path} {_shorten(name)}`",
        hint=f"did you mean `{path} {near[0]}`?" if near else f"commands are {', '.join(known)}",
    )


def _show(message: str, hint: str, data: dict[str, str], as_json: bool) -> None:
    if as_json:
        print(json.dumps({"error": data}, ensure_ascii=False), file=sys.stderr, flush=True)
        return
    from rich.text import Text

    if data["code"] == "cancelled":
        line = Text(one_line(message), "yellow")
    else:
        line = Text.assemble(("error: ", "bold red"), (one_line(message), "red"))
    session.err.print(line, soft_wrap=True)
    if hint:
        session.err.print(Text.assemble(("hint: ", "dim"), (one_line(hint), "dim")), soft_wrap=True)


def _shorten(text: str, most: int = 40) -> str:
    return text if len(text) <= most else text[: most - 3] + "..."


def _crash(error: BaseException) -> CastaliaError:
    """Write the traceback into a log file and say where it is."""
    if isinstance(error, MemoryError):
        from castalia.errors import OutOfMemory

        return OutOfMemory("this machine has not enough memory for that", hint="ask for something smaller")
    trace = "".join(traceback.format_exception(error))
    name = f"crash-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.log"
    where = "nowhere: no log file could be written"
    for folder in (_logs, lambda: Path(tempfile.gettempdir())):
        try:
            path = folder() / name
            path.write_text(f"castalia {' '.join(sys.argv[1:])[:2000]}\n\n{trace}", "utf-8", errors="backslashreplace")
            where = str(path)
            break
        except (OSError, RuntimeError):
            continue
    kind = type(error).__name__
    said = _shorten(one_line(str(error)), 200)
    return CastaliaError(
        f"something unexpected went wrong: {kind}{': ' + said if said else ''}",
        hint=f"the details are in {where}; please report them",
    )


def _logs() -> Path:
    folder = home_path() / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _silence_output() -> int:
    """The reader of our output went away: say nothing, also not when Python closes its streams."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return BROKEN_PIPE
