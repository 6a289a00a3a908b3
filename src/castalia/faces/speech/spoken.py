"""A script spoken by the studio's voices, with the times of its sounds, sentences and marks."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from castalia.errors import BadInput
from castalia.faces.speech.phonemes import Phoneme, from_timings
from castalia.faces.speech.script import Line, parse

if TYPE_CHECKING:
    from castalia.engines.base import Context, Progress

__all__ = ["Line", "Sentence", "Spoken", "TimedMark", "parse", "speak", "together"]

MAX_SECONDS = 600.0
"""The longest speech that is taken, in seconds."""
_OTHER_VOICES = ("female", "male", "narrator")


@dataclass(frozen=True)
class TimedMark:
    """A mark and when it comes, in seconds."""

    name: str
    value: str
    time: float
    speaker: int


@dataclass(frozen=True)
class Sentence:
    """A sentence and when it is heard, in seconds."""

    text: str
    start: float
    end: float
    speaker: int


@dataclass(frozen=True)
class Spoken:
    """Speech with its times: of sounds, sentences and marks, for each speaker."""

    tracks: Mapping[int, np.ndarray]
    """Speaker -> what is heard of it alone, float32 (n,); all of the same length."""
    rate: int
    phonemes: Mapping[int, Sequence[Phoneme]]
    marks: Sequence[TimedMark] = ()
    sentences: Sequence[Sentence] = ()
    engine: str = ""
    """Name and version of the engine that spoke; empty for a recording."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What that engine reported of its last line: voice, language."""

    @property
    def samples(self) -> np.ndarray:
        """All speakers together, float32 (n,)."""
        return np.asarray(sum(self.tracks.values()), np.float32)

    @property
    def duration(self) -> float:
        """Seconds."""
        return len(next(iter(self.tracks.values()))) / self.rate

    @property
    def speakers(self) -> list[int]:
        return sorted(self.tracks)


def speak(
    lines: Sequence[Line], *, language: str, voice: str, rate: float, engine: str, ctx: Context
) -> Generator[Progress, None, Spoken]:
    """Speak a script with the studio's voice: `spoken = yield from speak(...)`.

    Args:
        language, voice, rate: as in the recipe `Speech`; `voice` may name one for each speaker, with commas between.
        engine: name of the speech engine, or auto.

    Raises:
        BadInput: a voice or language that there is not; more than `MAX_SECONDS`. Missing: no engine works here.
    """
    from castalia.engines.base import Progress
    from castalia.media.samples import resample

    total = 100 * max(1, sum(bool(line.text) for line in lines))
    made = _Gathering()
    done = 0
    for line in lines:
        made.now += line.pause
        if not line.text:
            made.marks += [TimedMark(m.name, m.value, made.now, line.speaker) for m in line.marks]
            continue
        reading = _read_aloud(line, language, _voices(voice, line.speaker), rate, engine, ctx)
        while True:
            try:
                progress = next(reading)
            except StopIteration as end:
                heard: _Heard = end.value
                break
            share = progress.step / max(1, progress.total)
            yield Progress(done + round(100 * min(share, 1.0)), total, progress.message)
        done += 100
        made.rate = made.rate or heard.rate
        made.add(line, heard, resample(heard.samples[:, None], heard.rate, made.rate)[:, 0])
        if made.now > MAX_SECONDS:
            raise BadInput(
                f"the speech is longer than {MAX_SECONDS / 60:.0f} minutes",
                hint="cut the text into parts and make a video of each",
            )
    return made.spoken()


def together(recordings: Sequence[tuple[np.ndarray, int, Sequence[Phoneme]]]) -> Spoken:
    """Recordings that run at the same time, one for each speaker from 1 on: (samples, rate, phonemes) of each.

    Samples are float (n,) or (n, channels); shorter ones are silent at their end.
    """
    from castalia.media.samples import resample

    rate = max(r for _, r, _ in recordings)
    mono = [s if s.ndim == 1 else s.mean(1) for s, _, _ in recordings]
    same = [
        resample(m.astype(np.float32)[:, None], r, rate)[:, 0] for m, (_, r, _) in zip(mono, recordings, strict=True)
    ]
    length = max(map(len, same))
    tracks = {i + 1: np.pad(track, (0, length - len(track))) for i, track in enumerate(same)}
    return Spoken(tracks, rate, {i + 1: list(p) for i, (_, _, p) in enumerate(recordings)})


def _voices(voice: str, speaker: int) -> list[str]:
    """Voices to try for a speaker, the one that is meant first: others than the first get another voice."""
    named = [part.strip() for part in voice.split(",") if part.strip()] or ["auto"]
    if speaker <= len(named):
        return [named[speaker - 1]]
    others = [other for other in _OTHER_VOICES if other not in named]
    return [others[(speaker - len(named) - 1) % len(others)], named[-1]]


@dataclass(frozen=True)
class _Heard:
    """What came of one line, timed from its beginning."""

    samples: np.ndarray
    rate: int
    phonemes: list[Phoneme]
    sentences: list[tuple[str, float, float]]
    engine: str
    facts: Mapping[str, Any]


def _read_aloud(
    line: Line, language: str, voices: list[str], rate: float, engine: str, ctx: Context
) -> Generator[Progress, None, _Heard]:
    """Run the speech engine on one line, in a folder of its own."""
    import json
    import tempfile
    from pathlib import Path

    from castalia.engines import registry
    from castalia.faces.speech.hearing import phonemes_in
    from castalia.media.sound import read_sound
    from castalia.recipes import Recipe
    from castalia.recipes.speech import Speech

    recipe: Recipe = Speech.make(text=line.text, language=language, voice=voices[0], rate=rate, engine=engine)
    try:
        recipe = registry.resolve(recipe, ctx.settings, seed=0)
    except BadInput:
        if voices[0] == voices[-1]:
            raise
        recipe = registry.resolve(recipe.with_fields(voice=voices[-1]), ctx.settings, seed=0)
    chosen = registry.choose(recipe, ctx.settings)
    with tempfile.TemporaryDirectory(dir=ctx.folder, prefix="speech-") as folder:
        told = ctx.provenance.model_copy(
            update={"recipe": recipe.to_dict(), "engine": chosen.name, "engine_version": chosen.version}
        )
        result = yield from chosen.run(recipe, replace(ctx, folder=Path(folder), provenance=told))
        files = {file.role: file.path for file in result.files}
        samples, heard_rate = read_sound(files.get("main", result.files[0].path))
        timings = json.loads(files["timings"].read_text("utf-8")) if "timings" in files else {}
    mono = samples.mean(1)
    duration = len(mono) / heard_rate
    phonemes = from_timings(timings.get("phonemes", []))
    if not phonemes:
        try:
            phonemes = phonemes_in(mono, heard_rate, text=line.text, language=language)
        except BadInput:  # a language that this voice speaks and eSpeak does not
            phonemes = phonemes_in(mono, heard_rate)
    sentences = [(s["text"], s["start"], s["end"]) for s in result.report.get("sentences", [])]
    sentences = sentences or _guess_sentences(line.text, phonemes, duration)
    return _Heard(mono, heard_rate, phonemes, sentences, f"{chosen.name} {chosen.version}", result.report)


def _guess_sentences(text: str, phonemes: Sequence[Phoneme], duration: float) -> list[tuple[str, float, float]]:
    """Sentences with their times, for a voice that tells none: each has its share of the sounds by its length."""
    from castalia.prompts.language import detect
    from castalia.prompts.plain import plain, sentences

    found = sentences(plain(text), detect(text)) or [text]
    ends = np.cumsum([len(s) for s in found]) / sum(map(len, found))
    starts = np.array([p.start for p in phonemes] or [0.0])
    last = max((p.end for p in phonemes), default=duration)
    cuts = [float(starts[min(round(e * len(starts)), len(starts) - 1)]) for e in ends[:-1]]
    return list(zip(found, [float(starts[0]), *cuts], [*cuts, last], strict=True))


@dataclass
class _Gathering:
    """The speech so far."""

    rate: int = 0
    now: float = 0.0
    marks: list[TimedMark] = field(default_factory=list)
    _sentences: list[Sentence] = field(default_factory=list)
    _phonemes: dict[int, list[Phoneme]] = field(default_factory=dict)
    _pieces: list[tuple[int, float, np.ndarray]] = field(default_factory=list)
    _engine: str = ""
    _facts: Mapping[str, Any] = field(default_factory=dict)

    def add(self, line: Line, heard: _Heard, sound: np.ndarray) -> None:
        """A line that was spoken; it comes after what was before."""
        at = self.now
        self._pieces.append((line.speaker, at, sound))
        self._phonemes.setdefault(line.speaker, []).extend(
            Phoneme(p.symbol, at + p.start, at + p.end) for p in heard.phonemes
        )
        self._sentences += [Sentence(text, at + a, at + b, line.speaker) for text, a, b in heard.sentences]
        for mark in line.marks:
            time = at + _when(mark.at, line.text, heard)
            self.marks.append(TimedMark(mark.name, mark.value, time, line.speaker))
        self._engine, self._facts = heard.engine, heard.facts
        self.now = at + len(sound) / self.rate

    def spoken(self) -> Spoken:
        length = round(self.now * self.rate)
        tracks = {speaker: np.zeros(length, np.float32) for speaker in self._phonemes}
        for speaker, at, sound in self._pieces:
            start = min(round(at * self.rate), length)
            tracks[speaker][start : start + len(sound)] += sound[: length - start]
        return Spoken(tracks, self.rate, self._phonemes, self.marks, self._sentences, self._engine, dict(self._facts))


def _when(at: int, text: str, heard: _Heard) -> float:
    """Seconds at which the character `at` of a text is spoken: by its place in its sentence."""
    position = 0
    for sentence, start, end in heard.sentences:
        found = text.find(sentence[:12], position)
        begin = found if found >= 0 else position
        length = max(1, len(sentence))
        if at <= begin + 1:
            return start
        if at < begin + length:
            wanted = start + (end - start) * (at - begin) / length
            return min((p.start for p in heard.phonemes), key=lambda t: abs(t - wanted), default=wanted)
        position = begin + length
    return len(heard.samples) / heard.rate
