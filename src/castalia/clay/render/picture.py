"""From the two tables to a finished picture: samples in tile order, bloom, tone, anti-aliasing where it shows."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Literal

import numpy as np

from castalia.clay.layers import SKY_DEPTH, Layers
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
from castalia.clay.render.lanes import LANES
from castalia.errors import BadInput

Quality = Literal["draft", "normal", "fine"]

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
def _tiles(width: int, height: int) -> tuple[np.ndarray, np.ndarray]:
    """Columns and rows of all pixels, tile after tile; tiles over the border repeat the last pixel."""
    columns, rows = -(-width // TILE), -(-height // TILE)
    x = np.arange(columns * TILE).reshape(1, columns, 1, TILE)
    y = np.arange(rows * TILE).reshape(rows, 1, TILE, 1)
    x, y = np.broadcast_arrays(np.minimum(x, width - 1), np.minimum(y, height - 1))
    return np.ascontiguousarray(x).ravel(), np.ascontiguousarray(y).ravel()


def _lamps(prims: np.ndarray, light: int) -> np.ndarray:
    """Point lights for the emissive primitives, strongest first, at most 16: x, y, z, size, red, green, blue."""
    glowing = prims[prims[:, P_EMIT] > 0.2]
    extent = np.minimum(np.sort(np.abs(glowing[:, P_SIZE : P_SIZE + 3]), axis=1)[:, 1], glowing[:, P_BOUND])
    power = glowing[:, P_EMIT] * extent**2 * (0.35, 0.15, 0.4, 1.0, 1.0)[light] * 2.0
    strongest = np.argsort(-power, kind="stable")[:16]
    strongest = strongest[power[strongest] > 0.004]
    lamps = np.empty((len(strongest), 7), np.float32)
    lamps[:, :3] = glowing[strongest, P_CENTER : P_CENTER + 3]
    lamps[:, 3] = 0.02 + extent[strongest] ** 2
    lamps[:, 4:] = glowing[strongest, P_COLOR : P_COLOR + 3] * power[strongest, None]
    return lamps


def _trace(tables, xs: np.ndarray, ys: np.ndarray, width: int, height: int) -> np.ndarray:
    """Samples of the points (xs, ys), in pixels: float32 (points, OUTPUTS)."""
    points = len(xs)
    padded = -(-points // LANES) * LANES
    xs, ys = (np.pad(v, (0, padded - points), mode="edge") if padded > points else v for v in (xs, ys))
    out = np.empty((padded, kernels.OUTPUTS), np.float32)
    workers = threads()
    step = max(LANES, -(-padded // (workers * PIECES * LANES)) * LANES)
    starts = range(0, padded, step)

    def piece(start: int) -> None:
        kernels.samples(*tables, xs, ys, width, height, start, min(start + step, padded), out)

    if workers == 1 or len(starts) == 1:
        for start in starts:
            piece(start)
    else:
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(piece, starts))
    return out[:points]


def _tone(light: np.ndarray) -> np.ndarray:
    """Linear light to display-referred sRGB (filmic curve after Narkowicz)."""
    x = np.maximum(light, 0.0)
    x = np.clip(x * (2.51 * x + 0.03) / (x * (2.43 * x + 0.59) + 0.14), 0.0, 1.0)
    return (x ** (1 / 2.2)).astype(np.float32)


def _contrast(rgb: np.ndarray) -> np.ndarray:
    """Largest difference of a channel to one of the four neighbours."""
    across = np.abs(np.diff(rgb, axis=1)).max(2)
    down = np.abs(np.diff(rgb, axis=0)).max(2)
    most = np.zeros(rgb.shape[:2], np.float32)
    np.maximum(most[:, 1:], across, out=most[:, 1:])
    np.maximum(most[:, :-1], across, out=most[:, :-1])
    np.maximum(most[1:], down, out=most[1:])
    np.maximum(most[:-1], down, out=most[:-1])
    return most


def _tables(prims: np.ndarray, params: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    prims = np.ascontiguousarray(prims, np.float32)
    params = np.ascontiguousarray(params, np.float32)
    if prims.ndim != 2 or prims.shape[1] != PRIM or params.shape != (PARAMS,):
        raise BadInput(
            f"The renderer takes tables of shapes (K, {PRIM}) and ({PARAMS},), got {prims.shape} and {params.shape}.",
            hint="Make them with castalia.clay.build.",
        )
    return prims, params, _lamps(prims, int(params[S_LIGHT]))


def render(
    prims: np.ndarray, params: np.ndarray, width: int, height: int, quality: Quality = "normal"
) -> Layers:
    """Render the tables of `clay.layout`."""
    tables = _tables(prims, params)
    columns, rows = _tiles(width, height)
    out = _trace(tables, columns.astype(np.float32) + 0.5, rows.astype(np.float32) + 0.5, width, height)
    image = np.empty((height, width, kernels.OUTPUTS), np.float32)
    image[rows, columns] = out
    rgb = _tone(image[..., :3])
    if quality != "draft":
        offsets, threshold = _EXTRA[quality]
        edgy = _contrast(rgb)[rows, columns] > threshold
        x, y = columns[edgy], rows[edgy]
        if len(x):
            xs = (x[:, None] + offsets[:, 0]).astype(np.float32).ravel()
            ys = (y[:, None] + offsets[:, 1]).astype(np.float32).ravel()
            extra = _tone(_trace(tables, xs, ys, width, height)[:, :3])
            rgb[y, x] = extra.reshape(len(x), len(offsets), 3).mean(1)
    part = image[..., 10].astype(np.int16)
    owner = np.concatenate([np.zeros(2, np.int16), prims[:, P_INSTANCE].astype(np.int16)])
    return Layers(
        rgb=rgb,
        depth=np.minimum(image[..., 6], SKY_DEPTH),
        normal=np.ascontiguousarray(image[..., 7:10]),
        part=part,
        instance=owner[part + 1],
    )
