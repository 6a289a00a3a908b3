"""Plays a score on the built-in instruments: notes to stereo sound."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from castalia.engines.music.drumming import KICK, SNARE, TAIKO
from castalia.engines.music.score import Note, Score, Track
from castalia.engines.music.sound import kit
from castalia.engines.music.sound.modal import RATE, STRUCK, Sound
from castalia.engines.music.sound.room import faded, loud_part, mastered, reverberated
from castalia.engines.music.sound.sustained import TIMBRES, sustain

_FORCES = (0.25, 0.5, 0.75, 1.0)
"""Notes are made in four strengths, and scaled to the exact one."""
_RELEASE = {
    "piano": 0.18,
    "guitar": 0.22,
    "harp": 0.9,
    "guzheng": 0.7,
    "bass": 0.1,
    "marimba": 0.5,
    "kalimba": 0.7,
    "vibraphone": 0.5,
    "bells": 1.5,
    "music box": 1.2,
}
"""Seconds in which a struck note dies when it is let go."""
_RMS = 0.1
"""RMS that a note at full force has in its first 0.4 s, so that high and low notes are about equally loud."""
_PLACE = {"lead": 0.0, "harmony": -5.0, "pad": -7.5, "colour": -8.0, "bass": -8.0, "drums": -4.0, "soft drums": -9.0}
"""Loudness of each role in the mix against the lead, dB."""


def play(score: Score) -> Iterator[tuple[str, Sound | None]]:
    """Play instrument by instrument: yields (what is being played, None), at last ("", the (2, n) piece).

    It is `round(duration * 44100)` samples long, faded out at the end, not yet normalised.
    """
    count = round(score.duration * RATE)
    mix, send = np.zeros((2, count), np.float32), np.zeros((2, count), np.float32)
    for track in score.tracks:
        name = track.instrument.name
        yield name, None
        sound = np.zeros((2, count), np.float32)
        player = _drums if track.role == "drums" else _tuned
        yield from ((name, None) for _ in player(track, sound))
        sound *= np.float32(10 ** (_place(track) / 20) / max(loud_part(sound), 1e-6))
        mix += sound
        sound *= np.float32(track.instrument.send)
        send += sound
    yield "the room", None
    mix += np.float32(0.55) * reverberated(send)
    del send, sound
    yield "the mix", None
    last = max((s.start for s in score.sections), default=0.0)
    tail = min(2.4, 0.35 * (score.duration - min(last, score.duration - 0.5)))
    yield "", faded(mastered(mix), score.duration - max(tail, 0.25))


def _place(track: Track) -> float:
    """Where a track belongs in the mix, dB; held chords lie behind moving ones."""
    if track.role == "drums":
        return _PLACE["drums" if any(n.pitch in (KICK, SNARE, TAIKO) for n in track.notes) else "soft drums"]
    is_held = track.instrument.pattern == "pad" and track.role == "harmony"
    return _PLACE["pad" if is_held else track.role]


def _add(mix: Sound, at: int, sound: Sound) -> None:
    """Mix in stereo sound from a sample on; what is past the end is dropped."""
    room = min(sound.shape[1], mix.shape[1] - at)
    if room > 0:
        mix[:, at : at + room] += sound[:, :room]


_PER_STEP = 200
"""Notes between two looks at whether to stop."""


def _tuned(track: Track, mix: Sound) -> Iterator[None]:
    """Each pitch is made once in each strength, as long as its longest note, and cut to every note's length."""
    who = track.instrument
    longest: dict[tuple[int, int], float] = {}
    for note in track.notes:
        key = note.pitch, _layer(note)
        longest[key] = max(longest.get(key, 0.0), note.length)
    release = _RELEASE.get(who.name) or TIMBRES[who.name].release
    left, right = _panned(who.pan)
    usual = float(np.median([note.length for note in track.notes]))
    cache: dict[tuple[int, int], Sound] = {}
    for number, note in enumerate(track.notes):
        key = note.pitch, _layer(note)
        if key not in cache:
            cache[key] = _tone(who.name, note.pitch, _FORCES[key[1]], int((longest[key] + release) * RATE) + 1, usual)
        length = int((note.length + release) * RATE)
        sound = cache[key][:, :length] * np.float32((note.velocity / 127) ** 1.5)
        _let_go(sound, note.length, release)
        if sound.shape[0] == 1:
            sound = np.concatenate((sound * left, sound * right))
        else:
            sound *= np.array([[left], [right]], np.float32)
        _add(mix, round(note.start * RATE), sound)
        if number % _PER_STEP == _PER_STEP - 1:
            yield


def _drums(track: Track, mix: Sound) -> Iterator[None]:
    for number, note in enumerate(track.notes):
        sound, pan = kit.stroke(note.pitch)
        left, right = _panned(pan)
        level = np.float32((note.velocity / 127) ** 1.7)
        _add(mix, round(note.start * RATE), np.stack((sound * (level * left), sound * (level * right))))
        if number % _PER_STEP == _PER_STEP - 1:
            yield


def _layer(note: Note) -> int:
    return min(3, note.velocity // 32)


def _tone(name: str, pitch: int, force: float, count: int, usual: float) -> Sound:
    """(1 or 2, count) one note, as loud as every other instrument's."""
    if name in STRUCK:
        sound = STRUCK[name](pitch, force, count)[None]
    else:
        sound = sustain(name, pitch, force, count, usual)
    first = sound[:, : int(0.4 * RATE)]
    rms = float(np.sqrt((first**2).mean() * (2 if len(sound) == 2 else 1)))
    return sound * np.float32(_RMS / max(rms, 1e-9))


def _let_go(sound: Sound, length: float, release: float) -> None:
    """Fade from the end of the note, smoothly to nothing."""
    begin = min(int(length * RATE), sound.shape[1] - 1)
    count = sound.shape[1] - begin
    sound[:, begin:] *= np.cos(np.linspace(0, np.pi / 2, count, dtype=np.float32)) ** 2


def _panned(pan: float) -> tuple[np.float32, np.float32]:
    """Gains of left and right of equal power."""
    angle = np.pi / 4 * (1 + 0.9 * pan)
    return np.float32(np.cos(angle) * 1.2), np.float32(np.sin(angle) * 1.2)
