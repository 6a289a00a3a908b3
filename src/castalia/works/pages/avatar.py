"""Sets the page of an avatar: its head to turn, the portrait, the turntable, and how to go on."""

from __future__ import annotations

import base64
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from castalia.recipes import Avatar
from castalia.works.pages import asset, render, settings_of, size
from castalia.works.pages.words import AVATAR, words_of
from castalia.works.record import command, engine_of

if TYPE_CHECKING:
    from castalia.library.artifact import Artifact
    from castalia.works.graph import Graph


def page(
    recipe: Avatar,
    graph: Graph,
    portrait: str,
    head: Mapping[str, str],
    missing: str,
    parts: Mapping[str, Artifact],
    folder: Path,
) -> str:
    """The page as HTML.

    Args:
        portrait: name of its file. head: role -> name of the files of the head, empty without one.
        missing: why there is no head. folder: where the files lie.
    """
    language = graph.notes["language"]
    ui = words_of(AVATAR, language)
    drawn = parts["portrait"].main.meta
    glb = _first(head, ".glb")
    return render(
        "avatar.html.j2",
        language,
        folder / portrait,
        ui=ui,
        title=recipe.prompt[:1].upper() + recipe.prompt[1:],
        recipe=recipe,
        portrait=portrait,
        width=drawn.get("width", ""),
        height=drawn.get("height", ""),
        model_data=base64.b64encode((folder / glb).read_bytes()).decode() if glb else "",
        turntable=_first(head, ".mp4") or _first(head, ".gif"),
        sheet=next((head[role] for role in ("visual", "sheet") if role in head), "") or _first(head, ".png"),
        missing=missing,
        next_line=command(recipe, recipe.prompt, review=False) if recipe.review else "",
        another_line=command(recipe, recipe.prompt, seed=recipe.seed + 1),
        on=[
            f"castalia talk {portrait} --say {shlex.quote(ui['say'])}",
            f"castalia listen {portrait} --about {shlex.quote(ui['about'])}",
        ],
        words={
            key: [_heard(word) for word in parts["portrait"].report.get(key, ())]
            for key in ("understood", "approximated", "not_understood")
        },
        downloads=_downloads(portrait, head, ui, folder),
        engines=[{"part": ui[node.id], **engine_of(parts[node.id])} for node in graph.nodes if node.id in parts],
        settings=settings_of(recipe),
        viewer_js=asset("page", "viewer.js"),
        page_js=asset("page", "page.js"),
        copy_js=asset("pages", "copy.js"),
    )


def _first(files: Mapping[str, str], suffix: str) -> str:
    return next((name for name in files.values() if name.endswith(suffix)), "")


def _heard(word: str) -> str:
    """`cat = cat` is `cat`."""
    text, _, concept = word.replace("_", " ").partition(" = ")
    return text if concept in (text, "") else f"{text} = {concept}"


def _downloads(portrait: str, head: Mapping[str, str], ui: Mapping[str, Any], folder: Path) -> list[dict[str, str]]:
    named = [(portrait, ui["portrait"])]
    named += [(name, ui["roles"].get(role, role)) for role, name in head.items()]
    named.append(("avatar.json", ui["work"]))
    return [{"name": name, "title": title, "size": size(folder / name)} for name, title in named]
