"""The commands that make things: one per recipe, all alike."""

from __future__ import annotations

import inspect
import re
import secrets
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from castalia.cli import from_recipe
from castalia.cli.groups import new_app
from castalia.cli.names import is_folder
from castalia.cli.session import everywhere, on_terminal, session
from castalia.errors import BadInput, NotFound
from castalia.recipes import RECIPES, Recipe, load
from castalia.recipes.base import MAX_SEED

MOST_COPIES = 1000
MOST_INPUT = 16 * 2**20
"""Bytes read from standard input; far above the longest prompt, so that the recipe is what refuses it."""
TEXT_ENDINGS = (".txt", ".md")
"""Endings of the files that may be named in place of a longer text."""

_PANEL = "Result"
CountOption = Annotated[
    int,
    typer.Option(
        "--count",
        "-n",
        min=1,
        max=MOST_COPIES,
        metavar="INTEGER",
        show_default=False,
        rich_help_panel=_PANEL,
        help="How many, with the seeds from --seed on. [dim](default 1)[/dim]",
    ),
]
RecipeOption = Annotated[
    str | None,
    typer.Option(
        "--recipe",
        metavar="FILE",
        show_default=False,
        rich_help_panel=_PANEL,
        help="Start from a recipe in JSON, as --dry-run and `info --json` print it; options change it.",
    ),
]
DryRunOption = Annotated[
    bool,
    typer.Option(
        "--dry-run", metavar="", rich_help_panel=_PANEL,
        help="Print the recipe as JSON, and how a model would carry it out, and make nothing.",
    ),
]  # fmt: skip
_EXTRAS: dict[str, tuple[Any, Any]] = {
    "count": (CountOption, 1),
    "recipe": (RecipeOption, None),
    "dry_run": (DryRunOption, False),
}


def output_option(cls: type[Recipe]) -> Any:
    """`-o` in the words that fit what is made."""
    what = "File or folder to save to; - is standard output."
    if cls.folder:
        page = cls.suffixes == (".html",)
        what = "Folder to save to." if page else "Folder to save all files to, or one file of them by its ending."
    endings = f" Endings: {', '.join(cls.suffixes)}." if len(cls.suffixes) > 1 else ""
    return Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            show_default=False,
            rich_help_panel=_PANEL,
            help=f"{what}{endings} [dim](default: a new name in castalia-output)[/dim]",
        ),
    ]


@dataclass(frozen=True)
class Request:
    """What a command line asks for besides the recipe's fields."""

    output: str | None = None
    count: int = 1
    recipe: str | None = None
    dry_run: bool = False


def app_for(kind: str, name: str) -> typer.Typer:
    """The Typer app of the command that makes a kind of recipe."""
    app = new_app()
    app.command(name)(command_for(RECIPES[kind]))
    return app


def command_for(cls: type[Recipe]) -> Callable[..., None]:
    """The function of a command, with one parameter per field of the recipe and those that all recipes share."""

    def command(**given: Any) -> None:
        produce(cls, given, Request(**{name: given.pop(name) for name in ("output", *_EXTRAS)}))

    extras = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, (annotation, default) in {"output": (output_option(cls), None), **_EXTRAS}.items()
    ]
    command.__name__ = cls.__name__.lower()
    command.__doc__ = cls.__doc__
    plain, advanced = from_recipe.parameters(cls)
    command.__signature__ = inspect.Signature([*plain, *extras, *advanced])  # type: ignore[attr-defined]
    return everywhere(command)


def produce(cls: type[Recipe], given: dict[str, Any], request: Request) -> None:
    """Make what a command line asks for, save it and say where it is."""
    fields = collect(cls, given, request)
    recipes = copies(check(cls, fields), request.count)
    if request.dry_run:
        for recipe in recipes:
            session.print_json(recipe.to_dict(), indent=2 if len(recipes) == 1 and not session.json else None)
        if getattr(recipes[0], "model", None) and not session.json:
            from castalia.cli.plan import show_beside

            show_beside(recipes[0])
        return
    from castalia.cli import results
    from castalia.cli.progress import follow

    target = results.Target.of(cls, request.output, len(recipes))
    target.check()
    _spare_inputs(type(recipes[0]), fields, request.output)
    _take_in(recipes[0], fields)  # before the engine looks at them: it may take the size from a picture
    for recipe in [session.studio.resolve(recipe) for recipe in recipes]:
        began = time.monotonic()
        artifact = follow(session.studio.submit(recipe), title=cls.kind)
        results.deliver(artifact, target, time.monotonic() - began)


def collect(cls: type[Recipe], given: dict[str, Any], request: Request) -> dict[str, Any]:
    """The fields of the recipe from all that may name them: a recipe file, options, the prompt, a scene, `-o`."""
    fields = read_recipe(cls, request.recipe) if request.recipe else {}
    fields |= from_recipe.values(cls, given)
    words = given.get(cls.main)
    if words and cls.fields()[cls.main].is_file:
        fields[cls.main] = only(cls, words)
    elif words == ["-"]:
        fields[cls.main] = read_input()
    elif words and cls.fields()[cls.main].multiline and names_text(words):
        fields[cls.main] = read_text_file(words[0])
    elif words:
        _not_a_file(cls, words)
        fields[cls.main] = " ".join(words)
    if fields.get("scene") and not str(fields["scene"]).startswith("sha256:"):
        from castalia.studio import scene_fields

        fields = {**scene_fields(str(fields["scene"])), **fields}
    if cls.main not in fields:
        fields[cls.main] = ask(cls)
    if request.output:
        _take_format(cls, fields, request.output, said=given.get("format"))
    return fields


def only(cls: type[Recipe], words: list[str]) -> str:
    """The one file that is named; `BadInput` when there are several."""
    if len(words) > 1:
        raise BadInput(
            f"{cls.kind} takes one {cls.main}, and {len(words)} were named",
            hint="call it once for each; put quotes around a name with spaces",
        )
    return words[0]


def read_recipe(cls: type[Recipe], name: str) -> dict[str, Any]:
    """The fields of a recipe file; what `castalia info --json` prints will do too."""
    import json

    try:
        with nullcontext(sys.stdin.buffer) if name == "-" else Path(name).expanduser().open("rb") as file:
            data = json.loads(file.read(MOST_INPUT))
    except FileNotFoundError:
        raise NotFound(f"there is no file '{name}'", hint="--dry-run prints a recipe that can be saved") from None
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or "it is not JSON"
        raise BadInput(
            f"cannot read the recipe {name}: {cause}", hint="save one with --dry-run > recipe.json"
        ) from None
    if isinstance(data, dict) and isinstance(data.get("recipe"), dict):
        data = data["recipe"]
    recipe = load(data)
    if not isinstance(recipe, cls):
        from castalia.cli.app import COMMANDS

        command = next((c for c, (_, place) in COMMANDS.items() if place.endswith(f":{recipe.kind}")), recipe.kind)
        raise BadInput(f"{name} is a recipe for {recipe.kind}, not for {cls.kind}", hint=f"use `castalia {command}`")
    return recipe.model_dump()


def read_input() -> str:
    """The text on standard input."""
    data = sys.stdin.buffer.read(MOST_INPUT)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(
            "standard input is not text in UTF-8", hint="convert it first, e.g. with iconv -t UTF-8"
        ) from None


def names_text(words: list[str]) -> bool:
    """Whether what is given in place of a text is the name of a text file: one word, or a file that is there."""
    name = words[0]
    if len(words) > 1 or len(name) > 255 or "\0" in name or not name.lower().endswith(TEXT_ENDINGS):
        return False
    return not any(map(str.isspace, name)) or Path(name).expanduser().is_file()


def _not_a_file(cls: type[Recipe], words: list[str]) -> None:
    """Refuse a picture, a sound or the like that is named where words belong."""
    name = words[0]
    if len(words) > 1 or len(name) > 255 or "\0" in name or not re.search(r"\.\w{2,5}$", name):
        return
    if Path(name).expanduser().is_file():
        takes = [f"--{field.replace('_', '-')} {name}" for field, spec in cls.fields().items() if spec.accept]
        raise BadInput(
            f"the {cls.main} is words, and '{name}' is a file",
            hint=f"a text file ends in .txt or .md{f'; a file may be for {takes[0]}' if takes else ''}",
        )


def read_text_file(name: str) -> str:
    """The text of a file."""
    try:
        with Path(name).expanduser().open("rb") as file:
            return file.read(MOST_INPUT).decode("utf-8-sig")
    except FileNotFoundError:
        raise NotFound(f"there is no file '{name}'", hint="check the path, or write the text itself") from None
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or "it is not text in UTF-8"
        raise BadInput(f"cannot read '{name}': {cause}", hint="name a readable text file in UTF-8") from None


def ask(cls: type[Recipe]) -> str:
    """Ask a person for the main text; `BadInput` where nobody can be asked."""
    spec = cls.fields()[cls.main]
    example = spec.examples[0] if spec.examples else "a red fox in the snow"
    if not on_terminal():
        way = f"name a file, for example {example}" if spec.is_file else (
            f'say what you want, for example "{example}", or - to read it'
        )  # fmt: skip
        raise BadInput(f"{cls.kind} needs a{'n' if cls.main[0] in 'aeiou' else ''} {cls.main}", hint=way)
    session.err.print(f"{spec.help} [dim]For example: {example}[/dim]")
    return str(session.err.input("[bold cyan]> [/]"))


def check(cls: type[Recipe], fields: dict[str, Any]) -> Recipe:
    """The recipe, checked before anything is written: files are looked at, not yet taken into the library."""
    seen: dict[str, Any] = {}
    for name, spec in cls.fields().items():
        if spec.is_file and fields.get(name):
            given = [str(file) for file in (fields[name] if spec.many else [fields[name]])]
            refs = [file_ref(file) for file in given]
            for file in given if spec.accept else ():
                if not file.startswith("sha256:"):
                    from castalia.studio import check_file

                    check_file(spec, Path(file).expanduser())
            seen[name] = tuple(refs) if spec.many else refs[0]
    return cls.make(**{**fields, **seen})


def file_ref(name: str) -> str:
    """The content hash of a file given by its path (or by its hash)."""
    if name.startswith("sha256:"):
        return name
    import hashlib

    path = Path(name).expanduser()
    try:
        if path.exists() and not path.is_file():
            raise BadInput(f"'{name}' is not a file", hint="name a file")
        with path.open("rb") as file:
            return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"
    except FileNotFoundError:
        raise NotFound(f"there is no file '{name}'", hint="check the path") from None
    except (OSError, ValueError) as error:
        raise BadInput(
            f"cannot read '{name}': {getattr(error, 'strerror', None) or error}", hint="name a readable file"
        ) from None


def copies(recipe: Recipe, count: int) -> list[Recipe]:
    """The recipe `count` times with rising seeds, drawn at random when it leaves its seed open; a batch takes some."""
    if count == 1:
        return [recipe]
    if "seed" not in type(recipe).fields():
        raise BadInput(f"{recipe.kind} has no seed: every copy would be the same", hint="leave --count away")
    first = getattr(recipe, "seed", None)
    step = getattr(recipe, "batch", 1)
    first = secrets.randbelow(MAX_SEED - count * step) if first is None else first
    return [recipe.with_fields(seed=first + i * step) for i in range(count)]


def _spare_inputs(cls: type[Recipe], fields: dict[str, Any], output: str | None) -> None:
    """Refuse to write over a file that the work is made from."""
    for name, spec in cls.fields().items():
        given = fields.get(name) if spec.is_file and output else None
        for path in (given if spec.many else [given]) if given else ():
            if Path(path).expanduser().resolve() == Path(output or "").expanduser().resolve():
                raise BadInput(
                    f"-o names '{output}', and that is the {spec.title.lower()} itself", hint="choose another name"
                )


def _take_in(recipe: Recipe, fields: dict[str, Any]) -> None:
    """Take the files that were given by path into the library; the recipe knows their hashes already."""
    for name, spec in type(recipe).fields().items():
        given = fields.get(name) if spec.is_file else None
        for path in (given if spec.many else [given]) if given else ():
            if not str(path).startswith("sha256:"):
                session.studio.library.add_file(Path(path).expanduser())


def _take_format(cls: type[Recipe], fields: dict[str, Any], output: str, *, said: str | None) -> None:
    """Let the ending of `-o a.jpg` choose the format; refuse one that the recipe or `--format` does not allow."""
    ending = Path(output).suffix.lower()
    if output == "-" or not re.fullmatch(r"\.(?=.*[a-z])[a-z0-9]{2,5}", ending) or is_folder(Path(output)):
        return
    if ending not in cls.suffixes:
        page = cls.folder and cls.suffixes == (".html",)
        way = "name a folder: it is a page with its files" if page else f"endings are {', '.join(cls.suffixes)}"
        raise BadInput(f"{cls.kind} cannot be saved as '{ending}'", hint=way)
    if "format" in cls.fields():
        wanted = "jpg" if ending == ".jpeg" else ending[1:]
        if said is not None and said != wanted:
            raise BadInput(f"the file is called '{ending}' but --format is {said}", hint="leave one of them away")
        fields["format"] = wanted
    turning = fields.get("turntable", "both")
    if "turntable" in cls.fields() and ending in (".mp4", ".gif") and turning not in ("both", ending[1:]):
        raise BadInput(f"the file is called '{ending}' but --turntable is {turning}", hint="leave one of them away")
