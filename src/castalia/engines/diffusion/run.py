"""Runs the work of an engine in a thread, with its progress as a generator; a pipeline with a look at every step."""

from __future__ import annotations

import inspect
import queue
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from castalia.engines.base import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from castalia.engines.diffusion.encode import Encoded
    from castalia.engines.diffusion.preview import Previewer

HEARTBEAT = 0.5
"""Seconds after which progress is told again although nothing has changed, so that a run can be stopped."""
T = TypeVar("T")


class Stopped(BaseException):
    """Nobody wants the result any more. No Exception: no library on the way shall catch it."""


class Watch:
    """What the thread that works and the generator that reports have in common."""

    def __init__(self, total: int = 1) -> None:
        self.total = total
        self.done = 0
        self._news: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._stopped = threading.Event()

    def look(self) -> None:
        """Raise `Stopped` when the run was cancelled."""
        if self._stopped.is_set():
            raise Stopped

    def tell(self, message: str, preview: bytes | None = None) -> None:
        """Report where the work is; cancels it if that is wanted."""
        self.look()
        self._news.put(Progress(min(self.done, self.total), self.total, message, preview))

    def step(self, message: str, preview: bytes | None = None) -> None:
        """Report that one more of `total` steps is done."""
        self.done += 1
        self.tell(message, preview)

    def stop(self) -> None:
        self._stopped.set()


def in_thread(work: Callable[[Watch], T], total: int) -> Generator[Progress, None, T]:
    """Run `work` in a thread and yield what it tells; returns what it returns. Closing the generator stops it.

    Args:
        total: steps it will tell of.
    """
    watch = Watch(max(total, 1))
    outcome: list[Any] = []

    def body() -> None:
        try:
            outcome.append((True, work(watch)))
        except BaseException as error:
            outcome.append((False, error))
        finally:
            watch._news.put(None)

    thread = threading.Thread(target=body, name="diffusion", daemon=True)
    thread.start()
    latest = Progress(0, watch.total, "starting")
    try:
        while True:
            try:
                news = watch._news.get(timeout=HEARTBEAT)
            except queue.Empty:
                yield latest
                continue
            if news is None:
                break
            latest = Progress(news.step, news.total, news.message)
            yield news
    finally:
        watch.stop()
        thread.join()
    good, value = outcome.pop()
    if good:
        return value  # type: ignore[no-any-return]
    try:
        raise value
    finally:
        del value


def sample(
    pipe: Any,
    arguments: dict[str, Any],
    watch: Watch,
    *,
    message: str = "denoising",
    steps: int = 0,
    after: str = "decoding",
    encoded: Encoded | None = None,
    previewer: Previewer | None = None,
    size: tuple[int, int] = (0, 0),
) -> Any:
    """Call a pipeline; what its call does not know of the arguments is left out.

    Args:
        message: what is said of each step. steps: how many there will be; the last one says `after` instead.
        encoded: prompts that change on the way.
        size: width and height of the pictures, for previews.

    Returns:
        What the pipeline returns.
    """
    takes = inspect.signature(pipe.__call__).parameters
    given = {name: value for name, value in arguments.items() if name in takes}

    done = 0

    def at_step(latents: Any) -> None:
        nonlocal done
        done += 1
        watch.step(after if done == steps else message, shown(previewer, latents, size))

    with _hooked(pipe, takes, encoded, at_step) as hooks:
        return pipe(**given, **hooks)


@contextmanager
def _hooked(pipe: Any, takes: Any, encoded: Encoded | None, at_step: Callable[[Any], None]) -> Iterator[dict[str, Any]]:
    """The arguments by which a pipeline tells of its steps; one that tells nothing is watched at its scheduler."""
    if "callback_on_step_end" in takes:
        tensors = encoded.tensors if encoded else ()

        def after(pipe: Any, i: int, t: Any, values: dict[str, Any]) -> dict[str, Any]:
            at_step(values["latents"])
            return encoded.swap(pipe, i, values) if encoded else {}

        yield {
            "callback_on_step_end": after,
            "callback_on_step_end_tensor_inputs": ["latents", *tensors],
        }
        return
    if "callback" in takes:
        yield {"callback": lambda i, t, latents: at_step(latents), "callback_steps": 1}
        return
    plain = pipe.scheduler.step

    def step(*args: Any, **kwargs: Any) -> Any:
        result = plain(*args, **kwargs)
        at_step(result[0] if isinstance(result, tuple) else result.prev_sample)
        return result

    pipe.scheduler.step = step
    try:
        yield {}
    finally:
        pipe.scheduler.step = plain


def shown(previewer: Previewer | None, latents: Any, size: tuple[int, int]) -> bytes | None:
    if previewer is None or not previewer.due():
        return None
    import numpy as np
    from PIL import Image

    from castalia.media.thumbnail import preview

    try:
        small = previewer.picture(latents, *size)
    except (RuntimeError, ValueError, IndexError):
        previewer.linear = None  # latents of another form: a preview is a courtesy
        return None
    scale = max(1, 256 // max(small.shape[:2]))
    large = Image.fromarray(small).resize((small.shape[1] * scale, small.shape[0] * scale), Image.Resampling.BICUBIC)
    return preview(np.asarray(large))
