"""LoRAs that a prompt names as creators write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from castalia.errors import BadInput
from castalia.prompts.networks import networks, with_networks
from castalia.recipes import Image, Mesh


@pytest.mark.parametrize(
    ("prompt", "text", "lora"),
    [
        ("a fox <lora:brush:0.8>", "a fox", ("brush:0.8",)),
        ("a <lora:brush:0.8> fox", "a fox", ("brush:0.8",)),
        ("<lora:brush>, a fox", "a fox", ("brush:1",)),
        ("a fox<lora:my brush v1.2:-0.5><lyco:ink:1>", "a fox", ("my brush v1.2:-0.5", "ink:1")),
        ("a fox <lora:brush:0.8:0.8>", "a fox", ("brush:0.8",)),
        ("a fox <lora:brush:te=0.8:unet=0.8>", "a fox", ("brush:0.8",)),
        ("a <b> fox, 1 < 2 > 0", "a <b> fox, 1 < 2 > 0", ()),
    ],
)
def test_tags_go_into_the_recipe(prompt, text, lora):
    recipe = with_networks(Image.make(prompt=prompt))
    assert (recipe.prompt, recipe.lora) == (text, lora)
    assert with_networks(recipe) == recipe


def test_they_come_after_those_of_the_field():
    assert with_networks(Image.make(prompt="a fox <lora:b:2>", lora=("a:1",))).lora == ("a:1", "b:2")


@pytest.mark.parametrize(
    "prompt", ["a <lora:brush:1:2> fox", "a <lora:brush:dyn=4> fox", "a <lora:brush fox", "a <hypernet:x:1> fox"]
)
def test_what_cannot_be_done_is_refused(prompt):
    with pytest.raises(BadInput) as caught:
        with_networks(Image.make(prompt=prompt))
    assert caught.value.hint


def test_recipes_without_loras_are_left_alone():
    recipe = Mesh.make(prompt="a <lora:x:1> fox")
    assert with_networks(recipe) == recipe


@given(st.text(alphabet="<>lora:hypernt 0.5,()", max_size=60))
def test_any_text_is_read(text):
    left, found = networks(text)
    assert found or left == text
