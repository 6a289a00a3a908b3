"""Heads from photos: a real one, a turned synthetic face, bald, hairy and masked."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("mediapipe")

from castalia.faces.face import Face
from castalia.faces.head import atlas
from castalia.faces.head.measures import coefficients
from castalia.faces.head.view import in_picture
from castalia.faces.head.whole import UNIT, HeadMesh, face_mask, whole_head
from castalia.faces.topology import LIPS_INNER, topology


@pytest.fixture(scope="module")
def photo():
    """A real photo, its face and the masks of hair and person."""
    from skimage.data import astronaut

    from castalia.faces.finding.landmarks import find_faces
    from castalia.faces.finding.people import parts

    picture = astronaut()
    face = max(find_faces(picture), key=lambda f: f.width)
    found = parts(picture, face)
    return picture, face, found.hair, found.person


@pytest.fixture(scope="module")
def head(photo) -> HeadMesh:
    picture, face, hair, person = photo
    return whole_head(picture, face, hair=hair, person=person, texture_size=512)


def turned(face: Face, yaw: float, wide: float) -> Face:
    """The same face turned and made wider, as if another person had been found elsewhere in a picture."""
    angle = np.radians(yaw)
    about = np.array([[np.cos(angle), 0, -np.sin(angle)], [0, 1, 0], [np.sin(angle), 0, np.cos(angle)]])
    middle = face.landmarks[:468].mean(0)
    return Face((face.landmarks - middle) * (wide, 1.0, 1.0) @ about.T * 0.8 + (200.0, 230.0, 0.0), 0.9)


def check_mesh(mesh: HeadMesh) -> None:
    """One closed surface (and one for each ear), nothing flat, folded or flipped, no texel used twice."""
    points, triangles = mesh.welded
    edges = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]).astype(np.int64)
    there, back = (np.sort(edges[:, i] * len(points) + edges[:, 1 - i]) for i in (0, 1))
    assert len(np.unique(there)) == len(there), "an edge is walked twice the same way"
    assert np.array_equal(there, back), "an edge has no second triangle"
    a, b, c = (points[triangles[:, k]] for k in range(3))
    flat = np.cross(b - a, c - a)
    assert (a * flat).sum() / 6 > 0.002, "inside out, or smaller than two litres"
    assert np.linalg.norm(flat, axis=1).min() / 2 > 1e-9
    check_uv(mesh)


def check_uv(mesh: HeadMesh) -> None:
    assert mesh.uv.min() >= 0
    assert mesh.uv.max() <= 1
    p, q, r = (mesh.uv[mesh.triangles[:, k]] for k in range(3))
    areas = ((q - p)[:, 0] * (r - p)[:, 1] - (q - p)[:, 1] * (r - p)[:, 0]) / 2
    assert areas.min() > 0, "a triangle lies on its face in the texture"
    shown, _, _ = atlas.cover(np.stack([mesh.uv[:, 0], 1 - mesh.uv[:, 1]], 1) * 1500, mesh.triangles, (1500, 1500))
    assert areas.sum() == pytest.approx((shown >= 0).mean(), rel=4e-3), "charts overlap"


def sides_agree(mesh: HeadMesh, triangles: np.ndarray) -> np.ndarray:
    """Cosine between neighbours of the same place on the head, for pairs of the triangles given."""
    points, whole = mesh.welded
    part = whole[triangles]
    flat = np.cross(points[part[:, 1]] - points[part[:, 0]], points[part[:, 2]] - points[part[:, 0]])
    flat /= np.linalg.norm(flat, axis=1, keepdims=True)
    edges = np.sort(np.concatenate([part[:, [0, 1]], part[:, [1, 2]], part[:, [2, 0]]]), axis=1)
    owner = np.tile(np.arange(len(part)), 3)
    order = np.lexsort((edges[:, 1], edges[:, 0]))
    same = (edges[order][1:] == edges[order][:-1]).all(1)
    return (flat[owner[order][1:][same]] * flat[owner[order][:-1][same]]).sum(1)


def test_topology_is_symmetric_and_consistent():
    parts = topology()
    assert len(parts.triangles) == 898
    assert len(parts.oval) == 36
    assert np.array_equal(parts.mirror[parts.mirror], np.arange(468))
    assert parts.mirror[61] == 291
    assert len(np.unique(parts.fine)) == parts.points
    assert set(LIPS_INNER) <= set(parts.triangles[-parts.filled :].ravel().tolist())


def test_head_is_closed_and_well_unwrapped(head):
    check_mesh(head)
    assert sides_agree(head, np.r_[head.groups["hair"], head.groups["skull"]]).min() > -0.3
    listed = np.concatenate(list(head.groups.values()))
    assert np.array_equal(np.sort(listed), np.arange(len(head.triangles)))
    assert np.allclose(np.linalg.norm(head.normals, axis=1), 1, atol=1e-6)
    width, height, depth = np.ptp(head.vertices, axis=0)
    assert 0.15 < width < 0.28
    assert 0.24 < height < 0.36
    assert 0.2 < depth < 0.3
    assert head.vertices[head.landmark_ids[1], 2] > 0.05, "the nose points to the viewer"


def test_landmarks_reproject(head, photo):
    _, face, _, _ = photo
    back = in_picture(face, head.vertices[head.landmark_ids] / UNIT + head.origin)
    assert np.abs(back[:, :2] - face.landmarks[:468, :2]).max() < 0.001 * face.width


def test_face_is_found_again_in_a_rendered_head(head, photo):
    from castalia.faces.finding.landmarks import find_faces
    from castalia.faces.render.raster import Camera, render

    for yaw in (0, 25):
        camera = Camera(yaw=yaw, distance=20.0)
        image = render(head, camera, 512)
        seen = max(find_faces(image), key=lambda f: f.width)
        there, _ = camera.project(head.vertices[head.landmark_ids], (512, 512))
        error = np.linalg.norm(seen.landmarks[:468, :2] - there, axis=1).mean() / seen.width
        assert error < (0.015 if yaw == 0 else 0.04)


def test_hair_takes_its_place_and_colour(head, photo):
    picture, face, hair, person = photo
    bald = whole_head(picture, face, hair=None, person=person, texture_size=256)
    check_mesh(bald)
    assert len(bald.groups["hair"]) == 0
    assert len(bald.groups["ears"]) > 0
    assert head.vertices[:, 1].max() > bald.vertices[:, 1].max() + 0.01
    told, mask = coefficients(picture, face, head), hair > 0.8
    assert told["hair"]["length"] in ("short", "medium", "long")
    seen = np.median(picture[mask], axis=0)
    made = [int(told["colors"]["hair"][i : i + 2], 16) for i in (1, 3, 5)]
    assert np.abs(seen - made).max() < 45
    assert told["expression"]["smile"] > 0.3
    assert 150 < told["proportions_mm"]["face_height"] < 210


def test_other_faces_and_empty_pictures(photo):
    _, face, _, _ = photo
    for yaw, wide in ((-35.0, 0.85), (28.0, 1.15)):
        other = turned(face, yaw, wide)
        picture = np.full((460, 400, 3), 128, np.uint8)
        mesh = whole_head(picture, other, hair=np.zeros((460, 400)), person=None, texture_size=256)
        check_mesh(mesh)
        assert np.abs(mesh.texture.astype(int) - 128).mean() < 30


def test_mask_is_one_clean_sheet(photo):
    picture, face, _, _ = photo
    mask = face_mask(picture, face, 256)
    check_uv(mask)
    edges = np.sort(
        np.concatenate([mask.triangles[:, [0, 1]], mask.triangles[:, [1, 2]], mask.triangles[:, [2, 0]]]), axis=1
    )
    _, uses = np.unique(edges, axis=0, return_counts=True)
    assert (uses == 1).sum() == 144
    assert uses.max() == 2
    assert np.ptp(mask.vertices[:, 0]) == pytest.approx(0.145, rel=0.06)


def test_texture_is_the_same_every_time(photo):
    picture, face, hair, person = photo
    one, two = (whole_head(picture, face, hair=hair, person=person, texture_size=256) for _ in range(2))
    assert np.array_equal(one.texture, two.texture)
    assert np.array_equal(one.vertices, two.vertices)
