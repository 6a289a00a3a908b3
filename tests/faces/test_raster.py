"""Drawing without a display: nothing between triangles, nothing twice, what is near hides what is far."""

from types import SimpleNamespace

import numpy as np
import pytest

from castalia.faces.head.occlusion import occlusion
from castalia.faces.render.raster import Camera, Model, Texture, draw_layer, is_closed, render

RNG = np.random.default_rng(5)


def grid(side, count, jitter=0.0):
    """A square of side x side pixels as triangles, its inner points moved about."""
    line = np.linspace(0, side, count)
    points = np.stack(np.meshgrid(line, line), -1).reshape(-1, 2)
    moved = points.copy()
    inner = ((points > 0) & (points < side)).all(1)
    moved[inner] += RNG.uniform(-jitter, jitter, (inner.sum(), 2))
    i = np.arange(count * count).reshape(count, count)
    a, b, c, d = i[:-1, :-1], i[1:, :-1], i[1:, 1:], i[:-1, 1:]
    triangles = np.concatenate([np.stack([a, b, c], -1), np.stack([a, c, d], -1)]).reshape(-1, 3)
    return points, moved, triangles


def ball(radius=0.1, rows=24, dent=0.0):
    """A closed ball with a texture; `dent` presses its front in."""
    theta, phi = np.meshgrid(np.linspace(0, np.pi, rows), np.linspace(-np.pi, np.pi, 2 * rows), indexing="ij")
    points = np.stack([np.sin(theta) * np.sin(phi), np.cos(theta), np.sin(theta) * np.cos(phi)], -1).reshape(-1, 3)
    normals = points.copy()
    pressed = np.exp(-8 * ((points - (0, 0, 1)) ** 2).sum(1))
    points = points * (1 - dent * pressed)[:, None] * radius
    i = np.arange(rows * 2 * rows).reshape(rows, 2 * rows)
    a, b, c, d = i[:-1, :-1], i[1:, :-1], i[1:, 1:], i[:-1, 1:]
    triangles = np.concatenate([np.stack([a, b, c], -1), np.stack([a, c, d], -1)]).reshape(-1, 3)
    uv = np.stack([phi / (2 * np.pi) + 0.5, 1 - theta / np.pi], -1).reshape(-1, 2)
    texture = np.zeros((64, 128, 3), np.uint8)
    texture[:, :64], texture[:, 64:] = (220, 40, 40), (40, 40, 220)
    return SimpleNamespace(vertices=points, triangles=triangles, uv=uv, normals=normals, texture=texture)


def test_neighbours_leave_no_crack_and_no_place_is_drawn_twice():
    _, moved, triangles = grid(96, 14, jitter=2.5)
    canvas = np.zeros((96, 96, 3), np.float32)
    draw_layer(canvas, moved, None, triangles, color=(200, 100, 50), alpha=0.5)
    assert np.abs(canvas - (100, 50, 25)).max() < 0.01


@pytest.mark.parametrize("kind", [np.uint8, np.float32])
def test_what_is_not_moved_keeps_every_byte(kind):
    points, _, triangles = grid(80, 7)
    picture = RNG.integers(0, 256, (80, 80, 3), np.uint8)
    canvas = np.zeros((80, 80, 3), kind)
    draw_layer(canvas, points, points, triangles, Texture(picture))
    assert np.abs(canvas.astype(float) - picture).max() < (1 if kind is np.uint8 else 0.05)


def test_a_pixel_that_nothing_covers_keeps_its_value_and_edges_are_smooth():
    canvas = np.full((20, 20, 3), 90, np.uint8)
    draw_layer(
        canvas, np.array([[5.0, 5.0], [15.0, 5.0], [5.0, 15.5]]), None, np.array([[0, 1, 2]]), color=(255, 255, 255)
    )
    assert (canvas[:5] == 90).all()
    assert (canvas[16:] == 90).all()
    assert canvas[7, 7, 0] == 255
    assert len(np.unique(canvas)) > 2


def test_transparent_textures_and_canvases():
    points, _, triangles = grid(8, 2)
    texture = np.full((8, 8, 4), (200, 0, 0, 128), np.uint8)
    canvas = np.zeros((8, 8, 4), np.float32)
    draw_layer(canvas, points, points, triangles, texture)
    assert canvas[4, 4] == pytest.approx([200 * 128 / 255, 0, 0, 128], abs=1)  # premultiplied
    opaque = np.full((8, 8, 3), 100, np.uint8)
    draw_layer(opaque, points, points, triangles, texture, alpha=np.full(len(points), 0.5))
    assert opaque[4, 4] == pytest.approx([125, 75, 75], abs=1)


def test_a_fine_pattern_drawn_small_becomes_grey_not_noise():
    points, _, triangles = grid(16, 3)
    checks = ((np.indices((256, 256)).sum(0) % 2) * 255).astype(np.uint8)
    canvas = np.zeros((16, 16, 3), np.uint8)
    draw_layer(canvas, points, points * 16, triangles, np.repeat(checks[..., None], 3, 2))
    assert canvas.min() > 110
    assert canvas.max() < 145


def test_near_hides_far_whatever_the_order_and_perspective_is_true():
    """Two squares one behind the other, and a floor that runs away from the eye."""
    square = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]]) * 0.05
    corners = np.array([[0, 1, 2], [0, 2, 3]])
    uv = np.array([[0.0, 0], [1, 0], [1, 1], [0, 1]])
    both = SimpleNamespace(
        vertices=np.vstack([square + np.array([0, 0, 0.05]), square * 1.5]),
        triangles=np.vstack([corners, corners + 4]),
        uv=np.vstack([uv * (0.5, 1), uv * (0.5, 1) + (0.5, 0)]), normals=np.tile([0.0, 0, 1], (8, 1)),
        texture=ball().texture,
    )  # fmt: skip
    for order in (slice(None), slice(None, None, -1)):
        both.triangles = both.triangles[order]
        drawn = render(both, Camera(), 64, shading="flat")
        assert drawn[32, 32, 0] == 220  # the near one is red
        assert drawn[32, 21, 2] == 220
    ramp = np.repeat(np.linspace(0, 255, 256).astype(np.uint8)[::-1, None, None], 3, 2).repeat(4, 1)
    floor = SimpleNamespace(vertices=np.array([[-1, -0.1, 0.5], [1, -0.1, 0.5], [1, -0.1, -0.5], [-1, -0.1, -0.5]]),
                            triangles=corners, uv=uv, normals=np.tile([0.0, 1, 0], (4, 1)), texture=ramp)  # fmt: skip
    camera = Camera(distance=1.0, reach=0.3)
    middle, _ = camera.project(np.array([[0.0, -0.1, 0.0]]), (100, 100))
    seen = render(floor, camera, 100, shading="flat")[int(middle[0, 1]), 50, 0]
    assert int(seen) == pytest.approx(128, abs=4)  # affine texturing would show 191


def test_the_head_turns_to_the_viewers_right_and_up():
    nose = np.array([[0.0, 0, 0.1]])
    (right, _), (_, up) = (Camera(**turn).project(nose, (100, 100))[0][0] - 50 for turn in ({"yaw": 30}, {"pitch": 30}))
    assert right > 5
    assert up < -5


@pytest.mark.parametrize("shading", ["photo", "clay", "wire", "flat"])
def test_a_ball_in_the_studio(shading):
    mesh = ball()
    assert is_closed(mesh)
    model = Model(mesh, occlusion(mesh))
    drawn = render(model, Camera.around(mesh, yaw=40), 96, shading=shading)
    assert drawn.shape == (96, 96, 3)
    assert drawn.dtype == np.uint8
    assert drawn[:3].min() > 180  # the backdrop is pale
    middle = drawn[48, 40:56].astype(int)
    if shading == "flat":
        assert set(map(tuple, middle[[0, -1]])) <= {(220, 40, 40), (40, 40, 220)}
    if shading == "clay":
        assert drawn[30, 36].mean() > drawn[66, 60].mean()  # the key light comes from the upper left


def test_an_open_sheet_shows_its_inside_darker():
    mesh = ball()
    front = mesh.vertices[mesh.triangles].mean(1)[:, 2] > 0
    half = SimpleNamespace(**{**vars(mesh), "triangles": mesh.triangles[front]})
    assert not is_closed(half)
    outside, inside = (render(half, Camera(yaw=yaw, reach=0.12), 64, shading="clay")[32, 32] for yaw in (0, 180))
    assert inside.mean() < 0.75 * outside.mean()


def test_hollows_are_darker():
    dented, round_ = occlusion(ball(dent=0.8)), occlusion(ball())
    front = ball().vertices[:, 2] > 0.099
    assert round_.min() > 0.93
    assert dented[front].mean() < 0.75


def test_the_number_of_threads_does_not_show(monkeypatch):
    mesh = ball()
    pictures = []
    for threads in ("1", "2", "3"):
        monkeypatch.setenv("NUMBA_NUM_THREADS", threads)
        pictures.append(render(mesh, Camera(yaw=33, pitch=10), 240))
    assert (pictures[0] == pictures[1]).all()
    assert (pictures[0] == pictures[2]).all()
