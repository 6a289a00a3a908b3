"""More grounds: glowing grid, raked gravel, fields, road, planks; walls of rooms; rain and snow on the ground."""

from __future__ import annotations

import math

import numpy as np

from castalia.clay.layout import S_BACK, S_RINGS, S_SIDE, S_SNOW, S_TOP, S_WET
from castalia.clay.render.clock import stepped, turned
from castalia.clay.render.lanes import (
    A0,
    A1,
    A2,
    A3,
    A4,
    A5,
    A6,
    A7,
    CB,
    CG,
    CR,
    EMIT,
    GLOSS,
    GY,
    MIRROR,
    PX,
    PY,
    PZ,
    F,
    I,
    T,
    cosine,
    fade,
    jit,
    mix,
    smooth,
)
from castalia.clay.render.noise import cell, fractal, noise
from castalia.clay.render.where import CASTLE_HALL, LABORATORY, LIBRARY

BX, BZ, LOD = A0, A1, A2
"""Slope of the bumps along x and z; how much detail survives at this distance, 1 near, 0 far."""


@jit
def paint(w, l, red, green, blue, share):
    """Lay a colour over the ground of lane l."""
    w[CR + l] = mix(w[CR + l], red, share)
    w[CG + l] = mix(w[CG + l], green, share)
    w[CB + l] = mix(w[CB + l], blue, share)


@jit
def glowing_grid(w, n, scale, red, green, blue, strength):
    """Lines of light along x and z, every fifth one brighter; they widen with the distance so that they stay smooth."""
    for l in range(n):
        u, v = w[PX + l] * scale, w[PZ + l] * scale
        t = min(w[T + l], F(200.0))
        width = F(0.012) + F(0.0018) * t * scale
        du, dv = abs(u - np.floor(u + F(0.5))), abs(v - np.floor(v + F(0.5)))
        line = max(fade(du * du / (width * width)), fade(dv * dv / (width * width)))
        bold = F(1.0) if I(np.floor(u + F(0.5)) if du < dv else np.floor(v + F(0.5))) % I(5) == I(0) else F(0.55)
        line = line * bold * strength / (F(1.0) + F(0.0025) * t * t)
        paint(w, l, red, green, blue, min(line, F(1.0)))
        w[EMIT + l] = line * F(1.5)
        w[MIRROR + l] = F(0.16)
        w[GLOSS + l] = F(0.3)


@jit
def raked(w, params, n, seed):
    """Gravel, raked in rings around the rocks and in straight lines between them."""
    noise(w, PX, PZ, A3, n, seed + 1, F(38.0), F(38.0))
    noise(w, PX, PZ, A4, n, seed + 2, F(0.5), F(0.5))
    for l in range(n):
        w[A5 + l] = F(9.0)
        w[A6 + l] = F(0.0)
        w[A7 + l] = F(1.0)
    for k in range(3):
        x, z, radius = params[S_RINGS + 3 * k], params[S_RINGS + 3 * k + 1], params[S_RINGS + 3 * k + 2]
        for l in range(n):
            dx, dz = w[PX + l] - x, w[PZ + l] - z
            q = math.sqrt(dx * dx + dz * dz) + F(1e-4)
            near = q - radius
            closer = (near < F(0.85)) & (near < w[A5 + l]) & (radius > F(0.0))
            w[A5 + l] = near if closer else w[A5 + l]
            w[A6 + l] = dx / q if closer else w[A6 + l]
            w[A7 + l] = dz / q if closer else w[A7 + l]
    for l in range(n):
        best, sx, sz = w[A5 + l], w[A6 + l], w[A7 + l]
        phase = best if best < F(8.0) else w[PZ + l] + F(0.25) * w[A4 + l]
        lod = w[LOD + l]
        rib = cosine(phase * F(37.0))
        tone = F(1.0) + (F(0.10) * rib + F(0.16) * (w[A3 + l] - F(0.5))) * lod
        w[BX + l] += F(0.42) * sx * cosine(phase * F(37.0) + F(1.57)) * lod
        w[BZ + l] += F(0.42) * sz * cosine(phase * F(37.0) + F(1.57)) * lod
        w[CR + l] *= tone
        w[CG + l] *= tone
        w[CB + l] *= tone


@jit
def fields(w, n, seed):
    """Behind the farmyard: a patchwork of ploughed, green and golden fields in rows."""
    noise(w, PX, PZ, A3, n, seed + 5, F(9.0), F(2.0))
    for l in range(n):
        x, z = w[PX + l], w[PZ + l]
        u, v = x * F(0.11) + F(0.03) * z, z * F(0.16)
        kind = cell(I(np.floor(u)), I(np.floor(v)), seed + 6)
        far = smooth(F(-4.2), F(-4.6), z)
        across = kind > F(0.5)
        row = F(0.5) + F(0.5) * cosine((x if across else z) * F(8.0))
        row = mix(F(0.5), row, w[LOD + l])
        tone = (F(0.72) + F(0.35) * row) * (F(0.8) + F(0.4) * w[A3 + l])
        gold, brown = kind < F(0.35), kind > F(0.72)
        paint(w, l, (F(0.72) if gold else F(0.26) if brown else F(0.16)) * tone,
              (F(0.50) if gold else F(0.15) if brown else F(0.36)) * tone,
              (F(0.12) if gold else F(0.08) if brown else F(0.06)) * tone, far)  # fmt: skip


@jit
def road(w, n, seed):
    """Asphalt with a dashed line behind the pavement on which the subjects stand, and a kerb on both sides."""
    noise(w, PX, PZ, A3, n, seed + 3, F(30.0), F(30.0))
    for l in range(n):
        x, z = w[PX + l], w[PZ + l]
        inside = F(1.35) - abs(z + F(3.15))
        lane = smooth(F(0.0), F(0.03), inside)
        kerb = smooth(F(0.10), F(0.07), abs(inside)) * (F(1.0) - lane)
        dash = x * F(0.55)
        dash = dash - np.floor(dash)
        mark = smooth(F(0.06), F(0.045), abs(z + F(3.15))) * smooth(F(0.5), F(0.48), dash)
        tone = F(0.85) + F(0.3) * w[A3 + l] * w[LOD + l]
        paint(w, l, F(0.075) * tone, F(0.08) * tone, F(0.09) * tone, lane)
        paint(w, l, F(0.8), F(0.78), F(0.7), max(mark * lane, kerb * F(0.5)))
        w[MIRROR + l] *= F(1.0) - F(0.5) * lane


@jit
def planks(w, n, seed):
    """Boards of wood along z."""
    for l in range(n):
        u = w[PX + l] * F(3.2)
        w[A3 + l] = np.floor(u)
        w[A5 + l] = w[PZ + l] * F(0.45) + F(5.3) * cell(I(w[A3 + l]), I(1), seed)
        w[A6 + l] = w[PX + l] * F(24.0) + F(9.0) * w[A3 + l]
    noise(w, A6, A5, A4, n, seed + 2, F(1.0), F(5.0))
    for l in range(n):
        u = w[PX + l] * F(3.2)
        side, end = u - w[A3 + l], w[A5 + l] - np.floor(w[A5 + l])
        joint = max(smooth(F(0.035), F(0.01), min(side, F(1.0) - side)), smooth(F(0.012), F(0.004), end))
        tone = F(0.78) + F(0.4) * cell(I(w[A3 + l]), I(np.floor(w[A5 + l])), seed + 4)
        tone = tone * (F(0.88) + F(0.24) * w[A4 + l]) * (F(1.0) - F(0.55) * joint * (F(0.3) + F(0.7) * w[LOD + l]))
        w[CR + l] *= tone
        w[CG + l] *= tone
        w[CB + l] *= tone
        w[MIRROR + l] = F(0.06)
        w[GLOSS + l] = F(0.25)


@jit
def walls(w, params, n, place, seed):
    """What stands on the walls: book shelves, laboratory panels with screens, blocks of stone, wainscot and paper."""
    back, side, top = params[S_BACK] - F(0.01), params[S_SIDE] - F(0.01), params[S_TOP] - F(0.01)
    sweep = turned(params, F(1.6))
    step, steps = stepped(params, F(2.0), F(2.0))
    for l in range(n):
        behind = w[PZ + l] < -back
        beside = abs(w[PX + l]) > side
        above = (w[PY + l] > top) & (not beside) & (not behind)
        if above:
            tone = F(0.35) if place == CASTLE_HALL else F(0.8)
            paint(w, l, tone, tone, tone, F(1.0))
        if not (behind | beside):
            continue
        w[MIRROR + l] = F(0.0)
        w[GLOSS + l] = F(0.05)
        u, v = w[PZ + l] if beside else w[PX + l], w[PY + l]
        if place == LIBRARY:
            bay = u * F(0.42)
            post = abs(bay - np.floor(bay) - F(0.5)) > F(0.472)
            row = v * F(2.1)
            floor_ = np.floor(row)
            up = row - floor_
            thin = u * F(13.0) + F(3.0) * floor_
            book, across = np.floor(thin), thin - np.floor(thin)
            kind = cell(I(book), I(floor_), seed)
            tall = F(0.62) + F(0.30) * cell(I(book), I(floor_), seed + 1)
            gap = cell(I(np.floor(thin * F(0.25))), I(floor_), seed + 2) > F(0.90)
            wood = post | (up < F(0.09))
            empty = (up > tall) | gap
            tone = F(0.55) + F(0.5) * across * (F(2.0) - F(2.0) * across) + F(0.2) * cell(I(book), I(floor_), seed + 3)
            tone = tone * (F(1.5) if (abs(up - F(0.28)) < F(0.02)) | (abs(up - F(0.55)) < F(0.012)) else F(1.0))
            red = F(0.46) if kind < F(0.3) else F(0.08) if kind < F(0.52) else F(0.07) if kind < F(0.72) else F(0.62)
            green = F(0.07) if kind < F(0.3) else F(0.15) if kind < F(0.52) else F(0.28) if kind < F(0.72) else F(0.42)
            blue = F(0.06) if kind < F(0.3) else F(0.40) if kind < F(0.52) else F(0.13) if kind < F(0.72) else F(0.18)
            tone = F(1.0) if wood else F(0.13) if empty else tone
            paint(w, l, (F(0.26) if wood else red) * tone, (F(0.14) if wood else green) * tone,
                  (F(0.065) if wood else blue) * tone, F(1.0))  # fmt: skip
        elif place == LABORATORY:
            panel, rise = u * F(0.62), v * F(0.72)
            pu, pv = panel - np.floor(panel), rise - np.floor(rise)
            seam = (min(pu, F(1.0) - pu) < F(0.012)) | (min(pv, F(1.0) - pv) < F(0.012))
            kind = cell(I(np.floor(panel)), I(np.floor(rise)), seed)
            screen = (
                (kind > F(0.45)) & (pu > F(0.12)) & (pu < F(0.88)) & (pv > F(0.16)) & (pv < F(0.84)) & (rise > F(1.0))
            )
            strip = abs(rise - F(0.93)) < F(0.02)
            wave = F(0.5) + F(0.22) * cosine(pu * F(19.0) * (F(0.4) + kind) + F(20.0) * kind + sweep)
            line = fade(abs(pv - wave) * F(55.0))
            bars = kind > F(0.78)
            bar = pu * F(14.0)
            level = F(0.2) + F(0.5) * cell(I(np.floor(bar)), I(I(np.floor(step)) % steps), seed + 5)
            line = (F(0.8) if (pv < level) & (bar - np.floor(bar) < F(0.7)) else F(0.0)) if bars else line
            raster = F(0.10) if (pv * F(12.0) - np.floor(pv * F(12.0)) < F(0.08)) else F(0.04)
            tone = F(0.35) if seam else F(0.62)
            paint(w, l, tone, tone * F(1.03), tone * F(1.1), F(1.0))
            shown = max(line, raster) if screen else F(1.0)
            glow = screen | strip
            paint(w, l, F(0.015), F(0.035), F(0.075), F(1.0) if screen else F(0.0))
            paint(w, l, F(0.12), F(0.62), F(1.0), shown if glow else F(0.0))
            w[EMIT + l] = F(0.15) + F(1.1) * shown if glow else F(0.0)
            w[GLOSS + l] = F(0.3)
        elif place == CASTLE_HALL:
            row = v * F(2.2)
            floor_ = np.floor(row)
            block = u * F(1.15) + F(0.5) * floor_
            bu, bv = block - np.floor(block), row - floor_
            joint = smooth(F(0.05), F(0.015), min(min(bu, F(1.0) - bu), min(bv, F(1.0) - bv) * F(0.55)))
            tone = (F(0.20) + F(0.13) * cell(I(np.floor(block)), I(floor_), seed)) * (F(1.0) - F(0.5) * joint)
            paint(w, l, tone * F(1.08), tone, tone * F(0.90), F(1.0))
        else:
            stripe = u * F(2.4)
            stripe = stripe - np.floor(stripe)
            low = v < F(0.85)
            board = u * F(1.2)
            board = abs(board - np.floor(board) - F(0.5))
            edge = (v < F(0.12)) | (abs(v - F(0.85)) < F(0.04))
            tone = (F(0.9) if edge else F(0.72) if board > F(0.485) else F(0.82)) if low | edge else F(1.0)
            shade = F(1.0) if stripe > F(0.5) else F(0.92)
            paint(
                w,
                l,
                tone * F(0.85) if low | edge else F(0.42) * shade,
                tone * F(0.82) if low | edge else F(0.55) * shade,
                tone * F(0.76) if low | edge else F(0.52) * shade,
                F(1.0),
            )


@jit
def weathered(w, params, n, seed):
    """Rain darkens the ground and stands in puddles with rings of drops; fresh snow covers it."""
    wet, snow = params[S_WET], params[S_SNOW]
    drops, lives = stepped(params, F(1.4), F(2.0))
    fractal(w, PX, PZ, A3, n, seed + 61, F(0.7), F(0.9), I(3))
    for l in range(n):
        level = smooth(F(0.9), F(0.99), w[GY + l]) if w[MIRROR + l] < F(0.5) else F(0.0)
        puddle = smooth(F(0.44), F(0.54), w[A3 + l]) * wet * level
        dark = F(1.0) - wet * level * (F(0.30) + F(0.2) * puddle)
        w[CR + l] *= dark
        w[CG + l] *= dark
        w[CB + l] *= dark
        w[GLOSS + l] = max(w[GLOSS + l], F(0.45) * wet * level)
        w[MIRROR + l] = max(w[MIRROR + l], wet * level * (F(0.12) + F(0.5) * puddle))
        w[BX + l] *= F(1.0) - F(0.9) * puddle
        w[BZ + l] *= F(1.0) - F(0.9) * puddle
        # Drops: rings that widen and fade, each cell in its own time.
        u, v = w[PX + l] * F(3.6), w[PZ + l] * F(3.6)
        cx, cy = I(np.floor(u)), I(np.floor(v))
        life = drops + cell(cx, cy, seed + 62)
        turn = I(I(np.floor(life)) % lives)
        life = life - np.floor(life)
        dx = u - F(cx) - F(0.3) - F(0.4) * cell(I(cx + turn), cy, seed + 63)
        dy = v - F(cy) - F(0.3) - F(0.4) * cell(cx, I(cy + turn), seed + 64)
        q = math.sqrt(dx * dx + dy * dy) + F(1e-4)
        off = (q - F(0.28) * life) * F(26.0)
        ring = fade(off * off * F(0.25)) * cosine(off) * (F(1.0) - life) * wet * w[LOD + l] * F(0.5)
        w[BX + l] += ring * dx / q
        w[BZ + l] += ring * dy / q
        cover = snow * level * smooth(F(0.25), F(0.45), w[A3 + l] + F(0.1))
        paint(w, l, F(0.84), F(0.88), F(0.95), cover * F(0.92))
