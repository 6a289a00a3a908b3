"""The installed program, run as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True)
class Ran:
    """What a run of the program gave."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, str]:
        """The error that `--json` prints."""
        return json.loads(self.err.splitlines()[-1])["error"]


Castalia = Callable[..., Ran]


@pytest.fixture
def castalia(tmp_path: Path) -> Castalia:
    """Run the installed `castalia` in a folder and with a home of its own."""
    program = Path(sys.executable).with_name("castalia")
    clean = {k: v for k, v in os.environ.items() if not k.startswith("CASTALIA_")}
    clean |= {"CASTALIA_HOME": str(tmp_path / "home"), "COLUMNS": "100"}
    (tmp_path / "work").mkdir()

    def run(*args: str, stdin: str | bytes = b"", env: dict[str, str] | None = None, timeout: float = 120) -> Ran:
        done = subprocess.run(
            [str(program), *args],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            cwd=tmp_path / "work",
            env=clean | (env or {}),
            timeout=timeout,
            check=False,
        )
        ran = Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in ran.err
        assert "Traceback" not in ran.out
        return ran

    return run
