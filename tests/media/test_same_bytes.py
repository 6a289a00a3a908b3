"""The same data gives the same bytes, whatever happens to stand in memory that was never written.

x264 with macroblock-tree rate control and AVX-512 reads such memory: its files differed from run to run at widths
that are no multiple of 8 macroblocks, seldom enough that writing twice and comparing did not show it. Filling fresh
memory with different bytes does.
"""

import os
import platform
import subprocess
import sys

import pytest

WRITE_ONE_OF_EACH = """
import hashlib, sys
from pathlib import Path
import numpy as np, trimesh
from castalia.media.mesh import write_mesh
from castalia.media.picture import write_picture
from castalia.media.provenance import Provenance
from castalia.media.sound import write_sound
from castalia.media.video import write_video

told = Provenance(recipe={"kind": "image", "prompt": "a fox"}, engine="clay", engine_version="1", castalia="0")
folder = Path(sys.argv[1])
y, x = np.mgrid[:66, :98]
frames = [np.stack([x * 2, y * 3, (3 * x + 2 * y + 9 * i) % 256], -1).astype(np.uint8) for i in range(14)]
for frame in frames:
    frame[::7, ::5] = (frame[::7, ::5].astype(int) * 7 % 256).astype(np.uint8)
t = np.arange(44100) / 44100
tone = (0.3 * np.sin(2 * np.pi * 440 * t) * np.sin(9 * t)).astype(np.float32)
for ending in (".png", ".jpg", ".webp"):
    write_picture(folder / f"a{ending}", frames[0], told)
for ending in (".wav", ".flac", ".mp3", ".ogg"):
    write_sound(folder / f"a{ending}", tone, 44100, told)
for ending in (".mp4", ".webm", ".gif"):
    write_video(folder / f"a{ending}", frames, 12, told, (tone, 44100))
for ending in (".glb", ".obj"):
    write_mesh(folder / f"a{ending}", trimesh.creation.icosphere(2), told)
for path in sorted(folder.iterdir()):
    print(path.suffix, hashlib.sha256(path.read_bytes()).hexdigest())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc can fill fresh memory with a chosen byte")
def test_no_file_depends_on_memory_that_was_never_written(tmp_path):
    told = {}
    for fill in ("0", "85", "170"):
        folder = tmp_path / fill
        folder.mkdir()
        run = subprocess.run(
            [sys.executable, "-c", WRITE_ONE_OF_EACH, folder],
            env={**os.environ, "MALLOC_PERTURB_": fill}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        told[fill] = dict(line.split() for line in run.stdout.splitlines())
    assert len(told["0"]) == 12
    assert told["0"] == told["85"] == told["170"]
