"""The library: takes in files and results, finds them again, forgets them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from castalia.errors import BadInput, EngineFailed, NotFound
from castalia.library.artifact import Artifact, ArtifactFile, from_timestamp
from castalia.library.database import Database
from castalia.library.files import FileStore, hash_source, media_type
from castalia.library.ids import id_range, new_id, no_such
from castalia.library.tables import artifact_files, artifacts, files

if TYPE_CHECKING:
    from castalia.engines.base import Result
    from castalia.library.upkeep import CheckReport, GarbageReport
    from castalia.media.provenance import Provenance
    from castalia.recipes import Recipe

_PREFIX = "sha256:"


class Library:
    """What was made, and the files it was made of. Several processes may use one library at a time.

    Args:
        home: its folder; made when it is not there.
        database_url: a PostgreSQL database instead of `castalia.db` in the home.

    Raises:
        StorageError: the folder or the database cannot be used; the message says why and what to do.
    """

    def __init__(self, home: str | Path, database_url: str = "") -> None:
        self.home = Path(home).expanduser().absolute()
        self.store = FileStore(self.home)
        self.store.sweep()
        self.database = Database.open(self.home, database_url)

    # -- taking in ------------------------------------------------------------------------------------------

    def add_file(self, path: str | Path) -> str:
        """Take in a file of the user's; returns its reference for a recipe (`sha256:...`).

        Raises:
            NotFound, BadInput: it cannot be read. StorageError: it cannot be kept.
        """
        source = Path(path).expanduser()
        digest, size = self.store.add(source)
        with self.database.write() as connection:
            self._note_file(connection, digest, size, media_type(source.name))
            if not self.store.has(digest, size):  # a garbage collection was faster; now it cannot be
                self.store.add(source)
        return _PREFIX + digest

    def put(
        self,
        recipe: Recipe,
        provenance: Provenance,
        result: Result,
        key: str | None,
        seconds: float,
        job_id: str | None = None,
        *,
        folder: Path | None = None,
        part: bool = False,
        replace: bool = False,
    ) -> Artifact:
        """Keep what an engine made. The artifact is there completely or not at all.

        Args:
            recipe, provenance: what was asked for and how it was made.
            result: its files, on the file system of the home for speed; they may be deleted afterwards.
            key: where the cache shall find it; None for what must not be found.
            seconds: how long it took.
            job_id: the job that made it.
            folder: file names are kept relative to it; without it only their last part is kept.
            part: whether it was made as a part of a work.
            replace: take the key over from an older artifact. Without it, when another process was faster and what
                it put there is whole, that artifact is returned.

        Raises:
            EngineFailed: the result has no files, or names some that are not there.
            StorageError: it cannot be kept; nothing is left of it.
        """
        if not result.files:
            raise EngineFailed("the engine made no file", hint="this is a fault of the engine; please report it")
        kept = [self._take(produced.path) for produced in result.files]
        rows: list[dict[str, Any]] = [
            {
                "position": i,
                "role": produced.role,
                "name": (produced.path.relative_to(folder) if folder else Path(produced.path.name)).as_posix(),
                "hash": digest,
                "media_type": media_type(produced.path.name),
                "size": size,
                "meta": _finite(produced.meta),
            }
            for i, (produced, (digest, size)) in enumerate(zip(result.files, kept, strict=True))
        ]
        with self.database.write(durable=True) as connection:
            for row in sorted(rows, key=lambda r: str(r["hash"])):  # one order for all: no deadlock
                self._note_file(connection, row["hash"], row["size"], row["media_type"])
            for row, produced in zip(rows, result.files, strict=True):
                if not self.store.has(row["hash"], row["size"]):  # a garbage collection was faster; now it cannot be
                    self._take(produced.path)
            if key is not None and (other := self._make_room(connection, key, replace=replace)):
                return other
            id = new_id()
            connection.execute(
                sa.insert(artifacts).values(
                    id=id,
                    key=key,
                    kind=recipe.kind,
                    subject=recipe.subject,
                    recipe=recipe.to_dict(),
                    fingerprint=recipe.fingerprint(),
                    engine=provenance.engine,
                    engine_version=provenance.engine_version,
                    provenance=provenance.model_dump(mode="json"),
                    report=_finite(result.report),
                    created=self.database.now(),
                    seconds=seconds,
                    job_id=job_id,
                    part=part,
                )
            )
            connection.execute(sa.insert(artifact_files), [{"artifact_id": id, **row} for row in rows])
            return self._load(connection, artifacts.c.id == id)[0]

    def _take(self, path: Path) -> tuple[str, int]:
        if not path.is_file():
            raise EngineFailed(
                f"the engine did not write {path.name}, which it names", hint="this is a fault of the engine"
            )
        return self.store.take(path)

    def _note_file(self, connection: sa.Connection, digest: str, size: int, kind: str) -> None:
        """Write down that a file is there and was used now; until the transaction ends nobody may delete it."""
        now = self.database.now()
        statement = self.database.insert(files).values(hash=digest, size=size, media_type=kind, used=now)
        connection.execute(
            statement.on_conflict_do_update(index_elements=[files.c.hash], set_={"used": now, "size": size})
        )

    def _make_room(self, connection: sa.Connection, key: str, *, replace: bool) -> Artifact | None:
        """Free a key. Returns the artifact that has it and may keep it, which is whole and not to be replaced."""
        if not self.database.is_sqlite:  # SQLite lets only one process write anyway
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(int(key[:15], 16))))
        for other in self._load(connection, artifacts.c.key == key):
            if not replace and self._is_whole(other):
                return other
            connection.execute(sa.update(artifacts).where(artifacts.c.id == other.id).values(key=None))
        return None

    # -- finding --------------------------------------------------------------------------------------------

    def open(self, ref: str) -> Path:
        """The path of a file given by its reference; `NotFound` when the library does not have it."""
        digest = ref.removeprefix(_PREFIX)
        path = self.store.path(digest)
        if len(digest) != 64 or not path.is_file():
            raise NotFound(
                f"the library has no file {_PREFIX}{digest[:12]}...", hint="add the file again by giving its path"
            )
        return path

    def find(self, key: str) -> Artifact | None:
        """The artifact that the cache has under a key, if all its files are there in full length."""
        with self.database.read() as connection:
            found = self._load(connection, artifacts.c.key == key)
        return found[0] if found and self._is_whole(found[0]) else None

    def get(self, id: str) -> Artifact:
        """An artifact by its id or an unambiguous beginning of it.

        Raises:
            NotFound: there is none. BadInput: there are several.
        """
        first, last = id_range(id, "artifact")
        with self.database.read() as connection:
            found = self._load(connection, artifacts.c.id.between(first, last), limit=2)
        if not found:
            raise no_such("artifact", id)
        if len(found) > 1:
            raise BadInput(f"several artifacts begin with '{id}'", hint="give more of its id")
        return found[0]

    def by_file(self, file: str | Path) -> Artifact | None:
        """The latest artifact that a file belongs to, given by its reference, hash or path."""
        if isinstance(file, Path):
            digest = hash_source(file)[0]
        else:
            digest = file.removeprefix(_PREFIX)
        owners = sa.select(artifact_files.c.artifact_id).where(artifact_files.c.hash == digest)
        main_first = sa.exists().where(
            artifact_files.c.artifact_id == artifacts.c.id,
            artifact_files.c.hash == digest,
            artifact_files.c.role == "main",
        )
        with self.database.read() as connection:
            found = self._load(connection, artifacts.c.id.in_(owners), order=[main_first.desc()], limit=1)
        return found[0] if found else None

    def history(
        self,
        kind: str | None = None,
        search: str | None = None,
        limit: int = 50,
        before: str | None = None,
        *,
        parts: bool = False,
    ) -> list[Artifact]:
        """What was made, the latest first.

        Args:
            kind: only of this kind.
            search: only where the prompt holds all these words.
            limit: at most so many.
            before: only what is older than the artifact with this id; for the next page.
            parts: also what was made as part of a work.
        """
        conditions: list[sa.ColumnElement[bool]] = []
        if kind:
            conditions.append(artifacts.c.kind == kind)
        for word in (search or "").split():
            conditions.append(artifacts.c.subject.icontains(word, autoescape=True))
        if not parts:
            conditions.append(sa.not_(artifacts.c.part))
        if before:
            last = self.get(before).id
            then = sa.select(artifacts.c.created).where(artifacts.c.id == last).scalar_subquery()
            same_time = sa.and_(artifacts.c.created == then, artifacts.c.id < last)
            conditions.append(sa.or_(artifacts.c.created < then, same_time))
        with self.database.read() as connection:
            return self._load(connection, *conditions, limit=limit)

    def show(self, artifact: Artifact) -> None:
        """Have the history show what was made as a part of a work, because somebody asked for it by itself."""
        if artifact.part:
            with self.database.write() as connection:
                connection.execute(sa.update(artifacts).where(artifacts.c.id == artifact.id).values(part=False))

    def stats(self) -> dict[str, int]:
        """How many artifacts there are, by kind, and under `bytes` how large their files are."""
        with self.database.read() as connection:
            count = sa.func.count()
            by_kind = sa.select(artifacts.c.kind, count).group_by(artifacts.c.kind).order_by(count.desc())
            kinds = {row.kind: int(row[1]) for row in connection.execute(by_kind)}
            owned = sa.select(artifact_files.c.hash).distinct()
            size = connection.execute(sa.select(sa.func.sum(files.c.size)).where(files.c.hash.in_(owned))).scalar()
        return {**kinds, "bytes": int(size or 0)}

    # -- forgetting -----------------------------------------------------------------------------------------

    def delete(self, id: str) -> Artifact:
        """Forget an artifact (by id or beginning of it); its files go with the next garbage collection."""
        artifact = self.get(id)
        with self.database.write(durable=True) as connection:
            connection.execute(sa.delete(artifacts).where(artifacts.c.id == artifact.id))
        return artifact

    def check(self, *, repair: bool = False) -> CheckReport:
        """Read every file again and compare it with its hash; see `castalia.library.upkeep.check`."""
        from castalia.library.upkeep import check

        return check(self, repair=repair)

    def collect_garbage(self, *, dry_run: bool = False, older_than: float = 3600.0) -> GarbageReport:
        """Delete the files that nobody refers to; see `castalia.library.upkeep.collect_garbage`."""
        from castalia.library.upkeep import collect_garbage

        return collect_garbage(self, dry_run=dry_run, older_than=older_than)

    def close(self) -> None:
        """Close the connections to the database."""
        self.database.close()

    # -- rows -----------------------------------------------------------------------------------------------

    def _is_whole(self, artifact: Artifact) -> bool:
        return all(self.store.has(f.ref.removeprefix(_PREFIX), f.size) for f in artifact.files)

    def _load(
        self,
        connection: sa.Connection,
        *conditions: sa.ColumnElement[bool],
        order: Sequence[sa.ColumnElement[Any]] = (),
        limit: int | None = None,
    ) -> list[Artifact]:
        """Artifacts with their files, the latest first."""
        query = sa.select(artifacts).where(*conditions).limit(limit)
        rows = connection.execute(query.order_by(*order, artifacts.c.created.desc(), artifacts.c.id.desc())).all()
        owned: dict[str, list[ArtifactFile]] = {row.id: [] for row in rows}
        ids = list(owned)
        for start in range(0, len(ids), 500):  # databases limit the number of parameters
            for row in connection.execute(
                sa.select(artifact_files)
                .where(artifact_files.c.artifact_id.in_(ids[start : start + 500]))
                .order_by(artifact_files.c.artifact_id, artifact_files.c.position)
            ):
                owned[row.artifact_id].append(
                    ArtifactFile(
                        role=row.role,
                        name=row.name,
                        ref=_PREFIX + row.hash,
                        media_type=row.media_type,
                        size=row.size,
                        meta=row.meta,
                        path=self.store.path(row.hash),
                    )
                )
        return [
            Artifact(
                id=row.id,
                kind=row.kind,
                files=tuple(owned[row.id]),
                recipe_data=row.recipe,
                provenance_data=row.provenance,
                report=row.report,
                created=from_timestamp(row.created),
                seconds=row.seconds,
                key=row.key,
                job_id=row.job_id,
                part=row.part,
            )
            for row in rows
        ]


def _finite(value: Any) -> Any:
    """JSON has no infinity: what is not a finite number (the loudness of silence) becomes null."""
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
