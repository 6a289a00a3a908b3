"""What the media tests share: a provenance, a picture, a tone, frames, a coloured ball, and a tiny disk."""

import subprocess

import numpy as np
import pytest

from castalia.media.provenance import Model, Provenance

PROMPT = '一只柴犬 "quoted" <b>&amp;</b> 🚀 -->\nsecond line\t\\ end'


@pytest.fixture(scope="session")
def provenance():
    return Provenance(
        recipe={"kind": "image", "prompt": PROMPT, "seed": 7, "style": "watercolor"},
        engine="clay",
        engine_version="1",
        castalia="0.1.0",
        libraries={"numpy": "2.0"},
        model=Model(id="none", licence="Apache-2.0"),
        parents=("sha256:" + "0" * 64,),
        licence="CC0-1.0",
    )


@pytest.fixture(scope="session")
def picture():
    """Odd in both sizes, with smooth colour and a hard edge."""
    y, x = np.mgrid[:101, :147]
    rgb = np.stack([x * 255 // 147, y * 255 // 101, (x + y) % 256], axis=-1)
    rgb[30:60, 40:90] = (220, 30, 30)
    return rgb.astype(np.uint8)


@pytest.fixture(scope="session")
def tone():
    """Two seconds of a swelling chord in stereo, and its rate."""
    t = np.arange(2 * 44100) / 44100
    chord = sum(np.sin(2 * np.pi * f * t) for f in (220, 277.18, 329.63)) / 3
    swell = 0.25 * chord * (0.6 + 0.4 * np.sin(2 * np.pi * 2 * t))
    return np.stack([swell, 0.7 * swell], axis=1).astype(np.float32), 44100


@pytest.fixture(scope="session")
def ball():
    trimesh = pytest.importorskip("trimesh")
    mesh = trimesh.creation.icosphere(3)
    mesh.visual.vertex_colors = np.round(
        np.c_[(mesh.vertices * 0.5 + 0.5) * 255, np.full(len(mesh.vertices), 255)]
    ).astype(np.uint8)
    return mesh


@pytest.fixture
def moving():
    """`moving(n, height, width)`: frames with a square that moves, made one at a time."""

    def frames(count, height=64, width=96):
        for i in range(count):
            frame = np.full((height, width, 3), (40, 90, 160), np.uint8)
            frame[10:30, 5 + 2 * i : 25 + 2 * i] = (230, 60, 40)
            yield frame

    return frames


@pytest.fixture
def tiny_disk(tmp_path):
    """A folder on a disk of 64 KB; needs the right to mount."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root can mount a tiny disk")
    yield folder
    subprocess.run(["umount", folder], check=True)
