"""The places as the compiled code knows them: their numbers in `layout.PLACES`."""

from __future__ import annotations

from castalia.clay.layout import LIGHTS, PLACES

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
