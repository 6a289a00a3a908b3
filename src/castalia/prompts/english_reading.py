"""Simple English grammar: the parts of a prompt."""

from __future__ import annotations

import re

from castalia.prompts.english import DETERMINERS, NUMBERS, PREPOSITIONS
from castalia.prompts.reading import Reading
from castalia.prompts.verbs import AMBIGUOUS, BASE_OF_PAST, ING, PAST, THIRD, guess
from castalia.prompts.wordlist import words

_PLACING = words("""
        in on at under across through near by beside along above below beneath inside around behind beyond
        between among outside over
        """)
_OFTEN_LIKE = words("and or but who that which while when because as where so if")
_NOT_PLACES = words("""
        love peace fact time trouble danger hat coat scarf suit dress jacket helmet costume bottle box cup
        jar bag basket style morning evening night noon midnight dawn dusk sunset sunrise light winter
        summer spring autumn fall dream front day days danger disguise search piano guitar violin bike
        bicycle fire end secret tea food cheese
        """)
_INSTRUCTION = re.compile(
    r"""^(?:please[ ,]+)?(?:can\s+you\s+|could\s+you\s+|i\s+(?:want|would\s+like|need)\s+(?:you\s+to\s+)?)?
    (?:write|tell|create|make|generate|draw|paint|show|give|compose|imagine|produce|illustrate|design)\b(?:\s+me|\s+us)?
    (?:\s+(?:an?|the|some))?
    (?:\s+(?:short|long|funny|warm|cute|children'?s|bedtime|illustrated|beautiful|little|sad|scary|dramatic|mysterious|lovely|picture))*
    \s+(?:story|stories|tale|fairy\s+tale|picture|image|illustration|painting|drawing|poem|video|clip|book|page|scene|text|essay|dialogue|list)
    (?:\s+book)?(?:\s+(?:about|of|on|where|in\s+which|showing|with))?\s*[:,]?\s+""",
    re.IGNORECASE | re.VERBOSE,
)
_ABOUT = re.compile(
    r"^(?:an?\s+|the\s+)?(?:\w+\s+){0,2}(?:story|tale)\s+(?:about|of|in\s+which|where)\s+", re.IGNORECASE
)
_QUESTION = re.compile(
    r"^(?:please\s+)?(?:explain(?:\s+to\s+me)?(?:\s+(?:how|why|what))?|describe|what\s+(?:is|are|was|were|does|do|makes?)|why\s+(?:is|are|do|does|did)"
    r"|how\s+(?:is|are|do|does|did|can|to)|who\s+(?:is|was)|introduction\s+to|tell\s+me\s+about)\s+",
    re.IGNORECASE,
)
_STYLE_TAIL = re.compile(
    r"[,;]?\s*(?:in\s+(?:the\s+style\s+of\s+|an?\s+)?)?(?:as\s+(?:an?\s+)?)?\b(?:watercolou?rs?|oil\s+painting|oil|ink(?:\s+wash)?|pixel\s+art|pixel|pencil"
    r"(?:\s+(?:drawing|sketch))?|clay(?:mation)?|photo(?:graph)?|impressionist|comic(?:\s+book)?|paper[\s-]?cut|low[\s-]?poly"
    r"|blueprint|cyberpunk|steampunk|stained\s+glass|(?:studio\s+)?ghibli|soft\s+anime|line\s+art|vaporwave|cinematic|4k|8k|highly\s+detailed|photorealistic)(?:\s+(?:style|painting|drawing))?\s*(?=,|;|\.|$)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r",?\s*\b(?:at|by|during|before|until)\s+(?:night|dawn|sunrise|noon|midday|sunset|dusk|midnight|nightfall|night-time)\b"
    r"|,?\s*\bin the (?:morning|evening|afternoon)\b",
    re.IGNORECASE,
)
_OCCASION = re.compile(
    r"(?:the|a|one)\s+(?:day|night|morning|evening|summer|winter|autumn|spring|year|time|week)\s+(?:the|a|an|my|our|when|that|everyone|everything|nobody|all|it|i|we|she|he)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z0-9À-ÿ]+(?:['’\-][A-Za-z0-9À-ÿ]+)*['’]?|[,.;:!?—–()\"“”]")


def read(prompt: str) -> Reading:
    """Take an English prompt apart; every part may come out empty except `sentence`."""
    text = " ".join(prompt.replace("’", "'").split())
    asks = bool(_QUESTION.match(text)) or text.endswith("?")
    text = _INSTRUCTION.sub("", text, count=1)
    text = _QUESTION.sub("", _ABOUT.sub("", text, count=1), count=1)
    text = _STYLE_TAIL.sub("", text).strip(" ,;:") or " ".join(prompt.split())
    first = re.split(r"(?<=[.!?])\s+|[;\n]|\s[—–]\s", text, maxsplit=1)[0].strip(' .!?,"“”')
    sentence = first or text
    sentence = sentence.lower() if sentence.isupper() and " " in sentence else sentence
    timeless = _TIME.sub("", sentence).strip(" ,") or sentence
    words = [w for w in _WORD.findall(timeless) if w not in '()"“”']
    if _OCCASION.match(sentence):
        return Reading(sentence, (sentence[:1].lower() + sentence[1:],), "", "", "", "", "", "", False)
    if asks:
        return Reading(sentence, (_topic(words),), "", "", "", "", "", "", True)
    at, base = _find_verb(words)
    place, phrase, (start, stop) = _find_place(words, at)
    rest = words[:start] + words[stop:]
    if start < at:
        at -= stop - start
    head = _clause(rest[:at] if base else rest)
    subjects = _split_subjects(head)
    tail = _until_break(rest[at + 1 :]) if base else []
    if base == "have" and tail and tail[0].lower() in _PARTICIPLES:
        base, tail = BASE_OF_PAST[tail[0].lower()], tail[1:]
    past = PAST.get(base) or guess(base + "s")[1]
    deed = _text([past, *tail]) if base and base != "be" else ""
    if base == "be" and tail and tail[0].lower() in ING:
        base, tail = ING[tail[0].lower()], tail[1:]
        deed = _text([PAST[base], *tail])
    wish = _text([base, *tail]) if deed else ""
    return Reading(sentence, subjects, base, deed, wish, _object(tail), place, phrase[:1].lower() + phrase[1:], False)


def _topic(words: list[str]) -> str:
    """What an explanation is about: `diffusion models`, not `diffusion models work`."""
    words = [w for w in words if w not in ",.;:!?"]
    if len(words) > 1 and words[-1].lower() in (
        "work",
        "works",
        "mean",
        "means",
        "happen",
        "happens",
        "form",
        "exist",
        "matter",
    ):
        words = words[:-1]
    return _text(words)


def _find_verb(words: list[str]) -> tuple[int, str]:
    """Index and base form of the main verb; (len, '') when there is none."""
    lower = [w.lower() for w in words]
    depth_from = len(words)
    for i, word in enumerate(lower):
        if i == 0 or word in ",.;:":
            continue
        before, after = lower[i - 1], lower[i + 1] if i + 1 < len(words) else ""
        if before in PREPOSITIONS or before in DETERMINERS or before.endswith("'s") or before == "to":
            continue
        if before in ("who", "that", "which", "and", "or") and before != "and":
            depth_from = min(depth_from, i)
        base = THIRD.get(word) or ING.get(word) or BASE_OF_PAST.get(word) or (word if word in PAST else "")
        if not base and word.endswith("s") and not word.endswith("ss") and after in DETERMINERS and len(word) > 4:
            return i, guess(word)[0]
        if not base:
            continue
        if word in ING and i < 1:
            continue
        if word in AMBIGUOUS and not _verbal(lower, i, after):
            continue
        if word in PAST and word not in BASE_OF_PAST and not _plural_before(lower, i):
            continue
        if word in ING and after and after not in PREPOSITIONS | DETERMINERS | NUMBERS and _noun_follows(lower, i):
            continue
        return i, base
    return len(words), ""


def _verbal(lower: list[str], i: int, after: str) -> bool:
    """Whether a form that may be a noun stands where a verb does."""
    if lower[i] in ING:
        return True
    follows = (
        not after
        or after in _BARE_OBJECTS
        or after in PREPOSITIONS | DETERMINERS | NUMBERS
        or after.endswith("ly")
        or after in _ADVERBS
    )
    if after in ("of", ","):
        return False
    singular = lower[i] in THIRD
    return follows and (singular or _plural_before(lower, i)) and bool(after)


def _plural_before(lower: list[str], i: int) -> bool:
    return lower[i - 1].endswith("s") or any(w in NUMBERS or w == "and" for w in lower[:i]) or lower[i - 1] in (
        "people", "children", "mice", "men", "women", "who", "geese", "they", "we", "i", "you", "sheep", "wolves",
    )  # fmt: skip


def _noun_follows(lower: list[str], i: int) -> bool:
    """'talking clock', 'glowing plant': a participle before its noun is no verb."""
    return i > 0 and (
        lower[i - 1] in DETERMINERS
        or lower[i - 1] in NUMBERS
        or lower[i - 1] in ("and", "little", "small", "big", "old")
    )


def _find_place(words: list[str], verb: int) -> tuple[str, str, tuple[int, int]]:
    """The last prepositional phrase that names a place: noun phrase, whole phrase, and where it stands."""
    lower = [w.lower() for w in words]
    for i in range(len(words) - 2, -1, -1):
        if lower[i] not in _PLACING or (i + 1 < len(words) and lower[i + 1] in (",", ".")):
            continue
        stop = i + 1
        while stop < len(words) and lower[stop] not in ",.;:" and lower[stop] not in _OFTEN_LIKE:
            if stop > i + 1 and lower[stop] in PREPOSITIONS and lower[stop] != "of":
                break
            if stop > i + 1 and (lower[stop] in THIRD or lower[stop] in ING) and lower[stop] not in AMBIGUOUS:
                break
            stop += 1
        noun = words[i + 1 : stop]
        if (
            not noun
            or lower[stop - 1] in _NOT_PLACES
            or noun[0].lower() in ("his", "her", "its", "their", "it", "them", "me", "us")
        ):
            continue
        if lower[i] in ("by", "with") and verb > i:
            continue
        if (lower[i] == "over" and lower[i - 1] not in PAST and i == verb + 1) or (i == 0 and stop == len(words)):
            continue
        bare = noun[0].lower() not in DETERMINERS and noun[0].lower() not in NUMBERS
        proper = noun[0][:1].isupper()
        if bare and not proper and lower[stop - 1] not in _BARE_PLACES:
            continue
        start = i
        return _text(noun), _text(words[start:stop]), (start, stop)
    return "", "", (0, 0)


_PARTICIPLES = words("lost found made built won left kept heard lost learned forgotten opened moved stopped") & set(
    BASE_OF_PAST
)
_BARE_OBJECTS = words("chess music football tennis piano guitar violin tea coffee bread books stars songs poetry")
_ADVERBS = words("up down away out back home south north east west again forever together")
_BARE_PLACES = words("space snow town school home heaven water rain fog mist clouds ice")


def _clause(words: list[str]) -> list[str]:
    """The subject's words, without a relative clause, a trailing 'is', or what stands before a comma as a time."""
    kept = words
    for i, word in enumerate(words):
        if word.lower() in ("who", "that", "which", "where", "when", "while") and i > 0:
            kept = words[:i]
            break
    if "," in kept:
        groups = _split(kept, {","})
        kept = next((g for g in groups if g and g[0].lower() in DETERMINERS | NUMBERS), groups[-1] or groups[0])
    return [w for w in kept if w not in ",.;:!?"]


def _until_break(words: list[str]) -> list[str]:
    """The predicate's words up to the end of its clause."""
    kept: list[str] = []
    for word in words:
        if word in ",.;:!?" or word.lower() in ("while", "because", "when", "as", "who", "which", "but"):
            break
        if word.lower() == "and" and kept and len(words) > len(kept) + 1 and words[len(kept) + 1].lower() in THIRD:
            break
        kept.append(word)
    while kept and kept[-1].lower() in PREPOSITIONS | DETERMINERS | {"and"}:
        kept.pop()
    return kept


def _split(words: list[str], marks: set[str]) -> list[list[str]]:
    groups: list[list[str]] = [[]]
    for word in words:
        if word.lower() in marks:
            groups.append([])
        else:
            groups[-1].append(word)
    return groups


def _split_subjects(words: list[str]) -> tuple[str, ...]:
    """'a red donut and a blue cup' -> both; 'salt and pepper' stays one."""
    groups = [g for g in _split(words, {"and"}) if g]
    if len(groups) > 1 and all(g[0].lower() in DETERMINERS | NUMBERS or g[0][:1].isupper() for g in groups):
        return tuple(_np(g) for g in groups)
    return (_np(words),) if words else ()


def _np(words: list[str]) -> str:
    """A noun phrase without what hangs on its end loosely."""
    while words and (words[-1].lower() in PREPOSITIONS | DETERMINERS or words[-1].lower().endswith("ly")):
        words = words[:-1]
    return _text(words)


def _object(tail: list[str]) -> str:
    """The noun phrase that the predicate begins with, with its 'of' and 'in' phrases."""
    if not tail or (tail[0].lower() in PREPOSITIONS | _OFTEN_LIKE) or tail[0].lower().endswith("ly"):
        return ""
    if tail[0].lower() not in DETERMINERS | NUMBERS and tail[0].lower() not in PAST:
        return _np(tail) if tail[0][:1].isupper() or tail[-1].endswith("s") else ""
    kept: list[str] = []
    for i, word in enumerate(tail):
        if word.lower() in ("to", "with", "for", "from", "by", "and") and i > 1:
            break
        kept.append(word)
    return _np(kept) if kept and kept[0].lower() in DETERMINERS | NUMBERS else ""


def _text(words: list[str]) -> str:
    return re.sub(r"\s+([,.;:!?])", r"\1", " ".join(words)).strip(" ,")
