"""What is known exactly of a picture that the clay world drew: its scene, and from it depth and who is where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from castalia.errors import CastaliaError

if TYPE_CHECKING:
    from castalia.clay.layers import Layers
    from castalia.clay.scene import Scene

FINER = 2
"""Samples per pixel and direction where the share of a pixel counts."""
HEAD = "head"

Box = tuple[int, int, int, int]
"""left, top, right, bottom in pixels; right and bottom are just outside."""


@dataclass(frozen=True)
class Drawn:
    """A scene of the clay world, seen at a size in pixels."""

    scene: Scene
    width: int
    height: int

    @cached_property
    def layers(self) -> Layers:
        """One sample per pixel."""
        return self._rendered(1)

    def _rendered(self, finer: int) -> Layers:
        from castalia.clay import render
        from castalia.clay.build import build

        prims, params = build(self.scene, self.width, self.height)
        return render.render(prims, params, self.width * finer, self.height * finer, "draft")

    @cached_property
    def axes(self) -> np.ndarray:
        """(3, 3), rows right, up, forward of the camera."""
        from castalia.clay.build import build
        from castalia.clay.layout import S_RIGHT

        _, params = build(self.scene, self.width, self.height)
        return params[S_RIGHT : S_RIGHT + 9].reshape(3, 3)

    def subjects(self) -> np.ndarray:
        """float32 (height, width) 0..1: which share of each pixel the things of the scene cover."""
        finer = self._rendered(FINER).instance > 0
        shares = finer.reshape(self.height, FINER, self.width, FINER).mean((1, 3))
        return shares.astype(np.float32)

    def sky(self) -> np.ndarray:
        """bool (height, width): where nothing was hit."""
        return self.layers.part < 0

    def boxes(self) -> list[Box]:
        """Where each thing is, the largest first; what is hidden is left out."""
        instance = self.layers.instance
        found = [box_of(instance == index) for index in range(1, int(instance.max(initial=0)) + 1)]
        return _largest_first([box for box in found if box])

    def heads(self) -> list[Box]:
        """Where the heads are that face the camera or not, the largest first."""
        from castalia.clay.build import staged

        primitives, owners = staged(self.scene, self.width / self.height).primitives(0.0)
        pairs = enumerate(zip(primitives, owners, strict=True), 1)
        rows: dict[int, list[int]] = {}
        for row, (primitive, owner) in pairs:
            if owner and any(part.name == HEAD for part in primitive.parts):
                rows.setdefault(owner, []).append(row)
        layers = self.layers
        found = [box_of(np.isin(layers.part, of) & (layers.instance == owner)) for owner, of in rows.items()]
        return _largest_first([box for box in found if box])


def drawn(path: Path, open_file: Callable[[str], Path], depth: int = 4) -> Drawn | None:
    """The scene of a picture that the clay world of this version drew; None for any other picture.

    Args:
        open_file: the path of a file reference: a picture that was enlarged is asked what it was made from.
        depth: how far back pictures are followed.
    """
    from castalia.engines import scenes
    from castalia.engines.diffusion.inputs import size_of_file
    from castalia.media.origin import read_provenance
    from castalia.recipes import Image, load

    provenance = read_provenance(path)
    if provenance is None:
        return None
    width, height = size_of_file(path)
    try:
        if provenance.recipe.get("kind") == "upscale" and provenance.parents and depth:
            first = drawn(open_file(provenance.parents[0]), open_file, depth - 1)
            return first and Drawn(first.scene, width, height)
        if provenance.engine != "clay" or provenance.engine_version != scenes.VERSION:
            return None
        recipe = load(provenance.recipe)
        if not isinstance(recipe, Image):
            return None
        told, _ = scenes.understood(recipe, open_file)
    except CastaliaError:  # a scene file that is gone, a word that is no longer known
        return None
    return Drawn(told.scene, width, height)


def imagined(prompt: str, negative_prompt: str, seed: int, width: int, height: int) -> Drawn:
    """What a prompt means in the clay world; `BadInput` when not a word of it is known there."""
    from castalia.engines.scenes import scene_of

    return Drawn(scene_of(prompt, negative_prompt, "clay", seed).scene, width, height)


def box_of(mask: np.ndarray) -> Box | None:
    """The smallest box around what is set in bool (height, width)."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if not len(rows):
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _largest_first(boxes: list[Box]) -> list[Box]:
    return sorted(boxes, key=lambda b: -(b[2] - b[0]) * (b[3] - b[1]))
