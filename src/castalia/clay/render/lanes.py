"""The packet of 64 rays that every kernel works on: where each lane array stands, and small lane arithmetic.

A packet is one float32 array `w` of SLOTS * LANES numbers; the slot constants below are offsets into it, so that a
kernel reads `w[DX + l]` in a loop over lanes `l`. One base pointer with constant distances is what lets LLVM prove
that lanes do not overlap and turn each loop into AVX code. Everything is float32: a bare Python literal would be
float64 and halve the speed, so constants are written F(0.5).

Loops that calculate read and write lanes of `w` only, and locals; what comes from another array is copied first. Where
a loop touches two arrays, compiled code may choose between a vector and a scalar form by where they happen to lie in
memory, and with fastmath the two differ in the last digit: the same scene would not always give the same bytes.
"""

from __future__ import annotations

import math
from collections import namedtuple

import numpy as np
from numba import njit

LANES = np.int64(64)
F = np.float32
I = np.int32
U = np.uint32

_OPTIONS = {"fastmath": True, "error_model": "numpy", "nogil": True}
_INTERNAL = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
jit = njit(**_OPTIONS, **_INTERNAL)
spread = njit(**_OPTIONS, **_INTERNAL, inline="always")

_SLOTS = iter(range(0, 64 * 128, 64))


def _take(slots: int = 1) -> np.int64:
    """The first of that many neighbouring slots."""
    first, *_ = (next(_SLOTS) for _ in range(slots))
    # Not int: numba compiles a function anew for each int constant it is called with.
    return np.int64(first)


# Ray: origin, direction, sphere-traced interval [NEAR, FAR], distance T of what was hit.
OX, OY, OZ, DX, DY, DZ = (_take() for _ in range(6))
NEAR, FAR, T, HIT = (_take() for _ in range(4))
# Hit point, shading normal, geometric normal.
PX, PY, PZ, NX, NY, NZ, GX, GY, GZ = (_take() for _ in range(9))
# Material.
CR, CG, CB, GLOSS, EMIT, PART, MIRROR = (_take() for _ in range(7))
# Light: share of the sun, share of the surroundings, colour of the sample, light that blooms.
SUN, OPEN, LR, LG, LB, BR, BG, BB = (_take() for _ in range(8))
# Point at which the distance is wanted, the distance, the distance to one primitive.
QX, QY, QZ, DIST, ONE = (_take() for _ in range(5))
# Rays still marching, moved together to the front.
MOX, MOY, MOZ, MDX, MDY, MDZ, MT, MFAR, MSTATE, MRES, MPREV, MSTEP = (_take() for _ in range(12))
# Scratch of sky, ground and light.
A0, A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15 = (_take() for _ in range(16))
# Of shapes that turn into one another: distance to all else; distance and material of the first.
REST, WAS = (_take() for _ in range(2))
WAS_CR, OTHER_CR = _take(6), _take(6)
# Put aside: normals and material of things while the ground is drawn, or light while the sky is; the eye's ray.
KEEP, EYE = _take(12), _take(6)
# Of rays of a second look: how far they went through glass, or the share of the mirror.
SHARE = _take()
SLOTS = next(_SLOTS) // 64

MISS, THING, GROUND = 0.0, 1.0, 2.0
"""What a ray met (slot HIT)."""

Packet = namedtuple("Packet", "w begin end near list lane source")
"""w: the lanes. begin, end: float32 per primitive, where along the rays it matters. near: int32, primitives that
matter for this packet, in table order. list: int32, those that matter at this step. lane: int32, the lane each
marching ray came from. source: int32, the lane of the first packet that a ray of a second look came from."""


@jit
def new_packet(count):
    """A zeroed packet for a table of `count` primitives."""
    return Packet(
        np.zeros(SLOTS * LANES, np.float32),
        np.zeros(count + 1, np.float32),
        np.zeros(count + 1, np.float32),
        np.zeros(count + 1, np.int32),
        np.zeros(count + 1, np.int32),
        np.zeros(LANES, np.int32),
        np.zeros(LANES, np.int32),
    )


@jit
def copy_slots(w, source, target, slots):
    """Copy `slots` neighbouring slots, all lanes."""
    a = w[source : source + slots * LANES]
    b = w[target : target + slots * LANES]
    for j in range(slots * LANES):
        b[j] = a[j]


@jit
def restore_slots(w, kept, target, slots, kind, n):
    """Copy back what `copy_slots` put aside, except in the lanes that met that kind of thing."""
    for k in range(slots):
        a = w[kept + k * LANES : kept + (k + 1) * LANES]
        b = w[target + k * LANES : target + (k + 1) * LANES]
        for l in range(n):
            b[l] = b[l] if w[HIT + l] == kind else a[l]


@jit
def mix(a, b, t):
    return a + (b - a) * t


@jit
def clamp(x, low, high):
    return min(max(x, low), high)


@jit
def smooth(a, b, x):
    """0 below a, 1 above b (or the other way round when a > b), with a smooth step between."""
    t = min(max((x - a) / (b - a), F(0.0)), F(1.0))
    return t * t * (F(3.0) - F(2.0) * t)


@jit
def sine(x):
    """sin(x) to 0.001 without a library call, so that the lane loop stays AVX code."""
    t = x * F(0.15915494)
    t = t - np.floor(t + F(0.5))
    y = t * (F(8.0) - F(16.0) * abs(t))
    return y * (F(0.775) + F(0.225) * abs(y))


@jit
def cosine(x):
    return sine(x + F(1.5707964))


@jit
def fade(x):
    """About exp(-x) for x >= 0: (1 + x/16)^-16."""
    y = F(1.0) / (F(1.0) + x * F(0.0625))
    y = y * y
    y = y * y
    y = y * y
    return y * y


@jit
def power(x, p):
    """About x ** p for x in 0..1 and p of 2 and more (highlights)."""
    m = F(1.0) - x
    return fade(p * m * (F(1.0) + m * (F(0.5) + m * F(0.34))))


@jit
def angle(y, x):
    """atan2(y, x) to 0.0002 radians, without branches."""
    ax = abs(x)
    ay = abs(y)
    q = min(ax, ay) / max(max(ax, ay), F(1e-12))
    s = q * q
    r = ((F(-0.0464964749) * s + F(0.15931422)) * s - F(0.327622764)) * s * q + q
    r = F(1.5707964) - r if ay > ax else r
    r = F(3.1415927) - r if x < F(0.0) else r
    return -r if y < F(0.0) else r


@jit
def tone(light):
    """Linear light to display-referred sRGB, 0..1: filmic curve after Narkowicz, then the sRGB curve by roots."""
    x = max(light, F(0.0))
    x = min(x * (F(2.51) * x + F(0.03)) / (x * (F(2.43) * x + F(0.59)) + F(0.14)), F(1.0))
    a = math.sqrt(x)
    b = math.sqrt(a)
    c = math.sqrt(b)
    return clamp(F(0.585122381) * a + F(0.783140355) * b - F(0.368262736) * c, F(0.0), F(1.0))
