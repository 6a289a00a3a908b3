"""`castalia jobs`: what is being made, by this and other processes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from castalia.cli.groups import new_app
from castalia.cli.session import everywhere, one_line, session
from castalia.errors import BadInput

if TYPE_CHECKING:
    from castalia.jobs.job import Job

app = new_app()
Id = Annotated[str, typer.Argument(metavar="ID", help="Id of the job, or its beginning.", show_default=False)]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, max=100_000, metavar="INTEGER", help="How many at most.")]
State = Annotated[
    str | None, typer.Option("--state", metavar="STATE", help="Only those in this state.", show_default=False)
]


@app.callback(invoke_without_command=True)
@everywhere
def jobs(ctx: typer.Context) -> None:
    """List, watch, cancel and resume jobs."""
    if ctx.invoked_subcommand is None:
        show_list(None, 50)


@app.command("list")
@everywhere
def list_(state: State = None, limit: Limit = 50) -> None:
    """List jobs, the latest first."""
    show_list(state, limit)


@app.command()
@everywhere
def show(id: Id) -> None:
    """Show one job, its parts and what happened to it."""
    store = session.studio.jobs
    job = store.get(id)
    parts = store.children(job.id)
    events = store.events(job.id)
    if session.json:
        happened = [event.to_dict() for event in events]
        session.print_json({**job.to_dict(), "parts": [part.to_dict() for part in parts], "events": happened})
        return
    from rich.text import Text

    rows = [("id", job.id), ("kind", job.kind), ("prompt", one_line(job.subject)), ("state", job.state)]
    rows += [("progress", f"{job.step} of {job.total} {job.message}")] if job.total else []
    rows += [("artifact", job.artifact_id)] if job.artifact_id else []
    for name, value in rows:
        session.out.print(Text.assemble((f"{name:<10}", "dim"), value), soft_wrap=True)
    if job.error:
        session.out.print(Text.assemble((f"{'error':<10}", "dim"), (job.error.message, "red")), soft_wrap=True)
    for part in parts:
        session.out.print(Text.assemble(("  part    ", "dim"), f"{part.node}: {part.state}"), soft_wrap=True)


@app.command()
@everywhere
def cancel(id: Id) -> None:
    """Cancel a job: one that waits at once, one that runs at its next step."""
    before = session.studio.jobs.get(id)
    if before.is_final:
        raise BadInput(f"job {before.id} is {before.state} already", hint="there is nothing to cancel")
    _tell(session.studio.jobs.request_cancel(before.id))


@app.command()
@everywhere
def resume(
    id: Id,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="File or folder to save to.", show_default=False),
    ] = None,
) -> None:
    """Go on with a job that was cancelled, failed or lost its process; finished parts are not made again."""
    from castalia.cli import results
    from castalia.cli.progress import follow

    session.studio.jobs.reap()
    job = session.studio.jobs.get(id)
    if job.state in ("running", "cancelling"):
        raise BadInput(f"job {job.id} is being made right now", hint=f"see it with `castalia jobs watch {job.id}`")
    target = results.Target.of(type(job.recipe), output, 1)
    target.check()
    began = time.monotonic()
    artifact = follow(session.studio.submit(job.recipe), job.kind)
    results.deliver(artifact, target, time.monotonic() - began)


@app.command()
@everywhere
def watch(id: Id) -> None:
    """Show the progress of a job until it ends; Ctrl-C ends the watching, not the job."""
    from castalia.cli.progress import display
    from castalia.jobs.handle import JobHandle

    studio = session.studio
    job = studio.jobs.get(id)
    with display(job.kind) as shown:
        for event in JobHandle(studio.jobs, studio.library, job.id).events():
            shown.show(event)
            if session.json:
                session.print_json(event.to_dict(), indent=None)
    job = studio.jobs.get(job.id)
    if job.error:
        raise job.error
    if not session.json:
        _tell(job)


def show_list(state: str | None, limit: int) -> None:
    """Print the list of jobs."""
    from castalia.jobs.states import State as Known

    known: Any = get_args(Known)
    if state is not None and state not in known:
        raise BadInput(f"there is no state '{state}'", hint=f"states are {', '.join(known)}")
    found = session.studio.jobs.list(state, limit)  # type: ignore[arg-type]
    if session.json:
        for job in found:
            session.print_json(job.to_dict(), indent=None)
        return
    if not found:
        session.err.print("no jobs")
        return
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("id", "state", "kind", "progress", "prompt"):
        table.add_column(heading, no_wrap=True, overflow="ellipsis")
    for job in found:
        done = f"{job.step}/{job.total}" if job.total and not job.is_final else ""
        table.add_row(
            job.id,
            Text(job.state, _STYLES.get(job.state, "")),
            Text(job.kind),
            done,
            Text(one_line(job.subject)[:200]),
        )
    session.out.print(table)


_STYLES = {"running": "cyan", "done": "green", "failed": "red", "cancelling": "yellow", "cancelled": "dim"}


def _tell(job: Job) -> None:
    if session.json:
        session.print_json(job.to_dict(), indent=None)
    else:
        session.out.print(f"{job.id} {job.state}" + (f" {job.artifact_id}" if job.artifact_id else ""), markup=False)
