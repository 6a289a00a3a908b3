"""Recipe for music."""

from __future__ import annotations

from typing import ClassVar, Literal

from castalia.recipes.base import Prompt, Recipe, Seed, field


class Music(Recipe):
    """Compose a piece of music."""

    kind: ClassVar[str] = "music"
    suffixes: ClassVar[tuple[str, ...]] = (".wav", ".mp3", ".flac", ".ogg")

    prompt: Prompt = field(
        title="Prompt",
        help="What it is for or how it should feel.",
        multiline=True,
        examples=("calm piano for a rainy evening", "神秘的热带雨林"),
    )
    mood: Literal["auto", "calm", "happy", "sad", "epic", "mysterious", "tense", "playful", "romantic"] = field(
        "auto", title="Mood", help="Feeling of the piece; auto takes it from the prompt."
    )
    key: Literal["auto", "C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"] = field(
        "auto", title="Key", help="Tonic of the scale."
    )
    mode: Literal["auto", "major", "minor", "dorian", "lydian", "pentatonic"] = field(
        "auto", title="Mode", help="The scale on the tonic."
    )
    bpm: int | None = field(
        None, title="Tempo", help="Beats per minute; empty follows the mood.", ge=40, le=220, unit="bpm"
    )
    duration: float = field(30.0, title="Duration", help="Length of the piece.", ge=2, le=600, unit="s")
    instruments: tuple[str, ...] = field(
        (), title="Instruments", help="Instruments to use; empty follows the mood.",
        examples=("piano", "strings", "flute", "guitar", "harp", "marimba", "drums"),
    )  # fmt: skip
    format: Literal["wav", "mp3", "flac", "ogg"] = field(
        "wav", title="Format", help="File format; wav and flac are lossless.", group="output", advanced=True
    )
    model: str | None = field(
        None,
        title="Model",
        help="The model an engine should use.",
        group="engine",
        advanced=True,
        cost="load",
    )
    seed: Seed = field(None, title="Seed", help="The same seed gives the same piece; empty takes a new one.")
