"""The `castalia` program: its commands, each in a module that is imported when it is asked for."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Annotated, Any

import typer

from castalia import __version__
from castalia.cli import problems
from castalia.cli.groups import Group, new_app
from castalia.cli.session import HomeOption, JsonOption, begin

MAKE, LOOK, RUN = "Make", "Look back", "Machine and settings"

COMMANDS: dict[str, tuple[str, str]] = {
    "make": (MAKE, "castalia.cli.produce:story-page"),
    "write": (MAKE, "castalia.cli.produce:text"),
    "image": (MAKE, "castalia.cli.produce:image"),
    "speech": (MAKE, "castalia.cli.produce:speech"),
    "music": (MAKE, "castalia.cli.produce:music"),
    "video": (MAKE, "castalia.cli.produce:video"),
    "mesh": (MAKE, "castalia.cli.produce:mesh"),
    "face": (MAKE, "castalia.cli.produce:face"),
    "talk": (MAKE, "castalia.cli.produce:talk"),
    "avatar": (MAKE, "castalia.cli.produce:avatar"),
    "listen": (MAKE, "castalia.cli.produce:listen"),
    "host": (MAKE, "castalia.cli.produce:host"),
    "describe": (MAKE, "castalia.cli.produce:describe"),
    "upscale": (MAKE, "castalia.cli.produce:upscale"),
    "cutout": (MAKE, "castalia.cli.produce:cutout"),
    "prompt": (MAKE, "castalia.cli.prompt"),
    "compare": (MAKE, "castalia.cli.compare:compare"),
    "info": (LOOK, "castalia.cli.info"),
    "redo": (LOOK, "castalia.cli.redo"),
    "history": (LOOK, "castalia.cli.history"),
    "library": (LOOK, "castalia.cli.library"),
    "jobs": (RUN, "castalia.cli.jobs"),
    "worker": (RUN, "castalia.cli.worker"),
    "engines": (RUN, "castalia.cli.engines"),
    "schema": (RUN, "castalia.cli.schema"),
    "doctor": (RUN, "castalia.cli.doctor"),
    "models": (RUN, "castalia.cli.models"),
    "plan": (RUN, "castalia.cli.plan"),
    "config": (RUN, "castalia.cli.config"),
}
"""Command -> the panel of `--help` it stands in, and where it is: a module with an `app`, or, after a colon, the
kind of recipe that it makes."""


class Commands(Group):
    """The commands of `castalia`, imported one by one as they are needed."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            self.commands[cmd_name] = _build(cmd_name)
        return self.commands.get(cmd_name)


def _build(name: str) -> Any:
    panel, place = COMMANDS[name]
    module, _, kind = place.partition(":")
    app = import_module(module).app_for(kind, name) if kind else import_module(module).app
    command: Any = typer.main.get_command(app)
    command.name = name
    command.rich_help_panel = panel
    return command


def _print_version(value: bool) -> None:
    if value:
        print(f"castalia {__version__}")
        raise typer.Exit


app = new_app(Commands, completion=True)


@app.callback()
def castalia(
    version: Annotated[
        bool, typer.Option("--version", metavar="", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """One prompt becomes text, pictures, speech, music, video, 3D models, or a whole work made of them.

    [dim]castalia make "一位探险家在热带雨林中发现了一种未知的荧光植物"[/dim]
    [dim]castalia image a red donut and a blue cup on the moon, watercolor --seed 7 -o a.png[/dim]
    """


def run(args: list[str] | None = None) -> int:
    """Run one command line and return the exit status; errors are shown, never raised."""
    args = list(sys.argv[1:] if args is None else args)
    begin()
    try:
        status = typer.main.get_command(app).main(args or ["--help"], prog_name="castalia", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except SystemExit as stop:
        if isinstance(stop.__context__, BrokenPipeError):  # Typer has caught it first
            return problems.report(stop.__context__, as_json=False)
        return stop.code if isinstance(stop.code, int) else 1
    except BaseException as error:
        return problems.report(error, as_json="--json" in args)
