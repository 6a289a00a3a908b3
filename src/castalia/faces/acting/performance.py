"""A performance: how a face moves, frame by frame, in channels that photos and clay figures understand alike."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

CHANNELS: dict[str, str] = {
    "open": "gap between the lips: 0 shut, 1 a loud 'ah'",
    "press": "lips pressed together whatever the others say: 1 for m, b, p",
    "wide": "corners apart, as in 'ee': 0..1",
    "round": "lips rounded and forward, as in 'oo': 0..1",
    "tuck": "lower lip under the upper teeth, as in f and v: 0..1",
    "tongue": "tip of the tongue at the upper teeth, as in th, l, n: 0..1",
    "speech": "how much the mouth is speaking; at 0 the picture's own mouth is at rest: 0..1",
    "smile": "corners of the mouth up (down when negative), cheeks with them: -1..1",
    "blink_left": "lid of the person's left eye: 0 as in the picture, 1 shut",
    "blink_right": "lid of the person's right eye: 0..1",
    "eyes": "both eyes wider than in the picture, or squinting when negative: -1..1",
    "brows": "both brows up, or knitted when negative: -1..1",
    "worry": "inner ends of the brows up: 0..1",
    "gaze_x": "eyes to the viewer's right: -1..1",
    "gaze_y": "eyes up: -1..1",
    "yaw": "head to the viewer's right, radians",
    "pitch": "head up, radians",
    "roll": "head tilted clockwise as the viewer sees it, radians",
    "x": "head to the viewer's right, in widths of the face",
    "y": "head up, in widths of the face",
    "near": "head towards the viewer: 0.1 makes it a tenth larger",
    "breath": "shoulders raised by breathing: 0..1",
}
"""Channel -> what it means. 0 in all of them is the picture itself."""
_INDEX = {name: i for i, name in enumerate(CHANNELS)}
Pose = Mapping[str, float]
"""The channels of one frame."""


@dataclass(frozen=True)
class Performance:
    """Curves of a face: float32 (frames, channels), `fps` frames per second. `at(i)` gives one frame's pose."""

    curves: np.ndarray
    fps: float

    @classmethod
    def still(cls, frames: int, fps: float) -> Performance:
        """A face that does nothing."""
        return cls(np.zeros((frames, len(CHANNELS)), np.float32), fps)

    def __len__(self) -> int:
        return len(self.curves)

    def __getitem__(self, channel: str) -> np.ndarray:
        """The curve (frames,) of a channel; a view, so that makers may write into it."""
        return self.curves[:, _INDEX[channel]]

    @property
    def duration(self) -> float:
        """Seconds."""
        return len(self) / self.fps

    @property
    def times(self) -> np.ndarray:
        """Seconds (frames,) of the middle of each frame."""
        return (np.arange(len(self)) + 0.5) / self.fps

    def at(self, frame: int) -> Pose:
        """The pose of one frame."""
        return dict(zip(CHANNELS, map(float, self.curves[frame]), strict=True))

    def __add__(self, other: Performance) -> Performance:
        """Both at once, as long as the longer one; the rates must be equal."""
        if self.fps != other.fps:
            raise ValueError(f"{self.fps} and {other.fps} frames per second do not go together")
        curves = np.zeros((max(len(self), len(other)), len(CHANNELS)), np.float32)
        curves[: len(self)] += self.curves
        curves[: len(other)] += other.curves
        return Performance(curves, self.fps)

    def to_json(self) -> str:
        """As text, four digits; only the channels that move."""
        moving = {n: [round(float(v), 4) for v in self[n]] for n in CHANNELS if np.abs(self[n]).max(initial=0) > 5e-5}
        return json.dumps({"fps": self.fps, "frames": len(self), "channels": moving})

    @classmethod
    def from_json(cls, text: str | bytes) -> Performance:
        """What `to_json` wrote; `ValueError` for anything else."""
        try:
            data: dict[str, Any] = json.loads(text)
            made = cls.still(int(data["frames"]), float(data["fps"]))
            for name, values in data["channels"].items():
                made[name][:] = values
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"not a performance: {error}") from None
        return made
