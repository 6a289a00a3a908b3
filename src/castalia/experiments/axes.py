"""The axes of an experiment: fields of a recipe with the values that they take in turn."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from castalia.errors import BadInput
from castalia.recipes import FieldSpec, Recipe

MOST_CELLS = 400
_COSTS = ("load", "prepare", "run")


@dataclass(frozen=True)
class Axis:
    """A field and its values, typed."""

    spec: FieldSpec
    values: tuple[Any, ...]

    @property
    def name(self) -> str:
        return self.spec.name


def named(cls: type[Recipe], name: str) -> FieldSpec:
    """The field that a name means: its own, with dashes for underscores, or a beginning that only one field has.

    Raises:
        BadInput: no field is called that, or several may be meant.
    """
    specs, wanted = cls.fields(), name.strip().lower().replace("-", "_")
    if wanted in specs:
        return specs[wanted]
    begun = [n for n in specs if wanted and n.startswith(wanted)]
    if len(begun) == 1:
        return specs[begun[0]]
    near = begun or difflib.get_close_matches(wanted, specs, n=3, cutoff=0.5)
    raise BadInput(
        f"{cls.kind} has no field '{name}'" if not begun else f"'{name}' may be several fields of {cls.kind}",
        hint=f"did you mean {' or '.join(near)}?" if near else f"its fields are {', '.join(specs)}",
    )


def setting(cls: type[Recipe], text: str) -> tuple[str, Any]:
    """Field and value of `name=value`; only the recipe says whether the value is a good one."""
    name, sign, value = text.partition("=")
    if not sign:
        raise BadInput(f"'{text}' is not a setting", hint="write name=value, for example width=512")
    spec = named(cls, name)
    return spec.name, _typed(spec, value.strip())


def axis(cls: type[Recipe], text: str) -> Axis:
    """The axis that `steps=10,20,40` means; a `|` separates values that hold commas themselves.

    Raises:
        BadInput: it has no field or no values, or one of them twice.
    """
    name, sign, values = text.partition("=")
    found = [word.strip() for word in values.split("|" if "|" in values else ",")]
    if not sign or not all(found):
        raise BadInput(f"'{text}' is not an axis", hint="write a field and its values, for example steps=10,20,40")
    spec = named(cls, name)
    if spec.name == "seed" and "" in found:
        raise BadInput("an axis of seeds needs numbers", hint="for example seed=1,2,3")
    typed = tuple(_typed(spec, word) for word in found)
    if len(set(typed)) < len(typed):
        raise BadInput(f"the axis '{text}' has a value twice", hint="give each value once")
    return Axis(spec, typed)


def axes(cls: type[Recipe], texts: Iterable[str]) -> tuple[Axis, ...]:
    """All axes; `BadInput` when a field has two, or the grid becomes too big."""
    found = tuple(axis(cls, text) for text in texts)
    names = [a.name for a in found]
    twice = next((n for n in names if names.count(n) > 1), None)
    if twice:
        raise BadInput(f"there are two axes of '{twice}'", hint="put all its values into one")
    cells = 1
    for a in found:
        cells *= len(a.values)
    if cells > MOST_CELLS:
        raise BadInput(f"the grid has {cells:,} cells", hint=f"the limit is {MOST_CELLS}; take fewer values")
    return found


def cells(axes: tuple[Axis, ...]) -> list[tuple[Any, ...]]:
    """Every combination of values, in the order of the axes as given: the last one runs fastest."""
    return list(itertools.product(*(a.values for a in axes)))


def in_running_order(axes: tuple[Axis, ...]) -> list[tuple[Any, ...]]:
    """The same combinations so that what is costly to change changes least: each model is loaded once."""
    by_cost = sorted(range(len(axes)), key=lambda i: _COSTS.index(axes[i].spec.cost))
    ordered = itertools.product(*(axes[i].values for i in by_cost))
    return [tuple(values[by_cost.index(i)] for i in range(len(axes))) for values in ordered]


def _typed(spec: FieldSpec, word: str) -> Any:
    if spec.many:
        return tuple(_one(spec, part.strip()) for part in word.split("+")) if word else ()
    if spec.optional and word in ("", "none"):
        return None
    return _one(spec, word)


def _one(spec: FieldSpec, word: str) -> Any:
    if spec.type is bool and word.lower() in ("true", "false", "on", "off", "yes", "no", "1", "0"):
        return word.lower() in ("true", "on", "yes", "1")
    try:
        return spec.type(word) if spec.type in (int, float) else word
    except ValueError:  # let the recipe say what it wants instead
        return word
