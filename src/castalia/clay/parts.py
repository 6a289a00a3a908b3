"""The named parts of things: which a kind has, and how to leave some out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from castalia.clay.lexicon.colors import COLORS
from castalia.clay.sculpt import Clay, Primitive
from castalia.clay.subjects import KINDS, Look

SIDE = ("_l", "_r", "_fl", "_fr", "_bl", "_br")


def names(part: str) -> set[str]:
    """What a part may be called: `wing_l` is a wing, `palm leaves` belong to a palm."""
    plain = next((part.removesuffix(side) for side in SIDE if part.endswith(side)), part)
    return {part, plain, plain.partition(" ")[0], plain.rpartition(" ")[2]}


def without(primitives: Sequence[Primitive], unwanted: Sequence[str]) -> list[Primitive]:
    """The primitives of which no part has an unwanted name."""
    if not unwanted:
        return list(primitives)
    taboo = set(unwanted)
    return [p for p in primitives if not any(names(part.name) & taboo for part in p.parts)]


@cache
def _parts_of(kind: str) -> frozenset[str]:
    clay = Clay()
    KINDS[kind].model(clay, Look(COLORS[KINDS[kind].color], np.random.default_rng(0)))
    return frozenset(name for p in clay.primitives for part in p.parts for name in names(part.name))


@cache
def takes_color(kind: str) -> bool:
    """Whether a thing of this kind looks different when it is asked for in another colour."""
    shades = []
    for color in ("red", "blue"):
        clay = Clay()
        KINDS[kind].model(clay, Look(COLORS[color], np.random.default_rng(0), own=False))
        shades.append([p.color for p in clay.primitives])
    return shades[0] != shades[1]


def has_part(kind: str, name: str) -> bool:
    """Whether a kind of thing has a part of this name."""
    return name in _parts_of(kind)
