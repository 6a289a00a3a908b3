"""A composed piece: notes by instrument, and how it is written as a MIDI file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from castalia.engines.music.band import Instrument
from castalia.engines.music.theory import NAMES, Key

TICKS = 480
"""MIDI ticks per beat."""
DRUM_CHANNEL = 9
_VOLUMES = {"lead": 108, "harmony": 80, "colour": 74, "bass": 92, "drums": 88}


@dataclass(frozen=True)
class Note:
    """One note or stroke."""

    start: float
    """Seconds."""
    length: float
    """Seconds."""
    pitch: int
    """MIDI pitch; of drums, the General MIDI number of the drum."""
    velocity: int
    """1 to 127."""


@dataclass(frozen=True)
class Track:
    """What one instrument plays, in order of time."""

    instrument: Instrument
    role: str
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Section:
    """A part of the form."""

    name: str
    start: float
    end: float
    """Seconds."""


@dataclass(frozen=True)
class Score:
    """A whole piece."""

    key: Key
    bpm: float
    beats: int
    """Beats in a bar."""
    duration: float
    """Seconds, the ringing out included."""
    sections: tuple[Section, ...]
    chords: tuple[str, ...]
    """Names in the order in which they sound."""
    tracks: tuple[Track, ...]


def write_midi(score: Score, path: Path, title: str) -> None:
    """Write a standard MIDI file (format 1) as long as the piece, one track for each instrument.

    Raises `OSError` when the path cannot be written.
    """
    import mido

    file = mido.MidiFile(type=1, ticks_per_beat=TICKS)
    tempo = mido.bpm2tempo(score.bpm)
    signature = {"type": "time_signature", "numerator": score.beats, "denominator": 4}
    head = [
        (0, mido.MetaMessage("set_tempo", tempo=tempo)),
        (0, mido.MetaMessage(**signature)),
        (0, _key_signature(score.key)),
    ]
    head += [(_ticks(s.start, score.bpm), mido.MetaMessage("marker", text=s.name)) for s in score.sections]
    end = _ticks(score.duration, score.bpm)
    file.tracks.append(_track(head, end, title.encode("ascii", "replace").decode()[:80]))
    channels = (c for c in range(16) if c != DRUM_CHANNEL)
    for track in score.tracks:
        channel = DRUM_CHANNEL if track.role == "drums" else next(channels)
        file.tracks.append(_track(_events(track, channel, score.bpm), end, f"{track.instrument.name} ({track.role})"))
    file.save(str(path))


def _events(track: Track, channel: int, bpm: float) -> list[tuple[int, Any]]:
    import mido

    player = track.instrument
    pan = round(64 + 63 * player.pan)
    events: list[tuple[int, Any]] = [
        (0, mido.Message("program_change", channel=channel, program=player.program)),
        (0, mido.Message("control_change", channel=channel, control=7, value=_VOLUMES[track.role])),
        (0, mido.Message("control_change", channel=channel, control=10, value=max(0, min(127, pan)))),
        (0, mido.Message("control_change", channel=channel, control=91, value=round(127 * min(1.0, player.send)))),
    ]
    for note in track.notes:
        on, off = _ticks(note.start, bpm), _ticks(note.start + note.length, bpm)
        events.append((on, mido.Message("note_on", channel=channel, note=note.pitch, velocity=note.velocity)))
        events.append((max(on + 1, off), mido.Message("note_off", channel=channel, note=note.pitch, velocity=0)))
    return events


def _track(events: list[tuple[int, Any]], end: int, name: str) -> Any:
    """A MIDI track of events at absolute ticks; offs come before ons of the same tick."""
    import mido

    track = mido.MidiTrack()
    track.append(mido.MetaMessage("track_name", name=name))
    now = 0
    for at, message in sorted(events, key=lambda e: (e[0], e[1].type == "note_on")):
        track.append(message.copy(time=at - now))
        now = at
    track.append(mido.MetaMessage("end_of_track", time=max(0, end - now)))
    return track


def _ticks(seconds: float, bpm: float) -> int:
    return round(seconds * bpm / 60 * TICKS)


def _key_signature(key: Key) -> Any:
    """MIDI knows major and minor only: the others are written as the one whose third they share."""
    import mido

    flats = {"C#": "Db", "D#": "Eb", "G#": "Ab", "A#": "Bb"}
    name = NAMES[key.tonic]
    if not key.is_dark:
        return mido.MetaMessage("key_signature", key=flats.get(name, name))
    sharps = {"Ab": "G#", "Eb": "D#", "Bb": "Bb", "C#": "C#", "F#": "F#"}
    return mido.MetaMessage("key_signature", key=sharps.get(name, name) + "m")
