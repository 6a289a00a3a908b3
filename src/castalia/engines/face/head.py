"""The built-in engine for faces in 3D: a whole head, or a mask, from one photo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from castalia.engines.base import Availability, Context, Engine, Progress, Run
from castalia.engines.face import base
from castalia.recipes import FaceMesh
from castalia.settings import Settings

if TYPE_CHECKING:
    import numpy as np

    from castalia.faces.face import Face
    from castalia.faces.head.whole import HeadMesh


class HeadFromPhoto(Engine[FaceMesh]):
    """Fits a head to the landmarks of a face, lets hair grow where the picture shows it, and bakes the picture on."""

    name: ClassVar[str] = "head"
    kind: ClassVar[str] = "face"
    version: ClassVar[str] = "1"
    title: ClassVar[str] = "Head from a photo"
    about: ClassVar[str] = (
        "Makes a textured head from one picture of a face. What the picture does not show, the back of the head above "
        "all, is a plausible guess. The landmarks come from MediaPipe; the head is no neural network's."
    )
    priority: ClassVar[int] = 10
    has_models: ClassVar[bool] = True  # so that `check` can say what a model would need
    libraries: ClassVar[tuple[str, ...]] = (*base.LIBRARIES, "mediapipe")

    def availability(self, settings: Settings) -> Availability:
        from importlib.util import find_spec

        if find_spec("mediapipe") is None:
            return Availability(False, "mediapipe is not installed", "pip install 'castalia[face]'")
        return Availability(True, "runs on the CPU")

    def check(self, recipe: FaceMesh, settings: Settings) -> None:
        base.check(recipe, settings)

    def run(self, recipe: FaceMesh, ctx: Context) -> Run:
        from castalia.faces.finding.landmarks import choose, find_faces, require
        from castalia.faces.finding.people import parts, person_mask
        from castalia.faces.finding.suitable import check_face, read_photo, well_lit
        from castalia.faces.head import measures
        from castalia.faces.head.whole import face_mask, whole_head
        from castalia.media.thumbnail import preview

        picture = read_photo(ctx.open(recipe.image))
        yield Progress(0, base.STEPS, "looking for the face", preview(picture))
        require()
        faces = find_faces(picture)
        face = choose(faces, recipe.face)
        notes = check_face(picture, face, faces, purpose="mesh", number=recipe.face)
        picture, brightened = well_lit(picture, face)
        notes += [brightened] if brightened else []
        if recipe.extent == "head":
            yield Progress(8, base.STEPS, "telling hair and skin apart")
            person = person_mask(picture, faces)
            hair = parts(picture, face, person).hair if recipe.hair == "auto" else None
            yield Progress(18, base.STEPS, "modelling the head")
            mesh = whole_head(picture, face, hair=hair, person=person, texture_size=recipe.texture_size)
        else:
            yield Progress(18, base.STEPS, "modelling the face")
            mesh = face_mask(picture, face, recipe.texture_size)
        facts = {"title": "A head from a photo", "reprojection_error": round(reprojection_error(mesh, face), 5)}
        if recipe.extent == "head":
            notes.append("The picture shows one side of the head; the rest is a guess that fits it.")
            if mesh.hair is not None:
                facts |= {"hair": mesh.hair.length, "volume": mesh.hair.volume}
        told = coefficients(mesh, face, picture) | {"measures": measures.coefficients(picture, face, mesh)}
        made = base.Made(mesh, picture, face, told, facts, notes)
        return (yield from base.deliver(recipe, ctx, made))


def reprojection_error(mesh: HeadMesh, face: Face) -> float:
    """Mean distance in the picture between the landmarks and the vertices made from them, as a share of the width of
    the face."""
    import numpy as np

    from castalia.faces.face import MESH_POINTS

    found = face.landmarks[:MESH_POINTS]
    points = in_picture(mesh, face, mesh.vertices[mesh.landmark_ids])
    return float(np.linalg.norm(points[:, :2] - found[:, :2], axis=1).mean() / face.width)


def in_picture(mesh: HeadMesh, face: Face, vertices: np.ndarray) -> np.ndarray:
    """Where vertices (n, 3) of the mesh lie in the picture: x, y, z in pixels, as landmarks are given."""
    from castalia.faces.face import MESH_POINTS
    from castalia.faces.head.whole import UNIT

    upright = face.landmarks * (1.0, -1.0, -1.0)
    seen = (vertices / UNIT + mesh.origin) * (face.width / 2) @ face.axes + upright[:MESH_POINTS].mean(0)
    return seen * (1.0, -1.0, -1.0)


def coefficients(mesh: HeadMesh, face: Face, picture: np.ndarray) -> dict[str, Any]:
    """What describes the shape and the pose, plain JSON: enough to fit the same head into the picture again."""
    height, width = picture.shape[:2]
    return {
        "format": "castalia-face",
        "version": 1,
        "picture": {"width": width, "height": height},
        "face": {"box": _round(face.box, 2), "score": round(float(face.score), 4), "width": round(face.width, 2)},
        "pose": {name: round(getattr(face, name), 3) for name in ("yaw", "pitch", "roll")},
        "axes": _round(face.axes, 6),
        "about": {
            "landmarks": "x right, y down, z away, in pixels of the picture; numbering of MediaPipe's face mesh",
            "shape": "the same points in the head's own frame: metres, x to the viewer's right, y up, z to the viewer",
            "pose": "degrees: to the viewer's right, up, clockwise",
            "axes": "rows are the head's right, up and forward in the picture's frame (x right, y up, z to the viewer)",
        },
        "landmarks": _round(face.landmarks, 2),
        "shape": _round(mesh.vertices[mesh.landmark_ids], 6),
        "landmark_vertices": mesh.landmark_ids.tolist(),
    }


def _round(values: Any, digits: int) -> Any:
    import numpy as np

    return np.round(np.asarray(values, np.float64), digits).tolist()
