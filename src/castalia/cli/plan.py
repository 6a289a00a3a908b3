"""`castalia plan`: how a recipe would be carried out, here or on a machine in words, without loading anything."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from castalia.cli import from_recipe
from castalia.cli.groups import Group, new_app
from castalia.cli.produce import RecipeOption, Request, check, collect
from castalia.cli.session import everywhere, session
from castalia.errors import BadInput
from castalia.recipes import RECIPES, Recipe

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from castalia.hardware.history import Line
    from castalia.hardware.plan import Plan
    from castalia.models.model import Entry, Model
    from castalia.settings import Settings

app = new_app(Group)
OnOption = Annotated[
    str | None,
    typer.Option(
        "--on", metavar="MACHINE", show_default=False, rich_help_panel="Machine",
        help='A machine in words in place of this one: "rtx4090 24G", "2x a100 80G, 256G ram", "cpu 16G".',
    ),
]  # fmt: skip
HistoryOption = Annotated[
    bool, typer.Option("--history", metavar="", help="Show what was expected and what came of it on this machine.")
]
PLANNED = tuple(kind for kind, cls in RECIPES.items() if "model" in cls.fields() and "steps" in cls.fields())
"""Kinds of recipes that a diffusion model may carry out."""
_EXAMPLES = {"image": "sdxl", "video": "wan2.1-t2v-1.3b", "talk": "wan2.2-animate-2-distilled"}


@app.callback(invoke_without_command=True)
@everywhere
def plan(ctx: typer.Context, history: HistoryOption = False) -> None:
    """Say how a recipe would be carried out, what it would take, and why; nothing is loaded or downloaded."""
    if history:
        show_history()
    elif ctx.invoked_subcommand is None:
        raise BadInput(
            "nothing to plan", hint=f'say what, for example `castalia plan {PLANNED[0]} "a cat" --model sdxl`'
        )


def _command_for(cls: type[Recipe]) -> Callable[..., None]:
    """The command that plans one kind of recipe; it takes every option of the command that makes it."""

    def command(**given: Any) -> None:
        request = Request(recipe=given.pop("recipe"))
        on = given.pop("on")
        show(planned(check(cls, collect(cls, given, request)), session.settings, on))

    own = [
        inspect.Parameter("on", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=OnOption),
        inspect.Parameter("recipe", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=RecipeOption),
    ]
    command.__name__ = cls.__name__.lower()
    command.__doc__ = f"Plan: {(cls.__doc__ or '').splitlines()[0]}"
    plain, advanced = from_recipe.parameters(cls)
    command.__signature__ = inspect.Signature([*plain, *own, *advanced])  # type: ignore[attr-defined]
    return everywhere(command)


for _kind in PLANNED:
    app.command(_kind)(_command_for(RECIPES[_kind]))


def planned(recipe: Recipe, settings: Settings, on: str | None = None) -> Plan:
    """The plan of a recipe on this machine, or on one in words."""
    from castalia.hardware.describe import describe
    from castalia.hardware.history import History
    from castalia.hardware.planner import plan as plan_it
    from castalia.hardware.probe import probe

    model = model_of(recipe, settings)
    if on is not None:
        return plan_it(recipe, model, describe(on), home=settings.home)
    return plan_it(recipe, model, probe(settings), history=History(settings.home), device=settings.device)


def model_of(recipe: Recipe, settings: Settings) -> Model | Entry:
    """The model that a recipe names; one of the catalogue need not be here to be planned."""
    from castalia.models.catalogue import find
    from castalia.models.resolve import resolve

    name = getattr(recipe, "model", None) or getattr(settings, f"{recipe.kind}_model", "")
    if not name:
        raise BadInput(
            f"there is nothing to plan: no model is named, and the built-in engine for {recipe.kind} needs no plan",
            hint=f"name one, for example --model {_EXAMPLES[recipe.kind]}",
        )
    from castalia.errors import CastaliaError

    entry = find(name)
    try:
        return resolve(name, settings, kind=recipe.kind)
    except CastaliaError:
        if entry is None or entry.kind != recipe.kind:
            raise
        return entry


def show_beside(recipe: Recipe) -> None:
    """Print the plan of a recipe on standard error, beside what a dry run prints; also why there is none."""
    from castalia.errors import CastaliaError

    try:
        show_on(session.err, planned(recipe, session.settings))
    except CastaliaError as error:
        session.err.print(f"no plan: {error}", style="yellow", markup=False, soft_wrap=True)


def show(found: Plan) -> None:
    """Print a plan on standard output."""
    if session.json:
        session.print_json(found.to_dict())
    else:
        show_on(session.out, found)


def show_on(console: Console, found: Plan) -> None:
    """Print a plan for people."""
    from rich.text import Text

    from castalia.hardware.reasons import duration, short, size

    console.print(Text.assemble((found.model, "bold"), f" on {found.hardware}: {short(found)}"), soft_wrap=True)
    length = f", {found.num_frames} frames" if found.num_frames else ""
    times = f" x {found.pictures}" if found.pictures > 1 else ""
    console.print(f"{found.width}x{found.height}{length}{times}, {found.steps} steps", soft_wrap=True)
    rough = "" if found.counted else "roughly "
    verdict = f"expected {rough}{duration(found.seconds)} (and {duration(found.load_seconds)} to load), "
    verdict += f"{size(found.peak)} of {size(found.usable)} usable"
    console.print(verdict, style="green" if found.fits else "red", soft_wrap=True)
    console.print(_stages(found))
    console.print(_reasons(found))
    for note in found.notes:
        console.print(Text.assemble(("note: ", "yellow"), note), soft_wrap=True)


def _grid(*headings: str) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim", show_header=bool(headings))
    for heading in headings:
        table.add_column(heading, overflow="fold", justify="left" if heading in ("stage", "model", "how") else "right")
    return table


def _stages(found: Plan) -> Table:
    from castalia.hardware.reasons import duration, size

    table = _grid("stage", "seconds", "memory")
    for name, seconds, peak in found.stages:
        table.add_row(name, duration(seconds), size(peak))
    return table


def _reasons(found: Plan) -> Table:
    from rich.text import Text

    table = _grid()
    for choice, reason in found.reasons.items():
        table.add_row(Text(choice, "dim"), Text(reason))
    return table


def show_history() -> None:
    """Print what was expected and what came of it, and how far the expectations were off."""
    from castalia.hardware.history import History

    lines = History(session.settings.home).lines
    if session.json:
        session.print_json([line.to_dict() for line in lines])
        return
    if not lines:
        session.err.print("no run of a model has been measured on this machine yet")
        return
    from castalia.hardware.reasons import duration, size

    table = _grid("model", "how", "size", "expected", "took", "off by", "memory expected", "measured", "off by")
    for line in lines[-40:]:
        how = f"{line.precision} {line.weights if line.weights != 'same' else ''} {line.offload} {line.device}"
        sized = f"{line.width}x{line.height}" + (f"x{line.num_frames}" if line.num_frames else "")
        took = "out of memory" if line.out_of_memory else duration(line.seconds) if line.seconds else ""
        table.add_row(
            line.model, " ".join(how.split()), sized, duration(line.expected_seconds), took, _off(line.seconds_error),
            size(line.expected_peak), size(line.peak) if line.peak else "", _off(line.peak_error),
        )  # fmt: skip
    session.out.print(table)
    session.out.print(_summary(lines), style="dim", soft_wrap=True)


def _off(error: float | None) -> str:
    return "" if error is None else f"{error:+.0%}"


def _summary(lines: list[Line]) -> str:
    from statistics import median

    parts = [f"{len(lines)} runs"]
    for name, errors in (
        ("time", [abs(line.seconds_error) for line in lines if line.seconds_error is not None]),
        ("memory", [abs(line.peak_error) for line in lines if line.peak_error is not None]),
    ):
        if errors:
            parts.append(f"{name} off by {median(errors):.0%} in the median")
    return ", ".join(parts)
