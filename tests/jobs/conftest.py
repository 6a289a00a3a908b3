"""A house (library, jobs, runner) over SQLite, and over PostgreSQL where Debian's is installed."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from toy_house import House

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Path]:
    """The socket folder of a PostgreSQL server that lives as long as the tests."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not programs:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    pytest.importorskip("psycopg", reason="the driver for PostgreSQL is not installed")
    bin = programs[-1].parent
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    folder = Path(tempfile.mkdtemp(prefix="castalia-pg-"))
    if as_user:
        shutil.chown(folder, "postgres")

    def run(*command: str) -> None:
        subprocess.run([*as_user, *command], check=True, capture_output=True, cwd="/")

    data = str(folder / "data")
    run(f"{bin}/initdb", "-D", data, "-U", "castalia", "-A", "trust", "-E", "UTF8", "--no-sync", "--no-instructions")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=60"
    run(f"{bin}/pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o", options, "start")
    yield folder
    run(f"{bin}/pg_ctl", "-D", data, "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


_numbers = itertools.count()


@pytest.fixture
def postgresql_url(postgresql: Path) -> str:
    """An empty database."""
    import psycopg

    name = f"test{next(_numbers)}"
    with psycopg.connect(host=str(postgresql), user="castalia", dbname="postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"postgresql://castalia@/{name}?host={postgresql}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh database of each kind; the empty URL is SQLite in the home."""
    return "" if request.param == "sqlite" else request.getfixturevalue("postgresql_url")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """On SQLite."""
    house = House(tmp_path / "home")
    yield house
    house.library.close()


@pytest.fixture
def any_house(tmp_path: Path, database_url: str) -> Iterator[House]:
    """On each kind of database."""
    house = House(tmp_path / "home", database_url)
    yield house
    house.library.close()


@pytest.fixture
def other_process():
    """Start Python code in a process of its own that knows the toys; what still runs at the end is killed."""
    started: list[subprocess.Popen[str]] = []

    def start(code: str, *arguments: object) -> subprocess.Popen[str]:
        environment = {**os.environ, "PYTHONPATH": str(HERE)}
        process = subprocess.Popen(
            [sys.executable, "-c", f"import sys\nfrom pathlib import Path\nfrom toy_house import *\n{code}"]
            + [str(a) for a in arguments],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
