"""`castalia compare image PROMPT --axis steps=10,20`: a command per kind, with all the fields of its recipe."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Annotated, Any

import typer

from castalia.cli import from_recipe, produce
from castalia.cli.groups import new_app
from castalia.cli.session import everywhere
from castalia.errors import BadInput
from castalia.experiments.axes import axes
from castalia.recipes import Compare, Recipe, recipe_class

AxisOption = Annotated[
    list[str] | None,
    typer.Option(
        "--axis",
        metavar="FIELD=A,B,...",
        show_default=False,
        help="A field and the values it takes in turn; repeat it for a grid. A | separates values that hold commas.",
    ),
]


def app_for(kind: str, name: str) -> typer.Typer:
    """The Typer app of `castalia compare`."""
    app = new_app()

    @app.callback()
    def compare() -> None:
        """Make the same thing with different settings and set the results side by side.

        [dim]castalia compare image a red fox in the snow --axis style=clay,watercolor,ink --axis seed=1,2[/dim]
        [dim]castalia compare image a red fox --model sd15 --axis steps=10,20,40 --axis precision=fp32,bf16[/dim]
        """

    for of in Compare.fields()["of"].choices:
        app.command(of)(_command(recipe_class(of)))
    return app


def _command(cls: type[Recipe]) -> Callable[..., None]:
    def command(**given: Any) -> None:
        request = produce.Request(output=given.pop("output"), dry_run=given.pop("dry_run"))
        texts = tuple(given.pop("axis") or ())
        if not texts:
            raise BadInput("a comparison needs an axis", hint="for example --axis steps=10,20,40")
        axes(cls, texts)
        fields = produce.collect(cls, given, produce.Request())
        prompt = fields.pop(cls.main)
        seed = fields.pop("seed", None)
        held = tuple(f"{name}={in_setting(value)}" for name, value in _with_files(cls, fields).items())
        recipe = {"prompt": [prompt], "of": cls.kind, "axis": list(texts), "settings": list(held), "seed": seed}
        produce.produce(Compare, {k: v for k, v in recipe.items() if v is not None}, request)

    plain, advanced = from_recipe.parameters(cls)
    extras = [
        inspect.Parameter("axis", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=AxisOption),
        inspect.Parameter(
            "output", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=produce.output_option(Compare)
        ),
        inspect.Parameter("dry_run", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=produce.DryRunOption),
    ]
    command.__name__ = cls.kind
    command.__doc__ = f"Compare {cls.kind} recipes: every combination of the axes is made and measured."
    command.__signature__ = inspect.Signature([*plain, *extras, *advanced])  # type: ignore[attr-defined]
    return everywhere(command)


def in_setting(value: Any) -> str:
    """A value as the settings of a comparison write it."""
    from castalia.experiments.compare import told

    return "" if value is None or value == () else told(value)


def _with_files(cls: type[Recipe], fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with every file taken into the library and named by its hash."""
    from castalia.cli.session import session

    made = session.studio.recipe(cls.kind, **{cls.main: "a", **fields})
    return {name: getattr(made, name) for name in fields}
