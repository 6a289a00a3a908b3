"""What the renderer gives back besides colour: the layers of a picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

SKY_DEPTH = 60.0


@dataclass(frozen=True)
class Layers:
    """A rendered view, row 0 on top."""

    rgb: np.ndarray
    """float32 (height, width, 3), display-referred sRGB in 0..1, anti-aliased."""
    depth: np.ndarray
    """float32 (height, width), distance along the ray in world units; SKY_DEPTH where nothing was hit."""
    normal: np.ndarray
    """float32 (height, width, 3), unit length, world space; 0 in the sky."""
    part: np.ndarray
    """int16 (height, width): -1 sky, 0 ground, otherwise 1 + row of the primitive table."""
    instance: np.ndarray
    """int16 (height, width): 0 sky, ground and props, otherwise 1 + index of the subject's instance."""
