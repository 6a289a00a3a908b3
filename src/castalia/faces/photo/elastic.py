"""Meshes that give way like a skin: finer triangles, their borders, and the weights of an elastic surface."""

from __future__ import annotations

import numpy as np

from castalia.faces.face import MESH_POINTS


def subdivided(triangles: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each triangle in four: the new triangles, and the edges (k, 2) whose middles are the new points."""
    corners = np.sort(np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]), 1)
    edges, which = np.unique(corners, axis=0, return_inverse=True)
    ab, bc, ca = which.reshape(3, -1) + MESH_POINTS
    a, b, c = triangles.T
    fine = [np.stack(t, 1) for t in ((a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca))]
    return np.concatenate(fine), edges


def outline(triangles: np.ndarray) -> np.ndarray:
    """The longest border of a mesh: the outline of the face, point after point."""
    directed = {(int(a), int(b)) for t in triangles for a, b in ((t[0], t[1]), (t[1], t[2]), (t[2], t[0]))}
    after = {a: b for a, b in directed if (b, a) not in directed}
    loops = []
    while after:
        start = next(iter(after))
        loop, point = [start], after.pop(start)
        while point != start and point in after:
            loop.append(point)
            point = after.pop(point)
        loops.append(loop)
    return np.array(max(loops, key=len))


def ring(points: np.ndarray, outline: np.ndarray, around: np.ndarray) -> np.ndarray:
    """Triangles (k, 3) that fill the plane between the outline and the points around it."""
    from scipy.spatial import Delaunay

    ids = np.concatenate([outline, around])
    found = Delaunay(points[ids]).simplices
    middles = points[ids][found].mean(1)
    inside = contains(points[outline], middles)
    return ids[found[~inside]]


def contains(polygon: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Whether points (n, 2) lie within a polygon (k, 2)."""
    x, y = points[:, 0], points[:, 1]
    inside = np.zeros(len(points), bool)
    for (x0, y0), (x1, y1) in zip(polygon, np.roll(polygon, -1, 0), strict=True):
        crosses = (y0 > y) != (y1 > y)
        with np.errstate(divide="ignore", invalid="ignore"):
            inside ^= crosses & (x < (x1 - x0) * (y - y0) / (y1 - y0) + x0)
    return inside


def distance_to(points: np.ndarray, others: np.ndarray) -> np.ndarray:
    from scipy.spatial import cKDTree

    return cKDTree(others).query(points)[0] if len(points) else np.zeros(0)


def cotangents(points: np.ndarray, triangles: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cotangent weights of the edges, kept positive, both ways: rows, columns, values."""
    rows, columns, values = [], [], []
    for k in range(3):
        a, b, c = triangles[:, k], triangles[:, (k + 1) % 3], triangles[:, (k + 2) % 3]
        u, v = points[a] - points[c], points[b] - points[c]
        cross = np.linalg.norm(np.cross(u, v), axis=1)
        cot = np.clip(0.5 * (u * v).sum(1) / np.maximum(cross, 1e-9), 0.02, 8.0)
        rows += [a, b]
        columns += [b, a]
        values += [cot, cot]
    return np.concatenate(rows), np.concatenate(columns), np.concatenate(values)


def areas(points: np.ndarray, triangles: np.ndarray) -> np.ndarray:
    """Each point's share (n,) of the area of its triangles."""
    a, b, c = (points[triangles[:, i]] for i in range(3))
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1) / 6
    out = np.zeros(len(points))
    for i in range(3):
        np.add.at(out, triangles[:, i], area)
    return out
