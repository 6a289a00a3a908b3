"""From a scene to a mesh: the same distance field that the pictures are made of, on a grid, by marching cubes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from castalia.clay import layout
from castalia.clay.build import staged
from castalia.clay.places import FRAMING
from castalia.clay.scene import Scene
from castalia.clay.sculpt import COLOR_GAMMA, Clay, Primitive, bounds
from castalia.errors import BadInput

if TYPE_CHECKING:
    import trimesh

ROUND_GROUND = 0.16
"""Thickness of the plate that a scene stands on."""
LOOSE = 0.05
"""Smaller things that touch nothing (spores, bubbles, steam) are left out: they would be dust in a model."""
DISPLAY_GAMMA = 2.2
CHUNK = 1 << 20
"""Points evaluated at once: bounds the memory."""


def mesh(scene: Scene, resolution: int = 112, extent: Literal["subjects", "scene"] = "subjects") -> trimesh.Trimesh:
    """A closed, coloured mesh of a scene: y up, standing on y = 0, centred over the origin, units about a metre.

    Args:
        resolution: cells along the longest side, 16 or more.
        extent: the subjects alone, or with the props near them on a round plate of the place's ground.

    Returns:
        A watertight mesh with smooth vertex normals and sRGB vertex colours, uint8 (vertices, 4).

    Raises:
        BadInput: when there is nothing to model.
    """
    import trimesh
    from skimage.measure import marching_cubes

    if resolution < 16:
        raise BadInput("A mesh needs a resolution of at least 16.", hint="112 is a good value.")
    primitives = _solids(scene, extent)
    if not primitives:
        raise BadInput(
            "The prompt names nothing that can be modelled.",
            hint="Name a thing, e.g. `a red rocket`, or use extent=scene.",
        )
    low, high = bounds(primitives)
    cell = float((high - low).max()) / resolution
    low, high = low - 2.5 * cell, high + 2.5 * cell
    primitives = [thick_enough(p, 0.85 * cell) for p in primitives]
    shape = tuple(int(np.ceil(s)) + 1 for s in (high - low) / cell)
    field = field_of(primitives, low, cell, shape)
    if extent == "subjects":
        # What reaches below its floor (roots, bowed leaves) is cut flat, so that the model stands.
        floor = min(toy.y for toy in staged(scene, 1.0).toys) - 0.015
        depth = floor - (np.arange(shape[1]) * cell + low[1])
        np.maximum(field, depth[None, :, None].astype(np.float32), out=field)
    field[[0, -1]], field[:, [0, -1]], field[:, :, [0, -1]] = cell, cell, cell
    points, faces, _, _ = marching_cubes(field, 0.0, spacing=(cell, cell, cell))
    points = points + low
    colors = surface_colors(primitives, points)
    normals = surface_normals(primitives, points, 0.3 * cell)
    middle = (points.min(0) + points.max(0)) / 2
    shift = np.array([middle[0], points[:, 1].min(), middle[2]])
    return trimesh.Trimesh(points - shift, faces, vertex_colors=colors, vertex_normals=normals, process=False)


def _solids(scene: Scene, extent: str) -> list[Primitive]:
    """The primitives to model, in the order in which they melt into one another."""
    stage = staged(scene, 1.0)
    posed, _ = stage.primitives(0.0, props=False, share=0.0)
    solids = [p for p in posed if p.stage == 0 or p.stage % 2 == 1]  # what turns into another thing has not begun
    if extent == "subjects":
        return [p for p in solids if not _is_dust(p)]
    radius = 1.1 + max([float(np.hypot(t.x, t.z)) + t.radius for t in stage.toys], default=1.6)
    solids += [
        p for p in stage.props.posed(0.0) if np.hypot(p.center[0], p.center[2]) < radius - 0.25 and not _hangs(p)
    ]
    plate = Clay()
    tones = [stage.params[i : i + 3] for i in (layout.S_GROUND_A, layout.S_GROUND_B)]
    color = np.mean(tones, 0) ** (1 / COLOR_GAMMA)
    plate.cone(
        (0, -ROUND_GROUND, 0),
        (0, 0.02, 0),
        radius * 0.97,
        radius,
        tuple(float(c) for c in color),
        round=0.05,
        blend=0.03,
    )
    kept = [p for p in solids if not _is_dust(p) and _near(p, radius)]
    # Under the plate nothing shows; the plate comes first so that what stands on it keeps its colour.
    return plate.primitives + kept


def _is_dust(p: Primitive) -> bool:
    return any(part.name in ("spore", "bubble", "steam", "firefly") for part in p.parts)


def _hangs(p: Primitive) -> bool:
    """Props that do not stand on the ground."""
    return any(part.name.startswith(("vine", "gull")) or part.name.endswith(FRAMING) for part in p.parts)


def _near(p: Primitive, radius: float) -> bool:
    return p.bound() < radius and p.center[1] - p.bound() < 4.0


def thick_enough(p: Primitive, least: float) -> Primitive:
    """Sticks and sheets thinner than the grid made just thick enough to survive it."""
    if p.carve:
        return p
    from dataclasses import replace

    a, b, c = p.size
    if p.shape in (layout.ELLIPSOID, layout.BOX):
        return replace(p, size=np.maximum(p.size, least))
    if p.shape == layout.TORUS:
        return replace(p, size=np.array([a, max(b, least), c]))
    thickest = max(a, b) + p.round
    grow = max(0.0, least - thickest)
    flat = max(p.flat, min(1.0, least / max(thickest, least)))
    return replace(p, size=np.array([a + grow, b + grow, c]), flat=flat)


def distance(p: Primitive, points: np.ndarray) -> np.ndarray:
    """Signed distance (count,) of points (count, 3) to a primitive: the formulas of the renderer."""
    q = (points - p.center) @ p.axes
    a, b, c = p.size
    if p.shape == layout.ELLIPSOID:
        u = q / p.size
        k0 = np.linalg.norm(u, axis=1)
        k1 = np.linalg.norm(u / p.size, axis=1) + 1e-6
        return k0 * (k0 - 1.0) / k1
    if p.shape == layout.BOX:
        d = np.abs(q) - p.size + p.round
        return np.linalg.norm(np.maximum(d, 0), axis=1) + np.minimum(d.max(1), 0.0) - p.round
    if p.shape == layout.CONE:
        x, y = np.hypot(q[:, 0], q[:, 2] / p.flat), q[:, 1]
        slope, length = b - a, 2 * c
        cap_x, cap_y = x - np.minimum(x, np.where(y < 0, a, b)), np.abs(y) - c
        t = np.clip(((b - x) * slope + (c - y) * length) / (slope * slope + length * length), 0.0, 1.0)
        side_x, side_y = x - b + slope * t, y - c + length * t
        sign = np.where((side_x < 0) & (cap_y < 0), -1.0, 1.0)
        return (sign * np.sqrt(np.minimum(cap_x**2 + cap_y**2, side_x**2 + side_y**2)) - p.round) * p.flat
    return (np.hypot(np.hypot(q[:, 0], q[:, 2]) - a, q[:, 1] / p.flat) - b) * p.flat


def melted(d: np.ndarray, di: np.ndarray, p: Primitive) -> np.ndarray:
    """The field `d` with a primitive at distance `di` added or carved away."""
    blend = max(p.blend, 1e-3)
    if p.carve:
        h = np.maximum(blend - np.abs(d + di), 0.0) / blend
        return np.maximum(d, -di) + h * h * blend * 0.25
    h = np.maximum(blend - np.abs(d - di), 0.0) / blend
    return np.minimum(d, di) - h * h * blend * 0.25


def field_of(primitives: list[Primitive], low: np.ndarray, cell: float, shape: tuple[int, ...]) -> np.ndarray:
    """The distance field on the grid, float32; exact near the surface, large elsewhere."""
    far = 4.0 * cell
    field = np.full(shape, far, np.float32)
    for p in primitives:
        reach = np.array([p.reach(axis) for axis in np.eye(3)]) + max(p.blend, 1e-3) + 3.0 * cell
        first = np.maximum(np.floor((p.center - reach - low) / cell).astype(int), 0)
        last = np.minimum(np.ceil((p.center + reach - low) / cell).astype(int) + 1, shape)
        if (last <= first).any():
            continue
        step = max(1, CHUNK // max(1, int((last[1] - first[1]) * (last[2] - first[2]))))
        for start in range(first[0], last[0], step):
            stop = min(start + step, last[0])
            block = (slice(start, stop), slice(first[1], last[1]), slice(first[2], last[2]))
            axes = [np.arange(s.start, s.stop) * cell + low[i] for i, s in enumerate(block)]
            points = np.stack(np.meshgrid(*axes, indexing="ij"), -1).reshape(-1, 3)
            old = field[block]
            field[block] = melted(old.reshape(-1), distance(p, points), p).reshape(old.shape)
    return field


def _near_points(p: Primitive, points: np.ndarray, more: float) -> np.ndarray:
    """Indices of the points that a primitive can touch."""
    radius = p.bound() + max(p.blend, 1e-3) + more
    return np.flatnonzero(((points - p.center) ** 2).sum(1) < radius * radius)


def surface_colors(primitives: list[Primitive], points: np.ndarray) -> np.ndarray:
    """sRGB uint8 (count, 4) of surface points, mixed where primitives melt; light of their own makes them brighter."""
    linear = np.full((len(points), 3), 0.5)
    d = np.full(len(points), 1e3)
    for p in primitives:
        near = _near_points(p, points, 0.02)
        di = distance(p, points[near])
        own = np.clip(p.color, 0, 1) ** COLOR_GAMMA * (1.0 + 0.45 * min(p.emit, 2.0))
        if p.carve:
            cut = near[-di > d[near]]
            linear[cut] = own
        else:
            blend = max(p.blend, 1e-3)
            h = np.maximum(blend - np.abs(d[near] - di), 0.0) / blend
            mixed = h * h * 0.5
            weight = np.where(di < d[near], 1 - mixed, mixed)[:, None]
            linear[near] += (own - linear[near]) * weight
        d[near] = melted(d[near], di, p)
    srgb = np.clip(linear, 0, 1) ** (1 / DISPLAY_GAMMA)
    rgba = np.full((len(points), 4), 255, np.uint8)
    rgba[:, :3] = np.round(srgb * 255)
    return rgba


def surface_normals(primitives: list[Primitive], points: np.ndarray, step: float) -> np.ndarray:
    """Unit normals (count, 3): the gradient of the field, by four probes at the corners of a tetrahedron."""
    probes = np.array([[1, -1, -1], [-1, -1, 1], [-1, 1, -1], [1, 1, 1]], float)
    normals = np.zeros_like(points)
    for probe in probes:
        at = points + probe * step
        d = np.full(len(points), 1e3)
        for p in primitives:
            near = _near_points(p, at, 4 * step)
            d[near] = melted(d[near], distance(p, at[near]), p)
        normals += probe * np.clip(d, -1, 1)[:, None]
    return normals / (np.linalg.norm(normals, axis=1, keepdims=True) + 1e-12)
