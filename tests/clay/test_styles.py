"""Styles keep the picture recognisable, are steady from frame to frame, and the same at every size."""

import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from castalia.clay import view
from castalia.clay.layers import SKY_DEPTH, Layers
from castalia.clay.layout import STYLES
from castalia.clay.parse import parse
from castalia.clay.styles import apply, before_build
from castalia.errors import BadInput

PAINTED = tuple(s for s in STYLES if s != "clay")


@pytest.fixture(scope="module")
def scene():
    return parse("a red fox next to a tree in the forest", seed=3).scene


@pytest.fixture(scope="module")
def layers(scene):
    return view(scene, 320, 240)


def ball(width, height, shift=0.0):
    """A red ball on green ground under a blue sky, made without the renderer; `shift` moves it, in ball radii."""
    y, x = np.mgrid[:height, :width].astype(np.float32)
    u, v = (x - width / 2) / height * 3 - shift, (y - height / 2) / height * 3
    radius = np.hypot(u, v)
    inside, ground = radius < 1, (v > 0.3) & (radius >= 1)
    normal = np.zeros((height, width, 3), np.float32)
    normal[ground] = (0, 1, 0)
    facing = np.stack([u, -v, np.sqrt(np.clip(1 - radius**2, 0, 1))], axis=-1)
    normal[inside] = facing[inside]
    rgb = np.where(ground[..., None], (0.35, 0.6, 0.3), (0.6, 0.75, 0.95))
    rgb = np.where(inside[..., None], (0.8, 0.2, 0.15) * (0.5 + 0.5 * facing[..., 1:2]), rgb)
    depth = np.where(inside, 6, np.where(ground, 8, SKY_DEPTH))
    part = np.where(inside, 1, np.where(ground, 0, -1))
    return Layers(
        rgb.astype(np.float32), depth.astype(np.float32), normal, part.astype(np.int16), inside.astype(np.int16)
    )


def small(picture, width=40, height=30):
    resized = Image.fromarray(picture).resize((width, height), Image.Resampling.BOX)
    return np.asarray(resized).astype(float)


def distance(a, b):
    return np.abs(small(a) - small(b)).mean()


@pytest.mark.parametrize("style", STYLES)
def test_the_same_seed_gives_the_same_picture(layers, style):
    first, second = apply(layers, style, 5), apply(layers, style, 5)
    assert first.shape == (240, 320, 3)
    assert first.dtype == np.uint8
    assert (first == second).all()


@pytest.mark.parametrize("style", ["watercolor", "ink", "pencil", "oil"])
def test_another_seed_moves_the_brush(layers, style):
    assert (apply(layers, style, 5) != apply(layers, style, 6)).any()


@pytest.mark.parametrize("style", PAINTED)
def test_the_subject_stays_recognisable(layers, style):
    """What was dark and light in the subject still is."""
    grey = np.array([0.2126, 0.7152, 0.0722])
    before, after = small(apply(layers, "clay", 0), 80, 60) @ grey, small(apply(layers, style, 0), 80, 60) @ grey
    owner = np.asarray(Image.fromarray((layers.instance > 0).astype(np.float32)).resize((80, 60), Image.Resampling.BOX))
    inside = owner > 0.9
    assert np.corrcoef(before[inside], after[inside])[0, 1] > 0.6


@pytest.mark.parametrize("style", PAINTED)
@pytest.mark.parametrize(("width", "height"), [(64, 64), (97, 33), (40, 150), (16, 16)])
def test_any_size_and_shape(style, width, height):
    assert apply(ball(width, height), style, 1).shape == (height, width, 3)


@pytest.mark.parametrize("style", PAINTED)
def test_a_larger_picture_shows_the_same(style):
    assert distance(apply(ball(320, 240), style, 2), apply(ball(640, 480), style, 2)) < 9


@pytest.mark.parametrize("style", PAINTED)
def test_what_does_not_move_does_not_flicker(style):
    """Between two frames the ball moves; far from it the paper, the strokes and the colours stay."""
    first, second = apply(ball(320, 240), style, 3), apply(ball(320, 240, shift=0.15), style, 3)
    change = np.abs(first.astype(int) - second)
    assert change[:, :60].mean() < 1.5
    assert change.mean() < 16


def test_clay_is_the_view_as_rendered(layers):
    assert np.abs(apply(layers, "clay", 0) / 255 - layers.rgb.clip(0, 1)).max() <= 0.5 / 255 + 1e-6


def test_watercolor_has_a_white_border_and_no_black(layers):
    picture = apply(layers, "watercolor", 1)
    edge = np.concatenate([picture[:2].reshape(-1, 3), picture[-2:].reshape(-1, 3)])
    assert edge.mean() > 235
    assert picture.mean(axis=2).min() > 5


def test_pixel_art_has_square_cells_and_few_colours(layers):
    picture = apply(layers, "pixel", 1)
    cells = picture[::2, ::2]
    assert (cells.repeat(2, 0).repeat(2, 1) == picture).all()
    assert len(np.unique(picture.reshape(-1, 3), axis=0)) <= 100


def test_pixel_art_of_all_scenes_shares_a_palette(layers):
    both = np.concatenate([apply(layers, "pixel", 1).reshape(-1, 3), apply(ball(300, 200), "pixel", 1).reshape(-1, 3)])
    assert len(np.unique(both, axis=0)) <= 160


def test_ink_carries_a_vermilion_seal_with_white_strokes(layers):
    picture = apply(layers, "ink", 1).astype(int)
    red = (picture[..., 0] > 150) & (picture[..., 1] < 90)
    rows, columns = np.nonzero(red)
    assert len(rows) > 100
    assert rows.min() > 0.8 * 240
    assert columns.min() > 0.8 * 320
    seal = picture[rows.min() : rows.max(), columns.min() : columns.max()]
    assert 0.1 < (seal.min(axis=2) > 150).mean() < 0.5


def test_pencil_is_grey_and_follows_tone(layers):
    picture = apply(layers, "pencil", 1).astype(int)
    assert np.ptp(picture, axis=2).max() < 16
    dark = layers.rgb.mean(axis=2) < np.quantile(layers.rgb.mean(axis=2), 0.2)
    assert picture[dark].mean() < picture[~dark].mean() - 15


def test_oil_shows_strokes_on_flat_ground():
    flat = ball(256, 256)
    sky = apply(flat, "oil", 1)[:40, :40].astype(float)
    assert 1.5 < sky.std(axis=(0, 1)).mean() < 25


def test_an_unknown_style_is_refused(layers):
    with pytest.raises(BadInput, match="no style 'cubist'"):
        apply(layers, "cubist", 1)


def test_styles_do_without_torch():
    code = "import castalia.clay.styles.oil, castalia.clay.styles.ink, sys; print('torch' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("prompt", "style"),
    [
        ("a cat, photo", "photo"), ("一只猫，照片", "photo"), ("a cat, impressionist painting", "impressionist"),
        ("a cat in the style of monet", "impressionist"), ("漫画风格的猫", "comic"), ("comic book cat", "comic"),
        ("a paper cut cat", "paper_cut"), ("剪纸风格的狗", "paper_cut"), ("low poly fox", "low_poly"),
        ("低多边形狐狸", "low_poly"), ("blueprint of a rocket", "blueprint"), ("火箭的蓝图", "blueprint"),
        ("a cyberpunk cat", "cyberpunk"), ("赛博朋克风格的猫", "cyberpunk"), ("a steampunk rocket", "steampunk"),
        ("蒸汽朋克火箭", "steampunk"), ("a stained glass bird", "stained_glass"), ("彩绘玻璃风格的鸟", "stained_glass"),
        ("a cat, ghibli style", "soft"), ("吉卜力风格的猫", "soft"), ("line art of a cat", "line_art"),
        ("白描的猫", "line_art"), ("vaporwave car", "vaporwave"), ("蒸汽波汽车", "vaporwave"),
    ],
)  # fmt: skip
def test_a_style_is_understood_in_both_languages(prompt, style):
    assert parse(prompt).scene.style == style


def test_a_style_brings_its_light_unless_the_prompt_names_one():
    assert parse("a cat in the city, cyberpunk").scene.light == "neon"
    assert parse("a cat in the city", style="cyberpunk").scene.light == "neon"
    assert parse("a cat in the city at noon, cyberpunk").scene.light == "noon"


def test_steampunk_makes_machines_of_brass_unless_they_have_a_colour():
    subjects = parse("a robot, a red car and a cat, steampunk").scene
    assert [s.material for s in before_build(subjects).subjects] == ["brass", None, None]


@pytest.mark.parametrize("style", PAINTED)
def test_every_style_looks_different(layers, style):
    others = [apply(layers, other, 1) for other in STYLES if other != style]
    mine = apply(layers, style, 1)
    assert min(np.abs(mine.astype(int) - other).mean() for other in others) > 4


def test_low_poly_has_flat_facets(layers):
    picture = apply(layers, "low_poly", 1).astype(int)
    same = (np.abs(np.diff(picture, axis=1)).max(axis=2) <= 1).mean()
    assert same > 0.6


def test_a_blueprint_is_blue_and_white(layers):
    picture = apply(layers, "blueprint", 1).astype(int)
    assert (picture[..., 2] >= picture[..., 0] - 2).mean() > 0.99


def test_a_photo_is_sharp_where_the_subject_is_and_soft_behind(layers):
    grey = np.array([0.3, 0.6, 0.1])
    before, after = (np.abs(np.diff(apply(layers, s, 1) @ grey, axis=1)) for s in ("clay", "photo"))
    subject, behind = (layers.instance > 0)[:, 1:], ((layers.instance == 0) & (layers.depth > 8))[:, 1:]
    edges = before > 12
    assert after[edges & subject].mean() > 0.6 * before[edges & subject].mean()
    assert after[edges & behind].mean() < 0.6 * before[edges & behind].mean()
