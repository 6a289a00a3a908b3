"""Places, light, weather and camera: what the words do to the picture."""

from __future__ import annotations

import numpy as np
import pytest

from castalia.clay import layout, view
from castalia.clay.build import build, staged
from castalia.clay.lens import focused
from castalia.clay.parse import parse
from castalia.clay.places import PLACES
from castalia.clay.scene import Scene, Subject

CAT = (Subject(kind="cat"),)


def a_cat(**more) -> Scene:
    return Scene(subjects=CAT, seed=2, **more)


@pytest.mark.parametrize(
    ("prompt", "field", "value"),
    [
        ("a cat, bird's-eye view", "angle", "top"),
        ("一只猫，俯视", "angle", "top"),
        ("a cat, low angle", "angle", "low"),
        ("a cat, fish-eye lens", "lens", "fisheye"),
        ("微距，一朵花", "lens", "macro"),
        ("a cat in the fog", "weather", "fog"),
        ("雾中的猫", "weather", "fog"),
        ("暴风雨中的灯塔", "weather", "storm"),
        ("a cat, snowing", "weather", "snow"),
        ("a house in the rain", "weather", "rain"),
        ("星空下的房子", "weather", "stars"),
        ("a cat, cinematic light", "light", "cinematic"),
        ("烛光下的书", "light", "candle"),
        ("a cat in the golden hour", "light", "golden"),
        ("a boat on the ocean", "place", "ocean"),
        ("图书馆里的猫", "place", "library"),
        ("a cat in the zen garden", "place", "zen_garden"),
        ("a cat, bokeh", "focus", True),
        ("a cat, 85mm lens", "focus", True),
        ("广角，一只猫", "camera", "wide"),
    ],
)
def test_words_of_the_setting(prompt: str, field: str, value: object):
    understanding = parse(prompt)
    assert getattr(understanding.scene, field) == value
    assert understanding.not_understood == ()


def test_a_place_has_a_light_and_a_weather_of_its_own():
    assert parse("a cat in a castle hall").scene.light == "candle"
    assert parse("a cat in victorian london").scene.weather == "fog"
    assert parse("a cat under the stars").scene.light == "night"


@pytest.mark.parametrize("place", layout.PLACES)
def test_the_props_of_a_place_have_the_names_it_gives(place: str):
    found = set()
    for seed in range(6):
        props = staged(Scene(subjects=CAT, place=place, seed=seed), 1.5).props
        found |= {part.name.partition(" ")[0] for p in props.primitives for part in p.parts}
    named = PLACES[place].props - {"sea"}
    assert named & found or not named


@pytest.mark.parametrize("place", [name for name, place in PLACES.items() if place.indoors])
def test_a_room_has_a_wall_behind_the_subject(place: str):
    seen = view(a_cat(place=place), 48, 48, "draft")
    assert (seen.part >= 0).all()
    assert seen.depth.max() < 40


def test_in_space_there_is_no_ground():
    seen = view(Scene(subjects=(Subject(kind="astronaut"),), place="space"), 64, 64, "draft")
    assert not (seen.part == 0).any()


@pytest.mark.parametrize("weather", ["rain", "snow", "storm"])
def test_what_falls_moves_and_is_the_same_every_time(weather: str):
    scene = a_cat(place="meadow", light="overcast", weather=weather)
    first, again, later = (view(scene, 96, 64, "draft", time).rgb for time in (0.0, 0.0, 0.4))
    assert (first == again).all()
    assert np.abs(first - later).mean() > 0.002
    assert first.min() >= 0
    assert first.max() <= 1


def test_it_does_not_rain_in_a_library():
    dry, wet = (view(a_cat(place="library", weather=w), 48, 48, "draft").rgb for w in ("clear", "rain"))
    assert (dry == wet).all()


def test_fog_hides_what_is_far():
    clear, fog = (view(a_cat(place="forest", weather=w), 64, 64, "draft") for w in ("clear", "fog"))
    far = clear.depth > 10
    assert fog.rgb[far].std() < 0.7 * clear.rgb[far].std()


def test_a_storm_is_dark_and_has_lightning():
    params = {w: build(a_cat(place="beach", light="overcast", weather=w), 64, 64)[1] for w in ("clear", "storm")}
    assert params["storm"][layout.S_FLASH] != 0
    assert params["storm"][layout.S_SKY_HORIZON] < 0.5 * params["clear"][layout.S_SKY_HORIZON]


def test_angles_and_lenses_move_the_camera():
    eye = {angle: staged(a_cat(angle=angle), 1.0).view for angle in ("eye", "low", "high", "top")}
    assert eye["low"].eye[1] < eye["eye"].eye[1] < eye["high"].eye[1] < eye["top"].eye[1]
    assert eye["low"].forward[1] > 0 > eye["high"].forward[1] > eye["top"].forward[1]
    wide, long = staged(a_cat(lens="35mm"), 1.0).view, staged(a_cat(lens="portrait"), 1.0).view
    assert wide.zoom > long.zoom
    assert np.linalg.norm(wide.eye) < np.linalg.norm(long.eye)


def test_what_flies_over_a_city_is_above_its_roofs():
    drones = staged(parse("drones flying over a city at night").scene, 1.0).toys
    assert all(toy.y > 3.0 for toy in drones)
    assert len({round(toy.y, 2) for toy in drones}) > 1


def test_a_surreal_sky_has_a_planet_in_it():
    def names(prompt: str) -> set[str]:
        props = staged(parse(prompt).scene, 1.0).props
        return {part.name for p in props.primitives for part in p.parts}

    assert {"planet", "island", "bubble"} <= names("a cat in a meadow, surreal")
    assert "planet" not in names("a cat in a library, surreal")


@pytest.mark.parametrize("lens", ["35mm", "portrait", "macro", "fisheye"])
@pytest.mark.parametrize("angle", ["eye", "low", "high", "top"])
def test_the_subject_is_seen_through_every_lens_from_every_side(lens: str, angle: str):
    seen = view(a_cat(lens=lens, angle=angle, place="street"), 64, 64, "draft").instance == 1
    assert 0.04 < seen.mean() < 0.8


def test_depth_of_field_blurs_the_background_and_leaves_the_subject():
    sharp = view(a_cat(place="street"), 128, 96, "draft")
    soft = focused(sharp)
    subject, far = sharp.instance == 1, sharp.depth > 7
    assert np.abs(soft.rgb - sharp.rgb)[subject].mean() < 0.01
    detail = lambda rgb: np.abs(np.diff(rgb, axis=1))[far[:, 1:]].mean()  # noqa: E731
    assert detail(soft.rgb) < 0.6 * detail(sharp.rgb)
