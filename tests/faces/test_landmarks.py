"""Faces are found in any condition and in nothing else; the astronaut's landmarks come back to the same places."""

import subprocess
import sys
import threading

import numpy as np
import pytest
from conditions import CONDITIONS, astronaut, needs_mediapipe, second_face
from scipy.optimize import linear_sum_assignment

from castalia.errors import BadInput, Missing
from castalia.faces.face import MESH_POINTS, Face
from castalia.faces.finding import landmarks
from castalia.faces.finding.landmarks import Tracker, choose, find_faces


@pytest.fixture(scope="module")
def known() -> Face:
    (face,) = find_faces(astronaut())
    return face


def mirror_names(face: Face) -> np.ndarray:
    """For each landmark the one on the other side of the face."""
    points = face.frontal[:MESH_POINTS]
    cost = ((points[:, None] - (points * (-1, 1, 1))[None]) ** 2).sum(-1)
    return linear_sum_assignment(cost + cost.T)[1]


@needs_mediapipe
@pytest.mark.parametrize("name", CONDITIONS)
def test_the_face_is_found_at_the_same_place_in_any_condition(name, known):
    picture, back = CONDITIONS[name](astronaut())
    faces = find_faces(picture)
    assert len(faces) == (2 if name == "second face" else 1)
    points = back(faces[0].landmarks)[:MESH_POINTS]
    if name == "mirrored":
        points = points[mirror_names(known)]
    away = np.linalg.norm((points - known.landmarks[:MESH_POINTS])[:, :2], axis=1) / known.width
    assert away.mean() < 0.012, f"{away.mean():.2%} of the face's width"
    assert away.max() < 0.05


@needs_mediapipe
@pytest.mark.parametrize("name", ["chelsea", "coffee", "rocket", "text", "colorwheel", "brick"])
def test_where_no_face_is_none_is_found(name):
    from skimage import data

    picture = getattr(data, name)()
    picture = np.dstack([picture] * 3) if picture.ndim == 2 else picture[..., :3]
    assert find_faces(picture) == []


@needs_mediapipe
def test_a_face_is_chosen_by_size_or_counted_from_the_left():
    faces = find_faces(second_face(astronaut())[0])
    assert [round(f.width) for f in faces] == sorted((round(f.width) for f in faces), reverse=True)
    assert choose(faces, 0) is faces[0]
    assert choose(faces, 2) is faces[1]
    with pytest.raises(BadInput, match=r"no face 3 in team\.jpg: 2 faces were found \(choose 1 to 2"):
        choose(faces, 3, what="team.jpg")
    with pytest.raises(BadInput, match=r"no face was found in cat\.jpg \(give a picture"):
        choose([], 0, what="cat.jpg")


@needs_mediapipe
def test_threads_see_the_same_numbers(known):
    seen = []
    threads = [threading.Thread(target=lambda: seen.append(find_faces(astronaut())[0].landmarks)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 3
    assert all(np.array_equal(points, known.landmarks) for points in seen)


@needs_mediapipe
def test_a_tracker_follows_a_face_and_notices_that_it_has_gone(known):
    tracker = Tracker()
    picture = astronaut()
    for step in range(0, 40, 8):
        (face,) = tracker.find(np.roll(picture, step, axis=1))
        away = face.landmarks - known.landmarks - (step, 0, 0)
        assert np.linalg.norm(away[:, :2], axis=1).mean() < 0.012 * known.width
    assert tracker.find(np.zeros_like(picture)) == []
    assert len(tracker.find(picture)) == 1


@needs_mediapipe
def test_nothing_is_written_to_the_terminal():
    code = """
from skimage import data
from castalia.faces.finding.landmarks import find_faces
print(len(find_faces(data.astronaut())))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert (done.stdout, done.stderr) == ("1\n", "")


def test_what_is_missing_is_said_in_words(monkeypatch):
    monkeypatch.setitem(sys.modules, "mediapipe.python.solution_base", None)
    with pytest.raises(Missing, match=r"mediapipe, which .* \(.*pip install 'castalia\[face\]'"):
        landmarks._mediapipe.__wrapped__()
    told = landmarks._missing(ImportError("libGL.so.1: cannot open shared object file"))
    assert "libGL" in told.message
    assert "apt install libgl1" in told.hint
    monkeypatch.setattr(sys, "version_info", (3, 13, 0))
    assert "Python 3.11 or 3.12" in landmarks._missing(ImportError("No module named 'mediapipe'")).hint


def test_mediapipe_is_loaded_only_when_it_is_needed():
    code = """
import sys
import castalia.faces.finding.landmarks, castalia.faces.finding.people, castalia.faces.finding.suitable
print([name for name in ("mediapipe", "cv2", "scipy", "skimage", "numba", "torch") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout == "[]\n", done.stderr
