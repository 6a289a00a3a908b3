"""A disk that fills up in the middle of a job: one clear error, nothing half-written, nothing finished lost."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from toy_house import ENGINES, House, Toy

from castalia.engines.base import Context
from castalia.errors import StorageError
from castalia.jobs.handle import JobHandle
from castalia.recipes import Recipe, StoryPage, Text

PAGE = StoryPage(prompt="a fox", seed=3)


class Greedy(Toy):
    """Fills the disk, if there is a file `greedy` in the home."""

    def content(self, recipe: Recipe, ctx: Context) -> bytes:
        if (ctx.settings.home / "greedy").exists():
            with (ctx.folder / "huge.tmp").open("wb", buffering=0) as file:
                while True:
                    file.write(b"x" * 4096)
        return super().content(recipe, ctx)


@pytest.fixture
def small_house(tmp_path: Path) -> Iterator[House]:
    """A house on a disk of 4 MB, in which whoever makes a clip is greedy."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small file system")
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "castalia-test", str(disk)]
    if subprocess.run(command, capture_output=True).returncode != 0:
        pytest.skip("a small file system cannot be mounted here")
    engines = {**ENGINES, "video": Greedy("video", ".mp4")}
    house = House(disk / "home", engine_for=lambda recipe: engines[recipe.kind])
    yield house
    house.library.close()
    with contextlib.suppress(OSError):
        subprocess.run(["umount", "-l", str(disk)], check=False)


def test_an_engine_fills_the_disk(small_house: House) -> None:
    greedy = small_house.home / "greedy"
    greedy.touch()
    job = small_house.make(PAGE)
    assert job.state == "failed"
    assert isinstance(job.error, StorageError)
    assert "the disk is full" in job.error.message
    assert list((small_house.home / "tmp").iterdir()) == []
    greedy.unlink()
    lines = len(small_house.diary())
    assert small_house.result(PAGE).main.name == "index.html"
    assert [line for line in small_house.diary()[lines:] if line.startswith("begin")] == [
        "begin clip a fox",
        "begin page",
    ]
    assert small_house.library.check().ok


def test_the_disk_was_full_before(small_house: House) -> None:
    job = small_house.jobs.submit(Text(prompt="a fox", seed=1))
    filler = small_house.home.parent / "filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)
    failed = small_house.runner.run(job.id)
    assert "the disk is full" in failed.error.message
    with pytest.raises(StorageError, match="the disk is full"):
        JobHandle(small_house.jobs, small_house.library, job.id).result(timeout=1)
    filler.unlink()
    again = House(small_house.home)
    assert again.make(Text(prompt="a fox", seed=1)).state == "done"
    assert again.library.check().ok
