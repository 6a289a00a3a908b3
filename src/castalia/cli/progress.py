"""Shows how far a job is: live on a terminal, in plain lines elsewhere, not at all to a machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from castalia.cli.session import session
from castalia.errors import Cancelled

if TYPE_CHECKING:
    from castalia.jobs.handle import JobHandle
    from castalia.jobs.job import Event
    from castalia.library.artifact import Artifact

WHOLE = ""
"""The node of events that are about the job itself."""
ENDS = {"done": "✓", "cached": "✓", "failed": "✗", "skipped": "–", "cancelled": "–"}
"""States after which nothing more happens to a job or a part, and their marks."""
NOTES = {"cached": "from the library", "failed": "failed", "skipped": "left out", "cancelled": "cancelled"}


class Interrupted(Cancelled):
    """The user pressed Ctrl-C."""

    exit_status = 130


class Display(Protocol):
    """Something that shows events."""

    def show(self, event: Event) -> None:
        """Something happened."""

    def stopping(self) -> None:
        """It was asked to stop and may still take a moment."""

    def stopped(self) -> None:
        """It has stopped."""


def follow(handle: JobHandle, title: str) -> Artifact:
    """Show a job until it ends and return what it made.

    Ctrl-C cancels the job at its next step; a second one does not wait for that.

    Raises:
        Interrupted: it was cancelled by Ctrl-C. CastaliaError: it failed.
    """
    parts = False
    with display(title.replace("-", " ")) as shown:
        try:
            for event in handle.events():
                shown.show(event)
                parts = parts or event.node != WHOLE
        except KeyboardInterrupt:
            shown.stopping()
            _stop(handle)
            shown.stopped()
            if not parts:
                raise Interrupted("cancelled") from None
            way = "run the same command to go on where it stopped"
            raise Interrupted("cancelled; finished parts are kept", hint=way) from None
    return handle.result()


def _stop(handle: JobHandle) -> None:
    try:
        handle.cancel()
        handle.wait()
    except KeyboardInterrupt:
        return


@contextmanager
def display(title: str) -> Iterator[Display]:
    """The display that fits where standard error goes."""
    if session.json:
        yield Silent()
    elif session.err.is_terminal and not session.err.is_dumb_terminal:
        live = Live(title)
        with live.progress:
            yield live
    else:
        yield Plain()


class Silent:
    """For programs, which read the result only."""

    def show(self, event: Event) -> None:
        pass

    def stopping(self) -> None:
        pass

    def stopped(self) -> None:
        pass


class Plain:
    """One line when a part begins and one when it ends, for logs."""

    def __init__(self) -> None:
        self._begun: dict[str, float] = {}

    def show(self, event: Event) -> None:
        if event.node == WHOLE:
            return
        if event.state == "started":
            self._begun[event.node] = event.created
            self._print(f"  {event.title or event.node} ...")
        elif event.state in ENDS:
            note = NOTES.get(event.state) or f"{event.created - self._begun.get(event.node, event.created):.1f} s"
            self._print(f"{ENDS[event.state]} {event.title or event.node} ({note})")

    def stopping(self) -> None:
        self._print("stopping ...")

    def stopped(self) -> None:
        pass

    @staticmethod
    def _print(line: str) -> None:
        session.err.print(line, markup=False, soft_wrap=True)


class Live:
    """A line with a bar for the job, or for every part of a work."""

    def __init__(self, title: str) -> None:
        from castalia.cli.progress_columns import bars

        self.progress = bars(session.err, ENDS)
        self._title = title
        self._lines: dict[str, Any] = {}

    def show(self, event: Event) -> None:
        if event.node == WHOLE and event.state in ("queued", "running"):
            return
        line = self._line(event)
        if event.state in ENDS:
            if event.node == WHOLE and event.state != "done":
                self.progress.remove_task(line)
                del self._lines[WHOLE]
                return
            self.progress.update(line, total=1, completed=1, mark=event.state, note=NOTES.get(event.state, ""))
            self.progress.stop_task(line)
        else:
            total = event.total or None
            self.progress.update(line, total=total, completed=event.step or 0, note=event.message)

    def stopping(self) -> None:
        for line in self._running():
            self.progress.update(line, note="stopping ...")

    def stopped(self) -> None:
        for line in self._running():
            self.progress.update(line, total=1, mark="cancelled", note=NOTES["cancelled"])
            self.progress.stop_task(line)

    def _running(self) -> list[Any]:
        return [task.id for task in self.progress.tasks if not task.fields["mark"]]

    def _line(self, event: Event) -> Any:
        if event.node not in self._lines:
            title = event.title or event.node or self._title
            self._lines[event.node] = self.progress.add_task(title, total=None, note="", mark="")
        return self._lines[event.node]
