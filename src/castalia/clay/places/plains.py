"""Savanna, snowy mountains, farm."""

from __future__ import annotations

import numpy as np

from castalia.clay.motion import swing
from castalia.clay.paint import BARK, CHALK, shade
from castalia.clay.places.barren import rocks
from castalia.clay.places.catalogue import Site, place
from castalia.clay.sculpt import Clay, rotation


@place(
    "savanna", props=("acacia", "grass", "rock"), ground=((0.80, 0.58, 0.20), (0.66, 0.46, 0.15)), relief=0.18,
    waves=0.5, fog=0.022, light="golden",
)  # fmt: skip
def savanna(clay: Clay, site: Site) -> None:
    rng = site.rng
    for i in range(site.count(3, 5)):
        side = 1 if i % 2 else -1
        for _ in range(8):
            x, z = side * (site.edge + rng.uniform(0.9, 4.0)), rng.uniform(-9.0, -3.0)
            if site.free(x, z, 0.4):
                _acacia(clay, site, x, z, float(rng.uniform(1.0, 1.5)))
                break
    for _ in range(site.count(9, 13)):
        spot = site.spot(0.15, (-4.5, 0.9), 4.0, 0.8)
        if spot is None:
            continue
        (x, z), y = spot, site.height(*spot)
        with clay.part("grass", swing("z", 5, 2.3, x), pivot=(x, y, z)):
            for _ in range(5):
                lean, high = rng.uniform(-0.18, 0.18), rng.uniform(0.25, 0.48)
                color = shade((0.78, 0.56, 0.18), rng.uniform(0.75, 1.15))
                foot = (x + lean * 0.4, y - 0.03, z)
                clay.cone(foot, (x + lean, y + high, z), 0.022, 0.006, color, round=0.005, blend=0.01)
    rocks(clay, site, site.count(1, 3), (0.45, 0.34, 0.24))


def _acacia(clay: Clay, site: Site, x: float, z: float, s: float) -> None:
    """A forked trunk under flat crowns."""
    rng, y = site.rng, site.height(x, z)
    with clay.part("acacia", swing("z", 0.8, 4.4, x), pivot=(x, y, z)):
        fork = np.array([x + rng.uniform(-0.1, 0.1), y + 0.95 * s, z])
        clay.cone((x, y - 0.1, z), fork, 0.12 * s, 0.08 * s, BARK, blend=0.06)
        for i, (aside, up, wide) in enumerate(((-0.55, 1.75, 0.75), (0.50, 1.95, 0.80), (0.0, 2.2, 0.65))):
            top = np.array([x + aside * s, y + up * s, z + 0.25 * (i - 1) * s])
            clay.cone(fork, top, 0.065 * s, 0.04 * s, BARK, blend=0.06)
            green = shade((0.30, 0.38, 0.10), rng.uniform(0.8, 1.2))
            clay.ellipsoid(top + np.array([0, 0.08 * s, 0]), (wide * s, 0.16 * s, 0.55 * s), green, blend=0.08)


@place(
    "mountains", props=("rock", "tree"), ground=((0.80, 0.84, 0.92), (0.66, 0.71, 0.82)), relief=0.55, waves=0.5,
    fog=0.02,
)  # fmt: skip
def mountains(clay: Clay, site: Site) -> None:
    """Crags with snow on top, a few firs."""
    rng = site.rng
    for i in range(site.count(4, 7)):
        side = 1 if i % 2 else -1
        x, z = side * (site.edge + rng.uniform(0.6, 3.5)), rng.uniform(-7.0, -1.0)
        s = float(rng.uniform(0.5, 1.1))
        if not site.free(x, z, 0.7 * s):
            continue
        y = site.height(x, z)
        with clay.part("rock"):
            turn = rotation(rng.uniform(-0.2, 0.2), rng.uniform(0, 6), rng.uniform(-0.2, 0.2))
            gray = shade((0.34, 0.36, 0.42), rng.uniform(0.8, 1.2))
            clay.box((x, y + 0.35 * s, z), (0.5 * s, 0.6 * s, 0.45 * s), gray, round=0.12 * s, blend=0.1, turn=turn)
            clay.box((x + 0.4 * s, y + 0.15 * s, z + 0.2 * s), (0.4 * s, 0.35 * s, 0.4 * s), shade(gray, 0.85),
                     round=0.12 * s, blend=0.1, turn=turn)  # fmt: skip
            clay.ellipsoid((x, y + 0.95 * s, z), (0.5 * s, 0.14 * s, 0.45 * s), (0.93, 0.95, 0.98), blend=0.12 * s)
    for _ in range(site.count(2, 5)):
        spot = site.spot(0.5, (-7, -2.2), clear=1.4)
        if spot is None:
            continue
        (x, z), s = spot, float(rng.uniform(0.9, 1.4))
        y = site.height(x, z)
        with clay.part("tree", swing("z", 0.8, 4.7, x), pivot=(x, y, z)):
            clay.cone((x, y, z), (x, y + 0.5 * s, z), 0.09 * s, 0.07 * s, BARK, round=0.03)
            for k in range(3):
                base = y + (0.35 + 0.36 * k) * s
                clay.cone(
                    (x, base, z), (x, base + 0.6 * s, z), (0.45 - 0.11 * k) * s, 0.03, (0.06, 0.24, 0.15), round=0.03
                )
                clay.cone((x, base + 0.28 * s, z), (x, base + 0.64 * s, z), (0.27 - 0.07 * k) * s, 0.03,
                          (0.92, 0.94, 0.97), round=0.03, blend=0.04)  # fmt: skip


@place(
    "farm", props=("barn", "post", "hay", "tree", "sunflower"), ground=((0.26, 0.48, 0.11), (0.20, 0.40, 0.09)),
    relief=0.15, waves=0.5, fog=0.016,
)  # fmt: skip
def farm(clay: Clay, site: Site) -> None:
    """A red barn, a white fence behind the yard, round bales, sunflowers."""
    rng = site.rng
    side = float(rng.choice((-1, 1)))
    x, z = side * (site.edge + 1.6), -site.back - 4.0
    if site.free(x, z, 1.4):
        _barn(clay, x, site.height(x, z) - 0.1, z, -side * 0.35)
    z = -site.back - 1.6
    posts = [x for x in np.arange(-9.0, 9.1, 0.75) if site.free(x, z, 0.06)]
    with clay.part("post"):
        for x in posts:
            y = site.height(x, z)
            clay.box((x, y + 0.28, z), (0.05, 0.36, 0.04), CHALK, round=0.02)
        for up in (0.24, 0.46):
            for x in np.arange(-7.5, 7.6, 3.0):
                clay.box((x, site.height(x, z) * 0.6 + up, z + 0.04), (1.55, 0.035, 0.02), CHALK, round=0.012)
    for _ in range(site.count(2, 4)):
        spot = site.spot(0.45, (-5.5, -1.0), 4.5, 1.2)
        if spot is not None:
            (x, z), y = spot, site.height(*spot)
            turn = rotation(yaw=rng.uniform(-0.8, 0.8)) @ rotation(roll=np.pi / 2)
            with clay.part("hay"):
                axis = turn[:, 1] * 0.32
                at = np.array([x, y + 0.36, z])
                clay.cone(at - axis, at + axis, 0.38, 0.38, (0.86, 0.66, 0.24), round=0.05)
                for up in (-0.15, 0.15):
                    clay.torus(at + turn[:, 1] * up, 0.375, 0.022, (0.66, 0.47, 0.16), turn=turn, blend=0.01)
    for _ in range(site.count(4, 7)):
        spot = site.spot(0.15, (-1.8, 0.9), 2.6, 0.8)
        if spot is not None:
            (x, z), y, high = spot, site.height(*spot), float(rng.uniform(0.5, 0.75))
            with clay.part("sunflower", swing("z", 3, 2.9, x), pivot=(x, y, z)):
                clay.capsule((x, y, z), (x, y + high, z), 0.025, (0.18, 0.45, 0.12), blend=0.01)
                turn = rotation(pitch=1.2)
                clay.ellipsoid((x, y + high, z + 0.03), (0.17, 0.03, 0.17), (0.98, 0.75, 0.06), turn=turn, blend=0.01)
                clay.ellipsoid((x, y + high, z + 0.06), (0.085, 0.03, 0.085), (0.30, 0.16, 0.06), turn=turn, blend=0.01)


def _barn(clay: Clay, x: float, y: float, z: float, yaw: float) -> None:
    barn, red, roof = Clay(), (0.62, 0.10, 0.07), (0.28, 0.26, 0.27)
    barn.box((0, 0.75, 0), (1.05, 0.75, 0.8), red, round=0.03)
    for side in (-1, 1):
        barn.box((side * 0.52, 1.84, 0), (0.74, 0.05, 0.92), roof, round=0.02, turn=rotation(roll=-side * 0.72))
    barn.cone((0, 1.35, 0), (0, 2.2, 0), 1.22, 0.02, red, round=0.02, flat=0.55)
    barn.box((0, 0.55, 0.81), (0.42, 0.55, 0.02), shade(red, 0.75), round=0.01)
    for lean in (-0.9, 0.9):
        barn.box((0, 0.55, 0.835), (0.035, 0.62, 0.012), CHALK, round=0.008, turn=rotation(roll=lean * 0.7))
    for across, up, wide, high in ((0, 1.12, 0.46, 0.03), (-0.44, 0.56, 0.03, 0.56), (0.44, 0.56, 0.03, 0.56)):
        barn.box((across, up, 0.835), (wide, high, 0.014), CHALK, round=0.008)
    barn.box((0, 1.62, 0.80), (0.17, 0.17, 0.03), CHALK, round=0.01)
    with clay.part("barn"):
        clay.place(barn, turn=rotation(yaw=yaw), at=(x, y, z), scale=1.25)
