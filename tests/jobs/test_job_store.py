"""The queue: who may have a job when, and what becomes of it, on SQLite and on PostgreSQL."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import pytest
from toy_house import House

from castalia.errors import BadInput, EngineFailed, NotFound, StorageError
from castalia.jobs.job import Event
from castalia.jobs.states import FINAL, TRANSITIONS, sources
from castalia.jobs.store import MOST_ATTEMPTS, LeaseLost
from castalia.library.process import process_name
from castalia.recipes import Speech, StoryPage, Text, Video

ELSEWHERE = "other-machine.1.1"


def recipe(word: str = "a fox") -> Text:
    return Text(prompt=word, seed=1)


def states(house: House, job_id: str) -> list[str]:
    return [event.state for event in house.jobs.events(job_id)]


def test_a_job_is_written_down_and_read_back(any_house: House) -> None:
    job = any_house.jobs.submit(recipe("一只狐狸 🦊"), owner="ada", priority=3)
    again = any_house.jobs.get(job.id)
    assert again == job
    assert again.recipe == recipe("一只狐狸 🦊")
    assert (again.state, again.owner, again.priority, again.subject) == ("queued", "ada", 3, "一只狐狸 🦊")
    assert again.to_dict()["created"].startswith("20")
    assert abs(again.created - time.time()) < 60


def test_the_most_urgent_then_the_oldest_is_leased_first(any_house: House) -> None:
    jobs = any_house.jobs
    first, second = jobs.submit(recipe("first")), jobs.submit(recipe("second"))
    urgent = jobs.submit(recipe("urgent"), priority=1)
    taken = [jobs.lease(f"{ELSEWHERE}.{n}") for n in range(4)]
    assert [job and job.id for job in taken] == [urgent.id, first.id, second.id, None]


def test_parts_of_works_are_only_leased_by_name(any_house: House) -> None:
    jobs = any_house.jobs
    work = jobs.submit(StoryPage(prompt="a page"))
    part = jobs.submit(recipe(), parent=work.id, node="story")
    assert jobs.lease(ELSEWHERE).id == work.id
    assert jobs.lease(ELSEWHERE) is None
    assert jobs.lease(ELSEWHERE, job_id=part.id).node == "story"
    assert [job.id for job in jobs.children(work.id)] == [part.id]
    assert [job.id for job in jobs.list()] == [work.id]


def test_many_threads_lease_each_job_once(any_house: House) -> None:
    ids = {any_house.jobs.submit(recipe(f"number {n}")).id for n in range(12)}
    taken: list[str] = []

    def take() -> None:
        while job := any_house.jobs.lease(ELSEWHERE):
            taken.append(job.id)

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # SKIP LOCKED may make a thread leave early while another still holds a row, but nothing is taken twice.
    while job := any_house.jobs.lease(ELSEWHERE):
        taken.append(job.id)
    assert sorted(taken) == sorted(ids)


def test_a_job_goes_through_its_life(any_house: House) -> None:
    jobs = any_house.jobs
    job = jobs.submit(recipe())
    held = jobs.lease(ELSEWHERE)
    assert jobs.progress(held, 1, 4, "first", b"picture") == "running"
    assert jobs.progress(held, 2, 4, "second\0\ud800") == "running"
    assert jobs.preview(job.id) == b"picture"
    jobs.finish(held, "0123456789abcd")
    done = jobs.get(job.id)
    assert (done.state, done.step, done.total, done.artifact_id) == ("done", 2, 4, "0123456789abcd")
    assert done.finished >= done.started >= done.created
    assert states(any_house, job.id) == ["queued", "running", "progress", "progress", "done"]
    events = jobs.events(job.id)
    assert [event.message for event in events if event.state == "progress"] == ["first", "second?"]
    assert jobs.events(job.id, after=events[-2].id) == events[-1:]
    assert events[2].to_dict()["step"] == 1
    assert "node" not in events[2].to_dict()


def test_a_lapsed_lease_is_taken_over_and_the_old_worker_is_fenced_off(any_house: House) -> None:
    jobs = any_house.jobs
    job = jobs.submit(recipe())
    old = jobs.lease("lost-machine.7.7", lease_seconds=0.05)
    time.sleep(0.1)
    new = jobs.lease(ELSEWHERE)
    assert new.id == old.id
    assert new.attempts == 2
    for touch in (
        lambda: jobs.heartbeat(old),
        lambda: jobs.look(old),
        lambda: jobs.progress(old, 1, 2),
        lambda: jobs.note_part(old, "story", "done"),
        lambda: jobs.finish(old, "0123456789abcd"),
        lambda: jobs.fail(old, EngineFailed("no")),
        lambda: jobs.cancelled(old),
        lambda: jobs.release(old),
    ):
        with pytest.raises(LeaseLost):
            touch()
    assert jobs.look(new) == "running"
    jobs.finish(new, "0123456789abcd")
    assert jobs.get(job.id).state == "done"


def test_a_heartbeat_keeps_the_job(any_house: House) -> None:
    any_house.jobs.submit(recipe())
    held = any_house.jobs.lease(ELSEWHERE, lease_seconds=0.05)
    any_house.jobs.heartbeat(held, lease_seconds=60)
    time.sleep(0.1)
    assert any_house.jobs.reap() == ()
    assert any_house.jobs.lease(ELSEWHERE) is None


def test_a_dead_process_of_this_machine_is_recognised_at_once(any_house: House) -> None:
    code = "from castalia.library.process import process_name; print(process_name())"
    dead = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    job = any_house.jobs.submit(recipe())
    any_house.jobs.lease(dead, lease_seconds=3600)
    taken = any_house.jobs.lease(process_name())
    assert taken.id == job.id
    assert "its worker died; it goes on" in [event.message for event in any_house.jobs.events(job.id)]
    assert any_house.jobs.reap() == ()


def test_a_job_that_kills_its_workers_is_given_up(any_house: House) -> None:
    jobs = any_house.jobs
    job = jobs.submit(recipe())
    part = jobs.submit(recipe("part"), parent=job.id, node="story")
    for _ in range(MOST_ATTEMPTS):
        assert jobs.lease(ELSEWHERE, lease_seconds=-1) is not None
    assert jobs.lease(ELSEWHERE) is None
    failed = jobs.get(job.id)
    assert failed.state == "failed"
    assert "died 5 times" in failed.error.message
    assert "smaller" in failed.error.hint
    assert jobs.get(part.id).state == "cancelled"


def test_a_work_that_gets_on_is_not_given_up(any_house: House) -> None:
    jobs = any_house.jobs
    work = jobs.submit(StoryPage(prompt="a page"))
    for n in range(2 * MOST_ATTEMPTS):
        assert jobs.lease(ELSEWHERE, lease_seconds=-1) is not None
        part = jobs.submit(recipe(f"part {n}"), parent=work.id, node=f"part-{n}")
        jobs.finish(jobs.lease(ELSEWHERE, job_id=part.id), "0123456789abcd")
    assert jobs.get(work.id).attempts == 0
    assert not jobs.get(work.id).is_final


def test_cancelling(any_house: House) -> None:
    jobs = any_house.jobs
    waiting, running, lost = (jobs.submit(recipe(w)) for w in ("waiting", "running", "lost"))
    assert jobs.request_cancel(waiting.id).state == "cancelled"
    held = jobs.lease(ELSEWHERE, job_id=running.id)
    assert jobs.request_cancel(running.id).state == "cancelling"
    assert jobs.heartbeat(held) == "cancelling"
    jobs.cancelled(held)
    assert jobs.get(running.id).state == "cancelled"
    assert states(any_house, running.id) == ["queued", "running", "cancelling", "cancelled"]
    jobs.lease(ELSEWHERE, job_id=lost.id, lease_seconds=-1)
    jobs.request_cancel(lost.id)
    jobs.reap()
    assert jobs.get(lost.id).state == "cancelled"
    assert jobs.request_cancel(lost.id).state == "cancelled"


def test_what_finishes_before_it_sees_the_cancellation_is_done(any_house: House) -> None:
    any_house.jobs.submit(recipe())
    held = any_house.jobs.lease(ELSEWHERE)
    any_house.jobs.request_cancel(held.id)
    any_house.jobs.finish(held, "0123456789abcd")
    assert any_house.jobs.get(held.id).state == "done"


def test_cancelling_a_work_cancels_its_parts(any_house: House) -> None:
    jobs = any_house.jobs
    work = jobs.submit(StoryPage(prompt="a page"))
    parts = [jobs.submit(recipe(f"part {n}"), parent=work.id, node=str(n)) for n in range(2)]
    jobs.lease(ELSEWHERE, job_id=work.id)
    jobs.lease(ELSEWHERE, job_id=parts[0].id)
    jobs.request_cancel(work.id)
    assert [job.state for job in jobs.children(work.id)] == ["cancelling", "cancelled"]


def test_a_job_that_was_given_back_waits_again(any_house: House) -> None:
    any_house.jobs.submit(recipe())
    for _ in range(2 * MOST_ATTEMPTS):  # to give back is no failure, however often it happens
        held = any_house.jobs.lease(ELSEWHERE)
        assert held.attempts == 1
        any_house.jobs.release(held)


def test_the_same_recipe_adopts_the_dead_job(any_house: House) -> None:
    jobs = any_house.jobs
    first = jobs.adopt_or_submit(recipe())
    assert jobs.adopt_or_submit(recipe()).id == first.id, "it still waits"
    part = jobs.submit(recipe("part"), parent=first.id, node="story")
    for _ in range(MOST_ATTEMPTS - 1):
        jobs.lease(ELSEWHERE, lease_seconds=-1)
        jobs.lease(ELSEWHERE, lease_seconds=-1, job_id=part.id)
    assert jobs.adopt_or_submit(recipe()).id == first.id
    assert jobs.get(first.id).attempts == jobs.get(part.id).attempts == 0
    for different in ({"owner": "ada"}, {"fresh": True}):
        assert jobs.adopt_or_submit(recipe(), **different).id != first.id
    jobs.lease(ELSEWHERE, job_id=first.id)
    assert jobs.adopt_or_submit(recipe()).id != first.id, "the first is being carried out by somebody who lives"


def test_ids_may_be_shortened(any_house: House) -> None:
    jobs = any_house.jobs
    a, b = jobs.submit(recipe("a")), jobs.submit(recipe("b"))
    common = next(n for n in range(14) if a.id[n] != b.id[n])
    assert jobs.get(a.id[: common + 1].upper()).id == a.id
    with pytest.raises(BadInput, match="several jobs"):
        jobs.get(a.id[:common])
    for nonsense in ("", "%", "zzzzzzzzzzzzzz", "not an id!", "x" * 200):
        with pytest.raises(NotFound, match="there is no job"):
            jobs.get(nonsense)


def test_lists_are_filtered(any_house: House) -> None:
    jobs = any_house.jobs
    ids = [jobs.submit(recipe(str(n)), owner="ada" if n % 2 else "").id for n in range(4)]
    jobs.request_cancel(ids[0])
    assert [job.id for job in jobs.list()] == ids[::-1]
    assert [job.id for job in jobs.list(limit=1)] == ids[3:]
    assert [job.id for job in jobs.list("cancelled")] == ids[:1]
    assert [job.id for job in jobs.list(["queued", "cancelled"], owner="")] == [ids[2], ids[0]]


def test_a_job_spares_its_files_from_garbage_collection(any_house: House) -> None:
    ref = any_house.library.add_file(__file__)
    any_house.jobs.submit(Video(prompt="a clip", voice=ref, seed=1))
    assert any_house.library.collect_garbage(older_than=-1).files == 0


def test_an_unknown_recipe_in_the_database_is_a_clear_error(house: House) -> None:
    job = house.jobs.submit(recipe())
    with house.library.database.write() as connection:
        connection.exec_driver_sql('UPDATE jobs SET recipe = \'{"kind": "hologram"}\'')
    assert house.runner.run(job.id).error.message == "there is no recipe of kind 'hologram'"


def test_a_failure_that_cannot_be_written_down_is_still_known(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    job = house.jobs.submit(recipe())
    held = house.jobs.lease(ELSEWHERE)
    with monkeypatch.context() as broken:
        broken.setattr(house.library.database, "write", _full)
        house.jobs.fail(held, EngineFailed("the disk is full of sand"))
    failed = house.jobs.get(job.id)
    assert (failed.state, failed.error.message) == ("failed", "the disk is full of sand")


def _full(**options: object) -> None:
    raise StorageError("the disk is full")


def test_every_state_but_the_final_ones_leads_on() -> None:
    assert FINAL == ("done", "failed", "cancelled")
    assert {state for state, following in TRANSITIONS.items() if not following} == set(FINAL)
    assert sources("queued") == ("running",)


def test_speech_is_found_by_its_text(house: House) -> None:
    assert house.jobs.submit(Speech(text="good evening")).subject == "good evening"


def test_events_are_plain_json() -> None:
    event = Event(1, "0123456789abcd", 2.0, "done", node="story", title="Story", artifact_id="x")
    assert event.to_dict() == {
        "id": 1,
        "job_id": "0123456789abcd",
        "created": 2.0,
        "state": "done",
        "node": "story",
        "title": "Story",
        "artifact_id": "x",
    }
