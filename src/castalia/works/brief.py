"""The brief of a work: what every part of it must agree on."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Character(_Frozen):
    """One of the cast."""

    name: str
    """How the story calls it, e.g. `Mira` or `the explorer`, in the work's language."""
    kind: str
    """Concept of the clay lexicon (`explorer`), or the prompt's own word when the lexicon has none."""
    look: str
    """A phrase that draws it the same way in every picture: `an explorer in a khaki jacket`."""
    role: Literal["hero", "companion", "find"]
    """`find` is the thing that the story turns about."""


class Beat(_Frozen):
    """One step of the story, with its picture."""

    title: str
    event: str
    """What happens, one or two sentences in the work's language."""
    picture: str
    """The prompt of its illustration, complete in itself: who, doing what, where, in which light, seen how."""
    alt: str
    """What the picture shows, for who cannot see it."""
    light: str
    """One of `castalia.clay.layout.LIGHTS`."""
    shot: Literal["close", "mid", "wide"]


class Brief(_Frozen):
    """What a story page is about. Prose is in `language`."""

    language: Literal["en", "zh"]
    title: str
    logline: str
    """The story in one sentence."""
    cast: tuple[Character, ...]
    place: str
    """Concept of the lexicon, e.g. `rainforest`, or the prompt's own words."""
    place_phrase: str
    """`in the rainforest`."""
    light: str
    style: str
    palette: tuple[str, ...]
    """Five colours `#rrggbb` from dark to light that belong to place and light."""
    mood: str
    """One of the moods of the Music recipe (not `auto`)."""
    tone: str
    """One of the tones of the Text recipe."""
    beats: tuple[Beat, ...]
    motion: str
    """Prompt of the moving clip."""
    clip_line: str
    """One sentence spoken over the clip."""
    model: str
    """Prompt of the 3D model: the find, or the hero, alone."""
