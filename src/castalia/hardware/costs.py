"""What one way of carrying out a run costs: seconds and bytes of each stage."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from castalia.hardware.counts import Work
from castalia.hardware.footprint import Footprint, Size
from castalia.hardware.machine import GIB, Gpu, Machine
from castalia.hardware.plan import Offload, Precision, Weights

GPU_SHARE = 0.6
"""Part of the rate of the data sheet that matrix products of these sizes reach."""
BANDWIDTH_SHARE = 0.7
LAUNCH = 6e-6
"""Seconds per operation that is launched on a GPU."""
CPU_CALL = 15e-6
CPU_BANDWIDTH = 15e9
HOOK = 40e-6
"""Seconds per operation that the hooks of an offload by layers take."""
PINNED, PAGED = 16e9, 6e9
"""Bytes per second from main memory to a GPU: fetched ahead from pinned memory, and as it comes."""
DISK = 1.5e9
CONTEXT = GIB // 2
"""What the driver takes on a GPU for itself."""
SLACK = 0.05
"""Part of the memory that allocators lose in gaps."""
CPU_RESERVE = int(0.7 * GIB)
"""For Python and the libraries."""
IMAGE_ENCODER = 632_000_000
"""Parameters of the image encoder of an IP-Adapter (CLIP ViT-H)."""


@dataclass(frozen=True)
class Run:
    """What is to be carried out, with nothing left open."""

    size: Size
    pictures: int
    steps: int
    guided: bool
    """Whether each step has two branches."""
    controls: int = 0
    references: int = 0
    hires: float = 1.0
    """Factor by which the size of a second pass is larger."""
    hires_steps: int = 0
    evaluations: int = 1
    """Passes of the sampler per step."""

    @property
    def largest(self) -> Size:
        """The size of the second pass, or of the only one."""
        if self.hires <= 1:
            return self.size
        width, height = (int(side * self.hires) // 16 * 16 for side in (self.size.width, self.size.height))
        return Size(width, height, self.size.frames, self.size.tokens)


@dataclass(frozen=True)
class Choice:
    """One way to carry it out."""

    device: str
    precision: Precision
    weights: Weights = "same"
    offload: Offload = "none"
    slicing: bool = False
    tiling: bool = False
    batch: int = 1
    cfg_batching: bool = True
    attention: str = "sdpa"


@dataclass(frozen=True)
class Cost:
    """What a choice costs."""

    choice: Choice
    stages: tuple[tuple[str, float, int], ...]
    weight_bytes: int
    main_memory: int
    """Bytes of main memory that have to hold weights (of an offloading GPU)."""
    load_seconds: float

    @cached_property
    def peak(self) -> int:
        return max(peak for _, _, peak in self.stages)

    @cached_property
    def seconds(self) -> float:
        return sum(seconds for _, seconds, _ in self.stages)

    @cached_property
    def price(self) -> float:
        """By which choices are compared: seconds, more for what may show in the picture."""
        choice = self.choice
        return self.seconds * (2.0 if choice.weights != "same" else 1.0) * (1.02 if choice.tiling else 1.0)


class Pricer:
    """Prices choices for one run of one model on one machine."""

    def __init__(self, footprint: Footprint, run: Run, machine: Machine) -> None:
        self.footprint = footprint
        self.run = run
        self.machine = machine

    def cost(self, choice: Choice) -> Cost:
        """Seconds and bytes of a choice."""
        resident = self._resident(choice)
        total = sum(self._bytes(name, choice) for name in self.footprint.names) + self._extra_bytes(choice)
        stages = (
            self._text(choice, resident),
            self._denoise(choice, resident),
            self._decode(choice, resident),
        )
        on_device = choice.offload == "none"
        return Cost(choice, stages, total, 0 if on_device else total, total / DISK)

    def usable(self, device: str) -> int:
        """Bytes of a device that can be planned with."""
        return usable(self.machine, device)

    def _gpu(self, choice: Choice) -> Gpu | None:
        return self.machine.gpu(choice.device)

    def _bytes(self, name: str, choice: Choice) -> int:
        """Bytes of the weights of a component as they are kept."""
        decodes = name in self.footprint.named("decode")
        weights = self.footprint.weights(
            name, self.footprint.decodes_in(choice.precision) if decodes else choice.precision
        )
        if choice.weights == "same" or name not in self.footprint.named("denoise"):
            return weights.bytes
        item = weights.bytes / max(1, weights.parameters)
        eight = weights.castable if choice.weights == "fp8" else weights.linear
        return int(weights.bytes - eight * (item - 1))

    def _extra_bytes(self, choice: Choice) -> int:
        """Weights of ControlNets and of the image encoder of references."""
        item = 4 if choice.precision == "fp32" else 2
        half = sum(
            self.footprint.weights(n, choice.precision).encoder_half
            or self.footprint.weights(n, choice.precision).bytes // 4
            for n in self.footprint.named("denoise")[:1]
        )
        return self.run.controls * half + (IMAGE_ENCODER * item if self.run.references else 0)

    def _resident(self, choice: Choice) -> int:
        """Bytes that lie on the device during all stages."""
        if choice.offload != "none":
            return 0
        return sum(self._bytes(name, choice) for name in self.footprint.names) + self._extra_bytes(choice)

    def _held(self, name: str, choice: Choice, extra: int = 0) -> int:
        """Bytes of weights that a component keeps on the device while it works."""
        if choice.offload == "none":
            return 0
        if choice.offload == "model":
            return self._bytes(name, choice) + extra
        leaf = self.footprint.weights(name, choice.precision).largest_leaf
        return leaf * (3 if choice.offload == "group" else 1)

    def _moved(self, name: str, choice: Choice, passes: int, computing: float, calls: int) -> float:
        """Seconds of computing and of fetching weights together; hooks and streams never overlap quite."""
        size = self._bytes(name, choice)
        if choice.offload == "model":
            return computing + 1.5 * size / PAGED
        if choice.offload == "group":
            fetching = passes * size / PINNED
            return max(computing, fetching) + 0.2 * min(computing, fetching) + passes * calls * HOOK
        if choice.offload == "sequential":
            return computing + passes * (size / PAGED + calls * HOOK)
        return computing

    def _text(self, choice: Choice, resident: int) -> tuple[str, float, int]:
        seconds, peak = 0.0, resident
        passes = 2 if self.run.guided else 1
        for name in self.footprint.named("text"):
            work = self._work(name, choice, self.run.size, 1)
            seconds += self._moved(
                name, choice, passes, passes * self._seconds(work, choice, choice.precision), work.calls
            )
            peak = max(peak, resident + self._held(name, choice) + work.peak)
        return "text", seconds, peak

    def _denoise(self, choice: Choice, resident: int) -> tuple[str, float, int]:
        run, rounds = self.run, math.ceil(self.run.pictures / choice.batch)
        together = run.guided and choice.cfg_batching
        passes = 1 if together or not run.guided else 2
        samples = choice.batch * (2 if together else 1)
        name = self.footprint.named("denoise")[0]
        others = self.footprint.named("denoise")[1:]
        seconds, peak = 0.0, resident
        for size, steps in ((run.size, run.steps), (run.largest, run.hires_steps)):
            if not steps:
                continue
            work = self._work(name, choice, size, samples)
            share = 1 + 0.35 * run.controls
            count = rounds * steps * passes * run.evaluations
            computing = count * share * self._seconds(work, choice, choice.precision)
            seconds += self._moved(name, choice, count, computing, work.calls)
            held = self._held(name, choice, self._extra_bytes(choice))
            cast = self.footprint.weights(name, choice.precision).largest_leaf if choice.weights != "same" else 0
            matrix = work.attention if self._writes_attention(choice) else 0
            peak = max(peak, resident + held + cast + work.peak + matrix)
        for other in others:
            seconds += 1.5 * self._bytes(other, choice) / PAGED if choice.offload == "model" else 0.0
        return "denoise", seconds, peak

    def _writes_attention(self, choice: Choice) -> bool:
        gpu = self._gpu(choice)
        return choice.attention == "math" or (gpu is not None and gpu.backend == "mps" and choice.attention == "sdpa")

    def _decode(self, choice: Choice, resident: int) -> tuple[str, float, int]:
        run, precision = self.run, self.footprint.decodes_in(choice.precision)
        size = run.largest
        seconds, peak = 0.0, resident
        item = 4 if precision == "fp32" else 2
        pixels = 3 * size.width * size.height * max(1, size.frames) * item
        for name in self.footprint.named("decode"):
            batch = choice.batch
            at_once = Size(size.width, size.height, 0 if self._frame_by_frame(name, choice) else size.frames)
            calls = run.pictures * (max(1, size.frames) if at_once.frames != size.frames else 1)
            if not choice.slicing:
                calls = math.ceil(calls / batch)
            work = self._work(
                name,
                choice,
                at_once,
                1 if choice.slicing else batch,
                tile=self.footprint.tile(name) if choice.tiling else 0,
            )
            seconds += self._moved(name, choice, calls, calls * self._seconds(work, choice, precision), work.calls)
            kept = pixels * batch if choice.slicing and calls > 1 else 0
            peak = max(peak, resident + self._held(name, choice) + work.peak + kept)
        return "decode", seconds, peak

    def _frame_by_frame(self, name: str, choice: Choice) -> bool:
        """Slicing makes a VAE for pictures decode a clip one frame at a time."""
        return choice.slicing and self.footprint.architecture.networks[name].name == "AutoencoderKL"

    def _work(self, name: str, choice: Choice, size: Size, batch: int, *, tile: int = 0) -> Work:
        decodes = name in self.footprint.named("decode")
        precision = self.footprint.decodes_in(choice.precision) if decodes else choice.precision
        return self.footprint.work(name, precision, size, batch, on_cpu=self._gpu(choice) is None, tile=tile)

    def _seconds(self, work: Work, choice: Choice, precision: Precision) -> float:
        """Of one pass: matrix products at a share of the peak rate, the rest at one of the bandwidth, and launches."""
        gpu = self._gpu(choice)
        if gpu is None:
            native = precision == "bf16" and self.machine.cpu_bf16
            rate = (self.machine.cpu_gflops or 40.0) * 1e9 * (1.0 if precision == "fp32" else 1.25 if native else 0.3)
            return work.flops / rate + work.traffic / CPU_BANDWIDTH + work.calls * CPU_CALL
        rate = (gpu.tflops or 25.0) * 1e12 * GPU_SHARE * (0.25 if precision == "fp32" and gpu.backend != "mps" else 1.0)
        bandwidth = (gpu.bandwidth or 300e9) * BANDWIDTH_SHARE
        return work.flops / rate + work.traffic / bandwidth + work.calls * LAUNCH


def usable(machine: Machine, device: str) -> int:
    """Bytes of a device that can be planned with: what is free, less what drivers and allocators take."""
    gpu = machine.gpu(device)
    if gpu is None:
        return max(0, int(machine.free * (1 - SLACK)) - CPU_RESERVE)
    free = min(gpu.free, gpu.memory * 3 // 4) if gpu.backend == "mps" else gpu.free
    return max(0, int(free * (1 - SLACK)) - CONTEXT)
