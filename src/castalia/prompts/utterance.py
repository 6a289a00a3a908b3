"""Words as somebody says them: what language models add to a speech is taken off, and told."""

from __future__ import annotations

import re

from castalia.prompts.language import is_han
from castalia.prompts.plain import plain

_YES = r"(?:sure|certainly|of course|okay|ok|absolutely|alright|great)(?: thing)?"
_PREFACE = re.compile(
    rf"\A\s*(?:{_YES}\s*[,.!:：—-]\s*)?(?:here(?:'|’)?s|here is|here are|this is|below is)\b"
    r"(?:[^\n:：]{0,80}\b(?:monologue|speech|text|words|lines?|says?|script|version|response|paragraph|piece)\b[^\n:：]{0,60}"
    r"[:：]\s*|[^\n:：]{0,120}[:：]\s*(?=[\n\"“]))\n*"
    rf"|\A\s*{_YES}\b[^\n]{{0,60}}[:!.]\s*\n+"
    r"|\A\s*(?:好的|当然(?:可以)?|没问题|可以)[^\n]{0,40}?[：:。！!]\s*\n+"
    r"|\A\s*(?:好的|当然(?:可以)?|没问题)?[，,]?\s*(?:以下|下面|这)是[^\n]{0,40}?[：:]\s*\n*",
    re.IGNORECASE,
)
_AFTERWORD = re.compile(
    r"\n+\s*(?:let me know|would you like|do you want|if you(?:'d| would) like|i hope this|feel free|note:|word count)"
    r"[^\n]*\s*\Z"
    r"|\n+\s*(?:希望(?:这|以上)|如果(?:你|您)(?:需要|想)|需要我|（?字数|注[：:])[^\n]*\s*\Z",
    re.IGNORECASE,
)
_DIRECTION = re.compile(r"\[[^\[\]\n]{1,60}\](?!\()|【[^【】\n]{1,60}】|〔[^〔〕\n]{1,60}〕")
_ASIDE = re.compile(r"\(([^()\n]{0,60})\)|（([^（）\n]{0,60})）")
_ACTED = re.compile(r"(?<![\w*])\*(?!\*)([^*\n]{1,60})\*(?![\w*])")
_DOES = re.compile(
    r"^(?:softly |gently |quietly |slowly )?(?:smil|laugh|chuckl|sigh|paus|nod|wink|grin|cough|whisper|clear|look|wav|"
    r"shrug|giggl|lean|turn|breath|tak|rais|shak)\w*\b|^(?:微?笑|大笑|叹|停顿|点头|眨|咳|低声|轻声|看向|挥手|耸肩|深吸)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"^\s*(?:speaker|narrator|voice|me|旁白|我|说话人)\s*[:：]\s*", re.IGNORECASE | re.MULTILINE)
_QUOTES = (("“", "”"), ("「", "」"), ("『", "』"), ('"', '"'), ("'", "'"), ("«", "»"))
_GAP = "\x00"
"""Stands where something was taken off, until the space around it is settled."""
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\U00002600-\U000027bf\U00002b00-\U00002bff\U0001f1e6-\U0001f1ff\ufe0f\u200d\u20e3]+"
)


def utterance(text: str) -> tuple[str, tuple[str, ...]]:
    """What is to be spoken of a text, in one paragraph, and what was taken off.

    Off go Markdown, "Sure, here is ...", a last remark to the user, stage directions in brackets or asterisks, the
    name of the speaker, quotation marks around all of it, and emojis. The words themselves stay as they are.
    """
    removed: list[str] = []

    def off(match: re.Match[str]) -> str:
        if match[0].strip():
            removed.append(match[0].strip())
        return _GAP

    text = text.replace("\r\n", "\n").strip()
    for pattern in (_PREFACE, _AFTERWORD):
        text = pattern.sub(off, text, count=1).strip(_GAP + " \n")
    text = _ACTED.sub(lambda m: off(m) if _DOES.match(m[1].strip()) else m[0], text)
    text = _ASIDE.sub(lambda m: off(m) if _is_direction(m[1] or m[2] or "") else m[0], _DIRECTION.sub(off, text))
    text = _EMOJI.sub(off, _NAMED.sub("", text))
    lines = [line for line in text.split("\n") if not re.match(r"\s{0,3}#{1,6}\s", line)]
    removed += [line.strip() for line in text.split("\n") if re.match(r"\s{0,3}#{1,6}\s", line)]
    text = _joined(plain("\n".join(lines)).split("\n\n"))
    text = re.sub(rf"\s*{_GAP}[{_GAP}\s]*(?=[,.!?;:，。！？；：])|(?<=[\u3000-\uffef])\s*{_GAP}[{_GAP}\s]*", "", text)
    text = re.sub(rf"\s*{_GAP}[{_GAP}\s]*", " ", text).strip()
    return _unquoted(text), tuple(removed)


def _is_direction(words: str) -> bool:
    """Whether words in brackets say how to speak or what to do, rather than being spoken too."""
    chinese = any(map(is_han, words))
    return bool(_DOES.match(words.strip())) or (len(words.split()) <= 2 and len(words) <= (6 if chinese else 14))


def _joined(paragraphs: list[str]) -> str:
    """Paragraphs in one, without a space between two that are Chinese."""
    text = ""
    for paragraph in (p.strip() for p in paragraphs if p.strip()):
        gap = "" if not text or (ord(text[-1]) > 0x2E7F and ord(paragraph[0]) > 0x2E7F) else " "
        text += gap + paragraph
    return text


def _unquoted(text: str) -> str:
    """Without quotation marks around the whole."""
    for opening, closing in _QUOTES:
        inner = text[1:-1]
        if len(text) > 2 and text[0] == opening and text[-1] == closing and opening not in inner:
            return inner.strip()
    return text
