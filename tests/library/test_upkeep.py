"""Integrity check and garbage collection."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from small_things import Put

from castalia.library.library import Library
from castalia.library.process import host_name

KEY = "k" * 64


def damage(path: Path) -> None:
    """Change one byte, as a bad disk does: same size, same name."""
    content = bytearray(path.read_bytes())
    content[0] ^= 1
    path.chmod(0o644)
    path.write_bytes(content)


def test_a_healthy_library(library: Library, put: Put) -> None:
    put(key=KEY)
    report = library.check()
    assert report.ok
    assert (report.files, report.bytes) == (1, 8)
    assert report.to_dict()["ok"] is True


def test_damaged_and_missing_files_are_found_and_made_again(library: Library, put: Put) -> None:
    damaged, missing, fine = (put(files={"a.md": w.encode()}, key=w * 64) for w in "dmf")
    damage(damaged.path)
    missing.path.unlink()
    assert library.find("d" * 64) is not None, "only reading finds this out"
    report = library.check()
    assert not report.ok
    assert list(report.corrupted) == [damaged.main.ref[7:]]
    assert list(report.missing) == [missing.main.ref[7:]]
    assert set(report.broken) == {damaged.id, missing.id}
    assert not report.repaired
    assert library.find("d" * 64) is not None, "without repair nothing is changed"
    assert library.check(repair=True).repaired
    assert library.find("d" * 64) is None
    assert library.find("f" * 64).id == fine.id
    assert [a.id for a in library.history()] == [fine.id, missing.id, damaged.id], "the history stays"
    put(files={"a.md": b"d"}, key="d" * 64)
    put(files={"a.md": b"m"}, key="m" * 64)
    assert library.check().ok
    assert library.get(damaged.id).open() == b"d"


def test_a_user_file_that_is_lost_can_be_added_again(library: Library, tmp_path: Path) -> None:
    source = tmp_path / "photo.jpg"
    source.write_bytes(b"a photo")
    ref = library.add_file(source)
    damage(library.open(ref))
    assert len(library.check(repair=True).corrupted) == 1
    assert library.check().files == 0
    library.add_file(source)
    assert library.check().ok


def test_litter_is_shown_and_swept(library: Library, put: Put) -> None:
    put()
    orphan, _ = library.store.add(b"nobody knows me")
    litter = library.store.temporary / f"{host_name()}.999999999.1.aa"
    litter.mkdir()
    report = library.check()
    assert (report.orphans, report.stale, report.ok) == ((orphan,), (litter.name,), True)
    assert litter.exists()
    library.check(repair=True)
    assert not litter.exists()
    assert library.store.verify(orphan)


def test_garbage_is_what_nobody_refers_to(library: Library, put: Put) -> None:
    kept = put(files={"a.md": b"kept", "b.png": b"kept too"})
    gone = put(files={"a.md": b"gone"})
    shared = put(files={"a.md": b"kept"})
    library.store.add(b"nobody knows me")
    for artifact in (gone, shared):
        library.delete(artifact.id)
    assert library.collect_garbage().files == 0, "all of it is young"
    plan = library.collect_garbage(dry_run=True, older_than=-1)
    assert (plan.files, plan.bytes, plan.dry_run) == (2, 19, True)
    assert gone.path.exists()
    done = library.collect_garbage(older_than=-1)
    assert (done.files, done.bytes) == (2, 19)
    assert not gone.path.exists()
    assert all(f.path.exists() for f in kept.files)
    assert library.collect_garbage(older_than=-1).to_dict() == {
        "files": 0, "bytes": 0, "events": 0, "stale": 0, "dry_run": False,
    }  # fmt: skip
    assert library.check().ok


def test_a_young_orphan_on_the_disk_stays(library: Library) -> None:
    digest, _ = library.store.add(b"about to be referred to")
    assert library.collect_garbage().files == 0
    os.utime(library.store.path(digest), (1, 1))
    assert library.collect_garbage().files == 1


def test_what_is_used_between_looking_and_deleting_stays(library: Library, put: Put, monkeypatch) -> None:
    """Another process takes the file in while the garbage collection already has it on its list."""
    from castalia.library import upkeep

    gone = put(files={"a.md": b"wanted again"})
    library.delete(gone.id)
    with library.database.write() as connection:
        connection.exec_driver_sql("UPDATE files SET used = 0")
    delete = upkeep._delete

    def meanwhile(library: Library, digest: str, older_than: float) -> bool:
        put(files={"a.md": b"wanted again"}, key=KEY)
        return delete(library, digest, older_than)

    monkeypatch.setattr(upkeep, "_delete", meanwhile)
    assert library.collect_garbage().files == 0
    assert library.find(KEY).open() == b"wanted again"


def test_collecting_and_putting_at_the_same_time(library: Library, put: Put) -> None:
    stop = threading.Event()

    def collect() -> None:
        while not stop.is_set():
            library.collect_garbage(older_than=0.0)

    collector = threading.Thread(target=collect)
    collector.start()
    try:
        for n in range(60):
            artifact = put(files={"a.md": b"the same again"}, key=f"{n:064d}")
            assert artifact.open() == b"the same again"
            if n % 2:
                library.delete(artifact.id)
    finally:
        went_on = collector.is_alive()
        stop.set()
        collector.join()
    assert went_on, "the collector failed"
    assert library.check().ok
