"""What is counted of a network, and where counts are kept, since building a big network takes seconds."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

VERSION = 5
"""Goes up when counting changes."""


@dataclass(frozen=True)
class Weights:
    """Parameters of a network in one precision."""

    parameters: int
    bytes: int
    castable: int
    """Parameters of the layers that can be kept in fp8: linear and convolution."""
    linear: int
    """Those that can be kept in int8: weights of linear layers."""
    largest_leaf: int
    """Bytes of its largest layer, in the precision of computing."""
    encoder_half: int = 0
    """Bytes of the way down and the middle of a U-Net, which a ControlNet has as well."""


@dataclass(frozen=True)
class Work:
    """What one pass takes."""

    flops: int
    peak: int
    """Bytes of the tensors that live at the same time at most, inputs and weights not counted."""
    traffic: int
    """Bytes that operations other than matrix products and convolutions read and write."""
    calls: int
    """Operations, each of which is one launch on a GPU."""
    attention: int
    """Bytes of the largest attention matrix, were it ever written out."""


T = TypeVar("T", Weights, Work)


class CountCache:
    """Counts on disk, one small file each; a broken or missing file is counted again."""

    def __init__(self, folder: Path | None) -> None:
        """
        Args:
            folder: where they are kept; None remembers them for this object only.
        """
        self.folder = folder
        self._here: dict[str, Weights | Work] = {}

    def get(self, kind: type[T], key: object, count: Callable[[], T]) -> T:
        """What was counted for a key (plain JSON), counted now when it is not known."""
        name = hashlib.sha256(json.dumps([VERSION, kind.__name__, key], sort_keys=True).encode()).hexdigest()[:32]
        known = self._here.get(name) or self._read(kind, name)
        if not isinstance(known, kind):
            known = count()
            self._write(name, known)
        self._here[name] = known
        return known

    def _read(self, kind: type[T], name: str) -> T | None:
        if self.folder is None:
            return None
        try:
            data = json.loads((self.folder / f"{name}.json").read_text())
            return kind(**{key: int(value) for key, value in data.items()})
        except (OSError, ValueError, TypeError, AttributeError):
            return None

    def _write(self, name: str, counted: Weights | Work) -> None:
        if self.folder is None:
            return
        with contextlib.suppress(OSError):  # a disk that is full must not keep anybody from planning
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("w", dir=self.folder, delete=False) as file:
                json.dump(asdict(counted), file)
            os.replace(file.name, self.folder / f"{name}.json")
