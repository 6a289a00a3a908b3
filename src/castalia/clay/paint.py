"""Mixing clay colours: RGB in 0..1 as they should look."""

from __future__ import annotations

Color = tuple[float, float, float]

INK: Color = (0.02, 0.018, 0.02)
CHALK: Color = (0.90, 0.90, 0.88)
STEEL: Color = (0.35, 0.37, 0.40)
WOOD: Color = (0.42, 0.24, 0.11)
BARK: Color = (0.28, 0.15, 0.07)
LEAF: Color = (0.12, 0.45, 0.12)
SKIN: tuple[Color, ...] = (
    (0.92, 0.62, 0.46),
    (0.80, 0.50, 0.34),
    (0.58, 0.33, 0.20),
    (0.36, 0.19, 0.11),
    (0.96, 0.72, 0.58),
)


def shade(color: Color, factor: float) -> Color:
    """Lighter (factor above 1) or darker."""
    lift = max(factor - 1, 0.0) * 0.06
    r, g, b = (min(1.0, x * factor + lift) for x in color)
    return r, g, b


def mix(a: Color, b: Color, amount: float) -> Color:
    """From `a` (amount 0) to `b` (amount 1)."""
    r, g, b_ = (x * (1 - amount) + y * amount for x, y in zip(a, b, strict=True))
    return r, g, b_


def distance(a: Color, b: Color) -> float:
    """How far two colours are apart, 0..3."""
    return sum(abs(x - y) for x, y in zip(a, b, strict=True))
