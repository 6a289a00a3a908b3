"""What a recipe calls its model, and which checkpoint that is."""

import shutil

import pytest
import sparse_weights as sparse

from castalia.errors import BadInput, Missing
from castalia.models.importing import import_path
from castalia.models.resolve import resolve
from castalia.settings import Settings


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path / "home")


@pytest.fixture
def checkpoint(tmp_path):
    return sparse.write(tmp_path / "here" / "my.safetensors", sparse.unet(768) | sparse.CLIP)


def test_an_installed_one_is_found_by_its_name(settings, checkpoint):
    model = import_path(checkpoint, settings, name="moon")
    assert resolve("moon", settings) == model
    assert model.entry is None


def test_one_of_the_catalogue_brings_its_defaults(settings, tiny):
    import_path(tiny("sdxl"), settings, name="sdxl")
    for name in ("sdxl", "stabilityai/stable-diffusion-xl-base-1.0", "AI-ModelScope/stable-diffusion-xl-base-1.0"):
        assert resolve(name, settings).defaults["guidance_scale"] == 5.0


def test_a_file_and_a_folder_are_taken_as_they_lie(settings, checkpoint, tiny):
    model = resolve(str(checkpoint), settings)
    assert (model.path, model.family, model.is_file) == (checkpoint, "sd15", True)
    assert resolve(str(tiny("flux")), settings).family == "flux"


def test_a_file_is_read_once(settings, checkpoint, monkeypatch):
    first = resolve(str(checkpoint), settings)
    with checkpoint.open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"\x01")
    second = resolve(str(checkpoint), settings)
    assert first.sha256 != second.sha256
    monkeypatch.setattr("castalia.models.resolve.sha256_of", lambda path: pytest.fail("read again"))
    assert resolve(str(checkpoint), settings) == second


@pytest.mark.parametrize("name", ["sdxl", "stabilityai/stable-diffusion-xl-base-1.0"])
def test_what_is_not_here_comes_with_the_command_that_gets_it(settings, name):
    with pytest.raises(Missing, match="not on this machine") as missing:
        resolve(name, settings)
    assert missing.value.hint == "castalia models pull sdxl"
    assert "6.9 GB" in missing.value.message


def test_a_repository_that_nobody_knows_may_be_pulled(settings):
    with pytest.raises(Missing) as missing:
        resolve("somebody/something", settings)
    assert missing.value.hint == "castalia models pull somebody/something"


def test_a_typo_is_understood(settings):
    with pytest.raises(Missing) as missing:
        resolve("sdlx", settings)
    assert missing.value.hint == "did you mean 'sdxl'?"


def test_another_kind_is_refused(settings, tiny):
    import_path(tiny("lora-peft"), settings, name="brush")
    with pytest.raises(BadInput, match="'brush' is a LoRA, not a model that makes pictures"):
        resolve("brush", settings)
    assert resolve("brush", settings, kind="lora").family == "sd15"


def test_a_pickle_is_refused(settings, checkpoint):
    pickled = shutil.copy(checkpoint, checkpoint.with_suffix(".ckpt"))
    with pytest.raises(BadInput, match="run whatever code") as refused:
        resolve(str(pickled), settings)
    assert "--allow-pickle" in refused.value.hint


def test_a_folder_beside_us_does_not_hide_the_catalogue(settings, tmp_path, monkeypatch, tiny):
    shutil.copytree(tiny("sd15"), tmp_path / "sdxl")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Missing, match="not on this machine"):
        resolve("sdxl", settings)
    assert resolve("./sdxl", settings).family == "sd15"


@pytest.mark.parametrize(
    "name", ["", " ", "./\0", "~nobody-at-all/x", "/" + "x" * 5000, "./gone.safetensors", "../", "\n"]
)
def test_names_that_cannot_be_are_refused(settings, name):
    with pytest.raises((BadInput, Missing)) as refused:
        resolve(name, settings)
    assert refused.value.hint
