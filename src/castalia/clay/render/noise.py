"""Value noise from an integer hash, over the lanes of a packet."""

from __future__ import annotations

import numpy as np

from castalia.clay.render.lanes import LANES, F, I, U, jit


@jit
def scramble(h):
    """Finish a 32-bit hash (multiply-xorshift, after Wellons' hash prospector)."""
    h = U(h ^ (h >> U(16)))
    h = U(h * U(0x7FEB352D))
    h = U(h ^ (h >> U(15)))
    h = U(h * U(0x846CA68B))
    return U(h ^ (h >> U(16)))


@jit
def unit(h):
    """A hash as float32 in [0, 1)."""
    return F(I(h >> U(8))) * F(1.0 / 16777216.0)


@jit
def cell(ix, iy, seed):
    """Hash of cell (ix, iy), int32, of the layer `seed`, int32, as float32 in [0, 1)."""
    return unit(scramble(U(U(U(ix) * U(0x8DA6B343)) ^ U(U(iy) * U(0xD8163841)) ^ U(U(seed) * U(0xCB1AB31F)))))


@jit
def value_noise(x, y, seed):
    """Smooth noise in [0, 1) with features of size 1; `seed` int32."""
    fx = np.floor(x)
    fy = np.floor(y)
    a = x - fx
    b = y - fy
    a = a * a * (F(3.0) - F(2.0) * a)
    b = b * b * (F(3.0) - F(2.0) * b)
    x0 = U(U(I(fx)) * U(0x8DA6B343))
    x1 = U(x0 + U(0x8DA6B343))
    layer = U(U(seed) * U(0xCB1AB31F))
    y0 = U(U(U(I(fy)) * U(0xD8163841)) ^ layer)
    y1 = U(U((U(I(fy)) + U(1)) * U(0xD8163841)) ^ layer)
    n00 = unit(scramble(U(x0 ^ y0)))
    n10 = unit(scramble(U(x1 ^ y0)))
    n01 = unit(scramble(U(x0 ^ y1)))
    n11 = unit(scramble(U(x1 ^ y1)))
    low = n00 + (n10 - n00) * a
    high = n01 + (n11 - n01) * a
    return low + (high - low) * b


@jit
def noise(w, x, y, out, n, seed, scale_x, scale_y):
    """w[out] = value_noise(w[x] * scale_x, w[y] * scale_y) for n lanes."""
    a = w[x : x + LANES]
    b = w[y : y + LANES]
    o = w[out : out + LANES]
    s = I(seed)
    for l in range(n):
        o[l] = value_noise(a[l] * scale_x, b[l] * scale_y, s)


@jit
def fractal(w, x, y, out, n, seed, scale_x, scale_y, octaves):
    """w[out] = sum of `octaves` noises, each half as strong and twice as fine, for n lanes; 0..1."""
    a = w[x : x + LANES]
    b = w[y : y + LANES]
    o = w[out : out + LANES]
    for l in range(n):
        o[l] = F(0.0)
    strength = F(0.5)
    shift = F(0.0)
    for octave in range(octaves):
        s = I(seed + octave)
        for l in range(n):
            o[l] += strength * value_noise(a[l] * scale_x + shift, b[l] * scale_y - shift, s)
        scale_x = scale_x * F(2.03)
        scale_y = scale_y * F(2.03)
        shift = shift * F(2.03) + F(3.1)
        strength = strength * F(0.5)
