"""The studio end to end, on the real engines: make, look back, make again."""

import subprocess
import sys

import numpy as np
import pytest

from castalia import Image, Speech, Studio
from castalia.errors import BadInput, Cancelled, NotFound
from castalia.media.picture import read_picture
from castalia.recipes import RECIPES

SMALL = {"width": 128, "height": 96}


def test_a_picture_comes_out_and_is_remembered(studio, tmp_path):
    picture = studio.image("a red donut on the moon", seed=7, **SMALL)
    path = picture.save(tmp_path / "donut.png")
    assert read_picture(path).shape[:2] == (96, 128)
    assert [a.id for a in studio.history()] == [picture.id]
    assert studio.history(search="donut")[0].recipe.seed == 7
    assert not studio.history(kind="mesh")


def test_the_same_recipe_is_made_once(studio):
    first = studio.image("a cat", seed=1, **SMALL)
    again = studio.image("a cat", seed=1, **SMALL)
    assert again.id == first.id
    assert again.cached
    assert not first.cached


def test_an_open_seed_gives_something_new(studio):
    assert studio.image("a cat", **SMALL).id != studio.image("a cat", **SMALL).id


def test_a_file_tells_how_it_was_made(studio, tmp_path):
    path = studio.image("a red donut on the moon", seed=7, **SMALL).save(tmp_path / "donut.png")
    info = Studio(home=tmp_path / "another home").info(path)
    assert info["recipe"]["prompt"] == "a red donut on the moon"
    assert info["provenance"]["mark"] == "AI-generated / digitally created"
    assert info["file"]["width"] == 128
    assert info["artifact"] is None
    assert studio.info(path)["artifact"] is not None


@pytest.mark.parametrize(
    ("kind", "fields", "name"),
    [
        ("image", {"prompt": "a red donut on the moon", "seed": 7, **SMALL}, "a.png"),
        ("image", {"prompt": "a blue cup, watercolor", "seed": 7, "format": "jpg", **SMALL}, "a.jpg"),
        ("text", {"prompt": "一只猫和月亮", "form": "story", "seed": 3}, "a.md"),
        ("speech", {"text": "Hello there."}, "a.wav"),
        ("music", {"prompt": "calm piano", "duration": 4, "seed": 2}, "a.mp3"),
        ("mesh", {"prompt": "a red rocket", "resolution": 32, "seed": 1}, "a.glb"),
        ("video", {"prompt": "a robot waving", "num_frames": 4, "fps": 4, "seed": 1, **SMALL}, "a.mp4"),
    ],
)
def test_a_file_made_again_is_identical(studio, tmp_path, kind, fields, name):
    suffix = name.rpartition(".")[2]
    recipe = studio.recipe(kind, **fields)
    if "format" in type(recipe).fields():
        recipe = recipe.with_fields(format=suffix)
    path = studio.run(recipe).save(tmp_path / name)
    redo = studio.redo(path)
    assert (redo.verdict, redo.distance, redo.notes) == ("identical", 0.0, ())
    assert redo.artifact.main.path.read_bytes() == path.read_bytes()


def test_a_changed_field_shows_how_far_it_goes(studio, tmp_path):
    path = studio.image("a red donut on the moon", seed=7, **SMALL).save(tmp_path / "a.png")
    redo = studio.redo(path, seed=8)
    assert redo.changed
    assert redo.verdict == "different"
    assert redo.first_difference.startswith("pixel")


def test_sound_files_are_taken_in_by_content(studio, tmp_path):
    voice = studio.speech("A robot says hello.").save(tmp_path / "voice.wav")
    clip = studio.video("a robot", voice=voice, num_frames=8, fps=4, seed=1, **SMALL)
    assert clip.recipe.voice.startswith("sha256:")
    assert studio.info(clip.path)["file"]["audio_codec"] == "aac"


def test_a_file_that_is_no_sound_is_refused(studio, tmp_path):
    lie = tmp_path / "voice.wav"
    lie.write_text("I am no sound")
    with pytest.raises(BadInput, match=r"voice\.wav is named \.wav but is plain text"):
        studio.video("a robot", voice=lie)
    text = tmp_path / "voice.txt"
    text.write_text("I am no sound")
    with pytest.raises(BadInput, match=r"voice cannot be voice\.txt, which is text/plain"):
        studio.video("a robot", voice=text)
    assert not studio.jobs.list()
    with pytest.raises(BadInput, match=r"missing\.wav"):
        studio.video("a robot", voice=tmp_path / "missing.wav")


def test_a_job_can_be_watched_and_cancelled(studio):
    handle = studio.submit(studio.recipe("video", prompt="a cat", num_frames=400, seed=1, **SMALL))
    for event in handle.events():
        if event.step:
            handle.cancel()
    with pytest.raises(Cancelled):
        handle.result()
    assert handle.state == "cancelled"
    assert not studio.history()
    assert not any((studio.settings.home / "tmp").iterdir())


def test_what_cannot_be_found_is_said(studio, tmp_path):
    with pytest.raises(NotFound, match="no file 'nothing"):
        studio.info("nothing.png")
    plain = tmp_path / "plain.png"
    from PIL import Image as Pillow

    Pillow.fromarray(np.zeros((8, 8, 3), np.uint8)).save(plain)
    assert studio.info(plain)["recipe"] is None
    with pytest.raises(BadInput, match="does not say how it was made"):
        studio.redo(plain)


def test_an_artifact_shows_itself_in_a_notebook(studio):
    assert "<img" in studio.image("a cat", seed=1, **SMALL)._repr_html_()
    assert "<audio" in studio.speech("Hello.")._repr_html_()


def test_recipes_are_public_and_run():
    import castalia

    assert castalia.Image is Image
    assert castalia.Speech is Speech
    assert all(getattr(castalia, name).__name__ == name for name in castalia.__all__)
    assert {cls.__name__ for cls in RECIPES.values()} < set(castalia.__all__)


def test_import_is_light():
    heavy = ("torch", "numba", "diffusers", "scipy", "sqlalchemy", "av")
    code = f"import sys, castalia; print([m for m in {heavy!r} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_a_picture_is_described_and_listened_to(studio):
    portrait = studio.image("a portrait of a boy with glasses", seed=2, width=64, height=64)
    assert "boy" in studio.describe(portrait.main.ref).text
    listened = studio.listen(portrait.main.ref, "my first day", stop_after="write")
    assert listened.is_folder
    assert "my first day" in listened.report["words"]


@pytest.mark.parametrize("kind", ["describe", "face", "talk", "listen", "avatar", "host"])
def test_there_is_a_method_for_every_kind_of_face(studio, kind):
    with pytest.raises(BadInput) as error:
        getattr(studio, kind)("nowhere.png" if kind in ("describe", "face", "talk", "listen") else " ")
    assert error.value.hint
