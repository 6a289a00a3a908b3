"""The head's texture from one photo: what the camera saw well, its mirror image where it did not, elsewhere skin and
hair made from this photo's own colours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from castalia.faces.face import Face
from castalia.faces.head import atlas
from castalia.faces.head.shell import shell
from castalia.faces.head.skull import Skull, vertex_normals
from castalia.faces.head.strands import Palette, flow, mottled, strands
from castalia.faces.head.texels import bled, eased, enlarged, filled, sample, spread
from castalia.faces.head.view import in_picture

_LUMA = np.array([0.299, 0.587, 0.114], np.float32)
_MOST = 2048
"""Side of the largest texture that is composed as a whole; larger ones only take more of the photo's detail."""


@dataclass(frozen=True)
class Surface:
    """A head to be coloured, in the face's frame.

    `mirror` (n,) is each point's counterpart on the other side, `amount` (n,) how surely hair lies there and `lift`
    (n,) where it surely does, `shade` (n,) a factor for made skin (folds of the ear), `bare` (n,) where skin may be
    taken from the photo (not where clothes begin), `face` tells which triangles are the face's, `seen` which a camera
    can see (the neck's base and the ears are made). `hanging` 0..1 is how far the hair falls, `length` how long its
    strands are.
    """

    points: np.ndarray
    triangles: np.ndarray
    uv: np.ndarray
    mirror: np.ndarray
    amount: np.ndarray
    lift: np.ndarray
    shade: np.ndarray
    bare: np.ndarray
    face: np.ndarray
    seen: np.ndarray
    skull: Skull | None
    hanging: float = 0.0
    length: float = 1.0


def bake(
    picture: np.ndarray, face: Face, surface: Surface, hair: np.ndarray | None, person: np.ndarray | None, size: int
) -> np.ndarray:
    """The texture uint8 (size, size, 3).

    Args:
        picture: uint8 (h, w, 3).
        hair, person: masks (h, w) 0..1, or None when they are not known.
    """
    base = min(size, _MOST)
    made, share, there = _composed(_Photo.around(picture, face, hair, person, base), face, surface, base)
    if size > base:
        made = _sharpened(enlarged(made, (size, size)), share, picture, face, surface)
        there = enlarged(there[..., None].astype(np.float32), (size, size))[..., 0] > 0.5
    return bled(made, there)


def _composed(photo: _Photo, face: Face, surface: Surface, size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Colours (size, size, 3), how much of them is the photo itself, and which texels belong to the head."""
    flat = np.stack([surface.uv[:, 0] * size, (1 - surface.uv[:, 1]) * size], 1)
    shown, shares, _ = atlas.cover(flat, surface.triangles, (size, size))
    there = shown >= 0
    normals = vertex_normals(surface.points, surface.triangles) @ face.axes
    place = photo.place(surface.points)
    columns = [
        surface.points, place, place[surface.mirror], normals[:, 1:], normals[surface.mirror, 2:],
        surface.amount[:, None], surface.lift[:, None], surface.shade[:, None], surface.bare[:, None],
        _inner(surface.points)[:, None],
    ]  # fmt: skip
    texels = spread(shown, shares, surface.triangles, np.column_stack(columns).astype(np.float32))
    position, at, other = texels[..., :3], texels[..., 3:6], texels[..., 6:9]
    up, facing, facing2, amount, lift, shade, bare, inner = (texels[..., k] for k in range(9, 17))
    of_face = there & surface.face[shown]
    seen = (there & surface.seen[shown]).astype(np.float32)
    first, hair1, sure1, skin1, person1, trust1 = photo.look(at, facing, surface, place, of_face, inner)
    second, hair2, sure2, skin2, _, trust2 = photo.look(other, facing2, surface, place, of_face, inner)
    # Where the photo shows it, the photo says whether it is hair.
    if photo.palette is not None:
        looked = eased((facing - 0.25) / 0.3) * seen * photo.inside(at) * eased((person1 - 0.4) / 0.4)
        on_skull = np.maximum(amount + (hair1 - amount) * looked * 0.85, lift)
        on_face = (hair1 * trust1 + hair2 * trust2) / np.maximum(trust1 + trust2, 0.3)
        amount = np.where(of_face, on_face, on_skull)
    else:
        if surface.skull is not None:
            above = _over_the_fringe(position[..., 1], skin1, of_face & (trust1 > 0.3), brow(surface.points))
            trust1, trust2 = trust1 * (1 - above), trust2 * (1 - above)
        amount = np.zeros_like(amount)
    trust1 = trust1 * seen * _matching(amount, sure1, skin1 * bare, of_face)
    trust2 = trust2 * seen * _matching(amount, sure2, skin2 * bare, of_face)
    second = _evened(first, trust1 * skin1, second, trust2 * skin2, of_face)
    # On a turned face the near side is seen so much better that it serves for both.
    share1 = eased(trust1 * 1.4) * (1 - 0.9 * eased((facing2 - facing - 0.3) / 0.3) * eased(trust2 * 1.4) * of_face)
    share2 = eased(trust2 * 1.4) * (1 - share1)
    known = np.clip(share1 + share2, 0, 1)
    color = (first * share1[..., None] + second * share2[..., None]) / np.maximum(known, 1e-4)[..., None]
    skin = _skin(color, known * (1 - amount), of_face, up, shade, there)
    skin *= 1 + _pores(color, known * (1 - amount) * of_face, position, there & (known < 0.98))[..., None]
    made = skin
    if photo.palette is not None and surface.skull is not None:
        woven, relief = _woven(
            photo.palette, surface, size, shown, shares, position, color, known * amount, there, amount, up
        )
        # The hairline is frayed by its strands.
        share = eased((amount + 0.9 * amount * (1 - amount) * relief - 0.2) / 0.6)
        made = skin + (woven - skin) * share[..., None]
    result = color * known[..., None] + made * (1 - known)[..., None]
    return result, share1, there


def _sharpened(made: np.ndarray, share: np.ndarray, picture: np.ndarray, face: Face, surface: Surface) -> np.ndarray:
    """Where the texture is the photo itself, the photo in all its sharpness; in bands, to spare memory."""
    size = len(made)
    flat = np.stack([surface.uv[:, 0] * size, (1 - surface.uv[:, 1]) * size], 1)
    place = np.ascontiguousarray(in_picture(face, surface.points)[:, :2], np.float32)
    share = enlarged(share[..., None].astype(np.float32), (size, size))
    for top in range(0, size, 256):
        rows = slice(top, min(top + 256, size))
        shown, shares, _ = atlas.cover(flat - (0, top), surface.triangles, (size, rows.stop - top))
        sharp = sample(picture[..., :3], spread(shown, shares, surface.triangles, place))
        made[rows] += (sharp - made[rows]) * share[rows] * (shown >= 0)[..., None]
    return made


def _inner(points: np.ndarray) -> np.ndarray:
    """How far inside the face points (n,) lie: 0 up to 32 mm from the oval, 1 from 54 mm on."""
    whole = shell()
    count = len(whole.face)
    far = np.linalg.norm(points[:count, None] - points[whole.rim][None], axis=2).min(1)
    return np.r_[eased((far - 0.45) / 0.3), np.zeros(len(points) - count)]


def brow(points: np.ndarray) -> float:
    """Height of the upper edge of the brows; the first points are the landmarks."""
    return float(points[[105, 66, 334, 296], 1].max())


def _over_the_fringe(height: np.ndarray, skin: np.ndarray, seen: np.ndarray, low: float) -> np.ndarray:
    """1 from where a fringe begins on the forehead upwards, 0 below (h, w): a head without hair has none."""
    for y in np.arange(low + 0.05, low + 0.8, 0.05):
        row = seen & (np.abs(height - y) < 0.025)
        if row.sum() > 20 and (skin[row] > 0.35).mean() < 0.75:
            return eased((height - y + 0.2) / 0.12)
    return np.zeros_like(height)


def _matching(amount: np.ndarray, hair: np.ndarray, skin: np.ndarray, of_face: np.ndarray) -> np.ndarray:
    """How well what the photo shows is what is wanted: hair where hair lies, elsewhere skin; on the face anything."""
    return amount * np.where(of_face, 1, eased((hair - 0.25) / 0.35)) + (1 - amount) * np.where(
        of_face, 1, eased((skin - 0.15) / 0.5)
    )  # fmt: skip


@dataclass(frozen=True)
class _Photo:
    """The part of the photo round the head, no finer than the texture needs: in `layers` (h, w, 7) colour, hair, what
    is surely hair, person, skin."""

    face: Face
    layers: np.ndarray
    offset: tuple[float, float]
    scale: float
    palette: Palette | None

    @classmethod
    def around(
        cls, picture: np.ndarray, face: Face, hair: np.ndarray | None, person: np.ndarray | None, size: int
    ) -> _Photo:
        from PIL import Image
        from scipy.ndimage import gaussian_filter, minimum_filter

        height, width = picture.shape[:2]
        middle, reach = face.landmarks[:468, :2].mean(0), 1.9 * face.width
        left, top = (int(max(0, v)) for v in middle - reach)
        right, bottom = int(min(width, middle[0] + reach) + 1), int(min(height, middle[1] + reach) + 1)
        crop = picture[top:bottom, left:right]
        scale = min(1.0, 0.75 * size / face.width)
        shape = max(2, round(crop.shape[1] * scale)), max(2, round(crop.shape[0] * scale))

        def sized(plane: np.ndarray) -> np.ndarray:
            image = Image.fromarray(np.ascontiguousarray(plane, np.float32))
            return np.asarray(image.resize(shape, Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR))

        small = np.asarray(Image.fromarray(crop).resize(shape, Image.Resampling.LANCZOS)) if scale < 1 else crop
        small = small.astype(np.float32)
        none = np.zeros(crop.shape[:2], np.float32)
        hair_map = sized(none if hair is None else hair[top:bottom, left:right])
        person_map = sized(none + 1 if person is None else person[top:bottom, left:right])
        unit = face.width / 2 * scale
        tone, spread = _skin_tone(small, (face.landmarks[:468, :2] - (left, top)) * scale)
        skin = _skin_like(small, tone, spread)
        scalp = _skin_like(small, tone, spread, any_light=True)
        palette = Palette.of(small, hair_map, scalp, unit) if hair is not None else None
        # Only what lies well inside skin or hair is trusted: a collar's edge is not, nor the sky behind single hairs.
        wide = max(3, 2 * round(0.05 * unit) + 1)
        skin = gaussian_filter(minimum_filter(skin, wide), wide / 3)
        sure = gaussian_filter(minimum_filter(hair_map, wide), wide / 4)
        layers = np.dstack([small, hair_map, sure, person_map, skin])
        return cls(face, layers, (left, top), scale, palette)

    def place(self, points: np.ndarray) -> np.ndarray:
        """Points of the face's frame in this part: x, y in pixels, and nearness in units of the face (n, 3)."""
        found = in_picture(self.face, points)
        near = -found[:, 2] / (self.face.width / 2)
        return np.column_stack([(found[:, :2] - self.offset) * self.scale, near])

    def inside(self, at: np.ndarray) -> np.ndarray:
        height, width = self.layers.shape[:2]
        return (at[..., 0] > 1) & (at[..., 0] < width - 1) & (at[..., 1] > 1) & (at[..., 1] < height - 1)

    def look(
        self,
        at: np.ndarray,
        facing: np.ndarray,
        surface: Surface,
        place: np.ndarray,
        of_face: np.ndarray,
        inner: np.ndarray,
    ) -> tuple[np.ndarray, ...]:
        """Colour (h, w, 3), then hair, sure hair, skin, person and trust, all 0..1 (h, w), as the photo shows them."""
        # Well inside the face nothing lies behind but the face: slanting nostrils and lips count.
        inner = np.where(of_face, inner, 0)
        found = sample(self.layers, at)
        hair, sure, person, skin = (found[..., k] for k in range(3, 7))
        trust = eased((facing - 0.15 + 0.13 * inner) / (0.36 - 0.16 * inner))
        trust *= (1 - self._hidden(at, surface, place)) * self.inside(at)
        # Near the outline the background shines through: there only skin and hair are believed.
        turned = eased((0.8 - facing) / 0.3) * of_face * (1 - inner)
        trust *= 1 - turned * (1 - np.maximum(eased((skin - 0.1) / 0.4), hair))
        return found[..., :3], hair, sure, skin, person, trust * eased((person - 0.55) / 0.35)

    def _hidden(self, at: np.ndarray, surface: Surface, place: np.ndarray) -> np.ndarray:
        """1 where another part of the head lies before the place (h, w)."""
        height, width = self.layers.shape[:2]
        k = min(1.0, 320 / max(height, width))
        shape = int(width * k) + 1, int(height * k) + 1
        _, _, near = atlas.cover(place[:, :2] * k, surface.triangles[surface.seen], shape, place[:, 2])
        there = sample(near[..., None], at[..., :2] * k, nearest=True)[..., 0]
        return eased((there - at[..., 2] - 0.10) / 0.10)


def _skin_like(color: np.ndarray, tone: np.ndarray, spread: np.ndarray, any_light: bool = False) -> np.ndarray:
    """How much colours (..., 3) are like the face's skin, 0..1."""
    bright = color @ _LUMA
    ratio = color / np.maximum(bright, 8)[..., None]
    off = (((ratio - tone[:3]) / spread[:3]) ** 2).sum(-1)
    level = bright / tone[3]
    dark, light = np.clip((0.5 - level) / 0.12, 0, 3), np.clip((level - (2.4 if any_light else 1.3)) / 0.12, 0, 3)
    return np.exp(-0.12 * off - dark**2 - light**2).astype(np.float32)


def _skin_tone(picture: np.ndarray, landmarks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The face's skin: colour over brightness, and brightness (4,); how much both vary (4,)."""
    cheeks = [50, 101, 36, 205, 187, 280, 330, 266, 425, 411, 151, 9, 108, 337]
    x = np.clip(landmarks[cheeks, 0].astype(int), 0, picture.shape[1] - 1)
    y = np.clip(landmarks[cheeks, 1].astype(int), 0, picture.shape[0] - 1)
    r = max(1, round(0.02 * np.ptp(landmarks[:, 0])))
    colors = np.concatenate([picture[max(0, b - r) : b + r + 1, max(0, a - r) : a + r + 1].reshape(-1, 3)
                             for a, b in zip(x, y, strict=True)])  # fmt: skip
    bright = colors @ _LUMA
    ratio = colors / np.maximum(bright, 8)[:, None]
    values = np.column_stack([ratio, bright])
    middle = np.median(values, axis=0)
    spread = np.maximum(1.5 * np.median(np.abs(values - middle), axis=0), (0.035, 0.025, 0.05, 12))
    return middle, spread


def _skin(
    color: np.ndarray, known: np.ndarray, of_face: np.ndarray, up: np.ndarray, shade: np.ndarray, there: np.ndarray
) -> np.ndarray:
    """Skin for every texel: what is known carried on, towards the face's mean colour, darker from below."""
    sure = (known > 0.6) & of_face
    bright = color @ _LUMA
    mean = np.median(color[sure], axis=0) if sure.sum() > 50 else np.array([190.0, 150, 130])
    body = sure & (np.abs(bright - mean @ _LUMA) < 0.35 * (mean @ _LUMA))
    mean = color[body].mean(0) if body.sum() > 50 else mean
    carried, near = filled(color, known * there)
    share = (0.25 + 0.75 * near)[..., None]
    made = carried * share + mean * (1 - share)
    below = 1 - 0.22 * np.clip(-up, 0, 1) * (1 - near)
    return made * (below * shade)[..., None]


def _pores(color: np.ndarray, known: np.ndarray, position: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """What makes skin uneven, as strong as on the part of the face that was seen: factors about 0 (h, w)."""
    from scipy.ndimage import gaussian_filter

    step = max(1, color.shape[0] // 512)
    bright, sure = (color @ _LUMA)[::step, ::step], (known > 0.95)[::step, ::step]
    made = np.zeros(wanted.shape, np.float32)
    if sure.sum() < 200:
        return made
    spots = mottled(position, wanted)
    for k, (narrow, wide) in enumerate(((0.8, 2.0), (2.0, 5.0), (5.0, 12.0))):
        band = np.abs(gaussian_filter(bright, narrow) - gaussian_filter(bright, wide))[sure]
        # Half the texels lie below the median: eyes and lips, which differ much more, do not count.
        made += spots[..., k] * float(np.clip(0.35 * np.median(band) / max(np.median(bright[sure]), 20), 0, 0.03))
    return made


def _woven(
    palette: Palette,
    surface: Surface,
    size: int,
    shown: np.ndarray,
    shares: np.ndarray,
    position: np.ndarray,
    color: np.ndarray,
    known: np.ndarray,
    there: np.ndarray,
    amount: np.ndarray,
    up: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Hair for every texel that may have some (h, w, 3), and the relief of its strands (h, w)."""
    assert surface.skull is not None
    way = flow(surface.points, surface.triangles, surface.uv, surface.skull, surface.hanging) * (size, -size)
    way = spread(shown, shares, surface.triangles, way.astype(np.float32))
    wanted = there & (amount > 0.02) & (known < 0.98)
    relief = strands(np.ascontiguousarray(position), way, there, wanted, surface.length)
    carried, near = filled(color, known * there)
    base = palette.middle + (carried @ _LUMA - palette.middle) * (0.15 + 0.75 * near)
    base = base * (0.95 - 0.16 * np.clip(-up, 0, 1) + 0.05 * np.clip(up, 0, 1))
    # Short hair makes no locks.
    locks = palette.lock * min(1.0, 0.1 + 1.1 * surface.length)
    bright = base + palette.strand * 0.75 * relief[..., 0] + locks * (0.75 * relief[..., 1] + 0.55 * relief[..., 2])
    made = np.zeros_like(color)
    made[wanted] = palette(bright[wanted])
    return made, relief[..., 0]


def _evened(
    first: np.ndarray, trust1: np.ndarray, second: np.ndarray, trust2: np.ndarray, of_face: np.ndarray
) -> np.ndarray:
    """The mirrored side in the light of the side itself: their smooth ratio where both are seen, carried on."""
    step = max(1, first.shape[0] // 128)
    weight = (trust1 * trust2 * of_face)[::step, ::step]
    if weight.sum() < 20:
        return second
    from scipy.ndimage import gaussian_filter

    ratio = np.log((first[::step, ::step] + 12) / (second[::step, ::step] + 12)).clip(-0.5, 0.5)
    total, mass = np.zeros_like(ratio), np.full(weight.shape, 1e-5)
    for sigma, part in ((9, 1.0), (25, 0.3), (60, 0.1)):
        total += part * gaussian_filter(ratio * weight[..., None], (sigma, sigma, 0))
        mass += part * gaussian_filter(weight, sigma)
    return second * enlarged(np.exp(total / mass[..., None]).astype(np.float32), first.shape[:2])
