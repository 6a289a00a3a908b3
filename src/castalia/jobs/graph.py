"""Makes a work: its parts as jobs of their own, each as soon as what it needs is there, then the whole."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Generator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from castalia.engines.base import Progress, Result, Run
from castalia.errors import BadInput, Cancelled, CastaliaError, Missing, from_dict
from castalia.jobs.job import Job
from castalia.jobs.pulse import Pulse, Stopped
from castalia.jobs.store import LeaseLost
from castalia.library.artifact import Artifact
from castalia.recipes import Recipe
from castalia.recipes.base import MAX_SEED
from castalia.works.graph import Graph, Node, WorkEngine

if TYPE_CHECKING:
    from castalia.jobs.runner import Runner

LOOK = 0.1
"""Seconds between two looks whether the work should stop."""


@dataclass(frozen=True)
class _Part:
    """How a node ended: with an artifact, or with an error."""

    artifact: Artifact | None = None
    error: CastaliaError | None = None


class WorkRun:
    """One run of a work, in the job that was leased for it.

    Parts that are finished are found again (in the jobs of this work, then in the cache), so a run that goes on after
    a death makes only what was not finished. A part that fails lets those that do not need it finish.
    """

    def __init__(self, runner: Runner, job: Job, recipe: Recipe, engine: WorkEngine[Any], pulse: Pulse) -> None:
        self._runner = runner
        self._store = runner.store
        self._job = job
        self._recipe = recipe
        self._engine = engine
        self._pulse = pulse
        self._parts: dict[str, Artifact] = {}
        self._skipped: dict[str, CastaliaError] = {}
        self._failed: dict[str, CastaliaError] = {}
        self._children: dict[str, str] = {}
        self._over = threading.Event()
        """Set when no part may be begun any more."""
        self._cancelled = threading.Event()
        """Set when those that were begun are to be cancelled, rather than left for whoever goes on."""

    def make(self) -> Artifact:
        """Make the parts and put them together.

        Raises:
            CastaliaError: of the part that failed first, with its name.
            Cancelled, Stopped, LeaseLost: the run is over; no part is running any more.
        """
        from castalia.jobs.runner import cache_key

        graph = self._engine.graph(self._recipe, self._runner.settings)
        self._report(graph, "")
        self._make_parts(graph)
        if self._failed:
            raise self._failure(graph)
        # In the order of the graph, not in that in which they happened to be finished: the same work, the same bytes.
        self._parts = {node.id: self._parts[node.id] for node in graph.nodes if node.id in self._parts}
        inputs = {id: [part.key, *(f.ref for f in part.files)] for id, part in self._parts.items()}
        whole = not self._skipped and all(part.key for part in self._parts.values())
        key = cache_key(self._recipe, self._engine, self._runner.settings, inputs) if whole else None
        found = self._runner.library.find(key) if key and not self._job.fresh else None
        if found is not None:
            return replace(found, cached=True)
        if self._skipped:
            skipped = {id: error.message for id, error in self._skipped.items()}
            graph = replace(graph, notes={**graph.notes, "skipped": skipped})
        return self._runner.run_engine(
            self._job,
            self._recipe,
            self._engine,
            self._pulse,
            key,
            lambda ctx: _as_last_step(self._engine.assemble(self._recipe, graph, self._parts, ctx), graph),
            parents=tuple(part.main.ref for part in self._parts.values()),
            report=self._skipped_report(graph),
        )

    # -- the parts ------------------------------------------------------------------------------------------

    def _make_parts(self, graph: Graph) -> None:
        waiting = {node.id: node for node in graph.nodes}
        running: dict[Future[_Part], Node] = {}
        workers = 1 if self._engine.one_at_a_time else self._runner.settings.workers
        pool = ThreadPoolExecutor(workers, thread_name_prefix=f"work-{self._job.id}")
        try:
            while True:
                for node in [n for n in waiting.values() if self._is_ready(n)]:
                    del waiting[node.id]
                    running[pool.submit(self._make_part, node)] = node
                for node in [n for n in waiting.values() if self._is_blocked(n)]:
                    del waiting[node.id]
                    lost = next(s for s in node.sources if s in self._failed)
                    self._note(node, "skipped", message=f"needs {self._title(graph, lost)}")
                    self._failed[node.id] = self._failed[lost]
                if not running:
                    return
                done, _ = wait(running, LOOK, FIRST_COMPLETED)
                for future in done:
                    self._settle(running.pop(future), future.result())
                    self._report(graph, "")
                self._pulse.look()
        except BaseException as error:
            self._over.set()
            pool.shutdown(wait=False, cancel_futures=True)
            if not isinstance(error, Stopped | LeaseLost):
                self._cancelled.set()
                for child in list(self._children.values()):
                    self._store.request_cancel(child)
            raise
        finally:
            pool.shutdown(wait=True)

    def _is_ready(self, node: Node) -> bool:
        return all(source in self._parts or source in self._skipped for source in node.sources)

    def _is_blocked(self, node: Node) -> bool:
        return any(source in self._failed for source in node.sources)

    def _make_part(self, node: Node) -> _Part:
        """Find or make the artifact of a node. Runs in a thread of the pool."""
        try:
            stopping = self._over.is_set() or self._runner.stopping.is_set()
            if stopping or self._store.look(self._job) == "cancelling":
                raise Cancelled("the work was stopped before this part was begun")
            return _Part(artifact=self._find_or_make(node))
        except CastaliaError as error:
            return _Part(error=error)

    def _find_or_make(self, node: Node) -> Artifact:
        from castalia.jobs.runner import cache_key

        runner = self._runner
        recipe = runner.resolve(self._with_seed(node, node.recipe(self._parts)))
        mine = [c for c in self._store.children(self._job.id) if c.node == node.id]
        same = [c for c in mine if c.fingerprint == recipe.fingerprint()]
        finished = self._finished(same)
        if finished is None and not self._job.fresh:
            finished = runner.library.find(cache_key(recipe, runner.engine_for(recipe), runner.settings))
        child = next((c for c in same if not c.is_final), None)
        if finished is not None and child is None:
            return replace(finished, cached=True)
        if child is None:
            job = self._job
            child = self._store.submit(
                recipe, owner=job.owner, parent=job.id, node=node.id, priority=job.priority, fresh=job.fresh
            )
        self._children[node.id] = child.id
        if self._cancelled.is_set():  # the children that are to be cancelled may have been listed without this one
            self._store.request_cancel(child.id)
        self._note(node, "started")
        child = runner.run(child.id, self._listener(node))
        if child.state == "done" and child.artifact_id:
            return replace(runner.library.get(child.artifact_id), cached=child.cached)
        if child.error is not None:
            raise child.error
        raise Cancelled("the part was cancelled", hint="make the work again to go on")

    def _finished(self, children: list[Job]) -> Artifact | None:
        """What an earlier run of this same work has made of a node, if it still is there."""
        for child in reversed(children):
            if child.state == "done" and child.artifact_id:
                try:
                    artifact = self._runner.library.get(child.artifact_id)
                except BadInput:
                    continue
                if artifact.key is not None and self._runner.library.find(artifact.key) is not None:
                    return artifact
        return None

    def _with_seed(self, node: Node, recipe: Recipe) -> Recipe:
        """A seed that the work left open follows from the work's own, so that who makes it again draws the same."""
        if getattr(recipe, "seed", 0) is not None:
            return recipe
        drawn = hashlib.sha256(f"{getattr(self._recipe, 'seed', 0)} {node.id}".encode()).digest()
        return recipe.with_fields(seed=int.from_bytes(drawn[:4], "big") % MAX_SEED)

    def _listener(self, node: Node) -> Callable[[Progress], None]:
        def listener(progress: Progress) -> None:
            self._note(node, "progress", step=progress.step, total=progress.total, message=progress.message)

        return listener

    def _settle(self, node: Node, part: _Part) -> None:
        """Enter how a node ended."""
        if part.artifact is not None:
            self._parts[node.id] = part.artifact
            self._note(node, "cached" if part.artifact.cached else "done", artifact_id=part.artifact.id)
        elif part.error is not None and self._may_do_without(node, part.error):
            self._skipped[node.id] = part.error
            self._note(node, "skipped", message=part.error.message)
        elif part.error is not None:
            self._failed[node.id] = part.error
            self._note(node, "failed", message=part.error.message)

    def _may_do_without(self, node: Node, error: CastaliaError) -> bool:
        lacks_input = isinstance(error, BadInput) and any(s in self._skipped for s in node.sources)
        if node.may_fail and not isinstance(error, Cancelled):
            return True
        return node.optional and (isinstance(error, Missing) or lacks_input)

    # -- telling --------------------------------------------------------------------------------------------

    def _note(self, node: Node, state: str, **values: Any) -> None:
        try:
            child = self._children.get(node.id, "")
            self._store.note_part(self._job, node.id, state, title=node.title or node.id, child=child, **values)
        except LeaseLost:
            return  # the work is told by its own pulse

    def _report(self, graph: Graph, message: str) -> None:
        ended = len(self._parts) + len(self._skipped) + len(self._failed)
        self._pulse.report(Progress(ended, len(graph.nodes) + 1, message))

    def _title(self, graph: Graph, id: str) -> str:
        node = next(n for n in graph.nodes if n.id == id)
        return node.title or node.id

    def _failure(self, graph: Graph) -> CastaliaError:
        id, error = next(iter(self._failed.items()))
        named = {**error.to_dict(), "message": f"{self._title(graph, id)}: {error.message}"}
        return from_dict(named)

    def _skipped_report(self, graph: Graph) -> dict[str, Any]:
        if not self._skipped:
            return {}
        return {
            "skipped": [
                {"node": id, "title": self._title(graph, id), "message": error.message, "hint": error.hint}
                for id, error in self._skipped.items()
            ]
        }


def _as_last_step(run: Run, graph: Graph) -> Run:
    """The putting together as the last step of the work, after its parts."""
    parts = len(graph.nodes)

    def steps() -> Generator[Progress, None, Result]:
        try:
            while True:
                try:
                    progress = next(run)
                except StopIteration as end:
                    result: Result = end.value
                    return result
                yield Progress(parts, parts + 1, progress.message, progress.preview)
        finally:
            run.close()

    return steps()
