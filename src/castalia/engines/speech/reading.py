"""Prepares text for reading aloud: which language each part is in, and how numbers and signs are said."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

MAX_RUN = 300
"""Characters handed to the voice at once; longer parts are cut at a comma or a space, so that progress and cancel
come in time whatever the text."""


@dataclass(frozen=True)
class Part:
    """Text to be said by one voice in one go."""

    text: str
    language: str


_SCRIPTS = (
    ("HIRAGANA", "ja"), ("KATAKANA", "ja"), ("HANGUL", "ko"), ("CYRILLIC", "ru"), ("GREEK", "el"), ("ARABIC", "ar"),
    ("HEBREW", "he"), ("DEVANAGARI", "hi"), ("BENGALI", "bn"), ("TAMIL", "ta"), ("THAI", "th"),
)  # fmt: skip


def _language_of(char: str) -> str:
    """Language that a letter gives away: `zh`, `en` for any Latin letter, another one's code, or '' for none."""
    if char.isascii():
        return "en" if char.isalpha() else ""
    if "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf":
        return "zh"
    if not char.isalpha():
        return ""
    name = unicodedata.name(char, "")
    if name.startswith("LATIN"):
        return "en"
    return next((language for script, language in _SCRIPTS if name.startswith(script)), "")


def family(language: str) -> str:
    """`zh` for a code of any Chinese language, otherwise the code without its region: `en-gb` is of the family `en`."""
    head = language.lower().split("-")[0]
    return "zh" if head in ("zh", "cmn", "yue", "hak") else head


def main_language(text: str) -> str:
    """The language most of a text is in; `en` when nothing tells. A Han character weighs as much as a word."""
    found = Counter(_language_of(word[0]) for word in re.findall(r"[^\W\d_㐀-鿿]+|[㐀-鿿]", text))
    if found["ja"]:  # Japanese writes Han characters between its own
        return "ja"
    found.pop("", None)
    return found.most_common(1)[0][0] if found else "en"


def parts(sentence: str, language: str = "auto") -> list[Part]:
    """Cut a sentence where its language changes, with numbers and signs written out for the voice.

    Digits and signs go with the sentence's main language unless they touch Latin letters (`H264`).

    Args:
        sentence: plain text. language: `auto`, or the code of the language that the reader expects.
    """
    asked = main_language(sentence) if language == "auto" else language
    main = family(asked)
    if main not in ("en", "zh"):
        return [Part(text, asked) for text in _shorter(sentence.strip())]
    runs: list[list[str]] = []
    for token in re.findall(r"[A-Za-z0-9]*[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9'’.&+-]*|[㐀-鿿]+|[^A-Za-zÀ-ɏ㐀-鿿]", sentence):
        spoken = next((found for found in map(_language_of, token) if found), "")
        if runs and ((not spoken and not (token.isdigit() and runs[-1][0] != main)) or runs[-1][0] == spoken):
            runs[-1][1] += token
        else:
            runs.append([spoken or main, token])
    said = [(lang, _written_out(text, lang)) for lang, text in runs]
    return [
        Part(piece, asked if lang == main else lang)
        for lang, text in said
        if _has_words(text)
        for piece in _shorter(text)
    ]


def _has_words(text: str) -> bool:
    return any(c.isalnum() for c in text)


def _shorter(text: str) -> list[str]:
    """Pieces of at most `MAX_RUN` characters, cut at a comma, else at a space, else anywhere."""
    pieces = []
    while len(text) > MAX_RUN:
        cut = max(text.rfind(mark, 0, MAX_RUN) for mark in ",，、;；:：")
        if cut < MAX_RUN // 3:
            cut = text.rfind(" ", 0, MAX_RUN)
        if cut < MAX_RUN // 3:
            cut = MAX_RUN - 1
        pieces.append(text[: cut + 1])
        text = text[cut + 1 :]
    return [p.strip() for p in (*pieces, text) if _has_words(p)]


_DIGITS = "零一二三四五六七八九"


def chinese_number(digits: str) -> str:
    """A whole number as Chinese says it: `1250` -> `一千二百五十`; over 16 digits, digit by digit."""
    digits = digits.lstrip("0") or "0"
    if len(digits) > 16:
        return chinese_digits(digits)
    if digits == "0":
        return "零"
    groups = [digits[max(0, i - 4) : i] for i in range(len(digits), 0, -4)]
    spoken, gap = "", False
    for unit, group in reversed(list(zip(("", "万", "亿", "万亿"), groups, strict=False))):
        if int(group) == 0:
            gap = bool(spoken)
            continue
        if spoken and (gap or (len(group) == 4 and group[0] == "0")):
            spoken += "零"
        spoken, gap = spoken + _below_ten_thousand(group) + unit, False
    return spoken[1:] if spoken.startswith("一十") else spoken


def _below_ten_thousand(group: str) -> str:
    spoken, zero = "", False
    for place, digit in zip(("千", "百", "十", "")[-len(group) :], group, strict=True):
        if digit == "0":
            zero = bool(spoken)
            continue
        spoken += ("零" if zero else "") + _DIGITS[int(digit)] + place
        zero = False
    return spoken


def chinese_digits(digits: str) -> str:
    """Digit by digit, as years and telephone numbers are said."""
    return "".join(_DIGITS[int(d)] for d in digits)


def _chinese_decimal(text: str) -> str:
    whole, _, fraction = text.replace(",", "").partition(".")
    return chinese_number(whole) + (f"点{chinese_digits(fraction)}" if fraction else "")


_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_CHINESE = (
    (r"(?<=\d)\s*[~～–—]\s*(?=\d)", lambda m: "到"),
    (r"(?<!\d)(\d{4})(?=\s*年)", lambda m: chinese_digits(m[1])),
    (
        r"(?<!\d)(\d{1,2})[:：](\d{2})(?!\d)",
        lambda m: f"{chinese_number(m[1])}点" + (f"{chinese_number(m[2])}分" if int(m[2]) else "整"),
    ),
    (rf"({_NUMBER})\s*[%％]", lambda m: f"百分之{_chinese_decimal(m[1])}"),
    (rf"[¥￥]\s*({_NUMBER})", lambda m: f"{_chinese_decimal(m[1])}元"),
    (rf"\$\s*({_NUMBER})", lambda m: f"{_chinese_decimal(m[1])}美元"),
    (rf"({_NUMBER})\s*(?:℃|°C)", lambda m: f"{_chinese_decimal(m[1])}摄氏度"),
    (rf"({_NUMBER})\s*(?:km|千米)", lambda m: f"{_chinese_decimal(m[1])}公里"),
    (r"(?<![\d.])(1\d{10}|0\d+)(?![\d.])", lambda m: chinese_digits(m[1])),
    (r"(?<!\d)2(?=[个只位次天年种座条本张岁])", lambda m: "两"),
    (_NUMBER, lambda m: _chinese_decimal(m[0])),
)
_ENGLISH = (
    (rf"\$\s*({_NUMBER})(?:\s+(million|billion))", lambda m: f"{m[1]} {m[2]} dollars"),
    (r"\$\s*(\d[\d,]*)\.(\d\d)(?!\d)", lambda m: f"{m[1]} dollar{'' if m[1] == '1' else 's'} {m[2]}"),
    (r"\$\s*(\d[\d,]*)", lambda m: f"{m[1]} dollar{'' if m[1] == '1' else 's'}"),
    (r"\be\.g\.,?", lambda m: "for example,"),
    (r"\bi\.e\.,?", lambda m: "that is,"),
    (r"(?<=\d)\s*(?:℃|°C)", lambda m: " degrees Celsius"),
    (r"(?<=\d)\s*[–—](?=\d)", lambda m: " to "),
    (r"&", lambda m: " and "),
)


def _written_out(text: str, language: str) -> str:
    """Numbers and signs in words where eSpeak would misread them."""
    for pattern, said in _CHINESE if language == "zh" else _ENGLISH:
        text = re.sub(pattern, said, text)
    return text
