"""Enlarging: by calculation measured against Lanczos, by networks of the Real-ESRGAN type with known weights."""

import numpy as np
import pytest
from PIL import Image as Pillow

from castalia import Studio
from castalia.errors import BadInput, Missing
from castalia.media.origin import read_provenance
from castalia.settings import Settings

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture(scope="module")
def studio(tmp_path_factory):
    return Studio(settings=Settings(home=tmp_path_factory.mktemp("home"), device="cpu"))


def save(path, pixels):
    Pillow.fromarray(pixels).save(path)
    return path


@pytest.fixture(scope="module")
def photo(tmp_path_factory):
    from skimage.data import chelsea

    return save(tmp_path_factory.mktemp("photo") / "cat.png", chelsea()[100:157, 150:221])


def pixels_of(artifact):
    return np.asarray(Pillow.open(artifact.main.path))


@pytest.mark.parametrize(("picture", "factor"), [("astronaut", 2), ("astronaut", 4), ("chelsea", 2), ("coffee", 4)])
def test_resampling_comes_nearer_to_the_original_than_lanczos(picture, factor):
    import skimage.data
    from skimage.metrics import peak_signal_noise_ratio, structural_similarity

    from castalia.engines.image.resample import enlarged, sharpened

    whole = getattr(skimage.data, picture)()
    height, width = (side // factor * factor for side in whole.shape[:2])
    whole = whole[:height, :width]
    size = (width // factor, height // factor)
    small = np.asarray(Pillow.fromarray(whole).resize(size, Pillow.Resampling.BOX))
    lanczos = enlarged(small, width, height)
    ours = list(sharpened(lanczos, 0.5, factor))[-1]
    assert peak_signal_noise_ratio(whole, ours) > peak_signal_noise_ratio(whole, lanczos)
    assert structural_similarity(whole, ours, channel_axis=2) > structural_similarity(whole, lanczos, channel_axis=2)


def test_sharpening_makes_no_halos():
    from castalia.engines.image.resample import sharpened

    step = np.full((40, 40, 3), 60, np.uint8)
    step[:, 20:] = 180
    soft = np.asarray(Pillow.fromarray(step).resize((10, 10), Pillow.Resampling.BOX).resize((40, 40)))
    sharp = list(sharpened(soft, 1.0, 4))[-1]
    assert sharp.min() >= soft.min()
    assert sharp.max() <= soft.max()
    assert np.abs(np.diff(sharp[20, :, 0].astype(int))).max() > np.abs(np.diff(soft[20, :, 0].astype(int))).max()


def test_a_picture_is_enlarged_and_says_from_what(studio, photo):
    artifact = studio.upscale(photo, factor=2.5)
    assert artifact.recipe.engine == "resample"
    assert pixels_of(artifact).shape == (142, 178, 3)
    assert "nothing was added" in artifact.report["notes"][0]
    found = read_provenance(artifact.main.path)
    assert found.parents == (artifact.recipe.image,)
    assert artifact.recipe.subject.startswith("upscale of ")


def test_without_sharpening_it_is_lanczos(studio, photo):
    ours = pixels_of(studio.upscale(photo, factor=2, sharpen=0))
    assert (ours == np.asarray(Pillow.open(photo).resize((142, 114), Pillow.Resampling.LANCZOS))).all()


def test_alpha_is_kept(studio, tmp_path):
    pixels = np.zeros((20, 20, 4), np.uint8)
    pixels[5:15, 5:15] = (255, 0, 0, 255)
    large = pixels_of(studio.upscale(save(tmp_path / "alpha.png", pixels), factor=2))
    assert large[0, 0, 3] == 0
    assert tuple(large[20, 20]) == (255, 0, 0, 255)
    edge = (large[..., 3] > 60) & (large[..., 3] < 250)
    assert large[edge][:, 0].min() > 240, "no colour of what is transparent comes in"


def test_what_would_be_too_large_is_refused(studio, tmp_path):
    with pytest.raises(BadInput, match="32000x8000"):
        studio.upscale(save(tmp_path / "wide.png", np.zeros((1000, 4000, 3), np.uint8)), factor=8)


def test_a_missing_upscaler_is_told(studio, photo):
    with pytest.raises(Missing) as error:
        studio.upscale(photo, model="realesrgan-x4plus")
    assert error.value.hint == "castalia models pull realesrgan-x4plus"


# -- networks -----------------------------------------------------------------------------------------------


def rrdb(**shape):
    import torch

    from castalia.engines.image.superresolution import RRDBNet

    torch.manual_seed(3)
    return RRDBNet(**{"features": 8, "growth": 4, "blocks": 2, **shape}).eval()


def compact(**shape):
    import torch

    from castalia.engines.image.superresolution import Compact

    torch.manual_seed(4)
    return Compact(**{"features": 8, "layers": 3, "scale": 4, **shape}).eval()


def oldest(state, blocks):
    """The tensors as ESRGAN's first release named them."""
    import re

    named = {"conv_first": "0", "conv_up1": "3", "conv_up2": "6", "conv_hr": "8", "conv_last": "10"}
    found = {}
    for name, tensor in state.items():
        layer, _, rest = name.partition(".")
        if layer == "body":
            found["model.1.sub." + re.sub(r"rdb(\d)\.conv(\d)\.", r"RDB\1.conv\2.0.", rest)] = tensor
        elif layer == "conv_body":
            found[f"model.1.sub.{blocks}.{rest}"] = tensor
        else:
            found[f"model.{named[layer]}.{rest}"] = tensor
    return found


def middle(state):
    """The tensors as ESRGAN's second release named them."""
    names = {"body.": "RRDB_trunk.", "conv_body.": "trunk_conv.", "conv_hr.": "HRconv.", "conv_up": "upconv"}
    found = {}
    for name, tensor in state.items():
        old = next((old for old in names if name.startswith(old)), "")
        found[names.get(old, "") + name.removeprefix(old).replace("rdb", "RDB")] = tensor
    return found


def test_every_layout_of_esrgan_is_the_same_network():
    import torch

    from castalia.engines.image.superresolution import network

    net = rrdb()
    picture = torch.rand(1, 3, 12, 10)
    with torch.inference_mode():
        expected = net(picture)
        for state in (
            net.state_dict(), {f"params_ema.{n}": t for n, t in net.state_dict().items()}, oldest(net.state_dict(), 2),
            middle(net.state_dict()),
        ):  # fmt: skip
            assert torch.equal(network(state)(picture), expected)
    assert expected.shape == (1, 3, 48, 40)


@pytest.mark.parametrize(
    ("make", "scale"),
    [
        (lambda: rrdb(), 4), (lambda: rrdb(folded=2), 2), (lambda: rrdb(folded=4), 1), (lambda: rrdb(ups=3), 8),
        (lambda: rrdb(ups=1), 2), (lambda: compact(), 4), (lambda: compact(scale=2), 2),
    ],
)  # fmt: skip
def test_the_shape_follows_from_the_tensors(make, scale):
    import torch

    from castalia.engines.image.superresolution import network

    net = make()
    again = network(net.state_dict())
    assert again.scale == scale
    with torch.inference_mode():
        assert torch.equal(again(torch.ones(1, 3, 8, 8)), net(torch.ones(1, 3, 8, 8)))
        assert again(torch.ones(1, 3, 8, 8)).shape == (1, 3, 8 * scale, 8 * scale)


def test_the_full_size_networks_have_the_published_number_of_parameters():
    from castalia.engines.image.superresolution import Compact, RRDBNet

    def count(net):
        return sum(p.numel() for p in net.parameters())

    assert count(RRDBNet()) == 16_697_987
    assert count(Compact(64, 32, 4)) == 1_213_296


def run_tiled(net, picture, tile):
    from castalia.engines.image.upscale import tiled

    steps = tiled(net, picture, tile, "cpu", "fp32")
    seen = 0
    while True:
        try:
            next(steps)
            seen += 1
        except StopIteration as end:
            return end.value, seen


@pytest.mark.parametrize("make", [lambda: compact(), lambda: compact(scale=2)])
@pytest.mark.parametrize("size", [(57, 71), (64, 64), (9, 130), (1, 1)])
def test_tiles_do_not_show(make, size):
    """With more overlap than a network sees, tiles give what the whole gives."""
    net, picture = make(), np.random.default_rng(1).integers(0, 256, (*size, 3), np.uint8)
    whole, one = run_tiled(net, picture, 512)
    parts, many = run_tiled(net, picture, 32)
    assert whole.shape == (size[0] * net.scale, size[1] * net.scale, 3)
    assert one == 1
    assert many == -(-size[0] // 32) * -(-size[1] // 32)
    assert np.abs(whole.astype(int) - parts).max() <= 1


@pytest.mark.parametrize("size", [(57, 71), (33, 32), (5, 3)])
def test_a_network_that_folds_pixels_takes_any_size(size):
    net, picture = rrdb(folded=2), np.random.default_rng(1).integers(0, 256, (*size, 3), np.uint8)
    large, _ = run_tiled(net, picture, 33)
    assert large.shape == (size[0] * 2, size[1] * 2, 3)


@pytest.fixture(scope="module")
def upscaler(tmp_path_factory):
    from safetensors.torch import save_file

    path = tmp_path_factory.mktemp("upscaler") / "tiny-x4.safetensors"
    save_file(compact(layers=6).state_dict(), path)
    return path


def test_an_upscaler_file_is_run(studio, photo, upscaler):
    artifact = studio.upscale(photo, factor=4, model=str(upscaler))
    assert artifact.recipe.engine == "esrgan"
    from safetensors.torch import load_file

    from castalia.engines.image.superresolution import network

    expected, _ = run_tiled(network(load_file(upscaler)), np.asarray(Pillow.open(photo)), 512)
    assert (pixels_of(artifact) == expected).all()
    found = read_provenance(artifact.main.path)
    assert found.model.sha256
    assert found.digital_source_type.endswith("trainedAlgorithmicMedia")


def test_another_factor_is_scaled_to(studio, photo, upscaler):
    artifact = studio.upscale(photo, factor=3, model=str(upscaler), tile=32)
    assert pixels_of(artifact).shape == (171, 213, 3)
    assert "scaled down to 3 times" in artifact.report["notes"][0]


def test_bfloat16_is_close(studio, photo, upscaler):
    fine = pixels_of(studio.upscale(photo, factor=4, model=str(upscaler)))
    rough = pixels_of(studio.upscale(photo, factor=4, model=str(upscaler), precision="bf16"))
    assert 0 < np.abs(fine.astype(int) - rough).mean() < 3


def test_an_enlargement_can_be_stopped(studio, upscaler, tmp_path):
    import time

    large = save(tmp_path / "large.png", np.random.default_rng(0).integers(0, 256, (512, 512, 3), np.uint8))
    handle = studio.submit(studio.recipe("upscale", image=large, factor=4, model=str(upscaler), tile=32))
    for event in handle.events():
        if (event.step or 0) >= 1:
            break
    began = time.monotonic()
    handle.cancel()
    handle.wait(20)
    assert handle.state == "cancelled"
    assert time.monotonic() - began < 5


def test_a_checkpoint_of_another_kind_is_refused(studio, photo, tiny):
    with pytest.raises(BadInput, match="makes pictures, not an upscaler"):
        studio.upscale(photo, model=str(tiny("sd15")))
