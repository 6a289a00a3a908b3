"""How loud a sound is (EBU R 128), and bringing it to a loudness without clipping."""

from __future__ import annotations

import numpy as np

from castalia.media.samples import checked

_BLOCK = 0.4
"""Seconds: the shortest sound whose loudness EBU R 128 defines."""
_SILENCE = -70.0
"""LUFS: what is below this gate counts as silence (ITU-R BS.1770)."""
_MAX_GAIN = 40.0
"""dB: more would only lift noise."""
_CHUNK, _EDGE = 1 << 18, 64
"""Samples that are oversampled at a time, and how far beyond them the filter needs to see."""


def loudness(samples: np.ndarray, rate: int) -> float:
    """Integrated loudness in LUFS (EBU R 128, ITU-R BS.1770-4); -inf for silence.

    A sound shorter than 0.4 s is measured as if it were repeated.
    """
    from pyloudnorm import Meter

    samples = samples[:, None] if samples.ndim == 1 else samples
    if not np.any(samples):
        return float("-inf")
    shortest = int(np.ceil(_BLOCK * rate)) + 1
    if len(samples) < shortest:
        samples = np.tile(samples, (-(-shortest // len(samples)), 1))
    with np.errstate(divide="ignore"):
        return float(Meter(rate, block_size=_BLOCK).integrated_loudness(samples.astype(np.float64)))


def normalise(samples: np.ndarray, rate: int, lufs: float = -16.0, peak_db: float = -1.0) -> np.ndarray:
    """Bring a sound to a loudness, with its peaks held under a ceiling by a smooth limiter.

    Silence stays silence, and at most 40 dB are added. A sound whose peaks stand too far out may end a little
    below the target rather than be squashed.

    Args:
        samples: float (n,) or (n, channels).
        lufs: integrated loudness to reach.
        peak_db: true peaks (4x oversampled) stay below this, dB of full scale.

    Returns:
        float32 of the shape of `samples`.
    """
    shape = np.shape(samples)
    sound = checked(samples, rate)
    measured = loudness(sound, rate)
    if measured < _SILENCE:
        return sound.reshape(shape)
    gain, result = 0.0, sound
    # Limiting lowers the loudness, so what is missing is added again a few times.
    for _ in range(4):
        gain = min(gain + lufs - measured, _MAX_GAIN)
        result = limit(sound * np.float32(10 ** (gain / 20)), rate, peak_db)
        measured = loudness(result, rate)
        if abs(lufs - measured) < 0.1 or gain >= _MAX_GAIN:
            break
    return result.reshape(shape)


def limit(samples: np.ndarray, rate: int, peak_db: float = -1.0) -> np.ndarray:
    """Keep true peaks under a ceiling by turning the gain down smoothly around them (5 ms look-ahead).

    Args:
        samples: float32 (n, channels).
    """
    from scipy.ndimage import minimum_filter1d, uniform_filter1d

    ceiling = 10 ** (peak_db / 20)
    if np.abs(samples).max() <= ceiling / 2:
        return samples
    wanted = np.minimum(1.0, ceiling / np.maximum(_true_peaks(samples), 1e-9))
    if wanted.min() >= 1:
        return samples
    reach = max(1, int(0.005 * rate))
    # The minimum spans both smoothings, so the smooth gain is never above what a peak needs.
    held = minimum_filter1d(wanted, 4 * reach + 1, mode="nearest")
    smooth = uniform_filter1d(uniform_filter1d(held, 2 * reach + 1, mode="nearest"), 2 * reach + 1, mode="nearest")
    return (samples * smooth[:, None]).astype(np.float32)


def _true_peaks(samples: np.ndarray) -> np.ndarray:
    """Highest absolute value around each sample after 4x oversampling, (n,); block by block to save memory."""
    from scipy.ndimage import maximum_filter1d
    from scipy.signal import resample_poly

    peaks = np.abs(samples).max(axis=1)
    for start in range(0, len(samples), _CHUNK):
        first, end = max(0, start - _EDGE), min(start + _CHUNK, len(samples))
        fine = np.abs(resample_poly(samples[first : end + _EDGE], 4, 1, axis=0)).max(axis=1)
        around = maximum_filter1d(fine, 5)[::4][start - first : end - first]
        np.maximum(peaks[start:end], around, out=peaks[start:end])
    return peaks
