"""The library: what goes in comes out, once, and by whatever one knows of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from small_things import Put, provenance_of

from castalia.engines.base import Produced, Result
from castalia.errors import BadInput, EngineFailed, NotFound, StorageError
from castalia.library.library import Library
from castalia.recipes import Image, Text, Video

KEY = "k" * 64


def test_a_file_of_the_user_gets_a_reference(library: Library, tmp_path: Path) -> None:
    source = tmp_path / "photo.jpg"
    source.write_bytes(b"a photo")
    ref = library.add_file(source)
    assert ref.startswith("sha256:")
    assert library.open(ref).read_bytes() == b"a photo"
    assert library.add_file(str(source)) == ref
    source.unlink()
    assert library.open(ref).read_bytes() == b"a photo"


def test_a_reference_that_names_nothing(library: Library) -> None:
    for ref in ("sha256:" + "0" * 64, "sha256:0", "nonsense", "../../etc/passwd"):
        with pytest.raises(NotFound):
            library.open(ref)


def test_an_artifact_is_put_and_found(library: Library, put: Put) -> None:
    recipe = Text(prompt="一只狐狸", seed=1)
    artifact = put(recipe, {"text.md": b"# Fox\n", "media/fox.png": b"png"}, KEY, report={"understood": ["狐狸"]})
    for found in (library.find(KEY), library.get(artifact.id), library.get(artifact.id[:-1])):
        assert found == artifact
    assert artifact.recipe == recipe
    assert artifact.report == {"understood": ["狐狸"]}
    assert [f.name for f in artifact.files] == ["text.md", "media/fox.png"]
    assert artifact.main.media_type == "text/markdown"
    assert artifact.files[1].role == "fox"
    assert library.find("x" * 64) is None
    assert artifact.seconds == 0.5
    assert artifact.to_dict()["recipe"]["prompt"] == "一只狐狸"


def test_the_faster_process_wins_the_key(library: Library, put: Put) -> None:
    first = put(key=KEY)
    assert put(files={"text.md": b"another"}, key=KEY).id == first.id
    assert put(files={"text.md": b"another"}, key=KEY, replace=True).id != first.id
    assert library.get(first.id).key is None


def test_many_threads_put_the_same_key(library: Library, put: Put) -> None:
    ids: list[str] = []
    threads = [threading.Thread(target=lambda: ids.append(put(key=KEY).id)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 8
    assert len(set(ids)) == 1


def test_an_artifact_that_lost_a_file_is_not_found_by_key_but_replaced(library: Library, put: Put) -> None:
    first = put(key=KEY)
    first.path.unlink()
    assert library.find(KEY) is None
    second = put(files={"text.md": b"another"}, key=KEY)
    assert second.id != first.id
    assert library.find(KEY).id == second.id


def test_a_shortened_file_is_noticed(library: Library, put: Put) -> None:
    artifact = put(key=KEY)
    artifact.path.chmod(0o644)
    artifact.path.write_bytes(b"#")
    assert library.find(KEY) is None


def test_an_id_that_names_nothing_or_too_much(library: Library, put: Put) -> None:
    artifact = put()
    put()
    with pytest.raises(BadInput, match="several artifacts"):
        library.get(artifact.id[0])
    with pytest.raises(NotFound, match="there is no artifact"):
        library.get("zzzz")


def test_a_file_leads_to_its_artifact(library: Library, put: Put, tmp_path: Path) -> None:
    page = put(files={"index.html": b"<p>", "media/fox.png": b"png"})
    picture = put(Image(prompt="a fox", seed=1), {"fox.png": b"png"})
    copy = tmp_path / "copy.png"
    copy.write_bytes(b"png")
    assert library.by_file(copy).id == picture.id, "that of which it is the main file comes first"
    assert library.by_file(page.main.ref).id == page.id
    assert library.by_file("0" * 64) is None
    with pytest.raises(NotFound):
        library.by_file(tmp_path / "nothing")


def test_the_history_is_searched_and_paged(library: Library, put: Put) -> None:
    ids = [put(Text(prompt=f"a red fox, number {n}", seed=1)).id for n in range(5)]
    picture = put(Image(prompt="100% 狐狸 in the_snow", seed=1), {"a.png": b"png"}).id
    put(Text(prompt="a part", seed=1), part=True)
    assert [a.id for a in library.history()] == [picture, *ids[::-1]]
    assert [a.id for a in library.history(kind="image")] == [picture]
    assert [a.id for a in library.history(search="FOX red 3")] == [ids[3]]
    assert [a.id for a in library.history(search="狐狸")] == [picture]
    assert [a.id for a in library.history(search="100% the_snow")] == [picture]
    assert library.history(search="theXsnow") == []
    page = library.history(limit=2)
    assert [a.id for a in library.history(limit=3, before=page[-1].id)] == ids[3:0:-1]
    assert len(library.history(parts=True)) == 7


def test_a_deleted_artifact_is_forgotten(library: Library, put: Put) -> None:
    artifact = put(key=KEY)
    assert library.delete(artifact.id[:-1]).id == artifact.id
    assert library.find(KEY) is None
    assert library.history() == []


def test_a_result_that_is_none(library: Library, tmp_path: Path) -> None:
    recipe = Text(prompt="a fox", seed=1)
    for files in ((), (Produced(tmp_path / "nothing.md"),)):
        with pytest.raises(EngineFailed):
            library.put(recipe, provenance_of(recipe), Result(files), KEY, 0.1)
    assert library.history() == []


def test_a_full_disk_in_the_middle_of_a_put(tiny_disk: Path) -> None:
    library = Library(tiny_disk / "home")
    folder = tiny_disk.parent
    recipe = Text(prompt="a fox", seed=1)
    small, big = folder / "small.md", folder / "big.bin"
    small.write_bytes(b"x" * 1000)
    big.write_bytes(b"y" * 3_000_000)
    with pytest.raises(StorageError, match="the disk is full"):
        library.put(recipe, provenance_of(recipe), Result((Produced(small), Produced(big))), KEY, 0.1)
    assert library.find(KEY) is None
    assert library.history() == []
    assert list((library.home / "tmp").iterdir()) == []
    assert library.put(recipe, provenance_of(recipe), Result((Produced(small),)), KEY, 0.1).key == KEY
    assert library.check().ok


def test_a_file_that_another_process_deletes_while_it_is_put(
    library: Library, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A garbage collection may take a file between the moment it is stored and the moment it is referred to."""
    take, add, calls = library.store.take, library.store.add, []

    def unlucky(store_it: Callable[[Path], tuple[str, int]], path: Path) -> tuple[str, int]:
        digest, size = store_it(path)
        calls.append(digest)
        if len(calls) == 1:
            library.store.remove(digest)
        return digest, size

    monkeypatch.setattr(library.store, "take", lambda path: unlucky(take, path))
    monkeypatch.setattr(library.store, "add", lambda path: unlucky(add, path))
    assert put(key=KEY).path.is_file()
    assert len(calls) == 2
    calls.clear()
    assert library.open(library.add_file(__file__)).is_file()
    assert len(calls) == 2


def test_file_inputs_stay_with_what_was_made_of_them(library: Library, put: Put, tmp_path: Path) -> None:
    voice = library.add_file(__file__)
    clip = put(Video(prompt="a clip", voice=voice, seed=1), {"clip.mp4": b"mp4"}, parents=(voice,))
    assert library.collect_garbage(older_than=-1).files == 0
    library.delete(clip.id)
    assert library.collect_garbage(older_than=-1).files == 2
    assert not library.store.verify(voice.removeprefix("sha256:"))
