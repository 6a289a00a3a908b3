"""From a prompt to a plot: the parts of a story for what the prompt names, the rest filled in."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from castalia.prompts import chinese, english, places
from castalia.prompts.cues import (
    FINDING,
    GLOW,
    GOING,
    LOSING,
    MEETING,
    MOOD_WORDS,
    MOODS,
    NIGHT,
    STAND_INS,
    STAYING,
    TRYING,
)
from castalia.prompts.figures import Figure, figure
from castalia.prompts.language import Language, detect
from castalia.prompts.natures import nature
from castalia.prompts.plot import Plot
from castalia.prompts.prompt import light_in, read, tone_of
from castalia.prompts.reading import Reading
from castalia.prompts.steps import SHAPES
from castalia.prompts.verbs import ING

if TYPE_CHECKING:
    from castalia.clay.scene import Understanding


def make_plot(prompt: str, language: str = "auto", *, seed: int = 0, beats: int = 4, tone: str = "auto") -> Plot:
    """Find the bones of a story in a prompt. Deterministic.

    Args:
        prompt: any prompt, a story or not.
        language: of the work; `auto` takes the prompt's.
        seed: another seed gives another plot where the prompt leaves it open.
        beats: number of steps, 1 to 9.
        tone: of the Text recipe; `auto` takes it from the prompt.
    """
    from castalia.clay.parse import parse

    spoken = detect(prompt)
    reading = read(prompt, spoken)
    understanding = parse(prompt)
    target: Language = spoken if language == "auto" else "zh" if language == "zh" else "en"
    if target != spoken:
        reading = _translated(reading, understanding, target)
    return _Caster(prompt, reading, understanding, target, seed).plot(beats, tone)


def _translated(reading: Reading, understanding: Understanding, language: Language) -> Reading:
    """A reading in the other language, made of what the lexicon knows; the rest is left out."""
    from castalia.clay import lexicon

    known = [h.concept.partition(":")[2] for h in understanding.heard if h.concept.startswith("subject:")]
    subjects: list[str] = []
    for subject in understanding.scene.subjects if known else ():
        noun = lexicon.name(subject.kind, language)
        glow = (
            {"en": "glowing ", "zh": "发光的"}[language]
            if "glowing" in subject.traits and "glow" not in subject.kind
            else ""
        )
        color = (
            (lexicon.name(f"color:{subject.color}", language) + ("的" if language == "zh" else " "))
            if subject.color
            else ""
        )
        words = f"{glow}{color}{noun}"
        subjects.append(words if language == "zh" else f"{english.article(words)} {words}")
    place = next((h.concept for h in understanding.heard if h.concept.startswith("place:")), "")
    if place:
        noun, phrase, _ = places.place_words("", "", place.partition(":")[2], language)
        phrase = phrase if language == "en" else "在" + phrase
    else:
        noun = phrase = ""
    verb = {"en": "find", "zh": "发现"}[language] if len(subjects) > 1 else ""
    thing = subjects[1] if len(subjects) > 1 else ""
    first = tuple(subjects[:1]) or (reading.sentence,)
    return Reading(reading.sentence, first, verb, "", "", thing, noun, phrase, reading.question)


class _Caster:
    """Gives the parts of a story to what a prompt names, and fills the parts that it leaves open."""

    def __init__(
        self, prompt: str, reading: Reading, understanding: Understanding, language: Language, seed: int
    ) -> None:
        self.prompt, self.reading, self.understanding, self.language = prompt, reading, understanding, language
        self.draw = random.Random(f"plot/{seed}/{prompt}")
        self.given: list[str] = []
        self.topic = ""
        self.place = self.noun = self.phrase = ""

    def plot(self, beats: int, tone: str) -> Plot:
        self.noun, self.phrase = self.reading.place, self.reading.place_phrase
        hero, pal, find = self._cast()
        self._settle(hero or find)
        own = places.setting(self.place)
        column = 0 if self.language == "en" else 1
        hero = hero or (
            ("a cat", "一只橘猫")[column]
            if self.topic and self._is_season()
            else ("a robot", "一个机器人")[column]
            if self.topic
            else own.hero[column]
        )
        taken = hero + pal
        finds = [f[column] for f in own.finds if f[column] not in taken]
        find = find or self.draw.choice(finds)
        if not pal:
            choices = [
                own.pal[column],
                "a bird" if column == 0 else "一只小鸟",
                "a robot" if column == 0 else "一个小机器人",
            ]
            pal = next(c for c in choices if self._short(c) not in taken + find)
        lead = self._figure(hero, named=True)
        other = self._figure(pal, named=True)
        if other.name == lead.name:
            other = figure(pal, self.language, self._concept(pal), named=True, salt=self.prompt + "2")
        thing = self._figure(find, named=False)
        shape = self._shape(thing)
        deed, wish = self._deed(shape)
        tone = tone_of(self.prompt) if tone == "auto" else tone
        mood = next((m for m, words in MOOD_WORDS if re.search(words, self.prompt, re.IGNORECASE)), MOODS[tone])
        return Plot(
            self.language, self.prompt, self.reading, shape, self._steps(shape, beats, bool(deed)), lead, other, thing,
            len(self.reading.subjects) > 1 and {"hero", "pal"} <= set(self.given), tuple(self.given), self.place,
            places.place_words(self.noun, self.phrase, self.place, self.language), light_in(self.prompt),
            bool(GLOW.search(find + self.prompt)), tone, mood, deed, wish, self.topic,
        )  # fmt: skip

    # who

    def _cast(self) -> tuple[str, str, str]:
        """Phrases of hero, companion and find that the prompt names; empty where it names none."""
        hero = pal = find = ""
        for phrase in self.reading.subjects:
            phrase = STAND_INS.get((phrase.lower(), self.language), phrase)
            kind, sure = nature(phrase, self.language)
            if not phrase:
                continue
            if (
                self.reading.question
                or kind == "idea"
                or re.match(
                    r"(?:the|a|one) (?:day|night|morning|evening|summer|winter|autumn|spring|year|time|week) \w+ \w",
                    phrase,
                )
                or (not sure and kind == "object" and self._is_term(phrase))
            ):
                self.topic = self.topic or phrase
            elif kind in ("person", "animal", "machine") or (self.reading.verb and not hero):
                hero, pal = (hero, pal or phrase) if hero else (phrase, pal)
            elif kind == "place" and not self.noun:
                self.noun = english.definite(phrase) if self.language == "en" else phrase
                self.phrase = self._english_inside(self.noun) if self.language == "en" else self._chinese_inside(phrase)
            elif find:
                find = (
                    f"{find} {'and' if self.language == 'en' else '和'} {phrase}"
                    if self.language == "en"
                    else f"{find}和{phrase}"
                )
            else:
                find = phrase
        if self.topic and not self.noun:
            self._place_of_topic()
        thing = self.reading.object or self._thing_in_deed()
        if thing and thing not in (hero, pal):
            if nature(thing, self.language)[0] in ("person", "animal", "machine"):
                pal = pal or ("" if self._short(thing) in ("friend", "朋友", "friends") else thing)
            elif nature(thing, self.language)[0] != "place" or self.reading.verb in FINDING:
                find = find or thing
        self.given = [part for part, phrase in (("hero", hero), ("pal", pal), ("find", find)) if phrase]
        return hero, pal, find

    def _is_term(self, phrase: str) -> bool:
        """An unknown noun without article or measure word is a topic rather than a thing."""
        if self.reading.verb:
            return False
        if self.language == "zh":
            return chinese.bare(phrase) == phrase and not self._concept_of(phrase)
        return (
            phrase.split()[0].lower() not in english.DETERMINERS | english.NUMBERS
            and not english.is_plural(phrase)
            and not self._concept_of(phrase)
        )

    def _thing_in_deed(self) -> str:
        """`a teapot` of `argued over a teapot`."""
        if self.language == "zh":
            match = re.search(r"一[^\s，。和与在了]{2,8}?(?=争|吵|$)", self.reading.deed)
            return match[0] if match and chinese.bare(match[0]) != match[0] else ""
        match = re.search(r"\b(?:an?|the) (?!day|night|time|lot|end|way|same)[a-z' -]+$", self.reading.deed)
        return re.split(r" (?:to|for|from|in|on|at|with|by|and) ", match[0])[0] if match else ""

    def _place_of_topic(self) -> None:
        """`北京的秋天`: the words before 的 are the place; `a Paris morning` has none."""
        if self.language == "zh" and "的" in self.topic:
            front = self.topic.partition("的")[0]
            if nature(front, "zh")[0] == "place":
                self.noun, self.phrase = front, self._chinese_inside(front)

    def _english_inside(self, noun: str) -> str:
        own = places.setting(places.known(noun)).en
        on = re.search(
            r"(?:beach|coast|island|moon|mars|mountain|farm|hill|shore|planet|street|roof|rooftop|cliff)s?$",
            noun,
            re.IGNORECASE,
        )
        return own[1] if own[0] == noun else f"on {noun}" if on else f"in {noun}"

    def _chinese_inside(self, noun: str) -> str:
        if noun[-1] in "里中上下边外内":
            return "在" + noun
        proper = noun in ("北京", "上海", "杭州", "西湖", "敦煌", "江南", "西藏", "长城", "故宫", "江南")
        return (
            "在"
            + noun
            + ("" if proper else "上" if noun.endswith(("月球", "火星", "岛", "街", "长城", "山")) else "里")
        )

    def _short(self, phrase: str) -> str:
        return english.head(phrase) if self.language == "en" else chinese.head(chinese.bare(phrase))

    def _concept_of(self, phrase: str) -> str:
        """The clay concept that the prompt's words for a figure were taken for; empty when there is none."""
        for heard in self.understanding.heard:
            kind, _, value = heard.concept.partition(":")
            if kind == "subject" and heard.text and phrase.lower().rstrip("s").endswith(heard.text.lower().rstrip("s")):
                return value
        return ""

    def _concept(self, phrase: str) -> str:
        found = self._concept_of(phrase)
        if found:
            return found
        from castalia.clay.parse import parse

        subjects = [
            h.concept.partition(":")[2] for h in parse(phrase).heard if h.concept.startswith("subject:") and h.exact
        ]
        return subjects[-1] if subjects else ""

    def _figure(self, phrase: str, named: bool) -> Figure:
        return figure(phrase, self.language, self._concept(phrase), named, self.prompt)

    # where

    def _settle(self, hero: str) -> None:
        """Decide what kind of place it is, and take one that suits the hero when the prompt names none."""
        heard = next(
            (h.concept.partition(":")[2] for h in self.understanding.heard if h.concept.startswith("place:")), ""
        )
        if self.reading.verb in TRYING and not self.noun:
            heard = ""
        self.place = places.known(self.noun) if self.noun else ""
        if self.noun:
            self.place = self.place or (heard if heard != "city" or not self.place else self.place)
            return
        words = places.known(self.prompt) if not self.topic and self.reading.verb not in TRYING else ""
        self.place = heard or words or self._home(hero)
        if self.topic and self.place == "sea":
            self.place = "rocky_coast"  # who tells of the sea had better not be in it

    def _home(self, hero: str) -> str:
        homes = (
            (r"fish|whale|dolphin|octopus|shark|mermaid|jellyfish|crab|turtle|鱼|鲸|海豚|水母|海龟|螃蟹|人鱼", "sea"),
            (r"message|bottle|shell|漂流瓶|贝壳|\bboat|小船", "beach"),
            (r"astronaut|rocket|alien|宇航员|火箭|外星人", "moon"),
            (r"robot|detective|postman|baker|机器人|侦探|邮差|面包师", "city"),
            (r"explorer|parrot|monkey|tiger|探险家|鹦鹉|猴|老虎", "rainforest"),
            (r"sailor|pirate|keeper|水手|海盗|守塔", "rocky_coast"),
            (r"penguin|polar|snowman|husky|企鹅|雪人|北极", "snow"),
            (r"camel|骆驼", "desert"),
            (r"fox|bear|deer|owl|wolf|squirrel|hedgehog|dragon|wizard|witch|elf"
             r"|狐|熊|鹿|猫头鹰|狼|松鼠|刺猬|龙|巫|精灵", "forest"),
        )  # fmt: skip
        for pattern, place in homes:
            if re.search(pattern, hero, re.IGNORECASE):
                return place
        if self.topic:
            return "city"
        return self.draw.choice(("meadow", "forest", "beach", "city"))

    # what

    def _shape(self, find: Figure) -> str:
        verb, given = self.reading.verb, self.given
        if self.topic and not given:
            return "question" if not self._is_season() else "night-to-dawn" if NIGHT.search(self.topic) else "discovery"
        if verb in MEETING or ("pal" in given and "find" not in given and verb in FINDING):
            return "friendship"
        if verb in FINDING and "find" in given:
            return "discovery"
        if verb in LOSING:
            return "lost-and-found" if "find" in given else "journey"
        if verb in TRYING and self._wish():
            return "try-again"
        if "hero" not in given:
            return "discovery"
        if verb and verb not in STAYING:
            going = verb in GOING
            options = (
                ["friendship"]
                if "pal" in given
                else ["night-to-dawn"]
                if NIGHT.search(self.prompt)
                else ["journey" if going else "happening"]
            )
        elif "pal" in given:
            options = ["friendship"]
        elif "find" in given:
            options = ["discovery", "lost-and-found"]
        elif NIGHT.search(self.prompt):
            options = ["night-to-dawn"]
        else:
            options = ["discovery", "journey", "friendship", "lost-and-found"]
        return self.draw.choice(options)

    def _is_season(self) -> bool:
        return bool(
            re.search(
                r"autumn|spring|summer|winter|morning|evening|night|day\b|春|夏|秋|冬|夜|晨|傍晚|天$|节",
                self.topic,
                re.IGNORECASE,
            )
        )

    def _wish(self) -> str:
        """What the hero wants, as a verb phrase: `touch the moon`, `学画画`."""
        wish = self.reading.wish
        if self.language == "zh":
            return re.sub(r"^(?:想要|想|希望|梦想)(?:能|着)?", "", wish)
        match = re.match(r"(?:want|wish|dream|hope|try|decide|need)(?: to| of)?(?: be)? ?(.*)", wish)
        if not match:
            return wish
        rest = match[1]
        first = rest.split()[0] if rest else ""
        if first in ING:
            return " ".join([ING[first], *rest.split()[1:]])
        return f"have {rest}" if first in english.DETERMINERS else rest

    def _deed(self, shape: str) -> tuple[str, str]:
        if shape == "try-again":
            return "", self._wish()
        told = self.reading.verb in FINDING | LOSING and shape in ("discovery", "lost-and-found")
        told = told or self.reading.verb in STAYING
        return ("" if told or not self.reading.deed or "hero" not in self.given else self.reading.deed), self._wish()

    def _steps(self, shape: str, beats: int, deed: bool) -> tuple[str, ...]:
        order, rank = SHAPES[shape]
        left_out = set() if deed else {"deed"}
        if shape == "journey":
            left_out |= {"find"} if deed else set()
        kept = [s for s in rank if s not in left_out][: max(1, beats)]
        return tuple(s for s in order if s in kept)
