"""What a file is, seen from its content: its kind, its measures, and whether it is whole."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from castalia.errors import BadInput
from castalia.media.complete import complete
from castalia.media.kinds import NAMES, media_type, sniff, suffix_for

__all__ = ["Probe", "media_type", "probe", "sniff", "suffix_for"]


@dataclass(frozen=True)
class Probe:
    """The facts of a file; None where a fact does not apply to its kind."""

    media_type: str
    size: int
    """Bytes."""
    width: int | None = None
    height: int | None = None
    """Pixels, the right way up."""
    has_alpha: bool | None = None
    duration: float | None = None
    """Seconds."""
    fps: float | None = None
    num_frames: int | None = None
    video_codec: str | None = None
    audio_codec: str | None = None
    sample_rate: int | None = None
    channels: int | None = None
    vertices: int | None = None
    faces: int | None = None
    words: int | None = None

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def probe(path: str | Path) -> Probe:
    """Look at a file's content, whatever its name says.

    Raises:
        NotFound: there is no such file.
        BadInput: it is empty, damaged, cut off, of no known kind, or of quite another kind than its ending says.
    """
    path = Path(path)
    found = complete(path, sniff(path))
    _check_name(path, found)
    size = path.stat().st_size
    family = found.split("/")[0]
    if found == "image/gif":
        return Probe(found, size, **{**_picture(path), **_streams(path)})
    if family == "image":
        return Probe(found, size, **_picture(path))
    if family in ("audio", "video") and found != "audio/midi":
        return Probe(found, size, **_streams(path))
    if family == "model" and found != "model/mtl":
        return Probe(found, size, **_mesh(path))
    if family == "text":
        return Probe(found, size, **_text(path))
    return Probe(found, size)


def _check_name(path: Path, found: str) -> None:
    """Refuse a name that promises another family: a text named .png; a JPEG named .png is let pass."""
    try:
        promised = media_type(path)
    except BadInput:
        return
    families = {_family(promised), _family(found)}
    if len(families) > 1:
        raise BadInput(f"{path.name} is named {path.suffix} but is {NAMES[found]}", hint=f"give {NAMES[promised]}")


def _family(kind: str) -> str:
    """What may stand under each other's endings: sound in video containers, JSON and the rest as text."""
    family = kind.split("/")[0]
    return {"video": "av", "audio": "av", "application": "text"}.get(family, family) if "midi" not in kind else "midi"


def _picture(path: Path) -> dict[str, Any]:
    from castalia.media.picture import opened

    with opened(path) as image:
        image.load()
        turned = image.getexif().get(0x0112, 1) >= 5
        width, height = image.size[::-1] if turned else image.size
        return {"width": width, "height": height, "has_alpha": image.has_transparency_data}


def _streams(path: Path) -> dict[str, Any]:
    """Facts from every packet rather than from the header, which may promise more than there is."""
    import av

    facts: dict[str, Any] = {}
    try:
        with av.open(str(path), metadata_errors="replace") as container:
            video = next((s for s in container.streams.video), None)
            audio = next((s for s in container.streams.audio), None)
            if video is None and audio is None:
                raise BadInput(f"{path.name} holds neither picture nor sound", hint="get a complete copy")
            ends = dict.fromkeys([s for s in (video, audio) if s], 0.0)
            counts = dict.fromkeys(ends, 0)
            for packet in container.demux(list(ends)):
                if packet.size:
                    counts[packet.stream] += 1
                    if packet.pts is not None:
                        end = (packet.pts + (packet.duration or 0)) * packet.time_base
                        ends[packet.stream] = max(ends[packet.stream], float(end))
            if not max(counts.values()):
                raise BadInput(f"{path.name} holds not a moment of sound or picture", hint="get a complete copy")
            promised = container.duration / av.time_base if container.duration else max(ends.values())
            if max(ends.values()) < 0.9 * promised - 0.5:
                raise BadInput(
                    f"{path.name} was cut off: {max(ends.values()):.1f} of {promised:.1f} seconds are there",
                    hint="get a complete copy",
                )
            facts["duration"] = round(promised, 3)
            if video is not None:
                # The delays of a GIF are uneven at most rates, so its header's rate is not the true one.
                rate = video.average_rate or video.guessed_rate
                if video.codec_context.name == "gif" and promised:
                    rate = counts[video] / promised
                facts |= {
                    "width": video.width,
                    "height": video.height,
                    "fps": round(float(rate), 3) if rate else None,
                    "num_frames": counts[video],
                    "video_codec": video.codec_context.codec.canonical_name,
                }
            if audio is not None:
                facts |= {
                    "audio_codec": audio.codec_context.codec.canonical_name,
                    "sample_rate": audio.rate,
                    "channels": audio.channels,
                }
    except (av.FFmpegError, ValueError) as error:
        raise BadInput(f"{path.name} is damaged or cut off: {error}", hint="get a complete copy") from None
    return facts


def _mesh(path: Path) -> dict[str, Any]:
    from castalia.media.mesh import read_mesh

    mesh = read_mesh(path)
    return {"vertices": len(mesh.vertices), "faces": len(mesh.faces)}


def _text(path: Path) -> dict[str, Any]:
    from castalia.media.text import count_words, read_text, visible_text

    return {"words": count_words(visible_text(read_text(path)))}
