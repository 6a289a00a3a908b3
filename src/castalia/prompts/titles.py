"""The title of a story, and the story in one sentence."""

from __future__ import annotations

import re

from castalia.prompts import english
from castalia.prompts.figures import Figure
from castalia.prompts.language import detect
from castalia.prompts.plot import Plot, polished
from castalia.prompts.wordlist import words


def title_of(plot: Plot) -> str:
    """The title of a story: the prompt itself when it reads like one, otherwise hero and find."""
    words = plot.reading.sentence
    short = not plot.reading.verb and not plot.reading.question and "hero" not in plot.given
    if plot.language == "zh":
        if plot.topic and "hero" not in plot.given:
            whole = words if len(words) <= 14 else plot.topic
            return f"{plot.hero.name}与{plot.topic}" if plot.shape == "question" else whole
        if short and len(words) <= 12 and re.search("[\u4e00-\u9fff]", words):
            return words
        other = {"friendship": plot.pal.name, "night-to-dawn": "长夜", "journey": "远方", "try-again": ""}.get(
            plot.shape, plot.find.short
        )
        if plot.shape == "try-again" and plot.reading.verb in ("学会", "赢得", "赢") and len(plot.reading.deed) < 12:
            return f"{plot.reading.deed}的{plot.hero.short}"
        if plot.shape == "try-again":
            return f"想{plot.wish}的{plot.hero.short}" if len(plot.wish) < 12 else f"{plot.hero.name}的心愿"
        if plot.deed and plot.hero.short == plot.hero.name and len(words) <= 14:
            return words
        if plot.deed and len(plot.deed) < 12 and plot.shape != "friendship" and plot.hero.short != plot.hero.name:
            return f"{plot.deed}的{plot.hero.short}"
        return f"{_lead(plot.hero)}与{other}"
    if plot.topic and "hero" not in plot.given:
        return _titled(f"{plot.hero.name} and the question of {plot.topic}" if plot.shape == "question" else words)
    if short and len(words.split()) <= 7 and words.isascii():
        return _titled(words)
    hero = _lead(plot.hero)
    done = (
        plot.reading.deed
        if plot.reading.verb in ("learn", "win", "build", "invent", "bake")
        else f"wanted to {plot.wish}"
    )
    doing = done if plot.shape == "try-again" else plot.deed if plot.shape != "friendship" else ""
    if doing and len(doing.split()) < 8 and not english.is_name(plot.hero.again):
        short = plot.hero.again if plot.hero.plural else f"the {plot.hero.short}"
        return _titled(f"{short} who {doing}")
    if doing and english.is_name(plot.hero.again) and len(words.split()) < 8:
        return _titled(words)
    if plot.shape == "friendship":
        return _titled(f"{hero} and {plot.pal.name}")
    if plot.shape == "night-to-dawn":
        return _titled(f"{hero} and the long night")
    if plot.shape == "journey":
        return _titled(f"{hero} and the long way round")
    if plot.shape in ("try-again", "happening"):
        return _titled(f"the day of {hero}")
    find = plot.find.again if len(plot.find.again.split()) < 6 else f"the {plot.find.short}"
    return _titled(f"{hero} and {find}")


def _lead(hero: Figure) -> str:
    if hero.language == "zh":
        return hero.name if hero.named else hero.first
    return hero.name if hero.named else hero.again


_SMALL = words("a an the and or of in on at to for with from by as but nor under over into")


def _titled(words: str) -> str:
    """In title case, as English titles are."""
    parts = words.split()
    cased = [
        w if (w.lower() in _SMALL and 0 < i < len(parts) - 1) or any(c.isupper() for c in w) else w[:1].upper() + w[1:]
        for i, w in enumerate(parts)
    ]
    return " ".join(
        [
            cased[0][:1].upper() + cased[0][1:],
            *(w.lower() if w.lower() in _SMALL else w for w in cased[1:-1]),
            *cased[1:][-1:],
        ]
    )


def logline(plot: Plot) -> str:
    """The story in one sentence: the prompt when it is one, otherwise made of its parts."""
    words = plot.reading.sentence
    same = detect(words) == plot.language
    if plot.language == "zh":
        if plot.reading.verb and same and "hero" in plot.given:
            return words.rstrip("。！？!?. ") + "。"
        if plot.shape == "question":
            return f"{plot.hero.first}想弄明白什么是{plot.topic}。"
        if plot.topic:
            return f"{plot.topic}，{plot.hero.first}和一段小小的际遇。"
        if "hero" in plot.given and "find" not in plot.given:
            return f"{plot.hero.first}{plot.place_words[2]}的故事。"
        return f"{plot.place_words[2]}，{plot.hero.first}发现了{plot.find.first}。"
    if (
        plot.reading.verb
        and same
        and "hero" in plot.given
        and not re.search(r"\b\w+ing\b", " ".join(words.split()[:6]))
    ):
        clause = re.match(r"(?:an?|the|two|three|my)\b[^,]*?\b(?:who|that|which)\b", words, re.IGNORECASE)
        whole = f"the story of {words[:1].lower()}{words[1:]}" if clause else words
        return polished(whole.rstrip(".!? ") + ".", "en")
    hero = plot.hero.first
    if plot.shape == "question":
        return polished(f"{hero} tries to find out about {plot.topic}.", "en")
    if plot.topic:
        return polished(f"{plot.reading.sentence}, {hero}, and a small adventure.", "en")
    if plot.deed:
        return polished(f"the story of how {hero} {plot.deed}.", "en")
    if "hero" in plot.given and "find" not in plot.given:
        return polished(f"a story about {hero} {plot.place_words[1]}.", "en")
    return polished(f"{plot.place_words[1]}, {hero} finds {plot.find.first}.", "en")
