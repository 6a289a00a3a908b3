"""A library, small things to put into it, and a disk that is nearly full."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_things import Put, provenance_of

from castalia.engines.base import Produced, Result
from castalia.library.artifact import Artifact
from castalia.library.library import Library
from castalia.recipes import Recipe, Text


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(tmp_path / "home")
    yield library
    library.close()


@pytest.fixture
def put(library: Library) -> Put:
    """Put an artifact with the given files (name -> content) into the library."""

    def put(
        recipe: Recipe | None = None, files: dict[str, bytes] | None = None, key: str | None = None, **options: object
    ) -> Artifact:
        recipe = recipe or Text(prompt="a fox", seed=1)
        folder = library.store.temporary_folder()
        produced = []
        for name, content in (files or {"text.md": b"# A fox\n"}).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            produced.append(Produced(path, "main" if not produced else path.stem))
        parents = options.pop("parents", ())
        report = options.pop("report", {})
        options.setdefault("folder", folder)
        result = Result(tuple(produced), report)
        return library.put(recipe, provenance_of(recipe, parents=parents), result, key, 0.5, **options)

    return put


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MB."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small file system")
    folder = tmp_path / "tiny"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "castalia-test", str(folder)]
    if subprocess.run(command, capture_output=True).returncode != 0:
        pytest.skip("a small file system cannot be mounted here")
    yield folder
    with contextlib.suppress(OSError):
        subprocess.run(["umount", "-l", str(folder)], check=False)
