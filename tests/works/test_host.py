"""The virtual presenter: what a script means, where things are in the frame, and a whole video with a real voice."""

from itertools import pairwise

import numpy as np
import pytest
from PIL import Image as Picture

from castalia.errors import BadInput, Missing
from castalia.media import lettering
from castalia.media.subtitles import Cue, Sentence
from castalia.recipes import Host
from castalia.settings import Settings
from castalia.works.host import HostWork
from castalia.works.hosting.cards import Card, LowerThird, plain_background
from castalia.works.hosting.layout import HEAD, Layout, Subject, view
from castalia.works.hosting.outline import Found, Outline
from castalia.works.hosting.parts import color_of
from castalia.works.hosting.presenter import Presenter
from castalia.works.hosting.script import read_script, shots
from castalia.works.hosting.stage import MOVE, Shot, Stage

SAID = [
    Sentence("Welcome to Castalia!", 0.15, 1.5),
    Sentence("This is a fox.", 2.5, 3.5),
    Sentence("And this one sleeps.", 3.9, 5.0),
    Sentence("Bye.", 5.4, 6.0),
]
SIZES = ((1280, 720), (720, 1280), (720, 720), (1920, 1080), (384, 256))


def picture(width, height, color=(200, 60, 40)):
    return np.full((height, width, 3), color, np.uint8)


def test_marks_of_slides_leave_the_words_and_come_in_the_rests():
    text = "[smile] Welcome to Castalia! [slide 1] This is a fox. [下一页] And this one sleeps. [slide off] Bye."
    script = read_script(text, 2)
    assert script.say == "[smile] Welcome to Castalia! This is a fox. And this one sleeps. Bye."
    moments = shots(script, SAID, 2)
    assert [slide for _, slide in moments] == [None, 1, 2, None]
    for (time, _), (before, after) in zip(moments[1:], [(1.5, 2.5), (3.5, 3.9), (5.0, 5.4)], strict=True):
        assert before <= time <= after
    within = read_script("Welcome to [slide 1] Castalia! This is a fox. And this one sleeps. Bye.", 1)
    assert 0.6 < shots(within, SAID, 1)[1][0] < 1.2


def test_chinese_marks_and_slides_without_marks():
    script = read_script("[微笑]大家好。【第二页】这是灯塔。[幻灯片 1]这是狐狸。[幻灯片 关]再见！", 2)
    assert [change.slide for change in script.changes] == [2, 1, None]
    assert script.say == "[微笑]大家好。这是灯塔。这是狐狸。再见！"
    plain = read_script("Welcome to Castalia! This is a fox. And this one sleeps. Bye.", 2)
    assert plain.spread
    assert [slide for _, slide in shots(plain, SAID, 2)] == [1, 2]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"script": "[smile] [pause] 1"}, ""),
        ({"script": "[smile] [pause]"}, "only marks"),
        ({"script": "[slide 3] Hello.", "slides": 2}, "there are 2 slides"),
        ({"script": "[slide 1] Hello."}, "no slides"),
        ({"script": "[slide foo] Hello.", "slides": 1}, "nobody knows"),
        ({"script": "[dance] Hello."}, "nobody knows"),
        ({"script": "Hello.", "background": "qwertz"}, "neither a colour nor a place"),
        ({"script": "Hello.", "background": "#12345"}, "no colour"),
        ({"script": "Hello.", "voice": "nobody-at-all"}, "voice"),
        ({"script": "Hello my dear friends. " * 800}, "minutes"),
    ],
)
def test_what_cannot_be_presented_is_said_before_any_time_is_spent(fields, says):
    slides = tuple(f"sha256:{i:064d}" for i in range(fields.pop("slides", 0)))
    recipe = Host.make(slides=slides, **fields)
    if not says:
        HostWork().check(recipe, Settings())
        return
    with pytest.raises(BadInput, match=says) as told:
        HostWork().check(recipe, Settings())
    assert told.value.hint


def test_the_parts_follow_from_the_recipe():
    recipe = Host.make(script="你好！", presenter="一只戴眼镜的猫", background="海边")
    graph = HostWork().graph(recipe, Settings())
    assert [node.id for node in graph.nodes] == ["portrait", "place", "talk"]
    assert graph.nodes[0].values["prompt"] == "一只戴眼镜的猫的肖像"
    assert graph.nodes[2].needs == {"image": "portrait"}
    given = Host.make(script="Hello!", portrait="sha256:" + "1" * 64, background="navy")
    assert [node.id for node in HostWork().graph(given, Settings()).nodes] == ["talk"]
    assert color_of("#1d3557") == (29, 53, 87)
    assert color_of("深蓝") == color_of("蓝色")
    assert color_of("a library") is None


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("cut_out", [False, True])
def test_the_head_is_seen_whole_and_the_slide_keeps_clear_of_it(size, cut_out):
    layout = Layout(*size, captions=True, cut_out=cut_out)
    slide, beside = layout.slide, layout.beside
    assert slide.left >= 0
    assert slide.right <= size[0]
    assert slide.width * slide.height > 0.25 * size[0] * size[1]
    for subject, source in ((Subject(222, 187, 135, 512), (512, 512)), (Subject(400, 500, 420, 1200), (900, 1200))):
        for place in (layout.full, beside):
            seen = view(subject, source, place, reach=cut_out)
            assert seen.width / seen.height == pytest.approx(place.width / place.height, rel=1e-3)
            assert seen.top <= subject.y - 0.95 * HEAD / 2 * subject.face
            assert seen.bottom <= subject.floor + 1
            assert seen.left < subject.x - 0.5 * subject.face
            assert seen.right > subject.x + 0.5 * subject.face
        head = view(subject, source, beside, reach=cut_out)
        scale = beside.width / head.width
        left = beside.left + (subject.x - 0.45 * subject.face - head.left) * scale
        top = beside.top + (subject.y - HEAD / 2 * subject.face - head.top) * scale
        assert left > slide.right - 0.03 * size[0] or top > slide.bottom - 0.03 * size[1]


def a_stage(layout, talking, **more):
    height, width = talking.shape[:2]
    subject = Subject(width / 2, 0.4 * height, 0.3 * height, height)
    full, beside = (view(subject, (width, height), place) for place in (layout.full, layout.beside))
    return Stage(
        layout, plain_background((40, 60, 90), layout.width, layout.height), Presenter(talking, [full, beside]),
        full, beside, [Shot(0, None), Shot(3, 1), Shot(6, None)],
        [Card.of(picture(160, 90, (20, 200, 30)), layout.slide, layout.unit)], duration=9.0, **more,
    )  # fmt: skip


def near(pixel, color, off=24):
    return np.abs(pixel.astype(int) - color).max() <= off


@pytest.mark.parametrize("size", [(640, 360), (360, 640), (360, 360)])
def test_slides_come_and_go_and_the_presenter_makes_room(size):
    layout = Layout(*size)
    talking = picture(200, 200)
    stage = a_stage(layout, talking)
    slide, beside = layout.slide, layout.beside
    middle = round((slide.top + slide.bottom) / 2), round((slide.left + slide.right) / 2)
    alone, shown, later = (stage.frame(t, talking) for t in (2.0, 3 + MOVE + 0.1, 8.0))
    assert near(alone[middle], (200, 60, 40))
    assert near(shown[middle], (20, 200, 30))
    assert np.array_equal(alone, later)
    y, x = round((beside.top + min(beside.bottom, size[1])) / 2), round((beside.left + beside.right) / 2)
    assert near(shown[y, x], (200, 60, 40))
    steps = [stage.frame(3 + i / 25, talking).astype(float) for i in range(22)]
    jumps = [np.abs(a - b).mean() for a, b in pairwise(steps)]
    assert max(jumps) < 0.35 * sum(jumps), "it moves instead of jumping"


def test_name_and_subtitles_are_seen_when_they_should_be_and_do_not_touch():
    layout = Layout(640, 360)
    talking = picture(456, 256, (90, 90, 90))
    bare = a_stage(layout, talking)
    name = LowerThird.of("Ada 林晓月", "Head of the studio", layout.unit, 300)
    full = a_stage(layout, talking, name=name, cues=[Cue(1, 3, ("Two lines of a subtitle", "第二行"))])

    def changed(time):
        return (np.abs(full.frame(time, talking).astype(int) - bare.frame(time, talking)) > 12).any(2)

    assert not changed(0.2).any()
    both, only_name, nothing = changed(2.5), changed(4.9), changed(8.5)
    assert not nothing.any()
    rows = np.flatnonzero(both[:, 300:340].any(1))
    assert rows[0] > 240, "the subtitle is below"
    strip = np.flatnonzero(both[:, 30:60].any(1))
    assert strip[-1] < rows[0], "the name is above the subtitle"
    assert only_name.any()


def test_the_outline_goes_with_the_head():
    y, x = np.mgrid[0:240, 0:240]
    noise = np.random.default_rng(0).integers(0, 60, (30, 30, 3)).repeat(8, 0).repeat(8, 1)
    share = (np.hypot((x - 120) / 60, (y - 90) / 75) < 1) | (np.hypot((x - 120) / 100, (y - 240) / 80) < 1)
    still = np.where(share[..., None], 120 + noise, 40).astype(np.uint8)
    found = Found(still)
    found.__dict__.update(mask=share.astype(np.float32), head=(75.0, 30.0, 165.0, 150.0))
    outline = Outline(found)
    for down, right in ((0, 0), (1, -1), (2, -3), (3, -4)):
        frame = np.roll(still, (down, right), (0, 1))
        alpha = outline(frame)[10:120] > 127
        truth = np.roll(share, (down, right), (0, 1))[10:120]
        assert (alpha != truth).sum() < 0.005 * truth.sum()


def test_without_a_font_the_words_stay_in_the_file(monkeypatch):
    from castalia.works.hosting.preparing import _burned, _lower_third

    def nothing(text, size, bold=False):
        raise Missing("no font with Chinese characters is installed", hint="apt install fonts-noto-cjk")

    monkeypatch.setattr(lettering, "font_for", nothing)
    notes = []
    assert not _burned(Host.make(script="你好"), [Sentence("你好", 0, 1)], notes)
    assert _lower_third(Host.make(script="你好", name="林晓月"), Layout(640, 360), notes) is None
    assert len(notes) == 2
    assert all("fonts-noto-cjk" in note for note in notes)


def test_a_file_that_is_not_there_is_not_read_aloud(castalia):
    ran = castalia("host", "missing.txt")
    assert ran.returncode == 2
    assert "there is no file 'missing.txt'" in ran.stderr


def test_a_whole_video(castalia, tmp_path):
    """The command with a script in a file, a photo, a slide and a background."""
    skimage = pytest.importorskip("skimage.data")
    pytest.importorskip("mediapipe")
    photo = Picture.fromarray(skimage.astronaut()).resize((256, 256))
    photo.save(tmp_path / "me.png")
    Picture.fromarray(picture(90, 160, (20, 200, 30))).save(tmp_path / "slide.jpg")
    (tmp_path / "script.md").write_text("[smile] Hello there. [slide 1] A slide.\n", "utf-8")
    ran = castalia(
        "host", "script.md", "--portrait", "me.png", "--slides", "slide.jpg", "--name", "Ada", "--background", "teal",
        "--width", "456", "--height", "256", "--rate", "1.6", "-o", "out.mp4",
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "out.srt").read_text("utf-8").startswith("1\n00:00:00,")
    from castalia.media.origin import read_provenance
    from castalia.media.probe import probe
    from castalia.media.video import read_frames

    facts = probe(tmp_path / "out.mp4")
    assert (facts.width, facts.height, facts.audio_codec) == (456, 256, "aac")
    assert read_provenance(tmp_path / "out.mp4").engine == "host"
    frames = list(read_frames(tmp_path / "out.mp4"))
    last = frames[-4]
    slide = Layout(456, 256, captions=True, cut_out=True).slide
    assert near(last[round((slide.top + slide.bottom) / 2), round((slide.left + slide.right) / 2)], (20, 200, 30), 40)
    assert near(frames[3][8, 8], (0, 110, 110), 60), "the wall is teal"
