"""Finds the installed model that another program's file means: by the hash of its weights, else by its name."""

from __future__ import annotations

import re

from castalia.errors import BadInput, Missing
from castalia.models import catalogue
from castalia.models.store import ModelStore
from castalia.settings import Settings

FEWEST_DIGITS = 8
"""Of a hash; fewer are no proof."""


def installed_model(name: str, digest: str, program: str, settings: Settings) -> str:
    """The id of the installed model that `program` called `name`.

    Args:
        name: as the program wrote it, mostly the name of a file without ending; may be empty.
        digest: the beginning of the SHA-256 of the model's file; may be empty.

    Raises:
        Missing: it is not installed; the hint says how to get it or what to use instead.
        BadInput: the program named no model.
    """
    store = ModelStore(settings)
    installed = [model for model in store.list() if model.kind == "image"]
    if len(digest) >= FEWEST_DIGITS:
        for model in installed:
            if model.sha256.startswith(digest.lower()):
                return model.id
    if not name and not digest:
        raise BadInput(
            f"what {program} wrote into the file names no model",
            hint="name one with --set model=ID, or --set engine=clay",
        )
    wanted = plain(name)
    for model in installed:
        names = (model.id, model.path.stem, model.source.rpartition("/")[2], model.entry.title if model.entry else "")
        if wanted and wanted in map(plain, names):
            return model.id
    entry = catalogue.find(name) if name else None
    if entry is not None:
        raise Missing(f"the model '{name}' is not installed", hint=f"castalia models pull {entry.id}")
    said = f"'{name}'" + (f" (hash {digest})" if digest else "") if name else f"with hash {digest}"
    instead = f", or use another with --set model={installed[0].id}" if installed else ", or try --set engine=clay"
    raise Missing(
        f"{program} made it with the model {said}, which is not installed",
        hint=f"get its file and run `castalia models import FILE`{instead}",
    )


def plain(name: str) -> str:
    """A name without ending, case and marks: `Juggernaut-XL_v9.safetensors` is `juggernautxlv9`."""
    stem = re.sub(r"\.(safetensors|ckpt|pt)$", "", re.split(r"[\\/]", name)[-1], flags=re.I)
    return re.sub(r"[^a-z0-9]", "", stem.lower())
