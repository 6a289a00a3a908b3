"""How the head's mesh hangs together: the face's triangles, its rims, mirror pairs, and the grid round the skull.

The face is MediaPipe's mesh (468 points). Around it lies a grid of quads: ring 0 is the face's oval, the last ring the
base of the neck; its columns run from the oval over the crown, behind the ears or down the throat. Everything is split
once, so that silhouettes are smooth.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from castalia.faces.face import CHIN, FOREHEAD, LEFT_SIDE, MESH_POINTS, RIGHT_SIDE

RINGS = 20
"""Rings of the grid before it is split, without the oval."""
LIPS_OUTER = (61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146)
LIPS_INNER = (78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95)
LEFT_EYE = (33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7)
RIGHT_EYE = (263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249)
"""Rims from the outer corner over the upper lid and back under the lower one (lips: from the corner on the viewer's
left). Left and right are the viewer's."""
_UNEVEN = {1: 1, 16: 16, 79: 309, 166: 392, 59: 289, 239: 459}
"""Mirror pairs where the two sides have different edges."""


@dataclass(frozen=True)
class Topology:
    """The parts of the mesh that are the same for every head; all arrays are of whole numbers.

    `triangles` (898, 3) are the face's, counter-clockwise for somebody who looks at it, with eyes and mouth filled
    (the last `filled` of them). `oval` (36,) goes from the forehead over the viewer's left. `mirror` (468,) is the
    point on the other side of the face. `coarse` (m, 3) are the triangles of face and grid before they are split: point
    468 + 36 (r - 1) + c is ring r, column c. `edges` (e, 2) are split in the middle: the middle of edge i is point
    468 + 36 * RINGS + i. `fine` (4 m, 3) are the triangles after that, the face's first, and `grid` (2 RINGS + 1, 72)
    the points of the fine grid.
    """

    triangles: np.ndarray
    filled: int
    oval: np.ndarray
    mirror: np.ndarray
    coarse: np.ndarray
    edges: np.ndarray
    fine: np.ndarray
    grid: np.ndarray

    @property
    def face_triangles(self) -> int:
        """How many of the fine triangles are the face's."""
        return 4 * len(self.triangles)

    @property
    def points(self) -> int:
        """Points of face and grid after splitting."""
        return MESH_POINTS + RINGS * len(self.oval) + len(self.edges)


@cache
def topology() -> Topology:
    """The mesh's structure, made once.

    Raises:
        Missing: mediapipe, which knows the face's edges, is not installed.
    """
    skin = _face_triangles()
    rims = {len(rim): rim for rim in _rims(skin)}
    oval = rims[36]
    at = oval.index(FOREHEAD)
    oval = oval[at:] + oval[:at]
    if oval.index(LEFT_SIDE) > oval.index(RIGHT_SIDE):
        oval = [oval[0], *oval[:0:-1]]
    fills = [*_ladder(LEFT_EYE), *_ladder(RIGHT_EYE), *_ladder(LIPS_INNER)]
    triangles = np.vstack([skin, _turned_alike(skin, fills)]).astype(np.int32)
    columns = len(oval)
    rings = np.vstack([oval, MESH_POINTS + np.arange(RINGS * columns).reshape(RINGS, columns)])
    coarse = np.vstack([triangles, _quads(rings)]).astype(np.int32)
    edges, fine, middle = _split(coarse)
    return Topology(
        triangles, len(fills), np.array(oval, np.int32), _mirror(skin), coarse, edges, fine, _fine_grid(rings, middle)
    )


def _face_triangles() -> np.ndarray:
    """The face's 852 triangles without eyes and mouth: three points that are joined pairwise are one."""
    from castalia.faces.finding.landmarks import joined_points

    joined = joined_points()
    near = defaultdict(set)
    for a, b in joined:
        near[a].add(b)
        near[b].add(a)
    found = {tuple(sorted((a, b, c))) for a, b in joined for c in near[a] & near[b]}
    uses = Counter(edge for t in found for edge in _edges(t))
    # Two such triples are no triangles: all their edges have their two neighbours already.
    kept = sorted(t for t in found if not all(uses[edge] == 3 for edge in _edges(t)))
    return _oriented(kept, joined)


def _edges(t: tuple[int, ...]) -> list[tuple[int, int]]:
    return [tuple(sorted((t[i], t[(i + 1) % 3]))) for i in range(3)]  # type: ignore[misc]


def _oriented(triangles: list[tuple[int, ...]], joined: set[tuple[int, int]]) -> np.ndarray:
    """All triangles the same way round: an edge at a rim is listed in one direction only, which is the face's."""
    by_edge = defaultdict(list)
    for i, t in enumerate(triangles):
        for edge in _edges(t):
            by_edge[edge].append(i)
    made: list[tuple[int, ...] | None] = [None] * len(triangles)

    def ways(t: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        return t, (t[0], t[2], t[1])

    def directed(t: tuple[int, ...]) -> list[tuple[int, int]]:
        return [(t[i], t[(i + 1) % 3]) for i in range(3)]

    start = next(
        (i, way) for i, t in enumerate(triangles) for way in ways(t)
        if any(edge in joined and edge[::-1] not in joined for edge in directed(way))
    )  # fmt: skip
    made[start[0]] = start[1]
    waiting = deque([start[0]])
    while waiting:
        here = made[waiting.popleft()]
        assert here is not None
        for edge in directed(here):
            for other in by_edge[tuple(sorted(edge))]:
                if made[other] is None:
                    made[other] = next(way for way in ways(triangles[other]) if edge[::-1] in directed(way))
                    waiting.append(other)
    found = np.array(made)
    # Counter-clockwise from the front: going round the oval, the forehead leads to the viewer's left.
    rim = max(_rims(found), key=len)
    rim = rim[rim.index(FOREHEAD) :] + rim[: rim.index(FOREHEAD)]
    return found if rim.index(LEFT_SIDE) < rim.index(RIGHT_SIDE) else found[:, ::-1]


def _rims(triangles: np.ndarray) -> list[list[int]]:
    """Closed rims; each is walked so that the triangles lie on its left (round the outside counter-clockwise)."""
    directed = {(int(t[i]), int(t[(i + 1) % 3])) for t in triangles for i in range(3)}
    follows = {a: b for a, b in sorted(directed) if (b, a) not in directed}
    found = []
    while follows:
        first = next(iter(follows))
        rim, here = [first], follows.pop(first)
        while here != first:
            rim.append(here)
            here = follows.pop(here)
        found.append(rim)
    return found


def _ladder(rim: tuple[int, ...]) -> list[tuple[int, int, int]]:
    """A rim filled from corner to corner with rungs between its upper and its lower half."""
    half = len(rim) // 2
    upper, lower = rim[: half + 1], (rim[0], *rim[: half - 1 : -1])
    made = []
    for i in range(half):
        a, b, c, d = upper[i], upper[i + 1], lower[i], lower[i + 1]
        for t in ((a, b, c), (c, b, d)) if i < half / 2 else ((a, b, d), (a, d, c)):
            if len(set(t)) == 3:
                made.append(t)
    return made


def _turned_alike(skin: np.ndarray, fills: list[tuple[int, int, int]]) -> np.ndarray:
    """The fills, each the way round that fits its neighbours."""
    directed = {(int(t[i]), int(t[(i + 1) % 3])) for t in skin for i in range(3)}
    made = {}
    waiting = set(fills)
    while waiting:
        for t in sorted(waiting):
            edges = [(t[i], t[(i + 1) % 3]) for i in range(3)]
            if any(edge in directed for edge in edges):
                edges = [(b, a) for a, b in edges]
                made[t] = (t[0], t[2], t[1])
            elif any(edge[::-1] in directed for edge in edges):
                made[t] = t
            else:
                continue
            directed.update(edges)
            waiting.remove(t)
    return np.array([made[t] for t in fills])


def _mirror(triangles: np.ndarray) -> np.ndarray:
    """The point on the other side for every point, found by walking over both sides at once."""
    left_of = {}
    for a, b, c in triangles.tolist():
        left_of[a, b], left_of[b, c], left_of[c, a] = c, a, b
    found = np.full(MESH_POINTS, -1)
    for a, b in {FOREHEAD: FOREHEAD, CHIN: CHIN, **dict(zip(LEFT_EYE, RIGHT_EYE, strict=True))}.items():
        found[a], found[b] = b, a
    waiting = deque([(a, b) for a, b in left_of if found[a] >= 0 and found[b] >= 0])
    while waiting:
        a, b = waiting.popleft()
        c, d = left_of.get((a, b)), left_of.get((int(found[b]), int(found[a])))
        if c is None or d is None or found[c] >= 0 or found[d] >= 0:
            continue
        found[c], found[d] = d, c
        waiting.extend(((b, c), (c, b), (c, a), (a, c), (found[c], found[b]), (found[b], found[c])))
        waiting.extend(((found[a], found[c]), (found[c], found[a])))
    for a, b in _UNEVEN.items():
        found[a], found[b] = b, a
    return found


def _quads(rings: np.ndarray) -> np.ndarray:
    """Triangles between the rings; the diagonals of the two sides mirror one another."""
    columns = rings.shape[1]
    made = []
    for inner, outer in pairwise(rings):
        for c in range(columns):
            d = (c + 1) % columns
            a, b, p, q = inner[c], inner[d], outer[c], outer[d]
            made += [(a, p, b), (b, p, q)] if c < columns // 2 else [(a, p, q), (a, q, b)]
    return np.array(made)


def _split(triangles: np.ndarray) -> tuple[np.ndarray, np.ndarray, dict[tuple[int, int], int]]:
    """Each triangle split into four: the edges, the small triangles, and the middle of each edge."""
    edges = np.unique(np.sort(triangles[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1), axis=0)
    first = int(triangles.max()) + 1
    middle = {(int(a), int(b)): first + i for i, (a, b) in enumerate(edges)}
    made = []
    for a, b, c in triangles.tolist():
        p, q, r = (middle[min(e), max(e)] for e in ((a, b), (b, c), (c, a)))
        made += [(a, p, r), (p, b, q), (r, q, c), (p, q, r)]
    return edges.astype(np.int32), np.array(made, np.int32), middle


def _fine_grid(rings: np.ndarray, middle: dict[tuple[int, int], int]) -> np.ndarray:
    rows, columns = rings.shape
    grid = np.zeros((2 * rows - 1, 2 * columns), np.int32)
    grid[::2, ::2] = rings

    def between(a: int, b: int) -> int:
        return middle.get((min(a, b), max(a, b)), -1)

    for r in range(rows):
        for c in range(columns):
            d = (c + 1) % columns
            grid[2 * r, 2 * c + 1] = between(rings[r, c], rings[r, d])
            if r + 1 < rows:
                grid[2 * r + 1, 2 * c] = between(rings[r, c], rings[r + 1, c])
                one, other = between(rings[r, c], rings[r + 1, d]), between(rings[r, d], rings[r + 1, c])
                grid[2 * r + 1, 2 * c + 1] = max(one, other)
    return grid
