"""The hall around the band, and the last steps of the mix: reverb, equaliser, compressor, fade."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, fftconvolve, lfilter, oaconvolve, sosfilt

from castalia.engines.music.sound.modal import RATE

Sound = NDArray[np.float32]


@lru_cache(maxsize=4)
def hall(seconds: float = 1.9) -> Sound:
    """(2, n) impulse response of a hall: a few early reflections, then noise that darkens as it dies away.

    Args:
        seconds: time in which the middle of the spectrum falls by 60 dB.
    """
    count = int(1.15 * seconds * RATE)
    time = np.arange(count) / RATE
    rng = np.random.default_rng(17)
    out = np.zeros((2, count))
    for low, high, decay, level in (
        (120, 500, 1.1, 1.0),
        (500, 2000, 1.0, 0.9),
        (2000, 5000, 0.62, 0.55),
        (5000, 9000, 0.35, 0.3),
    ):
        band = butter(2, (low, high), "bandpass", fs=RATE, output="sos")
        noise = sosfilt(band, rng.standard_normal((2, count)))
        noise /= noise.std()
        out += level * noise * np.exp(-6.908 * time / (seconds * decay))
    out *= 1 - np.exp(-np.maximum(time - 0.018, 0) / 0.03)
    for delay, gain in ((0.013, 0.9), (0.021, 0.7), (0.029, 0.8), (0.037, 0.5), (0.049, 0.45)):
        side = int(gain * 100) % 2
        out[side, int(delay * RATE)] += gain * 9
        out[1 - side, int((delay + 0.0037) * RATE)] += gain * 6
    return (out / np.sqrt((out**2).sum(1, keepdims=True))).astype(np.float32)


def reverberated(send: Sound, seconds: float = 1.9) -> Sound:
    """(2, n) what the hall answers to what is sent to it, as long as the input."""
    response = hall(seconds)
    return np.stack([oaconvolve(send[c], response[c])[: send.shape[1]] for c in (0, 1)]).astype(np.float32)


def mastered(mix: Sound) -> Sound:
    """(2, n) without rumble and direct current, a little air, and held together by a gentle compressor."""
    mix = sosfilt(butter(2, 32, "highpass", fs=RATE, output="sos"), mix).astype(np.float32)
    mix -= np.float32(0.25) * _below(mix, 110)  # a low shelf of -2.5 dB
    mix += np.float32(0.5) * (mix - _below(mix, 3200))  # a high shelf of +3.5 dB
    mix /= np.float32(max(1e-9, _usual_level(mix)))
    return _compressed(mix)


def _below(mix: Sound, frequency: float) -> Sound:
    """First-order low-pass."""
    return np.asarray(sosfilt(butter(1, frequency, fs=RATE, output="sos"), mix), np.float32)


def loud_part(sound: Sound) -> float:
    """How loud a part of the mix is where it plays: RMS of its loudest quarter seconds, the bass counting for less.

    The weighting follows ITU-R BS.1770 roughly: a slope below 150 Hz, 4 dB more above 2 kHz.
    """
    step = RATE // 4
    heard = sound.sum(0) * np.float32(0.5)
    heard = heard - _below(heard, 150)
    heard += np.float32(0.58) * (heard - _below(heard, 1700))
    power = np.pad(heard**2, (0, -len(heard) % step)).reshape(-1, step).mean(1)
    power = np.sort(power)[::-1]
    plays = power[power > power[0] / 1000]
    return float(np.sqrt(plays[: max(1, len(plays) // 2)].mean())) if len(plays) else 0.0


def _usual_level(mix: Sound) -> float:
    """RMS of the louder half of the piece, by which the compressor is set."""
    step = RATE // 4
    power = np.pad((mix**2).mean(0), (0, -mix.shape[1] % step)).reshape(-1, step).mean(1)
    return float(np.sqrt(np.sort(power)[len(power) // 2 :].mean()))


def _compressed(mix: Sound) -> Sound:
    """2:1 above the usual level, looking at 20 ms at a time, then a soft knee for the peaks (tanh above -4 dB)."""
    step = 64
    count = mix.shape[1]
    padded = np.pad((mix**2).mean(0), (0, -count % step)).reshape(-1, step).mean(1)
    window = np.hanning(29)
    power = fftconvolve(padded, window / window.sum(), mode="same")
    over = np.maximum(10 * np.log10(np.maximum(power, 1e-9)) - 1.0, 0)
    release = np.exp(-step / (0.15 * RATE))
    gain = 10 ** (-lfilter([1 - release], [1, -release], over) * 0.5 / 20)
    curve = np.interp(np.arange(count), np.arange(len(gain)) * step + step / 2, gain).astype(np.float32)
    out = mix * curve
    knee = np.float32(2.6)  # peaks this far above the usual level are rounded
    loud = np.abs(out) > knee
    out[loud] = np.sign(out[loud]) * (knee + np.tanh((np.abs(out[loud]) - knee) / knee) * knee * 0.6)
    return out


def faded(mix: Sound, start: float) -> Sound:
    """Fade out from a time in seconds to silence at the very end, and in over 5 ms."""
    count = mix.shape[1]
    begin = min(max(0, int(start * RATE)), count - 1)
    ramp = np.maximum(np.cos(np.linspace(0, np.pi / 2, count - begin, dtype=np.float32)), 0) ** 1.5
    mix[:, begin:] *= ramp
    rise = min(count, int(0.005 * RATE))
    mix[:, :rise] *= np.linspace(0, 1, rise, dtype=np.float32)
    return mix
