"""What happens when memory runs out: the next plan down, said and remembered."""

import dataclasses

import pytest

from castalia.engines.diffusion import planning
from castalia.engines.diffusion.run import Watch
from castalia.errors import OutOfMemory
from castalia.hardware.history import History
from castalia.hardware.plan import Plan
from castalia.settings import Settings

LOW = Plan("cuda", "bf16", offload="sequential", model="m", hardware="gpu", peak=2_000, usable=9_000)
MIDDLE = dataclasses.replace(LOW, offload="model", peak=5_000, ladder=(LOW,))
HIGH = dataclasses.replace(LOW, offload="none", peak=9_000, ladder=(MIDDLE, LOW))


def test_it_steps_down_until_it_fits(tmp_path):
    settings = Settings(home=tmp_path)

    def work(plan):
        if plan.peak > 4_000:
            raise RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB")
        return "done"

    value, plan, notes = planning.with_ladder(HIGH, work, settings, Watch())
    assert (value, plan.offload) == ("done", "sequential")
    assert [note.partition(": ")[2] for note in notes] == ["now with model offload", "now with sequential offload"]
    assert History(tmp_path).limit("m", "gpu", 9_000) < 5_000


def test_other_errors_are_not_taken_for_it(tmp_path):
    with pytest.raises(ValueError):
        planning.with_ladder(HIGH, lambda plan: int("x"), Settings(home=tmp_path), Watch())


def test_the_end_of_the_ladder(tmp_path):
    def work(plan):
        raise MemoryError

    with pytest.raises(OutOfMemory, match="smallest way"):
        planning.with_ladder(HIGH, work, Settings(home=tmp_path), Watch())
