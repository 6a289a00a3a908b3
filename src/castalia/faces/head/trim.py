"""Takes away from a hair mask what has other colours than the hair on the skull: collars, other people's shirts."""

from __future__ import annotations

import numpy as np

from castalia.faces.face import Face
from castalia.faces.head.view import in_picture
from castalia.faces.topology import topology

_UNIT = 36.0
"""Pixels of half the face's width at which colours are compared."""
_TOLERANCE = np.array([0.9, 0.17, 0.17])
"""Differences of log brightness and of red and blue to brightness that still count as the same hair."""
_DARK = 30.0
"""Brightness below which colours say little."""


def believable(
    picture: np.ndarray, face: Face, mask: np.ndarray, person: np.ndarray | None, bare: np.ndarray
) -> np.ndarray:
    """The mask (h, w) without what is unlike the hair that lies on the skull or does not hang together with it; where
    long hair hangs, the crown is given hair, too.

    Args:
        picture: uint8 (h, w, 3).
        mask, person: hair and the whole person, float (h, w) 0..1.
        bare: points of the head without hair (n, 3), in the face's frame.
    """
    from PIL import Image, ImageDraw
    from scipy.ndimage import (
        binary_closing,
        binary_fill_holes,
        binary_propagation,
        distance_transform_edt,
        gaussian_filter,
    )
    from scipy.spatial import ConvexHull

    height, width = mask.shape
    middle, reach = face.landmarks[:468, :2].mean(0), 2.2 * face.width
    left, top = (int(v) for v in np.maximum(middle - reach, 0))
    right, low = min(width, int(middle[0] + reach) + 1), min(height, int(middle[1] + reach) + 1)
    k = _UNIT / (face.width / 2)
    size = max(2, round((right - left) * k)), max(2, round((low - top) * k))
    small = np.asarray(Image.fromarray(picture[top:low, left:right, :3]).resize(size, Image.Resampling.BOX), np.float64)

    def scaled(plane: np.ndarray) -> np.ndarray:
        return np.asarray(Image.fromarray(plane[top:low, left:right].astype(np.float32)).resize(size))

    there = scaled(mask) > 0.5

    def filled(outline: np.ndarray) -> np.ndarray:
        canvas = Image.new("1", size)
        ImageDraw.Draw(canvas).polygon([tuple(p) for p in (outline - (left, top)) * k], fill=1)
        return np.asarray(canvas)

    def hull(points: np.ndarray) -> np.ndarray:
        flat = in_picture(face, points)[:, :2]
        return filled(flat[ConvexHull(flat).vertices])

    oval = filled(face.landmarks[topology().oval, :2])
    above = hull(bare[bare[:, 1] > 0.5])
    skull = hull(bare[bare[:, 1] > -0.2]) | (distance_transform_edt(~above) < 0.12 * _UNIT)
    crown = _crowned(there, above & ~oval, hull(bare), None if person is None else scaled(person) > 0.6)
    sure = (there & skull) | crown
    known = there & skull & (distance_transform_edt(~oval) > 0.08 * _UNIT)
    if known.sum() < 25:
        return mask
    colors = np.dstack([gaussian_filter(small[..., c], 1.2) for c in range(3)])
    bright = colors @ (0.299, 0.587, 0.114) + _DARK
    red, blue = ((colors[..., c] + _DARK) / bright for c in (0, 2))
    features = np.dstack([np.log(bright), red, blue]) / _TOLERANCE
    # A fringe and a hat above it, or dark roots: up to four kinds of colour.
    samples = features[known]
    order = np.argsort(samples[:, 0])
    kinds = np.array([samples[part].mean(0) for part in np.array_split(order, 4)])
    far = np.min([np.linalg.norm(features - kind, axis=2) for kind in kinds], axis=0)
    kept = (there & binary_closing(far < 1.0, iterations=3)) | sure
    kept = binary_fill_holes(binary_propagation(sure, mask=kept)) & (there | crown)

    def enlarged(plane: np.ndarray) -> np.ndarray:
        soft = Image.fromarray(gaussian_filter(plane.astype(np.float32), 1.0))
        return np.clip(np.asarray(soft.resize((right - left, low - top))) * 2.5, 0, 1)

    made = np.zeros_like(mask)
    made[top:low, left:right] = np.maximum(mask[top:low, left:right] * enlarged(kept), enlarged(crown) * crown.any())
    return made


def _crowned(hair: np.ndarray, crown: np.ndarray, head: np.ndarray, person: np.ndarray | None) -> np.ndarray:
    """What of the crown is hair though it is not in the mask: who has long hair beside the head is hardly bald above
    it, but a parting or fair hair may look like skin."""
    nothing = np.zeros_like(hair)
    rows = np.nonzero(head.any(1))[0]
    if person is None or not len(rows) or not (crown & person).any():
        return nothing
    low = np.zeros_like(hair)
    low[int(rows[0] + 0.62 * (rows[-1] - rows[0])) :] = True
    hangs = (hair & low & ~head).sum() > 0.22 * _UNIT**2
    return crown & person & ~hair if hangs and hair[crown & person].mean() < 0.6 else nothing
