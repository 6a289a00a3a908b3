"""From a presenter's recipe to its parts: the portrait, the place behind, and the portrait that talks."""

from __future__ import annotations

from typing import Any, Literal

from castalia.errors import BadInput
from castalia.recipes import Host
from castalia.recipes.base import MAX_SEED
from castalia.works.graph import Node
from castalia.works.hosting.script import Script

PORTRAIT, PLACE, TALK = "portrait", "place", "talk"
PERSON = "woman"
"""Who presents when nobody is named."""
ENDING = "[0.9s]"
"""What is added to the words: the presenter stays a moment before the picture ends."""
AUTO = "auto"
_TITLES = {
    "en": {PORTRAIT: "presenter", PLACE: "background", TALK: "talking", "whole": "putting it together"},
    "zh": {PORTRAIT: "主持人", PLACE: "背景", TALK: "讲解", "whole": "合成视频"},
}

Language = Literal["en", "zh"]


def language_of(recipe: Host) -> Language:
    """The language of titles and remarks."""
    from castalia.prompts.language import detect

    return "zh" if recipe.language.startswith(("zh", "cmn")) or detect(recipe.script) == "zh" else "en"


def title(part: str, language: Language) -> str:
    """What a progress display calls a part."""
    return _TITLES[language][part]


def nodes(recipe: Host, script: Script) -> tuple[Node, ...]:
    """`portrait` when no picture is given, `place` when the background is one, `talk`."""
    language = language_of(recipe)
    found: list[Node] = []
    if recipe.portrait is None:
        found.append(Node(PORTRAIT, "image", _portrait(recipe), title=title(PORTRAIT, language)))
    if recipe.background != AUTO and color_of(recipe.background) is None:
        found.append(Node(PLACE, "image", _place(recipe), title=title(PLACE, language)))
    values = _talk(recipe, script)
    if recipe.portrait is None:
        found.append(Node(TALK, "talk", values, {"image": PORTRAIT}, title(TALK, language)))
    else:
        found.append(Node(TALK, "talk", {**values, "image": recipe.portrait}, title=title(TALK, language)))
    return tuple(found)


def color_of(background: str) -> tuple[int, int, int] | None:
    """A colour by `#rrggbb`, by its CSS name, or by its Chinese name; None for anything else."""
    from PIL import ImageColor

    from castalia.clay.lexicon.colors import COLORS, ENTRIES

    text = background.strip()
    try:
        red, green, blue = ImageColor.getrgb(text.lower().replace(" ", ""))[:3]
        return red, green, blue
    except ValueError:
        pass
    for entry in ENTRIES:
        if text.lower() in (*entry.en, *entry.zh, *entry.near_en, *entry.near_zh):
            r, g, b = (round(255 * v ** (1 / 2.2)) for v in COLORS[entry.value])
            return r, g, b
    if text.startswith("#"):
        raise BadInput(f"'{text[:20]}' is no colour", hint="write it as #rrggbb, e.g. #1d3557")
    return None


def check_place(background: str) -> None:
    """Refuse a background that is neither a colour nor a place that can be drawn."""
    from castalia.clay.parse import parse

    heard = parse(background, negative_prompt="", style="auto", seed=0).heard
    if not any(h.concept.startswith("place:") for h in heard):
        raise BadInput(
            f"the background '{background[:40]}' is neither a colour nor a place that is known here",
            hint="for example navy, #1d3557, a library, a beach at sunset, 海边",
        )


def presenter(recipe: Host) -> tuple[str, int]:
    """The prompt of the presenter's portrait, and its seed."""
    from castalia.prompts.language import detect

    text = recipe.presenter.strip()
    if text in ("", AUTO):
        from castalia.faces.clay.actor import PERSONS

        prompt, seed = PERSONS[PERSON]
        return prompt, (seed + recipe.seed) % (MAX_SEED + 1)
    if detect(text) == "zh":
        return (text if "肖像" in text or "头像" in text else f"{text}的肖像"), recipe.seed
    return (text if "portrait" in text.lower() else f"a portrait of {text}"), recipe.seed


def _portrait(recipe: Host) -> dict[str, Any]:
    prompt, seed = presenter(recipe)
    tall = recipe.height > recipe.width
    side = min(1024, max(448, (0.62 if tall else 0.9) * recipe.height))
    side = 8 * round(side / 8)
    return {"prompt": prompt, "width": side, "height": side, "seed": seed, "format": "png"}


def _place(recipe: Host) -> dict[str, Any]:
    """As large as the frame, at most 1280: it is out of focus anyway."""
    scale = min(1.0, 1280 / max(recipe.width, recipe.height))
    width, height = (max(64, 8 * round(side * scale / 8)) for side in (recipe.width, recipe.height))
    return {
        "prompt": recipe.background, "negative_prompt": "people, animals, 人, 动物", "width": width, "height": height,
        "seed": recipe.seed, "format": "png",
    }  # fmt: skip


def _talk(recipe: Host, script: Script) -> dict[str, Any]:
    from castalia.engines.speech.fitting import fitting

    voice = recipe.voice
    if voice == AUTO and recipe.portrait is None:
        voice = fitting(presenter(recipe)[0]).voice
    return {
        "say": f"{script.say} {ENDING}", "fps": recipe.fps, "language": recipe.language, "voice": voice,
        "rate": recipe.rate, "speech_engine": recipe.speech_engine, "consent": recipe.consent, "seed": recipe.seed,
    }  # fmt: skip
