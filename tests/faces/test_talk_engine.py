"""Talking portraits from photos, from the recipe to the file, and what is measured on the finished video."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("mediapipe")

from castalia import Studio
from castalia.errors import BadInput, CastaliaError
from castalia.faces.acting.performance import Performance
from castalia.library.artifact import Artifact
from castalia.media.probe import probe
from castalia.media.sound import read_sound
from castalia.media.video import read_frames
from castalia.settings import Settings


def photo(side: int) -> np.ndarray:
    """The astronaut's head and shoulders."""
    from PIL import Image
    from skimage.data import astronaut

    cut = Image.fromarray(astronaut()).crop((96, 0, 352, 256))
    return np.asarray(cut.resize((side, side), Image.Resampling.LANCZOS))


def saved(path: Path, picture: np.ndarray) -> Path:
    from PIL import Image

    Image.fromarray(picture).save(path)
    return path


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("talk")


@pytest.fixture(scope="module")
def portrait(home: Path) -> Path:
    return saved(home / "portrait.png", photo(192))


@pytest.fixture(scope="module")
def talk(home: Path) -> Any:
    """Makes a talking portrait in a studio of this module."""
    studio = Studio(settings=Settings(home=home / "home"))

    def made(image: Path, **fields: Any) -> Artifact:
        return studio.run(studio.recipe("talk", image=image, **{"engine": "photo", "seed": 3, **fields}))

    return made


@pytest.fixture(scope="module")
def spoken(talk: Any, portrait: Path) -> Artifact:
    return talk(portrait, say="Papa, bring my map. Oh!", badge=True)


def frames(artifact: Artifact) -> list[np.ndarray]:
    return list(read_frames(artifact.path))


def performance(artifact: Artifact) -> Performance:
    return Performance.from_json(artifact.file("performance").path.read_bytes())


def test_a_photo_speaks(spoken: Artifact) -> None:
    facts = probe(spoken.path)
    assert (facts.width, facts.height, facts.fps) == (192, 192, 25)
    assert facts.audio_codec == "aac"
    acted = performance(spoken)
    assert len(acted) == len(frames(spoken)) == round(facts.duration * 25)
    assert acted["press"].max() == 1
    voice, rate = read_sound(spoken.file("voice").path)
    assert len(voice) / rate == pytest.approx(acted.duration, abs=0.1)
    assert spoken.report["sentences"][0]["text"].startswith("Papa")


def test_the_video_says_that_it_was_generated(spoken: Artifact) -> None:
    from castalia.media.origin import read_provenance

    told = read_provenance(spoken.path)
    assert told is not None
    assert told.recipe["say"].startswith("Papa")
    assert "AI-generated" in str(told.model_dump())


def test_a_template_moves_without_a_sound(talk: Any, portrait: Path) -> None:
    made = talk(portrait, template="wink", framing="crop", width=128, format="webm")
    facts = probe(made.path)
    assert facts.audio_codec is None
    assert facts.width == 128
    acted = performance(made)
    assert max(acted["blink_left"].max(), acted["blink_right"].max()) > 0.9
    assert [f.role for f in made.files] == ["main", "performance"]


def test_what_a_portrait_did_is_read_off_its_video(spoken: Artifact) -> None:
    from castalia.faces.acting.drive import performance_of

    again, first = performance_of(spoken.path, 25), performance(spoken)
    assert len(again) == len(first)
    for name in ("yaw", "open"):
        assert np.corrcoef(again[name], first[name])[0, 1] >= 0.8, name


def test_a_video_drives_the_portrait(talk: Any, portrait: Path, spoken: Artifact, home: Path) -> None:
    """A video that is not a portrait of ours: read, and acted again with its sound."""
    from castalia.media.provenance import Provenance
    from castalia.media.video import write_video

    foreign = home / "foreign.mp4"
    told = Provenance(recipe={"kind": "image", "prompt": "a fox"}, engine="clay", engine_version="1", castalia="0")
    write_video(foreign, frames(spoken)[:30], 25, told, sound=read_sound(spoken.path))
    made = talk(portrait, drive=foreign, consent="nobody real", width=128)
    assert probe(made.path).audio_codec == "aac"
    acted = performance(made)
    assert len(acted) == 30
    assert acted["open"].max() > 0.2


def test_two_faces_speak_in_turn(talk: Any, home: Path) -> None:
    import json

    both = saved(home / "both.png", np.hstack([photo(160), photo(160)[:, ::-1]]))
    made = talk(both, say="1: Hi.\n2: Oh my.")
    acts = json.loads(made.file("performance").path.read_text())
    left, right = (Performance.from_json(json.dumps(a)) for a in acts)
    third = len(left) // 3
    assert left["speech"][:third].max() > 0.9 > 0.1 > left["speech"][-third:].max()
    assert right["speech"][-third:].max() > 0.9


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "nothing to say"),
        ({"say": "..."}, "nothing that can be said"),
        ({"say": "1: Hi.\n3: And me?"}, "voice 3 has no face"),
        ({"say": "Hello.", "face": 4}, "no face 4"),
        ({"say": "Hello.", "model": "some/model"}, "no talk model"),
        ({"template": "nod", "text": "Hello."}, "belongs to a recording"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(talk: Any, portrait: Path, fields: dict[str, Any], words: str) -> None:
    with pytest.raises(CastaliaError, match=words):
        talk(portrait, **fields)


def test_driving_needs_consent(talk: Any, portrait: Path, spoken: Artifact) -> None:
    with pytest.raises(BadInput, match="who agreed"):
        talk(portrait, drive=spoken.path)


def test_a_studio_may_demand_consent_for_every_photo(tmp_path: Path, portrait: Path) -> None:
    strict = Studio(settings=Settings(home=tmp_path, require_consent=True))
    with pytest.raises(BadInput, match="agreed"):
        strict.run(strict.recipe("talk", image=portrait, say="Hello.", engine="photo"))


def test_pictures_without_a_usable_face_are_refused(talk: Any, home: Path) -> None:
    from skimage.data import coffee

    with pytest.raises(BadInput, match="no face"):
        talk(saved(home / "coffee.png", coffee()[::2, ::2]), say="Hello.")
    with pytest.raises(BadInput, match="face"):
        talk(saved(home / "tiny.png", photo(40)), say="Hello.")


ENGLISH = "Hello! Please bring my paper back before the moon comes up, Bob. Oh, what a wonderful morning."
CHINESE = "大家好，欢迎来到创作工作室。我们明天把苹果搬到门口，别怕麻烦。"


@pytest.mark.slow
@pytest.mark.parametrize("words", [ENGLISH, CHINESE])
def test_lips_follow_the_sound(talk: Any, home: Path, words: str) -> None:
    """On the finished video: the gap between the lips, found again, follows the loudness; m, b, p close them; there is
    a face in every frame; nothing moves behind the head."""
    from scipy.ndimage import maximum_filter

    from castalia.faces.finding.landmarks import Tracker
    from castalia.faces.finding.people import person_mask

    made = talk(saved(home / "large.png", photo(320)), say=words)
    shown, tracker = frames(made), Tracker()
    found = [tracker.find(frame) for frame in shown]
    assert all(found)
    gaps = np.array([f[0].frontal[13, 1] - f[0].frontal[14, 1] for f in found])
    sound, rate = read_sound(made.path)
    edges = (np.arange(len(shown) + 1) / 25 * rate).astype(int)
    energy = np.array([np.sqrt(np.mean(sound[a:b] ** 2) + 1e-12) for a, b in itertools.pairwise(edges)])
    assert np.corrcoef(gaps[5:-5], energy[5:-5])[0, 1] >= 0.5
    pressed = np.flatnonzero(performance(made)["press"] > 0.99)
    closures = np.split(pressed, np.flatnonzero(np.diff(pressed) > 1) + 1)
    assert len(closures) >= 6
    assert np.mean([gaps[c].min() < 0.022 for c in closures]) >= 0.9
    # Behind the head nothing may move, but for what the codec does.
    behind = maximum_filter(person_mask(shown[0]), 41) < 0.02
    still = np.median(np.stack(shown[::5]), 0)
    away = [np.abs(frame.astype(float) - still).mean(-1)[behind] for frame in shown[::7]]
    assert np.percentile(away, 99.5) < 4
