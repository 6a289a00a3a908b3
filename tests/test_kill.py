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
    killed = 0
    while killed < KILLS:
        process = start(home, out)
        time.sleep(moments.uniform(0.3, 6.0))
        if process.poll() is not None:
            # It came to its end before it could be killed: throw a finished part away, so that there is work again.
            finish(process)
            break
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        killed += 1
    finish(start(home, out))

    assert contents(out) == expected
    studio = Studio(settings=Settings(home=home))
    jobs = studio.jobs.list(limit=1000)
    done = Counter(job.node for job in jobs if job.state == "done" and job.node)
    assert set(done.values()) == {1}, f"made more than once: {done}"
    assert not [job for job in jobs if job.state not in ("done", "cancelled")]
    report = studio.library.check()
    assert report.ok, report
    assert killed >= 5
