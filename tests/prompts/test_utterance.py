"""Words as somebody says them: what does not belong to a speech goes, the words stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from castalia.prompts.utterance import utterance


@pytest.mark.parametrize(
    ("text", "said", "removed"),
    [
        (
            'Sure, here is a short monologue:\n\n"Hello! *smiles* I *really* love rain. (pauses) It\'s **great** 😊."'
            "\n\n"
            "Let me know if you'd like changes!",
            "Hello! I really love rain. It's great.",
            5,
        ),
        ("好的，以下是一段独白：\n\n“大家好！（微笑）今天我想说说下雨天。🌧️”", "大家好！今天我想说说下雨天。", 3),
        ("# A title\n\nHello there. [laughs]\n\nThis is me.", "Hello there. This is me.", 2),
        ("Narrator: I was there (the one with the hat).", "I was there (the one with the hat).", 0),
        ("当然，我很喜欢下雨天。你呢？", "当然，我很喜欢下雨天。你呢？", 0),
        ("Of course I remember. Here is the thing: it rains.", "Of course I remember. Here is the thing: it rains.", 0),
    ],
)
def test_only_the_words_are_left(text, said, removed):
    words, gone = utterance(text)
    assert words == said
    assert len(gone) == removed


@given(st.lists(st.sampled_from(["I am here", "你好", "It is late", "我们走吧"]), min_size=1, max_size=6))
def test_plain_speech_stays_as_it_is(sentences):
    text = " ".join(s + ("。" if ord(s[0]) > 0x2E7F else ".") for s in sentences)
    assert utterance(text) == (text, ())


@given(st.text(max_size=200))
def test_any_text_can_be_cleaned(text):
    words, _ = utterance(text)
    assert "\n\n" not in words
