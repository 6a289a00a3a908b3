"""The renderer: it shows what the tables say, at any size, the same way every time."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from castalia.clay import layout
from castalia.clay.layers import SKY_DEPTH
from castalia.clay.render import render, warm
from castalia.errors import BadInput

EYE = np.array([0.0, 1.0, 5.0])


def a_view(place="desert", light="noon", **numbers):
    """Parameters of a camera at EYE that looks along -z, level ground, white sun from the upper left."""
    params = np.zeros(layout.PARAMS, np.float32)

    def put(at, *values):
        params[at : at + len(values)] = values

    put(layout.S_EYE, *EYE)
    put(layout.S_RIGHT, 1, 0, 0)
    put(layout.S_UP, 0, 1, 0)
    put(layout.S_FORWARD, 0, 0, -1)
    put(layout.S_ZOOM, 0.36)
    put(layout.S_SUN, -0.48, 0.8, 0.36)
    put(layout.S_SUN_COLOR, 1.6, 1.6, 1.6)
    put(layout.S_SKY_TOP, 0.1, 0.3, 0.8)
    put(layout.S_SKY_HORIZON, 0.4, 0.6, 0.9)
    put(layout.S_AMBIENT, 0.3, 0.3, 0.3)
    put(layout.S_FILL, 0, 0, 1)
    put(layout.S_GROUND_A, 0.5, 0.4, 0.2)
    put(layout.S_GROUND_B, 0.4, 0.3, 0.15)
    put(layout.S_RELIEF_FREQ, 0.6)
    put(layout.S_SHORE, -2)
    params[layout.S_PLACE] = layout.PLACES.index(place)
    params[layout.S_LIGHT] = layout.LIGHTS.index(light)
    for name, value in numbers.items():
        put(getattr(layout, name), *np.atleast_1d(value))
    return params


def a_primitive(kind=layout.ELLIPSOID, center=(0, 1, 0), size=(0.5, 0.5, 0.5), color=(0.8, 0.1, 0.1), **numbers):
    row = np.zeros(layout.PRIM, np.float32)
    row[layout.P_TYPE] = kind
    row[layout.P_CENTER : layout.P_CENTER + 3] = center
    row[layout.P_AXES : layout.P_AXES + 9] = np.eye(3).ravel()
    row[layout.P_SIZE : layout.P_SIZE + 3] = size
    row[layout.P_BLEND] = 0.001
    row[layout.P_COLOR : layout.P_COLOR + 3] = color
    row[layout.P_FLAT] = 1
    row[layout.P_BOUND] = 2
    row[layout.P_INSTANCE] = 1
    for name, value in numbers.items():
        row[getattr(layout, name)] = value
    return row


def table(*rows):
    return np.array(rows, np.float32).reshape(-1, layout.PRIM)


def points(layers, zoom=0.36):
    """World positions of all pixels of a view by `a_view`."""
    height, width = layers.depth.shape
    x = (2 * np.arange(width) + 1 - width) / height * zoom
    y = (height - 2 * np.arange(height) - 1) / height * zoom
    ray = np.stack([*np.meshgrid(x, y), -np.ones((height, width))], -1)
    return EYE + ray / np.linalg.norm(ray, axis=-1, keepdims=True) * layers.depth[..., None]


def test_a_ball_is_where_it_should_be():
    layers = render(table(a_primitive()), a_view(), 65, 65)
    assert layers.depth[32, 32] == pytest.approx(4.5, abs=0.01)
    assert layers.normal[32, 32] == pytest.approx([0, 0, 1], abs=0.02)
    assert layers.part[32, 32] == 1
    assert layers.instance[32, 32] == 1
    assert layers.rgb[32, 32, 0] > 2 * layers.rgb[32, 32, 2]
    assert layers.part[0, 0] == -1
    assert layers.depth[0, 0] == SKY_DEPTH
    assert not layers.normal[0, 0].any()
    assert layers.part[64, 0] == 0
    assert layers.normal[64, 0] == pytest.approx([0, 1, 0], abs=0.3)


def turned(kind, points):
    """Distance of the points to the four shapes of the next test, one formula each, in float64."""
    x, y, z = (points - [0, 1, 0]).T
    if kind == layout.ELLIPSOID:
        return ((x / 0.6) ** 2 + (y / 0.3) ** 2 + (z / 0.4) ** 2 - 1) * 0.15
    if kind == layout.BOX:
        q = np.abs(np.stack([x, y, z])) - np.array([[0.5], [0.3], [0.4]]) + 0.1
        return np.linalg.norm(np.maximum(q, 0), axis=0) + np.minimum(q.max(0), 0) - 0.1
    if kind == layout.TORUS:
        return np.hypot(np.hypot(x, z) - 0.5, y) - 0.15
    # A cone's side: radius 0.5 at y = -0.4, 0.2 at y = 0.4.
    side = (np.hypot(x, z) - (0.35 - 0.375 * y)) / np.hypot(1, 0.375)
    return np.maximum(side, np.abs(y) - 0.4)


@pytest.mark.parametrize(
    ("kind", "size", "rounding"),
    [
        (layout.ELLIPSOID, (0.6, 0.3, 0.4), 0),
        (layout.BOX, (0.5, 0.3, 0.4), 0.1),
        (layout.CONE, (0.5, 0.2, 0.4), 0),
        (layout.TORUS, (0.5, 0.15, 1), 0),
    ],
)
def test_every_hit_lies_on_the_surface(kind, size, rounding):
    layers = render(table(a_primitive(kind, size=size, P_ROUND=rounding)), a_view(), 120, 120, "draft")
    hit = layers.part == 1
    assert hit.sum() > 400
    assert np.abs(turned(kind, points(layers)[hit])).max() < 0.012
    assert np.linalg.norm(layers.normal[hit], axis=1) == pytest.approx(1, abs=1e-3)


def test_carving_goes_deeper_and_shows_the_carver():
    ball = a_primitive()
    bite = a_primitive(center=(0, 1, 0.5), size=(0.3, 0.3, 0.3), color=(0.1, 0.8, 0.1), P_SUBTRACT=1)
    layers = render(table(ball, bite), a_view(), 65, 65)
    assert layers.depth[32, 32] == pytest.approx(4.8, abs=0.02)
    assert layers.rgb[32, 32, 1] > layers.rgb[32, 32, 0]


def test_blending_fills_the_gap_between_two_balls():
    def gap(blend):
        pair = [a_primitive(center=(x, 1, 0), size=(0.3,) * 3, P_BLEND=blend) for x in (-0.32, 0.32)]
        return render(table(*pair), a_view(), 65, 65).part[32, 32]

    assert gap(0.001) <= 0
    assert gap(0.2) > 0


def test_nothing_at_all_is_a_landscape():
    layers = render(table(), a_view(), 40, 30)
    assert set(np.unique(layers.part)) == {-1, 0}
    assert np.isfinite(layers.rgb).all()


def test_a_row_of_zeros_changes_nothing_above_the_ground():
    rows = table(a_primitive(), np.zeros(layout.PRIM))
    layers = render(rows, a_view(), 48, 48)
    assert np.isfinite(layers.rgb).all()
    assert (layers.part <= 1).all()


@pytest.mark.parametrize(("width", "height"), [(1, 1), (13, 7), (7, 130), (301, 24)])
def test_any_size(width, height):
    layers = render(table(a_primitive()), a_view(), width, height)
    assert layers.rgb.shape == layers.normal.shape == (height, width, 3)
    assert layers.depth.shape == layers.part.shape == layers.instance.shape == (height, width)
    assert (layers.rgb.dtype, layers.depth.dtype, layers.part.dtype) == (np.float32, np.float32, np.int16)
    assert layers.rgb.min() >= 0
    assert layers.rgb.max() <= 1


def test_a_wider_picture_shows_more_at_the_sides():
    square = render(table(a_primitive()), a_view(), 64, 64, "draft")
    wide = render(table(a_primitive()), a_view(), 192, 64, "draft")
    assert np.array_equal(square.part, wide.part[:, 64:128])
    assert np.abs(square.rgb - wide.rgb[:, 64:128]).max() < 0.01


def test_four_hundred_primitives_are_all_seen():
    balls = [
        a_primitive(center=(0.15 * (i % 20) - 1.425, 0.05 + 0.1 * (i // 20), 0), size=(0.04,) * 3, P_BOUND=0.05)
        for i in range(400)
    ]
    rows = table(*balls)
    rows[:, layout.P_INSTANCE] = np.arange(1, 401)
    layers = render(rows, a_view(), 512, 360, "draft")
    assert set(range(1, 401)) <= set(np.unique(layers.part))
    assert (layers.instance == np.maximum(layers.part, 0)).all()


@pytest.mark.parametrize("place", layout.PLACES)
def test_every_place_in_every_light_and_with_hills(place):
    for light in layout.LIGHTS:
        sky = {"S_STARS": 1, "S_CLOUDS": 0.7, "S_DISC": (0, 0.2, -0.98), "S_DISC_SIZE": 0.06}
        view = a_view(place, light, S_RELIEF=0.3, S_TIME=2, **sky)
        layers = render(table(a_primitive(P_EMIT=1)), view, 80, 60)
        assert np.isfinite(layers.rgb).all()
        assert layers.rgb.std() > 0.02


def test_time_moves_the_water_and_not_the_moon():
    def moved(place):
        still, later = (render(table(), a_view(place, S_TIME=t), 64, 64, "draft").rgb for t in (0, 1))
        return not np.array_equal(still, later)

    assert moved("beach")
    assert moved("rocky_coast")
    assert moved("sea")
    assert not moved("moon")


def test_a_glowing_ball_lights_the_ground_and_blooms():
    dark = {"S_SUN_COLOR": (0.05,) * 3, "S_AMBIENT": (0.05,) * 3, "S_SKY_TOP": (0, 0, 0), "S_SKY_HORIZON": (0, 0, 0)}
    ball = {"center": (0, 0.5, 0), "color": (0.1, 0.9, 0.2), "size": (0.3,) * 3}
    off, on = (render(table(a_primitive(**ball, P_EMIT=e)), a_view(light="night", **dark), 96, 96) for e in (0, 2))
    ground = (off.part == 0) & (points(off)[..., 2] > 0.3) & (np.abs(points(off)[..., 0]) < 0.3)
    assert on.rgb[ground][:, 1].mean() > off.rgb[ground][:, 1].mean() + 0.1
    halo = (off.part == -1) & (np.abs(points(off)[..., 0]) < 3)
    assert on.rgb[halo][:, 1].mean() > off.rgb[halo][:, 1].mean() + 0.005


def test_a_ball_throws_a_shadow_away_from_the_sun():
    layers = render(table(a_primitive(center=(0, 0.5, 0))), a_view("snow"), 128, 128)
    at = points(layers)
    near = (layers.part == 0) & (np.abs(at[..., 2] + 0.2) < 0.4)
    shade = layers.rgb[near & (at[..., 0] > 0.5) & (at[..., 0] < 0.7)].mean()
    sunny = layers.rgb[near & (at[..., 0] < -1.0)].mean()
    assert shade < 0.8 * sunny


def test_more_samples_come_nearer_to_the_truth():
    rows, view = table(a_primitive(), a_primitive(layout.BOX, (0.8, 0.5, 0.5), (0.2, 0.5, 0.2))), a_view("snow")
    truth = render(rows, view, 800, 800, "draft").rgb.reshape(100, 8, 100, 8, 3).mean((1, 3))
    draft, normal, fine = (
        float(np.sqrt(((render(rows, view, 100, 100, q).rgb - truth) ** 2).mean())) for q in ("draft", "normal", "fine")
    )
    assert normal < 0.6 * draft
    assert fine < normal


LAYERS = ("rgb", "depth", "normal", "part", "instance")


def same_bytes(one, other):
    return all(getattr(one, name).tobytes() == getattr(other, name).tobytes() for name in LAYERS)


def test_the_same_bytes_with_any_number_of_threads_and_from_several_at_once(monkeypatch):
    rows, view = table(a_primitive(P_EMIT=0.5, P_GLOSS=layout.GLASS + 0.8)), a_view("city", "neon")

    def once(_):
        return render(rows, view, 150, 110)

    monkeypatch.setenv("NUMBA_NUM_THREADS", "1")
    alone = once(0)
    monkeypatch.setenv("NUMBA_NUM_THREADS", "2")
    assert same_bytes(once(0), alone)
    monkeypatch.setenv("NUMBA_NUM_THREADS", "5")
    with ThreadPoolExecutor(4) as pool:
        assert all(same_bytes(layers, alone) for layers in pool.map(once, range(8)))


@pytest.mark.parametrize(
    ("place", "light"), [("meadow", "noon"), ("city", "neon"), ("beach", "sunset"), ("sea", "noon")]
)
def test_the_same_bytes_wherever_the_arrays_lie_in_memory(place, light):
    """The compiled code may take another path, with other roundings, where two arrays seem to touch."""
    rows, view = table(a_primitive(P_EMIT=0.5)), a_view(place, S_CLOUDS=1, S_RELIEF=0.2)
    rng = np.random.default_rng(0)
    first = render(rows, view, 152, 112)
    for _ in range(25):
        held = [np.zeros(int(rng.integers(1, 3000)), np.float32) for _ in range(int(rng.integers(1, 60)))]
        assert same_bytes(render(rows, view, 152, 112), first)
        del held


def test_the_same_bytes_in_another_process():
    """One thread there, any number here."""
    code = (
        "import hashlib; from castalia.clay import picture; from castalia.clay.parse import parse;"
        "scene = parse('a dog and a glass fish in the city at night', seed=3).scene;"
        "print(hashlib.sha256(picture(scene, 150, 100).tobytes()).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"NUMBA_NUM_THREADS": n}, check=True, capture_output=True
        ).stdout
        for n in ("1", "2", "2")
    }
    assert len(seen) == 1


def test_tables_of_another_shape_are_refused():
    with pytest.raises(BadInput, match=str(layout.PRIM)):
        render(np.zeros((3, 26), np.float32), a_view(), 32, 32)
    with pytest.raises(BadInput, match="pixels"):
        render(table(), a_view(), 0, 32)


def test_importing_the_package_compiles_nothing():
    code = "import sys, castalia.clay.render; assert 'numba' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_warm_is_quick_once_compiled():
    warm()
    assert warm() < 5  # from the disk cache


@pytest.mark.slow
def test_a_folder_of_its_own_for_the_compiled_code(tmp_path):
    code = "from castalia.clay.render import warm; print(warm())"
    environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path)}

    def seconds():
        done = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True)
        return float(done.stdout)

    cold = seconds()
    assert list(tmp_path.rglob("*.nbc"))
    assert seconds() < 0.3 * cold
