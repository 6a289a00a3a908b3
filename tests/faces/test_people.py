"""Masks of people, hair and skin: the right places, soft edges, also in other light and where there is no hair."""

import numpy as np
import pytest
from conditions import CONDITIONS, astronaut, needs_mediapipe

from castalia.faces.finding.landmarks import find_faces
from castalia.faces.finding.matting import Colors, Guide
from castalia.faces.finding.people import hair_mask, parts, person_mask

HAIR = [(175, 50), (240, 40), (160, 85), (290, 85)]
SKIN = [(200, 130), (245, 130), (222, 95), (222, 165)]
CLOTHES = [(140, 350), (300, 480)]
BACKGROUND = [(330, 60), (500, 200), (110, 60)]
"""Places (x, y) in the astronaut's picture."""


def means(mask: np.ndarray, places: list[tuple[int, int]]) -> list[float]:
    return [float(mask[y - 3 : y + 4, x - 3 : x + 4].mean()) for x, y in places]


@pytest.fixture(scope="module")
def seen():
    (face,) = find_faces(astronaut())
    return face, parts(astronaut(), face)


@needs_mediapipe
def test_the_person_is_all_that_is_not_behind(seen):
    mask = seen[1].person
    assert mask.dtype == np.float32
    assert mask.shape == (512, 512)
    assert min(means(mask, [*HAIR, *SKIN, *CLOTHES])) > 0.9
    assert max(means(mask, BACKGROUND)) < 0.1
    assert ((mask > 0.1) & (mask < 0.9)).mean() > 0.005, "edges are soft"


@needs_mediapipe
def test_hair_is_neither_skin_nor_clothes_nor_background(seen):
    made = seen[1]
    assert min(means(made.hair, HAIR)) > 0.8
    assert max(means(made.hair, [*SKIN, *CLOTHES, *BACKGROUND])) < 0.1
    assert min(means(made.skin, SKIN)) > 0.9
    assert max(means(made.skin, [*HAIR, *CLOTHES, *BACKGROUND])) < 0.2


@needs_mediapipe
@pytest.mark.parametrize("name", ["rotated", "dark", "tinted", "grey"])
def test_hair_is_the_same_in_other_conditions(name, seen):
    picture, back = CONDITIONS[name](astronaut())
    hair = hair_mask(picture, find_faces(picture)[0])
    rows, columns = np.nonzero(hair > 0.5)
    there = back(np.stack([columns, rows], 1).astype(float)).round().astype(int).clip(0, 511)
    known = seen[1].hair > 0.3
    assert known[there[:, 1], there[:, 0]].mean() > 0.8
    assert len(there) > 0.6 * (seen[1].hair > 0.5).sum()


@needs_mediapipe
def test_a_bald_head_has_hardly_any_hair(seen):
    from scipy.ndimage import gaussian_filter

    face, made = seen
    cover = np.clip(gaussian_filter((made.hair > 0.1).astype(float), 4) * 2, 0, 1)[..., None]
    skin = np.median(astronaut()[125:135, 240:250].reshape(-1, 3), axis=0)
    grain = np.random.default_rng(1).normal(0, 2.5, (512, 512, 1))
    bald = (astronaut() * (1 - cover) + (skin + grain) * cover).clip(0, 255).astype(np.uint8)
    assert hair_mask(bald, face).sum() < 0.35 * made.hair.sum()


@needs_mediapipe
def test_without_a_person_the_mask_is_empty():
    from skimage import data

    assert person_mask(data.coffee(), []).mean() < 0.1


def test_a_guided_mask_follows_the_edge_of_the_picture():
    picture = np.full((64, 96, 3), 30, np.uint8)
    picture[:, 48:] = 220
    rough = np.zeros((16, 24), np.float32)
    rough[:, 13:] = 1
    fine = Guide(picture, rough.shape, 4, 1e-4).follow(rough)
    assert fine.shape == (64, 96)
    assert fine[:, :44].max() < 0.2
    assert fine[:, 56:].min() > 0.8


def test_colours_of_a_region_are_told_from_others():
    rng = np.random.default_rng(0)
    model = Colors.of(np.concatenate([rng.normal(10, 2, (300, 3)), rng.normal(60, 4, (300, 3))]), parts=2)
    assert model.distance(np.array([[10.0, 10, 10], [60, 60, 60], [30, 30, 30]])).round(1).tolist()[
        :2
    ] == pytest.approx([0, 0], abs=0.4)
    inside, outside = model.log_density(np.array([[11.0, 9, 10], [35, 35, 35]]))
    assert inside > outside + 10
