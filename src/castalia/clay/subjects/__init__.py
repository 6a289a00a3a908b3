"""The things of the clay world, by group; importing this package enters them all in `KINDS`."""

from castalia.clay.subjects import animals, buildings, fantasy, people, plants, things, vehicles
from castalia.clay.subjects.catalogue import KINDS, Kind, Look, subject

__all__ = [
    "KINDS",
    "Kind",
    "Look",
    "animals",
    "buildings",
    "fantasy",
    "people",
    "plants",
    "subject",
    "things",
    "vehicles",
]
