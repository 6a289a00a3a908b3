"""Buildings of East Asia: eaves that turn up at the corners."""

from __future__ import annotations

import numpy as np

from castalia.clay.motion import Pulse, swing
from castalia.clay.paint import CHALK, INK, Color, distance, mix, shade
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.buildings import LAMP
from castalia.clay.subjects.catalogue import Look, subject
from castalia.clay.subjects.rings import ring

TILE: Color = (0.16, 0.20, 0.24)
STONE: Color = (0.60, 0.58, 0.54)
GILT: Color = (0.92, 0.66, 0.18)


def eaves(
    clay: Clay, y: float, reach: float, top: float, rise: float, corners: int, tile: Color, phase: float = 0.0
) -> None:
    """A roof whose slope hollows and whose `corners` ridges end in tips that turn up.

    Args:
        y: height of its lower edge; `rise` how much higher its top is.
        reach, top: radius of the lower edge and of the top.
    """
    waist = top + 0.38 * (reach - top)
    clay.cone((0, y, 0), (0, y + 0.42 * rise, 0), reach * 0.93, waist, tile, round=0.02, blend=0.03, gloss=0.25)
    clay.cone((0, y + 0.36 * rise, 0), (0, y + rise, 0), waist, top, tile, round=0.02, blend=0.06, gloss=0.25)
    for x, z, _ in ring(corners, 1.0, phase):
        high, mid = (x * top, y + rise, z * top), (x * waist * 1.04, y + 0.45 * rise, z * waist * 1.04)
        edge = (x * reach * 0.97, y + 0.07, z * reach * 0.97)
        tip = (x * reach * 1.15, y + 0.10 + 0.20 * reach, z * reach * 1.15)
        ridge = shade(tile, 1.35)
        clay.capsule(high, mid, 0.028, ridge, blend=0.02)
        clay.cone(mid, edge, 0.035, 0.05, ridge, round=0.02, blend=0.03)
        clay.cone(edge, tip, 0.055, 0.02, ridge, round=0.015, blend=0.05)


@subject(
    "pagoda", group="building", color="red", height=3.3, measure="座", home="forest", facing=0.2, emoji="🛕",
    en=("pagoda", "pagodas", "buddhist pagoda", "chinese pagoda", "japanese pagoda", "stupa"), zh=("宝塔", "佛塔", "塔楼", "古塔", "寶塔"), near_zh=("鼓楼", "阁楼"),
    traits=("glowing",), stands=((-0.80, 0.98, 0.34), (0.80, 0.98, 0.34), (0.0, 1.70, 0.55), (0.0, 0.98, 0.80)),
)  # fmt: skip
def pagoda(clay: Clay, look: Look) -> None:
    """Four storeys, each smaller than the one below, windows lit, a golden spire."""
    c = look.color
    wall = mix(CHALK, (0.95, 0.86, 0.68), 0.8)
    tile = TILE if distance(c, TILE) > 0.5 else (0.35, 0.38, 0.42)
    clay.cone((0, 0, 0), (0, 0.10, 0), 0.98, 0.94, STONE, round=0.03)
    clay.cone((0, 0.08, 0), (0, 0.20, 0), 0.80, 0.78, shade(STONE, 1.1), round=0.03)
    base = 0.18
    for storey in range(4):
        s = 1 - 0.19 * storey
        tall = 0.56 * (1 - 0.06 * storey)
        radius = 0.50 * s
        clay.cone((0, base, 0), (0, base + tall, 0), radius, radius, wall, round=0.02, blend=0.006)
        clay.torus((0, base + tall - 0.06, 0), radius + 0.01, 0.035, c, blend=0.006)
        with clay.part("windows", Pulse(0.0, 3.3, glow=0.12, phase=storey), pivot=(0, base, 0)):
            for x, z, a in ring(8, radius):
                turn = rotation(yaw=a)
                if z > 0.1 and (storey or abs(x) > 0.05):
                    clay.box(
                        (x, base + tall * 0.46, z),
                        (0.085 * s, 0.125 * s, 0.02),
                        LAMP,
                        round=0.015,
                        turn=turn,
                        blend=0.003,
                        emit=1.3,
                    )
        for x, z, _ in ring(8, radius * 1.05, np.pi / 8) if storey == 0 else ():
            if z > 0.1:
                clay.cone((x, base, z), (x, base + tall, z), 0.035 * s, 0.035 * s, c, round=0.01, blend=0.004)
        eaves(clay, base + tall - 0.04, 0.98 * s, radius * 0.72, 0.30 * s, 6, tile, np.pi / 6)
        base += tall + 0.17 * s
    clay.box((0, 0.40, 0.50), (0.12, 0.20, 0.03), shade(c, 0.5), round=0.03, blend=0.004)
    clay.cone((0, base - 0.06, 0), (0, base + 0.52, 0), 0.055, 0.015, GILT, round=0.012, gloss=0.7)
    for i, r in enumerate((0.11, 0.085, 0.06)):
        clay.ellipsoid((0, base + 0.08 + 0.12 * i, 0), (r, 0.045, r), GILT, blend=0.02, gloss=0.7)


@subject(
    "pavilion", group="building", color="red", height=2.2, measure="座", home="shanshui", facing=0.3, en=("pavilion", "pavilions", "gazebo", "chinese pavilion", "kiosk"), zh=("亭子", "凉亭", "亭台", "亭", "亭阁", "楼阁"),
    stands=((0, 0.30, 0.25),),
)  # fmt: skip
def pavilion(clay: Clay, look: Look) -> None:
    """Six red pillars on a stone base under a tiled roof; a table within."""
    c = look.color
    tile = (0.14, 0.34, 0.28) if distance(c, (0.14, 0.34, 0.28)) > 0.5 else TILE
    clay.cone((0, 0, 0), (0, 0.16, 0), 1.02, 0.98, STONE, round=0.03)
    clay.cone((0, 0.14, 0), (0, 0.30, 0), 0.90, 0.88, shade(STONE, 1.15), round=0.03)
    clay.box((0, 0.08, 1.0), (0.30, 0.08, 0.16), shade(STONE, 1.05), round=0.02)
    pillars = ring(6, 0.72, np.pi / 6)
    for x, z, _ in pillars:
        clay.cone((x, 0.28, z), (x, 1.38, z), 0.062, 0.055, c, round=0.02, gloss=0.3)
        clay.cone((x, 0.28, z), (x, 0.38, z), 0.09, 0.08, shade(STONE, 0.9), round=0.02)
    for (x, z, _), (x2, z2, _) in zip(pillars, [*pillars[1:], pillars[0]], strict=True):
        clay.capsule((x, 1.32, z), (x2, 1.32, z2), 0.045, shade(c, 0.8), blend=0.01)
        clay.capsule((x, 1.20, z), (x2, 1.20, z2), 0.022, GILT, blend=0.006)
        if z + z2 < 0.8:
            clay.capsule((x, 0.60, z), (x2, 0.60, z2), 0.03, shade(c, 0.9), blend=0.01)
            clay.capsule((x, 0.45, z), (x2, 0.45, z2), 0.022, shade(c, 0.9), blend=0.01)
    clay.cone((0, 0.30, 0), (0, 0.56, 0), 0.08, 0.06, STONE, round=0.02)
    clay.cone((0, 0.55, 0), (0, 0.62, 0), 0.26, 0.27, shade(STONE, 1.2), round=0.02)
    eaves(clay, 1.36, 1.12, 0.10, 0.62, 6, tile, np.pi / 6)
    clay.cone((0, 1.96, 0), (0, 2.10, 0), 0.10, 0.06, GILT, round=0.02, gloss=0.7)
    clay.ellipsoid((0, 2.14, 0), 0.085, GILT, blend=0.02, gloss=0.7)


@subject(
    "temple", group="building", color="red", height=2.3, measure="座", home="forest", facing=0.35, emoji="🏯", en=("temple", "temples", "chinese temple", "buddhist temple", "shrine", "monastery"), zh=("寺庙", "庙", "庙宇", "神庙", "寺", "寺院", "道观"),
    near_en=("palace",), near_zh=("宫殿", "殿堂"), traits=("glowing",),
)  # fmt: skip
def temple(clay: Clay, look: Look) -> None:
    """A hall on a terrace: steps, a row of pillars, lattice doors, a hipped roof in two storeys."""
    c = look.color
    tile = (0.62, 0.42, 0.10) if distance(c, (0.62, 0.42, 0.1)) > 0.5 else TILE
    clay.box((0, 0.10, 0), (1.32, 0.10, 0.86), STONE, round=0.03)
    clay.box((0, 0.22, 0), (1.20, 0.08, 0.74), shade(STONE, 1.15), round=0.03)
    for i in range(3):
        clay.box((0, 0.05 + 0.08 * i, 1.08 - 0.11 * i), (0.36, 0.06, 0.12), shade(STONE, 1.0 + 0.06 * i), round=0.02)
    clay.box((0, 0.66, -0.05), (0.95, 0.42, 0.48), mix(c, INK, 0.35), round=0.03)
    for x in (-0.62, -0.21, 0.21, 0.62):
        clay.box((x, 0.60, 0.44), (0.17, 0.30, 0.02), LAMP, round=0.015, blend=0.003, emit=0.9)
        for dx in (-0.08, 0.0, 0.08):
            clay.box((x + dx, 0.60, 0.465), (0.012, 0.30, 0.01), shade(c, 0.5), round=0.006, blend=0.002)
        clay.box((x, 0.60, 0.465), (0.17, 0.012, 0.01), shade(c, 0.5), round=0.006, blend=0.002)
    for x in (-1.0, -0.42, 0.42, 1.0):
        clay.cone((x, 0.26, 0.62), (x, 1.06, 0.62), 0.065, 0.06, c, round=0.02, gloss=0.3)
    clay.box((0, 1.04, 0.60), (1.12, 0.06, 0.06), (0.10, 0.36, 0.38), round=0.02, blend=0.006)
    clay.box((0, 0.94, 0.64), (0.22, 0.09, 0.03), (0.08, 0.12, 0.3), round=0.02, blend=0.004)
    clay.box((0, 0.94, 0.675), (0.16, 0.04, 0.01), GILT, round=0.008, blend=0.003, gloss=0.6)
    _hipped(clay, 1.10, 1.42, 0.98, 0.36, 0.62, 0.34, tile)
    clay.box((0, 1.52, -0.02), (0.74, 0.12, 0.36), mix(c, INK, 0.2), round=0.02)
    _hipped(clay, 1.60, 1.08, 0.70, 0.48, 0.60, 0.05, tile)
    clay.capsule((-0.62, 2.10, -0.02), (0.62, 2.10, -0.02), 0.055, shade(tile, 1.3), blend=0.02)
    for side in (-1, 1):
        clay.tube(
            [(side * 0.58, 2.10, -0.02), (side * 0.70, 2.16, -0.02), (side * 0.70, 2.30, -0.02)],
            0.06,
            0.035,
            GILT,
            gloss=0.6,
        )


def _hipped(
    clay: Clay, y: float, half: float, deep: float, rise: float, ridge: float, flat: float, tile: Color
) -> None:
    """A roof of four slopes over a rectangle: `half` x `deep` at its edge, `ridge` x `flat` on top; corners turn up."""
    steps = 5
    for i in range(steps):
        t = (i + 0.5) / steps
        sag = t**0.62
        clay.box((0, y + rise * t, -0.02), (half + (ridge - half) * sag, 0.60 * rise / steps, deep + (flat - deep) * sag),
                 shade(tile, 0.92 + 0.05 * i), round=0.03, blend=0.07, gloss=0.25)  # fmt: skip
    for sx in (-1, 1):
        for sz in (-1, 1):
            corner = np.array([sx * half * 0.86, y + 0.10, sz * deep * 0.84 - 0.02])
            clay.cone(
                (sx * ridge, y + rise, sz * flat - 0.02), corner, 0.04, 0.05, shade(tile, 1.3), round=0.02, blend=0.03
            )
            clay.cone(
                corner,
                corner + np.array([sx * 0.22, 0.19, sz * 0.18]),
                0.06,
                0.02,
                shade(tile, 1.3),
                round=0.015,
                blend=0.06,
            )


@subject(
    "torii", group="building", color="red", height=2.1, measure="座", home="zen_garden", facing=0.2, emoji="⛩", en=("torii gate", "torii gates", "torii", "shinto gate", "shrine gate", "gate"), zh=("鸟居", "牌坊", "牌楼", "大门"), near_en=("archway",), near_zh=("拱门",),
)  # fmt: skip
def torii(clay: Clay, look: Look) -> None:
    c = look.color
    for side in (-1, 1):
        x = side * 0.78
        clay.cone((x, 0, 0), (x, 0.20, 0), 0.17, 0.15, shade(INK, 4), round=0.03)
        clay.cone((x * 1.03, 0.1, 0), (x * 0.95, 1.82, 0), 0.105, 0.095, c, round=0.02, gloss=0.3)
        tip = [(0, 1.94, 0), (side * 0.55, 1.955, 0), (side * 0.95, 2.0, 0), (side * 1.22, 2.08, 0)]
        for a, b in zip(tip, tip[1:], strict=False):
            clay.cone(a, b, 0.11, 0.11, TILE, round=0.02, blend=0.02, flat=1.0)
            below = np.array([0, -0.12, 0])
            clay.cone(np.array(a) + below, np.array(b) + below, 0.085, 0.085, c, round=0.02, blend=0.02)
        clay.box((side * 0.60, 1.42, 0), (0.05, 0.12, 0.11), shade(c, 0.8), round=0.02)
    clay.box((0, 1.42, 0), (1.02, 0.075, 0.06), c, round=0.02, gloss=0.3)
    clay.box((0, 1.62, 0.02), (0.11, 0.15, 0.06), TILE, round=0.02)
    clay.box((0, 1.62, 0.085), (0.07, 0.11, 0.012), GILT, round=0.01, blend=0.003, gloss=0.6)
    with clay.part("rope", swing("x", 3, 2.9), pivot=(0, 1.36, 0)):
        clay.tube(
            [(-0.7, 1.32, 0.08), (-0.35, 1.22, 0.1), (0, 1.18, 0.1), (0.35, 1.22, 0.1), (0.7, 1.32, 0.08)],
            0.04,
            0.04,
            (0.85, 0.72, 0.42),
        )
        for x in (-0.35, 0.0, 0.35):
            clay.box(
                (x, 1.04 + 0.1 * abs(x), 0.1),
                (0.05, 0.11, 0.012),
                CHALK,
                round=0.01,
                blend=0.004,
                turn=rotation(roll=0.12),
            )
