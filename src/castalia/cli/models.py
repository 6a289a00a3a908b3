"""`castalia models`: the checkpoints there are, and those that lie on this machine."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from castalia.cli import models_page
from castalia.cli.groups import new_app
from castalia.cli.machine import readable
from castalia.cli.session import everywhere, on_terminal, one_line, session
from castalia.errors import BadInput, CastaliaError, Missing, NotFound
from castalia.models import catalogue
from castalia.models.model import Model
from castalia.models.store import ModelStore

if TYPE_CHECKING:
    from castalia.models.download import Offer

app = new_app()

Yes = Annotated[bool, typer.Option("--yes", "-y", metavar="", help="Do not ask.")]
AllowPickle = Annotated[
    bool,
    typer.Option("--allow-pickle", metavar="", help="Take weights that are a pickle too, converted to safetensors."),
]


def _installed_ids() -> list[str]:
    return [model.id for model in ModelStore(session.settings).list()]


Installed = Annotated[
    str,
    typer.Argument(metavar="NAME", help="An installed model.", show_default=False, autocompletion=_installed_ids),
]


@app.callback(invoke_without_command=True)
@everywhere
def models(ctx: typer.Context) -> None:
    """List, get, check and remove checkpoints."""
    if ctx.invoked_subcommand is None:
        models_page.show_list(session.settings, [], "", False)


@app.command("list")
@everywhere
def list_(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORD]", help="Only those that have all these words.", show_default=False),
    ] = None,
    kind: Annotated[
        str,
        typer.Option("--kind", "-k", metavar="KIND", help="Only one kind: image, video, control, lora, upscaler ..."),
    ] = "",
    installed: Annotated[
        bool, typer.Option("--installed", "-i", metavar="", help="Only those that lie on this machine.")
    ] = False,
) -> None:
    """List the catalogue and what is installed."""
    models_page.show_list(session.settings, words or [], models_page.kind_of(kind), installed)


@app.command()
@everywhere
def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="An id of the list, an installed model, a repository, a folder or a file.",
            show_default=False,
            autocompletion=lambda: list(catalogue.entries()),
        ),
    ],
) -> None:
    """Say all that is known of a model: licence, memory, how to get and use it."""
    model = ModelStore(session.settings).get(name)
    entry = model.entry if model else catalogue.find(name)
    if model is None and entry:
        model = ModelStore(session.settings).get(entry.id)
    if model is None and entry is None:
        model = _anywhere(name)
    models_page.show_one(entry, model)


@app.command()
@everywhere
def pull(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME",
            help="Ids of the list, repositories owner/name, or files owner/name/file.",
            show_default=False,
            autocompletion=lambda: list(catalogue.entries()),
        ),
    ],
    source: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="HUB",
            help="auto, huggingface or modelscope; auto takes the one that has it, Hugging Face first.",
        ),
    ] = "auto",
    revision: Annotated[
        str, typer.Option("--revision", metavar="NAME", help="Branch, tag or commit; empty takes the catalogue's.")
    ] = "",
    variant: Annotated[
        str,
        typer.Option(
            "--variant", metavar="NAME", help="Precision to take: auto (half where there is), full, fp16, bf16."
        ),
    ] = "auto",
    yes: Yes = False,
    allow_pickle: AllowPickle = False,
) -> None:
    """Download models; a download that was cut off goes on where it stopped."""
    from castalia.cli.models_progress import downloading
    from castalia.models.download import pull as download

    store = ModelStore(session.settings)
    for name in names:
        known = store.get(_id(name))

        def agree(offer: Offer, known: Model | None = known) -> None:
            if known is None:
                _agree(offer, yes)

        if session.err.is_terminal and not session.json:
            session.err.print(f"asking for {one_line(name)} ...", style="dim", markup=False)
        with downloading() as progress:
            model = download(
                name, session.settings, source=source, revision=revision, allow_pickle=allow_pickle,
                variant=variant, progress=progress.show, before=progress.paused(agree),
            )  # fmt: skip
        same = known is not None and (known.sha256, known.revision) == (model.sha256, model.revision)
        _said(model, "was here already" if same else "is installed")


@app.command("import")
@everywhere
def import_(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A folder or a file.", show_default=False)],
    name: Annotated[
        str, typer.Option("--name", "-n", metavar="NAME", help="What to call it; made of the file name when empty.")
    ] = "",
    copy: Annotated[
        bool, typer.Option("--copy", metavar="", help="Copy, where a hard link would save the space.")
    ] = False,
    replace: Annotated[bool, typer.Option("--replace", metavar="", help="Overwrite one of that name.")] = False,
    allow_pickle: AllowPickle = False,
) -> None:
    """Take a checkpoint that lies on this machine: a diffusers folder, or one .safetensors file as A1111 keeps it."""
    from castalia.cli.models_progress import reading
    from castalia.models.importing import import_path

    with reading(f"reading {path.name}", _bytes_below(path)) as progress:
        model = import_path(
            path, session.settings, name=name, copy=copy, replace=replace, allow_pickle=allow_pickle, progress=progress
        )
    _said(model, "is installed")


@app.command()
@everywhere
def verify(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME]",
            help="Installed models; all when none is named.",
            show_default=False,
            autocompletion=_installed_ids,
        ),
    ] = None,
) -> None:
    """Read every file of installed models and compare it with its sha256; exit status 1 when something is wrong."""
    from castalia.cli.models_progress import reading

    store = ModelStore(session.settings)
    found = [store.get(_id(name)) or _absent(name) for name in names] if names else store.list()
    problems = {}
    for model in found:
        with reading(f"reading {model.id}", model.bytes) as progress:
            problems[model.id] = store.verify(model.id, progress)
    if not names:
        problems |= {name: ["its list of files cannot be read"] for name in store.damaged()}
    models_page.show_problems(problems)
    if any(problems.values()):
        raise typer.Exit(1)


@app.command()
@everywhere
def remove(
    names: Annotated[
        list[str],
        typer.Argument(metavar="NAME", help="Installed models.", show_default=False, autocompletion=_installed_ids),
    ],
    yes: Yes = False,
) -> None:
    """Delete installed models, or what a download left behind."""
    store = ModelStore(session.settings)
    ids = [_id(name) for name in names]
    sizes = {id: store.bytes_of(id) for id in ids}
    if not yes:
        if not on_terminal():
            raise BadInput("removing a model needs a yes", hint="add --yes")
        for id in ids:
            if store.get(id) is None:
                _absent(id)
        said = ", ".join(f"{id} ({readable(sizes[id])})" for id in ids)
        typer.confirm(f"remove {said}?", abort=True, err=True)
    for id in ids:
        store.remove(id)
        if session.json:
            session.print_json({"removed": id, "bytes": sizes[id]}, indent=None)
        else:
            session.out.print(f"removed {id}, {readable(sizes[id])} are free again", markup=False)


@app.command()
@everywhere
def where(name: Annotated[str, typer.Argument(metavar="[NAME]", help="An installed model.")] = "") -> None:
    """Print the folder of all models, or the place of one."""
    store = ModelStore(session.settings)
    if not name:
        place, facts = store.root, {"path": str(store.root)}
    else:
        model = store.get(_id(name)) or _absent(name)
        place, facts = model.path, {"id": model.id, "path": str(model.path), "sha256": model.sha256}
    if session.json:
        session.print_json(facts)
    else:
        print(place)


@app.command()
@everywhere
def loaded() -> None:
    """List the models that running processes keep in memory."""
    from castalia.models import notice

    models_page.show_loaded(notice.loaded(session.settings.home))


@app.command()
@everywhere
def unload(
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help="A loaded model; all when none is named.", show_default=False)
    ] = "",
) -> None:
    """Make running processes free the memory of models that are not in use."""
    from castalia.models import notice

    id = _id(name) if name else ""
    if id and not any(resident.id == id for resident in notice.loaded(session.settings.home)):
        raise NotFound(f"'{one_line(name)}' is not loaded", hint="see `castalia models loaded`")
    models_page.show_unloaded(*notice.ask_unload(session.settings.home, id))


def _id(name: str) -> str:
    """The installed id that a user means by an id of the catalogue or a repository of it."""
    entry = catalogue.find(name)
    return entry.id if entry else name


def _absent(name: str) -> Model:
    entry = catalogue.find(name)
    if entry:
        raise Missing(f"'{entry.id}' is not installed", hint=f"castalia models pull {entry.id}")
    raise _no_model(name)


def _no_model(name: str) -> CastaliaError:
    near = catalogue.near(name) or [id for id in _installed_ids() if name.lower() in id.lower()]
    return Missing(
        f"there is no model '{one_line(name)[:80]}'",
        hint=f"did you mean '{near[0]}'?" if near else "see `castalia models list`; a repository is named owner/name",
    )


def _anywhere(name: str) -> Model:
    """A checkpoint that was not imported."""
    from castalia.models.resolve import as_path, at_path

    path = as_path(name)
    if not path.exists():
        raise _no_model(name)
    return at_path(path, session.settings)


def _agree(offer: Offer, yes: bool) -> None:
    """Show the licence before the first download, and ask where somebody can be asked."""
    if not session.json:
        models_page.show_offer(offer, catalogue.find(offer.id))
    if yes:
        return
    if not on_terminal():
        raise BadInput(f"the first download of '{offer.id}' needs a yes to its licence", hint="read it, then add --yes")
    typer.confirm("download it?", default=True, abort=True, err=True)


def _said(model: Model, what: str) -> None:
    if session.json:
        session.print_json(models_page.describe(model.entry, model))
        return
    session.out.print(f"{model.id} {what}: {model.kind}, {model.family}, {readable(model.bytes)}", markup=False)
    way = models_page.usage(model)
    if way and session.err.is_terminal:
        session.err.print(f"use it: {way}", style="dim", markup=False, soft_wrap=True)


def _bytes_below(path: Path, most: int = 1000) -> int:
    """Bytes of a file or of the first files of a folder, for a bar."""
    try:
        files: Any = [path] if path.is_file() else islice(path.rglob("*"), most)
        return sum(file.stat().st_size for file in files if file.is_file())
    except (OSError, ValueError):
        return 0
