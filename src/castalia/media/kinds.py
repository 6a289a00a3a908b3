"""Which kinds of file there are: their media types, their endings, and how their first bytes look."""

from __future__ import annotations

import json
import re
from pathlib import Path

from castalia.errors import BadInput, NotFound, StorageError

_ENDINGS: dict[str, tuple[str, ...]] = {
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/webp": (".webp",),
    "image/gif": (".gif",),
    "audio/wav": (".wav",),
    "audio/flac": (".flac",),
    "audio/mpeg": (".mp3",),
    "audio/ogg": (".ogg", ".opus", ".oga"),
    "audio/mp4": (".m4a",),
    "audio/midi": (".mid", ".midi"),
    "video/mp4": (".mp4", ".m4v"),
    "video/quicktime": (".mov",),
    "video/webm": (".webm",),
    "video/x-matroska": (".mkv",),
    "model/gltf-binary": (".glb",),
    "model/obj": (".obj",),
    "model/mtl": (".mtl",),
    "model/stl": (".stl",),
    "text/plain": (".txt",),
    "text/markdown": (".md",),
    "text/html": (".html", ".htm"),
    "text/vtt": (".vtt",),
    "application/json": (".json",),
    "application/pdf": (".pdf",),
    "application/zip": (".zip",),
}
"""Media type -> its endings, the usual one first."""

_BY_ENDING = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings}

NAMES = {
    "image/png": "a PNG picture",
    "image/jpeg": "a JPEG picture",
    "image/webp": "a WebP picture",
    "image/gif": "a GIF",
    "audio/wav": "a WAV sound",
    "audio/flac": "a FLAC sound",
    "audio/mpeg": "an MP3 sound",
    "audio/ogg": "an Ogg sound",
    "audio/mp4": "an MPEG-4 sound",
    "audio/midi": "a MIDI score",
    "video/mp4": "an MP4 video",
    "video/quicktime": "a QuickTime video",
    "video/webm": "a WebM video",
    "video/x-matroska": "a Matroska video",
    "model/gltf-binary": "a GLB model",
    "model/obj": "an OBJ model",
    "model/mtl": "the material of an OBJ model",
    "model/stl": "an STL model",
    "text/plain": "plain text",
    "text/markdown": "Markdown text",
    "text/html": "an HTML page",
    "text/vtt": "WebVTT captions",
    "application/json": "JSON",
    "application/pdf": "a PDF document",
    "application/zip": "a ZIP archive",
}
"""What a user calls them."""

_OBJ_KEYWORDS = {"v", "vt", "vn", "vp", "f", "l", "p", "g", "o", "s", "mtllib", "usemtl"}
_HEAD = 65536
_TAGS = rb"html|head|body|title|meta|div|p|h[1-6]|article|section|style|script|main|header"


def media_type(path: str | Path) -> str:
    """The media type that a file's ending promises, e.g. `image/png` for `a.png` or `.png`.

    Raises:
        BadInput: the ending is not one that castalia knows.
    """
    name = Path(path).name.lower()
    ending = Path(name).suffix or name
    if ending not in _BY_ENDING:
        raise BadInput(f"'{ending}' is not a kind of file castalia knows", hint=f"use one of {' '.join(_BY_ENDING)}")
    return _BY_ENDING[ending]


def suffix_for(kind: str) -> str:
    """The usual ending of a media type, with its dot, e.g. `.jpg` for `image/jpeg`.

    Raises:
        BadInput: castalia does not know this media type.
    """
    if kind not in _ENDINGS:
        raise BadInput(f"'{kind}' is not a media type castalia knows", hint=f"use one of {', '.join(_ENDINGS)}")
    return _ENDINGS[kind][0]


def sniff(path: str | Path) -> str:
    """The media type that a file's content has, whatever its name says.

    Only between plain text, Markdown and other text is the ending asked, as content cannot tell them apart.

    Raises:
        NotFound: there is no such file.
        BadInput: it is a folder, it is empty, or it is nothing castalia knows.
        StorageError: it cannot be read.
    """
    path = Path(path)
    head = head_of(path)
    found = _binary(head) or _stl(head, path) or _text(head, path)
    if found is None:
        raise BadInput(f"{path.name} is not a picture, sound, video, model or text that castalia knows", hint=_OFFER)
    return found


_OFFER = "give a PNG, JPEG, WebP, GIF, WAV, FLAC, MP3, OGG, MP4, WebM, GLB, OBJ, STL, Markdown, text or HTML file"


def head_of(path: Path) -> bytes:
    """The first 64 KB of a file that must be there and must not be empty."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except FileNotFoundError:
        raise NotFound(f"there is no file {path}", hint="check the path") from None
    except IsADirectoryError:
        raise BadInput(f"{path} is a folder", hint="give the path of a file") from None
    except (OSError, ValueError) as error:
        raise StorageError(f"{path} cannot be read: {error}", hint="check its permissions") from None
    if not head:
        raise BadInput(f"{path.name} is empty", hint="give a file with something in it")
    return head


def _binary(head: bytes) -> str | None:
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return "image/gif"
    if head[:4] in (b"RIFF", b"RF64"):
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(head[8:12])
    if head.startswith(b"fLaC"):
        return "audio/flac"
    if head.startswith(b"OggS"):
        return "audio/ogg"
    if head.startswith(b"MThd"):
        return "audio/midi"
    if head.startswith(b"glTF"):
        return "model/gltf-binary"
    if head.startswith(b"%PDF"):
        return "application/pdf"
    if head.startswith(b"PK\x03\x04"):
        return "application/zip"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm" if b"webm" in head[:64] else "video/x-matroska"
    if head[4:8] == b"ftyp":
        return {b"M4A ": "audio/mp4", b"M4B ": "audio/mp4", b"qt  ": "video/quicktime"}.get(head[8:12], "video/mp4")
    if head.startswith(b"ID3") or _mpeg_audio(head):
        return "audio/mpeg"
    return None


def _stl(head: bytes, path: Path) -> str | None:
    """Binary STL has no magic number: its size must be that of the triangles it counts."""
    count = int.from_bytes(head[80:84], "little")
    return "model/stl" if len(head) >= 84 and path.stat().st_size == 84 + 50 * count else None


def _mpeg_audio(head: bytes) -> bool:
    """Whether it starts with the header of an MPEG layer III frame."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    return head[2] >> 4 not in (0, 15) and head[2] >> 2 & 3 != 3


def _text(head: bytes, path: Path) -> str | None:
    try:
        text = head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4 or len(head) < _HEAD:
            return None
        text = head[: error.start].decode("utf-8-sig")
    if re.search(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]", text):
        return None
    promised = _BY_ENDING.get(path.suffix.lower(), "")
    # Markdown may begin with an element of HTML, but not with a whole document.
    tags = rb"html" if promised == "text/markdown" else _TAGS
    if re.match(rb"\s*(?>(<!--.*?-->\s*)*)<(!doctype html|(%s)[\s>])" % tags, head, re.I | re.S):
        return "text/html"
    if text.startswith("WEBVTT"):
        return "text/vtt"
    if re.match(r"\s*solid\b[^\n]*\n\s*(facet\s|endsolid)", text):
        return "model/stl"
    if re.search(r"^newmtl\s", text, re.M) and promised in ("", "model/mtl"):
        return "model/mtl"
    if _is_obj(text):
        return "model/obj"
    if text.lstrip()[:1] in ("{", "[") and _is_json(path, head):
        return "application/json"
    return "text/markdown" if promised == "text/markdown" or "<!-- AI-generated" in text else "text/plain"


def _is_obj(text: str) -> bool:
    """Whether every line starts with a keyword of the OBJ format and one gives a vertex."""
    lines = text.splitlines()[:-1] or [text]
    words = {line.split(maxsplit=1)[0] for line in lines if line.strip() and not line.lstrip().startswith("#")}
    ours = "\n# castalia|" in text
    return (ours or bool({"v", "mtllib"} & words)) and words <= _OBJ_KEYWORDS


def _is_json(path: Path, head: bytes) -> bool:
    if len(head) == _HEAD:
        return path.suffix.lower() == ".json"
    try:
        json.loads(head)
    except (ValueError, RecursionError):
        return False
    return True
