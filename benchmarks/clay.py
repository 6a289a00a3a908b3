"""The clay renderer beside the scalar C++ ray marcher it grew out of: 24 scenes, two sizes, draft and anti-aliased.

    python benchmarks/clay.py              # both renderers, 1 and 2 threads; needs g++
    python benchmarks/clay.py --frames     # a clip of 72 frames of 512x512 as well

Both draw the same tables. C++: `reference/sdf.cpp`, g++ -O3 -march=native -ffast-math -fopenmp, one ray at a time.
Ours does more for each picture (bloom, local lamps, sharper far ground). Anti-aliased means one sample everywhere and
four more where neighbours differ by more than 0.07, in both. Times are seconds per picture, the best of the repeats,
median over the scenes; the ratio is the median of the scenes' ratios.

Measured on 2 cores (AMD EPYC, AVX-512) that other work was using too, numba 0.68, g++ 12; the rows with 2 threads
suffered most:

    size  threads  quality       C++      ours  ratio
    512   1        draft       0.439 s   0.059 s   7.7x
    512   1        normal      0.847 s   0.110 s   7.2x
    512   2        draft       0.308 s   0.052 s   6.8x
    512   2        normal      0.400 s   0.074 s   5.6x
    1024  1        draft       1.815 s   0.218 s   8.5x
    1024  1        normal      3.040 s   0.391 s   7.8x
    1024  2        draft       2.032 s   0.244 s   8.1x
    1024  2        normal      1.254 s   0.173 s   7.0x
    72 frames of 512x512, anti-aliased: 9.2 s
"""

from __future__ import annotations

import argparse
import ctypes
import os
import subprocess
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


def best(work: Callable[[], object], repeats: int) -> float:
    """Seconds of the fastest of `repeats` calls."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def compare(count: int, repeats: int) -> None:
    tables = [build(scene, 512, 512) for scene in scenes(count)]
    draw = reference()
    primitives = [int(params[S_COUNT]) for _, params in tables]
    print(f"{count} scenes of {min(primitives)} to {max(primitives)} primitives, {os.cpu_count()} processors")
    print("size  threads  quality       C++      ours  ratio")
    for size in (512, 1024):
        for threads in (1, 2):
            os.environ["NUMBA_NUM_THREADS"] = str(threads)
            for quality in ("draft", "normal"):
                pairs = [
                    (
                        best(partial(draw, *t, size, quality == "normal"), repeats),
                        best(partial(render, *t, size, size, quality), repeats),
                    )
                    for t in tables
                ]
                theirs, ours = np.median(np.array(pairs), axis=0)
                ratio = np.median([a / b for a, b in pairs])
                print(f"{size:<5} {threads:<8} {quality:<8} {theirs:8.3f} s {ours:7.3f} s {ratio:5.1f}x", flush=True)


def clip() -> None:
    """72 frames of a moving scene, tables and all."""
    scene = Scene(subjects=(Subject(kind="explorer"), Subject(kind="cat")), place="meadow")
    start = time.perf_counter()
    for frame in range(72):
        render(*build(scene, 512, 512, frame / 12, 6.0), 512, 512)
    print(f"72 frames of 512x512, anti-aliased: {time.perf_counter() - start:.1f} s")


def main() -> None:
    options = argparse.ArgumentParser(description="Times of the clay renderer beside the scalar C++ one.")
    options.add_argument("--scenes", type=int, default=24)
    options.add_argument("--repeats", type=int, default=3)
    options.add_argument("--frames", action="store_true", help="time a clip of 72 frames, too")
    asked = options.parse_args()
    print(f"compiling, or loading what was compiled: {warm():.1f} s")
    compare(asked.scenes, asked.repeats)
    if asked.frames:
        clip()


if __name__ == "__main__":
    main()
