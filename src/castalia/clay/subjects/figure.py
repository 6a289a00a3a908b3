"""The body that all people share: one standing figure with many clothes, haircuts and poses."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from castalia.clay.lexicon.colors import COLORS
from castalia.clay.motion import Pulse, bob, swing
from castalia.clay.paint import CHALK, SKIN, WOOD, Color, distance, mix, shade
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.catalogue import Look
from castalia.clay.subjects.features import cheeks, eyes, glasses, hat, scarf, smile

SIDES = (-1, 1)
HAIR: tuple[Color, ...] = (
    (0.09, 0.05, 0.03),
    (0.26, 0.12, 0.05),
    (0.50, 0.24, 0.08),
    (0.80, 0.55, 0.18),
    (0.03, 0.03, 0.035),
)
WEARABLE = (
    "glasses",
    "beard",
    "hat",
    "scarf",
    "backpack",
    "long_hair",
    "short_hair",
    "curly_hair",
    "bun",
    "hair",
    "old",
)
HAND = (0.47, 0.74, 0.30)


@dataclass(frozen=True)
class Dress:
    """What a figure wears."""

    top: Color
    legs: Color
    shoes: Color
    skin: Color
    hair: Color
    haircut: str = "short_hair"
    skirt: bool = False
    bare_head: bool = True


def some_skin(look: Look) -> Color:
    return SKIN[int(look.rng.integers(len(SKIN)))]


def _arms(clay: Clay, look: Look, dress: Dress, wide: float) -> None:
    """Both arms; the pose follows from what the figure does."""
    waving = look.action in ("waving", "celebrating", "dancing")
    for side in SIDES:
        shoulder = np.array([side * wide, 0.98, 0.0])
        if side == 1 and "holding" in look.hands:
            elbow, hand = np.array([0.43, 0.78, 0.10]), np.array(HAND)
            motion = swing("x", 2.5, 2.9)
        elif "riding" in look.hands:
            elbow, hand = np.array([side * 0.38, 0.80, 0.14]), np.array([side * 0.24, 0.74, 0.36])
            motion = swing("x", 4, 1.6)
        elif "looking" in look.hands and look.action is None and side == -1:
            elbow, hand = np.array([-0.44, 0.92, 0.16]), np.array([-0.50, 1.12, 0.36])
            motion = swing("x", 5, 2.1)
        elif waving and (side == -1 or look.action in ("dancing", "celebrating")):
            elbow, hand = np.array([side * 0.49, 1.10, 0.05]), np.array([side * 0.60, 1.40, 0.10])
            motion = swing("z", 17, 0.9, 0.6 * side)
        else:
            elbow, hand = np.array([side * 0.40, 0.76, 0.02]), np.array([side * 0.42, 0.55, 0.12])
            pace = (24, 0.9) if look.action in ("walking", "running") else (3.5, 3.0)
            motion = swing("x", *pace, phase=1.57 * side)
        with clay.part("arm", motion, pivot=shoulder):
            clay.capsule(shoulder, elbow, 0.085, dress.top, blend=0.06)
            clay.capsule(elbow, hand, 0.078, dress.top, blend=0.04)
            clay.ellipsoid(hand + (hand - elbow) * 0.24, 0.088, dress.skin, blend=0.015)


def _legs(clay: Clay, look: Look, dress: Dress) -> None:
    if "riding" in look.hands:
        for side in SIDES:
            knee, foot = (side * 0.36, 0.46, 0.26), (side * 0.40, 0.14, 0.20)
            clay.capsule((side * 0.14, 0.56, 0.0), knee, 0.125, dress.legs, blend=0.06)
            clay.capsule(knee, foot, 0.105, dress.legs, blend=0.04)
            clay.ellipsoid((side * 0.40, 0.06, 0.27), (0.11, 0.09, 0.17), dress.shoes, blend=0.02)
        return
    for side in SIDES:
        pace = (26, 0.9) if look.action in ("walking", "running") else (0, 1.0)
        with clay.part("leg", swing("x", pace[0], pace[1], -1.57 * side), pivot=(side * 0.13, 0.6, 0)):
            clay.cone((side * 0.14, 0.08, 0), (side * 0.125, 0.62, 0), 0.115, 0.14, dress.legs, round=0.09, blend=0.05)
            clay.cone(
                (side * 0.142, 0.06, 0.0), (side * 0.14, 0.27, 0.0), 0.128, 0.125, dress.shoes, round=0.04, blend=0.02
            )
            clay.ellipsoid((side * 0.145, 0.08, 0.07), (0.125, 0.085, 0.19), dress.shoes, blend=0.04)


def _hair(clay: Clay, cut: str, color: Color, y: float) -> None:
    """Hair on a head of radius 0.3 around (0, y, 0.02)."""
    clay.ellipsoid((0, y + 0.07, -0.06), (0.335, 0.325, 0.315), color, blend=0.02)
    clay.ellipsoid((0, y + 0.24, 0.12), (0.27, 0.11, 0.20), color, blend=0.05)
    if cut == "long_hair":
        clay.ellipsoid((0, y - 0.20, -0.17), (0.33, 0.42, 0.17), color, blend=0.08)
        for side in SIDES:
            clay.cone(
                (side * 0.29, y + 0.08, 0.0), (side * 0.31, y - 0.38, 0.06), 0.10, 0.085, color, round=0.07, blend=0.06
            )
    elif cut == "bun":
        clay.ellipsoid((0, y + 0.45, -0.08), 0.16, color, blend=0.04)
    elif cut == "curly_hair":
        for i in range(9):
            a = i * 0.7 - 2.8
            clay.ellipsoid((np.sin(a) * 0.31, y + 0.16 + 0.20 * np.cos(a), 0.03 * (i % 2)), 0.13, color, blend=0.03)
    elif cut == "pigtails":
        for side in SIDES:
            clay.ellipsoid((side * 0.33, y + 0.06, -0.06), 0.07, (0.85, 0.12, 0.15), blend=0.01)
            with clay.part("pigtail", swing("z", 8, 1.7, side), pivot=(side * 0.33, y + 0.06, -0.06)):
                clay.cone(
                    (side * 0.36, y + 0.05, -0.07), (side * 0.47, y - 0.26, -0.05), 0.095, 0.05, color, round=0.045
                )


def _face(clay: Clay, look: Look, dress: Dress, y: float) -> None:
    clay.ellipsoid((0, y, 0.03), (0.295, 0.30, 0.285), dress.skin, blend=0.03)
    for side in SIDES:
        clay.ellipsoid((side * 0.295, y - 0.02, 0.02), (0.05, 0.075, 0.055), dress.skin, blend=0.02)
    clay.ellipsoid((0, y - 0.045, 0.325), (0.048, 0.043, 0.045), shade(dress.skin, 1.05), blend=0.025)
    eyes(clay, y + 0.035, 0.288, 0.105, 0.04)
    cheeks(clay, y - 0.075, 0.265, 0.155, 0.052, mix(dress.skin, (0.92, 0.25, 0.22), 0.42))
    smile(clay, y - 0.145, 0.288, 0.065, mix(dress.skin, (0.40, 0.05, 0.06), 0.72), 0.0105)
    for side in SIDES:
        clay.capsule(
            (side * 0.065, y + 0.125, 0.285),
            (side * 0.145, y + 0.13, 0.262),
            0.015,
            shade(dress.hair, 0.85),
            blend=0.006,
        )


def whiskers(clay: Clay, y: float, color: Color) -> None:
    clay.ellipsoid((0, y - 0.23, 0.15), (0.235, 0.19, 0.18), color, blend=0.05)
    for side in SIDES:
        clay.ellipsoid((side * 0.235, y - 0.12, 0.10), (0.07, 0.15, 0.11), color, blend=0.04)
        clay.ellipsoid(
            (side * 0.065, y - 0.105, 0.30), (0.08, 0.035, 0.04), color, turn=rotation(roll=-side * 0.3), blend=0.02
        )
    clay.ellipsoid((0, y - 0.165, 0.325), (0.06, 0.022, 0.02), (0.62, 0.18, 0.15), blend=0.006)


def told_apart(hair: Color, skin: Color) -> Color:
    """The hair, darker when it would look like the skin."""
    return shade(hair, 0.35) if distance(hair, skin) < 0.3 else hair


def figure(clay: Clay, look: Look, dress: Dress) -> float:
    """A standing person, 1.65 high, who breathes; returns the height of the middle of the head."""
    y, wide = 1.32, 0.24
    gray = (0.72, 0.72, 0.73) if look.has("old") else dress.hair
    hair = look.tint("hair", told_apart(gray, dress.skin))
    top = dress.top if distance(dress.top, hair) > 0.25 else mix(COLORS["teal"], CHALK, 0.25)
    dress = replace(dress, hair=hair, top=top)
    _legs(clay, look, dress)
    if dress.skirt and "riding" not in look.hands:
        clay.cone((0, 0.36, 0), (0, 0.80, 0), 0.34, 0.20, dress.top, round=0.06, blend=0.05)
    with clay.part("torso", Pulse(0.012, 3.4), pivot=(0, 0.55, 0)):
        clay.cone((0, 0.50, 0), (0, 1.10, 0), 0.265, 0.20, dress.top, round=0.14, blend=0.06)
    clay.capsule((0, 1.02, 0), (0, 1.14, 0.01), 0.09, dress.skin, blend=0.03)
    _arms(clay, look, dress, wide)
    head(clay, look, dress, y)
    if look.has("scarf"):
        scarf(clay, look, 1.06, 0.02, 0.19, (0.8, 0.1, 0.1))
    if look.has("backpack"):
        backpack(clay, look.tint("backpack", (0.75, 0.30, 0.12)))
    return y


def head(clay: Clay, look: Look, dress: Dress, y: float) -> None:
    """Head, hair and what is worn on them; `y` is the middle of the head."""
    with clay.part("head", swing("z", 3, 4.1), swing("y", 5, 5.3), bob(0.008, 3.4), pivot=(0, y - 0.24, 0.0)):
        cut = next((t for t in ("long_hair", "short_hair", "curly_hair", "bun") if look.has(t)), dress.haircut)
        _hair(clay, cut, dress.hair, y)
        _face(clay, look, dress, y)
        if look.has("beard"):
            whiskers(clay, y, look.tint("beard", dress.hair))
        if look.has("glasses"):
            glasses(clay, y + 0.03, 0.335, 0.108, 0.078, 0.29)
        if dress.bare_head and look.has("hat"):
            hat(clay, look, y + 0.26, 0.0, 0.3, mix(dress.top, WOOD, 0.5))


def backpack(clay: Clay, color: Color) -> None:
    clay.box((0, 0.86, -0.28), (0.20, 0.25, 0.12), color, round=0.08)
    clay.box((0, 0.76, -0.40), (0.13, 0.11, 0.05), shade(color, 0.8), round=0.04)
    clay.capsule((-0.22, 1.15, -0.27), (0.22, 1.15, -0.27), 0.085, mix(color, (0.25, 0.35, 0.28), 0.75), blend=0.01)
    for side in SIDES:
        clay.torus((side * 0.15, 0.93, -0.02), 0.205, 0.026, shade(color, 0.6), turn=rotation(roll=1.5708), blend=0.01)
