"""How much hair lies on the skull, from the outline that a photo shows: a cap that follows the head, and long hair that
hangs. Hats are hair here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from castalia.faces.face import Face
from castalia.faces.head.skull import Rays, Skull, vertex_normals
from castalia.faces.head.strands import waves
from castalia.faces.head.texels import eased
from castalia.faces.head.view import REACH, STEP, View
from castalia.faces.topology import topology

_SECTORS = 120
"""Directions in which the outline is measured."""


@dataclass(frozen=True)
class Hair:
    """Hair on the fine grid (rings, columns): `amount` 0..1 is how surely there is hair, `lift` 0..1 where it stands
    off the skin, `points` the outer surface.

    `length` and `volume` in words, `covers` whether the ears (viewer's left, right) are hidden.
    """

    amount: np.ndarray
    lift: np.ndarray
    points: np.ndarray
    length: str
    volume: str
    covers: tuple[bool, bool]


def grow(
    face: Face, skull: Skull, skin: np.ndarray, origins: np.ndarray, mask: np.ndarray | None, person: np.ndarray | None
) -> Hair:
    """Hair for a head.

    Args:
        skin: points of the fine mesh.
        origins: where the rays through the fine grid begin (rings, columns, 3).
        mask: hair in the picture, float (h, w) 0..1; None leaves the head bald.
        person: the person in the picture (h, w), when it is known: what is not the person says nothing.
    """
    grid = topology().grid
    bare = skin[grid]
    nothing = Hair(np.zeros(grid.shape), np.zeros(grid.shape), bare, "none", "none", (False, False))
    if mask is None:
        return nothing
    view = View(face, mask.shape)
    upright = view.upright(mask)
    if (upright > 0.5).sum() * STEP**2 < 0.04:
        return nothing
    normals = vertex_normals(skin, topology().fine)[grid]
    along = np.linalg.norm(np.diff(bare, axis=0), axis=2)
    along = np.concatenate([np.zeros((1, grid.shape[1])), np.cumsum(along, axis=0)])
    scalp = _scalp(bare, skull)
    onset = eased(along / 0.45)
    thick = _cap(view, skull, bare, normals, upright, onset * scalp)
    out = bare + normals * (thick * onset * scalp)[..., None]
    hanging = _curtain(view, skull, bare, upright, out)
    amount = _amount(view, skin, bare, out, scalp, upright, hanging, None if person is None else view.upright(person))
    out = bare + normals * (thick * onset * amount)[..., None]
    if hanging is not None:
        out = _hung(hanging, origins, out, bare, amount, onset)
    out = bare + _smoothed(out - bare)
    thickness = np.linalg.norm(out - bare, axis=2)
    out = (
        out + normals * (waves(out.reshape(-1, 3)).reshape(grid.shape) * np.clip(0.13 * thickness, 0, 0.045))[..., None]
    )
    # What stands off the skin is hair.
    lift = eased((thickness - 0.08) / 0.16)
    amount = np.maximum(amount, lift)
    length, volume = _in_words(skull, thick, amount, hanging)
    return Hair(amount, lift, out, length, volume, _covered(view, upright, skull))


def _scalp(points: np.ndarray, skull: Skull) -> np.ndarray:
    """Where hair grows on heads (rings, columns), 0..1: above a line from the temples over the ears to the nape."""
    middle, half = skull.cranium
    z = (points[..., 2] - middle[2]) / half[2]
    # Height of the hairline, in half heights of the cranium from its middle: temples, ears, nape.
    line = np.interp(z, [-0.85, -0.45, -0.05, 0.25, 0.6, 1.0], [-1.12, -0.98, -0.72, -0.35, 0.1, 0.35])
    return eased(0.5 + ((points[..., 1] - middle[1]) / half[1] - line) / 0.35)


def _covered(view: View, upright: np.ndarray, skull: Skull) -> tuple[bool, bool]:
    """Whether hair lies where the ears would be seen, on the viewer's left and right; a side that is turned away is
    taken to be like the other."""
    middle = ear_middle(skull)
    found = []
    for sign in (-1, 1):
        out, up = np.meshgrid(np.linspace(0.02, 0.16, 5), np.linspace(-0.32, 0.22, 9))
        x = skull.middle + sign * (middle[0] - skull.middle + out.ravel())
        flat = view.flat(np.stack([x, middle[1] + up.ravel(), np.full(x.shape, middle[2])], 1))
        rows = np.clip(np.rint((REACH - flat[:, 1]) / STEP).astype(int), 0, len(upright) - 1)
        columns = np.clip(np.rint((REACH + flat[:, 0]) / STEP).astype(int), 0, len(upright) - 1)
        found.append(bool((upright[rows, columns] > 0.5).mean() > 0.5))
    # A face that is turned to the viewer's right hides the ear on the viewer's right.
    if abs(view.face.yaw) > 14:
        found = [found[0]] * 2 if view.face.yaw > 0 else [found[1]] * 2
    return found[0], found[1]


def ear_middle(skull: Skull) -> np.ndarray:
    """(x, y, z) of the middle of the viewer's right ear's root."""
    middle, half = skull.cranium
    jaw = skull.jaw[0]
    return np.array([skull.middle + half[0] * 0.95, middle[1] - 0.53 * half[1], jaw[2] - 0.27])


def _sector(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Direction as a number of sectors, 0 to the right, counter-clockwise."""
    return (np.arctan2(y, x) / (2 * np.pi) * _SECTORS) % _SECTORS


def _outline(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """How far the outermost points lie in each direction (sectors,); 0 where there are none."""
    sector, far = _sector(x, y), np.hypot(x, y)
    found = np.zeros(_SECTORS)
    for shift in (0.0, 0.5):
        np.maximum.at(found, (sector + shift).astype(int) % _SECTORS, far)
    return found


def _denser(points: np.ndarray, there: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """x and y of the points of a grid and of points between them, where `there`: an outline without gaps."""
    x, y = [], []
    for share in np.linspace(0, 1, 5)[:-1]:
        for along in (np.roll(points, -1, 1), np.concatenate([points[1:], points[-1:]])):
            between = (points + (along - points) * share)[there]
            x.append(between[:, 0])
            y.append(between[:, 1])
    return np.concatenate(x), np.concatenate(y)


def _cap(
    view: View, skull: Skull, bare: np.ndarray, normals: np.ndarray, upright: np.ndarray, share: np.ndarray
) -> np.ndarray:
    """How thick the hair is on each point (rings, columns), so that the head's outline becomes the photo's."""
    from scipy.ndimage import gaussian_filter1d

    center = view.flat(skull.cranium[0][None])[0]
    rows, columns = np.nonzero(upright > 0.5)
    seen = _outline(columns * STEP - REACH - center[0], REACH - rows * STEP - center[1])
    flat = view.flat(bare.reshape(-1, 3)).reshape(bare.shape) - center
    sector = _sector(flat[..., 0], flat[..., 1])
    angle = np.arange(_SECTORS) / _SECTORS * 360
    # Below the ears what hangs is measured otherwise.
    above = np.minimum(np.abs((angle + 180) % 360 - 180), np.abs(angle - 180)) < 22
    upper = ((angle < 180) | above) & (seen > 0) & _inside(view, upright, seen, center)
    depth = np.hypot(flat[..., 0], flat[..., 1]) / np.linalg.norm(flat, axis=-1)
    edge = eased(depth / 0.9)
    thin = np.zeros(_SECTORS)
    for _ in range(4):
        now = _thick(thin, upper, sector, edge)
        grown = flat + view.flat((normals * (now * share)[..., None]).reshape(-1, 3)).reshape(bare.shape)
        model = _outline(*_denser(grown, share > 0.3))
        step = np.where((seen > 0) & (model > 0) & upper, seen - model, 0)
        thin = np.where(upper, np.clip(thin + gaussian_filter1d(step, 1.2, mode="wrap"), -0.25, 1.6), 0)
        if upper.any():
            thin = np.minimum(thin, 0.3 + 2.5 * max(float(np.median(thin[upper])), 0.0))
    return _thick(gaussian_filter1d(thin, 1.0, mode="wrap"), upper, sector, edge)


def _inside(view: View, upright: np.ndarray, seen: np.ndarray, center: np.ndarray) -> np.ndarray:
    """In which directions (sectors,) the outline lies well inside the picture: elsewhere the hair is cut off."""
    height, width = view.shape
    angle = (np.arange(_SECTORS) + 0.5) / _SECTORS * 2 * np.pi
    x, y = center[0] + (seen + 0.12) * np.cos(angle), center[1] + (seen + 0.12) * np.sin(angle)
    column, row = view.of_plane(x, y)
    return (column > 0) & (column < width - 1) & (row > 0) & (row < height - 1)


def _thick(thin: np.ndarray, upper: np.ndarray, sector: np.ndarray, edge: np.ndarray) -> np.ndarray:
    """The thickness on the outline carried over the back, where it is that of the whole outline."""
    if not upper.any():
        return np.full(sector.shape, 0.10)
    angle = np.arange(_SECTORS)
    known = np.interp(angle, angle[upper], thin[upper], period=_SECTORS)
    around = known[np.floor(sector).astype(int) % _SECTORS]
    after = known[(np.floor(sector).astype(int) + 1) % _SECTORS]
    share = sector - np.floor(sector)
    back = float(np.clip(0.65 * np.median(np.clip(thin[upper], 0, 0.6)), 0.02, 0.5))
    return back + (around * (1 - share) + after * share - back) * edge


@dataclass(frozen=True)
class Hanging:
    """Hair that hangs: at heights `y` (falling) its outermost `left` and `right`, `front` and `back`; `end` is the
    lowest height at which there is any."""

    y: np.ndarray
    left: np.ndarray
    right: np.ndarray
    front: np.ndarray
    back: np.ndarray
    end: float

    def __call__(self, points: np.ndarray) -> np.ndarray:
        """Negative inside (...)."""
        order = slice(None, None, -1)
        at = [
            np.interp(points[..., 1], self.y[order], v[order]) for v in (self.left, self.right, self.front, self.back)
        ]
        left, right, front, back = at
        x = (points[..., 0] - (left + right) / 2) / np.maximum((right - left) / 2, 1e-3)
        z = (points[..., 2] - (front + back) / 2) / np.maximum((front - back) / 2, 1e-3)
        inside = (np.abs(x) ** 2.8 + np.abs(z) ** 2.4) ** (1 / 2.4) - 1
        return np.where(points[..., 1] > self.y[0], 1.0, inside)


def _curtain(view: View, skull: Skull, bare: np.ndarray, upright: np.ndarray, out: np.ndarray) -> Hanging | None:
    """What hangs beside head and neck, when the photo shows hair there."""
    from scipy.ndimage import gaussian_filter1d

    ear = ear_middle(skull)
    start = skull.cranium[0][1] + 0.3
    heights = np.arange(start, bare[-1, :, 1].min() - 0.3, -STEP)
    sides = np.maximum(_half_width(bare, skull, heights), skull.neck[2])
    cells = np.arange(upright.shape[1]) * STEP - REACH
    skin = view.flat(bare.reshape(-1, 3))
    wide, shown, ends = [], [], []
    for sign in (-1, 1):
        at = np.stack([skull.middle + sign * sides, heights, np.full_like(heights, ear[2] - 0.1)], 1)
        level = view.flat(at)[:, 1]
        row = np.clip(np.rint((REACH - level) / STEP).astype(int), 0, len(upright) - 1)
        edge = np.array([(sign * skin[np.abs(skin[:, 1] - y) < 0.12, 0]).max(initial=0.5) for y in level])
        beyond = sign * cells - gaussian_filter1d(edge, 3, mode="nearest")[:, None]
        # Hair on the face is no curtain: it counts where it reaches the head's side.
        far = np.where((upright[row] > 0.5) & (beyond > -0.3), beyond, -9).max(1)
        far = np.where(far > -0.3, np.clip(far, -0.12, 0.8), np.nan)
        known = ~np.isnan(far)
        gap = np.cumsum(~known & (heights < ear[1]))
        known &= gap * STEP < 0.25
        shown.append(float((known & (heights < ear[1] + 0.05) & (far > 0.0)).sum() * STEP))
        if known.sum() < 5:
            wide.append(sides - 0.06)
            ends.append(float(heights[0]))
            continue
        ends.append(float(heights[known].min()))
        filled = np.interp(-heights, -heights[known], far[known])
        fade = eased((heights - ends[-1]) / 0.22 + 0.1)
        wide.append(gaussian_filter1d(sides - 0.06 + (filled + 0.06) * fade, 4, mode="nearest"))
    if max(shown) < 0.2:
        return None
    fade = eased((heights - min(ends)) / 0.3 + 0.2)
    top = bare[..., 1] > skull.cranium[0][1] - 0.3
    behind = float(out[..., 2][top].min()) + 0.02
    neck_back = skull.neck[1][2] - skull.neck[3]
    # Short hair follows the nape, long hair falls.
    slope = 0.10 + 0.45 * np.clip((min(ends) - skull.hinge[0] - 0.9) / 0.9, 0, 1)
    back = np.minimum(behind + slope * np.clip(skull.cranium[0][1] - 0.1 - heights, 0, 9), neck_back - 0.05)
    back = (neck_back + 0.25) + (back - neck_back - 0.25) * fade
    front = ear[2] + 0.30 - 0.35 * np.clip((ear[1] - 0.3 - heights) / 1.5, 0, 1)
    # It begins as a dome, so that it leaves the cap without a ledge.
    dome = np.sqrt(1 - np.clip(1 - (start - heights) / 0.7, 0, 1) ** 2)
    center = (front + back) / 2
    front, back = center + (front - center) * dome, center + (back - center) * dome
    return Hanging(
        heights, skull.middle - wide[0] * dome, skull.middle + wide[1] * dome, front, back, min(ends)
    )  # fmt: skip


def _half_width(bare: np.ndarray, skull: Skull, heights: np.ndarray) -> np.ndarray:
    """Half the width of the bare head at the heights."""
    from scipy.ndimage import gaussian_filter1d

    y, x = bare[..., 1].ravel(), np.abs(bare[..., 0].ravel() - skull.middle)
    found = np.array([x[np.abs(y - h) < 0.12].max(initial=0.0) for h in heights])
    return gaussian_filter1d(found, 3, mode="nearest")


def _hung(
    hanging: Hanging, origins: np.ndarray, out: np.ndarray, bare: np.ndarray, amount: np.ndarray, onset: np.ndarray
) -> np.ndarray:
    """The surface moved out to what hangs."""
    from scipy.ndimage import gaussian_filter

    direction = bare - origins
    direction = direction / np.linalg.norm(direction, axis=2, keepdims=True)
    reach = Rays(origins, direction).surface(hanging, 3.0, 80)
    now = ((out - origins) * direction).sum(-1)
    grown = np.maximum(reach - now, 0) * onset * np.clip(amount * 1.5, 0, 1)
    grown = gaussian_filter(grown, 0.7, mode=("nearest", "wrap"))
    return out + direction * grown[..., None]


def _amount(
    view: View,
    skin: np.ndarray,
    bare: np.ndarray,
    out: np.ndarray,
    scalp: np.ndarray,
    upright: np.ndarray,
    hanging: Hanging | None,
    person: np.ndarray | None,
) -> np.ndarray:
    """Where there is hair (rings, columns): as the photo shows it where it does, as heads have it elsewhere."""
    from scipy.sparse import coo_matrix, diags
    from scipy.sparse.linalg import spsolve

    parts = topology()
    rings, columns = parts.grid.shape
    whole = skin.copy()
    whole[parts.grid] = out
    # Half-way into the hair: on its surface the mask ends.
    flat = view.flat((bare + out).reshape(-1, 3) / 2)
    facing = view.flat(vertex_normals(whole, parts.fine)[parts.grid].reshape(-1, 3))[:, 2]
    cell = np.rint(np.stack([REACH - flat[:, 1], flat[:, 0] + REACH], 1) / STEP).astype(int)
    column, row = view.of_plane(flat[:, 0], flat[:, 1])
    height, width = view.shape
    valid = (column > 1) & (column < width - 2) & (row > 1) & (row < height - 2)
    cell = np.clip(cell, 0, len(upright) - 1)
    seen = upright[cell[:, 0], cell[:, 1]]
    if person is not None:
        valid &= (person[cell[:, 0], cell[:, 1]] > 0.5) | (seen > 0.5)
    trust = np.where(valid, 4.0 * eased((facing - 0.2) / 0.35), 0.0)
    # What is turned away is taken to be like the other side.
    across = (np.arange(rings)[:, None] * columns + (-np.arange(columns)) % columns).ravel()
    other = 0.8 * trust[across] * np.clip(1 - trust / 2, 0, 1)
    seen = (trust * seen + other * seen[across]) / np.maximum(trust + other, 1e-6)
    trust = trust + other
    growing = (trust > 1) & (scalp.ravel() > 0.5)
    much = float(eased(((seen[growing].mean() if growing.any() else 1.0) - 0.12) / 0.4))
    high = bare[..., 1].ravel()
    if valid[high > high.max() - 0.35].mean() < 0.5:
        # The crown is outside the picture: what is seen of the hair speaks for it.
        much = 1.0
    prior, belief = scalp.ravel() * much, np.full(rings * columns, 0.25)
    if hanging is not None:
        inside = hanging(bare).ravel() < 0
        prior[inside], belief[inside] = 1.0, 1.0
    index = np.arange(rings * columns).reshape(rings, columns)
    a = np.r_[index.ravel(), index[1:].ravel()]
    b = np.r_[np.roll(index, -1, 1).ravel(), index[:-1].ravel()]
    near = coo_matrix((np.ones(2 * len(a)), (np.r_[a, b], np.r_[b, a]))).tocsr()
    bend = diags(np.asarray(near.sum(1)).ravel()) - near
    solved = spsolve((diags(trust + belief) + 0.5 * bend).tocsc(), trust * seen + belief * prior)
    return eased((solved.reshape(rings, columns) - 0.25) / 0.5)


def _smoothed(grown: np.ndarray, rings: int = 6) -> np.ndarray:
    """How far hair lifts the skin (rings, columns, 3), without the steps of its measurement; nothing at the oval."""
    for _ in range(rings):
        mean = (np.roll(grown, 1, 1) + np.roll(grown, -1, 1)) / 4
        mean[1:-1] += (grown[2:] + grown[:-2]) / 4
        mean[-1] = mean[-1] + grown[-2] / 2
        moved = grown + 0.6 * (mean - grown)
        moved[0] = grown[0]
        grown = moved
    return grown


def _in_words(skull: Skull, thick: np.ndarray, amount: np.ndarray, hanging: Hanging | None) -> tuple[str, str]:
    """Length and volume of the hair."""
    chin = skull.hinge[0] + 0.72
    if hanging is not None:
        length = "long" if hanging.end < chin - 0.3 else "medium"
    else:
        length = "short" if (amount > 0.5).mean() > 0.12 else "very short"
    mean = float((thick * amount).sum() / max(amount.sum(), 1e-6))
    return length, "flat" if mean < 0.09 else "normal" if mean < 0.28 else "full"
