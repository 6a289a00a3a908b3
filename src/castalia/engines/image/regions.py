"""Where something is in a picture, by name: faces, the subject, the background, the sky, or a rectangle."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from castalia.errors import BadInput

if TYPE_CHECKING:
    from castalia.engines.image.drawn import Box, Drawn
    from castalia.models.model import Model
    from castalia.settings import Settings

NAMES = ("face", "background", "subject", "sky")
HEAD = 0.35
"""A face that was found is grown by this share of its size on each side, so that hair and chin are in it."""
FACE = 0.7
"""So much of the ellipse around a head is certainly skin and hair."""
NUMBERS = re.compile(r"[\d\s,.+-]*")
HINT = f"name one of {', '.join(NAMES)}, or left,top,width,height in pixels"


def check_region(region: str, settings: Settings) -> None:
    """Refuse what is neither a name nor a rectangle; with CLIPSeg installed any words will do."""
    if region in NAMES or (not NUMBERS.fullmatch(region) and _reader_of_words(settings)):
        return
    try:
        rectangle(region)
    except BadInput as error:
        more = "" if NUMBERS.fullmatch(region) else "; any words will do after `castalia models pull clipseg`"
        raise BadInput(error.message, hint=error.hint + more) from None


def _reader_of_words(settings: Settings) -> Model | None:
    from castalia.engines.image.cutout import ModelCutout

    return next((model for model in ModelCutout().installed(settings) if model.family == "clipseg"), None)


def rectangle(text: str) -> Box:
    """`left,top,width,height` as (left, top, right, bottom); `BadInput` when it is something else."""
    try:
        left, top, width, height = (int(part) for part in text.split(","))
    except ValueError:
        raise BadInput(f"'{text[:40]}' is no region", hint=HINT) from None
    if min(left, top) < 0 or min(width, height) < 1:
        raise BadInput(f"the rectangle {text} is empty or begins outside", hint=HINT)
    return left, top, left + width, top + height


def region_mask(region: str, picture: np.ndarray, known: Drawn | None, settings: Settings) -> np.ndarray:
    """float32 (height, width) 0..1 of a region.

    Args:
        picture: uint8 (height, width, 3).
        known: the clay scene that it shows, which answers exactly.

    Raises:
        BadInput: it is not in the picture.
    """
    if region in NAMES:
        found = _FINDERS[region](picture, known)
    elif not NUMBERS.fullmatch(region) and (reader := _reader_of_words(settings)):
        from castalia.engines.image.foreground import guided
        from castalia.engines.image.segment import segmented

        found = guided(picture, segmented(picture, reader, region))
    else:
        found = _filled(rectangle(region), picture.shape[:2])
    if found.max() < 0.5:
        raise BadInput(f"no {region} was found in the picture", hint="give a mask, or left,top,width,height in pixels")
    return found


def subject_share(picture: np.ndarray, known: Drawn | None, box: Box | None = None) -> np.ndarray:
    """float32 (height, width) 0..1: exact for a clay picture, else by colour and place."""
    from castalia.engines.image.foreground import subject_of

    if known is not None and known.boxes():
        share = known.subjects()
        return share * _filled(box, picture.shape[:2]) if box else share
    if box or not (people := face_boxes(picture, None)):
        return subject_of(picture, box)
    return subject_of(picture, hint=_figures(people, picture.shape), sure=_ellipses(people, picture.shape, FACE))


def face_boxes(picture: np.ndarray, known: Drawn | None) -> list[Box]:
    """Boxes around the heads, the largest first."""
    if known is not None:
        return known.heads()
    from castalia.engines.image.faces import faces

    height, width = picture.shape[:2]
    return [grown(box, HEAD, width, height) for box in faces(picture)]


def grown(box: Box, share: float, width: int, height: int) -> Box:
    """A box with a margin, inside the picture."""
    left, top, right, bottom = box
    across, down = share * (right - left), share * (bottom - top)
    return (
        max(0, round(left - across)), max(0, round(top - down)), min(width, round(right + across)),
        min(height, round(bottom + down)),
    )  # fmt: skip


def _face(picture: np.ndarray, known: Drawn | None) -> np.ndarray:
    return _ellipses(face_boxes(picture, known), picture.shape, 1.0)


def _ellipses(boxes: list[Box], shape: tuple[int, ...], size: float) -> np.ndarray:
    """Ellipses in boxes, as large as they are by a factor."""
    mask = np.zeros(shape[:2], np.float32)
    for left, top, right, bottom in boxes:
        y, x = np.mgrid[-1 : 1 : (bottom - top) * 1j, -1 : 1 : (right - left) * 1j]
        window = mask[top:bottom, left:right]
        np.maximum(window, (x**2 + y**2 <= size**2).astype(np.float32), out=window)
    return mask


def _figures(heads: list[Box], shape: tuple[int, ...]) -> np.ndarray:
    """A first guess of people by their heads: the shoulders are broader, and the body goes down."""
    mask = _ellipses(heads, shape, 1.0)
    for left, _, right, bottom in heads:
        middle, half = (left + right) / 2, (right - left) / 2
        down = np.arange(bottom, shape[0])
        reach = half * np.minimum(0.5 + (down - bottom) / (1.2 * half), 1.8)
        across = np.abs(np.arange(shape[1]) - middle)
        mask[bottom:][across[None] <= reach[:, None]] = 1
    return mask


def _subject(picture: np.ndarray, known: Drawn | None) -> np.ndarray:
    return subject_share(picture, known)


def _background(picture: np.ndarray, known: Drawn | None) -> np.ndarray:
    return np.float32(1) - subject_share(picture, known)


def _sky(picture: np.ndarray, known: Drawn | None) -> np.ndarray:
    """What the clay world calls sky; in other pictures what hangs together with the upper edge and has its colour."""
    if known is not None:
        return known.sky().astype(np.float32)
    from castalia.engines.image.foreground import subject_of

    height, width = picture.shape[:2]
    guess = np.zeros((height, width), np.float32)
    guess[: max(1, height // 5)] = 1
    share = subject_of(picture, hint=guess)
    from scipy.ndimage import label

    labels, _ = label(share > 0.5)
    touching = np.unique(labels[0])
    return np.where(np.isin(labels, touching[touching > 0]), share, 0).astype(np.float32)


def _filled(box: Box, shape: tuple[int, ...]) -> np.ndarray:
    mask = np.zeros(shape[:2], np.float32)
    left, top, right, bottom = box
    mask[top:bottom, left:right] = 1
    return mask


_FINDERS: dict[str, Callable[[np.ndarray, Drawn | None], np.ndarray]] = {
    "face": _face, "subject": _subject, "background": _background, "sky": _sky,
}  # fmt: skip
