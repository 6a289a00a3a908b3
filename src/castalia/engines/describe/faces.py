"""What can be measured of faces: where they are, how they are turned, what they show. Nobody is recognised."""

from __future__ import annotations

from typing import Any

import numpy as np

from castalia.engines.describe.colors import hair_color
from castalia.faces.face import Face

_EYES = (((33, 133), (159, 145), (158, 153), 468), ((362, 263), (386, 374), (385, 380), 473))
"""Of each eye: corners, two pairs of upper and lower lid, iris."""
_CORNERS, _LIPS, _BROWS = (61, 291), (13, 14), ((105, 159), (334, 386))
_LID, _SMILE, _BROAD, _GAP = 0.13, 0.033, 0.08, 0.08
_TURNED, _FAR, _TILTED, _UP, _DOWN = 12.0, 28.0, 9.0, 13.0, -20.0
"""Degrees from which a head is said to be turned, turned far, tilted, raised, lowered. Landmarks of faces that look at
the camera lie between -15 and 10 degrees of pitch."""
_IRIS_DEGREES = 150.0
"""Degrees that an eye is turned when its iris is moved by one width of the eye (an eyeball is 24 mm, an eye 30)."""


def face_facts(face: Face, picture: np.ndarray, hair: np.ndarray | None = None) -> dict[str, Any]:
    """Facts about one face, plain JSON.

    Args:
        picture: uint8 (height, width, 3). hair: float32 (height, width) 0..1, its hair where that is known.
    """
    height, width = picture.shape[:2]
    left, top, right, bottom = face.box
    points = face.frontal
    middle = ((left + right) / 2 / width, (top + bottom) / 2 / height)
    lids = [_lid(points, eye) for eye in _EYES]
    facts: dict[str, Any] = {
        "box": [round(v) for v in face.box],
        "place": [round(v, 3) for v in middle],
        "height_share": round((bottom - top) / height, 3),
        "yaw": round(face.yaw, 1),
        "pitch": round(face.pitch, 1),
        "roll": round(face.roll, 1),
        "turned": "no" if abs(face.yaw) < _TURNED else "right" if face.yaw > 0 else "left",
        "far": abs(face.yaw) >= _FAR,
        "tilted": "no" if abs(face.roll) < _TILTED else "right" if face.roll > 0 else "left",
        "nod": "up" if face.pitch > _UP else "down" if face.pitch < _DOWN else "no",
        "eyes": "closed" if max(lids) < _LID else "open",
        "expression": _expression(points),
        "mouth": "open" if _gap(points) > _GAP else "closed",
        "look": _look(face, max(lids)),
        "light": _side_of_light(face, picture),
    }
    if hair is not None:
        facts["hair"] = _hair(face, picture, hair)
    return facts


def _distance(points: np.ndarray, pair: tuple[int, int]) -> float:
    return float(np.linalg.norm(points[pair[0]] - points[pair[1]]))


def _lid(points: np.ndarray, eye: Any) -> float:
    corners, *lids, _ = eye
    return sum(_distance(points, pair) for pair in lids) / len(lids) / _distance(points, corners)


def _gap(points: np.ndarray) -> float:
    """Between the lips, in widths of the mouth."""
    return _distance(points, _LIPS) / _distance(points, _CORNERS)


def _expression(points: np.ndarray) -> str:
    """`smile`, `broad smile`, `surprise`, `down` (corners of the mouth low) or `neutral`."""
    wide = _distance(points, _CORNERS)
    corners, lips = points[list(_CORNERS), 1].mean(), points[list(_LIPS), 1].mean()
    curl = float((corners - lips) / wide)
    smile = curl + 0.35 * (wide / 2 - 0.40)
    brows = float(np.mean([points[brow, 1] - points[lid, 1] for brow, lid in _BROWS]))
    if smile > _BROAD and _gap(points) > _GAP:
        return "broad smile"
    if smile > _SMILE:
        return "smile"
    if brows > 0.36 and _gap(points) > 0.12:
        return "surprise"
    return "down" if curl < -0.09 else "neutral"


def _look(face: Face, lid: float) -> str:
    """Where the eyes look: `camera`, `left`, `right` as the viewer sees it; empty when it cannot be told."""
    if len(face.landmarks) < 478 or lid < _LID or abs(face.yaw) > 40:
        return ""
    shifts = []
    for (outer, inner), *_, iris in _EYES:
        a, b = face.landmarks[outer, :2], face.landmarks[inner, :2]
        along = b - a
        shifts.append(float((face.landmarks[iris, :2] - (a + b) / 2) @ along / (along @ along)))
    degrees = face.yaw + _IRIS_DEGREES * float(np.mean(shifts)) * 0.6
    return "camera" if abs(degrees) < 18 else "right" if degrees > 0 else "left"


def _side_of_light(face: Face, picture: np.ndarray) -> str:
    """From which side the face is lit: `left`, `right` or `even`. Compares the two cheeks."""
    sides = []
    for spot in (117, 346):
        x, y = face.landmarks[spot, :2]
        r = max(2, round(face.width * 0.05))
        patch = picture[max(0, int(y) - r) : int(y) + r, max(0, int(x) - r) : int(x) + r].astype(float)
        if not patch.size:
            return "even"
        sides.append(float(patch.mean()) + 1)
    ratio = sides[0] / sides[1]
    return "left" if ratio > 1.3 else "right" if ratio < 1 / 1.3 else "even"


def _hair(face: Face, picture: np.ndarray, hair: np.ndarray) -> dict[str, Any]:
    """Colour (empty where it is no one colour) and length of the hair; length `none` where hardly any is seen."""
    left, top, right, bottom = face.box
    sure = hair > 0.6
    share = float(sure.sum()) / ((right - left) * (bottom - top))
    if share < 0.06:
        return {"length": "none", "color": "", "share": round(share, 3)}
    rows = np.flatnonzero(sure.sum(1) > 0.04 * (right - left))
    low = (float(np.percentile(rows, 98)) - top) / (bottom - top) if len(rows) else 0.0
    length = "long" if low > 1.2 else "medium" if low > 0.92 else "short"
    return {"length": length, "color": hair_color(picture[hair > 0.85]), "share": round(share, 3)}
