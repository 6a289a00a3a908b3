"""The page that `castalia doctor` shows a person."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from castalia.cli.machine import LIBRARIES, readable

GOOD, OPTIONAL, BAD = Text("✓", "green"), Text("·", "dim"), Text("✗", "red")


def show(report: dict[str, Any], console: Console) -> None:
    """Print the report: machine, library, models, engines, optional things, then what to do."""
    _machine(report, console)
    _library(report["library"], console)
    _models(report, console)
    _engines(report, console)
    _optional(report, console)
    _closing(report, console)


def _section(console: Console, title: str, rows: list[tuple[Text, str, str]]) -> None:
    console.print(Text(f"\n{title}", "bold"))
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1))
    table.add_column(width=1)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for mark, name, value in rows:
        table.add_row(mark, Text(name), Text(value, "dim"))
    console.print(table)


def _machine(report: dict[str, Any], console: Console) -> None:
    facts = report["machine"]
    cards = [_card(card) for card in facts["gpus"]]
    console.print(Text(f"castalia {report['castalia']}", "bold"))
    _section(
        console,
        "This machine",
        [
            (GOOD, "python", f"{facts['python']} on {facts['system']}"),
            (GOOD, "cpu", f"{facts['cpu']}, {facts['cores']} cores{', bf16' if facts['cpu_bf16'] else ''}"),
            (GOOD, "memory", f"{readable(facts['memory_free'])} free of {readable(facts['memory_total'])}"),
            (GOOD, "disk", f"{readable(facts['home_disk_free'])} free"),
            (GOOD if cards else OPTIONAL, "gpu", "; ".join(cards) or "none found; the built-in engines need none"),
        ],
    )


def _card(card: dict[str, Any]) -> str:
    formats = ", ".join(name for name in ("bf16", "fp8") if card[name])
    memory = f"{readable(card['memory_free'])} free of {readable(card['memory_total'])}"
    return ", ".join(filter(None, [card["name"], memory, card["backend"], formats]))


def _models(report: dict[str, Any], console: Console) -> None:
    facts = report["models"]
    count = f"{facts['installed']} ({_value('kinds', facts['kinds'])}), {readable(facts['bytes'])}"
    none = "none; `castalia models list` shows what can be had"
    rows = [
        (GOOD, "folder", f"{facts['path']}, {readable(facts['disk_free'])} free"),
        (GOOD if facts["installed"] else OPTIONAL, "installed", count if facts["installed"] else none),
        (GOOD if facts["loaded"] else OPTIONAL, "loaded", str(facts["loaded"] or "none")),
    ]
    rows += [(GOOD, f"usual for {kind}", name) for kind, name in facts["usual"].items()]
    here = [f"{name} {number}" for name, number in report["libraries"].items() if number]
    lacking = [
        name + (f" ({use})" if (use := LIBRARIES[name]) else "")
        for name, number in report["libraries"].items()
        if not number
    ]
    rows.append((GOOD if here else OPTIONAL, "libraries", ", ".join(here) or "none"))
    if lacking:
        way = "pip install 'castalia[diffusers,models]'"
        rows.append((OPTIONAL, "not installed", f"{', '.join(lacking)}; {way}"))
    _section(console, "Models", rows)


def _library(facts: dict[str, Any], console: Console) -> None:
    rows = [
        (
            BAD if facts["error"] else GOOD,
            "folder",
            f"{facts['path']}{'' if facts.get('writable') else ' (not writable)'}",
        )
    ]
    rows += [
        (GOOD, name, _value(name, value))
        for name, value in facts.items()
        if name not in _NOT_ROWS and value is not None
    ]
    if facts["error"]:
        rows.append((BAD, "trouble", facts["error"]))
    _section(console, "Library", rows)


_NOT_ROWS = ("path", "error", "hint", "writable")


def _value(name: str, value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and ("bytes" in name or "size" in name):
        return readable(value)
    if isinstance(value, dict):
        return ", ".join(f"{count} {what}" for what, count in value.items()) or "none"
    return str(value)


def _engines(report: dict[str, Any], console: Console) -> None:
    rows = []
    for engine in report["engines"]:
        more = f"\nbetter: {engine['improve']}" if engine["improve"] else ""
        mark = GOOD if engine["works"] else OPTIONAL
        rows.append((mark, f"{engine['kind']}: {engine['name']}", engine["detail"] + more))
    rows += [(BAD, name, f"cannot be loaded: {why}") for name, why in report["broken_engines"].items()]
    _section(console, "Engines", rows)


def _optional(report: dict[str, Any], console: Console) -> None:
    fonts = report["fonts"]["chinese"]
    none = f"none found; {report['fonts']['improve']}"
    known = "unknown: fc-list is not there" if fonts is None else ", ".join(fonts[:3]) or none
    rows = [(GOOD if fonts else OPTIONAL, "Chinese fonts", known)]
    for name, program in report["programs"].items():
        rows.append((GOOD if program["path"] else OPTIONAL, name, program["path"] or f"not found; {program['use']}"))
    _section(console, "Optional", rows)


def _closing(report: dict[str, Any], console: Console) -> None:
    console.print()
    for problem in report["problems"]:
        console.print(Text.assemble(("✗ ", "red"), problem["what"], "\n  ", (problem["fix"], "dim")), soft_wrap=True)
    if not report["problems"]:
        console.print(Text("Everything that is needed works.", "green"))
