"""What every engine is: a plug-in that carries out one kind of recipe, as a generator of progress."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

if TYPE_CHECKING:
    from castalia.media.provenance import Provenance
    from castalia.recipes import Recipe
    from castalia.settings import Settings

R = TypeVar("R", bound="Recipe")


@dataclass(frozen=True)
class Progress:
    """How far a run is. An engine yields one at every step at which it may be stopped."""

    step: int
    """Steps done, 0 to `total`."""
    total: int
    message: str = ""
    preview: bytes | None = None
    """A small picture (JPEG, PNG or WebP, at most about 50 KB) of what is being made."""


@dataclass(frozen=True)
class Produced:
    """One file that an engine has written into `Context.folder`."""

    path: Path
    role: str = "main"
    """`main` for what was asked for; anything else names what it is, e.g. `score` for the MIDI of a piece."""
    meta: dict[str, Any] = field(default_factory=dict)
    """Facts worth keeping beside the file, plain JSON, e.g. `{"duration": 6.0}`."""


@dataclass(frozen=True)
class Result:
    """What a run made: its files, the main one first, and a report for the user (plain JSON)."""

    files: tuple[Produced, ...]
    report: dict[str, Any] = field(default_factory=dict)
    """E.g. `{"understood": [...], "not_understood": [...], "notes": ["..."]}`."""
    provenance: Provenance | None = None
    """What was written into the files, where the engine knew more than `Context.provenance` (model, precision)."""


Run = Generator[Progress, None, Result]
"""What `Engine.run` returns. Closing the generator cancels the run; its `return` value is the result."""


@dataclass(frozen=True)
class Context:
    """What an engine is given besides the recipe."""

    folder: Path
    """An empty folder of its own; what is left in it after the run is thrown away."""
    provenance: Provenance
    """To be written into every file, by handing it to the writers of `castalia.media`."""
    settings: Settings
    open: Callable[[str], Path]
    """The path of a file input: takes a `FileRef`, raises `NotFound`."""
    device: str = "cpu"


@dataclass(frozen=True)
class Availability:
    """Whether an engine works on this machine, in words for `castalia doctor`."""

    works: bool
    detail: str
    """What it will use here, or why it does not work."""
    improve: str = ""
    """What would make its results better and how to get it; empty when nothing would."""


class Engine(ABC, Generic[R]):
    """Carries out one kind of recipe on one family of models.

    Engines are found through the entry point group `castalia.engines`. A subclass sets the class variables and
    writes `run`. The module of an engine must import quickly: what is heavy (torch, numba, a model) is imported
    inside `run`. An engine is made once per process and may be run by several threads at a time.
    """

    name: ClassVar[str]
    """Its name within its kind, e.g. `clay`; users write it in `engine`."""
    kind: ClassVar[str]
    """The kind of recipe it carries out."""
    version: ClassVar[str] = "1"
    """Goes up whenever the same recipe gives another result; part of the cache key."""
    title: ClassVar[str]
    about: ClassVar[str]
    """One or two honest sentences: what it is and what it is not."""
    priority: ClassVar[int] = 0
    """Among the engines that work, `auto` takes the one with the highest priority."""
    has_models: ClassVar[bool] = False
    """Whether the `model` of a recipe means something to it."""
    cannot: ClassVar[frozenset[str]] = frozenset()
    """Fields of the recipe that it has no use for and that change what is asked for, e.g. `mask`. A recipe that sets
    one goes to another engine; fields that only tune a model (`steps`) do not belong here."""
    libraries: ClassVar[tuple[str, ...]] = ()
    """Distributions whose versions matter for the result; they go into the provenance."""

    def availability(self, settings: Settings) -> Availability:
        """Whether it works on this machine. Must be quick and must not raise."""
        return Availability(True, "built in")

    def unsuited(self, recipe: R, settings: Settings) -> str:
        """Why this recipe is nothing for it (`auto` then goes on to the next engine); empty when it is."""
        specs = type(recipe).fields()
        asked = [name for name in specs if name in self.cannot and getattr(recipe, name) != specs[name].default]
        return f"it does not know '{asked[0]}'" if asked else ""

    def complete(self, recipe: R, settings: Settings) -> R:
        """The recipe with what it leaves open filled in, so that it says the same on any day: size, steps, model."""
        return recipe

    def model_key(self, recipe: R, settings: Settings) -> str:
        """What of the model counts for the result, e.g. the hash of its weights; part of the cache key."""
        return ""

    def check(self, recipe: R, settings: Settings) -> None:
        """Refuse a recipe that cannot work (`BadInput`, `Missing`) before any time is spent on it."""

    @abstractmethod
    def run(self, recipe: R, ctx: Context) -> Run:
        """Make it. Yields `Progress`, returns the `Result`. The recipe's seed, if it has one, is never None."""

    def library_versions(self) -> dict[str, str]:
        """Versions of `libraries` as installed."""
        found = {}
        for name in self.libraries:
            try:
                found[name] = version(name)
            except PackageNotFoundError:
                continue
        return found
