"""A being or a thing of the story as the words need it: its names at first and later mention, its pronouns."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Literal

from castalia.prompts import chinese, english
from castalia.prompts.language import Language
from castalia.prompts.natures import Nature, is_chinese_name, nature

Gender = Literal["she", "he", "it", "they"]

_FEMALE = re.compile(
    r"\b(?:girl|woman|queen|princess|mother|mom|grandmother|grandma|witch|lady|sister|aunt|mermaid|nun|actress|waitress|hen|cow|ewe|mare)\b"
    r"|女|姑娘|奶奶|妈妈|外婆|公主|王后|姐姐|妹妹|仙女|巫婆|婆婆|阿姨|太太|小姐|嫦娥|母亲",
    re.IGNORECASE,
)
_MALE = re.compile(
    r"\b(?:boy|man|king|prince|father|dad|grandfather|grandpa|wizard|monk|brother|uncle|fisherman|postman|rooster|bull|snowman|gentleman|santa)\b"
    r"|男|爷爷|爸爸|外公|国王|王子|哥哥|弟弟|叔叔|老头|渔夫|少年|道士|和尚|先生|孙悟空|哪吒|李白|杜甫|父亲",
    re.IGNORECASE,
)
_NAMES: dict[tuple[Language, str], tuple[str, ...]] = {
    ("en", "she"): ("Mira", "Ida", "Nell", "Tamsin", "Juna", "Odile", "Liv", "Rosa", "Marit", "Hana"),
    ("en", "he"): ("Tomas", "Otis", "Bram", "Elio", "Jonah", "Anton", "Silas", "Ravi", "Emil", "Joss"),
    ("en", "animal"): (
        "Pepper",
        "Thistle",
        "Russet",
        "Juniper",
        "Button",
        "Bramble",
        "Saffron",
        "Pebble",
        "Clover",
        "Marlow",
    ),
    ("en", "machine"): ("Tock", "Rivet", "Tinny", "Number Nine", "Bolt", "Cog"),
    ("en", "object"): ("Dot", "Plum", "Dumpling", "Ollie"),
    ("zh", "she"): ("林溪", "阿禾", "苏木", "陆遥", "小满", "叶知秋", "阿月", "沈星"),
    ("zh", "he"): ("沈舟", "周野", "陈岸", "阿树", "顾北", "石磊", "阿远", "江川"),
    ("zh", "animal"): ("年糕", "毛栗", "团子", "芝麻", "阿布", "豆沙", "桂圆", "小葵"),
    ("zh", "machine"): ("铁豆", "螺丝", "滴答", "小锡", "九号", "铜铜"),
    ("zh", "object"): ("阿圆", "小点", "布丁", "团团"),
}


@dataclass(frozen=True)
class Figure:
    """Somebody or something in the story, in the language of the work."""

    first: str
    """At the first mention: `an explorer`, `一位探险家`."""
    again: str
    """When known: `the explorer`, `那位探险家`."""
    short: str
    """The noun alone: `explorer`, `探险家`."""
    name: str
    """What the story calls it: `Mira`; a thing is called like `again`."""
    nature: Nature
    plural: bool
    gender: Gender
    concept: str
    """Concept of the clay lexicon (`explorer`), or the noun when there is none."""
    language: Language

    @property
    def named(self) -> bool:
        return self.name != self.again

    @property
    def introduced(self) -> str:
        """First mention with the name: `an explorer called Mira`, `一位名叫林溪的探险家`."""
        if not self.named or self.name == self.first:
            return self.first
        if self.language == "en":
            return f"{self.first} called {self.name}"
        if "的" in self.first:
            return re.sub(r"^一.", "", self.first) + self.name
        split = re.match(r"(一.)(?=.)", self.first)
        return f"{split[1]}名叫{self.name}的{self.first[2:]}" if split else f"{self.first}{self.name}"

    def pronouns(self) -> tuple[str, str, str, str]:
        """English: subject, object, possessive, reflexive. Chinese: the pronoun and its forms with 的 and 自己."""
        if self.language == "zh":
            one = {"she": "她", "he": "他", "it": "它"}.get(self.gender, "它们" if self.nature != "person" else "他们")
            return one, one, one + "的", one + "自己"
        return {
            "she": ("she", "her", "her", "herself"),
            "he": ("he", "him", "his", "himself"),
            "it": ("it", "it", "its", "itself"),
            "they": ("they", "them", "their", "themselves"),
        }[self.gender]


def figure(phrase: str, language: Language, concept: str = "", named: bool = False, salt: str = "") -> Figure:
    """Make a figure of a noun phrase.

    Args:
        phrase: as the prompt has it, with or without article or measure word.
        concept: what the clay world takes it for; empty takes the noun itself.
        named: give it a name of its own when it is a single person, animal or machine without one.
        salt: text that the choice of the name depends on.
    """
    kind, _ = nature(phrase, language)
    grammar = english if language == "en" else chinese
    plural = grammar.is_plural(phrase)
    if language == "zh":
        animal = kind == "animal"
        proper = is_chinese_name(phrase)
        first = phrase if proper else chinese.indefinite(phrase, animal)
        again = phrase if proper else chinese.definite(phrase, animal)
    else:
        first, again, proper = english.indefinite(phrase), english.definite(phrase), english.is_name(phrase)
    several = _parts(phrase, language)
    if len(several) > 1:
        parts = [figure(part, language) for part in several]
        join = " and " if language == "en" else "和"
        first, again, short = (join.join(getattr(p, name) for p in parts) for name in ("first", "again", "short"))
        return Figure(first, again, short, again, parts[0].nature, True, "they", concept or parts[0].concept, language)
    gender = _gender(phrase, kind, plural, salt)
    name = again
    if proper:
        name = phrase
    elif named and not plural:
        key: str = gender if kind == "person" else kind if kind in ("animal", "machine") else "object"
        choices = [n for n in _NAMES[(language, key)] if n.lower() not in phrase.lower()]
        name = choices[int(hashlib.sha256(f"{phrase}|{salt}".encode()).hexdigest()[:8], 16) % len(choices)]
    short = grammar.head(phrase) if language == "zh" else english.head(phrase)
    return Figure(first, again, short, name, kind, plural, gender, concept or short, language)


def _parts(phrase: str, language: Language) -> list[str]:
    """`a red donut and a blue cup` in its parts; one part when it names one thing."""
    if language == "zh":
        parts = re.split(r"和(?=一|两|三|那|这)", phrase)
    else:
        parts = re.split(r" and (?=(?:an?|the|two|three|some)\b)", phrase)
    return [p.strip() for p in parts if p.strip()]


def _gender(phrase: str, kind: Nature, plural: bool, salt: str) -> Gender:
    if plural:
        return "they"
    if kind not in ("person", "animal"):
        return "it"
    if _FEMALE.search(phrase):
        return "she"
    if _MALE.search(phrase):
        return "he"
    words = f" {salt.lower()} "
    if kind == "person":
        if any(w in words for w in (" her ", " she ", " hers ", "她")):
            return "she"
        if any(w in words for w in (" his ", " he ", " him ", "他")):
            return "he"
        return "she" if int(hashlib.sha256(phrase.encode()).hexdigest()[:2], 16) % 2 else "he"
    return "it" if any("\u4e00" <= c <= "\u9fff" for c in phrase) else ("she" if len(phrase) % 2 else "he")
