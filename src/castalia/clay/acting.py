"""What an action does with the parts of people, animals and machines: poses and cycles, by the parts' names.

A part that a thing does not have does not move; so one action suits all. Turns are about the thing's own axes:
about x a hanging arm swings forward for negative degrees, about z the left arm (+x) rises for positive ones.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from castalia.clay.motion import Leap, Lips, Motion, Pulse, Shut, bob, held, hop, spin, swing
from castalia.clay.paint import CHALK, mix
from castalia.clay.sculpt import Clay, Part, bounds, rotation

HALF = float(np.pi)
"""Half a turn of phase: the other leg."""
Moves = dict[str, tuple[Motion, ...]]
WHOLE = "whole"
PILLOW = mix((0.55, 0.72, 0.90), CHALK, 0.6)
SEATED: Moves = {"leg_fl": (held("x", 22),), "leg_bl": (held("x", -66),), "leg_br": (held("x", -66),)}
"""The legs of a dog that sits, but for the right fore leg."""
REARING = 52.0
"""How far a dancer on four legs rises on its hind legs, degrees."""


@dataclass(frozen=True)
class Rhythm:
    """The time that the actions keep."""

    beat: float = 0.5
    """Seconds per beat of the music: dancers keep to it."""
    loud: tuple[float, ...] = ()
    """Loudness 0..1 of the voice, 25 times a second: who speaks moves the lips to it."""


def _cycle(step: float, swing_of_arms: float, period: float, p: float, bend: float, knee: float) -> Moves:
    """Legs and arms of a walk: left leg with right arm; on four legs the diagonal pairs. Each knee bends while its
    leg comes forward."""
    moves: Moves = {}
    for name, phase in (("l", p), ("r", p + HALF)):
        moves[f"leg_{name}"] = (swing("x", step, period, phase),)
        moves[f"shin_{name}"] = (swing("x", knee / 2, period, phase - HALF / 2, rest=knee / 2),)
        moves[f"arm_{name}"] = (swing("x", swing_of_arms, period, phase + HALF),)
        moves[f"forearm_{name}"] = (swing("x", bend * 0.3, period, phase + HALF, rest=-bend),)
    for name, phase in (("fl", p), ("br", p), ("fr", p + HALF), ("bl", p + HALF)):
        moves[f"leg_{name}"] = (swing("x", step, period, phase),)
    return moves


def _walking(p: float, r: Rhythm) -> Moves:
    # With the legs apart the hips are lower: so the feet stay on the ground.
    sink = hop(-0.05, 0.5, 2 * p)
    return {
        WHOLE: (sink, swing("z", 2.5, 1.0, p)),
        **_cycle(30, 30, 1.0, p, 14, 46),
        "tail": (swing("y", 12, 1.0, p),),
    }


def _running(p: float, r: Rhythm) -> Moves:
    lean = swing("x", 2.5, 0.31, p, rest=9)
    moves = {WHOLE: (lean, hop(0.10, 0.31, 2 * p)), **_cycle(48, 52, 0.62, p, 70, 96), "head": (held("x", -6),)}
    # On four legs it is a gallop: both fore legs, then both hind legs.
    for name, phase in (("fl", p), ("fr", p + 0.6), ("bl", p + HALF + 0.3), ("br", p + HALF - 0.3)):
        moves[f"leg_{name}"] = (swing("x", 44, 0.62, phase),)
    return moves | {"tail": (swing("x", 14, 0.62, p),)}


def _dancing(p: float, r: Rhythm) -> Moves:
    two, four = 2 * r.beat, 4 * r.beat
    moves: Moves = {
        WHOLE: (swing("y", 24, four, p), swing("z", 8, two, p), hop(0.09, r.beat, 2 * p)),
        "head": (swing("z", 11, two, p + 1.0), swing("x", 5, r.beat, p)),
        "tail": (swing("y", 22, r.beat, p), swing("z", 14, r.beat, p)),
    }
    for side, name in ((1, "l"), (-1, "r")):
        up = p if side > 0 else p + HALF
        moves[f"arm_{name}"] = (swing("z", 40, two, up, rest=side * 92),)
        moves[f"forearm_{name}"] = (swing("z", 28, two, up + 0.8, rest=side * 35),)
        moves[f"leg_{name}"] = (swing("z", 9, two, up, rest=side * 7), swing("x", 16, two, up, rest=-14))
        moves[f"shin_{name}"] = (swing("x", 22, two, up + HALF, rest=24),)
        moves[f"leg_f{name}"] = (swing("x", 34, two, up, rest=-22), swing("z", 14, two, up, rest=side * 14))
        moves[f"leg_b{name}"] = (swing("x", 12, two, up, rest=REARING),)
        moves[f"wing_{name}"] = (swing("z", 24, two, up, rest=side * 30),)
        moves[f"fin_{name}"] = (swing("z", 24, two, up),)
        moves[f"ear_{name}"] = (swing("z", 9, r.beat, up),)
    return moves


def _jumping(p: float, r: Rhythm) -> Moves:
    moves: Moves = {WHOLE: (Leap(0.62, 1.1, (0.42 + p / 6.28) % 1.0),), "tail": (swing("x", 16, 1.1, p),)}
    for side, name in ((1, "l"), (-1, "r")):
        moves[f"arm_{name}"] = (swing("z", 26, 1.1, p + 1.0, rest=side * 112),)
        moves[f"leg_{name}"] = (swing("x", 6, 1.1, p, rest=-38 if side > 0 else 14),)
        moves[f"shin_{name}"] = (swing("x", 8, 1.1, p, rest=30 if side > 0 else 62),)
        moves[f"leg_f{name}"] = (swing("x", 8, 1.1, p + 1.0, rest=-30),)
        moves[f"leg_b{name}"] = (swing("x", 8, 1.1, p + 1.0, rest=30),)
        moves[f"ear_{name}"] = (swing("z", 12, 1.1, p, rest=side * 8),)
        moves[f"wing_{name}"] = (swing("z", 20, 0.55, p, rest=side * 20),)
    return moves


def _swimming(p: float, r: Rhythm) -> Moves:
    moves: Moves = {
        WHOLE: (bob(0.05, 2.4, p), swing("y", 6, 1.2, p)),
        "tail": (swing("y", 22, 0.8, p + 1.0),),
        "head": (held("x", -50), swing("y", 8, 1.6, p)),
    }
    for side, name in ((1, "l"), (-1, "r")):
        up = p if side > 0 else p + HALF
        moves[f"arm_{name}"] = (swing("x", 78, 1.6, up, rest=-112),)
        moves[f"leg_{name}"] = (swing("x", 24, 0.8, up),)
        moves[f"shin_{name}"] = (swing("x", 14, 0.8, up - 1.0, rest=14),)
        moves[f"leg_f{name}"] = (swing("x", 34, 1.0, up, rest=-20),)
        moves[f"leg_b{name}"] = (swing("x", 30, 1.0, up + HALF, rest=20),)
        moves[f"fin_{name}"] = (swing("z", 26, 1.2, up),)
        moves[f"wing_{name}"] = (swing("z", 24, 1.4, p, rest=-side * 10),)
    return moves


def _flying(p: float, r: Rhythm) -> Moves:
    moves: Moves = {
        WHOLE: (bob(0.12, 1.8, p), swing("z", 9, 3.6, p), swing("x", 5, 1.8, p + 1.0)),
        "tail": (swing("x", 8, 1.8, p),),
        "head": (held("x", -8),),
    }
    for side, name in ((1, "l"), (-1, "r")):
        moves[f"wing_{name}"] = (swing("z", side * 36, 0.75, p + 1.2, rest=side * 16),)
        # People fly as heroes do: one fist ahead, the other arm along the side.
        ahead = -160 if side > 0 else 10
        moves[f"arm_{name}"] = (swing("x", 7, 1.8, p, rest=ahead), swing("z", 4, 0.9, p, rest=side * 12))
        moves[f"leg_{name}"] = (swing("x", 12, 0.9, p + (0 if side > 0 else HALF), rest=8),)
        moves[f"shin_{name}"] = (swing("x", 10, 0.9, p + (0 if side > 0 else HALF), rest=12 if side > 0 else 34),)
        moves[f"leg_f{name}"] = (held("x", -42),)
        moves[f"leg_b{name}"] = (held("x", 42),)
        moves[f"fin_{name}"] = (swing("z", side * 26, 0.75, p, rest=side * 12),)
        moves[f"ear_{name}"] = (swing("z", 8, 1.8, p),)
    return moves


def _floating(p: float, r: Rhythm) -> Moves:
    moves: Moves = {WHOLE: (bob(0.12, 3.0, p), swing("z", 13, 4.0, p), swing("x", 9, 5.0, p), swing("y", 14, 6.0, p))}
    for side, name in ((1, "l"), (-1, "r")):
        moves[f"arm_{name}"] = (swing("z", side * 16, 3.0, p, rest=side * 58), swing("x", 14, 4.0, p + side))
        moves[f"leg_{name}"] = (swing("x", 16, 3.4, p + side, rest=-16),)
        moves[f"shin_{name}"] = (swing("x", 14, 3.4, p + side, rest=30),)
        moves[f"leg_f{name}"] = (swing("x", 18, 3.0, p + side, rest=-24),)
        moves[f"leg_b{name}"] = (swing("x", 18, 3.4, p + side, rest=22),)
        moves[f"ear_{name}"] = (swing("z", side * 16, 3.0, p, rest=side * 22),)
        moves[f"wing_{name}"] = (swing("z", side * 12, 2.0, p, rest=side * 14),)
    return moves


def _sleeping(p: float, r: Rhythm) -> Moves:
    still: Moves = {name: (held("x", -70 if "f" in name else 72),) for name in ("leg_fl", "leg_fr", "leg_bl", "leg_br")}
    nod = (held("x", 12), held("z", 6))
    for side, name in ((1, "l"), (-1, "r")):
        # Both hands under the cheek, the knees drawn up.
        still[f"arm_{name}"], still[f"forearm_{name}"] = (held("x", -52), held("z", -side * 14)), (held("x", -98),)
        still[f"leg_{name}"] = (held("x", -46 if name == "l" else -30),)
        still[f"shin_{name}"] = (held("x", 74 if name == "l" else 56),)
    eyes = dict.fromkeys(("eye_l", "eye_r", "eyes"), (Shut(),))
    return {WHOLE: (Pulse(0.02, 3.8, phase=p),), "head": nod, "neck": (held("x", 8),), **eyes, **still}


def _waving(p: float, r: Rhythm) -> Moves:
    return {
        "arm_r": (swing("z", 9, 0.8, p, rest=-128),),
        "forearm_r": (swing("z", 27, 0.8, p + 0.5, rest=-18),),
        "leg_fr": (swing("x", 24, 0.8, p, rest=-78), held("z", -10)),
        **SEATED,
        "wing_r": (swing("z", 24, 0.7, p, rest=-62),),
        "fin_r": (swing("z", 26, 0.7, p, rest=-26),),
        "head": (swing("z", 4, 1.6, p, rest=5),),
        "tail": (swing("y", 26, 0.8, p),),
    }


def _speaking(p: float, r: Rhythm) -> Moves:
    return {
        "mouth": (Lips(1.6, r.loud, p),),
        "head": (swing("x", 4, 1.3, p), swing("y", 6, 2.6, p)),
        "arm_r": (swing("x", 10, 1.7, p, rest=-24),),
        "forearm_r": (swing("x", 18, 1.7, p + 0.6, rest=-62),),
        "arm_l": (swing("x", 7, 2.1, p, rest=-14),),
        "forearm_l": (swing("x", 12, 2.1, p, rest=-42),),
    }


def _reading(p: float, r: Rhythm) -> Moves:
    moves: Moves = {"head": (swing("y", 5, 3.2, p), held("x", 15)), "neck": (held("x", 8),)}
    for side, name in ((1, "l"), (-1, "r")):
        moves[f"arm_{name}"] = (swing("x", 1.5, 3.2, p, rest=-32), held("z", -side * 8))
        moves[f"forearm_{name}"] = (held("x", -62), held("y", -side * 24))
    return moves


def _playing(p: float, r: Rhythm) -> Moves:
    moves: Moves = {
        WHOLE: (Leap(0.16, 0.8, (0.3 + p / 6.28) % 1.0, 0.10), swing("z", 6, 1.6, p), swing("y", 12, 1.6, p)),
        "head": (swing("z", 12, 1.6, p + 1.0),),
        "tail": (swing("y", 28, 0.4, p),),
    }
    for side, name in ((1, "l"), (-1, "r")):
        up = p if side > 0 else p + HALF
        moves[f"arm_{name}"] = (swing("z", 30, 0.8, up, rest=side * 80),)
        moves[f"leg_{name}"] = (swing("x", 22, 0.8, up),)
        moves[f"leg_f{name}"] = (swing("x", 24, 0.8, up, rest=-26),)
        moves[f"leg_b{name}"] = (swing("x", 14, 0.8, up, rest=8),)
        moves[f"ear_{name}"] = (swing("z", 10, 0.8, up),)
        moves[f"wing_{name}"] = (swing("z", 26, 0.5, p, rest=side * 18),)
    return moves


def _celebrating(p: float, r: Rhythm) -> Moves:
    moves: Moves = {WHOLE: (Leap(0.2, 0.7, (0.45 + p / 6.28) % 1.0, 0.1),), "tail": (swing("y", 24, 0.35, p),)}
    for side, name in ((1, "l"), (-1, "r")):
        moves[f"arm_{name}"] = (swing("z", side * 12, 0.7, p, rest=side * 142),)
        moves[f"wing_{name}"] = (swing("z", side * 22, 0.7, p, rest=side * 30),)
        moves[f"leg_f{name}"] = (swing("x", 12, 0.7, p, rest=-24),)
    return moves


def _sitting(p: float, r: Rhythm) -> Moves:
    moves: Moves = {f"leg_{name}": (held("x", -84), held("y", side * 10)) for side, name in ((1, "l"), (-1, "r"))}
    arms: Moves = {f"arm_{name}": (swing("x", 4, 2.4, p, rest=-24),) for name in "lr"}
    look: Moves = {"head": (swing("y", 12, 4.8, p), swing("z", 4, 2.4, p)), "tail": (swing("y", 20, 0.8, p),)}
    kick: Moves = {f"shin_{name}": (swing("x", 9, 1.2, p + (0 if name == "l" else HALF), rest=9),) for name in "lr"}
    return {**moves, **arms, **look, **kick, "leg_fr": (held("x", 22),), **SEATED}


def _thinking(p: float, r: Rhythm) -> Moves:
    return {
        "arm_r": (swing("x", 2, 3.6, p, rest=-38), held("z", 10)),
        "forearm_r": (held("x", -104), held("y", 26)),
        "head": (swing("z", 4, 3.6, p, rest=-13), held("x", -9), swing("y", 9, 7.2, p)),
        "tail": (swing("y", 8, 3.6, p),),
        "leg_fr": (held("x", -20),),
        **SEATED,
        "ear_l": (swing("z", 6, 1.8, p, rest=14),),
    }


def _turning(p: float, r: Rhythm) -> Moves:
    return {WHOLE: (spin("y", 4.0),)}


ACTIONS: dict[str, Callable[[float, Rhythm], Moves]] = {
    "dancing": _dancing, "running": _running, "walking": _walking, "jumping": _jumping, "flying": _flying,
    "floating": _floating, "swimming": _swimming, "playing": _playing, "celebrating": _celebrating,
    "sleeping": _sleeping, "waving": _waving, "speaking": _speaking, "reading": _reading, "sitting": _sitting,
    "thinking": _thinking, "turning": _turning,
}  # fmt: skip
RAISED = {"flying": 0.75, "floating": 0.40, "swimming": 0.35}
"""How high an action lifts a subject off the ground."""
CARRIED = (
    "running",
    "walking",
    "jumping",
    "flying",
    "swimming",
    "dancing",
    "turning",
    "playing",
    "floating",
    "sailing",
)
"""What a rider does by letting the mount do it."""


def acted(clay: Clay, action: str | None, hands: frozenset[str], phase: float, rhythm: Rhythm) -> Clay:
    """The thing doing something: its parts get the motions of the action besides their own.

    Args:
        hands: what hands are busy with; those do not take part.
        phase: of the motion, radians, so that several are not in step.
    """
    if action not in ACTIONS:
        return clay
    moves = ACTIONS[action](phase, rhythm)
    busy = {"arm_l", "forearm_l"} if "holding" in hands and action != "reading" else set()
    if "riding" in hands:
        busy |= {"arm_l", "arm_r", "leg_l", "leg_r"} if action != "waving" else {"arm_l", "leg_l", "leg_r"}

    def moved(part: Part) -> Part:
        extra = moves.get(part.name, ())
        return part if part.name in busy or not extra else replace(part, motions=(*part.motions, *extra))

    return clay.remade(moved)


def whole(action: str | None, phase: float, rhythm: Rhythm) -> tuple[Motion, ...]:
    """The motions of the thing as a whole."""
    return ACTIONS[action](phase, rhythm).get(WHOLE, ()) if action in ACTIONS else ()


def settled(clay: Clay, action: str | None, hands: frozenset[str]) -> Clay:
    """The thing in the posture of its action: lying, sitting, rearing, stretched out in the air or on the water."""
    has = {part.name for p in clay.primitives for part in p.parts}
    if hands & {"riding", "ridden"} and action != "swimming":
        return _sunk(clay, has) if action == "sitting" and "leg_bl" not in has else clay
    if action == "sleeping" and "leg_l" in has:
        return _pillowed(_put(clay, rotation(roll=-1.38)))  # the head lies higher, on a pillow
    if "arm_l" in has and (action == "swimming" or (action == "flying" and not has & {"wing_l", "propeller"})):
        return (
            _put(clay, rotation(pitch=1.30))
            if action == "swimming"
            else _looking(_put(clay, rotation(pitch=0.9)), -0.6)
        )
    if "leg_bl" in has and action in ("sitting", "waving", "thinking", "dancing"):
        trunk = [p for p in clay.primitives if not any(part.name.startswith("leg_") for part in p.parts)]
        low = float(bounds(trunk)[0][1]) if trunk else 0.0
        if low < 0.1:
            return clay  # it sits by nature
        if action == "dancing":
            return _reared(clay)
        return _seated(clay) if action == "sitting" or low < 0.42 else clay
    return _sunk(clay, has, action or "") if action in ("sleeping", "sitting") else clay


def _reared(clay: Clay) -> Clay:
    """On its hind legs: turned about its hips; `_dancing` turns the hind legs back."""
    hips = next(part.pivot for p in clay.primitives for part in p.parts if part.name == "leg_bl") * (0, 1, 1)
    angle = float(np.radians(REARING))
    turn, raised = rotation(pitch=-angle), Clay()
    raised.place(clay, turn=turn, at=hips - turn @ hips - hips * (0, 0, 1))
    return _looking(raised, 0.8 * angle)


def _looking(clay: Clay, angle: float) -> Clay:
    """The thing with its head bent down by `angle` radians, as far as it has one."""
    bent, turn = Clay(), rotation(pitch=angle)
    for p in clay.primitives:
        neck = next((part.pivot for part in p.parts if part.name == "head"), None)
        bent.place(Clay([p]), turn=None if neck is None else turn, at=(0, 0, 0) if neck is None else neck - turn @ neck)
    return bent


def _seated(clay: Clay) -> Clay:
    """A dog that sits down."""
    raised, seated = Clay(), Clay()
    raised.place(clay, turn=rotation(pitch=-0.42))
    trunk = [p for p in raised.primitives if not any(part.name.startswith("leg_") for part in p.parts)]
    seated.place(raised, at=(0, -float(bounds(trunk)[0][1]), 0))
    return seated


def _sunk(clay: Clay, has: set[str], action: str = "sitting") -> Clay:
    """Down on the ground without its legs, which `_sitting` and `_sleeping` stretch out."""
    legs = ("leg_l", "leg_r") if action == "sitting" else ("leg_fl", "leg_fr", "leg_bl", "leg_br")
    if not has & set(legs):
        return clay
    rest = [p for p in clay.primitives if not any(part.name in legs for part in p.parts)]
    low = float(bounds(rest)[0][1])
    if action == "sleeping" and low < 0.1:
        return _looking(clay, 0.35)  # it sits, and nods off
    sunk = Clay()
    sunk.place(clay, at=(0, -max(low - 0.02, 0.0), 0))
    return sunk


def _pillowed(clay: Clay) -> Clay:
    """With a pillow under the head."""
    heads = [p for p in clay.primitives if any(part.name == "head" for part in p.parts)]
    if heads:
        low, high = bounds(heads)
        middle = (low + high) / 2
        clay.box((middle[0], 0.07, middle[2] - 0.06), (0.32, 0.05, 0.40), PILLOW, round=0.11, blend=0.02)
    return clay


def _put(clay: Clay, turn: np.ndarray) -> Clay:
    """The thing turned about its middle and set on the ground again."""
    low, high = bounds(clay.primitives)
    middle = (low + high) / 2
    laid = Clay()
    laid.place(clay, turn=turn, at=middle * (1, 0, 1) - turn @ middle * (1, 0, 1))
    # Arms move out of the way.
    trunk = [p for p in laid.primitives if not any(part.name.startswith("arm_") for part in p.parts)]
    laid_on = Clay()
    laid_on.place(laid, at=(0, -float(bounds(trunk or laid.primitives)[0][1]), 0))
    return laid_on
