"""Monologues of the outline writer and of language models, and the voices that fit who speaks them."""

import re

import pytest

from castalia.engines.speech.fitting import fitting
from castalia.engines.text.monologue import TARGETS, measure, monologue, topic_of
from castalia.engines.text.openai_compatible import messages
from castalia.prompts.plain import sentences
from castalia.recipes import Text

TONES = ["neutral", "warm", "funny", "dramatic", "mysterious", "scholarly"]
SPEAKER = {
    "en": "A portrait of an old man with a beard, who smiles, on the beach.",
    "zh": "海边，一位微笑的老人，戴着眼镜。",
}
ABOUT = {"en": "the first day in a new city", "zh": "为什么喜欢下雨天"}
BROKEN = re.compile(r"  |[{}]|\.\.|[，。！？]{2}|(?:^|[.!?] )[a-z]")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("length", ["short", "medium", "long"])
@pytest.mark.parametrize("tone", TONES)
def test_it_is_as_long_as_asked_and_says_nothing_twice(language, length, tone):
    for seed in range(8):
        for prompt in (ABOUT[language], SPEAKER[language]):
            said = monologue(prompt, SPEAKER[language], language, tone, length, seed)
            target = TARGETS[language][length]
            assert 0.7 * target <= measure([said], language) <= 1.45 * target, said
            assert not BROKEN.search(said), said
            told = sentences(said, language)
            assert len(told) == len(set(told))
            assert (prompt in said) == (prompt == ABOUT[language])
            assert said == monologue(prompt, SPEAKER[language], language, tone, length, seed)


def test_seeds_and_pictures_say_other_words():
    said = {monologue("rain", SPEAKER["en"], "en", "warm", "medium", seed) for seed in range(20)}
    assert len(said) == 20
    assert any("smil" in text or "beard" in text for text in said)
    plain = " ".join(monologue("rain", "", "en", "warm", "long", seed) for seed in range(20))
    assert "beard" not in plain


@pytest.mark.parametrize(
    ("about", "language", "kind", "text"),
    [
        ("Talk about your first job", "en", "phrase", "my first job"),
        ("Introduce yourself", "en", "clause", "who I am"),
        ("Why is the sky blue?", "en", "question", "why is the sky blue?"),
        ("I love you all", "en", "said", "I love you all."),
        ("谈谈你的家乡", "zh", "phrase", "我的家乡"),
        ("为什么天空是蓝色的", "zh", "clause", "为什么天空是蓝色的"),
        ("", "en", "picture", ""),
    ],
)
def test_a_topic_is_named_by_who_speaks(about, language, kind, text):
    topic = topic_of(about, language)
    assert (topic.kind, topic.text) == (kind, text)


def test_a_language_model_is_told_who_speaks_and_how_long():
    recipe = Text.make(prompt="rain", speaker="an old sailor", form="monologue", length="medium", tone="funny")
    system, user = (message["content"] for message in messages(recipe))
    assert "about 50 words" in system
    assert "first person" in system
    assert "funny" in system
    assert user == "Who speaks: an old sailor\nWhat about: rain"


@pytest.mark.parametrize(
    ("speaker", "voice"),
    [
        ("A portrait of an old man with a beard", "grandpa"),
        ("a young woman next to a man", "female"),
        ("a little girl with a dog", "child"),
        ("one person with short hair and a beard", "male"),
        ("one person with short hair and no beard", "narrator"),
        ("many people in a human crowd", "narrator"),
        ("小女孩在海边", "child"),
        ("一位老奶奶", "grandma"),
        ("", "narrator"),
    ],
)
def test_the_voice_fits_the_words_and_guesses_nothing(speaker, voice):
    assert fitting(speaker).voice == voice
