"""The built-in observer: says what can be measured of a picture, and what its own file tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from castalia.engines.base import Availability, Context, Engine, Produced, Progress, Result, Run
from castalia.prompts.language import Language
from castalia.recipes import Describe
from castalia.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

_NOTES = {
    "en": "Described by the observer, which measures and is no neural network: it knows no things. A captioning model "
    "knows them: castalia models pull blip-large.",
    "zh": "由观察者描述：它只测量，不是神经网络，不认识物体。"
    "要认出物体，请用描述模型：castalia models pull blip-large。",
}
_NOT_GUESSED = {
    "en": "Who it is, age, sex and origin are not guessed.",
    "zh": "不猜测这是谁，也不猜测年龄、性别和来历。",
}


class Observer(Engine[Describe]):
    """Measures faces, colours, light and composition; a picture of the clay world it knows exactly, from its scene."""

    name = "observer"
    kind = "describe"
    version = "1"
    title = "Observer"
    about = (
        "Says what can be measured: faces and what they show, hair, colours, light, sharpness, composition; pictures "
        "of the clay world it describes exactly. It is not a neural network, knows no things and guesses nobody."
    )
    libraries = ("numpy", "scipy", "scikit-image", "pillow", "mediapipe")

    def availability(self, settings: Settings) -> Availability:
        from importlib.util import find_spec

        better = "castalia models pull blip-large describes things with a network"
        if find_spec("mediapipe") is None:
            return Availability(
                True, "built in; without mediapipe it sees no faces", "pip install 'castalia[face]' finds faces"
            )
        return Availability(True, "built in", better)

    def run(self, recipe: Describe, ctx: Context) -> Run:
        import numpy as np

        from castalia.engines.describe import prose
        from castalia.engines.describe.drawn import told
        from castalia.engines.describe.facts import facts_of
        from castalia.engines.diffusion.inputs import read_image, size_of_file
        from castalia.faces.clay.actor import scene_behind
        from castalia.media.text import write_text

        language: Language = "zh" if recipe.language == "zh" else "en"
        path = ctx.open(recipe.image)
        yield Progress(0, 3, "reading")
        behind = scene_behind(path, ctx.open)
        scene = behind.scene if behind else None
        prompt = "" if scene else prompt_of(path)
        yield Progress(1, 3, "looking")
        facts = facts_of(np.asarray(read_image(path, *size_of_file(path))), people=scene is None)
        yield Progress(2, 3, "writing")
        if scene is not None:
            text = told(scene, language)
        else:
            text = (prose.sentence if recipe.detail == "sentence" else prose.paragraph)(facts, language)
            text += _asked(prompt, language)
        if recipe.detail == "full":
            text += "\n\n" + prose.measured(facts, language)
        write_text(ctx.folder / "description.md", text, ctx.provenance)
        yield Progress(3, 3, text)
        notes = list(filter(None, [behind.note])) if behind else [_NOTES[language], *facts["missing"]]
        if facts["faces"] and scene is None:
            notes.append(_NOT_GUESSED[language])
        report: dict[str, Any] = {
            "description": text, "language": language, "exact": scene is not None, "prompt": prompt, "facts": facts,
            "scene": scene.model_dump(mode="json") if scene else None, "notes": notes,
        }  # fmt: skip
        return Result((Produced(ctx.folder / "description.md", meta={"language": language}),), report)


def prompt_of(path: Path) -> str:
    """The words that a picture was made from, as its file tells them; empty for a photo."""
    from castalia.media.foreign import read_foreign
    from castalia.media.origin import read_provenance

    provenance = read_provenance(path)
    if provenance is not None:
        return str(provenance.recipe.get("prompt", "")).strip()
    foreign = read_foreign(path)
    return str(foreign.fields.get("prompt", "")).strip() if foreign else ""


def _asked(prompt: str, language: Language) -> str:
    if not prompt:
        return ""
    short = prompt if len(prompt) <= 300 else prompt[:299] + "…"
    return f"它是按这句话生成的：“{short}”。" if language == "zh" else f" It was made from the words “{short}”."
