"""The clay engine for talking portraits: who was drawn by the clay world speaks with a modelled mouth."""

from __future__ import annotations

from collections.abc import Generator
from copy import copy
from dataclasses import replace
from typing import ClassVar

from castalia.engines import scenes
from castalia.engines.base import Availability, Context, Engine, Progress, Run
from castalia.engines.portrait import base
from castalia.errors import BadInput
from castalia.recipes import TalkingPortrait
from castalia.settings import Settings


class ClayPortrait(Engine[TalkingPortrait]):
    """Plays a performance in the scene that the picture was made from, and renders every frame of it."""

    name: ClassVar[str] = "clay"
    kind: ClassVar[str] = "talk"
    version: ClassVar[str] = f"{scenes.VERSION}.1"
    title: ClassVar[str] = "Clay world"
    about: ClassVar[str] = (
        "Lets the people, animals and robots of a picture that the clay world drew speak and move: their faces are "
        "modelled anew for every frame. It knows no other pictures, and it is not a neural network."
    )
    priority: ClassVar[int] = 20
    libraries: ClassVar[tuple[str, ...]] = (*scenes.LIBRARIES, "av")

    def availability(self, settings: Settings) -> Availability:
        return Availability(True, "renders on the CPU with numba; for pictures of the clay world")

    def unsuited(self, recipe: TalkingPortrait, settings: Settings) -> str:
        from castalia.faces.clay.actor import why_not

        return super().unsuited(recipe, settings) or why_not(recipe.image, settings)

    def complete(self, recipe: TalkingPortrait, settings: Settings) -> TalkingPortrait:
        from castalia.engines.diffusion.inputs import kept_file, size_of_file

        path = kept_file(recipe.image, settings)
        if path is None:
            return recipe
        width, height = size_of_file(path)
        if recipe.framing == "crop":
            width = height = min(width, height)
        return base.fitted(recipe, (width, height))

    def check(self, recipe: TalkingPortrait, settings: Settings) -> None:
        base.check(recipe, settings, drawn=True)

    def run(self, recipe: TalkingPortrait, ctx: Context) -> Run:
        acted = yield from self.acted(recipe, ctx)
        return (yield from base.film(recipe, ctx, acted.actor, acted.staged))

    def acted(self, recipe: TalkingPortrait, ctx: Context) -> Generator[Progress, None, base.Acted]:
        """All but the filming."""
        from castalia.engines.diffusion.inputs import size_of_file
        from castalia.engines.portrait.staging import stage
        from castalia.faces.clay.actor import ClayActor, scene_behind

        yield Progress(0, 1, "building the scene")
        path = ctx.open(recipe.image)
        behind = scene_behind(path, ctx.open)
        if behind is None:
            raise BadInput("the clay world did not draw this picture", hint="leave the engine out, or take another one")
        recipe = base.fitted(recipe, size_of_file(path))
        width, height = recipe.width or base.SIDE, recipe.height or base.SIDE
        actor = ClayActor(behind.scene, width, height, fps=float(recipe.fps), lively=recipe.liveliness > 0)
        if not actor.faces:
            raise BadInput("nobody in the picture has a face", hint="take a picture of somebody")
        staged = yield from stage(recipe, ctx, actor.faces, actor.main)
        if recipe.framing == "crop":
            actor = actor.cropped(recipe.face - 1 if recipe.face else actor.main)
        if behind.note:
            staged = replace(staged, notes=[behind.note, *staged.notes])
        # The first frame in which nothing moves is the picture; a copy, as an actor counts its frames.
        return base.Acted(actor, staged, lambda: copy(actor).frame([{}] * actor.faces))
