"""The columns of the live progress display."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.progress import Progress, ProgressColumn, SpinnerColumn, Task
from rich.text import Text

_STYLES = {"failed": "red", "skipped": "dim", "cancelled": "dim"}


class MarkColumn(SpinnerColumn):
    """A spinner while something is made, then a mark for how it ended."""

    def __init__(self, marks: dict[str, str]) -> None:
        super().__init__("dots", style="cyan")
        self._marks = marks

    def render(self, task: Task) -> Any:
        ended = task.fields["mark"]
        return Text(self._marks[ended], _STYLES.get(ended, "green")) if ended else super().render(task)


class SecondsColumn(ProgressColumn):
    """Seconds since it began, or that it took."""

    def render(self, task: Task) -> Text:
        seconds = task.finished_time if task.finished else task.elapsed
        return Text("" if task.fields["mark"] == "cached" or seconds is None else f"{seconds:5.1f} s", "dim")


def bars(console: Console, *columns: ProgressColumn) -> Progress:
    """A progress display on a console that leaves the ended lines standing."""
    return Progress(*columns, console=console, refresh_per_second=10)
