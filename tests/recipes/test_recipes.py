"""Recipes: JSON in and out, fingerprints, and one clear line for whatever does not fit."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from castalia.errors import BadInput
from castalia.recipes import RECIPES, Image, Speech, StoryPage, Text, Video, load, recipe_class
from castalia.recipes.base import MAX_PROMPT

SHA = "sha256:" + "ab" * 32


def a(kind, **fields):
    cls = recipe_class(kind)
    return cls.make(**{cls.main: SHA if cls.fields()[cls.main].is_file else "a red fox", **fields})


@pytest.mark.parametrize("kind", RECIPES)
def test_json_goes_out_and_comes_back_equal(kind):
    recipe = a(kind)
    assert load(recipe.canonical()) == recipe
    assert load(recipe.to_dict()).fingerprint() == recipe.fingerprint()
    assert json.loads(recipe.canonical())["kind"] == kind


@pytest.mark.parametrize("kind", RECIPES)
def test_every_field_says_what_it_is(kind):
    for spec in RECIPES[kind].fields().values():
        assert spec.title, spec.name
        assert spec.help.endswith("."), spec.name
        assert spec.type in (str, int, float, bool), spec.name
        assert spec.cost in ("run", "prepare", "load")
        if spec.type in (int, float):
            assert spec.ge is not None, f"{spec.name} has no range"
            assert spec.le is not None, f"{spec.name} has no range"


@pytest.mark.parametrize("kind", RECIPES)
def test_the_main_field_comes_first_and_engine_last(kind):
    names = list(RECIPES[kind].fields())
    assert names[0] == RECIPES[kind].main
    assert names[-1] == "engine"


def test_a_changed_field_changes_the_fingerprint():
    first = Image.make(prompt="a red fox", seed=1)
    assert first.fingerprint() != first.with_fields(seed=2).fingerprint()
    assert first.fingerprint() == Image.make(prompt="  a red fox ", seed=1).fingerprint()


def test_kinds_with_equal_fields_have_different_fingerprints():
    assert a("image", seed=1).fingerprint() != a("mesh", seed=1).fingerprint()


def test_a_recipe_cannot_be_changed():
    with pytest.raises(Exception, match="frozen"):
        Image.make(prompt="a red fox").prompt = "a blue fox"


def test_with_fields_checks_again():
    with pytest.raises(BadInput, match="width cannot be 1"):
        Image.make(prompt="a fox").with_fields(width=1)


@pytest.mark.parametrize(
    ("fields", "message", "way_out"),
    [
        ({"prompt": ""}, "the prompt is empty", "say in words what you want"),
        ({"prompt": " \n\t"}, "the prompt is empty", "say in words what you want"),
        ({"prompt": "🦊✨"}, "no words", "say it in words"),
        ({"prompt": "a \x07 fox"}, r"control character \(U\+0007 at position 3\)", "remove it"),
        ({"prompt": "a \ud800 fox"}, "not valid Unicode", "UTF-8"),
        ({"prompt": "x" * (MAX_PROMPT + 1)}, r"too long \(20,001 characters\)", "shorten"),
        ({}, "image needs 'prompt'", "What to see"),
        ({"prompt": "a fox", "widht": 64}, "no field 'widht'", "did you mean 'width'"),
        ({"prompt": "a fox", "zzz": 64}, "no field 'zzz'", "its fields are prompt"),
        ({"prompt": "a fox", "width": 63}, "width cannot be 63", "from 64 to 4096, a multiple of 8"),
        ({"prompt": "a fox", "width": "wide"}, "width cannot be 'wide'", "whole number"),
        ({"prompt": "a fox", "format": "bmp"}, "format cannot be 'bmp'", "png, jpg, webp"),
        ({"prompt": "a fox", "seed": -1}, "seed cannot be -1", "from 0 to"),
        ({"prompt": 7}, "prompt cannot be 7", "text"),
    ],
)
def test_bad_values_give_one_line_with_a_way_out(fields, message, way_out):
    with pytest.raises(BadInput, match=message) as caught:
        Image.make(**fields)
    assert way_out in caught.value.hint
    assert "\n" not in str(caught.value)


def test_numbers_that_are_none_are_refused():
    with pytest.raises(BadInput, match="rate"):
        Speech.make(text="hello", rate=float("nan"))


def test_a_file_is_given_by_its_content():
    video = Video.make(prompt="a fox", voice=SHA)
    assert video.file_refs() == (SHA,)
    assert Video.fields()["voice"].is_file
    with pytest.raises(BadInput, match="must be a file"):
        Video.make(prompt="a fox", voice="voice.wav")


def test_modalities_are_put_in_order_and_keep_the_text():
    page = StoryPage.make(prompt="a fox", modalities=("mesh", "image"))
    assert page.modalities == ("text", "image", "mesh")
    with pytest.raises(BadInput, match="modalities"):
        StoryPage.make(prompt="a fox", modalities=("smell",))


@pytest.mark.parametrize("data", ["{", "[]", "7", '{"prompt": "a fox"}', '{"kind": "smell"}', '{"kind": 7}'])
def test_json_that_is_no_recipe_is_refused(data):
    with pytest.raises(BadInput):
        load(data)


def test_fields_show_what_a_form_needs():
    width = Image.fields()["width"]
    assert (width.type, width.ge, width.le, width.step, width.unit, width.group) == (int, 64, 4096, 8, "px", "size")
    tone = Text.fields()["tone"]
    assert "funny" in tone.choices
    assert Text.fields()["outline"].many
    seed = Image.fields()["seed"]
    assert seed.optional
    assert seed.type is int


@given(st.text(max_size=300))
def test_any_prompt_is_either_taken_or_refused_in_one_line(prompt):
    try:
        recipe = Image.make(prompt=prompt)
    except BadInput as error:
        assert "\n" not in str(error)
        assert error.hint
    else:
        assert load(recipe.canonical()) == recipe


@given(st.sampled_from(sorted(RECIPES)), st.text("abcdefghijklmnop_", min_size=1), st.integers())
def test_any_field_is_either_taken_or_refused(kind, name, value):
    try:
        recipe = a(kind, **{name: value})
    except BadInput as error:
        assert error.exit_status == 2
    else:
        assert name in recipe.fields()
