"""Faces and other features that several kinds share."""

from __future__ import annotations

import numpy as np

from castalia.clay.motion import swing
from castalia.clay.paint import CHALK, INK, STEEL, Color, shade
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.catalogue import Look

SIDES = (-1, 1)
BLUSH: Color = (0.92, 0.36, 0.34)
GOLD: Color = (0.95, 0.68, 0.12)
GEMS: tuple[Color, ...] = ((0.85, 0.05, 0.10), (0.05, 0.25, 0.85), (0.05, 0.55, 0.2))
WORN = ("hat", "scarf", "crown", "glasses", "round_glasses")
"""What most animals can wear."""


def side_name(part: str, side: int) -> str:
    """`arm` on side +1, the creature's left, is `arm_l`."""
    return f"{part}_{'l' if side > 0 else 'r'}"


def eyes(clay: Clay, y: float, z: float, apart: float, radius: float, color: Color = INK, tall: float = 1.15) -> None:
    """Two glossy round eyes with a highlight, `apart` from the middle."""
    for side in SIDES:
        with clay.part(side_name("eye", side), pivot=(side * apart, y, z)):
            clay.ellipsoid((side * apart, y, z), (radius, radius * tall, radius * 0.8), color, blend=0.004, gloss=0.7)
            clay.ellipsoid(
                (side * apart + radius * 0.3, y + radius * 0.4, z + radius * 0.62), radius * 0.33, CHALK,
                blend=0.002, emit=0.5,
            )  # fmt: skip


def side_eyes(clay: Clay, x: float, y: float, z: float, radius: float, color: Color = INK) -> None:
    """Eyes of an animal that looks to both sides, with a highlight in front."""
    for side in SIDES:
        with clay.part(side_name("eye", side), pivot=(side * x, y, z)):
            clay.ellipsoid(
                (side * x, y, z), (radius * 0.75, radius * 1.2, radius), color, blend=0.004, gloss=0.7,
                turn=rotation(yaw=side * 0.5),
            )  # fmt: skip
            clay.ellipsoid(
                (side * (x + radius * 0.5), y + radius * 0.42, z + radius * 0.5), radius * 0.32, CHALK,
                blend=0.002, emit=0.5,
            )  # fmt: skip


def smile(
    clay: Clay, y: float, z: float, width: float, color: Color = (0.45, 0.10, 0.08), thick: float = 0.014,
    curve: float = 0.42,
) -> None:  # fmt: skip
    """A mouth that curves up at both ends; down, when `curve` is negative."""
    points = [(width * t, y + width * curve * t * t, z - width * 0.22 * t * t) for t in (-1, -0.5, 0, 0.5, 1)]
    clay.tube(points, thick, thick, color, blend=0.006)


def cheeks(clay: Clay, y: float, z: float, apart: float, radius: float, color: Color = BLUSH) -> None:
    for side in SIDES:
        with clay.part(side_name("cheek", side), pivot=(side * apart, y, z)):
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


def crown(clay: Clay, look: Look, y: float, z: float, radius: float) -> None:
    """A golden crown with gems on a head whose top is at `y`."""
    gold = look.tint("crown", GOLD)
    r = radius * 0.86
    clay.torus((0, y, z), r, 0.035, gold, blend=0.005, gloss=0.7, flat=1.6)
    for i in range(7):
        a = i * 2 * np.pi / 7
        x, zz = np.sin(a) * r, z + np.cos(a) * r
        clay.cone((x, y, zz), (x * 1.1, y + 0.20, z + np.cos(a) * r * 1.1), 0.062, 0.012, gold, round=0.01, gloss=0.7)
        if np.cos(a) > -0.3:
            clay.ellipsoid((x * 1.12, y + 0.015, z + np.cos(a) * r * 1.12), 0.032, GEMS[i % 3], blend=0.003, gloss=0.9)


def scarf(clay: Clay, look: Look, y: float, z: float, ring: float, default: Color) -> None:
    color = look.tint("scarf", default)
    clay.torus((0, y, z), ring, 0.07, color, blend=0.02)
    with clay.part("scarf", swing("x", 6, 2.3), pivot=(0.1, y, z + ring)):
        clay.cone((0.1, y + 0.02, z + ring), (0.14, y - 0.34, z + ring + 0.06), 0.08, 0.1, color, flat=0.45)


def glasses(clay: Clay, y: float, z: float, apart: float, ring: float, ear: float, color: Color = INK) -> None:
    """Round spectacles in front of eyes at `y`, `z`; the temples reach back to the ears at `ear`."""
    for side in SIDES:
        clay.torus((side * apart, y, z), ring, 0.013, color, turn=rotation(pitch=1.5708), blend=0.003, gloss=0.5)
        clay.capsule((side * (apart + ring), y, z - 0.01), (side * ear, y + 0.01, z - 0.3), 0.013, color, blend=0.003)
    clay.capsule((ring - apart, y + 0.02, z), (apart - ring, y + 0.02, z), 0.013, color, blend=0.003)


def on_head(
    clay: Clay, look: Look, top: tuple[float, float, float], gaze: tuple[float, float, float, float] | None = None,
    color: Color = (0.75, 0.10, 0.10),
) -> None:  # fmt: skip
    """What an animal wears on its head.

    Args:
        top: y and z of the top of the head, and its radius there.
        gaze: y, z, distance from the middle and radius of spectacles that fit; None for eyes at the sides.
    """
    if look.has("hat"):
        hat(clay, look, *top, color)
    elif look.has("crown"):
        crown(clay, look, *top)
    if gaze is not None and (look.has("glasses") or look.has("round_glasses")):
        y, z, apart, ring = gaze
        frame = look.tint("round_glasses", look.tint("glasses", INK if sum(look.color) > 0.5 else GOLD))
        glasses(clay, y, z, apart, ring, apart + ring + 0.06, frame)


def helmet(clay: Clay, y: float, z: float, radius: float, color: Color = CHALK) -> None:
    """A space helmet with an open front; what is added afterwards looks out of it."""
    clay.ellipsoid((0, y, z), radius, color, blend=0.02, gloss=0.35)
    hole = (radius * 0.80, radius * 0.70, radius * 0.95)
    clay.ellipsoid((0, y - radius * 0.02, z + radius * 0.62), hole, shade(color, 0.75), blend=0.02, carve=True)
    front = rotation(pitch=1.5708)
    clay.torus((0, y - 0.01, z + radius * 0.60), radius * 0.76, 0.035, STEEL, turn=front, blend=0.01, gloss=0.6)
    for side in SIDES:
        clay.ellipsoid((side * radius, y - 0.02, z), (0.06, 0.12, 0.12), (0.85, 0.30, 0.08), blend=0.01, gloss=0.3)


def suit_pack(clay: Clay, y: float, front: float, back: float, width: float) -> None:
    """The control panel on the breast and the life support on the back of a space suit."""
    clay.box((0, y, front), (width * 0.48, 0.08, 0.035), (0.60, 0.62, 0.65), round=0.03)
    for x, lamp in ((-0.06, (0.9, 0.1, 0.1)), (0.0, (0.1, 0.7, 0.2)), (0.06, (0.1, 0.3, 0.9))):
        clay.ellipsoid((x, y + 0.01, front + 0.04), 0.025, lamp, blend=0.002, emit=0.5)
    clay.box((0, y + 0.05, back), (width, 0.30, 0.12), STEEL, round=0.07)
