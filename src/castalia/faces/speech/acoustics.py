"""What can be measured of a voice with numpy alone: activity, spectra, voicing, formants; 100 times a second."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

RATE = 16_000
"""Samples per second that everything here works at."""
HOP = 160
"""Samples between two frames: 10 ms."""
_WINDOW = 400
_BANDS = 26
_AUDIBLE, _DEEP = 9.0, 34.0
"""Decibels above the noise, and below the loud parts, beyond which something counts as heard."""


def to_mono(samples: np.ndarray, rate: int) -> np.ndarray:
    """float32 (n,) at `RATE` of a sound (n,) or (n, channels), without its constant part."""
    from castalia.media.samples import resample

    mono = np.nan_to_num(samples if samples.ndim == 1 else samples.mean(1)).astype(np.float32)
    mono = resample(mono[:, None], rate, RATE)[:, 0]
    return mono - mono.mean() if len(mono) else mono


def framed(mono: np.ndarray, window: int = _WINDOW) -> np.ndarray:
    """Frames (count, window), each centred on its 10 ms; a view where that can be."""
    count = max(1, -(-len(mono) // HOP))
    before = (window - HOP) // 2
    padded = np.pad(mono, (before, count * HOP + window - before - len(mono)))
    return np.lib.stride_tricks.sliding_window_view(padded, window)[: count * HOP : HOP]


@lru_cache(maxsize=1)
def _mel_bank() -> np.ndarray:
    """Triangular filters (bins, bands), evenly spaced in mel from 90 Hz to 7 kHz."""
    mel = np.linspace(1127 * np.log(1 + 90 / 700), 1127 * np.log(1 + 7000 / 700), _BANDS + 2)
    edges = 700 * (np.exp(mel / 1127) - 1)
    bins = np.fft.rfftfreq(512, 1 / RATE)[:, None]
    rise = (bins - edges[:-2]) / (edges[1:-1] - edges[:-2])
    fall = (edges[2:] - bins) / (edges[2:] - edges[1:-1])
    return np.clip(np.minimum(rise, fall), 0, None).astype(np.float32)


def spectra(mono: np.ndarray) -> np.ndarray:
    """Power spectra (count, 257) of 25 ms windows, float32."""
    frames = framed(np.append(mono[:1], mono[1:] - 0.95 * mono[:-1]).astype(np.float32))
    window = np.hanning(_WINDOW).astype(np.float32)
    blocks = [np.abs(np.fft.rfft(frames[i : i + 4000] * window, 512)) ** 2 for i in range(0, len(frames), 4000)]
    return np.concatenate(blocks).astype(np.float32)


def cepstra(power: np.ndarray, heard: np.ndarray) -> np.ndarray:
    """Features (count, 26) for comparing voices: 12 mel cepstra and the level, with their slopes, evened out so that
    microphone, room and speaker matter little.

    Args:
        heard: bool (count,): the frames that set the mean and the spread.
    """
    from scipy.fft import dct

    mel = np.log(power @ _mel_bank() + 1e-3 * power.mean() + 1e-9)
    made = dct(mel, norm="ortho", axis=1)[:, :13]
    reference = made[heard] if heard.sum() > 20 else made
    made = (made - reference.mean(0)) / (reference.std(0) + 1e-6)
    padded = np.pad(made, ((2, 2), (0, 0)), "edge")
    slope = (2 * (padded[4:] - padded[:-4]) + padded[3:-1] - padded[1:-3]) / 10
    weight = np.array([1.3] + [1.0] * 8 + [0.6] * 4)
    return np.concatenate([made * weight, 2.2 * slope * weight], 1).astype(np.float32)


def activity(mono: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where somebody may be heard: bool (count,), and the level in decibels (count,) below the loud parts.

    Steady noise, however loud, is not heard: what counts is what rises above the level that is always there.
    """
    frames = framed(mono)
    level = 10 * np.log10((frames.astype(np.float32) ** 2).mean(1) + 1e-10)
    smooth = np.convolve(np.pad(level, 2, "edge"), np.ones(5) / 5, "valid")
    loud, floor = np.percentile(smooth, 95), np.percentile(smooth, 8)
    surely = smooth > max(floor + min(_AUDIBLE, max(6.0, 0.4 * (loud - floor))), loud - _DEEP + 6)
    maybe = smooth > max(floor + 4.0, loud - _DEEP)
    heard = np.zeros_like(maybe)
    for start, end in runs(maybe):
        heard[start:end] = surely[start:end].sum() >= 4
    return _without_blips(heard, 5, 8), (level - loud).astype(np.float32)


def _without_blips(mask: np.ndarray, shortest_on: int, shortest_off: int) -> np.ndarray:
    """A mask without runs shorter than that many frames."""
    made = mask.copy()
    for value, shortest in ((False, shortest_off), (True, shortest_on)):
        for start, end in runs(made == value):
            if end - start < shortest and start > 0 and end < len(made):
                made[start:end] = not value
    return made


def runs(mask: np.ndarray) -> list[tuple[int, int]]:
    """(first, one past the last) of each stretch in which a mask is true."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def voicing(mono: np.ndarray) -> np.ndarray:
    """How periodic the sound is, 0..1 (count,): the height of the autocorrelation between 65 and 400 Hz."""
    frames = framed(mono, 640)
    made = []
    for i in range(0, len(frames), 4000):
        block = frames[i : i + 4000] * np.hanning(640).astype(np.float32)
        spectrum = np.abs(np.fft.rfft(block, 1280)) ** 2
        correlation = np.fft.irfft(spectrum)[:, :320]
        lags = correlation[:, 40:246] / (1 - np.arange(40, 246) / 640) / (correlation[:, :1] + 1e-9)
        made.append(lags.max(1))
    return np.clip(np.concatenate(made), 0, 1)


def formants(mono: np.ndarray) -> np.ndarray:
    """The lowest two resonances (count, 2) of the vocal tract in Hz, from linear prediction of order 10 at 10 kHz;
    nan where there are none."""
    from scipy.signal import resample_poly

    slow = resample_poly(mono, 5, 8).astype(np.float64)
    slow = np.append(slow[:1], slow[1:] - 0.95 * slow[:-1])
    count = max(1, -(-len(mono) // HOP))
    padded = np.pad(slow, (75, 400 + count * 100 - len(slow) if count * 100 > len(slow) else 400))
    frames = np.lib.stride_tricks.sliding_window_view(padded, 250)[: count * 100 : 100] * np.hamming(250)
    spectrum = np.abs(np.fft.rfft(frames, 512)) ** 2
    correlation = np.fft.irfft(spectrum)[:, :11]
    a = _levinson(correlation + np.eye(1, 11) * (1e-3 * correlation[:, :1] + 1e-12))
    companion = np.zeros((count, 10, 10))
    companion[:, 0] = -a[:, 1:]
    companion[:, np.arange(1, 10), np.arange(9)] = 1
    roots = np.linalg.eigvals(companion)
    frequency = np.angle(roots) * 10_000 / (2 * np.pi)
    width = -np.log(np.abs(roots) + 1e-12) * 10_000 / np.pi
    good = (frequency > 180) & (frequency < 3600) & (width < 600)
    ordered = np.sort(np.where(good, frequency, np.inf), 1)[:, :2]
    return np.where(np.isfinite(ordered), ordered, np.nan)


def _levinson(correlation: np.ndarray) -> np.ndarray:
    """Prediction polynomials (count, order + 1) of autocorrelations (count, order + 1), all at once."""
    count, order = len(correlation), correlation.shape[1] - 1
    a = np.zeros((count, order + 1))
    a[:, 0] = 1
    error = correlation[:, 0].copy()
    for i in range(1, order + 1):
        reflection = -(a[:, :i] * correlation[:, i:0:-1]).sum(1) / error
        a[:, 1 : i + 1] += reflection[:, None] * a[:, i - 1 :: -1][:, :i]
        error *= 1 - reflection**2
    return a
