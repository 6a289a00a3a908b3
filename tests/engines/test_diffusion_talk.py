"""The diffusers engine for talking portraits on tiny checkpoints of the true classes."""

import json
import shutil
import threading
import time

import numpy as np
import pytest
from PIL import Image as Pillow

from castalia import Studio
from castalia.engines import registry
from castalia.engines.diffusion import planning, talk
from castalia.engines.portrait import base
from castalia.errors import BadInput, Missing, OutOfMemory
from castalia.media.probe import probe
from castalia.media.provenance import Provenance
from castalia.media.sound import read_sound
from castalia.media.video import read_frames, write_video
from castalia.models.importing import import_path
from castalia.models.recognise import recognise
from castalia.models.resolve import resolve
from castalia.recipes import TalkingPortrait
from castalia.settings import Settings

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """One for all: models stay loaded, and plans are counted once."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def studio(home):
    return Studio(settings=Settings(home=home, device="cpu"))


@pytest.fixture(scope="module")
def distilled(tiny, home):
    """The distilled model, whose list of components points at a place that is not this folder."""
    folder = home / "moved"
    shutil.copytree(tiny("wan-animate-2-distilled"), folder)
    index = json.loads((folder / "modular_model_index.json").read_text())
    for value in index.values():
        if isinstance(value, list):
            value[2] |= {"pretrained_model_name_or_path": "nobody/nothing", "revision": "refs/pr/1"}
    (folder / "modular_model_index.json").write_text(json.dumps(index))
    return folder


@pytest.fixture(scope="module")
def portrait(home):
    """The head of scikit-image's astronaut."""
    pytest.importorskip("mediapipe")
    from skimage.data import astronaut

    Pillow.fromarray(astronaut()[:224, 112:336]).save(home / "portrait.png")
    return home / "portrait.png"


@pytest.fixture(scope="module")
def driving(home):
    """Seven tall frames with a sound, in a video."""
    rng = np.random.default_rng(0)
    frames = [rng.integers(0, 255, (100, 72, 3), dtype=np.uint8) for _ in range(7)]
    hum = np.sin(np.arange(8000 * 7 // 25) * 0.3).astype(np.float32)
    made_by = Provenance(recipe={}, engine="test", engine_version="1", castalia="0")
    write_video(home / "driving.mp4", frames, 25, made_by, sound=(hum, 8000))
    return home / "driving.mp4"


@pytest.fixture
def make(studio, portrait):
    """Makes a small talking portrait."""

    def made(model, **fields):
        given = {"width": 64, "height": 64, "steps": 2, "seed": 5, "precision": "fp32", "consent": "a public photo"}
        return studio.run(studio.recipe("talk", image=portrait, model=str(model), **{**given, **fields}), fresh=True)

    return made


@pytest.fixture
def raw(monkeypatch):
    """What the engine hands to the encoder of the video: lists of frames, filled while it runs."""
    kept, write = [], base.written

    def written(recipe, ctx, frames, total, staged):
        kept.append(list(frames))
        return write(recipe, ctx, iter(kept[-1]), total, staged)

    monkeypatch.setattr(base, "written", written)
    return kept


def plain(folder, portrait, driving, frames):
    """The blocks of diffusers as their documentation calls them, uint8 (frames, height, width, 3)."""
    import torch
    from diffusers import ModularPipeline

    pipe = ModularPipeline.from_pretrained(str(folder))
    pipe.load_components()
    picture = Pillow.open(portrait).convert("RGB").resize((64, 64), Pillow.Resampling.LANCZOS)
    # Without compiling, which is slow and gives the same.
    with torch.compiler.set_stance("force_eager"):
        video = pipe(
            prompt="somebody", image=picture, driving_video=[Pillow.fromarray(f) for f in read_frames(driving)],
            height=64, width=64, segment_frame_length=frames, num_inference_steps=2,
            generator=torch.Generator().manual_seed(5), output="videos",
        )[0]  # fmt: skip
    return (video * 255).round().astype(np.uint8)


@pytest.mark.parametrize("frames", [9, 5], ids=["one part", "two parts"])
def test_equals_the_plain_blocks_bit_for_bit(make, raw, tiny, portrait, driving, monkeypatch, frames):
    monkeypatch.setattr(talk, "PART", frames)
    made = make(tiny("wan-animate-2"), drive=driving, description="somebody")
    assert len(raw[0]) == 7
    assert np.array_equal(np.stack(raw[0]), plain(tiny("wan-animate-2"), portrait, driving, frames))
    assert made.report["driven_by"] == "the driving video"


def test_a_driving_video_keeps_its_sound_and_the_file_says_what_made_it(studio, make, distilled, driving):
    made = make(distilled, drive=driving)
    seen = probe(made.path)
    assert (seen.width, seen.height, seen.fps, seen.audio_codec) == (64, 64, 25, "aac")
    assert len(list(read_frames(made.path))) == 7
    assert [file.role for file in made.files] == ["main"]
    told = studio.info(made.path)["provenance"]
    assert told["model"]["id"] == str(distilled)
    assert len(told["model"]["sha256"]) == 64
    assert (told["engine"], told["device"], told["precision"]) == ("diffusers", "cpu", "float32")
    assert told["digital_source_type"].endswith("trainedAlgorithmicMedia")
    assert made.report["plan"]["num_frames"] == 9


def test_words_are_acted_first_and_then_animated(make, raw, distilled):
    made = make(distilled, say="Hi.", badge=True)
    voice, rate = read_sound(made.file("voice").path)
    assert probe(made.path).audio_codec == "aac"
    assert len(raw[0]) == len(list(read_frames(made.path))) == round(len(voice) / rate * 25)
    assert json.loads(made.file("performance").path.read_text())["channels"]["open"]
    assert made.report["sentences"][0]["text"] == "Hi."
    assert made.report["driven_by"] == "the built-in portrait (photo)"
    assert np.std(raw[0][0]) > 5  # the badge alone is not all that there is


def test_clay_people_are_animated_too(studio, distilled, raw):
    picture = studio.image("a portrait of an old man with a beard", width=128, height=160, seed=1)
    made = studio.run(
        studio.recipe("talk", image=picture.path, template="nod", model=str(distilled), width=64, height=80, steps=1)
    )
    assert made.report["driven_by"] == "the built-in portrait (clay)"
    assert raw[0][0].shape == (80, 64, 3)
    assert probe(made.path).audio_codec is None


def test_cancel_within_one_step(studio, make, portrait, distilled, driving):
    make(distilled, drive=driving)  # loaded
    recipe = studio.recipe(
        "talk", image=portrait, drive=driving, model=str(distilled), width=64, height=64, steps=900, consent="a photo"
    )
    handle = studio.submit(recipe, fresh=True)
    until = time.monotonic() + 60
    while handle.job.step <= 3 or handle.job.total < 900:
        assert not handle.job.is_final, handle.job.error
        assert time.monotonic() < until
        time.sleep(0.02)
    handle.cancel()
    began = time.monotonic()
    handle.wait()
    assert time.monotonic() - began < 2
    assert not [t for t in threading.enumerate() if t.name == "diffusion"]
    make(distilled, drive=driving)  # and the model can be used again


def test_a_model_is_taken_where_one_is_named(home, distilled, studio, portrait):
    recipe = studio.recipe("talk", image=portrait, say="Hello.")
    assert registry.choose(recipe, studio.settings).name == "photo"
    assert registry.choose(recipe.with_fields(model=str(distilled)), studio.settings).name == "diffusers"
    usual = Settings(home=home, device="cpu", talk_model=str(distilled))
    assert registry.choose(recipe, usual).name == "diffusers"
    complete = registry.resolve(recipe, usual)
    assert (complete.model, complete.steps) == (str(distilled), 10)
    assert (complete.width, complete.height) == (720, 720)  # the shape of the picture, as many pixels as 640x800


def test_a_folder_can_be_imported_whole(home, distilled, studio):
    assert recognise(distilled) == ("talk", "wan-animate-2-distilled")
    model = import_path(distilled, studio.settings, name="mine")
    assert (model.kind, model.family) == ("talk", "wan-animate-2-distilled")
    assert {path.name for path in model.path.iterdir() if path.is_dir()} == {
        "image_encoder", "scheduler", "text_encoder", "tokenizer", "transformer", "vae",
    }  # fmt: skip
    assert resolve("mine", studio.settings, kind="talk").sha256 == model.sha256


@pytest.mark.parametrize("total", [1, 2, 3, 5, 80, 81, 82, 161, 162, 1000])
def test_parts_cover_a_video(total):
    part, parts = talk.part(max(total, 3)), talk.parts(total)
    assert part % 4 == 1
    assert (parts - 1) * (part - 1) + 1 < max(total, 3) <= parts * (part - 1) + 1


def test_what_cannot_be_done_is_said_in_words(make, tiny, distilled, driving, tmp_path):
    with pytest.raises(BadInput, match="makes pictures, not a model that animates portraits"):
        make(tiny("sd15"), drive=driving)
    first = tmp_path / "first"
    first.mkdir()
    (first / "model_index.json").write_text('{"_class_name": "WanAnimatePipeline"}')
    with pytest.raises(BadInput, match="drawings of a pose"):
        make(first, drive=driving)
    with pytest.raises(BadInput, match="multiples of 16, and the width is 72"):
        make(distilled, drive=driving, width=72)
    with pytest.raises(BadInput, match="who agreed"):
        make(distilled, drive=driving, consent="")
    broken = tmp_path / "broken"
    shutil.copytree(distilled, broken, ignore=shutil.ignore_patterns("image_encoder"))
    with pytest.raises(Missing, match="image_encoder is missing"):
        make(broken, drive=driving)


def test_what_does_not_fit_into_memory_is_said_in_frames(make, distilled, driving, studio, monkeypatch):
    with monkeypatch.context() as small:
        small.setattr(planning, "free_on", lambda device: 1_200_000)
        with pytest.raises(OutOfMemory, match="7 frames of 64x64, and there is memory for 4"):
            make(distilled, drive=driving)

    def plan_for(recipe, model, settings):
        if recipe.num_frames > 25:
            raise OutOfMemory("80 GB are needed")

    monkeypatch.setattr(planning, "plan_for", plan_for)
    from castalia.engines.diffusion.run import Watch
    from castalia.models.resolve import at_path

    recipe = TalkingPortrait.make(image="sha256:" + "0" * 64, template="nod", width=640, height=800)
    with pytest.raises(OutOfMemory) as refused:
        talk._planned(recipe, 1000, at_path(distilled, studio.settings), studio.settings, Watch())
    assert "21 frames (0.8 s) fit" in refused.value.hint
