"""Prompts that change by step: the published examples of AUTOMATIC1111's web UI, and what holds for any text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from castalia.prompts.schedule import is_scheduled, schedule, texts_of_steps

# The doctests of `get_learned_conditioning_prompt_schedules` in modules/prompt_parser.py, for 10 steps, as data.
A1111 = {
    "test": [[10, "test"]],
    "a [b:3]": [[3, "a "], [10, "a b"]],
    "a [b: 3]": [[3, "a "], [10, "a b"]],
    "a [[[b]]:2]": [[2, "a "], [10, "a [[b]]"]],
    "[(a:2):3]": [[3, ""], [10, "(a:2)"]],
    "a [b : c : 1] d": [[1, "a b  d"], [10, "a  c  d"]],
    "a[b:[c:d:2]:1]e": [[1, "abe"], [2, "ace"], [10, "ade"]],
    "a [unbalanced": [[10, "a [unbalanced"]],
    "a [b:.5] c": [[5, "a  c"], [10, "a b c"]],
    "a [{b|d{:.5] c": [[5, "a  c"], [10, "a {b|d{ c"]],
    "((a][:b:c [d:3]": [[3, "((a][:b:c "], [10, "((a][:b:c d"]],
    "[a|(b:1.1)]": [[i, ("(b:1.1)", "a")[i % 2]] for i in range(1, 11)],
    "[fe|]male": [[i, ("male", "female")[i % 2]] for i in range(1, 11)],
    "[fe|||]male": [[i, "female" if i % 4 == 1 else "male"] for i in range(1, 11)],
}
# The example in the comment above its grammar, for 100 steps.
LANDSCAPE = (
    "fantasy landscape with a [mountain:lake:0.25] and [an oak:a christmas tree:0.75][ in foreground::0.6]"
    "[ in background:0.25] [shoddy:masterful:0.5]"
)
LANDSCAPE_SAYS = [
    (25, "fantasy landscape with a mountain and an oak in foreground shoddy"),
    (50, "fantasy landscape with a lake and an oak in foreground in background shoddy"),
    (60, "fantasy landscape with a lake and an oak in foreground in background masterful"),
    (75, "fantasy landscape with a lake and an oak in background masterful"),
    (100, "fantasy landscape with a lake and a christmas tree in background masterful"),
]

tokens = st.sampled_from([*"[]()|: ab", ":3]", ":0.5]", "[a:", "(x:1.2)", "\\["])
prompts = st.lists(tokens, max_size=14).map("".join)


def by_step(entries, steps):
    texts = []
    for end, text in entries:
        texts += [text] * (end - len(texts))
    assert len(texts) == steps
    return texts


@pytest.mark.parametrize(("prompt", "entries"), A1111.items())
def test_the_published_examples(prompt, entries):
    assert texts_of_steps(prompt, 10) == by_step(entries, 10)


def test_the_example_of_the_landscape():
    assert schedule(LANDSCAPE, 100) == LANDSCAPE_SAYS


@pytest.mark.parametrize(
    ("prompt", "entries"),
    [
        ("[cat:dog:0.4]", [(4, "cat"), (10, "dog")]),
        ("[cat::0.4]", [(4, "cat"), (10, "")]),
        ("[:dog:7]", [(7, ""), (10, "dog")]),
        ("[cat:dog:0]", [(10, "dog")]),
        ("[cat:dog:99]", [(10, "cat")]),
        ("[cat:dog:-2]", [(10, "dog")]),
        ("[cat:dog:1.0]", [(10, "cat")]),
        (r"\[cat:dog:3]", [(10, r"\[cat:dog:3]")]),
        ("([cat:dog:5]:1.2)", [(5, "(cat:1.2)"), (10, "(dog:1.2)")]),
        ("a | b [c:d:5]", [(5, "a | b c"), (10, "a | b d")]),
        ("[cat:dog:x]", [(10, "[cat:dog:x]")]),
        ("猫[红:蓝:0.5]", [(5, "猫红"), (10, "猫蓝")]),
    ],
)
def test_what_changes_when(prompt, entries):
    assert schedule(prompt, 10) == entries


@given(prompts, st.integers(1, 30))
def test_any_text_has_a_schedule(prompt, steps):
    entries = schedule(prompt, steps)
    ends = [end for end, _ in entries]
    assert ends == sorted(set(ends))
    assert ends[-1] == steps
    assert ends[0] >= 1
    assert len(texts_of_steps(prompt, steps)) == steps
    if not is_scheduled(prompt):
        assert entries == [(steps, prompt)]


@given(st.text(alphabet="ab ,.()猫", max_size=30))
def test_text_without_square_brackets_is_left_alone(prompt):
    assert schedule(prompt, 7) == [(7, prompt)]


def test_thousands_of_brackets_take_no_time():
    began = time.monotonic()
    for text in ("[" * 20_000, "[a:" * 6000, "[" * 5000 + "a" + ":3]" * 5000, "[a|b]" * 4000, "[a:b:3" * 3000):
        schedule(text, 30)
    assert time.monotonic() - began < 20
