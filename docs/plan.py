"""Prints the tables of docs/plan.md: `python docs/plan.py > docs/plan.md`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from castalia.hardware.counts import CountCache
from castalia.hardware.describe import describe
from castalia.hardware.footprint import Footprint, footprint
from castalia.hardware.planner import plan
from castalia.hardware.reasons import duration, short, size
from castalia.models.catalogue import find
from castalia.recipes import Image

MACHINES = (
    "rtx4090 24G",
    "rtx4080 16G",
    "rtx3060 12G",
    "rtx4060 8G",
    "rtx2060 6G",
    "4 GB gpu",
    "cpu 32G",
    "cpu 16G",
    "cpu 8G",
)
COUNTED = (
    "sd15",
    "sdxl",
    "sdxl-refiner",
    "sd35-medium",
    "flux-schnell",
    "pixart-sigma",
    "wan2.1-t2v-1.3b",
    "modelscope-t2v-1.7b",
)

ABOUT = """# The plan

Before anything loads, castalia prices every way to carry out a recipe with a model on a machine (precision, weights
in 8 bits, offload, slicing and tiling of the VAE, attention, batch, guidance in one pass or two) and takes the
fastest that fits. `castalia plan image "a cat" --model sdxl` shows it for this machine, `--on "rtx4090 24G"` for
any other, `--history` how far earlier expectations were off.

How the figures come about:

- Weights, arithmetic and the memory of each stage are counted on torch's meta device from the configuration of the
  networks: every tensor from its making to its end, attention as the fused kernels do it. Counts are kept in the
  home.
- Convolutions need copies beside their tensors: on a processor in blocks of 16 channels (as measured), on a GPU
  taken as one of what goes in and one of the result.
- Seconds are arithmetic at 60 % of the data sheet's dense rate, the traffic of all other operations at 70 % of its
  bandwidth, and 6 microseconds per launch; offload adds what has to cross the bus (16 GB/s fetched ahead, 6 GB/s
  else). These shares are assumptions, not measurements of each card: the history of a machine corrects them with
  the median of what its runs took. **None of the GPU seconds below has been measured.**
- Of a GPU, 5 % and 0.5 GiB are left to allocator and driver; of main memory 5 % and 0.7 GiB.
- 8 bits lose a little, so they are taken only where they more than halve the time, or where nothing else fits.
- The peak is that of the tensors. What a process on a processor takes from the system is more: the C library keeps
  what was freed in gaps.

"""


def main() -> None:
    home = Path(tempfile.gettempdir()) / "castalia-plan"
    entry = find("sdxl")
    assert entry is not None
    print(ABOUT.strip() + "\n")
    print("## SDXL, 1024x1024, 30 steps\n\n| machine | plan | peak | usable | expected |\n|---|---|---|---|---|")
    for words in MACHINES:
        found = plan(Image(prompt="a cat"), entry, describe(words), home=home)
        fits = "" if found.fits else " **does not fit**"
        print(
            f"| {words} | {short(found)}{fits} | {size(found.peak)} | {size(found.usable)} "
            f"| {duration(found.seconds)} |"
        )
    print("\n## Counted weights and the catalogue\n\n| model | counted | catalogue | off by |\n|---|---|---|---|")
    cache = CountCache(home / "cache" / "counts")
    for name in COUNTED:
        known = find(name)
        if known is None:
            continue
        counted = parameters(footprint(known, cache))
        print(f"| {name} | {counted:,} | {known.parameters:,} | {known.parameters / counted - 1:+.2%} |")


def parameters(found: Footprint) -> int:
    """All parameters of a model as counted."""
    return sum(found.weights(name, "bf16").parameters for name in found.names)


if __name__ == "__main__":
    main()
