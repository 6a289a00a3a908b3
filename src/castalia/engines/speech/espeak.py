"""The built-in voice: reads text aloud with eSpeak NG, sentence by sentence, in English, Chinese and a hundred more."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from castalia.engines.base import Availability, Context, Engine, Produced, Progress, Result, Run
from castalia.engines.speech.fitting import fitting
from castalia.engines.speech.reading import family, main_language, parts
from castalia.engines.speech.voices import Voice, check_language, data_folder, espeak_voice, find_voice
from castalia.errors import BadInput, Missing
from castalia.recipes.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from castalia.engines.speech.espeak_client import EspeakClient
    from castalia.settings import Settings

LOUDNESS = -16.0
"""LUFS, as spoken word is delivered."""
SENTENCE_PAUSE, PARAGRAPH_PAUSE, EDGE = 0.38, 0.85, 0.15
"""Seconds of rest after a sentence, after a paragraph, and before the first and after the last word."""
_WPM = {"zh": 205.0}
_WPM_ELSE = 162.0
_UP, _DOWN = 8.0, 6.0
"""Semitones that eSpeak's own pitch parameter reaches above and below its middle (measured); what is beyond comes
from playing the sound faster or slower."""


class Espeak(Engine[Speech]):
    """Carries out `Speech`."""

    name: ClassVar[str] = "espeak"
    kind: ClassVar[str] = "speech"
    version: ClassVar[str] = "2"
    title: ClassVar[str] = "eSpeak NG"
    about: ClassVar[str] = (
        "A formant synthesiser: clear, quick and plainly synthetic. It speaks English, Chinese and a hundred other "
        "languages, offline. It is not a neural voice."
    )
    libraries: ClassVar[tuple[str, ...]] = ("espeakng-loader", "numpy", "scipy")

    def availability(self, settings: Settings) -> Availability:
        from importlib.metadata import PackageNotFoundError, version

        try:
            data_folder()
            wheel = version("espeakng-loader")
        except (Missing, PackageNotFoundError):
            return Availability(False, "the wheel espeakng-loader is not installed", "pip install espeakng-loader")
        return Availability(
            True,
            f"espeak-ng from espeakng-loader {wheel}, in a process of its own; English, Chinese and others",
            "a neural voice would sound natural; none is built in",
        )

    def check(self, recipe: Speech, settings: Settings) -> None:
        data_folder()
        check_language(recipe.language)
        find_voice(recipe.voice)
        if recipe.model:
            raise BadInput(
                "the engine espeak takes no model", hint="leave out model, or choose an engine that loads models"
            )
        _paragraphs(recipe)

    def run(self, recipe: Speech, ctx: Context) -> Run:
        from castalia.engines.speech.espeak_client import EspeakClient
        from castalia.media.loudness import normalise
        from castalia.media.sound import write_sound

        self.check(recipe, ctx.settings)
        paragraphs = _paragraphs(recipe)
        voice, because = _voice(recipe)
        total = sum(map(len, paragraphs)) + 1
        yield Progress(0, total, "starting the voice")
        reading = _Reading(recipe, voice)
        with EspeakClient() as client:
            for paragraph in paragraphs:
                for sentence in paragraph:
                    for done in reading.read(sentence, client):
                        yield Progress(done, total, sentence[:80])
                reading.rest(PARAGRAPH_PAUSE - SENTENCE_PAUSE)
        samples, rate = reading.sound()
        if not reading.sentences or not samples.any():
            raise BadInput(
                "the voice found nothing to say in the text", hint="write it in words of the chosen language"
            )
        path = ctx.folder / f"speech.{recipe.format}"
        write_sound(path, normalise(samples, rate, LOUDNESS), rate, ctx.provenance)
        duration = round(len(samples) / rate, 3)
        report = {
            "voice": voice.name,
            **({"voice_because": because} if recipe.speaker else {}),
            "language": _language(recipe),
            "duration": duration,
            "sentences": reading.sentences,
            "engine_version": client.version,
        }
        timings = ctx.folder / "timings.json"
        timings.write_text(json.dumps({**report, "phonemes": reading.phonemes}, ensure_ascii=False, indent=1), "utf-8")
        yield Progress(total, total, "")
        return Result(
            (Produced(path, meta={"duration": duration, "sample_rate": rate}), Produced(timings, "timings")), report
        )


@dataclass
class _Reading:
    """The sound so far, with the times of its sentences and phonemes."""

    recipe: Speech
    voice: Voice
    sentences: list[dict[str, Any]] = field(default_factory=list)
    phonemes: list[dict[str, Any]] = field(default_factory=list)
    _pieces: list[tuple[int, NDArray[np.float32]]] = field(default_factory=list)
    _now: float = EDGE

    def read(self, sentence: str, client: EspeakClient) -> Iterator[int]:
        """Say a sentence after what was said; yields the number of sentences said, after each part of it."""
        from castalia.engines.speech.finish import RATE, TAIL, voiced

        start = self._now
        for number, part in enumerate(parts(sentence, self.recipe.language)):
            if number:
                yield len(self.sentences)
            pitch, tape = _pitch(self.voice.semitones + self.recipe.pitch)
            wpm = _WPM.get(family(part.language), _WPM_ELSE) * self.voice.tempo * self.recipe.rate / 2 ** (tape / 12)
            spoken = client.say(
                part.text,
                espeak_voice(part.language, self.voice),
                wpm=round(min(max(wpm, 80), 450)),
                pitch=pitch,
                liveliness=self.voice.liveliness,
            )
            first, last = _heard(spoken.samples, spoken.rate)
            if last <= first:
                continue
            sound = voiced(spoken.samples[first:last], spoken.rate, tape)
            self._pieces.append((round(self._now * RATE), sound))
            self._time_phonemes(spoken.phonemes, first / spoken.rate, 2 ** (-tape / 12), len(sound) / RATE - TAIL)
            self._now += len(sound) / RATE - TAIL
        if self._now > start:
            self.sentences.append({"text": sentence, "start": round(start, 3), "end": round(self._now, 3)})
            self.rest(SENTENCE_PAUSE)
        yield len(self.sentences)

    def rest(self, seconds: float) -> None:
        """Silence, shorter for quick speech."""
        self._now += seconds / self.recipe.rate

    def sound(self) -> tuple[NDArray[np.float32], int]:
        """((n,) mono, samples per second): every piece at its time, the room of one running into the next."""
        import numpy as np

        from castalia.engines.speech.finish import RATE

        end = max((at + len(piece) for at, piece in self._pieces), default=0)
        samples = np.zeros(end + round(EDGE * RATE), np.float32)
        for at, piece in self._pieces:
            samples[at : at + len(piece)] += piece
        return samples, RATE

    def _time_phonemes(
        self, phonemes: tuple[tuple[str, float, float], ...], cut: float, scale: float, length: float
    ) -> None:
        for name, start, end in phonemes:
            start, end = (min(max((t - cut) * scale, 0.0), length) + self._now for t in (start, end))
            if end > start:
                self.phonemes.append({"phoneme": name, "start": round(start, 3), "end": round(end, 3)})


def _paragraphs(recipe: Speech) -> list[list[str]]:
    """The sentences of each paragraph, Markdown taken off; `BadInput` when nothing in them can be said."""
    from castalia.prompts.plain import plain

    paragraphs = [[s for s in _sentences(p) if parts(s, recipe.language)] for p in plain(recipe.text).split("\n\n")]
    if not any(paragraphs):
        raise BadInput(
            "the text holds nothing that can be said aloud", hint="write it in words, without only marks and pictures"
        )
    return [p for p in paragraphs if p]


def _sentences(paragraph: str) -> list[str]:
    """A paragraph cut into sentences; one with Chinese in it is cut by the marks of both languages."""
    from castalia.prompts.language import is_han
    from castalia.prompts.plain import sentences

    if not any(map(is_han, paragraph)):
        return sentences(paragraph, "en")
    return [s for chinese in sentences(paragraph, "zh") for s in sentences(chinese, "en")]


def _voice(recipe: Speech) -> tuple[Voice, str]:
    """The voice that is named, or that fits who speaks, and the words of the description that decided."""
    if recipe.voice != "auto" or not recipe.speaker:
        return find_voice(recipe.voice), ""
    fit = fitting(recipe.speaker)
    return find_voice(fit.voice), fit.words


def _language(recipe: Speech) -> str:
    return main_language(recipe.text) if recipe.language == "auto" else recipe.language


def _pitch(semitones: float) -> tuple[int, float]:
    """eSpeak's pitch parameter (0 to 99) for a shift, and the semitones that are left for the tape."""
    own = min(max(semitones, -_DOWN), _UP)
    span = 49 / _UP if own > 0 else 50 / _DOWN
    return round(50 + own * span), semitones - own


def _heard(samples: NDArray[np.float32], rate: int) -> tuple[int, int]:
    """First and last sample of what is not silence, with 20 ms around it."""
    import numpy as np

    loud = np.flatnonzero(np.abs(samples) > 0.003)
    if not len(loud):
        return 0, 0
    margin = rate // 50
    return max(0, int(loud[0]) - margin), min(len(samples), int(loud[-1]) + margin)
