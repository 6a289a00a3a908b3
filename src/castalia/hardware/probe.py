"""Looks at this machine: processor, memory, accelerators, disk; nothing that changes is remembered."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from castalia.hardware.describe import GFLOPS_PER_CORE, gpu
from castalia.hardware.gpus import AVERAGE, card
from castalia.hardware.machine import Gpu, Machine
from castalia.settings import Settings

CGROUP = Path("/sys/fs/cgroup")
CGROUP1 = CGROUP / "memory"


def probe(settings: Settings | None = None) -> Machine:
    """What this process may use now. Takes a second at most and does not import torch."""
    total, free = memory()
    count = cores()
    flags = _cpu_flags()
    return Machine(
        cpu=_cpu_name(),
        cores=count,
        memory=total,
        free=free,
        disk_free=disk_free(settings.home) if settings else 0,
        gpus=gpus(free),
        cpu_bf16=bool({"avx512_bf16", "amx_bf16", "bf16"} & flags),
        cpu_gflops=count * GFLOPS_PER_CORE,
    )


def cores() -> int:
    """Processors that this process may use: its affinity, and the share of time of its container."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota, _, period = _read(CGROUP / "cpu.max").partition(" ")
    if quota.isdigit() and period.isdigit() and int(period):
        allowed = min(allowed, max(1, round(int(quota) / int(period))))
    return allowed


def memory() -> tuple[int, int]:
    """Bytes of main memory: (all, free to use); the limits of the containers around this process count."""
    lines = dict(line.split(":", 1) for line in _read(Path("/proc/meminfo")).splitlines() if ":" in line)
    if "MemTotal" in lines and "MemAvailable" in lines:
        total, free = (int(lines[name].split()[0]) * 1024 for name in ("MemTotal", "MemAvailable"))
    elif importlib.util.find_spec("psutil"):
        import psutil

        found = psutil.virtual_memory()
        total, free = int(found.total), int(found.available)
    else:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else 8 << 30
        free = total // 2
    for limit, used in _limits():
        if limit < total:
            total, free = limit, min(free, max(0, limit - used))
    return total, free


def _limits() -> list[tuple[int, int]]:
    """(limit, in use) in bytes of each control group around this process that has a limit.

    Cached files count as in use for the kernel, but it drops them when memory is asked for.
    """
    found = []
    for folder, most, used, cached in _groups():
        limit, now = _read(folder / most), _read(folder / used)
        if limit.isdigit() and now.isdigit():
            stat = dict(line.split() for line in _read(folder / "memory.stat").splitlines() if len(line.split()) == 2)
            found.append((int(limit), max(0, int(now) - int(stat.get(cached, 0)))))
    return found


def _groups() -> list[tuple[Path, str, str, str]]:
    v2 = next((line[3:] for line in _read(Path("/proc/self/cgroup")).splitlines() if line.startswith("0::")), "/")
    own = CGROUP / v2.strip("/")
    tree = [own, *own.parents]
    folders = [folder for folder in tree if folder == CGROUP or CGROUP in folder.parents]
    found = [(folder, "memory.max", "memory.current", "inactive_file") for folder in folders]
    return [*found, (CGROUP1, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")]


def disk_free(folder: Path) -> int:
    """Bytes free where a folder is or would be; 0 when it cannot be told."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0


def gpus(free_memory: int) -> tuple[Gpu, ...]:
    """The accelerators in the order of their device numbers.

    torch is asked when it is loaded already, since its numbers are those that a run will use; else nvidia-smi.
    """
    return _from_torch(free_memory) if "torch" in sys.modules else _nvidia() + _apple(free_memory)


def _from_torch(free_memory: int) -> tuple[Gpu, ...]:
    import torch

    if torch.cuda.is_available():
        rocm = torch.version.hip is not None
        found = []
        for index in range(torch.cuda.device_count()):
            facts = torch.cuda.get_device_properties(index)
            free, total = torch.cuda.mem_get_info(index)
            # What torch itself holds in reserve without using it is free for the next run of this process.
            free += torch.cuda.memory_reserved(index) - torch.cuda.memory_allocated(index)
            known = _named(facts.name, total, free)
            newer = rocm or facts.major >= 8
            found.append(
                _with(known, backend="rocm" if rocm else "cuda", bf16=newer, fp8=(facts.major, facts.minor) >= (8, 9))
            )
        return tuple(found)
    return _apple(free_memory)


def _with(known: Gpu, *, backend: str, bf16: bool, fp8: bool) -> Gpu:
    from dataclasses import replace

    return replace(known, backend=backend, bf16=bf16, fp8=fp8)


def _nvidia() -> tuple[Gpu, ...]:
    visible = os.environ.get("CUDA_VISIBLE_DEVICES")
    text = _run(
        "nvidia-smi",
        "--query-gpu=index,uuid,name,memory.total,memory.free,compute_cap",
        "--format=csv,noheader,nounits",
    )
    rows = [[part.strip() for part in line.split(",")] for line in text.splitlines()]
    rows = [row for row in rows if len(row) == 6 and row[3].isdigit() and row[4].isdigit()]
    if visible is not None:
        order = [word.strip() for word in visible.split(",") if word.strip()]
        rows = [row for word in order for row in rows if row[0] == word or (word and row[1].startswith(word))]
    found = []
    for _, _, name, total, free, capability in rows:
        known = _named(name, int(total) << 20, int(free) << 20)
        major, _, minor = capability.partition(".")
        level = (int(major), int(minor)) if major.isdigit() and minor.isdigit() else (8, 0)
        found.append(_with(known, backend="cuda", bf16=level >= (8, 0), fp8=level >= (8, 9)))
    return tuple(found)


def _apple(free_memory: int) -> tuple[Gpu, ...]:
    if sys.platform != "darwin" or platform.machine() != "arm64":
        return ()
    total, _ = memory()
    known = _named(_cpu_name(), total, free_memory)
    return (_with(known, backend="mps", bf16=True, fp8=False),)


def _named(name: str, total: int, free: int) -> Gpu:
    """A card by the name that its driver gives it, with an average card's speed when it is not in the table."""
    from dataclasses import replace

    return replace(gpu(card(name) or AVERAGE, total, free), name=name)


@cache
def _cpu_name() -> str:
    for line in _read(Path("/proc/cpuinfo")).splitlines():
        if line.lower().startswith(("model name", "hardware")):
            return line.partition(":")[2].strip()
    if sys.platform == "darwin":
        return _run("sysctl", "-n", "machdep.cpu.brand_string").strip() or platform.processor()
    return platform.processor() or platform.machine()


@cache
def _cpu_flags() -> frozenset[str]:
    for line in _read(Path("/proc/cpuinfo")).splitlines():
        if line.lower().startswith(("flags", "features")):
            return frozenset(line.partition(":")[2].split())
    return frozenset()


def _read(path: Path) -> str:
    try:
        return path.read_text(errors="replace").strip()
    except OSError:
        return ""


def _run(*command: str) -> str:
    """What a program prints; nothing when it is missing, fails or hangs."""
    if shutil.which(command[0]) is None:
        return ""
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""
