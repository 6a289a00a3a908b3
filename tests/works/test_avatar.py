"""The avatar: words become a portrait, the portrait a head that turns on its page."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

from castalia.recipes import Avatar
from castalia.settings import Settings
from castalia.works.avatar import AvatarWork, portrait_prompt
from castalia.works.pages.avatar import page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PROMPT = "a young woman with long red hair"


@pytest.mark.parametrize(
    ("prompt", "portrait"),
    [
        ("A sailor with a beard", "a portrait of a sailor with a beard"),
        ("old man", "a portrait of an old man"),
        ("headshot of a nurse", "headshot of a nurse"),
        ("a portrait of a robot", "a portrait of a robot"),
        ("一位年轻女子，红色长发，戴圆眼镜", "一位年轻女子的肖像，红色长发，戴圆眼镜"),
        ("一位白胡子老人的肖像", "一位白胡子老人的肖像"),
    ],
)
def test_a_prompt_becomes_one_for_a_portrait(prompt, portrait):
    assert portrait_prompt(prompt) == portrait
    from castalia.clay.parse import parse

    (subject,) = parse(portrait).scene.subjects
    assert subject.kind in ("portrait", "robot")


def test_the_head_is_made_of_the_portrait():
    recipe = Avatar.make(prompt=PROMPT, style="watercolor", seed=5)
    portrait, head = AvatarWork().graph(recipe, Settings()).nodes
    assert portrait.values["prompt"] == f"a portrait of {PROMPT}"
    assert (portrait.values["style"], portrait.values["seed"]) == ("watercolor", 5)
    assert head.needs == {"image": "portrait"}
    assert head.optional
    (alone,) = AvatarWork().graph(recipe.with_fields(review=True), Settings()).nodes
    assert alone == portrait


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory):
    """An avatar that was stopped after the portrait, and the studio."""
    from castalia import Studio

    studio = Studio(settings=Settings(home=tmp_path_factory.mktemp("avatar")))
    return studio, studio.avatar(PROMPT, review=True)


def test_review_shows_the_portrait_and_how_to_go_on(reviewed, tmp_path):
    _, avatar = reviewed
    text = avatar.save(tmp_path / "page").read_text("utf-8")
    assert (tmp_path / "page" / "portrait.png").is_file()
    assert "castalia avatar &#39;a young woman with long red hair&#39;</code>" in text
    assert "--review --seed 1</code>" in text
    assert "castalia talk portrait.png --say" in text
    assert "model-data" not in text
    assert any("without --review" in note for note in avatar.report["notes"])


@pytest.mark.slow
def test_it_goes_on_from_the_portrait_that_was_reviewed(reviewed, tmp_path):
    studio, first = reviewed
    avatar = studio.avatar(PROMPT)
    assert avatar.report["reused"] == ["portrait"]
    folder = avatar.save(tmp_path / "page").parent
    assert (folder / "portrait.png").read_bytes() == next(
        f for f in first.files if f.role == "portrait"
    ).path.read_bytes()
    names = {path.suffix for path in (folder / "head").iterdir()}
    assert names >= {".glb", ".obj", ".mtl", ".jpg", ".json", ".mp4", ".png"}


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (390, "zh")])
def test_a_textured_head_turns_in_the_browser(reviewed, tmp_path, width, language):
    playwright = pytest.importorskip("playwright.sync_api")
    from io import BytesIO

    import trimesh
    from PIL import Image

    studio, avatar = reviewed
    portrait = next(f for f in avatar.files if f.role == "portrait")
    shutil.copyfile(portrait.path, tmp_path / "portrait.png")
    (tmp_path / "avatar.json").write_text("{}")
    ball = trimesh.creation.icosphere(subdivisions=3)
    skin = np.zeros((32, 32, 3), np.uint8)
    skin[:16], skin[16:] = (20, 200, 40), (40, 60, 220)  # green above, blue below
    uv = np.stack([ball.vertices[:, 0] / 2 + 0.5, ball.vertices[:, 1] / 2 + 0.5], 1)
    material = trimesh.visual.material.PBRMaterial(baseColorTexture=Image.fromarray(skin))
    ball.visual = trimesh.visual.TextureVisuals(uv=uv, material=material)
    (tmp_path / "head").mkdir()
    ball.export(tmp_path / "head" / "head.glb")
    recipe = Avatar.make(prompt=PROMPT, language=language)
    graph = AvatarWork().graph(recipe, Settings())
    parts = {"portrait": studio.image(**{k: v for k, v in graph.nodes[0].values.items() if v is not None})}
    html = page(recipe, graph, "portrait.png", {"main": "head/head.glb"}, "", parts, tmp_path)
    (tmp_path / "index.html").write_text(html, "utf-8")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--enable-unsafe-swiftshader"]
        )
        tab = browser.new_page(viewport={"width": width, "height": 800}, reduced_motion="reduce")
        problems = []
        tab.on("console", lambda m: m.type == "error" and problems.append(m.text))
        tab.on("pageerror", lambda e: problems.append(str(e)))
        tab.on("request", lambda r: r.url.startswith(("file:", "data:", "blob:")) or problems.append(r.url))
        tab.goto((tmp_path / "index.html").as_uri())
        canvas = tab.locator("#model")
        canvas.scroll_into_view_if_needed()
        tab.wait_for_timeout(900)
        shown = np.asarray(Image.open(BytesIO(canvas.screenshot())).convert("RGB")).astype(int)
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        browser.close()
    assert problems == []
    height, across = shown.shape[0] // 2, shown.shape[1] // 2
    above, below = shown[height - height // 3, across], shown[height + height // 3, across]
    assert above[1] > above[2] + 40, f"the upper half of the texture is green, not {above}"
    assert below[2] > below[1] + 40, f"the lower half of the texture is blue, not {below}"
