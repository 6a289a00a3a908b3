"""Describes pictures with captioning checkpoints of transformers (BLIP and its kin)."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from castalia.engines.base import Availability, Context, Produced, Progress, Result, Run
from castalia.engines.by_model import ByModel
from castalia.errors import BadInput
from castalia.prompts.language import Language
from castalia.recipes import Describe
from castalia.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np

    from castalia.models.model import Model

FAMILIES = ("blip", "blip2", "git")
"""Families whose networks transformers has and that caption a picture without being asked anything."""
MOST_TOKENS = {"sentence": 30, "paragraph": 40, "full": 60}


class Captioner(ByModel[Describe]):
    """Says with a network what a picture shows, and adds what the observer measures."""

    name = "captioner"
    kind = "describe"
    version = "1"
    title = "Captioning model"
    about = (
        "Describes pictures with a captioning checkpoint (BLIP, BLIP-2, GIT), in English; what can be measured is "
        "added in the language that is asked for. A network may be wrong about what it sees."
    )
    priority = 10
    model_kind, models_called, suggested = "captioner", "captioning model", "blip-large"
    libraries = ("torch", "transformers", "numpy", "pillow")

    def availability(self, settings: Settings) -> Availability:
        if find_spec("torch") is None or find_spec("transformers") is None:
            return Availability(False, "transformers is not installed", "pip install 'castalia[diffusers,models]'")
        return Availability(True, "runs captioning models that are installed")

    def runs(self, family: str) -> bool:
        return family in FAMILIES

    def unsuited(self, recipe: Describe, settings: Settings) -> str:
        why = super().unsuited(recipe, settings)
        if why or recipe.model or recipe.engine == self.name:
            return why
        return "a picture of the clay world is known exactly" if _is_drawn(recipe, settings) else ""

    def check(self, recipe: Describe, settings: Settings) -> None:
        model = self.model_of(recipe, settings)
        if model.family not in FAMILIES:
            raise BadInput(
                f"{model.id} is a {model.family}, which castalia cannot ask for captions",
                hint=f"families that it can: {', '.join(FAMILIES)}; or leave the model out",
            )

    def run(self, recipe: Describe, ctx: Context) -> Run:
        import numpy as np

        from castalia.engines.describe import prose
        from castalia.engines.describe.facts import facts_of
        from castalia.engines.diffusion.inputs import read_image, size_of_file
        from castalia.media.provenance import TRAINED
        from castalia.media.provenance import Model as Source
        from castalia.media.text import write_text

        language: Language = "zh" if recipe.language == "zh" else "en"
        model = self.model_of(recipe, ctx.settings)
        path = ctx.open(recipe.image)
        picture = np.asarray(read_image(path, *size_of_file(path)))
        yield Progress(0, 3, f"loading {model.id}")
        said = caption(picture, model, MOST_TOKENS[recipe.detail], ctx.device)
        yield Progress(1, 3, said)
        facts: dict[str, Any] = {}
        text = f"模型的英文描述：{said}" if language == "zh" else said
        if recipe.detail != "sentence" or language == "zh":
            facts = facts_of(picture)
            measured = (prose.sentence if recipe.detail == "sentence" else prose.paragraph)(facts, language)
            text += ("" if language == "zh" else " ") + measured
        if recipe.detail == "full":
            text += "\n\n" + prose.measured(facts, language)
        yield Progress(2, 3, text)
        source = Source(id=model.id, source=model.source, sha256=model.sha256, licence=model.licence)
        provenance = ctx.provenance.model_copy(update={"model": source, "digital_source_type": TRAINED})
        write_text(ctx.folder / "description.md", text, provenance)
        yield Progress(3, 3, text)
        notes = [f"Described by {model.id}, which may be wrong.", *facts.get("missing", ())]
        report = {
            "description": text, "caption": said, "language": language, "exact": False, "model": model.id,
            "facts": facts, "notes": notes,
        }  # fmt: skip
        return Result((Produced(ctx.folder / "description.md", meta={"language": language}),), report, provenance)


def caption(picture: np.ndarray, model: Model, most_tokens: int, device: str = "cpu") -> str:
    """What a checkpoint says of a picture: one English sentence.

    Args:
        picture: uint8 (height, width, 3). most_tokens: where it must stop.
    """
    import torch
    from PIL import Image

    from castalia.engines.diffusion.load import explained

    with explained(model):
        processor, net = _loaded(model.path, device)
    inputs = processor(images=Image.fromarray(picture), return_tensors="pt").to(device)
    with torch.inference_mode():
        tokens = net.generate(**inputs, max_new_tokens=most_tokens, num_beams=3, do_sample=False)
    words = " ".join(processor.batch_decode(tokens, skip_special_tokens=True)[0].split())
    if not words:
        return "The model says nothing of this picture."
    return words[:1].upper() + words[1:] + ("" if words[-1] in ".!?" else ".")


@lru_cache(maxsize=1)
def _loaded(path: Path, device: str) -> tuple[Any, Any]:
    """Processor and network of a checkpoint; the last one stays loaded."""
    import transformers
    from transformers import AutoModelForImageTextToText, AutoProcessor

    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    processor = AutoProcessor.from_pretrained(path, local_files_only=True)
    net = AutoModelForImageTextToText.from_pretrained(path, local_files_only=True, use_safetensors=True)
    return processor, net.eval().to(device)


def _is_drawn(recipe: Describe, settings: Settings) -> bool:
    """Whether the picture is one of the clay world."""
    from castalia.engines.diffusion.inputs import kept_file
    from castalia.errors import NotFound
    from castalia.faces.clay.actor import scene_behind

    def open_file(ref: str) -> Path:
        found = kept_file(ref, settings)
        if found is None:
            raise NotFound("a picture that it was made from is not in the library", hint="add it again")
        return found

    file = kept_file(recipe.image, settings)
    return file is not None and scene_behind(file, open_file) is not None
