"""A job as it was when it was read, and what happened to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from castalia.errors import CastaliaError, from_dict
from castalia.jobs.states import FINAL, State
from castalia.library.artifact import from_timestamp

if TYPE_CHECKING:
    from castalia.recipes import Recipe


@dataclass(frozen=True)
class Job:
    """A recipe being carried out."""

    id: str
    kind: str
    subject: str
    """What the recipe is about: the text of its main field."""
    recipe_data: dict[str, Any] = field(repr=False, hash=False)
    fingerprint: str = field(repr=False)
    fresh: bool
    """Whether it is to be made anew even if the same was made before."""
    owner: str
    parent: str | None
    """The work it is a part of."""
    node: str | None
    """Which part of it."""
    priority: int
    state: State
    created: float
    """Seconds since 1970, as are all times here."""
    started: float | None
    finished: float | None
    worker: str | None
    """Process that holds it, or held it last."""
    token: str | None = field(repr=False)
    """What proves that one holds it."""
    lease_until: float | None
    attempts: int
    """How often it was begun since it last got on."""
    step: int
    total: int
    message: str
    artifact_id: str | None
    cached: bool
    """Whether its artifact was made before."""
    error_data: dict[str, str] | None = field(hash=False)

    @cached_property
    def recipe(self) -> Recipe:
        """What is to be made; `BadInput` when this castalia does not know such a recipe."""
        from castalia.recipes import load

        return load(self.recipe_data)

    @property
    def error(self) -> CastaliaError | None:
        """Why it failed."""
        return from_dict(self.error_data) if self.error_data else None

    @property
    def is_final(self) -> bool:
        """Whether nothing will happen to it any more."""
        return self.state in FINAL

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, without what only workers need to know."""
        times = {name: getattr(self, name) for name in ("created", "started", "finished")}
        return {
            "id": self.id,
            "kind": self.kind,
            "subject": self.subject,
            "state": self.state,
            "owner": self.owner,
            "parent": self.parent,
            "node": self.node,
            **{n: None if t is None else from_timestamp(t).isoformat() for n, t in times.items()},
            "step": self.step,
            "total": self.total,
            "message": self.message,
            "artifact": self.artifact_id,
            "cached": self.cached,
            "error": self.error_data,
            "recipe": self.recipe_data,
        }


@dataclass(frozen=True)
class Event:
    """Something that happened to a job, or to a part of the work it makes."""

    id: int
    """Rises; ask for what came after the last one seen."""
    job_id: str
    created: float
    state: str
    """Without `node`: a state of the job, or `progress`. Of a node: `started`, `progress`, `done`, `cached`,
    `failed` or `skipped`."""
    step: int | None = None
    total: int | None = None
    message: str = ""
    node: str = ""
    """The part of a work that it is about; empty when it is about the job itself."""
    title: str = ""
    """What the part is called."""
    child: str = ""
    """The job that makes the part."""
    artifact_id: str = ""
    """What came out, in the states `done` and `cached`."""

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, without what is empty."""
        given = {name: cast(Any, getattr(self, name)) for name in self.__dataclass_fields__}
        return {name: value for name, value in given.items() if value not in (None, "")}
