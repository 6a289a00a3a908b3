"""The legs of animals that stand on four of them."""

from __future__ import annotations

from castalia.clay.paint import Color
from castalia.clay.sculpt import Clay

PAW, HOOF, PAD = "paw", "hoof", "pad"


def four_legs(
    clay: Clay, x: float, front: float, back: float, top: float, thick: float, color: Color, foot_color: Color,
    foot: str = PAW,
) -> None:  # fmt: skip
    """Four legs, the parts `leg_fl` .. `leg_br` with their pivots at the hips.

    Args:
        x: how far the legs are from the middle; front, back: their z; top: the height of hips and shoulders.
        thick: radius at the foot.
        foot: a soft paw with toes, a hoof, or the round pad of an elephant.
    """
    for name, z in (("f", front), ("b", back)):
        for side in (-1, 1):
            at = side * x
            with clay.part(f"leg_{name}{'l' if side > 0 else 'r'}", pivot=(at, top, z)):
                clay.cone((at, 0.0, z), (at, top, z), thick, thick * 1.25, color, round=thick * 0.75, blend=0.08)
                if foot == PAW:
                    pad = (thick * 1.12, thick * 0.68, thick * 1.45)
                    clay.ellipsoid((at, thick * 0.6, z + thick * 0.45), pad, foot_color, blend=0.04)
                    for toe in (-0.55, 0.0, 0.55):
                        way = (at + toe * thick, thick * 0.5, z + thick * 1.6)
                        clay.ellipsoid(way, thick * 0.38, foot_color, blend=0.025)
                elif foot == HOOF:
                    clay.cone((at, 0.0, z + 0.02), (at, thick * 1.6, z), thick * 1.25, thick * 1.05, foot_color,
                              round=thick * 0.35, blend=0.015, gloss=0.3)  # fmt: skip
                else:
                    for toe in (-0.6, 0.0, 0.6):
                        clay.ellipsoid((at + toe * thick, thick * 0.25, z + thick * 1.02), thick * 0.26, foot_color,
                                       blend=0.01)  # fmt: skip
