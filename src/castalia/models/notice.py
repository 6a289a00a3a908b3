"""Says in the home which models a process holds, and carries the wish of another process that it give them up."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from castalia.library.process import fate, process_name
from castalia.media.atomic import write_bytes

FOLDER = "loaded"
"""Of the home; `<process>.json` is what a process holds, `<process>.give-up` the wish that it give up some of it."""
LOOK = 0.5
"""Seconds between two looks for wishes."""
TICK = 0.1
"""Seconds between two looks whether a wish was granted."""


@dataclass(frozen=True)
class Resident:
    """A model that a process holds in memory."""

    id: str
    device: str
    precision: str
    title: str = ""
    bytes: int = 0
    since: float = 0.0
    """Unix time at which it was loaded."""
    in_use: bool = False
    process: str = ""


class NoticeBoard:
    """The notice of this process in a home.

    A thread looks for wishes as long as there is something to give up.
    """

    def __init__(self, home: Path) -> None:
        self._folder = home / FOLDER
        self._name = process_name()
        self._lock = threading.Lock()
        self._holds = False
        self._watcher: threading.Thread | None = None

    def show(self, held: list[Resident], unload: Callable[[str], list[str]]) -> None:
        """Publish what is held; `unload` is called with an id (empty is all) when another process asks for it."""
        with self._lock:
            self._holds = bool(held)
            with suppress(OSError):
                if not held:
                    self._notice.unlink(missing_ok=True)
                    return
                self._folder.mkdir(parents=True, exist_ok=True)
                write_bytes(self._notice, json.dumps([asdict(resident) for resident in held]).encode())
            if self._watcher is None:
                self._watcher = threading.Thread(target=self._watch, args=(unload,), name="give-up", daemon=True)
                self._watcher.start()

    def _watch(self, unload: Callable[[str], list[str]]) -> None:
        while True:
            time.sleep(LOOK)
            wished = None
            with suppress(OSError):
                wished = self._wish.read_text("utf-8").splitlines()
                self._wish.unlink()
            for model in wished or ():
                unload("" if model == "*" else model)
            with self._lock:
                if not self._holds:
                    self._watcher = None
                    return

    @property
    def _notice(self) -> Path:
        return self._folder / f"{self._name}.json"

    @property
    def _wish(self) -> Path:
        return self._folder / f"{self._name}.give-up"


def loaded(home: Path) -> list[Resident]:
    """What the living processes of this machine hold of the models of a home. Notices of dead ones are cleared."""
    known = {field.name for field in fields(Resident)}
    found = []
    for notice in sorted((home / FOLDER).glob("*.json")):
        name = notice.name.removesuffix(".json")
        if fate(name) == "dead":
            for left in (notice, notice.with_name(f"{name}.give-up")):
                with suppress(OSError):
                    left.unlink(missing_ok=True)
            continue
        with suppress(OSError, ValueError, TypeError):
            for facts in json.loads(notice.read_text("utf-8")):
                told = {key: value for key, value in facts.items() if key in known}
                found.append(Resident(**{**told, "process": name}))
    return found


def ask_unload(home: Path, model: str = "", wait: float = 10.0) -> tuple[list[Resident], list[Resident]]:
    """Ask every process to give up a model (empty is all) and wait until it has.

    Returns:
        (given up, still held): what is in use stays until it is asked again.
    """
    before = [r for r in loaded(home) if model in ("", r.id)]
    for name in {r.process for r in before}:
        write_bytes(home / FOLDER / f"{name}.give-up", f"{model or '*'}\n".encode())
    until = time.monotonic() + wait
    while True:
        left = [r for r in loaded(home) if model in ("", r.id)]
        keys = {(r.process, r.id, r.since) for r in left}
        pending = [r for r in before if (r.process, r.id, r.since) in keys and not r.in_use]
        if not pending or time.monotonic() > until:
            return [r for r in before if (r.process, r.id, r.since) not in keys], left
        time.sleep(TICK)
