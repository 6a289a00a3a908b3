"""Subtitles from sentences and their times: short lines, broken where one pauses, seen long enough to be read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from castalia.media.atomic import write_bytes
from castalia.prompts.language import is_han
from castalia.prompts.wordlist import words

COLUMNS = 42
"""Widest line, in half-width columns: 42 Latin letters."""
HAN_COLUMNS = 36
"""Widest line with Chinese in it: 18 characters."""
LINES = 2
READ = {"han": 9.0, "else": 17.0}
"""Characters that are read in a second."""
SHORTEST, LONGEST, LINGER = 1.0, 7.0, 0.6
"""Seconds that a subtitle is seen at least (where the next one allows it) and at most, and how long it stays after its
words."""
TOGETHER = 0.6
"""Seconds of silence across which two short sentences may be one subtitle."""
GAP = 0.08
"""Seconds between two subtitles, so that a change is noticed; two frames."""
_SPOKEN = {"han": 1.0, "letter": 0.34, "digit": 1.0, "stop": 1.1, "space": 0.0}
"""How long characters take to say, relative to one Chinese syllable; a comma is a short rest."""
_CLAUSE = ",，、;；:：—–…。.!?！？)）」』”》"
_NEVER_FIRST = "，。！？、；：」』”’）》〉】…—,.!?;:)]}%％·～的了着过们吗呢吧啊呀嘛地得么"
_NEVER_LAST = "「『“‘（《〈【([{$¥￥#第"
_BEFORE_EN = words("""
    and but or nor so yet because although though while when where which who that if unless until since as than for
    with from into in on at to by of about between through
    """)
_TIED_EN = words("""
    a an the my your his her its our their this these those no not very of in on at to by for with from into and or but
    is are was were be been has have had will would can could should do does did i we you he she they mr mrs dr
    """)
_BEFORE_ZH = tuple(
    words("""
    但是 因为 所以 如果 而且 并且 还有 以及 虽然 然后 或者 不过 于是 可以 就是 我们 你们 他们 它们 这个 这些 那些
    一个 和 与 或 在 把 被 让 从 对 用 为 给 向 跟 比 也 都 还 就 又 才 而 但 很 不 是 会 能 要 想 请 来 去
    """)
)
_AFTER_ZH = "的了着过地得吗呢吧"


@dataclass(frozen=True)
class Sentence:
    """Something that is said, with its times in seconds."""

    text: str
    start: float
    end: float


@dataclass(frozen=True)
class Cue:
    """One subtitle: what is seen from `start` to `end` (seconds), in one or two lines."""

    start: float
    end: float
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def make_cues(
    sentences: Iterable[Sentence],
    columns: int | None = None,
    lines: int = LINES,
    pauses: Sequence[tuple[float, float]] = (),
) -> list[Cue]:
    """Subtitles for what is said.

    A sentence that does not fit is cut where one pauses, a very short one joins its neighbour. Each subtitle is seen
    until it can be read, as far as the next one allows. Chinese loses the full stops and commas at the ends of lines,
    as is usual there.

    Args:
        sentences: in the order in which they are said.
        columns: widest line in half-width columns (a Chinese character takes two); None takes 42, with Chinese 36.
        lines: lines of one subtitle, at most.
        pauses: (start, end) of silences in seconds; a cut within a sentence moves to one nearby.
    """
    cut = [piece for s in sentences if s.text.strip() for piece in _cut(s, columns, lines, pauses)]
    pieces = _joined(cut, columns, lines)
    made = []
    for i, piece in enumerate(pieces):
        following = pieces[i + 1].start - GAP if i + 1 < len(pieces) else float("inf")
        wanted = max(piece.end + LINGER, piece.start + reading_time(piece.text))
        end = min(wanted, following)
        if following - end < 0.35:
            end = following
        shown = tuple(_shown(line) for line in wrap(piece.text, _width(piece.text, columns), lines))
        made.append(Cue(round(piece.start, 3), round(max(end, piece.start + GAP), 3), shown))
    return made


def reading_time(text: str) -> float:
    """Seconds that it takes to read a subtitle, `SHORTEST` at least."""
    han = sum(map(is_han, text))
    return max(SHORTEST, han / READ["han"] + (len(text) - han) / READ["else"])


def to_srt(cues: Iterable[Cue]) -> str:
    """The text of a SubRip file."""
    blocks = [f"{n}\n{_clock(c.start)} --> {_clock(c.end)}\n{c.text}\n" for n, c in enumerate(cues, 1)]
    return "\n".join(blocks)


def write_srt(path: str | Path, cues: Iterable[Cue]) -> None:
    """Write a SubRip file in UTF-8.

    Raises:
        StorageError: the disk refused.
    """
    write_bytes(Path(path), to_srt(cues).encode())


def width_of(text: str) -> int:
    """Half-width columns that a text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def wrap(text: str, columns: int, lines: int = LINES) -> list[str]:
    """A text in as few lines as it needs, of about equal length and broken where one pauses; more than `lines` only
    when nothing else is possible."""
    text = " ".join(text.split())
    if width_of(text) <= columns:
        return [text] if text else []
    breaks = _breaks(text, columns)
    needed = -(-width_of(text) // columns)
    for count in range(max(2, needed), len(text) + 1):
        found = _even(text, breaks, columns, count)
        if found is not None and (count <= lines or count >= needed):
            return found
    return [text]


def _clock(seconds: float) -> str:
    ms = max(0, round(seconds * 1000))
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02},{ms % 1000:03}"


def _width(text: str, columns: int | None) -> int:
    return columns or (HAN_COLUMNS if any(map(is_han, text)) else COLUMNS)


def _shown(line: str) -> str:
    """A line as it is seen."""
    if any(map(is_han, line)):
        line = re.sub(r"[，。、；：,.;]+$", "", line)
    return line.strip()


# -- where to cut ---------------------------------------------------------------------------------------------


def _breaks(text: str, columns: int) -> dict[int, float]:
    """Where a text may be broken (the index of the first character after it) and how badly that reads."""
    found: dict[int, float] = {}
    for i in range(1, len(text)):
        before, after = text[i - 1], text[i]
        if after == " " or (before != " " and not (is_han(before) or is_han(after))):
            continue
        if after in _NEVER_FIRST or text[:i].rstrip()[-1:] in tuple(_NEVER_LAST):
            continue
        found[i] = _cost(text, i)
    # A word longer than a line has to be cut somewhere.
    marks = [0, *sorted(found), len(text)]
    for a, b in pairwise(marks):
        for i in range(a + columns // 2, b, columns // 2):
            if width_of(text[a:b]) > columns:
                found[i] = 60.0
    return found


def _cost(text: str, i: int) -> float:
    head, tail = text[:i].rstrip(), text[i:]
    if head[-1] in _CLAUSE:
        return 0.0
    if is_han(head[-1]) and is_han(tail[0]):
        if head[-1] in _AFTER_ZH:
            return 3.0
        return 4.0 if tail.startswith(_BEFORE_ZH) else 12.0
    if is_han(head[-1]) or is_han(tail[0]):
        return 6.0
    last = head.rsplit(None, 1)[-1].lower()
    first = re.split(r"\W", tail, maxsplit=1)[0].lower()
    if last in _TIED_EN or tail[0].isdigit():
        return 14.0
    return 3.0 if first in _BEFORE_EN else 7.0


def _even(text: str, breaks: dict[int, float], columns: int, count: int) -> list[str] | None:
    """The text in `count` lines of at most `columns`, the best way there is; None when there is none."""
    marks = [0, *sorted(breaks), len(text)]
    ideal = width_of(text) / count

    @lru_cache(None)
    def best(at: int, left: int) -> tuple[float, tuple[int, ...]] | None:
        start, found = marks[at], None
        ends = range(at + 1, len(marks)) if left > 1 else [len(marks) - 1]
        for end in ends:
            width = width_of(text[start : marks[end]].strip())
            if width > columns:
                if left > 1:
                    break
                continue
            cost = 30.0 * ((width - ideal) / ideal) ** 2 + breaks.get(marks[end], 0.0)
            rest = (0.0, ()) if left == 1 else best(end, left - 1) if end < len(marks) - 1 else None
            if rest is not None and (found is None or cost + rest[0] < found[0]):
                found = (cost + rest[0], (marks[end], *rest[1]))
        return found

    if len(marks) > 1 and (way := best(0, count)) is not None:
        starts = (0, *way[1][:-1])
        return [text[a:b].strip() for a, b in zip(starts, way[1], strict=True)]
    return None


def _fits(text: str, columns: int | None, lines: int) -> bool:
    text = text.strip()
    width = _width(text, columns)
    return width_of(text) <= width * lines and len(wrap(text, width, lines)) <= lines


def _cut(sentence: Sentence, columns: int | None, lines: int, pauses: Sequence[tuple[float, float]]) -> list[Sentence]:
    """A sentence in pieces that fit, with times by how long their characters take to say."""
    text = " ".join(sentence.text.split())
    parts = -(-(sentence.end - sentence.start) // LONGEST)
    if _fits(text, columns, lines) and parts <= 1:
        return [Sentence(text, sentence.start, sentence.end)]
    breaks = _breaks(text, _width(text, columns))
    marks = [0, *sorted(breaks), len(text)]

    @cache
    def fits(a: int, b: int) -> bool:
        return _fits(text[a:b], columns, lines)

    ideal = width_of(text) / max(parts, -(-width_of(text) // (_width(text, columns) * lines)))
    ways: list[tuple[float, tuple[int, ...]] | None] = [None] * len(marks)
    ways[0] = (0.0, ())
    for end in range(1, len(marks)):
        for begin in range(end - 1, -1, -1):
            way = ways[begin]
            if way is None:
                continue
            if not fits(marks[begin], marks[end]):
                if end - begin > 1:
                    break
                continue
            width = width_of(text[marks[begin] : marks[end]])
            cost = way[0] + 20 + 30 * ((width - ideal) / ideal) ** 2 + 3 * breaks.get(marks[end], 0.0)
            if (best := ways[end]) is None or cost < best[0]:
                ways[end] = (cost, (*way[1], marks[end]))
    final = ways[-1]
    cuts = [0, *(final[1] if final is not None else (len(text),))]
    times = [_time_at(sentence, text, cut, pauses) for cut in cuts]
    pieces = zip(cuts, cuts[1:], times, times[1:], strict=False)
    return [Sentence(text[a:b].strip(), start, end) for a, b, start, end in pieces]


def _time_at(sentence: Sentence, text: str, index: int, pauses: Sequence[tuple[float, float]]) -> float:
    """When the character at an index is said; a silence nearby is more exact than counting."""
    if index in (0, len(text)):
        return sentence.start if index == 0 else sentence.end
    total = sum(map(_weight, text)) or 1.0
    length = sentence.end - sentence.start
    guess = sentence.start + length * sum(map(_weight, text[:index])) / total
    near = [(abs((a + b) / 2 - guess), b) for a, b in pauses if sentence.start < a and b < sentence.end]
    off, end = min(near, default=(float("inf"), 0.0))
    return end if off < min(0.6, 0.12 * length) else guess


def _weight(char: str) -> float:
    if is_han(char):
        return _SPOKEN["han"]
    if char.isdigit():
        return _SPOKEN["digit"]
    if char.isalpha():
        return _SPOKEN["letter"]
    return _SPOKEN["stop"] if char in _CLAUSE else _SPOKEN["space"]


def _joined(pieces: list[Sentence], columns: int | None, lines: int) -> list[Sentence]:
    """Pieces too short to be read join their neighbour, when both fit and are said in one go."""
    found: list[Sentence] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last is not None and piece.start - last.end < TOGETHER and _brief(last, piece):
            space = "" if width_of(last.text[-1] + piece.text[0]) == 4 else " "
            both = f"{last.text}{space}{piece.text}"
            if _fits(both, columns, lines):
                found[-1] = Sentence(both, last.start, piece.end)
                continue
        found.append(piece)
    return found


def _brief(first: Sentence, second: Sentence) -> bool:
    return any(s.end - s.start < min(SHORTEST, reading_time(s.text)) for s in (first, second))
