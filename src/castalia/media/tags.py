"""Tags of sound and video files: provenance as their comment, the mark as their description."""

from __future__ import annotations

from pathlib import Path

from castalia.media.provenance import Provenance


def tags(provenance: Provenance, description: bool = True) -> dict[str, str]:
    """Container metadata in FFmpeg's names. JSON goes last so that readers which cut tags keep the short ones.

    Args:
        description: whether to give a description too; Vorbis comments call the comment by that name.
    """
    found = {
        "title": provenance.title(),
        "artist": f"castalia {provenance.castalia}",
        "description": provenance.mark if description else "",
        "copyright": f"{provenance.mark}. {provenance.licence}".strip(),
        "comment": provenance.to_json(),
    }
    return {name: value for name, value in found.items() if value}


def provenance_of(path: Path) -> Provenance | None:
    """The provenance in the comment of a sound or video file, or None."""
    import av

    with av.open(str(path), metadata_errors="replace") as container:
        everywhere = [container.metadata, *(stream.metadata for stream in container.streams)]
    comments = (v for metadata in everywhere for k, v in metadata.items() if k.lower() in ("comment", "icmt"))
    return next((p for c in comments if (p := Provenance.from_json(c))), None)
