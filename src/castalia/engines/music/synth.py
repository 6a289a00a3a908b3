"""The built-in composer: writes a piece by the rules of harmony and form and plays it, with no model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from castalia.engines.base import Availability, Context, Engine, Produced, Progress, Result, Run
from castalia.engines.music.band import instrument
from castalia.engines.music.soundfont import find_soundfont, program
from castalia.errors import BadInput
from castalia.recipes.music import Music

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from castalia.engines.music.score import Score
    from castalia.engines.music.understand import Wish
    from castalia.settings import Settings

LOUDNESS = -14.0
"""LUFS, as music is streamed."""
RATE = 44_100


class Synth(Engine[Music]):
    """Carries out `Music`."""

    name: ClassVar[str] = "synth"
    kind: ClassVar[str] = "music"
    version: ClassVar[str] = "1"
    title: ClassVar[str] = "Built-in composer"
    about: ClassVar[str] = (
        "Composes by rules (form, harmony, motif) and plays on synthesised instruments. It reads mood, place, tempo, "
        "key and instruments in the prompt; it is not a neural network and knows no other words."
    )
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "scipy", "mido")

    def availability(self, settings: Settings) -> Availability:
        try:
            font = find_soundfont(settings)
        except BadInput as error:
            return Availability(False, error.message, error.hint)
        if font and program():
            return Availability(True, f"composes, and plays with FluidSynth and {font.name}")
        return Availability(
            True,
            "composes, and plays on its own synthesiser",
            "FluidSynth with a soundfont has sampled instruments: apt-get install fluidsynth fluid-soundfont-gm",
        )

    def check(self, recipe: Music, settings: Settings) -> None:
        for name in recipe.instruments:
            instrument(name)
        find_soundfont(settings)
        if recipe.model:
            raise BadInput(
                "the engine synth takes no model", hint="leave out model, or choose an engine that loads models"
            )

    def run(self, recipe: Music, ctx: Context) -> Run:
        from castalia.engines.music.compose import compose, form_line, plan
        from castalia.engines.music.score import write_midi
        from castalia.engines.music.understand import understand
        from castalia.media.loudness import normalise
        from castalia.media.sound import write_sound

        self.check(recipe, ctx.settings)
        wish = understand(recipe.prompt)
        piece = plan(recipe, wish, tuple(instrument(name) for name in recipe.instruments))
        total = len(piece.players) + 4
        yield Progress(0, total, f"composing: {piece.mood.name}, {form_line(piece)}")
        score = compose(piece)
        midi = ctx.folder / "score.mid"
        write_midi(score, midi, recipe.prompt)
        font = find_soundfont(ctx.settings) if program() else None
        sound: NDArray[np.float32] | None = None
        heard: list[str] = []
        for playing, made in _played(score, midi, font, ctx):
            sound = made
            if playing and playing not in heard:
                heard.append(playing)
            yield Progress(min(len(heard), total - 2), total, f"playing: {playing}" if playing else "")
        assert sound is not None
        yield Progress(total - 1, total, "writing the file")
        path = ctx.folder / f"music.{recipe.format}"
        write_sound(path, normalise(sound.T, RATE, LOUDNESS), RATE, ctx.provenance)
        report = _report(recipe, wish, score, form_line(piece), piece.mood.name, font)
        yield Progress(total, total, "")
        meta = {"duration": report["duration"], "sample_rate": RATE, "channels": 2}
        return Result((Produced(path, meta=meta), Produced(midi, "score", {"media_type": "audio/midi"})), report)


def _played(
    score: Score, midi: Path, font: Path | None, ctx: Context
) -> Iterator[tuple[str, NDArray[np.float32] | None]]:
    """What is being played, and at last the sound, from FluidSynth when there is a soundfont for it."""
    if font is None:
        from castalia.engines.music.sound.render import play

        yield from play(score)
        return
    from castalia.engines.music.sound.room import faded, mastered
    from castalia.engines.music.soundfont import play as play_font

    yield f"FluidSynth with {font.name}", None
    sound = play_font(midi, font, ctx.folder, score.duration, RATE)
    yield "", faded(mastered(sound), score.duration - min(2.0, 0.1 * score.duration))


def _report(recipe: Music, wish: Wish, score: Score, form: str, mood: str, font: Path | None) -> dict[str, Any]:
    from castalia.engines.music.theory import NAMES

    notes = []
    if recipe.mood == "auto" and wish.mood is None:
        notes.append(f"the prompt names no mood or place that the composer knows; it took {mood}")
    return {
        "mood": mood,
        "key": NAMES[score.key.tonic],
        "mode": score.key.mode,
        "bpm": score.bpm,
        "form": form,
        "chords": list(score.chords),
        "instruments": list(dict.fromkeys(t.instrument.name for t in score.tracks)),
        "duration": round(score.duration, 3),
        "sound": f"FluidSynth + {font.name}" if font else "built-in synthesiser",
        "understood": wish.understood,
        "notes": notes,
    }
