"""What the renderer gives back besides colour: the layers of a picture, and pictures of them."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass

import numpy as np

SKY_DEPTH = 60.0


@dataclass(frozen=True)
class Layers:
    """A rendered view, row 0 on top."""

    rgb: np.ndarray
    """float32 (height, width, 3), display-referred sRGB in 0..1, anti-aliased."""
    depth: np.ndarray
    """float32 (height, width), distance along the ray in world units; SKY_DEPTH where nothing was hit."""
    normal: np.ndarray
    """float32 (height, width, 3), unit length, world space; 0 in the sky."""
    part: np.ndarray
    """int16 (height, width): -1 sky, 0 ground, otherwise 1 + row of the primitive table."""
    instance: np.ndarray
    """int16 (height, width): 0 sky, ground and props, otherwise 1 + index of the subject's instance."""


def depth_picture(layers: Layers) -> tuple[np.ndarray, dict[str, object]]:
    """Nearness as a grey picture, as depth models give it: white is near.

    Returns:
        uint16 (height, width), and what its values v mean: distance along the ray =
        1 / (v / 65535 * (1 / near - 1 / far) + 1 / far), in world units.
    """
    depth = np.clip(layers.depth, 0.05, SKY_DEPTH)
    near, far = float(depth.min()), float(SKY_DEPTH)
    share = (1 / depth - 1 / far) / max(1 / near - 1 / far, 1e-9)
    meaning = {"near": round(near, 6), "far": far, "values": "inverse distance, 65535 at near, 0 at far"}
    return np.round(share.clip(0, 1) * 65535).astype(np.uint16), meaning


def normals_picture(layers: Layers, axes: np.ndarray) -> np.ndarray:
    """Directions of the surfaces as the camera sees them: red to the right, green up, blue towards the camera.

    Args:
        axes: (3, 3), rows right, up, forward of the camera.

    Returns:
        uint8 (height, width, 3); the sky faces the camera.
    """
    seen = layers.normal @ (axes * np.array([1, 1, -1], np.float32)[:, None]).T
    seen[layers.part < 0] = (0, 0, 1)
    return np.round((seen * 0.5 + 0.5).clip(0, 1) * 255).astype(np.uint8)


def edges_picture(layers: Layers) -> np.ndarray:
    """White lines on black, uint8 (height, width): the outlines of things and the borders within them."""
    from castalia.clay.styles.fields import unit
    from castalia.clay.styles.outlines import creases, drawn, silhouettes

    sigma = max(0.45, 0.6 * unit(layers.depth.shape[0]))
    lines = np.maximum(drawn(silhouettes(layers), sigma), 0.8 * drawn(creases(layers), sigma))
    return np.round(lines.clip(0, 1) * 255).astype(np.uint8)


def mask_picture(layers: Layers) -> tuple[np.ndarray, list[tuple[int, int, int]]]:
    """Which pixel belongs to which thing: uint8 (height, width) indices, 0 for the place, and a colour for each."""
    count = int(layers.instance.max(initial=0))
    hues = [colorsys.hsv_to_rgb(i * 0.618034 % 1, 0.75, 0.95) for i in range(count)]
    palette = [(0, 0, 0), *((round(r * 255), round(g * 255), round(b * 255)) for r, g, b in hues)]
    return layers.instance.astype(np.uint8), palette
