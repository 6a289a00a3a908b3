"""Find what rays meet: which primitives matter for a packet, sphere tracing, soft shadow, occlusion."""

from __future__ import annotations

import math

import numpy as np

from castalia.clay.layout import P_CENTER, S_PHASE, S_RELIEF, S_RELIEF_FREQ, S_VOID
from castalia.clay.render.distance import distance, reach_of
from castalia.clay.render.lanes import (
    DIST,
    DX,
    DY,
    DZ,
    FAR,
    GROUND,
    GX,
    GY,
    GZ,
    HIT,
    LANES,
    MDX,
    MDY,
    MDZ,
    MFAR,
    MISS,
    MOX,
    MOY,
    MOZ,
    MRES,
    MSTATE,
    MT,
    NEAR,
    NX,
    NY,
    NZ,
    OPEN,
    OX,
    OY,
    OZ,
    PX,
    PY,
    PZ,
    QX,
    QY,
    QZ,
    SUN,
    THING,
    F,
    T,
    clamp,
    jit,
    spread,
)
from castalia.clay.render.relief import height, meet_ground

NEVER = 1e9
MARCHING, MET, LOST = 0.0, 1.0, 2.0
"""State of a marching ray (slot MSTATE)."""


@jit
def enclose(w, x, y, z, n):
    """Centre and radius of a sphere around the points w[x], w[y], w[z] of the lanes with FAR > 0."""
    u, v, t, far = w[x : x + LANES], w[y : y + LANES], w[z : z + LANES], w[FAR : FAR + LANES]
    count, cx, cy, cz = F(0.0), F(0.0), F(0.0), F(0.0)
    for l in range(n):
        one = F(1.0) if far[l] > F(0.0) else F(0.0)
        count += one
        cx += one * u[l]
        cy += one * v[l]
        cz += one * t[l]
    share = F(1.0) / max(count, F(1.0))
    cx, cy, cz = cx * share, cy * share, cz * share
    radius = F(0.0)
    for l in range(n):
        dx, dy, dz = u[l] - cx, v[l] - cy, t[l] - cz
        radius = max(radius, dx * dx + dy * dy + dz * dz if far[l] > F(0.0) else F(0.0))
    return cx, cy, cz, math.sqrt(radius)


@jit
def gather(s, prims, n, widening, start):
    """List the primitives that some ray comes near, and where: s.near[:count], s.begin, s.end; rays get [NEAR, FAR].

    A ray passes a primitive where it crosses its bounding sphere, widened by `widening` per unit of distance. FAR must
    hold the farthest distance of interest and is brought nearer; NEAR is at least `start`.
    """
    w = s.w
    for l in range(n):
        w[MRES + l] = w[FAR + l]
        w[NEAR + l] = F(NEVER)
    # A cone around all rays sorts out most primitives at once: from a disc of radius `wide` at (ex, ey, ez) along
    # the axis a, growing by `slope`.
    ex, ey, ez, wide = enclose(w, OX, OY, OZ, n)
    ax, ay, az, slope = enclose(w, DX, DY, DZ, n)
    length = math.sqrt(ax * ax + ay * ay + az * az) + F(1e-6)
    ax, ay, az = ax / length, ay / length, az / length
    slope = slope / length + widening
    for l in range(n):
        w[FAR + l] = F(0.0)
    count = np.int64(0)
    for i in range(prims.shape[0]):
        p = prims[i]
        cx, cy, cz, reach = p[P_CENTER], p[P_CENTER + 1], p[P_CENTER + 2], reach_of(p)
        x, y, z = cx - ex, cy - ey, cz - ez
        along = max(x * ax + y * ay + z * az, F(0.0))
        x, y, z = x - along * ax, y - along * ay, z - along * az
        limit = reach + wide + slope * (along + reach + wide)
        if x * x + y * y + z * z > limit * limit:
            continue
        first = F(NEVER)
        last = F(-1.0)
        for l in range(n):
            x, y, z = cx - w[OX + l], cy - w[OY + l], cz - w[OZ + l]
            along = x * w[DX + l] + y * w[DY + l] + z * w[DZ + l]
            broad = reach + widening * max(along, F(0.0))
            half = broad * broad - (x * x + y * y + z * z - along * along)
            reached = math.sqrt(max(half, F(0.0)))
            begin = max(along - reached, start)
            end = min(along + reached, w[MRES + l])
            passes = (half > F(0.0)) & (end > begin)
            begin = begin if passes else F(NEVER)
            end = end if passes else F(-1.0)
            w[NEAR + l] = min(w[NEAR + l], begin)
            w[FAR + l] = max(w[FAR + l], end)
            first = min(first, begin)
            last = max(last, end)
        if last > first:
            s.near[count] = i
            s.begin[count] = first
            s.end[count] = last
            count += 1
    return count


@jit
def enlist(s, n):
    """Copy the rays that come near something to the front of the marching slots; returns how many there are."""
    w = s.w
    m = np.int64(0)
    for l in range(n):
        if w[NEAR + l] < w[FAR + l]:
            w[MOX + m] = w[OX + l]
            w[MOY + m] = w[OY + l]
            w[MOZ + m] = w[OZ + l]
            w[MDX + m] = w[DX + l]
            w[MDY + m] = w[DY + l]
            w[MDZ + m] = w[DZ + l]
            w[MT + m] = w[NEAR + l]
            w[MFAR + m] = w[FAR + l]
            w[MRES + m] = F(1.0)
            w[MSTATE + m] = F(MARCHING)
            s.lane[m] = l
            m += 1
    return m


@jit
def close_ranks(s, m):
    """Move the rays that still march to the front; returns how many there are."""
    w = s.w
    kept = np.int64(0)
    for k in range(m):
        if w[MSTATE + k] == F(MARCHING):
            if kept != k:
                w[MOX + kept] = w[MOX + k]
                w[MOY + kept] = w[MOY + k]
                w[MOZ + kept] = w[MOZ + k]
                w[MDX + kept] = w[MDX + k]
                w[MDY + kept] = w[MDY + k]
                w[MDZ + kept] = w[MDZ + k]
                w[MT + kept] = w[MT + k]
                w[MFAR + kept] = w[MFAR + k]
                w[MRES + kept] = w[MRES + k]
                s.lane[kept] = s.lane[k]
            kept += 1
    for k in range(kept):
        w[MSTATE + k] = F(MARCHING)
    return kept


@jit
def full(m):
    """Lanes to compute for m rays: whole vectors of 16, so that no scalar remainder loop runs."""
    return (m + 15) & ~15


@jit
def fill(w, m):
    """Make the m rays whole vectors by repeating the first; returns how many lanes that are."""
    for k in range(6):
        slot = OX + k * (OY - OX)
        for l in range(m, full(m)):
            w[slot + l] = w[slot]
    return full(m)


@spread
def advance(s, prims, count, m):
    """w[DIST] at the present points of m marching rays; returns where the next primitive not looked at begins."""
    w = s.w
    low, high = F(NEVER), F(0.0)
    for k in range(m):
        t = w[MT + k]
        marches = w[MSTATE + k] == F(MARCHING)
        low = min(low, t if marches else F(NEVER))
        high = max(high, t if marches else F(0.0))
    active = np.int64(0)
    upcoming = F(NEVER)
    for r in range(count):
        if s.begin[r] > high:
            upcoming = min(upcoming, s.begin[r])
        elif s.end[r] >= low:
            s.list[active] = s.near[r]
            active += 1
    lanes = full(m)
    for k in range(lanes):
        w[QX + k] = w[MOX + k] + w[MT + k] * w[MDX + k]
        w[QY + k] = w[MOY + k] + w[MT + k] * w[MDY + k]
        w[QZ + k] = w[MOZ + k] + w[MT + k] * w[MDZ + k]
    distance(w, prims, s.list, active, lanes)
    return upcoming


@jit
def march(s, prims, count, n, precision):
    """Sphere-trace the rays through what `gather` listed; THING and T where one meets a surface.

    `precision`: how near counts as met, per unit of distance (about half a pixel's angle).
    """
    w = s.w
    m = enlist(s, n)
    for _ in range(100):
        if m == 0:
            break
        upcoming = advance(s, prims, count, m)
        ended = 0
        for k in range(m):
            t = w[MT + k]
            d = w[DIST + k]
            met = d < precision * t + F(0.0004)
            further = min(t + d * F(0.95), max(upcoming, t + F(0.001)))
            state = F(LOST) if further > w[MFAR + k] else F(MARCHING)
            state = F(MET) if met else state
            state = state if w[MSTATE + k] == F(MARCHING) else w[MSTATE + k]
            w[MT + k] = further if state == F(MARCHING) else t
            w[MSTATE + k] = state
            ended += 1 if state != F(MARCHING) else 0
        if full(m - ended) < full(m):
            report(s, m)
            m = close_ranks(s, m)
    report(s, m)


@spread
def report(s, m):
    """Write down the rays that met a surface."""
    w = s.w
    for k in range(m):
        if w[MSTATE + k] == F(MET):
            l = s.lane[k]
            w[HIT + l] = F(THING)
            w[T + l] = w[MT + k]


@spread
def closest(s, prims, params, n, start, far, precision):
    """For n rays: HIT, T and the point P of what they meet first, at most `far` away."""
    w = s.w
    meet_ground(w, params, n, start, far)
    for l in range(n):
        w[FAR + l] = min(w[T + l], far)
    count = gather(s, prims, n, F(0.004), start)
    if count > 0:
        march(s, prims, count, n, precision)
    for l in range(n):
        w[PX + l] = w[OX + l] + w[T + l] * w[DX + l]
        w[PY + l] = w[OY + l] + w[T + l] * w[DY + l]
        w[PZ + l] = w[OZ + l] + w[T + l] * w[DZ + l]


@jit
def around(s, prims, n, radius, most):
    """List in s.near the primitives within `radius` of some hit point of kind THING to `most`; returns their number."""
    w = s.w
    for l in range(n):
        w[FAR + l] = F(1.0) if (w[HIT + l] >= F(THING)) & (w[HIT + l] <= most) else F(0.0)
    ex, ey, ez, wide = enclose(w, PX, PY, PZ, n)
    count = np.int64(0)
    for i in range(prims.shape[0]):
        p = prims[i]
        cx, cy, cz, reach = p[P_CENTER], p[P_CENTER + 1], p[P_CENTER + 2], reach_of(p) + radius
        x, y, z, limit = cx - ex, cy - ey, cz - ez, reach + wide
        if x * x + y * y + z * z > limit * limit:
            continue
        nearest = F(NEVER)
        for l in range(n):
            x, y, z = cx - w[PX + l], cy - w[PY + l], cz - w[PZ + l]
            nearest = min(nearest, x * x + y * y + z * z if w[FAR + l] > F(0.0) else F(NEVER))
        if nearest < reach * reach:
            s.near[count] = i
            count += 1
    return count


SHADOW_REACH = 7.0
SHADOW_SOFTNESS = 9.0


@jit
def shadow(s, prims, n, lx, ly, lz):
    """w[SUN] = share of the sun, 0..1, that reaches the hit points; the sun is towards (lx, ly, lz).

    Penumbra from the narrowest gap on the way: https://iquilezles.org/articles/rmshadows/
    """
    w = s.w
    for l in range(n):
        facing = w[NX + l] * lx + w[NY + l] * ly + w[NZ + l] * lz
        w[SUN + l] = F(1.0) if facing > F(-0.25) else F(0.0)
        w[OX + l] = w[PX + l] + w[GX + l] * F(0.01)
        w[OY + l] = w[PY + l] + w[GY + l] * F(0.01)
        w[OZ + l] = w[PZ + l] + w[GZ + l] * F(0.01)
        w[DX + l] = lx
        w[DY + l] = ly
        w[DZ + l] = lz
        w[FAR + l] = F(SHADOW_REACH) if (w[HIT + l] != F(MISS)) & (facing > F(-0.25)) else F(-1.0)
    count = gather(s, prims, n, F(0.12), F(0.02))
    if count == 0:
        return
    m = enlist(s, n)
    for _ in range(36):
        if m == 0:
            break
        upcoming = advance(s, prims, count, m)
        ended = 0
        for k in range(m):
            t = w[MT + k]
            d = w[DIST + k]
            marches = w[MSTATE + k] == F(MARCHING)
            light = min(w[MRES + k], F(SHADOW_SOFTNESS) * d / t)
            w[MRES + k] = light if marches else w[MRES + k]
            further = min(t + clamp(d, F(0.014) + F(0.02) * t, F(0.6)), max(upcoming, t + F(0.02)))
            stops = (light < F(0.01)) | (further > w[MFAR + k])
            w[MT + k] = further if marches & (not stops) else t
            state = F(MET) if stops else F(MARCHING)
            w[MSTATE + k] = state if marches else w[MSTATE + k]
            ended += 0 if marches & (not stops) else 1
        if full(m - ended) < full(m):
            cast(s, m)
            m = close_ranks(s, m)
    cast(s, m)


@spread
def cast(s, m):
    """Write down how much sun the marching rays have left."""
    w = s.w
    for k in range(m):
        light = clamp(w[MRES + k], F(0.0), F(1.0))
        w[SUN + s.lane[k]] = light * light * (F(3.0) - F(2.0) * light)


@jit
def occlusion(s, prims, params, n):
    """w[OPEN] = share of the surroundings, 0..1, that the hit points see: five samples along the normal."""
    w = s.w
    count = around(s, prims, n, F(0.4), F(GROUND))
    amplitude, frequency = params[S_RELIEF], params[S_RELIEF_FREQ]
    p0, p1, p2 = params[S_PHASE], params[S_PHASE + 1], params[S_PHASE + 2]
    grounded = params[S_VOID] == F(0.0)
    for l in range(n):
        w[OPEN + l] = F(0.0)
        # Height over the ground, which is taken as level near the point.
        level = height(w[PX + l], w[PZ + l], amplitude, frequency, p0, p1, p2)
        w[MRES + l] = w[PY + l] - level if grounded else F(9.0)
    weight = F(1.0)
    tap = F(0.03)
    for _ in range(5):
        for l in range(n):
            w[QX + l] = w[PX + l] + tap * w[GX + l]
            w[QY + l] = w[PY + l] + tap * w[GY + l]
            w[QZ + l] = w[PZ + l] + tap * w[GZ + l]
        distance(w, prims, s.near, count, n)
        for l in range(n):
            over = w[MRES + l] + tap * w[GY + l]
            w[OPEN + l] += weight * max(tap - min(w[DIST + l], over), F(0.0))
        weight = weight * F(0.75)
        tap = tap * F(1.85)
    for l in range(n):
        w[OPEN + l] = clamp(F(1.0) - F(1.05) * w[OPEN + l], F(0.1), F(1.0))
