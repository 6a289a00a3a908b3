"""The places as the compiled code knows them: their numbers in `layout.PLACES`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from castalia.clay.layout import LIGHTS, PLACES, S_CLOUDS, S_PLACE, S_WET

if TYPE_CHECKING:
    import numpy as np

(
    MOON, MARS, BEACH, FOREST, DESERT, SNOW, SEA, MEADOW, CITY, RAINFOREST, ROCKY_COAST, SPACE, REEF, OCEAN, BAMBOO,
    SAVANNA, MOUNTAINS, SHANSHUI, FARM, FUTURE_CITY, VICTORIAN, STREET, LABORATORY, LIBRARY, ROOM, ZEN_GARDEN,
    CASTLE_HALL, GRID, STUDIO,
) = range(len(PLACES))  # fmt: skip
NEON = LIGHTS.index("neon")
LAMPLIT = tuple(name in ("night", "neon", "moonlight", "candle") for name in LIGHTS)
"""Lights in which lamps and windows are lit."""
OPEN_WATER = tuple(name in ("beach", "rocky_coast", "ocean", "shanshui") for name in PLACES)
"""Places whose ground is water beyond the shore."""
_MOVING = (
    BEACH, SEA, RAINFOREST, ROCKY_COAST, REEF, OCEAN, SHANSHUI, FUTURE_CITY, LABORATORY, GRID,
)  # fmt: skip
MOVING = tuple(i in _MOVING for i in range(len(PLACES)))
"""Places in which water, lights, leaves or screens move by themselves."""


def moves(params: np.ndarray) -> bool:
    """Whether the picture of the place and the sky depends on S_TIME."""
    return MOVING[int(params[S_PLACE])] or bool(params[S_CLOUDS] > 0 or params[S_WET] > 0)
