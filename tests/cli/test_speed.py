"""The program starts at once: nothing heavy is imported before it is needed."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

HEAVY = ("torch", "numba", "scipy", "numpy", "av", "sqlalchemy", "diffusers", "PIL", "castalia.studio")


def imported_by(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split())


def best_seconds(*command: str) -> float:
    """The fastest of five runs: other processes only ever make it slower."""
    times = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - began)
    return min(times)


@pytest.mark.parametrize(
    "code",
    [
        "import castalia",
        "from castalia.cli import main; main(['--help'])",
        "from castalia.cli import main; main(['image', '--help'])",
        "from castalia.cli import main; main(['image', 'a', 'cat', '--dry-run'])",
        "from castalia.cli import main; main(['schema'])",
    ],
)
def test_nothing_heavy_is_imported(code: str) -> None:
    assert not imported_by(code) & set(HEAVY)


def test_import_takes_less_than_300_ms() -> None:
    assert best_seconds(sys.executable, "-c", "import castalia") < 0.3


def test_help_takes_less_than_half_a_second() -> None:
    assert best_seconds(str(Path(sys.executable).with_name("castalia")), "--help") < 0.5
