"""Light and air: sun, sky, fog, stars, by the time of day and the place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from castalia.clay import layout
from castalia.clay.arrange import subseed
from castalia.clay.paint import Color
from castalia.clay.places import DARK, PLACES, View
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
    "golden": Light(
        elevation=0.42,
        sun=(2.5, 1.55, 0.72),
        sky_top=(0.16, 0.32, 0.66),
        sky_horizon=(1.02, 0.70, 0.36),
        ambient=(0.40, 0.34, 0.32),
        fill=(0.18, 0.13, 0.12),
        clouds=0.55,
        disc=(1.5, 1.05, 0.5),
        disc_size=0.06,
    ),
    "moonlight": Light(
        elevation=0.62,
        sun=(0.62, 0.74, 1.12),
        sky_top=(0.012, 0.024, 0.085),
        sky_horizon=(0.08, 0.13, 0.27),
        ambient=(0.13, 0.17, 0.30),
        fill=(0.05, 0.07, 0.15),
        stars=0.6,
        clouds=0.25,
        disc=(0.95, 0.97, 0.9),
        disc_size=0.085,
        disc_height=(0.14, 0.24),
    ),
    "candle": Light(
        elevation=0.45,
        sun=(1.25, 0.58, 0.20),
        sky_top=(0.02, 0.013, 0.018),
        sky_horizon=(0.10, 0.055, 0.035),
        ambient=(0.20, 0.13, 0.10),
        fill=(0.42, 0.20, 0.07),
        stars=0.3,
    ),
    "studio": Light(
        elevation=0.72,
        sun=(1.35, 1.32, 1.28),
        sky_top=(0.60, 0.62, 0.66),
        sky_horizon=(0.76, 0.77, 0.79),
        ambient=(0.56, 0.56, 0.58),
        fill=(0.32, 0.34, 0.40),
    ),
    "cinematic": Light(
        elevation=0.40,
        sun=(2.7, 1.60, 0.82),
        sky_top=(0.015, 0.07, 0.14),
        sky_horizon=(0.24, 0.28, 0.29),
        ambient=(0.10, 0.16, 0.21),
        fill=(0.06, 0.30, 0.40),
        stars=0.15,
        clouds=0.45,
        disc=(1.4, 1.05, 0.65),
        disc_size=0.05,
    ),
    "overcast": Light(
        elevation=1.0,
        sun=(0.75, 0.77, 0.80),
        sky_top=(0.36, 0.41, 0.48),
        sky_horizon=(0.62, 0.66, 0.70),
        ambient=(0.60, 0.63, 0.67),
        fill=(0.10, 0.11, 0.12),
        clouds=0.9,
    ),
}
UNDER_WATER = {
    "dawn": (0.75, (1.1, 0.95, 1.0)),
    "noon": (1.0, (1.0, 1.0, 1.0)),
    "sunset": (0.6, (1.9, 0.85, 0.75)),
    "night": (0.22, (0.6, 0.7, 1.1)),
    "neon": (0.3, (2.5, 0.4, 1.3)),
    "golden": (0.85, (1.5, 1.05, 0.75)),
    "moonlight": (0.3, (0.6, 0.75, 1.1)),
    "candle": (0.25, (1.6, 0.9, 0.6)),
    "studio": (1.0, (1.0, 1.0, 1.0)),
    "cinematic": (0.6, (0.8, 1.0, 1.0)),
    "overcast": (0.7, (0.95, 1.0, 1.0)),
}
COASTS = ("beach", "rocky_coast", "ocean", "shanshui")
"""Places with open water."""
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
    azimuth = side * rng.uniform(
        *((0.5, 1.15) if scene.light in ("noon", "night", "neon", "moonlight", "studio") else (0.6, 1.35))
    )
    elevation = light.elevation * rng.uniform(0.9, 1.12)
    sun_way = np.array([np.sin(azimuth) * np.cos(elevation), np.sin(elevation), np.cos(azimuth) * np.cos(elevation)])
    heading = float(np.arctan2(view.forward[0], -view.forward[2]))
    # Sun and moon stand beside the middle, where the subjects leave room.
    half_wide, half_high = float(np.arctan(view.zoom * view.aspect)), float(np.arctan(view.zoom))
    disc_azimuth = heading + float(rng.choice((-1, 1))) * rng.uniform(0.42, 0.72) * half_wide
    disc_height = rng.uniform(*light.disc_height)
    if scene.light in ("night", "moonlight"):
        disc_height = max(disc_height, float(np.arcsin(view.forward[1])) + rng.uniform(0.50, 0.68) * half_high)
    fill_azimuth = -side * rng.uniform(0.7, 1.2)
    fill_way = np.array([np.sin(fill_azimuth), 0.25, np.cos(fill_azimuth)])
    far = float(np.linalg.norm(view.eye)) + 1.0
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
        layout.S_VOID: float(place.void),
        layout.S_FOG_FROM: far if scene.place == "studio" else 0.75 * far,
    }
    _adapt(scene, values, numbers, side)
    fog_color = _weather(scene, values, numbers, heading, rng)
    if glow is not None:
        dark = scene.light in DARK
        values[layout.S_FILL] = glow[0]
        values[layout.S_FILL_COLOR] = values[layout.S_FILL_COLOR] + np.array(glow[1]) * (0.34 if dark else 0.14)
    for index, value in values.items():
        params[index : index + 3] = value
    for index, number in numbers.items():
        params[index] = number
    params[layout.S_FOG_COLOR : layout.S_FOG_COLOR + 3] = fog_color


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
        values[top] = values[top] * [1.1, 0.6, 0.30] + (np.array([0.42, 0.17, 0.07]) if dusty else 0.0)
        values[horizon] = values[horizon] * [1.0, 0.62, 0.36] + (
            np.array([0.46, 0.17, 0.05]) if light == "noon" else 0.0
        )
        numbers[layout.S_CLOUDS] *= 0.2
    elif scene.place in ("sea", "reef"):
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
    elif scene.place == "space":
        values[top] = values[horizon] = np.array([0.004, 0.004, 0.012])
        values[layout.S_AMBIENT] *= 0.7
        numbers |= {layout.S_STARS: 1.0, layout.S_CLOUDS: 0.0, layout.S_DISC_SIZE: 0.0}
    elif scene.place == "grid":
        values[top] = values[top] * 0.25 + [0.004, 0.004, 0.016]
        values[horizon] = values[horizon] * 0.10 + [0.02, 0.03, 0.10]
        values[layout.S_SUN_COLOR] = values[layout.S_SUN_COLOR] * 0.4 + [0.55, 0.50, 0.55]
        values[layout.S_AMBIENT] = values[layout.S_AMBIENT] * 0.4 + [0.12, 0.14, 0.24]
        numbers |= {layout.S_STARS: 0.5, layout.S_CLOUDS: 0.0, layout.S_DISC_SIZE: 0.0}
    elif scene.place == "studio":
        numbers |= {layout.S_STARS: 0.0, layout.S_CLOUDS: 0.0, layout.S_DISC_SIZE: 0.0}
        backdrop = values[horizon] * 0.85 if scene.light in DARK else values[horizon]
        values[horizon], values[top] = backdrop, backdrop * 0.72
        values[layout.S_GROUND_A] = values[layout.S_GROUND_B] = np.clip(backdrop, 0.02, 0.75)
    elif PLACES[scene.place].indoors:
        dim = 0.45 if scene.light in DARK else 0.8
        values[layout.S_SUN_COLOR] *= dim
        values[layout.S_AMBIENT] = values[layout.S_AMBIENT] * (0.95 if scene.light in DARK else 1.1)
        numbers |= {layout.S_STARS: 0.0, layout.S_CLOUDS: 0.0, layout.S_DISC_SIZE: 0.0}
    elif scene.place == "shanshui":
        mist = values[horizon] * 0.55 + values[top] * 0.10 + values[layout.S_AMBIENT] * 0.40
        # The haze keeps the colour of the hour: gold in the morning, rose at dusk.
        values[horizon] = 0.88 * np.maximum(1.35 * mist - 0.35 * mist.mean() * np.array([0.97, 1.0, 1.0]), 0.0)
        numbers |= {layout.S_CLOUDS: 0.25 * numbers[layout.S_CLOUDS], layout.S_MIST: 0.06}
    elif scene.place in ("bamboo", "victorian"):
        gray = values[horizon].mean() * np.array([0.80, 0.76, 0.68])
        values[horizon] = values[horizon] * [0.66, 0.92, 0.60] if scene.place == "bamboo" else gray
        numbers |= {layout.S_CLOUDS: 0.3 * numbers[layout.S_CLOUDS], layout.S_STARS: 0.4 * numbers[layout.S_STARS]}
    elif scene.place == "future_city":
        values[horizon] = values[horizon] * [0.45, 0.9, 0.62] + [0.0, 0.012, 0.02]
        numbers |= {layout.S_STARS: 0.5 * numbers[layout.S_STARS], layout.S_DISC_SIZE: 0.0}
    elif scene.place in ("forest", "city", "street"):
        numbers[layout.S_STARS] *= 0.55
    elif scene.place == "snow":
        values[layout.S_AMBIENT] *= 1.1


def _weather(
    scene: Scene, values: dict[int, np.ndarray], numbers: dict[int, float], heading: float, rng: np.random.Generator
) -> np.ndarray:
    """What the weather does to light and ground; returns the colour of the haze, (3,)."""
    place, weather = PLACES[scene.place], scene.weather
    sun, top, horizon, ambient = layout.S_SUN_COLOR, layout.S_SKY_TOP, layout.S_SKY_HORIZON, layout.S_AMBIENT
    if place.indoors or place.void or scene.place in ("sea", "reef", "studio", "moon") or weather == "clear":
        return values[horizon]
    if weather == "stars":
        numbers[layout.S_STARS] = 1.0
        numbers[layout.S_CLOUDS] = 0.0
        return values[horizon]
    # Under clouds the light comes from everywhere and has less colour.
    veil = {"cloudy": 0.35, "fog": 0.45, "snow": 0.5, "rain": 0.65, "storm": 0.8}[weather]
    veil = 0.15 if scene.place == "shanshui" and weather == "fog" else veil
    dim = {"cloudy": 0.95, "fog": 0.95, "snow": 0.95, "rain": 0.72, "storm": 0.30}[weather]
    tint = np.array([0.86, 0.96, 1.10]) if weather in ("rain", "storm") else np.array([0.98, 1.0, 1.03])
    for index in (top, horizon):
        values[index] = ((1 - veil) * values[index] + veil * values[index].mean() * tint) * dim
    values[ambient] = ((1 - veil * 0.5) * values[ambient] + 0.12 * veil * values[sun].mean()) * dim
    values[sun] = values[sun] * (1 - 0.75 * veil) * dim
    values[top] = (1 - 0.6 * veil) * values[top] + 0.6 * veil * 0.75 * values[horizon]
    numbers[layout.S_STARS] *= 1 - veil
    numbers[layout.S_CLOUDS] = max(numbers[layout.S_CLOUDS], 0.0 if weather == "fog" else 1.0)
    haze = values[horizon].copy()
    if weather == "fog":
        numbers[layout.S_MIST] = {"victorian": 0.5, "shanshui": 0.22}.get(scene.place, 0.85)
        numbers[layout.S_FOG] = 0.035 if scene.place == "shanshui" else max(0.11, 2.0 * place.fog)
        haze = values[horizon] * 0.8 + values[ambient] * 0.18
    elif weather in ("rain", "storm", "snow"):
        numbers[layout.S_MIST] = 0.45
        numbers[layout.S_FOG] = max(0.03, 1.4 * place.fog)
        numbers[layout.S_SNOW if weather == "snow" else layout.S_WET] = 1.0
        numbers[layout.S_DISC_SIZE] = 0.0
    if weather == "storm":
        numbers[layout.S_FLASH] = heading + float(rng.choice((-1, 1))) * rng.uniform(0.18, 0.30)
        values[layout.S_FILL_COLOR] = values[layout.S_FILL_COLOR] + [0.16, 0.18, 0.30]
        if scene.place == "ocean":
            numbers[layout.S_RELIEF] = place.relief * 2.2
    return haze
