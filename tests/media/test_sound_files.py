"""Sounds keep their samples, reach their loudness, never clip, and say how they were made."""

import json
import shutil
import subprocess

import numpy as np
import pytest
import soundfile

from castalia.errors import BadInput, StorageError
from castalia.media.loudness import limit, loudness, normalise
from castalia.media.origin import read_provenance
from castalia.media.probe import probe
from castalia.media.provenance import MARK
from castalia.media.sound import mix, read_sound, write_sound

ENDINGS = (".wav", ".flac", ".mp3", ".ogg")
needs_ffprobe = pytest.mark.skipif(not shutil.which("ffprobe"), reason="ffprobe is not installed")


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_was_written_is_read(tmp_path, tone, provenance, ending):
    samples, rate = tone
    path = tmp_path / f"a{ending}"
    write_sound(path, samples, rate, provenance)
    again, again_rate = read_sound(path)
    assert again.shape[1] == 2
    assert again_rate == (48000 if ending == ".ogg" else rate)
    assert len(again) / again_rate == pytest.approx(2.0, abs=0.03)
    assert loudness(again, again_rate) == pytest.approx(loudness(samples, rate), abs=0.3)
    if ending in (".wav", ".flac"):
        assert np.abs(again - samples).max() < 1 / 32000
    facts = probe(path)
    assert facts.duration == pytest.approx(2.0, abs=0.05)
    assert (facts.channels, facts.sample_rate) == (2, again_rate)
    assert facts.audio_codec == {".wav": "pcm_s16le", ".flac": "flac", ".mp3": "mp3", ".ogg": "opus"}[ending]
    assert read_provenance(path) == provenance


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_sound_gives_the_same_bytes(tmp_path, tone, provenance, ending):
    for name in "ab":
        write_sound(tmp_path / f"{name}{ending}", *tone, provenance)
    assert (tmp_path / f"a{ending}").read_bytes() == (tmp_path / f"b{ending}").read_bytes()


@needs_ffprobe
@pytest.mark.parametrize("ending", ENDINGS)
def test_ffprobe_finds_the_sound_and_the_words(tmp_path, tone, provenance, ending):
    path = tmp_path / f"a{ending}"
    write_sound(path, *tone, provenance)
    told = subprocess.run(
        ["ffprobe", "-v", "warning", "-of", "json", "-show_format", "-show_streams", path],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert not told.stderr
    facts = json.loads(told.stdout)
    found = {k.lower(): v for tags in (facts["format"], facts["streams"][0]) for k, v in tags.get("tags", {}).items()}
    assert found["title"].startswith("一只柴犬")
    assert MARK in found["copyright"]
    assert json.loads(found["comment"])["recipe"]["seed"] == 7


@pytest.mark.parametrize("ending", ENDINGS)
def test_libsndfile_reads_it_too(tmp_path, tone, provenance, ending):
    path = tmp_path / f"a{ending}"
    write_sound(path, *tone, provenance)
    assert soundfile.info(path).duration == pytest.approx(2.0, abs=0.05)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("rate", [8000, 22050, 96000])
def test_any_rate_and_mono_can_be_written(tmp_path, provenance, ending, rate):
    path = tmp_path / f"a{ending}"
    write_sound(path, 0.3 * np.sin(np.arange(rate) * 2 * np.pi * 440 / rate), rate, provenance)
    again, again_rate = read_sound(path)
    assert again.shape[1] == 1
    assert len(again) / again_rate == pytest.approx(1.0, abs=0.06)


def test_too_loud_a_sound_is_scaled_rather_than_clipped(tmp_path, tone, provenance):
    write_sound(tmp_path / "a.wav", tone[0] * 8, tone[1], provenance)
    again, _ = read_sound(tmp_path / "a.wav")
    shape = tone[0] / np.abs(tone[0]).max()
    assert np.abs(again - shape).max() < 1e-3


@pytest.mark.parametrize("lufs", [-16.0, -14.0])
@pytest.mark.parametrize("gain", [0.05, 1.0, 10.0])
def test_loudness_is_within_half_a_unit_of_the_target(tone, lufs, gain):
    loud = normalise(tone[0] * gain, tone[1], lufs)
    assert loud.shape == tone[0].shape
    assert loudness(loud, tone[1]) == pytest.approx(lufs, abs=0.5)
    assert np.abs(loud).max() <= 10 ** (-1 / 20) + 1e-3


def test_loudness_survives_the_limiter():
    """Speech-like: bursts whose peaks would go over the ceiling."""
    rng = np.random.default_rng(0)
    bursts = rng.laplace(size=3 * 24000) * np.repeat(rng.random(60), 1200) * 0.1
    loud = normalise(bursts, 24000, -14.0)
    assert loudness(loud, 24000) == pytest.approx(-14.0, abs=0.5)
    assert np.abs(loud).max() <= 10 ** (-1 / 20) + 1e-3


def test_the_limiter_bends_smoothly(tone):
    samples, rate = tone
    hot = samples * 6
    held = limit(hot, rate, -1.0)
    gain = held[np.abs(hot[:, 0]) > 0.05, 0] / hot[np.abs(hot[:, 0]) > 0.05, 0]
    assert np.abs(held).max() <= 10 ** (-1 / 20) + 1e-4
    assert np.abs(np.diff(gain)).max() < 0.02


def test_short_sounds_and_silence_can_be_normalised():
    assert not normalise(np.zeros(44100), 44100).any()
    click = 0.1 * np.sin(np.arange(2000) / 8)
    assert 0.1 < np.abs(normalise(click, 44100)).max() <= 0.9
    assert normalise(np.ones(1) * 0.5, 44100).shape == (1,)


@pytest.mark.parametrize("duration", [0.5, 3.0, 7.123])
def test_a_mix_lasts_exactly_as_long_as_asked(tone, duration):
    voice = (tone[0][:, 0], 44100)
    music = (tone[0][::2] * 0.5, 22050)
    for parts in ((voice, music), (voice, None), (None, music), (None, None)):
        samples, rate = mix(*parts, duration)
        assert samples.shape == (round(duration * 44100), 2)
        assert rate == 44100
        assert np.abs(samples).max() <= 10 ** (-1 / 20) + 1e-3


def test_music_bows_to_the_voice_and_comes_back():
    rate = 44100
    rng = np.random.default_rng(1)
    voice = np.zeros(8 * rate)
    voice[2 * rate : 5 * rate] = 0.2 * np.sin(np.arange(3 * rate) * 0.05)
    music = 0.1 * rng.standard_normal(8 * rate)
    both, _ = mix((voice, rate), (music, rate), 8.0)
    rest = both.mean(axis=1) - voice

    def level(start, end):
        return 10 * np.log10((rest[int(start * rate) : int(end * rate)] ** 2).mean())

    down = level(2.5, 4.5) - level(1.0, 1.6)
    assert down == pytest.approx(-12, abs=1)
    assert level(6.2, 6.5) - level(1.0, 1.6) == pytest.approx(0, abs=1.5)
    assert level(0, 0.05) < level(1.0, 1.6) - 10
    assert level(7.95, 8.0) < level(1.0, 1.6) - 15


@pytest.mark.parametrize(
    ("samples", "rate"),
    [
        (np.zeros((0, 2)), 44100),
        (np.zeros((10, 3)), 44100),
        (np.zeros(10, np.int16), 44100),
        (np.array([np.nan, 0.0]), 44100),
        (np.zeros(10), 1),
    ],
)
def test_what_is_no_sound_is_refused(tmp_path, provenance, samples, rate):
    with pytest.raises(BadInput):
        write_sound(tmp_path / "a.wav", samples, rate, provenance)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_sound_that_was_cut_off_is_refused(tmp_path, tone, provenance, ending):
    path = tmp_path / f"a{ending}"
    write_sound(path, np.tile(tone[0], (3, 1)), tone[1], provenance)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(BadInput, match=r"cut off|damaged"):
        probe(path)


def test_a_full_disk_leaves_no_half_written_sound(tiny_disk, tone, provenance):
    for ending in ENDINGS:
        with pytest.raises(StorageError, match="disk is full"):
            write_sound(tiny_disk / f"a{ending}", np.tile(tone[0], (3, 1)), tone[1], provenance)
        assert not list(tiny_disk.iterdir())
