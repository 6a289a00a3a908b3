"""Listening to a picture: stages that follow from each other, can be stopped after, changed and gone on from."""

from __future__ import annotations

import json
import re

import pytest

from castalia.errors import BadInput
from castalia.recipes import Listen
from castalia.settings import Settings
from castalia.works.listen import STAGES, ListenWork, language_of, stages
from castalia.works.record import command

HASH = "sha256:" + "0" * 64


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A studio, and a small portrait of the clay world in it."""
    from castalia import Studio

    studio = Studio(settings=Settings(home=tmp_path_factory.mktemp("listen")))
    portrait = studio.image("a portrait of an old man with a beard, smiling", seed=3, width=96, height=96)
    return studio, portrait.main.ref


def graph(**fields):
    return ListenWork().graph(Listen.make(image=HASH, **fields), Settings())


def node(planned, id):
    return next(n for n in planned.nodes if n.id == id)


def test_every_stage_takes_what_the_one_before_made():
    planned = graph(about="rain", tone="dramatic", seed=4)
    assert [n.id for n in planned.nodes] == ["describe", "write", "speak", "talk"]
    assert node(planned, "write").needs == {"speaker": "describe"}
    assert node(planned, "speak").needs == {"text": "write", "speaker": "describe"}
    assert node(planned, "talk").needs == {"audio": "speak", "timings": "speak/timings", "text": "write"}
    assert node(planned, "talk").values["emotion"] == "serious"
    assert planned == graph(about="rain", tone="dramatic", seed=4)
    assert node(graph(), "write").needs == {"prompt": "describe", "speaker": "describe"}


@pytest.mark.parametrize(("stage", "nodes"), list(zip(STAGES, (1, 2, 2, 3, 4), strict=True)))
def test_it_stops_where_it_is_told(stage, nodes):
    assert len(graph(stop_after=stage).nodes) == nodes


def test_what_is_given_takes_the_place_of_what_would_be_made():
    planned = graph(words="Hello *there*! (waves) 😊", description="a woman at the sea", voice="f3", emotion="sad")
    assert [n.id for n in planned.nodes] == ["speak", "talk"]
    spoken = node(planned, "speak")
    assert spoken.values["text"] == "Hello there!"
    assert spoken.values["speaker"] == "a woman at the sea"
    assert spoken.values["voice"] == "f3"
    assert node(planned, "talk").values["emotion"] == "sad"
    assert planned.notes["removed"]
    with pytest.raises(BadInput, match="nothing that can be spoken"):
        graph(words="(laughs) 😊")


def test_the_language_is_that_of_what_is_given():
    assert language_of(Listen.make(image=HASH)) == "en"
    assert language_of(Listen.make(image=HASH, about="为什么喜欢下雨天")) == "zh"
    assert language_of(Listen.make(image=HASH, words="你好")) == "zh"
    assert language_of(Listen.make(image=HASH, about="rain", language="zh")) == "zh"


def test_it_goes_on_from_where_it_stopped(made):
    studio, portrait = made
    first = studio.listen(portrait, "the first snow", stop_after="write", seed=2)
    assert first.report["description"] == (
        "A portrait of an old man with short hair and a beard, who smiles, in the studio, clay render."
    )
    assert "the first snow" in first.report["words"]
    assert first.report["voice"] == ""
    assert first.report["reused"] == []
    second = studio.listen(portrait, "the first snow", stop_after="speak", seed=2)
    assert second.report["reused"] == ["describe", "write"]
    assert second.report["words"] == first.report["words"]
    assert (second.report["voice"], second.report["voice_because"]) == ("grandpa", "old man")
    assert {f.name for f in second.files} >= {"index.html", "portrait.png", "description.md", "words.md", "speech.wav"}
    assert studio.listen(portrait, "the first snow", stop_after="speak", seed=2).cached
    changed = studio.listen(portrait, "the first snow", stop_after="speak", seed=2, words="Something else.")
    assert changed.report["reused"] == ["describe"]
    assert changed.report["words"] == "Something else."


def test_the_page_shows_every_stage_and_how_to_change_it(made, tmp_path):
    studio, portrait = made
    listened = studio.listen(portrait, "为什么喜欢下雨天", stop_after="voice", tone="funny")
    page = listened.save(tmp_path / "page").read_text("utf-8")
    assert '<html lang="zh-Hans">' in page
    for text in (listened.report["description"], listened.report["words"], "grandpa", "老爷爷"):
        assert text in page
    for option in ("--words", "--description", "--voice", "--stop-after speak"):
        assert option in page
    commands = re.findall(r"<code>(castalia listen [^<]*)</code>", page)
    assert all(line.startswith("castalia listen portrait.png ") for line in commands)
    assert any("--stop-after" not in line for line in commands), "the command that goes to the end"
    work = json.loads((tmp_path / "page" / "listen.json").read_text("utf-8"))
    assert [s["state"] for s in work["stages"]] == ["made", "made", "chosen", "open", "open"]


def test_a_command_says_what_differs_from_a_plain_one():
    recipe = Listen.make(image=HASH, about="it's raining", seed=3, engine="listen")
    assert command(recipe, "me.png") == "castalia listen me.png --about 'it'\"'\"'s raining' --seed 3"
    assert command(recipe, "me.png", words="Hi", about="") == "castalia listen me.png --words Hi --seed 3"


def test_stages_after_the_stop_are_open():
    recipe = Listen.make(image=HASH, stop_after="describe", description="a robot")
    told = stages(recipe, ListenWork().graph(recipe, Settings()), {})
    assert [(s["stage"], s["state"]) for s in told[:2]] == [("describe", "given"), ("write", "open")]


def test_a_picture_without_a_face_is_refused_before_anything_is_made(studio, tmp_path):
    pytest.importorskip("mediapipe")
    from PIL import Image

    Image.new("RGB", (200, 150), (30, 90, 160)).save(tmp_path / "sea.png")
    with pytest.raises(BadInput) as error:
        studio.listen(tmp_path / "sea.png", "the sea")
    assert "face" in error.value.message
    assert "--stop-after speak" in error.value.hint
    assert studio.listen(tmp_path / "sea.png", "the sea", stop_after="write").report["words"]


@pytest.mark.slow
def test_the_picture_speaks_at_last(made):
    from castalia.media.probe import probe

    studio, portrait = made
    listened = studio.listen(portrait, words="Hello, it is me.")
    video = next(f for f in listened.files if f.role == "talking")
    facts = probe(video.path)
    assert facts.media_type == "video/mp4"
    assert 1 < facts.duration < 6
