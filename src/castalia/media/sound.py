"""Sound: WAV, FLAC, MP3 and Ogg (Opus) with provenance inside, loudness, and voice over music."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from castalia.errors import BadInput
from castalia.media.atomic import replacing
from castalia.media.kinds import NAMES, media_type, sniff
from castalia.media.loudness import limit, loudness, normalise
from castalia.media.mixing import mix
from castalia.media.provenance import Provenance
from castalia.media.samples import checked, resample
from castalia.media.tags import tags

__all__ = ["limit", "loudness", "mix", "normalise", "read_sound", "resample", "sound_frame", "write_sound"]


class _Writer(NamedTuple):
    container: str
    codec: str
    sample_format: str
    bit_rate: int = 0


_WRITERS = {
    "audio/wav": _Writer("wav", "pcm_s16le", "s16"),
    "audio/flac": _Writer("flac", "flac", "s16"),
    "audio/mpeg": _Writer("mp3", "libmp3lame", "fltp", 192_000),
    "audio/ogg": _Writer("ogg", "libopus", "flt", 160_000),
}
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
    samples = checked(samples, rate)
    writer = _WRITERS[kind]
    if writer.codec == "libopus":
        samples, rate = resample(samples, rate, _OPUS_RATE), _OPUS_RATE
    elif writer.codec == "libmp3lame" and rate not in _MP3_RATES:
        samples, rate = resample(samples, rate, 44100), 44100
    peak = float(np.abs(samples).max())
    if peak > 1:
        samples = samples / peak
    with replacing(path) as part:
        _encode(part, writer, samples, rate, tags(provenance, description=False))


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


def sound_frame(samples: np.ndarray, rate: int, sample_format: str, at: int) -> Any:
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


def _encode(part: Path, writer: _Writer, samples: np.ndarray, rate: int, tagged: dict[str, str]) -> None:
    import av

    layout = "mono" if samples.shape[1] == 1 else "stereo"
    with av.open(str(part), "w", format=writer.container, options={"fflags": "+bitexact"}) as output:
        output.metadata.update(tagged)
        stream = output.add_stream(writer.codec, rate=rate, layout=layout, format=writer.sample_format)
        stream.codec_context.flags |= av.codec.context.Flags.bitexact
        if writer.bit_rate:
            stream.bit_rate = writer.bit_rate
        if writer.container == "ogg":
            stream.metadata.update(tagged)
        for start in range(0, len(samples), rate):
            frame = sound_frame(samples[start : start + rate], rate, writer.sample_format, start)
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
