"""Artifacts outside the library: saved under any name, converted, shown in a notebook."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from small_things import Put, provenance_of

from castalia.errors import BadInput, StorageError
from castalia.library.artifact import Artifact
from castalia.library.library import Library
from castalia.media.origin import read_provenance
from castalia.media.picture import read_picture, write_picture
from castalia.media.sound import read_sound, write_sound
from castalia.media.text import write_text
from castalia.recipes import Image, Music, Text, Video

PAGE = {
    "index.html": b'<!doctype html><img src="media/fox.png"><audio src="media/voice.wav">',
    "media/fox.png": b"png",
    "media/voice.wav": b"wav",
}


@pytest.fixture
def picture(put: Put, tmp_path: Path) -> Artifact:
    recipe = Image(prompt='a "red" fox', seed=1)
    gradient = np.linspace(0, 255, 64 * 64 * 3).reshape(64, 64, 3).astype(np.uint8)
    write_picture(tmp_path / "made.png", gradient, provenance_of(recipe))
    return put(recipe, {"image.png": (tmp_path / "made.png").read_bytes()})


def test_a_picture_is_saved_under_any_name(picture: Artifact, tmp_path: Path) -> None:
    for target, expected in (
        ("fox.png", "fox.png"),
        ("fox", "fox.png"),
        ("fox.v2", "fox.v2.png"),
        ("new/folder/fox.PNG", "new/folder/fox.PNG"),
        ("new/", f"new/image-{picture.id}.png"),
        (".", f"image-{picture.id}.png"),
    ):
        saved = picture.save(f"{tmp_path}/{target}")
        assert saved.resolve() == (tmp_path / expected).resolve()
        assert saved.read_bytes() == picture.open()
        assert os.access(saved, os.W_OK)
    picture.save(tmp_path / "fox.png")  # again: replaced
    assert not [p for p in tmp_path.rglob("*") if ".part" in p.name]


@pytest.mark.parametrize("suffix", [".jpg", ".webp", ".JPEG"])
def test_a_picture_becomes_another_format_with_its_provenance(picture: Artifact, tmp_path: Path, suffix: str) -> None:
    saved = picture.save(tmp_path / f"fox{suffix}")
    assert np.abs(read_picture(saved).astype(int) - read_picture(picture.path)).mean() < 4
    assert read_provenance(saved).recipe == picture.recipe_data


def test_a_sound_becomes_another_format(put: Put, tmp_path: Path) -> None:
    recipe = Music(prompt="calm piano", seed=1)
    tone = np.sin(np.arange(48000) / 20)[:, None].astype(np.float32) * 0.3
    write_sound(tmp_path / "made.wav", tone, 48000, provenance_of(recipe))
    music = put(recipe, {"music.wav": (tmp_path / "made.wav").read_bytes(), "music.mid": b"MThd"})
    saved = music.save(tmp_path / "song.mp3")
    samples, rate = read_sound(saved)
    assert abs(len(samples) / rate - 1) < 0.1
    assert read_provenance(saved).recipe == music.recipe_data
    assert music.save(tmp_path / "song.mid").read_bytes() == b"MThd", "the score lies beside it"
    folder = tmp_path / "all"
    assert music.save(f"{folder}/") == folder / f"music-{music.id}.wav"
    assert {p.suffix for p in folder.iterdir()} == {".wav", ".mid"}


def test_what_it_cannot_become(picture: Artifact, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        picture.save(tmp_path / "fox.mp3")
    assert "a PNG picture cannot be saved as '.mp3'" in caught.value.message
    assert ".png" in caught.value.hint
    assert not (tmp_path / "fox.mp3").exists()
    with pytest.raises(BadInput, match="is not text"):
        _ = picture.text


def test_a_page_keeps_its_files_beside_it(put: Put, tmp_path: Path) -> None:
    page = put(files=PAGE)
    assert page.is_folder
    for target, main in (("a", "a/index.html"), ("b/", "b/index.html"), ("c/fox.html", "c/fox.html")):
        assert page.save(f"{tmp_path}/{target}") == tmp_path / main
        folder = (tmp_path / main).parent
        assert (folder / "media/fox.png").read_bytes() == b"png"
        assert {p.name for p in folder.rglob("*.*")} == {Path(main).name, "fox.png", "voice.wav"}


def test_files_of_one_suffix_get_different_names(put: Put, tmp_path: Path) -> None:
    clip = put(Video(prompt="a fox", seed=1), {"clip.mp4": b"mp4", "plain.mp4": b"plain"})
    clip.save(f"{tmp_path}/x/")
    names = {p.name for p in (tmp_path / "x").iterdir()}
    assert names == {f"video-{clip.id}.mp4", f"video-{clip.id}-plain.mp4"}


def test_a_text_without_the_note_on_its_making(put: Put, tmp_path: Path) -> None:
    recipe = Text(prompt="a fox", seed=1)
    write_text(tmp_path / "made.md", "# 狐狸\n\nIt was red.\n", provenance_of(recipe))
    text = put(recipe, {"text.md": (tmp_path / "made.md").read_bytes()})
    assert text.text.strip() == "# 狐狸\n\nIt was red."
    assert b"AI-generated" in text.open()


def test_a_place_that_cannot_be_written(picture: Artifact, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError):
        picture.save(tmp_path / "file" / "fox.png")


def test_a_full_disk_leaves_no_half_file(tiny_disk: Path, put: Put) -> None:
    clip = put(Video(prompt="a fox", seed=1), {"clip.mp4": b"x" * 3_000_000})
    with pytest.raises(StorageError, match="disk is full"):
        clip.save(tiny_disk / "clip.mp4")
    assert list(tiny_disk.iterdir()) == []


def test_a_file_that_the_library_lost(picture: Artifact, tmp_path: Path) -> None:
    picture.path.unlink()
    for use in (picture.open, lambda: picture.save(tmp_path / "a.png"), lambda: picture.save(tmp_path / "a.jpg")):
        with pytest.raises(StorageError) as caught:
            use()
        assert "--repair" in caught.value.hint
    assert "image.png" in picture._repr_html_()


def test_artifacts_show_themselves_in_a_notebook(put: Put, picture: Artifact, tmp_path: Path) -> None:
    html = picture._repr_html_()
    assert html.startswith('<img src="data:image/png;base64,')
    assert 'alt="a &quot;red&quot; fox"' in html
    assert put(Music(prompt="x1", seed=1), {"a.wav": b"wav"})._repr_html_().startswith("<audio controls")
    assert put(Video(prompt="x1", seed=1), {"a.mp4": b"mp4"})._repr_html_().startswith("<video controls")
    assert "&lt;script&gt;" in put(files={"a.md": b"<script>alert(1)</script>"})._repr_html_()
    assert "Copy it to a file of yours" in put(files={"a.glb": b"glTF"})._repr_html_()
    page = put(files=PAGE)._repr_html_()
    assert page.startswith("<iframe srcdoc=")
    assert "data:image/png;base64,cG5n" in page
    assert "media/fox.png" not in page


def test_what_is_too_large_for_a_notebook_is_only_named(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("castalia.library.display.MOST", 2)
    assert "clip.mp4" in put(Video(prompt="a fox", seed=1), {"clip.mp4": b"mp4"})._repr_html_()


def test_an_artifact_of_an_unknown_kind_can_still_be_listed(library: Library, put: Put) -> None:
    artifact = put()
    with library.database.write() as connection:
        connection.exec_driver_sql('UPDATE artifacts SET recipe = \'{"kind": "hologram"}\'')
    (listed,) = library.history()
    assert listed.id == artifact.id
    with pytest.raises(BadInput, match="hologram"):
        _ = listed.recipe


def test_its_parts_are_plain(picture: Artifact) -> None:
    assert picture.provenance.recipe == picture.recipe_data
    assert hash(picture) == hash(picture)
    assert picture.main.suffix == ".png"
    assert picture.to_dict()["files"][0]["ref"] == picture.main.ref
