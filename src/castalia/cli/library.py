"""`castalia library`: where everything made is kept, and its upkeep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from castalia.cli.groups import new_app
from castalia.cli.machine import readable
from castalia.cli.session import everywhere, home_path, on_terminal, session
from castalia.errors import BadInput

if TYPE_CHECKING:
    from castalia.library.library import Library

app = new_app()


@app.callback(invoke_without_command=True)
@everywhere
def library(ctx: typer.Context) -> None:
    """Look after what was made."""
    if ctx.invoked_subcommand is None:
        show_stats()


@app.command("stats")
@everywhere
def stats_() -> None:
    """Say how much is in the library."""
    show_stats()


@app.command()
@everywhere
def path() -> None:
    """Print the folder of the library."""
    if session.json:
        session.print_json({"path": str(home_path())})
    else:
        print(home_path())


@app.command()
@everywhere
def check(
    repair: Annotated[
        bool,
        typer.Option(
            "--repair",
            metavar="",
            help="Take what is damaged out of the cache, so that it is made again when asked for.",
        ),
    ] = False,
) -> None:
    """Read every file and compare it with its hash; exit status 1 when something was lost."""
    found = session.studio.library.check(repair=repair)
    if session.json:
        session.print_json(found.to_dict())
    else:
        session.out.print(f"{found.files} files read, {readable(found.bytes)}", markup=False)
        for name in ("database", "missing", "corrupted", "broken", "orphans", "stale"):
            entries = getattr(found, name)
            if entries:
                session.out.print(f"{_WORDS[name]}: {len(entries)}", markup=False)
                for entry in entries[:10]:
                    session.out.print(f"  {entry}", style="dim", markup=False)
        session.out.print("all is well" if found.ok else "repaired" if repair else "something was lost", markup=False)
        if not found.ok and not repair:
            session.err.print("hint: castalia library check --repair", style="dim", markup=False)
    if not found.ok and not repair:
        raise typer.Exit(1)


_WORDS = {
    "database": "faults of the database",
    "missing": "files that are gone",
    "corrupted": "files that are damaged",
    "broken": "artifacts that these belong to",
    "orphans": "files that nothing refers to (`castalia library gc` deletes them)",
    "stale": "left behind by processes that died",
}


@app.command()
@everywhere
def gc(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", metavar="", help="Delete nothing, only say what would be.")
    ] = False,
) -> None:
    """Delete the files that nothing refers to any more (not those used in the last hour)."""
    found = session.studio.library.collect_garbage(dry_run=dry_run)
    if session.json:
        session.print_json(found.to_dict())
    else:
        verb = "would be deleted" if dry_run else "deleted"
        session.out.print(
            f"{found.files} files, {readable(found.bytes)}, and {found.stale} leftovers {verb}", markup=False
        )


@app.command()
@everywhere
def delete(
    ids: Annotated[
        list[str], typer.Argument(metavar="ID...", help="Ids of artifacts, or their beginnings.", show_default=False)
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", metavar="", help="Do not ask.")] = False,
) -> None:
    """Forget artifacts; their files go with the next `gc`. What was saved with -o stays."""
    found = [session.studio.library.get(id) for id in ids]
    if not yes:
        if not on_terminal():
            raise BadInput("deleting needs a yes", hint="add --yes")
        names = ", ".join(f"{artifact.kind} {artifact.id}" for artifact in found)
        typer.confirm(f"forget {names}?", abort=True, err=True)
    for artifact in found:
        session.studio.library.delete(artifact.id)
        if session.json:
            session.print_json({"deleted": artifact.id}, indent=None)
        else:
            session.out.print(f"deleted {artifact.kind} {artifact.id}", markup=False)


def show_stats() -> None:
    """Print what is in the library."""
    from rich.text import Text

    facts = stats(session.studio.library)
    if session.json:
        session.print_json(facts)
        return
    kinds = ", ".join(f"{count} {kind}" for kind, count in facts["kinds"].items())
    rows = {
        "folder": facts["path"],
        "database": facts["database"],
        "artifacts": f"{facts['artifacts']}{f' ({kinds})' if kinds else ''}",
        "size": readable(facts["bytes"]),
    }
    for name, value in rows.items():
        session.out.print(Text.assemble((f"{name:<10}", "dim"), str(value)), soft_wrap=True)


def stats(library: Library) -> dict[str, Any]:
    """Path, database, number of artifacts (in all and by kind), bytes of their files."""
    kinds = library.stats()
    size = kinds.pop("bytes")
    return {
        "path": str(library.home),
        "database": library.database.url.render_as_string(hide_password=True),
        "artifacts": sum(kinds.values()),
        "kinds": kinds,
        "bytes": size,
    }
