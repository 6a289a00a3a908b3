"""What stays loaded, what goes, and how other processes see it."""

import random
import subprocess
import sys
import threading
import time

import pytest

from castalia.models.notice import NoticeBoard, Resident, ask_unload, loaded
from castalia.models.residency import Measured, Shelf


def about(name):
    return Resident(name, "cpu", "fp32")


def put(shelf, name, size=10, **room):
    with shelf.use(name, lambda: Measured([name], size), about(name), **room) as thing:
        return thing


def test_a_thing_is_loaded_once():
    shelf = Shelf()
    assert put(shelf, "a") is put(shelf, "a")
    assert [r.id for r in shelf.held()] == ["a"]


def test_the_least_recently_used_goes_when_room_is_needed_and_never_what_is_in_use():
    shelf = Shelf()

    def free():
        return 35 - sum(r.bytes for r in shelf.held())

    for name in "abca":
        put(shelf, name, needs=10, free=free)
    put(shelf, "d", needs=10, free=free)
    assert [r.id for r in shelf.held()] == ["c", "a", "d"]
    with shelf.use("c", lambda: pytest.fail("is held"), about("c")):
        put(shelf, "e", needs=100, free=free)
        assert [r.id for r in shelf.held()] == ["c", "e"]
        assert shelf.unload() == ["e"]


def test_two_threads_take_turns():
    shelf, inside, most = Shelf(), [], []

    def work():
        with shelf.use("a", lambda: Measured(object(), 1), about("a")):
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.02)
            inside.pop()

    threads = [threading.Thread(target=work) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 1
    assert len(most) == 5


def test_what_fails_to_load_leaves_nothing():
    shelf = Shelf()
    with pytest.raises(ValueError), shelf.use("a", lambda: int("x"), about("a")):
        pass
    assert not shelf.held()
    assert put(shelf, "a") == ["a"]


def test_another_process_sees_it_and_asks_for_it_to_go(tmp_path):
    shelf = Shelf(NoticeBoard(tmp_path))
    put(shelf, "a")
    put(shelf, "b")
    code = f"from castalia.models.notice import *; from pathlib import Path; h = Path({str(tmp_path)!r}); "
    seen = subprocess.run(
        [sys.executable, "-c", code + "print([r.id for r in loaded(h)], [r.id for r in ask_unload(h, 'a')[0]])"],
        capture_output=True, text=True, check=True, timeout=60,
    ).stdout  # fmt: skip
    assert seen.strip() == "['a', 'b'] ['a']"
    assert [r.id for r in shelf.held()] == ["b"]
    gone, left = ask_unload(tmp_path)
    assert [r.id for r in gone] == ["b"]
    assert not left
    assert not loaded(tmp_path)


def test_the_notice_of_a_dead_process_is_cleared(tmp_path):
    code = (
        "from castalia.models.residency import *; from castalia.models.notice import *\n"
        "from pathlib import Path; import os\n"
        f"s = Shelf(NoticeBoard(Path({str(tmp_path)!r})))\n"
        "with s.use('a', lambda: Measured(1, 1), Resident('a', 'cpu', 'fp32')): os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
    assert list((tmp_path / "loaded").glob("*.json"))
    assert not loaded(tmp_path)
    assert not list((tmp_path / "loaded").glob("*.json"))


@pytest.mark.slow
def test_memory_is_steady_over_twenty_recipes_and_returns_after_unload(tiny, tmp_path):
    """20 recipes over 6 models in random order: resident memory within 5 % of that after the first round."""
    import psutil
    import torch

    from castalia import Studio
    from castalia.engines.diffusion.planning import shelf
    from castalia.models.residency import give_back
    from castalia.settings import Settings

    torch.set_num_threads(1)
    studio = Studio(settings=Settings(home=tmp_path / "home", device="cpu"))
    models = [str(tiny(name)) for name in ("sd15", "sdxl", "sd3", "flux", "pixart", "sd15.safetensors")]

    def draw(model, seed):
        recipe = studio.recipe(
            "image", prompt="a fox", model=model, seed=seed, steps=3, width=64, height=64, precision="fp32"
        )
        studio.run(recipe, fresh=True)

    def resident():
        give_back()
        return psutil.Process().memory_info().rss

    for seed, model in enumerate(models):
        draw(model, seed)
    before = resident()
    order = random.Random(4).choices(models, k=20)
    for seed, model in enumerate(order):
        draw(model, 100 + seed)
        if seed % 7 == 6:
            shelf(studio.settings).unload()
    assert resident() <= before * 1.05
    held = sum(r.bytes for r in shelf(studio.settings).held())
    assert held
    assert shelf(studio.settings).unload()
    assert not shelf(studio.settings).held()
    assert resident() <= before * 1.05
