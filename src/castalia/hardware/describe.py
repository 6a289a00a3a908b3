"""Reads what people write of a machine: `rtx4090 24G`, `2x a100 80G, 256G ram`, `8 GB gpu`, `m3 max 64G`, `cpu 16G`."""

from __future__ import annotations

import difflib
import re

from castalia.errors import BadInput
from castalia.hardware.gpus import AVERAGE, Card, card, names
from castalia.hardware.machine import GIB, Gpu, Machine

MAIN_MEMORY = 32 * GIB
"""Assumed of a machine with a GPU when nothing is said."""
CPU_MEMORY = 16 * GIB
CORES = 8
GFLOPS_PER_CORE = 40.0
"""fp32, what convolutions reach on one core of a current processor."""
MOST = 4096 * GIB

_SIZE = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)\s*(gib|gb|g|tib|tb|t|mib|mb|m)(?![\w.])", re.IGNORECASE)
_COUNT = re.compile(r"^\s*(\d+)\s*[x×*]\s*|\s+[x×*]\s*(\d+)\s*$", re.IGNORECASE)
_CORES = re.compile(r"(\d+)\s*(?:cores?|threads?)", re.IGNORECASE)
_UNITS = {"g": GIB, "t": 1024 * GIB, "m": GIB // 1024}


def describe(text: str) -> Machine:
    """The machine that is meant.

    Parts are separated by commas or `+`: a GPU with its memory (and how many), `cpu`, main memory (`64G ram`), cores.

    Raises:
        BadInput: it cannot be understood; the hint says what is near.
    """
    gpus: tuple[Gpu, ...] = ()
    memory, cores, only_cpu = 0, CORES, False
    for part in (p.strip() for p in re.split(r"[,+;，、]|\band\b|\bwith\b", text) if p.strip()):
        words = part.lower()
        if found := _CORES.search(words):
            cores = min(max(int(found[1]), 1), 1024)
            words = (words[: found.start()] + words[found.end() :]).strip()
        size, rest = _take_size(words)
        name = rest.strip(" ()")
        if name in ("ram", "memory", "main memory"):
            memory = size or memory
        elif name in ("cpu", "cpu only", "no gpu", "processor", "cpu ram"):
            only_cpu, memory = True, size or memory
        elif name or size:
            gpus += _gpus(name, size, part)
    if not gpus and not only_cpu and not memory:
        raise BadInput(
            f"cannot tell what machine '{text}' is", hint='say for example "rtx4090 24G", "2x a100 80G", "cpu 16G"'
        )
    unified = next((g.memory for g in gpus if g.backend == "mps"), 0)
    total = unified or memory or (MAIN_MEMORY if gpus else CPU_MEMORY)
    chip = gpus[0].name if unified else "processor"
    return Machine(
        cpu=chip, cores=cores, memory=total, free=total, disk_free=1024 * GIB, gpus=gpus,
        cpu_bf16=False, cpu_gflops=cores * GFLOPS_PER_CORE, described=text.strip(), assumed=not (memory or unified),
    )  # fmt: skip


def _take_size(words: str) -> tuple[int, str]:
    """The size in bytes that stands in a text (0 without), and the text without it."""
    found = _SIZE.search(words)
    if not found:
        return 0, words
    size = int(float(found[1]) * _UNITS[found[2][0].lower()])
    if not GIB // 4 <= size <= MOST:
        raise BadInput(f"{found[0].strip()} is no size of memory", hint="sizes are from 256M to 4T")
    return size, words[: found.start()] + " " + words[found.end() :]


def _gpus(name: str, size: int, part: str) -> tuple[Gpu, ...]:
    count = 1
    if found := _COUNT.search(name):
        count = int(found[1] or found[2])
        name = name[: found.start()] + name[found.end() :]
    if not 1 <= count <= 64:
        raise BadInput(f"'{part}' is {count} GPUs", hint="1 to 64 of a kind can be planned for")
    plain = re.sub(r"\b(gpus?|graphics card|card|vram|cuda|nvidia gpu)\b", "", name).strip()
    known = card(plain) if plain else AVERAGE
    if known is None:
        near = difflib.get_close_matches(plain, [n.lower() for n in names()], n=3, cutoff=0.5)
        shown = [n for n in names() if n.lower() in near]
        raise BadInput(
            f"there is no GPU '{plain}' in the table",
            hint=f"did you mean {' or '.join(shown)}?" if shown else 'say its memory instead, for example "8 GB gpu"',
        )
    if known is AVERAGE and not size:
        raise BadInput("a GPU needs a name or the size of its memory", hint='for example "rtx4090" or "8 GB gpu"')
    return (gpu(known, size or known.gigabytes[0] * GIB),) * count


def gpu(known: Card, memory: int, free: int | None = None) -> Gpu:
    """An accelerator of the table with so much memory."""
    return Gpu(
        name=known.name, memory=memory, free=memory if free is None else free, backend=known.backend,
        tflops=known.tflops, bandwidth=known.bandwidth * 1e9, bf16=known.bf16, fp8=known.fp8,
    )  # fmt: skip
