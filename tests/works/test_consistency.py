"""The measurement: who keeps the brief scores high, who leaves it scores low, what nobody reports is not guessed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image as Picture
from story_parts import artifact, english_brief, make_parts, scene

from castalia.recipes import StoryPage
from castalia.works.consistency import measure
from castalia.works.graph import Graph
from castalia.works.story_nodes import nodes

PROMPT = "A lighthouse keeper's cat finds a message in a bottle on the rocky coast"


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    brief = english_brief()
    graph = Graph(nodes(StoryPage(prompt=PROMPT), brief), {"brief": brief.model_dump(mode="json")})
    return make_parts(graph, tmp_path_factory.mktemp("parts"))


def checks(brief, parts, id):
    part = next(p for p in measure(brief, parts).parts if p.id == id)
    return {c.facet: c for c in part.checks}


def reported(part, **report):
    return replace(part, report={**part.report, **report})


def test_parts_that_keep_the_brief_score_high(parts):
    measured = measure(english_brief(), parts)
    assert measured.score > 0.9
    assert [p.id for p in measured.parts] == [
        "story", "picture-1", "picture-2", "picture-3", "picture-4", "narration", "music", "clip", "model",
    ]  # fmt: skip


def test_every_check_has_a_reason_and_a_score_between_0_and_1(parts):
    for part in measure(english_brief(), parts).parts:
        assert part.checks
        for check in part.checks:
            assert check.reason
            assert 0 <= check.score <= 1


@pytest.mark.parametrize(
    ("facet", "changed"),
    [
        ("place", scene("cat", place="moon")),
        ("light", scene("cat", light="neon")),
        ("style", scene("cat", style="pixel")),
        ("cast", scene("boat")),
        ("cast", scene("cat", color="blue")),
    ],
)
def test_a_changed_facet_lowers_the_score_of_its_part_and_names_itself(parts, facet, changed):
    brief = english_brief()
    before = checks(brief, parts, "picture-1")[facet].score
    spoilt = {**parts, "picture-1": reported(parts["picture-1"], scene=changed)}
    assert checks(brief, spoilt, "picture-1")[facet].score < before
    assert measure(brief, spoilt).score < measure(brief, parts).score


def test_a_missing_find_costs_half_of_the_cast(parts):
    spoilt = {**parts, "picture-2": reported(parts["picture-2"], scene=scene("cat"))}
    check = checks(english_brief(), spoilt, "picture-2")["cast"]
    assert check.score == 0.5
    assert "does not show the bottle" in check.reason


def test_a_picture_in_other_colours_is_farther_from_the_palette(parts, tmp_path):
    brief = english_brief()
    Picture.fromarray(np.full((90, 120, 3), (20, 230, 60), np.uint8)).save(tmp_path / "green.png")
    old = parts["picture-3"]
    green = artifact(tmp_path, "green.png", old.recipe, old.report)
    before = checks(brief, parts, "picture-3")["palette"].score
    assert checks(brief, {**parts, "picture-3": green}, "picture-3")["palette"].score < before - 0.3


def test_another_mood_of_the_music_is_seen(parts):
    assert (
        checks(english_brief(), {**parts, "music": reported(parts["music"], mood="epic")}, "music")["mood"].score == 0
    )


def test_a_story_about_something_else_is_seen(parts, tmp_path):
    (tmp_path / "other.md").write_text("# The Train\n\nA train left the station at nine.\n", "utf-8")
    other = artifact(tmp_path, "other.md", parts["story"].recipe)
    found = checks(english_brief(), {**parts, "story": other}, "story")
    assert found["cast"].score == 0
    assert found["place"].score == 0
    assert found["language"].score == 1


def test_a_narration_that_stops_early_is_seen(parts):
    short = reported(parts["narration"], sentences=parts["narration"].report["sentences"][:3])
    assert checks(english_brief(), {**parts, "narration": short}, "narration")["story"].score < 0.6


def test_what_an_engine_does_not_report_is_not_measured(parts):
    silent = {**parts, "model": replace(parts["model"], report={}), "clip": replace(parts["clip"], report={})}
    scores = {p["id"]: p["score"] for p in measure(english_brief(), silent).to_dict()["parts"]}
    assert scores["model"] is None
    assert scores["clip"] is None
    pictures = {**parts, "picture-1": replace(parts["picture-1"], report={})}
    assert set(checks(english_brief(), pictures, "picture-1")) == {"palette"}


def test_chinese_reasons_for_a_chinese_work(parts):
    brief = english_brief().model_copy(update={"language": "zh"})
    assert checks(brief, parts, "music")["mood"].reason == "情绪是平静"
