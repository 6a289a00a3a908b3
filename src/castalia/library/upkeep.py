"""Looks after the library: finds what is lost or damaged, deletes what nobody needs."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from castalia.library.files import UNKNOWN
from castalia.library.tables import artifact_files, artifacts, events, files, jobs

if TYPE_CHECKING:
    from castalia.library.library import Library

_UNFINISHED = ("queued", "running", "cancelling")
_REFERENCE = re.compile(r"sha256:([0-9a-f]{64})")


@dataclass(frozen=True)
class CheckReport:
    """What an integrity check found."""

    files: int
    """How many were read."""
    bytes: int
    database: tuple[str, ...]
    """What the database says is wrong with itself."""
    missing: tuple[str, ...]
    """Hashes of files that are gone."""
    corrupted: tuple[str, ...]
    """Hashes of files whose content is not what it was."""
    broken: tuple[str, ...]
    """Ids of the artifacts to which these belong."""
    orphans: tuple[str, ...]
    """Hashes of files that the database does not know; harmless, garbage collection takes them."""
    stale: tuple[str, ...]
    """Names of temporary files and folders whose process died."""
    repaired: bool
    """Whether broken artifacts were taken out of the cache and stale files were deleted."""

    @property
    def ok(self) -> bool:
        """Whether nothing was lost."""
        return not (self.database or self.missing or self.corrupted)

    def to_dict(self) -> dict[str, Any]:
        return {"ok": self.ok, **asdict(self)}


@dataclass(frozen=True)
class GarbageReport:
    """What a garbage collection deleted, or would delete."""

    files: int
    bytes: int
    events: int
    """Progress events of jobs that have ended."""
    stale: int
    """Temporary files and folders of dead processes."""
    dry_run: bool

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def check(library: Library, *, repair: bool = False) -> CheckReport:
    """Read every file of the library and compare it with its hash.

    Args:
        repair: delete damaged files, and take the artifacts that lost a file out of the cache, so that they are made
            again when they are asked for; their recipes and histories stay. Delete what dead processes left.
    """
    store = library.store
    with library.database.read() as connection:
        known = {row.hash: row.size for row in connection.execute(sa.select(files.c.hash, files.c.size))}
    missing = [digest for digest in known if not store.path(digest).is_file()]
    corrupted = [digest for digest in known if digest not in set(missing) and not store.verify(digest)]
    damaged = set(missing) | set(corrupted)
    with library.database.read() as connection:
        owners = connection.execute(sa.select(artifact_files.c.artifact_id, artifact_files.c.hash)).all()
    broken = sorted({row.artifact_id for row in owners if row.hash in damaged})
    orphans = [digest for digest in store.hashes() if digest not in known]
    stale = store.stale()
    if repair:
        with library.database.write(durable=True) as connection:
            for id in broken:
                connection.execute(sa.update(artifacts).where(artifacts.c.id == id).values(key=None))
            for digest in damaged - {row.hash for row in owners}:
                connection.execute(sa.delete(files).where(files.c.hash == digest))
        for digest in corrupted:
            if not store.verify(digest):  # another process may have made it anew meanwhile
                store.remove(digest)
        store.sweep()
    return CheckReport(
        files=len(known) - len(missing),
        bytes=sum(size for digest, size in known.items() if digest not in set(missing)),
        database=tuple(library.database.problems()),
        missing=tuple(missing),
        corrupted=tuple(corrupted),
        broken=tuple(broken),
        orphans=tuple(orphans),
        stale=tuple(path.name for path in stale),
        repaired=repair,
    )


def collect_garbage(library: Library, *, dry_run: bool = False, older_than: float = 3600.0) -> GarbageReport:
    """Delete the files to which no artifact (as its own or as what it was made from) and no unfinished job refers,
    and the progress events of jobs that have ended.

    Args:
        dry_run: delete nothing, only say what would be.
        older_than: seconds since a file was used last; younger ones stay, because a process that has just taken one
            in may be about to refer to it.
    """
    store = library.store
    needed = set(_needed(library))
    horizon = time.time() - older_than
    with library.database.read() as connection:
        known = {row.hash: row for row in connection.execute(sa.select(files))}
    count = size = 0
    for digest, row in known.items():
        if digest in needed or row.used > horizon:
            continue
        if dry_run or _delete(library, digest, older_than):
            count, size = count + 1, size + row.size
    for digest in [d for d in store.hashes() if d not in known]:
        stat = store.path(digest).stat()
        if stat.st_mtime > horizon:
            continue
        if dry_run or (_make_known(library, digest, stat) and _delete(library, digest, older_than)):
            count, size = count + 1, size + stat.st_size
    old = _old_progress(library, horizon, dry_run=dry_run)
    stale = store.stale() if dry_run else store.sweep()
    return GarbageReport(count, size, old, len(stale), dry_run)


def _old_progress(library: Library, horizon: float, *, dry_run: bool) -> int:
    """Forget step by step how jobs got on that ended before `horizon`; what became of them stays."""
    ended = sa.select(jobs.c.id).where(jobs.c.finished <= horizon)
    old = sa.and_(events.c.state == "progress", events.c.job_id.in_(ended))
    if dry_run:
        with library.database.read() as connection:
            return connection.execute(sa.select(sa.func.count()).where(old)).scalar_one()
    with library.database.write() as connection:
        connection.execute(sa.update(jobs).where(jobs.c.finished <= horizon).values(preview=None))
        return connection.execute(sa.delete(events).where(old)).rowcount


def _needed(library: Library) -> Iterator[str]:
    """Hashes of all files that somebody refers to."""
    with library.database.read() as connection:
        yield from connection.execute(sa.select(artifact_files.c.hash).distinct()).scalars()
        texts = [sa.cast(artifacts.c.provenance["parents"], sa.Text), sa.cast(artifacts.c.recipe, sa.Text)]
        for row in connection.execute(sa.select(*texts)):
            yield from _REFERENCE.findall(" ".join(text or "" for text in row))
        unfinished = sa.select(sa.cast(jobs.c.recipe, sa.Text)).where(jobs.c.state.in_(_UNFINISHED))
        for text in connection.execute(unfinished).scalars():
            yield from _REFERENCE.findall(text)


def _make_known(library: Library, digest: str, stat: os.stat_result) -> bool:
    """Enter a file that the database does not know, so that it can be deleted under the lock of its row."""
    row = {"hash": digest, "size": stat.st_size, "media_type": UNKNOWN, "used": stat.st_mtime}
    with library.database.write() as connection:
        entered = connection.execute(library.database.insert(files).values(row).on_conflict_do_nothing())
        return entered.rowcount == 1


def _delete(library: Library, digest: str, older_than: float) -> bool:
    """Delete a file, unless somebody used it since; no other process can take it in again while this goes on."""
    database = library.database
    own = sa.exists().where(artifact_files.c.hash == files.c.hash)
    with database.write(durable=True) as connection:
        # Once the row is ours, whoever just took the file in has ended, and the next statement sees what they did.
        connection.execute(sa.select(files.c.hash).where(files.c.hash == digest).with_for_update())
        gone = connection.execute(
            sa.delete(files).where(files.c.hash == digest, files.c.used <= database.now() - older_than, sa.not_(own))
        )
        return gone.rowcount == 1 and (library.store.remove(digest) or True)
