"""Teeth and the colours inside a mouth: those that a photo shows, and those that are drawn when it shows none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from castalia.faces.photo.elastic import contains
from castalia.faces.photo.eyes import grid_triangles, spread_curve
from castalia.faces.photo.rig import LOWER_LIP, UPPER_LIP, Rig

if TYPE_CHECKING:
    from castalia.faces.render.raster import Texture

Place = Callable[[np.ndarray], np.ndarray]
UPPER_TEETH = (0.122, 0.093, 0.085, 0.070, 0.055)
LOWER_TEETH = (0.078, 0.080, 0.080, 0.066, 0.055)
"""Widths of the teeth from the middle outwards as seen from the front, in half widths of the face."""
FINE = np.linspace(0, 1, 41)
"""Places along a lip, from corner to corner."""


@dataclass(frozen=True)
class Tones:
    """The colours of a mouth in the light of a photo, 0..255 (3,)."""

    teeth: np.ndarray
    deep: np.ndarray
    """Of the lower teeth: light comes there by way of lips and tongue."""
    gums: np.ndarray
    tongue: np.ndarray
    dark: np.ndarray


class PhotoMouth:
    """What the photo itself shows between the lips. Its upper teeth, if there are any, stay with the skull."""

    def __init__(
        self, whole: Texture, teeth: Texture | None, points: np.ndarray, uv: np.ndarray, tone: np.ndarray | None
    ) -> None:
        self.whole, self.teeth, self.points, self.uv, self.tone = whole, teeth, points, uv, tone
        self.triangles = grid_triangles(5, 9)

    def draw(self, canvas: np.ndarray, place: Place, away: float) -> None:
        """`away` 0: the mouth is as open as in the photo (all that it shows is there), 1: only the teeth are."""
        from castalia.faces.render.raster import draw_layer

        at = place(self.points)
        if self.teeth is not None:
            draw_layer(canvas, at, self.uv, self.triangles, self.teeth)
        if away < 1:
            draw_layer(canvas, at, self.uv, self.triangles, self.whole, alpha=1 - away)

    @classmethod
    def of(cls, picture: np.ndarray, rig: Rig) -> PhotoMouth | None:
        """None when the mouth is shut."""
        from PIL import Image
        from scipy.ndimage import distance_transform_edt

        from castalia.faces.render.raster import Texture

        if rig.gap < 0.004:
            return None
        upper = spread_curve(rig.rest[UPPER_LIP[3], :2], FINE)
        lower = spread_curve(rig.rest[LOWER_LIP[3], :2], FINE)
        hole = np.vstack([upper, lower[::-1][1:-1]])
        size = np.linalg.norm(upper[0] - upper[-1])
        left, top = np.floor(hole.min(0) - 0.12 * size - 2).astype(int)
        right, low = np.ceil(hole.max(0) + 0.12 * size + 2).astype(int)
        finer = 3 if right - left < 150 else 2
        height, width = picture.shape[:2]
        rows, columns = np.clip(np.arange(top, low), 0, height - 1), np.clip(np.arange(left, right), 0, width - 1)
        patch = Image.fromarray(picture[rows[:, None], columns[None]])
        patch = patch.resize((patch.width * finer, patch.height * finer), Image.Resampling.BICUBIC)
        pixels = np.asarray(patch).astype(np.float32)
        y, x = np.mgrid[0 : pixels.shape[0], 0 : pixels.shape[1]]
        places = np.stack([x.ravel() + 0.5, y.ravel() + 0.5], 1) / finer + (left, top)
        inside = contains(hole, places).reshape(pixels.shape[:2])
        lips = np.concatenate([rig.rest[UPPER_LIP[1], :2], rig.rest[LOWER_LIP[1], :2]])[2:-2]
        lip = np.median(
            [picture[int(np.clip(b, 0, height - 1)), int(np.clip(a, 0, width - 1)), 1:].min() for a, b in lips]
        )
        if not inside.any():
            return None
        outward = distance_transform_edt(~inside) / finer / size
        nearest = distance_transform_edt(~inside, return_distances=False, return_indices=True)
        whole = np.where(inside[..., None], pixels, pixels[nearest[0], nearest[1]])
        whole = np.dstack([whole, 255 * np.clip(1.3 - outward / 0.08, 0, 1)]).clip(0, 255).astype(np.uint8)
        gx, gy = np.meshgrid(np.linspace(left, right, 9), np.linspace(top, low, 5))
        depth = float(rig.rest[[13, 14], 2].mean()) + 0.03 * rig.face.width
        points = np.stack([gx.ravel(), gy.ravel(), np.full(gx.size, depth)], 1)
        uv = (points[:, :2] - (left, top)) * finer
        plate = _plate(pixels, inside, outward, lip, size * finer, finer) if rig.gap > 0.035 else None
        teeth, tone = (None, None) if plate is None else (Texture(plate[0], smaller=False), plate[1])
        return cls(Texture(whole, smaller=False), teeth, points, uv, tone)


def _plate(
    pixels: np.ndarray, inside: np.ndarray, outward: np.ndarray, lip: float, size: float, finer: int
) -> tuple[np.ndarray, np.ndarray] | None:
    """The upper teeth of a photo, uint8 (h, w, 4), and their colour; None when it shows none.

    Args:
        pixels: the mouth, enlarged. inside: what lies between the lips. outward: distance from there in widths of the
            mouth. lip: how bright the lips are. size: width of the mouth in these pixels.
    """
    from scipy.ndimage import distance_transform_edt, gaussian_filter

    bright = pixels[..., 1:].min(2)
    white = np.percentile(bright[inside], 88) if inside.sum() > 30 else 0.0
    if white - lip < 22:
        return None
    level = lip + 0.42 * (white - lip)
    teeth = inside & (gaussian_filter(bright, 0.4 * finer) > level)
    row = _ends(inside, teeth, max(2, round(0.03 * size)), finer) if teeth.sum() > 0.12 * inside.sum() else None
    if row is None:
        return None
    ends, known = row
    y, x = np.mgrid[0 : pixels.shape[0], 0 : pixels.shape[1]]
    below = y - ends[None]
    alpha = np.clip(0.5 - below / (0.9 * finer), 0, 1)
    fade = np.clip(np.minimum(x - known[0], known[-1] - x) / (0.10 * size) + 1, 0, 1)
    source = inside & (below < -0.5 * finer)
    if source.sum() < 20:
        source = inside
    nearest = distance_transform_edt(~source, sampling=(0.5, 1.0), return_distances=False, return_indices=True)
    filled = pixels[nearest[0], nearest[1]]
    filled *= (1 - 0.6 * np.clip(outward / 0.07, 0, 1) * (below < 0))[..., None]
    plate = np.dstack([filled, 255 * alpha * fade]).clip(0, 255).astype(np.uint8)
    return plate, np.percentile(pixels[teeth], 60, axis=0)


def _ends(inside: np.ndarray, teeth: np.ndarray, gap: int, finer: int) -> tuple[np.ndarray, np.ndarray] | None:
    """The row (w,) down to which the upper teeth reach in each column from the upper lip on, and the columns in which
    there are any; None when none do.

    Where the lower lip hides their edge, it goes on as it does beside.
    """
    from scipy.ndimage import gaussian_filter1d, median_filter

    width = inside.shape[1]
    ends = np.full(width, np.nan)
    for k in np.flatnonzero(inside.any(0)):
        at = np.flatnonzero(inside[:, k])
        run = np.flatnonzero(teeth[at[0] : at[-1] + 1, k])
        if not len(run) or run[0] > max(0.6 * len(at), gap):
            continue
        jumps = np.flatnonzero(np.diff(run) > gap)
        ends[k] = at[0] + run[jumps[0] if len(jumps) else -1] + 1
    known = np.flatnonzero(~np.isnan(ends))
    if len(known) < 8:
        return None
    along = (known - known.mean()) / max(np.ptp(known) / 2, 1)
    basis = np.stack([np.ones(len(known)), along, along**2], 1)
    weight = np.ones(len(known))
    for _ in range(6):  # the longest teeth count most: a lip hides, nothing lengthens
        fit, *_ = np.linalg.lstsq(basis * weight[:, None], ends[known] * weight, rcond=None)
        weight = np.where(ends[known] < basis @ fit, 0.35, 1.0)
    smooth = median_filter(ends[known], max(3, len(known) // 40 | 1), mode="nearest")
    ends[known] = 0.7 * (basis @ fit) + 0.3 * smooth
    ends = np.interp(np.arange(width), known, ends[known])
    return gaussian_filter1d(ends, 0.8 * finer), known


def tones_of(picture: np.ndarray, rig: Rig, teeth: np.ndarray | None) -> Tones:
    """Colours that fit the photo: white as the eyes show it, as bright as the skin is lit."""
    height, width = picture.shape[:2]
    linear = lambda c: (np.asarray(c, float) / 255) ** 2.2  # noqa: E731

    def read(ids: np.ndarray | list[int], share: float) -> np.ndarray:
        at = rig.rest[ids, :2].astype(int)
        found = picture[np.clip(at[:, 1], 0, height - 1), np.clip(at[:, 0], 0, width - 1)]
        order = np.argsort(found.sum(1))
        return found[order[int(share * (len(order) - 1))]].astype(float)

    skin = linear(read([50, 280, 205, 425, 101, 330, 36, 266, 200, 199], 0.6))
    lip = linear(read([0, 17, 37, 267, 84, 314, 16, 15, 11, 12], 0.5))
    if teeth is None:
        white = linear(_sclera(picture, rig))
        grey = white.mean()
        # The white of the eye says the colour of the light; how bright it is, it and the skin say together.
        tint = white / max(grey, 1e-4)
        tint = 0.55 * tint + 0.45 * (skin / skin.mean()) ** 0.35
        bright = float(np.clip(max(0.65 * grey + 0.38 * skin.mean(), 0.95 * skin.mean()), 0.01, 0.66))
        tooth = tint / tint.mean() * bright * np.array([1.02, 0.97, 0.86]) * 0.90
    else:
        tooth = linear(teeth) * 0.92
        bright = float(tooth.mean())
    back = lambda c: 255 * np.clip(c, 0, 1) ** (1 / 2.2)  # noqa: E731
    light = tooth / np.array([0.62, 0.58, 0.49]) * 0.55
    gums = 0.5 * light * np.array([0.50, 0.20, 0.19]) + 0.5 * lip
    tongue = light * np.array([0.52, 0.205, 0.185])
    dark = light * np.array([0.034, 0.0085, 0.0068])
    # A photo without colour has none inside the mouth either.
    lively = float(np.clip((np.ptp(skin) / max(skin.max(), 1e-4) - 0.02) / 0.22, 0, 1))
    fade = lambda c: back(c * lively + (c @ np.array([0.30, 0.59, 0.11])) * (1 - lively))  # noqa: E731
    return Tones(fade(tooth), fade(tooth * (0.88, 0.76, 0.66)), fade(gums), fade(tongue), fade(dark))


def _sclera(picture: np.ndarray, rig: Rig) -> np.ndarray:
    """The brightest of the eyes without their gleams; a plain white in the skin's light when they are too small."""
    from castalia.faces.photo.rig import IRISES, LOWER_LIDS, UPPER_LIDS

    found = []
    for side in (0, 1):
        contour = rig.rest[np.concatenate([UPPER_LIDS[side], LOWER_LIDS[side][-2:0:-1]]), :2]
        left, top = np.maximum(np.floor(contour.min(0)).astype(int), 0)
        right, low = np.ceil(contour.max(0)).astype(int) + 1
        patch = picture[top:low, left:right]
        if patch.size == 0:
            continue
        y, x = np.mgrid[0 : patch.shape[0], 0 : patch.shape[1]]
        places = np.stack([x.ravel() + left + 0.5, y.ravel() + top + 0.5], 1)
        inside = contains(contour, places)
        if len(rig.face.landmarks) > IRISES[side][4]:
            iris = rig.face.landmarks[list(IRISES[side]), :2]
            radius = np.linalg.norm(iris[1:] - iris[0], axis=1).mean()
            inside &= np.hypot(*(places - iris[0]).T) > 1.1 * radius
        found.append(patch.reshape(-1, 3)[inside])
    pixels = np.concatenate(found) if found else np.zeros((0, 3))
    if len(pixels) < 12:
        return np.array([168.0, 164.0, 158.0])
    order = np.argsort(pixels.sum(1))
    return pixels[order[int(0.70 * len(order)) : max(int(0.92 * len(order)), int(0.70 * len(order)) + 1)]].mean(0)


def row_of_teeth(widths: tuple[float, ...], tall: float, tones: Tones, pixels: float, upper: bool) -> np.ndarray:
    """A texture, uint8 (h, w, 4), of a row of teeth with gums: soft forms, faint gaps, no two teeth alike.

    `pixels` is the half width of the face on the picture: the texture has about three texels for each.
    """
    scale = np.clip(3.0 * pixels, 180, 900)
    total = sum(widths)
    width, height = int(2 * total * scale), int(1.30 * tall * scale)
    x = (np.arange(width) + 0.5) / scale - total
    y = ((np.arange(height) + 0.5) / scale)[:, None]
    edges = np.concatenate([-np.cumsum(widths)[::-1], [0.0], np.cumsum(widths)])
    which = np.clip(np.searchsorted(edges, x) - 1, 0, len(edges) - 2)
    middle, half = (edges[which] + edges[which + 1]) / 2, (edges[which + 1] - edges[which]) / 2
    number = np.abs(which - len(widths) + 0.5) - 0.5
    across = (x - middle) / half
    length = (
        np.array([1.0, 0.93, 0.99, 0.93, 0.88] if upper else [0.95, 0.97, 1.0, 0.95, 0.9])[number.astype(int)] * tall
    )
    gum_line = 1.30 * tall - length * (0.93 - 0.10 * across**2)
    down = y if upper else 1.30 * tall - y
    edge = 1.30 * tall - tall * (1 - np.array([1.0, 0.955, 0.985, 0.95, 0.92])[number.astype(int)]) * (
        1.0 if upper else 0.4
    )
    round_ = 0.012 * np.abs(across) ** 5 + 0.004 * across**2
    soft = 0.006
    alpha = 1 / (1 + np.exp(np.clip((down - (edge - round_)) / (soft * 0.5), -30, 30)))
    gum = 1 / (1 + np.exp(np.clip((down - gum_line) / soft, -30, 30)))
    gap = np.exp(-(((1 - np.abs(across)) * half / 0.0065) ** 2))
    at = np.clip((down - gum_line) / np.maximum(edge - gum_line, 1e-6), 0, 1)
    form = 1.0 - 0.10 * across**2 - 0.13 * gap * (0.55 + 0.45 * at)
    form = form * (0.90 + 0.12 * np.sin(np.pi * np.clip(at * 0.8 + 0.15, 0, 1)))
    tint = 1 + 0.025 * np.sin(which * 2.4 + 0.7)
    # Towards the edge a tooth is glassy: bluer and a little darker; canines are warmer.
    color = tones.teeth * form[..., None] * tint[..., None]
    glass = np.clip((at - 0.82) / 0.18, 0, 1)[..., None]
    color = color * (1 - glass * np.array([0.12, 0.09, 0.06]))
    color = color * np.where((number == 2)[:, None], [1.0, 0.975, 0.94], 1.0)
    color = color * (1 - gum[..., None]) + tones.gums * gum[..., None] * (0.9 + 0.1 * np.cos(across * 2))[..., None]
    from scipy.ndimage import gaussian_filter

    drawn = np.dstack([color, 255 * np.broadcast_to(alpha, down.shape[:1] + x.shape)])
    softness = 0.55 * scale / pixels  # no sharper than a lens draws
    return gaussian_filter(drawn, (softness, softness, 0), mode="nearest").clip(0, 255).astype(np.uint8)
