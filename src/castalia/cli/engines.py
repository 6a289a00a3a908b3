"""`castalia engines`: the engines that are installed and whether they work here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from castalia.cli.groups import new_app
from castalia.cli.session import everywhere, session
from castalia.recipes import RECIPES, recipe_class

if TYPE_CHECKING:
    from castalia.engines.base import Availability, Engine

app = new_app()


@app.command()
@everywhere
def engines(
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="[KIND]",
            help="Only those of one kind of recipe.",
            show_default=False,
            autocompletion=lambda: list(RECIPES),
        ),
    ] = None,
) -> None:
    """List the installed engines; `auto` takes the first of a kind that works."""
    from castalia.engines import registry

    if kind is not None:
        recipe_class(kind)
    found = [(engine, engine.availability(session.settings)) for engine in registry.engines(kind)]
    if session.json:
        session.print_json([describe(engine, state) for engine, state in found])
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("kind", "engine", "works", "what it is"):
        table.add_column(heading, overflow="fold")
    for engine, state in found:
        mark = "[green]yes[/]" if state.works else "[yellow]no[/]"
        table.add_row(engine.kind, f"[bold]{engine.name}[/]", mark, f"{engine.about}\n[dim]{state.detail}[/]")
    session.out.print(table)
    for name, why in registry.broken().items():
        session.err.print(f"{name} cannot be loaded: {why}", style="yellow", markup=False, soft_wrap=True)


def describe(engine: Engine[Any], state: Availability) -> dict[str, Any]:
    """An engine and how it stands here, as plain JSON."""
    return {
        "kind": engine.kind,
        "name": engine.name,
        "title": engine.title,
        "about": engine.about,
        "version": engine.version,
        "works": state.works,
        "detail": state.detail,
        "improve": state.improve,
    }
