"""Files by content: whole or not at all, once, and healed when put again."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from castalia.errors import BadInput, CastaliaError, NotFound, StorageError
from castalia.library.files import FileStore, media_type
from castalia.library.process import host_name, process_name


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "home")


def test_a_file_is_kept_under_its_hash(store: FileStore, tmp_path: Path) -> None:
    source = tmp_path / "fox.txt"
    source.write_bytes(b"a fox" * 500_000)
    digest, size = store.add(source)
    assert digest == hashlib.sha256(source.read_bytes()).hexdigest()
    assert store.path(digest) == tmp_path / "home" / "files" / digest[:2] / digest
    assert store.path(digest).read_bytes() == source.read_bytes()
    assert store.has(digest, size)
    assert not store.has(digest, size + 1)
    assert store.verify(digest)
    assert list(store.hashes()) == [digest]
    assert list(store.temporary.iterdir()) == []


def test_the_same_content_is_kept_once(store: FileStore) -> None:
    digest, _ = store.add(b"a fox")
    os.utime(store.path(digest), (1, 1))
    inode = store.path(digest).stat().st_ino
    assert store.add(b"a fox") == (digest, 5)
    assert store.path(digest).stat().st_ino == inode
    assert time.time() - store.path(digest).stat().st_mtime < 60, "it is young again"


def test_an_engine_s_file_is_taken_without_copying(store: FileStore) -> None:
    source = store.temporary_folder() / "fox.png"
    source.write_bytes(b"a fox")
    digest, size = store.take(source)
    assert store.path(digest).samefile(source)
    assert store.take(source) == (digest, size), "to take it twice does no harm"
    assert [p.name for p in store.temporary.iterdir()] == [source.parent.name]
    assert not os.access(store.path(digest), os.W_OK) or os.geteuid() == 0
    assert oct(store.path(digest).stat().st_mode)[-3:] == "444"


def test_without_hard_links_it_is_copied(store: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*arguments: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    source = tmp_path / "fox.png"
    source.write_bytes(b"a fox")
    digest, _ = store.take(source)
    assert store.verify(digest)
    assert not store.path(digest).samefile(source)
    assert list(store.temporary.iterdir()) == []


def test_to_put_a_damaged_file_again_heals_it(store: FileStore, tmp_path: Path) -> None:
    source = tmp_path / "fox.txt"
    source.write_bytes(b"a fox")
    digest, _ = store.add(source)
    for heal in (store.add, store.take):
        store.path(digest).unlink()
        store.path(digest).write_bytes(b"a f0x")
        assert not store.verify(digest)
        heal(source)
        assert store.verify(digest)


def test_many_threads_add_the_same_file(store: FileStore) -> None:
    content = os.urandom(2_000_000)
    threads = [threading.Thread(target=store.add, args=(content,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [store.verify(digest) for digest in store.hashes()] == [True]
    assert list(store.temporary.iterdir()) == []


def test_what_cannot_be_read(store: FileStore, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="there is no file"):
        store.add(tmp_path / "nothing")
    with pytest.raises(BadInput, match="Is a directory"):
        store.add(tmp_path)
    with pytest.raises(BadInput):
        store.add(tmp_path / "x\0y")


def test_a_file_that_changes_while_it_is_read(
    store: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "download"
    source.write_bytes(b"half of ")
    verify = store.verify

    def meanwhile(digest: str) -> bool:
        source.write_bytes(b"half of it")
        return verify(digest)

    monkeypatch.setattr(store, "verify", meanwhile)
    with pytest.raises(BadInput, match="being changed"):
        store.add(source)
    assert list(store.hashes()) == []
    assert list(store.temporary.iterdir()) == []


def test_removing(store: FileStore) -> None:
    digest, _ = store.add(b"a fox")
    assert store.remove(digest)
    assert not store.remove(digest)
    assert not store.verify(digest)


def test_a_home_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError) as caught:
        FileStore(tmp_path / "file")
    assert "cannot make folders in" in caught.value.message
    assert caught.value.hint


def test_a_full_disk_leaves_nothing_half_written(tiny_disk: Path) -> None:
    store = FileStore(tiny_disk)
    kept, _ = store.add(os.urandom(1_000_000))
    big = tiny_disk.parent / "big"
    big.write_bytes(os.urandom(3_000_000))
    for add in (lambda: store.add(big), lambda: store.take(big), lambda: store.add(big.read_bytes())):
        with pytest.raises(StorageError) as caught:
            add()
        assert "the disk is full" in caught.value.message
        assert "free some space" in caught.value.hint
        assert list(store.hashes()) == [kept]
        assert list(store.temporary.iterdir()) == []
    assert store.verify(kept)


def test_a_read_only_disk(tiny_disk: Path) -> None:
    import subprocess

    store = FileStore(tiny_disk)
    subprocess.run(["mount", "-o", "remount,ro", str(tiny_disk)], check=True)
    with pytest.raises(StorageError) as caught:
        store.add(b"a fox")
    assert "no permission to write into" in caught.value.message
    assert "CASTALIA_HOME" in caught.value.hint


def test_the_litter_of_dead_processes_is_swept(store: FileStore) -> None:
    mine = store.temporary_folder()
    names = {
        "dead": f"{host_name()}.999999999.1.aa",
        "far": "other-machine.1.1.aa",
        "far and old": "other-machine.1.1.bb",
        "odd and old": "something",
    }
    for name in names.values():
        (store.temporary / name).mkdir()
        (store.temporary / name / "half.png").write_bytes(b"x")
    for name in ("far and old", "odd and old"):
        os.utime(store.temporary / names[name], (1, 1))
    os.utime(mine, (1, 1))
    (store.temporary / f"{host_name()}.999999999.1.bb").write_bytes(b"a file")
    assert len(store.stale()) == 4
    store.sweep()
    assert {p.name for p in store.temporary.iterdir()} == {mine.name, names["far"]}
    assert mine.name.startswith(process_name())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.PNG", "image/png"),
        ("index.html", "text/html"),
        ("model.glb", "model/gltf-binary"),
        ("style.css", "text/css"),
        ("none", "application/octet-stream"),
        ("a.b.unheard-of", "application/octet-stream"),
    ],
)
def test_media_types(name: str, expected: str) -> None:
    assert media_type(name) == expected


@given(st.binary(max_size=200))
def test_any_content_comes_back(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    store = FileStore(tmp_path_factory.getbasetemp() / "any")
    digest, size = store.add(content)
    assert (store.path(digest).read_bytes(), size) == (content, len(content))


def test_errors_are_ours() -> None:
    assert issubclass(StorageError, CastaliaError)
