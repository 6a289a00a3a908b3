"""Shows how far a download or the reading of a model is: bytes, speed, time left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from castalia.cli.machine import readable
from castalia.cli.session import one_line, session

if TYPE_CHECKING:
    from castalia.models.crew import Transfer

DAY = 86400
"""Seconds; an estimate of more is one of the first moments and says nothing."""


@contextmanager
def reading(title: str, total: int) -> Iterator[Callable[[str, int], None] | None]:
    """A bar that is told the name of a file and how many more bytes of it were read; shown for what takes a while."""
    if session.json or not session.err.is_terminal or total < 200_000_000:
        yield None
        return
    from rich.progress import TimeRemainingColumn, TransferSpeedColumn

    bar = _bar(TransferSpeedColumn(), TimeRemainingColumn(compact=True))
    with bar:
        line = bar.add_task(one_line(title), total=total)
        yield lambda name, count: bar.update(line, advance=count)


class Downloading:
    """The bar of a download; lines in a log where there is no terminal."""

    def __init__(self, bar: Any, said: Callable[[str], None]) -> None:
        self._bar = bar
        self._said = said
        self._line: Any = None
        self._tenth = 0

    def show(self, told: Transfer) -> None:
        """How far it is, about ten times a second."""
        if self._bar is None:
            tenth = told.done * 10 // told.total if told.total else 0
            if tenth > self._tenth:
                self._tenth = tenth
                self._said(f"{tenth * 10} % of {readable(told.total)}, {readable(int(told.speed))}/s")
            return
        if told.note:
            what = told.note
        else:
            what = told.file.rpartition("/")[2] if told.files <= 1 else f"{told.files_done} of {told.files} files"
        if not told.total and not told.note:
            return
        left = told.seconds_left
        facts = {
            "description": one_line(what)[:40],
            "completed": told.done,
            "total": told.total or None,
            "speed": f"{readable(int(told.speed))}/s" if told.speed else "",
            "left": f"{_clock(left)} left" if left is not None and left < DAY else "",
        }
        if self._line is None:
            self._line = self._bar.add_task(**facts)
            self._bar.start()
        else:
            self._bar.update(self._line, **facts)

    def paused(self, ask: Callable[[Any], None]) -> Callable[[Any], None]:
        """The question, asked while no bar is drawn."""

        def asked(offer: Any) -> None:
            if self._bar is not None:
                self._bar.stop()
            ask(offer)
            if self._bar is not None and self._line is not None:
                self._bar.start()

        return asked


@contextmanager
def downloading() -> Iterator[Downloading]:
    """Shows a download as fits where standard error goes."""
    if session.json:
        yield Downloading(None, lambda line: None)
        return
    if not session.err.is_terminal or session.err.is_dumb_terminal:
        yield Downloading(None, lambda line: session.err.print(line, markup=False))
        return
    from rich.progress import TextColumn

    bar = _bar(*(TextColumn(f"{{task.fields[{name}]}}", style="dim", markup=False) for name in ("speed", "left")))
    try:
        yield Downloading(bar, lambda line: None)
    finally:
        bar.stop()


def _clock(seconds: float) -> str:
    """`2:05`, `1:03:20`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _bar(*columns: Any) -> Any:
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        DownloadColumn(),
        *columns,
        console=session.err,
        refresh_per_second=8,
        transient=True,
    )
