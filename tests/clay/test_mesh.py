"""Meshes of clay scenes."""

from __future__ import annotations

import numpy as np
import pytest

from castalia.clay.mesh import mesh
from castalia.clay.parse import parse
from castalia.clay.scene import Scene, Subject
from castalia.errors import BadInput


@pytest.mark.parametrize("kind", ["glowing_plant", "lighthouse", "boat", "cup", "horse", "explorer"])
def test_a_model_is_closed_stands_on_the_floor_and_is_coloured(kind: str):
    model = mesh(Scene(subjects=(Subject(kind=kind),)), 80)
    assert model.is_watertight
    assert model.is_winding_consistent
    assert model.volume > 0
    low, high = model.bounds
    assert low[1] == pytest.approx(0.0, abs=1e-6)
    assert low[0] + high[0] == pytest.approx(0.0, abs=1e-6)
    colors = np.asarray(model.visual.vertex_colors)
    assert colors.dtype == np.uint8
    assert len(np.unique(colors // 32, axis=0)) > 3


def test_normals_point_outwards():
    model = mesh(Scene(subjects=(Subject(kind="donut"),)), 64)
    along = (np.asarray(model.vertex_normals)[model.faces].mean(1) * model.face_normals).sum(1)
    assert np.median(along) > 0.9


def test_thin_parts_survive():
    """The antenna of a robot and the railing of a lighthouse are thinner than a cell."""
    model = mesh(Scene(subjects=(Subject(kind="robot"),)), 48)
    assert model.bounds[1][1] - model.bounds[0][1] > 1.75


def test_a_scene_stands_on_a_plate_with_its_props():
    prompt = "a fox in the forest"
    alone, whole = mesh(parse(prompt).scene, 48), mesh(parse(prompt).scene, 64, "scene")
    assert whole.is_watertight
    assert whole.extents[0] > alone.extents[0]


def test_a_place_alone_can_be_modelled_only_as_a_scene():
    scene = parse("a beach at sunset").scene
    with pytest.raises(BadInput):
        mesh(scene)
    assert mesh(scene, 48, "scene").is_watertight
