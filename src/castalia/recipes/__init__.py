"""What can be asked for. A recipe is the one definition from which every face of it is made."""

from __future__ import annotations

import json
from typing import Any

from castalia.errors import BadInput
from castalia.recipes.avatar import Avatar
from castalia.recipes.base import FieldSpec, FileRef, Prompt, Recipe, field
from castalia.recipes.compare import Compare
from castalia.recipes.cutout import Cutout
from castalia.recipes.describe import Describe
from castalia.recipes.face import FaceMesh
from castalia.recipes.host import Host
from castalia.recipes.image import Image
from castalia.recipes.listen import Listen
from castalia.recipes.mesh import Mesh
from castalia.recipes.music import Music
from castalia.recipes.portrait import TalkingPortrait
from castalia.recipes.speech import Speech
from castalia.recipes.text import Text
from castalia.recipes.upscale import Upscale
from castalia.recipes.video import Video
from castalia.recipes.work import StoryPage

_ALL: tuple[type[Recipe], ...] = (
    Text, Image, Speech, Music, Video, Mesh, FaceMesh, TalkingPortrait, Upscale, Cutout, Describe, StoryPage, Avatar,
    Listen, Host, Compare,
)  # fmt: skip
RECIPES: dict[str, type[Recipe]] = {cls.kind: cls for cls in _ALL}
"""Every recipe by its kind. What is not in here does not exist for any face."""


def recipe_class(kind: str) -> type[Recipe]:
    """The class of a kind; `BadInput` when there is none."""
    try:
        return RECIPES[kind]
    except KeyError:
        raise BadInput(f"there is no recipe of kind '{kind}'", hint=f"kinds are {', '.join(RECIPES)}") from None


def load(data: str | bytes | dict[str, Any]) -> Recipe:
    """A recipe from its JSON text or dict (as `Recipe.to_dict` gives it); `BadInput` when it is not one."""
    if not isinstance(data, dict):
        try:
            data = json.loads(data)
        except ValueError as error:
            raise BadInput(
                f"the recipe is not JSON: {error}",
                hint="pass what `castalia info FILE --json` shows under 'recipe'",
            ) from None
    if not isinstance(data, dict) or not isinstance(data.get("kind"), str):
        raise BadInput("the recipe has no 'kind'", hint=f"kinds are {', '.join(RECIPES)}")
    values = dict(data)
    return recipe_class(values.pop("kind")).make(**values)


__all__ = [
    "RECIPES",
    "Avatar",
    "Compare",
    "Cutout",
    "Describe",
    "FaceMesh",
    "FieldSpec",
    "FileRef",
    "Host",
    "Image",
    "Listen",
    "Mesh",
    "Music",
    "Prompt",
    "Recipe",
    "Speech",
    "StoryPage",
    "TalkingPortrait",
    "Text",
    "Upscale",
    "Video",
    "field",
    "load",
    "recipe_class",
]
