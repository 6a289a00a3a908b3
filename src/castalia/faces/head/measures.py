"""A face in numbers and words: pose, proportions, expression, colours, hair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from castalia.faces.face import CHIN, FOREHEAD, LEFT_SIDE, RIGHT_SIDE, Face

if TYPE_CHECKING:
    from castalia.faces.head.whole import HeadMesh

MILLIMETRES = 72.5
"""A unit of the face's frame, for a face 145 mm wide: a photo cannot tell how large somebody is."""
_PAIRS = ((33, 263), (133, 362), (61, 291), (105, 334), (98, 327), (172, 397), (50, 280), (159, 386), (145, 374))
_CHEEKS = (50, 101, 36, 205, 187, 280, 330, 266, 425, 411)
_BROWS = (105, 66, 107, 334, 296, 336)
_LIPS = (37, 0, 267, 84, 17, 314)


def coefficients(picture: np.ndarray, face: Face, head: HeadMesh) -> dict[str, Any]:
    """What a photo tells of a face, as plain numbers and words for a JSON file.

    Lengths are millimetres for a face 145 mm wide, and shares of its width; angles are degrees; what is opened or
    raised runs from 0 to about 1; colours are #rrggbb as they are in the photo, in its light.
    """
    points = face.frontal
    lengths = {
        "face_width": _far(points, LEFT_SIDE, RIGHT_SIDE),
        "face_height": _far(points, FOREHEAD, CHIN),
        "eye_distance": _far(points[:468], (33, 133), (362, 263)),
        "eye_width": (_far(points, 33, 133) + _far(points, 362, 263)) / 2,
        "nose_length": _far(points, 168, 2),
        "nose_width": _far(points, 129, 358),
        "mouth_width": _far(points, 61, 291),
        "jaw_width": _far(points, 172, 397),
        "chin_height": _far(points, 17, CHIN),
    }
    size = np.ptp(head.vertices, axis=0) * 1000
    found: dict[str, Any] = {
        "pose": {"yaw": _rounded(face.yaw), "pitch": _rounded(face.pitch), "roll": _rounded(face.roll)},
        "proportions_mm": {name: _rounded(v * MILLIMETRES) for name, v in lengths.items()},
        "proportions": {name: _rounded(v / 2, 3) for name, v in lengths.items()},
        "asymmetry": _rounded(_asymmetry(points), 3),
        "expression": _expression(points),
        "colors": _colors(picture, face, head),
        "size_mm": dict(zip(("width", "height", "depth"), (_rounded(v) for v in size), strict=True)),
    }
    if head.hair is not None:
        found["hair"] = {"length": head.hair.length, "volume": head.hair.volume}
    return found


def _far(points: np.ndarray, a: int | tuple[int, ...], b: int | tuple[int, ...]) -> float:
    first, second = (points[[i] if isinstance(i, int) else list(i)].mean(0) for i in (a, b))
    return float(np.linalg.norm(first - second))


def _asymmetry(points: np.ndarray) -> float:
    """Mean distance between one side and the mirror image of the other, as a share of the face's width; a turned head
    adds a little of its own."""
    left, right = (points[[pair[k] for pair in _PAIRS]] for k in (0, 1))
    middle = ((left + right) / 2)[:, 0].mean()
    mirrored = right * (-1, 1, 1) + (2 * middle, 0, 0)
    return float(np.linalg.norm((left - mirrored)[:, :2], axis=1).mean() / 2)


def _expression(points: np.ndarray) -> dict[str, float]:
    mouth = _far(points, 61, 291)
    corners = (points[61, 1] + points[291, 1]) / 2
    lips = (points[13, 1] + points[14, 1]) / 2
    eyes = [(_far(points, 159, 145) / _far(points, 33, 133)), (_far(points, 386, 374) / _far(points, 362, 263))]
    brows = (_far(points, 105, 159) + _far(points, 334, 386)) / 2
    return {
        "mouth_open": _rounded(np.clip(_far(points, 13, 14) / mouth / 0.6, 0, 1), 3),
        "smile": _rounded(np.clip((corners - lips) / mouth / 0.16 + (mouth - 0.72) / 0.5, -1, 1), 3),
        "eye_open_left": _rounded(np.clip(eyes[0] / 0.36, 0, 1), 3),
        "eye_open_right": _rounded(np.clip(eyes[1] / 0.36, 0, 1), 3),
        "brows_raised": _rounded(np.clip((brows - 0.26) / 0.16, -1, 1), 3),
    }


def _colors(picture: np.ndarray, face: Face, head: HeadMesh) -> dict[str, str]:
    at = face.landmarks[:, :2]
    reach = max(1, round(0.018 * face.width))
    colors = {
        "skin": _hex(_around(picture, at[list(_CHEEKS)], reach)),
        "lips": _hex(_around(picture, at[list(_LIPS)], max(1, reach // 2))),
        "brows": _hex(_darkest(_around(picture, at[list(_BROWS)], reach))),
    }
    if len(at) >= 478:
        # Between pupil and rim, without the glint.
        rings = np.concatenate([at[[c]] + 0.55 * (at[c + 1 : c + 5] - at[[c]]) for c in (468, 473)])
        colors["eyes"] = _hex(_around(picture, rings, 0))
    hairy = head.groups.get("hair", np.zeros(0, int))
    if len(hairy):
        uv = head.uv[head.triangles[hairy]].mean(1)
        size = len(head.texture)
        texels = head.texture[((1 - uv[:, 1]) * size).astype(int) % size, (uv[:, 0] * size).astype(int) % size]
        colors["hair"] = _hex(texels)
    return colors


def _around(picture: np.ndarray, places: np.ndarray, reach: int) -> np.ndarray:
    height, width = picture.shape[:2]
    found = []
    for x, y in places:
        i, j = int(np.clip(x, reach, width - reach - 1)), int(np.clip(y, reach, height - reach - 1))
        found.append(picture[max(0, j - reach) : j + reach + 1, max(0, i - reach) : i + reach + 1, :3].reshape(-1, 3))
    return np.concatenate(found)


def _darkest(colors: np.ndarray) -> np.ndarray:
    """The darkest third: a brow is hairs before skin."""
    bright = colors @ (0.299, 0.587, 0.114)
    return colors[bright <= np.quantile(bright, 1 / 3)]


def _hex(colors: np.ndarray) -> str:
    r, g, b = np.median(colors, axis=0).round().astype(int)
    return f"#{r:02x}{g:02x}{b:02x}"


def _rounded(value: Any, digits: int = 1) -> float:
    return round(float(value), digits)
