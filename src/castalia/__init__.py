"""Castalia: one prompt becomes text, pictures, speech, music, video, 3D models, or a whole work made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES = {
    "Studio": "castalia.studio",
    "Artifact": "castalia.library.artifact",
    "CastaliaError": "castalia.errors",
}
"""Where the public names come from that are not recipes."""
__all__ = [
    "Artifact",
    "Avatar",
    "CastaliaError",
    "Compare",
    "Cutout",
    "Describe",
    "FaceMesh",
    "Host",
    "Image",
    "Listen",
    "Mesh",
    "Music",
    "Recipe",
    "Speech",
    "StoryPage",
    "Studio",
    "TalkingPortrait",
    "Text",
    "Upscale",
    "Video",
]

if TYPE_CHECKING:
    from castalia.errors import CastaliaError
    from castalia.library.artifact import Artifact
    from castalia.recipes import (
        Avatar,
        Compare,
        Cutout,
        Describe,
        FaceMesh,
        Host,
        Image,
        Listen,
        Mesh,
        Music,
        Recipe,
        Speech,
        StoryPage,
        TalkingPortrait,
        Text,
        Upscale,
        Video,
    )
    from castalia.studio import Studio


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that `import castalia` stays instant."""
    if name not in __all__:
        raise AttributeError(f"module 'castalia' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES.get(name, "castalia.recipes")), name)
