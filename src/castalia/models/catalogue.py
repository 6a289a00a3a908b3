"""The catalogue of public checkpoints: `catalogue.toml`, read once."""

from __future__ import annotations

import difflib
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from castalia.models.model import Entry

LICENCES: dict[str, str] = {
    "Apache-2.0": "",
    "MIT": "",
    "BSD-3-Clause": "",
    "CreativeML-OpenRAIL-M": "the harmful uses that its attachment A lists; passing it on without these rules",
    "CreativeML-OpenRAIL++-M": "the harmful uses that its attachment A lists; passing it on without these rules",
    "OpenRAIL": "the harmful uses that it lists; passing it on without these rules",
    "CC-BY-NC-4.0": "commercial use",
    "Stability-AI-Community": "commercial use by those who earn 1 million US dollars a year or more",
    "Stability-AI-NC-Community": "commercial use without a licence of Stability AI",
    "FLUX-1-dev-Non-Commercial": "commercial use of the model",
    "Kolors": "commercial use without registering with Kuaishou",
    "NVIDIA-Sana": "commercial use, as far as is known: read it first",
    "LTX-Video-Open-Weights": "the harmful uses that it lists; commercial use by large companies, as far as is known",
    "Qwen-Research": "commercial use",
    "unknown": "",
}
"""Name of a licence -> what it does not allow, in words; empty where it asks for no more than to be named."""
BYTES = {"fp32": 4, "fp16": 2, "bf16": 2, "fp8": 1, "int8": 1}


@cache
def entries() -> dict[str, Entry]:
    """All entries by their id, in the order of the file."""
    table = tomllib.loads(files("castalia.models").joinpath("catalogue.toml").read_text("utf-8"))
    return {id: _entry(id, facts) for id, facts in table.items()}


def find(name: str) -> Entry | None:
    """The entry of an id or of a repository on either hub; upper and lower case count alike.

    A repository that holds several entries is none of them.
    """
    name = name.strip().lower()
    found = entries().get(name)
    if found or not name:
        return found
    same = [entry for entry in entries().values() if name in (entry.huggingface.lower(), entry.modelscope.lower())]
    return same[0] if len(same) == 1 else None


def search(words: str = "", kind: str = "") -> list[Entry]:
    """Entries of a kind that hold all words in their id, title, description, family, tags, languages or licence."""
    wanted = words.lower().split()
    return [
        entry
        for entry in entries().values()
        if (not kind or entry.kind == kind) and all(word in _text(entry) for word in wanted)
    ]


def near(name: str) -> list[str]:
    """Ids that look like a name that there is not."""
    plain = re.sub(r"[^a-z0-9]+", "", name.rpartition("/")[2].lower())
    ids = {re.sub(r"[^a-z0-9]+", "", id): id for id in entries()}
    return [ids[found] for found in difflib.get_close_matches(plain, ids, n=3, cutoff=0.6)]


def _text(entry: Entry) -> str:
    parts = (entry.id, entry.title, entry.about, entry.kind, entry.family, entry.licence, entry.huggingface)
    return " ".join((*parts, entry.modelscope, *entry.tags, *entry.languages)).lower()


def _entry(id: str, facts: dict[str, Any]) -> Entry:
    """An entry of the file, its shorthands written out."""
    given: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in facts.items()}
    given["memory"] = {name: BYTES[name] * facts.get("parameters", 0) for name in facts.get("memory", ())}
    given.setdefault("forbids", LICENCES.get(facts["licence"], ""))
    return Entry(id=id, **given)
