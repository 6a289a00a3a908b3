"""Language detection, and Markdown as it is read aloud."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from castalia.prompts.language import detect
from castalia.prompts.plain import plain, sentences


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("一位探险家在热带雨林中", "zh"),
        ("a red fox in the snow", "en"),
        ("GPU 上的机器人", "zh"),
        ("the word 茶 in English means tea and nothing else at all", "en"),
        ("123 !!", "en"),
        ("", "en"),
    ],
)
def test_language(text, language):
    assert detect(text) == language


def test_marks_go_and_words_stay():
    text = (
        "---\ntitle: x\n---\n# The *Cat*\n\nIt was **dark** and [quiet](http://a.b/c).\nA `cat` sat.\n\n"
        "- one\n- two!\n\n"
        "> said <b>she</b>\n\n***\n<!-- AI-generated\nmore -->\n"
    )
    assert plain(text) == "The Cat.\n\nIt was dark and quiet. A cat sat.\n\none.\n\ntwo!\n\nsaid she"


def test_underscores_inside_words_and_escapes_stay():
    assert plain("snake_case_name costs 3 \\* 4, ![a picture](x.png)") == "snake_case_name costs 3 * 4, a picture"


def test_wrapped_chinese_lines_are_joined_without_a_space():
    assert plain("# 题目\n\n下着雨，\n猫在窗边。") == "题目。\n\n下着雨，猫在窗边。"


def test_english_sentences():
    text = "“Wait!” she said. Mr. Otis did not wait. Was it 3.5 miles? It was… far. “Go.” He went."
    assert sentences(text, "en") == [
        "“Wait!” she said.",
        "Mr. Otis did not wait.",
        "Was it 3.5 miles?",
        "It was… far.",
        "“Go.”",
        "He went.",
    ]


def test_chinese_sentences():
    text = "“快看！”她说。灯亮了……谁在那里？“我。走吧。”门开了。"
    assert sentences(text, "zh") == ["“快看！”她说。", "灯亮了……", "谁在那里？", "“我。走吧。”", "门开了。"]


@given(st.text(max_size=300))
def test_any_text_becomes_plain_and_sentences_lose_only_space(text):
    words = plain(text)
    assert "<!--" not in words
    for language in ("en", "zh"):
        parts = sentences(words, language)
        assert "".join("".join(parts).split()) == "".join(words.split())
        assert all(part.strip() for part in parts)
