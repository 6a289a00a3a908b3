"""Toys that perform: the channels of a pose move head, eyes, lids, brows, cheeks, jaw and mouth of who has a face.

A toy has a face when it has eyes or a mouth (the parts of `subjects.catalogue`). What a toy does not have does not
move. A pose of zeros changes nothing: the tables are then those of the still picture.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from castalia.clay import layout
from castalia.clay.arrange import Toy
from castalia.clay.build import Stage, write_view
from castalia.clay.lids import Eye, brow, eyes_of, looking
from castalia.clay.motion import Pose, about
from castalia.clay.mouth import Rest, Surface, mouth, spoken
from castalia.clay.places import View
from castalia.clay.relief import Relief
from castalia.clay.render.where import moves
from castalia.clay.sculpt import Clay, Part, Primitive, bounds, rotation, table

Channels = Mapping[str, float]
MOUTH = ("open", "press", "wide", "round", "tuck", "tongue", "speech", "smile")
APART, WIDE = 0.108, 0.60
"""Half the distance of the eyes of people, and the width of their face."""
CHIN = np.array([0.135, 0.085, 0.120])
"""Half sizes of the chin of people."""
FARTHEST = 1.05
"""Radians that a head turns, at most."""
Spoken = tuple[Rest, np.ndarray, tuple[Part, ...]]


@dataclass(frozen=True, slots=True)
class Held:
    """A part put somewhere, whatever the time."""

    at: Pose
    period: float = 1.0

    def pose(self, time: float) -> Pose:
        return self.at

    def turned(self, axes: np.ndarray, scale: float) -> Held:
        return self


@dataclass(frozen=True)
class Visage:
    """The face of one toy, as it was modelled: everything at rest, before the parts are posed."""

    index: int
    """Of the toy."""
    clay: Clay
    turn: np.ndarray
    """(3, 3), columns are its left, up and forward."""
    unit: float
    """How large it is, measured by the face of people."""
    eyes: tuple[Eye, ...]

    @cached_property
    def named(self) -> list[frozenset[str]]:
        """The names of the parts of each primitive."""
        return [frozenset(part.name for part in p.parts) for p in self.clay.primitives]

    def rows(self, *names: str) -> list[int]:
        """The primitives that belong to one of the parts."""
        return [i for i, has in enumerate(self.named) if has & set(names)]

    @cached_property
    def head(self) -> list[int]:
        """The primitives of the head; all, where there is none."""
        return self.rows("head") or list(range(len(self.clay.primitives)))

    @cached_property
    def middle(self) -> np.ndarray:
        """Of the head."""
        low, high = bounds([self.clay.primitives[i] for i in self.head])
        return (low + high) / 2

    @cached_property
    def spoken(self) -> Spoken | None:
        """Its mouth at rest, where that is, and of what it is a part; None for beaks and the like."""
        bearded = self.rows("lips")
        rows = bearded or self.rows("mouth")
        if not rows:
            return None
        found = [self.clay.primitives[i] for i in rows]
        parts = tuple(part for part in found[0].parts if part.name not in ("mouth", "lips"))
        if bearded:
            lips = found[0]
            at = lips.center + self.turn[:, 2] * lips.size[2] * 0.4
            half = 1.15 * lips.size[0]
            return Rest(half, 0.10, 0.0, 0.26 * half, lips.color, pointed=True), at, parts
        return self._drawn(found, parts)

    def _drawn(self, found: list[Primitive], parts: tuple[Part, ...]) -> Spoken | None:
        """A mouth that is a line, or a hole between lines."""
        rods = [p for p in found if p.shape == layout.CONE]
        holes = [p for p in found if p.shape == layout.ELLIPSOID]
        if len(rods) in (4, 8) and len(found) - len(rods) <= 3:
            line = rods[:4]
            ends = [p.center + s * p.axes[:, 1] * (p.size[2] + p.round - min(p.size[0] + p.round, p.size[2]))
                    for s, p in ((-1, line[0]), (1, line[0]), (1, line[1]), (1, line[2]), (1, line[3]))]  # fmt: skip
            local = np.array(ends) @ self.turn
            half = float(np.ptp(local[:, 0])) / 2
            curve = float((local[0, 1] + local[-1, 1]) / 2 - local[2, 1]) / half
            at, gap = ends[2], 0.0
            if holes:
                gap = 2.0 * float(holes[0].size[1]) / half
                at = at - self.turn[:, 1] * 0.3 * float(holes[0].size[1])
            thick = float(line[0].size[0] + line[0].round)
            lamp = bool(self.eyes) and all(eye.lamp for eye in self.eyes)
            return Rest(half, float(np.clip(curve, -0.6, 0.6)), gap, thick, line[0].color, lamp=lamp), at, parts
        if len(found) == 1 and holes:  # astonished
            half = 1.9 * float(holes[0].size[0])
            gap = 1.6 * float(holes[0].size[1]) / half
            return Rest(half, 0.0, gap, 0.15 * half, holes[0].color), holes[0].center, parts
        return None

    @cached_property
    def relief(self) -> Relief:
        """The face without its mouth, seen from the mouth."""
        assert self.spoken is not None
        rest, at, _ = self.spoken
        apart = frozenset(("mouth", "lips", "moustache", "eye_l", "eye_r", "eyes"))
        kept = [self.clay.primitives[i] for i in self.head if not self.named[i] & apart]
        return Relief.of(kept, at, self.turn, rest.half)


def visages(stage: Stage) -> list[Visage]:
    """The faces in a scene, from left to right as the camera sees them; those that it does not see are left out."""
    found = []
    for i, (toy, clay) in enumerate(zip(stage.toys, stage.clays, strict=True)):
        visage = _visage(i, toy, clay)
        if visage is not None:
            away = visage.middle - stage.view.eye
            depth = float(away @ stage.view.forward)
            scale = max(depth, 1e-6) * stage.view.zoom
            x, y = float(away @ stage.view.right) / scale, float(away @ stage.view.up) / scale
            if depth > 0 and abs(x) < stage.view.aspect and abs(y) < 1:
                found.append((x, i, visage))
    return [visage for _, _, visage in sorted(found, key=lambda f: f[:2])]


def _visage(index: int, toy: Toy, clay: Clay) -> Visage | None:
    names = {part.name for p in clay.primitives for part in p.parts}
    if not names & {"eye_l", "eye_r", "eyes", "mouth", "lips"} or toy.into is not None:
        return None
    turn = rotation(yaw=toy.yaw) @ rotation(pitch=toy.pitch)
    eyes = eyes_of(clay, turn)
    if len(eyes) == 2:
        unit = float(np.linalg.norm(eyes[0].center - eyes[1].center)) / 2 / APART
    else:
        unit = toy.scale
    return Visage(index, clay, turn, unit, eyes)


def tables(
    stage: Stage, faces: Sequence[Visage], poses: Sequence[Channels], view: View, time: float = 0.0
) -> tuple[np.ndarray, np.ndarray]:
    """The renderer's tables of a scene whose faces do something.

    Args:
        faces: what `visages` found.
        poses: one for each of them; who has none, or one of zeros, looks as in the picture.
        time: seconds; tails, arms, water and clouds move by themselves, heads and breasts do not.

    Returns:
        prims float32 (count, layout.PRIM) and params float32 (layout.PARAMS,).
    """
    clays = list(stage.clays)
    for visage, pose in zip(faces, poses, strict=False):
        if any(pose.values()):
            clays[visage.index] = _moved(visage, pose, stage.view)
        if time:
            clays[visage.index] = clays[visage.index].remade(_held_still)
    primitives, owners = replace(stage, clays=tuple(clays)).primitives(time, view)
    params = stage.params.copy()
    write_view(params, view)
    prims = table(primitives, owners)
    params[layout.S_COUNT] = len(prims)
    if moves(params):
        params[layout.S_TIME] = time
    return prims, params


def _held_still(part: Part) -> Part:
    """The part with those motions stopped that the performance takes over."""
    if part.name not in ("head", "torso", "mouth"):
        return part
    return replace(part, motions=tuple(m if isinstance(m, Held) else Held(m.pose(0.0)) for m in part.motions))


def _moved(visage: Visage, pose: Channels, view: View) -> Clay:
    """The toy with its face changed and its head put in place."""
    changed: dict[int, list[Primitive]] = {}
    for eye in visage.eyes:
        changed |= looking(eye, pose, visage.turn, visage.clay)
    for side, name in ((1, "l"), (-1, "r")):
        for i in visage.rows(f"brow_{name}"):
            changed[i] = [brow(visage.clay.primitives[i], side, pose, visage.turn, visage.unit)]
        for i in visage.rows(f"cheek_{name}"):
            changed[i] = [_cheek(visage, visage.clay.primitives[i], side, pose)]
    last: list[Primitive] = []
    if any(pose.get(name, 0.0) for name in MOUTH):
        last = _mouth(visage, pose, changed)
    primitives = [q for i, p in enumerate(visage.clay.primitives) for q in changed.get(i, (p,))] + last
    return _headed(Clay(primitives), visage, pose, view)


def _cheek(visage: Visage, p: Primitive, side: int, pose: Channels) -> Primitive:
    smile = pose.get("smile", 0.0)
    lift = visage.turn @ np.array([0.010 * side * max(smile, 0), 0.026 * smile, 0.006 * max(smile, 0)]) * visage.unit
    return replace(p, center=p.center + lift, size=p.size * (1 + 0.14 * max(smile, 0.0)))


def _mouth(visage: Visage, pose: Channels, changed: dict[int, list[Primitive]]) -> list[Primitive]:
    """The mouth that speaks in the place of the one at rest; jaw and beard go down with it.

    Returns:
        What comes after everything else: the mouth is cut into all there is, but for the moustache.
    """
    if visage.spoken is None:
        for i in visage.rows("mouth"):
            p = visage.clay.primitives[i]
            pivot = next(part.pivot for part in p.parts if part.name == "mouth")
            changed[i] = [p.stretched(pivot, 1 + 0.8 * _opened(pose), visage.turn[:, 1])]
        return []
    rest, at, parts = visage.spoken
    shape = spoken(pose, rest)
    for i in visage.rows("mouth", "lips"):
        changed[i] = []
    drop = -visage.turn[:, 1] * visage.unit * 0.055 * min(shape.down, 1.2)
    for i in visage.rows("jaw", "beard"):
        p = visage.clay.primitives[i]
        changed[i] = [replace(p, center=p.center + drop)]
    local = Clay()
    surface: Surface = visage.relief
    if visage.rows("brow_l") and not visage.rows("jaw"):
        surface = _chin(local, visage, shape.down)
    mouth(local, rest, shape, surface)
    placed = Clay()
    placed.place(local, turn=visage.turn, at=at)
    whiskers = visage.rows("moustache")
    over = [q for i in whiskers for q in changed.pop(i, (visage.clay.primitives[i],))]
    changed.update({i: [] for i in whiskers})
    return [replace(p, parts=parts) for p in placed.primitives] + over


def _opened(pose: Channels) -> float:
    return max(pose.get("open", 0.0), 0.0) * (1 - max(pose.get("press", 0.0), 0.0))


def _chin(clay: Clay, visage: Visage, down: float) -> Surface:
    """What comes down with the lower jaw; at rest it is inside the head.

    Returns:
        The surface that the lips lie on.
    """
    u, low = visage.unit, 0.036 * min(down, 1.2)
    y0, z0 = (-0.072 - low) * u, (-0.150 + 0.2 * low) * u
    a, b, c = CHIN * u
    if down > 0.01:
        clay.ellipsoid((0, y0, z0), (a, b, c), visage.relief.color, blend=0.05 * u)

    def surface(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        ball = z0 + c * np.sqrt(np.maximum(1 - (x / a) ** 2 - ((y - y0) / b) ** 2, 0.0))
        skin = visage.relief(x, y)
        h = np.maximum(0.05 * u - np.abs(ball - skin), 0.0) / (0.05 * u)
        return np.maximum(ball, skin) + h * h * 0.05 * u / 4

    return surface if down > 0.01 else visage.relief


def _headed(clay: Clay, visage: Visage, pose: Channels, view: View) -> Clay:
    """The head turned, tilted and shifted as the viewer sees it; the rest of the body follows a little."""
    yaw, pitch, roll = (float(np.clip(pose.get(n, 0.0), -FARTHEST, FARTHEST)) for n in ("yaw", "pitch", "roll"))
    x, y = (float(np.clip(pose.get(n, 0.0), -0.4, 0.4)) * WIDE * visage.unit for n in ("x", "y"))
    near, breath = float(np.clip(pose.get("near", 0.0), -0.3, 0.3)), float(pose.get("breath", 0.0))
    up = np.array([0.0, 1.0, 0.0])
    turn = about(up, yaw) @ about(view.right, -pitch) @ about(-view.forward, -roll)
    shift = view.right * x + up * (y + 0.010 * breath * visage.unit)
    has_head = bool(visage.rows("head"))
    bust = not visage.rows("leg_l", "leg_fl", "leg_r", "arm_l") or not has_head
    share = 0.18 if has_head else 0.5
    lean = about(up, share * yaw) @ about(-view.forward, -0.10 * roll)

    def moved(part: Part) -> Part:
        if part.name == "head":
            return replace(part, motions=(*part.motions, Held(Pose(turn, shift * (0.65 if bust else 1), 1 + near))))
        if part.name == "torso" and has_head and breath:
            return replace(part, motions=(*part.motions, Held(Pose(np.eye(3), np.zeros(3), 1 + 0.008 * breath))))
        if part.name == "whole" and bust and id(part) == whole:
            return replace(part, motions=(*part.motions, Held(Pose(lean, shift * (0.35 if has_head else 1)))))
        return part

    whole = id(clay.primitives[0].parts[0]) if clay.primitives and clay.primitives[0].parts else 0
    return clay.remade(moved)
