"""Meshes keep their shape and colours, and say how they were made."""

import json

import numpy as np
import pytest
import trimesh

from castalia.errors import BadInput, StorageError
from castalia.media.mesh import STL_SCALE, read_mesh, write_mesh
from castalia.media.origin import read_provenance
from castalia.media.probe import probe
from castalia.media.provenance import MARK


@pytest.mark.parametrize("ending", [".glb", ".obj"])
def test_what_was_written_is_read(tmp_path, ball, provenance, ending):
    path = tmp_path / f"a{ending}"
    assert write_mesh(path, ball, provenance) == [path]
    again = read_mesh(path)
    assert np.abs(again.vertices - ball.vertices).max() < 1e-5
    assert (again.faces == ball.faces).all()
    assert (again.visual.vertex_colors == ball.visual.vertex_colors).all()
    assert again.is_watertight
    facts = probe(path)
    assert (facts.vertices, facts.faces) == (len(ball.vertices), len(ball.faces))
    assert read_provenance(path) == provenance
    assert MARK.encode() in path.read_bytes()


@pytest.mark.parametrize("ending", [".glb", ".obj"])
def test_the_same_mesh_gives_the_same_bytes(tmp_path, ball, provenance, ending):
    for name in "ab":
        write_mesh(tmp_path / f"{name}{ending}", ball.copy(), provenance)
    assert (tmp_path / f"a{ending}").read_bytes() == (tmp_path / f"b{ending}").read_bytes()


def test_a_glb_follows_the_standard(tmp_path, ball, provenance):
    write_mesh(tmp_path / "a.glb", ball, provenance)
    data = tmp_path.joinpath("a.glb").read_bytes()
    assert data[:4] == b"glTF"
    assert int.from_bytes(data[8:12], "little") == len(data)
    length = int.from_bytes(data[12:16], "little")
    tree = json.loads(data[20 : 20 + length])
    assert tree["asset"]["generator"] == "castalia 0.1.0"
    assert tree["asset"]["extras"]["castalia"]["recipe"]["seed"] == 7
    assert tree["meshes"][0]["primitives"][0]["attributes"].keys() == {"POSITION", "NORMAL", "COLOR_0"}
    binary = data[20 + length + 8 :]
    assert tree["buffers"][0]["byteLength"] == len(binary)
    view = tree["bufferViews"][2]
    normals = np.frombuffer(binary, np.float32, view["byteLength"] // 4, view["byteOffset"]).reshape(-1, 3)
    assert np.linalg.norm(normals, axis=1) == pytest.approx(1, abs=1e-5)
    assert all(v["byteOffset"] % 4 == 0 for v in tree["bufferViews"])


def test_colours_in_a_glb_are_linear(tmp_path, provenance):
    """glTF wants COLOR_0 linear: middle grey (188 of 255 sRGB) is one half."""
    mesh = trimesh.creation.box()
    mesh.visual.vertex_colors = np.tile(np.uint8([188, 0, 255, 255]), (8, 1))
    write_mesh(tmp_path / "a.glb", mesh, provenance)
    data = tmp_path.joinpath("a.glb").read_bytes()
    assert np.frombuffer(data[-12:], np.float32) == pytest.approx([0.5, 0, 1], abs=0.01)


def test_a_mesh_without_colours(tmp_path, provenance):
    write_mesh(tmp_path / "a.glb", trimesh.creation.box(), provenance)
    write_mesh(tmp_path / "a.obj", trimesh.creation.box(), provenance)
    assert len(read_mesh(tmp_path / "a.glb").faces) == len(read_mesh(tmp_path / "a.obj").faces) == 12


def test_files_of_other_programs_are_read(tmp_path, ball):
    scene = trimesh.Scene([ball, ball.copy().apply_translation((3, 0, 0))])
    scene.export(tmp_path / "two.glb")
    ball.export(tmp_path / "one.obj")
    assert len(read_mesh(tmp_path / "two.glb").faces) == 2 * len(ball.faces)
    assert len(read_mesh(tmp_path / "one.obj").faces) == len(ball.faces)
    assert read_provenance(tmp_path / "two.glb") is None
    assert read_provenance(tmp_path / "one.obj") is None


def test_damaged_meshes_are_refused(tmp_path, ball, provenance):
    write_mesh(tmp_path / "a.glb", ball, provenance)
    data = tmp_path.joinpath("a.glb").read_bytes()
    (tmp_path / "cut.glb").write_bytes(data[:-1000])
    (tmp_path / "broken.glb").write_bytes(data[:20] + b"x" * (len(data) - 20))
    for name in ("cut.glb", "broken.glb"):
        with pytest.raises(BadInput, match=r"damaged|cut off"):
            probe(tmp_path / name)
        assert read_provenance(tmp_path / name) in (None, provenance)


def test_nothing_is_no_mesh(tmp_path, provenance):
    with pytest.raises(BadInput, match="no faces"):
        write_mesh(tmp_path / "a.glb", trimesh.Trimesh(), provenance)
    with pytest.raises(BadInput, match="cannot be written as"):
        write_mesh(tmp_path / "a.png", trimesh.creation.box(), provenance)


def test_an_obj_that_names_other_files_opens_none(tmp_path):
    (tmp_path / "a.obj").write_text("mtllib /etc/hostname\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n")
    assert len(read_mesh(tmp_path / "a.obj").faces) == 1


def test_a_full_disk_leaves_no_half_written_mesh(tiny_disk, provenance):
    with pytest.raises(StorageError, match="disk is full"):
        write_mesh(tiny_disk / "a.glb", trimesh.creation.icosphere(5), provenance)
    assert not list(tiny_disk.iterdir())


def test_an_stl_has_z_up_millimetres_and_the_mark_alone(tmp_path, ball, provenance):
    path = tmp_path / "a.stl"
    write_mesh(path, ball, provenance)
    data = path.read_bytes()
    assert len(data) == 84 + 50 * len(ball.faces)
    assert data[:80].startswith(MARK.encode())
    raw = trimesh.load_mesh(path)
    assert raw.is_watertight
    assert raw.bounds[:, 2] == pytest.approx(ball.bounds[:, 1] * STL_SCALE, rel=1e-5)
    again = read_mesh(path)
    assert again.bounds == pytest.approx(ball.bounds * STL_SCALE, rel=1e-5)
    assert again.volume == pytest.approx(ball.volume * STL_SCALE**3, rel=1e-4)
    assert read_provenance(path) is None
    assert probe(path).media_type == "model/stl"
    (tmp_path / "words.stl").write_text(trimesh.exchange.stl.export_stl_ascii(ball))
    assert len(read_mesh(tmp_path / "words.stl").faces) == len(ball.faces)
    (tmp_path / "cut.stl").write_bytes(data[:-10])
    with pytest.raises(BadInput):
        probe(tmp_path / "cut.stl")
