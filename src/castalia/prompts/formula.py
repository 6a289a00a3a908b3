"""The formula of a prompt: [subject] + [detail] + [scene] + [light] + [style] + [technical]."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

from castalia.errors import BadInput
from castalia.prompts import presets
from castalia.prompts.language import Language, detect

Part = Literal["subject", "detail", "scene", "light", "style", "technical"]

MEANING: dict[str, tuple[str, str]] = {
    "subject": ("who or what is seen", "a red fox"),
    "detail": ("what it looks like, what it does", "thick winter fur, looking back"),
    "scene": ("where it is, the weather", "in a birch forest in falling snow"),
    "light": ("time of day and light", "in the golden hour"),
    "style": ("medium or look; the name of a preset or free words", "watercolor"),
    "technical": ("lens, view, format of the picture", "close-up, 85 mm, shallow depth of field"),
}
"""Part -> (what it says, an example)."""

_KINDS = {
    "subject": ("subject",), "detail": ("trait", "action"), "scene": ("place", "weather"), "light": ("light",),
    "style": ("style",), "technical": ("lens", "angle", "camera", "focus"),
}  # fmt: skip


@dataclass(frozen=True)
class Formula:
    """The parts of a prompt; only the subject must be there."""

    subject: str
    detail: str = ""
    scene: str = ""
    light: str = ""
    style: str = ""
    technical: str = ""


@dataclass(frozen=True)
class Built:
    """A prompt that was put together."""

    prompt: str
    negative_prompt: str
    empty: tuple[str, ...]
    """Parts that say nothing yet."""
    notes: tuple[str, ...] = ()


def build(formula: Formula, *, family: str = "", negative: str = "") -> Built:
    """Put the parts together, in the words and the order that a family of models reads best.

    Args:
        family: of the model; families of tags get a list, the others sentences.
        negative: the name of a negative prompt of `presets.NEGATIVES`, or free words.

    Raises:
        BadInput: there is no subject.
    """
    parts = {f.name: " ".join(getattr(formula, f.name).split()).strip(" ,，.。") for f in fields(formula)}
    if not parts["subject"]:
        raise BadInput("a prompt needs a subject", hint=f'for example --subject "{MEANING["subject"][1]}"')
    language = detect(" ".join(parts.values()))
    name = _preset(parts["style"])
    own = presets.STYLES.get(name)
    words = [parts[p] for p in MEANING if parts[p] and not (p == "style" and own)]
    prompt = _joined(words, family, language)
    unwanted = presets.NEGATIVES.get(negative, negative)
    notes = []
    if own is not None:
        prompt, unwanted = presets.styled(prompt, unwanted, name, family)
    if unwanted and not presets.uses_negative(family):
        notes.append(f"{family} is usually run without guidance: the negative prompt then changes nothing")
    return Built(prompt, unwanted, tuple(p for p in MEANING if not parts[p]), tuple(notes))


def _preset(words: str) -> str:
    """The name of the preset that is meant by these words; empty where they are none's."""
    name = words.lower().replace(" ", "_").replace("-", "_")
    if not words or name in presets.STYLES:
        return name
    from castalia.clay import lexicon

    item = next((e for e in lexicon.entries() if e.kind == "style" and words.lower() in (*e.en, *e.zh)), None)
    return item.value if item else ""


def _joined(words: list[str], family: str, language: Language) -> str:
    if language == "zh":
        return "，".join(words)
    if family and not family.startswith(presets.TAGS):
        sentences = [", ".join(words[:2]), *words[2:]]
        return ". ".join(words[0].upper() + words[1:] for words in sentences)
    return ", ".join(words)


def suggestions(part: str, language: Language = "en", count: int = 8, seed: int = 0) -> list[str]:
    """Words of the lexicon that fit a part of the formula.

    Args:
        count: how many; another seed gives others.
    """
    import random

    from castalia.clay import lexicon

    if part not in MEANING:
        raise BadInput(f"there is no part '{part}'", hint=f"parts are {', '.join(MEANING)}")
    if part == "style":
        found = [s.name if language == "en" else s.zh.removeprefix("{prompt}，") for s in presets.STYLES.values()]
    else:
        found = [_said(item.concept, language) for item in lexicon.entries() if item.kind in _KINDS[part]]
    random.Random(f"{part}/{seed}").shuffle(found)
    return found[:count]


def _said(concept: str, language: Language) -> str:
    from castalia.clay import lexicon

    word = lexicon.phrase(concept, language)
    if concept.startswith("subject:") and language == "en":
        return f"{lexicon.article(word)} {word}"
    return word
