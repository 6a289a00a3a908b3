"""What flies: airships, balloons, aeroplanes, saucers."""

from __future__ import annotations

import numpy as np

from castalia.clay.layout import METAL
from castalia.clay.motion import Flicker, Pulse, bob, spin, swing
from castalia.clay.paint import CHALK, INK, WOOD, Color, distance, mix, shade
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.catalogue import Look, subject
from castalia.clay.subjects.rings import ring

SHINY = METAL + 0.75
BRASS: Color = (0.82, 0.56, 0.18)
COPPER: Color = (0.72, 0.34, 0.16)
AHEAD = rotation(pitch=np.pi / 2)
GLASS: Color = (0.16, 0.34, 0.50)


@subject(
    "airship", group="vehicle", color="beige", height=2.3, measure="艘", home="victorian", facing=1.0, lift=1.0, en=("airship", "airships", "zeppelin", "dirigible", "blimp"), zh=("飞艇", "齐柏林飞艇", "蒸汽飞艇"),
)  # fmt: skip
def airship(clay: Clay, look: Look) -> None:
    """A ribbed envelope with brass rings, fins and propellers over a gondola of wood with lit windows."""
    c = look.color
    with clay.part("airship", bob(0.05, 4.1), swing("z", 1.5, 5.3), pivot=(0, 1.5, 0)):
        clay.ellipsoid((0, 1.50, 0), (0.66, 0.66, 1.72), c, gloss=0.25)
        for _, _, a in ring(6):
            clay.ellipsoid((0, 1.50, 0), (0.022, 0.675, 1.735), shade(c, 0.72), turn=rotation(roll=a / 2), blend=0.006)
        for z in (-1.15, -0.70, 0.0, 0.70, 1.15):
            r = 0.66 * np.sqrt(1 - (z / 1.72) ** 2)
            clay.torus((0, 1.50, z), r, 0.034, BRASS, turn=AHEAD, blend=0.006, gloss=SHINY)
        clay.cone((0, 1.50, 1.60), (0, 1.50, 1.90), 0.20, 0.03, BRASS, round=0.025, gloss=SHINY)
        for x, y, a in ring(4):
            at = np.array([x * 0.46, 1.50 + y * 0.46, -1.52])
            clay.box(at, (0.020, 0.30, 0.30), COPPER, round=0.018, turn=rotation(roll=-a), blend=0.02, gloss=SHINY)
            clay.capsule((x * 0.76, 1.5 + y * 0.76, -1.78), (x * 0.76, 1.5 + y * 0.76, -1.22), 0.03, BRASS, gloss=SHINY)
        _gondola(clay)
        for side in (-1, 1):
            x = side * 0.62
            clay.capsule((side * 0.26, 0.55, -0.20), (x, 0.72, -0.20), 0.035, BRASS, gloss=SHINY)
            clay.cone((x, 0.72, -0.42), (x, 0.72, 0.02), 0.10, 0.13, COPPER, round=0.04, gloss=SHINY)
            clay.torus((x, 0.72, -0.10), 0.125, 0.022, BRASS, turn=AHEAD, gloss=SHINY, blend=0.006)
            with clay.part("propeller", spin("z", side * 0.83), pivot=(x, 0.72, -0.48)):
                for k in range(3):
                    clay.ellipsoid(
                        (x, 0.72, -0.48),
                        (0.045, 0.30, 0.018),
                        BRASS,
                        turn=rotation(roll=k * np.pi / 3),
                        blend=0.01,
                        gloss=SHINY,
                    )
                clay.ellipsoid((x, 0.72, -0.49), 0.055, COPPER, gloss=SHINY)


def _gondola(clay: Clay) -> None:
    clay.ellipsoid((0, 0.44, 0.05), (0.30, 0.30, 0.92), WOOD, blend=0.02)
    clay.box((0, 0.58, 0.05), (0.27, 0.16, 0.72), shade(WOOD, 1.25), round=0.06, blend=0.03)
    clay.box((0, 0.75, 0.05), (0.31, 0.03, 0.78), COPPER, round=0.025, blend=0.01, gloss=SHINY)
    clay.box((0, 0.40, 0.05), (0.315, 0.025, 0.84), BRASS, round=0.02, blend=0.01, gloss=SHINY)
    with clay.part("windows", Pulse(0.0, 3.3, glow=0.12), pivot=(0, 0.6, 0)):
        for side in (-1, 1):
            for z in (-0.42, -0.10, 0.22, 0.54):
                clay.ellipsoid((side * 0.27, 0.58, z), (0.03, 0.085, 0.085), (1.0, 0.78, 0.32), blend=0.003, emit=1.5)
                clay.torus(
                    (side * 0.275, 0.58, z),
                    0.092,
                    0.018,
                    BRASS,
                    turn=rotation(roll=np.pi / 2),
                    blend=0.003,
                    gloss=SHINY,
                )
        clay.ellipsoid((0, 0.56, 0.79), (0.16, 0.10, 0.05), (1.0, 0.78, 0.32), blend=0.003, emit=1.2)
    for side in (-1, 1):
        for z in (-0.5, 0.05, 0.6):
            clay.capsule((side * 0.26, 0.74, z), (side * 0.42, 1.06, z * 1.2), 0.016, INK)
    clay.cone((0, 0.62, -0.86), (0, 0.98, -0.92), 0.06, 0.075, COPPER, round=0.02, gloss=SHINY)


@subject(
    "hot_air_balloon", group="vehicle", color="red", height=2.7, measure="个", home="meadow", facing=0.3, lift=0.35, en=("hot air balloon", "hot air balloons", "hot-air balloon", "air balloon"), zh=("热气球", "热气球们"), near_en=("parachute",), near_zh=("降落伞",),
)  # fmt: skip
def hot_air_balloon(clay: Clay, look: Look) -> None:
    c = look.color
    pale = (0.98, 0.82, 0.25) if distance(c, (0.98, 0.82, 0.25)) > 0.6 else (0.2, 0.45, 0.85)
    wicker = (0.55, 0.34, 0.15)
    with clay.part("balloon", bob(0.05, 3.7), swing("z", 2, 4.9), pivot=(0, 1.6, 0)):
        clay.ellipsoid((0, 1.80, 0), (0.86, 0.88, 0.86), c, gloss=0.25)
        clay.cone((0, 0.86, 0), (0, 1.46, 0), 0.24, 0.77, c, round=0.03, blend=0.14, gloss=0.25)
        for _, _, a in ring(4):
            turn = rotation(yaw=a / 2)
            clay.ellipsoid((0, 1.80, 0), (0.17, 0.886, 0.872), pale, turn=turn, blend=0.003, gloss=0.25)
        for x, z, _ in ring(8, 1.0):
            clay.cone(
                (x * 0.235, 0.87, z * 0.235),
                (x * 0.775, 1.47, z * 0.775),
                0.05,
                0.16,
                pale,
                round=0.012,
                flat=0.18,
                blend=0.02,
            )
        clay.torus((0, 1.55, 0), 0.835, 0.035, CHALK, blend=0.006)
        clay.torus((0, 0.88, 0), 0.235, 0.03, shade(c, 0.6), blend=0.006)
        clay.ellipsoid((0, 2.68, 0), (0.16, 0.03, 0.16), CHALK, blend=0.01)
        clay.box((0, 0.20, 0), (0.24, 0.20, 0.24), wicker, round=0.06)
        for y in (0.10, 0.22, 0.34):
            clay.box((0, y, 0), (0.255, 0.018, 0.255), shade(wicker, 0.72), round=0.015, blend=0.004)
        clay.box((0, 0.41, 0), (0.265, 0.03, 0.265), shade(wicker, 1.3), round=0.025, blend=0.006)
        clay.box((0, 0.40, 0), (0.19, 0.06, 0.19), INK, round=0.02, blend=0.006)
        for x in (-0.22, 0.22):
            for z in (-0.22, 0.22):
                clay.capsule((x, 0.42, z), (x * 0.85, 0.88, z * 0.85), 0.014, WOOD)
        with clay.part("flame", Flicker(0.16, 0.7), pivot=(0, 0.62, 0)):
            clay.cone((0, 0.60, 0), (0, 0.90, 0), 0.075, 0.015, (1.0, 0.55, 0.1), round=0.015, emit=2.4)


@subject(
    "ufo", group="vehicle", color="silver", height=1.15, measure="架", home="meadow", light="night", facing=0.2, lift=0.8, emoji="🛸", en=("ufo", "ufos", "flying saucer", "alien spaceship", "alien ship"), zh=("飞碟", "不明飞行物", "外星飞船", "UFO"), traits=("glowing",),
)  # fmt: skip
def ufo(clay: Clay, look: Look) -> None:
    c = look.color
    with clay.part("ufo", bob(0.07, 2.9), swing("z", 5, 3.7), swing("x", 3, 4.3), pivot=(0, 0.5, 0)):
        clay.ellipsoid((0, 0.46, 0), (1.15, 0.22, 1.15), c, gloss=SHINY)
        clay.cone((0, 0.46, 0), (0, 0.66, 0), 0.85, 0.48, shade(c, 1.1), round=0.05, blend=0.10, gloss=SHINY)
        clay.torus((0, 0.46, 0), 1.06, 0.075, shade(c, 0.7), blend=0.03, gloss=SHINY, flat=0.8)
        clay.ellipsoid((0, 0.68, 0), (0.46, 0.44, 0.46), (0.45, 0.85, 0.90), blend=0.006, gloss=0.95, emit=0.35)
        clay.ellipsoid((0, 0.76, 0.35), (0.16, 0.20, 0.14), (0.35, 0.80, 0.30), blend=0.004)
        for side in (-1, 1):
            clay.ellipsoid((side * 0.065, 0.80, 0.475), (0.04, 0.055, 0.025), INK, blend=0.003, gloss=SHINY)
        clay.cone((0, 0.16, 0), (0, 0.32, 0), 0.30, 0.46, (0.6, 1.0, 0.9), round=0.04, blend=0.01, emit=1.8)
        for i, (x, z, _) in enumerate(ring(12, 1.06)):
            light = ((0.3, 1.0, 0.5), (1.0, 0.8, 0.2), (1.0, 0.3, 0.5))[i % 3]
            with clay.part("light", Pulse(0.0, 1.2, glow=0.6, phase=i * 2.1), pivot=(x, 0.46, z)):
                clay.ellipsoid((x * 1.05, 0.46, z * 1.05), 0.075, light, blend=0.006, emit=2.2)


@subject(
    "airplane", group="vehicle", color="red", height=1.35, measure="架", home="meadow", facing=0.75, lift=0.7, emoji="✈🛩🛫🛬", en=("airplane", "airplanes", "aeroplane", "plane", "propeller plane", "biplane", "aircraft"), zh=("飞机", "螺旋桨飞机", "小飞机", "双翼机"),
    near_en=("helicopter", "jet", "glider", "fighter jet"), near_zh=("直升机", "战斗机", "滑翔机", "喷气机"), seat=(0, 0.80, -0.1),
)  # fmt: skip
def airplane(clay: Clay, look: Look) -> None:
    """A biplane with an open seat."""
    c = look.color
    wing = (0.96, 0.80, 0.30) if distance(c, (0.96, 0.80, 0.3)) > 0.6 else CHALK
    with clay.part("plane", bob(0.04, 2.3), swing("z", 3, 2.9), pivot=(0, 0.6, 0)):
        clay.cone((0, 0.60, 0.80), (0, 0.70, -1.15), 0.32, 0.09, c, round=0.06, gloss=0.5)
        clay.cone((0, 0.60, 0.55), (0, 0.595, 0.92), 0.33, 0.30, shade(c, 0.75), round=0.06, blend=0.02, gloss=0.5)
        clay.ellipsoid((0, 0.84, -0.12), (0.20, 0.10, 0.26), INK, blend=0.01)
        clay.ellipsoid((0, 0.92, 0.10), (0.17, 0.13, 0.05), GLASS, blend=0.01, gloss=0.9)
        clay.box((0, 0.46, 0.28), (1.35, 0.035, 0.26), wing, round=0.03, blend=0.02, gloss=0.3)
        clay.box((0, 1.22, 0.38), (1.45, 0.035, 0.28), wing, round=0.03, gloss=0.3)
        for x in (-1.0, -0.25, 0.25, 1.0):
            for z in (0.20, 0.46):
                clay.capsule((x, 0.48, z - 0.05), (x, 1.20, z), 0.02, WOOD)
        for x in (-1.15, 1.15):
            for y in (0.50, 1.26):
                clay.cone((x, y - 0.03, 0.33), (x, y + 0.012, 0.33), 0.15, 0.15, c, round=0.006, blend=0.002)
        clay.box((0, 0.78, -1.05), (0.50, 0.025, 0.17), wing, round=0.02)
        clay.box((0, 0.98, -1.08), (0.025, 0.24, 0.18), c, round=0.024, blend=0.02)
        for side in (-1, 1):
            clay.capsule((side * 0.15, 0.40, 0.45), (side * 0.34, 0.14, 0.48), 0.028, shade(c, 0.6))
            clay.cone((side * 0.31, 0.13, 0.48), (side * 0.39, 0.13, 0.48), 0.14, 0.14, INK, round=0.05)
        nose = np.array([0.0, 0.595, 1.0])
        clay.ellipsoid(nose + np.array([0, 0, -0.02]), (0.12, 0.12, 0.14), wing, gloss=0.5)
        with clay.part("propeller", spin("z", 0.53), pivot=nose):
            clay.ellipsoid(nose, (0.06, 0.52, 0.025), WOOD, turn=rotation(roll=0.6), blend=0.01, gloss=0.4)


@subject(
    "helicopter", group="vehicle", color="yellow", height=1.5, measure="架", home="city", facing=0.8, lift=0.7, emoji="🚁", en=("helicopter", "helicopters", "chopper"), zh=("直升机", "直升飞机"),
)  # fmt: skip
def helicopter(clay: Clay, look: Look) -> None:
    c = look.color
    with clay.part("helicopter", bob(0.05, 2.1), swing("z", 2, 2.7), pivot=(0, 0.7, 0)):
        clay.ellipsoid((0, 0.66, 0.22), (0.44, 0.44, 0.66), c, gloss=0.5)
        clay.ellipsoid((0, 0.72, 0.46), (0.38, 0.34, 0.46), GLASS, blend=0.01, gloss=0.95)
        clay.box((0, 0.74, 0.62), (0.03, 0.40, 0.34), c, round=0.03, blend=0.02, gloss=0.5)
        clay.cone((0, 0.80, -0.20), (0, 0.92, -1.45), 0.22, 0.07, c, round=0.04, blend=0.12, gloss=0.5)
        clay.box((0, 1.08, -1.42), (0.025, 0.24, 0.12), shade(c, 0.7), round=0.02, blend=0.02)
        clay.box((0, 0.92, -1.2), (0.34, 0.02, 0.10), shade(c, 0.7), round=0.018, blend=0.02)
        clay.cone((0, 1.02, 0.1), (0, 1.36, 0.1), 0.14, 0.05, shade(c, 0.7), round=0.03, blend=0.06)
        for side in (-1, 1):
            clay.capsule((side * 0.40, 0.06, -0.35), (side * 0.40, 0.06, 0.72), 0.035, INK)
            clay.capsule((side * 0.40, 0.06, 0.70), (side * 0.40, 0.16, 0.84), 0.035, INK)
            for z in (-0.1, 0.45):
                clay.capsule((side * 0.26, 0.38, z), (side * 0.40, 0.08, z), 0.026, INK)
        with clay.part("rotor", spin("y", 0.71), pivot=(0, 1.38, 0.1)):
            for k in range(2):
                clay.box(
                    (0, 1.38, 0.1),
                    (1.25, 0.014, 0.06),
                    shade(INK, 4),
                    round=0.012,
                    turn=rotation(yaw=0.5 + k * np.pi / 2),
                    blend=0.004,
                )
            clay.ellipsoid((0, 1.39, 0.1), (0.09, 0.05, 0.09), mix(c, INK, 0.4))
        with clay.part("tail rotor", spin("x", 0.37), pivot=(0.06, 0.98, -1.46)):
            for k in range(2):
                clay.box(
                    (0.06, 0.98, -1.46),
                    (0.012, 0.25, 0.03),
                    shade(INK, 4),
                    round=0.01,
                    turn=rotation(pitch=0.4 + k * np.pi / 2),
                    blend=0.004,
                )
