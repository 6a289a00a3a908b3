"""A whole head, or a mask of the face, in 3D from one photo."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from castalia.faces.face import CHIN, FOREHEAD, MESH_POINTS, Face
from castalia.faces.head import atlas
from castalia.faces.head.ears import ear
from castalia.faces.head.hair import Hair, ear_middle, grow
from castalia.faces.head.shell import COLUMNS, shell
from castalia.faces.head.skull import Skull, fine_origins, rays, refined, skin, vertex_normals
from castalia.faces.head.texture import Surface, bake
from castalia.faces.head.trim import believable
from castalia.faces.topology import topology

UNIT = 0.145 / 2
"""Metres in a unit of the face's frame: a face is about 145 mm wide."""


@dataclass(frozen=True)
class HeadMesh:
    """A textured mesh: metres, y up, z to the viewer, the origin in the middle of the head.

    `vertices`, `normals` (n, 3) and `uv` (n, 2, v up) belong together; at the seams of the texture (ears' rims, the
    neck's base) vertices are double. `triangles` (m, 3) int32 are counter-clockwise from outside. `groups` names lists
    of triangles, `texture` is uint8 (s, s, 3), `landmark_ids` (468,) the vertex of each landmark, `origin` where the
    mesh's origin lies in the face's frame. `hair` is None for masks.
    """

    vertices: np.ndarray
    triangles: np.ndarray
    uv: np.ndarray
    normals: np.ndarray
    groups: dict[str, np.ndarray]
    texture: np.ndarray
    landmark_ids: np.ndarray
    origin: np.ndarray
    hair: Hair | None = None

    @property
    def welded(self) -> tuple[np.ndarray, np.ndarray]:
        """Vertices (k, 3) and triangles (m, 3) without double vertices: closed for a whole head."""
        _, first, back = np.unique(np.round(self.vertices, 7), axis=0, return_index=True, return_inverse=True)
        return self.vertices[first], back.reshape(-1)[self.triangles].astype(np.int32)


def whole_head(
    picture: np.ndarray, face: Face, *, hair: np.ndarray | None, person: np.ndarray | None, texture_size: int = 1024
) -> HeadMesh:
    """The whole head with hair, ears and neck.

    Args:
        picture: uint8 (h, w, 3).
        hair: `hair_mask` of the picture, float (h, w) 0..1; None leaves the skull bald.
        person: `person_mask` of the picture; None takes all of it.
        texture_size: side of the texture in pixels, 256 to 4096.
    """
    parts = topology()
    frontal = face.frontal[:MESH_POINTS]
    skull = Skull.behind(frontal)
    bare = refined(skin(frontal, skull))
    hair = believable(picture, face, hair, person, bare) if hair is not None else None
    grown = grow(face, skull, bare, fine_origins(rays(skull, frontal)), hair, person)
    points = bare.copy()
    points[parts.grid] = grown.points
    whole, rings = shell(), np.linspace(0, 1, len(parts.grid))[:, None] + np.zeros(parts.grid.shape)
    built = _Building(whole.points(points), whole.triangles, atlas.skin_chart(bare), whole.mirror)
    built.amount, built.lift = whole.spread(0.0, grown.amount), whole.spread(0.0, grown.lift)
    built.bare = whole.spread(1.0, np.clip(3.2 * (1 - rings), 0, 1))
    built.shade = whole.spread(1.0, _under_the_jaw(bare[parts.grid], skull))
    built.close_neck()
    for right in (False, True):
        if not grown.covers[int(right)]:
            built.add_ear(skull, bare[parts.grid], right)
    hanging = {"long": 1.0, "medium": 0.5}.get(grown.length, 0.0)
    surface = built.surface(skull, hanging, 1.0 if hanging else {"flat": 0.2, "normal": 0.5}.get(grown.volume, 0.8))
    texture = bake(picture, face, surface, hair, person, texture_size)
    return _mesh(surface, texture, built.groups(skull), grown)


def face_mask(picture: np.ndarray, face: Face, texture_size: int = 1024) -> HeadMesh:
    """The face alone, to its oval, as an open sheet with a rim that turns back."""
    frontal = face.frontal[:MESH_POINTS]
    working = refined(skin(frontal, Skull.behind(frontal)))
    whole = shell()
    # The first strip round the oval is the rim.
    count = whole.face_triangles + 3 * len(whole.rim)
    triangles = whole.triangles[:count]
    used = np.arange(len(whole.face) + COLUMNS)
    uv = atlas.skin_chart(working)[used]
    low, high = uv.min(0), uv.max(0)
    uv = 0.5 + (uv - (low + high) / 2) * (0.98 / (high - low).max())
    made, zeros, ones = np.ones(count, bool), np.zeros(len(used)), np.ones(len(used))
    surface = Surface(
        whole.points(working)[used], triangles, uv, whole.mirror[used], zeros, zeros, ones, ones, made, made, None
    )  # fmt: skip
    texture = bake(picture, face, surface, None, None, texture_size)
    return _mesh(surface, texture, {"face": np.arange(count)}, None)


def _under_the_jaw(grid: np.ndarray, skull: Skull) -> np.ndarray:
    """How light the skin is (rings, columns): darker on the throat under the jaw, where less light comes."""
    below = skull.jaw[0][1] - skull.jaw[1][1] - grid[..., 1]
    before = np.clip((grid[..., 2] - skull.neck[0][2]) / 0.5, 0, 1)
    return 1 - 0.17 * np.exp(-((below / 0.4) ** 2)) * before * np.clip(1 + below / 0.25, 0, 1)


def _mesh(surface: Surface, texture: np.ndarray, groups: dict[str, np.ndarray], hair: Hair | None) -> HeadMesh:
    face = surface.points[:MESH_POINTS]
    origin = np.array([0.0, (face[FOREHEAD, 1] + face[CHIN, 1]) / 2, -1.0 if hair else face[:, 2].mean()])
    # Normals of double vertices are those of the place, so that no seam shows.
    _, first, back = np.unique(np.round(surface.points, 6), axis=0, return_index=True, return_inverse=True)
    back = back.reshape(-1)
    normals = vertex_normals(surface.points[first], back[surface.triangles])[back]
    return HeadMesh(
        (surface.points - origin) * UNIT, surface.triangles, surface.uv, normals, groups, texture,
        np.arange(MESH_POINTS), origin, hair,
    )  # fmt: skip


class _Building:
    """Points and triangles of a head while parts are added."""

    def __init__(self, points: np.ndarray, triangles: np.ndarray, uv: np.ndarray, mirror: np.ndarray) -> None:
        self.points, self.triangles, self.uv, self.mirror = points, triangles, uv, mirror
        self.amount, self.lift = np.zeros(len(points)), np.zeros(len(points))
        self.shade, self.bare = np.ones(len(points)), np.ones(len(points))
        self.skin_triangles = len(triangles)
        self.ears = 0
        self._charts = 0

    def _chart(self, flat: np.ndarray) -> np.ndarray:
        """A disc (n, 2) in the next free place of the strip below."""
        radius = atlas.STRIP / 2 - 2 * atlas.MARGIN
        middle = np.array([atlas.STRIP / 2 + atlas.STRIP * self._charts, atlas.STRIP / 2])
        self._charts += 1
        return middle + flat * radius

    def _add(
        self, points: np.ndarray, triangles: np.ndarray, uv: np.ndarray, amount: np.ndarray, shade: np.ndarray
    ) -> None:
        first = len(self.points)
        self.points = np.vstack([self.points, points])
        self.triangles = np.vstack([self.triangles, triangles + first]).astype(np.int32)
        self.uv = np.vstack([self.uv, uv])
        self.mirror = np.r_[self.mirror, first + np.arange(len(points))]
        self.amount, self.lift = np.r_[self.amount, amount], np.r_[self.lift, 0 * amount]
        self.shade, self.bare = np.r_[self.shade, shade], np.r_[self.bare, 0 * shade]

    def close_neck(self) -> None:
        """Close the neck's base with a disc."""
        last = shell().base
        rim, count = self.points[last], len(last)
        middle = rim.mean(0)
        inner = middle + (rim - middle) * 0.55
        turn = np.arange(count) * 2 * np.pi / count
        circle = np.stack([np.sin(turn), np.cos(turn)], 1)
        i, j = np.arange(count), (np.arange(count) + 1) % count
        triangles = np.vstack([
            np.stack([i, count + i, j], 1), np.stack([j, count + i, count + j], 1),
            np.stack([count + i, np.full(count, 2 * count), count + j], 1),
        ])  # fmt: skip
        amount = self.amount[last]
        self._add(
            np.vstack([rim, inner, middle]), triangles, self._chart(np.vstack([circle, circle * 0.55, [[0, 0]]])),
            np.r_[amount, amount * 0.5, 0.0], np.r_[np.full(count, 0.8), np.full(count, 0.6), 0.55],
        )  # fmt: skip

    def add_ear(self, skull: Skull, bare: np.ndarray, right: bool) -> None:
        """An ear where it grows: on the bare head, at the height between brow and nose."""
        middle = ear_middle(skull)
        side = bare[..., 0] > skull.middle if right else bare[..., 0] < skull.middle
        off = np.hypot(bare[..., 1] - middle[1], bare[..., 2] - middle[2]) + np.where(side, 0, 9)
        near = bare[np.unravel_index(np.argmin(off), off.shape)]
        root = np.array([near[0] - (0.03 if right else -0.03), middle[1], middle[2]])
        made = ear(root, right, 0.96)
        front = made.front
        uv = np.vstack([self._chart(made.flat[:front]), self._chart(made.flat[front:])])
        self._add(made.points, made.triangles, uv, np.zeros(len(uv)), 1.02 - 0.42 * made.deep)
        self.ears += len(made.triangles)

    def surface(self, skull: Skull, hanging: float, length: float) -> Surface:
        number = np.arange(len(self.triangles))
        return Surface(
            self.points, self.triangles, self.uv, self.mirror, self.amount, self.lift, self.shade, self.bare,
            number < shell().face_triangles, number < self.skin_triangles, skull, hanging, length,
        )  # fmt: skip

    def groups(self, skull: Skull) -> dict[str, np.ndarray]:
        """Triangles by what they show."""
        number = np.arange(len(self.triangles))
        face, ears = number < shell().face_triangles, number >= len(number) - self.ears
        middle = self.points[self.triangles].mean(1)
        hairy = (self.amount[self.triangles].mean(1) > 0.5) & ~face & ~ears
        below = middle[:, 1] < skull.jaw[0][1] - 0.35
        rest = ~face & ~ears & ~hairy
        named = {"face": face, "skull": rest & ~below, "ears": ears, "neck": rest & below, "hair": hairy}
        return {name: np.flatnonzero(which) for name, which in named.items()}
