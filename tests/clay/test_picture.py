"""Scenes as pictures and clips."""

from __future__ import annotations

import numpy as np

from castalia.clay import frames, picture, view
from castalia.clay.parse import parse

SCENE = parse("three orange cats and a bird on the beach, watercolor", seed=5).scene


def test_every_subject_is_seen():
    seen = view(SCENE, 160, 96, "draft")
    assert set(np.unique(seen.instance)) == {0, 1, 2, 3, 4}


def test_a_picture_has_its_size_and_style():
    painted = picture(SCENE, 96, 64, "draft")
    plain = picture(SCENE.model_copy(update={"style": "clay"}), 96, 64, "draft")
    assert painted.shape == (64, 96, 3)
    assert painted.dtype == np.uint8
    assert np.abs(painted.astype(int) - plain).mean() > 4


def test_the_frames_of_a_clip_differ_a_little():
    scene = SCENE.model_copy(update={"style": "clay"})
    clip = np.stack(list(frames(scene, 96, 64, num_frames=4, fps=4, quality="draft"))).astype(int)
    change = np.abs(np.diff(clip, axis=0)).mean((1, 2, 3))
    assert (change > 0.05).all()
    assert (change < 25).all()
