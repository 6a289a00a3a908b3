"""Small pictures of files for galleries, and of unfinished pictures for progress displays."""

from __future__ import annotations

import io
import re
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from castalia.errors import BadInput
from castalia.media.kinds import sniff

if TYPE_CHECKING:
    from PIL import Image

_PAPER, _INK, _ACCENT = (250, 248, 244), (52, 50, 56), (196, 90, 62)


def thumbnail(path: str | Path, size: int = 256) -> bytes:
    """A small WebP picture of a file, its longer side at most `size` pixels.

    Pictures are scaled, videos give their middle frame, sounds their waveform, meshes a shaded view, texts their
    first lines.

    Raises:
        NotFound, BadInput: as `probe`; also for kinds that have no look (MIDI, archives).
    """
    from PIL import Image

    path = Path(path)
    found = sniff(path)
    family = found.split("/")[0]
    if family == "image":
        from castalia.media.picture import read_picture

        image = Image.fromarray(read_picture(path))
    elif family == "video":
        image = Image.fromarray(_middle_frame(path))
    elif family == "audio" and found != "audio/midi":
        image = _waveform(path, size)
    elif family == "model":
        from castalia.media.mesh import read_mesh
        from castalia.media.shading import shaded

        image = Image.fromarray(shaded(read_mesh(path), 2 * size))
    elif family == "text":
        image = _first_lines(path, size)
    else:
        raise BadInput(f"{path.name} has no thumbnail", hint="pictures, videos, sounds, models and texts have one")
    image.thumbnail((size, size), Image.Resampling.LANCZOS)
    return _encoded(image, "WEBP", quality=80, method=4)


def preview(picture: np.ndarray, size: int = 256) -> bytes:
    """A small JPEG of a picture that is being made, for `Progress.preview`.

    Args:
        picture: uint8 (height, width, 3 or 4).
        size: of the longer side, pixels.
    """
    from PIL import Image

    image = Image.fromarray(np.ascontiguousarray(picture[..., :3]))
    image.thumbnail((size, size), Image.Resampling.BOX, reducing_gap=None)
    return _encoded(image, "JPEG", quality=80)


def _encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def _middle_frame(path: Path) -> np.ndarray:
    """The frame half way through, found by seeking to the key frame before it; the first if that fails."""
    import av

    from castalia.media.video import read_frames

    try:
        with av.open(str(path), metadata_errors="replace") as container:
            stream = container.streams.video[0]
            middle = (container.duration or 0) / 2 / av.time_base
            container.seek(int(middle * av.time_base))
            for frame in container.decode(stream):
                if frame.time is None or frame.time >= middle - 0.5 / float(stream.average_rate or 25):
                    return np.rot90(frame.to_ndarray(format="rgb24"), round(frame.rotation / 90))
    except (av.FFmpegError, IndexError):
        pass
    return next(read_frames(path))


def _waveform(path: Path, size: int) -> Image.Image:
    """Peaks and, within them, the loudness of each column, mirrored about the middle."""
    from PIL import Image, ImageDraw

    from castalia.media.sound import read_sound

    samples, _ = read_sound(path)
    mono = np.abs(samples).max(axis=1)
    width, height, bars = 2 * size, size, size // 4
    edges = np.linspace(0, len(mono), bars + 1).astype(int)
    columns = [mono[a : max(b, a + 1)] for a, b in pairwise(edges)]
    peak = np.array([c.max() if len(c) else 0.0 for c in columns])
    power = np.array([np.sqrt((c**2).mean()) if len(c) else 0.0 for c in columns])
    loudest = max(float(peak.max()), 1e-3)
    image = Image.new("RGB", (width, height), _PAPER)
    draw = ImageDraw.Draw(image)
    step = width / bars
    for i in range(bars):
        left, right = i * step + step * 0.2, (i + 1) * step - step * 0.2
        for level, color in ((peak[i], (229, 190, 174)), (power[i], _ACCENT)):
            reach = max(1.5, level / loudest * height * 0.46)
            draw.rounded_rectangle((left, height / 2 - reach, right, height / 2 + reach), (right - left) / 2, color)
    return image


def _first_lines(path: Path, size: int) -> Image.Image:
    """A sheet with the first lines; grey strokes stand for words no installed font can write."""
    from PIL import Image, ImageDraw

    from castalia.media.text import read_text, visible_text

    width, height, em = 2 * size, int(2.6 * size), size // 9
    image = Image.new("RGB", (width, height), _PAPER)
    draw = ImageDraw.Draw(image)
    text = visible_text(read_text(path))[:4000]
    margin, y = em * 1.6, em * 1.6
    for n, paragraph in enumerate(p for p in islice(text.splitlines(), 60) if p.strip()):
        scale = 1.45 if n == 0 and len(paragraph) < 60 else 1.0
        pen = _Pen(draw, int(em * scale), paragraph)
        for line in pen.wrapped(paragraph.lstrip("#> ").strip(), width - 2 * margin):
            if y + em > height - margin:
                return image
            pen.write((margin, y), line)
            y += em * scale * 1.5
        y += em * 0.6
    return image


class _Pen:
    """Writes with a font that has the characters of a text, or draws strokes in their place."""

    def __init__(self, draw: object, em: int, sample: str) -> None:
        from PIL import ImageFont

        self.draw, self.em = draw, em
        self.font = None
        if all(ord(c) < 0x2E80 for c in sample):
            self.font = ImageFont.load_default(em)
        else:
            for name in (
                "NotoSansCJK-Regular.ttc",
                "NotoSansSC-Regular.otf",
                "wqy-zenhei.ttc",
                "PingFang.ttc",
                "msyh.ttc",
            ):
                try:
                    self.font = ImageFont.truetype(name, em)
                    break
                except OSError:
                    continue

    def length(self, text: str) -> float:
        return self.font.getlength(text) if self.font else self.em * sum(1.0 if ord(c) > 0x2E80 else 0.5 for c in text)

    def wrapped(self, text: str, width: float) -> list[str]:
        """Lines of at most `width` pixels, broken at spaces or between Chinese characters."""
        lines, line = [], ""
        for word in _pieces(text):
            if line and self.length(line + word.rstrip()) > width:
                lines.append(line.rstrip())
                line = ""
            line += word
        return [*lines, line.rstrip()]

    def write(self, at: tuple[float, float], line: str) -> None:
        if self.font:
            self.draw.text(at, line, _INK, font=self.font)
            return
        x, y = at
        for word in line.split():
            length = self.length(word)
            self.draw.rounded_rectangle(
                (x, y + self.em * 0.3, x + length, y + self.em * 0.8), self.em * 0.2, (176, 174, 178)
            )
            x += length + self.em * 0.4


def _pieces(text: str) -> list[str]:
    """Words with the space after them; Chinese characters each by itself, with the punctuation that follows."""
    return re.findall(r"[\u2e80-\uffef][，。！？、；：」』”’）]*|[^\s\u2e80-\uffef]{1,40}\s*|\s+", text)
