"""Forest, meadow, rainforest."""

from __future__ import annotations

import numpy as np

from castalia.clay.motion import swing
from castalia.clay.paint import BARK, CHALK, Color, shade
from castalia.clay.places.catalogue import FRAMING, Site, place
from castalia.clay.sculpt import Clay, rotation


def toadstool(clay: Clay, x: float, y: float, z: float, s: float, color: Color, emit: float = 0.0) -> None:
    with clay.part("mushroom"):
        clay.capsule((x, y, z), (x, y + 0.16 * s, z), 0.05 * s, CHALK, blend=0.02, emit=emit * 0.4)
        clay.ellipsoid((x, y + 0.20 * s, z), (0.15 * s, 0.10 * s, 0.15 * s), color, blend=0.01, gloss=0.2, emit=emit)
        for i in range(3):
            a = i * 2.1 + x
            at = (x + np.sin(a) * 0.08 * s, y + 0.275 * s, z + np.cos(a) * 0.08 * s)
            clay.ellipsoid(at, 0.022 * s, CHALK, blend=0.003, emit=emit)


@place(
    "forest",
    props=("tree", "mushroom"),
    ground=((0.13, 0.30, 0.07), (0.08, 0.20, 0.05)),
    relief=0.15,
    waves=0.8,
    fog=0.035,
)
def forest(clay: Clay, site: Site) -> None:
    rng = site.rng
    for _ in range(site.count(6, 10)):
        spot = site.spot(0.6, (-7, -1.7), 5.0, 1.1)
        if spot is None:
            continue
        (x, z), s = spot, float(rng.uniform(1.2, 2.2))
        y, green = site.height(x, z), shade((0.07, 0.33, 0.10), rng.uniform(0.7, 1.5))
        with clay.part("tree", swing("z", 0.9, 4.1, x), pivot=(x, y, z)):
            clay.cone((x, y, z), (x, y + 0.8 * s, z), 0.14 * s, 0.1 * s, BARK, blend=0.05)
            if rng.random() < 0.6:
                for i in range(3):
                    base = y + (0.50 + 0.42 * i) * s
                    clay.cone(
                        (x, base, z),
                        (x, base + 0.72 * s, z),
                        (0.56 - 0.13 * i) * s,
                        0.04,
                        shade(green, 1 + 0.1 * i),
                        round=0.06,
                    )
            else:
                clay.ellipsoid((x, y + 1.25 * s, z), (0.55 * s, 0.6 * s, 0.55 * s), green, blend=0.1)
                clay.ellipsoid((x + 0.3 * s, y + 1.0 * s, z + 0.2 * s), 0.3 * s, shade(green, 1.1), blend=0.1)
    for _ in range(site.count(2, 5)):
        spot = site.spot(0.15, (-2, 0.7), 2.4, 0.7)
        if spot is not None:
            toadstool(clay, spot[0], site.height(*spot), spot[1], float(rng.uniform(0.7, 1.3)), (0.85, 0.08, 0.06))


@place(
    "meadow",
    props=("flower", "tree"),
    ground=((0.24, 0.50, 0.10), (0.15, 0.40, 0.08)),
    relief=0.2,
    waves=0.6,
    fog=0.018,
)
def meadow(clay: Clay, site: Site) -> None:
    rng = site.rng
    petals: tuple[Color, ...] = ((0.95, 0.12, 0.18), (0.98, 0.78, 0.08), CHALK, (0.55, 0.18, 0.8), (0.96, 0.4, 0.66))
    for _ in range(site.count(8, 12)):
        spot = site.spot(0.1, (-1.6, 1.2), 2.6, 0.6)
        if spot is None:
            continue
        (x, z), high, color = spot, float(rng.uniform(0.25, 0.45)), petals[int(rng.integers(5))]
        y = site.height(x, z)
        with clay.part("flower", swing("z", 5, 2.7, x * 2), pivot=(x, y, z)):
            clay.capsule((x, y, z), (x, y + high, z), 0.022, (0.15, 0.5, 0.12), blend=0.01)
            clay.ellipsoid((x, y + high, z), (0.13, 0.045, 0.13), color, turn=rotation(pitch=0.5), blend=0.01)
            heart = (0.98, 0.75, 0.05) if color[1] < 0.7 else (0.5, 0.25, 0.05)
            clay.ellipsoid((x, y + high + 0.03, z + 0.025), 0.05, heart, blend=0.005)
    for _ in range(int(rng.integers(0, 3))):
        spot = site.spot(0.8, (-8, -4), 5.5, 2.5)
        if spot is not None:
            x, z = spot
            y = site.height(x, z)
            with clay.part("tree", swing("z", 0.8, 4.3, x), pivot=(x, y, z)):
                clay.cone((x, y, z), (x, y + 1.0, z), 0.16, 0.12, BARK)
                clay.ellipsoid((x, y + 1.5, z), (0.8, 0.7, 0.7), (0.12, 0.45, 0.1), blend=0.1)


@place(
    "rainforest", props=("tree", "leaf", "vine", "mushroom"), ground=((0.11, 0.20, 0.06), (0.16, 0.13, 0.05)),
    relief=0.12, waves=0.9,
    fog=0.028,
)  # fmt: skip
def rainforest(clay: Clay, site: Site) -> None:
    """Great trees on buttress roots, broad leaves between them, vines; leaves near the camera frame the picture."""
    rng = site.rng
    for side in (-1, 1):
        for depth in (-2.6, -4.6) if site.dense > 0.6 else (-3.4,):
            x = side * rng.uniform(1.7, 2.3) + side * 0.35 * -depth
            z = depth + rng.uniform(-0.5, 0.5)
            if site.free(x, z, 0.5):
                _giant(clay, site, x, z, float(rng.uniform(0.24, 0.34)))
    for _ in range(site.count(5, 8)):
        spot = site.spot(0.45, (-4.2, -0.9), 3.6, 0.9)
        if spot is not None:
            (_fern if rng.random() < 0.45 else _broadleaf)(clay, site, *spot, float(rng.uniform(0.7, 1.25)))
    _hanging(clay, site)
    for _ in range(site.count(3, 6)):
        spot = site.spot(0.15, (-1.5, 0.8), 2.0, 0.6)
        if spot is not None:
            color = ((0.95, 0.45, 0.10), (0.85, 0.10, 0.25), (0.55, 0.30, 0.85))[int(rng.integers(3))]
            lit = 0.5 if site.dark else 0.0
            toadstool(clay, spot[0], site.height(*spot), spot[1], float(rng.uniform(0.6, 1.2)), color, lit)
    _framing(clay, site)


def _giant(clay: Clay, site: Site, x: float, z: float, radius: float) -> None:
    rng, bark = site.rng, shade((0.24, 0.16, 0.09), site.rng.uniform(0.8, 1.2))
    y = site.height(x, z)
    with clay.part("tree"):
        clay.cone(
            (x, y - 0.1, z),
            (x + rng.uniform(-0.2, 0.2), y + 6.0, z),
            radius * 1.15,
            radius * 0.8,
            bark,
            round=0.05,
            blend=0.1,
        )
        for i in range(4):
            a = i * 1.57 + rng.uniform(-0.3, 0.3)
            foot = (x + np.sin(a) * radius * 3.0, y - 0.08, z + np.cos(a) * radius * 3.0)
            clay.cone(
                (x + np.sin(a) * radius * 0.4, y + 1.35, z + np.cos(a) * radius * 0.4),
                foot,
                0.09,
                0.15,
                bark,
                round=0.06,
                blend=0.16,
            )
        clay.ellipsoid((x, y + 0.55, z + radius), (radius * 0.8, 0.35, 0.06), (0.16, 0.34, 0.08), blend=0.1)


def _leaf(clay: Clay, root: np.ndarray, way: np.ndarray, length: float, width: float, color: Color, rib: Color) -> None:
    """A blade that grows from `root` along `way` and bends down at its tip."""
    y = way / np.linalg.norm(way)
    x = np.cross(y, [0.0, 1.0, 0.0])
    x = x / (np.linalg.norm(x) + 1e-9)
    z = np.cross(x, y)
    turn = np.stack([x, y, z], 1)
    clay.ellipsoid(root + y * length * 0.55, (width, length * 0.5, 0.045), color, turn=turn, blend=0.04, gloss=0.3)
    clay.capsule(root, root + y * length * 0.95 + z * 0.02, 0.018, rib, blend=0.02)


def _broadleaf(clay: Clay, site: Site, x: float, z: float, s: float) -> None:
    """A banana-like clump."""
    rng, y = site.rng, site.height(x, z)
    root = np.array([x, y + 0.05, z])
    for i in range(5):
        a = i * 1.26 + rng.uniform(-0.3, 0.3)
        way = np.array([np.sin(a) * 0.75, rng.uniform(0.7, 1.3), np.cos(a) * 0.75])
        green = shade((0.10, 0.40, 0.11), rng.uniform(0.75, 1.35))
        with clay.part("leaf", swing("z", 2.5, 3.3, a + x), pivot=root):
            _leaf(clay, root, way, 1.15 * s, 0.20 * s, green, shade(green, 1.35))


def _fern(clay: Clay, site: Site, x: float, z: float, s: float) -> None:
    """Arching fronds."""
    rng, y = site.rng, site.height(x, z)
    for i in range(7):
        a = i * 0.9 + rng.uniform(-0.2, 0.2)
        out, green = np.array([np.sin(a), 0.0, np.cos(a)]), shade((0.14, 0.46, 0.12), rng.uniform(0.7, 1.2))
        root = np.array([x, y, z])
        knee, tip = root + (out * 0.30 + [0, 0.48, 0]) * s, root + (out * 0.66 + [0, 0.34, 0]) * s
        with clay.part("leaf", swing("x", 2.5, 2.9, a), pivot=root):
            clay.cone(root, knee, 0.04 * s, 0.10 * s, green, round=0.03, flat=0.3, blend=0.03, spin=0.0)
            clay.cone(knee, tip, 0.10 * s, 0.02 * s, shade(green, 1.15), round=0.018, flat=0.3, blend=0.03)


def _hanging(clay: Clay, site: Site) -> None:
    """Vines from above, at the sides."""
    rng = site.rng
    for side in (-1, 1):
        for i in range(2):
            top = site.view.at(side * rng.uniform(0.45, 0.95), 1.25, rng.uniform(4.5, 7.5))
            low = site.view.at(0, rng.uniform(-0.05, 0.55), 6.0)[1]
            if low > top[1] - 0.5:
                continue
            with clay.part("vine", swing("z", 1.8, 4.7, i + side), pivot=top):
                bend = rng.uniform(-0.15, 0.15)
                end = np.array([top[0] + bend, low, top[2]])
                middle = (top + end) / 2 + np.array([0.12 * side, 0, 0])
                clay.tube([top, middle, end], 0.035, 0.028, (0.16, 0.28, 0.08), blend=0.03)
                for t in (0.35, 0.7, 1.0):
                    at = top + (end - top) * t + np.array([0.07 * side * (1 if t < 0.9 else -1), 0, 0.02])
                    clay.ellipsoid(
                        at, (0.10, 0.07, 0.03), (0.14, 0.44, 0.12), turn=rotation(roll=side * 0.6), blend=0.02
                    )


def _framing(clay: Clay, site: Site) -> None:
    """Dark big leaves close to the camera reach in from the corners."""
    rng, view = site.rng, site.view
    nearest = min([float((np.array([x, 0.5, z]) - view.eye) @ view.forward) - r for x, z, r in site.taken] + [3.0])
    depth = float(np.clip(nearest * 0.55, 0.9, 2.2))
    scale = depth * view.zoom
    for side in (-1, 1):
        for low, (rise, inward, length) in enumerate(((0.55, 0.75, 0.80), (1.05, 0.35, 0.72), (-0.55, 0.85, 0.62))):
            corner_y = -1.05 if low < 2 else 1.12
            root = view.at(side * (1.12 + 0.06 * low), corner_y, depth + 0.12 * low)
            way = -side * view.right * inward + view.up * rise + view.forward * 0.1
            color = shade((0.05, 0.22, 0.07), rng.uniform(0.7, 1.2))
            way = way / np.linalg.norm(way)
            across = np.cross(view.forward, way)
            across = across / np.linalg.norm(across)
            turn = np.stack([across, way, np.cross(across, way)], 1)
            reach = 0.80 * length * scale * min(1.0, view.aspect)
            with clay.part(f"leaf {FRAMING}", swing("z", 2.0, 3.9, low + side), pivot=root):
                clay.ellipsoid(
                    root + way * reach * 0.5,
                    (reach * 0.20, reach * 0.55, reach * 0.03),
                    color,
                    turn=turn,
                    blend=0.02,
                    gloss=0.3,
                )
                clay.capsule(
                    root,
                    root + way * reach * 0.95 - view.forward * reach * 0.03,
                    reach * 0.018,
                    shade(color, 1.6),
                    blend=0.01,
                )
