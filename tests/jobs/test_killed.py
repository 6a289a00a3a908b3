"""Processes that are killed with SIGKILL, or share one library: nothing finished is lost, nothing is made twice."""

from __future__ import annotations

import random
import signal
import time
from pathlib import Path

import pytest
from toy_house import House, set_pace, set_upset

from castalia.jobs.handle import JobHandle
from castalia.recipes import StoryPage, Text

PAGE = StoryPage(prompt="a fox", seed=3)
MAKE_PAGE = """
from castalia.recipes import StoryPage
house = House(Path(sys.argv[1]), sys.argv[2])
job = house.make(StoryPage(prompt="a fox", seed=3))
print(job.state, job.error or "")
"""
WORK = """
from castalia.jobs.worker import Worker
house = House(Path(sys.argv[1]), sys.argv[2])
print("ready", flush=True)
print(Worker(house.library, house.jobs, house.runner).run())
"""


def finished(house: House) -> set[str]:
    """Subjects of the parts that are in the library."""
    return {artifact.recipe.subject for artifact in house.library.history(parts=True, limit=1000)}


def content(house: House) -> list[tuple[str, str]]:
    return [(f.name, f.ref) for f in house.result(PAGE).files]


@pytest.mark.slow
def test_a_work_killed_at_twenty_random_moments_goes_on(tmp_path: Path, other_process) -> None:
    undisturbed = House(tmp_path / "undisturbed")
    expected = content(undisturbed)
    home = tmp_path / "home"
    house = House(home)
    set_pace(home, 0.05)
    chance, hit = random.Random(7), 0
    for _ in range(20):
        before, lines = finished(house), len(house.diary())
        process = other_process(MAKE_PAGE, home, "")
        while process.poll() is None and len(house.diary()) == lines:
            time.sleep(0.005)  # to start Python takes longer than a part: let it begin something first
        time.sleep(chance.uniform(0, 0.25))
        hit += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.communicate()
        begun = {line[6:] for line in house.diary()[lines:] if line.startswith("begin ")}
        assert not begun & before, "a finished part ran again"
        assert house.library.check().missing == ()
    assert hit == 20
    set_pace(home, 0)
    assert content(house) == expected
    works = house.jobs.list(limit=1000)
    assert len([job for job in works if not job.cached]) == 1, "the killed job went on; no second one was made"
    report = house.library.check(repair=True)
    assert report.ok
    assert list((home / "tmp").iterdir()) == []


def test_a_worker_that_is_killed_is_replaced_by_another(any_house: House, other_process) -> None:
    set_pace(any_house.home, 0.05)
    url = any_house.settings.database_url
    handle = JobHandle(any_house.jobs, any_house.library, any_house.jobs.submit(PAGE).id)
    first = other_process(WORK, any_house.home, url)
    next(event for event in handle.events() if event.node and event.state == "done")
    first.kill()
    first.communicate()
    before = finished(any_house)
    lines = len(any_house.diary())
    second = other_process(WORK, any_house.home, url)
    page = handle.result(timeout=30)
    assert page.main.name == "index.html"
    begun = {line[6:] for line in any_house.diary()[lines:] if line.startswith("begin ")}
    assert not begun & before
    second.send_signal(signal.SIGTERM)
    assert second.communicate(timeout=10)[0].split() == ["ready", "1"]
    assert second.returncode == 0


def test_a_worker_told_to_end_gives_its_job_back(any_house: House, other_process) -> None:
    set_pace(any_house.home, 0.1)
    handle = JobHandle(any_house.jobs, any_house.library, any_house.jobs.submit(PAGE).id)
    worker = other_process(WORK, any_house.home, any_house.settings.database_url)
    next(event for event in handle.events() if event.node == "story" and event.state == "progress")
    worker.send_signal(signal.SIGTERM)
    _, err = worker.communicate(timeout=10)
    assert worker.returncode == 0, err
    assert (handle.state, handle.job.attempts) == ("queued", 0)
    assert {child.state for child in any_house.jobs.children(handle.id)} == {"queued"}
    set_pace(any_house.home, 0)
    assert any_house.make(PAGE).id == handle.id


def test_two_processes_make_the_same_work_at_once(tmp_path: Path, other_process) -> None:
    home = tmp_path / "home"
    home.mkdir()
    set_pace(home, 0.02)
    processes = [other_process(MAKE_PAGE, home, "") for _ in range(2)]
    outputs = [process.communicate(timeout=60) for process in processes]
    assert [out.strip() for out, _ in outputs] == ["done", "done"], outputs
    house = House(home)
    assert house.library.check().ok
    keys = [artifact.key for artifact in house.library.history(parts=True)]
    assert len(keys) == len(set(keys)) == 6


def test_an_engine_that_kills_its_process_is_given_up_with_a_word(house: House, other_process) -> None:
    """What an out-of-memory killer does to a worker, again and again."""
    set_upset(house.home, "die", "fox")
    handle = JobHandle(house.jobs, house.library, house.jobs.submit(Text(prompt="a fox", seed=1)).id)
    for _ in range(5):
        worker = other_process(WORK, house.home, "")
        assert worker.wait(timeout=20) == -signal.SIGKILL
    house.jobs.reap()
    assert handle.state == "failed"
    assert "died 5 times" in handle.job.error.message


def test_a_killed_process_leaves_no_litter_for_long(house: House, other_process) -> None:
    set_upset(house.home, "die", "fox")
    house.jobs.submit(Text(prompt="a fox", seed=1))
    other_process(WORK, house.home, "").wait(timeout=20)
    assert len(house.library.store.stale()) == 1
    House(house.home).library.close()
    assert list((house.home / "tmp").iterdir()) == []


@pytest.mark.parametrize("moment", [0.0, 0.3])
def test_the_same_request_adopts_the_job_of_a_dead_process(house: House, other_process, moment: float) -> None:
    set_pace(house.home, 0.1)
    process = other_process(MAKE_PAGE, house.home, "")
    while not house.diary():
        time.sleep(0.01)
    time.sleep(moment)
    process.kill()
    process.communicate()
    dead = house.jobs.list()[0]
    set_pace(house.home, 0)
    job = house.make(PAGE)
    assert (job.id, job.state) == (dead.id, "done")
