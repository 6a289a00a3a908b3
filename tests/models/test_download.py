"""Downloads from both hubs through their real clients."""

import hashlib
import json

import huggingface_hub
import pytest
from download_support import HUBS, UNET, a_home, a_hub, is_toy, nothing_visible  # noqa: F401 (fixtures)

from castalia.errors import BadInput, Missing, NotFound
from castalia.models.download import pull
from castalia.models.hubs import HubUnreachable
from castalia.models.store import ModelStore
from hub_server import NEEDED, Repo, toy


@pytest.mark.parametrize("source", HUBS)
def test_a_pipeline_is_downloaded_without_what_is_not_needed(hub, settings, source):
    repo = hub.add(toy())
    told, offers = [], []
    model = pull("studio/toy", settings, source=source, progress=told.append, before=offers.append)
    assert is_toy(model, repo)
    assert (model.id, model.kind, model.family, model.licence) == ("studio/toy", "image", "sd15", "openrail")
    assert (model.source, model.revision) == (f"{source}:studio/toy", repo.commit)
    assert ModelStore(settings).verify("studio/toy") == []
    needed = sum(len(repo.files[path]) for path in NEEDED.values())
    assert sum(hub.served.values()) == needed
    assert offers[0].licence == "openrail"
    assert offers[0].total == needed
    last = told[-1]
    assert (last.done, last.files_done) == (last.total, last.files) == (needed, len(NEEDED))
    assert all(0 <= t.done <= t.total for t in told)


@pytest.mark.parametrize("source", HUBS)
def test_what_is_installed_is_not_downloaded_again(hub, settings, source):
    hub.add(toy())
    model = pull("studio/toy", settings, source=source)
    before = sum(hub.served.values())
    assert pull("studio/toy", settings, source=source) == model
    assert sum(hub.served.values()) == before


def test_of_a_new_revision_only_what_changed(hub, settings):
    old = hub.add(toy())
    pull("studio/toy", settings)
    hub.served.clear()
    new = toy()
    new.files[UNET] = toy(seed=5).files[UNET]
    new.commit = "2" * 40
    hub.add(new)
    model = pull("studio/toy", settings)
    assert is_toy(model, new)
    assert new.files != old.files
    assert model.revision == "2" * 40
    assert {path for path in hub.served if path.endswith(".safetensors")} == {UNET}


@pytest.mark.parametrize("variant", ["auto", "full", "fp16", "bf16"])
def test_one_precision_is_taken(hub, settings, variant):
    repo = hub.add(toy())
    model = pull("studio/toy", settings, variant=variant)
    path = UNET if variant in ("auto", "fp16") else UNET.replace(".fp16", "")
    want = repo.files[path if variant != "bf16" else UNET.replace(".fp16", "")]
    assert (model.path / "unet/diffusion_pytorch_model.safetensors").read_bytes() == want


@pytest.mark.parametrize("source", HUBS)
def test_gated_models(hub, settings, source, monkeypatch):
    variable = "HF_TOKEN" if source == "huggingface" else "MODELSCOPE_API_TOKEN"
    repo = hub.add(toy(token="hf_right"))
    with pytest.raises(Missing, match="signed in") as caught:
        pull("studio/toy", settings, source=source)
    assert variable in caught.value.hint
    monkeypatch.setenv(variable, "hf_wrong")
    with pytest.raises(Missing, match="account"):
        pull("studio/toy", settings, source=source)
    assert nothing_visible(settings)
    monkeypatch.setenv(variable, "hf_right")
    assert is_toy(pull("studio/toy", settings, source=source), repo)
    assert hub.tokens_seen["cdn"] == set()


def test_private_and_absent_look_alike(hub, settings):
    hub.add(toy(token="hf_right", private=True))
    with pytest.raises(NotFound, match="no model studio/toy") as caught:
        pull("studio/toy", settings, source="huggingface")
    assert "HF_TOKEN" in caught.value.hint
    with pytest.raises(NotFound, match=r"Hugging Face has no model studio/none.*ModelScope has no model"):
        pull("studio/none", settings)
    with pytest.raises(NotFound, match="catalogue"):
        pull("no-such-model-anywhere", settings)


@pytest.mark.parametrize("source", HUBS)
def test_revisions(hub, settings, source):
    repo = hub.add(toy(branches={"v2": "c" * 40}))
    with pytest.raises(NotFound, match="no revision 'v9'"):
        pull("studio/toy", settings, source=source, revision="v9")
    assert is_toy(pull("studio/toy", settings, source=source, revision="v2"), repo)


def test_auto_takes_the_hub_that_has_it(hub, settings):
    hub.add(toy("studio/only", hubs=("modelscope",)))
    assert pull("studio/only", settings).source == "modelscope:studio/only"


def test_auto_takes_the_hub_that_answers(hub, settings, monkeypatch):
    repo = hub.add(toy())
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    assert is_toy(pull("studio/toy", settings), repo)
    with pytest.raises(HubUnreachable, match=r"cannot be reached at http://127\.0\.0\.1:9"):
        pull("studio/toy", settings, source="huggingface")


@pytest.mark.parametrize("source", HUBS)
def test_a_proxy_is_used(hub, settings, source, monkeypatch):
    """The names of these hubs can only be resolved by the proxy."""
    repo = hub.add(toy())
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("HTTP_PROXY", hub.url)
    monkeypatch.setenv("http_proxy", hub.url)
    monkeypatch.setenv("HF_ENDPOINT", "http://hub.invalid")
    monkeypatch.setenv("MODELSCOPE_ENDPOINT", "http://hub.invalid")
    huggingface_hub.close_session()  # its client reads the variables once
    assert is_toy(pull("studio/toy", settings, source=source), repo)
    huggingface_hub.close_session()


def test_offline(hub, settings, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(Missing, match="offline mode") as caught:
        pull("studio/toy", settings)
    assert "HF_HUB_OFFLINE" in caught.value.hint
    assert hub.requests == []


def test_before_may_decline(hub, settings):
    hub.add(toy())

    def decline(offer):
        raise BadInput("no, thank you")

    with pytest.raises(BadInput, match="thank you"):
        pull("studio/toy", settings, before=decline)
    assert hub.downloads(UNET) == []


def test_one_file_of_a_repository(hub, settings, tiny):
    lora = tiny("lora-kohya").read_bytes()
    hub.add(Repo("studio/loras", {"README.md": b"# L", "a/ink.safetensors": lora, "a/oil [v2].safetensors": lora}))
    with pytest.raises(BadInput, match="2 checkpoints") as caught:
        pull("studio/loras", settings)
    assert "castalia models pull" in caught.value.hint
    model = pull("studio/loras/a/ink.safetensors", settings)
    assert (model.id, model.kind, model.path.name) == ("studio/ink", "lora", "ink.safetensors")
    assert model.sha256 == hashlib.sha256(lora).hexdigest()
    page = "https://huggingface.co/studio/loras/blob/main/a/ink.safetensors"
    assert pull(page, settings).id == "studio/ink"


def test_addresses_of_the_web_sites(hub, settings):
    hub.add(toy())
    assert pull("https://modelscope.cn/models/studio/toy", settings).source == "modelscope:studio/toy"
    assert pull("https://huggingface.co/studio/toy/tree/main", settings).source == "huggingface:studio/toy"
    assert pull("modelscope:studio/toy", settings).source == "modelscope:studio/toy"


def test_pickles_are_refused(hub, settings):
    repo = toy()
    repo.files = {p: d for p, d in repo.files.items() if not (p.startswith("unet/") and p.endswith(".safetensors"))}
    hub.add(repo)
    with pytest.raises(BadInput, match="pickle") as caught:
        pull("studio/toy", settings)
    assert "--allow-pickle" in caught.value.hint
    assert nothing_visible(settings)
    with pytest.raises(BadInput, match="pickle"):
        pull("studio/toy/toy-v1.ckpt", settings)


def test_allowed_pickles_become_safetensors(hub, settings, tmp_path):
    torch = pytest.importorskip("torch")
    torch.save({"conv_in.weight": torch.ones(4)}, tmp_path / "w.bin")
    repo = toy()
    repo.files = {p: d for p, d in repo.files.items() if not (p.startswith("unet/") and p.endswith(".safetensors"))}
    repo.files["unet/diffusion_pytorch_model.bin"] = (tmp_path / "w.bin").read_bytes()
    hub.add(repo)
    model = pull("studio/toy", settings, allow_pickle=True)
    assert sorted(p.name for p in (model.path / "unet").iterdir()) == [
        "config.json",
        "diffusion_pytorch_model.safetensors",
    ]
    repo.files["unet/diffusion_pytorch_model.bin"] = b"cos\nsystem\n(S'touch /tmp/hacked'\ntR."
    repo.commit = "9" * 40
    with pytest.raises(BadInput, match="run code"):
        pull("studio/toy", settings, allow_pickle=True)
    assert ModelStore(settings).get("studio/toy") == model


def test_shards_keep_their_names(hub, settings):
    import numpy as np
    from safetensors.numpy import save

    repo = toy()
    repo.files = {p: d for p, d in repo.files.items() if not (p.startswith("unet/") and p.endswith(".safetensors"))}
    names = [f"diffusion_pytorch_model.fp16-{i:05d}-of-00002.safetensors" for i in (1, 2)]
    for i, name in enumerate(names):
        repo.files[f"unet/{name}"] = save({f"t{i}": np.ones(100, "float16")})
    index = {"weight_map": {f"t{i}": name for i, name in enumerate(names)}}
    repo.files["unet/diffusion_pytorch_model.safetensors.index.fp16.json"] = json.dumps(index).encode()
    repo.files["unet/diffusion_pytorch_model-00001-of-00001.safetensors"] = save({"t": np.ones(9, "float32")})
    repo.files["unet/diffusion_pytorch_model.safetensors.index.json"] = b'{"weight_map": {}}'
    hub.add(repo)
    model = pull("studio/toy", settings)
    found = sorted(p.name for p in (model.path / "unet").iterdir())
    assert found == sorted(["config.json", "diffusion_pytorch_model.safetensors.index.json", *names])


def test_a_real_pipeline_loads_after_its_download(hub, settings, tiny):
    """Also when the only weights there are carry their precision in the name."""
    folder = tiny("sd15")
    files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    hub.add(Repo("studio/sd", {n.replace(".safetensors", ".fp16.safetensors"): d for n, d in files.items()}))
    model = pull("studio/sd", settings)
    from diffusers import StableDiffusionPipeline

    pipe = StableDiffusionPipeline.from_pretrained(model.path, local_files_only=True)
    assert pipe.unet.config.in_channels == 4
