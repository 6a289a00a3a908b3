"""Makes the maps that ControlNets want from pictures: edges, depth, directions, who is where."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from castalia.errors import Missing

if TYPE_CHECKING:
    from castalia.engines.image.drawn import Drawn
    from castalia.settings import Settings

CANNY = (0.9, 0.10, 0.25)
"""Blur in pixels, and the thresholds of the gradient below which nothing is an edge and above which everything is."""


def control_map(
    kind: str, picture: np.ndarray, width: int, height: int, known: Drawn | None, settings: Settings
) -> np.ndarray:
    """The map of a picture.

    Args:
        kind: one of `recipes.image.CONTROLS`.
        picture: uint8 (rows, columns, 3).
        width, height: of the map.
        known: the clay scene that the picture shows, from which depth, normals and masks follow exactly.

    Returns:
        uint8 (height, width, 3): depth white is near; normals red to the right, green up, blue to the camera.

    Raises:
        Missing: depth or normals of a picture that no scene is known of, and no depth model is here.
    """
    from PIL import Image

    sized = np.asarray(Image.fromarray(picture).resize((width, height), Image.Resampling.LANCZOS))
    if kind == "canny":
        found = canny(sized)
    elif kind == "scribble":
        found = scribble(sized)
    elif kind in ("depth", "normal", "mask"):
        exact = {"depth": _known_depth, "normal": _known_normals, "mask": _known_mask}[kind]
        guess: dict[str, Callable[[], np.ndarray]] = {
            "depth": lambda: estimated_depth(sized, settings),
            "normal": lambda: normals_of(estimated_depth(sized, settings)),
            "mask": lambda: _guessed_mask(sized),
        }
        found = guess[kind]() if known is None else _fitted(exact(known), width, height)
    else:  # tile takes the picture, pose a picture of a pose, none anything
        found = sized
    return found if found.ndim == 3 else np.repeat(found[..., None], 3, axis=2)


def canny(picture: np.ndarray) -> np.ndarray:
    """White edges of one pixel on black, uint8 (height, width)."""
    from skimage import color, feature

    blur, low, high = CANNY
    return feature.canny(color.rgb2gray(picture), blur, low, high).astype(np.uint8) * 255


def scribble(picture: np.ndarray) -> np.ndarray:
    """The long edges only, drawn with a broad pen: white on black, uint8 (height, width)."""
    from scipy.ndimage import gaussian_filter
    from skimage import color, feature, morphology

    unit = max(picture.shape[:2]) / 512
    edges = feature.canny(color.rgb2gray(picture), 3 * unit, 0.05, 0.12)
    long = morphology.remove_small_objects(edges, max_size=round(30 * unit), connectivity=2)
    broad = morphology.dilation(long, morphology.disk(max(1, round(2 * unit))))
    return np.round(gaussian_filter(broad.astype(np.float32), 0.6) * 255).astype(np.uint8)


def normals_of(depth: np.ndarray, strength: float = 6.0) -> np.ndarray:
    """Directions of surfaces from nearness: uint8 (height, width) -> uint8 (height, width, 3)."""
    from scipy.ndimage import gaussian_filter, sobel

    near = gaussian_filter(depth.astype(np.float32) / 255, 1.0)
    unit = depth.shape[1] / 100 * strength
    across, down = sobel(near, 1) / 8 * unit, sobel(near, 0) / 8 * unit
    vectors = np.dstack([-across, down, np.ones_like(near)])
    vectors /= np.linalg.norm(vectors, axis=2, keepdims=True)
    return np.round((vectors * 0.5 + 0.5) * 255).astype(np.uint8)


def estimated_depth(picture: np.ndarray, settings: Settings) -> np.ndarray:
    """Nearness by an installed depth model, uint8 (height, width), white is near.

    Raises:
        Missing: there is none.
    """
    from castalia.models import catalogue
    from castalia.models.store import ModelStore

    found = next((model for model in ModelStore(settings).list() if model.kind == "depth"), None)
    if found is None:
        first = next(entry.id for entry in catalogue.entries().values() if entry.kind == "depth")
        raise Missing(
            "the depth of a picture that castalia did not draw needs a depth model, and none is on this machine",
            hint=f"castalia models pull {first}; or take a control of type canny, or a depth picture with type none",
        )
    import torch
    from PIL import Image
    from transformers import AutoImageProcessor, AutoModelForDepthEstimation

    processor = AutoImageProcessor.from_pretrained(found.path, local_files_only=True)
    model = AutoModelForDepthEstimation.from_pretrained(found.path, local_files_only=True, use_safetensors=True).eval()
    with torch.inference_mode():
        values = model(**processor(images=Image.fromarray(picture), return_tensors="pt")).predicted_depth[0]
    near = values.float().numpy()
    span = float(near.max() - near.min()) or 1.0
    height, width = picture.shape[:2]
    return _fitted(np.round((near - near.min()) / span * 255).astype(np.uint8), width, height)


def _known_depth(known: Drawn) -> np.ndarray:
    from castalia.clay.layers import depth_picture

    pixels, _ = depth_picture(known.layers)
    return (pixels >> 8).astype(np.uint8)


def _known_normals(known: Drawn) -> np.ndarray:
    from castalia.clay.layers import normals_picture

    return normals_picture(known.layers, known.axes)


def _known_mask(known: Drawn) -> np.ndarray:
    from castalia.clay.layers import mask_picture

    pixels, palette = mask_picture(known.layers)
    return np.array(palette, np.uint8)[pixels]


def _guessed_mask(picture: np.ndarray) -> np.ndarray:
    from castalia.engines.image.foreground import subject_of

    return np.round(subject_of(picture) * 255).astype(np.uint8)


def _fitted(picture: np.ndarray, width: int, height: int) -> np.ndarray:
    from PIL import Image

    if picture.shape[:2] == (height, width):
        return picture
    return np.asarray(Image.fromarray(picture).resize((width, height), Image.Resampling.BILINEAR))
