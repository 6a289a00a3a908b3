"""PocketSphinx: the phones of English speech with its text, and a guess at the phones of any speech without one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import numpy as np

from castalia.errors import Missing
from castalia.faces.speech.phonemes import ARPABET, Phoneme

_FRAME = 0.01
_LETTERS = {
    "a": "AE", "b": "B", "c": "K", "d": "D", "e": "EH", "f": "F", "g": "G", "h": "HH", "i": "IH", "j": "JH", "k": "K",
    "l": "L", "m": "M", "n": "N", "o": "AA", "p": "P", "q": "K", "r": "R", "s": "S", "t": "T", "u": "AH", "v": "V",
    "w": "W", "x": "K S", "y": "IY", "z": "Z",
}  # fmt: skip
_GROUPS = (
    ("tion", "SH AH N"), ("sion", "ZH AH N"), ("igh", "AY"), ("sch", "SH"), ("tch", "CH"), ("sh", "SH"), ("ch", "CH"),
    ("th", "TH"), ("ph", "F"), ("wh", "W"), ("ck", "K"), ("ng", "NG"), ("qu", "K W"), ("ee", "IY"), ("ea", "IY"),
    ("oo", "UW"), ("ou", "AW"), ("ow", "OW"), ("oi", "OY"), ("oy", "OY"), ("ai", "EY"), ("ay", "EY"), ("au", "AO"),
    ("aw", "AO"), ("er", "ER"), ("ir", "ER"), ("ur", "ER"), ("or", "AO R"), ("ar", "AA R"), ("ie", "IY"), ("ue", "UW"),
)  # fmt: skip
"""English spelling, roughly, for words that no dictionary has."""


def installed() -> bool:
    """Whether PocketSphinx with its English model is here."""
    from importlib.util import find_spec

    return find_spec("pocketsphinx") is not None


def align(mono: np.ndarray, text: str) -> list[Phoneme]:
    """The phones (ARPAbet) of an English text with their times; empty when the text does not fit the sound.

    Args:
        mono: float32 (n,) at 16 kHz.

    Raises:
        Missing: PocketSphinx is not installed.
    """
    decoder = _decoder(None)
    said = _words(text)
    known = [word for word in said if _knows(decoder, word)]
    if not known:
        return []
    decoder.set_align_text(" ".join(known))
    try:
        _hear(decoder, mono)
        if decoder.hyp() is None:
            return []
        decoder.set_alignment()
        _hear(decoder, mono)
        alignment = decoder.get_alignment()
    except RuntimeError:
        return []
    if alignment is None:
        return []
    return _phones((phone.name, phone.start, phone.duration) for word in alignment for phone in word)


def allphone(mono: np.ndarray) -> list[Phoneme]:
    """What the phones (ARPAbet) may be, without a text; noise and silence are left out. As `align` otherwise."""
    from pocketsphinx import get_model_path

    decoder = _decoder(get_model_path("en-us/en-us-phone.lm.bin"))
    _hear(decoder, mono)
    return _phones((s.word, s.start_frame, s.end_frame - s.start_frame + 1) for s in decoder.seg() or ())


def _decoder(phones: str | None) -> Any:
    try:
        from pocketsphinx import Decoder
    except ImportError:
        raise Missing("pocketsphinx is not installed", hint="pip install 'castalia[face]'") from None
    if phones:
        return Decoder(samprate=16000, loglevel="FATAL", lm=None, allphone=phones, lw=2.0, beam=1e-20, pbeam=1e-20)
    return Decoder(samprate=16000, loglevel="FATAL", lm=None, beam=1e-80, pbeam=1e-80, wbeam=1e-60)


def _hear(decoder: Any, mono: np.ndarray) -> None:
    peak = float(np.abs(mono).max(initial=0))
    data = (mono * (0.7 / max(peak, 1e-6)) * 32767).astype("<i2").tobytes()
    decoder.start_utt()
    decoder.process_raw(data, full_utt=True)
    decoder.end_utt()


def _phones(entries: Any) -> list[Phoneme]:
    made = []
    for name, start, length in entries:
        bare = re.sub(r"\W.*$", "", name) if not name.startswith(("<", "+", "[")) else "SIL"
        if bare in ARPABET and length > 0:
            made.append(Phoneme(bare, start * _FRAME, (start + length) * _FRAME))
    return made


def _words(text: str) -> list[str]:
    """The words of a text as they are said: small letters, numbers in words where eSpeak's reading has them."""
    from castalia.engines.speech.reading import parts
    from castalia.prompts.plain import plain

    said = " ".join(part.text for part in parts(plain(text).replace("\n", " "), "en"))
    return re.findall(r"[a-z0-9]+(?:'[a-z]+)*", said.lower().replace("’", "'"))


def _knows(decoder: Any, word: str) -> bool:
    """Whether the dictionary has a word, after what is missing was added as eSpeak or the spelling says it."""
    if decoder.lookup_word(word) is not None:
        return True
    phones = _said(word)
    if not phones:
        return False
    decoder.add_word(word, phones, True)
    return True


@lru_cache(maxsize=1024)
def _said(word: str) -> str:
    """ARPAbet of a word: as eSpeak says it, else by its spelling."""
    from castalia.engines.speech.espeak_client import EspeakClient
    from castalia.errors import CastaliaError

    try:
        with EspeakClient() as client:
            spoken = client.say(word, "en-us", wpm=160, pitch=50, liveliness=50)
        phones = [phone for symbol, _, _ in spoken.phonemes for phone in _arpabet(symbol)]
    except CastaliaError:
        phones = []
    return " ".join(phones) or _spelled(word)


_LONGEST = sorted(((ipa, name) for name, ipa in ARPABET.items() if len(name) < 3), key=lambda pair: -len(pair[0]))
_NEAR = {
    "ɐ": "AH", "ᵻ": "IH", "ɜ": "ER", "o": "OW", "e": "EH", "a": "AA", "ɒ": "AO", "ɬ": "L", "x": "K", "r": "R", "g": "G",
    "ɚ": "ER"}  # fmt: skip
_TRAINED = {"AX": "AH", "IX": "IH", "UX": "UW", "DX": "T", "EL": "AH L", "EM": "AH M", "EN": "AH N", "Q": "", "WH": "W"}
"""Symbols that the acoustic model was not trained on."""


def _arpabet(symbol: str) -> list[str]:
    made, rest = [], re.sub(r"[ˈˌː\u0300-\u036f]", "", symbol)
    while rest:
        for ipa, name in (*_LONGEST, *_NEAR.items()):
            if rest.startswith(ipa):
                made += _TRAINED.get(name, name).split()
                rest = rest[len(ipa) :]
                break
        else:
            rest = rest[1:]
    return made


def _spelled(word: str) -> str:
    rest, made = re.sub(r"[^a-z]", "", word), []
    while rest:
        for group, phones in _GROUPS:
            if rest.startswith(group):
                made.append(phones)
                rest = rest[len(group) :]
                break
        else:
            made.append(_LETTERS[rest[0]])
            rest = rest[2:] if rest[:1] == rest[1:2] else rest[1:]
    return " ".join(made)
