"""What can be measured of any picture: format, light, colours, sharpness, background, and the faces in it."""

from __future__ import annotations

from typing import Any

import numpy as np

from castalia.engines.describe.colors import Share, colors
from castalia.engines.describe.faces import face_facts
from castalia.errors import Missing

SIDE = 768
"""Pixels of the longer side at which everything is measured."""
MOST_FACES = 12


def facts_of(picture: np.ndarray, people: bool = True) -> dict[str, Any]:
    """Facts about a picture, plain JSON, boxes in its own pixels; `missing` says what could not be looked for here.

    Args:
        picture: uint8 (height, width, 3). people: whether faces are looked for.
    """
    height, width = picture.shape[:2]
    small = _small(picture)
    faces, person, hairs, missing = _people(small) if people else ([], None, [], [])
    inside = np.zeros(small.shape[:2], bool)
    for face in faces:
        left, top, right, bottom = (round(v) for v in face.box)
        inside[max(0, top) : max(0, bottom), max(0, left) : max(0, right)] = True
    behind = _behind(small, person, inside)
    facts: dict[str, Any] = {
        "width": width, "height": height,
        "orientation": "square" if 0.95 < width / height < 1.05 else "landscape" if width > height else "portrait",
        **_light(small),
        "sharpness": _sharpness(small, faces),
        "colors": _told(colors(small, ~inside if inside.any() else None)),
        "background": {"kind": _plainness(small, behind), "colors": _told(colors(small, behind, least=0.15, most=2))},
        "faces": [
            face_facts(face, small, hair) for face, hair in zip(faces[:MOST_FACES], hairs[:MOST_FACES], strict=True)
        ],
        "missing": missing,
    }  # fmt: skip
    for face in facts["faces"]:
        face["box"] = [round(v * width / small.shape[1]) for v in face["box"]]
    for face in facts["faces"] if facts["grey"] else ():
        if "hair" in face:
            face["hair"]["color"] = ""
    if faces:
        largest = max(range(len(faces)), key=lambda i: faces[i].width)
        facts["main"] = min(largest, MOST_FACES - 1)
        share = (faces[largest].box[3] - faces[largest].box[1]) / small.shape[0]
        facts["shot"] = next(name for least, name in _SHOTS if share >= least)
        if person is not None and len(faces) == 1 and (clothes := _clothes(small, person, faces[0])):
            facts["clothes"] = _told(clothes)
    return facts


_SHOTS = ((0.5, "close-up"), (0.26, "head"), (0.13, "half"), (0.07, "figure"), (0.0, "far"))
"""Share of the height of the picture that the face takes -> close-up, head and shoulders, half figure ..."""


def _small(picture: np.ndarray) -> np.ndarray:
    from PIL import Image

    scale = SIDE / max(picture.shape[:2])
    if scale >= 1:
        return picture
    size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
    return np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.LANCZOS))


def _people(picture: np.ndarray) -> tuple[list[Any], np.ndarray | None, list[np.ndarray | None], list[str]]:
    """Faces, where people are, and the hair of each face; empty where mediapipe is missing, which is then said."""
    from castalia.faces.finding.landmarks import find_faces

    try:
        faces = find_faces(picture)
    except Missing as error:
        return [], None, [], [f"faces: {error.message}; {error.hint}"]
    if not faces:
        return [], None, [], []
    from castalia.faces.finding.people import hair_mask, person_mask

    person = person_mask(picture)
    large = [face.width > 40 for face in faces]
    hairs = [hair_mask(picture, face, person) if big else None for face, big in zip(faces, large, strict=True)]
    return faces, person, hairs, []


def _told(found: list[Share]) -> list[dict[str, Any]]:
    return [{"name": c.name, "share": c.share, "hex": c.hex} for c in found]


def _light(picture: np.ndarray) -> dict[str, Any]:
    """Brightness 0..1 and what that is called, contrast, warmth, and whether there is any colour."""
    rgb = picture.astype(np.float32) / 255
    luma = rgb @ np.array([0.299, 0.587, 0.114], np.float32)
    bright, contrast = float(luma.mean()), float(luma.std())
    warmth = float(rgb[..., 0].mean() - rgb[..., 2].mean())
    grey = float(np.abs(rgb - rgb.mean(2, keepdims=True)).max(2).mean()) < 0.012
    name = "dark" if bright < 0.22 else "dim" if bright < 0.36 else "bright" if bright > 0.66 else "medium"
    return {
        "brightness": round(bright, 3), "light": name, "contrast": round(contrast, 3), "grey": grey,
        "tone": "neutral" if grey or abs(warmth) < 0.06 else "warm" if warmth > 0 else "cool",
    }  # fmt: skip


def _sharpness(picture: np.ndarray, faces: list[Any]) -> str:
    """`sharp`, `soft` or `blurred`: how much of the finest detail is left, at the largest face where there is one."""
    from scipy.ndimage import gaussian_filter

    grey = picture.astype(np.float32).mean(2)
    if faces:
        left, top, right, bottom = (round(v) for v in max(faces, key=lambda f: f.width).box)
        grey = grey[max(0, top) : bottom, max(0, left) : right]
    if min(grey.shape) < 16:
        return "sharp"
    fine = float(np.percentile(np.abs(grey - gaussian_filter(grey, 1.2)), 97))
    coarse = float(np.percentile(np.abs(gaussian_filter(grey, 1.2) - gaussian_filter(grey, 5)), 97)) + 1
    ratio = fine / coarse
    return "sharp" if ratio > 0.28 else "soft" if ratio > 0.15 else "blurred"


def _behind(picture: np.ndarray, person: np.ndarray | None, inside: np.ndarray) -> np.ndarray:
    """bool (height, width): the background; without a mask of people the upper and outer edges of the picture."""
    if person is not None:
        behind = person < 0.15
        if behind.mean() > 0.04:
            return np.asarray(behind)
    height, width = picture.shape[:2]
    edge = np.zeros((height, width), bool)
    edge[: max(1, height // 8)] = True
    edge[: height * 2 // 3, : max(1, width // 10)] = True
    edge[: height * 2 // 3, -max(1, width // 10) :] = True
    return edge & ~inside


def _plainness(picture: np.ndarray, behind: np.ndarray) -> str:
    """`plain`, `soft` (out of focus or few things) or `busy`."""
    from scipy.ndimage import gaussian_filter

    grey = gaussian_filter(picture.astype(np.float32).mean(2), 1.5)
    slope = np.hypot(*np.gradient(grey))[behind]
    if not len(slope):
        return "busy"
    edges = float((slope > 6).mean())
    return "plain" if edges < 0.012 else "soft" if edges < 0.06 else "busy"


def _clothes(picture: np.ndarray, person: np.ndarray, face: Any) -> list[Share]:
    """Colours of what is seen of the person below the chin, at the width of two faces."""
    left, _, right, bottom = face.box
    height, width = picture.shape[:2]
    tall, wide = bottom - face.box[1], right - left
    region = np.zeros((height, width), bool)
    region[min(height, round(bottom + 0.45 * tall)) :, max(0, round(left - wide)) : round(right + wide)] = True
    region &= person > 0.7
    if region.sum() < 0.35 * wide * tall:
        return []
    return [c for c in colors(picture, region, least=0.3, most=2) if c.name not in ("tan", "beige")]
