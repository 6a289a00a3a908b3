"""The columns of the live progress display."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, SpinnerColumn, Task, TextColumn
from rich.table import Column
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


def bars(console: Console, marks: dict[str, str]) -> Progress:
    """A progress display: mark, title, bar, seconds, note. A long note is cut, so that a line stays a line."""
    return Progress(
        MarkColumn(marks),
        TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis")),
        BarColumn(bar_width=24, table_column=Column(min_width=8, width=24)),
        SecondsColumn(table_column=Column(no_wrap=True, min_width=7)),
        TextColumn(
            "{task.fields[note]}",
            style="dim",
            markup=False,
            table_column=Column(no_wrap=True, overflow="ellipsis", ratio=1),
        ),
        console=console,
        refresh_per_second=10,
        expand=True,
    )
