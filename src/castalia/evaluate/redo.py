"""What making a file again showed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from castalia.evaluate.compare import Comparison
    from castalia.library.artifact import Artifact


@dataclass(frozen=True)
class Redo:
    """What making a file again showed."""

    artifact: Artifact
    """The new one."""
    comparison: Comparison
    """Between the old file and the new one."""
    changed: bool
    """Whether fields were changed on purpose."""
    notes: tuple[str, ...] = ()
    """What is different here from where the file was made."""

    @property
    def verdict(self) -> str:
        """`identical`, `close` or `different`."""
        return self.comparison.verdict

    @property
    def distance(self) -> float:
        return self.comparison.distance

    @property
    def first_difference(self) -> str:
        return self.comparison.first_difference
