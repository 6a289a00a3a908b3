"""The formula of a prompt, styles and negative prompts as text, and what a prompt means without a model."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from castalia.errors import BadInput
from castalia.prompts import presets
from castalia.prompts.check import check, estimate, language_warning
from castalia.prompts.formula import MEANING, Formula, build, suggestions
from castalia.prompts.weights import parse, subprompts
from castalia.recipes import Image

FOX = Formula("a red fox", "thick fur", "in a forest", "at dawn", "watercolor", "close-up")


def test_models_of_tags_get_a_list_and_others_sentences():
    tags = build(FOX, family="sdxl").prompt
    prose = build(FOX, family="flux").prompt
    assert tags.startswith("a red fox, thick fur, in a forest, at dawn, close-up, watercolor")
    assert prose.startswith("A red fox, thick fur. In a forest. At dawn. Close-up. A watercolour")


def test_chinese_stays_chinese():
    made = build(Formula("一只狐狸", scene="雪地", style="水墨"))
    assert made.prompt == "一只狐狸，雪地，中国水墨画，宣纸，留白，写意笔法"
    assert made.empty == ("detail", "light", "technical")


def test_a_negative_prompt_by_name_or_in_words():
    assert build(FOX, family="sdxl", negative="general").negative_prompt.startswith("lowres, blurry")
    assert build(Formula("a fox"), negative="trees").negative_prompt == "trees"
    flux = build(Formula("a fox"), family="flux", negative="trees")
    assert "changes nothing" in flux.notes[0]


def test_there_must_be_a_subject():
    with pytest.raises(BadInput, match="subject"):
        build(Formula("  "))


@given(st.builds(Formula, *[st.text(max_size=20) for _ in MEANING]), st.sampled_from(["", "sd15", "flux", "wan"]))
def test_any_words_can_be_put_together(formula, family):
    try:
        made = build(formula, family=family)
    except BadInput:
        assert not formula.subject.strip(" ,，.。\t\n\r\x0b\x0c") or not formula.subject.split()
    else:
        assert made.prompt


@pytest.mark.parametrize("part", MEANING)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_part_has_suggestions(part, language):
    words = suggestions(part, language, 3)
    assert len(words) == 3
    assert all(words)
    assert suggestions(part, language, 3) == words


def test_every_style_of_the_recipe_has_a_text():
    wanted = Image.fields()["style"].examples
    assert set(wanted) <= set(presets.STYLES)


@pytest.mark.parametrize("style", presets.STYLES.values(), ids=lambda s: s.name)
def test_a_style_has_words_for_every_family_and_no_marks(style):
    for text in (style.tags, style.prose, style.zh):
        assert text.count("{prompt}") == 1
        assert all(piece.weight == 1.0 for piece in parse(text))
    assert not re.search(r"[一-鿿]", style.tags + style.prose)
    assert re.search(r"[一-鿿]", style.zh)


def test_a_style_is_laid_around_the_prompt():
    prompt, negative = presets.styled("a fox.", "trees, photo", "ink", "sd15")
    assert prompt.startswith("a fox, chinese ink wash painting")
    assert negative == "trees, photo, 3d render, bright colors"
    assert presets.styled("a fox", "", "auto", "sd15") == ("a fox", "")
    assert presets.styled("a fox", "", "ink", "flux")[1] == ""
    both = presets.styled("a cat AND a dog :0.5", "", "ink", "sd15")[0]
    assert [weight for _, weight in subprompts(both)] == [1.0, 0.5]
    assert both.count("ink wash") == 2
    with pytest.raises(BadInput, match="watercolor"):
        presets.style("watercolour")


def test_what_a_prompt_means_without_a_model():
    found = check("a ((red)) [cat:dog:0.5] BREAK (mat:0.5)", steps=20)
    assert [(s.first, s.last) for s in found.stages] == [(1, 10), (11, 20)]
    assert found.stages[0].chunks == 2
    assert [(p.text.strip(), round(p.weight, 2)) for p in found.stages[1].parts[0][1]] == [
        ("a", 1.0), ("red", 1.21), ("dog", 1.0), ("mat", 0.5),
    ]  # fmt: skip
    assert not found.exact
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("prompt", "family", "says"),
    [
        ("a (cat", "sd15", "never closed"),
        (r"a \(cat", "sd15", ""),
        ("a (cat:2.5)", "sd15", "above 1.8"),
        ("word " * 700, "flux", "reads 512"),
        ("word " * 700, "sdxl", ""),
    ],
)
def test_warnings(prompt, family, says):
    found = check(prompt, family=family)
    assert any(says in warning for warning in found.warnings) if says else found.warnings == ()


def test_a_model_that_does_not_speak_the_language():
    assert "translate" in language_warning("一只猫", ("en",))
    assert language_warning("a cat", ("en",)) == ""
    assert language_warning("一只猫", ("en", "zh")) == ""
    assert language_warning("一只猫", ()) == ""


@given(st.text(max_size=40))
def test_tokens_are_estimated_for_any_text(text):
    assert 0 <= estimate(text) <= 4 * len(text) + 1


def test_the_commands(castalia, tmp_path):
    made = castalia("prompt", "build", "a", "red", "fox", "--scene", "in the snow", "--for", "flux", "--json")
    assert json.loads(made.stdout)["prompt"] == "A red fox, in the snow"
    (tmp_path / "home" / "wildcards").mkdir(parents=True)
    (tmp_path / "home" / "wildcards" / "color.txt").write_text("red\n")
    found = json.loads(castalia("prompt", "check", "a (__color__:1.3) cat", "--json").stdout)
    assert found["prompt"] == "a (red:1.3) cat"
    assert found["stages"][0]["parts"][0]["pieces"][1] == {"text": "red", "weight": 1.3, "chunk": 0}
    missing = castalia("prompt", "check", "__colour__")
    assert missing.returncode == 2
    assert "did you mean '__color__'" in missing.stderr
    assert "watercolor" in castalia("prompt", "styles").stdout
