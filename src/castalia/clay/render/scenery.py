"""Far scenery on the horizon, one function per kind of place: hills, mesas, woods, mountains, towers, jungle.

Everything is a function of the ray's height `y` (slot RISE) and azimuth (slot AZIMUTH), on a sphere of infinite radius.
"""

from __future__ import annotations

import numpy as np

from castalia.clay.layout import (
    S_AMBIENT,
    S_GROUND_B,
    S_SKY_HORIZON,
    S_SKY_TOP,
    S_SUN,
    S_SUN_COLOR,
)
from castalia.clay.render.clock import drifted, turned
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
    """Table mountains of Mars in two rows: cliffs in worn layers over slopes of scree, pale with dust far away."""
    lr, lg, lb = daylight(params)
    hr, hg, hb = horizon(params)
    red, green, blue = params[S_GROUND_B] * lr, params[S_GROUND_B + 1] * lg, params[S_GROUND_B + 2] * lb
    noise(w, AZIMUTH, RISE, A4, n, seed + 65, F(34.0), F(26.0))
    for row in range(2):
        near = F(row)
        noise(w, AZIMUTH, AZIMUTH, A6, n, seed + 61 + row * 4, F(4.6) - F(1.2) * near, F(0.0))
        noise(w, AZIMUTH, AZIMUTH, A5, n, seed + 63 + row, F(19.0), F(0.0))
        haze = F(0.62) - F(0.32) * near
        for l in range(n):
            y = w[RISE + l]
            bulk = w[A6 + l] + F(0.05) * (w[A5 + l] - F(0.5))
            cliff = smooth(F(0.545), F(0.565), bulk)
            scree = smooth(F(0.34), F(0.55), bulk)
            high = F(0.085) - F(0.025) * near
            top = F(0.004) + high * (F(0.42) * scree * scree + F(0.58) * cliff) + F(0.010) * (w[A5 + l] - F(0.5))
            wall = smooth(high * F(0.40), high * F(0.46), y)
            bands = sine(y * F(210.0) + F(5.0) * w[A4 + l] + F(3.0) * w[A6 + l])
            tone = mix(F(0.92) + F(0.16) * w[A4 + l], F(0.82) + F(0.26) * w[A4 + l] + F(0.09) * bands, wall)
            mist = haze + (F(1.0) - haze) * F(0.5) * smooth(F(0.035), F(0.0), y)
            blend(w, l, mix(red * tone, hr, mist), mix(green * tone, hg, mist), mix(blue * tone, hb, mist),
                  edge(top, y))  # fmt: skip


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
    """Three ranges of peaks: ribs fan out from each summit, one flank in the sun and one in blue shade, woods at
    the foot; low and far away where `high` is 1."""
    hr, hg, hb = horizon(params)
    a, s, t = S_AMBIENT, S_SUN_COLOR, S_SKY_TOP
    ar, ag, ab = params[a] * F(0.62), params[a + 1] * F(0.66), params[a + 2] * F(0.76)
    ar, ag, ab = ar + params[t] * F(0.20), ag + params[t + 1] * F(0.20), ab + params[t + 2] * F(0.20)
    sr, sg, sb = ar + params[s] * F(0.36), ag + params[s + 1] * F(0.38), ab + params[s + 2] * F(0.38)
    sunny = F(1.0) if params[S_SUN] > F(0.0) else F(-1.0)
    for row in range(3):
        depth = F(row) * F(0.5)
        base, rise = F(0.06) - F(0.05) * depth, (F(0.30) - F(0.16) * depth) * high
        spacing, haze = F(3.1) + F(2.2) * depth, F(0.50) - F(0.38) * depth
        fractal(w, AZIMUTH, RISE, A2, n, seed + 50 + row * 9, F(11.0), F(13.0), I(4))
        for l in range(n):
            u = w[AZIMUTH + l] * spacing + F(0.4) * F(row)
            cu = np.floor(u)
            top, peak, off = F(-1.0), F(0.0), F(0.0)
            for side in range(-1, 2):
                c = I(cu) + I(side)
                at = u - F(c) - F(0.2) - F(0.6) * cell(c, I(row), seed + 7)
                summit = base + rise * (F(0.45) + F(0.55) * cell(c, I(row), seed + 8))
                slope = summit - rise * abs(at) * (F(1.05) - F(0.35) * abs(at))
                peak, off = (summit, at) if slope > top else (peak, off)
                top = max(top, slope)
            w[A4 + l] = top + F(0.05) * rise / F(0.3) * (w[A2 + l] - F(0.47))
            # Which way it lies from the summit: flanks and ribs fan out along it.
            w[A5 + l] = off * rise / (max(peak - w[RISE + l], F(0.0)) + F(0.03) * rise + F(0.004))
            w[A6 + l] = peak
        noise(w, A5, RISE, A7, n, seed + 3 + row, F(3.6), F(16.0))
        noise(w, A5, RISE, A8, n, seed + 13 + row, F(9.0), F(34.0))
        for l in range(n):
            y, top = w[RISE + l], w[A4 + l]
            rib = F(0.62) * w[A7 + l] + F(0.38) * w[A8 + l]
            light = smooth(F(-0.16), F(0.16), sunny * w[A5 + l] + (rib - F(0.5)) * F(1.7))
            up = clamp((y - base) / max(w[A6 + l] - base, F(0.01)), F(0.0), F(1.0))
            snow = smooth(F(0.30), F(0.44), up + F(0.55) * (w[A2 + l] - F(0.35)) - F(0.55) * (rib - F(0.5)))
            wood = smooth(F(0.20), F(0.10), up + F(0.5) * (w[A8 + l] - F(0.5))) * depth
            tone = F(0.80) + F(0.4) * w[A2 + l]
            red = mix(mix(F(0.26), F(0.96), snow), F(0.06), wood) * tone * mix(ar, sr, light)
            green = mix(mix(F(0.28), F(0.98), snow), F(0.13), wood) * tone * mix(ag, sg, light)
            blue = mix(mix(F(0.34), F(1.0), snow), F(0.13), wood) * tone * mix(ab, sb, light)
            mist = haze + (F(1.0) - haze) * F(0.75) * smooth(F(0.07), F(0.0), y - base * F(0.4))
            blend(w, l, mix(red, hr, mist), mix(green, hg, mist), mix(blue, hb, mist), edge(top, y))


@jit
def skyline(w, params, n, seed, light):
    """Three rows of towers with windows, the far ones pale; by day in many colours with glass that mirrors the sky,
    by night lit windows that bloom."""
    lr, lg, lb = daylight(params)
    hr, hg, hb = horizon(params)
    dark = LAMPLIT[light]
    sunny = F(1.0) if params[S_SUN] > F(0.0) else F(-1.0)
    for row in range(3):
        depth = F(row) * F(0.5)
        spacing, base, haze = F(17.0) - F(7.0) * depth, F(0.13) - F(0.09) * depth, F(0.52) - F(0.44) * depth
        for l in range(n):
            y = w[RISE + l]
            u = w[AZIMUTH + l] * spacing + F(3.7) * F(row)
            cu = np.floor(u)
            iu, fu = I(cu), u - cu
            tall, kind = cell(iu, I(row), seed + 90), cell(iu, I(row), seed + 91)
            wide = F(0.49) - F(0.12) * cell(iu, I(row), seed + 93)
            off = fu - F(0.5)
            # Some step back near the top, some end in a mast, some in a slanting roof.
            form = cell(iu, I(row), seed + 94)
            top = base + tall * (F(0.25) - F(0.13) * depth)
            top = top + (F(0.030) if (form > F(0.6)) & (abs(off) < wide * F(0.55)) else F(0.0))
            top = top + (F(0.045) if (form > F(0.85)) & (abs(off) < F(0.02)) else F(0.0))
            top = top + (F(0.05) * (off + wide) if form < F(0.2) else F(0.0))
            cover = edge(top, y) * smooth(wide, wide - F(0.012), abs(off))
            wu, wv = fu * F(8.0), y * (F(110.0) - F(30.0) * depth)
            a, b = wu - np.floor(wu), wv - np.floor(wv)
            glassy = kind > F(0.55)
            pane = (b > F(0.25)) & (b < F(0.80)) & ((a > F(0.25)) & (a < F(0.8)) | (glassy & (not dark)))
            on = cell(I(cu * F(8.0) + np.floor(wu)), I(np.floor(wv)), seed + 92 + row)
            glows = pane & (on > F(0.5)) & dark & (cover > F(0.5))
            # One side of each tower turns to the sun.
            tone = F(1.12) if off * sunny > wide * F(0.30) else F(0.86)
            tone = tone + F(0.10) * (tall - F(0.5))
            hue = cell(iu, I(row), seed + 95)
            red = F(0.26) if glassy else (F(0.62) if hue > F(0.4) else F(0.40))
            green = F(0.42) if glassy else (F(0.46) if hue > F(0.4) else F(0.44))
            blue = F(0.58) if glassy else (F(0.34) if hue > F(0.7) else F(0.46))
            glass = F(1.0) if pane & (not dark) else F(0.0)
            blue_sky = F(0.42) + F(0.35) * on * smooth(F(0.0), F(0.35), y)
            red = mix(mix(red, F(0.18), glass * F(0.75)) * tone * lr, hr * blue_sky, glass * F(0.5))
            green = mix(mix(green, F(0.30), glass * F(0.75)) * tone * lg, hg * blue_sky, glass * F(0.5))
            blue = mix(mix(blue, F(0.46), glass * F(0.75)) * tone * lb, hb * blue_sky, glass * F(0.5))
            mist = haze + (F(1.0) - haze) * F(0.35) * smooth(F(0.05), F(0.0), y)
            red, green, blue = mix(red, hr, mist), mix(green, hg, mist), mix(blue, hb, mist)
            pink = on > F(0.75)
            nr = (F(1.2) if pink else F(0.2)) if light == NEON else F(1.2)
            ng = (F(0.25) if pink else F(1.0)) if light == NEON else F(0.85)
            nb = (F(0.9) if pink else F(1.2)) if light == NEON else F(0.4)
            fades = F(0.45) + F(0.55) * depth
            blend(w, l, nr * fades if glows else red, ng * fades if glows else green, nb * fades if glows else blue,
                  cover)  # fmt: skip
            w[BR + l] = nr * F(0.3) * fades if glows else w[BR + l] * (F(1.0) - cover)
            w[BG + l] = ng * F(0.3) * fades if glows else w[BG + l] * (F(1.0) - cover)
            w[BB + l] = nb * F(0.3) * fades if glows else w[BB + l] * (F(1.0) - cover)


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
                iu = I(cu + F(side))
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
    sway = turned(params, F(0.9))
    for l in range(n):
        y = w[RISE + l]
        u = w[AZIMUTH + l] * F(9.0)
        cu = np.floor(u)
        iu = I(cu)
        there = cell(iu, I(0), seed + 130) > F(0.45)
        bottom = F(0.16) + F(0.30) * cell(iu, I(1), seed + 130)
        bend = F(0.10) * (y - F(0.5)) * (cell(iu, I(2), seed + 130) - F(0.5)) * F(4.0)
        swing = F(0.06) * (F(0.9) - y) * sine(sway + F(6.0) * cell(iu, I(3), seed + 130))
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
    drift = drifted(params, F(0.01), F(0.0))
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
