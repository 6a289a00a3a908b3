"""Styles: a rendered view becomes a watercolour, an ink wash, pixel art, a pencil drawing or an oil painting.

A style is a function of the layers and a seed, in a module of its own; its noise is fixed to the screen by the seed,
so that the frames of a clip agree. Adding one: write a module and a function in it that are named as the
style, and add the name to `layout.STYLES`.
"""

from __future__ import annotations

from importlib import import_module

import numpy as np

from castalia.clay.layers import Layers
from castalia.clay.layout import STYLES
from castalia.errors import BadInput


def apply(layers: Layers, style: str, seed: int) -> np.ndarray:
    """Finish a rendered view in a style.

    Args:
        layers: the view, of any size from 16 pixels each way.
        style: one of `layout.STYLES`; `clay` is the view as it was rendered.
        seed: 0 or more; decides where brushes and paper vary.

    Returns:
        uint8 (height, width, 3) sRGB; the same arguments give the same bytes.

    Raises:
        BadInput: there is no such style.
    """
    if style not in STYLES:
        raise BadInput(f"there is no style '{style}'", hint=f"choose from {', '.join(STYLES)}")
    if style == "clay":
        return _bytes(layers.rgb)
    painter = getattr(import_module(f"castalia.clay.styles.{style}"), style)
    return _bytes(painter(layers, seed))


def _bytes(rgb: np.ndarray) -> np.ndarray:
    return (np.clip(rgb, 0, 1) * 255 + 0.5).astype(np.uint8)
