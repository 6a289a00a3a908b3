"""The states of a job and the ways between them."""

from __future__ import annotations

from typing import Literal

State = Literal["queued", "running", "done", "failed", "cancelling", "cancelled"]

TRANSITIONS: dict[State, tuple[State, ...]] = {
    "queued": ("running", "cancelled"),
    # Back to queued: its worker died, or gave it back.
    "running": ("done", "failed", "cancelling", "cancelled", "queued"),
    # It may finish or fail before it sees that it should stop.
    "cancelling": ("cancelled", "done", "failed"),
    "done": (),
    "failed": (),
    "cancelled": (),
}

FINAL = tuple(state for state, following in TRANSITIONS.items() if not following)
HELD = ("running", "cancelling")
"""States in which a worker holds the job."""


def sources(state: State) -> tuple[State, ...]:
    """The states from which a job may get into this one."""
    return tuple(before for before, following in TRANSITIONS.items() if state in following)
