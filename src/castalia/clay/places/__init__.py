"""The places of the clay world; importing this package enters them all in `PLACES`."""

from castalia.clay.places import coast, dry, green, town
from castalia.clay.places.catalogue import PLACES, Place, Site, View, place

__all__ = ["PLACES", "Place", "Site", "View", "coast", "dry", "green", "place", "town"]
