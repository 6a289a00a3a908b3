"""Castles, towers, mills, bridges and tents."""

from __future__ import annotations

import numpy as np

from castalia.clay.motion import Pulse, spin, swing
from castalia.clay.paint import CHALK, INK, WOOD, Color, distance, mix, shade
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.buildings import LAMP
from castalia.clay.subjects.catalogue import Look, subject
from castalia.clay.subjects.rings import ring

ASHLAR: Color = (0.66, 0.64, 0.62)


def _turret(clay: Clay, x: float, z: float, radius: float, top: float, wall: Color, roof: Color) -> None:
    """A round tower under a pointed roof, with a flag and a lit window."""
    clay.cone((x, 0, z), (x, top, z), radius * 1.06, radius, wall, round=0.03)
    clay.cone(
        (x, top - 0.10, z), (x, top + 0.06, z), radius * 1.05, radius * 1.22, shade(wall, 0.88), round=0.025, blend=0.01
    )
    peak = top + radius * 2.6
    clay.cone((x, top + 0.04, z), (x, peak, z), radius * 1.32, 0.02, roof, round=0.018, blend=0.006, gloss=0.2)
    clay.capsule((x, peak - 0.03, z), (x, peak + 0.22, z), 0.014, INK)
    with clay.part("flag", swing("y", 16, 1.3, x), pivot=(x, peak + 0.16, z)):
        clay.box((x + 0.11, peak + 0.16, z), (0.10, 0.06, 0.012), roof, round=0.01, blend=0.003)
    clay.ellipsoid((x, top - 0.30, z + radius), (0.05, 0.10, 0.03), LAMP, blend=0.003, emit=1.3)


@subject(
    "castle", group="building", color="blue", height=3.1, measure="座", home="meadow", facing=0.4, emoji="🏰", en=("castle", "castles", "fortress", "fairytale castle"), zh=("城堡", "古堡", "要塞"),
    near_en=("citadel", "mansion", "palace of stone"), near_zh=("城楼", "城墙", "王宫"), traits=("glowing",),
)  # fmt: skip
def castle(clay: Clay, look: Look) -> None:
    """The colour is that of its roofs."""
    c, wall = look.color, ASHLAR
    clay.box((0, 0.42, 0), (0.92, 0.44, 0.66), wall, round=0.03)
    clay.box((0, 0.95, -0.12), (0.50, 0.62, 0.36), shade(wall, 1.12), round=0.03)
    for i in range(7):
        clay.box((-0.78 + 0.26 * i, 0.92, 0.62), (0.075, 0.08, 0.05), shade(wall, 0.95), round=0.02, blend=0.004)
    for side in (-1, 1):
        for z in (-0.3, 0.0, 0.3):
            clay.box((side * 0.88, 0.92, z), (0.05, 0.08, 0.075), shade(wall, 0.95), round=0.02, blend=0.004)
        for i in (0, 1):
            clay.box(
                (side * (0.14 + 0.24 * i), 1.62, 0.22), (0.07, 0.08, 0.04), shade(wall, 1.05), round=0.02, blend=0.004
            )
        _turret(clay, side * 0.95, 0.60, 0.24, 1.20, wall, c)
        _turret(clay, side * 0.95, -0.60, 0.22, 1.45, wall, c)
    _turret(clay, 0.0, -0.30, 0.30, 2.0, shade(wall, 1.1), c)
    _turret(clay, -0.46, -0.05, 0.15, 1.70, shade(wall, 1.05), c)
    clay.box((0, 0.28, 0.67), (0.24, 0.28, 0.04), shade(WOOD, 0.6), round=0.02, blend=0.004)
    clay.ellipsoid((0, 0.55, 0.67), (0.24, 0.22, 0.045), shade(WOOD, 0.6), blend=0.01)
    for x in (-0.12, 0.0, 0.12):
        clay.box((x, 0.36, 0.715), (0.014, 0.34, 0.012), shade(INK, 3), round=0.008, blend=0.002)
    clay.torus((0, 0.54, 0.68), 0.26, 0.04, shade(wall, 0.75), turn=rotation(pitch=np.pi / 2), blend=0.006)
    clay.box((0, 0.03, 0.95), (0.26, 0.03, 0.28), WOOD, round=0.02)
    with clay.part("windows", Pulse(0.0, 3.1, glow=0.12), pivot=(0, 1, 0)):
        for x, y, z in ((-0.24, 1.22, 0.25), (0.24, 1.22, 0.25), (-0.55, 0.55, 0.67), (0.55, 0.55, 0.67)):
            clay.ellipsoid((x, y, z), (0.065, 0.12, 0.025), LAMP, blend=0.003, emit=1.4)


@subject(
    "tower", group="building", color="gray", height=3.0, measure="座", home="meadow", facing=0.3, emoji="🗼🗽", en=("tower", "towers of stone", "stone tower", "watchtower", "clock tower"), zh=("高塔", "塔", "石塔", "钟楼", "瞭望塔"),
    near_en=("minaret", "skyscraper", "eiffel tower"), near_zh=("摩天楼", "埃菲尔铁塔"), traits=("glowing",),
)  # fmt: skip
def tower(clay: Clay, look: Look) -> None:
    c = look.color
    roof = (0.72, 0.20, 0.12) if distance(c, (0.72, 0.2, 0.12)) > 0.5 else (0.18, 0.30, 0.5)
    clay.cone((0, 0, 0), (0, 0.22, 0), 0.72, 0.64, shade(c, 0.8), round=0.04)
    for i in range(7):
        y = 0.18 + 0.255 * i
        r = 0.56 - 0.018 * i
        clay.cone((0, y, 0), (0, y + 0.262, 0), r, r - 0.016, shade(c, 1.08 - 0.14 * (i % 2)), round=0.02, blend=0.006)
    clay.cone((0, 1.90, 0), (0, 2.10, 0), 0.46, 0.60, shade(c, 0.9), round=0.02)
    for x, z, a in ring(9, 0.56):
        clay.box((x, 2.18, z), (0.09, 0.10, 0.05), c, round=0.02, turn=rotation(yaw=a), blend=0.006)
    clay.cone((0, 2.05, 0), (0, 2.30, 0), 0.40, 0.38, shade(c, 1.1), round=0.02)
    clay.cone((0, 2.26, 0), (0, 2.95, 0), 0.52, 0.02, roof, round=0.02, blend=0.006, gloss=0.2)
    clay.ellipsoid((0, 2.97, 0), 0.05, (0.92, 0.68, 0.2), gloss=0.6)
    clay.box((0, 0.34, 0.58), (0.15, 0.24, 0.04), WOOD, round=0.03, blend=0.004, turn=rotation(pitch=-0.07))
    clay.ellipsoid((0, 0.57, 0.555), (0.15, 0.13, 0.05), WOOD, blend=0.01)
    with clay.part("windows", Pulse(0.0, 3.7, glow=0.12), pivot=(0, 1, 0)):
        for y, a in ((1.0, 0.4), (1.32, -0.3), (1.66, 0.25)):
            r = 0.565 - 0.07 * (y - 0.2)
            clay.ellipsoid(
                (np.sin(a) * r, y, np.cos(a) * r), (0.06, 0.12, 0.04), LAMP, blend=0.004, emit=1.4, turn=rotation(yaw=a)
            )
    for y, a in ((0.75, 0.5), (1.15, -0.7), (1.5, 0.9)):
        r = 0.56 - 0.07 * (y - 0.2)
        clay.box(
            (np.sin(a) * r, y, np.cos(a) * r),
            (0.10, 0.05, 0.02),
            shade(c, 0.75),
            round=0.02,
            turn=rotation(yaw=a),
            blend=0.006,
        )


@subject(
    "windmill", group="building", color="red", height=2.9, measure="座", home="meadow", facing=0.35, en=("windmill", "windmills", "mill", "dutch windmill"), zh=("风车", "磨坊", "风车磨坊"), near_en=("wind turbine",), near_zh=("风力发电机",),
)  # fmt: skip
def windmill(clay: Clay, look: Look) -> None:
    c, cream = look.color, (0.90, 0.84, 0.72)
    clay.cone((0, 0, 0), (0, 1.62, 0), 0.62, 0.38, cream, round=0.03)
    clay.cone((0, 0, 0), (0, 0.30, 0), 0.66, 0.60, (0.52, 0.34, 0.26), round=0.03)
    clay.torus((0, 0.78, 0), 0.56, 0.035, WOOD, blend=0.006)
    for x, z, _ in ring(8, 0.66):
        clay.capsule((x, 0.80, z), (x, 0.98, z), 0.02, WOOD)
    clay.cone((0, 0.74, 0), (0, 0.80, 0), 0.68, 0.70, shade(WOOD, 1.1), round=0.02)
    clay.torus((0, 0.99, 0), 0.66, 0.022, WOOD, blend=0.006)
    clay.ellipsoid((0, 1.64, 0), (0.46, 0.42, 0.48), c, gloss=0.2)
    clay.ellipsoid((0, 2.06, 0), 0.06, WOOD)
    clay.box(
        (0, 0.30, 0.58), (0.14, 0.26, 0.05), (0.20, 0.36, 0.30), round=0.03, blend=0.004, turn=rotation(pitch=-0.14)
    )
    for y, z in ((1.18, 0.455), (0.62, 0.545)):
        clay.box((0.0 if y > 1 else 0.28, y, z), (0.08, 0.10, 0.03), LAMP, round=0.02, blend=0.004, emit=1.2)
    hub = np.array([0.0, 1.70, 0.60])
    clay.capsule((0, 1.70, 0.2), hub, 0.07, WOOD)
    with clay.part("sails", spin("z", 7.0), pivot=hub):
        clay.ellipsoid(hub, 0.11, shade(WOOD, 0.8))
        for x, y, a in ring(4, 1.0, 0.5):
            way, turn = np.array([x, y, 0.0]), rotation(roll=-a)
            aside = np.array([y, -x, 0.0])
            clay.capsule(hub, hub + way * 1.20, 0.028, WOOD)
            clay.box(hub + way * 0.74 + aside * 0.14, (0.13, 0.44, 0.012), CHALK, round=0.01, turn=turn, blend=0.004)
            for k in range(5):
                clay.box(
                    hub + way * (0.34 + 0.2 * k) + aside * 0.14,
                    (0.14, 0.014, 0.022),
                    WOOD,
                    round=0.01,
                    turn=turn,
                    blend=0.003,
                )
            clay.box(hub + way * 0.74 + aside * 0.27, (0.014, 0.44, 0.022), WOOD, round=0.01, turn=turn, blend=0.003)


@subject(
    "bridge", group="building", color="red", height=1.15, measure="座", home="meadow", facing=0.45, emoji="🌉", en=("bridge", "bridges", "wooden bridge", "arch bridge", "stone bridge"), zh=("桥", "小桥", "拱桥", "石桥", "木桥"), near_en=("pier bridge", "aqueduct"), near_zh=("渡槽",),
    stands=((0, 0.62, 0),),
)  # fmt: skip
def bridge(clay: Clay, look: Look) -> None:
    """An arched garden bridge."""
    c, count = look.color, 13

    def deck(t: float) -> tuple[float, float]:
        return 1.5 * t, 0.58 - 0.50 * t * t

    for i in range(count):
        t = -1 + 2 * (i + 0.5) / count
        x, y = deck(t)
        clay.box(
            (x, y, 0),
            (0.125, 0.04, 0.42),
            shade(WOOD, 1.1 + 0.15 * (i % 2)),
            round=0.02,
            turn=rotation(roll=-np.arctan(0.667 * t)),
            blend=0.006,
        )
    for side in (-1, 1):
        z = side * 0.42
        spots = [deck(t) for t in np.linspace(-1, 1, 9)]
        for k, ((x0, y0), (x1, y1)) in enumerate(zip(spots, spots[1:], strict=False)):
            clay.capsule((x0, y0 - 0.05, z), (x1, y1 - 0.05, z), 0.06, shade(c, 0.85), blend=0.02)
            clay.capsule((x0, y0 + 0.40, z), (x1, y1 + 0.40, z), 0.038, c, blend=0.02)
            clay.capsule((x0, y0 + 0.22, z), (x1, y1 + 0.22, z), 0.024, c, blend=0.01)
            if k % 2 == 0:
                clay.cone((x0, y0 - 0.08, z), (x0, y0 + 0.50, z), 0.05, 0.045, c, round=0.02)
                clay.ellipsoid((x0, y0 + 0.53, z), 0.06, (0.92, 0.70, 0.25), gloss=0.5)
        x, y = spots[-1]
        clay.cone((x, y - 0.08, z), (x, y + 0.50, z), 0.05, 0.045, c, round=0.02)
        clay.ellipsoid((x, y + 0.53, z), 0.06, (0.92, 0.70, 0.25), gloss=0.5)


@subject(
    "tent", group="building", color="orange", height=1.4, measure="顶", home="forest", facing=0.5, emoji="⛺🎪", en=("tent", "tents", "camping tent"), zh=("帐篷", "露营帐篷"), near_en=("yurt", "tipi", "teepee"), near_zh=("蒙古包",), traits=("glowing",),
)  # fmt: skip
def tent(clay: Clay, look: Look) -> None:
    c = look.color
    pale = mix(c, CHALK, 0.6)
    for side in (-1, 1):
        clay.box(
            (side * 0.46, 0.62, 0), (0.038, 0.80, 0.92), c, round=0.035, turn=rotation(roll=side * 0.62), blend=0.03
        )
        clay.box(
            (side * 0.46, 0.625, 0),
            (0.044, 0.80, 0.09),
            pale,
            round=0.035,
            turn=rotation(roll=side * 0.62),
            blend=0.004,
        )
        clay.cone(
            (side * 0.55, 0.0, 0.86),
            (side * 0.06, 1.12, 0.86),
            0.36,
            0.03,
            shade(c, 1.15),
            round=0.012,
            flat=0.05,
            blend=0.01,
        )
        clay.capsule((side * 0.92, 0.03, 0.95), (side * 1.28, 0.0, 1.15), 0.018, WOOD)
        clay.capsule((side * 0.25, 0.98, 0.9), (side * 1.25, 0.02, 1.15), 0.010, CHALK)
    clay.cone((0, 0.0, -0.80), (0, 1.18, -0.80), 0.80, 0.03, shade(c, 0.85), round=0.012, flat=0.05)
    clay.cone((0, 0.02, 0.70), (0, 0.95, 0.70), 0.42, 0.03, LAMP, round=0.012, flat=0.05, emit=0.55)
    clay.capsule((0, 1.26, -0.95), (0, 1.26, 0.95), 0.045, WOOD)
    for z in (-0.9, 0.9):
        clay.ellipsoid((0, 1.29, z), 0.06, shade(WOOD, 0.8))
    clay.box((0, 0.03, 0.0), (0.86, 0.03, 0.9), shade(c, 0.5), round=0.02)
    with clay.part("flag", swing("y", 14, 1.5), pivot=(0, 1.4, 0.9)):
        clay.box((0.10, 1.40, 0.9), (0.10, 0.05, 0.01), pale, round=0.01, blend=0.004)
