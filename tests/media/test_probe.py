"""A file is what its content is, whatever its name says."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from castalia.errors import BadInput, CastaliaError, NotFound
from castalia.media.kinds import media_type, sniff, suffix_for
from castalia.media.mesh import write_mesh
from castalia.media.origin import read_provenance
from castalia.media.picture import write_picture
from castalia.media.probe import probe
from castalia.media.sound import write_sound
from castalia.media.text import write_text
from castalia.media.video import write_video


@pytest.fixture(scope="module")
def one_of_each(tmp_path_factory, provenance, picture, tone, ball):
    """A file of every format, by its ending."""
    folder = tmp_path_factory.mktemp("each")
    for ending in (".png", ".jpg", ".webp"):
        write_picture(folder / f"a{ending}", picture, provenance)
    for ending in (".wav", ".flac", ".mp3", ".ogg"):
        write_sound(folder / f"a{ending}", *tone, provenance)
    for ending in (".mp4", ".webm", ".gif"):
        write_video(folder / f"a{ending}", [picture] * 3, 6, provenance)
    for ending in (".glb", ".obj"):
        write_mesh(folder / f"a{ending}", ball, provenance)
    for ending in (".md", ".txt", ".html"):
        write_text(folder / f"a{ending}", "<p>Hello</p>" if ending == ".html" else "Hello", provenance)
    return {p.suffix: p for p in folder.iterdir()}


def test_every_format_is_known_by_its_content(one_of_each, tmp_path):
    for ending, path in one_of_each.items():
        nameless = tmp_path / "nameless"
        nameless.write_bytes(path.read_bytes())
        assert sniff(nameless) == media_type(ending)
        assert probe(path).size == path.stat().st_size


def test_every_format_carries_its_provenance(one_of_each, provenance):
    for ending, path in one_of_each.items():
        assert read_provenance(path) == (None if ending == ".txt" else provenance), ending


def test_endings_and_media_types_belong_together():
    for name in (".png", "a.png", "b/c.PNG", "x.tar.png"):
        assert media_type(name) == "image/png"
    assert suffix_for("image/jpeg") == ".jpg"
    assert media_type(suffix_for("audio/midi")) == "audio/midi"
    for unknown in ("noending", ".zzz", "", "a."):
        with pytest.raises(BadInput, match="castalia knows"):
            media_type(unknown)
    with pytest.raises(BadInput, match="castalia knows"):
        suffix_for("image/unheard-of")


@pytest.mark.parametrize(
    ("name", "content", "truth"),
    [
        ("a.png", b"just some words", "plain text"),
        ("a.mp4", b"\x89PNG\r\n\x1a\n", "cut off|damaged"),
        ("a.mp3", b"<!doctype html><p>not found</p>", "HTML page"),
        ("a.glb", b"v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n", "OBJ|^$"),
        ("a.wav", b"%PDF-1.7 ...", "PDF"),
        ("a.txt", b"MThd\0\0\0\6", "MIDI"),
    ],
)
def test_a_file_that_lies_is_named_for_what_it_is(tmp_path, name, content, truth):
    path = tmp_path / name
    path.write_bytes(content)
    if name == "a.glb":
        assert probe(path).media_type == "model/obj"
        return
    with pytest.raises(BadInput, match=truth):
        probe(path)


def test_a_jpeg_named_png_is_still_a_picture(tmp_path, one_of_each):
    (tmp_path / "a.png").write_bytes(one_of_each[".jpg"].read_bytes())
    assert probe(tmp_path / "a.png").media_type == "image/jpeg"


@pytest.mark.parametrize("reader", [probe, read_provenance])
def test_what_cannot_be_read_is_explained(tmp_path, reader):
    with pytest.raises(NotFound):
        reader(tmp_path / "missing.png")
    with pytest.raises(BadInput, match="folder"):
        reader(tmp_path)
    (tmp_path / "empty.png").touch()
    with pytest.raises(BadInput, match="is empty"):
        reader(tmp_path / "empty.png")
    (tmp_path / "noise.bin").write_bytes(bytes(range(1, 32)) * 9)
    with pytest.raises(BadInput, match="not a picture, sound"):
        reader(tmp_path / "noise.bin")


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_damage_anywhere_never_breaks_a_reader(one_of_each, tmp_path, data):
    """Cut or overwritten files give facts or a clear error, never a traceback, and never a wrong provenance."""
    path = data.draw(st.sampled_from(sorted(one_of_each.values())))
    content = bytearray(path.read_bytes())
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(1, len(content))) :]
    else:
        start = data.draw(st.integers(0, min(len(content), 4000) - 1))
        content[start : start + 16] = data.draw(st.binary(min_size=1, max_size=16))
    damaged = tmp_path / path.name
    damaged.write_bytes(bytes(content))
    for reader in (probe, read_provenance):
        try:
            reader(damaged)
        except CastaliaError as error:
            assert error.hint


def test_importing_the_package_is_light():
    heavy = ("numpy", "av", "PIL", "trimesh", "scipy", "pyloudnorm", "soundfile")
    code = f"import castalia.media, castalia.media.kinds, sys; print([m for m in {heavy} if m in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_facts_become_plain_json(one_of_each):
    facts = probe(one_of_each[".png"]).to_dict()
    assert facts["media_type"] == "image/png"
    assert facts["duration"] is None
    assert np.isscalar(facts["width"])
