"""A process that takes jobs from the queue and carries them out, one after the other, until it is told to stop."""

from __future__ import annotations

import signal
import threading
from types import FrameType

from castalia.errors import StorageError
from castalia.jobs.runner import Runner
from castalia.jobs.store import JobStore
from castalia.library.library import Library

POLL = 0.5
"""Seconds between two looks into an empty queue."""


class Worker:
    """Takes the most urgent job that waits, or one whose worker died, and carries it out.

    A server only submits; one such worker runs for each device.
    """

    def __init__(self, library: Library, store: JobStore, runner: Runner) -> None:
        self._library = library
        self._store = store
        self._runner = runner
        self._wake = threading.Event()

    def run(self, *, until_empty: bool = False) -> int:
        """Work until `stop` is called, or SIGTERM or SIGINT arrive; returns how many jobs it has carried out.

        Args:
            until_empty: end when no job waits any more.
        """
        before = self._listen_to_signals()
        count = 0
        try:
            self._library.store.sweep()
            while not self._runner.stopping.is_set():
                try:
                    job = self._store.lease(self._runner.name)
                    if job is not None:
                        self._runner.carry_out(job)
                        count += 1
                        continue
                except StorageError:
                    if until_empty:
                        raise
                    # The database is away for a moment, or the disk is full: the queue is still there afterwards.
                else:
                    if until_empty:
                        return count
                self._wake.wait(POLL)
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        return count

    def stop(self) -> None:
        """Give the present job back at its next step, and end."""
        self._runner.stopping.set()
        self._wake.set()

    def _listen_to_signals(self) -> dict[signal.Signals, signal._HANDLER]:
        """Stop on SIGTERM and SIGINT; only possible in the main thread. Returns what was there before."""
        if threading.current_thread() is not threading.main_thread():
            return {}

        def on_signal(number: int, frame: FrameType | None) -> None:
            self.stop()

        return {number: signal.signal(number, on_signal) for number in (signal.SIGTERM, signal.SIGINT)}
