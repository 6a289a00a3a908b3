"""The clay engine for 3D models: the prompt's scene as a mesh with vertex colours."""

from __future__ import annotations

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
        understood = scene_of(recipe.prompt, recipe.negative_prompt, "auto", recipe.seed or 0)
        if recipe.extent == "subjects":
            require_subject(understood.scene.subjects)

    def run(self, recipe: Mesh, ctx: Context) -> Run:
        from castalia.clay.mesh import mesh
        from castalia.media.mesh import write_mesh

        understood = scene_of(recipe.prompt, recipe.negative_prompt, "auto", recipe.seed or 0)
        yield Progress(0, 2, "sculpting")
        solid = mesh(understood.scene, recipe.resolution, recipe.extent)
        yield Progress(1, 2, "writing")
        path = ctx.folder / f"model.{recipe.format}"
        write_mesh(path, solid, ctx.provenance)
        facts = {
            "vertices": len(solid.vertices),
            "faces": len(solid.faces),
            "watertight": bool(solid.is_watertight),
        }
        report = {**understood.report(), **facts, "scene": understood.scene.model_dump(mode="json")}
        yield Progress(2, 2, "done")
        return Result((Produced(path, meta=facts),), report)


def require_subject(subjects: tuple[object, ...]) -> None:
    """Refuse to model nothing."""
    from castalia.errors import BadInput

    if not subjects:
        raise BadInput(
            "the prompt names a place but no thing to model",
            hint="name a thing, for example 'a red rocket', or use --extent scene",
        )
