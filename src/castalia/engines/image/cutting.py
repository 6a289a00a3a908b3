"""Takes a picture out of its background: its colours as they are without it, and how opaque each pixel is."""

from __future__ import annotations

import numpy as np

OPAQUE = 0.98
"""From here on a pixel's colour is taken for its own."""


def cut(picture: np.ndarray, share: np.ndarray, feather: float = 0.0) -> np.ndarray:
    """uint8 (height, width, 4) of a picture whose background is left out.

    At the edges, where subject and background are mixed, the colour is that of the nearest pixel that is all subject,
    so that no rim of the old background shines through.

    Args:
        picture: uint8 (height, width, 3).
        share: float (height, width) 0..1, of the subject.
        feather: radius in pixels by which the edge is softened.
    """
    from scipy.ndimage import distance_transform_edt, gaussian_filter

    if feather:
        share = gaussian_filter(share, feather)
    own = share >= OPAQUE
    color = picture
    if own.any() and not own.all():
        rows, columns = distance_transform_edt(~own, return_distances=False, return_indices=True)
        color = picture[rows, columns]
    return np.dstack([color, np.round(share * 255).astype(np.uint8)])


def on_color(cutout: np.ndarray, color: tuple[int, int, int]) -> np.ndarray:
    """uint8 (height, width, 3): a cut-out before a plain background."""
    share = cutout[..., 3:].astype(np.float32) / 255
    mixed = cutout[..., :3] * share + np.array(color, np.float32) * (1 - share)
    return np.round(mixed).astype(np.uint8)
