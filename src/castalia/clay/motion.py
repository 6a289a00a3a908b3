"""How parts of clay toys move by themselves: smooth functions of time, in seconds."""

from __future__ import annotations

from dataclasses import dataclass, replace
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


class Motion(Protocol):
    """A movement of one part."""

    def pose(self, time: float) -> Pose: ...

    def turned(self, axes: np.ndarray, scale: float) -> Motion:
        """The same movement of a toy that was turned by `axes` and scaled."""
        ...


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

    def pose(self, time: float) -> Pose:
        return Pose(about(self.axis, self.angle * np.sin(TAU * time / self.period + self.phase)), np.zeros(3))

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
    """Flames: three waves that never quite meet again."""

    size: float
    period: float = 0.5
    phase: float = 0.0

    def pose(self, time: float) -> Pose:
        angle = TAU * time / self.period + self.phase
        wave = 0.5 * np.sin(angle) + 0.3 * np.sin(1.73 * angle + 1.0) + 0.2 * np.sin(2.61 * angle + 2.0)
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


def swing(axis: str, degrees: float, period: float, phase: float = 0.0) -> Swing:
    """Swing about the toy's own `x` (nodding), `y` (shaking the head) or `z` (tilting)."""
    return Swing(AXES[axis], float(np.radians(degrees)), period, phase)


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
