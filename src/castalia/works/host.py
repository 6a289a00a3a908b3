"""The virtual presenter: a script becomes a video in which a photo or a clay character presents it, with slides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from castalia.engines.base import Availability, Context, Produced, Progress, Result, Run
from castalia.errors import BadInput, Missing
from castalia.recipes import Host, TalkingPortrait
from castalia.works.graph import Graph, WorkEngine

if TYPE_CHECKING:
    import numpy as np

    from castalia.library.artifact import Artifact
    from castalia.settings import Settings

PREVIEW_EVERY = 12
"""Frames between two previews."""
SUBTITLES = "subtitles"
"""Role of the .srt file."""
_NOBODY = "sha256:" + "0" * 64
"""Stands for a portrait that is still to be made, where a recipe is only checked."""


class HostWork(WorkEngine[Host]):
    """Plans portrait and talking, and composes the video out of them: slides, background, lower third, subtitles."""

    name = "host"
    kind = "host"
    version = "1"
    title = "Virtual presenter"
    about = (
        "A photo or a clay character presents a script: slides beside, the name below, subtitles, a background and "
        "music under the words. Talking and drawing are done by the engines that work here."
    )
    libraries = ("pillow", "av")

    def availability(self, settings: Settings) -> Availability:
        from castalia.media.lettering import can_letter

        if can_letter("字幕"):
            return Availability(True, "built in")
        return Availability(
            True, "built in; no font with Chinese characters is installed", "apt install fonts-noto-cjk"
        )

    def check(self, recipe: Host, settings: Settings) -> None:
        from castalia.engines.registry import resolve
        from castalia.faces.speech.spoken import parse
        from castalia.recipes import recipe_class
        from castalia.works.hosting import parts
        from castalia.works.hosting.script import read_script

        if recipe.portrait is not None and recipe.presenter.strip() not in ("", parts.AUTO):
            raise BadInput(
                "the presenter comes from `portrait` or from `presenter`, not from both",
                hint="leave one of the two out: --portrait is a picture, --presenter has one made from words",
            )
        script = read_script(recipe.script, len(recipe.slides))
        parse(script.say, {"slide": ()})
        if recipe.background != parts.AUTO and parts.color_of(recipe.background) is None:
            parts.check_place(recipe.background)
        for node in parts.nodes(recipe, script):
            if node.needs:
                _check_talk(TalkingPortrait.make(**node.values, image=_NOBODY), settings)
                continue
            try:
                resolve(recipe_class(node.kind).make(**node.values), settings, seed=0)
            except BadInput as error:
                raise BadInput(f"{node.title}: {error.message}", hint=error.hint) from None

    def graph(self, recipe: Host, settings: Settings) -> Graph:
        from castalia.works.hosting.parts import nodes
        from castalia.works.hosting.script import read_script

        return Graph(nodes(recipe, read_script(recipe.script, len(recipe.slides))))

    def assemble(self, recipe: Host, graph: Graph, parts: Mapping[str, Artifact], ctx: Context) -> Run:
        from castalia.media.thumbnail import preview
        from castalia.media.video import VideoWriter, read_frames
        from castalia.works.hosting.parts import language_of, title
        from castalia.works.hosting.preparing import prepared

        language = language_of(recipe)
        doing = title("whole", language)
        yield Progress(0, 1, doing)
        ready = prepared(recipe, parts, ctx)
        stage, fps = ready.stage, float(recipe.fps)
        total = max(1, round(ready.duration * fps))
        path = ctx.folder / f"host.{recipe.format}"
        with VideoWriter(path, recipe.width, recipe.height, fps, ctx.provenance, sound=ready.sound) as writer:
            for i, talking in enumerate(read_frames(parts["talk"].main.path)):
                frame = stage.frame((i + 0.5) / fps, talking)
                writer.add(_with_badge(frame) if recipe.badge else frame)
                yield Progress(i + 1, total, doing, preview(frame) if i % PREVIEW_EVERY == 0 else None)
        files = [Produced(path, meta={"duration": round(writer.frames / fps, 3), "fps": fps, **_size(recipe)})]
        if recipe.subtitles in ("file", "both"):
            files.append(_subtitles(ready.cues, ctx))
        return Result(tuple(files), {**ready.report, "duration": round(writer.frames / fps, 3)})


def _with_badge(frame: np.ndarray) -> np.ndarray:
    from castalia.media.badge import badge

    return badge(frame)


def _size(recipe: Host) -> dict[str, Any]:
    return {"width": recipe.width, "height": recipe.height, "sound": True}


def _subtitles(cues: Any, ctx: Context) -> Produced:
    from castalia.media.subtitles import write_srt

    path = ctx.folder / "host.srt"
    write_srt(path, cues)
    return Produced(path, SUBTITLES)


def _check_talk(recipe: TalkingPortrait, settings: Settings) -> None:
    """What can be said of the words before there is a portrait: their length, the voice, the language."""
    from castalia.engines.portrait.base import check
    from castalia.engines.registry import engines, resolve
    from castalia.recipes import Speech

    if not engines("talk"):
        raise Missing("no engine that lets portraits talk is installed", hint="reinstall castalia")
    check(recipe, settings, drawn=True)
    resolve(
        Speech.make(
            text=recipe.say, language=recipe.language, voice=recipe.voice, rate=recipe.rate, engine=recipe.speech_engine
        ),
        settings, seed=0,
    )  # fmt: skip
