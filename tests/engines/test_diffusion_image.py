"""The diffusers engine on tiny checkpoints of the true classes."""

import importlib.util
import shutil
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from castalia import Studio
from castalia.errors import BadInput, Missing
from castalia.recipes import Image
from castalia.recipes.sampling import SCHEDULERS
from castalia.settings import Settings

DOCS = Path(__file__).parents[2] / "docs"


pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """One for all: models stay loaded, and plans are counted once."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def studio(home):
    return Studio(settings=Settings(home=home, device="cpu"))


@pytest.fixture
def pictures(tmp_path):
    """A picture of 96x64 pixels and a mask of its right half."""
    rng = np.random.default_rng(0)
    Pillow.fromarray(rng.integers(0, 255, (64, 96, 3), dtype=np.uint8)).save(tmp_path / "in.png")
    mask = np.zeros((64, 96), np.uint8)
    mask[:, 48:] = 255
    Pillow.fromarray(mask).save(tmp_path / "mask.png")
    return tmp_path / "in.png", tmp_path / "mask.png"


def draw(studio, model, prompt="a red fox in the snow", **fields):
    """(artifact, its main picture as an array); quick unless told otherwise."""
    given = {"seed": 1, "steps": 3, "precision": "fp32", "model": str(model), **fields}
    artifact = studio.run(studio.recipe("image", prompt=prompt, **given), fresh=True)
    return artifact, np.asarray(Pillow.open(artifact.main.path).convert("RGB"))


def equality():
    spec = importlib.util.spec_from_file_location("equality", DOCS / "equality.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CASES = equality().CASES


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_equals_the_plain_pipeline_bit_for_bit(case, tiny, home):
    assert equality().compare(case, home, tiny) == (True, 0)


def test_the_file_says_what_made_it(studio, tiny):
    artifact, _ = draw(studio, tiny("sd15"))
    provenance = studio.info(artifact.main.path)["provenance"]
    assert provenance["model"]["id"] == str(tiny("sd15"))
    assert len(provenance["model"]["sha256"]) == 64
    assert provenance["precision"] == "float32"
    assert provenance["digital_source_type"].endswith("trainedAlgorithmicMedia")
    assert artifact.report["plan"]["device"] == "cpu"
    assert artifact.report["seconds"] > 0


def test_two_runs_are_equal_and_each_picture_of_a_batch_has_its_seed(studio, tiny):
    _, first = draw(studio, tiny("sd15"))
    artifact, second = draw(studio, tiny("sd15"))
    assert (first == second).all()
    batch, _ = draw(studio, tiny("sd15"), batch=3)
    assert [f.meta["seed"] for f in batch.files] == [1, 2, 3]
    _, alone = draw(studio, tiny("sd15"), seed=3)
    third = np.asarray(Pillow.open(batch.files[2].path).convert("RGB"))
    assert np.abs(third.astype(int) - alone).max() <= 2  # in a batch sums are added in another order
    assert artifact.report["load_seconds"] == 0  # it was loaded already


def test_what_is_open_comes_from_the_checkpoint(studio, tiny):
    recipe = studio.resolve(studio.recipe("image", prompt="a fox", model=str(tiny("sdxl")), aspect="16:9"))
    assert (recipe.width, recipe.height) == (88, 64)
    assert (recipe.steps, recipe.guidance_scale) == (30, 5.0)


def test_from_a_picture(studio, tiny, pictures):
    _, weak = draw(studio, tiny("sd15"), image=pictures[0], strength=0.4)
    _, strong = draw(studio, tiny("sd15"), image=pictures[0], strength=1.0)
    assert weak.shape == (64, 96, 3)
    assert (weak != strong).any()
    _, same = draw(studio, tiny("sd15"), image=pictures[0], strength=0.0)
    assert (same == np.asarray(Pillow.open(pictures[0]))).all()


@pytest.mark.parametrize("model", ["sd15-inpaint", "sd15", "sdxl", "sd3"])
def test_only_what_is_white_in_the_mask_changes(studio, tiny, pictures, model):
    _, picture = draw(studio, tiny(model), image=pictures[0], mask=pictures[1])
    before = np.asarray(Pillow.open(pictures[0]))
    assert (picture[:, :48] == before[:, :48]).all()
    assert (picture[:, 48:] != before[:, 48:]).mean() > 0.9


@pytest.mark.parametrize("name", SCHEDULERS)
def test_every_scheduler(studio, tiny, name):
    _, picture = draw(studio, tiny("sd3" if name.startswith("flow") else "sd15"), scheduler=name)
    assert picture.std() > 5


def test_loras_in_three_key_styles_do_the_same_and_leave_nothing_behind(studio, tiny):
    _, plain = draw(studio, tiny("sd15"))
    styles = ("lora-kohya", "lora-diffusers", "lora-peft")
    drawn = [draw(studio, tiny("sd15"), lora=(f"{tiny(style)}:0.7",))[1] for style in styles]
    assert (drawn[0] == drawn[1]).all()
    assert (drawn[1] == drawn[2]).all()
    assert (drawn[0] != plain).any()
    assert (draw(studio, tiny("sd15"))[1] == plain).all()


def test_a_textual_inversion_is_used_by_the_name_of_its_file(studio, tiny):
    _, without = draw(studio, tiny("sd15"), "a fox by embedding-sd15")
    _, with_it = draw(studio, tiny("sd15"), "a fox by embedding-sd15", embedding=(str(tiny("embedding-sd15")),))
    assert (without != with_it).any()


@pytest.mark.parametrize(
    ("model", "fields", "said"),
    [
        ("sd15", {"scheduler": "dpm++2m"}, "there is no scheduler"),
        ("sd15", {"scheduler": "NiceScheduler"}, "diffusers has no scheduler"),
        ("sd15", {"scheduler": "flow_euler"}, "flow matching"),
        ("flux", {"scheduler": "ddim"}, "flow matching"),
        ("sd15", {"scheduler": "ScoreSdeVeScheduler"}, "does not work with"),
        ("sd15", {"scheduler": "ddim", "sigmas": "karras"}, "cannot space its sigmas"),
        ("sd15", {"steps": 0}, "steps cannot be 0"),
        ("sd15", {"steps": 10**9}, "steps cannot be"),
        ("sd15", {"steps": 1000}, "cannot do this"),
        ("sd15", {"guidance_scale": float("nan")}, "guidance_scale cannot be"),
        ("sd15", {"mask": "mask"}, "no image that it belongs to"),
        ("sd15", {"image": "in", "mask": "small"}, "as large as the image"),
        ("sd15-inpaint", {}, "only fills masks"),
        ("pixart", {"image": "in"}, "from words alone"),
        ("flux", {"width": 72, "height": 72}, "multiples of 16"),
        ("wan", {}, "makes video"),
        ("lora-sdxl", {}, "is a LoRA"),
        ("sd15", {"lora": "lora-sdxl"}, "was made for sdxl"),
        ("sdxl", {"lora": "lora-kohya"}, "was made for sd15"),
        ("sdxl", {"embedding": "embedding-sd15"}, "was made for sd15"),
        ("sd15", {"lora": "lora-kohya:nan"}, "out of range"),
        ("sd15", {"lora": "lora-kohya:much"}, "is no weight"),
        ("sd15", {"clip_skip": 9}, "clip_skip"),
        ("sd15", {"layers": ("depth",)}, "does not know 'layers'"),
    ],
)
def test_what_cannot_work_is_refused_in_words(studio, tiny, pictures, tmp_path, model, fields, said):
    Pillow.new("L", (32, 32), 255).save(tmp_path / "small.png")
    fields = dict(fields)
    for name in ("image", "mask"):
        if name in fields:
            fields[name] = tmp_path / f"{fields[name]}.png"
    for name in ("lora", "embedding"):
        if name in fields:
            style, colon, weight = fields[name].partition(":")
            fields[name] = (f"{tiny(style)}{colon}{weight}",)
    with pytest.raises((BadInput, Missing), match=said) as caught:
        draw(studio, tiny(model), **fields)
    assert caught.value.hint


def test_damaged_checkpoints_are_refused_before_anything_is_loaded(studio, tiny, tmp_path):
    broken = tmp_path / "broken"
    shutil.copytree(tiny("sd15"), broken)
    weights = broken / "unet" / "diffusion_pytorch_model.safetensors"
    whole = weights.read_bytes()
    weights.write_bytes(whole[:-1000])
    with pytest.raises(BadInput, match="cut off"):
        draw(studio, broken)
    weights.unlink()
    with pytest.raises(Missing, match="weights of unet"):
        draw(studio, broken)
    (broken / "unet" / "diffusion_pytorch_model.safetensors.index.json").write_text(
        '{"weight_map": {"a": "diffusion_pytorch_model-00001-of-00002.safetensors"}}'
    )
    with pytest.raises(Missing, match="00001-of-00002"):
        draw(studio, broken)
    shutil.rmtree(broken / "vae")
    with pytest.raises(Missing, match="not complete"):
        draw(studio, broken)


def test_a_checkpoint_of_another_shape_than_its_configuration(studio, tiny, tmp_path):
    mixed = tmp_path / "mixed"
    shutil.copytree(tiny("sd15"), mixed)
    shutil.copy(tiny("sd15-inpaint") / "unet" / "diffusion_pytorch_model.safetensors", mixed / "unet")
    with pytest.raises(BadInput, match="cannot be loaded as"):
        draw(studio, mixed)


def test_one_file_needs_the_configuration_of_its_family(studio, tiny, tmp_path):
    alone = tmp_path / "alone.safetensors"
    shutil.copy(tiny("sd15.safetensors"), alone)
    with pytest.raises(Missing, match="holds weights only") as caught:
        draw(studio, alone)
    assert "castalia models pull" in caught.value.hint
    shutil.copytree(tiny("sd15"), tmp_path / "alone")
    draw(studio, alone)


def test_cancel_within_one_step(studio, tiny):
    draw(studio, tiny("sd15"))  # loaded
    handle = studio.submit(
        studio.recipe("image", prompt="a fox", model=str(tiny("sd15")), steps=900, precision="fp32"), fresh=True
    )
    until = time.monotonic() + 60
    while handle.job.step <= 3:
        assert not handle.job.is_final, handle.job.error
        assert time.monotonic() < until
        time.sleep(0.02)
    handle.cancel()
    began = time.monotonic()
    handle.wait()
    assert time.monotonic() - began < 2  # 900 steps take more than ten seconds
    assert not [t for t in threading.enumerate() if t.name == "diffusion"]
    draw(studio, tiny("sd15"))  # and the model can be used again


def test_clay_draws_what_names_no_model(studio):
    from castalia.engines.registry import choose

    assert choose(Image.make(prompt="a cat"), studio.settings).name == "clay"
    assert choose(Image.make(prompt="a cat", model="sd15"), studio.settings).name == "diffusers"
    named = studio.settings.model_copy(update={"image_model": "sd15"})
    assert choose(Image.make(prompt="a cat"), named).name == "diffusers"
    with pytest.raises(Missing, match="models pull"):
        studio.resolve(Image.make(prompt="a cat", lora=("x",)))
