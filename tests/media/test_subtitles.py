"""Subtitles: short lines, broken where one pauses, times that let them be read, SubRip that players take."""

import re

import av
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from castalia.errors import Missing
from castalia.media import lettering
from castalia.media.subtitles import COLUMNS, HAN_COLUMNS, Sentence, make_cues, reading_time, to_srt, width_of, wrap

ENGLISH = (
    "Hello!",
    "Welcome to Castalia, the studio in which one prompt becomes text, pictures, speech, music and video on a machine "
    "without a network.",
    "Today I will show you three things.",
)
CHINESE = (
    "你好！",
    "欢迎来到创作工作室，今天我要给大家介绍我们上个星期做的三件作品，它们都是在没有网络的电脑上完成的。",
    "谢谢观看。",
)


def spoken(texts, rest=0.4):
    """Sentences as a voice says them, one after the other."""
    found, now = [], 0.2
    for text in texts:
        seconds = 0.22 * width_of(text) / 2 if ord(text[0]) > 0x2E80 else 0.065 * len(text)
        found.append(Sentence(text, now, now + seconds))
        now += seconds + rest
    return found


@pytest.mark.parametrize(("texts", "columns"), [(ENGLISH, COLUMNS), (CHINESE, HAN_COLUMNS)])
def test_all_that_is_said_is_seen_in_two_short_lines_that_can_be_read(texts, columns):
    cues = make_cues(spoken(texts))
    for cue, following in zip(cues, [*cues[1:], None], strict=True):
        assert 1 <= len(cue.lines) <= 2
        assert all(width_of(line) <= columns for line in cue.lines)
        room = following.start - cue.end if following else 0
        assert room >= 0.07 or not following
        assert cue.end - cue.start >= min(reading_time(cue.text), cue.end - cue.start + room) - 0.1
    seen = re.sub(r"\W", "", "".join(cue.text for cue in cues))
    assert seen == re.sub(r"\W", "", "".join(texts))


def test_lines_end_where_one_pauses():
    assert wrap("Today I will show you three things that we made last week.", 42) == [
        "Today I will show you three things",
        "that we made last week.",
    ]
    assert wrap("今天我要给大家介绍三件作品，它们都是在没有网络的电脑上完成的。", 36) == [
        "今天我要给大家介绍三件作品，",
        "它们都是在没有网络的电脑上完成的。",
    ]
    assert make_cues([Sentence("GPU 上的机器人用 Python 3.12 写了 1250 行代码。", 0, 4)])[0].lines == (
        "GPU 上的机器人用 Python 3.12",
        "写了 1250 行代码",
    )


def test_a_short_word_joins_what_follows_and_a_long_sentence_is_cut_at_the_rest_in_it():
    cues = make_cues(spoken(ENGLISH))
    assert cues[0].lines[0].startswith("Hello! Welcome")
    sentence = Sentence("One two three four five six seven, eight nine ten eleven twelve thirteen fourteen.", 0, 12)
    assert make_cues([sentence], pauses=[(4.6, 4.9)])[1].start == 4.9


@settings(max_examples=60, deadline=None)
@given(st.text("abc é的了字。，,. 「」1%-", max_size=160), st.integers(12, 42))
def test_no_text_breaks_it(text, columns):
    lines = wrap(text, columns)
    assert all(width_of(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_player_reads_the_file(tmp_path):
    path = tmp_path / "a.srt"
    path.write_text(to_srt(make_cues(spoken(CHINESE))), "utf-8")
    with av.open(str(path)) as file:
        assert file.streams[0].codec_context.name in ("srt", "subrip")
        packets = [p for p in file.demux(0) if p.size]
    assert bytes(packets[0]).decode().startswith("你好！")
    assert abs(float(packets[0].pts * packets[0].time_base) - 0.2) < 0.01


def test_latin_letters_need_no_font_and_chinese_ones_say_what_to_install(monkeypatch):
    mask = lettering.lettered(["Grüße, “Žofie”!", "café 🙂"], 24, bold=True, align="center")
    assert mask.getbbox()
    assert mask.height == round(24 * lettering.SPACING * 2)
    monkeypatch.setattr(lettering, "_HAN_FONTS", (("no-such-font.ttc", "no-such-font.ttc", 0),))
    with pytest.raises(Missing, match="Chinese") as told:
        lettering.font_for("字幕", 20)
    assert "fonts-noto-cjk" in told.value.hint
