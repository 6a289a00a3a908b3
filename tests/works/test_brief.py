"""The brief of a story page, from all kinds of prompts."""

import re
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from castalia.clay.layout import LIGHTS
from castalia.recipes import Music, StoryPage
from castalia.works.brief import FACETS, bound, make_brief

PROMPTS = [
    "一位探险家在热带雨林中发现了一种未知的荧光植物",
    "A lighthouse keeper's cat finds a message in a bottle on the rocky coast",
    "quantum computing",
    "a red donut on the moon",
    "北京的秋天",
    "Two dragons argue over a teapot in the kitchen",
    "小猫和小狗在海边捡到一个漂流瓶",
    "机器人学会了画画",
    "The day the sea went silent",
    "glorps",
]
BROKEN = re.compile(r"  |[{}]|\bNone\b|[，。！？]{2}|\ba [aeio]\w|\bthe the\b|的的|在在")


def test_the_demo_prompt_gives_its_cast_and_place():
    brief = make_brief(StoryPage(prompt=PROMPTS[0]))
    roles = {c.role: c for c in brief.cast}
    assert brief.language == "zh"
    assert brief.place == "rainforest"
    assert roles["hero"].kind == "explorer"
    assert "荧光植物" in roles["find"].look
    assert all(b.light == "night" for b in brief.beats if "荧光植物" in b.picture)


def test_the_cat_is_the_hero_and_not_the_keeper():
    brief = make_brief(StoryPage(prompt=PROMPTS[1]))
    assert brief.cast[0].kind == "cat"
    assert brief.place == "rocky_coast"
    assert any(c.role == "find" and "message in a bottle" in c.look for c in brief.cast)


@pytest.mark.parametrize("prompt", PROMPTS)
@pytest.mark.parametrize("count", [1, 4, 8])
def test_every_prompt_makes_a_whole_brief(prompt, count):
    brief = make_brief(StoryPage(prompt=prompt, illustrations=count, seed=count))
    assert len(brief.beats) == count
    assert len(brief.palette) == 5
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in brief.palette)
    assert {b.light for b in brief.beats} <= set(LIGHTS)
    assert brief.mood in get_args(Music.model_fields["mood"].annotation)
    assert len({b.event for b in brief.beats}) == count
    texts = [brief.title, brief.logline, brief.clip_line, brief.motion, brief.model]
    texts += [t for b in brief.beats for t in (b.event, b.picture, b.alt, b.title)]
    for text in texts:
        assert text.strip() == text
        assert text
        assert not BROKEN.search(text), text


def test_a_brief_is_a_function_of_its_recipe():
    recipe = StoryPage(prompt="a fox", seed=5)
    assert make_brief(recipe) == make_brief(recipe)
    assert len({make_brief(StoryPage(prompt="a fox", seed=s)).model_dump_json() for s in range(6)}) > 1


def test_neighbouring_pictures_are_seen_differently():
    for seed in range(5):
        shots = [b.shot for b in make_brief(StoryPage(prompt="a fox", seed=seed, illustrations=6)).beats]
        assert all(a != b for a, b in pairwise(shots))


def test_consistency_binds_facets_in_order():
    assert bound(0) == ()
    assert bound(1) == tuple(name for name, _ in FACETS)
    assert bound(0.8) == ("cast", "place", "plot", "style", "mood", "light")


def test_with_nothing_bound_every_part_gets_only_the_prompt():
    brief = make_brief(StoryPage(prompt="a fox in the snow", consistency=0))
    assert {b.picture for b in brief.beats} == {"a fox in the snow"}
    assert brief.motion == brief.model == "a fox in the snow"


def test_with_everything_bound_there_is_one_light():
    assert len({b.light for b in make_brief(StoryPage(prompt="a fox in the snow", consistency=1)).beats}) == 1


def test_a_page_in_the_other_language():
    brief = make_brief(StoryPage(prompt="一只猫在海滩上", language="en"))
    assert brief.language == "en"
    assert not re.search("[\u4e00-\u9fff]", brief.title + brief.beats[0].picture + brief.beats[0].event)
    assert brief.cast[0].kind == "cat"


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=80).filter(lambda t: any(c.isalnum() for c in t) and t.isprintable()))
def test_any_prompt_makes_a_brief(prompt):
    assert len(make_brief(StoryPage(prompt=prompt)).beats) == 4


@pytest.mark.parametrize(
    "prompt", ["x" * 20_000, "a " * 9_000, "探险家" * 5_000, "a very " * 2_000 + "big fox sleeps in the snow"]
)
def test_a_huge_prompt_gives_texts_of_a_decent_length(prompt):
    brief = make_brief(StoryPage(prompt=prompt))
    assert len(brief.title) < 120
    assert all(len(b.picture) < 400 and len(b.event) < 400 for b in brief.beats)
