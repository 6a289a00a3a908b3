"""The clay engine for pictures: draws the scene that the prompt means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from castalia.engines import scenes
from castalia.engines.base import Availability, Context, Engine, Produced, Progress, Result, Run
from castalia.engines.scenes import FOREIGN, LIBRARIES, VERSION
from castalia.engines.size import size_of
from castalia.errors import BadInput
from castalia.recipes import Image
from castalia.settings import Settings

if TYPE_CHECKING:
    import numpy as np

    from castalia.clay.scene import Scene

SIDE = 768
"""Pixels of a picture's side when nothing else is asked for."""


class ClayImage(Engine[Image]):
    """Parses the prompt into a scene and renders it by ray marching, then applies the style."""

    name = "clay"
    kind = "image"
    version = VERSION
    title = "Clay world"
    about = (
        "A procedural world of clay toys: it draws the things it has words for, in English and Chinese. "
        "It is not a neural network."
    )
    cannot = FOREIGN
    libraries = LIBRARIES

    def availability(self, settings: Settings) -> Availability:
        return Availability(True, "renders on the CPU with numba; the first picture compiles for a while")

    def complete(self, recipe: Image, settings: Settings) -> Image:
        if recipe.width and recipe.height:
            return recipe
        width, height = size_of(recipe.width, recipe.height, recipe.aspect, (SIDE, SIDE), step=8)
        return recipe.with_fields(width=width, height=height)

    def check(self, recipe: Image, settings: Settings) -> None:
        scenes.check(recipe)
        if recipe.transparent and recipe.format == "jpg":
            raise BadInput("a jpg cannot be transparent", hint="take --format png or webp")

    def run(self, recipe: Image, ctx: Context) -> Run:
        from castalia.clay import render, styles
        from castalia.clay.build import build
        from castalia.clay.caption import caption
        from castalia.engines.image.layers import write_layers
        from castalia.media.picture import write_picture
        from castalia.media.thumbnail import preview

        told, notes = scenes.understood(recipe, ctx.open)
        scene = told.scene
        yield Progress(0, 3, "building the scene")
        prims, params = build(scene, recipe.width, recipe.height)
        yield Progress(1, 3, "rendering")
        layers = render.render(prims, params, recipe.width, recipe.height, recipe.quality)
        yield Progress(2, 3, f"style: {scene.style}", preview((layers.rgb.clip(0, 1) * 255).astype("uint8")))
        picture = styles.apply(layers, scene.style, scene.seed)
        if recipe.transparent:
            picture = _without_background(picture, scene)
        path = ctx.folder / f"image.{recipe.format}"
        write_picture(path, picture, ctx.provenance)
        more = write_layers(ctx.folder, recipe.layers, layers, scene, params, ctx.provenance)
        yield Progress(3, 3, "done", preview(picture))
        main = Produced(path, meta={"width": recipe.width, "height": recipe.height})
        return Result((main, *more), scenes.report(told, notes, caption=caption(scene, told.language)))


def _without_background(picture: np.ndarray, scene: Scene) -> np.ndarray:
    """uint8 (height, width, 4): only the things that the prompt names, exactly as far as they reach."""
    from castalia.engines.image.cutting import cut
    from castalia.engines.image.drawn import Drawn

    if not scene.subjects:
        raise BadInput("a place alone has no background to leave out", hint="name a thing, for example 'a red fox'")
    height, width = picture.shape[:2]
    return cut(picture[..., :3], Drawn(scene, width, height).subjects())
