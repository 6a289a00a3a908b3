"""Explanations, dialogues and lists: from a topic card when there is one, otherwise from what prompt and scene give."""

from __future__ import annotations

import random

from castalia.engines.text.pen import Pen
from castalia.engines.text.shelf.cards import Card
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


_UNKNOWN = {
    "en": (
        "This is an outline, not an answer: I have no topic card on “{topic}”, and I will not invent facts. What I can do is lay out the ground, so that whoever knows more, a book, a teacher or a language model, can fill it in.",
        "Begin with the plain question: what is meant by “{topic}”? Write down in one sentence what you believe now, before you read anything. It will be the most useful line on the page, because it shows you afterwards what you have learned.",
        "Then ask where it is found. Is there a place, a thing or a moment in which one can point at it and say: there? If there is, describe that one case as exactly as you can; if there is not, ask what it leaves behind.",
        "Third, ask what it depends on. What must be there first, what follows from it, and what would be missing in a world without it? Three arrows on a sheet of paper are enough for a start.",
        "Fourth, look for the quarrel. Every living subject has a point about which serious people disagree. Find two who do, and say for each of them what would change their mind.",
        "Last, make it small. Explain it to somebody of ten with one example from their day. Where you begin to wave your hands, that is where you have to go back and look again.",
    ),
    "zh": (
        "先说实话：我没有关于“{topic}”的知识卡片，也不打算编造事实，所以这里给的是一份提纲，不是答案。我能做的，是把地基摆好，让懂得更多的书、老师或者语言模型来往上添砖。",
        "先从最朴素的问题开始：“{topic}”指的究竟是什么？动手查之前，用一句话写下你现在的理解。它会是整页纸上最有用的一行，因为过后你会从它看出自己学到了什么。",
        "接着问：在哪里能找到它？有没有一个地方、一样东西、一个时刻，可以指着说“就是这个”？有，就把这一个例子写得越具体越好；没有，就问问它留下了什么痕迹。",
        "第三，问它靠什么。什么必须先有，什么随之而来，一个没有它的世界会缺掉什么？开头只要在纸上画三个箭头就够了。",
        "第四，去找争论。凡是活着的学问，总有一处连行家也谈不拢。找出意见不同的两家，替每一家说说：什么证据能让他改变主意。",
        "最后，把它变小。用对方一天里的一个例子，讲给一个十岁的孩子听。讲到哪里开始含糊其词，哪里就是该回头再看的地方。",
    ),
}  # fmt: skip


def unknown(plot: Plot, points: tuple[str, ...], length: str, tone: str) -> list[str]:
    """An honest outline on a topic without a card: how to go about it."""
    topic = plot.topic or plot.reading.sentence
    texts = [
        polished(t.format(topic=topic), plot.language)
        for t in (t.replace("{topic}", "\0") for t in _UNKNOWN[plot.language])
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


_TALK = {
    "en": (
        ("hero", "Do you hear that?"), ("pal", "I hear {crowd}. Nothing else."),
        ("hero", "Exactly. They were never so quiet about it before."), ("pal", "You call that quiet?"),
        ("hero", "I call it polite. Something is going on {in_place}."), ("pal", "Something is always going on. Usually it is you."),
        ("hero", "Look over there, by {path}."), ("pal", "I am looking. What am I supposed to see?"),
        ("hero", "{POINT}"), ("pal", "Say that again, slowly, for those of us who have just woken up."),
        ("hero", "I cannot. It was only true the first time."), ("pal", "Then let us go nearer, before it becomes a memory."),
        ("hero", "Are you afraid?"), ("pal", "Of course. That is how I know that I am paying attention."),
        ("hero", "If we turn back now, we shall never know."), ("pal", "If we go on now, we shall miss supper."),
        ("hero", "I have {gift}. We can share it."), ("pal", "One cannot eat that."),
        ("hero", "No. But one can look at it, and be less hungry."), ("pal", "You are the strangest company I have ever had. Lead the way."),
    ),
    "zh": (
        ("hero", "你听见了吗？"), ("pal", "我只听见{crowd}，没有别的。"),
        ("hero", "对啊，它们从来没有这么安静过。"), ("pal", "这也叫安静？"),
        ("hero", "我管这叫有礼貌。{place_in}准是出了什么事。"), ("pal", "这儿总有事，多半是你惹的。"),
        ("hero", "你看那边，{path}。"), ("pal", "看着呢。我该看见什么？"),
        ("hero", "{POINT}"), ("pal", "再说一遍，慢点说，照顾一下刚睡醒的。"),
        ("hero", "说不了，它只有头一遍是真的。"), ("pal", "那就走近些吧，趁它还没有变成回忆。"),
        ("hero", "你怕吗？"), ("pal", "当然怕。不怕，我怎么知道自己在用心呢。"),
        ("hero", "现在回头，我们就永远不知道了。"), ("pal", "现在往前，我们就赶不上晚饭了。"),
        ("hero", "我有{gift}，可以分着吃。"), ("pal", "那个不能吃。"),
        ("hero", "是不能吃。可看着它，就没那么饿了。"), ("pal", "我这辈子没碰上过像你这么怪的伴。带路吧。"),
    ),
}  # fmt: skip


def talk(plot: Plot, points: tuple[str, ...], length: str, tone: str, seed: int) -> list[str]:
    """A dialogue between hero and companion; the points of an outline are set between the lines, in italics."""
    pen = Pen(plot, tone, seed)
    pairs = _TALK[plot.language]
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
