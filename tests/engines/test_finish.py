"""Seamless, hires fix, detail pass, outpainting, named regions, transparency: real pipelines on tiny checkpoints."""

import numpy as np
import pytest
from PIL import Image as Pillow

from castalia import Studio
from castalia.engines.diffusion import canvas
from castalia.errors import BadInput
from castalia.settings import Settings

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture(scope="module")
def studio(tmp_path_factory):
    return Studio(settings=Settings(home=tmp_path_factory.mktemp("home"), device="cpu"))


@pytest.fixture(scope="module")
def photo(tmp_path_factory):
    """96 x 64 pixels of a photo of a face."""
    from skimage.data import astronaut

    path = tmp_path_factory.mktemp("photo") / "astronaut.png"
    Pillow.fromarray(astronaut()[:256, 64:448]).resize((96, 64)).save(path)
    return path


def draw(studio, model, prompt="a red fox in the snow", **fields):
    """(artifact, its main picture as an array)."""
    given = {"seed": 1, "steps": 2, "precision": "fp32", "model": str(model), **fields}
    artifact = studio.run(studio.recipe("image", prompt=prompt, **given), fresh=True)
    return artifact, np.asarray(Pillow.open(artifact.main.path))


# -- seamless -----------------------------------------------------------------------------------------------


def test_a_seamless_picture_has_no_edges(tiny):
    """When the noise is shifted around, the picture is shifted around: no place is an edge."""
    import torch
    from diffusers import StableDiffusionPipeline

    from castalia.engines.diffusion.seamless import circular

    pipe = StableDiffusionPipeline.from_pretrained(tiny("sd15"), safety_checker=None)
    pipe.set_progress_bar_config(disable=True)
    noise = torch.randn(1, 4, 16, 16, generator=torch.Generator().manual_seed(0))

    def made(latents):
        return pipe("a cat", latents=latents, num_inference_steps=2, output_type="np", height=128, width=128).images[0]

    shifted = torch.roll(noise, (8, 8), (2, 3))
    with circular(pipe.unet, pipe.vae):
        here, there = made(noise), made(shifted)
    assert np.abs(np.roll(here, (64, 64), (0, 1)) - there).max() < 1e-4
    plain, moved = made(noise), made(shifted)
    assert np.abs(np.roll(plain, (64, 64), (0, 1)) - moved).max() > 0.01


def test_seamless_is_undone_after_the_run(studio, tiny):
    _, before = draw(studio, tiny("sd15"), width=64, height=64)
    _, tile = draw(studio, tiny("sd15"), width=64, height=64, seamless=True)
    _, after = draw(studio, tiny("sd15"), width=64, height=64)
    assert (before != tile).any()
    assert (before == after).all()


def test_a_transformer_cannot_tile(studio, tiny):
    with pytest.raises(BadInput, match="cannot make pictures that tile"):
        draw(studio, tiny("sd3"), seamless=True)


# -- hires fix ----------------------------------------------------------------------------------------------


def test_the_hires_fix_is_two_passes_of_diffusers(studio, tiny):
    import torch
    from diffusers import StableDiffusionImg2ImgPipeline, StableDiffusionPipeline

    _, ours = draw(studio, tiny("sd15"), width=64, height=64, hires=2.0, steps=4, hires_strength=0.5)
    assert ours.shape == (128, 128, 3)
    pipe = StableDiffusionPipeline.from_pretrained(tiny("sd15"), safety_checker=None)
    given = {"prompt": "a red fox in the snow", "negative_prompt": "", "num_inference_steps": 4, "guidance_scale": 7.5}
    small = pipe(**given, width=64, height=64, output_type="latent", generator=torch.Generator().manual_seed(1)).images
    large = torch.nn.functional.interpolate(small, size=(16, 16), mode="bicubic")
    again = StableDiffusionImg2ImgPipeline(**pipe.components, requires_safety_checker=False)
    theirs = again(**given, image=large, strength=0.5, generator=torch.Generator().manual_seed(1)).images[0]
    assert (ours == np.asarray(theirs)).all()


@pytest.mark.parametrize("model", ["sdxl", "sd3", "flux"])
def test_the_hires_fix_works_for_every_family(studio, tiny, model):
    artifact, picture = draw(studio, tiny(model), width=64, height=64, hires=1.5, steps=4, batch=2)
    assert picture.shape == (96, 96, 3)
    assert len(artifact.files) == 2


def test_the_hires_fix_is_for_words(studio, tiny, photo):
    with pytest.raises(BadInput, match="made from words"):
        draw(studio, tiny("sd15"), image=photo, hires=2.0)


# -- a part of a picture ------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", ["sd15", "sd15-inpaint"])
def test_outpainting_leaves_the_picture_as_it_was(studio, tiny, photo, model):
    _, picture = draw(studio, tiny(model), image=photo, outpaint="16,8,32,24")
    assert picture.shape == (96, 144, 3)
    original = np.asarray(Pillow.open(photo))
    assert (picture[8 : 8 + 64, 16 : 16 + 96] == original).all()


def test_outpainting_grows_to_what_the_model_can_make():
    assert canvas.fitted(canvas.Margins(10, 0, 0, 0), 96, 64, 8) == canvas.Margins(16, 0, 0, 0)
    assert canvas.fitted(canvas.margins("10"), 90, 60, 8).size(90, 60) == (112, 80)
    with pytest.raises(BadInput, match="4146x114"):
        canvas.fitted(canvas.margins("25"), 4096, 64, 1)


@pytest.mark.parametrize("bad", ["", "x", "1,2", "-4", "0", "1,2,3,4,5", "99999"])
def test_what_is_no_margin_is_refused(bad):
    with pytest.raises(BadInput):
        canvas.margins(bad)


def test_what_is_drawn_out_goes_on_from_the_edges():
    picture = np.full((32, 32, 3), (200, 40, 40), np.uint8)
    image, mask = canvas.extended(picture, canvas.margins("16"))
    assert (np.asarray(image)[16:48, 16:48] == picture).all()
    assert np.abs(np.asarray(image)[15, 16:48].astype(int) - (200, 40, 40)).mean() < 12
    assert np.asarray(mask)[16:48, 16:48].max() == 0
    assert np.asarray(mask)[:16].min() == 255


def test_outside_a_region_nothing_changes(studio, tiny, photo):
    _, picture = draw(studio, tiny("sd15"), image=photo, region="16,8,32,40")
    original = np.asarray(Pillow.open(photo))
    changed = (picture != original).any(2)
    assert changed[8:48, 16:48].mean() > 0.5
    changed[8:48, 16:48] = False
    assert not changed.any()


def test_regions_of_a_clay_picture_are_exact(studio, tiny):
    clay = studio.image("a red dog on the moon", seed=2, width=96, height=64, layers=("mask",))
    indices = np.asarray(Pillow.open(next(f.path for f in clay.files if f.role == "mask")))
    _, picture = draw(studio, tiny("sd15"), image=clay.main.path, region="background")
    changed = (picture != np.asarray(Pillow.open(clay.main.path))).any(2)
    from scipy.ndimage import binary_erosion

    assert not changed[binary_erosion(indices > 0, iterations=2)].any()
    assert changed[binary_erosion(indices == 0, iterations=2)].mean() > 0.9


def test_what_contradicts_itself_is_refused(studio, tiny, photo):
    with pytest.raises(BadInput, match="exclude each other"):
        draw(studio, tiny("sd15"), image=photo, region="face", outpaint="8")
    with pytest.raises(BadInput, match="no image that it belongs to"):
        draw(studio, tiny("sd15"), region="face")
    with pytest.raises(BadInput, match="is no region"):
        draw(studio, tiny("sd15"), image=photo, region="nose")
    with pytest.raises(BadInput, match="jpg cannot be transparent"):
        draw(studio, tiny("sd15"), transparent=True, format="jpg")


# -- details and backgrounds --------------------------------------------------------------------------------


def test_faces_are_found():
    from skimage.data import astronaut

    from castalia.engines.image.faces import faces

    (left, top, right, bottom), *others = faces(astronaut())
    assert not others
    assert abs((left + right) / 2 - 224) < 20
    assert abs((top + bottom) / 2 - 118) < 20
    assert faces(np.zeros((200, 200, 3), np.uint8)) == []


def test_the_detail_pass_goes_over_what_clay_knows(studio, tiny):
    given = {
        "compose_with_clay": True, "control_model": (str(tiny("controlnet-sd15")),), "width": 128, "height": 64,
        "prompt": "a small dog and a small cat on the moon",
    }  # fmt: skip
    model = tiny("sd15")
    _, before = draw(studio, model, **given)
    artifact, after = draw(studio, model, **given, detail="subjects")
    assert any(note.startswith("detail pass: 2 of the subjects") for note in artifact.report["notes"])
    changed = (before != after).any(2)
    assert 0.02 < changed.mean() < 0.9
    assert not changed[0].any()


def test_the_detail_pass_says_when_it_found_nothing(studio, tiny):
    artifact, _ = draw(studio, tiny("sd15"), width=64, height=64, detail="faces")
    assert any("no faces were found" in note for note in artifact.report["notes"])


def test_a_transparent_picture_has_alpha(studio, tiny):
    artifact, picture = draw(
        studio, tiny("sd15"), "a red dog on the moon", width=64, height=64, transparent=True, compose_with_clay=True,
        control_model=(str(tiny("controlnet-sd15")),),
    )  # fmt: skip
    assert picture.shape == (64, 64, 4)
    assert picture[..., 3].min() < 128
    assert any("cut out" in note for note in artifact.report["notes"])


def test_a_finished_recipe_can_be_stopped(studio, tiny):
    """Closing the run in its second pass leaves the checkpoint as it was."""
    _, before = draw(studio, tiny("sd15"), width=64, height=64)
    recipe = studio.recipe(
        "image", prompt="a red fox in the snow", model=str(tiny("sd15")), width=64, height=64, seed=1, steps=20,
        precision="fp32", hires=2.0, seamless=True,
    )  # fmt: skip
    handle = studio.submit(recipe, fresh=True)
    for event in handle.events():
        if (event.step or 0) > 22:
            break
    handle.cancel()
    handle.wait(20)
    _, after = draw(studio, tiny("sd15"), width=64, height=64)
    assert (before == after).all()
