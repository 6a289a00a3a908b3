"""Sound: WAV, FLAC, MP3 and Ogg (Opus) with provenance inside, loudness, and voice over music."""

from __future__ import annotations

from fractions import Fraction
from math import gcd
from pathlib import Path
from typing import Any

import numpy as np

from castalia.errors import BadInput
from castalia.media.atomic import replacing
from castalia.media.kinds import NAMES, media_type, sniff
from castalia.media.provenance import Provenance
from castalia.media.tags import tags

_BLOCK = 0.4
"""Seconds: the shortest sound whose loudness EBU R 128 defines."""
_SILENCE = -70.0
"""LUFS: what is below this gate counts as silence (ITU-R BS.1770)."""
_MAX_GAIN = 40.0
"""dB: more would only lift noise."""

_WRITERS: dict[str, tuple[str, str, str, int]] = {
    "audio/wav": ("wav", "pcm_s16le", "s16", 0),
    "audio/flac": ("flac", "flac", "s16", 0),
    "audio/mpeg": ("mp3", "libmp3lame", "fltp", 192_000),
    "audio/ogg": ("ogg", "libopus", "flt", 160_000),
}
"""Media type -> container, codec, sample format, bit rate."""
_MP3_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)
_OPUS_RATE = 48000


def write_sound(path: str | Path, samples: np.ndarray, rate: int, provenance: Provenance) -> None:
    """Write a sound that says how it was made; the same data gives the same bytes.

    WAV and FLAC hold 16 bits, MP3 192 kbit/s, Ogg Opus 160 kbit/s at 48 kHz. Samples beyond -1..1 are scaled
    back as a whole rather than clipped.

    Args:
        path: ends in .wav, .flac, .mp3 or .ogg.
        samples: float (n,) or (n, channels), nominally -1..1; 1 or 2 channels.
        rate: samples per second, 4000 to 192000.

    Raises:
        BadInput: another ending, no samples, values that are not numbers.
        StorageError: the disk refused.
    """
    path = Path(path)
    kind = media_type(path)
    if kind not in _WRITERS:
        raise BadInput(f"a sound cannot be written as {path.suffix}", hint="use .wav, .flac, .mp3 or .ogg")
    samples = _checked(samples, rate)
    container, codec, sample_format, bit_rate = _WRITERS[kind]
    if codec == "libopus":
        samples, rate = resample(samples, rate, _OPUS_RATE), _OPUS_RATE
    elif codec == "libmp3lame" and rate not in _MP3_RATES:
        samples, rate = resample(samples, rate, 44100), 44100
    peak = float(np.abs(samples).max())
    if peak > 1:
        samples = samples / peak
    with replacing(path) as part:
        _encode(part, container, codec, sample_format, bit_rate, samples, rate, tags(provenance))


def read_sound(path: str | Path) -> tuple[np.ndarray, int]:
    """Read the sound of any sound or video file.

    Returns:
        float32 (n, channels) in -1..1, and the rate in samples per second.

    Raises:
        BadInput: it has no sound, or is damaged.
    """
    import av

    path = Path(path)
    found = sniff(path)
    if not found.startswith(("audio/", "video/")) or found == "audio/midi":
        raise BadInput(f"{path.name} is not a sound but {NAMES[found]}", hint="give a WAV, FLAC, MP3 or OGG file")
    try:
        with av.open(str(path), metadata_errors="replace") as container:
            if not container.streams.audio:
                raise BadInput(f"{path.name} has no sound", hint="give a file with a sound track")
            stream = container.streams.audio[0]
            to_float = av.AudioResampler(format="fltp", layout=stream.layout, rate=stream.rate)
            blocks = [f.to_ndarray() for frame in container.decode(stream) for f in to_float.resample(frame)]
            blocks += [f.to_ndarray() for f in to_float.resample(None)]
            rate = int(stream.rate)
    except (av.FFmpegError, ValueError) as error:
        raise BadInput(f"{path.name} is damaged or cut off: {error}", hint="get a complete copy") from None
    if not blocks:
        raise BadInput(f"{path.name} holds no sound", hint="get a complete copy")
    return np.ascontiguousarray(np.concatenate(blocks, axis=1).T, dtype=np.float32), rate


def resample(samples: np.ndarray, rate: int, to: int) -> np.ndarray:
    """Change the rate by a polyphase filter; float32 (n, channels) in and out."""
    from scipy.signal import resample_poly

    if rate == to:
        return samples
    common = gcd(rate, to)
    return resample_poly(samples, to // common, rate // common, axis=0).astype(np.float32)


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
    sound = _checked(samples, rate)
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
    from scipy.ndimage import maximum_filter1d, minimum_filter1d, uniform_filter1d
    from scipy.signal import resample_poly

    ceiling = 10 ** (peak_db / 20)
    if np.abs(samples).max() <= ceiling / 2:
        return samples
    fine = np.abs(resample_poly(samples, 4, 1, axis=0)).max(axis=1)
    peaks = np.maximum(maximum_filter1d(fine, 5)[::4][: len(samples)], np.abs(samples).max(axis=1))
    wanted = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9))
    if wanted.min() >= 1:
        return samples
    reach = max(1, int(0.005 * rate))
    # The minimum spans both smoothings, so the smooth gain is never above what a peak needs.
    held = minimum_filter1d(wanted, 4 * reach + 1, mode="nearest")
    smooth = uniform_filter1d(uniform_filter1d(held, 2 * reach + 1, mode="nearest"), 2 * reach + 1, mode="nearest")
    return (samples * smooth[:, None]).astype(np.float32)


def encode_chunk(samples: np.ndarray, rate: int, sample_format: str, at: int) -> Any:
    """A PyAV frame of float samples (n, channels) in -1..1 that starts at sample `at`."""
    import av

    layout = "mono" if samples.shape[1] == 1 else "stereo"
    if sample_format == "s16":
        data = np.round(samples * 32767).astype(np.int16).reshape(1, -1)
    elif sample_format == "flt":
        data = samples.astype(np.float32).reshape(1, -1)
    else:
        data = np.ascontiguousarray(samples.T, dtype=np.float32)
    frame = av.AudioFrame.from_ndarray(data, format=sample_format, layout=layout)
    frame.sample_rate, frame.pts, frame.time_base = rate, at, Fraction(1, rate)
    return frame


def _encode(
    part: Path, container: str, codec: str, sample_format: str, bit_rate: int, samples: np.ndarray, rate: int, tagged: dict[str, str]
) -> None:  # fmt: skip
    import av

    with av.open(str(part), "w", format=container, options={"fflags": "+bitexact"}) as output:
        output.metadata.update(tagged)
        stream = output.add_stream(codec, rate=rate, layout="mono" if samples.shape[1] == 1 else "stereo", format=sample_format)
        stream.codec_context.flags |= av.codec.context.Flags.bitexact
        if bit_rate:
            stream.bit_rate = bit_rate
        if container == "ogg":
            stream.metadata.update(tagged)
        for start in range(0, len(samples), rate):
            output.mux(stream.encode(encode_chunk(samples[start : start + rate], rate, sample_format, start)))
        output.mux(stream.encode(None))


def _checked(samples: np.ndarray, rate: int) -> np.ndarray:
    """float32 (n, channels), or `BadInput` when it is no sound."""
    sound = np.asarray(samples)
    sound = sound[:, None] if sound.ndim == 1 else sound
    if sound.ndim != 2 or sound.shape[1] not in (1, 2) or sound.dtype.kind != "f":
        raise BadInput(f"{sound.dtype} {np.shape(samples)} is not a sound", hint="it must be float (n,), (n, 1) or (n, 2)")
    if len(sound) == 0:
        raise BadInput("the sound has no samples", hint="make it longer")
    if not 4000 <= rate <= 192_000:
        raise BadInput(f"a rate of {rate} Hz cannot be written", hint="use 4000 to 192000 Hz, e.g. 44100")
    if not np.isfinite(sound).all():
        raise BadInput("the sound holds values that are not numbers", hint="its engine has gone wrong; try another seed")
    return np.ascontiguousarray(sound, dtype=np.float32)
