"""Styles: a rendered view becomes a watercolour, a comic, a stained glass window; some change the scene before, too.

A style is a function of the layers and a seed, in a module of its own; its noise is fixed to the screen by the seed,
so that the frames of a clip agree. Adding one: write a module and a function in it that are named as the
style, add the name to `layout.STYLES` and its words to `lexicon/settings.py` (with `implies`, the light that it
brings along unless the prompt names another). What it does to materials is said in `before_build`.
"""

from __future__ import annotations

from importlib import import_module

import numpy as np

from castalia.clay.layers import Layers
from castalia.clay.layout import STYLES
from castalia.clay.scene import Scene, Subject
from castalia.errors import BadInput

BRASS = "brass"
MACHINES = ("robot", "cyborg", "drone", "clock", "lamp", "lantern", "telescope")
"""What steampunk makes of brass besides vehicles."""
MATT = ("watercolor", "ink", "pencil", "comic", "paper_cut", "line_art", "low_poly", "pixel")
"""Styles in which paint, paper or ink does not shine."""


def before_build(scene: Scene) -> Scene:
    """The scene as its style wants it built: machines of brass for steampunk, nothing that shines on
    paper; a photo takes care of its own focus."""
    if scene.style == "photo" and scene.focus:
        return scene.model_copy(update={"focus": False})
    if scene.style == "steampunk" or scene.style in MATT:
        return scene.model_copy(update={"subjects": tuple(_made_of(s, scene.style) for s in scene.subjects)})
    return scene


def _made_of(subject: Subject, style: str) -> Subject:
    """Of what the style makes it, where the prompt does not say of what (of a machine: nor in which colour)."""
    from castalia.clay.subjects import KINDS

    if subject.material is not None:
        return subject
    if style in MATT:
        return subject.model_copy(update={"material": "matt"})
    machine = KINDS[subject.kind].group == "vehicle" or subject.kind in MACHINES
    return subject.model_copy(update={"material": BRASS}) if machine and subject.color is None else subject


def apply(layers: Layers, style: str, seed: int) -> np.ndarray:
    """Finish a rendered view in a style.

    Args:
        layers: the view, of any size from 16 pixels each way.
        style: one of `layout.STYLES`; `clay` is the view as it was rendered.
        seed: 0 or more; decides where brushes and paper vary.

    Returns:
        uint8 (height, width, 3) sRGB; the same arguments give the same bytes.

    Raises:
        BadInput: there is no such style.
    """
    if style not in STYLES:
        raise BadInput(f"there is no style '{style}'", hint=f"choose from {', '.join(STYLES)}")
    if style == "clay":
        return _bytes(layers.rgb)
    painter = getattr(import_module(f"castalia.clay.styles.{style}"), style)
    return _bytes(painter(layers, seed))


def _bytes(rgb: np.ndarray) -> np.ndarray:
    return (np.clip(rgb, 0, 1) * 255 + 0.5).astype(np.uint8)
