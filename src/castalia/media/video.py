"""Video: MP4 (H.264 + AAC), WebM (VP9 + Opus) and GIF, written frame by frame with provenance inside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from fractions import Fraction
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import numpy as np

from castalia.errors import BadInput, CastaliaError
from castalia.media.atomic import explained, finish, part_of
from castalia.media.complete import complete
from castalia.media.gif import insert_comment
from castalia.media.kinds import NAMES, media_type, sniff
from castalia.media.provenance import Provenance
from castalia.media.samples import checked, resample
from castalia.media.sound import sound_frame
from castalia.media.tags import tags

_THREADS = 4
"""Fixed, as the bytes depend on it."""
_BT709 = 1
_KEYFRAME_EVERY = 2
"""Seconds between frames that a player can jump to."""


class _Codecs(NamedTuple):
    video: str
    options: dict[str, str]
    audio: str = ""
    sample_format: str = ""
    rate: int = 0


# Without macroblock-tree: with AVX-512 x264's reads memory that was never written, and the bytes vary with it.
_X264 = {"crf": "18", "preset": "medium", "x264-params": "no-mbtree=1"}
_WRITERS = {
    "video/mp4": _Codecs("libx264", _X264, "aac", "fltp", 44100),
    "video/webm": _Codecs(
        "libvpx-vp9",
        {"crf": "30", "b": "0", "deadline": "good", "cpu-used": "4", "row-mt": "1"},
        "libopus",
        "flt",
        48000,
    ),
    "image/gif": _Codecs("gif", {}),
}


class VideoWriter:
    """A video that is written while its frames come in; a context manager.

    Leaving the block writes the end of the file and gives it its name; leaving it by an exception leaves nothing.

    Args:
        path: ends in .mp4, .webm or .gif.
        width, height: of the frames. H.264 and VP9 need even sizes: an odd one is made even by repeating the last
            row or column.
        fps: frames per second; a GIF knows hundredths of a second only.
        sound: (float samples (n,) or (n, channels), rate), cut where the frames end; a GIF stays silent.

    Raises:
        BadInput: another ending, sizes or rates that cannot be.
        StorageError: the disk refused.
    """

    def __init__(
        self,
        path: str | Path,
        width: int,
        height: int,
        fps: float,
        provenance: Provenance,
        sound: tuple[np.ndarray, int] | None = None,
    ) -> None:
        self.path, self.width, self.height = Path(path), width, height
        self.frames = 0
        kind = media_type(self.path)
        if kind not in _WRITERS:
            raise BadInput(f"a video cannot be written as {self.path.suffix}", hint="use .mp4, .webm or .gif")
        if not (2 <= width <= 8192 and 2 <= height <= 8192):
            raise BadInput(f"a video cannot be {width}x{height}", hint="use 2 to 8192 pixels each way")
        if not 0.1 <= fps <= 240:
            raise BadInput(f"a video cannot have {fps} frames per second", hint="use 0.1 to 240")
        self._rate = Fraction(float(fps)).limit_denominator(1001)
        self._provenance = provenance
        self._gif = kind == "image/gif"
        self._codecs = _WRITERS[kind]
        self._sound, self._sounded = self._prepared(sound), 0
        self._part = part_of(self.path)
        try:
            self._part.open("xb").close()  # PyAV opens it with the first packet only; a bad folder shows now
            self._open()
        except OSError as error:
            self.abort()
            raise explained(error, self.path) from None

    def add(self, frame: np.ndarray) -> None:
        """Append one frame: uint8 (height, width, 3) sRGB.

        Raises:
            BadInput: a frame of another shape.
            StorageError: the disk refused.
        """
        import av

        if frame.shape != (self.height, self.width, 3) or frame.dtype != np.uint8:
            raise BadInput(
                f"frame {self.frames} is {frame.dtype} {frame.shape}",
                hint=f"it must be uint8 ({self.height}, {self.width}, 3)",
            )
        if not self._gif:
            frame = np.pad(frame, ((0, self.height % 2), (0, self.width % 2), (0, 0)), mode="edge")
        picture = av.VideoFrame.from_ndarray(np.ascontiguousarray(frame), format="rgb24")
        picture.pts, picture.time_base = self.frames, 1 / self._rate
        self.frames += 1
        try:
            if self._gif:
                self._filter.push(picture)
                self._pull()
            else:
                self._encode(picture)
                self._sound_until(self.frames / self._rate)
        except OSError as error:
            raise explained(error, self.path) from None

    def close(self) -> None:
        """Write the end of the file and give it its name.

        Raises:
            BadInput: no frame was added.
            StorageError: the disk refused; nothing is left behind.
        """
        try:
            if not self.frames:
                raise BadInput("a video needs at least one frame", hint="make it longer")
            if self._gif:
                self._filter.push(None)
                self._pull()
            self._container.mux(self._video.encode(None))
            if self._audio is not None:
                self._container.mux(self._audio.encode(None))
            self._container.close()
            if self._gif:
                insert_comment(self._part, self._provenance)
            complete(self._part)
            finish(self._part, self.path)
        except CastaliaError:
            raise
        except OSError as error:
            raise explained(error, self.path) from None
        finally:
            self.abort()

    def abort(self) -> None:
        """Give up: what was written so far vanishes. Harmless after `close`."""
        with suppress(Exception):
            self._container.close()
        with suppress(OSError):
            self._part.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.abort()

    def _prepared(self, sound: tuple[np.ndarray, int] | None) -> np.ndarray | None:
        """The sound at the codec's rate, scaled back when it is beyond -1..1."""
        if sound is None or not self._codecs.audio:
            return None
        samples = resample(checked(*sound), sound[1], self._codecs.rate)
        return samples / max(1.0, float(np.abs(samples).max()))

    def _open(self) -> None:
        import av

        options = {"fflags": "+bitexact", "loop": "0"} if self._gif else {"fflags": "+bitexact"}
        if self._codecs.video == "libx264":
            options["movflags"] = "+faststart"
        self._container = av.open(str(self._part), "w", container_options=options)
        self._video = self._container.add_stream(self._codecs.video, rate=self._rate, options=self._codecs.options)
        context = self._video.codec_context
        context.flags |= av.codec.context.Flags.bitexact
        context.thread_count = _THREADS
        self._audio = None
        if self._gif:
            context.width, context.height, context.pix_fmt = self.width, self.height, "pal8"
            context.time_base = Fraction(1, 100)
            self._filter = self._palette_graph()
            return
        self._container.metadata.update(tags(self._provenance))
        context.width, context.height = self.width + self.width % 2, self.height + self.height % 2
        context.pix_fmt = "yuv420p"
        context.gop_size = max(1, round(_KEYFRAME_EVERY * self._rate))
        context.color_primaries = context.color_trc = context.colorspace = _BT709
        context.color_range = 1
        if self._sound is not None:
            self._audio = self._container.add_stream(
                self._codecs.audio,
                rate=self._codecs.rate,
                layout="mono" if self._sound.shape[1] == 1 else "stereo",
                format=self._codecs.sample_format,
            )
            self._audio.bit_rate = 160_000
            self._audio.codec_context.flags |= av.codec.context.Flags.bitexact

    def _palette_graph(self) -> Any:
        """Each frame gets the 256 colours that suit it; an ordered pattern, which does not crawl, does the rest."""
        import av

        graph = av.filter.Graph()
        source = graph.add_buffer(width=self.width, height=self.height, format="rgb24", time_base=1 / self._rate)
        split = graph.add("split")
        palette = graph.add("palettegen", "stats_mode=single:reserve_transparent=0")
        use = graph.add("paletteuse", "new=1:dither=bayer:bayer_scale=3")
        sink = graph.add("buffersink")
        source.link_to(split)
        split.link_to(palette, 1, 0)
        split.link_to(use, 0, 0)
        palette.link_to(use, 0, 1)
        use.link_to(sink)
        graph.configure()
        return graph

    def _pull(self) -> None:
        """Encode what the palette graph has ready."""
        import av

        with suppress(av.error.BlockingIOError, av.error.EOFError):
            while True:
                self._encode(self._filter.pull())

    def _encode(self, picture: Any) -> None:
        if not self._gif:
            picture = picture.reformat(format="yuv420p", src_colorspace="ITU709", dst_colorspace="ITU709")
            picture.color_primaries = picture.color_trc = picture.colorspace = _BT709
        self._container.mux(self._video.encode(picture))

    def _sound_until(self, seconds: Fraction) -> None:
        """Keep the sound in step with the frames, so that the file is interleaved and nothing piles up."""
        if self._audio is None or self._sound is None:
            return
        rate = self._codecs.rate
        end = min(len(self._sound), round(seconds * rate))
        if end > self._sounded:
            chunk = sound_frame(self._sound[self._sounded : end], rate, self._codecs.sample_format, self._sounded)
            self._container.mux(self._audio.encode(chunk))
            self._sounded = end


def write_video(
    path: str | Path,
    frames: Iterable[np.ndarray],
    fps: float,
    provenance: Provenance,
    sound: tuple[np.ndarray, int] | None = None,
    duration: float | None = None,
) -> None:
    """Write a video out of frames that may come from a generator; only one is held at a time.

    Args:
        frames: uint8 (height, width, 3), all of one size.
        duration: seconds the video lasts: further frames are not asked for, missing ones repeat the last. None
            takes what comes.

    Raises, and the other arguments: see `VideoWriter`.
    """
    total = None if duration is None else max(1, round(duration * fps))
    coming = iter(islice(frames, total))
    frame = next(coming, None)
    if frame is None:
        raise BadInput("a video needs at least one frame", hint="make it longer")
    with VideoWriter(path, frame.shape[1], frame.shape[0], fps, provenance, sound) as writer:
        writer.add(frame)
        for frame in coming:
            writer.add(frame)
        while total is not None and writer.frames < total:
            writer.add(frame)


def read_frames(path: str | Path) -> Iterator[np.ndarray]:
    """The frames of a video or a GIF, one after the other: uint8 (height, width, 3), the right way up.

    Raises:
        BadInput: it has no picture, or is damaged.
    """
    import av

    path = Path(path)
    found = sniff(path)
    if not found.startswith("video/") and found != "image/gif":
        raise BadInput(f"{path.name} is not a video but {NAMES[found]}", hint="give an MP4, WebM or GIF file")
    try:
        with av.open(str(path), metadata_errors="replace") as container:
            if not container.streams.video:
                raise BadInput(f"{path.name} has no picture, only sound", hint="give a video")
            for frame in container.decode(video=0):
                pixels = frame.to_ndarray(format="rgb24")
                yield np.ascontiguousarray(np.rot90(pixels, round(frame.rotation / 90)))
    except av.FFmpegError as error:
        raise BadInput(f"{path.name} is damaged or cut off: {error}", hint="get a complete copy") from None
