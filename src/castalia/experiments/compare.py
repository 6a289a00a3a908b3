"""The comparison: every combination of the axes is made, measured and set into one grid."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from castalia.engines.base import Availability, Context, Produced, Progress, Result, Run
from castalia.errors import BadInput
from castalia.experiments.axes import Axis, axes, cells, in_running_order, setting
from castalia.recipes import Compare, Recipe, recipe_class
from castalia.works.graph import Graph, Node, WorkEngine

if TYPE_CHECKING:
    from pathlib import Path

    from castalia.library.artifact import Artifact
    from castalia.settings import Settings

MEASURES = ("load_seconds", "seconds", "peak_bytes")
"""What an engine may report of a run; `seconds` is taken from the clock where it does not."""


class CompareWork(WorkEngine[Compare]):
    """Makes each cell as a job of its own, one after the other, and those that share a model together."""

    name = "compare"
    kind = "compare"
    title = "Comparison"
    about = (
        "Makes every combination of the axes with the engines that work here and measures time, memory and distance."
    )
    libraries = ("pillow", "scikit-image", "jinja2")
    one_at_a_time = True

    def availability(self, settings: Settings) -> Availability:
        return Availability(True, "built in")

    def complete(self, recipe: Compare, settings: Settings) -> Compare:
        """A seed among the settings counts as the seed of all."""
        kept = tuple(text for text in recipe.settings if not text.startswith("seed="))
        seeds = [text.removeprefix("seed=") for text in recipe.settings if text.startswith("seed=")]
        if not seeds:
            return recipe
        return recipe.with_fields(settings=kept, seed=int(seeds[-1]) if seeds[-1].isdigit() else seeds[-1])

    def check(self, recipe: Compare, settings: Settings) -> None:
        """Refuse what no cell can be made of; a cell that fails by itself is shown as such in the grid."""
        found = axes(recipe_class(recipe.of), recipe.axis)
        if not found:
            raise BadInput("a comparison needs an axis", hint="for example --axis steps=10,20,40")
        problems = []
        for values in cells(found):
            try:
                _cell(recipe, found, values)
            except BadInput as error:
                problems.append(error)
        if problems:
            raise problems[0]

    def graph(self, recipe: Compare, settings: Settings) -> Graph:
        found = axes(recipe_class(recipe.of), recipe.axis)
        shown = cells(found)
        nodes = []
        for values in in_running_order(found):
            made = _cell(recipe, found, values)
            nodes.append(
                Node(_id(shown.index(values)), recipe.of, made.model_dump(), title=_label(found, values), may_fail=True)
            )
        return Graph(tuple(nodes))

    def assemble(self, recipe: Compare, graph: Graph, parts: Mapping[str, Artifact], ctx: Context) -> Run:
        from castalia.experiments.sheet import contact_sheet
        from castalia.experiments.table import page
        from castalia.media.picture import write_picture
        from castalia.media.text import write_page

        if not parts:
            raise BadInput(
                f"none of the {len(graph.nodes)} could be made: {next(iter(graph.notes['skipped'].values()))}",
                hint="correct the settings",
            )
        found = axes(recipe_class(recipe.of), recipe.axis)
        yield Progress(0, 3, "measuring")
        rows = [
            _row(found, values, _id(i), parts, graph.notes.get("skipped", {})) for i, values in enumerate(cells(found))
        ]
        _distances(rows, parts)
        files = []
        for row in rows:
            if part := parts.get(row["id"]):
                row["file"] = f"{row['id']}{part.main.suffix}"
                shutil.copyfile(part.main.path, ctx.folder / row["file"])
                files.append(Produced(ctx.folder / row["file"], role=row["id"]))
        yield Progress(1, 3, "drawing the sheet")
        if recipe.of in ("image", "video"):
            sheet = ctx.folder / "sheet.jpg"
            write_picture(sheet, contact_sheet(found, rows, ctx.folder), ctx.provenance)
            files.append(Produced(sheet, "sheet"))
        yield Progress(2, 3, "writing the table")
        files.append(Produced(_write_csv(ctx.folder / "results.csv", found, rows), "table"))
        data = {"recipe": recipe.to_dict(), "rows": rows}
        (ctx.folder / "results.json").write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", "utf-8")
        files.append(Produced(ctx.folder / "results.json", "data"))
        index = ctx.folder / "index.html"
        write_page(index, page(recipe, found, rows), ctx.provenance)
        yield Progress(3, 3, "")
        failed = [f"{row['label']}: {row['error']}" for row in rows if row["error"]]
        return Result((Produced(index), *files), {"cells": len(rows), "failed": failed, "notes": failed})


def _cell(recipe: Compare, found: tuple[Axis, ...], values: tuple[Any, ...]) -> Recipe:
    """The recipe of one cell; what its axes do not say comes from the settings."""
    cls = recipe_class(recipe.of)
    fields = dict(setting(cls, text) for text in recipe.settings)
    if "seed" in cls.fields():
        fields.setdefault("seed", recipe.seed)
    fields |= {a.name: value for a, value in zip(found, values, strict=True)}
    return cls.make(**{cls.main: recipe.prompt, **fields})


def _id(index: int) -> str:
    return f"cell-{index + 1:03d}"


def _label(found: tuple[Axis, ...], values: tuple[Any, ...]) -> str:
    return ", ".join(f"{a.name}={told(value)}" for a, value in zip(found, values, strict=True))


def told(value: Any) -> str:
    """A value as a person writes it."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return "+".join(map(told, value)) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _row(
    found: tuple[Axis, ...], values: tuple[Any, ...], id: str, parts: Mapping[str, Artifact], skipped: Mapping[str, str]
) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": id, "label": _label(found, values), "values": [told(v) for v in values],
        **dict.fromkeys(MEASURES), "ssim": None, "distance": None, "cached": False, "file": "",
        "error": skipped.get(id, ""),
    }  # fmt: skip
    if part := parts.get(id):
        row |= {name: part.report.get(name) for name in MEASURES}
        row["seconds"] = round(part.seconds if row["seconds"] is None else row["seconds"], 3)
        row["cached"] = part.cached
        row["fingerprint"] = part.recipe.fingerprint()
    return row


def _distances(rows: list[dict[str, Any]], parts: Mapping[str, Artifact]) -> None:
    """How far every result is from the first that was made."""
    from castalia.evaluate.compare import compare
    from castalia.evaluate.perceptual import msgmsd

    made = [row for row in rows if row["id"] in parts]
    first = parts[made[0]["id"]].main
    reference = _picture(first)
    for row in made:
        file = parts[row["id"]].main
        found = compare(first.path, file.path)
        if found.measure in ("1 - SSIM", "bytes"):
            row["ssim"] = round(1 - found.distance, 4)
        picture = _picture(file)
        if reference is None or picture is None:
            row["distance"] = round(found.distance, 4)
        elif picture.shape == reference.shape:
            row["distance"] = round(msgmsd(reference, picture), 4)


def _picture(file: Any) -> Any:
    """The picture, or the middle frame of a clip, as uint8 (height, width, 3); None for other media."""
    from castalia.experiments.sheet import still

    return still(file.path, file.media_type)


def _write_csv(path: Path, found: tuple[Axis, ...], rows: list[dict[str, Any]]) -> Path:
    columns = ("seconds", "load_seconds", "peak_bytes", "ssim", "distance", "cached", "file", "error")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*(a.name for a in found), *columns])
    for row in rows:
        writer.writerow([*row["values"], *("" if row[c] is None else row[c] for c in columns)])
    path.write_text(text.getvalue(), "utf-8")
    return path
