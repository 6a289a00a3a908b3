"""The places of the clay world; importing this package enters them all in `PLACES`."""

from castalia.clay.places import barren, beyond, coast, garden, green, indoors, plains, streets, town
from castalia.clay.places.catalogue import DARK, FRAMING, PLACES, Place, Site, View, place

__all__ = [
    "DARK", "FRAMING", "PLACES", "Place", "Site", "View", "barren", "beyond", "coast", "garden", "green", "indoors",
    "place", "plains", "streets", "town",
]  # fmt: skip
