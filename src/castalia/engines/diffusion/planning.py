"""How a recipe is carried out here: the plan, the shelf of what is loaded, and what happens when memory runs out."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from castalia.errors import OutOfMemory
from castalia.models.notice import NoticeBoard, Resident
from castalia.models.residency import Measured, Shelf, give_back

if TYPE_CHECKING:
    from castalia.engines.diffusion.load import Loaded
    from castalia.engines.diffusion.run import Watch
    from castalia.hardware.machine import Machine
    from castalia.hardware.plan import Plan
    from castalia.models.model import Model
    from castalia.recipes.sampling import Sampled
    from castalia.settings import Settings

T = TypeVar("T")
_lock = threading.Lock()


@cache
def _shelf(home: Path) -> Shelf:
    return Shelf(NoticeBoard(home))


def shelf(settings: Settings) -> Shelf:
    """The shelf of this process; what it holds is shown in the home."""
    with _lock:
        return _shelf(Path(settings.home))


def plan_for(recipe: Sampled, model: Model, settings: Settings) -> Plan:
    """The plan on this machine as it is now; what is loaded and idle counts as free."""
    from castalia.hardware.history import History
    from castalia.hardware.planner import plan
    from castalia.hardware.probe import probe

    machine = _with_idle(probe(settings), shelf(settings))
    found = plan(recipe, model, machine, history=History(settings.home), device=settings.device)
    if not found.fits:
        raise OutOfMemory(
            found.notes[-1] if found.notes else f"{model.id} does not fit into the memory of this machine",
            hint="ask for something smaller, or take a smaller model",
        )
    return found


def _with_idle(machine: Machine, held: Shelf) -> Machine:
    gpus = tuple(
        replace(gpu, free=min(gpu.memory, gpu.free + sum(held.idle_bytes(name) for name in _names(i, gpu.backend))))
        for i, gpu in enumerate(machine.gpus)
    )
    return replace(machine, gpus=gpus, free=min(machine.memory, machine.free + held.idle_bytes("cpu")))


def _names(index: int, backend: str) -> tuple[str, ...]:
    kind = "cuda" if backend in ("cuda", "rocm") else backend
    return (kind, f"{kind}:{index}") if index == 0 else (f"{kind}:{index}",)


def key_of(model: Model, plan: Plan) -> str:
    """What a loaded checkpoint is: the weights, and how the plan has them loaded."""
    how = (plan.device, plan.precision, plan.weights, plan.offload, plan.vae_slicing, plan.vae_tiling, plan.attention,
           plan.cfg_batching, plan.runtime)  # fmt: skip
    return "|".join(map(str, (model.path, model.sha256, *how)))


@contextmanager
def loaded(model: Model, plan: Plan, settings: Settings, watch: Watch) -> Iterator[Loaded]:
    """A checkpoint in memory, loaded now if it is not, and nobody else's for as long as the block lasts."""
    from castalia.engines.diffusion.load import load

    def bring() -> Measured:
        watch.tell(f"loading {model.id}")
        found = load(model, plan, settings)
        return Measured(found, found.bytes)

    about = Resident(model.id, plan.device, plan.precision, title=model.entry.title if model.entry else model.id)
    with shelf(settings).use(
        key_of(model, plan), bring, about, needs=plan.peak or plan.weight_bytes, free=lambda: free_on(plan.device),
        wait=lambda: watch.tell(f"waiting for {model.id}, which another job uses"),
    ) as found:  # fmt: skip
        yield found


def free_on(device: str) -> int:
    """Bytes that are free on a device now."""
    import psutil

    if device.startswith("cuda"):
        import torch

        return int(torch.cuda.mem_get_info(torch.device(device))[0])
    return int(psutil.virtual_memory().available)


def with_ladder(plan: Plan, work: Callable[[Plan], T], settings: Settings, watch: Watch) -> tuple[T, Plan, list[str]]:
    """Do the work by the plan; when memory runs out, by the next one down, until it fits.

    Returns:
        (what the work gave, the plan that it fitted, notes for the user).

    Raises:
        OutOfMemory: it fits by none.
    """
    from castalia.engines.diffusion.load import is_memory
    from castalia.hardware.planner import step_down

    notes: list[str] = []
    while True:
        try:
            return work(plan), plan, notes
        except Exception as error:
            if not is_memory(error):
                raise
        shelf(settings).unload()
        give_back()
        lower = step_down(plan)
        if lower is None:
            raise OutOfMemory(
                f"there is not enough memory on {plan.device} even for the smallest way",
                hint="ask for a smaller picture or fewer at a time, or take a smaller model",
            )
        note = f"memory ran out on {plan.device}: now with {difference(plan, lower)}"
        notes.append(note)
        watch.tell(note)
        _remember(plan, settings, out_of_memory=True)
        plan = lower


def difference(plan: Plan, lower: Plan) -> str:
    """In words, what the second plan does otherwise."""
    words = {
        "device": "the device {}", "precision": "{}", "weights": "weights in {}", "offload": "{} offload",
        "vae_slicing": "sliced decoding", "vae_tiling": "tiled decoding", "attention": "{} attention",
        "batch": "{} at a time", "cfg_batching": "one branch of guidance at a time",
    }  # fmt: skip
    changed = [
        words[name].format(getattr(lower, name)) for name in words if getattr(plan, name) != getattr(lower, name)
    ]
    return ", ".join(changed) or "less memory"


def _remember(plan: Plan, settings: Settings, **measured: Any) -> None:
    """What came of a plan; the next one for this machine starts from it."""
    from castalia.hardware.history import History
    from castalia.hardware.history import Measured as Outcome

    History(settings.home).record(plan, Outcome(**measured))


class Peak:
    """Measures the highest memory that the work takes on a device."""

    def __init__(self, device: str) -> None:
        self.device = device
        self.bytes = 0

    def __enter__(self) -> Peak:
        self._start = 0
        if self.device.startswith("cuda"):
            import torch

            torch.cuda.reset_peak_memory_stats(torch.device(self.device))
        else:
            self._start = _high_water(reset=True)
        return self

    def __exit__(self, *error: Any) -> None:
        if self.device.startswith("cuda"):
            import torch

            self.bytes = int(torch.cuda.max_memory_allocated(torch.device(self.device)))
        else:
            self.bytes = _high_water()


def _high_water(reset: bool = False) -> int:
    """The highest resident memory of this process in bytes, since the last reset where the system has one."""
    try:
        if reset:
            Path("/proc/self/clear_refs").write_text("5")
        status = Path("/proc/self/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) * 1024
    except (OSError, IndexError, ValueError):
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@dataclass(frozen=True)
class Outcome:
    """What carrying out a plan gave."""

    value: Any
    plan: Plan
    """The one by which it fitted."""
    seconds: float
    load_seconds: float
    """0 when it was loaded already."""
    peak: int
    """Bytes on the device, everything that it holds included."""
    notes: tuple[str, ...] = ()

    def report(self, notes: tuple[str, ...] = ()) -> dict[str, Any]:
        """For the user, plain JSON."""
        return {
            "seconds": round(self.seconds, 3),
            "load_seconds": round(self.load_seconds, 3),
            "peak_bytes": self.peak,
            "plan": self.plan.to_dict(),
            "notes": list(dict.fromkeys((*self.notes, *self.plan.notes, *notes))),
        }


def carried_out(plan: Plan, model: Model, settings: Settings, watch: Watch, work: Callable[[Loaded], Any]) -> Outcome:
    """Load the checkpoint as the plan says and do the work with it; stepping down where memory does not suffice."""

    def by(plan: Plan) -> tuple[Any, Plan, float, float, int]:
        fresh = not shelf(settings).has(key_of(model, plan))
        with Peak(plan.device) as peak, loaded(model, plan, settings, watch) as held:
            # What is held was loaded for another recipe, perhaps; of its plan only how it was loaded still counts.
            held.plan = replace(plan, runtime=held.plan.runtime, precision=held.plan.precision)
            began = time.perf_counter()
            value = work(held)
            seconds, load_seconds = time.perf_counter() - began, held.seconds if fresh else 0.0
            followed = held.plan
            del held
        return value, followed, seconds, load_seconds, peak.bytes

    (value, plan, seconds, load_seconds, peak), _, notes = with_ladder(plan, by, settings, watch)
    counted = peak if plan.device != "cpu" else 0  # of a processor only the whole process is known
    _remember(plan, settings, seconds=seconds, load_seconds=load_seconds, peak=counted)
    return Outcome(value, plan, seconds, load_seconds, peak, tuple(notes))
