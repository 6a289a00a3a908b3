"""From scenes to the renderer's tables."""

from __future__ import annotations

import numpy as np
import pytest

from castalia.clay import layout
from castalia.clay.build import build, staged
from castalia.clay.camera import MOTIONS
from castalia.clay.layout import LIGHTS, PLACES
from castalia.clay.lexicon import COLORS
from castalia.clay.parse import parse
from castalia.clay.scene import Scene, Subject
from castalia.clay.sculpt import Clay, bounds, rotation
from castalia.clay.subjects import KINDS, Look

DEMO = "一位探险家在热带雨林中发现了一种未知的荧光植物"


def scene(prompt: str, seed: int = 7) -> Scene:
    return parse(prompt, seed=seed).scene


def seen(found: Scene, width: int, height: int) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper corner of the subjects in the picture, which spans -1..1."""
    prims, params = build(found, width, height)
    eye, right, up, forward = (params[i : i + 3] for i in (layout.S_EYE, layout.S_RIGHT, layout.S_UP, layout.S_FORWARD))
    rows = prims[(prims[:, layout.P_INSTANCE] > 0) & (prims[:, layout.P_SUBTRACT] == 0)]
    way = rows[:, layout.P_CENTER : layout.P_CENTER + 3] - eye
    depth = way @ forward
    zoom = params[layout.S_ZOOM]
    at = np.stack([way @ right / (depth * zoom * width / height), way @ up / (depth * zoom)], 1)
    return at.min(0), at.max(0)


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("size", [(512, 512), (384, 832), (832, 384)])
def test_every_kind_is_whole_in_the_picture_and_fills_it(kind: str, size: tuple[int, int]):
    low, high = seen(Scene(subjects=(Subject(kind=kind),), place=KINDS[kind].home), *size)
    assert (low > -1).all()
    assert (high < 1).all()
    # A ball is all in one place.
    assert (high - low).max() > 0.5 or KINDS[kind].group in ("thing", "building")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_stands_on_the_floor_and_is_as_high_as_it_says(kind: str):
    clay = Clay()
    KINDS[kind].model(clay, Look(COLORS["red"], np.random.default_rng(1)))
    low, high = bounds(clay.primitives)
    assert high[1] == pytest.approx(KINDS[kind].height, rel=0.2)
    assert low[1] > -0.4
    assert len(clay.primitives) < 170


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("light", LIGHTS)
def test_every_place_in_every_light(place: str, light: str):
    prims, params = build(Scene(subjects=(Subject(kind="cat"),), place=place, light=light, seed=3), 640, 480)
    assert prims.shape == (int(params[layout.S_COUNT]), layout.PRIM)
    assert np.isfinite(prims).all()
    assert np.isfinite(params).all()
    assert (PLACES[int(params[layout.S_PLACE])], LIGHTS[int(params[layout.S_LIGHT])]) == (place, light)


def test_the_same_scene_gives_the_same_tables():
    first, again = build(scene(DEMO), 512, 512), None
    staged.cache_clear()
    again = build(scene(DEMO), 512, 512)
    assert (first[0] == again[0]).all()
    assert (first[1] == again[1]).all()


def test_another_subject_does_not_change_how_the_first_looks():
    alone = staged(scene("a cat on the beach"), 1.0).toys[0].clay.primitives
    together = staged(scene("a cat and a dog on the beach"), 1.0).toys[0].clay.primitives
    assert [p.color for p in alone] == [p.color for p in together]
    assert all((p.size == q.size).all() for p, q in zip(alone, together, strict=True))


def test_two_who_meet_look_at_each_other():
    explorer, plant = staged(scene(DEMO), 1.5).toys
    assert explorer.x < plant.x
    assert explorer.yaw > 0 > plant.yaw


def test_a_rider_sits_on_the_horse_and_a_lantern_hangs_from_the_hand():
    rider, horse = staged(scene("an astronaut riding a horse"), 1.0).toys
    assert rider.y > 0.6
    assert np.hypot(rider.x - horse.x, rider.z - horse.z) < 0.3
    girl, lantern = staged(scene("a girl holding a lantern"), 1.0).toys
    assert 0.1 < lantern.y < 0.8
    assert abs(lantern.x - girl.x) < 0.8


def test_subjects_do_not_stand_in_each_other():
    toys = staged(scene("a horse, a dragon and three bears in the snow"), 1.5).toys
    for i, a in enumerate(toys):
        for b in toys[:i]:
            assert np.hypot(a.x - b.x, a.z - b.z) > 0.45


def test_relations_in_a_ring_are_broken():
    ring = tuple(Subject(kind=k, relation="on", target=t) for k, t in (("cat", 1), ("dog", 2), ("bird", 0)))
    prims, _ = build(Scene(subjects=ring), 256, 256)
    assert np.isfinite(prims).all()


def test_boats_float_and_cats_do_not():
    stage = staged(scene("a red boat and a cat on the beach"), 1.0)
    boat, cat = stage.toys
    shore = float(stage.params[layout.S_SHORE])
    assert boat.z < shore < cat.z


def test_what_is_not_wanted_is_not_there():
    wooded = staged(scene("a fox in the forest"), 1.0).props.primitives
    bare = staged(parse("a fox in the forest", negative_prompt="trees", seed=7).scene, 1.0).props.primitives
    assert any(part.name == "tree" for p in wooded for part in p.parts)
    assert not any(part.name == "tree" for p in bare for part in p.parts)


@pytest.mark.parametrize("motion", MOTIONS)
@pytest.mark.parametrize(
    "prompt", [DEMO, "a dancing robot and a flying bird in the city", "a rocket and three fish under the sea"]
)
def test_a_clip_moves_without_jumps(motion: str, prompt: str):
    found = scene(prompt).model_copy(update={"motion": motion})
    prims, params = zip(*(build(found, 512, 512, t, 4.0) for t in np.arange(0, 4, 1 / 24)), strict=True)
    eyes = np.stack([p[layout.S_EYE : layout.S_EYE + 3] for p in params])
    assert np.linalg.norm(np.diff(eyes, axis=0), axis=1).max() < 0.12
    # Spores and bubbles may begin again below, when they are too small to be seen.
    solid = (np.stack(prims)[:, :, layout.P_SIZE] > 0.012).all(0)
    centers = np.stack(prims)[:, solid, layout.P_CENTER : layout.P_CENTER + 3]
    assert np.linalg.norm(np.diff(centers, axis=0), axis=2).max() < 0.25


LIVING = ("person", "animal", "fantasy")


@pytest.mark.parametrize("kind", sorted(k for k, kind in KINDS.items() if kind.group in LIVING))
def test_every_living_thing_moves_a_little_by_itself(kind: str):
    found = Scene(subjects=(Subject(kind=kind),), seed=2)
    start, later = (build(found, 256, 256, t)[0] for t in (0.0, 0.7))
    mine = start[:, layout.P_INSTANCE] == 1
    moved = np.abs(start[mine] - later[mine]).max()
    assert moved > 0.002


def test_places_of_parts_follow_the_turn():
    inner = Clay()
    with inner.part("arm", pivot=(1.0, 0.0, 0.0)):
        inner.ellipsoid((1.0, 0.5, 0.0), 0.1, (1, 0, 0))
    outer = Clay()
    outer.place(inner, turn=rotation(yaw=np.pi / 2), at=(0, 1, 0), scale=2.0)
    (p,) = outer.primitives
    assert p.center == pytest.approx([0.0, 2.0, -2.0])
    assert p.parts[0].pivot == pytest.approx([0.0, 1.0, -2.0])
