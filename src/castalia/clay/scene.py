"""The scene that a prompt means: the one thing from which picture, animation, mesh and caption are made."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Relation = Literal["on", "next_to", "holding", "riding", "in_front_of", "behind", "under", "looking_at"]
CameraShot = Literal["close", "mid", "wide"]


class Subject(BaseModel):
    """One kind of thing in the scene, `count` times."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    """Concept of the lexicon, e.g. `dog`; names the modelling function."""
    color: str | None = None
    """Colour of the lexicon, e.g. `red`; None takes the kind's own."""
    count: int = 1
    size: float = 1.0
    """Factor on the kind's natural size."""
    material: str | None = None
    """What it is made of, e.g. `glass`, `metal`, `wood`, `gold`, `ice`, `glowing`; None takes the kind's own."""
    becoming: str | None = None
    """Kind that it turns into over an animation (`morphing into`); a still shows the middle."""
    becoming_color: str | None = None
    """Colour that it turns into; None takes that kind's own."""
    action: str | None = None
    """What it does, e.g. `waving`; None takes the kind's idle motion."""
    relation: Relation | None = None
    target: int | None = None
    """Index in `Scene.subjects` of what `relation` relates it to."""
    traits: tuple[str, ...] = ()
    """Variants the kind knows, e.g. `glasses`, `beard`, `glowing`."""
    phrase: str = ""
    """The words of the prompt that named it."""


class Scene(BaseModel):
    """Everything that is to be seen, in words; positions follow from it and from `seed`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    subjects: tuple[Subject, ...] = ()
    place: str = "meadow"
    light: str = "noon"
    camera: CameraShot = "mid"
    angle: Literal["eye", "low", "high", "top"] = "eye"
    """From where the camera looks: eye level, low angle, high angle, bird's eye."""
    lens: Literal["normal", "35mm", "portrait", "macro", "fisheye"] = "normal"
    focus: bool = False
    """Depth of field: what is nearer or farther than the first subject is out of focus."""
    weather: str = "clear"
    """clear, cloudy, fog, rain, snow, storm, stars."""
    motion: str = "orbit"
    """Camera move of an animation: orbit, push, pull, pan, crane, still, turntable (the subjects turn)."""
    mood: Literal["plain", "surreal"] = "plain"
    """surreal: planets and islands float in the sky."""
    style: str = "clay"
    without: tuple[str, ...] = ()
    """Concepts that must not be seen, e.g. `tree`: neither as subjects nor as props of the place."""
    seed: int = 0


class Heard(BaseModel):
    """A stretch of the prompt and what it was taken for."""

    model_config = ConfigDict(frozen=True)

    text: str
    concept: str
    """E.g. `subject:dog`, `place:moon`, `color:red`, `relation:on`."""
    exact: bool = True
    """False when the thing itself is not known and something near was taken (lion cub -> lion)."""


class Understanding(BaseModel):
    """A prompt as the clay world understood it."""

    model_config = ConfigDict(frozen=True)

    scene: Scene
    language: Literal["en", "zh"]
    heard: tuple[Heard, ...]
    not_understood: tuple[str, ...]

    def report(self) -> dict[str, list[str]]:
        """For the user: what was understood, approximated and not understood, as plain lists."""
        return {
            "understood": [f"{h.text} = {h.concept.split(':')[1]}" for h in self.heard if h.exact],
            "approximated": [f"{h.text} -> {h.concept.split(':')[1]}" for h in self.heard if not h.exact],
            "not_understood": list(self.not_understood),
        }
