"""The bones of a story: who, where, when, in which tone, and the steps it goes through."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from castalia.prompts.figures import Figure
from castalia.prompts.language import Language
from castalia.prompts.reading import Reading
from castalia.prompts.steps import STEPS


@dataclass(frozen=True)
class Plot:
    """The bones of a story. Prose is in `language`."""

    language: Language
    prompt: str
    reading: Reading
    shape: str
    """One of `SHAPES`."""
    steps: tuple[str, ...]
    """Keys of `STEPS`, in the order of telling."""
    hero: Figure
    pal: Figure
    find: Figure
    pair: bool
    """Whether the prompt itself names hero and companion together."""
    given: tuple[str, ...]
    """Which of `hero`, `pal`, `find` the prompt names."""
    place: str
    """Concept of the clay lexicon, `indoors`, or empty for a place we know nothing about."""
    place_words: tuple[str, str, str]
    """English: `the rainforest`, `in the rainforest`, `into the rainforest`; Chinese: `热带雨林`, `热带雨林里`,
    `在热带雨林里`."""
    light: str
    """The light that the prompt names; empty when it names none."""
    glows: bool
    tone: str
    mood: str
    deed: str
    wish: str
    topic: str
    """What the prompt is about when it is no story."""

    @property
    def slots(self) -> dict[str, str]:
        """What the texts of `STEPS` and of the shelf are filled with."""
        he, him, his, own = self.hero.pronouns()
        fit, fobj, _, _ = self.find.pronouns()
        noun, inside, third = self.place_words
        return {
            "hero": self.hero.name, "a_hero": self.hero.introduced, "he": he, "him": him, "his": his, "self": own,
            "pal": self.pal.name, "a_pal": self.pal.introduced,
            "find": self.find.again, "a_find": self.find.first, "fit": fit, "fobj": fobj,
            "was": "were" if self.hero.plural else "was", "pwas": "were" if self.pal.plural else "was",
            "fwas": "were" if self.find.plural else "was",
            "place": noun, "in_place": inside if self.language == "en" else third, "place_in": inside,
            "zai_place": third, "into_place": third,
            "deed": self.deed, "wish": self.wish, "topic": self.topic or self.find.short,
        }  # fmt: skip

    def event(self, step: str, variant: int) -> str:
        """What happens in a step, in words."""
        texts = STEPS[step].events_en if self.language == "en" else STEPS[step].events_zh
        return polished(texts[variant % len(texts)].format(**self.slots), self.language)

    def events(self, seed: int) -> tuple[str, ...]:
        """One event for each step."""
        draw = random.Random(f"events/{seed}/{self.prompt}")
        return tuple(self.event(step, draw.randrange(2)) for step in self.steps)

    def step_of(self, point: str) -> str:
        """The step that a point of an outline tells, whatever plot it was taken from; empty when it is none of ours."""
        for step, content in STEPS.items():
            if any(self.event(step, i) == point for i in range(len(content.events_en))):
                return step
        return ""


def polished(text: str, language: Language) -> str:
    """Text from filled patterns: every sentence begins with a capital, no doubled spaces or stops."""
    text = re.sub(r"[ \t]+", " ", text).strip()
    if language == "zh":
        return (
            re.sub(r"([。！？，])(?=[。，])", "", text)
            .replace("里里", "里")
            .replace("上上", "上")
            .replace("中里", "中")
            .replace("边里", "边")
            .replace("上里", "上")
        )
    text = re.sub(r"([.!?])\.(?!\.)", r"\1", text)
    return re.sub(r"(^“?|[.!?]\s+“?|\.”\s+“?)([a-zà-ÿ])", lambda m: m[1] + m[2].upper(), text)
