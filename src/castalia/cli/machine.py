"""Facts about the machine and its libraries for `castalia doctor`; None where they cannot be had."""

from __future__ import annotations

import platform
import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from castalia.settings import Settings

LIBRARIES = {
    "torch": "",
    "diffusers": "",
    "transformers": "",
    "accelerate": "",
    "safetensors": "",
    "peft": "for LoRAs",
    "openvino": "makes pictures faster on a processor",
    "huggingface-hub": "for downloads",
    "modelscope-hub": "for downloads",
}
"""What checkpoints need, and what each is for besides."""


def facts(settings: Settings) -> dict[str, Any]:
    """Python, system, processor, memory in bytes, graphics cards, disk: what plans reckon with, too."""
    from castalia.hardware.probe import probe

    found = probe(settings)
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "cpu": found.cpu,
        "cores": found.cores,
        "cpu_bf16": found.cpu_bf16,
        "memory_total": found.memory,
        "memory_free": found.free,
        "gpus": [
            {"name": gpu.name, "memory_total": gpu.memory, "memory_free": gpu.free, "backend": gpu.backend,
             "bf16": gpu.bf16, "fp8": gpu.fp8}
            for gpu in found.gpus
        ],
        "home_disk_free": found.disk_free,
    }  # fmt: skip


def libraries() -> dict[str, str | None]:
    """Versions of the libraries for checkpoints; None where one is not installed."""
    return {name: _version(name) for name in LIBRARIES}


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
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


def _run(*command: str) -> str:
    """What a program prints; nothing when it is missing, fails or hangs."""
    if shutil.which(command[0]) is None:
        return ""
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""
