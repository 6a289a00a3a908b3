"""The comment of a GIF file, in which it keeps its provenance."""

from __future__ import annotations

from pathlib import Path

from castalia.media.provenance import Provenance


def insert_comment(path: Path, provenance: Provenance) -> None:
    """Put the mark and the provenance's JSON into a GIF, before its first picture.

    Source: CompuServe, GIF89a specification (1990), section 24.
    """
    data = path.read_bytes()
    palette = 3 * 2 ** ((data[10] & 7) + 1) if data[10] & 0x80 else 0
    at = 13 + palette
    text = f"{provenance.mark}\n{provenance.to_json()}".encode()
    blocks = b"".join(bytes([len(text[i : i + 255])]) + text[i : i + 255] for i in range(0, len(text), 255))
    path.write_bytes(data[:at] + b"\x21\xfe" + blocks + b"\0" + data[at:])
