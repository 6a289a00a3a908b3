"""Drums: a groove for each character of music, fills at the ends of phrases."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

KICK, RIM, SNARE, LOW_TOM, CLOSED_HAT, MID_TOM, OPEN_HAT, HIGH_TOM, CRASH = 36, 37, 38, 41, 42, 45, 46, 48, 49
SHAKER, WOODBLOCK, TAIKO = 82, 76, 87
"""General MIDI drum numbers."""

Hit = tuple[float, int, float]
"""(beat in the bar, drum, velocity 0 to 1)."""

GROOVES: dict[str, dict[int, str]] = {
    "none": {},
    "pop": {
        KICK: "X..x..X...x.....",
        SNARE: "....X.......X..o",
        CLOSED_HAT: "x.o.x.o.x.o.x.o.",
        SHAKER: "..o...o...o...o.",
    },
    "light": {
        KICK: "x.......x.......",
        RIM: "....x.......x.o.",
        SHAKER: "o.o.x.o.o.o.x.o.",
        WOODBLOCK: "......o...o.....",
    },
    "epic": {
        TAIKO: "X.....x.X...x...",
        LOW_TOM: "..o.o.....o...oo",
        SNARE: "....o.......X...",
        KICK: "X.......X.......",
    },
    "ritual": {SHAKER: "o...x...o...x.o.", LOW_TOM: "x.....o.....o...", WOODBLOCK: "..........o...o."},
    "ticking": {CLOSED_HAT: "x.ooxoo.x.ooxoxo", TAIKO: "X......x........", RIM: "........x.....o."},
}
"""Sixteenths of a bar of four beats: X strong, x plain, o soft."""

_LEVEL = {"X": 1.0, "x": 0.78, "o": 0.45}
_KIT = {
    "pop": (SNARE, HIGH_TOM, MID_TOM, LOW_TOM),
    "light": (RIM, WOODBLOCK, WOODBLOCK, RIM),
    "epic": (MID_TOM, LOW_TOM, TAIKO, TAIKO),
    "ritual": (LOW_TOM, LOW_TOM, MID_TOM, LOW_TOM),
    "ticking": (RIM, TAIKO, RIM, TAIKO),
}


def bar(groove: str, beats: int, *, first: bool, fill: bool, quiet: bool, rng: np.random.Generator) -> list[Hit]:
    """The strokes of one bar.

    Args:
        first: the first bar of a section, marked by a cymbal where the groove is a loud one.
        fill: the last bar before another section. quiet: only the softer half of the kit.
    """
    hits: list[Hit] = []
    kit = GROOVES[groove]
    steps = 4 * beats
    for drum, pattern in kit.items():
        if quiet and drum in (KICK, SNARE, TAIKO):
            continue
        for step, mark in enumerate(pattern[:steps]):
            if mark in _LEVEL and not (fill and step >= steps - 4 and drum in (SNARE, RIM, LOW_TOM)):
                hits.append((step / 4, drum, _LEVEL[mark]))
    if fill and not quiet and groove in _KIT:
        drums = _KIT[groove]
        count = 4 if groove in ("pop", "epic") else 2
        for k in range(count):
            if rng.random() < 0.9:
                hits.append((beats - 1 + k / count, drums[k * len(drums) // count], 0.55 + 0.4 * k / count))
    if first and not quiet and groove in ("pop", "epic"):
        hits.append((0.0, CRASH, 0.8 if groove == "epic" else 0.6))
    return sorted(hits)
