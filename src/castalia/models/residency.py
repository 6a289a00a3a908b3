"""Models that stay loaded: kept from run to run, given up when room is needed, shown to other processes."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any

from castalia.models.notice import NoticeBoard, Resident

TICK = 0.1
"""Seconds between two looks while waiting for a model that somebody uses."""


@dataclass(frozen=True)
class Measured:
    """What loading gave."""

    thing: Any
    bytes: int
    """That it holds on its device."""


@dataclass
class _Place:
    resident: Resident
    thing: Any
    used: float


class Shelf:
    """Keeps what was loaded. May be used by several threads; what is used by one is waited for by the others.

    Args:
        board: where other processes see what is held, and ask for it to be given up.
    """

    def __init__(self, board: NoticeBoard | None = None) -> None:
        self._places: dict[str, _Place] = {}
        self._loading: set[str] = set()
        self._changed = threading.Condition()
        self._board = board

    @contextmanager
    def use(
        self,
        key: str,
        load: Callable[[], Measured],
        about: Resident,
        *,
        needs: int = 0,
        free: Callable[[], int] | None = None,
        wait: Callable[[], None] | None = None,
    ) -> Iterator[Any]:
        """What `load` loads, for as long as the block lasts; loaded only if it is not held already.

        Args:
            key: what it is and how it was loaded; the same key is the same thing.
            about: how it is shown; bytes, times and use are filled in here.
            needs: bytes that loading it and running it take on its device.
            free: bytes that are free there now; idle things of the same device are given up until it suffices.
            wait: is called while another thread uses it; what it raises ends the waiting.
        """
        place = self._take(key, wait)
        if place is None:
            try:
                self._make_room(about.device, needs, free)
                loaded = load()
                about = replace(about, bytes=loaded.bytes, since=time.time(), in_use=True)
                place = _Place(about, loaded.thing, time.monotonic())
                del loaded
            finally:
                with self._changed:
                    self._loading.discard(key)
                    if place is not None:
                        self._places[key] = place
                    self._changed.notify_all()
        self._tell()
        try:
            yield place.thing
        finally:
            with self._changed:
                place.resident = replace(place.resident, in_use=False)
                place.used = time.monotonic()
                del place
                self._changed.notify_all()
            self._tell()

    def _take(self, key: str, wait: Callable[[], None] | None) -> _Place | None:
        """The thing, now in use by the caller; None when the caller has to load it."""
        while True:
            with self._changed:
                place = self._places.get(key)
                if place is not None and not place.resident.in_use:
                    place.resident = replace(place.resident, in_use=True)
                    return place
                if place is None and key not in self._loading:
                    self._loading.add(key)
                    return None
                self._changed.wait(TICK)
            if wait:
                wait()

    def _make_room(self, device: str, needs: int, free: Callable[[], int] | None) -> None:
        while needs and free and free() < needs:
            with self._changed:
                idle = [
                    (place.used, key)
                    for key, place in self._places.items()
                    if not place.resident.in_use and place.resident.device == device
                ]
            if not idle or not self.unload(key=min(idle)[1]):
                return

    def held(self) -> list[Resident]:
        """What is held, the latest used last."""
        with self._changed:
            return [place.resident for place in sorted(self._places.values(), key=lambda place: place.used)]

    def idle_bytes(self, device: str) -> int:
        """Bytes on a device that would be given up if room were needed."""
        return sum(r.bytes for r in self.held() if r.device == device and not r.in_use)

    def has(self, key: str) -> bool:
        with self._changed:
            return key in self._places

    def unload(self, model: str = "", *, key: str = "") -> list[str]:
        """Give up what nobody uses now; the memory goes back to the system.

        Args:
            model: only this one, by its id; empty is all. key: only the thing of this key.

        Returns:
            ids of the models that were given up.
        """
        with self._changed:
            chosen = [
                name
                for name, place in self._places.items()
                if not place.resident.in_use and model in ("", place.resident.id) and key in ("", name)
            ]
            gone = [self._places.pop(name).resident.id for name in chosen]
        if gone:
            give_back()
            self._tell()
        return gone

    def _tell(self) -> None:
        if self._board is not None:
            self._board.show(self.held(), self.unload)


def give_back() -> None:
    """Return what is no longer held to the system: reference cycles, the allocator of the GPU, the heap."""
    gc.collect()
    import sys

    torch = sys.modules.get("torch")
    if torch is not None:
        if torch.cuda.is_available() and torch.cuda.is_initialized():
            torch.cuda.empty_cache()
        if hasattr(torch, "mps") and torch.backends.mps.is_available():
            torch.mps.empty_cache()
    with suppress(OSError, AttributeError):
        import ctypes

        ctypes.CDLL("libc.so.6").malloc_trim(0)
