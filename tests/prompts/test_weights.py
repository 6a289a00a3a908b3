"""Weights of prompts: the published examples of AUTOMATIC1111's web UI and of ComfyUI, and what holds for any text."""

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from castalia.clay.weights import weighed
from castalia.prompts.weights import Piece, escape, from_comfy, is_plain, marks, parse, plain, subprompts, write

# The doctests of `parse_prompt_attention` in AUTOMATIC1111's modules/prompt_parser.py, as data.
A1111 = {
    "normal text": [("normal text", 1.0)],
    "an (important) word": [("an ", 1.0), ("important", 1.1), (" word", 1.0)],
    "(unbalanced": [("unbalanced", 1.1)],
    r"\(literal\]": [("(literal]", 1.0)],
    "(unnecessary)(parens)": [("unnecessaryparens", 1.1)],
    "a (((house:1.3)) [on] a (hill:0.5), sun, (((sky))).": [
        ("a ", 1.0),
        ("house", 1.5730000000000004),
        (" ", 1.1),
        ("on", 1.0),
        (" a ", 1.1),
        ("hill", 0.55),
        (", sun, ", 1.1),
        ("sky", 1.4641000000000006),
        (".", 1.1),
    ],
}
# From the wiki, Features, Attention/emphasis.
WIKI = {
    "a (word)": ("word", 1.1),
    "a ((word))": ("word", 1.21),
    "a [word]": ("word", 1 / 1.1),
    "a (word:1.5)": ("word", 1.5),
    "a (word:0.25)": ("word", 0.25),
    r"a \(word\)": ("a (word)", 1.0),
}

tokens = st.sampled_from([*"ab ()[]:.,\\|1205", " BREAK ", " AND ", "猫"])
prompts = st.lists(tokens, max_size=40).map("".join)
words = st.text(alphabet="abc (),[]:\\猫1.", min_size=1, max_size=12)


@pytest.mark.parametrize(("prompt", "pieces"), A1111.items())
def test_the_published_examples(prompt, pieces):
    found = parse(prompt)
    assert [(p.text, p.weight) for p in found] == pieces


@pytest.mark.parametrize(("prompt", "piece"), WIKI.items())
def test_the_examples_of_the_wiki(prompt, piece):
    assert (parse(prompt)[-1].text, pytest.approx(parse(prompt)[-1].weight)) == piece


@pytest.mark.parametrize(
    ("prompt", "pieces"),
    [
        ("a BREAK b", [("a", 1.0, 0), ("b", 1.0, 1)]),
        ("a BREAK BREAK b", [("a", 1.0, 0), ("b", 1.0, 2)]),
        ("a BREAKFAST", [("a BREAKFAST", 1.0, 0)]),
        ("(a BREAK b:1.3)", [("a", 1.3, 0), ("b", 1.3, 1)]),
        ("(a:1.2.3)", [("a:1.2.3", 1.1, 0)]),
        ("a:1.5) b", [("a:1.5) b", 1.0, 0)]),
        ("(a: 1.2 )", [("a", 1.2, 0)]),
        ("(a:-1)", [("a", -1.0, 0)]),
        ("(a:b)", [("a:b", 1.1, 0)]),
        ("[a:1.5]", [("a:1.5", 1 / 1.1, 0)]),
        (r"a\b", [("ab", 1.0, 0)]),
        (r"\\(a)", [("\\", 1.0, 0), ("a", 1.1, 0)]),
        ("", [("", 1.0, 0)]),
        ("()", [("", 1.0, 0)]),
    ],
)
def test_corner_cases(prompt, pieces):
    assert [(p.text, p.weight, p.chunk) for p in parse(prompt)] == pieces


def test_prompts_joined_by_and():
    assert subprompts("a cat :1.2 AND a dog AND a (b:2)") == [("a cat", 1.2), (" a dog ", 1.0), (" a (b:2)", 1.0)]
    assert subprompts("a:2") == [("a:2", 1.0)]
    assert subprompts("a BAND b") == [("a BAND b", 1.0)]


# What ComfyUI's README says: (prompt:1.2) is the weight, \\( and \\) are the characters; [] has no meaning there.
@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("a (good:1.2) cat", "a (good:1.2) cat"),
        ("a (good) cat", "a (good:1.1) cat"),
        ("((x:1.5))", "(x:1.5)"),
        ("(a (b:1.3) c)", "(a :1.1)(b:1.3)( c:1.1)"),
        (r"\(1990s\)", r"\(1990s\)"),
        ("[fox]", r"\[fox\]"),
        ("a (b", r"a \(b"),
        ("(x:1.2), (y:0.8)", r"(x:1.2), (y:0.8)"),
    ],
)
def test_prompts_of_comfyui(theirs, ours):
    assert from_comfy(theirs) == ours


@given(prompts)
def test_any_text_is_read(prompt):
    pieces = parse(prompt)
    assert pieces
    assert all(math.isfinite(p.weight) for p in pieces)
    assert [p.chunk for p in pieces] == sorted(p.chunk for p in pieces)
    found = marks(prompt)
    assert [m.start for m in found] == [0, *(m.end for m in found)][: len(found)]
    assert "".join(prompt[m.start : m.end] for m in found) == prompt


@given(words)
def test_escaped_text_is_itself(text):
    assert "".join(p.text for p in parse(escape(text))) == text
    assert {p.weight for p in parse(escape(text))} == {1.0}


@given(st.lists(st.tuples(words, st.floats(0.01, 9).map(lambda w: round(w, 4))), min_size=1, max_size=6))
def test_what_is_written_is_read(parts):
    pieces = [Piece(text, weight) for text, weight in parts]
    merged = parse(write(pieces))
    assert [(c, p.weight) for p in merged for c in p.text] == [(c, w) for t, w in parts for c in t]


@given(words.filter(lambda t: not set("()[]:\\") & set(t)), st.integers(1, 6), st.integers(0, 6))
def test_brackets_multiply(text, rounds, squares):
    prompt = "(" * rounds + "[" * squares + text + "]" * squares + ")" * rounds
    assert parse(prompt)[0].weight == pytest.approx(1.1 ** (rounds - squares))


@given(prompts)
def test_a_plain_prompt_says_what_it_is(prompt):
    if is_plain(prompt):
        assert plain(prompt) == prompt.strip()
        assert parse(prompt)[0].weight == 1.0


@given(prompts)
def test_the_clay_world_sees_every_letter_in_its_place(prompt):
    text, weights = weighed(prompt)
    assert len(text) == len(weights) == len(prompt)
    assert all(t in (p, " ") for t, p in zip(text, prompt, strict=True))


@given(prompts)
def test_prompts_of_comfyui_keep_their_words(prompt):
    said = "".join(p.text for p in parse(from_comfy(prompt)))
    assert [c for c in said if c.isalpha()] == [c for c in prompt if c.isalpha()]


def test_thousands_of_brackets_take_no_time():
    began = time.monotonic()
    for text in ("(" * 20_000, "(a" * 10_000, "[" * 10_000 + "x" + "]" * 10_000, "(a:9)" * 4000, "\\" * 20_000):
        assert all(math.isfinite(p.weight) for p in parse(text))
        from_comfy(text)
    assert time.monotonic() - began < 10
