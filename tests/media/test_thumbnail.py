"""Every kind of file has a small picture."""

import io

import numpy as np
import pytest
from PIL import Image

from castalia.errors import BadInput
from castalia.media.mesh import write_mesh
from castalia.media.picture import write_picture
from castalia.media.sound import write_sound
from castalia.media.text import write_page, write_text
from castalia.media.thumbnail import preview, thumbnail
from castalia.media.video import write_video


def shown(data):
    image = Image.open(io.BytesIO(data))
    assert image.format == "WEBP"
    return np.asarray(image.convert("RGB")).astype(int)


def test_a_picture_is_scaled(tmp_path, picture, provenance):
    write_picture(tmp_path / "a.png", np.tile(picture, (4, 4, 1)), provenance)
    assert max(shown(thumbnail(tmp_path / "a.png", 128)).shape) == 128


@pytest.mark.parametrize("ending", [".mp4", ".webm"])
def test_a_video_gives_its_middle(tmp_path, provenance, ending):
    frames = [np.full((64, 64, 3), level, np.uint8) for level in range(0, 240, 6)]
    write_video(tmp_path / f"a{ending}", frames, 10, provenance)
    assert shown(thumbnail(tmp_path / f"a{ending}")).mean() == pytest.approx(120, abs=8)


def test_a_sound_shows_where_it_is_loud(tmp_path, provenance):
    samples = 0.5 * np.sin(np.arange(44100) / 10)
    samples[:22050] *= 0.1
    write_sound(tmp_path / "a.wav", samples, 44100, provenance)
    ink = (shown(thumbnail(tmp_path / "a.wav")) < 230).any(axis=2)
    assert ink[:, 128:].sum() > 3 * ink[:, :128].sum()


@pytest.mark.parametrize("ending", [".glb", ".obj"])
def test_a_mesh_shows_its_colours_and_shape(tmp_path, ball, provenance, ending):
    write_mesh(tmp_path / f"a{ending}", ball, provenance)
    image = shown(thumbnail(tmp_path / f"a{ending}"))
    assert image.shape == (256, 256, 3)
    assert np.ptp(image[128, 128]) > 40
    assert np.ptp(image[5, 5]) < 20


@pytest.mark.parametrize("text", ["# Title\n\nSome words of a story.", "# 标题\n\n从前有一座山。", "x" * 9000])
def test_a_text_shows_its_first_lines(tmp_path, provenance, text):
    write_text(tmp_path / "a.md", text, provenance)
    image = shown(thumbnail(tmp_path / "a.md"))
    assert image.shape[0] == 256
    assert (image.mean(axis=2) < 160).any()


def test_a_page_shows_its_words_only(tmp_path, provenance):
    write_page(tmp_path / "a.html", "<html><head><style>p{color:red}</style></head><body></body></html>", provenance)
    assert shown(thumbnail(tmp_path / "a.html")).min() > 200


def test_what_has_no_look_is_refused(tmp_path):
    (tmp_path / "a.mid").write_bytes(b"MThd\0\0\0\6\0\0\0\1\0\x60")
    with pytest.raises(BadInput, match="no thumbnail"):
        thumbnail(tmp_path / "a.mid")


@pytest.mark.parametrize("channels", [3, 4])
def test_a_preview_is_small(channels):
    data = preview(np.random.default_rng(0).integers(0, 255, (768, 512, channels)).astype(np.uint8))
    image = Image.open(io.BytesIO(data))
    assert image.format == "JPEG"
    assert image.size == (171, 256)
    assert len(data) < 50_000
