"""A comparison from beginning to end, with the real engines."""

import csv
import json

import numpy as np
import pytest
from PIL import Image

from castalia.errors import BadInput
from castalia.evaluate.perceptual import msgmsd
from castalia.media.origin import read_provenance
from castalia.media.picture import read_picture


@pytest.fixture
def artifact(studio):
    return studio.compare(
        "a red fox", axes={"style": ("clay", "ink", "nostyle"), "seed": (1, 2)}, width=128, height=96, quality="draft"
    )


def rows_of(artifact):
    data = next(f for f in artifact.files if f.role == "data")
    return json.loads(data.path.read_text("utf-8"))["rows"]


def test_grid_table_sheet_and_page(artifact, tmp_path):
    page = artifact.save(f"{tmp_path}/out/")
    folder = page.parent
    assert {p.name for p in folder.iterdir()} == {
        "index.html", "sheet.jpg", "results.csv", "results.json", *(f"cell-00{i}.png" for i in (1, 2, 3, 4)),
    }  # fmt: skip
    with (folder / "results.csv").open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    assert [(row["style"], row["seed"]) for row in table] == [(s, n) for s in ("clay", "ink", "nostyle") for n in "12"]
    assert all(float(row["seconds"]) > 0 for row in table[:4])
    assert "no style 'nostyle'" in table[4]["error"]
    assert float(table[0]["ssim"]) == 1
    assert float(table[2]["distance"]) > float(table[0]["distance"]) == 0
    html = page.read_text("utf-8")
    assert html.count("<img") == 4
    assert "no style" in html
    assert "http" not in html.split("<body>")[1], "nothing is loaded from elsewhere"
    assert read_provenance(page).recipe["axis"] == ["style=clay|ink|nostyle", "seed=1|2"]
    assert read_picture(folder / "sheet.jpg").shape[1] > 2 * 256


def test_a_cell_is_what_the_recipe_alone_makes(artifact, studio):
    row = rows_of(artifact)[3]
    alone = studio.image("a red fox", style="ink", seed=2, width=128, height=96, quality="draft")
    assert alone.cached
    assert alone.recipe.fingerprint() == row["fingerprint"]


def test_a_failed_cell_is_reported_and_the_others_are_there(artifact):
    assert artifact.report["cells"] == 6
    assert len(artifact.report["failed"]) == 2


def test_a_second_comparison_makes_only_what_is_new(artifact, studio):
    wider = studio.compare(
        "a red fox", axes={"style": ("clay", "pixel"), "seed": (1,)}, width=128, height=96, quality="draft"
    )
    assert [row["cached"] for row in rows_of(wider)] == [True, False]


@pytest.mark.parametrize(
    ("axes", "fields", "words"),
    [
        ({}, {}, "needs an axis"),
        ({"width": (100,)}, {}, "width cannot be 100"),
        ({"style": ("nostyle",)}, {}, "none of the 1 could be made"),
    ],
)
def test_what_cannot_be_compared_is_said(studio, axes, fields, words):
    with pytest.raises(BadInput, match=words) as caught:
        studio.compare("a fox", axes=axes, **fields)
    assert caught.value.hint


def test_sound_and_text_can_be_compared(studio):
    spoken = studio.compare("hello my friend", of="speech", axes={"rate": (0.8, 1.25)})
    assert all(f.media_type.startswith("audio/") for f in spoken.files if f.role.startswith("cell"))
    assert all(row["distance"] is not None for row in rows_of(spoken))


def test_command_line(castalia, tmp_path):
    size = ("--width", "96", "--height", "96")
    made = castalia("compare", "image", "a", "blue", "cup", *size, "--axis", "style=clay,ink", "-o", "grid")
    assert made.returncode == 0, made.stderr
    assert made.stdout.split() == ["grid", "grid/index.html"]
    assert (tmp_path / "grid" / "sheet.jpg").is_file()
    wrong = castalia("compare", "image", "a", "cup", "--axis", "stepz=1")
    assert wrong.returncode == 2
    assert "did you mean" in wrong.stderr
    nothing = castalia("compare", "image", "a", "cup")
    assert nothing.returncode == 2
    assert "--axis" in nothing.stderr


def test_the_distance_follows_what_the_eye_sees():
    from scipy.ndimage import gaussian_filter
    from skimage.data import astronaut

    picture = astronaut()
    soft, softer = (gaussian_filter(picture, (s, s, 0)) for s in (1, 4))
    tinted = (picture * np.array([1, 0.9, 0.8])).astype("uint8")
    assert msgmsd(picture, picture) == 0
    assert msgmsd(picture, tinted) < msgmsd(picture, soft) < msgmsd(picture, softer) < msgmsd(picture, picture[:, ::-1])
    tiny = np.asarray(Image.fromarray(picture).resize((9, 9)))
    assert msgmsd(tiny, tiny) == 0
