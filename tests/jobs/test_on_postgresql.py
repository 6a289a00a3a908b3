"""What the library does differently on PostgreSQL, and what several processes do there at once."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from toy_house import House

from castalia.errors import StorageError
from castalia.library.database import HEAD, Database
from castalia.recipes import StoryPage, Text, Video


@pytest.fixture
def house(tmp_path: Path, postgresql_url: str):
    house = House(tmp_path / "home", postgresql_url)
    yield house
    house.library.close()


def test_the_migrations_make_the_tables_that_the_code_expects(house: House) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from castalia.library.tables import metadata

    database = house.library.database
    assert (database.version(), database.problems()) == (HEAD, [])
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_processes_that_open_a_fresh_database_at_once(postgresql_url: str, other_process, tmp_path: Path) -> None:
    code = "print(House(Path(sys.argv[1]), sys.argv[2]).library.database.version())"
    processes = [other_process(code, tmp_path, postgresql_url) for _ in range(3)]
    outputs = [process.communicate(timeout=60) for process in processes]
    assert [out.strip() for out, _ in outputs] == [HEAD] * 3, outputs


def test_a_database_from_a_newer_castalia(house: House) -> None:
    with house.library.database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageError, match="newer castalia"):
        Database.open(house.home, house.settings.database_url)


def test_the_library(house: House) -> None:
    library = house.library
    voice = library.add_file(__file__)
    clip = house.result(Video(prompt="Ein Fuchs 狐狸", voice=voice, seed=1))
    text = house.result(Text(prompt="another Fox", seed=1))
    assert [a.id for a in library.history(search="fuchs 狐")] == [clip.id]
    assert [a.id for a in library.history()] == [text.id, clip.id]
    assert [a.id for a in library.history(before=text.id)] == [clip.id]
    assert library.by_file(clip.main.ref).id == clip.id
    assert library.get(text.id[:13]).id == text.id
    assert library.collect_garbage(older_than=-1).files == 0
    library.delete(text.id)
    assert library.collect_garbage(dry_run=True, older_than=-1).files == 1, "the other of its two files is shared"
    assert library.collect_garbage(older_than=-1).files == 1
    clip.path.unlink()
    assert list(library.check(repair=True).broken) == [clip.id]
    assert house.result(Video(prompt="Ein Fuchs 狐狸", voice=voice, seed=1)).id != clip.id
    assert library.check().ok


def test_many_reapers_take_a_dead_job_once(house: House) -> None:
    for n in range(6):
        house.jobs.submit(Text(prompt=f"fox {n}", seed=1))
        house.jobs.lease("other-machine.1.1")
    with house.library.database.write() as connection:
        connection.exec_driver_sql("UPDATE jobs SET lease_until = 0")
    taken: list[str] = []
    threads = [threading.Thread(target=lambda: taken.extend(house.jobs.reap())) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == 6


def test_cancelling_while_the_parts_finish_blocks_nobody(house: House) -> None:
    for n in range(10):
        job = house.jobs.submit(StoryPage(prompt=f"fox {n}", seed=1))
        thread = threading.Thread(target=house.runner.run, args=(job.id,))
        thread.start()
        for _ in range(5):
            house.jobs.request_cancel(job.id)
        thread.join(30)
        assert house.jobs.get(job.id).state in ("cancelled", "done")


def test_garbage_collection_and_putting_at_the_same_time(house: House) -> None:
    stop = threading.Event()

    def collect() -> None:
        while not stop.is_set():
            house.library.collect_garbage(older_than=0.0)

    collector = threading.Thread(target=collect)
    collector.start()
    try:
        for n in range(30):
            artifact = house.result(Text(prompt="the same", seed=1), fresh=True)
            assert artifact.open()
            if n % 2:
                house.library.delete(artifact.id)
    finally:
        went_on = collector.is_alive()
        stop.set()
        collector.join()
    assert went_on, "the collector failed"
    assert house.library.check().ok
