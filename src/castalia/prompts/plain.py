"""Markdown as it is read aloud: without marks, cut into sentences."""

from __future__ import annotations

import re

from castalia.prompts.language import Language
from castalia.prompts.wordlist import words

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FENCE = re.compile(r"^[ \t]*(```|~~~)[^\n]*\n(.*?)(?:^[ \t]*\1[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_IMAGE = re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)")
_LINK = re.compile(r"\[([^\]\n]+)\](?:\([^)\n]*\)|\[[^\]\n]*\])")
_AUTOLINK = re.compile(r"<https?://[^>\s]*>")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>")
_RULE = re.compile(
    r"^[ \t]*(?:[-*_][ \t]*){3,}$|^[ \t]*=+[ \t]*$|^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t]*:?-*:?[ \t]*$",
    re.MULTILINE,
)
_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$")
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_QUOTE = re.compile(r"^[ \t]*(?:>[ \t]?)+")
_STRONG = re.compile(r"(\*{1,3}|~~)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_UNDER = re.compile(r"(?<!\w)(_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)", re.DOTALL)
_CODE = re.compile(r"(`+)(.+?)\1", re.DOTALL)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENDS = "。！？!?….:：;；"


def plain(markdown: str) -> str:
    """The words of a Markdown text, to be read aloud: one paragraph a line, blank lines between.

    Headings, emphasis, lists, quotes, links, code marks, HTML tags and comments go; their words stay. Headings
    and list items that end without punctuation get a full stop, so that a voice pauses after them.
    """
    text = markdown.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    text = _COMMENT.sub("", _FRONT.sub("", text))
    text = _FENCE.sub(lambda m: m[2], text)
    text = _AUTOLINK.sub("", _LINK.sub(r"\1", _IMAGE.sub(r"\1", text)))
    text = _RULE.sub("", _TAG.sub("", text))
    paragraphs: list[str] = [""]
    for line in text.split("\n"):
        line = _QUOTE.sub("", line)
        heading = _HEADING.match(line)
        item = None if heading else _ITEM.match(line)
        words = heading[1] if heading else line[item.end() :] if item else line
        words = words.replace("|", " ").strip() if line.lstrip().startswith("|") else words.strip()
        if heading or item:
            words = _stopped(words)
        if not words or heading or item:
            paragraphs.append("")
        paragraphs[-1] = _joined(paragraphs[-1], words)
        if heading:
            paragraphs.append("")
    return "\n\n".join(p for p in (_unmarked(p) for p in paragraphs) if p)


def _unmarked(text: str) -> str:
    """Without emphasis and code marks and escapes."""
    text = _CODE.sub(r"\2", text)
    for pattern in (_STRONG, _STRONG, _UNDER, _UNDER):
        text = pattern.sub(r"\2", text)
    return re.sub(r"[ \t]+", " ", _ESCAPE.sub(r"\1", text)).strip()


def _stopped(words: str) -> str:
    bare = words.rstrip("*_~`\"'”’」』)）")
    if not bare or bare[-1] in _ENDS:
        return words
    return words + ("。" if "\u4e00" <= bare[-1] <= "\u9fff" else ".")


def _joined(before: str, words: str) -> str:
    """Two lines of one paragraph: with a space between, but none between Chinese characters."""
    if not before or not words:
        return before or words
    return before + ("" if ord(before[-1]) > 0x2E7F and ord(words[0]) > 0x2E7F else " ") + words


_CLOSERS = "”’\"')）」』》】"
_ZH_END = re.compile(rf"(?:[。！？!?]+|……|…)[{re.escape(_CLOSERS)}]*")
_EN_END = re.compile(rf"(?:[.!?]+|…)[{re.escape(_CLOSERS)}]*(?=\s|$)")
_ABBREVIATIONS = words("mr mrs ms dr prof st sr jr vs etc no fig e.g i.e approx vol capt")


def sentences(text: str, language: Language) -> list[str]:
    """Plain text cut into sentences, closing quotes kept with the sentence they close; nothing is lost but space.

    A quoted speech that goes on in lower case ("'Wait!' she said.") or, in Chinese, with a verb of saying or a comma,
    stays one sentence.
    """
    found: list[str] = []
    for line in text.split("\n"):
        line = line.strip()
        if line:
            found += _cut_chinese(line) if language == "zh" else _cut_english(line)
    return found


def _cut_english(line: str) -> list[str]:
    cuts, start = [], 0
    for match in _EN_END.finditer(line):
        rest = line[match.end() :].lstrip()
        word = line[start : match.start()].rsplit(None, 1)[-1:] or [""]
        bare = word[0].strip("\"'“‘(").lower()
        if match[0][0] == "." and (bare in _ABBREVIATIONS or (len(bare) == 1 and bare.isalpha() and bare != "i")):
            continue
        if rest and rest[0].islower():
            continue
        cuts.append(line[start : match.end()].strip())
        start = match.end()
    return [s for s in [*cuts, line[start:].strip()] if s]


def _cut_chinese(line: str) -> list[str]:
    cuts, start = [], 0
    for match in _ZH_END.finditer(line):
        rest = line[match.end() :]
        closed = match[0][-1] in _CLOSERS
        if rest and (rest[0] in "，、；" or (closed and re.match(r"[^“”。！？]{0,8}?(?:说|问|喊|叫|答|道|想)", rest))):
            continue
        if _open_quote(line[start : match.end()]):
            continue
        cuts.append(line[start : match.end()].strip())
        start = match.end()
    return [s for s in [*cuts, line[start:].strip()] if s]


def _open_quote(text: str) -> bool:
    """Whether a short speech is still open; long ones may be cut inside."""
    return text.count("“") > text.count("”") and len(text) - text.rfind("“") < 40
