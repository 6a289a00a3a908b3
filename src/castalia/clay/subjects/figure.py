"""The body that all people share: one standing figure with many clothes and poses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from castalia.clay.lexicon.colors import COLORS
from castalia.clay.motion import Pulse, swing
from castalia.clay.paint import CHALK, SKIN, STEEL, Color, distance, mix, shade
from castalia.clay.sculpt import Clay, along, rotation
from castalia.clay.subjects.catalogue import Look
from castalia.clay.subjects.face import GRAY, HAIR, Dress, head, on_neck, told_apart
from castalia.clay.subjects.features import SIDES, helmet, scarf, side_name, suit_pack

WEARABLE = (
    "glasses", "round_glasses", "beard", "long_beard", "hat", "crown", "scarf", "backpack", "hanfu",
            "spacesuit", "long_hair",
    "short_hair", "curly_hair", "bun", "hair", "old", "smiling", "sad", "surprised", "talking",
)  # fmt: skip
HAND = (0.47, 0.80, 0.32)
CHILD = 0.80
"""How tall a child's body is, measured by a grown-up's."""
CHILD_HAND = (0.47 * CHILD, 0.80 * CHILD, 0.32 * CHILD)
NECK = 1.08


def some_skin(look: Look) -> Color:
    return SKIN[int(look.rng.integers(len(SKIN)))]


def some_hair(look: Look) -> Color:
    return HAIR[int(look.rng.integers(len(HAIR)))]


def joints(look: Look, side: int, wide: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Shoulder, elbow and wrist: hanging, or at what the hands are busy with."""
    shoulder = np.array([side * wide, 0.98, 0.0])
    if side == 1 and "holding" in look.hands:
        return shoulder, np.array([0.43, 0.78, 0.10]), np.array(HAND)
    if "riding" in look.hands:
        return shoulder, np.array([side * 0.38, 0.80, 0.14]), np.array([side * 0.24, 0.74, 0.36])
    if side == -1 and "looking" in look.hands and look.action is None:
        return shoulder, np.array([-0.44, 0.92, 0.16]), np.array([-0.50, 1.12, 0.36])
    return shoulder, np.array([side * 0.40, 0.76, 0.02]), np.array([side * 0.42, 0.55, 0.12])


def arms(clay: Clay, look: Look, dress: Dress, wide: float, thick: float = 0.085) -> None:
    """Both arms with their hands; a wide sleeve with `hanfu`."""
    for side in SIDES:
        shoulder, elbow, hand = joints(look, side, wide)
        way = (hand - elbow) / np.linalg.norm(hand - elbow)
        with clay.part(side_name("arm", side), swing("x", 3.5, 3.0, 1.57 * side), pivot=shoulder):
            clay.capsule(shoulder, elbow, thick, dress.top, blend=0.06)
            with clay.part(side_name("forearm", side), pivot=elbow):
                if look.has("hanfu"):
                    end = hand + way * 0.03 - np.array([0, 0.06, 0])
                    clay.cone(elbow, end, 0.09, 0.17, dress.top, round=0.035, blend=0.05)
                    clay.torus(end, 0.145, 0.03, dress.legs, turn=along(end - elbow), blend=0.01)
                else:
                    clay.capsule(elbow, hand, thick * 0.92, dress.top, blend=0.04)
                clay.ellipsoid(hand + way * 0.075, 0.088, dress.skin, blend=0.015)
                thumb = hand + way * 0.07 + np.array([-side * 0.055, 0.01, 0.055])
                clay.ellipsoid(thumb, 0.036, dress.skin, blend=0.02)


@contextmanager
def in_hand(clay: Clay, side: int) -> Iterator[None]:
    """What is added inside moves with the hand of side +1 (left) or -1 (right)."""
    motion = swing("x", 3.5, 3.0, 1.57 * side)
    with (
        clay.part(side_name("arm", side), motion, pivot=(side * 0.24, 0.98, 0.0)),
        clay.part(side_name("forearm", side), pivot=(side * 0.40, 0.76, 0.02)),
    ):
        yield


def legs(clay: Clay, look: Look, dress: Dress, thick: float = 1.0) -> None:
    """Both legs with their shoes; astride when riding."""
    for side in SIDES:
        if "riding" in look.hands:
            hip, knee, foot = (side * 0.14, 0.56, 0.0), (side * 0.36, 0.46, 0.26), (side * 0.40, 0.14, 0.20)
            with clay.part(side_name("leg", side), pivot=hip):
                clay.capsule(hip, knee, 0.125 * thick, dress.legs, blend=0.06)
                clay.capsule(knee, foot, 0.105 * thick, dress.legs, blend=0.04)
                clay.ellipsoid((side * 0.40, 0.06, 0.27), (0.11, 0.09, 0.17), dress.shoes, blend=0.02)
            continue
        with clay.part(side_name("leg", side), pivot=(side * 0.13, 0.6, 0)):
            shin, hip = 0.115 * thick, 0.14 * thick
            knee = (side * 0.132, 0.34, 0.0)
            clay.cone(knee, (side * 0.125, 0.62, 0), (shin + hip) / 2, hip, dress.legs, round=0.09, blend=0.05)
            with clay.part(side_name("shin", side), pivot=knee):
                clay.cone((side * 0.14, 0.08, 0), knee, shin, (shin + hip) / 2, dress.legs, round=0.09, blend=0.05)
                clay.cone((side * 0.142, 0.06, 0.0), (side * 0.14, 0.24, 0.0), 0.128 * thick, 0.125 * thick,
                          dress.shoes, round=0.04, blend=0.02)  # fmt: skip
                clay.ellipsoid((side * 0.145, 0.08, 0.07), (0.125, 0.085, 0.19), dress.shoes, blend=0.04)


def figure(clay: Clay, look: Look, dress: Dress) -> float:
    """A standing person, 1.65 high (a child 1.43), who breathes; returns the height of the middle of the head."""
    gray = GRAY if look.has("old") else dress.hair
    hair = look.tint("hair", told_apart(gray, dress.skin))
    top = dress.top if distance(dress.top, hair) > 0.25 else mix(COLORS["teal"], CHALK, 0.25)
    dress = replace(dress, hair=hair, top=top)
    y = NECK * dress.tall + 0.24
    body = Clay()
    if look.has("spacesuit"):
        suit(body, look, mix(look.color, CHALK, 0.85))
        clay.place(body, scale=dress.tall)
        bare = replace(dress, bare_head=False)
        with on_neck(clay, y):
            helmet(clay, y + 0.04, -0.03, 0.43)
        head(clay, look, replace(bare, haircut="short_hair"), y)
        return y
    if look.has("hanfu"):
        _hanfu(body, look, replace(dress, legs=mix(dress.top, CHALK, 0.82)))
    else:
        legs(body, look, dress)
        if dress.skirt and "riding" not in look.hands:
            body.cone((0, 0.36, 0), (0, 0.80, 0), 0.34, 0.20, dress.top, round=0.06, blend=0.05)
            body.torus((0, 0.385, 0), 0.305, 0.035, mix(dress.top, CHALK, 0.55), blend=0.01)
        with body.part("torso", Pulse(0.012, 3.4), pivot=(0, 0.55, 0)):
            body.cone((0, 0.50, 0), (0, 1.10, 0), 0.265, 0.20, dress.top, round=0.14, blend=0.06)
        arms(body, look, dress, 0.24)
    body.capsule((0, 1.02, 0), (0, 1.14, 0.01), 0.09, dress.skin, blend=0.03)
    if look.has("scarf"):
        scarf(body, look, 1.06, 0.02, 0.19, (0.8, 0.1, 0.1))
    if look.has("backpack"):
        backpack(body, look.tint("backpack", (0.75, 0.30, 0.12)))
    clay.place(body, scale=dress.tall)
    head(clay, look, dress, y)
    return y


def _hanfu(clay: Clay, look: Look, dress: Dress) -> None:
    """Chinese dress: wide sleeves, crossed collar, a sash, and a skirt down to the shoes."""
    under, sash = dress.legs, (0.80, 0.15, 0.12) if distance(dress.top, (0.8, 0.15, 0.12)) > 0.6 else (0.90, 0.62, 0.15)
    if "riding" in look.hands:
        legs(clay, look, replace(dress, legs=under))
    else:
        with clay.part("torso", Pulse(0.006, 3.4), pivot=(0, 0.1, 0)):
            clay.cone((0, 0.03, 0), (0, 0.74, 0), 0.40, 0.19, under, round=0.06, blend=0.05)
            for i in range(9):
                a = i * 2 * np.pi / 9
                x, z = np.sin(a), np.cos(a)
                clay.cone((x * 0.385, 0.05, z * 0.385), (x * 0.20, 0.68, z * 0.20), 0.05, 0.02, shade(under, 0.93),
                          round=0.018, blend=0.05)  # fmt: skip
            clay.torus((0, 0.065, 0), 0.385, 0.035, dress.top, blend=0.012)
        for side in SIDES:
            clay.ellipsoid((side * 0.13, 0.05, 0.36), (0.09, 0.06, 0.12), dress.shoes, blend=0.02)
    with clay.part("torso", Pulse(0.012, 3.4), pivot=(0, 0.55, 0)):
        clay.cone((0, 0.58, 0), (0, 1.10, 0), 0.235, 0.20, dress.top, round=0.13, blend=0.06)
        clay.torus((0, 0.70, 0), 0.205, 0.055, sash, blend=0.012)
        clay.cone((0.04, 0.70, 0.25), (0.07, 0.26, 0.37), 0.045, 0.06, sash, round=0.02, blend=0.01, flat=0.4)
        # The left side is laid over the right one: the other way round is for the dead.
        clay.tube([(-0.12, 1.10, 0.12), (-0.06, 1.00, 0.185), (0.02, 0.92, 0.205)], 0.032, 0.032, under, blend=0.01)
        clay.tube([(0.12, 1.10, 0.12), (0.06, 1.01, 0.19), (-0.04, 0.88, 0.225), (-0.13, 0.75, 0.19)], 0.034,
            0.034, under,
                  blend=0.01)  # fmt: skip
        clay.tube([(0.15, 1.08, 0.12), (0.09, 0.98, 0.20), (-0.01, 0.85, 0.238), (-0.10, 0.73, 0.215)], 0.014,
            0.014, sash,
                  blend=0.006)  # fmt: skip
    arms(clay, look, dress, 0.24)


def suit(clay: Clay, look: Look, color: Color) -> None:
    """A space suit without its helmet."""
    with clay.part("torso", Pulse(0.012, 3.4), pivot=(0, 0.55, 0)):
        clay.ellipsoid((0, 0.82, 0), (0.30, 0.37, 0.24), color, blend=0.06)
        suit_pack(clay, 0.87, 0.235, -0.28, 0.26)
        clay.torus((0, 0.62, 0), 0.26, 0.04, shade(color, 0.55), blend=0.01)
    dress = Dress(color, color, STEEL, STEEL, STEEL)
    legs(clay, look, dress, 1.12)
    arms(clay, look, dress, 0.27, 0.10)


def backpack(clay: Clay, color: Color) -> None:
    clay.box((0, 0.86, -0.28), (0.20, 0.25, 0.12), color, round=0.08)
    clay.box((0, 0.76, -0.40), (0.13, 0.11, 0.05), shade(color, 0.8), round=0.04)
    clay.capsule((-0.22, 1.15, -0.27), (0.22, 1.15, -0.27), 0.085, mix(color, (0.25, 0.35, 0.28), 0.75), blend=0.01)
    for side in SIDES:
        clay.torus((side * 0.15, 0.93, -0.02), 0.205, 0.026, shade(color, 0.6), turn=rotation(roll=1.5708), blend=0.01)
