"""Names of saved files: readable, safe, never taken twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from castalia.cli.names import MOST_BYTES, file_stem, free, must_be_writable, slug
from castalia.errors import StorageError


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A red donut, on the moon!", "a-red-donut-on-the-moon"),
        ("一只柴犬在月球上，夜晚", "一只柴犬在月球上-夜晚"),
        ("../../etc/passwd", "etc-passwd"),
        ("a/b\\c:d", "a-b-c-d"),
        ("Café Übermut", "café-übermut"),
        ("snake_case  and\nlines", "snake-case-and-lines"),
        ("...", "untitled"),
    ],
)
def test_slug(text: str, name: str) -> None:
    assert slug(text) == name


@given(st.text(max_size=400))
def test_slug_is_always_a_safe_file_name(text: str) -> None:
    name = slug(text)
    assert 0 < len(name.encode()) <= MOST_BYTES
    assert not set(name) & set("/\\\0\n\r\t :*?\"'<>|")
    assert not name.startswith(("-", "."))


def test_long_prompt_is_cut_at_a_word() -> None:
    assert slug("word " * 100).endswith("-word")


def test_stem_tells_seed_and_id() -> None:
    assert file_stem("a cat", 7, "1hq3v8k2mz4f7c") == "a-cat-s7-mz4f7c"
    assert file_stem("a cat", None, "1hq3v8k2mz4f7c") == "a-cat-mz4f7c"


def test_a_taken_name_gets_a_number(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    assert free(path) == path
    path.touch()
    (tmp_path / "a-2.png").symlink_to("nowhere")
    assert free(path) == tmp_path / "a-3.png"


def test_a_folder_to_be_made_is_writable_and_is_not_made_yet(tmp_path: Path) -> None:
    must_be_writable(tmp_path / "new" / "deep")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("folder", ["/proc/castalia", "/dev/null/x", "file/inside"])
def test_a_place_that_cannot_be_written_is_refused(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").touch()
    with pytest.raises(StorageError, match="cannot save into"):
        must_be_writable(Path(folder))
