"""The turntable: the subjects turn once about themselves before a standing camera, light and backdrop."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from castalia.clay.arrange import Toy
from castalia.clay.scene import Scene
from castalia.clay.sculpt import Primitive, rotation

SIDES = 8
"""Views that must all be in the picture."""


def in_studio(scene: Scene) -> Scene:
    """The subjects of a scene on a turntable before a plain backdrop."""
    return scene.model_copy(
        update={"motion": "turntable", "place": "studio", "light": "studio", "weather": "clear", "lens": "normal"}
    )


def turned(things: Sequence[Primitive], owners: Sequence[int], toys: Sequence[Toy], angle: float) -> list[Primitive]:
    """What belongs to a subject, turned by `angle` radians about the axis of the table; props stay."""
    turn, axis = rotation(yaw=angle), _axis(toys)
    offset = axis - turn @ axis
    return [p.moved(turn, offset) if owner else p for p, owner in zip(things, owners, strict=True)]


def all_round(things: Sequence[Primitive], toys: Sequence[Toy]) -> list[Primitive]:
    """The things as they stand in every phase of the turn, for a camera that must see them all."""
    owners = [1] * len(things)
    return [p for side in range(SIDES) for p in turned(things, owners, toys, 2 * np.pi * side / SIDES)]


def _axis(toys: Sequence[Toy]) -> np.ndarray:
    """A point of the axis: the middle of the footprints."""
    if not toys:
        return np.zeros(3)
    middles = [
        (min(t_ - t.radius for t_, t in pairs) + max(t_ + t.radius for t_, t in pairs)) / 2
        for pairs in ([(t.x, t) for t in toys], [(t.z, t) for t in toys])
    ]
    return np.array([middles[0], 0.0, middles[1]])
