"""The files that a head becomes: GLB, OBJ with material and texture, and its coefficients.

Conventions, so that Blender, Unity and Unreal take them as they are: metres, y up, the face looks along +z (Blender's
OBJ importer: forward -Z, up Y, its default; then the face looks at the front view). Names have no spaces; the object is
`castalia_head`, its material `castalia_head_material`. Texture coordinates count v upwards in OBJ, downwards in glTF.
OBJ has no unit: Blender and Unity take metres, Unreal centimetres (import with a scale of 100); GLB needs nothing.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from castalia.engines.base import Produced
from castalia.faces.render.raster import Solid
from castalia.media.atomic import write_bytes
from castalia.media.mesh import Textured, write_mesh
from castalia.media.picture import write_picture
from castalia.media.provenance import Provenance

NAME = "castalia_head"
ROUGHNESS = 0.8


def write_files(
    folder: Path, mesh: Solid, coefficients: dict[str, Any], provenance: Provenance, stem: str = "head"
) -> list[Produced]:
    """Write head.glb, .obj, .mtl, .jpg and coefficients.json into a folder; the GLB comes first.

    Raises:
        StorageError: the disk refused.
    """
    picture = folder / f"{stem}.jpg"
    write_picture(picture, mesh.texture, provenance)
    textured = Textured(
        mesh.vertices, mesh.triangles, mesh.normals, mesh.uv, picture.read_bytes(), NAME, roughness=ROUGHNESS
    )
    glb = write_mesh(folder / f"{stem}.glb", textured, provenance)[0]
    obj, mtl, jpg = write_mesh(folder / f"{stem}.obj", textured, provenance)
    height, width = mesh.texture.shape[:2]
    numbers = folder / "coefficients.json"
    told = {**coefficients, "castalia": json.loads(provenance.to_json())}
    write_bytes(numbers, (json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n").encode())
    return [
        Produced(glb),
        Produced(obj, "obj"),
        Produced(mtl, "mtl"),
        Produced(jpg, "texture", {"width": width, "height": height}),
        Produced(numbers, "coefficients"),
    ]
