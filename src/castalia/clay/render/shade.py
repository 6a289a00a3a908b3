"""Light and colour of what the rays of a packet met: sun, sky, fill, lamps, mirror images, fog."""

from __future__ import annotations

import math

import numpy as np

from castalia.clay.layout import (
    GLASS,
    METAL,
    S_AMBIENT,
    S_BEND,
    S_EYE,
    S_FILL,
    S_FILL_COLOR,
    S_FOG,
    S_FOG_COLOR,
    S_FOG_FROM,
    S_FORWARD,
    S_PLACE,
    S_RIGHT,
    S_SEED,
    S_SUN,
    S_SUN_COLOR,
    S_UP,
    S_ZOOM,
)
from castalia.clay.render.distance import material, normals
from castalia.clay.render.finish import grain
from castalia.clay.render.ground import caustics, ground
from castalia.clay.render.lanes import (
    A0,
    A1,
    A5,
    BB,
    BG,
    BR,
    CB,
    CG,
    CR,
    DX,
    DY,
    DZ,
    EMIT,
    EYE,
    GLOSS,
    GROUND,
    GX,
    GY,
    GZ,
    HIT,
    KEEP,
    LB,
    LG,
    LR,
    MIRROR,
    MISS,
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
    SHARE,
    SUN,
    THING,
    F,
    T,
    clamp,
    copy_slots,
    fade,
    jit,
    mix,
    power,
    restore_slots,
    spread,
)
from castalia.clay.render.relief import HORIZON, ground_normal
from castalia.clay.render.sky import sky
from castalia.clay.render.trace import around, closest, occlusion, shadow
from castalia.clay.render.where import OPEN_WATER, REEF, SEA

KEPT = np.int64(12)
"""Slots from NX to PART: those that `ground` fills and things would overwrite."""
LIT = np.int64(6)
"""Slots from LR to BB."""
RAY = np.int64(6)
"""Slots from OX to DZ."""


@jit
def aim(w, params, xs, ys, first, n, width, height):
    """Rays O, D from the eye through the picture's points (xs, ys), in pixels from the top left corner."""
    zoom = params[S_ZOOM]
    e, r, u, f = S_EYE, S_RIGHT, S_UP, S_FORWARD
    ex, ey, ez = params[e], params[e + 1], params[e + 2]
    rx, ry, rz = params[r], params[r + 1], params[r + 2]
    ux, uy, uz = params[u], params[u + 1], params[u + 2]
    fx, fy, fz = params[f], params[f + 1], params[f + 2]
    per_height = F(1.0) / F(height)
    bend = params[S_BEND]
    for l in range(n):
        w[QX + l] = xs[first + l]
        w[QY + l] = ys[first + l]
    for l in range(n):
        x = (F(2.0) * w[QX + l] - F(width)) * per_height
        y = (F(height) - F(2.0) * w[QY + l]) * per_height
        # A fish-eye sees equal angles at equal distances from the middle.
        away = min(bend * math.sqrt(x * x + y * y), F(1.5))
        stretch = math.tan(away) * bend / max(away, F(1e-4)) if bend > F(0.0) else zoom
        x, y = x * stretch, y * stretch
        dx = fx + rx * x + ux * y
        dy = fy + ry * x + uy * y
        dz = fz + rz * x + uz * y
        scale = F(1.0) / math.sqrt(dx * dx + dy * dy + dz * dz)
        w[DX + l] = dx * scale
        w[DY + l] = dy * scale
        w[DZ + l] = dz * scale
        w[OX + l] = ex
        w[OY + l] = ey
        w[OZ + l] = ez


@jit
def present(w, n, kind):
    """How many of the n rays met that kind of thing."""
    count = 0
    for l in range(n):
        count += 1 if w[HIT + l] == kind else 0
    return count


@spread
def surface(s, prims, params, n, size):
    """Normals N, G and material of what was hit; `size` is the step of the normal's differences."""
    w = s.w
    some_ground = present(w, n, F(GROUND)) > 0
    if some_ground:
        ground_normal(w, params, n)
        ground(w, params, n)
    if present(w, n, F(THING)) == 0:
        return
    if some_ground:
        copy_slots(w, NX, KEEP, KEPT)
    count = around(s, prims, n, size, F(THING))
    normals(w, prims, s.near, count, n, size)
    for l in range(n):
        w[QX + l] = w[PX + l]
        w[QY + l] = w[PY + l]
        w[QZ + l] = w[PZ + l]
        w[GX + l] = w[NX + l]
        w[GY + l] = w[NY + l]
        w[GZ + l] = w[NZ + l]
    material(w, prims, s.near, count, n)
    grain(w, prims, n)
    if some_ground:
        restore_slots(w, KEEP, NX, KEPT, F(THING), n)
    for l in range(n):
        gloss = w[GLOSS + l]
        own = F(0.25) * gloss if gloss > F(0.55) else F(0.0)
        own = F(0.45) if gloss >= F(GLASS) else own
        w[MIRROR + l] = own if w[HIT + l] == F(THING) else (w[MIRROR + l] if some_ground else F(0.0))


@jit
def illuminate(s, params, lamps, n):
    """w[L] = light from the hit points back along the ray; w[B] = its part that blooms. Rays D must be the eye's."""
    w = s.w
    lx, ly, lz = params[S_SUN], params[S_SUN + 1], params[S_SUN + 2]
    fx, fy, fz = params[S_FILL], params[S_FILL + 1], params[S_FILL + 2]
    sr, sg, sb = params[S_SUN_COLOR], params[S_SUN_COLOR + 1], params[S_SUN_COLOR + 2]
    ar, ag, ab = params[S_AMBIENT], params[S_AMBIENT + 1], params[S_AMBIENT + 2]
    fr, fg, fb = params[S_FILL_COLOR], params[S_FILL_COLOR + 1], params[S_FILL_COLOR + 2]
    for l in range(n):
        nx, ny, nz = w[NX + l], w[NY + l], w[NZ + l]
        facing = nx * lx + ny * ly + nz * lz
        wrap = clamp((facing + F(0.25)) * F(0.8), F(0.0), F(1.0))
        sun = mix(max(facing, F(0.0)), wrap, F(0.4)) * w[SUN + l]
        hx, hy, hz = lx - w[DX + l], ly - w[DY + l], lz - w[DZ + l]
        half = (nx * hx + ny * hy + nz * hz) / math.sqrt(hx * hx + hy * hy + hz * hz + F(1e-6))
        finish = np.floor(w[GLOSS + l])
        gloss = w[GLOSS + l] - finish
        shine = power(clamp(half, F(0.0), F(1.0)), F(8.0) + F(90.0) * gloss) * w[SUN + l] * (F(0.04) + F(1.1) * gloss)
        open_ = w[OPEN + l]
        hemi = (F(0.6) + F(0.4) * ny) * open_
        fill = clamp((nx * fx + ny * fy + nz * fz + F(0.3)) * F(0.76923), F(0.0), F(1.0)) * (F(0.4) + F(0.6) * open_)
        rim = clamp(F(1.0) + nx * w[DX + l] + ny * w[DY + l] + nz * w[DZ + l], F(0.0), F(1.0))
        rim = rim * rim * rim * open_
        emit = w[EMIT + l]
        red, green, blue = w[CR + l], w[CG + l], w[CB + l]
        # Metal scatters little, and its highlights have its colour.
        metal = finish == F(METAL)
        body = F(0.55) if metal else F(1.0)
        sun, hemi, fill = sun * body, hemi * body, fill * body
        tint = F(1.0) if metal else F(0.0)
        w[LR + l] = red * (sr * sun + ar * hemi + fr * fill + emit) + sr * shine * mix(F(1.0), red, tint)
        w[LG + l] = green * (sg * sun + ag * hemi + fg * fill + emit) + sg * shine * mix(F(1.0), green, tint)
        w[LB + l] = blue * (sb * sun + ab * hemi + fb * fill + emit) + sb * shine * mix(F(1.0), blue, tint)
        w[LR + l] += (sr * F(0.06) + fr * F(0.25) + ar * F(0.12)) * rim
        w[LG + l] += (sg * F(0.06) + fg * F(0.25) + ag * F(0.12)) * rim
        w[LB + l] += (sb * F(0.06) + fb * F(0.25) + ab * F(0.12)) * rim
        w[BR + l] = red * emit
        w[BG + l] = green * emit
        w[BB + l] = blue * emit
    for k in range(lamps.shape[0]):
        x, y, z, size = lamps[k, 0], lamps[k, 1], lamps[k, 2], lamps[k, 3]
        red, green, blue = lamps[k, 4], lamps[k, 5], lamps[k, 6]
        for l in range(n):
            dx, dy, dz = x - w[PX + l], y - w[PY + l], z - w[PZ + l]
            d2 = dx * dx + dy * dy + dz * dz
            facing = (dx * w[NX + l] + dy * w[NY + l] + dz * w[NZ + l]) / math.sqrt(d2 + F(1e-6))
            strength = clamp(F(0.35) + F(0.65) * facing, F(0.0), F(1.0)) * w[OPEN + l] / (d2 + size)
            w[LR + l] += w[CR + l] * red * strength
            w[LG + l] += w[CG + l] * green * strength
            w[LB + l] += w[CB + l] * blue * strength
    if (int(params[S_PLACE]) == SEA) | (int(params[S_PLACE]) == REEF):
        for l in range(n):
            w[A0 + l] = w[PX + l] + F(0.4) * w[PY + l]
            w[A1 + l] = w[PZ + l] + F(0.3) * w[PY + l]
        caustics(w, params, A0, A1, n, int(params[S_SEED]), A5)
        for l in range(n):
            net = w[A5 + l] * F(0.4) * max(w[NY + l], F(0.0)) if w[HIT + l] == F(THING) else F(0.0)
            w[LR + l] += w[CR + l] * sr * net
            w[LG + l] += w[CG + l] * sg * net
            w[LB + l] += w[CB + l] * sb * net


@spread
def look(s, prims, params, lamps, n, start, far, precision, first_look):
    """Everything for n rays O, D: what they meet, its material, its light; the sky where they meet nothing.

    A second look, in a mirror, goes without shadows. Afterwards O and D are the eye's rays again.
    """
    w = s.w
    closest(s, prims, params, n, start, far, precision)
    missed = present(w, n, F(MISS))
    if missed < n:
        surface(s, prims, params, n, F(0.003))
        if first_look:
            copy_slots(w, OX, EYE, RAY)
            shadow(s, prims, n, params[S_SUN], params[S_SUN + 1], params[S_SUN + 2])
            occlusion(s, prims, params, n)
            copy_slots(w, EYE, OX, RAY)
        else:
            for l in range(n):
                w[SUN + l] = F(0.8)
                w[OPEN + l] = F(0.8)
        illuminate(s, params, lamps, n)
    if missed > 0:
        copy_slots(w, LR, KEEP, LIT)
        sky(w, params, n)
        restore_slots(w, KEEP, LR, LIT, F(MISS), n)


@jit
def enter_mirror(s, m, params, n):
    """Rays of packet `m`: those of `s` that met something mirroring, thrown back; returns how many."""
    w, v = s.w, m.w
    count = np.int64(0)
    sea = OPEN_WATER[int(params[S_PLACE])]
    for l in range(n):
        if w[HIT + l] == F(MISS) or w[MIRROR + l] <= F(0.01):
            continue
        on_ground = w[HIT + l] == F(GROUND)
        along = w[DX + l] * w[NX + l] + w[DY + l] * w[NY + l] + w[DZ + l] * w[NZ + l]
        x, y, z = (
            w[DX + l] - F(2.0) * along * w[NX + l],
            w[DY + l] - F(2.0) * along * w[NY + l],
            w[DZ + l] - F(2.0) * along * w[NZ + l],
        )
        y = max(y, F(0.02)) if on_ground else y
        scale = F(1.0) / math.sqrt(x * x + y * y + z * z)
        grazing = clamp(F(1.0) + along, F(0.0), F(1.0))
        share = w[MIRROR + l] * (F(0.25) + F(0.75) * grazing * grazing * grazing)
        share = F(0.50) + F(0.4) * grazing if np.floor(w[GLOSS + l]) == F(METAL) and not on_ground else share
        share = F(0.12) + F(0.88) * share if on_ground and sea and w[MIRROR + l] > F(0.3) else share
        v[DX + count] = x * scale
        v[DY + count] = y * scale
        v[DZ + count] = z * scale
        v[OX + count] = w[PX + l] + w[GX + l] * F(0.03)
        v[OY + count] = w[PY + l] + w[GY + l] * F(0.03)
        v[OZ + count] = w[PZ + l] + w[GZ + l] * F(0.03)
        v[SHARE + count] = share
        m.source[count] = l
        count += 1
    return count


@jit
def mix_mirror(s, m, count):
    """Mix into the light of packet `s` what the `count` rays of `m` saw in mirrors."""
    w, v = s.w, m.w
    for c in range(count):
        l = m.source[c]
        tint = F(0.85) if np.floor(w[GLOSS + l]) == F(METAL) else F(0.0)
        for k in range(3):
            slot, own = LR + k * (LG - LR), w[CR + k * (CG - CR) + l]
            w[slot + l] = mix(w[slot + l], v[slot + c] * mix(F(1.0), own, tint), v[SHARE + c])


@jit
def fog(w, params, n):
    """Haze between the eye and what was hit."""
    density, begin = params[S_FOG], max(params[S_FOG_FROM], F(2.0))
    r, g, b = params[S_FOG_COLOR], params[S_FOG_COLOR + 1], params[S_FOG_COLOR + 2]
    for l in range(n):
        haze = F(1.0) - fade(density * clamp(w[T + l] - begin, F(0.0), F(HORIZON)))
        haze = F(0.0) if w[HIT + l] == F(MISS) else haze
        w[LR + l] = mix(w[LR + l], r, haze)
        w[LG + l] = mix(w[LG + l], g, haze)
        w[LB + l] = mix(w[LB + l], b, haze)
        w[BR + l] *= F(1.0) - haze
        w[BG + l] *= F(1.0) - haze
        w[BB + l] *= F(1.0) - haze
