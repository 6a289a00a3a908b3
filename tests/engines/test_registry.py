"""Engines are found through entry points, chosen by name or by what works, and refused with a way out."""

import pytest

from castalia.engines import registry
from castalia.errors import BadInput, Missing
from castalia.recipes import RECIPES, Image, Music, Text
from castalia.settings import Settings


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path, llm_url="")


def test_every_kind_has_an_engine():
    assert {engine.kind for engine in registry.engines()} == set(RECIPES)


def test_every_engine_says_what_it_is(settings):
    for engine in registry.engines():
        assert engine.title, engine.name
        assert engine.about.endswith("."), engine.name
        assert engine.availability(settings).detail, engine.name


def test_auto_takes_the_engine_that_works(settings):
    assert registry.choose(Text.make(prompt="a fox"), settings).name == "outline"
    connected = Settings(home=settings.home, llm_url="http://127.0.0.1:9/v1")
    assert registry.choose(Text.make(prompt="a fox"), connected).name == "openai-compatible"


def test_resolve_leaves_nothing_open(settings):
    recipe = registry.resolve(Image.make(prompt="a red fox"), settings)
    assert recipe.engine == "clay"
    assert isinstance(recipe.seed, int)
    assert registry.resolve(recipe, settings) == recipe


def test_two_open_seeds_differ(settings):
    seeds = {registry.resolve(Image.make(prompt="a cat"), settings).seed for _ in range(4)}
    assert len(seeds) == 4


def test_an_unknown_engine_is_refused_with_the_nearest(settings):
    with pytest.raises(BadInput, match="no image engine 'clya'") as caught:
        registry.choose(Image.make(prompt="a fox", engine="clya"), settings)
    assert "'clay'" in caught.value.hint


def test_an_unknown_style_is_refused(settings):
    with pytest.raises(BadInput, match="no style 'watercolour'") as caught:
        registry.resolve(Image.make(prompt="a cat", style="watercolour"), settings)
    assert "'watercolor'" in caught.value.hint


def test_a_prompt_of_unknown_words_is_refused_by_the_clay_world(settings):
    with pytest.raises(BadInput, match="knows none of these words: qwxzt"):
        registry.resolve(Image.make(prompt="qwxzt"), settings)


def test_a_model_is_refused_where_there_are_none(settings):
    with pytest.raises(BadInput, match="no music model 'musicgen'"):
        registry.choose(Music.make(prompt="a waltz", model="musicgen"), settings)


def test_a_model_chooses_an_engine_that_has_models(settings):
    recipe = Text.make(prompt="a fox", model="qwen3")
    with pytest.raises(Missing, match="CASTALIA_LLM_URL is not set"):
        registry.choose(recipe, settings)
    connected = Settings(home=settings.home, llm_url="http://127.0.0.1:9/v1")
    assert registry.choose(recipe, connected).name == "openai-compatible"
