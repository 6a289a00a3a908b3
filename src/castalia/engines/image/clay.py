"""The clay engine for pictures: draws the scene that the prompt means."""

from __future__ import annotations

from castalia.engines.base import Availability, Context, Engine, Produced, Progress, Result, Run
from castalia.engines.scenes import LIBRARIES, VERSION, scene_of, style_of
from castalia.recipes import Image
from castalia.settings import Settings


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
    libraries = LIBRARIES

    def availability(self, settings: Settings) -> Availability:
        return Availability(True, "renders on the CPU with numba; the first picture compiles for a while")

    def check(self, recipe: Image, settings: Settings) -> None:
        style_of(recipe.style)
        scene_of(recipe.prompt, recipe.negative_prompt, recipe.style, recipe.seed or 0)

    def run(self, recipe: Image, ctx: Context) -> Run:
        from castalia.clay import render, styles
        from castalia.clay.build import build
        from castalia.clay.caption import caption
        from castalia.media.picture import write_picture
        from castalia.media.thumbnail import preview

        seed = recipe.seed or 0
        understood = scene_of(recipe.prompt, recipe.negative_prompt, recipe.style, seed)
        scene = understood.scene
        yield Progress(0, 3, "building the scene")
        prims, params = build(scene, recipe.width, recipe.height)
        yield Progress(1, 3, "rendering")
        layers = render.render(prims, params, recipe.width, recipe.height, recipe.quality)
        yield Progress(2, 3, f"style: {scene.style}", preview((layers.rgb * 255).astype("uint8")))
        picture = styles.apply(layers, scene.style, seed)
        path = ctx.folder / f"image.{recipe.format}"
        write_picture(path, picture, ctx.provenance)
        words = caption(scene, understood.language)
        report = {**understood.report(), "caption": words, "scene": scene.model_dump(mode="json")}
        yield Progress(3, 3, "done", preview(picture))
        return Result((Produced(path, meta={"width": recipe.width, "height": recipe.height}),), report)
