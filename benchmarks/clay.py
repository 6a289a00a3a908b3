"""The clay renderer beside the scalar C++ ray marcher it grew out of, and the times and memory a user sees.

    python benchmarks/clay.py                 # everything; needs g++
    python benchmarks/clay.py --repeats 7     # on a machine that is busy with other work
    python benchmarks/clay.py --only reference | fresh

What is measured, and a table of results: README.md in this folder.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from castalia.clay.build import build
from castalia.clay.layout import LIGHTS, PLACES, S_COUNT
from castalia.clay.render import render, warm
from castalia.clay.scene import Scene, Subject

KINDS = ("dog", "cat", "fish", "astronaut", "rocket", "house", "tree", "boat", "donut", "cup", "wizard", "portrait")
COLORS = ("red", "orange", "yellow", "green", "blue", "purple", "pink", "white", "black", "brown")
# The reference knows the first nine places only.
OLD_PLACES = PLACES[:9]


def scenes(count: int) -> list[Scene]:
    """Every subject and every old place at least twice, every light, all three camera distances."""
    return [
        Scene(
            subjects=(Subject(kind=KINDS[i % 12], color=COLORS[i * 3 % 10], count=1 + (i % 4 == 3)),),
            place=OLD_PLACES[i * 5 % 9],
            light=LIGHTS[(i * 2 + i // 5) % 5],
            camera=("close", "mid", "wide", "mid")[i // 6 % 4],
            seed=i,
        )
        for i in range(count)
    ]


def reference() -> Callable[[np.ndarray, np.ndarray, int, bool], None]:
    """Compile the C++ ray marcher into a temporary folder; returns draw(prims, params, size, smooth)."""
    folder = Path(tempfile.mkdtemp(prefix="castalia-clay-"))
    source = Path(__file__).parent / "reference" / "sdf.cpp"
    library = folder / "sdf.so"
    flags = ["-O3", "-march=native", "-ffast-math", "-fopenmp", "-shared", "-fPIC"]
    subprocess.run(["g++", *flags, str(source), "-o", str(library)], check=True)
    pointer = ctypes.POINTER(ctypes.c_float)
    code = ctypes.CDLL(str(library))
    openmp = ctypes.CDLL("libgomp.so.1")

    def draw(prims: np.ndarray, params: np.ndarray, size: int, smooth: bool) -> None:
        openmp.omp_set_num_threads(int(os.environ["NUMBA_NUM_THREADS"]))
        rgb, layers = np.zeros((3, size, size), np.float32), np.zeros((5, size, size), np.float32)
        arrays = [a.ctypes.data_as(pointer) for a in (prims, params, rgb, layers)]
        code.render_cpu(*arrays[:2], len(prims), 1, size, size, 0 if smooth else 1, *arrays[2:])

    return draw


def best(work: Callable[[], object], repeats: int) -> tuple[float, float]:
    """Seconds by the clock, and of processor time, each of the fastest of `repeats` calls.

    Processor time depends less on what else the machine has to do.
    """
    times = []
    for _ in range(repeats):
        start = time.perf_counter(), time.process_time()
        work()
        times.append((time.perf_counter() - start[0], time.process_time() - start[1]))
    wall, processor = zip(*times, strict=True)
    return min(wall), min(processor)


def compare(count: int, repeats: int) -> None:
    tables = [build(scene, 512, 512) for scene in scenes(count)]
    draw = reference()
    primitives = [int(params[S_COUNT]) for _, params in tables]
    print(f"{count} scenes of {min(primitives)} to {max(primitives)} primitives, median over the scenes:")
    print("                        by the clock               processor time")
    print("size  threads  quality       C++      ours  ratio       C++      ours  ratio")
    for size in (512, 1024):
        for threads in (1, 2):
            os.environ["NUMBA_NUM_THREADS"] = str(threads)
            for quality in ("draft", "normal"):
                # Scene by scene: what slows the machine for a while slows both.
                pairs = np.array(
                    [
                        (
                            best(partial(draw, *t, size, quality == "normal"), repeats),
                            best(partial(render, *t, size, size, quality), repeats),
                        )
                        for t in tables
                    ]
                )
                ratios = np.median(pairs[:, 0] / pairs[:, 1], axis=0)
                theirs, ours = np.median(pairs, axis=0)
                columns = (f"{theirs[k]:8.3f} s {ours[k]:7.3f} s {ratios[k]:5.1f}x" for k in (0, 1))
                print(f"{size:<5} {threads:<8} {quality:<8} {' '.join(columns)}", flush=True)


def fresh(code: str) -> tuple[float, float]:
    """Seconds and peak memory in MB of a process of its own that runs `code` in two threads."""
    # Not from getrusage: that of a child begins with what its parent had in use.
    code += "; print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    environment = os.environ | {"NUMBA_NUM_THREADS": "2"}
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True)
    return time.perf_counter() - start, int(done.stdout) / 1024


HEAD = "from castalia.clay import frames, picture; from castalia.clay.parse import parse;"
STILL = HEAD + "picture(parse('a shiba in a spacesuit dancing on the moon', seed=1).scene, {0}, {0})"
CLIP = HEAD + "assert sum(1 for _ in frames(parse({1!r}, seed=1).scene, {0}, {0}, 72)) == 72"
PROCESSES = (
    ("first picture, 512x512", STILL.format(512)),
    ("first picture, 1024x1024", STILL.format(1024)),
    (
        "72 frames of 512x512, explorer and cat in a meadow",
        CLIP.format(512, "an explorer and a cat in a meadow"),
    ),
    ("72 frames of 512x512, dancing shiba on the moon", CLIP.format(512, "a shiba in a spacesuit dancing on the moon")),
)


def whole_processes(repeats: int) -> None:
    """Everything a command does: start, parse, load the compiled code, build, render, style."""
    print("fresh process, 2 threads, compiled code on disk              seconds  peak memory")
    for name, code in PROCESSES:
        runs = [fresh(code) for _ in range(repeats if "first" in name else 1)]
        seconds, memory = min(s for s, _ in runs), max(m for _, m in runs)
        print(f"{name:<58} {seconds:8.2f} s {memory:7.0f} MB", flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description="Times of the clay renderer beside the scalar C++ one.")
    options.add_argument("--scenes", type=int, default=24)
    options.add_argument("--repeats", type=int, default=3)
    options.add_argument("--only", choices=("reference", "fresh"), help="one of the two parts")
    asked = options.parse_args()
    print(f"compiling, or loading what was compiled: {warm():.1f} s")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    if asked.only != "fresh":
        compare(asked.scenes, asked.repeats)
    if asked.only != "reference":
        whole_processes(asked.repeats)
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
