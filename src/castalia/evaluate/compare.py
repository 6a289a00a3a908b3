"""How far two files of the same kind are apart, and where they first differ."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from castalia.media.probe import Probe

Verdict = Literal["identical", "close", "different"]

CLOSE = 0.02
"""Distance up to which two results count as the same to eye and ear."""


@dataclass(frozen=True)
class Comparison:
    """What a comparison found."""

    verdict: Verdict
    distance: float
    """0 for equal content to 1 for unrelated; what it measures is said in `measure`."""
    measure: str
    first_difference: str = ""
    """Where they differ first, in words; empty when they do not."""


def compare(first: Path, second: Path) -> Comparison:
    """Compare the content of two files; tags do not count, only what is seen, heard or read.

    Raises:
        BadInput: one of them cannot be read, or they are of different kinds.
    """
    from castalia.errors import BadInput
    from castalia.media.probe import probe

    if first.read_bytes() == second.read_bytes():
        return Comparison("identical", 0.0, "bytes")
    facts = [probe(p) for p in (first, second)]
    kinds = [_kind(fact) for fact in facts]
    if kinds[0] != kinds[1]:
        raise BadInput(f"a {kinds[0]} cannot be compared with a {kinds[1]}", hint="give two files of the same kind")
    measure = {"picture": _pictures, "sound": _sounds, "clip": _videos, "model": _meshes}.get(kinds[0], _texts)
    return measure(first, second)


def _kind(facts: Probe) -> str:
    """What a file is to eye and ear; a GIF that moves is a clip."""
    if (facts.num_frames or 1) > 1:
        return "clip"
    medium = facts.media_type.split("/")[0]
    return {"image": "picture", "audio": "sound", "video": "clip", "model": "model"}.get(medium, "text")


def _judge(distance: float, measure: str, where: str) -> Comparison:
    if not where:
        return Comparison("identical", 0.0, measure)
    return Comparison("close" if distance <= CLOSE else "different", round(float(distance), 6), measure, where)


def _pictures(first: Path, second: Path) -> Comparison:
    from castalia.media.picture import read_picture

    a, b = read_picture(first), read_picture(second)
    return _judge(*_picture_distance(a, b))


def _picture_distance(a: np.ndarray, b: np.ndarray) -> tuple[float, str, str]:
    """1 - SSIM of the luminance (Wang et al. 2004), the measure's name, and the first pixel that differs."""
    from skimage.metrics import structural_similarity

    if a.shape[:2] != b.shape[:2]:
        return 1.0, "1 - SSIM", f"size {a.shape[1]}x{a.shape[0]} against {b.shape[1]}x{b.shape[0]}"
    a, b = a[..., :3], b[..., :3]
    rows, columns = np.nonzero((a != b).any(axis=2))
    if not len(rows):
        return 0.0, "1 - SSIM", ""
    weights = np.array([0.2126, 0.7152, 0.0722])
    window = min(7, *(s - (s + 1) % 2 for s in a.shape[:2]))
    if window < 3:
        return (
            float(np.abs(a.astype(float) - b).mean() / 255),
            "mean difference",
            f"pixel ({columns[0]}, {rows[0]})",
        )
    similarity = structural_similarity(a @ weights, b @ weights, data_range=255, win_size=window)
    return 1 - float(similarity), "1 - SSIM", f"pixel ({columns[0]}, {rows[0]}), {len(rows)} pixels in all"


def _sounds(first: Path, second: Path) -> Comparison:
    """Relative error of the log spectra, each 2048 samples long."""
    from castalia.media.sound import read_sound

    (a, rate_a), (b, rate_b) = read_sound(first), read_sound(second)
    measure = "log-spectral difference"
    if rate_a != rate_b or a.shape[1] != b.shape[1]:
        return _judge(1.0, measure, f"{a.shape[1]} channels at {rate_a} Hz against {b.shape[1]} at {rate_b} Hz")
    length = min(len(a), len(b))
    apart = np.nonzero((a[:length] != b[:length]).any(axis=1))[0]
    if not len(apart) and len(a) == len(b):
        return _judge(0.0, measure, "")
    where = (
        f"{apart[0] / rate_a:.3f} s"
        if len(apart)
        else f"length {len(a) / rate_a:.2f} s against {len(b) / rate_b:.2f} s"
    )
    spectra = [_log_spectrum(x[:length].mean(axis=1)) for x in (a, b)]
    missing = abs(len(a) - len(b)) / max(len(a), len(b))
    return _judge(min(1.0, float(np.abs(spectra[0] - spectra[1]).mean()) / 60 + missing), measure, where)


def _log_spectrum(mono: np.ndarray) -> np.ndarray:
    """dB per frame and frequency, floor at -80."""
    frames = np.lib.stride_tricks.sliding_window_view(np.pad(mono, (0, 2048)), 2048)[::1024] * np.hanning(2048)
    return np.maximum(20 * np.log10(np.abs(np.fft.rfft(frames)) / 512 + 1e-9), -80)


def _videos(first: Path, second: Path) -> Comparison:
    from castalia.media.video import read_frames

    distances, where = [], ""
    for i, (a, b) in enumerate(zip_longest(read_frames(first), read_frames(second))):
        if a is None or b is None:
            return _judge(1.0, "1 - SSIM", where or f"frame {i} is missing in one of them")
        distance, _, pixel = _picture_distance(a, b)
        distances.append(distance)
        where = where or (pixel and f"frame {i}, {pixel}")
    if where:
        return _judge(float(np.mean(distances)), "1 - SSIM", where)
    return _judge(0.0, "1 - SSIM", "" if _same_sound(first, second) else "the sound track")


def _same_sound(first: Path, second: Path) -> bool:
    import av

    def packets(path: Path) -> list[bytes]:
        with av.open(str(path)) as container:
            return [bytes(p) for p in container.demux(audio=0)] if container.streams.audio else []

    return packets(first) == packets(second)


def _meshes(first: Path, second: Path) -> Comparison:
    """Distance of the vertices in order, relative to the size of the model; 1 when their number differs."""
    from castalia.media.mesh import read_mesh

    a, b = read_mesh(first), read_mesh(second)
    measure = "vertex distance"
    if a.vertices.shape != b.vertices.shape or a.faces.shape != b.faces.shape:
        return _judge(1.0, measure, f"{len(a.vertices)} vertices against {len(b.vertices)}")
    apart = np.linalg.norm(a.vertices - b.vertices, axis=1) / max(float(a.scale), 1e-9)
    moved = np.nonzero(apart)[0]
    return _judge(float(apart.mean()), measure, f"vertex {moved[0]}" if len(moved) else "")


def _texts(first: Path, second: Path) -> Comparison:
    a, b = (p.read_text(encoding="utf-8", errors="replace").splitlines() for p in (first, second))
    differing = next((i for i, (x, y) in enumerate(zip_longest(a, b), 1) if x != y), None)
    ratio = difflib.SequenceMatcher(None, a, b, autojunk=False).ratio()
    return _judge(1 - ratio, "1 - share of equal lines", f"line {differing}" if differing else "")
