"""A presenter's script: its slide marks, taken out of the words, and the moments at which the slides come."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from castalia.errors import BadInput

if TYPE_CHECKING:
    from castalia.media.subtitles import Sentence

_MARK = re.compile(r"[\[【]([^\[\]【】\n]{1,60})[\]】]")
_NUMBER = r"(?P<number>\d{1,4}|[一二三四五六七八九十]{1,3})"
_PAGE = _NUMBER.replace("number", "page")
_SLIDE = re.compile(
    rf"(?:slide|幻灯片|图片?)\s*(?:第\s*)?{_NUMBER}\s*[页张]?|(?:幻灯片\s*)?第\s*{_PAGE}\s*[页张]", re.IGNORECASE
)
_WORDS = {
    "next": r"slide\s+next|next(?:\s+slide)?|(?:幻灯片\s*)?下一[页张]",
    "back": r"slide\s+(?:back|previous)|(?:previous|last)\s+slide|(?:幻灯片\s*)?上一[页张]",
    "off": r"slide\s+off|no\s+slide|幻灯片\s*(?:关闭?|结束|无)|关闭幻灯片|收起幻灯片",
}
_HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
_SPEAKER = re.compile(r"(?m)^\s*\d{1,2}\s*[:：]")


@dataclass(frozen=True)
class Change:
    """A slide that comes, or goes."""

    at: int
    """How many letters, digits and characters of the script are said before it."""
    slide: int | None
    """Number of the slide, from 1; None shows the presenter alone."""


@dataclass(frozen=True)
class Script:
    """A script without its slide marks."""

    say: str
    """The words, with the marks that are the performance's: [smile], [pause] ..."""
    changes: tuple[Change, ...]
    spread: bool = False
    """Whether it says nothing about slides, so that they are spread over it."""


def read_script(text: str, slides: int) -> Script:
    """Take the slide marks out of a script.

    `[slide 2]`, `[slide next]`, `[slide back]`, `[slide off]`; `[幻灯片 2]`, `[第2页]`, `[下一页]`, `[上一页]`,
    `[幻灯片 关]`. A script that has slides and no such mark gets them spread over its paragraphs or sentences.

    Args:
        slides: how many there are.

    Raises:
        BadInput: nothing is said, or a slide is asked for that there is not.
    """
    say, changes, last, now = [], [], 0, 0
    for match in _MARK.finditer(text):
        asked = _asked(match[1].strip(), now, slides)
        if asked is None:
            _check_form(match[1].strip())
            continue
        say.append(text[last : match.start()])
        last = match.end()
        now = asked or now
        changes.append(Change(spoken_length("".join(say)), asked or None))
    say.append(text[last:])
    words = re.sub(r"[ \t]{2,}", " ", "".join(say)).strip()
    if not spoken_length(words):
        raise BadInput("the script holds no words, only marks", hint="write what the presenter shall say")
    return Script(words, tuple(changes), spread=bool(slides) and not changes)


def spoken_length(text: str) -> int:
    """Letters, digits and characters of a text that are said: without marks and numbers of speakers."""
    return sum(c.isalnum() for c in _SPEAKER.sub(" ", _MARK.sub(" ", text)))


def shots(script: Script, sentences: Sequence[Sentence], slides: int) -> list[tuple[float, int | None]]:
    """When which slide comes: (seconds, its number or None), beginning at 0.

    A slide that comes between two sentences comes in the rest between them.
    """
    changes = _spread(script, sentences, slides) if script.spread else script.changes
    moments: list[tuple[float, int | None]] = [(0.0, None)]
    total = sum(spoken_length(s.text) for s in sentences)
    said = spoken_length(script.say)
    for change in changes:
        at = round(change.at * total / said) if said else 0
        time = _time(at, sentences)
        if time - moments[-1][0] < 0.2:
            moments.pop()
            time = moments[-1][0] if moments and not time else time
        moments.append((time if moments else 0.0, change.slide))
    return moments


def _asked(mark: str, now: int, slides: int) -> int | None:
    """The slide that a mark asks for, 0 for none; None when it is no mark about slides."""
    found = _SLIDE.fullmatch(mark)
    if found:
        number = _number(found["number"] or found["page"])
    else:
        word = next((w for w, pattern in _WORDS.items() if re.fullmatch(pattern, mark, re.IGNORECASE)), "")
        if not word:
            return None
        if word == "off":
            return 0
        number = now + 1 if word == "next" else now - 1
    if not slides:
        raise BadInput(f"the script says [{mark}], and there are no slides", hint="give pictures with --slides FILE")
    if not 1 <= number <= slides:
        have = "there is one slide" if slides == 1 else f"there are {slides} slides"
        raise BadInput(f"the script says [{mark}], and {have}", hint="they are counted from 1; give more with --slides")
    return number


def _check_form(mark: str) -> None:
    if re.match(r"slides?\b|幻灯片", mark, re.IGNORECASE):
        raise BadInput(
            f"nobody knows the mark [{mark}]",
            hint="marks of slides are [slide 2], [slide next], [slide back] and [slide off]",
        )


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_HAN_DIGITS.get(tens, 1) * 10 if ten else 0) + _HAN_DIGITS.get(ones, 0)


def _spread(script: Script, sentences: Sequence[Sentence], slides: int) -> list[Change]:
    """One slide for each paragraph where there are as many, else each for as many sentences as the others."""
    paragraphs = [p for p in re.split(r"\n\s*\n", script.say) if spoken_length(p)]
    if len(paragraphs) == slides:
        lengths = [spoken_length(p) for p in paragraphs]
        return [Change(sum(lengths[:i]), i + 1) for i in range(slides)]
    starts = [sum(spoken_length(s.text) for s in sentences[:i]) for i in range(len(sentences))]
    said, total = spoken_length(script.say), sum(spoken_length(s.text) for s in sentences) or 1
    shown = min(slides, len(sentences))
    chosen = [starts[i * len(sentences) // shown] for i in range(shown)]
    return [Change(round(at * said / total), i + 1) for i, at in enumerate(chosen)]


def _time(at: int, sentences: Sequence[Sentence]) -> float:
    """When the character number `at` of what is said comes."""
    before = 0
    for i, sentence in enumerate(sentences):
        length = spoken_length(sentence.text)
        if at <= before + 1:
            rest = sentence.start - (sentences[i - 1].end if i else 0.0)
            return 0.0 if i == 0 else sentence.start - min(0.35, max(0.0, rest * 0.7))
        if at < before + length - 1:
            return sentence.start + (sentence.end - sentence.start) * (at - before) / length
        before += length
    return sentences[-1].end if sentences else 0.0
