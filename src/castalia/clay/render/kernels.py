"""The compiled entry points, with declared signatures: colour of samples, bloom, tone, edges.

Numba looks at the time stamp of this file only to know whether a kernel on disk is still good, not at the files it
calls; so each kernel closes over the digest of all sources of the renderer, which is part of numba's key.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from numba import njit

from castalia.clay.layout import S_ZOOM
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
    new_packet,
)
from castalia.clay.render.relief import HORIZON
from castalia.clay.render.shade import aim, fog, look, mirror

OUTPUTS = 11
"""Numbers per sample: light 3, bloom 3, distance, normal 3, part."""


def _digest() -> int:
    files = [*sorted(Path(__file__).parent.glob("*.py")), Path(__file__).parent.parent / "layout.py"]
    joined = b"".join(file.read_bytes() for file in files)
    return int.from_bytes(hashlib.sha256(joined).digest()[:6], "big")


def _compile(digest):
    @njit(
        "void(f4[:,::1], f4[::1], f4[:,::1], f4[::1], f4[::1], i8, i8, i8, i8, f4[:,::1])",
        fastmath=True,
        error_model="numpy",
        nogil=True,
        cache=True,
    )
    def samples(prims, params, lamps, xs, ys, width, height, first, last, out):
        """Trace the picture's points number first..last (both multiples of LANES); out is (points, OUTPUTS)."""
        if digest == 0:
            return
        s = new_packet(prims.shape[0])
        m = new_packet(prims.shape[0])
        w = s.w
        precision = F(0.7) * params[S_ZOOM] / F(height)
        for start in range(first, last, LANES):
            aim(w, params, xs, ys, start, LANES, width, height)
            look(s, prims, params, lamps, LANES, F(0.3), F(HORIZON), precision, True)
            mirror(s, m, prims, params, lamps, LANES)
            fog(w, params, LANES)
            for l in range(LANES):
                o = out[start + l]
                missed = w[HIT + l] == F(MISS)
                o[0], o[1], o[2] = w[LR + l], w[LG + l], w[LB + l]
                o[3], o[4], o[5] = w[BR + l], w[BG + l], w[BB + l]
                o[6] = w[T + l]
                o[7] = F(0.0) if missed else w[NX + l]
                o[8] = F(0.0) if missed else w[NY + l]
                o[9] = F(0.0) if missed else w[NZ + l]
                o[10] = F(-1.0) if missed else w[PART + l]

    return samples


samples = _compile(_digest())
