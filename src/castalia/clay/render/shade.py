"""Light and colour of what the rays of a packet met: sun, sky, fill, lamps, mirror images, fog."""

from __future__ import annotations

import math

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
    S_TIME,
    S_UP,
    S_ZOOM,
)
from castalia.clay.render.distance import material, normals
from castalia.clay.render.finish import cross_glass, enter_glass, grain, tint_glass
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
    GLOSS,
    GROUND,
    GX,
    GY,
    GZ,
    HIT,
    LANES,
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
    PART,
    PX,
    PY,
    PZ,
    QX,
    QY,
    QZ,
    SUN,
    THING,
    F,
    I,
    T,
    clamp,
    fade,
    jit,
    mix,
    power,
    spread,
)
from castalia.clay.render.relief import HORIZON, ground_normal
from castalia.clay.render.sky import sky
from castalia.clay.render.trace import around, closest, occlusion, shadow
from castalia.clay.render.where import OPEN_WATER, REEF, SEA

KEPT = (NX, NY, NZ, GX, GY, GZ, CR, CG, CB, GLOSS, EMIT, PART)
"""Slots that `things` fills and `ground` would overwrite."""


@jit
def aim(w, params, xs, ys, first, n, width, height):
    """Rays O, D from the eye through the picture's points (xs, ys), in pixels from the top left corner."""
    zoom = params[S_ZOOM]
    e, r, u, f = S_EYE, S_RIGHT, S_UP, S_FORWARD
    per_height = F(1.0) / F(height)
    bend = params[S_BEND]
    for l in range(n):
        x = (F(2.0) * xs[first + l] - F(width)) * per_height
        y = (F(height) - F(2.0) * ys[first + l]) * per_height
        # A fish-eye sees equal angles at equal distances from the middle.
        away = min(bend * math.sqrt(x * x + y * y), F(1.5))
        stretch = math.tan(away) * bend / max(away, F(1e-4)) if bend > F(0.0) else zoom
        x, y = x * stretch, y * stretch
        dx = params[f] + params[r] * x + params[u] * y
        dy = params[f + 1] + params[r + 1] * x + params[u + 1] * y
        dz = params[f + 2] + params[r + 2] * x + params[u + 2] * y
        scale = F(1.0) / math.sqrt(dx * dx + dy * dy + dz * dz)
        w[DX + l] = dx * scale
        w[DY + l] = dy * scale
        w[DZ + l] = dz * scale
        w[OX + l] = params[e]
        w[OY + l] = params[e + 1]
        w[OZ + l] = params[e + 2]


@jit
def present(w, n, kind):
    """How many of the n rays met that kind of thing."""
    count = 0
    for l in range(n):
        count += 1 if w[HIT + l] == kind else 0
    return count


@jit
def surface(s, prims, params, n, size):
    """Normals N, G and material of what was hit; `size` is the step of the normal's differences."""
    w = s.w
    some_ground = present(w, n, F(GROUND)) > 0
    if some_ground:
        ground_normal(w, params, n)
        ground(w, params, n)
    if present(w, n, F(THING)) == 0:
        return
    keep = s.keep
    if some_ground:
        for k in range(len(KEPT)):
            for l in range(n):
                keep[k, l] = w[KEPT[k] + l]
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
        for k in range(len(KEPT)):
            for l in range(n):
                w[KEPT[k] + l] = w[KEPT[k] + l] if w[HIT + l] == F(THING) else keep[k, l]
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
        finish = math.floor(w[GLOSS + l])
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
        caustics(w, A0, A1, n, int(params[S_SEED]), params[S_TIME], A5)
        for l in range(n):
            net = w[A5 + l] * F(0.4) * max(w[NY + l], F(0.0)) if w[HIT + l] == F(THING) else F(0.0)
            w[LR + l] += w[CR + l] * sr * net
            w[LG + l] += w[CG + l] * sg * net
            w[LB + l] += w[CB + l] * sb * net


@spread
def keep_lit(s, n):
    """Copy L and B of the rays that met something to s.keep, so that `sky` may overwrite them."""
    w = s.w
    for k in range(6):
        slot = LR + k * (LG - LR)
        for l in range(n):
            s.keep[k, l] = w[slot + l]


@spread
def merge_sky(s, params, n):
    """L and B of the rays that met nothing are the sky's; the others keep theirs."""
    w = s.w
    keep_lit(s, n)
    sky(w, params, n)
    for k in range(6):
        slot = LR + k * (LG - LR)
        for l in range(n):
            w[slot + l] = w[slot + l] if w[HIT + l] == F(MISS) else s.keep[k, l]


@jit
def look(s, prims, params, lamps, n, start, far, precision, first_look):
    """Everything for n rays O, D: what they meet, its material, its light; the sky where they meet nothing.

    A second look, in a mirror, goes without shadows. Afterwards O and D are the eye's rays again.
    """
    w = s.w
    closest(s, prims, params, n, start, far, precision)
    missed = present(w, n, F(MISS))
    if missed < n:
        surface(s, prims, params, n, F(0.003))
        if first_look == 1:
            eye = s.eye
            for k in range(6):
                for l in range(n):
                    eye[k, l] = w[OX + k * (OY - OX) + l]
            shadow(s, prims, n, params[S_SUN], params[S_SUN + 1], params[S_SUN + 2])
            occlusion(s, prims, params, n)
            for k in range(6):
                for l in range(n):
                    w[OX + k * (OY - OX) + l] = eye[k, l]
        else:
            for l in range(n):
                w[SUN + l] = F(0.8)
                w[OPEN + l] = F(0.8)
        illuminate(s, params, lamps, n)
    if missed > 0:
        merge_sky(s, params, n)


@spread
def mirror(s, m, prims, params, lamps, n):
    """Mix in what the mirroring surfaces of packet `s` show, looked at with packet `m`."""
    w, v = s.w, m.w
    count = 0
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
        share = F(0.50) + F(0.4) * grazing if math.floor(w[GLOSS + l]) == F(METAL) and not on_ground else share
        share = F(0.12) + F(0.88) * share if on_ground and sea and w[MIRROR + l] > F(0.3) else share
        v[DX + count] = x * scale
        v[DY + count] = y * scale
        v[DZ + count] = z * scale
        v[OX + count] = w[PX + l] + w[GX + l] * F(0.03)
        v[OY + count] = w[PY + l] + w[GY + l] * F(0.03)
        v[OZ + count] = w[PZ + l] + w[GZ + l] * F(0.03)
        m.share[count] = share
        m.source[count] = l
        count += 1
    if count > 0:
        lanes = (count + 15) & ~15
        for k in range(6):
            slot = OX + k * (OY - OX)
            for l in range(count, lanes):
                v[slot + l] = v[slot]
        look(m, prims, params, lamps, lanes, F(0.05), F(14.0), F(0.004), I(0))
        for c in range(count):
            l = m.source[c]
            tint = F(0.85) if math.floor(w[GLOSS + l]) == F(METAL) else F(0.0)
            w[LR + l] = mix(w[LR + l], v[LR + c] * mix(F(1.0), w[CR + l], tint), m.share[c])
            w[LG + l] = mix(w[LG + l], v[LG + c] * mix(F(1.0), w[CG + l], tint), m.share[c])
            w[LB + l] = mix(w[LB + l], v[LB + c] * mix(F(1.0), w[CB + l], tint), m.share[c])


@spread
def see_through(s, m, prims, params, lamps, n):
    """Mix in what is seen through the glass of packet `s`, looked at with packet `m`."""
    count = enter_glass(s, m, n)
    if count > 0:
        lanes = cross_glass(m, prims, count)
        through = m.share[:LANES].copy()
        look(m, prims, params, lamps, lanes, F(0.01), F(HORIZON), F(0.003), I(0))
        m.share[:LANES] = through
        tint_glass(s, m, count)


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
