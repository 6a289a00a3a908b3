"""The head of somebody in a scene of the clay world as a textured mesh: the exact shape that the pictures show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from castalia.faces.clay.charts import Charts, unwrap

if TYPE_CHECKING:
    from castalia.clay.performing import Visage
    from castalia.clay.scene import Scene
    from castalia.clay.sculpt import Primitive

WIDTH = 0.15
"""Metres from one side of a face to the other."""
FRONT = 1.6
"""How much finer the texture is where the face is."""
NECK = 0.20
"""How much neck is left below the chin, measured by the face of people."""


@dataclass(frozen=True)
class ClayHead:
    """A head with its texture: what `faces.raster` draws and `faces.files` writes."""

    vertices: np.ndarray
    """float64 (n, 3), metres, y up, z to the viewer, the middle of the head at the origin."""
    triangles: np.ndarray
    """int32 (m, 3), counter-clockwise from outside."""
    uv: np.ndarray
    """float64 (n, 2) in 0..1, v up; no two triangles overlap."""
    normals: np.ndarray
    """float64 (n, 3)."""
    texture: np.ndarray
    """uint8 (size, size, 3)."""
    groups: dict[str, np.ndarray]
    """Name -> ids of triangles."""
    landmark_ids: np.ndarray
    """Empty: it was not found by landmarks."""
    facts: dict[str, Any]
    """Kind, colours and traits, as the scene says them."""


def clay_head(
    scene: Scene, aspect: float, face: int, *, extent: str = "head", hair: str = "auto", texture_size: int = 1024,
    resolution: int = 84,
) -> ClayHead:  # fmt: skip
    """The head of a face in a scene.

    Args:
        aspect: width over height of the picture, on which the arrangement of a scene depends.
        face: counted from the left, from 0.
        extent: `head` with hat, hair and neck, or `mask`, the front half of it.
        hair: `none` leaves it out.
        resolution: cells along the height of the head.
    """
    from castalia.clay.build import staged
    from castalia.clay.mesh import surface_colors
    from castalia.clay.performing import visages

    stage = staged(scene, aspect)
    visage = visages(stage)[face]
    primitives, cut = _upright(visage, hair == "none")
    points, triangles, normals = _solid(primitives, cut, 0.0 if extent == "mask" else None, resolution)
    charts = unwrap(points, triangles, texture_size, FRONT)
    texture = _baked(charts, points, primitives, texture_size, surface_colors)
    scale = WIDTH / (0.60 * visage.unit)
    subject = scene.subjects[stage.toys[visage.index].subject]
    facts = {
        "kind": subject.kind, "color": subject.color, "traits": list(subject.traits), "style": scene.style,
        "scene": scene.model_dump(mode="json"), "width_m": WIDTH,
    }  # fmt: skip
    return ClayHead(
        vertices=points[charts.origin] * scale,
        triangles=charts.triangles,
        uv=charts.uv,
        normals=normals[charts.origin],
        texture=texture,
        groups={"head": np.arange(len(charts.triangles))},
        landmark_ids=np.zeros(0, int),
        facts=facts,
    )


def _upright(visage: Visage, bald: bool) -> tuple[list[Primitive], float]:
    """The primitives of the head, looking straight ahead, its middle at the origin; and where the neck is cut off."""
    hidden = set(visage.rows("coiffure")) if bald else set()
    rows = [i for i in visage.head if i not in hidden]
    skin = visage.eyes[0].lid if visage.eyes else visage.relief.color if visage.spoken is not None else None
    bare = [i for i in visage.head if not visage.named[i] & {"beard", "coiffure"}]
    low = min(_low(visage.clay.primitives[i]) for i in bare or visage.head)
    if len(rows) < len(visage.clay.primitives) and skin is not None:
        rows = [i for i in _neck(visage, skin) if i not in rows] + rows
    turn = visage.turn.T
    shift = -turn @ visage.middle
    found = [visage.clay.primitives[i].moved(turn, shift) for i in rows]
    return found, low - float(visage.middle[1]) - NECK * visage.unit


def _low(p: Primitive) -> float:
    return float(p.center[1] - p.reach(np.array([0.0, 1.0, 0.0])))


def _neck(visage: Visage, skin: tuple[float, float, float]) -> list[int]:
    """The rods of skin below the head."""
    from castalia.clay import layout

    head, middle, near = set(visage.head), visage.middle, []
    for i, p in enumerate(visage.clay.primitives):
        aside = float(np.hypot(*(p.center - middle)[[0, 2]]))
        alike = float(np.abs(np.array(p.color) - skin).max()) < 0.02
        if i not in head and p.shape == layout.CONE and alike and aside < 0.25 * visage.unit:
            near.append(i)
    return near


def _solid(
    primitives: list[Primitive], cut: float, behind: float | None, resolution: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Vertices, triangles and normals of the surface, cut off below and, for a mask, behind."""
    from skimage.measure import marching_cubes

    from castalia.clay.mesh import field_of, surface_normals, thick_enough
    from castalia.clay.sculpt import bounds

    low, high = bounds(primitives)
    low[1] = max(low[1], cut)
    cell = float(high[1] - low[1]) / resolution
    low, high = low - 2.5 * cell, high + 2.5 * cell
    primitives = [thick_enough(p, 0.85 * cell) for p in primitives]
    shape = tuple(int(np.ceil(s)) + 1 for s in (high - low) / cell)
    field = field_of(primitives, low, cell, shape)
    y = np.arange(shape[1]) * cell + low[1]
    np.maximum(field, (cut + 2.2 * cell - y)[None, :, None].astype(np.float32), out=field)
    if behind is not None:
        z = np.arange(shape[2]) * cell + low[2]
        np.maximum(field, (behind - z)[None, None].astype(np.float32), out=field)
    field[[0, -1]], field[:, [0, -1]], field[:, :, [0, -1]] = cell, cell, cell
    points, triangles, _, _ = marching_cubes(field, 0.0, spacing=(cell, cell, cell))
    points, triangles = _largest(points + low, triangles)
    return points, triangles, surface_normals(primitives, points, 0.3 * cell)


def _largest(points: np.ndarray, triangles: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Without crumbs: pieces of fewer than a hundredth of the triangles."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    ends = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]]])
    graph = coo_matrix((np.ones(len(ends), np.int8), (ends[:, 0], ends[:, 1])), shape=(len(points), len(points)))
    piece = connected_components(graph, directed=False)[1][triangles[:, 0]]
    triangles = triangles[np.bincount(piece)[piece] > len(triangles) / 100]
    used, new = np.unique(triangles, return_inverse=True)
    return points[used], new.reshape(-1, 3)


def _baked(charts: Charts, points: np.ndarray, primitives: list[Primitive], size: int, colors: Any) -> np.ndarray:
    """The texture: at every texel the colour of the surface there; between the charts the nearest one."""
    from scipy.ndimage import distance_transform_edt

    at, triangle, weights = charts.texels(size)
    places = np.einsum("kc,kcx->kx", weights, points[charts.origin[charts.triangles[triangle]]])
    texture = np.zeros((size, size, 3), np.uint8)
    known = np.zeros((size, size), bool)
    # Slivers between the middles of texels have the colours of their corners.
    corners = np.clip(np.floor(charts.uv * (size, -size) + (0, size)).astype(int), 0, size - 1)
    texture[corners[:, 1], corners[:, 0]] = colors(primitives, points)[charts.origin, :3]
    known[corners[:, 1], corners[:, 0]] = True
    texture[at[:, 0], at[:, 1]] = colors(primitives, places)[:, :3]
    known[at[:, 0], at[:, 1]] = True
    nearest = distance_transform_edt(~known, return_distances=False, return_indices=True)
    return texture[tuple(nearest)]
