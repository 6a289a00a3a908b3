"""What things are made of: a material gives a thing its finish, and its tone when it has no colour."""

from __future__ import annotations

from dataclasses import dataclass, replace

from castalia.clay.layout import GLASS, METAL, STONE, WOOD
from castalia.clay.paint import Color, mix, shade
from castalia.clay.sculpt import Clay, Primitive

SHINE = 0.45
"""What something emits that is of a material and glows."""
GLARE = 0.5
"""What emits more is a lamp and keeps its light."""


@dataclass(frozen=True)
class Material:
    """How primitives change."""

    tone: Color | None
    """Colour when the prompt gives none; None keeps the thing's own colours."""
    gloss: float
    """0..1; with GLASS how clear it is."""
    finish: int = 0
    """layout.GLASS, METAL, WOOD, STONE; 0 is clay."""
    contrast: float = 0.5
    """How much of the differences in brightness between the thing's parts stays."""
    pale: float = 0.0
    """How much its colours go to white."""
    emit: float = 0.0


MATERIALS: dict[str, Material] = {
    "glass": Material(None, 0.92, GLASS),
    "ice": Material((0.62, 0.86, 0.98), 0.55, GLASS, 0.25, emit=0.06),
    "metal": Material((0.62, 0.65, 0.70), 0.85, METAL),
    "gold": Material((0.98, 0.68, 0.16), 0.85, METAL, 0.35),
    "brass": Material((0.78, 0.52, 0.20), 0.75, METAL),
    "wood": Material((0.58, 0.34, 0.15), 0.18, WOOD),
    "stone": Material((0.56, 0.55, 0.53), 0.04, STONE),
    "jade": Material((0.22, 0.66, 0.42), 0.62, 0, 0.4, emit=0.14),
    "plastic": Material(None, 0.5, 0, pale=0.04),
    "matt": Material(None, 0.0),
    "glowing": Material(None, 0.3, 0, emit=0.55),
}


def apply_material(clay: Clay, name: str | None, colored: bool, glowing: bool = False) -> None:
    """Make everything of the thing `clay` out of a material, in place.

    Args:
        name: one of MATERIALS; None or any other leaves it as modelled.
        colored: the prompt gave the thing a colour: that stays.
        glowing: it also shines.
    """
    material = MATERIALS.get(name or "")
    if material is None:
        return
    material = replace(material, emit=max(material.emit, SHINE)) if glowing else material
    solid = [p for p in clay.primitives if not p.carve and p.emit < GLARE] or clay.primitives
    mean = sum(_brightness(p.color) for p in solid) / max(len(solid), 1)
    clay.primitives[:] = [_made_of(p, material, mean, colored) for p in clay.primitives]


def _made_of(p: Primitive, material: Material, mean: float, colored: bool) -> Primitive:
    color = p.color
    if material.tone is not None and not colored and p.emit < GLARE:
        relative = 1.0 + material.contrast * (_brightness(p.color) - mean) / max(mean, 0.25)
        color = shade(material.tone, min(max(relative, 0.45), 1.3))
    color = mix(color, (1.0, 1.0, 1.0), material.pale)
    gloss = material.finish + min(material.gloss, 0.95)
    return replace(p, color=color, gloss=gloss, emit=max(p.emit, material.emit))


def _brightness(color: Color) -> float:
    return 0.3 * color[0] + 0.59 * color[1] + 0.11 * color[2]
