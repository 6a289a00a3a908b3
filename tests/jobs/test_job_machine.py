"""Whatever workers, users and lapsing leases do in whatever order, a job moves only along the ways between states."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from castalia.errors import EngineFailed
from castalia.jobs.job import Job
from castalia.jobs.states import FINAL, TRANSITIONS
from castalia.jobs.store import MOST_ATTEMPTS, JobStore, LeaseLost
from castalia.library.database import Database
from castalia.recipes import Text


class JobMachine(RuleBasedStateMachine):
    """The model is the last state seen of each job, and who holds it."""

    held = Bundle("held")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.database = Database.open(Path(self.folder.name))
        self.jobs = JobStore(self.database)
        self.seen: dict[str, str] = {}
        self.token: dict[str, str | None] = {}
        self.count = 0

    def teardown(self) -> None:
        self.database.close()
        self.folder.cleanup()

    @rule()
    def submit(self) -> None:
        self.count += 1
        job = self.jobs.submit(Text(prompt=f"fox {self.count}", seed=1))
        self.seen[job.id] = "queued"

    @rule(target=held)
    def lease(self) -> Job | None:
        job = self.jobs.lease("other-machine.1.1")
        if job is not None:
            self.token[job.id] = job.token
        return job

    @rule(job=held)
    def lapse(self, job: Job | None) -> None:
        with self.database.write() as connection:
            connection.exec_driver_sql("UPDATE jobs SET lease_until = 0 WHERE id = ?", (job.id if job else "",))
        self.jobs.reap()

    @rule(job=held)
    def cancel(self, job: Job | None) -> None:
        if job:
            self.jobs.request_cancel(job.id)

    @rule(job=held)
    def progress(self, job: Job | None) -> None:
        self.touch(job, lambda job: self.jobs.progress(job, 1, 2))

    @rule(job=held)
    def finish(self, job: Job | None) -> None:
        self.touch(job, lambda job: self.jobs.finish(job, "0123456789abcd"))

    @rule(job=held)
    def fail(self, job: Job | None) -> None:
        self.touch(job, lambda job: self.jobs.fail(job, EngineFailed("no")))

    @rule(job=held)
    def stop(self, job: Job | None) -> None:
        self.touch(job, self.jobs.cancelled)

    @rule(job=held)
    def release(self, job: Job | None) -> None:
        if job and self.jobs.get(job.id).state != "cancelling":
            self.touch(job, self.jobs.release)

    def touch(self, job: Job | None, call) -> None:
        """Only who holds the job may change it."""
        if job is None:
            return
        now = self.jobs.get(job.id)
        holds = now.state in ("running", "cancelling") and now.token == job.token
        try:
            call(job)
            assert holds
        except LeaseLost:
            assert not holds

    @invariant()
    def moves_only_along_the_ways(self) -> None:
        for id, before in self.seen.items():
            job = self.jobs.get(id)
            reachable, frontier = {before}, [before]
            while frontier:
                for state in TRANSITIONS[frontier.pop()]:
                    if state not in reachable:
                        reachable.add(state)
                        frontier.append(state)
            assert job.state in reachable
            assert (job.token is not None) == (job.state in ("running", "cancelling"))
            assert (job.finished is not None) == (job.state in FINAL)
            assert job.attempts <= MOST_ATTEMPTS
            self.seen[id] = job.state


JobMachine.TestCase.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
test_jobs_move_only_along_the_ways = JobMachine.TestCase
