"""Finds the faces in a picture and their landmarks; the only module that needs mediapipe, which it loads when asked."""

from __future__ import annotations

import os
import sys
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import numpy as np

from castalia.errors import BadInput, Missing
from castalia.faces.face import MESH_POINTS, Face
from castalia.faces.finding.crops import Found, Square, View, at_most, levelled

MESH_SIDE = 192
"""Pixels: the side of the square that the mesh network sees."""
DETECTOR_SIDE = {"near": 128, "far": 192}
"""Pixels: the longer side that the detectors of large and of small faces see."""
SEARCHED_SIDE = 1280
"""Faces are looked for in the picture at this size at most; their landmarks are then found in the picture itself."""
MOST_FACES = 24
LIKELY, PRESENT, CONFIRMED = 0.35, 0.99, 0.63
"""What a face needs: the detector's score at first sight, then the mesh network's in every look, then the detector's
when it sees the face upright (mean of four looks). Measured on 60 pictures: faces of people and clay ones, also
blurred, noisy or dark, reach 0.68 and more; cats, patterns and text 0.61 at most."""
_LOOKS = ((0.0, 0.0, 1.0, 0.0), (0.03, 0.02, 1.05, 0.06), (-0.03, 0.02, 0.96, -0.06), (0.02, -0.03, 1.0, -0.03),
          (-0.02, -0.02, 1.08, 0.03))  # fmt: skip
"""Slightly different squares (shift in sides, scale, turn): the mean of what is seen in them is steadier than one."""
_MESH = """
input_stream: "IMAGE:image"
input_stream: "ROI:roi"
output_stream: "LANDMARKS:landmarks"
node {
  calculator: "ConstantSidePacketCalculator"
  output_side_packet: "PACKET:with_attention"
  options { [mediapipe.ConstantSidePacketCalculatorOptions.ext] { packet { bool_value: true } } }
}
node {
  calculator: "FaceLandmarkCpu"
  input_stream: "IMAGE:image"
  input_stream: "ROI:roi"
  input_side_packet: "WITH_ATTENTION:with_attention"
  output_stream: "LANDMARKS:landmarks"
}
"""
"""The part of MediaPipe's face mesh after its detector: we say ourselves where the face is, and which way up."""
_PRESENCE = "facelandmarkcpu__face_presence_score"
"""The stream inside the graph that tells how surely the square holds a face."""
_lock = threading.RLock()


def require() -> None:
    """Make sure that mediapipe can be used.

    Raises:
        Missing: it cannot, with what to install.
    """
    _mediapipe()


def find_faces(picture: np.ndarray) -> list[Face]:
    """All faces in a picture, from left to right; the same picture always gives the same numbers.

    Args:
        picture: uint8 (height, width, 3), sRGB.

    Raises:
        Missing: mediapipe is not installed.
    """
    picture = np.ascontiguousarray(picture[..., :3])
    small, scale = at_most(picture, SEARCHED_SIDE)
    return _found_in(picture, small, scale, 0) or next(
        filter(None, (_found_in(picture, levelled(small), scale, quarters) for quarters in (0, 1, 3, 2))), []
    )


def joined_points() -> set[tuple[int, int]]:
    """Pairs of points that an edge of the face mesh joins."""
    require()
    from mediapipe.python.solutions.face_mesh_connections import FACEMESH_TESSELATION

    return {(int(a), int(b)) for a, b in FACEMESH_TESSELATION}


def choose(faces: Sequence[Face], number: int, *, what: str = "the picture") -> Face:
    """The face that the user means: `number` counts from the left, 0 takes the largest.

    Raises:
        BadInput: there is no such face; the message says how many there are.
    """
    if not faces:
        raise BadInput(
            f"no face was found in {what}",
            hint="give a picture in which a face is seen from the front, sharp and at least 64 pixels wide",
        )
    if number < 0 or number > len(faces):
        there = "one face was" if len(faces) == 1 else f"{len(faces)} faces were"
        hint = "use 1" if len(faces) == 1 else f"choose 1 to {len(faces)}, counted from the left"
        raise BadInput(f"there is no face {number} in {what}: {there} found", hint=f"{hint}, or 0 for the largest")
    return faces[number - 1] if number else max(faces, key=lambda face: face.width)


class Tracker:
    """Follows the faces in the frames of a video: quicker than `find_faces`, and steadier.

    `smooth` 0..1 blends each frame's landmarks with the last ones where the face is nearly still. One tracker for one
    video; call `reset` at a cut.
    """

    def __init__(self, *, smooth: float = 0.0, search_every: int = 25) -> None:
        self.smooth, self.search_every = smooth, search_every
        self.reset()

    def reset(self) -> None:
        """Forget what was seen."""
        self._last: list[Face] = []
        self._frames = 0

    def find(self, frame: np.ndarray) -> list[Face]:
        """The faces (from left to right) of the next frame, uint8 (height, width, 3); empty when there is none."""
        frame = np.ascontiguousarray(frame[..., :3])
        kept: list[Face] = []
        for last in self._last:
            face = _landmarks(frame, Square.round_face(last.landmarks), last.score, thorough=False)
            if face is not None and not any(_overlap(face, other) for other in kept):
                kept.append(self._blend(face, last))
        if len(kept) < max(1, len(self._last)) or self._frames % self.search_every == 0:
            small, scale = at_most(frame, SEARCHED_SIDE)
            kept += [f for f in _found_in(frame, small, scale, 0) if not any(_overlap(f, other) for other in kept)]
        self._frames += 1
        self._last = sorted(kept, key=_from_left)
        return self._last

    def _blend(self, face: Face, last: Face) -> Face:
        if not self.smooth:
            return face
        moved = np.linalg.norm(face.landmarks - last.landmarks, axis=1, keepdims=True) / face.width
        keep = self.smooth * np.exp(-((moved / 0.02) ** 2))
        return Face(face.landmarks * (1 - keep) + last.landmarks * keep, face.score)


def person_probability(picture: np.ndarray) -> np.ndarray:
    """How surely each part of a picture (height, width, 3) shows a person: float32 (256, 256), 0..1.

    Raises:
        Missing: mediapipe is not installed.
    """
    from PIL import Image

    image = Image.fromarray(np.ascontiguousarray(picture)).resize((256, 256), Image.Resampling.HAMMING)
    return np.array(_process("person", image=np.asarray(image)).segmentation_mask, np.float32)


def _found_in(picture: np.ndarray, searched: np.ndarray, scale: float, quarters: int) -> list[Face]:
    """The faces of a picture, looked for in a version of it `scale` times as large and turned by quarters."""
    height, width = searched.shape[:2]
    faces: list[Face] = []
    candidates = _detected(np.ascontiguousarray(np.rot90(searched, quarters)))
    for found in sorted(candidates, key=lambda one: -one.score):
        there = found.turned_back(quarters, width, height).placed(1 / scale)
        if any(_covers(face, there) for face in faces):
            continue
        face = _landmarks(picture, there.square, there.score)
        if face is not None and not any(_overlap(face, other) for other in faces):
            faces.append(face)
        if len(faces) == MOST_FACES:
            break
    return sorted(faces, key=_from_left)


def _detected(picture: np.ndarray) -> list[Found]:
    """The detectors' findings in the picture, in a wider one round it, and in overlapping tiles for small faces."""
    height, width = picture.shape[:2]
    found = [one for model in DETECTOR_SIDE for one in _detect(picture, model)]
    wider = np.pad(at_most(picture, 320)[0], ((80, 80), (80, 80), (0, 0)), mode="edge")
    scale = max(height, width) / (max(wider.shape[:2]) - 160)
    edge = 80 * scale
    found += [one.placed(scale, -edge, -edge) for one in _detect(wider, "near")]
    if max(height, width) < 160:
        return found
    side = max(96, int(0.5 * max(min(height, width), 0.5 * max(height, width))))
    for top in _starts(height, side):
        for left in _starts(width, side):
            tile = picture[top : top + side, left : left + side]
            inside = [one for one in _detect(tile, "far") if not _cut(one.box, tile)]
            found += [one.placed(1.0, left, top) for one in inside]
    return found


def _starts(length: int, side: int) -> list[int]:
    """Where tiles of `side` begin so that they cover `length`, each overlapping the next by two fifths or more."""
    if length <= side:
        return [0]
    count = int(np.ceil((length - side) / (side * 0.6))) + 1
    return [int(x) for x in np.linspace(0, length - side, count)]


def _cut(box: np.ndarray, tile: np.ndarray) -> bool:
    """Whether a box leaves its tile: a neighbouring tile holds that face better."""
    height, width = tile.shape[:2]
    return bool(box[0] < 1 or box[1] < 1 or box[2] > width - 1 or box[3] > height - 1)


def _detect(picture: np.ndarray, model: str) -> list[Found]:
    from PIL import Image

    height, width = picture.shape[:2]
    scale = DETECTOR_SIDE[model] / max(height, width)
    size = max(8, round(width * scale)), max(8, round(height * scale))
    how = Image.Resampling.BOX if scale < 1 else Image.Resampling.BICUBIC
    small = np.asarray(Image.fromarray(np.ascontiguousarray(picture)).resize(size, how))
    found = []
    for detection in _process(model, image=small).detections or ():
        box = detection.location_data.relative_bounding_box
        corners = np.array([box.xmin, box.ymin, box.xmin + box.width, box.ymin + box.height])
        points = np.array([(p.x, p.y) for p in detection.location_data.relative_keypoints])
        sides = np.array([width, height])
        found.append(Found(float(detection.score[0]), corners * np.tile(sides, 2), points * sides))
    return found


def _from_left(face: Face) -> float:
    return float(face.landmarks[:MESH_POINTS, 0].mean())


def _covers(face: Face, found: Found) -> bool:
    """Whether a finding is the face that is known already."""
    left, top, right, bottom = face.box
    middle = np.array([left + right, top + bottom]) / 2
    near = np.hypot(*(found.middle - middle)) < 0.35 * max(found.size, right - left)
    return bool(near and found.size < 2.5 * (right - left))


def _overlap(a: Face, b: Face) -> bool:
    (left, top, right, bottom), other = a.box, b.box
    wide = min(right, other[2]) - max(left, other[0])
    high = min(bottom, other[3]) - max(top, other[1])
    smaller = min((right - left) * (bottom - top), (other[2] - other[0]) * (other[3] - other[1]))
    return wide > 0 and high > 0 and wide * high > 0.4 * smaller


def _landmarks(
    picture: np.ndarray, square: Square, score: float, *, thorough: bool = True, turned: bool = False
) -> Face | None:
    """The mesh in a square of the picture, found in two passes; None when there is no face.

    `thorough` takes the mean of several looks, doubts, and turns a face that is upside down: the network sees upright
    faces even there. `turned` says that this has been done.
    """
    view = View.around(picture, square, MESH_SIDE).lit
    points, presence = _mesh(view, square)
    if points is None:
        return None
    square = Square.round_face(points)
    view = View.around(picture, square, MESH_SIDE).lit
    if not thorough:
        points, presence = _mesh(view, square)
        return None if points is None or presence < 0.5 else Face(points, score)
    points, presence = _mesh(view, square)
    if points is None:
        return None
    square = Square.round_face(points)
    looks = [_mesh(view, square.moved(*look)) for look in _LOOKS]
    seen = [points for points, presence in looks if points is not None and presence >= PRESENT]
    upright, upside_down = _seen_again(view, square, 0.0), _seen_again(view, square, np.pi)
    if upside_down > max(upright + 0.1, CONFIRMED) and not turned:
        return _landmarks(picture, square.moved(0, 0, 1, np.pi), score, turned=True)
    return Face(np.mean(seen, axis=0), score) if len(seen) == len(looks) and upright >= CONFIRMED else None


def _seen_again(view: View, square: Square, turn: float) -> float:
    """The detector's mean score 0..1 for the square turned by `turn`: closer and wider, sharp and (for noise) soft."""
    scores = []
    for margin in (1.3, 1.7):
        crop = view.cut(square.moved(0, 0, margin, turn), MESH_SIDE)
        for seen in (crop, crop.reshape(MESH_SIDE // 4, 4, MESH_SIDE // 4, 4, 3).mean((1, 3)).astype(np.uint8)):
            scores.append(max((one.score for one in _detect(seen, "near")), default=0.0))
    return float(np.mean(scores))


def _mesh(view: View, square: Square) -> tuple[np.ndarray | None, float]:
    """Landmarks (478, 3) of the face in a square, in pixels of the picture, and how surely there is one, 0..1."""
    result = _process("mesh", image=view.cut(square, MESH_SIDE), roi=_whole())
    presence = float(getattr(result, _PRESENCE) or 0.0)
    if result.landmarks is None:
        return None, presence
    points = np.array([(p.x, p.y, p.z) for p in result.landmarks.landmark]) * MESH_SIDE
    return square.to_picture(points, MESH_SIDE), presence


def _process(name: str, **inputs: Any) -> Any:
    with _lock:
        return _network(name, os.getpid()).process(inputs)


@cache
def _whole() -> Any:
    from mediapipe.framework.formats import rect_pb2

    return rect_pb2.NormalizedRect(x_center=0.5, y_center=0.5, width=1.0, height=1.0, rotation=0.0)


@cache
def _network(name: str, process: int) -> Any:
    """One of mediapipe's graphs, made and run once in silence: it writes to the terminal when it starts.

    A graph has threads, which a forked process does not inherit: each `process` needs its own.
    """
    base = _mediapipe()
    blank = np.zeros((128, 128, 3), np.uint8)
    with _silence():
        if name == "mesh":
            made = base(graph_config=_MESH, outputs=["landmarks", _PRESENCE])
            made.process({"image": blank, "roi": _whole()})
        elif name == "person":
            made = base(
                binary_graph_path="mediapipe/modules/selfie_segmentation/selfie_segmentation_cpu.binarypb",
                side_inputs={"model_selection": 0},
                outputs=["segmentation_mask"],
            )
            made.process({"image": blank})
        else:
            from mediapipe.modules.face_detection import face_detection_pb2

            options = face_detection_pb2.FaceDetectionOptions(min_score_thresh=LIKELY)
            kind = {"near": "short", "far": "full"}[name]
            made = base(
                binary_graph_path=f"mediapipe/modules/face_detection/face_detection_{kind}_range_cpu.binarypb",
                graph_options=options,
                outputs=["detections"],
            )
            made.process({"image": blank})
    return made


@cache
def _mediapipe() -> Any:
    """mediapipe's class for graphs."""
    with _lock, _silence():
        warnings.filterwarnings("ignore", message="SymbolDatabase.GetPrototype", category=UserWarning)
        try:
            from mediapipe.python.solution_base import SolutionBase
        except ImportError as error:
            raise _missing(error) from None
    return SolutionBase


def _missing(error: ImportError) -> Missing:
    library = next((name for name in ("libGL", "libgthread", "libglib", "libEGL") if name in str(error)), "")
    if library:
        return Missing(
            f"faces need the system library {library}, which is not installed",
            hint="on Debian and Ubuntu: apt install libgl1 libglib2.0-0",
        )
    if sys.version_info >= (3, 13):
        return Missing(
            "faces need mediapipe, which does not exist for this Python",
            hint="use Python 3.11 or 3.12, then: pip install 'castalia[face]'",
        )
    return Missing("faces need mediapipe, which is not installed", hint="pip install 'castalia[face]'")


@contextmanager
def _silence() -> Iterator[None]:
    """Nothing that native code writes reaches the terminal meanwhile."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
