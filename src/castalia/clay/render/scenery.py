"""Far scenery on the horizon, one function per kind of place: hills, mesas, woods, mountains, towers, jungle.

Everything is a function of the ray's height `y` (slot RISE) and azimuth (slot AZIMUTH), on a sphere of infinite radius.
"""

from __future__ import annotations

import numpy as np

from castalia.clay.layout import (
    S_AMBIENT,
    S_GROUND_B,
    S_SKY_HORIZON,
    S_SUN,
    S_SUN_COLOR,
    S_TIME,
)
from castalia.clay.render.lanes import (
    A0,
    A1,
    A2,
    A3,
    A4,
    A5,
    A6,
    A7,
    A8,
    BB,
    BG,
    BR,
    LB,
    LG,
    LR,
    F,
    I,
    clamp,
    jit,
    mix,
    sine,
    smooth,
)
from castalia.clay.render.noise import cell, fractal, noise
from castalia.clay.render.where import LAMPLIT, NEON

AZIMUTH, RISE = A0, A1


@jit
def blend(w, l, red, green, blue, share):
    """Lay a colour over the sky of lane l."""
    w[LR + l] = mix(w[LR + l], red, share)
    w[LG + l] = mix(w[LG + l], green, share)
    w[LB + l] = mix(w[LB + l], blue, share)


@jit
def edge(height, y):
    """Cover of a silhouette of that height at the ray's height: about one pixel soft."""
    return smooth(F(0.0012), F(-0.0012), y - height)


@jit
def daylight(params):
    """Colour of the light on the far scenery."""
    a, s = S_AMBIENT, S_SUN_COLOR
    return (
        params[a] * F(0.72) + params[s] * F(0.27),
        params[a + 1] * F(0.72) + params[s + 1] * F(0.27),
        params[a + 2] * F(0.72) + params[s + 2] * F(0.27),
    )


@jit
def horizon(params):
    return params[S_SKY_HORIZON], params[S_SKY_HORIZON + 1], params[S_SKY_HORIZON + 2]


@jit
def ridge(w, out, n, seed, frequency, rough):
    """w[out] = height of a ridge of hills, 0..1, along the azimuth: three octaves."""
    for l in range(n):
        w[A3 + l] = F(0.5)
    noise(w, AZIMUTH, A3, out, n, seed, frequency, F(1.0))
    noise(w, AZIMUTH, A3, A4, n, seed + 3, frequency * F(2.7), F(3.0))
    noise(w, AZIMUTH, A3, A5, n, seed + 5, frequency * F(7.0), F(5.0))
    for l in range(n):
        w[out + l] = w[out + l] * F(0.6) + w[A4 + l] * F(0.28) + w[A5 + l] * F(0.12) * rough


@jit
def hills(w, params, n, seed, frequency, rough, low, high, haze):
    """A far ridge in the ground's colour."""
    ridge(w, A2, n, seed, frequency, rough)
    lr, lg, lb = daylight(params)
    hr, hg, hb = horizon(params)
    red = mix(params[S_GROUND_B] * lr, hr, haze)
    green = mix(params[S_GROUND_B + 1] * lg, hg, haze)
    blue = mix(params[S_GROUND_B + 2] * lb, hb, haze)
    for l in range(n):
        top = low + high * w[A2 + l]
        cover = edge(top, w[RISE + l])
        shade = F(0.88) + F(0.24) * clamp(w[RISE + l] / max(top, F(0.01)), F(0.0), F(1.0))
        blend(w, l, red * shade, green * shade, blue * shade, cover)


@jit
def mesas(w, params, n, seed):
    """Table mountains of Mars."""
    noise(w, AZIMUTH, AZIMUTH, A6, n, seed + 61, F(3.5), F(0.0))
    ridge(w, A2, n, seed + 62, F(3.0), F(1.0))
    lr, lg, lb = daylight(params)
    hr, hg, hb = horizon(params)
    red, green, blue = params[S_GROUND_B] * lr, params[S_GROUND_B + 1] * lg, params[S_GROUND_B + 2] * lb
    for l in range(n):
        table = smooth(F(0.35), F(0.42), w[A6 + l])
        top = F(0.01) + F(0.10) * table + F(0.02) * w[A2 + l]
        strata = w[RISE + l] * F(60.0)
        layer = F(1.0) if strata - np.floor(strata) > F(0.5) else F(0.88)
        cover = edge(top, w[RISE + l])
        blend(
            w, l, mix(red * layer, hr, F(0.35)), mix(green * layer, hg, F(0.35)), mix(blue * layer, hb, F(0.35)), cover
        )


@jit
def conifers(w, params, n, seed):
    """Two rows of pointed trees, the farther one paler."""
    lr, lg, lb = daylight(params)
    hr, hg, hb = horizon(params)
    for row in range(2):
        near = row == 1
        for l in range(n):
            w[A3 + l] = F(3.0)
        noise(w, AZIMUTH, A3, A2, n, seed + 70 + row, F(5.0), F(1.0))
        base = F(0.05) if near else F(0.12)
        spacing = F(30.0) if near else F(40.0)
        haze = F(0.10) if near else F(0.38)
        for l in range(n):
            u = w[AZIMUTH + l] * spacing
            cu = np.floor(u)
            tall = cell(I(cu), I(row), seed + 71)
            side = abs(u - cu - F(0.5)) * F(2.0)
            y = w[RISE + l]
            # Branches: the outline steps in and out as it rises.
            saw = y * F(95.0) + tall * F(7.0)
            saw = saw - np.floor(saw)
            top = base + F(0.10) * w[A2 + l] + (F(0.10) * tall + F(0.04)) * (F(1.0) - side * (F(0.8) + F(0.3) * saw))
            shade = F(0.85) + F(0.35) * tall - F(0.12) * saw
            cover = edge(top, y)
            red, green, blue = F(0.045) * shade * lr, F(0.19) * shade * lg, F(0.07) * shade * lb
            mist = haze + (F(1.0) - haze) * F(0.8) * smooth(F(0.10), F(0.0), y)
            blend(w, l, mix(red * F(1.3), hr, mist), mix(green * F(1.3), hg, mist), mix(blue * F(1.3), hb, mist), cover)


@jit
def mountains(w, params, n, seed, high):
    """Two ranges with snow on their upper parts; sharp peaks where `high` is above 1."""
    lr, lg, lb = daylight(params)
    hr, hg, hb = horizon(params)
    for row in range(2):
        near = row == 1
        ridge(w, A2, n, seed + 50 + row * 9, F(4.2) if near else F(3.0), F(1.0))
        for l in range(n):
            w[A6 + l] = w[AZIMUTH + l] + F(0.55) * w[RISE + l]
        noise(w, AZIMUTH, RISE, A7, n, seed + 3, F(30.0), F(40.0))
        noise(w, A6, RISE, A8, n, seed + 4, F(13.0), F(3.0))
        base, rise = (F(0.02), F(0.17)) if near else (F(0.06), F(0.30))
        rock_haze, haze = (F(0.25), F(0.08)) if near else (F(0.45), F(0.28))
        line = F(0.45) if high == F(1.0) else F(0.30)
        for l in range(n):
            y = w[RISE + l]
            # Peaks with a bright and a dark flank, each as wide as its cell.
            u = w[AZIMUTH + l] * (F(4.4) if near else F(3.3)) + F(0.4) * F(row)
            flank = u - np.floor(u) - F(0.5)
            peak = (F(1.0) - F(2.0) * abs(flank)) * (F(0.6) + F(0.5) * cell(I(np.floor(u)), I(row), seed + 8))
            top = base + rise * (w[A2 + l] if high == F(1.0) else F(0.45) * w[A2 + l] + F(0.75) * peak)
            snow = smooth(F(-0.03), F(0.02), y - top * (line + F(0.4) * (w[A7 + l] - F(0.5))))
            side = mix(F(0.72) if high == F(1.0) else F(0.56), F(1.05), smooth(F(0.42), F(0.58), w[A8 + l]))
            lit = smooth(F(-0.03), F(0.03), flank + F(0.25) * (w[A2 + l] - F(0.5)) + F(0.05) * (w[A7 + l] - F(0.5)))
            side = side if high == F(1.0) else mix(F(1.05), F(0.62), lit)
            cover = edge(top, y)
            red = mix(mix(mix(F(0.22), hr, rock_haze), F(0.95), snow) * side * lr * F(1.25), hr, haze)
            green = mix(mix(mix(F(0.27), hg, rock_haze), F(0.97), snow) * side * lg * F(1.25), hg, haze)
            blue = mix(mix(mix(F(0.38), hb, rock_haze), F(1.0), snow) * side * lb * F(1.25), hb, haze)
            blend(w, l, red, green, blue, cover)


@jit
def skyline(w, params, n, seed, light):
    """Two rows of towers with windows; lit windows bloom."""
    lr, lg, lb = daylight(params)
    hr, hg, hb = horizon(params)
    dark = LAMPLIT[light]
    for row in range(2):
        near = row == 1
        spacing, base, haze = (F(11.0), F(0.06), F(0.15)) if near else (F(15.0), F(0.16), F(0.4))
        for l in range(n):
            y = w[RISE + l]
            u = w[AZIMUTH + l] * spacing + F(3.7) * F(row)
            cu = np.floor(u)
            iu, fu = I(cu), u - cu
            tall = cell(iu, I(row), seed + 90)
            wide = F(0.5) - F(0.09) * cell(iu, I(row), seed + 93)
            top = base + tall * F(0.26)
            # A mast or a smaller top floor on some of them.
            step = F(0.035) if cell(iu, I(row), seed + 94) > F(0.5) else F(0.0)
            top = top + (step if abs(fu - F(0.5)) < F(0.22) else F(0.0))
            cover = edge(top, y) * smooth(wide, wide - F(0.02), abs(fu - F(0.5)))
            kind = cell(iu, I(row), seed + 91)
            wu, wv = fu * F(6.0), y * F(75.0)
            a, b = wu - np.floor(wu), wv - np.floor(wv)
            pane = (a > F(0.25)) & (a < F(0.8)) & (b > F(0.25)) & (b < F(0.75))
            on = cell(iu * I(8) + I(np.floor(wu)), I(np.floor(wv)), seed + 92 + row)
            glows = pane & (on > F(0.5)) & dark & (cover > F(0.5))
            glass = pane & (not dark)
            dim = F(0.6) if glass else F(1.0)
            add = F(0.10) if glass else F(0.0)
            red = mix(mix(F(0.30), F(0.50), kind) * lr, hr, haze) * dim + add
            green = mix(mix(F(0.34), F(0.42), kind) * lg, hg, haze) * dim + add * F(1.4)
            blue = mix(mix(F(0.42), F(0.38), kind) * lb, hb, haze) * dim + add * F(2.0)
            pink = on > F(0.75)
            nr = (F(1.2) if pink else F(0.2)) if light == NEON else F(1.2)
            ng = (F(0.25) if pink else F(1.0)) if light == NEON else F(0.85)
            nb = (F(0.9) if pink else F(1.2)) if light == NEON else F(0.4)
            blend(w, l, nr if glows else red, ng if glows else green, nb if glows else blue, cover)
            w[BR + l] = nr * F(0.35) if glows else w[BR + l] * (F(1.0) - cover)
            w[BG + l] = ng * F(0.35) if glows else w[BG + l] * (F(1.0) - cover)
            w[BB + l] = nb * F(0.35) if glows else w[BB + l] * (F(1.0) - cover)


@jit
def jungle(w, params, n, seed, light):
    """Rows of broad crowns in the mist with trunks, hanging vines and slanting shafts of light."""
    lr, lg, lb = daylight(params)
    hr, hg, hb = horizon(params)
    for row in range(4):
        depth = F(row) / F(3.0)
        spacing = F(7.5) - F(3.6) * depth
        base = F(0.30) + F(0.05) * depth
        haze = F(0.72) - F(0.60) * depth
        for l in range(n):
            w[A3 + l] = w[AZIMUTH + l] + F(0.37) * F(row)
        fractal(w, A3, RISE, A2, n, seed + 100 + row * 7, F(9.0), F(14.0), I(3))
        for l in range(n):
            y = w[RISE + l]
            best = F(-1.0)
            tone = F(0.0)
            u = w[A3 + l] * spacing
            cu = np.floor(u)
            for side in range(-1, 2):
                iu = I(cu) + I(side)
                tall = cell(iu, I(row), seed + 110)
                dx = (u - F(iu) - F(0.25) - F(0.5) * cell(iu, I(row), seed + 111)) / (F(0.62) + F(0.4) * tall)
                dy = (y - base - F(0.17) * tall) / (F(0.085) + F(0.06) * tall)
                # Crown: a flat dome; the noise frays its outline.
                dome = F(1.0) - dx * dx - dy * abs(dy) * F(0.8) + (w[A2 + l] - F(0.45)) * F(1.3)
                dome = min(dome, F(1.2) + dy * F(1.2))
                trunk = (F(0.045) + F(0.02) * depth + F(0.02) * max(-dy - F(2.0), F(0.0)) * F(0.3) - abs(dx)) * F(30.0)
                trunk = trunk if dy < F(0.0) else F(-1.0)
                inside = max(dome, trunk)
                own = F(0.55) + F(0.45) * clamp(dy + F(0.6), F(0.0), F(1.0)) if dome > trunk else F(0.4)
                tone = own if inside > best else tone
                best = max(best, inside)
            # Undergrowth closes the row towards the ground.
            bush = F(0.045) + F(0.09) * (F(1.0) - depth) + F(0.16) * (w[A2 + l] - F(0.4)) - y
            tone = F(0.6) + F(0.5) * w[A2 + l] if bush * F(12.0) > best else tone
            best = max(best, bush * F(12.0))
            cover = smooth(F(0.0), F(0.10), best)
            tone = tone * (F(0.65) + F(0.7) * w[A2 + l])
            mist = haze + (F(1.0) - haze) * smooth(F(0.20) - F(0.06) * depth, F(0.0), y)
            red, green, blue = F(0.035) * tone * lr, F(0.15) * tone * lg, F(0.055) * tone * lb
            blend(w, l, mix(red * F(1.4), hr, mist), mix(green * F(1.4), hg, mist), mix(blue * F(1.4), hb, mist), cover)
    vines(w, params, n, seed)
    shafts(w, params, n, seed, F(0.25) if LAMPLIT[light] else F(0.8))


@jit
def vines(w, params, n, seed):
    """Lianas that hang from above and sway a little, with small leaves."""
    lr, lg, lb = daylight(params)
    time = params[S_TIME]
    for l in range(n):
        y = w[RISE + l]
        u = w[AZIMUTH + l] * F(9.0)
        cu = np.floor(u)
        iu = I(cu)
        there = cell(iu, I(0), seed + 130) > F(0.45)
        bottom = F(0.16) + F(0.30) * cell(iu, I(1), seed + 130)
        bend = F(0.10) * (y - F(0.5)) * (cell(iu, I(2), seed + 130) - F(0.5)) * F(4.0)
        swing = F(0.06) * (F(0.9) - y) * sine(F(0.9) * time + F(6.0) * cell(iu, I(3), seed + 130))
        dx = abs(u - cu - F(0.5) - bend - swing)
        leaf = y * F(55.0)
        leaf = abs(leaf - np.floor(leaf) - F(0.5)) * F(2.0)
        width = F(0.018) + F(0.045) * leaf * leaf
        cover = smooth(width, width - F(0.015), dx) if there & (y > bottom) else F(0.0)
        blend(w, l, F(0.02) * lr, F(0.10) * lg, F(0.035) * lb, cover * F(0.85))


@jit
def shafts(w, params, n, seed, strength):
    """Shafts of light that fall slanting through the crowns."""
    sr, sg, sb = params[S_SUN_COLOR], params[S_SUN_COLOR + 1], params[S_SUN_COLOR + 2]
    lean = F(0.55) if params[S_SUN] > F(0.0) else F(-0.55)
    drift = params[S_TIME] * F(0.01)
    for l in range(n):
        w[A3 + l] = w[AZIMUTH + l] - lean * w[RISE + l] + drift
        w[A4 + l] = F(1.0)
    noise(w, A3, A4, A5, n, seed + 140, F(7.0), F(1.0))
    noise(w, A3, A4, A6, n, seed + 141, F(19.0), F(1.0))
    for l in range(n):
        ray = smooth(F(0.5), F(0.85), w[A5 + l] * F(0.65) + w[A6 + l] * F(0.35))
        ray = ray * smooth(F(-0.05), F(0.45), w[RISE + l]) * strength * F(0.3)
        w[LR + l] += sr * ray * F(0.85)
        w[LG + l] += sg * ray
        w[LB + l] += sb * ray * F(0.75)
