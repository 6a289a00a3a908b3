"""What grows on the ground: grass, flowers, leaves, moss, ferns; and small bumps."""

from __future__ import annotations

import math

import numpy as np

from castalia.clay.render.floors import BX, BZ, LOD
from castalia.clay.render.lanes import (
    A3,
    A4,
    A5,
    A6,
    A7,
    CB,
    CG,
    CR,
    GLOSS,
    PX,
    PZ,
    F,
    I,
    angle,
    cosine,
    jit,
    mix,
    sine,
    smooth,
)
from castalia.clay.render.noise import cell, fractal, noise


@jit
def tint(w, n, factor):
    """Colour times w[factor]."""
    for l in range(n):
        f = w[factor + l]
        w[CR + l] *= f
        w[CG + l] *= f
        w[CB + l] *= f


@jit
def roughness(w, n, seed, scale, strength):
    """Bumps from noise: its slope by two differences."""
    noise(w, PX, PZ, A3, n, seed, scale, scale)
    for l in range(n):
        w[A4 + l] = w[PX + l] + F(0.15) / scale
        w[A5 + l] = w[PZ + l] + F(0.15) / scale
    noise(w, A4, PZ, A6, n, seed, scale, scale)
    noise(w, PX, A5, A7, n, seed, scale, scale)
    for l in range(n):
        w[BX + l] += (w[A6 + l] - w[A3 + l]) * strength * w[LOD + l]
        w[BZ + l] += (w[A7 + l] - w[A3 + l]) * strength * w[LOD + l]


@jit
def flowers(w, n, seed, scale, share):
    """Five-petalled flowers in many colours on a jittered grid."""
    for l in range(n):
        u, v = w[PX + l] * scale, w[PZ + l] * scale
        cx, cy = I(np.floor(u)), I(np.floor(v))
        dx = u - F(cx) - F(0.5) - F(0.35) * (cell(cx, cy, seed + 2) - F(0.5))
        dy = v - F(cy) - F(0.5) - F(0.35) * (cell(cx, cy, seed + 4) - F(0.5))
        q = math.sqrt(dx * dx + dy * dy)
        petal = F(0.30) * (F(0.75) + F(0.25) * cosine(F(5.0) * angle(dy, dx)))
        h = cell(cx, cy, seed + 6)
        there = cell(cx, cy, seed) < share
        red = F(0.95) if (h < F(0.74)) | (h >= F(0.88)) else F(0.55)
        green = F(0.12) if h < F(0.28) else F(0.75) if h < F(0.52) else F(0.9) if h < F(0.74) else F(0.25)
        blue = F(0.15) if h < F(0.28) else F(0.08) if h < F(0.52) else F(0.95) if h < F(0.74) else F(0.7)
        heart = q < F(0.09)
        green = F(0.6) if heart else green
        blue = F(0.05) if heart else blue
        cover = smooth(petal + F(0.03), petal - F(0.03), q) * (F(0.3) + F(0.7) * w[LOD + l])
        cover = cover if there else F(0.0)
        w[CR + l] = mix(w[CR + l], red, cover)
        w[CG + l] = mix(w[CG + l], green, cover)
        w[CB + l] = mix(w[CB + l], blue, cover)


@jit
def leaves(w, n, seed, scale, share, red, green, blue):
    """Fallen leaves: pointed ovals, turned and placed at random, each a little different in colour."""
    for l in range(n):
        u, v = w[PX + l] * scale, w[PZ + l] * scale
        cx, cy = I(np.floor(u)), I(np.floor(v))
        dx = u - F(cx) - F(0.5) - F(0.4) * (cell(cx, cy, seed + 1) - F(0.5))
        dy = v - F(cy) - F(0.5) - F(0.4) * (cell(cx, cy, seed + 2) - F(0.5))
        turn = F(6.2832) * cell(cx, cy, seed + 3)
        c, s = cosine(turn), sine(turn)
        a, b = abs(c * dx + s * dy), abs(c * dy - s * dx)
        length = F(0.26) + F(0.12) * cell(cx, cy, seed + 4)
        inside = length * (F(1.0) - (a / length) * (a / length)) * F(0.42) - b
        cover = smooth(F(-0.02), F(0.03), inside) * (F(0.25) + F(0.75) * w[LOD + l])
        cover = cover if cell(cx, cy, seed) < share else F(0.0)
        tone = F(0.6) + F(0.8) * cell(cx, cy, seed + 5)
        tone = tone * (F(0.75) if b < F(0.018) else F(1.0))
        w[CR + l] = mix(w[CR + l], red * tone, cover)
        w[CG + l] = mix(w[CG + l], green * (F(0.7) + F(0.5) * cell(cx, cy, seed + 6)) * tone, cover)
        w[CB + l] = mix(w[CB + l], blue * tone, cover)


@jit
def meadow_tone(w, n, seed, strength):
    """Blades of grass: fine streaks of lighter and darker green."""
    noise(w, PX, PZ, A3, n, seed + 2, F(13.0), F(5.0))
    noise(w, PX, PZ, A4, n, seed + 3, F(31.0), F(12.0))
    for l in range(n):
        blade = (w[A3 + l] - F(0.5)) * F(0.5) + (w[A4 + l] - F(0.5)) * F(0.5) * w[LOD + l]
        w[A5 + l] = F(1.0) + strength * blade * (F(0.35) + F(0.65) * w[LOD + l])
    tint(w, n, A5)


@jit
def jungle_floor(w, n, seed):
    """Dark wet soil, cushions of moss, leaf litter, and fern fronds."""
    roughness(w, n, seed + 2, F(3.0), F(0.5))
    fractal(w, PX, PZ, A5, n, seed + 12, F(1.3), F(1.3), I(3))
    noise(w, PX, PZ, A6, n, seed + 13, F(15.0), F(15.0))
    for l in range(n):
        moss = smooth(F(0.38), F(0.50), w[A5 + l])
        grain = F(0.7) + F(0.6) * mix(F(0.5), w[A6 + l], w[LOD + l])
        w[CR + l] = mix(w[CR + l] * F(0.8), F(0.045), moss) * grain
        w[CG + l] = mix(w[CG + l] * F(0.7), F(0.15), moss) * grain
        w[CB + l] = mix(w[CB + l] * F(0.8), F(0.03), moss) * grain
        w[GLOSS + l] = mix(F(0.22), F(0.05), moss)
    leaves(w, n, seed + 30, F(2.7), F(0.45), F(0.20), F(0.13), F(0.03))
    leaves(w, n, seed + 50, F(3.9), F(0.35), F(0.10), F(0.22), F(0.04))
    ferns(w, n, seed + 70, F(0.95))


@jit
def ferns(w, n, seed, scale):
    """Rosettes of feathered fronds lying flat on the ground."""
    for l in range(n):
        u, v = w[PX + l] * scale, w[PZ + l] * scale
        cx, cy = I(np.floor(u)), I(np.floor(v))
        dx = u - F(cx) - F(0.5) - F(0.2) * (cell(cx, cy, seed + 1) - F(0.5))
        dy = v - F(cy) - F(0.5) - F(0.2) * (cell(cx, cy, seed + 2) - F(0.5))
        q = math.sqrt(dx * dx + dy * dy)
        turn = angle(dy, dx) * F(7.0 / 6.2832) + cell(cx, cy, seed + 3)
        off = abs(turn - np.floor(turn) - F(0.5)) * F(2.0)
        # `off` is 0 along the middle of a frond; its half width narrows to the tip, cut into leaflets.
        leaflet = F(0.72) + F(0.28) * sine(q * F(75.0) + off * F(4.0))
        width = F(0.85) * leaflet * (F(1.0) - q / F(0.42))
        cover = smooth(F(0.0), F(0.12), width - off) * (F(0.2) + F(0.8) * w[LOD + l])
        cover = cover if (cell(cx, cy, seed) < F(0.42)) & (q < F(0.42)) else F(0.0)
        tone = F(0.7) + F(0.6) * q / F(0.42)
        w[CR + l] = mix(w[CR + l], F(0.06) * tone, cover)
        w[CG + l] = mix(w[CG + l], F(0.26) * tone, cover)
        w[CB + l] = mix(w[CB + l], F(0.05) * tone, cover)
