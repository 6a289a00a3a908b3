"""Meshes: GLB and OBJ with colours or a texture and provenance inside, STL for printing, and reading of all three."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from castalia.errors import BadInput
from castalia.media.atomic import write_bytes
from castalia.media.complete import complete
from castalia.media.kinds import NAMES, media_type
from castalia.media.provenance import Provenance

if TYPE_CHECKING:
    import trimesh

_FLOAT, _UINT32 = 5126, 5125
_COMPONENTS = {5121: np.dtype("u1"), 5123: np.dtype("<u2"), _FLOAT: np.dtype("<f4")}
_VERTICES, _INDICES = 34962, 34963
_Z_UP = np.array([[1.0, 0, 0], [0, 0, 1], [0, -1, 0]])
"""Rows with y up, times this, are rows with z up: (x, -z, y)."""
STL_SCALE = 50.0
"""Millimetres to a unit of the world: a dog is 7 cm high."""
_OBJ_MARK, _OBJ_LINE = "# castalia|", 200


@dataclass(frozen=True)
class Textured:
    """A mesh with a texture, in metres, y up, what it shows looking along +z; names the same in every format."""

    vertices: np.ndarray
    """(n, 3)."""
    faces: np.ndarray
    """(m, 3), counter-clockwise from outside."""
    vertex_normals: np.ndarray
    """(n, 3)."""
    uv: np.ndarray
    """(n, 2), v up."""
    texture: bytes
    """A JPEG, sRGB."""
    name: str
    """Of the object; without spaces. Its material is called the same with `_material`."""
    roughness: float = 0.8


def write_mesh(path: str | Path, mesh: trimesh.Trimesh | Textured, provenance: Provenance) -> list[Path]:
    """Write a mesh that says how it was made; the same data gives the same bytes.

    GLB with a texture: the JPEG inside, base colour of a rough non-metallic material. OBJ with a texture: with an .mtl
    and a .jpg of the same name beside it. Blender, Unity and Unreal read both with their default settings, except that
    OBJ has no unit: Blender and Unity take metres, Unreal centimetres.

    GLB: positions, normals and COLOR_0 (linear, as glTF wants it), rough non-metallic material. OBJ: colours
    follow the coordinates of a vertex, as most programs read them. STL (binary): triangles alone, z up and in
    millimetres, as printers want them; its header of 80 bytes has room for the mark, but not for the provenance.

    Args:
        path: ends in .glb, .obj or .stl.
        mesh: y up; `mesh.visual.vertex_colors` are sRGB.

    Returns:
        The files written, the one that was asked for first.

    Raises:
        BadInput: another ending, or a mesh without faces.
        StorageError: the disk refused.
    """
    path = Path(path)
    encode = {"model/gltf-binary": _glb, "model/obj": _obj, "model/stl": _stl}.get(media_type(path))
    if encode is None:
        raise BadInput(f"a mesh cannot be written as {path.suffix}", hint="use .glb, .obj or .stl")
    if not len(mesh.faces):
        raise BadInput("the mesh has no faces", hint="nothing solid was made; name a thing in the prompt")
    written = [path]
    if isinstance(mesh, Textured) and encode is _obj:
        written += [path.with_suffix(".mtl"), path.with_suffix(".jpg")]
        write_bytes(written[2], mesh.texture)
        write_bytes(written[1], _mtl(mesh, written[2].name, provenance))
        write_bytes(path, _textured_obj(mesh, written[1].name, provenance))
    else:
        write_bytes(path, encode(mesh, provenance))
    return written


def renamed(data: bytes, names: Mapping[str, str]) -> bytes:
    """An OBJ or MTL that refers to files by other names: old name -> new one."""

    def other(match: re.Match[bytes]) -> bytes:
        name = match[2].decode("utf-8", "replace")
        return match[1] + names.get(name, name).encode()

    return re.sub(rb"^((?:mtllib|map_Kd)[ \t]+)(\S+)", other, data, flags=re.M)


def read_mesh(path: str | Path) -> trimesh.Trimesh:
    """Read a GLB, OBJ or STL as one mesh; its parts are joined, vertex colours come back as sRGB.

    An STL is turned to y up; equal corners of its triangles become one vertex. Its unit is kept.

    Raises:
        BadInput: it is not a mesh, or damaged.
    """
    import trimesh

    path = Path(path)
    found = complete(path)
    if not found.startswith("model/") or found == "model/mtl":
        raise BadInput(f"{path.name} is not a 3D model but {NAMES[found]}", hint="give a GLB, OBJ or STL file")
    kind = {"model/gltf-binary": "glb", "model/stl": "stl"}.get(found, "obj")
    try:
        with path.open("rb") as file:
            # Without a resolver nothing that the file refers to is opened.
            mesh = trimesh.load_mesh(
                file, file_type=kind, process=kind == "stl", maintain_order=True, skip_materials=True
            )
    except Exception as error:  # trimesh raises whatever its parsers run into
        raise BadInput(f"{path.name} is damaged: {error}", hint="get a complete copy") from None
    if not len(getattr(mesh, "faces", ())):
        raise BadInput(f"{path.name} holds no faces", hint="give a file with a surface in it")
    if kind == "stl":
        mesh.vertices = np.asarray(mesh.vertices) @ _Z_UP.T
    linear = _linear_colors(path, mesh) if kind == "glb" else None
    if linear is not None and len(linear) == len(mesh.vertices):
        srgb = np.concatenate([_to_srgb(linear[:, :3].clip(0, 1)), linear[:, 3:]], axis=1)
        mesh.visual = trimesh.visual.ColorVisuals(mesh, vertex_colors=np.round(srgb * 255).astype(np.uint8))
    return mesh


def provenance_of(path: Path, found: str) -> Provenance | None:
    """The provenance in a GLB's asset extras or in an OBJ's comments, or None; an STL has none."""
    if found == "model/stl":
        return None
    if found == "model/gltf-binary":
        extras = _gltf(path)["asset"].get("extras", {})
        return Provenance.from_json(json.dumps(extras.get("castalia")))
    with path.open(encoding="utf-8", errors="replace") as file:
        head = itertools.takewhile(lambda line: line.startswith("#"), file)
        chunks = [line[len(_OBJ_MARK) :].rstrip("\r\n")[:-1] for line in head if line.startswith(_OBJ_MARK)]
    return Provenance.from_json("".join(chunks))


def _gltf(path: Path) -> dict[str, Any]:
    """The JSON of a GLB."""
    with path.open("rb") as file:
        file.seek(20)
        return dict(json.loads(file.read(_binary_start(path) - 28)))


def _binary_start(path: Path) -> int:
    """Where the binary chunk's data begin: after the header, the JSON chunk and the chunk's own head."""
    with path.open("rb") as file:
        return 12 + 8 + int.from_bytes(file.read(20)[12:16], "little") + 8


def _linear_colors(path: Path, mesh: trimesh.Trimesh) -> np.ndarray | None:
    """COLOR_0 of a GLB, linear (n, 3 or 4) in 0..1; None when it has none.

    Of a GLB with one primitive it is read from the file itself, as trimesh keeps 8 bits of it and misreads 16.
    """
    tree = _gltf(path)
    primitives = [p for m in tree.get("meshes", ()) for p in m["primitives"]]
    accessor = tree["accessors"][primitives[0]["attributes"]["COLOR_0"]] if _is_plain(tree, primitives) else None
    if accessor is None:
        has_colors = mesh.visual.kind == "vertex" and mesh.visual.defined
        return np.asarray(mesh.visual.vertex_colors) / 255 if has_colors else None
    view = tree["bufferViews"][accessor["bufferView"]]
    width, dtype = int(accessor["type"][3]), _COMPONENTS[accessor["componentType"]]
    start = _binary_start(path) + view.get("byteOffset", 0) + accessor.get("byteOffset", 0)
    with path.open("rb") as file:
        file.seek(start)
        values = np.fromfile(file, dtype, accessor["count"] * width).reshape(-1, width)
    return values / (np.iinfo(dtype).max if values.dtype.kind == "u" else 1.0)


def _is_plain(tree: dict[str, Any], primitives: list[dict[str, Any]]) -> bool:
    """Whether the one primitive has its colours packed tightly in a view of their own."""
    if len(primitives) != 1 or "COLOR_0" not in primitives[0]["attributes"]:
        return False
    accessor = tree["accessors"][primitives[0]["attributes"]["COLOR_0"]]
    return "bufferView" in accessor and "byteStride" not in tree["bufferViews"][accessor["bufferView"]]


def _colors(mesh: trimesh.Trimesh) -> np.ndarray | None:
    """sRGB (n, 4) in 0..1, or None for a mesh without colours."""
    if not mesh.visual.defined:
        return None
    visual = mesh.visual if mesh.visual.kind in ("vertex", "face") else mesh.visual.to_color()
    return np.asarray(visual.vertex_colors, np.float64) / 255


def _to_linear(srgb: np.ndarray) -> np.ndarray:
    """IEC 61966-2-1."""
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def _to_srgb(linear: np.ndarray) -> np.ndarray:
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)


def _glb(mesh: trimesh.Trimesh | Textured, provenance: Provenance) -> bytes:
    """glTF 2.0 (Khronos, 2021), section 4: a JSON chunk and a binary chunk."""
    positions = np.asarray(mesh.vertices, np.float32)
    blocks = [(np.asarray(mesh.faces, np.uint32).ravel(), _UINT32, "SCALAR", _INDICES, {})]
    blocks.append(
        (positions, _FLOAT, "VEC3", _VERTICES, {"min": positions.min(0).tolist(), "max": positions.max(0).tolist()})
    )
    blocks.append((_unit(mesh.vertex_normals), _FLOAT, "VEC3", _VERTICES, {}))
    attributes = {"POSITION": 1, "NORMAL": 2}
    textured = mesh if isinstance(mesh, Textured) else None
    colors = None if textured else _colors(mesh)
    if textured:
        # glTF counts v downwards.
        blocks.append(((textured.uv * (1, -1) + (0, 1)).astype(np.float32), _FLOAT, "VEC2", _VERTICES, {}))
        attributes["TEXCOORD_0"] = 3
    if colors is not None:
        alpha = colors[:, 3:] if colors[:, 3].min() < 1 else colors[:, 4:]
        linear = np.concatenate([_to_linear(colors[:, :3]), alpha], axis=1).astype(np.float32)
        blocks.append((linear, _FLOAT, f"VEC{linear.shape[1]}", _VERTICES, {}))
        attributes["COLOR_0"] = 3
    views, accessors, data = [], [], b""
    for i, (values, component, kind, target, more) in enumerate(blocks):
        raw = values.astype(values.dtype.newbyteorder("<")).tobytes()
        views.append({"buffer": 0, "byteOffset": len(data), "byteLength": len(raw), "target": target})
        accessors.append({"bufferView": i, "componentType": component, "count": len(values), "type": kind, **more})
        data += raw + bytes(-len(raw) % 4)
    name = textured.name if textured else provenance.title() or "castalia"
    material: dict[str, Any] = {"pbrMetallicRoughness": {"metallicFactor": 0.0, "roughnessFactor": 0.75}}
    geometry: dict[str, Any] = {"primitives": [{"attributes": attributes, "indices": 0, "material": 0}]}
    tree = {
        "asset": {
            "version": "2.0",
            "generator": f"castalia {provenance.castalia}",
            "copyright": f"{provenance.mark}. {provenance.licence}".strip(),
            "extras": {"castalia": json.loads(provenance.to_json())},
        },
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0, "name": name}],
        "meshes": [geometry],
        "materials": [material],
    }
    if textured:
        material["name"], geometry["name"] = f"{name}_material", name
        material["pbrMetallicRoughness"] |= {"baseColorTexture": {"index": 0}, "roughnessFactor": textured.roughness}
        tree |= {
            "textures": [{"source": 0, "sampler": 0}],
            "samplers": [{"magFilter": 9729, "minFilter": 9987, "wrapS": 33071, "wrapT": 33071}],
            "images": [{"bufferView": len(views), "mimeType": "image/jpeg", "name": f"{name}_texture"}],
        }
        views.append({"buffer": 0, "byteOffset": len(data), "byteLength": len(textured.texture)})
        data += textured.texture + bytes(-len(textured.texture) % 4)
    tree |= {"buffers": [{"byteLength": len(data)}], "bufferViews": views, "accessors": accessors}
    text = json.dumps(tree, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    body = _chunk(b"JSON", text) + _chunk(b"BIN\0", data)
    return b"glTF" + (2).to_bytes(4, "little") + (12 + len(body)).to_bytes(4, "little") + body


def _chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "little") + name + data


def _unit(normals: np.ndarray) -> np.ndarray:
    """Unit normals, as glTF demands; a vertex of no face looks up."""
    normals = np.asarray(normals, np.float64)
    length = np.linalg.norm(normals, axis=1, keepdims=True)
    return np.where(length > 1e-9, normals / np.maximum(length, 1e-9), (0, 1, 0)).astype(np.float32)


def _head(provenance: Provenance) -> str:
    """The comments at the beginning of an OBJ or MTL: the mark, and how it was made."""
    told = provenance.to_json()
    head = [f"# {provenance.mark}. Made with castalia {provenance.castalia}."]
    # Short lines with an end of their own: parsers cut long ones and join those that end in a backslash.
    head += [f"{_OBJ_MARK}{told[i : i + _OBJ_LINE]}|" for i in range(0, len(told), _OBJ_LINE)]
    return "\n".join(head) + "\n"


def _obj(mesh: trimesh.Trimesh, provenance: Provenance) -> bytes:
    vertices, colors = np.asarray(mesh.vertices, np.float64), _colors(mesh)
    rows = vertices if colors is None else np.concatenate([vertices, colors[:, :3]], axis=1)
    faces = np.repeat(np.asarray(mesh.faces) + 1, 2, axis=1)
    parts = [
        _head(provenance),
        _lines("v" + " %.6g" * rows.shape[1], rows),
        _lines("vn %.4g %.4g %.4g", _unit(mesh.vertex_normals)),
        _lines("f %d//%d %d//%d %d//%d", faces),
    ]
    return "".join(parts).encode()


def _textured_obj(mesh: Textured, materials: str, provenance: Provenance) -> bytes:
    """With texture coordinates, and its axes and unit said, as the format has no field for them."""
    parts = [
        _head(provenance),
        "# Units: metres. Right-handed, y up, the front looks along +z (in Blender: forward -Z, up Y, the default).\n",
        "# Unity: import as it is. Unreal: import with a uniform scale of 100, as it counts centimetres.\n",
        f"mtllib {materials}\no {mesh.name}\n",
        _lines("v %.6f %.6f %.6f", np.asarray(mesh.vertices, np.float64)),
        _lines("vt %.6f %.6f", np.asarray(mesh.uv, np.float64)),
        _lines("vn %.4f %.4f %.4f", _unit(mesh.vertex_normals)),
        f"usemtl {mesh.name}_material\ns 1\n",
        _lines("f %d/%d/%d %d/%d/%d %d/%d/%d", np.repeat(np.asarray(mesh.faces) + 1, 3, axis=1)),
    ]
    return "".join(parts).encode()


def _mtl(mesh: Textured, texture: str, provenance: Provenance) -> bytes:
    """Kd is white, as it multiplies the texture; Pr and Pm are the roughness and metalness that Blender reads."""
    lines = (
        f"newmtl {mesh.name}_material\nKa 1.000 1.000 1.000\nKd 1.000 1.000 1.000\nKs 0.040 0.040 0.040\n"
        f"Ns 10.0\nd 1.0\nillum 2\nPr {mesh.roughness:g}\nPm 0.0\nmap_Kd {texture}\n"
    )
    return (_head(provenance) + lines).encode()


def _lines(pattern: str, rows: np.ndarray) -> str:
    return (pattern + "\n") * len(rows) % tuple(rows.ravel().tolist())


def _stl(mesh: trimesh.Trimesh, provenance: Provenance) -> bytes:
    """Binary STL: a header, the number of triangles, and for each its normal and corners as float32."""
    corners = (np.asarray(mesh.vertices, np.float64) @ _Z_UP * STL_SCALE)[np.asarray(mesh.faces)]
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    rows = np.zeros(len(corners), [("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("more", "<u2")])
    rows["normal"], rows["corners"] = _unit(normals), corners
    header = f"{provenance.mark}. castalia {provenance.castalia}".encode("ascii", "replace")[:80]
    return header.ljust(80) + len(rows).to_bytes(4, "little") + rows.tobytes()
