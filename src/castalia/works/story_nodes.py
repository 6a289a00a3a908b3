"""From the brief of a story page to its nodes: which recipes are made, and which facets of the brief bind them."""

from __future__ import annotations

from typing import Any

from castalia.recipes import StoryPage
from castalia.recipes.base import MAX_SEED
from castalia.works.brief import Brief, bound
from castalia.works.graph import Node
from castalia.works.page.words import part_title

HERO_SIZE = (1200, 800)
PICTURE_SIZE = (960, 640)
CLIP_SIZE = (640, 360)
CLIP_FRAMES, CLIP_FPS = 105, 15
"""Seven seconds: time for the sentence that is spoken over the clip."""
MUSIC_SECONDS = 48.0
MODEL_CELLS = 144
"""Finer than the default: the model is looked at from near. The page carries it inside, about 4 MB."""


def nodes(recipe: StoryPage, brief: Brief) -> tuple[Node, ...]:
    """The nodes of the modalities that were asked for, each after those it needs.

    The brief's prompts keep to the facets that `recipe.consistency` binds (`brief.FACETS`); here the same facets
    decide about outline, tone, style, mood and whether all parts share one seed.

    `story`; `picture-1` ... and `music` and `model` on their own; `narration` after `story`; `clip-voice`; `clip`
    after `clip-voice` and `music`.
    """
    return tuple(_Plan(recipe, brief).nodes())


class _Plan:
    """One recipe and its brief, and what of the brief is binding."""

    def __init__(self, recipe: StoryPage, brief: Brief) -> None:
        self.recipe = recipe
        self.brief = brief
        self.kept = bound(recipe.consistency)

    def nodes(self) -> list[Node]:
        wanted = self.recipe.modalities
        found = [self._story()]
        if "image" in wanted:
            found += [self._picture(i) for i in range(self.recipe.illustrations)]
        if "speech" in wanted:
            found.append(self._node("narration", "speech", self._voice(), needs={"text": "story"}))
        if "music" in wanted:
            found.append(self._music())
        if "video" in wanted:
            if "speech" in wanted:
                found.append(self._node("clip-voice", "speech", {"text": self.brief.clip_line, **self._voice()}))
            found.append(self._clip())
        if "mesh" in wanted:
            found.append(self._model())
        return found

    def _node(self, id: str, kind: str, values: dict[str, Any], needs: dict[str, str] | None = None) -> Node:
        engine = getattr(self.recipe, f"{kind}_engine")
        return Node(
            id,
            kind,
            {**values, "engine": engine},
            needs or {},
            part_title(id, self.brief.language),
            optional=kind != "text",
        )

    def _seed(self, step: int) -> int:
        """One seed for all parts when the world is to be the same, otherwise one for each."""
        own = 0 if "place" in self.kept else step
        return (self.recipe.seed + own * 7919) % (MAX_SEED + 1)

    def _story(self) -> Node:
        brief, recipe = self.brief, self.recipe
        values: dict[str, Any] = {
            "prompt": recipe.prompt, "form": "story", "language": brief.language, "length": recipe.length,
            "seed": recipe.seed,
        }  # fmt: skip
        if "plot" in self.kept:
            values["outline"] = tuple(beat.event for beat in brief.beats)
        if recipe.tone != "auto":
            values["tone"] = recipe.tone
        elif "mood" in self.kept:
            values["tone"] = brief.tone
        return self._node("story", "text", values)

    def _picture(self, index: int) -> Node:
        beats = self.brief.beats
        prompt = beats[index % len(beats)].picture
        width, height = PICTURE_SIZE if index else HERO_SIZE
        values = {**self._drawn(prompt, index + 1), "width": width, "height": height, "format": "png"}
        return self._node(f"picture-{index + 1}", "image", values)

    def _drawn(self, prompt: str, step: int) -> dict[str, Any]:
        """Prompt, style and seed of a picture or clip."""
        style = self.brief.style if "style" in self.kept else self.recipe.style
        return {"prompt": prompt, "style": style, "seed": self._seed(step)}

    def _voice(self) -> dict[str, Any]:
        return {"language": self.brief.language, "voice": self.recipe.voice, "format": "mp3"}

    def _music(self) -> Node:
        values: dict[str, Any] = {
            "prompt": self.recipe.prompt, "duration": MUSIC_SECONDS, "format": "mp3", "seed": self._seed(20),
        }  # fmt: skip
        if "mood" in self.kept:
            values["mood"] = self.brief.mood
        return self._node("music", "music", values)

    def _clip(self) -> Node:
        width, height = CLIP_SIZE
        values = {
            **self._drawn(self.brief.motion, 21), "width": width, "height": height, "num_frames": CLIP_FRAMES,
            "fps": CLIP_FPS, "format": "mp4",
        }  # fmt: skip
        wanted = self.recipe.modalities
        sources = {"voice": ("clip-voice", "speech" in wanted), "music": ("music", "music" in wanted)}
        return self._node("clip", "video", values, {field: id for field, (id, made) in sources.items() if made})

    def _model(self) -> Node:
        return self._node(
            "model",
            "mesh",
            {"prompt": self.brief.model, "resolution": MODEL_CELLS, "format": "glb", "seed": self._seed(22)},
        )
