"""`castalia worker`: carries out the jobs that others have submitted."""

from __future__ import annotations

from typing import Annotated

import typer

from castalia.cli.groups import new_app
from castalia.cli.session import everywhere, session

app = new_app()


@app.command()
@everywhere
def worker(
    until_empty: Annotated[
        bool, typer.Option("--until-empty", metavar="", help="End when no job waits any more.")
    ] = False,
) -> None:
    """Carry out jobs from the queue until stopped by Ctrl-C or SIGTERM.

    A job that is stopped in the middle goes back into the queue; its finished parts are kept.
    """
    from castalia.jobs.worker import Worker

    studio = session.studio
    if not session.json:
        session.err.print(f"worker on {studio.settings.home}; Ctrl-C stops it", style="dim", markup=False)
    count = Worker(studio.library, studio.jobs, studio.runner).run(until_empty=until_empty)
    if session.json:
        session.print_json({"jobs": count})
    else:
        session.out.print(f"{count} {'job' if count == 1 else 'jobs'} carried out", markup=False)
