"""The head that nobody photographed: skull, jaw and neck that continue a face's landmarks, as a grid round the oval.

Everything is in the face's own frame (`Face.frontal`): the face 2 wide, so that 1 is about 72 mm. The proportions are
those of adult heads (breadth 153 mm, length 193 mm, height 228 mm for a face 145 mm wide) and follow the face's height.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from castalia.faces.face import CHIN, FOREHEAD, LEFT_SIDE, RIGHT_SIDE
from castalia.faces.topology import RINGS, topology

_STEPS = 72
"""Samples along a ray from inside the head outwards."""


@dataclass(frozen=True)
class Skull:
    """Smoothly joined ellipsoids (middle, half axes) and a neck (from, to, half width, half depth).

    `hinge` (y, z) is the point before the throat about which the planes of the rings turn, `middle` the x of the
    head's plane of symmetry.
    """

    cranium: tuple[np.ndarray, np.ndarray]
    jaw: tuple[np.ndarray, np.ndarray]
    neck: tuple[np.ndarray, np.ndarray, float, float]
    hinge: tuple[float, float]
    middle: float

    @classmethod
    def behind(cls, face: np.ndarray, neck_width: float | None = None) -> Skull:
        """The skull that belongs to landmarks (468, 3) of a face; `neck_width` is half the neck's, when it was seen."""
        top, chin = face[FOREHEAD], face[CHIN]
        height = float(np.clip(top[1] - chin[1], 1.9, 2.9))
        middle = float(face[[LEFT_SIDE, RIGHT_SIDE], 0].mean())
        sides = float(np.mean(np.abs(face[[127, 356, 162, 389], 0] - middle)))
        wide = 1.055 * sides
        back = float(face[[LEFT_SIDE, RIGHT_SIDE], 2].mean())
        front = float(face[[9, 8, 151], 2].mean())
        deep = 1.27 * (0.85 + 0.15 * height / 2.45)
        high = 0.46 * height
        cranium = np.array([middle, top[1] + 0.255 * height - high, front - 0.01 - deep]), np.array([wide, high, deep])
        # The jaw is as wide as its corners, and its lower side lies where the chin's does.
        corners = np.abs(face[[58, 288, 172, 397], 0] - middle).mean() * 1.045
        low = 0.40 * height
        jaw = np.array([middle, chin[1] + 0.07 + low, back + 0.12]), np.array([corners, low, 0.80])
        half = float(np.clip(neck_width if neck_width else 0.86 * corners, 0.58, 0.98))
        neck = (np.array([middle, chin[1] + 1.0, back - 0.38]), np.array([middle, chin[1] - 1.0, back - 0.66]),
                half, half * 1.02)  # fmt: skip
        return cls(cranium, jaw, neck, (float(chin[1]) - 0.72, float(chin[2]) + 0.14), middle)

    def __call__(self, points: np.ndarray) -> np.ndarray:
        """Roughly the distance (...) from the surface, negative inside."""
        found = _join(_ellipsoid(points, *self.cranium), _ellipsoid(points, *self.jaw), 0.30)
        start, end, half, deep = self.neck
        share = (points[..., 1] - start[1]) / (end[1] - start[1])
        axis = start + np.clip(share, -0.5, 1.3)[..., None] * (end - start)
        # It widens towards the shoulders.
        flare = 1 + 0.20 * np.clip(share - 0.55, 0, 1) ** 2
        x, z = (points[..., 0] - axis[..., 0]) / half / flare, (points[..., 2] - axis[..., 2]) / deep / flare
        column = (np.sqrt(x * x + z * z) - 1) * half
        column = np.maximum(column, points[..., 1] - start[1])
        return _join(found, column, 0.5)


def _ellipsoid(points: np.ndarray, middle: np.ndarray, half: np.ndarray) -> np.ndarray:
    scaled = (points - middle) / half
    near = np.linalg.norm(scaled, axis=-1)
    return near * (near - 1) / np.maximum(np.linalg.norm(scaled / half, axis=-1), 1e-6)


def _join(a: np.ndarray, b: np.ndarray, width: float) -> np.ndarray:
    """The nearer of both, rounded where they meet."""
    share = np.clip(0.5 + 0.5 * (b - a) / width, 0, 1)
    return b + (a - b) * share - width * share * (1 - share)


@dataclass(frozen=True)
class Rays:
    """From where and which way every point of the grid is seen from inside: both (rings + 1, columns, 3)."""

    origin: np.ndarray
    direction: np.ndarray

    def surface(self, inside: object, reach: float = 4.0, steps: int = _STEPS) -> np.ndarray:
        """How far along each ray the outermost surface lies (rings + 1, columns); 0 where there is nothing."""
        far = np.linspace(0.02, reach, steps)
        shape = self.origin.shape[:2]
        values = np.stack([inside(self.origin + self.direction * d) for d in far])  # type: ignore[operator]
        within = values < 0
        last = np.where(within.any(0), steps - 1 - np.argmax(within[::-1], axis=0), -1)
        at = np.clip(last, 0, steps - 2)
        rows = np.indices(shape)
        a, b = values[at, rows[0], rows[1]], values[at + 1, rows[0], rows[1]]
        share = np.clip(a / np.where(np.abs(a - b) < 1e-9, 1, a - b), 0, 1)
        found = far[at] + share * (far[1] - far[0])
        return np.where(last < 0, 0.0, found)


def rays(skull: Skull, face: np.ndarray) -> Rays:
    """The coarse grid's rays: the planes of the rings turn from the face backwards to the base of the neck."""
    oval = face[topology().oval]
    columns = len(oval)
    turn = _turns(skull, oval[0])
    hinge = np.array([skull.middle, *skull.hinge])
    start = np.array([skull.middle, oval[:, 1].mean(), 0.0])
    reach = np.linspace(start[1] - hinge[1], 1.62, RINGS + 1)
    angles = np.arctan2(oval[:, 1] - start[1], oval[:, 0] - skull.middle)
    even = np.pi / 2 + np.arange(columns) * 2 * np.pi / columns
    angles = np.unwrap(angles - even) + even
    angles += 2 * np.pi * np.round((even - angles).mean() / (2 * np.pi))
    origins, directions = [], []
    for r in range(RINGS + 1):
        up = np.array([0.0, np.cos(turn[r]), -np.sin(turn[r])])
        away = np.array([0.0, -np.sin(turn[r]), -np.cos(turn[r])])
        share = r / RINGS
        plane = hinge + up * reach[r]
        angle = angles + (even - angles) * share
        if r == 0:
            bend0 = (oval - plane) @ away
        direction = np.cos(angle)[:, None] * np.array([1.0, 0, 0]) + np.sin(angle)[:, None] * up
        origins.append(plane + np.outer(bend0 * (turn[-1] - turn[r]) / (turn[-1] - turn[0]), away))
        directions.append(direction)
    return Rays(np.stack(origins), np.stack(directions))


def _turns(skull: Skull, top: np.ndarray) -> np.ndarray:
    """Radians by which each ring's plane is turned back, so that the rings lie evenly on the head's outline."""
    hinge_y, hinge_z = skull.hinge
    angles = np.linspace(np.arctan2(hinge_z - top[2], top[1] - hinge_y), np.radians(84), 240)
    up = np.stack([np.zeros_like(angles), np.cos(angles), -np.sin(angles)], 1)[:, None]
    fan = Rays(np.broadcast_to(np.array([skull.middle, hinge_y, hinge_z]), (240, 1, 3)), up)
    far = fan.surface(skull, 5.0, 160)[:, 0]
    far[0] = np.hypot(hinge_z - top[2], top[1] - hinge_y)
    angles, far, up = angles[far > 0], far[far > 0], up[far > 0]
    outline = up[:, 0] * far[:, None]
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(outline, axis=0), axis=1))])
    # Mostly even in length (the back), a little in angle (the throat).
    mixed = length / length[-1] * 0.8 + (angles - angles[0]) / (angles[-1] - angles[0]) * 0.2
    return np.interp(np.linspace(0, 1, RINGS + 1), mixed, angles)


def skin(face: np.ndarray, skull: Skull) -> np.ndarray:
    """Points of face and coarse grid (468 + 36 * RINGS, 3): the landmarks as they are, the grid joined to them."""
    parts = topology()
    cast = rays(skull, face)
    far = cast.surface(skull)
    grid = cast.origin + cast.direction * far[..., None]
    oval = face[parts.oval]
    # The template does not pass through the oval: what it misses by is taken along, less and less.
    missing = oval - grid[0]
    steps = np.linalg.norm(np.diff(grid, axis=0), axis=2)
    length = np.concatenate([np.zeros((1, len(oval))), np.cumsum(steps, axis=0)])
    reach = np.clip(length[-1] * 0.35, 0.35, 1.1)
    grid = grid + missing * np.exp(-((length / reach) ** 2))[..., None]
    # The skull goes on from the face in the face's own direction; under the jaw there is an edge.
    normal = vertex_normals(face, parts.triangles)[parts.oval]
    onward = grid[1] - grid[0]
    onward = onward - (onward * normal).sum(1, keepdims=True) * normal
    onward /= np.maximum(np.linalg.norm(onward, axis=1, keepdims=True), 1e-9)
    steps = np.linalg.norm(np.diff(grid, axis=0), axis=2)
    length = np.concatenate([np.zeros((1, len(oval))), np.cumsum(steps, axis=0)])
    under = np.clip((np.median(oval[:, 1]) - oval[:, 1]) / 0.6, 0, 1)
    share = np.clip(length / (0.9 - 0.6 * under), 0, 1)
    share = (share * share * (3 - 2 * share))[..., None]
    grid = (oval + onward * length[..., None]) * (1 - share) + grid * share
    return np.vstack([face, grid[1:].reshape(-1, 3)])


def refined(points: np.ndarray) -> np.ndarray:
    """The points of the fine mesh: old ones stay, the middle of each edge is lifted onto the curve that the normals at
    its ends suggest (the middle of Vlachos' curved PN triangles, 2001)."""
    parts = topology()
    normals = vertex_normals(points, parts.coarse)
    a, b = parts.edges.T
    along = points[b] - points[a]
    lift_a = (along * normals[a]).sum(1, keepdims=True) * normals[a]
    lift_b = -(along * normals[b]).sum(1, keepdims=True) * normals[b]
    return np.vstack([points, (points[a] + points[b]) / 2 - (lift_a + lift_b) / 8])


def vertex_normals(points: np.ndarray, triangles: np.ndarray) -> np.ndarray:
    """Unit normals (n, 3), the mean of the triangles round each point by their area."""
    a, b, c = (points[triangles[:, i]] for i in range(3))
    flat = np.cross(b - a, c - a)
    found = np.stack(
        [np.bincount(triangles.ravel(), np.repeat(flat[:, k], 3), len(points)) for k in range(3)], axis=1
    )  # fmt: skip
    return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-12)


def fine_origins(cast: Rays) -> np.ndarray:
    """Where the rays through the points of the fine grid begin (2 RINGS + 1, 72, 3)."""
    wide = np.empty((cast.origin.shape[0], cast.origin.shape[1] * 2, 3))
    wide[:, ::2] = cast.origin
    wide[:, 1::2] = (cast.origin + np.roll(cast.origin, -1, 1)) / 2
    found = np.empty((wide.shape[0] * 2 - 1, *wide.shape[1:]))
    found[::2] = wide
    found[1::2] = (wide[1:] + wide[:-1]) / 2
    return found
