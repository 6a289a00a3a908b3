"""Where in a picture a person is, and of a face's head: where hair and skin are, as soft masks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from castalia.faces.face import MESH_POINTS, Face
from castalia.faces.finding.crops import at_most, levelled, lit
from castalia.faces.finding.matting import Colors, Guide, resized

OVAL = (10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149,
        150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109)  # fmt: skip
"""The rim of the face mesh, from the forehead clockwise."""
_EYES = (
    (33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7),
    (263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249),
)
_BROWS = ((70, 63, 105, 66, 107, 55, 65, 52, 53, 46), (300, 293, 334, 296, 336, 285, 295, 282, 283, 276))
_LIPS = (61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146)
_BROW_LINE, _CHIN_POINT = (105, 334), 152
WORK = 224
"""Pixels: the side at which hair and skin are told apart."""


@dataclass(frozen=True)
class Parts:
    """Soft masks float32 (height, width), 0..1, of the whole picture: of the head of one face, and of all people."""

    hair: np.ndarray
    skin: np.ndarray
    person: np.ndarray


def person_mask(picture: np.ndarray, faces: Sequence[Face] | None = None) -> np.ndarray:
    """Where people are.

    Args:
        picture: uint8 (height, width, 3).
        faces: the faces in it, where a closer look is taken; they are found when not given.

    Returns:
        float32 (height, width), 0..1, with soft edges.

    Raises:
        Missing: mediapipe is not installed.
    """
    from castalia.faces.finding.landmarks import find_faces

    picture = np.ascontiguousarray(picture[..., :3])
    small, scale = at_most(picture, 768)
    small = lit(small)
    mask = _probability(small, (0, 0, small.shape[1], small.shape[0])).copy()
    for face in sorted(find_faces(picture) if faces is None else faces, key=lambda f: f.width):
        left, top, right, bottom = (v * scale for v in face.box)
        side = 2.3 * max(right - left, bottom - top)
        x, y = (left + right) / 2, (top + bottom) / 2 + 0.12 * side
        area = np.clip(
            np.round([x - side / 2, y - side / 2, x + side / 2, y + side / 2]), 0, [*small.shape[1::-1]] * 2
        ).astype(int)
        if min(area[2:] - area[:2]) < 16:
            continue
        part = (slice(area[1], area[3]), slice(area[0], area[2]))
        closer, weight = _probability(small, tuple(area)), _feather(area, small.shape)
        head = _Head.of(face).scaled(*area[:2] / scale, scale)
        closer = np.maximum(closer, _softly(head.covered(closer.shape, OVAL, grow=-0.02), 0.02 * head.size))
        mask[part] = mask[part] * (1 - weight) + closer * weight
    return Guide(picture, mask.shape, max(2, round(0.006 * max(mask.shape))), 3e-4).follow(mask)


def hair_mask(picture: np.ndarray, face: Face, person: np.ndarray | None = None) -> np.ndarray:
    """Where the hair on the head of `face` is (a hat counts as hair, a beard does not): float32 (height, width), 0..1.

    Args:
        picture: uint8 (height, width, 3).
        person: `person_mask` of the picture, when it is known already.

    Raises:
        Missing: mediapipe is not installed.
    """
    return parts(picture, face, person).hair


def skin_mask(picture: np.ndarray, face: Face, person: np.ndarray | None = None) -> np.ndarray:
    """Where the skin of the head and neck of `face` is seen, eyes and lips included: float32 (height, width), 0..1."""
    return parts(picture, face, person).skin


def parts(picture: np.ndarray, face: Face, person: np.ndarray | None = None) -> Parts:
    """Hair, skin and person at once; see `hair_mask`."""
    picture = np.ascontiguousarray(picture[..., :3])
    person = person_mask(picture, [face]) if person is None else person
    height, width = picture.shape[:2]
    head = _Head.of(face)
    left, top, right, bottom = head.area(width, height)
    region = (slice(top, bottom), slice(left, right))
    crop = picture[region]
    scale = min(1.0, WORK / max(crop.shape[:2]))
    shape = max(8, round(crop.shape[0] * scale)), max(8, round(crop.shape[1] * scale))
    small, inside = _untinted(resized(crop, shape)), resized(person[region], shape)
    hair, skin = _told_apart(small, inside, head.scaled(left, top, shape[1] / (right - left)))
    guide, made = Guide(_untinted(crop), shape, 3, 2e-3), []
    for rough in (hair, skin):
        whole = np.zeros((height, width), np.float32)
        whole[region] = guide.follow(rough) * np.clip(person[region] * 1.5, 0, 1)
        made.append(whole)
    return Parts(made[0], made[1], person)


@dataclass(frozen=True)
class _Head:
    """A face's own plane coordinates: where its middle is, its size in pixels, and the landmarks (n, 2)."""

    landmarks: np.ndarray
    middle: np.ndarray
    size: float
    right: np.ndarray

    @classmethod
    def of(cls, face: Face) -> _Head:
        points = face.landmarks[:MESH_POINTS, :2]
        right = points[263] - points[33]
        right = right / max(np.hypot(*right), 1e-6)
        frame = np.stack([right, [right[1], -right[0]]])
        upright = points @ frame.T
        low, high = upright.min(0), upright.max(0)
        return cls(points, (low + high) / 2 @ frame, float((high - low).max()), right)

    def scaled(self, left: float, top: float, scale: float) -> _Head:
        shift = np.array([left, top])
        return _Head((self.landmarks - shift) * scale, (self.middle - shift) * scale, self.size * scale, self.right)

    def area(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Left, top, right, bottom of what may belong to the head: the hair above and, when it is long, below."""
        down = np.array([-self.right[1], self.right[0]])
        x, y = self.middle + down * 0.35 * self.size
        low = np.clip(np.floor([x - 1.9 * self.size, y - 1.9 * self.size]), 0, [width - 1, height - 1])
        high = np.clip(np.ceil([x + 1.9 * self.size, y + 1.9 * self.size]), low + 1, [width, height])
        return int(low[0]), int(low[1]), int(high[0]), int(high[1])

    def upright(self, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """How far points (..., 2) lie to the right of the face's middle and above it, in sizes of the face."""
        away = (points - self.middle) / self.size
        return away @ self.right, away @ np.array([self.right[1], -self.right[0]])

    def covered(self, shape: tuple[int, ...], *loops: Sequence[int], grow: float = 0.0) -> np.ndarray:
        """Which pixels (bool) lie within the polygons of these landmarks, widened by `grow` sizes of the face."""
        from PIL import Image, ImageDraw

        image = Image.new("L", (shape[1], shape[0]))
        draw = ImageDraw.Draw(image)
        for loop in loops:
            corners = self.landmarks[list(loop)]
            middle = corners.mean(0)
            away = corners - middle
            reach = np.maximum(np.hypot(*away.T), 1e-6)[:, None]
            corners = middle + away * (1 + grow * self.size / reach)
            draw.polygon([(float(x), float(y)) for x, y in corners], fill=1)
        return np.asarray(image) > 0


def _told_apart(picture: np.ndarray, person: np.ndarray, head: _Head) -> tuple[np.ndarray, np.ndarray]:
    """Hair and skin (float, as the picture) by colour and texture, each learnt where it is sure to be, and by place."""
    from scipy.ndimage import distance_transform_edt

    shape = person.shape
    rows, columns = np.mgrid[: shape[0], : shape[1]] + 0.5
    across, up = head.upright(np.stack([columns, rows], -1))
    oval = head.covered(shape, OVAL)
    beyond = (distance_transform_edt(~oval) - distance_transform_edt(oval)) / head.size
    features = _features(picture)
    plain = oval & (beyond < -0.04) & ~head.covered(shape, *_EYES, *_BROWS, _LIPS, grow=0.02)
    brows = float(head.upright(head.landmarks[list(_BROW_LINE)])[1].mean())
    crown = (person > 0.6) & (beyond > 0.03) & (beyond < 0.3) & (up > brows - 0.05)
    places = _places(across, up, beyond, person, brows, float(head.upright(head.landmarks[_CHIN_POINT])[1]))
    plain &= up < brows + 0.12
    if plain.sum() < 30:
        return places[0], places[1]
    skin = Colors.of(features[plain & (up > brows - 0.55)], spread=1.5)
    unlike = _unlike(skin, features[crown], float(np.median(features[plain][:, 0])))
    scalp = beyond[crown] > 0.13
    bare = 1 - float(unlike[scalp].mean()) if scalp.any() else 1.0
    bald = _rise(np.array(bare), *((0.5, 0.7) if _colorful(skin) else (0.8, 0.95)))
    places = _for_bald(places, float(bald), up, beyond, brows)
    samples = [
        (features[crown], unlike * np.exp(-((beyond[crown] / 0.2) ** 2)) + 1e-3) if unlike.sum() > 20 else None,
        (features[plain], None),
        _sample(features, (person > 0.8) & (up < -0.95) & (np.abs(across) < 0.7)),
        _sample(features, person < 0.08),
    ]
    guide, share = Guide(picture, shape, 3, 1e-3), places
    trust = 0.6 if _colorful(skin) else 0.4
    for _ in range(3):
        density = np.stack([_density(features, sample, shape) for sample in samples])
        logs = np.log(places + 1e-4) + trust * density
        share = np.exp(logs - logs.max(0))
        share /= share.sum(0)
        share = np.stack([guide.follow(one) for one in share])
        share /= share.sum(0) + 1e-6
        sure = share > 0.6
        samples = [
            (features[sure[i]], share[i][sure[i]]) if sure[i].sum() > 60 else sample for i, sample in enumerate(samples)
        ]
    hair = share[0] * _joined(share[0] > 0.4, (beyond < 0.25) & (up > brows - 0.35))
    return hair, share[1] * _joined(share[1] > 0.4, oval)


def _colorful(skin: Colors) -> bool:
    """Whether skin has a colour; in a grey picture there are only light and place to tell by."""
    return bool(np.hypot(*skin.means[:, 1:3].mean(0)) > 6)


def _unlike(skin: Colors, features: np.ndarray, light: float) -> np.ndarray:
    """How unlike skin (n,), 0..1, also when skin in more or less light (its own is `light`) may look so."""
    shaded = features.copy()
    if _colorful(skin):
        shaded[:, :3] *= np.clip(light / np.maximum(features[:, :1], 1), 0.75, 1.4)
    distance = np.minimum(skin.distance(features), skin.distance(shaded)) if len(features) else np.zeros(0)
    return 1 - np.exp(-((distance / 2.6) ** 2))


def _untinted(picture: np.ndarray) -> np.ndarray:
    """The picture in ordinary light: brighter when it is dark, and without its tint when that is strong."""
    channels = picture.mean((0, 1)) + 1
    return levelled(picture) if channels.max() > 1.9 * channels.min() else lit(picture)


def _sample(features: np.ndarray, where: np.ndarray) -> tuple[np.ndarray, None] | None:
    return (features[where], None) if where.sum() > 60 else None


def _density(
    features: np.ndarray, sample: tuple[np.ndarray, np.ndarray | None] | None, shape: tuple[int, ...]
) -> np.ndarray:
    """The logarithm of a region's density at every pixel; of a region that is not there, that of any colour."""
    if sample is None:
        return np.full(shape, -9.5)
    flat = features.reshape(-1, features.shape[-1])
    found = Colors.of(*sample, spread=2.0).log_density(flat).reshape(shape)
    return np.maximum(found, -13.0)


def _features(picture: np.ndarray) -> np.ndarray:
    """Colour (CIELAB, lightness at less weight) and roughness of every pixel: float (height, width, 4)."""
    from scipy.ndimage import gaussian_filter, uniform_filter
    from skimage.color import rgb2lab

    lab = rgb2lab(picture)
    soft = gaussian_filter(lab, (1.0, 1.0, 0))
    light = lab[..., 0]
    rough = np.sqrt(np.maximum(uniform_filter(light**2, 5) - uniform_filter(light, 5) ** 2, 0))
    return np.stack([0.6 * soft[..., 0], 1.2 * soft[..., 1], 1.2 * soft[..., 2], 0.7 * np.minimum(rough, 20)], -1)


def _rise(values: np.ndarray, low: float | np.ndarray, high: float) -> np.ndarray:
    """0 at `low`, 1 at `high`, smooth between."""
    t = np.clip((values - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def _places(
    across: np.ndarray, up: np.ndarray, beyond: np.ndarray, person: np.ndarray, brows: float, chin: float
) -> np.ndarray:
    """How likely hair, skin, clothes and background (4, h, w) are by place alone, on any head."""
    inside = _rise(-beyond, -0.015, 0.03)
    above = _rise(up, brows - 0.3, brows + 0.05)
    below = _rise(-up, -chin - 0.1, -chin + 0.1)
    beside = (1 - above) * (1 - below)
    depth = np.maximum(chin - up, 0)
    aside = _rise(np.abs(across), 0.24, 0.5)
    far = _rise(np.abs(across), 0.8, 1.4)
    rim = _rise(beyond, -0.13 - 0.12 * above, 0.0)
    near = np.exp(-((beyond / 0.55) ** 2))
    hair = above * (0.02 + 0.8 * near) + beside * 0.35 * _rise(beyond, 0.0, 0.12)
    hair += below * aside * 0.3 * np.exp(-depth / 0.8)
    hair = hair * (1 - inside) * (1 - 0.85 * far) + inside * rim * (0.5 * _rise(up, brows + 0.04, brows + 0.22) + 0.02)
    skin = above * (0.03 + (0.65 - 0.3 * aside) * np.exp(-((beyond / 0.2) ** 2))) + beside * (
        0.04 + 0.5 * np.exp(-((beyond / 0.15) ** 2))
    )
    skin += below * (0.08 + (1 - aside) * 0.6 * np.exp(-((depth / 0.55) ** 2)))
    skin = skin * (1 - inside) + inside * (0.97 - 0.4 * rim * above)
    clothes = (1 - inside) * (0.03 + below * (0.1 + 0.7 * _rise(depth, 0.1, 0.6)) + 0.1 * beside + 0.4 * (1 - near))
    seen = np.clip(person, 0.01, 0.99)
    head = np.stack([hair, skin, clothes]) + 1e-3
    head = head / head.sum(0) * seen
    return np.concatenate([head, (1 - seen)[None] * (1 - inside) + 1e-3])


def _for_bald(places: np.ndarray, bald: float, up: np.ndarray, beyond: np.ndarray, brows: float) -> np.ndarray:
    """The places on a head that is so surely (0..1) bald: what lies above the forehead is skin."""
    top = _rise(up, brows, brows + 0.2) * (beyond > 0) * bald
    moved = places.copy()
    moved[1] += 0.9 * top * places[0]
    moved[0] -= 0.9 * top * places[0]
    return moved


def _softly(mask: np.ndarray, width: float) -> np.ndarray:
    from scipy.ndimage import gaussian_filter

    return gaussian_filter(mask.astype(np.float32), width)


def _joined(mask: np.ndarray, near: np.ndarray) -> np.ndarray:
    """The parts of a mask that reach the neighbourhood of the forehead, softly widened."""
    from scipy.ndimage import binary_dilation, label

    labels, count = label(mask)
    kept = np.isin(labels, np.unique(labels[near & mask])) & mask if count else mask
    return _softly(binary_dilation(kept, iterations=2), 1.0)


def _probability(picture: np.ndarray, area: tuple[int, int, int, int]) -> np.ndarray:
    """The network's mask for an area (left, top, right, bottom), which it sees as a square."""
    from castalia.faces.finding.landmarks import person_probability

    left, top, right, bottom = area
    width, height = right - left, bottom - top
    side = max(width, height)
    square = np.pad(
        picture[top:bottom, left:right],
        (((side - height) // 2, side - height - (side - height) // 2),
         ((side - width) // 2, side - width - (side - width) // 2), (0, 0)),
        mode="edge",
    )  # fmt: skip
    seen = resized(person_probability(square), (side, side))
    return seen[(side - height) // 2 :, (side - width) // 2 :][:height, :width]


def _feather(area: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Weights 0..1 of a closer look: less towards its edges, but not at the picture's own."""
    height, width = area[3] - area[1], area[2] - area[0]
    soft = 0.15 * max(height, width)
    x, y = np.arange(width) + 0.5, np.arange(height) + 0.5
    ramps = [
        np.clip(x / soft, 0, 1) if area[0] > 0 else np.ones(width),
        np.clip((width - x) / soft, 0, 1) if area[2] < shape[1] else np.ones(width),
        np.clip(y / soft, 0, 1) if area[1] > 0 else np.ones(height),
        np.clip((height - y) / soft, 0, 1) if area[3] < shape[0] else np.ones(height),
    ]
    return np.outer(ramps[2] * ramps[3], ramps[0] * ramps[1]).astype(np.float32)
