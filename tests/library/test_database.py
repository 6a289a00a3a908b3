"""The database: fresh, old, new, damaged, shared."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from castalia.errors import BadInput, Missing, StorageError
from castalia.library import database as module
from castalia.library.database import HEAD, Database
from castalia.library.tables import files, metadata

OPEN = """
import sys, time
from pathlib import Path
from castalia.library.database import Database
while time.time() < float(sys.argv[2]):
    pass
database = Database.open(Path(sys.argv[1]))
print(database.version())
"""


def enter(database: Database, count: int) -> None:
    """Enter files one by one."""
    for n in range(count):
        with database.write() as connection:
            row = {"hash": f"{n:064x}", "size": n, "media_type": "x" * 1000, "used": 0.0}
            connection.execute(sa.insert(files).values(row))


@pytest.fixture
def opened(tmp_path: Path):
    database = Database.open(tmp_path)
    yield database
    database.close()


def test_a_fresh_home_gets_the_newest_tables(opened: Database) -> None:
    assert opened.version() == HEAD
    assert opened.problems() == []
    with opened.read() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_the_migrations_make_the_tables_that_the_code_expects(opened: Database) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with opened.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_newest_migration_is_the_head() -> None:
    numbers = [path.name[:4] for path in (Path(module.__file__).parent / "migrations/versions").glob("*.py")]
    assert max(numbers) == HEAD
    assert len(set(numbers)) == len(numbers)


def test_an_up_to_date_database_opens_at_once_and_without_alembic(opened: Database, tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from castalia.library.database import Database\n"
        "began = time.perf_counter(); Database.open(Path(sys.argv[1]))\n"
        "print(time.perf_counter() - began, 'alembic' in sys.modules)"
    )
    times = []
    for _ in range(3):
        out = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
        seconds, alembic = out.stdout.split()
        assert alembic == "False"
        times.append(float(seconds))
    assert min(times) < 0.3


def test_processes_that_open_a_fresh_home_at_once_all_succeed(tmp_path: Path) -> None:
    start = time.time() + 1.5
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", OPEN, str(tmp_path), str(start)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    outputs = [process.communicate(timeout=60) for process in processes]
    assert [out.strip() for out, _ in outputs] == [HEAD] * 4, outputs


def test_a_database_from_a_newer_castalia_is_refused(opened: Database, tmp_path: Path) -> None:
    with opened.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageError) as caught:
        Database.open(tmp_path)
    assert "made by a newer castalia" in caught.value.message
    assert "pip install --upgrade" in caught.value.hint


@pytest.mark.parametrize("content", [b"this is no database, it is a poem" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_explained(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "castalia.db").write_bytes(content)
    with pytest.raises(StorageError) as caught:
        Database.open(tmp_path)
    assert "is damaged" in caught.value.message
    assert "backup" in caught.value.hint
    assert (tmp_path / "castalia.db").read_bytes() == content


def test_a_damaged_page_is_found(opened: Database, tmp_path: Path) -> None:
    with opened.write() as connection:
        for n in range(2000):
            row = {"hash": f"{n:064x}", "size": n, "media_type": "text/plain", "used": 0.0}
            connection.execute(sa.insert(files).values(row))
    opened.close()
    path = tmp_path / "castalia.db"
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 8192] = b"\xff" * 8192
    path.write_bytes(content)
    assert Database.open(tmp_path).problems() != []


def test_a_home_that_cannot_be_written(tiny_disk: Path) -> None:
    Database.open(tiny_disk).close()
    subprocess.run(["mount", "-o", "remount,ro", str(tiny_disk)], check=True)
    with pytest.raises(StorageError) as caught:
        enter(Database.open(tiny_disk), 1)
    assert "no permission" in caught.value.message
    assert "--home" in caught.value.hint


def test_a_full_disk(tiny_disk: Path) -> None:
    database = Database.open(tiny_disk)
    (tiny_disk / "filler").write_bytes(b"x" * (2_097_152 - 4096 * 80))
    with pytest.raises(StorageError) as caught:
        enter(database, 100_000)
    assert "the disk is full" in caught.value.message
    (tiny_disk / "filler").unlink()
    with database.write() as connection:
        connection.execute(sa.delete(files))
    assert database.problems() == []


def test_somebody_who_holds_the_database_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: Database
) -> None:
    monkeypatch.setattr(module, "WAIT", 0.1)
    hasty = Database.open(tmp_path)
    with opened.write(), pytest.raises(StorageError) as caught, hasty.write():
        pass
    assert "busy for" in caught.value.message
    with hasty.write():
        pass


def test_what_is_read_in_a_write_still_holds_when_it_writes(opened: Database, tmp_path: Path) -> None:
    other = Database.open(tmp_path)
    with opened.write() as connection:
        row = {"hash": "a", "size": 0, "media_type": "", "used": 0.0}
        connection.execute(sa.insert(files).values(row))
        with other.read() as reader:
            assert reader.execute(sa.select(files)).all() == []
    with other.read() as reader:
        assert len(reader.execute(sa.select(files)).all()) == 1


def enter_twice_at_once(database: Database) -> None:
    with database.write() as connection:
        for _ in range(2):
            connection.execute(sa.insert(files).values(hash="a", size=0, media_type="", used=0.0))


def test_a_failed_write_leaves_nothing(opened: Database) -> None:
    with pytest.raises(StorageError, match="UNIQUE"):
        enter_twice_at_once(opened)
    with opened.read() as connection:
        assert connection.execute(sa.select(files)).all() == []


@pytest.mark.parametrize("url", ["nonsense", "mysql://a@b/c", "oracle://x", "postgresql+asyncpg://a@b/c"])
def test_a_url_that_is_none_of_ours(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadInput) as caught:
        Database.open(tmp_path, url)
    assert "postgresql://user:password@host/name" in caught.value.hint


def test_sqlite_may_be_named_by_url(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "home", f"sqlite:///{tmp_path}/elsewhere/my.db")
    assert database.name == f"{tmp_path}/elsewhere/my.db"
    assert (tmp_path / "elsewhere/my.db").exists()


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StorageError) as caught:
        Database.open(tmp_path, "postgresql://ada:secret@127.0.0.1:1/library?connect_timeout=2")
    assert "cannot reach the database" in caught.value.message
    assert "secret" not in str(caught.value)
    assert "CASTALIA_DATABASE_URL" in caught.value.hint


def test_without_the_driver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(Missing) as caught:
        Database.open(tmp_path, "postgres://ada@127.0.0.1/library")
    assert "castalia[postgres]" in caught.value.hint
