"""Castalia: one prompt becomes text, pictures, speech, music, video, 3D models, or a whole work made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES = {
    "Studio": "castalia.studio",
    "Artifact": "castalia.library.artifact",
    "CastaliaError": "castalia.errors",
    **dict.fromkeys(
        ("Recipe", "Text", "Image", "Speech", "Music", "Video", "Mesh", "Upscale", "Cutout", "StoryPage", "Compare"),
        "castalia.recipes",
    ),
}
__all__ = [
    "Artifact",
    "CastaliaError",
    "Compare",
    "Cutout",
    "Image",
    "Mesh",
    "Music",
    "Recipe",
    "Speech",
    "StoryPage",
    "Studio",
    "Text",
    "Upscale",
    "Video",
]

if TYPE_CHECKING:
    from castalia.errors import CastaliaError
    from castalia.library.artifact import Artifact
    from castalia.recipes import Compare, Cutout, Image, Mesh, Music, Recipe, Speech, StoryPage, Text, Upscale, Video
    from castalia.studio import Studio


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that `import castalia` stays instant."""
    if name not in _HOMES:
        raise AttributeError(f"module 'castalia' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
