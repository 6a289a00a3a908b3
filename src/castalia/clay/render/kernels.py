"""The compiled entry points, with declared signatures: colour of samples, bloom, tone, edges.

Numba looks at the time stamp of this file only to know whether a kernel on disk is still good, not at the files it
calls; so each kernel closes over the digest of all sources of the renderer, which is part of numba's key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from numba import njit

from castalia.clay.layers import SKY_DEPTH
from castalia.clay.layout import S_ZOOM
from castalia.clay.render.finish import cross_glass, enter_glass, tint_glass
from castalia.clay.render.lanes import (
    BB,
    BG,
    BR,
    HIT,
    LANES,
    LB,
    LG,
    LR,
    MISS,
    NX,
    NY,
    NZ,
    PART,
    F,
    T,
    mix,
    new_packet,
    tone,
)
from castalia.clay.render.relief import HORIZON
from castalia.clay.render.shade import aim, enter_mirror, fog, look, mix_mirror
from castalia.clay.render.trace import fill

Kernel = Callable[..., None]
OUTPUTS = 11
"""Numbers per sample: light 3, bloom 3, distance, normal 3, part."""


def _digest() -> int:
    files = [*sorted(Path(__file__).parent.glob("*.py")), Path(__file__).parent.parent / "layout.py"]
    joined = b"".join(file.read_bytes() for file in files)
    return int.from_bytes(hashlib.sha256(joined).digest()[:6], "big")


def _compile(digest: int, cache: bool) -> tuple[Kernel, Kernel, Kernel]:
    options = {"fastmath": True, "error_model": "numpy", "nogil": True, "cache": cache}

    @njit("void(f4[:,::1], f4[::1], f4[:,::1], f4[::1], f4[::1], i4[::1], i8, i8, i8, i8, f4[:,::1])", **options)
    def samples(prims, params, lamps, xs, ys, rows, width, height, first, last, out):
        """Trace the picture's points (xs, ys), in pixels, number first..last (multiples of LANES), into out[rows]."""
        if digest == 0:
            return
        s = new_packet(prims.shape[0])
        m = new_packet(prims.shape[0])
        w = s.w
        precision = F(0.7) * params[S_ZOOM] / F(height)
        for start in range(first, last, LANES):
            aim(w, params, xs, ys, start, LANES, width, height)
            # What the eye sees, then through glass, then in mirrors; a loop, so that `look` is compiled once.
            for turn in range(3):
                looker, lanes, count = s, LANES, LANES
                begin, far, near = F(0.3), F(HORIZON), precision
                if turn > 0:
                    count = enter_glass(s, m, LANES) if turn == 1 else enter_mirror(s, m, params, LANES)
                    if count == 0:
                        continue
                    looker, lanes = m, fill(m.w, count)
                    if turn == 1:
                        cross_glass(m, prims, lanes)
                        begin, near = F(0.01), F(0.003)
                    else:
                        begin, far, near = F(0.05), F(14.0), F(0.004)
                look(looker, prims, params, lamps, lanes, begin, far, near, turn == 0)
                if turn == 1:
                    tint_glass(s, m, count)
                elif turn == 2:
                    mix_mirror(s, m, count)
            fog(w, params, LANES)
            for l in range(LANES):
                o = out[rows[start + l]]
                missed = w[HIT + l] == F(MISS)
                o[0], o[1], o[2] = w[LR + l], w[LG + l], w[LB + l]
                o[3], o[4], o[5] = w[BR + l], w[BG + l], w[BB + l]
                o[6] = F(SKY_DEPTH) if missed else min(w[T + l], F(SKY_DEPTH))
                o[7] = F(0.0) if missed else w[NX + l]
                o[8] = F(0.0) if missed else w[NY + l]
                o[9] = F(0.0) if missed else w[NZ + l]
                o[10] = F(-1.0) if missed else w[PART + l]

    @njit("void(f4[:,::1], i4[::1], f4[:,:,::1], i8, i8, i8, f4[:,:,::1])", **options)
    def develop(light, pixels, halo, first, last, each, rgb):
        """rgb of the pixels first..last from `each` samples of light per pixel and the coarse picture `halo`.

        Each sample goes through the tone curve by itself, so that an edge of something bright stays smooth.
        """
        if digest == 0:
            return
        height, width = rgb.shape[0], rgb.shape[1]
        rows, columns = halo.shape[0], halo.shape[1]
        down, across = F(rows) / F(height), F(columns) / F(width)
        share = F(1.0) / F(each)
        for i in range(first, last):
            y, x = pixels[i] // width, pixels[i] % width
            v = max((F(y) + F(0.5)) * down - F(0.5), F(0.0))
            u = max((F(x) + F(0.5)) * across - F(0.5), F(0.0))
            top, left = int(v), int(u)
            low, right = min(top + 1, rows - 1), min(left + 1, columns - 1)
            v, u = v - F(top), u - F(left)
            for c in range(3):
                upper = mix(halo[top, left, c], halo[top, right, c], u)
                glow = mix(upper, mix(halo[low, left, c], halo[low, right, c], u), v)
                total = F(0.0)
                for k in range(each):
                    total += tone(light[i * each + k, c] + glow)
                rgb[y, x, c] = total * share

    @njit("void(f4[:,:,::1], f4[:,::1])", **options)
    def contrast(rgb, out):
        """Largest difference of a channel to one of the four neighbours."""
        if digest == 0:
            return
        height, width = rgb.shape[0], rgb.shape[1]
        out[:] = F(0.0)
        for y in range(height):
            for x in range(width):
                for c in range(3):
                    here = rgb[y, x, c]
                    if x + 1 < width:
                        d = abs(here - rgb[y, x + 1, c])
                        out[y, x] = max(out[y, x], d)
                        out[y, x + 1] = max(out[y, x + 1], d)
                    if y + 1 < height:
                        d = abs(here - rgb[y + 1, x, c])
                        out[y, x] = max(out[y, x], d)
                        out[y + 1, x] = max(out[y + 1, x], d)

    return samples, develop, contrast


try:
    samples, develop, contrast = _compile(_digest(), cache=True)
except RuntimeError:
    # Neither beside this file nor in the user's cache folder may numba write: compile for this process alone.
    samples, develop, contrast = _compile(_digest(), cache=False)
