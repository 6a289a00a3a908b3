"""What a creator does with checkpoints, from importing one to a comparison, with tiny ones of the true classes."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from castalia import Studio
from castalia.settings import Settings

CASTALIA = Path(sys.executable).with_name("castalia")
INSTALLED = {
    "tiny": "sd15", "tiny-xl": "sdxl", "tiny-t2v": "t2v", "tiny-wan": "wan", "brush": "lora-kohya",
    "glow": "embedding-sd15",
}  # fmt: skip


@pytest.fixture(scope="module")
def models(tiny, tmp_path_factory) -> Path:
    """A folder of installed models that several homes share."""
    from castalia.models.importing import import_path

    folder = tmp_path_factory.mktemp("creator") / "models"
    for name, source in INSTALLED.items():
        import_path(tiny(source), Settings(home=folder.parent / "home", models=folder), name=name)
    return folder


@pytest.fixture(scope="module")
def home(models) -> Path:
    return models.parent / "home"


@pytest.fixture
def castalia(models, home, tmp_path, monkeypatch, capsys):
    """Run a command line in this process; its standard output, as JSON where it is."""
    from castalia.cli.app import run

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CASTALIA_HOME", str(home))
    monkeypatch.setenv("CASTALIA_MODELS", str(models))
    monkeypatch.setenv("CASTALIA_DEVICE", "cpu")
    monkeypatch.setenv("COLUMNS", "200")

    def call(line: str) -> str:
        capsys.readouterr()
        status = run(shlex.split(line))
        out, err = capsys.readouterr()
        assert status == 0, err
        return out

    return call


def pixels(path: str | Path) -> np.ndarray:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB")).astype(int)


QUICK = "--steps 2 --seed 7 --precision fp32"


def test_a_picture_is_drawn_changed_filled_and_made_again(castalia, tmp_path: Path) -> None:
    castalia(f"image 'a red fox' --model tiny {QUICK} --width 96 --height 64 -o fox.png")
    castalia(f"image 'a blue fox' --model tiny {QUICK} --image fox.png --strength 0.9 -o other.png")
    mask = np.zeros((64, 96), np.uint8)
    mask[:, 48:] = 255
    Image.fromarray(mask).save("mask.png")
    castalia(f"image 'a dog' --model tiny {QUICK} --image fox.png --mask mask.png -o filled.png")
    assert pixels("other.png").shape == (64, 96, 3), "the size is that of the picture, also the first time"
    assert (pixels("filled.png")[:, :48] == pixels("fox.png")[:, :48]).all()
    assert (pixels("filled.png") != pixels("fox.png")).any()
    for name in ("fox.png", "other.png", "filled.png"):
        assert castalia(f"redo {name}").startswith("identical")
    card = castalia("info filled.png")
    for word in ("tiny, folder", "float32 on cpu", "a dog"):
        assert word in card


def test_a_lora_in_the_prompt_is_one_in_the_recipe(castalia, tmp_path: Path) -> None:
    plain = castalia(f"image 'a fox' --model tiny {QUICK} --json -o plain.png")
    by_tag = json.loads(castalia(f"image 'a <lora:brush:0.5> fox' --model tiny {QUICK} --json -o tag.png"))
    by_field = json.loads(castalia(f"image 'a fox' --lora brush:0.5 --model tiny {QUICK} --json -o field.png"))
    assert by_tag["recipe"]["prompt"] == "a fox"
    assert by_tag["recipe"]["lora"] == ["brush:0.5"]
    assert by_field["id"] == by_tag["id"], "the same recipe, so that it is not made again"
    assert (pixels("tag.png") != pixels("plain.png")).any()
    assert plain


def test_a_row_of_batches_repeats_no_seed(castalia, tmp_path: Path) -> None:
    out = castalia(f"image 'a fox' --model tiny {QUICK} --batch 2 -n 2 -o fox.png --json")
    seeds = [file["meta"]["seed"] for line in out.splitlines() for file in json.loads(line)["files"]]
    assert seeds == [7, 8, 9, 10]


def test_other_programs_read_how_it_was_made(castalia, tmp_path: Path) -> None:
    from castalia.media.foreign_webui import split

    castalia(f"image 'a fox' --model tiny {QUICK} --negative-prompt trees -o fox.png")
    with Image.open("fox.png") as picture:
        prompt, negative, said = split(picture.text["parameters"])
    assert (prompt, negative) == ("a fox", "trees")
    assert [said[name] for name in ("Steps", "CFG scale", "Seed", "Size", "Model")] == [
        "2",
        "7.5",
        "7",
        "64x64",
        "tiny",
    ]


def test_what_prompts_can_say(castalia, tmp_path: Path) -> None:
    prompts = {
        "plain": "a fox by glow", "weight": "a (fox:1.4) by glow", "schedule": "a [fox:dog:0.5] by glow",
        "and": "a fox by glow AND a dog", "break": "a fox BREAK by glow", "long": "a fox by glow, " + "tree " * 100,
    }  # fmt: skip
    for name, prompt in prompts.items():
        castalia(f"image {shlex.quote(prompt)} --model tiny --steps 4 --seed 7 --precision fp32 -o {name}.png")
    castalia("image 'a fox by glow' --embedding glow --model tiny --steps 4 --seed 7 --precision fp32 -o glow.png")
    made = [pixels(f"{name}.png") for name in (*prompts, "glow")]
    for i, first in enumerate(made):
        assert all((first != other).any() for other in made[i + 1 :])


def test_video_of_both_classes(castalia, tmp_path: Path) -> None:
    small = "--steps 2 --seed 7 --precision fp32 --width 64 --height 64"
    for model, count in (("tiny-t2v", 4), ("tiny-wan", 5)):
        line = f"video 'a fox runs' --model {model} {small} --num-frames {count} -o {model}.mp4 --json"
        made = json.loads(castalia(line))
        assert made["files"][0]["media_type"] == "video/mp4"
        assert json.loads(castalia(f"info {model}.mp4 --json"))["media"]["num_frames"] == count
        assert castalia(f"redo {model}.mp4").startswith("identical")


def test_plan_and_dry_run_load_nothing(castalia, capsys) -> None:
    castalia("models unload")
    plan = json.loads(castalia("plan image fox --model tiny --json"))
    assert (plan["model"], plan["device"], plan["fits"]) == ("tiny", "cpu", True)
    assert "RTX 4090" in castalia("plan image fox --model sdxl --on 'rtx4090 24G'")
    assert json.loads(castalia("image fox --model tiny --dry-run"))["model"] == "tiny"
    assert json.loads(castalia("models loaded --json")) == []


def test_a_comparison_of_models_precisions_and_steps(castalia, tmp_path: Path) -> None:
    axes = "--axis model=tiny,tiny-xl --axis precision=fp32,bf16 --axis steps=2,4"
    made = json.loads(castalia(f"compare image 'a fox' {axes} --seed 7 -o grid --json"))
    assert made["report"]["cells"] == 8
    assert made["report"]["failed"] == []
    rows = json.loads((tmp_path / "grid" / "results.json").read_text())["rows"]
    assert all(row["seconds"] > 0 and row["peak_bytes"] > 0 for row in rows)
    assert rows[0]["distance"] == 0
    assert (tmp_path / "grid" / "index.html").stat().st_size > 1000


def environment(home: Path, models: Path) -> dict[str, str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("CASTALIA_")}
    return clean | {"CASTALIA_HOME": str(home), "CASTALIA_MODELS": str(models), "OMP_NUM_THREADS": "1"}


def start(line: str, folder: Path, models: Path) -> subprocess.Popen:
    return subprocess.Popen(
        [CASTALIA, *shlex.split(line)], cwd=folder, env=environment(folder / "home", models),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def until(condition, seconds: float = 60):
    """What `condition` gives as soon as it is something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.02)
    raise AssertionError("it never came to that")


def running(studio: Studio, step: int):
    """The job that has done so many steps."""
    return next((job for job in studio.jobs.list() if job.state == "running" and job.step >= step), None)


@pytest.mark.slow
def test_killed_in_the_middle_it_goes_on_exactly(models, tmp_path: Path) -> None:
    line = "image 'a red fox' --model tiny --steps 60 --seed 5 --precision fp32 -n 3 -o fox.png"
    killed = start(line, tmp_path, models)
    assert killed.stdout.readline().strip() == "fox-s5.png"
    studio = Studio(settings=Settings(home=tmp_path / "home", models=models, device="cpu"))
    until(lambda: running(studio, 5))
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert len(studio.history()) == 1

    again = start(line, tmp_path, models)
    _, err = again.communicate(timeout=120)
    assert again.returncode == 0, err
    assert "seed 5, from the library" in err
    (tmp_path / "calm").mkdir()
    calm = start(line, tmp_path / "calm", models)
    _, err = calm.communicate(timeout=120)
    assert calm.returncode == 0, err
    for seed in (5, 6, 7):
        name = f"fox-s{seed}.png"
        assert (tmp_path / "calm" / name).read_bytes() == (tmp_path / name).read_bytes()


@pytest.mark.slow
def test_ctrl_c_cancels_within_a_step(models, tmp_path: Path) -> None:
    process = start("image 'a fox' --model tiny --steps 900 --seed 5 --precision fp32", tmp_path, models)
    studio = Studio(settings=Settings(home=tmp_path / "home", models=models, device="cpu"))
    until(lambda: (tmp_path / "home" / "castalia.db").exists())
    job = until(lambda: running(studio, 5))
    process.send_signal(signal.SIGINT)
    began = time.monotonic()
    _, err = process.communicate(timeout=60)
    assert time.monotonic() - began < 3  # the rest of the steps takes more than ten seconds
    assert process.returncode == 130
    assert err.splitlines()[-1] == "cancelled"
    assert studio.jobs.get(job.id).state == "cancelled"


@pytest.mark.slow
def test_a_worker_shows_previews_and_keeps_its_models(models, tmp_path: Path) -> None:
    studio = Studio(settings=Settings(home=tmp_path / "home", models=models, device="cpu"))
    recipe = studio.recipe("image", prompt="a fox", model="tiny", steps=100, seed=5, precision="fp32")
    job = studio.enqueue(recipe)
    worker = start("worker", tmp_path, models)
    try:
        preview = until(lambda: studio.jobs.preview(job.id))
        assert preview[:2] in (b"\xff\xd8", b"\x89P", b"RI")
        until(lambda: studio.jobs.get(job.id).state == "done")
        told = [event.message for event in studio.jobs.events(job.id)]
        assert "denoising" in told

        def ask(*words: str):
            done = subprocess.run(
                [CASTALIA, "models", *words, "--json"], env=environment(tmp_path / "home", models),
                capture_output=True, text=True, timeout=60, check=True,
            )  # fmt: skip
            return json.loads(done.stdout)

        (held,) = ask("loaded")
        assert (held["id"], held["precision"]) == ("tiny", "fp32")
        ask("unload")
        assert until(lambda: ask("loaded") == [], seconds=20)
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.communicate(timeout=30)
    shutil.rmtree(tmp_path / "home")
