"""Works: their parts run when they can, are made once, and are found again."""

from __future__ import annotations

import threading
import time

import pytest
from toy_house import House, set_pace, set_upset

from castalia.errors import Cancelled, EngineFailed
from castalia.jobs.handle import JobHandle
from castalia.jobs.job import Job
from castalia.recipes import StoryPage

PAGE = StoryPage(prompt="a fox", seed=3)
PARTS = ["story a fox", "notes that never change", "voice a fox", "music that never changes", "clip a fox", "page"]


def begun(house: House) -> list[str]:
    return sorted(line[6:] for line in house.diary() if line.startswith("begin "))


def parts(house: House, job: Job) -> dict[str, str]:
    """The last state of each part, as a progress display would show it."""
    return {e.node: e.state for e in house.jobs.events(job.id) if e.node}


def in_background(house: House, recipe: StoryPage) -> JobHandle:
    job = house.jobs.submit(recipe)
    threading.Thread(target=house.runner.run, args=(job.id,), daemon=True).start()
    return JobHandle(house.jobs, house.library, job.id)


def test_a_work_is_made_of_its_parts(any_house: House) -> None:
    page = any_house.result(PAGE)
    assert page.main.name == "index.html"
    names = {f.name for f in page.files}
    assert names == {
        "index.html",
        *(f"media/{n}" for n in ("story.md", "notes.md", "voice.wav", "music.wav", "clip.mp4")),
    }
    assert page.report == {"word": "a fox"}
    children = {job.node: job for job in any_house.jobs.children(page.job_id)}
    made = {node: any_house.library.get(job.artifact_id) for node, job in children.items()}
    assert set(page.provenance.parents) == {artifact.main.ref for artifact in made.values()}
    assert made["clip"].recipe.voice == made["voice"].main.ref
    assert made["clip"].recipe.music == made["music"].main.ref
    assert begun(any_house) == sorted(PARTS)


def test_what_needs_something_comes_after_it(house: House) -> None:
    house.result(PAGE)
    diary = house.diary()
    for first in ("voice a fox", "music that never changes"):
        assert diary.index(f"end {first}") < diary.index("begin clip a fox")
    assert diary[-2:] == ["begin page", "end page"]


def test_parts_run_at_the_same_time(house: House) -> None:
    set_pace(house.home, 0.05)
    house.result(PAGE)
    assert [line.split()[0] for line in house.diary()[:2]] == ["begin", "begin"]


def test_the_events_of_a_work_draw_a_bar_for_each_part(house: House) -> None:
    job = house.make(PAGE)
    events = house.jobs.events(job.id)
    clip = [e for e in events if e.node == "clip"]
    assert [e.state for e in clip][:2] == ["started", "progress"]
    assert clip[-1].state == "done"
    assert {e.title for e in clip} == {"Clip"}
    assert house.library.get(clip[-1].artifact_id).kind == "video"
    assert house.jobs.get(clip[-1].child).node == "clip"
    assert [(e.step, e.total) for e in clip if e.state == "progress"][-1] == (5, 5)
    whole = [e.step for e in events if e.state == "progress" and not e.node]
    assert whole == sorted(whole)
    assert (job.step, job.total) == (5, 6)
    assert parts(house, job) == dict.fromkeys(("story", "notes", "voice", "music", "clip"), "done")


def test_the_same_work_again_makes_nothing(any_house: House) -> None:
    first = any_house.result(PAGE)
    count = len(any_house.diary())
    job = any_house.make(PAGE)
    assert (job.cached, job.artifact_id) == (True, first.id)
    assert set(parts(any_house, job).values()) == {"cached"}
    assert any_house.jobs.children(job.id) == []
    assert len(any_house.diary()) == count


def test_a_changed_field_redoes_only_what_depends_on_it(house: House) -> None:
    house.result(PAGE)
    count = len(house.diary())
    job = house.make(PAGE.with_fields(prompt="a cat"))
    assert parts(house, job) == {
        "story": "done", "notes": "cached", "voice": "done", "music": "cached", "clip": "done",
    }  # fmt: skip
    assert sorted(line for line in house.diary()[count:] if line.startswith("begin")) == [
        "begin clip a cat",
        "begin page",
        "begin story a cat",
        "begin voice a cat",
    ]


def test_a_fresh_work_makes_its_parts_anew(house: House) -> None:
    first, second = house.result(PAGE), house.result(PAGE, fresh=True)
    assert first.id != second.id
    assert [f.ref for f in first.files] == [f.ref for f in second.files]
    assert begun(house) == sorted(2 * PARTS)


def test_a_part_that_lost_its_file_is_made_again(house: House) -> None:
    page = house.result(PAGE)
    music = next(f for f in page.files if f.role == "music")
    music.path.unlink()
    again = house.result(PAGE)
    assert again.id == page.id, "the file is back, and with it the old page is whole"
    assert begun(house) == sorted([*PARTS, "music that never changes"])


def test_a_missing_optional_part_is_left_out(house: House) -> None:
    recipe = PAGE.with_fields(prompt="optional fox")
    job = house.make(recipe)
    assert parts(house, job)["model"] == "skipped"
    assert parts(house, job)["turn"] == "done", "it could do without the model"
    page = house.library.get(job.artifact_id)
    assert page.key is None
    assert page.report["skipped"] == [
        {"node": "model", "title": "Model", "message": "no mesh engine works here", "hint": "it is not installed"}
    ]
    assert not house.make(recipe).cached, "perhaps the missing part can be made now"


def test_a_failing_part_lets_the_others_finish(any_house: House) -> None:
    set_upset(any_house.home, "bug", "music")
    job = any_house.make(PAGE)
    assert job.state == "failed"
    assert isinstance(job.error, EngineFailed)
    assert job.error.message.startswith("Music: the music engine failed: ZeroDivisionError")
    assert parts(any_house, job) == {
        "story": "done", "notes": "done", "voice": "done", "music": "failed", "clip": "skipped",
    }  # fmt: skip
    set_upset(any_house.home, "", "")
    job = any_house.make(PAGE)
    assert parts(any_house, job) == {
        "story": "cached", "notes": "cached", "voice": "cached", "music": "done", "clip": "done",
    }  # fmt: skip


def test_cancelling_a_work_stops_its_parts(any_house: House) -> None:
    set_pace(any_house.home, 0.2)
    handle = in_background(any_house, PAGE)
    next(event for event in handle.events() if event.node and event.state == "progress")
    handle.cancel()
    with pytest.raises(Cancelled):
        handle.result(timeout=10)
    children = any_house.jobs.children(handle.id)
    assert len(children) == 2
    assert {child.state for child in children} == {"cancelled"}
    assert not list((any_house.home / "tmp").iterdir())
    set_pace(any_house.home, 0)
    assert any_house.make(PAGE).state == "done"


def test_a_cancelled_part_cancels_its_work(house: House) -> None:
    set_pace(house.home, 0.1)
    handle = in_background(house, PAGE)
    event = next(event for event in handle.events() if event.node == "story" and event.state == "progress")
    house.jobs.request_cancel(event.child)
    assert handle.wait(20).state == "cancelled"


def test_ctrl_c_in_a_part_cancels_the_work(house: House) -> None:
    set_upset(house.home, "interrupt", "voice")
    job = house.jobs.submit(PAGE)
    with pytest.raises(KeyboardInterrupt):
        house.runner.run(job.id)
    assert house.jobs.get(job.id).state == "cancelled"
    assert all(child.is_final for child in house.jobs.children(job.id))


def test_a_fault_while_putting_together_keeps_the_parts(house: House) -> None:
    set_upset(house.home, "full", "page")
    assert "the disk is full" in house.make(PAGE).error.message
    set_upset(house.home, "", "")
    house.result(PAGE)
    assert begun(house) == sorted([*PARTS, "page"])


def test_a_part_of_an_earlier_run_still_waiting_is_taken_up(house: House) -> None:
    set_pace(house.home, 0.1)
    handle = in_background(house, PAGE)
    next(event for event in handle.events() if event.node == "story" and event.state == "progress")
    house.runner.stopping.set()
    while handle.state != "queued":
        time.sleep(0.02)
    waiting = {child.node: child.id for child in house.jobs.children(handle.id)}
    assert {house.jobs.get(id).state for id in waiting.values()} == {"queued"}
    house.runner.stopping.clear()
    set_pace(house.home, 0)
    assert house.runner.run(handle.id).state == "done"
    after = {child.node: child.id for child in house.jobs.children(handle.id)}
    assert waiting.items() <= after.items()


def test_a_fresh_work_that_goes_on_keeps_the_fresh_parts(house: House) -> None:
    house.result(PAGE)
    lines = len(house.diary())
    set_pace(house.home, 0.05)
    job = house.jobs.submit(PAGE, fresh=True)
    handle = JobHandle(house.jobs, house.library, job.id)
    thread = threading.Thread(target=house.runner.run, args=(job.id,))
    thread.start()
    next(event for event in handle.events() if event.node and event.state == "done")
    house.runner.stopping.set()
    thread.join()
    house.runner.stopping.clear()
    set_pace(house.home, 0)
    assert house.runner.run(job.id).state == "done"
    ended = [line for line in house.diary()[lines:] if line.startswith("end ")]
    assert sorted(ended) == sorted(f"end {part}" for part in PARTS), "each was made anew, and once"


def test_a_fresh_part_that_was_deleted_is_made_once_more(house: House) -> None:
    set_upset(house.home, "bug", "page")
    job = house.jobs.submit(PAGE, fresh=True)
    house.runner.run(job.id)
    lost, damaged = (c.artifact_id for c in house.jobs.children(job.id) if c.node in ("story", "voice"))
    house.library.delete(lost)
    house.library.get(damaged).path.unlink()
    with house.library.database.write() as connection:  # as if its process had died instead
        connection.exec_driver_sql(f"UPDATE jobs SET state = 'queued', finished = NULL WHERE id = '{job.id}'")
    set_upset(house.home, "", "")
    lines = len(house.diary())
    assert house.runner.run(job.id).state == "done"
    begun = sorted(line for line in house.diary()[lines:] if line.startswith("begin "))
    assert begun == ["begin page", "begin story a fox", "begin voice a fox"]


def test_twenty_parts_on_many_threads(tmp_path) -> None:
    house = House(tmp_path, workers=8)
    pages = [PAGE.with_fields(prompt=f"fox {n}") for n in range(4)]
    threads = [threading.Thread(target=house.make, args=(page,)) for page in pages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert all(house.make(page).cached for page in pages)
    assert house.library.check().ok
