"""People and animals: every one builds, is understood in both languages, moves by named parts and closes as a mesh."""

from __future__ import annotations

import numpy as np
import pytest

from castalia.clay.lexicon import COLORS
from castalia.clay.mesh import mesh
from castalia.clay.parse import parse
from castalia.clay.scene import Scene, Subject
from castalia.clay.sculpt import Clay, bounds
from castalia.clay.subjects import KINDS, Look

LIVING = sorted(name for name, kind in KINDS.items() if kind.group in ("person", "animal", "fantasy"))
PEOPLE = (
    "child", "girl", "boy", "woman", "man", "old_man", "old_woman", "wizard", "scientist", "explorer", "astronaut",
    "knight", "chef", "robot", "cyborg", "king", "queen", "princess", "portrait",
)  # fmt: skip
ANIMALS = (
    "dog", "shiba", "puppy", "cat", "rabbit", "bear", "panda", "lion", "tiger", "horse", "elephant", "fox", "monkey",
    "deer", "cow", "sheep", "pig", "duck", "chicken", "bird", "owl", "eagle", "penguin", "fish", "clownfish", "whale",
    "dolphin", "shark", "octopus", "turtle", "frog", "dragon", "chinese_dragon", "butterfly", "bee", "snail",
)  # fmt: skip
ON_TWO = (
    "child",
    "girl",
    "boy",
    "woman",
    "man",
    "scientist",
    "explorer",
    "astronaut",
    "knight",
    "chef",
    "robot",
    "bear",
    "monkey",
)
ON_FOUR = (
    "dog",
    "shiba",
    "puppy",
    "cat",
    "lion",
    "tiger",
    "horse",
    "elephant",
    "deer",
    "cow",
    "sheep",
    "pig",
    "turtle",
    "frog",
)
WINGED = ("bird", "owl", "eagle", "penguin", "duck", "chicken", "dragon", "butterfly", "bee")


def modelled(kind: str, *traits: str, action: str | None = None, hands: tuple[str, ...] = (), seed: int = 1) -> Clay:
    clay = Clay()
    entry = KINDS[kind]
    look = Look(COLORS[entry.color], np.random.default_rng(seed), frozenset(traits), action, frozenset(hands))
    entry.model(clay, look)
    return clay


def parts(clay: Clay) -> set[str]:
    return {part.name for p in clay.primitives for part in p.parts}


def test_all_are_there():
    assert set(PEOPLE) | set(ANIMALS) <= set(KINDS)


@pytest.mark.parametrize("kind", LIVING)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_each_one_is_within_its_height_and_stands_on_the_floor(kind: str, seed: int):
    low, high = bounds(modelled(kind, seed=seed).primitives)
    assert high[1] == pytest.approx(KINDS[kind].height, rel=0.2)
    assert low[1] > (-0.2 if kind != "portrait" else -0.3)  # a bust is let into the floor


@pytest.mark.parametrize("kind", LIVING)
def test_every_word_for_it_means_it(kind: str):
    entry = KINDS[kind].entry
    for word in (*entry.en, *entry.zh):
        assert [s.kind for s in parse(word).scene.subjects] == [kind], word


@pytest.mark.parametrize("kind", LIVING)
def test_every_trait_and_pose_can_be_modelled(kind: str):
    for trait in KINDS[kind].traits:
        assert modelled(kind, trait).primitives, trait
    for hands in (("holding",), ("riding",), ("looking",), ("ridden",)):
        assert np.isfinite(bounds(modelled(kind, hands=hands).primitives)).all()


@pytest.mark.parametrize("kind", [*ON_TWO, *ON_FOUR, *WINGED])
def test_they_move_by_named_parts(kind: str):
    names = parts(modelled(kind))
    assert "head" in names
    if kind in ON_TWO:
        assert {"arm_l", "arm_r", "forearm_l", "forearm_r", "leg_l", "leg_r"} <= names
    if kind in ON_FOUR:
        assert {"leg_fl", "leg_fr", "leg_bl", "leg_br"} <= names
    if kind in WINGED:
        assert {"wing_l", "wing_r"} <= names


@pytest.mark.parametrize("kind", LIVING)
def test_left_is_left(kind: str):
    """The left joints are at +x: the creature looks towards +z."""
    for p in modelled(kind).primitives:
        for part in p.parts:
            if part.name.startswith(("arm_", "leg_", "wing_", "ear_", "forearm_")):
                assert part.pivot[0] * (1 if part.name.endswith("l") else -1) > 0, part.name


@pytest.mark.parametrize("kind", [k for k in LIVING if KINDS[k].seat is not None])
def test_a_rider_sits_on_the_back(kind: str):
    """The seat lies on the surface: neither deep inside nor in the air."""
    seat = np.asarray(KINDS[kind].seat, float)
    near = [
        p for p in modelled(kind).primitives if np.hypot(*(p.center - seat)[[0, 2]]) < p.bound() + 0.05 and not p.carve
    ]
    top = max(p.center[1] + p.reach(np.array([0.0, 1.0, 0.0])) for p in near)
    assert seat[1] < top + 0.15
    assert seat[1] > 0.3 * KINDS[kind].height


@pytest.mark.parametrize("kind", [k for k in LIVING if KINDS[k].hand is not None])
def test_the_hand_that_holds_is_where_the_arm_ends(kind: str):
    hand = np.asarray(KINDS[kind].hand, float)
    clay = modelled(kind, hands=("holding",))
    assert min(float(np.linalg.norm(p.center - hand)) - p.bound() for p in clay.primitives) < 0.12


@pytest.mark.parametrize("kind", LIVING)
def test_it_closes_as_a_mesh(kind: str):
    shape = mesh(Scene(subjects=(Subject(kind=kind),), seed=3), resolution=64)
    assert shape.is_watertight
    assert len(shape.faces) > 2000


def test_a_suit_a_dress_and_a_beard_are_understood():
    (shiba,) = parse("a shiba in a spacesuit").scene.subjects
    assert (shiba.kind, shiba.traits) == ("shiba", ("spacesuit",))
    (girl,) = parse("穿着汉服的女孩").scene.subjects
    assert (girl.kind, girl.traits) == ("girl", ("hanfu",))
    (wizard,) = parse("portrait of a wise old wizard with a flowing white beard").scene.subjects
    assert wizard.kind == "wizard"
    assert any(t.endswith("beard") for t in wizard.traits)
    (scientist,) = parse("a young woman scientist with round glasses").scene.subjects
    assert (scientist.kind, scientist.traits) == ("scientist", ("round_glasses",))
