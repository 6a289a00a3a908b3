"""The builder with which subjects and places are modelled out of rounded clay primitives."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import numpy as np

from castalia.clay import layout
from castalia.clay.motion import Motion, fitted
from castalia.clay.paint import Color

Vec = Sequence[float]

COLOR_GAMMA = 1.55
"""Colours are chosen as they should look; the renderer wants them this much steeper."""


def rotation(pitch: float = 0.0, yaw: float = 0.0, roll: float = 0.0) -> np.ndarray:
    """Matrix (3, 3) local -> world that rolls about z, then pitches about x, then turns about y; radians."""
    cx, sx, cy, sy, cz, sz = (f(a) for a in (pitch, yaw, roll) for f in (np.cos, np.sin))
    about_x = np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
    about_y = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    about_z = np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
    return about_y @ about_x @ about_z


def along(direction: Vec, spin: float = 0.0) -> np.ndarray:
    """Matrix (3, 3) that turns local y to `direction`, then spins by `spin` radians about it."""
    y = np.asarray(direction, float)
    y = y / (np.linalg.norm(y) + 1e-9)
    aside = np.array([0.0, 0.0, 1.0]) if abs(y[2]) < 0.9 else np.array([1.0, 0.0, 0.0])
    x = np.cross(y, aside)
    x /= np.linalg.norm(x)
    turn = np.stack([x, y, np.cross(x, y)], 1)
    return turn @ rotation(yaw=spin) if spin else turn


@dataclass(frozen=True, slots=True)
class Part:
    """A named group of primitives that moves as one."""

    name: str
    pivot: np.ndarray
    motions: tuple[Motion, ...] = ()


@dataclass(frozen=True, slots=True)
class Primitive:
    """One row of the renderer's table, before it is written down; lengths in world units."""

    shape: int
    center: np.ndarray
    axes: np.ndarray
    """(3, 3), columns are the local axes in the world."""
    size: np.ndarray
    round: float
    blend: float
    color: Color
    gloss: float = 0.05
    emit: float = 0.0
    carve: bool = False
    flat: float = 1.0
    parts: tuple[Part, ...] = ()
    """From the outermost to the innermost."""
    stage: int = 0
    """Odd and even, one after the other: of a pair of shapes of which the first turns into the second."""
    share: float = 0.0
    """How much of the second shape of such a pair has come, 0..1."""
    room: float = 0.0
    """It matters within at least this distance from its centre."""

    def moved(self, turn: np.ndarray, offset: np.ndarray, scale: float = 1.0, glow: float = 1.0) -> Primitive:
        """The primitive turned and scaled about the origin, then shifted."""
        return replace(
            self,
            center=turn @ (self.center * scale) + offset,
            axes=turn @ self.axes,
            size=self.size * scale,
            round=self.round * scale,
            blend=self.blend * scale,
            emit=self.emit * glow,
        )

    def stretched(self, pivot: np.ndarray, factor: float, up: np.ndarray) -> Primitive:
        """The primitive made `factor` times as high along `up` about `pivot`, and thinner so that it keeps its volume.

        A turned primitive keeps its kind: its sizes change as much as its own axes do.
        """
        change = np.eye(3) * factor**-0.5 + np.outer(up, up) * (factor - factor**-0.5)
        sizes = np.linalg.norm(change @ self.axes, axis=0)
        if self.shape == layout.CONE:
            across = float(np.sqrt(sizes[0] * sizes[2]))
            sizes = np.array([across, across, sizes[1]])
        elif self.shape == layout.TORUS:
            sizes = np.array([np.sqrt(sizes[0] * sizes[2]), sizes.min(), 1.0])
        return replace(
            self,
            center=pivot + change @ (self.center - pivot),
            size=self.size * sizes,
            round=self.round * float(sizes.min()),
        )

    def bound(self) -> float:
        """Radius of a sphere around the centre that holds the primitive."""
        a, b, c = self.size
        if self.shape == layout.ELLIPSOID:
            return float(max(a, b, c))
        if self.shape == layout.BOX:
            return float(np.linalg.norm(self.size))
        if self.shape == layout.CONE:
            return float(np.hypot(c, max(a, b)) + self.round)
        return float(a + b)

    def reach(self, direction: np.ndarray) -> float:
        """How far the primitive extends from its centre along a unit direction."""
        x, y, z = np.abs(direction @ self.axes)
        a, b, c = self.size
        if self.shape == layout.ELLIPSOID:
            return float(np.sqrt((x * a) ** 2 + (y * b) ** 2 + (z * c) ** 2))
        if self.shape == layout.BOX:
            return float(x * a + y * b + z * c)
        if self.shape == layout.CONE:
            radius = max(a, b) + self.round
            return float(np.hypot(x, z * self.flat) * radius + y * (c + self.round))
        return float(np.hypot(x, z) * (a + b) + y * b * self.flat)

    def row(self, instance: int) -> np.ndarray:
        """The row of the table: float32 (layout.PRIM,)."""
        row = np.zeros(layout.PRIM, np.float32)
        row[layout.P_TYPE] = self.shape
        row[layout.P_CENTER : layout.P_CENTER + 3] = self.center
        row[layout.P_AXES : layout.P_AXES + 9] = self.axes.T.reshape(-1)
        row[layout.P_SIZE : layout.P_SIZE + 3] = self.size
        row[layout.P_ROUND] = self.round
        row[layout.P_BLEND] = max(self.blend, 1e-3)
        row[layout.P_COLOR : layout.P_COLOR + 3] = np.clip(self.color, 0.0, 1.0) ** COLOR_GAMMA
        row[layout.P_GLOSS] = self.gloss
        row[layout.P_EMIT] = self.emit
        row[layout.P_SUBTRACT] = self.carve
        row[layout.P_FLAT] = self.flat
        row[layout.P_BOUND] = max(self.bound() * 1.02, self.room)
        row[layout.P_STAGE] = self.stage
        row[layout.P_SHARE] = self.share
        row[layout.P_INSTANCE] = instance
        return row


@dataclass
class Clay:
    """What a modelling function works on: y is up, the floor is y = 0, the front looks towards +z.

    Every method adds one primitive. Common arguments: `blend`, the radius within which it melts into what was
    added before; `gloss` 0..1; `emit`, light of its own as a factor on its colour; `carve`, cut away instead.
    """

    primitives: list[Primitive] = field(default_factory=list)
    _parts: tuple[Part, ...] = ()

    @contextmanager
    def part(self, name: str, *motions: Motion, pivot: Vec = (0.0, 0.0, 0.0)) -> Iterator[None]:
        """What is added inside belongs to the part `name` and moves by `motions` about `pivot`."""
        outer = self._parts
        self._parts = (*outer, Part(name, np.asarray(pivot, float), motions))
        try:
            yield
        finally:
            self._parts = outer

    def _add(self, shape: int, center: Vec, axes: np.ndarray | None, size: Vec, **more: object) -> None:
        self.primitives.append(
            Primitive(
                shape,
                np.asarray(center, float),
                np.eye(3) if axes is None else axes,
                np.asarray(size, float),
                parts=self._parts,
                **more,  # type: ignore[arg-type]
            )
        )

    def ellipsoid(
        self, center: Vec, radii: float | Vec, color: Color, *, blend: float = 0.03,
        turn: np.ndarray | None = None, gloss: float = 0.05, emit: float = 0.0, carve: bool = False,
    ) -> None:  # fmt: skip
        """A ball (one radius) or an ellipsoid (three semi-axes)."""
        size = (radii, radii, radii) if isinstance(radii, int | float) else radii
        self._add(
            layout.ELLIPSOID, center, turn, size,
            round=0.0, blend=blend, color=color, gloss=gloss, emit=emit, carve=carve,
        )  # fmt: skip

    def box(
        self, center: Vec, half: Vec, color: Color, *, round: float = 0.05, blend: float = 0.02,
        turn: np.ndarray | None = None, gloss: float = 0.05, emit: float = 0.0, carve: bool = False,
    ) -> None:  # fmt: skip
        """A box of half sizes `half` with edges rounded by `round`."""
        self._add(
            layout.BOX, center, turn, half,
            round=min(round, min(half) * 0.95), blend=blend, color=color, gloss=gloss, emit=emit, carve=carve,
        )  # fmt: skip

    def cone(
        self, start: Vec, end: Vec, radius_start: float, radius_end: float, color: Color, *, round: float = 0.04,
        blend: float = 0.03, gloss: float = 0.05, emit: float = 0.0, carve: bool = False, flat: float = 1.0,
        spin: float = 0.0,
    ) -> None:  # fmt: skip
        """A round cone between two points; `flat` below 1 makes a fin of it, `spin` turns the fin."""
        a, b = np.asarray(start, float), np.asarray(end, float)
        half = max(float(np.linalg.norm(b - a)) / 2 - round, 0.004)
        size = (max(radius_start - round, 0.002), max(radius_end - round, 0.002), half)
        self._add(
            layout.CONE, (a + b) / 2, along(b - a, spin), size,
            round=round, blend=blend, color=color, gloss=gloss, emit=emit, carve=carve, flat=flat,
        )  # fmt: skip

    def capsule(
        self, start: Vec, end: Vec, radius: float, color: Color, *, blend: float = 0.03, gloss: float = 0.05,
        emit: float = 0.0,
    ) -> None:  # fmt: skip
        """A rod with round ends whose axis runs from `start` to `end`."""
        a, b = np.asarray(start, float), np.asarray(end, float)
        over = (b - a) / (np.linalg.norm(b - a) + 1e-9) * radius
        self.cone(a - over, b + over, radius, radius, color, round=radius * 0.98, blend=blend, gloss=gloss, emit=emit)

    def tube(
        self, points: Sequence[Vec], radius_start: float, radius_end: float, color: Color, *, blend: float = 0.05,
        gloss: float = 0.05, emit: float = 0.0,
    ) -> None:  # fmt: skip
        """A bent rod through `points` that goes from one radius to the other."""
        count = len(points) - 1
        for i, (a, b) in enumerate(itertools.pairwise(points)):
            radius = radius_start + (radius_end - radius_start) * (i + 0.5) / count
            self.capsule(a, b, radius, color, blend=blend, gloss=gloss, emit=emit)

    def torus(
        self, center: Vec, ring: float, thickness: float, color: Color, *, turn: np.ndarray | None = None,
        blend: float = 0.02, gloss: float = 0.05, emit: float = 0.0, flat: float = 1.0, carve: bool = False,
    ) -> None:  # fmt: skip
        """A ring of radius `ring` around local y, its tube of radius `thickness`."""
        self._add(
            layout.TORUS, center, turn, (ring, thickness, 1.0),
            round=0.0, blend=blend, color=color, gloss=gloss, emit=emit, carve=carve, flat=flat,
        )  # fmt: skip

    def place(self, other: Clay, *, turn: np.ndarray | None = None, at: Vec = (0, 0, 0), scale: float = 1.0) -> None:
        """Add everything of `other`, scaled, turned and shifted; its moving parts go along."""
        axes = np.eye(3) if turn is None else turn
        offset = np.asarray(at, float)

        def turned(part: Part) -> Part:
            motions = tuple(m.turned(axes, scale) for m in part.motions)
            return replace(part, pivot=axes @ (part.pivot * scale) + offset, motions=motions)

        for p in other.remade(turned).primitives:
            self.primitives.append(replace(p.moved(axes, offset, scale), parts=self._parts + p.parts))

    def remade(self, change: Callable[[Part], Part]) -> Clay:
        """The same primitives with other parts; equal parts stay one."""
        new: dict[int, Part] = {}
        for p in self.primitives:
            for part in p.parts:
                if id(part) not in new:
                    new[id(part)] = change(part)
        return Clay([replace(p, parts=tuple(new[id(part)] for part in p.parts)) for p in self.primitives])

    def looped(self, duration: float) -> Clay:
        """The same, with every motion a little faster or slower so that all begin anew after `duration` seconds."""
        return self.remade(lambda part: replace(part, motions=tuple(fitted(m, duration) for m in part.motions)))

    def posed(self, time: float) -> list[Primitive]:
        """The primitives as they stand at `time` seconds, every part moved about its pivot."""
        poses: dict[int, Posed] = {}
        posed = []
        for p in self.primitives:
            for part in reversed(p.parts):
                if not part.motions:
                    continue
                if id(part) not in poses:
                    poses[id(part)] = _pose(part, time)
                turn, offset, scale, glow, stretch, up = poses[id(part)]
                if stretch != 1.0:
                    p = p.stretched(part.pivot, stretch, up)
                p = p.moved(turn, offset, scale, glow)
            posed.append(p)
        return posed


Posed = tuple[np.ndarray, np.ndarray, float, float, float, np.ndarray]
"""Turn, offset, scale, glow, stretch, and along what it is stretched."""


def _pose(part: Part, time: float) -> Posed:
    """What takes the part's primitives from rest to their place at `time`."""
    turn, shift, scale, glow, stretch = np.eye(3), np.zeros(3), 1.0, 1.0, 1.0
    up = np.array([0.0, 1.0, 0.0])
    for motion in part.motions:
        pose = motion.pose(time)
        turn, shift, scale, glow = pose.turn @ turn, shift + pose.shift, scale * pose.scale, glow * pose.glow
        stretch *= pose.stretch
        up = pose.up if pose.stretch != 1.0 else up
    return turn, part.pivot + shift - turn @ (part.pivot * scale), scale, glow, stretch, up


def bounds(primitives: Sequence[Primitive]) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper corner (3,), (3,) of the box around what is not carved away."""
    low, high = np.full(3, np.inf), np.full(3, -np.inf)
    for p in primitives:
        if p.carve:
            continue
        reach = np.array([p.reach(axis) for axis in np.eye(3)])
        low, high = np.minimum(low, p.center - reach), np.maximum(high, p.center + reach)
    return low, high


def table(primitives: Sequence[Primitive], instances: Sequence[int]) -> np.ndarray:
    """The renderer's table, float32 (count, layout.PRIM)."""
    if not primitives:
        return np.zeros((0, layout.PRIM), np.float32)
    return np.stack([p.row(i) for p, i in zip(primitives, instances, strict=True)])
