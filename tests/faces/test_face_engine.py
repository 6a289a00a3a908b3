"""A photo becomes a head with all its files, which other programs can open and which say where they come from."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from conditions import astronaut, needs_mediapipe
from PIL import Image

from castalia import Studio
from castalia.errors import BadInput, Missing
from castalia.media.origin import read_provenance
from castalia.media.probe import probe
from castalia.settings import Settings

ROLES = {
    "main": "head.glb", "obj": "head.obj", "mtl": "head.mtl", "texture": "head.jpg",
    "coefficients": "coefficients.json", "turntable": "turntable.mp4", "turntable-gif": "turntable.gif",
    "visual": "visual.png",
}  # fmt: skip
CONSENT = "a picture of NASA"
QUICK = {"size": 128, "frames": 12, "texture_size": 256}


@pytest.fixture(scope="module")
def photo(tmp_path_factory):
    path = tmp_path_factory.mktemp("photo") / "my photo.png"
    Image.fromarray(astronaut()).save(path)
    return path


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def made(photo, home):
    """The head, made once."""
    return Studio(settings=Settings(home=home)).face(photo, consent=CONSENT, **QUICK)


def load(path):
    """The one geometry in a file, as trimesh reads it, with its name."""
    import trimesh

    scene = trimesh.load_scene(path)
    assert len(scene.geometry) == 1
    return next(iter(scene.geometry.items()))


def as_they_are(mesh):
    """Checks of a mesh that any format must pass: metres, y up, the face looking along +z, a texture with uv."""
    points = np.asarray(mesh.vertices)
    height = np.ptp(points[:, 1])
    assert 0.2 < height < 0.5
    assert np.abs(points.mean(0)).max() < 0.1
    corners = points[mesh.faces]
    outwards = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    assert (corners.mean(1) * outwards).sum() > 0  # counter-clockwise from outside
    assert mesh.visual.uv.min() >= 0
    assert mesh.visual.uv.max() <= 1


@needs_mediapipe
def test_all_files_are_there_and_say_where_they_come_from(made):
    assert {f.role: f.name for f in made.files} == ROLES
    for file in made.files:
        told = read_provenance(file.path) if file.suffix not in (".json", ".mtl") else None
        if told is not None:
            assert told.recipe["consent"] == CONSENT
            assert told.engine == "head"
            assert "AI-generated" in told.mark
    numbers = json.loads(made.file("coefficients").path.read_text())
    assert len(numbers["landmarks"]) == 478
    assert len(numbers["shape"]) == len(numbers["landmark_vertices"]) == 468
    assert numbers["castalia"]["recipe"]["kind"] == "face"
    report = made.report
    assert report["watertight"] is True
    assert report["reprojection_error"] < 0.015
    assert report["triangles"] > 2000
    assert any("guess" in note for note in report["notes"])
    video, gif, visual = (probe(made.file(r).path) for r in ("turntable", "turntable-gif", "visual"))
    assert (video.width, video.height, video.num_frames, video.fps) == (128, 128, 12, 25)
    assert gif.num_frames == 12
    assert made.file("turntable-gif").path.stat().st_size < 3_000_000
    assert visual.width == 1600


@needs_mediapipe
def test_the_turntable_goes_all_the_way_round(made):
    """The picture half-way shows the back, and the last leads on to the first."""
    from castalia.media.video import read_frames

    frames = [f.astype(int) for f in read_frames(made.file("turntable").path)]
    steps = [np.abs(a - b).mean() for a, b in zip(frames, [*frames[1:], frames[0]], strict=True)]
    assert max(steps) < 2.5 * np.median(steps)
    assert np.abs(frames[0] - frames[6]).mean() > 1.2 * np.median(steps)


@needs_mediapipe
def test_the_glb_opens_elsewhere(made, tmp_path):
    name, mesh = load(made.save(tmp_path / "a.glb"))
    as_they_are(mesh)
    assert name == "castalia_head"
    assert mesh.visual.material.name == "castalia_head_material"
    assert mesh.visual.material.baseColorTexture.size == (256, 256)
    assert mesh.visual.material.metallicFactor == 0
    assert list(tmp_path.iterdir()) == [tmp_path / "a.glb"]


@needs_mediapipe
def test_the_obj_takes_its_material_and_texture_along_under_the_new_name(made, tmp_path):
    saved = made.save(tmp_path / "my head.obj")
    assert {p.name for p in tmp_path.iterdir()} == {"my head.obj", "my_head.mtl", "my_head.jpg"}
    assert "mtllib my_head.mtl\no castalia_head\n" in saved.read_text()
    assert "map_Kd my_head.jpg\n" in (tmp_path / "my_head.mtl").read_text()
    _, mesh = load(saved)
    as_they_are(mesh)
    assert mesh.visual.material.image.size == (256, 256)
    assert read_provenance(saved).engine == read_provenance(tmp_path / "my_head.mtl").engine == "head"


@needs_mediapipe
def test_one_file_or_a_folder_of_all(made, tmp_path):
    assert made.save(tmp_path / "all") == tmp_path / "all" / "head.glb"
    assert {p.name for p in (tmp_path / "all").iterdir()} == set(ROLES.values())
    for name, kind in (
        ("t.mp4", "video/mp4"),
        ("t.gif", "image/gif"),
        ("v.png", "image/png"),
        ("c.json", "application/json"),
    ):
        assert probe(made.save(tmp_path / name)).media_type == kind


@needs_mediapipe
def test_the_mask_alone_without_a_turntable(photo, home, tmp_path):
    mask = Studio(settings=Settings(home=home)).face(photo, extent="mask", turntable="none", texture_size=256)
    assert mask.report["watertight"] is False
    with pytest.raises(BadInput, match=r"holds no '\.mp4'"):
        mask.save(tmp_path / "t.mp4")


def test_the_same_mesh_gives_the_same_bytes_in_every_format(tmp_path):
    from test_raster import ball

    from castalia.faces.head.files import write_files
    from castalia.media.provenance import Provenance

    told = Provenance(recipe={"kind": "face"}, engine="head", engine_version="1", castalia="0")
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()
        written = write_files(folder, ball(), {"format": "castalia-face"}, told)
        assert [p.role for p in written] == ["main", "obj", "mtl", "texture", "coefficients"]
    for path in folders[0].iterdir():
        assert path.read_bytes() == (folders[1] / path.name).read_bytes()
    _, mesh = load(folders[0] / "head.glb")
    assert np.allclose(mesh.visual.uv, ball().uv, atol=1e-6)  # trimesh counts v upwards


def test_what_cannot_work_is_refused_at_once(photo, tmp_path):
    studio = Studio(settings=Settings(home=tmp_path, require_consent=True))
    with pytest.raises(BadInput, match="who did"):
        studio.face(photo, engine="head")
    studio = Studio(settings=Settings(home=tmp_path))
    with pytest.raises(Missing, match="cv_resnet50_face-reconstruction"):
        studio.face(photo, model="damo/cv_resnet50_face-reconstruction")


@needs_mediapipe
def test_the_command_says_what_was_made(castalia, made, photo, home, tmp_path):
    same = [f"--{name.replace('_', '-')}={value}" for name, value in (*QUICK.items(), ("consent", CONSENT))]
    done = castalia("face", photo, *same, CASTALIA_HOME=str(home))
    assert done.returncode == 0, done.stderr
    folder, *files = (tmp_path / line for line in done.stdout.splitlines())
    assert folder.is_dir()
    assert {f.name for f in files} == set(ROLES.values())
    assert "triangles, from the library" in done.stderr
    alone = castalia("face", photo, *same, "-o", "me.obj", CASTALIA_HOME=str(home))
    assert alone.stdout.split() == ["me.obj", "me.mtl", "me.jpg"]
    for bad, words in (("--face=3", "there is no face 3"), ("--model=hrn", "cannot be run here")):
        refused = castalia("face", photo, bad)
        assert refused.returncode in (2, 3)
        assert words in " ".join(refused.stderr.split())
        assert "hint:" in refused.stderr


BLENDER = """
import bpy, sys
folder = sys.argv[-1]
for kind in ("glb", "obj"):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    if kind == "glb":
        bpy.ops.import_scene.gltf(filepath=f"{folder}/head.glb")
    elif hasattr(bpy.ops.wm, "obj_import"):
        bpy.ops.wm.obj_import(filepath=f"{folder}/head.obj")
    else:
        bpy.ops.import_scene.obj(filepath=f"{folder}/head.obj")
    thing = next(o for o in bpy.context.scene.objects if o.type == "MESH")
    points = [thing.matrix_world @ v.co for v in thing.data.vertices]
    high = max(p.z for p in points) - min(p.z for p in points)
    images = [n.image for n in thing.data.materials[0].node_tree.nodes if n.type == "TEX_IMAGE"]
    nose = min(points, key=lambda p: p.y)
    print("GOT", kind, thing.name, len(thing.data.polygons), round(high, 3), images[0].size[0], abs(nose.x) < 0.02)
"""


@needs_mediapipe
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("blender") is None, reason="blender is not installed: apt-get install blender")
def test_blender_imports_both(made, tmp_path):
    made.save(tmp_path / "all")
    script = tmp_path / "look.py"
    script.write_text(BLENDER)
    done = subprocess.run(
        ["blender", "--background", "--factory-startup", "--python-exit-code", "1", "--python", script, "--",
         tmp_path / "all"],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    got = [line.split() for line in done.stdout.splitlines() if line.startswith("GOT")]
    assert [line[1] for line in got] == ["glb", "obj"], done.stdout + done.stderr
    for _, _, name, polygons, high, texture, nose_in_front in got:
        assert name.startswith("castalia_head")
        assert int(polygons) == made.report["triangles"]
        assert 0.2 < float(high) < 0.5
        assert (texture, nose_in_front) == ("256", "True")


def test_the_engine_imports_nothing_heavy():
    heavy = {"mediapipe", "numba", "scipy", "av"}
    code = f"import sys, castalia.engines.face.head; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parent
    )
    assert done.stdout.strip() == "[]"
