"""Filling sentence patterns for one text, so that no sentence comes twice and the same seed writes the same words."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from castalia.engines.text.shelf import places_en, places_zh, steps_en, steps_zh, voices_en, voices_zh
from castalia.prompts.plot import Plot, polished
from castalia.prompts.wordlist import words

_STEPS = {"en": steps_en.STEPS, "zh": steps_zh.STEPS}
_PLACES = {"en": places_en.PLACES, "zh": places_zh.PLACES}
_FINDS = {"en": places_en.FINDS, "zh": places_zh.FINDS}
_VOICES = {"en": voices_en, "zh": voices_zh}

_ASIDE_STEPS: dict[str, frozenset[str]] = {
    "warm": words("helper find closer share together dawn return again insight watch choice regained"),
    "funny": words("setout road storm fail deed stir quarrel search helper practice lost asking dusk again"),
    "dramatic": words("sign setout storm doubt find deed dusk lost choice fail regained parting"),
    "mysterious": words("ordinary sign setout road find closer dusk watch search lost alone question deed"),
}
"""Where asides fit; a tone that is not here puts them anywhere."""


class Pen:
    """Writes paragraphs about one plot in one tone. What it has used it does not use again."""

    def __init__(self, plot: Plot, tone: str, seed: int) -> None:
        self.plot, self.tone, self.language = plot, tone, plot.language
        self.draw = random.Random(f"pen/{seed}/{tone}/{plot.prompt}")
        self.voices = _VOICES[plot.language]
        self.place = _PLACES[plot.language].get(plot.place, _PLACES[plot.language][""])
        elsewhere = _PLACES[plot.language][""]
        self._senses = self._shuffled(self.place.sentences)
        if self.place is not elsewhere:
            self._senses += self._shuffled(elsewhere.sentences)
        self._asides = self._shuffled(self.voices.ASIDES.get(tone, ()))
        self._generic = self._shuffled(self.voices.GENERIC)
        look, self._secret, self._leave = _FINDS[plot.language][find_kind(plot)]
        self._looks = self._shuffled(look)
        self._since_aside = 0

    def opening(self) -> str:
        """Who the hero is, where, and what the place is like."""
        hero = self.plot.hero
        key = "many" if hero.plural else hero.concept if hero.concept in self.voices.HABITS else hero.nature
        habits = self.voices.HABITS.get(key, self.voices.HABITS["object"])
        parts = [self.draw.choice(self.voices.OPENINGS[self.tone]), self.draw.choice(habits)]
        if self.plot.pair:
            parts.append(self.draw.choice(self.voices.PAIR))
        if self.plot.topic and self.plot.shape != "question":
            parts.append(self.draw.choice(self.voices.TOPIC))
        parts.append("{sense}")
        return self.fill(*parts)

    def step(self, step: str) -> str:
        """What happens in a step, with an aside now and then."""
        before = self.voices.NIGHT if step == "find" and self.plot.glows and self.plot.light in ("", "night") else ""
        return self.fill(before, self.draw.choice(_STEPS[self.language][step][0]), self._aside(step))

    def more(self, step: str) -> str:
        """A little longer with the same step."""
        return self.fill(self.draw.choice(_STEPS[self.language][step][1]), "{sense}")

    def point(self, point: str) -> str:
        """A point of somebody else's outline, and how it was."""
        stopped = point.strip()
        if stopped[-1:] not in '。！？.!?…”"':
            stopped += "。" if self.language == "zh" else "."
        stopped = stopped.replace("{", "(").replace("}", ")")
        return self.fill(stopped, self._generic.pop() if self._generic else "{sense}", self._aside(""))

    def closing(self) -> str:
        return self.fill(self.draw.choice(self.voices.CLOSINGS[self.tone]))

    def sense(self) -> str:
        """A sentence on the place; empty when all have been used."""
        return self._senses.pop(0) if self._senses else ""

    def fill(self, *patterns: str) -> str:
        """A paragraph of patterns, their slots filled."""
        text = ("" if self.language == "zh" else " ").join(p for p in patterns if p)
        text = re.sub(r"\{sense\}", lambda _: self.sense(), text)
        text = re.sub(r"\{look\}", lambda _: self._looks.pop(0) if self._looks else self.sense(), text)
        text = text.replace("{secret}", self._secret).replace("{leave}", self._leave)
        place = self.place
        slots = {
            **self.plot.slots,
            "path": place.path,
            "shelter": place.shelter,
            "crowd": place.crowd,
            "gift": place.gift,
            "trouble": place.trouble,
        }
        return polished(text.format(**slots), self.language)

    def _aside(self, step: str) -> str:
        """An aside in the tone of the text, where it fits the step, and not after every paragraph."""
        self._since_aside += 1
        fits = not step or self.tone not in _ASIDE_STEPS or step in _ASIDE_STEPS[self.tone]
        if self._asides and fits and (self._since_aside > 1 or self.draw.random() < 0.5):
            self._since_aside = 0
            return self._asides.pop(0)
        return ""

    def _shuffled(self, items: Sequence[str]) -> list[str]:
        shuffled = list(items)
        self.draw.shuffle(shuffled)
        return shuffled


def find_kind(plot: Plot) -> str:
    """Which sentences fit what was found."""
    find = plot.find
    if re.search(r"message|letter|bottle|note\b|漂流瓶|信$|信件|纸条", find.again):
        return "message"
    if find.nature in ("person", "animal", "machine"):
        return "creature"
    if find.nature in ("plant", "place"):
        return "things" if find.plural else find.nature
    return "things" if find.plural else "thing"


def story(plot: Plot, points: tuple[str, ...], length: str, tone: str, seed: int) -> list[str]:
    """The paragraphs of a story: an opening, one or two for each point, and an ending.

    Args:
        plot: the bones; without points its own steps are told.
        points: what the story must go through, in this order; the events of a brief are recognised as its steps.
        length: short, medium or long: about 3, 6 or 10 paragraphs, never fewer than one for each point.
    """
    pen = Pen(plot, tone, seed)
    steps = [(plot.step_of(point), point) for point in points] or [(step, "") for step in plot.steps]
    budget = {"short": 3, "medium": 6, "long": 10}[length]
    longer = _longer(steps, budget - len(steps) - 2)
    paragraphs = [pen.opening()]
    told: set[str] = set()
    for i, (step, point) in enumerate(steps):
        if step and step not in told:
            told.add(step)
            paragraphs.append(pen.step(step))
            if i in longer:
                paragraphs.append(pen.more(step))
        else:
            paragraphs.append(pen.point(point))
    paragraphs.append(pen.closing())
    return paragraphs


def _longer(steps: list[tuple[str, str]], spare: int) -> set[int]:
    """Which steps get a second paragraph, spread evenly over those that can have one."""
    able = [i for i, (step, _) in enumerate(steps) if step]
    if spare <= 0 or not able:
        return set()
    if spare >= len(able):
        return set(able)
    return {able[(2 * k + 1) * len(able) // (2 * spare)] for k in range(spare)}


def beats_for(length: str) -> int:
    """How many steps a plot needs to fill a text of this length."""
    return {"short": 2, "medium": 4, "long": 6}[length]


def joined(title: str, paragraphs: Sequence[str]) -> str:
    """Markdown: the title as heading, paragraphs with blank lines between, one newline at the end."""
    return "\n\n".join([f"# {title}", *paragraphs]) + "\n"
