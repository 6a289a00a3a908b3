"""What the axes of a comparison mean, and in which order its cells are made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from castalia.errors import BadInput
from castalia.experiments.axes import axes, axis, cells, in_running_order, named, setting
from castalia.recipes import Image, Text


def test_a_beginning_is_enough_and_dashes_are_underscores():
    assert named(Image, "guidance").name == "guidance_scale"
    assert named(Image, "negative-prompt").name == "negative_prompt"
    assert axis(Image, "guidance=3,7.5").values == (3.0, 7.5)


def test_values_are_of_the_type_of_the_field():
    assert axis(Image, "steps=10,20").values == (10, 20)
    assert axis(Image, "seamless=on,off").values == (True, False)
    assert axis(Image, "model=sd15,none").values == ("sd15", None)
    assert axis(Image, "lora=a:0.5+b|a:1").values == (("a:0.5", "b"), ("a:1",))
    assert axis(Image, "prompt=a cat, sitting|a dog, running").values == ("a cat, sitting", "a dog, running")
    assert setting(Image, "width=512") == ("width", 512)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("steps", "not an axis"),
        ("steps=", "not an axis"),
        ("steps=10,,20", "not an axis"),
        ("stepz=1,2", "no field"),
        ("control=a|b|c", None),
        ("s=1,2", "may be several"),
        ("steps=10,10", "twice"),
    ],
)
def test_what_is_no_axis_is_said(text, words):
    if words is None:
        assert axis(Image, text).values
        return
    with pytest.raises(BadInput, match=words) as caught:
        axis(Image, text)
    assert caught.value.hint


def test_two_axes_of_one_field_and_a_grid_too_big():
    with pytest.raises(BadInput, match="two axes"):
        axes(Image, ["steps=1,2", "steps=3"])
    many = ",".join(map(str, range(1, 41)))
    with pytest.raises(BadInput, match="1,600 cells"):
        axes(Image, [f"steps={many}", f"seed={many}"])


def test_each_model_is_loaded_once():
    found = axes(Image, ["steps=10,20", "model=a,b", "scheduler=euler,ddim"])
    order = in_running_order(found)
    models = [values[1] for values in order]
    assert models == sorted(models), "all cells of a model stand together"
    schedulers = [(values[1], values[2]) for values in order]
    assert len([i for i in range(1, 8) if schedulers[i] != schedulers[i - 1]]) == 3
    assert sorted(order) == sorted(cells(found))
    assert cells(found)[:2] == [(10, "a", "euler"), (10, "a", "ddim")], "shown in the order in which it was asked"


@given(st.text())
def test_any_text_is_an_axis_or_a_clear_error(text):
    try:
        found = axis(Text, text)
    except BadInput as error:
        assert error.message
    else:
        assert found.values
