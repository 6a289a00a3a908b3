"""What the ground of each place is made of: colour, small bumps, wetness, mirror; one function per place."""

from __future__ import annotations

import math

import numpy as np

from castalia.clay.layout import (
    S_BACK,
    S_GROUND_A,
    S_GROUND_B,
    S_LIGHT,
    S_PHASE,
    S_PLACE,
    S_SEED,
    S_SHORE,
    S_SNOW,
    S_WET,
)
from castalia.clay.render.clock import drifted, turned
from castalia.clay.render.floors import BX, BZ, LOD, fields, glowing_grid, planks, raked, road, walls, weathered
from castalia.clay.render.growth import flowers, jungle_floor, leaves, meadow_tone, roughness, tint
from castalia.clay.render.lanes import (
    A3,
    A4,
    A5,
    A6,
    A7,
    A8,
    A9,
    CB,
    CG,
    CR,
    EMIT,
    GLOSS,
    GX,
    GY,
    GZ,
    MIRROR,
    NX,
    NY,
    NZ,
    PART,
    PX,
    PZ,
    F,
    I,
    T,
    cosine,
    jit,
    mix,
    sine,
    smooth,
    spread,
)
from castalia.clay.render.noise import cell, fractal, noise
from castalia.clay.render.where import (
    BAMBOO,
    BEACH,
    CASTLE_HALL,
    CITY,
    DESERT,
    FARM,
    FOREST,
    FUTURE_CITY,
    GRID,
    LABORATORY,
    LAMPLIT,
    LIBRARY,
    MARS,
    MEADOW,
    MOON,
    MOUNTAINS,
    OCEAN,
    RAINFOREST,
    REEF,
    ROCKY_COAST,
    ROOM,
    SAVANNA,
    SEA,
    SHANSHUI,
    SNOW,
    STREET,
    VICTORIAN,
    ZEN_GARDEN,
)


@jit
def craters(w, n, seed, scale, rarity):
    """Round craters on a jittered grid, in two sizes."""
    for octave in range(2):
        for i in range(-1, 2):
            for j in range(-1, 2):
                for l in range(n):
                    u, v = w[PX + l] * scale, w[PZ + l] * scale
                    cx, cy = I(np.floor(u) + F(i)), I(np.floor(v) + F(j))
                    there = cell(cx, cy, seed + 5 + octave) >= rarity
                    ox = F(cx) + F(0.2) + F(0.6) * cell(cx, cy, seed + 6 + octave)
                    oy = F(cy) + F(0.2) + F(0.6) * cell(cx, cy, seed + 8 + octave)
                    radius = F(0.2) + F(0.3) * cell(cx, cy, seed + 10 + octave)
                    dx, dy = u - ox, v - oy
                    q = math.sqrt(dx * dx + dy * dy) / radius
                    slope = F(1.15) * q * q * q if q < F(1.0) else F(-1.8) * (F(1.4) - q)
                    there = there & (q < F(1.4)) & (q > F(0.001))
                    slope = (slope * w[LOD + l] if there else F(0.0)) / max(q * radius, F(0.001))
                    w[BX + l] += slope * dx
                    w[BZ + l] += slope * dy
                    f = F(0.86) + F(0.12) * q if there & (q < F(0.9)) else F(1.0)
                    f = mix(F(1.0), f, w[LOD + l])
                    w[CR + l] *= f
                    w[CG + l] *= f
                    w[CB + l] *= f
        scale = scale * F(2.3)


@jit
def ripples(w, n, seed, frequency, along_x, strength, warp):
    """Parallel ripples of wind or water, bent by noise."""
    noise(w, PX, PZ, A3, n, seed, F(0.9), F(0.9))
    for l in range(n):
        phase = frequency * (along_x * w[PX + l] + w[PZ + l]) + warp * w[A3 + l]
        c = strength * cosine(phase) * w[LOD + l]
        w[BX + l] += along_x * c
        w[BZ + l] += c


@jit
def sea(w, params, n, seed, shallow, deep, wild):
    """Open water beyond the shore line: mirror, waves and foam, the more the wilder; wet ground before it."""
    p0, p1, p2 = params[S_PHASE], params[S_PHASE + 1], params[S_PHASE + 2]
    line = params[S_SHORE] + F(0.10) * sine(turned(params, F(0.9)) + p2)
    t1, t2, t3 = turned(params, F(-1.3)), turned(params, F(-1.9)), turned(params, F(-2.3))
    noise(w, PX, PZ, A3, n, seed, F(4.0), F(4.0))
    noise(w, PX, PZ, A4, n, seed + 3, F(1.0), F(1.0))
    fractal(w, PX, PZ, A5, n, seed + 7, F(0.7), F(2.2), I(3))
    for l in range(n):
        x, z = w[PX + l], w[PZ + l]
        shore = line + F(0.25) * sine(x * F(1.1) + p0) + F(0.12) * sine(x * F(2.7) + p1)
        out = shore - z
        w[A6 + l] = out
        w1 = cosine(F(2.1) * x + F(3.3) * z + p1 + t1)
        w2 = cosine(F(-1.3) * x + F(5.1) * z + p2 + F(1.5) * w[A4 + l] + t2)
        w3 = cosine(F(4.7) * x + F(2.2) * z + t3)
        water = out > F(0.0)
        lod = w[LOD + l] * wild
        w[BX + l] = (F(0.05) * w1 - F(0.03) * w2 + F(0.05) * w3) * lod if water else w[BX + l]
        w[BZ + l] = (F(0.10) * w1 + F(0.12) * w2 + F(0.03) * w3) * lod if water else w[BZ + l]
        foam = smooth(F(0.22), F(0.02), out - F(0.16) * w[A3 + l])
        # A second, broken line of foam where the last wave broke, and white caps farther out.
        again = smooth(F(0.12), F(0.02), abs(out - F(0.75) - F(0.3) * w[A4 + l])) * smooth(F(0.45), F(0.6), w[A3 + l])
        caps = smooth(F(0.62), F(0.74), w[A5 + l]) * smooth(F(1.0), F(4.0), out) * F(0.5) * lod
        foam = max(foam * (F(0.3) + F(0.7) * wild), max(again * F(0.6) * wild, caps * wild))
        far = smooth(F(0.0), F(5.0), out)
        wet = smooth(F(0.55), F(0.0), -out)
        dry = F(1.0) - F(0.38) * wet
        w[CR + l] = mix(mix(shallow[0], deep[0], far), F(0.95), foam) if water else w[CR + l] * dry
        w[CG + l] = mix(mix(shallow[1], deep[1], far), F(0.97), foam) if water else w[CG + l] * dry
        w[CB + l] = mix(mix(shallow[2], deep[2], far), F(1.0), foam) if water else w[CB + l] * dry
        w[MIRROR + l] = F(0.55) * (F(1.0) - foam) if water else max(w[MIRROR + l], F(0.10) * wet)
        w[GLOSS + l] = F(0.5) if water else max(w[GLOSS + l], F(0.25) * wet)


@jit
def rocks(w, n, seed):
    """Cracked grey stone with tide pools; A8 keeps the distance to the nearest crack."""
    for l in range(n):
        w[A8 + l] = F(9.0)
        w[A9 + l] = F(9.0)
    scale = F(1.15)
    noise(w, PX, PZ, A3, n, seed + 40, F(2.3), F(2.3))
    for i in range(-1, 2):
        for j in range(-1, 2):
            for l in range(n):
                u, v = w[PX + l] * scale + F(0.35) * w[A3 + l], w[PZ + l] * scale - F(0.35) * w[A3 + l]
                cx, cy = I(np.floor(u) + F(i)), I(np.floor(v) + F(j))
                dx = u - F(cx) - cell(cx, cy, seed + 41)
                dy = v - F(cy) - cell(cx, cy, seed + 42)
                q = math.sqrt(dx * dx + dy * dy)
                first = w[A8 + l]
                w[A9 + l] = min(w[A9 + l], max(first, q))
                w[A4 + l] = cell(cx, cy, seed + 43) if q < first else w[A4 + l]
                w[A8 + l] = min(first, q)
    noise(w, PX, PZ, A5, n, seed + 44, F(1.25), F(1.25))
    fractal(w, PX, PZ, A6, n, seed + 45, F(5.0), F(5.0), I(3))
    noise(w, PX, PZ, A7, n, seed + 46, F(1.7), F(1.7))
    for l in range(n):
        lod = w[LOD + l]
        # Each slab leans its own way and is a little worn at the crack; cracks run thin and wide.
        lean = w[A4 + l] - F(0.5)
        edge = w[A9 + l] - w[A8 + l]
        width = F(0.02) + F(0.10) * w[A7 + l] * w[A7 + l]
        crack = smooth(width, F(0.0), edge) * (F(0.25) + F(0.75) * lod)
        worn = smooth(F(0.22), F(0.0), edge)
        tone = (F(0.66) + F(0.5) * w[A4 + l]) * (F(0.62) + F(0.75) * w[A6 + l]) * (F(1.0) - F(0.7) * crack)
        tone = tone * (F(1.0) + F(0.15) * worn)
        weed = smooth(F(0.50), F(0.66), w[A6 + l] + F(0.12) * worn) * F(0.4)
        pool = smooth(F(0.80), F(0.815), w[A5 + l] + F(0.06) * (w[A6 + l] - F(0.45)))
        deep = smooth(F(0.80), F(0.90), w[A5 + l])
        w[CR + l] = mix(mix(w[CR + l] * tone, F(0.13), weed), F(0.05) - F(0.03) * deep, pool * F(0.85))
        w[CG + l] = mix(mix(w[CG + l] * tone, F(0.14), weed), F(0.14) - F(0.06) * deep, pool * F(0.85))
        w[CB + l] = mix(mix(w[CB + l] * tone, F(0.06), weed), F(0.15), pool * F(0.85))
        rough = F(1.0) - pool
        w[BX + l] = (w[BX + l] + F(0.5) * lean * lod) * rough
        w[BZ + l] = (w[BZ + l] + F(0.7) * (F(0.3) - abs(lean)) * lod) * rough
        w[GLOSS + l] = mix(F(0.22), F(0.7), pool)
        w[MIRROR + l] = mix(F(0.02), F(0.6), pool)


@jit
def caustics(w, params, points_x, points_z, n, seed, out):
    """w[out] = the bright net of light, 0..1, that waves throw on what lies below."""
    along, across = drifted(params, F(0.22), F(0.0)), drifted(params, F(0.3), F(1.57))
    for l in range(n):
        w[A4 + l] = w[points_z + l] + along
    noise(w, A4, points_x, A3, n, seed + 8, F(2.0), F(2.0))
    for l in range(n):
        w[A3 + l] = w[points_x + l] * F(2.6) + F(1.5) * w[A3 + l] + across
    noise(w, A3, points_z, out, n, seed + 4, F(1.0), F(2.6))
    for l in range(n):
        w[out + l] = max(F(1.0) - abs(w[out + l] - F(0.5)) * F(5.0), F(0.0))


@jit
def pavement(w, n, seed, wet, scale, shift):
    """Stone slabs with joints, every other row moved by `shift`; wet and mirroring when the lamps are lit."""
    roughness(w, n, seed, F(5.0), F(0.05))
    fractal(w, PX, PZ, A5, n, seed + 2, F(0.8), F(0.8), I(2))
    for l in range(n):
        v = w[PZ + l] * scale
        cy = np.floor(v)
        u = w[PX + l] * scale + shift * cy
        cx = np.floor(u)
        fu, fv = u - cx, v - cy
        edge = min(min(fu, F(1.0) - fu), min(fv, F(1.0) - fv))
        joint = smooth(F(0.035), F(0.02), edge) * w[LOD + l]
        w[A6 + l] = (F(1.0) - F(0.4) * joint) * (F(0.9) + F(0.2) * cell(I(cx), I(cy), seed + 1) * w[LOD + l])
        puddle = smooth(F(0.36), F(0.44), w[A5 + l])
        w[MIRROR + l] = F(0.22) + F(0.3) * puddle if wet else F(0.08)
        w[GLOSS + l] = F(0.3)
    tint(w, n, A6)


@spread
def ground(w, params, n):
    """Material and shading normal of the ground at the points P, from their geometric normal G; T gives detail."""
    place, light, seed = int(params[S_PLACE]), int(params[S_LIGHT]), int(params[S_SEED])
    fractal(w, PX, PZ, A3, n, seed, F(1.1), F(1.1), I(4))
    ar, ag, ab = params[S_GROUND_A], params[S_GROUND_A + 1], params[S_GROUND_A + 2]
    br, bg, bb = params[S_GROUND_B], params[S_GROUND_B + 1], params[S_GROUND_B + 2]
    for l in range(n):
        t = min(w[T + l], F(300.0))
        w[LOD + l] = F(1.0) / (F(1.0) + F(0.012) * t * t)
        share = mix(F(0.5), smooth(F(0.3), F(0.6), w[A3 + l]), F(1.0) / (F(1.0) + F(0.001) * t * t))
        w[CR + l] = mix(ar, br, share)
        w[CG + l] = mix(ag, bg, share)
        w[CB + l] = mix(ab, bb, share)
        w[BX + l] = F(0.0)
        w[BZ + l] = F(0.0)
        w[GLOSS + l] = F(0.02)
        w[EMIT + l] = F(0.0)
        w[MIRROR + l] = F(0.0)
        w[PART + l] = F(0.0)
    if place == MOON:
        craters(w, n, seed, F(0.62), F(0.45))
    elif place == MARS:
        craters(w, n, seed, F(0.45), F(0.8))
        roughness(w, n, seed + 15, F(6.0), F(0.3))
    elif place == BEACH:
        roughness(w, n, seed + 1, F(6.0), F(0.25))
        sea(w, params, n, seed, (F(0.03), F(0.42), F(0.48)), (F(0.01), F(0.14), F(0.36)), F(1.0))
    elif place == OCEAN:
        sea(w, params, n, seed, (F(0.02), F(0.20), F(0.34)), (F(0.01), F(0.11), F(0.27)), F(1.0))
    elif (place == FOREST) | (place == BAMBOO):
        meadow_tone(w, n, seed, F(0.6))
        leaves(w, n, seed + 30, F(3.1), F(0.42), F(0.34), F(0.20), F(0.05))
        leaves(w, n, seed + 50, F(4.3), F(0.30), F(0.16), F(0.30), F(0.05))
    elif place == DESERT:
        ripples(w, n, seed + 2, F(7.0), F(0.5), F(0.16), F(4.0))
    elif (place == SNOW) | (place == MOUNTAINS):
        roughness(w, n, seed + 2, F(2.5), F(1.1))
    elif (place == SEA) | (place == REEF):
        ripples(w, n, seed + 2, F(5.0), F(0.15), F(0.2), F(3.0))
        caustics(w, params, PX, PZ, n, seed, A5)
        for l in range(n):
            w[A5 + l] = F(1.0) + F(1.1) * w[A5 + l] * (F(0.3) + F(0.7) * w[LOD + l])
        tint(w, n, A5)
    elif place == MEADOW:
        meadow_tone(w, n, seed, F(1.0))
        flowers(w, n, seed + 20, F(2.1), F(0.7))
        flowers(w, n, seed + 31, F(3.2), F(0.7))
    elif (place == SAVANNA) | (place == FARM) | (place == SHANSHUI):
        meadow_tone(w, n, seed, F(1.5) if place == SAVANNA else F(1.0))
        if place == FARM:
            fields(w, n, seed)
        elif place == SHANSHUI:
            sea(w, params, n, seed, (F(0.12), F(0.24), F(0.24)), (F(0.07), F(0.16), F(0.18)), F(0.3))
    elif (place == CITY) | (place == STREET) | (place == VICTORIAN) | (place == FUTURE_CITY):
        scale, shift = (F(3.4), F(0.5)) if place == VICTORIAN else (F(0.9), F(0.0))
        pavement(w, n, seed, LAMPLIT[light] | (place == FUTURE_CITY), scale, shift)
        if place == STREET:
            road(w, n, seed)
        elif place == FUTURE_CITY:
            glowing_grid(w, n, F(0.45), F(0.10), F(0.75), F(1.0), F(0.8))
    elif place == RAINFOREST:
        jungle_floor(w, n, seed)
    elif place == GRID:
        glowing_grid(w, n, F(1.0), F(0.10), F(0.50), F(1.0), F(1.0))
    elif place == ZEN_GARDEN:
        raked(w, params, n, seed)
    elif (place == LIBRARY) | (place == ROOM):
        planks(w, n, seed)
    elif (place == LABORATORY) | (place == CASTLE_HALL):
        pavement(w, n, seed, place == LABORATORY, F(1.1), F(0.0))
    elif place == ROCKY_COAST:
        roughness(w, n, seed + 2, F(3.0), F(0.9))
        rocks(w, n, seed)
        sea(w, params, n, seed, (F(0.05), F(0.24), F(0.27)), (F(0.01), F(0.09), F(0.17)), F(1.0))
    if params[S_BACK] > F(0.0):
        walls(w, params, n, place, seed)
    if params[S_WET] + params[S_SNOW] > F(0.0):
        weathered(w, params, n, seed)
    for l in range(n):
        x, z, y = w[GX + l] - w[BX + l], w[GZ + l] - w[BZ + l], w[GY + l]
        scale = F(1.0) / math.sqrt(x * x + y * y + z * z)
        w[NX + l] = x * scale
        w[NY + l] = y * scale
        w[NZ + l] = z * scale
