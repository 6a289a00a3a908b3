"""What the tests of downloads share: a hub that misbehaves, a home of their own, and what a whole toy is."""

import pytest

from castalia.models import hubs, transfer
from castalia.models.store import ModelStore
from castalia.settings import Settings
from hub_server import NEEDED, HubServer

UNET = "unet/diffusion_pytorch_model.fp16.safetensors"
HUBS = ("huggingface", "modelscope")


@pytest.fixture(name="hub")
def a_hub(monkeypatch, tmp_path):
    monkeypatch.setattr(transfer, "PAUSE", 0.01)
    monkeypatch.setattr(hubs, "PAUSE", 0.01)
    with HubServer() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        for name in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "MODELSCOPE_API_TOKEN"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
        monkeypatch.setenv("MODELSCOPE_HOME", str(tmp_path / "ms"))
        yield server


@pytest.fixture(name="settings")
def a_home(tmp_path):
    return Settings(home=tmp_path / "home")


def is_toy(model, repo):
    """The model is what is needed of the repository, byte for byte, and nothing else."""
    names = {p.relative_to(model.path).as_posix() for p in model.path.rglob("*") if p.is_file()} - {"castalia.json"}
    return names == set(NEEDED) and all((model.path / n).read_bytes() == repo.files[p] for n, p in NEEDED.items())


def nothing_visible(settings):
    return not ModelStore(settings).list() and not ModelStore(settings).damaged()
