"""Says before any time is spent whether a face can be used for something, and if not, why and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from castalia.errors import BadInput
from castalia.faces.face import MESH_POINTS, Face
from castalia.faces.finding.crops import Square, View, lit

DARK, BRIGHT, MOST_GAIN = 50.0, 140.0, 6.0
"""A face whose bright parts are darker (0..255) than the first is brought to the second, by this factor at most."""
MOST_PIXELS = 50_000_000
"""Larger pictures bring nothing for a face but time and memory."""
Purpose = Literal["mesh", "talk"]


@dataclass(frozen=True)
class _Limits:
    """What a purpose refuses, and from where on it warns: widths in pixels, angles in degrees, shares 0..1."""

    refused_width: float
    advised_width: float
    refused_yaw: float
    advised_yaw: float
    refused_up: float
    refused_down: float
    refused_cut: float
    what: str
    soft: str


_LIMITS: dict[str, _Limits] = {
    "mesh": _Limits(
        24, 100, 46, 28, 34, 40, 0.12, "a 3D head",
        "the texture will be soft",
    ),
    "talk": _Limits(
        24, 80, 40, 25, 32, 36, 0.06, "a talking portrait",
        "the face will look soft when it moves",
    ),
}  # fmt: skip
_BLURRED, _SOFT = 0.95, 0.86
"""Of `blur_effect`, 0 sharp .. 1 blurred: more is refused, more is mentioned. Sharp photos have 0.45 to 0.76."""
_PATCHES = {
    "skin": (168, 6, 8, 9, 223, 224, 222, 113, 443, 444, 442, 342, 111, 117, 118, 119, 340, 346, 347, 348, 162, 127,
             143, 35, 389, 356, 372, 265),
    "nose": (4, 5, 1, 45, 275),
    "left cheek": (50, 205, 207, 187),
    "right cheek": (280, 425, 427, 411),
}  # fmt: skip
"""Landmarks of places on the skin; the first, round the eyes, are free of masks, beards and mostly of hair."""
_EYES = (
    (33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7),
    (263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249),
)


def check_face(
    picture: np.ndarray, face: Face, faces: Sequence[Face] = (), *, purpose: Purpose = "mesh", number: int = 0
) -> list[str]:
    """What the user should know of the chosen face, as sentences; none when all is well.

    Args:
        picture: uint8 (height, width, 3) in which the faces were found.
        face: the chosen one of `faces` (`choose`).
        purpose: "mesh" for a 3D head, "talk" for a portrait that is moved.
        number: what the user asked for; with 0 and several faces it is said that the largest was taken.

    Raises:
        BadInput: the face is too small, turned away too far, blurred, covered or cut off; with the way out.
    """
    limits = _LIMITS[purpose]
    notes = []
    if number == 0 and len(faces) > 1 and face is max(faces, key=lambda one: one.width):
        place = next((i for i, one in enumerate(faces, 1) if one is face), 1)
        notes.append(
            f"{len(faces)} faces were found; the largest was taken, number {place} from the left (face={place})."
        )
    for check in (_size, _place, _pose, _blur, _cover):
        notes += check(picture, face, limits)
    return notes


def read_photo(path: str | Path) -> np.ndarray:
    """Read a picture to look for faces in: uint8 (height, width, 3), what is see-through laid on white.

    Raises:
        BadInput: it is not a picture, damaged, or too large (a large JPEG is read at a smaller scale).
    """
    from castalia.media.picture import read_picture

    picture = read_picture(path, most_pixels=MOST_PIXELS)
    if picture.shape[2] == 4:
        cover = picture[..., 3:].astype(np.uint16)
        picture = ((picture[..., :3] * cover + 255 * (255 - cover) + 127) // 255).astype(np.uint8)
    return np.ascontiguousarray(picture)


def well_lit(picture: np.ndarray, face: Face) -> tuple[np.ndarray, str]:
    """The picture, brightened when the face in it can hardly be seen, and a note that says so."""
    left, top, right, bottom = (max(0, round(side)) for side in face.box)
    part = picture[top:bottom, left:right] @ (0.299, 0.587, 0.114)
    brightest = float(np.percentile(part, 90)) if part.size else BRIGHT
    if brightest >= DARK:
        return picture, ""
    gain = min(MOST_GAIN, BRIGHT / max(brightest, 1.0))
    lighter = np.clip(picture * gain, 0, 255).astype(np.uint8)
    return lighter, f"The picture is very dark; it was made {gain:.1f} times brighter."


def _size(picture: np.ndarray, face: Face, limits: _Limits) -> list[str]:
    if face.width < limits.refused_width:
        raise BadInput(
            f"the face is too small for {limits.what}: {face.width:.0f} pixels wide",
            hint=f"it must be at least {limits.refused_width:.0f}, better {limits.advised_width * 2:.0f} pixels wide; "
            "give a larger picture",
        )
    if face.width < limits.advised_width:
        return [f"The face is only {face.width:.0f} pixels wide, so {limits.soft}; 200 and more are good."]
    return []


def _place(picture: np.ndarray, face: Face, limits: _Limits) -> list[str]:
    """Whether the picture's edge cuts the face off."""
    height, width = picture.shape[:2]
    left, top, right, bottom = face.box
    beyond = {
        "left": -left / (right - left),
        "top": -top / (bottom - top),
        "right": (right - width) / (right - left),
        "bottom": (bottom - height) / (bottom - top),
    }
    edge = max(beyond, key=lambda name: beyond[name])
    if beyond[edge] > limits.refused_cut:
        raise BadInput(
            f"the face is cut off by the {edge} edge of the picture",
            hint="give a picture that shows the whole face, with some room around it",
        )
    return [f"The {edge} edge of the picture cuts the face off a little."] if beyond[edge] > 0.015 else []


def _pose(picture: np.ndarray, face: Face, limits: _Limits) -> list[str]:
    yaw, up = face.yaw, face.pitch
    if abs(yaw) > limits.refused_yaw:
        raise BadInput(
            f"the face is seen from the side (turned by {abs(yaw):.0f} degrees)",
            hint=f"for {limits.what} it may be turned by {limits.refused_yaw:.0f} degrees at most; "
            "give a picture that shows it from the front",
        )
    if up > limits.refused_up or -up > limits.refused_down:
        raise BadInput(
            f"the face looks too far {'up' if up > 0 else 'down'} ({abs(up):.0f} degrees)",
            hint="give a picture in which it looks at the camera",
        )
    if abs(yaw) > limits.advised_yaw:
        return [
            f"The face is turned by {abs(yaw):.0f} degrees, so its far side is guessed; a frontal picture is better."
        ]
    return []


def _blur(picture: np.ndarray, face: Face, limits: _Limits) -> list[str]:
    from skimage.measure import blur_effect

    square = Square.round_face(face.landmarks, 1.3)
    side = int(np.clip(square.side, 24, 224))
    grey = View.around(picture, square, side).cut(square, side).mean(2) / 255
    blur = float(blur_effect(grey, h_size=5)) if np.ptp(grey) > 0.02 else 1.0
    if blur > _BLURRED:
        raise BadInput("the face is too blurred", hint="give a sharper picture of it, or a larger original")
    return [f"The face is blurred, so {limits.soft}."] if blur > _SOFT else []


def _cover(picture: np.ndarray, face: Face, limits: _Limits) -> list[str]:
    """Whether a mask covers nose and cheeks, dark glasses the eyes, or something one side."""
    colors, eyes = _colors(picture, face)
    skin, nose, left, right = (colors[name] for name in _PATCHES)
    cheeks = (left[0] + right[0]) / 2
    if all(light < 0.35 * cheeks or (light < 0.5 * cheeks and light - dark < 15) for light, dark in eyes):
        return ["Dark glasses seem to cover the eyes; they become part of the face, and it cannot blink."]
    middle = (nose + left + right) / 3
    alike = max(float(np.hypot(*(one - middle)[1:])) for one in (nose, left, right)) < 6
    if alike and all(_strange(one, skin) for one in (nose, left, right)):
        raise BadInput(
            "mouth and nose are covered, as by a mask or a scarf",
            hint="give a picture in which the whole face is seen",
        )
    if np.hypot(*skin[1:]) > 5 and _strange(left, skin) != _strange(right, skin):
        side = "left" if _strange(left, skin) else "right"
        return [f"Something seems to cover the {side} side of the face, or it is lit in another colour."]
    return []


def _strange(color: np.ndarray, skin: np.ndarray) -> bool:
    """Whether a colour (CIELAB) is not that of the skin round the eyes in another light."""
    chroma, strength = float(np.hypot(*skin[1:])), float(np.hypot(*color[1:]))
    if chroma < 5:  # A grey picture, or the frames of glasses: only the light can tell.
        return strength < 5 and abs(color[0] - skin[0]) > 25
    if np.hypot(*(color - skin)[1:]) < 8:
        return False
    turned = abs(np.arctan2(skin[1] * color[2] - skin[2] * color[1], skin[1:] @ color[1:]))
    return bool(strength < 0.45 * chroma or (strength > 4 and turned > np.radians(50)))


def _colors(picture: np.ndarray, face: Face) -> tuple[dict[str, np.ndarray], list[tuple[float, float]]]:
    """The colour (CIELAB) of each patch of skin, and how light the lightest and the darkest of each eye is."""
    from skimage.color import rgb2lab

    pixels = 160
    square = Square.round_face(face.landmarks, 1.3)
    lab = rgb2lab(lit(View.around(picture, square, pixels).cut(square, pixels)))
    cos, sin = np.cos(square.turn), np.sin(square.turn)
    away = face.landmarks[:MESH_POINTS, :2] - [square.x, square.y]
    points = (away @ np.array([[cos, -sin], [sin, cos]]) * (pixels / square.side) + pixels / 2).round().astype(int)
    points = points.clip(2, pixels - 3)

    def color(ids: Sequence[int]) -> np.ndarray:
        around = [lab[y - 2 : y + 3, x - 2 : x + 3].reshape(-1, 3) for x, y in points[list(ids)]]
        return np.median(np.concatenate(around), axis=0)

    eyes = []
    for ids in _EYES:
        (left, top), (right, bottom) = points[list(ids)].min(0), points[list(ids)].max(0)
        light = lab[top - 1 : bottom + 2, left : right + 1, 0]
        eyes.append((float(np.percentile(light, 92)), float(np.percentile(light, 8))))
    return {name: color(ids) for name, ids in _PATCHES.items()}, eyes
