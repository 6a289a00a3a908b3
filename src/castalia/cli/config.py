"""`castalia config`: the settings in force, and the lines of `config.toml` in the home."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from castalia.cli import config_file
from castalia.cli.groups import new_app
from castalia.cli.session import everywhere, home_path, session

app = new_app()
Name = Annotated[
    str,
    typer.Argument(
        metavar="NAME", help="Name of the setting.", show_default=False, autocompletion=lambda: config_file.names()
    ),
]


@app.callback(invoke_without_command=True)
@everywhere
def config(ctx: typer.Context) -> None:
    """Show and change settings."""
    if ctx.invoked_subcommand is None:
        show()


@app.command("list")
@everywhere
def list_() -> None:
    """List all settings, their values and where each comes from."""
    show()


@app.command()
@everywhere
def get(name: Name) -> None:
    """Print the value of one setting."""
    config_file.check_name(name)
    value = getattr(session.settings, name)
    if session.json:
        session.print_json(_plain(value))
    else:
        print(value)


@app.command("set")
@everywhere
def set_(name: Name, value: Annotated[str, typer.Argument(help="Its new value.", show_default=False)]) -> None:
    """Set one setting in config.toml, which is kept otherwise as it is."""
    path = config_file.path()
    config_file.write(name, config_file.checked(name, value))
    _done({"path": str(path), "name": name, "value": value}, f"{name} is set in {path}")


@app.command()
@everywhere
def unset(name: Name) -> None:
    """Remove one setting from config.toml, so that its default holds again."""
    config_file.check_name(name)
    path = config_file.path()
    removed = config_file.remove(name)
    said = f"{name} is removed from {path}" if removed else f"{name} was not set in {path}"
    _done({"path": str(path), "name": name, "removed": removed}, said)


@app.command("path")
@everywhere
def path_() -> None:
    """Print the path of config.toml."""
    if session.json:
        session.print_json({"path": str(config_file.path()), "home": str(home_path())})
    else:
        print(config_file.path())


def show() -> None:
    """Print all settings with their sources."""
    rows = [
        {"name": name, "value": _plain(getattr(session.settings, name)), "source": source, "help": text}
        for name, (source, text) in config_file.sources(session.home).items()
    ]
    for row in rows:
        if row["name"].endswith("_key") and row["value"]:
            row["value"] = "(set, not shown)"
    if session.json:
        session.print_json(rows)
        return
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("setting", "value", "from", "what it is"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(
            Text(row["name"], "bold"), Text(str(row["value"])), Text(row["source"], "cyan"), Text(row["help"], "dim")
        )
    session.out.print(table)


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | float | bool | None) else str(value)


def _done(data: dict[str, Any], said: str) -> None:
    if session.json:
        session.print_json(data)
    else:
        session.err.print(said, markup=False, soft_wrap=True)
