"""`castalia info`: what a file is and how it was made."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from castalia.cli.groups import new_app
from castalia.cli.session import everywhere, one_line, session

app = new_app()


@app.command()
@everywhere
def info(
    source: Annotated[
        str, typer.Argument(metavar="FILE|ID", help="A file, or the id of an artifact.", show_default=False)
    ],
) -> None:
    """Show what a file is and how it was made."""
    found = session.studio.info(source)
    if session.json:
        session.print_json(machine_form(found))
    else:
        _card(found)


def machine_form(found: dict[str, Any]) -> dict[str, Any]:
    """What `--json` prints: recipe, provenance, media facts, the artifact's id and report."""
    return {"media" if key == "file" else key: value for key, value in found.items()}


def _card(found: dict[str, Any]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in rows(found):
        table.add_row(Text(one_line(name)), Text(one_line(value)))
    session.out.print(table)
    if found["provenance"] is None and found["foreign"] is None:
        session.err.print(
            Text("the file does not say how it was made: no program that castalia knows left its tags in it", "dim")
        )


def rows(found: dict[str, Any]) -> list[tuple[str, str]]:
    """The lines of the card: the file first, then how it was made."""
    from castalia.recipes import RECIPES

    lines = [(name.replace("_", " "), _plain(name, value)) for name, value in found["file"].items()]
    recipe, provenance = found["recipe"], found["provenance"]
    if recipe:
        lines.append(("kind", str(recipe.get("kind"))))
        cls = RECIPES.get(str(recipe.get("kind")))
        specs = cls.fields() if cls else {}
        for name, value in recipe.items():
            known = specs.get(name)
            if name != "kind" and (
                known is None or known.required or name in ("seed", "engine") or value != _json(known.default)
            ):
                lines.append((known.title.lower() if known else name, _plain(name, value)))
    if provenance:
        lines.append(
            (
                "made by",
                f"castalia {provenance['castalia']}, engine {provenance['engine']} {provenance['engine_version']}",
            )
        )
        if provenance.get("model"):
            lines.append(("model", _source(provenance["model"])))
            lines.append(("precision", f"{provenance['precision']} on {provenance['device']}"))
        lines.append(("mark", provenance["mark"]))
    foreign = found["foreign"]
    if foreign:
        lines.append(("made by", foreign["program"]))
        if foreign["model_hash"]:
            lines.append(("model hash", foreign["model_hash"]))
        lines += [("not taken over" if i == 0 else "", line) for i, line in enumerate(foreign["left_out"])]
    if found["artifact"]:
        lines.append(("artifact", found["artifact"]))
    return lines


def _source(model: dict[str, Any]) -> str:
    """A checkpoint with where it came from, the beginning of its hash and its licence."""
    more = (model.get("source"), model.get("revision"), model.get("sha256", "")[:10], model.get("licence"))
    return ", ".join([str(model.get("id", "")), *(str(word) for word in more if word and word != model.get("id"))])


def _json(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _plain(name: str, value: Any) -> str:
    if name in ("size", "bytes") and isinstance(value, int):
        from castalia.cli.machine import readable

        return readable(value)
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value)
