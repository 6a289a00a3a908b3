"""What all engines for faces in 3D share: what is refused at once, and the files that a head becomes.

An engine says in its `check` what `check` says here, makes a head, and goes on:

    return (yield from deliver(recipe, ctx, Made(mesh, picture, face, coefficients, facts, notes)))
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from castalia.engines.base import Context, Produced, Progress, Result
from castalia.errors import BadInput, Missing
from castalia.recipes import FaceMesh
from castalia.settings import Settings

if TYPE_CHECKING:
    import numpy as np

    from castalia.faces.face import Face
    from castalia.faces.render.raster import Solid

LIBRARIES = ("numpy", "scipy", "pillow", "av", "numba")
STEPS = 100
"""Progress is counted in hundredths: finding and modelling take the first 40, the files the rest."""
MODELLED = 40


@dataclass(frozen=True)
class Made:
    """A head and what is to be said about it."""

    mesh: Solid
    picture: np.ndarray
    """uint8 (h, w, 3), what it was made from."""
    face: Face | None
    """Where the face is in the picture; None when nobody looked."""
    coefficients: dict[str, Any] = field(default_factory=dict)
    """Numbers that describe the shape, plain JSON."""
    facts: dict[str, Any] = field(default_factory=dict)
    """More for the report, e.g. `reprojection_error`."""
    notes: list[str] = field(default_factory=list)
    """Remarks for the user, in words."""


def check(recipe: FaceMesh, settings: Settings, drawn: bool = False) -> None:
    """Refuse what cannot work before any time is spent on it.

    Args:
        drawn: the face is nobody's real one: it needs no consent.

    Raises:
        BadInput: consent is demanded and not given.
        Missing: a model is named; none can be run by these engines.
    """
    if settings.require_consent and not drawn and not recipe.consent.strip():
        raise BadInput(
            "here nobody's face is copied without having agreed, and the recipe does not say who did",
            hint='say whose face it is and how that person agreed: --consent "my own face"',
        )
    if recipe.model:
        raise Missing(
            f"the reconstruction model '{recipe.model}' cannot be run here: no engine for such models is installed",
            hint="leave --model away, the built-in head needs none; models of this kind (HRN, Deep3D, TripoSR) want a "
            "plug-in of the entry point group castalia.engines with their own renderer, and most an NVIDIA GPU",
        )


def deliver(recipe: FaceMesh, ctx: Context, made: Made) -> Generator[Progress, None, Result]:
    """Write every file that the recipe asks for, the GLB first, with previews on the way."""
    from castalia.faces.head.files import write_files
    from castalia.faces.head.occlusion import occlusion
    from castalia.faces.head.sheet import sheet
    from castalia.faces.head.turntable import write_turntable
    from castalia.faces.render.raster import Camera, Model, is_closed, render
    from castalia.media.picture import write_picture
    from castalia.media.thumbnail import preview

    mesh = made.mesh
    yield Progress(MODELLED, STEPS, "lighting")
    model = Model(mesh, occlusion(mesh))
    yield Progress(MODELLED + 5, STEPS, "writing the model", preview(render(model, Camera.around(mesh, yaw=20), 256)))
    files = write_files(ctx.folder, mesh, made.coefficients, ctx.provenance)
    begin, end = MODELLED + 15, STEPS - 10
    mp4 = ctx.folder / "turntable.mp4" if recipe.turntable in ("mp4", "both") else None
    gif = ctx.folder / "turntable.gif" if recipe.turntable in ("gif", "both") else None
    if mp4 or gif:
        for step in write_turntable(model, mp4, gif, recipe.frames, recipe.size, ctx.provenance):
            at = begin + (end - begin) * step.step // step.total
            yield Progress(at, STEPS, step.message, step.preview)
    seconds = {"duration": round(recipe.frames / 25, 3), "fps": 25}
    if mp4:
        files.append(Produced(mp4, "turntable", {"width": recipe.size, "height": recipe.size, **seconds}))
    if gif:
        files.append(Produced(gif, "turntable-gif", {"duration": seconds["duration"]}))
    yield Progress(end, STEPS, "drawing the sheet")
    drawn = sheet(model, made.picture, made.face, made.facts)
    write_picture(ctx.folder / "visual.png", drawn, ctx.provenance)
    files.append(Produced(ctx.folder / "visual.png", "visual", {"width": drawn.shape[1], "height": drawn.shape[0]}))
    facts = {
        "vertices": len(mesh.vertices),
        "triangles": len(mesh.triangles),
        "watertight": is_closed(mesh),
        "texture": recipe.texture_size,
        **made.facts,
    }
    files[0] = Produced(files[0].path, meta={k: facts[k] for k in ("vertices", "triangles", "watertight")})
    yield Progress(STEPS, STEPS, "done", preview(drawn))
    return Result(tuple(files), {**facts, "notes": made.notes} if made.notes else facts)
