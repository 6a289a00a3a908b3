"""The story page: its graph for every choice of modalities, what binds its nodes, and the files it is made of."""

from __future__ import annotations

import itertools
import json

import pytest
from story_parts import make_parts

from castalia.engines.base import Context
from castalia.errors import BadInput
from castalia.media.origin import read_provenance
from castalia.media.provenance import Provenance
from castalia.recipes import StoryPage
from castalia.recipes.work import ALL_MODALITIES
from castalia.settings import Settings
from castalia.works.story_page import StoryPageWork

PROMPT = "A lighthouse keeper's cat finds a message in a bottle on the rocky coast"


def graph_of(**fields):
    return StoryPageWork().graph(StoryPage.make(prompt=PROMPT, **fields), Settings())


def by_id(graph):
    return {node.id: node for node in graph.nodes}


def assemble(recipe, graph, parts, folder):
    provenance = Provenance(recipe=recipe.to_dict(), engine="story-page", engine_version="1", castalia="0")
    run = StoryPageWork().assemble(
        recipe, graph, parts, Context(folder, provenance, Settings(), open=lambda ref: folder)
    )
    while True:
        try:
            next(run)
        except StopIteration as end:
            return end.value


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A page of all modalities: (recipe, graph, parts, folder, result)."""
    recipe = StoryPage(prompt=PROMPT)
    graph = StoryPageWork().graph(recipe, Settings())
    parts = make_parts(graph, tmp_path_factory.mktemp("parts"))
    folder = tmp_path_factory.mktemp("page")
    return recipe, graph, parts, folder, assemble(recipe, graph, parts, folder)


@pytest.mark.parametrize(
    "modalities", [m for n in range(6) for m in itertools.combinations(ALL_MODALITIES[1:], n)], ids="+".join
)
def test_graph_has_the_nodes_of_its_modalities_in_order(modalities):
    graph = graph_of(modalities=("text", *modalities), illustrations=2)
    wanted = {
        "text": ["story"],
        "image": ["picture-1", "picture-2"],
        "speech": ["narration"] + ["clip-voice"] * ("video" in modalities),
        "music": ["music"],
        "video": ["clip"],
        "mesh": ["model"],
    }
    assert set(by_id(graph)) == {id for m in ("text", *modalities) for id in wanted[m]}
    seen = set()
    for node in graph.nodes:
        assert set(node.needs.values()) <= seen
        seen.add(node.id)


def test_only_the_story_cannot_be_missing():
    assert [node.id for node in graph_of().nodes if not node.optional] == ["story"]


def test_every_node_makes_a_valid_recipe(whole):
    _, graph, parts, _, _ = whole
    for node in graph.nodes:
        recipe = node.recipe(parts)
        assert recipe.kind == node.kind
    clip = by_id(graph)["clip"].recipe(parts)
    assert clip.voice == parts["clip-voice"].main.ref
    assert clip.music == parts["music"].main.ref
    assert clip.duration >= 6
    assert by_id(graph)["narration"].recipe(parts).text == parts["story"].text.strip()


def test_the_graph_is_the_same_every_time():
    assert graph_of() == graph_of()


def test_engines_are_passed_through():
    nodes = by_id(graph_of(image_engine="one", speech_engine="two"))
    assert nodes["picture-1"].values["engine"] == "one"
    assert nodes["narration"].values["engine"] == nodes["clip-voice"].values["engine"] == "two"
    assert nodes["music"].values["engine"] == "auto"


def test_without_consistency_every_part_gets_only_the_prompt_and_a_seed_of_its_own():
    nodes = by_id(graph_of(consistency=0, seed=5))
    drawn = [nodes[id] for id in ("picture-1", "picture-2", "clip", "model")]
    assert {n.values["prompt"] for n in drawn} == {PROMPT}
    assert len({n.values["seed"] for n in drawn}) == 4
    assert "mood" not in nodes["music"].values
    assert "outline" not in nodes["story"].values


def test_consistency_binds_pictures_story_and_music_to_one_brief():
    graph = graph_of(consistency=1, seed=5)
    nodes, brief = by_id(graph), graph.notes["brief"]
    pictures = [n for n in graph.nodes if n.kind == "image"]
    assert {n.values["seed"] for n in pictures} == {5}
    assert {n.values["style"] for n in pictures} == {brief["style"]}
    hero = brief["cast"][0]["look"]
    assert all(hero in n.values["prompt"] for n in pictures)
    assert all(brief["place_phrase"] in n.values["prompt"] for n in pictures)
    assert nodes["music"].values["mood"] == brief["mood"]
    assert nodes["story"].values["outline"] == tuple(b["event"] for b in brief["beats"])


def test_more_consistency_never_binds_less():
    kept = [set(graph_of(consistency=c / 20).notes["kept"]) for c in range(21)]
    assert all(a <= b for a, b in itertools.pairwise(kept))


def test_a_tone_that_was_asked_for_is_kept_at_any_consistency():
    assert by_id(graph_of(consistency=0, tone="funny"))["story"].values["tone"] == "funny"


def test_an_engine_that_there_is_not_is_refused_before_anything_is_made():
    with pytest.raises(BadInput, match="Picture 1: there is no image engine 'nope'"):
        StoryPageWork().check(StoryPage(prompt=PROMPT, image_engine="nope"), Settings())


def test_the_page_and_its_files(whole):
    _, _, _, folder, result = whole
    names = [file.path.name for file in result.files]
    assert names == [
        "index.html", "story.md", "picture-1.png", "picture-2.png", "picture-3.png", "picture-4.png", "narration.mp3",
        "music.mp3", "clip.mp4", "model.glb", "work.json",
    ]  # fmt: skip
    assert sorted(p.name for p in folder.iterdir()) == sorted(names)
    assert result.files[0].role == "main"
    assert result.report["missing"] == []


def test_the_clip_waits_behind_the_picture_of_its_scene(whole):
    _, graph, _, folder, _ = whole
    brief = graph.notes["brief"]
    scene = next(i for i, b in enumerate(brief["beats"], 1) if brief["motion"].startswith(b["picture"]))
    assert f'poster="picture-{scene}.png"' in (folder / "index.html").read_text("utf-8")


def test_work_json_is_the_graph(whole):
    recipe, graph, parts, folder, _ = whole
    work = json.loads((folder / "work.json").read_text("utf-8"))
    assert work["recipe"] == recipe.to_dict()
    assert work["fingerprint"] == recipe.fingerprint()
    assert [n["id"] for n in work["nodes"]] == [n.id for n in graph.nodes]
    for node in work["nodes"]:
        assert node["fingerprint"] == parts[node["id"]].recipe.fingerprint()
        assert node["files"][0]["ref"] == parts[node["id"]].main.ref
    assert 0 <= work["consistency"]["score"] <= 1
    assert "seconds" not in json.dumps(work)


def test_the_same_parts_give_the_same_bytes(whole, tmp_path):
    recipe, graph, parts, folder, _ = whole
    assemble(recipe, graph, parts, tmp_path)
    for path in folder.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_provenance_can_be_read_back_from_the_page(whole):
    recipe, _, _, folder, _ = whole
    assert read_provenance(folder / "index.html").recipe == recipe.to_dict()


def test_a_page_without_optional_parts_says_what_is_missing(whole, tmp_path):
    recipe, graph, parts, _, _ = whole
    result = assemble(recipe, graph, {"story": parts["story"]}, tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["index.html", "story.md", "work.json"]
    html = (tmp_path / "index.html").read_text("utf-8")
    assert "Left out on this machine" in html
    for tag in ("<video", "<canvas", "<audio", "<img"):
        assert tag not in html
    assert "Narration" in result.report["missing"]


def test_a_hostile_prompt_stays_text(tmp_path):
    prompt = "<script>alert(1)</script> \"'><img src=x onerror=alert(2)> {{ 7 * 7 }} a cat on the beach"
    recipe = StoryPage(prompt=prompt, modalities=("text", "image"), illustrations=1)
    graph = StoryPageWork().graph(recipe, Settings())
    folder, page = tmp_path / "parts", tmp_path / "page"
    folder.mkdir()
    page.mkdir()
    assemble(recipe, graph, make_parts(graph, folder, story=f"# {prompt}\n\n{prompt}\n"), page)
    html = (page / "index.html").read_text("utf-8")
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "{{ 7 * 7 }}" in html
    assert html.count("<script>") == 1
