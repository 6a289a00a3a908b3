"""Voice over music: the music bows to the voice, starts and ends softly, and lasts exactly as long as asked."""

from __future__ import annotations

import numpy as np

from castalia.errors import BadInput
from castalia.media.loudness import limit
from castalia.media.samples import resample

DUCK_DB = -12.0
"""How far the music goes down while somebody speaks."""
BED_DB = -3.0
"""Level of the music between the words of a voice."""
ATTACK, HOLD, RELEASE = 0.12, 0.45, 0.7
"""Seconds: the music goes down, stays down over short pauses, comes back."""
FADE_IN, FADE_OUT = 0.4, 1.5
"""Seconds."""
CROSSFADE = 1.0
"""Seconds over which music that is too short begins again."""
_STEPS = 100
"""Steps of the gain curve per second."""

Sound = tuple[np.ndarray, int]


def mix(voice: Sound | None, music: Sound | None, duration: float, rate: int = 44100) -> Sound:
    """Lay a voice over music.

    Args:
        voice: (samples, rate) or None; starts at once, is cut (softly) where `duration` ends.
        music: (samples, rate) or None; repeated when too short, faded in and out.
        duration: seconds of the result, exact to the sample.
        rate: of the result.

    Returns:
        float32 (round(duration * rate), 2) with peaks below -1 dB, and `rate`.

    Raises:
        BadInput: a duration that is not positive.
    """
    if not 0 < duration < 24 * 3600:
        raise BadInput(f"a mix cannot last {duration} seconds", hint="give a duration above 0")
    length = round(duration * rate)
    result = np.zeros((max(length, 1), 2), np.float32)
    spoken = _fitted(_stereo(voice, rate), len(result)) if voice is not None else None
    if spoken is not None:
        spoken[-min(len(spoken), rate // 20) :] *= np.linspace(1, 0, min(len(spoken), rate // 20))[:, None]
        result += spoken
    if music is not None:
        bed = _repeated(_stereo(music, rate), len(result), int(CROSSFADE * rate))
        bed *= _fades(len(bed), rate)[:, None]
        if spoken is not None:
            bed *= ducking(spoken, rate)[:, None]
        result += bed
    return limit(result, rate), rate


def ducking(voice: np.ndarray, rate: int) -> np.ndarray:
    """The gain of the music, one value per sample of the voice: down before words, up after them.

    Args:
        voice: float32 (n, channels).

    Returns:
        float32 (n,), from `DUCK_DB` to `BED_DB` as factors.
    """
    from scipy.ndimage import maximum_filter1d

    block = max(1, rate // _STEPS)
    power = (voice**2).mean(axis=1)
    blocks = np.pad(power, (0, -len(power) % block)).reshape(-1, block).mean(axis=1)
    level = 10 * np.log10(blocks + 1e-12)
    speaking = level > max(-50.0, level.max() - 30)
    # Each word holds the music down a little after it, and from a little before it.
    after = maximum_filter1d(speaking, int(HOLD * _STEPS) + 1, origin=int(HOLD * _STEPS) // 2)
    wanted = maximum_filter1d(after, int(ATTACK * _STEPS) + 1, origin=-(int(ATTACK * _STEPS) // 2))
    gain = np.empty(len(wanted))
    now = BED_DB
    for i, down in enumerate(wanted):
        target = DUCK_DB + BED_DB if down else BED_DB
        seconds = ATTACK if target < now else RELEASE
        now += (target - now) * (1 - np.exp(-3 / (seconds * _STEPS)))
        gain[i] = now
    curve = np.interp(np.arange(len(voice)), (np.arange(len(gain)) + 0.5) * block, gain)
    return (10 ** (curve / 20)).astype(np.float32)


def _stereo(sound: Sound, rate: int) -> np.ndarray:
    samples = np.asarray(sound[0], np.float32)
    samples = samples[:, None] if samples.ndim == 1 else samples
    samples = resample(samples, sound[1], rate)
    return np.repeat(samples, 2, axis=1) if samples.shape[1] == 1 else samples[:, :2].copy()


def _fitted(samples: np.ndarray, length: int) -> np.ndarray:
    """Cut, or filled up with silence."""
    return np.pad(samples[:length], ((0, max(0, length - len(samples))), (0, 0)))


def _repeated(samples: np.ndarray, length: int, overlap: int) -> np.ndarray:
    """Long enough: the end flows into a new beginning, with equal power."""
    overlap = min(overlap, len(samples) // 4)
    result = samples
    phase = np.linspace(0, np.pi / 2, overlap, dtype=np.float32)[:, None]
    while len(result) < length and len(samples):
        joint = result[len(result) - overlap :] * np.cos(phase) + samples[:overlap] * np.sin(phase)
        result = np.concatenate([result[: len(result) - overlap], joint, samples[overlap:]])
    return _fitted(result, length)


def _fades(length: int, rate: int) -> np.ndarray:
    """A gain that rises and falls as a quarter sine; shorter fades for short sounds."""
    gain = np.ones(length, np.float32)
    fade_in, fade_out = min(int(FADE_IN * rate), length // 4), min(int(FADE_OUT * rate), length // 3)
    gain[:fade_in] *= np.sin(np.linspace(0, np.pi / 2, fade_in))
    gain[length - fade_out :] *= np.cos(np.linspace(0, np.pi / 2, fade_out))
    return gain
