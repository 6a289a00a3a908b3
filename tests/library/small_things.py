"""What several tests of the library need."""

from __future__ import annotations

from collections.abc import Callable

from castalia.library.artifact import Artifact
from castalia.media.provenance import Provenance
from castalia.recipes import Recipe

Put = Callable[..., Artifact]


def provenance_of(recipe: Recipe, **values: object) -> Provenance:
    """As the runner would write it."""
    return Provenance(recipe=recipe.to_dict(), engine="toy", engine_version="1", castalia="0.1.0", **values)
