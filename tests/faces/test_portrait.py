"""A photo that is moved: what it must never do, measured on the pixels."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("mediapipe")

from castalia.errors import BadInput
from castalia.faces.acting.drive import finished
from castalia.faces.acting.performance import CHANNELS, Performance
from castalia.faces.face import Face
from castalia.faces.finding.landmarks import find_faces
from castalia.faces.photo.paste import Scene, face_in, framed, shown
from castalia.media.badge import badge


def pose(**channels: float) -> dict[str, float]:
    return {**dict.fromkeys(CHANNELS, 0.0), **channels}


@pytest.fixture(scope="module")
def photo() -> np.ndarray:
    """An astronaut who smiles and shows her teeth, enlarged from the upper half of the picture."""
    from PIL import Image
    from skimage.data import astronaut

    half = Image.fromarray(astronaut()).crop((96, 0, 352, 256))
    return np.asarray(half.resize((384, 384), Image.Resampling.LANCZOS))


@pytest.fixture(scope="module")
def faces(photo: np.ndarray) -> list[Face]:
    return find_faces(photo)


@pytest.fixture(scope="module")
def scene(photo: np.ndarray, faces: list[Face]) -> Scene:
    return Scene(photo, faces, [0])


def seen(scene: Scene, **channels: float) -> Face:
    """The face as it is found in a frame."""
    found = find_faces(scene.draw({0: pose(**channels)}))
    assert len(found) == 1
    return found[0]


def gap(face: Face) -> float:
    own = face.frontal
    return float(own[13, 1] - own[14, 1])


def test_at_rest_the_picture_is_the_photo(scene: Scene, photo: np.ndarray) -> None:
    away = np.abs(scene.draw({0: pose()}).astype(int) - photo.astype(int))
    assert np.percentile(away, 99) <= 8
    assert away.mean() < 1


def test_nothing_moves_behind_the_head(scene: Scene, photo: np.ndarray) -> None:
    from scipy.ndimage import maximum_filter

    from castalia.faces.finding.people import person_mask

    width = scene.portraits[0].face.width
    behind = maximum_filter(person_mask(photo), round(0.25 * width)) < 0.02
    assert behind.sum() > 10_000
    for channels in ({"yaw": 0.2, "pitch": 0.1}, {"roll": -0.1, "x": 0.05}, {"near": 0.08, "breath": 1.0}):
        away = np.abs(scene.draw({0: pose(**channels)}).astype(int) - photo.astype(int)).max(-1)
        assert away[behind].max() <= 2


def test_lips_close_over_a_smile_and_open(scene: Scene) -> None:
    rest, closed = gap(seen(scene)), gap(seen(scene, speech=1, press=1))
    middle, wide = gap(seen(scene, speech=1, open=0.5)), gap(seen(scene, speech=1, open=1.0))
    assert rest > 0.08
    assert closed < 0.02
    assert closed < middle < wide
    assert wide > 0.2


def test_closed_lips_show_no_teeth(scene: Scene, photo: np.ndarray) -> None:
    """The bright patch between the lips is gone: nothing is smeared over them."""
    marks = scene.portraits[0].face.landmarks
    x, y = marks[[13, 14], :2].mean(0).astype(int)
    half = int(0.12 * scene.portraits[0].face.width)
    part = np.s_[y - half // 2 : y + half // 2, x - half : x + half]
    closed = scene.draw({0: pose(speech=1, press=1)})[part].astype(float)
    # Lips are red: green and blue stay behind; teeth are not.
    colourless = lambda patch: float((patch[..., 1:].min(-1) / np.maximum(patch[..., 0], 1) > 0.9).mean())  # noqa: E731
    assert colourless(photo[part].astype(float)) > 0.1
    assert colourless(closed) < 0.03


def test_a_blink_covers_the_eyes(scene: Scene) -> None:
    def opening(face: Face) -> float:
        own = face.frontal
        return float((own[159, 1] - own[145, 1] + own[386, 1] - own[374, 1]) / 2)

    assert opening(seen(scene, blink_left=1, blink_right=1)) < 0.4 * opening(seen(scene))


@pytest.mark.parametrize(("channel", "value"), [("yaw", 0.2), ("pitch", 0.15), ("roll", 0.1)])
def test_the_head_turns_the_right_way(scene: Scene, channel: str, value: float) -> None:
    turned = getattr(seen(scene, **{channel: value}), channel) - getattr(seen(scene), channel)
    assert 0.4 * np.degrees(value) < turned < 1.5 * np.degrees(value)


def test_gaze_brows_and_smile_move_what_they_say(scene: Scene) -> None:
    def iris(face: Face) -> float:
        own = face.frontal
        return float(own[468, 0] - (own[33, 0] + own[133, 0]) / 2)

    assert iris(seen(scene, gaze_x=1)) > iris(seen(scene)) > iris(seen(scene, gaze_x=-1))
    brow = lambda face: float(face.frontal[[105, 334], 1].mean() - face.frontal[[33, 263], 1].mean())  # noqa: E731
    assert brow(seen(scene, brows=1)) > brow(seen(scene)) + 0.02
    corner = lambda face: float(face.frontal[[61, 291], 1].mean() - face.frontal[1, 1])  # noqa: E731
    assert corner(seen(scene, smile=-1)) < corner(seen(scene)) - 0.02


def test_frames_are_even_and_nothing_is_distorted(faces: list[Face]) -> None:
    whole = framed((511, 301), faces)
    assert (whole.width, whole.height, whole.box) == (510, 300, (0.0, 0.0, 510.0, 300.0))
    assert max(framed((3000, 2001), faces).width, framed((3000, 2001), faces).height) == 1280
    for frame in (framed((384, 384), faces, "crop"), framed((384, 384), faces, "full", 200, 300)):
        across, down = frame.box[2] - frame.box[0], frame.box[3] - frame.box[1]
        assert frame.width % 2 == frame.height % 2 == 0
        assert across / down == pytest.approx(frame.width / frame.height, rel=0.02)
        assert 0 <= frame.box[0] < frame.box[2] <= 384
        inside = face_in(faces[0], frame).landmarks[:, :2]
        assert inside.min() > 0
        assert (inside < (frame.width, frame.height)).all()


def test_a_face_keeps_its_place_in_a_crop(photo: np.ndarray, faces: list[Face]) -> None:
    frame = framed((384, 384), faces, "crop", 256)
    found = find_faces(shown(photo, frame))
    away = np.linalg.norm(found[0].landmarks - face_in(faces[0], frame).landmarks, axis=1)
    assert np.median(away) < 0.03 * found[0].width


def test_two_faces_each_with_their_own_performance(photo: np.ndarray) -> None:
    both = np.hstack([photo, photo[:, ::-1]])
    found = find_faces(both)
    assert len(found) == 2
    drawn = Scene(both, found, [0, 1]).draw({0: pose(speech=1, press=1), 1: pose(speech=1, open=1)})
    left, right = find_faces(drawn)
    assert gap(left) < 0.02 < 0.2 < gap(right)


def test_a_driver_is_read_relative_to_its_rest(faces: list[Face]) -> None:
    """Landmarks that are turned and shifted come back as yaw and x; frames without a face are bridged and said."""
    base = faces[0].landmarks
    yaw = np.radians(12) * np.sin(np.linspace(0, 6, 60))
    middle = base[[234, 454]].mean(0)
    track: list[Face | None] = []
    for angle in yaw:
        turn = np.array([[np.cos(angle), 0, -np.sin(angle)], [0, 1, 0], [np.sin(angle), 0, np.cos(angle)]])
        track.append(Face((base - middle) @ turn.T + middle, 1.0))
    track[20:24] = [None] * 4
    driving = finished(track, 25.0)
    assert np.corrcoef(driving.performance["yaw"], yaw)[0, 1] > 0.98
    assert "4 of 60 frames" in driving.notes[0]
    assert np.abs(driving.performance["smile"]).max() < 0.3
    with pytest.raises(BadInput, match="no face was found"):
        finished([None] * 10, 25.0)


def test_the_badge_is_seen_in_its_corner_only() -> None:
    frame = np.full((240, 320, 3), 90, np.uint8)
    marked = badge(frame)
    changed = np.argwhere((marked != frame).any(-1))
    assert (frame == 90).all()
    assert changed[:, 0].min() > 200
    assert changed[:, 1].min() > 180
    assert marked.max() > 200
    badge(np.zeros((8, 8, 3), np.uint8))


def test_performances_survive_json() -> None:
    made = Performance.still(5, 25.0)
    made["open"][:] = [0, 0.25, 0.5, 0.25, 0]
    assert np.allclose(Performance.from_json(made.to_json()).curves, made.curves)
