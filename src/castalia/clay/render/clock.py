"""How far what moves by itself has come: freely, or in a clip that begins anew after S_LOOP seconds without a jump."""

from __future__ import annotations

import math

import numpy as np

from castalia.clay.layout import S_LOOP, S_TIME
from castalia.clay.render.lanes import F, I, jit

TURN = 6.2831853


@jit
def turned(params, rate):
    """Radians of something that turns at `rate` radians a second; in a loop, the nearest rate of whole turns."""
    time, loop = params[S_TIME], params[S_LOOP]
    if loop <= F(0.0):
        return rate * time
    turns = max(np.floor(abs(rate) * loop / F(TURN) + F(0.5)), F(1.0))
    angle = F(TURN) * turns * time / loop
    return angle if rate > F(0.0) else -angle


@jit
def drifted(params, speed, phase):
    """Way of something that drifts at `speed`; in a loop it sways at no more than that speed, beginning at `phase`."""
    time, loop = params[S_TIME], params[S_LOOP]
    if loop <= F(0.0):
        return speed * time
    return speed * loop / F(TURN) * F(math.sin(F(TURN) * time / loop + phase))


@jit
def stepped(params, rate, least):
    """Steps done at `rate` a second, with a fraction, and how many there are before the first one comes again.

    In a loop the number of steps is whole, and `least` or more; else the second number is larger than any clip.
    """
    time, loop = params[S_TIME], params[S_LOOP]
    if loop <= F(0.0):
        return rate * time, I(1 << 30)
    steps = max(np.floor(abs(rate) * loop + F(0.5)), F(least))
    done = steps * time / loop
    return done if rate > F(0.0) else -done, I(steps)
