"""The story as blocks, cut where the narrator's sentences are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from story_parts import SENTENCES, STORY, sentences

from castalia.works.page.prose import blocks


def test_title_headings_and_paragraphs():
    found = blocks("# A\n\nOne\ntwo.\n\n## B\n\nThree *four*.\n\n---\n\n# C\n\nFive.")
    assert [(b.kind, b.text) for b in found] == [
        ("title", "A"), ("paragraph", "One two."), ("heading", "B"), ("paragraph", "Three four."), ("heading", "C"),
        ("paragraph", "Five."),
    ]  # fmt: skip


def test_every_sentence_gets_its_times():
    found = blocks(STORY, sentences())
    timed = [p for b in found for p in b.pieces if p.start is not None]
    assert len(timed) == len(SENTENCES)
    assert [p.start for p in timed] == [s["start"] for s in sentences()]
    assert timed[2].text == '"Nothing new ever lands here," he said.'


def test_chinese_quotes_go_with_their_sentence():
    said = [{"text": "雨停了。", "start": 0.0, "end": 1.0}, {"text": "“走吧！”她说。", "start": 1.0, "end": 2.0}]
    (block,) = blocks("雨停了。“走吧！”她说。", said)
    assert [p.text for p in block.pieces] == ["雨停了。", "“走吧！”她说。"]


def test_a_sentence_the_story_does_not_have_is_left_out():
    said = [
        {"text": "Never written.", "start": 0.0, "end": 1.0},
        {"text": "Two.", "start": 1.0, "end": 2.0},
    ]
    (block,) = blocks("One. Two.", said)
    assert [(p.text, p.start) for p in block.pieces] == [("One. ", None), ("Two.", 1.0)]


@given(st.text(max_size=300), st.lists(st.text(min_size=1, max_size=20), max_size=5))
def test_no_text_breaks_it_and_no_word_is_lost_to_the_cutting(markdown, said):
    times = [{"text": t, "start": float(i), "end": i + 1.0} for i, t in enumerate(said)]
    assert [b.text for b in blocks(markdown, times)] == [b.text for b in blocks(markdown)]
