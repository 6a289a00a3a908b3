"""What `castalia models` prints: the list, one model, its licence, what is wrong with it."""

from __future__ import annotations

import difflib
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Literal, get_args

from castalia.cli.machine import readable
from castalia.cli.session import session
from castalia.errors import BadInput
from castalia.models import catalogue
from castalia.models.model import Entry, Model, ModelKind
from castalia.models.store import ModelStore

if TYPE_CHECKING:
    from castalia.models.download import Offer
    from castalia.models.notice import Resident
    from castalia.settings import Settings

KINDS: tuple[str, ...] = get_args(ModelKind)
WIDE = 100
"""Columns from which on the list has room for titles."""
LANGUAGES = {"en": "English", "zh": "Chinese"}


def kind_of(word: str) -> str:
    """The kind that a user means; `BadInput` for one that there is not."""
    plain = word.strip().lower().removesuffix("s")
    if plain in ("", *KINDS):
        return plain
    other = {"controlnet": "control", "ip-adapter": "reference", "textual-inversion": "embedding"}
    if plain in other:
        return other[plain]
    near = difflib.get_close_matches(plain, KINDS, n=1)
    raise BadInput(
        f"there is no kind of model '{word}'",
        hint=f"did you mean '{near[0]}'?" if near else f"kinds: {', '.join(KINDS)}",
    )


def show_list(settings: Settings, words: list[str], kind: str, installed: bool) -> None:
    """The table of the catalogue and of what was imported besides."""
    text = " ".join(words)
    have = {model.id: model for model in ModelStore(settings).list()}
    rows: list[tuple[Entry | None, Model | None]] = [(e, have.pop(e.id, None)) for e in catalogue.search(text, kind)]
    rows += [(None, model) for model in have.values() if model.entry is None and _fits(model, text, kind)]
    if installed:
        rows = [(entry, model) for entry, model in rows if model]
    if session.json:
        session.print_json([describe(entry, model) for entry, model in rows])
        return
    if not rows:
        session.err.print("no model fits" if words or kind else "no model is installed", markup=False)
        return
    from rich.table import Table
    from rich.text import Text

    headings = ["", "model", "kind", "download", "licence", "speaks", "what it is"]
    wide = session.out.width >= WIDE
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in headings if wide else headings[:-1]:
        justify: Literal["left", "right"] = "right" if heading == "download" else "left"
        table.add_column(heading, justify=justify, no_wrap=heading != "what it is")
    for entry, model in rows:
        facts = describe(entry, model)
        cells = [
            Text("✓" if model else "", "green"), Text(facts["id"], "bold"), Text(facts["kind"], "cyan"),
            Text(_approximately(entry, facts["bytes"]), "dim"),
            Text(facts["licence"] or "unknown", "yellow" if facts["forbids"] else ""),
            Text(" ".join(facts["languages"]), "dim"), Text(facts["title"]),
        ]  # fmt: skip
        table.add_row(*(cells if wide else cells[:-1]))
    session.out.print(table)
    if session.err.is_terminal:
        session.err.print(
            "✓ is installed; a yellow licence forbids something: `castalia models show NAME`", style="dim"
        )


def describe(entry: Entry | None, model: Model | None) -> dict[str, Any]:
    """A model as plain JSON: what the catalogue knows, and where it lies."""
    facts: dict[str, Any] = {
        "id": model.id if model else entry.id if entry else "",
        "title": entry.title if entry else f"{model.family} {model.kind}" if model else "",
        "about": entry.about if entry else "",
        "kind": model.kind if model else entry.kind if entry else "",
        "family": model.family if model else entry.family if entry else "",
        "licence": (model.licence if model else "") or (entry.licence if entry else ""),
        "forbids": entry.forbids if entry else "",
        "languages": list(entry.languages) if entry else [],
        "parameters": entry.parameters if entry else 0,
        "bytes": model.bytes if model else entry.download if entry else 0,
        "memory": entry.memory if entry else {},
        "size": [entry.width, entry.height] if entry and entry.width else None,
        "defaults": entry.defaults if entry else {},
        "huggingface": entry.huggingface if entry else "",
        "modelscope": entry.modelscope if entry else "",
        "tags": list(entry.tags) if entry else [],
        "unverified": list(entry.unverified) if entry else [],
        "installed": model is not None,
    }
    if model:
        facts |= {
            "path": str(model.path), "source": model.source, "revision": model.revision, "sha256": model.sha256,
        }  # fmt: skip
    return facts


def show_one(entry: Entry | None, model: Model | None) -> None:
    """All that is known of one model."""
    facts = describe(entry, model)
    if session.json:
        session.print_json(facts)
        return
    from rich.text import Text

    session.out.print(Text.assemble((facts["id"], "bold"), "  ", facts["title"]))
    if facts["about"]:
        session.out.print(Text(facts["about"]), soft_wrap=False)
    unsure = set(facts["unverified"])
    for name, value, field in _rows(entry, model, facts):
        mark = (" (not checked)", "yellow") if unsure & set(field.split()) else ""
        style = "yellow" if name == "not allowed" else ""
        session.out.print(Text.assemble((f"{name:<13}", "dim"), (value, style), mark), soft_wrap=True)
    if unsure and session.err.is_terminal:
        session.err.print("what is marked was not found at a public source", style="dim")


def _rows(entry: Entry | None, model: Model | None, facts: dict[str, Any]) -> list[tuple[str, str, str]]:
    """(name, value, fields of the entry that it is made of)."""
    rows = [("kind", f"{facts['kind']}, architecture {facts['family']}", "kind family")]
    rows += [("licence", facts["licence"] or "unknown; read it where it comes from", "licence")]
    if facts["forbids"]:
        rows += [("not allowed", facts["forbids"], "forbids")]
    if entry:
        spoken = " and ".join(LANGUAGES.get(name, name) for name in entry.languages)
        rows += [("understands", spoken, "languages")] if spoken else []
        rows += [("parameters", f"{entry.parameters / 1e9:.2f} billion", "parameters")] if entry.parameters else []
        rows += [("download", readable(entry.download), "download")] if entry.download else []
        rows += [("memory", _memory(entry), "memory")] if entry.memory else []
        rows += [("size", f"{entry.width} x {entry.height} pixels", "width height")] if entry.width else []
        if entry.defaults:
            rows += [("set to", ", ".join(f"{name} {value}" for name, value in entry.defaults.items()), "defaults")]
        places = {"huggingface.co": entry.huggingface, "modelscope.cn": entry.modelscope}
        for field, (hub, repository) in zip(("huggingface", "modelscope"), places.items(), strict=True):
            rows += (
                [("from", f"{hub}/{'models/' if field == 'modelscope' else ''}{repository}", field)]
                if repository
                else []
            )
        rows += [("tags", ", ".join(entry.tags), "tags")] if entry.tags else []
    if model:
        rows += [("lies in", str(model.path), ""), ("bytes", f"{model.bytes:,} ({readable(model.bytes)})", "")]
        rows += [("came from", f"{model.source} {model.revision}".strip(), ""), ("sha256", model.sha256, "")]
        rows += [("use it", usage(model), "")] if usage(model) else []
    elif entry:
        rows += [("get it", f"castalia models pull {entry.id}", "")]
    return rows


def _memory(entry: Entry) -> str:
    return ", ".join(f"{name} {readable(size)}" for name, size in entry.memory.items())


def usage(model: Model) -> str:
    """A command that uses a model."""
    name = f'"{model.id}"' if " " in model.id else model.id
    ways = {
        "image": f'castalia image "a lighthouse at dawn" --model {name}',
        "video": f'castalia video "a paper boat on a stream" --model {name}',
        "control": f"castalia image ... --control map.png --control-model {name}",
        "lora": f"castalia image ... --lora {name}:0.8",
        "embedding": f"castalia image ... --embedding {name}",
    }
    return ways.get(model.kind, "")


def show_offer(offer: Offer, entry: Entry | None) -> None:
    """What is about to be downloaded, and what one agrees to by that."""
    from rich.text import Text

    place = offer.source.replace("huggingface:", "huggingface.co/").replace("modelscope:", "modelscope.cn/models/")
    size = f"{readable(offer.missing)} in {offer.files} files"
    if offer.total - offer.missing > offer.total // 100:
        size += f" ({readable(offer.total - offer.missing)} are here already)"
    rows = [
        ("from", place, ""),
        ("download", size, ""),
        ("licence", offer.licence or f"unknown: read it at {place}", ""),
    ]
    if not offer.licence or (entry and "licence" in entry.unverified):
        rows[-1] = ("licence", f"{offer.licence or 'unknown'}: not checked, read it at {place}", "yellow")
    if offer.forbids:
        rows.append(("not allowed", offer.forbids, "yellow"))
    if entry and "gated" in entry.tags:
        rows.append(("gated", f"agree to its terms at {place}, then run `hf auth login`", ""))
    session.err.print(Text(offer.title, "bold"))
    for name, value, style in rows:
        session.err.print(Text.assemble((f"{name:<13}", "dim"), (value, style)), soft_wrap=True)


def show_problems(problems: dict[str, list[str]]) -> None:
    """What verifying found."""
    if session.json:
        session.print_json({id: {"ok": not found, "problems": found} for id, found in problems.items()})
        return
    if not problems:
        session.out.print("no model is installed", markup=False)
    for id, found in problems.items():
        session.out.print(f"{id}: {'all is well' if not found else f'{len(found)} wrong'}", markup=False)
        for problem in found[:20]:
            session.out.print(f"  {problem}", style="yellow", markup=False, soft_wrap=True)
        if found and session.err.is_terminal:
            session.err.print(f"hint: castalia models remove {id}, then get it again", style="dim", markup=False)


def show_loaded(held: list[Resident]) -> None:
    """What running processes keep in memory."""
    if session.json:
        session.print_json([asdict(resident) for resident in held])
        return
    if not held:
        session.out.print("nothing is loaded: models are kept as long as a process runs, e.g. `castalia worker`")
        return
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("model", "device", "precision", "memory", "since", "state", "process"):
        table.add_column(heading, justify="right" if heading == "memory" else "left")
    for resident in held:
        since = time.strftime("%H:%M:%S", time.localtime(resident.since))
        state = Text("in use", "green") if resident.in_use else Text("idle", "dim")
        table.add_row(
            Text(resident.id, "bold"), resident.device, resident.precision, readable(resident.bytes), since, state,
            Text(resident.process, "dim"),
        )  # fmt: skip
    session.out.print(table)


def show_unloaded(gone: list[Resident], left: list[Resident]) -> None:
    """What was given up, and what was not because somebody uses it."""
    if session.json:
        session.print_json({"unloaded": [asdict(r) for r in gone], "in_use": [asdict(r) for r in left]})
        return
    for resident in gone:
        session.out.print(f"unloaded {resident.id}: {readable(resident.bytes)} of {resident.device}", markup=False)
    for resident in left:
        why = "is in use" if resident.in_use else "did not answer"
        session.err.print(f"{resident.id} stays: {resident.process} {why}", style="yellow", markup=False)
    if not gone and not left:
        session.out.print("nothing is loaded", markup=False)


def _fits(model: Model, text: str, kind: str) -> bool:
    plain = f"{model.id} {model.kind} {model.family} {model.source} {model.licence}".lower()
    return (not kind or model.kind == kind) and all(word in plain for word in text.lower().split())


def _approximately(entry: Entry | None, size: int) -> str:
    return ("~" if entry and "download" in entry.unverified else "") + readable(size) if size else ""
