"""What every recipe is: a frozen model whose fields say everything that a face needs to know about them."""

from __future__ import annotations

import difflib
import hashlib
import json
import types
import typing
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import PydanticUndefined

from castalia.errors import BadInput

Cost = Literal["run", "prepare", "load"]
"""How costly a change of a field is between two runs: `run` only the run itself, `prepare` what is prepared
once for several runs (prompt encoding, adapters), `load` another model has to be loaded. Grids vary the
costliest field slowest."""

MAX_PROMPT = 20_000
MAX_SEED = 2**32 - 1


def field(
    default: Any = PydanticUndefined,
    *,
    title: str,
    help: str,
    unit: str = "",
    group: str = "main",
    advanced: bool = False,
    cost: Cost = "run",
    ge: float | None = None,
    le: float | None = None,
    step: float | None = None,
    examples: tuple[Any, ...] = (),
    multiline: bool = False,
    accept: str = "",
) -> Any:
    """A recipe field with its documentation.

    Args:
        default: its value when not given; without one the field is required.
        title: its label, one to three words.
        help: one sentence: what it does, what the default means.
        unit: of a number, e.g. `px`, `s`, `semitones`.
        group: the heading under which a form or `--help` shows it.
        advanced: hidden until asked for.
        cost: see `Cost`.
        ge, le: inclusive range. step: the value must be a multiple of it.
        examples: values worth trying, shown in forms and used as suggestions.
        multiline: a text area rather than a line.
        accept: of a file, how its media type begins, e.g. `audio/`.
    """
    extra: dict[str, Any] = {"group": group, "cost": cost}
    if unit:
        extra["unit"] = unit
    if advanced:
        extra["advanced"] = True
    if multiline:
        extra["multiline"] = True
    if accept:
        extra["accept"] = accept
    limits: dict[str, Any] = {"ge": ge, "le": le, "multiple_of": step}
    return Field(
        default,
        title=title,
        description=help,
        examples=list(examples) or None,
        json_schema_extra=extra,
        **{k: v for k, v in limits.items() if v is not None},
    )


def _speakable(text: str) -> str:
    """Refuse a prompt that no engine can do anything with, and say what to do instead."""
    bad = next(
        ((i, c) for i, c in enumerate(text) if (ord(c) < 32 and c not in "\t\n\r") or 0x7F <= ord(c) < 0xA0),
        None,
    )
    if bad:
        raise ValueError(f"holds a control character (U+{ord(bad[1]):04X} at position {bad[0] + 1}); remove it")
    text = text.strip()
    if not text:
        raise ValueError("is empty; say in words what you want")
    if not any(c.isalnum() for c in text):
        raise ValueError("has no words, only symbols; say it in words")
    return text


Prompt = Annotated[str, StringConstraints(max_length=MAX_PROMPT), AfterValidator(_speakable)]
"""Text that says what to make: 1 to 20,000 characters with at least one letter or digit."""

FileRef = Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$"), Field(json_schema_extra={"file": True})]
"""A file by its content: `sha256:` and 64 hex digits. Faces accept a path; the studio takes the file into the
library and puts its hash in the recipe, so that a recipe means the same whatever happens to the path."""

Language = Literal["auto", "en", "zh"]
Seed = Annotated[int | None, Field(ge=0, le=MAX_SEED)]


@dataclass(frozen=True)
class FieldSpec:
    """One field of a recipe as a face sees it."""

    name: str
    title: str
    help: str
    type: Any
    """`str`, `int`, `float` or `bool`; of a tuple, that of its items."""
    default: Any
    required: bool
    many: bool
    """Whether it takes several values (a tuple)."""
    optional: bool
    """Whether `None` is a value of it."""
    choices: tuple[str, ...]
    ge: float | None
    le: float | None
    step: float | None
    unit: str
    group: str
    advanced: bool
    cost: Cost
    examples: tuple[Any, ...]
    multiline: bool
    is_file: bool
    accept: str
    """Of a file: how its media type begins; empty takes any."""


class Recipe(BaseModel):
    """What to make, completely: JSON in and out, frozen, comparable, with a fingerprint.

    A subclass sets `kind`; its fields are made with `field(...)`. `main` names the field that faces take
    without a name, a text or a file; `suffixes` the file endings it can be saved with, the first being the default.
    """

    # Built when it is first used: `castalia --help` names all recipes and needs none of them.
    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, ser_json_inf_nan="null", defer_build=True
    )

    kind: ClassVar[str]
    main: ClassVar[str] = "prompt"
    suffixes: ClassVar[tuple[str, ...]]
    folder: ClassVar[bool] = False
    """Whether what is made is several files that belong together, saved as a folder."""

    engine: str = field(
        "auto",
        title="Engine",
        help="The engine that makes it; auto takes the best one that works here.",
        group="engine",
        advanced=True,
        cost="load",
    )

    @classmethod
    def make(cls, **values: Any) -> Self:
        """A recipe from keyword arguments; `BadInput` with a way out when a value does not fit."""
        try:
            return cls(**values)
        except ValidationError as error:
            raise _explain(cls, error) from None

    @classmethod
    def fields(cls) -> dict[str, FieldSpec]:
        """The recipe's fields in the order in which a form shows them: the main one, its own, what it shares."""
        specs = {name: _spec(name, info) for name, info in cls.model_fields.items()}
        own = [name for name in specs if name in cls.__annotations__]
        order = dict.fromkeys([cls.main, *own, *(name for name in specs if name != "engine"), "engine"])
        return {name: specs[name] for name in order}

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, with the kind first."""
        return {"kind": self.kind, **self.model_dump(mode="json")}

    def canonical(self) -> str:
        """The one JSON text of this recipe: sorted keys, no spaces, UTF-8."""
        return json.dumps(self.to_dict(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    def fingerprint(self) -> str:
        """SHA-256 of the canonical JSON, 64 hex digits. Equal recipes, and only they, have equal fingerprints."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()

    def with_fields(self, **values: Any) -> Self:
        """The same recipe with some fields changed, validated again."""
        return self.make(**{**self.model_dump(), **values})

    def file_refs(self) -> tuple[str, ...]:
        """Content hashes of the files this recipe takes in."""
        values = (getattr(self, spec.name) for spec in self.fields().values() if spec.is_file)
        return tuple(ref for value in values if value for ref in ([value] if isinstance(value, str) else value))

    @property
    def subject(self) -> str:
        """What it is about: the text of the main field, or in words which file it takes."""
        return self.subject_in(self.to_dict())

    @classmethod
    def subject_in(cls, data: dict[str, Any]) -> str:
        """The subject of a recipe of this kind that was kept as `to_dict` gives it."""
        value = str(data.get(cls.main, ""))
        return f"{cls.kind} of {value.removeprefix('sha256:')[:8]}" if cls.fields()[cls.main].is_file else value


def _spec(name: str, info: Any) -> FieldSpec:
    extra = info.json_schema_extra or {}
    kind, optional, many, choices, inner = _unwrap(info.annotation)
    limits = {k: getattr(m, k) for m in (*info.metadata, *inner) for k in ("ge", "le", "multiple_of") if hasattr(m, k)}
    is_file = any((getattr(m, "json_schema_extra", None) or {}).get("file") for m in inner) or extra.get("file", False)
    return FieldSpec(
        name=name,
        title=info.title or name,
        help=info.description or "",
        type=kind,
        default=None if info.is_required() else info.default,
        required=info.is_required(),
        many=many,
        optional=optional,
        choices=choices,
        ge=limits.get("ge"),
        le=limits.get("le"),
        step=limits.get("multiple_of"),
        unit=extra.get("unit", ""),
        group=extra.get("group", "main"),
        advanced=extra.get("advanced", False),
        cost=extra.get("cost", "run"),
        examples=tuple(info.examples or ()),
        multiline=extra.get("multiline", False),
        is_file=is_file,
        accept=extra.get("accept", ""),
    )


def _unwrap(annotation: Any) -> tuple[Any, bool, bool, tuple[str, ...], tuple[Any, ...]]:
    """Take an annotation apart: (plain type, optional, many, choices, metadata found on the way)."""
    optional = many = False
    metadata: list[Any] = []
    while True:
        origin = typing.get_origin(annotation)
        if origin is Annotated:
            annotation, *found = typing.get_args(annotation)
            for item in found:
                metadata += [item, *getattr(item, "metadata", ())]
        elif origin in (typing.Union, types.UnionType):
            optional = type(None) in typing.get_args(annotation)
            annotation = next(a for a in typing.get_args(annotation) if a is not type(None))
        elif origin is tuple:
            many, annotation = True, typing.get_args(annotation)[0]
        elif origin is Literal:
            return str, optional, many, tuple(typing.get_args(annotation)), tuple(metadata)
        else:
            return annotation, optional, many, (), tuple(metadata)


def _explain(cls: type[Recipe], error: ValidationError) -> BadInput:
    """One line for the first thing that is wrong, with what would be right."""
    first = error.errors()[0]
    name = str(first["loc"][0]) if first["loc"] else ""
    specs = cls.fields()
    if first["type"] == "extra_forbidden":
        near = difflib.get_close_matches(name, specs, n=1, cutoff=0.5)
        known = f"did you mean '{near[0]}'?" if near else f"its fields are {', '.join(specs)}"
        return BadInput(f"{cls.kind} has no field '{name}'", hint=known)
    if first["type"] == "missing":
        return BadInput(f"{cls.kind} needs '{name}'", hint=specs[name].help)
    if first["type"] == "value_error":
        cause, _, way = str(first["ctx"]["error"]).partition("; ")
        return BadInput(f"the {name} {cause}" if name else cause, hint=way)
    if first["type"] == "string_unicode":
        return BadInput(f"the {name} is not valid Unicode (a lone surrogate)", hint="save it as UTF-8")
    if first["type"] == "string_too_long":
        limit = first["ctx"]["max_length"]
        return BadInput(
            f"the {name} is too long ({len(str(first['input'])):,} characters)",
            hint=f"the limit is {limit:,}; shorten it",
        )
    shown = repr(first["input"])
    shown = shown if len(shown) <= 60 else shown[:57] + "..."
    return BadInput(f"{name} cannot be {shown}", hint=_allowed(specs[name]) if name in specs else first["msg"])


def _allowed(spec: FieldSpec) -> str:
    if spec.choices:
        return f"choose from {', '.join(spec.choices)}"
    if spec.is_file:
        return "it must be a file"
    words = {int: "a whole number", float: "a number", bool: "true or false", str: "text"}[spec.type]
    if spec.ge is not None and spec.le is not None:
        words += f" from {spec.ge:.10g} to {spec.le:.10g}"
    elif spec.ge is not None:
        words += f" of at least {spec.ge:.10g}"
    if spec.step:
        words += f", a multiple of {spec.step:.10g}"
    return f"it must be {words}{f' ({spec.unit})' if spec.unit else ''}"
