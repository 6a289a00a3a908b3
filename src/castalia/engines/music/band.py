"""The instruments: their names in both languages, their range, their place in the sound and what they can play."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from castalia.errors import BadInput


@dataclass(frozen=True)
class Instrument:
    """One instrument of the band."""

    name: str
    words: tuple[str, ...]
    """Other names a user may give it, English and Chinese."""
    program: int
    """General MIDI program, 0 to 127."""
    low: int
    high: int
    """MIDI range in which it sounds well."""
    roles: tuple[str, ...]
    """What it can play, best first: lead, harmony, bass, colour, drums."""
    pattern: str = "pad"
    """How it accompanies, see `castalia.engines.music.accompany.PATTERNS`."""
    pan: float = 0.0
    """-1 left to 1 right."""
    send: float = 0.3
    """Share sent to the reverb, 0 to 1."""


INSTRUMENTS = {
    i.name: i
    for i in (
        Instrument(
            "piano",
            ("grand piano", "keys", "钢琴"),
            0,
            36,
            88,
            ("harmony", "lead", "colour", "bass"),
            "arpeggio",
            -0.08,
            0.22,
        ),
        Instrument(
            "strings",
            ("orchestra", "string ensemble", "violins", "弦乐", "管弦乐", "交响"),
            48,
            43,
            84,
            ("harmony", "lead"),
            "pad",
            0.0,
            0.4,
        ),
        Instrument("violin", ("fiddle", "小提琴"), 40, 57, 88, ("lead",), "pad", -0.22, 0.38),
        Instrument("cello", ("大提琴",), 42, 38, 69, ("lead", "bass", "harmony"), "pad", 0.22, 0.35),
        Instrument("erhu", ("二胡",), 110, 62, 86, ("lead",), "pad", -0.12, 0.4),
        Instrument(
            "flute",
            ("bamboo flute", "recorder", "dizi", "xiao", "长笛", "笛子", "竹笛", "箫", "洞箫"),
            73,
            62,
            91,
            ("lead", "colour"),
            "pad",
            0.16,
            0.42,
        ),
        Instrument(
            "clarinet", ("oboe", "woodwind", "单簧管", "双簧管", "木管"), 71, 52, 84, ("lead",), "pad", 0.2, 0.35
        ),
        Instrument("harp", ("lyre", "竖琴"), 46, 40, 88, ("harmony", "colour", "lead"), "arpeggio", 0.28, 0.35),
        Instrument(
            "guitar",
            ("acoustic guitar", "ukulele", "吉他", "木吉他"),
            24,
            40,
            79,
            ("harmony", "lead"),
            "pluck",
            -0.26,
            0.2,
        ),
        Instrument(
            "guzheng",
            ("zither", "koto", "pipa", "古筝", "古琴", "琵琶"),
            107,
            43,
            86,
            ("lead", "harmony", "colour"),
            "arpeggio",
            -0.2,
            0.32,
        ),
        Instrument(
            "marimba",
            ("xylophone", "马林巴", "木琴"),
            12,
            45,
            88,
            ("harmony", "lead", "colour"),
            "ostinato",
            -0.24,
            0.3,
        ),
        Instrument(
            "kalimba",
            ("thumb piano", "卡林巴", "拇指琴"),
            108,
            55,
            88,
            ("harmony", "lead", "colour"),
            "ostinato",
            0.2,
            0.34,
        ),
        Instrument("vibraphone", ("vibes", "颤音琴"), 11, 53, 88, ("colour", "lead", "harmony"), "arpeggio", 0.3, 0.4),
        Instrument(
            "bells",
            ("glockenspiel", "celesta", "chimes", "bell", "钟琴", "铃铛", "铃", "钟声", "编钟"),
            9,
            72,
            100,
            ("colour", "lead"),
            "sparse",
            0.32,
            0.5,
        ),
        Instrument(
            "music box",
            ("musicbox", "八音盒", "音乐盒"),
            10,
            67,
            96,
            ("lead", "colour", "harmony"),
            "arpeggio",
            0.1,
            0.4,
        ),
        Instrument("choir", ("voices", "vocal", "合唱", "唱诗", "人声"), 52, 48, 79, ("harmony",), "pad", 0.0, 0.5),
        Instrument(
            "brass",
            ("horn", "horns", "trumpet", "trombone", "铜管", "小号", "圆号", "号角"),
            61,
            46,
            79,
            ("lead", "harmony"),
            "pad",
            0.12,
            0.4,
        ),
        Instrument(
            "organ", ("church organ", "管风琴", "风琴"), 19, 36, 84, ("harmony", "lead", "bass"), "pad", 0.0, 0.4
        ),
        Instrument(
            "pad",
            ("synth", "synthesizer", "synthesiser", "ambient", "合成器", "电子"),
            89,
            40,
            79,
            ("harmony", "colour"),
            "pad",
            0.0,
            0.45,
        ),
        Instrument(
            "bass",
            ("double bass", "bass guitar", "contrabass", "贝斯", "低音提琴"),
            32,
            28,
            55,
            ("bass",),
            "pad",
            0.0,
            0.06,
        ),
        Instrument(
            "drums", ("drum", "percussion", "beat", "鼓", "打击乐", "鼓点"), 0, 35, 81, ("drums",), "pad", 0.0, 0.2
        ),
    )
}
"""Every instrument by its name."""

_BY_WORD = {word: i for i in INSTRUMENTS.values() for word in (i.name, *i.words)}


def instrument(name: str) -> Instrument:
    """The instrument a user means; `BadInput` with the list when there is none of that name."""
    wanted = " ".join(name.lower().replace("_", " ").replace("-", " ").split())
    for word in (wanted, wanted.removesuffix("s"), f"{wanted}s"):
        if word in _BY_WORD:
            return _BY_WORD[word]
    near = difflib.get_close_matches(wanted, _BY_WORD, n=1, cutoff=0.7)
    meant = f"did you mean {_BY_WORD[near[0]].name}? " if near else ""
    raise BadInput(f"there is no instrument '{name}'", hint=f"{meant}instruments are {', '.join(INSTRUMENTS)}")


def words() -> dict[str, Instrument]:
    """Every word for an instrument, English and Chinese."""
    return dict(_BY_WORD)
