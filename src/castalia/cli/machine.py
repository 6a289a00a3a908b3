"""Facts about the machine for `castalia doctor`: read, never guessed; None where they cannot be had."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from pathlib import Path
from typing import Any


def facts() -> dict[str, Any]:
    """Python, system, processor, memory in bytes, graphics cards."""
    total, free = memory()
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "cpu": cpu_model(),
        "cores": cores(),
        "memory_total": total,
        "memory_free": free,
        "gpus": gpus(),
    }


def cpu_model() -> str:
    """The processor's name."""
    for line in _read("/proc/cpuinfo").splitlines():
        if line.lower().startswith(("model name", "hardware")):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def memory() -> tuple[int | None, int | None]:
    """Bytes of memory: (all, free to use); a container's limit counts."""
    lines = dict(line.split(":", 1) for line in _read("/proc/meminfo").splitlines() if ":" in line)
    total, free = (int(lines[k].split()[0]) * 1024 if k in lines else None for k in ("MemTotal", "MemAvailable"))
    limit = _read("/sys/fs/cgroup/memory.max").strip()
    if total and limit.isdigit() and int(limit) < total:
        used = _read("/sys/fs/cgroup/memory.current").strip()
        total = int(limit)
        free = min(free or total, total - int(used)) if used.isdigit() else free
    return total, free


def gpus() -> list[dict[str, Any]]:
    """NVIDIA cards with their memory in bytes and driver, as nvidia-smi tells them."""
    text = _run("nvidia-smi", "--query-gpu=name,memory.total,driver_version", "--format=csv,noheader,nounits")
    found = []
    for line in text.splitlines():
        parts = [part.strip() for part in line.split(",")]
        if len(parts) == 3 and parts[1].isdigit():
            found.append({"name": parts[0], "memory_total": int(parts[1]) * 2**20, "driver": parts[2]})
    return found


def disk_free(folder: Path) -> int | None:
    """Bytes free where a folder is or would be."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def chinese_fonts() -> list[str] | None:
    """Families that have Chinese letters; None when fontconfig is not there to ask."""
    if shutil.which("fc-list") is None:
        return None
    return sorted(
        {line.split(",")[0].strip() for line in _run("fc-list", ":lang=zh", "family").splitlines() if line.strip()}
    )


def programs() -> dict[str, str | None]:
    """Optional programs and where they are."""
    return {name: shutil.which(name) for name in ("ffmpeg", "fluidsynth", "flite")}


def readable(count: int | None) -> str:
    """Bytes in words: `3.2 GB`."""
    if count is None:
        return "unknown"
    value = float(count)
    for unit in ("B", "kB", "MB", "GB"):
        if value < 1000:
            return f"{value:.0f} {unit}" if unit == "B" or value >= 100 else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} TB"


def _read(path: str) -> str:
    try:
        return Path(path).read_text(errors="replace")
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
