"""What flies over a city: well above its roofs, and in a flock rather than in a row."""

from __future__ import annotations

from castalia.clay.arrange import Toy
from castalia.clay.scene import Scene

ROOFS = {"city": 3.6, "future_city": 3.6, "victorian": 2.6, "street": 3.0}
"""How much higher than elsewhere things fly there."""
FLIERS = ("airship", "airplane", "helicopter", "drone", "ufo", "hot_air_balloon")
"""What is in the air even when nothing is said of it."""


def aloft(scene: Scene, toys: list[Toy]) -> bool:
    """Whether all that is to be seen flies over roofs."""
    free = [t for t in toys if t.held_by is None]
    return bool(free) and scene.place in ROOFS and all(t.kind.name in FLIERS or t.action == "flying" for t in free)


def take_off(scene: Scene, toys: list[Toy]) -> None:
    """Raise what flies over roofs; several fly at different heights, closer together."""
    if not aloft(scene, toys):
        return
    free = [t for t in toys if t.held_by is None]
    for toy in toys:
        toy.y += ROOFS[scene.place]
    if len(free) < 2 or any(s.relation is not None for s in scene.subjects):
        return
    for i, toy in enumerate(free):
        tall = float(toy.high[1] - toy.low[1])
        toy.x *= 0.62
        toy.y += tall * (0.75 if i % 2 else -0.55)
        toy.z += -0.9 if i % 2 else 0.2
