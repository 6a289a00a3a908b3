"""Sound as arrays: what counts as one, and how its rate is changed."""

from __future__ import annotations

from math import gcd

import numpy as np

from castalia.errors import BadInput


def checked(samples: np.ndarray, rate: int) -> np.ndarray:
    """float32 (n, channels), or `BadInput` when it is no sound."""
    sound = np.asarray(samples)
    sound = sound[:, None] if sound.ndim == 1 else sound
    if sound.ndim != 2 or sound.shape[1] not in (1, 2) or sound.dtype.kind != "f":
        raise BadInput(
            f"{sound.dtype} {np.shape(samples)} is not a sound", hint="it must be float (n,), (n, 1) or (n, 2)"
        )
    if len(sound) == 0:
        raise BadInput("the sound has no samples", hint="make it longer")
    if not 4000 <= rate <= 192_000:
        raise BadInput(f"a rate of {rate} Hz cannot be written", hint="use 4000 to 192000 Hz, e.g. 44100")
    if not np.isfinite(sound).all():
        raise BadInput(
            "the sound holds values that are not numbers", hint="its engine has gone wrong; try another seed"
        )
    return np.ascontiguousarray(sound, dtype=np.float32)


def resample(samples: np.ndarray, rate: int, to: int) -> np.ndarray:
    """Change the rate by a polyphase filter; float32 (n, channels) in and out."""
    from scipy.signal import resample_poly

    if rate == to:
        return samples
    common = gcd(rate, to)
    return resample_poly(samples, to // common, rate // common, axis=0).astype(np.float32)
