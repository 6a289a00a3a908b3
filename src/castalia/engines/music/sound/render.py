"""Plays a score on the built-in instruments: notes to stereo sound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from castalia.engines.music.score import Note, Score, Track
from castalia.engines.music.sound import kit
from castalia.engines.music.sound.modal import RATE, STRUCK, Sound
from castalia.engines.music.sound.room import faded, mastered, reverberated
from castalia.engines.music.sound.sustained import TIMBRES, sustain

_FORCES = (0.25, 0.5, 0.75, 1.0)
"""Notes are made in four strengths, and scaled to the exact one."""
_RELEASE = {"piano": 0.18, "guitar": 0.22, "harp": 0.9, "guzheng": 0.7, "bass": 0.1, "marimba": 0.5, "kalimba": 0.7, "vibraphone": 0.5,
            "bells": 1.5, "music box": 1.2}  # fmt: skip
"""Seconds in which a struck note dies when it is let go."""
_LOUDNESS = 0.1
"""RMS that a note at full force has in its first 0.4 s, so that instruments are equally loud before their gain."""


@dataclass
class Mix:
    """Two stereo buses: what is heard directly and what is sent to the hall."""

    count: int
    dry: Sound = field(init=False)
    send: Sound = field(init=False)

    def __post_init__(self) -> None:
        self.dry = np.zeros((2, self.count), np.float32)
        self.send = np.zeros((2, self.count), np.float32)

    def add(self, at: int, sound: Sound, send: float) -> None:
        """Mix in stereo sound from a sample on; what is past the end is dropped."""
        room = min(sound.shape[1], self.count - at)
        if room > 0:
            self.dry[:, at : at + room] += sound[:, :room]
            self.send[:, at : at + room] += np.float32(send) * sound[:, :room]


def play(score: Score) -> Iterator[tuple[str, Sound | None]]:
    """Play instrument by instrument: yields (what is being played, None), at last ("", the (2, n) piece).

    It is `round(duration * 44100)` samples long, faded out at the end, not yet normalised.
    """
    mix = Mix(round(score.duration * RATE))
    for track in score.tracks:
        yield track.instrument.name, None
        player = _drums if track.role == "drums" else _tuned
        yield from ((track.instrument.name, None) for _ in player(track, mix))
    yield "the room", None
    mix.dry += np.float32(0.55) * reverberated(mix.send)
    del mix.send
    yield "the mix", None
    last = max((s.start for s in score.sections), default=0.0)
    tail = min(2.4, 0.35 * (score.duration - min(last, score.duration - 0.5)))
    yield "", faded(mastered(mix.dry), score.duration - max(tail, 0.25))


_PER_STEP = 200
"""Notes between two looks at whether to stop."""


def _tuned(track: Track, mix: Mix) -> Iterator[None]:
    """Each pitch is made once in each strength, as long as its longest note, and cut to every note's length."""
    who = track.instrument
    longest: dict[tuple[int, int], float] = {}
    for note in track.notes:
        key = note.pitch, _layer(note)
        longest[key] = max(longest.get(key, 0.0), note.length)
    release = _RELEASE.get(who.name) or TIMBRES[who.name].release
    gain = 10 ** (who.gain / 20)
    left, right = _panned(who.pan)
    cache: dict[tuple[int, int], Sound] = {}
    for number, note in enumerate(track.notes):
        key = note.pitch, _layer(note)
        if key not in cache:
            cache[key] = _tone(who.name, note.pitch, _FORCES[key[1]], int((longest[key] + release) * RATE) + 1)
        length = int((note.length + release) * RATE)
        sound = cache[key][:, :length] * np.float32(gain * (note.velocity / 127) ** 1.5)
        _let_go(sound, note.length, release)
        if sound.shape[0] == 1:
            sound = np.concatenate((sound * left, sound * right))
        else:
            sound *= np.array([[left], [right]], np.float32)
        mix.add(round(note.start * RATE), sound, who.send)
        if number % _PER_STEP == _PER_STEP - 1:
            yield


def _drums(track: Track, mix: Mix) -> Iterator[None]:
    gain = 10 ** (track.instrument.gain / 20)
    for number, note in enumerate(track.notes):
        sound, pan, send = kit.stroke(note.pitch)
        left, right = _panned(pan)
        level = np.float32(gain * 0.62 * (note.velocity / 127) ** 1.7)
        mix.add(round(note.start * RATE), np.stack((sound * (level * left), sound * (level * right))), send)
        if number % _PER_STEP == _PER_STEP - 1:
            yield


def _layer(note: Note) -> int:
    return min(3, note.velocity // 32)


def _tone(name: str, pitch: int, force: float, count: int) -> Sound:
    """(1 or 2, count) one note, as loud as every other instrument's."""
    if name in STRUCK:
        sound = STRUCK[name](pitch, force, count)[None]
    else:
        sound = sustain(name, pitch, force, count)
    first = sound[:, : int(0.4 * RATE)]
    rms = float(np.sqrt((first**2).mean() * (2 if len(sound) == 2 else 1)))
    return sound * np.float32(_LOUDNESS / max(rms, 1e-9))


def _let_go(sound: Sound, length: float, release: float) -> None:
    """Fade from the end of the note, smoothly to nothing."""
    begin = min(int(length * RATE), sound.shape[1] - 1)
    count = sound.shape[1] - begin
    sound[:, begin:] *= np.cos(np.linspace(0, np.pi / 2, count, dtype=np.float32)) ** 2


def _panned(pan: float) -> tuple[np.float32, np.float32]:
    """Gains of left and right of equal power."""
    angle = np.pi / 4 * (1 + 0.9 * pan)
    return np.float32(np.cos(angle) * 1.2), np.float32(np.sin(angle) * 1.2)
