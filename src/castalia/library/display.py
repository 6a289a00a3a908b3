"""Shows an artifact in a notebook: the picture, the player, the words or the page itself."""

from __future__ import annotations

import base64
import html
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from castalia.library.artifact import Artifact, ArtifactFile

MOST = 32 * 2**20
"""Bytes that are put into a notebook; what is larger is only named."""


def as_html(artifact: Artifact) -> str:
    """The artifact as HTML that needs nothing beside it."""
    main = artifact.main
    medium = main.media_type.partition("/")[0]
    shown = artifact.files if artifact.is_folder else (main,)
    if sum(f.size for f in shown) > MOST or not all(f.path.is_file() for f in shown):
        return _named(artifact)
    if artifact.is_folder:
        return f'<iframe srcdoc="{html.escape(_inlined(artifact))}" style="width:100%;height:720px;border:0"></iframe>'
    label = html.escape(str(artifact.recipe_data.get("prompt", artifact.kind)), quote=True)
    if medium == "image":
        return f'<img src="{_data_uri(main)}" alt="{label}" style="max-width:100%">'
    if medium == "audio":
        return f'<audio controls src="{_data_uri(main)}" aria-label="{label}"></audio>'
    if medium == "video":
        return f'<video controls loop src="{_data_uri(main)}" aria-label="{label}" style="max-width:100%"></video>'
    if main.media_type in ("text/markdown", "text/plain"):
        return f'<div style="white-space:pre-wrap;max-width:70ch">{html.escape(artifact.text)}</div>'
    return _named(artifact)


def _named(artifact: Artifact) -> str:
    main = artifact.main
    what = f"{artifact.kind} {artifact.id}: {main.name}, {main.media_type}, {main.size / 1e6:.1f} MB"
    return f"<p>{html.escape(what)}. Copy it to a file of yours with <code>.save({main.name!r})</code>.</p>"


def _inlined(artifact: Artifact) -> str:
    """A page whose references to its own files are replaced by their content."""
    page = artifact.open().decode("utf-8", "replace")
    for file in artifact.files:
        if file is not artifact.main:
            page = page.replace(f'"{file.name}"', f'"{_data_uri(file)}"')
    return page


def _data_uri(file: ArtifactFile) -> str:
    return f"data:{file.media_type};base64,{base64.b64encode(file.path.read_bytes()).decode('ascii')}"
