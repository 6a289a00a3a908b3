"""What the composer writes: keys, chords, form, melody, and what it reads in a prompt."""

from __future__ import annotations

from itertools import pairwise

import mido
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from castalia.engines.music.band import INSTRUMENTS, instrument
from castalia.engines.music.compose import compose, form_line, plan
from castalia.engines.music.form import form, grid
from castalia.engines.music.moods import MOODS
from castalia.engines.music.score import Score, write_midi
from castalia.engines.music.theory import MODES, NAMES, Key, chord, voicing
from castalia.engines.music.understand import understand
from castalia.errors import BadInput
from castalia.recipes import Music


def written(**fields) -> Score:
    recipe = Music.make(**{"prompt": "music", "seed": 1, **fields})
    band = tuple(instrument(name) for name in recipe.instruments)
    return compose(plan(recipe, understand(recipe.prompt), band))


def tuned_notes(score: Score):
    return [note for track in score.tracks if track.role != "drums" for note in track.notes]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("degree", range(7))
def test_chords_stay_in_the_key_and_are_never_diminished(mode, degree):
    for tonic in range(12):
        key = Key(tonic, mode)
        for colour in ("", "7", "9", "sus"):
            made = chord(key, degree, colour)
            assert set(made.tones) <= key.scale
            assert len(made.tones) >= 3
            triad = {(tone - made.root) % 12 for tone in made.tones}
            assert not ({3, 6} <= triad and 7 not in triad), made


def test_chords_are_spelled_as_their_key_is():
    assert chord(Key(NAMES.index("C"), "major"), 5).name == "Am"
    assert chord(Key(NAMES.index("Bb"), "minor"), 5).name == "Gb"
    assert chord(Key(NAMES.index("E"), "major"), 2).name == "G#m"
    assert chord(Key(NAMES.index("F"), "minor"), 5).name == "Db"
    assert chord(Key(NAMES.index("C"), "major"), 4, "7").name == "G7"


def test_voices_move_little_from_chord_to_chord():
    key, voices, moved = Key(0, "major"), None, []
    for degree in (0, 5, 3, 4, 0, 3, 1, 4, 0):
        following = voicing(chord(key, degree), voices, 60)
        if voices:
            moved += [min(abs(p - q) for q in voices) for p in following]
        voices = following
    assert max(moved) <= 4
    assert sum(moved) / len(moved) < 2


@pytest.mark.parametrize("mood", MOODS)
@pytest.mark.parametrize("seed", [1, 7, 42])
def test_every_mood_is_in_key_in_tempo_and_in_range(mood, seed):
    score = written(mood=mood, seed=seed, duration=30)
    notes = tuned_notes(score)
    assert sum(note.pitch % 12 in score.key.scale for note in notes) == len(notes)
    low, high = MOODS[mood].tempo
    assert low <= score.bpm <= high
    assert score.key.mode in MOODS[mood].modes
    for track in score.tracks:
        assert all(n.start >= 0 and n.length > 0 and n.start + n.length <= 30.001 for n in track.notes)
        assert all(1 <= n.velocity <= 127 for n in track.notes)
        if track.role != "drums":
            assert all(track.instrument.low <= n.pitch <= track.instrument.high for n in track.notes), track.instrument


@pytest.mark.parametrize("mood", MOODS)
def test_a_melody_sings(mood):
    """Mostly steps, few wide leaps, neither monotone nor aimless, at rest on the tonic at the end."""
    score = written(mood=mood, seed=3, duration=45, key="D")
    lead = next(track for track in score.tracks if track.role == "lead").notes
    jumps = [abs(b.pitch - a.pitch) for a, b in pairwise(lead)]
    assert sum(j <= 5 for j in jumps) / len(jumps) > 0.6
    assert max(jumps) <= 14
    assert 4 <= len({note.pitch for note in lead}) <= 18
    assert lead[-1].pitch % 12 == NAMES.index("D")


def test_the_theme_comes_back():
    score = written(mood="calm", seed=5, duration=60, mode="major")
    lead = next(track for track in score.tracks if track.role == "lead").notes
    themes = [s for s in score.sections if s.name.startswith("A")]
    assert len(themes) >= 2

    def tune(section):
        inside = [n for n in lead if section.start - 0.05 <= n.start < section.end - 0.05]
        return {(round((n.start - section.start) * 8), n.pitch) for n in inside}

    first, again = tune(themes[0]), tune(themes[1])
    near = {(at + shift, pitch) for at, pitch in again for shift in (-1, 0, 1)}
    assert len(first & near) / len(first) > 0.6
    assert again != first  # varied, not copied


def test_moods_differ_plainly():
    calm, epic, tense, sad = (written(mood=m, seed=2, duration=30) for m in ("calm", "epic", "tense", "sad"))
    assert tense.bpm > epic.bpm > calm.bpm > sad.bpm
    assert not calm.key.is_dark
    assert sad.key.is_dark
    assert len(tuned_notes(tense)) > 2 * len(tuned_notes(sad))
    assert any(t.role == "drums" for t in epic.tracks)
    assert not any(t.role == "drums" for t in calm.tracks)
    loudness = [max(n.velocity for n in tuned_notes(s)) for s in (epic, calm)]
    assert loudness[0] > loudness[1]


def test_every_field_is_kept():
    score = written(key="F#", mode="dorian", bpm=97, duration=21.5, instruments=("piano", "flute"), mood="happy")
    assert (NAMES[score.key.tonic], score.key.mode, score.bpm, score.duration) == ("F#", "dorian", 97, 21.5)
    assert {t.instrument.name for t in score.tracks} == {"piano", "flute"}


def test_seed_and_prompt_decide():
    assert written(seed=3) == written(seed=3)
    pitches = {tuple(n.pitch for n in written(seed=s, mood="calm", key="C").tracks[0].notes) for s in range(6)}
    assert len(pitches) == 6
    assert written(prompt="rain in May").tracks != written(prompt="rain in June").tracks


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_every_instrument_can_play_alone(name):
    score = written(instruments=(name,), mood="happy", duration=12)
    assert {t.instrument.name for t in score.tracks} == {name}
    assert sum(len(t.notes) for t in score.tracks) >= 4


def test_an_instrument_may_be_named_in_many_ways():
    assert instrument("钢琴").name == instrument("Grand Piano").name == instrument("pianos").name == "piano"
    assert instrument("music_box").name == "music box"
    with pytest.raises(BadInput) as caught:
        instrument("pianno")
    assert "did you mean piano" in caught.value.hint
    assert "marimba" in caught.value.hint


def test_form_grows_with_the_bars():
    def line(bars):
        return " ".join(p.name for p in form(bars))

    assert line(2) == "A"
    assert line(12) == "A B A'"
    assert line(16) == "A B A' outro"
    assert line(18).startswith("intro A B")
    for bars in range(1, 200):
        parts = form(bars)
        assert sum(p.bars for p in parts) == bars
        assert parts[-1].closes
        assert [p.first for p in parts] == [sum(q.bars for q in parts[:n]) for n in range(len(parts))]


@given(
    duration=st.floats(2, 600),
    beats=st.sampled_from((3, 4)),
    fixed=st.one_of(st.none(), st.integers(40, 220)),
)
def test_the_last_chord_falls_inside_the_piece(duration, beats, fixed):
    bars = grid(duration, beats, (70, 90), 80, fixed)
    assert 0 < bars.final < duration or bars.short_bar == 1
    assert fixed is None or bars.bpm == fixed
    if duration > 20 and fixed is None:
        assert duration - bars.final < 7


@settings(max_examples=40, deadline=None)
@given(
    mood=st.sampled_from(("auto", *MOODS)),
    key=st.sampled_from(("auto", *NAMES)),
    mode=st.sampled_from(("auto", *MODES)),
    bpm=st.one_of(st.none(), st.integers(40, 220)),
    duration=st.floats(2, 20),
    band=st.lists(st.sampled_from(sorted(INSTRUMENTS)), max_size=4),
    seed=st.integers(0, 2**32 - 1),
)
def test_whatever_is_asked_for_is_music(mood, key, mode, bpm, duration, band, seed):
    score = written(
        mood=mood, key=key, mode=mode, bpm=bpm, duration=duration, instruments=tuple(band), seed=seed, prompt="x"
    )
    assert score.tracks
    assert all(note.pitch % 12 in score.key.scale for note in tuned_notes(score))
    assert all(n.start + n.length <= duration + 1e-3 for t in score.tracks for n in t.notes)
    assert key in ("auto", NAMES[score.key.tonic])
    assert mode in ("auto", score.key.mode)
    assert bpm in (None, score.bpm)


def test_the_midi_file_says_the_same(tmp_path):
    score = written(mood="epic", duration=20, key="Bb", mode="minor", bpm=100)
    path = tmp_path / "score.mid"
    write_midi(score, path, "史诗 epic")
    file = mido.MidiFile(path)
    assert file.length == pytest.approx(20, abs=0.01)
    messages = [m for track in file.tracks for m in track]
    assert next(m.tempo for m in messages if m.type == "set_tempo") == mido.bpm2tempo(100)
    assert next(m.key for m in messages if m.type == "key_signature") == "Bbm"
    assert [m.text for m in messages if m.type == "marker"] == [s.name for s in score.sections]
    ons = sum(m.type == "note_on" for m in messages)
    assert ons == sum(len(t.notes) for t in score.tracks) == sum(m.type == "note_off" for m in messages)
    names = {t.instrument.program for t in score.tracks if t.role != "drums"}
    assert {m.program for m in messages if m.type == "program_change" and m.channel != 9} == names


@pytest.mark.parametrize(
    ("prompt", "mood", "instruments"),
    [
        ("calm piano for a rainy evening", "calm", ["piano"]),
        ("神秘的热带雨林", "mysterious", ["marimba", "flute", "drums"]),
        ("一位探险家在热带雨林中发现了一种未知的荧光植物", "mysterious", ["marimba", "flute", "drums"]),
        ("A battle of heroes, with choir and brass", "epic", ["choir", "brass"]),
        ("欢快的吉他", "happy", ["guitar"]),
        ("悲伤的二胡独奏", "sad", ["erhu"]),
        ("紧张的追逐", "tense", []),
        ("a silly puppy", "playful", []),
        ("浪漫的小提琴", "romantic", ["violin"]),
        ("a lighthouse on the coast", "calm", ["harp", "strings"]),
    ],
)
def test_prompts_are_understood_in_both_languages(prompt, mood, instruments):
    wish = understand(prompt)
    assert wish.mood == mood
    assert wish.instruments == instruments
    assert wish.understood


def test_prompts_may_name_key_tempo_and_what_not_to_play():
    wish = understand("Slow waltz in F sharp minor, 84 bpm, no drums")
    assert (wish.tonic, wish.mode, wish.bpm, wish.tempo, wish.without) == ("F#", "minor", 84, -1, ["drums"])
    wish = understand("降B大调的快速进行曲，不要鼓")
    assert (wish.tonic, wish.mode, wish.tempo, wish.without) == ("Bb", "major", 1, ["drums"])
    assert understand("not sad, but happy").mood == "happy"
    assert understand("quarterly report").understood == []


def test_the_form_line_is_readable():
    recipe = Music.make(prompt="x", mood="happy", duration=60, seed=2)
    assert form_line(plan(recipe, understand("x"), ())).split()[-1] == "outro"
