"""A texture for any closed surface: charts seen along the six axes, packed side by side without overlap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

GUTTER = 4
"""Texels around a chart that belong to no other."""
SMALLEST = 60
"""Charts of fewer triangles join a neighbour where they can."""
LOOKS = 3
"""So many times nothing must be found to overlap."""
STEP = 4.0
"""Higher steps than this, in widths of a triangle, are cut apart."""
_STEEP = 0.10
"""Least cosine between a triangle and the axis that its chart is seen along."""
_EDGE = 1e-4
"""Pixels nearer than this to the edge of a triangle, as a share of it, count as outside."""
_AXES = np.concatenate([np.eye(3), -np.eye(3)])


@dataclass(frozen=True)
class Charts:
    """Where each triangle lies in the texture. A vertex on a seam is there once for each chart."""

    origin: np.ndarray
    """int (n,): which of the old vertices each new one is."""
    triangles: np.ndarray
    """int32 (m, 3) of new vertices."""
    uv: np.ndarray
    """float64 (n, 2) in 0..1, v up."""

    def texels(self, size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The texels of a texture of this size that show something: int (k, 2) rows and columns, the triangles (k,)
        and the weights (k, 3) of their corners."""
        at, triangle, weights = covered(self.uv[self.triangles] * (size, -size) + (0, size))
        inside = ((at >= 0) & (at < size)).all(1)
        return at[inside], triangle[inside], weights[inside]


def unwrap(vertices: np.ndarray, triangles: np.ndarray, size: int, front: float = 1.0) -> Charts:
    """Lay a surface out flat.

    Args:
        vertices: (n, 3).
        triangles: (m, 3), counter-clockwise from outside.
        size: side of the texture for which the gutters are right, texels.
        front: how much larger what is seen along z lies in the texture.
    """
    a, b, c = (vertices[triangles[:, k]] for k in range(3))
    facing = np.cross(b - a, c - a)
    facing /= np.linalg.norm(facing, axis=1, keepdims=True) + 1e-15
    pairs = _neighbours(triangles)
    label = _labels(facing, pairs)
    chart = _connected(label, pairs)
    flat = _flat(vertices, triangles, label)
    flat[label == 2] *= front
    height = np.einsum("mcx,mx->mc", vertices[triangles], _AXES[label])
    chart = _without_overlap(flat, chart, height, pairs)
    return _packed(triangles, flat, chart, size)


def _labels(facing: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """(m,) the axis along which each triangle is seen, a row of `_AXES`: the one that it faces, or in small patches the
    one of the neighbours."""
    seen = facing @ _AXES.T
    label = seen.argmax(1)
    for _ in range(8):
        chart = _connected(label, pairs)
        small = np.bincount(chart)[chart] < SMALLEST
        votes = np.zeros((chart.max() + 1, 6))
        for a, b in (pairs.T, pairs.T[::-1]):
            crossing = small[a] & (chart[a] != chart[b])
            np.add.at(votes, (chart[a[crossing]], label[b[crossing]]), 1)
        least = np.ones(votes.shape)
        np.minimum.at(least, chart, seen)
        votes[least < _STEEP] = 0
        change = small & (votes.max(1) > 0)[chart]
        if not change.any():
            break
        label[change] = votes.argmax(1)[chart[change]]
    return label


def _neighbours(triangles: np.ndarray) -> np.ndarray:
    """(k, 2) triangles that share an edge."""
    edges = np.sort(np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]), axis=1)
    owner = np.tile(np.arange(len(triangles)), 3)
    order = np.lexsort(edges.T)
    edges, owner = edges[order], owner[order]
    same = (edges[1:] == edges[:-1]).all(1)
    return np.column_stack([owner[:-1][same], owner[1:][same]])


def _connected(label: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """(m,) number of the patch of equal labels that each triangle belongs to."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    a, b = pairs[label[pairs[:, 0]] == label[pairs[:, 1]]].T
    graph = coo_matrix((np.ones(len(a), np.int8), (a, b)), shape=(len(label), len(label)))
    return connected_components(graph, directed=False)[1]


def _flat(vertices: np.ndarray, triangles: np.ndarray, label: np.ndarray) -> np.ndarray:
    """(m, 3, 2): the corners of the triangles as they are seen along their axes."""
    views = np.zeros((6, 3, 2))
    for i, forward in enumerate(_AXES):
        up = np.array([0.0, 1.0, 0.0]) if forward[1] == 0 else np.array([0.0, 0.0, -forward[1]])
        views[i] = np.stack([np.cross(up, forward), up], 1)
    return np.einsum("mcx,mxd->mcd", vertices[triangles], views[label])


def _without_overlap(flat: np.ndarray, chart: np.ndarray, height: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """The charts; those that lie over themselves, or beside a step of themselves, lose what is underneath to charts of
    its own: else the colours of a strand of hair would run into the skin behind it.

    Args:
        height: (m, 3) of the corners, along the axis.
    """
    clean = 0
    for turn in range(12):
        # Each time the grid lies elsewhere, so that what slips through it once is caught the next time.
        under = np.union1d(_hidden(flat, chart, height, 0.618 * turn), _below(flat, chart, height))
        clean = 0 if len(under) else clean + 1
        if clean == LOOKS:
            break
        moved = np.zeros(len(chart), np.int64)
        moved[under] = 1
        chart = _connected(2 * chart + moved, pairs)
    return chart


def _hidden(flat: np.ndarray, chart: np.ndarray, height: np.ndarray, shift: float) -> np.ndarray:
    """The triangles of which something is covered by another of the same chart."""
    step = float(np.median(np.ptp(flat, axis=1))) / 5
    corner = np.full((chart.max() + 1, 2), np.inf)
    np.minimum.at(corner, chart, flat.min(1))
    at, triangle, _ = covered((flat - corner[chart][:, None]) / step + 1 + (shift % 1, 1.7 * shift % 1))
    key = (chart[triangle].astype(np.int64) << 40) + (at[:, 0].astype(np.int64) << 20) + at[:, 1]
    order = np.lexsort((-height.mean(1)[triangle], key))
    key, triangle = key[order], triangle[order]
    return np.unique(triangle[1:][key[1:] == key[:-1]])


def _below(flat: np.ndarray, chart: np.ndarray, height: np.ndarray) -> np.ndarray:
    """The triangles that lie close beside something much higher of the same chart."""
    cell = 0.7 * float(np.median(np.ptp(flat, axis=1)))
    found = np.zeros(len(chart), bool)
    for shift in (0.0, 0.5):
        at = np.floor(flat / cell + shift).astype(np.int64) + (1 << 18)
        key = ((chart.astype(np.int64)[:, None] << 40) + (at[..., 0] << 20) + at[..., 1]).reshape(-1)
        _, cells = np.unique(key, return_inverse=True)
        highest = np.full(cells.max() + 1, -np.inf)
        np.maximum.at(highest, cells, height.reshape(-1))
        found |= (highest[cells].reshape(-1, 3) - height > STEP * cell).any(1)
    return np.flatnonzero(found)


def _packed(triangles: np.ndarray, flat: np.ndarray, chart: np.ndarray, size: int) -> Charts:
    """All charts at one scale, as large as they fit."""
    low, high = np.full((chart.max() + 1, 2), np.inf), np.full((chart.max() + 1, 2), -np.inf)
    np.minimum.at(low, chart, flat.min(1))
    np.maximum.at(high, chart, flat.max(1))
    extent = high - low
    fits, fails = 0.0, size / float(extent.max())
    for _ in range(22):
        scale = (fits + fails) / 2
        if _placed(extent, scale, size) is None:
            fails = scale
        else:
            fits = scale
    place = _placed(extent, fits, size)
    if place is None:  # so many charts that their gutters alone fill it
        return _packed(triangles, flat, chart, 2 * size)
    uv = ((flat - low[chart][:, None]) * fits + place[chart][:, None]).reshape(-1, 2) / size
    corners = np.column_stack([np.repeat(chart, 3), triangles.reshape(-1)])
    unique, first, inverse = np.unique(corners, axis=0, return_index=True, return_inverse=True)
    return Charts(unique[:, 1], inverse.reshape(-1, 3).astype(np.int32), np.clip(uv[first], 0.0, 1.0))


def _placed(extent: np.ndarray, scale: float, size: int) -> np.ndarray | None:
    """Lower left corner of each chart in texels: rows of charts, the highest first; None when they do not fit."""
    boxes = np.ceil(extent * scale).astype(int) + 1 + 2 * GUTTER
    if (boxes > size).any() or boxes.prod(1).sum() > size * size:
        return None
    place = np.zeros((len(boxes), 2))
    x = y = row = 0
    for i in np.argsort(-boxes[:, 1], kind="stable"):
        wide, tall = int(boxes[i, 0]), int(boxes[i, 1])
        if x + wide > size:
            x, y, row = 0, y + row, 0
        if y + tall > size:
            return None
        place[i] = x + GUTTER + 0.5, y + GUTTER + 0.5
        x, row = x + wide, max(row, tall)
    return place


def covered(corners: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The pixels whose middle lies in a triangle.

    Args:
        corners: (m, 3, 2) x and y in pixels.

    Returns:
        int (k, 2) rows and columns, the triangles (k,), the weights (k, 3) of their corners.
    """
    first = np.floor(corners.min(1) - 0.5).astype(int) + 1
    spans = np.maximum(np.floor(corners.max(1) - 0.5).astype(int) + 1 - first, 0)
    found = [(np.zeros((0, 2), int), np.zeros(0, int), np.zeros((0, 3)))]
    sides, least = spans.max(1), 0
    for most in (2, 4, 8, 16, 32, 64, 128, 1 << 14):
        ids = np.flatnonzero((sides > least) & (sides <= most) & (spans.min(1) > 0))
        least = most
        if not len(ids):
            continue
        reach = np.arange(int(sides[ids].max()))
        grid = np.stack(np.meshgrid(reach, reach, indexing="xy"), -1).reshape(-1, 2)
        together = max(1, 2_000_000 // len(grid))
        for start in range(0, len(ids), together):
            some = ids[start : start + together]
            found.append(_inside(corners[some], first[some], grid, some))
    at, triangle, weights = (np.concatenate(part) for part in zip(*found, strict=True))
    return at, triangle, weights


def _inside(
    corners: np.ndarray, first: np.ndarray, grid: np.ndarray, ids: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """As `covered`, for the pixels of a grid beginning at the first pixel of each triangle."""
    a, b, c = (corners[:, k] for k in range(3))
    area = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    area = np.where(np.abs(area) < 1e-12, np.inf, area)[:, None]
    pixels = first[:, None] + grid[None]
    x, y = pixels[..., 0] + 0.5, pixels[..., 1] + 0.5

    def share(u: np.ndarray, v: np.ndarray) -> np.ndarray:
        ux, uy, vx, vy = u[:, :1] - x, u[:, 1:] - y, v[:, :1] - x, v[:, 1:] - y
        return (ux * vy - uy * vx) / area

    weights = np.stack([share(b, c), share(c, a), share(a, b)], -1)
    row, column = np.nonzero((weights > _EDGE).all(-1))
    return pixels[row, column][:, ::-1], ids[row], weights[row, column]
