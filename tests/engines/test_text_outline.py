"""The outline writer: whole, unbroken, unrepeated texts in both languages."""

import re
from collections import Counter

import pytest

from castalia.engines.base import Context
from castalia.engines.text.outline import OutlineWriter
from castalia.media.provenance import Provenance
from castalia.prompts.language import detect
from castalia.prompts.plain import plain, sentences
from castalia.recipes import StoryPage, Text
from castalia.settings import load_settings
from castalia.works.brief import make_brief

PROMPTS = [
    "一位探险家在热带雨林中发现了一种未知的荧光植物",
    "A lighthouse keeper's cat finds a message in a bottle on the rocky coast",
    "Two dragons argue over a teapot in the kitchen",
    "机器人学会了画画",
    "quantum computing",
    "北京的秋天",
    "three wobbly glorps",
    "老爷爷丢了他的眼镜",
]
TONES = ["warm", "funny", "dramatic", "mysterious", "scholarly", "neutral"]
BROKEN = re.compile(
    r"  |[{}]|\bNone\b(?! of)|[，。！？；]{2}|,[,.]|(?<!\.)\.\.(?!\.)|\ba [aeio]\w|\bthe the\b|\bthey was\b"
    r"|在在|(?:^|[.] )[a-z]",
    re.MULTILINE,
)


def write(folder, **values):
    recipe = Text.make(**values)
    folder.mkdir(parents=True, exist_ok=True)
    made_by = Provenance(recipe=recipe.to_dict(), engine="outline", engine_version="1", castalia="0")
    run = OutlineWriter().run(recipe, Context(folder, made_by, load_settings(home=folder), open=lambda ref: folder))
    steps = []
    while True:
        try:
            steps.append(next(run))
        except StopIteration as end:
            text = (folder / "story.md").read_text(encoding="utf-8").split("<!--")[0]
            return text, end.value.report, steps


@pytest.mark.parametrize("prompt", PROMPTS)
@pytest.mark.parametrize("length", ["short", "medium", "long"])
def test_stories_are_whole_and_say_nothing_twice(tmp_path, prompt, length):
    for seed, tone in enumerate(TONES):
        text, report, steps = write(tmp_path / tone, prompt=prompt, form="story", length=length, tone=tone, seed=seed)
        assert not BROKEN.search(text), BROKEN.search(text)
        assert text.startswith("# ")
        assert detect(text) == detect(prompt)
        counts = Counter(s for s in sentences(plain(text), detect(text)) if len(s) > 12)
        assert not [s for s, n in counts.items() if n > 1]
        assert report["paragraphs"] >= {"short": 3, "medium": 5, "long": 8}[length]
        assert len(steps) == report["paragraphs"] + 1


@pytest.mark.parametrize("prompt", PROMPTS)
def test_a_story_page_gets_at_least_five_paragraphs_about_its_own_cast(tmp_path, prompt):
    brief = make_brief(StoryPage(prompt=prompt, seed=2))
    outline = tuple(b.event for b in brief.beats)
    text, report, _ = write(tmp_path, prompt=prompt, form="story", outline=outline, tone=brief.tone, seed=2)
    assert report["paragraphs"] >= 5
    assert report["title"] == brief.title
    assert brief.cast[0].name.lower() in text.lower()


def test_the_same_seed_writes_the_same_and_another_something_else(tmp_path):
    one, two, other = (write(tmp_path, prompt="a fox", form="story", seed=seed)[0] for seed in (1, 1, 2))
    assert one == two != other


def test_tones_differ(tmp_path):
    assert len({write(tmp_path, prompt="a fox", form="story", tone=tone, seed=1)[0] for tone in TONES}) == len(TONES)


def test_points_of_a_person_are_kept_in_order(tmp_path):
    points = ("The ink runs out", "A stranger brings a feather", "The letter is sent {anyway}")
    text, _, _ = write(tmp_path, prompt="a poet in the city", form="story", outline=points, seed=1)
    places = [text.index(p) for p in ("The ink runs out", "A stranger brings a feather", "The letter is sent (anyway)")]
    assert places == sorted(places)


def test_a_card_explains_and_the_report_says_who_wrote(tmp_path):
    text, report, _ = write(tmp_path, prompt="How do diffusion models work?", seed=1)
    assert report["form"] == "explanation"
    assert "noise" in text
    assert "no language model" in report["notes"][0]
    assert "CASTALIA_LLM_URL" in report["notes"][0]


def test_an_unknown_subject_is_not_invented(tmp_path):
    text, report, _ = write(tmp_path, prompt="explain the economics of Ruritania", form="explanation", seed=1)
    assert "I will not invent facts" in text
    assert len(report["notes"]) == 2


@pytest.mark.parametrize("form", ["explanation", "dialogue", "list", "free"])
@pytest.mark.parametrize("prompt", [*PROMPTS, "黑洞", "photosynthesis"])
def test_other_forms(tmp_path, form, prompt):
    for length in ("short", "medium", "long"):
        text, _, _ = write(tmp_path, prompt=prompt, form=form, length=length, seed=3)
        assert not BROKEN.search(text), BROKEN.search(text)
        assert len(text) > 100


def test_words_free_of_language_models_stop_when_asked(tmp_path):
    run = OutlineWriter().run(
        Text(prompt="a fox", seed=1),
        Context(
            tmp_path,
            Provenance(recipe={}, engine="outline", engine_version="1", castalia="0"),
            load_settings(home=tmp_path),
            open=lambda ref: tmp_path,
        ),
    )
    next(run)
    run.close()
    assert not list(tmp_path.glob("*.md"))
