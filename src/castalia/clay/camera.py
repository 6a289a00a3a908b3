"""The camera: it finds the distance from which everything is in the picture, and moves gently in a clip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from castalia.clay.places.catalogue import View
from castalia.clay.sculpt import Primitive

ZOOM = 0.376
"""Tangent of half the vertical angle of view of a square picture."""
FILL = {"close": 0.93, "mid": 0.76, "wide": 0.44}
"""How much of the picture the subjects may take up."""
LENSES = {"normal": 1.0, "35mm": 1.45, "portrait": 0.55, "macro": 0.8, "fisheye": 3.0}
"""Factor of the angle of view, as its tangent."""
BEND = 1.12
"""Angle, radians, from the middle of a fish-eye picture to its upper edge."""
ELEVATIONS = {"low": -0.20, "high": 0.62, "top": 1.12}
"""Of a camera that does not look from the height of the eyes, radians."""
MOTIONS = ("orbit", "push", "pull", "pan", "crane", "still", "turntable")


def looking(eye: np.ndarray, target: np.ndarray, zoom: float, aspect: float) -> View:
    """The view from `eye` to `target` with a level horizon."""
    forward = target - eye
    forward = forward / np.linalg.norm(forward)
    right = np.cross(forward, [0.0, 1.0, 0.0])
    right /= np.linalg.norm(right)
    return View(eye, right, np.cross(right, forward), forward, zoom, aspect)


def direction(azimuth: float, elevation: float) -> np.ndarray:
    """Unit vector from the target to the camera."""
    return np.array([np.sin(azimuth) * np.cos(elevation), np.sin(elevation), np.cos(azimuth) * np.cos(elevation)])


def framed(
    things: Sequence[Primitive], shot: str, aspect: float, azimuth: float, elevation: float, lens: str = "normal"
) -> tuple[View, np.ndarray]:
    """The view that holds all `things`, and its target (3,)."""
    zoom = ZOOM * max(1.0, aspect**-0.45) * LENSES[lens]
    back = direction(azimuth, elevation)
    base = looking(back, np.zeros(3), zoom, aspect)
    centers = np.array([p.center for p in things])
    x, y, z = centers @ base.right, centers @ base.up, centers @ base.forward
    rx = np.array([p.reach(base.right) for p in things])
    ry = np.array([p.reach(base.up) for p in things])
    # More air above than below, and in the corners none at all for round heads.
    wide, high = zoom * aspect * FILL[shot], zoom * FILL[shot]
    cx, cy = (np.min(x - rx) + np.max(x + rx)) / 2, (np.min(y - ry) + np.max(y + ry)) / 2
    distance = 1.0
    for _ in range(6):
        need = np.concatenate([(np.abs(x - cx) + rx) / wide - z, (np.abs(y - cy) + ry) / high - z])
        distance = max(float(need.max()), 1.1 - float(z.min()))
        depth = distance + z
        cx += ((x + rx - cx) / depth).max() * distance / 2 + ((x - rx - cx) / depth).min() * distance / 2
        cy += ((y + ry - cy) / depth).max() * distance / 2 + ((y - ry - cy) / depth).min() * distance / 2
    headroom = {"close": 0.0, "mid": 0.035, "wide": 0.055}[shot] * distance
    target = base.right * cx + base.up * (cy + headroom)
    eye = target + back * distance
    if elevation < 0:
        # From near the ground; what is looked at stays where it is.
        eye[1] = max(eye[1], 0.16)
        return looking(eye, target + np.array([0.0, 0.05 * distance, 0.0]), zoom, aspect), target
    eye[1] = max(eye[1], 0.30)
    return looking(eye, target, zoom, aspect), target


def moved(view: View, target: np.ndarray, motion: str, progress: float) -> View:
    """The view at `progress` 0..1 of a clip; it starts and ends softly."""
    eased = progress * progress * (3 - 2 * progress)
    swing = 2 * eased - 1
    arm = view.eye - target
    distance = float(np.linalg.norm(arm))
    elevation, azimuth = float(np.arcsin(arm[1] / distance)), float(np.arctan2(arm[0], arm[2]))
    if motion == "orbit":
        azimuth += 0.30 * swing
        distance *= 1.04
    elif motion == "push":
        distance *= 1.20 - 0.36 * eased
    elif motion == "pull":
        distance *= 0.86 + 0.40 * eased
    elif motion == "crane":
        elevation = elevation + 0.34 * eased - 0.02
        distance *= 1.05
    elif motion == "pan":
        shift = view.right * (0.16 * distance * swing)
        return replace(view, eye=view.eye + shift - view.forward * (0.12 * distance))
    eye = target + direction(azimuth, elevation) * distance
    eye[1] = max(eye[1], 0.16)
    return looking(eye, target, view.zoom, view.aspect)
