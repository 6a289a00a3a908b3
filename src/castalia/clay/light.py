"""Light and air: sun, sky, fog, stars, by the time of day and the place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from castalia.clay import layout
from castalia.clay.arrange import subseed
from castalia.clay.paint import Color
from castalia.clay.places import PLACES, View
from castalia.clay.scene import Scene


@dataclass(frozen=True)
class Light:
    """A time of day. Colours are linear radiance."""

    elevation: float
    """Of the sun, radians."""
    sun: Color
    sky_top: Color
    sky_horizon: Color
    ambient: Color
    fill: Color
    stars: float = 0.0
    clouds: float = 0.0
    disc: Color = (0.0, 0.0, 0.0)
    disc_size: float = 0.0
    disc_height: tuple[float, float] = (0.05, 0.13)


LIGHTS = {
    "dawn": Light(
        elevation=0.40,
        sun=(1.8, 1.15, 0.85),
        sky_top=(0.22, 0.30, 0.66),
        sky_horizon=(0.95, 0.50, 0.46),
        ambient=(0.40, 0.38, 0.46),
        fill=(0.22, 0.16, 0.20),
        clouds=0.5,
        disc=(1.3, 1.0, 0.75),
        disc_size=0.05,
        disc_height=(0.02, 0.07),
    ),
    "noon": Light(
        elevation=0.90,
        sun=(2.0, 1.85, 1.6),
        sky_top=(0.08, 0.27, 0.80),
        sky_horizon=(0.42, 0.64, 0.92),
        ambient=(0.38, 0.44, 0.54),
        fill=(0.10, 0.11, 0.14),
        clouds=0.75,
    ),
    "sunset": Light(
        elevation=0.32,
        sun=(2.4, 1.05, 0.35),
        sky_top=(0.20, 0.13, 0.36),
        sky_horizon=(1.05, 0.42, 0.12),
        ambient=(0.36, 0.25, 0.32),
        fill=(0.16, 0.10, 0.20),
        clouds=0.6,
        disc=(1.5, 0.75, 0.25),
        disc_size=0.075,
    ),
    "night": Light(
        elevation=0.75,
        sun=(0.46, 0.56, 0.90),
        sky_top=(0.006, 0.010, 0.045),
        sky_horizon=(0.035, 0.055, 0.14),
        ambient=(0.12, 0.15, 0.28),
        fill=(0.06, 0.07, 0.13),
        stars=1.0,
        disc=(0.85, 0.88, 0.8),
        disc_size=0.055,
        disc_height=(0.14, 0.24),
    ),
    "neon": Light(
        elevation=0.60,
        sun=(1.3, 0.12, 0.95),
        sky_top=(0.03, 0.008, 0.07),
        sky_horizon=(0.22, 0.03, 0.30),
        ambient=(0.10, 0.06, 0.18),
        fill=(0.08, 0.75, 0.95),
        stars=0.35,
    ),
}
UNDER_WATER = {
    "dawn": (0.75, (1.1, 0.95, 1.0)),
    "noon": (1.0, (1.0, 1.0, 1.0)),
    "sunset": (0.6, (1.9, 0.85, 0.75)),
    "night": (0.22, (0.6, 0.7, 1.1)),
    "neon": (0.3, (2.5, 0.4, 1.3)),
}
GROUND_GAMMA = 1.5


def set_light(params: np.ndarray, scene: Scene, view: View, glow: tuple[np.ndarray, Color] | None) -> None:
    """Write sun, sky, fog and ground into `params`.

    Args:
        view: of the still picture: the sun's disc stands in it.
        glow: direction (3,) and colour of the strongest luminous subject; it takes the place of the fill light.
    """
    rng = subseed(scene.seed, "light")
    light, place = LIGHTS[scene.light], PLACES[scene.place]
    side = float(rng.choice((-1, 1)))
    azimuth = side * rng.uniform(*((0.5, 1.15) if scene.light in ("noon", "night", "neon") else (0.6, 1.35)))
    elevation = light.elevation * rng.uniform(0.9, 1.12)
    sun_way = np.array([np.sin(azimuth) * np.cos(elevation), np.sin(elevation), np.cos(azimuth) * np.cos(elevation)])
    heading = float(np.arctan2(view.forward[0], -view.forward[2]))
    # Sun and moon stand beside the middle, where the subjects leave room.
    half_wide, half_high = float(np.arctan(view.zoom * view.aspect)), float(np.arctan(view.zoom))
    disc_azimuth = heading + float(rng.choice((-1, 1))) * rng.uniform(0.42, 0.72) * half_wide
    disc_height = rng.uniform(*light.disc_height)
    if scene.light == "night":
        disc_height = max(disc_height, float(np.arcsin(view.forward[1])) + rng.uniform(0.50, 0.68) * half_high)
    fill_azimuth = -side * rng.uniform(0.7, 1.2)
    fill_way = np.array([np.sin(fill_azimuth), 0.25, np.cos(fill_azimuth)])
    values = {
        layout.S_SUN: sun_way,
        layout.S_SUN_COLOR: np.array(light.sun),
        layout.S_SKY_TOP: np.array(light.sky_top),
        layout.S_SKY_HORIZON: np.array(light.sky_horizon),
        layout.S_AMBIENT: np.array(light.ambient),
        layout.S_FILL: fill_way / np.linalg.norm(fill_way),
        layout.S_FILL_COLOR: np.array(light.fill),
        layout.S_DISC: np.array([np.sin(disc_azimuth) * np.cos(disc_height), np.sin(disc_height),
                                 -np.cos(disc_azimuth) * np.cos(disc_height)]),
        layout.S_DISC_COLOR: np.array(light.disc),
        layout.S_GROUND_A: np.array(place.ground[0]) ** GROUND_GAMMA,
        layout.S_GROUND_B: np.array(place.ground[1]) ** GROUND_GAMMA,
        layout.S_PHASE: rng.uniform(0, 2 * np.pi, 3),
    }  # fmt: skip
    numbers = {
        layout.S_FOG: place.fog,
        layout.S_STARS: light.stars,
        layout.S_CLOUDS: light.clouds,
        layout.S_DISC_SIZE: light.disc_size,
        layout.S_EARTH: 2 * heading - disc_azimuth,
        layout.S_PLACE: layout.PLACES.index(scene.place),
        layout.S_LIGHT: layout.LIGHTS.index(scene.light),
        layout.S_RELIEF: place.relief,
        layout.S_RELIEF_FREQ: place.waves,
        layout.S_SEED: int(rng.integers(0, 4000)),
    }
    _adapt(scene, values, numbers, side)
    if glow is not None:
        dark = scene.light in ("night", "neon")
        values[layout.S_FILL] = glow[0]
        values[layout.S_FILL_COLOR] = values[layout.S_FILL_COLOR] + np.array(glow[1]) * (0.34 if dark else 0.14)
    for index, value in values.items():
        params[index : index + 3] = value
    for index, number in numbers.items():
        params[index] = number
    params[layout.S_FOG_COLOR : layout.S_FOG_COLOR + 3] = values[layout.S_SKY_HORIZON]


def _adapt(scene: Scene, values: dict[int, np.ndarray], numbers: dict[int, float], side: float) -> None:
    """What a place does to the light."""
    light = scene.light
    top, horizon = layout.S_SKY_TOP, layout.S_SKY_HORIZON
    if scene.place == "moon":
        values[horizon] = np.array([0.01, 0.01, 0.02]) + values[horizon] * (
            0.10 if light in ("dawn", "sunset", "neon") else 0.02
        )
        values[top] = np.array([0.004, 0.004, 0.008])
        values[layout.S_AMBIENT] *= 0.55
        values[layout.S_SUN_COLOR] *= 1.15 if light == "noon" else 1.0
        numbers |= {layout.S_STARS: 1.0, layout.S_CLOUDS: 0.0}
        if light == "night":
            numbers[layout.S_DISC_SIZE] = 0.0
            values[layout.S_AMBIENT] *= 1.5
    elif scene.place == "mars":
        dusty = light in ("dawn", "noon", "sunset")
        values[top] = values[top] * [1.1, 0.7, 0.55] + (np.array([0.25, 0.1, 0.05]) if dusty else 0.0)
        values[horizon] = values[horizon] * [1.05, 0.72, 0.5] + (
            np.array([0.12, 0.05, 0.02]) if light == "noon" else 0.0
        )
        numbers[layout.S_CLOUDS] *= 0.2
    elif scene.place == "sea":
        brightness, tint = UNDER_WATER[light]
        values[top] = np.array([0.12, 0.62, 0.75]) * brightness * tint
        values[horizon] = np.array([0.015, 0.22, 0.38]) * brightness * tint
        values[layout.S_SUN_COLOR] *= np.array([0.80, 0.95, 0.95]) * 0.85
        values[layout.S_AMBIENT] *= [0.75, 1.0, 1.15]
        above = np.array([side * 0.4, 0.9, 0.25])
        values[layout.S_SUN] = above / np.linalg.norm(above)
        numbers |= {layout.S_STARS: 0.0, layout.S_CLOUDS: 0.0, layout.S_DISC_SIZE: 0.0}
    elif scene.place == "rainforest":
        values[horizon] = values[horizon] * [0.72, 0.95, 0.70]
        values[layout.S_AMBIENT] *= [0.92, 1.06, 0.90]
        numbers |= {layout.S_STARS: numbers[layout.S_STARS] * 0.5, layout.S_CLOUDS: 0.0}
    elif scene.place in ("forest", "city"):
        numbers[layout.S_STARS] *= 0.55
    elif scene.place == "snow":
        values[layout.S_AMBIENT] *= 1.1
