"""A checkpoint that lies on this machine is taken into the store, or refused with the reason, and nothing is left."""

import json
import os
import pickle
import shutil

import pytest
import sparse_weights as sparse

from castalia.errors import BadInput, NotFound
from castalia.models.importing import import_path
from castalia.models.store import ModelStore
from castalia.settings import Settings

NAMES = ("sd15", "sdxl", "sd3", "flux", "pixart", "t2v", "wan", "controlnet-sd15", "ip-adapter-sd15")


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path / "home")


@pytest.fixture
def folder(tiny, tmp_path):
    return shutil.copytree(tiny("sd15"), tmp_path / "my model")


def refused(settings, path, said, **options):
    with pytest.raises((BadInput, NotFound), match=said) as error:
        import_path(path, settings, **options)
    assert error.value.hint
    store = ModelStore(settings)
    assert store.list() == []
    assert not any(path.is_file() for path in store.root.rglob("*"))


@pytest.mark.parametrize("name", NAMES)
def test_a_folder_of_every_family_is_taken_whole(settings, tiny, name):
    model = import_path(tiny(name), settings, name="mine")
    assert ModelStore(settings).get("mine") == model
    assert ModelStore(settings).verify("mine") == []
    assert (model.path / "model_index.json").exists() == (tiny(name) / "model_index.json").exists()


def test_what_was_imported_loads(settings, tiny):
    from diffusers import StableDiffusionPipeline

    model = import_path(tiny("sd15"), settings, name="mine")
    StableDiffusionPipeline.from_pretrained(model.path, local_files_only=True)


def test_one_set_of_weights_is_taken_and_nothing_that_lies_beside(settings, folder):
    shutil.copy(
        folder / "unet" / "diffusion_pytorch_model.safetensors",
        folder / "unet" / "diffusion_pytorch_model.fp16.safetensors",
    )
    sparse.write(folder / "v1-5-pruned.safetensors", sparse.unet(768))
    (folder / "README.md").write_text("#")
    (folder / "LICENSE").write_text("free")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("")
    (folder / "run.py").write_text("print()")
    names = {
        p.relative_to(folder_of(settings, folder)).as_posix()
        for p in folder_of(settings, folder).rglob("*")
        if p.is_file()
    }
    assert {"model_index.json", "LICENSE", "unet/config.json", "unet/diffusion_pytorch_model.safetensors"} <= names
    assert not names & {"README.md", "run.py", ".git/config", "v1-5-pruned.safetensors"}
    assert not any("fp16" in name for name in names)


def folder_of(settings, path):
    return (ModelStore(settings).get("m") or import_path(path, settings, name="m")).path


def test_a_link_saves_the_space_and_a_copy_does_not(settings, tiny):
    source = tiny("lora-kohya")
    linked = import_path(source, settings, name="linked")
    copied = import_path(source, settings, name="copied", copy=True)
    assert os.path.samefile(linked.path, source)
    assert not os.path.samefile(copied.path, source)
    assert linked.sha256 == copied.sha256


def test_a_repository_of_the_hubs_cache_is_followed_to_its_snapshot(settings, tiny, tmp_path):
    repository = tmp_path / "models--somebody--moon"
    snapshot = repository / "snapshots" / "abc123"
    (repository / "refs").mkdir(parents=True)
    (repository / "refs" / "main").write_text("abc123")
    (repository / "blobs").mkdir()
    source = tiny("sd15")
    for number, path in enumerate(p for p in source.rglob("*") if p.is_file()):
        blob = shutil.copy(path, repository / "blobs" / str(number))
        link = snapshot / path.relative_to(source)
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(os.path.relpath(blob, link.parent))
    model = import_path(repository, settings)
    assert (model.id, model.source, model.revision) == ("moon", "huggingface:somebody/moon", "abc123")
    assert not any(path.is_symlink() for path in model.path.rglob("*"))
    assert ModelStore(settings).verify("moon") == []


def test_the_name_is_made_of_the_file_when_none_is_given(settings, tiny, tmp_path):
    odd = shutil.copy(tiny("lora-peft"), tmp_path / "My  LoRA (v2) 水墨.safetensors")
    assert import_path(odd, settings).id == "My-LoRA-v2-水墨"


def test_a_name_that_is_taken_needs_a_word(settings, tiny):
    import_path(tiny("lora-peft"), settings, name="brush")
    with pytest.raises(BadInput, match="installed already"):
        import_path(tiny("lora-kohya"), settings, name="brush")
    import_path(tiny("lora-kohya"), settings, name="brush", replace=True)


def test_a_name_of_the_catalogue_must_be_what_it_says(settings, tiny):
    refused(settings, tiny("sd15"), "is the name of Stable Diffusion XL", name="sdxl")


def test_a_missing_component_shard_or_tensor_is_named(settings, folder):
    weights = folder / "unet" / "diffusion_pytorch_model.safetensors"
    kept = weights.read_bytes()
    weights.unlink()
    refused(settings, folder, "'unet' of my model has no weights")
    index = folder / "unet" / "diffusion_pytorch_model.safetensors.index.json"
    shard = "diffusion_pytorch_model-00001-of-00002.safetensors"
    index.write_text(json.dumps({"weight_map": {"a": shard, "b": shard.replace("00001", "00002")}}))
    sparse.write(folder / "unet" / shard, {"a": (4,)})
    refused(settings, folder, "00002-of-00002.safetensors is missing")
    sparse.write(folder / "unet" / shard.replace("00001", "00002"), {"c": (4,)})
    refused(settings, folder, "'b' is not in")
    index.write_text("{")
    refused(settings, folder, "cannot be read")
    index.unlink()
    for path in (folder / "unet").glob("*-of-*"):
        path.unlink()
    weights.write_bytes(kept[:-100])
    refused(settings, folder, "cut off: 100 bytes are missing")
    weights.write_bytes(kept)
    shutil.rmtree(folder / "vae")
    refused(settings, folder, "the folder 'vae' is missing")
    (folder / "model_index.json").unlink()
    refused(settings, folder, "has no model_index")


def test_a_shard_without_its_brothers_is_not_complete(settings, tmp_path):
    (tmp_path / "t5").mkdir()
    (tmp_path / "t5" / "config.json").write_text('{"model_type": "t5"}')
    sparse.write(tmp_path / "t5" / "model-00001-of-00003.safetensors", {"a": (4,)})
    refused(settings, tmp_path / "t5", "00002-of-00003.safetensors is missing")


def test_links_that_lead_outside_are_refused(settings, folder, tmp_path):
    secret = tmp_path / "secret.json"
    secret.write_text("{}")
    (folder / "tokenizer" / "more.json").symlink_to(secret)
    refused(settings, folder, "is a link to .*secret.json, outside")
    (folder / "tokenizer" / "more.json").unlink()
    (folder / "tokenizer" / "more.json").symlink_to(tmp_path / "gone")
    refused(settings, folder, "leads nowhere")
    (folder / "tokenizer" / "more.json").unlink()
    (folder / "more").symlink_to(tmp_path)
    refused(settings, folder, "link to a folder")


def test_names_and_files_that_cannot_be_kept_are_refused(settings, folder):
    odd = folder / "tokenizer" / "a\nb.json"
    odd.write_text("{}")
    refused(settings, folder, "characters that cannot be kept")
    odd.unlink()
    os.mkfifo(folder / "tokenizer" / "pipe.json")
    refused(settings, folder, "no plain file")


def test_the_store_is_not_imported_into_itself(settings, tiny):
    model = import_path(tiny("lora-peft"), settings, name="brush")
    with pytest.raises(BadInput, match="keeps its models"):
        import_path(model.path, settings, name="again")


def test_a_pickle_is_refused_and_with_a_word_read_without_its_code(settings, tmp_path):
    import torch

    path = tmp_path / "4x.pth"
    torch.save({"params_ema": {"body.0.rdb1.conv1.weight": torch.ones(32, 64, 3, 3)}}, path)
    refused(settings, path, "run whatever code")
    model = import_path(path, settings, name="enlarger", allow_pickle=True)
    assert (model.kind, model.family, model.path.name) == ("upscaler", "esrgan", "4x.safetensors")


def test_a_folder_with_pickles_only_is_converted_with_a_word(settings, folder):
    import torch
    from safetensors.torch import load_file

    safe = folder / "unet" / "diffusion_pytorch_model.safetensors"
    torch.save(load_file(safe), safe.with_suffix(".bin"))
    safe.unlink()
    refused(settings, folder, "as a pickle only")
    model = import_path(folder, settings, name="m", allow_pickle=True)
    assert (model.path / "unet" / safe.name).is_file()
    assert not list(model.path.rglob("*.bin"))


def test_code_in_a_pickle_is_never_run(settings, tmp_path):
    class Harm:
        def __reduce__(self):
            return os.system, (f"touch {tmp_path / 'harm'}",)

    path = tmp_path / "bad.ckpt"
    path.write_bytes(pickle.dumps({"state_dict": Harm()}))
    refused(settings, path, "was refused", allow_pickle=True)
    assert not (tmp_path / "harm").exists()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda p: p.mkdir(), "no checkpoint"),
        (lambda p: p.write_text("hello"), "no checkpoint that castalia reads"),
        (lambda p: None, "no file or folder"),
        (lambda p: (p.mkdir(), (p / "a.bin").write_text("")), "pickles only"),
        (lambda p: (p.mkdir(), (p / "model_index.json").write_text("[]")), "not a JSON table"),
        (lambda p: (p.mkdir(), (p / "model_index.json").write_text('{"_class_name": "Foo"}')), "is a Foo"),
    ],
)
def test_what_is_no_checkpoint_is_refused(settings, tmp_path, make, said):
    make(tmp_path / "thing")
    refused(settings, tmp_path / "thing", said)
