"""ControlNets, references and the clay world as composer, on tiny checkpoints of the true classes."""

import numpy as np
import pytest
from PIL import Image as Pillow

from castalia import Studio
from castalia.errors import BadInput, Missing
from castalia.settings import Settings

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture(scope="module")
def studio(tmp_path_factory):
    return Studio(settings=Settings(home=tmp_path_factory.mktemp("home"), device="cpu"))


@pytest.fixture(scope="module")
def photo(tmp_path_factory):
    from skimage.data import astronaut

    path = tmp_path_factory.mktemp("photo") / "astronaut.png"
    Pillow.fromarray(astronaut()).resize((64, 64)).save(path)
    return path


def draw(studio, model, prompt="a red fox in the snow", **fields):
    """(artifact, its main picture as an array)."""
    given = {"seed": 1, "steps": 2, "precision": "fp32", "model": str(model), **fields}
    artifact = studio.run(studio.recipe("image", prompt=prompt, **given), fresh=True)
    return artifact, np.asarray(Pillow.open(artifact.main.path).convert("RGB"))


def generator(seed=1):
    import torch

    return torch.Generator("cpu").manual_seed(seed)


def test_a_control_is_what_the_pipeline_of_diffusers_makes_of_it(studio, tiny, photo):
    from diffusers import ControlNetModel, StableDiffusionControlNetPipeline

    net = tiny("controlnet-sd15")
    _, ours = draw(
        studio, tiny("sd15"), control=[photo], control_type=("none",), control_model=(str(net),), control_scale=(0.7,)
    )
    pipe = StableDiffusionControlNetPipeline.from_pretrained(
        tiny("sd15"), controlnet=ControlNetModel.from_pretrained(net), safety_checker=None
    )
    theirs = pipe(
        "a red fox in the snow", Pillow.open(photo), num_inference_steps=2, generator=generator(), guidance_scale=7.5,
        negative_prompt="", width=64, height=64, controlnet_conditioning_scale=0.7,
    ).images[0]  # fmt: skip
    assert (ours == np.asarray(theirs)).all()
    _, without = draw(studio, tiny("sd15"), width=64, height=64)
    assert (ours != without).any()


def test_two_controls_are_what_several_of_diffusers_make(studio, tiny, photo):
    from diffusers import ControlNetModel, StableDiffusionControlNetPipeline

    from castalia.engines.image.preprocess import control_map

    net = tiny("controlnet-sd15")
    _, ours = draw(
        studio, tiny("sd15"), control=[photo, photo], control_type=("canny", "tile"), control_scale=(1.0, 0.5),
        control_model=(str(net), str(net)),
    )  # fmt: skip
    edges = control_map("canny", np.asarray(Pillow.open(photo)), 64, 64, None, studio.settings)
    nets = [ControlNetModel.from_pretrained(net) for _ in range(2)]
    pipe = StableDiffusionControlNetPipeline.from_pretrained(tiny("sd15"), controlnet=nets, safety_checker=None)
    theirs = pipe(
        "a red fox in the snow", [Pillow.fromarray(edges), Pillow.open(photo)], num_inference_steps=2, width=64,
        generator=generator(), guidance_scale=7.5, negative_prompt="", height=64,
        controlnet_conditioning_scale=[1.0, 0.5],
    ).images[0]  # fmt: skip
    assert (ours == np.asarray(theirs)).all()


@pytest.mark.parametrize("more", ["image", "mask", "hires"])
def test_a_control_goes_along_where_a_picture_is_changed(studio, tiny, photo, tmp_path, more):
    mask = tmp_path / "mask.png"
    Pillow.fromarray(np.repeat(np.repeat(np.uint8([[0, 255]]), 64, 0), 32, 1)).save(mask)
    fields = {
        "image": {"image": photo, "strength": 0.9}, "mask": {"image": photo, "mask": mask},
        "hires": {"hires": 1.5, "width": 64, "height": 64},
    }[more]  # fmt: skip
    net = {"control": [photo], "control_type": ("tile",), "control_model": (str(tiny("controlnet-sd15")),)}
    _, with_it = draw(studio, tiny("sd15"), **fields, **net)
    _, without = draw(studio, tiny("sd15"), **fields)
    assert with_it.shape == without.shape
    assert (with_it != without).any()


def test_the_clay_world_composes(studio, tiny):
    net = str(tiny("controlnet-sd15"))
    words = "a red dog on the moon"
    artifact, picture = draw(
        studio, tiny("sd15"), words, compose_with_clay=True, control_model=(net,), width=64, height=64
    )
    assert any("clay world drew the prompt" in note for note in artifact.report["notes"])
    assert artifact.recipe.control_type == ("depth",)
    _, other = draw(
        studio, tiny("sd15"), words, compose_with_clay=True, control_model=(net,), width=64, height=64,
        control_scale=(0.0,),
    )  # fmt: skip
    assert (picture != other).any()


def test_depth_of_a_clay_picture_is_that_of_its_scene(studio, tiny):
    clay = studio.image("a red donut and a blue cup on the moon", seed=5, width=96, height=64, layers=("depth",))
    from castalia.engines.image.drawn import drawn
    from castalia.engines.image.preprocess import control_map

    known = drawn(clay.main.path, studio.library.open)
    rgb = np.asarray(Pillow.open(clay.main.path))
    ours = control_map("depth", rgb, 96, 64, known, studio.settings)
    theirs = np.asarray(Pillow.open(next(f.path for f in clay.files if f.role == "depth")))
    assert (ours[..., 0] == theirs >> 8).all()
    artifact, _ = draw(
        studio, tiny("sd15"), control=[clay.main.path], control_type=("depth",), width=64, height=64,
        control_model=(str(tiny("controlnet-sd15")),),
    )  # fmt: skip
    assert any("that of its clay scene" in note for note in artifact.report["notes"])


def test_depth_of_a_photo_needs_a_model(studio, tiny, photo):
    with pytest.raises(Missing, match="needs a depth model") as error:
        draw(
            studio, tiny("sd15"), control=[photo], control_type=("depth",),
            control_model=(str(tiny("controlnet-sd15")),), width=64, height=64,
        )  # fmt: skip
    assert "castalia models pull" in error.value.hint


def test_the_catalogue_knows_the_controlnet(studio, tiny, photo):
    with pytest.raises(Missing) as error:
        draw(studio, tiny("sd15"), control=[photo], control_type=("canny",), width=64, height=64)
    assert error.value.hint == "castalia models pull control-sd15-canny"


def test_what_does_not_fit_is_refused(studio, tiny, photo):
    net = str(tiny("controlnet-sd15"))
    with pytest.raises(BadInput, match="ControlNet for sd15, and"):
        draw(studio, tiny("sdxl"), control=[photo], control_model=(net,))
    with pytest.raises(BadInput, match="control_scale is given 2 times, and control 1 times"):
        draw(studio, tiny("sd15"), control=[photo], control_model=(net,), control_scale=(1.0, 1.0))
    with pytest.raises(BadInput, match="takes no ControlNet"):
        draw(studio, tiny("pixart"), control=[photo], control_model=(net,))


@pytest.fixture(scope="module")
def with_adapter(studio, tiny):
    """The tiny IP-Adapter in the store of the studio."""
    from castalia.models.importing import import_path

    import_path(tiny("ip-adapter-sd15"), studio.settings)
    return studio


def test_references_are_what_the_ip_adapter_of_diffusers_makes_of_them(with_adapter, tiny, photo):
    from diffusers import StableDiffusionPipeline

    _, ours = draw(with_adapter, tiny("sd15"), reference=[photo], reference_scale=0.8, width=64, height=64)
    pipe = StableDiffusionPipeline.from_pretrained(tiny("sd15"), safety_checker=None)
    pipe.load_ip_adapter(
        str(tiny("ip-adapter-sd15")), subfolder="models", weight_name="ip-adapter_sd15.safetensors",
        local_files_only=True,
    )  # fmt: skip
    pipe.set_ip_adapter_scale(0.8)
    theirs = pipe(
        "a red fox in the snow", num_inference_steps=2, width=64, height=64, generator=generator(), guidance_scale=7.5,
        negative_prompt="", ip_adapter_image=Pillow.open(photo),
    ).images[0]  # fmt: skip
    assert (ours == np.asarray(theirs)).all()


def test_nothing_of_a_reference_stays(with_adapter, tiny, photo):
    _, before = draw(with_adapter, tiny("sd15"), width=64, height=64)
    _, with_it = draw(with_adapter, tiny("sd15"), reference=[photo, photo], width=64, height=64)
    _, after = draw(with_adapter, tiny("sd15"), width=64, height=64)
    assert (before != with_it).any()
    assert (before == after).all()
