"""Descriptions: exact for pictures of the clay world, measured for photos, by a network where one is asked for."""

from __future__ import annotations

import re

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from castalia.engines.describe.colors import colors, hair_color
from castalia.engines.describe.facts import facts_of
from castalia.errors import BadInput, Missing
from castalia.media.picture import write_picture
from castalia.media.provenance import Provenance

GUESSES = re.compile(
    r"\b(?:wo)?m[ae]n\b|\bhe\b|\bshe\b|\bold\b|\byoung\b|男|女|老|年轻|white person|black person", re.I
)


@pytest.fixture(scope="module")
def photo(tmp_path_factory):
    data = pytest.importorskip("skimage.data")
    from PIL import Image

    path = tmp_path_factory.mktemp("photo") / "photo.png"
    Image.fromarray(data.astronaut()).save(path)
    return path


def test_a_clay_portrait_is_described_exactly(studio):
    portrait = studio.image(
        "a portrait of an old man with a white beard and round glasses, smiling", seed=3, width=64, height=64
    )
    english = studio.describe(portrait.main.ref)
    assert english.text.strip() == (
        "A portrait of an old man with short hair, a white beard and round glasses, who smiles, in the studio, "
        "clay render."
    )
    assert english.report["exact"]
    assert english.report["scene"]["subjects"][0]["kind"] == "portrait"
    chinese = studio.describe(portrait.main.ref, language="zh")
    assert chinese.text.strip() == "在摄影棚里，一位老爷爷的肖像：短发，留着白色胡子，戴着圆眼镜，微笑着。黏土风格。"


def test_a_photo_is_measured_and_nobody_guessed(studio, photo):
    pytest.importorskip("mediapipe")
    described = studio.describe(photo)
    (face,) = described.report["facts"]["faces"]
    assert (face["expression"], face["look"], face["eyes"], face["turned"]) == ("broad smile", "camera", "open", "no")
    left, top, right, bottom = face["box"]
    assert 150 < left < right < 300
    assert 60 < top < bottom < 260
    assert "one person" in described.text
    assert "smiles broadly and looks into the camera" in described.text
    chinese = studio.describe(photo, language="zh", detail="full")
    assert "看着镜头" in chinese.text
    assert "512 x 512" in chinese.text
    for text in (described.text, chinese.text):
        assert not GUESSES.search(text.replace("不猜测这是谁，也不猜测年龄、性别和来历", "")), text
    sentence = studio.describe(photo, detail="sentence").text.strip()
    assert described.text.startswith(sentence)
    assert len(sentence) < len(described.text)


def test_without_mediapipe_it_says_what_it_did_not_look_for(studio, photo, monkeypatch):
    def missing(picture):
        raise Missing("mediapipe is not installed", hint="pip install 'castalia[face]'")

    monkeypatch.setattr("castalia.faces.finding.landmarks.find_faces", missing)
    described = studio.describe(photo)
    assert described.report["facts"]["faces"] == []
    assert any("castalia[face]" in note for note in described.report["notes"])
    assert "no face was looked for" in described.text


def test_a_picture_tells_the_words_it_was_made_from(studio, tmp_path):
    made = Provenance(
        recipe={"kind": "image", "prompt": "a sailor at the harbour"},
        engine="diffusers",
        engine_version="1",
        castalia="0",
    )
    path = tmp_path / "made.png"
    write_picture(path, np.full((48, 64, 3), (20, 60, 180), np.uint8), made)
    described = studio.describe(path)
    assert "“a sailor at the harbour”" in described.text
    assert "mostly blue" in described.text
    assert "no face was found" in described.text


def test_light_colours_and_sharpness_are_told():
    rng = np.random.default_rng(1)
    noise = rng.integers(0, 255, (120, 200, 3)).astype(np.uint8)
    dark = facts_of((noise * 0.2).astype(np.uint8), people=False)
    assert (dark["light"], dark["orientation"], dark["sharpness"]) == ("dark", "landscape", "sharp")
    hazy = gaussian_filter(noise.mean(2), 4)[..., None].repeat(3, 2)
    hazy = facts_of(((hazy - hazy.min()) / np.ptp(hazy) * 255).astype(np.uint8), people=False)
    assert (hazy["sharpness"], hazy["grey"]) == ("blurred", True)
    half = np.zeros((40, 40, 3), np.uint8)
    half[:, :28] = (200, 30, 35)
    half[:, 28:] = (248, 248, 248)
    assert [(c.name, c.share) for c in colors(half)] == [("red", 0.7), ("white", 0.3)]
    assert hair_color(np.full((99, 3), (60, 40, 30))) == "dark brown"
    assert hair_color(np.full((99, 3), (45, 98, 200))) == "blue"


def test_a_captioning_model_says_its_part(studio, photo, tiny):
    pytest.importorskip("transformers")
    model = str(tiny("blip"))
    described = studio.describe(photo, model=model, detail="sentence")
    assert described.report["caption"] == described.text.strip()
    assert described.text.strip().endswith(".")
    assert described.provenance.engine == "captioner"
    assert described.provenance.model.id == model
    assert described.provenance.digital_source_type.endswith("trainedAlgorithmicMedia")
    assert studio.describe(photo, model=model, detail="sentence").cached


def test_models_that_cannot_caption_are_refused(studio, photo, tiny):
    with pytest.raises(Missing) as error:
        studio.describe(photo, engine="captioner")
    assert error.value.hint == "castalia models pull blip-large"
    with pytest.raises(BadInput, match="not a model that describes pictures"):
        studio.describe(photo, model=str(tiny("sd15")))
