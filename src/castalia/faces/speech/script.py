"""Scripts to be spoken and their marks: [smile], [pause], [2s], and 1: 2: before what several speakers say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from castalia.errors import BadInput

PAUSE = 0.8
"""Seconds that [pause] waits."""
EMOTIONS: dict[str, tuple[str, ...]] = {
    "neutral": ("normal", "自然", "正常", "中性"),
    "smile": ("happy", "smiling", "微笑", "笑", "开心", "高兴"),
    "calm": ("平静", "冷静", "温和"),
    "surprise": ("surprised", "惊讶", "吃惊", "惊喜"),
    "sad": ("难过", "悲伤", "伤心"),
    "angry": ("生气", "愤怒"),
    "serious": ("严肃", "认真"),
}
"""Emotion -> other words for it in a mark."""
_PAUSES = ("pause", "停顿", "停", "暂停")
_MARK = re.compile(r"\[([^\[\]\n]*)\]|【([^【】\n]*)】")
_SECONDS = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|毫秒|s|sec|秒)?", re.IGNORECASE)
_SPEAKER = re.compile(r"[ \t]*(\d{1,2})[ \t]*[:：](?![\d])[ \t]*")


@dataclass(frozen=True)
class Mark:
    """A mark in a script."""

    name: str
    """An emotion, or one of the marks that the caller of `parse` knows."""
    value: str = ""
    """What stands after the name, e.g. `2` in [slide 2]."""
    at: int = 0
    """The character of the line's text before which it stands."""


@dataclass(frozen=True)
class Line:
    """What one speaker says in one go; the text is empty where only marks or a rest end the script."""

    text: str
    speaker: int = 1
    pause: float = 0.0
    """Seconds of rest before it, beside the usual ones."""
    marks: tuple[Mark, ...] = ()


def parse(say: str, further: Mapping[str, Iterable[str]] | None = None) -> list[Line]:
    """Read a script.

    A line that begins with `1:` or `2:` is spoken by that speaker, as are the ones after it. [pause] and [2s] wait.
    Emotions hold from their mark on. A new line of text begins with every change of speaker and every wait.

    Args:
        further: names of marks that the caller knows beside -> other words for them, e.g. {"slide": ("幻灯片",)};
            what follows the name is the mark's value.

    Raises:
        BadInput: nothing to say, or a mark in brackets that nobody knows.
    """
    names = _names(further or {})
    script = _Script()
    for row in say.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if begin := _SPEAKER.match(row):
            script.turn(int(begin[1]))
            row = row[begin.end() :]
        position = 0
        for found in _MARK.finditer(row):
            inside = found[1] if found[1] is not None else found[2]
            meant = _meaning(inside.strip(), names)
            if meant is None:
                if found[2] is not None or row[found.end() : found.end() + 1] == "(":
                    continue  # a heading in Chinese brackets, a Markdown link
                raise _unknown(inside.strip(), names)
            script.words(row[position : found.start()])
            script.mark(*meant)
            position = found.end()
        script.words(row[position:] + "\n")
    lines = script.lines()
    if not any(c.isalnum() for line in lines for c in line.text):
        raise BadInput("there is nothing to say in the text", hint="write some words beside the marks")
    return lines


@dataclass
class _Script:
    """The lines of a script so far."""

    _done: list[Line] = field(default_factory=list)
    _text: str = ""
    _marks: list[Mark] = field(default_factory=list)
    _pause: float = 0.0
    _speaker: int = 1

    def words(self, text: str) -> None:
        self._text += re.sub(r"[ \t]+", " ", text if self._text else text.lstrip())

    def turn(self, speaker: int) -> None:
        """Another one speaks from here on."""
        if not 1 <= speaker <= 50:
            raise BadInput(f"there is no speaker {speaker}", hint="speakers are counted from 1")
        if speaker != self._speaker:
            self._end()
            self._speaker = speaker

    def mark(self, name: str, value: str) -> None:
        if name != "pause":
            self._marks.append(Mark(name, value, len(self._text)))
            return
        self._end()
        self._pause += float(value)

    def lines(self) -> list[Line]:
        self._end()
        if self._pause or self._marks:
            self._done.append(Line("", self._speaker, self._pause, tuple(self._marks)))
        return self._done

    def _end(self) -> None:
        """What was gathered becomes a line; marks without words wait for the next ones."""
        text = self._text.rstrip()
        if any(c.isalnum() for c in text):
            marks = tuple(replace(m, at=min(m.at, len(text))) for m in self._marks)
            self._done.append(Line(text, self._speaker, self._pause, marks))
            self._marks, self._pause = [], 0.0
        else:
            self._marks = [replace(m, at=0) for m in self._marks]
        self._text = ""


def _names(further: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Every word that may begin a mark -> the mark it means."""
    known = {word: name for name, words in EMOTIONS.items() for word in (name, *words)}
    known |= dict.fromkeys(_PAUSES, "pause")
    for name, words in further.items():
        known |= dict.fromkeys((name.lower(), *(w.lower() for w in words)), name)
    return known


def _meaning(inside: str, names: Mapping[str, str]) -> tuple[str, str] | None:
    """(name, value) of what stands in brackets; a wait has its seconds as the value."""
    if seconds := _seconds(inside):
        return "pause", seconds
    word = inside.lower()
    for known in sorted(names, key=len, reverse=True):
        rest = word.removeprefix(known)
        if rest == word or (rest and known[-1].isascii() and rest[0].isalpha()):
            continue
        value, name = inside[len(known) :].strip(" :：="), names[known]
        if name == "pause":
            seconds = _seconds(value) if value else str(PAUSE)
            return ("pause", seconds) if seconds else None
        return None if value and name in EMOTIONS else (name, value)
    return None


def _seconds(text: str) -> str:
    """The seconds that a text like `2s`, `500 ms` or `2秒` names; empty when it names none (a bare number does in
    [pause 2] alone, which has no unit)."""
    found = _SECONDS.fullmatch(text.strip())
    if not found:
        return ""
    if float(found[1]) > 60 and not (found[2] or "").lower().startswith(("ms", "毫")):
        raise BadInput(f"[{text}] is too long a wait", hint="wait at most 60 seconds")
    return str(float(found[1]) / (1000 if (found[2] or "").lower() in ("ms", "毫秒") else 1))


def _unknown(inside: str, names: Mapping[str, str]) -> BadInput:
    known = ", ".join(f"[{name}]" for name in dict.fromkeys(names.values()))
    return BadInput(
        f"nobody knows the mark [{inside}]", hint=f"marks are {known} and [2s]; write words that are spoken in (...)"
    )
