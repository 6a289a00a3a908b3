"""The clay engine for 3D models: the prompt's scene as a mesh with vertex colours."""

from __future__ import annotations

from castalia.engines import scenes
from castalia.engines.base import Availability, Context, Engine, Produced, Progress, Result, Run
from castalia.engines.scenes import LIBRARIES, VERSION, scene_of
from castalia.recipes import Mesh
from castalia.settings import Settings


class ClayMesh(Engine[Mesh]):
    """Samples the scene's distance field on a grid and extracts its surface by marching cubes."""

    name = "clay"
    kind = "mesh"
    version = VERSION
    title = "Clay world"
    about = "Turns the scenes of the clay world into meshes with vertex colours. It is not a neural network."
    libraries = (*LIBRARIES, "scikit-image", "trimesh")

    def availability(self, settings: Settings) -> Availability:
        return Availability(True, "runs on the CPU")

    def check(self, recipe: Mesh, settings: Settings) -> None:
        scenes.check(recipe)
        if recipe.extent == "subjects" and recipe.scene is None:
            told = scene_of(recipe.prompt, recipe.negative_prompt, "auto", recipe.seed or 0)
            require_subject(told.scene.subjects)

    def run(self, recipe: Mesh, ctx: Context) -> Run:
        from castalia.clay.mesh import mesh
        from castalia.media.mesh import write_mesh

        told, notes = scenes.understood(recipe, ctx.open)
        if recipe.extent == "subjects":
            require_subject(told.scene.subjects)
        yield Progress(0, 2, "sculpting")
        solid = mesh(told.scene, recipe.resolution, recipe.extent)
        yield Progress(1, 2, "writing")
        path = ctx.folder / f"model.{recipe.format}"
        write_mesh(path, solid, ctx.provenance)
        facts = {
            "vertices": len(solid.vertices),
            "faces": len(solid.faces),
            "watertight": bool(solid.is_watertight),
        }
        if recipe.format == "stl":
            notes = [*notes, "an STL has neither colours nor room for the recipe; the library keeps it"]
        yield Progress(2, 2, "done")
        return Result((Produced(path, meta=facts),), scenes.report(told, notes, **facts))


def require_subject(subjects: tuple[object, ...]) -> None:
    """Refuse to model nothing."""
    from castalia.errors import BadInput

    if not subjects:
        raise BadInput(
            "the prompt names a place but no thing to model",
            hint="name a thing, for example 'a red rocket', or use --extent scene",
        )
