"""What a person sees while something is made."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from rich.console import Console

from castalia.cli import progress
from castalia.cli.session import begin, session
from castalia.jobs.job import Event


def event(created: float, state: str, node: str = "", **more) -> Event:
    return Event(id=1, job_id="j", created=created, state=state, node=node, title=node.title(), **more)


WORK = [
    event(0.0, "queued"),
    event(0.1, "running"),
    event(0.2, "cached", "story"),
    event(0.2, "started", "picture"),
    event(0.3, "progress", "picture", step=1, total=4, message="rendering"),
    event(2.7, "done", "picture"),
    event(2.8, "skipped", "music", message="no music engine works here"),
    event(2.9, "progress", step=3, total=4, message="putting together"),
    event(3.0, "done"),
]


@pytest.fixture
def screen() -> Iterator[io.StringIO]:
    begin()
    screen = io.StringIO()
    yield screen
    begin()


def test_a_log_gets_a_line_per_part_begun_and_done(screen: io.StringIO) -> None:
    session.err = Console(file=screen, width=100)
    with progress.display("story page") as shown:
        for happened in WORK:
            shown.show(happened)
    assert screen.getvalue().splitlines() == [
        "✓ Story (from the library)",
        "  Picture ...",
        "✓ Picture (2.5 s)",
        "– Music (left out)",
    ]


def test_a_terminal_gets_a_bar_per_part(screen: io.StringIO) -> None:
    session.err = Console(file=screen, force_terminal=True, width=100, _environ={"TERM": "xterm"})
    with progress.display("story page") as shown:
        for happened in WORK:
            shown.show(happened)
        lines = [task.description for task in shown.progress.tasks]
    assert lines == ["Story", "Picture", "Music", "story page"]
    assert "from the library" in screen.getvalue()
    assert all(task.finished for task in shown.progress.tasks)


def test_what_did_not_end_is_marked_as_cancelled(screen: io.StringIO) -> None:
    session.err = Console(file=screen, force_terminal=True, width=100, _environ={"TERM": "xterm"})
    with progress.display("story page") as shown:
        for happened in WORK[:5]:
            shown.show(happened)
        shown.stopping()
        shown.stopped()
        assert [task.fields["mark"] for task in shown.progress.tasks] == ["cached", "cancelled"]


def test_a_program_sees_nothing(screen: io.StringIO) -> None:
    session.err = Console(file=screen, width=100)
    session.json = True
    with progress.display("image") as shown:
        shown.show(WORK[3])
        shown.stopping()
    assert screen.getvalue() == ""
