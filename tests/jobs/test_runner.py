"""Jobs carried out in this process: the cache, progress, cancellation, and everything that may go wrong."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from toy_house import ENGINES, STEPS, House, Toy, engine_for, set_pace, set_upset

from castalia.engines.base import Context, Engine, Produced, Progress, Result, Run
from castalia.errors import (
    BadInput,
    Cancelled,
    CastaliaError,
    EngineFailed,
    Missing,
    NotFound,
    OutOfMemory,
    StorageError,
)
from castalia.jobs.handle import JobHandle
from castalia.jobs.runner import cache_key
from castalia.recipes import Image, Recipe, Text, Video
from castalia.settings import Settings

FOX = Text(prompt="a fox", seed=1)


def in_background(house: House, recipe: Recipe) -> JobHandle:
    job = house.jobs.submit(recipe)
    threading.Thread(target=house.runner.run, args=(job.id,), daemon=True).start()
    return JobHandle(house.jobs, house.library, job.id)


def wait_for_progress(handle: JobHandle) -> None:
    next(event for event in handle.events() if event.state == "progress")


def nothing_left(house: House) -> bool:
    return not list((house.home / "tmp").iterdir())


def test_a_recipe_becomes_an_artifact(any_house: House) -> None:
    artifact = any_house.result(FOX)
    assert artifact.recipe == FOX
    assert artifact.open().startswith(b"# a fox\n")
    assert artifact.main.meta == {"steps": STEPS}
    assert [(f.role, f.name) for f in artifact.files] == [("main", "text.md"), ("numbers", "parts/numbers.json")]
    assert artifact.report == {"notes": ["toy"]}
    assert artifact.provenance.recipe == FOX.to_dict()
    assert artifact.provenance.engine == "toy"
    assert list(artifact.provenance.libraries) == ["pydantic"]
    assert any_house.jobs.get(artifact.job_id).cached is False
    assert nothing_left(any_house)


def test_what_was_made_is_found_again(any_house: House) -> None:
    first = any_house.result(FOX)
    job = any_house.make(FOX)
    assert (job.cached, job.artifact_id) == (True, first.id)
    assert JobHandle(any_house.jobs, any_house.library, job.id).result().cached
    assert any_house.diary() == ["begin a fox", "end a fox"]
    assert any_house.result(FOX.with_fields(seed=2)).id != first.id


def test_a_fresh_one_is_made_anew_and_found_from_then_on(any_house: House) -> None:
    first, second = any_house.result(FOX), any_house.result(FOX, fresh=True)
    assert second.id != first.id
    assert second.main.ref == first.main.ref
    assert any_house.result(FOX).id == second.id
    assert any_house.library.get(first.id).key is None


def test_the_cache_key_follows_recipe_engine_and_version() -> None:
    class Newer(Toy):
        version = "2"

    class Other(Toy):
        name = "other"

    keys = {
        cache_key(FOX, ENGINES["text"], Settings()),
        cache_key(FOX.with_fields(seed=2), ENGINES["text"], Settings()),
        cache_key(FOX, Newer("text", ".md"), Settings()),
        cache_key(FOX, Other("text", ".md"), Settings()),
        cache_key(FOX, ENGINES["text"], Settings(), {}),
        cache_key(FOX, ENGINES["text"], Settings(), {"story": ["sha256:0"]}),
    }
    assert len(keys) == 6
    assert cache_key(FOX, ENGINES["text"], Settings()) in keys


def test_a_file_input_becomes_a_parent(house: House) -> None:
    voice = house.library.add_file(__file__)
    clip = house.result(Video(prompt="a clip", voice=voice, seed=1))
    assert clip.provenance.parents == (voice,)
    assert Path(__file__).read_bytes() in clip.open()


def test_a_lost_file_input_is_named(house: House) -> None:
    job = house.make(Video(prompt="a clip", voice="sha256:" + "0" * 64, seed=1))
    assert isinstance(job.error, NotFound)
    assert "the library has no file" in job.error.message


def test_progress_is_passed_on_sparingly_but_to_the_last(house: House) -> None:
    job = house.make(FOX)
    events = [event for event in house.jobs.events(job.id) if event.state == "progress"]
    assert [event.step for event in events] == [0, STEPS]
    assert (job.step, job.total, job.message) == (STEPS, STEPS, "done")
    assert house.jobs.preview(job.id) == b"picture 2"


def test_slow_progress_is_passed_on_step_by_step(house: House) -> None:
    set_pace(house.home, 0.15)
    job = house.make(FOX)
    events = [event for event in house.jobs.events(job.id) if event.state == "progress"]
    assert [event.step for event in events] == list(range(STEPS + 1))


def test_cancelling_takes_effect_at_the_next_step(any_house: House) -> None:
    set_pace(any_house.home, 0.2)
    handle = in_background(any_house, FOX)
    wait_for_progress(handle)
    handle.cancel()
    with pytest.raises(Cancelled) as caught:
        handle.result(timeout=10)
    assert "ask for it again" in caught.value.hint
    assert handle.state == "cancelled"
    assert any_house.diary() == ["begin a fox"]
    assert nothing_left(any_house)
    assert any_house.library.history() == []


def test_a_job_cancelled_before_it_began_never_begins(house: House) -> None:
    job = house.jobs.submit(FOX)
    house.jobs.request_cancel(job.id)
    assert house.runner.run(job.id).state == "cancelled"
    assert house.diary() == []


def test_ctrl_c_cancels(house: House) -> None:
    set_upset(house.home, "interrupt", "fox")
    job = house.jobs.submit(FOX)
    with pytest.raises(KeyboardInterrupt):
        house.runner.run(job.id)
    assert house.jobs.get(job.id).state == "cancelled"
    assert nothing_left(house)


@pytest.mark.parametrize(
    ("word", "kind", "message"),
    [
        ("bad", BadInput, "it is bad"),
        ("missing", Missing, "it is missing"),
        ("memory", OutOfMemory, "not enough memory"),
        ("full", StorageError, "the disk is full"),
        ("bug", EngineFailed, "ZeroDivisionError: division by zero"),
        ("silent", EngineFailed, "RuntimeError"),
    ],
)
def test_what_goes_wrong_is_explained(house: House, word: str, kind: type[CastaliaError], message: str) -> None:
    set_upset(house.home, word, "fox")
    job = house.make(FOX)
    assert job.state == "failed"
    assert type(job.error) is kind
    assert message in job.error.message
    assert job.error.hint
    assert "Traceback" not in str(job.error)
    log = (house.home / "logs" / f"{job.id}.log").read_text()
    assert "Traceback (most recent call last)" in log
    assert '"prompt": "a fox"' in log
    assert nothing_left(house)
    with pytest.raises(kind, match=message):
        JobHandle(house.jobs, house.library, job.id).result()


def test_after_a_failure_the_same_recipe_is_tried_anew(house: House) -> None:
    set_upset(house.home, "bug", "fox")
    failed = house.make(FOX)
    set_upset(house.home, "", "")
    assert house.make(FOX).id != failed.id
    assert house.make(FOX).state == "done"


def test_an_engine_that_is_missing_or_refuses(house: House) -> None:
    assert isinstance(house.make(Image(prompt="a fox", seed=1)).error, Missing)

    class Picky(Toy):
        def check(self, recipe: Recipe, settings: object) -> None:
            raise BadInput("no foxes here", hint="ask for a cat")

    picky = House(house.home, engine_for=lambda recipe: Picky("text", ".md"))
    assert picky.make(FOX).error.message == "no foxes here"
    assert house.diary() == []


class Faulty(Engine[Recipe]):
    """An engine that breaks the protocol in one way or another."""

    name = "faulty"
    kind = "text"
    title = "Faulty"
    about = "An engine for tests."

    def __init__(self, fault: str) -> None:
        self.fault = fault

    def run(self, recipe: Recipe, ctx: Context) -> Run:
        yield Progress(0, 1)
        if self.fault == "no result":
            return None  # type: ignore[return-value]
        if self.fault == "no files":
            return Result(())
        if self.fault == "no such file":
            return Result((Produced(ctx.folder / "nothing.md"),))
        outside = ctx.folder.parent / "outside.md"
        outside.write_text("x")
        return Result((Produced(outside),))


@pytest.mark.parametrize("fault", ["no result", "no files", "no such file", "file outside its folder"])
def test_a_faulty_engine_fails_its_job_and_nothing_else(tmp_path, fault: str) -> None:
    house = House(tmp_path, engine_for=lambda recipe: Faulty(fault))
    job = house.make(FOX)
    assert isinstance(job.error, EngineFailed)
    assert house.library.history() == []


def test_infinities_in_a_report_become_null(house: House) -> None:
    class Silent(Toy):
        def run(self, recipe: Recipe, ctx: Context) -> Run:
            result = yield from super().run(recipe, ctx)
            return Result(result.files, {"loudness": float("-inf"), "all": [float("nan"), 1.5], "fine": True})

    silent = House(house.home, engine_for=lambda recipe: Silent("text", ".md"))
    assert silent.result(FOX).report == {"loudness": None, "all": [None, 1.5], "fine": True}


def test_an_engine_that_fails_on_a_full_disk_without_saying_so(house: House, monkeypatch) -> None:
    set_upset(house.home, "silent", "fox")
    monkeypatch.setattr("castalia.jobs.runner.LITTLE", 1 << 62)
    assert "the disk is full" in house.make(FOX).error.message


def test_a_second_runner_waits_for_the_first(any_house: House) -> None:
    set_pace(any_house.home, 0.1)
    handle = in_background(any_house, FOX)
    wait_for_progress(handle)
    other = House(any_house.home, any_house.settings.database_url)
    job = other.runner.run(handle.id)
    assert job.state == "done"
    assert any_house.diary() == ["begin a fox", "end a fox"]
    other.library.close()


def test_a_runner_that_lost_its_lease_does_not_count(house: House, monkeypatch) -> None:
    """A laptop that slept: meanwhile another process took the job."""
    set_pace(house.home, 0.2)
    job = house.jobs.submit(FOX)
    held = house.jobs.lease(house.runner.name)
    thread = threading.Thread(target=house.runner.carry_out, args=(held,))
    thread.start()
    time.sleep(0.1)
    with house.library.database.write() as connection:
        connection.exec_driver_sql("UPDATE jobs SET lease_until = 0")
    assert house.jobs.lease("other-machine.1.1").id == job.id
    thread.join(10)
    assert not thread.is_alive()
    assert house.diary() == ["begin a fox"]
    assert house.jobs.get(job.id).worker == "other-machine.1.1"
    assert nothing_left(house)


def test_the_lease_is_prolonged_while_the_engine_works(house: House, monkeypatch) -> None:
    monkeypatch.setattr("castalia.jobs.pulse.LEASE", 0.3)
    set_pace(house.home, 0.1)
    handle = in_background(house, FOX)
    wait_for_progress(handle)
    before = handle.job.lease_until
    handle.wait(10)
    beats = handle.job.lease_until
    assert beats != before


def test_part_of_a_work_asked_for_by_itself_enters_the_history(house: House) -> None:
    work = house.jobs.submit(Text(prompt="stands for a work", seed=1))
    part = house.runner.run(house.jobs.submit(FOX, parent=work.id, node="story").id)
    assert house.library.history() == []
    assert house.library.history(parts=True)[0].id == part.artifact_id
    house.result(FOX)
    assert [a.id for a in house.library.history()] == [part.artifact_id]


def test_the_recipe_is_resolved_before_it_is_made(house: House) -> None:
    house.runner.resolve = lambda recipe: recipe.with_fields(seed=5) if recipe.seed is None else recipe
    assert house.result(Text(prompt="a fox")).recipe.seed == 5


def test_runner_falls_silent_when_the_database_is_gone(house: House, monkeypatch) -> None:
    job = house.jobs.submit(FOX)

    def gone(*arguments: object, **options: object) -> None:
        raise StorageError("the database is gone")

    monkeypatch.setattr(house.jobs, "lease", gone)
    assert house.runner.run(job.id).error.message == "the database is gone"
    with pytest.raises(StorageError, match="gone"):
        JobHandle(house.jobs, house.library, job.id).result(timeout=1)


def test_waiting_has_an_end(house: House) -> None:
    job = house.jobs.submit(FOX)
    handle = JobHandle(house.jobs, house.library, job.id)
    assert repr(handle) == f"JobHandle('{job.id}', queued)"
    with pytest.raises(TimeoutError, match=r"is queued after 0\.1 s"):
        handle.result(timeout=0.1)


def test_engine_for_names_what_is_missing() -> None:
    with pytest.raises(Missing):
        engine_for(Image(prompt="a fox", seed=1))
