"""The worker: empties the queue, survives a database that is away."""

from __future__ import annotations

import threading

import pytest
from toy_house import House

from castalia.errors import StorageError
from castalia.jobs.worker import Worker
from castalia.recipes import Text


def test_a_worker_empties_the_queue(any_house: House) -> None:
    ids = [any_house.jobs.submit(Text(prompt=f"fox {n}", seed=1)).id for n in range(3)]
    worker = Worker(any_house.library, any_house.jobs, any_house.runner)
    assert worker.run(until_empty=True) == 3
    assert [any_house.jobs.get(id).state for id in ids] == ["done"] * 3


def test_a_worker_waits_for_jobs_until_it_is_stopped(house: House) -> None:
    worker = Worker(house.library, house.jobs, house.runner)
    counts: list[int] = []
    thread = threading.Thread(target=lambda: counts.append(worker.run()))
    thread.start()
    job = house.jobs.submit(Text(prompt="a fox", seed=1))
    while not house.jobs.get(job.id).is_final:
        pass
    worker.stop()
    thread.join(10)
    assert counts == [1]


def test_a_worker_outlives_a_database_that_is_away(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    lease, calls = house.jobs.lease, []

    def sometimes(*arguments: object, **options: object) -> object:
        calls.append(1)
        if len(calls) == 1:
            raise StorageError("the database is away")
        if len(calls) == 3:
            worker.stop()
        return lease(*arguments, **options)

    monkeypatch.setattr(house.jobs, "lease", sometimes)
    monkeypatch.setattr("castalia.jobs.worker.POLL", 0.01)
    worker = Worker(house.library, house.jobs, house.runner)
    job = house.jobs.submit(Text(prompt="a fox", seed=1))
    assert worker.run() == 1
    assert house.jobs.get(job.id).state == "done"
    calls.clear()
    with pytest.raises(StorageError):
        Worker(house.library, house.jobs, House(house.home).runner).run(until_empty=True)
