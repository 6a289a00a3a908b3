"""Colour for works: OKLab, the dominant colours of a picture, how far two palettes are apart, readable accents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
"""B. Ottosson, "A perceptual color space for image processing" (2020)."""

AA_TEXT = 4.5
"""Least contrast of normal text (WCAG 2.2, 1.4.3)."""


def from_hex(color: str) -> np.ndarray:
    """`#rrggbb` as sRGB, float64 (3,) in 0..1."""
    digits = color.lstrip("#")
    return np.array([int(digits[i : i + 2], 16) for i in (0, 2, 4)]) / 255


def to_hex(rgb: np.ndarray) -> str:
    """sRGB in 0..1 (clipped) as `#rrggbb`."""
    return "#" + "".join(f"{int(v):02x}" for v in np.round(np.clip(rgb, 0, 1) * 255))


def linear(rgb: np.ndarray) -> np.ndarray:
    """sRGB (..., 3) in 0..1 to linear light."""
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def encoded(light: np.ndarray) -> np.ndarray:
    """Linear light (..., 3) to sRGB; values below 0 are clipped."""
    light = np.maximum(light, 0)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


def oklab(rgb: np.ndarray) -> np.ndarray:
    """sRGB (..., 3) in 0..1 to OKLab (..., 3): lightness 0..1, a, b. A distance of 0.02 is just seen."""
    return np.asarray(np.cbrt(linear(rgb) @ _TO_LMS.T) @ _TO_LAB.T)


def from_oklab(lab: np.ndarray) -> np.ndarray:
    """OKLab (..., 3) to sRGB; what lies outside of sRGB comes out below 0 or above 1."""
    return encoded((lab @ np.linalg.inv(_TO_LAB).T) ** 3 @ np.linalg.inv(_TO_LMS).T)


def contrast(a: str, b: str) -> float:
    """Contrast ratio of two colours, 1..21 (WCAG 2.2)."""
    dark, bright = sorted(float(linear(from_hex(c)) @ (0.2126, 0.7152, 0.0722)) for c in (a, b))
    return (bright + 0.05) / (dark + 0.05)


def dominant(rgb: np.ndarray, count: int = 5) -> tuple[np.ndarray, np.ndarray]:
    """The dominant colours of a picture, by k-means in OKLab from fixed starts, so always the same.

    Args:
        rgb: uint8 (height, width, 3).
        count: number of colours.

    Returns:
        OKLab colours (count, 3) and their shares (count,), which add up to 1, the largest first.
    """
    step = max(1, int(np.sqrt(rgb.shape[0] * rgb.shape[1] / 4096)))
    points = oklab(rgb[::step, ::step, :3].reshape(-1, 3) / 255)
    centers = [points.mean(0)]
    while len(centers) < count:  # each next start is the point farthest from those there are
        gaps = np.min([((points - c) ** 2).sum(1) for c in centers], axis=0)
        centers.append(points[np.argmax(gaps)])
    found = np.array(centers)
    for _ in range(12):
        nearest = ((points[:, None] - found[None]) ** 2).sum(2).argmin(1)
        found = np.array([points[nearest == k].mean(0) if (nearest == k).any() else c for k, c in enumerate(found)])
    share = np.bincount(nearest, minlength=count) / len(points)
    order = np.argsort(-share, kind="stable")
    return found[order], share[order]


def picture_colors(path: Path, count: int = 5) -> tuple[np.ndarray, np.ndarray]:
    """`dominant` of a picture file."""
    from PIL import Image

    with Image.open(path) as picture:
        picture.thumbnail((256, 256))
        return dominant(np.asarray(picture.convert("RGB")), count)


def gap(colors: np.ndarray, shares: np.ndarray, palette: np.ndarray) -> float:
    """How far a picture's colours are from a palette: the mean OKLab distance of each, by its share, to the
    nearest colour of the palette."""
    return float(np.sqrt(((colors[:, None] - palette[None]) ** 2).sum(2)).min(1) @ shares)


def readable(color: str, paper: str, ratio: float = AA_TEXT) -> str:
    """The colour itself, made darker or lighter (hue kept) until its contrast on `paper` reaches `ratio`."""
    if contrast(color, paper) >= ratio:
        return color
    lab = oklab(from_hex(color))
    end = 0.0 if contrast("#000000", paper) >= contrast("#ffffff", paper) else 1.0
    for t in np.linspace(0, 1, 101)[1:]:
        # Chroma falls with the approach to black or white, else the colour would leave sRGB.
        toned = np.array([lab[0] + (end - lab[0]) * t, *(lab[1:] * (1 - 0.6 * t))])
        shown = to_hex(from_oklab(toned))
        if contrast(shown, paper) >= ratio:
            return shown
    return "#000000" if end == 0 else "#ffffff"


def theme(palette: Sequence[str]) -> dict[str, dict[str, str]]:
    """The colours of a page from the palette of a work: `light` and `dark`, each with `paper`, `raised`, `ink`,
    `soft` (secondary text), `line`, `accent`, `on_accent`. Text on `paper` and `raised` keeps at least AA contrast."""
    labs = np.array([oklab(from_hex(c)) for c in palette or ("#808080",)])
    chroma = np.hypot(labs[:, 1], labs[:, 2])
    # The accent is colourful and neither near black nor near white.
    strength = chroma * np.clip(1 - np.abs(labs[:, 0] - 0.6) / 0.6, 0.05, 1)
    vivid = labs[int(strength.argmax())]
    hue = float(np.arctan2(vivid[2], vivid[1]))
    vivid_chroma = float(np.clip(np.hypot(vivid[1], vivid[2]), 0.09, 0.16))

    def tone(lightness: float, chroma: float) -> str:
        return to_hex(from_oklab(np.array([lightness, chroma * np.cos(hue), chroma * np.sin(hue)])))

    def scheme(paper: str, raised: str, ink: str, soft: str, line: str, accent: str) -> dict[str, str]:
        accent = readable(readable(accent, paper), raised)
        on_accent = "#ffffff" if contrast("#ffffff", accent) >= contrast("#111111", accent) else "#111111"
        soft = readable(readable(soft, paper), raised)
        return {
            "paper": paper, "raised": raised, "ink": ink, "soft": soft, "line": line, "accent": accent,
            "on_accent": on_accent,
        }  # fmt: skip

    return {
        "light": scheme(
            tone(0.982, 0.006), tone(0.955, 0.012), tone(0.24, 0.015), tone(0.47, 0.02), tone(0.885, 0.016),
            tone(0.52, vivid_chroma),
        ),
        "dark": scheme(
            tone(0.185, 0.012), tone(0.235, 0.016), tone(0.915, 0.01), tone(0.72, 0.02), tone(0.345, 0.02),
            tone(0.78, min(vivid_chroma, 0.12)),
        ),
    }  # fmt: skip
