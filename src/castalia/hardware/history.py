"""What was expected and what came of it on this machine: a bounded file of JSON lines that corrects later plans."""

from __future__ import annotations

import contextlib
import json
import os
import statistics
import tempfile
import time
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from castalia.hardware.plan import Plan

NAME = "plans.jsonl"
MOST = 1000
"""Lines that are kept."""
LATEST = 20
"""Runs of a model on a device that count for a correction."""


@dataclass(frozen=True)
class Measured:
    """What a run took."""

    seconds: float = 0.0
    """Of making it, without loading; 0 when it was not measured."""
    peak: int = 0
    """Bytes, in the sense of `Plan.peak`; 0 when it was not measured."""
    load_seconds: float = 0.0
    out_of_memory: bool = False


@dataclass(frozen=True)
class Line:
    """One run in the history."""

    at: float
    """Seconds since 1970."""
    model: str
    hardware: str
    device: str
    precision: str
    weights: str
    offload: str
    width: int
    height: int
    num_frames: int
    steps: int
    pictures: int
    usable: int
    expected_seconds: float
    raw_seconds: float
    seconds: float
    expected_peak: int
    raw_peak: int
    peak: int
    out_of_memory: bool

    @property
    def seconds_error(self) -> float | None:
        """How far the expectation was off: 0.1 is 10 % too much; None when it was not measured."""
        return self.expected_seconds / self.seconds - 1 if self.seconds > 0 and self.expected_seconds > 0 else None

    @property
    def peak_error(self) -> float | None:
        """As `seconds_error`, of the peak of memory."""
        return self.expected_peak / self.peak - 1 if self.peak > 0 and self.expected_peak > 0 else None

    def to_dict(self) -> dict[str, Any]:
        return {**asdict(self), "seconds_error": self.seconds_error, "peak_error": self.peak_error}


class History:
    """The history in a home. Reading never fails: a line that is torn or foreign is left out."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.path = home / NAME

    def record(self, plan: Plan, measured: Measured) -> None:
        """Add what a run took. A disk that is full or read-only is no reason for a run to fail."""
        line = Line(
            at=time.time(),
            expected_seconds=plan.seconds,
            raw_seconds=plan.raw_seconds or plan.seconds,
            seconds=measured.seconds,
            expected_peak=plan.peak,
            raw_peak=plan.raw_peak or plan.peak,
            peak=measured.peak,
            out_of_memory=measured.out_of_memory,
            **{name: getattr(plan, name) for name in _OF_PLAN},
        )
        self.__dict__.pop("lines", None)
        with contextlib.suppress(OSError):
            self.home.mkdir(parents=True, exist_ok=True)
            # One write of one line in append mode: what other processes write at the same time stays whole. It begins
            # with a line break, so that a line torn by a crash spoils itself only.
            with self.path.open("ab", buffering=0) as file:
                file.write(f"\n{json.dumps(asdict(line))}\n".encode())
            if self.path.stat().st_size > MOST * 1000:
                self._shorten()

    @cached_property
    def lines(self) -> list[Line]:
        """All runs, the oldest first."""
        try:
            texts = self.path.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return []
        return [line for text in texts if text.strip() and (line := _line(text))][-MOST:]

    def correction(self, model: str, hardware: str) -> tuple[float, float]:
        """Factors for seconds and for the peak: the medians of measured over expected of the latest runs."""
        runs = self._runs(model, hardware)
        seconds = [run.seconds / run.raw_seconds for run in runs if run.seconds > 0 and run.raw_seconds > 0]
        peaks = [run.peak / run.raw_peak for run in runs if run.peak > 0 and run.raw_peak > 0]
        return (
            min(max(statistics.median(seconds), 0.02), 50.0) if seconds else 1.0,
            min(max(statistics.median(peaks), 0.5), 2.0) if peaks else 1.0,
        )

    def limit(self, model: str, hardware: str, usable: int) -> int:
        """Bytes that a plan may expect to need: less than what ran out of memory before, unless more is free now."""
        failed = [run for run in self._runs(model, hardware) if run.out_of_memory]
        return min([usable, *(int(run.expected_peak * 0.97) + max(0, usable - run.usable) for run in failed)])

    def count(self, model: str, hardware: str) -> int:
        """How many measured runs correct a plan."""
        return sum(not run.out_of_memory for run in self._runs(model, hardware))

    def _runs(self, model: str, hardware: str) -> list[Line]:
        return [line for line in self.lines if line.model == model and line.hardware == hardware][-LATEST:]

    def _shorten(self) -> None:
        keep = "\n".join(json.dumps(asdict(line)) for line in self.lines[-MOST // 2 :])
        with tempfile.NamedTemporaryFile("w", dir=self.home, delete=False, encoding="utf-8") as file:
            file.write(keep + "\n")
        os.replace(file.name, self.path)
        self.__dict__.pop("lines", None)


def _line(text: str) -> Line | None:
    try:
        data = json.loads(text)
        line = Line(**{name: kind(data[name]) for name, kind in _KINDS.items()})
    except (ValueError, TypeError, KeyError, OverflowError):
        return None
    return line


_OF_PLAN = (
    "model", "hardware", "device", "precision", "weights", "offload", "width", "height", "num_frames", "steps",
    "pictures", "usable",
)  # fmt: skip
_KINDS: dict[str, Any] = {
    "at": float, "model": str, "hardware": str, "device": str, "precision": str, "weights": str, "offload": str,
    "width": int, "height": int, "num_frames": int, "steps": int, "pictures": int, "usable": int,
    "expected_seconds": float, "raw_seconds": float, "seconds": float, "expected_peak": int, "raw_peak": int,
    "peak": int, "out_of_memory": bool,
}  # fmt: skip
