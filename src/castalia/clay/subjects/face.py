"""The heads of people: face with its expression, hair, beard, and what is worn on them."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass

import numpy as np

from castalia.clay.motion import bob, swing
from castalia.clay.paint import CHALK, INK, WOOD, Color, distance, mix, shade
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.catalogue import Look
from castalia.clay.subjects.features import SIDES, cheeks, crown, eyes, glasses, hat, side_name, smile

HAIR: tuple[Color, ...] = (
    (0.09, 0.05, 0.03),
    (0.26, 0.12, 0.05),
    (0.50, 0.24, 0.08),
    (0.80, 0.55, 0.18),
    (0.03, 0.03, 0.035),
)
GRAY: Color = (0.72, 0.72, 0.73)
CUTS = ("long_hair", "short_hair", "curly_hair", "bun")
TALKING = ("speaking", "talking", "singing")


@dataclass(frozen=True)
class Dress:
    """What a figure wears."""

    top: Color
    legs: Color
    shoes: Color
    skin: Color
    hair: Color
    haircut: str = "short_hair"
    """One of `CUTS`, `pigtails`, `double_bun`, `bald`."""
    skirt: bool = False
    bare_head: bool = True
    lady: bool = False
    """With long lashes, red lips and earrings."""
    tall: float = 1.0
    """Of the body; the head of a child is as big as a grown-up's."""


def told_apart(hair: Color, skin: Color) -> Color:
    """The hair, darker when it would look like the skin."""
    return shade(hair, 0.35) if distance(hair, skin) < 0.3 else hair


def on_neck(clay: Clay, y: float) -> AbstractContextManager[None]:
    """The part `head` of a person, for what is put on it; `y` is the middle of the head."""
    return clay.part("head", swing("z", 3, 4.1), swing("y", 5, 5.3), bob(0.008, 3.4), pivot=(0, y - 0.24, 0.0))


def head(clay: Clay, look: Look, dress: Dress, y: float) -> None:
    """Head, hair and what is worn on them; `y` is the middle of the head."""
    with on_neck(clay, y):
        cut = "double_bun" if look.has("hanfu") and dress.haircut == "pigtails" else dress.haircut
        cut = "bun" if look.has("hanfu") and cut == "long_hair" else cut
        cut = next((t for t in CUTS if look.has(t)), cut)
        with clay.part("coiffure", pivot=(0, y, 0)):
            _hair(clay, cut, dress.hair, y)
        _face(clay, look, dress, y)
        if dress.lady:
            _lashes(clay, look, y)
        if look.has("beard") or look.has("long_beard"):
            color = look.tint("long_beard", look.tint("beard", dress.hair))
            whiskers(clay, y, color, long=look.has("long_beard"))
        if look.has("glasses") or look.has("round_glasses"):
            ring = 0.098 if look.has("round_glasses") else 0.085
            frame = look.tint("round_glasses", look.tint("glasses", INK if sum(dress.skin) > 1.2 else (0.9, 0.7, 0.2)))
            glasses(clay, y + 0.03, 0.338, 0.112, ring, 0.29, frame)
        if dress.bare_head and look.has("crown"):
            crown(clay, look, y + 0.29, -0.03, 0.3)
        elif dress.bare_head and look.has("hat"):
            hat(clay, look, y + 0.26, 0.0, 0.3, mix(dress.top, WOOD, 0.5))


def _hair(clay: Clay, cut: str, color: Color, y: float) -> None:
    """Hair on a head of radius 0.3 around (0, y, 0.02): a cap set back, a parting, and what falls from it."""
    if cut == "bald":
        for side in SIDES:
            clay.ellipsoid((side * 0.25, y - 0.04, -0.10), (0.09, 0.13, 0.15), color, blend=0.04)
        return
    clay.ellipsoid((0, y + 0.075, -0.065), (0.335, 0.32, 0.305), color, blend=0.02)
    for x, yy, z, roll in ((-0.12, 0.235, 0.175, 0.45), (0.05, 0.255, 0.195, -0.25), (0.20, 0.205, 0.135, -0.75)):
        lock = rotation(roll=roll, pitch=-0.5)
        clay.ellipsoid((x, y + yy, z), (0.15, 0.075, 0.105), color, turn=lock, blend=0.05)
    for side in SIDES:
        clay.ellipsoid((side * 0.275, y + 0.10, 0.06), (0.06, 0.15, 0.09), color, blend=0.04)
    if cut == "long_hair":
        clay.ellipsoid((0, y - 0.18, -0.18), (0.33, 0.44, 0.17), color, blend=0.08)
        for side in SIDES:
            clay.tube(
                [
                    (side * 0.28, y + 0.14, 0.04),
                    (side * 0.345, y - 0.12, 0.05),
                    (side * 0.30, y - 0.34, 0.11),
                    (side * 0.25, y - 0.52, 0.15),
                ],
                0.10,
                0.055,
                color,
                blend=0.06,
            )
    elif cut == "bun":
        clay.ellipsoid((0, y + 0.44, -0.10), (0.17, 0.155, 0.16), color, blend=0.03)
        clay.torus((0, y + 0.34, -0.09), 0.12, 0.03, shade(color, 0.7), blend=0.01)
    elif cut == "double_bun":
        for side in SIDES:
            clay.ellipsoid((side * 0.23, y + 0.36, -0.06), 0.125, color, blend=0.03)
            clay.torus((side * 0.20, y + 0.285, -0.05), 0.085, 0.028, (0.85, 0.12, 0.15),
                       turn=rotation(roll=-side * 0.5), blend=0.006)  # fmt: skip
    elif cut == "curly_hair":
        for i in range(11):
            a = i * 0.62 - 3.1
            at = (np.sin(a) * 0.31, y + 0.13 + 0.22 * np.cos(a), 0.05 * (i % 2) - 0.02)
            clay.ellipsoid(at, 0.125, color, blend=0.025)
        for x in (-0.16, 0.0, 0.16):
            clay.ellipsoid((x, y + 0.27, 0.15), 0.105, color, blend=0.025)
    elif cut == "pigtails":
        for side in SIDES:
            clay.ellipsoid((side * 0.335, y + 0.06, -0.06), 0.068, (0.85, 0.12, 0.15), blend=0.01)
            with clay.part("pigtail", swing("z", 8, 1.7, side), pivot=(side * 0.335, y + 0.06, -0.06)):
                points = [
                    (side * 0.36, y + 0.05, -0.07),
                    (side * 0.46, y - 0.08, -0.06),
                    (side * 0.45, y - 0.26, -0.05),
                ]
                clay.tube(points, 0.10, 0.06, color, blend=0.04)


def _face(clay: Clay, look: Look, dress: Dress, y: float) -> None:
    skin, old = dress.skin, look.has("old")
    clay.ellipsoid((0, y, 0.03), (0.295, 0.30, 0.285), skin, blend=0.03)
    for side in SIDES:
        with clay.part("ear_l" if side > 0 else "ear_r", pivot=(side * 0.29, y - 0.02, 0.02)):
            clay.ellipsoid((side * 0.295, y - 0.02, 0.02), (0.05, 0.075, 0.055), skin, blend=0.02)
    clay.ellipsoid((0, y - 0.05, 0.322), (0.042, 0.036, 0.04), shade(skin, 1.06), blend=0.03)
    surprised, sad = look.has("surprised"), look.has("sad")
    eyes(clay, y + 0.03, 0.287, 0.108, 0.05 if surprised else 0.043, tall=1.3)
    cheeks(clay, y - 0.085, 0.262, 0.165, 0.048, mix(skin, (0.95, 0.28, 0.26), 0.34))
    lift = 0.05 if surprised else 0.0
    brow = shade(dress.hair, 0.85)
    for side in SIDES:
        inner, outer = (0.022, -0.022) if sad else (0.0, 0.0)
        points = [
            (side * 0.062, y + 0.140 + lift + inner, 0.288),
            (side * 0.108, y + 0.152 + lift, 0.276),
            (side * 0.155, y + 0.128 + lift + outer, 0.258),
        ]
        with clay.part(side_name("brow", side), pivot=points[1]):
            clay.tube(points, 0.011, 0.008, brow, blend=0.006)
        if old:
            wrinkle = shade(skin, 0.80)
            clay.capsule((side * 0.10, y - 0.06, 0.297), (side * 0.135, y - 0.135, 0.267), 0.008, wrinkle, blend=0.012)
    if old:
        points = [(-0.09, y + 0.190, 0.268), (0.0, y + 0.200, 0.281), (0.09, y + 0.190, 0.268)]
        clay.tube(points, 0.007, 0.007, shade(skin, 0.82), blend=0.012)
    _mouth(clay, look, dress, y)


def _lashes(clay: Clay, look: Look, y: float) -> None:
    """Lashes at the outer corners of the eyes, and pearls in the ears."""
    for side in SIDES:
        if look.action != "sleeping":
            for rise, out in ((0.052, 0.050), (0.030, 0.062)):
                clay.capsule((side * 0.138, y + 0.03 + rise * 0.6, 0.298),
                             (side * (0.118 + out), y + 0.04 + rise, 0.286), 0.0085, INK, blend=0.003)  # fmt: skip
        clay.ellipsoid((side * 0.325, y - 0.10, 0.06), 0.026, (0.96, 0.93, 0.86), blend=0.004, gloss=0.8)


def _mouth(clay: Clay, look: Look, dress: Dress, y: float) -> None:
    lips, inside = mix(dress.skin, (0.60, 0.05, 0.09), 0.58 if dress.lady else 0.40), (0.30, 0.03, 0.04)
    speaking = look.action in TALKING or look.has("talking")
    with clay.part("mouth", pivot=(0, y - 0.145, 0.29)):
        if look.has("surprised"):
            clay.ellipsoid((0, y - 0.155, 0.282), (0.038, 0.05, 0.022), inside, blend=0.004)
        elif look.has("sad"):
            smile(clay, y - 0.135, 0.292, 0.06, lips, 0.012, curve=-0.45)
        elif speaking or look.has("smiling"):
            clay.ellipsoid((0, y - 0.145, 0.278), (0.082, 0.056, 0.026), inside, blend=0.004)
            clay.ellipsoid((0, y - 0.170, 0.286), (0.045, 0.024, 0.02), (0.90, 0.32, 0.34), blend=0.006)
            clay.ellipsoid((0, y - 0.110, 0.290), (0.062, 0.018, 0.016), CHALK, blend=0.004)
            if speaking:
                smile(clay, y - 0.104, 0.297, 0.078, lips, 0.013, curve=-0.30)
                smile(clay, y - 0.196, 0.284, 0.066, lips, 0.014, curve=0.62)
            else:  # a laughing mouth is flat above
                smile(clay, y - 0.118, 0.300, 0.095, lips, 0.011, curve=0.32)
        else:
            smile(clay, y - 0.150, 0.290, 0.075, lips, 0.0115, curve=0.48)


def whiskers(clay: Clay, y: float, color: Color, long: bool = False) -> None:
    """Beard and moustache; a `long` one flows down to the belt."""
    with clay.part("jaw", pivot=(0, y - 0.10, 0.05)):
        clay.ellipsoid((0, y - 0.24, 0.15), (0.235, 0.18, 0.175), color, blend=0.05)
    for side in SIDES:
        clay.ellipsoid((side * 0.235, y - 0.12, 0.10), (0.07, 0.15, 0.11), color, blend=0.04)
        tilt = rotation(roll=-side * 0.32)
        with clay.part("moustache", pivot=(0, y - 0.105, 0.302)):
            clay.ellipsoid((side * 0.075, y - 0.105, 0.302), (0.088, 0.032, 0.04), color, turn=tilt, blend=0.02)
    with clay.part("lips", pivot=(0, y - 0.165, 0.325)):
        clay.ellipsoid((0, y - 0.165, 0.325), (0.05, 0.020, 0.02), (0.62, 0.18, 0.15), blend=0.006)
    if not long:
        return
    with clay.part("beard", swing("x", 3, 2.6), pivot=(0, y - 0.25, 0.2)):
        clay.cone((0, y - 0.22, 0.15), (0, y - 0.66, 0.33), 0.225, 0.03, color, round=0.03, blend=0.06, flat=0.7)
        for side in SIDES:
            points = [
                (side * 0.17, y - 0.20, 0.20),
                (side * 0.15, y - 0.38, 0.28),
                (side * 0.07, y - 0.52, 0.34),
                (side * 0.09, y - 0.66, 0.36),
            ]
            clay.tube(points, 0.07, 0.035, shade(color, 0.94), blend=0.03)
        clay.tube([(0, y - 0.26, 0.33), (0.02, y - 0.44, 0.37), (-0.03, y - 0.58, 0.385), (0.02, y - 0.69, 0.37)],
                  0.06, 0.025, color, blend=0.03)  # fmt: skip
