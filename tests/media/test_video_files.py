"""Videos are written as their frames come, keep colours and sound, and say how they were made."""

import json
import shutil
import subprocess

import numpy as np
import pytest

from castalia.errors import BadInput, StorageError
from castalia.media.origin import read_provenance
from castalia.media.probe import probe
from castalia.media.provenance import MARK
from castalia.media.sound import read_sound
from castalia.media.video import VideoWriter, read_frames, write_video

ENDINGS = (".mp4", ".webm", ".gif")


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_was_written_is_read(tmp_path, moving, tone, provenance, ending):
    path = tmp_path / f"a{ending}"
    write_video(path, moving(20), 10, provenance, tone)
    frames = list(read_frames(path))
    assert len(frames) == 20
    for frame, original in zip(frames, moving(20), strict=True):
        assert frame.shape == original.shape
        assert np.abs(frame.astype(int) - original).mean() < 3
    facts = probe(path)
    assert (facts.width, facts.height, facts.num_frames, facts.fps) == (96, 64, 20, 10.0)
    assert facts.duration == pytest.approx(2.0, abs=0.05)
    codecs = {".mp4": ("h264", "aac"), ".webm": ("vp9", "opus"), ".gif": ("gif", None)}
    assert (facts.video_codec, facts.audio_codec) == codecs[ending]
    assert read_provenance(path) == provenance
    assert MARK.encode() in path.read_bytes()


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_video_gives_the_same_bytes(tmp_path, moving, tone, provenance, ending):
    for name in "ab":
        write_video(tmp_path / f"{name}{ending}", moving(8), 8, provenance, tone)
    assert (tmp_path / f"a{ending}").read_bytes() == (tmp_path / f"b{ending}").read_bytes()


@pytest.mark.skipif(not shutil.which("ffprobe"), reason="ffprobe is not installed")
@pytest.mark.parametrize("ending", [".mp4", ".webm"])
def test_ffprobe_finds_streams_and_words(tmp_path, moving, tone, provenance, ending):
    path = tmp_path / f"a{ending}"
    write_video(path, moving(24), 12, provenance, tone)
    told = subprocess.run(
        ["ffprobe", "-v", "warning", "-of", "json", "-show_format", "-show_streams", path],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert not told.stderr
    facts = json.loads(told.stdout)
    video, audio = facts["streams"]
    assert (video["pix_fmt"], video["color_space"], video["r_frame_rate"]) == ("yuv420p", "bt709", "12/1")
    assert audio["codec_type"] == "audio"
    assert float(facts["format"]["duration"]) == pytest.approx(2.0, abs=0.05)
    tags = {k.lower(): v for k, v in facts["format"]["tags"].items()}
    assert tags["description"] == MARK
    assert json.loads(tags["comment"])["recipe"]["seed"] == 7


def test_an_mp4_can_be_played_while_it_loads(tmp_path, moving, provenance):
    write_video(tmp_path / "a.mp4", moving(4), 4, provenance)
    data = tmp_path.joinpath("a.mp4").read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


@pytest.mark.parametrize("ending", [".mp4", ".webm"])
def test_the_sound_is_there_and_ends_with_the_frames(tmp_path, moving, tone, provenance, ending):
    path = tmp_path / f"a{ending}"
    write_video(path, moving(10), 10, provenance, tone)
    samples, rate = read_sound(path)
    assert len(samples) / rate == pytest.approx(1.0, abs=0.05)
    assert 0.05 < np.abs(samples).max() < 0.4


@pytest.mark.parametrize("ending", ENDINGS)
def test_odd_sizes_and_a_single_frame(tmp_path, moving, provenance, ending):
    path = tmp_path / f"a{ending}"
    write_video(path, moving(1, 65, 97), 24, provenance)
    (frame,) = read_frames(path)
    assert frame.shape == ((65, 97, 3) if ending == ".gif" else (66, 98, 3))
    assert np.abs(frame[:65, :97].astype(int) - next(moving(1, 65, 97))).mean() < 4
    assert probe(path).num_frames == 1


@pytest.mark.parametrize(("duration", "expected"), [(0.5, 5), (3.0, 30), (None, 20)])
def test_the_duration_is_kept(tmp_path, moving, provenance, duration, expected):
    write_video(tmp_path / "a.mp4", moving(20), 10, provenance, duration=duration)
    assert probe(tmp_path / "a.mp4").num_frames == expected


def test_frames_are_taken_one_at_a_time(tmp_path, provenance):
    """Endless frames must not be collected."""
    asked = []

    def endless():
        while True:
            asked.append(1)
            yield np.zeros((16, 16, 3), np.uint8)

    write_video(tmp_path / "a.mp4", endless(), 10, provenance, duration=1.0)
    assert len(asked) == 10


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_exception_between_frames_leaves_nothing(tmp_path, moving, provenance, ending):
    def film():
        with VideoWriter(tmp_path / f"a{ending}", 96, 64, 10, provenance) as writer:
            for frame in moving(5):
                writer.add(frame)
            assert len(list(tmp_path.iterdir())) == 1
            raise RuntimeError

    with pytest.raises(RuntimeError):
        film()
    assert not list(tmp_path.iterdir())


def test_closing_a_generator_that_films_leaves_nothing(tmp_path, moving, provenance):
    def film():
        with VideoWriter(tmp_path / "a.mp4", 96, 64, 10, provenance) as writer:
            for frame in moving(50):
                writer.add(frame)
                yield

    run = film()
    next(run)
    run.close()
    assert not list(tmp_path.iterdir())


def test_what_is_no_video_is_refused(tmp_path, moving, provenance):
    with pytest.raises(BadInput, match="at least one frame"):
        write_video(tmp_path / "a.mp4", iter(()), 10, provenance)
    with pytest.raises(BadInput, match="at least one frame"), VideoWriter(tmp_path / "b.mp4", 8, 8, 10, provenance):
        pass
    with pytest.raises(BadInput, match="frame 2 is"):
        write_video(tmp_path / "c.mp4", [*moving(2), np.zeros((8, 8, 3), np.uint8)], 10, provenance)
    with pytest.raises(BadInput, match="frames per second"):
        VideoWriter(tmp_path / "d.mp4", 8, 8, 0, provenance)
    with pytest.raises(BadInput, match="cannot be written as"):
        VideoWriter(tmp_path / "d.png", 8, 8, 10, provenance)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_full_disk_leaves_no_half_written_video(tiny_disk, provenance, ending):
    rng = np.random.default_rng(0)
    frames = (rng.integers(0, 255, (128, 128, 3)).astype(np.uint8) for _ in range(12))
    with pytest.raises(StorageError, match="disk is full"):
        write_video(tiny_disk / f"a{ending}", frames, 10, provenance)
    assert not list(tiny_disk.iterdir())


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_video_that_was_cut_off_is_refused(tmp_path, moving, provenance, ending):
    path = tmp_path / f"a{ending}"
    write_video(path, moving(20), 10, provenance)
    path.write_bytes(path.read_bytes()[:-500])
    with pytest.raises(BadInput, match=r"cut off|damaged"):
        probe(path)


def test_a_writer_in_a_missing_folder_is_explained(tmp_path, provenance):
    with pytest.raises(StorageError, match="does not exist"):
        VideoWriter(tmp_path / "nowhere" / "a.mp4", 8, 8, 10, provenance)


def test_reading_what_is_no_video_says_what_it_is(tmp_path, tone, provenance):
    from castalia.media.sound import write_sound

    write_sound(tmp_path / "a.wav", *tone, provenance)
    with pytest.raises(BadInput, match="not a video but a WAV"):
        next(read_frames(tmp_path / "a.wav"))
