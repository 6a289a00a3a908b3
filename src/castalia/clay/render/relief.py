"""The shape of the ground: a plane or low hills, where rays meet it, and its normal."""

from __future__ import annotations

import math

from castalia.clay.layers import SKY_DEPTH
from castalia.clay.layout import S_BACK, S_PHASE, S_RELIEF, S_RELIEF_FREQ, S_SIDE, S_TOP, S_VOID
from castalia.clay.render.lanes import (
    A0,
    A1,
    DX,
    DY,
    DZ,
    GROUND,
    GX,
    GY,
    GZ,
    HIT,
    MISS,
    OX,
    OY,
    OZ,
    PX,
    PY,
    PZ,
    F,
    T,
    jit,
    sine,
    smooth,
)

HORIZON = 400.0
"""Distance beyond which the ground is no longer told from the horizon."""


@jit
def height(x, z, amplitude, frequency, p0, p1, p2):
    """Height of the hills at (x, z); level around the origin, where the subjects stand, and far away."""
    r2 = x * x + z * z
    near = smooth(F(1.44), F(20.0), r2)
    far = smooth(F(6400.0), F(400.0), r2)
    a = sine(frequency * x + p0 + F(1.3) * sine(F(0.6) * frequency * z + p1))
    b = sine(F(0.7) * frequency * z + p2 + F(0.8) * sine(F(0.5) * frequency * x))
    return amplitude * near * far * F(0.5) * (a + b)


@jit
def meet_ground(w, params, n, start, far):
    """HIT (MISS or GROUND) and T of n rays against the ground alone."""
    amplitude, frequency = params[S_RELIEF], params[S_RELIEF_FREQ]
    p0, p1, p2 = params[S_PHASE], params[S_PHASE + 1], params[S_PHASE + 2]
    grounded = params[S_VOID] == F(0.0)
    for l in range(n):
        # Down to the highest hill in one step.
        t = (amplitude - w[OY + l]) / min(w[DY + l], F(-1e-5))
        w[A0 + l] = max(t, start)
    if amplitude > F(0.0):
        steep = amplitude * frequency * F(1.1)
        for l in range(n):
            level = math.sqrt(max(F(1.0) - w[DY + l] * w[DY + l], F(0.0)))
            w[A1 + l] = F(1.0) / max(steep * level - w[DY + l], F(0.05))
        for _ in range(20):
            for l in range(n):
                t = min(w[A0 + l], F(1e4))
                x, y, z = w[OX + l] + t * w[DX + l], w[OY + l] + t * w[DY + l], w[OZ + l] + t * w[DZ + l]
                w[A0 + l] = t + (y - height(x, z, amplitude, frequency, p0, p1, p2)) * w[A1 + l]
    for l in range(n):
        t = w[A0 + l]
        met = (w[DY + l] < F(0.0)) & (t < far) & grounded
        w[HIT + l] = F(GROUND) if met else F(MISS)
        w[T + l] = t if met else F(SKY_DEPTH)
    if params[S_BACK] > F(0.0):
        meet_walls(w, params, n, far)


@jit
def meet_walls(w, params, n, far):
    """Indoors: the back wall, the side walls and the ceiling stand before the floor behind them."""
    back, side, top = params[S_BACK], params[S_SIDE], params[S_TOP]
    for l in range(n):
        dx, dy, dz = w[DX + l], w[DY + l], w[DZ + l]
        t = (back + w[OZ + l]) / max(-dz, F(1e-5)) if dz < F(0.0) else F(1e6)
        t = min(t, (side - abs(w[OX + l]) * (F(1.0) if w[OX + l] * dx > F(0.0) else F(-1.0))) / max(abs(dx), F(1e-5)))
        t = min(t, (top - w[OY + l]) / max(dy, F(1e-5)) if dy > F(0.0) else F(1e6))
        nearer = (t > F(0.0)) & (t < w[T + l]) & (t < far)
        w[HIT + l] = F(GROUND) if nearer else w[HIT + l]
        w[T + l] = t if nearer else w[T + l]


@jit
def wall_normal(w, params, n):
    """w[G] = unit normal of the walls and the ceiling at the points P that lie on them."""
    back, side, top = params[S_BACK] - F(0.01), params[S_SIDE] - F(0.01), params[S_TOP] - F(0.01)
    for l in range(n):
        behind, above = w[PZ + l] < -back, w[PY + l] > top
        beside = abs(w[PX + l]) > side
        aside = F(-1.0) if w[PX + l] > F(0.0) else F(1.0)
        w[GX + l] = aside if beside else F(0.0)
        w[GY + l] = F(0.0) if beside | behind else (F(-1.0) if above else F(1.0))
        w[GZ + l] = F(1.0) if behind & (not beside) else F(0.0)


@jit
def ground_normal(w, params, n):
    """w[G] = unit normal of the bare ground at the points P."""
    amplitude, frequency = params[S_RELIEF], params[S_RELIEF_FREQ]
    p0, p1, p2 = params[S_PHASE], params[S_PHASE + 1], params[S_PHASE + 2]
    step = F(0.02)
    for l in range(n):
        x, z = w[PX + l], w[PZ + l]
        here = height(x, z, amplitude, frequency, p0, p1, p2)
        gx = (here - height(x + step, z, amplitude, frequency, p0, p1, p2)) / step
        gz = (here - height(x, z + step, amplitude, frequency, p0, p1, p2)) / step
        scale = F(1.0) / math.sqrt(gx * gx + gz * gz + F(1.0))
        w[GX + l] = gx * scale
        w[GY + l] = scale
        w[GZ + l] = gz * scale
    if params[S_BACK] > F(0.0):
        wall_normal(w, params, n)
