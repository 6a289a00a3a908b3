"""Which voice fits somebody who is described in words: a plain rule that looks for plain words."""

# ruff: noqa: E501 -- all words of a voice stand in one line

from __future__ import annotations

import re
from dataclasses import dataclass

NEUTRAL = "narrator"
"""The voice of who is not described, or not in words that the rule knows."""


@dataclass(frozen=True)
class Fit:
    """A voice and the words that it was chosen for; no words where nothing decided."""

    voice: str
    words: str = ""


_OLD = r"(?:old|elderly|aged|senior|gr[ae]y-haired|white-haired)\s+(?:\w+\s+){0,2}?"
_OLD_ZH = r"(?:老|年老的?|年迈的?|白发的?)"
_RULES: tuple[tuple[str, str], ...] = (
    ("robot", r"\b(?:robot|android|cyborg)s?\b|机器人"),
    ("child", r"\b(?:child|kid|boy|girl|toddler|baby)\b|小孩|孩子|男孩|女孩|儿童|小朋友|小姑娘"),
    ("grandma", rf"\b{_OLD}(?:woman|lady|female)\b|\b(?:grandmother|grandma|granny)\b|老奶奶|老太太|老婆婆|奶奶|{_OLD_ZH}(?:女人|女子|妇人)"),
    ("grandpa", rf"\b{_OLD}(?:man|gentleman|male)\b|\b(?:grandfather|grandpa)\b|老爷爷|老先生|老头|爷爷|{_OLD_ZH}(?:男人|男子)"),
    ("female", r"\b(?:woman|lady|female|queen|princess|mother|sister|actress|goddess|witch)\b|女人|女士|女子|女性|女王|公主|妈妈|母亲|姑娘|女巫"),
    ("male", r"\b(?:man|gentleman|male|king|prince|father|brother|wizard|knight)\b|男人|男士|男子|男性|国王|王子|爸爸|父亲|巫师|骑士|先生"),
)  # fmt: skip
_SIGNS: tuple[tuple[str, str], ...] = (
    ("grandpa", r"\bold\b[^.]*\bbeard|老人[^。]*胡|胡[^。]*老人"),
    ("male", r"\bbeard(?:ed)?\b|胡子|胡须"),
)
_NOT = re.compile(r"\b(?:no|not an?|without(?: an?)?)\s+$|(?:没有|不是|无)$", re.IGNORECASE)


def fitting(speaker: str) -> Fit:
    """The voice that fits a description, e.g. `an old man with a beard`: who is named first decides.

    Nothing is guessed: words such as `man` or `girl` come from who wrote the description. A beard alone, which can be
    seen, makes the voice low; without any such word it is `NEUTRAL`.
    """
    named = [
        (match.start(), order, Fit(voice, match[0]))
        for order, (voice, pattern) in enumerate(_RULES)
        for match in _found(pattern, speaker)
    ]
    if named:
        # Of words that begin together or overlap ("old man", "man") the more telling rule comes first.
        first = min(named, key=lambda n: (n[0], n[1]))
        return first[2]
    signs = [Fit(voice, match[0]) for voice, pattern in _SIGNS for match in _found(pattern, speaker)]
    return signs[0] if signs else Fit(NEUTRAL)


def _found(pattern: str, text: str) -> list[re.Match[str]]:
    """The first place where the words stand and are not denied."""
    for match in re.finditer(pattern, text, re.IGNORECASE):
        if not _NOT.search(text[max(0, match.start() - 16) : match.start()]):
            return [match]
    return []
