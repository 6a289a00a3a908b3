"""Eyes that look and blink, and brows: what a pose does to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from castalia.clay import layout
from castalia.clay.mesh import distance
from castalia.clay.motion import about
from castalia.clay.mouth import bent
from castalia.clay.paint import INK, Color, shade
from castalia.clay.sculpt import Clay, Primitive

EYES = {"eye_l": 1, "eye_r": -1}
LASH = np.sin(np.linspace(-np.pi / 2, np.pi / 2, 9))
"""Where the points of the edge of a lid are, from corner to corner."""


@dataclass(frozen=True)
class Eye:
    """One eye: the ball and what shines on it."""

    side: int
    """1 is the creature's left."""
    rows: tuple[int, ...]
    """Its primitives, the ball first."""
    center: np.ndarray
    lamp: bool
    """It glows: it has no lid, but goes out."""
    lid: Color


def eyes_of(clay: Clay, turn: np.ndarray) -> tuple[Eye, ...]:
    """The eyes of a toy; `turn` (3, 3) has its left, up and forward as columns."""
    found: dict[int, list[int]] = {1: [], -1: []}
    for i, p in enumerate(clay.primitives):
        names = {part.name for part in p.parts}
        side = next((EYES[name] for name in names if name in EYES), 0)
        if "eyes" in names and "mouth" not in names:
            pivot = next(part.pivot for part in p.parts if part.name == "eyes")
            side = 1 if float((p.center - pivot) @ turn[:, 0]) > 0 else -1
        if side and p.shape == layout.ELLIPSOID:
            found[side].append(i)
    eyes = []
    for side, rows in found.items():
        if rows:
            rows.sort(key=lambda i: -float(np.prod(clay.primitives[i].size)))
            ball = clay.primitives[rows[0]]
            eyes.append(Eye(side, tuple(rows), ball.center, ball.emit > 0.3, _skin(clay, ball, set(rows))))
    return tuple(eyes)


def _skin(clay: Clay, ball: Primitive, own: set[int]) -> Color:
    """The colour of what the eye lies in."""
    size = float(ball.size.max())
    near = [
        p for i, p in enumerate(clay.primitives)
        if i not in own and p.shape == layout.ELLIPSOID and not p.carve and p.size.min() > 0.8 * size
        and p.size.max() > 1.4 * size
    ]  # fmt: skip
    at = (ball.center + ball.axes[:, 1] * 0.4 * ball.size[1])[None]
    return min(near, key=lambda p: float(distance(p, at)[0])).color if near else shade(ball.color, 0.8)


def looking(eye: Eye, pose: Mapping[str, float], turn: np.ndarray, clay: Clay) -> dict[int, list[Primitive]]:
    """What stands in the place of the eye's primitives, by their rows."""
    blink = float(np.clip(pose.get("blink_left" if eye.side > 0 else "blink_right", 0.0), 0, 1))
    gaze = np.array([float(np.clip(pose.get(n, 0.0), -1, 1)) for n in ("gaze_x", "gaze_y")])
    open_ = float(np.clip(pose.get("eyes", 0.0), -1, 1))
    if not (blink or gaze.any() or open_):
        return {}
    own = [clay.primitives[i] for i in eye.rows]
    ball = own[0]
    if eye.lamp:
        factor = max((1 - 0.9 * blink) * (1 + 0.25 * open_), 0.08)
        change = turn[:, 0] * gaze[0] * 0.4 * ball.size[0] + turn[:, 1] * gaze[1] * 0.3 * ball.size[1]
        return {i: [_flattened(p, factor, ball.center, change, turn)] for i, p in zip(eye.rows, own, strict=True)}
    side, up = ball.axes[:, 0] * ball.size[0], ball.axes[:, 1] * ball.size[1]
    iris = len(own) > 2
    seen = []
    for p in own:
        share = (0.10 if iris else 0.30) if p is ball else 0.34 if iris else 0.46
        shift = (side * gaze[0] + up * gaze[1]) * share
        wide = 1 + 0.20 * max(open_, 0.0)
        center = eye.center + (p.center - eye.center) * wide + shift
        seen.append(replace(p, center=center, size=p.size * (wide, wide, 1)))
    changed = {i: [p] for i, p in zip(eye.rows, seen, strict=True)}
    squint = max(-open_, 0.0)
    if blink > 0.03 or squint > 0.03:
        first = min(eye.rows)
        changed = {i: [] for i in eye.rows}
        changed[first] = _lidded(seen[0], [p for _, p in sorted(zip(eye.rows[1:], seen[1:], strict=True))], eye,
                                 blink, squint)  # fmt: skip
    return changed


def _flattened(p: Primitive, factor: float, center: np.ndarray, change: np.ndarray, turn: np.ndarray) -> Primitive:
    up = turn[:, 1]
    height = float((p.center - center) @ up)
    return replace(p, center=p.center + change + up * height * (factor - 1), size=p.size * (1, factor, 1))


def _lidded(ball: Primitive, more: list[Primitive], eye: Eye, blink: float, squint: float) -> list[Primitive]:
    """The eye behind its lids: a ball of skin around it with an opening that closes, and the edge of the upper lid."""
    a, b, c = ball.size
    top, bottom = 1 - 0.62 * squint, -1 + 0.48 * squint
    top, bottom = top + (-0.40 - top) * blink, bottom + (-0.40 - bottom) * blink
    middle, half = (top + bottom) / 2, (top - bottom) / 2
    size = ball.size * (1.10, 1.07, 1.25)
    made = [replace(ball, size=size, blend=0.10 * a, color=eye.lid, gloss=0.05, emit=0.0)]
    shut = half < 0.09
    if not shut:
        hole, wide = ball.center + ball.axes[:, 1] * b * middle, np.array([0.99 * a, half * b * 0.99, 2.2 * c])
        made.append(replace(made[0], center=hole, size=wide, blend=0.04 * a, color=shade(eye.lid, 0.7), carve=True))
        made.append(ball)
        made += [q for p in more if (q := _between(p, ball, top - 0.12, bottom)) is not None]
    t = LASH
    x, y = 0.97 * t, middle + half * np.sqrt(1 - t * t) - 0.26 * blink * (1 - t * t) * (1 if shut else blink)
    z = 1.25 * np.sqrt(np.maximum(1 - (x / 1.10) ** 2 - (y / 1.07) ** 2, 0.05))
    line = ball.center + np.column_stack([x * a, y * b, z * c]) @ ball.axes.T
    edge = bent(line, 0.085 * a * np.sqrt(1.04 - 0.6 * t * t), INK, gloss=0.1)
    return made + [replace(p, parts=ball.parts) for p in edge]


def _between(p: Primitive, ball: Primitive, top: float, bottom: float) -> Primitive | None:
    """A pupil or a light on the ball as far as the lids leave it free; None when they do not."""
    up, b = ball.axes[:, 1], float(ball.size[1])
    y, half = float((p.center - ball.center) @ up) / b, float(p.size[1]) / b
    high, low = min(y + half, top), max(y - half, bottom)
    if high - low < 0.12 or ((high - low) < 0.7 * 2 * half and p.emit > 0):
        return None
    share = (high - low) / (2 * half)
    size = p.size * (min(1.0, 0.4 + share), share, 1)
    return replace(p, center=p.center + up * ((high + low) / 2 - y) * b, size=size)


def brow(p: Primitive, side: int, pose: Mapping[str, float], turn: np.ndarray, unit: float) -> Primitive:
    """A brow raised, knitted or worried."""
    brows, worry = float(pose.get("brows", 0.0)), float(pose.get("worry", 0.0))
    if not (brows or worry):
        return p
    pivot = next(part.pivot for part in p.parts if part.name.startswith("brow"))
    knit = max(-brows, 0.0)
    up = 0.042 * max(brows, 0.0) - 0.020 * knit + 0.010 * worry
    shift = turn @ np.array([-side * 0.012 * knit, up, -0.35 * max(up, 0.0) + 0.3 * max(-up, 0.0)]) * unit
    spin = about(turn[:, 2], side * (0.42 * knit - 0.40 * worry + 0.06 * max(brows, 0.0)))
    return p.moved(spin, pivot + shift - spin @ pivot)
