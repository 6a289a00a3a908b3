"""How a file was made, as it is written into the file itself."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel, ConfigDict

MARK = "AI-generated / digitally created"
"""The words that every file carries, whatever made it."""

PROCEDURAL = "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"
TRAINED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
"""IPTC digital source types: made by an algorithm that was not, or was, trained on data."""


class Model(BaseModel):
    """The checkpoint a file was made with."""

    model_config = ConfigDict(frozen=True, extra="allow")

    id: str
    source: str = ""
    revision: str = ""
    sha256: str = ""
    licence: str = ""


class Provenance(BaseModel):
    """Everything needed to know where a file comes from and to make it again.

    It holds nothing that changes between two runs of the same recipe on the same machine (no time of day, no
    duration), so that the same recipe gives the same bytes.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    recipe: dict[str, Any]
    """`Recipe.to_dict()`, the seed resolved."""
    engine: str
    engine_version: str
    castalia: str
    """Version of castalia."""
    libraries: dict[str, str] = {}
    model: Model | None = None
    device: str = "cpu"
    precision: str = "float32"
    parents: tuple[str, ...] = ()
    """Content hashes (`sha256:...`) of the files it was made from."""
    licence: str = ""
    mark: str = MARK
    digital_source_type: str = PROCEDURAL

    def to_json(self) -> str:
        """One line of JSON with sorted keys, ASCII only, so that it fits every container."""
        return json.dumps(self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))

    def title(self) -> str:
        """One short line: the beginning of what was asked for."""
        words = " ".join(str(self.recipe.get("prompt") or self.recipe.get("text") or "").split())
        return words if len(words) <= 80 else words[:79] + "…"

    def description(self) -> str:
        """For people, in plain words: the mark, what made it, and what was asked for (at most 2000 characters)."""
        made_by = f"engine {self.engine}" + (f", model {self.model.id}" if self.model else "")
        asked = str(self.recipe.get("prompt") or self.recipe.get("text") or "")
        asked = "".join(c if c.isprintable() or c == "\n" else " " for c in asked)
        asked = asked if len(asked) <= 2000 else asked[:1999] + "…"
        return f"{self.mark}. Made with castalia {self.castalia}, {made_by}.\n\n{asked}".strip()

    @classmethod
    def from_json(cls, text: str) -> Provenance | None:
        """What `to_json` wrote, or None when it is something else."""
        try:
            return cls.model_validate_json(text)
        except ValueError:
            return None
