"""Explanations, dialogues and lists: from a topic card when there is one, otherwise from what prompt and scene give."""

from __future__ import annotations

import random

from castalia.engines.text.pen import Pen
from castalia.engines.text.shelf.cards import Card
from castalia.engines.text.shelf.without_card import TALK, UNKNOWN
from castalia.prompts.plot import Plot, polished

_LEADS = {
    ("en", "warm"): "Come closer; this is a good one.",
    ("en", "funny"): "Fasten your seat belt. There will be no test, but there may be snacks.",
    ("en", "dramatic"): "Few things decide so much and are noticed so little.",
    ("en", "mysterious"): "What follows has been in plain sight all the time.",
    ("en", "scholarly"): "The following is an outline of what is established, with a note on what is not.",
    ("zh", "warm"): "坐近一点，这个值得慢慢讲。",
    ("zh", "funny"): "请系好安全带。讲完不考试，不过可能会饿。",
    ("zh", "dramatic"): "很少有什么事，决定得这样多，又被注意得这样少。",
    ("zh", "mysterious"): "下面要说的，其实一直就摆在眼前。",
    ("zh", "scholarly"): "以下先述定论，再及存疑之处。",
}
_ENDS = {
    ("en", "warm"): "And if somebody asks you tomorrow, you can hand it on.",
    ("en", "funny"): "You may now nod wisely at parties.",
    ("en", "dramatic"): "Once you have seen it, you cannot go back to not seeing it.",
    ("en", "mysterious"): "The best part is still unexplained; it always is.",
    ("en", "scholarly"): "For anything beyond this outline a textbook should be consulted.",
    ("zh", "warm"): "要是明天有人问起，你就可以接着讲给他听了。",
    ("zh", "funny"): "从现在起，聚会上聊到它，你可以意味深长地点点头了。",
    ("zh", "dramatic"): "一旦看见过，就再也没法当作没看见。",
    ("zh", "mysterious"): "最好的那一部分还没有人讲清，一向如此。",
    ("zh", "scholarly"): "超出本文的部分，请查阅专门的教科书。",
}
_WORDS = {
    "en": {
        "error": "A common mistake: ",
        "trial": "Something to try: ",
        "asker": "Nell",
        "knower": "Otto",
        "on": "Points to cover",
    },
    "zh": {"error": "一个常见的误会：", "trial": "动手试试：", "asker": "小禾", "knower": "老周", "on": "要点"},
}


def explanation(card: Card, points: tuple[str, ...], length: str, tone: str, language: str) -> list[str]:
    """A card as running text of about 3, 6 or 10 paragraphs; the points of an outline become its headings."""
    words = _WORDS[language]
    space = "" if language == "zh" else " "
    opening = space.join(t for t in (_LEADS.get((language, tone), ""), card.hook) if t)
    ending = space.join(t for t in (words["trial"] + card.trial, _ENDS.get((language, tone), "")) if t)
    answers = [answer for _, answer in card.pairs]
    if points:
        body = [f"## {point}\n\n{answers[i]}" if i < len(answers) else f"## {point}" for i, point in enumerate(points)]
        return [opening, *body, words["error"] + card.error, ending]
    if length == "short":
        return [opening, space.join(answers[:2]), ending]
    if length == "medium":
        return [opening, *answers[:3], words["error"] + card.error, ending]
    asked = [
        f"**{question}** {answer}" if language == "en" else f"**{question}**{answer}" for question, answer in card.pairs
    ]
    return [opening, *asked, words["error"] + card.error, ending]


def dialogue(card: Card, length: str, tone: str, language: str) -> list[str]:
    """A card as a talk between somebody who asks and somebody who knows."""
    words = _WORDS[language]
    count = {"short": 2, "medium": 4, "long": 5}[length]
    mark = "：" if language == "zh" else ":"
    gap = "" if language == "zh" else " "
    lines = [(words["knower"], card.hook)]
    for question, answer in card.pairs[:count]:
        lines += [(words["asker"], question), (words["knower"], answer)]
    doubt = "I always thought it was different." if language == "en" else "我以前一直不是这么想的。"
    lines += [(words["asker"], doubt), (words["knower"], card.error)]
    lines += [
        (words["asker"], "What can I do to see it for myself?" if language == "en" else "我怎样能自己看一看？"),
        (words["knower"], card.trial),
    ]
    end = _ENDS.get((language, tone))
    if end:
        lines.append((words["asker"], end) if tone == "funny" else (words["knower"], end))
    return [f"**{who}{mark}**{gap}{text}" for who, text in lines]


def listing(card: Card, length: str, language: str) -> list[str]:
    """A card as a list: each question with the first sentences of its answer."""
    count = {"short": 3, "medium": 5, "long": 5}[length]
    gap = "" if language == "zh" else " "
    items = [f"- **{question}**{gap}{answer}" for question, answer in card.pairs[:count]]
    words = _WORDS[language]
    if length != "short":
        items.append(f"- **{words['error'].rstrip(' :：')}{'：' if language == 'zh' else ':'}**{gap}{card.error}")
        items.append(f"- **{words['trial'].rstrip(' :：')}{'：' if language == 'zh' else ':'}**{gap}{card.trial}")
    return [card.hook, "\n".join(items)]


def unknown(plot: Plot, points: tuple[str, ...], length: str, tone: str) -> list[str]:
    """An honest outline on a topic without a card: how to go about it."""
    topic = plot.topic or plot.reading.sentence
    texts = [
        polished(t.format(topic=topic), plot.language)
        for t in (t.replace("{topic}", "\0") for t in UNKNOWN[plot.language])
    ]
    texts = [t.replace("\0", topic) for t in texts]
    count = {"short": 3, "medium": 6, "long": 6}[length]
    end = _ENDS.get((plot.language, tone))
    if points:
        body = [
            f"## {point}\n\n{texts[1 + i]}" if i + 1 < len(texts) else f"## {point}" for i, point in enumerate(points)
        ]
        return [texts[0], *body]
    chosen = texts if count >= len(texts) else [texts[0], texts[1], texts[-1]]
    return [*chosen, end] if end and length == "long" else chosen


def talk(plot: Plot, points: tuple[str, ...], length: str, tone: str, seed: int) -> list[str]:
    """A dialogue between hero and companion; the points of an outline are set between the lines, in italics."""
    pen = Pen(plot, tone, seed)
    pairs = TALK[plot.language]
    count = {"short": 12, "medium": 16, "long": 20}[length]
    said = plot.reading.sentence.rstrip("。.!！?？ ")
    mark, gap, stop = ("：", "", "。") if plot.language == "zh" else (":", " ", ".")
    names = {"hero": plot.hero.name, "pal": plot.pal.name}
    setting = pen.fill("{sense}", "{sense}")
    lines = [f"*{setting}*"]
    every = max(2, (count // max(len(points), 1)) // 2 * 2)
    waiting = list(points)
    for i, (who, text) in enumerate(pairs[:count]):
        if waiting and i % every == 0:
            lines.append(f"*{waiting.pop(0).strip()}*")
        filled = said + stop if text == "{POINT}" else pen.fill(text)
        lines.append(f"**{polished(names[who], plot.language)}{mark}**{gap}{polished(filled, plot.language)}")
    lines += [f"*{point.strip()}*" for point in waiting]
    lines.append(f"*{pen.fill('{sense}')}*")
    return lines


def things(plot: Plot, points: tuple[str, ...], length: str, tone: str, seed: int) -> list[str]:
    """A list about a prompt that has no card: its points, or what there is to notice in its scene."""
    pen = Pen(plot, tone, seed)
    count = {"short": 4, "medium": 7, "long": 10}[length]
    heading = polished(plot.reading.sentence, plot.language).rstrip("。.!！?？ ")
    intro = f"{heading}：可以留意的几件小事。" if plot.language == "zh" else f"{heading}: a few things to notice."
    if points:
        gap = "" if plot.language == "zh" else " "
        items = [f"{i}. {point.strip()}{gap}{pen.sense()}" for i, point in enumerate(points, 1)]
        return [intro, "\n".join(items)]
    found = [pen.sense() for _ in range(count)]
    random.Random(seed).shuffle(found)
    return [intro, "\n".join(f"{i}. {text}" for i, text in enumerate((f for f in found if f), 1))]
