"""From a recipe to what is heard and how faces move: words are spoken, recordings heard, driving videos followed."""

from __future__ import annotations

import json
import re
from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from castalia.engines.base import Context, Produced, Progress
from castalia.engines.portrait.base import SILENT, Sound, Staged, check_seconds
from castalia.errors import BadInput
from castalia.faces.acting.performance import Performance
from castalia.recipes import TalkingPortrait

if TYPE_CHECKING:
    from pathlib import Path

    from castalia.faces.speech.spoken import Spoken

LIPS = ("open", "press", "wide", "round", "tuck", "tongue", "speech")
_NUMBERED = re.compile(r"(?m)^[ \t]*\d{1,2}[ \t]*[:：]")


def stage(recipe: TalkingPortrait, ctx: Context, faces: int, main: int = 0) -> Generator[Progress, None, Staged]:
    """All that is heard and done: `staged = yield from stage(...)`.

    Args:
        faces: how many faces there are in the picture.
        main: which of them speaks when the recipe does not say, counted from the left, from 0.

    Raises:
        BadInput: more speakers than faces, a recording that is silent, too long or damaged, a voice that there is not.
    """
    if recipe.face > faces:
        raise BadInput(
            f"there is no face {recipe.face}: the picture has {faces}" if faces > 1 else "there is only one face",
            hint="faces are counted from the left, from 1; 0 takes the largest",
        )
    main = recipe.face - 1 if recipe.face else main
    fps = float(recipe.fps)
    notes: list[str] = []
    spoken, whose = yield from _heard(recipe, ctx, faces, main)
    driven = (yield from _driven(recipe, ctx, fps)) if recipe.drive else None
    if driven is not None:
        notes += driven.notes
    performances = tuple(_performance(recipe, i, main, fps, spoken, whose, driven) for i in range(faces))
    report: dict[str, Any] = {}
    files: tuple[Produced, ...] = ()
    sound = None
    if spoken is not None:
        sound = (_levelled(spoken.samples), spoken.rate)
        report = {key: spoken.facts[key] for key in ("voice", "language") if key in spoken.facts}
        report["sentences"] = [
            {"text": s.text, "start": round(s.start, 3), "end": round(s.end, 3), "speaker": s.speaker}
            for s in spoken.sentences
        ]
        if spoken.engine:
            report["speech_engine"] = spoken.engine
            files = (_voice(ctx, *sound),)
    elif driven is not None:
        sound = driven.sound
    return Staged(performances, sound, report, notes, files)


def _heard(
    recipe: TalkingPortrait, ctx: Context, faces: int, main: int
) -> Generator[Progress, None, tuple[Spoken | None, dict[int, int]]]:
    """What is spoken, and which face (from 0) speaks as which speaker (from 1)."""
    from castalia.faces.speech.spoken import parse, speak

    if recipe.say.strip():
        lines = parse(recipe.say)
        spoken = yield from speak(
            lines, language=recipe.language, voice=recipe.voice, rate=recipe.rate, engine=recipe.speech_engine, ctx=ctx
        )
        speakers = spoken.speakers
        if max(speakers) > faces:
            raise BadInput(
                f"speaker {max(speakers)} has no face: the picture has {faces}",
                hint="lines beginning with 1:, 2: ... are spoken by the faces from the left",
            )
        alone = speakers == [1] and (recipe.face > 0 or not _NUMBERED.search(recipe.say))
        return spoken, {main: 1} if alone else {s - 1: s for s in speakers}
    if recipe.audio:
        if len(recipe.audio) > max(faces, 1):
            raise BadInput(
                f"there are {len(recipe.audio)} recordings for {faces} faces", hint="give one recording for each face"
            )
        yield Progress(0, 1, "listening")
        spoken = _recorded(recipe, ctx)
        return spoken, {main: 1} if len(recipe.audio) == 1 else {i: i + 1 for i in range(len(recipe.audio))}
    return None, {}


def _recorded(recipe: TalkingPortrait, ctx: Context) -> Spoken:
    from castalia.faces.speech.hearing import phonemes_in
    from castalia.faces.speech.phonemes import from_timings
    from castalia.faces.speech.spoken import together
    from castalia.media.probe import probe
    from castalia.media.sound import read_sound

    heard = []
    for ref in recipe.audio:
        path = ctx.open(ref)
        check_seconds(probe(path).duration or 0.0)
        samples, rate = read_sound(path)
        check_seconds(len(samples) / rate)
        if float(np.abs(samples).max(initial=0.0)) < SILENT:
            raise BadInput("nothing is heard in the recording", hint="give a recording in which somebody speaks")
        if recipe.timings is not None:
            phonemes = from_timings(_timings(ctx.open(recipe.timings)))
        else:
            mono = samples.mean(1)
            phonemes = phonemes_in(mono, rate, text=recipe.text, language=recipe.language)
        heard.append((samples, rate, phonemes))
    return together(heard)


def _timings(path: Path) -> list[dict[str, object]]:
    try:
        data = json.loads(path.read_text("utf-8"))
        entries = data["phonemes"] if isinstance(data, dict) else data
        if isinstance(entries, list):
            return entries
    except (ValueError, KeyError, OSError):
        pass
    raise BadInput("the timings hold no phonemes", hint="give the timings.json that a voice of the studio wrote")


def _performance(
    recipe: TalkingPortrait, face: int, main: int, fps: float, spoken: Spoken | None, whose: dict[int, int],
    driven: Driven | None,
) -> Performance:  # fmt: skip
    """How one face moves: who says nothing listens."""
    from castalia.faces.acting.direction import direct

    acts = face in whose or (face == main and not whose)
    if driven is not None and acts and spoken is None:
        return driven.performance
    seconds = driven.performance.duration if driven is not None and spoken is None else None
    others = [other for other in whose if other != face]
    made = direct(
        spoken=spoken,
        speaker=whose.get(face, 99),
        emotion=recipe.emotion if acts else "neutral",
        liveliness=recipe.liveliness,
        gaze=recipe.gaze if acts else "camera",
        template=recipe.template if acts else "none",
        fps=fps,
        seed=(recipe.seed or 0) + 1000 * face,
        duration=seconds,
        side=(1.0 if sum(others) / len(others) > face else -1.0) if others else None,
    )
    if driven is not None and acts:
        return _with_lips(driven.performance, made)
    return made


def _with_lips(driven: Performance, spoken: Performance) -> Performance:
    """The movement of a driving video with the mouth of other words; a short one runs there and back."""
    there = np.concatenate([np.arange(len(driven)), np.arange(len(driven) - 2, 0, -1)])
    rows = np.resize(there, len(spoken)) if len(driven) > 1 else np.zeros(len(spoken), int)
    made = Performance(driven.curves[rows].copy(), spoken.fps)
    for name in LIPS:
        made[name][:] = spoken[name]
    return made


@dataclass(frozen=True)
class Driven:
    """What a driving video gives: the movement of the face in it, and its sound."""

    performance: Performance
    sound: tuple[np.ndarray, int] | None
    notes: tuple[str, ...]


def opened_drive(recipe: TalkingPortrait, ctx: Context) -> tuple[Path, float, Sound | None]:
    """The driving video: its file, its seconds and its sound.

    Raises:
        BadInput: it is no video, or too long.
    """
    from castalia.media.probe import probe
    from castalia.media.sound import read_sound

    assert recipe.drive is not None
    path = ctx.open(recipe.drive)
    facts = probe(path)
    if not facts.media_type.startswith("video/") and facts.media_type != "image/gif":
        raise BadInput("the driving file is no video", hint="give a video of somebody's face")
    check_seconds(facts.duration or 0.0)
    return path, facts.duration or 0.0, read_sound(path) if facts.audio_codec else None


def _driven(recipe: TalkingPortrait, ctx: Context, fps: float) -> Generator[Progress, None, Driven]:
    from castalia.faces.acting.drive import finished, follow

    path, duration, sound = opened_drive(recipe, ctx)
    played = yield from _played(path, duration, recipe, ctx)
    if played is not None:
        return Driven(played, sound, ("the movement is that of the recipe inside the driving video, exactly",))
    total = max(1, round(duration * fps))
    faces = []
    for face in follow(path, fps):
        faces.append(face)
        yield Progress(min(len(faces), total), total, "following the driving video")
    found = finished(faces, fps)
    return Driven(found.performance, sound, tuple(found.notes))


def _played(
    path: Path, seconds: float, recipe: TalkingPortrait, ctx: Context
) -> Generator[Progress, None, Performance | None]:
    """The performance that a talking portrait of ours shows, from the recipe inside it; None for other videos, for
    those that were cut, and where that recipe needs files that are not here."""
    from castalia.errors import CastaliaError
    from castalia.media.origin import read_provenance
    from castalia.recipes import load

    provenance = read_provenance(path)
    if provenance is None or provenance.recipe.get("kind") != TalkingPortrait.kind:
        return None
    try:
        first = load(provenance.recipe)
        if not isinstance(first, TalkingPortrait) or first.drive or _NUMBERED.search(first.say) or len(first.audio) > 1:
            return None
        first = first.with_fields(face=0, fps=recipe.fps)
        staged = yield from stage(first, ctx, faces=1)
    except CastaliaError:
        return None
    performance = staged.performances[0]
    return performance if abs(performance.duration - seconds) < 0.12 else None


def _levelled(samples: np.ndarray) -> np.ndarray:
    """Sound that does not clip where several speak at once."""
    peak = float(np.abs(samples).max(initial=0.0))
    return samples / peak if peak > 1 else samples


def _voice(ctx: Context, samples: np.ndarray, rate: int) -> Produced:
    from castalia.media.sound import write_sound

    path = ctx.folder / "voice.wav"
    write_sound(path, samples, rate, ctx.provenance)
    return Produced(path, "voice", {"duration": round(len(samples) / rate, 3), "sample_rate": rate})
