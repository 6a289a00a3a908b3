"""Whatever a prompt holds, it comes back from every format as it was."""

import numpy as np
import pytest
import trimesh
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from castalia.media.mesh import write_mesh
from castalia.media.origin import read_provenance
from castalia.media.picture import write_picture
from castalia.media.provenance import MARK, Provenance
from castalia.media.sound import write_sound
from castalia.media.text import write_text
from castalia.media.video import write_video

PIXELS = np.full((8, 8, 3), 120, np.uint8)
SAMPLES = np.full(4410, 0.1, np.float32)

WRITERS = {
    **{e: lambda path, p: write_picture(path, PIXELS, p) for e in (".png", ".jpg", ".webp")},
    **{e: lambda path, p: write_sound(path, SAMPLES, 44100, p) for e in (".wav", ".flac", ".mp3", ".ogg")},
    **{e: lambda path, p: write_video(path, [PIXELS], 5, p) for e in (".mp4", ".webm", ".gif")},
    **{e: lambda path, p: write_mesh(path, trimesh.creation.box(), p) for e in (".glb", ".obj")},
    **{e: lambda path, p: write_text(path, "<p>Text</p>", p) for e in (".md", ".html")},
}
prompts = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def told(prompt):
    return Provenance(recipe={"kind": "image", "prompt": prompt}, engine="clay", engine_version="1", castalia="0.1.0")


@pytest.mark.parametrize("ending", WRITERS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(prompt=prompts)
@example("")
@example("\"quotes\" 'single' <tags/> &amp; ]]> --> -- \\ \\u0041 \0 \x1b \r\n\t")
@example("一位探险家在热带雨林中发现了一种未知的荧光植物 👩‍🚀🌿")
@example("🌿" * 20_000)
@example("a\n" * 10_000)
def test_any_prompt_comes_back(tmp_path, ending, prompt):
    path = tmp_path / f"a{ending}"
    provenance = told(prompt)
    WRITERS[ending](path, provenance)
    assert read_provenance(path) == provenance
    assert MARK.encode() in path.read_bytes()


def test_fields_of_later_versions_are_kept(tmp_path):
    later = Provenance.model_validate({**told("x").model_dump(), "watermark": {"kind": "none"}})
    write_picture(tmp_path / "a.png", PIXELS, later)
    assert read_provenance(tmp_path / "a.png").watermark == {"kind": "none"}


def test_foreign_words_are_not_provenance(tmp_path):
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("castalia", '{"something": "else"}')
    Image.new("RGB", (4, 4)).save(tmp_path / "a.png", pnginfo=info)
    assert read_provenance(tmp_path / "a.png") is None


def test_the_title_is_one_short_line():
    assert told("one\n two  " + "three " * 50).title().startswith("one two three")
    assert len(told("word " * 100).title()) <= 80
    assert told("").title() == ""
