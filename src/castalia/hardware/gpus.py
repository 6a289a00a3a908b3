"""What well-known accelerators can do: for plans of machines that are only described; no figure was measured here.

Rates are dense (no sparsity) fp16/bf16 on the matrix units with fp32 accumulation, which is what torch uses; for
GeForce cards that is twice the fp32 rate of Ampere and later, four times that of Turing. Apple's chips have no rate
of their own for fp16: theirs is the fp32 rate. Of several sizes of memory the most common one stands first.
Data-centre cards and the fp16 rates of GeForce and Apple were looked up; most other figures follow from the fp32 rate
or are the commonly published ones, unverified. On a machine of one's own the history of runs corrects them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Card:
    """One model of accelerator."""

    name: str
    gigabytes: tuple[int, ...]
    """Sizes of memory that it is sold with, GiB."""
    tflops: float
    """Dense fp16 TFLOP/s."""
    bandwidth: float
    """GB/s."""
    backend: str = "cuda"
    bf16: bool = True
    fp8: bool = False
    """Whether its matrix units multiply fp8."""


def _turing(name: str, gigabytes: int, tflops: float, bandwidth: float) -> Card:
    return Card(name, (gigabytes,), tflops, bandwidth, bf16=False)


def _ampere(name: str, gigabytes: tuple[int, ...], tflops: float, bandwidth: float) -> Card:
    return Card(name, gigabytes, tflops, bandwidth)


def _ada(name: str, gigabytes: tuple[int, ...], tflops: float, bandwidth: float) -> Card:
    return Card(name, gigabytes, tflops, bandwidth, fp8=True)


def _apple(name: str, gigabytes: tuple[int, ...], tflops: float, bandwidth: float) -> Card:
    return Card(name, gigabytes, tflops, bandwidth, backend="mps")


CARDS: tuple[Card, ...] = (
    Card("GTX 1660 Super", (6,), 10.0, 336, bf16=False),
    Card("GTX 1080 Ti", (11,), 11.3, 484, bf16=False),
    _turing("RTX 2060", 6, 25.8, 336),
    _turing("RTX 2070", 8, 29.9, 448),
    _turing("RTX 2080", 8, 40.3, 448),
    _turing("RTX 2080 Ti", 11, 53.8, 616),
    _ampere("RTX 3050", (8, 6), 18.2, 224),
    _ampere("RTX 3060", (12, 8), 25.5, 360),
    _ampere("RTX 3060 Ti", (8,), 32.4, 448),
    _ampere("RTX 3070", (8,), 40.6, 448),
    _ampere("RTX 3070 Ti", (8,), 43.5, 608),
    _ampere("RTX 3080", (10, 12), 59.5, 760),
    _ampere("RTX 3080 Ti", (12,), 68.2, 912),
    _ampere("RTX 3090", (24,), 71.2, 936),
    _ampere("RTX 3090 Ti", (24,), 80.0, 1008),
    _ada("RTX 4060", (8,), 30.2, 272),
    _ada("RTX 4060 Ti", (8, 16), 44.1, 288),
    _ada("RTX 4070", (12,), 58.3, 504),
    _ada("RTX 4070 Super", (12,), 71.0, 504),
    _ada("RTX 4070 Ti", (12,), 80.2, 504),
    _ada("RTX 4070 Ti Super", (16,), 88.2, 672),
    _ada("RTX 4080", (16,), 97.5, 717),
    _ada("RTX 4080 Super", (16,), 104.4, 736),
    _ada("RTX 4090", (24,), 165.2, 1008),
    _ada("RTX 5060 Ti", (16, 8), 47.4, 448),
    _ada("RTX 5070", (12,), 61.7, 672),
    _ada("RTX 5070 Ti", (16,), 87.9, 896),
    _ada("RTX 5080", (16,), 112.6, 960),
    _ada("RTX 5090", (32,), 209.5, 1792),
    Card("T4", (16,), 65, 320, bf16=False),
    Card("V100", (16, 32), 125, 900, bf16=False),
    _ampere("A10", (24,), 125, 600),
    _ampere("A40", (48,), 149.7, 696),
    _ampere("RTX A4000", (16,), 76.7, 448),
    _ampere("RTX A5000", (24,), 111.1, 768),
    _ampere("RTX A6000", (48,), 154.8, 768),
    _ampere("A100", (80, 40), 312, 2039),
    _ada("L4", (24,), 121, 300),
    _ada("L40S", (48,), 362, 864),
    _ada("RTX 6000 Ada", (48,), 364, 960),
    _ada("H20", (96, 141), 148, 4000),
    _ada("H100", (80,), 989, 3350),
    _ada("H200", (141,), 989, 4800),
    _ada("B200", (192,), 2250, 8000),
    Card("MI300X", (192,), 1307, 5300, backend="rocm", fp8=True),
    Card("RX 7900 XTX", (24,), 122.8, 960, backend="rocm"),
    _apple("M1", (8, 16), 2.6, 68),
    _apple("M1 Pro", (16, 32), 5.3, 200),
    _apple("M1 Max", (32, 64), 10.6, 400),
    _apple("M2", (8, 16, 24), 3.6, 100),
    _apple("M2 Pro", (16, 32), 6.8, 200),
    _apple("M2 Max", (32, 64, 96), 13.5, 400),
    _apple("M2 Ultra", (64, 128, 192), 27.0, 800),
    _apple("M3", (8, 16, 24), 3.6, 100),
    _apple("M3 Max", (36, 48, 64, 128), 14.2, 400),
    _apple("M4", (16, 24, 32), 4.3, 120),
    _apple("M4 Pro", (24, 48, 64), 8.6, 273),
    _apple("M4 Max", (36, 48, 64, 128), 18.0, 546),
)

AVERAGE = Card("GPU", (8,), 25.0, 360)
"""What is assumed of a card that is only known by its memory: about an RTX 3060."""


def _key(name: str) -> str:
    """A name without what makers, drivers and people add to it."""
    words = name.lower().replace("-", " ").replace("_", " ")
    for noise in (
        "nvidia",
        "geforce",
        "tesla",
        "amd",
        "radeon",
        "apple",
        "laptop gpu",
        "laptop",
        "mobile",
        "generation",
        "quadro",
    ):
        words = words.replace(noise, " ")
    return "".join(words.split())


_BY_KEY = {_key(card.name): card for card in CARDS}
_OTHER_NAMES = {
    "6000ada": "rtx6000ada", "a6000": "rtxa6000", "a5000": "rtxa5000", "a4000": "rtxa4000", "a10g": "a10",
    "7900xtx": "rx7900xtx",
}  # fmt: skip


def card(name: str) -> Card | None:
    """The accelerator of a name as people or drivers write it: `rtx4090`, `NVIDIA GeForce RTX 4090`, `4090`."""
    key = _key(name)
    key = _OTHER_NAMES.get(key, key)
    found = _BY_KEY.get(key) or _BY_KEY.get(f"rtx{key}") or _BY_KEY.get(f"gtx{key}")
    if found or not key:
        return found
    # A driver may add the bus and the size: `NVIDIA H100 80GB HBM3`, `A100-SXM4-40GB`.
    bare = re.sub(r"(sxm\d?|pcie|nvl|hbm\d\w?)", "", re.sub(r"\d+gb", "", key))
    return _BY_KEY.get(_OTHER_NAMES.get(bare, bare))


def names() -> list[str]:
    """The names of all cards."""
    return [found.name for found in CARDS]
