"""Whether a file is whole, seen from its structure: a copy that was cut off is found before anything decodes it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from castalia.errors import BadInput
from castalia.media.kinds import NAMES, sniff


def complete(path: Path, found: str | None = None) -> str:
    """Check that a file ends where its structure says, and return its media type.

    Formats that do not say where they end (MP3, text) pass.

    Raises:
        BadInput: it is cut off or damaged.
    """
    found = found or sniff(path)
    size = path.stat().st_size
    check = _CHECKS.get(found)
    if check is not None:
        with path.open("rb") as file:
            whole = check(file, size)
        if not whole:
            raise BadInput(f"{path.name} is {NAMES[found]} that was cut off or is damaged", hint="get a complete copy")
    return found


def _riff(file: BinaryIO, size: int) -> bool:
    head = file.read(12)
    told = int.from_bytes(head[4:8], "little")
    # Programs that write to a pipe do not know the size and say so by the largest one.
    return (
        size >= 44 and (told in (0, 0xFFFFFFFF) or size >= told + 8 - (told & 1))
        if head[8:12] == b"WAVE"
        else size >= told + 8
    )


def _boxes(file: BinaryIO, size: int) -> bool:
    """MP4: the boxes of the top level fill the file, and the one with the index is there."""
    at, seen = 0, set()
    while at + 8 <= size:
        file.seek(at)
        head = file.read(16)
        length, name = int.from_bytes(head[:4], "big"), head[4:8]
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        if length == 0:
            length = size - at
        if length < 8:
            return False
        seen.add(name)
        at += length
    return at == size and b"moov" in seen


def _ebml(file: BinaryIO, size: int) -> bool:
    """WebM and Matroska: the segment ends within the file."""

    def number(keep_marker: bool) -> int | None:
        first = file.read(1)
        if not first or not first[0]:
            return None
        length = 9 - first[0].bit_length()
        value = first[0] if keep_marker else first[0] & (0xFF >> length)
        rest = file.read(length - 1)
        unknown = not keep_marker and value == (0xFF >> length) and all(b == 0xFF for b in rest)
        return -1 if unknown else int.from_bytes(bytes([value]) + rest, "big")

    while file.tell() < size:
        name, length = number(True), number(False)
        if name is None or length is None:
            return False
        if length == -1:
            return True  # a live stream: it does not say
        if file.tell() + length > size:
            return False
        file.seek(length, os.SEEK_CUR)
    return True


def _ogg(file: BinaryIO, size: int) -> bool:
    """The last page (RFC 3533, section 6) has all its segments."""
    file.seek(max(0, size - 2 * 65307))
    tail = file.read()
    at = tail.rfind(b"OggS")
    if at < 0 or at + 27 > len(tail):
        return False
    segments = tail[at + 27 : at + 27 + tail[at + 26]]
    return len(segments) == tail[at + 26] and at + 27 + len(segments) + sum(segments) <= len(tail)


def _gif(file: BinaryIO, size: int) -> bool:
    file.seek(max(0, size - 16))
    return file.read().rstrip(b"\0").endswith(b"\x3b")


def _png(file: BinaryIO, size: int) -> bool:
    at = 8
    while at + 12 <= size:
        file.seek(at)
        head = file.read(8)
        at += 12 + int.from_bytes(head[:4], "big")
        if head[4:] == b"IEND":
            return at <= size
    return False


def _glb(file: BinaryIO, size: int) -> bool:
    return size >= 20 and int.from_bytes(file.read(12)[8:12], "little") <= size


def _stl(file: BinaryIO, size: int) -> bool:
    """Binary ones count their triangles; ones in words end with a word."""
    head = file.read(84)
    if size == 84 + 50 * int.from_bytes(head[80:84], "little"):
        return True
    file.seek(max(0, size - 256))
    return b"endsolid" in file.read()


_CHECKS: dict[str, Callable[[BinaryIO, int], bool]] = {
    "audio/wav": _riff,
    "audio/ogg": _ogg,
    "image/webp": _riff,
    "image/png": _png,
    "image/gif": _gif,
    "video/mp4": _boxes,
    "audio/mp4": _boxes,
    "video/quicktime": _boxes,
    "video/webm": _ebml,
    "video/x-matroska": _ebml,
    "model/gltf-binary": _glb,
    "model/stl": _stl,
}
