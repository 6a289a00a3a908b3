"""Sounds of speech and the mouth shapes that belong to them: IPA as eSpeak writes it for any language, and ARPAbet."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Phoneme:
    """One sound of speech and when it is heard, in seconds."""

    symbol: str
    """IPA, eSpeak's spelling of it, or ARPAbet; anything that `is_silence` is a rest."""
    start: float
    end: float

    @property
    def stressed(self) -> bool:
        """Whether the main stress of a word is marked on it (in Mandarin: a full tone)."""
        return "ˈ" in self.symbol or self.symbol.endswith("1")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a sound wants of the mouth (0..1 each, as in `CHANNELS`), and how much it insists."""

    open: float
    wide: float = 0.0
    round: float = 0.0
    tuck: float = 0.0
    tongue: float = 0.0
    press: float = 0.0
    jaw: float = 1.0
    """How much it insists on its opening against its neighbours; about 0 takes theirs."""
    lips: float = 1.0
    """How much it insists on its width and roundness."""
    length: float = 1.0
    """Its share of time among the parts of one symbol."""
    vowel: bool = False
    plosive: bool = False


def _vowel(open: float, wide: float, round: float) -> Shape:
    return Shape(open, wide, round, vowel=True, lips=1.0 if round > 0.4 else 0.8)


_VOWELS = {
    "i": _vowel(0.24, 0.80, 0), "y": _vowel(0.20, 0, 0.90), "ɨ": _vowel(0.22, 0.50, 0), "ʉ": _vowel(0.20, 0, 0.85),
    "ɯ": _vowel(0.24, 0.35, 0.1), "u": _vowel(0.20, 0, 0.95), "ɪ": _vowel(0.32, 0.55, 0), "ʏ": _vowel(0.28, 0, 0.75),
    "ʊ": _vowel(0.32, 0, 0.65), "e": _vowel(0.44, 0.62, 0), "ø": _vowel(0.40, 0, 0.75), "ɘ": _vowel(0.40, 0.30, 0),
    "ɵ": _vowel(0.40, 0, 0.60), "ɤ": _vowel(0.44, 0.20, 0), "o": _vowel(0.48, 0, 0.80), "ə": _vowel(0.38, 0.15, 0.05),
    "ɛ": _vowel(0.60, 0.42, 0), "œ": _vowel(0.52, 0, 0.60), "ɜ": _vowel(0.50, 0.15, 0.1), "ɞ": _vowel(0.50, 0, 0.40),
    "ʌ": _vowel(0.64, 0.15, 0), "ɔ": _vowel(0.68, 0, 0.58), "æ": _vowel(0.80, 0.45, 0), "ɐ": _vowel(0.66, 0.18, 0),
    "a": _vowel(0.90, 0.25, 0), "ɶ": _vowel(0.80, 0, 0.30), "ɑ": _vowel(0.92, 0.12, 0), "ɒ": _vowel(0.80, 0, 0.42),
    "ᵻ": _vowel(0.28, 0.50, 0), "ɚ": _vowel(0.38, 0.05, 0.35), "ɝ": _vowel(0.44, 0.05, 0.35),
    "ɿ": _vowel(0.18, 0.50, 0), "ʅ": _vowel(0.20, 0.30, 0.2),
}  # fmt: skip
"""Vowels by height, frontness and rounding of the IPA chart."""


def _consonants() -> dict[str, Shape]:
    closed = Shape(0.10, press=1, jaw=0.35, lips=0.25, length=0.8)
    stop = replace(closed, plosive=True)
    tucked = Shape(0.10, 0.15, tuck=1, jaw=1.0, lips=0.4, length=0.8)
    table: dict[str, Shape] = {}
    groups = {
        "m": closed,
        "p b ɓ ʙ ʘ": stop,
        "f v ɱ ⱱ": tucked,
        "ʋ": replace(tucked, tuck=0.6, jaw=0.6),
        "ɸ β": Shape(0.10, 0, 0.25, jaw=0.9, lips=0.5),
        "θ ð": Shape(0.22, 0.15, tongue=1, jaw=0.7, lips=0.2),
        "t d n ɗ ǀ": Shape(0.18, 0.20, tongue=0.6, jaw=0.6, lips=0.15, plosive=True),
        "l ɫ ɬ ɮ ɺ ǁ": Shape(0.28, 0.15, tongue=0.9, jaw=0.5, lips=0.15),
        "r ɾ": Shape(0.24, 0.15, tongue=0.5, jaw=0.4, lips=0.15),
        "s z": Shape(0.10, 0.40, tongue=0.1, jaw=0.9, lips=0.35),
        "ʃ ʒ": Shape(0.16, 0, 0.60, jaw=0.9, lips=0.8),
        "ʂ ʐ": Shape(0.16, 0.05, 0.40, jaw=0.9, lips=0.6),
        "ɕ ʑ ç ʝ": Shape(0.14, 0.40, 0.10, jaw=0.8, lips=0.5),
        "ʈ ɖ ɳ ɭ ɽ": Shape(0.20, 0.10, 0.10, tongue=0.5, jaw=0.5, lips=0.15, plosive=True),
        "ɹ ɻ": Shape(0.24, 0, 0.45, jaw=0.5, lips=0.6),
        "c ɟ ɲ ʎ ʄ ǂ": Shape(0.22, 0.50, tongue=0.2, jaw=0.5, lips=0.4),
        "j": Shape(0.20, 0.60, jaw=0.6, lips=0.6, length=0.7),
        "k g ɡ x ɣ ŋ ɠ ɰ": Shape(0.28, 0.12, jaw=0.3, lips=0.1),
        "q ɢ χ ʁ ɴ ʀ ʛ": Shape(0.32, 0.10, jaw=0.3, lips=0.1),
        "ħ ʕ ʜ ʢ ʡ": Shape(0.42, 0.10, jaw=0.25, lips=0.08),
        "h ɦ ʔ ɧ": Shape(0.35, 0.10, jaw=0.08, lips=0.05, length=0.5),
        "w ʍ": Shape(0.14, 0, 0.95, jaw=0.8, lips=1.0, length=0.7),
        "ɥ": Shape(0.15, 0, 0.80, jaw=0.7, lips=0.9, length=0.7),
    }
    for letters, shape in groups.items():
        table |= dict.fromkeys(letters.split(), shape)
    return table


_CONSONANTS = _consonants()
_IPA = _CONSONANTS | _VOWELS
_AMONG = Shape(0.35, 0.12, 0.05, jaw=0.3, lips=0.15)
"""A sound that nothing is known of: half open, and led by its neighbours."""

ARPABET = {
    "AA": "ɑ", "AE": "æ", "AH": "ʌ", "AO": "ɔ", "AW": "aʊ", "AX": "ə", "AXR": "ɚ", "AY": "aɪ", "B": "b", "CH": "tʃ",
    "D": "d", "DH": "ð", "DX": "ɾ", "EH": "ɛ", "EL": "əl", "EM": "əm", "EN": "ən", "ER": "ɝ", "EY": "eɪ", "F": "f",
    "G": "ɡ", "HH": "h", "IH": "ɪ", "IX": "ɨ", "IY": "i", "JH": "dʒ", "K": "k", "L": "l", "M": "m", "N": "n",
    "NG": "ŋ", "OW": "oʊ", "OY": "ɔɪ", "P": "p", "Q": "ʔ", "R": "ɹ", "S": "s", "SH": "ʃ", "T": "t", "TH": "θ",
    "UH": "ʊ", "UW": "u", "UX": "ʉ", "V": "v", "W": "w", "WH": "ʍ", "Y": "j", "Z": "z", "ZH": "ʒ",
}  # fmt: skip
"""ARPAbet, as cmudict and PocketSphinx write English, in IPA."""
_SPELLINGS = (
    ("ts.h", "tʂ"), ("ts.", "tʂ"), ("s.", "ʂ"), ("z.", "ʐ"), ("i.", "ʅ"), ("i̪", "ɿ"), ("onɡ", "ʊŋ"), ("ong", "ʊŋ"),
    ("nɡ", "ŋ"), ("o-", "ɤ"), ("a-", "a"), ("@", "ə"), ("3", "ɜ"), ("0", "ɒ"), ("&", "æ"),
)  # fmt: skip
"""What eSpeak writes in its own letters, mostly for Mandarin."""
_SILENCE = {"", "_", "_:", "sil", "<sil>", "<s>", "</s>", "sp", "spn", "[noise]", "+spn+", "+nsn+", "pau"}
_MARKS = set("ˈˌː:ˑ'`ʼ.-~|‿ˠˤᵊ⁼˞̩0123456789")


def is_silence(symbol: str) -> bool:
    """Whether a symbol stands for a rest, a noise or a marker rather than a sound of speech."""
    bare = symbol.strip().lower()
    return bare in _SILENCE or bare.startswith(("(", "+", "<", "["))


@lru_cache(maxsize=4096)
def shapes(symbol: str) -> tuple[Shape, ...]:
    """The mouth shapes of a sound in their order (a diphthong has two); empty for a rest.

    A letter that is not known takes the shape of the letter it is made from, else one led by its neighbours.
    """
    found, _ = _read(symbol)
    return found


def is_known(symbol: str) -> bool:
    """Whether every letter of a symbol is in the tables, so that nothing had to be guessed."""
    return is_silence(symbol) or _read(symbol)[1]


def is_vowel(symbol: str) -> bool:
    """Whether a sound is, in the main, a vowel."""
    return any(shape.vowel for shape in shapes(symbol))


def is_bilabial(symbol: str) -> bool:
    """Whether the lips meet in it, as in m, b, p."""
    return any(shape.press > 0.5 for shape in shapes(symbol))


def _read(symbol: str) -> tuple[tuple[Shape, ...], bool]:
    if is_silence(symbol):
        return (), True
    bare = symbol.strip()
    arpa = bare.rstrip("012")
    if arpa in ARPABET:
        bare = ARPABET[arpa]
    for written, meant in _SPELLINGS:
        bare = bare.replace(written, meant)
    letters: list[Shape] = []
    known = True
    for letter in unicodedata.normalize("NFD", bare.replace("ç", "\u029d")):
        shape = _IPA.get(letter)
        if shape is not None:
            letters.append(shape)
        elif letter in "ʲʷʰʱᵝⁿˡ" and letters:
            letters[-1] = _modified(letters[-1], letter)
        elif letter == "ʲ":
            letters.append(_IPA["j"])
        elif letter not in _MARKS and not unicodedata.combining(letter) and not letter.isspace():
            guessed = _guess(letter)
            known = known and guessed is not None
            letters.append(guessed or _AMONG)
    return _timed(tuple(letters)), known


def _modified(shape: Shape, letter: str) -> Shape:
    if letter == "ʲ":
        return replace(shape, wide=max(shape.wide, 0.45), lips=max(shape.lips, 0.35))
    if letter == "ʷ":
        return replace(shape, round=max(shape.round, 0.7), lips=max(shape.lips, 0.7))
    return shape


def _guess(letter: str) -> Shape | None:
    """The shape of the plain letter that a letter of some alphabet comes from, by its name in Unicode."""
    plain = unicodedata.normalize("NFKD", letter)[0].lower()
    if plain in _IPA:
        return _IPA[plain]
    words = unicodedata.name(letter, "").split()
    if words[:1] == ["LATIN"]:
        named = next((w.lower() for w in reversed(words) if len(w) == 1), "")
        return _IPA.get(named)
    return None


def _timed(letters: tuple[Shape, ...]) -> tuple[Shape, ...]:
    """Several letters of one symbol share its time: the openest vowel has most of it, a glide little."""
    if len(letters) < 2:
        return letters
    vowels = [shape.open for shape in letters if shape.vowel]
    return tuple(
        replace(s, length=(1.5 if s.open == max(vowels) else 0.8) if s.vowel else s.length * 0.7) for s in letters
    )


def from_timings(entries: list[dict[str, object]]) -> list[Phoneme]:
    """Phonemes from the `phonemes` of a timings file, as a voice of the studio writes it; `ValueError` for others."""
    try:
        made = [Phoneme(str(e["phoneme"]), float(e["start"]), float(e["end"])) for e in entries]  # type: ignore[arg-type]
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"not a list of phonemes: {error}") from None
    return sorted((p for p in made if p.end > p.start >= 0), key=lambda p: p.start)
