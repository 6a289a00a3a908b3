"""Scripts with marks, and their speech."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from castalia.engines import registry
from castalia.engines.base import Availability, Context, Engine, Produced, Progress, Result
from castalia.errors import BadInput, CastaliaError, NotFound
from castalia.faces.acting.direction import direct
from castalia.faces.speech.spoken import Line, parse, speak
from castalia.media.provenance import Provenance
from castalia.settings import Settings


@pytest.fixture
def ctx(tmp_path):
    def refuse(ref):
        raise NotFound(f"{ref} is not here")

    told = Provenance(recipe={}, engine="test", engine_version="1", castalia="0")
    folder = tmp_path / "run"
    folder.mkdir()
    return Context(folder, told, Settings(home=tmp_path / "home"), refuse)


def spoken_by(ctx, script, **how):
    """What `speak` returns, and the progress on the way."""
    run = speak(
        parse(script, how.pop("further", None)),
        **{"language": "auto", "voice": "auto", "rate": 1.0, "engine": "auto", "ctx": ctx} | how,
    )
    steps = []
    while True:
        try:
            steps.append(next(run))
        except StopIteration as end:
            return end.value, steps


def shape(lines: list[Line]):
    return [(line.speaker, line.pause, line.text, [(m.name, m.value, m.at) for m in line.marks]) for line in lines]


def test_a_script_is_read():
    assert shape(parse("[smile] Hello! [pause] How are you? [2s] [sad] Goodbye, [calm]friend. [500 ms]")) == [
        (1, 0.0, "Hello!", [("smile", "", 0)]),
        (1, 0.8, "How are you?", []),
        (1, 2.0, "Goodbye, friend.", [("sad", "", 0), ("calm", "", 9)]),
        (1, 0.5, "", []),
    ]


def test_chinese_marks_and_two_speakers():
    assert shape(parse("1: 【微笑】你好！[停顿 1.5]今天好吗？\n2：很好。\n谢谢。\n1: 再见[3秒]")) == [
        (1, 0.0, "你好！", [("smile", "", 0)]),
        (1, 1.5, "今天好吗？", []),
        (2, 0.0, "很好。\n谢谢。", []),
        (1, 0.0, "再见", []),
        (1, 3.0, "", []),
    ]


def test_callers_may_know_more_marks():
    lines = parse("Look. [slide 2] This one. [幻灯片 off] Done.", {"slide": ("幻灯片",)})
    assert [(m.name, m.value) for m in lines[0].marks] == [("slide", "2"), ("slide", "off")]
    with pytest.raises(BadInput, match=r"\[slide 2\]") as problem:
        parse("Look. [slide 2] This one.")
    assert "[smile]" in problem.value.hint


def test_what_only_looks_like_a_mark_is_text():
    assert parse("At 10:30 see [this](https://x.org) and 【重要】 things.")[0].text.count("[") == 1
    assert parse("12:30 is the time")[0].speaker == 1


@pytest.mark.parametrize(
    "bad", ["", "  \n ", "[smile] [pause]", "1:\n2:", "[wow] hi", "[smile big] hi", "[90s] hi", "0: hi", "99: hi"]
)
def test_scripts_that_cannot_be_spoken(bad):
    with pytest.raises(BadInput) as problem:
        parse(bad)
    assert problem.value.hint


@given(st.text(st.sampled_from("[]【】smile pause2s:1：\n你好a.,(3"), max_size=60))
def test_any_text_is_read_or_refused_in_words(text):
    try:
        lines = parse(text)
    except CastaliaError as problem:
        assert problem.hint
    else:
        assert any(line.text for line in lines)
        for line in lines:
            assert line.pause >= 0
            assert all(0 <= mark.at <= len(line.text) for mark in line.marks)


def test_a_dialogue_is_spoken_with_all_its_times(ctx):
    script = "[smile] Hello there! I am [sad] so sorry. [2s] Are you well?\n2: 你好，[微笑]很高兴认识你。 [1s]"
    spoken, steps = spoken_by(ctx, script)
    assert steps[-1].step == steps[-1].total
    assert [s.step for s in steps] == sorted(s.step for s in steps)
    assert list(ctx.folder.iterdir()) == []
    assert spoken.speakers == [1, 2]
    assert spoken.engine.startswith("espeak")
    assert len(spoken.samples) == len(spoken.tracks[1]) == round(spoken.duration * spoken.rate)
    hello, sorry, well, chinese = spoken.sentences
    assert (chinese.speaker, chinese.text[:2]) == (2, "你好")
    assert well.start - sorry.end > 2
    assert spoken.duration - chinese.end > 1
    smile, sad, pleased = spoken.marks
    assert smile.time <= hello.start + 0.01
    assert sorry.start < sad.time < sorry.end
    assert (pleased.name, pleased.speaker) == ("smile", 2)
    assert chinese.start < pleased.time < chinese.end
    for speaker, track in spoken.tracks.items():
        for phoneme in spoken.phonemes[speaker][:10]:
            a, b = (int(t * spoken.rate) for t in (phoneme.start - 0.03, phoneme.end + 0.03))
            assert np.abs(track[a:b]).max() > 0.005
    assert not spoken.tracks[2][: int(well.start * spoken.rate)].any()
    one, two = direct(spoken=spoken), direct(spoken=spoken, speaker=2)
    frame = int((hello.start + 0.3) * 25)
    assert one["speech"][frame] == 1
    assert two["speech"][frame] == 0
    assert one["smile"][frame] > 0.25 > -0.2 > one["smile"][int((sorry.end + 0.5) * 25)]


def test_speakers_have_voices_of_their_own(ctx):
    same, _ = spoken_by(ctx, "1: Good morning to you.\n2: Good morning to you.", voice="male,male")
    other, _ = spoken_by(ctx, "1: Good morning to you.\n2: Good morning to you.")

    def said(spoken, speaker):
        track = spoken.tracks[speaker]
        heard = np.flatnonzero(np.abs(track) > 0.01)
        return track[heard[0] : heard[-1]]

    assert np.allclose(said(same, 1)[:4000], said(same, 2)[:4000], atol=0.01)
    assert not np.allclose(said(other, 1)[:4000], said(other, 2)[:4000], atol=0.01)


def test_a_voice_that_tells_no_times_is_listened_to(ctx, monkeypatch):
    class Wordless(Engine):
        """eSpeak's sound without its timings."""

        name, kind, title, about, version = "wordless", "speech", "Wordless", "For this test.", "7"

        def availability(self, settings):
            return Availability(True, "here")

        def run(self, recipe, ctx):
            result = yield from registry.engines("speech")[-1].run(recipe, ctx)
            yield Progress(1, 1, "")
            return Result((Produced(Path(result.files[0].path)),), {})

    real = registry._installed()
    espeak = next(e for e in real[0] if e.name == "espeak")
    told, _ = spoken_by(ctx, "My mother bought apples. Papa baked them.")
    monkeypatch.setattr(registry, "_installed", lambda: ((Wordless(), espeak), {}))
    spoken, _ = spoken_by(ctx, "My mother bought apples. Papa baked them.", engine="wordless")
    assert spoken.engine == "wordless 7"
    assert [s.text for s in spoken.sentences] == ["My mother bought apples.", "Papa baked them."]
    for guessed, true in zip(spoken.sentences, told.sentences, strict=True):
        assert abs(guessed.start - true.start) < 0.3
    assert len(spoken.phonemes[1]) == pytest.approx(len(told.phonemes[1]), abs=5)


def test_errors_of_the_voice_come_through(ctx):
    with pytest.raises(BadInput, match="no voice"):
        spoken_by(ctx, "Hello.", voice="nobody-has-this-voice")
    with pytest.raises(BadInput, match="not spoken"):
        spoken_by(ctx, "Hello.", language="xx")
    with pytest.raises(BadInput, match="no speech engine"):
        spoken_by(ctx, "Hello.", engine="nonsense")
    with pytest.raises(BadInput, match="10 minutes"):
        spoken_by(ctx, "Hi." + "[60s] Hi." * 10)
