"""Scene files: a scene as JSON that people can read and edit, and what is said when it does not fit."""

from __future__ import annotations

import difflib
import json
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from castalia.clay import lexicon
from castalia.clay.layout import STYLES
from castalia.clay.lexicon.colors import COLORS
from castalia.clay.scene import Scene, Subject
from castalia.errors import BadInput, NotFound

MOST_BYTES = 1 << 20
MOST_THINGS = 12
"""More do not fit into one picture."""
SIZES = (0.05, 8.0)
NOTES = "provenance"
"""The key under which a file says how it was made; readers need not keep it."""
MARKS = "mark"


def read_scene(path: str | Path) -> Scene:
    """The scene in a file.

    Raises:
        NotFound: there is no such file.
        BadInput: it is not JSON, has a field or a name that no scene has; the hint names the nearest one.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise NotFound(f"there is no file {path}", hint="check the path") from None
    except (OSError, ValueError) as error:
        raise BadInput(f"cannot read the scene {path}: {error}", hint="name a readable file") from None
    return scene_from(data)


def scene_from(data: bytes) -> Scene:
    """The scene in the content of a file; errors as in `read_scene`."""
    if len(data) > MOST_BYTES:
        raise BadInput("the scene file is larger than 1 MB", hint="a scene is a few lines of JSON")
    try:
        fields = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        raise BadInput(
            f"the scene file is not JSON{where}", hint="make one with `--layers scene` and edit it"
        ) from None
    if not isinstance(fields, dict):
        raise BadInput("the scene file holds no scene", hint='it is a JSON object: {"subjects": [...], ...}')
    fields = {key: value for key, value in fields.items() if key not in (NOTES, MARKS)}
    try:
        scene = Scene.model_validate(fields)
    except ValidationError as error:
        raise _explained(error) from None
    check(scene)
    return scene


def scene_text(scene: Scene, notes: dict[str, Any] | None = None, mark: str = "") -> str:
    """A scene as JSON, one field a line.

    Args:
        notes: how it was made, kept at the end.
        mark: words that every file carries.
    """
    fields: dict[str, Any] = scene.model_dump(mode="json")
    if mark:
        fields[MARKS] = mark
    if notes is not None:
        fields[NOTES] = notes
    return json.dumps(fields, ensure_ascii=False, indent=2) + "\n"


def check(scene: Scene) -> None:
    """Refuse a scene that names what the world does not have; `BadInput` with the nearest name."""
    from castalia.clay.camera import MOTIONS
    from castalia.clay.light import LIGHTS
    from castalia.clay.places import PLACES

    _known("place", scene.place, PLACES)
    _known("light", scene.light, LIGHTS)
    _known("style", scene.style, STYLES)
    _known("motion", scene.motion, MOTIONS)
    _known("weather", scene.weather, _words("weather") or {"clear"})
    if not 0 <= scene.seed < 2**32:
        raise BadInput(f"seed cannot be {scene.seed}", hint="it must be a whole number from 0 to 4294967295")
    for i, subject in enumerate(scene.subjects):
        _check_subject(f"subjects[{i}]", i, subject, len(scene.subjects))
    count = sum(s.count for s in scene.subjects)
    if count > MOST_THINGS:
        raise BadInput(f"the scene has {count} things", hint=f"at most {MOST_THINGS} fit into one picture")


def _check_subject(where: str, i: int, subject: Subject, others: int) -> None:
    from castalia.clay.subjects import KINDS

    _known(f"{where}.kind", subject.kind, KINDS)
    for name, value, known in (
        ("becoming", subject.becoming, KINDS), ("color", subject.color, COLORS),
        ("material", subject.material, _words("material")), ("action", subject.action, _words("action")),
    ):  # fmt: skip
        if value is not None:
            _known(f"{where}.{name}", value, known)
    if not 1 <= subject.count <= 9:
        raise BadInput(f"{where}.count cannot be {subject.count}", hint="it must be a whole number from 1 to 9")
    if not SIZES[0] <= subject.size <= SIZES[1]:
        raise BadInput(f"{where}.size cannot be {subject.size:g}", hint=f"it must be from {SIZES[0]} to {SIZES[1]:g}")
    if (subject.relation is None) != (subject.target is None):
        raise BadInput(f"{where} has a relation or a target, but not both", hint="give both, or neither")
    if subject.target is not None and (not 0 <= subject.target < others or subject.target == i):
        raise BadInput(
            f"{where}.target cannot be {subject.target}", hint="it is the number of another subject; the first is 0"
        )
    traits = KINDS[subject.kind].traits | {"glowing"}
    for trait in subject.traits:
        color, _, rest = trait.partition("_")
        if trait not in traits and not (color in COLORS and rest in traits):
            _known(f"{where}.traits", trait, traits)


def _words(kind: str) -> set[str]:
    """The values of all concepts of a kind, e.g. of `action`."""
    return {entry.value for entry in lexicon.entries() if entry.kind == kind}


def _known(field: str, value: str, names: Collection[str]) -> None:
    if value not in names:
        raise BadInput(f"{field} cannot be '{value[:60]}'", hint=_nearest(value, names))


def _nearest(value: str, names: Iterable[str]) -> str:
    names = sorted(names)
    near = difflib.get_close_matches(value, names, n=3, cutoff=0.5)
    if near:
        return f"did you mean {' or '.join(repr(n) for n in near)}?"
    return f"it is one of {', '.join(names[:40])}{' ...' if len(names) > 40 else ''}"


def _explained(error: ValidationError) -> BadInput:
    """One line for the first thing that is wrong."""
    first = error.errors()[0]
    where = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in first["loc"]).lstrip(".")
    if first["type"] == "extra_forbidden":
        model: type[BaseModel] = Subject if first["loc"][0] == "subjects" and len(first["loc"]) > 1 else Scene
        return BadInput(f"a scene has no field '{where}'", hint=_nearest(str(first["loc"][-1]), model.model_fields))
    return BadInput(f"{where} of the scene does not fit: {first['msg']}", hint=f"it is {str(first['input'])[:60]!r}")
