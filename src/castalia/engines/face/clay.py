"""The clay engine for faces in 3D: the exact head of who was drawn by the clay world, from the scene itself."""

from __future__ import annotations

from typing import ClassVar

from castalia.engines import scenes
from castalia.engines.base import Availability, Context, Engine, Progress, Run
from castalia.engines.face import base
from castalia.errors import BadInput
from castalia.recipes import FaceMesh
from castalia.settings import Settings


class ClayFace(Engine[FaceMesh]):
    """Extracts the surface of the head from the scene's distance field and bakes its colours into a texture."""

    name: ClassVar[str] = "clay"
    kind: ClassVar[str] = "face"
    version: ClassVar[str] = f"{scenes.VERSION}.1"
    title: ClassVar[str] = "Clay world"
    about: ClassVar[str] = (
        "Gives the head of somebody in a picture of the clay world exactly as it was modelled, from all sides. It "
        "knows no other pictures, and it is not a neural network."
    )
    priority: ClassVar[int] = 20
    libraries: ClassVar[tuple[str, ...]] = (*base.LIBRARIES, "scikit-image")

    def availability(self, settings: Settings) -> Availability:
        return Availability(True, "runs on the CPU; for pictures of the clay world")

    def unsuited(self, recipe: FaceMesh, settings: Settings) -> str:
        from castalia.faces.clay.actor import why_not

        return super().unsuited(recipe, settings) or why_not(recipe.image, settings)

    def check(self, recipe: FaceMesh, settings: Settings) -> None:
        base.check(recipe, settings, drawn=True)

    def run(self, recipe: FaceMesh, ctx: Context) -> Run:
        from castalia.faces.clay.actor import ClayActor, scene_behind
        from castalia.faces.clay.head import clay_head
        from castalia.media.picture import read_picture

        yield Progress(0, base.STEPS, "building the scene")
        path = ctx.open(recipe.image)
        behind = scene_behind(path, ctx.open)
        if behind is None:
            raise BadInput("the clay world did not draw this picture", hint="leave the engine out, or take another one")
        actor = ClayActor(behind.scene, behind.width, behind.height)
        if not actor.faces:
            raise BadInput("nobody in the picture has a face", hint="take a picture of somebody")
        if recipe.face > actor.faces:
            raise BadInput(f"there is no face {recipe.face}", hint=f"the picture has {actor.faces}, from the left")
        face = recipe.face - 1 if recipe.face else actor.main
        yield Progress(5, base.STEPS, "sculpting")
        aspect = behind.width / behind.height
        head = clay_head(
            behind.scene, aspect, face, extent=recipe.extent, hair=recipe.hair, texture_size=recipe.texture_size
        )
        picture = read_picture(path)[..., :3]
        facts = {"title": "A head from the clay world", "kind": head.facts["kind"], "traits": head.facts["traits"]}
        notes = ["this is the very surface of the picture, not an estimate", *([behind.note] if behind.note else [])]
        return (yield from base.deliver(recipe, ctx, base.Made(head, picture, None, head.facts, facts, notes)))
