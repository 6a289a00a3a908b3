"""`castalia doctor`: what is on this machine, what each engine will use, what would improve it and how."""

from __future__ import annotations

from collections import Counter
from typing import Any

import typer

from castalia.cli import machine
from castalia.cli.groups import new_app
from castalia.cli.session import everywhere, session
from castalia.errors import CastaliaError
from castalia.recipes import RECIPES

app = new_app()

LITTLE_DISK = 500 * 10**6
"""Bytes: a story page with its parts takes some tens of megabytes, a compiled renderer as many."""

_USES = {
    "ffmpeg": "not needed: castalia reads and writes sound and video by itself",
    "fluidsynth": "with a soundfont (.sf2) music sounds fuller than with the built-in synthesiser",
    "flite": "not needed: speech has voices of its own",
}


@app.command()
@everywhere
def doctor() -> None:
    """Say what is on this machine, what every engine will use, and what would improve it."""
    report = examine()
    if session.json:
        session.print_json(report)
    else:
        from castalia.cli.doctor_page import show

        show(report, session.out)
    if report["problems"]:
        raise typer.Exit(1)


def examine() -> dict[str, Any]:
    """Everything that `doctor` says. `problems` are what keeps castalia from working; the rest is optional."""
    from castalia import __version__
    from castalia.engines import registry

    settings = session.settings
    report: dict[str, Any] = {
        "castalia": __version__,
        "machine": machine.facts(settings),
        "library": _library(),
        "models": _models(),
        "libraries": machine.libraries(),
        "engines": _engines(),
        "broken_engines": registry.broken(),
        "fonts": _fonts(),
        "programs": {name: {"path": path, "use": _USES[name]} for name, path in machine.programs().items()},
    }
    report["problems"] = _problems(report)
    return report


def _library() -> dict[str, Any]:
    from castalia.cli.library import stats
    from castalia.cli.names import must_be_writable

    facts: dict[str, Any] = {"path": str(session.settings.home), "error": None, "hint": ""}
    try:
        must_be_writable(session.settings.home)
        facts |= {"writable": True, **stats(session.studio.library)}
    except CastaliaError as error:
        facts |= {"writable": facts.get("writable", False), "error": error.message, "hint": error.hint}
    except Exception as error:  # an unknown trouble is something to report here, too
        facts |= {"error": f"{type(error).__name__}: {error}"}
    return facts


def _models() -> dict[str, Any]:
    """Where checkpoints lie, what is installed, and which are loaded."""
    from castalia.hardware.probe import disk_free
    from castalia.models import notice
    from castalia.models.store import ModelStore

    settings = session.settings
    store = ModelStore(settings)
    installed = store.list()
    return {
        "path": str(settings.models),
        "installed": len(installed),
        "kinds": dict(sorted(Counter(model.kind for model in installed).items())),
        "bytes": sum(model.bytes for model in installed),
        "disk_free": disk_free(settings.models),
        "loaded": len(notice.loaded(settings.home)),
        "damaged": store.damaged(),
        "usual": {kind: name for kind, name in _usual() if name},
    }


def _usual() -> tuple[tuple[str, str], ...]:
    """(kind, model that the settings name for it)."""
    settings = session.settings
    return (("image", settings.image_model), ("video", settings.video_model), ("talk", settings.talk_model))


def _fonts() -> dict[str, Any]:
    found = machine.chinese_fonts()
    way = "without one, Chinese in pages and pictures shows as boxes; install e.g. fonts-noto-cjk"
    return {"chinese": found, "improve": way if found == [] else ""}


def _engines() -> list[dict[str, Any]]:
    from castalia.cli.engines import describe
    from castalia.engines import registry

    return [describe(engine, engine.availability(session.settings)) for engine in registry.engines()]


def _problems(report: dict[str, Any]) -> list[dict[str, str]]:
    """What is broken and needed, with a way out."""
    found = []
    if report["library"]["error"]:
        found.append({"what": f"the library: {report['library']['error']}", "fix": report["library"]["hint"]})
    for name in report["models"]["damaged"]:
        found.append(
            {"what": f"the model in the folder {name} has no readable manifest", "fix": "pull or import it again"}
        )
    found += _lost_models()
    free = report["machine"]["home_disk_free"]
    if free < LITTLE_DISK:
        found.append(
            {"what": f"only {machine.readable(free)} of disk are free", "fix": "free some space or use --home"}
        )
    for kind in RECIPES:
        of_kind = [engine for engine in report["engines"] if engine["kind"] == kind]
        if not any(engine["works"] for engine in of_kind):
            why = "; ".join(f"{e['name']}: {e['detail']}" for e in of_kind) or "none can be loaded"
            way = next((e["improve"] for e in of_kind if e["improve"]), "reinstall castalia")
            found.append({"what": f"no {kind} engine works ({why})", "fix": way})
    return found


def _lost_models() -> list[dict[str, str]]:
    """Models that the settings name and that are not here."""
    from castalia.models.resolve import resolve

    found = []
    for kind, name in _usual():
        try:
            if name:
                resolve(name, session.settings, kind=kind)
        except CastaliaError as error:
            found.append({"what": f"the setting {kind}_model: {error.message}", "fix": error.hint})
    return found
