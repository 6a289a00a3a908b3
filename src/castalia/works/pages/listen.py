"""Sets the page of a picture that was listened to: every stage with its text, its engine and how to change it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from castalia.prompts.language import Language
from castalia.recipes import Listen
from castalia.works.pages import asset, render, settings_of, size
from castalia.works.pages.words import LISTEN, TONES, words_of
from castalia.works.record import command, engine_of

if TYPE_CHECKING:
    from castalia.library.artifact import Artifact

_NODES = {"describe": "describe", "write": "write", "voice": "speak", "speak": "speak", "animate": "talk"}
_OTHER = {"warm": "funny", "funny": "dramatic", "dramatic": "mysterious", "mysterious": "scholarly",
          "scholarly": "warm", "neutral": "warm"}  # fmt: skip
"""The tone that a page proposes to try next."""


def page(
    recipe: Listen,
    language: Language,
    portrait: str,
    told: list[dict[str, Any]],
    parts: Mapping[str, Artifact],
    files: Mapping[str, Mapping[str, str]],
    folder: Path,
) -> str:
    """The page as HTML.

    Args:
        portrait: name of the picture. told: what each stage came to. files: node -> role -> name of its files.
        folder: where the files lie.
    """
    from PIL import Image

    ui = words_of(LISTEN, language)
    by_stage = {entry["stage"]: entry for entry in told}
    with Image.open(folder / portrait) as picture:
        width, height = picture.size
    return render(
        "listen.html.j2",
        language,
        folder / portrait,
        ui=ui,
        title=recipe.about[:1].upper() + recipe.about[1:] or ui["title"],
        portrait=portrait,
        width=width,
        height=height,
        video=files.get("talk", {}).get("main", ""),
        sound=files.get("speak", {}).get("main", ""),
        description=by_stage["describe"]["text"],
        words=by_stage["write"]["text"],
        stages=_Stages(recipe, language, portrait, ui, parts).shown(told),
        downloads=_downloads(portrait, files, ui, folder),
        engines=[
            {"part": ui["stage"][stage], **engine_of(parts[node])}
            for stage, node in _NODES.items()
            if node in parts and stage != "voice"
        ],
        settings=settings_of(recipe),
        copy_js=asset("pages", "copy.js"),
    )


class _Stages:
    """The stages of one recipe as the page shows them."""

    def __init__(
        self, recipe: Listen, language: Language, portrait: str, ui: Mapping[str, Any], parts: Mapping[str, Artifact]
    ) -> None:
        self.recipe, self.language, self.portrait, self.ui, self.parts = recipe, language, portrait, ui, parts

    def shown(self, told: list[dict[str, Any]]) -> list[dict[str, Any]]:
        first_open = next((entry["stage"] for entry in told if entry["state"] == "open"), "")
        return [{**entry, **self._stage(entry, entry["stage"] == first_open)} for entry in told]

    def _stage(self, entry: dict[str, Any], first_open: bool) -> dict[str, Any]:
        stage, state = entry["stage"], entry["state"]
        hint = self.ui["hints"]["open" if state == "open" else stage]
        lines = self._open_lines(stage) if state == "open" and first_open else []
        if state != "open":
            lines = self._lines(stage, entry["text"])
        return {
            "by": self._by(stage, state), "why": self._why(entry), "hint": hint, "lines": lines,
            "first_open": first_open, "removed": entry.get("removed", []),
        }  # fmt: skip

    def _line(self, **changes: Any) -> str:
        return command(self.recipe, self.portrait, **changes)

    def _open_lines(self, stage: str) -> list[str]:
        lines = [self._line(stop_after=stage)]
        return lines if stage == "animate" else [*lines, self._line(stop_after="animate")]

    def _lines(self, stage: str, text: str) -> list[str]:
        ui, recipe = self.ui, self.recipe
        if stage == "describe":
            return [self._line(description=text)]
        if stage == "write":
            return [self._line(words=text), self._line(about=ui["example_about"], words="", seed=recipe.seed + 1)]
        if stage == "voice":
            return [self._line(voice="female" if text != "female" else "male")]
        if stage == "speak":
            longer = {"short": "medium", "medium": "long", "long": "short"}[recipe.length]
            return [
                self._line(tone=_OTHER[recipe.tone], words=""), self._line(length=longer, words=""),
                self._line(seed=recipe.seed + 1, words=""),
            ]  # fmt: skip
        return [self._line(emotion="surprise" if text != "surprise" else "smile")]

    def _by(self, stage: str, state: str) -> str:
        if state == "given":
            return str(self.ui["chosen_by_you"] if stage == "voice" else self.ui["given"])
        part = self.parts.get(_NODES[stage])
        if state == "open" or part is None:
            return ""
        engine = engine_of(part)
        return engine["title"] + (f" ({engine['model']})" if engine["model"] else "")

    def _why(self, entry: dict[str, Any]) -> str:
        ui, recipe = self.ui, self.recipe
        if entry["stage"] == "voice":
            if recipe.voice != "auto":
                return str(ui["voice_given"])
            return str(ui["voice_because"].format(words=entry["because"]) if entry["because"] else ui["voice_plain"])
        if entry["stage"] == "animate":
            tone = TONES[recipe.tone] if self.language == "zh" else recipe.tone
            return str(ui["emotion_why"].format(tone=tone) if recipe.emotion == "auto" else ui["emotion_given"])
        return ""


def _downloads(
    portrait: str, files: Mapping[str, Mapping[str, str]], ui: Mapping[str, Any], folder: Path
) -> list[dict[str, str]]:
    named = [(portrait, ui["portrait"])]
    named += [
        (name, ui["files"].get(Path(name).stem, Path(name).stem)) for names in files.values() for name in names.values()
    ]
    named.append(("listen.json", ui["work"]))
    return [{"name": name, "title": title, "size": size(folder / name)} for name, title in named]
