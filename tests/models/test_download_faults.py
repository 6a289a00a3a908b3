"""A hub that misbehaves in every way we know of: each download ends complete, or with a clear error."""

import threading

import pytest
from download_support import HUBS, UNET, a_home, a_hub, is_toy, nothing_visible  # noqa: F401 (fixtures)

from castalia.errors import CastaliaError, StorageError
from castalia.models.download import pull
from castalia.models.hubs import HubUnreachable
from castalia.models.store import ModelStore
from hub_server import NEEDED, Fault, toy


@pytest.mark.parametrize("source", HUBS)
@pytest.mark.parametrize(
    "faults",
    [
        [Fault(cut=100_000)],
        [Fault(cut=0)] * 3,
        [Fault(cut=1)] * 3,
        [Fault(cut=200_000), Fault(cut=200_000), Fault(cut=200_000)],
        [Fault(status=503), Fault(status=500), Fault(status=502)],
        [Fault(status=429, retry_after="1")],
        [Fault(cut=100_000), Fault(ignore_range=True)],
        [Fault(cut=100_000), Fault(shift=7)],
        [Fault(cut=100_000, flip=5)],
        [Fault(chunked=True)],
        [Fault(chunked=True, cut=100_000)],
        [Fault(flip=1000)],
        [Fault(html=True)],
        [Fault(status=404)],
    ],
    ids=["cut", "cut at 0", "cut at 1", "cut thrice", "5xx", "429", "range ignored", "other range", "flipped, then cut",
         "no length", "no length, cut", "flipped once", "sign-in page once", "gone once"],
)  # fmt: skip
def test_a_hub_that_recovers(hub, settings, source, faults):
    """The download ends complete; where a page or a wrong byte came once, it may also end with a clear error."""
    repo = hub.add(toy())
    hub.fault(UNET, *faults)
    try:
        model = pull("studio/toy", settings, source=source)
    except HubUnreachable as error:
        assert "something else than it lists" in error.message
        assert error.hint
        assert nothing_visible(settings)
        model = pull("studio/toy", settings, source=source)
    assert is_toy(model, repo)


def test_after_a_cut_only_the_rest_is_asked_for(hub, settings):
    repo = hub.add(toy())
    hub.fault(UNET, Fault(cut=100_000))
    pull("studio/toy", settings)
    assert hub.downloads(UNET) == ["", "bytes=100000-"]
    assert hub.served[UNET] == len(repo.files[UNET])


@pytest.mark.parametrize("source", HUBS)
@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault(status=500, times=-1), "HTTP 500"),
        (Fault(status=429, retry_after="90000", times=-1), "1500 minutes"),
        (Fault(cut=0, times=-1), "cut"),
        (Fault(flip=9, times=-1), "another hash"),
        (Fault(serve=b"short", times=-1), "served with 5"),
        (Fault(serve=b"long" * 999_999, times=-1), "served with"),
        (Fault(serve=b"long" * 999_999, chunked=True, times=-1), "has more"),
        (Fault(html=True, times=-1), "served with 27"),
        (Fault(status=404, times=-1), "not there"),
        (Fault(status=400, times=-1), "HTTP 400"),
    ],
)
def test_a_hub_that_does_not_recover(hub, settings, source, fault, words):
    repo = hub.add(toy())
    hub.fault(UNET, fault)
    with pytest.raises(HubUnreachable, match=words) as caught:
        pull("studio/toy", settings, source=source)
    assert caught.value.hint
    assert nothing_visible(settings)
    # When the hub is well again, what arrived in between is not downloaded again.
    hub._faults.clear()
    finished = {NEEDED[n] for n in NEEDED if (ModelStore(settings).staging("studio/toy") / n).is_file()}
    hub.requests.clear()
    assert is_toy(pull("studio/toy", settings, source=source), repo)
    assert not any(hub.downloads(path) for path in finished)


@pytest.mark.parametrize("lie", [{"sizes": {UNET: 77}}, {"sizes": {UNET: 10_000_000}}, {"hashes": {UNET: "ab" * 32}}])
@pytest.mark.parametrize("source", HUBS)
def test_a_listing_that_lies(hub, settings, source, lie):
    hub.add(toy(**lie))
    with pytest.raises(HubUnreachable, match="something else than it lists"):
        pull("studio/toy", settings, source=source)
    assert nothing_visible(settings)


@pytest.mark.parametrize("source", HUBS)
def test_a_listing_without_hashes(hub, settings, source):
    repo = hub.add(toy())
    repo.hashes = dict.fromkeys(repo.files, "")
    hub.fault(UNET, Fault(cut=100_000))
    model = pull("studio/toy", settings, source=source)
    assert is_toy(model, repo)
    assert hub.served[UNET] == len(repo.files[UNET])


def test_content_that_changes_between_two_tries(hub, settings):
    """With no hash to go by, the hub's own etag keeps the halves of two files apart."""
    repo = hub.add(toy(hubs=("modelscope",)))
    repo.hashes = dict.fromkeys(repo.files, "")
    other = bytes(reversed(repo.files[UNET]))
    hub.fault(UNET, Fault(cut=100_000, serve=other))
    assert is_toy(pull("studio/toy", settings), repo)


def test_a_branch_that_moves_during_the_download(hub, settings):
    hub.add(toy(hubs=("modelscope",)))
    new = toy(seed=3, hubs=("modelscope",))
    hub.fault(UNET, Fault(cut=0))
    model = pull("studio/toy", settings, before=lambda offer: hub.add(new) and None)
    assert model.revision == new.commit
    assert is_toy(model, new)


def test_a_full_disk_is_noticed_before(hub, settings, monkeypatch):
    repo = hub.add(toy())
    repo.sizes[UNET] = 10**17
    with pytest.raises(StorageError, match=r"100000000\.0 GB are to be downloaded"):
        pull("studio/toy", settings)
    assert hub.downloads(UNET) == []


def test_the_hub_vanishes_in_the_middle(hub, settings):
    hub.add(toy(megabytes=2))
    hub.fault(UNET, Fault(rate=500_000, times=-1))
    threading.Timer(0.6, hub.vanish).start()
    with pytest.raises(HubUnreachable, match="could not be downloaded") as caught:
        pull("studio/toy", settings, source="huggingface")
    assert "goes on where it stopped" in caught.value.hint
    assert nothing_visible(settings)


def test_what_the_progress_callback_raises_ends_it(hub, settings):
    repo = hub.add(toy(megabytes=1))
    hub.fault(UNET, Fault(rate=1_000_000))

    def interrupt(told):
        if told.done > 500_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pull("studio/toy", settings, progress=interrupt)
    assert nothing_visible(settings)
    hub._faults.clear()
    before = hub.served[UNET]
    assert before > 0
    assert is_toy(pull("studio/toy", settings), repo)
    assert hub.downloads(UNET)[-1].startswith("bytes=")


def test_finished_files_are_known_without_the_journal(hub, settings):
    """A process may be killed between giving a file its name and writing it down."""
    repo = hub.add(toy())
    hub.fault(UNET, Fault(status=400, times=-1))
    with pytest.raises(HubUnreachable):
        pull("studio/toy", settings, workers=1)
    hub._faults.clear()
    staged = ModelStore(settings).staging("studio/toy")
    (staged / ".download.jsonl").unlink()
    hub.requests.clear()
    assert is_toy(pull("studio/toy", settings), repo)
    assert hub.downloads("model_index.json") == []


def test_a_finished_file_that_was_changed_is_fetched_again(hub, settings):
    repo = hub.add(toy())
    hub.fault(UNET, Fault(status=400, times=-1))
    with pytest.raises(HubUnreachable):
        pull("studio/toy", settings)
    hub._faults.clear()
    (ModelStore(settings).staging("studio/toy") / "model_index.json").write_bytes(b"{}")
    assert is_toy(pull("studio/toy", settings), repo)


@pytest.mark.parametrize("fault", [Fault(status=503, times=2), Fault(cut=100), Fault(status=429, retry_after="1")])
def test_a_listing_that_fails_at_first(hub, settings, fault):
    repo = hub.add(toy())
    hub.fault("listing", fault)
    assert is_toy(pull("studio/toy", settings, source="huggingface"), repo)


@pytest.mark.parametrize("fault", [Fault(status=503, times=-1), Fault(html=True, times=-1), Fault(cut=9, times=-1)])
def test_a_listing_that_never_comes(hub, settings, fault):
    hub.add(toy())
    hub.fault("listing", fault)
    with pytest.raises(HubUnreachable) as caught:
        pull("studio/toy", settings, source="huggingface")
    assert caught.value.hint
    assert nothing_visible(settings)


def test_a_repository_whose_weights_are_damaged(hub, settings):
    """The hash is right, but what it is right of is no checkpoint."""
    repo = toy()
    repo.files[UNET] = repo.files[UNET][:-10]
    hub.add(repo)
    with pytest.raises(CastaliaError):
        pull("studio/toy", settings)
    assert nothing_visible(settings)


def test_a_link_in_the_staging_folder_is_not_followed(hub, settings, tmp_path):
    hub.add(toy())
    (tmp_path / "elsewhere").mkdir()
    staged = ModelStore(settings).staging("studio/toy")
    (staged / "unet").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StorageError, match="is a link"):
        pull("studio/toy", settings)
    assert list((tmp_path / "elsewhere").iterdir()) == []
