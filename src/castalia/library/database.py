"""The database: SQLite in the home or PostgreSQL, opened quickly, migrated under a lock, its errors explained."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from castalia.errors import BadInput, Missing, StorageError
from castalia.library.faults import disk_full, storage_errors

HEAD = "0001"
"""The newest migration; they are numbered, so that a greater number is a newer castalia."""
NAME = "castalia.db"
WAIT = 30.0
"""Seconds to wait for another process that is writing."""
_MIGRATION_LOCK = 0x_CA57_A11A


class Database:
    """A connection pool with short transactions; may be used by many threads.

    `read` sees one consistent state. `write` takes the right to write at its beginning, so that what it reads still
    holds when it writes.
    """

    def __init__(self, url: sa.URL, engine: sa.Engine) -> None:
        self.url = url
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._engine = engine
        self._writer = engine.execution_options(writes=True)
        self._durable = engine.execution_options(writes=True, durable=True)

    @classmethod
    def open(cls, home: Path, url: str = "") -> Database:
        """Open the database, and bring it up to date if it is older than this castalia.

        Args:
            home: folder of the library.
            url: `postgresql://user:password@host/name`; empty for `castalia.db` in the home.

        Raises:
            BadInput: the URL is none. Missing: the driver is not installed.
            StorageError: it cannot be reached or read, is damaged, or was made by a newer castalia.
        """
        parsed = _parse(home, url)
        if parsed.get_backend_name() == "sqlite":
            with storage_errors(home, "make a database in"):
                Path(parsed.database or NAME).parent.mkdir(parents=True, exist_ok=True)
            engine = _sqlite_engine(parsed)
        else:
            engine = _postgresql_engine(parsed)
        database = cls(parsed, engine)
        try:
            database._bring_up_to_date()
        except BaseException:
            engine.dispose()
            raise
        return database

    @contextlib.contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A transaction that only reads."""
        with self._explained(), self._engine.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def write(self, *, durable: bool = False) -> Iterator[sa.Connection]:
        """A transaction that writes. `durable`: once it returns, it survives a power cut."""
        with self._explained(), (self._durable if durable else self._writer).begin() as connection:
            yield connection

    def insert(self, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
        """An INSERT that knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)

    def now(self) -> sa.ColumnElement[float]:
        """The time, in seconds since 1970; PostgreSQL's own, as the clocks of several machines may differ."""
        if self.is_sqlite:
            return sa.literal(time.time(), sa.Double)
        return sa.cast(sa.func.extract("epoch", sa.func.clock_timestamp()), sa.Double)

    def version(self) -> str | None:
        """Number of the last migration it went through; None when it is empty."""
        with self.read() as connection:
            return _version(connection)

    def problems(self) -> list[str]:
        """What the database itself finds wrong with its file (SQLite; PostgreSQL looks after itself)."""
        if not self.is_sqlite:
            return []
        try:
            with self.read() as connection:
                rows = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        except StorageError as error:
            return [error.message]
        return [str(row) for row in rows if row != "ok"] + [f"{row[0]} refers to nothing" for row in broken]

    def close(self) -> None:
        """Close its connections; it opens new ones when it is used again."""
        self._engine.dispose()

    def _bring_up_to_date(self) -> None:
        version = self.version()
        if version == HEAD:
            return
        with self.write(durable=True) as connection:
            if not self.is_sqlite:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
            version = _version(connection)  # another process may have been faster
            if version == HEAD:
                return
            if version is not None and version > HEAD:
                raise StorageError(
                    f"the library in {self.name} was made by a newer castalia",
                    hint="upgrade: pip install --upgrade castalia",
                )
            _migrate(connection)

    @property
    def name(self) -> str:
        """What messages call it: its path, or its URL without the password."""
        return str(self.url.database) if self.is_sqlite else self.url.render_as_string(hide_password=True)

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:
            raise _explain(self.name, error) from error


def _parse(home: Path, url: str) -> sa.URL:
    if not url:
        return sa.URL.create("sqlite", database=str(home / NAME))
    way = "use postgresql://user:password@host/name, or leave database_url empty"
    try:
        parsed = sa.make_url(url)
    except ArgumentError:
        raise BadInput("database_url is not a URL", hint=way) from None
    if parsed.drivername in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in ("sqlite", "postgresql+psycopg"):
        raise BadInput(f"castalia cannot use a database of kind '{parsed.drivername}'", hint=way)
    return parsed


def _sqlite_engine(url: sa.URL) -> sa.Engine:
    # Without isolation_level=None the driver would begin transactions by itself, and only before the first write.
    engine = sa.create_engine(
        url, connect_args={"isolation_level": None, "timeout": WAIT}, max_overflow=-1, pool_timeout=WAIT
    )

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        _use_wal(connection)
        connection.execute("PRAGMA foreign_keys=ON")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        options = connection.get_execution_options()
        if options.get("writes"):
            connection.exec_driver_sql(f"PRAGMA synchronous={'FULL' if options.get('durable') else 'NORMAL'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")

    return engine


def _use_wal(connection: sqlite3.Connection) -> None:
    """Readers and a writer at the same time. SQLite does not wait by itself when two switch a new file at once."""
    give_up = time.monotonic() + WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > give_up:
                raise
            time.sleep(0.02)


def _postgresql_engine(url: sa.URL) -> sa.Engine:
    try:
        return sa.create_engine(url, max_overflow=-1, pool_timeout=WAIT, pool_pre_ping=True)
    except (ImportError, NoSuchModuleError):
        raise Missing("the driver for PostgreSQL is not installed", hint="pip install 'castalia[postgres]'") from None


def _version(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(connection: sa.Connection) -> None:
    """Run the migrations that are missing, in the transaction of this connection."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _explain(name: str, error: Exception) -> StorageError:
    """What a driver's complaint means and what to do about it."""
    said = str(getattr(error, "orig", None) or error)
    low = said.lower()
    if "is full" in low or "no space left" in low:
        return disk_full(name)
    if "not a database" in low or "malformed" in low:
        return StorageError(
            f"the database {name} is damaged",
            hint="restore it from a backup, or move it away: the files stay, their history starts anew",
        )
    if "readonly" in low or "read-only" in low or "unable to open" in low or "permission" in low:
        return StorageError(
            f"no permission to write the database {name}",
            hint="allow it for this user, or choose another folder with --home or CASTALIA_HOME",
        )
    if "locked" in low:
        return StorageError(
            f"another process kept the database {name} busy for {WAIT:.0f} s", hint="end it, or try again"
        )
    if isinstance(error, sa.exc.OperationalError) and "connect" in low:
        cause = said.strip().splitlines()[0]
        return StorageError(
            f"cannot reach the database {name}: {cause}", hint="check that it runs, and CASTALIA_DATABASE_URL"
        )
    return StorageError(
        f"the database {name} failed: {said.strip().splitlines()[0]}", hint="run `castalia library check`"
    )
