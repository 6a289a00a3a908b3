"""The compiled heart of the rasteriser: which triangle each sample of a strip of pixels shows, and in what colour.

Corners lie on a grid of 1/256 pixel and edges are tested in whole numbers with the top-left rule, so that triangles
with a common edge share the samples along it exactly: no crack, nothing twice. There is no fastmath, and every pixel
belongs to one strip, so the bytes do not depend on the number of threads.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

F = np.float32
I = np.int64
U32 = np.uint32
TEXTURE, COLOR, PHOTO, CLAY, WIRE = range(5)
"""What a pixel shows: texture or colour as they are, a lit texture, plain clay, clay under a net."""
U, V, ALPHA, LIGHT, X, Y, Z = range(7)
"""Columns of the attributes of a corner: texture coordinates in pixels, opacity, a factor of brightness, and the normal
(in the space of the viewer) or the colour 0..255."""
SUB = 256
"""Steps of the grid to a pixel."""


inline = njit(error_model="numpy", nogil=True, no_cpython_wrapper=True, no_cfunc_wrapper=True, inline="always")


@inline
def cover(points, nearness, triangles, kept, spans, first, last, width, offsets, shown, depth):
    """Write into `shown` (rows, width, samples) the triangle that each sample of the rows first..last shows.

    Nearer wins; of equally near ones the later.
    """
    samples = offsets.shape[0]
    reach = np.empty((3, samples), np.int64)
    for k in range(kept.shape[0]):
        if spans[k, 1] < first or spans[k, 0] >= last:
            continue
        t = kept[k]
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        ax, ay, bx, by = I(points[a, 0]), I(points[a, 1]), I(points[b, 0]), I(points[b, 1])
        cx, cy = I(points[c, 0]), I(points[c, 1])
        bottom, top = max(ay, by, cy), min(ay, by, cy)
        na, nb, nc = nearness[a], nearness[b], nearness[c]
        area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
        if area == 0:
            continue
        if area < 0:
            bx, by, cx, cy, nb, nc, area = cx, cy, bx, by, nc, nb, -area
        x0, x1 = max(min(ax, bx, cx) // SUB, 0), min(max(ax, bx, cx) // SUB, width - 1)
        y0, y1 = max(top // SUB, first), min(bottom // SUB, last - 1)
        # Edge k is opposite corner k: e = dx * x + dy * y + constant, at least 0 inside.
        dx0, dy0, dx1, dy1, dx2, dy2 = by - cy, cx - bx, cy - ay, ax - cx, ay - by, bx - ax
        e0 = (x0 * SUB - bx) * dx0 + (y0 * SUB - by) * dy0
        e1 = (x0 * SUB - cx) * dx1 + (y0 * SUB - cy) * dy1
        e2 = (x0 * SUB - ax) * dx2 + (y0 * SUB - ay) * dy2
        # A sample exactly on an edge belongs to the triangle on one side of it only.
        e0 -= I(0) if dx0 > 0 or (dx0 == 0 and dy0 > 0) else I(1)
        e1 -= I(0) if dx1 > 0 or (dx1 == 0 and dy1 > 0) else I(1)
        e2 -= I(0) if dx2 > 0 or (dx2 == 0 and dy2 > 0) else I(1)
        for s in range(samples):
            ox, oy = offsets[s, 0], offsets[s, 1]
            reach[0, s], reach[1, s] = dx0 * ox + dy0 * oy, dx1 * ox + dy1 * oy
            reach[2, s] = dx2 * ox + dy2 * oy
        most0 = max(dx0, I(0)) * SUB + max(dy0, I(0)) * SUB
        most1 = max(dx1, I(0)) * SUB + max(dy1, I(0)) * SUB
        most2 = max(dx2, I(0)) * SUB + max(dy2, I(0)) * SUB
        share = 1.0 / float(area)
        slope_x = (float(na) * dx0 + float(nb) * dx1 + float(nc) * dx2) * share
        slope_y = (float(na) * dy0 + float(nb) * dy1 + float(nc) * dy2) * share
        for y in range(y0, y1 + 1):
            r0, r1, r2 = e0, e1, e2
            for x in range(x0, x1 + 1):
                if r0 + most0 >= 0 and r1 + most1 >= 0 and r2 + most2 >= 0:
                    for s in range(samples):
                        if r0 + reach[0, s] >= 0 and r1 + reach[1, s] >= 0 and r2 + reach[2, s] >= 0:
                            along, down = x * SUB + offsets[s, 0] - ax, y * SUB + offsets[s, 1] - ay
                            near = F(na + slope_x * along + slope_y * down)
                            if near >= depth[y - first, x, s]:
                                depth[y - first, x, s] = near
                                shown[y - first, x, s] = t
                r0, r1, r2 = r0 + dx0 * SUB, r1 + dx1 * SUB, r2 + dx2 * SUB
            e0, e1, e2 = e0 + dy0 * SUB, e1 + dy1 * SUB, e2 + dy2 * SUB


@inline
def byte(texel, shift):
    """One channel of a texel, whose four bytes stand in one number."""
    return F((texel >> U32(shift)) & U32(255))


@inline
def tap(texels, start, width, height, u, v):
    """The texture at (u, v), in pixels of this level, between its four neighbours: premultiplied, 0..255."""
    x = min(max(u - F(0.5), F(0.0)), F(width - 1))
    y = min(max(v - F(0.5), F(0.0)), F(height - 1))
    left, top = I(x), I(y)
    x, y = x - F(left), y - F(top)
    across = I(1) if left + 1 < width else I(0)
    p = start + top * width + left
    r = p + width if top + 1 < height else p
    a, b, c, d = texels[p], texels[p + across], texels[r], texels[r + across]
    kb, kc, kd = x * (F(1.0) - y), (F(1.0) - x) * y, x * y
    ka = (F(1.0) - x) * (F(1.0) - y)
    return (
        byte(a, 0) * ka + byte(b, 0) * kb + byte(c, 0) * kc + byte(d, 0) * kd,
        byte(a, 8) * ka + byte(b, 8) * kb + byte(c, 8) * kc + byte(d, 8) * kd,
        byte(a, 16) * ka + byte(b, 16) * kb + byte(c, 16) * kc + byte(d, 16) * kd,
        byte(a, 24) * ka + byte(b, 24) * kb + byte(c, 24) * kc + byte(d, 24) * kd,
    )


@inline
def look_up(texels, levels, u, v, level):
    """The texture at (u, v), in pixels of its finest level, between two levels: premultiplied, 0..255."""
    fine = I(level)
    k = F(1.0 / (1 << fine))
    r, g, b, a = tap(texels, levels[fine, 0], levels[fine, 1], levels[fine, 2], u * k, v * k)
    t = level - F(fine)
    if t < F(0.02) or fine + 1 >= levels.shape[0]:
        return r, g, b, a
    k *= F(0.5)
    r2, g2, b2, a2 = tap(texels, levels[fine + 1, 0], levels[fine + 1, 1], levels[fine + 1, 2], u * k, v * k)
    return r + (r2 - r) * t, g + (g2 - g) * t, b + (b2 - b) * t, a + (a2 - a) * t


@inline
def between(values, column, a, b, c, ka, kb, kc):
    """An attribute at a point that has the shares ka, kb, kc of the corners."""
    return values[a, column] * ka + values[b, column] * kb + values[c, column] * kc


@inline
def line(bx, by, cx, cy, wa, wb, wc, area):
    """How much of a point lies on the net: 0..0.64, from its distances in pixels to the three edges."""
    la, lb, lc = math.hypot(cx - bx, cy - by), math.hypot(cx, cy), math.hypot(bx, by)
    longest = max(la, lb, lc, 1e-3)
    d = min(wa / max(la, 1e-3), wb / max(lb, 1e-3), wc / max(lc, 1e-3)) * abs(area)
    # The net pales where triangles are thin.
    return F(min(max(0.95 - d, 0.0), 0.8) * min(max(abs(area) / longest / 6.0, 0.15), 0.8))


@inline
def bounded(x):
    return min(max(x, F(0.0)), F(255.0))


@inline
def lit(mode, red, green, blue, nx, ny, nz, shade, back, net):
    """The light (0..255) of a point with this normal and colour: a key light, a fill, a rim, a soft gloss."""
    k = F(1.0) / (F(math.sqrt(nx * nx + ny * ny + nz * nz)) + F(1e-9))
    k = -k if back else k
    nx, ny, nz = nx * k, ny * k, nz * k
    key = F(-0.436) * nx + F(0.533) * ny + F(0.727) * nz
    fill = max(F(0.822) * nx + F(0.103) * ny + F(0.565) * nz, F(0.0))
    behind = F(0.347) * nx + F(0.496) * ny - F(0.793) * nz
    gloss = max(F(-0.235) * nx + F(0.287) * ny + F(0.929) * nz, F(0.0))
    gloss = gloss * gloss
    gloss = gloss * gloss
    gloss = gloss * gloss
    gloss = gloss * gloss * gloss
    edge = F(1.0) - max(nz, F(0.0))
    rim = edge * edge * edge * max(behind + F(0.45), F(0.0))
    soft = max((key + F(0.35)) * F(0.7407), F(0.0))
    if mode == PHOTO:
        strength = (F(0.625) + F(0.375) * soft + F(0.15) * fill) * (F(0.45) + F(0.55) * shade)
        extra = (F(9.0) * gloss + F(42.0) * rim) * shade
    else:
        red, green, blue = F(240.0), F(232.0), F(223.0)
        strength = F(0.40) + F(0.10) * ny + F(0.52) * soft * soft + F(0.22) * fill
        strength *= F(0.38) + F(0.62) * shade
        extra = (F(14.0) * gloss + F(70.0) * rim) * shade
    if back:
        strength, extra = strength * F(0.4), F(0.0)
    red, green, blue = red * strength + extra, green * strength + extra, blue * strength + extra
    red, green, blue = red + (F(24.0) - red) * net, green + (F(92.0) - green) * net, blue + (F(128.0) - blue) * net
    return bounded(red), bounded(green), bounded(blue)


def _compile(cache):  # type: ignore[no-untyped-def]
    """The one entry point. What it calls stands outside: functions in its closure would make each process's key for
    the cache another."""

    @njit(error_model="numpy", nogil=True, cache=cache)
    def strip(
        canvas, first, last, points, places, nearness, triangles, kept, spans, values, texels, levels, blur, offsets,
        flips, mode, rounding,
    ):  # fmt: skip
        """Draw the triangles `kept`, in this order, into the rows first..last of the canvas.

        `points` are `places` on the fine grid, `spans` the first and last row of each of `kept`; `rounding` is 0.5 for
        a canvas of whole numbers, else 0.
        """
        width, channels, samples = canvas.shape[1], canvas.shape[2], offsets.shape[0]
        rows = last - first
        shown = np.full((rows, width, samples), -1, np.int32)
        depth = np.full((rows, width, samples), F(-1e30), np.float32)
        cover(points, nearness, triangles, kept, spans, first, last, width, offsets, shown, depth)
        flat = not flips
        last_t = -1
        ia = ib = ic = I(0)
        ax = ay = bx = by = cx = cy = area = inverse = 0.0
        for y in range(rows):
            for x in range(width):
                one, same = shown[y, x, 0], True
                for s in range(1, samples):
                    same &= shown[y, x, s] == one
                if same and one < 0:
                    continue
                red, green, blue, alpha = F(0.0), F(0.0), F(0.0), F(0.0)
                for s in range(samples):
                    t = shown[y, x, s]
                    if t < 0:
                        continue
                    share, px, py = F(1.0), 0.5, 0.5
                    if not same:
                        # All samples of this triangle at once, in their middle, which lies within it.
                        count, sx, sy = 0, 0.0, 0.0
                        for r in range(s, samples):
                            if shown[y, x, r] == t:
                                count, sx, sy = count + 1, sx + offsets[r, 0], sy + offsets[r, 1]
                                shown[y, x, r] = -1
                        share = F(count) / F(samples)
                        if not flat:  # flat ones: where neighbours meet, both know the very middle of the pixel
                            px, py = sx / (count * SUB), sy / (count * SUB)
                    if t != last_t:
                        last_t = t
                        ia, ib, ic = I(triangles[t, 0]), I(triangles[t, 1]), I(triangles[t, 2])
                        ax, ay = places[ia, 0], places[ia, 1]
                        bx, by, cx, cy = places[ib, 0] - ax, places[ib, 1] - ay, places[ic, 0] - ax, places[ic, 1] - ay
                        area = bx * cy - cx * by
                        inverse = 1.0 / area
                    dx, dy = x + px - ax, first + y + py - ay
                    wb, wc = (dx * cy - cx * dy) * inverse, (bx * dy - dx * by) * inverse
                    wa = 1.0 - wb - wc
                    net = line(bx, by, cx, cy, wa, wb, wc, area) if mode == WIRE else F(0.0)
                    if not flat:
                        wa, wb, wc = wa * nearness[ia], wb * nearness[ib], wc * nearness[ic]
                        scale = 1.0 / (wa + wb + wc)
                        wa, wb, wc = wa * scale, wb * scale, wc * scale
                    ka, kb, kc = F(wa), F(wb), F(wc)
                    r1, g1, b1, a1 = F(0.0), F(0.0), F(0.0), F(255.0)
                    if mode != COLOR and mode <= PHOTO:
                        u = between(values, U, ia, ib, ic, ka, kb, kc)
                        v = between(values, V, ia, ib, ic, ka, kb, kc)
                        r1, g1, b1, a1 = look_up(texels, levels, u, v, blur[t])
                    shade = between(values, LIGHT, ia, ib, ic, ka, kb, kc)
                    if mode != TEXTURE:
                        vx = between(values, X, ia, ib, ic, ka, kb, kc)
                        vy = between(values, Y, ia, ib, ic, ka, kb, kc)
                        vz = between(values, Z, ia, ib, ic, ka, kb, kc)
                        if mode == COLOR:
                            r1, g1, b1 = vx, vy, vz
                        else:
                            r1, g1, b1 = lit(mode, r1, g1, b1, vx, vy, vz, shade, flips and area > 0.0, net)
                    if flat:
                        r1, g1, b1 = bounded(r1 * shade), bounded(g1 * shade), bounded(b1 * shade)
                    k = min(max(between(values, ALPHA, ia, ib, ic, ka, kb, kc), F(0.0)), F(1.0))
                    k *= share
                    red, green, blue, alpha = red + r1 * k, green + g1 * k, blue + b1 * k, alpha + a1 * k
                    if same:
                        break
                rest, h = F(1.0) - alpha * F(1.0 / 255.0), first + y
                canvas[h, x, 0] = red + F(canvas[h, x, 0]) * rest + rounding
                canvas[h, x, 1] = green + F(canvas[h, x, 1]) * rest + rounding
                canvas[h, x, 2] = blue + F(canvas[h, x, 2]) * rest + rounding
                if channels == 4:
                    canvas[h, x, 3] = alpha + F(canvas[h, x, 3]) * rest + rounding

    return strip


try:
    strip = _compile(cache=True)
except RuntimeError:
    # Neither beside this file nor in the user's cache folder may numba write: compile for this process alone.
    strip = _compile(cache=False)
