"""People of the clay world perform: their faces, the engines that know the scene behind a picture, their heads."""

import itertools
import json
import shutil

import numpy as np
import pytest

from castalia.clay import picture
from castalia.clay.build import build, staged
from castalia.clay.parse import parse
from castalia.clay.performing import tables, visages
from castalia.engines import registry
from castalia.errors import BadInput
from castalia.faces.acting.performance import Performance
from castalia.faces.clay.actor import PERSONS, ClayActor, scene_behind
from castalia.recipes import FaceMesh, TalkingPortrait

SIDE = 128


@pytest.fixture(scope="module")
def man():
    return parse("a portrait of a man with short hair", seed=5).scene


@pytest.fixture(scope="module")
def actor(man):
    return ClayActor(man, SIDE, SIDE, lively=False).cropped(0)


@pytest.fixture
def portrait(studio):
    """A portrait that the clay world drew, in the studio's library."""
    return studio.image("a portrait of a man with short hair", seed=5, width=SIDE, height=SIDE, engine="clay")


def dark(frame):
    """How many pixels are as dark red as the inside of a mouth."""
    r, g, b = (frame[..., i].astype(int) for i in range(3))
    return int(((r > 40) & (r < 150) & (r > 2.2 * g) & (r > 2 * b)).sum())


def moved(a, b):
    """Rows and columns of the middle of what differs, and the share of the picture that does."""
    differs = np.abs(a.astype(int) - b).max(2) > 24
    rows, columns = np.nonzero(differs)
    return rows.mean(), columns.mean(), differs.mean()


def test_a_pose_of_zeros_is_the_picture_itself(man):
    actor = ClayActor(man, SIDE, SIDE)
    assert np.array_equal(actor.frame(Performance.still(1, 25).at(0)), picture(man, SIDE, SIDE))
    stage = staged(man, 1.0)
    still = build(man, SIDE, SIDE)
    played = tables(stage, visages(stage), [{}], stage.view)
    assert all(np.array_equal(a, b) for a, b in zip(still, played, strict=True))


def test_the_mouth_takes_the_shape_that_is_spoken(actor):
    rest = actor.frame({})
    shut = actor.frame({"press": 1, "open": 0.5, "speech": 1})
    wide_open = actor.frame({"open": 1, "speech": 1})
    assert dark(wide_open) > dark(shut) + 25, "an open mouth is dark inside, a pressed one is shut"
    assert abs(dark(shut) - dark(rest)) < 12
    broad = moved(rest, actor.frame({"wide": 1, "open": 0.3, "speech": 1}))[2]
    small = moved(rest, actor.frame({"round": 1, "open": 0.3, "speech": 1}))[2]
    assert 0 < small != broad
    above, _, share = moved(rest, wide_open)
    assert above > 0.5 * SIDE, "only the lower half of the face moves"
    assert share < 0.1


def test_lids_close_and_brows_rise_on_their_own_side(actor):
    rest = actor.frame({})
    wink = actor.frame({"blink_left": 1})
    row, column, share = moved(rest, wink)
    other = moved(rest, actor.frame({"blink_right": 1}))
    assert share < 0.03
    assert abs(row - other[0]) < 4
    assert column > other[1] + 10, "the person's left eye is at the viewer's right"
    assert moved(rest, actor.frame({"brows": 1}))[0] < row
    assert moved(rest, actor.frame({"gaze_x": 1}))[2] > 0


def test_the_head_turns_as_the_viewer_sees_it(man):
    stage = staged(man, 1.0)
    face = visages(stage)[0]

    def nose(pose):
        from castalia.clay.performing import _moved

        head = [p for p in _moved(face, pose, stage.view).posed(0.0) if any(q.name == "eye_l" for q in p.parts)]
        return head[0].center

    rest = nose({"speech": 0})
    right, up = stage.view.right, stage.view.up
    assert (nose({"yaw": 0.3}) - rest) @ right > 0.05
    assert (nose({"pitch": 0.3}) - rest) @ up > 0.02
    assert (nose({"roll": 0.3}) - rest) @ right > 0.02
    assert (nose({"x": 0.2}) - rest) @ right > 0.05


def test_a_small_change_of_a_channel_is_a_small_change_of_the_picture(actor):
    steps = [actor.frame({"open": 0.05 * i, "speech": 1, "blink_left": 0.1 * i, "yaw": 0.01 * i}) for i in range(10)]
    assert max(np.abs(a.astype(float) - b).mean() for a, b in itertools.pairwise(steps)) < 2.5


@pytest.mark.parametrize(
    "prompt", ["a cat", "a robot", "a duck", "a wizard", "a frog", "a whale", "a king, watercolor"]
)
def test_whoever_has_a_face_can_play(prompt):
    actor = ClayActor(parse(prompt, seed=1).scene, 64, 64, lively=False)
    assert actor.faces == 1
    before = actor.frame({})
    after = actor.frame({"open": 1, "speech": 1, "blink_left": 1, "blink_right": 1, "yaw": 0.2, "smile": 0.5})
    assert before.shape == after.shape == (64, 64, 3)
    assert not np.array_equal(before, after)


def test_two_people_play_two_parts():
    actor = ClayActor(parse("a girl and a boy in a meadow", seed=2).scene, SIDE, SIDE, lively=False)
    assert actor.faces == 2
    rest = actor.frame([{}, {}])
    left = moved(rest, actor.frame([{"open": 1, "speech": 1, "yaw": 0.3}, {}]))
    right = moved(rest, actor.frame([{}, {"open": 1, "speech": 1, "yaw": 0.3}]))
    assert left[1] < SIDE / 2 < right[1]


def test_the_scene_behind_a_picture_is_known_only_for_pictures_of_the_clay_world(portrait, tmp_path, man):
    from PIL import Image

    found = scene_behind(portrait.main.path)
    assert found is not None
    assert found.scene == man
    assert (found.width, found.height) == (SIDE, SIDE)
    with Image.open(portrait.main.path) as image:
        image.crop((0, 0, 100, 60)).save(tmp_path / "cut.png", pnginfo=_texts(image))
        image.save(tmp_path / "bare.png", pnginfo=None)
    assert scene_behind(tmp_path / "cut.png") is None, "a part of a picture is another picture"
    assert scene_behind(tmp_path / "bare.png") is None


def _texts(image):
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    for key, value in image.text.items():
        info.add_itxt(key, value)
    return info


def test_the_engine_takes_clay_pictures_with_faces_and_no_others(studio, portrait):
    landscape = studio.image("a mountain lake", seed=1, width=64, height=64, engine="clay")
    for cls in (TalkingPortrait, FaceMesh):
        clay = next(e for e in registry.engines(cls.kind) if e.name == "clay")
        more = {"say": "Hello"} if cls is TalkingPortrait else {}
        assert clay.unsuited(cls.make(image=portrait.main.ref, **more), studio.settings) == ""
        assert "face" in clay.unsuited(cls.make(image=landscape.main.ref, **more), studio.settings)
        assert next(e for e in registry.engines(cls.kind) if not e.has_models) is clay, "it is asked first"


def test_a_clay_portrait_speaks(studio, portrait, tmp_path):
    from castalia.media.sound import read_sound
    from castalia.media.video import read_frames

    made = studio.talk(image=portrait.main.ref, say="[smile] Hi, Bob!", seed=3)
    assert made.provenance.engine == "clay"
    video = shutil.copy(made.main.path, tmp_path / "talk.mp4")
    frames = list(read_frames(video))
    samples, rate = read_sound(video)
    assert abs(len(frames) / 25 - len(samples) / rate) < 0.1
    assert frames[0].shape == (SIDE, SIDE, 3)
    played = Performance.from_json(made.file("performance").path.read_text())
    assert len(played) == len(frames)
    open_, press = played["open"], played["press"]
    assert open_.max() > 0.3
    assert press.max() > 0.9
    assert made.file("voice")
    assert json.loads(made.file("performance").path.read_text())["fps"] == 25
    background = np.stack(frames)[:, : SIDE // 8, : SIDE // 8].astype(int)
    assert np.abs(background - background[0]).max() < 12


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "nothing to say"),
        ({"say": "   "}, "nothing to say"),
        ({"say": "[pause] [smile]"}, "aloud"),
        ({"say": "Hi", "text": "Hi"}, "text"),
        ({"say": "word " * 4000}, "minutes"),
        ({"say": "Hi", "drive": "sha256:" + "0" * 64, "template": "nod"}, "not from both"),
        ({"say": "Hi", "audio": ("sha256:" + "0" * 64,)}, "not from both"),
    ],
)
def test_what_cannot_be_played_is_refused_in_words(studio, portrait, fields, words):
    recipe = TalkingPortrait.make(image=portrait.main.ref, **fields)
    with pytest.raises(BadInput, match=words):
        registry.resolve(recipe, studio.settings)


def test_recordings_of_silence_and_speakers_without_a_face_are_refused(studio, portrait, tmp_path):
    import wave

    with wave.open(str(tmp_path / "silence.wav"), "wb") as sound:
        sound.setnchannels(1), sound.setsampwidth(2), sound.setframerate(16000)
        sound.writeframes(bytes(32000))
    with pytest.raises(BadInput, match="nothing is heard"):
        studio.talk(image=portrait.main.ref, audio=(tmp_path / "silence.wav",))
    with pytest.raises(BadInput, match="no face"):
        studio.talk(image=portrait.main.ref, say="1: Hi\n2: Hello")
    with pytest.raises(BadInput, match="one face"):
        studio.talk(image=portrait.main.ref, say="Hi", face=2)


def test_a_talking_portrait_drives_another_exactly(studio, portrait):
    nod = studio.talk(image=portrait.main.ref, template="nod", width=64, height=64, seed=1)
    other = studio.image("a portrait of an old man", seed=2, width=64, height=64, engine="clay")
    made = studio.talk(image=other.main.ref, drive=nod.main.ref, seed=9)
    first, second = (Performance.from_json(m.file("performance").path.read_text()) for m in (nod, made))
    assert np.array_equal(first.curves, second.curves)


def test_drawn_people_need_no_consent_but_voices_do(studio, portrait):
    strict = studio.settings.model_copy(update={"require_consent": True})
    engine = next(e for e in registry.engines("talk") if e.name == "clay")
    engine.check(TalkingPortrait.make(image=portrait.main.ref, say="Hi"), strict)
    recorded = TalkingPortrait.make(image=portrait.main.ref, audio=("sha256:" + "0" * 64,))
    with pytest.raises(BadInput, match="agreed"):
        engine.check(recorded, strict)
    engine.check(recorded.with_fields(consent="my own voice"), strict)


@pytest.mark.parametrize("prompt", ["a portrait of an old man with a beard and a red hat", "a cat"])
def test_the_head_is_closed_and_its_texture_lies_flat(prompt):
    import trimesh

    from castalia.faces.clay.charts import covered
    from castalia.faces.clay.head import clay_head

    head = clay_head(parse(prompt, seed=1).scene, 1.0, 0, texture_size=512, resolution=48)
    solid = trimesh.Trimesh(head.vertices, head.triangles, process=False)
    solid.merge_vertices(merge_tex=True, merge_norm=True)
    assert solid.is_watertight
    assert solid.is_winding_consistent
    assert solid.volume > 0
    assert head.uv.min() >= 0
    assert head.uv.max() <= 1
    at, _, _ = covered(head.uv[head.triangles] * 1024)
    assert len(np.unique(at, axis=0)) == len(at), "no two triangles share a place in the texture"
    assert np.allclose(np.linalg.norm(head.normals, axis=1), 1, atol=1e-3)
    assert 0.1 < np.ptp(head.vertices[:, 0]) < 0.6
    assert len(np.unique(head.texture.reshape(-1, 3), axis=0)) > 20


def test_a_mask_is_the_front_half_and_hair_can_be_left_out(man):
    from castalia.faces.clay.head import clay_head

    head, mask, bald = (
        clay_head(man, 1.0, 0, texture_size=256, resolution=32, **more)
        for more in ({}, {"extent": "mask"}, {"hair": "none"})
    )
    assert np.ptp(mask.vertices[:, 2]) < 0.75 * np.ptp(head.vertices[:, 2])
    assert bald.vertices[:, 1].max() < head.vertices[:, 1].max()


def test_the_cast_can_be_drawn():
    for prompt, seed in PERSONS.values():
        assert ClayActor(parse(prompt, seed=seed).scene, 64, 64).faces == 1
