"""Where checkpoints lie: whole or not at all, known by their hashes, gone when they are removed."""

import json
from pathlib import Path

import pytest
import sparse_weights as sparse
from hypothesis import given
from hypothesis import strategies as st

from castalia.errors import BadInput, NotFound
from castalia.models.store import MANIFEST, ModelStore, checked_id, is_id, sha256_of, sha256_of_list
from castalia.settings import Settings


@pytest.fixture
def store(tmp_path):
    return ModelStore(Settings(home=tmp_path / "home"))


def put(store, id="moon", family="sd15", names=("moon.safetensors",), **more):
    staged = store.staging(id)
    for number, name in enumerate(names):
        sparse.write(staged / name, {"a": (4 + number,)})
    facts = {"kind": "lora", "source": "file", "revision": "", "licence": "MIT", **more}
    return store.put(id, staged, family=family, files={name: sha256_of(staged / name) for name in names}, **facts)


def test_what_is_put_is_listed_found_and_whole(store):
    model = put(store)
    assert store.list() == [model]
    assert store.get("moon") == model
    assert (model.kind, model.family, model.licence) == ("lora", "sd15", "MIT")
    assert model.path.name == "moon.safetensors"
    assert model.sha256 == sha256_of(model.path)
    assert model.bytes == model.path.stat().st_size
    assert store.verify("moon") == []


def test_a_folder_is_known_by_the_hashes_of_all_its_weights(store):
    names = ("unet/a.safetensors", "vae/b.safetensors", "model_index.json")
    model = put(store, names=names)
    assert model.path.is_dir()
    assert len(model.sha256) == 64
    assert model.sha256 == sha256_of_list({name: sha256_of(model.path / name) for name in names[:2]})


def test_nothing_is_seen_before_it_is_complete(store):
    sparse.write(store.staging("moon") / "moon.safetensors", {"a": (4,)})
    assert store.list() == []
    assert store.get("moon") is None
    with pytest.raises(BadInput, match="not complete"):
        store.put("moon", store.staging("moon"), kind="lora", family="sd15", source="", revision="", licence="",
                  files={"moon.safetensors": "0" * 64, "gone.safetensors": "0" * 64})  # fmt: skip
    assert store.list() == []


def test_what_is_not_named_is_not_kept(store):
    (store.staging("moon") / "junk").mkdir()
    (store.staging("moon") / "junk" / "half.part").write_bytes(b"x")
    model = put(store)
    assert sorted(path.name for path in model.path.parent.rglob("*")) == [MANIFEST, "moon.safetensors"]


def test_a_second_one_of_the_same_id_replaces_the_first(store):
    put(store)
    assert put(store, family="sdxl").family == "sdxl"
    assert [model.family for model in store.list()] == ["sdxl"]
    assert sorted(path.name for path in store.root.iterdir() if not path.name.startswith(".")) == ["moon"]


def test_verify_names_what_is_missing_cut_off_and_changed(store):
    model = put(store, names=("model_index.json", "a.safetensors", "b.safetensors", "c.safetensors"))
    (model.path / "a.safetensors").unlink()
    with (model.path / "b.safetensors").open("r+b") as file:
        file.truncate(3)
    with (model.path / "c.safetensors").open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"\x01")
    problems = store.verify("moon")
    assert [problem.split()[0] for problem in problems] == ["a.safetensors", "b.safetensors", "c.safetensors"]
    assert ["missing" in problems[0], "bytes" in problems[1], "sha256" in problems[2]] == [True] * 3


def test_remove_takes_the_files_and_what_a_download_left(store):
    put(store, id="owner/moon")
    store.staging("sun")
    store.remove("owner/moon")
    store.remove("sun")
    assert store.list() == []
    assert [path for path in store.root.rglob("*") if path.is_file()] == []
    with pytest.raises(NotFound):
        store.remove("owner/moon")


@pytest.mark.parametrize(
    "facts",
    [b"", b"{", b"[]", b"{}", b"\xff", b'{"format": 99}', b'{"format": 1, "files": []}'],
)
def test_a_damaged_list_of_files_hides_the_model_and_is_named(store, facts):
    folder = put(store).path.parent
    (folder / MANIFEST).write_bytes(facts)
    assert store.list() == []
    assert store.get("moon") is None
    assert store.damaged() == ["moon"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a\\..\\b"])
def test_a_list_that_leads_out_of_the_folder_is_not_believed(store, name):
    folder = put(store).path.parent
    facts = json.loads((folder / MANIFEST).read_text())
    facts["files"] = {name: {"size": 1, "sha256": "0" * 64}}
    (folder / MANIFEST).write_text(json.dumps(facts))
    assert store.get("moon") is None


@pytest.mark.parametrize("id", ["moon", "月亮", "owner/moon-2.1_b", "a+b"])
def test_ids_of_any_script_are_taken(store, id):
    assert put(store, id=id).id == id
    assert store.get(id)


@pytest.mark.parametrize(
    "id", ["", ".", "..", "../x", "/x", "a/b/c", "a b", ".hidden", "a\nb", "x" * 200, "a/../b", "-x"]
)
def test_other_ids_are_refused(store, id):
    with pytest.raises(BadInput, match="cannot be called"):
        store.staging(id)
    assert store.get(id) is None


@given(st.text(max_size=60))
def test_no_id_leaves_the_folder_and_a_better_one_is_good(id):
    if is_id(id):
        assert ".." not in id
        assert not id.startswith(("/", "."))
        return
    with pytest.raises(BadInput) as refused:
        checked_id(id)
    better = refused.value.hint.partition("'")[2].rstrip("'")
    assert not better or is_id(better)


def test_a_store_that_is_not_there_is_empty(tmp_path):
    store = ModelStore(Settings(home=tmp_path / "nowhere"))
    assert (store.list(), store.damaged(), store.get("x")) == ([], [], None)
    assert not Path(store.root).exists()
