"""What simple grammar gets out of prompts, in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from castalia.prompts import chinese, english, english_reading
from castalia.prompts.natures import nature


@pytest.mark.parametrize(
    ("prompt", "subjects", "deed", "thing", "place"),
    [
        (
            "A lighthouse keeper's cat finds a message in a bottle on the rocky coast",
            ("A lighthouse keeper's cat",),
            "found a message in a bottle",
            "a message in a bottle",
            "the rocky coast",
        ),
        ("a red donut and a blue cup on the moon, watercolor", ("a red donut", "a blue cup"), "", "", "the moon"),
        ("Two dragons argue over a teapot in the kitchen", ("Two dragons",), "argued over a teapot", "", "the kitchen"),
        ("a robot waving in the city at night", ("a robot",), "waved", "", "the city"),
        ("Tell me a funny story about an owl that cannot sleep", ("an owl",), "", "", ""),
        (
            "In a small village, a blacksmith forges a sword",
            ("a blacksmith",),
            "forged a sword",
            "a sword",
            "a small village",
        ),
        ("How do diffusion models work?", ("diffusion models",), "", "", ""),
    ],
)
def test_english(prompt, subjects, deed, thing, place):
    reading = english_reading.read(prompt)
    assert (reading.subjects, reading.deed, reading.object, reading.place) == (subjects, deed, thing, place)


@pytest.mark.parametrize(
    ("prompt", "subjects", "verb", "thing", "place"),
    [
        ("一位探险家在热带雨林中发现了一种未知的荧光植物", ("一位探险家",), "发现", "一种未知的荧光植物", "热带雨林"),
        ("小猫和小狗在海边捡到一个漂流瓶", ("小猫", "小狗"), "捡到", "一个漂流瓶", "海边"),
        ("雪地里的红狐狸", ("红狐狸",), "", "", "雪地"),
        ("请写一个关于小老鼠想要摸月亮的故事", ("小老鼠",), "想要", "", ""),
        ("两条龙为一把茶壶争吵", ("两条龙",), "争吵", "", ""),
        ("什么是扩散模型？", ("扩散模型",), "", "", ""),
    ],
)
def test_chinese(prompt, subjects, verb, thing, place):
    reading = chinese.read(prompt)
    assert (reading.subjects, reading.verb, reading.object, reading.place) == (subjects, verb, thing, place)


@pytest.mark.parametrize(
    ("phrase", "first", "again"),
    [
        ("apple", "an apple", "the apple"),
        ("unicorn", "a unicorn", "the unicorn"),
        ("hourglass", "an hourglass", "the hourglass"),
        ("Two dragons", "two dragons", "the two dragons"),
        ("Alice", "Alice", "Alice"),
        ("his dog", "a dog", "the dog"),
        ("wild horses", "wild horses", "the wild horses"),
        ("quantum computing", "quantum computing", "quantum computing"),
    ],
)
def test_english_articles(phrase, first, again):
    assert (english.indefinite(phrase), english.definite(phrase)) == (first, again)


@pytest.mark.parametrize(
    ("phrase", "first", "again"),
    [
        ("探险家", "一位探险家", "那位探险家"),
        ("一种未知的荧光植物", "一种未知的荧光植物", "那株荧光植物"),
        ("两条龙", "两条龙", "那两条龙"),
        ("马", "一匹马", "那匹马"),
        ("灯塔", "一座灯塔", "那座灯塔"),
    ],
)
def test_chinese_measure_words(phrase, first, again):
    assert (chinese.indefinite(phrase), chinese.definite(phrase)) == (first, again)


def test_natures():
    assert nature("a lighthouse keeper's cat", "en")[0] == "animal"
    assert nature("机器人", "zh")[0] == "machine"
    assert nature("荧光植物", "zh")[0] == "plant"
    assert nature("the violinist", "en")[0] == "person"


@given(st.text(min_size=1, max_size=120))
def test_any_prompt_can_be_read(text):
    for reading in (english_reading.read(text), chinese.read(text)):
        assert reading.deed == reading.deed.strip()
