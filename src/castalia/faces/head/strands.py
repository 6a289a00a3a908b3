"""Hair where no camera saw it: strands that follow the head, in the colours and with the contrast of the photo's."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from castalia.faces.head.skull import Skull, vertex_normals
from castalia.faces.render.raster import threads

_LUMA = np.array([0.299, 0.587, 0.114])
_TONES = 48


@dataclass(frozen=True)
class Palette:
    """The hair's colours: `tones` (k, 3) from dark to light at brightness `levels` (k,), the brightness it has most
    (`middle`), and how much single strands and whole locks differ from their surroundings (both as brightness)."""

    tones: np.ndarray
    levels: np.ndarray
    middle: float
    strand: float
    lock: float

    @classmethod
    def of(cls, picture: np.ndarray, mask: np.ndarray, skin: np.ndarray, unit: float) -> Palette | None:
        """From a picture float32 (h, w, 3) 0..255 and its masks of hair and of colours like the skin's (h, w); `unit`
        is half the face's width in pixels."""
        from scipy.ndimage import binary_erosion, gaussian_filter

        sure = mask > 0.6
        inner = binary_erosion(sure, iterations=max(1, round(unit * 0.05)))
        sure = inner if inner.sum() > 150 else sure
        if sure.sum() < 40:
            return None
        # Thin hair lets the scalp through, which is no colour of hair.
        other = sure & (skin < 0.5)
        sure = other if other.sum() > 0.3 * sure.sum() else sure
        colors = picture[sure].astype(np.float64)
        bright = colors @ _LUMA
        low, high = np.percentile(bright, (5, 93))
        edges = np.quantile(bright, np.linspace(0.05, 0.93, _TONES))
        order = np.argsort(bright)
        around = np.searchsorted(bright[order], edges)
        half = max(len(bright) // 24, 8)
        tones = np.array([colors[order[max(0, i - half) : i + half + 1]].mean(0) for i in around])
        levels = np.maximum.accumulate(tones @ _LUMA + np.arange(_TONES) * 1e-4)
        weight = sure.astype(np.float32)
        luma = picture @ _LUMA.astype(np.float32)

        def local(sigma: float) -> np.ndarray:
            return gaussian_filter(luma * weight, sigma) / np.maximum(gaussian_filter(weight, sigma), 1e-3)

        fine, coarse = local(max(0.8, unit * 0.03)), local(max(1.5, unit * 0.16))
        reach = max(min((high - low) / 2, 0.35 * np.median(bright)), 1.0)
        strand = float(np.clip(1.15 * np.std((luma - fine)[sure]), 0, reach))
        lock = float(np.clip(np.std((fine - coarse)[sure]), 0, reach))
        return cls(tones, levels, float(np.median(bright)), strand, lock)

    def __call__(self, bright: np.ndarray) -> np.ndarray:
        """Colours (n, 3) of a brightness (n,); beyond the hair's own range they go on darker and lighter."""
        inside = np.clip(bright, self.levels[0], self.levels[-1])
        found = np.stack([np.interp(inside, self.levels, self.tones[:, k]) for k in range(3)], -1)
        return found * (np.clip(bright, 1, 255) / np.maximum(inside, 1))[..., None] ** 0.8


def flow(points: np.ndarray, triangles: np.ndarray, uv: np.ndarray, skull: Skull, hanging: float) -> np.ndarray:
    """Which way the strands run in the texture (n, 2), in units of the texture to a unit of the head, from the crown's
    whorl outwards and down; `hanging` 0..1 is how long the hair is."""
    middle, half = skull.cranium
    whorl = middle + half * np.array([0.06, 0.72, -0.62])
    normals = vertex_normals(points, triangles)
    away = points - whorl
    far = np.linalg.norm(away, axis=1, keepdims=True)
    way = away / np.maximum(far, 0.05)
    way[:, 1] -= (0.25 + 0.9 * hanging) * np.clip(far[:, 0] - 0.3, 0, 1.5)
    # Above the forehead it is combed to the side.
    front = np.clip((points[:, 2] - middle[2]) / half[2], 0, 1)
    way[:, 0] += 0.7 * front * np.sign(points[:, 0] - skull.middle + 0.25)
    way -= (way * normals).sum(1, keepdims=True) * normals
    way /= np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-6)
    a, b, c = triangles.T
    e1, e2 = points[b] - points[a], points[c] - points[a]
    t1, t2 = uv[b] - uv[a], uv[c] - uv[a]
    mean = way[triangles].mean(1)
    g11, g12, g22 = (e1 * e1).sum(1), (e1 * e2).sum(1), (e2 * e2).sum(1)
    r1, r2 = (e1 * mean).sum(1), (e2 * mean).sum(1)
    det = np.maximum(g11 * g22 - g12 * g12, 1e-12)
    flat = t1 * ((r1 * g22 - r2 * g12) / det)[:, None] + t2 * ((r2 * g11 - r1 * g12) / det)[:, None]
    area = np.sqrt(det)
    total = np.stack(
        [np.bincount(triangles.ravel(), np.repeat(flat[:, k] * area, 3), len(points)) for k in range(2)], 1
    )  # fmt: skip
    return total / np.maximum(np.bincount(triangles.ravel(), np.repeat(area, 3), len(points)), 1e-9)[:, None]


@cache
def _kernel() -> Any:
    from numba import njit

    @njit(cache=True, error_model="numpy")
    def noise(x, y, z, seed):  # type: ignore[no-untyped-def]
        """Smooth noise about 0, each lattice point drawn from its own number."""
        fx, fy, fz = np.floor(x), np.floor(y), np.floor(z)
        i, j, k = np.int64(fx), np.int64(fy), np.int64(fz)
        u, v, w = x - fx, y - fy, z - fz
        u, v, w = u * u * (3 - 2 * u), v * v * (3 - 2 * v), w * w * (3 - 2 * w)
        total = 0.0
        for a in range(2):
            for b in range(2):
                for c in range(2):
                    h = (i + a) * 374761393 + (j + b) * 668265263 + (k + c) * 2147483647 + seed * 1274126177
                    h = (h ^ (h >> 13)) * 1274126177
                    h = h ^ (h >> 16)
                    value = (h & 65535) / 32767.5 - 1.0
                    total += value * (u if a else 1 - u) * (v if b else 1 - v) * (w if c else 1 - w)
        return total

    @njit(cache=True, error_model="numpy", nogil=True)
    def paint(points, there, scales, out):  # type: ignore[no-untyped-def]
        for y in range(there.shape[0]):
            for x in range(there.shape[1]):
                if there[y, x]:
                    p = points[y, x]
                    for s in range(scales.shape[0]):
                        k = scales[s]
                        out[y, x, s] = noise(p[0] * k, p[1] * k, p[2] * k, s + 7)

    @njit(cache=True, error_model="numpy", nogil=True)
    def smear(noises, way, wanted, first, last, lengths, out):  # type: ignore[no-untyped-def]
        """The mean of the three noises along the strands through each wanted texel of the rows first..last; `way` holds
        the step in texels and its length in units of the head (0 where there is nothing), `lengths` falls."""
        height, width = way.shape[0], way.shape[1]
        longest = max(lengths[0], max(lengths[1], lengths[2]))
        k0, k1, k2 = 1 / lengths[0], 1 / lengths[1], 1 / lengths[2]
        for y in range(first, last):
            for x in range(width):
                if not wanted[y, x]:
                    continue
                n = noises[y, x]
                t0, t1, t2, w0, w1, w2 = n[0], n[1], n[2], 1.0, 1.0, 1.0
                for side in range(2):
                    sign = 1.0 if side == 0 else -1.0
                    px, py, gone, ix, iy = x + 0.5, y + 0.5, 0.0, x, y
                    while True:
                        step = way[iy, ix]
                        if step[2] <= 0.0:
                            break
                        px += sign * step[0]
                        py += sign * step[1]
                        gone += step[2]
                        ix, iy = int(px), int(py)
                        if gone >= longest or px < 0 or py < 0 or ix >= width or iy >= height:
                            break
                        if way[iy, ix, 2] <= 0.0:
                            break
                        n = noises[iy, ix]
                        s0, s1, s2 = max(0.0, 1 - gone * k0), max(0.0, 1 - gone * k1), max(0.0, 1 - gone * k2)
                        t0 += s0 * n[0]
                        w0 += s0
                        t1 += s1 * n[1]
                        w1 += s1
                        t2 += s2 * n[2]
                        w2 += s2
                out[y, x, 0], out[y, x, 1], out[y, x, 2] = t0 / w0, t1 / w1, t2 / w2

    return paint, smear


SCALES = np.array([34.0, 10.0, 3.6])
"""Noise cells in a unit of the head (72 mm): strands, locks, waves."""
_LENGTHS = np.array([0.38, 0.55, 0.75])
_STEP = 0.014


def strands(positions: np.ndarray, way: np.ndarray, there: np.ndarray, wanted: np.ndarray, length: float) -> np.ndarray:
    """Relief of strands, locks and waves float32 (h, w, 3), each about 0 with deviation 1 where wanted.

    Args:
        positions: of the texels on the head, float32 (h, w, 3).
        way: the strands' direction in texels to a unit of the head, float32 (h, w, 2), x right, y down.
        there: texels that belong to the head (h, w); wanted: those to be made.
        length: of the hair, 1 is as long as the head is wide.
    """
    paint, smear = _kernel()
    noises = np.zeros((*there.shape, len(SCALES)), np.float32)
    paint(positions, there, SCALES, noises)
    made = np.zeros_like(noises)
    speed = np.maximum(np.hypot(way[..., 0], way[..., 1]), 1e-6)
    texels = np.maximum(_STEP * length * speed, 1.0)
    steps = np.dstack([way * (texels / speed)[..., None], np.where(there & (speed > 1e-3), texels / speed, 0)])
    steps = steps.astype(np.float32)
    rows = np.linspace(0, len(there), 9).astype(int)
    with ThreadPoolExecutor(threads()) as pool:
        list(pool.map(lambda i: smear(noises, steps, wanted, rows[i], rows[i + 1], _LENGTHS * length, made), range(8)))
    if wanted.any():
        made[wanted] /= np.maximum(made[wanted].std(0), 1e-6)
    return np.clip(made, -2.6, 2.6)


def mottled(positions: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Spots of three sizes (about 1, 3 and 8 mm) on the head, float32 (h, w, 3), each about 0 with deviation 1;
    positions as for `strands`."""
    made = np.zeros((*wanted.shape, 3), np.float32)
    _kernel()[0](np.ascontiguousarray(positions), wanted, np.array([70.0, 26.0, 9.0]), made)
    if wanted.any():
        made[wanted] /= np.maximum(made[wanted].std(0), 1e-6)
    return made


def waves(points: np.ndarray) -> np.ndarray:
    """How locks lie higher or lower at points (n, 3) of the hair, about -1..1: longer than they are wide."""
    stretched = (np.asarray(points) * (1.4, 0.5, 1.4)).astype(np.float32)[None]
    made = np.zeros((1, len(points), 1), np.float32)
    _kernel()[0](np.ascontiguousarray(stretched), np.ones((1, len(points)), bool), SCALES[2:], made)
    return made[0, :, 0]
