"""The rig of a face in a photo: a mesh of face and surroundings that gives way when lips, jaw, lids or brows move.

No weights are needed: a few hundred points (lips, chin, lids, brows) are told where to go, others to stay, and the rest
follows as an elastic skin would (bi-Laplacian deformation: M. Botsch and O. Sorkine, 'On Linear Variational Surface
Deformation Methods', 2008). The response of every point to every told one is solved once for a photo.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from castalia.faces.acting.performance import Pose
from castalia.faces.face import MESH_POINTS, Face
from castalia.faces.photo.elastic import areas, cotangents, distance_to, outline, ring, subdivided

UPPER_LIP = np.array([
    [61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291],
    [76, 184, 74, 73, 72, 11, 302, 303, 304, 408, 306],
    [62, 183, 42, 41, 38, 12, 268, 271, 272, 407, 292],
    [78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308],
])  # fmt: skip
"""Four rows of landmarks, from the skin to the opening, each from the corner on the picture's left to the other."""
LOWER_LIP = np.array([
    [61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291],
    [76, 77, 90, 180, 85, 16, 315, 404, 320, 307, 306],
    [62, 96, 89, 179, 86, 15, 316, 403, 319, 325, 292],
    [78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308],
])  # fmt: skip
UPPER_LIDS = np.array([[33, 246, 161, 160, 159, 158, 157, 173, 133], [263, 466, 388, 387, 386, 385, 384, 398, 362]])
"""Landmarks of the edge of the upper lid of both eyes (on the picture's left first), from the outer corner to the
inner one."""
LOWER_LIDS = np.array([[33, 7, 163, 144, 145, 153, 154, 155, 133], [263, 249, 390, 373, 374, 380, 381, 382, 362]])
BROWS_UPPER = np.array([[70, 63, 105, 66, 107], [300, 293, 334, 296, 336]])
BROWS_LOWER = np.array([[46, 53, 52, 65, 55], [276, 283, 282, 295, 285]])
"""Landmarks of the edges of the brows, from the temple to the nose."""
IRISES = ((468, 469, 470, 471, 472), (473, 474, 475, 476, 477))
"""Middle and rim of the irises."""
_JAW = {
    152: 1.0, 148: 1.0, 377: 1.0, 176: 1.0, 400: 1.0, 199: 1.0, 175: 1.0, 200: 1.0, 201: 1.0, 421: 1.0, 208: 1.0,
    428: 1.0, 171: 1.0, 396: 1.0, 18: 0.98, 83: 0.98, 313: 0.98, 149: 0.97, 378: 0.97, 150: 0.92, 379: 0.92,
    136: 0.78, 365: 0.78,
    172: 0.60, 397: 0.60, 58: 0.38, 288: 0.38, 132: 0.15, 361: 0.15, 32: 0.97, 262: 0.97, 194: 0.95, 418: 0.95,
}  # fmt: skip
"""Landmarks that turn with the lower jaw, and how much of its turn they make."""
_STILL = (
    168, 6, 197, 195, 5, 4, 1, 19, 94, 2, 97, 326, 141, 370, 193, 417, 122, 351, 196, 419, 3, 248, 51, 281, 45, 275,
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 109, 67, 103, 54, 21, 162, 127, 234, 93,
)  # fmt: skip
"""Landmarks that never leave the skull: the ridge of the nose, the hairline, the ears."""
_WINGS = (98, 64, 48, 129), (327, 294, 278, 358)
_CHEEKS = {50: 1.0, 280: 1.0, 101: 0.8, 330: 0.8, 205: 0.9, 425: 0.9, 36: 0.7, 266: 0.7, 117: 0.6, 346: 0.6}
_BESIDE = np.array([50, 280, 187, 411, 192, 416, 214, 434, 135, 364, 36, 266, 64, 294, 48, 278])
"""Landmarks outside the folds that run from the nose past the corners of the mouth."""
_GAP = 0.285
"""Gap between the lips at `open` 1, in half widths of the face."""
_FREE = 0.75
"""Half widths of the face from its outline within which the surroundings give way to it."""


@dataclass(frozen=True)
class Mouth:
    """The mouth of one frame, in the face's own frame (half widths of the face)."""

    gap: float
    """Between the lips in the middle."""
    drop: float
    """By which the lower teeth have gone down."""
    change: float
    """How far the opening is from that in the photo, 0 is the photo's own."""


class Rig:
    """The mesh of one face in one picture.

    `rest` is (n, 3): the landmarks, the middles of the edges between them, then points of the surroundings; x to the
    right and y down in pixels, z in pixels away from the viewer. `triangles` (m, 3) leave eyes and mouth open.
    """

    def __init__(self, face: Face, triangles: np.ndarray, around: np.ndarray, depth: np.ndarray) -> None:
        """`triangles` (k, 3) of the landmarks; `around` (j, 2) are points of the surroundings, `depth` (j,) theirs."""
        self.face = face
        landmarks = face.landmarks[:MESH_POINTS]
        fine, edges = subdivided(triangles)
        self.edges = edges
        points = np.vstack([landmarks, landmarks[edges].mean(1)])
        self.face_points = len(points)
        rim = outline(fine)
        self.rest = np.vstack([points, np.column_stack([around, depth])])
        self.outline = rim
        outer = ring(self.rest[:, :2], rim, np.arange(len(points), len(self.rest)))
        self.triangles = np.vstack([outer, fine]).astype(np.int32)
        self.outer = len(outer)
        self.scale = 2.0 / face.width
        self.axes = face.axes
        self.middle = (landmarks * (1, -1, -1)).mean(0)
        self.own = self.to_own(self.rest)
        self._measure()
        self._solve()

    def to_own(self, points: np.ndarray) -> np.ndarray:
        """Pixels (n, 3) -> the face's own frame: x to the viewer's right, y up, z to the viewer, the face 2 wide."""
        return (points * (1, -1, -1) - self.middle) @ self.axes.T * self.scale

    def to_pixels(self, moves: np.ndarray) -> np.ndarray:
        """Moves (n, 3) in the face's own frame -> in pixels."""
        return moves @ self.axes / self.scale * (1, -1, -1)

    def _measure(self) -> None:
        """What the mouth and the eyes of the photo are like."""
        own = self.own
        self.gaps = np.maximum(0.0, own[UPPER_LIP[3], 1] - own[LOWER_LIP[3], 1])
        self.gap = float(self.gaps.max())
        self.mouth_width = float(np.linalg.norm(own[291, :2] - own[61, :2]))
        self.mouth_middle = (own[13] + own[14]) / 2
        corners = own[[61, 291], 1].mean() - (own[0, 1] + own[17, 1]) / 2
        self.smiling = float(np.clip(corners / 0.10, -0.5, 1.0))
        self.hinge = np.array([0.0, own[[127, 356, 234, 454], 1].mean() - 0.1, own[[234, 454], 2].mean()])
        self.openings = own[UPPER_LIDS, 1] - own[LOWER_LIDS, 1]
        widths = np.linalg.norm(own[UPPER_LIDS[:, 0]] - own[UPPER_LIDS[:, -1]], axis=1)
        self.eye_widths = widths

    # -- the response -------------------------------------------------------------------------------------------

    @cached_property
    def handles(self) -> np.ndarray:
        """The points that are told where to go."""
        lids = np.concatenate([UPPER_LIDS.ravel(), LOWER_LIDS.ravel()])
        lips = np.concatenate([UPPER_LIP.ravel(), LOWER_LIP.ravel()])
        brows = np.concatenate([BROWS_UPPER.ravel(), BROWS_LOWER.ravel()])
        told = [*lips, *lids, *brows, *_JAW, *_CHEEKS, *np.ravel(_WINGS), 9, 8, 151, 164]
        return np.array(sorted({*map(int, told)} - set(_STILL)))

    def _solve(self) -> None:
        """The response (n, handles) of all points to the handles."""
        from scipy.sparse import coo_matrix, diags
        from scipy.sparse.linalg import splu

        count, rest = len(self.rest), self.own
        i, j, w = cotangents(rest, self.triangles)
        weights = coo_matrix((w, (i, j)), (count, count)).tocsr()
        laplace = (diags(np.asarray(weights.sum(1)).ravel()) - weights).tocsr()
        area = np.maximum(areas(rest, self.triangles), 1e-7)
        # A little tension keeps the bending skin from swinging beyond its handles.
        stiffness = (laplace @ diags(1 / area) @ laplace + 6.0 * laplace).tocsr()
        distance = distance_to(self.own[self.face_points :, :2], self.own[self.outline, :2])
        far = self.face_points + np.flatnonzero(distance > _FREE)

        def response(handles: np.ndarray, still: np.ndarray) -> np.ndarray:
            free = np.setdiff1d(np.arange(count), np.concatenate([handles, still]))
            made = np.zeros((count, len(handles)), np.float32)
            made[free] = splu(stiffness[free][:, free].tocsc()).solve(-stiffness[free][:, handles].toarray())
            made[handles, np.arange(len(handles))] = 1.0
            made[np.abs(made) < 1e-4] = 0.0
            return made

        self.lips = np.unique(np.concatenate([UPPER_LIP.ravel(), LOWER_LIP.ravel()]))
        still = np.concatenate([np.array(_STILL), far])
        self.response = response(self.handles, np.setdiff1d(still, self.handles))
        self.blinks = [self._blink(stiffness, side) for side in (0, 1)]
        self.close_response = response(self.lips, np.concatenate([still, _BESIDE, [152, 148, 377, 176, 400]]))

    def _blink(self, stiffness, side: int) -> np.ndarray:  # type: ignore[no-untyped-def]
        """How all points (n, 3) move when the upper lid of an eye goes all the way down to the lower one."""
        from scipy.sparse.linalg import splu

        own, upper, lower = self.own, UPPER_LIDS[side], LOWER_LIDS[side]
        wide = self.eye_widths[side]
        away = np.zeros((MESH_POINTS, 3))
        away[upper[1:-1]] = (own[lower] - own[upper])[1:-1] * (0.90, 0.90, 0.6)
        away[lower[1:-1]] = (own[upper] - own[lower])[1:-1] * (0.0, 0.10, 0.0)
        told = {int(i): away[i] for i in (*upper, *lower)}
        # The lashes go with the edge: the middles of the edges that lead up from it are as much of them as there is.
        rim = {int(i) for i in upper[1:-1]}
        for k, (a, b) in enumerate(self.edges):
            inside = {int(a), int(b)} & rim
            if len(inside) == 2:
                told[MESH_POINTS + k] = (away[a] + away[b]) / 2
            elif inside:
                (one,) = inside
                other = int(b) if one == a else int(a)
                if own[other, 1] > own[one, 1] and other not in upper:
                    told[MESH_POINTS + k] = away[one] * 0.86
        near = np.linalg.norm(own - own[[*upper, *lower]].mean(0), axis=1) < 1.1 * wide
        brows = {int(i) for i in BROWS_LOWER[side]}
        still = [i for i in range(len(own)) if (not near[i] or i in brows) and i not in told]
        fixed = np.array([*told, *still])
        values = np.vstack([np.array(list(told.values())), np.zeros((len(still), 3))])
        free = np.setdiff1d(np.arange(len(own)), fixed)
        made = np.zeros_like(own)
        made[fixed] = values
        made[free] = splu(stiffness[free][:, free].tocsc()).solve(-(stiffness[free][:, fixed] @ values))
        return made.astype(np.float32)

    def spread(self, moves: np.ndarray, pursed: np.ndarray) -> np.ndarray:
        """Moves of all points (n, 3) that follow from those of the landmarks (468, 3), in the face's own frame; the
        skin gives way widely to `moves`, and to `pursed` of the lips only up to the cheeks."""
        # einsum rather than @: for matrices as small as these the threads of a BLAS cost more than they save.
        wide = np.einsum("nh,hk->nk", self.response, moves[self.handles].astype(np.float32))
        if not pursed.any():
            return wide
        return wide + np.einsum("nh,hk->nk", self.close_response, pursed[self.lips].astype(np.float32))

    # -- from channels to moves ---------------------------------------------------------------------------------

    def moves(self, pose: Pose) -> tuple[np.ndarray, Mouth]:
        """How all points (n, 3) move in a pose, in the face's own frame, and what the mouth is like then."""
        told, pursed = np.zeros((MESH_POINTS, 3)), np.zeros((MESH_POINTS, 3))
        mouth = self._speak(told, pursed, pose)
        self._smile(told, pose)
        self._look(told, pose)
        moves = self.spread(told, pursed)
        for blink, shut in zip((pose["blink_right"], pose["blink_left"]), self.blinks, strict=True):
            if blink > 0:
                moves += float(min(blink, 1.0)) * shut
        return moves, mouth

    def _speak(self, told: np.ndarray, pursed: np.ndarray, pose: Pose) -> Mouth:
        own, middle = self.own, self.mouth_middle
        press, tuck, speech = pose["press"], pose["tuck"] * (1 - pose["press"]), np.clip(pose["speech"], 0, 1)
        round_, wide = pose["round"], pose["wide"] * (1 - 0.6 * pose["round"])
        along = np.linspace(0, 1, 11)
        bow = np.sin(np.pi * along) ** (0.85 - 0.15 * wide + 0.2 * round_)
        most = _GAP * (1 + 0.18 * max(self.smiling, 0.0))
        wanted = most * max(0.0, pose["open"]) * (1 - 0.25 * round_) * bow
        gaps = speech * wanted + (1 - speech) * self.gaps
        gaps = gaps * (1 - press)
        change = gaps - self.gaps
        opening, closing = np.maximum(change, 0), np.maximum(-change, 0)
        drop = float(0.86 * opening[5] - 0.34 * closing[5])
        down = 0.86 * opening - 0.60 * closing
        up = 0.14 * opening - 0.40 * closing
        # Closing, the skin follows less than the edge: the lips unroll and grow fuller.
        for row, (follow_open, follow_close) in enumerate(((0.97, 0.62), (0.985, 0.75), (0.995, 0.9), (1.0, 1.0))):
            told[LOWER_LIP[row], 1] -= down.clip(0) * follow_open + down.clip(max=0) * follow_close
            share = ((0.55, 0.45), (0.7, 0.65), (0.85, 0.85), (1.0, 1.0))[row]
            told[UPPER_LIP[row], 1] += up.clip(0) * share[0] + up.clip(max=0) * share[1]
        self._turn_jaw(told, drop)
        lips = self.lips
        offset = own[lips] - middle
        half = self.mouth_width / 2
        side = np.clip(offset[:, 0] / half, -1.15, 1.15)
        # The jaw pulls the corners in and down.
        pulled = np.abs(side) ** 2
        told[lips, 0] -= np.sign(side) * pulled * (0.10 * max(drop, 0) - 0.035 * min(1.0, 3 * max(-drop, 0)))
        corner = np.abs(side) ** 6
        told[lips, 1] -= corner * 0.16 * max(drop, 0)
        told[lips, 0] += offset[:, 0] * 0.11 * wide * speech
        told[lips, 1] += pulled * 0.022 * wide * speech
        purse = round_ * (1 - 0.28 * max(self.smiling, 0.0))
        pursed[lips, 0] -= offset[:, 0] * 0.28 * purse
        pursed[lips, 1] -= corner * offset[:, 1] * 0.5 * purse
        pursed[lips, 2] += 0.12 * round_ * (1 - 0.3 * np.abs(side))
        told[lips, 2] -= 0.05 * wide * speech * pulled
        self._shape_lips(told, press, tuck, round_, wide * speech)
        told[164] = told[[0, 37, 267]].mean(0) * 0.55
        gap = float(gaps[5])
        return Mouth(gap, drop, float(np.abs(change).max()))

    def _turn_jaw(self, told: np.ndarray, drop: float) -> None:
        """Turn the lower jaw about the joints before the ears until the lower lip is `drop` lower."""
        ids = np.array(list(_JAW))
        share = np.array(list(_JAW.values()))
        arm = max(self.own[17, 2] - self.hinge[2], 0.4)
        angle = np.clip(drop / arm, -0.3, 0.5)
        lever = self.own[ids] - self.hinge
        told[ids, 1] -= share * angle * np.maximum(lever[:, 2], 0) * (1.0 if drop > 0 else 0.8)
        told[ids, 2] += share * angle * lever[:, 1] * 0.7

    def _shape_lips(self, told: np.ndarray, press: float, tuck: float, round_: float, wide: float) -> None:
        """Lips pressed flat, rolled in over the teeth, or pouted; fuller when round, thinner when wide."""
        own = self.own
        bow = np.sin(np.pi * np.linspace(0, 1, 11)) ** 0.7
        for lip, sign in ((UPPER_LIP, 1.0), (LOWER_LIP, -1.0)):
            edge = own[lip[3], 1]
            for row in range(4):
                thick = own[lip[row], 1] - edge
                told[lip[row], 1] += thick * (0.22 * round_ - 0.12 * wide - 0.16 * press)
            if sign < 0:
                for row, share in enumerate((0.35, 0.55, 0.8, 1.0)):
                    told[lip[row], 1] += tuck * bow * 0.055 * share
                    told[lip[row], 2] -= tuck * bow * 0.05 * share
            else:
                for row, share in enumerate((0.5, 0.7, 0.9, 1.0)):
                    told[lip[row], 1] += tuck * bow * 0.022 * share

    def _smile(self, told: np.ndarray, pose: Pose) -> None:
        """Corners, cheeks and the wings of the nose; a photo that smiles already moves less."""
        smile = float(np.clip(pose["smile"], -1, 1))
        own, half, lips = self.own, self.mouth_width / 2, self.lips
        side = np.clip((own[lips, 0] - self.mouth_middle[0]) / half, -1.1, 1.1)
        bend = np.abs(side) ** 1.8
        if smile >= 0:
            amount = smile * (1.0 - 0.55 * max(self.smiling, 0.0))
            told[lips, 0] += np.sign(side) * np.abs(side) ** 1.2 * 0.085 * amount
            told[lips, 1] += (bend * 0.115 - 0.012) * amount
            told[lips, 2] -= bend * 0.05 * amount
            for i, share in _CHEEKS.items():
                told[i] += np.array([np.sign(own[i, 0]) * 0.022, 0.055, 0.035]) * share * amount
            for wing, sign in zip(_WINGS, (-1, 1), strict=True):
                told[list(wing)] += np.array([0.016 * sign, 0.012, 0]) * amount
        else:
            # A photo that smiles has its smile taken away first.
            amount, smiling = -smile, max(self.smiling, 0.0)
            fall = (0.085 + 0.075 * smiling) * amount
            told[lips, 1] += -bend * fall + 0.018 * (1 - bend) * amount
            told[lips, 0] -= np.sign(side) * np.abs(side) * (0.012 + 0.055 * smiling) * amount
            told[lips, 2] += bend * 0.04 * smiling * amount
            for i in (200, 199, 18, 83, 313, 201, 421):
                told[i, 1] += 0.022 * amount
            for i, share in _CHEEKS.items():
                told[i] -= np.array([np.sign(own[i, 0]) * 0.012 * smiling, 0.012 + 0.035 * smiling, 0]) * share * amount

    def _look(self, told: np.ndarray, pose: Pose) -> None:
        """Lids and brows."""
        brows, worry, eyes = pose["brows"], pose["worry"], pose["eyes"]
        up, knit = max(brows, 0.0), max(-brows, 0.0)
        for eye, blink in enumerate((pose["blink_right"], pose["blink_left"])):
            sign = (-1.0, 1.0)[eye]
            high = np.maximum(self.openings[eye], 0)
            bow = np.sin(np.pi * np.linspace(0, 1, 9)) ** 0.8
            lift = 0.032 * max(eyes, 0) * bow - 0.20 * max(-eyes, 0) * high
            follow = (0.035 if pose["gaze_y"] < 0 else 0.022) * pose["gaze_y"] * bow
            open_ = 1 - np.clip(blink, 0, 1)
            told[UPPER_LIDS[eye], 1] += (lift + follow) * open_
            lower = 0.22 * max(-eyes, 0) * high - 0.008 * max(eyes, 0) * bow + 0.010 * pose["gaze_y"] * bow
            smile = max(pose["smile"], 0) * (1 - 0.5 * max(self.smiling, 0)) * 0.13 * high
            told[LOWER_LIDS[eye], 1] += (lower + smile) * open_
            inner = np.array([0.0, 0.1, 0.35, 0.75, 1.0])
            rise = np.array([0.085, 0.10, 0.105, 0.095, 0.085]) * up
            rise += worry * (np.array([-0.02, 0.0, 0.03, 0.075, 0.10]))
            rise -= knit * np.array([0.0, 0.015, 0.035, 0.06, 0.068])
            rise -= 0.012 * blink
            move_in = -sign * (0.040 * knit + 0.022 * worry) * inner
            for rows, share in ((BROWS_UPPER, 0.95), (BROWS_LOWER, 1.0)):
                told[rows[eye], 1] += rise * share
                told[rows[eye], 0] += move_in * share
        told[9] += np.array([0, 0.055 * up + 0.035 * worry - 0.040 * knit, 0])
        told[8] += np.array([0, 0.025 * up + 0.02 * worry - 0.035 * knit, 0.01 * knit])
        told[151] += np.array([0, 0.045 * up + 0.02 * worry - 0.01 * knit, 0])
