"""A job as its owner holds it: watch it, wait for what comes out, stop it."""

from __future__ import annotations

import time
from collections.abc import Iterator

from castalia.errors import Cancelled, CastaliaError
from castalia.jobs.job import Event, Job
from castalia.jobs.states import State
from castalia.jobs.store import JobStore
from castalia.library.artifact import Artifact
from castalia.library.library import Library

POLL = 0.05
"""Seconds between two looks into the database."""


class JobHandle:
    """A job, in whatever process it is carried out; all it needs is the database."""

    def __init__(self, store: JobStore, library: Library, id: str) -> None:
        self._store = store
        self._library = library
        self.id = id

    @property
    def job(self) -> Job:
        """Everything about it, as it is now."""
        return self._store.get(self.id)

    @property
    def state(self) -> State:
        return self.job.state

    def events(self, after: int = 0) -> Iterator[Event]:
        """What happens to it, as it happens, until it has ended.

        Args:
            after: id of the last event that was seen; 0 begins with the first.
        """
        while True:
            over = self.job.is_final  # looked at first: what came before the end is then read for sure
            for event in self._store.events(self.id, after):
                after = event.id
                yield event
            if over:
                return
            time.sleep(POLL)

    def wait(self, timeout: float | None = None) -> Job:
        """Wait until it has ended; `TimeoutError` after `timeout` seconds."""
        give_up = None if timeout is None else time.monotonic() + timeout
        while not (job := self.job).is_final:
            if give_up is not None and time.monotonic() > give_up:
                raise TimeoutError(f"job {self.id} is {job.state} after {timeout:g} s")
            time.sleep(POLL)
        return job

    def result(self, timeout: float | None = None) -> Artifact:
        """Wait for what comes out.

        Raises:
            CastaliaError: what went wrong with the job; `Cancelled` when it was stopped.
            TimeoutError: it has not ended after `timeout` seconds; it goes on.
        """
        from dataclasses import replace

        job = self.wait(timeout)
        if job.state == "done" and job.artifact_id:
            return replace(self._library.get(job.artifact_id), cached=job.cached)
        if job.state == "cancelled":
            raise Cancelled("the job was cancelled", hint="what was finished is kept; ask for it again to go on")
        raise job.error or CastaliaError("the job failed", hint=f"see {self._library.home / 'logs'}")

    def cancel(self) -> None:
        """Ask it to stop at its next step; nothing happens when it has ended."""
        self._store.request_cancel(self.id)

    def __repr__(self) -> str:
        return f"JobHandle({self.id!r}, {self.state})"
