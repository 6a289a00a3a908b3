"""How far two files are apart: nothing for equal content, a little for a small change, much for another thing."""

import numpy as np
import pytest
import trimesh

from castalia.errors import BadInput
from castalia.evaluate.compare import compare
from castalia.media.mesh import write_mesh
from castalia.media.picture import write_picture
from castalia.media.provenance import Provenance
from castalia.media.sound import write_sound
from castalia.media.text import write_text
from castalia.media.video import write_video

RANDOM = np.random.default_rng(1)
PICTURE = np.kron(RANDOM.integers(0, 255, (12, 16, 3)), np.ones((8, 8, 1))).astype(np.uint8)
SOUND = np.sin(np.arange(44100) * 0.05).astype(np.float32)[:, None] * 0.5


def provenance(seed=1):
    return Provenance(recipe={"kind": "image", "seed": seed}, engine="test", engine_version="1", castalia="0")


def picture(path, pixels, seed=1):
    write_picture(path, pixels, provenance(seed))
    return path


def test_the_same_pixels_are_identical_whatever_the_tags_say(tmp_path):
    found = compare(picture(tmp_path / "a.png", PICTURE, 1), picture(tmp_path / "b.png", PICTURE, 2))
    assert (found.verdict, found.distance, found.first_difference) == ("identical", 0.0, "")


def test_one_pixel_is_close_and_named(tmp_path):
    other = PICTURE.copy()
    other[5, 9] ^= 1
    found = compare(picture(tmp_path / "a.png", PICTURE), picture(tmp_path / "b.png", other))
    assert found.verdict == "close"
    assert found.first_difference == "pixel (9, 5), 1 pixels in all"


def test_another_picture_is_different(tmp_path):
    found = compare(picture(tmp_path / "a.png", PICTURE), picture(tmp_path / "b.png", PICTURE[::-1]))
    assert found.verdict == "different"
    assert found.distance > 0.3


def test_another_size_is_as_far_as_can_be(tmp_path):
    found = compare(picture(tmp_path / "a.png", PICTURE), picture(tmp_path / "b.png", PICTURE[:64]))
    assert (found.distance, found.first_difference) == (1.0, "size 128x96 against 128x64")


def test_pictures_of_a_few_pixels_can_be_compared(tmp_path):
    found = compare(picture(tmp_path / "a.png", PICTURE[:2, :2]), picture(tmp_path / "b.png", PICTURE[8:10, 8:10]))
    assert found.verdict == "different"


def test_a_sound_that_differs_late_says_when(tmp_path):
    other = SOUND.copy()
    other[30000:] *= 0.5
    for name, samples in (("a.wav", SOUND), ("b.wav", other)):
        write_sound(tmp_path / name, samples, 44100, provenance())
    found = compare(tmp_path / "a.wav", tmp_path / "b.wav")
    assert found.verdict != "identical"
    assert found.first_difference.startswith("0.68")


def test_a_shorter_sound_is_different(tmp_path):
    write_sound(tmp_path / "a.wav", SOUND, 44100, provenance())
    write_sound(tmp_path / "b.wav", SOUND[:22050], 44100, provenance())
    found = compare(tmp_path / "a.wav", tmp_path / "b.wav")
    assert found.verdict == "different"
    assert found.first_difference == "length 1.00 s against 0.50 s"


@pytest.mark.parametrize("suffix", [".mp4", ".gif"])
def test_a_clip_says_in_which_frame_it_differs(tmp_path, suffix):
    frames = [np.roll(PICTURE, i * 8, axis=1) for i in range(4)]
    for name, shown in (("a", frames), ("b", [*frames[:2], 255 - frames[2], frames[3]])):
        write_video(tmp_path / f"{name}{suffix}", shown, 4, provenance())
    found = compare(tmp_path / f"a{suffix}", tmp_path / f"b{suffix}")
    assert found.verdict == "different"
    assert found.first_difference.startswith("frame ")


def test_a_clip_with_another_sound_is_not_identical(tmp_path):
    frames = [PICTURE] * 4
    write_video(tmp_path / "a.mp4", frames, 4, provenance(), sound=(SOUND, 44100))
    write_video(tmp_path / "b.mp4", frames, 4, provenance(), sound=(SOUND * 0.3, 44100))
    assert compare(tmp_path / "a.mp4", tmp_path / "b.mp4").first_difference == "the sound track"


def test_a_moved_vertex_is_found(tmp_path):
    ball = trimesh.creation.icosphere(subdivisions=2)
    write_mesh(tmp_path / "a.glb", ball, provenance())
    ball.vertices[7] *= 1.01
    write_mesh(tmp_path / "b.glb", ball, provenance())
    write_mesh(tmp_path / "c.glb", trimesh.creation.box(), provenance())
    assert compare(tmp_path / "a.glb", tmp_path / "b.glb").verdict == "close"
    assert compare(tmp_path / "a.glb", tmp_path / "c.glb").distance == 1.0


def test_texts_are_compared_by_line(tmp_path):
    write_text(tmp_path / "a.txt", "one\ntwo\nthree\n", provenance())
    write_text(tmp_path / "b.txt", "one\n2\nthree\n", provenance())
    found = compare(tmp_path / "a.txt", tmp_path / "b.txt")
    assert (found.verdict, found.first_difference) == ("different", "line 2")


def test_a_picture_cannot_be_compared_with_a_sound(tmp_path):
    write_sound(tmp_path / "a.wav", SOUND, 44100, provenance())
    with pytest.raises(BadInput, match="a picture cannot be compared with a sound"):
        compare(picture(tmp_path / "a.png", PICTURE), tmp_path / "a.wav")
