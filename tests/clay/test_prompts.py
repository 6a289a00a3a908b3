"""The prompts of the gallery mean the same in English and in Chinese."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from castalia.clay.parse import parse
from castalia.clay.scene import Scene


def gallery() -> ModuleType:
    path = Path(__file__).parents[2] / "docs" / "gallery.py"
    spec = importlib.util.spec_from_file_location("gallery", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAIRS = gallery().PROMPTS
UNCOUNTED = ("drones flying over a city at night",)
"""Chinese does not say how many."""


def meant(scene: Scene, counted: bool) -> object:
    """The scene without the order of its subjects and the words that named them."""
    subjects = sorted(
        (
            s.kind, s.count if counted else 0, s.color or "", s.material or "", s.action or "", s.relation or "",
            scene.subjects[s.target].kind if s.target is not None else "", s.becoming or "", s.becoming_color or "",
            tuple(sorted(s.traits)),
        )
        for s in scene.subjects
    )  # fmt: skip
    return subjects, scene.model_dump(exclude={"subjects"})


@pytest.mark.parametrize(("en", "zh"), PAIRS)
def test_both_languages_mean_the_same_scene(en: str, zh: str):
    counted = en not in UNCOUNTED
    assert meant(parse(en).scene, counted) == meant(parse(zh).scene, counted)


@pytest.mark.parametrize("prompt", [prompt for pair in PAIRS for prompt in pair])
def test_every_word_is_understood(prompt: str):
    understanding = parse(prompt)
    assert understanding.not_understood == ()
    assert all(heard.exact for heard in understanding.heard)
