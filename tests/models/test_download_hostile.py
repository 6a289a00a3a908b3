"""Listings by people who mean us harm: nothing is ever written outside the folder of the download."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from castalia.errors import BadInput, CastaliaError
from castalia.models.download import pull
from castalia.models.hubs import RemoteFile
from castalia.models.selection import select
from castalia.models.store import ModelStore
from castalia.settings import Settings
from hub_server import HubServer, toy

HOSTILE = [
    "../../x.safetensors", "unet/../../../x.json", "/etc/x.json", "//server/share/x.json", "C:\\x.json", "C:/x.json",
    "..\\..\\x.json", "unet\\..\\x.json", "unet/./config.json", "unet//config.json", "", ".", "..", "unet/..",
    "a\0b.json", "unet/con\nfig.json", "unet/\u202egnp.json", "unet/\u200bconfig.json", "\ud800.json",
    "x" * 300 + ".json", "/".join("abcdefghijklmnop") + "/x.json", "~/../x.json",
]  # fmt: skip


@pytest.fixture(scope="module")
def hub():
    with HubServer() as server:
        yield server


@pytest.fixture
def home(hub, monkeypatch, tmp_path):
    for name, value in (hub.environment | {"HF_HOME": str(tmp_path), "MODELSCOPE_HOME": str(tmp_path)}).items():
        monkeypatch.setenv(name, value)
    return tmp_path / "home"


@pytest.mark.parametrize("path", [path for path in HOSTILE if path.isprintable() and path], ids=ascii)
@pytest.mark.parametrize("source", ["huggingface", "modelscope"])
def test_hostile_paths_are_refused_before_anything_is_written(hub, home, source, path):
    repo = toy()
    repo.listed = [*repo.files, path]
    hub.add(repo)
    hub.requests.clear()
    with pytest.raises(BadInput) as caught:
        pull("studio/toy", Settings(home=home), source=source)
    assert "nothing was downloaded" in caught.value.message
    assert {path for _, _, path, _ in hub.requests} == {"listing"}
    assert not ModelStore(Settings(home=home)).list()
    assert not [p for p in home.rglob("*") if p.is_file() and p.suffix != ".lock" and p.name != ".download.json"]


@pytest.mark.parametrize(
    "more",
    [
        ["unet/config.json"],
        ["unet/CONFIG.json"],
        ["unet/con\ufb01g.json", "unet/config.json"],
        ["vae/config.json/x.json"],
        ["tokenizer/castalia.json"],
    ],
    ids=["twice", "letter case", "ligature", "file and folder", "our manifest"],
)
def test_names_that_mean_one_file(hub, home, more):
    repo = toy()
    repo.listed = [*repo.files, *more]
    hub.add(repo)
    store = ModelStore(Settings(home=home))
    try:
        model = pull("studio/toy", Settings(home=home))
    except CastaliaError as error:
        assert error.hint
        assert not store.list()
    else:  # what is not needed is not looked at
        assert (model.path / "vae/config.json").is_file()
        assert store.verify(model.id) == []


def test_odd_but_honest_names_that_are_not_needed(hub, home):
    repo = toy()
    repo.files |= {"示例 图片/猫.png": b"1", "samples/a b (1).png": b"2", "é.txt": b"3", "%2e%2e/x": b"4"}
    hub.add(repo)
    model = pull("studio/toy", Settings(home=home))
    assert not list(model.path.rglob("*.png"))


def test_a_component_that_leads_elsewhere(hub, home):
    repo = toy()
    repo.files["model_index.json"] = b'{"_class_name": "StableDiffusionPipeline", "../../up": ["diffusers", "X"]}'
    hub.add(repo)
    with pytest.raises(CastaliaError):
        pull("studio/toy", Settings(home=home))
    assert not ModelStore(Settings(home=home)).list()


pieces = st.one_of(
    st.sampled_from(
        ["..", ".", "", "unet", "vae", "config.json", "model.safetensors", "castalia.json", "C:", "\\", "~"]
    ),
    st.text(min_size=1, max_size=12),
)
paths = st.lists(pieces, min_size=1, max_size=5).map("/".join) | st.sampled_from(HOSTILE) | st.text(max_size=40)


@tries(max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(paths, max_size=12), st.none() | st.lists(pieces, max_size=4), st.booleans())
def test_whatever_is_listed_stays_inside(tmp_path_factory, listed, components, allow_pickle):
    """What `select` lets through is a plain name below the folder, and no two of them are one file."""
    files = [RemoteFile(path, 1, "a" * 64) for path in listed]
    try:
        wanted = select(files, components=components, allow_pickle=allow_pickle)
    except BadInput as error:
        assert error.message.isprintable()
        return
    names = [w.name for w in wanted]
    root = tmp_path_factory.getbasetemp()
    assert all((root / name).resolve().is_relative_to(root) and (root / name) != root for name in names)
    assert len({name.casefold() for name in names}) == len(names)
    assert all("\0" not in name and "\\" not in name and name.isprintable() for name in names)


@tries(max_examples=300, deadline=None)
@given(st.lists(paths, max_size=6), st.text(max_size=10))
def test_patterns_do_not_open_a_door(listed, pattern):
    try:
        wanted = select([RemoteFile(path, 1) for path in listed], patterns=(f"*{pattern}*",))
    except BadInput:
        return
    assert all(not w.name.startswith("/") and ".." not in w.name.split("/") for w in wanted)
