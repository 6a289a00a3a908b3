"""Decides how a recipe is carried out: prices every way that there is and takes the cheapest that fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from castalia.errors import BadInput, OutOfMemory
from castalia.hardware import reasons
from castalia.hardware.costs import Choice, Cost, Pricer, Run, usable
from castalia.hardware.counts import CountCache
from castalia.hardware.footprint import Footprint, default_cache, footprint
from castalia.hardware.machine import Machine
from castalia.hardware.plan import Offload, Plan, Precision, Weights
from castalia.hardware.reasons import size as in_words
from castalia.hardware.runs import sizes, wish
from castalia.hardware.runtime import with_openvino
from castalia.models.model import Entry, Model
from castalia.recipes import Recipe

if TYPE_CHECKING:
    from castalia.hardware.history import History

PATIENCE = 3600.0
"""Seconds that a clip of open length may take on a processor before a shorter one is planned."""
OFFLOADS: tuple[Offload, ...] = get_args(Offload)
STEP = 0.97
"""Each plan of the ladder needs at most this part of the memory of the one before."""


@dataclass(frozen=True)
class Priced:
    """A way to carry out a run, with what the history of the machine makes of its cost."""

    cost: Cost
    peak: int
    seconds: float
    usable: int
    fits: bool

    @property
    def price(self) -> float:
        return self.seconds * self.cost.price / max(self.cost.seconds, 1e-9)

    @property
    def choice(self) -> Choice:
        return self.cost.choice


def plan(
    recipe: Recipe,
    model: Model | Entry,
    machine: Machine,
    *,
    history: History | None = None,
    device: str = "auto",
    home: Path | None = None,
) -> Plan:
    """How to carry out a recipe with a model on a machine.

    Args:
        history: what runs on this machine took; corrects the estimate and remembers what did not fit.
        device: `auto`, or one to stay on.
        home: where counts are kept; that of the history, else the user's folder for caches.

    Returns:
        The plan; its `fits` is False when there is no way to fit, and then its notes say what is missing.

    Raises:
        BadInput: the recipe asks for a precision, an offload or a device that cannot work here.
        OutOfMemory: it asks for one that does not fit, where another would.
    """
    home = home or (history.home if history else None)
    needs = footprint(model, CountCache(home / "cache" / "counts" if home else default_cache()))
    return with_openvino(Planner(recipe, model, machine, needs, history, device).best(), recipe, machine)


def step_down(plan: Plan) -> Plan | None:
    """The next best plan that needs less memory, for when memory ran out after all; None at the end of the ladder."""
    if not plan.ladder:
        return None
    following, *rest = plan.ladder
    note = f"memory ran out with {in_words(plan.peak)} expected; stepped down to {reasons.short(following)}"
    return replace(following, ladder=tuple(rest), notes=(*following.notes, note))


class Planner:
    """One question: this recipe, this model, this machine."""

    def __init__(
        self,
        recipe: Recipe,
        model: Model | Entry,
        machine: Machine,
        needs: Footprint,
        history: History | None = None,
        device: str = "auto",
    ) -> None:
        self.recipe, self.model, self.machine, self.needs, self.history = recipe, model, machine, needs, history
        self.wish = wish(recipe, model, needs)
        self.precision = str(getattr(recipe, "precision", "auto"))
        self.offload = str(getattr(recipe, "offload", "auto"))
        self.asked = device not in ("auto", "")
        """Whether a device was asked for."""
        self.devices = self._devices(device)

    def best(self) -> Plan:
        """The cheapest plan that fits, of the largest size that does; else the one that is least too big."""
        runs = list(sizes(self.wish, self.model.family))
        every = self.devices
        for self.devices in ([d for d in every if d != "cpu"], [d for d in every if d == "cpu"]):
            if self.devices and not any(True for device in self.devices for _ in self._choices(device, runs[0])):
                raise self._impossible()
            if self.devices and (found := self._first_that_fits(runs)):
                return found
        self.devices = every
        return self._too_big(Pricer(self.needs, runs[-1], self.machine))

    def _first_that_fits(self, runs: list[Run]) -> Plan | None:
        """The cheapest plan of the largest size that fits on the devices in question, and that ends some day."""
        too_slow = 0.0
        for run in runs:
            # Work grows at most with the square of the volume: what is too slow even so need not be counted.
            if too_slow * (_volume(run) / _volume(runs[0])) ** 2 > PATIENCE and run is not runs[-1]:
                continue
            pricer = Pricer(self.needs, run, self.machine)
            ways = self._ways(pricer)
            fitting = sorted((way for way in ways if way.fits), key=lambda way: (way.price, way.peak))
            if self.devices == ["cpu"] and self.wish.open_frames and run is not runs[-1]:
                fastest = min(way.seconds for way in ways)
                if run is runs[0]:
                    too_slow = fastest
                if fastest > PATIENCE or (fitting and fitting[0].seconds > PATIENCE):
                    continue
            if fitting:
                return self._planned(pricer, fitting[0], ways)
        return None

    def _devices(self, device: str) -> list[str]:
        every = [_device(gpu.backend, place) for place, gpu in enumerate(self.machine.gpus)]
        if device in ("auto", ""):
            return [*every, "cpu"]
        kind = device.partition(":")[0]
        if kind != "cpu" and (self.machine.gpu(device) is None or _device(self.machine.gpus[0].backend, 0) != kind):
            raise BadInput(
                f"there is no device '{device}' on this machine", hint=f"devices are {', '.join([*every, 'cpu'])}, auto"
            )
        return [device.removesuffix(":0")]

    def _ways(self, pricer: Pricer) -> list[Priced]:
        return [self._priced(pricer, choice) for device in self.devices for choice in self._choices(device, pricer.run)]

    def _choices(self, device: str, run: Run) -> Iterator[Choice]:
        """Every way that the recipe allows on a device."""
        gpu = self.machine.gpu(device)
        offloads = OFFLOADS if gpu is not None and gpu.backend != "mps" else OFFLOADS[:1]
        if self.offload != "auto":
            offloads = tuple(o for o in offloads if o == self.offload)
        batches = sorted({-(-run.pictures // parts) for parts in range(1, run.pictures + 1)}, reverse=True)
        branches = (True, False) if run.guided else (True,)
        attentions = ("sdpa", "sliced") if gpu is not None and gpu.backend == "mps" else ("sdpa",)
        many = run.pictures > 1 or (run.size.frames > 0 and self._slices())
        vaes = [(False, False), (False, True), *([(True, False), (True, True)] if many else [])]
        for (precision, weights), offload, batch, together, attention, (slicing, tiling) in product(
            self._precisions(device), offloads, batches, branches, attentions, vaes
        ):
            yield Choice(device, precision, weights, offload, slicing, tiling, batch, together, attention)

    def _slices(self) -> bool:
        """Whether the VAE decodes the frames of a clip as so many pictures."""
        return any(self.needs.architecture.networks[n].name == "AutoencoderKL" for n in self.needs.named("decode"))

    def _precisions(self, device: str) -> list[tuple[Precision, Weights]]:
        gpu = self.machine.gpu(device)
        half: Precision = "bf16" if gpu is None or gpu.bf16 else "fp16"
        eight: list[tuple[Precision, Weights]] = [] if gpu is not None and gpu.backend == "mps" else [(half, "fp8")]
        if self.precision == "auto":
            return [*([("fp32", "same")] if gpu is None else []), (half, "same"), *eight]  # type: ignore[list-item]
        if self.precision in ("fp8", "int8"):
            return [(half, self.precision)] if eight else []  # type: ignore[list-item]
        if self.precision == "bf16" and gpu is not None and not gpu.bf16:
            return []
        return [(self.precision, "same")]  # type: ignore[list-item]

    def _priced(self, pricer: Pricer, choice: Choice) -> Priced:
        cost = pricer.cost(choice)
        room = usable(self.machine, choice.device)
        slower, bigger = (1.0, 1.0)
        hardware = self._hardware(choice.device)
        if self.history:
            slower, bigger = self.history.correction(self.model.id, hardware)
        peak = int(cost.peak * bigger)
        limit = self.history.limit(self.model.id, hardware, room) if self.history else room
        in_main = cost.main_memory <= int(self.machine.free * 0.9)
        return Priced(cost, peak, cost.seconds * slower, room, peak <= min(room, limit) and in_main)

    def _hardware(self, device: str) -> str:
        gpu = self.machine.gpu(device)
        return gpu.name if gpu else self.machine.cpu

    def _planned(self, pricer: Pricer, way: Priced, ways: list[Priced]) -> Plan:
        """The plan of a way, with its reasons and the ladder below it."""
        ladder, peak = [], way.peak * STEP
        for lower in sorted(ways, key=lambda other: (other.price, other.peak)):
            if (
                lower.choice.device == way.choice.device
                and lower.fits
                and lower.peak <= peak
                and lower.price >= way.price
            ):
                ladder.append(lower)
                peak = lower.peak * STEP
        down = tuple(self._as_plan(pricer, lower, ways) for lower in ladder)
        return replace(self._as_plan(pricer, way, ways), ladder=down)

    def _as_plan(self, pricer: Pricer, way: Priced, ways: list[Priced]) -> Plan:
        choice, run = way.choice, pricer.run
        factor = way.seconds / max(way.cost.seconds, 1e-9)
        bigger = way.peak / max(way.cost.peak, 1)
        size = run.largest
        return Plan(
            device=choice.device,
            precision=choice.precision,
            weights=choice.weights,
            offload=choice.offload,
            vae_slicing=choice.slicing,
            vae_tiling=choice.tiling,
            vae_tile=self.needs.tile(self.needs.named("decode")[0]) if choice.tiling else 0,
            attention=choice.attention,
            batch=choice.batch,
            cfg_batching=choice.cfg_batching,
            width=run.size.width,
            height=run.size.height,
            num_frames=size.frames,
            seconds=way.seconds,
            load_seconds=way.cost.load_seconds,
            peak=way.peak,
            weight_bytes=way.cost.weight_bytes,
            stages=tuple((name, seconds * factor, int(peak * bigger)) for name, seconds, peak in way.cost.stages),
            reasons=reasons.of(self, pricer, way, ways),
            notes=reasons.notes(self, way),
            fits=way.fits,
            usable=way.usable,
            counted=self.needs.counted,
            model=self.model.id,
            family=self.model.family,
            hardware=self._hardware(choice.device),
            steps=run.steps,
            pictures=run.pictures,
            raw_seconds=way.cost.seconds,
            raw_peak=way.cost.peak,
        )

    def _too_big(self, pricer: Pricer) -> Plan:
        """Nothing fits: say why, and what of the recipe's own wishes stands in the way."""
        ways = self._ways(pricer)
        if self.precision != "auto" or self.offload != "auto":
            device = self.devices[0] if self.asked else "auto"
            free = self.recipe.with_fields(precision="auto", offload="auto")
            other = Planner(free, self.model, self.machine, self.needs, self.history, device).best()
            if other.fits:
                least = min(ways, key=lambda way: way.peak)
                named = " and ".join(
                    f"{name} {value}"
                    for name, value in (("precision", self.precision), ("offload", self.offload))
                    if value != "auto"
                )
                raise OutOfMemory(
                    f"{self.model.id} with {named} needs {in_words(least.peak)}, {in_words(least.usable)} are usable "
                    f"on {self._hardware(least.choice.device)}",
                    hint=f"leave it open: {reasons.short(other)} needs {in_words(other.peak)}",
                )
        least = min(ways, key=lambda way: (way.peak - way.usable, way.price))
        return self._as_plan(pricer, least, ways)

    def _impossible(self) -> BadInput:
        """The error for a wish that no device here can meet."""
        where = self._hardware(self.devices[0])
        if self.offload not in ("auto", "none"):
            return BadInput(
                f"offload {self.offload} moves weights between main memory and a GPU; {where} has no memory of its own",
                hint="leave --offload away",
            )
        return BadInput(f"{where} does not compute in {self.precision}", hint="leave --precision away, or take fp16")


def _volume(run: Run) -> int:
    return run.size.width * run.size.height * max(1, run.size.frames)


def _device(backend: str, place: int) -> str:
    kind = "cuda" if backend == "rocm" else backend
    return f"{kind}:{place}" if place else kind
