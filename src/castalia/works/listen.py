"""Listening to a picture: it is described, given words and a voice, and the person in it says them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from castalia.engines.base import Availability, Context, Produced, Progress, Result, Run
from castalia.errors import BadInput, Missing
from castalia.prompts.language import Language, detect
from castalia.recipes import Listen, recipe_class
from castalia.works.graph import Graph, Node, WorkEngine

if TYPE_CHECKING:
    from castalia.library.artifact import Artifact
    from castalia.settings import Settings

STAGES = ("describe", "write", "voice", "speak", "animate")
NODES = {"describe": "describe", "write": "write", "speak": "speak", "animate": "talk"}
"""Stage -> the node that carries it out. The voice is chosen by the engine that speaks, from the description."""
EMOTIONS = {
    "neutral": "neutral", "warm": "smile", "funny": "smile", "dramatic": "serious", "mysterious": "calm",
    "scholarly": "calm",
}  # fmt: skip
"""What the face shows with each tone."""
WORK_FILE = "listen.json"
_TITLES = {
    "en": {"describe": "Description", "write": "Words", "speak": "Speech", "talk": "Talking picture"},
    "zh": {"describe": "描述", "write": "文字", "speak": "朗读", "talk": "会说话的照片"},
}


class ListenWork(WorkEngine[Listen]):
    """Describes the picture, writes what the person might say, has it spoken and lets the person speak."""

    name = "listen"
    kind = "listen"
    version = "1"
    title = "Listening to a picture"
    about = (
        "Has a picture described, words written for the person in it, and lets that person say them; it can stop after "
        "any stage, and whatever was changed by hand takes the place of what would be made."
    )
    libraries = ("jinja2",)

    def availability(self, settings: Settings) -> Availability:
        return Availability(True, "built in; each stage is made by the engines that work here")

    def check(self, recipe: Listen, settings: Settings) -> None:
        """Refuse what one of the stages would refuse, the face in the picture before all, before anything is made."""
        from castalia.engines.registry import resolve

        language = language_of(recipe)
        nodes = self.graph(recipe, settings).nodes
        for node in reversed(nodes):
            cls = recipe_class(node.kind)
            words = "你好" if language == "zh" else "Hello"
            if node.kind == "talk":  # words stand for the sound that is not there yet
                values = {**node.values, "say": words, "text": ""}
            else:
                values = {name: words for name in node.needs if not cls.fields()[name].is_file} | dict(node.values)
            try:
                asked = resolve(cls.make(**values), settings, seed=0)
                if node.kind == "talk" and asked.engine == "photo":
                    _check_face(recipe.image, recipe.face, str(settings.home))
            except (BadInput, Missing) as error:
                hint = error.hint
                if node.kind == "talk":
                    hint = f"{hint}; --stop-after speak goes without the video"
                raise type(error)(f"{node.title}: {error.message}", hint=hint) from None

    def graph(self, recipe: Listen, settings: Settings) -> Graph:
        from castalia.prompts.utterance import utterance

        language = language_of(recipe)
        words, removed = utterance(recipe.words) if recipe.words.strip() else ("", ())
        if recipe.words.strip() and not any(map(str.isalnum, words)):
            raise BadInput("words hold nothing that can be spoken", hint="write what the person says")
        plan = _Plan(recipe, language, words)
        wanted = STAGES[: STAGES.index(recipe.stop_after) + 1]
        nodes = [node for stage in wanted if (node := plan.node(stage)) is not None]
        return Graph(tuple(nodes), {"language": language, "words": words, "removed": list(removed)})

    def assemble(self, recipe: Listen, graph: Graph, parts: Mapping[str, Artifact], ctx: Context) -> Run:
        from castalia.media.text import write_page
        from castalia.works.pages.listen import page
        from castalia.works.record import kept, record, suffix_of

        language = graph.notes["language"]
        yield Progress(0, 2, "gathering the files" if language == "en" else "收集文件")
        picture = ctx.open(recipe.image)
        portrait = f"portrait{suffix_of(picture)}"
        shutil.copyfile(picture, ctx.folder / portrait)
        files = {id: kept(part, ctx.folder, _STEMS[id]) for id, part in parts.items()}
        told = stages(recipe, graph, parts)
        work = {**record(recipe, graph, parts), "stages": told}
        (ctx.folder / WORK_FILE).write_text(json.dumps(work, ensure_ascii=False, indent=2) + "\n", "utf-8")
        yield Progress(1, 2, "setting the page" if language == "en" else "排版")
        index = ctx.folder / "index.html"
        write_page(index, page(recipe, language, portrait, told, parts, files, ctx.folder), ctx.provenance)
        yield Progress(2, 2, "")
        others = [Produced(ctx.folder / portrait, "portrait"), Produced(ctx.folder / WORK_FILE, "work")]
        for id, names in files.items():
            others += [
                Produced(ctx.folder / name, _STEMS[id] + ("" if role == "main" else f"-{role}"))
                for role, name in names.items()
            ]
        return Result((Produced(index), *others), _report(recipe, language, told, parts))


_STEMS = {"describe": "description", "write": "words", "speak": "speech", "talk": "talking"}


@lru_cache(maxsize=8)
def _check_face(ref: str, number: int, home: str) -> None:
    """Refuse a photo whose face cannot speak, before words and voice are made for it.

    Looked at once: the studio and its runner ask several times.
    """
    from castalia.faces.finding.landmarks import choose, find_faces
    from castalia.faces.finding.suitable import check_face, read_photo
    from castalia.library.files import FileStore

    path = FileStore(Path(home)).path(ref.removeprefix("sha256:"))
    if not path.is_file():
        return  # that it is gone is said by who opens it
    picture = read_photo(path)
    faces = find_faces(picture)
    check_face(picture, choose(faces, number), faces, purpose="talk")


def language_of(recipe: Listen) -> Language:
    """The language of the words: what is asked for, else that of the text that is given, else English."""
    if recipe.language != "auto":
        return recipe.language
    given = recipe.about or recipe.words or recipe.description
    return detect(given) if given.strip() else "en"


class _Plan:
    """The nodes of one recipe."""

    def __init__(self, recipe: Listen, language: Language, words: str) -> None:
        self.recipe, self.language, self.words = recipe, language, words
        self.described = recipe.description.strip()

    def node(self, stage: str) -> Node | None:
        """The node that carries out a stage; None where its result is given, and for the choice of the voice."""
        made = {"describe": self._describe, "write": self._write, "speak": self._speak, "animate": self._talk}
        return made[stage]() if stage in made else None

    def _title(self, id: str) -> str:
        return _TITLES[self.language][id]

    def _describe(self) -> Node | None:
        if self.described:
            return None
        values = {"image": self.recipe.image, "language": self.language, "detail": "paragraph"}
        return Node("describe", "describe", values, title=self._title("describe"))

    def _write(self) -> Node | None:
        if self.words:
            return None
        recipe = self.recipe
        values: dict[str, Any] = {
            "form": "monologue", "language": self.language, "tone": recipe.tone, "length": recipe.length,
            "seed": recipe.seed, "engine": recipe.text_engine,
        }  # fmt: skip
        if recipe.about.strip():
            values["prompt"] = recipe.about
        elif self.described:
            values["prompt"] = self.described
        if self.described:
            values["speaker"] = self.described
        open_fields = [name for name in ("prompt", "speaker") if name not in values]
        return Node("write", "text", values, dict.fromkeys(open_fields, "describe"), self._title("write"))

    def _speak(self) -> Node:
        recipe = self.recipe
        values = {"language": self.language, "voice": recipe.voice, "engine": recipe.speech_engine, "format": "wav"}
        needs = {}
        for field, given, source in (("text", self.words, "write"), ("speaker", self.described, "describe")):
            if given:
                values[field] = given
            else:
                needs[field] = source
        return Node("speak", "speech", values, needs, self._title("speak"))

    def _talk(self) -> Node:
        recipe = self.recipe
        emotion = EMOTIONS[recipe.tone] if recipe.emotion == "auto" else recipe.emotion
        values: dict[str, Any] = {
            "image": recipe.image, "face": recipe.face, "emotion": emotion, "language": self.language,
            "consent": recipe.consent, "seed": recipe.seed,
        }  # fmt: skip
        needs = {"audio": "speak", "timings": "speak/timings"}
        if self.words:
            values["text"] = self.words
        else:
            needs["text"] = "write"
        return Node("talk", "talk", values, needs, self._title("talk"))


def stages(recipe: Listen, graph: Graph, parts: Mapping[str, Artifact]) -> list[dict[str, Any]]:
    """What each stage came to, plain JSON: `state` is `made`, `given` by the user, `chosen`, or `open`: not yet."""
    from castalia.engines.speech.fitting import fitting

    last = STAGES.index(recipe.stop_after)
    described = recipe.description.strip() or (parts["describe"].text.strip() if "describe" in parts else "")
    words = graph.notes["words"] or (parts["write"].text.strip() if "write" in parts else "")
    fit = fitting(described)
    voice = recipe.voice if recipe.voice != "auto" else fit.voice
    because = "" if recipe.voice != "auto" else fit.words
    if "speak" in parts:
        voice = parts["speak"].report.get("voice", voice)
        because = parts["speak"].report.get("voice_because", because)
    emotion = EMOTIONS[recipe.tone] if recipe.emotion == "auto" else recipe.emotion
    texts = {"describe": described, "write": words, "voice": voice, "speak": "", "animate": emotion}
    given = {
        "describe": bool(recipe.description.strip()), "write": bool(recipe.words.strip()),
        "voice": recipe.voice != "auto", "speak": False, "animate": False,
    }  # fmt: skip
    told = []
    for number, stage in enumerate(STAGES):
        node = NODES.get(stage, "")
        state = "open" if number > last else "given" if given[stage] else "made" if node in parts else "chosen"
        entry: dict[str, Any] = {"stage": stage, "state": state, "text": texts[stage] if state != "open" else ""}
        if stage == "voice":
            entry["because"] = because
        if stage == "write" and state != "open":
            report = parts["write"].report if "write" in parts else {}
            entry["removed"] = list(graph.notes["removed"] or report.get("removed", ()))
        told.append(entry)
    return told


def _report(
    recipe: Listen, language: Language, told: list[dict[str, Any]], parts: Mapping[str, Artifact]
) -> dict[str, Any]:
    """For the user: what each stage came to, the notes of the engines, and how to go on."""
    by_stage = {entry["stage"]: entry for entry in told}
    notes = [f"{entry['stage']}: {entry['text']}" for entry in told[:3] if entry["state"] != "open" and entry["text"]]
    if removed := by_stage["write"].get("removed"):
        notes.append(f"left out of the words, because nobody says it: {', '.join(removed)}")
    if recipe.stop_after != "animate":
        following = STAGES[STAGES.index(recipe.stop_after) + 1]
        notes.append(
            f"stopped after {recipe.stop_after}; the same command with --stop-after {following}, or without it, goes on"
        )
    for part in parts.values():
        notes += [note for note in part.report.get("notes") or () if note not in notes]
    return {
        "language": language,
        "description": by_stage["describe"]["text"], "words": by_stage["write"]["text"],
        "voice": by_stage["voice"]["text"], "voice_because": by_stage["voice"]["because"],
        "stages": told, "seconds": {id: round(part.seconds, 2) for id, part in parts.items()},
        "reused": [id for id, part in parts.items() if part.cached], "notes": notes,
    }  # fmt: skip
