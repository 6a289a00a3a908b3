"""Every field of every recipe is on every face, with the same default, help, range and choices."""

from __future__ import annotations

import json
import math
import re
from typing import Any

import pytest
import typer

from castalia.cli import from_recipe, produce
from castalia.cli.app import COMMANDS
from castalia.errors import BadInput
from castalia.recipes import RECIPES, FieldSpec, Recipe

FIELDS = [
    pytest.param(cls, spec, id=f"{kind}.{name}") for kind, cls in RECIPES.items() for name, spec in cls.fields().items()
]
HASH = "sha256:" + "0" * 64


def command_of(cls: type[Recipe]) -> Any:
    name = next(name for name, (_, place) in COMMANDS.items() if place.endswith(f":{cls.kind}"))
    return typer.main.get_command(produce.app_for(cls.kind, name))


def option_of(cls: type[Recipe], name: str) -> Any:
    return next(p for p in command_of(cls).params if p.name == name)


def required(cls: type[Recipe]) -> dict[str, Any]:
    return {name: HASH if spec.is_file else "a cat" for name, spec in cls.fields().items() if spec.required}


def main_words(cls: type[Recipe]) -> list[str]:
    """What a command line says for the main field."""
    return [HASH] if cls.fields()[cls.main].is_file else ["a", "cat"]


def another_value(spec: FieldSpec) -> Any:
    """A valid value that is not the default."""
    if spec.is_file:
        return (HASH,) if spec.many else HASH
    if spec.choices:
        other = next(c for c in spec.choices if c != spec.default)
        return (other,) if spec.many else other
    if spec.type is bool:
        return not spec.default
    if spec.type in (int, float):
        low = spec.ge if spec.ge is not None else 1
        value = spec.type(low + (spec.step or 0))
        if spec.default == value:
            value = spec.type(min(low + 2 * (spec.step or 1), spec.le or math.inf))
        return (value,) if spec.many else value
    return ("one", "two") if spec.many else "something else"


def in_json(value: Any) -> Any:
    return json.loads(json.dumps(value))


def test_every_recipe_has_a_command() -> None:
    kinds = [place.partition(":")[2] for _, place in COMMANDS.values() if ":" in place]
    assert sorted(kinds) == sorted(RECIPES)


@pytest.mark.parametrize(("cls", "spec"), FIELDS)
def test_field_has_what_a_face_needs(cls: type[Recipe], spec: FieldSpec) -> None:
    assert spec.title
    assert spec.help.endswith(".")
    assert spec.type in (str, int, float, bool)
    assert spec.cost in ("run", "prepare", "load")
    if spec.type in (int, float) and not spec.choices:
        assert spec.ge is not None, "a number has a lower limit"
        assert spec.le is not None, "a number has an upper limit"


@pytest.mark.parametrize(("cls", "spec"), FIELDS)
def test_python_takes_the_field(cls: type[Recipe], spec: FieldSpec) -> None:
    if not spec.required:
        assert getattr(cls.make(**required(cls)), spec.name) == spec.default
    value = another_value(spec)
    made = cls.make(**{**required(cls), spec.name: value})
    assert set(value) <= set(getattr(made, spec.name)) if spec.many else getattr(made, spec.name) == value


@pytest.mark.parametrize(("cls", "spec"), FIELDS)
def test_json_schema_says_the_same(cls: type[Recipe], spec: FieldSpec) -> None:
    schema = cls.model_json_schema()
    prop = schema["properties"][spec.name]
    flat = _flat(prop)
    assert prop["title"] == spec.title
    assert prop["description"] == spec.help
    assert (spec.name in schema.get("required", ())) == spec.required
    if not spec.required:
        assert prop["default"] == in_json(spec.default)
    assert tuple(flat.get("enum", ())) == spec.choices
    assert (flat.get("minimum"), flat.get("maximum"), flat.get("multipleOf")) == (spec.ge, spec.le, spec.step)
    assert prop.get("unit", "") == spec.unit
    assert prop["group"] == spec.group
    assert prop["cost"] == spec.cost
    assert prop.get("advanced", False) == spec.advanced
    assert bool(flat.get("file", False)) == spec.is_file


def _flat(prop: dict[str, Any]) -> dict[str, Any]:
    """The limits of a property wherever the schema keeps them: in `anyOf` beside None, in `items` of a list."""
    flat = dict(prop)
    for part in (*prop.get("anyOf", ()), prop.get("items", {})):
        flat |= {k: v for k, v in part.items() if k not in flat or k in ("enum", "minimum", "maximum", "file")}
    return flat


@pytest.mark.parametrize(("cls", "spec"), FIELDS)
def test_command_line_has_an_option_that_says_the_same(cls: type[Recipe], spec: FieldSpec) -> None:
    option = option_of(cls, spec.name)
    help = re.sub(r"\[/?dim\]", "", option.help).replace(r"\[", "[")
    assert spec.help in help
    if spec.name == cls.main:
        assert option.param_type_name == "argument"
        return
    assert option.opts == [f"--{spec.name.replace('_', '-')}"]
    assert option.default is None, "only the recipe knows the default"
    if spec.default not in (None, "", ()):
        default = spec.default
        words = "all" if default == spec.choices else "on" if default is True else "off" if default is False else None
        assert f"default {words or (f'{default:g}' if isinstance(default, float) else default)}" in help
    for limit in (spec.ge, spec.le, spec.step):
        if limit is not None:
            assert re.search(rf"(?<![\d.]){limit:.10g}(?![\d.])", help)
    assert spec.unit in help
    for choice in spec.choices:
        assert choice in option.metavar.removesuffix(",...").split("|")
    if spec.advanced:
        assert option.rich_help_panel == "Advanced"


@pytest.mark.parametrize(("cls", "spec"), FIELDS)
def test_command_line_and_python_make_the_same_recipe(
    cls: type[Recipe], spec: FieldSpec, capsys: pytest.CaptureFixture[str]
) -> None:
    value = another_value(spec)
    wanted = cls.make(**{**required(cls), spec.name: value})
    words = [*value] if spec.many else [value]
    args = [] if spec.name == cls.main else main_words(cls)
    for word in words:
        if spec.name == cls.main:
            args += str(word).split()
        elif spec.type is bool:
            args.append(f"--{'' if word else 'no-'}{spec.name.replace('_', '-')}")
        else:
            args.append(f"--{spec.name.replace('_', '-')}={word}")
    command_of(cls).main([*args, "--dry-run"], standalone_mode=False)
    assert json.loads(capsys.readouterr().out) == in_json(wanted.to_dict())


@pytest.mark.parametrize(("cls", "spec"), [p for p in FIELDS if p.values[1].type in (int, float)])
def test_all_faces_refuse_the_same_value_with_the_same_words(cls: type[Recipe], spec: FieldSpec) -> None:
    for value in (spec.ge - 1, spec.le + (spec.step or 1)):
        with pytest.raises(BadInput) as python:
            cls.make(**{**required(cls), spec.name: (spec.type(value),) if spec.many else spec.type(value)})
        flag = f"--{spec.name.replace('_', '-')}={spec.type(value)}"
        with pytest.raises(BadInput) as line:
            command_of(cls).main([*main_words(cls), flag, "--dry-run"], standalone_mode=False)
        assert line.value.to_dict() == python.value.to_dict()
        assert spec.name in python.value.message
        assert python.value.hint


@pytest.mark.parametrize("cls", RECIPES.values(), ids=lambda cls: cls.kind)
def test_no_option_is_declared_twice(cls: type[Recipe]) -> None:
    command = command_of(cls)
    options = [o for p in command.params for o in (*p.opts, *p.secondary_opts)]
    assert len(options) == len(set(options))
    names = {p.name for p in command.params}
    assert names == {*cls.fields(), "output", "count", "recipe", "dry_run", "home", "json"}


def test_lists_are_repeated_or_separated_by_commas() -> None:
    spec = RECIPES["music"].fields()["instruments"]
    assert from_recipe.value_of(spec, ["piano", "flute"]) == ("piano", "flute")
    assert from_recipe.value_of(spec, ["piano, flute、harp"]) == ("piano", "flute", "harp")


def test_a_comma_in_free_text_is_a_comma() -> None:
    spec = RECIPES["text"].fields()["outline"]
    assert from_recipe.value_of(spec, ["a storm, at night", "the calm"]) == ("a storm, at night", "the calm")


def test_an_empty_option_opens_a_field_again() -> None:
    assert from_recipe.value_of(RECIPES["image"].fields()["seed"], "") is None
