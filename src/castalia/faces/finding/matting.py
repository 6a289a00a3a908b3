"""Soft masks that follow the edges of a picture: a guided filter, and mixtures of colours that tell regions apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


class Guide:
    """A picture whose edges rough masks are made to follow (He, Sun and Tang: Guided Image Filtering, 2013).

    Args:
        picture: uint8 (height, width, 3).
        shape: (h, w) of the rough masks, usually smaller; the filter's coefficients are found at this size.
        radius: of the window, in pixels of the rough masks.
        smooth: how much variance of colour (of 1) counts as flat.
    """

    def __init__(self, picture: np.ndarray, shape: tuple[int, ...], radius: int, smooth: float) -> None:
        self._picture, self._size = picture, 2 * radius + 1
        small = resized(picture, shape).astype(np.float32) / 255
        self._colors = np.moveaxis(small, -1, 0)
        self._means = [self._mean(c) for c in self._colors]
        (r, g, b), (mr, mg, mb) = self._colors, self._means
        rr, gg, bb = (self._mean(c * c) - m * m + smooth for c, m in zip(self._colors, self._means, strict=True))
        rg, rb, gb = self._mean(r * g) - mr * mg, self._mean(r * b) - mr * mb, self._mean(g * b) - mg * mb
        # The inverse of the symmetric covariance, by its cofactors.
        c00, c01, c02 = gg * bb - gb * gb, rb * gb - rg * bb, rg * gb - gg * rb
        c11, c12, c22 = rr * bb - rb * rb, rg * rb - rr * gb, rr * gg - rg * rg
        whole = rr * c00 + rg * c01 + rb * c02
        self._inverse = [[c / whole for c in row] for row in ((c00, c01, c02), (c01, c11, c12), (c02, c12, c22))]

    def _mean(self, values: np.ndarray) -> np.ndarray:
        from scipy.ndimage import uniform_filter

        return uniform_filter(values, size=self._size, mode="nearest")

    def follow(self, rough: np.ndarray) -> np.ndarray:
        """The mask float (h, w) at the picture's size: float32 (height, width), 0..1."""
        rough = rough.astype(np.float32)
        mean = self._mean(rough)
        with_rough = [self._mean(c * rough) - m * mean for c, m in zip(self._colors, self._means, strict=True)]
        slopes = [sum(i * w for i, w in zip(row, with_rough, strict=True)) for row in self._inverse]
        offset = mean - sum(s * m for s, m in zip(slopes, self._means, strict=True))
        shape = self._picture.shape[:2]
        result = resized(self._mean(offset), shape)
        for i, slope in enumerate(slopes):
            result = result + resized(self._mean(slope), shape) * (self._picture[..., i] * np.float32(1 / 255))
        return np.clip(result, 0, 1)


def resized(values: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """A picture uint8 (h, w, 3) or a map float (h, w) at another size (height, width)."""
    from PIL import Image

    if values.shape[:2] == tuple(shape[:2]):
        return values
    values = values if values.dtype == np.uint8 else values.astype(np.float32)
    image = Image.fromarray(np.ascontiguousarray(values))
    return np.asarray(image.resize((shape[1], shape[0]), Image.Resampling.BILINEAR))


@dataclass(frozen=True)
class Colors:
    """A mixture of Gaussians over feature vectors: shares (k,), means (k, d) and the factors (k, d, d) that whiten."""

    shares: np.ndarray
    means: np.ndarray
    factors: np.ndarray

    @classmethod
    def of(
        cls, samples: np.ndarray, weights: np.ndarray | None = None, *, parts: int = 3, spread: float = 2.0
    ) -> Colors:
        """Learn from samples (n, d) by a few rounds of expectation and maximisation, begun along their main axis.

        `spread` (in the features' unit) is the least standard deviation of a part.
        """
        samples = np.asarray(samples, np.float64)
        weights = np.ones(len(samples)) if weights is None else np.asarray(weights, np.float64)
        if len(samples) > 2500:
            chosen = np.linspace(0, len(samples) - 1, 2500).astype(int)
            samples, weights = samples[chosen], weights[chosen]
        away = samples - np.average(samples, axis=0, weights=weights)
        axis = np.linalg.eigh(away.T @ (away * weights[:, None]))[1][:, -1]
        order = np.argsort(away @ axis, kind="stable")
        part = np.zeros(len(samples), int)
        part[order] = np.minimum((np.cumsum(weights[order]) / weights.sum() * parts).astype(int), parts - 1)
        model = cls._fit(samples, np.eye(parts)[part] * weights[:, None], spread)
        for _ in range(6):
            logs = model._logs(samples)
            belongs = np.exp(logs - logs.max(1, keepdims=True))
            belongs /= belongs.sum(1, keepdims=True)
            model = cls._fit(samples, belongs * weights[:, None], spread)
        return model

    @classmethod
    def _fit(cls, samples: np.ndarray, weights: np.ndarray, spread: float) -> Colors:
        total = weights.sum(0) + 1e-9
        means = weights.T @ samples / total[:, None]
        factors = []
        for k in range(len(total)):
            away = samples - means[k]
            covariance = (away * weights[:, k, None]).T @ away / total[k] + np.eye(samples.shape[1]) * spread**2
            factors.append(np.linalg.cholesky(np.linalg.inv(covariance)))
        return cls(total / total.sum(), means, np.array(factors))

    def _squares(self, samples: np.ndarray) -> np.ndarray:
        return np.stack([(((samples - m) @ f) ** 2).sum(1) for m, f in zip(self.means, self.factors, strict=True)], 1)

    def _logs(self, samples: np.ndarray) -> np.ndarray:
        scale = np.log(np.diagonal(self.factors, axis1=1, axis2=2)).sum(1)
        return np.log(self.shares) + scale - 0.5 * self._squares(samples)

    def log_density(self, samples: np.ndarray) -> np.ndarray:
        """Logarithm (n,) of the density of samples (n, d), but for a constant that all models share."""
        logs = self._logs(samples)
        top = logs.max(1)
        return top + np.log(np.exp(logs - top[:, None]).sum(1))

    def distance(self, samples: np.ndarray) -> np.ndarray:
        """Standard deviations (n,) to the nearest part."""
        return np.sqrt(self._squares(samples).min(1))
