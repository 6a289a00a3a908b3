"""Keeps a job alive while an engine works at it: prolongs the lease, passes progress on, sees a cancellation."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from castalia.engines.base import Progress
from castalia.errors import Cancelled, StorageError
from castalia.jobs.job import Job
from castalia.jobs.states import State
from castalia.jobs.store import LEASE, JobStore, LeaseLost

INTERVAL = 0.1
"""Seconds between two progress events; what comes faster is left out, but for the last one."""
LOOK = 0.25
"""Seconds between two looks whether the job should stop."""


class Stopped(Exception):
    """This process is asked to end: give the job back."""


class Pulse:
    """A thread beside the engine, for the time of one run.

    Args:
        stopping: set when this process is to give back its jobs.
        listener: is told of the progress that is passed on, too.
    """

    def __init__(
        self,
        store: JobStore,
        job: Job,
        stopping: threading.Event,
        listener: Callable[[Progress], None] | None = None,
    ) -> None:
        self._store = store
        self._job = job
        self._stopping = stopping
        self._listener = listener
        self._state: State = job.state
        self._lost: LeaseLost | None = None
        self._pending: Progress | None = None
        self._written = 0.0
        self._lock = threading.Lock()
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"pulse-{job.id}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end.set()
        self._thread.join()

    def report(self, progress: Progress) -> None:
        """Pass progress on, at once or a little later."""
        with self._lock:
            if progress.preview is None and self._pending is not None and self._pending.preview is not None:
                # A picture that has not been passed on yet must not be lost.
                progress = Progress(progress.step, progress.total, progress.message, self._pending.preview)
            self._pending = progress
        if time.monotonic() - self._written >= INTERVAL:
            self.flush()

    def flush(self) -> None:
        """Pass on what was reported last, if that has not been done."""
        with self._lock:
            progress, self._pending = self._pending, None
            if progress is None:
                return
            self._written = time.monotonic()
            self._guarded(
                lambda: self._store.progress(
                    self._job, int(progress.step), int(progress.total), progress.message, progress.preview
                )
            )
        if self._listener is not None:
            with contextlib.suppress(StorageError):
                self._listener(progress)

    def look(self) -> None:
        """Raise what should stop the run, if there is something.

        Raises:
            Cancelled: somebody asked for it. LeaseLost: another worker has the job. Stopped: this process ends.
        """
        if self._lost is not None:
            raise self._lost
        if self._state == "cancelling":
            raise Cancelled("the job was cancelled")
        if self._stopping.is_set():
            raise Stopped

    def _beat(self) -> None:
        prolonged = looked = time.monotonic()
        while not self._end.wait(INTERVAL) and self._lost is None:
            now = time.monotonic()
            if now - self._written >= INTERVAL:
                self.flush()
            if now - prolonged >= LEASE / 3:
                prolonged = looked = now
                self._guarded(lambda: self._store.heartbeat(self._job))
            elif now - looked >= LOOK:
                looked = now
                self._guarded(lambda: self._store.look(self._job))

    def _guarded(self, call: Callable[[], State]) -> None:
        """Ask the database; when it does not answer, the run goes on as long as the lease lasts, and longer."""
        try:
            self._state = call()
        except LeaseLost as error:
            self._lost = error
        except StorageError:
            return
