"""More far scenery: nebula, bamboo, karst peaks, towers of the future, roofs, curves; and the mist over it."""

from __future__ import annotations

import math

import numpy as np

from castalia.clay.layout import S_EARTH, S_FOG_COLOR, S_LOOP, S_MIST, S_TIME
from castalia.clay.render.clock import turned
from castalia.clay.render.lanes import (
    A2,
    A3,
    A4,
    A5,
    BB,
    BG,
    BR,
    DX,
    DZ,
    LB,
    LG,
    LR,
    F,
    I,
    angle,
    clamp,
    cosine,
    fade,
    jit,
    mix,
    sine,
    smooth,
)
from castalia.clay.render.noise import cell, fractal, noise
from castalia.clay.render.scenery import AZIMUTH, RISE, blend, daylight, edge, horizon


@jit
def shine(w, l, red, green, blue, share):
    """Add light that blooms."""
    w[LR + l] += red * share
    w[LG + l] += green * share
    w[LB + l] += blue * share
    w[BR + l] += red * share * F(0.45)
    w[BG + l] += green * share * F(0.45)
    w[BB + l] += blue * share * F(0.45)


@jit
def nebula(w, n, seed):
    """Clouds of glowing gas in two colours, denser along a slanting band."""
    for l in range(n):
        w[A3 + l] = w[RISE + l] - F(0.45) * w[AZIMUTH + l]
    fractal(w, AZIMUTH, RISE, A4, n, seed + 1, F(2.3), F(3.1), I(5))
    fractal(w, AZIMUTH, A3, A5, n, seed + 9, F(3.1), F(2.7), I(5))
    for l in range(n):
        band = F(0.35) + F(0.65) * fade(w[A3 + l] * w[A3 + l] * F(14.0))
        rose = smooth(F(0.40), F(0.74), w[A4 + l]) * band
        teal = smooth(F(0.42), F(0.72), w[A5 + l]) * band
        core = rose * teal
        w[LR + l] += F(0.30) * rose + F(0.03) * teal + F(0.75) * core
        w[LG + l] += F(0.05) * rose + F(0.17) * teal + F(0.45) * core
        w[LB + l] += F(0.36) * rose + F(0.34) * teal + F(0.55) * core


@jit
def stems(w, params, n, seed):
    """Three rows of bamboo in the mist: stems with rings, and a roof of leaves."""
    lr, lg, lb = daylight(params)
    hr, hg, hb = horizon(params)
    for row in range(3):
        depth = F(row) * F(0.5)
        spacing, haze = F(25.0) - F(7.0) * depth, F(0.66) - F(0.52) * depth
        for l in range(n):
            w[A3 + l] = w[AZIMUTH + l] + F(0.37) * F(row)
        fractal(w, A3, RISE, A2, n, seed + 7 * row, F(15.0), F(17.0), I(3))
        for l in range(n):
            y = w[RISE + l]
            u = w[A3 + l] * spacing
            cu = np.floor(u)
            tall = cell(I(cu), I(row), seed + 3)
            off = (u - cu - F(0.5) - F(0.3) * (tall - F(0.5)) - (tall - F(0.5)) * y * F(0.35)) / (
                F(0.13) + F(0.07) * tall
            )
            ring = y * (F(13.0) - F(4.0) * depth) + F(5.0) * tall
            ring = ring - np.floor(ring)
            stem = smooth(F(1.0), F(0.8), abs(off)) * (F(1.0) if cell(I(cu), I(row), seed + 4) > F(0.3) else F(0.0))
            tone = (F(0.75) + F(0.5) * tall) * (F(1.15) - F(0.5) * abs(off + F(0.3)))
            tone = tone * (F(0.5) if ring < F(0.035) else F(1.25) if ring < F(0.075) else F(1.0))
            leaf = smooth(F(0.50), F(0.56), w[A2 + l] + F(0.5) * (y - F(0.46) - F(0.06) * F(row)))
            bush = smooth(F(0.50), F(0.58), w[A2 + l] + F(2.5) * (F(0.05) - y))
            leaf = max(leaf, bush)
            tone = mix(tone, F(0.45) + F(1.1) * w[A2 + l], leaf)
            mist = haze + (F(1.0) - haze) * F(0.7) * smooth(F(0.22), F(0.0), y)
            red, green, blue = F(0.15) * tone * lr, F(0.33) * tone * lg, F(0.06) * tone * lb
            blend(w, l, mix(red, hr, mist), mix(green, hg, mist), mix(blue, hb, mist), max(stem, leaf))


@jit
def karst(w, params, n, seed):
    """Six rows of steep peaks as painters of shan shui set them: dark with pines at the top edge of each, dissolving
    into a sea of mist below, the far ones pale blue."""
    lr, lg, lb = daylight(params)
    hr, hg, hb = horizon(params)
    for row in range(6):
        depth = F(row) * F(0.2)
        spacing = F(4.4) + F(1.6) * depth
        base, rise = F(0.10) - F(0.105) * depth, F(0.24) - F(0.07) * depth
        fractal(w, AZIMUTH, RISE, A2, n, seed + 11 * row, F(13.0), F(5.0), I(4))
        noise(w, AZIMUTH, RISE, A3, n, seed + row, F(80.0), F(12.0))
        noise(w, AZIMUTH, RISE, A4, n, seed + 5 + row, F(95.0), F(80.0))
        for l in range(n):
            y = w[RISE + l]
            u = w[AZIMUTH + l] * spacing + F(0.37) * F(row) + F(0.16) * (w[A2 + l] - F(0.5))
            cu = np.floor(u)
            top = F(-1.0)
            for side in range(-1, 2):
                c = I(cu) + I(side)
                tall = cell(c, I(row), seed + 8)
                at = abs(u - F(c) - F(0.25) - F(0.5) * cell(c, I(row), seed + 7))
                # Round heads on steep flanks that run out into slopes; few are tall.
                wide = F(0.20) + F(0.22) * cell(c, I(row), seed + 9)
                body = smooth(wide * F(1.7), wide * F(0.25), at)
                tall = F(0.18) + F(0.82) * tall * (F(0.55) + F(0.45) * tall)
                top = max(top, base + rise * tall * body - F(0.05) * at)
            top = top + F(0.055) * (w[A2 + l] - F(0.47)) + F(0.011) * (w[A4 + l] - F(0.5))
            under = top - y
            # Trees cling to the heads; bare rock with washed streaks on the flanks.
            trees = smooth(F(0.035), F(0.0), under - F(0.10) * (w[A4 + l] - F(0.5)) - F(0.14) * (w[A2 + l] - F(0.52)))
            streak = smooth(F(0.35), F(0.65), w[A3 + l])
            tone = (F(0.55) + F(0.75) * streak) * (F(0.75) + F(0.5) * w[A2 + l])
            # The brush is full of ink along the top edge.
            tone = mix(tone, F(0.55) + F(0.5) * w[A4 + l], trees)
            tone = tone * (F(1.0) - F(0.45) * smooth(F(0.018), F(0.0), under))
            mist = F(0.52) - F(0.50) * depth
            low = smooth(F(0.12) - F(0.05) * depth, F(0.0), y - base + F(0.10) * (w[A2 + l] - F(0.5)))
            mist = mist + (F(0.97) - mist) * max(low, F(0.6) * smooth(F(0.04), F(0.28), under))
            red = mix(F(0.11), F(0.05), trees) * tone * lr
            leaf = mix(F(0.155), F(0.13), trees) * tone * lg
            blue = mix(F(0.185), F(0.095), trees) * tone * lb
            # Far away everything turns to the blue of the air.
            red = mix(F(0.16) * lr, red, F(0.35) + F(0.65) * depth)
            leaf = mix(F(0.25) * lg, leaf, F(0.35) + F(0.65) * depth)
            blue = mix(F(0.36) * lb, blue, F(0.35) + F(0.65) * depth)
            blend(w, l, mix(red, hr, mist), mix(leaf, hg, mist), mix(blue, hb, mist), edge(top, y))


@jit
def spires(w, params, n, seed, lit):
    """Slender curved towers with bands of neon, and lights that fly between them."""
    lr, lg, lb = daylight(params)
    hr, hg, hb = horizon(params)
    glow = F(1.0) if lit else F(0.35)
    for row in range(3):
        depth = F(row) * F(0.5)
        spacing, haze = F(13.0) - F(4.5) * depth, F(0.60) - F(0.45) * depth
        for l in range(n):
            y = w[RISE + l]
            u = w[AZIMUTH + l] * spacing + F(3.7) * F(row)
            cu = np.floor(u)
            tall, kind = cell(I(cu), I(row), seed + 1), cell(I(cu), I(row), seed + 2)
            top = F(0.14) + F(0.46) * tall * tall - F(0.10) * depth
            up = clamp(y / top, F(0.0), F(1.0))
            # Wide at the foot and at the belt, pointed at the top, leaning in a curve.
            half = (
                (F(0.42) - F(0.18) * kind)
                * (F(1.0) - F(0.8) * up * up * up)
                * (F(0.80) + F(0.2) * cosine(up * (F(3.0) + F(6.0) * kind)))
            )
            off = u - cu - F(0.5) - (kind - F(0.5)) * F(0.35) * up * up
            cover = smooth(F(1.0), F(0.94), abs(off) / half) * edge(top, y)
            band = y * F(46.0) + F(9.0) * kind
            fb = band - np.floor(band)
            across = off * F(15.0)
            window = (
                (fb > F(0.35))
                & (fb < F(0.7))
                & (cell(I(np.floor(across) + cu * F(16.0)), I(np.floor(band)), seed + row) > F(0.62))
            )
            strip = smooth(F(0.035), F(0.0), abs(off - half * F(0.25)))
            strip = max(
                strip,
                smooth(F(0.08), F(0.0), abs(fb - F(0.5)))
                if cell(I(cu), I(np.floor(band)), seed + 7) > F(0.86)
                else F(0.0),
            )
            tone = F(0.62) + F(0.6) * clamp(F(0.5) + off / half * F(0.7), F(0.0), F(1.0))
            blend(w, l, mix(F(0.16) * tone * lr, hr, haze), mix(F(0.20) * tone * lg, hg, haze),
                  mix(F(0.32) * tone * lb, hb, haze), cover)  # fmt: skip
            w[BR + l] *= F(1.0) - cover
            w[BG + l] *= F(1.0) - cover
            w[BB + l] *= F(1.0) - cover
            strip = max(strip * F(1.2), F(0.55) if window else F(0.0)) * cover * glow * (F(1.0) - F(0.6) * haze)
            shine(w, l, F(1.1) if kind > F(0.62) else F(0.12), F(0.75) if kind < F(0.62) else F(0.16), F(1.1), strip)
    time, loop = params[S_TIME], params[S_LOOP]
    for l in range(n):
        lane = np.floor(w[RISE + l] * F(34.0))
        way = cell(I(lane), I(3), seed + 40) - F(0.5)
        # In a loop every lane of lights moves on by whole cells, which repeat.
        cells = max(np.floor(abs(way) * F(1.2) * loop + F(0.5)), F(3.0))
        gone = (cells if way > F(0.0) else -cells) * time / max(loop, F(1e-3)) if loop > F(0.0) else time * way * F(1.2)
        u = w[AZIMUTH + l] * F(9.0) + gone + F(7.0) * way
        cu = np.floor(u)
        own = cu - cells * np.floor(cu / cells) if loop > F(0.0) else cu
        dx = (u - cu - F(0.5)) * F(0.42)
        dy = w[RISE + l] * F(34.0) - lane - F(0.5)
        there = (cell(I(own), I(lane), seed + 41) > F(0.72)) & (lane > F(2.0)) & (lane < F(16.0))
        spot = smooth(F(0.075), F(0.0), math.sqrt(dx * dx + dy * dy * F(0.35))) if there else F(0.0)
        shine(w, l, F(1.2), F(1.0) if way > F(0.0) else F(0.25), F(0.6) if way > F(0.0) else F(0.3), spot * F(1.4))


@jit
def roofs(w, params, n, seed, lit):
    """Two rows of brick houses with gables and chimneys, and a clock tower."""
    lr, lg, lb = daylight(params)
    hr, hg, hb = horizon(params)
    warm = F(1.0) if lit else F(0.45)
    ex, ez = F(math.sin(params[S_EARTH])), F(-math.cos(params[S_EARTH]))
    for row in range(3):
        tower = row == 1
        spacing, base = (F(8.0), F(0.11)) if row == 2 else (F(11.0), F(0.20))
        haze = F(0.58) if row == 0 else F(0.42) if tower else F(0.20)
        for l in range(n):
            y = w[RISE + l]
            u = w[AZIMUTH + l] * spacing + F(0.37) * F(row)
            cu = np.floor(u)
            tall = cell(I(cu), I(row), seed + 1)
            side = abs(u - cu - F(0.5))
            top = base + F(0.09) * tall + F(0.055) * (F(1.0) - F(2.0) * side)
            stack = abs(u - cu - F(0.26) - F(0.4) * tall) < F(0.055)
            top = max(top, base + F(0.09) * tall + F(0.075)) if stack else top
            eaves = base + F(0.09) * tall
            # The tower: shaft, clock house, spire, pinnacle.
            dx = angle(w[DX + l] * (-ez) + w[DZ + l] * ex, w[DX + l] * ex + w[DZ + l] * ez)
            wide = F(0.046) if y > F(0.385) else F(0.040)
            spire = F(0.505) + (F(0.042) - abs(dx)) * F(4.0)
            spire = spire if abs(dx) < wide else F(-1.0)
            top, eaves = (spire, F(0.50)) if tower else (top, eaves)
            cover = edge(top, y)
            wu, wv = u * F(4.0), y * F(26.0)
            a, b = wu - np.floor(wu), wv - np.floor(wv)
            pane = (abs(a - F(0.5)) < F(0.2)) & (abs(b - F(0.5)) < F(0.27)) & (y < eaves - F(0.012)) & (not tower)
            on = pane & (cell(I(np.floor(wu)), I(np.floor(wv)), seed + 4 + row) > F(0.55))
            roof = y > eaves
            tone = F(0.75) + F(0.5) * tall
            tone = tone * (F(0.45) if pane else F(1.0)) * (F(0.8) if abs(y - eaves) < F(0.004) else F(1.0))
            tone = tone * (F(1.0) + F(0.25) * cosine(y * F(170.0))) if tower else tone
            red, green, blue = (F(0.10), F(0.11), F(0.14)) if roof else (F(0.30), F(0.13), F(0.09))
            red, green, blue = (F(0.30), F(0.22), F(0.14)) if tower & (not roof) else (red, green, blue)
            blend(w, l, mix(red * tone * lr, hr, haze), mix(green * tone * lg, hg, haze),
                  mix(blue * tone * lb, hb, haze), cover)  # fmt: skip
            shine(w, l, F(1.1), F(0.72), F(0.28), warm * (F(1.0) - haze) if on & (cover > F(0.5)) else F(0.0))
            cy = y - F(0.44)
            face = math.sqrt(dx * dx + cy * cy) if tower else F(1.0)
            hands = (abs(dx) < F(0.0018)) & (cy > F(0.0)) & (cy < F(0.026))
            hands = hands | ((abs(cy - dx * F(0.4)) < F(0.002)) & (dx > F(0.0)) & (dx < F(0.018)))
            dial = smooth(F(0.0345), F(0.0325), face) * (F(0.1) if hands else F(1.0))
            blend(w, l, F(0.9), F(0.8), F(0.55), dial * F(0.8))
            shine(w, l, F(0.9), F(0.75), F(0.4), dial * warm * F(0.4))


@jit
def curves(w, params, n, seed):
    """Glowing curves of sums of sines over the horizon, blue, gold and rose."""
    slow, fast = turned(params, F(0.5)), turned(params, F(-0.7))
    for k in range(4):
        q = F(k)
        red = F(1.0) if k == 1 else F(0.75) if k == 3 else F(0.10)
        green = F(0.70) if k == 1 else F(0.2) if k == 3 else F(0.45)
        for l in range(n):
            x = w[AZIMUTH + l]
            y = F(0.08) + F(0.075) * q + F(0.045) * sine(x * (F(5.0) + F(2.0) * q) + q + slow)
            y = y + F(0.03) * sine(x * (F(11.0) - q) + fast + F(2.0) * q)
            away = abs(w[RISE + l] - y)
            line = fade(away * F(420.0)) + F(0.16) * fade(away * F(38.0))
            shine(w, l, red, green, F(0.2) if k == 1 else F(1.0), line * F(0.75))


@jit
def mist(w, params, n):
    """Fog hides the far scenery, most of all low down."""
    share, thin = params[S_MIST], F(6.0) - F(4.5) * params[S_MIST]
    red, green, blue = params[S_FOG_COLOR], params[S_FOG_COLOR + 1], params[S_FOG_COLOR + 2]
    for l in range(n):
        cover = share * fade(max(w[RISE + l], F(0.0)) * thin)
        blend(w, l, red, green, blue, cover)
        w[BR + l] *= F(1.0) - cover
        w[BG + l] *= F(1.0) - cover
        w[BB + l] *= F(1.0) - cover


@jit
def lightning(w, n, seed, azimuth):
    """A forked bolt and the glow of the clouds around it."""
    x, z = F(math.sin(azimuth)), F(-math.cos(azimuth))
    for l in range(n):
        w[A2 + l] = F(0.5)
        w[A3 + l] = angle(w[DX + l] * (-z) + w[DZ + l] * x, w[DX + l] * x + w[DZ + l] * z)
    noise(w, RISE, A2, A4, n, seed, F(22.0), F(1.0))
    noise(w, RISE, A2, A5, n, seed + 3, F(70.0), F(1.0))
    for l in range(n):
        y = w[RISE + l]
        way = w[A3 + l] - (w[A4 + l] - F(0.5)) * F(0.13) - (w[A5 + l] - F(0.5)) * F(0.035)
        fork = w[A3 + l] - (w[A4 + l] - F(0.5)) * F(0.05) - (F(0.30) - y) * F(0.5) - (w[A5 + l] - F(0.5)) * F(0.03)
        fork = abs(fork) if y < F(0.30) else F(1.0)
        bolt = fade(abs(way) * F(420.0)) + F(0.6) * fade(fork * F(620.0)) + F(0.22) * fade(abs(w[A3 + l]) * F(7.0))
        bolt = bolt * smooth(F(-0.02), F(0.02), y)
        shine(w, l, F(0.75), F(0.78), F(1.1), bolt * F(1.2))
