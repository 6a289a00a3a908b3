"""Finds faces that look towards the camera, with the local binary patterns that scikit-image brings along."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from castalia.engines.image.drawn import Box

SIDE = 400
"""Pixels of the longer side at which faces are looked for."""
LEAST = 0.06
"""Smallest face, as a share of the shorter side."""
SURE = 5
"""So many neighbouring windows must agree."""
OTHERS = 0.4
"""Faces narrower than this share of the widest one are taken for mistakes."""


def faces(picture: np.ndarray) -> list[Box]:
    """Boxes of the faces in uint8 (height, width, 3), the largest first; only upright faces seen from the front."""
    from PIL import Image

    height, width = picture.shape[:2]
    scale = min(1.0, SIDE / max(height, width))
    small = Image.fromarray(picture).convert("L").resize((round(width * scale), round(height * scale)))
    short = min(small.size)
    least = max(24, round(LEAST * short))
    if short < 48:
        return []
    found = _detector().detect_multi_scale(
        img=np.asarray(small), scale_factor=1.15, step_ratio=1, min_size=(least, least), max_size=(short, short),
        min_neighbor_number=SURE,
    )  # fmt: skip
    boxes = []
    for face in found:
        left, top, across, down = (face[name] / scale for name in ("c", "r", "width", "height"))
        boxes.append((round(left), round(top), min(width, round(left + across)), min(height, round(top + down))))
    boxes.sort(key=lambda b: -(b[2] - b[0]))
    return [b for b in boxes if b[2] - b[0] > OTHERS * (boxes[0][2] - boxes[0][0])]


@cache
def _detector() -> Any:
    from skimage.data import lbp_frontal_face_cascade_filename
    from skimage.feature import Cascade

    return Cascade(lbp_frontal_face_cascade_filename())
