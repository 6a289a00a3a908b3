"""The jobs in the database: submitted, leased to workers, watched, cancelled, taken over from the dead."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from castalia.errors import BadInput, CastaliaError, EngineFailed, StorageError
from castalia.jobs.job import Event, Job
from castalia.jobs.states import FINAL, HELD, State, sources
from castalia.library.database import Database
from castalia.library.ids import id_range, new_id, no_such
from castalia.library.process import fate
from castalia.library.tables import events, files, jobs
from castalia.recipes import Recipe

LEASE = 15.0
"""Seconds for which a worker holds a job without saying that it still lives."""
MOST_ATTEMPTS = 5
"""A job whose process died this often without getting on is given up."""
_MOST_MESSAGE = 500
_Jobs = list[Job]
_Events = list[Event]
_COLUMNS = [column for column in jobs.c if column.name != "preview"]


class LeaseLost(CastaliaError):
    """Somebody else has the job now: the lease lapsed, and what this process still does to it does not count."""

    code = "lease-lost"


class JobStore:
    """All jobs. Every change is one transaction, so that several processes and threads may share the store."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._unwritten: dict[str, dict[str, str]] = {}
        """Errors of this process's jobs that could not be written down, e.g. because the disk is full."""

    # -- asking for something -------------------------------------------------------------------------------

    def submit(
        self,
        recipe: Recipe,
        *,
        owner: str = "",
        parent: str | None = None,
        node: str | None = None,
        priority: int = 0,
        fresh: bool = False,
    ) -> Job:
        """Write down a new job.

        Args:
            recipe: what to make, with its seed and engine chosen.
            owner: who wants it.
            parent, node: the work it is a part of, and which part.
            priority: higher ones are taken first.
            fresh: make it anew even if the same was made before.
        """
        with self._database.write(durable=parent is None) as connection:
            return self._insert(connection, recipe, owner, parent, node, priority, fresh)

    def adopt_or_submit(self, recipe: Recipe, *, owner: str = "", priority: int = 0, fresh: bool = False) -> Job:
        """The job for a recipe: one that waits or whose process died if there is one, else a new one.

        So a killed work goes on where it was when the same recipe is asked for again. To ask again starts the count
        of its attempts anew.
        """
        self.reap()
        with self._database.write(durable=True) as connection:
            waiting = (
                sa.select(*_COLUMNS)
                .where(
                    jobs.c.fingerprint == recipe.fingerprint(),
                    jobs.c.owner == owner,
                    jobs.c.fresh == fresh,
                    jobs.c.parent.is_(None),
                    jobs.c.state == "queued",
                )
                .order_by(jobs.c.created.desc())
                .limit(1)
            )
            row = connection.execute(waiting).first()
            if row is None:
                return self._insert(connection, recipe, owner, None, None, priority, fresh)
            again = sa.or_(jobs.c.id == row.id, sa.and_(jobs.c.parent == row.id, jobs.c.state.not_in(FINAL)))
            connection.execute(sa.update(jobs).where(again).values(attempts=0))
            return _job(row)

    def request_cancel(self, job_id: str) -> Job:
        """Ask a job, and its parts, to stop. One that waits is cancelled at once, one that runs at its next step."""
        job = self.get(job_id)
        with self._database.write(durable=True) as connection:
            self._cancel(connection, jobs.c.id == job.id)
            self._cancel(connection, jobs.c.parent == job.id)
        return self.get(job.id)

    # -- what a worker does ---------------------------------------------------------------------------------

    def lease(self, worker: str, lease_seconds: float = LEASE, job_id: str | None = None) -> Job | None:
        """Take a waiting job, or one whose worker died, and hold it for a while.

        Args:
            worker: name of the worker, beginning with `process_name()`, by which a dead process is recognised.
            lease_seconds: how long; `heartbeat` prolongs it.
            job_id: this job; otherwise the most urgent one that is not part of a work.

        Returns:
            The job with its `token`, or None when there is none to be had.
        """
        self.reap()
        chosen = jobs.c.parent.is_(None) if job_id is None else jobs.c.id == job_id
        with self._database.write(durable=True) as connection:
            row = connection.execute(
                sa.select(jobs.c.id)
                .where(chosen, jobs.c.state == "queued")
                .order_by(jobs.c.priority.desc(), jobs.c.created, jobs.c.id)
                .limit(1)
                .with_for_update(skip_locked=True)  # SQLite leaves this out: there nobody else writes now
            ).first()
            if row is None:
                return None
            self._move(
                connection,
                jobs.c.id == row.id,
                "running",
                worker=worker,
                token=secrets.token_hex(16),
                lease_until=self._database.now() + lease_seconds,
                attempts=jobs.c.attempts + 1,
                started=sa.func.coalesce(jobs.c.started, self._database.now()),
                message="",
            )
            self._note(connection, row.id, state="running")
            return self._read(connection, jobs.c.id == row.id)[0]

    def heartbeat(self, job: Job, lease_seconds: float = LEASE) -> State:
        """Prolong the lease; returns the state, which is `cancelling` when the job should stop.

        Raises:
            LeaseLost: somebody else has the job.
        """
        with self._database.write() as connection:
            return self._update_held(connection, job, lease_until=self._database.now() + lease_seconds)

    def look(self, job: Job) -> State:
        """The state of a job that one holds; `LeaseLost` when one does not hold it any more."""
        with self._database.read() as connection:
            row = connection.execute(
                sa.select(jobs.c.state).where(jobs.c.id == job.id, jobs.c.token == job.token)
            ).first()
        if row is None:
            raise _lost(job)
        state: State = row.state
        return state

    def progress(self, job: Job, step: int, total: int, message: str = "", preview: bytes | None = None) -> State:
        """Write down how far it is; a preview stays until there is a later one. Returns and raises as `heartbeat`."""
        values: dict[str, Any] = {"step": step, "total": total, "message": _clean(message)}
        if preview is not None:
            values["preview"] = preview
        with self._database.write() as connection:
            state = self._update_held(connection, job, **values)
            self._note(connection, job.id, state="progress", step=step, total=total, message=message)
            return state

    def note_part(self, job: Job, node: str, state: str, **values: Any) -> None:
        """Write down what happened to a part of the work that one makes; `values` are fields of `Event`."""
        with self._database.write() as connection:
            self._update_held(connection, job, lease_until=jobs.c.lease_until)
            self._note(connection, job.id, node=node, state=state, **values)

    def finish(self, job: Job, artifact_id: str, *, cached: bool = False) -> None:
        """The job is done; `LeaseLost` when one does not hold it any more."""
        with self._database.write(durable=True) as connection:
            # The work it is a part of got on, so what killed its process before is not its fault. Works are locked
            # before their parts everywhere, or two transactions might wait for each other.
            connection.execute(sa.update(jobs).where(jobs.c.id == job.parent).values(attempts=0))
            self._end(connection, job, "done", artifact_id=artifact_id, cached=cached)

    def fail(self, job: Job, error: CastaliaError) -> None:
        """The job failed. If even that cannot be written down, this process still knows it."""
        try:
            with self._database.write(durable=True) as connection:
                self._end(connection, job, "failed", error=error.to_dict(), message=error.message)
        except StorageError:
            self.remember_failure(job, error)

    def remember_failure(self, job: Job, error: CastaliaError) -> Job:
        """Let this process know that a job failed where it cannot be written down; returns the job as failed."""
        self._unwritten[job.id] = error.to_dict()
        return self._with_unwritten(job)

    def cancelled(self, job: Job) -> None:
        """The job was stopped."""
        with self._database.write(durable=True) as connection:
            self._end(connection, job, "cancelled")

    def release(self, job: Job) -> None:
        """Give a job back, for another worker to go on; this does not count as an attempt."""
        with self._database.write(durable=True) as connection:
            held = sa.and_(jobs.c.id == job.id, jobs.c.token == job.token)
            if not self._move(connection, held, "queued", token=None, attempts=jobs.c.attempts - 1):
                raise _lost(job)
            self._note(connection, job.id, state="queued", message="given back by its worker")

    def reap(self) -> tuple[str, ...]:
        """Take the jobs away from workers that are dead or were silent for too long; returns their ids.

        They wait again, or are cancelled if that was asked for, or have failed if this happened too often.
        """
        with self._database.read() as connection:
            held = connection.execute(
                sa.select(jobs.c.id, jobs.c.worker, jobs.c.token, jobs.c.lease_until < self._database.now()).where(
                    jobs.c.state.in_(HELD)
                )
            ).all()
        dead = [row for row in held if row[3] or fate(row.worker or "") == "dead"]
        return tuple(row.id for row in dead if self._take_away(row.id, row.token))

    def _take_away(self, job_id: str, token: str) -> bool:
        with self._database.write(durable=True) as connection:
            same = sa.and_(jobs.c.id == job_id, jobs.c.token == token)
            if not connection.execute(sa.select(jobs.c.id).where(same).with_for_update()).first():
                return False  # it was finished or taken over meanwhile
            job = self._read(connection, same)[0]
            if job.state == "cancelling":
                self._end(connection, job, "cancelled")
            elif job.attempts >= MOST_ATTEMPTS:
                error = EngineFailed(
                    f"the process that made it died {job.attempts} times",
                    hint="perhaps the memory is too small: ask for something smaller, or see the system's log",
                )
                self._end(connection, job, "failed", error=error.to_dict(), message=error.message)
            else:
                self._move(connection, same, "queued", token=None)
                self._note(connection, job_id, state="queued", message="its worker died; it goes on")
            return True

    # -- looking --------------------------------------------------------------------------------------------

    def get(self, job_id: str) -> Job:
        """A job by its id or an unambiguous beginning of it.

        Raises:
            NotFound: there is none. BadInput: there are several.
        """
        first, last = id_range(job_id, "job")
        with self._database.read() as connection:
            found = self._read(connection, jobs.c.id.between(first, last), limit=2)
        if not found:
            raise no_such("job", job_id)
        if len(found) > 1:
            raise BadInput(f"several jobs begin with '{job_id}'", hint="give more of its id")
        return found[0]

    def list(self, state: State | Sequence[State] | None = None, limit: int = 50, *, owner: str | None = None) -> _Jobs:
        """Jobs that are not parts of works, the latest first, of one state or several, of one owner."""
        conditions: list[sa.ColumnElement[bool]] = [jobs.c.parent.is_(None)]
        if state is not None:
            conditions.append(jobs.c.state.in_([state] if isinstance(state, str) else state))
        if owner is not None:
            conditions.append(jobs.c.owner == owner)
        with self._database.read() as connection:
            return self._read(connection, *conditions, limit=limit)

    def children(self, job_id: str) -> _Jobs:
        """The jobs of the parts of a work, the oldest first. Parts that were found in the cache have none."""
        with self._database.read() as connection:
            return self._read(connection, jobs.c.parent == job_id)[::-1]

    def events(self, job_id: str, after: int = 0) -> _Events:
        """What happened to a job since the event `after`, in order."""
        with self._database.read() as connection:
            rows = connection.execute(
                sa.select(events).where(events.c.job_id == job_id, events.c.id > after).order_by(events.c.id)
            )
            return [Event(**row._mapping) for row in rows]

    def preview(self, job_id: str) -> bytes | None:
        """The latest picture of what a job is making, if it has shown one."""
        with self._database.read() as connection:
            found: bytes | None = connection.execute(sa.select(jobs.c.preview).where(jobs.c.id == job_id)).scalar()
        return found

    # -- rows -----------------------------------------------------------------------------------------------

    def _insert(
        self,
        connection: sa.Connection,
        recipe: Recipe,
        owner: str,
        parent: str | None,
        node: str | None,
        priority: int,
        fresh: bool,
    ) -> Job:
        id = new_id()
        now = self._database.now()
        connection.execute(
            sa.insert(jobs).values(
                id=id,
                owner=owner,
                kind=recipe.kind,
                subject=recipe.subject,
                recipe=recipe.to_dict(),
                fingerprint=recipe.fingerprint(),
                fresh=fresh,
                parent=parent,
                node=node,
                priority=priority,
                state="queued",
                created=now,
                attempts=0,
                step=0,
                total=0,
                message="",
                cached=False,
            )
        )
        for digest in sorted(ref.removeprefix("sha256:") for ref in recipe.file_refs()):
            # A garbage collection spares what was used lately.
            connection.execute(sa.update(files).where(files.c.hash == digest).values(used=now))
        self._note(connection, id, state="queued")
        return self._read(connection, jobs.c.id == id)[0]

    def _move(self, connection: sa.Connection, which: sa.ColumnElement[bool], state: State, **values: Any) -> bool:
        """Bring jobs into a state, if a way leads there; returns whether there was one."""
        allowed = jobs.c.state.in_(sources(state))
        done = connection.execute(sa.update(jobs).where(which, allowed).values(state=state, **values))
        return done.rowcount > 0

    def _end(self, connection: sa.Connection, job: Job, state: State, **values: Any) -> None:
        held = sa.and_(jobs.c.id == job.id, jobs.c.token == job.token)
        if not self._move(connection, held, state, token=None, finished=self._database.now(), **values):
            raise _lost(job)
        note = {"message": values.get("message", ""), "artifact_id": values.get("artifact_id", "")}
        self._note(connection, job.id, state=state, **note)
        self._cancel(connection, jobs.c.parent == job.id)  # parts that nobody needs any more

    def _cancel(self, connection: sa.Connection, which: sa.ColumnElement[bool]) -> None:
        for job in self._read(connection, which, jobs.c.state.in_(("queued", "running"))):
            same = jobs.c.id == job.id
            waiting = sa.and_(same, jobs.c.state == "queued")
            if self._move(connection, waiting, "cancelled", finished=self._database.now()):
                self._note(connection, job.id, state="cancelled")
            elif self._move(connection, same, "cancelling"):
                self._note(connection, job.id, state="cancelling")

    def _update_held(self, connection: sa.Connection, job: Job, **values: Any) -> State:
        """Change a job that one holds; returns its state."""
        held = sa.update(jobs).where(jobs.c.id == job.id, jobs.c.token == job.token).values(**values)
        row = connection.execute(held.returning(jobs.c.state)).first()
        if row is None:
            raise _lost(job)
        state: State = row.state
        return state

    def _note(self, connection: sa.Connection, job_id: str, **values: Any) -> None:
        """Add an event. The job's row is locked by an UPDATE before, so that ids rise in the order of commits."""
        texts = {"message": "", "node": "", "title": "", "child": "", "artifact_id": ""}
        row = {**texts, **values, "job_id": job_id, "created": self._database.now()}
        row["message"] = _clean(row["message"])
        connection.execute(sa.insert(events).values(**row))

    def _read(self, connection: sa.Connection, *conditions: sa.ColumnElement[bool], limit: int | None = None) -> _Jobs:
        query = sa.select(*_COLUMNS).where(*conditions).limit(limit)
        rows = connection.execute(query.order_by(jobs.c.created.desc(), jobs.c.id.desc()))
        return [self._with_unwritten(_job(row)) for row in rows]

    def _with_unwritten(self, job: Job) -> Job:
        error = self._unwritten.get(job.id)
        if error is None or job.is_final:
            return job
        return replace(job, state="failed", error_data=error)


def _job(row: Any) -> Job:
    values = dict(row._mapping)
    values["recipe_data"] = values.pop("recipe")
    values["error_data"] = values.pop("error")
    return Job(**values)


def _lost(job: Job) -> LeaseLost:
    return LeaseLost(f"job {job.id} belongs to another worker now", hint="it goes on there")


def _clean(message: str) -> str:
    """A message that every database takes: valid Unicode without NUL, not too long."""
    return message.replace("\0", "").encode("utf-8", "replace").decode()[:_MOST_MESSAGE]
