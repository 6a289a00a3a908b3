"""The renderer of the clay world: tables of primitives in, layers of a picture out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np

    from castalia.clay.layers import Layers


def render(
    prims: np.ndarray,
    params: np.ndarray,
    width: int,
    height: int,
    quality: Literal["draft", "normal", "fine"] = "normal",
) -> Layers:
    """Render."""
    from castalia.clay.render.picture import render as render_picture

    return render_picture(prims, params, width, height, quality)
