"""What the built-in composer sounds like, measured: length, loudness, spectrum, stereo, silence, faults."""

from __future__ import annotations

import json
import time
from pathlib import Path

import mido
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from castalia.engines.base import Context
from castalia.engines.music.moods import MOODS
from castalia.engines.music.sound.modal import RATE, STRUCK
from castalia.engines.music.sound.sustained import TIMBRES, sustain
from castalia.engines.music.soundfont import find_soundfont, program
from castalia.engines.music.synth import Synth
from castalia.errors import BadInput
from castalia.media.loudness import loudness
from castalia.media.provenance import Provenance
from castalia.media.sound import read_sound
from castalia.recipes import Music
from castalia.settings import Settings


def made(folder: Path, own: Settings | None = None, **fields):
    """(samples (n, 2), rate, result, progress) of a piece."""
    recipe = Music.make(**{"prompt": "music", "seed": 1, **fields})
    folder.mkdir(parents=True, exist_ok=True)
    provenance = Provenance(recipe=recipe.to_dict(), engine="synth", engine_version="1", castalia="0")
    run = Synth().run(recipe, Context(folder, provenance, own or Settings(soundfont=""), open=Path))
    seen = []
    while True:
        try:
            seen.append(next(run))
        except StopIteration as end:
            samples, rate = read_sound(end.value.files[0].path)
            return samples, rate, end.value, seen


def brightness(samples: np.ndarray, rate: int) -> float:
    """Share of the energy above 2 kHz, dB."""
    power = np.abs(np.fft.rfft(samples.mean(1))) ** 2
    high = np.fft.rfftfreq(len(samples), 1 / rate) > 2000
    return float(10 * np.log10(power[high].sum() / power.sum()))


@pytest.fixture(scope="module")
def pieces(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pieces")
    return {mood: made(folder / mood, mood=mood, duration=10, seed=4) for mood in MOODS}


@pytest.mark.parametrize("mood", MOODS)
def test_a_piece_is_clean(pieces, mood):
    samples, rate, result, _ = pieces[mood]
    assert rate == RATE
    assert samples.shape == (10 * RATE, 2)
    assert loudness(samples, rate) == pytest.approx(-14, abs=0.5)
    assert np.abs(samples).max() < 0.95
    assert np.abs(samples.mean(0)).max() < 1e-3  # no direct current
    correlation = np.corrcoef(samples.T)[0, 1]
    assert 0.2 < correlation < 0.97  # wide, but whole in mono
    level = np.sqrt((samples[: 9 * RATE].reshape(-1, RATE // 10, 2) ** 2).mean((1, 2)))
    assert (level < 0.002).mean() < 0.1  # it plays
    assert np.abs(samples[-30:]).max() < 0.002  # and ends in silence
    assert np.abs(samples[:3]).max() < 0.02
    assert result.report["mood"] == mood
    assert result.report["sound"] == "built-in synthesiser"
    json.dumps(result.report)


def test_a_piece_is_neither_muddy_nor_shrill(pieces):
    for mood, (samples, rate, _, _) in pieces.items():
        power = np.abs(np.fft.rfft(samples.mean(1))) ** 2
        hertz = np.fft.rfftfreq(len(samples), 1 / rate)
        low = 10 * np.log10(power[hertz < 100].sum() / power.sum())
        middle = 10 * np.log10(power[(hertz >= 200) & (hertz < 3000)].sum() / power.sum())
        assert low < -2.5, mood
        assert middle > -7, mood
        assert -40 < brightness(samples, rate) < -5, mood


def test_moods_sound_different(pieces):
    report = {mood: result.report for mood, (_, _, result, _) in pieces.items()}
    assert report["tense"]["bpm"] > report["sad"]["bpm"] + 30
    bright = {mood: brightness(samples, rate) for mood, (samples, rate, _, _) in pieces.items()}
    assert bright["happy"] > bright["mysterious"] + 3
    assert len({(r["bpm"], r["mode"], tuple(r["instruments"])) for r in report.values()}) == len(MOODS)


def test_the_score_is_kept_beside_the_sound(pieces):
    result = pieces["epic"][2]
    assert [f.role for f in result.files] == ["main", "score"]
    assert mido.MidiFile(result.files[1].path).length == pytest.approx(10, abs=0.01)
    assert {"mood", "key", "mode", "bpm", "form", "chords", "instruments", "duration"} <= set(result.report)


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    one, two, other = (made(tmp_path / n, duration=4, seed=s)[2] for n, s in (("a", 9), ("b", 9), ("c", 10)))
    assert one.files[0].path.read_bytes() == two.files[0].path.read_bytes()
    assert one.files[1].path.read_bytes() == two.files[1].path.read_bytes()
    assert one.files[1].path.read_bytes() != other.files[1].path.read_bytes()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    duration=st.floats(2, 5),
    mood=st.sampled_from(sorted(MOODS)),
    bpm=st.one_of(st.none(), st.integers(40, 220)),
    band=st.lists(
        st.sampled_from(("钢琴", "strings", "flute", "guitar", "harp", "marimba", "drums", "bells")), max_size=3
    ),
    seed=st.integers(0, 2**32 - 1),
)
def test_the_length_is_exact_to_the_sample(tmp_path, duration, mood, bpm, band, seed):
    fields = {"duration": duration, "mood": mood, "bpm": bpm, "instruments": tuple(band), "seed": seed}
    samples, rate, _, _ = made(tmp_path, **fields)
    assert len(samples) == round(duration * rate)
    assert np.isfinite(samples).all()
    assert np.abs(samples).max() > 0.05


@pytest.mark.parametrize("suffix", ["mp3", "flac", "ogg"])
def test_every_format_is_written(tmp_path, suffix):
    samples, rate, result, _ = made(tmp_path, duration=3, format=suffix)
    assert result.files[0].path.suffix == f".{suffix}"
    assert len(samples) / rate == pytest.approx(3, abs=0.1)


def test_an_unknown_instrument_is_refused_before_any_work():
    with pytest.raises(BadInput) as caught:
        Synth().check(Music(prompt="x", instruments=("theremin",)), Settings(soundfont=""))
    assert "theremin" in caught.value.message
    assert "piano, strings" in caught.value.hint


def test_progress_moves_on_and_cancel_stops_at_once(tmp_path):
    _, _, _, seen = made(tmp_path / "whole", duration=4)
    steps = [p.step for p in seen]
    assert steps == sorted(steps)
    assert steps[0] == 0
    assert steps[-1] == seen[-1].total
    recipe = Music(prompt="x", duration=120, seed=1)
    provenance = Provenance(recipe=recipe.to_dict(), engine="synth", engine_version="1", castalia="0")
    (tmp_path / "cut").mkdir()
    run = Synth().run(recipe, Context(tmp_path / "cut", provenance, Settings(soundfont=""), open=Path))
    next(run)
    next(run)
    start = time.monotonic()
    run.close()
    assert time.monotonic() - start < 0.5
    assert not list((tmp_path / "cut").glob("music.*"))


def _unisono(sound: np.ndarray, hertz: float) -> float:
    """How far the strongest partial near the written pitch lies from it, in cents."""
    window = sound * np.hanning(len(sound))
    spectrum = np.abs(np.fft.rfft(window, 8 * len(sound)))
    scale = np.fft.rfftfreq(8 * len(sound), 1 / RATE)
    near = (scale > hertz * 0.94) & (scale < hertz * 1.06)
    return abs(1200 * np.log2(scale[near][spectrum[near].argmax()] / hertz))


@pytest.mark.parametrize("name", [*STRUCK, *TIMBRES])
def test_instruments_are_in_tune_and_do_not_click(name):
    for pitch in (57, 69):
        count = RATE
        sound = STRUCK[name](pitch, 0.6, count) if name in STRUCK else sustain(name, pitch, 0.6, count).mean(0)
        assert sound.shape == (count,)
        assert np.isfinite(sound).all()
        assert _unisono(sound, 440 * 2 ** ((pitch - 69) / 12)) < 20
        assert abs(sound[0]) < 0.02 * np.abs(sound).max()


def test_more_force_is_brighter():
    for name in ("piano", "guitar"):
        soft, hard = (STRUCK[name](55, force, RATE)[:, None] for force in (0.25, 1.0))
        assert brightness(hard, RATE) > brightness(soft, RATE) + 2
    soft, hard = (sustain("brass", 58, force, RATE).T for force in (0.25, 1.0))
    assert brightness(hard, RATE) > brightness(soft, RATE) + 2


def test_a_soundfont_that_is_not_there_is_named():
    own = Settings(soundfont="/nowhere/font.sf2")
    with pytest.raises(BadInput, match=r"font\.sf2"):
        find_soundfont(own)
    assert not Synth().availability(own).works


@pytest.mark.skipif(
    not (program() and find_soundfont(Settings(soundfont=""))), reason="needs FluidSynth and a soundfont"
)
def test_fluidsynth_plays_the_same_score(tmp_path):
    samples, rate, result, _ = made(tmp_path, duration=6, mood="calm")
    assert result.report["sound"].startswith("FluidSynth")
    assert len(samples) == 6 * rate
    assert loudness(samples, rate) == pytest.approx(-14, abs=0.5)


@pytest.mark.slow
def test_half_a_minute_takes_seconds(tmp_path):
    times = []
    for n in range(3):
        start = time.perf_counter()
        made(tmp_path / str(n), duration=30, mood="happy")
        times.append(time.perf_counter() - start)
    assert min(times) < 4
