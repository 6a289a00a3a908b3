"""Signed distance from points to the primitives, and what the surface there is made of, 64 points at a time."""

from __future__ import annotations

import math

import numpy as np

from castalia.clay.layout import (
    BOX,
    CONE,
    ELLIPSOID,
    P_AXES,
    P_BLEND,
    P_BOUND,
    P_CENTER,
    P_COLOR,
    P_EMIT,
    P_FLAT,
    P_GLOSS,
    P_ROUND,
    P_SHARE,
    P_SIZE,
    P_STAGE,
    P_SUBTRACT,
    P_TYPE,
)
from castalia.clay.render.lanes import (
    CB,
    CG,
    CR,
    DIST,
    EMIT,
    GLOSS,
    LANES,
    NX,
    NY,
    NZ,
    ONE,
    OTHER_CR,
    PART,
    PX,
    PY,
    PZ,
    QX,
    QY,
    QZ,
    REST,
    WAS,
    WAS_CR,
    F,
    clamp,
    copy_slots,
    jit,
)

FAR_AWAY = 1e3
MATERIAL = np.int64(6)
"""Slots from CR to PART."""


@jit
def primitive(w, p, n):
    """w[ONE] = distance of the points Q to the primitive with table row `p`, for n lanes.

    Formulas after Inigo Quilez, https://iquilezles.org/articles/distfunctions/
    """
    cx, cy, cz = p[P_CENTER], p[P_CENTER + 1], p[P_CENTER + 2]
    xx, xy, xz = p[P_AXES], p[P_AXES + 1], p[P_AXES + 2]
    yx, yy, yz = p[P_AXES + 3], p[P_AXES + 4], p[P_AXES + 5]
    zx, zy, zz = p[P_AXES + 6], p[P_AXES + 7], p[P_AXES + 8]
    a, b, c = p[P_SIZE], p[P_SIZE + 1], p[P_SIZE + 2]
    rounding = p[P_ROUND]
    flat = max(p[P_FLAT], F(1e-3))
    kind = int(p[P_TYPE])
    if kind == ELLIPSOID:
        if a == b and b == c:
            for l in range(n):
                x, y, z = w[QX + l] - cx, w[QY + l] - cy, w[QZ + l] - cz
                w[ONE + l] = math.sqrt(x * x + y * y + z * z) - a
            return
        ia, ib, ic = F(1.0) / a, F(1.0) / b, F(1.0) / c
        for l in range(n):
            x, y, z = w[QX + l] - cx, w[QY + l] - cy, w[QZ + l] - cz
            u = (xx * x + xy * y + xz * z) * ia
            v = (yx * x + yy * y + yz * z) * ib
            t = (zx * x + zy * y + zz * z) * ic
            k0 = u * u + v * v + t * t
            u, v, t = u * ia, v * ib, t * ic
            k1 = u * u + v * v + t * t
            w[ONE + l] = (k0 - math.sqrt(k0)) / (math.sqrt(k1) + F(1e-6))
    elif kind == BOX:
        ha, hb, hc = a - rounding, b - rounding, c - rounding
        for l in range(n):
            x, y, z = w[QX + l] - cx, w[QY + l] - cy, w[QZ + l] - cz
            u = abs(xx * x + xy * y + xz * z) - ha
            v = abs(yx * x + yy * y + yz * z) - hb
            t = abs(zx * x + zy * y + zz * z) - hc
            inside = min(max(u, max(v, t)), F(0.0))
            u, v, t = max(u, F(0.0)), max(v, F(0.0)), max(t, F(0.0))
            w[ONE + l] = math.sqrt(u * u + v * v + t * t) + inside - rounding
    elif kind == CONE:
        slope_r, slope_h = b - a, F(2.0) * c
        per_slope = F(1.0) / (slope_r * slope_r + slope_h * slope_h)
        thin = F(1.0) / flat
        for l in range(n):
            x, y, z = w[QX + l] - cx, w[QY + l] - cy, w[QZ + l] - cz
            u = xx * x + xy * y + xz * z
            v = yx * x + yy * y + yz * z
            t = (zx * x + zy * y + zz * z) * thin
            r = math.sqrt(u * u + t * t)
            cap_r = max(r - (a if v < F(0.0) else b), F(0.0))
            cap_h = abs(v) - c
            along = clamp(((b - r) * slope_r + (c - v) * slope_h) * per_slope, F(0.0), F(1.0))
            side_r = r - b + slope_r * along
            side_h = v - c + slope_h * along
            gap = math.sqrt(min(cap_r * cap_r + cap_h * cap_h, side_r * side_r + side_h * side_h))
            gap = -gap if (side_r < F(0.0)) & (cap_h < F(0.0)) else gap
            w[ONE + l] = (gap - rounding) * flat
    else:
        thin = F(1.0) / flat
        for l in range(n):
            x, y, z = w[QX + l] - cx, w[QY + l] - cy, w[QZ + l] - cz
            u = xx * x + xy * y + xz * z
            v = (yx * x + yy * y + yz * z) * thin
            t = zx * x + zy * y + zz * z
            r = math.sqrt(u * u + t * t) - a
            w[ONE + l] = (math.sqrt(r * r + v * v) - b) * flat
    if (kind == ELLIPSOID) | (flat < F(1.0)):
        # The formulas for flat things say too little from afar, which soft shadows would show; a ball knows better.
        bound = p[P_BOUND]
        for l in range(n):
            x, y, z = w[QX + l] - cx, w[QY + l] - cy, w[QZ + l] - cz
            w[ONE + l] = max(w[ONE + l], math.sqrt(x * x + y * y + z * z) - bound)


@jit
def turn_stage(w, stage, next_stage, share, n):
    """Put aside or take together what the union has so far where a pair of shapes begins, changes over or ends.

    The pair is the mean of both distances, weighted by `share`: a field as smooth and as safe to march as each.
    """
    if stage > 0:
        if (stage % 2 == 1) & (next_stage == stage + 1):
            for l in range(n):
                w[WAS + l] = w[DIST + l]
                w[DIST + l] = F(FAR_AWAY)
            return
        for l in range(n):
            if stage % 2 == 1:
                w[WAS + l] = w[DIST + l]
                w[DIST + l] = F(FAR_AWAY)
            w[DIST + l] = min(w[REST + l], w[WAS + l] + (w[DIST + l] - w[WAS + l]) * share)
    if next_stage > 0:
        for l in range(n):
            w[REST + l] = w[DIST + l]
            w[DIST + l] = F(FAR_AWAY)
            w[WAS + l] = F(FAR_AWAY)


@jit
def turn_material(w, stage, next_stage, share, n):
    """What `turn_stage` does, with the material of both shapes."""
    second = stage % 2 == 0
    if (not second) & (next_stage == stage + 1):
        copy_slots(w, CR, WAS_CR, MATERIAL)
    elif stage > 0:
        for l in range(n):
            first = w[WAS + l] if second else w[DIST + l]
            other = w[DIST + l] if second else F(FAR_AWAY)
            both = second & (first < F(FAR_AWAY))
            nearer = first + (other - first) * share < w[REST + l]
            part = w[WAS_CR + (PART - CR) + l] if both & (share < F(0.5)) else w[PART + l]
            for k in range(MATERIAL):
                own, was = w[CR + k * LANES + l], w[WAS_CR + k * LANES + l]
                own = was + (own - was) * share if both else own
                w[CR + k * LANES + l] = own if nearer else w[OTHER_CR + k * LANES + l]
            w[PART + l] = part if nearer else w[PART + l]
    if (next_stage > 0) & (second | (next_stage != stage + 1)):
        copy_slots(w, CR, OTHER_CR, MATERIAL)
    turn_stage(w, stage, next_stage, share, n)


@jit
def distance(w, prims, rows, count, n):
    """w[DIST] = distance of the points Q to the smooth union of the primitives `rows[:count]`, in table order."""
    stage, share = np.int64(0), F(0.0)
    for l in range(n):
        w[DIST + l] = F(FAR_AWAY)
    for r in range(count):
        p = prims[rows[r]]
        if int(p[P_STAGE]) != stage:
            turn_stage(w, stage, int(p[P_STAGE]), share, n)
            stage, share = int(p[P_STAGE]), p[P_SHARE]
        primitive(w, p, n)
        blend = max(p[P_BLEND], F(1e-4))
        per_blend = F(1.0) / blend
        sign = F(-1.0) if p[P_SUBTRACT] > F(0.5) else F(1.0)
        for l in range(n):
            d = sign * w[DIST + l]
            one = w[ONE + l]
            h = max(blend - abs(d - one), F(0.0))
            w[DIST + l] = sign * (min(d, one) - h * h * F(0.25) * per_blend)
    if stage > 0:
        turn_stage(w, stage, np.int64(0), share, n)


@jit
def material(w, prims, rows, count, n):
    """Colour, gloss, emission and primitive of the surface at the points Q, blended as the shapes are."""
    stage, mixed = np.int64(0), F(0.0)
    for l in range(n):
        w[DIST + l] = F(FAR_AWAY)
        w[CR + l] = F(0.5)
        w[CG + l] = F(0.5)
        w[CB + l] = F(0.5)
        w[GLOSS + l] = F(0.0)
        w[EMIT + l] = F(0.0)
        w[PART + l] = F(0.0)
    for r in range(count):
        p = prims[rows[r]]
        if int(p[P_STAGE]) != stage:
            turn_material(w, stage, int(p[P_STAGE]), mixed, n)
            stage, mixed = int(p[P_STAGE]), p[P_SHARE]
        primitive(w, p, n)
        blend = max(p[P_BLEND], F(1e-4))
        per_blend = F(1.0) / blend
        carve = p[P_SUBTRACT] > F(0.5)
        sign = F(-1.0) if carve else F(1.0)
        red, green, blue = p[P_COLOR], p[P_COLOR + 1], p[P_COLOR + 2]
        gloss, emit = p[P_GLOSS], F(0.0) if carve else p[P_EMIT]
        part = F(rows[r] + 1)
        for l in range(n):
            d = sign * w[DIST + l]
            one = w[ONE + l]
            h = max(blend - abs(d - one), F(0.0)) * per_blend
            share = F(0.5) * h * h
            share = F(1.0) - share if one < d else share
            share = (F(1.0) if one < d else F(0.0)) if carve else share
            w[CR + l] += (red - w[CR + l]) * share
            w[CG + l] += (green - w[CG + l]) * share
            w[CB + l] += (blue - w[CB + l]) * share
            # Finishes do not mix: between clay and glass there is no metal.
            finished = (gloss >= F(1.0)) | (w[GLOSS + l] >= F(1.0))
            w[GLOSS + l] += (gloss - w[GLOSS + l]) * ((F(1.0) if share > F(0.5) else F(0.0)) if finished else share)
            w[EMIT + l] += (emit - w[EMIT + l]) * share
            w[PART + l] = part if share > F(0.5) else w[PART + l]
            w[DIST + l] = sign * (min(d, one) - h * h * F(0.25) * blend)
    if stage > 0:
        turn_material(w, stage, np.int64(0), mixed, n)


@jit
def normals(w, prims, rows, count, n, size):
    """w[N] = unit gradient of the distance at the points P, from four samples `size` away (a tetrahedron)."""
    for l in range(n):
        w[NX + l] = F(0.0)
        w[NY + l] = F(0.0)
        w[NZ + l] = F(0.0)
    for corner in range(4):
        sx = F(1.0) if corner in (0, 3) else F(-1.0)
        sy = F(1.0) if corner >= 2 else F(-1.0)
        sz = F(1.0) if corner in (1, 3) else F(-1.0)
        for l in range(n):
            w[QX + l] = w[PX + l] + sx * size
            w[QY + l] = w[PY + l] + sy * size
            w[QZ + l] = w[PZ + l] + sz * size
        distance(w, prims, rows, count, n)
        for l in range(n):
            d = w[DIST + l]
            w[NX + l] += sx * d
            w[NY + l] += sy * d
            w[NZ + l] += sz * d
    for l in range(n):
        x, y, z = w[NX + l], w[NY + l], w[NZ + l]
        scale = F(1.0) / (math.sqrt(x * x + y * y + z * z) + F(1e-12))
        w[NX + l] = x * scale
        w[NY + l] = y * scale
        w[NZ + l] = z * scale


@jit
def reach_of(p):
    """Distance from the centre of a primitive beyond which it changes nothing."""
    return p[P_BOUND] + p[P_BLEND] + F(0.01)
