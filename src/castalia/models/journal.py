"""What a download that was cut off leaves written down: where it came from, and which files are complete."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from castalia.media.atomic import write_bytes

STATE, JOURNAL = ".download.json", ".download.jsonl"


@dataclass(frozen=True)
class Done:
    """A file that is complete and was verified."""

    sha256: str
    content: str
    stamp: list[int]


def begin(staged: Path, source: str, revision: str) -> None:
    """Note where the files come from; what was finished at another revision or hub is judged by its hash."""
    state = {"source": source, "revision": revision}
    write_bytes(staged / STATE, json.dumps(state).encode())


def begun(staged: Path) -> str:
    """The source that a download was begun from; empty when there is none."""
    try:
        return str(json.loads((staged / STATE).read_text("utf-8"))["source"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def remember(staged: Path, name: str, sha256: str, content: str) -> None:
    """One line for each finished file, so that it is not downloaded again after a crash."""
    line = json.dumps([name, sha256, content, stamp_of(staged / name)])
    with (staged / JOURNAL).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")  # the line before may have been cut off


def read(staged: Path) -> dict[str, Done]:
    found: dict[str, Done] = {}
    with suppress(OSError):
        for line in (staged / JOURNAL).read_text("utf-8", errors="replace").splitlines():
            with suppress(ValueError, TypeError):  # the last line may be cut off
                name, sha256, content, stamp = json.loads(line)
                found[str(name)] = Done(str(sha256), str(content), stamp)
    return found


def stamp_of(path: Path) -> list[int]:
    facts = path.stat()
    return [facts.st_size, facts.st_mtime_ns]
