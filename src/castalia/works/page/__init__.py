"""Sets a story page: one HTML file with its style and scripts inside, and the other files beside it."""

from __future__ import annotations

import base64
import difflib
import shlex
from collections.abc import Mapping
from functools import cache
from importlib.resources import files as package_files
from typing import TYPE_CHECKING, Any

from castalia.errors import CastaliaError
from castalia.works.colors import theme
from castalia.works.page.prose import Block, blocks
from castalia.works.page.words import UI, part_title, spoken_time

if TYPE_CHECKING:
    from castalia.library.artifact import Artifact
    from castalia.recipes import StoryPage
    from castalia.works.brief import Brief
    from castalia.works.graph import Graph


def render(
    recipe: StoryPage,
    brief: Brief,
    graph: Graph,
    parts: Mapping[str, Artifact],
    files: Mapping[str, str],
    measured: Mapping[str, Any],
) -> str:
    """The page as HTML.

    Args:
        parts: the artifacts by node id. files: names of the files beside the page by node id.
        measured: `Measured.to_dict()`.
    """
    ui = UI[brief.language]
    narration = parts.get("narration")
    prose = blocks(parts["story"].text, narration.report.get("sentences", ()) if narration else ())
    title = next((b for b in prose if b.kind == "title"), None)
    pictures = [id for id in files if id.startswith("picture-")]
    page = {
        "ui": ui,
        "lang": "zh-Hans" if brief.language == "zh" else "en",
        "brief": brief,
        "recipe": recipe,
        "colors": theme(brief.palette),
        "title": title,
        "title_text": title.text if title else brief.title,
        "flow": _interleaved([b for b in prose if b.kind != "title"], pictures[1:]),
        "hero": pictures[0] if pictures else None,
        "files": files,
        "figures": {id: _figure(brief, id, files[id]) for id in pictures},
        "poster": _poster(brief, pictures, files),
        "narration_time": _duration(narration, brief.language),
        "model_data": base64.b64encode(parts["model"].open()).decode() if "model" in files else "",
        "downloads": _downloads(parts, files, brief.language),
        "made": _made(recipe, brief, graph, parts, measured),
        "css": _asset("style.css"),
        "scripts": [_asset("viewer.js"), _asset("page.js")] if "model" in files else [_asset("page.js")],
    }
    return str(_template().render(page))


@cache
def _template() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    env = Environment(
        loader=PackageLoader("castalia.works", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return env.get_template("template.html.j2")


@cache
def _asset(name: str) -> str:
    return package_files("castalia.works.page").joinpath(name).read_text("utf-8")


def _interleaved(prose: list[Block], pictures: list[str]) -> list[tuple[str, Any]]:
    """Paragraphs with the pictures spread evenly among them, never before the first, as (kind, block or id)."""
    count = sum(b.kind == "paragraph" for b in prose)
    after: dict[int, list[str]] = {}
    for k, id in enumerate(pictures, 1):
        after.setdefault(max(1, min(count, round(k * count / (len(pictures) + 1)))), []).append(id)
    flow: list[tuple[str, Any]] = []
    seen = 0
    for block in prose:
        flow.append((block.kind, block))
        if block.kind == "paragraph":
            seen += 1
            flow += [("picture", id) for id in after.get(seen, ())]
    return flow if count else flow + [("picture", id) for id in pictures]


def _figure(brief: Brief, id: str, name: str) -> dict[str, str]:
    from castalia.works.story_nodes import HERO_SIZE, PICTURE_SIZE

    number = int(id.rpartition("-")[2])
    beat = brief.beats[(number - 1) % len(brief.beats)]
    width, height = HERO_SIZE if number == 1 else PICTURE_SIZE
    return {
        "src": name,
        "alt": beat.alt,
        "caption": beat.title,
        "shot": beat.shot,
        "width": str(width),
        "height": str(height),
    }


def _poster(brief: Brief, pictures: list[str], files: Mapping[str, str]) -> str:
    """The picture whose prompt is most like the clip's; empty without pictures."""
    likeness = [
        difflib.SequenceMatcher(None, brief.motion, brief.beats[n % len(brief.beats)].picture, autojunk=False).ratio()
        for n in range(len(pictures))
    ]
    best = pictures[likeness.index(max(likeness))] if pictures else ""
    return files.get(best, "")


def _duration(part: Artifact | None, language: str) -> str:
    seconds = part.main.meta.get("duration") if part else None
    return spoken_time(seconds, language) if seconds else ""


def _downloads(parts: Mapping[str, Artifact], files: Mapping[str, str], language: str) -> list[dict[str, str]]:
    return [
        {"name": name, "title": part_title(id, language), "size": _size(parts[id].main.size)}
        for id, name in files.items()
    ]


def _size(count: int) -> str:
    return f"{count / 1e6:.1f}\u00a0MB" if count >= 1e6 else f"{max(1, round(count / 1e3))}\u00a0kB"


def _made(
    recipe: StoryPage, brief: Brief, graph: Graph, parts: Mapping[str, Artifact], measured: Mapping[str, Any]
) -> dict[str, Any]:
    """Everything the section "How this was made" shows."""
    scores = {part["id"]: part for part in measured["parts"]}
    rows = []
    engines: dict[str, str] = {}
    for node in graph.nodes:
        if node.id not in parts:
            continue
        made = parts[node.id]
        name = made.provenance.engine
        model = f" ({made.provenance.model.id})" if made.provenance.model else ""
        engines.setdefault(f"{name}{model}", _engine_line(made.kind, name))
        score = scores.get(node.id, {})
        rows.append({
            "title": node.title, "engine": f"{name}{model}", "seed": made.recipe_data.get("seed"),
            "score": score.get("score"), "checks": score.get("checks", []),
        })  # fmt: skip
    words = {
        key: list(
            dict.fromkeys(w for id, part in parts.items() if part.kind == "image" for w in part.report.get(key, ()))
        )
        for key in ("understood", "approximated", "not_understood")
    }
    return {
        "rows": rows,
        "engines": engines,
        "built_in": all(p.provenance.model is None for p in parts.values()),
        "words": words,
        "score": measured["score"],
        "missing": [node.title for node in graph.nodes if node.id not in parts],
        "settings": _settings(recipe),
        "command": f"castalia redo {shlex.quote('index.html')}",
    }


def _heard(word: str) -> str:
    """`cat = cat` is `cat`."""
    text, _, concept = word.partition(" = ")
    return text if text == concept else word


def _settings(recipe: StoryPage) -> list[tuple[str, str]]:
    """The recipe's fields, but for the prompt and the engines left to themselves."""
    shown = []
    for name, spec in recipe.fields().items():
        value = getattr(recipe, name)
        if name == recipe.main or (spec.group == "engine" and value in ("auto", recipe.engine)):
            continue
        shown.append((name, ", ".join(value) if isinstance(value, tuple) else str(value)))
    return shown


def _engine_line(kind: str, name: str) -> str:
    """What an engine says about itself; empty when it is not installed here (any more)."""
    from castalia.engines.registry import engines

    try:
        return next((f"{e.title}. {e.about}" for e in engines(kind) if e.name == name), "")
    except (ImportError, CastaliaError):
        return ""
