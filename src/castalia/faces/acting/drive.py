"""Reads a performance off a video: how somebody moves the head, speaks, blinks and looks about, for another to follow.

Everything is taken relative to how that person looks at rest in the video, so that a driver with a long face does not
give the portrait one (the idea of relative motion is that of A. Siarohin et al., 'First Order Motion Model', 2019).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from castalia.errors import BadInput
from castalia.faces.acting.performance import Performance
from castalia.faces.face import LEFT_SIDE, RIGHT_SIDE, Face
from castalia.faces.photo.rig import BROWS_LOWER, IRISES, LOWER_LIDS, UPPER_LIDS

MAX_SECONDS = 600.0
"""The longest video that is taken."""
_GAP = 0.285
"""Gap between the lips, in half widths of the face, that is `open` 1."""
_SOFT = {"head": 1.1, "mouth": 0.55, "brows": 1.6, "gaze": 1.0}
"""Frames over which curves are smoothed."""


@dataclass(frozen=True)
class Driving:
    """What was read off a driving video."""

    performance: Performance
    notes: tuple[str, ...]
    """What the user should know, e.g. that some frames show no face."""


def performance_of(path: str | Path, fps: float) -> Performance:
    """How the person in a video moves.

    Args:
        fps: frames per second of the performance, whatever the video has.

    Raises:
        BadInput: no face in it, too long, not a video. Missing: mediapipe is not installed.
    """
    faces = list(follow(path, fps))
    return finished(faces, fps).performance


def follow(path: str | Path, fps: float) -> Iterator[Face | None]:
    """The largest face in each frame of a video read at `fps` frames per second; None where none is seen.

    Raises: see `performance_of`.
    """
    from castalia.faces.finding.landmarks import Tracker

    tracker, last = Tracker(smooth=0.5), None
    for number, frame in enumerate(frames_at(path, fps)):
        if number > MAX_SECONDS * fps:
            raise BadInput(f"the driving video is longer than {MAX_SECONDS / 60:.0f} minutes", hint="cut it into parts")
        found = tracker.find(frame)
        if last is not None and found:
            middle = last.landmarks[:, :2].mean(0)
            near = min(found, key=lambda f: float(np.linalg.norm(f.landmarks[:, :2].mean(0) - middle)))
            away = np.linalg.norm(near.landmarks[:, :2].mean(0) - middle)
            face = near if away < 1.5 * last.width else max(found, key=lambda f: f.width)
        else:
            face = max(found, key=lambda f: f.width) if found else None
        last = face or last
        yield face


def frames_at(path: str | Path, fps: float) -> Iterator[np.ndarray]:
    """The frames of a video at another rate: each time shows the frame that is on then."""
    from castalia.media.probe import probe
    from castalia.media.video import read_frames

    facts = probe(path)
    rate = facts.fps or fps
    due = 0
    for i, frame in enumerate(read_frames(path)):
        while due / fps < (i + 1) / rate - 1e-9:
            yield frame
            due += 1


def finished(faces: list[Face | None], fps: float) -> Driving:
    """The performance of the faces of all frames.

    Raises:
        BadInput: there is a face in none of them, or in too few.
    """
    seen = len(faces)
    there = np.array([face is not None for face in faces], bool)
    if not there.any():
        raise BadInput(
            "no face was found in the driving video",
            hint="give a video in which a face is seen from the front, or choose a template",
        )
    if there.sum() < max(2, 0.1 * seen):
        raise BadInput(
            f"a face is seen in only {there.sum()} of the {seen} frames of the driving video",
            hint="cut it to the part in which the face is seen",
        )
    notes = []
    if not there.all():
        notes.append(f"{int((~there).sum())} of {seen} frames of the driving video show no face; they were bridged")
    raw = [_read(face) for face in faces if face is not None]
    at = np.flatnonzero(there)
    curves = {name: np.interp(np.arange(seen), at, np.array([values[name] for values in raw])) for name in raw[0]}
    return Driving(_performance(curves, fps), tuple(notes))


def _read(face: Face) -> dict[str, float]:
    """What one frame shows, in the face's own frame."""
    own, marks = face.frontal, face.landmarks
    middle = marks[[LEFT_SIDE, RIGHT_SIDE], :2].mean(0)
    corners = own[[61, 291]]
    made = {
        "yaw": np.radians(face.yaw), "pitch": np.radians(face.pitch), "roll": np.radians(face.roll),
        "middle_x": middle[0], "middle_y": middle[1], "size": face.width,
        "gap": max(0.0, own[13, 1] - own[14, 1]), "mouth": float(np.linalg.norm(corners[0] - corners[1])),
        "corners": corners[:, 1].mean() - own[[1, 2, 168], 1].mean(),
    }  # fmt: skip
    for side, name in enumerate(("right", "left")):
        upper, lower = own[UPPER_LIDS[side]], own[LOWER_LIDS[side]]
        width = np.linalg.norm(upper[0, :2] - upper[-1, :2])
        made[f"opening_{name}"] = float((upper[3:6, 1] - lower[3:6, 1]).mean() / width)
        brow = own[BROWS_LOWER[side]]
        eye = (upper[0] + upper[-1]) / 2
        made[f"inner_{name}"] = brow[3:, 1].mean() - eye[1]
        made[f"outer_{name}"] = brow[:2, 1].mean() - eye[1]
        if len(own) > IRISES[side][4]:
            iris = own[IRISES[side][0]]
            made[f"look_x_{name}"] = (iris[0] - eye[0]) / width
            made[f"look_y_{name}"] = (iris[1] - eye[1]) / width
        else:
            made[f"look_x_{name}"] = made[f"look_y_{name}"] = 0.0
    return {name: float(value) for name, value in made.items()}


def _performance(raw: dict[str, np.ndarray], fps: float) -> Performance:
    """From what was measured to channels, relative to the person at rest."""
    made = Performance.still(len(raw["yaw"]), fps)
    rest = {name: float(np.median(values)) for name, values in raw.items()}

    def soft(name: str, kind: str) -> np.ndarray:
        return _smooth(raw[name], _SOFT[kind] * fps / 25)

    for name in ("yaw", "pitch", "roll"):
        made[name][:] = np.clip(soft(name, "head") - rest[name], -0.6, 0.6)
    made["x"][:] = np.clip((soft("middle_x", "head") - rest["middle_x"]) / rest["size"], -0.3, 0.3)
    made["y"][:] = np.clip(-(soft("middle_y", "head") - rest["middle_y"]) / rest["size"], -0.3, 0.3)
    made["near"][:] = np.clip(soft("size", "head") / rest["size"] - 1, -0.2, 0.2)
    gap = soft("gap", "mouth")
    quiet = float(np.percentile(raw["gap"], 15))
    moving = np.abs(gap - quiet)
    # While the mouth moves the lips follow exactly; at rest the portrait keeps its own mouth.
    window = max(1, round(0.30 * fps))
    envelope = np.array([moving[max(0, i - window) : i + window + 1].max() for i in range(len(gap))])
    speech = _smooth(np.clip((envelope - 0.02) / 0.05, 0, 1), 0.10 * fps)
    made["speech"][:] = speech
    made["open"][:] = np.clip((gap - min(quiet, 0.02)) / _GAP, 0, 1)
    made["press"][:] = speech * np.clip(1 - (gap - min(quiet, 0.012)) / 0.022, 0, 1)
    stretch = soft("mouth", "mouth") / rest["mouth"] - 1
    made["wide"][:] = speech * np.clip((stretch - 0.03) / 0.16, 0, 1)
    made["round"][:] = speech * np.clip((-stretch - 0.04) / 0.24, 0, 1)
    # An opening jaw pulls the corners down too; what is left without it is a smile, and smiles are slow.
    basis = np.stack([np.ones(len(gap)), gap, stretch], 1)
    pull, *_ = np.linalg.lstsq(basis, raw["corners"], rcond=None)
    pull = np.clip(pull, [-np.inf, -0.6, -0.1], [np.inf, 0.0, 0.0])
    lifted = raw["corners"] - basis[:, 1:] @ pull[1:]
    lifted = _smooth(lifted - np.median(lifted), 0.16 * fps)
    made["smile"][:] = np.clip(_beyond(lifted, 0.012) / 0.10, -1, 1)
    widths = []
    for name in ("right", "left"):
        opening = raw[f"opening_{name}"]
        usual = float(np.percentile(opening, 65))
        share = opening / max(usual, 0.05)
        made[f"blink_{name}"][:] = np.clip((0.80 - share) / 0.50, 0, 1)
        widths.append(_smooth(np.maximum(share, 0.85), 2.0) - 1)
    made["eyes"][:] = np.clip(_beyond(np.mean(widths, 0), 0.06) / 0.30, -0.5, 1)
    inner = (soft("inner_right", "brows") + soft("inner_left", "brows")) / 2
    outer = (soft("outer_right", "brows") + soft("outer_left", "brows")) / 2
    inner, outer = inner - np.median(inner), outer - np.median(outer)
    both = _beyond((inner + outer) / 2, 0.008)
    made["brows"][:] = np.clip(np.where(both > 0, both / 0.10, both / 0.06), -1, 1)
    made["worry"][:] = np.clip(_beyond(inner - outer, 0.02) / 0.10, 0, 1)
    open_ = 1 - np.maximum(made["blink_left"], made["blink_right"])
    for axis, reach in (("x", 0.15), ("y", 0.085)):
        look = (raw[f"look_{axis}_right"] + raw[f"look_{axis}_left"]) / 2
        seen = open_ > 0.6
        if seen.any():
            at = np.flatnonzero(seen)
            look = np.interp(np.arange(len(look)), at, look[at])
        look = _smooth(look, _SOFT["gaze"] * fps / 25)
        made[f"gaze_{axis}"][:] = np.clip(_beyond(look - np.median(look), 0.012) / reach, -1, 1)
    return made


def _smooth(values: np.ndarray, frames: float) -> np.ndarray:
    from scipy.ndimage import gaussian_filter1d

    return gaussian_filter1d(values, frames, mode="nearest") if frames > 0.2 else values


def _beyond(values: np.ndarray, least: float) -> np.ndarray:
    """Values without the trembling of the measurement: what is less than `least` from 0 is 0."""
    return np.sign(values) * np.maximum(np.abs(values) - least, 0)
