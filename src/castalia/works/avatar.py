"""The avatar: words become a portrait, the portrait a 3D head that turns on a page."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from castalia.engines.base import Availability, Context, Produced, Progress, Result, Run
from castalia.errors import BadInput, Missing
from castalia.prompts.english import article
from castalia.prompts.language import Language, detect
from castalia.recipes import Avatar
from castalia.works.graph import Graph, Node, WorkEngine

if TYPE_CHECKING:
    from castalia.library.artifact import Artifact
    from castalia.settings import Settings

WORK_FILE = "avatar.json"
HEAD = "head"
"""The folder beside the page that holds the files of the head under their own names: they name each other."""
_IS_PORTRAIT = re.compile(
    r"\b(?:portraits?|headshots?|selfies?|mugshot|passport photo|busts?|close-?ups? of|face of)\b"
    r"|肖像|人像|头像|自拍|半身像|大头照|证件照|特写",
    re.IGNORECASE,
)
_TITLES = {"en": {"portrait": "Portrait", "head": "3D head"}, "zh": {"portrait": "肖像", "head": "三维头像"}}


class AvatarWork(WorkEngine[Avatar]):
    """Draws a portrait, models its head, and sets both on a page on which the head can be turned."""

    name = "avatar"
    kind = "avatar"
    version = "1"
    title = "Avatar"
    about = "Has a portrait drawn from words and its head modelled in 3D by the engines that work here."
    libraries = ("jinja2",)

    def availability(self, settings: Settings) -> Availability:
        return Availability(True, "built in; portrait and head are made by the engines that work here")

    def check(self, recipe: Avatar, settings: Settings) -> None:
        """Refuse what the engine of the portrait would refuse; the head is looked at when there is a portrait."""
        from castalia.engines.registry import resolve
        from castalia.recipes import Image

        node = self.graph(recipe, settings).nodes[0]
        try:
            resolve(Image.make(**node.values), settings)
        except (BadInput, Missing) as error:
            raise type(error)(f"{node.title}: {error.message}", hint=error.hint) from None
        _check_face_engine(recipe.face_engine, _TITLES[language_of(recipe)]["head"])

    def graph(self, recipe: Avatar, settings: Settings) -> Graph:
        language = language_of(recipe)
        titles = _TITLES[language]
        prompt = portrait_prompt(recipe.prompt)
        drawn = {
            "prompt": prompt, "style": recipe.style, "engine": recipe.image_engine, "model": recipe.image_model,
            "seed": recipe.seed, "format": "png",
        }  # fmt: skip
        nodes = [Node("portrait", "image", drawn, title=titles["portrait"])]
        if not recipe.review:
            nodes.append(
                Node(HEAD, "face", {"engine": recipe.face_engine}, {"image": "portrait"}, titles["head"], optional=True)
            )
        return Graph(tuple(nodes), {"language": language, "prompt": prompt})

    def assemble(self, recipe: Avatar, graph: Graph, parts: Mapping[str, Artifact], ctx: Context) -> Run:
        from castalia.media.text import write_page
        from castalia.works.pages.avatar import page
        from castalia.works.record import record

        language = graph.notes["language"]
        yield Progress(0, 2, "gathering the files" if language == "en" else "收集文件")
        portrait = f"portrait{parts['portrait'].main.suffix}"
        shutil.copyfile(parts["portrait"].main.path, ctx.folder / portrait)
        head = _head_files(parts[HEAD], ctx.folder) if HEAD in parts else {}
        work = {**record(recipe, graph, parts), "prompt": graph.notes["prompt"]}
        (ctx.folder / WORK_FILE).write_text(json.dumps(work, ensure_ascii=False, indent=2) + "\n", "utf-8")
        yield Progress(1, 2, "setting the page" if language == "en" else "排版")
        index = ctx.folder / "index.html"
        missing = dict(graph.notes.get("skipped", {})).get(HEAD, "")
        write_page(index, page(recipe, graph, portrait, head, missing, parts, ctx.folder), ctx.provenance)
        yield Progress(2, 2, "")
        others = [Produced(ctx.folder / portrait, "portrait"), Produced(ctx.folder / WORK_FILE, "work")]
        others += [Produced(ctx.folder / name, f"{HEAD}-{role}") for role, name in head.items()]
        return Result((Produced(index), *others), _report(recipe, graph, parts))


def _check_face_engine(name: str, title: str) -> None:
    """Refuse a name that no engine for faces has; whether it suits the portrait is seen when there is one."""
    from castalia.engines.registry import engines

    names = ["auto", *(engine.name for engine in engines("face"))]
    if name not in names:
        raise BadInput(f"{title}: there is no face engine '{name}'", hint=f"engines are {', '.join(names)}")


def language_of(recipe: Avatar) -> Language:
    return detect(recipe.prompt) if recipe.language == "auto" else recipe.language


def portrait_prompt(prompt: str) -> str:
    """The prompt as one for a portrait: `A sailor with a beard` is `a portrait of a sailor with a beard`."""
    if _IS_PORTRAIT.search(prompt):
        return prompt
    if detect(prompt) == "en":
        who = re.sub(r"^(A|An|The|My|Our|Some|One|Old|Young)\b", lambda m: m[0].lower(), prompt.strip())
        bare = re.match(r"(?:young|old|elderly|middle-aged|happy|sad|smiling|bearded|bald|little)\b", who)
        return f"a portrait of {article(who) + ' ' if bare else ''}{who}"
    who, mark, rest = re.match(r"([^，,。；;：:]*)([，,。；;：:]?)(.*)", prompt.strip(), re.DOTALL).groups()  # type: ignore[union-attr]
    return f"{who}的肖像{mark}{rest}"


def _head_files(part: Artifact, folder: Path) -> dict[str, str]:
    """Copy the files of the head under their own names; role -> name below the folder of the page."""
    names = {}
    for file in part.files:
        name = f"{HEAD}/{file.name}"
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file.path, folder / name)
        names[file.role] = name
    return names


def _report(recipe: Avatar, graph: Graph, parts: Mapping[str, Artifact]) -> dict[str, Any]:
    portrait = parts["portrait"].report
    notes = []
    if recipe.review:
        notes.append("stopped after the portrait; the same command without --review goes on from it")
    elif HEAD not in parts:
        notes.append(
            f"there is no head: {dict(graph.notes.get('skipped', {})).get(HEAD, 'its engine is missing here')}"
        )
    for part in parts.values():
        notes += [note for note in part.report.get("notes") or () if note not in notes]
    return {
        "prompt": graph.notes["prompt"],
        **{key: portrait[key] for key in ("understood", "approximated", "not_understood") if key in portrait},
        "seconds": {id: round(part.seconds, 2) for id, part in parts.items()},
        "reused": [id for id, part in parts.items() if part.cached], "notes": notes,
    }  # fmt: skip
