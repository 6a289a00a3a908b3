"""The clay engines for pictures, clips and models, run for real at small sizes."""

import json

import numpy as np
import pytest
import trimesh
from PIL import Image as Pillow

from castalia import Studio
from castalia.clay.layers import SKY_DEPTH
from castalia.clay.scene import Scene
from castalia.clay.scene_file import read_scene, scene_from, scene_text
from castalia.errors import BadInput, CastaliaError
from castalia.media.origin import read_provenance
from castalia.media.probe import probe
from castalia.media.provenance import MARK
from castalia.media.video import read_frames

PROMPT = "two orange cats next to a red lighthouse on the beach"
LAYERS = ("depth", "normals", "mask", "edges", "caption", "scene")


@pytest.fixture(scope="module")
def studio(tmp_path_factory):
    return Studio(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def artifact(studio):
    return studio.image(PROMPT, width=128, height=96, seed=4, layers=LAYERS)


@pytest.fixture(scope="module")
def saved(artifact, tmp_path_factory):
    return artifact.save(tmp_path_factory.mktemp("saved") / "a.png")


def beside(saved, role, ending=".png"):
    return saved.with_name(f"a-{role}{ending}")


def test_layers_are_files_of_the_artifact_and_are_saved_beside_the_picture(artifact, saved):
    assert [f.role for f in artifact.files] == [
        "main",
        "depth",
        "normals",
        "mask",
        "names",
        "edges",
        "caption",
        "scene",
    ]
    assert {p.name for p in saved.parent.iterdir()} == {
        "a.png", "a-depth.png", "a-normals.png", "a-mask.png", "a-names.json", "a-edges.png", "a-caption.txt",
        "a-scene.json",
    }  # fmt: skip
    for role in ("depth", "normals", "mask", "edges"):
        facts = probe(beside(saved, role))
        assert (facts.width, facts.height) == (128, 96)
        assert read_provenance(beside(saved, role)) == artifact.provenance


def test_layers_do_not_change_the_picture(studio, artifact):
    assert studio.image(PROMPT, width=128, height=96, seed=4).open() != artifact.open()  # the recipe in it differs
    assert (pixels(studio.image(PROMPT, width=128, height=96, seed=4).path) == pixels(artifact.path)).all()


def pixels(path):
    return np.asarray(Pillow.open(path))


def test_depth_has_16_bits_and_says_what_they_mean(artifact, saved):
    values = pixels(beside(saved, "depth"))
    assert values.dtype == np.uint16
    meta = next(f.meta for f in artifact.files if f.role == "depth")
    near, far = meta["near"], meta["far"]
    distance = 1 / (values / 65535 * (1 / near - 1 / far) + 1 / far)
    assert distance.min() == pytest.approx(near, rel=1e-3)
    assert distance.max() == pytest.approx(SKY_DEPTH, rel=1e-3)
    mask = pixels(beside(saved, "mask"))
    assert distance[mask > 0].mean() < distance[:10].mean(), "cats are nearer than the sky"


def test_the_mask_names_who_is_where(artifact, saved):
    picture = Pillow.open(beside(saved, "mask"))
    assert picture.mode == "P"
    names = json.loads(beside(saved, "names", ".json").read_text())
    assert [n["name"] for n in names] == ["orange cat", "orange cat", "red lighthouse"]
    assert names[2]["name_zh"] == "红色灯塔"
    assert next(f.meta for f in artifact.files if f.role == "mask")["names"]["3"] == "red lighthouse"
    values = np.asarray(picture)
    palette = np.array(picture.getpalette()).reshape(-1, 3)
    for n in names:
        assert (values == n["index"]).sum() == n["pixels"] > 50
        assert palette[n["index"]].tolist() == n["mask_color"]


def test_normals_face_the_camera_and_edges_are_lines(saved):
    normals = pixels(beside(saved, "normals")).astype(float) / 255 * 2 - 1
    assert np.linalg.norm(normals, axis=2) == pytest.approx(1, abs=0.03)
    assert (normals[..., 2] > -0.3).mean() > 0.98
    edges = pixels(beside(saved, "edges"))
    assert 0.01 < (edges > 127).mean() < 0.3


def test_the_caption_comes_in_both_languages(saved):
    english, chinese = beside(saved, "caption", ".txt").read_text("utf-8").splitlines()
    assert "orange cats" in english
    assert "猫" in chinese


def test_a_scene_file_gives_the_same_picture(studio, artifact, saved):
    again = studio.image("my scene", scene=beside(saved, "scene", ".json"), width=128, height=96)
    assert (pixels(again.path) == pixels(artifact.path)).all()
    assert again.recipe.seed == 4
    assert "scene file" in again.report["notes"][0]


def test_an_edited_scene_file_gives_another_picture(studio, artifact, saved, tmp_path):
    file = tmp_path / "scene.json"
    text = beside(saved, "scene", ".json").read_text("utf-8")
    assert MARK in text
    file.write_text(text.replace('"orange"', '"white"').replace('"beach"', '"desert"'), "utf-8")
    again = studio.image("white cats", scene=file, width=128, height=96)
    assert "White cats" in again.report["caption"] or "white cats" in again.report["caption"]
    assert (pixels(again.path) != pixels(artifact.path)).mean() > 0.5


def test_a_style_goes_over_the_scene_file(studio, saved):
    drawn = studio.image("cats", scene=beside(saved, "scene", ".json"), style="pencil", width=64, height=64)
    assert drawn.report["scene"]["style"] == "pencil"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ('{"subjects": [{"kind": "lighthuse"}]}', "kind cannot be 'lighthuse'", "'lighthouse'"),
        ('{"plaze": "moon"}', "no field 'plaze'", "'place'"),
        ('{"subjects": [{"kind": "cat", "colour": "red"}]}', r"no field 'subjects\[0\].colour'", "'color'"),
        ('{"place": "mooon"}', "place cannot be 'mooon'", "'moon'"),
        ('{"light": "nite"}', "light cannot be", "'night'"),
        ('{"style": "watercolour"}', "style cannot be", "'watercolor'"),
        ('{"subjects": [{"kind": "cat", "color": "redd"}]}', "color cannot be", "'red'"),
        ('{"subjects": [{"kind": "cat", "action": "dancin"}]}', "action cannot be", "'dancing'"),
        ('{"subjects": [{"kind": "cat", "count": 200}]}', "count cannot be 200", "1 to 9"),
        ('{"subjects": [{"kind": "cat", "size": 1e9}]}', "size cannot be", "from 0.05"),
        ('{"subjects": [{"kind": "cat", "relation": "on", "target": 0}]}', "target cannot be 0", "another subject"),
        ('{"subjects": [{"kind": "cat", "relation": "on"}]}', "not both", "both, or neither"),
        ('{"camera": "far"}', "camera of the scene", "far"),
        ('{"seed": -1}', "seed cannot be -1", "0 to"),
        ("{", "not JSON", "--layers scene"),
        ("[]", "holds no scene", "object"),
    ],
)
def test_a_wrong_scene_file_is_refused_with_the_nearest_name(text, message, hint):
    with pytest.raises(BadInput, match=message) as refused:
        scene_from(text.encode())
    assert hint in refused.value.hint


def test_a_scene_comes_back_from_its_text(tmp_path):
    scene = Scene(subjects=({"kind": "fox", "color": "red", "count": 2},), place="moon", style="comic", seed=9)
    (tmp_path / "scene.json").write_text(scene_text(scene, {"castalia": "0"}, MARK), "utf-8")
    assert read_scene(tmp_path / "scene.json") == scene


def test_a_scene_file_that_is_not_there(studio, tmp_path):
    with pytest.raises(CastaliaError, match="no file"):
        studio.image("cats", scene=tmp_path / "none.json")


def test_a_clip_and_a_model_of_a_scene_file(studio, saved, tmp_path):
    scene = beside(saved, "scene", ".json")
    clip = studio.video("cats", scene=scene, width=64, height=64, num_frames=2)
    assert clip.report["scene"]["subjects"][0]["kind"] == "cat"
    model = studio.mesh("cats", scene=scene, resolution=64, format="obj")
    assert model.report["watertight"]


def test_an_stl_is_closed_stands_upright_and_measures_millimetres(studio, tmp_path):
    path = studio.mesh("a red lighthouse", resolution=64, format="stl", seed=1).save(tmp_path / "a.stl")
    assert path.read_bytes()[:80].startswith(MARK.encode())
    assert probe(path).media_type == "model/stl"
    model = trimesh.load_mesh(path)
    assert model.is_watertight
    low, high = model.bounds
    assert low[2] == pytest.approx(0, abs=0.01)
    assert high[2] == max(high - low), "z is up"
    assert 50 < high[2] < 400


@pytest.fixture(scope="module")
def turntable(studio):
    clip = studio.video("a red car", camera="turntable", width=96, height=96, num_frames=16, seed=2)
    return np.array(list(read_frames(clip.path)), float), clip


def test_a_turntable_turns_once_and_loops_without_a_jump(turntable):
    frames, clip = turntable
    assert clip.report["scene"]["place"] == "studio"
    steps = [np.abs(frames[i] - frames[(i + 1) % 16]).mean() for i in range(16)]
    assert max(steps) < 3 * np.median(steps)
    assert np.abs(frames[0] - frames[4]).mean() > 1.1 * np.median(steps)


def test_the_camera_and_the_backdrop_of_a_turntable_stand_still(turntable):
    frames, _ = turntable
    corners = frames[:, :8, :8]
    assert np.abs(corners - corners[0]).mean() < 2
    rim = np.concatenate([frames[:, :, 0], frames[:, :, -1]], axis=1)
    assert np.abs(rim - rim[0]).mean() < 6, "the car stays in the picture all the way round"


def test_a_turntable_needs_something_to_turn(studio):
    with pytest.raises(BadInput, match="turntable"):
        studio.video("a beach at noon", camera="turntable", width=64, height=64, num_frames=2)


def test_a_loop_leads_back_to_its_beginning(studio):
    clip = studio.video("a robot waving in the desert", loop=True, width=64, height=64, num_frames=12, seed=1)
    frames = np.array(list(read_frames(clip.path)), float)
    steps = [np.abs(frames[i] - frames[(i + 1) % 12]).mean() for i in range(12)]
    assert steps[-1] < 2.5 * np.median(steps) + 1


def test_a_transparent_picture_shows_the_things_alone(studio, tmp_path):
    from castalia.media.picture import read_picture

    picture = studio.image("a red cube in the desert", width=128, height=96, seed=1, transparent=True)
    assert picture.provenance.engine == "clay"
    seen = read_picture(picture.path)
    assert seen.shape == (96, 128, 4)
    alpha = seen[..., 3]
    assert alpha[0].max() == 0, "the sky is gone"
    assert 0.05 < (alpha == 255).mean() < 0.9
    inside = seen[alpha == 255][:, :3].mean(axis=0)
    assert inside[0] > 2 * inside[1]
    for fields, words in (({"format": "jpg"}, "transparent"), ({"prompt": "the desert"}, "place")):
        with pytest.raises(BadInput, match=words):
            studio.run(studio.recipe("image", **{"prompt": "a fox", "transparent": True, **fields}))
