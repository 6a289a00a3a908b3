"""The places of the clay world; importing this package enters them all in `PLACES`."""

from castalia.clay.places import barren, coast, green, town
from castalia.clay.places.catalogue import FRAMING, PLACES, Place, Site, View, place

__all__ = ["FRAMING", "PLACES", "Place", "Site", "View", "barren", "coast", "green", "place", "town"]
