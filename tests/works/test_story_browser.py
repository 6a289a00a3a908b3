"""The story page in Chromium, opened from its file: nothing fails, nothing is fetched, everything plays and turns."""

from __future__ import annotations

import shutil
from io import BytesIO

import numpy as np
import pytest
from PIL import Image as Picture
from story_parts import make_parts
from test_story_page import PROMPT, assemble

from castalia.recipes import StoryPage
from castalia.settings import Settings
from castalia.works.story_page import StoryPageWork

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--enable-unsafe-swiftshader", "--autoplay-policy=no-user-gesture-required"]

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
playwright = pytest.importorskip("playwright.sync_api")


def made(folder, **fields):
    """The URL of a page made in `folder`."""
    recipe = StoryPage.make(prompt=PROMPT, **fields)
    graph = StoryPageWork().graph(recipe, Settings())
    (folder / "parts").mkdir()
    (folder / "page").mkdir()
    assemble(recipe, graph, make_parts(graph, folder / "parts"), folder / "page")
    return (folder / "page" / "index.html").as_uri()


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    return made(tmp_path_factory.mktemp("browser"))


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser):
    """Opens a URL; the page's `problems` collects errors and requests that leave the file system."""
    pages = []

    def go(url, width=1280, **options):
        page = browser.new_page(viewport={"width": width, "height": 800}, **options)
        page.problems = []
        page.on("console", lambda m: m.type == "error" and page.problems.append(m.text))
        page.on("pageerror", lambda e: page.problems.append(str(e)))
        page.on("request", lambda r: r.url.startswith(("file:", "data:", "blob:")) or page.problems.append(r.url))
        page.on("requestfailed", lambda r: page.problems.append(f"failed: {r.url}"))
        page.goto(url)
        pages.append(page)
        return page

    yield go
    for page in pages:
        page.close()


def pixels(locator):
    return np.asarray(Picture.open(BytesIO(locator.screenshot())).convert("RGB")).astype(int)


def test_no_errors_and_no_requests_outside(visit, url):
    page = visit(url)
    page.evaluate("document.querySelectorAll('img').forEach((i) => { i.loading = 'eager'; })")
    page.wait_for_function("[...document.images].every((i) => i.complete && i.naturalWidth > 0)")
    page.locator("#model").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    assert page.problems == []


def test_the_model_is_seen_and_a_drag_and_keys_turn_it(visit, url):
    page = visit(url, reduced_motion="reduce")
    canvas = page.locator("#model")
    canvas.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    before = pixels(canvas)
    ground = before[4, before.shape[1] // 2]
    assert (abs(before - ground).sum(2) > 60).mean() > 0.08, "the canvas is blank"
    assert page.evaluate("document.querySelector('#model').viewer.triangles") > 1000

    box = canvas.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 160, y, steps=4)
    page.mouse.up()
    page.wait_for_timeout(200)
    turned = pixels(canvas)
    assert abs(turned - before).mean() > 1

    canvas.focus()
    yaw = page.evaluate("document.querySelector('#model').viewer.yaw")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("+")
    assert page.evaluate("document.querySelector('#model').viewer.yaw") != yaw
    assert page.evaluate("document.querySelector('#model').viewer.zoom") > 1


def test_the_model_turns_by_itself_unless_motion_is_to_be_reduced(visit, url):
    for motion, moves in (("no-preference", True), ("reduce", False)):
        page = visit(url, reduced_motion=motion)
        page.locator("#model").scroll_into_view_if_needed()
        page.wait_for_timeout(200)
        yaw = page.evaluate("document.querySelector('#model').viewer.yaw")
        page.wait_for_timeout(400)
        assert (page.evaluate("document.querySelector('#model').viewer.yaw") != yaw) is moves


def test_without_webgl_the_page_says_so(visit, url, browser):
    context = browser.new_context()
    context.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page = context.new_page()
    page.goto(url)
    assert page.locator("#model-fallback").is_visible()
    context.close()


def test_the_clip_plays_with_sound(visit, url):
    page = visit(url)
    page.locator("#clip").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#clip').play()")
    page.wait_for_function("document.querySelector('#clip').currentTime > 0.2")
    state = page.evaluate(
        "(({readyState, videoWidth, duration}) => [readyState, videoWidth, duration])(document.querySelector('#clip'))"
    )
    assert state[0] >= 2
    assert state[1] == 640
    assert state[2] > 1
    assert page.evaluate("document.querySelector('#clip').webkitAudioDecodedByteCount") > 0


def test_the_narration_marks_the_sentence_being_read_and_the_music_steps_back(visit, url):
    page = visit(url)
    page.locator("#music-toggle").click()
    page.wait_for_function("!document.querySelector('#music').paused && document.querySelector('#music').volume > 0.3")
    assert page.locator("#music-toggle").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="Listen to the story").click()
    page.wait_for_function("document.querySelector('.said.now')?.textContent.startsWith('Pip was')")
    page.wait_for_function("document.querySelector('#music').volume < 0.15")
    assert page.locator("#play").get_attribute("aria-label") == "Pause the narration"
    page.locator("#play").click()
    assert page.evaluate("document.querySelector('#narration').paused")


def test_the_clip_silences_narration_and_music(visit, url):
    page = visit(url)
    page.locator("#music-toggle").click()
    page.locator("#play").click()
    page.wait_for_function("!document.querySelector('#narration').paused")
    page.evaluate("document.querySelector('#clip').play()")
    page.wait_for_function("!document.querySelector('#clip').paused")
    page.wait_for_function("['#narration', '#music'].every((id) => document.querySelector(id).paused)")


def test_the_player_works_by_keyboard(visit, url):
    page = visit(url)
    page.locator("#play").focus()
    page.keyboard.press("Space")
    page.wait_for_function("document.querySelector('#narration').currentTime > 0.1")
    page.keyboard.press("Space")
    page.locator("#seek").focus()
    page.keyboard.press("End")
    assert page.evaluate("document.querySelector('#narration').currentTime") > 3
    assert " of " in page.locator("#seek").get_attribute("aria-valuetext")


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_nothing_runs_out_of_the_window(visit, url, width):
    page = visit(url, width)
    page.evaluate("document.querySelector('details').open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_dark_is_dark_and_light_is_light(visit, url):
    def paper(scheme):
        page = visit(url, color_scheme=scheme)
        return page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")

    assert max(paper("dark")) < 60
    assert min(paper("light")) > 230


def test_print_keeps_words_and_pictures_and_drops_the_players(visit, url):
    page = visit(url)
    page.emulate_media(media="print")
    assert not page.locator(".player").is_visible()
    assert not page.locator("#clip").is_visible()
    assert page.locator(".plate img").first.is_visible()
    assert page.locator(".downloads a").first.is_visible()
    assert page.pdf()[:4] == b"%PDF"


def test_every_picture_has_a_description_and_every_control_a_name(visit, url):
    page = visit(url)
    assert page.evaluate("[...document.images].every((i) => i.alt.length > 5)")
    named = "(b) => b.getAttribute('aria-label') || b.textContent.trim()"
    assert page.evaluate(f"[...document.querySelectorAll('button,input')].every({named})")
    assert page.locator("h1").count() == page.locator("main").count() == 1
    assert page.evaluate("document.documentElement.lang") == "en"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#story"


def test_a_page_of_words_alone(visit, tmp_path):
    page = visit(made(tmp_path, modalities=("text",)))
    assert page.locator("h1").inner_text() == "The Bottle on the Rocks"
    assert page.locator("audio, video, canvas, img").count() == 0
    assert page.problems == []


def test_music_without_narration(visit, tmp_path):
    page = visit(made(tmp_path, modalities=("text", "music")))
    page.locator("#music-toggle").click()
    page.wait_for_function("document.querySelector('#music').currentTime > 0.1")
    assert page.problems == []
