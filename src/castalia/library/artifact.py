"""What came out of a recipe: its files, its report, its origin; it can be saved and shows itself in a notebook."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from castalia.errors import NotFound

if TYPE_CHECKING:
    from castalia.media.provenance import Provenance
    from castalia.recipes import Recipe


@dataclass(frozen=True)
class ArtifactFile:
    """One file of an artifact, kept in the library under the hash of its content."""

    role: str
    """`main` for what was asked for, else what it is, e.g. `score`."""
    name: str
    """Its name relative to the artifact, e.g. `media/clip.mp4`."""
    ref: str
    """`sha256:...`, as a recipe takes it."""
    media_type: str
    size: int
    """Bytes."""
    meta: dict[str, Any] = field(hash=False)
    """Facts about it, plain JSON, e.g. `{"duration": 6.0}`."""
    path: Path
    """Where the library keeps it; read-only and without a suffix."""

    @property
    def suffix(self) -> str:
        return Path(self.name).suffix.lower()


@dataclass(frozen=True)
class Artifact:
    """What came out of one run of a recipe."""

    id: str
    kind: str
    """Kind of its recipe."""
    files: tuple[ArtifactFile, ...]
    recipe_data: dict[str, Any] = field(repr=False, hash=False)
    """`Recipe.to_dict()`."""
    provenance_data: dict[str, Any] = field(repr=False, hash=False)
    report: dict[str, Any] = field(repr=False, hash=False)
    """What the engine has to say to the user, plain JSON."""
    created: datetime
    seconds: float
    """How long it took to make."""
    key: str | None = field(default=None, repr=False)
    """Where the cache finds it; None when it is not to be found there."""
    job_id: str | None = None
    """The job that made it."""
    part: bool = False
    """Whether it was made as a part of a work and for nothing else."""
    cached: bool = False
    """Whether it was made before and only found again."""

    @cached_property
    def recipe(self) -> Recipe:
        """What was asked for; `BadInput` when this castalia does not know such a recipe (any more)."""
        from castalia.recipes import load

        return load(self.recipe_data)

    @cached_property
    def provenance(self) -> Provenance:
        """How it was made."""
        from castalia.media.provenance import Provenance

        return Provenance.model_validate(self.provenance_data)

    @property
    def main(self) -> ArtifactFile:
        """The file that was asked for."""
        return next((f for f in self.files if f.role == "main"), self.files[0])

    @property
    def path(self) -> Path:
        """Where the library keeps the main file; to have it under a name of your own, use `save`."""
        return self.main.path

    @property
    def is_folder(self) -> bool:
        """Whether its files belong together: a page with what it shows, a head with its textures."""
        from castalia.recipes import RECIPES

        cls = RECIPES.get(self.kind)
        page = self.main.media_type == "text/html"
        return len(self.files) > 1 and (page or (cls is not None and cls.folder))

    def file(self, role: str = "main") -> ArtifactFile:
        """The file of a role; the main one for an empty role. `NotFound` when there is none."""
        found = next((f for f in self.files if f.role == role), None) if role not in ("", "main") else self.main
        if found is None:
            roles = ", ".join(f.role for f in self.files)
            raise NotFound(f"this {self.kind} has no file '{role}'", hint=f"it has {roles}")
        return found

    @cached_property
    def text(self) -> str:
        """The words of a text, without the note on how it was made; `BadInput` when the artifact is no text."""
        from castalia.library.export import text_of

        return text_of(self)

    def open(self) -> bytes:
        """The content of the main file."""
        from castalia.library.export import content_of

        return content_of(self.main)

    def save(self, target: str | Path) -> Path:
        """Copy it out of the library, whole or not at all; returns the path of the main file.

        Args:
            target: a file, whose suffix is added when it has none and may ask for another format of the same medium
                (`a.jpg` of a PNG, `a.mp3` of a WAV) or for another of its files (`a.obj` or `a.mp4` of a head); or a
                folder, in which what belongs together keeps its names and everything else is named after kind and id.

        Raises:
            BadInput: the suffix asks for something that it cannot become.
            StorageError: the place cannot be written.
        """
        from castalia.library.export import save

        return save(self, target)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "id": self.id,
            "kind": self.kind,
            "created": self.created.isoformat(),
            "seconds": round(self.seconds, 3),
            "cached": self.cached,
            "job": self.job_id,
            "files": [
                {
                    "role": f.role,
                    "name": f.name,
                    "ref": f.ref,
                    "media_type": f.media_type,
                    "size": f.size,
                    "meta": f.meta,
                    "path": str(f.path),
                }
                for f in self.files
            ],
            "recipe": self.recipe_data,
            "provenance": self.provenance_data,
            "report": self.report,
        }

    def _repr_html_(self) -> str:
        from castalia.library.display import as_html

        return as_html(self)


def from_timestamp(seconds: float) -> datetime:
    """A time of the database as a time of day (UTC)."""
    return datetime.fromtimestamp(seconds, UTC)
