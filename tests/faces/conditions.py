"""The astronaut's picture in ten conditions, each with the way back, and the marker for tests that need mediapipe."""

import importlib.util
import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

Back = Callable[[np.ndarray], np.ndarray]
"""Points (n, 2 or 3) of the changed picture -> points of the original; depth is scaled along."""

needs_mediapipe = pytest.mark.skipif(
    importlib.util.find_spec("mediapipe") is None, reason="mediapipe is not installed: pip install 'castalia[face]'"
)


def astronaut() -> np.ndarray:
    """A photo with one face, 93 pixels wide, seen from the front: uint8 (512, 512, 3)."""
    from skimage import data

    return data.astronaut()


def small(picture: np.ndarray) -> tuple[np.ndarray, Back]:
    """The face is 5 % of the picture's width: 32 pixels of 640."""
    scale = 0.344
    side = round(512 * scale)
    canvas = np.full((400, 640, 3), (120, 130, 110), np.uint8)
    canvas[90 : 90 + side, 400 : 400 + side] = Image.fromarray(picture).resize((side, side), Image.Resampling.LANCZOS)
    return canvas, _affine([[512 / side, 0], [0, 512 / side]], (-400 * 512 / side, -90 * 512 / side))


def rotated(picture: np.ndarray) -> tuple[np.ndarray, Back]:
    """Turned by 40 degrees."""
    image = Image.fromarray(picture).rotate(40, Image.Resampling.BICUBIC, expand=True)
    cos, sin = np.cos(np.radians(40)), np.sin(np.radians(40))
    turn = np.array([[cos, -sin], [sin, cos]])
    middle = np.array(image.size) / 2
    return np.asarray(image), _affine(turn, np.array(picture.shape[1::-1]) / 2 - turn @ middle)


def upside_down(picture: np.ndarray) -> tuple[np.ndarray, Back]:
    return np.ascontiguousarray(picture[::-1, ::-1]), _affine([[-1, 0], [0, -1]], picture.shape[1::-1])


def grey(picture: np.ndarray) -> tuple[np.ndarray, Back]:
    return np.asarray(Image.fromarray(picture).convert("L").convert("RGB")), _same


def dark(picture: np.ndarray) -> tuple[np.ndarray, Back]:
    return (picture * 0.12).astype(np.uint8), _same


def tinted(picture: np.ndarray) -> tuple[np.ndarray, Back]:
    """As if under blue light."""
    return (picture * np.array([0.4, 0.55, 1.0])).astype(np.uint8), _same


def cropped(picture: np.ndarray) -> tuple[np.ndarray, Back]:
    """Close to the face on all sides."""
    return np.ascontiguousarray(picture[60:195, 165:290]), _affine(np.eye(2), (165, 60))


def compressed(picture: np.ndarray) -> tuple[np.ndarray, Back]:
    data = io.BytesIO()
    Image.fromarray(picture).save(data, "JPEG", quality=12)
    return np.asarray(Image.open(data).convert("RGB")), _same


def mirrored(picture: np.ndarray) -> tuple[np.ndarray, Back]:
    """Left is right; the points, too, must be named for the other side to be compared (see `MIRROR`)."""
    return np.ascontiguousarray(picture[:, ::-1]), _affine([[-1, 0], [0, 1]], (picture.shape[1], 0))


def second_face(picture: np.ndarray) -> tuple[np.ndarray, Back]:
    """The same person once more on the right, smaller."""
    other = Image.fromarray(picture[20:360, 90:430]).resize((260, 260), Image.Resampling.LANCZOS)
    canvas = np.full((512, 780, 3), (90, 96, 110), np.uint8)
    canvas[:, :512], canvas[130:390, 516:776] = picture, np.asarray(other)
    return canvas, _same


def wide(picture: np.ndarray) -> tuple[np.ndarray, Back]:
    """16:9, the person on the right."""
    canvas = np.full((512, 910, 3), (186, 190, 200), np.uint8)
    canvas[:, 398:] = picture
    return canvas, _affine(np.eye(2), (-398, 0))


CONDITIONS: dict[str, Callable[[np.ndarray], tuple[np.ndarray, Back]]] = {
    "small": small,
    "rotated": rotated,
    "upside down": upside_down,
    "grey": grey,
    "dark": dark,
    "tinted": tinted,
    "cropped": cropped,
    "compressed": compressed,
    "mirrored": mirrored,
    "second face": second_face,
    "16:9": wide,
}


def _same(points: np.ndarray) -> np.ndarray:
    return points


def _affine(matrix: object, shift: object) -> Back:
    linear, offset = np.asarray(matrix, float), np.asarray(shift, float)
    scale = np.sqrt(abs(np.linalg.det(linear)))

    def back(points: np.ndarray) -> np.ndarray:
        return np.hstack([points[:, :2] @ linear.T + offset, points[:, 2:] * scale])

    return back
