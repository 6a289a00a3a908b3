"""Carries out jobs in this process: finds what was made before, runs the engine, keeps what comes out."""

from __future__ import annotations

import contextlib
import hashlib
import json
import secrets
import shutil
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from castalia.engines.base import Context, Engine, Progress, Result, Run
from castalia.errors import Cancelled, CastaliaError, EngineFailed, OutOfMemory, StorageError
from castalia.jobs.job import Job
from castalia.jobs.pulse import Pulse, Stopped
from castalia.jobs.store import JobStore, LeaseLost
from castalia.library.artifact import Artifact
from castalia.library.faults import disk_full, is_disk_full
from castalia.library.files import discard
from castalia.library.library import Library
from castalia.library.process import process_name
from castalia.recipes import Recipe
from castalia.settings import Settings

if TYPE_CHECKING:
    from castalia.media.provenance import Provenance

WAIT = 0.2
"""Seconds between two looks at a job that another process carries out."""
LITTLE = 1 << 20
"""Bytes; an engine that fails when no more are free has failed because of that."""


def cache_key(recipe: Recipe, engine: Engine[Any], settings: Settings, inputs: Mapping[str, Any] | None = None) -> str:
    """Where the cache finds what an engine makes of a recipe: 64 hex digits.

    Args:
        recipe: with its seed and engine chosen; files are in it by their content.
        engine: its name and version count, and what it says of the model.
        inputs: of a work: what its parts came to.
    """
    whole = [recipe.canonical(), engine.name, engine.version, *filter(None, [engine.model_key(recipe, settings)])]
    if inputs is not None:
        whole.append(json.dumps(inputs, sort_keys=True))
    return hashlib.sha256("\n".join(whole).encode()).hexdigest()


class Runner:
    """Carries out jobs. May be used by several threads.

    Args:
        store, library: where jobs and artifacts live.
        settings: handed to the engines; `workers` parts of a work are made at a time.
        engine_for: chooses the engine of a recipe.
        resolve: completes and checks a recipe before it is made (engine, seed).
        device: what engines run on.
    """

    def __init__(
        self,
        store: JobStore,
        library: Library,
        settings: Settings,
        engine_for: Callable[[Recipe], Engine[Any]],
        device: str = "cpu",
        resolve: Callable[[Recipe], Recipe] | None = None,
    ) -> None:
        self.store = store
        self.library = library
        self.settings = settings
        self.engine_for = engine_for
        self.device = device
        self.resolve = resolve or (lambda recipe: recipe)
        self.name = f"{process_name()}.{secrets.token_hex(3)}"
        self.stopping = threading.Event()
        """Set it to have every job given back at its next step."""
        self.logs = library.home / "logs"

    def run(self, job_id: str, listener: Callable[[Progress], None] | None = None) -> Job:
        """See a job through to its end and return it as it is then.

        While another process carries it out this one waits, ready to take over if that one dies.

        Raises:
            KeyboardInterrupt: after the job was cancelled.
        """
        job = self.store.get(job_id)
        try:
            while not (job.is_final or self.stopping.is_set()):
                leased = self.store.lease(self.name, job_id=job.id)
                if leased is not None:
                    self.carry_out(leased, listener)
                elif not (job := self.store.get(job.id)).is_final:
                    time.sleep(WAIT)
                job = self.store.get(job.id)
        except StorageError as error:
            return self.store.remember_failure(job, error)
        return job

    def carry_out(self, job: Job, listener: Callable[[Progress], None] | None = None) -> None:
        """Carry out a job that was leased. Whatever goes wrong is written down as its error."""
        try:
            try:
                with Pulse(self.store, job, self.stopping, listener) as pulse:
                    artifact = self._make(job, pulse)
                    pulse.flush()
                self.store.finish(job, artifact.id, cached=artifact.cached)
            except Cancelled:
                self.store.cancelled(job)
            except (KeyboardInterrupt, SystemExit):
                self.store.cancelled(job)
                raise
            except Stopped:
                self.store.release(job)
            except LeaseLost:
                raise
            except Exception as error:
                self.store.fail(job, self._explain(job, error))
        except LeaseLost:
            return  # somebody else has the job and finds in the cache what was made here

    def _make(self, job: Job, pulse: Pulse) -> Artifact:
        recipe = self.resolve(job.recipe)
        engine = self.engine_for(recipe)
        engine.check(recipe, self.settings)
        pulse.look()
        from castalia.works.graph import WorkEngine

        if isinstance(engine, WorkEngine):
            from castalia.jobs.graph import WorkRun

            return WorkRun(self, job, recipe, engine, pulse).make()
        key = cache_key(recipe, engine, self.settings)
        found = None if job.fresh else self.library.find(key)
        if found is not None:
            if job.parent is None:
                self.library.show(found)
            return replace(found, cached=True)
        return self.run_engine(job, recipe, engine, pulse, key, lambda ctx: engine.run(recipe, ctx))

    def run_engine(
        self,
        job: Job,
        recipe: Recipe,
        engine: Engine[Any],
        pulse: Pulse,
        key: str | None,
        start: Callable[[Context], Run],
        *,
        parents: tuple[str, ...] = (),
        report: Mapping[str, Any] | None = None,
    ) -> Artifact:
        """Run an engine's generator in a folder of its own and keep what it made.

        Args:
            key: where the cache shall find the artifact, if anywhere.
            start: makes the generator.
            parents: files it is made of, besides those in the recipe.
            report: added to the engine's own report.
        """
        provenance = self._provenance(recipe, engine, (*recipe.file_refs(), *parents))
        folder = self.library.store.temporary_folder()
        try:
            context = Context(folder, provenance, self.settings, self.library.open, self.device)
            began = time.monotonic()
            result = drive(start(context), pulse)
            return self.library.put(
                recipe,
                result.provenance or provenance,
                Result(result.files, {**result.report, **(report or {})}),
                key,
                time.monotonic() - began,
                job.id,
                folder=folder,
                part=job.parent is not None,
                replace=job.fresh,
            )
        finally:
            discard(folder)

    def _provenance(self, recipe: Recipe, engine: Engine[Any], parents: tuple[str, ...]) -> Provenance:
        from castalia import __version__
        from castalia.media.provenance import Provenance

        return Provenance(
            recipe=recipe.to_dict(),
            engine=engine.name,
            engine_version=engine.version,
            castalia=__version__,
            libraries=engine.library_versions(),
            device=self.device,
            parents=parents,
        )

    def _explain(self, job: Job, error: Exception) -> CastaliaError:
        """The error as the user sees it; the traceback goes into the job's log."""
        log = self.logs / f"{job.id}.log"
        with contextlib.suppress(OSError):
            self.logs.mkdir(exist_ok=True)
            with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {job.kind} {json.dumps(job.recipe_data)}\n")
                file.write("".join(traceback.format_exception(error)) + "\n")
        if isinstance(error, CastaliaError):
            return error
        if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError":  # the latter is torch's
            return OutOfMemory(
                f"this machine has not enough memory to make this {job.kind}",
                hint="ask for something smaller or shorter, or end other programs",
            )
        if is_disk_full(error) or self._is_full():
            return disk_full(self.library.home)
        last = traceback.format_exception_only(error)[-1].strip().splitlines()[-1:] or [type(error).__name__]
        return EngineFailed(f"the {job.kind} engine failed: {last[0][:300]}", hint=f"the details are in {log}")

    def _is_full(self) -> bool:
        """Whether the disk is full; not every library that writes files says so when it is."""
        with contextlib.suppress(OSError):
            return shutil.disk_usage(self.library.home).free < LITTLE
        return False


def drive(run: Run, pulse: Pulse) -> Result:
    """Run an engine's generator to its end, looking at every step whether it should stop."""
    try:
        while True:
            pulse.look()
            try:
                progress = next(run)
            except StopIteration as end:
                if not isinstance(end.value, Result):
                    raise EngineFailed(
                        "the engine ended without a result", hint="this is a fault of the engine; please report it"
                    ) from None
                return end.value
            pulse.report(progress)
    finally:
        run.close()
