"""XMP in JPEG files: one segment of 64 KB, and extended segments for what does not fit into it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from castalia.media import xmp
from castalia.media.provenance import Provenance

_MAIN = b"http://ns.adobe.com/xap/1.0/\0"
_EXTENDED = b"http://ns.adobe.com/xmp/extension/\0"
_ROOM = 65533 - len(_MAIN)
_CHUNK = 65000
_APP1 = 0xE1


def inserted(jpeg: bytes, provenance: Provenance) -> bytes:
    """The file with the provenance's XMP packet after its EXIF segment.

    Source: Adobe, XMP Specification Part 3 (2020), section 1.1.3: a packet over 64 KB is cut into extended
    segments, each with the MD5 of the whole, its length and the offset.
    """
    packet = xmp.packet(provenance).encode()
    segments = [_MAIN + packet]
    if len(packet) > _ROOM:
        guid = hashlib.md5(packet, usedforsecurity=False).hexdigest().upper()
        head = _EXTENDED + guid.encode() + len(packet).to_bytes(4, "big")
        segments = [_MAIN + xmp.packet(provenance, extended=guid).encode()]
        segments += [head + i.to_bytes(4, "big") + packet[i : i + _CHUNK] for i in range(0, len(packet), _CHUNK)]
    data = b"".join(b"\xff\xe1" + (len(s) + 2).to_bytes(2, "big") + s for s in segments)
    at = next((end for marker, _, end in _segments(jpeg) if marker == _APP1), 2)
    return jpeg[:at] + data + jpeg[at:]


def extended_packet(jpeg: bytes) -> bytes:
    """The extended XMP packet of a JPEG file put together, empty when there is none."""
    chunks: dict[int, bytes] = {}
    for marker, start, end in _segments(jpeg):
        body = jpeg[start:end]
        if marker == _APP1 and body.startswith(_EXTENDED):
            offset = int.from_bytes(body[len(_EXTENDED) + 36 : len(_EXTENDED) + 40], "big")
            chunks[offset] = body[len(_EXTENDED) + 40 :]
    return b"".join(chunks[offset] for offset in sorted(chunks))


def _segments(jpeg: bytes) -> Iterator[tuple[int, int, int]]:
    """(marker, start of the body, end) of the segments before the pixels."""
    at = 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        yield jpeg[at + 1], at + 4, end
        at = end
