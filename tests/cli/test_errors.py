"""Whatever is wrong is said in one line with a way out and the right exit status, by the real program."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

LONG = " ".join(["word" * 250] * 1000)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ([""], "empty"),
        (["   \n\t "], "empty"),
        (["🎉🎈", "🎂"], "no words"),
        (["a\x07bell"], "control character"),
        (["a\x1b[31mred"], "control character"),
        ([b"a \xff b"], "Unicode"),
        (["a", "cat", "--widht", "512"], "--widht"),
        (["a", "cat", "--width", "100000"], "width"),
        (["a", "cat", "--width", "513"], "width"),
        (["a", "cat", "--width", "wide"], "width"),
        (["a", "cat", "--width", "nan"], "width"),
        (["a", "cat", "--seed", "-1"], "seed"),
        (["a", "cat", "--seed", "99999999999"], "seed"),
        (["a", "cat", "--format", "tiff"], "format"),
        (["a", "cat", "--count", "0"], "--count"),
        (["a", "cat", "--seed"], "--seed"),
        (["a", "cat", "--engine", "nothing"], "engine"),
        (["a", "cat", "-o", "a.tiff"], ".tiff"),
        (["a", "cat", "-o", "a.jpg", "--format", "png"], "--format"),
        (["a", "cat", "-o", ""], "-o"),
        (["a", "cat", "--recipe", "none.json"], "none.json"),
        (["a", "cat", "--recipe", "/dev/zero"], "/dev/zero"),
        (["a", "cat", "--recipe", "/"], "recipe"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_bad_input_ends_with_2(castalia, tmp_path: Path, args: list, words: str) -> None:
    ran = castalia("image", *args)
    assert ran.status == 2, ran.err
    assert ran.out == ""
    error, hint = ran.err.splitlines()
    assert error.startswith("error: ")
    assert words in error
    assert hint.startswith("hint: ")
    assert "\x1b" not in ran.err
    assert not list((tmp_path / "work").iterdir()), "nothing was written"


def test_a_megabyte_of_prompt_as_words_and_on_standard_input(castalia) -> None:
    by_words = castalia("image", *LONG.split())
    by_input = castalia("image", "-", stdin=LONG)
    assert by_words.status == by_input.status == 2
    assert "too long (1,000,999 characters)" in by_words.err
    assert by_words.err == by_input.err


def test_standard_input_that_is_not_text(castalia) -> None:
    ran = castalia("write", "-", stdin=b"\xff\xfe\x00a")
    assert ran.status == 2
    assert "UTF-8" in ran.err


def test_a_missing_prompt_is_an_error_where_nobody_can_be_asked(castalia) -> None:
    ran = castalia("image")
    assert ran.status == 2
    assert "image needs a prompt" in ran.err
    assert "for example" in ran.err


@pytest.mark.parametrize(
    ("args", "hint"),
    [
        (["imag", "a", "cat"], "`castalia image`"),
        (["jobs", "lst"], "`castalia jobs list`"),
        (["image", "a", "--negativ-prompt", "b"], "--negative-prompt"),
        (["config", "get", "wrokers"], "'workers'"),
        (["schema", "picture"], "image"),
        (["nonsense"], "commands are make"),
    ],
)
def test_a_typing_error_gets_a_suggestion(castalia, args: list[str], hint: str) -> None:
    ran = castalia(*args)
    assert ran.status == 2
    assert hint in ran.err.splitlines()[-1]


def test_json_errors_are_an_object(castalia) -> None:
    before, after = castalia("--json", "image", "🎉"), castalia("image", "🎉", "--json")
    assert before.status == after.status == 2
    assert before.error == after.error
    assert before.error["code"] == "bad-input"
    assert before.error["message"] == "the prompt has no words, only symbols"
    assert castalia("image", "--nope", "--json").error["code"] == "bad-input"


@pytest.mark.parametrize("voice", ["/dev/zero", "/", "missing.wav"])
def test_an_input_that_is_no_file(castalia, voice: str) -> None:
    ran = castalia("video", "a", "cat", "--voice", voice)
    assert ran.status == 2
    assert f"'{voice}'" in ran.err


@pytest.mark.parametrize("place", ["/proc/nowhere/a.png", "/dev/null/a.png", "a" * 300 + ".png"])
def test_a_place_that_cannot_be_written_is_refused_at_once(castalia, tmp_path: Path, place: str) -> None:
    ran = castalia("image", "a", "cat", "-o", place)
    assert ran.status == 1
    assert "cannot save" in ran.err
    assert not (tmp_path / "home" / "castalia.db").exists(), "before the library is even opened"


def test_a_home_that_cannot_be_used(castalia, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ran = castalia("history", "--home", str(tmp_path / "file" / "home"))
    assert ran.status == 1
    assert ran.err.startswith("error: ")
    assert "hint: " in ran.err


def test_a_wrong_setting_is_named(castalia) -> None:
    ran = castalia("history", env={"CASTALIA_WORKERS": "many"})
    assert ran.status == 2
    assert "CASTALIA_WORKERS" in ran.err


def test_something_unexpected_goes_to_a_log(castalia, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "sitecustomize.py").write_text("import castalia.recipes\ndel castalia.recipes.RECIPES['image']\n")
    ran = castalia("image", "a", "cat", env={"PYTHONPATH": str(broken)})
    assert ran.status == 1
    assert "something unexpected" in ran.err
    log = next((tmp_path / "home" / "logs").glob("crash-*.log"))
    assert str(log) in ran.err
    assert "Traceback" in log.read_text()


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("castalia")
    line = f"{program} schema | head -c 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""
    assert done.returncode in (0, 141)


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colour_where_none_is_wanted(tmp_path: Path, env: dict[str, str]) -> None:
    program = Path(sys.executable).with_name("castalia")
    main, terminal = os.openpty()
    done = subprocess.Popen([str(program), "image", "🎉"], stdout=terminal, stderr=terminal, env=os.environ | env)
    assert done.wait(60) == 2
    os.close(terminal)
    assert b"\x1b[31m" not in os.read(main, 10_000)


def test_a_prompt_is_asked_for_on_a_terminal(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("castalia")
    main, terminal = os.openpty()
    asked = subprocess.Popen(
        [str(program), "image", "--dry-run"], stdin=terminal, stdout=subprocess.PIPE, stderr=terminal
    )
    shown = b""
    while b"> " not in shown:
        shown += os.read(main, 1000)
    assert b"For example" in shown
    os.write(main, b"a cat\n")
    out, _ = asked.communicate(timeout=60)
    assert b'"prompt": "a cat"' in out


def test_ctrl_c_while_asked_for_a_prompt(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("castalia")
    main, terminal = os.openpty()
    asked = subprocess.Popen([str(program), "image"], stdin=terminal, stdout=subprocess.PIPE, stderr=terminal)
    shown = b""
    while b"> " not in shown:
        shown += os.read(main, 1000)
    ends = time.monotonic() + 60
    while asked.poll() is None and time.monotonic() < ends:
        asked.send_signal(signal.SIGINT)  # one that arrives just before the terminal is read wakes nobody
        time.sleep(0.3)
    assert asked.poll() == 130
