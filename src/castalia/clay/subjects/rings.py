"""Points on a circle: petals, spokes, pillars, propeller blades."""

from __future__ import annotations

import numpy as np


def ring(count: int, radius: float = 1.0, phase: float = 0.0) -> list[tuple[float, float, float]]:
    """`count` points evenly on a circle around the y axis, as (x, z, yaw); yaw turns +z to look outwards there."""
    angles = [phase + 2 * np.pi * i / count for i in range(count)]
    return [(float(np.sin(a)) * radius, float(np.cos(a)) * radius, float(a)) for a in angles]
