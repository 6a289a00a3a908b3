"""Finishes: the grain of wood, the speckles of stone, and what is seen through glass."""

from __future__ import annotations

import math

import numpy as np

from castalia.clay.layout import GLASS, P_AXES, P_CENTER, P_SIZE, P_TYPE, TORUS, WOOD
from castalia.clay.render.distance import distance
from castalia.clay.render.lanes import (
    CB,
    CG,
    CR,
    DIST,
    DX,
    DY,
    DZ,
    FAR,
    GLOSS,
    GX,
    GY,
    GZ,
    HIT,
    LANES,
    LG,
    LR,
    MT,
    NX,
    NY,
    NZ,
    OX,
    OY,
    OZ,
    PART,
    PX,
    PY,
    PZ,
    QX,
    QY,
    QZ,
    SHARE,
    THING,
    F,
    clamp,
    jit,
    mix,
    sine,
    smooth,
)
from castalia.clay.render.trace import gather

BENDING = 0.78
"""Inverse of the refractive index: less than real glass (0.66), so that what is behind stays readable."""
THICKEST = 2.5
"""Glass is not followed farther."""
STEPS = 24


@jit
def grain(w, prims, n):
    """Draw the grain of wood and the speckles of stone on the surfaces at P; their gloss becomes an ordinary one.

    The pattern is fixed to the primitive (slot PART) and runs along its longest axis.
    """
    for l in range(n):
        gloss = w[GLOSS + l]
        if (w[HIT + l] != F(THING)) | (gloss < F(WOOD)):
            continue
        p = prims[int(w[PART + l]) - 1]
        x, y, z = w[PX + l] - p[P_CENTER], w[PY + l] - p[P_CENTER + 1], w[PZ + l] - p[P_CENTER + 2]
        a = p[P_AXES] * x + p[P_AXES + 1] * y + p[P_AXES + 2] * z
        b = p[P_AXES + 3] * x + p[P_AXES + 4] * y + p[P_AXES + 5] * z
        c = p[P_AXES + 6] * x + p[P_AXES + 7] * y + p[P_AXES + 8] * z
        tone = F(1.0)
        if gloss < F(WOOD + 1):
            kind = int(p[P_TYPE])
            first = (kind < 2) & (p[P_SIZE] > p[P_SIZE + 1]) & (p[P_SIZE] > p[P_SIZE + 2])
            third = (kind < 2) & (p[P_SIZE + 2] > p[P_SIZE + 1]) & (not first)
            along = a if first else (c if third else b)
            across = b if first else a
            depth = b if third else c
            across = math.sqrt(a * a + c * c) if kind == TORUS else across
            own = F(2.4) * (w[PART + l] - F(6.0) * np.floor(w[PART + l] / F(6.0)))
            bent = across + F(0.05) * sine(F(3.1) * along + own) + F(0.02) * sine(F(9.0) * along + F(7.0) * depth)
            rings = sine(F(46.0) * bent + F(21.0) * depth + own)
            fine = sine(F(210.0) * bent + F(90.0) * depth + F(4.0) * along)
            tone = F(1.08) - F(0.34) * smooth(F(0.1), F(1.0), rings) - F(0.06) * fine
        else:
            speckle = sine(F(61.0) * a + F(13.0) * sine(F(37.0) * b)) * sine(F(53.0) * b + F(11.0) * sine(F(41.0) * c))
            cloud = sine(F(7.0) * a + F(2.0) * sine(F(5.0) * c)) * sine(F(6.0) * b + F(3.0) * sine(F(4.0) * a))
            vein = F(1.0) - smooth(
                F(0.0), F(0.10), abs(sine(F(4.0) * (a + b) + F(2.0) * sine(F(5.0) * c + F(3.0) * a)))
            )
            tone = F(1.0) + F(0.10) * speckle + F(0.14) * cloud - F(0.16) * vein
        w[CR + l] *= tone
        w[CG + l] *= tone
        w[CB + l] *= tone
        w[GLOSS + l] = gloss - np.floor(gloss)


@jit
def enter_glass(s, m, n):
    """Rays of packet `m`: those of `s` that met glass, bent, starting just below its surface; returns how many."""
    w, v = s.w, m.w
    count = np.int64(0)
    for l in range(n):
        if (w[HIT + l] != F(THING)) | (w[GLOSS + l] < F(GLASS)) | (w[GLOSS + l] >= F(GLASS + 1)):
            continue
        nx, ny, nz = w[NX + l], w[NY + l], w[NZ + l]
        facing = -(w[DX + l] * nx + w[DY + l] * ny + w[DZ + l] * nz)
        facing = clamp(facing, F(0.05), F(1.0))
        turn = F(BENDING) * facing - math.sqrt(F(1.0) - F(BENDING * BENDING) * (F(1.0) - facing * facing))
        x, y, z = (
            F(BENDING) * w[DX + l] + turn * nx,
            F(BENDING) * w[DY + l] + turn * ny,
            F(BENDING) * w[DZ + l] + turn * nz,
        )
        scale = F(1.0) / math.sqrt(x * x + y * y + z * z)
        v[DX + count], v[DY + count], v[DZ + count] = x * scale, y * scale, z * scale
        v[OX + count] = w[PX + l] - w[GX + l] * F(0.012)
        v[OY + count] = w[PY + l] - w[GY + l] * F(0.012)
        v[OZ + count] = w[PZ + l] - w[GZ + l] * F(0.012)
        m.source[count] = l
        count += 1
    return count


@jit
def cross_glass(m, prims, lanes):
    """Move the rays of `m` to where they leave the glass; their SHARE is how far they went through it."""
    v = m.w
    for l in range(LANES):
        v[FAR + l] = F(THICKEST) if l < lanes else F(0.0)
        v[MT + l] = F(0.0)
    near = gather(m, prims, lanes, F(0.0), F(0.0))
    for _ in range(STEPS):
        for l in range(lanes):
            v[QX + l] = v[OX + l] + v[DX + l] * v[MT + l]
            v[QY + l] = v[OY + l] + v[DY + l] * v[MT + l]
            v[QZ + l] = v[OZ + l] + v[DZ + l] * v[MT + l]
        distance(v, prims, m.near, near, lanes)
        inside = 0
        for l in range(lanes):
            within = (v[DIST + l] < F(0.001)) & (v[MT + l] < F(THICKEST))
            v[MT + l] += max(-v[DIST + l], F(0.012)) if within else F(0.0)
            inside += 1 if within else 0
        if inside == 0:
            break
    for l in range(lanes):
        v[SHARE + l] = v[MT + l]
        through = v[MT + l] + F(0.01)
        v[OX + l] += v[DX + l] * through
        v[OY + l] += v[DY + l] * through
        v[OZ + l] += v[DZ + l] * through


@jit
def tint_glass(s, m, count):
    """Mix into the light of packet `s` what the `count` rays of `m` saw behind the glass; thick glass is coloured."""
    w, v = s.w, m.w
    for c in range(count):
        l = m.source[c]
        clear = w[GLOSS + l] - F(GLASS)
        deep = clamp(F(0.38) + F(0.75) * v[SHARE + c], F(0.0), F(0.88))
        for k in range(3):
            slot, own = LR + k * (LG - LR), w[CR + k * (CG - CR) + l]
            behind = v[slot + c] * mix(F(1.0), own, deep)
            light = w[slot + l]
            # Highlights lie on the surface and stay.
            w[slot + l] = mix(light, behind, clear * F(0.80)) + F(0.6) * clear * max(light - F(1.0), F(0.0))
