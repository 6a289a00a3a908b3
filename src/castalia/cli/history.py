"""`castalia history`: what was made."""

from __future__ import annotations

from typing import Annotated

import typer

from castalia.cli.groups import new_app
from castalia.cli.session import everywhere, one_line, session
from castalia.recipes import RECIPES

app = new_app()


@app.command()
@everywhere
def history(
    search: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="Only what has these words in its prompt.", show_default=False),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="KIND",
            help=f"Only this kind: {', '.join(RECIPES)}.",
            show_default=False,
            autocompletion=lambda: list(RECIPES),
        ),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, max=100_000, metavar="INTEGER", help="How many at most.")
    ] = 50,
) -> None:
    """List what was made, the latest first."""
    from castalia.cli import results

    found = session.studio.history(kind=kind, search=search, limit=limit)
    if session.json:
        for artifact in found:
            session.print_json(results.machine_form(artifact), indent=None)
        return
    if not found:
        session.err.print(
            "nothing found" if search or kind else "nothing was made yet; try: castalia image a red fox in the snow"
        )
        return
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("id", "kind", "seed", "prompt"):
        table.add_column(heading, no_wrap=heading != "prompt", overflow="ellipsis")
    for artifact in found:
        seed = artifact.recipe_data.get("seed")
        cls = RECIPES.get(artifact.kind)
        subject = one_line(cls.subject_in(artifact.recipe_data) if cls else str(artifact.recipe_data.get("prompt", "")))
        table.add_row(artifact.id, Text(artifact.kind, "cyan"), "" if seed is None else str(seed), Text(subject[:200]))
    session.out.print(table)
