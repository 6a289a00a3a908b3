"""Crowned people: king, queen, princess."""

from __future__ import annotations

import numpy as np

from castalia.clay.motion import swing
from castalia.clay.paint import CHALK, INK, mix, shade
from castalia.clay.sculpt import Clay
from castalia.clay.subjects.catalogue import Look, subject
from castalia.clay.subjects.face import Dress, on_neck, whiskers
from castalia.clay.subjects.features import GOLD, SIDES, crown
from castalia.clay.subjects.figure import HAND, WEARABLE, figure, in_hand, some_hair, some_skin


def _gown(clay: Clay, look: Look, trim: tuple[float, float, float]) -> None:
    """A wide skirt to the floor with a golden hem."""
    if "riding" in look.hands:
        return
    with clay.part("torso", pivot=(0, 0.1, 0)):
        clay.cone((0, 0.02, 0), (0, 0.76, 0), 0.50, 0.17, look.color, round=0.08, blend=0.06)
        clay.torus((0, 0.07, 0), 0.475, 0.045, trim, blend=0.012)
        for i in range(10):
            a = i * 2 * np.pi / 10
            x, z = np.sin(a), np.cos(a)
            clay.ellipsoid((x * 0.40, 0.27, z * 0.40), 0.032, GOLD, blend=0.006, gloss=0.6)
        clay.torus((0, 0.70, 0), 0.205, 0.04, GOLD, blend=0.01, gloss=0.6)


def _mantle(clay: Clay, color: tuple[float, float, float]) -> None:
    """A cloak over the back with an ermine collar."""
    with clay.part("torso", swing("x", 1.5, 3.6), pivot=(0, 1.0, 0)):
        clay.cone((0, 0.05, -0.26), (0, 1.02, -0.08), 0.48, 0.24, color, round=0.06, blend=0.03, flat=0.42)
        clay.torus((0, 1.04, 0.0), 0.215, 0.075, CHALK, blend=0.02)
        for i in range(7):
            a = i * 0.75 - 2.25
            clay.ellipsoid((np.sin(a) * 0.27, 1.06, np.cos(a) * 0.27), (0.016, 0.03, 0.016), INK, blend=0.004)
        clay.ellipsoid((0, 1.0, 0.275), 0.045, (0.80, 0.05, 0.10), blend=0.004, gloss=0.9)


@subject(
    "king", group="person", color="red", height=1.85, measure="位", home="meadow", facing=0.28, emoji="🤴",
    en=("king", "kings", "emperor"), zh=("国王", "皇帝", "君王", "帝王"), near_en=("sultan", "tsar", "duke"),
    near_zh=("苏丹", "公爵"), hand=HAND, traits=WEARABLE,
)  # fmt: skip
def king(clay: Clay, look: Look) -> None:
    skin = some_skin(look)
    hair = some_hair(look)
    tunic = mix(look.color, (0.20, 0.10, 0.35), 0.35)
    y = figure(clay, look, Dress(tunic, (0.85, 0.82, 0.76), (0.30, 0.14, 0.06), skin, hair, bare_head=False))
    _mantle(clay, look.color)
    with clay.part("torso", pivot=(0, 0.55, 0)):
        clay.torus((0, 0.66, 0), 0.245, 0.035, GOLD, blend=0.008, gloss=0.6)
    with on_neck(clay, y):
        if not (look.has("beard") or look.has("long_beard")):
            whiskers(clay, y, look.tint("beard", hair))
        crown(clay, look, y + 0.28, -0.03, 0.32)
    if not look.hands & {"holding", "riding"}:
        with in_hand(clay, 1):
            clay.capsule((0.43, 0.30, 0.20), (0.45, 0.90, 0.24), 0.025, GOLD, blend=0.006, gloss=0.7)
            clay.ellipsoid((0.452, 0.98, 0.245), 0.07, (0.10, 0.25, 0.80), blend=0.006, gloss=0.9)
            clay.torus((0.451, 0.93, 0.243), 0.05, 0.02, GOLD, blend=0.006, gloss=0.7)


@subject(
    "queen", group="person", color="purple", height=1.85, measure="位", home="meadow", facing=0.28, emoji="👑",
    en=("queen", "queens", "empress"), zh=("女王", "王后", "皇后", "女皇"), near_en=("duchess",), hand=HAND,
    traits=WEARABLE,
)  # fmt: skip
def queen(clay: Clay, look: Look) -> None:
    skin = some_skin(look)
    y = figure(clay, look, Dress(look.color, skin, GOLD, skin, some_hair(look), "bun", bare_head=False, lady=True))
    _gown(clay, look, CHALK)
    _mantle(clay, shade(look.color, 0.6))
    with on_neck(clay, y):
        crown(clay, look, y + 0.27, -0.02, 0.30)
        for side in SIDES:
            clay.ellipsoid((side * 0.33, y - 0.12, 0.04), (0.025, 0.045, 0.025), CHALK, blend=0.003, gloss=0.8)


@subject(
    "princess", group="person", color="pink", height=1.75, measure="位", home="meadow", facing=0.28, emoji="👸",
    en=("princess", "princesses"), zh=("公主", "小公主"), near_en=("cinderella", "snow white"),
    near_zh=("灰姑娘", "白雪公主"), hand=HAND, traits=WEARABLE,
)  # fmt: skip
def princess(clay: Clay, look: Look) -> None:
    skin = some_skin(look)
    y = figure(
        clay, look, Dress(look.color, skin, GOLD, skin, some_hair(look), "long_hair", bare_head=False, lady=True)
    )
    _gown(clay, look, mix(look.color, CHALK, 0.75))
    with clay.part("arms puffed", pivot=(0, 0.98, 0)):
        for side in SIDES:
            clay.ellipsoid((side * 0.27, 0.98, 0.0), 0.125, mix(look.color, CHALK, 0.45), blend=0.02)
    with on_neck(clay, y):
        crown(clay, look, y + 0.31, -0.02, 0.19)
