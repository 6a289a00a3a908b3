"""Asks any file how it was made."""

from __future__ import annotations

import json
from pathlib import Path

from castalia.media.kinds import sniff
from castalia.media.provenance import Provenance


def read_provenance(path: str | Path) -> Provenance | None:
    """How a file was made, from inside the file itself.

    Returns:
        None for files that castalia did not make, plain text, and files too damaged to say.

    Raises:
        NotFound: there is no such file.
        BadInput: it is a folder, it is empty, or it is nothing castalia knows.
        StorageError: it cannot be read.
    """
    from castalia.media import mesh, picture, tags, text

    path = Path(path)
    found = sniff(path)
    family = found.split("/")[0]
    try:
        if family == "image":
            return picture.provenance_of(path, found)
        if family in ("audio", "video") and found != "audio/midi":
            return tags.provenance_of(path)
        if family == "model":
            return mesh.provenance_of(path, found)
        if found == "application/json":
            return Provenance.from_json(json.dumps(json.loads(path.read_text("utf-8"))["castalia"]))
        if family == "text":
            return text.provenance_of(path, found)
    except Exception:  # a damaged file may break its parser anywhere
        return None
    return None
