"""What works of faces share: what is kept beside the page, the commands that it shows, how engines are named."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from castalia.errors import CastaliaError
from castalia.recipes import Recipe

if TYPE_CHECKING:
    from castalia.library.artifact import Artifact
    from castalia.works.graph import Graph


def command(recipe: Recipe, subject: str, **changes: Any) -> str:
    """The command line that makes a recipe, as one types it.

    Args:
        subject: what stands for the main field: the name of the file beside the page, or the prompt.
        changes: fields with other values than the recipe's.
    """
    words = ["castalia", recipe.kind, subject]
    for name, spec in type(recipe).fields().items():
        value = changes.get(name, getattr(recipe, name))
        asked = spec.group == "engine" and name not in changes and value in ("auto", recipe.engine)
        if name == recipe.main or value == spec.default or asked:
            continue
        option = "--" + name.replace("_", "-")
        if isinstance(value, bool):
            words.append(option if value else "--no-" + option[2:])
        else:
            words += [option, str(value)]
    return " ".join(map(shlex.quote, words))


def kept(part: Artifact, folder: Path, stem: str) -> dict[str, str]:
    """Copy the files of a part into a folder, named `stem` and, but for the main one, their role; role -> name."""
    names = {}
    for file in part.files:
        role = "main" if file is part.main else file.role
        names[role] = stem + ("" if role == "main" else f"-{role}") + file.suffix
        shutil.copyfile(file.path, folder / names[role])
    return names


def record(recipe: Recipe, graph: Graph, parts: Mapping[str, Artifact]) -> dict[str, Any]:
    """The work as data. Holds nothing that differs between two runs of the same recipe."""
    nodes = []
    for node in graph.nodes:
        entry: dict[str, Any] = {
            "id": node.id, "kind": node.kind, "title": node.title, "needs": dict(node.needs), "made": node.id in parts,
        }  # fmt: skip
        if part := parts.get(node.id):
            entry |= {
                "recipe": part.recipe_data,
                "fingerprint": part.recipe.fingerprint(),
                "engine": {"name": part.provenance.engine, "version": part.provenance.engine_version},
                "files": [{"role": f.role, "ref": f.ref, "media_type": f.media_type} for f in part.files],
            }
        nodes.append(entry)
    return {"recipe": recipe.to_dict(), "fingerprint": recipe.fingerprint(), "nodes": nodes}


def engine_of(part: Artifact) -> dict[str, str]:
    """Name, title and what the engine says of itself, with the model it used."""
    from castalia.engines.registry import engines

    name, model = part.provenance.engine, part.provenance.model
    try:
        found = next((e for e in engines(part.kind) if e.name == name), None)
    except (ImportError, CastaliaError):
        found = None
    return {
        "name": name, "title": found.title if found else name, "about": found.about if found else "",
        "model": model.id if model else "",
    }  # fmt: skip


def suffix_of(path: Path) -> str:
    """The ending that fits the content of a picture in the library, whose files have none."""
    from castalia.media.kinds import sniff

    return {"image/jpeg": ".jpg", "image/webp": ".webp", "image/gif": ".gif", "image/tiff": ".tif"}.get(
        sniff(path), ".png"
    )
