"""Prompts with choices: braces and wildcard files, made by the seed before anything is drawn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from castalia.errors import BadInput
from castalia.prompts.wildcards import expand, has_choices, names


@pytest.fixture
def folder(tmp_path):
    home = tmp_path / "wildcards"
    (home / "animals").mkdir(parents=True)
    (home / "color.txt").write_text("# comment\nred\nblue\ngreen\n")
    (home / "animals" / "small.txt").write_text("a __color__ mouse\na wren\n")
    (home / "loop.txt").write_text("__loop__ again\n")
    (home / "broken.txt").write_text("a __nothing__ thing\n")
    return home


def test_choices_are_made_by_the_seed(folder):
    prompt = "a {red|blue|green} {cat|dog} on a __color__ mat"
    made = [expand(prompt, folder, seed) for seed in range(20)]
    assert made == [expand(prompt, folder, seed) for seed in range(20)]
    assert len(set(made)) > 5
    assert all(m.split()[1] in ("red", "blue", "green") and m.split()[2] in ("cat", "dog") for m in made)


def test_several_of_a_list_and_names_within_folders(folder):
    two = expand("{2$$ and $$a|b|c}", folder, 3)
    assert sorted(two.split(" and ")) == sorted(set(two.split(" and ")))
    assert len(two.split(" and ")) == 2
    assert {expand("__animals/small__", folder, s).split()[-1] for s in range(20)} == {"mouse", "wren"}
    assert names(folder) == ["animals/small", "broken", "color", "loop"]


@pytest.mark.parametrize(
    "prompt",
    [
        "a (b:1.2) [c:d:0.4] <lora:x:1> # 100% $ {",
        r"\{a|b\} and \__color__",
        "snake__case__name",
        "a } b",
        "",
        "a_b __ c",
    ],
)
def test_what_is_no_choice_stays(folder, prompt):
    assert expand(prompt, folder, 1) == prompt


def test_the_rest_of_the_prompt_stays_as_it_is(folder):
    assert expand("(x:1.2)  #1 [a|b] {y} $5 100% {z|z}", folder, 1) == "(x:1.2)  #1 [a|b] y $5 100% z"


@pytest.mark.parametrize(
    ("prompt", "says"),
    [
        ("__colour__", "did you mean '__color__'"),
        ("__nothing__", "nothing.txt"),
        ("{a|__nothing__}", "nothing.txt"),
        ("__broken__", "nothing.txt"),
        ("__../color__", "leads out of"),
        ("__loop__", "stands in itself"),
        ("{9999999$$a|b}", "smaller number"),
        ("{" * 300 + "a" + "}" * 300, "nest less deeply"),
    ],
)
def test_what_cannot_be_chosen_says_what_to_do(folder, prompt, says):
    with pytest.raises(BadInput) as error:
        expand(prompt, folder, 1)
    assert says in str(error.value)


def test_a_missing_folder_is_no_harm_without_wildcards(tmp_path):
    assert expand("{a|a}", tmp_path / "none", 1) == "a"
    with pytest.raises(BadInput, match="no wildcard"):
        expand("__color__", tmp_path / "none", 1)


tokens = st.sampled_from([*"{}|$_ab:,()\\", "__color__", "2$$"])


@given(st.lists(tokens, max_size=20).map("".join), st.integers(0, 2**32 - 1))
def test_any_text_is_expanded_or_refused(tmp_path_factory, prompt, seed):
    folder = tmp_path_factory.getbasetemp() / "words"
    folder.mkdir(exist_ok=True)
    (folder / "color.txt").write_text("red\nblue\n")
    try:
        made = expand(prompt, folder, seed)
    except BadInput as error:
        assert error.hint
    else:
        assert made == expand(prompt, folder, seed)
        if not has_choices(prompt):
            assert made == prompt


def test_the_recipe_in_the_file_has_the_choices_made_and_the_prompt_as_written(studio):
    folder = studio.settings.home / "wildcards"
    folder.mkdir(parents=True)
    (folder / "color.txt").write_text("red\nblue\n")
    picture = studio.image("a __color__ {cube|ball}", seed=5, width=64, height=64, quality="draft")
    made = picture.recipe
    assert made.template == "a __color__ {cube|ball}"
    assert made.prompt.split()[1] in ("red", "blue")
    assert made.prompt.split()[2] in ("cube", "ball")
    again = studio.redo(picture.path)
    assert again.verdict == "identical"
    assert again.artifact.recipe == made
