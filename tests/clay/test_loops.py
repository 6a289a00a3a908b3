"""Clips that begin anew: the frame after the last one is the first one."""

import numpy as np
import pytest

from castalia.clay import frames, view
from castalia.clay.build import build
from castalia.clay.layout import LIGHTS, PLACES, S_TIME
from castalia.clay.render import render
from castalia.clay.render.where import moves
from castalia.clay.scene import Scene, Subject
from castalia.clay.styles import apply

FPS = 12.0


def a_step(scene, seconds):
    """Mean difference of the frame after the last one to the first, and of the second to the first."""

    def frame(i):
        return view(scene, 72, 48, "draft", i / FPS, seconds, loop=True).rgb

    first = frame(0)
    return float(np.abs(frame(round(seconds * FPS)) - first).mean()), float(np.abs(frame(1) - first).mean())


@pytest.mark.parametrize("place", PLACES)
def test_every_place_closes_its_loop(place):
    seam, step = a_step(Scene(subjects=(Subject(kind="cat", action="walking"),), place=place, motion="still"), 2.5)
    assert step > 0
    assert seam < 0.1 * step + 1e-5


@pytest.mark.parametrize("weather", ["cloudy", "rain", "storm", "snow"])
@pytest.mark.parametrize("seconds", [1.5, 6.0])
def test_weather_closes_its_loop(weather, seconds):
    seam, step = a_step(Scene(place="meadow", weather=weather, motion="still"), seconds)
    assert step > 0
    assert seam < 0.1 * step + 1e-5


@pytest.mark.parametrize("place", ["beach", "reef", "future_city", "laboratory", "grid", "rainforest"])
def test_what_moves_in_a_place_moves_in_a_loop_too(place):
    seam, step = a_step(Scene(place=place, light="night", motion="still"), 4.0)
    assert step > 1e-5
    assert seam < 0.1 * step + 1e-5


@pytest.mark.parametrize("place", PLACES)
def test_what_is_said_to_stand_still_stands_still(place):
    """Frames with the same tables are not drawn again: nothing that time moves may be missing in `moves`."""
    for light in LIGHTS:
        prims, params = build(Scene(place=place, light=light, weather="clear"), 64, 48)
        if moves(params):
            continue
        later = params.copy()
        later[S_TIME] = 1.7
        assert render(prims, params, 64, 48).rgb.tobytes() == render(prims, later, 64, 48).rgb.tobytes()


@pytest.mark.parametrize(
    "scene",
    [
        Scene(subjects=(Subject(kind="house"),), place="moon", motion="still"),
        Scene(subjects=(Subject(kind="cat", action="waving"),), place="desert", motion="still"),
        Scene(subjects=(Subject(kind="house"),), place="meadow", weather="snow", motion="still"),
        Scene(subjects=(Subject(kind="house"),), place="desert", motion="still", style="ink", focus=True),
    ],
)
def test_a_clip_shows_what_single_views_show(scene):
    for i, picture in enumerate(frames(scene, 64, 48, 4)):
        seen = view(scene, 64, 48, "normal", i / FPS, 3 / FPS)
        assert picture.tobytes() == apply(seen, scene.style, scene.seed).tobytes()
