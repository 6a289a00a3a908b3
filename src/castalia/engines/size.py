"""How big a picture shall be when its recipe leaves that open."""

from __future__ import annotations

import math


def size_of(width: int | None, height: int | None, aspect: str, native: tuple[int, int], step: int) -> tuple[int, int]:
    """Width and height in pixels, multiples of `step`.

    What is given stays. What is open follows from the aspect ratio, and where that is `auto` from the native size;
    with neither side given the picture has as many pixels as the native size.

    Args:
        aspect: `auto` or `width:height`, e.g. `16:9`.
        native: (width, height) that the model or engine does best.
        step: both sides are rounded to multiples of it (given ones are left alone).
    """
    ratio = native[0] / native[1]
    if aspect != "auto":
        across, _, down = aspect.partition(":")
        ratio = int(across) / int(down)
    if width and height:
        return width, height
    if width:
        return width, _snap(width / ratio, step)
    if height:
        return _snap(height * ratio, step), height
    area = native[0] * native[1]
    return _snap(math.sqrt(area * ratio), step), _snap(math.sqrt(area / ratio), step)


def _snap(length: float, step: int) -> int:
    return max(step, round(length / step) * step)
