"""What things do: poses, cycles, loops, and turning into one another."""

from __future__ import annotations

import numpy as np
import pytest

from castalia.clay import frames, layout, view
from castalia.clay.acting import ACTIONS, Rhythm
from castalia.clay.build import build, staged
from castalia.clay.layout import P_CENTER, P_INSTANCE, P_SHARE, P_STAGE
from castalia.clay.parse import parse
from castalia.clay.scene import Scene, Subject

FPS = 24.0


def alone(kind: str, action: str | None = None) -> Scene:
    return Scene(subjects=(Subject(kind=kind, action=action),), motion="still", seed=3)


def centers(scene: Scene, time: float, **more: object) -> np.ndarray:
    prims, _ = build(scene, 256, 256, time, 4.0, **more)  # type: ignore[arg-type]
    return prims[prims[:, P_INSTANCE] > 0, P_CENTER : P_CENTER + 3]


@pytest.mark.parametrize("action", sorted(ACTIONS))
@pytest.mark.parametrize("kind", ["boy", "dog"])
def test_an_action_moves_or_poses_the_body(kind: str, action: str):
    acting, idle = (np.stack([centers(alone(kind, a), t) for t in np.arange(0, 2, 0.1)]) for a in (action, None))
    posed = acting.shape != idle.shape or np.abs(acting[0] - idle[0]).max() > 0.02
    assert posed or np.ptp(acting, axis=0).max() > np.ptp(idle, axis=0).max() + 0.02


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_an_action_moves_without_jumps(action: str):
    for kind in ("woman", "cat"):
        path = np.stack([centers(alone(kind, action), t) for t in np.arange(0, 3, 1 / FPS)])
        assert np.linalg.norm(np.diff(path, axis=0), axis=2).max() < 0.45


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_a_loop_ends_where_it_began(action: str):
    scene = alone("dog", action)
    start, end = (centers(scene, t, loop=True) for t in (0.0, 4.0))
    assert start == pytest.approx(end, abs=1e-3)


def test_the_last_frame_of_a_loop_leads_to_the_first():
    clip = [f.astype(int) for f in frames(alone("robot", "dancing"), 64, 64, 24, 12.0, "draft", loop=True)]
    steps = [np.abs(a - b).mean() for a, b in zip(clip, [*clip[1:], clip[0]], strict=True)]
    assert steps[-1] < 2.0 * max(steps[:-1])


def test_dancers_keep_the_beat():
    for beat in (0.4, 0.75):
        moves = ACTIONS["dancing"](0.0, Rhythm(beat))
        assert {round(m.period / beat, 6) for motions in moves.values() for m in motions} == {1.0, 2.0, 4.0}


def test_lips_open_when_the_voice_is_loud():
    scene = alone("woman", "speaking")
    quiet, loud = (build(scene, 256, 256, 0.0, 4.0, rhythm=Rhythm(loud=(level,) * 50))[0] for level in (0.0, 1.0))
    assert np.abs(quiet[:, layout.P_SIZE : layout.P_SIZE + 3] - loud[:, layout.P_SIZE : layout.P_SIZE + 3]).max() > 0.01


def test_a_rider_bobs_with_the_mount():
    scene = parse("an astronaut riding a running horse", seed=3).scene
    heights = np.array([[centers_of(scene, t, i)[:, 1].mean() for i in (1, 2)] for t in np.arange(0, 1, 0.05)])
    assert np.ptp(heights[:, 0]) > 0.05
    assert np.corrcoef(heights.T)[0, 1] > 0.9


def centers_of(scene: Scene, time: float, instance: int) -> np.ndarray:
    prims, _ = build(scene, 256, 256, time)
    return prims[prims[:, P_INSTANCE] == instance, P_CENTER : P_CENTER + 3]


def test_a_reader_holds_a_book_before_the_eyes():
    scene = parse("a girl reading").scene
    assert [s.kind for s in scene.subjects] == ["girl", "book"]
    girl, book = staged(scene, 1.0).toys
    assert book.held_by is girl
    assert 0.4 < book.y + book.high[1] / 2 < 1.4


def test_a_sleeper_lies():
    (up,), (down,) = (staged(alone("man", action), 1.0).toys for action in (None, "sleeping"))
    assert down.high[1] - down.low[1] < 0.75 * (up.high[1] - up.low[1])


def turning(share: float, size: int = 96) -> tuple[np.ndarray, np.ndarray]:
    """Instance mask and primitives of a donut that has turned into a cup by this much."""
    scene = parse("a donut morphing into a cup", seed=3).scene.model_copy(update={"motion": "still"})
    eased = next(t for t in np.linspace(0, 2, 2001) if share_at(t) >= share - 1e-9)
    return view(scene, size, size, "draft", float(eased), 4.0).instance, build(scene, size, size, float(eased), 4.0)[0]


def share_at(time: float) -> float:
    swing = 0.5 - 0.5 * np.cos(2 * np.pi * time / 4.0)
    return float(swing * swing * (3 - 2 * swing))


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 0.75])
def test_a_donut_that_becomes_a_cup_keeps_its_hole(share: float):
    """Behind the mask of the thing there is a piece of background that it encloses."""
    from scipy.ndimage import binary_fill_holes

    mask, _ = turning(share)
    assert (binary_fill_holes(mask > 0) & (mask == 0)).sum() >= 3


def test_what_turns_into_another_thing_begins_and_ends_as_itself():
    scene = parse("a red dog becoming a cat", seed=3).scene
    assert (scene.subjects[0].kind, scene.subjects[0].becoming) == ("dog", "cat")
    shares = [float(build(scene, 64, 64, t, 4.0)[0][:, P_SHARE].max()) for t in (0.0, 2.0, 4.0)]
    assert shares == pytest.approx([0.0, 1.0, 0.0])
    still, _ = build(scene, 64, 64)
    assert set(still[still[:, P_INSTANCE] == 1, P_STAGE]) == {1.0, 2.0}
    assert still[:, P_SHARE].max() == pytest.approx(0.5)
