"""Faces and other features that several kinds share."""

from __future__ import annotations

from castalia.clay.motion import swing
from castalia.clay.paint import CHALK, INK, Color, shade
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.catalogue import Look

BLUSH: Color = (0.92, 0.36, 0.34)


def eyes(clay: Clay, y: float, z: float, apart: float, radius: float, color: Color = INK, tall: float = 1.15) -> None:
    """Two glossy round eyes with a highlight, `apart` from the middle."""
    for side in (-1, 1):
        clay.ellipsoid((side * apart, y, z), (radius, radius * tall, radius * 0.8), color, blend=0.004, gloss=0.7)
        clay.ellipsoid(
            (side * apart + radius * 0.3, y + radius * 0.4, z + radius * 0.62), radius * 0.33, CHALK,
            blend=0.002, emit=0.5,
        )  # fmt: skip


def smile(
    clay: Clay, y: float, z: float, width: float, color: Color = (0.45, 0.10, 0.08), thick: float = 0.014
) -> None:
    """A mouth that curves up at both ends."""
    points = [(-width, y + width * 0.42, z - width * 0.22), (-width * 0.45, y, z), (width * 0.45, y, z)]
    points.append((width, y + width * 0.42, z - width * 0.22))
    clay.tube(points, thick, thick, color, blend=0.006)


def cheeks(clay: Clay, y: float, z: float, apart: float, radius: float, color: Color = BLUSH) -> None:
    for side in (-1, 1):
        clay.ellipsoid((side * apart, y, z), (radius, radius * 0.7, radius * 0.4), color, blend=0.03)


def hat(clay: Clay, look: Look, y: float, z: float, radius: float, default: Color) -> None:
    """A round felt hat for a head whose top is at `y`; `radius` is the head's."""
    color = look.tint("hat", default)
    clay.cone((0, y - 0.05, z), (0, y + 0.0, z), radius * 1.62, radius * 1.5, color, round=0.024, blend=0.02)
    clay.cone(
        (0, y - 0.04, z),
        (0, y + 0.26 * radius / 0.3, z - 0.01),
        radius * 1.02,
        radius * 0.84,
        color,
        round=0.08,
        blend=0.03,
    )
    clay.torus((0, y + 0.03, z), radius * 1.0, 0.03, shade(color, 0.45), blend=0.01)


def scarf(clay: Clay, look: Look, y: float, z: float, ring: float, default: Color) -> None:
    color = look.tint("scarf", default)
    clay.torus((0, y, z), ring, 0.07, color, blend=0.02)
    with clay.part("scarf", swing("x", 6, 2.3), pivot=(0.1, y, z + ring)):
        clay.cone((0.1, y + 0.02, z + ring), (0.14, y - 0.34, z + ring + 0.06), 0.08, 0.1, color, flat=0.45)


def glasses(clay: Clay, y: float, z: float, apart: float, ring: float, ear: float) -> None:
    """Round spectacles in front of eyes at `y`, `z`; the temples reach back to the ears at `ear`."""
    for side in (-1, 1):
        clay.torus((side * apart, y, z), ring, 0.016, INK, turn=rotation(pitch=1.5708), blend=0.003, gloss=0.5)
        clay.capsule((side * (apart + ring), y, z - 0.01), (side * ear, y + 0.01, z - 0.3), 0.013, INK, blend=0.003)
    clay.capsule((ring - apart, y + 0.02, z), (apart - ring, y + 0.02, z), 0.013, INK, blend=0.003)
