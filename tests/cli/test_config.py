"""`castalia config` and the file it keeps."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from castalia.cli import config_file
from castalia.cli.session import session
from castalia.errors import BadInput
from castalia.settings import load_settings


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(session, "home", str(tmp_path))
    return tmp_path / "config.toml"


def test_what_is_set_is_in_force_until_it_is_unset(config: Path) -> None:
    config_file.write("workers", config_file.checked("workers", "5"))
    config_file.write("llm_model", config_file.checked("llm_model", 'qwen "3"'))
    settings = load_settings(config.parent)
    assert (settings.workers, settings.llm_model) == (5, 'qwen "3"')
    assert config_file.remove("workers")
    assert not config_file.remove("workers")
    assert load_settings(config.parent).workers == 2


def test_comments_order_and_tables_stay(config: Path) -> None:
    config.write_text('# mine\nworkers = 3  # two cores\n\ndevice = "cpu"\n[other]\nworkers = 9\n')
    config_file.write("workers", 4)
    config_file.write("soundfont", "a#b.sf2")
    assert config.read_text() == (
        '# mine\nworkers = 4  # two cores\n\ndevice = "cpu"\nsoundfont = "a#b.sf2"\n[other]\nworkers = 9\n'
    )


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40).filter(str.isprintable))
def test_every_printable_text_survives_the_file(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    home = tmp_path_factory.mktemp("home")
    session.home = str(home)
    try:
        config_file.write("llm_model", config_file.checked("llm_model", text))
        assert tomllib.loads((home / "config.toml").read_text("utf-8"))["llm_model"] == text
    finally:
        session.home = None


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("workers", "many", "workers"),
        ("workers", "0", "workers"),
        ("wrokers", "2", "there is no setting"),
        ("home", "/tmp", "own config.toml"),
        ("device", "c\x07pu", "control"),
        ("device", "\udcff", "broken"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(config: Path, name: str, value: str, words: str) -> None:
    with pytest.raises(BadInput, match=words) as error:
        config_file.checked(name, value)
    assert error.value.hint
    assert not config.exists()


def test_a_broken_file_is_not_overwritten(config: Path) -> None:
    config.write_text("workers = = 3\n")
    with pytest.raises(BadInput, match="not TOML"):
        config_file.write("workers", 4)
    assert config.read_text() == "workers = = 3\n"


def test_the_commands(castalia) -> None:
    assert castalia("config", "set", "workers", "7").status == 0
    assert castalia("config", "get", "workers").out == "7\n"
    rows = {row["name"]: row for row in castalia("config", "--json").data}
    assert rows["workers"]["value"] == 7
    assert rows["workers"]["source"] == "config.toml"
    assert rows["device"]["source"] == "default"
    assert castalia("config", "list").out.startswith("setting")
    assert castalia("config", "path").out.endswith("home/config.toml\n")
    assert castalia("config", "unset", "workers").status == 0
    assert castalia("config", "get", "workers", env={"CASTALIA_WORKERS": "4"}).out == "4\n"


def test_a_key_is_not_shown_in_the_list(castalia) -> None:
    castalia("config", "set", "llm_key", "sk-secret")
    assert "sk-secret" not in castalia("config", "list").out
    assert castalia("config", "get", "llm_key").out == "sk-secret\n"
