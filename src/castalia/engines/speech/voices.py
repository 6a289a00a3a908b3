"""The voices and languages that eSpeak NG has here, and what a user's word for one means."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from castalia.engines.speech.reading import family
from castalia.errors import BadInput, Missing


@dataclass(frozen=True)
class Voice:
    """How a voice is made: an eSpeak variant (a vocal tract) and a manner of speaking."""

    name: str
    variant: str = ""
    """Name of an eSpeak variant, e.g. `f3`; empty is the plain voice of the language."""
    dialect: str = ""
    """Language that the voice's name asks for, e.g. `en-gb`; it stands in for the language of the same family."""
    semitones: float = 0.0
    """Pitch against the variant's own."""
    tempo: float = 1.0
    liveliness: int = 50
    """Range of the intonation, 0 to 99; 50 is eSpeak's own."""


_NAMED = {
    "auto": Voice("auto", "", semitones=1.0, liveliness=58),
    "narrator": Voice("narrator", "m7", semitones=-1.0, tempo=0.92, liveliness=62),
    "male": Voice("male", "m3", semitones=0.5, liveliness=55),
    "female": Voice("female", "f2", semitones=0.5, liveliness=55),
    "child": Voice("child", "f4", semitones=4.0, tempo=1.03, liveliness=70),
    "grandma": Voice("grandma", "grandma", semitones=-0.5, tempo=0.88, liveliness=50),
    "grandpa": Voice("grandpa", "grandpa", semitones=-1.0, tempo=0.86, liveliness=50),
    "robot": Voice("robot", "m1", tempo=0.95, liveliness=4),
}
NAMED = tuple(_NAMED)
"""The voices that have a plain name; any eSpeak variant or language is a voice too."""

DIALECTS = {"en": "en-us", "zh": "cmn"}
"""eSpeak's language for ours."""


def data_folder() -> Path:
    """The folder with eSpeak's data; `Missing` when the wheel is not installed."""
    from importlib.util import find_spec

    spec = find_spec("espeakng_loader")  # not imported: no part of the GPL library may come into this process
    data = Path(spec.origin).parent / "espeak-ng-data" if spec and spec.origin else None
    if data is None or not data.is_dir():
        raise Missing("the voice library espeak-ng is not installed", hint="pip install espeakng-loader")
    return data


@dataclass(frozen=True)
class Tongue:
    """A language that eSpeak speaks."""

    voice: str
    """eSpeak's name of its plain voice: the name of its file."""
    name: str
    """In English, e.g. `French (France)`."""


@lru_cache(maxsize=4)
def languages(data: Path) -> dict[str, Tongue]:
    """Languages by their code in lower case; those whose dictionary is not in the wheel are left out."""
    found: dict[str, tuple[int, Tongue]] = {}
    for path in sorted(p for p in (data / "lang").rglob("*") if p.is_file()):
        lines = [line.split("//")[0].split() for line in path.read_text("utf-8", "replace").splitlines()]
        said = {words[0]: words[1:] for words in reversed(lines) if len(words) > 1}
        codes = [words[1:] for words in lines if len(words) > 1 and words[0] == "language"]
        dictionary = said.get("dictionary", codes[0] if codes else [path.name])[0].split("-")[0]
        if not (data / f"{dictionary}_dict").is_file():
            continue
        tongue = Tongue(path.name, " ".join(said.get("name", [path.name])))
        for code, *rank in codes:
            order = int(rank[0]) if rank and rank[0].isdigit() else 5  # of several the lowest number goes first
            if code.lower() not in found or order < found[code.lower()][0]:
                found[code.lower()] = order, tongue
    return {code: tongue for code, (_, tongue) in found.items()}


@lru_cache(maxsize=4)
def variants(data: Path) -> tuple[str, ...]:
    """Names of eSpeak's voice variants, e.g. `f3` or `Annie`."""
    return tuple(sorted(p.name for p in (data / "voices" / "!v").iterdir() if " " not in p.name))


def voices() -> tuple[str, ...]:
    """Every name that the field `voice` understands, but for languages: the plain names first."""
    return NAMED + variants(data_folder())


def find_voice(name: str) -> Voice:
    """The voice that a user means; `BadInput` with the nearest names when there is none.

    Args:
        name: one of `NAMED`, an eSpeak variant (`f3`), a language or dialect (`en-gb`), or both (`en-gb+f3`).
    """
    data = data_folder()
    wanted = name.strip()
    if wanted.lower() in _NAMED:
        return _NAMED[wanted.lower()]
    known = {v.lower(): v for v in variants(data)}
    if wanted.lower() in known:
        return Voice(wanted, known[wanted.lower()])
    dialect, _, variant = wanted.partition("+")
    if dialect.lower() in languages(data) and (not variant or variant.lower() in known):
        return Voice(wanted, known.get(variant.lower(), ""), dialect=dialect.lower())
    near = difflib.get_close_matches(wanted.lower(), [*NAMED, *known], n=4, cutoff=0.5)
    shown = [known.get(n, n) for n in near] or list(NAMED)
    raise BadInput(f"there is no voice '{name}'", hint=f"try {', '.join(shown)}, or a language such as en-gb")


def check_language(code: str) -> None:
    """`BadInput` when the field `language` names one that eSpeak does not speak."""
    if code == "auto" or code in DIALECTS:
        return
    known = languages(data_folder())
    if code.lower() in known:
        return
    by_name = {tongue.name.lower(): language for language, tongue in known.items()}
    near = [by_name.get(n, n) for n in difflib.get_close_matches(code.lower(), [*known, *by_name], n=3, cutoff=0.6)]
    hint = (
        f"did you mean {', '.join(near)}?" if near else "use auto, en, zh or another language code such as fr, de, ja"
    )
    raise BadInput(f"language '{code}' is not spoken here", hint=hint)


def espeak_voice(language: str, voice: Voice) -> str:
    """eSpeak's own name for a voice in a language, e.g. `en-us+f3`."""
    known = languages(data_folder())
    dialect = DIALECTS.get(language, language.lower())
    if voice.dialect and family(voice.dialect) == family(dialect):
        dialect = voice.dialect
    plain = known[dialect].voice if dialect in known else dialect
    return f"{plain}+{voice.variant}" if voice.variant else plain
