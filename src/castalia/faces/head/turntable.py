"""The head turned once round, as a video: mp4 in full size, gif small enough to be sent."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import numpy as np

from castalia.engines.base import Progress
from castalia.faces.render.raster import Camera, Model, render
from castalia.media.provenance import Provenance
from castalia.media.thumbnail import preview
from castalia.media.video import VideoWriter

FPS = 25
LARGEST_GIF = 3_000_000
"""Bytes; a larger gif is made again with fewer pixels."""
_GIF_SIDES = (256, 192, 144)
_GIF_FPS = 12.5
"""A gif counts hundredths of a second: 8 of them to a frame."""
NOD = 3.0
"""Degrees by which the head nods as it turns, so that it is also seen a little from above and below."""


def views(frames: int) -> Iterator[Camera]:
    """Cameras once all the way round, beginning at the front; the last is one step before the first."""
    for i in range(frames):
        turn = i / frames
        yield Camera(yaw=360.0 * turn, pitch=-NOD * float(np.sin(2 * np.pi * turn)) - 2.0)


def turntable(model: Model, frames: int, size: int) -> Iterator[np.ndarray]:
    """The frames, uint8 (size, size, 3); the head stands still at its first and turns to the viewer's right."""
    frame = Camera.around(model.mesh)
    for view in views(frames):
        yield render(model, replace(frame, yaw=view.yaw, pitch=view.pitch), size)


class _Film:
    """A video that is encoded in a thread of its own, beside the drawing: each takes about as long as the other."""

    AHEAD = 8
    """Frames that may wait; more would only take memory."""

    def __init__(self, stack: ExitStack, writer: VideoWriter) -> None:
        self._writer = stack.enter_context(writer)
        self._pool = stack.enter_context(ThreadPoolExecutor(1))
        self._waiting: deque[Future[None]] = deque()

    def add(self, picture: np.ndarray) -> None:
        self._waiting.append(self._pool.submit(self._writer.add, picture))
        if len(self._waiting) > self.AHEAD:
            self._waiting.popleft().result()

    def finish(self) -> None:
        """Wait for the last frames; raises what went wrong with them."""
        while self._waiting:
            self._waiting.popleft().result()


def write_turntable(
    model: Model, mp4: Path | None, gif: Path | None, frames: int, size: int, provenance: Provenance
) -> Generator[Progress, None, None]:
    """Write the turntable as mp4, as gif or both; yields after every fourth frame.

    Raises:
        StorageError: the disk refused; nothing is left behind.
    """
    step = 2 if frames >= 2 * _GIF_FPS else 1
    small: list[np.ndarray] = []
    with ExitStack() as stack:
        film = _Film(stack, VideoWriter(mp4, size, size, FPS, provenance)) if mp4 else None
        side = min(size, _GIF_SIDES[0])
        animation = _Film(stack, VideoWriter(gif, side, side, FPS / step, provenance)) if gif else None
        for i, picture in enumerate(turntable(model, frames, size)):
            if film:
                film.add(picture)
            if animation and i % step == 0:
                small.append(_scaled(picture, side))
                animation.add(small[-1])
            if i % 4 == 3:
                yield Progress(i + 1, frames, "turning", preview(picture) if i % 12 == 11 else None)
        for each in filter(None, (film, animation)):
            each.finish()
    if gif:
        yield from _made_smaller(gif, small, FPS / step, provenance)


def _made_smaller(
    gif: Path, pictures: list[np.ndarray], fps: float, provenance: Provenance
) -> Generator[Progress, None, None]:
    """Write a gif that is too large again with fewer pixels, until it is not."""
    for side in _GIF_SIDES:
        if gif.stat().st_size <= LARGEST_GIF:
            return
        if side >= pictures[0].shape[0]:
            continue
        with VideoWriter(gif, side, side, fps, provenance) as writer:
            for i, picture in enumerate(pictures):
                writer.add(_scaled(picture, side))
                if i % 8 == 7:
                    yield Progress(i + 1, len(pictures), "making the gif smaller")


def _scaled(picture: np.ndarray, side: int) -> np.ndarray:
    from PIL import Image

    if picture.shape[0] == side:
        return picture
    return np.asarray(Image.fromarray(picture).resize((side, side), Image.Resampling.BOX))
