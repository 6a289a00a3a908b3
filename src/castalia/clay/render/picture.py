"""From the two tables to a finished picture: samples in tile order, bloom, tone, anti-aliasing where it shows."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Literal, TypeAlias

import numpy as np

from castalia.clay.layers import Layers
from castalia.clay.layout import (
    P_BOUND,
    P_CENTER,
    P_COLOR,
    P_EMIT,
    P_INSTANCE,
    P_SIZE,
    PARAMS,
    PRIM,
    S_LIGHT,
)
from castalia.clay.render import kernels
from castalia.clay.render.bloom import bloom
from castalia.clay.render.lanes import LANES
from castalia.errors import BadInput

Quality = Literal["draft", "normal", "fine"]
Tables: TypeAlias = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Primitives, parameters, lamps."""

LAMP_POWER = (0.35, 0.15, 0.4, 1.0, 1.0, 0.25, 1.0, 1.6, 0.3, 0.7, 0.3)
"""How much lamps light their surroundings in each of `layout.LIGHTS`."""
TILE = 8
PIECES = 16
"""Stretches of work per thread: enough that none waits long for the last."""

_CORNERS = np.array([(0.375, 0.125), (0.875, 0.375), (0.125, 0.625), (0.625, 0.875)], np.float32)
_FINE = np.array([((i + 0.5) / 12, (i * 5 % 12 + 0.5) / 12) for i in range(12)], np.float32)
# Samples within a pixel, and the contrast to a neighbour (0..1) from which they are spent.
_EXTRA = {"normal": (_CORNERS, 0.07), "fine": (_FINE, 0.035)}


def threads() -> int:
    """Threads to trace with: the processors this process may use, or NUMBA_NUM_THREADS."""
    asked = os.environ.get("NUMBA_NUM_THREADS", "")
    if asked.isdigit() and int(asked) > 0:
        return int(asked)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@lru_cache(maxsize=8)
def _tiles(width: int, height: int) -> np.ndarray:
    """All pixels as index y * width + x, tile after tile; tiles over the border repeat the last pixel."""
    columns, rows = -(-width // TILE), -(-height // TILE)
    x = np.minimum(np.arange(columns * TILE), width - 1).reshape(1, columns, 1, TILE)
    y = np.minimum(np.arange(rows * TILE), height - 1).reshape(rows, 1, TILE, 1)
    return np.ascontiguousarray(y * width + x, np.int32).ravel()


def _parallel(work: Callable[[int, int], None], count: int, unit: int) -> None:
    """Call work(first, last) for stretches of whole units that cover range(count), in several threads.

    Compiled code runs without the interpreter's lock and each stretch writes to places of its own, so neither the
    number of threads nor their order shows in the result. The threads live for one call: a fork is always safe.
    """
    workers = threads()
    step = -(-count // (workers * PIECES * unit)) * unit
    stretches = [(first, min(first + step, count)) for first in range(0, count, step)]
    if workers == 1 or len(stretches) == 1:
        for stretch in stretches:
            work(*stretch)
    else:
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(lambda stretch: work(*stretch), stretches))


def _lamps(prims: np.ndarray, light: int) -> np.ndarray:
    """Point lights for the emissive primitives, strongest first, at most 16: x, y, z, size, red, green, blue."""
    glowing = prims[prims[:, P_EMIT] > 0.2]
    extent = np.minimum(np.sort(np.abs(glowing[:, P_SIZE : P_SIZE + 3]), axis=1)[:, 1], glowing[:, P_BOUND])
    power = glowing[:, P_EMIT] * extent**2 * LAMP_POWER[light] * 2.0
    strongest = np.argsort(-power, kind="stable")[:16]
    strongest = strongest[power[strongest] > 0.004]
    lamps = np.empty((len(strongest), 7), np.float32)
    lamps[:, :3] = glowing[strongest, P_CENTER : P_CENTER + 3]
    lamps[:, 3] = 0.02 + extent[strongest] ** 2
    lamps[:, 4:] = glowing[strongest, P_COLOR : P_COLOR + 3] * power[strongest, None]
    return lamps


def _trace(
    tables: Tables, xs: np.ndarray, ys: np.ndarray, rows: np.ndarray, size: tuple[int, int], out: np.ndarray
) -> None:
    """Samples of the points (xs, ys), in pixels, written to out[rows]; their number is a multiple of LANES."""

    def work(first: int, last: int) -> None:
        kernels.samples(*tables, xs, ys, rows, *size, first, last, out)

    _parallel(work, len(rows), int(LANES))


def _refine(tables: Tables, pixels: np.ndarray, offsets: np.ndarray, halo: np.ndarray, rgb: np.ndarray) -> None:
    """Replace the given pixels (y * width + x) of rgb by the mean of samples at `offsets` within each."""
    height, width = rgb.shape[:2]
    each = len(offsets)
    y, x = np.divmod(pixels, width)
    padding = (0, -len(pixels) * each % int(LANES))
    xs, ys = (
        np.pad((v[:, None] + offsets[:, axis]).ravel().astype(np.float32), padding, mode="edge")
        for axis, v in enumerate((x, y))
    )
    light = np.empty((len(xs), kernels.OUTPUTS), np.float32)
    _trace(tables, xs, ys, np.arange(len(xs), dtype=np.int32), (width, height), light)
    kernels.develop(light, pixels, halo, 0, len(pixels), each, rgb)


def _tables(prims: np.ndarray, params: np.ndarray) -> Tables:
    prims = np.ascontiguousarray(prims, np.float32)
    params = np.ascontiguousarray(params, np.float32)
    if prims.ndim != 2 or prims.shape[1] != PRIM or params.shape != (PARAMS,):
        raise BadInput(
            f"The renderer takes tables of shapes (K, {PRIM}) and ({PARAMS},), not {prims.shape} and {params.shape}.",
            hint="Make them with castalia.clay.build.",
        )
    return prims, params, _lamps(prims, int(params[S_LIGHT]))


def render(prims: np.ndarray, params: np.ndarray, width: int, height: int, quality: Quality = "normal") -> Layers:
    """See `castalia.clay.render.render`."""
    if width < 1 or height < 1:
        raise BadInput(f"A picture of {width} x {height} pixels has no pixels.", hint="Ask for at least 1 x 1.")
    tables = _tables(prims, params)
    tiles = _tiles(width, height)
    y, x = np.divmod(tiles, width)
    light = np.empty((height * width, kernels.OUTPUTS), np.float32)
    _trace(tables, x.astype(np.float32) + 0.5, y.astype(np.float32) + 0.5, tiles, (width, height), light)
    halo = bloom(light[:, 3:6].reshape(height, width, 3))
    rgb = np.empty((height, width, 3), np.float32)
    every = np.arange(height * width, dtype=np.int32)
    _parallel(lambda first, last: kernels.develop(light, every, halo, first, last, 1, rgb), len(every), width)
    if quality != "draft":
        offsets, threshold = _EXTRA[quality]
        contrast = np.empty((height, width), np.float32)
        kernels.contrast(rgb, contrast)
        # In tile order, so that the rays of a packet stay together; a repeated border pixel is done twice, equally.
        edgy = tiles[contrast.ravel()[tiles] > threshold]
        if len(edgy):
            _refine(tables, edgy, offsets, halo, rgb)
    light = light.reshape(height, width, kernels.OUTPUTS)
    part = light[..., 10].astype(np.int16)
    owner = np.concatenate([np.zeros(2, np.int16), tables[0][:, P_INSTANCE].astype(np.int16)])
    return Layers(
        rgb=rgb,
        depth=np.ascontiguousarray(light[..., 6]),
        normal=np.ascontiguousarray(light[..., 7:10]),
        part=part,
        instance=owner[part + 1],
    )
