"""From text to tokens: the longest words of the lexicon, in English and in Chinese without spaces."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import cache

from castalia.clay import lexicon
from castalia.clay.lexicon import doing, modifiers, near
from castalia.clay.lexicon.entry import Entry
from castalia.clay.lexicon.entry import plural as plural_of
from castalia.clay.weights import weighed

MAX_WORDS = 6
MAX_CHARS = 9
SENTENCE_END = ".!?。！？;；\n"
PAUSE = ',，、:：()（）[]【】|/"“”《》'


@dataclass(frozen=True)
class Token:
    """A stretch of the prompt. `kind` is the concept's (`subject`, `color` ...), or one of `stop`, `post` (a Chinese
    postposition, `value` is its relation), `pause`, `end` (of a sentence), `unknown`."""

    text: str
    kind: str
    value: str = ""
    exact: bool = True
    plural: bool = False
    owner: bool = False
    """It ends in 's."""
    chinese: bool = False
    weight: float = 1.0
    """Emphasis, as in `(word:1.3)`."""
    implies: tuple[str, ...] = ()
    """Settings that come along."""
    sits: bool = False
    """A portrait that shows somebody who is named beside it."""


@dataclass(frozen=True)
class _Word:
    kind: str
    value: str
    exact: bool = True
    plural: bool = False
    implies: tuple[str, ...] = ()


def is_chinese(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf"


def language_of(text: str) -> lexicon.Language:
    """`zh` as soon as there is one Chinese character."""
    return "zh" if any(map(is_chinese, text)) else "en"


@cache
def _english() -> dict[str, _Word]:
    words = {w: _Word("stop", w) for w in modifiers.STOP_EN}
    for number, (en, _) in modifiers.COUNTS.items():
        words |= {w: _Word("count", str(number)) for w in en}
    for exact in (False, True):
        for item in lexicon.entries():
            for form, plural, is_exact in lexicon.forms(item):
                if is_exact == exact:
                    _enter(words, form.lower().replace("-", " "), item, exact, plural)
    _without_colors(words)
    for kind, en, _ in _near():
        for one in near.words_en(en):
            words.setdefault(one.replace("-", " "), _Word("subject", kind, exact=False))
            words.setdefault(plural_of(one.replace("-", " ")), _Word("subject", kind, exact=False, plural=True))
    return words


def _without_colors(words: dict[str, _Word]) -> None:
    """A `red fox` is a fox that is red: its colour is read as one."""
    for form, word in list(words.items()):
        head, _, rest = form.partition(" ")
        same = rest in words and words[rest].value == word.value
        if word.kind == "subject" and same and head in words and words[head].kind == "color":
            del words[form]


def _near() -> list[tuple[str, str, str]]:
    """The rows of the table of approximations, each with the kind that stands for it."""
    from castalia.clay.subjects import KINDS

    return [
        (next(kind for kind in kinds if kind in KINDS), en, zh)
        for kinds, en, zh in near.NEAR
        if any(kind in KINDS for kind in kinds)
    ]


@cache
def _chinese() -> dict[str, _Word]:
    words = {w: _Word("stop", w) for w in modifiers.STOP_ZH}
    for number, (_, zh) in modifiers.COUNTS.items():
        words |= {w: _Word("count", str(number)) for w in zh}
    words |= {w: _Word("post", relation) for w, relation in doing.POSTPOSITIONS.items()}
    for exact in (False, True):
        for item in lexicon.entries():
            for form in item.zh if exact else item.near_zh:
                _enter(words, form.lower(), item, exact, False)
    for kind, _, zh in _near():
        for one in zh.split():
            words.setdefault(one, _Word("subject", kind, exact=False))
    return words


def _enter(words: dict[str, _Word], form: str, item: Entry, exact: bool, plural: bool) -> None:
    known = words.get(form)
    if known is None or known.kind in ("stop", "post", "count") or exact > known.exact:
        words[form] = _Word(item.kind, item.value, exact, plural, item.implies)


@cache
def _emoji() -> dict[str, _Word]:
    words = {}
    for item in lexicon.entries():
        for char in item.emoji:
            if ord(char) > 0x2000 and char not in "\u200d\ufe0f\u2642\u2640\U0001f680":
                words.setdefault(char, _Word(item.kind, item.value, implies=item.implies))
    return words | {"🚀": _Word("subject", "rocket"), "🧑": _Word("subject", "person"), "👨": _Word("subject", "man")}


def normalized(text: str) -> str:
    """Lower case, full-width forms made plain, control characters made blanks; every character keeps its place."""
    chars = []
    for char in text:
        if not char.isprintable() and char != "\n":
            chars.append(" ")
            continue
        plain = unicodedata.normalize("NFKC", char).lower()
        plain = "'" if plain in "’‘`" else plain
        chars.append(plain if len(plain) == 1 else char)
    return "".join(chars)


def tokens(text: str) -> list[Token]:
    """The text cut into tokens, from left to right, always the longest known word."""
    plain, weights = weighed(normalized(text))
    found: list[Token] = []
    i = 0
    while i < len(plain):
        char = plain[i]
        if is_chinese(char) or (char.isdigit() and _measured(plain, i)) or (char.isalnum() and _mixed(plain, i)):
            token, end = _chinese_token(text, plain, i)
        elif char.isalnum():
            token, end = _english_token(text, plain, i)
        elif char in _emoji():
            word = _emoji()[char]
            token, end = _token(text[i], word), i + 1
        else:
            kind = "end" if char in SENTENCE_END else "pause" if char in PAUSE else ""
            token, end = (Token(text[i], kind) if kind else None), i + 1
        if token is not None:
            found.append(token if weights[i] == 1.0 else replace(token, weight=weights[i]))
        i = end
    return found


def _token(text: str, word: _Word, owner: bool = False, chinese: bool = False) -> Token:
    return Token(text, word.kind, word.value, word.exact, word.plural, owner, chinese, implies=word.implies)


def _mixed(plain: str, i: int) -> bool:
    """Whether a Chinese word with Latin letters begins here: `DNA双螺旋`."""
    before = i > 0 and plain[i - 1].isalnum() and not is_chinese(plain[i - 1])
    if before or not any(map(is_chinese, plain[i + 1 : i + MAX_CHARS])):
        return False
    stretches = (plain[i : i + length] for length in range(MAX_CHARS, 1, -1))
    return any(s in _chinese() and any(map(is_chinese, s)) for s in stretches)


@cache
def _measures() -> frozenset[str]:
    from castalia.clay.subjects import KINDS

    return frozenset(modifiers.MEASURES) | {kind.measure for kind in KINDS.values()}


def _measured(plain: str, i: int) -> bool:
    """Whether a digit counts a Chinese noun: `3只猫`."""
    return i + 1 < len(plain) and is_chinese(plain[i + 1]) and (i == 0 or not plain[i - 1].isalnum())


def _chinese_token(text: str, plain: str, i: int) -> tuple[Token, int]:
    words = _chinese()
    for length in range(min(MAX_CHARS, len(plain) - i), 0, -1):
        word = words.get(plain[i : i + length])
        if word is None:
            continue
        end = i + length
        if word.kind == "count":
            measured = plain[end : end + 1] in _measures() and (length == 1 or plain[end - 1] not in _measures())
            if not measured and length == 1 and plain[i] in "一单数几双":
                return Token(text[i:end], "stop", plain[i:end], chinese=True), end
            end += measured
            end += plain[end : end + 1] == "的"
        return _token(text[i:end], word, chinese=True), end
    return Token(text[i], "unknown", plain[i], chinese=True), i + 1


def _english_token(text: str, plain: str, i: int) -> tuple[Token, int]:
    ends, keys = _next_words(plain, i)
    words = _english()
    for count in range(len(ends), 0, -1):
        key = " ".join(keys[:count])
        owner = key.endswith("'s") and key not in words
        word = words.get(key.removesuffix("'s") if owner else key)
        if word is None and owner is False and key.endswith("s'"):
            word, owner = words.get(key[:-1]), True
        if word is not None:
            end = ends[count - 1]
            return _token(text[i:end], word, owner=owner), end
    if len(keys[0]) > 5 and keys[0].endswith(near.SUFFIXES_EN):
        return Token(text[i : ends[0]], "subject", "person", exact=False), ends[0]
    return Token(text[i : ends[0]], "unknown", keys[0]), ends[0]


def _next_words(plain: str, i: int) -> tuple[list[int], list[str]]:
    """Up to MAX_WORDS words from `i` on that only blanks or hyphens part: where they end, and what they are."""
    ends: list[int] = []
    keys: list[str] = []
    while len(keys) < MAX_WORDS and i < len(plain):
        start = i
        while i < len(plain) and plain[i].isalnum() and not is_chinese(plain[i]):
            i += 1
        if plain[i : i + 1] == "'" and plain[i + 1 : i + 2].isalpha() and not is_chinese(plain[i + 1]):
            i += 1
            while i < len(plain) and plain[i].isalnum() and not is_chinese(plain[i]):
                i += 1
        if i == start:
            break
        ends.append(i)
        keys.append(plain[start:i])
        gap = i
        while i < len(plain) and plain[i] in " \t-" and i - gap < 4:
            i += 1
        if i == gap:
            break
    return ends, keys
