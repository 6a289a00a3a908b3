"""Takes away from a hair mask what has other colours than the hair on the skull: collars, other people's shirts."""

from __future__ import annotations

import numpy as np

from castalia.faces.face import Face
from castalia.faces.topology import topology
from castalia.faces.view import in_picture

_UNIT = 36.0
"""Pixels of half the face's width at which colours are compared."""
_TOLERANCE = np.array([0.9, 0.17, 0.17])
"""Differences of log brightness and of red and blue to brightness that still count as the same hair."""
_DARK = 30.0
"""Brightness below which colours say little."""


def believable(picture: np.ndarray, face: Face, mask: np.ndarray, bare: np.ndarray) -> np.ndarray:
    """The mask (h, w) without what is unlike the hair that lies on the skull or does not hang together with it.

    Args:
        picture: uint8 (h, w, 3).
        mask: hair, float (h, w) 0..1.
        bare: points of the head without hair (n, 3), in the face's frame.
    """
    from PIL import Image, ImageDraw
    from scipy.ndimage import binary_closing, binary_propagation, distance_transform_edt, gaussian_filter
    from scipy.spatial import ConvexHull

    height, width = mask.shape
    middle, reach = face.landmarks[:468, :2].mean(0), 2.2 * face.width
    left, top = (int(v) for v in np.maximum(middle - reach, 0))
    right, low = min(width, int(middle[0] + reach) + 1), min(height, int(middle[1] + reach) + 1)
    k = _UNIT / (face.width / 2)
    size = max(2, round((right - left) * k)), max(2, round((low - top) * k))
    small = np.asarray(Image.fromarray(picture[top:low, left:right, :3]).resize(size, Image.Resampling.BOX), np.float64)
    there = np.asarray(Image.fromarray(mask[top:low, left:right].astype(np.float32)).resize(size)) > 0.5

    def filled(outline: np.ndarray) -> np.ndarray:
        canvas = Image.new("1", size)
        ImageDraw.Draw(canvas).polygon([tuple(p) for p in (outline - (left, top)) * k], fill=1)
        return np.asarray(canvas)

    flat = in_picture(face, bare[bare[:, 1] > -0.2])[:, :2]
    skull = filled(flat[ConvexHull(flat).vertices])
    off = distance_transform_edt(~filled(face.landmarks[topology().oval, :2])) / _UNIT
    sure = there & skull
    known = sure & (off > 0.08)
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
    kept = there & (binary_closing(far < 1.0, iterations=3) | sure)
    kept = binary_propagation(sure, mask=kept)
    share = np.asarray(Image.fromarray(gaussian_filter(kept.astype(np.float32), 1.0)).resize((right - left, low - top)))
    made = np.zeros_like(mask)
    made[top:low, left:right] = mask[top:low, left:right] * np.clip(share * 2.5, 0, 1)
    return made
