"""Tells the subject of any picture from its background by colour and place, with no trained model.

Colour models of both sides are fitted in turns with a segmentation, as in GrabCut (Rother et al. 2004); the
segmentation is that of random walks with priors (Grady 2005), which gives shares instead of a hard cut and needs one
linear system; at the size of the picture the shares follow its edges by the fast guided filter (He and Sun 2015).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from castalia.engines.image.drawn import Box

SIDE = 256
"""Pixels of the longer side at which the segmentation is done."""
COLORS = 5
"""Clusters of colour on each side."""
TURNS = 5
EDGE = 0.04
"""Share of the sides that is taken for background where nothing is said."""
PLACE = 30.0
"""How much the place counts beside the colour: Lab units from the middle of a picture to its edge."""
PLAIN = 1.5
"""A picture whose colours spread less than this, in Lab units, shows nothing."""
PULL = 0.015
"""How much the colour of one pixel counts against that of its neighbours."""
HOLE = 0.06
"""Holes smaller than this share of the picture are filled."""
LEAST = 0.2
"""Pieces smaller than this share of the largest one are dropped."""


def subject_of(
    picture: np.ndarray, box: Box | None = None, hint: np.ndarray | None = None, sure: np.ndarray | None = None
) -> np.ndarray:
    """float32 (height, width) 0..1: which share of each pixel belongs to the subject.

    Args:
        picture: uint8 (height, width, 3).
        box: where the subject is; outside is background.
        hint: float (height, width) 0..1, a first guess of what is looked for.
        sure: float (height, width) 0..1, what belongs to it for certain.
    """
    small, scale = _small(picture)
    lab = _lab(small)
    height, width = lab.shape[:2]
    placed = _placed(lab)
    outside = np.zeros((height, width), bool)
    if box:
        left, top, right, bottom = (round(v * scale) for v in box)
        outside[:] = True
        outside[top : max(bottom, top + 1), left : max(right, left + 1)] = False
        share = (~outside).astype(float)
    elif hint is not None:
        share = _resized(hint, width, height)
    else:
        share = _standing_out(lab)
    certain = np.zeros((height, width), bool) if sure is None else _resized(sure, width, height) > 0.5
    certain &= ~outside
    edges = _edges(lab)
    for _ in range(TURNS):
        inside = share > 0.5
        if inside.sum() < 8 or (~inside).sum() < 8:
            break
        evidence = _likelihood(placed, inside) - _likelihood(placed, ~inside)
        likely = 1 / (1 + np.exp(-np.clip(evidence, -6, 6)))
        likely[outside], likely[certain] = 0, 1
        share = _walked(likely, edges, np.where(outside | certain, 100.0, PULL))
    inside = share > 0.5
    kept = _kept_pieces(inside)
    share = np.where(kept & ~inside, 1.0, np.clip((share - 0.5) * 3 + 0.5, 0, 1)) * kept
    return guided(picture, share.astype(np.float32))


def guided(picture: np.ndarray, share: np.ndarray, radius: int = 4, smooth: float = 1e-3) -> np.ndarray:
    """A small mask at the size of a picture, its edges those of the picture: float32 (height, width) 0..1."""
    from scipy.ndimage import uniform_filter

    height, width = share.shape
    guide = _resized_rgb(picture, width, height)
    size = 2 * radius + 1

    def mean(values: np.ndarray) -> np.ndarray:
        return uniform_filter(values, (size, size, *(1,) * (values.ndim - 2)))

    middle, level = mean(guide), mean(share)
    spread = mean(guide[..., :, None] * guide[..., None, :]) - middle[..., :, None] * middle[..., None, :]
    common = mean(guide * share[..., None]) - middle * level[..., None]
    slope = np.linalg.solve(spread + smooth * np.eye(3), common[..., None])[..., 0]
    offset = level - (slope * middle).sum(-1)
    full_height, full_width = picture.shape[:2]
    found = _resized(mean(offset), full_width, full_height)
    slope = mean(slope)
    for channel in range(3):
        found += _resized(slope[..., channel], full_width, full_height) * (picture[..., channel] / np.float32(255))
    return np.clip((found - 0.08) / 0.84, 0, 1).astype(np.float32)


def _small(picture: np.ndarray) -> tuple[np.ndarray, float]:
    scale = min(1.0, SIDE / max(picture.shape[:2]))
    height, width = (max(1, round(side * scale)) for side in picture.shape[:2])
    return _resized_rgb(picture, width, height), scale


def _resized(values: np.ndarray, width: int, height: int) -> np.ndarray:
    from PIL import Image

    image = Image.fromarray(np.ascontiguousarray(values, np.float32))
    return np.asarray(image.resize((width, height), Image.Resampling.BILINEAR)).copy()


def _resized_rgb(picture: np.ndarray, width: int, height: int) -> np.ndarray:
    from PIL import Image

    image = Image.fromarray(picture).resize((width, height), Image.Resampling.BOX)
    return np.asarray(image, np.float32) / 255


def _lab(rgb: np.ndarray) -> np.ndarray:
    from skimage.color import rgb2lab

    lab: np.ndarray = rgb2lab(rgb)
    return lab


def _placed(lab: np.ndarray) -> np.ndarray:
    """Colour and place of every pixel, in comparable units."""
    height, width = lab.shape[:2]
    y, x = np.mgrid[-PLACE : PLACE : height * 1j, -PLACE : PLACE : width * 1j]
    return np.dstack([lab, x, y])


def _standing_out(lab: np.ndarray) -> np.ndarray:
    """A first guess: what has not the colours of the rim and lies in the middle."""
    from skimage.filters import threshold_otsu

    height, width = lab.shape[:2]
    if lab.std((0, 1)).max() < PLAIN:
        return np.zeros((height, width))
    rim = np.ones((height, width), bool)
    across, down = max(1, round(EDGE * width)), max(1, round(EDGE * height))
    rim[down:-down, across:-across] = False
    rim[-down:, round(0.2 * width) : round(0.8 * width)] = False  # subjects stand on the lower edge
    odd = -_likelihood(_placed(lab), rim)
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    odd = (odd - odd.min()) * np.exp(-0.8 * (x**2 + y**2))
    odd = np.minimum(odd, np.quantile(odd, 0.98))
    return (odd > threshold_otsu(odd)).astype(float) if odd.max() > odd.min() else rim * 0.0


def _likelihood(features: np.ndarray, of: np.ndarray) -> np.ndarray:
    """log p of every pixel's features among the pixels `of`: a mixture of `COLORS` normal distributions."""
    from scipy.cluster.vq import kmeans2
    from scipy.special import logsumexp

    pixels, every = features[of], features.reshape(-1, features.shape[-1])
    count = min(COLORS, len(pixels))
    steps = np.linspace(0, len(pixels) - 1, min(len(pixels), 4000)).astype(int)
    centers, _ = kmeans2(pixels[steps], count, iter=12, minit="++", seed=0)
    label = np.argmin(((pixels[:, None] - centers) ** 2).sum(-1), 1)
    parts = []
    for i in range(count):
        mine = pixels[label == i]
        if len(mine) < 6:
            continue
        spread = np.cov(mine.T) + 4.0 * np.eye(features.shape[-1])
        off = every - mine.mean(0)
        far = (off @ np.linalg.inv(spread) * off).sum(1)
        parts.append(np.log(len(mine) / len(pixels)) - 0.5 * (far + np.linalg.slogdet(spread)[1]))
    return logsumexp(np.stack(parts), axis=0).reshape(features.shape[:2]) if parts else np.zeros(features.shape[:2])


def _edges(lab: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How closely neighbours belong together, to the right and below; 1 is alike."""
    right = ((lab[:, 1:] - lab[:, :-1]) ** 2).sum(-1)
    below = ((lab[1:] - lab[:-1]) ** 2).sum(-1)
    usual = max(float((right.mean() + below.mean()) / 2), 1e-6)
    return np.exp(-right / (2 * usual)) + 1e-3, np.exp(-below / (2 * usual)) + 1e-3


def _walked(likely: np.ndarray, edges: tuple[np.ndarray, np.ndarray], pull: np.ndarray) -> np.ndarray:
    """The shares that agree with the colours and change only at edges: (L + pull) x = pull * likely."""
    from scipy.sparse import coo_array, diags_array
    from scipy.sparse.linalg import cg

    height, width = likely.shape
    number = np.arange(height * width).reshape(height, width)
    one = np.concatenate([number[:, :-1].ravel(), number[:-1].ravel()])
    other = np.concatenate([number[:, 1:].ravel(), number[1:].ravel()])
    weight = np.concatenate([edges[0].ravel(), edges[1].ravel()])
    size = height * width
    near = coo_array((np.r_[weight, weight], (np.r_[one, other], np.r_[other, one])), (size, size)).tocsr()
    whole = np.asarray(near.sum(1)).ravel() + pull.ravel()
    found, _ = cg(
        diags_array(whole) - near, pull.ravel() * likely.ravel(), x0=likely.ravel(), rtol=1e-4, maxiter=400,
        M=diags_array(1 / whole),
    )  # fmt: skip
    return np.asarray(found).reshape(height, width).clip(0, 1)


def _kept_pieces(mask: np.ndarray) -> np.ndarray:
    """The large pieces, without their small holes."""
    from scipy.ndimage import label

    labels, count = label(mask)
    if not count:
        return mask
    sizes = np.bincount(labels.ravel())[1:]
    kept = np.isin(labels, 1 + np.flatnonzero(sizes >= LEAST * sizes.max()))
    holes, count = label(~kept)
    sizes = np.bincount(holes.ravel())
    small = np.flatnonzero(sizes < HOLE * mask.size)
    return np.asarray(kept | np.isin(holes, small[small > 0]))
