"""Writes the layers of a clay picture as further files of the artifact."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from castalia.engines.base import Produced

if TYPE_CHECKING:
    import numpy as np

    from castalia.clay.layers import Layers
    from castalia.clay.scene import Scene
    from castalia.media.provenance import Provenance


def write_layers(
    folder: Path,
    wanted: Sequence[str],
    layers: Layers,
    scene: Scene,
    params: np.ndarray,
    provenance: Provenance,
) -> list[Produced]:
    """Write the wanted layers into `folder`; `mask` comes with `names`, who is who in it.

    Args:
        wanted: of depth, normals, mask, edges, caption, scene.
        params: the renderer's table, for the camera.
    """
    from castalia.clay import layers as pictures
    from castalia.clay.layout import S_RIGHT
    from castalia.clay.scene_file import scene_text
    from castalia.media.atomic import write_bytes
    from castalia.media.picture import write_picture
    from castalia.media.text import write_text

    height, width = layers.depth.shape
    size = {"width": width, "height": height}
    made: list[Produced] = []

    def picture(role: str, pixels: np.ndarray, palette: Any = None, **meta: Any) -> None:
        path = folder / f"{role}.png"
        write_picture(path, pixels, provenance, palette=palette)
        made.append(Produced(path, role, {**size, **meta}))

    if "depth" in wanted:
        pixels, meaning = pictures.depth_picture(layers)
        picture("depth", pixels, **meaning)
    if "normals" in wanted:
        axes = params[S_RIGHT : S_RIGHT + 9].reshape(3, 3)
        picture("normals", pictures.normals_picture(layers, axes), axes="x right, y up, z towards the camera")
    if "mask" in wanted:
        pixels, palette = pictures.mask_picture(layers)
        names = _names(scene, layers, palette)
        picture("mask", pixels, palette, names={n["index"]: n["name"] for n in names})
        path = folder / "names.json"
        write_bytes(path, (json.dumps(names, ensure_ascii=False, indent=2) + "\n").encode())
        made.append(Produced(path, "names"))
    if "edges" in wanted:
        picture("edges", pictures.edges_picture(layers))
    if "caption" in wanted:
        from castalia.clay.caption import caption

        path = folder / "caption.txt"
        write_text(path, f"{caption(scene, 'en')}\n{caption(scene, 'zh')}", provenance)
        made.append(Produced(path, "caption"))
    if "scene" in wanted:
        path = folder / "scene.json"
        notes = {"castalia": provenance.castalia, "engine": provenance.engine, "recipe": provenance.recipe}
        write_bytes(path, scene_text(scene, notes, provenance.mark).encode())
        made.append(Produced(path, "scene"))
    return made


def _names(scene: Scene, layers: Layers, palette: list[tuple[int, int, int]]) -> list[dict[str, Any]]:
    """Who the indices of the mask are, and how much of each is seen."""
    from castalia.clay import lexicon
    from castalia.clay.build import staged

    height, width = layers.depth.shape
    found = []
    for index, toy in enumerate(staged(scene, width / height).toys, 1):
        subject = scene.subjects[toy.subject]
        pixels = int((layers.instance == index).sum())
        found.append(
            {
                "index": index,
                "name": " ".join(w for w in (subject.color, lexicon.name(f"subject:{subject.kind}", "en")) if w),
                "name_zh": (lexicon.name(f"color:{subject.color}", "zh") if subject.color else "")
                + lexicon.name(f"subject:{subject.kind}", "zh"),
                "kind": subject.kind,
                "subject": toy.subject,
                "pixels": pixels,
                "mask_color": list(palette[index]) if index < len(palette) else None,
            }
        )
    return found
