"""What somebody who names a checkpoint to be downloaded means by it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from castalia.errors import BadInput, NotFound
from castalia.models import catalogue
from castalia.models.hubs import HubName
from castalia.models.model import Entry
from castalia.models.store import checked_id

_URL = re.compile(
    r"https?://[^/]*(?P<hub>huggingface\.co|hf\.co|hf-mirror\.com|modelscope\.cn|modelscope\.ai)/(?:models/)?"
    r"(?P<repository>[^/?#]+/[^/?#]+)(?:/(?:tree|blob|resolve|file/view)/(?P<revision>[^/?#]+)(?P<file>/[^?#]+)?)?/?(?:[?#].*)?"
)
_GENERIC = ("model", "diffusion_pytorch_model", "adapter_model", "pytorch_lora_weights", "pytorch_model")


@dataclass(frozen=True)
class Order:
    """What was asked for."""

    id: str
    entry: Entry | None
    places: tuple[tuple[HubName, str, str], ...]
    """Hub, repository and revision, the first choice first."""
    patterns: tuple[str, ...] = ()


def asked_for(name: str, source: str, revision: str) -> Order:
    """The order that a name means; see `download.pull` for the ways to write it.

    Raises:
        NotFound: it is neither in the catalogue nor a repository. BadInput: there is no such hub.
    """
    sources: tuple[HubName, ...] = ("huggingface", "modelscope")
    if source not in ("auto", *sources):
        raise BadInput(f"'{source}' is no hub", hint="use huggingface or modelscope")
    hubs = tuple(h for h in sources if source in ("auto", h))
    file = ""
    if found := _URL.fullmatch(name):
        ours: HubName = "modelscope" if "modelscope" in found["hub"] else "huggingface"
        hubs, name = (ours,), found["repository"]
        revision, file = revision or found["revision"] or "", (found["file"] or "").strip("/")
    elif name.partition(":")[0] in sources:
        prefix, _, name = name.partition(":")
        hubs = tuple(h for h in sources if h == prefix)
    elif name.count("/") >= 2 and not name.startswith(("/", ".", "~")):
        owner, repository, file = name.split("/", 2)
        name = f"{owner}/{repository}"
    entry = catalogue.find(name) if not file else None
    if entry:
        places = tuple((h, r, _revision(entry, h, revision)) for h in hubs if (r := getattr(entry, h)))
        if not places:
            raise NotFound(f"'{entry.id}' is not on {' or '.join(hubs)}", hint="leave out --from")
        return Order(entry.id, entry, places, entry.files)
    if name.count("/") != 1:
        near = catalogue.near(name)
        raise NotFound(
            f"there is no model '{name[:80]}' in the catalogue",
            hint=f"did you mean '{near[0]}'?"
            if near
            else "a repository is written owner/name; see `castalia models list`",
        )
    stem = Path(file).stem
    id = f"{name.split('/')[0]}/{stem}" if stem and stem not in _GENERIC else name
    patterns = (re.sub(r"([\[*?])", r"[\1]", file),) if file else ()
    return Order(checked_id(id), None, tuple((h, name, revision) for h in hubs), patterns)


def _revision(entry: Entry, hub: HubName, revision: str) -> str:
    """A commit of the catalogue is one of Hugging Face where the entry has both."""
    return revision or (entry.revision if hub == "huggingface" or not entry.huggingface else "")
