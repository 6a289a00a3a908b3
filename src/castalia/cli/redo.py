"""`castalia redo`: make a file again from what it says about itself, and compare."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated, Any

import typer

from castalia.cli.groups import new_app
from castalia.cli.session import everywhere, session
from castalia.errors import BadInput

if TYPE_CHECKING:
    from castalia.studio import Redo

app = new_app()


@app.command()
@everywhere
def redo(
    source: Annotated[
        str, typer.Argument(metavar="FILE|ID", help="A file, or the id of an artifact.", show_default=False)
    ],
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="Change a field; may be repeated.", show_default=False),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="File or folder to save the new one to.", show_default=False
        ),
    ] = None,
) -> None:
    """Make a file again from the recipe it carries, and say whether the result is the same."""
    from castalia.cli import results
    from castalia.recipes import recipe_class

    target = None
    wanted: dict[str, Any] = {}
    if changes or output:
        recipe = session.studio.info(source)["recipe"]
        if recipe is not None:
            cls = recipe_class(str(recipe.get("kind")))
            wanted = read_changes(cls, changes or [])
            target = results.Target.of(cls, output, 1) if output else None
    if target:
        target.check()
    with nullcontext() if session.json else session.err.status("making it again"):
        done = session.studio.redo(source, **wanted)
    saved = target.save(done.artifact) if target else None
    if session.json:
        session.print_json(machine_form(done, saved), indent=None)
    else:
        _say(done)
        if saved:
            session.out.print(str(saved), markup=False)


def read_changes(cls: Any, changes: list[str]) -> dict[str, Any]:
    """Fields from `field=value` words; `BadInput` for other words. The recipe checks names and values."""
    from castalia.cli.from_recipe import value_of

    specs = cls.fields()
    found: dict[str, Any] = {}
    for change in changes:
        name, equals, value = change.partition("=")
        name = name.strip().replace("-", "_")
        if not equals or not name:
            raise BadInput(f"--set needs FIELD=VALUE, not '{change}'", hint="for example --set seed=8")
        found[name] = value_of(specs[name], value) if name in specs else value
    return found


def machine_form(done: Redo, saved: Any) -> dict[str, Any]:
    """What `--json` prints."""
    return {
        "verdict": done.verdict,
        "changed": done.changed,
        "distance": done.distance,
        "first_difference": done.first_difference,
        "notes": list(done.notes),
        "id": done.artifact.id,
        "recipe": done.artifact.recipe.to_dict(),
        "path": str(saved or done.artifact.path),
        "seconds": done.artifact.seconds,
    }


_STYLES = {"identical": "bold green", "close": "bold yellow", "different": "bold red"}


def _say(done: Redo) -> None:
    from rich.text import Text

    line = Text(done.verdict, _STYLES.get(done.verdict, "bold"))
    if done.changed:
        line.append(" after the change", "")
    if done.verdict != "identical":
        line.append(f"  distance {done.distance:.4g}; {done.first_difference}", "")
    session.out.print(line)
    for note in done.notes:
        session.err.print(Text(note, "dim"))
