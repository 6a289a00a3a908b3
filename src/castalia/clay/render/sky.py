"""The sky of each place, for rays that meet nothing: dome, sun and moon, stars, clouds, earth, and the far scenery."""

from __future__ import annotations

import math

import numpy as np

from castalia.clay.layout import (
    S_CLOUDS,
    S_DISC,
    S_DISC_COLOR,
    S_DISC_SIZE,
    S_EARTH,
    S_FLASH,
    S_LIGHT,
    S_MIST,
    S_PLACE,
    S_SEED,
    S_SKY_TOP,
    S_STARS,
    S_SUN,
    S_SUN_COLOR,
)
from castalia.clay.render.clock import drifted
from castalia.clay.render.lanes import (
    A2,
    A3,
    A4,
    A5,
    A6,
    A7,
    BB,
    BG,
    BR,
    DX,
    DY,
    DZ,
    LB,
    LG,
    LR,
    F,
    I,
    angle,
    clamp,
    fade,
    jit,
    mix,
    smooth,
    spread,
)
from castalia.clay.render.noise import cell, fractal, noise
from castalia.clay.render.scenery import (
    AZIMUTH,
    RISE,
    blend,
    conifers,
    hills,
    horizon,
    jungle,
    mesas,
    mountains,
    skyline,
)
from castalia.clay.render.vistas import curves, karst, lightning, mist, nebula, roofs, spires, stems
from castalia.clay.render.where import (
    BAMBOO,
    CITY,
    DESERT,
    FARM,
    FOREST,
    FUTURE_CITY,
    GRID,
    LAMPLIT,
    MARS,
    MEADOW,
    MOON,
    MOUNTAINS,
    RAINFOREST,
    REEF,
    SAVANNA,
    SEA,
    SHANSHUI,
    SNOW,
    SPACE,
    STREET,
    VICTORIAN,
    ZEN_GARDEN,
)


@jit
def dome(w, params, n):
    """Gradient from horizon to zenith, glow and disc of sun or moon; the disc also blooms."""
    tr, tg, tb = params[S_SKY_TOP], params[S_SKY_TOP + 1], params[S_SKY_TOP + 2]
    hr, hg, hb = horizon(params)
    sx, sy, sz, size = params[S_DISC], params[S_DISC + 1], params[S_DISC + 2], max(params[S_DISC_SIZE], F(1e-4))
    cr, cg, cb = params[S_DISC_COLOR], params[S_DISC_COLOR + 1], params[S_DISC_COLOR + 2]
    shown = F(1.0) if params[S_DISC_SIZE] > F(0.0) else F(0.0)
    # The moon lights less of the sky than the sun does.
    around = F(0.35) if LAMPLIT[int(params[S_LIGHT])] else F(1.0)
    for l in range(n):
        y = clamp(w[DY + l] * F(1.6), F(0.0), F(1.0))
        share = F(0.75) * math.sqrt(y) + F(0.25) * y
        # A smooth start: the square root alone would draw a line at the horizon.
        share = share * smooth(F(0.0), F(0.06), y)
        away = max(F(1.0) - (w[DX + l] * sx + w[DY + l] * sy + w[DZ + l] * sz), F(0.0))
        glow = shown * around * (F(0.35) * fade(away * F(40.0)) + F(0.12) * fade(away * F(8.0)))
        radius = math.sqrt(F(2.0) * away)
        disc = shown * smooth(size * F(1.04), size * F(0.94), radius)
        w[LR + l] = mix(mix(hr, tr, share) + cr * glow, cr * F(1.6), disc)
        w[LG + l] = mix(mix(hg, tg, share) + cg * glow, cg * F(1.6), disc)
        w[LB + l] = mix(mix(hb, tb, share) + cb * glow, cb * F(1.6), disc)
        w[BR + l] = cr * disc * F(0.5)
        w[BG + l] = cg * disc * F(0.5)
        w[BB + l] = cb * disc * F(0.5)


@jit
def stars(w, n, seed, strength):
    """Round stars of many sizes on a jittered grid."""
    for l in range(n):
        u, v = w[AZIMUTH + l] * F(28.0), w[RISE + l] * F(34.0)
        cx, cy = I(np.floor(u)), I(np.floor(v))
        dx = u - F(cx) - F(0.25) - F(0.5) * cell(cx, cy, seed + 7)
        dy = v - F(cy) - F(0.25) - F(0.5) * cell(cx, cy, seed + 9)
        kind = cell(cx, cy, seed + 11)
        r = F(0.05) + F(0.12) * kind * kind
        bright = smooth(r, r * F(0.3), math.sqrt(dx * dx + dy * dy)) * (F(0.4) + F(0.9) * cell(cx, cy, seed + 13))
        bright = bright * strength if cell(cx, cy, seed) > F(0.7) else F(0.0)
        warm = cell(cx, cy, seed + 15)
        w[LR + l] += bright * (F(0.85) + F(0.15) * warm)
        w[LG + l] += bright * F(0.93)
        w[LB + l] += bright * (F(1.0) - F(0.2) * warm)


@jit
def clouds(w, params, n, seed, strength):
    """Puffy bands, lit from above: the same noise a little higher tells how thick the cloud is over the point."""
    drift = drifted(params, F(0.02), F(0.0))
    hr, hg, hb = horizon(params)
    sr, sg, sb = params[S_SUN_COLOR], params[S_SUN_COLOR + 1], params[S_SUN_COLOR + 2]
    for l in range(n):
        w[A3 + l] = w[AZIMUTH + l] + drift
        w[A5 + l] = w[RISE + l] + F(0.02)
    fractal(w, A3, RISE, A4, n, seed + 21, F(5.0), F(11.0), I(5))
    fractal(w, A3, A5, A6, n, seed + 21, F(5.0), F(11.0), I(3))
    for l in range(n):
        cover = smooth(F(0.48), F(0.64), w[A4 + l]) * smooth(F(0.02), F(0.14), w[RISE + l]) * strength
        thick = clamp((w[A6 + l] - F(0.38)) * F(2.2), F(0.0), F(0.5))
        red = mix(sr * F(0.36), hr, F(0.35)) + F(0.12)
        green = mix(sg * F(0.36), hg, F(0.35)) + F(0.12)
        blue = mix(sb * F(0.36), hb, F(0.35)) + F(0.12)
        shade = F(1.08) - thick * F(0.5)
        blend(w, l, red * shade, green * shade, blue * (shade + F(0.04)), cover)


@jit
def earth(w, params, n, seed):
    """The earth above the horizon of the moon: seas, land, clouds, day and night."""
    azimuth = params[S_EARTH]
    ex, ey, ez = F(math.sin(azimuth)) * F(0.98058), F(0.19612), F(-math.cos(azimuth)) * F(0.98058)
    side = F(1.0) if params[S_SUN] > F(0.0) else F(-1.0)
    radius = F(0.11)
    for l in range(n):
        c = w[DX + l] * ex + w[DY + l] * ey + w[DZ + l] * ez
        # Coordinates on the disc: to the right and up, in radii.
        w[A2 + l] = (w[DX + l] * (-ez) + w[DZ + l] * ex) / (radius * F(0.98058))
        w[A3 + l] = (w[DY + l] - ey * c) / radius
        w[A4 + l] = c
    fractal(w, A2, A3, A5, n, seed + 31, F(2.1), F(2.1), I(4))
    fractal(w, A2, A3, A6, n, seed + 41, F(2.6), F(4.8), I(4))
    for l in range(n):
        x, y = w[A2 + l], w[A3 + l]
        r2 = x * x + y * y
        z = math.sqrt(max(F(1.0) - r2, F(0.0)))
        front = w[A4 + l] > F(0.5)
        cover = smooth(F(1.02), F(0.98), math.sqrt(r2)) if front else F(0.0)
        land = smooth(F(0.47), F(0.50), w[A5 + l])
        cloud = smooth(F(0.5), F(0.62), w[A6 + l]) * F(0.85)
        lit = F(0.06) + F(1.25) * clamp(F(0.62) * z + F(0.55) * x * side + F(0.25) * y, F(0.0), F(1.0))
        rim = smooth(F(0.55), F(0.0), z) * F(0.35)
        blend(
            w,
            l,
            (mix(mix(F(0.04), F(0.14), land), F(0.95), cloud) + F(0.2) * rim) * lit,
            (mix(mix(F(0.19), F(0.36), land), F(0.97), cloud) + F(0.55) * rim) * lit,
            (mix(mix(F(0.68), F(0.10), land), F(1.0), cloud) + rim) * lit,
            cover,
        )
        halo = fade(max(math.sqrt(r2) - F(1.0), F(0.0)) * F(9.0)) * F(0.10) if front else F(0.0)
        w[LG + l] += halo * F(0.5) * (F(1.0) - cover)
        w[LB + l] += halo * (F(1.0) - cover)


@jit
def under_water(w, params, n, seed):
    """Blue-green depth with slanting rays from above."""
    tr, tg, tb = params[S_SKY_TOP], params[S_SKY_TOP + 1], params[S_SKY_TOP + 2]
    hr, hg, hb = horizon(params)
    one, other = drifted(params, F(0.05), F(0.0)), drifted(params, F(-0.035), F(1.57))
    for l in range(n):
        w[A3 + l] = w[AZIMUTH + l] + w[RISE + l] * F(0.25) + one
        w[A4 + l] = w[AZIMUTH + l] + w[RISE + l] * F(0.2) + other
        w[A5 + l] = F(3.0)
    noise(w, A3, A5, A6, n, seed, F(9.0), F(1.0))
    noise(w, A4, A5, A7, n, seed + 2, F(21.0), F(2.7))
    for l in range(n):
        y = w[RISE + l]
        share = smooth(F(0.0), F(0.75), y)
        ray = w[A6 + l] * w[A7 + l] * smooth(F(0.0), F(0.5), y) * F(1.2)
        w[LR + l] = mix(hr, tr, share) + tr * ray
        w[LG + l] = mix(hg, tg, share) + tg * ray
        w[LB + l] = mix(hb, tb, share) + tb * ray
        w[BR + l] = F(0.0)
        w[BG + l] = F(0.0)
        w[BB + l] = F(0.0)


@spread
def sky(w, params, n):
    """w[L] = light from far away along the rays D; w[B] = its part that blooms."""
    place, light, seed = int(params[S_PLACE]), int(params[S_LIGHT]), int(params[S_SEED])
    lit = LAMPLIT[light]
    for l in range(n):
        w[AZIMUTH + l] = angle(w[DX + l], -w[DZ + l])
        w[RISE + l] = w[DY + l]
    dome(w, params, n)
    if params[S_STARS] > F(0.0):
        stars(w, n, seed, params[S_STARS])
    if params[S_CLOUDS] > F(0.0):
        clouds(w, params, n, seed, params[S_CLOUDS])
    if params[S_FLASH] != F(0.0):
        lightning(w, n, seed, params[S_FLASH])
    if place == MOON:
        earth(w, params, n, seed)
        hills(w, params, n, seed + 60, F(3.0), F(0.3), F(0.01), F(0.05), F(0.0))
    elif place == MARS:
        mesas(w, params, n, seed)
    elif (place == FOREST) | (place == ZEN_GARDEN):
        conifers(w, params, n, seed)
    elif place == DESERT:
        hills(w, params, n, seed + 63, F(2.0), F(0.3), F(0.03), F(0.12), F(0.55))
        hills(w, params, n, seed + 60, F(2.6), F(0.3), F(0.005), F(0.08), F(0.3))
    elif (place == SNOW) | (place == MOUNTAINS):
        mountains(w, params, n, seed, F(1.0) if place == SNOW else F(1.05))
    elif (place == SEA) | (place == REEF):
        under_water(w, params, n, seed)
    elif (place == MEADOW) | (place == FARM) | (place == SAVANNA):
        hills(w, params, n, seed + 83, F(2.4), F(0.4), F(0.05), F(0.10), F(0.6))
        hills(w, params, n, seed + 80, F(2.0), F(0.2), F(0.02), F(0.08), F(0.3))
    elif (place == CITY) | (place == STREET):
        skyline(w, params, n, seed, light)
    elif place == RAINFOREST:
        jungle(w, params, n, seed, light)
    elif place == SPACE:
        nebula(w, n, seed)
    elif place == BAMBOO:
        stems(w, params, n, seed)
    elif place == SHANSHUI:
        karst(w, params, n, seed)
    elif place == FUTURE_CITY:
        spires(w, params, n, seed, lit)
    elif place == VICTORIAN:
        roofs(w, params, n, seed, lit)
    elif place == GRID:
        curves(w, params, n, seed)
    if params[S_MIST] > F(0.0):
        mist(w, params, n)
