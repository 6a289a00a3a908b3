"""The catalogue says nothing that cannot be: ids, sizes, licences, defaults, families."""

import re
from dataclasses import fields
from typing import get_args

import pytest

from castalia.models import catalogue
from castalia.models.catalogue import BYTES, LICENCES
from castalia.models.families import FAMILIES
from castalia.models.model import Entry, ModelKind
from castalia.models.store import is_id
from castalia.recipes import Image, Video

ENTRIES = list(catalogue.entries().values())
EXPECTED = {
    "sd15", "sdxl", "sdxl-refiner", "sdxl-turbo", "sd-turbo", "sd35-medium", "flux-schnell", "flux2-klein-4b",
    "qwen-image", "z-image-turbo", "kolors", "pixart-sigma", "sana", "sd-chinese", "modelscope-t2v-1.7b",
    "wan2.1-t2v-1.3b", "wan2.2-ti2v-5b", "ltx-video", "cogvideox-2b", "animatediff",
}  # fmt: skip


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_an_entry_is_well_formed(entry):
    assert is_id(entry.id)
    assert entry.id == entry.id.lower()
    assert "/" not in entry.id
    assert entry.title
    assert entry.about.endswith(".")
    assert entry.kind in get_args(ModelKind)
    assert entry.family in FAMILIES
    assert entry.licence in LICENCES
    assert entry.huggingface or entry.modelscope
    for repository in filter(None, (entry.huggingface, entry.modelscope)):
        assert re.fullmatch(r"[\w-]+/[\w.-]+", repository)
    assert set(entry.languages) <= {"en", "zh"}
    assert set(entry.unverified) <= {field.name for field in fields(Entry)}
    assert not any(".." in pattern or pattern.startswith("/") for pattern in entry.files)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_its_sizes_fit_each_other(entry):
    """What is downloaded is kept in 2 to 4 bytes a parameter; a safety checker and a second file may add to that."""
    assert entry.parameters > 0
    assert 1.9 < entry.download / entry.parameters < 5.2
    assert entry.memory
    for precision, size in entry.memory.items():
        assert size == entry.parameters * BYTES[precision]


@pytest.mark.parametrize("entry", [e for e in ENTRIES if e.kind in ("image", "video")], ids=lambda entry: entry.id)
def test_its_defaults_are_values_of_the_recipe(entry):
    assert entry.defaults["steps"]
    assert (entry.width % 8, entry.height % 8) == (0, 0)
    assert entry.width >= 256
    if entry.kind == "image":
        recipe = Image.make(prompt="a cat", width=entry.width, height=entry.height, **entry.defaults)
    else:
        recipe = Video.make(prompt="a cat", width=entry.width, height=entry.height, **entry.defaults)
        assert recipe.duration
    assert recipe.steps == entry.defaults["steps"]


def test_no_repository_stands_there_twice_with_the_same_files():
    places = [(hub, repository, e.files) for e in ENTRIES for hub, repository in places_of(e)]
    assert len(places) == len(set(places))


def test_there_is_what_people_look_for():
    assert len(ENTRIES) >= 40
    assert set(catalogue.entries()) >= EXPECTED
    kinds = {entry.kind for entry in ENTRIES}
    assert {
        "control",
        "reference",
        "lora",
        "vae",
        "preview",
        "upscaler",
        "image-text",
        "captioner",
        "segmenter",
    } <= kinds
    for family in ("sd15", "sdxl"):
        tags = {tag for e in ENTRIES if e.kind == "control" and e.family == family for tag in e.tags}
        assert {"depth", "canny", "pose", "tile"} <= tags
        assert any(e.family == f"{family}-inpaint" for e in ENTRIES)


@pytest.mark.parametrize("entry", [e for e in ENTRIES if "commercial" in LICENCES[e.licence]], ids=lambda e: e.id)
def test_a_licence_that_forbids_something_says_so(entry):
    assert "commercial" in entry.forbids


def test_an_entry_is_found_by_id_and_by_repository():
    sdxl = catalogue.find("sdxl")
    assert catalogue.find("StabilityAI/stable-diffusion-xl-base-1.0") == sdxl
    assert catalogue.find("AI-ModelScope/stable-diffusion-xl-base-1.0") == sdxl
    assert catalogue.find("h94/IP-Adapter") is None, "it holds several"
    assert catalogue.find("") is None
    assert catalogue.find("nobody/nothing") is None


def test_search_takes_all_words_and_the_kind():
    assert [e.id for e in catalogue.search("tile sdxl")] == ["control-sdxl-tile"]
    assert {e.kind for e in catalogue.search("", "video")} == {"video"}
    assert catalogue.search("no such words") == []


@pytest.mark.parametrize(("typed", "meant"), [("sdlx", "sdxl"), ("wan2.1", "wan2.1-t2v-1.3b"), ("SD-XL", "sdxl")])
def test_a_typo_is_understood(typed, meant):
    assert meant in catalogue.near(typed)


def places_of(entry):
    pairs = (("huggingface", entry.huggingface), ("modelscope", entry.modelscope))
    return [(hub, repository) for hub, repository in pairs if repository]
