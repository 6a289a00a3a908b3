"""Monologues: what somebody says about a topic, in the first person and in spoken language."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import Literal

from castalia.engines.text.shelf import spoken_en, spoken_zh
from castalia.prompts.language import Language, is_han

TARGETS: dict[Language, dict[str, int]] = {
    "en": {"short": 25, "medium": 50, "long": 110},
    "zh": {"short": 40, "medium": 80, "long": 160},
}
"""Words, or Chinese characters, of a monologue: about 10, 20 and 40 seconds."""
_SHELF = {"en": spoken_en, "zh": spoken_zh}
_ASKED = {
    "en": re.compile(
        r"^(?:please\s+)?(?:talk|speak|chat|say something|tell (?:us|me|them)?\s*(?:something)?)\s+(?:about|of)\s+"
        r"|^(?:please\s+)?(?:explain|describe)\s+|^about\s+",
        re.IGNORECASE,
    ),
    "zh": re.compile(r"^(?:请)?(?:给我们|给我|跟我们|跟我)?(?:谈谈|谈一谈|聊聊|聊一聊|说说|说一说|讲讲|讲一讲|关于)"),
}
_SELF = {
    "en": ((r"^introduc(?:e|ing) (?:your|my|him|her|them)sel(?:f|ves)$", "who I am"),
           (r"\b(?:yourself|himself|herself|themselves)\b", "myself"), (r"\b(?:your|his|her|their)\b", "my"),
           (r"\b(?:you|he|she) (?:are|is)\b", "I am"), (r"\b(?:you|he|she)\b", "I")),
    "zh": ((r"^(?:自我介绍|介绍(?:一下)?(?:你)?自己)$", "我自己"), (r"(?:你|他|她)(?:们)?的", "我的"),
           (r"(?<!其)[你他她](?!们)", "我"), (r"(?<!我)自己$", "我自己")),
}  # fmt: skip
"""What is asked of the person, as the person says it."""
_CLAUSE = re.compile(r"(?:how|why|what|when|where|who|whether)\b|为什么|为何|怎么|怎样|如何", re.IGNORECASE)


@dataclass(frozen=True)
class Topic:
    """What is talked about."""

    kind: Literal["phrase", "clause", "question", "said", "picture"]
    """A thing, why or how something is, a question, words that are to be said as they are, or only the picture."""
    text: str = ""


def topic_of(about: str, language: Language) -> Topic:
    """What somebody is asked to talk about, as that person names it: `your first day` is `my first day`."""
    text = " ".join(about.split()).strip("\"'“”‘’「」") if language == "en" else about.strip("“”「」\"' \n")
    if not text:
        return Topic("picture")
    if re.match(r"(?:I|I'm|I've|I'll|We|We're|My)\b", text) or (language == "zh" and re.match(r"我(?!的)", text)):
        return Topic("said", text if text[-1] in ".!?。！？…" else text + ("。" if language == "zh" else "."))
    text = _ASKED[language].sub("", text)
    if text.endswith(("?", "？")) or (language == "zh" and text.endswith(("吗", "呢"))):
        text = text[:1].lower() + text[1:] if language == "en" and not text.startswith("I ") else text
        return Topic("question", text if text[-1] in "?？" else text + "？")
    text = text.rstrip(".!。！;； ")
    for pattern, own in _SELF[language]:
        text = re.sub(pattern, own, text, flags=re.IGNORECASE)
    if language == "en":
        text = re.sub(r"^(A|An|The|My|How|Why|What|When|Where|Who)\b", lambda m: m[0].lower(), text)
        text = re.sub(r"^to\s", "how to ", text)
    return Topic("clause" if _CLAUSE.match(text) else "phrase", text)


def monologue(prompt: str, speaker: str, language: Language, tone: str, length: str, seed: int) -> str:
    """What somebody says: one paragraph of spoken sentences, about `TARGETS` long.

    Args:
        prompt: what about; the picture itself decides when it is the same as `speaker`.
        speaker: who speaks, where, and how that looks: a description of a picture; may be empty.
        tone: a tone of the recipe Text. seed: another one says it in other words.
    """
    shelf = _SHELF[language]
    draw = random.Random(f"monologue/{seed}/{tone}/{length}/{prompt}/{speaker}")
    topic = Topic("picture") if prompt.strip() == speaker.strip() else topic_of(prompt, language)
    head = [draw.choice(shelf.OPENINGS[tone])]
    if topic.kind == "phrase":
        head.append(draw.choice(shelf.TOPICS[tone]).replace("{topic}", topic.text))
    elif topic.kind == "clause":
        head.append(draw.choice(shelf.CLAUSES).replace("{topic}", topic.text))
    elif topic.kind == "question":
        head.append(draw.choice(shelf.QUESTIONS).replace("{topic}", topic.text))
    elif topic.kind == "said":
        head.append(topic.text)
    else:
        head.append(draw.choice(shelf.PICTURES[tone]))
    closing = draw.choice(shelf.CLOSINGS[tone])
    body = _body(shelf, speaker, tone, topic, draw)
    target = TARGETS[language][length]
    kept: list[str] = []
    for sentence in body:
        now = measure([*head, *kept, closing], language)
        if now >= target * 0.9:
            break
        if now + measure([sentence], language) <= target * 1.15:
            kept.append(sentence)
    return ("" if language == "zh" else " ").join([*head, *kept, closing])


def measure(sentences: list[str], language: Language) -> int:
    """Words, or Chinese characters together with the words of other scripts."""
    text = " ".join(sentences)
    words = len(re.findall(r"[A-Za-z0-9'’-]*[A-Za-z0-9][A-Za-z0-9'’-]*", text))
    return words + sum(map(is_han, text)) if language == "zh" else words


def _body(shelf: object, speaker: str, tone: str, topic: Topic, draw: random.Random) -> list[str]:
    """Sentences that may stand in the middle, the best first: what the picture gives, and what the tone says.

    One remark on the picture is enough where there is a topic; without one they take turns.
    """
    cues = [draw.choice(said) for pattern, said in shelf.CUES if re.search(pattern, speaker, re.IGNORECASE)]  # type: ignore[attr-defined]
    middles = draw.sample(shelf.MIDDLES[tone], len(shelf.MIDDLES[tone]))  # type: ignore[attr-defined]
    draw.shuffle(cues)
    if topic.kind != "picture":
        places = {0: cues[:1], 3: cues[1:2], 6: cues[2:3]}
    else:
        places = {2 * i: [cue] for i, cue in enumerate(cues[:5])}
        middles = [*draw.sample(shelf.PICTURES[tone], 1), *middles][: len(middles)] if not cues else middles  # type: ignore[attr-defined]
    body: list[str] = []
    while middles or any(places.values()):
        body += places.pop(len(body), [])
        if middles:
            body.append(middles.pop(0))
        elif places:
            body += [cue for rest in places.values() for cue in rest]
            places = {}
    return body
