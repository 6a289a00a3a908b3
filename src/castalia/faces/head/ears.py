"""A pair of ears: closed shells with rim, fold, shell and lobe, set behind the jaw between brow and nose."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

_AROUND = 32
_RADII = np.array([0.0, 0.16, 0.32, 0.46, 0.58, 0.70, 0.80, 0.89, 0.96, 1.0])
_RELIEF = np.array([-0.105, -0.10, -0.075, 0.0, 0.035, -0.005, 0.0, 0.045, 0.05, 0.02])
"""Heights from the shell's bottom over the inner fold and the groove to the rim."""
_HEIGHT, _WIDTH = 0.86, 0.50
"""62 x 36 mm."""


@dataclass(frozen=True)
class Ear:
    """Points (n, 3), triangles (m, 3) counter-clockwise from outside, `flat` (n, 2) in the unit circle, the number of
    points of the front sheet (the rest is the back sheet, whose rim repeats the front's), and how `deep` (n,) 0..1
    each point lies in the ear."""

    points: np.ndarray
    triangles: np.ndarray
    flat: np.ndarray
    front: int
    deep: np.ndarray


def ear(root: np.ndarray, right: bool, scale: float = 1.0, flare: float = 24.0) -> Ear:
    """One ear.

    Args:
        root: (3,) where the middle of its front edge meets the head.
        right: on the viewer's right.
        scale: 1 is 62 mm in a face 145 mm wide.
        flare: degrees that it stands off.
    """
    turn = np.arange(_AROUND) * 2 * np.pi / _AROUND
    radius, angle = (v.ravel() for v in np.meshgrid(_RADII[1:], turn, indexing="ij"))
    radius, angle = np.r_[0.0, radius], np.r_[0.0, angle]
    back, up = np.cos(angle), np.sin(angle)
    # The outline: wide above, narrow at the lobe, straight where it grows from the head.
    wide = _WIDTH / 2 * (1 + 0.22 * up - 0.10 * up**2) * np.where(back < 0, 0.86, 1.0)
    high = _HEIGHT / 2 * np.where(up < 0, 1.02, 1.0)
    center = np.array([0.0, -0.03])
    flat = np.stack([center[0] + radius * wide * back, center[1] + radius * high * up], 1)
    relief = np.interp(radius, _RADII, _RELIEF)
    lobe = np.clip((-up * radius - 0.55) / 0.3, 0, 1)
    relief = relief * (1 - lobe) + 0.012 * lobe
    # The front edge has no rim but a small flap before the canal.
    front = np.clip((-back - 0.35) / 0.4, 0, 1) * (radius > 0)
    relief = relief * (1 - 0.75 * front)
    flap = np.exp(-(((radius - 0.55) / 0.2) ** 2) - ((back + 1) / 0.12) ** 2 - ((up + 0.05) / 0.5) ** 2)
    relief = relief + 0.085 * flap
    # The inner fold splits upwards and fades below.
    relief = relief + 0.02 * np.exp(-(((radius - 0.56) / 0.12) ** 2)) * np.clip(up + back, 0, 1)
    hollow = relief - (0.05 + 0.055 * (1 - radius**2))
    hollow[radius >= 1.0] = relief[radius >= 1.0]
    sheet = _sheet()
    outline = np.stack([flat[:, 0], flat[:, 1]], 1)
    first = np.column_stack([outline, relief])
    second = np.column_stack([outline, hollow])
    points = np.vstack([first, second])
    points[:, 0] += _WIDTH / 2 * 0.80
    triangles = np.vstack([sheet, sheet[:, ::-1] + len(first)])
    placed = _placed(points * scale, flare)
    disc = np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1)
    both = np.vstack([disc, disc * (-1, 1)])
    if not right:
        placed[:, 0] *= -1
        both[:, 0] *= -1
        triangles = triangles[:, ::-1]
    deep = np.r_[np.clip((0.02 - relief) / 0.11, 0, 1), np.full(len(first), 0.55)]
    return Ear(root + placed, triangles.astype(np.int32), both, len(first), deep)


def _sheet() -> np.ndarray:
    """Triangles of a disc of rings round point 0."""
    made = [(0, 1 + i, 1 + (i + 1) % _AROUND) for i in range(_AROUND)]
    for r in range(len(_RADII) - 2):
        inner, outer = 1 + r * _AROUND, 1 + (r + 1) * _AROUND
        for i in range(_AROUND):
            j = (i + 1) % _AROUND
            made += [(inner + i, outer + i, inner + j), (inner + j, outer + i, outer + j)]
    return np.array(made)


def _placed(points: np.ndarray, flare: float) -> np.ndarray:
    """From the ear's own plane (backwards, up, outwards) into the head (x outwards, y up, z forwards)."""
    lean, off = np.radians(12.0), np.radians(flare)
    back, up, out = points.T
    back, up = back * np.cos(lean) + up * np.sin(lean), up * np.cos(lean) - back * np.sin(lean)
    away = back * np.sin(off) + out * np.cos(off)
    behind = back * np.cos(off) - out * np.sin(off)
    return np.stack([away, up, -behind], 1)
