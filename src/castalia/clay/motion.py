"""How parts of clay toys move by themselves: smooth functions of time, in seconds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np

TAU = 2 * np.pi
AXES = {"x": np.array([1.0, 0.0, 0.0]), "y": np.array([0.0, 1.0, 0.0]), "z": np.array([0.0, 0.0, 1.0])}


@dataclass(frozen=True, slots=True)
class Pose:
    """Where a part is relative to rest; turn and scale are about the part's pivot."""

    turn: np.ndarray
    shift: np.ndarray
    scale: float = 1.0
    glow: float = 1.0
    stretch: float = 1.0
    """Along `up`, as a factor; what grows higher grows thinner."""
    up: np.ndarray = field(default_factory=lambda: AXES["y"])


class Motion(Protocol):
    """A movement of one part, the same again after every `period` seconds."""

    @property
    def period(self) -> float: ...

    def pose(self, time: float) -> Pose: ...

    def turned(self, axes: np.ndarray, scale: float) -> Motion:
        """The same movement of a toy that was turned by `axes` and scaled."""
        ...


def fitted(motion: Motion, duration: float) -> Motion:
    """The motion, a little faster or slower, so that it is where it began after `duration` seconds."""
    rounds = max(1, round(duration / motion.period))
    return replace(motion, period=duration / rounds)  # type: ignore[type-var]


def about(axis: np.ndarray, angle: float) -> np.ndarray:
    """Matrix (3, 3) of a turn by `angle` radians about a unit axis (Rodrigues)."""
    x, y, z = axis
    k = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + np.sin(angle) * k + (1 - np.cos(angle)) * (k @ k)


def _still() -> tuple[np.ndarray, np.ndarray]:
    return np.eye(3), np.zeros(3)


@dataclass(frozen=True, slots=True)
class Swing:
    """To and fro about an axis: tails, waving arms, swaying trees."""

    axis: np.ndarray
    angle: float
    """Amplitude, radians."""
    period: float
    phase: float = 0.0
    rest: float = 0.0
    """Middle of the movement, radians."""

    def pose(self, time: float) -> Pose:
        angle = self.rest + self.angle * np.sin(TAU * time / self.period + self.phase)
        return Pose(about(self.axis, angle), np.zeros(3))

    def turned(self, axes: np.ndarray, scale: float) -> Swing:
        return replace(self, axis=axes @ self.axis)


@dataclass(frozen=True, slots=True)
class Spin:
    """Round and round: beams of lighthouses, propellers."""

    axis: np.ndarray
    period: float

    def pose(self, time: float) -> Pose:
        return Pose(about(self.axis, TAU * time / self.period), np.zeros(3))

    def turned(self, axes: np.ndarray, scale: float) -> Spin:
        return replace(self, axis=axes @ self.axis)


@dataclass(frozen=True, slots=True)
class Bob:
    """To and fro along a vector: hovering, floating, hopping (`bounce` keeps it on one side)."""

    way: np.ndarray
    period: float
    phase: float = 0.0
    bounce: bool = False

    def pose(self, time: float) -> Pose:
        angle = TAU * time / self.period + self.phase
        amount = (1 - np.cos(angle)) / 2 if self.bounce else np.sin(angle)
        return Pose(np.eye(3), self.way * amount)

    def turned(self, axes: np.ndarray, scale: float) -> Bob:
        return replace(self, way=axes @ self.way * scale)


@dataclass(frozen=True, slots=True)
class Pulse:
    """Swelling and glowing: breathing, blinking lamps, luminous petals."""

    size: float
    """Amplitude of the scale."""
    period: float
    glow: float = 0.0
    """Amplitude of the emission factor."""
    phase: float = 0.0

    def pose(self, time: float) -> Pose:
        wave = np.sin(TAU * time / self.period + self.phase)
        return Pose(*_still(), 1 + self.size * wave, 1 + self.glow * wave)

    def turned(self, axes: np.ndarray, scale: float) -> Pulse:
        return self


@dataclass(frozen=True, slots=True)
class Flicker:
    """Flames: three waves that seldom meet."""

    size: float
    period: float = 2.0
    phase: float = 0.0

    def pose(self, time: float) -> Pose:
        angle = TAU * time / self.period
        waves = ((0.5, 4, 1.0), (0.3, 7, 1.73), (0.2, 10, 2.61))
        wave = sum(size * np.sin(times * angle + own * (self.phase + 1.0)) for size, times, own in waves)
        return Pose(*_still(), 1 + self.size * wave, 1 + 1.5 * self.size * wave)

    def turned(self, axes: np.ndarray, scale: float) -> Flicker:
        return self


@dataclass(frozen=True, slots=True)
class Drift:
    """Rising along a vector and beginning again, unseen at both ends: spores, bubbles, steam."""

    way: np.ndarray
    period: float
    phase: float = 0.0
    """0..1, where in its life it is at time 0."""
    sideways: float = 0.04

    def pose(self, time: float) -> Pose:
        life = (time / self.period + self.phase) % 1.0
        wander = self.sideways * np.array([np.sin(TAU * (2 * life + self.phase)), 0.0, np.cos(TAU * life)])
        grown = min(1.0, 6 * life, 6 * (1 - life))
        return Pose(np.eye(3), self.way * (life - 0.5) + wander, max(grown, 0.02))

    def turned(self, axes: np.ndarray, scale: float) -> Drift:
        return replace(self, way=axes @ self.way * scale, sideways=self.sideways * scale)


@dataclass(frozen=True, slots=True)
class Leap:
    """Off the ground in an arc and down again: crouching before, squashed at the landing, stretched between."""

    height: float
    period: float
    phase: float = 0.0
    """0..1, where in the leap it is at time 0."""
    squash: float = 0.2

    def pose(self, time: float) -> Pose:
        t = (time / self.period + self.phase) % 1.0
        rise = (t - 0.2) / 0.6
        if 0.0 < rise < 1.0:
            arc = 4 * rise * (1 - rise)
            return Pose(np.eye(3), np.array([0.0, self.height * arc, 0.0]), stretch=1 + self.squash * 0.6 * arc)
        crouch = np.sin(np.pi * ((t + 0.2) % 1.0) / 0.4)
        return Pose(*_still(), stretch=float(1 - self.squash * crouch * crouch))

    def turned(self, axes: np.ndarray, scale: float) -> Leap:
        return replace(self, height=self.height * scale)


@dataclass(frozen=True, slots=True)
class Lips:
    """Opening and closing: as the sound of a voice is loud, or as if something were said."""

    period: float = 1.6
    loud: tuple[float, ...] = ()
    """Loudness 0..1 of the voice, 25 times a second; empty is made up."""
    phase: float = 0.0
    up: np.ndarray = field(default_factory=lambda: AXES["y"])
    """Of the face."""

    def pose(self, time: float) -> Pose:
        if self.loud:
            at = np.clip(time * 25.0, 0, len(self.loud) - 1)
            wide = float(np.interp(at, np.arange(len(self.loud)), self.loud))
        else:
            angle = TAU * time / self.period + self.phase
            wide = float(abs(0.6 * np.sin(3 * angle) + 0.4 * np.sin(5 * angle + 1.0)))
        return Pose(*_still(), stretch=0.16 + 1.35 * wide, up=self.up)

    def turned(self, axes: np.ndarray, scale: float) -> Lips:
        return replace(self, up=axes @ self.up)


@dataclass(frozen=True, slots=True)
class Shut:
    """Closed, as eyes are: flat."""

    period: float = 1.0
    up: np.ndarray = field(default_factory=lambda: AXES["y"])
    """Of the face."""

    def pose(self, time: float) -> Pose:
        return Pose(*_still(), scale=0.62, stretch=0.25, up=self.up)

    def turned(self, axes: np.ndarray, scale: float) -> Shut:
        return replace(self, up=axes @ self.up)


def swing(axis: str, degrees: float, period: float, phase: float = 0.0, rest: float = 0.0) -> Swing:
    """Swing about the toy's own `x` (nodding), `y` (shaking the head) or `z` (tilting), `rest` degrees from rest."""
    return Swing(AXES[axis], float(np.radians(degrees)), period, phase, float(np.radians(rest)))


def held(axis: str, degrees: float) -> Swing:
    """Turned, and still."""
    return swing(axis, 0.0, 1.0, rest=degrees)


def spin(axis: str, period: float) -> Spin:
    return Spin(AXES[axis], period)


def bob(height: float, period: float, phase: float = 0.0) -> Bob:
    """Up and down by `height`."""
    return Bob(np.array([0.0, height, 0.0]), period, phase)


def hop(height: float, period: float, phase: float = 0.0) -> Bob:
    """Up from the ground and down again."""
    return Bob(np.array([0.0, height, 0.0]), period, phase, bounce=True)


def drift(way: tuple[float, float, float], period: float, phase: float = 0.0, sideways: float = 0.04) -> Drift:
    return Drift(np.asarray(way, float), period, phase, sideways)
