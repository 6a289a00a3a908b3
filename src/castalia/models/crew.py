"""Several files at a time: a few threads that fetch, one caller that watches."""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from castalia.models.hubs import Address
from castalia.models.selection import Wanted
from castalia.models.transfer import Fetch, Stopped, new_session

TICK = 0.1
WINDOW = 5.0
"""Seconds over which the speed is measured."""


@dataclass(frozen=True)
class Transfer:
    """How far a download is."""

    done: int = 0
    """Bytes that are here, also from earlier tries."""
    total: int = 0
    file: str = ""
    """The one that was worked on last."""
    speed: float = 0.0
    """Bytes a second, over the last seconds."""
    files_done: int = 0
    files: int = 0
    note: str = ""
    """What we wait for, when we do."""

    @property
    def seconds_left(self) -> float | None:
        return (self.total - self.done) / self.speed if self.speed > 0 else None


Progress = Callable[[Transfer], None]


class Crew:
    """Fetches files in threads; progress is reported, and Ctrl-C noticed, in the thread of the caller."""

    def __init__(self, workers: int, progress: Progress | None) -> None:
        self._workers = max(1, min(16, workers))
        self._progress = progress
        self._lock = threading.Lock()
        self.start({}, ())

    def start(self, have: dict[str, int], files: Iterable[Wanted]) -> None:
        """Begin to count: the files that are wanted, and those of them that are here with their bytes."""
        wanted = list(files)
        self._done, self._files_done, self._files = sum(have.values()), len(have), len(wanted)
        self._total = sum(max(0, w.file.size) for w in wanted)
        self._file = ""
        self._samples: deque[tuple[float, int]] = deque([(time.monotonic(), 0)])
        self._received = 0

    def get(
        self,
        wanted: list[Wanted],
        *,
        address: Callable[[str], Address],
        target: Callable[[str], Path],
        done: Callable[[Wanted, str], None],
    ) -> dict[str, str]:
        """Fetch all; name -> sha256. The first error ends it, and what has arrived stays."""
        waiting: queue.SimpleQueue[Wanted] = queue.SimpleQueue()
        # The largest first, so that none of them is left for the end.
        for one in sorted(wanted, key=lambda w: -w.file.size):
            waiting.put(one)
        stop, hashes, errors = threading.Event(), dict[str, str](), list[BaseException]()

        def work() -> None:
            session = new_session()
            try:
                while not stop.is_set():
                    one = waiting.get_nowait()
                    path = target(one.name)
                    path.parent.mkdir(parents=True, exist_ok=True)
                    note = self._noter(one.name)
                    sha256 = Fetch(one.file, partial(address, one.file.path), path, stop, note).run(session)
                    with self._lock:
                        done(one, sha256)
                        hashes[one.name] = sha256
                        self._files_done += 1
            except (queue.Empty, Stopped):
                pass
            except BaseException as error:
                errors.append(error)
                stop.set()
            finally:
                session.close()

        # Daemons: a thread that waits for a silent hub must not hold up a user who pressed Ctrl-C.
        threads = [threading.Thread(target=work, daemon=True) for _ in range(min(self._workers, len(wanted)))]
        try:
            for thread in threads:
                thread.start()
            while any(thread.is_alive() for thread in threads):
                next(thread for thread in threads if thread.is_alive() or thread is threads[-1]).join(TICK)
                self._report()
        finally:
            stop.set()
            for thread in threads:
                thread.join(2.0)
        if errors:
            raise errors[0]
        self._report()
        return hashes

    def _noter(self, name: str) -> Callable[[int], None]:
        def note(count: int) -> None:
            with self._lock:
                self._done += count
                self._received += max(0, count)
                self._file = name

        return note

    def _report(self) -> None:
        if not self._progress:
            return
        now = time.monotonic()
        with self._lock:
            self._samples.append((now, self._received))
            while len(self._samples) > 2 and self._samples[0][0] < now - WINDOW:
                self._samples.popleft()
            then, before = self._samples[0]
            speed = (self._received - before) / max(now - then, 0.05)
            told = Transfer(self._done, self._total, self._file, speed, self._files_done, self._files)
        self._progress(told)
