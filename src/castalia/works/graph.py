"""The graph of a work: nodes that are recipes, some of whose fields come from other nodes."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from castalia.engines.base import Context, Engine, R, Run
from castalia.recipes import Recipe, recipe_class

if TYPE_CHECKING:
    from castalia.library.artifact import Artifact
    from castalia.settings import Settings


@dataclass(frozen=True)
class Node:
    """One part of a work."""

    id: str
    kind: str
    """Kind of the recipe."""
    values: Mapping[str, Any]
    """The recipe's fields, but for those in `needs`."""
    needs: Mapping[str, str] = field(default_factory=dict)
    """Field -> id of the node that fills it: a file field gets the hash of that node's main file, a text field
    its text. `voice/timings` is the file of the node `voice` whose role is `timings`; where it has no such file, a
    field that may be empty stays so."""
    title: str = ""
    """What a progress display calls it, in the language of the work."""
    optional: bool = False
    """Whether the work can do without it when its engine is missing here."""
    may_fail: bool = False
    """Whether the work goes on whatever goes wrong with it; `Graph.notes["skipped"]` then says what did."""

    def recipe(self, parts: Mapping[str, Artifact]) -> Recipe:
        """The complete recipe, given the artifacts of the nodes it needs."""
        cls = recipe_class(self.kind)
        specs = cls.fields()
        filled = {}
        for name, source in self.needs.items():
            id, _, role = source.partition("/")
            if id not in parts or (role and not specs[name].required and not _has(parts[id], role)):
                continue
            value = parts[id].file(role).ref if specs[name].is_file else parts[id].text
            filled[name] = (value,) if specs[name].many else value
        return cls.make(**self.values, **filled)

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the nodes that must be there before."""
        return tuple(source.partition("/")[0] for source in self.needs.values())


def _has(part: Artifact, role: str) -> bool:
    return any(file.role == role for file in part.files)


@dataclass(frozen=True)
class Graph:
    """Nodes in an order in which each comes after what it needs, and notes that the work keeps for itself."""

    nodes: tuple[Node, ...]
    notes: Mapping[str, Any] = field(default_factory=dict)
    """Plain JSON, e.g. the brief; handed to `assemble` again, with `skipped`: node -> why it was not made."""


class WorkEngine(Engine[R]):
    """An engine that makes a work: it plans a graph, others make the nodes, it puts them together."""

    one_at_a_time: ClassVar[bool] = False
    """Whether its parts are made one after the other, in the order of the graph, because they are measured."""

    @abstractmethod
    def graph(self, recipe: R, settings: Settings) -> Graph:
        """Plan the work. A pure function of the recipe: called again, it plans the same."""

    @abstractmethod
    def assemble(self, recipe: R, graph: Graph, parts: Mapping[str, Artifact], ctx: Context) -> Run:
        """Make the work's own files out of the artifacts of its nodes (optional ones may be missing)."""

    def run(self, recipe: R, ctx: Context) -> Run:
        raise TypeError(f"{self.name} is a work: its nodes are run by the job runner")
