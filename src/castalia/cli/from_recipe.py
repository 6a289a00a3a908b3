"""The options of a command, made from the fields of its recipe: nothing about a field is written here."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Annotated, Any

import typer

from castalia.recipes import FieldSpec, Recipe

ADVANCED = "Advanced"
_METAVARS: dict[Any, str] = {int: "INTEGER", float: "NUMBER", str: "TEXT"}


def parameters(cls: type[Recipe]) -> tuple[list[inspect.Parameter], list[inspect.Parameter]]:
    """The parameters of a command that makes this kind of recipe: the plain ones and the advanced ones.

    The main field is the argument (several words are one text), every other field an option. Values arrive as
    text and are checked by the recipe alone, so that every face refuses them with the same words.
    """
    specs = cls.fields().values()
    plain, advanced = ([_parameter(cls, spec) for spec in specs if spec.advanced is wanted] for wanted in (False, True))
    return plain, advanced


def flag(name: str) -> str:
    """The option of a field: `num_frames` is `--num-frames`."""
    return "--" + name.replace("_", "-")


def values(cls: type[Recipe], given: dict[str, Any]) -> dict[str, Any]:
    """The fields that were given on a command line, for `Recipe.make`.

    Args:
        given: parameter -> what Typer read; None where an option was not given. The main field is a list of words.
    """
    found: dict[str, Any] = {}
    for name, spec in cls.fields().items():
        value = given.get(name)
        if value is None or name == cls.main:
            continue
        found[name] = value if spec.type is bool else value_of(spec, value)
    return found


def value_of(spec: FieldSpec, value: str | list[str]) -> Any:
    """The text of an option as a value of its field; only the recipe says whether it is a good one."""
    if spec.many:
        words = [value] if isinstance(value, str) else value
        return tuple(_typed(spec, w) for word in words for w in (_split(word) if takes_commas(spec) else [word]))
    if spec.optional and value == "":
        return None
    return _typed(spec, str(value))


def _typed(spec: FieldSpec, word: str) -> Any:
    try:
        return spec.type(word) if spec.type in (int, float) else word
    except ValueError:  # let the recipe say what it wants instead
        return word


def takes_commas(spec: FieldSpec) -> bool:
    """Whether several values may stand in one option. Free text, in which a comma is a comma, is repeated instead."""
    return spec.many and bool(spec.choices or spec.examples or spec.type in (int, float))


def describe(spec: FieldSpec) -> str:
    """The help of an option: what it does, its range and unit, and its default."""
    facts = [fact for fact in (_range(spec), _repeat(spec), _default(spec)) if fact]
    text = spec.help.replace("[", r"\[")
    return f"{text} [dim]({'; '.join(facts)})[/dim]" if facts else text


def metavar(spec: FieldSpec) -> str:
    """What stands for the value of an option in `--help`; a switch has none."""
    if spec.type is bool:
        return ""
    if spec.choices:
        return "|".join(spec.choices) + (",..." if spec.many else "")
    return "FILE" if spec.is_file else _METAVARS[spec.type] + (",..." if takes_commas(spec) else "")


def _parameter(cls: type[Recipe], spec: FieldSpec) -> inspect.Parameter:
    if spec.name == cls.main:
        example = spec.examples[0] if spec.examples else ""
        named = ", FILE.txt or FILE.md that file" if spec.multiline else ""
        many = "" if spec.is_file else f" Several words are one text; - reads standard input{named}."
        example = str(example).replace("[", r"\[")
        info: Any = typer.Argument(
            metavar=spec.name.upper(),
            help=describe(spec) + many + (f" [dim]For example: {example}[/dim]" if example else ""),
            show_default=False,
        )
        annotation: Any = Annotated[list[str] | None, info]
    else:
        info = typer.Option(
            f"{flag(spec.name)}/--no-{flag(spec.name)[2:]}" if spec.type is bool else flag(spec.name),
            metavar=metavar(spec),
            help=describe(spec),
            show_default=False,
            rich_help_panel=_panel(spec),
            autocompletion=_completion(cls, spec),
        )
        annotation = Annotated[
            bool | None if spec.type is bool else list[str] | None if spec.many else str | None, info
        ]
    return inspect.Parameter(spec.name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)


def _panel(spec: FieldSpec) -> str | None:
    """The heading in `--help`; None is the main one."""
    if spec.advanced:
        return ADVANCED
    return None if spec.group == "main" else spec.group.capitalize()


def _range(spec: FieldSpec) -> str:
    low, high = (None if limit is None else f"{limit:.10g}" for limit in (spec.ge, spec.le))
    unit = f" {spec.unit}" if spec.unit else ""
    text = f"{low} to {high}{unit}" if low and high else f"at least {low}{unit}" if low else unit.strip()
    return text + (f", in steps of {spec.step:g}" if spec.step else "")


def _repeat(spec: FieldSpec) -> str:
    if not spec.many:
        return ""
    return "several: separate by commas" if takes_commas(spec) else "several: repeat the option"


def _default(spec: FieldSpec) -> str:
    if spec.required or spec.default in (None, "", ()):
        return ""
    if isinstance(spec.default, bool):
        return f"default {'on' if spec.default else 'off'}"
    if spec.many:
        return "default all" if tuple(spec.default) == spec.choices else f"default {','.join(spec.default)}"
    return f"default {spec.default:g}" if isinstance(spec.default, float) else f"default {spec.default}"


def _split(text: str) -> list[str]:
    return [word for word in (part.strip() for part in re.split("[,，、]", text)) if word]


def _completion(cls: type[Recipe], spec: FieldSpec) -> Callable[[str], list[str]] | None:
    """Values for the shell to offer: choices, examples, installed engines; files are left to the shell."""
    if spec.is_file or spec.type not in (str,):
        return None
    if spec.name == "engine" or spec.name.endswith("_engine"):
        kind = cls.kind if spec.name == "engine" else spec.name.removesuffix("_engine")
        return lambda incomplete: [n for n in _engine_names(kind) if n.startswith(incomplete)]
    known = spec.choices or tuple(
        dict.fromkeys((*([spec.default] if spec.default and not spec.many else []), *spec.examples))
    )
    if not known:
        return None

    def complete(incomplete: str) -> list[str]:
        done, comma, last = incomplete.rpartition(",") if takes_commas(spec) else ("", "", incomplete)
        return [f"{done}{comma}{word}" for word in map(str, known) if word.startswith(last)]

    return complete


def _engine_names(kind: str) -> list[str]:
    from castalia.engines.registry import engines

    try:
        return ["auto", *(engine.name for engine in engines(kind))]
    except Exception:  # in the middle of typing is no place to hear that an engine is broken
        return ["auto"]
