"""Ready-made movements, animated by hand: anticipation, overshoot, and a settling at the end."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from castalia.faces.acting.easing import Key, along, arc, ease
from castalia.faces.acting.performance import CHANNELS, Performance

Keys = dict[str, list[Key]]
MOUTH = ("open", "press", "wide", "round", "tuck", "tongue", "speech")


def _blink(at: float) -> list[Key]:
    return [(at - 0.09, 0), (at, 1), (at + 0.04, 1), (at + 0.24, 0)]


def _both(keys: list[Key]) -> Keys:
    return {"blink_left": keys, "blink_right": keys}


def _nod() -> Keys:
    return {
        "pitch": [(0, 0), (0.20, 0.035), (0.46, -0.165), (0.76, 0.030), (1.04, -0.100), (1.34, 0.012), (1.7, 0)],
        "y": [(0, 0), (0.20, 0.010), (0.46, -0.040), (0.76, 0.006), (1.04, -0.022), (1.34, 0.003), (1.7, 0)],
        "brows": [(0, 0), (0.20, 0.25), (0.60, 0.0), (1.7, 0)],
        "smile": [(0.3, 0), (0.8, 0.22), (1.5, 0.18), (2.0, 0)],
        **_both(_blink(0.44)),
    }


def _shake() -> Keys:
    return {
        "yaw": [(0, 0), (0.16, -0.035), (0.44, 0.190), (0.78, -0.190), (1.10, 0.140), (1.40, -0.075), (1.68, 0.020),
                (2.0, 0)],
        "roll": [(0, 0), (0.44, -0.030), (0.78, 0.030), (1.10, -0.022), (1.40, 0.012), (2.0, 0)],
        "x": [(0, 0), (0.44, 0.018), (0.78, -0.018), (1.10, 0.012), (1.40, -0.006), (2.0, 0)],
        "brows": [(0.1, 0), (0.5, -0.30), (1.4, -0.25), (2.1, 0)],
        "smile": [(0.2, 0), (0.6, -0.18), (1.4, -0.15), (2.1, 0)],
        "pitch": [(0, 0), (0.4, -0.020), (1.5, -0.020), (2.1, 0)],
        **_both(_blink(0.17)),
    }  # fmt: skip


def _greet() -> Keys:
    return {
        "pitch": [(0, 0), (0.16, -0.025), (0.48, 0.085), (0.80, 0.065), (1.16, -0.095), (1.55, 0.010), (2.0, 0)],
        "y": [(0, 0), (0.48, 0.020), (0.80, 0.016), (1.16, -0.022), (1.55, 0.002), (2.0, 0)],
        "near": [(0, 0), (0.20, -0.006), (0.55, 0.026), (1.4, 0.018), (2.4, 0)],
        "roll": [(0.2, 0), (0.70, 0.065), (1.6, 0.045), (2.5, 0)],
        "brows": [(0.05, 0), (0.16, -0.08), (0.40, 0.85), (0.62, 0.75), (1.05, 0.12), (2.3, 0)],
        "eyes": [(0.1, 0), (0.42, 0.42), (0.70, 0.30), (1.1, -0.16), (2.0, -0.10), (2.6, 0)],
        "smile": [(0.10, 0), (0.62, 0.85), (0.85, 0.74), (1.9, 0.66), (2.8, 0.20)],
        **_both(_blink(1.12)),
    }


def _surprise() -> Keys:
    return {
        "brows": [(0, 0), (0.12, -0.15), (0.34, 1.0), (0.52, 0.86), (1.3, 0.75), (2.2, 0.10), (2.6, 0)],
        "eyes": [(0, 0), (0.12, -0.30), (0.32, 1.0), (0.50, 0.82), (1.3, 0.62), (2.2, 0.05), (2.6, 0)],
        "open": [(0.14, 0), (0.40, 1.0), (0.58, 0.86), (1.2, 0.74), (1.9, 0.10), (2.3, 0)],
        "round": [(0.14, 0), (0.45, 0.34), (1.2, 0.24), (1.9, 0)],
        "smile": [(0.10, 0), (0.45, -0.32), (1.3, -0.22), (2.1, 0)],
        "speech": [(0.10, 0), (0.28, 1), (1.7, 1), (2.4, 0)],
        "pitch": [(0, 0), (0.13, -0.020), (0.36, 0.075), (0.58, 0.052), (1.4, 0.038), (2.4, 0)],
        "near": [(0, 0), (0.12, 0.006), (0.36, -0.034), (0.58, -0.024), (1.5, -0.014), (2.5, 0)],
        "breath": [(0.1, 0), (0.45, 0.8), (1.2, 0.6), (2.2, 0)],
        **_both(_blink(1.75)),
    }


def _wink() -> Keys:
    return {
        "blink_left": [(0.42, 0), (0.54, 1), (0.76, 1), (0.98, 0)],
        "blink_right": [(0.42, 0), (0.56, 0.16), (0.76, 0.14), (0.98, 0)],
        "smile": [(0.1, 0), (0.55, 0.62), (0.75, 0.55), (1.4, 0.40), (2.0, 0.05)],
        "roll": [(0.1, 0), (0.30, -0.015), (0.58, 0.085), (0.80, 0.070), (1.3, 0.045), (2.0, 0)],
        "yaw": [(0.1, 0), (0.58, 0.045), (1.2, 0.025), (2.0, 0)],
        "pitch": [(0.2, 0), (0.34, 0.018), (0.58, -0.040), (0.84, -0.012), (1.5, 0)],
        "brows": [(0.3, 0), (0.50, 0.20), (0.70, -0.05), (0.98, 0.35), (1.25, 0.18), (1.9, 0)],
    }


def _think() -> Keys:
    return {
        "gaze_x": [(0.12, 0), (0.26, 0.46), (1.30, 0.46), (1.40, 0.34), (2.30, 0.34), (2.40, 0.50), (3.1, 0.50),
                   (3.24, 0)],
        "gaze_y": [(0.12, 0), (0.26, 0.50), (1.30, 0.50), (1.40, 0.62), (2.30, 0.62), (2.40, 0.40), (3.1, 0.40),
                   (3.24, 0)],
        "yaw": [(0.2, 0), (0.85, 0.085), (2.9, 0.095), (3.5, 0)],
        "pitch": [(0.2, 0), (0.90, 0.045), (2.9, 0.038), (3.3, -0.040), (3.65, 0)],
        "roll": [(0.3, 0), (1.10, -0.060), (2.8, -0.072), (3.6, 0)],
        "brows": [(0.2, 0), (0.70, -0.30), (1.9, -0.18), (2.9, -0.25), (3.2, 0.55), (3.6, 0.30), (4.0, 0)],
        "worry": [(0.3, 0), (0.90, 0.30), (2.9, 0.25), (3.2, 0)],
        "eyes": [(0.2, 0), (0.80, -0.28), (2.9, -0.22), (3.2, 0.30), (3.9, 0)],
        "speech": [(0.3, 0), (0.8, 0.6), (2.7, 0.6), (3.2, 0)],
        "press": [(0.4, 0), (0.9, 0.55), (1.8, 0.30), (2.3, 0.6), (2.9, 0)],
        "round": [(0.4, 0), (1.0, 0.30), (2.6, 0.22), (3.0, 0)],
        "smile": [(0.3, 0), (0.9, -0.22), (2.8, -0.18), (3.4, 0.40), (4.0, 0.05)],
        **_both([*_blink(0.20), *_blink(3.18)]),
    }  # fmt: skip


_KEYED: dict[str, tuple[float, Callable[[], Keys]]] = {
    "nod": (2.0, _nod), "shake": (2.3, _shake), "greet": (2.9, _greet), "surprise": (2.8, _surprise),
    "wink": (2.1, _wink), "think": (4.2, _think),
}  # fmt: skip
LENGTHS = {name: length for name, (length, _) in _KEYED.items()} | {"laugh": 3.4, "listen": 6.0, "sing": 6.0}
"""Template -> its own length in seconds."""
_LASTING = ("listen", "sing")
"""Templates that fill whatever time there is."""


def template(name: str, fps: float, duration: float | None = None, seed: int = 0) -> Performance:
    """A ready-made movement.

    Args:
        name: one of `LENGTHS`. duration: seconds; its own length when None. A longer one is filled by `listen` and
            `sing`; the others come once and rest, a shorter one is cut at a soft end.
    """
    seconds = LENGTHS[name] if duration is None else duration
    made = Performance.still(max(1, round(seconds * fps)), fps)
    times = made.times
    if name in _KEYED:
        for channel, keys in _KEYED[name][1]().items():
            made[channel][:] = along(times, keys)
    else:
        rng = np.random.default_rng([seed, 3])
        {"laugh": _laugh, "listen": _listen, "sing": _sing}[name](made, times, rng)
    if name in _LASTING or seconds < LENGTHS[name]:
        made.curves[:] *= ease((seconds - times) / min(0.6, seconds / 3)).astype(np.float32)[:, None]
    return made


def _laugh(made: Performance, times: np.ndarray, rng: np.random.Generator) -> None:
    """A breath, six bursts that fade, the head thrown back and shaken, and a smile that stays."""
    end = LENGTHS["laugh"]
    body = np.minimum(ease((times - 0.15) / 0.40), ease((end - 0.15 - times) / 0.8))
    at, burst = 0.50, np.zeros(len(times))
    for number in range(9):
        size = (1.0, 0.92, 0.85, 0.95, 0.75, 0.62, 0.5, 0.36, 0.25)[number]
        burst = np.maximum(burst, size * arc(times, at, 0.07, 0.15))
        at += 0.205 + 0.012 * number + rng.uniform(-0.012, 0.012) + (0.16 if number == 3 else 0)
    made["speech"][:] = body
    made["open"][:] = body * 0.20 + 0.72 * burst
    made["wide"][:] = 0.55 * body
    made["smile"][:] = np.maximum(0.95 * body, along(times, [(0.05, 0), (0.5, 0.6), (end - 0.5, 0.6), (end, 0.25)]))
    made["eyes"][:] = -0.55 * body
    made["brows"][:] = along(times, [(0, 0), (0.3, 0.4), (0.8, 0.15), (2.6, 0.1), (end, 0)])
    made["pitch"][:] = along(
        times, [(0, 0), (0.25, -0.03), (0.75, 0.12), (1.5, 0.09), (2.1, -0.05), (2.7, 0.01), (end, 0)]
    )
    made["pitch"][:] += 0.018 * burst
    made["roll"][:] = 0.045 * body * np.sin(2 * np.pi * (times - 0.4) / 1.5)
    made["yaw"][:] = 0.030 * body * np.sin(2 * np.pi * (times - 0.2) / 2.1)
    made["y"][:] = 0.016 * burst
    made["breath"][:] = np.clip(
        along(times, [(0, 0), (0.4, 0.9), (2.2, 0.1), (2.7, 0.6), (end, 0)]) + 0.25 * burst, 0, 1
    )
    lids = 0.55 * np.minimum(body, arc(times, 0.9, 0.4, 0.7, 0.6))
    made["blink_left"][:] = made["blink_right"][:] = lids


def _listen(made: Performance, times: np.ndarray, rng: np.random.Generator) -> None:
    """A tilted head, a small nod now and then, brows that answer."""
    tilt = 0.060 * rng.choice((-1, 1))
    made["roll"][:] = tilt * ease(times / 0.9)
    made["yaw"][:] = -0.5 * tilt * ease((times - 0.1) / 1.0)
    made["near"][:] = 0.010 * ease((times - 0.2) / 1.0)
    made["smile"][:] = 0.16 * ease((times - 0.3) / 0.8)
    at = 1.2
    while at < times[-1] - 0.8:
        size = rng.uniform(0.6, 1.0)
        for number in range(int(rng.integers(1, 3))):
            beat = at + 0.42 * number
            made["pitch"][:] += size * (1 - 0.4 * number) * (
                0.012 * arc(times, beat - 0.16, 0.12, 0.14) - 0.062 * arc(times, beat + 0.10, 0.20, 0.30)
            )  # fmt: skip
        made["brows"][:] += size * 0.35 * arc(times, at - 0.05, 0.2, 0.5, 0.15)
        made["smile"][:] += size * 0.18 * arc(times, at + 0.4, 0.4, 0.9, 0.2)
        at += rng.uniform(1.7, 3.2)


def _sing(made: Performance, times: np.ndarray, rng: np.random.Generator) -> None:
    """Long vowels with a breath between the phrases, a body that sways, brows that go up with the high notes."""
    vowels = ((0.95, 0.15, 0), (0.45, 0, 0.85), (0.75, 0.45, 0), (0.35, 0.8, 0), (0.6, 0, 0.6))
    at, high = 0.35, 0.0
    while at < times[-1] - 0.4:
        for note in range(int(rng.integers(3, 6))):
            length = float(rng.choice((0.5, 0.5, 0.75, 1.25)))
            if at + length > times[-1]:
                break
            open, wide, round = vowels[int(rng.integers(len(vowels)))]
            high = float(np.clip(high + rng.choice((-0.3, 0.2, 0.3)), 0, 1))
            hill = arc(times, at + 0.14, 0.14, 0.16, length - 0.26)
            lips = arc(times, at + 0.14, 0.22, 0.24, length - 0.26)
            made["open"][:] = np.maximum(made["open"], hill * open * (0.75 + 0.25 * high))
            made["wide"][:] = np.maximum(made["wide"], lips * wide)
            made["round"][:] = np.maximum(made["round"], lips * round)
            made["brows"][:] += 0.55 * high * arc(times, at + 0.2, 0.3, 0.4, max(0.0, length - 0.3))
            made["pitch"][:] += 0.050 * high * arc(times, at + 0.25, 0.35, 0.5, max(0.0, length - 0.3))
            if length > 1 and note:
                lids = 0.75 * arc(times, at + 0.4, 0.3, 0.35, length - 0.6)
                for eye in ("blink_left", "blink_right"):
                    made[eye][:] = np.maximum(made[eye], lids)
            at += length
        made["breath"][:] = np.maximum(made["breath"], 0.9 * arc(times, at + 0.25, 0.3, 1.4))
        at += 0.45
    made["open"][:] *= 1 + 0.05 * np.sin(2 * np.pi * 5.2 * times)  # vibrato
    made["brows"][:] = np.minimum(made["brows"], 0.8)
    made["speech"][:] = ease(times / 0.4)
    sway = ease(times / 1.0)
    made["roll"][:] = 0.060 * sway * np.sin(2 * np.pi * times / 3.0)
    made["x"][:] = 0.022 * sway * np.sin(2 * np.pi * times / 3.0 - 0.5)
    made["yaw"][:] = 0.050 * sway * np.sin(2 * np.pi * times / 6.0)
    made["smile"][:] = 0.25 * sway


def without_mouth(made: Performance, speech: np.ndarray) -> Performance:
    """A template for somebody who speaks (`speech` (frames,) 0..1): the words have the mouth, the rest goes on."""
    curves = made.curves.copy()
    free = 1 - np.clip(speech[: len(made)], 0, 1)
    for index, channel in enumerate(CHANNELS):
        if channel in MOUTH:
            curves[:, index] *= np.pad(free, (0, len(made) - len(free)), constant_values=1)
    return Performance(curves, made.fps)
