"""What a machine has to compute with."""

from __future__ import annotations

from dataclasses import dataclass

GIB = 1 << 30


@dataclass(frozen=True)
class Gpu:
    """One accelerator."""

    name: str
    memory: int
    """Bytes in all."""
    free: int
    """Bytes that are free now."""
    backend: str = "cuda"
    """`cuda` (NVIDIA), `rocm`, `mps` or `xpu`."""
    tflops: float = 0.0
    """Dense fp16/bf16 TFLOP/s of its tensor cores; 0 when not known."""
    bandwidth: float = 0.0
    """Memory bandwidth in bytes per second; 0 when not known."""
    bf16: bool = True
    fp8: bool = False


@dataclass(frozen=True)
class Machine:
    """Processor, memory, accelerators and disk; sizes in bytes."""

    cpu: str
    cores: int
    """That this process may use."""
    memory: int
    free: int
    disk_free: int = 0
    gpus: tuple[Gpu, ...] = ()
    cpu_bf16: bool = False
    """Whether the processor multiplies bf16 natively (AVX512-BF16, AMX)."""
    cpu_gflops: float = 0.0
    """Measured or assumed fp32 GFLOP/s of all cores."""
    described: str = ""
    """The words it was described with; empty for this machine."""
    assumed: bool = False
    """Whether nothing was said of its main memory."""

    def gpu(self, device: str) -> Gpu | None:
        """The accelerator of a device name such as `cuda:1`; None for `cpu` or when there is none."""
        kind, _, index = device.partition(":")
        if kind == "cpu" or not self.gpus:
            return None
        place = int(index) if index else 0
        return self.gpus[place] if place < len(self.gpus) else None
