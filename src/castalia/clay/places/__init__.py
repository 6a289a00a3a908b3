"""The places of the clay world; importing this package enters them all in `PLACES`."""

from castalia.clay.places import barren, coast, green, town
from castalia.clay.places.catalogue import PLACES, Place, Site, View, place

__all__ = ["PLACES", "Place", "Site", "View", "barren", "coast", "green", "place", "town"]
