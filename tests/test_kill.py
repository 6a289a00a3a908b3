"""A work that is killed at any moment goes on where it was, and comes out as if nothing had happened."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from castalia import Studio
from castalia.settings import Settings

CASTALIA = Path(sys.executable).with_name("castalia")
PROMPT = "a red fox finds a lantern in the forest at night"
COMMAND = ("make", PROMPT, "--length", "short", "--illustrations", "2", "--seed", "5")
KILLS = 20


def start(home: Path, out: Path) -> subprocess.Popen:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("CASTALIA_")} | {"CASTALIA_HOME": str(home)}
    return subprocess.Popen(
        [CASTALIA, *COMMAND, "-o", out, "--json"],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


def finish(process: subprocess.Popen) -> dict:
    out, err = process.communicate(timeout=400)
    assert process.returncode == 0, err
    return json.loads(out)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.slow
def test_twenty_kills_lose_nothing(tmp_path):
    finish(start(tmp_path / "calm", tmp_path / "calm-out"))
    expected = contents(tmp_path / "calm-out")

    home, out = tmp_path / "stormy", tmp_path / "stormy-out"
    moments = random.Random(20)
    for _ in range(KILLS):  # the clip alone takes longer than any of these runs, so none comes to its end
        process = start(home, out)
        time.sleep(moments.uniform(0.3, 6.0))
        assert process.poll() is None
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert not out.exists()
    finish(start(home, out))

    assert contents(out) == expected
    studio = Studio(settings=Settings(home=home))
    (job,) = studio.jobs.list(limit=1000)
    assert job.state == "done"
    done = Counter(part.node for part in studio.jobs.children(job.id) if part.state == "done")
    assert set(done.values()) == {1}, f"made more than once: {done}"
    assert len(done) == 8
    report = studio.library.check()
    assert report.ok, report
