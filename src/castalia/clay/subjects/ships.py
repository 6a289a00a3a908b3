"""What swims: ships and submarines."""

from __future__ import annotations

import numpy as np

from castalia.clay.motion import bob, spin, swing
from castalia.clay.paint import CHALK, INK, Color, distance, mix, shade
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.catalogue import Look, subject

BRASS: Color = (0.82, 0.56, 0.18)
TIMBER: Color = (0.42, 0.22, 0.10)


@subject(
    "ship", group="vehicle", color="white", height=2.9, measure="艘", home="beach", facing=1.1, floats=True, en=("sailing ship", "sailing ships", "tall ship", "galleon", "pirate ship", "frigate", "three-master", "ship"),
    zh=("大帆船", "三桅船", "三桅帆船", "海盗船", "战船", "大船"), near_en=("viking ship", "steamship", "ocean liner", "cruise ship"), near_zh=("维京船", "邮轮", "轮船"), emoji="🚢🏴‍☠",
)  # fmt: skip
def ship(clay: Clay, look: Look) -> None:
    """Three masts with three sails each; the colour is the sails'."""
    sail, deck = look.color, (0.62, 0.40, 0.20)
    with clay.part("ship", swing("z", 3, 3.7), swing("x", 2, 4.9), bob(0.04, 3.1), pivot=(0, 0.2, 0)):
        _hull(clay, deck)
        for z, tall, wide in ((0.92, 2.25, 0.48), (0.12, 2.75, 0.56), (-0.72, 2.05, 0.44)):
            clay.cone((0, 0.4, z), (0, tall, z), 0.05, 0.025, TIMBER, round=0.02)
            clay.cone((0, tall - 0.42, z), (0, tall - 0.32, z), 0.10, 0.12, TIMBER, round=0.02)
            span = (tall - 0.80) / 3
            for k in range(3):
                y, half = 0.80 + span * k, wide * (1 - 0.22 * k)
                clay.capsule(
                    (-half, y + span * 0.9, z + 0.03), (half, y + span * 0.9, z + 0.03), 0.022, TIMBER, blend=0.006
                )
                with clay.part("sail"):
                    middle = (0, y + span * 0.45, z + 0.10)
                    clay.ellipsoid(middle, (half * 0.98, span * 0.52, 0.11), sail, blend=0.02)
                    clay.box(
                        (0, y + span * 0.45, z - 0.02), (half * 1.1, span * 0.6, 0.10), sail, round=0.01, carve=True
                    )
            with clay.part("flag", swing("y", 16, 1.3, z), pivot=(0, tall, z)):
                clay.box((0, tall + 0.04, z - 0.13), (0.012, 0.06, 0.13), (0.85, 0.08, 0.08), round=0.01, blend=0.004)
        clay.cone((0, 0.66, 1.25), (0, 1.02, 1.95), 0.045, 0.02, TIMBER, round=0.018)
        with clay.part("sail"):
            clay.cone(
                (0, 0.98, 1.45), (0, 1.75, 1.02), 0.22, 0.02, shade(sail, 0.95), round=0.012, flat=0.07, spin=np.pi / 2
            )
        for side in (-1, 1):
            for z, top in ((0.92, 1.85), (0.12, 2.3), (-0.72, 1.65)):
                for dz in (-0.14, 0.1):
                    clay.capsule((side * 0.36, 0.66, z + dz - 0.08), (side * 0.03, top, z), 0.008, INK, blend=0.002)


def _hull(clay: Clay, deck: Color) -> None:
    clay.ellipsoid((0, 0.52, 0.05), (0.44, 0.52, 1.42), TIMBER, blend=0.02)
    clay.box((0, 1.06, 0.05), (0.5, 0.46, 1.6), TIMBER, round=0.02, carve=True)
    clay.box((0, 0.57, -0.02), (0.36, 0.03, 1.05), deck, round=0.02, blend=0.01)
    clay.box((0, 0.72, -1.05), (0.36, 0.26, 0.30), TIMBER, round=0.05, blend=0.05)
    clay.box((0, 0.99, -1.05), (0.38, 0.03, 0.32), BRASS, round=0.02, blend=0.006, gloss=0.5)
    for x in (-0.2, 0.0, 0.2):
        clay.box((x, 0.80, -1.355), (0.06, 0.08, 0.02), (1.0, 0.78, 0.32), round=0.015, blend=0.003, emit=1.3)
    for side in (-1, 1):
        for i in range(5):
            z = -0.62 + 0.33 * i
            x = side * 0.435 * np.sqrt(1 - ((z - 0.05) / 1.42) ** 2)
            clay.box((x, 0.46, z), (0.02, 0.045, 0.06), INK, round=0.012, blend=0.003)
            clay.box((x * 0.995, 0.62, z + 0.16), (0.02, 0.03, 0.18), BRASS, round=0.012, blend=0.006, gloss=0.5)


@subject(
    "submarine", group="vehicle", color="yellow", height=1.6, measure="艘", home="sea", facing=1.0, lift=0.35, en=("submarine", "submarines", "u-boat", "bathyscaphe"), zh=("潜水艇", "潜艇", "潜水器"),
)  # fmt: skip
def submarine(clay: Clay, look: Look) -> None:
    c, glass = look.color, (0.55, 0.85, 0.95)
    band = (0.85, 0.15, 0.12) if distance(c, (0.85, 0.15, 0.12)) > 0.5 else CHALK
    with clay.part("submarine", bob(0.05, 3.1), swing("x", 2, 4.3), pivot=(0, 0.6, 0)):
        clay.ellipsoid((0, 0.56, 0), (0.50, 0.50, 1.25), c, gloss=0.5)
        clay.torus((0, 0.56, 0.0), 0.50, 0.035, band, turn=rotation(pitch=np.pi / 2), blend=0.01, gloss=0.5)
        clay.cone((0, 0.95, 0.05), (0, 1.28, 0.05), 0.26, 0.22, c, round=0.05, blend=0.08, gloss=0.5)
        clay.torus((0, 1.25, 0.05), 0.20, 0.045, band, blend=0.01, gloss=0.5)
        clay.tube([(0, 1.2, 0.0), (0, 1.52, 0.0), (0, 1.54, 0.10)], 0.045, 0.055, shade(c, 0.7))
        clay.ellipsoid((0, 1.54, 0.15), (0.05, 0.05, 0.03), glass, emit=0.8)
        for side in (-1, 1):
            for z in (-0.45, 0.0, 0.45):
                x = side * 0.50 * np.sqrt(1 - (z / 1.25) ** 2)
                clay.ellipsoid((x * 0.97, 0.62, z), (0.06, 0.14, 0.14), glass, blend=0.004, gloss=0.9, emit=0.7)
                clay.torus(
                    (x * 0.97, 0.62, z), 0.15, 0.035, BRASS, turn=rotation(roll=np.pi / 2), blend=0.006, gloss=0.7
                )
            clay.box((side * 0.42, 0.50, -1.0), (0.24, 0.03, 0.14), band, round=0.025, blend=0.02)
            clay.ellipsoid((side * 0.22, 0.66, 1.10), 0.085, (1.0, 0.92, 0.6), blend=0.01, emit=1.8)
        clay.ellipsoid((0, 0.60, 1.06), (0.26, 0.24, 0.16), glass, blend=0.006, gloss=0.95, emit=0.35)
        clay.torus((0, 0.60, 1.09), 0.24, 0.035, BRASS, turn=rotation(pitch=np.pi / 2), blend=0.006, gloss=0.7)
        clay.box((0, 0.78, -1.05), (0.03, 0.30, 0.14), band, round=0.025, blend=0.02)
        clay.torus((0, 0.56, -1.33), 0.26, 0.03, mix(c, INK, 0.3), turn=rotation(pitch=np.pi / 2), gloss=0.5)
        with clay.part("propeller", spin("z", 0.9), pivot=(0, 0.56, -1.32)):
            for k in range(2):
                clay.ellipsoid(
                    (0, 0.56, -1.32), (0.06, 0.22, 0.02), BRASS, turn=rotation(roll=0.4 + k * np.pi / 2), gloss=0.7
                )
