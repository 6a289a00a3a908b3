"""The renderer of the clay world: tables of primitives in, layers of a picture out.

Signed distance fields are sphere-traced in packets of 64 rays by code that numba compiles on first use (about half a
minute, once; kept on disk in NUMBA_CACHE_DIR, beside the package, or in the user's cache folder).

A new place of the world needs one function in `scenery.py` and one in `ground.py`, a branch in `sky` and `ground`, and
its name in `where._MOVING` if it moves by itself.
"""

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
    """Render the two tables of `castalia.clay.layout`.

    The same tables give the same bytes on a machine, whatever the number of threads. May be called from several
    threads at once.

    Args:
        prims: float32 (K, PRIM), K >= 0.
        params: float32 (PARAMS,). The vertical angle of view is fixed; a wider picture shows more at the sides.
        width, height: in pixels, any size from 1 x 1.
        quality: `draft` takes one sample per pixel; `normal` four more where neighbours differ; `fine` twelve more,
            and for smaller differences.

    Raises:
        BadInput: tables of another shape, or no pixels.
    """
    from castalia.clay.render.picture import render as render_picture

    return render_picture(prims, params, width, height, quality)


def warm() -> float:
    """Compile everything, or load it from disk; returns the seconds this took (under 1 when it was on disk)."""
    import time

    start = time.perf_counter()
    from castalia.clay.render import picture  # noqa: F401  (importing compiles, the signatures are declared)

    return time.perf_counter() - start
