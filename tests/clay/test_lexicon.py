"""The words of the clay world."""

from __future__ import annotations

import pytest

from castalia.clay import layout, lexicon
from castalia.clay.lexicon.entry import plural, verb
from castalia.clay.parse import parse
from castalia.clay.places import PLACES
from castalia.clay.subjects import KINDS


def test_names():
    assert lexicon.name("dog", "zh") == "狗"
    assert lexicon.name("subject:fox", "en", plural=True) == "foxes"
    assert lexicon.name("never heard of", "en") == "never heard of"


def test_phrases_and_counted_nouns():
    assert lexicon.phrase("place:moon", "en") == "on the moon"
    assert lexicon.phrase("light:sunset", "zh") == "日落时"
    assert lexicon.counted("cat", 3, "en", "orange") == "three orange cats"
    assert lexicon.counted("explorer", 1, "zh") == "一位探险家"
    assert lexicon.counted("old_man", 1, "en") == "an old man"


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("puppy", "puppies"),
        ("fox", "foxes"),
        ("old man", "old men"),
        ("woman", "women"),
        ("human", "humans"),
        ("boy", "boys"),
    ],
)
def test_plurals(one: str, many: str):
    assert plural(one) == many


def test_verbs():
    assert verb("wave") == ("wave", "waves", "waving", "waved")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_is_understood_by_its_own_name(kind: str):
    for language in ("en", "zh"):
        understanding = parse(lexicon.counted(kind, 1, language))
        assert [s.kind for s in understanding.scene.subjects] == [kind]
        assert understanding.not_understood == ()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_kinds_name_places_lights_and_colors_that_exist(kind: str):
    entry = KINDS[kind]
    assert entry.home in PLACES
    assert entry.light in layout.LIGHTS
    assert entry.color in lexicon.COLORS
    assert entry.company is None or entry.company in KINDS


def test_places_lights_and_styles_have_words():
    assert set(PLACES) == set(layout.PLACES)
    for kind, names in (("place", layout.PLACES), ("light", layout.LIGHTS), ("style", layout.STYLES)):
        for name in names:
            assert lexicon.entry(f"{kind}:{name}") is not None


def test_each_color_has_words_and_each_word_a_color():
    assert {e.value for e in lexicon.entries() if e.kind == "color"} == set(lexicon.COLORS)
