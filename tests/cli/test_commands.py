"""The commands with the built-in engines, as a user types them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

STORY = ("a", "fox", "in", "the", "snow", "--form", "story", "--seed", "7")


def test_write_prints_the_text_and_saves_it_under_a_readable_name(castalia, tmp_path: Path) -> None:
    ran = castalia("write", *STORY)
    assert ran.status == 0, ran.err
    saved = list((tmp_path / "work" / "castalia-output").iterdir())
    assert len(saved) == 1
    assert saved[0].name.startswith("a-fox-in-the-snow-s7-")
    assert saved[0].suffix == ".md"
    assert ran.out.strip()
    assert f"saved as castalia-output/{saved[0].name}" in ran.err


def test_writing_again_never_overwrites_and_comes_from_the_library(castalia, tmp_path: Path) -> None:
    castalia("write", *STORY)
    again = castalia("write", *STORY)
    assert "from the library" in again.err
    names = sorted(p.name for p in (tmp_path / "work" / "castalia-output").iterdir())
    assert len(names) == 2
    assert any(name.endswith("-2.md") for name in names)


def test_the_prompt_may_come_from_standard_input(castalia) -> None:
    by_input = castalia("write", "-", "--seed", "7", "--form", "story", "-o", "-", stdin="a fox in the snow\n")
    assert by_input.out == castalia("write", *STORY, "-o", "-").out
    assert by_input.status == 0


def test_json_is_one_object_per_artifact(castalia, tmp_path: Path) -> None:
    ran = castalia("write", *STORY, "--count", "3", "--json", "-o", "out/")
    made = [json.loads(line) for line in ran.out.splitlines()]
    assert [m["recipe"]["seed"] for m in made] == [7, 8, 9]
    assert ran.err == ""
    for one in made:
        assert {"id", "kind", "files", "recipe", "report", "seconds", "cached"} <= one.keys()
        assert (tmp_path / "work" / one["saved"]).is_file()
    listed = castalia("history", "--json", "--kind", "text", "--search", "fox")
    assert {json.loads(line)["id"] for line in listed.out.splitlines()} == {m["id"] for m in made}


def test_a_name_with_count_gets_the_seeds(castalia, tmp_path: Path) -> None:
    castalia("write", *STORY, "--count", "2", "-o", "fox.md")
    assert sorted(p.name for p in (tmp_path / "work").iterdir()) == ["fox-s7.md", "fox-s8.md"]


def test_a_saved_recipe_makes_the_same(castalia, tmp_path: Path) -> None:
    plan = castalia("write", *STORY, "--dry-run")
    (tmp_path / "work" / "recipe.json").write_text(plan.out)
    same = castalia("write", "--recipe", "recipe.json", "--dry-run")
    assert same.data == plan.data
    other = castalia("write", "--recipe", "recipe.json", "--seed", "8", "--dry-run")
    assert other.data == {**plan.data, "seed": 8}
    wrong = castalia("image", "--recipe", "recipe.json", "--dry-run")
    assert wrong.status == 2
    assert "castalia write" in wrong.err


def test_home_and_json_stand_before_or_after_the_command(castalia, tmp_path: Path) -> None:
    other = str(tmp_path / "other")
    before = castalia("--home", other, "--json", "library", "path")
    after = castalia("library", "path", "--home", other, "--json")
    assert before.data == after.data == {"path": other}


def test_a_picture_is_made_looked_at_and_made_again(castalia, tmp_path: Path) -> None:
    size = ("--width", "64", "--height", "64")
    ran = castalia("image", "a red donut on the moon, xyzzy", "--seed", "7", *size, "-o", "a.png", timeout=300)
    assert ran.status == 0, ran.err
    assert ran.out == "a.png\n"
    assert "64x64" in ran.err
    assert "not understood: xyzzy" in ran.err
    card = castalia("info", "a.png", "--json").data
    assert card["recipe"]["prompt"] == "a red donut on the moon, xyzzy"
    assert card["media"]["width"] == 64
    assert card["artifact"]
    assert "made by" in castalia("info", "a.png").out
    again = castalia("redo", "a.png", timeout=300)
    assert (again.status, again.out) == (0, "identical\n")
    other = castalia("redo", "a.png", "--set", "seed=8", "--json", "-o", "b.png", timeout=300).data
    assert other["changed"]
    assert other["recipe"]["seed"] == 8
    assert (tmp_path / "work" / "b.png").is_file()


def test_a_file_of_somebody_else_has_no_recipe(castalia, tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (40, 30)).save(tmp_path / "work" / "plain.png")
    ran = castalia("info", "plain.png", "--json")
    assert ran.status == 0
    assert ran.data["recipe"] is None
    assert ran.data["media"]["width"] == 40
    assert "does not say how it was made" in castalia("info", "plain.png").err
    assert castalia("redo", "plain.png").status == 2


def test_a_file_that_lies_about_itself_is_refused(castalia, tmp_path: Path) -> None:
    (tmp_path / "work" / "lie.png").write_text("I am not a picture")
    (tmp_path / "work" / "empty.png").touch()
    for name in ("lie.png", "empty.png", "missing.png", "."):
        ran = castalia("info", name)
        assert ran.status == 2
        assert "hint: " in ran.err


def test_doctor_says_what_works(castalia) -> None:
    ran = castalia("doctor", "--json")
    assert ran.status == 0, ran.out
    report = ran.data
    assert report["problems"] == []
    assert report["library"]["writable"]
    assert {e["kind"] for e in report["engines"] if e["works"]} == {
        "text", "image", "speech", "music", "video", "mesh", "story-page", "compare", "upscale", "cutout", "describe",
        "face", "talk", "avatar", "listen", "host",
    }  # fmt: skip
    assert report["models"]["installed"] == 0
    assert set(report["libraries"]) >= {"torch", "diffusers", "openvino"}
    page = castalia("doctor").out
    for word in ("python", "memory", "disk", "folder", "Models", "ffmpeg", "Everything that is needed works"):
        assert word in page


def test_doctor_finds_a_usual_model_that_is_not_here(castalia) -> None:
    ran = castalia("doctor", "--json", env={"CASTALIA_IMAGE_MODEL": "sdxl"})
    assert ran.status == 1
    assert [problem["fix"] for problem in ran.data["problems"]] == ["castalia models pull sdxl"]


def test_doctor_finds_what_is_broken(castalia, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ran = castalia("doctor", "--json", "--home", str(tmp_path / "file"))
    assert ran.status == 1
    assert ran.data["problems"][0]["fix"]


def test_library_upkeep(castalia, tmp_path: Path) -> None:
    made = castalia("write", *STORY, "--json").data
    assert castalia("library", "stats", "--json").data["kinds"] == {"text": 1}
    assert castalia("library", "check", "--json").data["ok"]
    kept = Path(made["files"][0]["path"])
    kept.chmod(0o644)
    kept.write_text("damaged")
    assert castalia("library", "check").status == 1
    assert castalia("library", "check", "--repair").status == 0
    assert castalia("library", "delete", made["id"]).status == 2, "nobody said yes"
    assert castalia("library", "delete", made["id"], "--yes").status == 0
    assert castalia("history", "--json").out == ""
    assert castalia("library", "gc", "--dry-run", "--json").data["dry_run"]


def test_jobs_are_listed_shown_and_cannot_be_cancelled_afterwards(castalia) -> None:
    castalia("write", *STORY)
    job = json.loads(castalia("jobs", "list", "--json").out)
    assert (job["state"], job["kind"]) == ("done", "text")
    assert castalia("jobs", "show", job["id"], "--json").data["events"]
    assert castalia("jobs", "watch", job["id"]).out.startswith(job["id"])
    assert castalia("jobs", "cancel", job["id"]).status == 2
    assert castalia("jobs", "show", "nothing").status == 2
    assert castalia("jobs", "list", "--state", "dead").status == 2
    assert castalia("jobs", "resume", job["id"], "-o", "again.md").status == 0


def test_a_worker_carries_out_what_waits(castalia, tmp_path: Path) -> None:
    from castalia import Studio, Text

    studio = Studio(home=tmp_path / "home")
    job = studio.enqueue(Text(prompt="a fox", seed=1))
    assert castalia("worker", "--until-empty", "--json").data == {"jobs": 1}
    assert studio.jobs.get(job.id).state == "done"


def test_ctrl_c_cancels_and_the_same_command_goes_on(castalia, tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("castalia")
    command = [str(program), "music", "a calm evening", "--seed", "3", "--duration", "600"]
    env = os.environ | {"CASTALIA_HOME": str(tmp_path / "home")}
    running = subprocess.Popen(command, cwd=tmp_path, env=env, stderr=subprocess.PIPE, text=True)
    give_up = time.monotonic() + 60
    while "running" not in castalia("jobs", "--json").out:
        assert running.poll() is None
        assert time.monotonic() < give_up
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert err.splitlines()[-1] == "cancelled"
    assert json.loads(castalia("jobs", "--json").out)["state"] == "cancelled"
    assert not (tmp_path / "castalia-output").exists()


@pytest.mark.parametrize("kind", [None, "image"])
def test_engines_are_listed(castalia, kind: str | None) -> None:
    args = [kind] if kind else []
    listed = castalia("engines", *args, "--json").data
    assert all(engine["kind"] == kind for engine in listed if kind)
    assert {"name", "works", "detail", "improve", "about"} <= listed[0].keys()
    assert castalia("engines", *args).out.startswith("kind")


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("castalia im", "image"),
        ("castalia image --sty", "--style"),
        ("castalia image --style w", "watercolor"),
        ("castalia music --mood my", "mysterious"),
        ("castalia music --instruments piano,ha", "piano,harp"),
        ("castalia image --engine c", "clay"),
        ("castalia jobs l", "list"),
    ],
)
def test_the_shell_completes(castalia, line: str, offered: str) -> None:
    env = {"_CASTALIA_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(line.split()) - 1)}
    assert castalia(env=env).out.split() == [offered]
