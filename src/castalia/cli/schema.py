"""`castalia schema`: what a recipe may hold, as JSON Schema."""

from __future__ import annotations

from typing import Annotated

import typer

from castalia.cli.groups import new_app
from castalia.cli.session import everywhere, session
from castalia.recipes import RECIPES, recipe_class

app = new_app()


@app.command()
@everywhere
def schema(
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="|".join(RECIPES),
            help="Kind of recipe; all when left away.",
            show_default=False,
            autocompletion=lambda: list(RECIPES),
        ),
    ] = None,
) -> None:
    """Print the JSON Schema of a kind of recipe, or of all."""
    if kind is not None:
        session.print_json(recipe_class(kind).model_json_schema())
    else:
        session.print_json({name: cls.model_json_schema() for name, cls in RECIPES.items()})
