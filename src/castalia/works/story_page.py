"""The story page: one prompt becomes an illustrated, narrated page with music, a clip and a 3D model."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from castalia.engines.base import Availability, Context, Produced, Progress, Result, Run
from castalia.errors import BadInput, Missing
from castalia.recipes import StoryPage, recipe_class
from castalia.works.brief import Brief
from castalia.works.graph import Graph, WorkEngine

if TYPE_CHECKING:
    from pathlib import Path

    from castalia.library.artifact import Artifact
    from castalia.settings import Settings

WORK_FILE = "work.json"


class StoryPageWork(WorkEngine[StoryPage]):
    """Writes a brief from the prompt, plans the parts from the brief and lays them out as one page."""

    name = "story-page"
    kind = "story-page"
    version = "1"
    title = "Story page"
    about = (
        "Plans a story from the prompt, has its parts made by the engines that work here, and sets them as one page."
    )
    libraries = ("jinja2",)

    def availability(self, settings: Settings) -> Availability:
        return Availability(True, "built in; parts whose engine is missing are left out")

    def check(self, recipe: StoryPage, settings: Settings) -> None:
        """Refuse what one of the parts would refuse, before anything is made."""
        from castalia.engines.registry import resolve

        for node in self.graph(recipe, settings).nodes:
            cls = recipe_class(node.kind)
            words = {name: recipe.prompt for name in node.needs if not cls.fields()[name].is_file}
            try:
                resolve(cls.make(**words, **node.values), settings, seed=0)
            except Missing:
                if not node.optional:
                    raise
            except BadInput as error:
                raise BadInput(f"{node.title}: {error.message}", hint=error.hint) from None

    def graph(self, recipe: StoryPage, settings: Settings) -> Graph:
        from castalia.works.brief import bound, make_brief
        from castalia.works.story_nodes import nodes

        brief = make_brief(recipe)
        notes = {"brief": brief.model_dump(mode="json"), "kept": list(bound(recipe.consistency))}
        return Graph(nodes(recipe, brief), notes)

    def assemble(self, recipe: StoryPage, graph: Graph, parts: Mapping[str, Artifact], ctx: Context) -> Run:
        from castalia.media.text import write_page
        from castalia.works.consistency import measure
        from castalia.works.page import render

        brief = Brief.model_validate(graph.notes["brief"])
        yield Progress(0, 3, "measuring" if brief.language == "en" else "测量一致性")
        in_order = {node.id: parts[node.id] for node in graph.nodes if node.id in parts}
        measured = measure(brief, in_order).to_dict()
        yield Progress(1, 3, "gathering the files" if brief.language == "en" else "收集文件")
        files = _gather(in_order, ctx.folder)
        work = _work(recipe, graph, in_order, files, measured)
        (ctx.folder / WORK_FILE).write_text(json.dumps(work, ensure_ascii=False, indent=2) + "\n", "utf-8")
        yield Progress(2, 3, "setting the page" if brief.language == "en" else "排版")
        html = render(recipe, brief, graph, in_order, files, measured)
        page = ctx.folder / "index.html"
        write_page(page, html, ctx.provenance)
        yield Progress(3, 3, "")
        others = [Produced(ctx.folder / name, role=id) for id, name in files.items()]
        return Result(
            (Produced(page), *others, Produced(ctx.folder / WORK_FILE, "work")),
            _report(brief, graph, in_order, measured),
        )


def _gather(parts: Mapping[str, Artifact], folder: Path) -> dict[str, str]:
    """Copy the main file of every part that the page shows; node id -> file name."""
    files = {}
    for id, part in parts.items():
        if id == "clip-voice":  # it is heard in the clip
            continue
        files[id] = id + part.main.suffix
        shutil.copyfile(part.main.path, folder / files[id])
    return files


def _work(
    recipe: StoryPage,
    graph: Graph,
    parts: Mapping[str, Artifact],
    files: Mapping[str, str],
    measured: Mapping[str, Any],
) -> dict[str, Any]:
    """The work as data. Holds nothing that differs between two runs of the same recipe."""
    made = []
    for node in graph.nodes:
        entry: dict[str, Any] = {
            "id": node.id, "kind": node.kind, "title": node.title, "needs": dict(node.needs), "made": node.id in parts,
        }  # fmt: skip
        if node.id in parts:
            part = parts[node.id]
            entry |= {
                "recipe": part.recipe_data,
                "fingerprint": part.recipe.fingerprint(),
                "engine": {"name": part.provenance.engine, "version": part.provenance.engine_version},
                "files": [{"role": f.role, "ref": f.ref, "media_type": f.media_type} for f in part.files],
                "file": files.get(node.id, ""),
            }
        made.append(entry)
    return {
        "recipe": recipe.to_dict(),
        "fingerprint": recipe.fingerprint(),
        "brief": graph.notes["brief"],
        "kept": graph.notes["kept"],
        "nodes": made,
        "consistency": dict(measured),
    }


def _report(brief: Brief, graph: Graph, parts: Mapping[str, Artifact], measured: Mapping[str, Any]) -> dict[str, Any]:
    """For the user: title, score, what was left out, seconds of every part, words that were not understood."""
    missing = [node.title for node in graph.nodes if node.id not in parts]
    notes = [f"left out, its engine is missing here: {title}" for title in missing]
    unknown = dict.fromkeys(w for part in parts.values() for w in part.report.get("not_understood", ()))
    return {
        "title": brief.title,
        "logline": brief.logline,
        "language": brief.language,
        "consistency": dict(measured),
        "seconds": {id: round(part.seconds, 2) for id, part in parts.items()},
        "reused": [id for id, part in parts.items() if part.cached],
        "missing": missing,
        "not_understood": list(unknown),
        "notes": notes,
    }
